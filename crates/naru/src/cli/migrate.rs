//! `naru migrate`: bring the schema up to date.

use super::Place;
use crate::data_dir::DataDir;
use crate::installation::Installation;
use crate::problem::Problem;
use crate::stdio;
use naru_base::{Lang, texts};
use serde_json::json;
use std::process::ExitCode;

texts! {
    up_to_date(shelf: &str) { ko: "{shelf}: 최신입니다", en: "{shelf}: up to date" }
    applied(shelf: &str, name: &str) { ko: "{shelf}: {name} 적용함", en: "{shelf}: applied {name}" }
    would_apply(shelf: &str, name: &str) {
        ko: "{shelf}: {name} 적용 예정",
        en: "{shelf}: would apply {name}",
    }
}

/// Bring the schema up to date
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example, with the server stopped:
  naru migrate --data /var/lib/naru --plan     # what would be done
  naru migrate --data /var/lib/naru            # do it")]
pub struct Migrate {
    #[command(flatten)]
    place: Place,
    /// Say what would be done, and do nothing
    #[arg(long)]
    plan: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(it: &Migrate, lang: Lang) -> Result<ExitCode, Problem> {
    let dir = DataDir::existing(&it.place.data)?;
    // A plan only reads; a migration must not meet a server.
    let _held = if it.plan { None } else { Some(dir.hold("migrate")?) };
    let installation = Installation::open(dir)?;
    let mut shelves = serde_json::Map::new();
    for (shelf, options) in installation.shelves() {
        let plan = if it.plan {
            naru_store::migrate::plan(&options)?
        } else {
            naru_store::migrate::migrate(&options)?
        };
        if !it.json {
            tell(lang, shelf, &plan, it.plan);
        }
        shelves.insert(shelf.to_owned(), json!({ "before": plan.done, "steps": plan.to_do }));
    }
    if !it.plan {
        // A rule that this version ships and asks for is there from its first start on.
        let shelves = installation.open_shelves()?;
        shelves.install_shipped()?;
        shelves.close()?;
    }
    if it.json {
        stdio::json(&json!({ "plan": it.plan, "shelves": shelves }));
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(lang: Lang, shelf: &str, plan: &naru_store::migrate::Plan, only_plan: bool) {
    if plan.to_do.is_empty() {
        stdio::data(&up_to_date(lang, shelf));
    }
    let line = if only_plan { would_apply } else { applied };
    plan.to_do.iter().for_each(|name| stdio::data(&line(lang, shelf, name)));
}
