//! SQL of approvals.

use super::model::{
    Approval, Class, Issue, IssueKind, IssueState, NEAR_S, Office, Standing, Vote, Wish,
};
use super::service::{Order, Tally, Waits, Watched, Which};
use crate::oss::portfolio::Grade;
use crate::oss::{counted, part_of};
use naru_base::{ClientUseCode, Fault, FaultKind, Id, Micros};
use naru_store::{Row, Tx, args};

macro_rules! approvals {
    ($rest:literal) => {
        concat!(
            "SELECT id, client_use_code, purl, ecosystem, name, version, versions, purpose, fit, \
             alternatives, origin, licence, until_at, class, offices, report, round, asked_at, \
             asked_by, standing, since, taken_back FROM oss_approval ",
            $rest
        )
    };
}

const ADD: &str = "INSERT INTO oss_approval (id, client_use_code, purl, ecosystem, name, version, \
     versions, purpose, fit, alternatives, origin, licence, until_at, class, offices, report, \
     seen, round, asked_at, asked_by, standing, since, told) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, \
     $19, $20, $21, $22, $18)";
const FIND: &str = approvals!("WHERE id = $1");
/// Which requests: $1 whose, $2 and $3 in which standings, $4 a part of the name, $5 for whom they
/// wait: for nobody in particular, for whoever asked (`-`), or for this person in $6 to $9, the
/// offices that the person speaks for. For an office none waits that lacked data when it was asked
/// for which are there now, of the ecosystems in $10: its institution asks for it again.
macro_rules! which {
    () => {
        concat!(
            "WHERE ($1 = '' OR client_use_code = $1) AND (($2 = '' AND $3 = '') OR standing = $2 \
             OR standing = $3) AND ($4 = '' OR lower(name) LIKE $4) AND ($5 = '' OR ($5 = '-' \
             AND EXISTS (SELECT 1 FROM oss_approval_issue i WHERE i.approval_id = oss_approval.id \
                 AND i.state = 'open')) OR (asked_by <> $5 AND NOT EXISTS (SELECT 1 \
                 FROM oss_approval_vote v WHERE v.approval_id = oss_approval.id \
                 AND v.round = oss_approval.round AND v.by_staff = $5) AND (",
            free!("$6"),
            " OR ",
            free!("$7"),
            " OR ",
            free!("$8"),
            " OR ",
            free!("$9"),
            ") AND NOT (",
            known!("$10"),
            " AND EXISTS (SELECT 1 FROM oss_approval_issue i \
                 WHERE i.approval_id = oss_approval.id AND i.state = 'open' \
                 AND i.kind = 'record-unknown')))) "
        )
    };
}

/// Whether there are data of its ecosystem: of each between bars, or (`*`) of every one that
/// advisories speak of.
macro_rules! known {
    ($all:literal) => {
        concat!(
            "(",
            $all,
            " LIKE '%|' || ecosystem || '|%' OR (",
            $all,
            " = '*' AND ecosystem NOT LIKE 'purl:%'))"
        )
    };
}

/// Whether an office is asked in this round and has not spoken.
macro_rules! free {
    ($office:literal) => {
        concat!(
            "(",
            $office,
            " <> '' AND offices LIKE '%' || ",
            $office,
            " || '%' AND NOT EXISTS (SELECT 1 FROM oss_approval_vote v \
             WHERE v.approval_id = oss_approval.id AND v.round = oss_approval.round \
             AND v.office = ",
            $office,
            "))"
        )
    };
}

macro_rules! listed {
    ($keys:literal) => {
        concat!(
            "SELECT id, client_use_code, purl, ecosystem, name, version, versions, purpose, fit, \
             alternatives, origin, licence, until_at, class, offices, report, round, asked_at, \
             asked_by, standing, since, taken_back FROM oss_approval ",
            which!(),
            $keys
        )
    };
}

const NEWEST: &str =
    listed!("AND since <= $11 AND (since < $11 OR id > $12) ORDER BY since DESC, id LIMIT $13");
