use crate::bed::{self, Bed, DOUBT, date, deposit, not_paid, order, paid};
use naru_base::{BankCode, Won};
use naru_core::relay::bankwire::Request;
use naru_core::relay::decide::Effect;
use naru_core::relay::{self, Claim, ClaimDetails, Decline, Key, NO_BANK, Reserved, State, Told};
use naru_core::verify;
use std::sync::Arc;

fn holds(bed: &Bed) {
    let report = bed.store.read_blocking(|tx| Ok(verify::book(tx)?)).expect("read");
    let broken: Vec<_> = report.checks.iter().filter(|c| !c.ok).collect();
    assert!(broken.is_empty(), "{broken:?}");
}

const PAYING: &str = "inst-out:M202600001";

/// A settled deposit of 30,000 won.
fn settled(bed: &Bed, n: u32) -> Key {
    let key = bed.asked(&deposit(bed, 1, n, 30_000));
    bed.conclude(&key, paid());
    key
}

/// The `n`-th claim, of so much of the deposit.
fn claim(n: u32, deposit: &Key, amount: i64) -> Claim {
    Claim {
        bank_tran_id: order(1, n, 1).bank_tran_id,
        original_date: deposit.date,
        original_id: deposit.id.clone(),
        original_amount: Won::new(30_000),
        bank: bed::bank(1),
        account_num: "110220331".to_owned(),
        handle: String::new(),
        paying_bank: bed::bank(1),
        amount: Won::new(amount),
        return_account_num: String::new(),
        details: ClaimDetails { code: "01".to_owned(), ..ClaimDetails::default() },
    }
}

fn bring(bed: &Bed, claim: &Claim) -> Reserved {
    let (it, through) = (claim.clone(), bed::institution(1));
    bed.write(move |tx, hub, env| relay::claim(tx, hub, env, &through, &it, Ok(())))
        .expect("no fault")
}

fn asked(bed: &Bed, claim: &Claim) -> (Key, Request) {
    match bring(bed, claim) {
        Reserved::Ask(out) => (out.key, out.request),
        Reserved::Told(told) => panic!("told {:?} {:?}", told.state, told.decline),
        _ => panic!("not asked"),
    }
}

fn told(bed: &Bed, claim: &Claim) -> Told {
    match bring(bed, claim) {
        Reserved::Told(told) => *told,
        _ => panic!("not told"),
    }
}

fn money_comes_back_as_a_transfer_of_its_own(bed: Bed) {
    bed.fund(1, 1, 100_000);
    let deposit = settled(&bed, 1);
    let it = claim(2, &deposit, 30_000);
    let (key, request) = asked(&bed, &it);
    let Request::Return(request) = request else { panic!("not a return") };
    assert_eq!(request.org_bank_tran_id, deposit.id.to_string());
    assert_eq!(request.org_business_date, deposit.date.to_string());
    assert_eq!((request.account_num.as_str(), request.tran_amt.as_str()), ("110220331", "30000"));
    assert_eq!(bed.balance(PAYING), (-70_000, 0), "what may come back is not counted");
    bed.conclude(&key, DOUBT);
    assert_eq!(told(&bed, &it).state, State::InDoubt);
    assert_eq!(bed.conclude(&key, paid()).effect, Effect::Move(State::Settled));
    assert_eq!((bed.balance(PAYING), bed.balance("bank:901")), ((-100_000, 0), (100_000, 0)));
    assert_eq!(bed.balance("inst-fee:M202600001"), (20, 0), "the deposit's fee stays, no other");
    assert_eq!(told(&bed, &it).state, State::Settled);
    let find = |date| {
        let (hub, id) = (Arc::clone(&bed.hub), it.bank_tran_id.clone());
        let read = bed.store.read_blocking(move |tx| {
            relay::find_claim(tx, &hub, &bed::institution(1), (date, &id))
        });
        read.expect("no fault")
    };
    let found = find(key.date).expect("found");
    assert_eq!((found.original, found.told.state), (deposit, State::Settled));
    assert_eq!(found.claim.expect("opens").details.code, "01");
    assert!(find(date("20261130")).is_none());
    holds(&bed);
}

