//! Rules as data: numbers from regulations and contracts, each with its source and its first day.
//!
//! Invariant: a number the relay decides by is a row here, never a constant in code. A rule that
//! is missing is an error, not a default: the system refuses to guess.

mod shipped;
mod sql;

pub use shipped::SHIPPED;
pub use sql::STATEMENTS;

use naru_base::{Answer, AuditRecord, ClientUseCode, Env, Fault, FaultKind, Micros, Refusal, Won};
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

/// The rules that may differ from institution to institution, as its contract says.
pub const BY_INSTITUTION: &[&str] = &[
    "withdraw_once_limit_won",
    "withdraw_daily_limit_won",
    "withdraw_monthly_limit_won",
    "deposit_once_limit_won",
    "deposit_daily_limit_won",
    "deposit_monthly_limit_won",
    "deposit_credit_limit_won",
];

/// What one settled transfer costs an institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// Usually.
    pub full: Won,
    /// If the institution is small.
    pub reduced: Won,
}

/// An institution's limits for one kind of transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    /// Of one transfer.
    pub once: Won,
    /// Of a business date.
    pub daily: Won,
    /// Of a month.
    pub monthly: Won,
}

impl Caps {
    /// So many percent of them, rounded down.
    pub fn cut_to(self, percent: i64) -> Caps {
        let cut = |it: Won| {
            let kept = i128::from(it.get()) * i128::from(percent.clamp(0, 100)) / 100;
            Won::new(i64::try_from(kept).expect("a part of what fits in 64 bits fits"))
        };
        Caps { once: cut(self.once), daily: cut(self.daily), monthly: cut(self.monthly) }
    }
}

/// A rule that one institution's contract sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Whose.
    pub institution: ClientUseCode,
    /// The rule: one of [`BY_INSTITUTION`].
    pub parameter: Parameter,
}

/// The rules in force at one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// A person's withdrawals in one business date, across all institutions.
    pub person_daily_limit: Won,
    /// A person's single withdrawal.
    pub person_once_limit: Won,
    /// What the institution pays for one settled withdrawal.
    pub withdraw_fee: Price,
    /// What it pays for one settled deposit.
    pub deposit_fee: Price,
    /// Up to this amount in the month before, an institution pays the reduced fees.
    pub reduced_fee_amount_max: Won,
    /// Up to this number of transfers in the month before, too.
    pub reduced_fee_count_max: i64,
    /// The institution's withdrawals.
    pub withdraw: Caps,
    /// The institution's deposits.
    pub deposit: Caps,
    /// How far the institution's paying account may go below what was put on it.
    pub deposit_credit_limit: Won,
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
    /// For how many days a deposit can be claimed back.
    pub return_claim_days_max: i64,
    /// Longest pause between inquiries after a return.
    pub return_inquiry_max_ms: i64,
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
    /// Transfers in doubt at one bank from which on it gets no new orders.
    pub bank_doubts_max: i64,
    /// How old a receive inquiry may be that a deposit names.
    pub receive_life_s: i64,
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
    /// How notices are delivered.
    pub notify: NotifyRules,
    /// Days before the end of an agreement on which the institution is told.
    pub consent_notice_days: [i64; 3],
    /// Days before the end of a secret, certificate or token on which it is told of.
    pub credential_notice_days: [i64; 3],
}

/// How notices are delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotifyRules {
    /// Pause after the first failed attempt; it doubles with each further one.
    pub retry_first_ms: i64,
    /// Longest pause between attempts.
    pub retry_max_ms: i64,
    /// Attempts before a delivery is given up.
    pub attempts_max: i64,
    /// After how long an attempt that nobody concluded is made again.
    pub lease_ms: i64,
    /// How long a webhook's replaced secret signs beside its successor.
    pub secret_overlap_s: i64,
}

/// The rules in force at `now` for everybody. `parameters` in any order.
pub fn at(parameters: &[Parameter], now: Micros) -> Result<Policy, Fault> {
    with(parameters, &[], now)
}

