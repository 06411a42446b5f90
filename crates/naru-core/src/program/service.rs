//! What is done to a program, and whose call it is.

use super::decide;
use super::model::{Admitted, Made, Program, Wish, words};
use super::sql;
use crate::{policy, staff};
use data_encoding::BASE64URL_NOPAD;
use naru_base::keyring::Keyring;
use naru_base::role::{Post, Right};
use naru_base::seal::LookupHash;
use naru_base::secret::SecretText;
use naru_base::{Answer, AuditRecord, Entropy, Env, Fault, Id, Micros, Refusal};
use naru_store::Tx;
use std::collections::BTreeMap;

/// How many programs are listed.
const LIST_MAX: i64 = 500;
const SECRET_BYTES: usize = 32;
/// What a program shows begins so: scanners of source code find one that was left there.
const PREFIX: &str = "naru-program";

fn audit(tx: &mut Tx<'_>, env: &Env, (actor, action): (&str, &'static str), id: Id, body: String) {
    let (actor, subject) = (actor.to_owned(), format!("program:{id}"));
    tx.audit(AuditRecord { at: env.now, actor, action, subject, body });
}

fn hash(keys: &Keyring, id: Id, secret: &str) -> LookupHash {
    keys.lookup("program.secret", &[id.to_string().as_bytes(), secret.as_bytes()])
}

/// A new secret.
pub fn new_secret(entropy: &dyn Entropy) -> SecretText {
    let mut out = vec![0; SECRET_BYTES];
    entropy.fill(&mut out);
    SecretText::new(BASE64URL_NOPAD.encode(&out))
}

/// What the program sends as its bearer token.
pub fn text_of(id: Id, secret: &SecretText) -> SecretText {
    SecretText::new(format!("{PREFIX}.{id}.{}", secret.expose()))
}

/// Whether a program like this may be made for this account as things are.
pub(super) fn may_issue(tx: &mut Tx<'_>, account: Id, wish: &Wish, now: Micros) -> Answer<Post> {
    let unknown = || Refusal::new("program/account-unfit");
    let (post, state) = staff::standing(tx, account)?.ok_or_else(unknown)?;
    let life_s = policy::number(&policy::list(tx)?, "program_life_s", now)?;
    decide::may_issue((&post, state == "active"), wish, life_s, now)?;
    Ok(post)
}

/// Makes a program. It opens nothing before it has a secret.
pub fn issue(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    (id, account): (Id, Id),
    wish: &Wish,
) -> Answer<()> {
    may_issue(tx, account, wish, env.now)?;
    let it = Program {
        id,
        name: wish.name.trim().to_owned(),
        account,
        scopes: wish.scopes.clone(),
        made_at: env.now,
        made_by: actor.to_owned(),
        until: wish.until,
        ended: None,
        secrets: Vec::new(),
    };
    if !sql::add(tx, &it)? {
        return Err(Refusal::new("program/known").into());
    }
    let body = format!(
        r#"{{"account":"staff:{account}","scopes":"{}","until":{}}}"#,
        words(&it.scopes),
        it.until.get()
    );
    audit(tx, env, (actor, "program.issued"), id, body);
    Ok(())
}

fn known(tx: &mut Tx<'_>, id: Id) -> Answer<Program> {
    Ok(sql::find(tx, id)?.ok_or(Refusal::new("program/unknown"))?)
}

/// Gives a program a secret; the earlier one opens for as long as the rules say, or no more.
pub fn give_secret(
    tx: &mut Tx<'_>,
    (env, keys): (&Env, &Keyring),
    actor: &str,
    id: Id,
    (secret, at_once): (&SecretText, bool),
) -> Answer<Made> {
    let mut it = known(tx, id)?;
    if at_once {
        sql::end_secrets(tx, id, env.now)?;
        it = known(tx, id)?;
    }
    decide::may_give(&it, env.now)?;
    let overlap_s = policy::number(&policy::list(tx)?, "program_secret_overlap_s", env.now)?;
    let earlier = it.secrets.iter().any(|secret| secret.is_live(env.now));
    let earlier_until = earlier.then(|| env.now.plus_seconds(overlap_s));
    if let Some(until) = earlier_until {
        sql::end_secrets(tx, id, until)?;
    }
    sql::add_secret(tx, id, &hash(keys, id, secret.expose()), env.now)?;
    let body = earlier_until
        .map_or_else(|| "{}".to_owned(), |until| format!(r#"{{"earlier_until":{}}}"#, until.get()));
    audit(tx, env, (actor, "program.secret.given"), id, body);
    Ok(Made { earlier_until, until: it.until })
}

/// Revokes a program: from this commit on it opens nothing. Twice is once.
pub fn revoke(tx: &mut Tx<'_>, env: &Env, actor: &str, id: Id) -> Answer<()> {
    known(tx, id)?;
    if sql::end(tx, id, env.now, actor)? {
        sql::end_secrets(tx, id, env.now)?;
        audit(tx, env, (actor, "program.revoked"), id, "{}".to_owned());
    }
    Ok(())
}

/// Whether this person may give this program a secret: whoever manages programs of the same role.
pub fn must_manage(tx: &mut Tx<'_>, post: &Post, id: Id) -> Answer<Program> {
    let it = known(tx, id)?;
    let whose = staff::standing(tx, it.account)?.map(|(post, _)| post.role());
    if !post.may(Right::ProgramsManage) || whose != Some(post.role()) {
        return Err(Refusal::new("program/not-yours").into());
    }
    Ok(it)
}

/// Whose call it is, by what the caller shows as its bearer token. `None`: nobody's that counts.
pub fn admit(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    shown: &str,
    now: Micros,
) -> Result<Option<Admitted>, Fault> {
    let mut parts = shown.trim().splitn(3, '.');
    let (Some(PREFIX), Some(id), Some(secret)) = (parts.next(), parts.next(), parts.next()) else {
        return Ok(None);
    };
    let Ok(id) = Id::parse(id) else { return Ok(None) };
    let given = hash(keys, id, secret);
    let Some(it) = sql::find(tx, id)? else { return Ok(None) };
    let Some((post, state)) = staff::standing(tx, it.account)? else { return Ok(None) };
    Ok(decide::admitted(Some((&it, &post, state == "active")), &given, now))
}

/// A program.
pub fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<Program>, Fault> {
    sql::find(tx, id)
}

/// The programs, the latest first.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<Program>, Fault> {
    sql::list(tx, LIST_MAX)
}

/// The logins of those who answer for programs.
pub fn accounts(tx: &mut Tx<'_>, of: &[Program]) -> Result<BTreeMap<Id, String>, Fault> {
    let mut out = BTreeMap::new();
    for it in of {
        if !out.contains_key(&it.account)
            && let Some(login) = staff::login_of(tx, it.account)?
        {
            out.insert(it.account, login);
        }
    }
    Ok(out)
}
