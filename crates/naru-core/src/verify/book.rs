//! One walk over the book, transfer by transfer, with everything that hangs on each.

use super::model::{Check, Report};
use super::sql::{self, RawEntry, RawKey, RawTransfer};
use super::window::Windows;
use super::{claim, institution, person, subsidy};
use crate::ledger;
use naru_base::{Fault, Micros};
use naru_store::Tx;
use std::collections::BTreeMap;

/// What is booked and what is reserved; wide enough for any sum of stored numbers.
type Sums = (i128, i128);

struct Walk {
    postings: Check,
    rebuilt: Check,
    fit: Check,
    reserved: Check,
    orphans: Check,
    audited: Check,
    watched: Check,
    windows: Windows,
    journals: Vec<RawEntry>,
    claims: Vec<RawEntry>,
    balances: BTreeMap<String, Sums>,
}

/// Proves the book.
pub fn book(tx: &mut Tx<'_>) -> Result<Report, Fault> {
    let mut walk = Walk {
        postings: Check::new("postings-sum-to-zero"),
        rebuilt: Check::new("balances-equal-entries"),
        fit: Check::new("postings-fit-states"),
        reserved: Check::new("reserved-only-while-open"),
        orphans: Check::new("entries-have-transfers"),
        audited: Check::new("decisions-are-audited"),
        watched: Check::new("open-transfers-are-watched"),
        windows: Windows::new(),
        journals: Vec::new(),
        claims: Vec::new(),
        balances: BTreeMap::new(),
    };
    let mut after = RawKey::first();
    loop {
        let page = sql::transfers(tx, &after)?;
        // The last page takes the entries behind the last transfer too: they have none.
        let to = page.last().map_or_else(RawKey::last, |t| t.key.clone());
        walk.page(tx, &page, &after, &to)?;
        if page.is_empty() {
            break;
        }
        after = to;
    }
    let sums = walk.compare_balances(tx)?;
    let mut unfounded = Check::new("audited-decisions-exist");
    sql::deeds_without_transfer(tx, |date, subject| {
        unfounded.find(|| format!("{subject} was decided on {date:08} and is not in the book"));
    })?;
    unfounded.count = walk.audited.count;
    let persons = person::days(tx)?;
    let (used, returns) = (institution::used(tx)?, institution::returns(tx)?);
    let netted = institution::netted(tx)?;
    let Walk {
        postings,
        rebuilt,
        fit,
        reserved,
        orphans,
        audited,
        watched,
        windows,
        journals,
        claims,
        ..
    } = walk;
    let settled = windows.compare(tx)?;
    let mut checks = vec![
        postings, sums, rebuilt, fit, reserved, orphans, persons, used, returns, netted, audited,
        unfounded, watched, settled,
    ];
    checks.extend(subsidy::proven(tx, journals)?);
    checks.extend(claim::proven(tx, claims)?);
    Ok(Report { checks })
}

impl Walk {
    fn page(
        &mut self,
        tx: &mut Tx<'_>,
        page: &[RawTransfer],
        after: &RawKey,
        to: &RawKey,
    ) -> Result<(), Fault> {
        let mut by_key: BTreeMap<&RawKey, Vec<RawEntry>> =
            page.iter().map(|t| (&t.key, Vec::new())).collect();
        sql::entries(tx, after, to, |entry| {
            let sum = self.balances.entry(entry.account.clone()).or_default();
            sum.0 += i128::from(entry.posted);
            sum.1 += i128::from(entry.pending);
            // Few: what two people decided about public money.
            if entry.step == ledger::JOURNAL_STEP {
                self.journals.push(entry);
                return;
            }
            if entry.step == ledger::CLAIM_STEP {
                self.claims.push(entry);
                return;
            }
            self.orphans.looked();
            match by_key.get_mut(&entry.key) {
                Some(entries) => entries.push(entry),
                None => self
                    .orphans
                    .find(|| format!("step {} of {} has no transfer", entry.step, entry.key)),
            }
        })?;
        for transfer in page {
            let entries = by_key.remove(&transfer.key).unwrap_or_default();
            self.transfer(transfer, &entries);
            self.windows.transfer(transfer);
            self.deeds(tx, transfer)?;
        }
        Ok(())
    }

    fn transfer(&mut self, it: &RawTransfer, entries: &[RawEntry]) {
        let mut steps: BTreeMap<i64, Sums> = BTreeMap::new();
        let mut accounts: BTreeMap<&str, Sums> = BTreeMap::new();
        for entry in entries {
            let (posted, pending) = (i128::from(entry.posted), i128::from(entry.pending));
            let step = steps.entry(entry.step).or_default();
            *step = (step.0 + posted, step.1 + pending);
            let account = accounts.entry(&entry.account).or_default();
            *account = (account.0 + posted, account.1 + pending);
        }
        for (step, sum) in &steps {
            self.postings.looked();
            if *sum != (0, 0) {
                self.postings
                    .find(|| format!("step {step} of {} sums to {} and {}", it.key, sum.0, sum.1));
            }
        }
        self.fit.looked();
        let (wanted_steps, posted, pending, fee) = demanded(it);
        let there: Vec<i64> = steps.keys().copied().collect();
        if there != wanted_steps {
            self.fit.find(|| {
                let state = &it.state;
                format!("{} is {state} and has steps {there:?}, not {wanted_steps:?}", it.key)
            });
        }
        let bank = format!("bank:{}", it.bank);
        let own = match it.kind.as_str() {
            "withdraw" => "inst",
            _ => "inst-out",
        };
        let institution = format!("{own}:{}", it.institution);
        let fees = format!("inst-fee:{}", it.institution);
        let wanted: [(&str, Sums); 4] = [
            (&bank, (posted, pending)),
            (&institution, (-posted, -pending)),
            (&fees, (fee, 0)),
            (ledger::FEE_INCOME, (-fee, 0)),
        ];
        self.reserved.looked();
        for (account, want) in wanted {
            let is = accounts.remove(account).unwrap_or_default();
            if is.0 != want.0 {
                self.fit.find(|| {
                    let state = &it.state;
                    format!(
                        "{} is {state} and booked {} on {account}, not {}",
                        it.key, is.0, want.0
                    )
                });
            }
            if is.1 != want.1 {
                self.reserved.find(|| {
                    let state = &it.state;
                    format!(
                        "{} is {state} and reserves {} on {account}, not {}",
                        it.key, is.1, want.1
                    )
                });
            }
        }
        for (account, sums) in accounts {
            self.fit
                .find(|| format!("{} touched {account} with {} and {}", it.key, sums.0, sums.1));
        }
        self.watch(it);
    }

