//! SQL of identity.

use super::model::{
    Account, AccountToRegister, Bank, Client, ClientSecret, Contract, ContractPurpose,
    HandleAccount, Institution, KnownUser, Scope, Token,
};
use naru_base::seal::LookupHash;
use naru_base::{BankCode, ClientUseCode, Fault, FaultKind, Micros, UserSeqNo};
use naru_store::{Kept, Row, Tx, args};
use std::sync::Arc;

/// Who a user is and what of an account was agreed: each order asks, hardly any changes it. The
/// owner of a fact is a user of an institution.
pub(super) static HOLDERS: Kept =
    Kept { tables: &["identity_user", "identity_person", "identity_account"] };

const INSTITUTION_ADD: &str = "INSERT INTO identity_institution \
     (client_use_code, name_ko, name_en, scopes, active, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
const SCOPES_SET: &str = "UPDATE identity_institution SET scopes = $2 WHERE client_use_code = $1";
const INSTITUTIONS: &str = "SELECT client_use_code, name_ko, name_en, scopes, active \
     FROM identity_institution ORDER BY client_use_code";
const CLIENT_ADD: &str = "INSERT INTO identity_client \
     (client_id, client_use_code, redirect_uri, active, created_at) VALUES ($1, $2, $3, 1, $4)";
const CLIENTS: &str = "SELECT client_id, client_use_code, redirect_uri, active \
     FROM identity_client ORDER BY client_id";
const SECRET_ADD: &str = "INSERT INTO identity_secret (client_id, secret_hash, created_at) \
     VALUES ($1, $2, $3)";
const SECRETS: &str = "SELECT client_id, secret_hash, until FROM identity_secret \
     ORDER BY client_id, created_at, secret_hash";
const SECRETS_LIVE: &str = "SELECT secret_hash FROM identity_secret WHERE client_id = $1 \
     AND (until IS NULL OR until > $2) ORDER BY created_at, secret_hash";
const SECRETS_END: &str = "UPDATE identity_secret SET until = $2 WHERE client_id = $1 \
     AND (until IS NULL OR until > $3)";
const SECRETS_EARLIER_END: &str = "UPDATE identity_secret SET until = $2 \
     WHERE client_id = $1 AND until IS NOT NULL AND until > $3";
const CONTRACT_ADD: &str = "INSERT INTO identity_contract \
     (client_use_code, account_type, account_num, purpose, bank_code, holder_name) \
     VALUES ($1, $2, $3, $4, $5, $6)";
const CONTRACTS: &str = "SELECT client_use_code, account_type, account_num, purpose, bank_code, \
     holder_name FROM identity_contract ORDER BY client_use_code, account_type, account_num";
const TOKEN_ADD: &str = "INSERT INTO identity_token \
     (token_id, client_use_code, scopes, issued_at, expires_at, user_seq_no, family) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)";
const TOKEN_REVOKE: &str = "UPDATE identity_token SET revoked_at = $2 \
     WHERE token_id = $1 AND revoked_at IS NULL";
const TOKENS_LIVE: &str = "SELECT token_id, client_use_code, scopes, expires_at, user_seq_no, \
     family FROM identity_token WHERE revoked_at IS NULL AND expires_at > $1 ORDER BY token_id";
const PERSON_ADD: &str = "INSERT INTO identity_person (person, sealed_key, created_at) \
     VALUES ($1, $2, $3) ON CONFLICT (person) DO NOTHING";
const PERSON_KEY: &str = "SELECT sealed_key FROM identity_person WHERE person = $1";
const USER_ADD: &str = "INSERT INTO identity_user \
     (client_use_code, user_seq_no, person, sealed, created_at, login_agreed_at, login_until) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)";
