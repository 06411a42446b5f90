//! Days closed on a real store: what counts where, what is refused, what the proof finds.

use crate::bed::{Bed, DOUBT, at, bank, date, institution, order, paid};
use naru_base::{Answer, No, Won};
use naru_core::relay::bankwire::BankOutcome;
use naru_core::settlement::reconcile::Theirs;
use naru_core::settlement::{self, Closed, Holiday, Party, Reconciled, Standing, Window};
use naru_core::verify;

fn close(bed: &Bed, day: &'static str) -> Answer<Closed> {
    bed.write(move |tx, _, env| settlement::close_day(tx, env, "staff:test", date(day)))
}

fn closed(bed: &Bed, day: &'static str) -> Window {
    let closed = close(bed, day).expect("closes");
    assert!(closed.is_new, "{day} was closed before");
    closed.window
}

fn refused<T: std::fmt::Debug>(answer: Answer<T>) -> (&'static str, Vec<String>) {
    match answer {
        Err(No::Refusal(it)) => (it.code, it.facts.into_iter().map(|(_, v)| v).collect()),
        other => panic!("not refused: {other:?}"),
    }
}

fn nets(bed: &Bed, day: &'static str) -> Vec<(Party, i64, i64, i64)> {
    let read = bed.store.read_blocking(move |tx| Ok(settlement::positions(tx, date(day))?));
    let all = read.expect("read").into_iter();
    all.map(|it| (it.party, it.collected.count, it.fee.get(), it.net.get())).collect()
}

fn broken(bed: &Bed) -> Vec<String> {
    let report = bed.store.read_blocking(|tx| Ok(verify::book(tx)?)).expect("read");
    let check = report.checks.into_iter().find(|it| it.name == "i11-settled-in-one-window");
    check.expect("the check is there").findings
}

/// Settles an order of person 1 of 2026-11-22, a Sunday.
fn settle(bed: &Bed, n: u32, amount: i64) {
    let key = bed.asked(&order(1, n, amount));
    bed.conclude(&key, paid());
}

fn a_day_is_netted_once_and_paid_on_the_next_business_day(bed: Bed) {
    settle(&bed, 1, 1_000);
    settle(&bed, 2, 2_000);
    let mut other = order(2, 1, 4_000);
    other.bank = bank(2);
    bed.told(&other);
    assert_eq!(refused(close(&bed, "20261122")).0, "settlement/day-not-over");
    bed.set_clock(at("20261123000001"));
    let window = closed(&bed, "20261122");
    assert_eq!(window.value_date, date("20261123"));
    assert_eq!((window.moved.count, window.moved.amount.get(), window.fee.get()), (2, 3_000, 60));
    assert_eq!((window.carried.count, window.closed_at), (0, bed.now()));
    let want = [
        (Party::Bank(bank(1)), 2, 0, 3_000),
        (Party::Institution(institution(1)), 2, 60, -2_940),
        (Party::Operator, 0, 60, -60),
    ];
    assert_eq!(nets(&bed, "20261122"), want);
    assert_eq!(broken(&bed), [""; 0]);

    bed.set_clock(at("20261123120000"));
    let again = close(&bed, "20261122").expect("told again");
    assert_eq!((again.is_new, again.window), (false, window));
    let deeds = "SELECT count(*) FROM audit_record WHERE action = 'settlement.day.closed' \
         AND subject = 'settlement:20261122'";
    assert_eq!(bed.number(deeds), 1);
}

fn what_is_in_doubt_counts_on_the_day_on_which_it_is_decided(bed: Bed) {
    settle(&bed, 1, 1_000);
    let doubtful = bed.asked(&order(1, 2, 20_000));
    bed.conclude(&doubtful, DOUBT);
    let asked = bed.asked(&order(1, 3, 300_000));
    bed.set_clock(at("20261123000001"));
    assert_eq!(refused(close(&bed, "20261122")).0, "settlement/being-asked");
    bed.conclude(&asked, DOUBT);
    let window = closed(&bed, "20261122");
    assert_eq!(window.moved.amount, Won::new(1_000));
    assert_eq!((window.carried.count, window.carried.amount.get()), (2, 320_000));
    bed.conclude(&doubtful, paid());
    // The next day nothing is ordered, and one more ends on the day after it.
    bed.set_clock(at("20261124090000"));
    assert_eq!(closed(&bed, "20261123").moved.amount, Won::new(20_000));
    bed.conclude(&asked, paid());
    assert_eq!(broken(&bed), [""; 0], "one is in the open window");
    bed.set_clock(at("20261125000000"));
    assert_eq!(closed(&bed, "20261124").moved.amount, Won::new(300_000));
    assert_eq!(broken(&bed), [""; 0]);
}

