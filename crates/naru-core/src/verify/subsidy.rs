//! What public money came to: each line of its journal is booked exactly as it demands, and what
//! each programme says it has is what the journal adds up to.

use super::model::Check;
use super::sql::RawEntry;
use crate::subsidy::{self, Fund, Journal, JournalKind};
use naru_base::{Fault, Won};
use naru_store::Tx;
use std::collections::BTreeMap;

/// Account and change, in order.
type Lines = Vec<(String, i64)>;

/// Proves the journal against the ledger, and the funds against the journal.
pub(super) fn proven(tx: &mut Tx<'_>, entries: Vec<RawEntry>) -> Result<[Check; 2], Fault> {
    let all = subsidy::journals_all(tx)?;
    let mut booked = Check::new("journal-equals-ledger");
    let mut there: BTreeMap<String, Lines> = BTreeMap::new();
    for it in entries {
        let key = it.key.to_string();
        if it.pending != 0 {
            booked.find(|| format!("{key} reserves {} on {}", it.pending, it.account));
        }
        there.entry(key).or_default().push((it.account, it.posted));
    }
    for it in &all {
        booked.looked();
        let key = format!("{}/{}", it.date, it.id);
        let wanted = demanded(it);
        let is = there.remove(&key).unwrap_or_default();
        if is != wanted {
            booked.find(|| format!("{key} is booked as {is:?}, its journal says {wanted:?}"));
        }
    }
    for key in there.into_keys() {
        booked.find(|| format!("{key} is booked and stands in no journal"));
    }
    Ok([booked, spent(tx, &all)?])
}

/// What a line of the journal demands of the ledger.
fn demanded(it: &Journal) -> Lines {
    let on = |what: &str, of: &str| format!("subsidy-{what}:{of}");
    let of = it.programme.as_str();
    let (amount, returned) = (it.amount.get(), it.returned.get());
    let to = it.to.as_deref().unwrap_or_default();
    let lines = match it.kind {
        JournalKind::Appropriation => vec![("held", of, amount), ("free", of, -amount)],
        JournalKind::Award => vec![("free", of, amount), ("due", of, -amount)],
        JournalKind::Release => vec![("due", of, amount), ("free", of, -amount)],
        JournalKind::Payment => vec![
            ("due", of, amount.saturating_add(returned)),
            ("held", of, -amount),
            ("free", of, -returned),
        ],
        JournalKind::CarryOver => vec![
            ("free", of, amount),
            ("held", of, -amount),
            ("held", to, amount),
            ("free", to, -amount),
        ],
    };
    let moved = lines.into_iter().filter(|(.., amount)| *amount != 0);
    moved.map(|(what, of, amount)| (on(what, of), amount)).collect()
}

/// What each fund is by the journal.
fn spent(tx: &mut Tx<'_>, all: &[Journal]) -> Result<Check, Fault> {
    let mut check = Check::new("subsidy-never-overspent");
    for (programme, is) in subsidy::programmes(tx)? {
        check.looked();
        let wanted =
            all.iter().try_fold(Fund::default(), |fund, it| added(fund, it, &programme.code));
        if wanted != Some(is) {
            let code = &programme.code;
            check.find(|| format!("{code} has {is:?}, its journal adds up to {wanted:?}"));
        }
        if is.free().is_none() {
            check.find(|| format!("{} has promised more than it has: {is:?}", programme.code));
        }
    }
    Ok(check)
}

fn added(fund: Fund, it: &Journal, programme: &str) -> Option<Fund> {
    let amount = it.amount;
    if it.to.as_deref() == Some(programme) {
        return Some(Fund { carried_in: fund.carried_in.plus(amount)?, ..fund });
    }
    if it.programme != programme {
        return Some(fund);
    }
    let committed = |more: Option<Won>| fund.committed.plus(more?);
    Some(match it.kind {
        JournalKind::Appropriation => {
            Fund { appropriation: fund.appropriation.plus(amount)?, ..fund }
        }
        JournalKind::CarryOver => Fund { carried_out: fund.carried_out.plus(amount)?, ..fund },
        JournalKind::Award => Fund { committed: committed(Some(amount))?, ..fund },
        JournalKind::Release => Fund { committed: committed(amount.negated())?, ..fund },
        JournalKind::Payment => {
            let promised = amount.plus(it.returned)?.negated();
            Fund { committed: committed(promised)?, paid: fund.paid.plus(amount)?, ..fund }
        }
    })
}