/// The most urgent first: $14 is where an end begins to be near. Due is what a standing hangs on,
/// unless an approved stance puts it off. What is looked up for each is looked up once, and by
/// package: the least of a great many would be looked for in the order of time.
const URGENT: &str = concat!(
    "WITH j AS MATERIALIZED (SELECT id, client_use_code, purl, ecosystem, name, version, \
         versions, purpose, fit, alternatives, origin, licence, until_at, class, offices, report, \
         round, asked_at, asked_by, standing, since, taken_back, \
         (CASE WHEN until_at <= $14 THEN until_at END) AS ends, \
         cast(CASE WHEN EXISTS (SELECT 1 FROM oss_package p CROSS JOIN oss_version v \
             CROSS JOIN oss_use u CROSS JOIN oss_system s \
             WHERE p.ecosystem = oss_approval.ecosystem AND p.name = oss_approval.name \
             AND v.package_id = p.id AND u.version_id = v.id AND s.id = u.system_id \
             AND s.client_use_code = oss_approval.client_use_code AND s.duty = 'live' \
             AND s.retired_at IS NULL) THEN 0 ELSE 1 END AS bigint) AS idle, \
         (SELECT min(+f.due_at) FROM oss_package p CROSS JOIN oss_finding f \
             CROSS JOIN oss_system s WHERE p.ecosystem = oss_approval.ecosystem \
             AND p.name = oss_approval.name AND f.package_id = p.id \
             AND f.client_use_code = oss_approval.client_use_code AND f.gone_at IS NULL \
             AND f.priority >= 4000000 AND s.id = f.system_id AND s.duty = 'live' \
             AND NOT EXISTS (SELECT 1 \
                 FROM oss_stance t WHERE t.system_id = f.system_id \
                 AND t.package_id = f.package_id AND t.advisory_id = f.advisory_id \
                 AND t.versions = f.versions AND t.standing = 'approved')) AS due \
         FROM oss_approval ",
    which!(),
    ") SELECT k.* FROM (SELECT j.*, (CASE WHEN j.ends IS NULL AND j.due IS NULL \
             THEN 1000000000000000000 \
             + CASE WHEN j.standing = 'reopened' THEN j.since ELSE j.asked_at END \
         WHEN j.due IS NULL OR j.ends < j.due THEN j.ends ELSE j.due END) \
         + j.idle * 2000000000000000000 AS need FROM j) k \
     WHERE k.need >= $11 AND (k.need > $11 OR k.id > $12) ORDER BY k.need, k.id LIMIT $13"
);
const COUNT: &str =
    concat!("SELECT count(*) FROM (SELECT 1 FROM oss_approval ", which!(), "LIMIT $11) t");
/// The same apart: whether an issue is open, and the ecosystem of what was asked for when there
/// were no data on it.
const TALLY: &str = concat!(
    "SELECT cast(CASE WHEN t.issues > 0 THEN 1 ELSE 0 END AS bigint), \
     CASE WHEN t.lacked > 0 THEN t.ecosystem ELSE '' END, count(*) \
     FROM (SELECT ecosystem, (SELECT count(*) FROM oss_approval_issue i \
             WHERE i.approval_id = oss_approval.id AND i.state = 'open') AS issues, \
         (SELECT count(*) FROM oss_approval_issue i WHERE i.approval_id = oss_approval.id \
             AND i.state = 'open' AND i.kind = 'record-unknown') AS lacked FROM oss_approval ",
    which!(),
    "LIMIT $11) t GROUP BY 1, 2"
);
const TAKEN_BACK: &str = "UPDATE oss_approval SET taken_back = $2, back_told = 0 WHERE id = $1";
const BACK_UNTOLD: &str = approvals!("WHERE back_told = 0 ORDER BY id LIMIT $1");
const BACK_TOLD: &str = "UPDATE oss_approval SET back_told = 1 WHERE id = $1";
const OF_PACKAGE: &str = approvals!(
    "WHERE ecosystem = $1 AND name = $2 AND ($3 = '' OR client_use_code = $3) \
     ORDER BY since DESC, id LIMIT $4"
);
const OVER: &str = approvals!(
    "WHERE until_at <= $1 AND (standing = 'asked' OR standing = 'approved' \
     OR standing = 'reopened') ORDER BY until_at, id LIMIT 500"
);
const SET: &str = "UPDATE oss_approval SET standing = $2, since = $3 WHERE id = $1";
const DECIDED: &str =
    "UPDATE oss_approval SET standing = $2, since = $3, back_told = 0 WHERE id = $1";
