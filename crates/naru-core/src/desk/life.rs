//! One transfer's whole life, and the persons in it.

use super::mask;
use crate::ledger::{self, Posted};
use crate::relay::{self, Key, RowFacts};
use naru_base::keyring::Keyring;
use naru_base::role::{Post, Right, Scope};
use naru_base::{Answer, AuditRecord, Env, Id, Refusal};
use naru_store::Tx;
use naru_store::chain::{self, Recorded};

/// The most audit records that a page of one transfer shows.
const RECORDS_MAX: i64 = 200;

/// Everything the book knows of one transfer.
#[derive(Clone)]
pub struct Life {
    /// Its row.
    pub row: RowFacts,
    /// What was booked, in order.
    pub entries: Vec<Posted>,
    /// What the audit trail has about it, oldest first.
    pub records: Vec<Recorded>,
    /// Who is in it, masked.
    pub persons: Persons,
}

/// Names and accounts of one transfer, masked or not. No Debug.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Persons {
    /// The customer's account.
    pub account: Option<String>,
    /// Its holder, as the bank said.
    pub holder: Option<String>,
    /// Who asked for the money to move.
    pub requester: Option<String>,
    /// The final payee and that account's number, if named.
    pub payee: Option<(String, String)>,
    /// Whether they are shown as they are.
    pub is_revealed: bool,
}

/// Why a person's data are looked at. Words of a fixed list and a case number: nothing here can
/// hold personal data, so it can stand in the audit trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// One of [`Reason::CODES`].
    code: &'static str,
    /// A case number.
    reference: String,
}

impl Reason {
    /// The reasons there are.
    pub const CODES: [&'static str; 5] =
        ["customer-question", "doubt", "fraud-suspicion", "incident", "authority-request"];

    /// A reason with its case number: 1 to 32 letters, digits and hyphens.
    pub fn new(code: &str, reference: &str) -> Option<Reason> {
        let code = Reason::CODES.into_iter().find(|it| *it == code)?;
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        let fits = (1..=32).contains(&reference.len()) && reference.bytes().all(plain);
        fits.then(|| Reason { code, reference: reference.to_owned() })
    }

    /// The facts of its audit record.
    pub(super) fn body(&self) -> String {
        format!(r#"{{"reason":"{}","reference":"{}"}}"#, self.code, self.reference)
    }
}

/// Whether the post may see this transfer with this right: its own, or all.
fn may(post: &Post, right: Right, row: &RowFacts) -> bool {
    let it = &row.listed;
    post.may_on(right, &Scope::Institution(it.institution.clone()))
        || post.may_on(right, &Scope::Bank(it.bank.clone()))
}

/// The life of a transfer, persons masked. Nothing if there is none, or not for this post.
pub fn life(tx: &mut Tx<'_>, keys: &Keyring, post: &Post, key: &Key) -> Answer<Option<Life>> {
    let Some(row) = relay::row_facts(tx, key)? else { return Ok(None) };
    if !may(post, Right::TransfersRead, &row) {
        return Ok(None);
    }
    let entries = ledger::of_transfer(tx, key.date, &key.id)?;
    // A day's records leave with the day; a doubt may last over midnight.
    let last = row.listed.closed_at.map_or(key.date.next(), |at| at.business_date().next());
    let mut records = if post.may(Right::AuditRead) {
        let search = chain::Search {
            from: key.date,
            to: last.next(),
            subject: format!("transfer:{key}"),
            actor: String::new(),
            action: String::new(),
            before: None,
            limit: RECORDS_MAX,
        };
        chain::search(tx, &search)?
    } else {
        Vec::new()
    };
    records.reverse();
    let persons = persons(tx, keys, key)?.masked();
    Ok(Some(Life { row, entries, records, persons }))
}

/// Shows the persons of a transfer as they are: who looks, why and at what is in the audit trail
/// in the same commit.
pub fn reveal(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    env: &Env,
    (who, post): (Id, &Post),
    key: &Key,
    reason: &Reason,
) -> Answer<Persons> {
    let row = relay::row_facts(tx, key)?.ok_or(Refusal::new("desk/transfer-unknown"))?;
    if !may(post, Right::PersonsReveal, &row) {
        return Err(Refusal::new("desk/no-right").into());
    }
    tx.audit(AuditRecord {
        at: env.now,
        actor: format!("staff:{who}"),
        action: "desk.person.revealed",
        subject: format!("transfer:{key}"),
        body: reason.body(),
    });
    persons(tx, keys, key)
}

fn persons(tx: &mut Tx<'_>, keys: &Keyring, key: &Key) -> Answer<Persons> {
    let opened = relay::opened(tx, keys, key)?;
    let some = |it: &String| (!it.is_empty()).then(|| it.clone());
    let order = opened.order.as_ref();
    Ok(Persons {
        account: order.and_then(|it| some(&it.account_num)),
        holder: opened.said.as_ref().and_then(|it| some(&it.holder)),
        requester: order.and_then(|it| some(&it.details.req_client_name)),
        payee: order
            .map(|it| (it.details.recv[0].clone(), it.details.recv[2].clone()))
            .filter(|(name, number)| !name.is_empty() || !number.is_empty()),
        is_revealed: true,
    })
}

impl Persons {
    fn masked(self) -> Persons {
        Persons {
            account: self.account.map(|it| mask::account(&it)),
            holder: self.holder.map(|it| mask::name(&it)),
            requester: self.requester.map(|it| mask::name(&it)),
            payee: self.payee.map(|(name, number)| (mask::name(&name), mask::account(&number))),
            is_revealed: false,
        }
    }
}
