//! The commands about differences from a bank's statement: found, explained, gone.

use super::reconcile::{self, Difference, Theirs};
use super::service::record;
use super::sql_difference as sql;
use crate::relay;
use naru_base::{Answer, BankCode, BankTranId, BusinessDate, Env, Fault, Micros, Refusal};
use naru_store::Tx;

/// Characters of an explanation.
pub const EXPLANATION_CHARS_MAX: usize = 500;

/// Where a difference stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has said why.
    Open,
    /// Somebody has said why, and it is still there.
    Explained,
    /// A later statement agrees.
    Resolved,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Standing; 3] = [Standing::Open, Standing::Explained, Standing::Resolved];

    /// The form in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Standing::Open => "open",
            Standing::Explained => "explained",
            Standing::Resolved => "resolved",
        }
    }

    /// Reads the form in the store.
    pub fn parse(text: &str) -> Option<Standing> {
        Standing::ALL.into_iter().find(|it| it.as_str() == text)
    }
}

/// A difference as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The business date of the transfer.
    pub date: BusinessDate,
    /// Whose statement.
    pub bank: BankCode,
    /// What differs.
    pub difference: Difference,
    /// Where it stands.
    pub standing: Standing,
    /// When it was found.
    pub found_at: Micros,
    /// When it was explained or found gone.
    pub ended_at: Option<Micros>,
    /// Who explained it, and how.
    pub explained: Option<(String, String)>,
}

/// What came of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciled {
    /// Transfers here.
    pub ours: usize,
    /// Lines of the statement.
    pub theirs: usize,
    /// What differs now.
    pub differences: Vec<Kept>,
    /// Differences of an earlier comparison that are gone.
    pub resolved: usize,
}

/// Compares a date at a bank with the bank's own statement, and keeps what differs. What was
/// explained and is the same stays explained; what changed is open again.
pub fn reconcile_day(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    (date, bank): (BusinessDate, &BankCode),
    theirs: &[Theirs],
) -> Answer<Reconciled> {
    let ours = relay::at_bank(tx, date, bank)?;
    let mut kept = sql::of_day(tx, date, bank)?;
    let mut differences = Vec::new();
    for difference in reconcile::reconcile(&ours, theirs) {
        let same =
            |it: &Kept| it.difference.id == difference.id && it.difference.kind == difference.kind;
        let before = kept.iter().position(same).map(|at| kept.swap_remove(at));
        let now = still(before, difference, (date, bank), env.now);
        sql::put(tx, &now)?;
        differences.push(now);
    }
    let gone = kept.into_iter().filter(|it| it.standing != Standing::Resolved);
    let mut resolved = 0;
    for it in gone {
        let it = Kept { standing: Standing::Resolved, ended_at: Some(env.now), ..it };
        sql::put(tx, &it)?;
        resolved += 1;
    }
    let body = format!(
        r#"{{"differences":{},"ours":{},"resolved":{resolved},"theirs":{}}}"#,
        differences.len(),
        ours.len(),
        theirs.len()
    );
    record(tx, env, actor, "settlement.reconciled", format!("statement:{date}/{bank}"), body);
    Ok(Reconciled { ours: ours.len(), theirs: theirs.len(), differences, resolved })
}

fn still(
    before: Option<Kept>,
    difference: Difference,
    (date, bank): (BusinessDate, &BankCode),
    now: Micros,
) -> Kept {
    match before {
        Some(it) if it.standing == Standing::Explained && it.difference == difference => it,
        Some(it) if it.standing == Standing::Open => Kept { difference, ..it },
        _ => Kept {
            date,
            bank: bank.clone(),
            difference,
            standing: Standing::Open,
            found_at: now,
            ended_at: None,
            explained: None,
        },
    }
}

/// Says why a transfer differs; gives how many differences of it that explains.
pub fn explain(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    (date, bank, id): (BusinessDate, &BankCode, &BankTranId),
    why: &str,
) -> Answer<usize> {
    let why = why.trim();
    if why.is_empty() || why.chars().count() > EXPLANATION_CHARS_MAX {
        let refusal = Refusal::new("settlement/explanation-length");
        return Err(refusal.with("most", EXPLANATION_CHARS_MAX).into());
    }
    let all = sql::of_day(tx, date, bank)?.into_iter();
    let of_it = |it: &Kept| it.difference.id == *id && it.standing == Standing::Open;
    let open: Vec<Kept> = all.filter(of_it).collect();
    if open.is_empty() {
        return Err(Refusal::new("settlement/difference-unknown").with("id", id).into());
    }
    let count = open.len();
    for it in open {
        let explained = Some((actor.to_owned(), why.to_owned()));
        let ended_at = Some(env.now);
        sql::put(tx, &Kept { standing: Standing::Explained, ended_at, explained, ..it })?;
    }
    let body = format!(r#"{{"bank":"{bank}","count":{count}}}"#);
    let subject = format!("transfer:{date}/{id}");
    record(tx, env, actor, "settlement.difference.explained", subject, body);
    Ok(count)
}

/// Differences that nobody has explained and that are not gone, the oldest first; at most `most`.
pub fn open_differences(tx: &mut Tx<'_>, most: i64) -> Result<Vec<Kept>, Fault> {
    sql::open(tx, most)
}

/// All differences of a date at a bank, whatever became of them.
pub fn differences_of(
    tx: &mut Tx<'_>,
    date: BusinessDate,
    bank: &BankCode,
) -> Result<Vec<Kept>, Fault> {
    sql::of_day(tx, date, bank)
}
