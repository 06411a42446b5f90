//! A check that goes from one inspector to another: taken over by a colleague, or given back by its
//! own. Both say why, and both are possible at every step: whoever is ill must not hold up whoever
//! is checked.

use super::model::{Dossier, Engagement};
use super::{decide, service, sql, word};
use naru_base::keyring::Keyring;
use naru_base::seal::Nonce;
use naru_base::{Answer, Env, Fault, FaultKind, Id, Micros, Refusal};
use naru_store::Tx;

/// Where the nonces of hand-overs begin, beyond those of findings and statements.
const NONCE: u32 = 1 << 21;
/// How often one check may change hands.
const HANDS_MAX: usize = 100;

/// That it went out of somebody's hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    /// The how-manieth time.
    pub number: i64,
    /// When.
    pub at: Micros,
    /// Who had it.
    pub from: Id,
    /// Who has taken it over; `None`: it was given back.
    pub to: Option<Id>,
    /// Why; empty until the dossier is opened.
    pub reason: String,
    /// The same, as it is kept.
    pub sealed: Vec<u8>,
}

fn context(id: Id, number: i64) -> String {
    format!("check_hand:{id}:{number}")
}

/// A colleague takes over what another inspector has, with its days.
pub fn take_over(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (who, id): (Id, Id),
    reason: &str,
) -> Answer<Engagement> {
    let dossier = service::dossier(tx, id)?.ok_or(Refusal::new("check/unknown"))?;
    let from = decide::may_take_over(&dossier.engagement, who, reason)?;
    let mut it = dossier.engagement.clone();
    it.inspector = Some(who);
    put_down(tx, env, keys, (&dossier, from, Some(who)), reason)?;
    let more = format!(r#","from":"staff:{from}""#);
    service::save(
        tx,
        env,
        (&format!("staff:{who}"), "check.taken-over"),
        it.state,
        &mut it,
        &more,
    )?;
    Ok(it)
}

/// Its inspector gives it back: it waits for somebody else, without days.
pub fn give_back(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (who, id): (Id, Id),
    reason: &str,
) -> Answer<Engagement> {
    let dossier = service::dossier(tx, id)?.ok_or(Refusal::new("check/unknown"))?;
    let mut it = dossier.engagement.clone();
    let before = it.state;
    it.state = decide::may_give_back(&it, who, reason)?;
    (it.inspector, it.slot) = (None, None);
    put_down(tx, env, keys, (&dossier, who, None), reason)?;
    service::save(tx, env, (&format!("staff:{who}"), "check.given-back"), before, &mut it, "")?;
    Ok(it)
}

fn put_down(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (dossier, from, to): (&Dossier, Id, Option<Id>),
    reason: &str,
) -> Answer<()> {
    if dossier.hands.len() >= HANDS_MAX {
        return Err(Refusal::new("check/too-much").into());
    }
    let id = dossier.engagement.id;
    let number = dossier.hands.iter().map(|it| it.number).max().unwrap_or(0).saturating_add(1);
    let nonce = Nonce::of(env, NONCE);
    let sealed = keys.seal_with_data_key(&context(id, number), reason.trim().as_bytes(), nonce);
    let it = Hand { number, at: env.now, from, to, reason: String::new(), sealed };
    Ok(sql::add_hand(tx, id, &it)?)
}

/// The reasons in clear.
pub(super) fn open_all(id: Id, keys: &Keyring, all: &mut [Hand]) -> Result<(), Fault> {
    for it in all {
        let plain = word::unseal(keys, &context(id, it.number), &it.sealed)?;
        it.reason = String::from_utf8(plain)
            .map_err(|e| Fault::because(FaultKind::Corrupt, "a reason is no text", e))?;
    }
    Ok(())
}

/// Whether a check is somebody's to take up: nobody has it, and it is not over.
pub const fn is_free(it: &Engagement) -> bool {
    it.inspector.is_none() && !it.state.is_final()
}
