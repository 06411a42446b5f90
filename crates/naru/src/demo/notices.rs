//! Notices in the demonstration: the institution's receiver, which writes a log in place of doing
//! something, and the operator's mailbox, which is a directory.

use crate::data_dir;
use crate::problem::Problem;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use data_encoding::BASE64;
use naru_base::env::SystemClock;
use naru_base::role::Role;
use naru_base::secret::SecretText;
use naru_base::{ClientUseCode, Clock as _, Lang};
use naru_core::notify::{self, Channel, NewContact, Party, Severity};
use naru_store::Tx;
use naru_web::Node;
use naru_web::notify::sign;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::net::SocketAddr;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

const PATH: &str = "/demo/notices";
/// Where the operator on duty is written to.
const MAILBOX: &str = "duty@operator.example";

/// The same at every start, and known to nobody who has not this installation's keys.
fn secret(node: &Node) -> SecretText {
    let made = node.hub.keys.lookup("demo.notices", &[]);
    SecretText::new(format!("whsec_{}", BASE64.encode(made.as_bytes())))
}

/// Enters the contacts, unless they are there as they should be.
pub async fn register(
    node: &Arc<Node>,
    addr: SocketAddr,
    institutions: &[ClientUseCode],
) -> Result<(), Problem> {
    let url = format!("http://127.0.0.1:{}{PATH}", addr.port());
    let (hub, env, secret) = (node.hub.clone(), node.env(), secret(node));
    let houses = institutions.iter().filter_map(|it| Party::parse(&format!("institution:{it}")));
    let hook = |it| (it, Channel::Webhook, url.clone(), Some(secret.clone()), Severity::Info);
    let duty = Party::Staff(Role::Operator);
    let mut wanted: Vec<_> = houses.map(hook).collect();
    wanted.push((duty, Channel::Email, MAILBOX.to_owned(), None, Severity::Warning));
    let enter = move |tx: &mut Tx<'_>| {
        let known = notify::contacts(tx)?;
        for (n, (party, channel, address, secret, severity_min)) in
            (0..).zip(wanted.iter().cloned())
        {
            let mut is_there = false;
            for it in known.iter().filter(|it| it.party == party && it.channel == channel) {
                match notify::address(&hub.keys, it)? {
                    Some(it) if *it.expose() == address => is_there = true,
                    // It listens on another port now.
                    _ => notify::close_contact(tx, &env, &hub.keys, "system:demo", it.id)?,
                }
            }
            if !is_there {
                let (id, lang) = (env.id(n), Lang::Ko);
                let it = NewContact { id, party, channel, address, secret, severity_min, lang };
                notify::add_contact(tx, &env, &hub.keys, "system:demo", &it)?;
            }
        }
        Ok(())
    };
    Ok(node.book.write(enter).await?)
}

#[derive(Clone)]
struct Log {
    file: Arc<Mutex<File>>,
    secret: SecretText,
}

/// The receiver: verifies, and writes a line for each notice.
pub fn receiver(node: &Node, log: &Path) -> Result<Router, Problem> {
    let file = OpenOptions::new().append(true).create(true).mode(0o600).open(log);
    let file = file.map_err(|e| data_dir::write_failed(log, &e))?;
    let log = Log { file: Arc::new(Mutex::new(file)), secret: secret(node) };
    Ok(Router::new().route(PATH, post(take)).with_state(log))
}

async fn take(State(log): State<Log>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let header = |name: &str| headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let timestamp = header("webhook-timestamp").parse().unwrap_or_default();
    let signed = sign::signature([&log.secret], header("webhook-id"), timestamp, &body);
    if signed.as_deref() != Some(header("webhook-signature")) {
        return StatusCode::UNAUTHORIZED;
    }
    let Ok(said) = serde_json::from_slice::<serde_json::Value>(&body) else {
        return StatusCode::BAD_REQUEST;
    };
    let text = |pointer| said.pointer(pointer).and_then(|it| it.as_str()).unwrap_or_default();
    let line = format!(
        "{}\t{}\t{}\t{}\n",
        SystemClock.now().kst_dtm17(),
        text("/type"),
        text("/status"),
        text("/title/ko")
    );
    let mut file = log.file.lock().unwrap_or_else(PoisonError::into_inner);
    match file.write_all(line.as_bytes()) {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}
