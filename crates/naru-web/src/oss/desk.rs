//! The question-and-answer desk on a node, and who is told what of open source: kept on the
//! portfolio's shelf, carried to the book.
//!
//! **Must never know** SQL or what may be asked: it asks `naru_core::oss::desk`.

use super::Portfolio;
use naru_base::{Answer, ClientUseCode, Id};
use naru_core::oss::approval::{self, Approval};
use naru_core::oss::desk;
use naru_core::oss::portfolio::stance::{self, Stance};
use naru_core::oss::zone::{self, Crossing};
use naru_core::reactions::{self, Decided};
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

    /// Has told what nobody was told yet: questions, answers, approvals that something new opened
    /// again, and what was decided or taken back. Told twice is heard once. Gives how much it was.
    pub async fn tell(&self) -> Answer<usize> {
        let hub = self.hub.clone();
        let read = move |tx: &mut Tx<'_>| {
            let reopened = approval::untold(tx, TOLD_MAX)?;
            let over = Over {
                approvals: approval::back_untold(tx, TOLD_MAX)?,
                stances: stance::untold(tx, TOLD_MAX)?,
                crossings: zone::untold(tx, TOLD_MAX)?,
            };
            let changes = approval::seats_untold(tx, &hub.keys, TOLD_MAX)?;
            let seats = (approval::seats_now(tx)?, changes);
            Ok((desk::untold(tx, TOLD_MAX)?, reopened, seats, over))
        };
        let (questions, reopened, (seats, changes), over) = self.store.read(read).await?;
        let is_nothing = questions.is_empty() && reopened.is_empty() && changes.is_empty();
        if is_nothing && over.is_empty() {
            return Ok(0);
        }
        let (env, hub) = (self.env(), self.hub.clone());
        let (asked, opened) = (questions.clone(), reopened.clone());
        let (back, decided) = (over.taken_back(), over.decided());
        let moved = changes.clone();
        let count = questions.len() + reopened.len() + back.len() + decided.len() + changes.len();
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
            for it in &decided {
                reactions::tell_decided(tx, &env, &hub.keys, it)?;
            }
            for it in &moved {
                reactions::tell_seat(tx, &env, &hub.keys, it)?;
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
            for it in &changes {
                approval::seat_told(tx, &it.change)?;
            }
            over.told(tx)
        };
        self.store.write(write).await?;
        Ok(count)
    }
}

/// Requests that were decided or taken back, of which whoever asked was not told.
#[derive(Clone)]
struct Over {
    approvals: Vec<Approval>,
    stances: Vec<Stance>,
    crossings: Vec<Crossing>,
}

/// Whose request, of which list, with what is told of its being taken back.
type TakenBack = ((ClientUseCode, &'static str), (Id, String, String));

impl Over {
    const fn is_empty(&self) -> bool {
        self.approvals.is_empty() && self.stances.is_empty() && self.crossings.is_empty()
    }

    fn taken_back(&self) -> Vec<TakenBack> {
        let of_approval = |it: &Approval| {
            let told = (it.id, it.wish.purl.clone(), it.taken_back.clone());
            ((it.institution.clone(), "approvals"), told)
        };
        let of_stance = |it: &Stance| {
            let subject = format!("{} {} ({})", it.package_name, it.versions, it.advisory);
            ((it.institution.clone(), "stances"), (it.id, subject, it.taken_back.clone()))
        };
        let approvals = self.approvals.iter().filter(|it| !it.taken_back.is_empty());
        let stances = self.stances.iter().filter(|it| !it.taken_back.is_empty());
        approvals.map(of_approval).chain(stances.map(of_stance)).collect()
    }

    fn decided(&self) -> Vec<Decided> {
        let approvals = self.approvals.iter().filter_map(Decided::of_approval);
        let stances = self.stances.iter().filter_map(Decided::of_stance);
        let crossings = self.crossings.iter().filter_map(Decided::of_crossing);
        approvals.chain(stances).chain(crossings).collect()
    }

    fn told(&self, tx: &mut Tx<'_>) -> Answer<()> {
        for it in &self.approvals {
            approval::back_told(tx, it.id)?;
        }
        for it in &self.stances {
            stance::told(tx, it.id)?;
        }
        for it in &self.crossings {
            zone::told(tx, it.id)?;
        }
        Ok(())
    }
}
