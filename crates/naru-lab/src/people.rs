//! Fictitious customers: the same seed and number give the same person, everywhere.
//!
//! Nobody here can be real: names are drawn at random from syllables, telephone numbers lie in
//! 010-0000-xxxx, which no operator gives out, and a CI (연계정보) is a hash of the seed.

use crate::bank::books::model::NewAccount;
use crate::seed::{Dice, mix};
use data_encoding::BASE64;
use naru_base::{BankCode, BusinessDate, Won};
use ring::digest::{Context, SHA512};

const FAMILY: [&str; 20] = [
    "김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오", "서", "신", "권", "황",
    "안", "송", "류", "홍",
];
const GIVEN: [&str; 24] = [
    "가람", "나래", "다솜", "라온", "마루", "바다", "새봄", "아름", "가온", "도담", "하늘", "한별",
    "은솔", "이든", "잔디", "초롱", "푸름", "하람", "해솔", "보람", "슬기", "여울", "시내", "노을",
];
const FAMILY_EN: [&str; 20] = [
    "Kim", "Lee", "Park", "Choi", "Jeong", "Kang", "Cho", "Yoon", "Jang", "Lim", "Han", "Oh",
    "Seo", "Shin", "Kwon", "Hwang", "Ahn", "Song", "Ryu", "Hong",
];
const GIVEN_EN: [&str; 24] = [
    "Garam", "Narae", "Dasom", "Raon", "Maru", "Bada", "Saebom", "Areum", "Gaon", "Dodam",
    "Haneul", "Hanbyeol", "Eunsol", "Ideun", "Jandi", "Chorong", "Pureum", "Haram", "Haesol",
    "Boram", "Seulgi", "Yeoul", "Sinae", "Noeul",
];

/// A fictitious person. Treated as personal data all the same, so that nothing gets used to less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Name in Korean.
    pub name: String,
    /// The same name in English.
    pub name_en: String,
    /// Day of birth, `yyyyMMdd`.
    pub birth: String,
    /// Telephone number, with hyphens.
    pub phone: String,
    /// The CI: 88 characters of base64.
    pub ci: String,
}

/// The person with this number.
pub fn person(seed: u64, n: u64) -> Person {
    let dice = Dice::new(mix(seed, &[b"person", &n.to_be_bytes()]));
    let (family, given) = (dice.below(20), dice.below(24));
    let at = |list: &[&str], i: u64| list[usize::try_from(i).unwrap_or(0)].to_owned();
    let birth =
        format!("{:04}{:02}{:02}", 1950 + dice.below(57), 1 + dice.below(12), 1 + dice.below(28));
    let mut hash = Context::new(&SHA512);
    hash.update(b"naru-lab-fictitious-ci");
    hash.update(&seed.to_be_bytes());
    hash.update(&n.to_be_bytes());
    Person {
        name: at(&FAMILY, family) + &at(&GIVEN, given),
        name_en: at(&GIVEN_EN, given) + " " + &at(&FAMILY_EN, family),
        birth,
        phone: format!("010-0000-{:04}", n % 10_000),
        ci: BASE64.encode(hash.finish().as_ref()),
    }
}

/// The number of that person's account at a bank: the bank's code and eleven digits.
pub fn account_num(seed: u64, n: u64, bank: &BankCode) -> String {
    // The person's number stands in it whole, so that two persons' accounts cannot meet.
    let salt = mix(seed, &[b"account", bank.as_str().as_bytes(), &n.to_be_bytes()]) % 1000;
    format!("{bank}{salt:03}{:08}", n % 100_000_000)
}

/// That person's account, ready to be opened at the bank.
pub fn account(seed: u64, n: u64, bank: &BankCode) -> NewAccount {
    let dice = Dice::new(mix(seed, &[b"balance", bank.as_str().as_bytes(), &n.to_be_bytes()]));
    let won = 1_000_000 + i64::try_from(dice.below(9_000)).unwrap_or(0) * 1000;
    let opened = 20_150_101 + i64::try_from(dice.below(10)).unwrap_or(0) * 10_000;
    let opened = BusinessDate::from_yyyymmdd(opened).expect("January 1 of a year");
    NewAccount::open(&account_num(seed, n, bank), &person(seed, n).name, Won::new(won), opened)
}
