//! What the relay knows of a transfer.

use super::bankwire::{Doubt, Request};
use super::decline::Decline;
use super::order::{Fingerprint, Kind};
use crate::admission::Standing;
use naru_base::seal::LookupHash;
use naru_base::{BankCode, BankTranId, BusinessDate, ClientUseCode, Micros, Won};
use serde::{Deserialize, Serialize};

/// Names one transfer. The institution is in the id's first ten characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The business date on which it was recorded.
    pub date: BusinessDate,
    /// The institution's id.
    pub id: BankTranId,
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.date, self.id)
    }
}

/// Where a transfer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Decided against; nothing was ever reserved. Final.
    Refused,
    /// Money is set aside, the bank is being asked.
    Reserved,
    /// The bank did not answer, or not clearly. Being asked again.
    InDoubt,
    /// The bank has moved the money; booked. Final.
    Settled,
    /// The bank has not and will not move it; given back. Final.
    Released,
}

/// What can happen to an open transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Nothing was proven.
    Doubted,
    /// It is proven that the bank has paid.
    Paid,
    /// It is proven that the bank has not and will not pay.
    NotPaid,
}

impl State {
    /// Every state.
    pub const ALL: [State; 5] =
        [State::Refused, State::Reserved, State::InDoubt, State::Settled, State::Released];

    /// The one table of moves. `None`: the event changes nothing here, whatever it says.
    pub const fn next(self, event: Event) -> Option<State> {
        match (self, event) {
            (State::Reserved | State::InDoubt, Event::Doubted) => Some(State::InDoubt),
            (State::Reserved | State::InDoubt, Event::Paid) => Some(State::Settled),
            (State::Reserved | State::InDoubt, Event::NotPaid) => Some(State::Released),
            (State::Refused | State::Settled | State::Released, _) => None,
        }
    }

    /// Whether nothing can happen to it any more.
    pub const fn is_final(self) -> bool {
        matches!(self, State::Refused | State::Settled | State::Released)
    }

    /// What an institution sees: the only mapping from inside to outside.
    pub const fn outward(self) -> Outward {
        match self {
            State::Refused => Outward::Refused,
            State::Reserved | State::InDoubt => Outward::Processing,
            State::Settled => Outward::Done,
            State::Released => Outward::Failed,
        }
    }

    /// The form in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            State::Refused => "refused",
            State::Reserved => "reserved",
            State::InDoubt => "in_doubt",
            State::Settled => "settled",
            State::Released => "released",
        }
    }

    /// Reads the form in the store.
    pub fn parse(text: &str) -> Option<State> {
        State::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// What an institution sees of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outward {
    /// Never begun.
    Refused,
    /// Undecided: ask for the result later, never send it under a new id.
    Processing,
    /// The money has moved.
    Done,
    /// The money has not moved and will not.
    Failed,
}

/// A check of the reserve commit whose slice comes later: answered exactly once, in that commit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Check {
    /// No such slice yet.
    #[default]
    Absent,
    /// Asked, and nothing against it.
    Passed,
    /// Asked, and refused.
    Refused,
}

impl Check {
    /// What a standing says to an order.
    pub const fn of(standing: Standing) -> Check {
        match standing {
            Standing::Live | Standing::Warned | Standing::LimitCut => Check::Passed,
            Standing::InquiryOnly | Standing::Suspended | Standing::NotAdmitted => Check::Refused,
        }
    }

    /// The form in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Check::Absent => "absent",
            Check::Passed => "passed",
            Check::Refused => "refused",
        }
    }
    /// Reads the form in the store.
    pub fn parse(text: &str) -> Option<Check> {
        [Check::Absent, Check::Passed, Check::Refused].into_iter().find(|c| c.as_str() == text)
    }
}

/// The typed slots of the reserve commit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checks {
    /// The institution's standing (자격).
    pub standing: Check,
    /// Free surety cover.
    pub cover: Check,
    /// Fraud detection.
    pub fds: Check,
}

/// What the bank said when it decided, as the institution is told.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankSaid {
    /// Three characters; `000` is success.
    pub code: String,
    /// The bank's text.
    pub message: String,
    /// The bank's business date, `yyyyMMdd`; empty if the bank never saw the order.
    pub tran_date: String,
    /// The account's holder; empty unless done. Personal.
    pub holder: String,
}

