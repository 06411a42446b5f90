//! The dangerous deeds on accounts, as kinds of proposals: each is proposed by one administrator
//! and done by the confirmation of another.

use crate::proposal::{Case, Kind};
use crate::staff::decide;
use crate::staff::model::TokenHash;
use crate::staff::passkey;
use crate::staff::service::{audit, enrolment_subject, post_body, staff};
use crate::staff::{sql, sql_roster as roster};
use naru_base::role::{Post, Right, Role, Scope};
use naru_base::{Answer, Env, Fault, FaultKind, Id, Refusal};
use naru_store::Tx;
use serde::{Deserialize, Serialize};

/// The name of the invitation of a new member of staff.
pub const INVITE: &str = "staff.invite";
/// The name of closing an account for good.
pub const CLOSE: &str = "staff.close";
/// The name of giving a new second factor to somebody who knows the password.
pub const RESET: &str = "staff.second-factor";
/// The name of giving back an account to somebody who lost password and second factor.
pub const RECOVER: &str = "staff.recover";

/// At least so many administrators stay, or nobody could confirm anything.
const ADMINISTRATORS_MIN: i64 = 2;

/// Every kind of this slice.
pub const KINDS: [Kind; 4] = [
    Kind {
        name: INVITE,
        right: Right::AccountsManage,
        gives_link: true,
        check: |_, case| invited_post(case).map(drop),
        execute: invite,
    },
    Kind {
        name: CLOSE,
        right: Right::AccountsManage,
        gives_link: false,
        check: |tx, case| may_close(tx, case).map(drop),
        execute: close,
    },
    Kind {
        name: RESET,
        right: Right::AccountsManage,
        gives_link: true,
        check: |tx, case| may_recover(tx, case).map(drop),
        execute: |tx, env, case, link| recover(tx, env, case, link, "second-factor"),
    },
    Kind {
        name: RECOVER,
        right: Right::AccountsManage,
        gives_link: true,
        check: |tx, case| may_recover(tx, case).map(drop),
        execute: |tx, env, case, link| recover(tx, env, case, link, "account"),
    },
];

/// What an invitation says: the role and what it is held for.
#[derive(Serialize, Deserialize)]
struct Invitation {
    role: String,
    scope: String,
}

/// The body of an invitation.
pub fn invitation(post: &Post) -> String {
    post_body(post)
}

/// The post that an invitation is for.
pub fn invited_post(case: &Case) -> Answer<Post> {
    let unreadable = || Refusal::new("staff/post-unknown");
    let it: Invitation = serde_json::from_str(&case.body).map_err(|_| unreadable())?;
    let post = Role::parse(&it.role)
        .zip(Scope::parse(&it.scope))
        .and_then(|(role, scope)| Post::new(role, scope));
    Ok(post.ok_or_else(unreadable)?)
}

fn invite(tx: &mut Tx<'_>, env: &Env, case: &Case, link: &TokenHash) -> Answer<()> {
    let post = invited_post(case)?;
    let by = staff(case.proposed_by);
    let until = env.now.plus_seconds(decide::ENROLMENT_SECONDS);
    sql::add_enrolment(tx, link, &post, &by, (env.now, until), case.code_hash.as_ref())?;
    let subject = enrolment_subject(link);
    audit(tx, env.now, &by, "staff.enrolment.invited", &subject, &post_body(&post));
    Ok(())
}

/// The account a proposal is about, and its state.
fn account(tx: &mut Tx<'_>, case: &Case) -> Answer<(Id, Post, String)> {
    let id = case.subject.strip_prefix("staff:").and_then(|it| Id::parse(it).ok());
    let found = match id {
        Some(id) => roster::standing(tx, id)?.map(|(post, state)| (id, post, state)),
        None => None,
    };
    Ok(found.ok_or(Refusal::new("staff/account-unknown"))?)
}

fn may_close(tx: &mut Tx<'_>, case: &Case) -> Answer<Id> {
    let (id, post, state) = account(tx, case)?;
    if state == "closed" {
        return Err(Refusal::new("staff/account-closed").into());
    }
    let is_one = post.role() == Role::Administrator && state == "active";
    if is_one && roster::active_administrators(tx)? <= ADMINISTRATORS_MIN {
        return Err(Refusal::new("staff/administrators-too-few").into());
    }
    Ok(id)
}

fn close(tx: &mut Tx<'_>, env: &Env, case: &Case, _: &TokenHash) -> Answer<()> {
    let id = may_close(tx, case)?;
    roster::set_state(tx, id, "closed")?;
    roster::end_sessions(tx, id)?;
    audit(tx, env.now, "system:proposal", "staff.account.closed", &staff(id), "{}");
    Ok(())
}

fn may_recover(tx: &mut Tx<'_>, case: &Case) -> Answer<Id> {
    let (id, _, state) = account(tx, case)?;
    match state.as_str() {
        "active" | "reset" => Ok(id),
        _ => Err(Refusal::new("staff/account-closed").into()),
    }
}

/// What was lost stops working at once; what was open is closed.
fn recover(
    tx: &mut Tx<'_>,
    env: &Env,
    case: &Case,
    link: &TokenHash,
    mode: &'static str,
) -> Answer<()> {
    let id = may_recover(tx, case)?;
    let code_hash = case.code_hash.ok_or_else(|| {
        Fault::new(FaultKind::Permanent, "a recovery was proposed without its code")
    })?;
    roster::set_state(tx, id, "reset")?;
    roster::end_sessions(tx, id)?;
    roster::end_recoveries(tx, id, env.now)?;
    passkey::remove_all(tx, env, id)?;
    let until = env.now.plus_seconds(decide::ENROLMENT_SECONDS);
    roster::add_recovery(tx, link, id, mode, &code_hash, (env.now, until))?;
    let body = format!(r#"{{"mode":"{mode}"}}"#);
    audit(tx, env.now, "system:proposal", "staff.account.reset", &staff(id), &body);
    Ok(())
}
