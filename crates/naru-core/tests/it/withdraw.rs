use crate::bed::{self, Bed, DOUBT, at, date, not_paid, order, paid};
use naru_base::{Micros, Won};
use naru_core::relay::decide::Effect;
use naru_core::relay::{self, Conclusion, Decline, Key, Kind, LineClosed, Reserved, State, Via};
use naru_core::verify;

fn holds(bed: &Bed) {
    let report = bed.store.read_blocking(|tx| Ok(verify::book(tx)?)).expect("read");
    let broken: Vec<_> = report.checks.iter().filter(|c| !c.ok).collect();
    assert!(broken.is_empty(), "{broken:?}");
}

const TAKEN: &str = "SELECT cast(coalesce(sum(taken), 0) AS BIGINT) FROM relay_person_day";

fn a_paid_order_is_settled_with_its_fee(bed: Bed) {
    let key = bed.asked(&order(1, 1, 30_000));
    assert_eq!(bed.balance("bank:901"), (0, 30_000));
    assert_eq!(bed.balance("inst:M202600001"), (0, -30_000));
    let done = bed.conclude(&key, paid());
    assert_eq!(done.effect, Effect::Move(State::Settled));
    assert_eq!(done.told.limit_remain, Some(Won::new(9_970_000)));
    assert_eq!(done.told.bank.expect("the bank spoke").holder, "홍나루");
    assert_eq!(bed.balance("bank:901"), (30_000, 0));
    assert_eq!(bed.balance("inst:M202600001"), (-30_000, 0));
    assert_eq!(bed.balance("inst-fee:M202600001"), (30, 0));
    assert_eq!(bed.balance("naru:fee"), (-30, 0));
    assert_eq!(bed.told(&order(1, 1, 30_000)).state, State::Settled);
    holds(&bed);
}

fn an_unpaid_order_gives_everything_back(bed: Bed) {
    for (n, conclusion) in [(1, not_paid()), (2, Conclusion::NotSent)] {
        let key = bed.asked(&order(1, n, 30_000));
        assert_eq!(bed.conclude(&key, conclusion).effect, Effect::Move(State::Released));
        let told = bed.told(&order(1, n, 30_000));
        assert_eq!((told.state, told.bank.is_some()), (State::Released, n == 1));
    }
    assert_eq!(bed.balance("bank:901"), (0, 0));
    assert_eq!(bed.balance("inst-fee:M202600001"), (0, 0));
    assert_eq!(bed.counted(TAKEN), 0);
    holds(&bed);
}

fn a_doubt_is_asked_about_until_it_is_certain(bed: Bed) {
    let key = bed.asked(&order(1, 1, 30_000));
    assert_eq!(bed.conclude(&key, DOUBT).effect, Effect::Move(State::InDoubt));
    let due = |bed: &Bed| {
        let now = bed.now();
        bed.store.read_blocking(move |tx| relay::due(tx, now, 10)).expect("read")
    };
    assert!(due(&bed).is_empty(), "not before its time");
    for (pause_ms, count) in [(1_000, 0), (2_000, 1), (4_000, 2)] {
        bed.set_clock(Micros::new(bed.now().plus_ms(pause_ms).get() - 1));
        assert!(due(&bed).is_empty(), "a microsecond early");
        bed.set_clock(Micros::new(bed.now().get() + 1));
        let found = due(&bed);
        assert_eq!((found.len(), found[0].inquiry_count), (1, count));
        bed.conclude(&key, DOUBT);
    }
    assert_eq!(bed.balance("bank:901"), (0, 30_000), "reserved all the while");
    assert_eq!(bed.told(&order(1, 1, 30_000)).state, State::InDoubt);
    holds(&bed);
    bed.conclude(&key, paid());
    assert!(due(&bed).is_empty());
    holds(&bed);
}

