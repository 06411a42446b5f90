//! The demonstration: a relay, four banks, up to three institutions with customers, and
//! traffic.
//!
//! The banks live in this process but are spoken to over HTTP, and keep books of their own. Started
//! again on the same directory it goes on where it was, however it ended.

mod admission;
mod advisory;
mod authorized;
mod cast;
mod claims;
mod consent;
mod credentials;
mod crowd;
mod deadlines;
mod functional;
mod network;
mod notices;
mod people;
mod portfolio;
mod scans;
mod status;
mod story;
mod subsidy;
mod traffic;
mod waiting;
mod yesterday;

use crate::cli::init;
use crate::data_dir::{self, DataDir};
use crate::installation::Installation;
use crate::problem::Problem;
use crate::server::{self, Server};
use crate::settings::{MailPlace, NotifyPlace, RootKeyPlace, Settings, StorePlace};
use crate::signals;
use credentials::Credentials;
use naru_base::env::SystemEntropy;
use naru_base::{ClientUseCode, Lang, texts};
use naru_lab::bank::BankHandle;
use naru_web::Node;
use naru_web::functional::SandboxPlace;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

texts! {
    not_a_demo(dir: &str) {
        ko: "`{dir}`의 설치는 시연용이 아닙니다",
        en: "the installation in `{dir}` is not a demonstration",
    }
    too_few(own: u64) {
        ko: "이야기에는 이용기관 세 곳이 필요하나 이 시연에는 {own}곳뿐입니다",
        en: "a story needs three institutions, and this demonstration has {own}",
    }
    too_few_hint {
        ko: "`--institutions`를 3 이상으로 하여 새 디렉터리에서 시작하십시오",
        en: "start in a new directory with `--institutions` of 3 or more",
    }
    not_a_demo_hint {
        ko: "시연은 스스로 만든 디렉터리에서만 돕니다. `--data`로 다른 자리를 주십시오",
        en: "a demonstration runs only in a directory it made itself: give another with `--data`",
    }
}

/// The institutions that play in a demonstration, unless it is told to make do with fewer.
pub const OWN: u32 = 3;

/// How long a story that is at its end may take to say so.
const STORY_END: Duration = Duration::from_secs(2);

/// What to demonstrate.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Where its data are.
    pub data: PathBuf,
    /// Where it listens.
    pub listen: SocketAddr,
    /// Customers' calls a second; `None` is no traffic.
    pub rate: Option<u32>,
    /// How long; `None` until it is stopped.
    pub duration: Option<Duration>,
    /// What customers and traffic follow from.
    pub seed: u64,
    /// Whether a fourth institution comes through the gates before the reader's eyes.
    pub story: bool,
    /// Whether an advisory arrives for a component that two institutions use.
    pub advisory: bool,
    /// Whether there are claims, dates, functional tests and scans to look at.
    pub samples: bool,
    /// A PostgreSQL server to make it on; SQLite files if not.
    pub store: Option<String>,
    /// Customers of a new directory; one that is there has its own.
    pub customers: u64,
    /// Systems with bills of materials.
    pub systems: u32,
    /// Of the demonstration's own institutions the first so many, in a new directory.
    pub own: u32,
    /// Institutions besides the demonstration's own, everywhere on the path of admission.
    pub crowd: u32,
    /// Where to write the credentials besides.
    pub credentials: Option<PathBuf>,
}

/// Runs the demonstration. Gives whether the money check held at the end.
pub fn run(plan: &Plan, lang: Lang) -> Result<bool, Problem> {
    has_cast(plan, plan.own)?;
    let dir = DataDir::new(&plan.data);
    dir.create()?;
    let credentials = prepare(&dir, plan)?;
    has_cast(plan, u32::try_from(credentials.fintechs.len()).unwrap_or(u32::MAX))?;
    let _held = dir.hold("demo")?;
    let installation = Installation::open(dir)?;
    for (_, options) in installation.shelves() {
        naru_store::migrate::migrate(&options)?;
    }
    let shelves = installation.open_shelves()?;
    shelves.install_shipped()?;
    shelves.close()?;
    signals::runtime()?.block_on(play(plan, installation, credentials, lang))
}

