//! What is said about an item: the inspector's word, the institution's, a document that speaks
//! about it. Texts are kept sealed.

use super::decide::{self, Answer as Word};
use super::deeds;
use super::hand;
use super::model::{Dossier, Evidence, Finding, Opinion, Statement};
use super::service::{audit, dossier};
use super::sql;
use crate::admission::Sha256;
use crate::proposal;
use naru_base::keyring::Keyring;
use naru_base::seal::Nonce;
use naru_base::{Answer, Env, Fault, FaultKind, Id, Micros, Refusal};
use naru_store::Tx;
use serde::{Deserialize, Serialize};

/// What one engagement can hold.
const REVISIONS_MAX: i64 = 50;
const EVIDENCE_MAX: usize = 1_000;
/// Nonces of one item, and where those of statements begin.
const NONCES_OF_ITEM: u32 = 64;
const STATEMENTS: u32 = 1 << 20;

#[derive(Serialize, Deserialize)]
struct Grounds {
    grounds: String,
    demand: String,
}

/// Every text of one command is sealed under a nonce of its own: by its item's place and revision.
fn nonce(env: &Env, dossier: &Dossier, item: &str, base: u32, revision: i64) -> Nonce {
    let place = dossier.list.items.iter().position(|it| it.id == item).unwrap_or(0);
    let place = u32::try_from(place).unwrap_or(0).saturating_mul(NONCES_OF_ITEM);
    let revision = u32::try_from(revision).unwrap_or(0);
    Nonce::of(env, base.saturating_add(place).saturating_add(revision))
}

fn finding_context(id: Id, item: &str, revision: i64) -> String {
    format!("check_finding:{id}:{item}:{revision}")
}

fn statement_context(id: Id, item: &str, revision: i64) -> String {
    format!("check_statement:{id}:{item}:{revision}")
}

/// An inspector's word on an item, with what the machine says of it in the same instant.
#[derive(Clone, Debug)]
pub struct Found {
    /// Who wrote it: the inspector, or a program for which the inspector answers.
    pub by: String,
    /// The word.
    pub word: Word,
    /// The machine's.
    pub opinion: Opinion,
}

/// Writes down what was found about an item; the last word counts.
pub fn found(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (who, id): (Id, Id),
    it: &Found,
) -> Answer<()> {
    let dossier = dossier(tx, id)?.ok_or(Refusal::new("check/unknown"))?;
    decide::may_answer(&dossier, who, &it.word, it.opinion)?;
    let item = it.word.item.clone();
    let revision = dossier.finding(&item).map_or(1, |last| last.revision.saturating_add(1));
    if revision > REVISIONS_MAX {
        return Err(Refusal::new("check/too-much").into());
    }
    // Of what is met nothing is demanded, whatever was before.
    let demand = if it.word.value.is_open() { it.word.demand.trim() } else { "" };
    let text = Grounds { grounds: it.word.grounds.trim().to_owned(), demand: demand.to_owned() };
    let plain = serde_json::to_vec(&text).expect("strings are always JSON");
    let context = finding_context(id, &item, revision);
    let nonce = nonce(env, &dossier, &item, 0, revision);
    let sealed = keys.seal_with_data_key(&context, &plain, nonce);
    let (value, how) = (it.word.value, it.word.how);
    let finding = Finding {
        item,
        revision,
        value,
        how,
        opinion: it.opinion,
        grounds: String::new(),
        demand: String::new(),
        sealed,
        at: env.now,
        by: it.by.clone(),
    };
    sql::add_finding(tx, id, &finding)?;
    let more = format!(
        r#","how":"{how}","item":"{}","machine":"{}","revision":{revision},"value":"{value}""#,
        finding.item, finding.opinion
    );
    audit(tx, env, (&it.by, "check.item.found"), &dossier.engagement, &more);
    Ok(())
}

/// What an institution says of an item.
#[derive(Clone, Debug)]
pub struct Said {
    /// Which item.
    pub item: String,
    /// What.
    pub text: String,
}

