//! 도구 증거: what scanners found for one institution, item by item; imports; the form that takes a
//! file.
//!
//! **Must never know** how a file is read or what a finding means: `naru_evidence` and
//! `naru_core::admission::evidence` do.

mod parts;
mod upload;
mod words;

pub(crate) use parts::word;
pub(crate) use upload::{BODY_BYTES_MAX, hand, inspect};
pub(super) use words::tools;

use super::{readable, unknown};
use crate::console::ConsoleState;
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::pieces::date_time;
use crate::console::typed::{Back, sha256};
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use maud::html;
use naru_base::role::{Reach, Right, Scope};
use naru_base::{Answer, ClientUseCode, Lang, Micros};
use naru_core::admission::evidence::{self, Finding, ItemEvidence, ItemState, Scan};
use naru_core::admission::{self, Evidence, EvidenceKind, Facts, ServiceKey, Sha256};
use naru_core::check::{self, Checklist, Kind};
use serde::Deserialize;
use std::collections::BTreeMap;
use words as w;

/// Imports that are looked through, and those that are shown.
pub(super) const SCANS_OF_ALL: i64 = 2_000;
const SCANS_SHOWN: usize = 50;

/// What the address asks for.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    /// Which service: `kind:name:version`; empty for the institution as a whole.
    service: String,
    /// Only findings on this item.
    item: String,
}

/// The same, where it may name no service: then the page opens at one that has results.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    service: Option<String>,
    item: String,
    /// The file that just came, by its hash, and whether it had come before.
    came: String,
    again: String,
}

/// What the page is made of.
struct Loaded {
    facts: Facts,
    /// The files about what is chosen.
    scans: Vec<Scan>,
    /// How many files there are about each service, and about the institution as a whole.
    files: BTreeMap<String, usize>,
    /// Results of tools on file by their hash alone.
    bare: Vec<Evidence>,
    findings: Vec<Finding>,
    items: BTreeMap<String, ItemEvidence>,
    /// What the lists in force call their items.
    lists: Vec<Checklist>,
}

impl Loaded {
    /// Whether nothing was imported about what is chosen.
    fn is_empty(&self) -> bool {
        self.scans.is_empty() && self.findings.is_empty()
    }
}

/// The institution's page and who looks at it.
struct Desk<'a> {
    lang: Lang,
    who: &'a Entered,
    code: &'a ClientUseCode,
    now: Micros,
    filter: &'a Filter,
    lists: &'a [Checklist],
}

impl Desk<'_> {
    fn may(&self, right: Right) -> bool {
        self.who.session.post.may_on(right, &Scope::Institution(self.code.clone()))
    }

    /// The address of this page with another filter.
    fn to(&self, service: &str, item: &str) -> String {
        format!("/console/gates/{}/scans?service={service}&item={item}", self.code)
    }
}

async fn load(
    state: &ConsoleState,
    code: &ClientUseCode,
    service: Option<ServiceKey>,
) -> Answer<Loaded> {
    let (code, env) = (code.clone(), state.env());
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let name = service.as_ref().map(ServiceKey::to_string).unwrap_or_default();
        let mut findings = evidence::findings(tx, &code)?;
        findings.retain(|it| it.service == name);
        let others = check::items_of_others(tx, service.as_ref())?;
        for it in &mut findings {
            it.items.retain(|item| !others.contains(item));
        }
        let mut items = evidence::by_item(tx, &env, &code, service.as_ref())?;
        items.retain(|item, _| !others.contains(item));
        let all = evidence::scans(tx, &code, SCANS_OF_ALL)?;
        let mut files = BTreeMap::new();
        for it in &all {
            *files.entry(it.service.clone()).or_insert(0) += 1;
        }
        let facts = admission::facts_of(tx, &code)?;
        let is_bare = |it: &&Evidence| {
            it.kind == EvidenceKind::Scan && all.iter().all(|of| of.sha256 != it.sha256)
        };
        let bare = facts.evidence.iter().filter(is_bare).cloned().collect();
        let of_it = all.into_iter().filter(|it| it.service == name);
        Ok(Loaded {
            facts,
            bare,
            scans: of_it.take(SCANS_SHOWN).collect(),
            files,
            items,
            lists: vec![
                check::current(tx, Kind::Organisation)?,
                check::current(tx, Kind::Web)?,
                check::current(tx, Kind::App)?,
            ],
            findings,
        })
    };
    state.parts.store.read(read).await
}

/// `GET /console/gates/{code}/scans`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let Some(code) = readable(&who, &code) else { return unknown(&ask) };
    let service = match asked.service {
        Some(it) => it,
        None => match first_with_files(&state, &code).await {
            Ok(it) => it,
            Err(no) => return frame::fault(&ask, &no),
        },
    };
    let filter = Filter { service, item: asked.item };
    let came = sha256(&asked.came).map(|it| (it, asked.again == "true"));
    show(&state, (&ask, &who), &code, &filter, (&Back::default(), came)).await
}

