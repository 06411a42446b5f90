//! The driver: one thread, one queue of virtual time, the server's order of steps.
//!
//! line → reserve commit → bank → judge → conclude commit → answer; beside it the sweep. Every
//! place between two effects is a place where the hub may die.

use super::auditor::{Auditor, Stand};
use super::bank::{Mood, VirtualBank};
use super::fault::{self, Faults, Passage};
use super::message::{Back, Body, outcome, stand};
use super::node::{Disk, GRACE_S, Node};
use super::random::Random;
use super::timeline::{Timeline, VirtualClock};
use super::world::{Sheet, World};
use super::{SimOptions, Violation};
use naru_base::{Answer, BankCode, Env, Fault, FaultKind, Micros};
use naru_core::policy::Policy;
use naru_core::relay::bankwire::TransferReply;
use naru_core::relay::crossing::{self, Reply};
use naru_core::relay::decide::Effect;
use naru_core::relay::line::{BankLine, Heard};
use naru_core::relay::{self, Conclusion, Due, Key, Outbound, Reserved, Told};
use ring::digest::{Context, SHA256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(super) enum Event {
    /// An institution sends this sheet.
    Send(usize),
    BankGets(usize, Body, Back),
    /// A bank decides what it put off.
    BankDecides(usize),
    HubGets(Back, Box<Reply>),
    Deadline(Back),
    Sweep,
    /// An institution asks for the result of this sheet.
    AskResult(usize),
    /// An institution claims a deposit back.
    Claim,
    /// A conclusion comes once more.
    Stray,
    Restart,
    Trouble(super::trouble::Trouble),
    Inspect,
    /// From here on nothing goes wrong.
    Calm,
}

/// A call that waits for its bank.
struct Call {
    sheet: usize,
    out: Outbound,
    line: BankCode,
}

pub(super) struct Sim {
    pub(super) now: Micros,
    /// How far the hub's clock is from true time.
    pub(super) clock_off_ms: i64,
    pub(super) clock: Arc<VirtualClock>,
    pub(super) timeline: Timeline<Event>,
    pub(super) random: Random,
    pub(super) faults: Faults,
    pub(super) world: World,
    pub(super) banks: Vec<VirtualBank>,
    pub(super) node: Node,
    pub(super) auditor: Auditor,
    pub(super) persons: Vec<[u8; 32]>,
    lines: BTreeMap<BankCode, BankLine>,
    calls: BTreeMap<u64, Call>,
    inquiries: BTreeMap<u64, Due>,
    asking: BTreeSet<Key>,
    numbers: u64,
    pub(super) history: Context,
    pub(super) violations: Vec<Violation>,
    pub(super) seed: u64,
    pub(super) start: Micros,
}

/// Answers waiting to be read again at most this often.
const SWEEP_MS: i64 = 1_000;

impl Sim {
    pub(super) fn new(options: &SimOptions) -> Answer<Sim> {
        let mut random = Random::new(options.seed);
        // Two minutes before midnight: the date turns in the middle of the run.
        // Sometimes the month turns too.
        let day = if random.chance(300) { 30 } else { random.between(1, 28) };
        let start = Micros::parse_kst_dtime14(&format!("202611{day:02}235800"))
            .ok_or_else(|| Fault::new(FaultKind::Permanent, "no such start of a simulation"))?;
        let clock = Arc::new(VirtualClock::default());
        clock.set(start);
        let world = World::new(&mut random, start, 24);
        let off = |random: &mut Random| random.between(-1_500, 1_500);
        let banks: Vec<VirtualBank> =
            world.banks.iter().map(|b| VirtualBank::new(b.clone(), off(&mut random))).collect();
        let node = Node::new(options.seed, Arc::clone(&clock), start, &world)?;
        let hash = |ci: &str| *naru_core::identity::person_hash(node.keys(), ci).as_bytes();
        let persons = world.persons.iter().map(|p| hash(&p.ci)).collect();
        Ok(Sim {
            now: start,
            clock_off_ms: 0,
            clock,
            timeline: Timeline::new(),
            random,
            faults: Faults { on: options.faults, count: 0 },
            world,
            banks,
            node,
            auditor: Auditor::new(GRACE_S),
            persons,
            lines: BTreeMap::new(),
            calls: BTreeMap::new(),
            inquiries: BTreeMap::new(),
            asking: BTreeSet::new(),
            numbers: 0,
            history: Context::new(&SHA256),
            violations: Vec::new(),
            seed: options.seed,
            start,
        })
    }

    /// The hub's time.
    pub(super) fn hub_now(&self) -> Micros {
        self.now.plus_ms(self.clock_off_ms)
    }

    pub(super) fn plan(&mut self, in_ms: i64, event: Event) {
        self.timeline.plan(self.now.plus_ms(in_ms), event);
    }

    pub(super) fn note(&mut self, what: &str) {
        self.history.update(format!("{} {what}\n", self.now.get()).as_bytes());
    }

    pub(super) fn number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    fn policy(&self) -> Answer<Option<Policy>> {
        let Some(alive) = self.node.alive() else { return Ok(None) };
        Ok(Some(alive.hub.directory().policy(self.hub_now())?))
    }

    pub(super) fn env(&mut self) -> Env {
        let seed = self.random.u128();
        Env::fixed(self.hub_now(), seed)
    }

    pub(super) fn step(&mut self, event: Event) -> Answer<()> {
        self.clock.set(self.hub_now());
        match event {
            Event::Send(sheet) => self.order(sheet),
            Event::BankGets(bank, body, back) => {
                self.bank_gets(bank, body, back);
                Ok(())
            }
            Event::BankDecides(bank) => {
                self.banks[bank].decide_all();
                Ok(())
            }
            Event::HubGets(back, reply) => self.hub_gets(back, &reply),
            Event::Deadline(back) => self.hub_gets(back, &Reply::Silence),
            Event::Sweep => self.sweep(),
            Event::AskResult(sheet) => self.ask_result(sheet),
            Event::Claim => {
                self.claim();
                Ok(())
            }
            Event::Stray => self.stray(),
            Event::Restart => self.restart(),
            Event::Trouble(trouble) => self.trouble(trouble),
            Event::Inspect => self.inspect(),
            Event::Calm => self.calm(),
        }
    }

    /// The hub dies here, perhaps. Gives what is left of the last commit.
    fn dies(&mut self, per_mille: i64, may_tear: bool) -> Answer<Option<Disk>> {
        if !self.faults.strikes(&mut self.random, per_mille) {
            return Ok(None);
        }
        let torn = may_tear && self.random.chance(500);
        if torn {
            self.node.mark()?;
        }
        Ok(Some(if torn { Disk::Torn(self.random.next()) } else { Disk::Whole }))
    }

    /// Gives whether the commit since the mark was lost.
    pub(super) fn crash(&mut self, disk: Disk) -> Answer<bool> {
        let lost = self.node.crash(disk)?;
        self.lines.clear();
        self.calls.clear();
        self.inquiries.clear();
        self.asking.clear();
        self.note("crash");
        let down_ms = self.random.between(20, 4_000);
        self.plan(down_ms, Event::Restart);
        Ok(lost)
    }

    fn restart(&mut self) -> Answer<()> {
        if self.node.alive().is_none() {
            let now = self.hub_now();
            self.node.start(now)?;
            self.note("restart");
            self.inspect()?;
        }
        Ok(())
    }

    fn order(&mut self, sheet: usize) -> Answer<()> {
        let Some(policy) = self.policy()? else {
            // Nobody answers: the institution tries again.
            let pause = self.random.between(500, 5_000);
            self.plan(pause, Event::Send(sheet));
            return Ok(());
        };
        if let Some(disk) = self.dies(4, false)? {
            self.plan(6_000, Event::Send(sheet));
            return self.crash(disk).map(drop);
        }
        let now = self.hub_now();
        let Sheet { order, claim, .. } = &self.world.sheets[sheet];
        let (order, claim) = (order.clone(), claim.clone());
        let party = self.world.parties[self.world.sheets[sheet].facts.party].code.clone();
        let bank = order.bank.clone();
        let line = self.lines.entry(bank.clone()).or_default().enter(&policy, now);
        let entered = line.is_ok();
        let env = self.env();
        let hiccup = self.faults.strikes(&mut self.random, 15);
        let dies = self.dies(12, true)?;
        let Some(alive) = self.node.alive() else { return Ok(()) };
        let hub = Arc::clone(&alive.hub);
        let answer = alive.store.write_blocking(move |tx| {
            let reserved = match &claim {
                Some(claim) => relay::claim(tx, &hub, &env, &party, claim, line)?,
                None => relay::reserve(tx, &hub, &env, &party, &order, line)?,
            };
            if hiccup {
                let what = "the simulated store fails after the decision";
                return Err(Fault::new(FaultKind::Retryable, what).into());
            }
            Ok(reserved)
        });
        let lost = match dies {
            Some(disk) => self.crash(disk)?,
            None => false,
        };
        let outcome = outcome(&answer, hiccup);
        self.note(&format!("order {sheet} {outcome:?} {lost}"));
        self.auditor.ordered(now, &self.world, sheet, &outcome, !lost);
        if dies.is_some() {
            self.plan(6_000, Event::Send(sheet));
            return Ok(());
        }
        match answer {
            Ok(Reserved::Ask(out)) => self.send(sheet, *out, bank),
            other => {
                if entered {
                    self.heard(&policy, &bank, Heard::Nothing);
                }
                match other {
                    Ok(Reserved::Told(told)) => self.answer(sheet, &told),
                    Ok(Reserved::Conflict) => {}
                    _ => {
                        let pause = self.random.between(1_000, 8_000);
                        self.plan(pause, Event::Send(sheet));
                    }
                }
            }
        }
        Ok(())
    }

    fn heard(&mut self, policy: &Policy, bank: &BankCode, heard: Heard) {
        let now = self.hub_now();
        if let Some(turn) = self.lines.entry(bank.clone()).or_default().heard(policy, now, heard) {
            self.note(&format!("line {bank} {turn:?}"));
        }
    }

    fn send(&mut self, sheet: usize, out: Outbound, line: BankCode) {
        let number = self.number();
        let back = Back::Call(number);
        let body = Body::Order(out.request.clone(), out.expires_at);
        let wait_ms = out.deadline_at.since(self.hub_now()) / 1_000;
        self.post(&line, &body, back);
        self.plan(wait_ms, Event::Deadline(back));
        self.calls.insert(number, Call { sheet, out, line });
    }

    /// Hands a message to the network.
    fn post(&mut self, bank: &BankCode, body: &Body, back: Back) {
        let Some(at) = self.banks.iter().position(|b| &b.code == bank) else { return };
        let mut passage = self.faults.request(&mut self.random);
        if self.banks[at].down_until > self.now {
            passage = if self.random.chance(500) { Passage::NotSent } else { Passage::Lost };
        }
        match passage {
            Passage::Arrives(times) => {
                for ms in times {
                    self.plan(ms, Event::BankGets(at, body.again(), back));
                }
            }
            Passage::Lost => {}
            Passage::NotSent => self.plan(3, Event::HubGets(back, Box::new(Reply::NotSent))),
        }
    }

    fn bank_gets(&mut self, bank: usize, body: Body, back: Back) {
        let now = self.now;
        if self.banks[bank].down_until > now {
            return;
        }
        let reply: Option<TransferReply> = match &body {
            Body::Order(request, expires_at) => {
                let mood = match self.random.between(0, 20) {
                    0 | 1 => Mood::Refuse,
                    2 => Mood::Later(true),
                    3 => Mood::Later(false),
                    _ => Mood::Pay,
                };
                if let Mood::Later(_) = mood {
                    let wait = self.random.between(1_000, 15_000);
                    self.plan(wait, Event::BankDecides(bank));
                }
                self.banks[bank].execute(now, request, *expires_at, mood)
            }
            Body::Inquiry(request) => {
                let promise = self.random.chance(500);
                Some(self.banks[bank].inquiry(now, request, promise))
            }
        };
        let said = reply.as_ref().map(|r| format!("{:?}", r.outcome));
        self.note(&format!("bank {bank} {} {said:?}", body.id()));
        for ms in self.faults.reply(&mut self.random) {
            let spoil = self.faults.spoil(&mut self.random);
            let reply = match &reply {
                Some(reply) => fault::spoiled(reply.clone(), spoil),
                None => Reply::Unreadable,
            };
            self.plan(ms, Event::HubGets(back, Box::new(reply)));
        }
    }

    fn hub_gets(&mut self, back: Back, reply: &Reply) -> Answer<()> {
        let Some(policy) = self.policy()? else { return Ok(()) };
        let heard = match reply {
            Reply::Message(_) | Reply::Unreadable => Heard::Answer,
            Reply::NotSent | Reply::Silence => Heard::Silence,
        };
        let skew = policy.bank_clock_skew_ms;
        match back {
            Back::Call(number) => {
                let Some(call) = self.calls.remove(&number) else { return Ok(()) };
                self.heard(&policy, &call.line, heard);
                let conclusion = crossing::of_request(&call.out, reply, skew);
                let told = self.conclude("system:call", call.out.key, conclusion)?;
                match told {
                    Some(told) => self.answer(call.sheet, &told),
                    None => self.plan(6_000, Event::Send(call.sheet)),
                }
            }
            Back::Inquiry(number) => {
                let Some(due) = self.inquiries.remove(&number) else { return Ok(()) };
                self.asking.remove(&due.key);
                self.heard(&policy, &due.bank.clone(), heard);
                let conclusion = crossing::of_inquiry(&due, reply, skew);
                self.conclude("system:sweep", due.key, conclusion)?;
            }
        }
        Ok(())
    }

    /// Concludes; gives what is to be told, unless the hub died over it.
    pub(super) fn conclude(
        &mut self,
        actor: &'static str,
        key: Key,
        conclusion: Conclusion,
    ) -> Answer<Option<Told>> {
        if let Some(disk) = self.dies(8, false)? {
            self.crash(disk)?;
            return Ok(None);
        }
        let env = self.env();
        let dies = self.dies(12, true)?;
        let Some(alive) = self.node.alive() else { return Ok(None) };
        let (hub, name) = (Arc::clone(&alive.hub), key.clone());
        let event = conclusion.event();
        let answer = alive
            .store
            .write_blocking(move |tx| relay::conclude(tx, &hub, &env, actor, &name, &conclusion));
        let lost = match dies {
            Some(disk) => self.crash(disk)?,
            None => false,
        };
        let concluded = match answer {
            Ok(concluded) => concluded,
            Err(no) => {
                self.violate("I12", format!("{key}: a conclusion failed: {no}"));
                return Ok(None);
            }
        };
        let stand = stand(&concluded.told);
        self.note(&format!("conclude {key} {event:?} {stand:?} {lost}"));
        if !lost {
            self.auditor.concluded(&key, stand, &self.banks);
            if concluded.effect == Effect::Contradiction {
                self.auditor.contradicted(&key);
            }
        }
        Ok(dies.is_none().then_some(concluded.told))
    }

    /// The institution is answered; the answer may be lost.
    pub(super) fn answer(&mut self, sheet: usize, told: &Told) {
        if self.faults.strikes(&mut self.random, 60) {
            let pause = self.random.between(5_000, 20_000);
            self.plan(pause, Event::Send(sheet));
            return;
        }
        let stand = stand(told);
        self.note(&format!("told {sheet} {} {stand:?}", told.key));
        self.auditor.told(&told.key, stand);
        if stand == Stand::Open {
            let pause = self.random.between(1_000, 30_000);
            self.plan(pause, Event::AskResult(sheet));
        }
    }

    fn sweep(&mut self) -> Answer<()> {
        self.plan(SWEEP_MS, Event::Sweep);
        let Some(policy) = self.policy()? else { return Ok(()) };
        let now = self.hub_now();
        let Some(alive) = self.node.alive() else { return Ok(()) };
        for due in alive.store.read_blocking(move |tx| relay::due(tx, now, 64))? {
            if self.asking.contains(&due.key) {
                continue;
            }
            let line = self.lines.entry(due.bank.clone()).or_default();
            if line.enter_to_inquire(&policy, now).is_err() {
                continue;
            }
            if let Some(disk) = self.dies(4, false)? {
                return self.crash(disk).map(drop);
            }
            let number = self.number();
            let back = Back::Inquiry(number);
            let body = Body::Inquiry(crossing::inquiry(&due));
            self.asking.insert(due.key.clone());
            self.post(&due.bank.clone(), &body, back);
            self.plan(policy.bank_deadline_ms, Event::Deadline(back));
            self.inquiries.insert(number, due);
        }
        Ok(())
    }
}
