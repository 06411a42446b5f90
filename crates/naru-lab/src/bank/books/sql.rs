//! The statements of a bank's books. The only file of the bank with SQL.

use super::model::{
    Account, CAPITAL, Key, Kind, Listed, NewAccount, Order, Recorded, SETTLEMENT, State, Totals,
};
use super::sql_line;
use naru_base::{Fault, Micros, Won};
use naru_store::{Migration, Tx, args};

/// The schema of a bank's books.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "0900_bank",
        sql: include_str!("../../../migrations/bank/0900_bank.sql"),
        later: &[],
    },
    Migration {
        name: "0910_line",
        sql: include_str!("../../../migrations/bank/0910_line.sql"),
        later: &[],
    },
    Migration {
        name: "0920_hold",
        sql: include_str!("../../../migrations/bank/0920_hold.sql"),
        later: &[],
    },
];

const FIND: &str = "SELECT state, amount, \
     CASE WHEN kind = 'deposit' THEN credit_account ELSE debit_account END, code, hidden, \
     intent, at, kind FROM bank_transaction WHERE business_date = $1 AND bank_tran_id = $2";
const ACCOUNT: &str = "SELECT holder, state, balance, limit_once, limit_day, taken_on, taken, \
     opened_on, (SELECT CAST(coalesce(sum(h.kept), 0) AS BIGINT) FROM bank_hold h \
     WHERE h.account_num = $1 AND h.released_at IS NULL) \
     FROM bank_account WHERE account_num = $1 AND kind = 'customer'";
const ADD: &str = "INSERT INTO bank_transaction (business_date, bank_tran_id, state, amount, \
     debit_account, credit_account, code, print_content, hidden, intent, at, kind) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const CHANGE: &str = "UPDATE bank_transaction SET state = $1, code = $2, hidden = $3, \
     intent = $4, at = $5 WHERE business_date = $6 AND bank_tran_id = $7";
const DEBIT: &str = "UPDATE bank_account SET balance = balance - $1, taken_on = $2, taken = $3 \
     WHERE account_num = $4";
const CREDIT: &str = "UPDATE bank_account SET balance = balance + $1 WHERE account_num = $2";
const OPEN: &str = "INSERT INTO bank_account (account_num, kind, holder, state, opening, \
     balance, limit_once, limit_day, taken_on, taken, opened_on) \
     VALUES ($1, $2, $3, $4, $5, $5, $6, $7, 0, 0, $8) ON CONFLICT DO NOTHING";
const CAPITAL_DOWN: &str = "UPDATE bank_account SET opening = opening - $1, \
     balance = balance - $1 WHERE account_num = $2";
const LIST: &str = "SELECT business_date, bank_tran_id, amount, state, kind FROM bank_transaction \
     WHERE (business_date, bank_tran_id) > ($1, $2) \
     ORDER BY business_date, bank_tran_id LIMIT $3";
const SUM: &str = "SELECT CAST(coalesce(sum(balance), 0) AS BIGINT) FROM bank_account";
const BY_STATE: &str = "SELECT state, count(*), CAST(coalesce(sum(amount), 0) AS BIGINT) \
     FROM bank_transaction GROUP BY state ORDER BY state";
const BALANCE: &str = "SELECT balance FROM bank_account WHERE account_num = $1";
const BALANCES: &str = "SELECT account_num, balance FROM bank_account WHERE kind = 'customer' \
     ORDER BY account_num";
const NET: &str = "SELECT CAST(coalesce(sum(CASE WHEN kind = 'deposit' THEN -amount \
     ELSE amount END), 0) AS BIGINT) FROM bank_transaction WHERE state = 'done'";
/// Accounts whose balance is not what their opening and their transactions make it.
const OFF: &str = "SELECT a.account_num FROM bank_account a LEFT JOIN \
     (SELECT account, CAST(sum(moved) AS BIGINT) AS moved FROM \
      (SELECT debit_account AS account, amount AS moved FROM bank_transaction \
       WHERE state = 'done' UNION ALL SELECT credit_account AS account, -amount AS moved \
       FROM bank_transaction WHERE state = 'done') AS legs GROUP BY account) d \
     ON d.account = a.account_num \
     WHERE a.kind = 'customer' AND a.balance <> a.opening - coalesce(d.moved, 0) \
     ORDER BY a.account_num LIMIT 20";
