//! One institution on the board: what is urgent about it, and in which order rows stand.

use super::cover::Short;
use super::plain::{days, rungs};
use naru_base::{ClientUseCode, Micros};
use naru_core::admission::{
    Admission, Ahead, Facts, Gate, GateState, GateView, Next, PATH, Standing, admission, ahead,
    step,
};
use naru_core::identity::Institution;
use naru_core::surety::{InstrumentKind, Position};
use std::cmp::Reverse;

/// One institution on the board.
pub(super) struct Row<'f> {
    pub(super) institution: &'f Institution,
    pub(super) admission: Admission<'f>,
    pub(super) ahead: Ahead<'f>,
    pub(super) facts: &'f Facts,
    /// What is wrong with its cover, if something is.
    pub(super) short: Option<Short>,
    /// From when less is covered than must be, if enough is now.
    pub(super) falls: Option<Micros>,
    /// What of its cover ends next.
    pub(super) ending: Option<InstrumentKind>,
}

/// What rows are ordered by: who is stopped or limited, the worst first; who is short of cover;
/// everybody else by the instant at which the standing falls, be it by a gate's end, by a measure
/// or by a weakness. Among equals by code.
type Urgency = (u8, Reverse<Standing>, i64, ClientUseCode);

impl<'f> Row<'f> {
    pub(super) fn of(
        institution: &'f Institution,
        facts: &'f Facts,
        cover: Option<&Position>,
        now: Micros,
    ) -> Row<'f> {
        let admission = admission(facts, &PATH, now);
        let ends = cover.and_then(|it| it.falls_short());
        let ahead = ahead(facts, &PATH, &admission, ends, now);
        let is_in = admission.standing != Standing::NotAdmitted;
        let short = cover.and_then(Short::of).filter(|_| is_in);
        let (ending, falls) = (cover.and_then(|it| it.ending), ends.filter(|_| is_in));
        Row { institution, admission, ahead, facts, short, falls, ending }
    }

    /// Whether production was ever begun.
    pub(super) fn has_started(&self) -> bool {
        let start = self.admission.gates.iter().find(|it| it.gate == Gate::Start);
        start.is_some_and(|it| it.state != GateState::Missing)
    }

    /// Whether it may call anything now: what the word live means on every page.
    pub(super) fn is_live(&self) -> bool {
        self.has_started() && rungs(self.admission.standing).is_open()
    }

    pub(super) fn is_limited(&self) -> bool {
        let is_out = self.short.is_some_and(|it| it.is_out);
        self.has_started() && (self.admission.standing > Standing::Warned || is_out)
    }

    /// The date that matters next: of what is over already, else of what ends or begins first.
    pub(super) fn due(&self) -> Option<Next<'_, 'f>> {
        let ends = self.admission.counted().filter_map(|it| {
            let until = it.decision.and_then(|d| d.holds_until);
            until
                .filter(|_| matches!(it.state, GateState::Holds | GateState::Expired))
                .map(|until| (it, until))
        });
        self.ahead.next(ends.min_by_key(|it| it.1))
    }

    /// Whether its next date is still ahead, and so near. What has ended already counts as limited.
    pub(super) fn ends_within(&self, n: i64, now: Micros) -> bool {
        let is_near = |at: Micros| at > now && days(at, now) <= n;
        self.has_started() && self.due().is_some_and(|it| is_near(it.at()))
    }

    /// The gates that hold, end soon and lower the standing then, the first first. `soon`: of a
    /// gate, within how many days.
    pub(super) fn ends(
        &self,
        soon: impl Fn(Gate) -> i64,
        now: Micros,
    ) -> Vec<(&GateView<'f>, Micros)> {
        let lowers = |it: &&GateView<'_>| {
            it.state == GateState::Holds && step(it.gate).lapse > self.admission.standing
        };
        let holding = self.admission.counted().filter(lowers);
        let ends = holding.filter_map(|it| Some((it, it.decision?.holds_until?)));
        let is_near = |it: &(&GateView<'_>, Micros)| days(it.1, now) <= soon(it.0.gate);
        let mut all: Vec<_> = ends.filter(is_near).filter(|_| self.has_started()).collect();
        all.sort_by_key(|it| it.1);
        all
    }

    /// Whether an appeal of it waits for the operator.
    pub(super) fn waits_for_word(&self) -> bool {
        !self.ahead.appeals.is_empty()
    }

    fn urgency(&self) -> Urgency {
        let (rank, standing) = match (self.is_limited(), self.short.is_some()) {
            (true, _) => (0, self.admission.standing),
            (false, true) => (1, Standing::Live),
            (false, false) => (2, Standing::Live),
        };
        let due = self.due().map_or(i64::MAX, |it| it.at().get());
        (rank, Reverse(standing), due, self.institution.code.clone())
    }
}

