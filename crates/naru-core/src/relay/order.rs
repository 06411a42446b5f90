//! What an institution orders: which way, from where to where, how much, for what.

use super::inquiry::Receive;
use crate::identity::ContractPurpose;
use naru_base::seal::LookupHash;
use naru_base::{BankCode, BankTranId, UserSeqNo, Won};
use ring::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};

/// Which way the money goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 출금이체: from a customer to the institution's collecting account.
    Withdraw,
    /// 입금이체: from the institution's paying account to a customer.
    Deposit,
    /// 자금반환: a deposit that comes back, from the customer to the paying account.
    Return,
    /// The institution puts money on its paying account.
    Fund,
}

/// What is recorded of a transfer in the audit trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Money was set aside, and the bank is asked.
    Reserved,
    /// Decided against.
    Refused,
    /// The id stands for another order.
    Conflict,
    /// The bank's answer is not known.
    Doubted,
    /// The money has moved.
    Settled,
    /// The money has not moved.
    Released,
    /// A bank said the opposite of what is final.
    Contradicted,
}

macro_rules! deeds {
    ($self:ident, $deed:ident; $($kind:ident $word:literal),*) => {
        match ($self, $deed) {
            $(
                (Kind::$kind, Deed::Reserved) => concat!("relay.", $word, ".reserved"),
                (Kind::$kind, Deed::Refused) => concat!("relay.", $word, ".refused"),
                (Kind::$kind, Deed::Conflict) => concat!("relay.", $word, ".conflict"),
                (Kind::$kind, Deed::Doubted) => concat!("relay.", $word, ".doubted"),
                (Kind::$kind, Deed::Settled) => concat!("relay.", $word, ".settled"),
                (Kind::$kind, Deed::Released) => concat!("relay.", $word, ".released"),
                (Kind::$kind, Deed::Contradicted) => concat!("relay.", $word, ".contradicted"),
            )*
        }
    };
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 4] = [Kind::Withdraw, Kind::Deposit, Kind::Return, Kind::Fund];

    /// The form in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Withdraw => "withdraw",
            Kind::Deposit => "deposit",
            Kind::Return => "return",
            Kind::Fund => "fund",
        }
    }

    /// Reads the form in the store.
    pub fn parse(text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.as_str() == text)
    }

    /// Which contract account of the institution takes part.
    pub const fn contract_purpose(self) -> ContractPurpose {
        match self {
            Kind::Withdraw => ContractPurpose::Withdraw,
            Kind::Deposit | Kind::Return | Kind::Fund => ContractPurpose::Deposit,
        }
    }

    /// Whether our side of it is set aside while the bank decides. What comes in is not counted
    /// before it is there.
    pub const fn is_reserved(self) -> bool {
        matches!(self, Kind::Withdraw | Kind::Deposit)
    }

    /// The action in the audit trail.
    pub const fn deed(self, deed: Deed) -> &'static str {
        deeds!(self, deed; Withdraw "withdraw", Deposit "deposit", Return "return", Fund "fund")
    }
}

/// What the money is for (`transfer_purpose`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// 송금: a remittance; the final payee of a withdrawal must be named.
    #[serde(rename = "TR")]
    Remittance,
    /// 결제: a payment.
    #[serde(rename = "ST")]
    Payment,
    /// 충전: topping up.
    #[serde(rename = "RC")]
    TopUp,
    /// 인증: proving that an account is one's own (deposits).
    #[serde(rename = "AU")]
    Proof,
    /// 출금: paying out.
    #[serde(rename = "WD")]
    PayOut,
    /// 환전: currency exchange.
    #[serde(rename = "EX")]
    Exchange,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Purpose; 6] = [
        Purpose::Remittance,
        Purpose::Payment,
        Purpose::TopUp,
        Purpose::Proof,
        Purpose::PayOut,
        Purpose::Exchange,
    ];

    /// The wire's two letters.
    pub const fn as_str(self) -> &'static str {
        match self {
            Purpose::Remittance => "TR",
            Purpose::Payment => "ST",
            Purpose::TopUp => "RC",
            Purpose::Proof => "AU",
            Purpose::PayOut => "WD",
            Purpose::Exchange => "EX",
        }
    }

    /// Reads the wire's two letters.
    pub fn parse(text: &str) -> Option<Purpose> {
        Purpose::ALL.into_iter().find(|p| p.as_str() == text)
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

/// How an order names the customer's account.
#[derive(Clone, PartialEq, Eq)]
pub enum Via {
    /// By its number, as an account of this user.
    User(UserSeqNo),
    /// By the institution's handle (`fintech_use_num`).
    Handle {
        /// The handle.
        handle: String,
        /// Whose account it is; `None` if nobody's at this institution.
        user: Option<UserSeqNo>,
        /// For whom the token speaks, if for a user.
        token_user: Option<UserSeqNo>,
    },
    /// By its number alone: anybody's account.
    Number,
}

/// The bank of an order whose handle names no account.
pub const NO_BANK: &str = "000";

/// An order, every field valid by itself.
///
/// No Debug: names and account numbers are personal.
#[derive(Clone, PartialEq, Eq)]
pub struct Order {
    /// Which way.
    pub kind: Kind,
    /// The institution's id of the transaction.
    pub bank_tran_id: BankTranId,
    /// `N` or `C`: what kind the contract account is.
    pub cntr_account_type: char,
    /// The institution's contract account.
    pub cntr_account_num: String,
    /// Keyed hash of the pass phrase that came with a deposit.
    pub pass_phrase: Option<LookupHash>,
    /// The customer's bank.
    pub bank: BankCode,
    /// The customer's account.
    pub account_num: String,
    /// How the account was named.
    pub via: Via,
    /// Won to move.
    pub amount: Won,
    /// What was found under the receive inquiry that a deposit names. Not part of the content.
    pub receive: Option<Receive>,
    /// The rest of the request, as it was given.
    pub details: OrderDetails,
}

/// Fields of an order that decide nothing in the relay but belong to its content.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderDetails {
    /// Text on the receiving account's statement.
    pub dps_print_content: String,
    /// Text on the paying account's statement; empty if not given.
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
    /// What only a deposit has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposit: Option<DepositDetails>,
}

