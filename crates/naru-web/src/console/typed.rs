//! The parts that longer forms share: reading their fields, and showing again what was typed.

use crate::console::door::{Field, Wrong, field};
use crate::console::pieces::{Wants, fresh_code, parse_day, reason};
use maud::{Markup, html};
use naru_base::{Id, Lang, Micros, Won};

/// A form of many fields, some of them several times.
pub(crate) type Pairs = Vec<(String, String)>;

/// The value of a field; empty if it is not there.
pub(crate) fn one<'p>(given: &'p Pairs, name: &str) -> &'p str {
    given.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
}

/// An amount as people write it.
pub(crate) fn won(text: &str) -> Option<Won> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    digits.parse().ok().filter(|it| *it >= 0).map(Won::new)
}

/// The beginning of a day.
pub(crate) fn begin_of(text: &str) -> Option<Micros> {
    Some(parse_day(text)?.starts_at())
}

/// The end of a day.
pub(crate) fn end_of(text: &str) -> Option<Micros> {
    Some(parse_day(text)?.next().starts_at())
}

pub(crate) fn sha256(text: &str) -> Option<[u8; 32]> {
    data_encoding::HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok()?.try_into().ok()
}

/// What was given before, so that nobody types it twice, and what is wrong with it.
pub(crate) struct Typed<'a> {
    pub(crate) given: &'a Pairs,
    pub(crate) wrongs: &'a [Wrong],
}

impl Typed<'_> {
    /// A field that must be filled.
    pub(crate) fn must(
        &self,
        name: &'static str,
        label: String,
        help: Option<String>,
        kind: &'static str,
        value: &str,
    ) -> Markup {
        let typed = one(self.given, name);
        let value = if typed.is_empty() { value } else { typed };
        let autocomplete = "off";
        field(&Field { name, label, help, kind, autocomplete, value, focus: false }, self.wrongs)
    }

    /// A field that may stay empty.
    pub(crate) fn may(&self, name: &'static str, label: &str, kind: &'static str) -> Markup {
        let wrong = self.wrongs.iter().find(|it| it.field == name);
        html! {
            div class="field" {
                label for=(name) { (label) }
                input id=(name) name=(name) type=(kind) value=(one(self.given, name))
                    maxlength="256" autocomplete="off" aria-invalid=[wrong.map(|_| "true")];
                @if let Some(wrong) = wrong { p class="error" { (wrong.text) } }
            }
        }
    }

    /// What every form that proposes ends with.
    pub(crate) fn asks(&self, lang: Lang, wants: Wants, button: &str) -> Markup {
        html! {
            (reason(lang, one(self.given, "reason"), self.wrongs))
            (fresh_code(lang, wants, self.wrongs))
            button class="btn p" { (button) }
        }
    }
}

/// The id that a form is made with.
pub(crate) fn key(id: Id) -> Markup {
    html! { input type="hidden" name="key" value=(id); }
}
