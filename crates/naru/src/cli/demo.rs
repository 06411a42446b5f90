//! `naru demo`: see it at work.

use crate::demo::{self, OWN, Plan};
use crate::problem::Problem;
use naru_base::Lang;
use naru_lab::crowd::MEMBERS_MAX;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// How many institutions there may be.
const INSTITUTIONS: std::ops::RangeInclusive<i64> = 1..=(OWN + MEMBERS_MAX) as i64;

/// See it at work: relay, four banks, three institutions, customers; nothing to install
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  naru demo
  naru demo --rate 200 --duration 60 --data /tmp/naru-demo --credentials /tmp/naru.json

Everything is fictitious. Secrets are made for each data directory and stand in DIR/credentials.json.")]
pub struct Demo {
    /// The data directory; one that is there goes on
    #[arg(long, value_name = "DIR", default_value = "./demo-data")]
    data: PathBuf,
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Let the customers sleep
    #[arg(long)]
    no_traffic: bool,
    /// Customers' calls a second
    #[arg(long, value_name = "N", default_value_t = 20, conflicts_with = "no_traffic")]
    rate: u32,
    /// Stop after so many seconds [default: until Ctrl-C]
    #[arg(long, value_name = "S")]
    duration: Option<u64>,
    /// What customers and traffic follow from
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Bring a fourth institution through the gates before your eyes
    #[arg(long)]
    admission_story: bool,
    /// Have an advisory arrive for a component that two institutions use, before your eyes
    #[arg(long)]
    advisory_story: bool,
    /// Customers of a new directory; one that is there keeps its own
    #[arg(long, value_name = "N", default_value_t = 3000,
        value_parser = clap::value_parser!(u64).range(1..=9999))]
    customers: u64,
    /// Institutions, in all: those besides the first three stand everywhere on the path of
    /// admission, send nothing, and show how full a page gets. With one or two there are no
    /// stories; a directory that is there keeps those it has
    #[arg(long, value_name = "N", default_value_t = OWN,
        value_parser = clap::value_parser!(u32).range(INSTITUTIONS))]
    institutions: u32,
    /// Systems of the institutions, each with a bill of five hundred components: to see the pages
    /// of open source full. They are made once in a data directory, in a few minutes for ten
    /// thousand
    #[arg(long, value_name = "N", default_value_t = 0,
        value_parser = clap::value_parser!(u32).range(..=30_000))]
    systems: u32,
    /// Leave out the samples: claims, dates, functional tests, scans
    #[arg(long)]
    no_samples: bool,
    /// PostgreSQL instead of files in the data directory, when it is made
    #[arg(long, value_name = "URL")]
    store: Option<String>,
    /// Write the credentials here too
    #[arg(long, value_name = "FILE")]
    credentials: Option<PathBuf>,
}

pub(super) fn run(it: Demo, lang: Lang) -> Result<ExitCode, Problem> {
    let plan = Plan {
        data: it.data,
        listen: it.listen,
        rate: (!it.no_traffic).then_some(it.rate),
        duration: it.duration.map(Duration::from_secs),
        seed: it.seed,
        story: it.admission_story,
        advisory: it.advisory_story,
        samples: !it.no_samples,
        store: it.store,
        customers: it.customers,
        systems: it.systems,
        own: it.institutions.min(OWN),
        crowd: it.institutions.saturating_sub(OWN),
        credentials: it.credentials,
    };
    let holds = demo::run(&plan, lang)?;
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