const AGAIN: &str = "UPDATE oss_approval SET standing = $2, since = $3, class = $4, offices = $5, \
     round = $6 WHERE id = $1";
const UNTOLD: &str = approvals!("WHERE told < round ORDER BY id LIMIT $1");
const TOLD: &str = "UPDATE oss_approval SET told = $2 WHERE id = $1 AND told < $2";
const SEEN: &str = "UPDATE oss_approval SET seen = $2 WHERE id = $1";
const ISSUE_ADD: &str = "INSERT INTO oss_approval_issue (approval_id, seq, kind, subject, grade, \
     state, note, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const ISSUE_SET: &str = "UPDATE oss_approval_issue SET state = $3, note = $4, by_staff = $5, \
     at = $6 WHERE approval_id = $1 AND seq = $2";
const ISSUES: &str = "SELECT seq, kind, subject, grade, state, note, by_staff, at \
     FROM oss_approval_issue WHERE approval_id = $1 ORDER BY seq";
const VOTE_ADD: &str = "INSERT INTO oss_approval_vote (approval_id, round, office, by_staff, yes, \
     note, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
const VOTES: &str = "SELECT round, office, by_staff, yes, note, at FROM oss_approval_vote \
     WHERE approval_id = $1 ORDER BY round, at, office";
const WATCHED: &str = "SELECT id, client_use_code, purl, ecosystem, name, version, versions \
     FROM oss_approval WHERE seen <> $1 AND (standing = 'asked' OR standing = 'approved' \
     OR standing = 'reopened') ORDER BY id LIMIT $2";
const FOR_SYSTEM: &str = approvals!(
    "WHERE client_use_code = $1 AND (standing = 'asked' OR standing = 'approved' \
     OR standing = 'reopened') AND EXISTS (SELECT 1 FROM oss_package p \
         JOIN oss_version v ON v.package_id = p.id JOIN oss_use u ON u.version_id = v.id \
         WHERE p.ecosystem = oss_approval.ecosystem AND p.name = oss_approval.name \
         AND u.system_id = $2) ORDER BY id"
);
/// The same, with what was refused or taken back.
const FOR_SYSTEM_EVER: &str = approvals!(
    "WHERE client_use_code = $1 AND standing <> 'lapsed' AND EXISTS (SELECT 1 FROM oss_package p \
         JOIN oss_version v ON v.package_id = p.id JOIN oss_use u ON u.version_id = v.id \
         WHERE p.ecosystem = oss_approval.ecosystem AND p.name = oss_approval.name \
         AND u.system_id = $2) ORDER BY id"
);
const ALIVE: &str = approvals!(
    "WHERE client_use_code = $1 AND (standing = 'asked' OR standing = 'approved' \
     OR standing = 'reopened') ORDER BY id LIMIT $2"
);
/// Every statement of this file.
pub const STATEMENTS: &[&str] = &[
    ADD,
    FIND,
    NEWEST,
    URGENT,
    COUNT,
    TALLY,
    OF_PACKAGE,
    OVER,
    SET,
    DECIDED,
    AGAIN,
    SEEN,
    ISSUE_ADD,
    ISSUE_SET,
    ISSUES,
    VOTE_ADD,
    VOTES,
    WATCHED,
    FOR_SYSTEM,
    FOR_SYSTEM_EVER,
    UNTOLD,
    TOLD,
    ALIVE,
    TAKEN_BACK,
    BACK_UNTOLD,
    BACK_TOLD,
];

/// Reads a word of the store.
fn word<T>(row: &Row<'_>, i: usize, parse: impl Fn(&str) -> Option<T>) -> Result<T, Fault> {
    let text: String = row.get(i)?;
    parse(&text).ok_or_else(|| corrupt(&text))
}

fn corrupt(text: &str) -> Fault {
    Fault::new(FaultKind::Corrupt, format!("the portfolio holds an unknown word `{text}`"))
}

fn offices_text(all: &[Office]) -> String {
    all.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(" ")
}

