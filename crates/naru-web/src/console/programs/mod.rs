//! 프로그램: programs of staff, what each may, who answers for it; what two people agree to, the
//! secret that one makes, and the end.
//!
//! **Must never know** whether a program may be made or opens: `naru_core::program` does.

mod does;
mod one;
mod proposal;
mod words;

pub(crate) use does::{change, propose};
pub(crate) use one::page as one_page;
pub(crate) use proposal::{CORNER, deed, effect, object, refusal};
pub(crate) use words::programs as menu_word;

use crate::console::ConsoleState;
use crate::console::accounts::case::People;
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::pieces::{day, form_field, fresh_code, reason};
use crate::console::shape::{Shape, state};
use crate::console::typed::{Pairs, Typed};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Lang, Micros, No, in_language};
use naru_core::program::{self, Program, Scope};
use naru_core::proposal::{self as proposals, Case};
use naru_store::Tx;
use words as w;

/// The menu item.
const HERE: &str = "/console/programs";

/// What a scope lets a program do.
fn scope(lang: Lang, it: Scope) -> String {
    match it {
        Scope::GatesRead => w::sc_gates_read(lang),
        Scope::SuretyRead => w::sc_surety_read(lang),
        Scope::ClaimsRead => w::sc_claims_read(lang),
        Scope::SubsidyRead => w::sc_subsidy_read(lang),
        Scope::ChecksWrite => w::sc_checks_write(lang),
        Scope::EvidenceWrite => w::sc_evidence_write(lang),
        Scope::ClaimsWrite => w::sc_claims_write(lang),
    }
}

fn stands(lang: Lang, it: &Program, now: Micros) -> Markup {
    match (&it.ended, it.is_live(now)) {
        (Some(_), _) => state("stop", Shape::Square, &w::st_revoked(lang)),
        (None, true) => state("ok", Shape::Circle, &w::st_live(lang)),
        (None, false) => state("na", Shape::Hollow, &w::st_over(lang)),
    }
}

/// How many secrets open, and when the earlier ends.
fn secrets(lang: Lang, it: &Program, now: Micros) -> Markup {
    let live = || it.secrets.iter().filter(|secret| secret.is_live(now));
    let until = live().filter_map(|secret| secret.until).min();
    html! {
        @match live().count() {
            0 => (w::secrets_none(lang)),
            n => (w::secrets_n(lang, n)),
        }
        @if let Some(at) = until {
            " · " (w::earlier_until(lang, &day(at.business_date())))
        }
    }
}

/// The last day of a program.
fn last_day(it: Micros) -> String {
    day(Micros::new(it.get().saturating_sub(1)).business_date())
}

/// `GET /console/programs`
pub(crate) async fn list_page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
) -> Response {
    show(&state, &ask, &who, &Pairs::new(), &[]).await
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    given: &Pairs,
    wrongs: &[Wrong],
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let read = move |tx: &mut Tx<'_>| Ok((program::list(tx)?, proposals::list(tx, now)?.0));
    let loaded = async {
        let (all, open) = state.parts.store.read(read).await?;
        Ok::<_, No>((all, open, People::load(state).await?, state.wants(who).await?))
    };
    let (all, mut open, people, wants) = match loaded.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    open.retain(|it| it.kind.starts_with(program::deeds::PREFIX));
    let may = who.session.post.may(Right::ProgramsManage);
    let key = state.env().id(0);
    let main = html! {
        div class="head" { h1 { (w::programs(lang)) } }
        p class="lead" { (w::lead(lang)) }
        (summary(lang, wrongs))
        (waiting(lang, &open, &people))
        section {
            @if all.is_empty() { p class="none" { (w::none(lang)) } }
            @else { (table(lang, &all, &people, now)) }
        }
        @if may {
            details class="ask" open[!wrongs.is_empty()] {
                summary { (w::propose_head(lang)) }
                form method="post" action=(format!("{HERE}/propose")) {
                    (form_field(who))
                    input type="hidden" name="key" value=(key);
                    p class="help" { (w::propose_effect(lang)) }
                    (fields(lang, who, given, wrongs))
                    (reason(lang, crate::console::typed::one(given, "reason"), wrongs))
                    (fresh_code(lang, wants, wrongs))
                    button class="btn p" { (w::propose_button(lang)) }
                }
            }
        }
    };
    let title = w::programs(lang);
    let page = Page { ask, who, title, here: HERE, topic: Topic::Watch, main };
    let mut response = frame::page(state, &page);
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn waiting(lang: Lang, open: &[Case], people: &People) -> Markup {
    html! {
        @if !open.is_empty() {
            section {
                div class="sh" { h2 { (w::waiting_head(lang)) } }
                @for it in open {
                    p {
                        a href=(format!("/console/program-proposals/{}", it.id)) {
                            (object(lang, it))
                        }
                        span class="sub" { " · " (people.name(lang, it.proposed_by)) }
                    }
                }
            }
        }
    }
}

fn table(lang: Lang, programs: &[Program], people: &People, now: Micros) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::name_head(lang)) } th { (w::state_head(lang)) }
                th { (w::who_head(lang)) } th { (w::scopes_head(lang)) }
                th { (w::secrets_head(lang)) } th { (w::until_head(lang)) }
            } }
            tbody { @for it in programs { tr {
                td class="way any" { a href=(format!("{HERE}/{}", it.id)) { (in_language(lang, &it.name)) } }
                td { (stands(lang, it, now)) }
                td data-l=(w::who_head(lang)) { (people.name(lang, it.account)) }
                td data-l=(w::scopes_head(lang)) {
                    @for one in &it.scopes { span class="block" { (scope(lang, *one)) } }
                }
                td data-l=(w::secrets_head(lang)) { (secrets(lang, it, now)) }
                td class="nw" data-l=(w::until_head(lang)) { (last_day(it.until)) }
            } } }
        }
    }
}

/// Name, what it may, until when: of what it may only what this person may.
fn fields(lang: Lang, who: &Entered, given: &Pairs, wrongs: &[Wrong]) -> Markup {
    let typed = Typed { given, wrongs };
    let wrong = wrongs.iter().find(|it| it.field == "scope");
    let chosen = |it: Scope| given.iter().any(|(n, v)| n == "scope" && v == it.as_str());
    html! {
        (typed.must("name", w::name_head(lang), Some(w::name_help(lang)), "text", ""))
        fieldset class="field" aria-invalid=[wrong.map(|_| "true")] {
            legend { (w::scopes_head(lang)) }
            p class="help" { (w::scopes_help(lang)) }
            @for it in Scope::ALL.into_iter().filter(|it| it.fits(&who.session.post)) {
                label class="check" {
                    input type="checkbox" name="scope" value=(it.as_str()) checked[chosen(it)];
                    " " (scope(lang, it)) " " span class="sub mono nw" { (it.as_str()) }
                }
            }
            @if let Some(wrong) = wrong { p class="error" { (wrong.text) } }
        }
        (typed.must("until", w::until_head(lang), Some(w::until_help(lang)), "date", ""))
    }
}

/// There is none.
fn unknown(ask: &Ask) -> Response {
    let (title, text) = (w::unknown_head(ask.lang), w::unknown(ask.lang));
    frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None)
}
