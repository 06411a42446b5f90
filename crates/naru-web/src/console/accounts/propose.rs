//! The forms that propose: a deed on an account, an invitation.

use super::words as w;
use super::{refusal, show_account};
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::pieces::{Proof, form_field, fresh_code, reason, select};
use crate::console::typed::{text_of, wrong_text};
use crate::console::{ConsoleState, words};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::html;
use naru_base::role::{Post, Role, Scope};
use naru_base::{Id, InsurerCode, Lang, No, Refusal};
use naru_core::desk;
use naru_core::proposal::{Deciding, Draft};
use naru_core::staff::{deeds, handover};
use serde::Deserialize;

const REASON_CHARS_MAX: usize = 500;

/// The form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    form: String,
    key: String,
    deed: String,
    post: String,
    insurer: String,
    reason: String,
    code: String,
}

/// What came of a form.
pub(crate) enum Sent {
    /// It was proposed, or was before.
    Done(Id),
    /// Something is to be put right.
    Wrong(Vec<Wrong>),
    /// The answer is not the form.
    Elsewhere(Response),
}

/// What every form that proposes has: the id it was made with, the reason, the one-time code.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) key: &'a str,
    pub(crate) reason: &'a str,
    pub(crate) code: &'a str,
}

impl Given {
    fn asked(&self) -> Asked<'_> {
        Asked { key: &self.key, reason: &self.reason, code: &self.code }
    }
}

/// What is wrong with a reason, for forms that tell it beside what else is wrong.
pub(crate) fn wrong_reason(lang: Lang, reason: &str) -> Option<(&'static str, String)> {
    wrong_text(lang, reason, REASON_CHARS_MAX, w::bad_reason).map(|text| ("reason", text))
}

/// Proposes: kind, subject and body are the deed. A refusal is said at the reason.
pub(crate) async fn send(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    given: Asked<'_>,
    what: (&str, String, String),
) -> Sent {
    let said = |lang, it: &Refusal| ("reason", refusal(lang, it.code));
    send_from((state, ask, who), given, said, what).await
}

/// The same from a form with fields of its own: `said` says at which of them a refusal is said, and
/// how.
pub(crate) async fn send_from(
    (state, ask, who): (&ConsoleState, &Ask, &Entered),
    given: Asked<'_>,
    said: fn(Lang, &Refusal) -> (&'static str, String),
    (kind, subject, body): (&str, String, String),
) -> Sent {
    let lang = ask.lang;
    let wrong = |field, text| Sent::Wrong(vec![Wrong { field, text }]);
    let why = text_of(given.reason);
    if let Some((field, text)) = wrong_reason(lang, &why) {
        return wrong(field, text);
    }
    let Ok(id) = Id::parse(given.key) else { return wrong("reason", words::stale_form(lang)) };
    match state.prove(who, given.code).await {
        Ok(Proof::Fresh) => {}
        Ok(Proof::Wrong) => return wrong("code", words::code_refused(lang)),
        Ok(Proof::Over) => {
            return Sent::Elsewhere(Redirect::to("/console/login?said=again").into_response());
        }
        Err(no) => return Sent::Elsewhere(frame::fault(ask, &no)),
    }
    let code = handover::new_code(&*state.parts.entropy);
    let sealer = &state.parts.sealer;
    let sealed = sealer
        .seal(&format!("proposal.reason:{id}"), why.as_bytes())
        .and_then(|why| Ok((why, sealer.seal(&format!("proposal.code:{id}"), code.as_bytes())?)));
    let (sealed_reason, sealed_code) = match sealed {
        Ok(it) => it,
        Err(fault) => return Sent::Elsewhere(frame::fault(ask, &fault.into())),
    };
    let gives_link = desk::kinds().iter().any(|it| it.name == kind && it.gives_link);
    let code = gives_link.then(|| (handover::hash(&code), sealed_code));
    let draft = Draft { id, kind: kind.to_owned(), subject, body, sealed_reason, code };
    let (env, session) = (state.env(), who.token.hash());
    let (account, post) = (who.session.account, who.session.post.clone());
    let write = move |tx: &mut naru_store::Tx<'_>| {
        desk::propose(tx, &env, &session, &Deciding { who: account, post: &post }, &draft)
    };
    match state.parts.store.write(write).await {
        Ok(id) => Sent::Done(id),
        Err(No::Refusal(it)) => {
            let (field, text) = said(lang, &it);
            wrong(field, text)
        }
        Err(no) => Sent::Elsewhere(frame::fault(ask, &no)),
    }
}

