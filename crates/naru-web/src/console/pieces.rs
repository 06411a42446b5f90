//! Small parts that pages of staff share: choices, text areas, the fresh code, hashes, pages.

use crate::console::door::{Field, Wrong, described, error_below, field_in};
use crate::console::guard::{Entered, form_token};
use crate::console::shape::{Shape, shape};
use crate::console::{ConsoleState, format, words};
use maud::{Markup, html};
use naru_base::{Answer, BusinessDate, Lang, Micros};
use naru_core::staff::{self, passkey};

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
    filter_told((name, label), kind, value, &[])
}

/// The same, with what is wrong with it below it.
pub(crate) fn filter_told(
    (name, label): (&str, &str),
    kind: &str,
    value: &str,
    wrongs: &[Wrong],
) -> Markup {
    let wrong = wrongs.iter().find(|it| it.field == name);
    html! {
        div class="field" {
            label for=(name) { (label) }
            input id=(name) name=(name) type=(kind) value=(value) maxlength="80"
                autocomplete="off" autocapitalize="none" spellcheck="false"
                aria-describedby=[described(name, false, wrong)]
                aria-invalid=[wrong.map(|_| "true")]
                inputmode=[(kind == "number").then_some("numeric")];
            (error_below(name, wrong))
        }
    }
}

/// Why somebody proposes something, in their own words.
pub(crate) fn reason(lang: Lang, value: &str, wrongs: &[Wrong]) -> Markup {
    reason_in(lang, "", value, wrongs)
}

/// The same in one of several forms of a page: an id stands only once on it, or a label would lead
/// to the field of another form.
pub(crate) fn reason_in(lang: Lang, part: &str, value: &str, wrongs: &[Wrong]) -> Markup {
    reason_said(lang, part, &words::reason_help(lang), value, wrongs)
}

/// The same where nobody has to confirm it: `said` says what it is for.
pub(crate) fn reason_said(
    lang: Lang,
    part: &str,
    said: &str,
    value: &str,
    wrongs: &[Wrong],
) -> Markup {
    let wrong = wrongs.iter().find(|it| it.field == "reason");
    let (id, help) = (format!("reason{part}"), format!("reason{part}-help"));
    let described = match wrong {
        Some(_) => format!("{help} {id}-error"),
        None => help.clone(),
    };
    html! {
        div class="field" {
            label for=(id) { (words::reason_label(lang)) }
            p class="help" id=(help) { (said) }
            textarea id=(id) name="reason" rows="3" maxlength="500" required
                aria-describedby=(described) aria-invalid=[wrong.map(|_| "true")] { (value) }
            @if let Some(wrong) = wrong {
                p class="error" id=(format!("{id}-error")) { (shape(Shape::Square)) (wrong.text) }
            }
        }
    }
}

/// What a dangerous deed still wants of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wants {
    /// Nothing: the last proof is fresh enough.
    Nothing,
    /// A one-time code.
    Code,
    /// A one-time code or a passkey.
    CodeOrPasskey,
}

/// The field for a fresh one-time code, if the last proof is too old for a dangerous deed. Beside
/// it the button for a passkey, which the script shows where the browser has them; once it was
/// taken, the field is no longer needed.
pub(crate) fn fresh_code(lang: Lang, wants: Wants, wrongs: &[Wrong]) -> Markup {
    fresh_code_in(lang, "", wants, wrongs)
}

/// The same in one of several forms of a page.
pub(crate) fn fresh_code_in(lang: Lang, part: &str, wants: Wants, wrongs: &[Wrong]) -> Markup {
    if wants == Wants::Nothing {
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
    html! {
        div data-proof {
            (field_in(part, &it, wrongs))
            @if wants == Wants::CodeOrPasskey {
                p class="passkey" hidden {
                    button class="btn" type="button" data-passkey="prove"
                        data-ask="/console/prove/options" data-to="/console/prove"
                        data-done=(words::passkey_proved(lang))
                        data-failed=(words::passkey_failed(lang)) {
                        (words::passkey_prove(lang))
                    }
                }
            }
        }
    }
}

/// What became of the fresh code of a form.
pub(crate) enum Proof {
    Fresh,
    Wrong,
    Over,
}

impl ConsoleState {
    /// What a dangerous deed still wants in this session.
    pub(crate) async fn wants(&self, who: &Entered) -> Answer<Wants> {
        let (session, site, now) = (who.session.clone(), who.site.clone(), self.now());
        let read = move |tx: &mut naru_store::Tx<'_>| {
            if staff::is_fresh(tx, session.proved_at, now)? {
                return Ok(Wants::Nothing);
            }
            let has_key = passkey::owned(tx, session.account, &site)?;
            Ok(if has_key { Wants::CodeOrPasskey } else { Wants::Code })
        };
        self.parts.store.read(read).await
    }

    /// Takes the code of a form, if the last one is too old.
    pub(crate) async fn prove(&self, who: &Entered, code: &str) -> Answer<Proof> {
        let (proved_at, now) = (who.session.proved_at, self.now());
        if self.parts.store.read(move |tx| staff::is_fresh(tx, proved_at, now)).await? {
            return Ok(Proof::Fresh);
        }
        let code: String = code.chars().filter(|c| !c.is_whitespace()).take(6).collect();
        let (env, sealer, hash) = (self.env(), self.parts.sealer.clone(), who.token.hash());
        let write =
            move |tx: &mut naru_store::Tx<'_>| staff::step_up(tx, &env, &*sealer, &hash, &code);
        Ok(self.parts.store.write(write).await?.into())
    }
}

