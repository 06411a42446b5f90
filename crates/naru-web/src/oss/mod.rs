//! The portfolio on a node: bills in, newer data taken and judged through, what follows carried to
//! the book. [`api`] answers institutions, `console::oss` shows it to people; both ask here.
//!
//! **Must never know** SQL or how a finding is decided: it asks `naru_core::oss`.

pub mod api;
mod api_approval;
mod api_practice;
mod api_zone;
mod approval;
pub mod calls;
mod desk;
mod document;
mod head;
pub(crate) mod json;
mod licence;
mod pace;
mod run;
pub(crate) mod selfcheck;
mod who;
pub(crate) mod words;
mod words_calls;
mod zone;

pub(crate) use api_approval::key_of as approval_key;
pub use document::{document, text};
pub use run::run;
pub(crate) use who::is_compared;

use naru_base::ed25519::VerifyingKey;
use naru_base::role::Role;
use naru_base::{Answer, ClientUseCode, Clock, Entropy, Env, Fault, FaultKind, Id, Micros};
use naru_core::hub::Hub;
use naru_core::oss::portfolio::stance::{self, StanceRules, Wish};
use naru_core::oss::portfolio::{
    self, Advisories, Bill, BillError, DataError, Duty, FaultText, GRAVE_SYSTEMS, Judged,
    NAMES_PER_PAGE, Page, Received, Renewal, Rules, System, SystemRow,
};
use naru_core::oss::portfolio::{signer, vex};
use naru_core::reactions;
use naru_store::{Store, Tx};
use pace::Pace;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tokio::sync::{Notify, Semaphore};

/// Bills that are read and judged at the same time: each takes a core.
const READING_MAX: usize = 2;
/// How often a bill is judged anew because newer data came in between.
const JUDGED_MAX: usize = 8;
/// Versions of which one commit writes down what is said, and rows that one commit of settling
/// looks at: as many as [`Pace`] finds to fit into its time, between these.
const VERSIONS: (usize, usize) = (50, 4_000);
const VERSIONS_US: i64 = 200_000;
const ROWS: (usize, usize) = (2_000, 100_000);
/// Longer, because settling ends its turn when somebody waits.
const ROWS_US: i64 = 500_000;

/// What a portfolio is made of.
pub struct PortfolioParts {
    /// Its shelf.
    pub store: Store,
    /// The book, to which what follows is carried.
    pub book: Store,
    /// The rules in force, and who takes part.
    pub hub: Arc<Hub>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids.
    pub entropy: Arc<dyn Entropy>,
}

/// The portfolio of a node.
pub struct Portfolio {
    store: Store,
    book: Store,
    hub: Arc<Hub>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    data: RwLock<Option<Arc<Advisories>>>,
    concerned: Mutex<Option<Concerned>>,
    trouble: Mutex<Option<String>>,
    reading: Semaphore,
    changed: Notify,
    /// The count of changes that the book was last brought in step with.
    followed: tokio::sync::Mutex<Option<i64>>,
}

/// Which packages newer data may judge otherwise than those by which everything was judged.
#[derive(Clone)]
struct Concerned {
    /// SHA-256 of the newer data, hexadecimal.
    data: String,
    names: Arc<Vec<(String, String)>>,
}

/// What became of a document that was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandedIn {
    /// It is no bill of materials.
    Unreadable(Vec<FaultText>),
    /// It is one, and was accepted or refused.
    Received(Received),
}

impl Portfolio {
    /// A portfolio that has no data yet.
    pub fn new(parts: PortfolioParts) -> Arc<Portfolio> {
        let PortfolioParts { store, book, hub, clock, entropy } = parts;
        Arc::new(Portfolio {
            store,
            book,
            hub,
            clock,
            entropy,
            data: RwLock::default(),
            concerned: Mutex::default(),
            trouble: Mutex::default(),
            reading: Semaphore::new(READING_MAX),
            changed: Notify::new(),
            followed: tokio::sync::Mutex::default(),
        })
    }