fn offices_of(text: &str) -> Result<Vec<Office>, Fault> {
    let read = |it: &str| Office::parse(it).ok_or_else(|| corrupt(it));
    text.split_whitespace().map(read).collect()
}

pub(super) fn limit(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Writes a request down, looked at by these data.
pub(super) fn add(tx: &mut Tx<'_>, it: &Approval, seen: &str) -> Result<(), Fault> {
    let wish = &it.wish;
    let id = it.id.to_string();
    let report = serde_json::to_string(&it.report).expect("texts and numbers are always JSON");
    let (class, standing) = (it.class.as_str(), it.standing.as_str());
    let offices = offices_text(&it.offices);
    let args = args![
        id,
        it.institution,
        wish.purl,
        it.ecosystem,
        it.name,
        it.version,
        wish.versions,
        wish.purpose,
        wish.fit,
        wish.alternatives,
        wish.origin,
        wish.licence,
        wish.until,
        class,
        offices,
        report,
        seen,
        it.round,
        it.asked_at,
        it.asked_by,
        standing,
        it.since
    ];
    tx.exec(ADD, args)?;
    it.issues.iter().try_for_each(|issue| add_issue(tx, it.id, issue))
}

pub(super) fn add_issue(tx: &mut Tx<'_>, id: Id, it: &Issue) -> Result<(), Fault> {
    let (kind, grade, state) = (it.kind.as_str(), it.grade.as_str(), it.state.as_str());
    let id = id.to_string();
    let args = args![id, it.seq, kind, it.subject, grade, state, it.note, it.by, it.at];
    tx.exec(ISSUE_ADD, args).map(drop)
}

pub(super) fn set_issue(
    tx: &mut Tx<'_>,
    (id, seq): (Id, i64),
    state: IssueState,
    (note, by, now): (&str, &str, Micros),
) -> Result<(), Fault> {
    tx.exec(ISSUE_SET, args![id.to_string(), seq, state.as_str(), note, by, now]).map(drop)
}

pub(super) fn add_vote(tx: &mut Tx<'_>, id: Id, it: &Vote) -> Result<(), Fault> {
    let (id, office) = (id.to_string(), it.office.as_str());
    tx.exec(VOTE_ADD, args![id, it.round, office, it.by, it.is_yes, it.note, it.at]).map(drop)
}

pub(super) fn set(tx: &mut Tx<'_>, id: Id, standing: Standing, now: Micros) -> Result<(), Fault> {
    tx.exec(SET, args![id.to_string(), standing.as_str(), now]).map(drop)
}

/// The same of what the offices decided, which is still to be told.
pub(super) fn set_decided(
    tx: &mut Tx<'_>,
    id: Id,
    standing: Standing,
    now: Micros,
) -> Result<(), Fault> {
    tx.exec(DECIDED, args![id.to_string(), standing.as_str(), now]).map(drop)
}

/// Opens the next round.
pub(super) fn set_again(tx: &mut Tx<'_>, it: &Approval, now: Micros) -> Result<(), Fault> {
    let (id, standing, class) = (it.id.to_string(), it.standing.as_str(), it.class.as_str());
    let offices = offices_text(&it.offices);
    let args = args![id, standing, now, class, offices, it.round];
    tx.exec(AGAIN, args).map(drop)
}

/// Writes down by which data it was looked at.
pub(super) fn set_seen(tx: &mut Tx<'_>, id: Id, seen: &str) -> Result<(), Fault> {
    tx.exec(SEEN, args![id.to_string(), seen]).map(drop)
}

fn approval(row: &Row<'_>) -> Result<Approval, Fault> {
    let offices: String = row.get(14)?;
    let report: String = row.get(15)?;
    Ok(Approval {
        id: row.get(0)?,
        institution: row.get(1)?,
        wish: Wish {
            purl: row.get(2)?,
            versions: row.get(6)?,
            purpose: row.get(7)?,
            fit: row.get(8)?,
            alternatives: row.get(9)?,
            origin: row.get(10)?,
            licence: row.get(11)?,
            until: row.get(12)?,
        },
        ecosystem: row.get(3)?,
        name: row.get(4)?,
        version: row.get(5)?,
        class: word(row, 13, Class::parse)?,
        offices: offices_of(&offices)?,
        report: serde_json::from_str(&report).map_err(|e| corrupt(&e.to_string()))?,
        round: row.get(16)?,
        asked_at: row.get(17)?,
        asked_by: row.get(18)?,
        standing: word(row, 19, Standing::parse)?,
        since: row.get(20)?,
        taken_back: row.get(21)?,
        need: 0,
        issues: Vec::new(),
        votes: Vec::new(),
    })
}

/// With its place among what waits.
fn by_need(row: &Row<'_>) -> Result<Approval, Fault> {
    Ok(Approval { need: row.get(25)?, ..approval(row)? })
}

fn whole(tx: &mut Tx<'_>, mut all: Vec<Approval>) -> Result<Vec<Approval>, Fault> {
    for it in &mut all {
        let id = it.id.to_string();
        it.issues = tx.all(ISSUES, args![id], |row| {
            Ok(Issue {
                seq: row.get(0)?,
                kind: word(row, 1, IssueKind::parse)?,
                subject: row.get(2)?,
                grade: word(row, 3, Grade::parse)?,
                state: word(row, 4, IssueState::parse)?,
                note: row.get(5)?,
                by: row.get(6)?,
                at: row.get(7)?,
            })
        })?;
        it.votes = tx.all(VOTES, args![id], |row| {
            Ok(Vote {
                round: row.get(0)?,
                office: word(row, 1, Office::parse)?,
                by: row.get(2)?,
                is_yes: row.get(3)?,
                note: row.get(4)?,
                at: row.get(5)?,
            })
        })?;
    }
    Ok(all)
}

pub(super) fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<Approval>, Fault> {
    let found = tx.opt(FIND, args![id.to_string()], approval)?;
    Ok(whole(tx, found.into_iter().collect())?.pop())
}

/// The values of `which!`.
struct Asked10<'w> {
    owner: &'w str,
    standings: [&'static str; 2],
    name: String,
    waits: &'w str,
    offices: [&'static str; 4],
    known: String,
}

fn asked_of(which: &Which) -> Asked10<'_> {
    let standings = match which.standings.as_slice() {
        [] => ["", ""],
        [one] => [one.as_str(), one.as_str()],
        [one, other, ..] => [one.as_str(), other.as_str()],
    };
    let mut offices = [""; 4];
    let waits = match &which.waits {
        None => "",
        Some(Waits::ForAsker) => "-",
        Some(Waits::ForOffice { by, offices: own, .. }) => {
            for (place, office) in offices.iter_mut().zip(own) {
                *place = office.as_str();
            }
            by
        }
    };
    let owner = which.institution.as_ref().map_or("", |it| it.as_str());
    let known = match &which.waits {
        Some(Waits::ForOffice { known, .. }) => known.text(),
        _ => String::new(),
    };
    Asked10 { owner, standings, name: part_of(&which.name), waits, offices, known }
}

pub(super) fn list(tx: &mut Tx<'_>, which: &Which, count: usize) -> Result<Vec<Approval>, Fault> {
    let Asked10 { owner, standings: [one, other], name, waits, offices: [a, b, c, d], known } =
        asked_of(which);
    let after = |first: i64| {
        let after = which.after.clone();
        after.map_or((first, String::new()), |(at, id)| (at.get(), id))
    };
    let count = limit(count);
    let found = match which.order {
        Order::Newest => {
            let (since, id) = after(i64::MAX);
            let args = args![owner, one, other, name, waits, a, b, c, d, known, since, id, count];
            tx.all(NEWEST, args, approval)?
        }
        Order::Urgent(now) => {
            let ((need, id), near) = (after(i64::MIN), now.plus_seconds(NEAR_S));
            let args =
                args![owner, one, other, name, waits, a, b, c, d, known, need, id, count, near];
            tx.all(URGENT, args, by_need)?
        }
    };
    whole(tx, found)
}

/// How many, up to one more than are counted.
pub(super) fn count(tx: &mut Tx<'_>, which: &Which) -> Result<i64, Fault> {
    let Asked10 { owner, standings: [one, other], name, waits, offices: [a, b, c, d], known } =
        asked_of(which);
    let most = counted();
    tx.one(COUNT, args![owner, one, other, name, waits, a, b, c, d, known, most], |row| row.get(0))
}

/// How many with and without an open issue, and by the ecosystem of what lacked data.
pub(super) fn tally(tx: &mut Tx<'_>, which: &Which) -> Result<Tally, Fault> {
    let Asked10 { owner, standings: [one, other], name, waits, offices: [a, b, c, d], known } =
        asked_of(which);
    let most = counted();
    let args = args![owner, one, other, name, waits, a, b, c, d, known, most];
    let rows = tx.all(TALLY, args, |row| {
        Ok((row.get::<i64>(0)? > 0, row.get::<String>(1)?, row.get::<i64>(2)?))
    })?;
    let mut out = Tally::default();
    for (has_issue, ecosystem, count) in rows {
        out.all += count;
        out.open += if has_issue { count } else { 0 };
        if !ecosystem.is_empty() {
            *out.lacked.entry(ecosystem).or_default() += count;
        }
    }
    Ok(out)
}

/// Somebody else took it back, for this reason, which is still to be told.
pub(super) fn set_taken_back(tx: &mut Tx<'_>, id: Id, why: &str) -> Result<(), Fault> {
    tx.exec(TAKEN_BACK, args![id.to_string(), why]).map(drop)
}

pub(super) fn back_untold(tx: &mut Tx<'_>, count: usize) -> Result<Vec<Approval>, Fault> {
    let found = tx.all(BACK_UNTOLD, args![limit(count)], approval)?;
    whole(tx, found)
}

pub(super) fn back_told(tx: &mut Tx<'_>, id: Id) -> Result<(), Fault> {
    tx.exec(BACK_TOLD, args![id.to_string()]).map(drop)
}

/// Those of whose newest round nobody was told, with everything.
pub(super) fn untold(tx: &mut Tx<'_>, count: usize) -> Result<Vec<Approval>, Fault> {
    let found = tx.all(UNTOLD, args![limit(count)], approval)?;
    whole(tx, found)
}

pub(super) fn told(tx: &mut Tx<'_>, id: Id, round: i64) -> Result<(), Fault> {
    tx.exec(TOLD, args![id.to_string(), round]).map(drop)
}

pub(super) fn of_package(
    tx: &mut Tx<'_>,
    (ecosystem, name): (&str, &str),
    owner: Option<&ClientUseCode>,
    count: usize,
) -> Result<Vec<Approval>, Fault> {
    let owner = owner.map_or("", ClientUseCode::as_str);
    tx.all(OF_PACKAGE, args![ecosystem, name, owner, limit(count)], approval)
}

/// Those that are over by time.
pub(super) fn over(tx: &mut Tx<'_>, now: Micros) -> Result<Vec<Approval>, Fault> {
    tx.all(OVER, args![now], approval)
}

/// Those that were not looked at by these data.
pub(super) fn watched(
    tx: &mut Tx<'_>,
    data: &str,
    count: usize,
) -> Result<Vec<(Watched, String)>, Fault> {
    tx.all(WATCHED, args![data, limit(count)], |row| {
        let it = Watched {
            id: row.get(0)?,
            institution: row.get(1)?,
            ecosystem: row.get(3)?,
            name: row.get(4)?,
            version: row.get(5)?,
            versions: row.get(6)?,
            purls: Vec::new(),
        };
        Ok((it, row.get(2)?))
    })
}

/// What an institution asked for or was given of the packages of a system.
pub(super) fn for_system(
    tx: &mut Tx<'_>,
    owner: &ClientUseCode,
    system: Id,
) -> Result<Vec<Approval>, Fault> {
    tx.all(FOR_SYSTEM, args![owner, system.to_string()], approval)
}

/// The same, with what was refused or taken back.
pub(super) fn for_system_ever(
    tx: &mut Tx<'_>,
    owner: &ClientUseCode,
    system: Id,
) -> Result<Vec<Approval>, Fault> {
    tx.all(FOR_SYSTEM_EVER, args![owner, system.to_string()], approval)
}

/// What an institution asked for or was given.
pub(super) fn alive(
    tx: &mut Tx<'_>,
    owner: &ClientUseCode,
    count: usize,
) -> Result<Vec<Approval>, Fault> {
    tx.all(ALIVE, args![owner, limit(count)], approval)
}
