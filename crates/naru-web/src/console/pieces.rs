//! Small parts that pages of staff share: choices, text areas, the fresh code, hashes, pages.

use crate::console::door::{Field, Wrong, field};
use crate::console::guard::{Entered, form_token};
use crate::console::shape::{Shape, shape};
use crate::console::{ConsoleState, words};
use maud::{Markup, html};
use naru_base::{Answer, BusinessDate, Lang, Micros};
use naru_core::staff;

/// The hidden field that shows that the form is ours.
pub(crate) fn form_field(who: &Entered) -> Markup {
    html! { input type="hidden" name="form" value=(form_token(&who.token)); }
}

/// A choice: label above; `options` are value and word.
pub(crate) fn select(
    name: &str,
    label: &str,
    options: &[(String, String)],
    chosen: &str,
) -> Markup {
    html! {
        div class="field" {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                @for (value, word) in options {
                    option value=(value) selected[value == chosen] { (word) }
                }
            }
        }
    }
}

/// A small field of a filter: nothing is required in it.
pub(crate) fn filter(name: &str, label: &str, kind: &str, value: &str) -> Markup {
    html! {
        div class="field" {
            label for=(name) { (label) }
            input id=(name) name=(name) type=(kind) value=(value) maxlength="80"
                autocomplete="off" autocapitalize="none" spellcheck="false"
                inputmode=[(kind == "number").then_some("numeric")];
        }
    }
}

/// Why somebody proposes something, in their own words.
pub(crate) fn reason(lang: Lang, value: &str, wrongs: &[Wrong]) -> Markup {
    let wrong = wrongs.iter().find(|it| it.field == "reason");
    html! {
        div class="field" {
            label for="reason" { (words::reason_label(lang)) }
            p class="help" id="reason-help" { (words::reason_help(lang)) }
            textarea id="reason" name="reason" rows="3" maxlength="500" required
                aria-describedby="reason-help" aria-invalid=[wrong.map(|_| "true")] { (value) }
            @if let Some(wrong) = wrong {
                p class="error" { (shape(Shape::Square)) (wrong.text) }
            }
        }
    }
}

/// The field for a fresh one-time code, if the last one is too old for a dangerous deed.
pub(crate) fn fresh_code(lang: Lang, is_fresh: bool, wrongs: &[Wrong]) -> Markup {
    if is_fresh {
        return html! {};
    }
    let it = Field {
        name: "code",
        label: words::code_label(lang),
        help: Some(words::fresh_help(lang)),
        kind: "code",
        autocomplete: "one-time-code",
        value: "",
        focus: false,
    };
    field(&it, wrongs)
}

/// What became of the fresh code of a form.
pub(crate) enum Proof {
    Fresh,
    Wrong,
    Over,
}

impl ConsoleState {
    /// Whether the session's last code is fresh enough for a dangerous deed.
    pub(crate) async fn is_fresh(&self, who: &Entered) -> Answer<bool> {
        let (proved_at, now) = (who.session.proved_at, self.now());
        self.parts.store.read(move |tx| staff::is_fresh(tx, proved_at, now)).await
    }

    /// Takes the code of a form, if the last one is too old.
    pub(crate) async fn prove(&self, who: &Entered, code: &str) -> Answer<Proof> {
        if self.is_fresh(who).await? {
            return Ok(Proof::Fresh);
        }
        let code: String = code.chars().filter(|c| !c.is_whitespace()).take(6).collect();
        let (env, sealer, hash) = (self.env(), self.parts.sealer.clone(), who.token.hash());
        let write =
            move |tx: &mut naru_store::Tx<'_>| staff::step_up(tx, &env, &*sealer, &hash, &code);
        Ok(match self.parts.store.write(write).await? {
            staff::StepUp::Fresh => Proof::Fresh,
            staff::StepUp::Refused => Proof::Wrong,
            staff::StepUp::Over => Proof::Over,
        })
    }
}

/// A hash, 8…4.
pub(crate) fn hash(bytes: &[u8]) -> Markup {
    let text = data_encoding::HEXLOWER.encode(bytes);
    html! {
        span class="mono c-3 nw" title=(text) {
            @if text.len() > 12 { (text[..8]) "…" (text[text.len() - 4..]) } @else { (text) }
        }
    }
}

/// 2026-11-25, as a date field wants it.
pub(crate) fn day(date: BusinessDate) -> String {
    let text = date.to_string();
    match (text.get(..4), text.get(4..6), text.get(6..8)) {
        (Some(y), Some(m), Some(d)) => format!("{y}-{m}-{d}"),
        _ => text,
    }
}

/// Reads [`day`].
pub(crate) fn parse_day(text: &str) -> Option<BusinessDate> {
    BusinessDate::parse(&text.replace('-', ""))
}

/// 11-25 14:31:07, for lists that span days.
pub(crate) fn moment(at: Micros) -> String {
    format!("{} {}", &day(at.business_date())[5..], at.kst_clock())
}

/// The link to the next page, or the word that this was all.
pub(crate) fn pager(lang: Lang, shown: usize, next: Option<String>) -> Markup {
    html! {
        p class="pager" {
            @match next {
                Some(href) => {
                    span class="sub" { (words::shown_more(lang, shown)) }
                    a class="btn" href=(href) { (words::next_page(lang)) }
                }
                None => span class="sub" { (words::shown_all(lang, shown)) },
            }
        }
    }
}
