//! A fresh proof by a passkey, before a dangerous deed: asked for and taken by the script, in the
//! place of the one-time code of a form.

use crate::console::guard::{Ask, Entered};
use crate::console::me::wire::{self, Answer};
use crate::console::{ConsoleState, frame, words};
use axum::Json;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use naru_core::staff::StepUp;
use naru_core::staff::passkey::{self, Purpose};
use serde::Deserialize;
use serde_json::json;

/// What a form of ours always carries.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ours {
    form: String,
}

/// `POST /console/prove/options`
pub(crate) async fn options(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Ours>,
) -> Response {
    if !who.wrote(&given.form) {
        return wire::no(StatusCode::BAD_REQUEST, words::stale_form(ask.lang));
    }
    let (env, challenge, hash) = (state.env(), state.new_challenge(), who.token.hash());
    let site = who.site.clone();
    let write = move |tx: &mut naru_store::Tx<'_>| {
        passkey::ask(tx, &env, &hash, Purpose::Prove, &site, &challenge)
    };
    match state.parts.store.write(write).await {
        Ok(Some(asked)) => wire::request(&who.site, &challenge, &asked),
        Ok(None) => wire::no(StatusCode::CONFLICT, words::passkey_failed(ask.lang)),
        Err(no) => frame::fault(&ask, &no),
    }
}

/// The answer, with the form's token.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    form: String,
    #[serde(flatten)]
    answer: Answer,
}

/// `POST /console/prove`
pub(crate) async fn submit(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Given>,
) -> Response {
    if !who.wrote(&given.form) {
        return wire::no(StatusCode::BAD_REQUEST, words::stale_form(ask.lang));
    }
    let (env, hash, site) = (state.env(), who.token.hash(), who.site.clone());
    let answer = given.answer.read();
    let write =
        move |tx: &mut naru_store::Tx<'_>| passkey::prove(tx, &env, &hash, &site, &answer.given());
    match state.parts.store.write(write).await {
        Ok(StepUp::Fresh) => Json(json!({})).into_response(),
        Ok(StepUp::Refused) => {
            wire::no(StatusCode::UNPROCESSABLE_ENTITY, words::passkey_failed(ask.lang))
        }
        // The script opens the page anew, which leads to the login.
        Ok(StepUp::Over) => StatusCode::UNAUTHORIZED.into_response(),
        Err(no) => frame::fault(&ask, &no),
    }
}
