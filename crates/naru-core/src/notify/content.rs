//! What a notice says: a template of ours with its data, in both languages. A slice that tells
//! something new adds a variant here and its two sentences in `words.rs`.
//!
//! The names of the variants and fields are what webhooks carry: they never change their meaning.

use super::model::{Channel, Party};
use super::words;
use naru_base::{Lang, Refusal};
use serde::{Deserialize, Serialize};

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
    /// Standings of institutions: measures and appeals.
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

/// What a user agreed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Agreed {
    /// That the institution is told who the user is.
    Login,
    /// To inquiries.
    Inquiry,
    /// To debits.
    Transfer,
}

/// What lets an institution in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Credential {
    /// The earlier of two client secrets.
    Secret,
    /// A client certificate.
    Certificate,
    /// The last token of the institution's own.
    Token,
}

/// What a participant of this code is called: the code itself where nobody knows a name.
pub type Called<'c> = dyn Fn(&str) -> String + 'c;

/// A template with its data. Dates are `yyyy-MM-dd` in Korea.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum Content {
    /// An incident was opened.
    #[serde(rename = "incident.opened")]
    IncidentOpened {
        /// The incident.
        incident: String,
        /// Its grade, 1 the gravest.
        grade: u8,
        /// What it is, in the words of whoever opened it.
        title: String,
    },
    /// An incident has another grade now.
    #[serde(rename = "incident.regraded")]
    IncidentRegraded {
        /// The incident.
        incident: String,
        /// The grade before.
        before: u8,
        /// The grade now.
        grade: u8,
        /// What it is.
        title: String,
    },
    /// An incident was closed.
    #[serde(rename = "incident.closed")]
    IncidentClosed {
        /// The incident.
        incident: String,
        /// What it was.
        title: String,
        /// Why it is over.
        reason: String,
    },
    /// An agreement of a user ends soon.
    #[serde(rename = "consent.ending")]
    ConsentEnding {
        /// The institution's number of the user.
        user_seq_no: String,
        /// The account, if it is an agreement about one.
        fintech_use_num: Option<String>,
        /// To what.
        agreed: Agreed,
        /// The day of its end.
        ends_on: String,
        /// Days until then.
        days: i64,
    },
    /// A secret, certificate or token of an institution ends soon.
    #[serde(rename = "credential.ending")]
    CredentialEnding {
        /// Whose.
        institution: String,
        /// What.
        what: Credential,
        /// Which: a client id, a thumbprint, a scope.
        name: String,
        /// The day of its end.
        ends_on: String,
        /// Days until then.
        days: i64,
    },
    /// A program of staff ends soon, or its earlier secret does.
    #[serde(rename = "credential.program-ending")]
    ProgramEnding {
        /// Its id.
        program: String,
        /// What it is called.
        name: String,
        /// Whether it is the earlier secret that ends, not the program.
        earlier_secret: bool,
        /// The day of its end.
        ends_on: String,
        /// Days until then.
        days: i64,
    },
    /// A grave weakness of a component in a live system bears on the standing.
    #[serde(rename = "oss.exposed")]
    Exposed {
        /// The system's name.
        system: String,
        /// The package, with the versions that are affected.
        package: String,
        /// The advisory.
        advisory: String,
        /// Versions that repair it; empty: none yet.
        fixed: String,
        /// From when limits are cut, `yyyy-MM-dd HH:mm` in Korea.
        cut_at: String,
        /// From when transfers stop.
        stop_at: String,
    },
    /// It is over.
    #[serde(rename = "oss.over")]
    ExposureOver {
        /// The system's name.
        system: String,
        /// The package.
        package: String,
        /// The advisory.
        advisory: String,
    },
    /// A question was asked at the open-source desk.
    #[serde(rename = "oss.question-asked")]
    QuestionAsked {
        /// The question.
        question: String,
        /// Whose.
        institution: String,
        /// Its title.
        title: String,
    },
    /// A question was answered, or answered once more.
    #[serde(rename = "oss.question-answered")]
    QuestionAnswered {
        /// The question.
        question: String,
        /// Its title.
        title: String,
    },
    /// Something new is known against what was asked for or approved: it is looked at again.
    #[serde(rename = "oss.approval-reopened")]
    ApprovalReopened {
        /// The request.
        approval: String,
        /// Whose.
        institution: String,
        /// The package in the version that was asked for.
        package: String,
        /// What is new.
        advisories: String,
    },
    /// The operator took back what an institution had asked for or was given.
    #[serde(rename = "oss.taken-back")]
    RequestTakenBack {
        /// Of which list: `approvals` or `stances`.
        list: String,
        /// The request.
        request: String,
        /// The package, with the advisory if it was about one.
        subject: String,
        /// Why.
        reason: String,
    },
    /// A client was given another secret.
    #[serde(rename = "credential.added")]
    CredentialAdded {
        /// Whose.
        institution: String,
        /// Of which client.
        name: String,
        /// The day on which the earlier one ends.
        earlier_ends_on: String,
    },
    /// On the host, somebody with the root key let an administrator back in.
    #[serde(rename = "account.recovered-on-host")]
    AccountRecoveredOnHost {
        /// The account's login.
        login: String,
    },
    /// On the host, somebody with the root key invited another administrator.
    #[serde(rename = "account.invited-on-host")]
    AccountInvitedOnHost {
        /// Until when the invitation can be used.
        until: String,
    },
    /// A rule must be met soon, and is not yet.
    #[serde(rename = "deadline.near")]
    DeadlineNear {
        /// Whose.
        institution: String,
        /// The rule.
        rule: String,
        /// Its title, in Korean and in English.
        title: [String; 2],
        /// The last day.
        last_day: String,
        /// Days until then.
        days: i64,
    },
    /// What a check found is to be put right soon.
    #[serde(rename = "check.fix-near")]
    FixNear {
        /// Whose.
        institution: String,
        /// The check.
        check: String,
        /// The last day.
        last_day: String,
        /// Items that are not met.
        open: usize,
        /// Days until then.
        days: i64,
    },
    /// What a check found was not put right in time.
    #[serde(rename = "check.fix-missed")]
    FixMissed {
        /// Whose.
        institution: String,
        /// The check.
        check: String,
        /// The day that was the last one.
        last_day: String,
        /// Items that are not met.
        open: usize,
    },
    /// A consumer's damage was reported.
    #[serde(rename = "claim.reported")]
    ClaimReported {
        /// The claim.
        claim: String,
        /// Through whom it happened.
        institution: String,
        /// Won.
        loss: i64,
        /// Until when the consumer must be paid, `yyyy-MM-dd HH:mm` in Korea.
        pay_by: String,
    },
    /// A claim stands elsewhere now.
    #[serde(rename = "claim.moved")]
    ClaimMoved {
        /// The claim.
        claim: String,
        /// Through whom it happened.
        institution: String,
        /// Where it stands.
        state: String,
        /// Won: the damage.
        loss: i64,
    },
    /// A step of a claim is over its time.
    #[serde(rename = "claim.late")]
    ClaimLate {
        /// The claim.
        claim: String,
        /// Through whom it happened.
        institution: String,
        /// Which step.
        step: String,
        /// Until when it was due, `yyyy-MM-dd HH:mm` in Korea.
        due: String,
        /// Won: the damage.
        loss: i64,
    },
    /// Two people decided to lower a standing.
    #[serde(rename = "measure.decided")]
    MeasureDecided {
        /// Whose.
        institution: String,
        /// The measure.
        measure: String,
        /// The standing, at best, while it is in force.
        standing: String,
        /// The rule it rests on.
        rule: String,
        /// From when it bites, `yyyy-MM-dd HH:mm` in Korea.
        begins_at: String,
        /// When it ends by itself; empty: when it is lifted.
        ends_at: String,
        /// Until when an appeal is possible.
        appeal_until: String,
    },
    /// A measure was lifted.
    #[serde(rename = "measure.lifted")]
    MeasureLifted {
        /// Whose.
        institution: String,
        /// The measure.
        measure: String,
        /// The standing that it lowered to.
        standing: String,
        /// The rule it rested on.
        rule: String,
    },
    /// An institution appeals against a measure.
    #[serde(rename = "measure.appealed")]
    MeasureAppealed {
        /// Whose.
        institution: String,
        /// The measure.
        measure: String,
        /// The standing, at best, while it is in force.
        standing: String,
        /// The rule it rests on.
        rule: String,
        /// From when it bites, `yyyy-MM-dd HH:mm` in Korea.
        begins_at: String,
    },
    /// A notice did not arrive and is not tried again.
    #[serde(rename = "delivery.given-up")]
    DeliveryGivenUp {
        /// The delivery.
        delivery: String,
        /// Whom it should have reached.
        party: String,
        /// By which channel.
        channel: String,
        /// Attempts that were made.
        attempts: i64,
    },
}

