//! Rules as data: numbers from regulations and contracts, each with its source and its first day.
//!
//! Invariant: a number the relay decides by is a row here, never a constant in code. A rule that
//! is missing is an error, not a default: the system refuses to guess.

mod sql;

pub use sql::STATEMENTS;

use naru_base::{Fault, FaultKind, Micros, Won};
use naru_store::Tx;

/// One rule, valid from an instant until a newer row of the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, unit last: `person_daily_limit_won`.
    pub name: String,
    /// From when it applies.
    pub valid_from: Micros,
    /// The number.
    pub value: i64,
    /// Where the number comes from.
    pub source: String,
}

/// The rules that Naru ships, as (name, value, source). An operator adds newer rows.
pub const SHIPPED: &[(&str, i64, &str)] = &[
    (
        "person_daily_limit_won",
        10_000_000,
        "Open banking: 10,000,000 won a day per user across institutions (press, weak; \
         codes A0111/A0112 confirm a limit at the hub)",
    ),
    ("withdraw_fee_won", 50, "Open banking fee table 2019: withdrawal 50 won, reduced 30"),
    ("cutover_grace_s", 1_800, "Naru: an id of the previous business date counts for 30 minutes"),
    ("bank_deadline_ms", 5_000, "Naru: how long an institution's call waits for the bank"),
    ("bank_request_expiry_ms", 10_000, "Naru: a bank refuses a request older than this"),
    ("bank_clock_skew_ms", 2_000, "Naru: how far a bank's clock may be off"),
    ("inquiry_first_ms", 1_000, "Naru: first inquiry after the deadline"),
    ("inquiry_max_ms", 60_000, "Naru: longest pause between inquiries (UPI asks 45 to 90 s)"),
    ("token_life_s", 7_776_000, "Open banking: access tokens live 90 days"),
    (
        "refresh_token_life_s",
        8_640_000,
        "Naru: a refresh token outlives its access token by ten days",
    ),
    ("authorization_code_life_s", 180, "Naru: three minutes (RFC 6749 4.1.2: ten at most)"),
    (
        "consent_login_life_s",
        31_536_000,
        "Open banking: users agree anew every year (press, weak; codes A0332/A0334 confirm an end)",
    ),
    (
        "consent_inquiry_life_s",
        31_536_000,
        "Open banking: users agree anew every year (press, weak; code A0316 confirms an end)",
    ),
    (
        "consent_transfer_life_s",
        31_536_000,
        "Open banking: users agree anew every year (press, weak; code A0319 confirms an end)",
    ),
    ("consent_pages_life_s", 900, "Naru: a person has 15 minutes for the consent pages"),
    ("one_time_code_life_s", 180, "Naru: a one-time code counts for three minutes"),
    ("one_time_code_tries", 5, "Naru: codes typed wrong until the pages begin anew"),
    ("one_time_code_sends", 3, "Naru: codes sent on one visit of the pages"),
    ("client_secret_overlap_s", 2_592_000, "Naru: a replaced client secret lives on for 30 days"),
    ("bank_inflight_max", 512, "Naru: requests under way at one bank (bulkhead)"),
    (
        "bank_inquiry_places",
        32,
        "Naru: further places at one bank for inquiries about transfers in doubt only",
    ),
    ("institution_inflight_max", 512, "Naru: calls under way for one institution (bulkhead)"),
    ("breaker_failures", 20, "Naru: unanswered requests in a row that open a bank's breaker"),
    ("staff_step_up_s", 300, "Naru: a dangerous deed of staff wants a one-time code this fresh"),
    ("proposal_life_s", 86_400, "Naru: a proposal that nobody confirmed in a day lapses"),
    ("breaker_open_ms", 5_000, "Naru: how long a breaker stays open before one probe"),
];

