//! Money that an institution puts on its paying account, as the operator saw it arrive.

use super::decide;
use super::model::{Check, Key, State};
use super::order::{Content, Deed, Kind};
use super::service::{Holder, New, corrupt};
use super::sql::{self, Closing, NewTransfer};
use crate::hub::Hub;
use crate::identity::{self, ContractPurpose};
use crate::ledger::{self, Step};
use naru_base::{Answer, AuditRecord, BankTranId, ClientUseCode, Env, Refusal, Won};
use naru_store::Tx;

/// Money that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funding {
    /// Whose.
    pub institution: ClientUseCode,
    /// The operator's id of it: not one of the institution's.
    pub id: BankTranId,
    /// Won.
    pub amount: Won,
    /// Where it is written down: a reference, no personal data.
    pub evidence: String,
}

/// Books money that arrived on the paying account, once for each id and business date. The same
/// again changes nothing.
pub fn fund(tx: &mut Tx<'_>, hub: &Hub, env: &Env, actor: &str, funding: &Funding) -> Answer<Key> {
    let Funding { institution, id, amount, evidence } = funding;
    let directory = hub.directory();
    let contract = directory
        .contracts
        .iter()
        .find(|c| &c.institution == institution && c.purpose == ContractPurpose::Deposit)
        .ok_or_else(|| Refusal::new("relay/no-paying-account"))?;
    if !id.is_of(institution) || id.is_by_institution() || *amount <= Won::ZERO {
        return Err(Refusal::new("relay/funding-malformed").into());
    }
    let key = Key { date: env.now.business_date(), id: id.clone() };
    let fingerprint = {
        let mut content = Content::new("naru-funding-1");
        [amount.to_string().as_str(), evidence.as_str()].into_iter().for_each(|t| content.put(t));
        content.end()
    };
    match sql::fingerprint(tx, &key)? {
        Some(known) if known == fingerprint => return Ok(key),
        Some(_) => return Err(Refusal::new("relay/funding-id-used").into()),
        None => {}
    }
    let policy = hub.rules(institution, env.now)?;
    let new = New {
        hub,
        env,
        institution,
        kind: Kind::Fund,
        fingerprint: &fingerprint,
        bank: &contract.bank,
        account: identity::account_hash(&hub.keys, &contract.bank, &contract.account_num),
        amount: *amount,
        owner: Holder::Nobody,
        original: None,
        policy: &policy,
        cover: Check::Absent,
        key,
    };
    // Reserved and closed in one commit: it falls into the window of this commit, like all others.
    let record =
        NewTransfer { state: State::Reserved, next_inquiry_at: Some(env.now), ..new.record() };
    if !sql::add_transfer(tx, &NewTransfer { api_tran_id: &new.api_tran_id(), ..record })? {
        return Err(corrupt(&new.key, "was not in the book and is").into());
    }
    let closing = Closing {
        state: State::Settled,
        at: env.now,
        reason: None,
        bank_rsp_code: None,
        bank_tran_date: None,
        sealed_reply: None,
    };
    sql::close(tx, &new.key, &closing)?;
    let entries = decide::moving_entries(Kind::Fund, &contract.bank, institution, *amount)
        .ok_or_else(|| corrupt(&new.key, "has an amount without a mirror"))?;
    ledger::post(tx, new.key.date, id, Step::Close, &entries)?;
    let evidence = serde_json::Value::from(evidence.as_str());
    tx.audit(AuditRecord {
        at: env.now,
        actor: actor.to_owned(),
        action: Kind::Fund.deed(Deed::Settled),
        subject: format!("transfer:{}", new.key),
        body: format!(r#"{{"amount":{amount},"evidence":{evidence}}}"#),
    });
    Ok(new.key)
}
