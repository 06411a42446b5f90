//! The bills of one system: how one is handed in, and what came of those that were.

use super::by::Hands;
use super::fields::{self, whole};
use super::{DOT, coded, n, words as w};
use crate::console::door::Wrong;
use crate::console::format;
use crate::console::guard::Entered;
use crate::console::pieces::{date_time, form_field, moment};
use crate::console::shape::{Shape, state as shown};
use maud::{Markup, html};
use naru_base::{Id, Lang, Micros};
use naru_core::oss::portfolio::{BillRow, FaultText, is_of_other_product};

/// The form that hands one in; the first is open.
pub(super) fn bill_form(
    lang: Lang,
    who: &Entered,
    (id, is_first): (Id, bool),
    wrongs: &[Wrong],
) -> Markup {
    let is_open = is_first || wrongs.iter().any(|it| matches!(it.field, "form" | "bill"));
    html! {
        details class="ask" open[is_open] {
            summary { (w::bill_form_head(lang)) }
            form id="form" class="two" tabindex="-1" method="post" enctype="multipart/form-data"
                action=(format!("/console/oss/systems/{id}/bill"))
                aria-describedby=[fields::texts("form", false, wrongs)] {
                (form_field(who))
                p { (coded(&w::bill_form_help(lang))) }
                (whole("form", wrongs))
                div class="field" {
                    label for="bill" { (w::bill_file(lang)) }
                    input id="bill" name="bill" type="file" required
                        accept=".json,.spdx,application/json,text/plain"
                        aria-describedby=[fields::texts("bill", false, wrongs)]
                        aria-invalid=[fields::is_wrong("bill", wrongs)];
                    (fields::error("bill", wrongs))
                }
                button class="btn p" { (w::bill_submit(lang)) }
                " " a class="btn" href="/console/oss/signers" { (w::signers_link(lang)) }
            }
        }
    }
}

/// That the product is called so now, for whoever answers for the system.
pub(super) fn product_form(
    lang: Lang,
    who: &Entered,
    (id, product): (Id, &str),
    wrongs: &[Wrong],
) -> Markup {
    html! {
        form id="product" class="two" tabindex="-1" method="post"
            action=(format!("/console/oss/systems/{id}/product"))
            aria-describedby=[fields::texts("product", false, wrongs)] {
            (form_field(who))
            input type="hidden" name="product" value=(product);
            (whole("product", wrongs))
            p { (w::product_help(lang, product)) }
            button class="btn" { (w::product_confirm(lang)) }
        }
    }
}

/// A fault in the reader's language.
pub(super) fn sentence(lang: Lang, it: &FaultText) -> &str {
    match lang {
        Lang::Ko => &it.ko,
        Lang::En => &it.en,
    }
}

/// When a bill was made, as it says itself: with its year, as it may be of any.
fn made(text: &str) -> String {
    Micros::parse_rfc3339(text).map_or_else(|| text.to_owned(), date_time)
}

/// What a signature by no registered key is, by what was said of it.
fn unsigned_as(lang: Lang, code: &str) -> Option<String> {
    match code {
        "signature-unknown" => Some(w::signer_unknown(lang)),
        "signature-wrong" => Some(w::signature_wrong(lang)),
        "signature-stranger" => Some(w::signature_stranger(lang)),
        "signature-untold" => Some(w::signature_untold(lang)),
        _ => None,
    }
}

/// By whose key a bill was signed.
fn signed_by(lang: Lang, it: &BillRow) -> Markup {
    html! {
        @match &it.signer {
            None => @match it.faults.iter().find_map(|it| unsigned_as(lang, &it.code)) {
                Some(word) => span class="c-warn nw" { (word) },
                None => span class="c-3 nw" { (w::unsigned(lang)) },
            },
            Some((name, false)) => (name),
            Some((name, true)) => { (name) " " span class="c-warn" { (w::signer_revoked(lang)) } },
        }
    }
}

/// What was remarked; of another product, once its name is confirmed, by whom.
fn remarked(lang: Lang, hands: &Hands, it: &BillRow, fault: &FaultText) -> Markup {
    let confirmed = it.product_confirmed.as_ref().filter(|_| is_of_other_product(fault));
    html! {
        span class="block" {
            @match confirmed {
                Some((by, at)) => (w::product_confirmed(lang, &hands.of(by), &moment(*at))),
                None => (sentence(lang, fault)),
            }
        }
    }
}

/// The newest of all that came, the refused with their reasons.
pub(super) fn bills(lang: Lang, hands: &Hands, (bills, all): (&[BillRow], i64)) -> Markup {
    let is_part = i64::try_from(bills.len()).is_ok_and(|shown| shown < all);
    html! {
        section id="bills" {
            div class="sh" {
                h2 { (w::bills_head(lang)) }
                span class="sub" {
                    @if is_part { (w::bills_newest(lang, bills.len(), &n(all))) (DOT) }
                    (w::bills_note(lang))
                }
            }
            @if bills.is_empty() { p class="none" { (w::bills_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::bill_received(lang)) } th { (w::bill_verdict(lang)) }
                        th { (w::bill_format(lang)) } th { (w::bill_tool(lang)) }
                        th { (w::bill_made(lang)) } th { (w::bill_signer(lang)) }
                        th class="num" { (w::components(lang)) }
                        th { (w::bill_faults(lang)) }
                    } }
                    tbody { @for it in bills { tr {
                        td class="way nw" { (moment(it.received_at)) }
                        td { @if it.is_accepted { (shown("ok", Shape::Check, &w::bill_ok(lang))) }
                             @else { (shown("stop", Shape::Square, &w::bill_bad(lang))) } }
                        td class="nw" data-l=(w::bill_format(lang)) { (it.format) }
                        td data-l=(w::bill_tool(lang)) { (it.tool) }
                        td class="nw" data-l=(w::bill_made(lang)) { (made(&it.made_at)) }
                        td data-l=(w::bill_signer(lang)) { (signed_by(lang, it)) }
                        td class="num" data-l=(w::components(lang)) { (n(it.components)) }
                        td data-l=(w::bill_faults(lang)) {
                            @if it.faults.is_empty() { span class="c-3" { (format::NONE) } }
                            @for fault in &it.faults { (remarked(lang, hands, it, fault)) }
                        }
                    } } }
                }
            }
        }
    }
}
