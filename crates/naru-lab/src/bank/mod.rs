//! A virtual bank: its own durable books behind its own signed HTTP door, with faults on command.
//!
//! Invariants: nothing unsigned, expired or replayed is executed; what is answered was durable
//! first; however it misbehaves, a later inquiry gets the truth that its books hold.
//!
//! Start reading at [`books::decide`]. A message goes [`server`] → [`door`] → [`fault`] →
//! [`teller`] → [`books`]. The protocol for a bank's developer is docs/bank-protocol.md.
//!
//! **Must never know** anything of the relay but its public key and the wire.

mod admin;
pub mod books;
pub mod catalogue;
mod clerk;
pub mod door;
pub mod fault;
pub mod keyfile;
mod owner;
mod server;
mod teller;
mod warden;

pub use admin::FAULTS_PATH;

use books::Books;
use books::model::NewAccount;
use data_encoding::BASE64URL_NOPAD;
use door::Door;
use fault::{Board, Plan};
use naru_base::httpsig::{Policy, SigningKey, VerifyingKey};
use naru_base::secret::SecretText;
use naru_base::{Answer, BankCode, Clock, Entropy, Fault, FaultKind};
use naru_store::Durability;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How to run a bank.
pub struct BankConfig {
    /// Its code in the network.
    pub code: BankCode,
    /// Where it listens; port 0 lets the system choose.
    pub listen: SocketAddr,
    /// Other `host:port` by which the relay addresses it.
    pub authorities: Vec<String>,
    /// The file of its books, made if it is not there.
    pub books: PathBuf,
    /// Whether its commits survive the loss of power.
    pub durability: Durability,
    /// Its private key.
    pub key: SigningKey,
    /// The id under which the relay knows the public half.
    pub keyid: String,
    /// The relay's keys, by id: two while one replaces the other.
    pub relay_keys: Vec<(String, VerifyingKey)>,
    /// How much time signatures are allowed.
    pub policy: Policy,
    /// Accounts to open if they are not there.
    pub accounts: Vec<NewAccount>,
    /// Faults to begin with; `None` goes on with those in the books.
    pub faults: Option<Plan>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes nonces and the administrator's token.
    pub entropy: Arc<dyn Entropy>,
}

impl BankConfig {
    /// A bank on loopback with durable books, without accounts and faults.
    pub fn new(
        code: BankCode,
        books: PathBuf,
        key: SigningKey,
        relay_keys: Vec<(String, VerifyingKey)>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        let keyid = format!("bank-{code}");
        BankConfig {
            code,
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            authorities: Vec::new(),
            books,
            durability: Durability::Full,
            key,
            keyid,
            relay_keys,
            policy: Policy { skew_s_max: 5, lifetime_s_max: 120 },
            accounts: Vec::new(),
            faults: None,
            clock,
            entropy,
        }
    }
}

/// What the parts of a running bank share.
pub(crate) struct Inner {
    books: Books,
    door: Door,
    faults: Board,
    admin_token: SecretText,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Inner {
    /// Records a plan of faults, then puts it in force.
    async fn order(&self, plan: Plan) -> Answer<()> {
        plan.check().map_err(|bad| {
            Fault::new(FaultKind::Permanent, format!("not a plan of faults: {bad}"))
        })?;
        let text = serde_json::to_string(&plan).map_err(|e| {
            Fault::because(FaultKind::Permanent, "could not write the plan of faults", e)
        })?;
        self.books.set_faults(text).await?;
        self.faults.set(plan);
        Ok(())
    }
}

/// A running bank.
pub struct BankHandle {
    /// Where it listens.
    pub addr: SocketAddr,
    /// Its code in the network.
    pub code: BankCode,
    /// The key that its answers verify with.
    pub public_key: VerifyingKey,
    /// The id of that key in its signatures.
    pub keyid: String,
    /// Its books, to look into from the same process.
    pub books: Books,
    inner: Arc<Inner>,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

impl BankHandle {
    /// Where the relay reaches it, without a path.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// The bearer token of [`FAULTS_PATH`], new at each start.
    pub fn admin_token(&self) -> &SecretText {
        &self.inner.admin_token
    }

    /// Orders faults, in place of those before.
    pub async fn set_faults(&self, plan: Plan) -> Answer<()> {
        self.inner.order(plan).await
    }

    /// The faults in force, and how often each rule has struck.
    pub fn faults(&self) -> (Plan, Vec<u32>) {
        self.inner.faults.get()
    }

    /// Stops listening, answers what is in flight (for two seconds at most) and closes the books.
    pub async fn stop(self) {
        let BankHandle { stop, serving, books, .. } = self;
        stop.send_replace(true);
        drop(serving.await);
        if let Err(fault) = books.close().await {
            tracing::warn!(why = %fault, "a bank's books were not closed in order");
        }
    }
}

/// Starts a bank on the current runtime.
pub async fn spawn(config: BankConfig) -> Answer<BankHandle> {
    let (file, clock, durability) = (config.books, config.clock.clone(), config.durability);
    let books =
        tokio::task::spawn_blocking(move || Books::open(&file, clock, durability)).await.map_err(
            |e| Fault::because(FaultKind::Permanent, "could not open a bank's books", e),
        )??;
    books.open_accounts(config.accounts).await?;
    let plan = match config.faults {
        Some(plan) => plan,
        None => {
            books.faults().await?.and_then(|p| serde_json::from_str(&p).ok()).unwrap_or_default()
        }
    };
    let listening = async {
        let listener = TcpListener::bind(config.listen).await?;
        let addr = listener.local_addr()?;
        Ok((listener, addr))
    };
    let (listener, addr) = listening.await.map_err(|e: std::io::Error| {
        let what = format!("bank {} could not listen on {}", config.code, config.listen);
        Fault::because(FaultKind::Permanent, what, e)
    })?;
    let mut authorities = config.authorities;
    authorities.extend([addr.to_string(), format!("localhost:{}", addr.port())]);
    let public_key = config.key.verifying_key();
    let door = Door {
        key: config.key,
        keyid: config.keyid.clone(),
        relay_keys: config.relay_keys,
        policy: config.policy,
        authorities,
        guard: Door::guard(),
    };
    let mut token = [0; 24];
    config.entropy.fill(&mut token);
    let inner = Arc::new(Inner {
        books: books.clone(),
        door,
        faults: Board::default(),
        admin_token: SecretText::new(BASE64URL_NOPAD.encode(&token)),
        clock: config.clock,
        entropy: config.entropy,
    });
    inner.order(plan).await?;
    let (stop, stopped) = watch::channel(false);
    let serving = tokio::spawn(server::serve(inner.clone(), listener, stopped));
    let (code, keyid) = (config.code, config.keyid);
    Ok(BankHandle { addr, code, public_key, keyid, books, inner, stop, serving })
}

/// Runs a bank until `shutdown`; `ready` is called when it listens.
pub async fn run(
    config: BankConfig,
    ready: impl FnOnce(&BankHandle),
    shutdown: impl Future<Output = ()>,
) -> Answer<()> {
    let bank = spawn(config).await?;
    ready(&bank);
    shutdown.await;
    bank.stop().await;
    Ok(())
}
