//! What whoever has to pay in a claim says that it paid: the number of its document, the day and
//! the sum that is due. It moves no money: those who decide book it, as ever, and find it here.
//!
//! Said once, it is no longer that party's turn, but the operator's. A wrong number is put right by
//! saying it again; what was said before stays.

use super::decide::is_evidence;
use super::duty;
use super::model::{Claim, Party, Remittance};
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
    /// The sum, which must be what is due.
    pub amount: Won,
    /// The number of the document.
    pub document: String,
    /// On which day it was paid.
    pub paid_on: BusinessDate,
}

/// Whether this may be said of a claim now.
pub fn may_remit(
    it: &Claim,
    (due, known): (Won, &[Remittance]),
    new: &NewRemittance,
    today: BusinessDate,
) -> Result<(), Refusal> {
    let no = Refusal::new;
    if due <= Won::ZERO {
        return Err(no("claim/nothing-due").with("state", it.state));
    }
    if new.amount != due {
        return Err(no("claim/amount-changed").with("amount", due));
    }
    if !is_evidence(&new.document) {
        return Err(no("claim/evidence-malformed"));
    }
    if new.paid_on > today || new.paid_on < it.reported_at.business_date() {
        return Err(no("claim/paid-on-unfit"));
    }
    let is_same =
        |it: &Remittance| it.party == new.party && it.amount == due && it.document == new.document;
    if known.iter().any(is_same) {
        return Err(no("claim/told-already"));
    }
    if known.len() >= REMITTANCES_MAX {
        return Err(no("claim/told-too-often").with("most", REMITTANCES_MAX));
    }
    Ok(())
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
    let known = sql_remit::of(tx, it.id)?;
    may_remit(&it, (due, &known), new, env.now.business_date())?;
    let said = Remittance {
        id: new.id,
        claim: it.id,
        party: new.party.clone(),
        amount: new.amount,
        document: new.document.clone(),
        paid_on: new.paid_on,
        told_at: env.now,
        told_by: actor.to_owned(),
    };
    sql_remit::add(tx, &said)?;
    let body = json!({
        "party": said.party.to_string(), "amount": said.amount.get(), "document": said.document,
        "paid_on": said.paid_on.to_string(),
    });
    audit(tx, env, (actor, "claim.remittance.told"), subject(it.id), body.to_string());
    service::told(tx, it.id).map(Some)
}

/// What a claim's parties say that they paid, oldest first.
pub fn remittances(tx: &mut Tx<'_>, claim: Id) -> Result<Vec<Remittance>, Fault> {
    sql_remit::of(tx, claim)
}
