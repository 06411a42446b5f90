//! A node on a socket: the API, the console, the watch and the witness, until told to stop.

use crate::data_dir::DataDir;
use crate::installation::{self, Installation, Shelves};
use crate::problem::Problem;
use crate::sandbox::{self, Sandbox};
use crate::sealer::DataKeySealer;
use crate::settings;
use crate::watch::{Both, Watch};
use crate::witness;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use axum::{Extension, Router};
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::fault_point::Calm;
use naru_base::{Clock as _, Lang, texts};
use naru_core::access::Peer;
use naru_core::hub::{Gates, Hub};
use naru_core::{reactions, settlement, verify};
use naru_store::chain::{self, Head};
use naru_store::{Store, Tx};
use naru_web::consent::page::{self, HookIdentifier, HookSender, Pages, Service};
use naru_web::console::{self, ConsoleParts, ConsoleState};
use naru_web::gates;
use naru_web::metrics::{self, Metrics};
use naru_web::notify::{self, Caller, CallerParts, Courier, Guard, Mail, sign};
use naru_web::openapi;
use naru_web::oss::{self, Portfolio, PortfolioParts};
use naru_web::tls::Tls;
use naru_web::vault::Vault;
use naru_web::{Front, Node, NodeParts};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch::Receiver;
use tokio::time::{MissedTickBehavior, interval};

/// The file of advisories, in the data directory: what `naru oss db import` writes.
pub const OSS_FILE: &str = "oss.db";
/// Between two looks into the book.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Between two statements for the witnesses.
const CHECKPOINT_EVERY: Duration = Duration::from_secs(10);
/// Between two looks at the files of TLS.
const TLS_REFRESH_EVERY: Duration = Duration::from_secs(60);
/// Between two verifications of what the chain has grown by.
const VERIFY_EVERY: Duration = Duration::from_secs(60);
/// Between two looks at what comes near its end: the steps are days apart.
const ENDINGS_EVERY: Duration = Duration::from_secs(600);

texts! {
    no_listen(addr: &str) {
        ko: "`{addr}`에서 들을 수 없습니다",
        en: "cannot listen on `{addr}`",
    }
    no_tls { ko: "TLS를 시작할 수 없습니다", en: "TLS cannot be started" }
    no_tls_hint {
        ko: "설정의 [serve.tls]가 가리키는 파일을 확인하십시오. 인증서와 열쇠는 PEM이어야 합니다",
        en: "check the files that [serve.tls] in the settings names: certificate and key in PEM",
    }
    no_notify { ko: "알림을 보낼 준비를 할 수 없습니다", en: "notices cannot be sent" }
    no_notify_hint {
        ko: "설정의 [notify]가 가리키는 파일을 확인하십시오",
        en: "check the files that [notify] in the settings names",
    }
    no_secret(path: &str) {
        ko: "`{path}`에 서명할 비밀키가 없습니다",
        en: "`{path}` holds no secret to sign with",
    }
    no_secret_hint {
        ko: "비밀키는 whsec_ 뒤에 24에서 64바이트의 base64가 붙은 것입니다",
        en: "a secret is whsec_ and then the base64 of 24 to 64 bytes",
    }
    memory_differs(what: &str) {
        ko: "멈출 때 이 노드의 기억이 저장소와 달랐습니다: {what}",
        en: "at the stop this node's memory was not what the store says: {what}",
    }
    memory_differs_hint {
        ko: "다시 시작하면 저장소에서 새로 읽습니다. 그 전에 docs/operate.md의 “검증에서 어긋남이 나오면”을 \
             따르십시오",
        en: "a new start reads the store afresh; before that, follow “When verify finds something” \
             in docs/operate.md",
    }
    no_listen_hint {
        ko: "다른 프로세스가 쓰는 포트라면 `--listen`으로 다른 주소를 주십시오. 포트 0은 빈 포트를 고릅니다",
        en: "if another process has the port, give another address with `--listen`; port 0 takes a \
             free one",
    }
}

/// Opens the socket.
pub async fn listen(addr: SocketAddr) -> Result<TcpListener, Problem> {
    TcpListener::bind(addr).await.map_err(|e| {
        let shown = addr.to_string();
        Problem::new(move |lang: Lang| no_listen(lang, &shown)).because(&e).hint(no_listen_hint)
    })
}

