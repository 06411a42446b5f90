//! The slice's SQL, all of it.

use super::model::{
    Application, Check, Claim, Class, Firm, Fund, Grounds, Inspector, Journal, JournalKind,
    Programme, Standing, State,
};
use super::service::{Draft, NewClaim};
use naru_base::{ClientUseCode, Fault, FaultKind, Id, Micros, Won};
use naru_store::{Row, Tx, args};
use std::collections::BTreeMap;

/// After every id there can be.
const LAST_ID: &str = "~";

const PROGRAMME_ADD: &str = "INSERT INTO subsidy_programme (programme, name_ko, name_en, basis, \
     year, opens_at, closes_at, share_percent, firm_cap, classes, decided_at, proposed_by, \
     confirmed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
     ON CONFLICT DO NOTHING";
const FUND_ADD: &str = "INSERT INTO subsidy_fund (programme, appropriation, carried_in, \
     carried_out, committed, paid) VALUES ($1, $2, 0, 0, 0, 0)";
const FUND_SET: &str = "UPDATE subsidy_fund SET carried_in = $2, carried_out = $3, \
     committed = $4, paid = $5 WHERE programme = $1";
macro_rules! select_programme {
    ($rest:literal) => {
        concat!(
            "SELECT p.programme, p.name_ko, p.name_en, p.basis, p.year, p.opens_at, p.closes_at, \
             p.share_percent, p.firm_cap, p.classes, f.appropriation, f.carried_in, \
             f.carried_out, f.committed, f.paid FROM subsidy_programme p \
             JOIN subsidy_fund f ON f.programme = p.programme ",
            $rest
        )
    };
}
const PROGRAMME: &str = select_programme!("WHERE p.programme = $1");
const PROGRAMMES: &str = select_programme!("ORDER BY p.year DESC, p.programme");
const INSPECTOR_ADD: &str = "INSERT INTO subsidy_inspector (inspector, name_ko, name_en, basis, \
     recognised_from, recognised_until, proposed_by, confirmed_by) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
const INSPECTORS: &str = "SELECT inspector, name_ko, name_en, basis, recognised_from, \
     recognised_until FROM subsidy_inspector ORDER BY inspector";
const APPLICATION_ADD: &str = "INSERT INTO subsidy_application (application_id, programme, class, \
     client_use_code, firm_name, registration, designation, checked, inspector, quote, state, \
     applied_at, applied_by) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'applied', $11, $12)";
const APPLICATION_SET: &str = "UPDATE subsidy_application SET state = $3, decided_at = $4, \
     awarded = coalesce($5, awarded), paid = $6, grounds = $7 \
     WHERE application_id = $1 AND state = $2";
// Whether payment of an application is claimed.
macro_rules! claimed {
    () => {
        "EXISTS (SELECT 1 FROM subsidy_claim c \
         WHERE c.application_id = subsidy_application.application_id)"
    };
}
// Its standing: a word of the model.
macro_rules! standing {
    () => {
        concat!("CASE WHEN state = 'awarded' AND ", claimed!(), " THEN 'claimed' ELSE state END")
    };
}
macro_rules! select_application {
    ($rest:expr) => {
        concat!(
            "SELECT application_id, programme, class, client_use_code, firm_name, registration, \
             designation, checked, inspector, quote, state, applied_at, applied_by, awarded, \
             paid, grounds, decided_at, CASE WHEN ",
            claimed!(),
            " THEN cast(1 AS BIGINT) ELSE cast(0 AS BIGINT) END FROM subsidy_application ",
            $rest
        )
    };
}
const FIND: &str = select_application!("WHERE application_id = $1");
// Of one standing, or with an empty one of any.
macro_rules! that_stand {
    ($rest:literal) => {
        concat!("WHERE programme = $1 AND ($2 = '' OR ", standing!(), " = $2) AND ", $rest)
    };
}
const LIST: &str =
    select_application!(that_stand!("application_id < $3 ORDER BY application_id DESC LIMIT $4"));
