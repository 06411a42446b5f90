//! Another contract account of an institution, as a two-person deed: one operator says which, with
//! the paper it stands in; another confirms, and from that commit on only the new one counts.
//! What was accepted before goes to its end as it was ordered.

use crate::identity::{self, Contract, ContractEntry, Flaw};
use crate::proposal::{Case, Kind};
use naru_base::role::Right;
use naru_base::{Answer, ClientUseCode, Refusal};
use naru_store::Tx;
use serde::{Deserialize, Serialize};

/// The name of putting another contract account in the place of one.
pub const CHANGE_CONTRACT: &str = "identity.contract";

pub(super) const KIND: Kind = Kind {
    name: CHANGE_CONTRACT,
    right: Right::InstitutionsManage,
    gives_link: false,
    check,
    execute: |tx, env, case, _| {
        let to = ContractChange::of(case)?.to()?;
        identity::change_contract(tx, env, "system:proposal", &to)
    },
};

/// What a proposal says. The fields stand in alphabetical order: so they are recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractChange {
    account_num: String,
    account_type: String,
    bank: String,
    holder: String,
    /// Whose.
    pub institution: String,
    purpose: String,
}

impl ContractChange {
    /// From what somebody typed.
    pub fn new(institution: &ClientUseCode, it: &ContractEntry) -> Result<ContractChange, Flaw> {
        let it = it.check(institution)?;
        Ok(ContractChange {
            account_num: it.account_num,
            account_type: it.account_type.to_string(),
            bank: it.bank.to_string(),
            holder: it.holder_name,
            institution: institution.to_string(),
            purpose: it.purpose.as_str().to_owned(),
        })
    }

    /// What a proposal said.
    pub fn of(case: &Case) -> Answer<ContractChange> {
        let read: Option<ContractChange> = serde_json::from_str(&case.body).ok();
        Ok(read.ok_or_else(malformed)?)
    }

    /// The account that is to count.
    pub fn to(&self) -> Result<Contract, Refusal> {
        let code = ClientUseCode::parse(&self.institution).map_err(|_| malformed())?;
        let entry = ContractEntry {
            purpose: self.purpose.clone(),
            account_type: self.account_type.clone(),
            account_num: self.account_num.clone(),
            bank: self.bank.clone(),
            holder: self.holder.clone(),
        };
        entry.check(&code).map_err(|_| malformed())
    }

    /// The proposal's body.
    pub fn body(&self) -> String {
        serde_json::to_string(self).expect("six texts can be written")
    }

    /// The proposal's subject: one proposal is open for one purpose.
    pub fn subject(&self) -> String {
        format!("contract:{}/{}", self.institution, self.purpose)
    }
}

fn malformed() -> Refusal {
    Refusal::new("desk/contract-malformed")
}

fn check(tx: &mut Tx<'_>, case: &Case) -> Answer<()> {
    let change = ContractChange::of(case)?;
    let to = change.to()?;
    if case.subject != change.subject() {
        return Err(malformed().into());
    }
    if !identity::banks(tx)?.iter().any(|it| it.code == to.bank && it.active) {
        return Err(Refusal::new("desk/contract-bank").into());
    }
    let mut own = identity::contracts(tx)?;
    own.retain(|it| it.institution == to.institution);
    if !own.iter().any(|it| it.purpose == to.purpose) {
        return Err(Refusal::new("desk/contract-none").into());
    }
    let key = |it: &Contract| (it.account_type, it.account_num.clone());
    match own.iter().find(|it| key(it) == key(&to)) {
        Some(it) if *it == to => Err(Refusal::new("desk/contract-same").into()),
        Some(it) if it.purpose != to.purpose => Err(Refusal::new("desk/contract-taken").into()),
        _ => Ok(()),
    }
}
