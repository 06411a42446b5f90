//! The bank holidays that Naru ships, as rows for the store: an operator corrects them there
//! (`naru settle calendar`), never here.
//!
//! How they were checked: computed by the acts' rules and compared, day by day, with the open data
//! set `holidays` 0.109. None was compared with the government's almanac (월력요항), which comes out
//! a year ahead; what rests on a recent change or on a forecast says `to check`.

type Name = (&'static str, &'static str);

const NEW_YEAR: Name = ("신정", "New Year's Day");
const SEOLLAL: Name = ("설날 연휴", "Lunar New Year");
const MARCH_FIRST: Name = ("삼일절", "Independence Movement Day");
const LABOUR: Name = ("노동절", "Labour Day");
const CHILDREN: Name = ("어린이날", "Children's Day");
const BUDDHA: Name = ("부처님오신날", "Buddha's Birthday");
const CHILDREN_AND_BUDDHA: Name =
    ("어린이날 · 부처님오신날", "Children's Day and Buddha's Birthday");
const ELECTION: Name = ("선거일", "Election day");
const MEMORIAL: Name = ("현충일", "Memorial Day");
const CONSTITUTION: Name = ("제헌절", "Constitution Day");
const LIBERATION: Name = ("광복절", "Liberation Day");
const CHUSEOK: Name = ("추석 연휴", "Chuseok");
const CHUSEOK_AND_FOUNDATION: Name = ("추석 · 개천절", "Chuseok and National Foundation Day");
const FOUNDATION: Name = ("개천절", "National Foundation Day");
const HANGEUL: Name = ("한글날", "Hangeul Day");
const CHRISTMAS: Name = ("기독탄신일", "Christmas Day");
const SUBSTITUTE: Name = ("대체공휴일", "Substitute holiday");
const TEMPORARY: Name = ("임시공휴일", "Temporary holiday");

const ACT: &str = "Act on Public Holidays (공휴일에 관한 법률) article 2";
const SUBSTITUTED: &str = "Act on Public Holidays article 3 (대체공휴일); Sundays, and Saturdays \
     except for Lunar New Year and Chuseok; none for New Year's Day and Memorial Day";
const DECLARED: &str = "declared by the government for this day";
const ELECTION_ACT: &str = "Act on Public Holidays article 2, Public Official Election Act";
const ELECTION_FORECAST: &str = "Public Official Election Act article 34, computed; to check when \
     the election is announced";
const LABOUR_ACT: &str = "Workers' Day (근로자의 날): no public holiday in 2025, banks are closed";
const LABOUR_DAY_NEW: &str = "Labour Day as a public holiday from 2026, with substitutes; to check: \
     the amended act was not read";
const CONSTITUTION_DAY_NEW: &str = "Constitution Day as a public holiday again from 2026 (press, \
     2026-02), with substitutes; to check: the amended act was not read";

/// The years that are shipped, each with what is known about the whole of it.
pub(super) const YEARS: &[(i64, &str)] = &[
    (2025, "computed, and compared with open data; the year is over"),
    (2026, "computed, and compared with open data; to check: 05-01 and 07-17"),
    (2027, "computed, and compared with open data; to check against the government's almanac"),
    (2028, "computed, and compared with open data; to check against the government's almanac"),
];

