//! Tables of the calendar and of what may be closed; properties of netting.

use super::calendar::{MissingYear, is_business_day, next_business_day};
use super::csv::{self, BadTable};
use super::decide::{self, Known, NotYet, is_balanced, may_close, net};
use super::holidays::{SHIPPED, YEARS};
use super::reconcile::{BadStatement, Kind, Reason, Theirs, read_statement, reconcile};
use super::service::shipped;
use super::{Calendar, Party};
use crate::relay::bankwire::BankOutcome;
use crate::relay::{AtBank, Settled, State, StillOpen};
use naru_base::{BankCode, BankTranId, BusinessDate, ClientUseCode, Won};
use proptest::prelude::*;

fn date(text: &str) -> BusinessDate {
    BusinessDate::parse(text).unwrap()
}

fn shipped_calendar() -> Calendar {
    let years = YEARS.iter().map(|(year, _)| *year);
    Calendar {
        years: years.clone().collect(),
        holidays: years.flat_map(shipped).map(|it| it.date).collect(),
    }
}

#[test]
fn every_shipped_date_is_one_and_in_order() {
    for (number, (ko, en), source) in SHIPPED {
        assert!(BusinessDate::from_yyyymmdd(*number).is_some(), "{number}");
        assert!(!ko.is_empty() && !en.is_empty() && !source.is_empty(), "{number}");
    }
    assert!(SHIPPED.is_sorted_by(|a, b| a.0 < b.0), "in order, each once");
    let years: Vec<i64> = YEARS.iter().map(|(year, _)| *year).collect();
    assert_eq!(years, [2025, 2026, 2027, 2028]);
    assert!(SHIPPED.iter().all(|(number, ..)| years.contains(&(number / 10_000))));
    // Fixed days that no year lacks.
    for (year, day) in years.iter().flat_map(|year| {
        [101, 301, 501, 505, 606, 815, 1003, 1009, 1225].map(|day| (year * 10_000, day))
    }) {
        assert!(SHIPPED.iter().any(|(number, ..)| *number == year + day), "{}", year + day);
    }
}

#[test]
fn a_substitute_holiday_falls_on_a_day_that_would_be_open() {
    let calendar = shipped_calendar();
    let mut found = 0;
    for (number, (name, _), _) in SHIPPED {
        let day = BusinessDate::from_yyyymmdd(*number).unwrap();
        if *name != "대체공휴일" {
            continue;
        }
        found += 1;
        let mut without = calendar.clone();
        without.holidays.remove(&day);
        assert_eq!(is_business_day(&without, day), Ok(true), "{day}");
        assert_eq!(is_business_day(&without, day.previous()), Ok(false), "{day} follows a day off");
    }
    assert_eq!(found, 15);
}

#[test]
fn the_next_business_day_passes_weekends_holidays_and_substitutes() {
    let calendar = shipped_calendar();
    for (from, to, why) in [
        ("20261124", "20261125", "a Tuesday"),
        ("20261127", "20261130", "a Friday"),
        ("20261128", "20261130", "a Saturday is settled with the Friday"),
        ("20250124", "20250131", "a temporary holiday before Lunar New Year"),
        ("20250502", "20250507", "two holidays on one Monday, so a Tuesday besides"),
        ("20251002", "20251010", "the long Chuseok"),
        ("20260227", "20260303", "1 March on a Sunday"),
        ("20260605", "20260608", "Memorial Day on a Saturday has no substitute"),
        ("20260814", "20260818", "Liberation Day on a Saturday"),
        ("20260923", "20260928", "Chuseok on a Saturday has no substitute"),
        ("20270205", "20270210", "Lunar New Year on a Sunday"),
        ("20271224", "20271228", "Christmas on a Saturday"),
        ("20280929", "20281006", "Chuseok on National Foundation Day"),
        ("20261231", "20270104", "a year's end, New Year's Day on a Friday"),
        ("20271231", "20280103", "New Year's Day on a Saturday has no substitute"),
    ] {
        assert_eq!(next_business_day(&calendar, date(from)), Ok(date(to)), "{from}: {why}");
    }
}

