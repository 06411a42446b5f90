//! The four answers, the person, the accounts and the authorizations of one user.

use super::life::Seen;
use super::{agreed, days_left, words as w};
use crate::console::guard::Entered;
use crate::console::pieces::day;
use crate::console::shape::{Shape, state};
use crate::console::transfers::reveal_form;
use crate::console::words;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Lang, Micros};
use naru_core::consent::GrantFacts;
use naru_core::identity::Agreed;

/// Each agreement with its name.
fn agreements(seen: &Seen<'_>) -> Vec<(String, Agreed)> {
    let (lang, life) = (seen.lang, seen.life);
    let mut out = vec![(w::login_of(lang), life.login)];
    for it in life.accounts.iter().filter(|it| it.cancelled_at.is_none()) {
        let bank = seen.names.bank(it.bank.as_str());
        out.push((w::inquiry_of(lang, &bank), it.inquiry));
        out.push((w::transfer_of(lang, &bank), it.transfer));
    }
    out
}

fn what(seen: &Seen<'_>) -> String {
    let (lang, life, now) = (seen.lang, seen.life, seen.now);
    if life.is_erased {
        return w::what_erased(lang);
    }
    if let Some(at) = life.closed_at {
        return w::what_left(lang, &day(at.business_date()));
    }
    let live: Vec<_> = life.accounts.iter().filter(|it| it.cancelled_at.is_none()).collect();
    let inquiry = live.iter().filter(|it| it.inquiry.holds(now)).count();
    let transfer = live.iter().filter(|it| it.transfer.holds(now)).count();
    if inquiry + transfer == 0 && !life.login.holds(now) {
        return w::what_nothing(lang);
    }
    w::what_some(lang, live.len(), inquiry, transfer)
}

fn ends(seen: &Seen<'_>) -> String {
    let (lang, now) = (seen.lang, seen.now);
    let all = agreements(seen).into_iter();
    let live =
        all.filter_map(|(name, it)| it.until.filter(|until| *until > now).map(|u| (u, name)));
    match live.min_by_key(|(until, _)| *until) {
        None => w::ends_nothing(lang),
        Some((until, name)) => {
            w::ends_first(lang, &name, &day(until.business_date()), days_left(until, now))
        }
    }
}

fn uses(seen: &Seen<'_>) -> String {
    let grants = seen.life.grants.iter().filter(|it| it.ended.is_none()).count();
    let tokens = seen.life.tokens.len();
    if grants + tokens == 0 {
        return w::who_none(seen.lang);
    }
    w::who_some(seen.lang, grants, tokens)
}

/// The four panels.
pub(super) fn four(seen: &Seen<'_>) -> Markup {
    let lang = seen.lang;
    html! {
        div class="four" {
            div { h2 { (w::what_q(lang)) } p { (what(seen)) } }
            div { h2 { (w::ends_q(lang)) } p { (ends(seen)) } }
            div { h2 { (w::who_q(lang)) } p { (uses(seen)) } }
            div { h2 { (w::now_q(lang)) } p { (w::now_person(lang)) } }
        }
    }
}

/// The accounts with what was agreed about each.
pub(super) fn accounts(seen: &Seen<'_>) -> Markup {
    let (lang, life, now) = (seen.lang, seen.life, seen.now);
    html! {
        section {
            div class="sh" { h2 { (w::accounts_head(lang)) } }
            @if life.accounts.is_empty() {
                p class="none" { (w::accounts_none(lang)) }
            } @else {
                table class="rows" {
                    thead { tr {
                        th { (w::bank_label(lang)) }
                        th { (w::inquiry_head(lang)) }
                        th { (w::transfer_head(lang)) }
                        th class="num" { (w::since_head(lang)) }
                    } }
                    tbody { @for (i, it) in life.accounts.iter().enumerate() { tr {
                        td class="way" {
                            (seen.names.bank(it.bank.as_str())) " "
                            span class="mono" {
                                @match seen.person.numbers.get(i) {
                                    Some(Some(number)) => (number),
                                    _ => (words::unknown(lang)),
                                }
                            }
                            span class="sub block mono xs" { (it.fintech_use_num) }
                            @if let Some(at) = it.cancelled_at {
                                span class="sub block" {
                                    (w::taken_off(lang)) " " (day(at.business_date()))
                                }
                            }
                        }
                        td data-l=(w::inquiry_head(lang)) { (agreed(lang, it.inquiry, now)) }
                        td data-l=(w::transfer_head(lang)) { (agreed(lang, it.transfer, now)) }
                        td class="num" data-l=(w::since_head(lang)) {
                            (day(it.created_at.business_date()))
                        }
                    } } }
                }
            }
        }
    }
}

