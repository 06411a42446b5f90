//! One transaction that differs: what each side has, what most likely lies behind it, and the form
//! that explains it.

use super::day::unknown;
use super::differences::sides;
use super::{kind, reason, refusal, standing, words as w};
use crate::console::accounts::case::People;
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::names::Names;
use crate::console::pieces::{day, form_field, moment};
use crate::console::shape::{Shape, shape};
use crate::console::{ConsoleState, words};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{BankCode, BankTranId, BusinessDate, Lang, No};
use naru_core::settlement::{self, EXPLANATION_CHARS_MAX, Kept, Standing};
use serde::Deserialize;

/// Which difference an address names.
#[derive(Clone)]
struct Which {
    date: BusinessDate,
    bank: BankCode,
    id: BankTranId,
}

type Parts = (String, String, String);

fn which((date, bank, id): &Parts) -> Option<Which> {
    Some(Which {
        date: BusinessDate::parse(date)?,
        bank: BankCode::parse(bank).ok()?,
        id: BankTranId::parse(id).ok()?,
    })
}

/// `GET /console/reconciliation/{date}/{bank}/{id}`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(parts): Path<Parts>,
) -> Response {
    match which(&parts) {
        Some(it) => show(&state, &ask, &who, &it, "", &[]).await,
        None => unknown(&ask),
    }
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    it: &Which,
    written: &str,
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let sought = it.clone();
    let loaded = async {
        let read = move |tx: &mut naru_store::Tx<'_>| {
            let mut all = settlement::differences_of(tx, sought.date, &sought.bank)?;
            all.retain(|it| it.difference.id == sought.id);
            Ok(all)
        };
        Ok::<_, No>((state.parts.store.read(read).await?, People::load(state).await?))
    };
    let (found, people) = match loaded.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    if found.is_empty() {
        let (title, text) = (w::one_unknown(lang), w::unknown_day(lang));
        return frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None);
    }
    let names = Names::of(lang, &state.parts.source.glance());
    let is_open = found.iter().any(|it| it.standing == Standing::Open);
    let may = who.session.post.may(Right::SettlementManage);
    let title = w::one_title(lang, it.id.as_str());
    let main = html! {
        p class="crumb" {
            a href="/console/reconciliation" { (w::recon_title(lang)) } " › "
            a href=(format!("/console/settlement/{}", it.date)) { (day(it.date)) }
        }
        div class="head" {
            h1 { (title) }
            p class="meta" { (names.bank(it.bank.as_str())) }
        }
        (summary(lang, wrongs))
        @for it in &found { (one(lang, it, &people)) }
        p { a href=(format!("/console/transfers/{}/{}", it.date, it.id)) { (w::to_transfer(lang)) } }
        @if is_open && may { (form(lang, who, it, written, wrongs)) }
        @else if is_open { p class="note" { (w::explain_right(lang)) } }
    };
    let here = "/console/reconciliation";
    let mut response =
        frame::page(state, &Page { ask, who, title, here, topic: Topic::Watch, main });
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn one(lang: Lang, it: &Kept, people: &People) -> Markup {
    let (ours, theirs) = sides(lang, it);
    html! {
        section {
            div class="sh" {
                h2 { (kind(lang, it.difference.kind)) } span { (standing(lang, it.standing)) }
            }
            p class="none" { (reason(lang, it.difference.reason())) }
            dl class="kv" {
                dt { (w::ours_head(lang)) } dd { (ours) }
                dt { (w::theirs_head(lang)) } dd { (theirs) }
                dt { (w::found_head(lang)) } dd { (moment(it.found_at)) }
                @if let Some((by, why)) = &it.explained {
                    dt { (w::explain_label(lang)) }
                    dd {
                        (why)
                        span class="sub block" {
                            @let at = it.ended_at.map(moment).unwrap_or_default();
                            (w::explained_by(lang, &people.actor(lang, by), &at))
                        }
                    }
                }
            }
        }
    }
}

fn form(lang: Lang, who: &Entered, it: &Which, written: &str, wrongs: &[Wrong]) -> Markup {
    let wrong = wrongs.iter().find(|it| it.field == "why");
    html! {
        section {
            div class="sh" { h2 { (w::explain_head(lang)) } }
            form class="two" method="post"
                action=(format!("/console/reconciliation/{}/{}/{}", it.date, it.bank, it.id)) {
                (form_field(who))
                p { (w::explain_effect(lang)) }
                div class="field" {
                    label for="why" { (w::explain_label(lang)) }
                    p class="help" id="why-help" { (w::explain_help(lang)) }
                    textarea id="why" name="why" rows="3" required
                        maxlength=(EXPLANATION_CHARS_MAX) aria-describedby="why-help"
                        aria-invalid=[wrong.map(|_| "true")] { (written) }
                    @if let Some(wrong) = wrong {
                        p class="error" { (shape(Shape::Square)) (wrong.text) }
                    }
                }
                button class="btn p" { (w::explain_button(lang)) }
            }
        }
    }
}

/// The explanation, as it was written.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    form: String,
    why: String,
}

/// `POST /console/reconciliation/{date}/{bank}/{id}`
pub(crate) async fn explain(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(parts): Path<Parts>,
    Form(given): Form<Given>,
) -> Response {
    let lang = ask.lang;
    let Some(it) = which(&parts) else { return unknown(&ask) };
    let wrong = |text| [Wrong { field: "why", text }];
    if !who.wrote(&given.form) {
        return show(&state, &ask, &who, &it, &given.why, &wrong(words::stale_form(lang))).await;
    }
    let (env, why, to) = (state.env(), given.why.clone(), it.clone());
    let (account, post) = (who.session.account, who.session.post.clone());
    let write = move |tx: &mut naru_store::Tx<'_>| {
        let which = (to.date, &to.bank, &to.id);
        naru_core::desk::explain(tx, &env, (account, &post), which, &why)
    };
    match state.parts.store.write(write).await {
        Ok(_) => {
            let Which { date, bank, id } = it;
            Redirect::to(&format!("/console/reconciliation/{date}/{bank}/{id}")).into_response()
        }
        Err(No::Refusal(no)) => {
            show(&state, &ask, &who, &it, &given.why, &wrong(refusal(lang, &no))).await
        }
        Err(no) => frame::fault(&ask, &no),
    }
}
