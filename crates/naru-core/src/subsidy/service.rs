//! The commands that a firm's own people, or the operator for a firm from outside, may do alone:
//! apply, take back, claim payment. What takes two people stands in [`super::deeds`].

use super::decide;
use super::model::{
    Application, Check, Claim, Class, Event, Firm, Fund, Inspector, Journal, Programme, Sha256,
    Standing, State,
};
use super::sql::{self, Tallied};
use naru_base::{
    Answer, AuditRecord, BusinessDate, ClientUseCode, Env, Fault, Id, Micros, Refusal, Won,
};
use naru_store::Tx;
use std::collections::BTreeMap;

/// Applications on one page.
pub const APPLICATIONS_PER_PAGE: i64 = 50;
/// Applications of one firm that wait for a decision at the same time.
const WAITING_MAX: i64 = 10;
/// Claims that correct each other.
const CLAIMS_MAX: i64 = 20;

/// An application as it is made.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its id, made with the form: sending the form twice applies once.
    pub id: Id,
    /// For which programme.
    pub programme: String,
    /// As what.
    pub class: Class,
    /// Who.
    pub firm: Firm,
    /// The number of the designation, if that is what it applies as.
    pub designation: String,
    /// For which check.
    pub check: Check,
    /// By which inspector.
    pub inspector: String,
    /// What the check is to cost.
    pub quote: Won,
}

/// A claim for payment as it is made.
#[derive(Clone, Debug)]
pub struct NewClaim {
    /// The inspector's number of the engagement.
    pub engagement: String,
    /// The day on which the check ended.
    pub checked_on: BusinessDate,
    /// What it cost.
    pub cost: Won,
    /// The report.
    pub report: Sha256,
    /// The invoice.
    pub invoice: Sha256,
}

pub(super) fn audit(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, action): (&str, &'static str),
    subject: String,
    body: String,
) {
    tx.audit(AuditRecord { at: env.now, actor: actor.to_owned(), action, subject, body });
}

/// Puts an application on record. The same form sent twice is one application.
pub fn apply(tx: &mut Tx<'_>, env: &Env, actor: &str, it: &Draft) -> Answer<Id> {
    let programme = programme(tx, &it.programme)?;
    let inspector = inspector(tx, &it.inspector)?;
    decide::may_apply(&programme, &inspector, it, env.now)?;
    if let Some(known) = sql::find(tx, it.id)? {
        let is_same = known.applied_by == actor && known.firm == it.firm;
        let again = Refusal::new("subsidy/already-decided").with("state", known.state);
        return if is_same { Ok(it.id) } else { Err(again.into()) };
    }
    if sql::waiting(tx, &it.firm.registration)? >= WAITING_MAX {
        return Err(Refusal::new("subsidy/too-many-waiting").into());
    }
    sql::add_application(tx, it, (env.now, actor))?;
    let body = format!(
        r#"{{"check":"{}","class":"{}","inspector":"{}","programme":"{}","quote":{}}}"#,
        it.check, it.class, it.inspector, it.programme, it.quote
    );
    audit(tx, env, (actor, "subsidy.applied"), subject(it.id), body);
    Ok(it.id)
}

/// Takes an application back that nobody has decided.
pub fn withdraw(tx: &mut Tx<'_>, env: &Env, actor: &str, id: Id) -> Answer<()> {
    let it = find(tx, id)?;
    let state = decide::next(&it, Event::Withdraw)?;
    move_to(tx, &it, state, env, sql::Outcome::default())?;
    audit(tx, env, (actor, "subsidy.withdrawn"), subject(id), "{}".to_owned());
    Ok(())
}

/// Puts a claim for payment on record: the check was done. A later one corrects it.
pub fn claim(tx: &mut Tx<'_>, env: &Env, actor: &str, id: Id, new: &NewClaim) -> Answer<()> {
    let it = find(tx, id)?;
    decide::may_claim(&it, &inspector(tx, &it.inspector)?, new, env.now)?;
    if sql::claims(tx, id)? >= CLAIMS_MAX {
        return Err(Refusal::new("subsidy/too-many-waiting").into());
    }
    sql::add_claim(tx, id, new, (env.now, actor))?;
    let hex = |it: &Sha256| data_encoding::HEXLOWER.encode(it);
    let body = format!(
        r#"{{"checked_on":"{}","cost":{},"engagement":"{}","invoice":"{}","report":"{}"}}"#,
        new.checked_on,
        new.cost,
        new.engagement,
        hex(&new.invoice),
        hex(&new.report)
    );
    audit(tx, env, (actor, "subsidy.claimed"), subject(id), body);
    Ok(())
}

/// What an audit record about an application is about.
pub(super) fn subject(id: Id) -> String {
    format!("subsidy:{id}")
}

