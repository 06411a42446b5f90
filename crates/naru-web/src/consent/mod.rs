//! Users and their accounts on the wire: who a user is, what is registered, what was agreed to.
//!
//! A command that carries a `bank_tran_id` takes it in the book, in the commit of its deed, and is
//! then written to the call log like an inquiry; an id that stands in either is refused (A0326).
//!
//! **Must never know** whether an agreement holds: `naru_core::consent` decides.

mod account;
pub(crate) mod finder;
pub mod page;
mod register;
mod target;
mod user;
mod words;

pub use account::{ACCOUNT_CANCEL, ACCOUNT_INFO, ACCOUNT_LIST, ACCOUNT_UPDATE, UPDATE_INFO};
pub use register::USER_REGISTER;
pub use user::{USER_CLOSE, USER_ME, USER_UNLINK};

use crate::api::{Call, Endpoint, Reply};
use crate::node::{Busy, Node, Permit};
use crate::relay::{BankPart, caller};
use crate::standing::against_inquiry;
use crate::wire::{self, BadField, Doc, Field, RspCode};
use naru_base::seal::LookupHash;
use naru_base::{BankCode, BankTranId, ClientUseCode, No};
use naru_core::consent::UserDecline;
use naru_core::identity::{AccountDetails, AccountRecord, Agreed};
use naru_core::policy::Policy;
use naru_core::relay::inquiry::{self, CallPurpose};
use naru_core::relay::{self as core_relay, Key};
use std::sync::Arc;

/// Answers a call about users and accounts.
pub(crate) async fn answer(node: &Arc<Node>, call: &Call, given: &[u8]) -> Reply {
    let fields: &'static [Field] = match call.endpoint {
        Endpoint::UserMe => USER_ME,
        Endpoint::UserRegister => USER_REGISTER,
        Endpoint::UserUnlink => USER_UNLINK,
        Endpoint::UserClose => USER_CLOSE,
        Endpoint::AccountList => ACCOUNT_LIST,
        Endpoint::AccountUpdateInfo => UPDATE_INFO,
        Endpoint::AccountUpdate => ACCOUNT_UPDATE,
        Endpoint::AccountInfo => ACCOUNT_INFO,
        Endpoint::AccountCancel => ACCOUNT_CANCEL,
        _ => return call.says(RspCode::O0005),
    };
    let doc = match call.read(fields, given) {
        Ok(doc) => doc,
        Err(reply) => return reply,
    };
    if let Err(bad) = doc.check() {
        return bad_field(call, &bad);
    }
    let asking = match taken_on(node, call).await {
        Ok(asking) => asking,
        Err(reply) => return reply,
    };
    match call.endpoint {
        Endpoint::UserMe => user::me(&asking, &doc).await,
        Endpoint::UserUnlink | Endpoint::UserClose => user::end(&asking, &doc).await,
        Endpoint::UserRegister => register::register(&asking, &doc).await,
        Endpoint::AccountList => account::list(&asking, &doc).await,
        Endpoint::AccountUpdateInfo => account::update_info(&asking, &doc).await,
        Endpoint::AccountCancel => account::cancel(&asking, &doc).await,
        _ => account::info_or_update(&asking, &doc).await,
    }
}

/// A call that was taken on.
pub(super) struct Asking<'c> {
    pub(super) node: &'c Arc<Node>,
    pub(super) call: &'c Call,
    pub(super) institution: &'c ClientUseCode,
    pub(super) policy: Arc<Policy>,
    _permit: Permit,
}

async fn taken_on<'c>(node: &'c Arc<Node>, call: &'c Call) -> Result<Asking<'c>, Reply> {
    let institution = caller(call).map_err(|fault| failed(call, &fault.into()))?;
    let policy = node.policy(call.env.now).map_err(|no| failed(call, &no))?;
    let directory = node.hub.directory();
    if !directory.institutions.get(institution).is_some_and(|it| it.active) {
        return Err(call.says(RspCode::A0013));
    }
    let standing = node.standing(institution, call.env.now).await;
    if let Some(code) = against_inquiry(standing.map_err(|no| failed(call, &no))?) {
        return Err(call.says(code));
    }
    let permit = node.admit(institution, &policy).map_err(|busy| match busy {
        Busy::Node => call.says(RspCode::O0007),
        Busy::Institution => call.says(RspCode::O0008),
    })?;
    Ok(Asking { node, call, institution, policy, _permit: permit })
}

