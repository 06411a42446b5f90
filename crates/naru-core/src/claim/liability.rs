//! Who bears how much of a damage of which cause (책임분담표): a table with sources that two people
//! may change, and what it says of a sum. Pure.

use super::book::Bearer;
use super::model::{Cause, Loss, Party, Shares};
use naru_base::{ClientUseCode, Micros, Won};
use std::collections::BTreeMap;

const ACT_9: &str = "Electronic Financial Transactions Act art. 9(1): the financial company or \
     electronic financial business bears the damage; Naru: between bank and institution by who keeps the means";
const PROCESSED: &str = "Electronic Financial Transactions Act art. 9(1): the financial company or \
     electronic financial business bears the damage; Naru: by who processed it, the percentages are Naru’s";
const FAULT: &str =
    "Naru: whoever is at fault bears it, until the network’s contract says otherwise";
const TABLE_2024: &str = "Loss-sharing table of 19 banks, 2024-01 (press): by the bank’s effort and \
     the user’s negligence; Naru: these percentages are ours until the table is published";
const USER: &str = "Electronic Financial Transactions Act art. 9(2): the user may bear all or a part \
     for intent or gross negligence; the percentages are Naru’s";

/// The table that Naru ships: cause, percent of institution, bank, operator, consumer, source.
/// Rows that two people add later take the place of these.
pub const SHIPPED: [(Cause, [i64; 4], &str); Cause::ALL.len()] = [
    (Cause::ForgedMeans, [70, 30, 0, 0], ACT_9),
    (Cause::Processing, [50, 20, 30, 0], PROCESSED),
    (Cause::Intrusion, [80, 20, 0, 0], ACT_9),
    (Cause::InstitutionFault, [100, 0, 0, 0], FAULT),
    (Cause::BankFault, [0, 100, 0, 0], FAULT),
    (Cause::OperatorFault, [0, 0, 100, 0], FAULT),
    (Cause::StolenIdentity, [50, 30, 0, 20], TABLE_2024),
    (Cause::UserNegligence, [20, 20, 0, 60], USER),
    (Cause::UserIntent, [0, 0, 0, 100], USER),
];

/// The shipped row of a cause.
pub fn shipped(cause: Cause) -> Shares {
    let [.., last] = &SHIPPED;
    let (_, [institution, bank, operator, consumer], source) =
        SHIPPED.iter().find(|it| it.0 == cause).unwrap_or(last);
    Shares {
        cause,
        valid_from: Micros::new(0),
        institution: *institution,
        bank: *bank,
        operator: *operator,
        consumer: *consumer,
        source: (*source).to_owned(),
    }
}

/// The row in force at `now`: the latest that was added and has begun, or else the shipped one.
pub fn in_force(added: &[Shares], cause: Cause, now: Micros) -> Shares {
    let begun = added.iter().filter(|it| it.cause == cause && it.valid_from <= now);
    begun.max_by_key(|it| it.valid_from).cloned().unwrap_or_else(|| shipped(cause))
}

/// So many percent of a sum, rounded down.
fn part(sum: Won, percent: i64) -> Won {
    let part = i128::from(sum.get()) * i128::from(percent.clamp(0, 100)) / 100;
    Won::new(i64::try_from(part).expect("a part of what fits in 64 bits fits"))
}

/// Who bears how much of `sum`, of a damage at these banks. Rounded down for everybody but the
/// institution, which answers for what is left; the parts are never below nothing and add up.
pub fn split(
    table: &Shares,
    institution: &ClientUseCode,
    losses: &[Loss],
    sum: Won,
) -> Vec<(Party, Won)> {
    let lost: Vec<&Loss> = losses.iter().filter(|it| it.is_loss).collect();
    let whole: i128 = lost.iter().map(|it| i128::from(it.amount.get())).sum();
    let mut out: BTreeMap<Party, i64> = BTreeMap::new();
    for it in &lost {
        let at_bank = i128::from(sum.get()) * i128::from(it.amount.get()) / whole.max(1);
        let at_bank = Won::new(i64::try_from(at_bank).expect("a part of what fits fits"));
        *out.entry(Party::Bank(it.bank.clone())).or_default() += part(at_bank, table.bank).get();
    }
    out.insert(Party::Operator, part(sum, table.operator).get());
    out.insert(Party::Consumer, part(sum, table.consumer).get());
    let others: i64 = out.values().sum();
    let left = sum.get() - others;
    // The roundings of a damage that the institution bears nothing of go to whoever bears most.
    if table.institution > 0 {
        out.insert(Party::Institution(institution.clone()), left);
    } else if let Some(most) = out.iter().max_by_key(|(_, won)| **won).map(|(it, _)| it.clone()) {
        *out.entry(most).or_default() += left;
    }
    out.into_iter().filter(|(_, won)| *won > 0).map(|(it, won)| (it, Won::new(won))).collect()
}

