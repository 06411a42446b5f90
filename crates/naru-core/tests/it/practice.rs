//! The self-check, the desk and licences by their commands, on both engines: facts turn answers.

use crate::portfolio::{Bed, DAY_S, LOG, LOG_FIXED, WEB, code, log_advice, refused, staff};
use naru_base::role::Role;
use naru_base::{Id, Lang};
use naru_core::oss::desk::{self, Standing, Which};
use naru_core::oss::licence::{self, Form, Terms};
use naru_core::oss::portfolio::{self, Duty};
use naru_core::oss::practice::{Answer, guide::guide};
use naru_core::oss::selfcheck::{
    self, BookFacts, Checked, SelfRules, Source, Spoken, Subject, judge,
};
use naru_core::oss::zone::{self, Direction, Mode, ZoneRules};
use naru_lab::oss::bill;

const RULES: SelfRules = SelfRules {
    bill_s: 90 * DAY_S,
    data_s: 14 * DAY_S,
    read_s: 365 * DAY_S,
    affirm_s: 540 * DAY_S,
    zone_quorum: 2,
};

impl Bed {
    fn checked(&self, subject: &Subject) -> Vec<Checked> {
        let book = BookFacts {
            people: vec![staff(1), staff(2)],
            lacking: Vec::new(),
            gates: Some((true, true)),
        };
        let (subject, data, now) = (subject.clone(), self.data.clone(), self.now());
        self.read(move |tx| {
            let given = (&book, data.as_ref());
            let facts = selfcheck::load(tx, &subject, given, &RULES, now)?;
            let (said, _) = selfcheck::said(tx, &subject)?;
            Ok(judge::check(&facts, &said, &RULES, now, Lang::En))
        })
    }

    fn answer(&self, subject: &Subject, id: &str) -> Answer {
        let all = self.checked(subject);
        all.iter().find(|it| it.item.id == id).expect("an item").answer
    }

    fn says(&self, subject: &Subject, spoken: Spoken) -> naru_base::Answer<Id> {
        let by_fact =
            self.checked(subject).iter().any(|it| it.item.id == spoken.item && it.is_by_fact());
        let subject = subject.clone();
        self.write(move |tx, env, _| {
            selfcheck::say(tx, env, (&staff(1), &subject), &spoken, by_fact)
        })
    }
}

fn word(item: &str) -> Spoken {
    Spoken {
        item: item.to_owned(),
        is_yes: true,
        words: "이사회가 올해 정책을 검토하고 의결함".to_owned(),
        evidence: "문서 OSS-POL-2".to_owned(),
        owner: "정보보호부".to_owned(),
    }
}

fn facts_of_the_shelf_turn_the_answers(mut bed: Bed) {
    let own = Subject::Institution(code(1));
    let before = bed.checked(&own);
    assert_eq!(before.len(), 48);
    let yes = before.iter().filter(|it| it.answer == Answer::Yes);
    // Gates stand in the book: nothing else is known.
    assert_eq!(yes.map(|it| it.item.id.as_str()).collect::<Vec<_>>(), ["D3"]);

    let system = bed.declare(1, "앱 서버", Duty::Live);
    assert_eq!(bed.answer(&own, "I1"), Answer::No, "a live system without a bill");
    bed.hand_in(system, &bill("shop", "1.0", &[LOG, WEB]));
    for id in ["I1", "I2", "D5", "L5"] {
        assert_eq!(bed.answer(&own, id), Answer::Yes, "{id}");
    }
    assert_eq!(bed.answer(&own, "I6"), Answer::Open, "its own bills are not its suppliers'");
    assert_eq!(bed.answer(&own, "I3"), Answer::No, "no checksums, no producers");
    assert_eq!(bed.answer(&own, "I5"), Answer::No, "not signed");
    assert_eq!(bed.answer(&own, "V1"), Answer::Open, "without data nothing is known");
    assert_eq!(bed.answer(&own, "S1"), Answer::No, "nobody asked for what is used");

    bed.data(&[log_advice()]);
    assert_eq!(bed.answer(&own, "V1"), Answer::No, "a critical weakness");
    assert_eq!(bed.answer(&own, "V3"), Answer::Yes, "its deadline is yet to come");
    assert_eq!(bed.answer(&own, "V6"), Answer::Open, "the judging is not the institution's");
    let house = Subject::Network;
    assert_eq!(bed.answer(&house, "V6"), Answer::No, "not everything is judged by them yet");
    let (sha, now) = (bed.data.as_ref().expect("data").sha256.clone(), bed.now());
    bed.write(move |tx, _, _| Ok(portfolio::finish(tx, &sha, now)?)).expect("judged");
    assert_eq!(bed.answer(&own, "V6"), Answer::Yes);
    bed.later(8 * DAY_S);
    assert_eq!(bed.answer(&own, "V3"), Answer::No, "overdue");
    bed.hand_in(system, &bill("shop", "1.1", &[LOG_FIXED, WEB]));
    assert_eq!(bed.answer(&own, "V1"), Answer::Yes);
    assert_eq!(bed.answer(&own, "P4"), Answer::Yes, "a repair was measured");
    assert_eq!(bed.answer(&own, "V3"), Answer::No, "and it was late");
    bed.later(91 * DAY_S);
    assert_eq!(bed.answer(&own, "I1"), Answer::No, "the bill is old");
    assert_eq!(bed.answer(&own, "V8"), Answer::Open, "the data are old, which others load");
    assert_eq!(bed.answer(&house, "V8"), Answer::No, "and so are the data");
    // What is one institution's says nothing of another's.
    assert_eq!(bed.answer(&Subject::Institution(code(2)), "I1"), Answer::Open);
}

