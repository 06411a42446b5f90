//! A network for one test: a node on a real socket and a real store, a bank with books of its own,
//! two institutions, some users.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{HeaderMap, Request};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::fault_point::{Calm, FaultPoints};
use naru_base::httpsig::SigningKey;
use naru_base::keyring::{Keyring, RootKey};
use naru_base::secret::SecretText;
use naru_base::token::Claims;
use naru_base::{
    BankCode, BankTranId, BusinessDate, ClientUseCode, Clock, Fault, Micros, UserSeqNo, Won,
};
use naru_core::hub::Gates;
use naru_core::identity::{
    self, AccountToRegister, Contract, ContractPurpose, Institution, NewInstitution, NewUser,
    PersonDetails, Scope,
};
use naru_core::policy::{self, Parameter};
use naru_core::relay::{self, Bank, Funding, State, Transfer};
use naru_core::{ledger, schema};
use naru_lab::admission;
use naru_lab::bank::books::history;
use naru_lab::bank::books::model::NewAccount;
use naru_lab::bank::fault::{Plan, Rule};
use naru_lab::bank::{self, BankConfig, BankHandle};
use naru_lab::testbed::pg::Database;
use naru_store::chain::ChainKey;
use naru_store::{Durability, Location, Migration, Options, Store, Tx, Val, migrate};
use naru_web::consent::page::{self, Claimed, CodeSender, Identifier, Pages, Soon};
use naru_web::oss::{self, Portfolio, PortfolioParts};
use naru_web::vault::Vault;
use naru_web::{Limits, NoMeter, Node, NodeParts};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub const NARAE: &str = "M202600001";
pub const MARU: &str = "M202600002";
pub const BANK: &str = "901";
/// A bank on the network at whose address nobody listens, until a test says so.
pub const EMPTY_BANK: &str = "902";
pub const CONTRACT: &str = "9010000000001";
pub const PHRASE: &str = "나루-phrase-1";
/// What the paying account holds at first.
pub const FUNDS: i64 = 1_000_000;
/// The account of the user who has agreed to everything.
pub const ACCOUNT: &str = "1002003004";
pub const USER: &str = "1100000001";
/// A second user: agreed to nothing.
pub const SHY: &str = "1100000002";
pub const SHY_ACCOUNT: &str = "1002003005";
/// A third: all agreements are over.
pub const GONE: &str = "1100000003";
pub const GONE_ACCOUNT: &str = "1002003006";
/// An account of 이나래, born 1988-02-14, who is nobody's user.
pub const UNREGISTERED: &str = "1002003999";
pub const OPENING: i64 = 50_000_000;
/// Where the handle of [`ACCOUNT`] leads.
pub const HANDLE: &str = "120260000100000000000000";
pub const SHY_HANDLE: &str = "120260000100000000000001";
pub const GONE_HANDLE: &str = "120260000100000000000002";
/// The first day of the accounts' statements.
pub const PAST_FROM: &str = "20260801";
/// The account that pays deposits out.
pub const PAYING: &str = "9010000000002";

struct TestKey;

impl ChainKey for TestKey {
    fn mac(&self, bytes: &[u8]) -> [u8; 32] {
        let mut out = [0; 32];
        out.copy_from_slice(ring::digest::digest(&ring::digest::SHA256, bytes).as_ref());
        out
    }
}

enum Place {
    Sqlite(tempfile::TempDir),
    Postgres(Database, tempfile::TempDir),
}

impl Place {
    fn location(&self, shelf: &str) -> Location {
        match self {
            Place::Sqlite(dir) => Location::Sqlite(dir.path().join(format!("{shelf}.db"))),
            Place::Postgres(database, _) => {
                Location::Postgres { url: database.url().to_owned(), schema: shelf.to_owned() }
            }
        }
    }
    fn dir(&self) -> &std::path::Path {
        match self {
            Place::Sqlite(dir) | Place::Postgres(_, dir) => dir.path(),
        }
    }
}

pub struct Running {
    pub node: Arc<Node>,
    pub portfolio: Arc<Portfolio>,
    pub addr: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

pub struct Bed {
    place: Place,
    keys: Arc<Keyring>,
    clock: Arc<dyn Clock>,
    limits: Limits,
    pub bank: Option<BankHandle>,
    running: Option<Running>,
    client: Client<HttpConnector, Full<Bytes>>,
    pub token: String,
    made: AtomicU32,
    post: Arc<Post>,
}

/// One-time codes that were sent: to which telephone, what.
#[derive(Default)]
pub struct Post(Mutex<Vec<(String, String)>>);

impl CodeSender for Post {
    fn send<'a>(&'a self, phone: &'a str, text: &'a str) -> Soon<'a, ()> {
        self.0.lock().expect("no panic").push((phone.to_owned(), text.to_owned()));
        Box::pin(async { Ok(()) })
    }
}

/// An agency that knows 김가람, the first user.
struct Agency;

impl Identifier for Agency {
    fn identify<'a>(&'a self, who: &'a Claimed) -> Soon<'a, Option<SecretText>> {
        let known = (&*who.name, &*who.birth, &*who.phone) == ("김가람", "19900101", "01000000001");
        Box::pin(async move { Ok(known.then(|| SecretText::new("ci-of-0".into()))) })
    }
}

