//! The question-and-answer desk on a node, and who is told what of open source: kept on the
//! portfolio's shelf, carried to the book.
//!
//! **Must never know** SQL or what may be asked: it asks `naru_core::oss::desk`.

use super::Portfolio;
use naru_base::{Answer, ClientUseCode, Id};
use naru_core::oss::approval::{self, Approval};
use naru_core::oss::desk;
use naru_core::oss::portfolio::stance::{self, Stance};
use naru_core::reactions;
use naru_store::Tx;

/// What is told in one go.
const TOLD_MAX: usize = 100;

impl Portfolio {
    /// An institution's person asks.
    pub async fn ask_question(
        &self,
        actor: String,
        institution: ClientUseCode,
        (title, words): (String, String),
    ) -> Answer<Id> {
        let env = self.env();
        let write =
            move |tx: &mut Tx<'_>| desk::ask(tx, &env, (&actor, &institution), (&title, &words));
        let id = self.store.write(write).await?;
        self.changed.notify_one();
        Ok(id)
    }

    /// The office answers.
    pub(crate) async fn answer_question(
        &self,
        actor: String,
        id: Id,
        (words, is_published): (String, bool),
    ) -> Answer<()> {
        let env = self.env();
        let write =
            move |tx: &mut Tx<'_>| desk::answer(tx, &env, &actor, id, (&words, is_published));
        self.store.write(write).await?;
        self.changed.notify_one();
        Ok(())
    }

    /// Everybody may read it, or no longer.
    pub(crate) async fn publish_question(
        &self,
        actor: String,
        id: Id,
        is_published: bool,
    ) -> Answer<()> {
        let env = self.env();
        let write = move |tx: &mut Tx<'_>| desk::publish(tx, &env, &actor, (id, is_published));
        self.store.write(write).await
    }

    /// The institution takes it back.
    pub(crate) async fn withdraw_question(
        &self,
        actor: String,
        institution: ClientUseCode,
        id: Id,
    ) -> Answer<()> {
        let env = self.env();
        let write = move |tx: &mut Tx<'_>| desk::withdraw(tx, &env, (&actor, &institution), id);
        self.store.write(write).await
    }

    /// Has told what nobody was told yet: questions, answers, and approvals that something new
    /// opened again. Told twice is heard once. Gives how much it was.
    pub async fn tell(&self) -> Answer<usize> {
        let read = |tx: &mut Tx<'_>| {
            let reopened = approval::untold(tx, TOLD_MAX)?;
            Ok((desk::untold(tx, TOLD_MAX)?, reopened, approval::seats_now(tx)?))
        };
        let (questions, reopened, seats) = self.store.read(read).await?;
        let read = |tx: &mut Tx<'_>| {
            Ok((approval::back_untold(tx, TOLD_MAX)?, stance::back_untold(tx, TOLD_MAX)?))
        };
        let (approvals, stances) = self.store.read(read).await?;
        let count = questions.len() + reopened.len() + approvals.len() + stances.len();
        if count == 0 {
            return Ok(0);
        }
        let (env, hub) = (self.env(), self.hub.clone());
        let (asked, opened) = (questions.clone(), reopened.clone());
        let of_approval = |it: &Approval| {
            let told = (it.id, it.wish.purl.clone(), it.taken_back.clone());
            ((it.institution.clone(), "approvals"), told)
        };
        let of_stance = |it: &Stance| {
            let subject = format!("{} {} ({})", it.package_name, it.versions, it.advisory);
            ((it.institution.clone(), "stances"), (it.id, subject, it.taken_back.clone()))
        };
        let back: Vec<_> =
            approvals.iter().map(of_approval).chain(stances.iter().map(of_stance)).collect();
        let write = move |tx: &mut Tx<'_>| {
            for it in &asked {
                reactions::tell_question(tx, &env, &hub.keys, it)?;
            }
            for it in &opened {
                reactions::tell_reopened(tx, &env, &hub.keys, (it, &seats))?;
            }
            for (whose, told) in &back {
                reactions::tell_taken_back(tx, &env, &hub.keys, (&whose.0, whose.1), told)?;
            }
            Ok(())
        };
        self.book.write(write).await?;
        let write = move |tx: &mut Tx<'_>| {
            for it in &questions {
                desk::told(tx, it)?;
            }
            for it in &reopened {
                approval::told(tx, it.id, it.round)?;
            }
            for it in &approvals {
                approval::back_told(tx, it.id)?;
            }
            for it in &stances {
                stance::back_told(tx, it.id)?;
            }
            Ok(())
        };
        self.store.write(write).await?;
        Ok(count)
    }
}
