//! `naru conform`: our own hub passes all of it on both stores, and a hub that is wrong in one
//! answer does not.

use crate::bed::{Bed, text};
use crate::book::transfers;
use crate::demo::{demo, json};
use crate::running::Running;
use naru_lab::testbed::pg::Database;
use serde_json::Value;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;

/// A demonstration without traffic, where it is, and its credentials.
fn hub(bed: &Bed, words: &[&str]) -> (Running, String, PathBuf) {
    let (demo, base) = demo(bed.data_text(), &[&["--no-traffic"], words].concat());
    // They are written before it says where it is.
    (demo, base, bed.data().join("credentials.json"))
}

fn conform(bed: &Bed, base: &str, credentials: &Path, words: &[&str]) -> (i32, Value) {
    let own = ["conform", "--base-url", base, "--credentials", text(credentials), "--json"];
    let ran = bed.naru(&[&own, words].concat());
    let report =
        serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}{}", ran.out, ran.err));
    (ran.code, report)
}

/// What did not pass, with why.
fn wrong(report: &Value) -> Vec<String> {
    let cases = report["cases"].as_array().unwrap();
    let wrong = cases.iter().filter(|case| case["outcome"] != "passed");
    wrong
        .map(|case| {
            format!("{} {} {} {}", case["id"], case["why"], case["asked"], case["answered"])
        })
        .collect()
}

fn passes_all_of_it(bed: &Bed, words: &[&str]) {
    let (demo, base, credentials) = hub(bed, words);
    let (code, report) = conform(bed, &base, &credentials, &[]);
    assert_eq!(wrong(&report), [""; 0]);
    assert_eq!(code, 0);
    assert!(report["passed"].as_u64().unwrap() >= 100, "{report}");
    assert_eq!((&report["failed"], &report["skipped"]), (&0.into(), &0.into()));
    // Nothing that was asked hinders asking again.
    let (code, again) = conform(bed, &base, &credentials, &[]);
    assert_eq!((wrong(&again), code), (Vec::new(), 0));
    assert_eq!(demo.stopped().code, 0);
    let verify = bed.naru(&["verify", "--data", bed.data_text()]);
    assert_eq!(verify.code, 0, "{}{}", verify.out, verify.err);
}

#[test]
fn our_hub_passes_on_sqlite() {
    passes_all_of_it(&Bed::new(), &[]);
}

#[test]
fn our_hub_passes_on_postgresql() {
    let Some(database) = Database::create() else { return };
    let bed = Bed::new();
    passes_all_of_it(&bed, &["--store", database.url()]);
    assert!(!bed.data().join("book.db").exists(), "the book is in PostgreSQL");
}

#[test]
fn reading_alone_moves_nothing() {
    let bed = Bed::new();
    let (demo, base, credentials) = hub(&bed, &[]);
    let (code, report) = conform(&bed, &base, &credentials, &["--read-only"]);
    assert_eq!((wrong(&report), code), (Vec::new(), 0));
    assert!(report["left_out"].as_u64().unwrap() > 10, "{report}");
    assert!(report["passed"].as_u64().unwrap() > 50, "{report}");
    assert_eq!(demo.stopped().code, 0);
    let mut ordered = transfers(&bed.data()).into_iter();
    // What was refused is on record; nothing else was taken on.
    assert!(ordered.all(|(_, _, state, _)| state == "refused"), "{:?}", transfers(&bed.data()));
}

