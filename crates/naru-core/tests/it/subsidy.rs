//! Subsidy by its commands, on both engines: two people, every won in the ledger, never overspent.

use crate::bed::{Bed, date, institution};
use naru_base::role::{Post, Role};
use naru_base::{Answer, FaultKind, Id, Micros, No, Won};
use naru_core::proposal::{self, Deciding, Draft};
use naru_core::subsidy::{
    self, Application, Check, Class, Firm, Fund, Grounds, Inspector, NewClaim, Programme, Standing,
    State, deeds,
};
use naru_core::verify;
use naru_store::Tx;
use std::sync::Barrier;

const DAY_S: i64 = 86_400;
const BASIS: &str = "국고보조금 통합관리지침 제25조제2항";

fn who(n: u128) -> Id {
    Id::from_parts(1, n)
}

fn operator() -> Post {
    Post::of_network(Role::Operator).expect("a role")
}

fn read<T: Send + 'static>(bed: &Bed, f: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static) -> T {
    bed.store.read_blocking(f).expect("read")
}

fn code_of<T: std::fmt::Debug>(answer: Answer<T>) -> &'static str {
    match answer {
        Err(No::Refusal(it)) => it.code,
        other => panic!("not a refusal: {other:?}"),
    }
}

fn propose(bed: &Bed, n: u64, kind: &str, (subject, body): (String, String)) -> Answer<Id> {
    let (id, kind, sealed_reason) = (Id::from_parts(n, 0), kind.to_owned(), b"why".to_vec());
    let draft = Draft { id, kind, subject, body, sealed_reason, code: None };
    bed.write(move |tx, _, env| {
        let who = Deciding { who: who(1), post: &operator() };
        proposal::propose(tx, env, &deeds::KINDS, &who, &draft)
    })
}

fn confirm_by(bed: &Bed, person: u128, id: Id) -> Answer<()> {
    bed.write(move |tx, _, env| {
        let who = Deciding { who: who(person), post: &operator() };
        proposal::confirm(tx, env, &deeds::KINDS, &who, id, (&[0; 32], &[]))
    })
}

fn decide(bed: &Bed, n: u64, kind: &str, draft: (String, String)) -> Answer<()> {
    let id = propose(bed, n, kind, draft)?;
    confirm_by(bed, 2, id)
}

fn programme(bed: &Bed, year: i64, appropriation: i64) -> Programme {
    let opens_at = date("20260101").starts_at();
    Programme {
        code: format!("check-{year}"),
        name_ko: format!("{year}년 보안점검 예산지원"),
        name_en: format!("Security check subsidy {year}"),
        basis: format!("{year} 추가경정예산"),
        year,
        opens_at,
        closes_at: bed.now().plus_seconds(30 * DAY_S),
        appropriation: Won::new(appropriation),
        share_percent: 75,
        firm_cap: Won::new(10_000_000),
        classes: Class::ALL.to_vec(),
    }
}

/// A programme of 2026 and an inspector, by two people.
fn begin(bed: &Bed, appropriation: i64) {
    let it = programme(bed, 2026, appropriation);
    decide(bed, 1, deeds::PROGRAMME, deeds::programme_draft(&it)).expect("opened");
    let inspector = Inspector {
        code: "pureun".into(),
        name_ko: "푸른점검원".into(),
        name_en: "Pureun Inspection".into(),
        basis: "평가전문기관 지정".into(),
        from: Micros::new(0),
        until: None,
    };
    decide(bed, 2, deeds::INSPECTOR, deeds::inspector_draft(&inspector)).expect("recognised");
}

/// A number whose last digit proves the others.
fn registration(n: u64) -> String {
    let nine = format!("{:09}", 100_000_000 + n);
    let ends = (0..10).map(|last| format!("{nine}{last}"));
    ends.into_iter().find(|it| subsidy::is_registration(it)).expect("one of ten fits")
}

