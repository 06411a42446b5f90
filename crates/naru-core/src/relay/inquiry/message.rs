//! The messages of inquiries between Naru and a bank (docs/bank-protocol.md).

use crate::relay::bankwire::{BALANCE_PATH, BalanceReply, BalanceRequest};
use naru_base::secret::SecretText;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize, Serializer};

/// Path of the statement request.
pub const STATEMENT_PATH: &str = "/naru/v1/statement";
/// Path of the holder request.
pub const HOLDER_PATH: &str = "/naru/v1/holder";

/// A question to a bank that changes nothing there.
pub trait Message: Serialize + Sync {
    /// What the bank answers.
    type Reply: Reply;
    /// Where it goes.
    const PATH: &'static str;

    /// Whether an answer is one to this question. One that is not is as good as none.
    fn fits(&self, reply: &Self::Reply) -> bool;
}

/// An answer to such a question.
pub trait Reply: DeserializeOwned + Send {
    /// What all answers have.
    fn head(&self) -> Head<'_>;
}

/// What all answers to inquiries begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head<'r> {
    /// Echo of the request.
    pub id: &'r str,
    /// `000` is success.
    pub code: &'r str,
    /// The bank's text for the code.
    pub message: &'r str,
    /// The bank's business date, `yyyyMMdd`.
    pub date: &'r str,
}

macro_rules! reply {
    ($request:ident, $path:expr, $reply:ident, $fits:expr) => {
        impl Message for $request {
            type Reply = $reply;
            const PATH: &'static str = $path;
            fn fits(&self, reply: &$reply) -> bool {
                let also: fn(&$request, &$reply) -> bool = $fits;
                reply.bank_tran_id == self.bank_tran_id && also(self, reply)
            }
        }
        impl Reply for $reply {
            fn head(&self) -> Head<'_> {
                Head {
                    id: &self.bank_tran_id,
                    code: &self.bank_rsp_code,
                    message: &self.bank_rsp_message,
                    date: &self.bank_tran_date,
                }
            }
        }
    };
}
reply!(BalanceRequest, BALANCE_PATH, BalanceReply, |_, _| true);
reply!(StatementRequest, STATEMENT_PATH, StatementReply, |asked, said| said.keeps_to(asked));
reply!(HolderRequest, HOLDER_PATH, HolderReply, |_, _| true);

/// Naru asks for a page of an account's statement.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementRequest {
    /// The institution's transaction id of this inquiry.
    pub bank_tran_id: String,
    /// The account. Personal.
    pub account_num: String,
    /// `A` all lines, `I` what came in, `O` what went out.
    pub inquiry_type: String,
    /// The first second, `yyyyMMddHHmmss` in KST.
    pub from: String,
    /// The last second.
    pub to: String,
    /// `A` oldest first, `D` newest first.
    pub sort_order: String,
    /// Lines, at most.
    pub line_cnt: String,
    /// Only lines beyond this number, in the order asked for; empty for the first page.
    #[serde(default)]
    pub after_line: String,
    /// `Y`: tell of each line who paid. Only for an institution's own account.
    #[serde(default)]
    pub remitters: String,
}

/// One line of a statement.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementLine {
    /// Its number in the account: grows from line to line, never changes.
    pub line_no: i64,
    /// `yyyyMMdd`.
    pub tran_date: String,
    /// `HHmmss`.
    pub tran_time: String,
    /// 입금, 출금, 지급 or 기타.
    pub inout_type: String,
    /// The bank's word for what it was.
    pub tran_type: String,
    /// The text on the statement. Personal.
    pub print_content: String,
    /// Won; 0 for 기타.
    pub tran_amt: String,
    /// The balance after it.
    pub after_balance_amt: String,
    /// The branch.
    pub branch_name: String,
    /// Who paid. Personal; empty unless asked for.
    #[serde(default)]
    pub remitter_name: String,
    /// From which bank.
    #[serde(default)]
    pub remitter_bank_code: String,
    /// From which account. Personal.
    #[serde(default)]
    pub remitter_account_num: String,
}

/// A bank's answer to a statement request.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementReply {
    /// Echo of the request.
    pub bank_tran_id: String,
    /// `000` is success.
    pub bank_rsp_code: String,
    /// The bank's text for the code.
    pub bank_rsp_message: String,
    /// The bank's business date, `yyyyMMdd`.
    pub bank_tran_date: String,
    /// The balance now.
    #[serde(default)]
    pub balance_amt: String,
    /// Whether there are more lines beyond the last.
    #[serde(default)]
    pub more: bool,
    /// The lines, in the order asked for.
    #[serde(default)]
    pub lines: Vec<StatementLine>,
}

impl StatementReply {
    /// Whether the lines are what was asked for: not more, in order, beyond the last page.
    pub fn keeps_to(&self, asked: &StatementRequest) -> bool {
        let most = asked.line_cnt.parse().unwrap_or(0);
        let down = asked.sort_order == "D";
        let beyond = |before: i64, line: i64| if down { line < before } else { line > before };
        let mut before = asked.after_line.parse().ok();
        self.lines.len() <= most
            && !(self.more && self.lines.is_empty())
            && self.lines.iter().all(|line| {
                let ok = line.line_no >= 0 && before.is_none_or(|it| beyond(it, line.line_no));
                before = Some(line.line_no);
                ok
            })
    }
}

/// Naru asks whose an account is. Goes out with numbers that are kept nowhere.
#[derive(Serialize, Deserialize)]
pub struct HolderRequest {
    /// The institution's transaction id of this inquiry.
    pub bank_tran_id: String,
    /// The account. Personal.
    pub account_num: String,
    /// Its sub-number (회차), or empty.
    #[serde(default)]
    pub account_seq: String,
    /// By what the holder is checked, as the Open Banking API has it; `N` is not at all.
    pub account_holder_info_type: String,
    /// The number to check; empty for `N`.
    #[serde(serialize_with = "exposed")]
    pub account_holder_info: SecretHolderInfo,
    /// What is to be paid in; empty unless it is.
    #[serde(default)]
    pub tran_amt: String,
}

/// A number that identifies a holder: wiped when dropped, shown only on the wire.
#[derive(Clone, Default, Deserialize)]
#[serde(from = "String")]
pub struct SecretHolderInfo(pub SecretText);

impl From<String> for SecretHolderInfo {
    fn from(text: String) -> Self {
        SecretHolderInfo(SecretText::new(text))
    }
}

fn exposed<S: Serializer>(info: &SecretHolderInfo, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(info.0.expose())
}

/// A bank's answer to a holder request. It does not repeat the number.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolderReply {
    /// Echo of the request.
    pub bank_tran_id: String,
    /// `000` is success.
    pub bank_rsp_code: String,
    /// The bank's text for the code.
    pub bank_rsp_message: String,
    /// The bank's business date, `yyyyMMdd`.
    pub bank_tran_date: String,
    /// Name of the account's holder. Personal; empty unless successful.
    #[serde(default)]
    pub account_holder_name: String,
    /// KFTC `account_type`.
    #[serde(default)]
    pub account_type: String,
}
