//! `naru gate`: where institutions stand on the admission path, and the lists that checks are
//! judged by.

use super::{Place, deadline, evidence, functional};
use crate::data_dir::{self, DataDir};
use crate::installation::{self, Installation};
use crate::problem::Problem;
use crate::stdio;
use clap::Subcommand;
use naru_base::{Answer, ClientUseCode, Id, Lang, No, texts, unreadable};
use naru_core::admission::{self, PATH};
use naru_core::check::{self, Checklist, ListKey};
use naru_core::{identity, surety};
use naru_store::{Store, Tx};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

texts! {
    standing_line(code: &str, name: &str, standing: &str, blocked: &str) {
        ko: "{code}  {standing}  {name}  {blocked}",
        en: "{code}  {standing}  {name}  {blocked}",
    }
    nobody { ko: "네트워크에 이용기관이 없습니다", en: "there is no institution on the network" }
    unknown_institution {
        ko: "네트워크에 그런 이용기관이 없습니다",
        en: "there is no such institution on the network",
    }
    list_line(key: &str, items: usize, title: &str, used: &str) {
        ko: "{key}  {items}항목  {title}  {used}",
        en: "{key}  {items} items  {title}  {used}",
    }
    shipped { ko: "나루 재구성본, 함께 옴", en: "reconstruction by Naru, shipped" }
    released { ko: "사용 중", en: "in use" }
    waiting { ko: "두 점검관의 확인을 기다림", en: "waits for two inspectors" }
    imported(key: &str) {
        ko: "{key} 목록을 가져왔습니다. 콘솔의 점검 목록에서 두 점검관이 확인하면 씁니다",
        en: "{key} is on file. It is used once two inspectors released it in the console",
    }
    unknown_list(key: &str) { ko: "{key}라는 목록이 없습니다", en: "there is no list {key}" }
    unknown_list_hint {
        ko: "`naru gate checklist list`가 목록을 보여 줍니다",
        en: "`naru gate checklist list` shows what is there",
    }
    unknown_export(what: &str) {
        ko: "{what}라는 목록도 점검도 없습니다",
        en: "there is neither a list nor a check {what}",
    }
    malformed(path: &str, at: &str) {
        ko: "`{path}`는 점검 목록이 아닙니다: {at}",
        en: "`{path}` is no list of items: {at}",
    }
    malformed_hint {
        ko: "`naru gate checklist show org@1`이 형식을 보여 줍니다",
        en: "`naru gate checklist show org@1` shows the form",
    }
    known(key: &str) {
        ko: "{key} 판은 이미 있습니다",
        en: "{key} is on file already",
    }
    known_hint { ko: "파일의 판 번호를 올리십시오", en: "raise the version in the file" }
}

/// Where institutions stand on the admission path, and the lists that checks are judged by
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  naru gate list --data /var/lib/naru
  naru gate show M202600001 --data /var/lib/naru
  naru gate deadline list --data /var/lib/naru
  naru gate export --oscal org@1 --data /var/lib/naru > catalog.json
  naru gate checklist show org@1 --data /var/lib/naru > official.json
  naru gate checklist import official.json --data /var/lib/naru   # with the server stopped")]
pub struct GateCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show every institution's standing, and what blocks it
    List {
        #[command(flatten)]
        place: Place,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Show one institution's path and checks, as JSON
    Show {
        #[command(flatten)]
        place: Place,
        /// The institution's code
        #[arg(value_parser = institution, value_name = "CODE")]
        institution: ClientUseCode,
    },
    /// The lists of items that security checks are judged by
    Checklist {
        #[command(subcommand)]
        command: ListCommand,
    },
    /// The functional test: how runs stand, and whether a record is genuine
    Functional {
        #[command(subcommand)]
        command: functional::Command,
    },
    /// Print a list (`org@1`), what must be met of it, or one check (its id), for other tools
    Export {
        #[command(flatten)]
        place: Place,
        /// As OSCAL: a catalogue, a profile, assessment results
        #[arg(long, required = true)]
        oscal: bool,
        /// Of a list: the profile of what must be met instead of the catalogue
        #[arg(long)]
        profile: bool,
        /// A list's name and version, or a check's id
        #[arg(value_name = "LIST|CHECK")]
        what: String,
    },
    /// Rules with a date, and where each institution stands under them
    Deadline {
        #[command(subcommand)]
        command: deadline::Command,
    },
    /// What scanners found: read a file, import it, list what is open by item
    #[command(after_help = evidence::EXAMPLES)]
    Evidence {
        #[command(subcommand)]
        command: evidence::Command,
    },
}