fn nothing_closes_into_a_day_that_was_netted(bed: Bed) {
    settle(&bed, 1, 1_000);
    let doubtful = bed.asked(&order(1, 2, 20_000));
    bed.conclude(&doubtful, DOUBT);
    bed.set_clock(at("20261123000001"));
    closed(&bed, "20261122");
    // A command that was made before midnight and waited, or a clock that was set back.
    bed.set_clock(at("20261122235959"));
    bed.conclude(&doubtful, paid());
    assert_eq!(broken(&bed), [""; 0]);
    bed.set_clock(at("20261124000000"));
    assert_eq!(closed(&bed, "20261123").moved.amount, Won::new(20_000));
    assert_eq!(broken(&bed), [""; 0]);
}

fn days_are_closed_in_order_and_a_day_without_transfers_too(bed: Bed) {
    bed.set_clock(at("20261126120000"));
    assert_eq!(refused(close(&bed, "20261125")).0, "settlement/nothing-to-close");
    bed.set_clock(at("20261122120000"));
    settle(&bed, 1, 1_000);
    bed.set_clock(at("20261126120000"));
    let early = refused(close(&bed, "20261124"));
    assert_eq!(early, ("settlement/earlier-day-open", vec!["20261124".into(), "20261122".into()]));
    let due = || {
        bed.write(|tx, _, env| settlement::close_due(tx, env, "system:settle")).expect("no fault")
    };
    let days: Vec<String> = std::iter::from_fn(due).map(|it| it.date.to_string()).collect();
    assert_eq!(days, ["20261122", "20261123", "20261124", "20261125"]);
    assert_eq!(nets(&bed, "20261124"), []);
    let newest = bed.store.read_blocking(|tx| Ok(settlement::windows(tx, date("20261125"), 2)?));
    let newest: Vec<String> =
        newest.expect("read").into_iter().map(|it| it.date.to_string()).collect();
    assert_eq!(newest, ["20261124", "20261123"]);
    assert_eq!(broken(&bed), [""; 0]);
}

fn holiday(day: &str) -> Holiday {
    Holiday {
        date: date(day),
        name_ko: "임시공휴일".to_owned(),
        name_en: "Temporary holiday".to_owned(),
        source: "declared".to_owned(),
    }
}

fn holidays_are_edited(bed: Bed) {
    settle(&bed, 1, 1_000);
    bed.set_clock(at("20261123000001"));
    bed.write(|tx, _, env| {
        settlement::add_holiday(tx, env, "staff:test", &holiday("20261123"))?;
        settlement::add_holiday(tx, env, "staff:test", &holiday("20261124"))?;
        settlement::remove_holiday(tx, env, "staff:test", date("20261124"))
    })
    .expect("edited");
    bed.write(|tx, _, _| Ok(settlement::install_shipped(tx)?)).expect("changes nothing");
    assert_eq!(closed(&bed, "20261122").value_date, date("20261124"));

    let gone =
        bed.write(|tx, _, env| settlement::remove_holiday(tx, env, "staff:test", date("20261124")));
    assert_eq!(refused(gone).0, "settlement/holiday-unknown");
    let unknown = bed
        .write(|tx, _, env| settlement::add_holiday(tx, env, "staff:test", &holiday("20290105")));
    assert_eq!(refused(unknown), ("settlement/year-unknown", vec!["2029".into()]));
}