#[test]
fn a_year_without_data_is_an_error_and_not_a_guess() {
    let calendar = shipped_calendar();
    assert_eq!(is_business_day(&calendar, date("20290103")), Err(MissingYear(2029)));
    assert_eq!(is_business_day(&calendar, date("20241231")), Err(MissingYear(2024)));
    // A Sunday is no business day in any year; nothing is said of it all the same.
    assert_eq!(is_business_day(&calendar, date("20290107")), Err(MissingYear(2029)));
    assert_eq!(next_business_day(&calendar, date("20281228")), Ok(date("20281229")));
    assert_eq!(next_business_day(&calendar, date("20281229")), Err(MissingYear(2029)));
    assert_eq!(next_business_day(&Calendar::default(), date("20260105")), Err(MissingYear(2026)));
}

#[test]
fn a_day_is_closed_when_it_is_over_in_order_and_with_nothing_being_asked() {
    let known = |last: Option<&str>, first: Option<&str>, reserved| Known {
        last: last.map(date),
        first: first.map(date),
        still_open: StillOpen { reserved, in_doubt: 3, in_doubt_amount: Won::new(9) },
    };
    let (past, today) = ("20261122", "20261123");
    for (known, day, want) in [
        (known(Some("20261121"), Some("20261101"), 0), past, Ok(())),
        (known(None, Some(past), 0), past, Ok(())),
        (known(None, Some(past), 0), today, Err(NotYet::NotOver)),
        (known(Some("20261121"), None, 0), "20261124", Err(NotYet::NotOver)),
        (known(None, None, 0), past, Err(NotYet::Nothing)),
        (known(None, Some(today), 0), past, Err(NotYet::Nothing)),
        (known(Some(past), None, 0), "20261120", Err(NotYet::Nothing)),
        (known(None, Some("20261120"), 0), past, Err(NotYet::Earlier(date("20261120")))),
        (known(Some("20261119"), None, 0), past, Err(NotYet::Earlier(date("20261120")))),
        (known(Some("20261121"), None, 2), past, Err(NotYet::BeingAsked(2))),
    ] {
        assert_eq!(may_close(&known, date(day), date(today)), want, "{known:?} {day}");
    }
}

fn settled(kind: &str, institution: u8, bank: u8, count: i64, amount: i64, fee: i64) -> Settled {
    Settled {
        kind: kind.to_owned(),
        institution: ClientUseCode::parse(&format!("M20260000{institution}")).unwrap(),
        bank: BankCode::parse(&format!("90{bank}")).unwrap(),
        count,
        amount: Won::new(amount),
        fee: Won::new(fee),
    }
}

#[test]
fn both_directions_are_netted_and_fees_go_to_the_operator() {
    let all = [
        settled("withdraw", 1, 1, 3, 30_000, 150),
        settled("withdraw", 1, 1, 1, 500, 50),
        settled("withdraw", 1, 2, 1, 7_000, 50),
        settled("deposit", 2, 1, 2, 10_000, 80),
    ];
    let netted = net(&all).unwrap();
    let rows: Vec<(&str, &str, i64, i64, i64, i64)> = netted
        .positions
        .iter()
        .map(|it| {
            let (kind, code) = (it.party.kind(), it.party.code());
            (kind, code, it.collected.count, it.paid.count, it.fee.get(), it.net.get())
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("bank", "901", 4, 2, 0, 20_500),
            ("bank", "902", 1, 0, 0, 7_000),
            ("institution", "M202600001", 5, 0, 250, -37_250),
            ("institution", "M202600002", 0, 2, 80, 10_080),
            ("operator", "", 0, 0, 330, -330),
        ]
    );
    assert_eq!((netted.moved.count, netted.moved.amount.get(), netted.fee.get()), (7, 47_500, 330));
    for it in &netted.positions {
        assert_eq!(Party::parse(it.party.kind(), it.party.code()).as_ref(), Some(&it.party));
    }
}

#[test]
fn what_cannot_be_netted_is_said_and_not_left_out() {
    assert_eq!(net(&[settled("gift", 1, 1, 1, 1, 0)]), None, "a kind that is not known");
    let huge = settled("withdraw", 1, 1, 1, i64::MAX, 0);
    assert_eq!(net(&[huge.clone(), huge]), None, "a sum that does not fit");
    assert_eq!(net(&[]), Some(decide::Netted::default()));
}

fn any_settled() -> impl Strategy<Value = Settled> {
    let kinds = prop::sample::select(vec!["withdraw", "deposit", "return", "fund"]);
    (kinds, 1..4_u8, 1..4_u8, 1..1_000_i64, 0..1_000_000_000_000_i64, 0..1_000_i64).prop_map(
        |(kind, institution, bank, count, amount, fee)| {
            settled(kind, institution, bank, count, amount, fee)
        },
    )
}

