//! `naru serve`: a node.

use super::Place;
use crate::data_dir::DataDir;
use crate::installation::Installation;
use crate::problem::Problem;
use crate::server::{self, Server};
use crate::{signals, stdio};
use naru_base::httpsig::VerifyingKey;
use naru_base::{BankCode, Lang};
use naru_core::relay::{self, Bank};
use naru_lab::bank::catalogue;
use naru_web::Node;
use serde_json::json;
use std::net::SocketAddr;
use std::process::ExitCode;
use tokio::sync::watch;

/// Serve the API and the console until SIGTERM or Ctrl-C; what is under way is finished first
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  naru serve --data /var/lib/naru --listen 0.0.0.0:8080

When it listens, one line of JSON on standard output says where:
  {\"base_url\":\"http://0.0.0.0:8080\"}")]
pub struct Serve {
    #[command(flatten)]
    place: Place,
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Enter a bank of the lab, or its new address, before serving
    #[arg(long = "bank", value_parser = bank, value_name = "CODE=URL,KEY")]
    banks: Vec<Bank>,
}

fn bank(text: &str) -> Result<Bank, String> {
    let form = "write it as CODE=URL,KEY with what `naru bank` printed";
    let (code, rest) = text.split_once('=').ok_or(form)?;
    let (url, key) = rest.split_once(',').ok_or(form)?;
    let key = VerifyingKey::parse(key).map_err(|e| e.to_string())?;
    let entry = catalogue::find(code).ok_or("the lab has no bank with this code")?;
    Ok(Bank {
        code: BankCode::parse(code).map_err(|e| e.to_string())?,
        name_ko: entry.name_ko.to_owned(),
        name_en: entry.name_en.to_owned(),
        base_url: url.to_owned(),
        public_key: key.to_string(),
        active: true,
    })
}

pub(super) fn run(it: Serve, _lang: Lang) -> Result<ExitCode, Problem> {
    let dir = DataDir::existing(&it.place.data)?;
    let _held = dir.hold("serve")?;
    let installation = Installation::open(dir)?;
    signals::runtime()?.block_on(serve(installation, it))?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(installation: Installation, it: Serve) -> Result<(), Problem> {
    let told_to_stop = signals::stop()?;
    let server = Server::open(installation).await?;
    enter(&server.node, it.banks).await?;
    let listener = server::listen(it.listen).await?;
    let addr = listener.local_addr().unwrap_or(it.listen);
    let (stop, stopping) = watch::channel(false);
    tokio::spawn(async move {
        told_to_stop.await;
        stop.send_replace(true);
    });
    stdio::json(&json!({ "base_url": format!("http://{addr}") }));
    server.serve(listener, stopping, axum::Router::new()).await
}

/// Enters the banks that the book does not have like this.
async fn enter(node: &Node, banks: Vec<Bank>) -> Result<(), Problem> {
    for bank in banks {
        if node.hub.directory().banks.get(&bank.code) != Some(&bank) {
            let (hub, env) = (node.hub.clone(), node.env());
            let put = move |tx: &mut naru_store::Tx<'_>| {
                relay::bank_put(tx, &hub, &env, "system:serve", &bank)
            };
            node.book.write(put).await?;
        }
    }
    Ok(())
}
