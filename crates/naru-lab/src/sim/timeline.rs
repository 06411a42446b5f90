//! Virtual time: a clock that is set, and the queue of what will happen when.

use naru_base::{Clock, Micros};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};

/// The hub's clock: shows what it was last set to.
#[derive(Debug, Default)]
pub(super) struct VirtualClock(AtomicI64);

impl VirtualClock {
    pub(super) fn set(&self, now: Micros) {
        self.0.store(now.get(), Ordering::Relaxed);
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Micros {
        Micros::new(self.0.load(Ordering::Relaxed))
    }
}

/// What will happen, in order of time; at one instant, in the order in which it was planned.
#[derive(Debug)]
pub(super) struct Timeline<T> {
    events: BTreeMap<(i64, u64), T>,
    planned: u64,
}

impl<T> Timeline<T> {
    pub(super) const fn new() -> Self {
        Timeline { events: BTreeMap::new(), planned: 0 }
    }

    pub(super) fn plan(&mut self, at: Micros, event: T) {
        self.planned += 1;
        self.events.insert((at.get(), self.planned), event);
    }

    pub(super) fn next(&mut self) -> Option<(Micros, T)> {
        self.events.pop_first().map(|((at, _), event)| (Micros::new(at), event))
    }
}
