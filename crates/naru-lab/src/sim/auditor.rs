//! The auditor: its own model of what must be true, in plain maps, written without calling the
//! code that decides. It hears what was ordered, what became durable and what was answered, knows
//! what the banks really did, and says which invariant is broken.

use super::bank::VirtualBank;
use super::sql::Snapshot;
use super::world::{Sheet, World};
use naru_base::{BusinessDate, ClientUseCode, Micros};
use naru_core::relay::{Decline, Key};
use std::collections::BTreeMap;

/// How a transfer stands, in the auditor's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    Refused,
    Open,
    Done,
    Failed,
}

impl Stand {
    const fn is_final(self) -> bool {
        !matches!(self, Stand::Open)
    }
}

/// A transfer that must be in the book.
struct Claim {
    sheet: usize,
    stand: Stand,
    party: usize,
    person: Option<usize>,
    bank: String,
    amount: i64,
    account: String,
    fee: i64,
}

/// What the hub made of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Reserved; the bank is asked.
    Asked(Key),
    /// Answered from the book.
    Told(Key, Stand, Option<Decline>),
    /// Another order's id.
    Conflict,
    /// The bank cannot be asked.
    Closed,
    /// Refused in the way of a decision that is not recorded.
    Refusal(&'static str),
    /// Failed. `true`: the simulator made it fail.
    Fault(bool, String),
}

/// A broken invariant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) invariant: &'static str,
    pub(super) what: String,
}

/// The model.
pub(super) struct Auditor {
    claims: BTreeMap<Key, Claim>,
    acked: BTreeMap<Key, Stand>,
    conflicts: BTreeMap<Key, i64>,
    contradictions: BTreeMap<Key, i64>,
    grace_s: i64,
    findings: Vec<Finding>,
}

enum Expected {
    Conflict,
    Known(Key),
    New(Option<Decline>),
}

impl Auditor {
    pub(super) const fn new(grace_s: i64) -> Self {
        Auditor {
            claims: BTreeMap::new(),
            acked: BTreeMap::new(),
            conflicts: BTreeMap::new(),
            contradictions: BTreeMap::new(),
            grace_s,
            findings: Vec::new(),
        }
    }

