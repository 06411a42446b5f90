//! `naru serve`: a node.

use crate::data_dir::DataDir;
use crate::installation::Installation;
use crate::problem::Problem;
use crate::server::{self, Server};
use crate::settings::Settings;
use crate::{signals, stdio};
use naru_base::httpsig::VerifyingKey;
use naru_base::{BankCode, Lang};
use naru_core::relay::{self, Bank};
use naru_lab::bank::catalogue;
use naru_web::{Front, Node};
use serde_json::json;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tokio::sync::watch;

/// Where it listens unless it is told otherwise.
const DEFAULT_LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// Serve the API and the console until SIGTERM or Ctrl-C; what is under way is finished first
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  naru serve --data /var/lib/naru --listen 0.0.0.0:8080
  naru serve --config /etc/naru/naru.toml       TLS, limits, metrics: docs/operate.md

When it listens, one line of JSON on standard output says where:
  {\"base_url\":\"http://0.0.0.0:8080\"}")]
pub struct Serve {
    /// The data directory
    #[arg(long, value_name = "DIR", env = "NARU_DATA", hide_env_values = true)]
    #[arg(required_unless_present = "config")]
    data: Option<PathBuf>,
    /// The settings file, which names the data directory or lies in it [default: DIR/naru.toml]
    #[arg(long, value_name = "FILE", conflicts_with = "data")]
    config: Option<PathBuf>,
    /// Where to listen; port 0 takes a free one [default: as the settings say, or 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
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
    let installation = match (&it.config, &it.data) {
        (Some(file), _) => {
            let settings = Settings::read_file(file)?;
            (settings.data_dir(file), Some(settings))
        }
        (None, data) => (DataDir::existing(data.as_deref().unwrap_or(Path::new(".")))?, None),
    };
    let (dir, settings) = installation;
    let _held = dir.hold("serve")?;
    let installation = match settings {
        Some(settings) => Installation::open_with(dir, settings)?,
        None => Installation::open(dir)?,
    };
    signals::runtime()?.block_on(serve(installation, it))?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(installation: Installation, it: Serve) -> Result<(), Problem> {
    let told_to_stop = signals::stop()?;
    let place = installation.settings.serve.clone().unwrap_or_default();
    let tls = server::open_tls(&installation)?;
    let server = Server::open(installation.clone()).await?;
    let pages = server::consent_pages(&installation, &server.node, tls.is_some())?;
    enter(&server.node, it.banks).await?;
    let wanted = it.listen.or(place.listen).unwrap_or(DEFAULT_LISTEN);
    let listener = server::listen(wanted).await?;
    let addr = listener.local_addr().unwrap_or(wanted);
    let mut server = server;
    if let Some(wanted) = place.sandbox_listen {
        server.open_sandbox(server::listen(wanted).await?).await?;
    }
    let (stop, stopping) = watch::channel(false);
    tokio::spawn(async move {
        told_to_stop.await;
        stop.send_replace(true);
    });
    let mut said = json!({
        "base_url": format!("{}://{addr}", if tls.is_some() { "https" } else { "http" }),
    });
    if let Some(sandbox) = &server.sandbox {
        said["sandbox_url"] = json!(sandbox.place.url);
    }
    if let Some(metrics) = place.metrics {
        let listener = server::listen(metrics).await?;
        let addr = listener.local_addr().unwrap_or(metrics);
        said["metrics_url"] = json!(format!("http://{addr}/metrics"));
        tokio::spawn(server::serve_metrics(listener, server.metrics.clone()));
    }
    stdio::json(&said);
    server.serve(Front { listener, tls }, stopping, pages).await
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
