//! Keeping what is on an account (지급정지), and letting it go: each decided once, by its id.

use super::model::{Account, AccountState, Code};
use super::service::CONTRADICTORY;
use super::sql_hold::{self as sql, Hold};
use naru_base::{Answer, Micros, Refusal, Won};
use naru_store::Tx;

/// What the bank says of a request to keep something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Three digits.
    pub code: String,
    /// What is kept under the id now.
    pub amount: Won,
}

/// What is kept of `asked` on an account on which so much is kept already: what is there.
pub fn keeps(account: Option<&Account>, asked: Won) -> Result<Won, Code> {
    let account = account.ok_or(Code::NO_ACCOUNT)?;
    if account.state == AccountState::Closed {
        return Err(Code::CLOSED);
    }
    Ok(asked.min(account.available()).max(Won::ZERO))
}

/// Keeps what is there; the same request again gets what was decided.
pub(super) fn freeze(
    tx: &mut Tx<'_>,
    request: &str,
    (account_num, asked): (&str, Won),
    ordered: Option<&str>,
    now: Micros,
) -> Answer<Kept> {
    if let Some(known) = sql::find(tx, request)? {
        // A request that was let go before it came has no account: it keeps nothing for ever.
        let is_void = known.account_num.is_empty();
        if !is_void && (known.account_num != account_num || known.asked != asked) {
            return Err(Refusal::new(CONTRADICTORY).into());
        }
        return Ok(said(&known));
    }
    let account = super::sql::account(tx, account_num)?;
    let decided = match ordered {
        Some(code) => Err(code.to_owned()),
        None => keeps(account.as_ref(), asked).map_err(|code| code.as_str().to_owned()),
    };
    let (kept, code) = match decided {
        Ok(kept) => (kept, Code::OK.as_str().to_owned()),
        Err(code) => (Won::ZERO, code),
    };
    let account_num = account_num.to_owned();
    let it = Hold { account_num, asked, kept, code, released_at: None };
    sql::add(tx, request, &it, now)?;
    Ok(said(&it))
}

/// Lets go. A request that never came is recorded as let go, so that it keeps nothing when it
/// comes late.
pub(super) fn unfreeze(tx: &mut Tx<'_>, request: &str, now: Micros) -> Answer<Kept> {
    if sql::find(tx, request)?.is_some() {
        sql::release(tx, request, now)?;
    } else {
        let it = Hold {
            account_num: String::new(),
            asked: Won::ZERO,
            kept: Won::ZERO,
            code: Code::OK.as_str().to_owned(),
            released_at: Some(now),
        };
        sql::add(tx, request, &it, now)?;
    }
    Ok(Kept { code: Code::OK.as_str().to_owned(), amount: Won::ZERO })
}

fn said(it: &Hold) -> Kept {
    let amount = if it.released_at.is_some() { Won::ZERO } else { it.kept };
    Kept { code: it.code.clone(), amount }
}