const ACCOUNT_ADD: &str = "INSERT INTO identity_account (client_use_code, user_seq_no, bank_code, \
     account, fintech_use_num, sealed, inquiry_agreed_at, inquiry_until, transfer_agreed_at, \
     transfer_until, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const KNOWN_USER: &str = "SELECT u.person, p.sealed_key, a.fintech_use_num, a.inquiry_until, \
     a.transfer_until FROM identity_user u \
     JOIN identity_person p ON p.person = u.person \
     LEFT JOIN identity_account a ON a.client_use_code = u.client_use_code \
     AND a.user_seq_no = u.user_seq_no AND a.bank_code = $3 AND a.account = $4 \
     WHERE u.client_use_code = $1 AND u.user_seq_no = $2 AND u.closed_at IS NULL";
const BY_HANDLE: &str = "SELECT a.user_seq_no, u.person, p.sealed_key, a.bank_code, a.account, \
     a.sealed, a.fintech_use_num, a.inquiry_until, a.transfer_until FROM identity_account a \
     JOIN identity_user u ON u.client_use_code = a.client_use_code \
     AND u.user_seq_no = a.user_seq_no \
     JOIN identity_person p ON p.person = u.person \
     WHERE a.fintech_use_num = $2 AND a.client_use_code = $1 AND u.closed_at IS NULL";

const BANK_ADD: &str = "INSERT INTO identity_bank \
     (bank_code, name_ko, name_en, base_url, public_key, active, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (bank_code) DO UPDATE SET \
     name_ko = excluded.name_ko, name_en = excluded.name_en, base_url = excluded.base_url, \
     public_key = excluded.public_key, active = excluded.active";
const BANKS: &str = "SELECT bank_code, name_ko, name_en, base_url, public_key, active \
     FROM identity_bank ORDER BY bank_code";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    BANK_ADD,
    BANKS,
    INSTITUTION_ADD,
    INSTITUTIONS,
    CLIENT_ADD,
    CLIENTS,
    SECRET_ADD,
    SECRETS,
    SECRETS_LIVE,
    SECRETS_END,
    SECRETS_EARLIER_END,
    CONTRACT_ADD,
    CONTRACTS,
    TOKEN_ADD,
    TOKEN_REVOKE,
    SCOPES_SET,
    TOKENS_LIVE,
    PERSON_ADD,
    PERSON_KEY,
    USER_ADD,
    ACCOUNT_ADD,
    KNOWN_USER,
    BY_HANDLE,
];

fn hash(row: &Row<'_>, i: usize) -> Result<LookupHash, Fault> {
    Ok(LookupHash::from_bytes(row.get(i)?))
}

pub(super) fn put_bank(tx: &mut Tx<'_>, it: &Bank, now: Micros) -> Result<(), Fault> {
    let Bank { code, name_ko, name_en, base_url, public_key, active } = it;
    tx.exec(BANK_ADD, args![code, name_ko, name_en, base_url, public_key, active, now]).map(drop)
}

/// All banks.
pub fn banks(tx: &mut Tx<'_>) -> Result<Vec<Bank>, Fault> {
    tx.all(BANKS, &[], |row| {
        Ok(Bank {
            code: row.get(0)?,
            name_ko: row.get(1)?,
            name_en: row.get(2)?,
            base_url: row.get(3)?,
            public_key: row.get(4)?,
            active: row.get(5)?,
        })
    })
}

pub(super) fn add_institution(tx: &mut Tx<'_>, it: &Institution, now: Micros) -> Result<(), Fault> {
    let scopes = Scope::list(&it.scopes);
    tx.exec(INSTITUTION_ADD, args![it.code, it.name_ko, it.name_en, scopes, it.active, now])
        .map(drop)
}

/// All institutions.
pub fn institutions(tx: &mut Tx<'_>) -> Result<Vec<Institution>, Fault> {
    tx.all(INSTITUTIONS, &[], |row| {
        Ok(Institution {
            code: row.get(0)?,
            name_ko: row.get(1)?,
            name_en: row.get(2)?,
            scopes: Scope::parse_list(&row.get::<String>(3)?),
            active: row.get(4)?,
        })
    })
}

pub(super) fn add_client(
    tx: &mut Tx<'_>,
    client: &Client,
    redirect_uri: &str,
    now: Micros,
) -> Result<(), Fault> {
    let Client { client_id, institution, .. } = client;
    tx.exec(CLIENT_ADD, args![client_id, institution, redirect_uri, now]).map(drop)
}

