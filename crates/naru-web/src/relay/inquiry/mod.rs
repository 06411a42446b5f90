//! Inquiries on the wire: read, asked of the bank, put on record, answered. In that order.
//!
//! Each runs on a task of its own from the bank to the record, so that a caller who hangs up
//! leaves no inquiry that is on no record. What is common to all stands in [`mod@job`].
//!
//! **Must never know** whether an inquiry may be made: `naru_core::relay::inquiry` decides.

mod balance;
mod fds;
mod holder;
mod job;
mod receive;
mod remit;
mod statement;
mod status;

pub(crate) use job::{Asked, ask};

pub use balance::{BALANCE, BALANCE_FIN};
pub use fds::FDS_DETECT;
pub use holder::REAL_NAME;
pub use receive::RECEIVE;
pub use remit::REMIT_LIST;
pub use statement::{TRANSACTIONS, TRANSACTIONS_FIN};

use crate::api::{Call, Endpoint, Reply};
use crate::node::{Dropped, Node};
use crate::relay::{BankPart, bank_name};
use crate::standing::against_inquiry;
use crate::wire::{self, BadField, Doc, Field, JsonText, RspCode, Wrong};
use job::{Inquiry, Job};
use naru_base::{BankCode, BankTranId, ClientUseCode, No, UserSeqNo};
use naru_core::hub::Directory;
use naru_core::relay::inquiry::message::{Head, Message};
use naru_core::relay::inquiry::{InquiryDecline, Receive, Resolved, Target};
use std::sync::Arc;

/// Answers any inquiry.
pub(crate) async fn answer(node: &Arc<Node>, call: &Call, given: &[u8]) -> Result<Reply, Dropped> {
    let Some(institution) = &call.institution else {
        return Ok(call.says(RspCode::O0002));
    };
    let desk = Desk { node, call, institution };
    let answered = match call.endpoint {
        Endpoint::Balance | Endpoint::BalanceFin => balance::answer(&desk, given).await,
        Endpoint::Transactions | Endpoint::TransactionsFin => statement::answer(&desk, given).await,
        Endpoint::RealName => holder::answer(&desk, given).await,
        Endpoint::Receive => receive::answer(&desk, given).await,
        Endpoint::RemitList => remit::answer(&desk, given).await,
        Endpoint::BankStatus => status::answer(&desk).await,
        Endpoint::FdsDetect => fds::answer(&desk, given).await,
        _ => Ok(call.says(RspCode::O0005)),
    };
    match answered {
        Ok(reply) | Err(Stop::Said(reply)) => Ok(reply),
        Err(Stop::Dropped) => Err(Dropped),
        Err(Stop::Failed(no)) => Ok(failed(call, &no)),
    }
}

/// Why an inquiry does not come to its usual end.
enum Stop {
    /// It is answered already.
    Said(Reply),
    /// It was dropped at a fault point.
    Dropped,
    /// It failed: nothing is answered that is not on record.
    Failed(No),
}

impl From<Reply> for Stop {
    fn from(reply: Reply) -> Stop {
        Stop::Said(reply)
    }
}
impl From<Dropped> for Stop {
    fn from(_: Dropped) -> Stop {
        Stop::Dropped
    }
}
impl From<No> for Stop {
    fn from(no: No) -> Stop {
        Stop::Failed(no)
    }
}

/// Where inquiries are answered: whose call it is.
struct Desk<'d> {
    node: &'d Arc<Node>,
    call: &'d Call,
    institution: &'d ClientUseCode,
}