/// The longest free text in a notice.
const TEXT_CHARS_MAX: usize = 2_000;

impl Content {
    /// What it is about.
    pub const fn topic(&self) -> Topic {
        match self {
            Content::IncidentOpened { .. }
            | Content::IncidentRegraded { .. }
            | Content::IncidentClosed { .. } => Topic::Incident,
            Content::ConsentEnding { .. } => Topic::Consent,
            Content::CredentialEnding { .. }
            | Content::CredentialAdded { .. }
            | Content::ProgramEnding { .. } => Topic::Credential,
            Content::Exposed { .. }
            | Content::ExposureOver { .. }
            | Content::QuestionAsked { .. }
            | Content::QuestionAnswered { .. }
            | Content::ApprovalReopened { .. }
            | Content::RequestTakenBack { .. } => Topic::OpenSource,
            Content::DeadlineNear { .. } | Content::FixNear { .. } | Content::FixMissed { .. } => {
                Topic::Deadline
            }
            Content::DeliveryGivenUp { .. } => Topic::Delivery,
            Content::AccountRecoveredOnHost { .. } | Content::AccountInvitedOnHost { .. } => {
                Topic::Account
            }
            Content::ClaimReported { .. }
            | Content::ClaimMoved { .. }
            | Content::ClaimLate { .. } => Topic::Claim,
            Content::MeasureDecided { .. }
            | Content::MeasureLifted { .. }
            | Content::MeasureAppealed { .. } => Topic::Gates,
        }
    }

