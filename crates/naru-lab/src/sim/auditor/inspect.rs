//! The whole book against the auditor's model and against what the banks did.

use super::{Auditor, Stand};
use crate::sim::bank::{Moved, VirtualBank};
use crate::sim::sql::Snapshot;
use crate::sim::world::{World, caps, credit};
use naru_base::{BusinessDate, ClientUseCode};
use naru_core::relay::{Key, Kind};
use std::collections::BTreeMap;

impl Auditor {
    pub(super) fn hold_against_bank(&mut self, key: &Key, banks: &[VirtualBank]) {
        let Some(claim) = self.claims.get(key).filter(|c| c.kind != Kind::Fund) else { return };
        let name = (key.date.to_string(), key.id.to_string());
        let moves = banks
            .iter()
            .filter(|b| b.code.as_str() == claim.bank)
            .filter_map(|b| b.moved().get(&name))
            .flatten();
        let moves: Vec<_> = moves.collect();
        let wrong = |m: &&Moved| {
            m.amount != claim.amount || m.account != claim.account || m.kind != claim.kind
        };
        let said = match (claim.stand, moves.len()) {
            (_, 2..) => Some(("I2", "was executed more than once")),
            (_, 1) if moves.iter().any(wrong) => Some(("I3", "was executed with other content")),
            (Stand::Done, 0) => Some(("I7", "is settled, and the bank never paid")),
            (Stand::Failed, 1) => Some(("I7", "was reported as failed, and the bank paid")),
            (Stand::Refused, 1) => Some(("I7", "was refused, and the bank paid")),
            _ => None,
        };
        if let Some((invariant, what)) = said {
            self.find(invariant, format!("{key} {what}"));
        }
    }

    /// Compares the whole book with the model and with what the banks did.
    pub(in crate::sim) fn inspect(
        &mut self,
        book: &Snapshot,
        world: &World,
        persons: &[[u8; 32]],
        banks: &[VirtualBank],
    ) {
        let keys: Vec<Key> = self.claims.keys().cloned().collect();
        for key in &keys {
            self.hold_against_bank(key, banks);
        }
        self.inspect_moves(banks);
        self.inspect_transfers(book);
        self.inspect_balances(book, world);
        self.inspect_taken(book, world, persons);
        self.inspect_used(book, world);
        self.inspect_deeds(book);
    }

    fn inspect_moves(&mut self, banks: &[VirtualBank]) {
        let mut unknown = Vec::new();
        for name in banks.iter().flat_map(|b| b.moved().keys()) {
            let known = |k: &Key| k.date.to_string() == name.0 && k.id.as_str() == name.1;
            if !self.claims.keys().any(known) {
                unknown
                    .push(format!("{}/{} was paid by a bank and is not recorded", name.0, name.1));
            }
        }
        unknown.into_iter().for_each(|what| self.find("I4", what));
    }

    fn inspect_transfers(&mut self, book: &Snapshot) {
        let mut found = Vec::new();
        for (key, claim) in &self.claims {
            let want = match claim.stand {
                Stand::Refused => &["refused"][..],
                Stand::Open => &["reserved", "in_doubt"],
                Stand::Done => &["settled"],
                Stand::Failed => &["released"],
            };
            match book.transfers.get(key) {
                None => found.push(("I4", format!("{key} is lost"))),
                Some((state, amount, kind)) => {
                    if kind != claim.kind.as_str() {
                        found.push(("I3", format!("{key} is a {kind}")));
                    }
                    if !want.contains(&state.as_str()) {
                        found.push(("I4", format!("{key} is {state}, must be {:?}", claim.stand)));
                    }
                    if *amount != claim.amount {
                        found.push(("I3", format!("{key} has amount {amount}")));
                    }
                }
            }
        }
        for key in book.transfers.keys().filter(|k| !self.claims.contains_key(*k)) {
            found.push(("I2", format!("{key} is in the book and was never ordered")));
        }
        for (key, stand) in &self.acked {
            let now = self.claims.get(key).map(|c| c.stand);
            if stand.is_final() && now != Some(*stand) {
                found.push(("I4", format!("{key} was told as {stand:?} and is {now:?}")));
            }
        }
        found.into_iter().for_each(|(invariant, what)| self.find(invariant, what));
    }