fn what_was_put_right_late_counts_in_live_systems_only(mut bed: Bed) {
    let own = Subject::Institution(code(1));
    bed.data(&[log_advice()]);
    let inside = bed.declare(1, "내부 도구", Duty::Internal);
    bed.hand_in(inside, &bill("tool", "1.0", &[LOG, WEB]));
    let live = bed.declare(1, "앱 서버", Duty::Live);
    bed.hand_in(live, &bill("shop", "1.0", &[LOG_FIXED, WEB]));
    bed.later(365 * DAY_S / 2);
    bed.hand_in(inside, &bill("tool", "1.1", &[LOG_FIXED, WEB]));
    assert_eq!(bed.answer(&own, "V3"), Answer::Yes, "what was late was internal");
    assert_eq!(bed.answer(&own, "P4"), Answer::Open, "in live systems nothing was measured");
    bed.hand_in(live, &bill("shop", "1.1", &[LOG, WEB]));
    bed.later(DAY_S);
    bed.hand_in(live, &bill("shop", "1.2", &[LOG_FIXED, WEB]));
    assert_eq!(bed.answer(&own, "V3"), Answer::Yes, "in time");
    assert_eq!(bed.answer(&own, "P4"), Answer::Yes);
}

fn people_answer_what_facts_do_not_for_a_time(bed: Bed) {
    let own = Subject::Institution(code(1));
    bed.says(&own, word("P1")).expect("said");
    assert_eq!(bed.answer(&own, "P1"), Answer::Yes);
    assert_eq!(bed.answer(&Subject::Network, "P1"), Answer::Open, "each for itself");
    assert_eq!(refused(bed.says(&own, word("D3"))), "oss/selfcheck-fact");
    bed.says(&own, word("O1")).expect("the offices are filled; of the rest people answer");
    assert_eq!(bed.answer(&own, "O1"), Answer::Yes);
    assert_eq!(refused(bed.says(&own, word("Z1"))), "oss/selfcheck-item");
    bed.later(366 * DAY_S);
    let all = bed.checked(&own);
    let past = all.iter().find(|it| it.item.id == "P1").expect("an item");
    assert_eq!(past.answer, Answer::Open, "it is to be given anew");
    assert!(matches!(past.source, Source::Past(_)));
    bed.says(&own, Spoken { is_yes: false, ..word("P1") }).expect("said");
    assert_eq!(bed.answer(&own, "P1"), Answer::No, "the newest word counts");

    // The whole is confirmed, and that holds for eighteen months.
    assert_eq!(bed.answer(&own, "X5"), Answer::Open);
    let subject = own.clone();
    bed.write(move |tx, env, _| {
        let note = "부서별로 근거를 대조함";
        selfcheck::affirm(tx, env, (&staff(1), &subject), (3, 1, 44), note)
    })
    .expect("confirmed");
    assert_eq!(bed.answer(&own, "X5"), Answer::Yes);
    bed.later(541 * DAY_S);
    assert_eq!(bed.answer(&own, "X5"), Answer::No);

    // Everybody has read the guide's pages on governance, one of them long ago.
    assert_eq!(bed.answer(&own, "P2"), Answer::No);
    let pages: Vec<&str> =
        guide().page.iter().filter(|it| it.phase == "govern").map(|it| it.id.as_str()).collect();
    for who in [1, 2] {
        for page in &pages {
            let page = (*page).to_owned();
            bed.write(move |tx, env, _| selfcheck::read_page(tx, env, &staff(who), &page))
                .expect("read");
        }
    }
    assert_eq!(bed.answer(&own, "P2"), Answer::Yes);
    bed.later(366 * DAY_S);
    assert_eq!(bed.answer(&own, "P2"), Answer::No);
    let nowhere = bed.write(|tx, env, _| selfcheck::read_page(tx, env, &staff(1), "nowhere"));
    assert_eq!(refused(nowhere), "oss/guide-unknown");
}

