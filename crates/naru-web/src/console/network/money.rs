//! The proof that no won is out of place.

use crate::console::shape::{self, Shape, shape};
use crate::console::watch::as_of;
use crate::console::{format, words};
use maud::{Markup, html};
use naru_base::{Lang, Micros, Won};
use naru_core::glance::{Glance, MoneyProof};

/// A proof this old is shown as old, even while everything else is live.
const OLD_SECONDS: u64 = 60;

/// The section. The time is the proof's own, not the page's.
pub(crate) fn section(lang: Lang, glance: &Glance, now: Micros) -> Markup {
    let age = glance.money.as_ref().map(|it| format::seconds_between(it.at, now));
    let old = age.is_some_and(|age| age > OLD_SECONDS);
    html! {
        section id="money" class=[old.then_some("old")] {
            div class="sh" {
                h2 { (words::money(lang)) }
                @if let (Some(it), Some(age)) = (&glance.money, age) {
                    span class="sub" {
                        (it.at.kst_clock()) " · " (words::ago(lang, &format::age(lang, age)))
                    }
                    span class="asof" { (words::as_of(lang, &it.at.kst_clock())) }
                }
            }
            @match &glance.money {
                None => p class="none" { (words::no_money(lang)) },
                Some(it) => (sums(lang, it)),
            }
            dl class="eq" {
                dt class="sub2" { (words::audit_chain(lang)) }
                dd { (chain(lang, glance)) }
            }
        }
    }
}

fn sums(lang: Lang, it: &MoneyProof) -> Markup {
    let line = |name: String, amount: Won, class: &str| {
        html! {
            dt class="sub2" { (name) }
            dd class=(class) { (as_of(lang, it.at)) (amount.grouped()) }
        }
    };
    let left = if it.left_on_finished == Won::ZERO { "" } else { "c-stop b" };
    let doubt = if it.reserved_in_doubt == Won::ZERO { "" } else { "c-doubt b" };
    html! {
        dl class="eq first" {
            (line(words::debits(lang), it.debits, ""))
            (line(words::credits(lang), it.credits, ""))
            dt class="t" { (words::difference(lang)) }
            @match it.difference() {
                Some(Won::ZERO) => dd class="t c-ok" {
                    (as_of(lang, it.at)) (shape(Shape::Check)) " "
                    span data-mark="" { (format::won(lang, Won::ZERO)) }
                },
                Some(won) => dd class="t c-stop" {
                    (as_of(lang, it.at)) (shape(Shape::Square)) " "
                    span data-mark="" { (format::won(lang, won)) }
                },
                None => dd class="t c-stop" { (shape(Shape::Square)) " " (words::unknown(lang)) },
            }
        }
        dl class="eq" {
            (line(words::reserved(lang), it.reserved, ""))
            (line(words::reserved_doubt(lang), it.reserved_in_doubt, doubt))
            (line(words::left_on_finished(lang), it.left_on_finished, left))
        }
    }
}

fn chain(lang: Lang, glance: &Glance) -> Markup {
    match glance.audit.verified {
        Some((_, true)) => shape::state("ok", Shape::Circle, &words::chain_whole(lang)),
        Some((_, false)) => shape::state("stop", Shape::Square, &words::chain_cut(lang)),
        None => shape::state("unk", Shape::Dashed, &words::chain_unchecked(lang)),
    }
}
