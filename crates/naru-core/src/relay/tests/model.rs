use super::{deposit, order};
use crate::relay::{
    Decline, Deed, DepositDetails, Event, Kind, Order, Outward, Purpose, Requester, State, Via,
};
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
        assert_eq!(Decline::parse(decline.code()), Some(*decline));
    }
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.as_str()), Some(kind));
        let action = format!("relay.{}.settled", kind.as_str());
        assert_eq!(kind.deed(Deed::Settled), action);
    }
    for purpose in Purpose::ALL {
        assert_eq!(Purpose::parse(purpose.as_str()), Some(purpose));
    }
    assert_eq!(State::parse("Settled"), None);
    assert_eq!(Decline::parse("not-sent"), None);
    assert!(Decline::ALL.is_sorted(), "ALL is in the order of declaration");
}

#[test]
fn each_field_that_decides_changes_the_fingerprint() {
    type Change = (&'static str, fn(&mut Order));
    let changes: [Change; 25] = [
        ("cntr_account_type", |o| o.cntr_account_type = 'C'),
        ("cntr_account_num", |o| o.cntr_account_num.push('1')),
        ("bank", |o| o.bank = BankCode::parse("902").expect("a code")),
        ("account_num", |o| o.account_num.push('1')),
        ("kind", |o| o.kind = Kind::Deposit),
        ("user_seq_no", |o| {
            o.via = Via::User(UserSeqNo::parse("1000000002").expect("a number"));
        }),
        ("by number", |o| o.via = Via::Number),
        ("by handle", |o| o.via = handle("110220330")),
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

fn handle(text: &str) -> Via {
    Via::Handle { handle: text.to_owned(), user: None, token_user: None }
}

#[test]
fn what_only_a_deposit_has_is_content_and_its_pass_phrase_is_not() {
    type Change = (&'static str, fn(&mut DepositDetails));
    let changes: [Change; 5] = [
        ("payee_name", |d| d.payee_name.push('x')),
        ("name_check", |d| d.name_check = false),
        ("recv_bank_tran_id", |d| d.recv_bank_tran_id.push('x')),
        ("withdraw_bank_tran_id", |d| d.withdraw_bank_tran_id.push('x')),
        ("cms_num", |d| d.cms_num.push('x')),
    ];
    let mut seen = vec![deposit(1_000).fingerprint()];
    for (field, change) in changes {
        let mut it = deposit(1_000);
        change(it.details.deposit.as_mut().expect("a deposit"));
        let print = it.fingerprint();
        assert!(!seen.contains(&print), "{field} does not change the fingerprint");
        seen.push(print);
    }
    let mut other = deposit(1_000);
    other.pass_phrase = None;
    assert_eq!(other.fingerprint(), seen[0]);
}

/// The same request has the same hash before and after its handle was given up.
#[test]
fn a_handle_counts_and_the_account_behind_it_does_not() {
    let mut gone = deposit(1_000);
    gone.bank = BankCode::parse(crate::relay::NO_BANK).expect("a code");
    (gone.account_num, gone.via) = (String::new(), handle(&"7".repeat(24)));
    assert_eq!(gone.fingerprint(), deposit(1_000).fingerprint());
    gone.via = handle(&"8".repeat(24));
    assert_ne!(gone.fingerprint(), deposit(1_000).fingerprint());
}

#[test]
fn the_id_is_not_content() {
    // Nor is tran_dtime: an order does not even carry it.
    let mut it = order(1_000);
    it.bank_tran_id = BankTranId::parse("M202600001U000000002").expect("an id");
    assert_eq!(it.fingerprint(), order(1_000).fingerprint());
}