#[derive(Debug, Subcommand)]
enum ListCommand {
    /// Show which lists there are
    List {
        #[command(flatten)]
        place: Place,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Print a list as the file that `import` takes
    Show {
        #[command(flatten)]
        place: Place,
        /// The list's name and version
        #[arg(value_parser = list_key, value_name = "LIST")]
        list: ListKey,
    },
    /// Put a list on file; it is used once two inspectors released it in the console
    Import {
        #[command(flatten)]
        place: Place,
        /// The list, in JSON
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

pub(super) fn institution(text: &str) -> Result<ClientUseCode, String> {
    ClientUseCode::parse(text).map_err(|e| e.to_string())
}

fn list_key(text: &str) -> Result<ListKey, String> {
    ListKey::parse(text).ok_or_else(|| "write a name and a version, like org@1".to_owned())
}

pub(super) fn run(it: GateCommand, lang: Lang) -> Result<ExitCode, Problem> {
    match it.command {
        Command::List { place, json } => list(&place, json, lang)?,
        Command::Show { place, institution } => show(&place, &institution)?,
        Command::Checklist { command } => match command {
            ListCommand::List { place, json } => lists(&place, json, lang)?,
            ListCommand::Show { place, list } => show_list(&place, &list)?,
            ListCommand::Import { place, file } => import(&place, &file, lang)?,
        },
        Command::Functional { command } => return functional::run(command, lang),
        Command::Export { place, profile, what, .. } => export(&place, &what, profile)?,
        Command::Deadline { command } => deadline::run(command, lang)?,
        Command::Evidence { command } => return evidence::run(command, lang),
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn read<T: Send + 'static>(
    place: &Place,
    f: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
) -> Result<T, Problem> {
    let installation = Installation::open(DataDir::existing(&place.data)?)?;
    installation.is_up_to_date()?;
    let [(_, options), ..] = installation.shelves();
    Ok(Store::open_reading(options)?.read_blocking(f)?)
}

fn list(place: &Place, as_json: bool, lang: Lang) -> Result<(), Problem> {
    let now = installation::env().now;
    let loaded = read(place, move |tx| {
        let directory = identity::institutions(tx)?;
        let cover = surety::positions(tx, directory.iter().map(|it| &it.code), now)?;
        Ok((directory, admission::load(tx)?, cover))
    });
    let (directory, mut all, cover) = loaded?;
    let rows: Vec<Value> = directory
        .iter()
        .map(|it| {
            let facts = all.remove(&it.code).unwrap_or_default();
            let found = admission::admission(&facts, &PATH, now);
            let cover_ends = cover.get(&it.code).and_then(|it| it.falls_short());
            admission::report::of(&it.code, &it.name_ko, (&facts, &found), (cover_ends, now))
        })
        .collect();
    if as_json {
        stdio::data(&admission::report::list(rows.into_iter(), now));
        return Ok(());
    }
    if rows.is_empty() {
        stdio::talk(&nobody(lang));
    }
    let word = |row: &Value, name: &str| row[name].as_str().unwrap_or("–").to_owned();
    for row in &rows {
        let (code, standing) = (word(row, "institution"), word(row, "standing"));
        let line =
            standing_line(lang, &code, &word(row, "name"), &standing, &word(row, "blocked_by"));
        stdio::data(&line);
    }
    Ok(())
}

fn show(place: &Place, code: &ClientUseCode) -> Result<(), Problem> {
    let (now, asked) = (installation::env().now, code.clone());
    let found = read(place, move |tx| {
        let directory = identity::institutions(tx)?;
        let Some(it) = directory.into_iter().find(|it| it.code == asked) else {
            return Ok(None);
        };
        let facts = admission::facts_of(tx, &asked)?;
        let path = admission::admission(&facts, &PATH, now);
        let cover_ends = surety::position(tx, &asked, now)?.falls_short();
        let of = (&facts, &path);
        let path = admission::report::of(&asked, &it.name_ko, of, (cover_ends, now));
        let (open, closed) = check::state(tx, Some(&asked))?;
        let mut checks = Vec::new();
        for it in open.into_iter().map(|it| it.0).chain(closed) {
            if let Some(dossier) = check::dossier(tx, it.id)? {
                checks.push(check::report::of(&dossier, now));
            }
        }
        Ok(Some(json!({"path": path, "checks": checks})))
    });
    let shown = found?.ok_or_else(|| Problem::new(unknown_institution))?;
    stdio::json(&shown);
    Ok(())
}

/// Grounds are sealed by the keys of the node: outside it they are not told.
fn export(place: &Place, what: &str, as_profile: bool) -> Result<(), Problem> {
    let (now, list, id) = (installation::env().now, ListKey::parse(what), Id::parse(what).ok());
    let found = read(place, move |tx| {
        let list = match &list {
            Some(key) => check::list_of(tx, key)?,
            None => None,
        };
        let dossier = match id {
            Some(id) => check::dossier(tx, id)?,
            None => None,
        };
        Ok((list, dossier))
    })?;
    let document = match found {
        (Some(list), _) if as_profile => check::oscal::must(&list, now),
        (Some(list), _) => check::oscal::list(&list, now),
        (None, Some(dossier)) => check::oscal::judged(&dossier, now),
        (None, None) => {
            let what = what.to_owned();
            return Err(
                Problem::new(move |lang| unknown_export(lang, &what)).hint(unknown_list_hint)
            );
        }
    };
    stdio::data(&document.to_string());
    Ok(())
}

/// Every list, with how it is used.
fn all_lists(tx: &mut Tx<'_>) -> Answer<Vec<(Checklist, Use)>> {
    let shipped = check::list::shipped().iter().map(|it| (it.clone(), Use::Shipped));
    let imported = check::lists(tx)?.into_iter().map(|it| {
        let used = if it.released_at.is_some() { Use::Released } else { Use::Waiting };
        (it.list, used)
    });
    Ok(shipped.chain(imported).collect())
}

#[derive(Clone, Copy)]
enum Use {
    Shipped,
    Released,
    Waiting,
}

fn lists(place: &Place, as_json: bool, lang: Lang) -> Result<(), Problem> {
    let all = read(place, all_lists)?;
    if as_json {
        let one = |(it, used): &(Checklist, Use)| {
            let used = match used {
                Use::Shipped => "shipped",
                Use::Released => "released",
                Use::Waiting => "waiting",
            };
            json!({
                "list": it.key().to_string(),
                "kind": it.kind.as_str(),
                "items": it.items.len(),
                "source": it.source,
                "use": used,
            })
        };
        stdio::json(&json!({"lists": all.iter().map(one).collect::<Vec<_>>()}));
        return Ok(());
    }
    for (it, used) in &all {
        let used = match used {
            Use::Shipped => shipped(lang),
            Use::Released => released(lang),
            Use::Waiting => waiting(lang),
        };
        let key = it.key().to_string();
        stdio::data(&list_line(lang, &key, it.items.len(), it.title.of(lang), &used));
    }
    Ok(())
}

fn show_list(place: &Place, key: &ListKey) -> Result<(), Problem> {
    let asked = key.clone();
    let found = read(place, move |tx| check::list_of(tx, &asked))?;
    let name = key.to_string();
    let none = move || Problem::new(move |lang| unknown_list(lang, &name)).hint(unknown_list_hint);
    stdio::json(&found.ok_or_else(none)?);
    Ok(())
}

fn import(place: &Place, file: &Path, lang: Lang) -> Result<(), Problem> {
    let text = data_dir::read(file)?;
    let dir = DataDir::existing(&place.data)?;
    let _held = dir.hold("gate")?;
    let shelves = Installation::open(dir)?.open_shelves()?;
    let env = installation::env();
    let write = move |tx: &mut Tx<'_>| check::import(tx, &env, "system:gate", &text);
    let written = shelves.book.write_blocking(write);
    shelves.close()?;
    let key = written.map_err(|no| told(no, file))?;
    stdio::talk(&imported(lang, &key.to_string()));
    Ok(())
}

fn told(no: No, file: &Path) -> Problem {
    let No::Refusal(it) = no else { return no.into() };
    let shown = file.display().to_string();
    let data = it.to_string();
    match it.code {
        "check/list-malformed" => Problem::new(move |lang| {
            let why = unreadable::said(lang, &it).unwrap_or_else(|| it.fact("at").to_owned());
            malformed(lang, &shown, &why)
        })
        .hint(malformed_hint),
        "check/list-known" => Problem::new(move |lang| known(lang, &data)).hint(known_hint),
        _ => No::Refusal(it).into(),
    }
}
