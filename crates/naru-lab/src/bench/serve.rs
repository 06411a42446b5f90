//! The servers of the bench, each in a process of its own. The relay is not among them: `naru`
//! puts it together, on the shelves made here.

use super::error::BenchError;
use super::fixture;
use super::order::WireOrder;
use crate::bank::{self, BankConfig};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::serve::ListenerExt as _;
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::httpsig::VerifyingKey;
use naru_base::keyring::Keyring;
use naru_base::{BankCode, Env};
use naru_core::hub::Hub;
use naru_core::relay::{self, Reserved};
use naru_store::Store;
use std::io::Read as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Serve {
    /// Reads an order, answers, does nothing.
    Null,
    /// Reads an order, reserves it durably in a new book in this file, answers.
    Commit(PathBuf),
    /// A bank with durable books.
    Bank {
        /// Its code.
        code: BankCode,
        /// The file of its books.
        books: PathBuf,
        /// The relay's keys, by id.
        relay_keys: Vec<(String, VerifyingKey)>,
    },
}

/// What the relay of a bench stands on.
pub struct RelayShelves {
    /// The book, with everybody in it.
    pub book: Store,
    /// The call log.
    pub calls: Store,
    /// The keys of both.
    pub keys: Arc<Keyring>,
}

/// Makes the shelves of a relay that knows the banks at these addresses.
pub fn relay_shelves(
    book: &Path,
    calls: &Path,
    banks: Vec<(String, SocketAddr)>,
) -> Result<RelayShelves, BenchError> {
    let keys = fixture::keys();
    let url = move |n: u64| {
        let code = fixture::bank_code(n);
        let found = banks.iter().find(|(it, _)| *it == code);
        found.map_or_else(String::new, |(_, addr)| format!("http://{addr}"))
    };
    let (book, _) = fixture::make(book, &keys, url)?;
    let calls = fixture::make_shelf(fixture::calls_options(calls, &keys))?;
    Ok(RelayShelves { book, calls, keys })
}

/// Serves until standard input ends. The first line of standard output is the address.
pub fn serve(it: &Serve) -> Result<(), BenchError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(BenchError::io("start the server's threads"))?;
    runtime.spawn_blocking(end_with_input);
    let router = match it {
        Serve::Null => Router::new().route("/null", post(null)),
        Serve::Commit(file) => {
            // Nothing goes out from here, so it does not matter where the banks are.
            let (store, hub) = fixture::make(file, &fixture::keys(), |_| String::new())?;
            let desk = Desk { store, hub, entropy: SystemEntropy::default() };
            Router::new().route("/commit", post(commit)).with_state(Arc::new(desk))
        }
        Serve::Bank { code, books, relay_keys } => {
            return runtime.block_on(serve_bank(code, books, relay_keys));
        }
    };
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
            .await
            .map_err(BenchError::io("listen"))?;
        let addr = listener.local_addr().map_err(BenchError::io("listen"))?;
        announce(addr)?;
        let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
        axum::serve(listener, router).await.map_err(BenchError::io("serve"))
    })
}

async fn serve_bank(
    code: &BankCode,
    books: &Path,
    relay_keys: &[(String, VerifyingKey)],
) -> Result<(), BenchError> {
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy::default()));
    let key = fixture::bank_key(code.as_str());
    let mut keys = relay_keys.to_vec();
    keys.push((fixture::LOAD_KEY_ID.to_owned(), fixture::load_key().verifying_key()));
    let mut config = BankConfig::new(code.clone(), books.into(), key, keys, clock, entropy);
    config.accounts = fixture::accounts(code);
    let mut told = Ok(());
    let ready = |it: &bank::BankHandle| told = announce(it.addr);
    bank::run(config, ready, std::future::pending())
        .await
        .map_err(BenchError::no("run a bank of the bench"))?;
    told
}

/// Tells the bench where a server of it listens.
pub fn announce(addr: SocketAddr) -> Result<(), BenchError> {
    use std::io::Write as _;
    let mut out = std::io::stdout();
    writeln!(out, "{addr}").and_then(|()| out.flush()).map_err(BenchError::io("tell the address"))
}

/// Ends this process when standard input ends. The bench that started it holds the other end: when
/// that is gone, so is this.
pub fn end_with_input() {
    drop(std::io::stdin().read_to_end(&mut Vec::new()));
    std::process::exit(0);
}

struct Desk {
    store: Store,
    hub: Arc<Hub>,
    entropy: SystemEntropy,
}

async fn null(body: Bytes) -> Response {
    match serde_json::from_slice::<WireOrder<'_>>(&body).ok().and_then(|it| it.read()) {
        Some((_, order)) => answer(StatusCode::OK, order.bank_tran_id.as_str(), "null"),
        None => answer(StatusCode::BAD_REQUEST, "", "unreadable"),
    }
}

/// The first commit of the money path, as the public API makes it once a request is read.
async fn commit(State(desk): State<Arc<Desk>>, body: Bytes) -> Response {
    let read = serde_json::from_slice::<WireOrder<'_>>(&body).ok().and_then(|it| it.read());
    let Some((institution, order)) = read else {
        return answer(StatusCode::BAD_REQUEST, "", "unreadable");
    };
    let env = Env::new(&SystemClock, &desk.entropy);
    let hub = desk.hub.clone();
    let reserved = desk
        .store
        .write(move |tx| relay::reserve(tx, &hub, &env, &institution, &order, Ok(())))
        .await;
    match reserved {
        Ok(Reserved::Ask(out)) => answer(StatusCode::OK, out.key.id.as_str(), "reserved"),
        Ok(Reserved::Told(told)) => {
            answer(StatusCode::CONFLICT, told.key.id.as_str(), told.state.as_str())
        }
        Ok(Reserved::Conflict) => answer(StatusCode::CONFLICT, "", "conflict"),
        Ok(Reserved::LineClosed(_)) => answer(StatusCode::SERVICE_UNAVAILABLE, "", "closed"),
        Err(no) => {
            tracing::error!(why = %no, "a commit of the bench failed");
            answer(StatusCode::SERVICE_UNAVAILABLE, "", "failed")
        }
    }
}

fn answer(status: StatusCode, id: &str, state: &str) -> Response {
    let body = format!(r#"{{"bank_tran_id":"{id}","state":"{state}"}}"#);
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}
