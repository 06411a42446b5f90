//! SQL of what ends soon: users' agreements, page by page in the order of their ends, and the last
//! token of an institution's own.

use naru_base::{ClientUseCode, Fault, Micros, UserSeqNo};
use naru_store::{Row, Tx, args};

// $1, $2: the place after which the page begins; $3: the last end that is looked at.
const LOGINS: &str = "SELECT client_use_code, user_seq_no, login_until FROM identity_user \
     WHERE closed_at IS NULL AND login_until <= $3 AND (login_until > $1 \
     OR (login_until = $1 AND client_use_code || user_seq_no > $2)) \
     ORDER BY login_until, client_use_code, user_seq_no LIMIT $4";
const INQUIRIES: &str = "SELECT client_use_code, user_seq_no, inquiry_until, fintech_use_num \
     FROM identity_account WHERE cancelled_at IS NULL AND inquiry_until <= $3 \
     AND (inquiry_until > $1 OR (inquiry_until = $1 AND fintech_use_num > $2)) \
     ORDER BY inquiry_until, fintech_use_num LIMIT $4";
const TRANSFERS: &str = "SELECT client_use_code, user_seq_no, transfer_until, fintech_use_num \
     FROM identity_account WHERE cancelled_at IS NULL AND transfer_until <= $3 \
     AND (transfer_until > $1 OR (transfer_until = $1 AND fintech_use_num > $2)) \
     ORDER BY transfer_until, fintech_use_num LIMIT $4";
const LAST_TOKENS: &str = "SELECT client_use_code, scopes, max(expires_at) FROM identity_token \
     WHERE user_seq_no IS NULL AND revoked_at IS NULL AND expires_at > $1 \
     GROUP BY client_use_code, scopes ORDER BY client_use_code, scopes";

/// Every statement, for the test that prepares them on both engines.
pub const ENDING_STATEMENTS: &[&str] = &[LOGINS, INQUIRIES, TRANSFERS, LAST_TOKENS];

/// Which agreements are looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndingKind {
    /// To be identified.
    Login,
    /// To inquiries.
    Inquiry,
    /// To debits.
    Transfer,
}

/// An agreement of a user, by its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// With which institution.
    pub institution: ClientUseCode,
    /// Whose.
    pub user: UserSeqNo,
    /// About which account, by its handle.
    pub handle: Option<String>,
    /// When it ends.
    pub until: Micros,
}

impl Ending {
    /// What orders those that end at the same instant.
    pub fn key(&self) -> String {
        match &self.handle {
            Some(handle) => handle.clone(),
            None => format!("{}{}", self.institution, self.user),
        }
    }
}

/// A page of agreements that end after the place `after` and by `until`, the soonest first.
pub fn list_ending(
    tx: &mut Tx<'_>,
    kind: EndingKind,
    after: &(Micros, String),
    until: Micros,
    limit: i64,
) -> Result<Vec<Ending>, Fault> {
    let args = args![after.0, after.1, until, limit];
    let ending = |row: &Row<'_>, handle: Option<String>| {
        Ok(Ending { institution: row.get(0)?, user: row.get(1)?, handle, until: row.get(2)? })
    };
    match kind {
        EndingKind::Login => tx.all(LOGINS, args, |row| ending(row, None)),
        EndingKind::Inquiry => tx.all(INQUIRIES, args, |row| ending(row, Some(row.get(3)?))),
        EndingKind::Transfer => tx.all(TRANSFERS, args, |row| ending(row, Some(row.get(3)?))),
    }
}

/// The last live token of each institution's own, by scopes.
pub fn last_tokens(
    tx: &mut Tx<'_>,
    now: Micros,
) -> Result<Vec<(ClientUseCode, String, Micros)>, Fault> {
    tx.all(LAST_TOKENS, args![now], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}
