use super::facts::*;
use super::judge::{can_answer, check, counts, judge, may_say, wrong_fields};
use super::model::{Said, SelfRules, Source, Spoken, Subject};
use crate::oss::licence::Overview;
use naru_base::role::Role;
use naru_base::{Id, Lang, Micros};
use naru_practice::{Answer, items};

const RULES: SelfRules = SelfRules {
    bill_s: 7_776_000,
    data_s: 1_209_600,
    read_s: 31_536_000,
    affirm_s: 47_304_000,
    zone_quorum: 2,
};
const NOW: Micros = Micros::new(1_800_000_000_000_000);

/// An institution of which everything that facts can tell is as it should be.
fn good() -> Facts {
    Facts {
        data: Some(DataFacts {
            kev: 1_000,
            epss: 200_000,
            malicious: 50,
            newest: Some(NOW.plus_seconds(-86_400)),
            is_judged: true,
        }),
        requests: Requests {
            alive: 4,
            health_known: 4,
            origin_stated: 4,
            ends_known: 4,
            votes: 6,
            ..Requests::default()
        },
        stances: Stances { exceptions: 1, vex: 2, ..Stances::default() },
        bills: (3, 1),
        readers: (2, 2),
        affirmed_at: Some(NOW.plus_seconds(-86_400)),
        own: Some(OwnFacts {
            systems: Systems { live: 2, parts: 100, ..Systems::default() },
            findings: Findings { fixed: 5, ..Findings::default() },
            direct: Some((10, 0)),
            relicensed: Some((10, Vec::new())),
            licences: Overview {
                billed: 2,
                parts: 100,
                clashes: Some(0),
                noticed: 2,
                notices: (2, 2),
                offers: (1, 1),
                ..Overview::default()
            },
        }),
        zone: None,
        book: BookFacts {
            people: vec!["staff:1".to_owned()],
            lacking: Vec::new(),
            gates: Some((true, true)),
        },
    }
}

/// The operator's house.
fn house() -> Facts {
    let zone = ZoneFacts { looked: (3, 4), crossed: (2, 3), wrong: (0, 0), pseudonymised: (1, 0) };
    Facts { own: None, zone: Some(zone), book: BookFacts::default(), ..good() }
}

fn answer(id: &str, facts: &Facts) -> Answer {
    judge(id, facts, &RULES, NOW, Lang::En).map_or(Answer::Open, |it| it.answer)
}

type Change = fn(&mut Facts);

fn own(facts: &mut Facts) -> &mut OwnFacts {
    facts.own.as_mut().expect("an institution has them")
}

fn zone(facts: &mut Facts) -> &mut ZoneFacts {
    facts.zone.as_mut().expect("the house has them")
}

