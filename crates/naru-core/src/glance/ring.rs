//! A ring of equally long time slots.

use naru_base::Micros;

/// The last `slots.len()` slots of `width` seconds. A slot is emptied when time passes into it.
#[derive(Clone, Debug)]
pub(crate) struct Ring<T> {
    width: i64,
    newest: Option<i64>,
    first: i64,
    slots: Box<[T]>,
}

impl<T: Default + Clone> Ring<T> {
    pub(crate) fn new(width: i64, count: usize) -> Ring<T> {
        Ring { width, newest: None, first: 0, slots: vec![T::default(); count].into() }
    }

    fn place(&self, slot: i64) -> usize {
        let len = i64::try_from(self.slots.len()).unwrap_or(i64::MAX);
        usize::try_from(slot.rem_euclid(len)).unwrap_or(0)
    }

    fn len(&self) -> i64 {
        i64::try_from(self.slots.len()).unwrap_or(i64::MAX)
    }

    fn slot_of(&self, at: Micros) -> i64 {
        at.unix_seconds().div_euclid(self.width)
    }

    /// The slot of `at`, to be added to. `None` if it is older than the ring.
    pub(crate) fn at(&mut self, at: Micros) -> Option<&mut T> {
        let slot = self.slot_of(at);
        let newest = match self.newest {
            None => {
                self.first = slot;
                slot
            }
            Some(newest) if slot > newest => {
                for passed in (newest + 1).max(slot - self.len() + 1)..=slot {
                    let place = self.place(passed);
                    self.slots[place] = T::default();
                }
                slot
            }
            Some(newest) => newest,
        };
        self.newest = Some(newest);
        if slot <= newest - self.len() {
            return None;
        }
        self.first = self.first.min(slot);
        let place = self.place(slot);
        Some(&mut self.slots[place])
    }

    /// The slots from `from` to `to` before the one of `now` (0 is the present, unfinished one),
    /// oldest first: what was measured, and when the slot began. `None` before the first record
    /// and, while nothing has come for so long, after the last.
    pub(crate) fn back(
        &self,
        now: Micros,
        from: i64,
        to: i64,
    ) -> impl Iterator<Item = (Micros, Option<&T>)> {
        let present = self.slot_of(now);
        (to..=from).rev().map(move |age| {
            let slot = present - age;
            let known = self.newest.is_some_and(|newest| {
                slot >= self.first && slot <= newest && slot > newest - self.len()
            });
            let begins = Micros::new(0).plus_seconds(slot.saturating_mul(self.width));
            (begins, known.then(|| &self.slots[self.place(slot)]))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(s: i64) -> Micros {
        Micros::new(0).plus_seconds(s)
    }

    #[test]
    fn slots_are_emptied_when_time_comes_round() {
        let mut ring = Ring::<u32>::new(1, 4);
        for s in [10, 11, 11, 13] {
            *ring.at(second(s)).expect("in the ring") += 1;
        }
        let seen = |ring: &Ring<u32>, now| -> Vec<Option<u32>> {
            ring.back(second(now), 3, 0).map(|(_, n)| n.copied()).collect()
        };
        assert_eq!(seen(&ring, 13), [Some(1), Some(2), Some(0), Some(1)]);
        *ring.at(second(12)).expect("late, but in the ring") += 5;
        assert_eq!(seen(&ring, 13), [Some(1), Some(2), Some(5), Some(1)]);
        assert!(ring.at(second(9)).is_none(), "older than the ring");
        *ring.at(second(15)).expect("in the ring") += 1;
        assert_eq!(seen(&ring, 15), [Some(5), Some(1), Some(0), Some(1)]);
        assert_eq!(seen(&ring, 17), [Some(0), Some(1), None, None], "silence is a gap");
        *ring.at(second(1_000_000)).expect("a long pause costs one turn") += 1;
        assert_eq!(seen(&ring, 1_000_000), [Some(0), Some(0), Some(0), Some(1)]);
    }

    #[test]
    fn nothing_is_known_before_the_first_record() {
        let mut ring = Ring::<u32>::new(2, 3);
        *ring.at(second(20)).expect("in the ring") += 1;
        let seen: Vec<_> = ring.back(second(21), 2, 0).map(|(t, n)| (t, n.copied())).collect();
        assert_eq!(seen, [(second(16), None), (second(18), None), (second(20), Some(1))]);
    }
}
