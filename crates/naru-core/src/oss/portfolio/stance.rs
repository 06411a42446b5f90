//! What an institution says of a finding instead of putting it right: that it is not affected
//! (VEX), or that it needs longer (an exception). Asked for with reasons, decided by offices of the
//! operator, more of them the graver it is; never by whoever asked. An approval has an end.

use super::lists::{FindingRow, ListKey};
use super::model::{Grade, System};
use super::{sql, sql_stance, sql_state};
use crate::policy::{self, Parameter};
use naru_base::{Answer, AuditRecord, Env, Fault, Id, Micros, Refusal};
use naru_store::Tx;
use std::collections::BTreeSet;

/// The longest reason, control or note.
pub const TEXT_CHARS_MAX: usize = 1_000;
/// How long before its end an approved stance may be asked for anew, so that the next is decided
/// when it ends.
pub const RENEWED_S: i64 = 30 * 86_400;
/// The shortest reason that says something.
pub const REASON_CHARS_MIN: usize = 10;

words! {
    /// What is said. The first five are the justifications of VEX for "not affected".
    Claim {
        /// The component is not in the product, whatever the bill says.
        NotPresent "component_not_present",
        /// The vulnerable code is not in it.
        CodeNotPresent "vulnerable_code_not_present",
        /// The vulnerable code is never run.
        CodeNotRun "vulnerable_code_not_in_execute_path",
        /// No attacker can steer it.
        NotSteered "vulnerable_code_cannot_be_controlled_by_adversary",
        /// Something in front of it already stops the attack.
        Mitigated "inline_mitigations_already_exist",
        /// It is affected, and needs longer: an exception, with a compensating control.
        NeedsLonger "exception",
    }

    /// Where a stance stands.
    Standing {
        /// Offices are still to decide.
        Asked "asked",
        /// Enough of them said yes.
        Approved "approved",
        /// One of them said no.
        Refused "refused",
        /// Whoever asked took it back.
        Withdrawn "withdrawn",
        /// Its time is over, or the version it was about is gone.
        Lapsed "lapsed",
    }

    /// An office that decides. Who fills it is data: [`crate::oss::approval::seats_now`].
    Office {
        /// 보안.
        Security "security",
        /// 총괄.
        Manager "manager",
        /// 심의.
        Board "board",
    }
}

impl Claim {
    /// Whether it says that the system is not affected.
    pub const fn is_vex(self) -> bool {
        !matches!(self, Claim::NeedsLonger)
    }
}

/// How many offices must say yes, and for how long an approval may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StanceRules {
    /// For what is critical or exploited.
    pub quorum_grave: i64,
    /// For what is high.
    pub quorum_high: i64,
    /// For the rest: the quick path.
    pub quorum_rest: i64,
    /// The longest exception.
    pub exception_max_s: i64,
    /// The longest time until "not affected" is looked at anew.
    pub vex_max_s: i64,
}

impl StanceRules {
    /// The rules in force at `now`.
    pub fn at(parameters: &[Parameter], now: Micros) -> Result<StanceRules, Fault> {
        let number = |name| policy::number(parameters, name, now);
        Ok(StanceRules {
            quorum_grave: number("oss_quorum_grave")?,
            quorum_high: number("oss_quorum_high")?,
            quorum_rest: number("oss_quorum_rest")?,
            exception_max_s: number("oss_exception_max_s")?,
            vex_max_s: number("oss_vex_max_s")?,
        })
    }

    /// How many offices a finding of this grade takes.
    pub const fn quorum(&self, grade: Grade) -> i64 {
        match grade {
            Grade::Critical | Grade::Exploited => self.quorum_grave,
            Grade::High => self.quorum_high,
            Grade::Medium | Grade::Low | Grade::None => self.quorum_rest,
        }
    }
}

/// What somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Of which finding: the package and the advisory.
    pub package: i64,
    /// The advisory.
    pub advisory: String,
    /// What is said.
    pub claim: Claim,
    /// Why.
    pub reason: String,
    /// What is done meanwhile; for an exception.
    pub control: String,
    /// Until when.
    pub until: Micros,
}