/// Each item that facts answer, with a fact whose change turns the answer, and one without which
/// there is none.
const OF_INSTITUTION: [(&str, Change, Change); 27] = [
    ("P2", |it| it.readers = (1, 2), |it| it.readers = (0, 0)),
    ("P4", |it| own(it).findings.fixed = 0, |it| own(it).findings.fixed = 0),
    ("O3", |it| it.requests.own_votes = 1, |it| it.requests.votes = 0),
    ("S1", |it| own(it).direct = Some((10, 1)), |it| own(it).direct = None),
    ("S2", |it| it.requests.health_known = 3, |it| it.requests.alive = 0),
    ("S4", |it| own(it).findings.unmaintained = 1, |it| it.data = None),
    ("S5", |it| own(it).findings.malicious = 1, |it| it.data = None),
    ("I1", |it| own(it).systems.stale = 1, |it| own(it).systems.live = 0),
    ("I2", |it| own(it).systems.flat = 1, |it| own(it).systems.unbilled = 2),
    ("I3", |it| own(it).systems.lacking = [0, 1, 0], |it| own(it).systems.unbilled = 2),
    ("I5", |it| own(it).systems.unsigned = 1, |it| own(it).systems.unbilled = 2),
    ("V1", |it| own(it).findings.grave = 1, |it| it.data = None),
    ("V2", |it| it.data.as_mut().expect("data").epss = 0, |it| it.data = None),
    ("V3", |it| own(it).findings.late = 1, |it| own(it).systems.unbilled = 2),
    ("V4", |it| it.stances.exceptions_bad = 1, |it| it.stances.exceptions = 0),
    ("V5", |it| it.stances.vex_bad = 1, |it| it.stances.vex = 0),
    ("V6", |it| it.data.as_mut().expect("data").is_judged = false, |it| it.data = None),
    ("L1", |it| it.requests.licence_open = 1, |it| it.requests.alive = 0),
    ("L2", |it| own(it).licences.unknown = 1, |it| own(it).licences.billed = 0),
    ("L3", |it| own(it).licences.clashes = Some(1), |it| own(it).licences.clashes = None),
    ("L4", |it| own(it).licences.notices = (2, 1), |it| own(it).licences.unsaid = 1),
    ("L5", |it| own(it).licences.offers = (1, 0), |it| own(it).licences.unknown = 3),
    (
        "L7",
        |it| own(it).relicensed = Some((10, vec!["log".to_owned()])),
        |it| own(it).relicensed = Some((0, Vec::new())),
    ),
    ("D3", |it| it.book.gates = Some((true, false)), |it| it.book.gates = None),
    ("D5", |it| own(it).systems.unlinked = 1, |it| own(it).systems.unbilled = 2),
    ("X1", |it| own(it).licences.notices = (2, 1), |it| own(it).licences.noticed = 0),
    ("X5", |it| it.affirmed_at = Some(NOW.plus_seconds(-50_000_000)), |it| it.affirmed_at = None),
];

const OF_HOUSE: [(&str, Change, Change); 4] = [
    ("N1", |it| zone(it).wrong.0 = 1, |it| zone(it).looked.0 = 0),
    ("N2", |it| zone(it).pseudonymised.1 = 1, |it| zone(it).pseudonymised.0 = 0),
    ("N3", |it| zone(it).wrong.1 = 1, |it| zone(it).crossed = (0, 0)),
    ("N4", |it| zone(it).wrong.1 = 1, |it| zone(it).looked.1 = 0),
];

#[test]
fn what_crossed_is_told_apart_by_its_way() {
    let seen = |id: &str, facts: &Facts| {
        judge(id, facts, &RULES, NOW, Lang::Ko).map(|it| it.seen).unwrap_or_default()
    };
    let mut it = house();
    assert!(seen("N1", &it).contains("3건을") && seen("N1", &it).contains("들어간 2건은 모두"));
    assert!(seen("N4", &it).contains("4건을") && seen("N4", &it).contains("나간 3건은 모두"));
    zone(&mut it).crossed.1 = 0;
    assert!(seen("N4", &it).contains("아직 나간 것이 없습니다"), "{}", seen("N4", &it));
    assert!(seen("N1", &it).contains("들어간 2건은"), "the other way is as it was");
    zone(&mut it).wrong.1 = 1;
    assert_eq!(answer("N1", &it), Answer::Yes, "what went out wrong did not come in");
    assert_ne!(answer("N4", &it), Answer::Yes);
}

#[test]
fn a_changed_fact_turns_each_answer_and_without_the_fact_there_is_none() {
    let all = OF_INSTITUTION.iter().map(|it| (it, good as fn() -> Facts));
    let all = all.chain(OF_HOUSE.iter().map(|it| (it, house as fn() -> Facts)));
    let mut count = 0;
    for ((id, turn, blind), facts) in all {
        assert_eq!(answer(id, &facts()), Answer::Yes, "{id}");
        let mut turned = facts();
        turn(&mut turned);
        assert_ne!(answer(id, &turned), Answer::Yes, "{id} after its fact changed");
        let mut unknown = facts();
        blind(&mut unknown);
        assert_eq!(answer(id, &unknown), Answer::Open, "{id} without its fact");
        count += 1;
    }
    assert_eq!(count, 31);
}

