//! Requests asked, issues settled, offices heard; what is over, and what newer data say of it.

use super::decide::{
    class_of, licence_kept, licence_news, may_ask, may_take_back, news, settle as may_settle, vote,
};
use super::model::{
    Approval, ApprovalRules, Cover, Event, Issue, IssueState, Office, Standing, Vote, Wish,
};
use super::report::{Known, issues_of, read};
use super::{sql, sql_use};
use crate::oss::portfolio::{Advisories, Matter, System};
use naru_base::role::Role;
use naru_base::{Answer, AuditRecord, ClientUseCode, Env, Fault, Id, Micros, Refusal};
use naru_store::Tx;
use std::collections::BTreeMap;

/// Approvals of one package that are looked at.
const OF_PACKAGE_MAX: usize = 500;
/// Versions in use of a package that newer data are asked about.
const USED_MAX: usize = 100;
/// Components of a system that are looked at: no bill has more.
const DIRECT_MAX: usize = 20_000;
/// Versions under a licence that an institution's systems ask for, and requests of an institution,
/// that are compared.
const ASKED_MAX: usize = 100_000;
const APPROVALS_MAX: usize = 20_000;
/// Who writes down what happens by itself.
const SYSTEM: &str = "system:oss";

/// Which requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Which {
    /// Of one institution; none: of all.
    pub institution: Option<ClientUseCode>,
    /// In one of these standings, two at most; none: in any.
    pub standings: Vec<Standing>,
    /// A part of the package's name; empty: any.
    pub name: String,
    /// Only those that wait for somebody; none: all.
    pub waits: Option<Waits>,
    /// In which order.
    pub order: Order,
    /// The page goes on after this: since when, and the id.
    pub after: Option<(Micros, String)>,
}

/// How many requests, and what keeps them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them, up to one more than [`crate::oss::COUNTED_MAX`]; the others are of these.
    pub all: i64,
    /// With an issue that nobody has settled: nobody approves them.
    pub open: i64,
    /// With an issue that there were no data of the ecosystem, by ecosystem.
    pub lacked: BTreeMap<String, i64>,
}

impl Tally {
    /// Of how many there are data now, which they lacked when they were asked for.
    pub fn known(&self, data: &Advisories) -> i64 {
        self.lacked.iter().filter(|it| data.knows_ecosystem(it.0)).map(|it| it.1).sum()
    }
}

/// For whom requests wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waits {
    /// For whoever asked: an issue is open.
    ForAsker,
    /// For this person, who speaks for these offices and has not spoken.
    ForOffice {
        /// The person.
        by: String,
        /// The offices.
        offices: Vec<Office>,
        /// Of what there are data: what lacked them when it was asked for is rather asked for
        /// again, and waits for its institution.
        known: KnownOf,
    },
}

/// Of which ecosystems there are data on advisories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KnownOf {
    /// Of none.
    #[default]
    Nothing,
    /// Of every one that advisories speak of.
    Everything,
    /// Of these.
    These(Vec<String>),
}

impl KnownOf {
    /// As these data say.
    pub fn of(data: Option<&Advisories>) -> KnownOf {
        match data.map(|it| &it.head.ecosystems) {
            None => KnownOf::Nothing,
            Some(all) if all.is_empty() => KnownOf::Everything,
            Some(all) => KnownOf::These(all.keys().cloned().collect()),
        }
    }

    /// As a statement asks for it.
    pub(super) fn text(&self) -> String {
        match self {
            KnownOf::Nothing => String::new(),
            KnownOf::Everything => "*".to_owned(),
            KnownOf::These(all) => format!("|{}|", all.join("|")),
        }
    }
}

/// By what requests are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The newest change first.
    #[default]
    Newest,
    /// The most urgent first, as of this moment: what live services use, then the rest; of both
    /// first those with a deadline, the nearest first, then what has stood so the longest.
    Urgent(Micros),
}

/// A request that newer data are to be asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// Its id.
    pub id: Id,
    /// Whose.
    pub institution: ClientUseCode,
    /// Its package.
    pub ecosystem: String,
    /// Its name.
    pub name: String,
    /// The version asked about.
    pub version: String,
    /// The range.
    pub versions: String,
    /// What is to be judged: the version asked about, and those in use that it covers.
    pub purls: Vec<String>,
}

/// What a system asks for itself, and how that is covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Direct {
    /// Its ecosystem.
    pub ecosystem: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its package URL.
    pub purl: String,
    /// The package, to ask on.
    pub package: i64,
    /// Its licence, as the bill has it.
    pub licence: String,
    /// How it is covered.
    pub cover: Cover,
}

