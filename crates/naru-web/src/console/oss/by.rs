//! Who asked and who decided, as the reader may know it: a name, or towards a participant's people
//! the role of whoever is not one of them.

use super::words as w;
use crate::console::ConsoleState;
use crate::console::accounts::case::People;
use crate::console::guard::Entered;
use crate::console::names::Names;
use naru_base::role::Post;
use naru_base::{Answer, Id, Lang};

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