/// The rules in force at `now` for an institution whose own rules are `own`, both in any order.
pub fn with(parameters: &[Parameter], own: &[&Parameter], now: Micros) -> Result<Policy, Fault> {
    let find = |name: &str| {
        newest(name, &mut own.iter().copied(), now)
            .or_else(|| newest(name, &mut parameters.iter(), now))
            .ok_or_else(|| missing(name))
    };
    let won = |name: &str| find(name).map(Won::new);
    Ok(Policy {
        person_daily_limit: won("person_daily_limit_won")?,
        person_once_limit: won("person_once_limit_won")?,
        withdraw_fee: Price {
            full: won("withdraw_fee_won")?,
            reduced: won("withdraw_fee_reduced_won")?,
        },
        deposit_fee: Price {
            full: won("deposit_fee_won")?,
            reduced: won("deposit_fee_reduced_won")?,
        },
        reduced_fee_amount_max: won("reduced_fee_amount_max_won")?,
        reduced_fee_count_max: find("reduced_fee_count_max")?,
        withdraw: Caps {
            once: won("withdraw_once_limit_won")?,
            daily: won("withdraw_daily_limit_won")?,
            monthly: won("withdraw_monthly_limit_won")?,
        },
        deposit: Caps {
            once: won("deposit_once_limit_won")?,
            daily: won("deposit_daily_limit_won")?,
            monthly: won("deposit_monthly_limit_won")?,
        },
        deposit_credit_limit: won("deposit_credit_limit_won")?,
        cutover_grace_s: find("cutover_grace_s")?,
        bank_deadline_ms: find("bank_deadline_ms")?,
        bank_request_expiry_ms: find("bank_request_expiry_ms")?,
        bank_clock_skew_ms: find("bank_clock_skew_ms")?,
        inquiry_first_ms: find("inquiry_first_ms")?,
        inquiry_max_ms: find("inquiry_max_ms")?,
        return_claim_days_max: find("return_claim_days_max")?,
        return_inquiry_max_ms: find("return_inquiry_max_ms")?,
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
        bank_doubts_max: find("bank_doubts_max")?,
        receive_life_s: find("receive_life_s")?,
        institution_inflight_max: find("institution_inflight_max")?,
        breaker_failures: find("breaker_failures")?,
        breaker_open_ms: find("breaker_open_ms")?,
        staff_step_up_s: find("staff_step_up_s")?,
        proposal_life_s: find("proposal_life_s")?,
        notify: NotifyRules::from(&find)?,
        consent_notice_days: steps(&find, "consent_notice")?,
        credential_notice_days: steps(&find, "credential_notice")?,
    })
}

impl NotifyRules {
    fn from(find: &impl Fn(&str) -> Result<i64, Fault>) -> Result<NotifyRules, Fault> {
        Ok(NotifyRules {
            retry_first_ms: find("notify_retry_first_ms")?,
            retry_max_ms: find("notify_retry_max_ms")?,
            attempts_max: find("notify_attempts_max")?,
            lease_ms: find("notify_lease_ms")?,
            secret_overlap_s: find("webhook_secret_overlap_s")?,
        })
    }
}

/// The three steps of what is told in days before an end.
fn steps(find: &impl Fn(&str) -> Result<i64, Fault>, name: &str) -> Result<[i64; 3], Fault> {
    let step = |which: &str| find(&format!("{name}_{which}_days"));
    Ok([step("first")?, step("second")?, step("last")?])
}

/// The number of one rule in force at `now`, by its name: for rules that only one slice reads.
pub fn number(parameters: &[Parameter], name: &str, now: Micros) -> Result<i64, Fault> {
    newest(name, &mut parameters.iter(), now).ok_or_else(|| missing(name))
}

fn newest(name: &str, all: &mut dyn Iterator<Item = &Parameter>, now: Micros) -> Option<i64> {
    all.filter(|p| p.name == name && p.valid_from <= now)
        .max_by_key(|p| p.valid_from)
        .map(|p| p.value)
}

fn missing(name: &str) -> Fault {
    let what = format!("no rule `{name}` is in force; add one, with its source");
    Fault::new(FaultKind::Permanent, what)
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

/// Adds a rule for one institution, as its contract says. Refused if the rule is the same for all.
pub fn override_for(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    institution: &ClientUseCode,
    parameter: &Parameter,
) -> Answer<()> {
    let Parameter { name, valid_from, value, source } = parameter;
    if !BY_INSTITUTION.contains(&name.as_str()) {
        return Err(Refusal::new("policy/same-for-all").with("name", name).into());
    }
    sql::add_override(tx, institution, name, *valid_from, *value, source)?;
    tx.audit(AuditRecord {
        at: env.now,
        actor: actor.to_owned(),
        action: "policy.override.added",
        subject: format!("institution:{institution}"),
        body: format!(r#"{{"name":"{name}","valid_from":{},"value":{value}}}"#, valid_from.get()),
    });
    Ok(())
}

/// All rules of single institutions.
pub fn overrides(tx: &mut Tx<'_>) -> Result<Vec<Override>, Fault> {
    sql::overrides(tx)
}

/// All rules.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<Parameter>, Fault> {
    sql::list(tx)
}