    /// One line; participants as `called` has them in this language.
    pub fn title(&self, lang: Lang, called: &Called<'_>) -> String {
        match self {
            Content::IncidentOpened { grade, title, .. } => {
                words::incident_opened(lang, *grade, title)
            }
            Content::IncidentRegraded { before, grade, title, .. } => {
                words::incident_regraded(lang, *before, *grade, title)
            }
            Content::IncidentClosed { title, .. } => words::incident_closed(lang, title),
            Content::ConsentEnding { agreed, ends_on, .. } => {
                words::consent_ending(lang, &agreed_word(lang, *agreed), ends_on)
            }
            Content::CredentialEnding { institution, what, ends_on, .. } => {
                words::credential_ending(
                    lang,
                    &called(institution),
                    &what_word(lang, *what),
                    ends_on,
                )
            }
            Content::ProgramEnding { name, earlier_secret: false, ends_on, .. } => {
                words::program_ending(lang, name, ends_on)
            }
            Content::ProgramEnding { name, ends_on, .. } => {
                words::program_secret_ending(lang, name, ends_on)
            }
            Content::Exposed { system, advisory, .. } => words::exposed(lang, system, advisory),
            Content::ExposureOver { system, advisory, .. } => words::over(lang, system, advisory),
            Content::QuestionAsked { title, .. } => words::question_asked(lang, title),
            Content::QuestionAnswered { title, .. } => words::question_answered(lang, title),
            Content::ApprovalReopened { package, .. } => words::approval_reopened(lang, package),
            Content::RequestTakenBack { subject, .. } => words::taken_back(lang, subject),
            Content::CredentialAdded { institution, .. } => {
                words::secret_added(lang, &called(institution))
            }
            Content::AccountRecoveredOnHost { login } => words::recovered_on_host(lang, login),
            Content::AccountInvitedOnHost { .. } => words::invited_on_host(lang),
            Content::DeadlineNear { institution, title, last_day, .. } => {
                words::deadline_near(lang, &called(institution), in_language(lang, title), last_day)
            }
            Content::FixNear { institution, last_day, .. } => {
                words::fix_near(lang, &called(institution), last_day)
            }
            Content::FixMissed { institution, last_day, .. } => {
                words::fix_missed(lang, &called(institution), last_day)
            }
            Content::ClaimReported { .. }
            | Content::ClaimMoved { .. }
            | Content::ClaimLate { .. } => self.claim_title(lang, called),
            Content::MeasureDecided { .. }
            | Content::MeasureLifted { .. }
            | Content::MeasureAppealed { .. } => self.measure_title(lang, called),
            Content::DeliveryGivenUp { party, channel, .. } => words::given_up(
                lang,
                &party_word(lang, party, called),
                &channel_word(lang, channel),
            ),
        }
    }

