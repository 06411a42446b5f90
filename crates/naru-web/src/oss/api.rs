//! What institutions' programs ask of the portfolio, with the bearer token that they have anyway.
//! [`super::calls::CALLS`] is the list; the routes and the description (`/oss/v1/openapi.json`) are
//! made from it.
//!
//! Each sees its own only.

use super::calls::{CALLS, Call};
use super::head::{Calling, Desk, Given, no};
use super::{
    HandedIn, Portfolio, api_approval as approvals, api_practice as practice,
    api_zone as crossings, document, json as shown, words as w,
};
use crate::node::Node;
use crate::programs::{error, says};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, State as With};
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodRouter, get, post};
use naru_base::Id;
use naru_core::oss::portfolio::{
    self, Duty, FindingKey, FindingSort, Found, ListKey, Question, Received, SystemSort, Systems,
    USERS_MAX, bill::BILL_BYTES_MAX, signer, vex,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// Rows of one answer.
const PER_PAGE: usize = 100;
/// The body of a declaration.
const DECLARATION_BYTES_MAX: usize = 4 * 1024;

/// The routes, from the table of calls.
pub fn router(node: Arc<Node>, portfolio: Arc<Portfolio>) -> Router {
    let kind = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
    let described = get(async move || (kind, document::text()));
    let all = Router::new().route("/oss/v1/openapi.json", described);
    let with = |all: Router<Desk>, it: &Call| all.route(it.path, handler(it.name));
    CALLS.iter().fold(all, with).with_state(Desk { node, portfolio })
}

fn handler(name: &str) -> MethodRouter<Desk> {
    match name {
        "systems" => get(systems),
        "declareSystem" => post(declare),
        "handInBill" => post(hand_in),
        "vex" => get(vex),
        "licences" => get(practice::licences),
        "notice" => get(practice::notice),
        "selfCheck" => get(practice::self_check),
        "desk" => get(practice::search),
        "signers" => get(signers),
        "findings" => get(findings),
        "who" => get(who),
        "advisory" => get(advisory),
        "approvals" => get(approvals::list),
        "askApproval" => post(approvals::ask),
        "approval" => get(approvals::one),
        "askCrossing" => post(crossings::ask),
        "crossing" => get(crossings::one),
        "cross" => post(crossings::cross),
        _ => get(async || StatusCode::NOT_FOUND),
    }
}

/// Where a list goes on, and how it is ordered.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    sort: String,
    after: String,
    q: String,
    form: String,
}

async fn systems(
    With(desk): With<Desk>,
    Calling(caller): Calling,
    Query(asked): Query<Asked>,
) -> Response {
    let (sort, after) = (SystemSort::parse(&asked.sort), ListKey::parse(&asked.after));
    let institution = Some(caller.institution.clone());
    let which = Systems { institution, name: asked.q.clone(), duty: None, sort };
    let now = desk.portfolio.now();
    let read = desk
        .portfolio
        .store()
        .read(move |tx| Ok(portfolio::systems(tx, &which, (after.as_ref(), now), PER_PAGE)?));
    match read.await {
        Err(it) => no(&it),
        Ok(rows) => {
            let next = rows.last().filter(|_| rows.len() == PER_PAGE);
            let next = next.map(|it| it.key(sort).to_string());
            let rows: Vec<Value> = rows.iter().map(shown::system).collect();
            says(StatusCode::OK, &json!({"systems": rows, "next": next}))
        }
    }
}

#[derive(Deserialize)]
struct Declaration {
    name: String,
    duty: String,
}

async fn declare(
    With(desk): With<Desk>,
    Calling(caller): Calling,
    Given(body): Given<DECLARATION_BYTES_MAX>,
) -> Response {
    let given = serde_json::from_slice::<Declaration>(&body).ok();
    let given = given.and_then(|it| Some((Duty::parse(&it.duty)?, it.name)));
    let Some((duty, name)) = given else {
        return error(StatusCode::BAD_REQUEST, "oss/bad-body", w::bad_json);
    };
    let actor = format!("institution:{}", caller.institution);
    match desk.portfolio.declare(actor, caller.institution.clone(), name, duty).await {
        Ok(system) => says(
            StatusCode::CREATED,
            &json!({"system": system.id.to_string(), "name": system.name}),
        ),
        Err(it) => no(&it),
    }
}

async fn hand_in(
    With(desk): With<Desk>,
    Calling(caller): Calling,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let unknown = || error(StatusCode::NOT_FOUND, "oss/system-unknown", w::unknown);
    let Ok(id) = Id::parse(&id) else { return unknown() };
    match desk.portfolio.system(id, Some(&caller.institution)).await {
        Ok(Some(_)) => {}
        Ok(None) => return unknown(),
        Err(it) => return no(&it),
    }
    let body = match desk.body(request.into_body(), BILL_BYTES_MAX).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let actor = format!("institution:{}", caller.institution);
    match desk.portfolio.hand_in(actor, id, body).await {
        Ok(HandedIn::Unreadable(faults)) => {
            let body = json!({"verdict": "unreadable", "reasons": shown::reasons(&faults)});
            says(StatusCode::BAD_REQUEST, &body)
        }
        Ok(HandedIn::Received(it)) => {
            let status = match it {
                Received::Accepted { .. } => StatusCode::CREATED,
                Received::Refused { .. } => StatusCode::UNPROCESSABLE_ENTITY,
                Received::JudgeAgain => StatusCode::SERVICE_UNAVAILABLE,
            };
            says(status, &shown::received(&it))
        }
        Err(it) => no(&it),
    }
}

