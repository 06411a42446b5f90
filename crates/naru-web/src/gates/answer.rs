//! Answers the calls.

use super::calls::{CALLS, Call};
use super::scan::{self, Handing, Refusing};
use super::{document, json as shown, words as w};
use crate::node::Node;
use crate::programs::{Caller, Family, error, says};
use crate::vault::Vault;
use axum::body::Body;
use axum::extract::{Path, Query, State as With};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use axum::{Extension, Router};
use naru_base::{Answer, ClientUseCode, Id, Micros, No};
use naru_core::access::Peer;
use naru_core::admission::{self, PATH, ServiceKey, deadline, evidence};
use naru_core::{check, eligibility, surety};
use naru_store::Tx;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Imports that are listed.
pub(super) const SCANS_MAX: i64 = 100;
/// Files that are read at the same time: each may take as much memory as a small hub.
const READING_MAX: usize = 1;
/// Calls of programs of staff at the same time.
const PROGRAMS_MAX: usize = 16;

/// How calls of this family are refused.
static FAMILY: Family = Family {
    no_token: "gates/no-token",
    no_scope: "gates/no-scope",
    too_large: "gates/too-large",
    unknown: &["check/unknown"],
    said: w::refusal,
};

/// What the calls are answered by.
#[derive(Clone)]
pub(super) struct Desk {
    pub(super) node: Arc<Node>,
    pub(super) vault: Arc<Vault>,
    pub(super) reading: Arc<Semaphore>,
    pub(super) programs: Arc<Semaphore>,
}

/// The routes, from the table of calls.
pub fn router(node: Arc<Node>, vault: Arc<Vault>) -> Router {
    let reading = Arc::new(Semaphore::new(READING_MAX));
    let programs = Arc::new(Semaphore::new(PROGRAMS_MAX));
    let desk = Desk { node, vault, reading, programs };
    let described = get(async || ([(header::CONTENT_TYPE, JSON)], document::text()));
    let all = Router::new().route("/gates/v1/openapi.json", described);
    let with = |all: Router<Desk>, it: &Call| all.route(it.path, handler(it.name));
    super::network::routes(CALLS.iter().fold(all, with)).with_state(desk)
}

const JSON: &str = "application/json; charset=utf-8";

fn handler(name: &str) -> MethodRouter<Desk> {
    match name {
        "standing" => get(standing),
        "eligibility" => get(eligibility_of),
        "checks" => get(checks),
        "check" => get(check_of),
        "checkAsOscal" => get(oscal),
        "scans" => get(scans),
        "handInScan" => post(hand_in),
        "deadlines" => get(deadlines),
        "surety" => get(surety_of),
        _ => get(async || StatusCode::NOT_FOUND),
    }
}

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) service: String,
    pub(super) title: String,
    pub(super) scope: String,
    pub(super) observed_at: String,
}

impl Desk {
    pub(super) fn now(&self) -> Micros {
        self.node.clock.now()
    }

    pub(super) fn name(&self, code: &ClientUseCode) -> String {
        let directory = self.node.hub.directory();
        directory.institutions.get(code).map(|it| it.name_ko.clone()).unwrap_or_default()
    }

    /// Answers what a reading of the book says to the caller.
    async fn answer(
        &self,
        (headers, peer): (&HeaderMap, &Peer),
        read: impl Fn(&mut Tx<'_>, &ClientUseCode) -> Answer<Value> + Send + 'static,
    ) -> Response {
        let Caller { institution, .. } = match FAMILY.caller(&self.node, headers, peer) {
            Ok(it) => it,
            Err(response) => return *response,
        };
        let read = self.node.book.read(move |tx| read(tx, &institution)).await;
        read.map_or_else(|it| FAMILY.no(&it), |it| says(StatusCode::OK, &it))
    }
}

async fn standing(
    With(desk): With<Desk>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Response {
    let (now, of) = (desk.now(), desk.clone());
    let read = move |tx: &mut Tx<'_>, code: &ClientUseCode| {
        let (facts, name) = (admission::facts_of(tx, code)?, of.name(code));
        let found = admission::admission(&facts, &PATH, now);
        let cover_ends = surety::position(tx, code, now)?.falls_short();
        let (of, at) = ((&facts, &found), (cover_ends, now));
        let mut said = admission::report::of(code, &name, of, at);
        said["at"] = json!(now.get());
        Ok(said)
    };
    desk.answer((&headers, &peer), read).await
}

async fn eligibility_of(
    With(desk): With<Desk>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Response {
    let now = desk.now();
    let read = move |tx: &mut Tx<'_>, code: &ClientUseCode| {
        Ok(shown::eligibility(eligibility::latest(tx, code)?.as_ref(), now))
    };
    desk.answer((&headers, &peer), read).await
}

async fn checks(
    With(desk): With<Desk>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Response {
    let now = desk.now();
    let read = move |tx: &mut Tx<'_>, code: &ClientUseCode| {
        let (open, closed) = check::state(tx, Some(code))?;
        let all = open.iter().map(|it| &it.0).chain(&closed).map(shown::engagement);
        Ok(json!({"at": now.get(), "checks": all.collect::<Vec<_>>()}))
    };
    desk.answer((&headers, &peer), read).await
}

/// The caller's own check; another's is unknown.
fn own(tx: &mut Tx<'_>, code: &ClientUseCode, id: &str) -> Answer<check::Dossier> {
    let unknown = || No::from(naru_base::Refusal::new("check/unknown"));
    let id = Id::parse(id).map_err(|_| unknown())?;
    let found = check::dossier(tx, id)?.filter(|it| it.engagement.institution == *code);
    found.ok_or_else(unknown)
}

async fn check_of(
    With(desk): With<Desk>,
    Extension(peer): Extension<Peer>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let (now, hub) = (desk.now(), desk.node.hub.clone());
    let read = move |tx: &mut Tx<'_>, code: &ClientUseCode| {
        Ok(shown::as_told(&own(tx, code, &id)?.opened(&hub.keys)?, now))
    };
    desk.answer((&headers, &peer), read).await
}

