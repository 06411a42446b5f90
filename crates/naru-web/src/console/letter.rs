//! A letter to be printed: the same sheet for every decision that is told in writing.
//!
//! **Must never know** what was decided.

use crate::console::frame;
use crate::console::guard::Ask;
use axum::response::{Html, IntoResponse as _, Response};
use maud::{DOCTYPE, html};
use naru_base::texts;

texts! {
    number { ko: "문서번호", en: "Number" }
    to { ko: "받는 곳", en: "To" }
    date { ko: "날짜", en: "Date" }
    sign { ko: "오픈뱅킹 공동망 운영기관", en: "Operator of the open banking network" }
    two_people {
        ko: "이 결정은 두 사람이 함께 하였고, 감사 기록에 남아 있습니다.",
        en: "Two people made this decision; it is in the audit record."
    }
    print { ko: "인쇄하려면 브라우저의 인쇄를 쓰세요.", en: "Print it with your browser." }
}

/// What a letter says.
pub(crate) struct Letter {
    /// Where the way back leads, and its word.
    pub(crate) back: (String, String),
    pub(crate) title: String,
    pub(crate) number: String,
    pub(crate) to: String,
    /// The day of the decision.
    pub(crate) day: String,
    /// What was decided.
    pub(crate) say: String,
    /// The lines of its table.
    pub(crate) lines: Vec<(String, String)>,
    /// What comes next.
    pub(crate) next: String,
    /// Whether it tells a decision, which takes two people.
    pub(crate) is_decision: bool,
}

/// The letter on its sheet.
pub(crate) fn page(ask: &Ask, it: &Letter) -> Response {
    let lang = ask.lang;
    let body = html! {
        (DOCTYPE)
        html lang=(lang.as_str()) {
            (frame::head(lang, &it.title, false))
            body class="paper" {
                nav class="around" {
                    a href=(it.back.0) { "‹ " (it.back.1) }
                    " " (frame::language_link(ask))
                    " " span class="sub" { (print(lang)) }
                }
                main id="main" class="letter" {
                    dl class="kv" {
                        dt { (number(lang)) } dd class="mono" { (it.number) }
                        dt { (date(lang)) } dd { (it.day) }
                        dt { (to(lang)) } dd { (it.to) }
                    }
                    h1 { (it.title) }
                    p { (it.say) }
                    table {
                        tbody { @for (word, text) in &it.lines {
                            tr { th scope="row" { (word) } td { (text) } }
                        } }
                    }
                    p { (it.next) }
                    @if it.is_decision { p class="sub" { (two_people(lang)) } }
                    p class="sign" { (it.day) br; b { (sign(lang)) } }
                }
            }
        }
    };
    Html(body.into_string()).into_response()
}
