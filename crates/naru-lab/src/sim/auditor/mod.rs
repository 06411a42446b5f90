//! The auditor: its own model of what must be true, in plain maps, written without calling the
//! code that decides. It hears what was ordered, what became durable and what was answered, knows
//! what the banks really did, and says which invariant is broken.

mod inspect;

use super::bank::VirtualBank;
use super::world::{FEES, Facts, PERSON_ONCE, SMALL, Sheet, World, caps, credit};
use naru_base::{BusinessDate, Micros};
use naru_core::relay::{Decline, Key, Kind, Via};
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
    kind: Kind,
    stand: Stand,
    party: usize,
    /// Of a withdrawal: whose limit it takes from.
    person: Option<usize>,
    bank: String,
    amount: i64,
    account: String,
    fee: i64,
    /// Of a return: the deposit.
    original: Option<Key>,
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
        let is_it = |c: &Claim| c.sheet == sheet && c.kind != Kind::Fund;
        self.claims.iter().filter(|(_, c)| is_it(c)).map(|(k, _)| k.clone()).collect()
    }

    /// The `n`-th deposit that is done: its name, sheet and amount.
    pub(super) fn some_deposit(&self, n: usize) -> Option<(Key, usize, i64)> {
        let is_it = |c: &Claim| (c.kind, c.stand) == (Kind::Deposit, Stand::Done);
        let (key, claim) = self.claims.iter().filter(|(_, c)| is_it(c)).nth(n)?;
        Some((key.clone(), claim.sheet, claim.amount))
    }

    /// What of a deposit is claimed back and not refused.
    fn claimed(&self, deposit: &Key) -> i64 {
        let is_it = |c: &&Claim| {
            c.original.as_ref() == Some(deposit) && matches!(c.stand, Stand::Open | Stand::Done)
        };
        self.claims.values().filter(is_it).map(|c| c.amount).sum()
    }

    /// Money was put on a paying account.
    pub(super) fn funded(&mut self, world: &World, party: usize, key: Key, amount: i64) {
        let claim = Claim {
            sheet: usize::MAX,
            kind: Kind::Fund,
            stand: Stand::Done,
            party,
            person: None,
            bank: world.banks[0].to_string(),
            amount,
            account: String::new(),
            fee: 0,
            original: None,
        };
        self.claims.insert(key, claim);
    }

    fn taken(&self, date: BusinessDate, person: usize) -> i64 {
        let counts = |(k, c): &(&Key, &Claim)| {
            k.date == date
                && c.kind == Kind::Withdraw
                && c.person == Some(person)
                && matches!(c.stand, Stand::Open | Stand::Done)
        };
        self.claims.iter().filter(counts).map(|(_, c)| c.amount).sum()
    }

    /// What an institution has moved by one kind in the dates that count, open transfers counted.
    fn moved(&self, party: usize, kind: Kind, counts: impl Fn(BusinessDate) -> bool) -> (i64, i64) {
        let is_it = |(k, c): &(&Key, &Claim)| {
            (c.party, c.kind) == (party, kind)
                && matches!(c.stand, Stand::Open | Stand::Done)
                && counts(k.date)
        };
        let all = self.claims.iter().filter(is_it);
        all.fold((0, 0), |(sum, n), (_, c)| (sum + c.amount, n + 1))
    }

    /// What an institution has withdrawn, open withdrawals counted: no day is closed in a run.
    pub(super) fn unsettled(&self, party: usize) -> i64 {
        self.moved(party, Kind::Withdraw, |_| true).0
    }

    /// The withdrawals of an institution that were paid, with what each moved.
    pub(super) fn settled_withdrawals(&self, party: usize) -> Vec<(Key, i64)> {
        let is_it = |c: &Claim| (c.party, c.kind, c.stand) == (party, Kind::Withdraw, Stand::Done);
        let all = self.claims.iter().filter(|(_, c)| is_it(c));
        all.map(|(key, c)| (key.clone(), c.amount)).collect()
    }

    /// What an institution has drawn from its paying account, open deposits counted, money that
    /// may come back not.
    fn drawn(&self, party: usize) -> i64 {
        let of = |kind, stands: &[Stand]| -> i64 {
            let is_it =
                |c: &&Claim| (c.party, c.kind) == (party, kind) && stands.contains(&c.stand);
            self.claims.values().filter(is_it).map(|c| c.amount).sum()
        };
        let out = of(Kind::Deposit, &[Stand::Open, Stand::Done]);
        out - of(Kind::Fund, &[Stand::Done]) - of(Kind::Return, &[Stand::Done])
    }

    /// What one transfer costs: less for whoever moved little in the month before.
    fn fee(&self, now: Micros, world: &World, party: usize, kind: Kind) -> i64 {
        let (year, month, ..) = now.business_date().parts();
        let before = |date: BusinessDate| {
            let (y, m, ..) = date.parts();
            i32::from(y) * 12 + i32::from(m) + 1 == i32::from(year) * 12 + i32::from(month)
        };
        let [out, into] = [Kind::Withdraw, Kind::Deposit].map(|k| self.moved(party, k, before));
        let is_small = out.0 + into.0 <= SMALL.0 && out.1 + into.1 <= SMALL.1;
        match (kind, is_small) {
            (Kind::Withdraw, true) => world.fee.at(now),
            (Kind::Withdraw, false) => FEES[0],
            (Kind::Deposit, true) => FEES[2],
            (Kind::Deposit, false) => FEES[1],
            (Kind::Return | Kind::Fund, _) => 0,
        }
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
        let kind = it.order.kind;
        if !world.parties[it.facts.party].active {
            return Some(Decline::InstitutionInactive);
        }
        if let Some(claim) = &it.claim {
            let deposit = Key { date: claim.original_date, id: claim.original_id.clone() };
            let is_done = self.claims.get(&deposit).is_some_and(|c| c.stand == Stand::Done);
            let after = self.claimed(&deposit) + claim.amount.get();
            return match is_done {
                false => Some(Decline::OriginalUnknown),
                true if after > claim.original_amount.get() => Some(Decline::ClaimOverOriginal),
                true => None,
            };
        }
        if !it.facts.contract_known {
            return Some(Decline::ContractUnknown);
        }
        if kind == Kind::Deposit && !it.facts.phrase_right {
            return Some(Decline::PassPhraseWrong);
        }
        if !it.facts.handle_known {
            return Some(Decline::HandleUnknown);
        }
        if !it.facts.bank_known {
            return Some(Decline::BankUnknown);
        }
        if !matches!(it.order.via, Via::Number) {
            let person = it.facts.person.filter(|p| !world.persons[*p].erased);
            let Some(person) = person else { return Some(Decline::UserUnknown) };
            if !it.facts.account_known {
                return Some(Decline::AccountUnknown);
            }
            match world.persons[person].agreed_until {
                _ if kind == Kind::Deposit => {}
                None => return Some(Decline::NotAgreed),
                Some(until) if now >= until => return Some(Decline::AgreementExpired),
                Some(_) => {}
            }
        }
        self.over_a_limit(now, today, world, (kind, it.order.amount.get()), &it.facts)
    }

    fn over_a_limit(
        &self,
        now: Micros,
        today: BusinessDate,
        world: &World,
        (kind, amount): (Kind, i64),
        facts: &Facts,
    ) -> Option<Decline> {
        let party = facts.party;
        let [once, daily, monthly] = caps(kind);
        if amount > once {
            return Some(Decline::InstitutionOnceLimit);
        }
        if kind == Kind::Withdraw && amount > PERSON_ONCE {
            return Some(Decline::PersonOnceLimit);
        }
        if self.moved(party, kind, |date| date == today).0 + amount > daily {
            return Some(Decline::InstitutionDailyLimit);
        }
        let (year, month, ..) = today.parts();
        let this_month = |date: BusinessDate| (date.parts().0, date.parts().1) == (year, month);
        if self.moved(party, kind, this_month).0 + amount > monthly {
            return Some(Decline::InstitutionMonthlyLimit);
        }
        match (kind, facts.person) {
            (Kind::Withdraw, Some(person)) => {
                if self.taken(today, person) + amount > world.limit.at(now) {
                    return Some(Decline::PersonDailyLimit);
                }
                let after = self.unsettled(party) + amount;
                let free = world.cover(party, now) - world.claimed(party);
                (after > free).then_some(Decline::CoverExceeded)
            }
            (Kind::Deposit, _) => {
                (self.drawn(party) + amount > credit(party)).then_some(Decline::ContractFunds)
            }
            _ => None,
        }
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
                    Some(
                        limit @ (Decline::PersonDailyLimit
                        | Decline::PersonOnceLimit
                        | Decline::InstitutionOnceLimit
                        | Decline::InstitutionDailyLimit
                        | Decline::InstitutionMonthlyLimit
                        | Decline::CoverExceeded
                        | Decline::ContractFunds
                        | Decline::ClaimOverOriginal),
                    ) => {
                        self.find("I8", format!("{key}: taken over {}", limit.code()));
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
            let (party, kind) = (it.facts.party, it.order.kind);
            let is_open = stand == Stand::Open;
            let claim = Claim {
                sheet,
                kind,
                stand,
                party,
                person: it.facts.person.filter(|_| kind == Kind::Withdraw),
                bank: it.order.bank.to_string(),
                amount: it.order.amount.get(),
                account: it.order.account_num.clone(),
                fee: if is_open { self.fee(now, world, party, kind) } else { 0 },
                original: it
                    .claim
                    .as_ref()
                    .map(|c| Key { date: c.original_date, id: c.original_id.clone() }),
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
}
