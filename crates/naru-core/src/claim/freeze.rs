//! Requests to freeze and to let go: which are due, and what an answer of a bank does. The message
//! is its own row, so a node that dies forgets none.

use super::decide;
use super::freezewire::{FREEZE_PATH, FreezeReply, FreezeRequest, UNFREEZE_PATH, UnfreezeRequest};
use super::model::{Claim, Event, Step, Trace, TraceState};
use super::service::{account_context, audit, done, find, move_to, subject, told};
use super::{Told, sql_trace};
use naru_base::keyring::Keyring;
use naru_base::{Answer, BankCode, Env, Fault, FaultKind, Id, Micros};
use naru_store::Tx;

/// A request that a bank is to be asked now.
pub struct Due {
    /// Its id.
    pub id: Id,
    /// Which bank.
    pub bank: BankCode,
    /// Where it is sent.
    pub path: &'static str,
    /// The message, as JSON. Personal.
    pub body: Vec<u8>,
}

/// Whether there is anything to ask.
pub fn due_now(tx: &mut Tx<'_>, now: Micros) -> Answer<bool> {
    Ok(sql_trace::any_due(tx, now)?)
}

/// The requests that are due, `limit` at most.
pub fn due(tx: &mut Tx<'_>, keys: &Keyring, now: Micros, limit: i64) -> Answer<Vec<Due>> {
    let mut out = Vec::new();
    for it in sql_trace::due(tx, now, limit)? {
        let (path, body) = match it.state {
            TraceState::Releasing => {
                let request = UnfreezeRequest { request_id: it.id.to_string() };
                (UNFREEZE_PATH, serde_json::to_vec(&request))
            }
            _ => {
                let request = FreezeRequest {
                    request_id: it.id.to_string(),
                    account_num: account(tx, keys, it.id)?,
                    tran_amt: it.amount.to_string(),
                };
                (FREEZE_PATH, serde_json::to_vec(&request))
            }
        };
        let body = body.map_err(|e| {
            Fault::because(FaultKind::Permanent, "could not write a message for a bank", e)
        })?;
        out.push(Due { id: it.id, bank: it.bank, path, body });
    }
    Ok(out)
}

fn account(tx: &mut Tx<'_>, keys: &Keyring, id: Id) -> Answer<String> {
    let broken = || format!("the account of request {id} does not open; check the keys");
    let sealed = sql_trace::sealed_account(tx, id)?
        .ok_or_else(|| Fault::new(FaultKind::Corrupt, format!("request {id} vanished")))?;
    let opened = keys
        .open_with_data_key(&account_context(id), &sealed)
        .map_err(|e| Fault::because(FaultKind::Permanent, broken(), e))?;
    Ok(String::from_utf8(opened.expose().clone())
        .map_err(|e| Fault::because(FaultKind::Corrupt, broken(), e))?)
}

/// Records what a bank answered; `None`: nothing that proves anything, so it is asked again. Gives
/// the claim if this was the last answer it waited for.
pub fn concluded(
    tx: &mut Tx<'_>,
    env: &Env,
    id: Id,
    reply: Option<&FreezeReply>,
) -> Answer<Option<Told>> {
    let Some(it) = sql_trace::find(tx, id)?.filter(|it| it.state.is_open()) else {
        return Ok(None);
    };
    let asked_count = it.asked_count.saturating_add(1);
    let Some((reply, (state, frozen))) =
        reply.and_then(|reply| Some((reply, decide::judged(&it, reply)?)))
    else {
        let next_at = Some(env.now.plus_ms(decide::pause_ms(asked_count)));
        sql_trace::set(tx, it.state, &Trace { asked_count, next_at, ..it.clone() })?;
        return Ok(None);
    };
    let code: String =
        reply.bank_rsp_code.chars().filter(char::is_ascii_alphanumeric).take(3).collect();
    let answered = Trace {
        state,
        frozen,
        bank_rsp_code: Some(code.clone()),
        asked_count,
        next_at: None,
        answered_at: Some(env.now),
        ..it.clone()
    };
    if !sql_trace::set(tx, it.state, &answered)? {
        return Ok(None);
    }
    let (actor, action) = (format!("bank:{}", it.bank), "claim.freeze.answered");
    let body = format!(
        r#"{{"amount":{},"code":"{code}","frozen":{frozen},"request":"{id}","state":"{state}"}}"#,
        it.amount
    );
    audit(tx, env, (&actor, action), subject(it.claim), body);
    if it.state == TraceState::Releasing || sql_trace::is_open(tx, it.claim)? {
        return Ok(None);
    }
    let claim = find(tx, it.claim)?;
    all_answered(tx, env, &claim)
}

/// Every receiving bank has answered.
fn all_answered(tx: &mut Tx<'_>, env: &Env, it: &Claim) -> Answer<Option<Told>> {
    let Some(state) = it.state.next(Event::Freeze) else { return Ok(None) };
    let done_at = done(it, Step::Freeze, env.now);
    move_to(tx, it, Claim { state, done_at, ..it.clone() })?;
    audit(
        tx,
        env,
        ("system:claim", "claim.frozen"),
        subject(it.id),
        format!(r#"{{"state":"{state}"}}"#),
    );
    told(tx, it.id).map(Some)
}