/// Fields that only a deposit has.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepositDetails {
    /// The payee's name as the institution gave it; empty if it named a handle.
    pub payee_name: String,
    /// Whether the bank compares the name (`name_check_option`).
    pub name_check: bool,
    /// The receive inquiry before it; empty if none was named.
    pub recv_bank_tran_id: String,
    /// The withdrawal that it passes on; empty if none was named.
    pub withdraw_bank_tran_id: String,
    /// `cms_num`; empty if none.
    pub cms_num: String,
}

/// What is kept of an order, sealed: what a result has to say of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptOrder {
    /// `N` or `C`: what kind the contract account is.
    pub cntr_account_type: char,
    /// The institution's contract account.
    pub cntr_account_num: String,
    /// The customer's account.
    pub account_num: String,
    /// The handle that named it; empty if its number did.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub handle: String,
    /// The rest of the request.
    pub details: OrderDetails,
}

/// SHA-256 of the fields that decide the effect.
pub type Fingerprint = [u8; 32];

/// Hashes texts one after the other, so that no two lists of texts look alike.
pub(super) struct Content(Context);

impl Content {
    pub(super) fn new(of: &str) -> Content {
        let mut it = Content(Context::new(&SHA256));
        it.put(of);
        it
    }
    pub(super) fn put(&mut self, text: &str) {
        self.0.update(&(text.len() as u64).to_be_bytes());
        self.0.update(text.as_bytes());
    }
    pub(super) fn end(self) -> Fingerprint {
        let mut out = [0; 32];
        out.copy_from_slice(self.0.finish().as_ref());
        out
    }
}

impl Order {
    /// The handle that named the account; empty if its number did.
    pub fn handle(&self) -> &str {
        match &self.via {
            Via::Handle { handle, .. } => handle,
            Via::User(_) | Via::Number => "",
        }
    }

    /// The user whose account it is, if the order says so.
    pub const fn user(&self) -> Option<&UserSeqNo> {
        match &self.via {
            Via::User(user) | Via::Handle { user: Some(user), .. } => Some(user),
            Via::Handle { .. } | Via::Number => None,
        }
    }

    /// What is kept of it.
    pub fn kept(&self) -> KeptOrder {
        KeptOrder {
            cntr_account_type: self.cntr_account_type,
            cntr_account_num: self.cntr_account_num.clone(),
            account_num: self.account_num.clone(),
            handle: self.handle().to_owned(),
            details: self.details.clone(),
        }
    }

    /// The hash of everything but the id, the request's own time (`tran_dtime`) and the pass
    /// phrase: the same id with another hash is another order, and is refused. An account that was
    /// named by a handle counts by the handle, so that the same request has the same hash after
    /// the handle was given up.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut content = Content::new("naru-order-1");
        let mut put = |text: &str| content.put(text);
        put(self.kind.as_str());
        put(self.cntr_account_type.encode_utf8(&mut [0; 4]));
        put(&self.cntr_account_num);
        match &self.via {
            Via::User(user) => {
                ["user", self.bank.as_str(), &self.account_num, user.as_str()].map(&mut put)
            }
            Via::Handle { handle, .. } => ["handle", handle, "", ""].map(&mut put),
            Via::Number => ["number", self.bank.as_str(), &self.account_num, ""].map(&mut put),
        };
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
        put(it.purpose.as_str());
        it.recv.iter().chain(&it.sub_merchant).for_each(|text| put(text));
        if let Some(it) = &it.deposit {
            put(&it.payee_name);
            put(if it.name_check { "on" } else { "off" });
            for text in [&it.recv_bank_tran_id, &it.withdraw_bank_tran_id, &it.cms_num] {
                put(text);
            }
        }
        content.end()
    }
}