async fn oscal(
    With(desk): With<Desk>,
    Extension(peer): Extension<Peer>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let (now, hub) = (desk.now(), desk.node.hub.clone());
    let read = move |tx: &mut Tx<'_>, code: &ClientUseCode| {
        let it = own(tx, code, &id)?.opened(&hub.keys)?;
        Ok(match shown::is_untold(&it) {
            true => check::oscal::withheld(&it, now),
            false => check::oscal::judged(&it, now),
        })
    };
    desk.answer((&headers, &peer), read).await
}

async fn scans(
    With(desk): With<Desk>,
    Extension(peer): Extension<Peer>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let (now, env) = (desk.now(), desk.node.env());
    let read = move |tx: &mut Tx<'_>, code: &ClientUseCode| {
        let service = ServiceKey::parse(&asked.service);
        let name = service.as_ref().map(ToString::to_string).unwrap_or_default();
        let mut all = evidence::scans(tx, code, SCANS_MAX)?;
        all.retain(|it| it.service == name);
        let items = evidence::by_item(tx, &env, code, service.as_ref())?;
        Ok(shown::scans(&all, &items, now))
    };
    desk.answer((&headers, &peer), read).await
}

async fn deadlines(
    With(desk): With<Desk>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Response {
    let now = desk.now();
    let read = move |tx: &mut Tx<'_>, code: &ClientUseCode| {
        let (rules, mut places) = (deadline::rules(tx)?, deadline::places(tx, now)?);
        places.retain(|it| it.institution == *code);
        Ok(deadline::report::all(&rules, &deadline::grounds(tx)?, &places, now))
    };
    desk.answer((&headers, &peer), read).await
}

async fn surety_of(
    With(desk): With<Desk>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Response {
    let (now, of) = (desk.now(), desk.clone());
    let read = move |tx: &mut Tx<'_>, code: &ClientUseCode| {
        let (position, facts) = (surety::position(tx, code, now)?, surety::facts_of(tx, code)?);
        let mut said = surety::report::of(code, &of.name(code), &position, Some(&facts));
        said["at"] = json!(now.get());
        Ok(said)
    };
    desk.answer((&headers, &peer), read).await
}

async fn hand_in(
    With(desk): With<Desk>,
    Extension(peer): Extension<Peer>,
    Query(asked): Query<Asked>,
    request: Request<Body>,
) -> Response {
    let (head, body) = request.into_parts();
    let caller = match FAMILY.caller(&desk.node, &head.headers, &peer) {
        Ok(it) => it,
        Err(response) => return *response,
    };
    let Ok(observed) = observed_at(&asked) else {
        return error(StatusCode::BAD_REQUEST, "gates/bad-time", w::bad_time);
    };
    let Ok(_place) = desk.reading.try_acquire() else {
        return error(StatusCode::SERVICE_UNAVAILABLE, "busy", crate::programs::too_busy);
    };
    let file = match FAMILY.body(&desk.node, body, naru_evidence::BYTES_MAX).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let given = Handing {
        title: asked.title,
        service: asked.service,
        scope: asked.scope,
        observed,
        by: format!("institution:{}", caller.institution),
        file,
    };
    let shelf = (&desk.node.book, &desk.vault);
    taken(&FAMILY, scan::import(shelf, desk.node.env(), &caller.institution, given).await)
}

/// When the tool ran, as the address says it; an error is no time.
pub(super) fn observed_at(asked: &Asked) -> Result<Option<Micros>, ()> {
    match asked.observed_at.as_str() {
        "" => Ok(None),
        text => naru_evidence::time::read(text).map(|(at, _)| Some(Micros::new(at))).ok_or(()),
    }
}

/// What a file changed, or why it was not taken.
pub(super) fn taken(
    family: &Family,
    it: Result<(evidence::Imported, [u8; 32]), Refusing>,
) -> Response {
    match it {
        Ok((it, sha)) => says(StatusCode::CREATED, &shown::imported(&it, &sha)),
        Err(Refusing::Unread(why)) => {
            let said = json!({"code": "gates/unreadable", "ko": why.ko(), "en": why.en()});
            says(StatusCode::BAD_REQUEST, &json!({"error": said}))
        }
        Err(Refusing::No(it)) => family.no(&it),
    }
}