#[test]
fn a_wrong_hub_is_found_out() {
    let bed = Bed::new();
    let (demo, base, credentials) = hub(&bed, &[]);
    // It says that an order of the same id with other content was done.
    let liar = altering(&base, "\"rsp_code\":\"A0326\"", "\"rsp_code\":\"A0000\"");
    let (code, report) = conform(&bed, &liar, &credentials, &["--only", "idempotency"]);
    assert_eq!(code, 1);
    let wrong = wrong(&report);
    assert!(wrong.iter().any(|it| it.starts_with("\"same-id-other-content\"")), "{wrong:?}");
    assert!(report["passed"].as_u64().unwrap() >= 3, "the rest is as it was: {report}");

    let words = ["conform", "--base-url", &liar, "--credentials", text(&credentials)];
    let ran = bed.naru(&[&words[..], &["--only", "idempotency"]].concat());
    assert_eq!(ran.code, 1);
    for said in [
        "✗ same-id-other-content [money]",
        "rsp_code is A0000 instead of A0326 or A0008",
        "rule      Same id, other content: A0326, and it is not applied.",
        "source    network: table of response codes, A0326",
        "asked     POST /v2.0/transfer/withdraw/acnt_num {",
        "answered  HTTP 200 {",
    ] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
    let secret = json(&credentials)["fintechs"][0]["pass_phrase"].as_str().unwrap().to_owned();
    assert!(!ran.out.contains(&secret), "no secret in a report");
    // A number where a text has to be breaks strict clients.
    let numbers = altering(&base, "\"savings_bank_name\":\"\"", "\"savings_bank_name\":0");
    let (code, report) = conform(&bed, &numbers, &credentials, &["--only", "calling"]);
    assert_eq!(code, 1);
    assert!(self::wrong(&report).iter().any(|it| it.contains("every-value-is-text")), "{report}");
    assert_eq!(demo.stopped().code, 0);
}

#[test]
fn nobody_there_is_a_failure_of_every_case() {
    let bed = Bed::new();
    let (demo, _, credentials) = hub(&bed, &[]);
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let base = format!("http://{free}");
    let (code, report) = conform(&bed, &base, &credentials, &["--only", "token"]);
    assert_eq!((code, &report["passed"]), (1, &0.into()));
    let https =
        ["conform", "--base-url", "https://hub.example", "--credentials", text(&credentials)];
    let ran = bed.naru(&https);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("https"), "{}", ran.err);
    let none = bed.naru(&["conform", "--only", "pigeons", "--credentials", text(&credentials)]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("idempotency"), "{}", none.err);
    let list = bed.naru(&["conform", "--list"]);
    assert_eq!(list.code, 0);
    assert!(list.out.contains("same-id-same-content [money]"), "{}", list.out);
    assert_eq!(demo.stopped().code, 0);
}

/// A hub before the hub that says one thing for another. Gives its address.
fn altering(base: &str, from: &'static str, to: &'static str) -> String {
    let hub = base.strip_prefix("http://").unwrap().to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let hub = hub.clone();
            thread::spawn(move || drop(pass_on(stream, &hub, from, to)));
        }
    });
    address
}

/// One request and its answer; then both connections end.
fn pass_on(mut client: TcpStream, hub: &str, from: &str, to: &str) -> std::io::Result<()> {
    let mut asked = Vec::new();
    let mut bytes = [0; 8192];
    while !is_whole(&asked) {
        match client.read(&mut bytes)? {
            0 => return Ok(()),
            n => asked.extend_from_slice(&bytes[..n]),
        }
    }
    let asked = String::from_utf8_lossy(&asked).into_owned();
    let asked = asked.replacen("\r\n", "\r\nconnection: close\r\n", 1);
    let mut server = TcpStream::connect(hub)?;
    server.write_all(asked.as_bytes())?;
    let mut answer = String::new();
    server.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let body = body.replace(from, to);
    let kept = head.lines().filter(|line| !line.to_lowercase().starts_with("content-length"));
    let head: Vec<&str> = kept.collect();
    let length = format!("content-length: {}", body.len());
    client.write_all(format!("{}\r\n{length}\r\n\r\n{body}", head.join("\r\n")).as_bytes())
}

/// Whether the head and as many bytes as it says are there.
fn is_whole(asked: &[u8]) -> bool {
    let text = String::from_utf8_lossy(asked);
    let Some((head, _)) = text.split_once("\r\n\r\n") else { return false };
    let of = |line: &str| line.to_lowercase().strip_prefix("content-length: ")?.trim().parse().ok();
    let length: usize = head.lines().filter_map(of).next().unwrap_or(0);
    asked.len() >= head.len() + 4 + length
}
