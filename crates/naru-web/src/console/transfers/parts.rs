//! The record, the facts, the ledger and the audit of one transfer.

use super::life::Seen;
use super::state_mark;
use super::words as w;
use crate::console::audit;
use crate::console::door::Wrong;
use crate::console::format;
use crate::console::guard::Entered;
use crate::console::pieces::{day, form_field, select};
use crate::console::shape::{Shape, state};
use maud::{Markup, html};
use naru_base::role::{Post, Right};
use naru_base::{Lang, Micros, Won};
use naru_core::desk::Reason;
use naru_core::relay::{Check, Outward, State};
use naru_store::chain::Recorded;

fn elapsed(from: Micros, at: Micros) -> String {
    let ms = at.since(from).max(0) / 1_000;
    format!("+{}.{:03}", ms / 1_000, ms % 1_000)
}

/// What an audit record of a transfer says, in words.
fn deed(lang: Lang, action: &str) -> (&'static str, Shape, String) {
    match action.rsplit('.').next().unwrap_or_default() {
        "reserved" => ("ok", Shape::Circle, w::did_reserved(lang)),
        "refused" => ("na", Shape::Square, w::did_refused(lang)),
        "doubted" => ("doubt", Shape::Doubt, w::did_doubted(lang)),
        "settled" => ("ok", Shape::Circle, w::did_settled(lang)),
        "released" => ("limit", Shape::Diamond, w::did_released(lang)),
        "contradicted" => ("stop", Shape::Square, w::did_contradicted(lang)),
        "conflict" => ("warn", Shape::Triangle, w::did_conflict(lang)),
        "revealed" => ("run", Shape::Half, w::did_revealed(lang)),
        _ => ("na", Shape::Hollow, action.to_owned()),
    }
}

fn grouped(n: i64) -> String {
    Won::new(n).grouped()
}

/// An actor as the trail names it, with the institution's name where there is one.
fn actor(seen: &Seen<'_>, text: &str) -> Markup {
    match text.split_once(':') {
        Some(("institution", code)) => html! { (seen.names.get(code)) },
        _ => html! { span class="mono xs" { (text) } },
    }
}

/// Every step with time, elapsed, actor, deed and audit link.
pub(super) fn record(seen: &Seen<'_>) -> Markup {
    let (lang, it) = (seen.lang, &seen.life.row.listed);
    let records = &seen.life.records;
    html! {
        section {
            div class="sh" {
                h2 { (w::record(lang)) }
                span class="sub" {
                    @if records.is_empty() { (w::record_row_only(lang)) }
                    @else { (w::record_note(lang, records.len())) }
                }
            }
            table class="rows" {
                thead { tr {
                    th { (w::time_head(lang)) }
                    th class="num" { (w::elapsed_head(lang)) }
                    th class="cell-l" { (w::actor_head(lang)) }
                    th { (w::deed_head(lang)) }
                    th class="num" { (w::link_head(lang)) }
                } }
                tbody {
                    @for record in records { (step(seen, record)) }
                    @if records.is_empty() {
                        (row_step(seen, it.created_at, &w::did_taken(lang)))
                        @if let Some(at) = it.closed_at {
                            (row_step(seen, at, &w::did_closed(lang)))
                        }
                    }
                }
            }
            @if it.inquiry_count > 0 {
                p class="none" { (w::inquiries_made(lang, it.inquiry_count)) }
            }
        }
    }
}

fn step(seen: &Seen<'_>, it: &Recorded) -> Markup {
    let (class, shape, word) = deed(seen.lang, &it.action);
    html! {
        tr {
            td class="nw" { (it.at.kst_clock_ms()) }
            td class="num c-3" { (elapsed(seen.life.row.listed.created_at, it.at)) }
            td class="cell-l nw" { (actor(seen, &it.actor)) }
            td class="way" {
                (state(class, shape, &word))
                span class="sub block" { (audit::said(seen.lang, &it.action, &it.body)) }
            }
            td class="num" {
                a class="mono xs" href=(format!("/console/audit?link={}", it.commit_no)) {
                    "#" (grouped(it.commit_no))
                }
            }
        }
    }
}

