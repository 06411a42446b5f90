//! Who asked and who decided, as the reader may know it: a name, or towards a participant's people
//! the role of whoever is not one of them.

use super::words as w;
use crate::console::ConsoleState;
use crate::console::accounts::case::People;
use crate::console::guard::Entered;
use crate::console::names::Names;
use crate::console::pieces::moment;
use maud::{Markup, html};
use naru_base::role::Post;
use naru_base::{Answer, Id, Lang, Micros};

/// Whoever acted, for one reader.
pub(super) struct Hands {
    lang: Lang,
    people: People,
    names: Names,
    reader: Post,
}

impl Hands {
    /// As this reader may know them.
    pub(super) async fn load(state: &ConsoleState, lang: Lang, who: &Entered) -> Answer<Hands> {
        Ok(Hands {
            lang,
            people: People::load(state).await?,
            names: Names::of(lang, &state.parts.source.glance()),
            reader: who.session.post.clone(),
        })
    }

    /// Names of institutions.
    pub(super) const fn names(&self) -> &Names {
        &self.names
    }

    /// Who asked, if it was a person; an institution that asked by its program is named already.
    pub(super) fn person(&self, actor: &str) -> Option<String> {
        (!actor.starts_with("institution:")).then(|| self.of(actor))
    }

    /// Who asked, and when, as a line of a list of facts.
    pub(super) fn asked(&self, by: &str, at: Micros) -> Markup {
        html! {
            @match self.person(by) {
                None => { dt { (w::asked_when(self.lang)) } dd { (moment(at)) } }
                Some(person) => {
                    dt { (w::asked_head(self.lang)) }
                    dd { (person) " " span class="c-3" { (moment(at)) } }
                }
            }
        }
    }

    /// Who acted, as the record has it: one of the staff, or an institution's own program.
    pub(super) fn of(&self, actor: &str) -> String {
        match actor.split_once(':') {
            Some(("staff", id)) => Id::parse(id).map_or_else(
                |_| actor.to_owned(),
                |id| self.people.name_to(self.lang, id, &self.reader),
            ),
            Some(("institution", code)) => self.names.get(code).to_owned(),
            Some(("system", _)) => w::by_system(self.lang),
            _ => actor.to_owned(),
        }
    }
}
