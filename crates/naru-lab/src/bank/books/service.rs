//! The commands on a bank's books, each one commit.

use super::decide::{self, Decision, Found};
use super::hold::{self, Kept};
use super::line::{InOut, Line, Wanted};
use super::model::{Account, Key, Kind, Listed, NewAccount, Order, Recorded, Told, Totals};
use super::{sql, sql_line};
use naru_base::{Answer, BusinessDate, Clock, Fault, FaultKind, Micros, Refusal, Won};
use naru_store::chain::ChainKey;
use naru_store::{Durability, Location, Options, Store, Tx, migrate};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Refusal of an id that is on record with other content.
pub const CONTRADICTORY: &str = "bank/contradictory";

/// A bank's books. Cheap to clone; closed when the last handle is dropped.
#[derive(Clone)]
pub struct Books {
    store: Store,
    clock: Arc<dyn Clock>,
}

/// A bank in the lab keeps no audit chain: its books are evidence only beside the relay's.
struct NoChain;

impl ChainKey for NoChain {
    fn mac(&self, _bytes: &[u8]) -> [u8; 32] {
        [0; 32]
    }
}

impl Books {
    /// Opens the books in `file`, made if they are not there.
    pub fn open(file: &Path, clock: Arc<dyn Clock>, durability: Durability) -> Result<Self, Fault> {
        let mut options = options(file, clock.clone());
        options.durability = durability;
        migrate::migrate(&options)?;
        Ok(Books { store: Store::open(options)?, clock })
    }

    /// Opens books that must be there, for reading them: nothing is created and nothing migrated.
    pub fn open_existing(file: &Path, clock: Arc<dyn Clock>) -> Result<Self, Fault> {
        if !file.is_file() {
            let what = format!("no bank's books at {}; check the data directory", file.display());
            return Err(Fault::new(FaultKind::Permanent, what));
        }
        Ok(Books { store: Store::open_reading(options(file, clock.clone()))?, clock })
    }

    /// Closes the books: when this answers, another process may open them.
    pub async fn close(self) -> Result<(), Fault> {
        self.store.close().await
    }

    /// Moves a customer's money, at most once per name; see [`decide::execute`].
    pub fn execute(&self, order: Order) -> impl Future<Output = Answer<Told>> + Send + use<> {
        let clock = self.clock.clone();
        // The clock is read inside: what counts is the time of the commit, not of the arrival.
        self.store.write(move |tx| execute(tx, &order, clock.now()))
    }

    /// Says what became of an order; an unknown one becomes void. See [`decide::inquire`].
    pub fn inquire(
        &self,
        key: Key,
        amount: Won,
    ) -> impl Future<Output = Answer<Told>> + Send + use<> {
        let clock = self.clock.clone();
        self.store.write(move |tx| inquire(tx, &key, amount, clock.now()))
    }

    /// Keeps what is there of an amount, once for each id; see [`hold`].
    pub fn freeze(
        &self,
        request: String,
        (account_num, asked): (String, Won),
        ordered: Option<String>,
    ) -> impl Future<Output = Answer<Kept>> + Send + use<> {
        let clock = self.clock.clone();
        self.store.write(move |tx| {
            let what = (account_num.as_str(), asked);
            hold::freeze(tx, &request, what, ordered.as_deref(), clock.now())
        })
    }

    /// Lets go what is kept under an id.
    pub fn unfreeze(&self, request: String) -> impl Future<Output = Answer<Kept>> + Send + use<> {
        let clock = self.clock.clone();
        self.store.write(move |tx| hold::unfreeze(tx, &request, clock.now()))
    }

    /// The account, if there is one.
    pub fn account(
        &self,
        account_num: String,
    ) -> impl Future<Output = Answer<Option<Account>>> + Send + use<> {
        self.store.read(move |tx| Ok(sql::account(tx, &account_num)?))
    }

    /// What is on every customer's account, by its number.
    pub fn balances(&self) -> impl Future<Output = Answer<BTreeMap<String, Won>>> + Send + use<> {
        self.store.read(|tx| Ok(sql::balances(tx)?.into_iter().collect()))
    }