fn row_step(seen: &Seen<'_>, at: Micros, word: &str) -> Markup {
    html! {
        tr {
            td class="nw" { (at.kst_clock_ms()) }
            td class="num c-3" { (elapsed(seen.life.row.listed.created_at, at)) }
            td class="cell-l c-3" { (format::NONE) }
            td class="way" { (word) }
            td class="num c-3" { (format::NONE) }
        }
    }
}

fn check(lang: Lang, it: Check) -> String {
    match it {
        Check::Absent => w::check_absent(lang),
        Check::Passed => w::check_passed(lang),
        Check::Refused => w::check_refused(lang),
    }
}

const fn outward(state: State) -> &'static str {
    match state.outward() {
        Outward::Refused | Outward::Failed => "A0002",
        Outward::Processing => "A0001",
        Outward::Done => "A0000",
    }
}

/// What it is, and who is in it.
pub(super) fn facts(seen: &Seen<'_>, who: &Entered, is_revealed: bool) -> Markup {
    let (lang, row) = (seen.lang, &seen.life.row);
    let it = &row.listed;
    let persons = seen.persons;
    let unknown = || crate::console::words::unknown(lang);
    let or_unknown = |it: &Option<String>| it.clone().unwrap_or_else(unknown);
    html! {
        section {
            div class="sh" {
                h2 { (w::facts(lang)) } span class="sub mono" { (it.key.id) }
            }
            dl class="kv" {
                dt { (w::institution_label(lang)) }
                dd {
                    (seen.names.get(it.institution.as_str())) " "
                    span class="mono c-3" { (it.institution) }
                }
                dt { (w::debit_label(lang)) }
                dd {
                    (seen.names.bank(it.bank.as_str())) " "
                    span class="mono nw" { (or_unknown(&persons.account)) }
                }
                dt { (w::holder_label(lang)) } dd { (or_unknown(&persons.holder)) }
                dt { (w::requester_label(lang)) } dd { (or_unknown(&persons.requester)) }
                @if let Some((name, number)) = &persons.payee {
                    dt { (w::payee_label(lang)) }
                    dd { (name) " " span class="mono" { (number) } }
                }
                dt { (w::fee_label(lang)) } dd { (format::won(lang, it.fee)) }
                @if let Some(left) = row.limit_remain {
                    dt { (w::limit_label(lang)) } dd { (format::won(lang, left)) }
                }
                dt { (w::outward_label(lang)) }
                dd {
                    b class="mono" { (outward(it.state)) }
                    @if let Some(code) = &it.bank_rsp_code { " / " span class="mono" { (code) } }
                    " " (state_mark(lang, it.state))
                }
                @if let Some(date) = row.bank_tran_date {
                    dt { (w::bank_date_label(lang)) } dd { (day(date)) }
                }
                dt { (w::checks_label(lang)) }
                dd {
                    (check(lang, row.checks.standing)) " · " (check(lang, row.checks.cover)) " · "
                    (check(lang, row.checks.fds))
                }
                dt { (w::api_label(lang)) } dd class="mono xs" { (row.api_tran_id) }
            }
            @if is_revealed {
                p class="note warn" role="status" { (w::revealed_note(lang)) }
            } @else if who.session.post.may(Right::PersonsReveal) {
                (reveal_form(lang, who, &format!("/console/transfers/{}/{}/reveal", it.key.date, it.key.id)))
            } @else {
                p class="note" { (w::masked_only(lang)) }
            }
        }
    }
}

fn reason_word(lang: Lang, code: &str) -> String {
    match code {
        "customer-question" => w::why_customer(lang),
        "doubt" => w::why_in_doubt(lang),
        "fraud-suspicion" => w::why_fraud(lang),
        "incident" => w::why_incident(lang),
        _ => w::why_authority(lang),
    }
}

