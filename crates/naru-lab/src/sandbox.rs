//! The virtual bank of a sandbox: which replies it loses, and what accounts a tenant has there.

use crate::bank::books::Books;
use crate::bank::books::history;
use crate::bank::books::model::NewAccount;
use crate::bank::fault::{Mode, Plan, Rule};
use naru_base::{Answer, BankCode, BusinessDate, ClientUseCode, Won};
use naru_core::functional::{self, list};

/// The bank's code. In production another bank has it: the two never meet.
pub const BANK: &str = "912";
/// Its name in Korean, and in Latin letters.
pub const NAMES: [&str; 2] = ["나루시험은행", "Naru Test Bank"];
/// How far back the first test account's statement goes.
const PAST_S: i64 = 100 * 86_400;
/// What a tenant's own accounts hold at first.
const OWN: Won = Won::new(1_000_000_000);

/// Its code as the wire's type.
pub fn bank() -> BankCode {
    BankCode::parse(BANK).expect("three digits")
}

/// The replies that it loses: as the list of cases says, whatever comes.
pub fn plan() -> Plan {
    let lost = |amount| Rule { amount: Some(amount), ..Rule::always(Mode::LostReply) };
    Plan::new(1, list::current().loses_replies().map(lost).collect())
}

/// Opens a tenant's accounts, and those of its fictitious persons, unless they are there.
pub async fn open_accounts(
    books: &Books,
    tenant: &ClientUseCode,
    today: BusinessDate,
) -> Answer<()> {
    books.open_accounts(accounts(tenant, today)).await.map(drop)
}

fn accounts(tenant: &ClientUseCode, today: BusinessDate) -> Vec<NewAccount> {
    let bank = bank();
    let from = today.starts_at().plus_seconds(-PAST_S).business_date();
    let persons = functional::customers(&bank, tenant).into_iter().map(|it| {
        let account = NewAccount::open(&it.account_num, it.name, it.opening, from);
        let account = account.known_by(it.birth);
        if it.opening < Won::new(10_000) {
            return account;
        }
        account.with_history(history::of_a_person(&it.account_num, it.opening, from, today))
    });
    let own = functional::contracts(&bank, tenant).into_iter().map(|it| {
        let account = NewAccount::open(&it.account_num, &it.holder_name, OWN, from);
        let past = history::of_an_institution(&it.account_num, OWN, &bank, from, 30);
        account.with_history(past)
    });
    persons.chain(own).collect()
}
