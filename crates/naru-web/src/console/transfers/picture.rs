//! The course of a transfer as a sequence: three lanes, the middle one carries the state. Drawn at
//! the page's width; where there is no room for it, the table below says the same.

use super::answers::{doubt_at, span, what};
use super::life::Seen;
use super::words as w;
use crate::console::{format, words};
use maud::{Markup, html};
use naru_core::relay::State;

const ASKED: u32 = 165;
const DOUBT: u32 = 470;
const END: u32 = 1_040;
const RIGHT: u32 = 1_200;
/// The lanes' heights: institution, Naru, bank.
const LANES: [u32; 3] = [44, 96, 148];

/// The section.
pub(super) fn course(seen: &Seen<'_>) -> Markup {
    let lang = seen.lang;
    let label = w::course_label(lang, &what(seen));
    let it = &seen.life.row.listed;
    let lanes = [
        seen.names.get(it.institution.as_str()).to_owned(),
        words::naru(lang),
        seen.names.get(it.bank.as_str()).to_owned(),
    ];
    html! {
        section class="seq" {
            div class="sh" {
                h2 { (w::course(lang)) } span class="sub" { (w::course_note(lang)) }
            }
            svg viewBox="0 0 1212 204" width="100%" role="img" aria-label=(label) {
                defs {
                    pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"
                        patternTransform="rotate(45)" {
                        rect class="hg" width="6" height="6" {}
                        path class="hl" d="M0 0V6" {}
                    }
                    marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7"
                        markerHeight="7" orient="auto" { path d="M0 0 8 4 0 8Z" {} }
                }
                @let doubted = doubt_at(seen).is_some() || it.state == State::InDoubt;
                @let end = if it.closed_at.is_none() { RIGHT } else { END };
                @if doubted {
                    rect x=(DOUBT) y="22" width=(end - DOUBT) height="150" fill="url(#hatch)" {}
                }
                @for (name, y) in lanes.iter().zip(LANES) {
                    path class="lane" d=(format!("M120 {y}H{RIGHT}")) {}
                    text x="0" y=(y + 4) class="b" { (name) }
                }
                (arrow("run", (128, 0), (146, 1)))
                text x="128" y="34" class="mid" { (w::pic_request(lang)) }
                text x="128" y="198" class="mid c-3" { "0" }
                @if it.state == State::Refused { (refused(seen)) }
                @else { (carried(seen, doubted, end)) }
            }
        }
    }
}

fn arrow(class: &str, (x1, from): (u32, usize), (x2, to): (u32, usize)) -> Markup {
    let down = from < to;
    let y1 = if down { LANES[from] + 6 } else { LANES[from] - 6 };
    let y2 = if down { LANES[to] - 6 } else { LANES[to] + 6 };
    html! {
        path class=(format!("ar {class}")) marker-end="url(#tip)"
            d=(format!("M{x1} {y1}L{x2} {y2}")) {}
    }
}

fn bar(class: &str, from: u32, to: u32) -> Markup {
    html! { rect class=(format!("bar {class}")) x=(from) y="91" width=(to - from) height="10" {} }
}

fn refused(seen: &Seen<'_>) -> Markup {
    html! {
        (arrow("na", (164, 1), (182, 0)))
        text x="196" y="34" { (w::pic_refused(seen.lang)) }
    }
}

fn carried(seen: &Seen<'_>, doubted: bool, end: u32) -> Markup {
    let (lang, it) = (seen.lang, &seen.life.row.listed);
    let first_end = if doubted { DOUBT } else { end };
    let closed = it.closed_at;
    let good = it.state == State::Settled;
    let (class, word) =
        if good { ("ok", w::pic_settled(lang)) } else { ("limit", w::pic_released(lang)) };
    let since = doubt_at(seen).unwrap_or(it.created_at);
    html! {
        (bar("held", 152, first_end))
        text x=(152 + (first_end - 152) / 2) y="86" class="mid run b" {
            (w::pic_reserved(lang, &format::won(lang, it.amount)))
        }
        (arrow("run", (ASKED, 1), (201, 2)))
        text x="209" y="170" { (w::pic_ask(lang)) }
        @if doubted {
            (bar("doubt", DOUBT, end))
            (arrow("doubt", (DOUBT, 1), (DOUBT + 9, 0)))
            text x=(DOUBT + 9) y="34" class="mid" { "A0001" }
            text x=(DOUBT) y="198" class="mid c-3" { "+" (span(lang, it.created_at, since)) }
            text x=(DOUBT + (end - DOUBT) / 2) y="86" class="mid doubt b" {
                (w::pic_doubt(lang, &span(lang, since, closed.unwrap_or(seen.now))))
            }
            @if it.inquiry_count > 0 {
                @for n in 1..=it.inquiry_count.min(3) {
                    @let x = DOUBT + 60 + 90 * u32::try_from(n).unwrap_or(1);
                    (arrow("doubt dash", (x, 1), (x + 14, 2)))
                }
                text x=(DOUBT + 250) y="170" class="mid doubt" { (w::pic_asked(lang, it.inquiry_count)) }
            }
        }
        @if let Some(at) = closed {
            (arrow(class, (end - 14, 2), (end, 1)))
            @if let Some(code) = &it.bank_rsp_code {
                text x=(end - 14) y="170" class="mid" { (w::pic_answer(lang, code)) }
            }
            (bar(class, end, RIGHT))
            (arrow(class, (end + 6, 1), (end + 40, 0)))
            text x=(end + 80) y="86" class=(format!("mid b {class}")) { (word) }
            text x=(end) y="198" class="mid c-3" { "+" (span(lang, it.created_at, at)) }
        }
    }
}