    fn inspect_balances(&mut self, book: &Snapshot, world: &World) {
        let mut want: BTreeMap<String, (i64, i64)> = BTreeMap::new();
        for claim in self.claims.values() {
            let code: &ClientUseCode = &world.parties[claim.party].code;
            let mut add = |account: String, posted: i64, pending: i64| {
                let it = want.entry(account).or_default();
                *it = (it.0 + posted, it.1 + pending);
            };
            // What the bank owes more; a deposit goes the other way, and what only comes in is not
            // reserved.
            let owed = if claim.kind == Kind::Deposit { -claim.amount } else { claim.amount };
            let is_reserved = matches!(claim.kind, Kind::Withdraw | Kind::Deposit);
            let (posted, pending) = match claim.stand {
                Stand::Open if is_reserved => (0, owed),
                Stand::Done => (owed, 0),
                Stand::Open | Stand::Refused | Stand::Failed => (0, 0),
            };
            let own = if claim.kind == Kind::Withdraw { "inst" } else { "inst-out" };
            add(format!("bank:{}", claim.bank), posted, pending);
            add(format!("{own}:{code}"), -posted, -pending);
            if claim.stand == Stand::Done {
                add(format!("inst-fee:{code}"), claim.fee, 0);
                add("naru:fee".to_owned(), -claim.fee, 0);
            }
        }
        // What was reported as damage is set aside, to be paid by the operator.
        for damage in world.damages.iter().filter(|it| it.is_open) {
            let code = &world.parties[damage.party].code;
            want.entry(format!("claim:{code}")).or_default().1 += damage.won;
            want.entry("claim-advance:operator".to_owned()).or_default().1 -= damage.won;
        }
        let accounts: std::collections::BTreeSet<&String> =
            want.keys().chain(book.balances.keys()).collect();
        let mut found = Vec::new();
        for account in accounts {
            let must = want.get(account).copied().unwrap_or_default();
            let is = book.balances.get(account).copied().unwrap_or_default();
            if is.0 != must.0 {
                found.push(("I1", format!("{account}: {} is booked, must be {}", is.0, must.0)));
            }
            if is.1 != must.1 {
                found.push(("I5", format!("{account}: {} is reserved, must be {}", is.1, must.1)));
            }
        }
        let sum = book.balances.values().fold((0, 0), |s, b| (s.0 + b.0, s.1 + b.1));
        if sum != (0, 0) {
            found.push(("I1", format!("all balances sum to {} and {}", sum.0, sum.1)));
        }
        found.into_iter().for_each(|(invariant, what)| self.find(invariant, what));
    }

    fn inspect_taken(&mut self, book: &Snapshot, world: &World, persons: &[[u8; 32]]) {
        let mut want: BTreeMap<(BusinessDate, [u8; 32]), i64> = BTreeMap::new();
        for (key, claim) in &self.claims {
            if let (Some(person), Stand::Open | Stand::Done) = (claim.person, claim.stand) {
                *want.entry((key.date, persons[person])).or_default() += claim.amount;
            }
        }
        let differs = book.taken.iter().any(|(k, v)| want.get(k).copied().unwrap_or(0) != *v)
            || want.iter().any(|(k, v)| book.taken.get(k) != Some(v));
        if differs {
            self.find("I8", "what persons have taken is not what their transfers say".to_owned());
        }
        let limit = world.limit.highest();
        if book.taken.values().any(|taken| *taken > limit) {
            self.find("I8", format!("a person has taken more than {limit} in a day"));
        }
    }