fn audit(tx: &mut Tx<'_>, env: &Env, (actor, action): (&str, &'static str), it: &Approval) {
    let purl = serde_json::to_string(&it.wish.purl).expect("a text is always JSON");
    let body = format!(
        r#"{{"approval":"{}","class":"{}","purl":{purl},"round":{},"until":{}}}"#,
        it.id,
        it.class,
        it.round,
        it.wish.until.get()
    );
    let subject = format!("institution:{}", it.institution);
    tx.audit(AuditRecord { at: env.now, actor: actor.to_owned(), action, subject, body });
}

/// Asks. `known`: what the data say, asked outside of the transaction.
pub fn ask(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, institution): (&str, &ClientUseCode),
    (wish, known): (&Wish, &Known),
    rules: &ApprovalRules,
) -> Answer<Id> {
    let (purl, ecosystem, name, version) = read(&wish.purl)?;
    let there = sql::of_package(tx, (&ecosystem, &name), None, OF_PACKAGE_MAX)?;
    let own = |it: &&Approval| it.institution == *institution;
    let mut alive = there.iter().filter(own).filter(|it| it.standing.is_alive());
    let taken = alive.find(|it| it.covers(&version)).map(|it| it.id);
    may_ask(known, wish, (&ecosystem, &version, taken), rules, env.now)?;
    let licence = licence_kept(&wish.licence).to_owned();
    let wish = &Wish { licence: licence.clone(), ..wish.clone() };
    let is_elsewhere = there.iter().any(|it| {
        it.standing == Standing::Approved
            && it.wish.until > env.now
            && it.wish.licence == licence
            && it.covers(&version)
    });
    let bills = bills_of(tx, (&ecosystem, &name), institution, |it| {
        let asked = wish.versions.trim();
        let range = crate::oss::portfolio::Range::parse(asked).filter(|_| !asked.is_empty());
        range.map_or(it == version, |range| range.holds(&ecosystem, it))
    })?;
    let known = &Known { bills, ..known.clone() };
    let issues = issues_of(known, wish, rules, env.now);
    let class = class_of(&issues, is_elsewhere);
    let plain = |text: &str| text.trim().to_owned();
    let it = Approval {
        id: env.id(0),
        institution: institution.clone(),
        wish: Wish {
            purl: purl.to_string(),
            versions: plain(&wish.versions),
            purpose: plain(&wish.purpose),
            fit: plain(&wish.fit),
            alternatives: plain(&wish.alternatives),
            origin: plain(&wish.origin),
            licence,
            until: wish.until,
        },
        ecosystem,
        name,
        version,
        class,
        offices: rules.offices_of(class),
        report: known.report.clone(),
        round: 1,
        asked_at: env.now,
        asked_by: actor.to_owned(),
        standing: Standing::Asked,
        since: env.now,
        taken_back: String::new(),
        need: 0,
        issues,
        votes: Vec::new(),
    };
    sql::add(tx, &it, &known.report.sha256)?;
    audit(tx, env, (actor, "oss.approval.asked"), &it);
    Ok(it.id)
}

fn known(tx: &mut Tx<'_>, id: Id) -> Answer<Approval> {
    Ok(sql::find(tx, id)?.ok_or(Refusal::new("oss/approval-unknown"))?)
}

/// Settles an issue: put right by the institution, or accepted by an office.
pub fn settle(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, is_office): (&str, bool),
    (id, seq): (Id, i64),
    (state, note): (IssueState, &str),
) -> Answer<()> {
    let it = known(tx, id)?;
    may_settle(&it, seq, (actor, is_office), (state, note))?;
    sql::set_issue(tx, (id, seq), state, (note.trim(), actor, env.now))?;
    let action = match state {
        IssueState::Accepted => "oss.approval.issue.accepted",
        IssueState::Resolved | IssueState::Open => "oss.approval.issue.resolved",
    };
    audit(tx, env, (actor, action), &it);
    Ok(())
}

