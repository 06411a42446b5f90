//! 관제: the network at a glance. One page, made of fragments that are pushed again when they
//! change; see [`parts`].

mod crossing;
mod doubt;
mod happened;
mod lead;
mod meters;
mod money;
mod river;

use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::{ConsoleState, menu, watch, words};
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Lang, Micros};
use naru_core::glance::{Glance, InstitutionRow, Standing};

/// `GET /console`. Whoever may not see the network is led to the first page that they may see.
pub(crate) async fn page(State(state): State<ConsoleState>, ask: Ask, who: Entered) -> Response {
    let post = &who.session.post;
    if !post.may(Right::NetworkRead) {
        return menu::landing(post).map_or_else(
            || frame::nothing_here(&state, &ask, &who),
            |path| Redirect::to(path).into_response(),
        );
    }
    let (glance, now) = (state.parts.source.glance(), state.now());
    frame::page(
        &state,
        &Page {
            ask: &ask,
            who: &who,
            title: words::network(ask.lang),
            here: "/console",
            topic: Topic::Network,
            main: body(ask.lang, &glance, now),
        },
    )
}

/// Everything between the navigation and the foot.
fn body(lang: Lang, glance: &Glance, now: Micros) -> Markup {
    html! {
        div class="head" { h1 { (words::network(lang)) } (facts(lang, glance)) }
        (lead::sentence(lang, glance, now))
        (meters::meters(lang, glance, now))
        (crossing::section(lang, glance))
        div class="cols" {
            (doubt::section(lang, glance, now))
            (money::section(lang, glance, now))
        }
        (happened::section(lang, glance))
        (foot(lang, glance))
    }
}

/// The fragments that an open page takes in, by the id of their place.
pub(crate) fn parts(lang: Lang, glance: &Glance, now: Micros) -> Vec<(&'static str, String)> {
    let parts = [
        ("watch-facts", watch::figures(lang, glance)),
        ("facts", facts(lang, glance)),
        ("lead", lead::sentence(lang, glance, now)),
        ("meters", meters::meters(lang, glance, now)),
        ("river", crossing::section(lang, glance)),
        ("doubt", doubt::section(lang, glance, now)),
        ("money", money::section(lang, glance, now)),
        ("events", happened::section(lang, glance)),
        ("foot", foot(lang, glance)),
    ];
    parts.map(|(id, it)| (id, it.into_string())).into()
}

fn facts(lang: Lang, glance: &Glance) -> Markup {
    let live = glance.institutions.iter().filter(|i| i.standing.is_open()).count();
    let is_suspended = |it: &&InstitutionRow| it.standing == Standing::Suspended;
    let suspended = glance.institutions.iter().filter(is_suspended).count();
    html! {
        p class="meta" id="facts" {
            (words::facts(lang, &glance.banks.len().to_string(), &live.to_string()))
            @if suspended > 0 { (words::suspended_too(lang, suspended)) }
        }
    }
}

fn foot(lang: Lang, glance: &Glance) -> Markup {
    let head = crate::console::format::count(glance.audit.head);
    html! {
        footer class="foot" id="foot" {
            span { (words::version(lang, &glance.node.version, &glance.node.store)) }
            span {
                @match glance.audit.verified {
                    Some((at, _)) => (words::audit_head(lang, &head, &at.kst_clock())),
                    None => (words::audit_head_only(lang, &head)),
                }
            }
        }
    }
}

/// The head of a section, with the age of its figures when they are old.
pub(crate) fn section_head(lang: Lang, glance: &Glance, title: &str, note: &Markup) -> Markup {
    html! {
        div class="sh" {
            h2 { (title) }
            span class="sub" { (note) }
            span class="asof" { (words::as_of(lang, &glance.at.kst_clock())) span data-age="" {} }
        }
    }
}