/// A node that is open but does not serve yet.
pub struct Server {
    /// The node.
    pub node: Arc<Node>,
    /// Its figures.
    pub watch: Arc<Watch>,
    /// The same for Prometheus.
    pub metrics: Arc<Metrics>,
    /// What institutions' systems are made of.
    pub portfolio: Arc<Portfolio>,
    /// The sandbox of functional tests, if there is one.
    pub sandbox: Option<Sandbox>,
    installation: Installation,
    shelves: Shelves,
}

impl Server {
    /// Opens the shelves and rebuilds the node's memory from them.
    pub async fn open(installation: Installation) -> Result<Server, Problem> {
        let opened = installation.clone();
        let shelves = off_the_runtime(move || opened.open_shelves()).await?;
        let engine =
            if installation.settings.store.url.is_some() { "PostgreSQL" } else { "SQLite" };
        let metrics = Arc::new(Metrics::default());
        let limits = installation.settings.serve.as_ref().map(|it| it.limits.limits());
        let limits = limits.unwrap_or_default();
        let watch = Arc::new(Watch::new(Arc::new(SystemClock), engine));
        let node = Node::open(NodeParts {
            book: shelves.book.clone(),
            calls: shelves.calls.clone(),
            keys: installation.keys.clone(),
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy::default()),
            faults: Arc::new(Calm),
            meter: Arc::new(Both(watch.clone(), metrics.clone())),
            limits,
            gates: Gates::Asked,
        })
        .await?;
        sandbox::must_not_be(&node)?;
        let portfolio = Portfolio::new(PortfolioParts {
            store: shelves.portfolio.clone(),
            book: shelves.book.clone(),
            hub: node.hub.clone(),
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy::default()),
        });
        let sandbox = None;
        Ok(Server { node, watch, metrics, portfolio, sandbox, installation, shelves })
    }

    /// Opens the sandbox beside it.
    pub async fn open_sandbox(&mut self, listener: TcpListener) -> Result<(), Problem> {
        self.sandbox = Some(Sandbox::open(&self.installation, listener).await?);
        Ok(())
    }

    /// Serves, with `pages` besides, until `stop`, then drains, compares the memory with the store,
    /// states where the chain stands and closes the shelves.
    pub async fn serve(
        self,
        front: impl Into<Front>,
        stop: Receiver<bool>,
        pages: Router,
    ) -> Result<(), Problem> {
        let Server { node, watch, metrics, portfolio, sandbox, installation, shelves } = self;
        let front: Front = front.into();
        let courier = Arc::new(courier(&installation)?);
        let calls = installation.settings.notify.clone().unwrap_or_default();
        let vault = Arc::new(Vault::beside(
            installation.dir.path(),
            installation.keys.clone(),
            Arc::new(SystemEntropy::default()),
        ));
        let console = ConsoleState::new(ConsoleParts {
            store: shelves.book.clone(),
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy::default()),
            sealer: Arc::new(DataKeySealer(installation.keys.clone())),
            hub: node.hub.clone(),
            keys: installation.keys.clone(),
            portfolio: portfolio.clone(),
            source: watch.clone(),
            evidence: vault.clone(),
            sandbox: sandbox.as_ref().map(|it| it.place.clone()),
            guard: calls.caller(&installation.dir).guard,
            tls: front.tls.is_some(),
        });
        let pages = pages.merge(console::router(console.clone())).merge(openapi::router());
        let figures =
            Router::new().route("/metrics", get(local_metrics)).with_state(metrics.clone());
        let home = Router::new().route("/", get(async || Redirect::to("/console")));
        let programs = oss::api::router(node.clone(), portfolio.clone())
            .merge(gates::router(node.clone(), vault));
        let pages = home.merge(figures).merge(programs).merge(pages);
        let tasks = [
            tokio::spawn(look(node.clone(), watch.clone(), metrics, stop.clone())),
            tokio::spawn(refresh_tls(front.tls.clone(), stop.clone())),
            tokio::spawn(state_head(shelves.clone(), installation.clone(), stop.clone())),
            tokio::spawn(verify_chain(watch, installation.clone(), stop.clone())),
            tokio::spawn(prepare_days(shelves.clone(), stop.clone())),
            tokio::spawn(close_past_days(shelves.book.clone(), stop.clone())),
            tokio::spawn(notify::run(node.clone(), courier, stop.clone())),
            tokio::spawn(tell_of_endings(node.clone(), stop.clone())),
            tokio::spawn(oss::run(portfolio, installation.dir.file(OSS_FILE), stop.clone())),
        ];
        let testing = sandbox.map(|it| tokio::spawn(it.serve(stop.clone())));
        let stopping = async move {
            stopped(stop).await;
            // Pages that are open would otherwise hold their connections until the last second.
            console.close();
        };
        let hub = node.hub.clone();
        naru_web::serve(node, front, Some(pages), stopping).await;
        for task in tasks.into_iter().chain(testing) {
            // A task that died of a bug has said so; the rest must still be put away.
            drop(task.await);
        }
        let Installation { dir, keys, .. } = installation;
        off_the_runtime(move || {
            let memory = compare_memory(&shelves.book, &hub);
            witness::checkpoint(&shelves.book, &keys, &dir)?;
            shelves.close()?;
            memory
        })
        .await
    }
}