/// Date, name, source.
pub(super) const SHIPPED: &[(i64, Name, &str)] = &[
    (20250101, NEW_YEAR, ACT),
    (20250127, TEMPORARY, DECLARED),
    (20250128, SEOLLAL, ACT),
    (20250129, SEOLLAL, ACT),
    (20250130, SEOLLAL, ACT),
    (20250301, MARCH_FIRST, ACT),
    (20250303, SUBSTITUTE, SUBSTITUTED),
    (20250501, LABOUR, LABOUR_ACT),
    (20250505, CHILDREN_AND_BUDDHA, ACT),
    (20250506, SUBSTITUTE, SUBSTITUTED),
    (20250603, ELECTION, DECLARED),
    (20250606, MEMORIAL, ACT),
    (20250815, LIBERATION, ACT),
    (20251003, FOUNDATION, ACT),
    (20251005, CHUSEOK, ACT),
    (20251006, CHUSEOK, ACT),
    (20251007, CHUSEOK, ACT),
    (20251008, SUBSTITUTE, SUBSTITUTED),
    (20251009, HANGEUL, ACT),
    (20251225, CHRISTMAS, ACT),
    (20260101, NEW_YEAR, ACT),
    (20260216, SEOLLAL, ACT),
    (20260217, SEOLLAL, ACT),
    (20260218, SEOLLAL, ACT),
    (20260301, MARCH_FIRST, ACT),
    (20260302, SUBSTITUTE, SUBSTITUTED),
    (20260501, LABOUR, LABOUR_DAY_NEW),
    (20260505, CHILDREN, ACT),
    (20260524, BUDDHA, ACT),
    (20260525, SUBSTITUTE, SUBSTITUTED),
    (20260603, ELECTION, ELECTION_ACT),
    (20260606, MEMORIAL, ACT),
    (20260717, CONSTITUTION, CONSTITUTION_DAY_NEW),
    (20260815, LIBERATION, ACT),
    (20260817, SUBSTITUTE, SUBSTITUTED),
    (20260924, CHUSEOK, ACT),
    (20260925, CHUSEOK, ACT),
    (20260926, CHUSEOK, ACT),
    (20261003, FOUNDATION, ACT),
    (20261005, SUBSTITUTE, SUBSTITUTED),
    (20261009, HANGEUL, ACT),
    (20261225, CHRISTMAS, ACT),
    (20270101, NEW_YEAR, ACT),
    (20270206, SEOLLAL, ACT),
    (20270207, SEOLLAL, ACT),
    (20270208, SEOLLAL, ACT),
    (20270209, SUBSTITUTE, SUBSTITUTED),
    (20270301, MARCH_FIRST, ACT),
    (20270501, LABOUR, LABOUR_DAY_NEW),
    (20270503, SUBSTITUTE, LABOUR_DAY_NEW),
    (20270505, CHILDREN, ACT),
    (20270513, BUDDHA, ACT),
    (20270606, MEMORIAL, ACT),
    (20270717, CONSTITUTION, CONSTITUTION_DAY_NEW),
    (20270719, SUBSTITUTE, CONSTITUTION_DAY_NEW),
    (20270815, LIBERATION, ACT),
    (20270816, SUBSTITUTE, SUBSTITUTED),
    (20270914, CHUSEOK, ACT),
    (20270915, CHUSEOK, ACT),
    (20270916, CHUSEOK, ACT),
    (20271003, FOUNDATION, ACT),
    (20271004, SUBSTITUTE, SUBSTITUTED),
    (20271009, HANGEUL, ACT),
    (20271011, SUBSTITUTE, SUBSTITUTED),
    (20271225, CHRISTMAS, ACT),
    (20271227, SUBSTITUTE, SUBSTITUTED),
    (20280101, NEW_YEAR, ACT),
    (20280126, SEOLLAL, ACT),
    (20280127, SEOLLAL, ACT),
    (20280128, SEOLLAL, ACT),
    (20280301, MARCH_FIRST, ACT),
    (20280412, ELECTION, ELECTION_FORECAST),
    (20280501, LABOUR, LABOUR_DAY_NEW),
    (20280502, BUDDHA, ACT),
    (20280505, CHILDREN, ACT),
    (20280606, MEMORIAL, ACT),
    (20280717, CONSTITUTION, CONSTITUTION_DAY_NEW),
    (20280815, LIBERATION, ACT),
    (20281002, CHUSEOK, ACT),
    (20281003, CHUSEOK_AND_FOUNDATION, ACT),
    (20281004, CHUSEOK, ACT),
    (20281005, SUBSTITUTE, SUBSTITUTED),
    (20281009, HANGEUL, ACT),
    (20281225, CHRISTMAS, ACT),
];
