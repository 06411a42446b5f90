//! `/console/oss/signers`: the keys by which institutions sign their bills.

use super::fields::{self, answered, whole};
use super::foot::Foot;
use super::portfolio::{owner_field, owners};
use super::{coded, framed, may_manage, n, owner, tabs, theirs, words as w};
use crate::console::door::{Field, Wrong, field, summary};
use crate::console::guard::{Ask, Entered};
use crate::console::names::Names;
use crate::console::pieces::{form_field, moment};
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, format, frame, words as common};
use crate::oss::words as refused;
use axum::extract::{Form, Query, State as With};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::ed25519::VerifyingKey;
use naru_base::{Lang, No, Refusal};
use naru_core::oss::portfolio::signer::{self, Signer};
use naru_core::oss::portfolio::{Duty, Rules};
use serde::Deserialize;

pub(super) const HERE: &str = "/console/oss/signers";
/// Keys on one page.
const KEYS: usize = 50;

/// Where the list goes on: institution and key of the last row.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    after: String,
}

/// A key that is to be named.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Naming {
    form: String,
    institution: String,
    key: String,
    name: String,
}

/// `GET /console/oss/signers`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    show(&state, &ask, &who, &given, &Naming::default(), &[]).await
}

/// `POST /console/oss/signers`
pub(crate) async fn add(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Naming>,
) -> Response {
    let lang = ask.lang;
    let again = async |wrongs: Vec<Wrong>| {
        // A private key is not sent back either.
        let shown = Naming {
            key: Some(given.key.clone()).filter(|it| !signer::is_private(it)).unwrap_or_default(),
            ..given.clone()
        };
        show(&state, &ask, &who, &Given::default(), &shown, &wrongs).await
    };
    if !who.wrote(&given.form) {
        return again(vec![Wrong { field: "form", text: common::stale_form(lang) }]).await;
    }
    let code = theirs(&state, &who, &given.institution);
    let nobody = || Wrong { field: "institution", text: w::bad_owner(lang) };
    let mut wrong: Vec<Wrong> = code.is_none().then(nobody).into_iter().collect();
    let named = (given.key.clone(), given.name.clone());
    wrong.extend(fields::wrongs(lang, signer::wrong_fields((&named.0, &named.1)), field_of));
    let Some(code) = code.filter(|_| wrong.is_empty()) else { return again(wrong).await };
    let actor = format!("staff:{}", who.session.account);
    match state.parts.portfolio.add_signer(actor, code, named).await {
        Ok(_) => Redirect::to(HERE).into_response(),
        Err(No::Refusal(it)) => again(fields::wrongs(lang, vec![it], field_of)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}

/// The field that a refusal is about; none of them: the form as a whole.
fn field_of(it: &Refusal) -> &'static str {
    match it.code {
        "oss/system-name" => "name",
        "oss/signer-key" | "oss/signer-known" | "oss/signer-private" => "key",
        _ => "form",
    }
}

/// `POST /console/oss/signers/revoke`
pub(crate) async fn revoke(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Naming>,
) -> Response {
    let again = async |text: String| {
        let wrongs = [Wrong { field: "signers", text }];
        show(&state, &ask, &who, &Given::default(), &Naming::default(), &wrongs).await
    };
    if !who.wrote(&given.form) {
        return again(common::stale_form(ask.lang)).await;
    }
    let Some(code) = theirs(&state, &who, &given.institution) else {
        return again(w::bad_owner(ask.lang)).await;
    };
    let Ok(key) = VerifyingKey::parse(&given.key) else {
        return again(refused::signer_unknown(ask.lang)).await;
    };
    let actor = format!("staff:{}", who.session.account);
    match state.parts.portfolio.revoke_signer(actor, code, key).await {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(No::Refusal(it)) => again(refused::refusal(ask.lang, &it)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    given: &Given,
    naming: &Naming,
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let (own, after) = (owner(who), given.after.clone());
    let read = state.parts.portfolio.store().read(move |tx| {
        let after = after.split_once('.').unwrap_or_default();
        Ok(signer::list(tx, own.as_ref(), after, KEYS + 1)?)
    });
    let mut rows = match read.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let must = Rules::at(&state.parts.hub.directory().parameters, state.now());
    let must = match must {
        Ok(rules) => rules.must_sign(Duty::Live),
        Err(fault) => return frame::fault(ask, &fault.into()),
    };
    let more = rows.len() > KEYS;
    rows.truncate(KEYS);
    let next = rows.last().filter(|_| more);
    // Keys are few and nobody counts them.
    let foot = Foot {
        base: HERE.to_owned(),
        key: "after",
        part: "",
        from: (&given.after, ""),
        shown: rows.len(),
        all: None,
        next: next.map(|it| format!("{}.{}", it.institution, it.key)),
        is_of_things: false,
    };
    let names = Names::of(lang, &state.parts.source.glance());
    let in_force = rows.iter().filter(|it| it.revoked_at.is_none()).count();
    let main = html! {
        div class="head" { h1 { (w::signers_title(lang)) } }
        p class="lead" {
            @if must { (w::signers_must(lang)) } @else { (w::signers_may(lang)) }
            // Of a longer list nobody knows how many.
            @if !more && given.after.is_empty() && !rows.is_empty() {
                " " (w::signers_in_force(lang, in_force))
            }
        }
        p class="sub" { (w::signers_lead(lang)) }
        (summary(lang, wrongs))
        (tabs(lang, who, HERE))
        section id="signers" tabindex="-1"
            aria-describedby=[fields::texts("signers", false, wrongs)] {
            @if !rows.is_empty() { div class="sh" { h2 { (w::signers_title(lang)) } } }
            (whole("signers", wrongs))
            @if rows.is_empty() { p class="none" { (w::signers_none(lang)) } }
            @else { (table(lang, who, &names, &rows)) (foot.show(lang)) }
        }
        (form(lang, who, &owners(state, who, &names), naming, wrongs))
    };
    answered(framed(state, ask, who, w::signers_title(lang), main), wrongs)
}

fn table(lang: Lang, who: &Entered, names: &Names, rows: &[Signer]) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::signer_name_head(lang)) } th { (w::signer_key_head(lang)) }
                th { (w::signer_state(lang)) } th class="num" { (w::signer_bills(lang)) }
                th { (w::signer_added(lang)) } th { span class="vh" { (w::signer_revoke(lang)) } }
            } }
            tbody { @for it in rows { tr {
                td class="way" {
                    (it.name)
                    // Its own people see no other's.
                    @if owner(who).is_none() {
                        " " span class="c-3" { (names.get(it.institution.as_str())) }
                    }
                }
                td data-l=(w::signer_key_head(lang)) { span class="mono wrap" { (it.key) } }
                td {
                    @match it.revoked_at {
                        None => (shown("ok", Shape::Check, &w::signer_ok(lang))),
                        Some(at) => {
                            (shown("na", Shape::Hollow, &w::signer_gone(lang))) " "
                            span class="nw c-3" { (moment(at)) }
                        }
                    }
                }
                td class="num" data-l=(w::signer_bills(lang)) { (n(it.bills)) }
                td data-l=(w::signer_added(lang)) { span class="nw" { (moment(it.added_at)) } }
                td {
                    @if it.revoked_at.is_none() && may_manage(who, &it.institution) {
                        (revoking(lang, who, it))
                    } @else { span class="c-3" { (format::NONE) } }
                }
            } } }
        }
    }
}

