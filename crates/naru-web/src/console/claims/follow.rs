//! What the consumer follows by a link: where the claim stands, what was done when, what comes
//! next. Nothing of any person.

use super::letter::told;
use super::one::word;
use super::plain::{due, freezing, moment, state as shown, step};
use super::words as w;
use crate::console::guard::Ask;
use crate::console::letter::unbroken;
use crate::console::{ConsoleState, format, frame, lines};
use axum::extract::{Path, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use maud::{DOCTYPE, Markup, html};
use naru_base::{Lang, Micros};
use naru_core::claim::{self, Claim, ClockState, State};
use naru_core::staff::Token;

/// `GET /claim/{token}`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    Path(token): Path<String>,
) -> Response {
    let hash = Token::parse(&token).map(|it| it.hash());
    let found = match hash {
        Some(hash) => state.parts.store.read(move |tx| claim::by_link(tx, &hash)).await,
        None => Ok(None),
    };
    match found {
        Ok(Some(it)) => show(&state, &ask, &it),
        Ok(None) => {
            let (title, text) = (w::follow_unknown_head(ask.lang), w::follow_unknown(ask.lang));
            let body = outside(&ask, &title, &html! { h1 { (title) } p { (text) } });
            (StatusCode::NOT_FOUND, lines::sent(body)).into_response()
        }
        Err(no) => frame::fault(&ask, &no),
    }
}

/// A page for whoever has no account: nothing on it leads into the console.
fn outside(ask: &Ask, title: &str, main: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(ask.lang.as_str()) {
            (frame::head(ask.lang, title, false))
            body {
                header class="watch" {
                    span class="logo" {
                        (frame::mark()) (crate::console::words::naru(ask.lang))
                    }
                    div class="right" { (frame::language_link(ask)) }
                }
                main id="main" class="public" { (main) }
            }
        }
    }
}

fn show(state: &ConsoleState, ask: &Ask, it: &Claim) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let (_, said, next) = told(lang, it, now);
    // Cause and shares stand in the letter, which goes to one person; this page opens by a link.
    let say = match outward(it.state) {
        State::Decided => w::follow_decided(lang),
        _ => said,
    };
    let main = html! {
        div class="head wrap" {
            h1 { (w::follow_title(lang)) }
            p class="meta" { (shown(lang, outward(it.state))) }
        }
        p class="lead" { (unbroken(&say)) }
        p { (unbroken(&next)) }
        dl class="kv" {
            dt { (w::claim_head(lang)) } dd class="mono" { (it.id) }
            dt { (w::institution_head(lang)) }
            dd { (super::institution(state, lang, &it.institution)) }
            dt { (w::loss_head(lang)) } dd { (format::won(lang, it.loss)) }
            dt { (w::reported_head(lang)) } dd { (moment(it.reported_at)) }
        }
        (steps(lang, it, now))
        p class="sub" { (w::follow_note(lang)) }
    };
    lines::sent(outside(ask, &w::follow_title(lang), &main)).into_response()
}

/// What houses and sureties do among themselves is not the consumer's.
const fn outward(it: State) -> State {
    match it {
        State::SuretyClaimed | State::Recourse => State::Decided,
        other => other,
    }
}

/// Each step: done when, or until when it is to be done.
fn steps(lang: Lang, it: &Claim, now: Micros) -> Markup {
    let at = |it: Option<Micros>| it.map_or_else(|| format::NONE.to_owned(), moment);
    // The surety's clock is not the consumer's either.
    let clocks = it.clocks(now).into_iter().take(3);
    html! {
        section {
            div class="sh" { h2 { (w::steps_head(lang)) } }
            table class="rows" {
                thead { tr {
                    th { (w::step_head(lang)) } th { (w::due_head(lang)) }
                    th { (w::done_head(lang)) }
                } }
                tbody { @for clock in clocks {
                    tr class=[(clock.state == ClockState::Overdue).then_some("tint-stop")] {
                        td class="way" { (step(lang, clock.step)) }
                        td data-l=(w::due_head(lang)) {
                            (due(&clock))
                            @if clock.state == ClockState::Overdue {
                                " " b class="c-stop" { (w::is_late(lang)) }
                            }
                        }
                        td data-l=(w::done_head(lang)) {
                            @if clock.state == ClockState::Nothing {
                                (freezing(lang, &it.requests))
                            }
                            @else { (at(clock.done_at)) }
                        }
                    }
                } }
            }
            @if it.state.is_final() {
                p { b { (word(lang, it)) } " · " (at(it.closed_at)) }
            }
        }
    }
}