/// The institution's own word on an item, while the check goes on.
pub fn state_item(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (actor, id): (&str, Id),
    it: &Said,
) -> Answer<()> {
    let dossier = open_at(tx, (id, &it.item), env.now)?;
    let text = it.text.trim();
    if text.is_empty() || text.chars().count() > decide::TEXT_CHARS_MAX {
        return Err(Refusal::new("check/text-length").into());
    }
    let revision = dossier.statement(&it.item).map_or(1, |last| last.revision.saturating_add(1));
    if revision > REVISIONS_MAX {
        return Err(Refusal::new("check/too-much").into());
    }
    let context = statement_context(id, &it.item, revision);
    let nonce = nonce(env, &dossier, &it.item, STATEMENTS, revision);
    let sealed = keys.seal_with_data_key(&context, text.as_bytes(), nonce);
    let statement = Statement {
        item: it.item.clone(),
        revision,
        text: String::new(),
        sealed,
        at: env.now,
        by: actor.to_owned(),
    };
    sql::add_statement(tx, id, &statement)?;
    let more = format!(r#","item":"{}","revision":{revision}"#, it.item);
    audit(tx, env, (actor, "check.item.stated"), &dossier.engagement, &more);
    Ok(())
}

/// The dossier, if it is not over and has the item. While a result of it is proposed nothing is
/// added: the second person confirms what the first one saw.
fn open_at(tx: &mut Tx<'_>, (id, item): (Id, &str), now: Micros) -> Answer<Dossier> {
    let dossier = dossier(tx, id)?.ok_or(Refusal::new("check/unknown"))?;
    if dossier.engagement.state.is_final() {
        return Err(Refusal::new("check/not-now").with("state", dossier.engagement.state).into());
    }
    if dossier.list.item(item).is_none() {
        return Err(Refusal::new("check/item-unknown").with("item", item).into());
    }
    let subject = deeds::subject(&dossier.engagement.institution, id);
    if proposal::open_for(tx, (deeds::VERDICT, &subject), now)?.is_some() {
        return Err(Refusal::new("check/result-proposed").into());
    }
    Ok(dossier)
}

/// Says that a document on file speaks about an item.
pub fn name_evidence(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, id): (&str, Id),
    item: &str,
    sha256: Sha256,
) -> Answer<()> {
    let dossier = open_at(tx, (id, item), env.now)?;
    if !dossier.documents.iter().any(|it| it.sha256 == sha256) {
        return Err(Refusal::new("check/evidence-unknown").into());
    }
    if dossier.evidence.len() >= EVIDENCE_MAX {
        return Err(Refusal::new("check/too-much").into());
    }
    let it = Evidence { item: item.to_owned(), sha256, at: env.now, by: actor.to_owned() };
    if sql::add_evidence(tx, (id, &dossier.engagement.institution), &it)? {
        let sha = data_encoding::HEXLOWER.encode(&sha256);
        let more = format!(r#","item":"{item}","sha256":"{sha}""#);
        audit(tx, env, (actor, "check.evidence.named"), &dossier.engagement, &more);
    }
    Ok(())
}

/// Takes a document off an item again: whoever named it, as long as something may be said about the
/// item. That it was named stays on the trail.
pub fn take_off(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, id): (&str, Id),
    item: &str,
    sha256: Sha256,
) -> Answer<()> {
    let dossier = open_at(tx, (id, item), env.now)?;
    let named = decide::may_take_off(&dossier, actor, (item, &sha256))?;
    if sql::remove_evidence(tx, id, named)? {
        let sha = data_encoding::HEXLOWER.encode(&sha256);
        let more = format!(r#","item":"{item}","sha256":"{sha}""#);
        audit(tx, env, (actor, "check.evidence.taken-off"), &dossier.engagement, &more);
    }
    Ok(())
}

impl Dossier {
    /// The same with its texts in clear.
    pub fn opened(mut self, keys: &Keyring) -> Result<Dossier, Fault> {
        let id = self.engagement.id;
        for it in &mut self.findings {
            let plain = unseal(keys, &finding_context(id, &it.item, it.revision), &it.sealed)?;
            let text: Grounds = serde_json::from_slice(&plain)
                .map_err(|e| Fault::because(FaultKind::Corrupt, "a finding is not JSON", e))?;
            (it.grounds, it.demand) = (text.grounds, text.demand);
        }
        for it in &mut self.statements {
            let plain = unseal(keys, &statement_context(id, &it.item, it.revision), &it.sealed)?;
            it.text = String::from_utf8(plain)
                .map_err(|e| Fault::because(FaultKind::Corrupt, "a statement is no text", e))?;
        }
        hand::open_all(id, keys, &mut self.hands)?;
        Ok(self)
    }
}

pub(super) fn unseal(keys: &Keyring, context: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
    let broken = format!("{context} does not open; check the keys");
    let opened = keys
        .open_with_data_key(context, sealed)
        .map_err(|e| Fault::because(FaultKind::Permanent, broken, e))?;
    Ok(opened.expose().clone())
}