/// Whether there is everybody whom a story that is wished for needs.
fn has_cast(plan: &Plan, own: u32) -> Result<(), Problem> {
    if (plan.story || plan.advisory) && own < OWN {
        let few = move |lang: Lang| too_few(lang, u64::from(own));
        return Err(Problem::usage(few).hint(too_few_hint));
    }
    Ok(())
}

/// Makes what is not there yet: first the secrets, so that whatever is made with them can be used.
fn prepare(dir: &DataDir, plan: &Plan) -> Result<Credentials, Problem> {
    if dir.settings().exists() {
        let shown = dir.shown();
        let foreign =
            move || Problem::new(move |lang: Lang| not_a_demo(lang, &shown)).hint(not_a_demo_hint);
        return Credentials::read(dir)?.ok_or_else(foreign);
    }
    let credentials = match Credentials::read(dir)? {
        Some(credentials) => credentials,
        None => {
            let parties = cast::parties(plan.own);
            let entropy = SystemEntropy::default();
            let made = cast::make(dir, (plan.seed, plan.customers), parties, &entropy)?;
            made.write(dir)?;
            made
        }
    };
    let root_key = RootKeyPlace::File("root.key".into());
    let store = StorePlace { url: plan.store.clone(), url_file: None };
    let mut settings = Settings::new(store, root_key);
    let mail = MailPlace {
        from: "naru@operator.example".to_owned(),
        dir: Some("mail".into()),
        ..MailPlace::default()
    };
    // The institution's receiver is in this very process.
    let here = "127.0.0.0/8".parse().expect("a network");
    settings.notify =
        Some(NotifyPlace { allow: vec![here], mail: Some(mail), ..NotifyPlace::default() });
    init::install(dir, settings)?;
    Ok(credentials)
}

async fn play(
    plan: &Plan,
    installation: Installation,
    mut credentials: Credentials,
    lang: Lang,
) -> Result<bool, Problem> {
    let told_to_stop = signals::stop()?;
    tokio::pin!(told_to_stop);
    let dir = installation.dir.clone();
    let listener = server::listen(plan.listen).await?;
    let addr = listener.local_addr().map_err(|e| data_dir::write_failed(dir.path(), &e))?;
    let at = installation.clone();
    let (banks, server) = open(plan, installation, &mut credentials).await?;
    people::register(&server.node, &credentials).await?;
    admission::admit(&server.node).await?;
    crowd::enter(&server.node, plan.crowd).await?;
    tokio::select! {
        filled = portfolio::fill(&server, &dir, plan.systems, lang) => filled?,
        // Started again, it goes on where it was.
        () = &mut told_to_stop => return Ok(true),
    }
    credentials.stands_at(addr);
    credentials.write(&dir)?;
    if let Some(path) = &plan.credentials {
        credentials.write_to(path)?;
    }
    status::say_where(lang, &credentials, &dir);

    let (stop, stopping) = watch::channel(false);
    let (node, figures) = (server.node.clone(), server.watch.clone());
    fill(&server.node, &at, plan, addr).await?;
    let place = server.sandbox.as_ref().map(|it| it.place.clone());
    let sandbox = place.clone();
    let pages = consent::pages(server.node.clone(), &credentials)?;
    let pages = pages.merge(notices::receiver(&server.node, &dir.file("notices.log"))?);
    let serving = tokio::spawn(server.serve(listener, stopping.clone(), pages));
    let traffic = traffic::start(plan, &node, &credentials, &dir)?;
    let told = place
        .filter(|_| plan.story)
        .map(|place| tokio::spawn(story::tell((node.clone(), place), credentials.clone(), lang)));
    let told_too = plan.advisory.then(|| {
        tokio::spawn(advisory::tell(node.clone(), dir.clone(), credentials.clone(), lang))
    });
    let samples = plan.samples.then(|| {
        let (node, crowd) = (node.clone(), plan.crowd);
        tokio::spawn(samples(node, sandbox, credentials.clone(), dir.clone(), crowd))
    });
    drop(credentials);
    let over = over(plan.duration);
    tokio::select! {
        () = &mut told_to_stop => {}
        () = over => {}
        () = status::keep_telling(lang, &figures, traffic.stats()) => {}
    }
    status::say_stopping(lang);
    // Whatever of them is under way ends as any call that is cut off.
    samples.inspect(JoinHandle::abort);
    let stats = traffic.stop().await?;
    figures.look(&node).await?;
    stop.send_replace(true);
    let served = serving.await.unwrap_or_else(|bug| std::panic::resume_unwind(bug.into_panic()));
    network::close_banks(banks).await;
    let as_it_must = ended(told).await? & ended(told_too).await?;
    let holds = status::say_summary(lang, &figures, &stats);
    served.map(|()| holds && as_it_must)
}