fn a_person_has_one_limit_across_institutions_reservations_counted(bed: Bed) {
    let first = bed.asked(&order(1, 1, 6_000_000));
    bed.asked(&order(2, 1, 4_000_000));
    let declined = bed.told(&order(2, 2, 1));
    assert_eq!(declined.decline, Some(Decline::PersonDailyLimit));
    bed.conclude(&first, not_paid());
    bed.asked(&order(2, 3, 6_000_000));
    let again = bed.told(&order(2, 2, 1));
    assert_eq!(again.decline, Some(Decline::PersonDailyLimit), "a decision is not taken anew");
    let mut other = order(1, 4, 10_000_000);
    (other.via, other.account_num) = (Via::User(bed::user(1, 2)), "110220332".to_owned());
    bed.asked(&other);
    bed.set_clock(at("20261123120000"));
    bed.asked(&order(1, 5, 10_000_000));
    holds(&bed);
}

fn around_midnight_an_id_of_yesterday_is_that_order(bed: Bed) {
    let it = order(1, 1, 30_000);
    bed.set_clock(at("20261122235959"));
    let key = bed.asked(&it);
    assert_eq!(key.date, date("20261122"));
    let midnight = date("20261123").starts_at();
    let grace_ends = midnight.plus_seconds(1_800);
    for now in [midnight, Micros::new(grace_ends.get() - 1)] {
        bed.set_clock(now);
        let told = bed.told(&it);
        assert_eq!((told.key, told.state), (key.clone(), State::Reserved));
    }
    let mut other = order(1, 1, 40_000);
    other.details.req_client_num = "C2".to_owned();
    let new = bed.asked(&other);
    assert_eq!(new.date, date("20261123"), "other content is a new order of the new date");
    assert!(matches!(bed.reserve(&it), Reserved::Conflict), "and now the id is taken");
    bed.set_clock(grace_ends);
    let later = order(1, 2, 1_000);
    bed.set_clock(Micros::new(midnight.get() - 1));
    bed.asked(&later);
    bed.set_clock(grace_ends);
    assert_eq!(bed.asked(&later).date, date("20261123"), "after the grace it is a new order");
    holds(&bed);
}

fn a_clock_set_back_over_midnight_makes_no_second_order(bed: Bed) {
    let it = order(1, 1, 30_000);
    let midnight = date("20261123").starts_at();
    bed.set_clock(midnight);
    let key = bed.asked(&it);
    bed.set_clock(midnight.plus_ms(-700));
    assert_eq!(bed.told(&it).key, key);
    holds(&bed);
}

fn the_same_id_with_other_content_is_refused_and_not_applied(bed: Bed) {
    let key = bed.asked(&order(1, 1, 30_000));
    assert!(matches!(bed.reserve(&order(1, 1, 30_001)), Reserved::Conflict));
    assert_eq!(bed.balance("bank:901"), (0, 30_000));
    bed.conclude(&key, paid());
    assert!(matches!(bed.reserve(&order(1, 1, 30_001)), Reserved::Conflict));
    assert_eq!(bed.number(CONFLICTS), 2);
    holds(&bed);
}

const CONFLICTS: &str =
    "SELECT count(*) FROM audit_record WHERE action = 'relay.withdraw.conflict'";

fn a_decline_is_recorded_and_repeated(bed: Bed) {
    let mut it = order(1, 1, 30_000);
    it.account_num = "999".to_owned();
    for _ in 0..2 {
        let told = bed.told(&it);
        assert_eq!((told.state, told.decline), (State::Refused, Some(Decline::AccountUnknown)));
    }
    assert_eq!(bed.number(REFUSALS), 1);
    assert_eq!(bed.counted(TAKEN), 0);
    holds(&bed);
}

const REFUSALS: &str = "SELECT count(*) FROM audit_record WHERE action = 'relay.withdraw.refused'";

fn a_closed_line_records_nothing_and_hides_no_record(bed: Bed) {
    let through = bed::institution(1);
    let (new, known) = (order(1, 1, 1_000), order(1, 2, 1_000));
    bed.asked(&known);
    let closed = move |bed: &Bed, order: relay::Order| {
        let through = through.clone();
        let line = Err(LineClosed::BreakerOpen);
        bed.write(move |tx, hub, env| relay::reserve(tx, hub, env, &through, &order, line))
            .expect("no fault")
    };
    assert!(matches!(closed(&bed, new.clone()), Reserved::LineClosed(LineClosed::BreakerOpen)));
    assert!(matches!(closed(&bed, known), Reserved::Told(_)));
    assert_eq!(bed.asked(&new).id, new.bank_tran_id, "later it is taken as new");
}

