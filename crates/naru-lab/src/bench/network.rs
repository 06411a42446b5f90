//! The network of a bench: the relay and the banks, each in a process of its own.

use super::child::{Place, Served};
use super::error::BenchError;
use super::fixture::{BANKS, INSTITUTIONS, bank_code, client};
use super::http::{Line, post_form};
use super::{BOOK, CALLS, Plan};
use serde::Deserialize;
use std::net::SocketAddr;

/// Running processes.
pub(super) struct Network {
    pub(super) relay: Served,
    pub(super) banks: Vec<Served>,
}

/// The file of a bank's books.
pub(super) fn books_name(code: &str) -> String {
    format!("bank-{code}.db")
}

/// The file of the books of a bank that the relay does not know.
pub(super) fn straight_books(code: &str) -> String {
    format!("straight-bank-{code}.db")
}

fn start_bank(plan: &Plan, place: &Place, code: &str, books: &str) -> Result<Served, BenchError> {
    let books = place.text(books);
    Served::start(&plan.program, &["bank", "--code", code, "--books", &books])
}

impl Network {
    /// Starts the banks, then the relay with a new book in which they are registered.
    pub(super) fn start(plan: &Plan, place: &Place) -> Result<Network, BenchError> {
        Network::start_with(plan, place, &[])
    }

    /// The same; the relay is told something more.
    pub(super) fn start_with(
        plan: &Plan,
        place: &Place,
        more: &[&str],
    ) -> Result<Network, BenchError> {
        place.clear()?;
        let mut banks = Vec::new();
        let mut known = Vec::new();
        for n in 0..BANKS {
            let code = bank_code(n);
            let bank = start_bank(plan, place, &code, &books_name(&code))?;
            known.push(format!("{code}={}", bank.addr));
            banks.push(bank);
        }
        let (book, calls) = (place.text(BOOK), place.text(CALLS));
        let mut args = vec!["relay", "--book", &book, "--calls", &calls];
        for bank in &known {
            args.extend(["--bank", bank]);
        }
        args.extend(more);
        let relay = Served::start(&plan.program, &args)?;
        Ok(Network { relay, banks })
    }

    /// Starts as many banks again, which the relay does not know.
    pub(super) fn straight_banks(plan: &Plan, place: &Place) -> Result<Vec<Served>, BenchError> {
        let codes = (0..BANKS).map(bank_code);
        codes.map(|code| start_bank(plan, place, &code, &straight_books(&code))).collect()
    }

    pub(super) fn bank_pids(&self) -> Vec<u32> {
        self.banks.iter().map(Served::pid).collect()
    }

    /// A token for each institution, in their order.
    pub(super) fn tokens(&self) -> Result<Vec<String>, BenchError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(BenchError::io("start the load generator"))?;
        runtime.block_on(async {
            let mut tokens = Vec::new();
            for n in 0..INSTITUTIONS {
                tokens.push(token(self.relay.addr, n).await?);
            }
            Ok(tokens)
        })
    }

    /// Kills everything without warning: what was acknowledged must be in the files already.
    pub(super) fn kill(self) -> Result<(), BenchError> {
        self.relay.kill()?;
        self.banks.into_iter().try_for_each(Served::kill)
    }
}

async fn token(relay: SocketAddr, n: u64) -> Result<String, BenchError> {
    #[derive(Deserialize)]
    struct Granted {
        access_token: String,
    }
    let (id, secret) = client(n);
    let mut request = Vec::new();
    let form =
        format!("grant_type=client_credentials&scope=sa&client_id={id}&client_secret={secret}");
    post_form(&mut request, "/oauth/2.0/token", &form);
    let asking = async {
        let mut line = Line::open(relay).await?;
        Ok(line.ask(&request).await?.body.to_vec())
    };
    let body = asking.await.map_err(BenchError::io("ask the relay for a token"))?;
    let granted: Granted = serde_json::from_slice(&body).map_err(|_| {
        BenchError::Unexpected(format!("no token was given: {}", String::from_utf8_lossy(&body)))
    })?;
    Ok(granted.access_token)
}