/// Whatever was decided here was decided by this memory, so it must be what the store says. On the
/// writer's thread, behind everything that changes either.
fn compare_memory(book: &Store, hub: &Arc<Hub>) -> Result<(), Problem> {
    let hub = Arc::clone(hub);
    let check = book.write_blocking(move |tx| Ok(verify::memory(tx, &hub, SystemClock.now())?))?;
    if check.ok {
        return Ok(());
    }
    let what = check.findings.join("; ");
    Err(Problem::new(move |lang: Lang| memory_differs(lang, &what)).hint(memory_differs_hint))
}

/// Until `stop` turns true.
pub async fn stopped(mut stop: Receiver<bool>) {
    // Whoever could stop us is gone: that is a stop too.
    drop(stop.wait_for(|stop| *stop).await);
}

/// Does `work` at once and then every `period`, until `stop`.
pub async fn every<F: Future<Output = ()>>(
    period: Duration,
    stop: Receiver<bool>,
    mut work: impl FnMut() -> F,
) {
    let mut ticks = interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stopped = stopped(stop);
    tokio::pin!(stopped);
    loop {
        tokio::select! {
            () = &mut stopped => return,
            _ = ticks.tick() => work().await,
        }
    }
}

/// Reads the book for the watch and for Prometheus, once a second.
pub async fn look(node: Arc<Node>, watch: Arc<Watch>, metrics: Arc<Metrics>, stop: Receiver<bool>) {
    every(LOOK_EVERY, stop, || async {
        match watch.look(&node).await {
            Ok(()) => metrics.stands(&watch.readings(&node)),
            Err(no) => tracing::warn!(why = %no, "the overview is stale"),
        }
    })
    .await;
}

/// Takes a renewed certificate without a restart.
async fn refresh_tls(tls: Option<Arc<Tls>>, stop: Receiver<bool>) {
    let Some(tls) = tls else { return };
    every(TLS_REFRESH_EVERY, stop, || {
        let tls = tls.clone();
        async move {
            match tokio::task::spawn_blocking(move || tls.refresh()).await {
                Ok(Ok(true)) => tracing::info!("the certificate was renewed"),
                Ok(Ok(false)) => {}
                Ok(Err(e)) => tracing::error!(why = %e, "the present certificate stays in use"),
                Err(bug) => tracing::error!(why = %bug, "the certificate was not looked at"),
            }
        }
    })
    .await;
}

/// What carries notices, as the settings say.
fn courier(installation: &Installation) -> Result<Courier, Problem> {
    let place = installation.settings.notify.clone().unwrap_or_default();
    let trouble =
        |e: &dyn std::error::Error| Problem::new(no_notify).because(e).hint(no_notify_hint);
    let caller = Caller::new(place.caller(&installation.dir)).map_err(|e| trouble(&e))?;
    let mail = match &place.mail {
        None => None,
        Some(mail) => match mail.parts(&installation.dir, &place.caller(&installation.dir))? {
            None => None,
            Some(parts) => Some(Mail::new(&mail.from, parts).map_err(|e| trouble(&e))?),
        },
    };
    Ok(Courier { caller, mail })
}

