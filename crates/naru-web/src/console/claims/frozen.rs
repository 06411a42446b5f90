//! Of one claim: the banks that received the money, what each froze, and what of it came back.

use super::one::{View, or_none};
use super::plain::{party, trace};
use super::words as w;
use crate::console::format;
use maud::{Markup, html};
use naru_base::Won;
use naru_core::claim::Party;

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
                            td class="num" data-l=(w::frozen_won_head(lang)) { (it.frozen.grouped()) }
                        } } }
                    }
                    @if let Some(text) = self.came_back() { p class="sub gap" { (text) } }
                }
            }
        }
    }

    /// What became of the frozen money, once some of it came back.
    fn came_back(&self) -> Option<String> {
        let (lang, returned) = (self.lang, self.loaded.money.returned);
        let sum = format::won(lang, returned);
        let held = self.it.requests.frozen.minus(returned).unwrap_or(Won::ZERO);
        let is_open = !self.it.state.is_final();
        match (returned > Won::ZERO, held > Won::ZERO) {
            (false, _) => None,
            (true, _) if self.it.requests.released > 0 => Some(w::came_back_released(lang, &sum)),
            (true, true) => {
                let held = format::won(lang, held);
                let later = is_open.then(|| format!(" {}", w::held_later(lang, &held)));
                Some(w::came_back(lang, &sum, &held) + &later.unwrap_or_default())
            }
            (true, false) => Some(w::came_back_all(lang, &sum)),
        }
    }
}
