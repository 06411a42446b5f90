//! The load generator against a small server with known behaviour.

use naru_lab::load::{Pace, Plan, run};
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Answers each request of a fixed length with what `answer` says of it. On a thread of its own, so
/// that it can stand still while the load goes on.
fn server(length: usize, answer: fn(&[u8]) -> Option<&'static str>) -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let addr = listener.local_addr().expect("an address");
    listener.set_nonblocking(true).expect("tokio needs it");
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
        runtime.expect("a runtime").block_on(async {
            let listener = TcpListener::from_std(listener).expect("a listener");
            while let Ok((stream, _)) = listener.accept().await {
                stream.set_nodelay(true).expect("two pieces go out as two");
                tokio::spawn(serve(stream, length, answer));
            }
        });
    });
    addr
}

async fn serve(mut stream: TcpStream, length: usize, answer: fn(&[u8]) -> Option<&'static str>) {
    let mut request = vec![0; length];
    while stream.read_exact(&mut request).await.is_ok() {
        let Some(reply) = answer(&request) else { return };
        // In two pieces, as a network may deliver it.
        let (head, tail) = reply.as_bytes().split_at(reply.len() / 2);
        if stream.write_all(head).await.is_err() || stream.write_all(tail).await.is_err() {
            return;
        }
    }
}

fn request(n: u64) -> Vec<u8> {
    format!("GET /{n:08} HTTP/1.1\r\nhost: x\r\n\r\n").into_bytes()
}

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
const CLOSE: &str = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 5\r\n\r\nhello";

fn plan(target: SocketAddr, pace: Pace) -> Plan {
    Plan {
        target,
        connections: 4,
        pace,
        warm_up: Duration::ZERO,
        duration: Duration::from_millis(1000),
        timeout: Duration::from_secs(5),
    }
}

#[tokio::test]
async fn a_closed_loop_counts_what_was_answered() {
    let addr = server(request(0).len(), |_| Some(OK));
    let asked = Arc::new(Mutex::new(BTreeSet::new()));
    let seen = asked.clone();
    let make = move |n| {
        assert!(asked.lock().expect("no panic").insert(n), "each number once");
        request(n)
    };
    let report = run(plan(addr, Pace::Closed), make, |_, seen| {
        if seen.status == 200 && seen.body == b"hello" { Ok(()) } else { Err("wrong reply") }
    })
    .await;
    assert!(report.ok > 100, "{}", report.ok);
    assert_eq!(report.error_count(), 0, "{:?}", report.errors);
    let count = seen.lock().expect("no panic").len() as u64;
    assert!((report.ok..=report.ok + 4).contains(&count), "the last of each may come too late");
    assert_eq!(report.per_second, [report.ok]);
    assert_eq!(report.latency.len(), report.ok);
    assert!(report.load().p50_us <= report.load().p99_us);
}

#[tokio::test]
async fn an_open_loop_keeps_its_rate() {
    let addr = server(request(0).len(), |_| Some(OK));
    let report = run(plan(addr, Pace::Open { per_second: 500 }), request, |_, _| Ok(())).await;
    assert!((300..=500).contains(&report.ok), "{}", report.ok);
    assert_eq!(report.error_count(), 0, "{:?}", report.errors);
}

#[tokio::test]
async fn a_server_that_stands_still_shows_in_the_latency_of_what_was_due() {
    let addr = server(request(0).len(), |request| {
        // Request 50 of 500 a second stops the whole server for 300 ms.
        if request.starts_with(b"GET /00000050 ") {
            let (held, never) = std::sync::mpsc::channel::<()>();
            assert!(never.recv_timeout(Duration::from_millis(300)).is_err());
            drop(held);
        }
        Some(OK)
    });
    let report = run(plan(addr, Pace::Open { per_second: 500 }), request, |_, _| Ok(())).await;
    assert!(report.longest_gap_us >= 250_000, "{}", report.longest_gap_us);
    // About 150 of 500 were due while it stood; a closed loop would have seen four.
    let slow = report.latency.count_between(20_000, 10_000_000);
    assert!(slow >= 50, "{slow}");
}

#[tokio::test]
async fn errors_are_counted_by_name_and_connections_made_again() {
    let addr = server(request(0).len(), |request| match request[12] {
        b'1' => None,
        b'2' => Some(CLOSE),
        b'3' => Some("HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n"),
        b'4' => Some("HTTP/1.1 200 OK\r\n\r\n"),
        _ => Some(OK),
    });
    let report = run(plan(addr, Pace::Open { per_second: 500 }), request, |_, seen| {
        if seen.status == 200 { Ok(()) } else { Err("status") }
    })
    .await;
    assert!(report.ok > 150, "{}", report.ok);
    let names: Vec<_> = report.errors.keys().copied().collect();
    assert_eq!(names, ["connection broken", "status", "unreadable reply"]);
    for count in report.errors.values() {
        assert!((20..=60).contains(count), "{:?}", report.errors);
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_an_error_and_not_a_hang() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let addr = listener.local_addr().expect("an address");
    drop(listener);
    let report = run(plan(addr, Pace::Closed), request, |_, _| Ok(())).await;
    assert_eq!(report.ok, 0);
    assert!(report.errors["connect"] > 0);
    assert_eq!(report.longest_gap_us, 1_000_000);
}
