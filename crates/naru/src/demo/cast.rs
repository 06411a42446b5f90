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

/// The banks that take part.
pub const BANKS: [&str; 4] = ["901", "902", "903", "904"];

/// An institution of the demonstration.
pub struct Party {
    /// Its code.
    pub code: &'static str,
    /// Its name in Korean; also what stands on statements.
    pub name_ko: &'static str,
    /// Its name in English.
    pub name_en: &'static str,
    /// The bank that keeps its contract accounts.
    pub bank: &'static str,
    /// What it may ask for.
    pub scopes: &'static [&'static str],
    /// Where users come back to.
    pub redirect_uri: &'static str,
    /// Its part of all traffic, in parts of the sum.
    pub weight: u32,
    /// Of which customers, counted from 1, it is the institution.
    serves: fn(u64) -> bool,
}

/// One large institution that authenticates its own users, and that everybody uses; two small ones
/// whom their users authorize.
pub const PARTIES: [Party; 3] = [
    Party {
        code: "M202600001",
        name_ko: "나래페이",
        name_en: "Narae Pay",
        bank: "901",
        scopes: &["sa", "oob", "login", "inquiry", "transfer"],
        redirect_uri: "https://naraepay.example/openbanking/callback",
        weight: 6,
        serves: |_| true,
    },
    Party {
        code: "M202600002",
        name_ko: "도래핀",
        name_en: "Dorae Fin",
        bank: "902",
        scopes: &["oob", "login", "inquiry", "transfer"],
        redirect_uri: "https://doraefin.example/openbanking/callback",
        weight: 2,
        serves: |n| n % 3 == 1,
    },
    Party {
        code: "M202600003",
        name_ko: "여울지갑",
        name_en: "Yeoul Wallet",
        bank: "903",
        scopes: &["oob", "login", "inquiry", "transfer"],
        redirect_uri: "https://yeoulwallet.example/openbanking/callback",
        weight: 2,
        serves: |n| n % 5 == 1,
    },
];

/// Two members of staff for each role, so that one can confirm what the other proposed.
const STAFF: [(Role, &str, &str, &str); 20] = [
    (Role::Operator, "network", "operator", "정하윤"),
    (Role::Operator, "network", "operator-2", "서지안"),
    (Role::SecurityDesk, "network", "security-desk", "윤도현"),
    (Role::SecurityDesk, "network", "security-desk-2", "한가람"),
    (Role::Inspector, "network", "inspector", "윤서정"),
    (Role::Inspector, "network", "inspector-2", "오하람"),
    (Role::Legal, "network", "legal", "남이솔"),
    (Role::Legal, "network", "legal-2", "진가온"),
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

/// The first of the institutions, so many of them.
pub fn parties(count: u32) -> &'static [Party] {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    PARTIES.get(..count).unwrap_or(&PARTIES)
}

/// The bank of this code in the catalogue.
pub fn bank(code: &str) -> &'static Entry {
    catalogue::find(code).expect("the codes above are in the catalogue")
}

/// The institution of this code.
pub fn party(code: &str) -> Option<&'static Party> {
    PARTIES.iter().find(|it| it.code == code)
}

impl Party {
    /// Where it collects withdrawals.
    fn collects_at(&self) -> String {
        format!("{}0100000001", self.bank)
    }
    /// From where it pays deposits.
    fn pays_from(&self) -> String {
        format!("{}0100000002", self.bank)
    }
    /// From where it pays the network's fees.
    pub fn fees_from(&self) -> String {
        format!("{}0100000003", self.bank)
    }

    fn access(&self, entropy: &dyn Entropy) -> FintechAccess {
        FintechAccess {
            name: self.name_ko.to_owned(),
            client_id: secret(entropy, 15),
            client_secret: secret(entropy, 30),
            client_use_code: self.code.to_owned(),
            redirect_uri: self.redirect_uri.to_owned(),
            withdraw_account: self.collects_at(),
            deposit_account: self.pays_from(),
            pass_phrase: secret(entropy, 24),
            scopes: self.scopes.iter().map(|it| (*it).to_owned()).collect(),
        }
    }
}

/// A new cast of these institutions with so many customers and new secrets.
pub fn make(
    dir: &DataDir,
    (seed, customers): (u64, u64),
    parties: &[Party],
    entropy: &dyn Entropy,
) -> Result<Credentials, Problem> {
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
        fintechs: parties.iter().map(|it| it.access(entropy)).collect(),
        users: (1..=customers).map(|n| user(seed, n, parties)).collect(),
        staff: STAFF.iter().map(|it| staff(it, entropy)).collect(),
    })
}

/// Whether customer `n` has an account at the bank in this place: everybody at one, every fifth at
/// two, every twentieth at all.
fn banks_at(n: u64, place: u64) -> bool {
    let all = BANKS.len() as u64;
    let first = (n - 1) % all;
    place == first || (n % 5 == 1 && place == (first + 1) % all) || n % 20 == 1
}

fn user(seed: u64, n: u64, parties: &[Party]) -> User {
    let person = people::person(seed, n);
    let at = || parties.iter().filter(move |party| (party.serves)(n));
    let banks = (0..).zip(BANKS).filter(|(place, _)| banks_at(n, *place));
    let accounts = banks.map(|(place, code)| {
        let bank: BankCode = bank(code).bank_code();
        let account = people::account(seed, n, &bank);
        let handle = |party: &Party| format!("1{}{n:012}{place:02}", &party.code[1..]);
        UserAccount {
            bank_code_std: code.to_owned(),
            account_num: account.account_num,
            balance: account.opening.get(),
            fintech_use_num: at().map(|it| (it.code.to_owned(), handle(it))).collect(),
        }
    });
    User {
        accounts: accounts.collect(),
        name: person.name,
        birth: person.birth,
        phone: person.phone,
        user_ci: person.ci,
        user_seq_no: at().map(|it| (it.code.to_owned(), format!("11{n:08}"))).collect(),
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
