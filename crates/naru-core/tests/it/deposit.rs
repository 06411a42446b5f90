use crate::bed::{self, Bed, DOUBT, at, date, deposit, not_paid, order, paid};
use naru_base::{BankCode, Micros, No, Won};
use naru_core::policy::{self, Parameter};
use naru_core::relay::bankwire::Request;
use naru_core::relay::decide::Effect;
use naru_core::relay::{self, Decline, Kind, Outbound, Reserved, State, Via};
use naru_core::verify;
use std::sync::Arc;

fn holds(bed: &Bed) {
    let report = bed.store.read_blocking(|tx| Ok(verify::book(tx)?)).expect("read");
    let broken: Vec<_> = report.checks.iter().filter(|c| !c.ok).collect();
    assert!(broken.is_empty(), "{broken:?}");
}

const PAYING: &str = "inst-out:M202600001";
const BANK: &str = "bank:901";

fn a_paid_deposit_is_settled_with_its_fee(bed: Bed) {
    bed.fund(1, 1, 100_000);
    assert_eq!((bed.balance(PAYING), bed.balance(BANK)), ((-100_000, 0), (100_000, 0)));
    let it = deposit(&bed, 1, 1, 30_000);
    let key = bed.asked(&it);
    assert_eq!((bed.balance(PAYING), bed.balance(BANK)), ((-100_000, 30_000), (100_000, -30_000)));
    let done = bed.conclude(&key, paid());
    assert_eq!(done.effect, Effect::Move(State::Settled));
    assert_eq!((bed.balance(PAYING), bed.balance(BANK)), ((-70_000, 0), (70_000, 0)));
    assert_eq!(bed.balance("inst-fee:M202600001"), (20, 0));
    assert_eq!(bed.balance("inst:M202600001"), (0, 0), "the collecting account has no part in it");
    assert_eq!(bed.counted("SELECT count(*) FROM relay_person_day"), 0, "nor a person's limit");
    let told = bed.told(&it);
    assert_eq!(told.state, State::Settled);
    assert_eq!(told.bank.expect("sealed though the payee is nobody's user").holder, "홍나루");
    holds(&bed);
}

fn the_paying_account_pays_what_it_has_reservations_counted(bed: Bed) {
    assert_eq!(bed.told(&deposit(&bed, 1, 1, 1)).decline, Some(Decline::ContractFunds));
    bed.fund(1, 1, 50_000);
    let first = bed.asked(&deposit(&bed, 1, 2, 30_000));
    bed.conclude(&first, DOUBT);
    bed.asked(&deposit(&bed, 1, 3, 20_000));
    assert_eq!(bed.told(&deposit(&bed, 1, 4, 1)).decline, Some(Decline::ContractFunds));
    bed.conclude(&first, not_paid());
    assert_eq!(bed.told(&deposit(&bed, 1, 4, 1)).decline, Some(Decline::ContractFunds), "decided");
    bed.asked(&deposit(&bed, 1, 5, 30_000));
    assert_eq!(bed.told(&deposit(&bed, 2, 1, 1)).decline, Some(Decline::ContractFunds));
    set(&bed, "deposit_credit_limit_won", 7_000);
    bed.asked(&deposit(&bed, 1, 6, 7_000));
    assert_eq!(bed.told(&deposit(&bed, 1, 7, 1)).decline, Some(Decline::ContractFunds));
    assert_eq!(bed.told(&deposit(&bed, 2, 2, 1)).decline, Some(Decline::ContractFunds), "own rule");
    holds(&bed);
}

/// Sets a rule for institution 1.
fn set(bed: &Bed, name: &'static str, value: i64) {
    bed.write(move |tx, hub, env| {
        let source = "a contract".to_owned();
        let rule = Parameter { name: name.to_owned(), valid_from: env.now, value, source };
        policy::override_for(tx, env, "system:test", &bed::institution(1), &rule)?;
        hub.directory_changed(tx).map_err(Into::into)
    })
    .expect("set");
}