    /// The open accounts of whoever has this name and is known by this (a birth date).
    pub fn owned(
        &self,
        holder: String,
        ident: String,
    ) -> impl Future<Output = Answer<Vec<String>>> + Send + use<> {
        self.store.read(move |tx| Ok(sql::owned(tx, &holder, &ident)?))
    }

    /// The account, and by what its holder is known; empty if by nothing.
    pub fn holder(
        &self,
        account_num: String,
    ) -> impl Future<Output = Answer<Option<(Account, String)>>> + Send + use<> {
        self.store.read(move |tx| {
            let Some(account) = sql::account(tx, &account_num)? else { return Ok(None) };
            Ok(Some((account, sql_line::holder(tx, &account_num)?.unwrap_or_default())))
        })
    }

    /// The account and a page of its statement, both as of one instant.
    pub fn statement(
        &self,
        wanted: Wanted,
    ) -> impl Future<Output = Answer<Option<(Account, Vec<Line>)>>> + Send + use<> {
        self.store.read(move |tx| {
            let Some(account) = sql::account(tx, &wanted.account_num)? else { return Ok(None) };
            Ok(Some((account, sql_line::page(tx, &wanted)?)))
        })
    }

    /// Opens accounts that are not there yet, with the bank's own two; gives how many were new.
    pub fn open_accounts(
        &self,
        accounts: Vec<NewAccount>,
    ) -> impl Future<Output = Answer<u64>> + Send + use<> {
        self.store.write(move |tx| Ok(sql::open(tx, &accounts)?))
    }

    /// The plan of faults that was ordered last.
    pub fn faults(&self) -> impl Future<Output = Answer<Option<String>>> + Send + use<> {
        self.store.read(|tx| Ok(sql::faults(tx)?))
    }

    /// Records a plan of faults.
    pub fn set_faults(&self, plan: String) -> impl Future<Output = Answer<()>> + Send + use<> {
        self.store.write(move |tx| Ok(sql::set_faults(tx, &plan)?))
    }

    /// Sums over the books.
    pub fn totals(&self) -> impl Future<Output = Answer<Totals>> + Send + use<> {
        self.store.read(|tx| Ok(sql::totals(tx)?))
    }

    /// [`Books::totals`] for callers without a runtime.
    pub fn totals_blocking(&self) -> Answer<Totals> {
        self.store.read_blocking(|tx| Ok(sql::totals(tx)?))
    }

    /// What is wrong with the books: empty if they hold.
    pub fn verify(&self) -> impl Future<Output = Answer<Vec<String>>> + Send + use<> {
        self.store.read(verify)
    }

    /// [`Books::verify`] for callers without a runtime.
    pub fn verify_blocking(&self) -> Answer<Vec<String>> {
        self.store.read_blocking(verify)
    }

    /// Transactions after `after` in the order of their names, `most` at most. Start with `None`
    /// and go on after the last one given.
    pub fn transactions(
        &self,
        after: Option<(BusinessDate, String)>,
        most: u32,
    ) -> impl Future<Output = Answer<Vec<Listed>>> + Send + use<> {
        self.store.read(move |tx| page(tx, after.as_ref(), most))
    }

    /// Every transaction in the order of their names, read a page at a time. For callers without a
    /// runtime. After a failed page there are no more.
    pub fn transactions_blocking(&self) -> impl Iterator<Item = Answer<Listed>> + use<'_> {
        const PAGE: u32 = 2000;
        let mut after: Option<(BusinessDate, String)> = None;
        let pages = std::iter::from_fn(move || {
            let from = after.clone();
            let rows = self.store.read_blocking(move |tx| page(tx, from.as_ref(), PAGE));
            match rows {
                Ok(rows) => {
                    let last = rows.last()?;
                    after = Some((last.date, last.id.clone()));
                    Some(rows.into_iter().map(Ok).collect::<Vec<_>>())
                }
                Err(no) => Some(vec![Err(no)]),
            }
        });
        let mut failed = false;
        pages.flatten().take_while(move |it| {
            let before = failed;
            failed = it.is_err();
            !before
        })
    }
}

fn options(file: &Path, clock: Arc<dyn Clock>) -> Options {
    Options::new(Location::Sqlite(file.into()), sql::MIGRATIONS, clock, Arc::new(NoChain))
}

