//! Whether an institution may ask. Pure.

use crate::admission::Standing;
use crate::identity::{Account, Bank, Consent, Institution, agreed};
use naru_base::{Micros, UserSeqNo};

/// Why an inquiry about an account is declined. The first that applies, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InquiryDecline {
    /// The institution does not take part at present.
    InstitutionInactive,
    /// The institution has not come through the gates.
    NotAdmitted,
    /// Its standing is suspended.
    StandingSuspended,
    /// The contract account is not registered for this purpose.
    ContractUnknown,
    /// The institution may not check holders by full numbers.
    FullNumberNotPermitted,
    /// The handle is none of this institution's.
    HandleUnknown,
    /// The handle is another user's than the token's.
    NotTheUsers,
    /// The bank is not on the network.
    BankUnknown,
    /// No such user at this institution, or the person was erased.
    UserUnknown,
    /// The account is not registered for this user.
    AccountUnknown,
    /// The user has not agreed to inquiries.
    NotAgreed,
    /// The agreement to inquiries has expired.
    AgreementExpired,
}

/// What is known when an inquiry is decided. What an inquiry does not need is `None` or `true`.
pub struct Facts<'k> {
    /// Whose token it is.
    pub institution: Option<&'k Institution>,
    /// What it may do.
    pub standing: Standing,
    /// Whether the contract account named is one for this.
    pub has_contract: bool,
    /// Whether the institution may ask by the number it asks by.
    pub may_by_number: bool,
    /// Whose the handle is; the outer `None`: no handle is named, the inner: it leads nowhere.
    pub handle_of: Option<Option<&'k UserSeqNo>>,
    /// Whose own token it is, if a user's.
    pub asker: Option<&'k UserSeqNo>,
    /// The bank.
    pub bank: Option<&'k Bank>,
    /// Whether there is such a user, not erased.
    pub has_user: bool,
    /// The account as it is registered, and whether its user must have agreed.
    pub consent: Option<Option<&'k Account>>,
}

/// Decides whether an institution may ask.
pub fn decide(known: &Facts<'_>, now: Micros) -> Result<(), InquiryDecline> {
    if !known.institution.is_some_and(|it| it.active) {
        return Err(InquiryDecline::InstitutionInactive);
    }
    match known.standing {
        Standing::NotAdmitted => return Err(InquiryDecline::NotAdmitted),
        Standing::Suspended => return Err(InquiryDecline::StandingSuspended),
        Standing::Live | Standing::Warned | Standing::LimitCut | Standing::InquiryOnly => {}
    }
    if !known.has_contract {
        return Err(InquiryDecline::ContractUnknown);
    }
    if !known.may_by_number {
        return Err(InquiryDecline::FullNumberNotPermitted);
    }
    if let Some(owner) = known.handle_of {
        let owner = owner.ok_or(InquiryDecline::HandleUnknown)?;
        if known.asker.is_some_and(|asker| asker != owner) {
            return Err(InquiryDecline::NotTheUsers);
        }
    }
    if !known.bank.is_some_and(|it| it.active) {
        return Err(InquiryDecline::BankUnknown);
    }
    if !known.has_user {
        return Err(InquiryDecline::UserUnknown);
    }
    let Some(account) = known.consent else { return Ok(()) };
    let account = account.ok_or(InquiryDecline::AccountUnknown)?;
    match agreed(account.inquiry_until, now) {
        Consent::Never => Err(InquiryDecline::NotAgreed),
        Consent::Expired => Err(InquiryDecline::AgreementExpired),
        Consent::Holds => Ok(()),
    }
}
