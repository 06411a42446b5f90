//! The sandbox of functional tests: a second node on shelves of its own, with a virtual bank of its
//! own, behind a socket of its own. Of production it shares the keys and the process.

use crate::data_dir;
use crate::installation::{self, HeadSeal, Installation};
use crate::problem::Problem;
use crate::server::{every, off_the_runtime, stopped};
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::fault_point::Calm;
use naru_base::secret::SecretText;
use naru_base::{Answer, ClientUseCode, Clock as _, texts};
use naru_core::functional::{Customer, customers};
use naru_core::hub::{Directory, Gates};
use naru_core::relay::Bank;
use naru_core::schema;
use naru_lab::bank::books::Books;
use naru_lab::bank::{BankConfig, BankHandle, keyfile, spawn};
use naru_lab::sandbox;
use naru_store::{Migration, Options, Store, migrate};
use naru_web::consent::page::{self, Claimed, CodeSender, Identifier, Pages, digits};
use naru_web::functional::{SandboxBank, SandboxPlace, Soon};
use naru_web::{NoMeter, Node, NodeParts};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch::Receiver;

texts! {
    is_a_sandbox {
        ko: "이 저장소는 기능테스트의 시험장이어서 운영에 쓸 수 없습니다",
        en: "this store is a sandbox of functional tests and cannot serve as production",
    }
    is_a_sandbox_hint {
        ko: "설정의 [store]가 운영 저장소를 가리키는지 확인하십시오",
        en: "check that [store] in the settings leads to the store of production",
    }
}

/// Refuses to serve production from the sandbox's book.
pub fn must_not_be(node: &Node) -> Result<(), Problem> {
    match node.is_sandbox() {
        false => Ok(()),
        true => Err(Problem::new(is_a_sandbox).hint(is_a_sandbox_hint)),
    }
}

/// The sandbox's book among the shelves, and its call log.
pub const SHELVES: [(&str, &[Migration]); 2] =
    [("sandbox", schema::BOOK), ("sandbox_calls", schema::CALLS)];
/// One-time codes that are kept for whoever tests the consent pages.
const CODES_MAX: usize = 200;

/// A sandbox that is open but does not serve yet.
pub struct Sandbox {
    /// What the console has of it.
    pub place: SandboxPlace,
    listener: TcpListener,
    shelves: [Store; 2],
    bank: BankHandle,
}

/// The virtual bank, to whoever opens tenants.
struct LabBank(Books);

impl SandboxBank for LabBank {
    fn open_accounts<'a>(&'a self, tenant: &'a ClientUseCode) -> Soon<'a> {
        let today = SystemClock.now().business_date();
        Box::pin(sandbox::open_accounts(&self.0, tenant, today))
    }
}

/// How to open a shelf of the sandbox.
pub fn options(
    installation: &Installation,
    (name, migrations): (&str, &'static [Migration]),
) -> Options {
    let location = installation.settings.location(&installation.dir, name);
    let seal = Arc::new(HeadSeal(Arc::clone(&installation.keys)));
    Options::new(location, migrations, Arc::new(SystemClock), seal)
}

impl Sandbox {
    /// Opens it. Its schema is brought up to date at once: nothing in it is worth a backup.
    pub async fn open(
        installation: &Installation,
        listener: TcpListener,
    ) -> Result<Sandbox, Problem> {
        let dir = &installation.dir;
        let addr = listener.local_addr().map_err(|e| data_dir::write_failed(dir.path(), &e))?;
        let opened = SHELVES.map(|it| options(installation, it));
        let shelves = off_the_runtime(move || {
            let open = |options: Options| {
                migrate::migrate(&options)?;
                Ok::<_, Problem>(Store::open(options)?)
            };
            let [book, calls] = opened;
            Ok([open(book)?, open(calls)?])
        })
        .await?;
        let bank = open_bank(installation).await?;
        let [name_ko, name_en] = sandbox::NAMES.map(str::to_owned);
        let entry = Bank {
            code: sandbox::bank(),
            name_ko,
            name_en,
            base_url: bank.base_url(),
            public_key: bank.public_key.to_string(),
            active: true,
        };
        let [book, calls] = shelves.clone();
        let parts = NodeParts {
            book,
            calls,
            keys: installation.keys.clone(),
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy::default()),
            faults: Arc::new(Calm),
            meter: Arc::new(NoMeter),
            limits: naru_web::Limits::default(),
            gates: Gates::Asked,
        };
        let desk: Arc<dyn SandboxBank> = Arc::new(LabBank(bank.books.clone()));
        let url = format!("http://{addr}");
        let place = SandboxPlace::open_node(parts, url, (entry, desk)).await?;
        Ok(Sandbox { place, listener, shelves, bank })
    }

    /// Serves the API and the consent pages until `stop`, then puts everything away.
    pub async fn serve(self, stop: Receiver<bool>) {
        let Sandbox { place, listener, shelves, bank } = self;
        let world = World::of(place.node.clone());
        let days = tokio::spawn(prepare_days(shelves.clone(), stop.clone()));
        naru_web::serve(place.node, listener, Some(pages(&world)), stopped(stop)).await;
        // A task that died of a bug has said so; the rest must still be put away.
        drop(days.await);
        bank.stop().await;
        for shelf in shelves {
            if let Err(fault) = shelf.close().await {
                tracing::warn!(why = %fault, "a shelf of the sandbox was not closed in order");
            }
        }
    }
}