fn consent_pages(node: &Arc<Node>, post: &Arc<Post>) -> axum::Router {
    page::router(Pages::new(node.clone(), Arc::new(Agency), post.clone(), false))
}

/// What a test changes of the usual network.
pub struct With {
    pub clock: Arc<dyn Clock>,
    pub rules: Vec<(&'static str, i64)>,
    pub limits: Limits,
    pub faults: Arc<dyn FaultPoints>,
    pub plan: Plan,
}

impl Default for With {
    fn default() -> Self {
        With {
            clock: Arc::new(SystemClock),
            rules: Vec::new(),
            // Tests sweep by hand, so that nothing moves under them.
            limits: Limits { sweep_every_ms: 3_600_000, ..Limits::default() },
            faults: Arc::new(Calm),
            plan: Plan::default(),
        }
    }
}

impl With {
    pub fn bank(rules: Vec<Rule>) -> With {
        With { plan: Plan::new(7, rules), ..With::default() }
    }
}

/// Short times, so that waiting for them is not what a test does.
const RULES: [(&str, i64); 5] = [
    ("return_inquiry_max_ms", 2),
    ("bank_deadline_ms", 700),
    ("inquiry_first_ms", 1),
    ("inquiry_max_ms", 2),
    ("bank_request_expiry_ms", 3_000),
];

const SHELVES: [(&str, &[Migration]); 3] =
    [("book", schema::BOOK), ("calls", schema::CALLS), ("portfolio", schema::PORTFOLIO)];

fn options(
    location: Location,
    migrations: &'static [Migration],
    clock: &Arc<dyn Clock>,
) -> Options {
    let mut options = Options::new(location, migrations, clock.clone(), Arc::new(TestKey));
    options.durability = Durability::None;
    options
}

fn opened(options: Options) -> Store {
    migrate::migrate(&options).expect("migrates");
    Store::open(options).expect("opens")
}

pub fn client_id(institution: &str) -> String {
    format!("client-{institution}")
}

pub fn secret(institution: &str) -> String {
    format!("secret-of-{institution}")
}

impl Bed {
    pub async fn new() -> Bed {
        Bed::with(With::default()).await
    }

    /// The usual network, with money on the paying account.
    pub async fn funded() -> Bed {
        let bed = Bed::new().await;
        bed.fund(NARAE, 1, FUNDS).await;
        bed
    }

    pub async fn with(with: With) -> Bed {
        let dir = tempfile::tempdir().expect("a directory");
        Bed::at(Place::Sqlite(dir), with).await
    }

    /// The same network on PostgreSQL; `None` if the run has none.
    pub async fn postgres(with: With) -> Option<Bed> {
        let clock = with.clock.clone();
        let create = move || {
            // The days that a store prepares are those of its clock.
            let name = format!("web_{}", clock.now().business_date());
            let shelves = SHELVES.map(|(_, migrations)| migrations);
            Database::like(&name, &shelves, |url| {
                for (shelf, migrations) in SHELVES {
                    let (url, schema) = (url.to_owned(), shelf.to_owned());
                    let place = Location::Postgres { url, schema };
                    opened(options(place, migrations, &clock)).close_blocking().expect("closes");
                }
            })
        };
        let database = tokio::task::spawn_blocking(create).await.expect("no panic")?;
        let dir = tempfile::tempdir().expect("a directory");
        Some(Bed::at(Place::Postgres(database, dir), with).await)
    }

    async fn at(place: Place, with: With) -> Bed {
        let clock = with.clock;
        let entropy = SystemEntropy::default();
        let root = RootKey::generate(&entropy);
        let keys = Arc::new(Keyring::create(&root, &entropy, clock.now()));
        let bank = start_bank(&place, &keys, &clock, with.plan).await;
        let mut bed = Bed {
            place,
            keys,
            clock,
            limits: with.limits,
            bank: Some(bank),
            running: None,
            client: Client::builder(TokioExecutor::new()).build_http(),
            token: String::new(),
            made: AtomicU32::new(0),
            post: Arc::default(),
        };
        bed.start(with.faults).await;
        bed.furnish(&with.rules).await;
        bed.token = bed.token_of(NARAE, "sa").await;
        bed
    }

    pub async fn shelf(&self, name: &str, migrations: &'static [Migration]) -> Store {
        let options = options(self.place.location(name), migrations, &self.clock);
        tokio::task::spawn_blocking(|| opened(options)).await.expect("no panic")
    }