/// A stance on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stance {
    /// Its id.
    pub id: Id,
    /// The system.
    pub system: Id,
    /// Its name, and whose it is.
    pub system_name: String,
    /// Whose.
    pub institution: naru_base::ClientUseCode,
    /// The package, to ask on, and its name.
    pub package: i64,
    /// Its name.
    pub package_name: String,
    /// The versions it is about; with others it lapses.
    pub versions: String,
    /// The advisory.
    pub advisory: String,
    /// How grave it was when it was asked.
    pub grade: Grade,
    /// What is said.
    pub claim: Claim,
    /// Why.
    pub reason: String,
    /// What is done meanwhile.
    pub control: String,
    /// Until when.
    pub until: Micros,
    /// How many offices must say yes.
    pub quorum: i64,
    /// When it was asked, and by whom.
    pub asked_at: Micros,
    /// By whom.
    pub asked_by: String,
    /// Where it stands.
    pub standing: Standing,
    /// Since when.
    pub since: Micros,
    /// Why somebody else took it back; empty if nobody did.
    pub taken_back: String,
    /// Its place among what waits, as a list by need has it; 0: it was not listed so.
    pub need: i64,
    /// What the offices said.
    pub votes: Vec<Vote>,
}

/// The word of an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// Which.
    pub office: Office,
    /// By whom.
    pub by: String,
    /// Yes or no.
    pub is_yes: bool,
    /// Why.
    pub note: String,
    /// When.
    pub at: Micros,
}

/// What is known of the finding that a stance is to be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The versions that are affected.
    pub versions: String,
    /// How grave.
    pub grade: Grade,
    /// Whether it is open.
    pub is_open: bool,
    /// What is asked about it, or approved and in force for longer than [`RENEWED_S`].
    pub taken: Option<Id>,
}

/// What stands beside a finding: asked for, or approved and in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alive {
    /// Which.
    pub id: Id,
    /// Whether it is approved; else it is to be decided.
    pub is_approved: bool,
    /// Until when it is asked for.
    pub until: Micros,
    /// Since when it stands so.
    pub since: Micros,
}

impl Alive {
    /// Whether it ends so soon that it may be asked for anew.
    pub fn may_be_renewed(&self, now: Micros) -> bool {
        self.is_approved && self.until <= now.plus_seconds(RENEWED_S)
    }

    /// Whether its end is near for how long it holds: one that was just approved does not end soon,
    /// however short it is.
    pub fn ends_soon(&self, now: Micros) -> bool {
        let half_us = self.until.since(self.since) / 2;
        let soon_us = half_us.min(RENEWED_S * 1_000_000);
        self.is_approved && self.until > now && self.until.since(now) <= soon_us
    }

    /// Its last day: the end is the midnight after it.
    pub fn last_day(&self) -> naru_base::BusinessDate {
        self.until.business_date().previous()
    }
}

/// Whether it may be asked for; the first reason that applies, in this order.
pub fn may_ask(
    about: Option<&About>,
    wish: &Wish,
    rules: &StanceRules,
    now: Micros,
) -> Result<(), Refusal> {
    let about = about.filter(|it| it.is_open).ok_or(Refusal::new("oss/finding-unknown"))?;
    if let Some(other) = about.taken {
        return Err(Refusal::new("oss/stance-there").with("request", other));
    }
    wrong_fields(wish, rules, now).into_iter().next().map_or(Ok(()), Err)
}

/// Everything that is wrong with what was written, in the order of the form.
pub fn wrong_fields(wish: &Wish, rules: &StanceRules, now: Micros) -> Vec<Refusal> {
    let fits =
        |text: &str, least: usize| (least..=TEXT_CHARS_MAX).contains(&text.trim().chars().count());
    let is_vex = wish.claim.is_vex();
    let mut wrong = Vec::new();
    if !fits(&wish.reason, REASON_CHARS_MIN) {
        wrong.push(Refusal::new("oss/stance-reason").with("least", REASON_CHARS_MIN));
    }
    if !fits(&wish.control, if is_vex { 0 } else { REASON_CHARS_MIN }) {
        wrong.push(Refusal::new("oss/stance-control").with("least", REASON_CHARS_MIN));
    }
    let most_s = if is_vex { rules.vex_max_s } else { rules.exception_max_s };
    if wish.until <= now || wish.until > now.plus_seconds(most_s) {
        wrong.push(Refusal::new("oss/stance-until").with("days", most_s / 86_400));
    }
    wrong
}

/// For which of the offices that somebody fills they speak: the first that has not spoken.
pub fn speaks_for(it: &Stance, offices: &[Office]) -> Option<Office> {
    let is_free = |own: &&Office| !it.votes.iter().any(|vote| vote.office == **own);
    offices.iter().find(is_free).or(offices.first()).copied()
}