// Those that wait for two people, as they came; about which something is proposed at an instant
// ($4), that waits for the second of them only.
macro_rules! that_wait {
    ($rest:literal) => {
        concat!(
            that_stand!(""),
            "NOT EXISTS (SELECT 1 FROM proposal_case p WHERE p.subject = 'subsidy:' || application_id \
             AND p.state = 'open' AND p.expires_at > $4) AND ",
            $rest
        )
    };
}
const LIST_WAITING: &str =
    select_application!(that_wait!("application_id > $3 ORDER BY application_id LIMIT $5"));
const BEFORE: &str =
    concat!("SELECT count(*) FROM subsidy_application ", that_stand!("application_id >= $3"));
const BEFORE_WAITING: &str =
    concat!("SELECT count(*) FROM subsidy_application ", that_wait!("application_id <= $3"));
const FIRMS: &str = "SELECT application_id, client_use_code, firm_name, registration \
     FROM subsidy_application WHERE programme = $1";
const LIST_OF: &str = select_application!(
    "WHERE client_use_code = $1 AND application_id < $2 ORDER BY application_id DESC LIMIT $3"
);
const WAITING: &str = "SELECT count(*) FROM subsidy_application \
     WHERE registration = $1 AND state = 'applied'";
const GRANTED: &str = "SELECT cast(coalesce(sum(coalesce(paid, awarded)), 0) AS BIGINT) \
     FROM subsidy_application WHERE programme = $1 AND registration = $2 \
     AND state IN ('awarded', 'paid')";
const TALLY: &str = concat!(
    "SELECT state, class, count(*), cast(sum(quote) AS BIGINT), \
     cast(coalesce(sum(awarded), 0) AS BIGINT), cast(coalesce(sum(paid), 0) AS BIGINT), \
     cast(sum(CASE WHEN ",
    claimed!(),
    " THEN 1 ELSE 0 END) AS BIGINT) \
     FROM subsidy_application WHERE programme = $1 GROUP BY state, class ORDER BY state, class"
);
const CLAIM_ADD: &str = "INSERT INTO subsidy_claim (application_id, claimed_at, claimed_by, \
     engagement, checked_on, cost, report_sha256, invoice_sha256) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const CLAIMS: &str = "SELECT count(*) FROM subsidy_claim WHERE application_id = $1";
const CLAIM: &str = "SELECT claimed_at, claimed_by, engagement, checked_on, cost, report_sha256, \
     invoice_sha256 FROM subsidy_claim WHERE application_id = $1 \
     ORDER BY claimed_at DESC LIMIT 1";
const JOURNAL_ADD: &str = "INSERT INTO subsidy_journal (journal_id, programme, kind, \
     application_id, to_programme, amount, returned, basis, business_date, booked_at, \
     proposed_by, confirmed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
macro_rules! select_journal {
    ($rest:literal) => {
        concat!(
            "SELECT journal_id, programme, kind, application_id, to_programme, amount, returned, \
             basis, business_date, booked_at, proposed_by, confirmed_by FROM subsidy_journal ",
            $rest
        )
    };
}
// Of one programme, or with an empty code of all.
const JOURNAL: &str = select_journal!(
    "WHERE $1 = '' OR programme = $1 OR to_programme = $1 ORDER BY booked_at, journal_id"
);
const JOURNAL_OF: &str =
    select_journal!("WHERE application_id = $1 ORDER BY booked_at, journal_id");

/// Every statement of this slice, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    PROGRAMME_ADD,
    FUND_ADD,
    FUND_SET,
    PROGRAMME,
    PROGRAMMES,
    INSPECTOR_ADD,
    INSPECTORS,
    APPLICATION_ADD,
    APPLICATION_SET,
    FIND,
    LIST,
    LIST_WAITING,
    BEFORE,
    BEFORE_WAITING,
    FIRMS,
    LIST_OF,
    WAITING,
    GRANTED,
    TALLY,
    CLAIM_ADD,
    CLAIMS,
    CLAIM,
    JOURNAL_ADD,
    JOURNAL,
    JOURNAL_OF,
];

fn corrupt(what: &str) -> Fault {
    Fault::new(FaultKind::Corrupt, format!("a record of subsidy says `{what}`"))
}

fn word<T>(row: &Row<'_>, i: usize, parse: fn(&str) -> Option<T>) -> Result<T, Fault> {
    let text: String = row.get(i)?;
    parse(&text).ok_or_else(|| corrupt(&text))
}