    /// What to know and what to do; participants as `called` has them in this language.
    pub fn text(&self, lang: Lang, called: &Called<'_>) -> String {
        match self {
            Content::IncidentOpened { incident, .. } => words::incident_opened_text(lang, incident),
            Content::IncidentRegraded { incident, .. } => {
                words::incident_regraded_text(lang, incident)
            }
            Content::IncidentClosed { incident, reason, .. } => {
                words::incident_closed_text(lang, incident, reason)
            }
            Content::ConsentEnding { user_seq_no, fintech_use_num, days, .. } => {
                match fintech_use_num {
                    Some(handle) => words::account_ending_text(lang, user_seq_no, handle, *days),
                    None => words::login_ending_text(lang, user_seq_no, *days),
                }
            }
            Content::ProgramEnding { earlier_secret, days, .. } => match *earlier_secret {
                false => words::program_ending_text(lang, *days),
                true => words::program_secret_ending_text(lang, *days),
            },
            Content::CredentialEnding { what, name, days, .. } => {
                let todo = match what {
                    Credential::Secret => words::secret_todo(lang),
                    Credential::Certificate => words::certificate_todo(lang),
                    Credential::Token => words::token_todo(lang),
                };
                words::credential_ending_text(lang, name, *days, &todo)
            }
            Content::Exposed { package, fixed, cut_at, stop_at, .. } => {
                let todo = match fixed.as_str() {
                    "" => words::exposed_unfixed(lang),
                    fixed => words::exposed_fix(lang, fixed),
                };
                words::exposed_text(lang, package, &todo, cut_at, stop_at)
            }
            Content::ExposureOver { package, .. } => words::over_text(lang, package),
            Content::QuestionAsked { institution, .. } => {
                words::question_asked_text(lang, &called(institution))
            }
            Content::QuestionAnswered { .. } => words::question_answered_text(lang),
            Content::ApprovalReopened { institution, advisories, .. } => {
                words::approval_reopened_text(lang, &called(institution), advisories)
            }
            Content::RequestTakenBack { reason, .. } => words::taken_back_text(lang, reason),
            Content::CredentialAdded { name, earlier_ends_on, .. } => {
                words::secret_added_text(lang, name, earlier_ends_on)
            }
            Content::AccountRecoveredOnHost { .. } => words::recovered_on_host_text(lang),
            Content::AccountInvitedOnHost { until } => words::invited_on_host_text(lang, until),
            Content::DeadlineNear { title, days, .. } => {
                words::deadline_near_text(lang, in_language(lang, title), *days)
            }
            Content::FixNear { open, days, .. } => words::fix_near_text(lang, *open, *days),
            Content::FixMissed { open, .. } => words::fix_missed_text(lang, *open),
            Content::ClaimReported { .. }
            | Content::ClaimMoved { .. }
            | Content::ClaimLate { .. } => self.claim_text(lang),
            Content::MeasureDecided { .. }
            | Content::MeasureLifted { .. }
            | Content::MeasureAppealed { .. } => self.measure_text(lang),
            Content::DeliveryGivenUp { attempts, .. } => words::given_up_text(lang, *attempts),
        }
    }

