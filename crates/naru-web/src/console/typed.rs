//! The parts that longer forms share: reading their fields, and showing again what was typed.

use crate::console::door::{Field, Wrong, described, error_below, field, field_in, summary_in};
use crate::console::papers::choose_again;
use crate::console::pieces::{Wants, fresh_code, fresh_code_in, parse_day, reason, reason_said};
use crate::console::words;
use maud::{Markup, html};
use naru_base::{Id, Lang, Micros, Won};

/// A form of many fields, some of them several times.
pub(crate) type Pairs = Vec<(String, String)>;

/// The value of a field; empty if it is not there.
pub(crate) fn one<'p>(given: &'p Pairs, name: &str) -> &'p str {
    given.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
}

/// Whoever reads why can judge nothing by less.
const TEXT_CHARS_MIN: usize = 5;
/// The longest text of several lines in a form of its own, as its field says.
pub(crate) const TEXT_CHARS_MAX: usize = 2_000;

/// A text of several lines: a break counts as one letter, as it does where it is typed, though a
/// browser sends two.
pub(crate) fn text_of(typed: &str) -> String {
    typed.trim().replace("\r\n", "\n")
}

/// What is wrong with the length of such a text. What is too long is never cut: nobody would know.
pub(crate) fn wrong_text(
    lang: Lang,
    text: &str,
    most: usize,
    short: fn(Lang) -> String,
) -> Option<String> {
    let count = text_of(text).chars().count();
    if count < TEXT_CHARS_MIN {
        return Some(short(lang));
    }
    (count > most).then(|| words::text_too_long(lang, most, count))
}

/// An amount as people write it.
pub(crate) fn won(text: &str) -> Option<Won> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    digits.parse().ok().filter(|it| *it >= 0).map(Won::new)
}

/// The same; of more than can be counted the most there is, so that whoever judges it says its
/// limits.
pub(crate) fn won_or_most(text: &str) -> Option<Won> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    is_number.then(|| Won::new(digits.parse().unwrap_or(i64::MAX)))
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

    /// What every form that proposes ends with.
    pub(crate) fn asks(&self, lang: Lang, wants: Wants, button: &str) -> Markup {
        html! {
            (reason(lang, one(self.given, "reason"), self.wrongs))
            (fresh_code(lang, wants, self.wrongs))
            button class="btn p" { (button) }
        }
    }
}

/// What is wrong with the fields of a form: all of it, each field once, so that a person is told
/// once.
#[derive(Default)]
pub(crate) struct Wrongs(Vec<Wrong>);