    fn watch(&mut self, it: &RawTransfer) {
        let open = is_open(&it.state);
        if open {
            self.watched.looked();
        }
        if open != it.next_inquiry_at.is_some() || open != it.closed_at.is_none() {
            self.watched.find(|| {
                let (next, closed) = (it.next_inquiry_at.is_some(), it.closed_at.is_some());
                format!("{} is {}; asked again: {next}, closed: {closed}", it.key, it.state)
            });
        }
    }

    fn deeds(&mut self, tx: &mut Tx<'_>, it: &RawTransfer) -> Result<(), Fault> {
        self.audited.looked();
        let subject = format!("transfer:{}", it.key);
        let mut deeds = sql::deeds(tx, it.key.date, &subject)?;
        let closed_on = it.closed_at.map(|at: Micros| at.business_date().yyyymmdd());
        if let Some(date) = closed_on.filter(|date| *date != it.key.date) {
            deeds.extend(sql::deeds(tx, date, &subject)?);
        }
        let wanted = demanded_deeds(it);
        for name in ["reserved", "refused", "settled", "released"] {
            let action = format!("relay.{}.{name}", it.kind);
            let wanted = usize::from(wanted.contains(&name));
            let is = |of: &str| of == action;
            let bodies: Vec<&String> =
                deeds.iter().filter(|(a, _)| is(a)).map(|(_, body)| body).collect();
            if bodies.len() != wanted {
                self.audited.find(|| {
                    let (state, n) = (&it.state, bodies.len());
                    format!("{} is {state} and was recorded as {name} {n} times", it.key)
                });
            }
            for body in bodies {
                if amount_of(body) != Some(it.amount) {
                    self.audited.find(|| {
                        format!("{} has amount {}, its record says {body}", it.key, it.amount)
                    });
                }
            }
        }
        Ok(())
    }

    /// Compares what the entries add up to with the balances; proves that those sum to zero.
    fn compare_balances(&mut self, tx: &mut Tx<'_>) -> Result<Check, Fault> {
        let mut zero = Check::new("balances-sum-to-zero");
        let mut sum: Sums = (0, 0);
        for (account, posted, pending) in ledger::balances(tx)? {
            let is: Sums = (i128::from(posted.get()), i128::from(pending.get()));
            sum = (sum.0 + is.0, sum.1 + is.1);
            zero.looked();
            let want = self.balances.remove(&account).unwrap_or_default();
            self.differs(&account, is, want);
        }
        for (account, want) in std::mem::take(&mut self.balances) {
            self.differs(&account, (0, 0), want);
        }
        if sum != (0, 0) {
            zero.find(|| format!("booked sums to {}, reserved to {}", sum.0, sum.1));
        }
        Ok(zero)
    }

    fn differs(&mut self, account: &str, is: Sums, want: Sums) {
        self.rebuilt.looked();
        if is != want {
            self.rebuilt.find(|| {
                format!(
                    "{account} has {} booked and {} reserved, its entries say {} and {}",
                    is.0, is.1, want.0, want.1
                )
            });
        }
    }
}

fn is_open(state: &str) -> bool {
    matches!(state, "reserved" | "in_doubt")
}

/// What a transfer's state demands: its steps, what its bank owes more, what of that is reserved,
/// what fee. A deposit goes the other way; of what only comes in nothing is reserved.
fn demanded(it: &RawTransfer) -> (&'static [i64], i128, i128, i128) {
    let (amount, fee) = (i128::from(it.amount), i128::from(it.fee));
    let (owed, is_reserved) = match it.kind.as_str() {
        "withdraw" => (amount, true),
        "deposit" => (-amount, true),
        _ => (amount, false),
    };
    match (it.state.as_str(), is_reserved) {
        ("reserved" | "in_doubt", true) => (&[1], 0, owed, 0),
        ("settled", true) => (&[1, 2], owed, 0, fee),
        ("released", true) => (&[1, 2], 0, 0, 0),
        ("settled", false) => (&[2], owed, 0, fee),
        _ => (&[], 0, 0, 0),
    }
}

/// Which decisions must be recorded of it, each once.
fn demanded_deeds(it: &RawTransfer) -> &'static [&'static str] {
    match (it.kind.as_str(), it.state.as_str()) {
        ("fund", _) => &["settled"],
        (_, "refused") => &["refused"],
        (_, "settled") => &["reserved", "settled"],
        (_, "released") => &["reserved", "released"],
        _ => &["reserved"],
    }
}

fn amount_of(body: &str) -> Option<i64> {
    let value: serde_json::Value = serde_json::from_str(body).ok()?;
    value.get("amount")?.as_i64()
}