fn wanted(n: u64, quote: i64) -> subsidy::Draft {
    let name = format!("바깥기술 {n}");
    subsidy::Draft {
        id: Id::from_parts(1_000 + n, 0),
        programme: "check-2026".into(),
        class: Class::InnovativeService,
        firm: Firm { institution: None, name, registration: registration(n) },
        designation: format!("혁신-2026-{n:04}"),
        check: Check::Service,
        inspector: "pureun".into(),
        quote: Won::new(quote),
    }
}

fn apply_by(bed: &Bed, actor: &'static str, it: &subsidy::Draft) -> Answer<Id> {
    let it = it.clone();
    bed.write(move |tx, _, env| subsidy::apply(tx, env, actor, &it))
}

fn apply(bed: &Bed, n: u64, quote: i64) -> Application {
    let id = apply_by(bed, "staff:applicant", &wanted(n, quote)).expect("applied");
    find(bed, id)
}

fn find(bed: &Bed, id: Id) -> Application {
    read(bed, move |tx| subsidy::find(tx, id))
}

fn fund(bed: &Bed, code: &'static str) -> Fund {
    read(bed, move |tx| subsidy::fund(tx, code))
}

fn award(bed: &Bed, n: u64, it: &Application, amount: i64) -> Answer<()> {
    decide(bed, n, deeds::AWARD, deeds::wish_draft(it, Won::new(amount), None))
}

fn claim(bed: &Bed, it: &Application, cost: i64) -> Answer<()> {
    let (id, checked_on) = (it.id, date("20261120"));
    bed.write(move |tx, _, env| {
        let cost = Won::new(cost);
        let (engagement, report, invoice) = ("E-2026-0007".to_owned(), [1; 32], [2; 32]);
        let new = NewClaim { engagement, checked_on, cost, report, invoice };
        subsidy::claim(tx, env, "staff:applicant", id, &new)
    })
}

fn pay(bed: &Bed, n: u64, it: &Application, amount: i64) -> Answer<()> {
    decide(bed, n, deeds::PAY, deeds::wish_draft(it, Won::new(amount), None))
}

fn proven(bed: &Bed) {
    let report = read(bed, |tx| Ok(verify::book(tx)?));
    assert!(report.holds(), "{report:?}");
}

fn numbers(it: Fund) -> [i64; 5] {
    [it.appropriation, it.carried_in, it.carried_out, it.committed, it.paid].map(Won::get)
}