impl Wrongs {
    /// What was read; if it was not, that is noted and `stand_in` is gone on with.
    pub(crate) fn read<T>(
        &mut self,
        it: Option<T>,
        stand_in: T,
        (field, text): (&'static str, String),
    ) -> T {
        it.unwrap_or_else(|| {
            self.add((field, text));
            stand_in
        })
    }

    /// Notes something; of a field the first.
    pub(crate) fn add(&mut self, (field, text): (&'static str, String)) {
        if self.0.iter().all(|it| it.field != field) {
            self.0.push(Wrong { field, text });
        }
    }

    /// The same in the order of the form; what stands in none of these fields last.
    pub(crate) fn in_order(mut self, fields: &[&str]) -> Wrongs {
        self.0
            .sort_by_key(|it| fields.iter().position(|of| *of == it.field).unwrap_or(fields.len()));
        self
    }

    /// All of it, of a form that cannot be gone on with.
    pub(crate) fn all(self) -> Vec<Wrong> {
        self.0
    }

    /// Whether nothing is wrong; if something is, all of it.
    pub(crate) fn end(self) -> Result<(), Vec<Wrong>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
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

    /// What is to be put right, with links to the fields; to a place of the page itself if no form
    /// is named.
    pub(crate) fn summary(&self, lang: Lang) -> Markup {
        let end = if self.part.is_empty() { String::new() } else { format!("-{}", self.part) };
        summary_in(lang, &end, &self.wrongs)
    }

    /// One of the forms of the page.
    pub(crate) fn form(&self, part: &'static str) -> Part<'_> {
        let back = (self.part == part).then_some((&self.given, &self.wrongs[..]));
        Part { end: format!("-{part}"), back }
    }

    /// One of several forms for the same deed: the one whose field `name` says what it is about.
    /// The one that came back has the ids that the summary leads to.
    pub(crate) fn form_about(&self, part: &'static str, (name, id): (&str, &str)) -> Part<'_> {
        let it = self.form(part);
        match it.back.filter(|(given, _)| one(given, name) == id) {
            Some(_) => it,
            None => Part { end: format!("-{part}-{id}"), back: None },
        }
    }
}

/// One of several forms of a page: with ids of its own, and with what was typed only if it is the
/// one that came back.
pub(crate) struct Part<'a> {
    /// What its ids end with.
    end: String,
    back: Option<(&'a Pairs, &'a [Wrong])>,
}

impl<'a> Part<'a> {
    /// The form of this deed: what was typed belongs to it if it names the deed.
    pub(crate) fn of(part: &'static str, typed: &Typed<'a>) -> Part<'a> {
        let is_back = one(typed.given, "deed") == part;
        Part { end: format!("-{part}"), back: is_back.then_some((typed.given, typed.wrongs)) }
    }

    /// Whether it stands open.
    pub(crate) const fn is_back(&self) -> bool {
        self.back.is_some()
    }

    /// The id of a field.
    pub(crate) fn id(&self, name: &str) -> String {
        format!("{name}{}", self.end)
    }

    fn wrongs(&self) -> &[Wrong] {
        self.back.map_or(&[][..], |it| it.1)
    }

    fn wrong(&self, name: &str) -> Option<&Wrong> {
        self.wrongs().iter().find(|it| it.field == name)
    }

    /// `true` for `aria-invalid`, if something is wrong with a field.
    pub(crate) fn is_wrong(&self, name: &str) -> Option<&'static str> {
        self.wrong(name).map(|_| "true")
    }

    /// What is wrong with a field, below it.
    pub(crate) fn error(&self, name: &str) -> Markup {
        error_below(&self.id(name), self.wrong(name))
    }

    /// The texts that a field is described by: its help, if it has one, and what is wrong.
    pub(crate) fn described(&self, name: &str, has_help: bool) -> Option<String> {
        described(&self.id(name), has_help, self.wrong(name))
    }

    /// What was typed; of a form that did not come back, `value`.
    pub(crate) fn typed<'v>(&'v self, name: &str, value: &'v str) -> &'v str {
        self.back.map_or(value, |it| one(it.0, name))
    }

    /// Whether this box was ticked.
    fn is_ticked(&self, name: &str, value: &str) -> bool {
        let given = self.back.map(|it| it.0);
        given.is_some_and(|it| it.iter().any(|(n, v)| n == name && v == value))
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
        field_in(&self.end, &it, self.wrongs())
    }

    /// A text that may be left out.
    pub(crate) fn may(&self, name: &str, label: &str) -> Markup {
        self.may_of(name, label, None)
    }

    /// A text that may be left out, and what that means.
    pub(crate) fn may_told(&self, name: &str, label: &str, help: &str) -> Markup {
        self.may_of(name, label, Some(help))
    }

    /// The same, with what it says as long as nobody has typed anything.
    pub(crate) fn may_with(&self, name: &str, label: &str, help: &str, value: &str) -> Markup {
        self.may_from(name, (label, Some(help)), value)
    }

    fn may_of(&self, name: &str, label: &str, help: Option<&str>) -> Markup {
        self.may_from(name, (label, help), "")
    }

    fn may_from(&self, name: &str, (label, help): (&str, Option<&str>), value: &str) -> Markup {
        let id = self.id(name);
        html! {
            div class="field" {
                label for=(id) { (label) }
                @if let Some(help) = help { p class="help" id=(format!("{id}-help")) { (help) } }
                input id=(id) name=(name) value=(self.typed(name, value)) maxlength="256"
                    autocomplete="off" aria-describedby=[self.described(name, help.is_some())]
                    aria-invalid=[self.is_wrong(name)];
                (self.error(name))
            }
        }
    }

    /// A whole number that may be left out.
    pub(crate) fn number(&self, name: &str, label: &str) -> Markup {
        let id = self.id(name);
        html! {
            div class="field" {
                label for=(id) { (label) }
                input id=(id) name=(name) value=(self.typed(name, "")) type="number" min="0"
                    autocomplete="off"
                    aria-describedby=[self.described(name, false)]
                    aria-invalid=[self.is_wrong(name)];
                (self.error(name))
            }
        }
    }

    /// A day.
    pub(crate) fn day(&self, name: &str, label: &str, value: &str, is_needed: bool) -> Markup {
        self.day_of(name, (label, None), value, is_needed)
    }

    /// A day that may be left out, and what that means.
    pub(crate) fn may_day(&self, name: &str, label: &str, help: &str) -> Markup {
        self.day_of(name, (label, Some(help)), "", false)
    }

    fn day_of(
        &self,
        name: &str,
        (label, help): (&str, Option<&str>),
        value: &str,
        is_needed: bool,
    ) -> Markup {
        let (id, value) = (self.id(name), self.typed(name, value));
        html! {
            div class="field" {
                label for=(id) { (label) }
                @if let Some(help) = help { p class="help" id=(format!("{id}-help")) { (help) } }
                input id=(id) name=(name) type="date" value=(value) required[is_needed]
                    aria-describedby=[self.described(name, help.is_some())]
                    aria-invalid=[self.is_wrong(name)];
                (self.error(name))
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
                select id=(id) name=(name) aria-describedby=[self.described(name, false)]
                    aria-invalid=[self.is_wrong(name)] {
                    @for (value, word) in options {
                        // What was typed comes without the spaces around it.
                        option value=(value) selected[value.trim() == chosen.trim()] { (word) }
                    }
                }
                (self.error(name))
            }
        }
    }

    /// One box to tick.
    pub(crate) fn tick(&self, name: &str, value: &str, word: &str) -> Markup {
        html! {
            div class="field" { label class="check" {
                input type="checkbox" name=(name) value=(value) checked[self.is_ticked(name, value)];
                " " (word)
            } }
        }
    }

    /// Boxes of which any may be ticked, with what to say if there are none.
    pub(crate) fn boxes(
        &self,
        (name, legend): (&str, &str),
        all: &[(String, Markup)],
        none: &str,
    ) -> Markup {
        html! {
            fieldset class="field" id=(self.id(name)) tabindex="-1"
                aria-describedby=[self.described(name, false)] {
                legend { (legend) }
                @if all.is_empty() { p class="help" { (none) } }
                @for (value, word) in all {
                    label class="check" {
                        input type="checkbox" name=(name) value=(value)
                            checked[self.is_ticked(name, value)] aria-invalid=[self.is_wrong(name)];
                        " " (word)
                    }
                }
                (self.error(name))
            }
        }
    }

    /// A file. What was chosen before cannot be chosen again for somebody, a browser does not let
    /// us: where something else was wrong it is said here, or the next attempt fails for the file.
    pub(crate) fn file(
        &self,
        lang: Lang,
        (name, label): (&str, &str),
        help: &str,
        accept: &str,
    ) -> Markup {
        let again = Some(self.typed(name, "")).filter(|it| !it.is_empty());
        let again = again.filter(|_| self.wrong(name).is_none());
        self.file_of((name, label), (help, accept), again.map(|it| choose_again(lang, it)))
    }

    /// A file that need not be chosen again: where it came once, it is kept.
    pub(crate) fn file_kept(
        &self,
        (name, label): (&str, &str),
        help: &str,
        accept: &str,
    ) -> Markup {
        self.file_of((name, label), (help, accept), None)
    }

    fn file_of(
        &self,
        (name, label): (&str, &str),
        (help, accept): (&str, &str),
        again: Option<String>,
    ) -> Markup {
        let id = self.id(name);
        let of = self.described(name, true).unwrap_or_default();
        let of = again.as_ref().map_or_else(|| of.clone(), |_| format!("{of} {id}-again"));
        html! {
            div class="field" {
                label for=(id) { (label) }
                p class="help" id=(format!("{id}-help")) { (help) }
                input id=(id) name=(name) type="file" accept=(accept) aria-describedby=(of)
                    aria-invalid=[self.is_wrong(name)];
                @if let Some(text) = again {
                    p class="help" id=(format!("{id}-again")) { b { (text) } }
                }
                (self.error(name))
            }
        }
    }

    /// Several lines in a form of their own, as a list is typed in.
    pub(crate) fn lines(
        &self,
        name: &str,
        (label, help): (&str, &str),
        (rows, most): (u8, u32),
        value: &str,
    ) -> Markup {
        let id = self.id(name);
        html! {
            div class="field" {
                label for=(id) { (label) }
                p class="help" id=(format!("{id}-help")) { (help) }
                textarea id=(id) name=(name) rows=(rows) maxlength=(most) required
                    aria-describedby=[self.described(name, true)]
                    aria-invalid=[self.is_wrong(name)] { (self.typed(name, value)) }
                (self.error(name))
            }
        }
    }

    /// Several lines.
    pub(crate) fn area(&self, name: &str, label: &str) -> Markup {
        let id = self.id(name);
        html! {
            div class="field" {
                label for=(id) { (label) }
                textarea id=(id) name=(name) rows="4" maxlength=(TEXT_CHARS_MAX) required
                    aria-describedby=[self.described(name, false)]
                    aria-invalid=[self.is_wrong(name)] { (self.typed(name, "")) }
                (self.error(name))
            }
        }
    }

    /// The same where it may be left empty, with a word of help.
    pub(crate) fn may_area(&self, name: &str, (label, help): (&str, &str), most: usize) -> Markup {
        let id = self.id(name);
        html! {
            div class="field" {
                label for=(id) { (label) }
                p class="help" id=(format!("{id}-help")) { (help) }
                textarea id=(id) name=(name) rows="3" maxlength=(most)
                    aria-describedby=[self.described(name, true)]
                    aria-invalid=[self.is_wrong(name)] { (self.typed(name, "")) }
                (self.error(name))
            }
        }
    }

    /// Why, and a fresh code if one is wanted: what every form that proposes ends with.
    pub(crate) fn why(&self, lang: Lang, wants: Wants) -> Markup {
        self.why_told(lang, wants, &words::reason_help(lang))
    }

    /// The same where more people read why than the second person: `said` says who.
    pub(crate) fn why_told(&self, lang: Lang, wants: Wants, said: &str) -> Markup {
        html! {
            (reason_said(lang, &self.end, said, self.typed("reason", ""), self.wrongs()))
            (fresh_code_in(lang, &self.end, wants, self.wrongs()))
        }
    }
}

/// The id that a form is made with.
pub(crate) fn key(id: Id) -> Markup {
    html! { input type="hidden" name="key" value=(id); }
}