/// The rules in force at one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// A person's withdrawals in one business date, across all institutions.
    pub person_daily_limit: Won,
    /// What the institution pays for one settled withdrawal.
    pub withdraw_fee: Won,
    /// For how long after midnight an id of the day before still names that day's transfer.
    pub cutover_grace_s: i64,
    /// How long an institution's call waits for the bank.
    pub bank_deadline_ms: i64,
    /// After how long the bank refuses the request.
    pub bank_request_expiry_ms: i64,
    /// How far the bank's clock may be off.
    pub bank_clock_skew_ms: i64,
    /// Pause before the first inquiry about a transfer in doubt.
    pub inquiry_first_ms: i64,
    /// Longest pause between inquiries.
    pub inquiry_max_ms: i64,
    /// Life of an access token.
    pub token_life_s: i64,
    /// Life of a refresh token.
    pub refresh_token_life_s: i64,
    /// Life of an authorization code.
    pub authorization_code_life_s: i64,
    /// How long an institution may be told who a user is.
    pub consent_login_life_s: i64,
    /// How long an agreement to inquiries lasts.
    pub consent_inquiry_life_s: i64,
    /// How long an agreement to debits lasts.
    pub consent_transfer_life_s: i64,
    /// How long a person may take for the consent pages.
    pub consent_pages_life_s: i64,
    /// How long a one-time code counts.
    pub one_time_code_life_s: i64,
    /// One-time codes that may be typed wrong.
    pub one_time_code_tries: i64,
    /// One-time codes that are sent on one visit.
    pub one_time_code_sends: i64,
    /// How long a client secret lives on beside its successor.
    pub client_secret_overlap_s: i64,
    /// Requests under way at one bank.
    pub bank_inflight_max: i64,
    /// Further places at one bank that only inquiries about transfers in doubt may take.
    pub bank_inquiry_places: i64,
    /// Calls under way for one institution.
    pub institution_inflight_max: i64,
    /// Unanswered requests in a row that open a bank's breaker.
    pub breaker_failures: i64,
    /// How long a breaker stays open.
    pub breaker_open_ms: i64,
    /// How fresh a one-time code must be for a dangerous deed.
    pub staff_step_up_s: i64,
    /// How long a proposal waits for a second person.
    pub proposal_life_s: i64,
}

/// The rules in force at `now`. `parameters` in any order.
pub fn at(parameters: &[Parameter], now: Micros) -> Result<Policy, Fault> {
    let find = |name: &str| {
        parameters
            .iter()
            .filter(|p| p.name == name && p.valid_from <= now)
            .max_by_key(|p| p.valid_from)
            .map(|p| p.value)
            .ok_or_else(|| {
                let what = format!("no rule `{name}` is in force; add one, with its source");
                Fault::new(FaultKind::Permanent, what)
            })
    };
    Ok(Policy {
        person_daily_limit: Won::new(find("person_daily_limit_won")?),
        withdraw_fee: Won::new(find("withdraw_fee_won")?),
        cutover_grace_s: find("cutover_grace_s")?,
        bank_deadline_ms: find("bank_deadline_ms")?,
        bank_request_expiry_ms: find("bank_request_expiry_ms")?,
        bank_clock_skew_ms: find("bank_clock_skew_ms")?,
        inquiry_first_ms: find("inquiry_first_ms")?,
        inquiry_max_ms: find("inquiry_max_ms")?,
        token_life_s: find("token_life_s")?,
        refresh_token_life_s: find("refresh_token_life_s")?,
        authorization_code_life_s: find("authorization_code_life_s")?,
        consent_login_life_s: find("consent_login_life_s")?,
        consent_inquiry_life_s: find("consent_inquiry_life_s")?,
        consent_transfer_life_s: find("consent_transfer_life_s")?,
        consent_pages_life_s: find("consent_pages_life_s")?,
        one_time_code_life_s: find("one_time_code_life_s")?,
        one_time_code_tries: find("one_time_code_tries")?,
        one_time_code_sends: find("one_time_code_sends")?,
        client_secret_overlap_s: find("client_secret_overlap_s")?,
        bank_inflight_max: find("bank_inflight_max")?,
        bank_inquiry_places: find("bank_inquiry_places")?,
        institution_inflight_max: find("institution_inflight_max")?,
        breaker_failures: find("breaker_failures")?,
        breaker_open_ms: find("breaker_open_ms")?,
        staff_step_up_s: find("staff_step_up_s")?,
        proposal_life_s: find("proposal_life_s")?,
    })
}

/// Adds the shipped rules that the store does not have yet, valid from the beginning.
pub fn install_shipped(tx: &mut Tx<'_>) -> Result<(), Fault> {
    for (name, value, source) in SHIPPED {
        sql::add_if_absent(tx, name, Micros::new(0), *value, source)?;
    }
    Ok(())
}

/// Adds one rule.
pub fn add(tx: &mut Tx<'_>, parameter: &Parameter) -> Result<(), Fault> {
    let Parameter { name, valid_from, value, source } = parameter;
    sql::add_if_absent(tx, name, *valid_from, *value, source)
}

/// All rules.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<Parameter>, Fault> {
    sql::list(tx)
}
