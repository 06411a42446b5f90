//! Money that arrived for an institution, as a two-person deed: one operator says that it is there,
//! another looks at the bank and confirms; it is booked in the commit of the confirmation.

use crate::hub::Hub;
use crate::identity::{self, ContractPurpose};
use crate::proposal::{Case, Kind};
use crate::relay::{self, Funding, Key};
use naru_base::role::Right;
use naru_base::{Answer, BankTranId, ClientUseCode, Env, Fault, FaultKind, Refusal, Won};
use naru_store::Tx;
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

/// The name of booking money that arrived on a paying account.
pub const FUND: &str = "relay.fund";

/// Characters of a reference.
pub const EVIDENCE_CHARS_MAX: usize = 40;

pub(super) const KIND: Kind = Kind {
    name: FUND,
    right: Right::FundsManage,
    gives_link: false,
    check,
    // Booking needs the participants in memory, which a kind does not have: see [`book`].
    execute: |_, _, _, _| Ok(()),
};

/// What a proposal says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrived {
    /// Whose.
    pub institution: String,
    /// Won.
    pub amount: i64,
    /// Where it is written down: a reference of letters, digits and hyphens.
    pub evidence: String,
}

impl Arrived {
    /// From what somebody typed; nothing if it is not money, or the reference may hold personal
    /// data.
    pub fn new(institution: &ClientUseCode, amount: Won, evidence: &str) -> Option<Arrived> {
        let it = Arrived {
            institution: institution.to_string(),
            amount: amount.get(),
            evidence: evidence.to_owned(),
        };
        it.is_sound().then_some(it)
    }

    /// Whether a text is a bank's reference.
    pub fn is_evidence(text: &str) -> bool {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        (1..=EVIDENCE_CHARS_MAX).contains(&text.len()) && text.bytes().all(plain)
    }

    fn is_sound(&self) -> bool {
        self.amount > 0 && Arrived::is_evidence(&self.evidence)
    }

    /// What a proposal said.
    pub fn of(case: &Case) -> Answer<Arrived> {
        let read: Option<Arrived> = serde_json::from_str(&case.body).ok();
        let read = read.filter(Arrived::is_sound);
        Ok(read.ok_or(Refusal::new("desk/funding-malformed"))?)
    }

    /// The proposal's body.
    pub fn body(&self) -> String {
        let Arrived { institution, amount, evidence } = self;
        format!(r#"{{"amount":{amount},"evidence":"{evidence}","institution":"{institution}"}}"#)
    }

    /// The proposal's subject: one proposal is open for one reference.
    pub fn subject(&self) -> String {
        format!("funding:{}/{}", self.institution, self.evidence)
    }

    /// The booking. Its id comes from the reference, so that the same money is not booked twice on
    /// a day.
    fn funding(&self) -> Answer<Funding> {
        let malformed = || Refusal::new("desk/funding-malformed");
        let institution = ClientUseCode::parse(&self.institution).map_err(|_| malformed())?;
        let hash = digest(&SHA256, self.evidence.as_bytes());
        let letters = data_encoding::BASE32_NOPAD.encode(&hash.as_ref()[..6]);
        let id = format!("{institution}O{}", &letters[..9]);
        let id = BankTranId::parse(&id).map_err(|_| malformed())?;
        let (amount, evidence) = (Won::new(self.amount), self.evidence.clone());
        Ok(Funding { institution, id, amount, evidence })
    }
}

fn check(tx: &mut Tx<'_>, case: &Case) -> Answer<()> {
    let arrived = Arrived::of(case)?;
    let funding = arrived.funding()?;
    if case.subject != arrived.subject() {
        return Err(Refusal::new("desk/funding-malformed").into());
    }
    let contracts = identity::contracts(tx)?;
    let paying = contracts
        .iter()
        .any(|it| it.institution == funding.institution && it.purpose == ContractPurpose::Deposit);
    if !paying {
        return Err(Refusal::new("desk/no-paying-account").into());
    }
    Ok(())
}

/// Books what a confirmed proposal says, in the commit of its confirmation.
pub(super) fn book(tx: &mut Tx<'_>, hub: &Hub, env: &Env, case: &Case) -> Answer<()> {
    let funding = Arrived::of(case)?.funding()?;
    let key = Key { date: env.now.business_date(), id: funding.id.clone() };
    if relay::row_facts(tx, &key)?.is_some() {
        return Err(Refusal::new("desk/funding-known").into());
    }
    let booked = relay::fund(tx, hub, env, "system:proposal", &funding)?;
    if booked == key {
        return Ok(());
    }
    // Another date would be another booking than the one just looked for.
    Err(Fault::new(FaultKind::Permanent, format!("{booked} was booked in place of {key}")).into())
}
