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
    (2025_01_01, NEW_YEAR, ACT),
    (2025_01_27, TEMPORARY, DECLARED),
    (2025_01_28, SEOLLAL, ACT),
    (2025_01_29, SEOLLAL, ACT),
    (2025_01_30, SEOLLAL, ACT),
    (2025_03_01, MARCH_FIRST, ACT),
    (2025_03_03, SUBSTITUTE, SUBSTITUTED),
    (2025_05_01, LABOUR, LABOUR_ACT),
    (2025_05_05, CHILDREN_AND_BUDDHA, ACT),
    (2025_05_06, SUBSTITUTE, SUBSTITUTED),
    (2025_06_03, ELECTION, DECLARED),
    (2025_06_06, MEMORIAL, ACT),
    (2025_08_15, LIBERATION, ACT),
    (2025_10_03, FOUNDATION, ACT),
    (2025_10_05, CHUSEOK, ACT),
    (2025_10_06, CHUSEOK, ACT),
    (2025_10_07, CHUSEOK, ACT),
    (2025_10_08, SUBSTITUTE, SUBSTITUTED),
    (2025_10_09, HANGEUL, ACT),
    (2025_12_25, CHRISTMAS, ACT),
    (2026_01_01, NEW_YEAR, ACT),
    (2026_02_16, SEOLLAL, ACT),
    (2026_02_17, SEOLLAL, ACT),
    (2026_02_18, SEOLLAL, ACT),
    (2026_03_01, MARCH_FIRST, ACT),
    (2026_03_02, SUBSTITUTE, SUBSTITUTED),
    (2026_05_01, LABOUR, LABOUR_DAY_NEW),
    (2026_05_05, CHILDREN, ACT),
    (2026_05_24, BUDDHA, ACT),
    (2026_05_25, SUBSTITUTE, SUBSTITUTED),
    (2026_06_03, ELECTION, ELECTION_ACT),
    (2026_06_06, MEMORIAL, ACT),
    (2026_07_17, CONSTITUTION, CONSTITUTION_DAY_NEW),
    (2026_08_15, LIBERATION, ACT),
    (2026_08_17, SUBSTITUTE, SUBSTITUTED),
    (2026_09_24, CHUSEOK, ACT),
    (2026_09_25, CHUSEOK, ACT),
    (2026_09_26, CHUSEOK, ACT),
    (2026_10_03, FOUNDATION, ACT),
    (2026_10_05, SUBSTITUTE, SUBSTITUTED),
    (2026_10_09, HANGEUL, ACT),
    (2026_12_25, CHRISTMAS, ACT),
    (2027_01_01, NEW_YEAR, ACT),
    (2027_02_06, SEOLLAL, ACT),
    (2027_02_07, SEOLLAL, ACT),
    (2027_02_08, SEOLLAL, ACT),
    (2027_02_09, SUBSTITUTE, SUBSTITUTED),
    (2027_03_01, MARCH_FIRST, ACT),
    (2027_05_01, LABOUR, LABOUR_DAY_NEW),
    (2027_05_03, SUBSTITUTE, LABOUR_DAY_NEW),
    (2027_05_05, CHILDREN, ACT),
    (2027_05_13, BUDDHA, ACT),
    (2027_06_06, MEMORIAL, ACT),
    (2027_07_17, CONSTITUTION, CONSTITUTION_DAY_NEW),
    (2027_07_19, SUBSTITUTE, CONSTITUTION_DAY_NEW),
    (2027_08_15, LIBERATION, ACT),
    (2027_08_16, SUBSTITUTE, SUBSTITUTED),
    (2027_09_14, CHUSEOK, ACT),
    (2027_09_15, CHUSEOK, ACT),
    (2027_09_16, CHUSEOK, ACT),
    (2027_10_03, FOUNDATION, ACT),
    (2027_10_04, SUBSTITUTE, SUBSTITUTED),
    (2027_10_09, HANGEUL, ACT),
    (2027_10_11, SUBSTITUTE, SUBSTITUTED),
    (2027_12_25, CHRISTMAS, ACT),
    (2027_12_27, SUBSTITUTE, SUBSTITUTED),
    (2028_01_01, NEW_YEAR, ACT),
    (2028_01_26, SEOLLAL, ACT),
    (2028_01_27, SEOLLAL, ACT),
    (2028_01_28, SEOLLAL, ACT),
    (2028_03_01, MARCH_FIRST, ACT),
    (2028_04_12, ELECTION, ELECTION_FORECAST),
    (2028_05_01, LABOUR, LABOUR_DAY_NEW),
    (2028_05_02, BUDDHA, ACT),
    (2028_05_05, CHILDREN, ACT),
    (2028_06_06, MEMORIAL, ACT),
    (2028_07_17, CONSTITUTION, CONSTITUTION_DAY_NEW),
    (2028_08_15, LIBERATION, ACT),
    (2028_10_02, CHUSEOK, ACT),
    (2028_10_03, CHUSEOK_AND_FOUNDATION, ACT),
    (2028_10_04, CHUSEOK, ACT),
    (2028_10_05, SUBSTITUTE, SUBSTITUTED),
    (2028_10_09, HANGEUL, ACT),
    (2028_12_25, CHRISTMAS, ACT),
];