/// Transactions done that are not between a customer's account and the settlement account, the way
/// that their kind says.
const ASTRAY: &str = "SELECT count(*) FROM bank_transaction t WHERE t.state = 'done' \
     AND (CASE WHEN t.kind = 'deposit' THEN t.debit_account ELSE t.credit_account END \
     <> 'SETTLEMENT' OR NOT EXISTS (SELECT 1 FROM bank_account a WHERE a.kind = 'customer' \
     AND a.account_num = CASE WHEN t.kind = 'deposit' THEN t.credit_account \
     ELSE t.debit_account END))";
const FAULTS: &str = "SELECT plan FROM bank_fault WHERE id = 1";
const FAULTS_SET: &str = "INSERT INTO bank_fault (id, plan) VALUES (1, $1) \
     ON CONFLICT (id) DO UPDATE SET plan = excluded.plan";

const OWNED: &str = "SELECT a.account_num FROM bank_account a \
     JOIN bank_holder h ON h.account_num = a.account_num WHERE a.holder = $1 AND h.ident = $2 \
     AND a.kind = 'customer' AND a.state = 'open' ORDER BY a.account_num LIMIT 50";

/// Every statement of this file, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    FIND,
    ACCOUNT,
    ADD,
    CHANGE,
    DEBIT,
    CREDIT,
    OPEN,
    CAPITAL_DOWN,
    LIST,
    SUM,
    BY_STATE,
    BALANCE,
    BALANCES,
    NET,
    OFF,
    ASTRAY,
    FAULTS,
    FAULTS_SET,
    OWNED,
];

pub(super) fn find(tx: &mut Tx<'_>, key: &Key) -> Result<Option<Recorded>, Fault> {
    tx.opt(FIND, args![key.date, key.id], |row| {
        Ok(Recorded {
            state: row.get(0)?,
            amount: row.get(1)?,
            account_num: row.get(2)?,
            code: row.get(3)?,
            hidden: row.get(4)?,
            intent: row.get(5)?,
            at: row.get(6)?,
            kind: row.get(7)?,
        })
    })
}

pub(super) fn account(tx: &mut Tx<'_>, account_num: &str) -> Result<Option<Account>, Fault> {
    tx.opt(ACCOUNT, args![account_num], |row| {
        Ok(Account {
            kept: row.get(8)?,
            holder: row.get(0)?,
            state: row.get(1)?,
            balance: row.get(2)?,
            limit_once: row.get(3)?,
            limit_day: row.get(4)?,
            taken_on: row.get(5)?,
            taken: row.get(6)?,
            opened_on: row.get(7)?,
        })
    })
}