    /// Starts a node on what the store holds.
    pub async fn start(&mut self, faults: Arc<dyn FaultPoints>) {
        let parts = NodeParts {
            book: self.shelf("book", schema::BOOK).await,
            calls: self.shelf("calls", schema::CALLS).await,
            keys: self.keys.clone(),
            clock: self.clock.clone(),
            entropy: Arc::new(SystemEntropy::default()),
            faults,
            meter: Arc::new(NoMeter),
            limits: self.limits,
            gates: Gates::Asked,
        };
        let node = Node::open(parts).await.expect("opens");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("binds");
        let addr = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel();
        let shutdown = async move { drop(stopped.await) };
        let portfolio = Portfolio::new(PortfolioParts {
            store: self.shelf("portfolio", schema::PORTFOLIO).await,
            book: node.book.clone(),
            hub: node.hub.clone(),
            clock: self.clock.clone(),
            entropy: Arc::new(SystemEntropy::default()),
        });
        let pages = consent_pages(&node, &self.post);
        let pages = pages.merge(oss::api::router(node.clone(), portfolio.clone()));
        let pages = pages.merge(naru_web::gates::router(node.clone(), self.vault()));
        let serving = tokio::spawn(naru_web::serve(node.clone(), listener, Some(pages), shutdown));
        self.running = Some(Running { node, portfolio, addr, stop, serving });
    }

    /// Stops the node and closes its stores.
    pub async fn stop(&mut self) {
        let Running { node, stop, serving, .. } = self.running.take().expect("runs");
        let _ = stop.send(());
        serving.await.expect("ends");
        let (book, calls) = (node.book.clone(), node.calls.clone());
        drop(node);
        book.close().await.expect("closes");
        calls.close().await.expect("closes");
    }

    /// Where the files are.
    pub fn dir(&self) -> &std::path::Path {
        self.place.dir()
    }

    /// Starts again after the shelf of calls was closed under the node.
    pub async fn restart_after_loss(&mut self) {
        let Running { node, stop, serving, .. } = self.running.take().expect("runs");
        let _ = stop.send(());
        serving.await.expect("ends");
        let book = node.book.clone();
        drop(node);
        book.close().await.expect("closes");
        self.start(Arc::new(Calm)).await;
    }

    pub async fn restart(&mut self) {
        self.stop().await;
        self.start(Arc::new(Calm)).await;
    }

    pub fn node(&self) -> &Arc<Node> {
        &self.running.as_ref().expect("runs").node
    }

    /// The shelf of evidence files.
    fn vault(&self) -> Arc<Vault> {
        let entropy = Arc::new(SystemEntropy::default());
        Arc::new(Vault::beside(self.place.dir(), self.keys.clone(), entropy))
    }

    /// What institutions' systems are made of.
    pub fn portfolio(&self) -> &Arc<Portfolio> {
        &self.running.as_ref().expect("runs").portfolio
    }

    pub fn addr(&self) -> SocketAddr {
        self.running.as_ref().expect("runs").addr
    }

    pub fn keys(&self) -> &Keyring {
        &self.keys
    }

    pub fn today(&self) -> BusinessDate {
        self.clock.now().business_date()
    }

    async fn furnish(&self, rules: &[(&'static str, i64)]) {
        let node = self.node();
        let (hub, env, keys) = (node.hub.clone(), node.env(), self.keys.clone());
        let bank = self.bank.as_ref().expect("runs");
        let real = bank_entry(BANK, "너울은행", &bank.base_url(), &bank.public_key.to_string());
        let nobody = SigningKey::from_seed(&[9; 32]).verifying_key().to_string();
        let empty = bank_entry(EMPTY_BANK, "빈은행", "http://127.0.0.1:1", &nobody);
        let rules: Vec<Parameter> = RULES
            .iter()
            .chain(rules)
            .enumerate()
            .map(|(i, (name, value))| rule(i, name, *value))
            .collect();
        let write = move |tx: &mut Tx<'_>| {
            policy::install_shipped(tx)?;
            admission::long_lives(tx)?;
            for rule in &rules {
                policy::add(tx, rule)?;
            }
            for bank in [&real, &empty] {
                relay::bank_put(tx, &hub, &env, "staff:test", bank)?;
            }
            for (code, name, scopes) in [
                (
                    NARAE,
                    "나래페이",
                    vec![Scope::Sa, Scope::Oob, Scope::Login, Scope::Inquiry, Scope::Transfer],
                ),
                (MARU, "마루핀", vec![Scope::Oob, Scope::Login]),
            ] {
                let new = institution(&keys, code, name, scopes);
                identity::add_institution(tx, &env, "staff:test", &new)?;
                admission::admit(tx, &env, &new.institution.code)?;
                let institution = ClientUseCode::parse(code).expect("a code");
                let hash = identity::pass_phrase_hash(&keys, &institution, PHRASE);
                let account = ('N', PAYING);
                identity::set_pass_phrase(tx, &env, "staff:test", &institution, account, &hash)?;
            }
            let entropy = SystemEntropy::default();
            for user in users(env.now) {
                identity::register_user(tx, &env, &keys, &entropy, "staff:test", &user)?;
            }
            hub.directory_changed(tx)?;
            Ok(())
        };
        node.book.write(write).await.expect("furnished");
    }

    /// Adds an institution that has not come through the gates.
    pub async fn newcomer(&self, code: &'static str, name: &'static str) {
        let (env, keys) = (self.node().env(), self.keys.clone());
        let write = move |tx: &mut Tx<'_>| {
            let new = institution(&keys, code, name, vec![Scope::Oob, Scope::Sa]);
            identity::add_institution(tx, &env, "staff:test", &new)?;
            let institution = ClientUseCode::parse(code).expect("a code");
            let hash = identity::pass_phrase_hash(&keys, &institution, PHRASE);
            let account = ('N', PAYING);
            identity::set_pass_phrase(tx, &env, "staff:test", &institution, account, &hash)
        };
        self.node().book.write(write).await.expect("added");
    }