#[test]
fn facts_can_answer_what_they_answer_where_all_of_them_are_known() {
    let own = Subject::parse("M202600001").expect("a code");
    for (subject, facts) in [(own, good()), (Subject::Network, house())] {
        for it in items() {
            let is_answered = judge(&it.id, &facts, &RULES, NOW, Lang::En).is_some();
            assert_eq!(can_answer(&it.id, &subject), is_answered, "{} of {subject}", it.id);
        }
    }
}

#[test]
fn only_what_could_not_be_otherwise_has_no_no() {
    let no = |id: &str, change: Change, facts: Facts| {
        let mut facts = facts;
        change(&mut facts);
        answer(id, &facts) == Answer::No
    };
    let without: Vec<&str> = OF_INSTITUTION
        .iter()
        .filter(|it| !no(it.0, it.1, good()))
        .chain(OF_HOUSE.iter().filter(|it| !no(it.0, it.1, house())))
        .map(|it| it.0)
        .collect();
    // Nothing measured yet, and data that another has to load or to judge by: not a no.
    assert_eq!(without, ["P4", "S2", "V2", "V6"]);
}

#[test]
fn what_facts_tell_in_part_is_never_a_yes_of_theirs() {
    let mut facts = good();
    assert_eq!(answer("O1", &facts), Answer::Open, "developers are nobody's fact");
    facts.book.lacking = vec![Role::Inspector];
    assert_eq!(answer("O1", &facts), Answer::Open, "an institution fills no office of Naru's");
    assert_eq!(answer("O1", &Facts { own: None, ..facts.clone() }), Answer::No);
    facts.book.lacking.clear();
    facts.book.people.clear();
    assert_eq!(answer("O1", &facts), Answer::No, "without an account nobody holds a role");

    assert_eq!(answer("S3", &facts), Answer::Open, "what is stated was not verified");
    facts.requests.origin_stated = 3;
    assert_eq!(answer("S3", &facts), Answer::No);
    facts.requests.alive = 0;
    assert!(judge("S3", &facts, &RULES, NOW, Lang::En).is_none());

    // What an institution hands in is not its suppliers'.
    assert_eq!(answer("I6", &facts), Answer::Open);
    assert_eq!(answer("I6", &house()), Answer::Yes);
    let seen = judge("I6", &facts, &RULES, NOW, Lang::Ko).expect("in part").seen;
    assert!(seen.contains("공급사에서 받은 SBOM은 사람이"), "{seen}");
}

#[test]
fn activity_that_only_the_operator_can_load_is_no_fault_of_an_institution() {
    let mut facts = good();
    facts.requests.health_known = 0;
    let seen = judge("S2", &facts, &RULES, NOW, Lang::Ko).expect("in part");
    assert_eq!(seen.answer, Answer::Open, "it has no field for it");
    assert!(seen.seen.starts_with("신청 4건 가운데 0건"), "{}", seen.seen);
    assert!(seen.seen.contains("운영기관이 넣어야"), "{}", seen.seen);
    let said = [word("S2", true, NOW.plus_seconds(-5), NOW.plus_seconds(86_400))];
    let all = check(&facts, &said, &RULES, NOW, Lang::Ko);
    let it = all.into_iter().find(|it| it.item.id == "S2").expect("an item");
    assert_eq!(it.answer, Answer::Yes, "a person may have looked");
    assert_eq!(answer("S2", &Facts { own: None, ..facts }), Answer::No, "the operator can load it");
}

#[test]
fn new_data_answer_in_part_and_old_data_say_no() {
    let mut facts = good();
    assert_eq!(answer("V8", &facts), Answer::Open);
    facts.data.as_mut().expect("data").newest = Some(NOW.plus_seconds(-3_000_000));
    assert_eq!(answer("V8", &facts), Answer::Open, "an institution does not load them");
    facts.data.as_mut().expect("data").is_judged = false;
    assert_eq!(answer("V6", &facts), Answer::Open, "nor does it judge by them");
    let house = Facts { own: None, ..facts };
    assert_eq!((answer("V8", &house), answer("V6", &house)), (Answer::No, Answer::No));
}

