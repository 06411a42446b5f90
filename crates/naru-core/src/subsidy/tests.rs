//! The decisions as tables, and the states as a property.

use super::decide::{self, Payment};
use super::model::{
    Application, Check, Claim, Class, Event, Firm, Fund, Inspector, Journal, JournalKind,
    Programme, State, is_registration,
};
use super::service::{Draft, NewClaim};
use super::{deeds, demanded};
use crate::ledger::balanced;
use naru_base::{BusinessDate, ClientUseCode, Id, Micros, Won};

fn programme() -> Programme {
    Programme {
        code: "check-2026".into(),
        name_ko: "보안점검 예산지원".into(),
        name_en: "Security check subsidy".into(),
        basis: "2026 추가경정예산".into(),
        year: 2026,
        opens_at: Micros::new(100),
        closes_at: Micros::new(200),
        appropriation: Won::new(985_000_000),
        share_percent: 75,
        firm_cap: Won::new(10_000_000),
        classes: vec![Class::OpenBanking, Class::InnovativeService],
    }
}

fn inspector() -> Inspector {
    Inspector {
        code: "pureun".into(),
        name_ko: "푸른점검원".into(),
        name_en: "Pureun".into(),
        basis: "지정".into(),
        from: Micros::new(50),
        until: Some(Micros::new(1_000_000_000_000_000_000)),
    }
}

fn draft() -> Draft {
    let institution = ClientUseCode::parse("M202600001").ok();
    let registration = "1238100001".to_owned();
    Draft {
        id: Id::from_parts(1, 1),
        programme: "check-2026".into(),
        class: Class::OpenBanking,
        firm: Firm { institution, name: "나래페이".into(), registration },
        designation: String::new(),
        check: Check::Organisation,
        inspector: "pureun".into(),
        quote: Won::new(6_000_000),
    }
}

fn application(state: State, awarded: Option<i64>) -> Application {
    let it = draft();
    Application {
        id: it.id,
        programme: it.programme,
        class: it.class,
        firm: it.firm,
        designation: it.designation,
        check: it.check,
        inspector: it.inspector,
        quote: it.quote,
        state,
        applied_at: Micros::new(110),
        applied_by: "staff:x".into(),
        awarded: awarded.map(Won::new),
        paid: None,
        grounds: None,
        decided_at: None,
        is_claimed: false,
    }
}

fn fund(committed: i64) -> Fund {
    Fund { appropriation: Won::new(10_000_000), committed: Won::new(committed), ..Fund::default() }
}

#[test]
fn a_registration_number_proves_itself() {
    for (text, want) in [
        ("1238100001", true),
        ("1238100002", false),
        ("1248100001", false),
        ("0000000000", true),
        ("123810000", false),
        ("12381000010", false),
        ("123-81-000", false),
    ] {
        assert_eq!(is_registration(text), want, "{text}");
    }
}

#[test]
fn who_may_apply() {
    let at = |f: &dyn Fn(&mut Draft), now: i64| {
        let mut it = draft();
        f(&mut it);
        let got = decide::may_apply(&programme(), &inspector(), &it, Micros::new(now));
        got.err().map(|it| it.code)
    };
    let innovative = |it: &mut Draft| {
        it.class = Class::InnovativeService;
        it.designation = "혁신-2026-0007".into();
        it.firm.institution = None;
    };
    assert_eq!(at(&|_| {}, 100), None);
    assert_eq!(at(&|_| {}, 99), Some("subsidy/not-open"));
    assert_eq!(at(&|_| {}, 200), Some("subsidy/not-open"), "its last instant is before the end");
    assert_eq!(at(&innovative, 150), None, "also from outside the network");
    let outside = |it: &mut Draft| it.firm.institution = None;
    assert_eq!(at(&outside, 150), Some("subsidy/class-not-helped"), "open banking is inside");
    let no_number = |it: &mut Draft| it.class = Class::InnovativeService;
    assert_eq!(at(&no_number, 150), Some("subsidy/malformed"));
    let formula = |it: &mut Draft| it.firm.name = "=1+1".into();
    assert_eq!(at(&formula, 150), Some("subsidy/malformed"));
    assert_eq!(at(&|it| it.quote = Won::ZERO, 150), Some("subsidy/malformed"));
    let mut narrow = programme();
    narrow.classes = vec![Class::InnovativeService];
    let got = decide::may_apply(&narrow, &inspector(), &draft(), Micros::new(150));
    assert_eq!(got.unwrap_err().code, "subsidy/class-not-helped");
    let gone = Inspector { until: Some(Micros::new(150)), ..inspector() };
    let got = decide::may_apply(&programme(), &gone, &draft(), Micros::new(150));
    assert_eq!(got.unwrap_err().code, "subsidy/inspector-not-recognised");
}

