//! Licences on a node: what was said of systems, what clashes by the newest data, notices.
//!
//! **Must never know** SQL or what a licence asks for: it asks `naru_core::oss::licence`.

use super::Portfolio;
use naru_base::{Answer, ClientUseCode, Id, Lang};
use naru_core::oss::licence::{self, Notice, SystemLicences, Terms};
use naru_core::oss::portfolio::Advisories;
use naru_core::oss::practice::notice::Product;
use naru_core::policy;
use naru_store::Tx;
use std::sync::Arc;

impl Portfolio {
    /// The data in use, of which the matrix of licences is asked.
    pub(crate) fn newest_data(&self) -> Option<Arc<Advisories>> {
        self.data()
    }

    /// For how many years source code is to be offered at least.
    pub(crate) fn offer_years(&self) -> Answer<i64> {
        let parameters = &self.hub.directory().parameters;
        Ok(policy::number(parameters, "oss_source_offer_years", self.clock.now())?)
    }

    /// The licences of an institution's systems in use; `only_live`: of those that serve users.
    pub(crate) async fn licences(
        &self,
        code: ClientUseCode,
        only_live: bool,
    ) -> Answer<Vec<SystemLicences>> {
        self.store.read(move |tx| Ok(licence::of_institution(tx, &code, only_live)?)).await
    }

    /// Says in which form a system is used, and under which licence it is itself.
    pub(crate) async fn set_terms(&self, actor: String, system: Id, terms: Terms) -> Answer<()> {
        let env = self.env();
        let write = move |tx: &mut Tx<'_>| licence::set_terms(tx, &env, &actor, (system, &terms));
        self.store.write(write).await
    }

    /// Publishes the notice of the bill in force.
    pub(crate) async fn publish_notice(
        &self,
        actor: String,
        system: Id,
        (contact, years): (String, i64),
    ) -> Answer<Notice> {
        let (env, least) = (self.env(), self.offer_years()?);
        let write = move |tx: &mut Tx<'_>| {
            licence::publish(tx, &env, &actor, system, &contact, (years, least))
        };
        self.store.write(write).await
    }

    /// The notice of a system in a language: as it was published, if it is of the bill in force;
    /// else a draft without a contact.
    pub(crate) async fn notice(&self, system: Id, name: String, lang: Lang) -> Answer<String> {
        let (least, now) = (self.offer_years()?, self.clock.now());
        let read = move |tx: &mut Tx<'_>| {
            let published = licence::notices(tx, system)?.into_iter().next();
            let is_current = licence::of_system(tx, system)?.is_some_and(|it| it.noticed.is_some());
            let it = published.filter(|_| is_current);
            let today = licence::made_on(it.as_ref().map_or(now, |it| it.at));
            let years = it.as_ref().map_or(least, |it| it.years);
            let product = Product {
                name: &name,
                contact: it.as_ref().map(|it| it.contact.as_str()),
                years: u32::try_from(years).unwrap_or(u32::MAX),
                today: &today,
            };
            Ok(licence::texts(tx, system, lang, &product)?.0)
        };
        self.store.read(read).await
    }
}
