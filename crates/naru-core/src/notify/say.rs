//! What notices say: one line, and what to know and do. Of claims in `compensation.rs`, of gates
//! and measures in `matter.rs`.
//!
//! **Must never know** where a participant's name comes from.

use super::compensation::short;
use super::content::{Agreed, Called, Content, Credential};
use super::model::{Channel, Party};
use super::words;
use naru_base::Lang;

impl Content {
    /// One line; participants as `called` has them in this language.
    pub fn title(&self, lang: Lang, called: &Called<'_>) -> String {
        match self {
            Content::IncidentOpened { .. }
            | Content::IncidentRegraded { .. }
            | Content::IncidentClosed { .. } => self.incident_title(lang),
            Content::ConsentEnding { agreed, ends_on, .. } => {
                words::consent_ending(lang, &agreed_word(lang, *agreed), ends_on)
            }
            Content::CredentialEnding { .. }
            | Content::CredentialAdded { .. }
            | Content::ProgramEnding { .. } => self.credential_title(lang, called),
            Content::Exposed { .. }
            | Content::ExposureOver { .. }
            | Content::ExposureExcepted { .. }
            | Content::QuestionAsked { .. }
            | Content::QuestionAnswered { .. }
            | Content::ApprovalReopened { .. }
            | Content::RequestTakenBack { .. }
            | Content::SeatProposed { .. }
            | Content::SeatDecided { .. }
            | Content::RequestDecided { .. } => self.open_source_title(lang),
            Content::AccountRecoveredOnHost { login } => words::recovered_on_host(lang, login),
            Content::AccountInvitedOnHost { .. } => words::invited_on_host(lang),
            Content::ClaimReported { .. }
            | Content::ClaimMoved { .. }
            | Content::ClaimLate { .. } => self.claim_title(lang, called),
            Content::SubsidyClaimed { .. } | Content::SubsidyDecided { .. } => {
                self.subsidy_title(lang, called)
            }
            Content::MeasureDecided { .. }
            | Content::MeasureLifted { .. }
            | Content::MeasureAppealed { .. }
            | Content::AppealAnswered { .. } => self.measure_title(lang, called),
            Content::FixNear { .. }
            | Content::FixMissed { .. }
            | Content::CheckRequested { .. }
            | Content::CheckScheduled { .. }
            | Content::CheckUnscheduled { .. }
            | Content::CheckFindings { .. }
            | Content::CheckFixed { .. }
            | Content::CheckWithdrawn { .. }
            | Content::CheckTakenOver { .. }
            | Content::CheckGivenBack { .. } => self.check_title(lang, called),
            Content::GateDecided { .. }
            | Content::DeadlineNear { .. }
            | Content::DeadlineExtended { .. }
            | Content::DeadlineAnswered { .. }
            | Content::CoverHandedIn { .. }
            | Content::EligibilityFiled { .. } => self.gate_title(lang, called),
            Content::SuretyRecorded { .. }
            | Content::SuretyReleased { .. }
            | Content::SuretyAdjusted { .. }
            | Content::SuretyShort { .. }
            | Content::SuretyEnough { .. } => self.surety_title(lang, called),
            Content::ProposalRejected { .. } => self.proposal_title(lang, called),
            Content::DeliveryGivenUp { party, channel, .. } => words::given_up(
                lang,
                &party_word(lang, party, called),
                &channel_word(lang, channel),
            ),
        }
    }

    fn credential_title(&self, lang: Lang, called: &Called<'_>) -> String {
        match self {
            Content::CredentialEnding { institution, what, ends_on, .. } => {
                let (name, what) = (called(institution), what_word(lang, *what));
                words::credential_ending(lang, &name, &what, ends_on)
            }
            Content::CredentialAdded { institution, .. } => {
                words::secret_added(lang, &called(institution))
            }
            Content::ProgramEnding { name, earlier_secret: false, ends_on, .. } => {
                words::program_ending(lang, name, ends_on)
            }
            Content::ProgramEnding { name, ends_on, .. } => {
                words::program_secret_ending(lang, name, ends_on)
            }
            _ => String::new(),
        }
    }

    fn credential_text(&self, lang: Lang) -> String {
        match self {
            Content::ProgramEnding { earlier_secret, days, .. } => match *earlier_secret {
                false => words::program_ending_text(lang, *days),
                true => words::program_secret_ending_text(lang, *days),
            },
            Content::CredentialEnding { what, name, days, .. } => {
                words::credential_ending_text(lang, name, *days, &what_todo(lang, *what))
            }
            Content::CredentialAdded { name, earlier_ends_on, .. } => {
                words::secret_added_text(lang, name, earlier_ends_on)
            }
            _ => String::new(),
        }
    }

