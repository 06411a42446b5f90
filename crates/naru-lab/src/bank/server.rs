//! A bank's sockets: connections in, the teller's answers out, and the faults that happen to
//! connections.
//!
//! Plain hyper and no router: three paths, and a fault must be able to close a connection without
//! an answer, which a router's infallible handlers cannot.

use super::Inner;
use super::admin;
use super::door::Refused;
use super::fault::{Down, Mode, Operation};
use super::teller::{self, Message, Worded};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::service::service_fn;
use hyper::{HeaderMap, Method, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use naru_base::httpsig::Request;
use naru_core::claim::freezewire::{FREEZE_PATH, UNFREEZE_PATH};
use naru_core::relay::accountwire::ACCOUNTS_PATH;
use naru_core::relay::bankwire::{
    BALANCE_PATH, DEPOSIT_PATH, INQUIRY_PATH, RETURN_PATH, WITHDRAW_PATH,
};
use naru_core::relay::inquiry::message::{HOLDER_PATH, STATEMENT_PATH};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// The largest body that is read.
pub(super) const BODY_MAX: usize = 16 * 1024;
/// Connections at a time; one more waits in the kernel's queue.
const CONNECTIONS_MAX: usize = 4096;
/// How long requests in flight may take when the bank stops.
const DRAIN_MS_MAX: u64 = 2000;

pub(super) type Reply = hyper::Response<Full<Bytes>>;

/// The connection is closed without an answer: a fault that was ordered.
#[derive(Debug, thiserror::Error)]
#[error("closed without an answer, as ordered")]
pub(super) struct Closed;

/// Serves until `stop` turns true.
pub(super) async fn serve(bank: Arc<Inner>, listener: TcpListener, stop: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    let mut stopping = stop.clone();
    loop {
        tokio::select! {
            () = told_to_stop(&mut stopping) => break,
            _ = connections.join_next(), if !connections.is_empty() => {}
            accepted = listener.accept(), if connections.len() < CONNECTIONS_MAX => match accepted {
                Ok((stream, _)) if !bank.faults.refuses_connections() => {
                    connections.spawn(connection(bank.clone(), stream, stop.clone()));
                }
                Ok(_) => {}
                // Out of file descriptors or the like: give the others time to close theirs.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
        }
    }
    drop(listener);
    let drained = async { while connections.join_next().await.is_some() {} };
    drop(tokio::time::timeout(Duration::from_millis(DRAIN_MS_MAX), drained).await);
}

/// Until the bank is stopped, or its handle dropped.
async fn told_to_stop(stop: &mut watch::Receiver<bool>) {
    drop(stop.wait_for(|stop| *stop).await);
}

async fn connection(bank: Arc<Inner>, stream: TcpStream, mut stop: watch::Receiver<bool>) {
    drop(stream.set_nodelay(true));
    let service = service_fn(move |request| handle(bank.clone(), request));
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(60))
        .max_buf_size(32 * 1024)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    // An error here is the caller's hanging up, or ours as ordered: nothing to report.
    tokio::select! {
        done = connection.as_mut() => drop(done),
        () = told_to_stop(&mut stop) => {
            connection.as_mut().graceful_shutdown();
            drop(connection.await);
        }
    }
}

async fn handle(bank: Arc<Inner>, request: hyper::Request<Incoming>) -> Result<Reply, Closed> {
    let (parts, body) = request.into_parts();
    let body = match Limited::new(body, BODY_MAX).collect().await {
        Ok(body) => body.to_bytes(),
        Err(_) => return Ok(plain(Worded::error(413, "too-large", "at most 16 KiB"))),
    };
    let operation = match parts.uri.path() {
        WITHDRAW_PATH => Operation::Withdraw,
        DEPOSIT_PATH => Operation::Deposit,
        RETURN_PATH => Operation::Return,
        INQUIRY_PATH => Operation::Inquiry,
        BALANCE_PATH => Operation::Balance,
        STATEMENT_PATH => Operation::Statement,
        HOLDER_PATH => Operation::Holder,
        ACCOUNTS_PATH => Operation::Accounts,
        FREEZE_PATH => Operation::Freeze,
        UNFREEZE_PATH => Operation::Unfreeze,
        admin::FAULTS_PATH => return Ok(admin::faults(&bank, &parts, &body).await),
        _ => return Ok(plain(Worded::error(404, "no-such-path", "see docs/bank-protocol.md"))),
    };
    if parts.method != Method::POST {
        return Ok(plain(Worded::error(405, "method", "POST")));
    }
    let headers = texts(&parts.headers);
    let request = Request {
        method: "POST",
        path: parts.uri.path_and_query().map_or("", |p| p.as_str()),
        authority: one(&headers, "host"),
        headers: &headers,
        body: &body,
    };
    let verified = match bank.door.admit(&request, bank.clock.now()) {
        Ok(verified) => verified,
        Err(refused) => return Ok(turned_away(&refused)),
    };
    let message = match Message::read(operation, &body, verified.expires) {
        Ok(message) => message,
        Err(field) => {
            let worded = Worded::error(400, "malformed", field.0);
            return Ok(sealed(&bank, worded, &request));
        }
    };
    let worded = execute(&bank, operation, message).await?;
    Ok(match worded {
        Said::Sealed(worded) => sealed(&bank, worded, &request),
        Said::Plain(worded) => plain(worded),
    })
}

/// What is said to a request that was let in.
enum Said {
    Sealed(Worded),
    Plain(Worded),
}

/// Has the teller serve a message, as the faults in force allow.
async fn execute(
    bank: &Arc<Inner>,
    operation: Operation,
    message: Message,
) -> Result<Said, Closed> {
    let Some(strike) = bank.faults.pick(operation, (message.id(), message.amount())) else {
        let worded = teller::serve(&bank.books, message, None, || bank.clock.now()).await;
        return Ok(Said::Sealed(worded));
    };
    let mut slow_ms = 0;
    match &strike.mode {
        Mode::Down { how: Down::Closed } => return Err(Closed),
        Mode::Down { how: Down::Unavailable } => {
            // As from a proxy before a bank that does not run: unsigned.
            return Ok(Said::Plain(Worded::error(503, "down", "nothing was executed")));
        }
        Mode::Slow { ms } => slow_ms = *ms,
        _ => {}
    }
    let mode = strike.mode.clone();
    let work = {
        let bank = bank.clone();
        async move {
            pause(slow_ms).await;
            teller::serve(&bank.books, message, Some(&strike), || bank.clock.now()).await
        }
    };
    // On a task of its own: a slow bank finishes its work although nobody waits any more.
    let worded = tokio::spawn(work).await.map_err(|_| Closed)?;
    match mode {
        Mode::LostReply => return Err(Closed),
        Mode::LateReply { ms } => pause(ms).await,
        _ => {}
    }
    Ok(Said::Sealed(worded))
}

async fn pause(ms: u32) {
    if ms > 0 {
        tokio::time::sleep(Duration::from_millis(u64::from(ms))).await;
    }
}

/// The headers that are text. A signature cannot cover others, so nothing is lost.
fn texts(headers: &HeaderMap) -> Vec<(&str, &str)> {
    headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?))).collect()
}

