//! What identity knows.

use naru_base::seal::LookupHash;
use naru_base::{BankCode, ClientUseCode, Micros, UserSeqNo};
use serde::{Deserialize, Serialize};

/// What a token permits (KFTC `scope`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Three-legged: who the user is, which accounts are registered.
    Login,
    /// Three-legged: the user's balances and transactions.
    Inquiry,
    /// Three-legged: withdrawals from the user's accounts.
    Transfer,
    /// Two-legged: real-name and receive inquiries, deposits, results.
    Oob,
    /// Two-legged, for a large institution that authenticates its own users (자체인증).
    Sa,
}

impl Scope {
    /// The form on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Scope::Login => "login",
            Scope::Inquiry => "inquiry",
            Scope::Transfer => "transfer",
            Scope::Oob => "oob",
            Scope::Sa => "sa",
        }
    }
    /// Reads the form on the wire.
    pub fn parse(text: &str) -> Option<Scope> {
        let all = [Scope::Login, Scope::Inquiry, Scope::Transfer, Scope::Oob, Scope::Sa];
        all.into_iter().find(|scope| scope.as_str() == text)
    }
    /// Whether a token with it stands for one user, not for the institution alone.
    pub const fn is_of_a_user(self) -> bool {
        matches!(self, Scope::Login | Scope::Inquiry | Scope::Transfer)
    }
    pub(crate) fn parse_list(text: &str) -> Vec<Scope> {
        text.split(' ').filter_map(Scope::parse).collect()
    }
    pub(crate) fn list(scopes: &[Scope]) -> String {
        scopes.iter().map(|s| s.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// A participating bank (참가기관).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bank {
    /// Its code.
    pub code: BankCode,
    /// Korean name.
    pub name_ko: String,
    /// Name in Latin letters.
    pub name_en: String,
    /// Where its messages go, `http://host:port`.
    pub base_url: String,
    /// Its Ed25519 key, base64url.
    pub public_key: String,
    /// Whether it takes part at present.
    pub active: bool,
}

/// A user institution (이용기관): a fintech on the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Institution {
    /// Its code.
    pub code: ClientUseCode,
    /// Korean name.
    pub name_ko: String,
    /// Name in Latin letters.
    pub name_en: String,
    /// Scopes it may ask for.
    pub scopes: Vec<Scope>,
    /// Whether it takes part at present.
    pub active: bool,
}

/// A client of an institution: what authenticates at the token endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Public identifier.
    pub client_id: String,
    /// Whose it is.
    pub institution: ClientUseCode,
    /// Its secrets: at most two live at once, so that one can be replaced without a pause.
    pub secrets: Vec<ClientSecret>,
    /// Where codes may be sent, to the letter.
    pub redirect_uris: Vec<String>,
    /// Whether it may be used.
    pub active: bool,
}

/// A secret of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientSecret {
    /// Keyed hash of the secret.
    pub hash: LookupHash,
    /// From this instant it opens nothing; `None`: it has no end yet.
    pub until: Option<Micros>,
}

impl ClientSecret {
    /// Whether it counts at `now`.
    pub fn is_live(&self, now: Micros) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

/// What a contract account (약정 계좌) is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContractPurpose {
    /// Collects withdrawals.
    Withdraw,
    /// Pays out deposits.
    Deposit,
    /// Pays the network's fees.
    Fee,
}

impl ContractPurpose {
    /// The form in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            ContractPurpose::Withdraw => "withdraw",
            ContractPurpose::Deposit => "deposit",
            ContractPurpose::Fee => "fee",
        }
    }
    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::Withdraw, Self::Deposit, Self::Fee].into_iter().find(|p| p.as_str() == text)
    }
}

/// A contract account of an institution. Not personal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// Whose it is.
    pub institution: ClientUseCode,
    /// `N` an account, `C` a ledger account.
    pub account_type: char,
    /// Its number.
    pub account_num: String,
    /// What it is for.
    pub purpose: ContractPurpose,
    /// The bank that keeps it.
    pub bank: BankCode,
    /// In whose name.
    pub holder_name: String,
}