fn page(tx: &mut Tx<'_>, after: Option<&(BusinessDate, String)>, most: u32) -> Answer<Vec<Listed>> {
    let (date, id) = after.map_or((0, ""), |(date, id)| (date.yyyymmdd(), id.as_str()));
    Ok(sql::list(tx, date, id, i64::from(most))?)
}

fn execute(tx: &mut Tx<'_>, order: &Order, now: Micros) -> Answer<Told> {
    let today = sql::day(now);
    let known = sql::find(tx, &order.key)?;
    let account = sql::account(tx, &order.account_num)?;
    let original = match &order.original {
        Some(key) => sql::find(tx, key)?,
        None => None,
    };
    let (known, account) = (known.as_ref(), account.as_ref());
    match decide::execute(known, account, original.as_ref(), order, today, now) {
        Decision::Repeat(told) => Ok(told),
        Decision::Contradiction => Err(Refusal::new(CONTRADICTORY).into()),
        Decision::Record { row, moves, told } => {
            sql::add(tx, &order.key, &row, Some(order))?;
            if moves {
                pay(tx, &order.key, &row, account, today)?;
            }
            Ok(told)
        }
    }
}

fn inquire(tx: &mut Tx<'_>, key: &Key, asked: Won, now: Micros) -> Answer<Told> {
    let today = sql::day(now);
    let known = sql::find(tx, key)?;
    let account = match &known {
        Some(known) if !known.account_num.is_empty() => sql::account(tx, &known.account_num)?,
        _ => None,
    };
    match decide::inquire(asked, known.as_ref(), account.as_ref(), today, now) {
        Found::Say(told) => Ok(told),
        Found::Record { row, moves, told } => {
            if known.is_some() {
                sql::change(tx, key, &row)?;
            } else {
                sql::add(tx, key, &row, None)?;
            }
            if moves {
                pay(tx, key, &row, account.as_ref(), today)?;
            }
            Ok(told)
        }
    }
}

fn pay(
    tx: &mut Tx<'_>,
    key: &Key,
    row: &Recorded,
    account: Option<&Account>,
    today: i64,
) -> Result<(), Fault> {
    let taken = account.and_then(|a| {
        let so_far = decide::taken_today(a, today);
        if row.kind == Kind::Withdraw { so_far.plus(row.amount) } else { Some(so_far) }
    });
    let taken = taken.ok_or_else(|| {
        Fault::new(FaultKind::Permanent, "the decision moves money of an account that is not there")
    })?;
    let out = match row.kind {
        Kind::Deposit => row.amount.negated(),
        Kind::Withdraw | Kind::Return | Kind::None => Some(row.amount),
    };
    let out =
        out.ok_or_else(|| Fault::new(FaultKind::Permanent, "an amount on record has no opposite"))?;
    sql::move_money(tx, &row.account_num, out, today, taken)?;
    let line = match row.kind {
        Kind::Deposit => (InOut::In, "타행환"),
        Kind::Withdraw | Kind::Return | Kind::None => (InOut::Out, "F/B출금"),
    };
    sql_line::add_line_of(tx, key, &row.account_num, line, row.at)
}

fn verify(tx: &mut Tx<'_>) -> Answer<Vec<String>> {
    let totals = sql::totals(tx)?;
    let mut wrong = Vec::new();
    if totals.sum != Won::ZERO {
        wrong.push(format!("the balances sum to {} won instead of 0", totals.sum));
    }
    if totals.settlement != totals.net {
        wrong.push(format!(
            "the settlement account holds {} won, the transactions done make {}",
            totals.settlement, totals.net
        ));
    }
    let off = sql::off(tx)?;
    if !off.is_empty() {
        wrong.push(format!(
            "{} account(s) at least hold another balance than their transactions make",
            off.len()
        ));
    }
    let unwritten = sql_line::lines_off(tx)?;
    if !unwritten.is_empty() {
        wrong.push(format!(
            "{} account(s) at least hold another balance than their statement makes",
            unwritten.len()
        ));
    }
    let astray = sql::astray(tx)?;
    if astray != 0 {
        wrong.push(format!("{astray} transaction(s) done outside a customer's account"));
    }
    Ok(wrong)
}