/// Share of the quote, what is left of the firm's cap, what is left of the programme.
#[test]
fn how_much_may_be_promised() {
    let it = application(State::Applied, None);
    let table = [
        (0, 0, 4_500_000, None),
        (0, 0, 4_500_001, Some("subsidy/over-share")),
        (0, 0, 0, Some("subsidy/over-share")),
        (0, 0, -1, Some("subsidy/over-share")),
        (6_000_000, 0, 4_000_000, None),
        (6_000_000, 0, 4_000_001, Some("subsidy/over-share")),
        (10_000_000, 0, 1, Some("subsidy/over-share")),
        (0, 5_500_000, 4_500_000, None),
        (0, 5_500_001, 4_500_000, Some("subsidy/not-enough-left")),
    ];
    for (granted, committed, amount, want) in table {
        let (granted, amount) = (Won::new(granted), Won::new(amount));
        let got = decide::may_award(&programme(), &fund(committed), granted, &it, amount);
        assert_eq!(got.err().map(|it| it.code), want, "{granted} {committed} {amount}");
    }
    let odd = decide::share(&programme(), Won::new(101));
    assert_eq!(odd, Won::new(75), "75.75 is rounded down");
}

#[test]
fn only_what_the_check_did_cost_is_paid_and_never_more_than_promised() {
    let claim = |cost: i64, on: &str| Claim {
        at: Micros::new(1),
        by: "staff:x".into(),
        engagement: "E-1".into(),
        checked_on: BusinessDate::parse(on).unwrap(),
        cost: Won::new(cost),
        report: [1; 32],
        invoice: [2; 32],
    };
    let it = application(State::Awarded, Some(4_500_000));
    let pay = |claim: Option<&Claim>| decide::payment(&programme(), &inspector(), &it, claim);
    let got = |paid: i64, returned: i64| {
        Ok(Payment { paid: Won::new(paid), returned: Won::new(returned) })
    };
    assert_eq!(pay(Some(&claim(6_000_000, "20261101"))), got(4_500_000, 0));
    assert_eq!(pay(Some(&claim(9_000_000, "20261101"))), got(4_500_000, 0), "dearer");
    assert_eq!(pay(Some(&claim(4_000_000, "20261101"))), got(3_000_000, 1_500_000), "cheaper");
    assert_eq!(pay(None).unwrap_err().code, "subsidy/evidence-missing");
    let early = claim(6_000_000, "19600101");
    assert_eq!(pay(Some(&early)).unwrap_err().code, "subsidy/inspector-not-recognised");
    let paid = application(State::Paid, Some(1));
    let again = decide::payment(&programme(), &inspector(), &paid, Some(&early));
    assert_eq!(again.unwrap_err().code, "subsidy/already-decided");
}

