//! What tools found about what a check is of.
//!
//! **Must never know** what a finding means: `naru_core::admission::evidence` does.

use naru_base::{Answer, Env};
use naru_core::admission::evidence::{self, ItemEvidence, Loose};
use naru_core::check::Dossier;
use naru_store::Tx;
use std::collections::BTreeMap;

/// What they say to each item, and what they found that concerns none.
pub(super) struct Tools {
    pub(super) by_item: BTreeMap<String, ItemEvidence>,
    pub(super) loose: Loose,
}

impl Tools {
    pub(super) fn read(tx: &mut Tx<'_>, env: &Env, of: &Dossier) -> Answer<Tools> {
        let it = &of.engagement;
        let service = it.service.as_ref().map(ToString::to_string).unwrap_or_default();
        let mut found = evidence::findings(tx, &it.institution)?;
        found.retain(|it| it.service == service);
        Ok(Tools {
            by_item: evidence::by_item(tx, env, &it.institution, it.service.as_ref())?,
            loose: evidence::loose(&found, |item| of.list.item(item).is_some()),
        })
    }
}
