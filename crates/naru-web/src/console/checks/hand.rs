//! Who has a check and on which days: taken up, moved, taken over by a colleague, given back; and
//! how it went from hand to hand.

use super::Eyes;
use super::act::{date, to, typed, wrong};
use super::one::View;
use super::words as w;
use crate::console::pieces::{date_time, day, form_field, reason_said};
use maud::{Markup, html};
use naru_core::check::State;

/// Days that a form begins with: those of the check, or as long as the rules give it.
fn days(view: &View<'_>) -> (String, String) {
    let (from, to) = view.it().slot.unwrap_or_else(|| {
        let until = view.now.plus_seconds(view.shown.slot_days.saturating_mul(86_400));
        (view.now.business_date(), until.business_date())
    });
    (day(from), day(to))
}

/// Of what nobody has.
pub(super) fn take(view: &View<'_>) -> Markup {
    let (lang, (from, until)) = (view.lang, days(view));
    html! {
        form class="act" method="post" action=(to(view, "take")) {
            b { (w::take_head(lang)) }
            (form_field(view.who))
            (date(view, "from", &w::from_label(lang), typed(view, |it| &it.from, &from)))
            (date(view, "to", &w::to_label(lang), typed(view, |it| &it.to, &until)))
            button class="btn p" { (w::take_button(lang)) }
        }
    }
}

/// Other days. What has begun keeps its first one.
pub(super) fn move_days(view: &View<'_>) -> Markup {
    let (lang, (from, until)) = (view.lang, days(view));
    let has_begun = view.it().state == State::UnderWay;
    let is_open = wrong(view.wrongs, "from").is_some() || wrong(view.wrongs, "to").is_some();
    html! {
        details class="ask" open[is_open] {
            summary { (if has_begun { w::end_head(lang) } else { w::retake_head(lang) }) }
            form method="post" action=(to(view, "take")) {
                (form_field(view.who))
                @if has_begun { input type="hidden" name="from" value=(from); }
                @else {
                    (date(view, "from", &w::from_label(lang), typed(view, |it| &it.from, &from)))
                }
                (date(view, "to", &w::to_label(lang), typed(view, |it| &it.to, &until)))
                p class="help" { (w::retake_help(lang)) }
                button class="btn" { (w::retake_button(lang)) }
            }
        }
    }
}

/// Of a colleague's, for a reason.
pub(super) fn take_over(view: &View<'_>) -> Markup {
    let lang = view.lang;
    let (head, help) = (w::take_over_head(lang), w::take_over_help(lang));
    changes_hands(view, ("take-over", &head, &help), &w::take_over_button(lang))
}

/// One's own, for a reason.
pub(super) fn give_back(view: &View<'_>) -> Markup {
    let lang = view.lang;
    let help = match view.it().state {
        State::Scheduled => w::give_back_scheduled(lang),
        _ => w::give_back_help(lang),
    };
    changes_hands(view, ("give-back", &w::give_back_head(lang), &help), &w::give_back_button(lang))
}

fn changes_hands(view: &View<'_>, (deed, head, help): (&str, &str, &str), button: &str) -> Markup {
    // The reason of a proposed result has a field of the same name.
    let is_ours = view.given.is_some_and(|it| it.verdict.is_empty());
    let wrongs = if is_ours { view.wrongs } else { &[] };
    let given = if is_ours { typed(view, |it| &it.reason, "") } else { "" };
    html! {
        details class="ask" open[wrong(wrongs, "reason").is_some()] {
            summary { (head) }
            form method="post" action=(to(view, deed)) {
                (form_field(view.who))
                p class="help" { (help) }
                (reason_said(view.lang, "-hand", &w::hand_reason(view.lang), given, wrongs))
                button class="btn" { (button) }
            }
        }
    }
}

/// How it changed hands, for whoever is told who checks.
pub(super) fn history(view: &View<'_>) -> Markup {
    let lang = view.lang;
    let Some(people) = view.people.filter(|_| view.eyes != Eyes::Own) else { return html! {} };
    let all = &view.dossier().hands;
    html! {
        @if !all.is_empty() {
            div class="act" {
                b { (w::hands_head(lang)) }
                ol class="found" { @for it in all.iter().rev() { li {
                    p {
                        (people.name(lang, it.from)) " → "
                        @match it.to {
                            Some(to) => (people.name(lang, to)),
                            None => (w::nobody(lang)),
                        }
                        " " span class="sub xs nw" { (date_time(it.at)) }
                    }
                    // The reason may name why somebody is away: it is for colleagues.
                    @if matches!(view.eyes, Eyes::Inspector | Eyes::Colleague) {
                        p class="said" { (it.reason) }
                    }
                } } }
            }
        }
    }
}