/// The banks, and the node that knows them, with its sandbox; before them the day before.
async fn open(
    plan: &Plan,
    installation: Installation,
    credentials: &mut Credentials,
) -> Result<(Vec<BankHandle>, Server), Problem> {
    let banks = network::open_banks(&installation, credentials).await?;
    network::note_banks(&installation.dir, &banks)?;
    if plan.samples {
        yesterday::begin(&installation, &banks, credentials).await?;
    }
    let mut server = Server::open(installation).await?;
    server.open_sandbox(server::listen(([127, 0, 0, 1], 0).into()).await?).await?;
    network::register_banks(&server.node, &banks).await?;
    Ok((banks, server))
}

/// The end of a demonstration that was given one.
async fn over(after: Option<Duration>) {
    match after {
        Some(duration) => tokio::time::sleep(duration).await,
        None => std::future::pending().await,
    }
}

/// What there is beside money that moves: a programme, contacts, and samples to look at.
async fn fill(
    node: &Arc<Node>,
    installation: &Installation,
    plan: &Plan,
    addr: SocketAddr,
) -> Result<(), Problem> {
    let institutions = present(node);
    subsidy::open(node, &institutions).await?;
    crowd::apply_for_subsidy(node, plan.crowd).await?;
    notices::register(node, addr, &institutions).await?;
    if plan.samples {
        deadlines::samples(node, &institutions, plan.crowd).await?;
        if let Some(first) = institutions.first() {
            scans::samples(node, installation, first).await?;
        }
        waiting::samples(node, installation, &institutions).await?;
    }
    Ok(())
}

/// Those of the cast who take part in this directory, in the order of the cast.
fn present(node: &Node) -> Vec<ClientUseCode> {
    let directory = node.hub.directory();
    let codes = cast::PARTIES.iter().filter_map(|it| ClientUseCode::parse(it.code).ok());
    codes.filter(|it| directory.institutions.contains_key(it)).collect()
}

/// What takes calls of its own to make: functional tests and claims. That one of them does not get
/// on is worth a line in the log, and no more.
async fn samples(
    node: Arc<Node>,
    sandbox: Option<SandboxPlace>,
    credentials: Credentials,
    dir: DataDir,
    crowd: u32,
) {
    let claims = claims::samples(node.clone(), credentials, dir, crowd);
    let tests = async {
        let Some(sandbox) = sandbox else { return Ok(()) };
        functional::samples(&node, &sandbox, crowd).await
    };
    let (claims, tests) = tokio::join!(claims, tests);
    for problem in [claims, tests].into_iter().filter_map(Result::err) {
        tracing::warn!(why = %problem.text(Lang::En), "a sample of the demonstration is not there");
    }
}

/// Whether a story, if one was told, went as it must.
async fn ended(told: Option<JoinHandle<Result<bool, Problem>>>) -> Result<bool, Problem> {
    let Some(told) = told else { return Ok(true) };
    match tokio::time::timeout(STORY_END, told).await {
        Ok(told) => told.unwrap_or_else(|bug| std::panic::resume_unwind(bug.into_panic())),
        // Stopped before its end, it proves nothing.
        Err(_) => Ok(false),
    }
}
