//! 계정: the roster of staff, and what can be proposed about an account.

pub(crate) mod case;
pub(crate) mod proposal_list;
pub(crate) mod proposals;
mod propose;
pub(crate) mod refused;
mod words;

pub(crate) use propose::{
    Asked, Sent, invite_page, propose, propose_invite, send, send_from, wrong_reason,
};

use crate::console::ConsoleState;
use crate::console::checks;
use crate::console::claims;
use crate::console::door::{Wrong, summary};
use crate::console::eligibility;
use crate::console::frame::{self, Page};
use crate::console::funds::words as funds;
use crate::console::gates;
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::participants::contract;
use crate::console::pieces::{Wants, day, form_field, fresh_code, moment, reason, select};
use crate::console::programs;
use crate::console::shape::{Shape, state};
use crate::console::subsidy;
use crate::console::surety;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Id, Lang, Micros};
use naru_core::proposal;
use naru_core::staff::{self, RosterEntry, deeds};
use words as w;

/// A refusal of the two-person rule in words.
pub(crate) fn refusal(lang: Lang, code: &str) -> String {
    match code {
        "proposal/no-right" => w::no_right(lang),
        "proposal/own" => w::no_own(lang),
        "proposal/concerned" => w::no_concerned(lang),
        "proposal/decided" => w::no_decided(lang),
        "proposal/expired" => w::no_expired(lang),
        "proposal/already-open" => w::no_already(lang),
        "staff/administrators-too-few" => w::no_too_few(lang),
        "staff/account-closed" => w::no_closed(lang),
        "staff/fresh-code-needed" => w::no_fresh(lang),
        "staff/post-unknown" => w::bad_post(lang),
        "desk/no-paying-account" | "relay/no-paying-account" => funds::no_paying(lang),
        "desk/funding-known" => funds::no_known(lang),
        "desk/funding-malformed" => funds::no_malformed(lang),
        other => gates::refusal(lang, other)
            .or_else(|| checks::refusal_of(lang, other))
            .or_else(|| surety::refusal(lang, other))
            .or_else(|| subsidy::refusal(lang, other))
            .or_else(|| claims::refusal(lang, other))
            .or_else(|| eligibility::refusal(lang, other))
            .or_else(|| contract::refusal(lang, other))
            .or_else(|| programs::refusal(lang, other))
            .unwrap_or_else(|| w::no_other(lang)),
    }
}

fn standing(lang: Lang, it: &RosterEntry, now: Micros) -> Markup {
    match it.state.as_str() {
        "active" if it.locked_until > now => state("warn", Shape::Triangle, &w::st_held(lang)),
        "active" => state("ok", Shape::Circle, &w::st_active(lang)),
        "pending" => state("na", Shape::Hollow, &w::st_pending(lang)),
        "reset" => state("limit", Shape::Diamond, &w::st_reset(lang)),
        _ => state("na", Shape::Square, &w::st_closed(lang)),
    }
}

/// `GET /console/accounts`
pub(crate) async fn list_page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
) -> Response {
    let lang = ask.lang;
    let (sealer, now) = (state.parts.sealer.clone(), state.now());
    let read = state
        .parts
        .store
        .read(move |tx| Ok((staff::accounts(tx, &*sealer)?, proposal::list(tx, now)?.0.len())));
    let (accounts, open) = match read.await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let usable = accounts.iter().filter(|it| it.state == "active").count();
    let main = html! {
        div class="head" {
            h1 { (w::accounts(lang)) }
            @if who.session.post.may(Right::AccountsManage) {
                p class="acts" { a class="btn p" href="/console/accounts/invite" { (w::invite_button(lang)) } }
            }
        }
        p class="lead" { a href="/console/proposals" { (w::lead(lang, usable, open)) } }
        section {
            div class="sh" { h2 { (w::list_head(lang)) } }
            table class="rows" {
                thead { tr {
                    th { (w::name_head(lang)) } th { (w::login_head(lang)) }
                    th { (w::role_head(lang)) } th { (w::state_head(lang)) }
                    th class="num" { (w::last_head(lang)) } th class="num" { (w::made_head(lang)) }
                } }
                tbody { @for it in &accounts { tr {
                    td class="way nw" { a href=(format!("/console/accounts/{}", it.id)) { (it.name) } }
                    td class="mono xs" { (it.login) }
                    td { (frame::post(lang, &it.post)) }
                    td { (standing(lang, it, now)) }
                    td class="num" data-l=(w::last_head(lang)) {
                        (it.entered_at.map_or_else(|| w::never(lang), moment))
                    }
                    td class="num" data-l=(w::made_head(lang)) { (day(it.created_at.business_date())) }
                } } }
            }
        }
    };
    let (ask, who, title) = (&ask, &who, w::accounts(lang));
    frame::page(
        &state,
        &Page { ask, who, title, here: "/console/accounts", topic: Topic::Watch, main },
    )
}

