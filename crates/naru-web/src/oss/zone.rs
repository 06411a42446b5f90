//! The border of the R&D zone on a node: a file is looked through outside of any transaction, then
//! the command runs. The file itself is let go of.
//!
//! **Must never know** SQL or how a crossing is decided: it asks `naru_core::oss::zone`.

use super::{Portfolio, busy, damaged, off};
use naru_base::role::Role;
use naru_base::{Answer, Id};
use naru_core::oss::zone::{self, Crossing, Standing, Wish, ZoneRules};
use naru_store::Tx;

impl Portfolio {
    fn zone_rules(&self) -> Answer<ZoneRules> {
        Ok(ZoneRules::at(&self.hub.directory().parameters, self.clock.now())?)
    }

    /// Looks through a file and asks that it may cross.
    pub async fn ask_crossing(
        &self,
        actor: String,
        wish: Wish,
        (name, bytes): (String, Vec<u8>),
    ) -> Answer<(Id, Standing)> {
        let place = self.reading.acquire().await.map_err(|_| busy("the node is stopping"))?;
        let data = self.data();
        let file = off(move || zone::look(&name, &bytes, data.as_deref())).await?;
        let file = file.map_err(damaged)?;
        drop(place);
        let (env, rules) = (self.env(), self.zone_rules()?);
        let write = move |tx: &mut Tx<'_>| zone::ask(tx, &env, &actor, (&wish, &file), &rules);
        self.store.write(write).await
    }

    /// One of the two says yes or no.
    pub async fn decide_crossing(
        &self,
        (actor, role): (String, Role),
        id: Id,
        (is_yes, note): (bool, String),
    ) -> Answer<Standing> {
        let (env, rules) = (self.env(), self.zone_rules()?);
        let write =
            move |tx: &mut Tx<'_>| zone::say(tx, &env, (&actor, role), id, (is_yes, &note), &rules);
        let standing = self.store.write(write).await?;
        self.changed.notify_one();
        Ok(standing)
    }

    /// The file with this SHA-256 is taken across.
    pub async fn cross(&self, actor: String, id: Id, sha256: [u8; 32]) -> Answer<Standing> {
        let env = self.env();
        self.store.write(move |tx| zone::cross(tx, &env, &actor, id, &sha256)).await
    }

    /// Whoever asked takes it back.
    pub async fn withdraw_crossing(&self, actor: String, id: Id) -> Answer<()> {
        let env = self.env();
        self.store.write(move |tx| zone::withdraw(tx, &env, &actor, id)).await
    }

    /// One crossing.
    pub async fn crossing(&self, id: Id) -> Answer<Option<Crossing>> {
        self.store.read(move |tx| Ok(zone::find(tx, id)?)).await
    }

    /// Lets lapse what did not cross in time; gives how many.
    pub async fn lapse_crossings(&self) -> Answer<usize> {
        let now = self.clock.now();
        if !self.store.read(move |tx| Ok(zone::is_any_over(tx, now)?)).await? {
            return Ok(0);
        }
        let env = self.env();
        self.store.write(move |tx| Ok(zone::lapse(tx, &env)?)).await
    }
}