fn the_house_answers_for_the_border_of_the_zone(bed: Bed) {
    assert_eq!(bed.answer(&Subject::Network, "N3"), Answer::Open);
    let rules = ZoneRules { valid_s: DAY_S, quorum: 2 };
    let wish = zone::Wish {
        direction: Direction::Out,
        mode: Mode::None,
        purpose: "모형 평가 결과를 업무망에 보고".to_owned(),
        registration: String::new(),
        method: String::new(),
    };
    let file = zone::look("result.csv", b"week,sum\n1,200\n", None).expect("looked through");
    let sha256 = file.sha256;
    let asked = bed.write(move |tx, env, _| zone::ask(tx, env, &staff(1), (&wish, &file), &rules));
    let id = asked.expect("asked").0;
    assert_eq!(bed.answer(&Subject::Network, "N4"), Answer::Yes, "looked through");
    for (who, role) in [(2, Role::SecurityDesk), (3, Role::Operator)] {
        bed.write(move |tx, env, _| {
            zone::say(tx, env, (&staff(who), role), id, (true, ""), &rules)
        })
        .expect("said");
    }
    bed.write(move |tx, env, _| zone::cross(tx, env, &staff(1), id, &sha256)).expect("across");
    assert_eq!(bed.answer(&Subject::Network, "N3"), Answer::Yes);
    let own = Subject::Institution(code(1));
    assert_eq!(bed.answer(&own, "N3"), Answer::Open, "nobody else's business");
}

fn a_question_is_answered_published_and_told_once(bed: Bed) {
    let ask = |n: usize, title: &'static str| {
        let words = "직원만 쓰는 시스템도 소스를 공개해야 합니까";
        let asked =
            bed.write(move |tx, env, _| desk::ask(tx, env, (&staff(1), &code(n)), (title, words)));
        asked.expect("asked")
    };
    let id = ask(1, "내부망에서만 쓰는 AGPL");
    let untold = || bed.read(|tx| Ok(desk::untold(tx, 10)?));
    let tell = || {
        for it in untold() {
            bed.write(move |tx, _, _| Ok(desk::told(tx, &it)?)).expect("told");
        }
    };
    assert_eq!(untold().iter().map(|it| (it.question, it.answers)).collect::<Vec<_>>(), [(id, 0)]);
    tell();
    assert!(untold().is_empty());
    let publish = || bed.write(move |tx, env, _| desk::publish(tx, env, &staff(7), (id, true)));
    assert_eq!(refused(publish()), "oss/desk-unanswered");
    for words in ["직원에게만 보이면 요구하지 않습니다", "고칩니다: 협력사 직원이 쓰면 요구합니다"]
    {
        bed.write(move |tx, env, _| desk::answer(tx, env, &staff(7), id, (words, false)))
            .expect("answered");
    }
    assert_eq!(untold()[0].answers, 2);
    tell();
    let seen = |n: usize| bed.read(move |tx| Ok(desk::find(tx, id, &Some(code(n)))?));
    let it = seen(1).expect("its own");
    assert_eq!((it.standing, it.answers.len()), (Standing::Answered, 2));
    assert!(it.answer().expect("answered").words.contains("협력사"), "the newest counts");
    assert!(seen(2).is_none(), "not published");
    publish().expect("published");
    assert!(seen(2).is_some_and(|it| !it.is_named_to(&Some(code(2)))));

    let other = ask(2, "SBOM을 얼마나 자주 냅니까");
    let list = |n: usize| {
        let which = Which { viewer: Some(code(n)), ..Which::default() };
        bed.read(move |tx| Ok(desk::list(tx, &which, 10)?))
            .iter()
            .map(|it| it.id)
            .collect::<Vec<_>>()
    };
    assert_eq!((list(1), list(2)), (vec![id], vec![other, id]));
    let own = bed.write(move |tx, env, _| desk::withdraw(tx, env, (&staff(1), &code(1)), other));
    assert_eq!(refused(own), "oss/desk-unknown", "another institution's");
    bed.write(move |tx, env, _| desk::withdraw(tx, env, (&staff(2), &code(2)), other))
        .expect("withdrawn");
    let answer = bed.write(move |tx, env, _| {
        desk::answer(tx, env, &staff(7), other, ("너무 늦은 답입니다만", true))
    });
    assert_eq!(refused(answer), "oss/desk-withdrawn");
}

