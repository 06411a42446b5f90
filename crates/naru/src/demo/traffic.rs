//! The institution's customers at work.

use super::Plan;
use super::cast;
use super::credentials::Credentials;
use crate::data_dir::DataDir;
use crate::problem::Problem;
use naru_base::env::SystemClock;
use naru_base::secret::SecretText;
use naru_base::{BankCode, ClientUseCode, Clock as _, Fault, Won};
use naru_lab::fintech::ids::Ids;
use naru_lab::fintech::journal::Journal;
use naru_lab::fintech::stats::{Figures, Stats};
use naru_lab::fintech::traffic::{self, Mix, TrafficConfig};
use naru_lab::fintech::{Api, ApiConfig, Contract, Customer, Fintech, Patience};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Small amounts, so that the customers' money lasts for hours.
const AMOUNTS: (Won, Won) = (Won::new(1_000), Won::new(5_000));
/// How long unknown outcomes are pursued at the end.
const DRAIN: Duration = Duration::from_secs(8);

/// Traffic under way, or none.
pub struct Traffic {
    stats: Arc<Stats>,
    stop: watch::Sender<bool>,
    running: Option<JoinHandle<Result<(), Fault>>>,
}

/// Starts the traffic of the plan.
pub fn start(plan: &Plan, credentials: &Credentials, dir: &DataDir) -> Result<Traffic, Problem> {
    let (stop, stopping) = watch::channel(false);
    let stats = Arc::new(Stats::default());
    let running = match plan.rate {
        None | Some(0) => None,
        Some(rate) => {
            let fintech = Arc::new(fintech(credentials, dir, stats.clone())?);
            let config = TrafficConfig {
                per_second: rate,
                mix: Mix::default(),
                amounts: AMOUNTS,
                duration: None,
                seed: plan.seed,
                drain: DRAIN,
                ..TrafficConfig::default()
            };
            let customers = customers(credentials);
            Some(tokio::spawn(traffic::run(fintech, customers, config, stopping)))
        }
    };
    Ok(Traffic { stats, stop, running })
}

fn fintech(
    credentials: &Credentials,
    dir: &DataDir,
    stats: Arc<Stats>,
) -> Result<Fintech, Problem> {
    let it = &credentials.fintechs[0];
    let clock = Arc::new(SystemClock);
    let code = ClientUseCode::parse(cast::INSTITUTION).expect("a code in its form");
    let api = Api::new(ApiConfig {
        base_url: credentials.base_url.clone(),
        client_id: it.client_id.clone(),
        client_secret: SecretText::new(it.client_secret.clone()),
        contract: Contract {
            account_type: "N".to_owned(),
            account_num: it.withdraw_account.clone(),
        },
        print_content: "나래페이".to_owned(),
        timeout: Duration::from_secs(20),
        clock: clock.clone(),
    });
    Ok(Fintech {
        api,
        ids: Ids::from(code, clock.now()),
        journal: Journal::open(&dir.file(&format!("journal-{}.log", cast::INSTITUTION)))?,
        stats,
        patience: Patience::default(),
        clock,
    })
}

/// One customer for each account.
fn customers(credentials: &Credentials) -> Vec<Customer> {
    let of = |user: &super::credentials::User| {
        let number = user.user_seq_no.get(cast::INSTITUTION).cloned().unwrap_or_default();
        let name = user.name.clone();
        let accounts = user.accounts.clone();
        accounts.into_iter().filter_map(move |it| {
            Some(Customer {
                user_seq_no: number.clone(),
                name: name.clone(),
                bank: BankCode::parse(&it.bank_code_std).ok()?,
                account_num: it.account_num,
            })
        })
    };
    credentials.users.iter().flat_map(of).collect()
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
