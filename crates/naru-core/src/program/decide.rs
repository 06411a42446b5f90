//! Whether a program may be made as it is wanted, and whether it opens. Pure.

use super::model::{Admitted, Program, Scope, Secret, Wish};
use naru_base::role::{Post, Right};
use naru_base::seal::LookupHash;
use naru_base::secret::constant_time_eq;
use naru_base::{Micros, Refusal};

/// The longest name.
const NAME_CHARS_MAX: usize = 60;
/// Secrets that live at once.
const SECRETS_MAX: usize = 2;

/// Whether a program like this may be made for somebody of this post. The first reason counts.
pub fn may_issue(
    (post, is_active): (&Post, bool),
    wish: &Wish,
    life_s: i64,
    now: Micros,
) -> Result<(), Refusal> {
    if !is_active || !post.may(Right::ProgramsManage) {
        return Err(Refusal::new("program/account-unfit"));
    }
    let name = wish.name.trim();
    let fits = (1..=NAME_CHARS_MAX).contains(&name.chars().count());
    if !fits || name.chars().any(char::is_control) {
        return Err(Refusal::new("program/name-malformed"));
    }
    if wish.scopes.is_empty() {
        return Err(Refusal::new("program/scopes-missing"));
    }
    if let Some(scope) = wish.scopes.iter().find(|it| !it.fits(post)) {
        return Err(Refusal::new("program/scope-beyond-rights").with("scope", scope.as_str()));
    }
    if wish.until <= now || wish.until > now.plus_seconds(life_s) {
        return Err(Refusal::new("program/life-out-of-range").with("most_s", life_s));
    }
    Ok(())
}

/// Whether it may get another secret.
pub fn may_give(it: &Program, now: Micros) -> Result<(), Refusal> {
    if !it.is_live(now) {
        return Err(Refusal::new("program/over"));
    }
    if it.secrets.iter().filter(|secret| secret.is_live(now)).count() >= SECRETS_MAX {
        return Err(Refusal::new("program/two-secrets-live"));
    }
    Ok(())
}

/// What the shown secret opens. One answer for whatever is wrong: unknown, over, revoked, foreign.
pub fn admitted(
    known: Option<(&Program, &Post, bool)>,
    given: &LookupHash,
    now: Micros,
) -> Option<Admitted> {
    let (it, post, is_active) = known?;
    let is_shown = |secret: &&Secret| {
        let same = constant_time_eq(secret.hash.as_bytes(), given.as_bytes());
        same && secret.is_live(now)
    };
    let shows = it.secrets.iter().filter(is_shown).count() > 0;
    if !(shows && it.is_live(now) && is_active) {
        return None;
    }
    let may = |scope: &Scope| scope.fits(post);
    let scopes = it.scopes.iter().copied().filter(may).collect();
    Some(Admitted { program: it.id, account: it.account, scopes })
}
