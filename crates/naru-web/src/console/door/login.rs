//! First step of a login: login and password.

use crate::console::door::code::half;
use crate::console::door::{
    Door, Field, Wrong, door, field, form_cookie, form_field, summary, with_cookie,
};
use crate::console::guard::{Ask, Jar, form_fits, safe_next};
use crate::console::{ConsoleState, format, frame, words};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use naru_base::{Answer, Fault, FaultKind};
use naru_core::staff::{self, PasswordStep, password};
use serde::Deserialize;

/// What the address of the login page may carry.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Came {
    #[serde(default)]
    pub(crate) next: String,
    #[serde(default)]
    pub(crate) said: String,
}

/// The form.
#[derive(Deserialize)]
pub(crate) struct Given {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    form: String,
    #[serde(default)]
    next: String,
}

/// `GET /console/login`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    Query(came): Query<Came>,
) -> Response {
    match state.session(&ask).await {
        Ok(Some(_)) => return Redirect::to(safe_next(&came.next)).into_response(),
        Ok(None) => {}
        Err(no) => return frame::fault(&ask, &no),
    }
    // Whoever is only half in has no session that could have ended.
    let is_half = half(&state, &ask).await.is_ok_and(|it| it.is_some());
    let said = match came.said.as_str() {
        "over" | "unsent" if is_half => None,
        "enrolled" => Some(("ok", words::enrolled(ask.lang))),
        "out" => Some(("ok", words::logged_out(ask.lang))),
        "over" => Some(("warn", words::session_over(ask.lang))),
        "unsent" => Some(("warn", words::session_over_unsent(ask.lang))),
        "again" => Some(("warn", words::begin_again(ask.lang))),
        _ => None,
    };
    show(&state, &ask, StatusCode::OK, said, &came.next, ("", vec![]))
}

fn show(
    state: &ConsoleState,
    ask: &Ask,
    status: StatusCode,
    said: Option<(&str, String)>,
    next: &str,
    (login, wrongs): (&str, Vec<Wrong>),
) -> Response {
    let lang = ask.lang;
    let (token, cookie) = form_cookie(state, ask);
    let next = safe_next(next);
    let form = html! {
        form method="post" action="/console/login" {
            p class="xs sub" { (words::step(lang, 1, 2)) }
            h1 { (words::login_head(lang)) }
            p class="sub2" { (words::login_note(lang)) }
            @if let Some((class, text)) = said { p class=(format!("note {class}")) role="status" { (text) } }
            (summary(lang, &wrongs))
            (form_field(&token))
            input type="hidden" name="next" value=(next);
            (field(&Field {
                name: "login", label: words::login_label(lang), help: None, kind: "text",
                autocomplete: "username", value: login, focus: login.is_empty(),
            }, &wrongs))
            (field(&Field {
                name: "password", label: words::password_label(lang), help: None, kind: "password",
                autocomplete: "current-password", value: "", focus: !login.is_empty(),
            }, &[]))
            button class="btn p big" { (words::go_on(lang)) }
            p class="xs sub" { (words::lost(lang)) }
        }
    };
    let query = if next == "/console" {
        String::new()
    } else {
        format!("&next={}", format::query_value(next))
    };
    let it = Door { ask, title: words::door_title(lang), form, query };
    with_cookie(door(status, &it), cookie)
}

/// `POST /console/login`
pub(crate) async fn submit(
    State(state): State<ConsoleState>,
    ask: Ask,
    Form(given): Form<Given>,
) -> Response {
    let lang = ask.lang;
    let login: String = given.login.chars().take(64).collect();
    let again = |status, text: String| {
        let wrongs = vec![Wrong { field: "login", text }];
        show(&state, &ask, status, None, &given.next, (&login, wrongs))
    };
    if !form_fits(ask.token(Jar::Form).as_ref(), &given.form) {
        return again(StatusCode::BAD_REQUEST, words::stale_form(lang));
    }
    let Ok(_waiting) = state.queue.try_acquire() else {
        return again(StatusCode::SERVICE_UNAVAILABLE, words::busy(lang));
    };
    let right = match is_right(&state, &login, given.password).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let (env, half) = (state.env(), state.new_token());
    let (hash, who) = (half.hash(), login.clone());
    let step =
        state.parts.store.write(move |tx| staff::begin_login(tx, &env, &who, right, &hash)).await;
    match step {
        Ok(PasswordStep::Passed) => {
            let next = safe_next(&given.next);
            let to =
                Redirect::to(&format!("/console/login/code?next={}", format::query_value(next)));
            let (name, value) = ask.set(Jar::Session, Some(&half));
            with_cookie(to.into_response(), Some((name, value)))
        }
        Ok(PasswordStep::Refused) => again(StatusCode::UNAUTHORIZED, words::login_refused(lang)),
        Err(no) => frame::fault(&ask, &no),
    }
}

/// Verifies a password, a few at a time, on a thread that may block. An unknown login costs as
/// much as a known one.
async fn is_right(state: &ConsoleState, login: &str, given: String) -> Answer<bool> {
    let who = login.to_owned();
    let known = state.parts.store.read(move |tx| staff::login_facts(tx, &who)).await?;
    let phc = known.map_or_else(|| password::nobody().to_owned(), |it| it.password_hash);
    slowly(state, move || password::verify(&phc, &given)).await
}

/// Runs Argon2 off the event loop and the store, [`crate::console::PASSWORDS_AT_ONCE`] at a time.
pub(crate) async fn slowly<T: Send + 'static>(
    state: &ConsoleState,
    work: impl FnOnce() -> T + Send + 'static,
) -> Answer<T> {
    let gone = |_| Fault::new(FaultKind::Retryable, "the password thread was lost; try again");
    let turn = state.passwords.acquire().await.map_err(|_| {
        Fault::new(FaultKind::Retryable, "the server is stopping; try again elsewhere")
    })?;
    let out = tokio::task::spawn_blocking(work).await.map_err(gone)?;
    drop(turn);
    Ok(out)
}
