//! The way back in when no two administrators are left who could help: by whoever holds the root
//! key on the host. The person who comes back proves nothing else, so every administrator is told
//! (see `reactions`), and it is in the audit trail as the host's deed.

use crate::staff::decide;
use crate::staff::model::{Token, TokenHash};
use crate::staff::service::{audit, invite, staff};
use crate::staff::sql_roster as roster;
use naru_base::role::{Post, Role};
use naru_base::{Answer, Env, Id, Micros, Refusal};
use naru_store::Tx;

/// Who does it, in the audit trail.
pub const ACTOR: &str = "system:host";

/// With fewer administrators that can act, nobody's deed could be confirmed.
const ADMINISTRATORS_MIN: i64 = 2;

/// Gives an administrator's account a new beginning: password and authenticator are set anew with
/// a link and a code, both of which the host prints. What was open is closed. Gives the account,
/// and until when the link opens.
pub(crate) fn recover(
    tx: &mut Tx<'_>,
    env: &Env,
    login: &str,
    (link, code_hash): (&TokenHash, &[u8; 32]),
) -> Answer<(Id, Micros)> {
    let login = login.trim().to_ascii_lowercase();
    let all = roster::administrators(tx)?;
    let found = all.into_iter().find(|it| it.login == login);
    let found = found.ok_or(Refusal::new("staff/no-such-administrator"))?;
    if !matches!(found.state.as_str(), "active" | "reset") {
        return Err(Refusal::new("staff/account-closed").into());
    }
    let (id, until) = (found.id, env.now.plus_seconds(decide::ENROLMENT_SECONDS));
    roster::set_state(tx, id, "reset")?;
    roster::end_sessions(tx, id)?;
    roster::end_recoveries(tx, id, env.now)?;
    roster::add_recovery(tx, link, id, "account", code_hash, (env.now, until))?;
    audit(tx, env.now, ACTOR, "staff.account.reset", &staff(id), r#"{"mode":"account"}"#);
    Ok((id, until))
}

/// Invites another administrator, while there are not two who could.
pub(crate) fn invite_administrator(tx: &mut Tx<'_>, env: &Env, link: &Token) -> Answer<Micros> {
    let most = ADMINISTRATORS_MIN - 1;
    if roster::active_administrators(tx)? > most {
        return Err(Refusal::new("staff/administrators-enough").into());
    }
    let post = Post::of_network(Role::Administrator).expect("a role for the whole network");
    invite(tx, env, ACTOR, &post, link)?;
    Ok(env.now.plus_seconds(decide::ENROLMENT_SECONDS))
}

/// An administrator's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Administrator {
    /// Its login.
    pub login: String,
    /// `pending`, `active`, `reset` or `closed`.
    pub state: String,
    /// The last login.
    pub entered_at: Option<Micros>,
}

/// All administrators' accounts, by login.
pub fn administrators(tx: &mut Tx<'_>) -> Answer<Vec<Administrator>> {
    let all = roster::administrators(tx)?.into_iter();
    Ok(all
        .map(|it| Administrator { login: it.login, state: it.state, entered_at: it.entered_at })
        .collect())
}
