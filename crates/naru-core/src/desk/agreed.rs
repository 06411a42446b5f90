//! What one user of an institution agreed to, from the first day on, and the person behind it.

use super::life::Reason;
use super::mask;
use crate::consent::{self, GrantFacts};
use crate::identity::{self, AccountRecord, Agreed, UserRecord, UserToken};
use naru_base::keyring::Keyring;
use naru_base::role::{Post, Right, Scope};
use naru_base::{Answer, AuditRecord, BusinessDate, ClientUseCode, Env, Id, Micros, Refusal};
use naru_base::{BankCode, UserSeqNo};
use naru_store::Tx;
use naru_store::chain::{self, Recorded, SUBJECTS_MAX};
use std::collections::BTreeSet;

/// The most grants, tokens and records that the page of one user shows, each.
const SHOWN_MAX: i64 = 50;
/// Beside the days that the facts name, the trail of so many last days is read: taking an
/// agreement back leaves no date behind but in the trail.
const LAST_DAYS: usize = 7;
/// At most so many stretches of days are read.
const STRETCHES_MAX: usize = 8;

/// A user of an institution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserKey {
    /// The institution.
    pub institution: ClientUseCode,
    /// Its number for the user.
    pub user: UserSeqNo,
}

impl UserKey {
    /// The form in the audit trail and in addresses.
    pub fn text(&self) -> String {
        format!("{}/{}", self.institution, self.user)
    }
}

/// Everything that one user agreed to.
#[derive(Clone)]
pub struct AgreedLife {
    /// Who.
    pub key: UserKey,
    /// Since when the institution has this number.
    pub since: Option<Micros>,
    /// That the institution may be told who the user is.
    pub login: Agreed,
    /// When the user left, if so.
    pub closed_at: Option<Micros>,
    /// Whether the person was erased: nothing opens any more.
    pub is_erased: bool,
    /// The accounts, oldest first, also those taken off.
    pub accounts: Vec<AgreedAccount>,
    /// Authorizations of clients, newest first.
    pub grants: Vec<GrantFacts>,
    /// Tokens that work.
    pub tokens: Vec<UserToken>,
    /// What the trail has of the days that matter, newest first.
    pub records: Vec<Recorded>,
    /// Who it is, masked.
    pub person: AgreedPerson,
}

/// An account and what was agreed about it.
#[derive(Clone)]
pub struct AgreedAccount {
    /// The bank.
    pub bank: BankCode,
    /// The institution's handle for it.
    pub fintech_use_num: String,
    /// Agreement to inquiries.
    pub inquiry: Agreed,
    /// Agreement to debits.
    pub transfer: Agreed,
    /// When it was registered first.
    pub created_at: Micros,
    /// When it was taken off, if so.
    pub cancelled_at: Option<Micros>,
}

/// The person and the numbers of the accounts, in their order; masked or not. No Debug.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct AgreedPerson {
    /// The name.
    pub name: Option<String>,
    /// The telephone.
    pub phone: Option<String>,
    /// The accounts' numbers.
    pub numbers: Vec<Option<String>>,
    /// Whether they are shown as they are.
    pub is_revealed: bool,
}

fn may(post: &Post, right: Right, key: &UserKey) -> bool {
    post.may_on(right, &Scope::Institution(key.institution.clone()))
}

/// What a user agreed to, the person masked. Nothing if there is no such user, or not for this
/// post.
pub fn agreed_life(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    post: &Post,
    key: &UserKey,
    now: Micros,
) -> Answer<Option<AgreedLife>> {
    if !may(post, Right::ConsentsRead, key) {
        return Ok(None);
    }
    let ours = (&key.institution, &key.user);
    let Some(user) = identity::find_user(tx, ours.0, ours.1)? else { return Ok(None) };
    let accounts = identity::list_accounts(tx, ours.0, ours.1)?;
    let person = person(keys, &user, &accounts)?.masked();
    let mut life = AgreedLife {
        key: key.clone(),
        since: identity::user_since(tx, ours)?,
        login: user.login,
        closed_at: user.closed_at,
        is_erased: user.sealed_key.is_none(),
        accounts: accounts.into_iter().map(AgreedAccount::of).collect(),
        grants: consent::grants_of(tx, ours, SHOWN_MAX)?,
        tokens: identity::live_tokens_of(tx, ours, now, SHOWN_MAX)?,
        records: Vec::new(),
        person,
    };
    if post.may(Right::AuditRead) {
        life.records = records(tx, &life, now)?;
    }
    Ok(Some(life))
}

