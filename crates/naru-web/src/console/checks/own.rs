//! What an institution's own people may do with a check: what is left to prepare or to put right,
//! their word and documents about the item, the steps that are theirs.

use super::act::{choice, draft_note, one_button, to, wrong};
use super::one::View;
use super::words as w;
use crate::console::door::{described, error_below};
use crate::console::gates::{hand_in_at, on_offer};
use crate::console::pieces::form_field;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_core::admission::Sha256;
use naru_core::check::decide::{expires_at, may_take_off};
use naru_core::check::{Dossier, Item, Opinion, State};

/// What the institution has not prepared yet; once findings are told, what is left of them.
pub(super) fn missing(view: &View<'_>) -> Markup {
    if matches!(view.it().state, State::Findings | State::Fixing | State::ReCheck) {
        return to_mend(view);
    }
    let (lang, dossier) = (view.lang, view.dossier());
    let items = &dossier.list.items;
    let has_valid =
        |item: &Item| dossier.about(&item.id).any(|it| expires_at(item, it.observed_at) > view.now);
    let bare: Vec<&Item> = items.iter().filter(|it| !has_valid(it)).collect();
    let refuted: Vec<&Item> =
        items.iter().filter(|it| view.opinion(it) == Opinion::Refutes).collect();
    html! {
        div class="act" {
            b { (w::missing_head(lang)) }
            @if bare.is_empty() { p { (w::missing_none(lang)) } }
            @else { p { (w::missing_documents(lang, bare.len())) } (names(view, &bare)) }
            @if !refuted.is_empty() {
                p class="c-stop b" { (w::refuted_n(lang, refuted.len())) }
                (names(view, &refuted))
            }
        }
    }
}

/// What was found and is not met, each with what the institution has brought forward since.
fn to_mend(view: &View<'_>) -> Markup {
    let (lang, dossier) = (view.lang, view.dossier());
    let open = dossier.list.items.iter().filter(|it| dossier.open_since(&it.id).is_some());
    html! {
        div class="act" {
            b { (w::mend_head(lang)) }
            ul class="stops" { @for it in open { li {
                @let (said, shown) = dossier.answered_since(&it.id);
                a href=(view.link(&it.id)) title=(it.title.of(lang)) { (it.number()) } " "
                span class=[(!said && !shown).then_some("c-stop b")] {
                    (w::mend_state(lang, &has(view, said), &has(view, shown)))
                }
            } } }
        }
    }
}

fn has(view: &View<'_>, is_there: bool) -> String {
    if is_there { w::there(view.lang) } else { w::not_there(view.lang) }
}

/// Findings that the institution has neither answered nor shown anything for.
pub(super) fn bare_of(dossier: &Dossier) -> usize {
    let open = dossier.list.items.iter().filter(|it| dossier.open_since(&it.id).is_some());
    open.filter(|it| dossier.answered_since(&it.id) == (false, false)).count()
}

fn names(view: &View<'_>, all: &[&Item]) -> Markup {
    html! {
        p class="names" { @for it in all {
            a href=(view.link(&it.id)) title=(it.title.of(view.lang)) { (it.number()) } " "
        } }
    }
}

/// The institution's word and documents about the item.
pub(super) fn say(view: &View<'_>, item: &Item) -> Markup {
    let lang = view.lang;
    if !view.who.session.post.may(Right::GatesApply) {
        return html! {};
    }
    let last = view.dossier().statement(&item.id).map_or("", |it| &it.text);
    let given = view.given.filter(|it| it.item == item.id);
    let text = wrong(view.wrongs, "text");
    let on_file = on_file(view, item);
    html! {
        form class="act" method="post" action=(to(view, "say")) data-draft=(item.id) {
            (form_field(view.who))
            input type="hidden" name="item" value=(item.id);
            (draft_note(view))
            div class="field" {
                label for="text" { (w::say_head(lang)) }
                textarea id="text" name="text" rows="4" maxlength="2000"
                    aria-describedby=[described("text", false, text)]
                    aria-invalid=[text.map(|_| "true")] {
                    (given.map_or(last, |it| &it.text))
                }
                (error_below("text", text))
            }
            @if on_file.len() > 1 {
                (choice(view, ("sha256", &w::name_label(lang)), &on_file,
                    given.map_or("", |it| &it.sha256)))
            } @else { p class="help" { (w::name_none(lang)) } }
            p class="help" {
                (w::hand_in_where(lang)) " "
                a href=(hand_in_at(&view.it().institution)) {
                    (w::hand_in_link(lang))
                }
            }
            button class="btn" { (w::say_button(lang)) }
        }
    }
}

/// The way to take a document off the item again, for whoever named it.
pub(super) fn take_off(view: &View<'_>, item: &Item, sha256: &Sha256) -> Markup {
    let actor = format!("staff:{}", view.who.session.account);
    let may = view.who.session.post.may(Right::GatesApply);
    let is_open = !view.it().state.is_final() && !view.shown.is_proposed;
    let found = may_take_off(view.dossier(), &actor, (&item.id, sha256));
    html! {
        @if may && is_open && found.is_ok() {
            form class="off" method="post" action=(to(view, "take-off")) {
                (form_field(view.who))
                input type="hidden" name="item" value=(item.id);
                input type="hidden" name="sha256" value=(data_encoding::HEXLOWER.encode(sha256));
                button class="btn" { (w::take_off_button(view.lang)) }
            }
        }
    }
}

/// Documents that can still be named for an item, the newest first, each with its day and the
/// beginning of its hash: titles alone are alike. What no longer counts is not on offer.
fn on_file(view: &View<'_>, item: &Item) -> Vec<(String, String)> {
    let (lang, dossier) = (view.lang, view.dossier());
    let is_named = |sha: &[u8]| dossier.about(&item.id).any(|it| it.sha256 == sha);
    let all = dossier
        .documents
        .iter()
        .filter(|it| !is_named(&it.sha256) && expires_at(item, it.observed_at) > view.now);
    let none = (String::new(), w::name_nothing(lang));
    std::iter::once(none).chain(on_offer(lang, all)).collect()
}

/// The steps that are the institution's.
pub(super) fn steps(view: &View<'_>) -> Markup {
    let lang = view.lang;
    if !view.who.session.post.may(Right::GatesApply) {
        return html! {};
    }
    html! {
        @match view.it().state {
            State::Findings => (one_button(view, "promise", &w::promise_button(lang))),
            State::Fixing => (say_fixed(view)),
            State::Requested | State::Scheduled => {
                form class="act" method="post" action=(to(view, "withdraw")) {
                    (form_field(view.who))
                    button class="btn d" { (w::withdraw_button(lang)) }
                }
            }
            _ => {}
        }
    }
}

/// That everything is put right; where some of it has neither answer nor document, only knowingly.
fn say_fixed(view: &View<'_>) -> Markup {
    let (lang, bare) = (view.lang, bare_of(view.dossier()));
    let wrong = wrong(view.wrongs, "sure");
    html! {
        form class="act" method="post" action=(to(view, "fixed")) {
            (form_field(view.who))
            @if bare > 0 {
                div class="field" {
                    label class="check-line" {
                        input id="sure" type="checkbox" name="sure" value="yes" required
                            aria-describedby=[described("sure", false, wrong)]
                            aria-invalid=[wrong.map(|_| "true")];
                        " " (w::fixed_bare(lang, bare))
                    }
                    (error_below("sure", wrong))
                }
            }
            button class="btn p" { (w::fixed_button(lang)) }
        }
    }
}