/// What a vote makes of a stance: its next standing, or why it may not be cast.
pub fn vote(it: &Stance, by: &str, office: Office, is_yes: bool) -> Result<Standing, Refusal> {
    if it.standing != Standing::Asked {
        return Err(Refusal::new("oss/stance-decided"));
    }
    if it.asked_by == by {
        return Err(Refusal::new("oss/stance-own"));
    }
    // Neither one office twice nor one person in two offices.
    if it.votes.iter().any(|vote| vote.office == office || vote.by == by) {
        return Err(Refusal::new("oss/stance-voted"));
    }
    if !is_yes {
        return Ok(Standing::Refused);
    }
    let yes = i64::try_from(it.votes.iter().filter(|vote| vote.is_yes).count()).unwrap_or(0);
    Ok(if yes + 1 >= it.quorum { Standing::Approved } else { Standing::Asked })
}

fn audit(tx: &mut Tx<'_>, env: &Env, (actor, action): (&str, &'static str), it: &Stance) {
    let advisory = serde_json::to_string(&it.advisory).expect("a text is always JSON");
    let body = format!(
        r#"{{"advisory":{advisory},"claim":"{}","grade":"{}","stance":"{}","until":{}}}"#,
        it.claim.as_str(),
        it.grade,
        it.id,
        it.until.get()
    );
    let subject = format!("institution:{}/{}", it.institution, it.system);
    tx.audit(AuditRecord { at: env.now, actor: actor.to_owned(), action, subject, body });
}

/// Asks.
pub fn ask(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    system: Id,
    wish: &Wish,
    rules: &StanceRules,
) -> Answer<Id> {
    let system: System = sql::find_system(tx, system)?.ok_or(Refusal::new("oss/system-unknown"))?;
    let about = sql_stance::about(tx, (system.id, wish.package, &wish.advisory), env.now)?;
    may_ask(about.as_ref(), wish, rules, env.now)?;
    let about = about.ok_or(Refusal::new("oss/finding-unknown"))?;
    let it = Stance {
        id: env.id(0),
        system: system.id,
        system_name: system.name,
        institution: system.institution,
        package: wish.package,
        package_name: String::new(),
        versions: about.versions,
        advisory: wish.advisory.clone(),
        grade: about.grade,
        claim: wish.claim,
        reason: wish.reason.trim().to_owned(),
        control: wish.control.trim().to_owned(),
        until: wish.until,
        quorum: rules.quorum(about.grade),
        asked_at: env.now,
        asked_by: actor.to_owned(),
        standing: Standing::Asked,
        since: env.now,
        taken_back: String::new(),
        need: 0,
        votes: Vec::new(),
    };
    sql_stance::add(tx, &it)?;
    audit(tx, env, (actor, "oss.stance.asked"), &it);
    Ok(it.id)
}

/// An office says yes or no. `offices`: those that whoever speaks fills, as the seats have it.
pub fn decide(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, offices): (&str, &[Office]),
    id: Id,
    (is_yes, note): (bool, &str),
) -> Answer<Standing> {
    let it = sql_stance::find(tx, id)?.ok_or(Refusal::new("oss/stance-unknown"))?;
    let office = speaks_for(&it, offices).ok_or(Refusal::new("oss/stance-office"))?;
    let note = note.trim();
    // A yes may speak for itself; a no never does.
    let least = if is_yes { 0 } else { REASON_CHARS_MIN };
    if !(least..=TEXT_CHARS_MAX).contains(&note.chars().count()) {
        return Err(Refusal::new("oss/stance-reason").with("least", REASON_CHARS_MIN).into());
    }
    let next = vote(&it, actor, office, is_yes)?;
    let note = note.to_owned();
    let cast = Vote { office, by: actor.to_owned(), is_yes, note, at: env.now };
    sql_stance::add_vote(tx, id, &cast)?;
    let action = if is_yes { "oss.stance.agreed" } else { "oss.stance.refused" };
    audit(tx, env, (actor, action), &it);
    if next != Standing::Asked {
        sql_stance::set_decided(tx, id, next, env.now)?;
        sql_state::next_version(tx)?;
    }
    if next == Standing::Approved {
        sql::count_findings(tx, it.system)?;
    }
    Ok(next)
}