/// A recorded transfer.
#[derive(Clone)]
pub struct Transfer {
    /// Its name.
    pub key: Key,
    /// Which way the money goes.
    pub kind: Kind,
    /// Whose order it was.
    pub institution: ClientUseCode,
    /// Where it stands.
    pub state: State,
    /// Hash of what was ordered.
    pub fingerprint: Fingerprint,
    /// The person; `None` if the user was unknown, or the payee is nobody's user.
    pub person: Option<LookupHash>,
    /// The customer's bank.
    pub bank: BankCode,
    /// Keyed hash of the customer's account.
    pub account: LookupHash,
    /// Won.
    pub amount: Won,
    /// Won, owed by the institution once settled.
    pub fee: Won,
    /// When it was recorded.
    pub created_at: Micros,
    /// After this the bank refuses the original request.
    pub expires_at: Micros,
    /// How often the bank was asked again.
    pub inquiry_count: i64,
    /// Why it was declined, or the code of the doubt.
    pub reason: Option<String>,
    /// The bank's code, once it decided.
    pub bank_rsp_code: Option<String>,
    /// The bank's business date, once it decided.
    pub bank_tran_date: Option<BusinessDate>,
    /// What is left of the person's limit after this order.
    pub limit_remain: Option<Won>,
    /// The order, sealed with the person's key, or with the data key if there is no person.
    pub sealed_order: Option<Vec<u8>>,
    /// What the bank said, sealed likewise.
    pub sealed_reply: Option<Vec<u8>>,
    /// The person's wrapped key.
    pub sealed_key: Option<Vec<u8>>,
}

/// What an institution is to be told about its order.
#[derive(Clone)]
pub struct Told {
    /// Which transfer.
    pub key: Key,
    /// Where it stands.
    pub state: State,
    /// Why it was declined, if it was.
    pub decline: Option<Decline>,
    /// What the bank said, if it decided.
    pub bank: Option<BankSaid>,
    /// What is left of the person's limit.
    pub limit_remain: Option<Won>,
}

/// What came of bringing an order to the book.
pub enum Reserved {
    /// Money is set aside: ask the bank.
    Ask(Box<Outbound>),
    /// The book has the answer already, or decided against the order.
    Told(Box<Told>),
    /// The id stands for another order. Nothing was changed.
    Conflict,
    /// The bank cannot be asked at present, so nothing was recorded.
    LineClosed(LineClosed),
}

/// Why a bank cannot be asked at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineClosed {
    /// Too much is under way at this bank, or in doubt.
    Full,
    /// It has not answered for a while; the breaker is open.
    BreakerOpen,
}

/// A message for a bank, whose reservation is durable.
pub struct Outbound {
    /// Which transfer.
    pub key: Key,
    /// The bank.
    pub bank: BankCode,
    /// What to send.
    pub request: Request,
    /// Won.
    pub amount: Won,
    /// The bank refuses it after this.
    pub expires_at: Micros,
    /// The institution is answered by then, whatever is known.
    pub deadline_at: Micros,
}

/// What is proven about an open transfer.
#[derive(Clone)]
pub enum Conclusion {
    /// The bank has paid.
    Paid(BankSaid),
    /// The bank has not and will not.
    NotPaid(BankSaid),
    /// The request never left this house.
    NotSent,
    /// Nothing.
    Doubt(Doubt),
}

impl Conclusion {
    /// The event of the state machine.
    pub const fn event(&self) -> Event {
        match self {
            Conclusion::Paid(_) => Event::Paid,
            Conclusion::NotPaid(_) | Conclusion::NotSent => Event::NotPaid,
            Conclusion::Doubt(_) => Event::Doubted,
        }
    }
}

/// A transfer whose bank is to be asked again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Which transfer.
    pub key: Key,
    /// The bank.
    pub bank: BankCode,
    /// Won.
    pub amount: Won,
    /// The bank refuses the original after this.
    pub expires_at: Micros,
    /// How often it was asked.
    pub inquiry_count: i64,
}