    /// Puts money on an institution's paying account.
    pub async fn fund(&self, institution: &str, n: u32, amount: i64) {
        let (hub, env) = (self.node().hub.clone(), self.node().env());
        let id = format!("{institution}O{n:09}");
        let funding = Funding {
            institution: ClientUseCode::parse(institution).expect("a code"),
            id: BankTranId::parse(&id).expect("an id"),
            amount: Won::new(amount),
            evidence: "slip".into(),
        };
        let write = move |tx: &mut Tx<'_>| relay::fund(tx, &hub, &env, "staff:test", &funding);
        self.node().book.write(write).await.expect("funded");
    }

    /// Sets a rule for one institution.
    pub async fn set_rule_of(&self, institution: &str, name: &'static str, value: i64) {
        let (hub, env) = (self.node().hub.clone(), self.node().env());
        let institution = ClientUseCode::parse(institution).expect("a code");
        let write = move |tx: &mut Tx<'_>| {
            let rule = Parameter {
                name: name.into(),
                valid_from: env.now,
                value,
                source: "contract".into(),
            };
            policy::override_for(tx, &env, "staff:test", &institution, &rule)?;
            hub.directory_changed(tx)?;
            Ok(())
        };
        self.node().book.write(write).await.expect("set");
    }

    /// The first user comes to another institution too, under another number and handle.
    pub async fn joins(&self, institution: &str, user: &str, handle: &str) {
        let (env, keys) = (self.node().env(), self.keys.clone());
        let it = users(env.now).swap_remove(0);
        let [mut account, _] = <[_; 2]>::try_from(it.accounts).unwrap_or_else(|_| panic!("two"));
        account.fintech_use_num = handle.into();
        let new = NewUser {
            institution: ClientUseCode::parse(institution).expect("a code"),
            user_seq_no: UserSeqNo::parse(user).expect("a number"),
            details: it.details,
            accounts: vec![account],
        };
        let write = move |tx: &mut Tx<'_>| {
            let entropy = SystemEntropy::default();
            identity::register_user(tx, &env, &keys, &entropy, "staff:test", &new)
        };
        self.node().book.write(write).await.expect("registered");
    }

    /// A token for one user, as the user's own consent gives it.
    pub async fn token_of_user(&self, user: &str, scope: Scope) -> String {
        self.token_of_user_at(NARAE, user, scope).await
    }

    /// The same, at any institution.
    pub async fn token_of_user_at(&self, institution: &str, user: &str, scope: Scope) -> String {
        let (node, env) = (self.node(), self.node().env());
        let token = identity::Token {
            id: env.id(0).to_string(),
            institution: ClientUseCode::parse(institution).expect("a code"),
            scopes: vec![scope],
            expires_at: env.now.plus_seconds(3_600),
            user: Some(UserSeqNo::parse(user).expect("a number")),
            family: Some("family".into()),
        };
        let (hub, given) = (node.hub.clone(), token.clone());
        let remember = move |tx: &mut Tx<'_>| {
            hub.token_issued(tx, &given, env.now);
            Ok(())
        };
        node.book.write(remember).await.expect("remembered");
        let claims = Claims {
            aud: token.audience().to_owned(),
            scope: vec![scope.as_str().to_owned()],
            exp: token.expires_at.unix_seconds(),
            jti: token.id,
        };
        naru_base::token::mint(&claims, &self.keys).expect("short enough")
    }

    /// Changes a bank's entry.
    pub async fn put_bank(&self, code: &str, base_url: &str, public_key: &str) {
        let bank = bank_entry(code, "새은행", base_url, public_key);
        let (hub, env) = (self.node().hub.clone(), self.node().env());
        let write = move |tx: &mut Tx<'_>| relay::bank_put(tx, &hub, &env, "staff:test", &bank);
        self.node().book.write(write).await.expect("put");
    }

    pub async fn set_faults(&self, rules: Vec<Rule>) {
        let bank = self.bank.as_ref().expect("runs");
        bank.set_faults(Plan::new(7, rules)).await.expect("ordered");
    }

    /// A fresh transaction id of an institution.
    pub fn id_of(&self, institution: &str) -> String {
        format!("{institution}U{:09}", self.made.fetch_add(1, Ordering::SeqCst))
    }

    /// A good order.
    pub fn order(&self, amount: i64) -> Value {
        json!({
            "bank_tran_id": self.id_of(NARAE),
            "cntr_account_type": "N",
            "cntr_account_num": CONTRACT,
            "dps_print_content": "나래페이",
            "wd_bank_code_std": BANK,
            "wd_account_num": ACCOUNT,
            "user_seq_no": USER,
            "wd_print_content": "충전",
            "tran_amt": amount.to_string(),
            "tran_dtime": "20261122101921",
            "req_client_name": "김가람",
            "req_client_bank_code": BANK,
            "req_client_account_num": ACCOUNT,
            "req_client_num": "GARAM1",
            "transfer_purpose": "RC",
        })
    }

    /// A good order that names the account by its handle.
    pub fn order_fin(&self, amount: i64) -> Value {
        let mut order = self.order(amount);
        let fields = order.as_object_mut().expect("an object");
        for name in ["wd_bank_code_std", "wd_account_num", "user_seq_no"] {
            fields.remove(name);
        }
        fields.insert("fintech_use_num".into(), json!(HANDLE));
        order
    }

    /// A good deposit.
    pub fn deposit_order(&self, amount: i64) -> Value {
        json!({
            "cntr_account_type": "N",
            "cntr_account_num": PAYING,
            "wd_pass_phrase": PHRASE,
            "wd_print_content": "환급",
            "name_check_option": "on",
            "tran_dtime": "20261122101921",
            "req_cnt": "1",
            "req_list": [{
                "tran_no": "1",
                "bank_tran_id": self.id_of(NARAE),
                "bank_code_std": BANK,
                "account_num": ACCOUNT,
                "account_holder_name": "김가람",
                "print_content": "나래페이",
                "tran_amt": amount.to_string(),
                "req_client_name": "김가람",
                "req_client_bank_code": BANK,
                "req_client_account_num": ACCOUNT,
                "req_client_num": "GARAM1",
                "transfer_purpose": "TR",
                "cms_num": "",
            }],
        })
    }

    /// A good deposit that names the account by its handle.
    pub fn deposit_fin(&self, amount: i64) -> Value {
        let mut order = self.deposit_order(amount);
        let fields = order["req_list"][0].as_object_mut().expect("an object");
        for name in ["bank_code_std", "account_num", "account_holder_name"] {
            fields.remove(name);
        }
        fields.insert("fintech_use_num".into(), json!(HANDLE));
        order
    }

    /// Asks with GET, the query as it stands.
    pub async fn fetch(&self, path: &str, query: &str) -> Value {
        let request = Request::get(self.url(&format!("{path}?{query}")))
            .header("authorization", format!("Bearer {}", self.token))
            .body(Full::new(Bytes::new()))
            .expect("a request");
        self.send(request).await.expect("an answer").1
    }

    pub async fn deposit(&self, order: &Value) -> Value {
        self.ask(DEPOSIT, order).await
    }

    /// A good balance inquiry.
    pub fn balance(&self) -> Value {
        json!({
            "bank_tran_id": self.id_of(NARAE),
            "bank_code_std": BANK,
            "account_num": ACCOUNT,
            "user_seq_no": USER,
            "tran_dtime": "20261122101921",
        })
    }

    /// A question what became of orders.
    pub fn result_of(&self, orders: &[&Value]) -> Value {
        let date = self.today().to_string();
        let one = |(i, order): (usize, &&Value)| {
            json!({
                "tran_no": (i + 1).to_string(),
                "org_bank_tran_id": order["bank_tran_id"],
                "org_bank_tran_date": date,
                "org_tran_amt": order["tran_amt"],
            })
        };
        let list: Vec<Value> = orders.iter().enumerate().map(one).collect();
        json!({
            "check_type": "1",
            "tran_dtime": "20261122101921",
            "req_cnt": list.len().to_string(),
            "req_list": list,
        })
    }

    pub async fn token_of(&self, institution: &str, scope: &str) -> String {
        let answer = self.token_with(&token_form(institution, scope)).await;
        answer["access_token"].as_str().unwrap_or_else(|| panic!("no token: {answer}")).to_owned()
    }

    pub async fn token_with(&self, form: &str) -> Value {
        let request = Request::post(self.url("/oauth/2.0/token"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from(form.to_owned())))
            .expect("a request");
        self.send(request).await.expect("an answer").1
    }

    /// The one-time codes sent so far.
    pub fn sent(&self) -> Vec<(String, String)> {
        self.post.0.lock().expect("no panic").clone()
    }

    /// The pages, for a browser.
    pub fn pages(&self) -> axum::Router {
        consent_pages(self.node(), &self.post)
    }

    /// Sends, whatever the answer.
    pub async fn raw(
        &self,
        request: Request<Full<Bytes>>,
    ) -> hyper::Response<hyper::body::Incoming> {
        self.client.request(request).await.expect("an answer")
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.addr())
    }

    /// Sends; `None` if the connection was closed without an answer.
    pub async fn send(&self, request: Request<Full<Bytes>>) -> Option<(HeaderMap, Value)> {
        let response = self.client.request(request).await.ok()?;
        assert_eq!(response.status(), 200, "every answer of the API is HTTP 200");
        let (head, body) = response.into_parts();
        let body = body.collect().await.ok()?.to_bytes();
        let answer: Value = serde_json::from_slice(&body).expect("JSON");
        let mut text = std::str::from_utf8(&body).expect("UTF-8").to_owned();
        // In a random text any word can stand.
        for token in ["access_token", "refresh_token"].iter().filter_map(|n| answer[n].as_str()) {
            text = text.replace(token, "");
        }
        nothing_leaks(&text);
        Some((head.headers, answer))
    }

    /// Sends to what answers with HTTP statuses, and gives status and JSON.
    pub async fn call(&self, request: Request<Full<Bytes>>) -> (u16, Value) {
        let response = self.client.request(request).await.expect("an answer");
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.expect("a body").to_bytes();
        nothing_leaks(std::str::from_utf8(&body).expect("UTF-8"));
        (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
    }

    /// The same, of what may say words that an answer must not leak: a description, or what is
    /// wrong with the caller's own document and in which line.
    pub async fn told(&self, request: Request<Full<Bytes>>) -> (u16, Value) {
        let response = self.client.request(request).await.expect("an answer");
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.expect("a body").to_bytes();
        (status, serde_json::from_slice(&body).expect("JSON"))
    }

    pub fn post(&self, path: &str, token: &str, body: impl Into<Bytes>) -> Request<Full<Bytes>> {
        Request::post(self.url(path))
            .header("content-type", "application/json; charset=UTF-8")
            .header("authorization", format!("Bearer {token}"))
            .body(Full::new(body.into()))
            .expect("a request")
    }

    pub fn get(&self, path: &str, token: &str, query: &str) -> Request<Full<Bytes>> {
        Request::get(self.url(&format!("{path}?{query}")))
            .header("authorization", format!("Bearer {token}"))
            .body(Full::new(Bytes::new()))
            .expect("a request")
    }

    /// Asks with the fields in the query.
    pub async fn look(&self, path: &str, fields: &Value) -> Value {
        let request = self.get(path, &self.token, &query(fields));
        self.send(request).await.expect("an answer").1
    }

    pub async fn ask(&self, path: &str, body: &Value) -> Value {
        let request = self.post(path, &self.token, body.to_string());
        self.send(request).await.expect("an answer").1
    }

    pub async fn withdraw(&self, order: &Value) -> Value {
        self.ask(WITHDRAW, order).await
    }

    pub async fn result(&self, orders: &[&Value]) -> Value {
        self.ask(RESULT, &self.result_of(orders)).await
    }

    /// What the book has of an order.
    pub async fn transfer(&self, order: &Value) -> Option<Transfer> {
        let id = BankTranId::parse(order["bank_tran_id"].as_str().expect("text")).expect("an id");
        let key = relay::Key { date: self.today(), id };
        let read = move |tx: &mut Tx<'_>| Ok(relay::find(tx, &key)?);
        self.node().book.read(read).await.expect("reads")
    }

    pub async fn state(&self, order: &Value) -> Option<State> {
        self.transfer(order).await.map(|t| t.state)
    }

    pub async fn posted(&self, account: &str) -> (i64, i64) {
        let account = account.to_owned();
        let all = self.node().book.read(|tx| Ok(ledger::balances(tx)?)).await.expect("reads");
        let one = all.into_iter().find(|(name, ..)| *name == account);
        one.map_or((0, 0), |(_, posted, pending)| (posted.get(), pending.get()))
    }

    /// Everything that an order could change, but for the audit records of refused orders.
    pub async fn dump(&self) -> String {
        let dump = |tx: &mut Tx<'_>| {
            let mut out = format!("{:?}", ledger::balances(tx)?);
            for sql in COUNTS {
                let n: i64 = tx.one(sql, &[], |row| row.get(0))?;
                out.push_str(&format!(" {n}"));
            }
            out.push_str(&format!(" {}", taken(tx)?));
            Ok(out)
        };
        let calls = |tx: &mut Tx<'_>| {
            let mut counts = [0; 3];
            for (count, sql) in counts.iter_mut().zip(CALL_COUNTS) {
                *count = tx.one(sql, &[], |row| row.get::<i64>(0))?;
            }
            Ok(counts)
        };
        let book = self.node().book.read(dump).await.expect("reads");
        let calls = self.node().calls.read(calls).await.expect("reads");
        format!("{book} calls {calls:?}")
    }

    pub async fn audited(&self, action: &'static str) -> i64 {
        let count = move |tx: &mut Tx<'_>| {
            let sql = "SELECT count(*) FROM audit_record WHERE action = $1";
            Ok(tx.one(sql, naru_store::args![action], |row| row.get::<i64>(0))?)
        };
        self.node().book.read(count).await.expect("reads")
    }

    /// Sweeps until nothing is due any more.
    pub async fn sweep(&self) {
        for _ in 0..200 {
            let swept = naru_web::sweep::run_once(self.node()).await.expect("sweeps");
            let open = |tx: &mut Tx<'_>| {
                let sql = "SELECT count(*) FROM relay_transfer \
                           WHERE state IN ('reserved', 'in_doubt')";
                Ok(tx.one(sql, &[], |row| row.get::<i64>(0))?)
            };
            if self.node().book.read(open).await.expect("reads") == 0 {
                return;
            }
            // Nothing due, or the bank's line is closed for a while.
            if swept.settled + swept.released == 0 {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        }
        panic!("the sweep does not end");
    }

    /// Waits for a condition of the book.
    pub async fn until(&self, what: &str, order: &Value, state: Option<State>) {
        for _ in 0..500 {
            if self.state(order).await == state {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("{what}: it is {:?}", self.state(order).await);
    }

    /// What must be true at the end of every test: the money sums up, here and at the bank.
    pub async fn verify(self) {
        let totals = self.node().book.read(|tx| Ok(ledger::totals(tx)?)).await.expect("reads");
        assert!(totals.balance(), "{totals:?}");
        let reserved = "SELECT cast(coalesce(sum(amount), 0) AS BIGINT) FROM relay_transfer \
                        WHERE state IN ('reserved', 'in_doubt') AND kind <> 'return'";
        let open = move |tx: &mut Tx<'_>| Ok(tx.one(reserved, &[], |row| row.get::<i64>(0))?);
        let open = self.node().book.read(open).await.expect("reads");
        assert_eq!(totals.reserved, Won::new(open), "only open transfers are reserved");
        if let Some(bank) = &self.bank {
            let findings = bank.books.verify().await.expect("reads");
            assert!(findings.is_empty(), "{findings:?}");
        }
    }
}

pub const WITHDRAW: &str = "/v2.0/transfer/withdraw/acnt_num";
pub const WITHDRAW_FIN: &str = "/v2.0/transfer/withdraw/fin_num";
pub const DEPOSIT: &str = "/v2.0/transfer/deposit/acnt_num";
pub const DEPOSIT_FIN: &str = "/v2.0/transfer/deposit/fin_num";
pub const BALANCE: &str = "/v2.0/account/balance/acnt_num";
pub const RESULT: &str = "/v2.0/transfer/result";
pub const BALANCE_FIN: &str = "/v2.0/account/balance/fin_num";
pub const LIST: &str = "/v2.0/account/transaction_list/acnt_num";
pub const LIST_FIN: &str = "/v2.0/account/transaction_list/fin_num";
pub const REAL_NAME: &str = "/v2.0/inquiry/real_name";
pub const RECEIVE: &str = "/v2.0/inquiry/receive";
pub const REMIT_LIST: &str = "/v2.0/inquiry/remit_list";
pub const BANK_STATUS: &str = "/v2.0/bank/status";
pub const FDS_DETECT: &str = "/v2.0/inquiry/fds_detect";

/// Fields as a query, every byte that is not plain escaped.
pub fn query(fields: &Value) -> String {
    let pairs = fields.as_object().expect("fields").iter().map(|(name, value)| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let escaped = |b: u8| match b {
            b if b.is_ascii_alphanumeric() => char::from(b).to_string(),
            b => format!("%{b:02X}"),
        };
        format!("{name}={}", value.bytes().map(escaped).collect::<String>())
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// Runs each named test (`async fn(Bed)`) of this module on SQLite and on PostgreSQL.
macro_rules! on_both_stores {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() { super::$name(super::Bed::new().await).await; })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                if let Some(bed) = super::Bed::postgres(super::With::default()).await {
                    super::$name(bed).await;
                }
            })*
        }
    };
}
pub(crate) use on_both_stores;