/// Revoking a key cannot be undone: first it is said what becomes of it.
fn revoking(lang: Lang, who: &Entered, it: &Signer) -> Markup {
    html! {
        details class="ask" {
            summary { (w::signer_revoke(lang)) span class="vh" { ": " (it.name) } }
            form method="post" action={ (HERE) "/revoke" } {
                (form_field(who))
                input type="hidden" name="institution" value=(it.institution);
                input type="hidden" name="key" value=(it.key);
                p class="help" { (w::signer_revoke_effect(lang)) }
                button class="btn d" aria-label={ (w::signer_revoke_sure(lang)) ": " (it.name) } {
                    (w::signer_revoke_sure(lang))
                }
            }
        }
    }
}

fn form(
    lang: Lang,
    who: &Entered,
    owners: &[(String, String)],
    given: &Naming,
    wrongs: &[Wrong],
) -> Markup {
    let text = |name, label, help, value| Field {
        name,
        label,
        help: Some(help),
        kind: "text",
        autocomplete: "off",
        value,
        focus: false,
    };
    html! {
        @if !owners.is_empty() {
            section {
                div class="sh" { h2 { (w::signer_add(lang)) } }
                form id="form" class="two" tabindex="-1" method="post" action=(HERE)
                    aria-describedby=[fields::texts("form", false, wrongs)] {
                    (form_field(who))
                    p { (coded(&w::signer_add_help(lang))) }
                    (whole("form", wrongs))
                    (owner_field(lang, owners, &given.institution, wrongs))
                    (field(&text("name", w::signer_name_head(lang), w::signer_name_help(lang),
                        &given.name), wrongs))
                    (field(&text("key", w::signer_key_head(lang), w::signer_key_help(lang),
                        &given.key), wrongs))
                    button class="btn p" { (w::signer_add(lang)) }
                }
            }
        }
    }
}
