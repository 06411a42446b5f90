//! What whoever has to pay in a claim says that it paid: the number of its document, the day and
//! the sum that is due. It moves no money: those who decide book it, as ever, and find it here.
//!
//! Said once, it is no longer that party's turn, but the operator's. A wrong number is put right by
//! saying it again; what was said before stays, marked as replaced.

use super::decide::{WORDS_CHARS_MAX, is_evidence};
use super::duty;
use super::model::{Claim, LineKind, Party, Remittance};
use super::notice::{self, Notice, TakenOff};
use super::service::{self, Told, audit, money_of, subject};
use super::sql_remit;
use naru_base::keyring::Keyring;
use naru_base::seal::Nonce;
use naru_base::{Answer, BusinessDate, Env, Fault, FaultKind, Id, Refusal, Won};
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
    is_named && !it.is_replaced && it.off.is_none() && !is_right
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

/// The notice of a claim that this is about, if something of it waits to be booked.
///
/// # Errors
/// When nothing does.
pub(super) fn waits(it: &Claim, told: &[Notice], id: Id) -> Result<Notice, Refusal> {
    let found = told.iter().find(|of| of.said.id == id && of.left() > Won::ZERO);
    let found = found.filter(|_| !it.state.is_final());
    found.cloned().ok_or(Refusal::new("claim/nothing-waits"))
}

fn why_context(id: Id) -> String {
    format!("claim_remittance_off:{id}")
}

/// Takes off what a party told and what never came true: by its own people, with a word. `None`:
/// the form was sent twice.
pub(crate) fn take_off(
    tx: &mut Tx<'_>,
    env: &Env,
    (keys, actor): (&Keyring, &str),
    (claim, party, id): (Id, &Party, Id),
    why: &str,
) -> Answer<Option<(Told, Notice)>> {
    let (it, told) = (service::find(tx, claim)?, notices(tx, claim)?);
    let own = told.iter().find(|of| of.said.id == id && of.said.party == *party);
    let Some(own) = own else { return Err(Refusal::new("claim/nothing-waits").into()) };
    if own.off.as_ref().is_some_and(|off| off.by == actor) {
        return Ok(None);
    }
    let before = waits(&it, &told, id)?;
    let why = why.trim();
    if why.is_empty() || why.chars().count() > WORDS_CHARS_MAX {
        return Err(Refusal::new("claim/words-malformed").into());
    }
    let sealed = keys.seal_with_data_key(&why_context(id), why.as_bytes(), Nonce::of(env, WHY));
    let off = TakenOff { at: env.now, by: actor.to_owned() };
    sql_remit::take_off(tx, (id, claim), &off, Some(&sealed[..]))?;
    keep_waiting(tx, claim)?;
    let body = json!({
        "party": party.to_string(), "remittance": id.to_string(),
        "document": before.said.document, "amount": before.left().get(),
    });
    audit(tx, env, (actor, "claim.remittance.withdrawn"), subject(claim), body.to_string());
    Ok(Some((service::told(tx, claim)?, before)))
}

/// The nonce of a word of that kind.
const WHY: u32 = 1;

/// The words with which a party took off what it had told; of what the operator took off the
/// proposal has the reason.
pub fn off_why(tx: &mut Tx<'_>, keys: &Keyring, id: Id) -> Answer<Option<String>> {
    let Some(sealed) = sql_remit::off_why(tx, id)? else { return Ok(None) };
    let broken = || format!("why notice {id} was taken off does not open; check the keys");
    let opened = keys
        .open_with_data_key(&why_context(id), &sealed)
        .map_err(|e| Fault::because(FaultKind::Permanent, broken(), e))?;
    let text = String::from_utf8(opened.expose().clone())
        .map_err(|e| Fault::because(FaultKind::Corrupt, broken(), e))?;
    Ok(Some(text))
}

/// What a claim's parties say that they paid, oldest first, and what of each is booked.
pub fn notices(tx: &mut Tx<'_>, claim: Id) -> Result<Vec<Notice>, Fault> {
    let said = sql_remit::of(tx, claim)?;
    if said.is_empty() {
        return Ok(Vec::new());
    }
    let off = sql_remit::off(tx, claim)?;
    Ok(notice::notices(&said, &off, &service::lines(tx, claim)?))
}

/// Keeps beside a claim what of each party waits to be booked, whatever it owes by now: with every
/// line and every notice.
pub(super) fn keep_waiting(tx: &mut Tx<'_>, claim: Id) -> Answer<()> {
    let told = notices(tx, claim)?;
    if told.is_empty() {
        return Ok(());
    }
    let it = service::find(tx, claim)?;
    for party in told.iter().map(|it| &it.said.party) {
        let of = if it.state.is_final() { Won::ZERO } else { notice::waiting(&told, party) };
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
