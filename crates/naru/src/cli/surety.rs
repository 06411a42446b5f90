//! `naru surety`: required, active and free cover of institutions, read beside a server.

use super::Place;
use crate::data_dir::DataDir;
use crate::installation::Installation;
use crate::problem::Problem;
use crate::stdio;
use clap::Subcommand;
use naru_base::env::SystemClock;
use naru_base::{ClientUseCode, Clock as _, Lang, Micros, texts};
use naru_core::desk::{self, HeadRoom, Lasts};
use naru_core::identity::{self, Institution};
use naru_core::surety::{self, Facts, Instrument, report};
use naru_store::{Store, Tx};
use serde_json::Value;
use std::process::ExitCode;

texts! {
    nothing { ko: "이용기관이 없습니다", en: "no institutions" }
    line(code: &str, state: &str, required: &str, active: &str, exposure: &str, free: &str) {
        ko: "{code}  {state}  필요 {required}  유효 {active}  미정산 {exposure}  여력 {free}",
        en: "{code}  {state}  required {required}  active {active}  unsettled {exposure}  free {free}",
    }
    st_out { ko: "출금 막힘", en: "blocked  " }
    st_short { ko: "보증 부족", en: "short    " }
    st_enough { ko: "충분     ", en: "enough   " }
    factor(percent: i64, items: &str) {
        ko: "배율 {percent} % ({items})",
        en: "factor {percent} % ({items})",
    }
    lasts(days: &str) { ko: "여력이 가는 날 {days}", en: "lasts {days} days" }
    lasts_as_cover { ko: "지금 추세로는 보증이 끝날 때까지 여력이 남음", en: "at this pace cover is free until it ends" }
    no_flow { ko: "최근 출금 없음", en: "nothing was withdrawn lately" }
    short_from(at: &str) {
        ko: "{at}부터 필요한 보증에 못 미칩니다",
        en: "less than required is covered from {at} on",
    }
    instrument_line(kind: &str, reference: &str, issuer: &str, amount: &str, from: &str, until:
        &str) {
        ko: "{kind}  {reference}  {issuer}  {amount}  {from} ~ {until} 전",
        en: "{kind}  {reference}  {issuer}  {amount}  {from} to before {until}",
    }
    unknown { ko: "그런 이용기관은 없습니다", en: "there is no such institution" }
    unknown_hint {
        ko: "`naru surety list`가 목록을 보여 줍니다",
        en: "`naru surety list` shows what there is",
    }
}

/// Show the cover of institutions; two people record and adjust it in the console
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples, also while the server runs:
  naru surety list --data /var/lib/naru
  naru surety show M202600001 --json --data /var/lib/naru")]
