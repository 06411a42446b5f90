//! Customers are fictitious, the same for the same seed, and fit the fields they go into.

use naru_base::{BankCode, BusinessDate, Won};
use naru_lab::bank::catalogue::BANKS;
use naru_lab::people::{account, person};
use std::collections::BTreeSet;

#[test]
fn people_follow_from_the_seed_and_fit_their_fields() {
    for n in 0..500 {
        let it = person(1, n);
        assert_eq!(it, person(1, n));
        assert_ne!(it.ci, person(2, n).ci);
        assert_eq!(it.ci.len(), 88);
        assert!(it.phone.starts_with("010-0000-") && it.phone.len() == 13, "{}", it.phone);
        assert!(BusinessDate::parse(&it.birth).is_some(), "{}", it.birth);
        assert!(it.name.chars().count() == 3 && it.name.len() <= 20, "{}", it.name);
    }
}

#[test]
fn accounts_do_not_meet() {
    let mut seen = BTreeSet::new();
    for entry in BANKS {
        let bank: BankCode = entry.bank_code();
        for n in 0..500 {
            let it = account(1, n, &bank);
            assert_eq!(it, account(1, n, &bank));
            assert!(it.account_num.starts_with(entry.code) && it.account_num.len() <= 16);
            assert!(it.opening >= Won::new(1_000_000));
            assert!(seen.insert(it.account_num), "twice the same number");
        }
    }
    let codes: BTreeSet<_> = BANKS.iter().map(|b| b.code).collect();
    assert!(codes.len() == 12 && codes.iter().all(|c| ("901"..="912").contains(c)));
}
