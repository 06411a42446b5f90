//! SQL of how old credentials and keys are: for people who watch what must be renewed.

use naru_base::{BankCode, ClientUseCode, Fault, Micros};
use naru_store::{Tx, args};

const CLIENTS: &str = "SELECT client_use_code, client_id, active, created_at \
     FROM identity_client ORDER BY client_use_code, created_at, client_id";
const SECRETS: &str = "SELECT s.created_at FROM identity_secret s \
     JOIN identity_client c ON c.client_id = s.client_id WHERE c.client_use_code = $1 \
     AND c.active = 1 AND (s.until IS NULL OR s.until > $2) ORDER BY s.created_at";
const TOKEN_OWNER: &str = "SELECT client_use_code FROM identity_token WHERE token_id = $1";
const BANKS: &str = "SELECT bank_code, public_key, created_at FROM identity_bank \
     ORDER BY bank_code";
const TOKENS: &str = "SELECT client_use_code, cast(count(*) AS BIGINT), min(expires_at) \
     FROM identity_token WHERE revoked_at IS NULL AND expires_at > $1 \
     GROUP BY client_use_code ORDER BY client_use_code";
const USERS: &str = "SELECT client_use_code, cast(count(*) AS BIGINT) FROM identity_user \
     GROUP BY client_use_code ORDER BY client_use_code";

/// Every statement, for the test that prepares them on both engines.
pub const AGE_STATEMENTS: &[&str] = &[CLIENTS, SECRETS, TOKEN_OWNER, BANKS, TOKENS, USERS];

/// A client's secret, by its age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientAge {
    /// Whose.
    pub institution: ClientUseCode,
    /// Public identifier.
    pub client_id: String,
    /// Whether it may be used.
    pub is_active: bool,
    /// Since when.
    pub since: Micros,
}

/// A bank's key, by its age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankKeyAge {
    /// Whose.
    pub bank: BankCode,
    /// The public key, base64url.
    pub public_key: String,
    /// Since when the bank's entry stands.
    pub since: Micros,
}

/// An institution's live access tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveTokens {
    /// Whose.
    pub institution: ClientUseCode,
    /// How many.
    pub count: i64,
    /// When the first of them ends.
    pub first_ends_at: Micros,
}

/// All clients.
pub fn client_ages(tx: &mut Tx<'_>) -> Result<Vec<ClientAge>, Fault> {
    tx.all(CLIENTS, &[], |row| {
        Ok(ClientAge {
            institution: row.get(0)?,
            client_id: row.get(1)?,
            is_active: row.get::<i64>(2)? == 1,
            since: row.get(3)?,
        })
    })
}

/// When each secret that opens now was made, of one institution.
pub fn secret_ages(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    now: Micros,
) -> Result<Vec<Micros>, Fault> {
    tx.all(SECRETS, args![code, now], |row| row.get(0))
}

/// Whose a token is or was, whatever became of it.
pub fn token_owner(tx: &mut Tx<'_>, id: &str) -> Result<Option<ClientUseCode>, Fault> {
    tx.opt(TOKEN_OWNER, args![id], |row| row.get(0))
}

/// All banks' keys.
pub fn bank_key_ages(tx: &mut Tx<'_>) -> Result<Vec<BankKeyAge>, Fault> {
    tx.all(BANKS, &[], |row| {
        Ok(BankKeyAge { bank: row.get(0)?, public_key: row.get(1)?, since: row.get(2)? })
    })
}

/// Live tokens by institution.
pub fn live_token_counts(tx: &mut Tx<'_>, now: Micros) -> Result<Vec<LiveTokens>, Fault> {
    tx.all(TOKENS, args![now], |row| {
        Ok(LiveTokens { institution: row.get(0)?, count: row.get(1)?, first_ends_at: row.get(2)? })
    })
}

/// Registered users by institution.
pub fn user_counts(tx: &mut Tx<'_>) -> Result<Vec<(ClientUseCode, i64)>, Fault> {
    tx.all(USERS, &[], |row| Ok((row.get(0)?, row.get(1)?)))
}