fn grant_state(lang: Lang, it: &GrantFacts) -> Markup {
    match it.ended.as_ref().map(|(_, why)| why.as_str()) {
        None => state("ok", Shape::Circle, &w::grant_live(lang)),
        Some("reuse") => state("stop", Shape::Square, &w::grant_reuse(lang)),
        Some("unlink") => state("na", Shape::Hollow, &w::grant_unlink(lang)),
        Some("close") => state("na", Shape::Hollow, &w::grant_close(lang)),
        Some(_) => state("na", Shape::Hollow, &w::grant_user(lang)),
    }
}

/// The authorizations with the tokens that came of them and work.
pub(super) fn grants(seen: &Seen<'_>) -> Markup {
    let (lang, life) = (seen.lang, seen.life);
    html! {
        section {
            div class="sh" {
                h2 { (w::grants_head(lang)) } span class="sub" { (w::grants_note(lang)) }
            }
            @if life.grants.is_empty() {
                p class="none" { (w::grants_none(lang)) }
            } @else {
                table class="rows" {
                    thead { tr {
                        th { (w::given_head(lang)) }
                        th { (w::state_label(lang)) }
                        th { (w::scopes_head(lang)) }
                        th { (w::tokens_head(lang)) }
                        th { (w::client_head(lang)) }
                    } }
                    tbody { @for it in &life.grants { (grant(seen, it)) } }
                }
            }
        }
    }
}

fn grant(seen: &Seen<'_>, it: &GrantFacts) -> Markup {
    let lang = seen.lang;
    let tokens: Vec<Micros> =
        seen.life.tokens.iter().filter(|t| t.family == it.family).map(|t| t.expires_at).collect();
    let scopes: Vec<&str> = it.scopes.iter().map(|it| it.as_str()).collect();
    html! {
        tr {
            td class="nw" {
                (day(it.created_at.business_date())) " " (it.created_at.kst_clock())
            }
            td class="way" {
                (grant_state(lang, it))
                @if let Some((at, _)) = &it.ended { " " span class="sub" { (day(at.business_date())) } }
            }
            td class="mono xs" data-l=(w::scopes_head(lang)) { (scopes.join(" ")) }
            td data-l=(w::tokens_head(lang)) {
                @match tokens.iter().max() {
                    None => span class="c-3" { "0" },
                    Some(last) => (w::tokens_until(lang, tokens.len(), &day(last.business_date()))),
                }
            }
            td class="mono xs" title=(it.client_id) {
                (it.client_id.chars().take(8).collect::<String>()) "…"
            }
        }
    }
}

/// Who it is, masked, and the form that states a reason.
pub(super) fn person(seen: &Seen<'_>, who: &Entered, is_revealed: bool) -> Markup {
    let (lang, life, person) = (seen.lang, seen.life, seen.person);
    let or_unknown = |it: &Option<String>| it.clone().unwrap_or_else(|| words::unknown(lang));
    let to = format!("/console/consents/{}/reveal", life.key.text());
    html! {
        section {
            div class="sh" { h2 { (w::person_head(lang)) } }
            dl class="kv" {
                dt { (w::name_label(lang)) } dd { (or_unknown(&person.name)) }
                dt { (w::phone_label(lang)) } dd { (or_unknown(&person.phone)) }
                dt { (w::login_label(lang)) } dd { (agreed(lang, life.login, seen.now)) }
                dt { (w::since_label(lang)) }
                dd {
                    @match life.since {
                        Some(at) => (day(at.business_date())),
                        None => (words::unknown(lang)),
                    }
                }
            }
            @if is_revealed {
                p class="note warn" role="status" { (w::revealed_note(lang)) }
            } @else if who.session.post.may(Right::PersonsReveal) && !life.is_erased {
                (reveal_form(lang, who, &to))
            } @else {
                p class="note" { (w::masked_only(lang)) }
            }
        }
    }
}