/// It is taken back, also after it was approved. Whoever did not ask for it says why, and whoever
/// did is told.
pub fn withdraw(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, is_own): (&str, bool),
    (id, why): (Id, &str),
) -> Answer<()> {
    let it = sql_stance::find(tx, id)?.ok_or(Refusal::new("oss/stance-unknown"))?;
    if !matches!(it.standing, Standing::Asked | Standing::Approved) {
        return Err(Refusal::new("oss/stance-decided").into());
    }
    if !is_own {
        let why = why.trim();
        if !(REASON_CHARS_MIN..=TEXT_CHARS_MAX).contains(&why.chars().count()) {
            return Err(Refusal::new("oss/stance-reason").with("least", REASON_CHARS_MIN).into());
        }
        sql_stance::set_taken_back(tx, id, why)?;
    }
    sql_stance::set(tx, id, Standing::Withdrawn, env.now)?;
    if it.standing == Standing::Approved {
        sql::count_findings(tx, it.system)?;
    }
    sql_state::next_version(tx)?;
    audit(tx, env, (actor, "oss.stance.withdrawn"), &it);
    Ok(())
}

/// Lets lapse what is over by time or because other versions are in use; gives how many.
pub fn lapse(tx: &mut Tx<'_>, env: &Env) -> Result<usize, Fault> {
    let over = sql_stance::over(tx, env.now)?;
    for it in &over {
        sql_stance::set(tx, it.id, Standing::Lapsed, env.now)?;
        audit(tx, env, ("system:oss", "oss.stance.lapsed"), it);
    }
    let was_in_force = over.iter().filter(|it| it.standing == Standing::Approved);
    for system in was_in_force.map(|it| it.system).collect::<BTreeSet<Id>>() {
        sql::count_findings(tx, system)?;
    }
    if !over.is_empty() {
        sql_state::next_version(tx)?;
    }
    Ok(over.len())
}

/// Whether anything is to lapse.
pub fn is_any_over(tx: &mut Tx<'_>, now: Micros) -> Result<bool, Fault> {
    Ok(!sql_stance::over(tx, now)?.is_empty())
}

/// Which stances.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stances {
    /// Of one institution; none: of all.
    pub institution: Option<naru_base::ClientUseCode>,
    /// Of one system.
    pub system: Option<Id>,
    /// Those that are to be decided, those in force, or none: all.
    pub standing: Option<Standing>,
    /// A part of the name of the system or of the package, or of the advisory; empty: any.
    pub name: String,
    /// Only those that wait for this person, who speaks for these offices and has not spoken.
    pub waits: Option<(String, Vec<Office>)>,
    /// What waits in the order of its need: first what a standing hangs on, by the deadline of its
    /// finding, then what was asked first. Else those that end first.
    pub is_by_need: bool,
    /// Where the list goes on: after this time and id.
    pub after: Option<ListKey>,
}

impl Stance {
    /// Where a list that ends with it goes on.
    pub fn key(&self, is_by_need: bool) -> ListKey {
        let by = if is_by_need { self.need } else { self.until.get() };
        ListKey { by, id: self.id.to_string() }
    }

    /// Its last day: the end is the midnight after it.
    pub fn last_day(&self) -> naru_base::BusinessDate {
        self.until.business_date().previous()
    }
}

/// How many, up to one more than [`crate::oss::COUNTED_MAX`].
pub fn count(tx: &mut Tx<'_>, which: &Stances) -> Result<i64, Fault> {
    sql_stance::count(tx, which)
}

/// Those that were decided or that somebody else took back, of which whoever asked was not told.
pub fn untold(tx: &mut Tx<'_>, limit: usize) -> Result<Vec<Stance>, Fault> {
    sql_stance::back_untold(tx, limit)
}

/// Whoever asked was told what became of it.
pub fn told(tx: &mut Tx<'_>, id: Id) -> Result<(), Fault> {
    sql_stance::back_told(tx, id)
}

/// Stances, by their need or by their end.
pub fn list(tx: &mut Tx<'_>, which: &Stances, limit: usize) -> Result<Vec<Stance>, Fault> {
    sql_stance::list(tx, which, limit)
}

/// What stands beside each of these findings.
pub fn beside(
    tx: &mut Tx<'_>,
    findings: &[FindingRow],
    now: Micros,
) -> Result<Vec<Option<Alive>>, Fault> {
    let of = |it: &FindingRow| {
        sql_stance::alive(tx, (it.system, it.package, &it.advisory), (&it.versions, now))
    };
    findings.iter().map(of).collect()
}

/// What was last refused or taken back about a finding in the versions that it is about.
pub fn last_closed(tx: &mut Tx<'_>, it: &FindingRow) -> Result<Option<(Id, Standing)>, Fault> {
    sql_stance::last_closed(tx, (it.system, it.package, &it.advisory), &it.versions)
}

/// One stance.
pub fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<Stance>, Fault> {
    sql_stance::find(tx, id)
}
