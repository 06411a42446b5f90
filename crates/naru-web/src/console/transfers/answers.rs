//! The four answers on top of a transfer: what happened, why, who, what can be done. Made from
//! facts, never written by hand.

use super::life::Seen;
use super::words as w;
use crate::console::format;
use maud::{Markup, html};
use naru_base::role::{Post, Right};
use naru_base::texts::Josa;
use naru_base::{Lang, Micros};
use naru_core::relay::State;

/// How long, in words.
pub(super) fn span(lang: Lang, from: Micros, to: Micros) -> String {
    let us = u64::try_from(to.since(from)).unwrap_or(0);
    if us < 60_000_000 { format::span(lang, us) } else { format::age(lang, us / 1_000_000) }
}

/// When the doubt began, if there was one.
pub(super) fn doubt_at(seen: &Seen<'_>) -> Option<Micros> {
    let said = seen.life.records.iter().find(|it| it.action.ends_with(".doubted"));
    said.map(|it| it.at)
}

pub(super) fn what(seen: &Seen<'_>) -> String {
    let (lang, it) = (seen.lang, &seen.life.row.listed);
    let bank = seen.names.bank(it.bank.as_str());
    let subject = match lang {
        Lang::Ko => Josa::i_ga(&bank).to_string(),
        Lang::En => bank.clone(),
    };
    let end = it.closed_at.unwrap_or(seen.now);
    match (it.state, doubt_at(seen)) {
        (State::Refused, _) => w::what_refused(lang),
        (State::Reserved, _) => w::what_reserved(lang, &span(lang, it.created_at, end)),
        (State::InDoubt, at) => {
            w::what_doubt(lang, &bank, &span(lang, at.unwrap_or(it.created_at), end))
        }
        (State::Settled, None) => w::what_settled(lang, &subject, &span(lang, it.created_at, end)),
        (State::Settled, Some(at)) => w::what_settled_doubt(lang, &bank, &span(lang, at, end)),
        (State::Released, _) => w::what_released(lang, &bank),
    }
}

fn why(seen: &Seen<'_>) -> String {
    let (lang, it) = (seen.lang, &seen.life.row.listed);
    match (it.state, &it.reason, &it.bank_rsp_code) {
        (State::InDoubt | State::Reserved, Some(code), _) => w::why_doubt(lang, code),
        (_, Some(code), _) => w::why_rule(lang, code),
        (_, None, Some(code)) => w::why_bank(lang, code),
        (_, None, None) => w::why_normal(lang),
    }
}

fn who(seen: &Seen<'_>, post: &Post) -> String {
    if !post.may(Right::AuditRead) {
        return w::who_hidden(seen.lang);
    }
    let looks = seen.life.records.iter().filter(|it| it.action == "desk.person.revealed").count();
    let none = w::who_none(seen.lang);
    if looks == 0 { none } else { format!("{none} {}", w::who_looked(seen.lang, looks)) }
}

/// The four panels.
pub(super) fn four(seen: &Seen<'_>, post: &Post) -> Markup {
    let lang = seen.lang;
    let row = &seen.life.row;
    let now = match row.listed.state {
        State::Reserved | State::InDoubt => w::now_open(lang),
        State::Settled => w::now_settled(lang),
        State::Released | State::Refused => w::now_failed(lang),
    };
    html! {
        div class="four" {
            div { h2 { (w::what_q(lang)) } p { (what(seen)) } }
            div { h2 { (w::why_q(lang)) } p { (why(seen)) } }
            div { h2 { (w::who_q(lang)) } p { (who(seen, post)) } }
            div {
                h2 { (w::now_q(lang)) }
                p { (now) }
                @if let Some(at) = row.next_inquiry_at {
                    p class="sub xs" { (w::next_at(lang, &at.kst_clock())) }
                }
            }
        }
    }
}