const COUNTS: [&str; 4] = [
    "SELECT count(*) FROM relay_transfer",
    "SELECT count(*) FROM ledger_entry",
    "SELECT count(*) FROM audit_record",
    "SELECT count(*) FROM identity_token",
];

/// What all persons have taken from their limits: their table, and over it what waits for it.
fn taken(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    const ALL: &str = "SELECT business_date, person, taken FROM relay_person_day";
    let key = |date: i64, person: &[u8]| (date, person.to_vec());
    let written = tx
        .all(ALL, &[], |row| Ok((key(row.get(0)?, &row.get::<Vec<u8>>(1)?), row.get::<i64>(2)?)))?;
    let mut all: std::collections::BTreeMap<_, _> = written.into_iter().collect();
    tx.waiting(&relay::PERSON_DAY, |waits, [now]| {
        let [Val::Int(date), Val::Bytes(person)] = waits else { panic!("a date and a person") };
        all.insert(key(*date, person), now);
        Ok(())
    })?;
    Ok(all.values().sum())
}

const CALL_COUNTS: [&str; 3] = [
    "SELECT count(*) FROM relay_call",
    "SELECT count(*) FROM relay_call_repeat",
    "SELECT count(*) FROM relay_receive",
];

pub fn token_form(institution: &str, scope: &str) -> String {
    format!(
        "client_id={}&client_secret={}&scope={scope}&grant_type=client_credentials",
        client_id(institution),
        secret(institution)
    )
}