pub(super) fn add_secret(
    tx: &mut Tx<'_>,
    client_id: &str,
    secret: &LookupHash,
    now: Micros,
) -> Result<(), Fault> {
    tx.exec(SECRET_ADD, args![client_id, secret.as_bytes(), now]).map(drop)
}

pub(super) fn live_secrets(
    tx: &mut Tx<'_>,
    client_id: &str,
    now: Micros,
) -> Result<Vec<LookupHash>, Fault> {
    tx.all(SECRETS_LIVE, args![client_id, now], |row| hash(row, 0))
}

pub(super) fn end_secrets(
    tx: &mut Tx<'_>,
    client_id: &str,
    until: Micros,
    now: Micros,
) -> Result<(), Fault> {
    tx.exec(SECRETS_END, args![client_id, until, now]).map(drop)
}

/// Ends what has an end already, at another time.
pub(super) fn end_earlier_secrets(
    tx: &mut Tx<'_>,
    client_id: &str,
    until: Micros,
    now: Micros,
) -> Result<(), Fault> {
    tx.exec(SECRETS_EARLIER_END, args![client_id, until, now]).map(drop)
}

/// All clients.
pub fn clients(tx: &mut Tx<'_>) -> Result<Vec<Client>, Fault> {
    let secrets = tx.all(SECRETS, &[], |row| {
        Ok((row.get::<String>(0)?, ClientSecret { hash: hash(row, 1)?, until: row.get(2)? }))
    })?;
    tx.all(CLIENTS, &[], |row| {
        let client_id: String = row.get(0)?;
        let own = secrets.iter().filter(|(of, _)| *of == client_id);
        Ok(Client {
            institution: row.get(1)?,
            secrets: own.map(|(_, secret)| secret.clone()).collect(),
            redirect_uris: row.get::<String>(2)?.split_whitespace().map(str::to_owned).collect(),
            active: row.get(3)?,
            client_id,
        })
    })
}

pub(super) fn add_contract(tx: &mut Tx<'_>, it: &Contract) -> Result<(), Fault> {
    let account_type = it.account_type.to_string();
    let purpose = it.purpose.as_str();
    tx.exec(
        CONTRACT_ADD,
        args![it.institution, account_type, it.account_num, purpose, it.bank, it.holder_name],
    )
    .map(drop)
}

/// All contract accounts.
pub fn contracts(tx: &mut Tx<'_>) -> Result<Vec<Contract>, Fault> {
    tx.all(CONTRACTS, &[], |row| {
        let corrupt = |what: &str| Fault::new(FaultKind::Corrupt, format!("bad contract {what}"));
        Ok(Contract {
            institution: row.get(0)?,
            account_type: row
                .get::<String>(1)?
                .chars()
                .next()
                .ok_or_else(|| corrupt("account type"))?,
            account_num: row.get(2)?,
            purpose: ContractPurpose::parse(&row.get::<String>(3)?)
                .ok_or_else(|| corrupt("purpose"))?,
            bank: row.get(4)?,
            holder_name: row.get(5)?,
        })
    })
}

pub(super) fn add_token(tx: &mut Tx<'_>, token: &Token, now: Micros) -> Result<(), Fault> {
    let scopes = Scope::list(&token.scopes);
    let Token { id, institution, user, family, expires_at, .. } = token;
    tx.exec(TOKEN_ADD, args![id, institution, scopes, now, expires_at, user, family]).map(drop)
}

/// `false` if there is no such institution.
pub(super) fn set_scopes(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    scopes: &[Scope],
) -> Result<bool, Fault> {
    Ok(tx.exec(SCOPES_SET, args![code, Scope::list(scopes)])? == 1)
}

pub(super) fn revoke_token(tx: &mut Tx<'_>, id: &str, now: Micros) -> Result<bool, Fault> {
    Ok(tx.exec(TOKEN_REVOKE, args![id, now])? == 1)
}

