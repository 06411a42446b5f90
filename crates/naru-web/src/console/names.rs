//! Names of participants by code, as the overview knows them.

use super::ConsoleState;
use naru_base::Lang;
use naru_core::glance::Glance;
use std::collections::BTreeMap;

/// Code to name, in one language.
pub(crate) struct Names(BTreeMap<String, String>);

impl Names {
    /// The names that the overview has.
    pub(crate) fn of(lang: Lang, glance: &Glance) -> Names {
        let institutions = glance.institutions.iter().map(|it| (&it.code, &it.name));
        let banks = glance.banks.iter().map(|it| (&it.code, &it.name));
        let all = institutions.chain(banks);
        Names(all.map(|(code, name)| (code.clone(), name.of(lang).to_owned())).collect())
    }

    /// The same with those of insurers, who have no row in the overview.
    pub(crate) fn and_insurers(mut self, lang: Lang, state: &ConsoleState) -> Names {
        let directory = state.parts.hub.directory();
        let codes = directory.insurers.keys().map(ToString::to_string);
        self.0.extend(codes.map(|code| {
            let name = directory.called(lang, &code);
            (code, name)
        }));
        self
    }

    /// Nobody's.
    #[cfg(test)]
    pub(crate) const fn none() -> Names {
        Names(BTreeMap::new())
    }

    /// The name; the code itself if nobody knows one.
    pub(crate) fn get<'n>(&'n self, code: &'n str) -> &'n str {
        self.0.get(code).map_or(code, String::as_str)
    }

    /// Code and name of a bank, as people know both: 905 너울은행.
    pub(crate) fn bank(&self, code: &str) -> String {
        match self.0.get(code) {
            Some(name) => format!("{code} {name}"),
            None => code.to_owned(),
        }
    }
}