/// An office says yes or no.
pub fn decide(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, role): (&str, Role),
    (id, office): (Id, Office),
    (is_yes, note): (bool, &str),
) -> Answer<Standing> {
    let it = known(tx, id)?;
    let seats = super::seats::seats(tx)?;
    let next = vote(&it, (actor, role), office, (is_yes, note), &seats)?;
    let note = note.trim().to_owned();
    let by = actor.to_owned();
    sql::add_vote(tx, id, &Vote { round: it.round, office, by, is_yes, note, at: env.now })?;
    let action = if is_yes { "oss.approval.agreed" } else { "oss.approval.refused" };
    audit(tx, env, (actor, action), &it);
    if next != it.standing {
        sql::set_decided(tx, id, next, env.now)?;
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
    let it = known(tx, id)?;
    let next = it.standing.next(Event::TakenBack);
    let next = next.ok_or(Refusal::new("oss/approval-decided"))?;
    if !is_own {
        may_take_back(why)?;
        sql::set_taken_back(tx, id, why.trim())?;
    }
    sql::set(tx, id, next, env.now)?;
    audit(tx, env, (actor, "oss.approval.withdrawn"), &it);
    Ok(())
}

/// Lets lapse what is over; gives how many.
pub fn lapse(tx: &mut Tx<'_>, env: &Env) -> Result<usize, Fault> {
    let over = sql::over(tx, env.now)?;
    for it in &over {
        if let Some(next) = it.standing.next(Event::Over) {
            sql::set(tx, it.id, next, env.now)?;
            audit(tx, env, (SYSTEM, "oss.approval.lapsed"), it);
        }
    }
    Ok(over.len())
}

/// Whether anything is to lapse.
pub fn is_any_over(tx: &mut Tx<'_>, now: Micros) -> Result<bool, Fault> {
    Ok(!sql::over(tx, now)?.is_empty())
}

/// Requests that these data were not asked about yet, with what is to be judged for each.
pub fn watched(tx: &mut Tx<'_>, data: &str, count: usize) -> Result<Vec<Watched>, Fault> {
    let mut out = Vec::new();
    for (mut it, asked) in sql::watched(tx, data, count)? {
        let used = sql_use::used(tx, (&it.ecosystem, &it.name), &it.institution, USED_MAX)?;
        let range = crate::oss::portfolio::Range::parse(&it.versions).unwrap_or_default();
        let is_covered = |version: &String| match it.versions.is_empty() {
            true => *version == it.version,
            false => range.holds(&it.ecosystem, version),
        };
        let mut purls = vec![asked];
        purls.extend(used.into_iter().filter(|used| is_covered(&used.1)).map(|used| used.0));
        purls.dedup();
        it.purls = purls;
        out.push(it);
    }
    Ok(out)
}

/// What the bills of an institution's systems call the licence of versions of a package, each once.
fn bills_of(
    tx: &mut Tx<'_>,
    package: (&str, &str),
    institution: &ClientUseCode,
    is_covered: impl Fn(&str) -> bool,
) -> Result<Vec<String>, Fault> {
    let mut all: Vec<String> = sql_use::licences(tx, package, institution, USED_MAX)?
        .into_iter()
        .filter(|it| is_covered(&it.0))
        .map(|it| it.1)
        .collect();
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// What is new against a request is added to it, in a round of its own if it was decided. Gives
/// whether there was anything.
fn reopen(
    tx: &mut Tx<'_>,
    env: &Env,
    mut it: Approval,
    new: Vec<Issue>,
    rules: &ApprovalRules,
) -> Result<bool, Fault> {
    let Some(next) = it.standing.next(Event::News).filter(|_| !new.is_empty()) else {
        return Ok(false);
    };
    for issue in &new {
        sql::add_issue(tx, it.id, issue)?;
    }
    it.issues.extend(new);
    it.standing = next;
    it.round += 1;
    // It takes what the gravest of all issues takes, never less than it took.
    it.class = it.class.max(class_of(&it.issues, false));
    it.offices = rules.offices_of(it.class);
    sql::set_again(tx, &it, env.now)?;
    audit(tx, env, (SYSTEM, "oss.approval.reopened"), &it);
    Ok(true)
}

/// Compares the licences in the bill of a system with those that were asked for: another one opens
/// its request again. Gives how many that were.
pub fn compare(
    tx: &mut Tx<'_>,
    env: &Env,
    (institution, system): (&ClientUseCode, Id),
    rules: &ApprovalRules,
) -> Result<usize, Fault> {
    let mut count = 0;
    for own in sql::for_system(tx, institution, system)? {
        let package = (own.ecosystem.as_str(), own.name.as_str());
        let bills = bills_of(tx, package, institution, |it| own.covers(it))?;
        let Some(it) = sql::find(tx, own.id)? else { continue };
        let new = licence_news(&it, &bills, env.now);
        count += usize::from(reopen(tx, env, it, new, rules)?);
    }
    Ok(count)
}

/// What newer data say of requests: what is new against one opens it again, in a round of its own.
/// Gives how many that were.
pub fn watch(
    tx: &mut Tx<'_>,
    env: &Env,
    data: &str,
    judged: &[(Id, Vec<Matter>)],
    rules: &ApprovalRules,
) -> Result<usize, Fault> {
    let mut count = 0;
    for (id, matters) in judged {
        let Some(it) = sql::find(tx, *id)? else { continue };
        sql::set_seen(tx, *id, data)?;
        let new = news(&it, matters, env.now);
        count += usize::from(reopen(tx, env, it, new, rules)?);
    }
    Ok(count)
}

/// Requests that something new opened again, of which nobody was told yet.
pub fn untold(tx: &mut Tx<'_>, count: usize) -> Result<Vec<Approval>, Fault> {
    sql::untold(tx, count)
}

/// They were told of the round that it is in.
pub fn told(tx: &mut Tx<'_>, id: Id, round: i64) -> Result<(), Fault> {
    sql::told(tx, id, round)
}

/// Requests that were decided or that somebody else took back, of which whoever asked was not told.
pub fn back_untold(tx: &mut Tx<'_>, count: usize) -> Result<Vec<Approval>, Fault> {
    sql::back_untold(tx, count)
}

/// Whoever asked was told what became of it.
pub fn back_told(tx: &mut Tx<'_>, id: Id) -> Result<(), Fault> {
    sql::back_told(tx, id)
}

/// What the bills of the institution's systems call the licence of what is asked for, each once.
pub fn billed_licences(tx: &mut Tx<'_>, it: &Approval) -> Result<Vec<String>, Fault> {
    bills_of(tx, (&it.ecosystem, &it.name), &it.institution, |version| it.covers(version))
}

/// How many requests, up to one more than [`crate::oss::COUNTED_MAX`].
pub fn count(tx: &mut Tx<'_>, which: &Which) -> Result<i64, Fault> {
    sql::count(tx, which)
}

/// The same apart by what keeps them.
pub fn tally(tx: &mut Tx<'_>, which: &Which) -> Result<Tally, Fault> {
    sql::tally(tx, which)
}

/// One request with everything.
pub fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<Approval>, Fault> {
    sql::find(tx, id)
}

/// Requests with everything.
pub fn list(tx: &mut Tx<'_>, which: &Which, count: usize) -> Result<Vec<Approval>, Fault> {
    sql::list(tx, which, count)
}

/// What was asked of a package, the newest change first; without issues and votes.
pub fn of_package(
    tx: &mut Tx<'_>,
    package: (&str, &str),
    owner: Option<&ClientUseCode>,
) -> Result<Vec<Approval>, Fault> {
    sql::of_package(tx, package, owner, OF_PACKAGE_MAX)
}

/// Whether it may be used now.
pub fn in_force(it: &Approval, now: Micros) -> bool {
    it.standing == Standing::Approved && it.wish.until > now
}

/// What a system asks for itself, each with how it is covered.
pub fn direct(tx: &mut Tx<'_>, system: &System, now: Micros) -> Result<Vec<Direct>, Fault> {
    let approvals = sql::for_system_ever(tx, &system.institution, system.id)?;
    let mut all = sql_use::direct(tx, system.id, DIRECT_MAX)?;
    for it in &mut all {
        let mine = approvals.iter().filter(|own| {
            own.ecosystem == it.ecosystem && own.name == it.name && own.covers(&it.version)
        });
        let cover = mine.filter_map(|own| cover(own, now));
        it.cover = cover.max().unwrap_or(Cover::None);
    }
    Ok(all)
}

fn cover(own: &Approval, now: Micros) -> Option<Cover> {
    match own.standing {
        Standing::Approved if own.wish.until > now => Some(Cover::Approved(own.id)),
        Standing::Reopened => Some(Cover::Reopened(own.id)),
        Standing::Asked => Some(Cover::Asked(own.id)),
        Standing::Refused => Some(Cover::Refused(own.id)),
        Standing::Withdrawn => Some(Cover::Withdrawn(own.id)),
        _ => None,
    }
}

/// A version under a licence that live systems of an institution ask for themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its ecosystem.
    pub ecosystem: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its package URL.
    pub purl: String,
    /// Its licence, as the bills have it.
    pub licence: String,
    /// How many of these systems.
    pub systems: i64,
    /// How it is covered.
    pub cover: Cover,
    /// The licence that it was asked for with; empty: none was stated, or nobody asked.
    pub asked_licence: String,
}

/// What the live systems of an institution ask for themselves, each once, with how it is covered.
/// None: it is more than can be looked at here.
pub fn direct_of(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    now: Micros,
) -> Result<Option<Vec<Asked>>, Fault> {
    let approvals = sql::alive(tx, institution, APPROVALS_MAX + 1)?;
    let mut all = sql_use::direct_of(tx, institution, ASKED_MAX + 1)?;
    if approvals.len() > APPROVALS_MAX || all.len() > ASKED_MAX {
        return Ok(None);
    }
    let mut of: BTreeMap<(&str, &str), Vec<&Approval>> = BTreeMap::new();
    for it in &approvals {
        of.entry((&it.ecosystem, &it.name)).or_default().push(it);
    }
    for it in &mut all {
        let own = of.get(&(it.ecosystem.as_str(), it.name.as_str()));
        let covers = own.into_iter().flatten().filter(|own| own.covers(&it.version));
        let best = covers.filter_map(|own| Some((cover(own, now)?, *own)));
        if let Some((cover, own)) = best.max_by_key(|it| it.0) {
            it.cover = cover;
            it.asked_licence.clone_from(&own.wish.licence);
        }
    }
    Ok(Some(all))
}
