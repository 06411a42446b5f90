//! What the relay knows of a withdrawal.

use super::bankwire::{Doubt, WithdrawRequest};
use naru_base::seal::LookupHash;
use naru_base::{BankCode, BankTranId, BusinessDate, ClientUseCode, Micros, UserSeqNo, Won};
use ring::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};

/// What the money is for (`transfer_purpose`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// 송금: a remittance; the final payee must be named.
    #[serde(rename = "TR")]
    Remittance,
    /// 결제: a payment.
    #[serde(rename = "ST")]
    Payment,
    /// 충전: topping up.
    #[serde(rename = "RC")]
    TopUp,
    /// 출금: paying out.
    #[serde(rename = "WD")]
    PayOut,
    /// 환전: currency exchange.
    #[serde(rename = "EX")]
    Exchange,
}

impl Purpose {
    /// Reads the wire's two letters. `AU` belongs to deposits.
    pub fn parse(text: &str) -> Option<Purpose> {
        match text {
            "TR" => Some(Purpose::Remittance),
            "ST" => Some(Purpose::Payment),
            "RC" => Some(Purpose::TopUp),
            "WD" => Some(Purpose::PayOut),
            "EX" => Some(Purpose::Exchange),
            _ => None,
        }
    }
}

/// The account of who asks: by number, or by the institution's handle. Never both.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Requester {
    /// Bank code and account number.
    Account(String, String),
    /// `req_client_fintech_use_num`.
    Handle(String),
}

/// A withdrawal order (출금이체) by account number, every field valid by itself.
///
/// No Debug: names and account numbers are personal.
#[derive(Clone, PartialEq, Eq)]
pub struct Order {
    /// The institution's id of the transaction.
    pub bank_tran_id: BankTranId,
    /// `N` or `C`: what kind the contract account is.
    pub cntr_account_type: char,
    /// The contract account that collects.
    pub cntr_account_num: String,
    /// The customer's bank.
    pub bank: BankCode,
    /// The account to debit.
    pub account_num: String,
    /// The customer at this institution.
    pub user_seq_no: UserSeqNo,
    /// Won to move.
    pub amount: Won,
    /// The rest of the request, as it was given.
    pub details: OrderDetails,
}

/// Fields of an order that decide nothing in the relay but belong to its content.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderDetails {
    /// Text on the institution's side.
    pub dps_print_content: String,
    /// Text on the customer's statement; empty if not given.
    pub wd_print_content: String,
    /// Who asks.
    pub req_client_name: String,
    /// Account of who asks.
    pub requester: Requester,
    /// The institution's number of who asks.
    pub req_client_num: String,
    /// What it is for.
    pub purpose: Purpose,
    /// Final payee: name, bank, account; empty unless a remittance.
    pub recv: [String; 3],
    /// Sub-merchant: name, number, business number; empty if none.
    pub sub_merchant: [String; 3],
}

/// What is kept of an order, sealed with the person's key: what a result has to say of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptOrder {
    /// `N` or `C`: what kind the contract account is.
    pub cntr_account_type: char,
    /// The contract account that collects.
    pub cntr_account_num: String,
    /// The account to debit.
    pub account_num: String,
    /// The rest of the request.
    pub details: OrderDetails,
}

/// SHA-256 of the fields that decide the effect.
pub type Fingerprint = [u8; 32];

impl Order {
    /// What is kept of it.
    pub fn kept(&self) -> KeptOrder {
        KeptOrder {
            cntr_account_type: self.cntr_account_type,
            cntr_account_num: self.cntr_account_num.clone(),
            account_num: self.account_num.clone(),
            details: self.details.clone(),
        }
    }

    /// The hash of everything but the id and the request's own time (`tran_dtime`): the same id
    /// with another hash is another order, and is refused.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut context = Context::new(&SHA256);
        let mut put = |text: &str| {
            context.update(&(text.len() as u64).to_be_bytes());
            context.update(text.as_bytes());
        };
        put("naru-order-1");
        put(self.cntr_account_type.encode_utf8(&mut [0; 4]));
        for text in [&self.cntr_account_num, self.bank.as_str(), &self.account_num] {
            put(text);
        }
        put(self.user_seq_no.as_str());
        put(&self.amount.to_string());
        let it = &self.details;
        for text in [&it.dps_print_content, &it.wd_print_content, &it.req_client_name] {
            put(text);
        }
        match &it.requester {
            Requester::Account(bank, number) => ["account", bank, number].map(&mut put),
            Requester::Handle(handle) => ["handle", handle, ""].map(&mut put),
        };
        put(&it.req_client_num);
        put(match it.purpose {
            Purpose::Remittance => "TR",
            Purpose::Payment => "ST",
            Purpose::TopUp => "RC",
            Purpose::PayOut => "WD",
            Purpose::Exchange => "EX",
        });
        it.recv.iter().chain(&it.sub_merchant).for_each(|text| put(text));
        let mut out = [0; 32];
        out.copy_from_slice(context.finish().as_ref());
        out
    }
}

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
    /// The bank has paid; booked. Final.
    Settled,
    /// The bank has not and will not pay; given back. Final.
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

/// Why the relay decides against an order. The first that applies, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decline {
    /// The institution does not take part at present.
    InstitutionInactive,
    /// The contract account is not registered for withdrawals of this institution.
    ContractUnknown,
    /// The bank is not on the network.
    BankUnknown,
    /// No such user at this institution.
    UserUnknown,
    /// The account is not registered for this user.
    AccountUnknown,
    /// The user has not agreed to debits.
    NotAgreed,
    /// The agreement to debits has expired.
    AgreementExpired,
    /// The person's limit of this business date would be passed.
    PersonDailyLimit,
}

impl Decline {
    /// Every reason, in the order in which they are tried.
    pub const ALL: [Decline; 8] = [
        Decline::InstitutionInactive,
        Decline::ContractUnknown,
        Decline::BankUnknown,
        Decline::UserUnknown,
        Decline::AccountUnknown,
        Decline::NotAgreed,
        Decline::AgreementExpired,
        Decline::PersonDailyLimit,
    ];

    /// The stable code; also the form in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Decline::InstitutionInactive => "relay/institution-inactive",
            Decline::ContractUnknown => "relay/contract-unknown",
            Decline::BankUnknown => "relay/bank-unknown",
            Decline::UserUnknown => "relay/user-unknown",
            Decline::AccountUnknown => "relay/account-unknown",
            Decline::NotAgreed => "relay/debit-not-agreed",
            Decline::AgreementExpired => "relay/debit-agreement-expired",
            Decline::PersonDailyLimit => "relay/person-daily-limit",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Decline> {
        Decline::ALL.into_iter().find(|d| d.code() == code)
    }
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
    /// Whose order it was.
    pub institution: ClientUseCode,
    /// Where it stands.
    pub state: State,
    /// Hash of what was ordered.
    pub fingerprint: Fingerprint,
    /// The person; `None` if the user was unknown.
    pub person: Option<LookupHash>,
    /// The customer's bank.
    pub bank: BankCode,
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
    /// The order, sealed with the person's key.
    pub sealed_order: Option<Vec<u8>>,
    /// What the bank said, sealed with the person's key.
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
    /// Too much is under way at this bank.
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
    pub request: WithdrawRequest,
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
