//! Who plays in the demonstration. Names and codes are fictitious; secrets are drawn anew.

use super::credentials::{Credentials, FintechAccess, StaffAccess, User, UserAccount};
use crate::data_dir::{self, DataDir};
use crate::problem::Problem;
use data_encoding::BASE64URL_NOPAD;
use naru_base::role::Role;
use naru_base::{BankCode, Entropy};
use naru_core::staff::totp;
use naru_lab::bank::catalogue::{self, Entry};
use naru_lab::people;
use std::collections::BTreeMap;

/// The banks that take part.
pub const BANKS: [&str; 2] = ["901", "902"];
/// The institution.
pub const INSTITUTION: &str = "M202600001";
/// Its names.
pub const INSTITUTION_NAME: (&str, &str) = ("나래페이", "Narae Pay");
/// The bank that keeps its contract accounts.
pub const CONTRACT_BANK: &str = "901";
/// The contract account from which fees are paid.
pub const FEE_ACCOUNT: &str = "9010100000003";
/// How many customers it has.
const CUSTOMERS: u64 = 50;

/// Two members of staff for each role, so that one can confirm what the other proposed.
const STAFF: [(Role, &str, &str, &str); 18] = [
    (Role::Operator, "network", "operator", "정하윤"),
    (Role::Operator, "network", "operator-2", "서지안"),
    (Role::SecurityDesk, "network", "security-desk", "윤도현"),
    (Role::SecurityDesk, "network", "security-desk-2", "한가람"),
    (Role::Inspector, "network", "inspector", "윤서정"),
    (Role::Inspector, "network", "inspector-2", "오하람"),
    (Role::Regulator, "network", "regulator", "임보라"),
    (Role::Regulator, "network", "regulator-2", "배은결"),
    (Role::Bank, "bank:901", "bank", "문다솜"),
    (Role::Bank, "bank:902", "bank-2", "신예람"),
    (Role::Fintech, "institution:M202600001", "fintech", "강나래"),
    (Role::Fintech, "institution:M202600001", "fintech-2", "조이든"),
    (Role::Insurer, "insurer:G202600001", "insurer", "류새봄"),
    (Role::Insurer, "insurer:G202600001", "insurer-2", "백한결"),
    (Role::Auditor, "network", "auditor", "노유진"),
    (Role::Auditor, "network", "auditor-2", "차온유"),
    (Role::Administrator, "network", "administrator", "송아린"),
    (Role::Administrator, "network", "administrator-2", "구찬솔"),
];

/// The bank of this code in the catalogue.
pub fn bank(code: &str) -> &'static Entry {
    catalogue::find(code).expect("the codes above are in the catalogue")
}

/// A new cast with new secrets.
pub fn make(dir: &DataDir, seed: u64, entropy: &dyn Entropy) -> Result<Credentials, Problem> {
    let otp_log = dir.file("otp.log");
    data_dir::replace(&otp_log, b"")?;
    let otp_log = std::path::absolute(&otp_log)
        .map_err(|e| data_dir::write_failed(&otp_log, &e))?
        .display()
        .to_string();
    Ok(Credentials {
        base_url: String::new(),
        console_url: String::new(),
        otp_log,
        fintechs: vec![FintechAccess {
            name: INSTITUTION_NAME.0.to_owned(),
            client_id: secret(entropy, 15),
            client_secret: secret(entropy, 30),
            client_use_code: INSTITUTION.to_owned(),
            redirect_uri: "https://naraepay.example/openbanking/callback".to_owned(),
            withdraw_account: "9010100000001".to_owned(),
            deposit_account: "9010100000002".to_owned(),
            pass_phrase: secret(entropy, 24),
            scopes: ["sa", "oob", "login", "inquiry", "transfer"].map(str::to_owned).to_vec(),
        }],
        users: (1..=CUSTOMERS).map(|n| user(seed, n)).collect(),
        staff: STAFF.iter().map(|it| staff(it, entropy)).collect(),
    })
}

fn user(seed: u64, n: u64) -> User {
    let person = people::person(seed, n);
    let here = |it: String| BTreeMap::from([(INSTITUTION.to_owned(), it)]);
    // Every fifth customer has an account at both banks.
    let banks = BANKS.into_iter().enumerate();
    let banks = banks.filter(|(i, _)| n.is_multiple_of(5) || n % 2 == *i as u64);
    let accounts = banks.map(|(i, code)| {
        let bank: BankCode = bank(code).bank_code();
        let account = people::account(seed, n, &bank);
        UserAccount {
            bank_code_std: code.to_owned(),
            account_num: account.account_num,
            balance: account.opening.get(),
            fintech_use_num: here(format!("1{}{:012}{i:02}", &INSTITUTION[1..], n)),
        }
    });
    User {
        name: person.name,
        birth: person.birth,
        phone: person.phone,
        user_ci: person.ci,
        user_seq_no: here(format!("11{n:08}")),
        accounts: accounts.collect(),
    }
}

fn staff(
    (role, scope, login, name): &(Role, &str, &str, &str),
    entropy: &dyn Entropy,
) -> StaffAccess {
    StaffAccess {
        role: role.to_string(),
        scope: (*scope).to_owned(),
        name: (*name).to_owned(),
        login: (*login).to_owned(),
        password: secret(entropy, 15),
        totp_secret: totp::secret_text(&totp::new_secret(entropy)),
    }
}

/// A random text of `bytes` bytes' worth.
fn secret(entropy: &dyn Entropy, bytes: usize) -> String {
    let mut out = vec![0; bytes];
    entropy.fill(&mut out);
    BASE64URL_NOPAD.encode(&out)
}