fn money_is_put_on_a_paying_account_once(bed: Bed) {
    let key = bed.fund(1, 1, 10_000);
    assert_eq!(bed.fund(1, 1, 10_000), key, "the same again");
    assert_eq!(bed.balance(PAYING), (-10_000, 0));
    let try_it = |funding: relay::Funding| {
        let done =
            bed.write(move |tx, hub, env| relay::fund(tx, hub, env, "system:test", &funding));
        match done {
            Err(No::Refusal(refusal)) => refusal.code,
            other => panic!("{:?}", other.map(|key| key.to_string())),
        }
    };
    assert_eq!(try_it(bed::funding(1, 1, 10_001)), "relay/funding-id-used");
    assert_eq!(try_it(bed::funding(1, 2, 0)), "relay/funding-malformed");
    let mut foreign = bed::funding(1, 3, 1);
    foreign.id = bed::funding(2, 3, 1).id;
    assert_eq!(try_it(foreign), "relay/funding-malformed");
    let mut theirs = bed::funding(1, 3, 1);
    theirs.id = order(1, 3, 1).bank_tran_id;
    assert_eq!(try_it(theirs), "relay/funding-malformed");
    bed.tamper("DELETE FROM identity_contract WHERE purpose = 'deposit'");
    bed.write(|tx, hub, _| hub.directory_changed(tx).map_err(Into::into)).expect("told");
    assert_eq!(try_it(bed::funding(1, 4, 1)), "relay/no-paying-account");
    holds(&bed);
}

fn out(bed: &Bed, order: &relay::Order) -> Box<Outbound> {
    match bed.reserve(order) {
        Reserved::Ask(out) => out,
        Reserved::Told(told) => panic!("{:?}", told.decline),
        _ => panic!("not asked"),
    }
}

fn by_handle(bed: &Bed, n: u32, amount: i64) -> relay::Order {
    let mut it = deposit(bed, 1, n, amount);
    let user = Some(bed::user(1, 1));
    it.via = Via::Handle { handle: bed::handle(1, 1), user, token_user: None };
    it.details.deposit.as_mut().expect("a deposit").payee_name.clear();
    it
}

/// The bank compares the name that was given, or under which the user is registered; or none.
fn the_bank_is_told_whom_to_expect(bed: Bed) {
    bed.fund(1, 1, 100_000);
    let name_of = |order: &relay::Order| match out(&bed, order).request {
        Request::Deposit(request) => (request.payee_name, request.account_num),
        _ => panic!("not a deposit"),
    };
    let account = "110220331".to_owned();
    let mut given = deposit(&bed, 1, 1, 1_000);
    given.details.deposit.as_mut().expect("a deposit").payee_name = "임가명".to_owned();
    assert_eq!(name_of(&given), ("임가명".to_owned(), account.clone()));
    assert_eq!(name_of(&by_handle(&bed, 2, 1_000)), ("홍나루".to_owned(), account.clone()));
    for (n, mut off) in [(3, deposit(&bed, 1, 3, 1_000)), (4, by_handle(&bed, 4, 1_000))] {
        off.details.deposit.as_mut().expect("a deposit").name_check = false;
        assert_eq!(name_of(&off), (String::new(), account.clone()), "{n}");
    }
    holds(&bed);
}

fn who_may_be_paid_from_where(bed: Bed) {
    bed.fund(1, 1, 100_000);
    let declined = |order: &relay::Order| bed.told(order).decline;
    let mut phrase = deposit(&bed, 1, 1, 1_000);
    phrase.pass_phrase = None;
    assert_eq!(declined(&phrase), Some(Decline::PassPhraseWrong));
    let mut collecting = deposit(&bed, 1, 2, 1_000);
    collecting.cntr_account_num = "700100".to_owned();
    assert_eq!(declined(&collecting), Some(Decline::ContractUnknown));
    let mut nobody = by_handle(&bed, 3, 1_000);
    nobody.bank = BankCode::parse(relay::NO_BANK).expect("a code");
    nobody.account_num.clear();
    nobody.via = Via::Handle { handle: "9".repeat(24), user: None, token_user: None };
    assert_eq!(declined(&nobody), Some(Decline::HandleUnknown));
    assert_eq!(declined(&nobody), Some(Decline::HandleUnknown), "recorded");
    let mut other = by_handle(&bed, 4, 1_000);
    let user = Some(bed::user(1, 1));
    other.via = Via::Handle { handle: bed::handle(1, 1), user, token_user: Some(bed::user(1, 2)) };
    assert_eq!(declined(&other), Some(Decline::UserMismatch));
    bed.tamper("UPDATE identity_person SET sealed_key = NULL");
    assert_eq!(declined(&by_handle(&bed, 5, 1_000)), Some(Decline::UserUnknown));
    assert_eq!(bed.balance(PAYING), (-100_000, 0));
    holds(&bed);
}

