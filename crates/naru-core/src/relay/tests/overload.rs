//! A bank that gets more orders than it can answer, in given time: what is in doubt stays below a
//! bound, and is gone soon after the rush. The line decides; around it is as little world as
//! needed: a bank that answers in order, so many a second, whether or not anybody still waits.

use super::{now, shipped};
use crate::policy::Policy;
use crate::relay::decide::inquiry_pause_ms;
use crate::relay::line::{BankLine, Heard};
use crate::relay::order::Kind;
use naru_base::Micros;
use std::collections::{BTreeMap, VecDeque};

const STEP_MS: i64 = 10;
/// Pause of the sweep, and how many inquiries it has under way.
const SWEEP_EVERY_MS: i64 = 250;
const SWEEP_INFLIGHT: usize = 32;

#[derive(Clone, Copy)]
enum Message {
    Order(u64),
    Inquiry(u64),
}

#[derive(Clone, Copy)]
struct Doubt {
    ask_at: Micros,
    asked: i64,
    is_asked: bool,
}

struct World {
    policy: Policy,
    now: Micros,
    line: BankLine,
    /// Messages at the bank, in order, with their numbers.
    queue: VecDeque<(u64, Message)>,
    /// Messages whose answer is waited for: until when.
    waiting: BTreeMap<(Micros, u64), Message>,
    deadline_of: BTreeMap<u64, Micros>,
    doubts: BTreeMap<u64, Doubt>,
    last: u64,
    done: u64,
    refused: u64,
    most: usize,
}

impl World {
    fn new(policy: Policy) -> World {
        World {
            policy,
            now: now(),
            line: BankLine::default(),
            queue: VecDeque::new(),
            waiting: BTreeMap::new(),
            deadline_of: BTreeMap::new(),
            doubts: BTreeMap::new(),
            last: 0,
            done: 0,
            refused: 0,
            most: 0,
        }
    }

    fn send(&mut self, message: impl FnOnce(u64) -> Message) {
        self.last += 1;
        let (n, until) = (self.last, self.now.plus_ms(self.policy.bank_deadline_ms));
        let message = message(n);
        self.queue.push_back((n, message));
        self.waiting.insert((until, n), message);
        self.deadline_of.insert(n, until);
    }

    fn arrive(&mut self) {
        match self.line.enter(&self.policy, self.now) {
            Ok(()) => self.send(Message::Order),
            Err(_) => self.refused += 1,
        }
    }

    /// The bank has answered message `n`.
    fn answer(&mut self, n: u64) {
        let Some(until) = self.deadline_of.remove(&n) else { return };
        let Some(message) = self.waiting.remove(&(until, n)) else { return };
        self.line.heard(&self.policy, self.now, Heard::Answer);
        self.done += 1;
        if let Message::Inquiry(order) = message {
            self.doubts.remove(&order);
        }
    }

    fn give_up_waiting(&mut self) {
        while let Some((&(until, n), &message)) = self.waiting.first_key_value() {
            if until > self.now {
                return;
            }
            self.waiting.remove(&(until, n));
            self.deadline_of.remove(&n);
            self.line.heard(&self.policy, self.now, Heard::Silence);
            let (order, asked) = match message {
                Message::Order(order) => (order, 0),
                Message::Inquiry(order) => (order, self.doubts[&order].asked + 1),
            };
            let pause = inquiry_pause_ms(&self.policy, Kind::Withdraw, asked);
            let doubt = Doubt { ask_at: self.now.plus_ms(pause), asked, is_asked: false };
            self.doubts.insert(order, doubt);
        }
    }

    fn sweep(&mut self) {
        self.line.note_doubts(i64::try_from(self.doubts.len()).expect("few"));
        let is_due = |it: &Doubt| !it.is_asked && it.ask_at <= self.now;
        let mut due: Vec<(Micros, u64)> = self
            .doubts
            .iter()
            .filter(|(_, it)| is_due(it))
            .map(|(n, it)| (it.ask_at, *n))
            .collect();
        due.sort_unstable();
        let under_way = self.doubts.values().filter(|it| it.is_asked).count();
        for (_, order) in due.into_iter().take(SWEEP_INFLIGHT.saturating_sub(under_way)) {
            if self.line.enter_to_inquire(&self.policy, self.now).is_ok() {
                self.doubts.get_mut(&order).expect("it is due").is_asked = true;
                self.send(|_| Message::Inquiry(order));
            }
        }
    }

    /// Lets `seconds` pass with so many orders and answers a second.
    fn run(&mut self, seconds: i64, orders: i64, answers: i64) {
        for step in 0..seconds * 1000 / STEP_MS {
            // The share of a second's whole that falls into this step.
            let part =
                |rate: i64| (step + 1) * STEP_MS * rate / 1000 - step * STEP_MS * rate / 1000;
            (0..part(orders)).for_each(|_| self.arrive());
            for _ in 0..part(answers) {
                if let Some((n, _)) = self.queue.pop_front() {
                    self.answer(n);
                }
            }
            self.give_up_waiting();
            if step * STEP_MS % SWEEP_EVERY_MS == 0 {
                self.sweep();
            }
            self.most = self.most.max(self.doubts.len());
            self.now = self.now.plus_ms(STEP_MS);
        }
    }
}

#[test]
fn doubts_do_not_pile_up_at_a_bank_that_cannot_keep_up() {
    let policy = shipped();
    let bound = usize::try_from(policy.bank_doubts_max + policy.bank_inflight_max).expect("small");
    for orders in [100, 200, 1_000] {
        let mut world = World::new(policy.clone());
        world.run(120, orders, 60);
        assert!(world.most <= bound, "{} in doubt at {orders}/s", world.most);
        assert!(
            world.done > 1_000 && world.refused > 1_000,
            "{orders}/s: money moves, and is refused"
        );
        world.run(120, 1, 60);
        assert_eq!(world.doubts.len(), 0, "soon after the rush everything is known");
    }
    // Without the rule they do: the world above is one in which it matters.
    let mut without = World::new(Policy { bank_doubts_max: i64::MAX, ..policy });
    without.run(120, 200, 60);
    assert!(without.most > 2 * bound, "only {} in doubt", without.most);
}

#[test]
fn doubts_close_the_line_to_orders_only() {
    let policy = Policy { bank_doubts_max: 3, ..shipped() };
    let mut line = BankLine::default();
    line.note_doubts(2);
    assert!(line.enter(&policy, now()).is_ok());
    line.note_doubts(3);
    assert!(line.enter(&policy, now()).is_err(), "a definite no");
    assert!(line.enter_to_read(&policy, now()).is_ok(), "a balance leaves nothing behind");
    assert!(line.enter_to_inquire(&policy, now()).is_ok(), "this is how they end");
    line.note_doubts(0);
    assert!(line.enter(&policy, now()).is_ok());
}
