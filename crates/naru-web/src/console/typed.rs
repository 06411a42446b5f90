//! The parts that longer forms share: reading their fields, and showing again what was typed.

use crate::console::door::{Field, Wrong, field, field_in, summary_in};
use crate::console::pieces::{Wants, fresh_code, fresh_code_in, parse_day, reason, reason_in};
use crate::console::shape::{Shape, shape};
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

/// A form that came back: which of those on its page, what was typed, what is wrong with it.
#[derive(Default)]
pub(crate) struct Back {
    pub(crate) part: &'static str,
    pub(crate) given: Pairs,
    pub(crate) wrongs: Vec<Wrong>,
}

impl Back {
    /// With one thing to put right.
    pub(crate) fn with(
        part: &'static str,
        given: Pairs,
        (field, text): (&'static str, String),
    ) -> Back {
        Back { part, given, wrongs: vec![Wrong { field, text }] }
    }

    /// What is to be put right, with links to the fields.
    pub(crate) fn summary(&self, lang: Lang) -> Markup {
        summary_in(lang, &format!("-{}", self.part), &self.wrongs)
    }

    /// One of the forms of the page.
    pub(crate) fn form(&self, part: &'static str) -> Part<'_> {
        Part { part, back: (self.part == part).then_some((&self.given, &self.wrongs[..])) }
    }
}

/// One of several forms of a page: with ids of its own, and with what was typed only if it is the
/// one that came back.
pub(crate) struct Part<'a> {
    part: &'static str,
    back: Option<(&'a Pairs, &'a [Wrong])>,
}

impl<'a> Part<'a> {
    /// The form of this deed: what was typed belongs to it if it names the deed.
    pub(crate) fn of(part: &'static str, typed: &Typed<'a>) -> Part<'a> {
        let is_back = one(typed.given, "deed") == part;
        Part { part, back: is_back.then_some((typed.given, typed.wrongs)) }
    }

    /// Whether it stands open.
    pub(crate) const fn is_back(&self) -> bool {
        self.back.is_some()
    }

    fn id(&self, name: &str) -> String {
        format!("{name}-{}", self.part)
    }

    fn wrongs(&self) -> &[Wrong] {
        self.back.map_or(&[][..], |it| it.1)
    }

    fn typed<'v>(&'v self, name: &str, value: &'v str) -> &'v str {
        self.back.map_or(value, |it| one(it.0, name))
    }

    /// A text that must be there.
    pub(crate) fn must(&self, name: &'static str, label: String, help: Option<String>) -> Markup {
        self.field((name, "text"), label, help, "")
    }

    /// A field of some kind that must be filled.
    pub(crate) fn field(
        &self,
        (name, kind): (&'static str, &'static str),
        label: String,
        help: Option<String>,
        value: &str,
    ) -> Markup {
        let value = self.typed(name, value);
        let it = Field { name, label, help, kind, autocomplete: "off", value, focus: false };
        field_in(&format!("-{}", self.part), &it, self.wrongs())
    }

    /// A text that may be left out.
    pub(crate) fn may(&self, name: &str, label: &str) -> Markup {
        let id = self.id(name);
        let wrong = self.wrongs().iter().find(|it| it.field == name);
        html! {
            div class="field" {
                label for=(id) { (label) }
                input id=(id) name=(name) value=(self.typed(name, "")) maxlength="256"
                    autocomplete="off" aria-invalid=[wrong.map(|_| "true")];
                @if let Some(wrong) = wrong { p class="error" { (shape(Shape::Square)) (wrong.text) } }
            }
        }
    }

    /// A day.
    pub(crate) fn day(&self, name: &str, label: &str, value: &str, is_needed: bool) -> Markup {
        let (id, value) = (self.id(name), self.typed(name, value));
        let wrong = self.wrongs().iter().find(|it| it.field == name);
        html! {
            div class="field" {
                label for=(id) { (label) }
                input id=(id) name=(name) type="date" value=(value) required[is_needed]
                    aria-invalid=[wrong.map(|_| "true")];
                @if let Some(wrong) = wrong { p class="error" { (shape(Shape::Square)) (wrong.text) } }
            }
        }
    }

    /// A choice.
    pub(crate) fn pick(
        &self,
        name: &str,
        label: &str,
        options: &[(String, String)],
        value: &str,
    ) -> Markup {
        let (id, chosen) = (self.id(name), self.typed(name, value));
        html! {
            div class="field" {
                label for=(id) { (label) }
                select id=(id) name=(name) { @for (value, word) in options {
                    option value=(value) selected[value == chosen] { (word) }
                } }
            }
        }
    }

    /// Several lines.
    pub(crate) fn area(&self, name: &str, label: &str) -> Markup {
        let id = self.id(name);
        let wrong = self.wrongs().iter().find(|it| it.field == name);
        html! {
            div class="field" {
                label for=(id) { (label) }
                textarea id=(id) name=(name) rows="4" maxlength="2000" required
                    aria-invalid=[wrong.map(|_| "true")] { (self.typed(name, "")) }
                @if let Some(wrong) = wrong { p class="error" { (shape(Shape::Square)) (wrong.text) } }
            }
        }
    }

    /// Why, and a fresh code if one is wanted: what every form that proposes ends with.
    pub(crate) fn why(&self, lang: Lang, wants: Wants) -> Markup {
        let part = format!("-{}", self.part);
        html! {
            (reason_in(lang, &part, self.typed("reason", ""), self.wrongs()))
            (fresh_code_in(lang, &part, wants, self.wrongs()))
        }
    }
}

/// The id that a form is made with.
pub(crate) fn key(id: Id) -> Markup {
    html! { input type="hidden" name="key" value=(id); }
}
