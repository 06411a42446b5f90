//! Deadlines by their commands, on both engines: proposed by the engine, decided by two, told of.

use crate::bed::{Bed, institution, new_institution};
use naru_base::role::{Post, Role};
use naru_base::secret::SecretText;
use naru_base::{Answer, ClientUseCode, Env, Id, Lang, Micros, No};
use naru_core::admission::deadline::decide::Lower;
use naru_core::admission::deadline::{
    self, Answered, Booking, Concerned, Finding, Rule, Text, Under, Why, deeds,
};
use naru_core::admission::{self, Gate, Standing, Verdict, decide::Wish as GateWish};
use naru_core::check::{self, How, Request, Value};
use naru_core::notify::{self, Channel, NewContact, Party, Severity};
use naru_core::proposal::{self, Deciding, Draft};
use naru_core::{desk, identity, reactions};
use naru_lab::admission as lab;
use naru_store::Tx;

const DAY_S: i64 = 86_400;

fn read<T: Send + 'static>(bed: &Bed, f: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static) -> T {
    bed.store.read_blocking(f).expect("read")
}

fn code_of<T>(answer: Answer<T>) -> &'static str {
    match answer {
        Err(No::Refusal(it)) => it.code,
        Err(No::Fault(it)) => panic!("a fault: {it}"),
        Ok(_) => "",
    }
}

/// A rule about a gate that nobody of the bed has passed anew: in so many days.
fn rule(bed: &Bed, id: &str, days: i64) -> Rule {
    let text = |it: &str| Text { ko: it.to_owned(), en: it.to_owned() };
    Rule {
        id: id.to_owned(),
        concerned: Concerned::Listed,
        requirement: Gate::Organisation,
        title: text("추가점검"),
        old: text("전"),
        new: text("후"),
        effective_at: bed.now(),
        due_at: bed.now().plus_seconds(days * DAY_S),
        source: "test".to_owned(),
    }
}

/// Institution 1 under a rule, its organisation check revoked: it is not met.
fn unmet(bed: &Bed, days: i64) -> Rule {
    let it = rule(bed, "2026-check", days);
    let added = it.clone();
    bed.write(move |tx, _, env| {
        deadline::add_rule(tx, env, "staff:x", &added)?;
        deadline::list_in(tx, env, "staff:x", (&institution(1), &added.id))
    })
    .expect("listed");
    gate(bed, 90, Verdict::Revoked, None);
    it
}

fn gate(bed: &Bed, n: u128, verdict: Verdict, until: Option<Micros>) {
    let facts = read(bed, |tx| Ok(admission::facts_of(tx, &institution(1))?));
    let wish = GateWish {
        gate: Gate::Organisation,
        service: None,
        verdict,
        holds_until: until,
        evidence: facts.evidence.iter().map(|it| it.sha256).collect(),
    };
    let kind = admission::deeds::kind_of(Gate::Organisation);
    let subject = admission::deeds::subject(&institution(1), None);
    let it = draft(n, kind, subject, admission::deeds::gate_body(&wish));
    let id = propose(bed, 3, Role::Inspector, &it).expect("proposed");
    confirm(bed, 4, Role::Inspector, id).expect("decided");
}

fn draft(n: u128, kind: &str, subject: String, body: String) -> Draft {
    let (id, kind) = (Id::from_parts(9, n), kind.to_owned());
    Draft { id, kind, subject, body, sealed_reason: b"why".to_vec(), code: None }
}

fn propose(bed: &Bed, n: u128, role: Role, it: &Draft) -> Answer<Id> {
    let it = it.clone();
    bed.write(move |tx, _, env| {
        let post = Post::of_network(role).expect("of the network");
        let who = Deciding { who: Id::from_parts(1, n), post: &post };
        proposal::propose(tx, env, desk::kinds(), &who, &it)
    })
}