impl Asking<'_> {
    /// Who acts, for the audit trail.
    pub(super) fn actor(&self) -> String {
        match &self.call.user {
            Some(user) => format!("user:{}/{user}", self.institution),
            None => format!("institution:{}", self.institution),
        }
    }

    /// The transaction id in a field: one of the caller's.
    pub(super) fn own_id(
        &self,
        doc: &Doc<'_>,
        field: impl Into<usize> + Copy,
    ) -> Result<BankTranId, Reply> {
        let wrong = |why| bad_field(self.call, &doc.wrong(field, why));
        let id = BankTranId::parse(doc.text(field)).map_err(|_| wrong(wire::Wrong::Form))?;
        if id.is_of(self.institution) { Ok(id) } else { Err(wrong(wire::Wrong::Foreign)) }
    }

    /// Whether the call log has the id already.
    pub(super) async fn is_logged(&self, id: &BankTranId) -> Result<bool, No> {
        let key = Key { date: self.call.env.now.business_date(), id: id.clone() };
        self.node.calls.read(move |tx| inquiry::call_is_recorded(tx, &key)).await
    }

    /// Writes the call log; `false` if the id stood in it.
    pub(super) async fn log(&self, logged: Logged<'_>) -> Result<bool, No> {
        let record = core_relay::Call {
            key: Key { date: self.call.env.now.business_date(), id: logged.id.clone() },
            institution: self.institution.clone(),
            asker: self.call.user.clone(),
            api_tran_id: self.call.env.id(0).uuid(),
            purpose: logged.purpose,
            person: logged.person,
            bank: Some(logged.bank.clone()),
            account: Some(logged.account),
            outcome: logged.outcome.as_str().to_owned(),
            bank_rsp_code: Some(logged.bank_rsp_code.to_owned()).filter(|code| !code.is_empty()),
            asked_at: self.call.env.now,
            answered_at: self.node.clock.now(),
        };
        self.node.calls.write(move |tx| inquiry::record(tx, &record, None)).await
    }

    /// A bank's part of an answer, said by the relay in the bank's stead.
    pub(super) fn bank_part(
        &self,
        json: &mut wire::JsonText,
        id: &BankTranId,
        bank: &BankCode,
        (code, message): (&str, &str),
    ) {
        let date = self.call.env.now.business_date().to_string();
        BankPart { id: id.as_str(), date: &date, bank, code, message }.write(json);
    }

    /// What a command's `No` is on the wire.
    pub(super) fn no(&self, no: &No) -> Reply {
        refused(self.call, no).unwrap_or_else(|| failed(self.call, no))
    }
}

/// One line of the call log.
pub(super) struct Logged<'l> {
    pub(super) id: &'l BankTranId,
    pub(super) purpose: CallPurpose,
    pub(super) person: Option<LookupHash>,
    pub(super) bank: &'l BankCode,
    pub(super) account: LookupHash,
    pub(super) outcome: RspCode,
    pub(super) bank_rsp_code: &'l str,
}

pub(super) fn bad_field(call: &Call, bad: &BadField) -> Reply {
    call.says_that(RspCode::A0004, &wire::bad_field(call.lang, bad))
}

pub(super) const fn decline_code(decline: UserDecline) -> RspCode {
    match decline {
        UserDecline::OtherUser => RspCode::A0313,
        UserDecline::Unknown => RspCode::A0337,
        UserDecline::Left => RspCode::A0014,
        UserDecline::NotAgreed => RspCode::A0332,
        UserDecline::Expired => RspCode::A0334,
    }
}

/// A decision of the core against the command.
fn refused(call: &Call, no: &No) -> Option<Reply> {
    let No::Refusal(refusal) = no else { return None };
    let code = match refusal.code {
        "consent/id-used" => RspCode::A0326,
        "consent/inquiry-registered" => RspCode::A0324,
        "consent/transfer-registered" => RspCode::A0325,
        "consent/account-unknown" => RspCode::A0323,
        "consent/user-unknown" | "identity/person-erased" => RspCode::A0337,
        "consent/user-left" => RspCode::A0014,
        _ => return None,
    };
    Some(call.says(code))
}

fn failed(call: &Call, no: &No) -> Reply {
    let code = match no {
        No::Fault(fault) => wire::fault_code(fault),
        No::Refusal(_) => RspCode::A0003,
    };
    let reference = call.env.id(9);
    tracing::error!(%reference, why = %no, "a call about a user failed");
    match code {
        RspCode::O0007 => call.says(RspCode::O0007),
        // The commit may have happened. Nothing of this moves money, and all of it may be repeated.
        RspCode::A0001 => call.says(RspCode::A0007),
        _ => {
            let sentence = RspCode::A0003.message(call.lang);
            call.says_that(RspCode::A0003, &wire::a_reference(call.lang, &sentence, reference))
        }
    }
}

/// Y or N.
pub(super) const fn yn(it: bool) -> &'static str {
    if it { "Y" } else { "N" }
}

/// `yyyyMMddHHmmss`, or nothing.
pub(super) fn dtime(agreed: Agreed) -> String {
    agreed.at.map_or(String::new(), |at| at.kst_dtm17().chars().take(14).collect())
}

/// An account with what is sealed opened.
pub(super) struct Shown {
    pub(super) record: AccountRecord,
    pub(super) number: String,
    pub(super) details: AccountDetails,
}
