//! What an institution may ask for, and its look through its accounts.

use super::open::Line;
use super::{words as w, words_queue as q};
use crate::console::frame;
use crate::console::guard::Entered;
use crate::console::letter::unbroken;
use crate::console::pieces::{date_time, day, form_field, select};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{ClientUseCode, Id, Lang, Micros};
use naru_core::admission::{Admission, Facts, Gate, GateState, PATH, ServiceKey, admission};
use naru_core::check::Kind;
use naru_core::staff::RosterEntry;

/// Accounts that are listed before the rest is counted.
const LISTED: usize = 30;

/// What an institution's own people may do here.
pub(super) struct Own {
    pub(super) code: ClientUseCode,
    pub(super) facts: Facts,
    pub(super) accounts: Vec<RosterEntry>,
    pub(super) reviewed_at: Option<Micros>,
}

pub(super) fn asks(
    lang: Lang,
    who: &Entered,
    (own, open): (&Own, &[Line]),
    (key, now): (Id, Micros),
) -> Markup {
    let options = options(lang, own, open, now);
    html! {
        @if own.facts.applied.is_some() && who.session.post.may(Right::GatesApply) {
            section class="pairs" {
                form class="two" method="post" action="/console/checks/request" {
                    b { (w::request_head(lang)) }
                    (form_field(who))
                    @if options.is_empty() { p class="none" { (w::request_none(lang)) } }
                    @else {
                        input type="hidden" name="key" value=(key);
                        input type="hidden" name="institution" value=(own.code);
                        (select("service", &w::request_label(lang), &options, ""))
                        p class="help" { (q::request_help(lang)) }
                        button class="btn p" { (w::request_button(lang)) }
                    }
                }
                (review(lang, who, own))
            }
        }
    }
}

/// What may be asked for, what ends first at the top; not again what has an open check.
fn options(lang: Lang, own: &Own, open: &[Line], now: Micros) -> Vec<(String, String)> {
    let view = admission(&own.facts, &PATH, now);
    let services = own.facts.services.iter().filter(|it| it.retired_at.is_none());
    let all = std::iter::once(None).chain(services.map(|it| Some(&it.key)));
    let is_free = |of: Option<&ServiceKey>| open.iter().all(|line| line.it.service.as_ref() != of);
    let mut rows: Vec<_> = all
        .filter(|of| is_free(*of))
        .map(|of| {
            let kind = super::plain::kind(lang, Kind::of(of));
            let what = match of {
                None => kind,
                Some(key) => format!("{kind} {} {}", key.name, key.version),
            };
            let ends = holds(&view, of);
            let said = match ends {
                None => q::option_open(lang, &what),
                Some(None) => what,
                Some(Some(at)) => q::option_until(lang, &what, &super::lead::last_day(at)),
            };
            let at = match ends {
                None => i64::MIN,
                Some(until) => until.map_or(i64::MAX, Micros::get),
            };
            (at, of.map(ToString::to_string).unwrap_or_default(), said)
        })
        .collect();
    rows.sort_by_key(|it| it.0);
    rows.into_iter().map(|(_, value, said)| (value, said)).collect()
}

/// Until when the gate of a check holds; `None`: it does not.
fn holds(view: &Admission<'_>, of: Option<&ServiceKey>) -> Option<Option<Micros>> {
    let gate = if of.is_some() { Gate::Service } else { Gate::Organisation };
    let is_it = |it: &&naru_core::admission::GateView<'_>| {
        it.gate == gate && it.service.map(|it| &it.key) == of
    };
    let it = view.gates.iter().find(is_it).filter(|it| it.state == GateState::Holds)?;
    Some(it.decision.and_then(|it| it.holds_until))
}

/// The accounts that somebody says to have looked through, and the word that puts it on record.
fn review(lang: Lang, who: &Entered, own: &Own) -> Markup {
    let last = own.reviewed_at.map(|at| day(at.business_date()));
    let rest = own.accounts.len().saturating_sub(LISTED);
    html! {
        form class="two" method="post" action="/console/checks/review" {
            b { (w::review_head(lang)) }
            (form_field(who))
            p { (q::review_text(lang, own.accounts.len())) }
            table class="rows" {
                thead { tr {
                    th { (q::account_head(lang)) } th { (q::role_head(lang)) }
                    th class="num" { (q::entered_head(lang)) }
                } }
                tbody { @for it in own.accounts.iter().take(LISTED) { tr {
                    td class="way" {
                        (it.name) " " span class="mono c-3 xs" { (it.login) }
                        @if it.state != "active" {
                            span class="sub block" { (q::not_active(lang)) }
                        }
                    }
                    td data-l=(q::role_head(lang)) { (frame::role(lang, it.post.role())) }
                    td class="num" data-l=(q::entered_head(lang)) {
                        @match it.entered_at {
                            Some(at) => (date_time(at)),
                            None => (q::never_entered(lang)),
                        }
                    }
                } } }
            }
            @if rest > 0 { p class="sub" { (q::review_more(lang, rest)) } }
            p class="sub" {
                @match last {
                    Some(last) => (unbroken(&w::reviewed_last(lang, &last))),
                    None => (w::reviewed_never(lang)),
                }
            }
            button class="btn" { (w::review_button(lang)) }
        }
    }
}
