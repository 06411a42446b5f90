//! 관제: the network at a glance. One page, made of fragments that are pushed again when they
//! change; see [`parts`].

mod crossing;
mod doubt;
mod happened;
mod lead;
mod meters;
mod money;
mod river;
mod watch;

use crate::console::frame::{self, Page};
use crate::console::guard::Ask;
use crate::console::{ConsoleState, words};
use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Lang, Micros};
use naru_core::glance::{Glance, Standing};

/// Seconds without news after which the lamp says "late", and "cut".
const LATE_SECONDS: u64 = 3;
const CUT_SECONDS: u64 = 15;

/// The lamp's state for facts of this age, as the stylesheet and the script know it.
pub(crate) const fn lamp_state(age: u64) -> &'static str {
    match age {
        0..LATE_SECONDS => "live",
        LATE_SECONDS..CUT_SECONDS => "late",
        _ => "cut",
    }
}

/// The age of the facts.
pub(crate) fn age_of(glance: &Glance, now: Micros) -> u64 {
    crate::console::format::seconds_between(glance.at, now)
}

/// `GET /console`
pub(crate) async fn page(State(state): State<ConsoleState>, ask: Ask) -> Response {
    let (token, session) = match state.enter(&ask).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    if !session.role.may(Right::NetworkRead) {
        return frame::forbidden(&ask);
    }
    let (glance, now) = (state.parts.source.glance(), state.now());
    frame::page(&Page {
        ask: &ask,
        session: &session,
        token: &token,
        title: words::network(ask.lang),
        watch: watch::line(ask.lang, &glance, now),
        live: ("/console/live", lamp_state(age_of(&glance, now))),
        main: body(ask.lang, &glance, now),
    })
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
    let live = glance.institutions.iter().filter(|i| i.standing != Standing::Suspended).count();
    html! {
        p class="meta" id="facts" {
            (words::facts(lang, &glance.banks.len().to_string(), &live.to_string()))
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

/// "14:31:55 기준": in the page always, seen only when the lamp is not live.
pub(crate) fn as_of(lang: Lang, at: Micros) -> Markup {
    html! { span class="asof" { (words::as_of(lang, &at.kst_clock())) " " } }
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