pub struct SuretyCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List institutions with their cover
    List {
        #[command(flatten)]
        place: Place,
        /// Only those whose cover is less than it must be, or of which nothing is free
        #[arg(long)]
        short: bool,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Show one institution's cover with its instruments
    Show {
        #[command(flatten)]
        place: Place,
        /// Its code, as the list has it
        #[arg(value_parser = code, value_name = "CODE")]
        code: ClientUseCode,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}

fn code(text: &str) -> Result<ClientUseCode, String> {
    ClientUseCode::parse(text).map_err(|e| e.to_string())
}

pub(super) fn run(it: SuretyCommand, lang: Lang) -> Result<ExitCode, Problem> {
    match it.command {
        Command::List { place, short, json } => list(&place, short, json, lang),
        Command::Show { place, code, json } => show(&place, &code, json, lang),
    }
}

/// The book for reading only.
fn reading(place: &Place) -> Result<Store, Problem> {
    let installation = Installation::open(DataDir::existing(&place.data)?)?;
    installation.is_up_to_date()?;
    let [(_, options), ..] = installation.shelves();
    Ok(Store::open_reading(options)?)
}

/// An institution with its cover.
type Row = (Institution, HeadRoom);

fn rows(tx: &mut Tx<'_>, now: Micros) -> naru_base::Answer<Vec<Row>> {
    let all = identity::institutions(tx)?;
    let mut rooms = desk::head_rooms(tx, all.iter().map(|it| &it.code), now)?;
    let with = |it: Institution| Some((rooms.remove(&it.code)?, it));
    Ok(all.into_iter().filter_map(with).map(|(room, it)| (it, room)).collect())
}

fn is_short(it: &HeadRoom) -> bool {
    it.position.free.get() <= 0 || it.position.active < it.position.required
}

fn list(place: &Place, short: bool, as_json: bool, lang: Lang) -> Result<ExitCode, Problem> {
    let (store, now) = (reading(place)?, SystemClock.now());
    let mut all = store.read_blocking(move |tx| rows(tx, now))?;
    all.retain(|(_, room)| !short || is_short(room));
    if as_json {
        let rows = all.iter().map(|(it, room)| json_of(it, room, None));
        stdio::json(&report::list(rows, now));
    } else {
        all.iter().for_each(|(it, room)| stdio::talk(&said(it, room, lang)));
        if all.is_empty() {
            stdio::talk(&nothing(lang));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn show(
    place: &Place,
    code: &ClientUseCode,
    as_json: bool,
    lang: Lang,
) -> Result<ExitCode, Problem> {
    let (store, now, of) = (reading(place)?, SystemClock.now(), code.clone());
    let found = store.read_blocking(move |tx| {
        let row = rows(tx, now)?.into_iter().find(|(it, _)| it.code == of);
        Ok(row.zip(Some(surety::facts_of(tx, &of)?)))
    })?;
    let Some(((it, room), facts)) = found else {
        return Err(Problem::new(unknown).hint(unknown_hint));
    };
    if as_json {
        stdio::json(&json_of(&it, &room, Some(&facts)));
        return Ok(ExitCode::SUCCESS);
    }
    stdio::talk(&said(&it, &room, lang));
    let position = &room.position;
    let items = position.factor.items.iter().map(|(name, n)| format!("{name} {n:+}"));
    let items: Vec<String> =
        std::iter::once(position.factor.base.to_string()).chain(items).collect();
    stdio::talk(&factor(lang, position.factor.percent, &items.join(", ")));
    stdio::talk(&match room.lasts(now) {
        Lasts::Tenths(tenths) => lasts(lang, &format!("{}.{}", tenths / 10, tenths % 10)),
        Lasts::Until(_) => lasts_as_cover(lang),
        Lasts::Unused => no_flow(lang),
    });
    if let Some(at) = position.short_from {
        stdio::talk(&short_from(lang, &moment(at)));
    }
    facts.instruments.iter().for_each(|it| stdio::talk(&instrument(it, lang)));
    Ok(ExitCode::SUCCESS)
}

fn json_of(it: &Institution, room: &HeadRoom, facts: Option<&Facts>) -> Value {
    report::of(&it.code, &it.name_ko, &room.position, facts)
}

fn said(it: &Institution, room: &HeadRoom, lang: Lang) -> String {
    let position = &room.position;
    let state = if position.free.get() <= 0 {
        st_out(lang)
    } else if is_short(room) {
        st_short(lang)
    } else {
        st_enough(lang)
    };
    line(
        lang,
        it.code.as_str(),
        &state,
        &position.required.grouped(),
        &position.active.grouped(),
        &position.exposure.grouped(),
        &position.free.grouped(),
    )
}

fn instrument(it: &Instrument, lang: Lang) -> String {
    let (from, until) = (moment(it.valid_from), moment(it.counts_until()));
    let amount = it.amount.grouped();
    instrument_line(lang, it.kind.as_str(), &it.reference, &it.issuer, &amount, &from, &until)
}

/// 20261122 12:00:07.
fn moment(at: Micros) -> String {
    format!("{} {}", at.business_date(), at.kst_clock())
}