fn what_an_erased_person_ordered_still_ends(bed: Bed) {
    let key = bed.asked(&order(1, 1, 30_000));
    bed.tamper("UPDATE identity_person SET sealed_key = NULL");
    let done = bed.conclude(&key, paid());
    assert_eq!(done.effect, Effect::Move(State::Settled));
    let told = bed.told(&order(1, 1, 30_000));
    assert!(told.bank.is_none(), "what the bank said cannot be read any more");
    assert_eq!(bed.told(&order(1, 2, 1)).decline, Some(Decline::UserUnknown));
    holds(&bed);
}

fn a_contradiction_is_recorded_and_moves_no_money(bed: Bed) {
    let key = bed.asked(&order(1, 1, 30_000));
    bed.conclude(&key, paid());
    let again = bed.conclude(&key, not_paid());
    assert_eq!((again.effect, again.told.state), (Effect::Contradiction, State::Settled));
    assert_eq!(bed.conclude(&key, paid()).effect, Effect::Confirmed);
    assert_eq!(bed.conclude(&key, DOUBT).effect, Effect::Nothing);
    assert_eq!(bed.balance("bank:901"), (30_000, 0));
    assert_eq!(bed.number(CONTRADICTIONS), 1);
    holds(&bed);
}

const CONTRADICTIONS: &str =
    "SELECT count(*) FROM audit_record WHERE action = 'relay.withdraw.contradicted'";

fn a_result_is_found_by_id_date_and_amount(bed: Bed) {
    bed.set_clock(at("20261121235959"));
    let it = order(1, 1, 30_000);
    let key = bed.asked(&it);
    let find = |through: usize, day: &str, amount: i64| {
        let (through, day, key) = (bed::institution(through), date(day), key.clone());
        let hub = std::sync::Arc::clone(&bed.hub);
        bed.store
            .read_blocking(move |tx| {
                let amount = Won::new(amount);
                relay::find_result(tx, &hub, &through, (day, &key.id), amount, Kind::Withdraw)
            })
            .expect("no fault")
            .map(|found| (found.told.state, found.order.is_some()))
    };
    assert_eq!(find(1, "20261121", 30_000), Some((State::Reserved, true)));
    assert_eq!(find(1, "20261122", 30_000), None, "the bank has not spoken yet");
    bed.conclude(&key, paid());
    for day in ["20261121", "20261122"] {
        assert_eq!(find(1, day, 30_000), Some((State::Settled, true)), "{day}");
        assert_eq!(find(1, day, 30_001), None, "another amount");
        assert_eq!(find(2, day, 30_000), None, "another institution's");
    }
}

fn a_conclusion_about_nothing_is_a_fault(bed: Bed) {
    let key = Key { date: date("20261122"), id: order(1, 9, 1).bank_tran_id };
    let answer =
        bed.write(move |tx, hub, env| relay::conclude(tx, hub, env, "system:test", &key, &paid()));
    assert!(matches!(answer, Err(naru_base::No::Fault(_))));
}

crate::on_both_engines!(
    a_paid_order_is_settled_with_its_fee,
    an_unpaid_order_gives_everything_back,
    a_doubt_is_asked_about_until_it_is_certain,
    a_person_has_one_limit_across_institutions_reservations_counted,
    around_midnight_an_id_of_yesterday_is_that_order,
    a_clock_set_back_over_midnight_makes_no_second_order,
    the_same_id_with_other_content_is_refused_and_not_applied,
    a_decline_is_recorded_and_repeated,
    a_closed_line_records_nothing_and_hides_no_record,
    what_an_erased_person_ordered_still_ends,
    a_contradiction_is_recorded_and_moves_no_money,
    a_result_is_found_by_id_date_and_amount,
    a_conclusion_about_nothing_is_a_fault,
);