fn one<'a>(headers: &[(&'a str, &'a str)], name: &str) -> &'a str {
    headers.iter().find(|(n, _)| *n == name).map_or("", |(_, value)| *value)
}

fn turned_away(refused: &Refused) -> Reply {
    if refused.code() == "busy" {
        return plain(Worded::error(503, "busy", "nothing was executed; ask again"));
    }
    plain(Worded::error(401, refused.code(), &refused.to_string()))
}

/// An answer without a signature: it proves nothing, and says so by that.
pub(super) fn plain(worded: Worded) -> Reply {
    let mut reply = Reply::new(Full::new(Bytes::from(worded.body)));
    *reply.status_mut() =
        StatusCode::from_u16(worded.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=UTF-8");
    reply.headers_mut().insert(CONTENT_TYPE, JSON);
    reply
}

fn sealed(bank: &Inner, worded: Worded, request: &Request<'_>) -> Reply {
    let now = bank.clock.now();
    let seal = bank.door.seal(worded.status, &worded.body, request, now, &*bank.entropy);
    let mut reply = plain(worded);
    // The request was verified, so its parts are in the form that the signature needs.
    if let Ok(seal) = seal {
        for (name, value) in seal.iter() {
            if let Ok(value) = HeaderValue::from_str(value) {
                reply.headers_mut().insert(name, value);
            }
        }
    }
    reply
}
