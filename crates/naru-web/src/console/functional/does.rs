//! What the forms do: open a sandbox, begin a run anew, sign its record, hand the record out.

use super::list::name_of;
use super::parts::refusal;
use super::{HERE, held, page, unknown, words as w};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::typed::{Pairs, one};
use crate::console::{ConsoleState, words};
use crate::functional::SandboxPlace;
use axum::extract::{Form, Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::html;
use naru_base::role::Right;
use naru_base::{Answer, ClientUseCode, No, Refusal};
use naru_core::functional::{self, Applicant};
use naru_core::identity::Credentials;

/// What a form acts on, or the answer instead.
struct Desk {
    code: ClientUseCode,
    sandbox: SandboxPlace,
}

async fn desk(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (code, given): (&str, &Pairs),
) -> Result<Desk, Response> {
    let code = held(who, code, Right::GatesApply).ok_or_else(|| unknown(ask))?;
    if !who.wrote(one(given, "form")) {
        let stale = Some(words::stale_form(ask.lang));
        return Err(page::show(state, ask, who, &code, stale).await);
    }
    match state.parts.sandbox.clone() {
        Some(sandbox) => Ok(Desk { code, sandbox }),
        None => Err(page::show(state, ask, who, &code, Some(w::no_place(ask.lang))).await),
    }
}

/// Why something was not done: on the page if there are words for it.
async fn refused(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (code, no): (&ClientUseCode, No),
) -> Response {
    match &no {
        No::Refusal(it) => match refusal(ask.lang, it.code) {
            Some(text) => page::show(state, ask, who, code, Some(text)).await,
            None => frame::fault(ask, &no),
        },
        No::Fault(_) => frame::fault(ask, &no),
    }
}

/// `POST /console/functional/{code}/open`
pub(crate) async fn open(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let lang = ask.lang;
    let Desk { code, sandbox } = match desk(&state, &ask, &who, (&code, &given)).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let loaded = match page::load(&state, &code).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    if !loaded.is_eligible {
        let text = w::open_not_eligible(lang);
        return page::show(&state, &ask, &who, &code, Some(text)).await;
    }
    let directory = state.parts.hub.directory();
    let Some(institution) = directory.institutions.get(&code).cloned() else {
        return unknown(&ask);
    };
    let client = directory.clients.values().find(|it| it.institution == code);
    let redirect_uri = client.map(|it| it.redirect_uris.join(" ")).unwrap_or_default();
    let actor = format!("staff:{}", who.session.account);
    let applicant = Applicant { institution, redirect_uri };
    match sandbox.open(&actor, applicant, &*state.parts.entropy).await {
        Ok(given) => {
            let head = w::given_head(lang, &name_of(&state, lang, &code));
            shown_once(&state, &ask, &who, (&code, &given, head))
        }
        Err(no) => refused(&state, &ask, &who, (&code, no)).await,
    }
}

/// The one time that the secrets are seen.
fn shown_once(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (code, given, head): (&ClientUseCode, &Credentials, String),
) -> Response {
    let lang = ask.lang;
    let main = html! {
        p class="crumb" { a href=(HERE) { (w::functional(lang)) } }
        div class="head" { h1 { (head) } }
        div class="note warn secret" {
            p { (w::given_once(lang)) }
            dl class="given" {
                dt { (w::client_label(lang)) } dd { code class="mono" id="client" { (given.client_id) } }
                dt { (w::secret_label(lang)) }
                dd { code class="mono" id="client-secret" { (given.client_secret.expose()) } }
                @if let Some(phrase) = &given.pass_phrase {
                    dt { (w::phrase_label(lang)) }
                    dd { code class="mono" id="phrase" { (phrase.expose()) } }
                }
            }
        }
        p class="acts gap" {
            a class="btn p" href=(format!("{HERE}/{code}")) { (w::to_run(lang)) }
        }
    };
    frame::page(state, &Page { ask, who, title: head, here: HERE, topic: Topic::Watch, main })
}

/// `POST /console/functional/{code}/renew`: other credentials in place of those that were lost.
pub(crate) async fn renew(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let Desk { code, sandbox } = match desk(&state, &ask, &who, (&code, &given)).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let actor = format!("staff:{}", who.session.account);
    let renewed = async {
        let tenant = functional::tenant_code(&code)?;
        sandbox.renew(&actor, &tenant, &*state.parts.entropy).await
    };
    match renewed.await {
        Ok(given) => {
            let head = w::renewed_head(ask.lang, &name_of(&state, ask.lang, &code));
            shown_once(&state, &ask, &who, (&code, &given, head))
        }
        Err(no) => refused(&state, &ask, &who, (&code, no)).await,
    }
}

/// `POST /console/functional/{code}/begin`
pub(crate) async fn begin(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let Desk { code, sandbox } = match desk(&state, &ask, &who, (&code, &given)).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let actor = format!("staff:{}", who.session.account);
    let begun = async { sandbox.begin(&actor, &functional::tenant_code(&code)?).await };
    match begun.await {
        Ok(()) => Redirect::to(&format!("{HERE}/{code}")).into_response(),
        Err(no) => refused(&state, &ask, &who, (&code, no)).await,
    }
}

/// `POST /console/functional/{code}/seal`
pub(crate) async fn seal(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let Desk { code, sandbox } = match desk(&state, &ask, &who, (&code, &given)).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let actor = format!("staff:{}", who.session.account);
    match sealed(&state, &sandbox, &code, actor).await {
        Ok(()) => Redirect::to(&format!("{HERE}/{code}")).into_response(),
        Err(no) => refused(&state, &ask, &who, (&code, no)).await,
    }
}

async fn sealed(
    state: &ConsoleState,
    sandbox: &SandboxPlace,
    code: &ClientUseCode,
    actor: String,
) -> Answer<()> {
    let tenant = functional::tenant_code(code)?;
    let run = sandbox.standing(&tenant).await?.ok_or(Refusal::new("functional/not-passed"))?;
    let (env, keys) = (state.env(), state.parts.keys.clone());
    let write = move |tx: &mut naru_store::Tx<'_>| {
        functional::seal(tx, &env, &keys, &actor, &run).map(drop)
    };
    // Into the book first: a run that ended without a record would be lost.
    state.parts.store.write(write).await?;
    sandbox.end(&tenant).await
}

/// `GET /console/functional/{code}/record/{hash}`
pub(crate) async fn record(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((code, hash)): Path<(String, String)>,
) -> Response {
    let Some(code) = held(&who, &code, Right::GatesRead) else { return unknown(&ask) };
    let loaded = match page::load(&state, &code).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let is_it = |it: &functional::Signed| data_encoding::HEXLOWER.encode(&it.sha256) == hash;
    let Some(found) = loaded.records.into_iter().find(is_it) else { return unknown(&ask) };
    let name = format!("functional-{code}-{}.json", hash.get(..8).unwrap_or_default());
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, found.file).into_response()
}
