//! What the system itself knows of an institution, gathered from every slice for the signals of
//! its checks; and an inspector's word on an item, with the machine's beside it.

use crate::admission::{self, EvidenceKind, Facts, Gate, GateState, PATH};
use crate::check::signal::{Account, Contact, Limits, Notice, Release, Witnessed, of_item};
use crate::check::{self, Found, decide};
use crate::notify::{self, Channel, Party, State, Status};
use crate::{access, identity, policy, staff};
use naru_base::keyring::Keyring;
use naru_base::role::Scope;
use naru_base::{Answer, ClientUseCode, Env, Id, Micros};
use naru_store::Tx;

const DAY_S: i64 = 86_400;

/// Everything that was witnessed of one institution, and the numbers that opinions turn on.
pub fn witnessed(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    now: Micros,
) -> Answer<(Witnessed, Limits)> {
    let limits = Limits::at(&policy::list(tx)?, now)?;
    let back = |days: i64| now.plus_seconds(days.saturating_mul(-DAY_S));
    let party = Party::Institution(code.clone());
    let contacts = notify::contacts(tx)?.into_iter().filter(|it| it.party == party);
    let contacts = contacts.map(|it| Contact { is_outside: it.channel != Channel::Inbox });
    let notices = notify::told(tx, &party, back(limits.exercise_days))?;
    let accounts = staff::accounts_of(tx, &Scope::Institution(code.clone()))?;
    let restrictions = access::load(tx)?.remove(code).unwrap_or_default();
    let facts = admission::facts_of(tx, code)?;
    let known = Witnessed {
        contacts: contacts.collect(),
        notices: notices.iter().map(notice).collect(),
        accounts: accounts.iter().map(account).collect(),
        secrets: identity::secret_ages(tx, code, now)?,
        networks: i64::try_from(restrictions.sources.len()).unwrap_or(i64::MAX),
        certificates: restrictions.certificates.iter().map(|it| it.not_after).collect(),
        releases: releases(&facts, now),
        bills: bills(&facts),
        surety_holds: surety(&facts, now),
        reviewed_at: check::reviewed(tx, code)?,
        seen: check::seen(tx, code, back(limits.window_days).business_date())?,
    };
    Ok((known, limits))
}

fn notice(it: &notify::Told) -> Notice {
    Notice {
        severity: it.severity.rank(),
        is_exercise: it.status == Status::Exercise,
        at: it.at,
        read_at: it.read_at,
        acknowledged_at: it.acknowledged_at,
        is_given_up: it.state == State::GivenUp,
    }
}

const fn account(it: &staff::AccountFacts) -> Account {
    Account {
        is_active: it.is_active,
        has_second_factor: it.has_second_factor,
        created_at: it.created_at,
        entered_at: it.entered_at,
    }
}

/// The newest version of each service in use.
fn releases(facts: &Facts, now: Micros) -> Vec<Release> {
    let live = || facts.services.iter().filter(|it| it.retired_at.is_none());
    let is_newest = |it: &&admission::Service| {
        !live().any(|other| {
            other.key.is_version_of(&it.key)
                && (other.declared_at, &other.key) > (it.declared_at, &it.key)
        })
    };
    let standing = admission::admission(facts, &PATH, now);
    let is_checked = |it: &admission::Service| {
        let mut views = standing.gates.iter().filter(|v| v.gate == Gate::Service);
        views.any(|v| v.service.is_some_and(|s| s.key == it.key) && v.state == GateState::Holds)
    };
    let newest = live().filter(is_newest);
    newest.map(|it| Release { declared_at: it.declared_at, is_checked: is_checked(it) }).collect()
}

fn bills(facts: &Facts) -> Vec<Micros> {
    let bills = facts.evidence.iter().filter(|it| it.kind == EvidenceKind::Sbom);
    bills.map(|it| it.observed_at).collect()
}

fn surety(facts: &Facts, now: Micros) -> Option<bool> {
    let standing = admission::admission(facts, &PATH, now);
    let gate = standing.gates.iter().find(|it| it.gate == Gate::Surety)?;
    match gate.state {
        GateState::Missing => None,
        GateState::Holds => Some(true),
        GateState::Expired | GateState::Failed | GateState::Revoked => Some(false),
    }
}

/// An inspector's word on an item. What the machine says of it is looked up in the same
/// transaction, so that nobody can claim what it does not say.
pub fn find_item(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (who, id): (Id, Id),
    word: &decide::Answer,
) -> Answer<()> {
    find_item_by(tx, (env, keys), (who, id), &format!("staff:{who}"), word)
}

/// The same, written by a program for which the inspector answers.
pub fn find_item_by(
    tx: &mut Tx<'_>,
    (env, keys): (&Env, &Keyring),
    (who, id): (Id, Id),
    by: &str,
    word: &decide::Answer,
) -> Answer<()> {
    let (institution, item) = check::item_of(tx, id, &word.item)?;
    let (known, limits) = witnessed(tx, &institution, env.now)?;
    let (opinion, _) = of_item(&item, &known, &limits, env.now);
    check::found(
        tx,
        env,
        keys,
        (who, id),
        &Found { by: by.to_owned(), word: word.clone(), opinion },
    )
}

/// Somebody of the institution has looked through its people's accounts.
pub fn review_access(tx: &mut Tx<'_>, env: &Env, actor: &str, code: &ClientUseCode) -> Answer<()> {
    let accounts = staff::accounts_of(tx, &Scope::Institution(code.clone()))?;
    let count = i64::try_from(accounts.len()).unwrap_or(i64::MAX);
    check::review(tx, env, actor, code, count)
}
