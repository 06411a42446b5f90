//! Processes killed under load, again and again on one data directory: what was acknowledged is
//! there, and what was not is decided.

use crate::bed::{Bed, text};
use crate::book::{Transfer, book, number, transfers};
use crate::demo::{demo, demo_for, json};
use crate::http::Client;
use crate::running::until;
use crate::serve::{bank, entry, serve};
use naru_base::BusinessDate;
use naru_lab::fintech::journal::History;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

/// Acknowledged transfers of a round before the kill.
const DONE_EACH: usize = 25;

#[expect(clippy::disallowed_methods, reason = "a person asks for more rounds by it")]
fn rounds() -> usize {
    std::env::var("NARU_CRASH_ROUNDS").ok().map_or(3, |it| it.parse().expect("a number of rounds"))
}

/// What all institutions were told.
fn history(data: &Path) -> History {
    let mut all = History::default();
    for code in ["M202600001", "M202600002", "M202600003"] {
        let journal = data.join(format!("journal-{code}.log"));
        if journal.exists() {
            let told = History::read(&journal).unwrap();
            all.transfers.extend(told.transfers);
            all.unreadable += told.unreadable;
        }
    }
    all
}

fn done(data: &Path) -> usize {
    history(data).transfers.values().filter(|it| it.done).count()
}

#[test]
fn a_demonstration_killed_under_load_loses_nothing() {
    let bed = Bed::new();
    let data = bed.data();
    for round in 1..=rounds() {
        let before = done(&data);
        let (running, _) = demo(bed.data_text(), &["--rate", "60"]);
        until("money moves", || (done(&data) >= before + DONE_EACH).then_some(()));
        running.kill();
        let verify = bed.naru(&["verify", "--data", bed.data_text()]);
        assert_eq!(verify.code, 0, "round {round}: {}{}", verify.out, verify.err);
        let open = keeps_what_it_acknowledged(&data, round);
        eprintln!("round {round}: {} acknowledged, {open} open", done(&data));
    }
    // What was under way at the last kill is decided by asking the bank, whoever starts.
    let (running, _) = demo(bed.data_text(), &["--no-traffic"]);
    let open = "SELECT count(*) FROM relay_transfer WHERE state IN ('reserved', 'in_doubt')";
    until("nothing is open", || (number(&book(&data), open) == 0).then_some(()));
    let ran = running.stopped();
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let verify = bed.naru(&["verify", "--data", bed.data_text()]);
    assert_eq!(verify.code, 0, "{}{}", verify.out, verify.err);
    assert_eq!(keeps_what_it_acknowledged(&data, rounds()), 0);
}

/// Holds the institution's journal against the book. Gives how many transfers are open.
fn keeps_what_it_acknowledged(data: &Path, round: usize) -> usize {
    let told = history(data);
    assert!(told.unreadable as usize <= 3 * round, "a torn line each: {}", told.unreadable);
    assert_eq!(told.contradictions().count(), 0);
    let all = transfers(data);
    let by_key: BTreeMap<(i64, &str), &Transfer> =
        all.iter().map(|it| ((it.0, it.1.as_str()), it)).collect();
    for ((date, id), told) in &told.transfers {
        let kept = by_key.get(&(date.yyyymmdd(), id.as_str()));
        if told.done {
            let (_, _, state, amount) = kept.unwrap_or_else(|| panic!("{id} is lost"));
            assert_eq!((state.as_str(), *amount), ("settled", told.amount.get()), "{id}");
        } else if told.failed
            && let Some((_, _, state, _)) = kept
        {
            assert!(["refused", "released"].contains(&state.as_str()), "{id} is {state}");
        }
    }
    let known = |it: &&Transfer| {
        let date = BusinessDate::parse(&it.0.to_string()).unwrap();
        told.transfers.contains_key(&(date, it.1.clone()))
    };
    assert_eq!(all.iter().filter(known).count(), all.len(), "nothing that nobody ordered");
    all.iter().filter(|it| ["reserved", "in_doubt"].contains(&it.2.as_str())).count()
}

#[test]
fn a_bank_killed_under_load_pays_each_transfer_once_or_never() {
    let bed = Bed::new();
    let data = bed.data_text();
    demo_for(data, "0", &["--no-traffic"]);
    let credentials = json(&bed.data().join("credentials.json"));
    let users = credentials["users"].as_array().unwrap();
    let at_901 = |it: &usize| users[*it]["accounts"][0]["bank_code_std"] == "901";
    let customers: Vec<usize> = (0..users.len()).filter(at_901).collect();
    let (first, said) = bank(&bed, data, "901", &[]);
    let listen = said["base_url"].as_str().unwrap().strip_prefix("http://").unwrap().to_owned();
    let (serve, base) = serve(data, &["--bank", &entry(&said)]);
    let client = Client::new(&base, &credentials);

    let (next, enough) = (AtomicU32::new(0), AtomicBool::new(false));
    let acknowledged = Mutex::new(Vec::new());
    let count = || acknowledged.lock().unwrap_or_else(PoisonError::into_inner).len();
    let order = || {
        while !enough.load(Ordering::Relaxed) {
            let n = next.fetch_add(1, Ordering::Relaxed);
            let customer = customers[n as usize % customers.len()];
            if client.withdraw(customer, n, 1_000)["rsp_code"] == "A0000" {
                acknowledged.lock().unwrap_or_else(PoisonError::into_inner).push(n);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(order);
        }
        let mut bank = first;
        for _ in 0..rounds() {
            let before = count();
            until("the bank pays", || (count() >= before + 20).then_some(()));
            bank.kill();
            bank = self::bank(&bed, data, "901", &["--listen", &listen]).0;
        }
        enough.store(true, Ordering::Relaxed);
        let open = "SELECT count(*) FROM relay_transfer WHERE state IN ('reserved', 'in_doubt')";
        until("nothing is open", || (number(&book(&bed.data()), open) == 0).then_some(()));
        let ran = bank.stopped();
        assert_eq!(ran.code, 0, "{}", ran.err);
    });
    let ran = serve.stopped();
    assert_eq!(ran.code, 0, "{}", ran.err);
    let verify = bed.naru(&["verify", "--data", text(&bed.data())]);
    assert_eq!(verify.code, 0, "{}", verify.out);
    let settled: Vec<String> =
        transfers(&bed.data()).into_iter().filter(|it| it.2 == "settled").map(|it| it.1).collect();
    let acknowledged = acknowledged.into_inner().unwrap();
    assert!(acknowledged.len() >= 20 * rounds());
    for n in acknowledged {
        assert!(settled.iter().any(|id| id.ends_with(&format!("U{n:09}"))), "{n} is lost");
    }
}
