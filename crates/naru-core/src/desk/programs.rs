//! A program's secret made, and a program revoked, by staff with a fresh one-time code.

use crate::program::{self, Program};
use crate::staff::{self, TokenHash};
use naru_base::keyring::Keyring;
use naru_base::role::Post;
use naru_base::secret::SecretText;
use naru_base::{Answer, Env, Id};
use naru_store::Tx;

/// Session, account and post of who does it.
pub type By<'a> = (&'a TokenHash, Id, &'a Post);

/// Gives a program a secret.
pub fn give_program_secret(
    tx: &mut Tx<'_>,
    by: (&Env, &Keyring),
    (session, account, post): By<'_>,
    id: Id,
    given: (&SecretText, bool),
) -> Answer<Program> {
    staff::must_be_fresh(tx, session, by.0.now)?;
    let it = program::must_manage(tx, post, id)?;
    program::give_secret(tx, by, &format!("staff:{account}"), id, given)?;
    Ok(it)
}

/// Revokes a program.
pub fn revoke_program(
    tx: &mut Tx<'_>,
    env: &Env,
    (session, account, post): By<'_>,
    id: Id,
) -> Answer<()> {
    staff::must_be_fresh(tx, session, env.now)?;
    program::must_manage(tx, post, id)?;
    program::revoke(tx, env, &format!("staff:{account}"), id)
}
