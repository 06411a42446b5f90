//! The second commit of the money path, and of each inquiry: what is proven about a transfer.

use super::decide::{self, Effect};
use super::found::told;
use super::model::{Conclusion, Key, State, Told, Transfer};
use super::order::{Deed, Kind};
use super::seal;
use super::service::corrupt;
use super::sql::{self, Closing};
use super::sql_use;
use crate::hub::Hub;
use crate::ledger::{self, Step};
#[cfg(feature = "planted-bugs")]
use crate::planted::{self, Bug};
use crate::policy::Policy;
use naru_base::{Answer, AuditRecord, BusinessDate, Env, Fault};
use naru_store::Tx;

/// What came of a conclusion.
pub struct Concluded {
    /// Where the transfer stands now, as the institution is to be told.
    pub told: Told,
    /// What this conclusion changed.
    pub effect: Effect,
}

/// Records what is proven about a transfer: the second commit of the money path, and of each
/// inquiry. Safe to repeat; a final transfer never moves.
pub fn conclude(
    tx: &mut Tx<'_>,
    hub: &Hub,
    env: &Env,
    actor: &str,
    key: &Key,
    conclusion: &Conclusion,
) -> Answer<Concluded> {
    let mut transfer =
        sql::find(tx, key)?.ok_or_else(|| corrupt(key, "was concluded but never recorded"))?;
    let effect = decide::conclude(transfer.state, conclusion);
    match effect {
        Effect::Move(State::InDoubt) => {
            let policy = hub.rules(&transfer.institution, env.now)?;
            doubt(tx, env, actor, &policy, &mut transfer, conclusion)?;
        }
        Effect::Move(state) => close(tx, hub, env, actor, &mut transfer, state, conclusion)?,
        Effect::Contradiction => tx.audit(AuditRecord {
            at: env.now,
            actor: actor.to_owned(),
            action: transfer.kind.deed(Deed::Contradicted),
            subject: format!("transfer:{key}"),
            body: format!(
                r#"{{"said":"{}","state":"{}"}}"#,
                said_code(conclusion),
                transfer.state.as_str()
            ),
        }),
        #[cfg(feature = "planted-bugs")]
        Effect::Confirmed if planted::active(Bug::ConclusionBooksTwice) => {
            let entries = decide::closing_entries(&transfer, transfer.state == State::Settled);
            ledger::book_again(tx, &entries.unwrap_or_default())?;
        }
        Effect::Confirmed | Effect::Nothing => {}
    }
    let said = match (effect, conclusion) {
        (Effect::Move(_), Conclusion::Paid(said) | Conclusion::NotPaid(said)) => Some(said.clone()),
        _ => seal::opened_reply(hub, &transfer)?,
    };
    Ok(Concluded { told: told(&transfer, said), effect })
}

fn doubt(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    policy: &Policy,
    transfer: &mut Transfer,
    conclusion: &Conclusion,
) -> Result<(), Fault> {
    let first = transfer.state == State::Reserved;
    let asked = if first { 0 } else { transfer.inquiry_count + 1 };
    let next = env.now.plus_ms(decide::inquiry_pause_ms(policy, transfer.kind, asked));
    let why = said_code(conclusion);
    sql::doubt(tx, &transfer.key, next, asked, &why)?;
    // Later inquiries that prove nothing change no decision: the row counts them.
    if first {
        tx.audit(AuditRecord {
            at: env.now,
            actor: actor.to_owned(),
            action: transfer.kind.deed(Deed::Doubted),
            subject: format!("transfer:{}", transfer.key),
            body: format!(r#"{{"why":"{why}"}}"#),
        });
    }
    transfer.state = State::InDoubt;
    transfer.inquiry_count = asked;
    transfer.reason = Some(why);
    Ok(())
}

fn close(
    tx: &mut Tx<'_>,
    hub: &Hub,
    env: &Env,
    actor: &str,
    transfer: &mut Transfer,
    state: State,
    conclusion: &Conclusion,
) -> Answer<()> {
    let said = match conclusion {
        Conclusion::Paid(said) | Conclusion::NotPaid(said) => Some(said),
        Conclusion::NotSent | Conclusion::Doubt(_) => None,
    };
    let sealed = match said {
        Some(said) => seal::seal(hub, env, transfer.owner(), ("relay_reply", 2), said)?,
        None => None,
    };
    let bank_tran_date = said.and_then(|s| BusinessDate::parse(&s.tran_date));
    let closing = Closing {
        state,
        at: env.now,
        reason: if said.is_none() { Some("not-sent") } else { None },
        bank_rsp_code: said.map(|s| s.code.as_str()),
        bank_tran_date,
        sealed_reply: sealed.as_deref(),
    };
    sql::close(tx, &transfer.key, &closing)?;
    let settled = state == State::Settled;
    let entries = decide::closing_entries(transfer, settled)
        .ok_or_else(|| corrupt(&transfer.key, "has an amount without a mirror"))?;
    ledger::post(tx, transfer.key.date, &transfer.key.id, Step::Close, &entries)?;
    if !settled {
        give_back(tx, transfer)?;
    }
    let deed = if settled { Deed::Settled } else { Deed::Released };
    tx.audit(AuditRecord {
        at: env.now,
        actor: actor.to_owned(),
        action: transfer.kind.deed(deed),
        subject: format!("transfer:{}", transfer.key),
        body: format!(
            r#"{{"amount":{},"bank_rsp_code":"{}"}}"#,
            transfer.amount,
            said_code(conclusion)
        ),
    });
    transfer.state = state;
    transfer.bank_rsp_code = said.map(|s| s.code.clone());
    transfer.bank_tran_date = bank_tran_date;
    transfer.reason = closing.reason.map(str::to_owned);
    transfer.sealed_reply = sealed;
    Ok(())
}

/// Gives back what a transfer that did not happen had taken from limits.
fn give_back(tx: &mut Tx<'_>, it: &Transfer) -> Result<(), Fault> {
    if it.kind == Kind::Withdraw
        && let Some(person) = &it.person
    {
        sql::give_back(tx, it.key.date, person, it.amount)?;
    }
    if it.kind.is_reserved() {
        sql_use::give_back(tx, &it.institution, it.key.date, it.kind, it.amount, it.fee)?;
    }
    Ok(())
}

fn said_code(conclusion: &Conclusion) -> String {
    match conclusion {
        // The bank's words go into JSON: only what a code may hold.
        Conclusion::Paid(said) | Conclusion::NotPaid(said) => {
            said.code.chars().filter(char::is_ascii_alphanumeric).take(3).collect()
        }
        Conclusion::NotSent => "not-sent".to_owned(),
        Conclusion::Doubt(doubt) => doubt.as_str().to_owned(),
    }
}
