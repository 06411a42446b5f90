//! A contract account that takes the place of another.

use super::model::Contract;
use super::sql_paying as sql;
use naru_base::{Answer, AuditRecord, Env, Refusal};
use naru_store::Tx;

/// Puts an account in the place of the one that the institution has for the same purpose. A pass
/// phrase stays: it belongs to the institution, not to the number.
pub fn change_contract(tx: &mut Tx<'_>, env: &Env, actor: &str, to: &Contract) -> Answer<()> {
    if !sql::change_contract(tx, to)? {
        return Err(Refusal::new("identity/contract-none").into());
    }
    tx.audit(AuditRecord {
        at: env.now,
        actor: actor.to_owned(),
        action: "identity.contract.changed",
        subject: format!("institution:{}", to.institution),
        body: format!(
            r#"{{"account_num":"{}","account_type":"{}","bank":"{}","purpose":"{}"}}"#,
            to.account_num,
            to.account_type,
            to.bank,
            to.purpose.as_str()
        ),
    });
    Ok(())
}