/// The form that states a reason to see persons as they are, sent to `action`.
pub(crate) fn reveal_form(lang: Lang, who: &Entered, action: &str) -> Markup {
    let reasons: Vec<(String, String)> =
        Reason::CODES.iter().map(|it| ((*it).to_owned(), reason_word(lang, it))).collect();
    html! {
        details class="ask" {
            summary { (w::reveal_head(lang)) }
            p class="sub2" { (w::masked_note(lang)) }
            form method="post" action=(action) {
                (form_field(who))
                (select("reason", &w::reveal_why(lang), &reasons, "doubt"))
                div class="field" {
                    label for="reference" { (w::reveal_ref(lang)) }
                    p class="help" id="reference-help" { (w::reveal_ref_help(lang)) }
                    input id="reference" name="reference" maxlength="32" required
                        autocomplete="off" aria-describedby="reference-help";
                }
                button class="btn" { (w::reveal_button(lang)) }
            }
        }
    }
}

/// What is wrong with a stated reason.
pub(crate) fn bad_reference(lang: Lang) -> Wrong {
    Wrong { field: "reference", text: w::bad_ref(lang) }
}

/// An account of the ledger, in words.
fn account(seen: &Seen<'_>, text: &str) -> String {
    let lang = seen.lang;
    match text.split_once(':') {
        Some(("bank", code)) => w::acc_bank(lang, seen.names.get(code)),
        Some(("inst", code)) => w::acc_inst(lang, seen.names.get(code)),
        Some(("inst-fee", code)) => w::acc_fee(lang, seen.names.get(code)),
        Some(("naru", "fee")) => w::acc_income(lang),
        _ => text.to_owned(),
    }
}

/// What was booked: debits left, credits right, the sums below.
pub(super) fn ledger(seen: &Seen<'_>) -> Markup {
    let lang = seen.lang;
    let mut lines: Vec<(i64, String, Won)> = Vec::new();
    for it in &seen.life.entries {
        let name = account(seen, &it.account);
        if it.pending != Won::ZERO {
            lines.push((it.step, w::pending_of(lang, &name), it.pending));
        }
        if it.posted != Won::ZERO {
            lines.push((it.step, name, it.posted));
        }
    }
    let sum = |is_debit: bool| {
        let side = lines.iter().filter(|(.., won)| (won.get() > 0) == is_debit);
        side.fold(0_i64, |sum, (.., won)| sum.saturating_add(won.get().saturating_abs()))
    };
    html! {
        section {
            div class="sh" {
                h2 { (w::ledger(lang)) } span class="sub" { (w::ledger_note(lang)) }
            }
            @if lines.is_empty() {
                p class="none" { (w::no_entries(lang)) }
            } @else {
                table class="book" {
                    thead { tr {
                        th { (w::posting_head(lang)) } th { (w::account_head(lang)) }
                        th class="num" { (w::debit_head(lang)) }
                        th class="num" { (w::credit_head(lang)) }
                    } }
                    tbody {
                        @for (i, (step, name, won)) in lines.iter().enumerate() {
                            @let first = i == 0 || lines[i - 1].0 != *step;
                            tr {
                                td class="b nw" {
                                    @if first {
                                        @if *step == 1 { (w::step_reserve(lang)) }
                                        @else { (w::step_close(lang)) }
                                    }
                                }
                                td class=[(won.get() < 0).then_some("in")] { (name) }
                                td class="num" { @if won.get() > 0 { (won.grouped()) } }
                                td class="num" {
                                    @if won.get() < 0 { (grouped(won.get().saturating_neg())) }
                                }
                            }
                        }
                        tr class="sum" {
                            td class="b" colspan="2" { (w::total(lang)) }
                            td class="num b" { (grouped(sum(true))) }
                            td class="num b" { (grouped(sum(false))) }
                        }
                    }
                }
            }
        }
    }
}

/// The records with their links, for those who may read the trail.
pub(super) fn audit(seen: &Seen<'_>, post: &Post) -> Markup {
    let lang = seen.lang;
    html! {
        @if post.may(Right::AuditRead) {
            section {
                div class="sh" {
                    h2 { (w::audit(lang)) }
                    span class="sub" { (w::audit_note(lang, seen.life.records.len())) }
                }
                (audit::table(lang, &seen.life.records, None))
            }
        }
    }
}
