//! The way back in after a loss: link, code of another person, password, then a new authenticator.

use crate::console::door::enrol::{authenticator, handover as handover_field, wrong};
use crate::console::door::login::slowly;
use crate::console::door::{
    Door, Field, Wrong, door, field, form_cookie, form_field, summary, with_cookie,
};
use crate::console::guard::{Ask, Jar, form_fits};
use crate::console::{ConsoleState, frame, words};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use naru_base::{Lang, No};
use naru_core::staff::{
    self, FormError, Recovery, RecoveryStart, Token, decide, handover, password, totp,
};
use serde::Deserialize;

/// The form of either step.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    form: String,
    handover: String,
    login: String,
    password: String,
    code: String,
}

/// `GET /console/recover/{token}`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    Path(token): Path<String>,
) -> Response {
    match found(&state, &ask, &token).await {
        Ok((_, it)) => show(&state, &ask, StatusCode::OK, &it, &Given::default(), &[]),
        Err(response) => response,
    }
}

async fn found(
    state: &ConsoleState,
    ask: &Ask,
    token: &str,
) -> Result<(Token, Recovery), Response> {
    let lapsed = || {
        let (title, text) = (words::lapsed_head(ask.lang), words::lapsed(ask.lang));
        frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None)
    };
    let Some(token) = Token::parse(token) else { return Err(lapsed()) };
    let (sealer, hash, now) = (state.parts.sealer.clone(), token.hash(), state.now());
    let read = state.parts.store.read(move |tx| staff::recovery(tx, &*sealer, &hash, now)).await;
    match read {
        Ok(Some(it)) => Ok((token, it)),
        Ok(None) => Err(lapsed()),
        Err(no) => Err(frame::fault(ask, &no)),
    }
}

fn show(
    state: &ConsoleState,
    ask: &Ask,
    status: StatusCode,
    it: &Recovery,
    given: &Given,
    errors: &[FormError],
) -> Response {
    let lang = ask.lang;
    let (token, cookie) = form_cookie(state, ask);
    let wrongs: Vec<Wrong> = errors.iter().map(|e| wrong(lang, *e)).collect();
    let form = html! {
        form method="post" action=(ask.path) {
            p class="xs sub" { (words::step(lang, if it.begun.is_some() { 2 } else { 1 }, 2)) }
            (form_field(&token))
            @match &it.begun {
                None => (person(lang, it, given, &wrongs)),
                Some(secret) => (authenticator(lang, &it.login, secret, &wrongs)),
            }
        }
    };
    let it = Door { ask, title: words::recover_title(lang), form, query: String::new() };
    with_cookie(door(status, &it), cookie)
}

fn person(lang: Lang, it: &Recovery, given: &Given, wrongs: &[Wrong]) -> Markup {
    let (help, autocomplete) = if it.is_whole {
        (words::password_help(lang), "new-password")
    } else {
        (words::password_old_help(lang), "current-password")
    };
    html! {
        h1 { (words::recover_head(lang)) }
        p class="sub2" {
            @if it.is_whole { (words::recover_whole(lang)) } @else { (words::recover_factor(lang)) }
        }
        (summary(lang, wrongs))
        (handover_field(lang, &given.handover, wrongs))
        (field(&Field {
            name: "login", label: words::login_label(lang), help: None, kind: "text",
            autocomplete: "username", value: &given.login, focus: false,
        }, wrongs))
        (field(&Field {
            name: "password", label: words::password_label(lang), help: Some(help),
            kind: "password", autocomplete, value: "", focus: false,
        }, wrongs))
        button class="btn p big" { (words::go_on(lang)) }
    }
}

/// `POST /console/recover/{token}`
pub(crate) async fn submit(
    State(state): State<ConsoleState>,
    ask: Ask,
    Path(token): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let (token, it) = match found(&state, &ask, &token).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    if !form_fits(ask.token(Jar::Form).as_ref(), &given.form) {
        return show(&state, &ask, StatusCode::BAD_REQUEST, &it, &given, &[]);
    }
    let done = match it.begun {
        None => start(&state, &token, &it, &given).await,
        Some(_) => finish(&state, &token, &given.code).await,
    };
    match done {
        Ok(Ok(())) if it.begun.is_some() => {
            Redirect::to("/console/login?said=enrolled").into_response()
        }
        Ok(Ok(())) => Redirect::to(&ask.path).into_response(),
        Ok(Err(errors)) => {
            show(&state, &ask, StatusCode::UNPROCESSABLE_ENTITY, &it, &given, &errors)
        }
        Err(No::Refusal(_)) => Redirect::to(&ask.path).into_response(),
        Err(no) => frame::fault(&ask, &no),
    }
}

type Step = Result<Result<(), Vec<FormError>>, No>;

async fn start(state: &ConsoleState, token: &Token, it: &Recovery, given: &Given) -> Step {
    let word = given.password.clone();
    let password = if it.is_whole {
        if let Some(error) = decide::password_error(&it.login, &word) {
            return Ok(Err(vec![error]));
        }
        let entropy = state.parts.entropy.clone();
        Ok(slowly(state, move || password::hash(&word, &*entropy)).await??)
    } else {
        let phc = it.password_hash.clone();
        Err(slowly(state, move || password::verify(&phc, &word)).await?)
    };
    let secret = totp::new_secret(&*state.parts.entropy);
    let (env, hash, sealer) = (state.env(), token.hash(), state.parts.sealer.clone());
    let (login, code_hash) = (given.login.clone(), handover::hash(&given.handover));
    let write = move |tx: &mut naru_store::Tx<'_>| {
        let start = RecoveryStart {
            token: hash,
            login: &login,
            code_hash,
            password: password.as_deref().map_err(|right| *right),
            totp_secret: &secret,
        };
        staff::recovery_start(tx, &env, &*sealer, &start)
    };
    Ok(state.parts.store.write(write).await?.map_err(|error| vec![error]))
}

async fn finish(state: &ConsoleState, token: &Token, code: &str) -> Step {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).take(6).collect();
    let (env, hash, sealer) = (state.env(), token.hash(), state.parts.sealer.clone());
    let write =
        move |tx: &mut naru_store::Tx<'_>| staff::recovery_finish(tx, &env, &*sealer, &hash, &code);
    Ok(state.parts.store.write(write).await?.map_err(|error| vec![error]))
}
