//! What goes between the hub, its banks and the institutions, in the simulator's words.

use super::auditor::{Outcome, Stand};
use naru_base::{Answer, Micros, No};
use naru_core::relay::bankwire::{InquiryRequest, Request};
use naru_core::relay::{Outward, Reserved, Told};

/// To whom a reply belongs. Numbers are never used twice, so a reply to a hub that died since
/// finds nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Back {
    Call(u64),
    Inquiry(u64),
}

pub(super) enum Body {
    Order(Request, Micros),
    Inquiry(InquiryRequest),
}

impl Body {
    pub(super) fn again(&self) -> Body {
        match self {
            Body::Order(request, expires_at) => Body::Order(request.clone(), *expires_at),
            Body::Inquiry(request) => Body::Inquiry(request.clone()),
        }
    }

    pub(super) fn id(&self) -> &str {
        match self {
            Body::Order(request, _) => request.bank_tran_id(),
            Body::Inquiry(request) => &request.bank_tran_id,
        }
    }
}

/// What the hub tells of a transfer, in the auditor's words.
pub(super) fn stand(told: &Told) -> Stand {
    match told.state.outward() {
        Outward::Refused => Stand::Refused,
        Outward::Processing => Stand::Open,
        Outward::Done => Stand::Done,
        Outward::Failed => Stand::Failed,
    }
}

pub(super) fn outcome(answer: &Answer<Reserved>, hiccup: bool) -> Outcome {
    match answer {
        Ok(Reserved::Ask(out)) => Outcome::Asked(out.key.clone()),
        Ok(Reserved::Told(told)) => Outcome::Told(told.key.clone(), stand(told), told.decline),
        Ok(Reserved::Conflict) => Outcome::Conflict,
        Ok(Reserved::LineClosed(_)) => Outcome::Closed,
        Err(No::Refusal(refusal)) => Outcome::Refusal(refusal.code),
        Err(No::Fault(fault)) => Outcome::Fault(hiccup, fault.to_string()),
    }
}