pub(super) fn balances(tx: &mut Tx<'_>) -> Result<Vec<(String, Won)>, Fault> {
    tx.all(BALANCES, &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn owned(tx: &mut Tx<'_>, holder: &str, ident: &str) -> Result<Vec<String>, Fault> {
    tx.all(OWNED, args![holder, ident], |row| row.get(0))
}

pub(super) fn add(
    tx: &mut Tx<'_>,
    key: &Key,
    row: &Recorded,
    order: Option<&Order>,
) -> Result<(), Fault> {
    let print_content = order.map_or("", |o| o.print_content.as_str());
    let (debit, credit) = match row.kind {
        Kind::Deposit => (SETTLEMENT, row.account_num.as_str()),
        Kind::Withdraw | Kind::Return => (row.account_num.as_str(), SETTLEMENT),
        Kind::None => ("", ""),
    };
    tx.exec(
        ADD,
        args![
            key.date,
            key.id,
            row.state,
            row.amount,
            debit,
            credit,
            row.code,
            print_content,
            row.hidden,
            row.intent,
            row.at,
            row.kind
        ],
    )
    .map(drop)
}

pub(super) fn change(tx: &mut Tx<'_>, key: &Key, row: &Recorded) -> Result<(), Fault> {
    tx.exec(CHANGE, args![row.state, row.code, row.hidden, row.intent, row.at, key.date, key.id])
        .map(drop)
}

/// Both legs of one entry: `amount` leaves the customer's account, or reaches it if below zero.
pub(super) fn move_money(
    tx: &mut Tx<'_>,
    account_num: &str,
    amount: Won,
    today: i64,
    taken: Won,
) -> Result<(), Fault> {
    tx.exec(DEBIT, args![amount, today, taken, account_num])?;
    tx.exec(CREDIT, args![amount, SETTLEMENT]).map(drop)
}

/// Opens accounts that are not there yet; gives how many were new.
pub(super) fn open(tx: &mut Tx<'_>, accounts: &[NewAccount]) -> Result<u64, Fault> {
    let mut new = 0;
    for (num, kind) in [(SETTLEMENT, "settlement"), (CAPITAL, "capital")] {
        tx.exec(OPEN, args![num, kind, "", "open", 0_i64, 0_i64, 0_i64, 0_i64])?;
    }
    for a in accounts {
        let opened = tx.exec(
            OPEN,
            args![
                a.account_num,
                "customer",
                a.holder,
                a.state,
                a.opening,
                a.limit_once,
                a.limit_day,
                a.opened_on
            ],
        )?;
        if opened == 1 {
            tx.exec(CAPITAL_DOWN, args![a.opening, CAPITAL])?;
            sql_line::add_history(tx, &a.account_num, &a.first_lines())?;
        }
        // By what a holder is known may be said later than the account was opened, of the same one.
        if !a.ident.is_empty()
            && account(tx, &a.account_num)?.is_some_and(|it| it.holder == a.holder)
        {
            sql_line::add_holder(tx, &a.account_num, &a.ident)?;
        }
        new += opened;
    }
    Ok(new)
}

pub(super) fn list(
    tx: &mut Tx<'_>,
    after_date: i64,
    after_id: &str,
    most: i64,
) -> Result<Vec<Listed>, Fault> {
    tx.all(LIST, args![after_date, after_id, most], |row| {
        Ok(Listed {
            date: row.get(0)?,
            id: row.get(1)?,
            amount: row.get(2)?,
            state: row.get(3)?,
            kind: row.get(4)?,
        })
    })
}

pub(super) fn totals(tx: &mut Tx<'_>) -> Result<Totals, Fault> {
    let sum = tx.one(SUM, &[], |row| row.get(0))?;
    let settlement = tx.one(BALANCE, args![SETTLEMENT], |row| row.get(0))?;
    let net = tx.one(NET, &[], |row| row.get(0))?;
    let zero = Won::ZERO;
    let mut totals = Totals {
        sum,
        settlement,
        net,
        done: 0,
        done_amount: zero,
        failed: 0,
        void: 0,
        processing: 0,
    };
    tx.each(BY_STATE, &[], |row| {
        let count: i64 = row.get(1)?;
        match row.get(0)? {
            State::Done => {
                totals.done = count;
                totals.done_amount = row.get(2)?;
            }
            State::Failed => totals.failed = count,
            State::Void => totals.void = count,
            State::Processing => totals.processing = count,
        }
        Ok(())
    })?;
    Ok(totals)
}

/// Account numbers whose balance does not follow from their transactions (20 at most).
pub(super) fn off(tx: &mut Tx<'_>) -> Result<Vec<String>, Fault> {
    tx.all(OFF, &[], |row| row.get(0))
}

pub(super) fn astray(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    tx.one(ASTRAY, &[], |row| row.get(0))
}

pub(super) fn faults(tx: &mut Tx<'_>) -> Result<Option<String>, Fault> {
    tx.opt(FAULTS, &[], |row| row.get(0))
}

pub(super) fn set_faults(tx: &mut Tx<'_>, plan: &str) -> Result<(), Fault> {
    tx.exec(FAULTS_SET, args![plan]).map(drop)
}

/// The business date on which the bank's clock stands, in the store's form.
pub(super) fn day(now: Micros) -> i64 {
    now.business_date().yyyymmdd()
}