fn confirm(bed: &Bed, n: u128, role: Role, id: Id) -> Answer<()> {
    bed.write(move |tx, hub, env| {
        let post = Post::of_network(role).expect("of the network");
        let who = Deciding { who: Id::from_parts(1, n), post: &post };
        proposal::confirm(tx, env, desk::kinds(), &who, id, (&[0; 32], &[]))?;
        let case = proposal::find(tx, id)?.expect("confirmed");
        reactions::tell_of_deed(tx, env, &hub.keys, &case)?;
        Ok(hub.directory_changed(tx)?)
    })
}

fn under(bed: &Bed) -> Under {
    let now = bed.now();
    let found = read(bed, move |tx| Ok(deadline::under(tx, (&institution(1), "2026-check"), now)?));
    found.expect("concerned")
}

fn standing(bed: &Bed) -> Standing {
    bed.hub.directory().standing(&institution(1), bed.now())
}

fn later(bed: &Bed, days: i64) {
    bed.set_clock(bed.now().plus_seconds(days * DAY_S));
}

fn lower(bed: &Bed, n: u128, due_at: Micros) -> Answer<Id> {
    let wish = Lower {
        rule: "2026-check".to_owned(),
        standing: Standing::InquiryOnly,
        due_at,
        ends_at: None,
    };
    let subject = deeds::subject(&institution(1), "2026-check");
    propose(bed, 1, Role::Operator, &draft(n, deeds::LOWER, subject, deeds::lower_body(&wish)))
}

fn extend(bed: &Bed, n: u128, ground: &str, until: Micros) -> Answer<Id> {
    let wish = deeds::Wish { rule: "2026-check".to_owned(), ground: ground.to_owned(), until };
    let subject = deeds::subject(&institution(1), "2026-check");
    propose(bed, 1, Role::Operator, &draft(n, deeds::EXTEND, subject, deeds::body(&wish)))
}

fn the_shipped_rules_are_there_and_a_class_is_concerned_by_itself(bed: Bed) {
    let rules = read(&bed, |tx| Ok(deadline::rules(tx)?));
    let ids: Vec<&str> = rules.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["2020q1-former-platform-users", "2020q2-self-checks-confirmed"]);
    let again = bed.write(|tx, _, _| Ok(deadline::install_shipped(tx)?));
    again.expect("changes nothing");
    let mut it = rule(&bed, "of-a-class", 100);
    it.concerned = Concerned::Class(admission::Class::Fintech);
    bed.write(move |tx, _, env| deadline::add_rule(tx, env, "staff:x", &it)).expect("added");
    let now = bed.now();
    let all = read(&bed, move |tx| Ok(deadline::places(tx, now)?));
    let of: Vec<_> = all.iter().map(|it| (it.institution.clone(), it.finding.clone())).collect();
    assert_eq!(of, [(institution(1), Finding::Met), (institution(2), Finding::Met)]);
    let listed = bed
        .write(|tx, _, env| deadline::list_in(tx, env, "staff:x", (&institution(1), "of-a-class")));
    assert_eq!(code_of(listed), "admission/rule-of-a-class");
    for (spoil, want) in [
        ((|it| it.id = "of-a-class".to_owned()) as fn(&mut Rule), "admission/rule-known"),
        (|it| it.id = "Of a class".to_owned(), "admission/rule-malformed"),
        (|it| it.new.en = String::new(), "admission/rule-malformed"),
        (|it| it.due_at = Micros::new(0), "admission/rule-malformed"),
    ] {
        let mut it = rule(&bed, "another", 100);
        spoil(&mut it);
        let added = bed.write(move |tx, _, env| deadline::add_rule(tx, env, "staff:x", &it));
        assert_eq!(code_of(added), want);
    }
}

