//! What takes two people: that there is a program, what it may, and until when. It is made for
//! whoever proposes it; whoever confirms it is of the same role.

use super::model::{Wish, named, words};
use super::service;
use crate::proposal::{self, Case, Kind};
use crate::staff;
use naru_base::role::Right;
use naru_base::{Answer, Env, Fault, FaultKind, Id, Micros, Refusal};
use naru_store::Tx;
use serde::{Deserialize, Serialize};

/// Every kind of proposal of this slice begins so.
pub const PREFIX: &str = "program.";
/// Making a program.
pub const ISSUE: &str = "program.issue";

/// Every kind of this slice.
pub const KINDS: [Kind; 1] = [Kind {
    name: ISSUE,
    right: Right::ProgramsManage,
    gives_link: false,
    check: |tx, case| to_issue(tx, case, case.proposed_at).map(drop),
    execute: |tx, env, case, _| issue(tx, env, case),
}];

#[derive(Serialize, Deserialize)]
struct Body {
    name: String,
    scopes: String,
    until: i64,
}

/// The thing a proposal is about: the program's id is the proposal's.
pub fn subject(id: Id) -> String {
    format!("program:{id}")
}

/// What is wanted, as a proposal has it.
pub fn body(it: &Wish) -> String {
    let (name, until) = (it.name.trim().to_owned(), it.until.get());
    let body = Body { name, scopes: words(&it.scopes), until };
    serde_json::to_string(&body).expect("strings and numbers are always JSON")
}

/// What a proposal wants.
pub fn wish_of(case: &Case) -> Answer<Wish> {
    let unreadable = || Refusal::new("program/proposal-unreadable");
    let it: Body = serde_json::from_str(&case.body).map_err(|_| unreadable())?;
    let scopes = named(&it.scopes).ok_or_else(unreadable)?;
    Ok(Wish { name: it.name, scopes, until: Micros::new(it.until) })
}

fn to_issue(tx: &mut Tx<'_>, case: &Case, now: Micros) -> Answer<Wish> {
    let wish = wish_of(case)?;
    service::may_issue(tx, case.proposed_by, &wish, now)?;
    Ok(wish)
}

/// Whether whoever is to decide has the role of whoever proposed: nobody else knows what its
/// program is to see. The refusal, if not.
///
/// # Errors
/// When the accounts cannot be read.
pub fn one_of_its_role(tx: &mut Tx<'_>, case: &Case, second: Id) -> Result<Option<Refusal>, Fault> {
    let role = |it: Option<(naru_base::role::Post, String)>| it.map(|(post, _)| post.role());
    let roles = (role(staff::standing(tx, case.proposed_by)?), role(staff::standing(tx, second)?));
    Ok((roles.0 != roles.1).then(|| Refusal::new("program/other-role")))
}

fn issue(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let wish = to_issue(tx, case, env.now)?;
    let decided = proposal::find(tx, case.id)?.and_then(|it| it.decided_by);
    let nobody = || Fault::new(FaultKind::Corrupt, "a proposal is done by nobody's decision");
    let second = decided.ok_or_else(nobody)?;
    if let Some(no) = one_of_its_role(tx, case, second)? {
        return Err(no.into());
    }
    let actor = format!("proposal:{}", case.id);
    service::issue(tx, env, &actor, (case.id, case.proposed_by), &wish)
}