proptest! {
    #[test]
    fn positions_sum_to_zero_and_lose_nothing(all in prop::collection::vec(any_settled(), 0..40)) {
        let netted = net(&all).unwrap();
        prop_assert!(is_balanced(&netted.positions));
        let positions = &netted.positions;
        let of =
            |kind: &'static str| positions.iter().filter(move |it| it.party.kind() == kind);
        let count: i64 = all.iter().map(|it| it.count).sum();
        let amount: i64 = all.iter().map(|it| it.amount.get()).sum();
        for kind in ["bank", "institution"] {
            let moved = |it: &super::Position| it.collected.plus(it.paid).unwrap();
            prop_assert_eq!(of(kind).map(|it| moved(it).count).sum::<i64>(), count);
            prop_assert_eq!(of(kind).map(|it| moved(it).amount.get()).sum::<i64>(), amount);
        }
        let fee: i64 = all.iter().map(|it| it.fee.get()).sum();
        prop_assert_eq!(of("operator").map(|it| -it.net.get()).sum::<i64>(), fee);
        prop_assert_eq!((netted.moved.count, netted.fee.get()), (count, fee));
    }

    #[test]
    fn netting_does_not_depend_on_the_order(
        (one, other) in prop::collection::vec(any_settled(), 0..40)
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        prop_assert_eq!(net(&one), net(&other));
    }
}

fn ours(n: u32, amount: i64, state: State) -> AtBank {
    AtBank { id: tran_id(n), amount: Won::new(amount), state }
}

fn theirs(n: u32, amount: i64, outcome: BankOutcome) -> Theirs {
    Theirs { id: tran_id(n), amount: Won::new(amount), outcome }
}

fn tran_id(n: u32) -> BankTranId {
    BankTranId::parse(&format!("M202600001U{n:09}")).unwrap()
}

#[test]
fn every_way_to_differ_is_named_with_its_reason() {
    use BankOutcome::{Done, Failed, Processing, Void};
    let differs = |kind, reason| Some((kind, reason));
    for (here, there, want) in [
        (Some((State::Settled, 10)), Some((Done, 10)), None),
        (Some((State::Released, 10)), Some((Failed, 10)), None),
        (Some((State::Released, 10)), Some((Void, 0)), None),
        (Some((State::Released, 10)), None, None),
        (Some((State::Refused, 10)), None, None),
        (Some((State::InDoubt, 10)), None, None),
        (Some((State::InDoubt, 10)), Some((Processing, 10)), None),
        (None, Some((Done, 10)), differs(Kind::MissingHere, Reason::NeverOrdered)),
        (None, Some((Failed, 10)), differs(Kind::MissingHere, Reason::NeverOrdered)),
        (Some((State::Settled, 10)), None, differs(Kind::MissingThere, Reason::SettledButNotPaid)),
        (
            Some((State::Settled, 10)),
            Some((Done, 11)),
            differs(Kind::AmountDiffers, Reason::OtherAmount),
        ),
        (
            Some((State::Settled, 10)),
            Some((Failed, 10)),
            differs(Kind::StateDiffers, Reason::SettledButNotPaid),
        ),
        (
            Some((State::Released, 10)),
            Some((Done, 10)),
            differs(Kind::StateDiffers, Reason::PaidButReleased),
        ),
        (
            Some((State::Released, 10)),
            Some((Processing, 10)),
            differs(Kind::StateDiffers, Reason::PaidButReleased),
        ),
        (
            Some((State::InDoubt, 10)),
            Some((Done, 10)),
            differs(Kind::StateDiffers, Reason::NotHeardYet),
        ),
        (
            Some((State::Reserved, 10)),
            Some((Void, 0)),
            differs(Kind::StateDiffers, Reason::NotHeardYet),
        ),
        (
            Some((State::Refused, 10)),
            Some((Done, 10)),
            differs(Kind::StateDiffers, Reason::NeverOrdered),
        ),
    ] {
        let us: Vec<AtBank> = here.iter().map(|(state, won)| ours(1, *won, *state)).collect();
        let them: Vec<Theirs> = there.iter().map(|(out, won)| theirs(1, *won, *out)).collect();
        let found = reconcile(&us, &them);
        let is: Vec<_> = found.iter().map(|it| (it.kind, it.reason())).collect();
        assert_eq!(is, Vec::from_iter(want), "{here:?} {there:?}");
    }
}

