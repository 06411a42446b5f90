//! A bank's teller: reads a message, has the books decide, words the answer. No sockets.

use super::books::line::Wanted;
use super::books::model::{Account, AccountState, Code, Key, Kind, Order, State, Told, Twist};
use super::books::{Books, CONTRADICTORY};
use super::clerk;
use super::fault::{Mode, Operation, Strike};
use super::{owner, warden};
use naru_base::{BankTranId, BusinessDate, Fault, FaultKind, Micros, No, Won};
use naru_core::claim::freezewire::{FreezeRequest, UnfreezeRequest};
use naru_core::relay::accountwire::AccountsRequest;
use naru_core::relay::bankwire::{
    BalanceReply, BalanceRequest, BankOutcome, DepositRequest, InquiryRequest, ReturnRequest,
    TransferReply, WithdrawRequest,
};
use naru_core::relay::inquiry::message::{HolderRequest, StatementRequest};
use serde::Serialize;

/// A message, read and checked.
pub(super) enum Message {
    Order(Order),
    Inquiry(Key, Won),
    Balance(BalanceRequest),
    Statement(StatementRequest, Wanted),
    Holder(HolderRequest),
    Accounts(AccountsRequest),
    Freeze(FreezeRequest, Won),
    Unfreeze(UnfreezeRequest),
}