fn a_year_without_holidays_stops_the_close_until_it_has_them(bed: Bed) {
    bed.set_clock(at("20261230120000"));
    settle(&bed, 1, 1_000);
    bed.tamper("DELETE FROM settlement_year WHERE year > 2026");
    bed.set_clock(at("20270102120000"));
    let due = || bed.write(|tx, _, env| settlement::close_due(tx, env, "system:settle"));
    assert_eq!(due().expect("closes").map(|it| it.value_date), Some(date("20261231")));
    assert_eq!(refused(due()), ("settlement/year-unknown", vec!["2027".into()]));
    let put = |holidays: Vec<Holiday>| {
        bed.write(move |tx, _, env| {
            settlement::put_year(tx, env, "staff:test", (2027, "the almanac"), &holidays)
        })
    };
    assert_eq!(refused(put(vec![])).0, "settlement/holiday-of-other-year");
    let other = refused(put(vec![holiday("20280101")]));
    assert_eq!(other.0, "settlement/holiday-of-other-year");
    put(vec![holiday("20270104")]).expect("put");
    let value_date = due().expect("closes").map(|it| it.value_date);
    assert_eq!(value_date, Some(date("20270101")), "the year has what it was given, no more");
    assert_eq!(due().expect("closes").map(|it| it.value_date), Some(date("20270105")));
    assert_eq!(broken(&bed), [""; 0]);
}

/// A book with one closed day and one settled transfer in the open one.
fn tampered(bed: &Bed, sql: &'static str, says: &str) {
    settle(bed, 1, 1_000);
    bed.set_clock(at("20261123000001"));
    closed(bed, "20261122");
    settle(bed, 2, 2_000);
    assert_eq!(broken(bed), [""; 0]);
    for table in ["settlement_window", "settlement_position"] {
        disarm(bed, table);
    }
    bed.tamper(sql);
    let found = broken(bed);
    assert!(found.iter().any(|it| it.contains(says)), "{sql}: {found:?}");
}

fn disarm(bed: &Bed, table: &str) {
    let drops = if bed.is_sqlite() {
        vec![format!("DROP TRIGGER {table}_no_update"), format!("DROP TRIGGER {table}_no_delete")]
    } else {
        vec![format!("DROP TRIGGER {table}_append_only ON {table}")]
    };
    for sql in drops {
        bed.tamper(String::leak(sql));
    }
}

macro_rules! tampering {
    ($($name:ident: $sql:literal => $says:literal;)*) => {
        $(fn $name(bed: Bed) { tampered(&bed, $sql, $says); })*
        mod windows_tampered {
            $crate::on_both_engines!($($name),*);
            $(use super::$name;)*
        }
    };
}

tampering! {
    a_window_that_lost_money: "UPDATE settlement_window SET amount = amount - 1"
        => "window 20261122 has count, amount, fee (1, 999, 30), the transfers (1, 1000, 30)";
    a_position_that_grew: "UPDATE settlement_position SET net = net + 1 WHERE party_kind = 'bank'"
        => "the positions of 20261122 sum to 1";
    a_position_that_is_gone: "DELETE FROM settlement_position WHERE party_kind = 'institution'"
        => "institution M202600001 has transfers in 20261122 and no position";
    a_transfer_moved_into_a_closed_window: "UPDATE relay_transfer SET closed_on = 20261122"
        => "was closed after its window 20261122";
    a_transfer_in_no_window: "UPDATE relay_transfer SET closed_on = NULL \
        WHERE bank_tran_id = 'M202600001U000000002'"
        => "20261123/M202600001U000000002 is settled and in no window";
    a_closed_day_that_takes_more: "UPDATE relay_open_day SET open_from = 20261122"
        => "20261122 is closed, days are open from Some(20261122)";
}

fn windows_are_not_changed(bed: Bed) {
    settle(&bed, 1, 1_000);
    bed.set_clock(at("20261123000001"));
    closed(&bed, "20261122");
    for sql in [
        "UPDATE settlement_window SET fee = 0",
        "DELETE FROM settlement_window",
        "UPDATE settlement_position SET net = 0",
        "DELETE FROM settlement_position",
    ] {
        let ran = bed.write(move |tx, _, _| Ok(tx.exec(sql, &[])?));
        assert!(matches!(ran, Err(No::Fault(_))), "{sql}");
    }
}

