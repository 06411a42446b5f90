//! What becomes of findings, as a table.

use super::decide::{Change, Hit, Known, Present, settle};
use super::model::{Gone, Grade, Rules};
use crate::policy::{Parameter, SHIPPED};
use naru_base::Micros;

const DAY_S: i64 = 86_400;

fn rules() -> Rules {
    let all: Vec<Parameter> = SHIPPED
        .iter()
        .map(|(name, value, source)| Parameter {
            name: (*name).to_owned(),
            valid_from: Micros::new(0),
            value: *value,
            source: (*source).to_owned(),
        })
        .collect();
    Rules::at(&all, Micros::new(1)).unwrap()
}

fn day(n: i64) -> Micros {
    Micros::new(0).plus_seconds(n * DAY_S)
}

fn hit(grade: Grade) -> Hit {
    Hit {
        advisory: "A".to_owned(),
        aliases: vec!["B".to_owned()],
        grade,
        priority: grade as i64,
        versions: "1.0".to_owned(),
        fixed: "1.1".to_owned(),
    }
}

fn known(grade: Grade, gone: Option<(Micros, Gone)>) -> Known {
    Known {
        advisory: "A".to_owned(),
        grade,
        priority: grade as i64,
        versions: "1.0".to_owned(),
        fixed: "1.1".to_owned(),
        found_at: day(10),
        due_at: day(10).plus_seconds(rules().limit_s(grade)),
        gone,
    }
}

fn opened(changes: &[Change]) -> &Known {
    match changes {
        [Change::Open(it) | Change::New(it)] => it,
        other => panic!("{other:?}"),
    }
}

#[test]
fn nothing_new_changes_nothing() {
    let same = settle(
        &[hit(Grade::High)],
        &[known(Grade::High, None)],
        |_| Present::Same,
        &rules(),
        day(20),
    );
    assert_eq!(same, []);
}

#[test]
fn a_deadline_follows_the_grade_and_never_grants_more_to_what_turns_graver() {
    let at = |before: Grade, now: Grade, when: i64| {
        let changes =
            settle(&[hit(now)], &[known(before, None)], |_| Present::Same, &rules(), day(when));
        opened(&changes).due_at
    };
    // High has 30 days, critical 7, exploited 3.
    assert_eq!(at(Grade::High, Grade::Exploited, 12), day(15), "its time from now on");
    assert_eq!(at(Grade::High, Grade::Critical, 39), day(40), "not more than it had");
    assert_eq!(at(Grade::Exploited, Grade::High, 12), day(40), "from the beginning");
}

#[test]
fn what_comes_back_goes_on_unless_it_was_taken_back() {
    for (why, found_at) in [
        (Gone::Fixed, day(10)),
        (Gone::Removed, day(10)),
        (Gone::Retired, day(10)),
        (Gone::Cleared, day(30)),
    ] {
        let before = [known(Grade::Critical, Some((day(12), why)))];
        let changes =
            settle(&[hit(Grade::Critical)], &before, |_| Present::Same, &rules(), day(30));
        assert_eq!(opened(&changes).found_at, found_at, "{why}");
    }
}

#[test]
fn what_is_gone_says_why() {
    for (present, why) in [
        (Present::No, Gone::Removed),
        (Present::Other, Gone::Fixed),
        (Present::Same, Gone::Cleared),
        (Present::Retired, Gone::Retired),
    ] {
        let changes = settle(&[], &[known(Grade::Low, None)], |_| present, &rules(), day(11));
        assert_eq!(changes, [Change::Close { advisory: "A".to_owned(), why }]);
    }
}

#[test]
fn another_name_of_the_same_matter_keeps_its_deadline() {
    let before = Known { advisory: "B".to_owned(), ..known(Grade::Critical, None) };
    let changes = settle(&[hit(Grade::Critical)], &[before], |_| Present::Same, &rules(), day(15));
    let [Change::New(new), Change::Close { advisory, why }] = &changes[..] else {
        panic!("{changes:?}")
    };
    assert_eq!((new.advisory.as_str(), new.due_at), ("A", day(17)));
    assert_eq!((advisory.as_str(), *why), ("B", Gone::Renamed));
}

mod stance {
    use crate::oss::portfolio::Grade;
    use crate::oss::portfolio::stance::*;
    use naru_base::{Id, Micros, Refusal};

    const RULES: StanceRules = StanceRules {
        quorum_grave: 3,
        quorum_high: 2,
        quorum_rest: 1,
        exception_max_s: 90 * 86_400,
        vex_max_s: 365 * 86_400,
    };

    fn day(n: i64) -> Micros {
        Micros::new(0).plus_seconds(n * 86_400)
    }

    fn about() -> About {
        let versions = "2.14.1".to_owned();
        About { versions, grade: Grade::Critical, is_open: true, taken: None }
    }

    fn wish() -> Wish {
        Wish {
            package: 1,
            advisory: "GHSA-1".to_owned(),
            claim: Claim::NeedsLonger,
            reason: "고친 판이 아직 우리 틀과 맞지 않음".to_owned(),
            control: "조회 인자를 관문에서 걸러냄".to_owned(),
            until: day(30),
        }
    }

