//! What happens around the hub in a run: traffic, changes of rules and parties, outages, clocks.

use super::Violation;
use super::auditor::Stand;
use super::drive::{Event, Sim};
use super::message::stand;
use super::node::{Disk, GRACE_S};
use super::sql;
use super::world::{COVER, Damage, FUNDS, Insured, PERSONS, World};
use naru_base::{Answer, BankTranId, Won};
use naru_core::relay::bankwire::Doubt;
use naru_core::relay::{self, BankSaid, Conclusion, Funding, Key, Kind};
use std::sync::Arc;

/// Something that goes wrong or changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    Crash,
    BankDown(usize, i64),
    /// The hub's clock jumps by this many milliseconds.
    Jump(i64),
    Leave(usize),
    Rejoin(usize),
    Limit(i64),
    Fee(i64),
    /// An institution puts money on its paying account.
    Fund(usize, i64),
    Erase(usize),
    /// An institution is insured for so much more, for so many milliseconds.
    Insure(usize, i64, i64),
    /// An institution gives back the cover that it took last.
    GiveBack(usize),
    /// A consumer of an institution reports the loss of a withdrawal.
    Damage(usize),
    /// The report that came first is taken back.
    TakeBack(usize),
}

/// For how long orders come, in virtual milliseconds; the date turns in its middle.
const TRAFFIC_MS: i64 = 240_000;
/// After faults end, everything must be final within this time.
pub(super) const QUIET_MS: i64 = 120_000;

impl Sim {
    /// Plans the whole run.
    pub(super) fn plan_run(&mut self, orders: u32) -> Answer<()> {
        for party in 0..self.world.parties.len() {
            self.fund(party, FUNDS)?;
        }
        for _ in 0..orders {
            let at = self.random.between(0, TRAFFIC_MS);
            let person = self.random.index(PERSONS);
            if self.random.chance(30) {
                // Several at once, near the limit, through whichever institution.
                for _ in 0..4 {
                    let amount = self.random.between(2_000_000, 4_000_000);
                    let soon = self.random.between(0, 60);
                    self.plan_order(at + soon, person, (Kind::Withdraw, amount));
                }
            } else {
                let amount = World::amount(&mut self.random);
                let is_deposit = self.random.chance(350);
                let kind = if is_deposit { Kind::Deposit } else { Kind::Withdraw };
                self.plan_order(at, person, (kind, amount));
            }
        }
        self.plan_troubles();
        self.plan(0, Event::Sweep);
        for _ in 0..24 {
            let at = self.random.between(20_000, TRAFFIC_MS);
            self.plan(at, Event::Claim);
        }
        for at in (10_000..TRAFFIC_MS).step_by(20_000) {
            self.plan(at, Event::Inspect);
        }
        self.plan(TRAFFIC_MS + 20_000, Event::Calm);
        Ok(())
    }

    fn plan_order(&mut self, at: i64, person: usize, what: (Kind, i64)) {
        let sheet = self.world.new_order(&mut self.random, self.node.keys(), person, what);
        self.plan(at, Event::Send(sheet));
        if self.random.chance(120) {
            let again = self.random.between(1, 20_000);
            self.plan(at + again, Event::Send(sheet));
        }
        if self.random.chance(60) {
            let other = self.world.conflicting(&mut self.random, sheet);
            let later = self.random.between(1, 20_000);
            self.plan(at + later, Event::Send(other));
        }
        let midnight = TRAFFIC_MS / 2;
        if (midnight - 60_000..midnight).contains(&at) && self.random.chance(300) {
            let after = self.random.between(0, GRACE_S * 1_400);
            self.plan(midnight + after, Event::Send(sheet));
        }
        if self.random.chance(100) {
            let later = self.random.between(1, 30_000);
            self.plan(at + later, Event::AskResult(sheet));
        }
    }

