//! Fields of forms that pages of open source share. What was typed stays when something was wrong,
//! and each field says itself what is wrong with it.

use super::words as w;
use crate::console::door::{Wrong, described, error_below};
use crate::oss::words as refused;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use axum::response::Response;
use http_body_util::LengthLimitError;
use maud::{Markup, html};
use naru_base::{Lang, Refusal};
use naru_core::oss::portfolio::stance::TEXT_CHARS_MAX;
use std::error::Error as _;

/// What a field is called, and what it wants.
pub(super) struct Label<'a> {
    pub(super) name: &'a str,
    pub(super) label: String,
    pub(super) help: Option<String>,
    pub(super) is_required: bool,
}

impl<'a> Label<'a> {
    /// Of a field that must be filled.
    pub(super) const fn must(name: &'a str, label: String, help: Option<String>) -> Label<'a> {
        Label { name, label, help, is_required: true }
    }

    /// Of one that may be left out.
    pub(super) const fn may(name: &'a str, label: String, help: Option<String>) -> Label<'a> {
        Label { name, label, help, is_required: false }
    }
}

fn of<'w>(name: &str, wrongs: &'w [Wrong]) -> Option<&'w Wrong> {
    wrongs.iter().find(|it| it.field == name)
}

/// `true` for `aria-invalid`, if something is wrong with a field.
pub(super) fn is_wrong(name: &str, wrongs: &[Wrong]) -> Option<&'static str> {
    of(name, wrongs).map(|_| "true")
}

/// The texts that a field is described by.
pub(super) fn texts(name: &str, has_help: bool, wrongs: &[Wrong]) -> Option<String> {
    described(name, has_help, of(name, wrongs))
}

/// What is wrong with a field, below it.
pub(super) fn error(name: &str, wrongs: &[Wrong]) -> Markup {
    error_below(name, of(name, wrongs))
}

/// What is wrong with a form as a whole, above its fields.
pub(super) fn whole(name: &str, wrongs: &[Wrong]) -> Markup {
    html! {
        @if of(name, wrongs).is_some() { div class="field" { (error(name, wrongs)) } }
    }
}

/// A field with its label, help and error around it.
fn around(it: &Label<'_>, wrongs: &[Wrong], inner: Markup) -> Markup {
    html! {
        div class="field" {
            label for=(it.name) { (it.label) }
            @if let Some(help) = &it.help {
                p class="help" id=(format!("{}-help", it.name)) { (help) }
            }
            (inner)
            (error(it.name, wrongs))
        }
    }
}

/// A field of one line, or of a day.
pub(super) fn line(
    it: &Label<'_>,
    (kind, value, most): (&str, &str, usize),
    wrongs: &[Wrong],
) -> Markup {
    let inner = html! {
        input id=(it.name) name=(it.name) type=(kind) value=(value) maxlength=(most)
            required[it.is_required] autocomplete="off" autocapitalize="none" spellcheck="false"
            aria-describedby=[texts(it.name, it.help.is_some(), wrongs)]
            aria-invalid=[is_wrong(it.name, wrongs)];
    };
    around(it, wrongs, inner)
}

/// A day that must be chosen.
pub(super) fn date(it: &Label<'_>, value: &str, wrongs: &[Wrong]) -> Markup {
    let inner = html! {
        input id=(it.name) name=(it.name) type="date" value=(value) required[it.is_required]
            aria-describedby=[texts(it.name, it.help.is_some(), wrongs)]
            aria-invalid=[is_wrong(it.name, wrongs)];
    };
    around(it, wrongs, inner)
}

/// A field of several lines.
pub(super) fn area(
    it: &Label<'_>,
    (rows, value, most): (u8, &str, usize),
    wrongs: &[Wrong],
) -> Markup {
    let inner = html! {
        textarea id=(it.name) name=(it.name) rows=(rows) maxlength=(most)
            required[it.is_required] aria-describedby=[texts(it.name, it.help.is_some(), wrongs)]
            aria-invalid=[is_wrong(it.name, wrongs)] { (value) }
    };
    around(it, wrongs, inner)
}

/// The usual one of several lines.
pub(super) fn lines(it: &Label<'_>, value: &str, wrongs: &[Wrong]) -> Markup {
    area(it, (3, value, TEXT_CHARS_MAX), wrongs)
}

/// A choice.
pub(super) fn pick(
    (name, label): (&str, String),
    options: &[(String, String)],
    chosen: &str,
    wrongs: &[Wrong],
) -> Markup {
    let it = Label::may(name, label, None);
    let inner = html! {
        select id=(name) name=(name) aria-describedby=[texts(name, false, wrongs)]
            aria-invalid=[is_wrong(name, wrongs)] {
            @for (value, word) in options {
                option value=(value) selected[value == chosen] { (word) }
            }
        }
    };
    around(&it, wrongs, inner)
}

/// Why somebody decides so.
pub(super) fn note_field(label: &str, value: &str, wrongs: &[Wrong]) -> Markup {
    area(&Label::may("note", label.to_owned(), None), (2, value, TEXT_CHARS_MAX), wrongs)
}

/// Everything that is wrong with the fields of a form.
pub(super) fn wrongs(
    lang: Lang,
    all: Vec<Refusal>,
    field_of: impl Fn(&Refusal) -> &'static str,
) -> Vec<Wrong> {
    let wrong = |it: Refusal| Wrong { field: field_of(&it), text: refused::refusal(lang, &it) };
    all.into_iter().map(wrong).collect()
}

/// The field that a refusal names.
pub(super) fn named(it: &Refusal) -> Option<&str> {
    Some(it.fact("field")).filter(|it| !it.is_empty())
}

/// A page whose form has something wrong is no success.
pub(super) fn answered(mut response: Response, wrongs: &[Wrong]) -> Response {
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// Why a file of a form cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileWrong {
    /// None was chosen.
    Missing,
    /// There is nothing in it.
    Empty,
    /// It is longer than is taken.
    TooLong,
    /// It did not arrive whole.
    Unread,
}

impl FileWrong {
    pub(super) fn of(no: &MultipartError) -> FileWrong {
        let mut is_too_long = no.status() == StatusCode::PAYLOAD_TOO_LARGE;
        let mut cause = no.source();
        while let Some(it) = cause {
            is_too_long |= it.is::<LengthLimitError>();
            cause = it.source();
        }
        if is_too_long { FileWrong::TooLong } else { FileWrong::Unread }
    }

    /// What is said of it, beside the file.
    pub(super) fn wrong(self, lang: Lang, field: &'static str) -> Wrong {
        let text = match self {
            FileWrong::Missing => w::file_missing(lang),
            FileWrong::Empty => w::file_empty(lang),
            FileWrong::TooLong => w::file_too_long(lang),
            FileWrong::Unread => w::bad_file(lang),
        };
        Wrong { field, text }
    }
}

/// The name and the bytes of a file in a form.
pub(super) async fn file_of(field: Field<'_>) -> Result<(String, Vec<u8>), FileWrong> {
    let name = field.file_name().map(str::to_owned).unwrap_or_default();
    let bytes = field.bytes().await.map_err(|no| FileWrong::of(&no))?;
    match (name.is_empty(), bytes.is_empty()) {
        (true, true) => Err(FileWrong::Missing),
        (_, true) => Err(FileWrong::Empty),
        _ => Ok((name, bytes.to_vec())),
    }
}
