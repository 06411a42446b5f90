//! The listening socket: connections in, answers out, and an end without losing what is under way.
//!
//! Plain hyper in front: the API's few paths are matched by hand, everything else goes to the
//! router. A call dropped at a fault point closes its connection without an answer, which a
//! router's infallible handlers cannot.

use crate::api;
use crate::freeze;
use crate::node::{Dropped, Node};
use crate::seen;
use crate::standing;
use crate::sweep;
use crate::tls::{self, Tls};
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use hyper::body::Incoming;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper::{Request, Response, Uri};
use hyper_util::rt::{TokioIo, TokioTimer};
use naru_core::access::Peer;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

/// How long a handshake may take.
const HANDSHAKE_MAX: Duration = Duration::from_secs(10);
/// The largest head of a request that is read.
const HEAD_BYTES_MAX: usize = 64 * 1024;
/// For a year a browser comes back with TLS only.
const HSTS: &str = "max-age=31536000";

/// A socket, with TLS or without.
pub struct Front {
    /// Where connections come in.
    pub listener: TcpListener,
    /// Their TLS; none is for a machine of one's own, or behind something that ends TLS.
    pub tls: Option<Arc<Tls>>,
}

impl From<TcpListener> for Front {
    fn from(listener: TcpListener) -> Front {
        Front { listener, tls: None }
    }
}

/// Serves the API, and whatever `extra` routes, until `shutdown`; sweeps meanwhile. Returns when
/// what was under way has ended, or has had its time.
pub async fn serve(
    node: Arc<Node>,
    front: impl Into<Front>,
    extra: Option<Router>,
    shutdown: impl Future<Output = ()> + Send,
) {
    let Front { listener, tls } = front.into();
    let (stop, stopping) = watch::channel(false);
    let sweeping = tokio::spawn(sweep::run(node.clone(), stopping.clone()));
    let freezing = tokio::spawn(freeze::run(node.clone(), stopping.clone()));
    let feeding = tokio::spawn(standing::run(node.clone(), stopping.clone()));
    let seeing = tokio::spawn(seen::run(node.clone(), stopping.clone()));
    let router = router(node.clone(), extra);
    let mut connections = JoinSet::new();
    tokio::pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            _ = connections.join_next(), if !connections.is_empty() => {}
            accepted = listener.accept(), if connections.len() < node.limits.connections_max => {
                match accepted {
                    Ok((stream, from)) => {
                        let desk = Desk { node: node.clone(), router: router.clone() };
                        let tls = tls.clone();
                        connections.spawn(shake_hands(desk, stream, from, tls, stopping.clone()));
                    }
                    Err(e) => {
                        // Out of file descriptors or the like: let others close theirs first.
                        tracing::warn!(why = %e, "a connection could not be accepted");
                        tokio::time::sleep(Duration::from_millis(20)).await;
                    }
                }
            }
        }
    }
    drop(listener);
    // Nobody is left to be told only if the sweep has ended already.
    let _ = stop.send(true);
    let drained = async {
        while connections.join_next().await.is_some() {}
        // Crossings go on without their connections.
        node.is_quiet().await;
        drop(sweeping.await);
        drop(freezing.await);
        drop(feeding.await);
        drop(seeing.await);
    };
    let in_time = Duration::from_millis(node.limits.drain_ms_max);
    if tokio::time::timeout(in_time, drained).await.is_err() {
        tracing::warn!("not all that was under way has ended; the sweep will find it");
    }
}

/// What a connection's calls are answered by.
#[derive(Clone)]
struct Desk {
    node: Arc<Node>,
    router: Router,
}

async fn shake_hands(
    desk: Desk,
    stream: TcpStream,
    from: SocketAddr,
    tls: Option<Arc<Tls>>,
    stopping: watch::Receiver<bool>,
) {
    drop(stream.set_nodelay(true));
    let mut peer = Peer { address: from.ip(), certificate: None, tls: None };
    let Some(tls) = tls else { return connection(desk, stream, peer, stopping).await };
    let shaken = tokio::time::timeout(HANDSHAKE_MAX, tls.acceptor().accept(stream)).await;
    match shaken {
        Ok(Ok(stream)) => {
            peer.certificate = tls::client_thumbprint(stream.get_ref().1);
            peer.tls = tls::version(stream.get_ref().1);
            connection(desk, stream, peer, stopping).await;
        }
        Ok(Err(e)) => tracing::debug!(why = %e, from = %from.ip(), "a handshake failed"),
        Err(_) => tracing::debug!(from = %from.ip(), "a handshake took too long"),
    }
}

async fn connection(
    desk: Desk,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: Peer,
    mut stopping: watch::Receiver<bool>,
) {
    let head_max = Duration::from_millis(desk.node.limits.request_ms_max);
    let service = service_fn(move |request| answer(desk.clone(), peer, request));
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head_max)
        .max_buf_size(HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    // An error is the caller's hanging up, a broken head, or ours as ordered: nothing to report.
    tokio::select! {
        done = connection.as_mut() => drop(done),
        () = told_to_stop(&mut stopping) => {
            connection.as_mut().graceful_shutdown();
            drop(connection.await);
        }
    }
}

/// Until the server is stopped, or gone.
pub(crate) async fn told_to_stop(stopping: &mut watch::Receiver<bool>) {
    drop(stopping.wait_for(|stop| *stop).await);
}

/// The call was dropped, as if the process had died.
#[derive(Debug, thiserror::Error)]
#[error("dropped at a fault point")]
struct HungUp;

/// The address with one slash where some clients send two; `None` if it has one.
fn single_slashed(uri: &Uri) -> Option<Uri> {
    let path = uri.path_and_query()?.as_str();
    let plain = api::one_slash(path);
    if plain.len() == path.len() { None } else { plain.parse().ok() }
}

async fn answer(
    desk: Desk,
    peer: Peer,
    request: Request<Incoming>,
) -> Result<Response<Body>, HungUp> {
    if api::is_for_us(request.method(), request.uri().path()) {
        return api::answer(desk.node, &peer, request).await.map_err(|Dropped| HungUp);
    }
    let mut request = request.map(Body::new);
    if let Some(uri) = single_slashed(request.uri()) {
        *request.uri_mut() = uri;
    }
    let is_tls = peer.tls.is_some();
    request.extensions_mut().insert(peer);
    match desk.router.oneshot(request).await {
        Ok(response) => Ok(guarded(response, is_tls)),
        Err(never) => match never {},
    }
}

/// What every answer that a browser may see says, the way to the console and a path that there is
/// not among them: pages say more themselves.
fn guarded(mut response: Response<Body>, is_tls: bool) -> Response<Body> {
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    if is_tls {
        set(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    response
}

fn router(node: Arc<Node>, extra: Option<Router>) -> Router {
    let health = Router::new()
        .route("/health/live", get(async || "live\n"))
        .route("/health/ready", get(ready))
        .with_state(node);
    match extra {
        Some(extra) => health.merge(extra),
        None => health,
    }
}

/// Ready: the book answers.
async fn ready(State(node): State<Arc<Node>>) -> (StatusCode, &'static str) {
    match node.book.read(|tx| naru_core::ledger::totals(tx).map_err(Into::into)).await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}