/// The institution as a whole, or the first service that has results where it has none itself.
async fn first_with_files(state: &ConsoleState, code: &ClientUseCode) -> Answer<String> {
    let code = code.clone();
    let read = move |tx: &mut naru_store::Tx<'_>| Ok(evidence::scans(tx, &code, SCANS_OF_ALL)?);
    let all: Vec<Scan> = state.parts.store.read(read).await?;
    Ok(all.into_iter().map(|it| it.service).min().unwrap_or_default())
}

async fn show(
    state: &ConsoleState,
    (ask, who): (&Ask, &Entered),
    code: &ClientUseCode,
    filter: &Filter,
    (back, came): (&Back, Option<(Sha256, bool)>),
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let directory = state.parts.hub.directory();
    let Some(institution) = directory.institutions.get(code) else { return unknown(ask) };
    let loaded = match load(state, code, ServiceKey::parse(&filter.service)).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let is_own = who.session.post.reach(Right::GatesRead) == Reach::Own;
    let name = if lang == Lang::Ko { &institution.name_ko } else { &institution.name_en };
    let desk = Desk { lang, who, code, now, filter, lists: &loaded.lists };
    let path = format!("/console/gates/{code}");
    let main = html! {
        p class="crumb" {
            @if !is_own { a href="/console/gates" { (super::words::gates(lang)) } " › " }
            a href=(path) { (name) } " › " (w::tools(lang))
        }
        div class="head" {
            h1 { (w::tools(lang)) }
            p class="meta" { (name) " " span class="mono" { (code) } }
            @if !loaded.is_empty() {
                p class="acts" {
                    a class="btn" href=(format!("{path}/scans.json?service={}", filter.service)) {
                        (w::oscal(lang))
                    }
                }
            }
        }
        p class="lead" { (lead(&desk, &loaded)) }
        (back.summary(lang))
        @if let Some(said) = came.and_then(|it| came_said(lang, &loaded, it)) {
            p class="note ok" role="status" { (said) }
        }
        (parts::services(&desk, &loaded.facts, &loaded.files))
        // Where nothing was imported, there is nothing to show before the form.
        @if !loaded.is_empty() {
            (parts::items(&desk, &loaded.items))
            (parts::findings(&desk, &loaded.findings))
            (parts::scans(&desk, &loaded.scans))
        }
        (parts::bare(&desk, &loaded.bare))
        (parts::form(&desk, &loaded.facts, back))
    };
    let title = format!("{} · {name}", w::tools(lang));
    let page = Page { ask, who, title, here: "/console/gates", topic: Topic::Watch, main };
    let mut response = frame::page(state, &page);
    if !back.wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// That a file came, or had come before, as it is on record.
fn came_said(lang: Lang, it: &Loaded, (sha, again): (Sha256, bool)) -> Option<String> {
    let it = it.scans.iter().find(|it| it.sha256 == sha)?;
    Some(match again {
        true => w::came_again(lang, &date_time(it.received_at)),
        false => w::came(lang, &it.tool, it.findings_count),
    })
}

fn lead(desk: &Desk<'_>, it: &Loaded) -> String {
    let lang = desk.lang;
    match !it.files.is_empty() {
        _ if !it.scans.is_empty() => {}
        true => return w::lead_elsewhere(lang),
        false if !it.bare.is_empty() => {
            let imports = desk.may(Right::GatesApply) || desk.may(Right::ChecksDecide);
            let said = if imports { w::lead_bare } else { w::lead_bare_read };
            return said(lang, it.bare.len());
        }
        false => return w::lead_none(lang),
    }
    let count = |state| it.items.values().filter(|item| item.state == state).count();
    let (refuted, review) = (count(ItemState::Refuted), count(ItemState::Review));
    let open = it.findings.iter().filter(|it| it.is_open()).count();
    let loose = evidence::loose(&it.findings, |_| true);
    let mut said = vec![match (refuted, review) {
        (0, 0) if open == 0 => w::lead_clear(lang),
        (0, 0) => w::lead_open(lang, open),
        (0, review) => w::lead_review(lang, review),
        (refuted, 0) => w::lead_refuted_only(lang, refuted),
        (refuted, review) => w::lead_refuted(lang, refuted, review),
    }];
    if loose.open > 0 {
        said.push(w::lead_loose(lang, loose.open, loose.grave));
    }
    let said = said.join(" ");
    // Of several services this is one: it is named, or it reads as the whole.
    match it.files.len() {
        0 | 1 => said,
        _ => format!("{} · {said}", parts::service_name(lang, &desk.filter.service)),
    }
}

/// `GET /console/gates/{code}/scans.json`: the same as OSCAL assessment results.
pub(crate) async fn oscal(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    Query(filter): Query<Filter>,
) -> Response {
    let Some(code) = readable(&who, &code) else { return unknown(&ask) };
    let directory = state.parts.hub.directory();
    let Some(institution) = directory.institutions.get(&code) else { return unknown(&ask) };
    let loaded = match load(&state, &code, ServiceKey::parse(&filter.service)).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let about = evidence::About {
        title: format!("{} {code}", institution.name_en),
        service: filter.service,
        now: state.now(),
    };
    let text = evidence::oscal(&about, &loaded.items, &loaded.findings, &loaded.scans).to_string();
    ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], text).into_response()
}