#[test]
fn what_an_answer_rests_on_is_said_in_full_and_counts_as_people_read_them() {
    let mut facts = good();
    let seen =
        |id: &str, facts: &Facts| judge(id, facts, &RULES, NOW, Lang::Ko).expect("an answer").seen;
    facts.bills = (10_000, 0);
    assert!(seen("I6", &facts).contains("합격 10,000건"), "{}", seen("I6", &facts));
    let data = facts.data.as_mut().expect("data");
    (data.epss, data.newest) = (0, Some(NOW.plus_seconds(-3_600)));
    assert_eq!(
        seen("V2", &facts),
        "EPSS 자료가 없어 KEV 1,000건만으로 순서를 정합니다. 자료는 운영기관이 넣어야 합니다"
    );
    assert!(seen("V8", &facts).starts_with("자료는 오늘 것입니다"), "{}", seen("V8", &facts));
    assert!(seen("V8", &facts).contains("운영기관이 자료를 넣을 때"), "{}", seen("V8", &facts));
    facts.data.as_mut().expect("data").kev = 0;
    assert_eq!(answer("V2", &facts), Answer::Open, "whoever cannot load them does not lack them");
    let theirs = Facts { data: facts.data.clone(), ..house() };
    assert_eq!(answer("V2", &theirs), Answer::No, "the operator can");
    assert!(seen("V8", &theirs).contains("naru oss db verify"), "{}", seen("V8", &theirs));
    assert!(seen("V2", &facts).contains("등급만으로"), "{}", seen("V2", &facts));
}

#[test]
fn that_nothing_is_past_its_end_is_only_said_where_the_ends_are_known() {
    let mut facts = good();
    assert_eq!(answer("S4", &facts), Answer::Yes);
    own(&mut facts).direct = Some((10, 10));
    assert_eq!(answer("S4", &facts), Answer::Open, "nobody was asked about any of them");
    own(&mut facts).direct = Some((10, 0));
    facts.requests.ends_known = 3;
    assert_eq!(answer("S4", &facts), Answer::Open, "of one project the end is not known");
}

#[test]
fn that_no_licence_is_at_issue_is_not_said_of_what_nobody_asked_for() {
    let mut facts = good();
    own(&mut facts).direct = Some((10, 3));
    let seen = |facts: &Facts, lang| judge("L1", facts, &RULES, NOW, lang).expect("seen");
    assert_eq!(seen(&facts, Lang::Ko).answer, Answer::Open);
    assert!(seen(&facts, Lang::Ko).seen.contains("신청하지 않은 직접 구성요소 3개는 사람이"));
    assert!(seen(&facts, Lang::En).seen.contains("never asked for: 3, people must check"));
    facts.requests.licence_open = 1;
    assert_eq!(answer("L1", &facts), Answer::No, "what is at issue stays so");
    facts.requests.licence_open = 0;
    own(&mut facts).direct = None;
    assert_eq!(answer("L1", &facts), Answer::Open, "nobody looked at all of them");
    assert_eq!(answer("L1", &house()), Answer::Yes, "the house has no systems of its own");
}

#[test]
fn that_nothing_was_found_is_not_said_of_systems_without_a_bill() {
    for id in ["V1", "V3", "S4", "S5", "D5", "L1"] {
        let mut facts = good();
        own(&mut facts).systems.unbilled = 1;
        assert_eq!(answer(id, &facts), Answer::Open, "{id}: of one of two nothing is known");
    }
    let mut facts = good();
    (own(&mut facts).systems.unbilled, own(&mut facts).findings.grave) = (1, 1);
    assert_eq!(answer("V1", &facts), Answer::No, "what was found stays found");
}

