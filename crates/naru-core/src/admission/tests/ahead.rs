//! What lies ahead: measures that begin, appeals that wait, the date that comes next.

use super::*;

/// What comes next on day 21: of the measures that begin and the appeals that wait their ids, and
/// the next date with whether it is a measure's.
fn comes(facts: &Facts) -> (Vec<Id>, Vec<Id>, Option<(Micros, bool)>) {
    let now = admission(facts, &PATH, day(21));
    let it = ahead(facts, &PATH, &now, None, day(21));
    let ids = |all: &[&Measure]| all.iter().map(|it| it.id).collect();
    let next = it.next(now.next_end());
    let next = next.map(|it| (it.at(), matches!(it, Next::Measure(_))));
    (ids(&it.begins), ids(&it.appeals), next)
}

#[test]
fn a_measure_that_begins_lies_ahead_and_is_the_next_date_where_it_is_the_earliest() {
    let mut facts = live();
    assert_eq!(comes(&facts), (vec![], vec![], Some((day(100), false))));
    facts.measures = vec![measure(7, Standing::Suspended, 40), measure(6, Standing::LimitCut, 30)];
    assert_eq!(comes(&facts), (vec![id(6), id(7)], vec![], Some((day(30), true))));
    facts.measures[0].due_at = day(120);
    facts.measures[1].due_at = day(110);
    assert_eq!(comes(&facts).2, Some((day(100), false)), "a gate ends before it begins");
    // Begun, lifted or over, it lies ahead no more.
    facts.measures = vec![measure(5, Standing::LimitCut, 21)];
    assert_eq!(comes(&facts).0, vec![]);
    let mut lifted = measure(6, Standing::LimitCut, 30);
    lifted.lifted = Some((day(20), [id(1), id(2)]));
    let mut over = measure(7, Standing::LimitCut, 15);
    over.ends_at = Some(day(20));
    facts.measures = vec![lifted, over];
    assert_eq!(comes(&facts), (vec![], vec![], Some((day(100), false))));
}

#[test]
fn a_measure_that_a_gate_keeps_off_lies_ahead_only_if_the_gate_does_not_hold_then() {
    let mut facts = live();
    let mut it = measure(6, Standing::InquiryOnly, 60);
    it.unless = Some(Gate::Organisation);
    facts.measures = vec![it];
    assert_eq!(comes(&facts).0, vec![], "the check holds until day 100");
    facts.measures[0].due_at = day(101);
    assert_eq!(comes(&facts).0, vec![id(6)], "on day 101 it is over");
}

#[test]
fn an_appeal_waits_while_its_measure_bites_or_will() {
    let appealed = |n, due| {
        let appeal =
            Appeal { at: day(21), by: "staff:x".to_owned(), sealed: Vec::new(), answer: None };
        Measure { appeal: Some(appeal), ..measure(n, Standing::LimitCut, due) }
    };
    let mut facts = live();
    facts.measures = vec![appealed(5, 20), appealed(6, 30), measure(7, Standing::Warned, 20)];
    assert_eq!(comes(&facts).1, vec![id(5), id(6)]);
    for it in &mut facts.measures {
        it.lifted = Some((day(21), [id(1), id(2)]));
    }
    assert_eq!(comes(&facts).1, vec![]);
}

fn exposure(cut: i64, stop: i64) -> Exposure {
    Exposure {
        id: id(9),
        system: id(8),
        system_name: "app".to_owned(),
        package: "Maven log 1.0".to_owned(),
        advisory: "GHSA-1".to_owned(),
        notice_at: day(20),
        due_at: day(cut),
        cut_at: day(cut),
        stop_at: day(stop),
        ended_at: None,
    }
}

/// Whatever comes first is named: of gates, measures, weaknesses and cover.
#[test]
fn what_stops_an_institution_next_is_named_whatever_it_is() {
    let next = |facts: &Facts, cover_ends: Option<i64>| {
        let now = admission(facts, &PATH, day(21));
        let code = naru_base::ClientUseCode::parse("M202600001").unwrap();
        let said = report::of(&code, "나래", (facts, &now), (cover_ends.map(day), day(21)));
        let at = said["next_end"]["at"].as_i64().map(Micros::new);
        (said["next_end"]["kind"].as_str().map(str::to_owned), at)
    };
    let of = |kind: &str, at: i64| (Some(kind.to_owned()), Some(day(at)));
    let mut facts = live();
    assert_eq!(next(&facts, None), of("gate", 100));
    assert_eq!(next(&facts, Some(90)), of("cover", 90));
    assert_eq!(next(&facts, Some(100)), of("gate", 100), "of two at once the gate");
    assert_eq!(next(&facts, Some(15)), of("gate", 100), "it is short already");
    facts.exposures = vec![exposure(40, 60)];
    assert_eq!(next(&facts, Some(90)), of("exposure", 40));
    facts.exposures = vec![exposure(15, 60)];
    assert_eq!(next(&facts, None), of("exposure", 60), "limits are cut, transfers stop next");
    facts.exposures = vec![exposure(15, 18), exposure(40, 60)];
    assert_eq!(next(&facts, None), of("gate", 100), "transfers are stopped: nothing goes lower");
    facts.exposures = vec![exposure(15, 60), exposure(40, 70)];
    assert_eq!(next(&facts, None), of("exposure", 60), "limits are cut: nothing cuts them again");
    facts.measures = vec![measure(6, Standing::LimitCut, 30)];
    assert_eq!(next(&facts, Some(90)), of("measure", 30));
    assert_eq!(next(&Facts::default(), Some(30)), (None, None), "nothing stops who is not in");
}

#[test]
fn an_appeal_that_was_answered_waits_no_more() {
    let answer = Answered {
        id: id(5),
        ruling: Ruling::Dismissed,
        at: day(21),
        by: [id(1), id(2)],
        sealed: vec![],
    };
    let appeal = |answer| Appeal { at: day(21), by: "staff:x".to_owned(), sealed: vec![], answer };
    let mut facts = live();
    facts.measures = vec![measure(6, Standing::LimitCut, 21)];
    facts.measures[0].appeal = Some(appeal(None));
    assert_eq!(comes(&facts).1, [id(6)]);
    facts.measures[0].appeal = Some(appeal(Some(answer)));
    assert_eq!(comes(&facts).1, []);
}