/// `GET /console/accounts/{id}`
pub(crate) async fn account_page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    show_account(&state, &ask, &who, &id, ("", ""), &[], StatusCode::OK).await
}

/// One account, with the form that proposes; `given` is the deed and reason that were written.
async fn show_account(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    id: &str,
    given: (&str, &str),
    wrongs: &[Wrong],
    status: StatusCode,
) -> Response {
    let lang = ask.lang;
    let found = match Id::parse(id) {
        Err(_) => None,
        Ok(id) => {
            let sealer = state.parts.sealer.clone();
            match state.parts.store.read(move |tx| staff::account(tx, &*sealer, id)).await {
                Ok(it) => it,
                Err(no) => return frame::fault(ask, &no),
            }
        }
    };
    let Some(it) = found else {
        let (title, text) = (w::unknown_head(lang), w::unknown_account(lang));
        return frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None);
    };
    let wants = match state.wants(who).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let key = state.env().id(0);
    let main = html! {
        p class="crumb" { a href="/console/accounts" { (w::accounts(lang)) } " › " (it.login) }
        div class="head" {
            h1 { (it.name) }
            p class="meta" { (frame::post(lang, &it.post)) " · " (standing(lang, &it, state.now())) }
        }
        (summary(lang, wrongs))
        dl class="kv" {
            dt { (w::login_head(lang)) } dd class="mono" { (it.login) }
            dt { (w::last_head(lang)) }
            dd { (it.entered_at.map_or_else(|| w::never(lang), moment)) }
            dt { (w::made_head(lang)) } dd { (day(it.created_at.business_date())) }
        }
        section {
            div class="sh" {
                h2 { (w::what_can(lang)) } span class="sub" { (w::what_note(lang)) }
            }
            @if !who.session.post.may(Right::AccountsManage) {
                p class="none" { (w::read_only(lang)) }
            } @else if it.id == who.session.account {
                p class="none" { (w::own_account(lang)) }
            } @else if it.state == "closed" || it.state == "pending" {
                p class="none" { (w::nothing_to_do(lang)) }
            } @else {
                (ask_for(lang, who, &it, key, wants, given, wrongs))
            }
        }
    };
    let title = it.name.clone();
    let page = Page { ask, who, title, here: "/console/accounts", topic: Topic::Watch, main };
    let mut response = frame::page(state, &page);
    *response.status_mut() = status;
    response
}

/// The form that proposes a deed on an account, with what each deed does.
fn ask_for(
    lang: Lang,
    who: &Entered,
    it: &RosterEntry,
    key: Id,
    wants: Wants,
    given: (&str, &str),
    wrongs: &[Wrong],
) -> Markup {
    let deed = |name: &str| (name.to_owned(), case::deed(lang, name));
    let kinds = [deed(deeds::RESET), deed(deeds::RECOVER), deed(deeds::CLOSE)];
    html! {
        form class="two" method="post" action=(format!("/console/accounts/{}/propose", it.id)) {
            (form_field(who))
            input type="hidden" name="key" value=(key);
            (select("deed", &w::deed_label(lang), &kinds, given.0))
            ul class="effects" { @for (name, word) in &kinds {
                li { b { (word) } " " (case::effect_on(lang, name, &it.name)) }
            } }
            (reason(lang, given.1, wrongs))
            (fresh_code(lang, wants, wrongs))
            button class="btn p" { (w::propose_button(lang)) }
        }
    }
}