impl AgreedAccount {
    fn of(it: AccountRecord) -> AgreedAccount {
        AgreedAccount {
            bank: it.bank,
            fintech_use_num: it.fintech_use_num,
            inquiry: it.inquiry,
            transfer: it.transfer,
            created_at: it.created_at,
            cancelled_at: it.cancelled_at,
        }
    }
}

fn records(tx: &mut Tx<'_>, life: &AgreedLife, now: Micros) -> Answer<Vec<Recorded>> {
    let mut subjects = vec![format!("user:{}", life.key.text())];
    // The newest accounts, if there are more than one statement takes.
    let accounts = life.accounts.iter().rev().map(|it| format!("account:{}", it.fintech_use_num));
    subjects.extend(accounts.take(SUBJECTS_MAX - 1));
    let mut out = Vec::new();
    for days in stretches(&life.days(now)) {
        out.extend(chain::about(tx, days, &subjects, SHOWN_MAX)?);
    }
    out.truncate(usize::try_from(SHOWN_MAX).unwrap_or(usize::MAX));
    Ok(out)
}

impl AgreedLife {
    /// The days on which something is known to have happened, and the last few.
    fn days(&self, now: Micros) -> BTreeSet<BusinessDate> {
        let mut at: Vec<Option<Micros>> = vec![self.since, self.login.at, self.closed_at];
        for it in &self.accounts {
            at.extend([Some(it.created_at), it.inquiry.at, it.transfer.at, it.cancelled_at]);
        }
        for it in &self.grants {
            at.extend([Some(it.created_at), it.ended.as_ref().map(|(at, _)| *at)]);
        }
        let mut days: BTreeSet<BusinessDate> =
            at.into_iter().flatten().map(Micros::business_date).collect();
        let mut day = now.business_date();
        for _ in 0..LAST_DAYS {
            days.insert(day);
            day = day.previous();
        }
        days
    }
}

/// Days that follow each other as one stretch; the newest stretches first.
fn stretches(days: &BTreeSet<BusinessDate>) -> Vec<(BusinessDate, BusinessDate)> {
    let mut out: Vec<(BusinessDate, BusinessDate)> = Vec::new();
    for day in days.iter().rev() {
        match out.last_mut() {
            Some((first, _)) if first.previous() == *day => *first = *day,
            _ => out.push((*day, *day)),
        }
    }
    out.truncate(STRETCHES_MAX);
    out
}

/// Shows the person as it is: who looks, why and at whom is in the audit trail in the same commit.
pub fn reveal_agreed(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    env: &Env,
    (who, post): (Id, &Post),
    key: &UserKey,
    reason: &Reason,
) -> Answer<AgreedPerson> {
    if !may(post, Right::PersonsReveal, key) {
        return Err(Refusal::new("desk/no-right").into());
    }
    let user = identity::find_user(tx, &key.institution, &key.user)?
        .ok_or(Refusal::new("desk/user-unknown"))?;
    let accounts = identity::list_accounts(tx, &key.institution, &key.user)?;
    tx.audit(AuditRecord {
        at: env.now,
        actor: format!("staff:{who}"),
        action: "desk.person.revealed",
        subject: format!("user:{}", key.text()),
        body: reason.body(),
    });
    person(keys, &user, &accounts)
}

fn person(keys: &Keyring, user: &UserRecord, accounts: &[AccountRecord]) -> Answer<AgreedPerson> {
    let details = user.details(keys)?;
    let some = |it: String| (!it.is_empty()).then_some(it);
    let mut numbers = Vec::new();
    for it in accounts {
        numbers.push(user.open_account(keys, it)?.map(|(number, _)| number));
    }
    let (name, phone) = details.map_or((None, None), |it| (some(it.name), some(it.phone)));
    Ok(AgreedPerson { name, phone, numbers, is_revealed: true })
}

impl AgreedPerson {
    fn masked(self) -> AgreedPerson {
        AgreedPerson {
            name: self.name.map(|it| mask::name(&it)),
            phone: self.phone.map(|it| mask::phone(&it)),
            numbers: self.numbers.into_iter().map(|it| it.map(|it| mask::account(&it))).collect(),
            is_revealed: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_follow_each_other_are_one_stretch() {
        let day = |text: &str| BusinessDate::parse(text).expect("a date");
        let days = ["20261130", "20261201", "20261129", "20261107"].map(day);
        let got = stretches(&days.into_iter().collect());
        let want = [("20261129", "20261201"), ("20261107", "20261107")];
        assert_eq!(got, want.map(|(from, to)| (day(from), day(to))));
    }
}