/// A rule for a class is no date of whoever cannot call yet: it has the gates before it. Whoever
/// begins before the date is concerned from then on, whoever begins later never.
fn a_class_is_concerned_from_the_beginning_of_production_on(bed: Bed) {
    let mut it = rule(&bed, "of-a-class", 100);
    it.concerned = Concerned::Class(admission::Class::Fintech);
    bed.write(move |tx, _, env| deadline::add_rule(tx, env, "staff:x", &it)).expect("added");
    let codes = [3, 4].map(institution);
    bed.write(move |tx, hub, env| {
        for n in [3, 4] {
            identity::add_institution(tx, env, "system:test", &new_institution(hub, n))?;
            lab::apply(tx, env, &lab::of_bed(&institution(n)))?;
        }
        Ok(())
    })
    .expect("applied");
    let concerned = |bed: &Bed| -> Vec<_> {
        let now = bed.now();
        let all = read(bed, move |tx| Ok(deadline::places(tx, now)?));
        all.into_iter().map(|it| it.institution).collect()
    };
    let live = [1, 2].map(institution);
    assert_eq!(concerned(&bed), live, "who has only applied is not");
    let [_, by_hand] = codes.clone();
    let booked = bed.write(move |tx, _, env| {
        let it = Booking { applied_at: env.now, slot_ends_at: None };
        deadline::book(tx, env, "staff:x", (&by_hand, "of-a-class"), &it)
    });
    assert_eq!(code_of(booked), "admission/rule-concerns-others");
    let begin = |bed: &Bed, code: &ClientUseCode| {
        let code = code.clone();
        bed.write(move |tx, _, env| {
            let it = lab::of_bed(&code);
            admission::PATH.iter().try_for_each(|step| lab::pass(tx, env, &it, step.gate, None))
        })
        .expect("in production");
    };
    later(&bed, 99);
    begin(&bed, &codes[0]);
    assert_eq!(concerned(&bed), [1, 2, 3].map(institution));
    later(&bed, 1);
    begin(&bed, &codes[1]);
    assert_eq!(concerned(&bed), [1, 2, 3].map(institution), "by the gates as they are by then");
}

fn who_never_applied_is_restricted_on_the_date_and_free_when_it_passes(bed: Bed) {
    let rule = unmet(&bed, 30);
    assert_eq!(under(&bed).finding, Finding::Ahead);
    later(&bed, 17);
    let want = Finding::Restrict { from: rule.due_at, why: Why::NeverApplied };
    assert_eq!(under(&bed).finding, want);
    let early = Micros::new(rule.due_at.get() - 1);
    assert_eq!(code_of(lower(&bed, 1, early)), "admission/before-due");
    let id = lower(&bed, 2, rule.due_at).expect("proposed");
    assert_eq!(code_of(confirm(&bed, 1, Role::Operator, id)), "proposal/own");
    confirm(&bed, 2, Role::Operator, id).expect("decided");
    assert_eq!(under(&bed).finding, Finding::Restricted);
    // Its gate is revoked, so it is restricted by that anyway: the measure is seen in the facts.
    let measures = |bed: &Bed| {
        let now = bed.now();
        let facts = read(bed, |tx| Ok(admission::facts_of(tx, &institution(1))?));
        let all = admission::admission(&facts, &admission::PATH, now).measures.len();
        (all, facts.measures[0].due_at)
    };
    assert_eq!(measures(&bed), (0, rule.due_at), "not before the date");
    later(&bed, 13);
    assert_eq!(measures(&bed).0, 1);
    assert_eq!(standing(&bed), Standing::InquiryOnly);
    gate(&bed, 91, Verdict::Passed, Some(bed.now().plus_seconds(300 * DAY_S)));
    assert_eq!(measures(&bed).0, 0, "free at once, without anybody lifting it");
    assert_eq!(standing(&bed), Standing::Live);
    assert_eq!(under(&bed).finding, Finding::Met);
}

