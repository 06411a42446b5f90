//! "Who has X?" on a node: the portfolio's answer, and whether the name is rather that of an
//! advisory.

use super::{Portfolio, damaged};
use naru_base::{Answer, ClientUseCode};
use naru_core::oss::portfolio::{self, Advisories, Question, State, Told, Totals, UseKey, UsedBy};

impl Portfolio {
    /// Who has it, of one institution or of all, with how the data stand.
    pub(crate) async fn who(
        &self,
        question: Question,
        owner: Option<ClientUseCode>,
        (after, limit): (Option<UseKey>, usize),
    ) -> Answer<(UsedBy, State, Totals)> {
        let name = question.advisory().map(str::to_owned);
        let read = self.store.read(move |tx| {
            let used = portfolio::who_has(tx, &question, owner.as_ref(), (after.as_ref(), limit))?;
            Ok((used, portfolio::pending(tx)?, portfolio::totals(tx, owner.as_ref())?))
        });
        let (mut used, state, totals) = read.await?;
        if used.packages.is_empty()
            && used.advisory.is_none()
            && let Some(name) = name
        {
            used.advisory = self.told(&name)?.map(|it| it.id);
        }
        Ok((used, state, totals))
    }

    /// What the data say of an advisory of this name, whatever it affects; none: they do not know
    /// it.
    pub(crate) fn told(&self, id: &str) -> Answer<Option<Told>> {
        let Some(data) = self.data() else { return Ok(None) };
        Ok(data.named(id).map_err(damaged)?)
    }
}

/// Whether a package was compared with anything: there are data of its ecosystem. Before the file
/// is read nobody knows better.
pub(crate) fn is_compared(data: Option<&Advisories>, purl: &str) -> bool {
    data.is_none_or(|data| data.is_compared(purl))
}
