//! A bank that is killed keeps what it answered.

use super::bed::{self, RICH, Relay, id, order};
use naru_base::env::{SystemClock, SystemEntropy};
use naru_core::relay::bankwire::WITHDRAW_PATH;
use naru_lab::bank;
use naru_lab::bank::books::Books;
use naru_lab::bank::books::model::State;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

/// In the environment: this process is the bank to be killed, with its books in this directory.
const CHILD: &str = "NARU_LAB_TEST_BANK_DIR";
const NAME: &str = "bank::crash::a_killed_bank_keeps_what_it_answered";
const MARK: &str = "listening on ";
/// How long an answer is waited for.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

#[test]
fn a_killed_bank_keeps_what_it_answered() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    if let Some(dir) = std::env::var_os(CHILD) {
        runtime.block_on(be_the_bank(Path::new(&dir)));
    } else {
        runtime.block_on(kill_banks());
    }
}

async fn be_the_bank(dir: &Path) {
    let mut config = bed::config(dir, Arc::new(SystemClock));
    config.entropy = Arc::new(SystemEntropy::default());
    let say = |bank: &bank::BankHandle| println!("\n{MARK}{}", bank.addr);
    bank::run(config, say, std::future::pending()).await.expect("a bank");
}

fn start(dir: &Path) -> (Child, std::net::SocketAddr) {
    let program = std::env::current_exe().expect("this program");
    let mut child = Command::new(program)
        .args(["--exact", NAME, "--nocapture"])
        .env(CHILD, dir)
        .stdout(Stdio::piped())
        .spawn()
        .expect("a child");
    let out = BufReader::new(child.stdout.take().expect("its output"));
    let addr = out
        .lines()
        .map_while(Result::ok)
        .find_map(|line| line.strip_prefix(MARK)?.parse().ok())
        .expect("it says where it listens");
    (child, addr)
}

async fn kill_banks() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut answered = BTreeMap::new();
    let key = naru_base::httpsig::SigningKey::from_seed(&[2; 32]).verifying_key();
    for round in 0..5_u32 {
        let (mut child, addr) = start(dir.path());
        let relay = Relay::to(addr, key, Arc::new(SystemClock));
        let ask = async |n: u32| {
            let signed = relay.sign(WITHDRAW_PATH, &order(&id(n), RICH, "10"));
            // Another test may listen by now where the killed bank did, and be silent on purpose.
            let heard = tokio::time::timeout(PATIENCE, relay.send(&signed)).await;
            heard.ok().flatten().map(|answer| (n, answer))
        };
        // It is killed with 60 requests under way, once 20 of them were answered.
        let asks: futures_util::stream::FuturesUnordered<_> =
            (0..60).map(|i| ask(round * 1000 + i)).collect();
        let mut asks = asks;
        let mut n = 0;
        while let Some(answer) = futures_util::StreamExt::next(&mut asks).await {
            if let Some((id, answer)) = answer {
                assert_eq!(answer.outcome(), ("done", "000"));
                answered.insert(id, ());
            }
            n += 1;
            if n == 20 {
                child.kill().expect("SIGKILL");
            }
        }
        child.wait().expect("it is gone");
    }
    assert!(answered.len() >= 100, "20 answers in each round: {}", answered.len());
    let books = dir.path().join("bank.db");
    let check = move || {
        let books = Books::open_existing(&books, Arc::new(SystemClock)).expect("books");
        assert_eq!(books.verify_blocking().expect("books"), Vec::<String>::new());
        let all = books.transactions_blocking().map(|it| it.expect("books"));
        all.filter(|it| it.state == State::Done).map(|it| it.id).collect::<Vec<_>>()
    };
    let done = tokio::task::spawn_blocking(check).await.expect("checked");
    for n in answered.keys() {
        assert!(done.contains(&id(*n)), "{n} was answered and is lost");
    }
}