impl From<staff::StepUp> for Proof {
    fn from(it: staff::StepUp) -> Proof {
        match it {
            staff::StepUp::Fresh => Proof::Fresh,
            staff::StepUp::Refused => Proof::Wrong,
            staff::StepUp::Over => Proof::Over,
        }
    }
}

/// A word that stands alone begins with a capital, where the language has them.
pub(crate) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |it| it.to_uppercase().chain(letters).collect())
}

/// A word inside a sentence begins small.
pub(crate) fn small(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |it| it.to_lowercase().chain(letters).collect())
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

/// Until when something holds at most, from now on so many seconds: it ends with a whole day, as
/// what somebody typed does.
pub(crate) fn longest(now: Micros, life_s: i64) -> Micros {
    now.plus_seconds(life_s).business_date().starts_at()
}

/// Reads [`day`].
pub(crate) fn parse_day(text: &str) -> Option<BusinessDate> {
    BusinessDate::parse(&text.replace('-', ""))
}

/// 11-25 14:31:07, for lists that span days.
pub(crate) fn moment(at: Micros) -> String {
    format!("{} {}", &day(at.business_date())[5..], at.kst_clock())
}

/// 2026-11-25 14:31:07, for records whose order to the second matters for years.
pub(crate) fn instant(at: Micros) -> String {
    format!("{} {}", day(at.business_date()), at.kst_clock())
}

/// 2026-11-25 14:31, for records that are kept for years.
pub(crate) fn date_time(at: Micros) -> String {
    format!("{} {}", day(at.business_date()), super::format::hour_minute(at))
}

/// Which rows of how many a page shows, counted from 0 without those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) before: usize,
    pub(crate) shown: usize,
    pub(crate) all: usize,
}

/// Where a page of a list leads: back, with the word for it, and on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ways {
    pub(crate) back: Option<(String, String)>,
    pub(crate) next: Option<String>,
}

impl Ways {
    /// Of a list that is read onwards only, from a row that the address names: back to its
    /// beginning, unless the page is there (`start` is then `None`), and on.
    pub(crate) fn onward(lang: Lang, start: Option<String>, next: Option<String>) -> Ways {
        Ways { back: start.map(|it| (words::first_page(lang), it)), next }
    }
}

impl From<Option<String>> for Ways {
    fn from(next: Option<String>) -> Ways {
        Ways { back: None, next }
    }
}

/// The foot of a list that has more than one page: where one is, and the ways on and back.
pub(crate) fn pages(lang: Lang, it: Span, ways: &Ways) -> Markup {
    pages_said(lang, it, ways, words::span)
}

/// The same of systems and components.
pub(crate) fn pages_of_things(lang: Lang, it: Span, ways: &Ways) -> Markup {
    pages_said(lang, it, ways, words::span_things)
}

/// The same of institutions.
pub(crate) fn pages_of_institutions(lang: Lang, it: Span, ways: &Ways) -> Markup {
    pages_said(lang, it, ways, words::span_institutions)
}

fn pages_said(
    lang: Lang,
    it: Span,
    ways: &Ways,
    said: fn(Lang, &str, &str, &str) -> String,
) -> Markup {
    html! {
        @if ways.back.is_some() || ways.next.is_some() {
            @let n = |it: usize| format::count(u64::try_from(it).unwrap_or(u64::MAX));
            @let (first, last) = (n(it.before + 1), n(it.before + it.shown));
            p class="pager" {
                span class="sub" { (said(lang, &first, &last, &n(it.all))) }
                (ways_of(lang, ways))
            }
        }
    }
}

/// The same of a list that is not counted, because counting it would cost more than it says:
/// whether there is more, and the ways on and back to the beginning.
pub(crate) fn pager(lang: Lang, shown: usize, ways: impl Into<Ways>) -> Markup {
    let ways = ways.into();
    let said = match ways.next {
        Some(_) => words::shown_more(lang, shown),
        None => words::shown_all(lang, shown),
    };
    html! { p class="pager" { span class="sub" { (said) } (ways_of(lang, &ways)) } }
}

fn ways_of(lang: Lang, ways: &Ways) -> Markup {
    html! {
        @if let Some((word, href)) = &ways.back { a class="btn" href=(href) { (word) } }
        @if let Some(href) = &ways.next { a class="btn" href=(href) { (words::next_page(lang)) } }
    }
}