    /// Its shelf, to look things up.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// What is wrong with the file of advisories, if anything is.
    pub fn trouble(&self) -> Option<String> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_trouble(&self, trouble: Option<String>) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }

    fn env(&self) -> Env {
        Env::new(&*self.clock, &*self.entropy)
    }

    /// Now, by the node's clock.
    pub(crate) fn now(&self) -> Micros {
        self.clock.now()
    }

    fn rules(&self, now: Micros) -> Result<Rules, Fault> {
        Rules::at(&self.hub.directory().parameters, now)
    }

    fn data(&self) -> Option<Arc<Advisories>> {
        self.data.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A system, if it is of this institution or if none is asked for.
    pub async fn system(&self, id: Id, owner: Option<&ClientUseCode>) -> Answer<Option<SystemRow>> {
        let found = self.store.read(move |tx| Ok(portfolio::system(tx, id)?)).await?;
        Ok(found.filter(|it| owner.is_none_or(|code| it.system.institution == *code)))
    }

    /// Declares a system.
    pub async fn declare(
        &self,
        actor: String,
        institution: ClientUseCode,
        name: String,
        duty: Duty,
    ) -> Answer<System> {
        let env = self.env();
        let write = move |tx: &mut Tx<'_>| {
            portfolio::declare(tx, &env, &actor, &institution, (&name, duty))
        };
        self.store.write(write).await
    }

    /// Confirms the name that a system's product has in its bill in force.
    pub async fn confirm_product(&self, actor: String, of: (Id, String)) -> Answer<()> {
        let env = self.env();
        let write =
            move |tx: &mut Tx<'_>| portfolio::confirm_product(tx, &env, &actor, (of.0, &of.1));
        self.store.write(write).await
    }

    /// Takes a system out of use.
    pub async fn retire(&self, actor: String, system: Id) -> Answer<()> {
        let env = self.env();
        let rules = self.rules(env.now)?;
        let write = move |tx: &mut Tx<'_>| portfolio::retire(tx, &env, &actor, system, &rules);
        self.store.write(write).await?;
        self.follow_now().await;
        Ok(())
    }

    /// Reads a document, judges it by the newest data and hands it in for a system.
    pub async fn hand_in(&self, actor: String, system: Id, bytes: Vec<u8>) -> Answer<HandedIn> {
        let place = self.reading.acquire().await.map_err(|_| busy("the node is stopping"))?;
        let keys = self.signing_keys(system).await?;
        let read = off(move || Bill::read(&bytes, &keys)).await?;
        let bill = match read {
            Ok(bill) => Arc::new(bill),
            Err(BillError(faults)) => return Ok(HandedIn::Unreadable(faults)),
        };
        for _ in 0..JUDGED_MAX {
            let (data, judged) = self.judge(&bill).await?;
            let (env, actor, bill) = (self.env(), actor.clone(), bill.clone());
            let (rules, approvals) = (self.rules(env.now)?, self.approval_rules()?);
            let write = move |tx: &mut Tx<'_>| {
                let given = (&*bill, judged.as_slice(), data.as_str());
                let received = portfolio::receive(tx, &env, &actor, system, given, &rules)?;
                if matches!(received, Received::Accepted { .. })
                    && let Some(it) = portfolio::system(tx, system)?
                {
                    // A bill that calls a licence otherwise opens its approval again, at once.
                    let own = (&it.system.institution, system);
                    naru_core::oss::approval::compare(tx, &env, own, &approvals)?;
                }
                Ok(received)
            };
            match self.store.write(write).await? {
                Received::JudgeAgain => {}
                received => {
                    drop(place);
                    self.follow_now().await;
                    return Ok(HandedIn::Received(received));
                }
            }
        }
        Err(busy("the database of advisories is being loaded; try again").into())
    }

    /// The keys by which the bills of a system may be signed.
    async fn signing_keys(&self, system: Id) -> Answer<Vec<VerifyingKey>> {
        let read = move |tx: &mut Tx<'_>| match portfolio::system(tx, system)? {
            Some(it) => Ok(signer::keys(tx, &it.system.institution)?),
            None => Ok(Vec::new()),
        };
        self.store.read(read).await
    }

    /// Names a key by which an institution signs its bills.
    pub async fn add_signer(
        &self,
        actor: String,
        institution: ClientUseCode,
        (key, name): (String, String),
    ) -> Answer<VerifyingKey> {
        let env = self.env();
        let write =
            move |tx: &mut Tx<'_>| signer::add(tx, &env, &actor, &institution, (&key, &name));
        self.store.write(write).await
    }

    /// Takes one out of force.
    pub async fn revoke_signer(
        &self,
        actor: String,
        institution: ClientUseCode,
        key: VerifyingKey,
    ) -> Answer<()> {
        let env = self.env();
        let write = move |tx: &mut Tx<'_>| signer::revoke(tx, &env, &actor, &institution, &key);
        self.store.write(write).await
    }

    /// What is said of the findings of a system, if it is of this institution or none is asked for.
    pub async fn vex(
        &self,
        id: Id,
        owner: Option<&ClientUseCode>,
        form: vex::Form,
    ) -> Answer<Option<String>> {
        let now = self.clock.now();
        let facts = self.store.read(move |tx| Ok(vex::facts(tx, id, now)?)).await?;
        let facts = facts.filter(|it| owner.is_none_or(|code| it.system.institution == *code));
        Ok(facts.map(|it| vex::write(&it, form, now)))
    }

    async fn judge(&self, bill: &Arc<Bill>) -> Answer<(String, Vec<Judged>)> {
        let Some(data) = self.data() else {
            return Ok((String::new(), vec![Judged::nothing(); bill.parts.len()]));
        };
        let bill = bill.clone();
        let judged = off(move || {
            let judged = bill.parts.iter().map(|it| data.judge(&it.purl));
            judged.collect::<Result<Vec<_>, _>>().map(|all| (data.sha256.clone(), all))
        });
        judged.await?.map_err(|e| damaged(e).into())
    }

    /// Takes the bytes of a newer file of advisories: what comes from now on is judged by it, and
    /// [`Portfolio::renew`] judges what is there. `false` if the same are in use.
    pub async fn take(&self, bytes: Vec<u8>) -> Answer<bool> {
        let state = self.store.read(|tx| Ok(portfolio::pending(tx)?)).await?;
        let is_whole = state.done_at.is_some();
        let before = self.data().filter(|it| is_whole && it.sha256 == state.data);
        let opened = off(move || {
            let data = Advisories::open(bytes)?;
            let names = before.map(|it| data.concerned_since(&it)).transpose()?;
            Ok((data, names))
        });
        let (data, names) = opened.await?.map_err(damaged)?;
        let (env, begun) = (self.env(), data.clone());
        let is_new = self.store.write(move |tx| portfolio::begin(tx, &env, &begun)).await?;
        if is_new {
            let names = names.map(|it| Arc::new(it.into_iter().collect()));
            let concerned = names.map(|names| Concerned { data: data.sha256.clone(), names });
            *self.concerned.lock().unwrap_or_else(PoisonError::into_inner) = concerned;
        }
        *self.data.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(data));
        self.changed.notify_one();
        Ok(is_new)
    }

    /// Judges everything by the newest data if that was not done, and settles what follows; bills
    /// come in between. Gives how many versions were judged otherwise than before.
    pub async fn renew(&self) -> Answer<usize> {
        let state = self.store.read(|tx| Ok(portfolio::pending(tx)?)).await?;
        let mut renewed = 0;
        if let Some(data) = self.data().filter(|it| it.sha256 == state.data)
            && state.done_at.is_none()
        {
            let concerned = self.concerned.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let names = concerned.filter(|it| it.data == data.sha256).map(|it| it.names);
            let mut at = Run { names, after: Some(0) };
            let mut pace = Pace::new(VERSIONS, VERSIONS_US);
            while let Some(page) = self.next_page(&mut at).await? {
                let judging = data.clone();
                let changed = off(move || page.renewed(&judging)).await?.map_err(damaged)?;
                renewed += changed.len();
                if !self.take_renewed(&data.sha256, changed, &mut pace).await? {
                    // Newer data came: the next run judges by these.
                    return Ok(renewed);
                }
            }
            self.settle().await?;
            let (sha, now) = (data.sha256.clone(), self.clock.now());
            self.store.write(move |tx| Ok(portfolio::finish(tx, &sha, now)?)).await?;
        } else if state.todo > 0 {
            self.settle().await?;
        }
        Ok(renewed)
    }

    /// Writes down what is said of versions now; `false` if newer data came meanwhile.
    async fn take_renewed(
        &self,
        data: &str,
        mut changed: Vec<Renewal>,
        pace: &mut Pace,
    ) -> Answer<bool> {
        while !changed.is_empty() {
            let some = changed.split_off(changed.len().saturating_sub(pace.size()));
            let (env, sha, count) = (self.env(), data.to_owned(), some.len());
            let begun = env.now;
            let took = self.store.write(move |tx| Ok(portfolio::take(tx, &env, &sha, &some)?));
            if !took.await? {
                return Ok(false);
            }
            pace.took(count, self.clock.now().since(begun));
        }
        Ok(true)
    }

    /// The next versions to be looked at: those of the packages that are concerned, or all.
    async fn next_page(&self, at: &mut Run) -> Answer<Option<Page>> {
        let Some(after) = at.after else { return Ok(None) };
        let page = match at.names.clone() {
            None => {
                let page = self.store.read(move |tx| Ok(portfolio::judge_page(tx, after)?)).await?;
                at.after = page.next();
                page
            }
            Some(names) => {
                let from = usize::try_from(after).unwrap_or(usize::MAX).min(names.len());
                let to = names.len().min(from + NAMES_PER_PAGE);
                at.after = i64::try_from(to).ok().filter(|_| to < names.len());
                let read = self.store.read(move |tx| {
                    Ok(portfolio::judge_named(tx, names.get(from..to).unwrap_or_default())?)
                });
                read.await?
            }
        };
        Ok(Some(page))
    }

    /// The rules of exceptions in force.
    pub(crate) fn stance_rules(&self) -> Answer<StanceRules> {
        Ok(StanceRules::at(&self.hub.directory().parameters, self.clock.now())?)
    }

    /// Asks for a stance on a finding.
    pub async fn ask_stance(&self, actor: String, system: Id, wish: Wish) -> Answer<Id> {
        let (env, rules) = (self.env(), self.stance_rules()?);
        let write = move |tx: &mut Tx<'_>| stance::ask(tx, &env, &actor, system, &wish, &rules);
        self.store.write(write).await
    }

    /// An office says yes or no to one.
    pub async fn decide_stance(
        &self,
        (actor, role): (String, Role),
        id: Id,
        (is_yes, note): (bool, String),
    ) -> Answer<()> {
        let env = self.env();
        let write = move |tx: &mut Tx<'_>| {
            let seats = naru_core::oss::approval::seats_now(tx)?;
            let offices = seats.of_role_on_exceptions(role);
            stance::decide(tx, &env, (&actor, &offices), id, (is_yes, &note))
        };
        self.store.write(write).await?;
        self.follow_now().await;
        Ok(())
    }

    /// Whoever asked takes one back.
    pub async fn withdraw_stance(
        &self,
        (actor, is_own): (String, bool),
        id: Id,
        why: String,
    ) -> Answer<()> {
        let env = self.env();
        let write = move |tx: &mut Tx<'_>| stance::withdraw(tx, &env, (&actor, is_own), (id, &why));
        self.store.write(write).await?;
        self.changed.notify_one();
        self.follow_now().await;
        Ok(())
    }

    /// Lets lapse what is over; gives how many.
    pub async fn lapse(&self) -> Answer<usize> {
        let now = self.clock.now();
        let is_any = self.store.read(move |tx| Ok(stance::is_any_over(tx, now)?)).await?;
        if !is_any {
            return Ok(0);
        }
        let env = self.env();
        self.store.write(move |tx| Ok(stance::lapse(tx, &env)?)).await
    }

    /// Brings standings in step with the portfolio: what is grave in a system that serves users is
    /// told to its institution and goes down the ladder by itself; what is gone is over at once.
    pub async fn follow(&self) -> Answer<()> {
        let mut followed = self.followed.lock().await;
        let version = self.store.read(|tx| Ok(portfolio::changes(tx)?)).await?;
        if *followed == Some(version) {
            return Ok(());
        }
        let mut after = None;
        loop {
            let (env, hub) = (self.env(), self.hub.clone());
            let now = env.now;
            let page = self
                .store
                .read(move |tx| Ok(portfolio::grave(tx, now, after, GRAVE_SYSTEMS)?))
                .await?;
            after = page.span.until;
            let write = move |tx: &mut Tx<'_>| {
                if reactions::follow_portfolio(tx, &env, &hub.keys, &page)? {
                    hub.directory_changed(tx)?;
                }
                Ok(())
            };
            self.book.write(write).await?;
            if after.is_none() {
                break;
            }
        }
        // What changed while the pages were read is of a later count: it is followed next.
        *followed = Some(version);
        Ok(())
    }

    /// The same, right after something changed. What fails is tried again in the background.
    async fn follow_now(&self) {
        if let Err(no) = self.follow().await {
            tracing::warn!(why = %no, "a standing does not follow the portfolio yet; tried again");
        }
        self.changed.notify_one();
    }

    async fn settle(&self) -> Answer<()> {
        let mut pace = Pace::new(ROWS, ROWS_US);
        loop {
            let env = self.env();
            let (begun, rules, rows) = (env.now, self.rules(env.now)?, pace.size());
            let some =
                self.store.write(move |tx| Ok(portfolio::settle_some(tx, &env, &rules, rows)?));
            let turn = some.await?;
            if turn.done == 0 {
                return Ok(());
            }
            if !turn.was_awaited {
                pace.took(turn.rows, self.clock.now().since(begun));
            }
        }
    }
}

/// Where a run through the versions stands.
struct Run {
    /// The packages that are concerned; none: every one may be.
    names: Option<Arc<Vec<(String, String)>>>,
    /// After which version, or from which of the names on; none: that was all.
    after: Option<i64>,
}

/// Does what takes a core on a thread of its own.
async fn off<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Answer<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|bug| {
        Fault::because(FaultKind::Permanent, "reading open-source data broke an assertion", bug)
            .into()
    })
}

fn busy(what: &str) -> Fault {
    Fault::new(FaultKind::Busy, what)
}

fn damaged(error: DataError) -> Fault {
    let what = "the file of advisories cannot be used; make it anew with `naru oss db import`";
    Fault::because(FaultKind::Permanent, what, error)
}
