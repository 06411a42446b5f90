//! Enrolment by single-use link: first name, login and password; then the authenticator.

use crate::console::door::login::slowly;
use crate::console::door::{
    Door, Field, Wrong, door, field, form_cookie, form_field, summary, with_cookie,
};
use crate::console::guard::{Ask, Jar, form_fits};
use crate::console::{ConsoleState, format, frame, words};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, PreEscaped, html};
use naru_base::{Lang, No};
use naru_core::staff::{
    self, EnrolStart, Enrolment, FormError, Token, decide, handover, password, totp,
};
use qrcode::QrCode;
use qrcode::render::svg;
use serde::Deserialize;

/// The form of either step.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    form: String,
    handover: String,
    name: String,
    login: String,
    password: String,
    code: String,
}

/// `GET /console/enrol/{token}`
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

/// The enrolment that the address opens, or a page that says it opens none.
async fn found(
    state: &ConsoleState,
    ask: &Ask,
    token: &str,
) -> Result<(Token, Enrolment), Response> {
    let Some(token) = Token::parse(token) else { return Err(lapsed(ask)) };
    let (sealer, hash, now) = (state.parts.sealer.clone(), token.hash(), state.now());
    let read = state.parts.store.read(move |tx| staff::enrolment(tx, &*sealer, &hash, now)).await;
    match read {
        Ok(Some(it)) => Ok((token, it)),
        Ok(None) => Err(lapsed(ask)),
        Err(no) => Err(frame::fault(ask, &no)),
    }
}

fn lapsed(ask: &Ask) -> Response {
    let (title, text) = (words::lapsed_head(ask.lang), words::lapsed(ask.lang));
    frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None)
}

fn show(
    state: &ConsoleState,
    ask: &Ask,
    status: StatusCode,
    it: &Enrolment,
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
                Some((login, secret)) => (authenticator(lang, login, secret, &wrongs)),
            }
        }
    };
    let it = Door { ask, title: words::enrol_title(lang), form, query: String::new() };
    with_cookie(door(status, &it), cookie)
}

fn person(lang: Lang, it: &Enrolment, given: &Given, wrongs: &[Wrong]) -> Markup {
    let until = format!(
        "{} {}",
        format::date(lang, it.expires_at.business_date()),
        format::hour_minute(it.expires_at)
    );
    html! {
        h1 { (words::enrol_head(lang)) }
        p class="sub2" { (words::enrol_role(lang, &frame::post(lang, &it.post), &until)) }
        (summary(lang, wrongs))
        @if it.wants_code { (handover(lang, &given.handover, wrongs)) }
        (field(&Field {
            name: "name", label: words::name_label(lang), help: None, kind: "text",
            autocomplete: "name", value: &given.name, focus: !it.wants_code,
        }, wrongs))
        (field(&Field {
            name: "login", label: words::login_label(lang), help: Some(words::login_help(lang)),
            kind: "text", autocomplete: "username", value: &given.login, focus: false,
        }, wrongs))
        (field(&Field {
            name: "password", label: words::password_label(lang),
            help: Some(words::password_help(lang)), kind: "password",
            autocomplete: "new-password", value: "", focus: false,
        }, wrongs))
        button class="btn p big" { (words::go_on(lang)) }
    }
}

/// The field for the code that another person hands over.
pub(crate) fn handover(lang: Lang, value: &str, wrongs: &[Wrong]) -> Markup {
    let it = Field {
        name: "handover",
        label: words::handover_label(lang),
        help: Some(words::handover_help(lang)),
        kind: "text",
        autocomplete: "off",
        value,
        focus: true,
    };
    field(&it, wrongs)
}