fn who_waits_for_the_inspector_gets_more_time_and_a_restriction_is_lifted(bed: Bed) {
    let rule = unmet(&bed, 60);
    let book = |bed: &Bed, applied_days: i64, slot_days: i64| {
        let it = Booking {
            applied_at: bed.now().plus_seconds(applied_days * DAY_S),
            slot_ends_at: Some(rule.due_at.plus_seconds(slot_days * DAY_S)),
        };
        bed.write(move |tx, _, env| {
            deadline::book(tx, env, "staff:x", (&institution(1), "2026-check"), &it)
        })
    };
    assert_eq!(code_of(book(&bed, 1, 10)), "admission/booking-malformed");
    later(&bed, 50);
    let id = lower(&bed, 1, rule.due_at).expect("proposed");
    confirm(&bed, 2, Role::Operator, id).expect("decided");
    let far = rule.due_at.plus_seconds(40 * DAY_S);
    assert_eq!(code_of(extend(&bed, 2, "inspector-late", far)), "admission/ground-not-shown");
    book(&bed, -45, 10).expect("recorded");
    let want =
        Finding::Extend { until: far, ground: "inspector-late".to_owned(), why: Why::SlotLate };
    assert_eq!(under(&bed).finding, want, "although a restriction was decided");
    let longer = far.plus_seconds(1);
    assert_eq!(code_of(extend(&bed, 3, "inspector-late", longer)), "admission/extension-too-long");
    let id = extend(&bed, 4, "inspector-late", far).expect("proposed");
    confirm(&bed, 2, Role::Operator, id).expect("decided");
    let now = under(&bed);
    assert_eq!((now.due, now.finding), (far, Finding::Ahead));
    let facts = read(&bed, |tx| Ok(admission::facts_of(tx, &institution(1))?));
    assert!(facts.measures[0].lifted.is_some(), "more time takes its place");
    let own = Party::Institution(institution(1));
    let filter = notify::Filter { limit: 50, ..notify::Filter::default() };
    let told = bed.write(move |tx, hub, _| notify::inbox(tx, &hub.keys, &own, &filter));
    let kinds: Vec<&str> = told.expect("read").iter().map(|it| it.content.kind()).collect();
    let told = ["measure.lifted", "deadline.extended", "measure.decided", "gate.decided"];
    assert_eq!(kinds, told, "each was told, the newest first");
}

