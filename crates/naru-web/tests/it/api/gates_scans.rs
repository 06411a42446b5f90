//! What `POST /gates/v1/scans` refuses, each with its code, and that nothing changed by it.

use super::bed::*;
use super::gates_calls::{bed, zap, zap_at};
use naru_base::ClientUseCode;
use naru_core::admission::evidence;
use naru_store::Tx;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const PATH: &str = "/gates/v1/scans";

/// Sends a file and reads the answer as it is: what is wrong with a file may name a line and a word
/// of it, which the bed would take for a leak.
pub(super) async fn plain(bed: &Bed, path: &str, token: &str, body: &str) -> (u16, Value) {
    let mut stream = TcpStream::connect(bed.addr()).await.expect("connects");
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: naru\r\nconnection: close\r\n\
         authorization: Bearer {token}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("answered");
    let status = answer.split(' ').nth(1).and_then(|it| it.parse().ok()).expect("a status");
    let said = answer.split("\r\n\r\n").nth(1).expect("a body");
    (status, serde_json::from_str(said).expect("JSON"))
}

async fn send(bed: &Bed, query: &str, body: impl Into<bytes::Bytes>) -> (u16, Value) {
    bed.call(bed.post(&format!("{PATH}?{query}"), &bed.token, body)).await
}

async fn files(bed: &Bed) -> usize {
    let code = ClientUseCode::parse(NARAE).expect("a code");
    let read = move |tx: &mut Tx<'_>| Ok(evidence::scans(tx, &code, 100)?.len());
    bed.node().book.read(read).await.expect("reads")
}

/// testssl.sh's table says nothing of when it ran.
const TIMELESS: &str = "\"id\",\"fqdn/ip\",\"port\",\"severity\",\"finding\",\"cve\",\"cwe\"\n\
     \"SSLv2\",\"pay.example/192.0.2.7\",\"443\",\"OK\",\"not offered\",\"\",\"\"\n";

const CATALOGUE: &str = r#"{"catalog":{"uuid":"74c8ba1e-5cd4-4ad1-bbfd-d888e2f6c724",
    "metadata":{"title":"목록","last-modified":"2026-11-01T00:00:00Z","version":"1",
    "oscal-version":"1.2.1"},"controls":[{"id":"c-1","title":"하나"}]}}"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_not_taken_is_refused_with_its_reason_and_changes_nothing() {
    let bed = bed().await;
    let now = bed.node().clock.now().unix_seconds();
    let table: [(&str, String, u16, &str); 9] = [
        ("", "no scanner wrote this".to_owned(), 400, "gates/unreadable"),
        ("", String::new(), 422, "admission/scan-time-unknown"),
        ("", zap(&bed)[..80].to_owned(), 400, "gates/unreadable"),
        ("observed_at=yesterday", zap(&bed), 400, "gates/bad-time"),
        ("", TIMELESS.to_owned(), 422, "admission/scan-time-unknown"),
        ("", zap_at(now + 86_400), 422, "admission/scan-time-wrong"),
        ("", CATALOGUE.to_owned(), 422, "admission/scan-not-evidence"),
        ("service=web:nowhere:1.0", zap(&bed), 422, "admission/service-unknown"),
        ("service=nonsense", zap(&bed), 422, "admission/service-unknown"),
    ];
    for (query, body, status, code) in table {
        let (got, said) = plain(&bed, &format!("{PATH}?{query}"), &bed.token, &body).await;
        assert_eq!((got, &said["error"]["code"]), (status, &json!(code)), "{query}: {said}");
        for lang in ["ko", "en"] {
            let text = said["error"][lang].as_str().expect("a sentence");
            assert!(!text.is_empty(), "{code} {lang}");
        }
        assert_eq!(files(&bed).await, 0, "{code}: nothing changed");
    }
    // The very file with what was missing is taken, and once.
    let at = "observed_at=2026-01-02T03:04:05Z";
    let (status, said) = send(&bed, at, TIMELESS).await;
    assert_eq!((status, &said["known"]), (201, &json!(false)), "{said}");
    let (status, said) = send(&bed, at, TIMELESS).await;
    assert_eq!((status, &said["known"]), (201, &json!(true)), "{said}");
    assert_eq!(files(&bed).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    let bed = bed().await;
    let body = vec![b' '; naru_evidence::BYTES_MAX + 1];
    let (status, said) = send(&bed, "", body).await;
    assert_eq!((status, &said["error"]["code"]), (413, &json!("gates/too-large")));
    assert_eq!(files(&bed).await, 0);
}

/// One file is read at a time: while another is still coming in, a call is told to come again.
#[tokio::test(flavor = "multi_thread")]
async fn while_one_file_comes_in_another_is_told_to_come_again() {
    let bed = bed().await;
    let head = format!(
        "POST {PATH} HTTP/1.1\r\nhost: naru\r\nauthorization: Bearer {}\r\n\
         content-length: 1000000\r\n\r\n",
        bed.token
    );
    let hold = async || {
        let mut slow = TcpStream::connect(bed.addr()).await.expect("connects");
        slow.write_all(head.as_bytes()).await.expect("sent");
        slow
    };
    let mut slow = hold().await;
    let busy = async {
        loop {
            let (status, said) = send(&bed, "", zap(&bed)).await;
            if status == 503 {
                return said;
            }
            assert_eq!(status, 201, "{said}");
            // It may have come while ours was looked at, and been told to come again itself.
            if slow.try_read(&mut [0; 1]).is_ok() {
                slow = hold().await;
            }
            tokio::task::yield_now().await;
        }
    };
    let in_time = std::time::Duration::from_secs(10);
    let said = tokio::time::timeout(in_time, busy).await.expect("busy while a file comes in");
    assert_eq!(said["error"]["code"], "busy");
    // Whoever hung up holds nothing.
    drop(slow);
    let free = async {
        while send(&bed, "", zap(&bed)).await.0 != 201 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(in_time, free).await.expect("free again");
}