/// No word of the inside in an answer.
pub fn nothing_leaks(answer: &str) {
    // Tokens are letters drawn at random, and spell any word in time.
    let mut lower = answer.to_lowercase();
    for name in ["access_token", "refresh_token"] {
        if let Ok(Value::Object(object)) = serde_json::from_str(answer)
            && let Some(Value::String(token)) = object.get(name)
        {
            lower = lower.replace(&token.to_lowercase(), "");
        }
    }
    let hidden = |it: &str| it.split('"').next().unwrap_or_default().to_lowercase();
    for token in answer.split(r#"name="form" value=""#).skip(1).map(hidden) {
        lower = lower.replace(&token, "");
    }
    for word in [
        "sql",
        "select ",
        "insert ",
        "panic",
        "unwrap",
        "serde",
        "rust",
        "src/",
        ".rs",
        "tokio",
        "hyper",
        "thread",
        "stack",
        "/tmp",
        "expected",
        "line 1",
        "column",
        "none",
        "some(",
        "relay_",
        "identity_",
        "ledger",
        "constraint",
    ] {
        assert!(!lower.contains(word), "`{word}` leaks: {answer}");
    }
}

fn rule(nth: usize, name: &str, value: i64) -> Parameter {
    // Later ones count more.
    let valid_from = Micros::new(1 + i64::try_from(nth).expect("few"));
    Parameter { name: name.into(), valid_from, value, source: "test".into() }
}

