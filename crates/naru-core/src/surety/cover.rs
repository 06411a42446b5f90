//! The active cover of one institution over all time, compiled: what the reserve commit looks up.

use super::model::Instrument;
use naru_base::{Micros, Won};
use std::collections::BTreeSet;

/// From when to before when how much counts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    from: Micros,
    until: Micros,
    amount: Won,
}

/// The active cover of one institution at every instant, as of one count of changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// Of which count of changes.
    pub version: i64,
    pieces: Vec<Piece>,
}

impl Cover {
    /// Compiles what is on record.
    pub fn of(version: i64, instruments: &[Instrument]) -> Cover {
        let piece = |it: &Instrument| Piece {
            from: it.valid_from,
            until: it.counts_until(),
            amount: it.left(),
        };
        let pieces = instruments.iter().map(piece).filter(|it| it.from < it.until).collect();
        Cover { version, pieces }
    }

    /// What is active at `now`.
    pub fn active(&self, now: Micros) -> Won {
        self.pieces
            .iter()
            .filter(|it| it.from <= now && now < it.until)
            .try_fold(Won::ZERO, |sum, it| sum.plus(it.amount))
            .expect("the number of instruments and the amount of each are bounded")
    }

    /// The least that is active at any instant from `from` to before `until`.
    pub fn least(&self, from: Micros, until: Micros) -> Won {
        let ends = self.pieces.iter().map(|it| it.until).filter(|at| *at > from && *at < until);
        ends.chain([from]).map(|at| self.active(at)).min().unwrap_or(Won::ZERO)
    }

    /// The first instant from `now` on at which less is active than is needed then, and by how
    /// much; `None`: never, as far as is known. `turns`: the instants at which the need changes.
    pub fn short_from<E>(
        &self,
        turns: impl Iterator<Item = Micros>,
        need: impl Fn(Micros) -> Result<Won, E>,
        now: Micros,
    ) -> Result<Option<(Micros, Won)>, E> {
        let ends = self.pieces.iter().map(|it| it.until);
        let all: BTreeSet<Micros> = ends.chain(turns).filter(|at| *at > now).chain([now]).collect();
        for at in all {
            let missing = need(at)?.minus(self.active(at)).unwrap_or(Won::ZERO);
            if missing > Won::ZERO {
                return Ok(Some((at, missing)));
            }
        }
        Ok(None)
    }
}