    /// What institutions are counted to have moved, and that no limit of theirs is passed.
    fn inspect_used(&mut self, book: &Snapshot, world: &World) {
        let mut want: BTreeMap<(String, i64, String), [i64; 3]> = BTreeMap::new();
        for (key, claim) in &self.claims {
            let counts = matches!(claim.kind, Kind::Withdraw | Kind::Deposit)
                && matches!(claim.stand, Stand::Open | Stand::Done);
            let day = key.date.yyyymmdd();
            for period in [day, day / 100 * 100].into_iter().filter(|_| counts) {
                let code = world.parties[claim.party].code.to_string();
                let name = (code, period, claim.kind.as_str().to_owned());
                let it = want.entry(name).or_default();
                *it = [it[0] + claim.amount, it[1] + 1, it[2] + claim.fee];
            }
        }
        let zero = [0; 3];
        let differs = book.used.iter().any(|(k, v)| want.get(k).unwrap_or(&zero) != v)
            || want.iter().any(|(k, v)| book.used.get(k) != Some(v));
        if differs {
            self.find("I8", "what institutions have moved is not what their transfers say".into());
        }
        for ((code, period, kind), [amount, ..]) in &book.used {
            let Some(kind) = Kind::parse(kind) else { continue };
            let [_, daily, monthly] = caps(kind);
            let cap = if period % 100 == 0 { monthly } else { daily };
            if *amount > cap {
                self.find("I8", format!("{code} has moved {amount} in {period}, over {cap}"));
            }
        }
        let mut over = Vec::new();
        for (key, deposit) in self.claims.iter().filter(|(_, c)| c.kind == Kind::Deposit) {
            let claimed = self.claimed(key);
            if claimed > deposit.amount {
                over.push(format!("{key} was {}, and {claimed} is claimed back", deposit.amount));
            }
        }
        over.into_iter().for_each(|what| self.find("I8", what));
        for party in 0..world.parties.len() {
            let (drawn, credit) = (self.drawn(party), credit(party));
            if drawn > credit {
                let code = &world.parties[party].code;
                self.find("I8", format!("{code} has drawn {drawn} on credit, over {credit}"));
            }
        }
    }

    fn inspect_deeds(&mut self, book: &Snapshot) {
        let mut want: BTreeMap<(String, String), i64> = BTreeMap::new();
        let kind_of = |key: &Key| self.claims.get(key).map_or("?", |c| c.kind.as_str());
        let mut must = |key: &Key, action: &str, times: i64| {
            let action = format!("relay.{}.{action}", kind_of(key));
            want.insert((format!("transfer:{key}"), action), times);
        };
        for (key, claim) in &self.claims {
            match claim.stand {
                Stand::Done if claim.kind == Kind::Fund => must(key, "settled", 1),
                Stand::Refused => must(key, "refused", 1),
                Stand::Open => must(key, "reserved", 1),
                Stand::Done => {
                    must(key, "reserved", 1);
                    must(key, "settled", 1);
                }
                Stand::Failed => {
                    must(key, "reserved", 1);
                    must(key, "released", 1);
                }
            }
        }
        self.conflicts.iter().for_each(|(key, times)| must(key, "conflict", *times));
        self.contradictions.iter().for_each(|(key, times)| must(key, "contradicted", *times));
        let mut found = Vec::new();
        for (deed, times) in &want {
            let is = book.deeds.get(deed).copied().unwrap_or(0);
            if is != *times {
                found.push(format!("{} {}: {is} records, must be {times}", deed.0, deed.1));
            }
        }
        for (deed, times) in &book.deeds {
            // A doubt is recorded once, whether or not it was still open when last looked at.
            let once = deed.1.ends_with(".doubted") && *times == 1;
            if !once && !want.contains_key(deed) {
                found.push(format!("{} {}: {times} records of no deed", deed.0, deed.1));
            }
        }
        let [seq, links_head, records, links, linked] = book.chain;
        if seq != records || links_head != links || linked != records {
            found.push(format!("the chain's head and tables differ: {:?}", book.chain));
        }
        found.into_iter().for_each(|what| self.find("I10", what));
    }
}
