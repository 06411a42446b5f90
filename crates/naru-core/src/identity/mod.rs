//! Identity: banks, institutions and their credentials, tokens, persons, and what users agreed to.
//!
//! Invariants: a person is the keyed hash of the CI, never a `user_seq_no`; personal columns are
//! sealed with the person's own key, so destroying that key erases; client secrets are stored as
//! keyed hashes; a revoked token is dead at the next call.

mod bank;
mod contract;
mod credential;
mod entry;
mod model;
mod paying;
mod service;
mod sql;
mod sql_ages;
mod sql_agreed;
mod sql_ending;
mod sql_paying;
mod sql_user;
mod user;
mod words;

pub use bank::{BankEntry, BankFlaw, enter_bank};
pub use contract::change_contract;
pub(crate) use credential::replace_secret;
pub use credential::{Credentials, Replaced, end_earlier_secret, new_secret, renew_secret};
pub use entry::{Checked, ContractEntry, Entry, Flaw, Found, enter, unknown_bank};
pub use model::{
    Account, AccountToRegister, Bank, Client, ClientSecret, Contract, ContractPurpose,
    HandleAccount, Institution, KnownUser, NewInstitution, NewUser, PersonDetails, Scope, Token,
};
pub(crate) use paying::registered_name;
pub use paying::{pass_phrase_hash, set_pass_phrase};
pub use service::{
    Consent, account_hash, account_num, add_institution, add_secret, authenticate_client,
    issue_token, known_user, person_hash, register_user, revoke_token, secret_hash,
};
pub(crate) use service::{agreed, ensure_person, person_key, put_token, set_scopes};
pub(crate) use sql::add_user;
pub use sql::{STATEMENTS, banks, clients, contracts, find_by_handle, institutions, live_tokens};
pub use sql_ages::{
    AGE_STATEMENTS, BankKeyAge, ClientAge, LiveTokens, bank_key_ages, client_ages,
    live_token_counts, secret_ages, token_owner, user_counts,
};
pub use sql_agreed::{
    AGREED_STATEMENTS, AgreedListed, AgreedSearch, AgreedTo, AgreedUntil, UserToken,
    live_tokens_of, search_agreed, user_since,
};
pub use sql_ending::{ENDING_STATEMENTS, Ending, EndingKind, last_tokens, list_ending};
pub use sql_paying::{PAYING_STATEMENTS, PassPhrases, pass_phrases};
pub use sql_user::{
    USER_STATEMENTS, find_account, find_user, list_accounts, user_of_person, users_of_person,
};
pub(crate) use sql_user::{
    change_user, end_tokens_of_user, last_handle, last_user, put_account, scopes,
};
pub use user::{AccountDetails, AccountRecord, Agreed, UserRecord};