async fn vex(
    With(desk): With<Desk>,
    Calling(caller): Calling,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let unknown = || error(StatusCode::NOT_FOUND, "oss/system-unknown", w::unknown);
    let Ok(id) = Id::parse(&id) else { return unknown() };
    match desk.portfolio.vex(id, Some(&caller.institution), form_of(&asked.form)).await {
        Ok(Some(text)) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
        Ok(None) => unknown(),
        Err(it) => no(&it),
    }
}

/// In which form VEX is asked for.
pub(crate) fn form_of(text: &str) -> vex::Form {
    vex::Form::parse(text).unwrap_or(vex::Form::CycloneDx)
}

async fn signers(With(desk): With<Desk>, Calling(caller): Calling) -> Response {
    let owner = caller.institution.clone();
    let read = desk
        .portfolio
        .store()
        .read(move |tx| Ok(signer::list(tx, Some(&owner), ("", ""), PER_PAGE)?));
    match read.await {
        Err(it) => no(&it),
        Ok(rows) => {
            let rows: Vec<Value> = rows.iter().map(shown::signer).collect();
            says(StatusCode::OK, &json!({"signers": rows}))
        }
    }
}

/// By what a list is ordered: `due`, `found`, `system`, `package`, `advisory`; else the gravest
/// first.
pub(crate) fn sort_of(text: &str) -> FindingSort {
    match text {
        "due" => FindingSort::Due,
        "found" => FindingSort::Found,
        "system" => FindingSort::System,
        "package" => FindingSort::Package,
        "advisory" => FindingSort::Advisory,
        _ => FindingSort::Priority,
    }
}

/// Reads where a list of findings goes on: `value.count`.
pub(crate) fn key_of(text: &str) -> Option<FindingKey> {
    let (by, seq) = text.split_once('.')?;
    Some(FindingKey { by: by.parse().ok()?, seq: seq.parse().ok()? })
}

async fn findings(
    With(desk): With<Desk>,
    Calling(caller): Calling,
    Query(asked): Query<Asked>,
) -> Response {
    let (sort, after) = (sort_of(&asked.sort), key_of(&asked.after));
    let which = Found { institution: Some(caller.institution.clone()), ..Found::default() };
    let read = desk
        .portfolio
        .store()
        .read(move |tx| Ok(portfolio::findings(tx, &which, sort, after, PER_PAGE)?));
    match read.await {
        Err(it) => no(&it),
        Ok(rows) => {
            let last = rows.last().filter(|_| rows.len() == PER_PAGE).map(|it| it.key(sort));
            let next = last.map(|it| format!("{}.{}", it.by, it.seq));
            let rows: Vec<Value> = rows.iter().map(shown::finding).collect();
            says(StatusCode::OK, &json!({"findings": rows, "next": next}))
        }
    }
}

async fn who(
    With(desk): With<Desk>,
    Calling(caller): Calling,
    Query(asked): Query<Asked>,
) -> Response {
    let Ok(question) = Question::parse(&asked.q) else {
        return error(StatusCode::BAD_REQUEST, "oss/bad-question", w::bad_question);
    };
    let page = (None, USERS_MAX);
    match desk.portfolio.who(question, Some(caller.institution.clone()), page).await {
        Err(it) => no(&it),
        Ok((used, state, _)) => {
            let data = desk.portfolio.newest_data();
            says(StatusCode::OK, &shown::used_by(&used, &state, data.as_deref()))
        }
    }
}

async fn advisory(
    With(desk): With<Desk>,
    Calling(caller): Calling,
    Path(id): Path<String>,
) -> Response {
    let owner = caller.institution.clone();
    let read = desk.portfolio.store().read(move |tx| {
        let Some(found) = portfolio::advisory(tx, &id, Some(&owner))? else { return Ok(None) };
        let id = &found.row.id;
        let exposed = portfolio::advisory_exposed(tx, id, Some(&owner), None, PER_PAGE)?;
        Ok(Some((found, exposed)))
    });
    match read.await {
        Err(it) => no(&it),
        // What concerns nobody of its own is none of its business.
        Ok(Some((found, exposed))) if found.all > 0 => {
            says(StatusCode::OK, &shown::advisory(&found, &exposed))
        }
        Ok(_) => error(StatusCode::NOT_FOUND, "oss/advisory-unknown", w::advisory_unknown),
    }
}
