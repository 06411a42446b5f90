//! The standing of one institution over all time, compiled: what the relay looks up on each call.

use super::decide::admission;
use super::facts::Facts;
use super::model::Standing;
use super::path::Step;
use naru_base::Micros;

/// From which instant which standing holds. Equal to [`admission`] at every instant, as long as
/// nobody decides anything new.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline(Vec<(Micros, Standing)>);

impl Timeline {
    /// Compiles what is on record.
    pub fn of(facts: &Facts, path: &[Step]) -> Timeline {
        let mut turns: Vec<(Micros, Standing)> = Vec::new();
        for at in instants(facts) {
            let standing = admission(facts, path, at).standing;
            if turns.last().map_or(Standing::NotAdmitted, |it| it.1) != standing {
                turns.push((at, standing));
            }
        }
        Timeline(turns)
    }

    /// The standing at `now`. Before anything was decided: not admitted.
    pub fn at(&self, now: Micros) -> Standing {
        let passed = self.0.partition_point(|(at, _)| *at <= now);
        passed.checked_sub(1).map_or(Standing::NotAdmitted, |last| self.0[last].1)
    }

    /// The next change that is certain to come by itself, unless somebody decides otherwise.
    pub fn next(&self, now: Micros) -> Option<(Micros, Standing)> {
        self.0.get(self.0.partition_point(|(at, _)| *at <= now)).copied()
    }
}

/// Every instant at which the standing may change: [`admission`] compares `now` with these only.
fn instants(facts: &Facts) -> Vec<Micros> {
    let mut all: Vec<Micros> = facts.applied.iter().map(|it| it.0).collect();
    for it in &facts.services {
        all.extend([Some(it.declared_at), it.retired_at].into_iter().flatten());
    }
    for it in &facts.decisions {
        all.extend([Some(it.decided_at), it.holds_until].into_iter().flatten());
    }
    for it in &facts.measures {
        let lifted = it.lifted.map(|it| it.0);
        all.extend([Some(it.due_at), it.ends_at, lifted].into_iter().flatten());
    }
    for it in &facts.exposures {
        all.extend([it.notice_at, it.cut_at, it.stop_at]);
        all.extend(it.ended_at);
    }
    all.sort_unstable();
    all.dedup();
    all
}