    fn incident_title(&self, lang: Lang) -> String {
        match self {
            Content::IncidentRegraded { before, grade, title, .. } => {
                words::incident_regraded(lang, *before, *grade, title)
            }
            Content::IncidentClosed { title, .. } => words::incident_closed(lang, title),
            Content::IncidentOpened { grade, title, .. } => {
                words::incident_opened(lang, *grade, title)
            }
            _ => String::new(),
        }
    }

    /// What to know and what to do; participants as `called` has them in this language.
    pub fn text(&self, lang: Lang, called: &Called<'_>) -> String {
        match self {
            Content::IncidentOpened { .. }
            | Content::IncidentRegraded { .. }
            | Content::IncidentClosed { .. } => self.incident_text(lang),
            Content::ConsentEnding { user_seq_no, fintech_use_num, days, .. } => {
                match fintech_use_num {
                    Some(handle) => words::account_ending_text(lang, user_seq_no, handle, *days),
                    None => words::login_ending_text(lang, user_seq_no, *days),
                }
            }
            Content::ProgramEnding { .. }
            | Content::CredentialEnding { .. }
            | Content::CredentialAdded { .. } => self.credential_text(lang),
            Content::Exposed { .. }
            | Content::ExposureOver { .. }
            | Content::ExposureExcepted { .. }
            | Content::QuestionAsked { .. }
            | Content::QuestionAnswered { .. }
            | Content::ApprovalReopened { .. }
            | Content::RequestTakenBack { .. }
            | Content::SeatProposed { .. }
            | Content::SeatDecided { .. }
            | Content::RequestDecided { .. } => self.open_source_text(lang, called),
            Content::AccountRecoveredOnHost { .. } => words::recovered_on_host_text(lang),
            Content::AccountInvitedOnHost { until } => words::invited_on_host_text(lang, until),
            Content::ClaimReported { .. }
            | Content::ClaimMoved { .. }
            | Content::ClaimLate { .. } => self.claim_text(lang, called),
            Content::SubsidyClaimed { .. } | Content::SubsidyDecided { .. } => {
                self.subsidy_text(lang)
            }
            Content::MeasureDecided { .. }
            | Content::MeasureLifted { .. }
            | Content::MeasureAppealed { .. }
            | Content::AppealAnswered { .. } => self.measure_text(lang),
            Content::FixNear { .. }
            | Content::FixMissed { .. }
            | Content::CheckRequested { .. }
            | Content::CheckScheduled { .. }
            | Content::CheckUnscheduled { .. }
            | Content::CheckFindings { .. }
            | Content::CheckFixed { .. }
            | Content::CheckWithdrawn { .. }
            | Content::CheckTakenOver { .. }
            | Content::CheckGivenBack { .. } => self.check_text(lang),
            Content::GateDecided { .. }
            | Content::DeadlineNear { .. }
            | Content::DeadlineExtended { .. }
            | Content::DeadlineAnswered { .. }
            | Content::CoverHandedIn { .. }
            | Content::EligibilityFiled { .. } => self.gate_text(lang),
            Content::SuretyRecorded { .. }
            | Content::SuretyReleased { .. }
            | Content::SuretyAdjusted { .. }
            | Content::SuretyShort { .. }
            | Content::SuretyEnough { .. } => self.surety_text(lang, called),
            Content::ProposalRejected { .. } => self.proposal_text(lang),
            Content::DeliveryGivenUp { attempts, .. } => words::given_up_text(lang, *attempts),
        }
    }

    fn incident_text(&self, lang: Lang) -> String {
        match self {
            Content::IncidentOpened { incident, title, .. } => {
                words::incident_opened_text(lang, title, short(incident))
            }
            Content::IncidentRegraded { incident, title, .. } => {
                words::incident_regraded_text(lang, title, short(incident))
            }
            Content::IncidentClosed { incident, title, reason } => {
                words::incident_closed_text(lang, title, short(incident), reason)
            }
            _ => String::new(),
        }
    }
}

pub(super) fn in_language(lang: Lang, [ko, en]: &[String; 2]) -> &str {
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

fn what_todo(lang: Lang, it: Credential) -> String {
    match it {
        Credential::Secret => words::secret_todo(lang),
        Credential::Certificate => words::certificate_todo(lang),
        Credential::Token => words::token_todo(lang),
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
        Some(Party::Insurer(code)) => words::insurer(lang, &called(code.as_str())),
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