fn a_participant_answers_and_only_a_document_gives_time(bed: Bed) {
    let rule = unmet(&bed, 60);
    let sha = read(&bed, |tx| Ok(admission::facts_of(tx, &institution(1))?)).evidence[0].sha256;
    let answer = |bed: &Bed, n: u128, (ground, days): (&str, i64), sha256: Option<[u8; 32]>| {
        let it = Answered {
            id: Id::from_parts(5, n),
            ground: ground.to_owned(),
            until: rule.due_at.plus_seconds(days * DAY_S),
            sealed: b"flood".to_vec(),
            sha256,
        };
        bed.write(move |tx, hub, env| {
            let what = ("staff:y", &institution(1), "2026-check");
            reactions::answer_deadline(tx, env, &hub.keys, what, &it)
        })
    };
    let of = "disaster";
    assert_eq!(code_of(answer(&bed, 1, ("weather", 20), None)), "admission/ground-unknown");
    let none = code_of(answer(&bed, 1, (of, 20), None));
    assert_eq!(none, "admission/ground-without-document");
    let foreign = code_of(answer(&bed, 1, (of, 20), Some([0; 32])));
    assert_eq!(foreign, "admission/evidence-unknown");
    // Only days that can come of it: after the date, and no more than the ground carries.
    assert_eq!(code_of(answer(&bed, 1, (of, 0), Some(sha))), "admission/extension-too-short");
    assert_eq!(code_of(answer(&bed, 1, (of, 10_000), Some(sha))), "admission/extension-too-long");
    assert_eq!(told_to_desk(&bed), [] as [&str; 0]);
    later(&bed, 50);
    let until = rule.due_at.plus_seconds(20 * DAY_S);
    assert!(matches!(under(&bed).finding, Finding::Restrict { .. }), "nothing was answered");
    assert_eq!(code_of(extend(&bed, 1, of, until)), "admission/ground-not-shown");
    answer(&bed, 3, (of, 20), Some(sha)).expect("answered");
    answer(&bed, 3, (of, 20), Some(sha)).expect("the same form again");
    assert_eq!(under(&bed).known.replies.len(), 1);
    assert_eq!(told_to_desk(&bed), ["deadline.answered"], "who decides on it is told, once");
    let want = Finding::Extend { until, ground: "disaster".to_owned(), why: Why::GroundShown };
    assert_eq!(under(&bed).finding, want);
    let id = extend(&bed, 2, "disaster", until).expect("proposed");
    confirm(&bed, 2, Role::Operator, id).expect("decided");
    assert_eq!(under(&bed).due, until);
    // Another list of grounds from now on: what was given stands, the old ground gives no more.
    let list = |version: i64| {
        let late = r#"{"name":"inspector-late","title":{"ko":"지연","en":"late"},
            "needs_document":false,"most":"deadline_extension_max_s","source":"test"}"#;
        format!(r#"{{"version":{version},"source":"test","grounds":[{late}]}}"#)
    };
    let import = |version: i64| {
        let text = list(version);
        bed.write(move |tx, _, env| deadline::import_grounds(tx, env, "system:gate", &text))
    };
    assert_eq!(code_of(import(1)), "admission/grounds-known");
    assert_eq!(import(2).expect("imported").version, 2);
    assert_eq!(import(3).expect("imported").version, 3);
    assert_eq!(code_of(import(3)), "admission/grounds-known");
    let counts = |bed: &Bed| read(bed, |tx| Ok(deadline::grounds(tx)?.version));
    let waits = |bed: &Bed| -> Vec<i64> {
        let all = read(bed, |tx| Ok(deadline::waiting_grounds(tx)?));
        all.iter().map(|it| it.version).collect()
    };
    assert_eq!((counts(&bed), waits(&bed)), (1, vec![2, 3]), "on file, and no more");
    answer(&bed, 5, (of, 21), Some(sha)).expect("the shipped list counts until two agree");
    let release = |n: u128, version: i64| {
        let it = draft(n, deeds::GROUNDS, deeds::grounds_subject(version), "{}".to_owned());
        propose(&bed, 1, Role::Operator, &it)
    };
    assert_eq!(code_of(release(70, 4)), "admission/grounds-unknown");
    let (older, newer) = (release(71, 2).expect("proposed"), release(72, 3).expect("proposed"));
    assert_ne!(code_of(confirm(&bed, 1, Role::Operator, newer)), "", "not by whoever proposed it");
    assert_eq!(counts(&bed), 1);
    confirm(&bed, 2, Role::Operator, newer).expect("released");
    assert_eq!((counts(&bed), waits(&bed)), (3, vec![]), "the one before it is behind");
    let late = confirm(&bed, 2, Role::Operator, older);
    assert_eq!(code_of(late), "admission/grounds-unknown");
    assert_eq!(under(&bed).due, until);
    assert_eq!(under(&bed).known.replies.len(), 2, "what was answered is still read");
    assert_eq!(code_of(answer(&bed, 4, (of, 22), Some(sha))), "admission/ground-unknown");
    let longer = until.plus_seconds(DAY_S);
    assert_eq!(code_of(extend(&bed, 3, "disaster", longer)), "admission/ground-unknown");
    let guarded = [
        "UPDATE deadline_extension SET extended_until = 1",
        "DELETE FROM deadline_answer",
        "DELETE FROM deadline_ground_release",
    ];
    for sql in guarded {
        let changed = bed.write(move |tx, _, _| Ok(tx.exec(sql, &[])?));
        assert!(matches!(changed, Err(No::Fault(_))), "{sql}");
    }
    let foreign = bed.write(|tx, _, env| {
        let it = Booking { applied_at: env.now, slot_ends_at: None };
        deadline::book(tx, env, "staff:x", (&institution(2), "2026-check"), &it)
    });
    assert_eq!(code_of(foreign), "admission/rule-concerns-others");
}

