//! What institutions' programs ask about approvals:
//!
//! | call | does |
//! |---|---|
//! | `GET /oss/v1/approvals` | the institution's, the newest change first, from `after` on |
//! | `POST /oss/v1/approvals` | asks: the fields of [`Request`]; 201 with its id |
//! | `GET /oss/v1/approvals/{id}` | one: what is known, issues, what the offices said |
//!
//! Issues are settled and offices heard in the console, by people.

use super::head::{Calling, Desk, Given, no};
use super::{json as shown, words as w};
use crate::programs::{error, says};
use axum::extract::{Path, Query, State as With};
use axum::http::StatusCode;
use axum::response::Response;
use naru_base::{BusinessDate, Id, Micros};
use naru_core::oss::approval::{self, Which, Wish};
use serde::Deserialize;
use serde_json::{Value, json};

/// Rows of one answer.
const PER_PAGE: usize = 100;
/// The body of a request: five texts and a little.
const BODY_BYTES_MAX: usize = 32 * 1024;

/// Where the list goes on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    after: String,
}

/// Reads where a list of requests goes on: `since.id`.
pub(crate) fn key_of(text: &str) -> Option<(Micros, String)> {
    let (since, id) = text.split_once('.')?;
    Some((Micros::new(since.parse().ok()?), id.to_owned()))
}

pub(super) async fn list(
    With(desk): With<Desk>,
    Calling(caller): Calling,
    Query(asked): Query<Asked>,
) -> Response {
    let which = Which {
        institution: Some(caller.institution.clone()),
        after: key_of(&asked.after),
        ..Which::default()
    };
    let read = move |tx: &mut naru_store::Tx<'_>| Ok(approval::list(tx, &which, PER_PAGE)?);
    match desk.portfolio.store().read(read).await {
        Err(it) => no(&it),
        Ok(rows) => {
            let next = rows.last().filter(|_| rows.len() == PER_PAGE);
            let next = next.map(|it| format!("{}.{}", it.since.get(), it.id));
            let rows: Vec<Value> = rows.iter().map(shown::approval).collect();
            says(StatusCode::OK, &json!({"approvals": rows, "next": next}))
        }
    }
}

/// A request as a program writes it. `until` is a day, `yyyyMMdd`: to its end.
#[derive(Deserialize)]
struct Request {
    purl: String,
    #[serde(default)]
    versions: String,
    purpose: String,
    fit: String,
    alternatives: String,
    #[serde(default)]
    origin: String,
    #[serde(default)]
    licence: String,
    until: String,
}

pub(super) async fn ask(
    With(desk): With<Desk>,
    Calling(caller): Calling,
    Given(body): Given<BODY_BYTES_MAX>,
) -> Response {
    let given = serde_json::from_slice::<Request>(&body).ok();
    let given = given.and_then(|it| Some((BusinessDate::parse(&it.until)?, it)));
    let Some((until, given)) = given else {
        return error(StatusCode::BAD_REQUEST, "oss/bad-body", w::bad_json);
    };
    let wish = Wish {
        purl: given.purl,
        versions: given.versions,
        purpose: given.purpose,
        fit: given.fit,
        alternatives: given.alternatives,
        origin: given.origin,
        licence: given.licence,
        until: until.next().starts_at(),
    };
    let actor = format!("institution:{}", caller.institution);
    match desk.portfolio.ask_approval(actor, caller.institution.clone(), wish).await {
        Ok(id) => says(StatusCode::CREATED, &json!({"approval": id.to_string()})),
        Err(it) => no(&it),
    }
}

pub(super) async fn one(
    With(desk): With<Desk>,
    Calling(caller): Calling,
    Path(id): Path<String>,
) -> Response {
    let unknown = || error(StatusCode::NOT_FOUND, "oss/approval-unknown", w::approval_unknown);
    let Ok(id) = Id::parse(&id) else { return unknown() };
    match desk.portfolio.approval(id, Some(&caller.institution)).await {
        Err(it) => no(&it),
        Ok(None) => unknown(),
        Ok(Some(it)) => says(StatusCode::OK, &shown::approval(&it)),
    }
}
