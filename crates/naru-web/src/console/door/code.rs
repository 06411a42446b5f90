//! Second step of a login: the one-time code. And the way out.

use crate::console::door::login::Came;
use crate::console::door::{
    Door, Field, Wrong, door, field, form_field, passkey, summary, with_cookie,
};
use crate::console::guard::{Ask, Jar, form_fits, safe_next};
use crate::console::{ConsoleState, format, frame, words};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use naru_core::staff::{self, CodeStep, Token};
use serde::Deserialize;

/// The form.
#[derive(Deserialize)]
pub(crate) struct Given {
    #[serde(default)]
    code: String,
    #[serde(default)]
    form: String,
    #[serde(default)]
    next: String,
}

/// `GET /console/login/code`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    Query(came): Query<Came>,
) -> Response {
    match half(&state, &ask).await {
        Ok(Some((token, login))) => {
            let next = safe_next(&came.next);
            show(&state, &ask, StatusCode::OK, &token, (&login, next), &[]).await
        }
        Ok(None) => Redirect::to("/console/login").into_response(),
        Err(response) => response,
    }
}

/// The half-done login of the request's cookie.
pub(super) async fn half(
    state: &ConsoleState,
    ask: &Ask,
) -> Result<Option<(Token, String)>, Response> {
    let Some(token) = ask.token(Jar::Session) else { return Ok(None) };
    let (hash, now) = (token.hash(), state.now());
    let read = state.parts.store.read(move |tx| staff::pending(tx, &hash, now)).await;
    match read {
        Ok(login) => Ok(login.map(|login| (token, login))),
        Err(no) => Err(frame::fault(ask, &no)),
    }
}

/// The page again, with what was wrong.
pub(super) async fn refuse(
    state: &ConsoleState,
    ask: &Ask,
    token: &Token,
    to: (&str, &str),
    text: String,
) -> Response {
    let wrongs = [Wrong { field: "code", text }];
    show(state, ask, StatusCode::UNAUTHORIZED, token, to, &wrongs).await
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    status: StatusCode,
    token: &Token,
    (login, next): (&str, &str),
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let with_key = match passkey::is_offered(state, ask, token).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let form = html! {
        form method="post" action="/console/login/code" {
            p class="xs sub" { (words::step(lang, 2, 2)) }
            h1 { (words::code_head(lang)) }
            p class="sub2" {
                (words::code_for(lang, login)) " "
                a href="/console/login" { (words::somebody_else(lang)) }
            }
            (summary(lang, wrongs))
            (form_field(token))
            input type="hidden" name="next" value=(next);
            (field(&Field {
                name: "code", label: words::code_label(lang), help: Some(words::code_help(lang)),
                kind: "code", autocomplete: "one-time-code", value: "", focus: true,
            }, wrongs))
            button class="btn p big" { (words::enter(lang)) }
        }
        @if with_key { (passkey::button(lang, token, next)) }
        p class="xs sub" { (words::lost(lang)) }
    };
    let query = if next == "/console" {
        String::new()
    } else {
        format!("&next={}", format::query_value(next))
    };
    door(status, &Door { ask, title: words::door_title(lang), form, query })
}

/// `POST /console/login/code`
pub(crate) async fn submit(
    State(state): State<ConsoleState>,
    ask: Ask,
    Form(given): Form<Given>,
) -> Response {
    let again = || Redirect::to("/console/login?said=again").into_response();
    let (token, login) = match half(&state, &ask).await {
        Ok(Some(it)) => it,
        Ok(None) => return again(),
        Err(response) => return response,
    };
    if !form_fits(Some(&token), &given.form) {
        return again();
    }
    let next = safe_next(&given.next).to_owned();
    let code: String = given.code.chars().filter(|c| !c.is_whitespace()).take(6).collect();
    let (env, full, sealer) = (state.env(), state.new_token(), state.parts.sealer.clone());
    let (half_hash, full_hash) = (token.hash(), full.hash());
    let step = state
        .parts
        .store
        .write(move |tx| staff::finish_login(tx, &env, &*sealer, &half_hash, &code, &full_hash))
        .await;
    match step {
        Ok(CodeStep::Entered) => {
            let to = Redirect::to(&next).into_response();
            let out = with_cookie(to, Some(ask.set(Jar::Session, Some(&full))));
            with_cookie(out, Some(ask.set(Jar::Form, None)))
        }
        Ok(CodeStep::Refused) => {
            refuse(&state, &ask, &token, (&login, &next), words::code_refused(ask.lang)).await
        }
        Ok(CodeStep::StartAgain) => with_cookie(again(), Some(ask.set(Jar::Session, None))),
        Err(no) => frame::fault(&ask, &no),
    }
}

/// What the way out carries.
#[derive(Deserialize)]
pub(crate) struct Leaving {
    #[serde(default)]
    form: String,
}

/// `POST /console/logout`
pub(crate) async fn leave(
    State(state): State<ConsoleState>,
    ask: Ask,
    Form(given): Form<Leaving>,
) -> Response {
    let out = Redirect::to("/console/login?said=out").into_response();
    let Some(token) = ask.token(Jar::Session) else { return out };
    if !form_fits(Some(&token), &given.form) {
        return Redirect::to("/console").into_response();
    }
    let (env, hash) = (state.env(), token.hash());
    match state.parts.store.write(move |tx| staff::logout(tx, &env, &hash)).await {
        Ok(()) => with_cookie(out, Some(ask.set(Jar::Session, None))),
        Err(no) => frame::fault(&ask, &no),
    }
}