/// The tokens that are neither revoked nor over.
pub fn live_tokens(tx: &mut Tx<'_>, now: Micros) -> Result<Vec<Token>, Fault> {
    tx.all(TOKENS_LIVE, args![now], |row| {
        Ok(Token {
            id: row.get(0)?,
            institution: row.get(1)?,
            scopes: Scope::parse_list(&row.get::<String>(2)?),
            expires_at: row.get(3)?,
            user: row.get(4)?,
            family: row.get(5)?,
        })
    })
}

/// Adds the person unless known; gives the wrapped key that counts.
pub(super) fn add_person(
    tx: &mut Tx<'_>,
    person: &LookupHash,
    sealed_key: &[u8],
    now: Micros,
) -> Result<Option<Vec<u8>>, Fault> {
    // A person who is there already stays as is, and a new one is no user yet: no fact changes.
    let person = person.as_bytes();
    tx.exec_for((&HOLDERS, args![person]), PERSON_ADD, args![person, sealed_key, now])?;
    tx.one(PERSON_KEY, args![person], |row| row.get(0))
}

pub(crate) fn add_user(
    tx: &mut Tx<'_>,
    (institution, user): (&ClientUseCode, &UserSeqNo),
    person: &LookupHash,
    sealed: &[u8],
    login_until: Option<Micros>,
    now: Micros,
) -> Result<(), Fault> {
    let (person, agreed_at) = (person.as_bytes(), login_until.map(|_| now));
    tx.exec_for(
        (&HOLDERS, args![institution, user]),
        USER_ADD,
        args![institution, user, person, sealed, now, agreed_at, login_until],
    )
    .map(drop)
}

pub(super) fn add_account(
    tx: &mut Tx<'_>,
    (institution, user): (&ClientUseCode, &UserSeqNo),
    it: &AccountToRegister,
    account: &LookupHash,
    sealed: &[u8],
    now: Micros,
) -> Result<(), Fault> {
    let account = account.as_bytes();
    tx.exec_for(
        (&HOLDERS, args![institution, user]),
        ACCOUNT_ADD,
        args![
            institution,
            user,
            it.bank,
            account,
            it.fintech_use_num,
            sealed,
            it.inquiry_until.map(|_| now),
            it.inquiry_until,
            it.transfer_until.map(|_| now),
            it.transfer_until,
            now
        ],
    )
    .map(drop)
}

pub(super) fn known_user(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    user: &UserSeqNo,
    bank: &BankCode,
    account: &LookupHash,
) -> Result<Arc<Option<KnownUser>>, Fault> {
    let owner = args![institution, user];
    tx.kept((&HOLDERS, owner), args![bank, account.as_bytes()], |tx| {
        read_known_user(tx, (institution, user), bank, account)
    })
}

fn read_known_user(
    tx: &mut Tx<'_>,
    (institution, user): (&ClientUseCode, &UserSeqNo),
    bank: &BankCode,
    account: &LookupHash,
) -> Result<Option<KnownUser>, Fault> {
    tx.opt(KNOWN_USER, args![institution, user, bank, account.as_bytes()], |row| {
        let account = match row.get::<Option<String>>(2)? {
            None => None,
            Some(fintech_use_num) => Some(Account {
                fintech_use_num,
                inquiry_until: row.get(3)?,
                transfer_until: row.get(4)?,
            }),
        };
        Ok(KnownUser { person: hash(row, 0)?, sealed_key: row.get(1)?, account })
    })
}

/// The account that an institution knows by this handle, unless its user has left.
pub fn find_by_handle(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    fintech_use_num: &str,
) -> Result<Option<HandleAccount>, Fault> {
    tx.opt(BY_HANDLE, args![institution, fintech_use_num], |row| {
        Ok(HandleAccount {
            user: row.get(0)?,
            person: hash(row, 1)?,
            sealed_key: row.get(2)?,
            bank: row.get(3)?,
            hash: hash(row, 4)?,
            sealed: row.get(5)?,
            account: Account {
                fintech_use_num: row.get(6)?,
                inquiry_until: row.get(7)?,
                transfer_until: row.get(8)?,
            },
        })
    })
}
