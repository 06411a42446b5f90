//! A letter to be printed: the same sheet for every decision that is told in writing.
//!
//! **Must never know** what was decided.

use crate::console::guard::Ask;
use crate::console::{frame, lines};
use axum::response::{IntoResponse as _, Response};
use maud::{DOCTYPE, Markup, html};
use naru_base::texts;

texts! {
    number { ko: "문서번호", en: "Number" }
    to { ko: "받는 곳", en: "To" }
    date { ko: "날짜", en: "Date" }
    sign { ko: "오픈뱅킹 공동망 운영기관", en: "Operator of the open banking network" }
    two_people {
        ko: "이 결정은 운영기관 두 사람이 함께 하였고, 감사 기록에 남아 있습니다.",
        en: "Two people of the operator made this decision; it is in the audit record."
    }
    two_paid {
        ko: "이 지급은 운영기관 두 사람이 함께 확인했고, 감사 기록에 남아 있습니다.",
        en: "Two people of the operator confirmed this payment; it is in the audit record."
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

/// A sentence whose days and numbers do not break at their hyphens, nor a day from its time.
pub(crate) fn unbroken(text: &str) -> Markup {
    let mut parts = vec![(false, String::new())];
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let is_start = at == 0 || !is_of_number(chars[at - 1]);
        let whole = if is_start { whole_len(&chars[at..]) } else { 0 };
        let (is_whole, len) = (whole > 0, whole.max(1));
        if is_whole || parts.last().is_some_and(|it| it.0) {
            parts.push((is_whole, String::new()));
        }
        if let Some((_, part)) = parts.last_mut() {
            part.extend(&chars[at..at + len]);
        }
        at += len;
    }
    html! { @for (is_whole, part) in &parts {
        @if *is_whole { span class="nw" { (part) } } @else { (part) }
    } }
}

/// Characters of a day: 2026-11-26.
const DAY: &str = "0000-00-00";
/// Of its time, with the space before it.
const TIME: &str = " 00:00";
/// Of a share, with the space before it.
const PERCENT: [char; 2] = [' ', '%'];
/// Shorter numbers seldom break, longer ones would not fit a telephone.
const NUMBER: std::ops::RangeInclusive<usize> = 10..=28;

fn is_of_number(it: char) -> bool {
    it.is_ascii_alphanumeric() || it == '-'
}

/// How many characters from here on stay together; none: no day and no number begins here.
fn whole_len(text: &[char]) -> usize {
    if fits(text, DAY) {
        let day = DAY.len();
        return if fits(&text[day..], TIME) { day + TIME.len() } else { day };
    }
    let word: Vec<char> = text.iter().copied().take_while(|it| is_of_number(*it)).collect();
    let is_share = text[word.len()..].starts_with(&PERCENT);
    if is_share && !word.is_empty() && word.iter().all(char::is_ascii_digit) {
        return word.len() + PERCENT.len();
    }
    let has = |is: fn(&char) -> bool| word.iter().any(is);
    let is_number = has(|it| *it == '-')
        && has(char::is_ascii_digit)
        && has(char::is_ascii_alphabetic)
        && NUMBER.contains(&word.len());
    if is_number { word.len() } else { 0 }
}

/// Whether a text begins as a pattern has it, in which 0 stands for any digit.
fn fits(text: &[char], pattern: &str) -> bool {
    let is_like = |(at, it): (usize, char)| match (it, text.get(at)) {
        ('0', Some(c)) => c.is_ascii_digit(),
        (it, Some(c)) => it == *c,
        (_, None) => false,
    };
    pattern.chars().enumerate().all(is_like)
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
                        dt { (number(lang)) } dd class="mono nw" { (it.number) }
                        dt { (date(lang)) } dd { (it.day) }
                        dt { (to(lang)) } dd { (it.to) }
                    }
                    h1 { (it.title) }
                    p { (unbroken(&it.say)) }
                    table {
                        tbody { @for (word, text) in &it.lines {
                            tr { th scope="row" { (word) } td { (unbroken(text)) } }
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
    lines::sent(body).into_response()
}

#[cfg(test)]
mod tests {
    use super::unbroken;

    #[test]
    fn days_and_numbers_in_a_sentence_stay_whole() {
        let said = unbroken("2026-11-26 14:32까지 & 2026-12-01").into_string();
        let day = |it| format!(r#"<span class="nw">{it}</span>"#);
        let wanted = format!("{}까지 &amp; {}", day("2026-11-26 14:32"), day("2026-12-01"));
        assert_eq!(said, wanted);
        assert_eq!(unbroken("2026-1-26-11").into_string(), "2026-1-26-11");
        let number = unbroken("예치금 DEMO-20261127이 re-check").into_string();
        assert_eq!(number, format!("예치금 {}이 re-check", day("DEMO-20261127")));
        let share = unbroken("비용의 75 %) 100 원").into_string();
        assert_eq!(share, format!("비용의 {}) 100 원", day("75 %")));
        assert_eq!(unbroken("").into_string(), "");
    }
}
