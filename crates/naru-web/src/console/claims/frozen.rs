//! Of one claim: the banks that received the money, what each froze, and what of it came back.

use super::one::{View, or_none};
use super::plain::{party, trace};
use super::words as w;
use crate::console::format;
use maud::{Markup, html};
use naru_base::Won;
use naru_core::claim::{Party, Trace};

/// A bank's code for a request that it took.
const TAKEN: &str = "000";

impl View<'_> {
    pub(super) fn traces(&self) -> Markup {
        let lang = self.lang;
        html! {
            section {
                div class="sh" {
                    h2 { (w::traces_head(lang)) } span class="sub" { (w::traces_note(lang)) }
                }
                @if self.loaded.traces.is_empty() { p class="none" { (w::traces_none(lang)) } }
                @else {
                    table class="rows" {
                        thead { tr {
                            th { (w::bank_head(lang)) } th { (w::state_head(lang)) }
                            th { (w::answered_head(lang)) }
                            th class="num" { (w::went_head(lang)) }
                            th class="num" { (w::frozen_won_head(lang)) }
                        } }
                        tbody { @for it in &self.loaded.traces { tr {
                            td class="way" { (party(self.state, lang, &Party::Bank(it.bank.clone()))) }
                            td { (trace(lang, it.state)) }
                            td data-l=(w::answered_head(lang)) {
                                (or_none(it.answered_at))
                                // An answer that was taken needs no code.
                                @let code = it.bank_rsp_code.as_ref();
                                @if let Some(code) = code.filter(|it| *it != TAKEN) {
                                    " " span class="sub" { (w::rsp_code(lang, code)) }
                                }
                                @if it.answered_at.is_none() && it.asked_count > 0 {
                                    " " span class="sub" { (w::asked(lang, it.asked_count)) }
                                }
                            }
                            td class="num" data-l=(w::went_head(lang)) { (it.amount.grouped()) }
                            td class="num" data-l=(w::frozen_won_head(lang)) {
                                (it.frozen.grouped())
                                @if let Some(back) = self.back_of(it) {
                                    span class="sub block xs" {
                                        (w::of_it_back(lang, &back.grouped()))
                                    }
                                }
                            }
                        } } }
                    }
                    @if let Some(text) = self.came_back() { p class="sub gap" { (text) } }
                }
            }
        }
    }

    /// What of a bank's frozen money came back, at the first of its accounts: a return is booked of
    /// the bank.
    fn back_of(&self, it: &Trace) -> Option<Won> {
        let mut frozen = self.loaded.traces.iter().filter(|of| of.frozen > Won::ZERO);
        let is_first = frozen.find(|of| of.bank == it.bank).is_some_and(|of| of.id == it.id);
        Some(self.loaded.returned_by(&it.bank)).filter(|back| is_first && *back > Won::ZERO)
    }

    /// What became of the frozen money, once some of it came back or the cause is decided.
    fn came_back(&self) -> Option<String> {
        let (lang, returned) = (self.lang, self.loaded.money.returned);
        let sum = format::won(lang, returned);
        let held = self.loaded.held(self.it);
        let is_decided = self.it.decided_at.is_some() && !self.it.state.is_final();
        let after = match (is_decided, self.loaded.returnable(self.it).is_empty()) {
            (true, false) => match self.loaded.short_of_held(self.it) {
                Some(open) => {
                    let short = w::held_short(lang, &format::won(lang, open));
                    format!(" {} {short}", w::held_decided(lang))
                }
                None => format!(" {}", w::held_decided(lang)),
            },
            (true, true) => format!(" {}", w::held_settled(lang)),
            (false, _) => String::new(),
        };
        let left = format::won(lang, held);
        match (returned > Won::ZERO, held > Won::ZERO) {
            (false, true) if is_decided => Some(w::still_held(lang, &left) + &after),
            (false, _) => None,
            (true, _) if self.it.requests.released > 0 => Some(w::came_back_released(lang, &sum)),
            (true, true) => Some(w::came_back(lang, &sum, &left) + &after),
            (true, false) => Some(w::came_back_all(lang, &sum)),
        }
    }
}
