//! A programme's applications and journal as tables for other programs.

use crate::console::guard::{Ask, Entered};
use crate::console::spreadsheet::{Sheet, day};
use crate::console::{ConsoleState, frame};
use axum::extract::{Path, State};
use axum::response::Response;
use naru_base::{Answer, Id, Won};
use naru_core::subsidy::{self, Application, Journal, JournalKind};
use std::collections::BTreeMap;

/// A file holds at most so many applications.
const APPLICATIONS_MAX: usize = 10_000;

/// Columns of applications, in this order for good.
const APPLICATIONS: [&str; 19] = [
    "application",
    "programme",
    "class",
    "institution",
    "firm",
    "registration",
    "designation",
    "check",
    "inspector",
    "quote",
    "state",
    "awarded",
    "paid",
    "grounds",
    "applied_on",
    "decided_on",
    "claimed",
    "paid_on",
    "released_on",
];

/// Columns of the journal, in this order for good.
const JOURNAL: [&str; 11] = [
    "journal",
    "business_date",
    "programme",
    "kind",
    "application",
    "to_programme",
    "amount",
    "returned",
    "basis",
    "proposed_by",
    "confirmed_by",
];

/// `GET /console/subsidy/programme/{code}/{file}`: `applications.csv` or `journal.csv`.
pub(crate) async fn programme_file(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((code, file)): Path<(String, String)>,
) -> Response {
    if super::own(&who).is_some() {
        return super::unknown(&ask);
    }
    let table = match file.as_str() {
        "applications.csv" => all(&state, &code).await.map(|all| applications(&all)),
        "journal.csv" => {
            let of = code.clone();
            let read = state.parts.store.read(move |tx| Ok(subsidy::journal(tx, &of)?));
            read.await.map(|all| journal(&all))
        }
        _ => return super::unknown(&ask),
    };
    match table {
        Ok(sheet) => sheet.file(&format!("naru-{code}-{file}")),
        Err(no) => frame::fault(&ask, &no),
    }
}

/// Applications, and what the journal has of each.
type All = (Vec<Application>, BTreeMap<Id, Vec<Journal>>);

async fn all(state: &ConsoleState, code: &str) -> Answer<All> {
    let (code, now) = (code.to_owned(), state.now());
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let (mut all, mut before): (Vec<Application>, Option<Id>) = (Vec::new(), None);
        while all.len() < APPLICATIONS_MAX {
            let page = subsidy::list(tx, (&code, None), before, now)?;
            let Some(last) = page.last() else { break };
            before = Some(last.id);
            all.extend(page);
        }
        let mut journal: BTreeMap<Id, Vec<Journal>> = BTreeMap::new();
        for line in subsidy::journal(tx, &code)? {
            if let Some(id) = line.application {
                journal.entry(id).or_default().push(line);
            }
        }
        Ok((all, journal))
    };
    state.parts.store.read(read).await
}

fn applications((all, journal): &All) -> Sheet {
    // The day of an award is not that of its payment: each stands in the journal.
    let on = |it: &Application, kind: JournalKind| {
        let lines = journal.get(&it.id).into_iter().flatten();
        let found = lines.filter(|line| line.kind == kind).map(|line| day(line.date)).next();
        found.unwrap_or_default()
    };
    let decided = |it: &Application| match it.awarded {
        Some(_) => on(it, JournalKind::Award),
        None => it.decided_at.map(|at| day(at.business_date())).unwrap_or_default(),
    };
    let sum = |it: Option<Won>| it.map(|it| it.to_string()).unwrap_or_default();
    let mut sheet = Sheet::of(&APPLICATIONS);
    for it in all {
        sheet.add(&[
            it.id.to_string(),
            it.programme.clone(),
            it.class.to_string(),
            it.firm.institution.as_ref().map(ToString::to_string).unwrap_or_default(),
            it.firm.name.clone(),
            it.firm.registration.clone(),
            it.designation.clone(),
            it.check.to_string(),
            it.inspector.clone(),
            it.quote.to_string(),
            it.state.to_string(),
            sum(it.awarded),
            sum(it.paid),
            it.grounds.map(|it| it.to_string()).unwrap_or_default(),
            day(it.applied_at.business_date()),
            decided(it),
            if it.is_claimed { "yes" } else { "no" }.to_owned(),
            on(it, JournalKind::Payment),
            on(it, JournalKind::Release),
        ]);
    }
    sheet
}

fn journal(all: &[Journal]) -> Sheet {
    let mut sheet = Sheet::of(&JOURNAL);
    for it in all {
        sheet.add(&[
            it.id.to_string(),
            day(it.date),
            it.programme.clone(),
            it.kind.to_string(),
            it.application.map(|it| it.to_string()).unwrap_or_default(),
            it.to.clone().unwrap_or_default(),
            it.amount.to_string(),
            it.returned.to_string(),
            it.basis.clone(),
            it.by[0].to_string(),
            it.by[1].to_string(),
        ]);
    }
    sheet
}