    fn plan_troubles(&mut self) {
        if !self.faults.on {
            return;
        }
        let mut troubles = vec![Trouble::Limit(7_000_000), Trouble::Limit(12_000_000)];
        troubles.push(Trouble::Fee(25));
        for _ in 0..4 {
            let party = self.random.index(self.world.parties.len());
            troubles.push(Trouble::Fund(party, self.random.between(1, 8_000_000)));
        }
        for _ in 0..2 {
            troubles.push(Trouble::Crash);
            troubles.push(Trouble::Erase(self.random.index(PERSONS)));
            troubles.push(Trouble::Leave(self.random.index(self.world.parties.len())));
            let bank = self.random.index(self.banks.len());
            troubles.push(Trouble::BankDown(bank, self.random.between(2_000, 20_000)));
        }
        // All but one have more than they can use; that one has a little more for a while.
        for party in 0..self.world.parties.len() {
            let (won, ms) = match party {
                1 => {
                    (self.random.between(1_000_000, 9_000_000), self.random.between(1_000, 90_000))
                }
                _ => (90_000_000, 600_000),
            };
            let insure = Trouble::Insure(party, won, ms);
            if party != 1 {
                self.plan(0, Event::Trouble(insure));
            } else {
                troubles.push(insure);
            }
            troubles.push(Trouble::GiveBack(party));
            // The one with little cover is the one whose consumers lose most.
            let count = if party == 1 { 6 } else { 2 };
            troubles.extend((0..count).map(|_| Trouble::Damage(party)));
            troubles.extend((0..count / 2).map(|_| Trouble::TakeBack(party)));
        }
        for _ in 0..6 {
            troubles.push(Trouble::Jump(self.random.between(-2_500, 2_500)));
        }
        for trouble in troubles {
            let at = self.random.between(0, TRAFFIC_MS);
            self.plan(at, Event::Trouble(trouble));
        }
        // Clocks are set around midnight more often than anybody likes.
        let jump = self.random.between(-2_500, 0);
        let soon_after = self.random.between(0, 2_000);
        self.plan(TRAFFIC_MS / 2 + soon_after, Event::Trouble(Trouble::Jump(jump)));
        (0..10).for_each(|_| {
            let at = self.random.between(20_000, TRAFFIC_MS + 20_000);
            self.plan(at, Event::Stray);
        });
    }

    /// An institution claims a deposit back: all of it, a part, or more than is left.
    pub(super) fn claim(&mut self) {
        let n = self.random.index(6);
        let Some((deposit, sheet, amount)) = self.auditor.some_deposit(n) else { return };
        let claimed = match self.random.between(0, 3) {
            0 => amount,
            1 => amount + 1,
            _ => self.random.between(1, amount + 1),
        };
        let sheet = self.world.new_claim(&deposit, sheet, claimed);
        self.plan(1, Event::Send(sheet));
        if self.random.chance(200) {
            let again = self.random.between(1, 20_000);
            self.plan(again, Event::Send(sheet));
        }
    }

    pub(super) fn trouble(&mut self, trouble: Trouble) -> Answer<()> {
        if self.node.alive().is_none() {
            self.plan(1_000, Event::Trouble(trouble));
            return Ok(());
        }
        self.faults.count += 1;
        self.note(&format!("{trouble:?}"));
        let now = self.hub_now();
        match trouble {
            Trouble::Crash => self.crash(Disk::Whole).map(drop),
            Trouble::BankDown(bank, ms) => {
                self.banks[bank].down_until = self.now.plus_ms(ms);
                Ok(())
            }
            Trouble::Jump(ms) => {
                self.clock_off_ms = (self.clock_off_ms + ms).clamp(-4_000, 4_000);
                Ok(())
            }
            Trouble::Leave(party) => {
                self.plan(15_000, Event::Trouble(Trouble::Rejoin(party)));
                self.set_active(party, false)
            }
            Trouble::Rejoin(party) => self.set_active(party, true),
            Trouble::Limit(won) => {
                self.world.limit.set(now, won);
                self.node.set_rule("person_daily_limit_won", now, won)
            }
            Trouble::Fee(won) => {
                self.world.fee.set(now, won);
                self.node.set_rule("withdraw_fee_reduced_won", now, won)
            }
            Trouble::Fund(party, won) => self.fund(party, won),
            Trouble::Insure(party, won, ms) => {
                let (env, until) = (self.env(), now.plus_ms(ms));
                let code = self.world.parties[party].code.clone();
                let id = self.node.insure(env, &code, (won, until))?;
                self.world.insured[party].push(Insured { id, from: now, until, won });
                Ok(())
            }
            Trouble::GiveBack(party) => self.give_back(party),
            Trouble::Damage(party) => self.damage(party),
            Trouble::TakeBack(party) => self.take_back(party),
            Trouble::Erase(person) => {
                self.world.persons[person].erased = true;
                self.node.erase(&self.world.persons[person].ci)
            }
        }
    }

