//! The path and the ladder as properties over any history and any clock.

use super::*;
use proptest::prelude::*;

fn any_service() -> impl Strategy<Value = ServiceKey> {
    prop_oneof![Just(key("web:narae:1.0")), Just(key("web:narae:2.0")), Just(key("app:narae:1.0")),]
}

/// A gate, with a service where there is one.
fn any_gate() -> impl Strategy<Value = (Gate, Option<ServiceKey>)> {
    (0..Gate::ALL.len(), any_service()).prop_map(|(i, of)| {
        let gate = Gate::ALL[i];
        (gate, (gate == Gate::Service).then_some(of))
    })
}

fn any_verdict() -> impl Strategy<Value = Verdict> {
    prop_oneof![8 => Just(Verdict::Passed), 1 => Just(Verdict::Failed), 1 => Just(Verdict::Revoked)]
}

prop_compose! {
    fn any_decision()(
        (gate, service) in any_gate(),
        verdict in any_verdict(),
        at in 0_i64..60,
        until in prop::option::of(0_i64..120),
    ) -> Decision {
        let holds_until = until.map(day);
        let (id, by, decided_at, evidence) = (id(0), [id(1), id(2)], day(at), vec![]);
        Decision { id, gate, service, verdict, decided_at, holds_until, by, evidence }
    }
}

prop_compose! {
    fn any_measure()(
        rung in 1_usize..5,
        due in 0_i64..100,
        ends in prop::option::of(0_i64..120),
        lifted in prop::option::of(0_i64..120),
        unless in prop::option::weighted(0.3, 0_usize..Gate::ALL.len()),
    ) -> Measure {
        let mut it = cut(Standing::ALL[rung], due, ends);
        it.lifted = lifted.map(|at| (day(at), [id(1), id(2)]));
        it.unless = unless.map(|n| Gate::ALL[n]);
        it
    }
}

prop_compose! {
    /// Any history at all, whether or not two people could have made it.
    fn any_facts()(
        applied in prop::option::weighted(0.9, 0_i64..10),
        declared in prop::collection::btree_map(
            any_service(),
            (0_i64..50, prop::option::weighted(0.2, 0_i64..120)),
            0..4,
        ),
        decisions in prop::collection::vec(any_decision(), 0..24),
        measures in prop::collection::vec(any_measure(), 0..3),
        exposures in prop::collection::vec(any_exposure(), 0..3),
    ) -> Facts {
        let services = declared.into_iter().map(|(key, (at, retired))| {
            Service { key, declared_at: day(at), retired_at: retired.map(day) }
        });
        Facts {
            applied: applied.map(|at| (day(at), Class::Fintech)),
            services: services.collect(),
            decisions,
            measures,
            exposures,
            evidence: vec![],
        }
    }
}

fn any_exposure() -> impl Strategy<Value = Exposure> {
    (0_i64..100, 0_i64..20, 0_i64..20, prop::option::of(0_i64..130)).prop_map(
        |(notice, cut, stop, ended)| Exposure {
            id: id(9),
            system: id(8),
            system_name: "app".to_owned(),
            package: "Maven log 1.0".to_owned(),
            advisory: "GHSA-1".to_owned(),
            notice_at: day(notice),
            due_at: day(notice + cut),
            cut_at: day(notice + cut),
            stop_at: day(notice + cut + stop),
            ended_at: ended.map(day),
        },
    )
}

fn any_now() -> impl Strategy<Value = Micros> {
    prop_oneof![
        8 => (-2_i64..130, -1_i64..2).prop_map(|(d, off)| Micros::new(day(d).get() + off)),
        1 => any::<i64>().prop_map(Micros::new),
    ]
}

/// A live institution whose every pass gets an end of its own, so that one gate after another is
/// over: the random histories above seldom come that far.
fn any_live() -> impl Strategy<Value = Facts> {
    prop::collection::vec(prop::option::weighted(0.9, 10_i64..60), 8).prop_map(|ends| {
        let mut facts = live();
        for (it, end) in facts.decisions.iter_mut().zip(ends) {
            it.holds_until = end.map(|n| Micros::new(day(n).get() + 1));
        }
        facts
    })
}

