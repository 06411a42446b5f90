//! `naru claim`: compensation claims, their clocks and every won of them, read beside a server.

use super::Place;
use crate::data_dir::DataDir;
use crate::installation::Installation;
use crate::problem::Problem;
use crate::stdio;
use clap::Subcommand;
use naru_base::env::SystemClock;
use naru_base::{Clock as _, Id, Lang, Micros, No, texts};
use naru_core::claim::{
    self, Claim, ClockState, Filter, Line, Loss, Money, Notice, State, Trace, report,
};
use naru_store::{Store, Tx};
use std::process::ExitCode;

texts! {
    nothing { ko: "청구가 없습니다", en: "no claims" }
    line(id: &str, state: &str, institution: &str, loss: &str, clock: &str) {
        ko: "{id}  {state}  {institution}  피해 {loss}  {clock}",
        en: "{id}  {state}  {institution}  damage {loss}  {clock}",
    }
    runs(step: &str, due: &str) { ko: "{step} {due}까지", en: "{step} due {due}" }
    over(step: &str, due: &str) { ko: "{step} {due} 넘김", en: "{step} late since {due}" }
    done(step: &str, at: &str) { ko: "{step} {at}에 함", en: "{step} done {at}" }
    nothing_done(step: &str, at: &str, freezing: &str) {
        ko: "{step} {at}에 끝남, 지급정지한 것 없음 ({freezing})",
        en: "{step} over {at}, nothing frozen ({freezing})",
    }
    freeze_line(bank: &str, state: &str, frozen: &str, amount: &str) {
        ko: "지급정지 {bank}  {state}  {frozen} / {amount}",
        en: "freeze {bank}  {state}  {frozen} of {amount}",
    }
    transfer_line(key: &str, amount: &str) { ko: "이체 {key}  {amount}", en: "transfer {key}  {amount}" }
    booked_line(at: &str, kind: &str, party: &str, amount: &str, evidence: &str) {
        ko: "{at}  {kind}  {party}  {amount}  {evidence}",
        en: "{at}  {kind}  {party}  {amount}  {evidence}",
    }
    owed_line(party: &str, amount: &str) { ko: "받을 금액 {party}  {amount}", en: "owed by {party}  {amount}" }
    unknown { ko: "그런 청구는 없습니다", en: "there is no such claim" }
    unknown_hint {
        ko: "`naru claim list`가 목록을 보여 줍니다",
        en: "`naru claim list` shows what there is",
    }
    no_state { ko: "그런 상태는 없습니다", en: "there is no such state" }
}

/// Show compensation claims; they are reported and decided in the console
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples, also while the server runs:
  naru claim list --late --data /var/lib/naru
  naru claim show 01M8AENCSPD6Y4Q0S6QRBQS3K4 --json --data /var/lib/naru")]
