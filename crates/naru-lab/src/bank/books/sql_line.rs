//! The statements (거래내역) of a bank's books, in SQL.

use super::line::{InOut, Line, NewLine, Remitter, Wanted};
use super::model::Key;
use naru_base::{Fault, Micros};
use naru_store::{Tx, args};

/// A line of a transaction that was just done: its text stands in the transaction, its balance in
/// the account.
const LINE_OF: &str = "INSERT INTO bank_line (account_num, line_no, at, inout, kind, \
     print_content, amount, balance_after, branch, remitter_name, remitter_bank, \
     remitter_account) SELECT a.account_num, (SELECT coalesce(max(l.line_no), 0) + 1 \
     FROM bank_line l WHERE l.account_num = a.account_num), $1, $2, $3, t.print_content, t.amount, \
     a.balance, '인터넷', '', '', '' FROM bank_account a, bank_transaction t \
     WHERE a.account_num = $4 AND t.business_date = $5 AND t.bank_tran_id = $6";
const LINE_ADD: &str = "INSERT INTO bank_line (account_num, line_no, at, inout, kind, \
     print_content, amount, balance_after, branch, remitter_name, remitter_bank, \
     remitter_account) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const PAGE_UP: &str = "SELECT line_no, at, inout, kind, print_content, amount, balance_after, \
     branch, remitter_name, remitter_bank, remitter_account FROM bank_line \
     WHERE account_num = $1 AND at >= $2 AND at < $3 AND ($4 = '' OR inout = $4) \
     AND line_no > $5 ORDER BY line_no LIMIT $6";
const PAGE_DOWN: &str = "SELECT line_no, at, inout, kind, print_content, amount, balance_after, \
     branch, remitter_name, remitter_bank, remitter_account FROM bank_line \
     WHERE account_num = $1 AND at >= $2 AND at < $3 AND ($4 = '' OR inout = $4) \
     AND line_no < $5 ORDER BY line_no DESC LIMIT $6";
const HOLDER_ADD: &str = "INSERT INTO bank_holder (account_num, ident) VALUES ($1, $2) \
     ON CONFLICT DO NOTHING";
const HOLDER: &str = "SELECT ident FROM bank_holder WHERE account_num = $1";
/// Accounts whose balance is not what their lines make.
const LINES_OFF: &str = "SELECT a.account_num FROM bank_account a LEFT JOIN \
     (SELECT account_num, CAST(sum(CASE inout WHEN 'in' THEN amount WHEN 'out' THEN -amount \
      ELSE 0 END) AS BIGINT) AS made FROM bank_line GROUP BY account_num) l \
     ON l.account_num = a.account_num \
     WHERE a.kind = 'customer' AND a.balance <> coalesce(l.made, 0) \
     ORDER BY a.account_num LIMIT 20";

/// Every statement of this file, for the test that prepares them.
pub const LINE_STATEMENTS: &[&str] =
    &[LINE_OF, LINE_ADD, PAGE_UP, PAGE_DOWN, HOLDER_ADD, HOLDER, LINES_OFF];

/// Writes the line of a transaction that was done in this commit.
pub(super) fn add_line_of(
    tx: &mut Tx<'_>,
    key: &Key,
    account_num: &str,
    (inout, kind): (InOut, &str),
    at: Micros,
) -> Result<(), Fault> {
    tx.exec(LINE_OF, args![at, inout, kind, account_num, key.date, key.id]).map(drop)
}

/// Writes the past of an account that was just opened.
pub(super) fn add_history(
    tx: &mut Tx<'_>,
    account_num: &str,
    lines: &[NewLine],
) -> Result<(), Fault> {
    let mut balance = 0_i64;
    for (line_no, line) in (1_i64..).zip(lines) {
        balance += match line.inout {
            InOut::In => line.amount.get(),
            InOut::Out => -line.amount.get(),
            InOut::Other => 0,
        };
        let Remitter { name, bank, account_num: from } = &line.remitter;
        tx.exec(
            LINE_ADD,
            args![
                account_num,
                line_no,
                line.at,
                line.inout,
                line.kind,
                line.print_content,
                line.amount,
                balance,
                line.branch,
                name,
                bank,
                from
            ],
        )?;
    }
    Ok(())
}

pub(super) fn page(tx: &mut Tx<'_>, it: &Wanted) -> Result<Vec<Line>, Fault> {
    let inout = it.inout.map_or("", InOut::as_str);
    let (sql, edge) = if it.newest_first { (PAGE_DOWN, i64::MAX) } else { (PAGE_UP, 0) };
    let after = it.after.unwrap_or(edge);
    tx.all(sql, args![it.account_num, it.from, it.until, inout, after, it.most], |row| {
        Ok(Line {
            line_no: row.get(0)?,
            at: row.get(1)?,
            inout: row.get(2)?,
            kind: row.get(3)?,
            print_content: row.get(4)?,
            amount: row.get(5)?,
            balance_after: row.get(6)?,
            branch: row.get(7)?,
            remitter: Remitter { name: row.get(8)?, bank: row.get(9)?, account_num: row.get(10)? },
        })
    })
}

pub(super) fn add_holder(tx: &mut Tx<'_>, account_num: &str, ident: &str) -> Result<(), Fault> {
    tx.exec(HOLDER_ADD, args![account_num, ident]).map(drop)
}

pub(super) fn holder(tx: &mut Tx<'_>, account_num: &str) -> Result<Option<String>, Fault> {
    tx.opt(HOLDER, args![account_num], |row| row.get(0))
}

/// Account numbers whose balance does not follow from their lines (20 at most).
pub(super) fn lines_off(tx: &mut Tx<'_>) -> Result<Vec<String>, Fault> {
    tx.all(LINES_OFF, &[], |row| row.get(0))
}