#[test]
fn what_a_claim_must_say() {
    let new = |cost: i64, on: &str, invoice: u8| NewClaim {
        engagement: "E-2026-7".into(),
        checked_on: BusinessDate::parse(on).unwrap(),
        cost: Won::new(cost),
        report: [1; 32],
        invoice: [invoice; 32],
    };
    let now = BusinessDate::parse("20261120").unwrap().starts_at();
    let awarded = application(State::Awarded, Some(1));
    let table = [
        (&awarded, new(1, "20261120", 2), None),
        (&awarded, new(1, "20261121", 2), Some("subsidy/malformed")),
        (&awarded, new(1, "19600101", 2), Some("subsidy/inspector-not-recognised")),
        (&awarded, new(0, "20261120", 2), Some("subsidy/malformed")),
        (&awarded, new(1, "20261120", 1), Some("subsidy/malformed")),
        (
            &application(State::Applied, None),
            new(1, "20261120", 2),
            Some("subsidy/nothing-to-claim"),
        ),
    ];
    for (it, new, want) in table {
        let got = decide::may_claim(it, &inspector(), &new, now);
        assert_eq!(got.err().map(|it| it.code), want, "{new:?}");
    }
}

#[test]
fn money_is_carried_over_after_the_end_into_a_later_year() {
    let later = Programme { code: "check-2027".into(), year: 2027, ..programme() };
    let carry = |to: &Programme, amount: i64, basis: &str, now: i64| {
        let from = (&programme(), &fund(4_000_000));
        let got = decide::may_carry(from, to, (Won::new(amount), basis), Micros::new(now));
        got.err().map(|it| it.code)
    };
    let basis = "국고보조금 통합관리지침 제25조제2항";
    assert_eq!(carry(&later, 6_000_000, basis, 200), None);
    assert_eq!(carry(&later, 6_000_001, basis, 200), Some("subsidy/not-enough-left"));
    assert_eq!(carry(&later, 1, basis, 199), Some("subsidy/still-open"));
    assert_eq!(carry(&programme(), 1, basis, 200), Some("subsidy/not-a-later-year"));
    assert_eq!(carry(&later, 1, "", 200), Some("subsidy/malformed"), "without its legal basis");
}

#[test]
fn what_is_claimed_stands_apart_from_what_is_only_promised() {
    let all = State::ALL.map(|state| {
        let it = Application { is_claimed: true, ..application(state, None) };
        (it.standing().to_string(), application(state, None).standing().to_string())
    });
    for (state, (claimed, other)) in State::ALL.into_iter().zip(all) {
        let wanted = if state == State::Awarded { "claimed" } else { state.as_str() };
        assert_eq!((claimed.as_str(), other.as_str()), (wanted, state.as_str()));
    }
}

#[test]
fn a_final_state_is_never_left_and_money_is_paid_only_after_a_promise() {
    for state in State::ALL {
        for event in Event::ALL {
            let next = state.next(event);
            if matches!(state, State::Declined | State::Withdrawn | State::Paid | State::Released) {
                assert_eq!(next, None, "{state} {event}");
            }
            if next == Some(State::Paid) {
                assert_eq!(state, State::Awarded);
            }
        }
    }
}

#[test]
fn every_line_of_the_journal_balances() {
    for kind in JournalKind::ALL {
        for returned in [0, 5] {
            let it = Journal {
                id: Id::from_parts(1, 1),
                programme: "a".into(),
                kind,
                application: None,
                to: Some("b".into()),
                amount: Won::new(7),
                returned: Won::new(if kind == JournalKind::Payment { returned } else { 0 }),
                basis: String::new(),
                date: BusinessDate::parse("20261120").unwrap(),
                at: Micros::new(1),
                by: [Id::from_parts(1, 1), Id::from_parts(1, 2)],
            };
            let entries = demanded(&it).unwrap();
            assert!(entries.len() >= 2 && balanced(&entries), "{kind}: {entries:?}");
        }
    }
}

#[test]
fn the_schema_has_the_same_words() {
    let sql = super::MIGRATION.sql;
    let words = State::ALL.map(State::as_str).into_iter();
    let words = words.chain(Class::ALL.map(Class::as_str)).chain(Check::ALL.map(Check::as_str));
    let words = words.chain(JournalKind::ALL.map(JournalKind::as_str));
    for word in words.chain(super::Grounds::ALL.map(super::Grounds::as_str)) {
        assert!(sql.contains(&format!("'{word}'")), "{word}");
    }
    for kind in &deeds::KINDS {
        assert!(kind.name.starts_with(deeds::PREFIX), "{}", kind.name);
    }
}