impl Desk<'_> {
    /// The answer that names a wrong field.
    fn bad(&self, bad: &BadField) -> Stop {
        Stop::Said(self.call.says_that(RspCode::A0004, &wire::bad_field(self.call.lang, bad)))
    }

    /// Reads the fields by their table, each right by itself.
    fn read<'b>(&self, fields: &'static [Field], given: &'b [u8]) -> Result<Doc<'b>, Stop> {
        let doc = self.call.read(fields, given)?;
        doc.check().map_err(|bad| self.bad(&bad))?;
        Ok(doc)
    }

    fn wrong(&self, doc: &Doc<'_>, field: impl Into<usize>, why: Wrong) -> Stop {
        self.bad(&doc.wrong(field, why))
    }

    /// For what asks no bank and is on no record: whether the standing permits it.
    async fn may_ask(&self) -> Result<(), Stop> {
        let standing = self.node.standing(self.institution, self.call.env.now).await?;
        match against_inquiry(standing) {
            None => Ok(()),
            Some(code) => Err(self.call.says(code).into()),
        }
    }

    /// The id of an inquiry; another institution's is wrong.
    fn own_id(&self, doc: &Doc<'_>, field: impl Into<usize> + Copy) -> Result<BankTranId, Stop> {
        let id =
            BankTranId::parse(doc.text(field)).map_err(|_| self.wrong(doc, field, Wrong::Form))?;
        let is_own = id.is_of(self.institution);
        if is_own { Ok(id) } else { Err(self.wrong(doc, field, Wrong::Foreign)) }
    }

    fn bank(&self, doc: &Doc<'_>, field: impl Into<usize> + Copy) -> Result<BankCode, Stop> {
        BankCode::parse(doc.text(field)).map_err(|_| self.wrong(doc, field, Wrong::Form))
    }

    fn user(&self, doc: &Doc<'_>, field: impl Into<usize> + Copy) -> Result<UserSeqNo, Stop> {
        UserSeqNo::parse(doc.text(field)).map_err(|_| self.wrong(doc, field, Wrong::Form))
    }

    /// A user's account by its handle, for whoever the token is.
    fn handle(&self, fintech_use_num: &str) -> Target {
        Target::Handle {
            fintech_use_num: fintech_use_num.to_owned(),
            asker: self.call.user.clone(),
        }
    }

    /// Asks the bank and puts it on record. `question` makes the message for the account number,
    /// `keep` what a later transfer needs of the answer.
    async fn inquire<M: Message + Send + 'static>(
        &self,
        inquiry: Inquiry,
        question: impl FnOnce(&str) -> M + Send + 'static,
        keep: impl FnOnce(&M::Reply, &Resolved) -> Option<Receive> + Send + 'static,
    ) -> Result<Heard<M::Reply>, Stop>
    where
        M::Reply: 'static,
    {
        let policy = self.node.policy(self.call.env.now)?;
        let permit = match self.node.admit(self.institution, &policy) {
            Ok(permit) => permit,
            Err(crate::node::Busy::Node) => return Err(self.call.says(RspCode::O0007).into()),
            Err(crate::node::Busy::Institution) => {
                return Err(self.call.says(RspCode::O0008).into());
            }
        };
        let job = Job {
            node: self.node.clone(),
            env: self.call.env,
            policy,
            institution: self.institution.clone(),
            asker: self.call.user.clone(),
            inquiry,
            permit,
        };
        let run = tokio::spawn(job.run(question, keep));
        match run.await {
            Ok(heard) => heard,
            Err(e) => {
                tracing::error!(why = %e, "an inquiry ended in a panic");
                Err(self.call.says(RspCode::A0003).into())
            }
        }
    }
}

/// What came of an inquiry, on record by now.
struct Heard<R> {
    code: RspCode,
    resolved: Resolved,
    /// What the bank said, if it may be told.
    said: Option<R>,
    bank_us: Option<i64>,
}

impl<R> Heard<R> {
    /// The answer: the bank's words in the endpoint's form, or only a head.
    fn reply(self, call: &Call, write: impl FnOnce(RspCode, R, &Resolved) -> Reply) -> Reply {
        let Heard { code, resolved, said, bank_us } = self;
        let reply = match said {
            Some(said) => write(code, said, &resolved),
            None => call.says(code),
        };
        match (&resolved.bank, bank_us) {
            (Some(bank), Some(us)) => reply.after(bank, Some(us)),
            _ => reply,
        }
    }
}

/// The bank part of an answer to an inquiry.
fn bank_part(json: &mut JsonText, call: &Call, head: Head<'_>, resolved: &Resolved) {
    let Some(bank) = &resolved.bank else { return };
    let ours = call.env.now.business_date().to_string();
    BankPart {
        id: head.id,
        date: if head.date.is_empty() { &ours } else { head.date },
        bank,
        code: head.code,
        message: head.message,
    }
    .write(json);
}

/// The name of the bank that was asked.
fn name_of<'d>(directory: &'d Directory, resolved: &Resolved) -> &'d str {
    resolved.bank.as_ref().map_or("", |bank| bank_name(directory, bank))
}

/// Nothing was answered; an inquiry that failed has changed nothing, so it may be sent again.
fn failed(call: &Call, no: &No) -> Reply {
    let busy = matches!(no, No::Fault(f) if wire::fault_code(f) == RspCode::O0007);
    if busy {
        return call.says(RspCode::O0007);
    }
    let reference = call.env.id(9);
    tracing::error!(%reference, why = %no, "an inquiry failed");
    let sentence = RspCode::A0003.message(call.lang);
    call.says_that(RspCode::A0003, &wire::a_reference(call.lang, &sentence, reference))
}

const fn decline_code(decline: InquiryDecline) -> RspCode {
    match decline {
        InquiryDecline::InstitutionInactive
        | InquiryDecline::NotAdmitted
        | InquiryDecline::StandingSuspended => RspCode::A0013,
        InquiryDecline::ContractUnknown => RspCode::A0322,
        InquiryDecline::FullNumberNotPermitted => RspCode::A0320,
        InquiryDecline::HandleUnknown => RspCode::A0304,
        InquiryDecline::NotTheUsers => RspCode::A0313,
        InquiryDecline::BankUnknown => RspCode::A0302,
        InquiryDecline::UserUnknown => RspCode::A0337,
        InquiryDecline::AccountUnknown => RspCode::A0323,
        InquiryDecline::NotAgreed => RspCode::A0305,
        InquiryDecline::AgreementExpired => RspCode::A0316,
    }
}