    /// The word in webhooks: `incident.opened`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Content::IncidentOpened { .. } => "incident.opened",
            Content::IncidentRegraded { .. } => "incident.regraded",
            Content::IncidentClosed { .. } => "incident.closed",
            Content::ConsentEnding { .. } => "consent.ending",
            Content::CredentialEnding { .. } => "credential.ending",
            Content::Exposed { .. } => "oss.exposed",
            Content::ExposureOver { .. } => "oss.over",
            Content::QuestionAsked { .. } => "oss.question-asked",
            Content::QuestionAnswered { .. } => "oss.question-answered",
            Content::ApprovalReopened { .. } => "oss.approval-reopened",
            Content::RequestTakenBack { .. } => "oss.taken-back",
            Content::CredentialAdded { .. } => "credential.added",
            Content::ProgramEnding { .. } => "credential.program-ending",
            Content::AccountRecoveredOnHost { .. } => "account.recovered-on-host",
            Content::AccountInvitedOnHost { .. } => "account.invited-on-host",
            Content::DeadlineNear { .. } => "deadline.near",
            Content::FixNear { .. } => "check.fix-near",
            Content::FixMissed { .. } => "check.fix-missed",
            Content::ClaimReported { .. } => "claim.reported",
            Content::ClaimMoved { .. } => "claim.moved",
            Content::ClaimLate { .. } => "claim.late",
            Content::MeasureDecided { .. } => "measure.decided",
            Content::MeasureLifted { .. } => "measure.lifted",
            Content::MeasureAppealed { .. } => "measure.appealed",
            Content::DeliveryGivenUp { .. } => "delivery.given-up",
        }
    }

    /// The incident that it is about.
    pub fn incident(&self) -> Option<&str> {
        match self {
            Content::IncidentOpened { incident, .. }
            | Content::IncidentRegraded { incident, .. }
            | Content::IncidentClosed { incident, .. } => Some(incident),
            _ => None,
        }
    }

    /// Words of people have a bound.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let texts = match self {
            Content::IncidentOpened { title, .. } | Content::IncidentRegraded { title, .. } => {
                [title.as_str(), ""]
            }
            Content::IncidentClosed { title, reason, .. } => [title.as_str(), reason.as_str()],
            _ => ["", ""],
        };
        if texts.iter().any(|it| it.chars().count() > TEXT_CHARS_MAX) {
            return Err(Refusal::new("notify/text-too-long").with("most", TEXT_CHARS_MAX));
        }
        Ok(())
    }
}

fn in_language(lang: Lang, [ko, en]: &[String; 2]) -> &str {
    match lang {
        Lang::Ko => ko,
        Lang::En => en,
    }
}

fn agreed_word(lang: Lang, it: Agreed) -> String {
    match it {
        Agreed::Login => words::agreed_login(lang),
        Agreed::Inquiry => words::agreed_inquiry(lang),
        Agreed::Transfer => words::agreed_transfer(lang),
    }
}

fn what_word(lang: Lang, it: Credential) -> String {
    match it {
        Credential::Secret => words::secret(lang),
        Credential::Certificate => words::certificate(lang),
        Credential::Token => words::token(lang),
    }
}

fn channel_word(lang: Lang, it: &str) -> String {
    match Channel::parse(it) {
        Some(it) => it.name(lang),
        None => it.to_owned(),
    }
}

/// A participant by its name; a desk by its role, which the console names.
fn party_word(lang: Lang, it: &str, called: &Called<'_>) -> String {
    match Party::parse(it) {
        Some(Party::Staff(role)) => words::desk(lang, role.as_str()),
        Some(Party::Institution(code)) => words::institution(lang, &called(code.as_str())),
        Some(Party::Bank(code)) => words::bank(lang, &called(code.as_str())),
        Some(Party::Insurer(code)) => words::insurer(lang, code.as_str()),
        None => it.to_owned(),
    }
}

impl Channel {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        match self {
            Channel::Inbox => words::channel_inbox(lang),
            Channel::Webhook => words::channel_webhook(lang),
            Channel::Email => words::channel_email(lang),
        }
    }
}
