use super::order;
use crate::relay::{Decline, Event, Order, Outward, Purpose, Requester, State};
use naru_base::{BankCode, BankTranId, UserSeqNo, Won};
use proptest::prelude::*;

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![Just(Event::Doubted), Just(Event::Paid), Just(Event::NotPaid)]
}

fn rank(outward: Outward) -> u8 {
    match outward {
        Outward::Processing => 0,
        Outward::Refused | Outward::Done | Outward::Failed => 1,
    }
}

proptest! {
    #[test]
    fn a_transfer_only_moves_forward_and_never_after_its_end(
        start in 0..State::ALL.len(),
        events in proptest::collection::vec(event(), 0..12),
    ) {
        let mut state = State::ALL[start];
        for event in events {
            let next = state.next(event);
            if state.is_final() {
                prop_assert_eq!(next, None);
                continue;
            }
            let next = next.expect("an open transfer hears every event");
            prop_assert!(rank(next.outward()) >= rank(state.outward()));
            prop_assert_eq!(next.is_final(), event != Event::Doubted);
            prop_assert!(next != State::Reserved && next != State::Refused);
            state = next;
        }
    }

    #[test]
    fn field_borders_are_part_of_the_fingerprint(a in "[a-z]{1,6}", b in "[a-z]{1,6}") {
        let of = |x: &str, y: &str| {
            let mut it = order(1_000);
            it.details.dps_print_content = x.to_owned();
            it.details.wd_print_content = y.to_owned();
            it.fingerprint()
        };
        let (moved, rest) = (format!("{a}{}", &b[..1]), &b[1..]);
        prop_assert_ne!(of(&a, &b), of(&moved, rest));
    }
}

#[test]
fn forms_in_the_store_are_read_back() {
    for state in State::ALL {
        assert_eq!(State::parse(state.as_str()), Some(state));
    }
    for decline in Decline::ALL {
        assert_eq!(Decline::parse(decline.code()), Some(decline));
    }
    assert_eq!(State::parse("Settled"), None);
    assert_eq!(Decline::parse("not-sent"), None);
    assert!(Decline::ALL.is_sorted(), "ALL is in the order of declaration");
}

#[test]
fn each_field_that_decides_changes_the_fingerprint() {
    type Change = (&'static str, fn(&mut Order));
    let changes: [Change; 22] = [
        ("cntr_account_type", |o| o.cntr_account_type = 'C'),
        ("cntr_account_num", |o| o.cntr_account_num.push('1')),
        ("bank", |o| o.bank = BankCode::parse("902").expect("a code")),
        ("account_num", |o| o.account_num.push('1')),
        ("user_seq_no", |o| o.user_seq_no = UserSeqNo::parse("1000000002").expect("a number")),
        ("amount", |o| o.amount = Won::new(1_001)),
        ("dps_print_content", |o| o.details.dps_print_content.push('x')),
        ("wd_print_content", |o| o.details.wd_print_content.push('x')),
        ("req_client_name", |o| o.details.req_client_name.push('x')),
        ("requester bank", |o| {
            o.details.requester = Requester::Account("903".into(), "77".into());
        }),
        ("requester number", |o| {
            o.details.requester = Requester::Account("902".into(), "78".into());
        }),
        ("requester kind", |o| o.details.requester = Requester::Handle("902".into())),
        ("req_client_num", |o| o.details.req_client_num.push('x')),
        ("remittance", |o| o.details.purpose = Purpose::Remittance),
        ("payment", |o| o.details.purpose = Purpose::Payment),
        ("paying out", |o| o.details.purpose = Purpose::PayOut),
        ("recv name", |o| o.details.recv[0].push('x')),
        ("recv bank", |o| o.details.recv[1].push('x')),
        ("recv account", |o| o.details.recv[2].push('x')),
        ("sub name", |o| o.details.sub_merchant[0].push('x')),
        ("sub number", |o| o.details.sub_merchant[1].push('x')),
        ("sub business number", |o| o.details.sub_merchant[2].push('x')),
    ];
    let mut seen = vec![order(1_000).fingerprint()];
    for (field, change) in changes {
        let mut it = order(1_000);
        change(&mut it);
        let print = it.fingerprint();
        assert!(!seen.contains(&print), "{field} does not change the fingerprint");
        seen.push(print);
    }
}

#[test]
fn the_id_is_not_content() {
    // Nor is tran_dtime: an order does not even carry it.
    let mut it = order(1_000);
    it.bank_tran_id = BankTranId::parse("M202600001U000000002").expect("an id");
    assert_eq!(it.fingerprint(), order(1_000).fingerprint());
}