fn compare(bed: &Bed, theirs: Vec<Theirs>) -> Reconciled {
    bed.write(move |tx, _, env| {
        settlement::reconcile_day(tx, env, "staff:test", (date("20261122"), &bank(1)), &theirs)
    })
    .expect("compares")
}

fn their(n: u32, amount: i64, outcome: BankOutcome) -> Theirs {
    Theirs { id: order(1, n, 1).bank_tran_id, amount: Won::new(amount), outcome }
}

fn standings(found: &Reconciled) -> Vec<(&str, Standing)> {
    found.differences.iter().map(|it| (it.difference.kind.as_str(), it.standing)).collect()
}

fn differences_are_kept_until_they_are_explained_or_gone(bed: Bed) {
    use BankOutcome::{Done, Failed};
    settle(&bed, 1, 1_000);
    settle(&bed, 2, 2_000);
    settle(&bed, 3, 3_000);
    let found = compare(&bed, vec![their(1, 1_000, Done), their(2, 2_001, Done)]);
    assert_eq!((found.ours, found.theirs, found.resolved), (3, 2, 0));
    let open = |kind| (kind, Standing::Open);
    assert_eq!(standings(&found), [open("amount-differs"), open("missing-there")]);

    let explain = |n: u32, why: &'static str| {
        bed.write(move |tx, _, env| {
            let id = order(1, n, 1).bank_tran_id;
            settlement::explain(tx, env, "staff:test", (date("20261122"), &bank(1), &id), why)
        })
    };
    assert_eq!(explain(2, " the bank's letter 17 ").expect("explained"), 1);
    assert_eq!(refused(explain(2, "again")).0, "settlement/difference-unknown");
    assert_eq!(refused(explain(1, "nothing is wrong")).0, "settlement/difference-unknown");
    assert_eq!(refused(explain(3, "  ")).0, "settlement/explanation-length");
    let listed = bed.store.read_blocking(|tx| Ok(settlement::open_differences(tx, 10)?));
    let listed: Vec<String> =
        listed.expect("read").iter().map(|it| it.difference.id.to_string()).collect();
    assert_eq!(listed, [order(1, 3, 1).bank_tran_id.to_string()]);

    // The same again: what was explained stays so. The other is gone.
    let all = || vec![their(1, 1_000, Done), their(2, 2_001, Done), their(3, 3_000, Done)];
    let found = compare(&bed, all());
    assert_eq!(standings(&found), [("amount-differs", Standing::Explained)]);
    assert_eq!(found.resolved, 1);
    let why = found.differences[0].explained.clone();
    assert_eq!(why, Some(("staff:test".into(), "the bank's letter 17".into())));
    // With another amount it is another matter, and so is one that comes back.
    let mut other = all();
    other[1] = their(2, 1_999, Done);
    other[2] = their(3, 3_000, Failed);
    let found = compare(&bed, other);
    assert_eq!(standings(&found), [open("amount-differs"), open("state-differs")]);
    assert_eq!(found.differences[0].explained, None);

    let last =
        compare(&bed, vec![their(1, 1_000, Done), their(2, 2_000, Done), their(3, 3_000, Done)]);
    assert_eq!((standings(&last), last.resolved), (vec![], 2));
    let kept = bed
        .store
        .read_blocking(|tx| Ok(settlement::differences_of(tx, date("20261122"), &bank(1))?));
    let kept = kept.expect("read");
    assert_eq!(kept.len(), 3, "what is gone is still on record");
    assert!(kept.iter().all(|it| it.standing == Standing::Resolved), "{kept:?}");
    let deeds = "SELECT count(*) FROM audit_record WHERE action LIKE 'settlement.%'";
    assert_eq!(bed.number(deeds), 5);
}

crate::on_both_engines!(
    a_day_is_netted_once_and_paid_on_the_next_business_day,
    what_is_in_doubt_counts_on_the_day_on_which_it_is_decided,
    nothing_closes_into_a_day_that_was_netted,
    days_are_closed_in_order_and_a_day_without_transfers_too,
    holidays_are_edited,
    a_year_without_holidays_stops_the_close_until_it_has_them,
    windows_are_not_changed,
    differences_are_kept_until_they_are_explained_or_gone,
);