fn an_id_is_one_order_whichever_way_it_goes(bed: Bed) {
    bed.fund(1, 1, 100_000);
    let key = bed.asked(&order(1, 1, 30_000));
    assert!(matches!(bed.reserve(&deposit(&bed, 1, 1, 30_000)), Reserved::Conflict));
    let find = |kind| {
        let (hub, key) = (Arc::clone(&bed.hub), key.clone());
        let found = bed.store.read_blocking(move |tx| {
            let (name, amount) = ((key.date, &key.id), Won::new(30_000));
            relay::find_result(tx, &hub, &bed::institution(1), name, amount, kind)
        });
        found.expect("no fault").is_some()
    };
    assert_eq!((find(Kind::Withdraw), find(Kind::Deposit)), (true, false));
    let paid_in = bed.asked(&deposit(&bed, 1, 2, 1_000));
    let (hub, key) = (Arc::clone(&bed.hub), paid_in.clone());
    let found = bed.store.read_blocking(move |tx| {
        let name = (key.date, &key.id);
        relay::find_result(tx, &hub, &bed::institution(1), name, Won::new(1_000), Kind::Deposit)
    });
    let order = found.expect("no fault").expect("found").order.expect("opens");
    assert_eq!((order.account_num.as_str(), order.handle.as_str()), ("110220331", ""));
}

fn around_midnight_a_deposit_of_yesterday_is_that_deposit(bed: Bed) {
    bed.fund(1, 1, 100_000);
    let it = deposit(&bed, 1, 1, 30_000);
    let midnight = date("20261123").starts_at();
    bed.set_clock(Micros::new(midnight.get() - 1));
    let key = bed.asked(&it);
    assert_eq!(key.date, date("20261122"));
    let grace_ends = midnight.plus_seconds(1_800);
    for now in [midnight, Micros::new(grace_ends.get() - 1)] {
        bed.set_clock(now);
        assert_eq!(bed.told(&it).key, key);
    }
    assert_eq!(bed.balance(PAYING), (-100_000, 30_000), "set aside once");
    bed.set_clock(grace_ends);
    assert_eq!(bed.asked(&it).date, date("20261123"), "after the grace it is a new deposit");
    holds(&bed);
}

/// An institution's limits end with the day and the month, and what did not happen is given back.
fn an_institution_has_limits_of_a_day_and_a_month(bed: Bed) {
    for kind in ["withdraw", "deposit"] {
        for (rule, value) in [("once", 6_000_000), ("daily", 10_000_000), ("monthly", 17_000_000)] {
            let name: &'static str = match (kind, rule) {
                ("withdraw", "once") => "withdraw_once_limit_won",
                ("withdraw", "daily") => "withdraw_daily_limit_won",
                ("withdraw", _) => "withdraw_monthly_limit_won",
                (_, "once") => "deposit_once_limit_won",
                (_, "daily") => "deposit_daily_limit_won",
                _ => "deposit_monthly_limit_won",
            };
            set(&bed, name, value);
        }
    }
    bed.fund(1, 1, 100_000_000);
    let make = |kind: Kind, n: u32, amount: i64| match kind {
        Kind::Deposit => deposit(&bed, 1, 100 + n, amount),
        _ => order(1, n, amount),
    };
    for kind in [Kind::Withdraw, Kind::Deposit] {
        let declined = |n: u32, amount: i64| bed.told(&make(kind, n, amount)).decline;
        bed.set_clock(at("20261129120000"));
        assert_eq!(declined(1, 6_000_001), Some(Decline::InstitutionOnceLimit));
        let first = bed.asked(&make(kind, 2, 6_000_000));
        bed.asked(&make(kind, 3, 4_000_000));
        assert_eq!(declined(4, 1), Some(Decline::InstitutionDailyLimit));
        bed.conclude(&first, not_paid());
        bed.asked(&make(kind, 5, 6_000_000));
        bed.set_clock(Micros::new(date("20261130").starts_at().get() - 1));
        assert_eq!(declined(6, 1), Some(Decline::InstitutionDailyLimit), "to the last microsecond");
        bed.set_clock(date("20261130").starts_at());
        bed.asked(&make(kind, 7, 6_000_000));
        bed.asked(&make(kind, 8, 1_000_000));
        assert_eq!(declined(9, 1), Some(Decline::InstitutionMonthlyLimit));
        bed.set_clock(Micros::new(date("20261201").starts_at().get() - 1));
        assert_eq!(declined(10, 1), Some(Decline::InstitutionMonthlyLimit));
        bed.set_clock(date("20261201").starts_at());
        bed.asked(&make(kind, 11, 6_000_000));
    }
    bed.set_clock(at("20261128120000"));
    assert_eq!(bed.told(&order(1, 12, 1)).decline, Some(Decline::InstitutionMonthlyLimit));
    // The other institution has its own.
    assert!(matches!(bed.reserve(&order(2, 1, 1_000)), Reserved::Ask(_)));
    holds(&bed);
}