/// `POST /console/accounts/{id}/propose`
pub(crate) async fn propose(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let written = (given.deed.as_str(), given.reason.as_str());
    let again = |wrongs: Vec<Wrong>| {
        let (state, ask, who, id) = (&state, &ask, &who, &id);
        async move {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            show_account(state, ask, who, id, written, &wrongs, status).await
        }
    };
    let is_known = [deeds::CLOSE, deeds::RESET, deeds::RECOVER].contains(&given.deed.as_str());
    if !who.wrote(&given.form) || !is_known {
        return again(vec![Wrong { field: "reason", text: words::stale_form(ask.lang) }]).await;
    }
    let what = (given.deed.as_str(), format!("staff:{id}"), "{}".to_owned());
    match send(&state, &ask, &who, given.asked(), what).await {
        Sent::Done(id) => Redirect::to(&format!("/console/proposals/{id}")).into_response(),
        Sent::Wrong(wrongs) => again(wrongs).await,
        Sent::Elsewhere(response) => response,
    }
}

/// `GET /console/accounts/invite`
pub(crate) async fn invite_page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
) -> Response {
    show(&state, &ask, &who, &Given::default(), &[]).await
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    given: &Given,
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let wants = match state.wants(who).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let key = state.env().id(0);
    let main = html! {
        p class="crumb" { a href="/console/accounts" { (w::accounts(lang)) } " › " (w::invite_head(lang)) }
        div class="head" { h1 { (w::invite_head(lang)) } }
        p class="lead" { (w::invite_lead(lang)) }
        (summary(lang, wrongs))
        form class="two" method="post" action="/console/accounts/invite" {
            (form_field(who))
            input type="hidden" name="key" value=(key);
            (select("post", &w::post_label(lang), &posts(state, lang), &given.post))
            div class="field" {
                label for="insurer" { (w::insurer_label(lang)) }
                p class="help" id="insurer-help" { (w::insurer_help(lang)) }
                input id="insurer" name="insurer" maxlength="10" value=(given.insurer)
                    autocomplete="off" aria-describedby="insurer-help";
            }
            (reason(lang, &given.reason, wrongs))
            (fresh_code(lang, wants, wrongs))
            button class="btn p" { (w::propose_button(lang)) }
        }
    };
    let title = w::invite_head(lang);
    let page = Page { ask, who, title, here: "/console/accounts", topic: Topic::Watch, main };
    let mut response = frame::page(state, &page);
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// Every post that can be given: the network's roles, then each participant's.
fn posts(state: &ConsoleState, lang: Lang) -> Vec<(String, String)> {
    let glance = state.parts.source.glance();
    let network = Role::ALL.into_iter().filter(|it| !it.is_of_participant());
    let mut all: Vec<(String, String)> =
        network.map(|it| (format!("{it}@network"), frame::role(lang, it))).collect();
    for it in &glance.banks {
        let word = format!("{}: {} {}", frame::role(lang, Role::Bank), it.code, it.name.of(lang));
        all.push((format!("bank@bank:{}", it.code), word));
    }
    for it in &glance.institutions {
        let word = format!("{}: {}", frame::role(lang, Role::Fintech), it.name.of(lang));
        all.push((format!("fintech@institution:{}", it.code), word));
    }
    all.push(("insurer@".to_owned(), w::insurer_option(lang)));
    all
}

fn post_of(given: &Given) -> Option<Post> {
    let (role, scope) = given.post.split_once('@')?;
    let role = Role::parse(role)?;
    let scope = match role {
        Role::Insurer => Scope::Insurer(InsurerCode::parse(given.insurer.trim()).ok()?),
        _ => Scope::parse(scope)?,
    };
    Post::new(role, scope)
}

/// `POST /console/accounts/invite`
pub(crate) async fn propose_invite(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Given>,
) -> Response {
    let lang = ask.lang;
    if !who.wrote(&given.form) {
        let wrongs = [Wrong { field: "reason", text: words::stale_form(lang) }];
        return show(&state, &ask, &who, &given, &wrongs).await;
    }
    let Some(post) = post_of(&given) else {
        let wrongs = [Wrong { field: "post", text: w::bad_post(lang) }];
        return show(&state, &ask, &who, &given, &wrongs).await;
    };
    let what = (deeds::INVITE, format!("invite:{}", given.key), deeds::invitation(&post));
    match send(&state, &ask, &who, given.asked(), what).await {
        Sent::Done(id) => Redirect::to(&format!("/console/proposals/{id}")).into_response(),
        Sent::Wrong(wrongs) => show(&state, &ask, &who, &given, &wrongs).await,
        Sent::Elsewhere(response) => response,
    }
}