/// An institution to be added, with one client and its contract accounts.
#[derive(Clone, Debug)]
pub struct NewInstitution {
    /// The institution.
    pub institution: Institution,
    /// Its client's public identifier.
    pub client_id: String,
    /// Keyed hash of the client's secret, made by [`super::secret_hash`].
    pub secret_hash: LookupHash,
    /// Where an authorization code may be sent; several stand with spaces between.
    pub redirect_uri: String,
    /// Contract accounts.
    pub contracts: Vec<Contract>,
}

/// An access token's state on our side; the token itself is only proof of its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The `jti`.
    pub id: String,
    /// Whose it is.
    pub institution: ClientUseCode,
    /// What it permits.
    pub scopes: Vec<Scope>,
    /// For which user, if it is three-legged: then it opens nothing of any other.
    pub user: Option<UserSeqNo>,
    /// The authorization it came from; with that, it ends.
    pub family: Option<String>,
    /// Until when.
    pub expires_at: Micros,
}

impl Token {
    /// For whom it is (`aud`): the user of a three-legged token, else the institution.
    pub fn audience(&self) -> &str {
        self.user.as_ref().map_or(self.institution.as_str(), UserSeqNo::as_str)
    }
}

/// A person's details, sealed in the store. No Debug: it would print them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDetails {
    /// Name.
    pub name: String,
    /// Date of birth, `yyyyMMdd`.
    pub birth: String,
    /// Mobile number.
    pub phone: String,
    /// The CI (연계정보), 88 characters.
    pub ci: String,
    /// E-mail address, or empty.
    #[serde(default)]
    pub email: String,
}

/// A user to be registered at an institution.
#[derive(Clone)]
pub struct NewUser {
    /// The institution.
    pub institution: ClientUseCode,
    /// The number the institution knows the user by.
    pub user_seq_no: UserSeqNo,
    /// Who it is.
    pub details: PersonDetails,
    /// The accounts and what was agreed for each.
    pub accounts: Vec<AccountToRegister>,
}

/// An account to be registered for a user.
#[derive(Clone)]
pub struct AccountToRegister {
    /// The bank.
    pub bank: BankCode,
    /// The number. Personal.
    pub account_num: String,
    /// The institution's handle for it, 24 digits.
    pub fintech_use_num: String,
    /// Until when inquiries are agreed to, if they are.
    pub inquiry_until: Option<Micros>,
    /// Until when debits are agreed to, if they are.
    pub transfer_until: Option<Micros>,
}

/// What a command needs to know of a user and one account.
#[derive(Clone)]
pub struct KnownUser {
    /// The person behind the registration.
    pub person: LookupHash,
    /// The person's wrapped key; `None` once the person was erased.
    pub sealed_key: Option<Vec<u8>>,
    /// The account, if it is registered for this user.
    pub account: Option<Account>,
}

/// A registered account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The institution's handle for it.
    pub fintech_use_num: String,
    /// Until when inquiries are agreed to.
    pub inquiry_until: Option<Micros>,
    /// Until when debits are agreed to.
    pub transfer_until: Option<Micros>,
}

/// A registered account found by the institution's handle (핀테크이용번호). No Debug: personal.
#[derive(Clone)]
pub struct HandleAccount {
    /// Whose it is, as the institution knows the user.
    pub user: UserSeqNo,
    /// The person behind the registration.
    pub person: LookupHash,
    /// The person's wrapped key; `None` once the person was erased.
    pub sealed_key: Option<Vec<u8>>,
    /// The bank.
    pub bank: BankCode,
    /// The account's hash.
    pub hash: LookupHash,
    /// The number, sealed with the person's key.
    pub sealed: Vec<u8>,
    /// What was agreed.
    pub account: Account,
}