async fn open_bank(installation: &Installation) -> Result<BankHandle, Problem> {
    let entropy = Arc::new(SystemEntropy::default());
    let key = keyfile::load_or_create(&installation.dir.file("sandbox-bank.key"), &*entropy)?;
    let books = installation.dir.file("sandbox-bank.db");
    let keys = installation::relay_keys(&installation.keys);
    let clock = Arc::new(SystemClock);
    let mut config = BankConfig::new(sandbox::bank(), books, key, keys, clock, entropy);
    config.faults = Some(sandbox::plan());
    Ok(spawn(config).await?)
}

/// Makes tomorrow's partitions of the sandbox too.
async fn prepare_days(shelves: [Store; 2], stop: Receiver<bool>) {
    every(Duration::from_secs(3600), stop, || {
        let shelves = shelves.clone();
        async move {
            let today = SystemClock.now().business_date();
            for shelf in &shelves {
                if let Err(fault) = shelf.prepare_days(today, today.next().next()).await {
                    tracing::warn!(why = %fault, "the sandbox has no partitions for tomorrow yet");
                }
            }
        }
    })
    .await;
}

/// What the consent pages need of the world: an agency that knows the tenants' fictitious persons,
/// and a place in memory instead of their telephones.
struct World {
    node: Arc<Node>,
    codes: Mutex<VecDeque<(String, String)>>,
}

impl World {
    fn of(node: Arc<Node>) -> Arc<World> {
        Arc::new(World { node, codes: Mutex::default() })
    }
}

/// The fictitious person that somebody says to be.
fn known(directory: &Directory, who: &Claimed) -> Option<Customer> {
    let sandbox = directory.sandbox.as_ref()?;
    let all = sandbox.tenants.keys().flat_map(|it| customers(&sandbox.bank, it));
    let claim = (who.name.as_str(), who.birth.as_str(), digits(&who.phone));
    let mut fits = all.filter(|it| (it.name, it.birth, it.phone.clone()) == claim);
    fits.next()
}

impl Identifier for World {
    fn identify<'a>(&'a self, who: &'a Claimed) -> page::Soon<'a, Option<SecretText>> {
        let found = known(&self.node.hub.directory(), who).map(|it| SecretText::new(it.ci));
        Box::pin(async move { Ok(found) })
    }
}

impl CodeSender for World {
    fn send<'a>(&'a self, phone: &'a str, text: &'a str) -> page::Soon<'a, ()> {
        let mut codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        if codes.len() >= CODES_MAX {
            codes.pop_front();
        }
        codes.push_back((digits(phone), text.to_owned()));
        drop(codes);
        Box::pin(async { Ok(()) })
    }
}

fn pages(world: &Arc<World>) -> Router {
    let codes = Router::new().route("/sandbox/codes/{phone}", get(codes)).with_state(world.clone());
    let pages = Pages::new(world.node.clone(), world.clone(), world.clone(), false);
    page::router(pages).merge(codes)
}

/// The messages that a fictitious person's telephone got, the last first.
async fn codes(State(world): State<Arc<World>>, Path(phone): Path<String>) -> String {
    let codes = world.codes.lock().unwrap_or_else(PoisonError::into_inner);
    let of = codes.iter().rev().filter(|(to, _)| *to == digits(&phone));
    of.map(|(_, text)| format!("{text}\n")).collect()
}

/// How a tenant's run stands, for a command beside no server.
pub fn open_reading(installation: &Installation) -> Answer<Option<Store>> {
    let options = options(installation, SHELVES[0]);
    if migrate::plan(&options).is_ok_and(|plan| plan.to_do.is_empty()) {
        return Ok(Some(Store::open_reading(options)?));
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use naru_core::functional::{Sandbox as Book, Tenant};
    use std::collections::BTreeMap;

    #[test]
    fn the_agency_knows_the_tenants_persons_and_nobody_else() {
        let code = |text: &str| ClientUseCode::parse(text).unwrap();
        let tenant = Tenant {
            code: code("T202600004"),
            applicant: code("M202600004"),
            opened_at: naru_base::Micros::new(0),
            closes_at: naru_base::Micros::new(1),
        };
        let tenants = BTreeMap::from([(tenant.code.clone(), tenant.clone())]);
        let book = Some(Book { bank: sandbox::bank(), tenants });
        let directory = Directory { sandbox: book, ..Directory::default() };
        for it in customers(&sandbox::bank(), &tenant.code) {
            let (name, birth) = (it.name.to_owned(), it.birth.to_owned());
            let mut who = Claimed { name, birth, phone: it.phone.clone() };
            assert_eq!(known(&directory, &who), Some(it));
            who.birth = "20000101".to_owned();
            assert_eq!(known(&directory, &who), None, "all of it must be right");
        }
        let [one, ..] = customers(&sandbox::bank(), &code("T202600005"));
        let (name, birth) = (one.name.to_owned(), one.birth.to_owned());
        let stranger = Claimed { name, birth, phone: one.phone };
        assert_eq!(known(&directory, &stranger), None, "of a tenant that there is not");
        assert_eq!(known(&Directory::default(), &stranger), None, "production has no such persons");
    }
}
