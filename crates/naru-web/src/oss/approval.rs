//! Approvals on a node: the data are asked outside of any transaction, then the command runs.
//!
//! **Must never know** SQL or how a request is decided: it asks `naru_core::oss::approval`.

use super::{Portfolio, damaged, off};
use naru_base::role::Role;
use naru_base::{Answer, ClientUseCode, Id};
use naru_core::oss::approval::{
    self, Approval, ApprovalRules, IssueState, Known, Office, SeatChange, Seats, Standing, Wish,
};
use naru_core::oss::portfolio::{DataError, Matter};
use naru_core::policy;
use naru_store::Tx;

/// Approvals that newer data are asked about in one go.
const WATCHED_MAX: usize = 200;

impl Portfolio {
    /// The rules of approvals in force.
    pub fn approval_rules(&self) -> Answer<ApprovalRules> {
        Ok(ApprovalRules::at(&self.hub.directory().parameters, self.clock.now())?)
    }

    /// Who fills the offices.
    pub async fn seats(&self) -> Answer<Seats> {
        self.store.read(|tx| Ok(approval::seats_now(tx)?)).await
    }

    /// Proposes that another role fills an office.
    pub(crate) async fn propose_seat(
        &self,
        actor: String,
        (office, role): (Office, Role),
        source: String,
    ) -> Answer<Id> {
        let env = self.env();
        let life_s = policy::at(&self.hub.directory().parameters, env.now)?.proposal_life_s;
        let write = move |tx: &mut Tx<'_>| {
            approval::propose_seat(tx, &env, &actor, (office, role), (&source, life_s))
        };
        let id = self.store.write(write).await?;
        self.changed.notify_one();
        Ok(id)
    }

    /// Lets lapse the changes that nobody confirmed in time; gives how many.
    pub async fn lapse_seats(&self) -> Answer<usize> {
        let env = self.env();
        let now = env.now;
        if !self.store.read(move |tx| Ok(approval::is_any_seat_over(tx, now)?)).await? {
            return Ok(0);
        }
        self.store.write(move |tx| Ok(approval::lapse_seats(tx, &env)?)).await
    }

    /// One change, however it stands now.
    pub(crate) async fn seat_change(&self, id: Id) -> Answer<Option<SeatChange>> {
        self.store.read(move |tx| Ok(approval::seat_change(tx, id)?)).await
    }

    /// Another person confirms it.
    pub(crate) async fn confirm_seat(&self, actor: String, id: Id) -> Answer<()> {
        let env = self.env();
        let write = move |tx: &mut Tx<'_>| approval::confirm_seat(tx, &env, &actor, id);
        self.store.write(write).await?;
        self.changed.notify_one();
        Ok(())
    }

    /// Another person refuses it, and says why.
    pub(crate) async fn refuse_seat(&self, actor: String, id: Id, why: String) -> Answer<()> {
        let (env, hub) = (self.env(), self.hub.clone());
        let write =
            move |tx: &mut Tx<'_>| approval::refuse_seat(tx, &env, &hub.keys, (&actor, id), &why);
        self.store.write(write).await?;
        self.changed.notify_one();
        Ok(())
    }

    /// Whoever proposed it takes it back.
    pub(crate) async fn withdraw_seat(&self, actor: String, id: Id) -> Answer<()> {
        let env = self.env();
        let write = move |tx: &mut Tx<'_>| approval::withdraw_seat(tx, &env, &actor, id);
        self.store.write(write).await
    }

    /// Asks for the use of a package.
    pub async fn ask_approval(
        &self,
        actor: String,
        institution: ClientUseCode,
        wish: Wish,
    ) -> Answer<Id> {
        let (purl, ..) = approval::read(&wish.purl)?;
        let data = self.data();
        let known = off(move || Known::of(data.as_deref(), &purl)).await?.map_err(damaged)?;
        let (env, rules) = (self.env(), self.approval_rules()?);
        let write = move |tx: &mut Tx<'_>| {
            approval::ask(tx, &env, (&actor, &institution), (&wish, &known), &rules)
        };
        self.store.write(write).await
    }

    /// Settles an issue of a request.
    pub async fn settle_issue(
        &self,
        (actor, is_office): (String, bool),
        which: (Id, i64),
        (state, note): (IssueState, String),
    ) -> Answer<()> {
        let env = self.env();
        let write = move |tx: &mut Tx<'_>| {
            approval::settle(tx, &env, (&actor, is_office), which, (state, &note))
        };
        self.store.write(write).await
    }

    /// An office says yes or no to a request.
    pub async fn decide_approval(
        &self,
        (actor, role): (String, Role),
        which: (Id, Office),
        (is_yes, note): (bool, String),
    ) -> Answer<Standing> {
        let env = self.env();
        let write =
            move |tx: &mut Tx<'_>| approval::say(tx, &env, (&actor, role), which, (is_yes, &note));
        let standing = self.store.write(write).await?;
        self.changed.notify_one();
        Ok(standing)
    }

    /// The institution takes a request or an approval back.
    pub async fn withdraw_approval(
        &self,
        (actor, is_own): (String, bool),
        id: Id,
        why: String,
    ) -> Answer<()> {
        let env = self.env();
        let write =
            move |tx: &mut Tx<'_>| approval::withdraw(tx, &env, (&actor, is_own), (id, &why));
        self.store.write(write).await?;
        self.changed.notify_one();
        Ok(())
    }

    /// One request, if it is of this institution or if none is asked for.
    pub async fn approval(
        &self,
        id: Id,
        owner: Option<&ClientUseCode>,
    ) -> Answer<Option<Approval>> {
        let found = self.store.read(move |tx| Ok(approval::find(tx, id)?)).await?;
        Ok(found.filter(|it| owner.is_none_or(|code| it.institution == *code)))
    }

    /// Lets lapse what is over, and asks the newest data about what is approved or asked for: what
    /// is new against it opens it again. Gives how many changed.
    pub async fn watch_approvals(&self) -> Answer<usize> {
        let now = self.clock.now();
        let mut changed = 0;
        if self.store.read(move |tx| Ok(approval::is_any_over(tx, now)?)).await? {
            let env = self.env();
            changed += self.store.write(move |tx| Ok(approval::lapse(tx, &env)?)).await?;
        }
        let Some(data) = self.data() else { return Ok(changed) };
        loop {
            let sha = data.sha256.clone();
            let read = move |tx: &mut Tx<'_>| Ok(approval::watched(tx, &sha, WATCHED_MAX)?);
            let watched = self.store.read(read).await?;
            if watched.is_empty() {
                return Ok(changed);
            }
            let judging = data.clone();
            let judge = move || -> Result<Vec<(Id, Vec<Matter>)>, DataError> {
                let of = |it: &approval::Watched| {
                    let mut matters = Vec::new();
                    for purl in &it.purls {
                        matters.extend(judging.judge(purl)?.matters);
                    }
                    Ok((it.id, matters))
                };
                watched.iter().map(of).collect()
            };
            let judged = off(judge).await?.map_err(damaged)?;
            let (env, rules, sha) = (self.env(), self.approval_rules()?, data.sha256.clone());
            let write =
                move |tx: &mut Tx<'_>| Ok(approval::watch(tx, &env, &sha, &judged, &rules)?);
            changed += self.store.write(write).await?;
        }
    }
}
