//! A letter to be printed: the same sheet for every decision that is told in writing.
//!
//! **Must never know** what was decided.

use crate::console::frame;
use crate::console::guard::Ask;
use axum::response::{Html, IntoResponse as _, Response};
use maud::{DOCTYPE, Markup, html};
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
    two_paid {
        ko: "이 지급은 두 사람이 함께 확인했고, 감사 기록에 남아 있습니다.",
        en: "Two people confirmed this payment; it is in the audit record."
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
    /// What of two people it tells.
    pub(crate) tells: Tells,
}

/// What a letter tells that took two people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tells {
    /// Nothing.
    Nothing,
    /// That they have decided.
    Decision,
    /// That they have paid.
    Payment,
}

/// Characters of a day: 2026-11-26.
const DAY_CHARS: usize = 10;

/// A sentence whose days do not break at their hyphens.
pub(crate) fn unbroken(text: &str) -> Markup {
    let mut parts = vec![(false, String::new())];
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let is_day = chars.get(at..at + DAY_CHARS).is_some_and(is_day);
        let len = if is_day { DAY_CHARS } else { 1 };
        if is_day || parts.last().is_some_and(|it| it.0) {
            parts.push((is_day, String::new()));
        }
        if let Some((_, part)) = parts.last_mut() {
            part.extend(&chars[at..at + len]);
        }
        at += len;
    }
    html! { @for (is_day, part) in &parts {
        @if *is_day { span class="nw" { (part) } } @else { (part) }
    } }
}

fn is_day(it: &[char]) -> bool {
    let fits = |(at, c): (usize, &char)| match at {
        4 | 7 => *c == '-',
        _ => c.is_ascii_digit(),
    };
    it.iter().enumerate().all(fits)
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
                    p { (unbroken(&it.say)) }
                    table {
                        tbody { @for (word, text) in &it.lines {
                            tr { th scope="row" { (word) } td { (text) } }
                        } }
                    }
                    p { (unbroken(&it.next)) }
                    @match it.tells {
                        Tells::Nothing => {}
                        Tells::Decision => p class="sub" { (two_people(lang)) },
                        Tells::Payment => p class="sub" { (two_paid(lang)) },
                    }
                    p class="sign" { (it.day) br; b { (sign(lang)) } }
                }
            }
        }
    };
    Html(body.into_string()).into_response()
}

#[cfg(test)]
mod tests {
    use super::unbroken;

    #[test]
    fn days_in_a_sentence_stay_whole() {
        let said = unbroken("2026-11-26 14:32까지 & 2026-12-01").into_string();
        let day = |it| format!(r#"<span class="nw">{it}</span>"#);
        let wanted = format!("{} 14:32까지 &amp; {}", day("2026-11-26"), day("2026-12-01"));
        assert_eq!(said, wanted);
        assert_eq!(unbroken("2026-1-26-11").into_string(), "2026-1-26-11");
        assert_eq!(unbroken("").into_string(), "");
    }
}