/// What the operators were told, the newest first.
fn told_to_desk(bed: &Bed) -> Vec<&'static str> {
    let filter = notify::Filter { limit: 50, ..notify::Filter::default() };
    let desk = Party::Staff(Role::Operator);
    let all = bed.write(move |tx, hub, _| notify::inbox(tx, &hub.keys, &desk, &filter));
    all.expect("read").iter().map(|it| it.content.kind()).collect()
}

fn a_date_is_told_of_five_times_and_not_when_it_is_met(bed: Bed) {
    let rule = unmet(&bed, 70);
    let tell = |bed: &Bed| {
        bed.write(|tx, hub, env| reactions::tell_of_deadlines(tx, env, &hub.keys)).expect("told")
    };
    add_contact(&bed);
    let mut told = Vec::new();
    for n in 0..=70 {
        if tell(&bed) > 0 {
            told.push(70 - n);
        }
        assert_eq!(tell(&bed), 0, "once");
        later(&bed, 1);
    }
    assert_eq!(told, [60, 30, 14, 7, 1]);
    assert!(bed.now() > rule.due_at);
}

/// Institution 1 is told by its server.
fn add_contact(bed: &Bed) {
    let contact = NewContact {
        id: Id::from_parts(1, 0),
        party: Party::Institution(institution(1)),
        channel: Channel::Webhook,
        address: "https://hooks.narae.example/n".into(),
        secret: Some(SecretText::new("whsec_first".into())),
        severity_min: Severity::Info,
        lang: Lang::Ko,
    };
    bed.write(move |tx, hub, env| notify::add_contact(tx, env, &hub.keys, "staff:t", &contact))
        .expect("added");
}

const INSPECTOR: u128 = 3;

fn check_id() -> Id {
    Id::from_parts(7, 7)
}