#[test]
fn who_needs_no_notice_lacks_none() {
    let mut facts = good();
    own(&mut facts).licences.notices = (0, 0);
    assert_eq!(answer("L4", &facts), Answer::Yes, "no system needs one");
    own(&mut facts).licences.unclear = 1;
    assert_eq!(answer("L4", &facts), Answer::Open, "of one it is not known");
    own(&mut facts).licences.notices = (1, 0);
    assert_eq!(answer("L4", &facts), Answer::No);
}

#[test]
fn an_institution_without_anything_is_told_nothing_good() {
    let facts = Facts { own: Some(OwnFacts::default()), ..Facts::default() };
    for it in check(&facts, &[], &RULES, NOW, Lang::Ko) {
        assert_ne!(it.answer, Answer::Yes, "{}", it.item.id);
    }
}

fn word(item: &str, is_yes: bool, at: Micros, until: Micros) -> Said {
    Said {
        id: Id::from_parts(u64::try_from(at.get()).expect("after 1970") / 1000, 1),
        spoken: Spoken {
            item: item.to_owned(),
            is_yes,
            words: "정책 2.1판을 이사회가 검토".to_owned(),
            evidence: "문서 OSS-POL-2".to_owned(),
            owner: "김나래".to_owned(),
        },
        at,
        by: "staff:1".to_owned(),
        until,
    }
}

#[test]
fn a_fact_outweighs_a_word_the_newest_word_counts_and_a_word_ends() {
    let later = NOW.plus_seconds(86_400);
    let earlier = |seconds: i64| NOW.plus_seconds(-seconds);
    let of = |said: &[Said], id: &str| {
        let all = check(&good(), said, &RULES, NOW, Lang::Ko);
        all.into_iter().find(|it| it.item.id == id).expect("an item")
    };
    assert_eq!(of(&[], "P1").source, Source::Nothing);
    let said = [word("P1", false, earlier(10), later), word("P1", true, earlier(5), later)];
    assert_eq!(of(&said, "P1").answer, Answer::Yes);
    assert!(of(&said, "P1").seen.contains("OSS-POL-2"));
    let past = [word("P1", true, earlier(10), NOW)];
    assert_eq!(of(&past, "P1").answer, Answer::Open);
    assert!(matches!(of(&past, "P1").source, Source::Past(_)));
    let against = [word("I1", false, earlier(5), later)];
    assert_eq!(of(&against, "I1").answer, Answer::Yes, "the fact is seen");
    // Facts tell a part of it: a word completes it.
    let completing = [word("V8", true, earlier(5), later)];
    assert_eq!(of(&completing, "V8").answer, Answer::Yes);
    let (yes, no, open) = counts(&check(&good(), &said, &RULES, NOW, Lang::Ko));
    assert_eq!((yes, no, open), (28, 0, 20));
}

#[test]
fn a_word_needs_an_owner_words_and_evidence_and_no_fact_against_it() {
    let good = word("P1", true, NOW, NOW).spoken;
    assert!(may_say(&good, false).is_ok());
    let empty = Spoken { owner: String::new(), words: String::new(), ..good.clone() };
    let field = |it: &naru_base::Refusal| it.facts[0].1.clone();
    let wrong: Vec<String> = wrong_fields(&empty).iter().map(field).collect();
    assert_eq!(wrong, ["owner", "words"], "all of it is told");
    let refused = |it: &Spoken, by_fact| may_say(it, by_fact).expect_err("refused").code;
    assert_eq!(refused(&good, true), "oss/selfcheck-fact");
    assert_eq!(
        refused(&Spoken { item: "Z9".to_owned(), ..good.clone() }, false),
        "oss/selfcheck-item"
    );
    for change in [
        (|it| it.owner = " ".to_owned()) as fn(&mut Spoken),
        |it| it.words = "예".to_owned(),
        |it| it.evidence = String::new(),
    ] {
        let mut it = good.clone();
        change(&mut it);
        assert_eq!(refused(&it, false), "oss/selfcheck-text");
    }
}

#[test]
fn there_are_as_many_items_as_the_self_check_has() {
    assert_eq!(items().len(), 48);
}
