//! Whose rows a list shows: a participant's people see their own, the network's people everybody's
//! or those of the institution that the address names.

use super::{owner, words as w};
use crate::console::guard::Entered;
use crate::console::names::Names;
use crate::console::pieces::select;
use crate::console::{ConsoleState, format};
use maud::{Markup, html};
use naru_base::role::Scope;
use naru_base::{ClientUseCode, Lang};

/// Whose, as the address has it; none: everybody's.
pub(super) fn chosen(who: &Entered, of: &str) -> Option<ClientUseCode> {
    owner(who).or_else(|| ClientUseCode::parse(of).ok())
}

/// Institutions by name: code and name.
pub(super) fn institutions(lang: Lang, state: &ConsoleState) -> Vec<(String, String)> {
    let names = Names::of(lang, &state.parts.source.glance());
    let directory = state.parts.hub.directory();
    let codes = directory.institutions.keys();
    let mut all: Vec<(String, String)> =
        codes.map(|code| (code.to_string(), names.get(code.as_str()).to_owned())).collect();
    all.sort_by(|a, b| a.1.cmp(&b.1));
    all
}

/// The choice of an institution, for the network's people.
pub(super) fn field(lang: Lang, state: &ConsoleState, who: &Entered, of: &str) -> Markup {
    if *who.session.post.scope() != Scope::Network {
        return html! {};
    }
    let mut all = institutions(lang, state);
    all.insert(0, (String::new(), w::everybody(lang)));
    select("of", &w::institution(lang), &all, of)
}

/// What an address adds to keep the choice.
pub(super) fn kept(of: &str) -> String {
    if of.is_empty() { String::new() } else { format!("&of={}", format::query_value(of)) }
}
