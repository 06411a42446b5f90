//! The institutions' customers at work.

use super::Plan;
use super::authorized::Authorized;
use super::cast;
use super::credentials::{Credentials, FintechAccess};
use crate::data_dir::DataDir;
use crate::problem::Problem;
use naru_base::env::SystemClock;
use naru_base::secret::SecretText;
use naru_base::{BankCode, ClientUseCode, Clock as _, Fault, Micros, Won};
use naru_lab::fintech::ids::Ids;
use naru_lab::fintech::journal::Journal;
use naru_lab::fintech::stats::{Figures, Stats};
use naru_lab::fintech::traffic::{self, Party, TrafficConfig};
use naru_lab::fintech::{Access, Api, ApiConfig, Contract, Customer, Fintech, Patience};
use naru_web::Node;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Small amounts, so that the customers' money lasts for days.
const AMOUNTS: (Won, Won) = (Won::new(1_000), Won::new(5_000));
/// How long unknown outcomes are pursued at the end.
const DRAIN: Duration = Duration::from_secs(8);
/// The first customers are left to visitors: what they see on an account is what they did. Of a
/// small cast, half.
const LEFT_TO_VISITORS: usize = 20;
/// Users of a small institution who are about. Each brings a token of his own, and a client gets
/// no more than a few dozen at once.
const ABOUT_MAX: usize = 24;
/// Arrivals under way for each one a second, and at least: beyond it customers turn away.
const IN_FLIGHT_S: usize = 4;
const IN_FLIGHT_MIN: usize = 64;
/// How long an answer is waited for: beyond what the relay waits for a bank.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Traffic under way, or none.
pub struct Traffic {
    stats: Arc<Stats>,
    stop: watch::Sender<bool>,
    running: Option<JoinHandle<Result<(), Fault>>>,
}

/// Starts the traffic of the plan.
pub fn start(
    plan: &Plan,
    node: &Arc<Node>,
    credentials: &Credentials,
    dir: &DataDir,
) -> Result<Traffic, Problem> {
    let (stop, stopping) = watch::channel(false);
    let stats = Arc::new(Stats::default());
    let Some(rate @ 1..) = plan.rate else {
        return Ok(Traffic { stats, stop, running: None });
    };
    let now = SystemClock.now();
    let parties = parties((node, credentials, dir), &stats, now)?;
    let most = usize::try_from(rate).unwrap_or(usize::MAX).saturating_mul(IN_FLIGHT_S);
    let config = TrafficConfig {
        per_second: rate,
        amounts: AMOUNTS,
        in_flight_max: most.clamp(IN_FLIGHT_MIN, TrafficConfig::default().in_flight_max),
        seed: plan.seed,
        drain: DRAIN,
        ..TrafficConfig::default()
    };
    let running = tokio::spawn(traffic::run(parties, config, stopping));
    Ok(Traffic { stats, stop, running: Some(running) })
}

/// The institutions at work, with the customers who are about. Their ids begin where `now` says.
pub(super) fn parties(
    (node, credentials, dir): (&Arc<Node>, &Credentials, &DataDir),
    stats: &Arc<Stats>,
    now: Micros,
) -> Result<Vec<Party>, Problem> {
    let party = |access: &FintechAccess| {
        let code = ClientUseCode::parse(&access.client_use_code).ok();
        let known = cast::party(&access.client_use_code).zip(code);
        let (party, code) = known.expect("whoever is registered is of the cast");
        let mut customers = customers(credentials, party.code);
        let journal = Journal::open(&dir.file(&format!("journal-{code}.log")))?;
        let access_by = access_by(access, node, &code);
        if access_by.is_by_users() {
            customers.truncate(ABOUT_MAX);
        }
        let api = api(&credentials.base_url, access, access_by);
        let fintech = Fintech {
            api,
            ids: Ids::from(code, now),
            journal,
            stats: stats.clone(),
            patience: Patience::default(),
            clock: Arc::new(SystemClock),
        };
        Ok(Party { fintech: Arc::new(fintech), customers, weight: party.weight })
    };
    credentials.fintechs.iter().map(party).collect()
}

/// A large institution has a token for everything; a small one is authorized by its users.
fn access_by(access: &FintechAccess, node: &Arc<Node>, code: &ClientUseCode) -> Access {
    if access.scopes.iter().any(|scope| scope == "sa") {
        return Access::Own;
    }
    let codes = Authorized::new(node.clone(), code.clone(), access);
    Access::ByUsers { redirect_uri: access.redirect_uri.clone(), codes: Arc::new(codes) }
}

fn api(base_url: &str, it: &FintechAccess, access: Access) -> Api {
    let account =
        |num: &str| Contract { account_type: "N".to_owned(), account_num: num.to_owned() };
    Api::new(ApiConfig {
        base_url: base_url.to_owned(),
        client_id: it.client_id.clone(),
        client_secret: SecretText::new(it.client_secret.clone()),
        access,
        contract: account(&it.withdraw_account),
        paying: account(&it.deposit_account),
        pass_phrase: SecretText::new(it.pass_phrase.clone()),
        print_content: it.name.clone(),
        timeout: TIMEOUT,
        clock: Arc::new(SystemClock),
    })
}

/// One customer for each account.
fn customers(credentials: &Credentials, code: &str) -> Vec<Customer> {
    let of = |user: &super::credentials::User| {
        let number = user.user_seq_no.get(code).cloned();
        let (name, birth) = (user.name.clone(), user.birth.clone());
        let accounts = user.accounts.clone();
        accounts.into_iter().filter_map(move |it| {
            Some(Customer {
                user_seq_no: number.clone()?,
                name: name.clone(),
                birth: birth.clone(),
                bank: BankCode::parse(&it.bank_code_std).ok()?,
                handle: it.fintech_use_num.get(code)?.clone(),
                account_num: it.account_num,
            })
        })
    };
    let left = LEFT_TO_VISITORS.min(credentials.users.len() / 2);
    credentials.users.iter().skip(left).flat_map(of).collect()
}

impl Traffic {
    /// Its figures.
    pub fn stats(&self) -> &Stats {
        &self.stats
    }

    /// Stops it, pursues what is unknown, and gives the figures of the whole run.
    pub async fn stop(self) -> Result<Figures, Problem> {
        self.stop.send_replace(true);
        if let Some(running) = self.running {
            running.await.unwrap_or_else(|bug| std::panic::resume_unwind(bug.into_panic()))?;
        }
        Ok(self.stats.whole())
    }
}