    /// Money arrives for an institution's paying account, and is booked once however often it is
    /// told.
    pub(super) fn fund(&mut self, party: usize, won: i64) -> Answer<()> {
        let institution = self.world.parties[party].code.clone();
        let id = format!("{institution}O{:09}", self.number());
        let id = BankTranId::parse(&id).expect("a well-formed id");
        let amount = Won::new(won);
        let funding = Funding { institution, id, amount, evidence: "simulated".to_owned() };
        let env = self.env();
        let key = self.node.fund(env, funding.clone())?;
        self.node.fund(env, funding)?;
        self.note(&format!("fund {key} {won}"));
        self.auditor.funded(&self.world, party, key, won);
        Ok(())
    }

    /// A consumer reports the loss of a withdrawal that nobody has reported yet. From that commit
    /// on it counts against the cover.
    fn damage(&mut self, party: usize) -> Answer<()> {
        let is_reported =
            |key: &Key| self.world.damages.iter().any(|it| it.is_open && it.key == *key);
        let mut lost = self.auditor.settled_withdrawals(party);
        lost.retain(|(key, _)| !is_reported(key));
        if lost.is_empty() {
            return Ok(());
        }
        let (key, won) = lost.swap_remove(self.random.index(lost.len()));
        let (env, code) = (self.env(), self.world.parties[party].code.clone());
        let id = self.node.report(env, &code, &key)?;
        self.world.damages.push(Damage { id, party, key, won, is_open: true });
        Ok(())
    }

    /// What was reported first is taken back: it counts no more.
    fn take_back(&mut self, party: usize) -> Answer<()> {
        let open = |it: &Damage| it.is_open && it.party == party;
        let Some(at) = self.world.damages.iter().position(open) else { return Ok(()) };
        let env = self.env();
        self.node.take_back(env, self.world.damages[at].id)?;
        self.world.damages[at].is_open = false;
        Ok(())
    }

    /// An institution asks for cover back. It gets it only if the rest covers what is unsettled
    /// and what was reported as damage.
    fn give_back(&mut self, party: usize) -> Answer<()> {
        let now = self.hub_now();
        let counts = |it: &Insured| it.from <= now && now < it.until;
        let Some(at) = self.world.insured[party].iter().rposition(counts) else { return Ok(()) };
        let Insured { id, won, .. } = self.world.insured[party][at];
        let left = self.world.cover(party, now) - won;
        let held = self.auditor.unsettled(party) + self.world.claimed(party);
        let may = left >= held && (held == 0 || left >= COVER);
        let (env, code) = (self.env(), self.world.parties[party].code.clone());
        let done = self.node.give_back(env, &code, id)?;
        if done != may {
            let what = format!("{code} has {held} to cover and asked for {won} of its cover");
            self.violate("I8", format!("{what} back: given {done}, must be {may}"));
        }
        if done {
            self.world.insured[party][at].until = now;
        }
        Ok(())
    }

    fn set_active(&mut self, party: usize, active: bool) -> Answer<()> {
        self.world.parties[party].active = active;
        self.node.set_active(&self.world.parties[party].code, active)
    }

    /// Nothing goes wrong any more: banks are up, messages arrive.
    pub(super) fn calm(&mut self) -> Answer<()> {
        self.faults.on = false;
        for bank in &mut self.banks {
            bank.down_until = self.now;
        }
        self.note("calm");
        Ok(())
    }