fn from_application_to_payment_every_won_is_in_the_ledger(bed: Bed) {
    begin(&bed, 20_000_000);
    let inside = subsidy::Draft {
        class: Class::OpenBanking,
        firm: Firm { institution: Some(institution(1)), ..wanted(1, 0).firm },
        designation: String::new(),
        ..wanted(1, 6_000_000)
    };
    let one = apply_by(&bed, "staff:applicant", &inside).expect("applied");
    assert_eq!(apply_by(&bed, "staff:applicant", &inside).expect("again"), one, "once");
    let (one, two, three) = (find(&bed, one), apply(&bed, 2, 8_000_000), apply(&bed, 3, 4_000_000));

    award(&bed, 11, &one, 4_500_000).expect("awarded");
    award(&bed, 12, &two, 6_000_000).expect("awarded");
    let no = deeds::wish_draft(&three, Won::ZERO, Some(Grounds::Papers));
    decide(&bed, 13, deeds::DECLINE, no).expect("declined");
    assert_eq!(numbers(fund(&bed, "check-2026")), [20_000_000, 0, 0, 10_500_000, 0]);
    assert_eq!(bed.balance("subsidy-due:check-2026").0, -10_500_000);
    assert_eq!(bed.balance("subsidy-free:check-2026").0, -9_500_000);
    proven(&bed);

    assert_eq!(code_of(pay(&bed, 14, &one, 3_000_000)), "subsidy/evidence-missing");
    claim(&bed, &one, 4_000_000).expect("claimed");
    pay(&bed, 14, &one, 3_000_000).expect("paid");
    let (was, back) = (find(&bed, one.id), deeds::wish_draft(&two, Won::new(6_000_000), None));
    assert_eq!((was.state, was.paid), (State::Paid, Some(Won::new(3_000_000))));
    decide(&bed, 15, deeds::RELEASE, back).expect("released");
    assert_eq!(numbers(fund(&bed, "check-2026")), [20_000_000, 0, 0, 0, 3_000_000]);
    assert_eq!(bed.balance("subsidy-held:check-2026").0, 17_000_000);
    assert_eq!(bed.balance("subsidy-due:check-2026").0, 0);
    proven(&bed);

    // The next year takes over what is left, when this one is over, and says by which law.
    let next = programme(&bed, 2027, 0);
    decide(&bed, 16, deeds::PROGRAMME, deeds::programme_draft(&next)).expect("opened");
    let it = deeds::Carried { to: next.code, amount: 17_000_000, basis: BASIS.to_owned() };
    let draft = deeds::carry_draft("check-2026", &it);
    assert_eq!(code_of(decide(&bed, 17, deeds::CARRY, draft.clone())), "subsidy/still-open");
    bed.set_clock(bed.now().plus_seconds(31 * DAY_S));
    decide(&bed, 17, deeds::CARRY, draft).expect("carried over");
    assert_eq!(numbers(fund(&bed, "check-2026")), [20_000_000, 0, 17_000_000, 0, 3_000_000]);
    assert_eq!(numbers(fund(&bed, "check-2027")), [0, 17_000_000, 0, 0, 0]);
    assert_eq!(bed.balance("subsidy-held:check-2026").0, 0);
    assert_eq!(bed.balance("subsidy-held:check-2027").0, 17_000_000);
    let journal = read(&bed, |tx| Ok(subsidy::journal(tx, "check-2027")?));
    let line = journal.last().expect("a line");
    assert_eq!((line.basis.as_str(), line.by), (BASIS, [who(1), who(2)]));
    let late = award(&bed, 18, &apply_late(&bed), 1);
    assert_eq!(code_of(late), "subsidy/not-enough-left", "carried over is no longer there");
    proven(&bed);
}

/// An application of the first programme that is still undecided after its end.
fn apply_late(bed: &Bed) -> Application {
    let now = bed.now();
    bed.set_clock(now.plus_seconds(-31 * DAY_S));
    let it = apply(bed, 9, 4_000_000);
    bed.set_clock(now);
    it
}

fn a_firm_is_granted_no_more_than_its_cap_and_one_person_decides_nothing(bed: Bed) {
    begin(&bed, 100_000_000);
    let first = apply(&bed, 1, 12_000_000);
    let second = apply_by(
        &bed,
        "staff:applicant",
        &subsidy::Draft { id: Id::from_parts(5_000, 0), ..wanted(1, 12_000_000) },
    );
    let second = find(&bed, second.expect("applied"));
    award(&bed, 11, &first, 9_000_000).expect("awarded");
    assert_eq!(code_of(award(&bed, 12, &second, 1_000_001)), "subsidy/over-share");
    let wish = deeds::wish_draft(&second, Won::new(1_000_000), None);
    let id = propose(&bed, 13, deeds::AWARD, wish.clone()).expect("proposed");
    assert_eq!(code_of(confirm_by(&bed, 1, id)), "proposal/own");
    assert_eq!(find(&bed, second.id).state, State::Applied);
    confirm_by(&bed, 2, id).expect("confirmed");
    assert_eq!(code_of(propose(&bed, 14, deeds::AWARD, wish)), "subsidy/already-decided");
    let back =
        bed.write(move |tx, _, env| subsidy::withdraw(tx, env, "staff:applicant", second.id));
    assert_eq!(code_of(back), "subsidy/already-decided", "a promise is not taken back alone");
    // An operator who wrote an application down for a firm from outside decides nothing about it.
    let clerk: &'static str = Box::leak(format!("staff:{}", who(2)).into_boxed_str());
    let by_clerk = apply_by(&bed, clerk, &wanted(4, 1_000_000)).expect("applied");
    let by_clerk = find(&bed, by_clerk);
    assert_eq!(code_of(award(&bed, 15, &by_clerk, 1)), "subsidy/own-application");
    proven(&bed);
}

