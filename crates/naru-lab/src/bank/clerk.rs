//! A bank's clerk: tells statements and holders. No sockets, no books of its own.

use super::books::line::{InOut, Line, Wanted};
use super::books::model::{Account, Code};
use super::fault::Strike;
use super::teller::{Malformed, account_num, usable};
use naru_base::{BankTranId, Micros};
use naru_core::relay::inquiry::message::{
    HolderReply, HolderRequest, StatementLine, StatementReply, StatementRequest,
};

/// Lines in one answer, at most.
const LINES_MAX: i64 = 100;

/// Which lines a request asks for.
pub(super) fn wanted(m: &StatementRequest) -> Result<Wanted, Malformed> {
    BankTranId::parse(&m.bank_tran_id).map_err(|_| Malformed("bank_tran_id"))?;
    let instant = |text: &str, field| Micros::parse_kst_dtime14(text).ok_or(Malformed(field));
    let one_of = |text: &str, words: [&str; 2], field| {
        words.iter().position(|w| *w == text).ok_or(Malformed(field))
    };
    if !["", "Y", "N"].contains(&m.remitters.as_str()) {
        return Err(Malformed("remitters"));
    }
    Ok(Wanted {
        account_num: account_num(m.account_num.clone())?,
        inout: match m.inquiry_type.as_str() {
            "A" => None,
            "I" => Some(InOut::In),
            "O" => Some(InOut::Out),
            _ => return Err(Malformed("inquiry_type")),
        },
        from: instant(&m.from, "from")?,
        // To the end of the last second.
        until: instant(&m.to, "to")?.plus_seconds(1),
        newest_first: one_of(&m.sort_order, ["A", "D"], "sort_order")? == 1,
        after: match m.after_line.as_str() {
            "" => None,
            line => Some(line.parse().ok().filter(|n| *n >= 0).ok_or(Malformed("after_line"))?),
        },
        most: m
            .line_cnt
            .parse()
            .ok()
            .filter(|n| (1..=LINES_MAX).contains(n))
            .ok_or(Malformed("line_cnt"))?,
    })
}

/// The same, and one line more, which says whether there are more.
pub(super) fn one_more(wanted: Wanted) -> Wanted {
    Wanted { most: wanted.most + 1, ..wanted }
}

pub(super) fn statement(
    request: StatementRequest,
    found: Option<(Account, Vec<Line>)>,
    strike: Option<&Strike>,
    now: Micros,
) -> StatementReply {
    let (account, mut lines) = found.map_or((None, Vec::new()), |(a, lines)| (Some(a), lines));
    let usable = usable(account, strike);
    let code = usable.as_ref().err().cloned().unwrap_or_else(|| Code::OK.as_str().into());
    let most = request.line_cnt.parse().unwrap_or(0);
    let more = usable.is_ok() && lines.len() > most;
    lines.truncate(if usable.is_ok() { most } else { 0 });
    let with_remitters = request.remitters == "Y";
    StatementReply {
        bank_tran_id: request.bank_tran_id,
        bank_rsp_message: Code::text(&code).into(),
        bank_rsp_code: code,
        bank_tran_date: now.business_date().to_string(),
        balance_amt: usable.map_or(String::new(), |a| a.balance.to_string()),
        more,
        lines: lines.into_iter().map(|line| worded(line, with_remitters)).collect(),
    }
}

fn worded(line: Line, with_remitters: bool) -> StatementLine {
    let at = line.at.kst_dtm17();
    let remitter = if with_remitters { line.remitter } else { Default::default() };
    StatementLine {
        line_no: line.line_no,
        tran_date: at[..8].to_owned(),
        tran_time: at[8..14].to_owned(),
        inout_type: line.inout.word().to_owned(),
        tran_type: line.kind,
        print_content: line.print_content,
        tran_amt: line.amount.to_string(),
        after_balance_amt: line.balance_after.to_string(),
        branch_name: line.branch,
        remitter_name: remitter.name,
        remitter_bank_code: remitter.bank,
        remitter_account_num: remitter.account_num,
    }
}

pub(super) fn check(m: &HolderRequest) -> Result<(), Malformed> {
    BankTranId::parse(&m.bank_tran_id).map_err(|_| Malformed("bank_tran_id"))?;
    account_num(m.account_num.clone())?;
    let kinds = [" ", "1", "2", "3", "4", "5", "6", "E", "N"];
    if kinds.contains(&m.account_holder_info_type.as_str()) {
        Ok(())
    } else {
        Err(Malformed("account_holder_info_type"))
    }
}

pub(super) fn holder(
    request: HolderRequest,
    found: Option<(Account, String)>,
    strike: Option<&Strike>,
    now: Micros,
) -> HolderReply {
    let (account, ident) = found.map_or((None, String::new()), |(a, ident)| (Some(a), ident));
    let kind = request.account_holder_info_type.as_str();
    let told = usable(account, strike).and_then(|account| {
        let is_theirs = is_known_by(&ident, kind, request.account_holder_info.0.expose());
        if is_theirs { Ok(account) } else { Err(Code::OTHER_HOLDER.as_str().to_owned()) }
    });
    let code = told.as_ref().err().cloned().unwrap_or_else(|| Code::OK.as_str().into());
    HolderReply {
        bank_tran_id: request.bank_tran_id,
        bank_rsp_message: Code::text(&code).into(),
        bank_rsp_code: code,
        bank_tran_date: now.business_date().to_string(),
        account_type: told.as_ref().map_or("", |_| "1").into(),
        account_holder_name: told.map_or(String::new(), |a| a.holder),
    }
}

/// Whether a number is the holder's. This bank knows birth dates and business numbers only, so of
/// a registration number it compares the birth date and the century that its seventh digit says.
fn is_known_by(ident: &str, kind: &str, info: &str) -> bool {
    let has_birth = ident.len() == 8;
    match (kind, info.get(..6), info.get(6..7)) {
        ("N", ..) => true,
        (" ", Some(birth), _) => has_birth && info.len() == 6 && ident[2..] == *birth,
        ("1" | "2" | "3" | "4", Some(birth), Some(digit)) => {
            let century = match digit {
                "1" | "2" | "5" | "6" => "19",
                "3" | "4" | "7" | "8" => "20",
                _ => "18",
            };
            has_birth && ident[..2] == *century && ident[2..] == *birth
        }
        _ => !ident.is_empty() && ident == info,
    }
}