/// `false` if there is a programme of this code.
pub(super) fn add_programme(
    tx: &mut Tx<'_>,
    it: &Programme,
    now: Micros,
    by: [Id; 2],
) -> Result<bool, Fault> {
    let classes: Vec<&str> = it.classes.iter().map(|it| it.as_str()).collect();
    let [proposed, confirmed] = by.map(|id| id.to_string());
    let (opens, closes, share) = (it.opens_at, it.closes_at, it.share_percent);
    let (name_ko, name_en, classes) = (&it.name_ko, &it.name_en, classes.join(","));
    let is_new = tx.exec(
        PROGRAMME_ADD,
        args![
            it.code,
            name_ko,
            name_en,
            it.basis,
            it.year,
            opens,
            closes,
            share,
            it.firm_cap,
            classes,
            now,
            proposed,
            confirmed
        ],
    )? == 1;
    if is_new {
        tx.exec(FUND_ADD, args![it.code, it.appropriation])?;
    }
    Ok(is_new)
}

pub(super) fn set_fund(tx: &mut Tx<'_>, programme: &str, it: &Fund) -> Result<(), Fault> {
    let Fund { carried_in, carried_out, committed, paid, .. } = it;
    tx.exec(FUND_SET, args![programme, carried_in, carried_out, committed, paid]).map(drop)
}

fn programme_row(row: &Row<'_>) -> Result<(Programme, Fund), Fault> {
    let classes: String = row.get(9)?;
    let read = classes.split(',').map(Class::parse).collect::<Option<Vec<_>>>();
    let fund = Fund {
        appropriation: row.get(10)?,
        carried_in: row.get(11)?,
        carried_out: row.get(12)?,
        committed: row.get(13)?,
        paid: row.get(14)?,
    };
    let it = Programme {
        code: row.get(0)?,
        name_ko: row.get(1)?,
        name_en: row.get(2)?,
        basis: row.get(3)?,
        year: row.get(4)?,
        opens_at: row.get(5)?,
        closes_at: row.get(6)?,
        appropriation: fund.appropriation,
        share_percent: row.get(7)?,
        firm_cap: row.get(8)?,
        classes: read.ok_or_else(|| corrupt(&classes))?,
    };
    Ok((it, fund))
}

pub(super) fn programme(tx: &mut Tx<'_>, code: &str) -> Result<Option<Programme>, Fault> {
    Ok(tx.opt(PROGRAMME, args![code], programme_row)?.map(|(it, _)| it))
}

pub(super) fn fund(tx: &mut Tx<'_>, code: &str) -> Result<Option<Fund>, Fault> {
    Ok(tx.opt(PROGRAMME, args![code], programme_row)?.map(|(_, it)| it))
}

pub(super) fn programmes(tx: &mut Tx<'_>) -> Result<Vec<(Programme, Fund)>, Fault> {
    tx.all(PROGRAMMES, &[], programme_row)
}

/// `false` if there is an inspector of this code.
pub(super) fn add_inspector(tx: &mut Tx<'_>, it: &Inspector, by: [Id; 2]) -> Result<bool, Fault> {
    let [proposed, confirmed] = by.map(|id| id.to_string());
    let (ko, en, from, until) = (&it.name_ko, &it.name_en, it.from, it.until);
    let args = args![it.code, ko, en, it.basis, from, until, proposed, confirmed];
    Ok(tx.exec(INSPECTOR_ADD, args)? == 1)
}

pub(super) fn inspectors(tx: &mut Tx<'_>) -> Result<Vec<Inspector>, Fault> {
    tx.all(INSPECTORS, &[], |row| {
        Ok(Inspector {
            code: row.get(0)?,
            name_ko: row.get(1)?,
            name_en: row.get(2)?,
            basis: row.get(3)?,
            from: row.get(4)?,
            until: row.get(5)?,
        })
    })
}

pub(super) fn add_application(
    tx: &mut Tx<'_>,
    it: &Draft,
    (now, by): (Micros, &str),
) -> Result<(), Fault> {
    let (id, class, check) = (it.id.to_string(), it.class.as_str(), it.check.as_str());
    let Firm { institution, name, registration } = &it.firm;
    let args = args![
        id,
        it.programme,
        class,
        institution,
        name,
        registration,
        it.designation,
        check,
        it.inspector,
        it.quote,
        now,
        by
    ];
    tx.exec(APPLICATION_ADD, args).map(drop)
}

