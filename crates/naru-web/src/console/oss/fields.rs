//! Fields of forms that pages of open source share. What was typed stays when something was wrong.

use crate::console::door::Wrong;
use maud::{Markup, html};
use naru_core::oss::portfolio::stance::TEXT_CHARS_MAX;

/// A field of several lines.
pub(super) fn area(
    name: &str,
    label: &str,
    help: &str,
    value: &str,
    wrongs: &[Wrong],
    is_required: bool,
) -> Markup {
    let wrong = wrongs.iter().find(|it| it.field == name);
    html! {
        div class="field" {
            label for=(name) { (label) }
            p class="help" id=(format!("{name}-help")) { (help) }
            textarea id=(name) name=(name) rows="3" maxlength=(TEXT_CHARS_MAX)
                required[is_required] aria-describedby=(format!("{name}-help"))
                aria-invalid=[wrong.map(|_| "true")] { (value) }
        }
    }
}

/// Why somebody decides so; what was typed stays when something else was wrong.
pub(super) fn note_field(label: &str, value: &str, wrongs: &[Wrong]) -> Markup {
    let wrong = wrongs.iter().find(|it| it.field == "note");
    html! {
        div class="field" {
            label for="note" { (label) }
            textarea id="note" name="note" rows="2" maxlength=(TEXT_CHARS_MAX)
                aria-invalid=[wrong.map(|_| "true")] { (value) }
        }
    }
}
