//! The transfer gate of the R&D zone's border, as a program:
//!
//! | call | does |
//! |---|---|
//! | `POST /oss/v1/crossings?name=&direction=&mode=&purpose=` | asks; the body is the file |
//! | `GET /oss/v1/crossings/{id}` | one that this program asked for: where it stands |
//! | `POST /oss/v1/crossings/{id}/cross` `{"sha256"}` | records that the file is taken across |
//!
//! A gate asks with an institution's own token and sees what it asked for itself; the two who
//! approve are people of the network, in the console.

use super::head::{Calling, Desk, Given, no};
use super::{json as shown, words as w};
use crate::programs::{error, says};
use axum::extract::{Path, Query, State as With};
use axum::http::StatusCode;
use axum::response::Response;
use naru_base::{ClientUseCode, Id};
use naru_core::oss::zone::{Crossing, Direction, FILE_BYTES_MAX, Mode, Wish};
use serde::Deserialize;
use serde_json::json;

/// The body of a crossing's record.
const RECORD_BYTES_MAX: usize = 1024;

/// What is asked for, as the address has it; the file is the body.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    name: String,
    direction: String,
    mode: String,
    purpose: String,
    registration: String,
    method: String,
}

#[derive(Deserialize)]
struct Taken {
    sha256: String,
}

fn actor(institution: &ClientUseCode) -> String {
    format!("institution:{institution}")
}

fn unknown() -> Response {
    error(StatusCode::NOT_FOUND, "oss/zone-unknown", w::zone_unknown)
}

pub(super) async fn ask(
    With(desk): With<Desk>,
    Calling(caller): Calling,
    Query(asked): Query<Asked>,
    Given(body): Given<FILE_BYTES_MAX>,
) -> Response {
    let way = Direction::parse(&asked.direction).zip(Mode::parse(&asked.mode));
    let (Some((direction, mode)), false) = (way, asked.name.is_empty() || body.is_empty()) else {
        return error(StatusCode::BAD_REQUEST, "oss/bad-crossing", w::bad_crossing);
    };
    let wish = Wish {
        direction,
        mode,
        purpose: asked.purpose,
        registration: asked.registration,
        method: asked.method,
    };
    let by = actor(&caller.institution);
    let asked = desk.portfolio.ask_crossing(by, wish, (asked.name, body)).await;
    let found = match asked {
        Ok((id, _)) => desk.portfolio.crossing(id).await,
        Err(it) => return no(&it),
    };
    match found {
        Ok(Some(it)) => says(StatusCode::CREATED, &shown::crossing(&it)),
        Ok(None) => unknown(),
        Err(it) => no(&it),
    }
}

/// A crossing that this caller asked for.
async fn own(desk: &Desk, caller: &ClientUseCode, id: &str) -> Result<Crossing, Response> {
    let Ok(id) = Id::parse(id) else { return Err(unknown()) };
    match desk.portfolio.crossing(id).await {
        Ok(Some(it)) if it.asked_by == actor(caller) => Ok(it),
        Ok(_) => Err(unknown()),
        Err(it) => Err(no(&it)),
    }
}

pub(super) async fn one(
    With(desk): With<Desk>,
    Calling(caller): Calling,
    Path(id): Path<String>,
) -> Response {
    match own(&desk, &caller.institution, &id).await {
        Ok(it) => says(StatusCode::OK, &shown::crossing(&it)),
        Err(response) => response,
    }
}

pub(super) async fn cross(
    With(desk): With<Desk>,
    Calling(caller): Calling,
    Path(id): Path<String>,
    Given(body): Given<RECORD_BYTES_MAX>,
) -> Response {
    let taken = serde_json::from_slice::<Taken>(&body).ok();
    let sha256 = taken.and_then(|it| data_encoding::HEXLOWER.decode(it.sha256.as_bytes()).ok());
    let Some(sha256) = sha256.and_then(|it| <[u8; 32]>::try_from(it).ok()) else {
        return error(StatusCode::BAD_REQUEST, "oss/bad-body", w::bad_json);
    };
    let it = match own(&desk, &caller.institution, &id).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    match desk.portfolio.cross(actor(&caller.institution), it.id, sha256).await {
        Ok(standing) => says(
            StatusCode::OK,
            &json!({"crossing": it.id.to_string(), "state": standing.as_str()}),
        ),
        Err(it) => no(&it),
    }
}
