//! What a notice is about: its topic, its word in webhooks, the incident it belongs to.

use super::content::Content;
use super::topic::Topic;

impl Content {
    /// What it is about.
    pub fn topic(&self) -> Topic {
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
            | Content::ExposureExcepted { .. }
            | Content::RequestDecided { .. }
            | Content::QuestionAsked { .. }
            | Content::QuestionAnswered { .. }
            | Content::ApprovalReopened { .. }
            | Content::SeatProposed { .. }
            | Content::SeatDecided { .. }
            | Content::RequestTakenBack { .. } => Topic::OpenSource,
            Content::DeadlineNear { .. }
            | Content::DeadlineExtended { .. }
            | Content::DeadlineAnswered { .. }
            | Content::FixNear { .. }
            | Content::FixMissed { .. } => Topic::Deadline,
            Content::DeliveryGivenUp { .. } => Topic::Delivery,
            Content::AccountRecoveredOnHost { .. } | Content::AccountInvitedOnHost { .. } => {
                Topic::Account
            }
            Content::ProposalRejected { deed, .. } => match deed.split('.').next() {
                Some("staff") => Topic::Account,
                Some("program") => Topic::Credential,
                Some("claim") => Topic::Claim,
                _ => Topic::Gates,
            },
            Content::ClaimReported { .. }
            | Content::ClaimMoved { .. }
            | Content::ClaimLate { .. } => Topic::Claim,
            Content::SubsidyClaimed { .. }
            | Content::SubsidyDecided { .. }
            | Content::CoverHandedIn { .. }
            | Content::EligibilityFiled { .. }
            | Content::CheckRequested { .. }
            | Content::CheckScheduled { .. }
            | Content::CheckUnscheduled { .. }
            | Content::CheckFindings { .. }
            | Content::CheckFixed { .. }
            | Content::CheckWithdrawn { .. }
            | Content::CheckTakenOver { .. }
            | Content::CheckGivenBack { .. }
            | Content::GateDecided { .. }
            | Content::SuretyRecorded { .. }
            | Content::SuretyReleased { .. }
            | Content::SuretyAdjusted { .. }
            | Content::SuretyShort { .. }
            | Content::SuretyEnough { .. }
            | Content::MeasureDecided { .. }
            | Content::MeasureLifted { .. }
            | Content::MeasureAppealed { .. }
            | Content::AppealAnswered { .. } => Topic::Gates,
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
            Content::ExposureExcepted { .. } => "oss.excepted",
            Content::RequestDecided { .. } => "oss.decided",
            Content::QuestionAsked { .. } => "oss.question-asked",
            Content::QuestionAnswered { .. } => "oss.question-answered",
            Content::ApprovalReopened { .. } => "oss.approval-reopened",
            Content::RequestTakenBack { .. } => "oss.taken-back",
            Content::SeatProposed { .. } => "oss.seat-proposed",
            Content::SeatDecided { .. } => "oss.seat-decided",
            Content::CredentialAdded { .. } => "credential.added",
            Content::ProgramEnding { .. } => "credential.program-ending",
            Content::AccountRecoveredOnHost { .. } => "account.recovered-on-host",
            Content::AccountInvitedOnHost { .. } => "account.invited-on-host",
            Content::DeadlineNear { .. } => "deadline.near",
            Content::DeadlineAnswered { .. } => "deadline.answered",
            Content::FixNear { .. } => "check.fix-near",
            Content::FixMissed { .. } => "check.fix-missed",
            Content::ClaimReported { .. } => "claim.reported",
            Content::ClaimMoved { .. } => "claim.moved",
            Content::ClaimLate { .. } => "claim.late",
            Content::SubsidyClaimed { .. } => "subsidy.claimed",
            Content::SubsidyDecided { .. } => "subsidy.decided",
            Content::CoverHandedIn { .. } => "surety.paper",
            Content::EligibilityFiled { .. } => "eligibility.filed",
            Content::CheckRequested { .. } => "check.requested",
            Content::CheckScheduled { .. } => "check.scheduled",
            Content::CheckUnscheduled { .. } => "check.unscheduled",
            Content::CheckFindings { .. } => "check.findings",
            Content::CheckFixed { .. } => "check.fixed",
            Content::CheckWithdrawn { .. } => "check.withdrawn",
            Content::CheckTakenOver { .. } => "check.taken-over",
            Content::CheckGivenBack { .. } => "check.given-back",
            Content::GateDecided { .. } => "gate.decided",
            Content::DeadlineExtended { .. } => "deadline.extended",
            Content::MeasureDecided { .. } => "measure.decided",
            Content::MeasureLifted { .. } => "measure.lifted",
            Content::MeasureAppealed { .. } => "measure.appealed",
            Content::AppealAnswered { .. } => "measure.appeal-answered",
            Content::SuretyRecorded { .. } => "surety.recorded",
            Content::SuretyReleased { .. } => "surety.released",
            Content::SuretyAdjusted { .. } => "surety.adjusted",
            Content::SuretyShort { .. } => "surety.short",
            Content::SuretyEnough { .. } => "surety.enough",
            Content::ProposalRejected { .. } => "proposal.rejected",
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
}
