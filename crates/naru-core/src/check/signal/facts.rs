//! What signals are made of: facts about one institution that the book and the node hold anyway.

use crate::admission::words;
use crate::policy::{self, Parameter};
use naru_base::{Fault, Micros};

words! {
    /// What the node sees of an institution's calls.
    What {
        /// A call was answered; the detail is the path.
        Call "call",
        /// The code it was answered with.
        Code "code",
        /// The address it came from.
        Source "source",
        /// It came from an address that is not listed, and was refused.
        SourceRefused "source-refused",
        /// It came with this client certificate.
        Certificate "certificate",
        /// It needed a certificate, and had none that is listed.
        CertificateRefused "certificate-refused",
        /// It came by this version of TLS, or `none`.
        Tls "tls",
        /// Its token was genuine and does not work any more.
        TokenDead "token-dead",
        /// A token was asked for with a wrong secret.
        SecretWrong "secret-wrong",
        /// A token was given out for this scope.
        ScopeGiven "scope-given",
        /// A call was made by right of this scope.
        ScopeUsed "scope-used",
        /// Its own clock, as it wrote it, was off: the most in milliseconds.
        Skew "skew",
    }
}

/// One thing that was seen, over some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What.
    pub what: What,
    /// Which address, code, scope.
    pub detail: String,
    /// How often.
    pub count: i64,
    /// The most of what is measured; else 0.
    pub most: i64,
    /// When first.
    pub first_at: Micros,
    /// When last.
    pub last_at: Micros,
}

/// Somebody who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Whether it reaches people outside the console.
    pub is_outside: bool,
}

/// A notice to the institution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// 1 info to 4 critical.
    pub severity: i64,
    /// Whether it was an exercise.
    pub is_exercise: bool,
    /// When it was told.
    pub at: Micros,
    /// When somebody read it.
    pub read_at: Option<Micros>,
    /// When somebody acknowledged it.
    pub acknowledged_at: Option<Micros>,
    /// Whether it was given up: it reached nobody.
    pub is_given_up: bool,
}

/// An account of the institution's people in the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whether it can be used.
    pub is_active: bool,
    /// Whether it has a second factor.
    pub has_second_factor: bool,
    /// When it was made.
    pub created_at: Micros,
    /// When somebody last came in by it.
    pub entered_at: Option<Micros>,
}

/// The newest version of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// When it was declared.
    pub declared_at: Micros,
    /// Whether its check was passed, and holds.
    pub is_checked: bool,
}

/// Everything that was witnessed of one institution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Witnessed {
    /// Who is told.
    pub contacts: Vec<Contact>,
    /// What was told.
    pub notices: Vec<Notice>,
    /// Its people's accounts.
    pub accounts: Vec<Account>,
    /// When each secret that works was made.
    pub secrets: Vec<Micros>,
    /// How many networks it may call from; none: from everywhere.
    pub networks: i64,
    /// When each certificate that it may call with ends.
    pub certificates: Vec<Micros>,
    /// The newest version of each service.
    pub releases: Vec<Release>,
    /// When each bill of materials says what it says.
    pub bills: Vec<Micros>,
    /// Whether its cover holds; `None`: nobody has decided yet.
    pub surety_holds: Option<bool>,
    /// When its people last looked through their accounts.
    pub reviewed_at: Option<Micros>,
    /// What was seen of its calls, in the window.
    pub seen: Vec<Seen>,
}

impl Witnessed {
    /// How often something was seen, whatever the detail.
    pub fn count(&self, what: What) -> i64 {
        self.count_of(what, |_| true)
    }

    /// How often something was seen with such a detail.
    pub fn count_of(&self, what: What, is_it: impl Fn(&str) -> bool) -> i64 {
        let all = self.seen.iter().filter(|it| it.what == what && is_it(&it.detail));
        all.fold(0, |sum, it| sum.saturating_add(it.count))
    }

    /// The details that were seen.
    pub fn details(&self, what: What) -> Vec<&str> {
        self.seen.iter().filter(|it| it.what == what).map(|it| it.detail.as_str()).collect()
    }

    /// The most that was measured.
    pub fn most(&self, what: What) -> Option<i64> {
        self.seen.iter().filter(|it| it.what == what).map(|it| it.most).max()
    }
}

macro_rules! limits {
    ($( $(#[$doc:meta])* $name:ident $rule:literal, )*) => {
        /// The numbers that opinions turn on: rules of the book.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Limits { $( $(#[$doc])* pub $name: i64, )* }

        impl Limits {
            /// Those in force at `now`.
            pub fn at(rules: &[Parameter], now: Micros) -> Result<Limits, Fault> {
                Ok(Limits { $( $name: policy::number(rules, $rule, now)?, )* })
            }
        }
    };
}

limits! {
    /// How far back calls are looked at, in days.
    window_days "signal_window_days",
    /// Fewer calls than this say nothing.
    calls_min "signal_calls_min",
    /// Ways outside the console to be told.
    contacts_min "signal_contacts_min",
    /// An urgent notice is acknowledged within.
    urgent_answer_s "signal_urgent_answer_s",
    /// A warning is read within.
    unread_s "signal_unread_s",
    /// An exercise counts for so many days.
    exercise_days "signal_exercise_days",
    /// An account is finished within.
    unfinished_days "signal_account_unfinished_days",
    /// An account that nobody used for so long is dormant.
    dormant_days "signal_account_dormant_days",
    /// Accounts are looked through every so many days.
    review_days "signal_access_review_days",
    /// A secret is replaced within.
    secret_days "signal_secret_age_days",
    /// Wrong secrets in the window that are not mere mistakes.
    secret_wrong_max "signal_secret_wrong_max",
    /// A new version is checked within.
    unchecked_days "signal_version_unchecked_days",
    /// A new version has its bill of materials within.
    bill_late_days "signal_bill_late_days",
    /// A bill of materials is renewed within.
    bill_age_days "signal_bill_age_days",
    /// Inquiries for each transfer.
    inquiries_max "signal_inquiries_per_transfer_max",
    /// How far a clock may be off.
    skew_ms_max "signal_clock_skew_ms_max",
    /// Malformed calls of a thousand.
    malformed_permille_max "signal_malformed_permille_max",
    /// Calls after an agreement ended, of a thousand.
    over_permille_max "signal_agreement_over_permille_max",
}

#[cfg(test)]
impl Limits {
    /// Those that are shipped.
    pub fn shipped() -> Limits {
        let rule = |(name, value, source): &(&str, i64, &str)| Parameter {
            name: (*name).to_owned(),
            valid_from: Micros::new(0),
            value: *value,
            source: (*source).to_owned(),
        };
        let rules: Vec<Parameter> = policy::SHIPPED.iter().map(rule).collect();
        Limits::at(&rules, Micros::new(1)).unwrap()
    }
}
