//! What compensation came to: each line of a claim is booked exactly as it demands, a claim that is
//! closed has left nothing, and what counts against an institution's cover is what it answers for.

use super::model::Check;
use super::sql::{self, RawEntry};
use crate::claim::{self, Line, LineKind, Party, State};
use naru_base::{Fault, Id};
use naru_store::Tx;
use std::collections::BTreeMap;

/// Account, booked, reserved; in order.
type Lines = Vec<(String, i64, i64)>;

/// Proves the lines against the ledger, the claims against their lines, and the cover against both.
pub(super) fn proven(tx: &mut Tx<'_>, entries: Vec<RawEntry>) -> Result<[Check; 3], Fault> {
    let all = claim::lines_all(tx)?;
    let mut booked = Check::new("claims-equal-ledger");
    let mut there: BTreeMap<String, Lines> = BTreeMap::new();
    let mut answers: BTreeMap<String, i64> = BTreeMap::new();
    for it in entries {
        let key = it.key.to_string();
        there.entry(key).or_default().push((it.account, it.posted, it.pending));
    }
    let mut wanted: BTreeMap<String, Lines> = BTreeMap::new();
    for it in &all {
        booked.looked();
        let lines = demanded(it);
        let own = [format!("claim:{}", it.institution), format!("claim-surety:{}", it.institution)];
        let taken = lines.iter().filter(|line| own.contains(&line.0)).map(|line| line.1 + line.2);
        *answers.entry(it.institution.to_string()).or_default() += taken.sum::<i64>();
        wanted.entry(format!("{}/{}", it.date, it.journal)).or_default().extend(lines);
    }
    for (key, lines) in wanted {
        let is = there.remove(&key).unwrap_or_default();
        // The order of lines is theirs; of the entries of one posting it is the same.
        if is != lines {
            booked.find(|| format!("{key} is booked as {is:?}, its claim says {lines:?}"));
        }
    }
    for key in there.into_keys() {
        booked.find(|| format!("{key} is booked and stands in no claim"));
    }
    Ok([booked, added_up(tx, &all)?, counted(tx, answers)?])
}

/// What a line of a claim demands of the ledger.
fn demanded(it: &Line) -> Lines {
    let won = it.amount.get();
    let advance = format!("claim-advance:{}", it.payer);
    let damage = format!("claim:{}", it.institution);
    let surety = format!("claim-surety:{}", it.institution);
    let is_own = it.party.to_string() == it.institution.to_string();
    let place = |party: &Party| match party {
        Party::Surety => surety.clone(),
        other if other.to_string() == it.institution.to_string() => damage.clone(),
        other => format!("claim-owed:{other}"),
    };
    let from = place(&it.party);
    match it.kind {
        LineKind::Report => vec![(damage, 0, won), (advance, 0, -won)],
        LineKind::Ended => vec![(damage, 0, -won), (advance, 0, won)],
        LineKind::Payment => vec![(damage, won, -won), (advance, -won, won)],
        LineKind::Returned => match &it.of {
            None => vec![(advance, won, 0), (damage, -won, 0)],
            // Who paid first owes nobody what it bears itself.
            Some(of) if *of == it.payer => Vec::new(),
            Some(of) => vec![(advance, won, 0), (place(of), -won, 0)],
        },
        LineKind::Share if it.party == it.payer => vec![(advance, won, 0), (damage, -won, 0)],
        LineKind::Share if is_own => Vec::new(),
        LineKind::Share => vec![(from, won, 0), (damage, -won, 0)],
        LineKind::Surety => vec![(surety, won, 0), (damage, -won, 0)],
        LineKind::SuretyRefused => vec![(damage, won, 0), (surety, -won, 0)],
        LineKind::Recourse | LineKind::WriteOff => vec![(advance, won, 0), (from, -won, 0)],
    }
}

/// What each claim's own accounts come to.
fn added_up(tx: &mut Tx<'_>, all: &[Line]) -> Result<Check, Fault> {
    let mut check = Check::new("claims-add-up");
    let mut by_claim: BTreeMap<Id, BTreeMap<String, (i64, i64)>> = BTreeMap::new();
    for it in all {
        let sums = by_claim.entry(it.claim).or_default();
        for (account, posted, pending) in demanded(it) {
            let sum = sums.entry(account).or_default();
            *sum = (sum.0 + posted, sum.1 + pending);
        }
    }
    let mut before = None;
    loop {
        let filter = claim::Filter { before, ..claim::Filter::default() };
        let page = claim::list(tx, &filter)?;
        let Some(last) = page.last() else { return Ok(check) };
        before = Some(last.id);
        for it in page {
            check.looked();
            let sums = by_claim.remove(&it.id).unwrap_or_default();
            let open = sums.values().any(|sum| *sum != (0, 0));
            let damage = sums.get(&format!("claim:{}", it.institution));
            let reserved = damage.map_or(0, |sum| sum.1);
            let is_waiting = matches!(it.state, State::Reported | State::Frozen);
            let wanted = if is_waiting { it.loss.get() } else { 0 };
            if reserved != wanted {
                check.find(|| format!("{} is {} and reserves {reserved}", it.id, it.state));
            }
            if it.state.is_final() && open {
                check.find(|| format!("{} is {} and has left {sums:?}", it.id, it.state));
            }
            if sums.is_empty() {
                check.find(|| format!("{} has no line at all", it.id));
            }
        }
    }
}

/// What counts against each institution's cover, and what its claims say.
fn counted(tx: &mut Tx<'_>, mut answers: BTreeMap<String, i64>) -> Result<Check, Fault> {
    let mut check = Check::new("claims-count-against-cover");
    sql::claimed_cover(tx, |institution, is| {
        check.looked();
        let wanted = answers.remove(&institution).unwrap_or(0);
        if is != wanted {
            check.find(|| format!("{institution} counts {is} as claimed, its claims say {wanted}"));
        }
    })?;
    for (institution, wanted) in answers.into_iter().filter(|(_, won)| *won != 0) {
        check.find(|| format!("{institution} counts nothing as claimed, its claims say {wanted}"));
    }
    Ok(check)
}
