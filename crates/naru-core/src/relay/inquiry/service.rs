//! Commands of inquiries: what is asked about, and its record.

use super::decide::{self, Facts};
use super::model::{Call, Permit, Receive, Resolved, Target};
use super::sql;
use crate::admission::Standing;
use crate::hub::{Directory, Hub};
use crate::identity::{self, Account, ContractPurpose, Institution};
use crate::relay::Key;
use naru_base::keyring::Keyring;
use naru_base::seal::LookupHash;
use naru_base::secret::SecretText;
use naru_base::{
    Answer, AuditRecord, BankCode, BankTranId, BusinessDate, ClientUseCode, Env, Micros, UserSeqNo,
};
use naru_store::Tx;

/// Finds what an inquiry is about in the book, and decides whether it may be made.
pub fn resolve(
    tx: &mut Tx<'_>,
    hub: &Hub,
    institution: &ClientUseCode,
    target: &Target,
    now: Micros,
) -> Answer<Resolved> {
    let directory = hub.directory();
    let standing = hub.standing_in(tx, institution, now)?;
    let asker = Asker { hub, directory: &directory, institution, standing, now };
    match target {
        Target::Registered { bank, account_num, user } => {
            asker.registered(tx, bank, account_num, user)
        }
        Target::Handle { fintech_use_num, asker: user } => {
            asker.handle(tx, fintech_use_num, user.as_ref(), true, true)
        }
        Target::PayeeHandle { fintech_use_num, from } => {
            let has_contract = asker.pays_from(from);
            asker.handle(tx, fintech_use_num, None, false, has_contract)
        }
        Target::Payee { bank, account_num, from } => {
            let facts = Facts { has_contract: asker.pays_from(from), ..asker.facts(bank) };
            Ok(asker.anyone(bank, account_num, &facts))
        }
        Target::Holder { bank, account_num, by_full_number } => {
            let permitted =
                !by_full_number || sql::has_permit(tx, institution, Permit::FullNumber)?;
            let facts = Facts { may_by_number: permitted, ..asker.facts(bank) };
            Ok(asker.anyone(bank, account_num, &facts))
        }
        Target::Own { bank, account_num } => {
            let is_own = directory.contracts.iter().any(|c| {
                &c.institution == institution && &c.bank == bank && &c.account_num == account_num
            });
            let facts = Facts { has_contract: is_own, ..asker.facts(bank) };
            Ok(asker.anyone(bank, account_num, &facts))
        }
    }
}

/// Who asks, and what he can be known by.
struct Asker<'a> {
    hub: &'a Hub,
    directory: &'a Directory,
    institution: &'a ClientUseCode,
    standing: Standing,
    now: Micros,
}

impl Asker<'_> {
    fn own(&self) -> Option<&Institution> {
        self.directory.institutions.get(self.institution)
    }

    /// Facts against which nothing speaks but the participants' own state.
    fn facts(&self, bank: &BankCode) -> Facts<'_> {
        Facts {
            institution: self.own(),
            standing: self.standing,
            has_contract: true,
            may_by_number: true,
            handle_of: None,
            asker: None,
            bank: self.directory.banks.get(bank),
            has_user: true,
            consent: None,
        }
    }

    fn pays_from(&self, (kind, num): &(char, String)) -> bool {
        let purpose = ContractPurpose::Deposit;
        self.directory.contract(self.institution, *kind, num, purpose).is_some()
    }

    fn hash(&self, bank: &BankCode, account_num: &str) -> LookupHash {
        identity::account_hash(&self.hub.keys, bank, account_num)
    }

    fn anyone(&self, bank: &BankCode, account_num: &str, facts: &Facts<'_>) -> Resolved {
        Resolved {
            bank: Some(bank.clone()),
            account_num: Some(SecretText::new(account_num.to_owned())),
            account: Some(self.hash(bank, account_num)),
            person: None,
            fintech_use_num: String::new(),
            decision: decide::decide(facts, self.now),
        }
    }

    fn registered(
        &self,
        tx: &mut Tx<'_>,
        bank: &BankCode,
        account_num: &str,
        user: &UserSeqNo,
    ) -> Answer<Resolved> {
        let account = self.hash(bank, account_num);
        let known = identity::known_user(tx, self.institution, user, bank, &account)?;
        let known = known.as_ref().as_ref();
        let registered = known.and_then(|u| u.account.as_ref());
        let facts = Facts {
            has_user: known.is_some_and(|u| u.sealed_key.is_some()),
            consent: Some(registered),
            ..self.facts(bank)
        };
        Ok(Resolved {
            person: known.map(|u| u.person),
            fintech_use_num: registered.map_or(String::new(), |a| a.fintech_use_num.clone()),
            ..self.anyone(bank, account_num, &facts)
        })
    }

    fn handle(
        &self,
        tx: &mut Tx<'_>,
        fintech_use_num: &str,
        user: Option<&UserSeqNo>,
        needs_consent: bool,
        has_contract: bool,
    ) -> Answer<Resolved> {
        let held = identity::find_by_handle(tx, self.institution, fintech_use_num)?;
        let agreed: Option<&Account> = held.as_ref().map(|h| &h.account);
        let facts = Facts {
            institution: self.own(),
            standing: self.standing,
            has_contract,
            may_by_number: true,
            handle_of: Some(held.as_ref().map(|h| &h.user)),
            asker: user,
            bank: held.as_ref().and_then(|h| self.directory.banks.get(&h.bank)),
            has_user: held.as_ref().is_some_and(|h| h.sealed_key.is_some()),
            consent: needs_consent.then_some(agreed),
        };
        let decision = decide::decide(&facts, self.now);
        let account_num = match (&held, decision) {
            (Some(held), Ok(())) => {
                identity::account_num(&self.hub.keys, held)?.map(SecretText::new)
            }
            _ => None,
        };
        Ok(Resolved {
            bank: held.as_ref().map(|h| h.bank.clone()),
            account_num,
            account: held.as_ref().map(|h| h.hash),
            person: held.as_ref().map(|h| h.person),
            fintech_use_num: fintech_use_num.to_owned(),
            decision,
        })
    }
}