/// Where the consumer stands among those whose part is lowered when money comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before all others.
    First,
    /// Among them, as the table divides.
    Along,
    /// Behind them.
    Last,
}

impl Place {
    /// What a rule's number says; nothing if it says none of them.
    pub const fn parse(number: i64) -> Option<Place> {
        match number {
            1 => Some(Place::First),
            2 => Some(Place::Along),
            3 => Some(Place::Last),
            _ => None,
        }
    }
}

/// Whose part money lowers that comes back after the decision, and by how much: in proportion to
/// what each bears, so that it does not matter whether a bank sends it before the decision or after
/// it, and in how many pieces. Each won goes to whoever bears most for every won that it was
/// lowered by, counted from the decision on (the highest-averages rule); of equals in the order of
/// parties. Nobody is lowered by more than is still open. `sum` is what comes back: what of it is
/// more than all of that goes to nobody.
pub fn give_back(all: &[Bearer], sum: Won, consumer: Place) -> Vec<(Party, Won)> {
    let is_consumer = |it: &&Bearer| it.party == Party::Consumer;
    let own: Vec<&Bearer> = all.iter().filter(is_consumer).collect();
    let others: Vec<&Bearer> = all.iter().filter(|it| !is_consumer(it)).collect();
    let groups = match consumer {
        Place::First => vec![own, others],
        Place::Along => vec![all.iter().collect()],
        Place::Last => vec![others, own],
    };
    let (mut out, mut rest) = (Vec::new(), i128::from(sum.get().max(0)));
    for group in groups {
        let parts = in_proportion(&group, rest);
        rest -= parts.iter().map(|it| it.1).sum::<i128>();
        out.extend(parts);
    }
    let won = |it: i128| Won::new(i64::try_from(it).expect("no more than what came back"));
    out.into_iter().filter(|it| it.1 > 0).map(|(party, it)| (party, won(it))).collect()
}

/// Who has paid more than its part, or less, since money came back that lowered only what was still
/// open: by how much each would be lowered had nobody paid before it, against what it was lowered.
/// No money moves by it in the book: they settle it among themselves.
pub fn unevenly(all: &[Bearer], consumer: Place) -> Uneven {
    let sum = all.iter().fold(Won::ZERO, |sum, it| sum.plus(it.lowered).unwrap_or(sum));
    let fresh = |it: &Bearer| Bearer { lowered: Won::ZERO, open: it.borne, ..it.clone() };
    let fresh: Vec<Bearer> = all.iter().map(fresh).collect();
    let evenly: BTreeMap<Party, Won> = give_back(&fresh, sum, consumer).into_iter().collect();
    let mut out = Uneven::default();
    for it in all {
        let would = evenly.get(&it.party).copied().unwrap_or(Won::ZERO);
        let (more, less) = (would.minus(it.lowered), it.lowered.minus(would));
        let is_some = |of: &Won| *of > Won::ZERO;
        out.overpaid.extend(more.filter(is_some).map(|won| (it.party.clone(), won)));
        out.relieved.extend(less.filter(is_some).map(|won| (it.party.clone(), won)));
    }
    out
}

/// What those who bear a damage have among themselves once more money has come back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uneven {
    /// Who has paid more than its part, and by how much.
    pub overpaid: Vec<(Party, Won)>,
    /// Whose part was lowered by more than its own, and by how much: they give that back.
    pub relieved: Vec<(Party, Won)>,
}

/// The same of those who stand at one place.
fn in_proportion(all: &[&Bearer], sum: i128) -> Vec<(Party, i128)> {
    let of = |it: Won| i128::from(it.get().max(0));
    let whole: i128 = all.iter().map(|it| of(it.borne)).sum();
    // What each is lowered by in all once `turn` of `whole` turns are over.
    let then = |it: &Bearer, turn: i128| {
        let lowered = of(it.lowered);
        (of(it.borne) * turn / whole.max(1)).clamp(lowered, lowered + of(it.open))
    };
    let given = |turn: i128| -> i128 { all.iter().map(|it| then(it, turn) - of(it.lowered)).sum() };
    // The last turn that the sum is enough for; after the very last nobody has anything open.
    let (mut low, mut high) = (0, whole);
    while low < high {
        let middle = low + (high - low + 1) / 2;
        if given(middle) <= sum { low = middle } else { high = middle - 1 }
    }
    let mut parts: Vec<i128> = all.iter().map(|it| then(it, low)).collect();
    for _ in given(low)..sum.min(given(whole)) {
        let open = (0..all.len()).filter(|n| parts[*n] < of(all[*n].lowered) + of(all[*n].open));
        let next = open.reduce(|best, n| {
            let is_higher =
                of(all[n].borne) * (parts[best] + 1) > of(all[best].borne) * (parts[n] + 1);
            if is_higher { n } else { best }
        });
        let Some(next) = next else { break };
        parts[next] += 1;
    }
    all.iter().zip(parts).map(|(it, n)| (it.party.clone(), n - of(it.lowered))).collect()
}