fn any_outcome() -> impl Strategy<Value = BankOutcome> {
    use BankOutcome::{Done, Failed, Processing, Void};
    prop::sample::select(vec![Done, Failed, Processing, Void])
}

proptest! {
    #[test]
    fn a_comparison_does_not_depend_on_the_order_and_names_each_transfer_once(
        here in prop::collection::btree_map(
            0..20_u32, (prop::sample::select(&State::ALL[..]), 1..4_i64), 0..20),
        there in prop::collection::btree_map(0..20_u32, (any_outcome(), 1..4_i64), 0..20),
    ) {
        let mut us: Vec<AtBank> = here.iter().map(|(n, (s, won))| ours(*n, *won, *s)).collect();
        let mut them: Vec<Theirs> =
            there.iter().map(|(n, (o, won))| theirs(*n, *won, *o)).collect();
        let found = reconcile(&us, &them);
        us.reverse();
        them.reverse();
        prop_assert_eq!(&reconcile(&us, &them), &found);
        let ids: std::collections::BTreeSet<_> = found.iter().map(|it| &it.id).collect();
        prop_assert_eq!(ids.len(), found.len());
        // Whatever was paid on one side and not on the other is found, with no exception.
        for n in 0..20_u32 {
            let settled = here.get(&n).filter(|(s, _)| *s == State::Settled).map(|(_, won)| *won);
            let done = there.get(&n).filter(|(o, _)| *o == BankOutcome::Done).map(|(_, won)| *won);
            if settled != done {
                prop_assert!(ids.contains(&tran_id(n)), "{:?} {:?}", here.get(&n), there.get(&n));
            }
        }
    }

    #[test]
    fn a_table_comes_back_as_it_was_written(
        rows in prop::collection::vec(prop::collection::vec("[a-c,\"\r\n가 ]{0,5}", 3), 0..6),
    ) {
        let mut text = "a,b,c\r\n".to_owned();
        for row in &rows {
            text.push_str(&csv::line(row));
            text.push('\n');
        }
        let read = csv::read(&text, &["a", "b", "c"]).unwrap();
        let read: Vec<Vec<String>> = read.into_iter().map(|(_, fields)| fields).collect();
        prop_assert_eq!(read, rows);
    }

    #[test]
    fn no_text_breaks_the_reading_of_a_statement(text in "(bank_tran_id,date,amount,outcome\n)?[a-z0-9,\"\n가]{0,40}") {
        drop(read_statement(&text, date("20261122")));
    }
}

#[test]
fn a_statement_is_taken_whole_or_not_at_all() {
    let head = "bank_tran_id,date,amount,outcome";
    let day = date("20261122");
    let good = format!(
        "\u{feff}{head}\r\nM202600001U000000001,20261122,1000,done\r\n\r\n\
         \"M202600001U000000002\",20261122,0,void"
    );
    let want = vec![theirs(1, 1_000, BankOutcome::Done), theirs(2, 0, BankOutcome::Void)];
    assert_eq!(read_statement(&good, day), Ok(want));
    assert_eq!(read_statement(head, day), Ok(vec![]), "a day without requests");
    let first = "M202600001U000000001,20261122,1000,done";
    for (lines, want) in [
        ("".to_owned(), BadStatement::Table(BadTable::Header)),
        ("bank_tran_id,date,amount\n".to_owned(), BadStatement::Table(BadTable::Header)),
        (format!("{head}\n{first},x"), BadStatement::Table(BadTable::Width(2))),
        (format!("{head}\n{first}\n\"a"), BadStatement::Table(BadTable::Quotes(3))),
        (format!("{head}\n\"a\"b,c,d,e"), BadStatement::Table(BadTable::Quotes(2))),
        (format!("{head}\n{first}\n{first}"), BadStatement::Twice(3)),
        (format!("{head}\n\n{}", first.replace("22,", "23,")), BadStatement::OtherDate(3)),
        (format!("{head}\n{}", first.replace("22,", "32,")), BadStatement::Value(2)),
        (format!("{head}\n{}", first.replace("done", "paid")), BadStatement::Value(2)),
        (format!("{head}\n{}", first.replace("1000", "-1")), BadStatement::Value(2)),
        (format!("{head}\n{}", first.replace("M2", "m2")), BadStatement::Value(2)),
    ] {
        assert_eq!(read_statement(&lines, day), Err(want), "{lines}");
    }
}