fn bank_entry(code: &str, name: &str, base_url: &str, public_key: &str) -> Bank {
    Bank {
        code: BankCode::parse(code).expect("a code"),
        name_ko: name.into(),
        name_en: "Bank".into(),
        base_url: base_url.into(),
        public_key: public_key.into(),
        active: true,
    }
}

fn institution(keys: &Keyring, code: &str, name: &str, scopes: Vec<Scope>) -> NewInstitution {
    let code = ClientUseCode::parse(code).expect("a code");
    let contract = |num: &str, purpose| Contract {
        institution: code.clone(),
        account_type: 'N',
        account_num: num.into(),
        purpose,
        bank: BankCode::parse(BANK).expect("a code"),
        holder_name: name.into(),
    };
    let id = client_id(code.as_str());
    NewInstitution {
        secret_hash: identity::secret_hash(keys, &id, &secret(code.as_str())),
        client_id: id,
        redirect_uri: "https://narae.example/callback".into(),
        contracts: vec![
            contract(CONTRACT, ContractPurpose::Withdraw),
            contract(PAYING, ContractPurpose::Deposit),
        ],
        institution: Institution {
            code,
            name_ko: name.into(),
            name_en: "Fintech".into(),
            scopes,
            active: true,
        },
    }
}

fn users(now: Micros) -> Vec<NewUser> {
    let later = Some(now.plus_seconds(3600));
    let over = Some(now.plus_seconds(-1));
    let agreed = [(USER, ACCOUNT, later), (SHY, SHY_ACCOUNT, None), (GONE, GONE_ACCOUNT, over)];
    let mut users = Vec::new();
    for (n, (user, account, until)) in agreed.into_iter().enumerate() {
        let registered = |bank: &str, fintech_use_num: String| AccountToRegister {
            bank: BankCode::parse(bank).expect("a code"),
            account_num: account.into(),
            fintech_use_num,
            inquiry_until: until,
            transfer_until: until,
        };
        users.push(NewUser {
            institution: ClientUseCode::parse(NARAE).expect("a code"),
            user_seq_no: UserSeqNo::parse(user).expect("a number"),
            details: PersonDetails {
                name: "김가람".into(),
                birth: "19900101".into(),
                phone: "010-0000-0001".into(),
                email: String::new(),
                ci: format!("ci-of-{n}"),
            },
            accounts: vec![
                registered(BANK, format!("120260000100000000000{n:03}")),
                registered(EMPTY_BANK, format!("120260000100000000001{n:03}")),
            ],
        });
    }
    users
}