fn what_is_claimed_is_never_more_than_was_deposited(bed: Bed) {
    bed.fund(1, 1, 100_000);
    let deposit = settled(&bed, 1);
    let over = |n, amount| told(&bed, &claim(n, &deposit, amount)).decline;
    assert_eq!(over(2, 30_001), Some(Decline::ClaimOverOriginal));
    let (first, _) = asked(&bed, &claim(3, &deposit, 20_000));
    assert_eq!(over(4, 10_001), Some(Decline::ClaimOverOriginal), "open claims count");
    bed.conclude(&first, not_paid());
    let (second, _) = asked(&bed, &claim(5, &deposit, 25_000));
    bed.conclude(&second, paid());
    asked(&bed, &claim(6, &deposit, 5_000));
    assert_eq!(over(7, 1), Some(Decline::ClaimOverOriginal), "returned money counts");
    holds(&bed);
    bed.tamper(
        "UPDATE relay_transfer SET state = 'settled', next_inquiry_at = NULL, \
        closed_at = 1, amount = 40000 WHERE bank_tran_id = 'M202600001U000000006'",
    );
    let report = bed.store.read_blocking(|tx| Ok(verify::book(tx)?)).expect("read");
    let broken: Vec<&str> =
        report.checks.iter().filter(|c| !c.ok).map(|c| c.name.as_str()).collect();
    assert!(broken.contains(&"returns-within-deposits"), "{broken:?}");
}

fn only_what_was_deposited_can_be_claimed(bed: Bed) {
    bed.fund(1, 1, 100_000);
    let deposit_key = settled(&bed, 1);
    let good = |n| claim(n, &deposit_key, 1_000);
    let declined = |it: Claim| told(&bed, &it).decline;
    let open = bed.asked(&deposit(&bed, 1, 30, 30_000));
    let withdrawal = bed.asked(&order(1, 31, 30_000));
    bed.conclude(&withdrawal, paid());
    let mut n = 40;
    let mut of = |change: &dyn Fn(&mut Claim)| {
        n += 1;
        let mut it = good(n);
        change(&mut it);
        declined(it)
    };
    let unknown = Some(Decline::OriginalUnknown);
    assert_eq!(of(&|c| c.original_id = open.id.clone()), unknown, "not settled");
    assert_eq!(of(&|c| c.original_id = withdrawal.id.clone()), unknown, "no deposit");
    assert_eq!(of(&|c| c.original_id = order(1, 99, 1).bank_tran_id), unknown);
    assert_eq!(of(&|c| c.original_id = order(2, 1, 1).bank_tran_id), unknown, "another's");
    assert_eq!(of(&|c| c.original_date = date("20261121")), unknown);
    assert_eq!(of(&|c| c.original_amount = Won::new(30_001)), unknown);
    assert_eq!(of(&|c| c.account_num = "110220332".to_owned()), unknown, "another account");
    assert_eq!(of(&|c| c.bank = bed::bank(2)), unknown, "another bank");
    assert_eq!(of(&|c| c.paying_bank = bed::bank(2)), unknown);
    assert_eq!(
        of(&|c| c.return_account_num = "700100".to_owned()),
        Some(Decline::ContractUnknown),
        "it comes back where it came from"
    );
    assert_eq!(
        of(&|c| {
            c.bank = BankCode::parse(NO_BANK).expect("a code");
            c.handle = "9".repeat(24);
        }),
        Some(Decline::HandleUnknown)
    );
    bed.set_clock(deposit_key.date.starts_at().plus_seconds(365 * 86_400));
    asked(&bed, &good(70));
    bed.set_clock(deposit_key.date.next().starts_at().plus_seconds(365 * 86_400));
    assert_eq!(declined(good(71)), Some(Decline::ClaimTooLate));
    holds(&bed);
}

fn the_same_claim_again_is_that_claim(bed: Bed) {
    bed.fund(1, 1, 100_000);
    let deposit = settled(&bed, 1);
    let it = claim(2, &deposit, 10_000);
    let (key, _) = asked(&bed, &it);
    assert_eq!(told(&bed, &it).key, key);
    assert!(matches!(bring(&bed, &claim(2, &deposit, 10_001)), Reserved::Conflict));
    assert!(matches!(bed.reserve(&order(1, 2, 10_000)), Reserved::Conflict), "one name space");
    let wrong = claim(3, &deposit, 30_001);
    for _ in 0..2 {
        assert_eq!(told(&bed, &wrong).decline, Some(Decline::ClaimOverOriginal), "recorded");
    }
    let due = bed.store.read_blocking({
        let later = bed.now().plus_seconds(60);
        move |tx| relay::due(tx, later, 10)
    });
    assert_eq!(due.expect("reads").len(), 1, "the bank is asked until it has decided");
    holds(&bed);
}

crate::on_both_engines!(
    money_comes_back_as_a_transfer_of_its_own,
    what_is_claimed_is_never_more_than_was_deposited,
    only_what_was_deposited_can_be_claimed,
    the_same_claim_again_is_that_claim,
);