/// What a decision adds to an application.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    pub(super) awarded: Option<Won>,
    pub(super) paid: Option<Won>,
    pub(super) grounds: Option<Grounds>,
}

/// `false` if it is no longer where it was.
pub(super) fn set_state(
    tx: &mut Tx<'_>,
    it: &Application,
    to: State,
    now: Micros,
    outcome: Outcome,
) -> Result<bool, Fault> {
    let Outcome { awarded, paid, grounds } = outcome;
    let grounds = grounds.map(|it| it.as_str());
    let (id, from, to) = (it.id.to_string(), it.state.as_str(), to.as_str());
    Ok(tx.exec(APPLICATION_SET, args![id, from, to, now, awarded, paid, grounds])? == 1)
}

fn application(row: &Row<'_>) -> Result<Application, Fault> {
    let grounds: Option<String> = row.get(15)?;
    let grounds = match grounds {
        Some(text) => Some(Grounds::parse(&text).ok_or_else(|| corrupt(&text))?),
        None => None,
    };
    let firm = Firm { institution: row.get(3)?, name: row.get(4)?, registration: row.get(5)? };
    let is_claimed: i64 = row.get(17)?;
    Ok(Application {
        id: row.get(0)?,
        programme: row.get(1)?,
        class: word(row, 2, Class::parse)?,
        firm,
        designation: row.get(6)?,
        check: word(row, 7, Check::parse)?,
        inspector: row.get(8)?,
        quote: row.get(9)?,
        state: word(row, 10, State::parse)?,
        applied_at: row.get(11)?,
        applied_by: row.get(12)?,
        awarded: row.get(13)?,
        paid: row.get(14)?,
        grounds,
        decided_at: row.get(16)?,
        is_claimed: is_claimed == 1,
    })
}

pub(super) fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<Application>, Fault> {
    tx.opt(FIND, args![id.to_string()], application)
}

fn bound(before: Option<Id>) -> String {
    before.map_or_else(|| LAST_ID.to_owned(), |it| it.to_string())
}

pub(super) fn list(
    tx: &mut Tx<'_>,
    (programme, of): (&str, Option<Standing>),
    (last, now): (Option<Id>, Micros),
    limit: i64,
) -> Result<Vec<Application>, Fault> {
    let word = of.map_or("", Standing::as_str);
    if waits(of) {
        let last = last.map_or_else(String::new, |it| it.to_string());
        return tx.all(LIST_WAITING, args![programme, word, last, now, limit], application);
    }
    tx.all(LIST, args![programme, word, bound(last), limit], application)
}

/// Whether two people are to decide about what stands so: that is looked at as it came.
fn waits(of: Option<Standing>) -> bool {
    matches!(of, Some(Standing::Applied | Standing::Claimed))
}

/// How many of such a list stand up to this one.
pub(super) fn before(
    tx: &mut Tx<'_>,
    (programme, of): (&str, Option<Standing>),
    (last, now): (Id, Micros),
) -> Result<i64, Fault> {
    let (word, last) = (of.map_or("", Standing::as_str), last.to_string());
    if waits(of) {
        return tx.one(BEFORE_WAITING, args![programme, word, last, now], |row| row.get(0));
    }
    tx.one(BEFORE, args![programme, word, last], |row| row.get(0))
}

/// The firm of each application of a programme.
pub(super) fn firms(tx: &mut Tx<'_>, programme: &str) -> Result<BTreeMap<Id, Firm>, Fault> {
    let all = tx.all(FIRMS, args![programme], |row| {
        let firm = Firm { institution: row.get(1)?, name: row.get(2)?, registration: row.get(3)? };
        Ok((row.get(0)?, firm))
    })?;
    Ok(all.into_iter().collect())
}

pub(super) fn list_of(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    before: Option<Id>,
    limit: i64,
) -> Result<Vec<Application>, Fault> {
    tx.all(LIST_OF, args![code, bound(before), limit], application)
}

pub(super) fn waiting(tx: &mut Tx<'_>, registration: &str) -> Result<i64, Fault> {
    tx.one(WAITING, args![registration], |row| row.get(0))
}