fn a_claim_that_changes_between_two_people_is_another_decision(bed: Bed) {
    begin(&bed, 100_000_000);
    let it = apply(&bed, 1, 8_000_000);
    award(&bed, 11, &it, 6_000_000).expect("awarded");
    claim(&bed, &it, 8_000_000).expect("claimed");
    let wish = deeds::wish_draft(&it, Won::new(6_000_000), None);
    let id = propose(&bed, 12, deeds::PAY, wish).expect("proposed");
    bed.set_clock(bed.now().plus_seconds(60));
    claim(&bed, &it, 4_000_000).expect("corrected");
    assert_eq!(code_of(confirm_by(&bed, 2, id)), "subsidy/claim-changed");
    assert_eq!(find(&bed, it.id).state, State::Awarded, "nothing was paid");
    // Whoever looks for work finds it among the claims, and not among what is only promised.
    let second = apply(&bed, 2, 1_000_000);
    award(&bed, 13, &second, 750_000).expect("awarded");
    let third = apply(&bed, 3, 1_000_000);
    // What is proposed is the second person's, until it lapses.
    let claims = |now: Micros| {
        let of = ("check-2026", Some(Standing::Claimed));
        read(&bed, move |tx| Ok(subsidy::list(tx, of, None, now)?)).len()
    };
    let now = bed.now().plus_seconds(60 * 86_400);
    assert_eq!((claims(bed.now()), claims(now)), (0, 1));
    for (standing, wanted) in [
        (Standing::Claimed, vec![it.id]),
        (Standing::Awarded, vec![second.id]),
        (Standing::Applied, vec![third.id]),
        (Standing::Paid, vec![]),
    ] {
        let (all, count) = read(&bed, move |tx| {
            let tally = subsidy::tally(tx, "check-2026")?;
            let count: i64 = tally.iter().map(|it| it.standing(standing)).sum();
            Ok((subsidy::list(tx, ("check-2026", Some(standing)), None, now)?, count))
        });
        let ids: Vec<Id> = all.iter().map(|it| it.id).collect();
        assert_eq!((ids.as_slice(), usize::try_from(count)), (&wanted[..], Ok(wanted.len())));
        assert!(all.iter().all(|it| it.standing() == standing), "{standing}");
    }
    let before = read(&bed, move |tx| {
        Ok(subsidy::before(tx, ("check-2026", Some(Standing::Claimed)), Some(it.id), now)?)
    });
    assert_eq!(before, 1);
    assert_eq!(numbers(fund(&bed, "check-2026")), [100_000_000, 0, 0, 6_750_000, 0]);
}

/// Twenty pairs confirm at the same moment what is enough for seven.
fn awards_at_the_same_moment_never_overspend(bed: Bed) {
    begin(&bed, 7 * 3_000_000 + 2_999_999);
    let ids: Vec<Id> = (1..=20)
        .map(|n| {
            let it = apply(&bed, n, 4_000_000);
            let wish = deeds::wish_draft(&it, Won::new(3_000_000), None);
            propose(&bed, 100 + n, deeds::AWARD, wish).expect("proposed")
        })
        .collect();
    let begin = Barrier::new(ids.len());
    let answers: Vec<Answer<()>> = std::thread::scope(|threads| {
        let (bed, begin) = (&bed, &begin);
        let run = |(n, id): (u128, Id)| {
            threads.spawn(move || {
                begin.wait();
                confirm_by(bed, 10 + n, id)
            })
        };
        let running: Vec<_> = (0..).zip(ids).map(run).collect();
        running.into_iter().map(|it| it.join().expect("no panic")).collect()
    });
    let done = answers.iter().filter(|it| it.is_ok()).count();
    assert_eq!(done, 7, "{answers:?}");
    for answer in answers.into_iter().filter(Result::is_err) {
        assert_eq!(code_of(answer), "subsidy/not-enough-left");
    }
    let fund = fund(&bed, "check-2026");
    assert_eq!(fund.committed, Won::new(21_000_000));
    assert_eq!(fund.free(), Some(Won::new(2_999_999)));
    proven(&bed);
}