/// The TLS that the settings ask for.
pub fn open_tls(installation: &Installation) -> Result<Option<Arc<Tls>>, Problem> {
    let place = installation.settings.serve.as_ref().and_then(|it| it.tls.as_ref());
    let Some(place) = place else { return Ok(None) };
    let tls = Tls::open(place.files(&installation.dir))
        .map_err(|e| Problem::new(no_tls).because(&e).hint(no_tls_hint))?;
    Ok(Some(Arc::new(tls)))
}

/// Figures for whoever asks from this machine. Through a proxy everybody seems to: they are not
/// for those.
async fn local_metrics(
    State(metrics): State<Arc<Metrics>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Response {
    let proxied = ["forwarded", "x-forwarded-for"].iter().any(|it| headers.contains_key(*it));
    if proxied || !peer.address.to_canonical().is_loopback() {
        return StatusCode::NOT_FOUND.into_response();
    }
    figures(&metrics)
}

fn figures(metrics: &Metrics) -> Response {
    ([(header::CONTENT_TYPE, metrics::CONTENT_TYPE)], metrics.text()).into_response()
}

/// Serves the figures on a socket of their own, as long as the process lives.
pub async fn serve_metrics(listener: TcpListener, metrics: Arc<Metrics>) {
    let all = async |State(metrics): State<Arc<Metrics>>| figures(&metrics);
    let router = Router::new().route("/metrics", get(all)).with_state(metrics);
    if let Err(e) = axum::serve(listener, router).await {
        tracing::error!(why = %e, "the figures are no longer served");
    }
}

async fn state_head(shelves: Shelves, installation: Installation, stop: Receiver<bool>) {
    let dir: DataDir = installation.dir;
    every(CHECKPOINT_EVERY, stop, || {
        let (book, keys, dir) = (shelves.book.clone(), installation.keys.clone(), dir.clone());
        async move {
            let done = off_the_runtime(move || witness::checkpoint(&book, &keys, &dir)).await;
            if let Err(problem) = done {
                tracing::error!(why = %problem.text(Lang::En), "no statement for the witnesses");
            }
        }
    })
    .await;
}

/// Verifies what came since the last time: a link that was verified does not change, and the whole
/// is for `naru audit verify`.
async fn verify_chain(watch: Arc<Watch>, installation: Installation, stop: Receiver<bool>) {
    let [(_, options), ..] = installation.shelves();
    let options = Arc::new(options);
    let last = Arc::new(std::sync::Mutex::new(Head::EMPTY));
    every(VERIFY_EVERY, stop, || {
        let (options, last, watch) = (options.clone(), last.clone(), watch.clone());
        async move {
            let from = last.lock().map_or(Head::EMPTY, |it| *it);
            let report = tokio::task::spawn_blocking(move || {
                chain::verify_after(&options.location, &*options.chain_key, None, &from)
            });
            match report.await {
                Ok(Ok(report)) => {
                    watch.verified(report.is_whole());
                    for finding in &report.findings {
                        tracing::error!(%finding, "the audit chain is broken");
                    }
                    if report.is_whole()
                        && let Ok(mut last) = last.lock()
                    {
                        *last = report.head;
                    }
                }
                Ok(Err(fault)) => tracing::warn!(why = %fault, "the chain was not verified"),
                Err(bug) => tracing::error!(why = %bug, "the chain was not verified"),
            }
        }
    })
    .await;
}

/// Makes tomorrow's partitions before the rush of midnight.
async fn prepare_days(shelves: Shelves, stop: Receiver<bool>) {
    every(Duration::from_secs(3600), stop, || {
        let shelves = shelves.clone();
        async move {
            let today = SystemClock.now().business_date();
            for shelf in [&shelves.book, &shelves.calls] {
                if let Err(fault) = shelf.prepare_days(today, today.next().next()).await {
                    tracing::warn!(why = %fault, "tomorrow's partitions are not there yet");
                }
            }
        }
    })
    .await;
}

/// Nets the days that are over, one after the other. What holds one back now is tried again in an
/// hour.
async fn close_past_days(book: Store, stop: Receiver<bool>) {
    every(Duration::from_secs(3600), stop, || {
        let book = book.clone();
        async move {
            loop {
                let env = installation::env();
                let close = move |tx: &mut Tx<'_>| {
                    settlement::close_due(tx, &env, "system:settlement-sweep")
                };
                match book.write(close).await {
                    Ok(Some(window)) => tracing::info!(date = %window.date, "a day is closed"),
                    Ok(None) => return,
                    Err(no) => return tracing::warn!(why = %no, "a past day is not closed yet"),
                }
            }
        }
    })
    .await;
}