/// Moves an application; somebody else who moved it first is a refusal.
pub(super) fn move_to(
    tx: &mut Tx<'_>,
    it: &Application,
    state: State,
    env: &Env,
    outcome: sql::Outcome,
) -> Answer<()> {
    if sql::set_state(tx, it, state, env.now, outcome)? {
        return Ok(());
    }
    Err(Refusal::new("subsidy/already-decided").with("state", it.state).into())
}

/// An application.
pub fn find(tx: &mut Tx<'_>, id: Id) -> Answer<Application> {
    Ok(sql::find(tx, id)?.ok_or(Refusal::new("subsidy/application-unknown"))?)
}

/// The claim for payment that counts.
pub fn claim_of(tx: &mut Tx<'_>, id: Id) -> Result<Option<Claim>, Fault> {
    sql::claim_of(tx, id)
}

/// A programme.
pub fn programme(tx: &mut Tx<'_>, code: &str) -> Answer<Programme> {
    Ok(sql::programme(tx, code)?.ok_or(Refusal::new("subsidy/programme-unknown"))?)
}

/// Where a programme's money is.
pub fn fund(tx: &mut Tx<'_>, code: &str) -> Answer<Fund> {
    Ok(sql::fund(tx, code)?.ok_or(Refusal::new("subsidy/programme-unknown"))?)
}

pub(super) fn inspector(tx: &mut Tx<'_>, code: &str) -> Answer<Inspector> {
    let found = sql::inspectors(tx)?.into_iter().find(|it| it.code == code);
    Ok(found.ok_or(Refusal::new("subsidy/inspector-unknown"))?)
}

/// Every programme with where its money is, the latest year first.
pub fn programmes(tx: &mut Tx<'_>) -> Result<Vec<(Programme, Fund)>, Fault> {
    sql::programmes(tx)
}

/// Every inspector on record.
pub fn inspectors(tx: &mut Tx<'_>) -> Result<Vec<Inspector>, Fault> {
    sql::inspectors(tx)
}

/// A page of a programme's applications, of one standing or of all, the latest first; those that
/// wait for two people as they came, without those about which something is proposed. It begins
/// after `last`.
pub fn list(
    tx: &mut Tx<'_>,
    of: (&str, Option<Standing>),
    last: Option<Id>,
    now: Micros,
) -> Result<Vec<Application>, Fault> {
    sql::list(tx, of, (last, now), APPLICATIONS_PER_PAGE)
}

/// How many stand before the page that begins after `last`.
pub fn before(
    tx: &mut Tx<'_>,
    of: (&str, Option<Standing>),
    last: Option<Id>,
    now: Micros,
) -> Result<i64, Fault> {
    last.map_or(Ok(0), |last| sql::before(tx, of, (last, now)))
}

/// The firm of each application of a programme, for its journal.
pub fn firms(tx: &mut Tx<'_>, programme: &str) -> Result<BTreeMap<Id, Firm>, Fault> {
    sql::firms(tx, programme)
}

/// The same, of one institution in all programmes.
pub fn list_of(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    before: Option<Id>,
) -> Result<Vec<Application>, Fault> {
    sql::list_of(tx, code, before, APPLICATIONS_PER_PAGE)
}

/// The journal of a programme, oldest first, with what it carried out and what came in.
pub fn journal(tx: &mut Tx<'_>, programme: &str) -> Result<Vec<Journal>, Fault> {
    sql::journal(tx, programme)
}

/// What the journal has about one application, oldest first.
pub fn journal_of(tx: &mut Tx<'_>, id: Id) -> Result<Vec<Journal>, Fault> {
    sql::journal_of(tx, id)
}

/// The journal of every programme, for the proof of the book.
pub fn journals_all(tx: &mut Tx<'_>) -> Result<Vec<Journal>, Fault> {
    sql::journal(tx, "")
}

/// How many applications of each state and class a programme has, and with how much.
pub fn tally(tx: &mut Tx<'_>, programme: &str) -> Result<Vec<Tallied>, Fault> {
    sql::tally(tx, programme)
}

/// The most that an application may be promised as things are: its share, what the firm may still
/// have, what the programme still has.
pub fn most(tx: &mut Tx<'_>, it: &Application) -> Answer<Won> {
    let (programme, fund) = (programme(tx, &it.programme)?, fund(tx, &it.programme)?);
    let granted = sql::granted(tx, it)?;
    let most = decide::most(&programme, granted, it.quote);
    Ok(most.min(fund.free().unwrap_or(Won::ZERO)))
}

/// What would be paid on the claim that counts, or why nothing.
pub fn payable(tx: &mut Tx<'_>, it: &Application) -> Answer<Result<decide::Payment, Refusal>> {
    let (programme, inspector) = (programme(tx, &it.programme)?, inspector(tx, &it.inspector)?);
    let claim = claim_of(tx, it.id)?;
    Ok(decide::payment(&programme, &inspector, it, claim.as_ref()))
}