/// What one firm was granted of a programme: paid, or promised and not yet paid.
pub(super) fn granted(tx: &mut Tx<'_>, it: &Application) -> Result<Won, Fault> {
    tx.one(GRANTED, args![it.programme, it.firm.registration], |row| row.get(0))
}

/// Applications of one state and class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tallied {
    /// Where they stand.
    pub state: State,
    /// As what they came.
    pub class: Class,
    /// How many.
    pub count: i64,
    /// What their checks are to cost.
    pub quote: Won,
    /// What was promised.
    pub awarded: Won,
    /// What was paid.
    pub paid: Won,
    /// Of how many payment was claimed, ever.
    pub claimed: i64,
}

impl Tallied {
    /// How many of them stand so.
    pub fn standing(&self, of: Standing) -> i64 {
        match (self.state, of) {
            (State::Awarded, Standing::Claimed) => self.claimed,
            (State::Awarded, Standing::Awarded) => self.count - self.claimed,
            (state, of) if state.as_str() == of.as_str() => self.count,
            _ => 0,
        }
    }
}

pub(super) fn tally(tx: &mut Tx<'_>, programme: &str) -> Result<Vec<Tallied>, Fault> {
    tx.all(TALLY, args![programme], |row| {
        Ok(Tallied {
            state: word(row, 0, State::parse)?,
            class: word(row, 1, Class::parse)?,
            count: row.get(2)?,
            quote: row.get(3)?,
            awarded: row.get(4)?,
            paid: row.get(5)?,
            claimed: row.get(6)?,
        })
    })
}

pub(super) fn add_claim(
    tx: &mut Tx<'_>,
    id: Id,
    it: &NewClaim,
    (now, by): (Micros, &str),
) -> Result<(), Fault> {
    let (id, on) = (id.to_string(), it.checked_on);
    let args = args![id, now, by, it.engagement, on, it.cost, it.report, it.invoice];
    tx.exec(CLAIM_ADD, args).map(drop)
}

pub(super) fn claims(tx: &mut Tx<'_>, id: Id) -> Result<i64, Fault> {
    tx.one(CLAIMS, args![id.to_string()], |row| row.get(0))
}

pub(super) fn claim_of(tx: &mut Tx<'_>, id: Id) -> Result<Option<Claim>, Fault> {
    tx.opt(CLAIM, args![id.to_string()], |row| {
        Ok(Claim {
            at: row.get(0)?,
            by: row.get(1)?,
            engagement: row.get(2)?,
            checked_on: row.get(3)?,
            cost: row.get(4)?,
            report: row.get(5)?,
            invoice: row.get(6)?,
        })
    })
}

pub(super) fn add_journal(tx: &mut Tx<'_>, it: &Journal) -> Result<(), Fault> {
    let (id, kind) = (it.id.to_string(), it.kind.as_str());
    let application = it.application.map(|id| id.to_string());
    let [proposed, confirmed] = it.by.map(|id| id.to_string());
    let args = args![
        id,
        it.programme,
        kind,
        application,
        it.to,
        it.amount,
        it.returned,
        it.basis,
        it.date,
        it.at,
        proposed,
        confirmed
    ];
    tx.exec(JOURNAL_ADD, args).map(drop)
}

pub(super) fn journal(tx: &mut Tx<'_>, programme: &str) -> Result<Vec<Journal>, Fault> {
    tx.all(JOURNAL, args![programme], line)
}

pub(super) fn journal_of(tx: &mut Tx<'_>, id: Id) -> Result<Vec<Journal>, Fault> {
    tx.all(JOURNAL_OF, args![id.to_string()], line)
}

fn line(row: &Row<'_>) -> Result<Journal, Fault> {
    let application: Option<Id> = row.get(3)?;
    Ok(Journal {
        id: row.get(0)?,
        programme: row.get(1)?,
        kind: word(row, 2, JournalKind::parse)?,
        application,
        to: row.get(4)?,
        amount: row.get(5)?,
        returned: row.get(6)?,
        basis: row.get(7)?,
        date: row.get(8)?,
        at: row.get(9)?,
        by: [row.get(10)?, row.get(11)?],
    })
}