/// Has told what comes near its end.
async fn tell_of_endings(node: Arc<Node>, stop: Receiver<bool>) {
    every(ENDINGS_EVERY, stop.clone(), || async {
        while !*stop.borrow() {
            let (hub, env) = (node.hub.clone(), node.env());
            let tell =
                move |tx: &mut Tx<'_>| reactions::tell_of_ending_agreements(tx, &env, &hub.keys);
            match node.book.write(tell).await {
                Ok(swept) if swept.more => {}
                Ok(_) => break,
                Err(no) => {
                    tracing::warn!(why = %no, "agreements that end soon were not told of");
                    break;
                }
            }
        }
        let (hub, env) = (node.hub.clone(), node.env());
        let tell = move |tx: &mut Tx<'_>| {
            reactions::tell_of_ending_credentials(tx, &env, &hub.keys)?;
            reactions::tell_of_ending_programs(tx, &env, &hub.keys)
        };
        if let Err(no) = node.book.write(tell).await {
            tracing::warn!(why = %no, "credentials that end soon were not told of");
        }
        let (hub, env) = (node.hub.clone(), node.env());
        let tell = move |tx: &mut Tx<'_>| {
            reactions::follow_checks(tx, &env, None)?;
            reactions::tell_of_deadlines(tx, &env, &hub.keys)?;
            reactions::tell_of_fix_dates(tx, &env, &hub.keys)?;
            reactions::tell_of_cover(tx, &env, &hub.keys, None)
        };
        if let Err(no) = node.book.write(tell).await {
            tracing::warn!(why = %no, "dates that come near were not told of");
        }
    })
    .await;
}

/// The consent pages, if the settings name the services that they need.
pub fn consent_pages(
    installation: &Installation,
    node: &Arc<Node>,
    tls: bool,
) -> Result<axum::Router, Problem> {
    let place = installation.settings.serve.as_ref().and_then(|it| it.consent.as_ref());
    let Some(place) = place else { return Ok(axum::Router::new()) };
    let calls = installation.settings.notify.clone().unwrap_or_default();
    // These addresses are the operator's own words: they may lead into the house.
    let any = ["0.0.0.0/0", "::/0"].iter().filter_map(|it| it.parse().ok()).collect();
    let parts = CallerParts { guard: Guard::new(any), ..calls.caller(&installation.dir) };
    let caller =
        Caller::new(parts).map_err(|e| Problem::new(no_notify).because(&e).hint(no_notify_hint))?;
    let service = |url: &str, file: &std::path::Path| {
        let secret = settings::read_secret(&installation.dir, file)?;
        if !sign::is_secret(&secret) {
            let shown = file.display().to_string();
            let problem = Problem::new(move |lang: Lang| no_secret(lang, &shown));
            return Err(problem.hint(no_secret_hint));
        }
        Ok(Service {
            caller: caller.clone(),
            url: url.to_owned(),
            secret,
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy::default()),
        })
    };
    let sender = HookSender(service(&place.codes_url, &place.codes_secret_file)?);
    let identifier = HookIdentifier(service(&place.identify_url, &place.identify_secret_file)?);
    Ok(page::router(Pages::new(node.clone(), Arc::new(identifier), Arc::new(sender), tls)))
}

/// Runs what waits for the store or the disk beside the runtime.
pub async fn off_the_runtime<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        // The work panicked; it has been reported, and it must not be taken for done.
        Err(bug) => std::panic::resume_unwind(bug.into_panic()),
    }
}
