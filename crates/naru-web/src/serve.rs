//! The listening socket: connections in, answers out, and an end without losing what is under way.
//!
//! Plain hyper in front: the API's few paths are matched by hand, everything else goes to the
//! router. A call dropped at a fault point closes its connection without an answer, which a
//! router's infallible handlers cannot.

use crate::api;
use crate::node::{Dropped, Node};
use crate::sweep;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

/// The largest head of a request that is read.
const HEAD_BYTES_MAX: usize = 64 * 1024;

/// Serves the API, and whatever `extra` routes, until `shutdown`; sweeps meanwhile. Returns when
/// what was under way has ended, or has had its time.
pub async fn serve(
    node: Arc<Node>,
    listener: TcpListener,
    extra: Option<Router>,
    shutdown: impl Future<Output = ()> + Send,
) {
    let (stop, stopping) = watch::channel(false);
    let sweeping = tokio::spawn(sweep::run(node.clone(), stopping.clone()));
    let router = router(node.clone(), extra);
    let mut connections = JoinSet::new();
    tokio::pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            _ = connections.join_next(), if !connections.is_empty() => {}
            accepted = listener.accept(), if connections.len() < node.limits.connections_max => {
                match accepted {
                    Ok((stream, _)) => {
                        let served =
                            connection(node.clone(), router.clone(), stream, stopping.clone());
                        connections.spawn(served);
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
    };
    let in_time = Duration::from_millis(node.limits.drain_ms_max);
    if tokio::time::timeout(in_time, drained).await.is_err() {
        tracing::warn!("not all that was under way has ended; the sweep will find it");
    }
}

async fn connection(
    node: Arc<Node>,
    router: Router,
    stream: TcpStream,
    mut stopping: watch::Receiver<bool>,
) {
    drop(stream.set_nodelay(true));
    let head_max = Duration::from_millis(node.limits.request_ms_max);
    let service = service_fn(move |request| answer(node.clone(), router.clone(), request));
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

async fn answer(
    node: Arc<Node>,
    router: Router,
    request: Request<Incoming>,
) -> Result<Response<Body>, HungUp> {
    if api::is_for_us(request.uri().path()) {
        return api::answer(node, request).await.map_err(|Dropped| HungUp);
    }
    match router.oneshot(request.map(Body::new)).await {
        Ok(response) => Ok(response),
        Err(never) => match never {},
    }
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