pub(crate) fn authenticator(lang: Lang, login: &str, secret: &[u8], wrongs: &[Wrong]) -> Markup {
    let text = totp::secret_text(secret);
    let spaced: Vec<&str> =
        text.as_bytes().chunks(4).filter_map(|c| str::from_utf8(c).ok()).collect();
    let uri = totp::otpauth_uri(secret, login);
    html! {
        h1 { (words::qr_head(lang)) }
        p class="sub2" { (words::qr_note(lang)) }
        (summary(lang, wrongs))
        div class="qr" role="img" aria-label=(words::qr_label(lang)) { (qr(&uri)) }
        // A telephone cannot photograph its own screen.
        p class="app" { a class="btn" href=(uri) { (words::qr_open(lang)) } }
        p {
            span class="sub" { (words::secret_label(lang)) } br;
            code id="secret" class="mono" { (spaced.join(" ")) }
        }
        (field(&Field {
            name: "code", label: words::code_label(lang), help: None, kind: "code",
            autocomplete: "one-time-code", value: "", focus: true,
        }, wrongs))
        button class="btn p big" { (words::finish(lang)) }
    }
}

/// The picture, or nothing when the text does not fit one: it stands below as text anyway.
fn qr(text: &str) -> Markup {
    let drawn = QrCode::new(text).map(|code| {
        code.render::<svg::Color<'_>>().min_dimensions(200, 200).quiet_zone(true).build()
    });
    // The renderer begins with an XML declaration, which has no place inside HTML.
    let svg = drawn.unwrap_or_default();
    let svg = svg.find("<svg").map_or("", |at| &svg[at..]);
    html! { (PreEscaped(svg)) }
}

pub(crate) fn wrong(lang: Lang, error: FormError) -> Wrong {
    let (field, text) = match error {
        FormError::Name => ("name", words::bad_name(lang)),
        FormError::Login => ("login", words::bad_login(lang)),
        FormError::LoginTaken => ("login", words::taken_login(lang)),
        FormError::PasswordShort => ("password", words::short_password(lang)),
        FormError::PasswordLong => ("password", words::long_password(lang)),
        FormError::PasswordPlain => ("password", words::plain_password(lang)),
        FormError::Handover => ("handover", words::bad_handover(lang)),
        FormError::Code => ("code", words::code_refused(lang)),
    };
    Wrong { field, text }
}

/// `POST /console/enrol/{token}`
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
    let done = match &it.begun {
        None => start(&state, &token, &given).await,
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
        // Somebody used the link in the meantime: show what it opens now.
        Err(No::Refusal(_)) => Redirect::to(&ask.path).into_response(),
        Err(no) => frame::fault(&ask, &no),
    }
}

type Step = Result<Result<(), Vec<FormError>>, No>;

async fn start(state: &ConsoleState, token: &Token, given: &Given) -> Step {
    let form = match decide::check_form(&given.name, &given.login, &given.password) {
        Ok(form) => form,
        Err(errors) => return Ok(Err(errors)),
    };
    let (word, entropy) = (given.password.clone(), state.parts.entropy.clone());
    let password_hash = slowly(state, move || password::hash(&word, &*entropy)).await??;
    let secret = totp::new_secret(&*state.parts.entropy);
    let (env, hash, sealer) = (state.env(), token.hash(), state.parts.sealer.clone());
    let code_hash = (!given.handover.is_empty()).then(|| handover::hash(&given.handover));
    let wrote = state
        .parts
        .store
        .write(move |tx| {
            let start = EnrolStart {
                token: hash,
                form: &form,
                code_hash,
                password_hash: &password_hash,
                totp_secret: &secret,
            };
            staff::enrol_start(tx, &env, &*sealer, &start)
        })
        .await?;
    Ok(wrote.map_err(|error| vec![error]))
}

async fn finish(state: &ConsoleState, token: &Token, code: &str) -> Step {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).take(6).collect();
    let (env, hash, sealer) = (state.env(), token.hash(), state.parts.sealer.clone());
    let wrote = state
        .parts
        .store
        .write(move |tx| staff::enrol_finish(tx, &env, &*sealer, &hash, &code))
        .await?;
    Ok(wrote.map_err(|error| vec![error]))
}
