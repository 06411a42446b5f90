//! What the forms do: propose a program, make a secret, revoke.

use super::{HERE, one, proposal, words as w};
use crate::console::accounts::{Asked, Sent, send};
use crate::console::door::Wrong;
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::pieces::Proof;
use crate::console::typed::{Pairs, end_of, one as field};
use crate::console::{ConsoleState, words};
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::html;
use naru_base::{Id, Lang, No};
use naru_core::desk;
use naru_core::program::{self, Program, Scope, Wish, deeds};
use naru_store::Tx;
use std::collections::BTreeSet;

fn wish(lang: Lang, given: &Pairs) -> Result<Wish, Wrong> {
    let scopes: BTreeSet<Scope> = given
        .iter()
        .filter(|(name, _)| name == "scope")
        .filter_map(|(_, value)| Scope::parse(value))
        .collect();
    if scopes.is_empty() {
        return Err(Wrong { field: "scope", text: w::no_scopes(lang) });
    }
    let until = end_of(field(given, "until"));
    let until = until.ok_or_else(|| Wrong { field: "until", text: w::no_life(lang) })?;
    Ok(Wish { name: field(given, "name").to_owned(), scopes, until })
}

/// `POST /console/programs/propose`
pub(crate) async fn propose(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Pairs>,
) -> Response {
    let lang = ask.lang;
    let again = async |wrongs: &[Wrong]| super::show(&state, &ask, &who, &given, wrongs).await;
    if !who.wrote(field(&given, "form")) {
        return again(&[Wrong { field: "reason", text: words::stale_form(lang) }]).await;
    }
    let Ok(id) = Id::parse(field(&given, "key")) else {
        return again(&[Wrong { field: "reason", text: words::stale_form(lang) }]).await;
    };
    let wish = match wish(lang, &given) {
        Ok(it) => it,
        Err(wrong) => return again(&[wrong]).await,
    };
    let what = (deeds::ISSUE, deeds::subject(id), deeds::body(&wish));
    let asked = Asked {
        key: field(&given, "key"),
        reason: field(&given, "reason"),
        code: field(&given, "code"),
    };
    match send(&state, &ask, &who, asked, what).await {
        Sent::Done(id) => Redirect::to(&format!("/console/program-proposals/{id}")).into_response(),
        Sent::Wrong(wrongs) => again(&wrongs).await,
        Sent::Elsewhere(response) => response,
    }
}

/// `POST /console/programs/{id}/{deed}`: `secret` or `revoke`.
pub(crate) async fn change(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((id, deed)): Path<(String, String)>,
    Form(given): Form<Pairs>,
) -> Response {
    let lang = ask.lang;
    let Ok(id) = Id::parse(&id) else { return super::unknown(&ask) };
    let again = async |field: &'static str, text: String| {
        one::show(&state, &ask, &who, id, &[Wrong { field, text }]).await
    };
    if !who.wrote(field(&given, "form")) {
        return again("main", words::stale_form(lang)).await;
    }
    match state.prove(&who, field(&given, "code")).await {
        Ok(Proof::Fresh) => {}
        Ok(Proof::Wrong) => return again("code", words::code_refused(lang)).await,
        Ok(Proof::Over) => return Redirect::to("/console/login?said=again").into_response(),
        Err(no) => return frame::fault(&ask, &no),
    }
    let at_once = field(&given, "at_once") == "yes";
    let done = match deed.as_str() {
        "secret" => secret(&state, &ask, &who, (id, at_once)).await,
        "revoke" => revoke(&state, &who, id).await,
        _ => return frame::not_found(ask).await,
    };
    match done {
        Ok(response) => response,
        Err(No::Refusal(it)) if it.code == "program/unknown" => super::unknown(&ask),
        Err(No::Refusal(it)) => {
            let text = proposal::refusal(lang, it.code).unwrap_or_else(|| w::unknown(lang));
            again("main", text).await
        }
        Err(no) => frame::fault(&ask, &no),
    }
}

async fn secret(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (id, at_once): (Id, bool),
) -> Result<Response, No> {
    let secret = program::new_secret(&*state.parts.entropy);
    let (env, keys, session) = (state.env(), state.parts.keys.clone(), who.token.hash());
    let (post, account, kept) = (who.session.post.clone(), who.session.account, secret.clone());
    let write = move |tx: &mut Tx<'_>| {
        let by = (&session, account, &post);
        desk::give_program_secret(tx, (&env, &keys), by, id, (&kept, at_once))
    };
    let Program { name, .. } = state.parts.store.write(write).await?;
    let lang = ask.lang;
    let title = w::made_title(lang, &name);
    let main = html! {
        p class="crumb" { a href=(HERE) { (w::programs(lang)) } " › " (name) }
        div class="head" { h1 { (title) } }
        div class="note warn secret" {
            p { (w::once(lang)) }
            dl class="given" {
                dt { (w::secret_label(lang)) }
                dd { code class="mono" id="program-secret" {
                    (program::text_of(id, &secret).expose())
                } }
            }
        }
        p class="acts gap" { a class="btn" href=(format!("{HERE}/{id}")) { (w::back(lang)) } }
    };
    Ok(frame::page(state, &Page { ask, who, title, here: HERE, topic: Topic::Watch, main }))
}

async fn revoke(state: &ConsoleState, who: &Entered, id: Id) -> Result<Response, No> {
    let (env, session) = (state.env(), who.token.hash());
    let (post, account) = (who.session.post.clone(), who.session.account);
    let write =
        move |tx: &mut Tx<'_>| desk::revoke_program(tx, &env, (&session, account, &post), id);
    state.parts.store.write(write).await?;
    Ok(Redirect::to(&format!("{HERE}/{id}")).into_response())
}
