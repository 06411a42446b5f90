//! Who made a bill: keys that institutions name, and what a signature says.
//!
//! A bill comes as it is, or in a DSSE envelope. A signature by a key that the institution has not
//! named, or has revoked, is worse than none: the bill is refused. Whether there must be one is a
//! rule (`oss_bill_signed`).

use super::bill::FaultText;
use super::service::wrong_name;
use super::sql_signer;
use naru_base::ed25519::VerifyingKey;
use naru_base::{Answer, AuditRecord, ClientUseCode, Env, Fault, Micros, Refusal};
use naru_store::Tx;

/// Keys of one institution, revoked ones counted.
pub const KEYS_MAX: i64 = 100;

/// What a document says of who made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// It came without an envelope.
    None,
    /// None of the keys that were given signed it as it stands.
    Unknown,
    /// This key signed it.
    By(VerifyingKey),
}

impl Signature {
    /// The text of the key; empty if there is none.
    pub fn key(self) -> String {
        match self {
            Signature::By(key) => key.to_string(),
            Signature::None | Signature::Unknown => String::new(),
        }
    }
}

/// A key on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// Whose.
    pub institution: ClientUseCode,
    /// The public half.
    pub key: VerifyingKey,
    /// What its people call it: the machine or the team that holds it.
    pub name: String,
    /// Since when it is known.
    pub added_at: Micros,
    /// Who named it.
    pub added_by: String,
    /// Since when it signs nothing any more.
    pub revoked_at: Option<Micros>,
    /// Bills on record that it signed.
    pub bills: i64,
}

/// What speaks against a bill for its signature. `is_known`: the key that signed it is in force.
pub fn judge(signature: Signature, is_known: bool, must_sign: bool) -> Option<FaultText> {
    let refused = |code: &str, ko: &str, en: &str| FaultText {
        code: code.to_owned(),
        is_refusal: true,
        ko: ko.to_owned(),
        en: en.to_owned(),
    };
    match signature {
        Signature::By(_) if is_known => None,
        Signature::By(_) | Signature::Unknown => Some(refused(
            "signature-unknown",
            "등록되어 있고 철회되지 않은 이 기관의 서명 키로 서명된 것이 아니거나, 서명한 뒤에 \
             바뀌었습니다. 서명 키를 등록했는지, 서명한 그대로 냈는지 확인하십시오.",
            "No key that this institution has registered and not revoked signed it as it stands. \
             See whether the key is registered, and whether the file is as it was signed.",
        )),
        Signature::None if must_sign => Some(refused(
            "unsigned",
            "운영 서비스의 SBOM은 등록된 키로 서명해야 합니다. `naru oss sign`으로 서명하십시오.",
            "The bill of a live system must be signed by a registered key: `naru oss sign`.",
        )),
        Signature::None => None,
    }
}

fn audit(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, action): (&str, &'static str),
    institution: &ClientUseCode,
    key: &VerifyingKey,
) {
    tx.audit(AuditRecord {
        at: env.now,
        actor: actor.to_owned(),
        action,
        subject: format!("institution:{institution}"),
        body: format!(r#"{{"key":"{key}"}}"#),
    });
}

fn parsed(key: &str) -> Result<VerifyingKey, Refusal> {
    VerifyingKey::parse(key.trim()).map_err(|_| Refusal::new("oss/signer-key"))
}

/// Everything that is wrong with a key and its name as they were written.
pub fn wrong_fields((key, name): (&str, &str)) -> Vec<Refusal> {
    wrong_name(name).into_iter().chain(parsed(key).err()).collect()
}

/// Names a key. A key that was revoked cannot come back.
pub fn add(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    institution: &ClientUseCode,
    (key, name): (&str, &str),
) -> Answer<VerifyingKey> {
    let key = parsed(key)?;
    if let Some(wrong) = wrong_name(name) {
        return Err(wrong.into());
    }
    let name = name.trim();
    if sql_signer::count(tx, institution)? >= KEYS_MAX {
        return Err(Refusal::new("oss/signers-number").with("most", KEYS_MAX).into());
    }
    if !sql_signer::add(tx, env, actor, institution, (&key, name))? {
        return Err(Refusal::new("oss/signer-known").into());
    }
    audit(tx, env, (actor, "oss.signer.added"), institution, &key);
    Ok(key)
}

/// Takes a key out of force: what it signs from now on is refused. Bills on record stay.
pub fn revoke(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    institution: &ClientUseCode,
    key: &VerifyingKey,
) -> Answer<()> {
    if !sql_signer::revoke(tx, env, actor, institution, key)? {
        return Err(Refusal::new("oss/signer-unknown").into());
    }
    audit(tx, env, (actor, "oss.signer.revoked"), institution, key);
    Ok(())
}

/// The keys of an institution that are in force.
pub fn keys(tx: &mut Tx<'_>, institution: &ClientUseCode) -> Result<Vec<VerifyingKey>, Fault> {
    sql_signer::keys(tx, institution)
}

/// Keys on record of one institution or of all, in order of institution and key, after this one.
pub fn list(
    tx: &mut Tx<'_>,
    institution: Option<&ClientUseCode>,
    after: (&str, &str),
    limit: usize,
) -> Result<Vec<Signer>, Fault> {
    sql_signer::list(tx, institution, after, i64::try_from(limit).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use naru_base::ed25519::SigningKey;

    #[test]
    fn what_a_signature_says() {
        let key = SigningKey::from_seed(&[1; 32]).verifying_key();
        for (signature, is_known, must_sign, want) in [
            (Signature::None, false, false, None),
            (Signature::None, false, true, Some("unsigned")),
            (Signature::Unknown, false, false, Some("signature-unknown")),
            (Signature::Unknown, false, true, Some("signature-unknown")),
            (Signature::By(key), false, false, Some("signature-unknown")),
            (Signature::By(key), true, false, None),
            (Signature::By(key), true, true, None),
        ] {
            let said = judge(signature, is_known, must_sign);
            assert_eq!(said.as_ref().map(|it| it.code.as_str()), want, "{signature:?}");
            assert!(said.is_none_or(|it| it.is_refusal), "{signature:?}");
        }
    }
}
