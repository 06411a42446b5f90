//! The calls of a run that Naru saw: the last few open, those before folded.

use super::page::View;
use super::words as w;
use crate::console::pieces::date_time;
use crate::wire::RspCode;
use maud::{Markup, html};
use naru_base::Lang;
use naru_core::functional::{Judged, Seen, Standing};

/// Calls that are shown at once, and with those that are folded.
const CALLS_OPEN: usize = 10;
const CALLS_SHOWN: usize = 500;

impl View<'_> {
    /// The call that decided a case; a link to it if it is shown below.
    pub(super) fn call_link(&self, run: &Standing, it: &Judged) -> Markup {
        let Some(id) = &it.call else { return html! {} };
        let is_shown = run.calls.iter().rev().take(CALLS_SHOWN).any(|call| call.id == *id);
        let text = w::by_call(self.lang, id);
        html! {
            @if is_shown { a class="mono xs" href=(format!("#call-{id}")) { (text) } }
            @else { span class="mono c-3 xs" { (text) } }
        }
    }

    pub(super) fn calls(&self, run: &Standing) -> Markup {
        let lang = self.lang;
        let all: Vec<&Seen> = run.calls.iter().rev().take(CALLS_SHOWN).collect();
        let (open, folded) = all.split_at(all.len().min(CALLS_OPEN));
        html! {
            section {
                div class="sh" {
                    h2 { (w::seen_head(lang)) }
                    @if run.calls.len() > CALLS_SHOWN {
                        span class="sub" { (w::seen_note(lang, CALLS_SHOWN, run.calls.len())) }
                    } @else if !all.is_empty() {
                        span class="sub" { (w::seen_all(lang, all.len())) }
                    }
                }
                @if all.is_empty() { p { (w::seen_none(lang)) } }
                @else {
                    (self.rows(open))
                    @if !folded.is_empty() {
                        details {
                            summary { (w::seen_before(lang, folded.len())) }
                            (self.rows(folded))
                        }
                    }
                }
            }
        }
    }

    fn rows(&self, calls: &[&Seen]) -> Markup {
        let lang = self.lang;
        html! {
            table class="rows" {
                thead { tr {
                    th { (w::endpoint_head(lang)) }
                    th { (w::answer_head(lang)) }
                    th class="cell-l" { (w::ids_head(lang)) }
                    th class="num" { (w::at_head(lang)) }
                } }
                tbody { @for call in calls {
                    tr id=(format!("call-{}", call.id)) {
                        td class="way mono" { (call.endpoint) }
                        td data-l=(w::answer_head(lang)) {
                            span class="mono" { (call.code) }
                            @if let Some(said) = said(lang, call) {
                                " " span class="sub" { (said) }
                            }
                            @if let Some(code) = by_bank(call) {
                                " " span class="sub" { (w::by_bank(lang, code)) }
                            }
                            @if call.is_dead { " " span class="sub" { (w::dead_token(lang)) } }
                        }
                        td class="cell-l mono c-3 xs" data-l=(w::ids_head(lang)) {
                            @for it in call.items.iter().filter(|it| !it.id.is_empty()) {
                                (it.id) " "
                            }
                            @if call.items.iter().all(|it| it.id.is_empty()) { "–" }
                        }
                        td class="num" data-l=(w::at_head(lang)) { (date_time(call.at)) }
                    }
                } }
            }
        }
    }
}

/// What the network says by the code, where it is not that all is well and no bank says more.
fn said(lang: Lang, call: &Seen) -> Option<String> {
    let code = RspCode::ALL.iter().find(|it| it.as_str() == call.code)?;
    let is_well = matches!(code, RspCode::A0000);
    (!is_well && by_bank(call).is_none() && !call.is_dead).then(|| code.message(lang))
}

/// What a bank of those asked said otherwise than that all is well.
fn by_bank(call: &Seen) -> Option<&str> {
    call.items.iter().map(|it| it.bank_code.as_str()).find(|it| !it.is_empty() && *it != "000")
}
