//! SQL of looking transfers up: for people, so on a reader, newest first, pages by key. No index
//! is kept for it: the writer must not pay for what people look up now and then; a search reads
//! the days it names.

use super::model::{Checks, Key, State};
use naru_base::{BankCode, BankTranId, BusinessDate, ClientUseCode, Fault, FaultKind, Micros, Won};
use naru_store::{Row, Tx, args};

const SEARCH: &str = "SELECT business_date, bank_tran_id, client_use_code, bank_code, kind, state, \
     amount, fee, created_at, closed_at, inquiry_count, reason, bank_rsp_code FROM relay_transfer \
     WHERE business_date >= $1 AND business_date <= $2 \
     AND ($3 = '' OR client_use_code = $3) AND ($4 = '' OR bank_code = $4) \
     AND ($5 = '' OR state = $5) AND amount >= $6 AND amount <= $7 \
     AND (created_at < $8 OR (created_at = $8 AND bank_tran_id < $9)) \
     ORDER BY created_at DESC, bank_tran_id DESC LIMIT $10";
const LIFE: &str = "SELECT business_date, bank_tran_id, client_use_code, bank_code, kind, state, \
     amount, fee, created_at, closed_at, inquiry_count, reason, bank_rsp_code, api_tran_id, \
     expires_at, next_inquiry_at, bank_tran_date, limit_remain, check_standing, check_cover, \
     check_fds FROM relay_transfer WHERE business_date = $1 AND bank_tran_id = $2";

/// Every statement, for the test that prepares them on both engines.
pub const SEARCH_STATEMENTS: &[&str] = &[SEARCH, LIFE];

/// What is looked for. `None` matches everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// From this business date on.
    pub from: BusinessDate,
    /// Up to this one.
    pub to: BusinessDate,
    /// Whose.
    pub institution: Option<ClientUseCode>,
    /// At which bank.
    pub bank: Option<BankCode>,
    /// Where they stand.
    pub state: Option<State>,
    /// At least.
    pub least: Won,
    /// At most.
    pub most: Won,
    /// Only what comes after this row of the page before.
    pub after: Option<(Micros, BankTranId)>,
    /// At most so many.
    pub limit: i64,
}

/// A transfer as a list shows it. No person's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub key: Key,
    /// Whose.
    pub institution: ClientUseCode,
    /// At which bank.
    pub bank: BankCode,
    /// `withdraw`, and what comes.
    pub kind: String,
    /// Where it stands.
    pub state: State,
    /// Won.
    pub amount: Won,
    /// Won.
    pub fee: Won,
    /// When it was recorded.
    pub created_at: Micros,
    /// When it ended.
    pub closed_at: Option<Micros>,
    /// How often the bank was asked again.
    pub inquiry_count: i64,
    /// Why it was declined, or the code of the doubt.
    pub reason: Option<String>,
    /// The bank's code, once it decided.
    pub bank_rsp_code: Option<String>,
}

/// What the row of one transfer says beyond [`Listed`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFacts {
    /// What a list shows.
    pub listed: Listed,
    /// The relay's own id of it.
    pub api_tran_id: String,
    /// After this the bank refuses the original request.
    pub expires_at: Micros,
    /// When the bank is asked again.
    pub next_inquiry_at: Option<Micros>,
    /// The bank's business date, once it decided.
    pub bank_tran_date: Option<BusinessDate>,
    /// What was left of the person's limit.
    pub limit_remain: Option<Won>,
    /// The checks of the reserve commit.
    pub checks: Checks,
}

fn listed(row: &Row<'_>) -> Result<Listed, Fault> {
    let state: String = row.get(5)?;
    let state = State::parse(&state)
        .ok_or_else(|| Fault::new(FaultKind::Corrupt, format!("unknown state {state}")))?;
    Ok(Listed {
        key: Key { date: row.get(0)?, id: row.get(1)? },
        institution: row.get(2)?,
        bank: row.get(3)?,
        kind: row.get(4)?,
        state,
        amount: row.get(6)?,
        fee: row.get(7)?,
        created_at: row.get(8)?,
        closed_at: row.get(9)?,
        inquiry_count: row.get(10)?,
        reason: row.get(11)?,
        bank_rsp_code: row.get(12)?,
    })
}

/// The transfers that fit, newest first.
pub fn search(tx: &mut Tx<'_>, it: &Search) -> Result<Vec<Listed>, Fault> {
    let institution = it.institution.as_ref().map_or("", ClientUseCode::as_str);
    let bank = it.bank.as_ref().map_or("", BankCode::as_str);
    let state = it.state.map_or("", State::as_str);
    let (at, id) = match &it.after {
        Some((at, id)) => (*at, id.as_str()),
        None => (Micros::new(i64::MAX), ""),
    };
    let (from, to, least, most) = (it.from, it.to, it.least, it.most);
    let args = args![from, to, institution, bank, state, least, most, at, id, it.limit];
    tx.all(SEARCH, args, listed)
}

/// What the row of one transfer says.
pub fn row_facts(tx: &mut Tx<'_>, key: &Key) -> Result<Option<RowFacts>, Fault> {
    let check = |row: &Row<'_>, at| -> Result<super::Check, Fault> {
        let text: String = row.get(at)?;
        super::Check::parse(&text)
            .ok_or_else(|| Fault::new(FaultKind::Corrupt, format!("unknown check {text}")))
    };
    tx.opt(LIFE, args![key.date, key.id], |row| {
        Ok(RowFacts {
            listed: listed(row)?,
            api_tran_id: row.get(13)?,
            expires_at: row.get(14)?,
            next_inquiry_at: row.get(15)?,
            bank_tran_date: row.get(16)?,
            limit_remain: row.get(17)?,
            checks: Checks {
                standing: check(row, 18)?,
                cover: check(row, 19)?,
                fds: check(row, 20)?,
            },
        })
    })
}
