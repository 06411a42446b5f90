//! Why a proposal about a claim can no longer be confirmed: the notice of a payment that it goes by
//! was put right, taken off or booked since it was proposed.

use super::deeds::{NOT_ARRIVED, PAY, RECOVER, Wish, claim_of, wish_of};
use super::model::Claim;
use super::notice::Notice;
use super::remit::notices;
use super::service::find;
use crate::proposal::Case;
use naru_base::{Answer, Micros, No, Refusal, Won};
use naru_store::Tx;

const REPLACED: &str = "claim/notice-replaced";
const OFF: &str = "claim/notice-off";
const BOOKED: &str = "claim/notice-booked";

/// Why an open proposal can no longer be confirmed, if it cannot; of other slices' nothing.
pub fn overtaken(tx: &mut Tx<'_>, case: &Case) -> Answer<Option<Refusal>> {
    if ![PAY, RECOVER, NOT_ARRIVED].contains(&case.kind.as_str()) {
        return Ok(None);
    }
    let (Some(id), Ok(wish)) = (claim_of(case), wish_of(case)) else { return Ok(None) };
    let it = match find(tx, id) {
        Ok(it) => it,
        Err(No::Refusal(_)) => return Ok(None),
        Err(no) => return Err(no),
    };
    let all = notices(tx, id)?;
    let why = match case.kind.as_str() {
        NOT_ARRIVED => {
            all.iter().find(|it| it.said.id.to_string() == wish.notice).and_then(is_over)
        }
        kind => changed(&all, &named(&it, kind, &wish), case.proposed_at),
    };
    Ok(why.map(Refusal::new))
}

/// Why a notice waits no more.
fn is_over(it: &Notice) -> Option<&'static str> {
    match it {
        it if it.is_replaced => Some(REPLACED),
        it if it.off.is_some() => Some(OFF),
        it if it.left() <= Won::ZERO => Some(BOOKED),
        _ => None,
    }
}

/// Whose payment is booked, by which number.
fn named(it: &Claim, kind: &str, wish: &Wish) -> (String, String) {
    let party = if kind == PAY { it.payer().to_string() } else { wish.party.clone() };
    (party, wish.evidence.clone())
}

/// What became of the notice under a number since it was proposed to book it. A number that its
/// party still stands by is as good as ever.
fn changed(all: &[Notice], (party, number): &(String, String), at: Micros) -> Option<&'static str> {
    let is_named =
        |it: &&Notice| it.said.party.to_string() == *party && it.said.document == *number;
    let mut known = all.iter().filter(is_named).filter(|it| it.said.told_at <= at);
    let last = known.next_back()?;
    if all.iter().filter(is_named).any(|it| !it.is_replaced && it.off.is_none()) {
        return None;
    }
    let by = all.iter().find(|it| it.said.replaces == Some(last.said.id));
    match (&last.off, by) {
        (Some(off), _) if off.at > at => Some(OFF),
        (None, Some(by)) if by.said.told_at > at => Some(REPLACED),
        _ => None,
    }
}