/// A step of the check, and what rules know of it afterwards.
fn step(bed: &Bed, f: impl Fn(&mut Tx<'_>, &Env) -> Answer<()> + Send + 'static) {
    bed.write(move |tx, _, env| {
        f(tx, env)?;
        reactions::follow_checks(tx, env, Some(&institution(1))).map(drop)
    })
    .expect("the check goes on");
}

fn ask_for_check(bed: &Bed) {
    step(bed, |tx, env| {
        let it = Request { id: check_id(), institution: institution(1), service: None };
        check::request(tx, env, "staff:f", &it)
    });
}

fn take(bed: &Bed, days: i64) {
    let slot = (bed.now().business_date(), bed.now().plus_seconds(days * DAY_S).business_date());
    let who = Id::from_parts(1, INSPECTOR);
    step(bed, move |tx, env| check::schedule(tx, env, who, check_id(), slot));
}

/// The check begins, one item is not met, and that is told.
fn tell_findings(bed: &Bed) -> Micros {
    let who = Id::from_parts(1, INSPECTOR);
    step(bed, move |tx, env| check::begin(tx, env, who, check_id()));
    bed.write(move |tx, hub, env| {
        let list = check::dossier(tx, check_id())?.expect("it is there").list;
        for it in &list.items {
            let is_met = it.id != "ORG-13";
            let word = check::decide::Answer {
                item: it.id.clone(),
                value: if is_met { Value::Pass } else { Value::Fail },
                how: How::Person,
                grounds: "담당자와 함께 화면과 기록을 하나씩 대조하여 확인했습니다".to_owned(),
                demand: if is_met { "" } else { "바로잡아 주십시오" }.to_owned(),
            };
            desk::find_item(tx, env, &hub.keys, (who, check_id()), &word)?;
        }
        Ok(())
    })
    .expect("looked at");
    step(bed, move |tx, env| check::issue(tx, env, who, check_id()));
    let found = read(bed, |tx| check::find(tx, check_id())).expect("it is there");
    found.fix_by.expect("a day")
}

fn a_check_counts_by_itself_and_the_inspectors_delay_is_nobodys_fault(bed: Bed) {
    let rule = unmet(&bed, 60);
    later(&bed, 10);
    let asked_at = bed.now();
    ask_for_check(&bed);
    let booked = Booking { applied_at: asked_at, slot_ends_at: None };
    assert_eq!(under(&bed).known.booking, Some(booked));
    later(&bed, 40);
    let more =
        |until| Finding::Extend { until, ground: "inspector-late".to_owned(), why: Why::SlotLate };
    let until = rule.due_at.plus_seconds(30 * DAY_S);
    assert_eq!(under(&bed).finding, more(until), "no slot yet");
    take(&bed, 15);
    let ends = bed.now().plus_seconds(15 * DAY_S).business_date().next().starts_at();
    assert_eq!(under(&bed).finding, more(ends.plus_seconds(30 * DAY_S)), "the slot is late");
    // The slot passes and nobody came: again nobody knows until when.
    later(&bed, 20);
    step(&bed, |_, _| Ok(()));
    assert_eq!(under(&bed).known.booking, Some(booked));
    assert_eq!(under(&bed).finding, more(bed.now().plus_seconds(30 * DAY_S)));
    // The same facts are written down once.
    let again = bed.write(|tx, _, env| reactions::follow_checks(tx, env, None)).expect("looked");
    assert!(!again, "nothing changed");
    let fix_by = tell_findings(&bed);
    assert_eq!(under(&bed).finding, more(fix_by), "told after the date: time to put it right");
}

fn a_check_taken_back_or_not_passed_gives_no_time(bed: Bed) {
    let rule = unmet(&bed, 60);
    ask_for_check(&bed);
    step(&bed, |tx, env| check::withdraw(tx, env, "staff:f", check_id()));
    assert_eq!(under(&bed).known.booking, None);
    later(&bed, 50);
    let never = Finding::Restrict { from: rule.due_at, why: Why::NeverApplied };
    assert_eq!(under(&bed).finding, never);
}

fn what_a_check_found_is_told_of_before_its_day_and_when_it_was_missed(bed: Bed) {
    unmet(&bed, 90);
    ask_for_check(&bed);
    take(&bed, 10);
    let fix_by = tell_findings(&bed);
    add_contact(&bed);
    let mut told = Vec::new();
    for n in (-3..=30).rev() {
        let tell = |bed: &Bed| {
            bed.write(|tx, hub, env| reactions::tell_of_fix_dates(tx, env, &hub.keys))
                .expect("told")
        };
        assert_eq!(bed.now(), fix_by.plus_seconds(-n * DAY_S));
        if tell(&bed) > 0 {
            told.push(n);
        }
        assert_eq!(tell(&bed), 0, "once");
        later(&bed, 1);
    }
    assert_eq!(told, [7, 1, 0], "a week before, a day before, and when it is over");
    step(&bed, |tx, env| check::promise(tx, env, "staff:f", check_id()));
    step(&bed, |tx, env| check::fixed(tx, env, "staff:f", check_id()));
    let left = read(&bed, |tx| check::to_put_right(tx, Micros::new(i64::MAX)));
    assert!(left.is_empty(), "what waits for the inspector is not the institution's to do");
}

crate::on_both_engines!(
    the_shipped_rules_are_there_and_a_class_is_concerned_by_itself,
    a_class_is_concerned_from_the_beginning_of_production_on,
    who_never_applied_is_restricted_on_the_date_and_free_when_it_passes,
    who_waits_for_the_inspector_gets_more_time_and_a_restriction_is_lifted,
    a_participant_answers_and_only_a_document_gives_time,
    a_date_is_told_of_five_times_and_not_when_it_is_met,
    a_check_counts_by_itself_and_the_inspectors_delay_is_nobodys_fault,
    a_check_taken_back_or_not_passed_gives_no_time,
    what_a_check_found_is_told_of_before_its_day_and_when_it_was_missed,
);