/// Records an inquiry in the call log, with what a deposit needs of it; `false` if the id was used
/// before on that date, which is on record too.
pub fn record(tx: &mut Tx<'_>, call: &Call, receive: Option<&Receive>) -> Answer<bool> {
    let is_new = sql::add(tx, call)?;
    match receive {
        Some(receive) if is_new => sql::add_receive(tx, receive)?,
        _ if !is_new => sql::add_repeat(tx, call)?,
        _ => {}
    }
    Ok(is_new)
}

/// Records an inquiry that was refused because a transfer has its id.
pub fn record_repeat(tx: &mut Tx<'_>, call: &Call) -> Answer<()> {
    Ok(sql::add_repeat(tx, call)?)
}

/// Whether the call log has an inquiry under this id. On the shelf of calls.
pub fn call_is_recorded(tx: &mut Tx<'_>, key: &Key) -> Answer<bool> {
    Ok(sql::is_recorded(tx, key)?)
}

/// Whether the book has a transfer under this id. On the book.
pub fn transfer_is_recorded(tx: &mut Tx<'_>, key: &Key) -> Answer<bool> {
    Ok(crate::relay::sql::fingerprint(tx, key)?.is_some())
}

/// Records that an order was refused because an inquiry has its id.
pub fn refuse_used_id(
    tx: &mut Tx<'_>,
    env: &Env,
    institution: &ClientUseCode,
    id: &BankTranId,
) -> Answer<()> {
    tx.audit(AuditRecord {
        at: env.now,
        actor: format!("institution:{institution}"),
        action: "relay.order.id-of-an-inquiry",
        subject: format!("transfer:{}/{id}", env.now.business_date()),
        body: "{}".to_owned(),
    });
    Ok(())
}

/// What a deposit finds under the receive inquiry that it names. On the shelf of calls.
pub fn find_receive(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    date: BusinessDate,
    id: &BankTranId,
) -> Answer<Option<Receive>> {
    Ok(sql::find_receive(tx, date, id)?.filter(|it| &it.institution == institution))
}

/// The receive inquiry that a deposit of now names: today's, or yesterday's just after midnight.
/// How old it may be, the decision on the deposit says. On the shelf of calls.
pub fn find_named_receive(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    id: &BankTranId,
    now: Micros,
) -> Answer<Option<Receive>> {
    let today = now.business_date();
    match find_receive(tx, institution, today, id)? {
        None => find_receive(tx, institution, today.previous(), id),
        found => Ok(found),
    }
}

/// The holder's name as a receive inquiry keeps it.
pub fn holder_hash(keys: &Keyring, name: &str) -> LookupHash {
    keys.lookup("receive.holder", &[name.trim().as_bytes()])
}

/// Grants an institution a right beyond its scopes; `source` says where it comes from.
pub fn grant_permit(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    institution: &ClientUseCode,
    permit: Permit,
    source: &str,
) -> Answer<()> {
    if sql::add_permit(tx, institution, permit, source, env.now)? {
        tx.audit(AuditRecord {
            at: env.now,
            actor: actor.to_owned(),
            action: "relay.permit.granted",
            subject: format!("institution:{institution}"),
            body: format!(r#"{{"permit":"{}"}}"#, permit.as_str()),
        });
    }
    Ok(())
}