pub struct ClaimCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List claims, the latest first
    List {
        #[command(flatten)]
        place: Place,
        /// Only those that stand here: reported, frozen, paid, decided, surety-claimed, recourse,
        /// closed, rejected or withdrawn
        #[arg(long, value_name = "STATE")]
        state: Option<String>,
        /// Only those of which a step is over its time
        #[arg(long)]
        late: bool,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Show one claim with its transfers, requests to freeze, clocks, and every won of it
    Show {
        #[command(flatten)]
        place: Place,
        /// Its id, as the list has it
        #[arg(value_parser = id, value_name = "CLAIM")]
        claim: Id,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}

fn id(text: &str) -> Result<Id, String> {
    Id::parse(text).map_err(|e| e.to_string())
}

pub(super) fn run(it: ClaimCommand, lang: Lang) -> Result<ExitCode, Problem> {
    match it.command {
        Command::List { place, state, late, json } => {
            let state = match state.as_deref().map(State::parse) {
                Some(None) => return Err(Problem::new(no_state)),
                known => known.flatten(),
            };
            list(&place, (state, late), json, lang)
        }
        Command::Show { place, claim, json } => show(&place, claim, json, lang),
    }
}

/// The book for reading only.
fn reading(place: &Place) -> Result<Store, Problem> {
    let installation = Installation::open(DataDir::existing(&place.data)?)?;
    installation.is_up_to_date()?;
    let [(_, options), ..] = installation.shelves();
    Ok(Store::open_reading(options)?)
}

fn list(
    place: &Place,
    (state, late): (Option<State>, bool),
    as_json: bool,
    lang: Lang,
) -> Result<ExitCode, Problem> {
    let (store, now) = (reading(place)?, SystemClock.now());
    let all = store.read_blocking(move |tx| {
        let mut filter = Filter { state, late_at: late.then_some(now), ..Filter::default() };
        let mut all = Vec::new();
        loop {
            let page = claim::list(tx, &filter)?;
            let Some(last) = page.last() else { return Ok(all) };
            filter.before = Some(last.id);
            all.extend(page);
        }
    })?;
    if as_json {
        stdio::json(&report::list(&all, now));
    } else {
        all.iter().for_each(|it| stdio::talk(&said(it, now, lang)));
        if all.is_empty() {
            stdio::talk(&nothing(lang));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// All that is shown of one claim.
type Whole = (Claim, Vec<Loss>, Vec<Trace>, Vec<Line>, Money, Vec<Notice>);

fn whole(tx: &mut Tx<'_>, id: Id) -> naru_base::Answer<Option<Whole>> {
    let it = match claim::find(tx, id) {
        Ok(it) => it,
        Err(No::Refusal(_)) => return Ok(None),
        Err(no) => return Err(no),
    };
    let (losses, traces) = (claim::losses(tx, id)?, claim::traces(tx, id)?);
    let (lines, money) = (claim::lines(tx, id)?, claim::money_of(tx, id)?);
    Ok(Some((it, losses, traces, lines, money, claim::notices(tx, id)?)))
}

fn show(place: &Place, id: Id, as_json: bool, lang: Lang) -> Result<ExitCode, Problem> {
    let (store, now) = (reading(place)?, SystemClock.now());
    let found = store.read_blocking(move |tx| whole(tx, id))?;
    let Some((it, losses, traces, lines, money, told)) = found else {
        return Err(Problem::new(unknown).hint(unknown_hint));
    };
    if as_json {
        stdio::json(&report::whole(&it, (&losses, &traces), (&lines, &money, &told), now));
        return Ok(ExitCode::SUCCESS);
    }
    stdio::talk(&said(&it, now, lang));
    for clock in it.clocks(now) {
        let step = clock.step.as_str();
        let due = clock.due_at.map(moment).unwrap_or_default();
        match (clock.state, clock.done_at) {
            (ClockState::Nothing, Some(at)) => {
                let freezing = it.requests.freezing();
                stdio::talk(&nothing_done(lang, step, &moment(at), freezing.as_str()));
            }
            (_, Some(at)) => stdio::talk(&done(lang, step, &moment(at))),
            (ClockState::Running, None) => stdio::talk(&runs(lang, step, &due)),
            (ClockState::Overdue, None) => stdio::talk(&over(lang, step, &due)),
            _ => {}
        }
    }
    for it in &losses {
        stdio::talk(&transfer_line(lang, &it.key.to_string(), &it.amount.grouped()));
    }
    for it in &traces {
        let (frozen, amount) = (it.frozen.grouped(), it.amount.grouped());
        stdio::talk(&freeze_line(lang, it.bank.as_str(), it.state.as_str(), &frozen, &amount));
    }
    for it in &lines {
        let of = it.of.as_ref().map_or_else(String::new, |of| format!(" → {of}"));
        let (at, party, amount) = (moment(it.at), format!("{}{of}", it.party), it.amount.grouped());
        stdio::talk(&booked_line(lang, &at, it.kind.as_str(), &party, &amount, &it.evidence));
    }
    for (party, won) in money.open(&it.institution) {
        stdio::talk(&owed_line(lang, &party.to_string(), &won.grouped()));
    }
    Ok(ExitCode::SUCCESS)
}

fn said(it: &Claim, now: Micros, lang: Lang) -> String {
    let presses = it
        .clocks(now)
        .into_iter()
        .filter(|it| matches!(it.state, ClockState::Running | ClockState::Overdue))
        .min_by_key(|it| it.due_at);
    let clock = presses.map_or_else(String::new, |it| {
        let (step, due) = (it.step.as_str(), it.due_at.map(moment).unwrap_or_default());
        if it.state == ClockState::Overdue {
            over(lang, step, &due)
        } else {
            runs(lang, step, &due)
        }
    });
    let (id, loss) = (it.id.to_string(), it.loss.grouped());
    line(lang, &id, it.state.as_str(), it.institution.as_str(), &loss, &clock)
}

/// 20261122 12:00:07.
fn moment(at: Micros) -> String {
    format!("{} {}", at.business_date(), at.kst_clock())
}