async fn start_bank(
    place: &Place,
    keys: &Keyring,
    clock: &Arc<dyn Clock>,
    plan: Plan,
) -> BankHandle {
    let entropy = Arc::new(SystemEntropy::default());
    let (version, signer) = keys.bank_signer();
    let relay_keys = vec![(naru_web::bank::keyid(version), signer.verifying_key())];
    let code = BankCode::parse(BANK).expect("a code");
    let key = SigningKey::generate(&*entropy);
    let books = place.dir().join("bank.db");
    let mut config = BankConfig::new(code, books, key, relay_keys, clock.clone(), entropy);
    config.durability = Durability::None;
    config.faults = Some(plan);
    let opened = clock.now().business_date();
    let (from, won) = (BusinessDate::parse(PAST_FROM).expect("a date"), Won::new(OPENING));
    let past = |num: &str| history::of_a_person(num, won, from, opened);
    let open = |num: &str| NewAccount::open(num, "김가람", won, opened).known_by("19900101");
    config.accounts =
        [ACCOUNT, SHY_ACCOUNT, GONE_ACCOUNT].map(|num| open(num).with_history(past(num))).to_vec();
    let other = NewAccount::open(UNREGISTERED, "이나래", won, opened).known_by("19880214");
    config.accounts.push(other.with_history(past(UNREGISTERED)));
    let bank_code = config.code.clone();
    let paid_in = history::of_an_institution(CONTRACT, won, &bank_code, from, 60);
    config.accounts.push(
        NewAccount::open(CONTRACT, "나래페이", won, opened)
            .known_by("1208800001")
            .with_history(paid_in),
    );
    bank::spawn(config).await.expect("the bank starts")
}