/// A field that is not in its form.
pub(super) struct Malformed(pub(super) &'static str);

impl Message {
    pub(super) fn read(
        operation: Operation,
        body: &[u8],
        expires: Micros,
    ) -> Result<Message, Malformed> {
        let json = |_| Malformed("body");
        match operation {
            Operation::Withdraw => {
                let m: WithdrawRequest = serde_json::from_slice(body).map_err(json)?;
                let order = Order {
                    account_num: account_num(m.account_num)?,
                    print_content: print_content(m.print_content)?,
                    ..order(Kind::Withdraw, m.bank_tran_id, &m.business_date, &m.tran_amt)?
                };
                Ok(Message::Order(Order { expires, ..order }))
            }
            Operation::Deposit => {
                let m: DepositRequest = serde_json::from_slice(body).map_err(json)?;
                let order = Order {
                    account_num: account_num(m.account_num)?,
                    print_content: print_content(m.print_content)?,
                    payee_name: m.payee_name,
                    ..order(Kind::Deposit, m.bank_tran_id, &m.business_date, &m.tran_amt)?
                };
                Ok(Message::Order(Order { expires, ..order }))
            }
            Operation::Return => {
                let m: ReturnRequest = serde_json::from_slice(body).map_err(json)?;
                let order = Order {
                    account_num: account_num(m.account_num)?,
                    original: Some(key(m.org_bank_tran_id, &m.org_business_date)?),
                    ..order(Kind::Return, m.bank_tran_id, &m.business_date, &m.tran_amt)?
                };
                Ok(Message::Order(Order { expires, ..order }))
            }
            Operation::Inquiry => {
                let m: InquiryRequest = serde_json::from_slice(body).map_err(json)?;
                Ok(Message::Inquiry(key(m.bank_tran_id, &m.business_date)?, amount(&m.tran_amt)?))
            }
            Operation::Accounts => {
                let m: AccountsRequest = serde_json::from_slice(body).map_err(json)?;
                owner::check(&m)?;
                Ok(Message::Accounts(m))
            }
            Operation::Freeze => freeze(serde_json::from_slice(body).map_err(json)?),
            Operation::Unfreeze => {
                let m: UnfreezeRequest = serde_json::from_slice(body).map_err(json)?;
                warden::check(&m.request_id)?;
                Ok(Message::Unfreeze(m))
            }
            Operation::Balance => {
                let m: BalanceRequest = serde_json::from_slice(body).map_err(json)?;
                BankTranId::parse(&m.bank_tran_id).map_err(|_| Malformed("bank_tran_id"))?;
                let account_num = account_num(m.account_num)?;
                Ok(Message::Balance(BalanceRequest { account_num, ..m }))
            }
            Operation::Statement => {
                let m: StatementRequest = serde_json::from_slice(body).map_err(json)?;
                let wanted = clerk::wanted(&m)?;
                Ok(Message::Statement(m, wanted))
            }
            Operation::Holder => {
                let m: HolderRequest = serde_json::from_slice(body).map_err(json)?;
                clerk::check(&m)?;
                Ok(Message::Holder(m))
            }
        }
    }

    /// How much it moves, if it moves money.
    pub(super) fn amount(&self) -> Option<Won> {
        match self {
            Message::Order(order) => Some(order.amount),
            _ => None,
        }
    }

    pub(super) fn id(&self) -> &str {
        match self {
            Message::Order(order) => &order.key.id,
            Message::Inquiry(key, _) => &key.id,
            Message::Balance(request) => &request.bank_tran_id,
            Message::Statement(request, _) => &request.bank_tran_id,
            Message::Holder(request) => &request.bank_tran_id,
            Message::Accounts(request) => &request.request_id,
            Message::Freeze(request, _) => &request.request_id,
            Message::Unfreeze(request) => &request.request_id,
        }
    }
}

/// An order with what all have; it expires at once until it is said when.
fn order(kind: Kind, id: String, date: &str, tran_amt: &str) -> Result<Order, Malformed> {
    Ok(Order {
        key: key(id, date)?,
        kind,
        account_num: String::new(),
        payee_name: String::new(),
        original: None,
        amount: amount(tran_amt)?,
        print_content: String::new(),
        expires: Micros::new(0),
        twist: Twist::None,
    })
}

fn freeze(m: FreezeRequest) -> Result<Message, Malformed> {
    warden::check(&m.request_id)?;
    let (account_num, asked) = (account_num(m.account_num)?, amount(&m.tran_amt)?);
    Ok(Message::Freeze(FreezeRequest { account_num, ..m }, asked))
}

fn print_content(text: String) -> Result<String, Malformed> {
    if text.len() <= 100 { Ok(text) } else { Err(Malformed("print_content")) }
}

fn key(id: String, date: &str) -> Result<Key, Malformed> {
    BankTranId::parse(&id).map_err(|_| Malformed("bank_tran_id"))?;
    let date = BusinessDate::parse(date).ok_or(Malformed("business_date"))?;
    Ok(Key { date, id })
}

fn amount(text: &str) -> Result<Won, Malformed> {
    Won::parse_tran_amt(text).filter(|a| *a > Won::ZERO).ok_or(Malformed("tran_amt"))
}

pub(super) fn account_num(text: String) -> Result<String, Malformed> {
    let ok = (1..=16).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
    if ok { Ok(text) } else { Err(Malformed("account_num")) }
}

/// An answer before it is signed.
pub(super) struct Worded {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl Worded {
    /// An error in the protocol's form.
    pub(super) fn error(status: u16, error: &'static str, message: &str) -> Worded {
        #[derive(Serialize)]
        struct Body<'a> {
            error: &'a str,
            message: &'a str,
        }
        Worded::json(status, &Body { error, message })
    }

    pub(super) fn json(status: u16, body: &impl Serialize) -> Worded {
        // Plain structs of texts and numbers always serialise.
        Worded { status, body: serde_json::to_vec(body).unwrap_or_default() }
    }
}

/// Has the books decide, and words their answer.
pub(super) async fn serve(
    books: &Books,
    message: Message,
    strike: Option<&Strike>,
    now: impl Fn() -> Micros,
) -> Worded {
    let answer = match message {
        Message::Order(order) => {
            let id = order.key.id.clone();
            let twist = strike.map_or(Twist::None, Strike::twist);
            let told = books.execute(Order { twist, ..order }).await;
            told.map(|told| Worded::json(200, &reply(id, told, strike, now())))
        }
        Message::Inquiry(key, amount) => {
            let id = key.id.clone();
            let told = books.inquire(key, amount).await;
            told.map(|told| Worded::json(200, &reply(id, told, strike, now())))
        }
        Message::Accounts(request) => {
            let (name, ident) =
                (request.account_holder_name.clone(), request.account_holder_info.clone());
            let owned = books.owned(name, ident).await;
            owned.map(|owned| Worded::json(200, &owner::accounts(request, owned, strike)))
        }
        Message::Freeze(request, asked) => {
            let (id, account_num) = (request.request_id, request.account_num);
            let kept = books.freeze(id.clone(), (account_num, asked), warden::ordered(strike));
            kept.await.map(|kept| Worded::json(200, &warden::reply(id, kept, strike)))
        }
        Message::Unfreeze(request) => {
            let id = request.request_id;
            let kept = books.unfreeze(id.clone()).await;
            kept.map(|kept| Worded::json(200, &warden::reply(id, kept, strike)))
        }
        Message::Balance(request) => {
            let account = books.account(request.account_num.clone()).await;
            account.map(|a| Worded::json(200, &balance(request, a, strike, now())))
        }
        Message::Statement(request, wanted) => {
            let found = books.statement(clerk::one_more(wanted)).await;
            found.map(|f| Worded::json(200, &clerk::statement(request, f, strike, now())))
        }
        Message::Holder(request) => {
            let found = books.holder(request.account_num.clone()).await;
            found.map(|f| Worded::json(200, &clerk::holder(request, f, strike, now())))
        }
    };
    answer.unwrap_or_else(|no| refused(&no))
}

/// A refusal or a fault of the books, on the wire. None of these proves anything about the money.
fn refused(no: &No) -> Worded {
    match no {
        No::Refusal(refusal) if refusal.code == CONTRADICTORY => Worded::error(
            409,
            "contradictory",
            "the id is on record with another account or amount; nothing was executed",
        ),
        No::Refusal(refusal) => Worded::error(409, "refused", refusal.code),
        No::Fault(Fault { kind: FaultKind::Busy, .. }) => {
            Worded::error(503, "busy", "nothing was executed; ask again")
        }
        No::Fault(fault) => {
            tracing::error!(why = %fault, "a bank's books failed");
            Worded::error(500, "fault", "what became of it is not known; inquire")
        }
    }
}

fn reply(id: String, told: Told, strike: Option<&Strike>, now: Micros) -> TransferReply {
    let outcome = match told.state {
        State::Done => BankOutcome::Done,
        State::Failed => BankOutcome::Failed,
        State::Void => BankOutcome::Void,
        State::Processing => BankOutcome::Processing,
    };
    let mut reply = TransferReply {
        bank_tran_id: id,
        tran_amt: told.amount.to_string(),
        outcome,
        bank_rsp_message: Code::text(&told.code).into(),
        bank_rsp_code: told.code,
        bank_tran_date: told.at.business_date().to_string(),
        account_holder_name: told.holder,
        bank_time: now.get(),
    };
    if let Some(Strike { mode: Mode::Contradictory, dice }) = strike {
        contradict(&mut reply, *dice);
    }
    reply
}

/// Spoils an answer so that it does not fit the question or itself.
fn contradict(reply: &mut TransferReply, dice: u64) {
    if (dice / 1000).is_multiple_of(2) {
        // One won more, or, if that does not fit the field, an amount that is none.
        let amount = Won::parse_tran_amt(&reply.tran_amt).and_then(|a| a.plus(Won::new(1)));
        reply.tran_amt = amount.map_or_else(String::new, |a| a.to_string());
    } else if reply.bank_rsp_code == Code::OK.as_str() {
        reply.outcome = BankOutcome::Failed;
    } else {
        reply.outcome = BankOutcome::Done;
    }
}

/// The account, if it can be told about; else the code that says why not.
pub(super) fn usable(account: Option<Account>, strike: Option<&Strike>) -> Result<Account, String> {
    let ordered = strike.and_then(|s| match s.twist() {
        Twist::Refuse(code) => Some(code.as_str().to_owned()),
        _ => None,
    });
    match (ordered, account) {
        (Some(code), _) => Err(code),
        (None, None) => Err(Code::NO_ACCOUNT.as_str().to_owned()),
        (None, Some(a)) if a.state == AccountState::Closed => Err(Code::CLOSED.as_str().to_owned()),
        (None, Some(a)) => Ok(a),
    }
}

fn balance(
    request: BalanceRequest,
    account: Option<Account>,
    strike: Option<&Strike>,
    now: Micros,
) -> BalanceReply {
    let found = usable(account, strike);
    let code = found.as_ref().err().cloned().unwrap_or_else(|| Code::OK.as_str().into());
    let mut reply = BalanceReply {
        bank_tran_id: request.bank_tran_id,
        bank_rsp_message: Code::text(&code).into(),
        bank_rsp_code: code,
        bank_tran_date: now.business_date().to_string(),
        balance_amt: String::new(),
        available_amt: String::new(),
        account_type: String::new(),
        product_name: String::new(),
        account_issue_date: String::new(),
        maturity_date: String::new(),
        last_tran_date: String::new(),
    };
    if let Ok(account) = found {
        reply.balance_amt = account.balance.to_string();
        reply.available_amt = account.available().to_string();
        reply.account_type = "1".into();
        reply.product_name = "입출금통장".into();
        reply.account_issue_date = format!("{:08}", account.opened_on);
        if account.taken_on > 0 {
            reply.last_tran_date = format!("{:08}", account.taken_on);
        }
    }
    reply
}