proptest! {
    /// No history and no clock: money moves only where every gate was passed and none is over.
    #[test]
    fn no_history_and_no_clock_lets_money_through_a_gate_that_does_not_hold(
        facts in prop_oneof![any_facts(), any_live()],
        now in any_now(),
    ) {
        if may_move_money(admission(&facts, &PATH, now).standing) {
            prop_assert!(all_hold(&facts, now));
        }
    }

    /// Of a live institution exactly the clock values before the first end let money through.
    #[test]
    fn no_clock_value_lets_an_expired_gate_pass(facts in any_live(), now in any_now()) {
        let first_end = facts.decisions.iter().filter_map(|it| it.holds_until).min();
        let in_time = now >= day(10) && first_end.is_none_or(|end| now < end);
        let standing = admission(&facts, &PATH, now).standing;
        prop_assert_eq!(standing == Standing::Live, in_time);
        prop_assert_eq!(may_move_money(standing), in_time);
    }

    /// What the relay looks up is what the pure function says, at every instant.
    #[test]
    fn the_timeline_is_the_function(
        facts in prop_oneof![any_facts(), any_live()],
        now in any_now(),
    ) {
        let timeline = Timeline::of(&facts, &PATH);
        prop_assert_eq!(timeline.at(now), admission(&facts, &PATH, now).standing);
        let next = timeline.next(now);
        prop_assert!(next.is_none_or(|(at, to)| at > now && timeline.at(at) == to));
    }

    /// Whatever two people wish, in whatever order: a start is only passed when every other gate
    /// held at that moment, and nobody is live without.
    #[test]
    fn no_order_of_decisions_reaches_live_without_every_gate(
        wishes in prop::collection::vec((any_gate(), any_verdict(), 1_i64..40, 0_i64..6), 0..60),
        ordered in any::<bool>(),
    ) {
        let mut facts = applicant();
        let mut now = day(0);
        let rules: Vec<Parameter> = policy::SHIPPED.iter().map(|(name, value, source)| Parameter {
            name: (*name).to_owned(),
            valid_from: Micros::new(0),
            value: *value,
            source: (*source).to_owned(),
        }).collect();
        for (i, ((gate, service), verdict, life, pause)) in wishes.into_iter().enumerate() {
            // Half of the runs go by the path, so that they get somewhere.
            let (gate, service) = if ordered { by_the_path(i) } else { (gate, service) };
            now = Micros::new(now.get() + pause * DAY / 4);
            let holds_until = (gate != Gate::Start).then(|| Micros::new(now.get() + life * DAY));
            let evidence = facts.evidence.iter().map(|it| it.sha256).collect();
            let wish = Wish { gate, service, verdict, holds_until, evidence };
            let life = step(gate).life.map(|name| policy::number(&rules, name, now).unwrap());
            let before = all_but_start(&facts, now);
            if decide::may_decide(&facts, &PATH, &wish, life, now).is_err() {
                continue;
            }
            if gate == Gate::Start && verdict == Verdict::Passed {
                prop_assert!(before, "a start without every gate");
            }
            facts.decisions.push(Decision {
                id: id(i as u128),
                gate,
                service: wish.service,
                verdict,
                decided_at: now,
                holds_until: holds_until.filter(|_| verdict == Verdict::Passed),
                by: [id(1), id(2)],
                evidence: wish.evidence,
            });
            if may_move_money(admission(&facts, &PATH, now).standing) {
                prop_assert!(all_hold(&facts, now));
            }
        }
    }
}

fn by_the_path(i: usize) -> (Gate, Option<ServiceKey>) {
    match i % 8 {
        0 => (Gate::Eligibility, None),
        1 => (Gate::Functional, None),
        2 => (Gate::Organisation, None),
        3 => (Gate::Service, Some(key("web:narae:1.0"))),
        4 => (Gate::Service, Some(key("app:narae:1.0"))),
        5 => (Gate::Surety, None),
        6 => (Gate::Contract, None),
        _ => (Gate::Start, None),
    }
}

fn all_but_start(facts: &Facts, now: Micros) -> bool {
    let plain = Gate::ALL.into_iter().filter(|it| !matches!(it, Gate::Service | Gate::Start));
    let services = &facts.services;
    plain.into_iter().all(|gate| holds(facts, gate, None, now))
        && services.iter().all(|it| holds(facts, Gate::Service, Some(&it.key), now))
}

#[test]
fn a_history_by_the_path_gets_to_live() {
    // The property above says nothing if nobody ever gets there.
    let mut facts = applicant();
    for i in 0..8 {
        assert_eq!(standing(&facts, 3), Standing::NotAdmitted);
        let (gate, service) = by_the_path(i);
        let holds_until = (gate != Gate::Start).then(|| day(30));
        let evidence: Vec<Sha256> = facts.evidence.iter().map(|it| it.sha256).collect();
        let verdict = Verdict::Passed;
        let wish = Wish { gate, service: service.clone(), verdict, holds_until, evidence };
        decide::may_decide(&facts, &PATH, &wish, step(gate).life.map(|_| 86_400 * 60), day(3))
            .unwrap();
        let by = [id(1), id(2)];
        let (id, decided_at, evidence) = (id(0), day(3), vec![]);
        facts.decisions.push(Decision {
            id,
            gate,
            service,
            verdict,
            decided_at,
            holds_until,
            by,
            evidence,
        });
    }
    assert_eq!(standing(&facts, 3), Standing::Live);
}