/// The most urgent first. No two rows are equal, so a page goes on behind the code it ended with.
pub(super) fn most_urgent_first(rows: &mut [Row<'_>]) {
    rows.sort_by_cached_key(Row::urgency);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::rows::{Look, ROWS_MAX};
    use naru_base::Id;
    use naru_core::admission::{
        Appeal, Class, Decision, Measure, Service, ServiceKey, Standing, Verdict,
    };
    use proptest::prelude::*;

    const DAY: i64 = 86_400_000_000;

    fn day(n: i64) -> Micros {
        Micros::new(1_800_000_000_000_000 + n * DAY)
    }

    fn institution(n: usize) -> Institution {
        let code = ClientUseCode::parse(&format!("M2026{n:05}")).unwrap();
        let (name_ko, name_en) = (format!("기관 {n}"), format!("Institution {n}"));
        Institution { code, name_ko, name_en, scopes: vec![], active: true }
    }

    /// In production since day 0, every gate until that day.
    fn live(until: i64) -> Facts {
        let key = ServiceKey::parse("web:narae:1.0").unwrap();
        let decided = |gate: Gate| Decision {
            id: Id::from_parts(1, 1),
            gate,
            service: (gate == Gate::Service).then(|| key.clone()),
            verdict: Verdict::Passed,
            decided_at: day(0),
            holds_until: (gate != Gate::Start).then(|| day(until)),
            by: [Id::from_parts(1, 2), Id::from_parts(1, 3)],
            evidence: vec![],
        };
        let service = Service { key: key.clone(), declared_at: day(0), retired_at: None };
        Facts {
            applied: Some((day(0), Class::Fintech)),
            services: vec![service],
            decisions: Gate::ALL.map(decided).to_vec(),
            ..Facts::default()
        }
    }

    fn measured(until: i64, standing: Standing, due: i64, is_appealed: bool) -> Facts {
        let appeal = Appeal { at: day(9), by: "staff:x".to_owned(), sealed: vec![], answer: None };
        let measure = Measure {
            id: Id::from_parts(1, 9),
            standing,
            rule: "이용약관 제12조".to_owned(),
            notice_at: day(1),
            due_at: day(due),
            ends_at: None,
            appeal_until: day(30),
            by: [Id::from_parts(1, 2), Id::from_parts(1, 3)],
            lifted: None,
            appeal: is_appealed.then_some(appeal),
            unless: None,
        };
        Facts { measures: vec![measure], ..live(until) }
    }

    fn order(all: &[Facts]) -> Vec<usize> {
        let institutions: Vec<Institution> = (0..all.len()).map(institution).collect();
        let of = institutions.iter().zip(all);
        let mut rows: Vec<Row<'_>> =
            of.map(|(it, facts)| Row::of(it, facts, None, day(10))).collect();
        most_urgent_first(&mut rows);
        let number = |it: &Row<'_>| it.institution.code.as_str()[5..].parse().unwrap();
        rows.iter().map(number).collect()
    }

    /// Each stands before those below it, in whatever order they come from the directory: who is
    /// stopped, the worst first; then by the instant at which the standing falls, by whatever.
    #[test]
    fn who_is_stopped_stands_first_and_then_whose_standing_falls_first() {
        use Standing::{InquiryOnly, LimitCut, Suspended, Warned};
        let table = vec![
            measured(300, Suspended, 5, false),
            measured(9, LimitCut, 5, false),
            measured(300, InquiryOnly, 5, true),
            live(8),
            measured(20, LimitCut, 5, false),
            measured(300, LimitCut, 5, false),
            live(11),
            measured(12, Warned, 5, false),
            measured(300, LimitCut, 13, true),
            live(14),
            measured(300, Suspended, 40, false),
            measured(300, Warned, 5, true),
            live(301),
            Facts::default(),
        ];
        // A gate that is over takes as much as a measure: among equals by the date.
        assert_eq!(order(&table), [3, 1, 0, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
        let turned: Vec<Facts> = table.iter().rev().cloned().collect();
        let again: Vec<usize> = order(&turned).iter().map(|it| table.len() - 1 - it).collect();
        assert_eq!(again, order(&table), "by what they are, not by where they stood");
    }

    #[test]
    fn a_measure_that_begins_first_is_the_next_date() {
        let it = institution(1);
        for (facts, at, is_measure) in [
            (measured(300, Standing::LimitCut, 40, false), 40, true),
            (measured(30, Standing::LimitCut, 40, false), 30, false),
            (live(9), 9, false),
        ] {
            let row = Row::of(&it, &facts, None, day(10));
            let due = row.due().unwrap();
            assert_eq!((due.at(), matches!(due, Next::Measure(_))), (day(at), is_measure));
            let left = at - 10;
            if left > 0 {
                assert!(row.ends_within(left, day(10)) && !row.ends_within(left - 1, day(10)));
            } else {
                assert!(!row.ends_within(30, day(10)), "over already: nothing ends within");
            }
        }
    }

    /// Live is whoever may call something now.
    #[test]
    fn a_suspended_one_is_not_live() {
        let it = institution(1);
        for (standing, expected) in [
            (Standing::Warned, true),
            (Standing::LimitCut, true),
            (Standing::InquiryOnly, true),
            (Standing::Suspended, false),
        ] {
            let facts = measured(300, standing, 5, false);
            assert_eq!(Row::of(&it, &facts, None, day(10)).is_live(), expected, "{standing}");
        }
        assert!(!Row::of(&it, &Facts::default(), None, day(10)).is_live(), "never begun");
    }

    fn anybody() -> impl Strategy<Value = Facts> {
        let standing = prop::sample::select(Standing::ALL[1..5].to_vec());
        prop_oneof![
            (1_i64..40).prop_map(live),
            (1_i64..40, standing, 1_i64..40, any::<bool>())
                .prop_map(|(until, to, due, appealed)| measured(until, to, due, appealed)),
            Just(Facts::default()),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        /// Page by page nobody is seen twice and nobody is left out, and the order is one.
        #[test]
        fn pages_show_everybody_once(all in prop::collection::vec(anybody(), 1..130)) {
            let institutions: Vec<Institution> = (0..all.len()).map(institution).collect();
            let of = institutions.iter().zip(&all);
            let mut rows: Vec<Row<'_>> =
                of.map(|(it, facts)| Row::of(it, facts, None, day(10))).collect();
            most_urgent_first(&mut rows);
            let (mut seen, mut look) = (Vec::new(), Look::default());
            loop {
                let (page, next) = look.page(&rows, |it| it.institution.code.to_string());
                prop_assert!(page.len() <= ROWS_MAX);
                seen.extend(page.iter().map(|it| (it.urgency(), it.institution.code.clone())));
                match next.next() {
                    Some(after) => look.after = after.to_owned(),
                    None => break,
                }
            }
            prop_assert_eq!(seen.len(), all.len());
            prop_assert!(seen.is_sorted_by(|a, b| a.0 < b.0), "each before the next, so none twice");
        }
    }
}
