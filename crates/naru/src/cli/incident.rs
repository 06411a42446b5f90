//! `naru incident`: incidents and their timelines, read beside a server.

use super::Place;
use crate::data_dir::DataDir;
use crate::installation::Installation;
use crate::problem::Problem;
use crate::stdio;
use clap::Subcommand;
use naru_base::keyring::Keyring;
use naru_base::{Id, Lang, Micros, texts};
use naru_core::incident::{self, Entry, EntryKind, Filter, Incident, State, Status};
use naru_store::Store;
use serde_json::{Value, json};
use std::process::ExitCode;
use std::sync::Arc;

texts! {
    nothing { ko: "사건이 없습니다", en: "no incidents" }
    line(id: &str, at: &str, grade: u8, state: &str, title: &str) {
        ko: "{id}  {at}  {grade}등급  {state}  {title}",
        en: "{id}  {at}  grade {grade}  {state}  {title}",
    }
    st_open { ko: "열림", en: "open  " }
    st_closed { ko: "종료", en: "closed" }
    exercise(title: &str) { ko: "[훈련] {title}", en: "[EXERCISE] {title}" }
    entry_line(at: &str, kind: &str, grade: u8, text: &str) {
        ko: "{at}  {kind}  {grade}등급  {text}",
        en: "{at}  {kind}  grade {grade}  {text}",
    }
    kind_opened { ko: "발생", en: "opened" }
    kind_note { ko: "기록", en: "note" }
    kind_regraded { ko: "등급 변경", en: "regraded" }
    kind_closed { ko: "종료", en: "closed" }
    unknown { ko: "그런 사건은 없습니다", en: "there is no such incident" }
    unknown_hint {
        ko: "`naru incident list`가 목록을 보여 줍니다",
        en: "`naru incident list` shows what there is",
    }
}

/// Show incidents and their timelines; they are opened and closed in the console
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples, also while the server runs:
  naru incident list --open --data /var/lib/naru
  naru incident show 01KAR3V8Q0000000000000000A --json --data /var/lib/naru")]
pub struct IncidentCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List incidents, the newest first
    List {
        #[command(flatten)]
        place: Place,
        /// Only those that are open
        #[arg(long)]
        open: bool,
        /// How many
        #[arg(long, value_name = "N", default_value_t = 50,
            value_parser = clap::value_parser!(u16).range(1..=1000))]
        most: u16,
        /// Print one JSON array
        #[arg(long)]
        json: bool,
    },
    /// Show one incident with its timeline
    Show {
        #[command(flatten)]
        place: Place,
        /// Its id, as the list has it
        #[arg(value_parser = id, value_name = "ID")]
        id: Id,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}

fn id(text: &str) -> Result<Id, String> {
    Id::parse(text).map_err(|e| e.to_string())
}

pub(super) fn run(it: IncidentCommand, lang: Lang) -> Result<ExitCode, Problem> {
    match it.command {
        Command::List { place, open, most, json } => list(&place, open, most, json, lang),
        Command::Show { place, id, json } => show(&place, id, json, lang),
    }
}

/// The book for reading only, and the keys.
fn reading(place: &Place) -> Result<(Store, Arc<Keyring>), Problem> {
    let installation = Installation::open(DataDir::existing(&place.data)?)?;
    installation.is_up_to_date()?;
    let [(_, options), ..] = installation.shelves();
    Ok((Store::open_reading(options)?, installation.keys.clone()))
}

fn list(
    place: &Place,
    open: bool,
    most: u16,
    as_json: bool,
    lang: Lang,
) -> Result<ExitCode, Problem> {
    let (store, keys) = reading(place)?;
    let state = open.then_some(State::Open);
    let filter = Filter { state, before: None, limit: i64::from(most) };
    let all = store.read_blocking(move |tx| incident::list(tx, &keys, &filter))?;
    if as_json {
        stdio::json(&all.iter().map(incident_json).collect::<Vec<_>>());
    } else {
        all.iter().for_each(|it| stdio::data(&said(it, lang)));
        if all.is_empty() {
            stdio::talk(&nothing(lang));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn show(place: &Place, id: Id, as_json: bool, lang: Lang) -> Result<ExitCode, Problem> {
    let (store, keys) = reading(place)?;
    let found = store.read_blocking(move |tx| {
        let Some(it) = incident::find(tx, &keys, id)? else { return Ok(None) };
        Ok(Some((it, incident::timeline(tx, &keys, id)?)))
    })?;
    let Some((it, timeline)) = found else {
        return Err(Problem::new(unknown).hint(unknown_hint));
    };
    if as_json {
        let mut out = incident_json(&it);
        out["timeline"] = timeline.iter().map(entry_json).collect();
        stdio::json(&out);
    } else {
        stdio::data(&said(&it, lang));
        for entry in &timeline {
            let (at, grade) = (moment(entry.at), entry.grade.number());
            stdio::data(&entry_line(lang, &at, &kind(lang, entry.kind), grade, &entry.text));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn kind(lang: Lang, it: EntryKind) -> String {
    match it {
        EntryKind::Opened => kind_opened(lang),
        EntryKind::Note => kind_note(lang),
        EntryKind::Regraded => kind_regraded(lang),
        EntryKind::Closed => kind_closed(lang),
    }
}

fn said(it: &Incident, lang: Lang) -> String {
    let state = match it.state {
        State::Open => st_open(lang),
        State::Closed => st_closed(lang),
    };
    let title = match it.status {
        Status::Actual => it.title.clone(),
        Status::Exercise => exercise(lang, &it.title),
    };
    line(lang, &it.id.to_string(), &moment(it.opened_at), it.grade.number(), &state, &title)
}

/// 20261122 12:00:07.
fn moment(at: Micros) -> String {
    format!("{} {}", at.business_date(), at.kst_clock())
}

fn incident_json(it: &Incident) -> Value {
    json!({
        "id": it.id.to_string(),
        "state": it.state.as_str(),
        "grade": it.grade.number(),
        "status": it.status.as_str(),
        "title": it.title,
        "opened_at": it.opened_at.kst_dtm17(),
        "closed_at": it.closed_at.map(Micros::kst_dtm17),
        "entries": it.entries,
    })
}

fn entry_json(it: &Entry) -> Value {
    json!({
        "number": it.number,
        "at": it.at.kst_dtm17(),
        "by": format!("staff:{}", it.by),
        "kind": it.kind.as_str(),
        "grade": it.grade.number(),
        "text": it.text,
    })
}