fn one_search_finds_questions_and_components_that_one_may_see(bed: Bed) {
    let system = bed.declare(1, "앱", Duty::Live);
    bed.hand_in(system, &bill("shop", "1.0", &[LOG, WEB]));
    bed.write(|tx, env, _| {
        let asked = ("log-core 기록", "log-core 2.14를 고치지 못하면 어떻게 합니까");
        desk::ask(tx, env, (&staff(1), &code(1)), asked)
    })
    .expect("asked");
    let found = |n: usize, words: &'static str| {
        let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
        let it = bed.read(move |tx| Ok(desk::search(tx, &words, &Some(code(n)))?));
        (it.questions.len(), it.components.iter().map(|it| it.name.clone()).collect::<Vec<_>>())
    };
    let log = vec!["org.example.log:log-core".to_owned()];
    assert_eq!(found(1, "log-core"), (1, log));
    assert_eq!(found(1, "log-core 고치지").0, 1, "in the question itself");
    assert_eq!(found(1, "log-core 없는말").0, 0, "every word counts");
    assert_eq!(found(2, "log-core"), (0, Vec::new()), "another's are not seen");
    assert_eq!(found(1, "%"), (0, Vec::new()));
}

fn licences_are_known_by_form_of_use_and_the_notice_is_of_the_bill(bed: Bed) {
    let own = Subject::Institution(code(1));
    let system = bed.declare(1, "앱", Duty::Live);
    let publish = || {
        bed.write(move |tx, env, _| {
            licence::publish(tx, env, &staff(1), system, "oss@narae.example", (3, 3))
        })
    };
    assert_eq!(refused(publish()), "oss/notice-no-bill");
    bed.hand_in(system, &bill("shop", "1.0", &[LOG, WEB]));
    assert_eq!(bed.answer(&own, "L2"), Answer::No, "the form of use is not said");
    let terms = |own: &str| Terms { form: Form::Binary, own: own.to_owned() };
    let set = |terms: Terms| {
        bed.write(move |tx, env, _| licence::set_terms(tx, env, &staff(1), (system, &terms)))
    };
    assert_eq!(refused(set(terms("ours"))), "oss/licence-own");
    set(terms("")).expect("set");
    assert_eq!(bed.answer(&own, "L2"), Answer::Yes);
    assert_eq!(bed.answer(&own, "L4"), Answer::No, "no notice");
    let published = publish().expect("published");
    assert_eq!(published.components, (2, 0));
    assert_eq!((bed.answer(&own, "L4"), bed.answer(&own, "X1")), (Answer::Yes, Answer::Yes));
    let found = bed.read(move |tx| Ok(licence::of_system(tx, system)?)).expect("declared");
    assert_eq!(found.licences.len(), 1);
    assert_eq!(found.licences[0].licence, "Apache-2.0");
    assert_eq!(found.noticed.as_deref(), Some("oss@narae.example"));
    let users = |system: &str, purl: &str, limit: usize| {
        let key = licence::UserKey { system: system.to_owned(), purl: purl.to_owned() };
        bed.read(move |tx| Ok(licence::users_of(tx, &code(1), "Apache-2.0", &key, limit)?))
    };
    let all = users("앱", "", 10);
    assert_eq!(all.len(), 2);
    let first = users("앱", "", 1);
    assert_eq!(users("앱", &first[0].purl, 10), all[1..], "a page goes on after the last row");
    assert_eq!(users("앱", &all[1].purl, 10), []);
    assert_eq!(users("가", "", 10), [], "no other system's, whatever comes after the name");
    bed.later(60);
    bed.hand_in(system, &bill("shop", "1.1", &[LOG_FIXED, WEB]));
    assert_eq!(bed.answer(&own, "L4"), Answer::No, "the notice is of another bill");
    publish().expect("published");
    assert_eq!(bed.answer(&own, "L4"), Answer::Yes);
    assert_eq!(bed.read(move |tx| Ok(licence::notices(tx, system)?)).len(), 2);
}

macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            use crate::portfolio::Bed;
            $(#[test] fn $name() { super::$name(Bed::sqlite()); })*
        }
        mod postgres {
            use crate::portfolio::Bed;
            $(#[test] fn $name() {
                if let Some(bed) = Bed::postgres() { super::$name(bed); }
            })*
        }
    };
}

on_both!(
    facts_of_the_shelf_turn_the_answers,
    what_was_put_right_late_counts_in_live_systems_only,
    people_answer_what_facts_do_not_for_a_time,
    the_house_answers_for_the_border_of_the_zone,
    a_question_is_answered_published_and_told_once,
    one_search_finds_questions_and_components_that_one_may_see,
    licences_are_known_by_form_of_use_and_the_notice_is_of_the_bill,
);