    pub(super) fn findings(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings)
    }

    fn find(&mut self, invariant: &'static str, what: String) {
        self.findings.push(Finding { invariant, what });
    }

    /// Transfers that must be in the book, and how many of them are open.
    pub(super) fn counts(&self) -> (usize, usize) {
        let open = self.claims.values().filter(|c| c.stand == Stand::Open).count();
        (self.claims.len(), open)
    }

    /// The `n`-th final transfer that once was reserved.
    pub(super) fn some_closed(&self, n: usize) -> Option<(Key, Stand)> {
        let closed = |c: &Claim| matches!(c.stand, Stand::Done | Stand::Failed);
        let all: Vec<_> = self.claims.iter().filter(|(_, c)| closed(c)).collect();
        let (key, claim) = all.get(n % all.len().max(1))?;
        Some(((*key).clone(), claim.stand))
    }

    /// Keys under which an order was recorded, for result inquiries.
    pub(super) fn keys_of(&self, sheet: usize) -> Vec<Key> {
        self.claims.iter().filter(|(_, c)| c.sheet == sheet).map(|(k, _)| k.clone()).collect()
    }

    fn taken(&self, date: BusinessDate, person: usize) -> i64 {
        let counts = |(k, c): &(&Key, &Claim)| {
            k.date == date
                && c.person == Some(person)
                && matches!(c.stand, Stand::Open | Stand::Done)
        };
        self.claims.iter().filter(counts).map(|(_, c)| c.amount).sum()
    }

    fn expected(&self, now: Micros, world: &World, sheet: usize) -> Expected {
        let it = &world.sheets[sheet];
        let today = now.business_date();
        let at = |date| Key { date, id: it.order.bank_tran_id.clone() };
        if let Some(claim) = self.claims.get(&at(today)) {
            return if claim.sheet == sheet {
                Expected::Known(at(today))
            } else {
                Expected::Conflict
            };
        }
        let same = |key: &Key| self.claims.get(key).is_some_and(|c| c.sheet == sheet);
        let before = at(today.previous());
        if now < today.starts_at().plus_seconds(self.grace_s) && same(&before) {
            return Expected::Known(before);
        }
        // A clock that was set back over midnight must not make a second order of the first.
        let after = at(today.next());
        if now.plus_seconds(self.grace_s) >= after.date.starts_at() && same(&after) {
            return Expected::Known(after);
        }
        Expected::New(self.objection(now, today, world, it))
    }

    /// The first reason against a new order, by the auditor's own reading of the facts.
    fn objection(
        &self,
        now: Micros,
        today: BusinessDate,
        world: &World,
        it: &Sheet,
    ) -> Option<Decline> {
        if !world.parties[it.party].active {
            return Some(Decline::InstitutionInactive);
        }
        if !it.contract_known {
            return Some(Decline::ContractUnknown);
        }
        if !it.bank_known {
            return Some(Decline::BankUnknown);
        }
        let Some(person) = it.person.filter(|p| !world.persons[*p].erased) else {
            return Some(Decline::UserUnknown);
        };
        if !it.account_known {
            return Some(Decline::AccountUnknown);
        }
        match world.persons[person].agreed_until {
            None => return Some(Decline::NotAgreed),
            Some(until) if now >= until => return Some(Decline::AgreementExpired),
            Some(_) => {}
        }
        let after = self.taken(today, person) + it.order.amount.get();
        (after > world.limit.at(now)).then_some(Decline::PersonDailyLimit)
    }

    /// An order was brought to the hub at this hub time. `durable`: the commit is on the disk.
    pub(super) fn ordered(
        &mut self,
        now: Micros,
        world: &World,
        sheet: usize,
        outcome: &Outcome,
        durable: bool,
    ) {
        let id = world.sheets[sheet].order.bank_tran_id.clone();
        match (self.expected(now, world, sheet), outcome) {
            (_, Outcome::Fault(true, _)) => (),
            (_, Outcome::Fault(false, what)) => {
                self.find("I12", format!("{id}: the hub failed by itself: {what}"));
            }
            (_, Outcome::Refusal(code)) => {
                self.find("I12", format!("{id}: answered as refused with {code}"));
            }
            (Expected::Conflict, Outcome::Conflict) => {
                if durable {
                    let key = Key { date: now.business_date(), id };
                    *self.conflicts.entry(key).or_default() += 1;
                }
            }
            (Expected::Conflict, got) => {
                self.find("I3", format!("{id} stands for another order, yet: {got:?}"));
            }
            (_, Outcome::Conflict) => {
                self.find("I3", format!("{id}: called a conflict, and is none"));
            }
            (Expected::Known(key), got) => self.repeated(&key, got),
            (Expected::New(objection), got) => {
                self.new_order(now, world, sheet, objection, got, durable);
            }
        }
    }

    fn repeated(&mut self, key: &Key, got: &Outcome) {
        let stand = self.claims.get(key).map(|c| c.stand);
        match got {
            Outcome::Told(told, as_, _) if told == key && Some(*as_) == stand => {}
            Outcome::Told(told, as_, _) => {
                self.find("I6", format!("{key} stands at {stand:?}, told as {told} {as_:?}"));
            }
            other => {
                self.find("I2", format!("{key} was ordered again and taken as new: {other:?}"));
            }
        }
    }

    fn new_order(
        &mut self,
        now: Micros,
        world: &World,
        sheet: usize,
        objection: Option<Decline>,
        got: &Outcome,
        durable: bool,
    ) {
        let it = &world.sheets[sheet];
        let key = Key { date: now.business_date(), id: it.order.bank_tran_id.clone() };
        let stand = match got {
            Outcome::Asked(asked) => {
                match objection {
                    Some(Decline::PersonDailyLimit) => {
                        self.find("I8", format!("{key}: taken over the person's limit"));
                    }
                    Some(reason) => {
                        self.find("I9", format!("{key}: taken in spite of {}", reason.code()));
                    }
                    None => {}
                }
                if *asked != key {
                    self.find("I2", format!("{key} was recorded as {asked}"));
                }
                Stand::Open
            }
            Outcome::Told(_, Stand::Refused, reason) => {
                if *reason != objection {
                    self.find("I12", format!("{key}: declined for {reason:?}, not {objection:?}"));
                }
                Stand::Refused
            }
            Outcome::Told(..) => {
                self.find("I4", format!("{key} is new and was told as known: {got:?}"));
                return;
            }
            _ => return,
        };
        if durable {
            let claim = Claim {
                sheet,
                stand,
                party: it.party,
                person: it.person,
                bank: it.order.bank.to_string(),
                amount: it.order.amount.get(),
                account: it.order.account_num.clone(),
                fee: if stand == Stand::Open { world.fee.at(now) } else { 0 },
            };
            self.claims.insert(key, claim);
        }
    }

    /// A conclusion about this transfer is durable, after which it stands so.
    pub(super) fn concluded(&mut self, key: &Key, stand: Stand, banks: &[VirtualBank]) {
        let Some(claim) = self.claims.get_mut(key) else {
            return self.find("I2", format!("{key} was concluded and never ordered"));
        };
        let before = claim.stand;
        if before.is_final() && before != stand {
            return self.find("I6", format!("{key} moved from {before:?} to {stand:?}"));
        }
        claim.stand = stand;
        self.hold_against_bank(key, banks);
    }

    /// A conclusion that speaks against the final state was recorded.
    pub(super) fn contradicted(&mut self, key: &Key) {
        *self.contradictions.entry(key.clone()).or_default() += 1;
    }

    /// The institution was told how its transfer stands.
    pub(super) fn told(&mut self, key: &Key, stand: Stand) {
        let before = self.acked.insert(key.clone(), stand);
        if let Some(before) = before
            && before.is_final()
            && before != stand
        {
            self.find("I6", format!("{key} was told {before:?}, then {stand:?}"));
        }
    }

    /// A result inquiry found nothing.
    pub(super) fn not_found(&mut self, key: &Key) {
        let stand = self.claims.get(key).map(|c| c.stand);
        if stand.is_some_and(|s| s != Stand::Refused) {
            self.find("I4", format!("{key} is recorded, and its result is not found"));
        }
    }

    fn hold_against_bank(&mut self, key: &Key, banks: &[VirtualBank]) {
        let Some(claim) = self.claims.get(key) else { return };
        let name = (key.date.to_string(), key.id.to_string());
        let debits = banks
            .iter()
            .filter(|b| b.code.as_str() == claim.bank)
            .filter_map(|b| b.debits().get(&name))
            .flatten();
        let debits: Vec<_> = debits.collect();
        let wrong =
            |d: &&super::bank::Debit| d.amount != claim.amount || d.account != claim.account;
        let said = match (claim.stand, debits.len()) {
            (_, 2..) => Some(("I2", "was debited more than once")),
            (_, 1) if debits.iter().any(wrong) => Some(("I3", "was debited with other content")),
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
    pub(super) fn inspect(
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
        self.inspect_debits(banks);
        self.inspect_transfers(book);
        self.inspect_balances(book, world);
        self.inspect_taken(book, world, persons);
        self.inspect_deeds(book);
    }

    fn inspect_debits(&mut self, banks: &[VirtualBank]) {
        let mut unknown = Vec::new();
        for name in banks.iter().flat_map(|b| b.debits().keys()) {
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
                Some((state, amount)) => {
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
            let (posted, pending) = match claim.stand {
                Stand::Open => (0, claim.amount),
                Stand::Done => (claim.amount, 0),
                Stand::Refused | Stand::Failed => (0, 0),
            };
            add(format!("bank:{}", claim.bank), posted, pending);
            add(format!("inst:{code}"), -posted, -pending);
            if claim.stand == Stand::Done {
                add(format!("inst-fee:{code}"), claim.fee, 0);
                add("naru:fee".to_owned(), -claim.fee, 0);
            }
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

    fn inspect_deeds(&mut self, book: &Snapshot) {
        let mut want: BTreeMap<(String, String), i64> = BTreeMap::new();
        let mut must = |key: &Key, action: &str, times: i64| {
            want.insert((format!("transfer:{key}"), format!("relay.withdraw.{action}")), times);
        };
        for (key, claim) in &self.claims {
            match claim.stand {
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
            let once = deed.1 == "relay.withdraw.doubted" && *times == 1;
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
