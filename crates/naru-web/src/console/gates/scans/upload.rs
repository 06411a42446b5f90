//! Takes a file from the page's form.

use super::words as w;
use super::{Filter, show};
use crate::console::ConsoleState;
use crate::console::frame;
use crate::console::gates::{readable, unknown};
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::parse_day;
use crate::console::typed::{Back, Pairs};
use crate::console::words;
use crate::gates::scan::{self, Handing, Refusing};
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use data_encoding::HEXLOWER;
use naru_base::role::{Right, Scope};
use naru_base::{Lang, No};

/// The largest body: the largest file, and room for the other fields.
pub(crate) const BODY_BYTES_MAX: usize = naru_evidence::BYTES_MAX + 64 * 1024;
/// The longest word about what was looked at, as its field says.
const SCOPE_CHARS_MAX: usize = 256;

/// `POST /console/gates/{code}/scans`, by whoever hands in for the institution.
pub(crate) async fn hand(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    form: Multipart,
) -> Response {
    take((&state, &ask, &who), &code, Right::GatesApply, form).await
}

/// `POST /console/gates/{code}/scans/inspect`, by an inspector.
pub(crate) async fn inspect(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    form: Multipart,
) -> Response {
    take((&state, &ask, &who), &code, Right::ChecksDecide, form).await
}

/// The fields of the form.
#[derive(Default)]
struct Given {
    form: String,
    service: String,
    scope: String,
    observed: String,
    name: String,
    file: Vec<u8>,
}

async fn fields(mut form: Multipart) -> Result<Given, MultipartError> {
    let mut given = Given::default();
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            field.file_name().unwrap_or_default().clone_into(&mut given.name);
            given.file = field.bytes().await?.to_vec();
            continue;
        }
        let text = field.text().await?;
        match name.as_str() {
            "form" => given.form = text,
            "service" => given.service = text,
            "scope" => given.scope = text.trim().to_owned(),
            "observed" => given.observed = text,
            _ => {}
        }
    }
    Ok(given)
}

/// What is wrong with the fields. What is longer than is kept of it is refused: whoever reads half
/// of it would not know.
fn bad_field(lang: Lang, who: &Entered, given: &Given) -> Option<(&'static str, String)> {
    if !who.wrote(&given.form) {
        return Some(("file", words::stale_form(lang)));
    }
    if given.name.is_empty() && given.file.is_empty() {
        return Some(("file", w::no_file(lang)));
    }
    let (scope, name) = (given.scope.chars().count(), given.name.chars().count());
    if scope > SCOPE_CHARS_MAX {
        return Some(("scope", words::text_too_long(lang, SCOPE_CHARS_MAX, scope)));
    }
    let is_long = name > scan::TITLE_CHARS_MAX;
    is_long.then(|| ("file", w::name_too_long(lang, scan::TITLE_CHARS_MAX, name)))
}

async fn take(
    (state, ask, who): (&ConsoleState, &Ask, &Entered),
    code: &str,
    right: Right,
    form: Multipart,
) -> Response {
    let Some(code) = readable(who, code) else { return unknown(ask) };
    let is_known = state.parts.hub.directory().institutions.contains_key(&code);
    if !is_known || !who.session.post.may_on(right, &Scope::Institution(code.clone())) {
        return unknown(ask);
    }
    let lang = ask.lang;
    let filter = Filter::default();
    let again = async |filter: &Filter, given: Pairs, (field, text): (&'static str, String)| {
        let back = Back::with("scan", given, (field, text));
        show(state, (ask, who), &code, filter, (&back, None)).await
    };
    let early = async |text: String| again(&filter, Pairs::new(), ("file", text)).await;
    // One file at a time: each may take as much memory as a small hub.
    let Ok(_place) = state.uploads.try_acquire() else {
        return early(w::busy(lang)).await;
    };
    let given = match fields(form).await {
        Ok(given) => given,
        Err(error) if error.status().as_u16() == 413 => {
            return early(w::too_large(lang)).await;
        }
        Err(_) => return early(w::broken_form(lang)).await,
    };
    let filter = Filter { service: given.service.clone(), item: String::new() };
    let typed = [
        ("service", &given.service),
        ("scope", &given.scope),
        ("observed", &given.observed),
        ("file", &given.name),
    ];
    let typed: Pairs = typed.map(|(name, it)| (name.to_owned(), it.clone())).to_vec();
    let wrong = async |bad: (&'static str, String)| again(&filter, typed.clone(), bad).await;
    if let Some(bad) = bad_field(lang, who, &given) {
        return wrong(bad).await;
    }
    let handing = Handing {
        title: given.name,
        service: given.service,
        scope: given.scope,
        observed: parse_day(&given.observed).map(|it| it.starts_at()),
        by: format!("staff:{}", who.session.account),
        file: given.file,
    };
    let shelf = (&state.parts.store, &state.parts.evidence);
    match scan::import(shelf, state.env(), &code, handing).await {
        Ok((done, sha)) => {
            let came = format!("{}&again={}", HEXLOWER.encode(&sha), done.is_known);
            let to = format!("/console/gates/{code}/scans?service={}&came={came}", filter.service);
            Redirect::to(&to).into_response()
        }
        Err(Refusing::Unread(why)) => {
            let why = if lang == Lang::Ko { why.ko() } else { why.en() };
            wrong(("file", w::not_read(lang, &why))).await
        }
        Err(Refusing::No(No::Refusal(it))) => {
            let text = refusal(lang, it.code).unwrap_or_else(|| w::not_taken(lang));
            wrong((field_of(it.code), text)).await
        }
        Err(Refusing::No(no)) => frame::fault(ask, &no),
    }
}

/// The field that a refusal is about.
fn field_of(code: &str) -> &'static str {
    match code {
        "admission/scan-time-unknown" | "admission/scan-time-wrong" => "observed",
        "admission/service-unknown" => "service",
        _ => "file",
    }
}

fn refusal(lang: Lang, code: &str) -> Option<String> {
    Some(match code {
        "admission/scan-time-unknown" => w::no_time(lang),
        "admission/scan-time-wrong" => w::wrong_time(lang),
        "admission/scan-findings-too-many" => w::too_many(lang),
        "admission/scan-not-evidence" => w::not_evidence(lang),
        "admission/service-unknown" => w::no_service(lang),
        "admission/not-applied" => w::not_applied(lang),
        _ => return None,
    })
}
