//! The decisions: pure, total, no store. What a password must be, when an account is held back,
//! when a session is over.

use crate::staff::model::{EnrolmentForm, FormError, LoginFacts, Session};
use naru_base::Micros;

/// An enrolment link lapses after a day.
pub const ENROLMENT_SECONDS: i64 = 24 * 60 * 60;
/// Between the right password and the code: five minutes.
pub const CODE_SECONDS: i64 = 5 * 60;
/// A challenge to a passkey lapses after two minutes: browsers give up after one.
pub const CHALLENGE_SECONDS: i64 = 2 * 60;
/// A session that nobody uses ends after half an hour.
pub const IDLE_SECONDS: i64 = 30 * 60;
/// A session ends after twelve hours, used or not.
pub const ABSOLUTE_SECONDS: i64 = 12 * 60 * 60;
/// How often the use of a session is written down.
pub const TOUCH_SECONDS: i64 = 60;
/// Wrong attempts before the account is held back.
pub const FREE_FAILURES: u32 = 5;
/// The longest hold: long enough against guessing, short enough that an attacker cannot keep a
/// person out for a shift.
pub const HOLD_MAX_SECONDS: i64 = 15 * 60;

/// Checks name, login and password. All errors at once, in the order of the form.
pub fn check_form(
    name: &str,
    login: &str,
    password: &str,
) -> Result<EnrolmentForm, Vec<FormError>> {
    let name = name.trim();
    let login = login.trim().to_ascii_lowercase();
    let mut errors = Vec::new();
    if name.is_empty() || name.chars().count() > 40 || name.chars().any(char::is_control) {
        errors.push(FormError::Name);
    }
    let alphabet = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-');
    let begins = login.as_bytes().first().is_some_and(u8::is_ascii_lowercase);
    if !begins || !(3..=32).contains(&login.len()) || !login.bytes().all(alphabet) {
        errors.push(FormError::Login);
    }
    errors.extend(password_error(&login, password));
    if errors.is_empty() { Ok(EnrolmentForm { name: name.to_owned(), login }) } else { Err(errors) }
}

/// Why a password will not do. Length is what counts; composition rules only teach `Password1!`.
pub fn password_error(login: &str, password: &str) -> Option<FormError> {
    if password.chars().count() < 12 {
        return Some(FormError::PasswordShort);
    }
    if password.len() > 256 {
        return Some(FormError::PasswordLong);
    }
    let mut different: Vec<char> = password.chars().collect();
    different.sort_unstable();
    different.dedup();
    let has_login = login.len() >= 3 && password.to_lowercase().contains(login);
    (different.len() < 5 || has_login).then_some(FormError::PasswordPlain)
}

/// How long an account is held back after this many failures in a row: 30 s, doubled each time.
pub fn hold_seconds(failures: u32) -> i64 {
    if failures < FREE_FAILURES {
        return 0;
    }
    let doublings = (failures - FREE_FAILURES).min(10);
    (30_i64 << doublings).min(HOLD_MAX_SECONDS)
}

/// What to do with a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordVerdict {
    /// Ask for the code.
    AskCode,
    /// Refuse, and count it.
    Count {
        /// Failures in a row, with this one.
        failures: u32,
        /// Nothing counts before this.
        locked_until: Micros,
    },
    /// Refuse without counting: the account is held back, unknown or not in use.
    Ignore(&'static str),
}

/// Judges the first step. The failures are not forgiven here: only a whole login does that, or
/// whoever knows the password could try codes for ever.
pub fn on_password(known: Option<&LoginFacts>, right: bool, now: Micros) -> PasswordVerdict {
    match known {
        None => PasswordVerdict::Ignore("unknown"),
        Some(it) if !it.active => PasswordVerdict::Ignore("not-active"),
        Some(it) if now < it.locked_until => PasswordVerdict::Ignore("held"),
        Some(_) if right => PasswordVerdict::AskCode,
        Some(it) => {
            let (failures, locked_until) = count(it.failures, now);
            PasswordVerdict::Count { failures, locked_until }
        }
    }
}

/// What to do with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeVerdict {
    /// Open the session and remember what was accepted: the code's step, or the key's counter.
    Enter(i64),
    /// Refuse, and count it.
    Count {
        /// Failures in a row, with this one.
        failures: u32,
        /// Nothing counts before this.
        locked_until: Micros,
    },
    /// The half-done login is over.
    StartAgain,
}

/// Judges the second step; `step` is what [`crate::staff::totp::accept`] said, or the counter of a
/// passkey that answered rightly.
pub fn on_code(known: &LoginFacts, step: Option<i64>, now: Micros) -> CodeVerdict {
    if !known.may_try(now) {
        return CodeVerdict::StartAgain;
    }
    match step {
        Some(step) => CodeVerdict::Enter(step),
        None => {
            let (failures, locked_until) = count(known.failures, now);
            CodeVerdict::Count { failures, locked_until }
        }
    }
}

fn count(failures: u32, now: Micros) -> (u32, Micros) {
    let failures = failures.saturating_add(1);
    (failures, now.plus_seconds(hold_seconds(failures)))
}

/// Whether the session is still open.
pub fn alive(seen_at: Micros, expires_at: Micros, now: Micros) -> bool {
    now < expires_at && now < seen_at.plus_seconds(IDLE_SECONDS)
}

/// Whether the session's use should be written down again.
pub fn is_due_for_touch(session: &Session, now: Micros) -> bool {
    now >= session.seen_at.plus_seconds(TOUCH_SECONDS)
}
