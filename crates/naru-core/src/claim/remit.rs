//! What whoever has to pay in a claim says that it paid: the number of its document, the day and
//! the sum that is due. It moves no money: those who decide book it, as ever, and find it here.
//!
//! Said once, it is no longer that party's turn, but the operator's. A wrong number is put right by
//! saying it again; what was said before stays, marked as replaced.

use super::decide::is_evidence;
use super::duty;
use super::model::{Claim, LineKind, Party, Remittance};
use super::notice::{self, Notice};
use super::service::{self, Told, audit, money_of, subject};
use super::sql_remit;
use naru_base::{Answer, BusinessDate, Env, Fault, Id, Refusal, Won};
use naru_store::Tx;
use serde_json::json;

/// So often a claim's parties may say it at most: enough for every party and its corrections.
pub const REMITTANCES_MAX: usize = 20;

/// What a party says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRemittance {
    /// Its id, made with the form: sending the form twice says it once.
    pub id: Id,
    /// In which claim.
    pub claim: Id,
    /// Who paid.
    pub party: Party,
    /// The sum, which must be what is due and not told yet; or of a notice that is put right, its.
    pub amount: Won,
    /// The number of the document.
    pub document: String,
    /// On which day it was paid.
    pub paid_on: BusinessDate,
}

/// Whether this may be said of a claim now; and which notice it puts right, if it does.
pub fn may_remit(
    it: &Claim,
    (due, known): (Won, &[Notice]),
    new: &NewRemittance,
    today: BusinessDate,
) -> Result<Option<Id>, Refusal> {
    let no = Refusal::new;
    if due <= Won::ZERO {
        return Err(no("claim/nothing-due").with("state", it.state));
    }
    let (amount, replaces) = notice::to_tell(due, known, &new.party);
    if new.amount != amount {
        return Err(no("claim/amount-changed").with("amount", amount));
    }
    if !is_evidence(&new.document) {
        return Err(no("claim/evidence-malformed"));
    }
    if new.paid_on > today || new.paid_on < it.reported_at.business_date() {
        return Err(no("claim/paid-on-unfit"));
    }
    if known.iter().any(|it| is_told(it, replaces, new)) {
        return Err(no("claim/told-already"));
    }
    if known.len() >= REMITTANCES_MAX {
        return Err(no("claim/told-too-often").with("most", REMITTANCES_MAX));
    }
    Ok(replaces)
}

/// Whether a notice that stands says it already; the one that is put right, only of the same day.
fn is_told(it: &Notice, replaces: Option<Id>, new: &NewRemittance) -> bool {
    let is_right = replaces == Some(it.said.id) && it.said.paid_on != new.paid_on;
    let is_named = it.said.party == new.party && it.said.document == new.document;
    is_named && !it.is_replaced && !is_right
}

/// Puts on record what a party says that it paid. `None`: the form was sent twice.
pub(crate) fn remit(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    new: &NewRemittance,
) -> Answer<Option<Told>> {
    let it = service::find(tx, new.claim)?;
    if let Some(known) = sql_remit::find(tx, new.id)? {
        let is_same =
            known.claim == new.claim && known.party == new.party && known.told_by == actor;
        let not = Refusal::new("claim/not-now").with("state", it.state);
        return if is_same { Ok(None) } else { Err(not.into()) };
    }
    let due = duty::to_pay(&it, &money_of(tx, it.id)?, &new.party);
    let known = notices(tx, it.id)?;
    let replaces = may_remit(&it, (due, &known), new, env.now.business_date())?;
    let said = Remittance {
        id: new.id,
        claim: it.id,
        party: new.party.clone(),
        amount: new.amount,
        document: new.document.clone(),
        paid_on: new.paid_on,
        told_at: env.now,
        told_by: actor.to_owned(),
        replaces,
    };
    sql_remit::add(tx, &said)?;
    keep_waiting(tx, it.id)?;
    let body = json!({
        "party": said.party.to_string(), "amount": said.amount.get(), "document": said.document,
        "paid_on": said.paid_on.to_string(), "replaces": said.replaces.map(|it| it.to_string()),
    });
    audit(tx, env, (actor, "claim.remittance.told"), subject(it.id), body.to_string());
    service::told(tx, it.id).map(Some)
}

/// What a claim's parties say that they paid, oldest first, and what of each is booked.
pub fn notices(tx: &mut Tx<'_>, claim: Id) -> Result<Vec<Notice>, Fault> {
    let said = sql_remit::of(tx, claim)?;
    if said.is_empty() {
        return Ok(Vec::new());
    }
    Ok(notice::notices(&said, &service::lines(tx, claim)?))
}

/// Keeps beside a claim what of each duty waits to be booked: with every line and every notice.
pub(super) fn keep_waiting(tx: &mut Tx<'_>, claim: Id) -> Answer<()> {
    let told = notices(tx, claim)?;
    if told.is_empty() {
        return Ok(());
    }
    let (it, money) = (service::find(tx, claim)?, money_of(tx, claim)?);
    for party in told.iter().map(|it| &it.said.party) {
        let of = duty::told_of(&it, &money, &told, party);
        // What a refusing surety says that it paid: the institution is asked for no more than the rest.
        let of = match party {
            Party::Surety => of.max(duty::told_and_refused(&it, &money, &told)),
            _ => of,
        };
        sql_remit::keep_waiting(tx, claim, (party, of))?;
    }
    Ok(())
}

/// Where the number of a document stands already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// In which claim.
    pub claim: Id,
    /// Of whom.
    pub party: Party,
    /// As what it is booked; nothing: the party says that it paid under it.
    pub booked: Option<LineKind>,
}

/// Where else than in a notice of this party in this claim the number of a document stands: money
/// that came once is booked once.
pub fn known_number(
    tx: &mut Tx<'_>,
    (claim, party): (Id, &Party),
    number: &str,
) -> Result<Vec<Seen>, Fault> {
    let mut all = sql_remit::with_number(tx, number)?;
    all.retain(|it| it.booked.is_some() || it.claim != claim || it.party != *party);
    all.dedup();
    Ok(all)
}