    fn code(answer: Result<(), Refusal>) -> &'static str {
        answer.map_or_else(|it| it.code, |()| "ok")
    }

    #[test]
    fn what_is_asked_for_has_a_reason_a_control_and_an_end() {
        let ask = |about: Option<&About>, wish: &Wish| code(may_ask(about, wish, &RULES, day(1)));
        assert_eq!(ask(Some(&about()), &wish()), "ok");
        assert_eq!(ask(None, &wish()), "oss/finding-unknown");
        let gone = About { is_open: false, ..about() };
        assert_eq!(ask(Some(&gone), &wish()), "oss/finding-unknown");
        let taken = About { taken: Some(Id::from_parts(9, 1)), ..about() };
        assert_eq!(ask(Some(&taken), &wish()), "oss/stance-there");
        let short = Wish { reason: "급함".to_owned(), ..wish() };
        assert_eq!(ask(Some(&about()), &short), "oss/stance-reason");
        let bare = Wish { control: String::new(), ..wish() };
        assert_eq!(ask(Some(&about()), &bare), "oss/stance-control");
        let vex = Wish { claim: Claim::CodeNotRun, control: String::new(), ..wish() };
        assert_eq!(ask(Some(&about()), &vex), "ok", "not affected needs no control");
        for until in [day(1), day(0), day(92)] {
            let wrong = Wish { until, ..wish() };
            assert_eq!(ask(Some(&about()), &wrong), "oss/stance-until");
        }
        let longer = Wish { until: day(300), ..vex };
        assert_eq!(ask(Some(&about()), &longer), "ok");
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let all = |wish: &Wish| -> Vec<&str> {
            wrong_fields(wish, &RULES, day(1)).iter().map(|it| it.code).collect()
        };
        assert_eq!(all(&wish()), [""; 0]);
        let (reason, control) = ("급함".to_owned(), " ".to_owned());
        let empty = Wish { reason, control, until: day(0), ..wish() };
        assert_eq!(all(&empty), ["oss/stance-reason", "oss/stance-control", "oss/stance-until"]);
        let vex = Wish { claim: Claim::CodeNotRun, ..empty };
        assert_eq!(all(&vex), ["oss/stance-reason", "oss/stance-until"]);
        let long = Wish { control: "가".repeat(1_001), reason: wish().reason, ..vex };
        assert_eq!(all(&long), ["oss/stance-control", "oss/stance-until"]);
    }

    fn stance(votes: Vec<(Office, &str)>, quorum: i64) -> Stance {
        let wish = wish();
        Stance {
            taken_back: String::new(),
            id: Id::from_parts(1, 1),
            system: Id::from_parts(1, 2),
            system_name: "앱".to_owned(),
            institution: naru_base::ClientUseCode::parse("M202600001").unwrap(),
            package: 1,
            package_name: "log".to_owned(),
            versions: "2.14.1".to_owned(),
            advisory: wish.advisory,
            grade: Grade::Critical,
            claim: wish.claim,
            reason: wish.reason,
            control: wish.control,
            until: wish.until,
            quorum,
            asked_at: day(1),
            asked_by: "staff:asker".to_owned(),
            standing: Standing::Asked,
            since: day(1),
            need: 0,
            votes: votes
                .into_iter()
                .map(|(office, by)| Vote {
                    office,
                    by: by.to_owned(),
                    is_yes: true,
                    note: String::new(),
                    at: day(2),
                })
                .collect(),
        }
    }

    #[test]
    fn it_takes_as_many_offices_as_it_is_grave_and_never_whoever_asked() {
        let cast =
            |it: &Stance, by: &str, office, yes| vote(it, by, office, yes).map_err(|it| it.code);
        let none = stance(vec![], 3);
        assert_eq!(cast(&none, "a", Office::Security, true), Ok(Standing::Asked));
        assert_eq!(cast(&none, "staff:asker", Office::Manager, true), Err("oss/stance-own"));
        let two = stance(vec![(Office::Security, "a"), (Office::Manager, "b")], 3);
        assert_eq!(cast(&two, "c", Office::Board, true), Ok(Standing::Approved));
        assert_eq!(cast(&two, "c", Office::Manager, true), Err("oss/stance-voted"));
        assert_eq!(cast(&two, "a", Office::Board, true), Err("oss/stance-voted"), "one person");
        assert_eq!(cast(&two, "c", Office::Board, false), Ok(Standing::Refused), "one no is a no");
        assert_eq!(cast(&stance(vec![], 1), "a", Office::Security, true), Ok(Standing::Approved));
        let done = Stance { standing: Standing::Approved, ..two };
        assert_eq!(cast(&done, "c", Office::Board, false), Err("oss/stance-decided"));
        for (grade, offices) in
            [(Grade::Exploited, 3), (Grade::Critical, 3), (Grade::High, 2), (Grade::Low, 1)]
        {
            assert_eq!(RULES.quorum(grade), offices, "{grade}");
        }
    }
}