    /// An institution asks for a result.
    pub(super) fn ask_result(&mut self, sheet: usize) -> Answer<()> {
        let Some(alive) = self.node.alive() else { return Ok(()) };
        let it = &self.world.sheets[sheet];
        if it.claim.is_some() {
            // What became of a claim is asked for elsewhere.
            return Ok(());
        }
        let party = self.world.parties[it.facts.party].code.clone();
        let (id, amount, kind) = (it.order.bank_tran_id.clone(), it.order.amount, it.order.kind);
        let mut answers = Vec::new();
        for key in self.auditor.keys_of(sheet) {
            let (hub, party, id, date) =
                (Arc::clone(&alive.hub), party.clone(), id.clone(), key.date);
            let found = alive.store.read_blocking(move |tx| {
                let wrong = Won::new(amount.get() + 1);
                let none =
                    relay::find_result(tx, &hub, &party, (date, &id), wrong, kind)?.is_none();
                Ok((none, relay::find_result(tx, &hub, &party, (date, &id), amount, kind)?))
            })?;
            answers.push((key, found));
        }
        for (key, (wrong_is_none, found)) in answers {
            if !wrong_is_none {
                self.violate("I3", format!("{key}: found with another amount"));
            }
            match found {
                Some(found) => {
                    let stand = stand(&found.told);
                    self.note(&format!("result {key} {stand:?}"));
                    self.auditor.told(&found.told.key, stand);
                    if stand == Stand::Open && self.faults.on {
                        self.plan(20_000, Event::AskResult(sheet));
                    }
                }
                None => self.auditor.not_found(&key),
            }
        }
        Ok(())
    }

    /// A conclusion about a closed transfer comes again: the same, its opposite, or a doubt.
    pub(super) fn stray(&mut self) -> Answer<()> {
        let n = self.random.index(1_000);
        let Some((key, _)) = self.auditor.some_closed(n) else { return Ok(()) };
        self.faults.count += 1;
        let text = |t: &str| t.to_owned();
        let said = |code: &str| BankSaid {
            code: text(code),
            message: String::new(),
            tran_date: key.date.to_string(),
            holder: String::new(),
        };
        let conclusion = match self.random.between(0, 3) {
            0 => Conclusion::Paid(said("000")),
            1 => Conclusion::NotPaid(said("101")),
            _ => Conclusion::Doubt(Doubt::NoAnswer),
        };
        self.conclude("system:stray", key, conclusion).map(drop)
    }

    /// Compares everything.
    pub(super) fn inspect(&mut self) -> Answer<()> {
        let Some(alive) = self.node.alive() else { return Ok(()) };
        let book = alive.store.read_blocking(|tx| Ok(sql::snapshot(tx)?))?;
        self.auditor.inspect(&book, &self.world, &self.persons, &self.banks);
        self.collect();
        Ok(())
    }

    pub(super) fn violate(&mut self, invariant: &'static str, what: String) {
        self.violations.push(Violation {
            seed: self.seed,
            invariant,
            what,
            at: self.now.since(self.start) / 1_000,
            replay: format!("naru sim --seed {}", self.seed),
        });
    }

    /// Takes what the auditor found so far.
    pub(super) fn collect(&mut self) {
        for finding in self.auditor.findings() {
            self.violate(finding.invariant, finding.what);
        }
    }

    /// The end: everything final, and the book once more.
    pub(super) fn finish(&mut self) -> Answer<()> {
        let (_, open) = self.auditor.counts();
        if open > 0 {
            let what = format!("{open} transfers are open {QUIET_MS} ms after the last fault");
            self.violate("liveness", what);
        }
        self.inspect()?;
        for what in self.node.chain()? {
            self.violate("I10", format!("the audit chain: {what}"));
        }
        let Some(alive) = self.node.alive() else { return Ok(()) };
        let book = alive.store.read_blocking(|tx| Ok(sql::snapshot(tx)?))?;
        for (account, (posted, pending)) in &book.balances {
            self.history.update(format!("{account} {posted} {pending}\n").as_bytes());
        }
        for (key, (state, amount, _)) in &book.transfers {
            self.history.update(format!("{key} {state} {amount}\n").as_bytes());
        }
        Ok(())
    }
}
