//! SQL of looking up what users agreed to: for people, so on a reader, the newest handle first,
//! pages by key. No index is kept for it beyond that of the handles.

use super::user::Agreed;
use naru_base::{BankCode, ClientUseCode, Fault, Micros, UserSeqNo};
use naru_store::{Row, Tx, args};

const SEARCH: &str = "SELECT client_use_code, user_seq_no, bank_code, fintech_use_num, \
     inquiry_agreed_at, inquiry_until, transfer_agreed_at, transfer_until, created_at, \
     cancelled_at FROM identity_account \
     WHERE ($1 = '' OR client_use_code = $1) AND ($2 = '' OR bank_code = $2) \
     AND ($3 = '' OR user_seq_no = $3) AND fintech_use_num < $4 AND ( \
     ($5 <> 'transfer' AND inquiry_until > $6 AND inquiry_until <= $7) OR \
     ($5 <> 'inquiry' AND transfer_until > $6 AND transfer_until <= $7) OR \
     ($8 = 'none' AND ($5 = 'transfer' OR inquiry_until IS NULL) \
     AND ($5 = 'inquiry' OR transfer_until IS NULL))) \
     ORDER BY fintech_use_num DESC LIMIT $9";
const LIVE_TOKENS: &str = "SELECT token_id, family, issued_at, expires_at FROM identity_token \
     WHERE client_use_code = $1 AND user_seq_no = $2 AND revoked_at IS NULL \
     AND expires_at > $3 ORDER BY issued_at DESC, token_id LIMIT $4";
const USER_SINCE: &str =
    "SELECT created_at FROM identity_user WHERE client_use_code = $1 AND user_seq_no = $2";

/// Every statement, for the test that prepares them on both engines.
pub const AGREED_STATEMENTS: &[&str] = &[SEARCH, LIVE_TOKENS, USER_SINCE];

/// Handles have 24 digits: this one stands behind all of them in every collation.
const BEHIND_ALL: &str = "9999999999999999999999999";

/// Which agreement about an account is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AgreedTo {
    /// Either.
    #[default]
    Any,
    /// Inquiries.
    Inquiry,
    /// Debits.
    Transfer,
}

/// Where the agreement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgreedUntil {
    /// Wherever.
    Whenever,
    /// It ends, or ended, after the first instant and not after the second.
    Within(Micros, Micros),
    /// There is none: never given, or taken back.
    Never,
}

/// What is looked for. `None` matches everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreedSearch {
    /// With which institution.
    pub institution: Option<ClientUseCode>,
    /// About accounts at which bank.
    pub bank: Option<BankCode>,
    /// Of which user of an institution.
    pub user: Option<UserSeqNo>,
    /// Which agreement.
    pub to: AgreedTo,
    /// Where it stands.
    pub until: AgreedUntil,
    /// Only handles before this one: the last of the page before.
    pub before: Option<String>,
    /// At most so many.
    pub limit: i64,
}

/// An account with what was agreed about it. No person's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreedListed {
    /// With which institution.
    pub institution: ClientUseCode,
    /// Its number for the user.
    pub user: UserSeqNo,
    /// The bank.
    pub bank: BankCode,
    /// The institution's handle for the account.
    pub fintech_use_num: String,
    /// Agreement to inquiries.
    pub inquiry: Agreed,
    /// Agreement to debits.
    pub transfer: Agreed,
    /// When it was registered first.
    pub created_at: Micros,
    /// When it was taken off, if so.
    pub cancelled_at: Option<Micros>,
}

/// A token of a user that works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserToken {
    /// Its id: not the token.
    pub id: String,
    /// The authorization it came from.
    pub family: String,
    /// Since when.
    pub issued_at: Micros,
    /// Until when.
    pub expires_at: Micros,
}

/// The accounts that fit, the newest handle first.
pub fn search_agreed(tx: &mut Tx<'_>, it: &AgreedSearch) -> Result<Vec<AgreedListed>, Fault> {
    let institution = it.institution.as_ref().map_or("", ClientUseCode::as_str);
    let bank = it.bank.as_ref().map_or("", BankCode::as_str);
    let user = it.user.as_ref().map_or("", UserSeqNo::as_str);
    let to = match it.to {
        AgreedTo::Any => "",
        AgreedTo::Inquiry => "inquiry",
        AgreedTo::Transfer => "transfer",
    };
    let all = (Micros::new(i64::MIN), Micros::new(i64::MAX));
    let ((from, until), none) = match it.until {
        // Whoever asks for one kind of agreement means those that were given.
        AgreedUntil::Whenever if it.to == AgreedTo::Any => (all, "none"),
        AgreedUntil::Whenever => (all, ""),
        AgreedUntil::Within(from, until) => ((from, until), ""),
        AgreedUntil::Never => ((all.1, all.1), "none"),
    };
    let before = it.before.as_deref().unwrap_or(BEHIND_ALL);
    let args = args![institution, bank, user, before, to, from, until, none, it.limit];
    tx.all(SEARCH, args, listed)
}

fn listed(row: &Row<'_>) -> Result<AgreedListed, Fault> {
    Ok(AgreedListed {
        institution: row.get(0)?,
        user: row.get(1)?,
        bank: row.get(2)?,
        fintech_use_num: row.get(3)?,
        inquiry: Agreed { at: row.get(4)?, until: row.get(5)? },
        transfer: Agreed { at: row.get(6)?, until: row.get(7)? },
        created_at: row.get(8)?,
        cancelled_at: row.get(9)?,
    })
}

/// The tokens of a user that work, the newest first; at most `most`.
pub fn live_tokens_of(
    tx: &mut Tx<'_>,
    (institution, user): (&ClientUseCode, &UserSeqNo),
    now: Micros,
    most: i64,
) -> Result<Vec<UserToken>, Fault> {
    tx.all(LIVE_TOKENS, args![institution, user, now, most], |row| {
        Ok(UserToken {
            id: row.get(0)?,
            family: row.get(1)?,
            issued_at: row.get(2)?,
            expires_at: row.get(3)?,
        })
    })
}

/// When the user was registered.
pub fn user_since(
    tx: &mut Tx<'_>,
    (institution, user): (&ClientUseCode, &UserSeqNo),
) -> Result<Option<Micros>, Fault> {
    tx.opt(USER_SINCE, args![institution, user], |row| row.get(0))
}
