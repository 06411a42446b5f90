//! What notices are about: what inboxes are filtered by.
//!
//! **Must never know** what a notice says.

use super::words;
use naru_base::Lang;

/// What a notice is about: what inboxes are filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Incidents.
    Incident,
    /// Users' agreements.
    Consent,
    /// Secrets, certificates and tokens of institutions.
    Credential,
    /// Weaknesses of components in systems.
    OpenSource,
    /// Dates by which an institution must meet a rule.
    Deadline,
    /// Notices that did not arrive.
    Delivery,
    /// Accounts of staff.
    Account,
    /// Compensation of consumers.
    Claim,
    /// Gates of institutions: decisions, checks that are asked for, measures and appeals.
    Gates,
}

impl Topic {
    /// Every topic.
    pub const ALL: [Topic; 9] = [
        Topic::Incident,
        Topic::Consent,
        Topic::Credential,
        Topic::OpenSource,
        Topic::Deadline,
        Topic::Delivery,
        Topic::Account,
        Topic::Claim,
        Topic::Gates,
    ];

    /// The form in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Topic::Incident => "incident",
            Topic::Consent => "consent",
            Topic::Credential => "credential",
            Topic::OpenSource => "oss",
            Topic::Deadline => "deadline",
            Topic::Delivery => "delivery",
            Topic::Account => "account",
            Topic::Claim => "claim",
            Topic::Gates => "gates",
        }
    }

    /// Reads the form in the store.
    pub fn parse(text: &str) -> Option<Topic> {
        Topic::ALL.into_iter().find(|it| it.as_str() == text)
    }

    /// Whether its notices are about single users: so many that they are for programs, by webhook,
    /// and would bury what is for people in an inbox or a mailbox.
    pub const fn is_for_programs(self) -> bool {
        matches!(self, Topic::Consent)
    }

    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        match self {
            Topic::Incident => words::topic_incident(lang),
            Topic::Consent => words::topic_consent(lang),
            Topic::Credential => words::topic_credential(lang),
            Topic::OpenSource => words::topic_oss(lang),
            Topic::Deadline => words::topic_deadline(lang),
            Topic::Delivery => words::topic_delivery(lang),
            Topic::Account => words::topic_account(lang),
            Topic::Claim => words::topic_claim(lang),
            Topic::Gates => words::topic_gates(lang),
        }
    }
}