/// Whoever wrote the claim that counts has no part in its payment, neither as the first person nor
/// as the second; an earlier claim that another replaced binds nobody.
fn who_wrote_the_claim_does_not_decide_about_its_payment(bed: Bed) {
    begin(&bed, 20_000_000);
    let it = apply(&bed, 1, 8_000_000);
    award(&bed, 11, &it, 6_000_000).expect("awarded");
    let claimed_by = |who: u128, cost: i64| {
        let (id, checked_on) = (it.id, date("20261120"));
        let actor = format!("staff:{}", Id::from_parts(1, who));
        bed.set_clock(bed.now().plus_seconds(1));
        bed.write(move |tx, _, env| {
            let cost = Won::new(cost);
            let (engagement, report, invoice) = ("E-7".to_owned(), [1; 32], [2; 32]);
            let new = NewClaim { engagement, checked_on, cost, report, invoice };
            subsidy::claim(tx, env, &actor, id, &new)
        })
        .expect("claimed");
    };
    let wish = || deeds::wish_draft(&find(&bed, it.id), Won::new(3_000_000), None);
    claimed_by(1, 4_000_000);
    assert_eq!(code_of(propose(&bed, 12, deeds::PAY, wish())), "subsidy/own-claim");
    claimed_by(2, 4_000_000);
    let id = propose(&bed, 13, deeds::PAY, wish()).expect("its own claim counts no more");
    assert_eq!(code_of(confirm_by(&bed, 2, id)), "subsidy/own-claim");
    assert_eq!(find(&bed, it.id).state, State::Awarded);
    confirm_by(&bed, 3, id).expect("somebody else");
    assert_eq!(find(&bed, it.id).paid, Some(Won::new(3_000_000)));
    proven(&bed);
}

/// Behind the decision stands the database.
fn the_database_refuses_what_the_decision_would_have(bed: Bed) {
    begin(&bed, 1_000);
    let over = bed.write(|tx, _, _| Ok(tx.exec("UPDATE subsidy_fund SET committed = 1001", &[])?));
    assert!(matches!(over, Err(No::Fault(it)) if it.kind == FaultKind::Permanent));
    let gone = bed.write(|tx, _, _| Ok(tx.exec("DELETE FROM subsidy_journal", &[])?));
    assert!(matches!(gone, Err(No::Fault(_))), "the journal is only added to");
    bed.tamper("UPDATE subsidy_fund SET committed = 1");
    let report = read(&bed, |tx| Ok(verify::book(tx)?));
    let broken: Vec<&str> =
        report.checks.iter().filter(|it| !it.ok).map(|it| it.name.as_str()).collect();
    assert_eq!(broken, ["subsidy-never-overspent"], "and the proof finds it");
}

/// A booking that was changed afterwards, past the triggers, is found.
fn a_changed_booking_is_found(bed: Bed) {
    begin(&bed, 1_000);
    bed.disarm();
    bed.tamper("UPDATE ledger_entry SET account = 'subsidy-free:other' WHERE leg = 2 AND step = 3");
    let report = read(&bed, |tx| Ok(verify::book(tx)?));
    let broken: Vec<&str> =
        report.checks.iter().filter(|it| !it.ok).map(|it| it.name.as_str()).collect();
    assert_eq!(broken, ["balances-equal-entries", "journal-equals-ledger"]);
}

crate::on_both_engines!(
    from_application_to_payment_every_won_is_in_the_ledger,
    a_firm_is_granted_no_more_than_its_cap_and_one_person_decides_nothing,
    a_claim_that_changes_between_two_people_is_another_decision,
    who_wrote_the_claim_does_not_decide_about_its_payment,
    awards_at_the_same_moment_never_overspend,
    the_database_refuses_what_the_decision_would_have,
    a_changed_booking_is_found,
);