fn a_large_institution_pays_in_full_in_the_month_after(bed: Bed) {
    set(&bed, "deposit_credit_limit_won", 1_000_000);
    bed.asked(&order(1, 1, 1_000));
    bed.tamper("UPDATE relay_institution_use SET amount = 10000000001 WHERE period = 20261100");
    let fee = |key: relay::Key| {
        let found = bed.store.read_blocking(move |tx| Ok(relay::find(tx, &key)?));
        found.expect("reads").expect("there").fee.get()
    };
    assert_eq!(fee(bed.asked(&order(1, 2, 1_000))), 30, "this month's use changes nothing yet");
    bed.set_clock(at("20261201000000"));
    assert_eq!(fee(bed.asked(&order(1, 3, 1_000))), 50);
    assert_eq!(fee(bed.asked(&deposit(&bed, 1, 4, 1_000))), 40);
    assert_eq!(fee(bed.asked(&order(2, 3, 1_000))), 30);
    bed.set_clock(at("20270101000000"));
    assert_eq!(fee(bed.asked(&order(1, 5, 1_000))), 30, "December was small again");
}

fn a_rule_that_is_the_same_for_all_is_nobodys_own(bed: Bed) {
    let done = bed.write(|tx, _, env| {
        let rule = Parameter {
            name: "person_daily_limit_won".to_owned(),
            valid_from: env.now,
            value: 1,
            source: "none".to_owned(),
        };
        policy::override_for(tx, env, "system:test", &bed::institution(1), &rule)
    });
    assert!(matches!(done, Err(No::Refusal(it)) if it.code == "policy/same-for-all"));
}

fn what_was_moved_is_told_by_date_and_kind(bed: Bed) {
    bed.fund(1, 1, 100_000);
    let done = bed.asked(&order(1, 1, 30_000));
    bed.conclude(&done, paid());
    let gone = bed.asked(&order(1, 2, 40_000));
    bed.conclude(&gone, not_paid());
    bed.asked(&deposit(&bed, 1, 3, 20_000));
    bed.set_clock(at("20261201000000"));
    bed.asked(&order(1, 4, 1_000));
    let told = bed.store.read_blocking(|tx| {
        let dates = (date("20261101"), date("20261201"));
        Ok(relay::days_used(tx, &bed::institution(1), dates)?)
    });
    let told: Vec<_> = told
        .expect("reads")
        .into_iter()
        .map(|d| (d.date.to_string(), d.kind, d.amount.get(), d.count, d.fee.get()))
        .collect();
    let day = |text: &str| text.to_owned();
    let wanted = [
        (day("20261122"), Kind::Deposit, 20_000, 1, 20),
        (day("20261122"), Kind::Withdraw, 30_000, 1, 30),
        (day("20261201"), Kind::Withdraw, 1_000, 1, 30),
    ];
    assert_eq!(told, wanted);
}

crate::on_both_engines!(
    a_paid_deposit_is_settled_with_its_fee,
    the_paying_account_pays_what_it_has_reservations_counted,
    money_is_put_on_a_paying_account_once,
    the_bank_is_told_whom_to_expect,
    who_may_be_paid_from_where,
    an_id_is_one_order_whichever_way_it_goes,
    around_midnight_a_deposit_of_yesterday_is_that_deposit,
    an_institution_has_limits_of_a_day_and_a_month,
    a_large_institution_pays_in_full_in_the_month_after,
    a_rule_that_is_the_same_for_all_is_nobodys_own,
    what_was_moved_is_told_by_date_and_kind,
);
