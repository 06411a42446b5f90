//! Second step of a login by a passkey, in the place of the one-time code.

use crate::console::door::code::half;
use crate::console::door::{code, form_field, with_cookie};
use crate::console::guard::{Ask, Jar, form_fits, safe_next};
use crate::console::me::wire::{self, Answer};
use crate::console::{ConsoleState, frame, words};
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use naru_base::{Answer as Answered, Lang};
use naru_core::staff::passkey::{self, Purpose};
use naru_core::staff::{CodeStep, Token};
use serde::Deserialize;

/// The form, as the script fills it in.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    form: String,
    next: String,
    #[serde(flatten)]
    answer: Answer,
}

/// Whether the half-done login has a key for this site.
pub(super) async fn is_offered(state: &ConsoleState, ask: &Ask, token: &Token) -> Answered<bool> {
    let (env, hash, site) = (state.env(), token.hash(), ask.site());
    state.parts.store.read(move |tx| passkey::offered(tx, &env, &hash, &site)).await
}

/// The button; the script shows it where the browser has passkeys.
pub(super) fn button(lang: Lang, token: &Token, next: &str) -> Markup {
    html! {
        form method="post" action="/console/login/passkey" hidden {
            (form_field(token))
            input type="hidden" name="next" value=(next);
            @for name in ["credential", "client", "data", "signature"] {
                input type="hidden" name=(name);
            }
            p {
                button class="btn big" type="button" data-passkey="enter"
                    data-ask="/console/login/passkey/options"
                    data-failed=(words::passkey_failed(lang)) { (words::passkey_enter(lang)) }
            }
        }
    }
}

/// `POST /console/login/passkey/options`: by the script.
pub(crate) async fn options(
    State(state): State<ConsoleState>,
    ask: Ask,
    Form(given): Form<Given>,
) -> Response {
    let token = match half(&state, &ask).await {
        Ok(Some((token, _))) if form_fits(Some(&token), &given.form) => token,
        // The script opens the page anew, which leads to the beginning.
        Ok(_) => return StatusCode::UNAUTHORIZED.into_response(),
        Err(response) => return response,
    };
    let (env, challenge, hash, site) =
        (state.env(), state.new_challenge(), token.hash(), ask.site());
    let asked_at = site.clone();
    let write = move |tx: &mut naru_store::Tx<'_>| {
        passkey::ask(tx, &env, &hash, Purpose::Enter, &asked_at, &challenge)
    };
    match state.parts.store.write(write).await {
        Ok(Some(asked)) => wire::request(&site, &challenge, &asked),
        Ok(None) => wire::no(StatusCode::CONFLICT, words::passkey_failed(ask.lang)),
        Err(no) => frame::fault(&ask, &no),
    }
}

/// `POST /console/login/passkey`
pub(crate) async fn submit(
    State(state): State<ConsoleState>,
    ask: Ask,
    Form(given): Form<Given>,
) -> Response {
    let again = || Redirect::to("/console/login?said=again").into_response();
    let (token, login) = match half(&state, &ask).await {
        Ok(Some(it)) if form_fits(Some(&it.0), &given.form) => it,
        Ok(_) => return again(),
        Err(response) => return response,
    };
    let next = safe_next(&given.next).to_owned();
    let (env, full, site) = (state.env(), state.new_token(), ask.site());
    let (half_hash, full_hash, answer) = (token.hash(), full.hash(), given.answer.read());
    let write = move |tx: &mut naru_store::Tx<'_>| {
        passkey::enter(tx, &env, &half_hash, &site, &answer.given(), &full_hash)
    };
    match state.parts.store.write(write).await {
        Ok(CodeStep::Entered) => {
            let to = Redirect::to(&next).into_response();
            let out = with_cookie(to, Some(ask.set(Jar::Session, Some(&full))));
            with_cookie(out, Some(ask.set(Jar::Form, None)))
        }
        Ok(CodeStep::Refused) => {
            let text = words::passkey_failed(ask.lang);
            code::refuse(&state, &ask, &token, (&login, &next), text).await
        }
        Ok(CodeStep::StartAgain) => with_cookie(again(), Some(ask.set(Jar::Session, None))),
        Err(no) => frame::fault(&ask, &no),
    }
}
