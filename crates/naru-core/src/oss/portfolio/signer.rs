//! Who made a bill: keys that institutions name, and what a signature says.
//!
//! A bill comes as it is, in a DSSE envelope, or with a signature inside it. An envelope by a key
//! that the institution has not named, or has revoked, is worse than none: the bill is refused. So
//! is one whose signature inside does not fit it. A supplier's own signature inside, by a key that
//! nobody here has named, is told and counts as none. Whether there must be one is a rule
//! (`oss_bill_signed`).

use super::bill::FaultText;
use super::service::wrong_name;
use super::sql_signer;
use naru_base::ed25519::{PRIVATE_PREFIX, VerifyingKey};
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
    /// The signature inside it does not fit it.
    Wrong,
    /// The signature inside it fits, by a key that was not given; Ed25519 keys are told.
    Stranger(Option<VerifyingKey>),
    /// The signature inside it is of a kind that is not verified.
    Untold,
    /// This key signed it.
    By(VerifyingKey),
}

impl Signature {
    /// The text of the key; empty if there is none.
    pub fn key(self) -> String {
        match self {
            Signature::By(key) => key.to_string(),
            _ => String::new(),
        }
    }
}

/// One of several who signed a document inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigner {
    /// By which algorithm, as the document says.
    pub algorithm: String,
    /// What the signature comes to.
    pub signature: Signature,
}

/// What several signatures come to together: one that does not fit spoils all of them; else one by
/// a key that was given counts, the earliest of the keys first.
pub(super) fn together(all: &[Cosigner], keys: &[VerifyingKey]) -> Signature {
    let each = || all.iter().map(|it| it.signature);
    if each().any(|it| it == Signature::Wrong) {
        return Signature::Wrong;
    }
    let place = |it: &Signature| match it {
        Signature::By(key) => keys.iter().position(|own| own == key).unwrap_or(keys.len()),
        Signature::Stranger(_) => keys.len() + 1,
        _ => keys.len() + 2,
    };
    each().min_by_key(place).unwrap_or(Signature::None)
}

/// What is said of one of several. `name`: what its key is called, if it is on record, and whether
/// that key is in force.
pub fn of_several(
    (place, count): (usize, usize),
    it: &Cosigner,
    name: Option<(&str, bool)>,
) -> FaultText {
    let short = |key: VerifyingKey| -> String { key.to_string().chars().take(8).collect() };
    let (who_ko, who_en) = match (name, it.signature) {
        (Some((name, _)), _) => (name.to_owned(), name.to_owned()),
        (None, Signature::By(key) | Signature::Stranger(Some(key))) => {
            (format!("{} 키 {}…", it.algorithm, short(key)), format!("key {}…", short(key)))
        }
        (None, _) if it.algorithm.is_empty() => ("모르는 형식".to_owned(), "unknown".to_owned()),
        (None, _) => (it.algorithm.clone(), it.algorithm.clone()),
    };
    let (ko, en) = match (it.signature, name) {
        (Signature::By(_), Some((_, true))) => ("맞음, 등록한 키", "fits, registered key"),
        (Signature::By(_), _) => ("맞지만 철회한 키", "fits, but the key was revoked"),
        (Signature::Wrong | Signature::Unknown, _) => {
            ("문서와 맞지 않음", "does not fit the document")
        }
        (Signature::Stranger(_), _) => ("맞지만 등록하지 않은 키", "fits, but no registered key"),
        (Signature::Untold | Signature::None, _) => ("검증하지 않음", "not verified"),
    };
    FaultText {
        code: "signature-of-several".to_owned(),
        is_refusal: false,
        ko: format!("서명 {place}/{count} {who_ko}: {ko}."),
        en: format!("Signature {place} of {count}, {who_en}: {en}."),
    }
}

/// Said of a document whose signature fits by the key of a certificate.
pub(super) fn certificate() -> FaultText {
    FaultText {
        code: "signature-certificate".to_owned(),
        is_refusal: false,
        ko: "서명이 문서 안 인증서의 키와 맞습니다. 인증서를 누가 발급했는지는 판단하지 않습니다."
            .to_owned(),
        en: "The signature fits the key of the certificate inside. Who issued the certificate is \
             not judged."
            .to_owned(),
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
    let said = |is_refusal: bool, code: &str, ko: &str, en: &str| FaultText {
        code: code.to_owned(),
        is_refusal,
        ko: ko.to_owned(),
        en: en.to_owned(),
    };
    let refused = |code: &str, ko: &str, en: &str| said(true, code, ko, en);
    match signature {
        Signature::By(_) if is_known => None,
        Signature::By(_) => Some(refused(
            "signature-revoked",
            "철회한 서명 키로 서명되었습니다. 사용 중인 키로 다시 서명해 올리십시오.",
            "It is signed by a key that was revoked. Sign it anew by one that is in force.",
        )),
        Signature::Unknown => Some(refused(
            "signature-unknown",
            "이 기관이 등록한 서명 키로 서명된 것이 아니거나, 서명한 뒤에 바뀌었습니다. 서명 키를 \
             등록했는지, 서명한 그대로 냈는지 확인하십시오.",
            "No key that this institution has registered signed it as it stands. See whether the \
             key is registered, and whether the file is as it was signed.",
        )),
        Signature::Wrong => Some(refused(
            "signature-wrong",
            "문서 안의 서명이 문서와 맞지 않습니다. 서명한 뒤에 바뀌었으니, 만든 곳에서 서명한 \
             그대로를 다시 받으십시오.",
            "The signature inside the document does not fit it: it was changed after it was \
             signed. Get it again as it was signed.",
        )),
        Signature::None | Signature::Stranger(_) | Signature::Untold if must_sign => Some(refused(
            "unsigned",
            "운영 서비스의 SBOM은 등록된 키로 서명해야 합니다. `naru oss sign`으로 서명하십시오.",
            "The bill of a live system must be signed by a registered key: `naru oss sign`.",
        )),
        Signature::Stranger(_) => Some(said(
            false,
            "signature-stranger",
            "문서 안의 서명은 문서와 맞지만, 이 기관이 등록한 키의 서명이 아닙니다. 서명이 없는 것과 \
             같이 셉니다.",
            "The signature inside the document fits it, but by no key that this institution has \
             registered. It counts as unsigned.",
        )),
        Signature::Untold => Some(said(
            false,
            "signature-untold",
            "문서 안의 서명은 검증하지 않았습니다(일부만 한 서명, 다른 알고리즘, 모르는 키). 서명이 \
             없는 것과 같이 셉니다.",
            "The signature inside the document was not verified (of a part only, by another \
             algorithm, by a key that is not known). It counts as unsigned.",
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
    if is_private(key) {
        return Err(Refusal::new("oss/signer-private"));
    }
    let key = VerifyingKey::parse(key.trim()).ok().filter(VerifyingKey::is_usable);
    key.ok_or(Refusal::new("oss/signer-key"))
}

/// Whether a text is the private half, which nobody else may see.
pub fn is_private(text: &str) -> bool {
    text.contains(PRIVATE_PREFIX)
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

/// The keys of an institution on record, those in force first: what a revoked one signed is told
/// from what a stranger did.
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
    fn several_signatures_count_by_one_registered_key_if_none_is_wrong() {
        let [own, old, other] = [1, 2, 3].map(|n| SigningKey::from_seed(&[n; 32]).verifying_key());
        let keys = [own, old];
        let of = |all: &[Signature]| {
            let all: Vec<Cosigner> = all
                .iter()
                .map(|it| Cosigner { algorithm: "Ed25519".to_owned(), signature: *it })
                .collect();
            together(&all, &keys)
        };
        let (by, stranger) = (Signature::By, Signature::Stranger(Some(other)));
        assert_eq!(of(&[stranger, by(old), Signature::Untold, by(own)]), by(own));
        assert_eq!(of(&[by(own), Signature::Wrong]), Signature::Wrong);
        assert_eq!(of(&[Signature::Untold, stranger]), stranger);
        assert_eq!(of(&[Signature::Untold]), Signature::Untold);
        assert_eq!(of(&[]), Signature::None);
    }

    #[test]
    fn what_a_signature_says() {
        let key = SigningKey::from_seed(&[1; 32]).verifying_key();
        for (signature, is_known, must_sign, want) in [
            (Signature::None, false, false, None),
            (Signature::None, false, true, Some("unsigned")),
            (Signature::Unknown, false, false, Some("signature-unknown")),
            (Signature::Unknown, false, true, Some("signature-unknown")),
            (Signature::By(key), false, false, Some("signature-revoked")),
            (Signature::By(key), true, false, None),
            (Signature::By(key), true, true, None),
            (Signature::Wrong, false, false, Some("signature-wrong")),
            (Signature::Stranger(Some(key)), false, true, Some("unsigned")),
            (Signature::Untold, false, true, Some("unsigned")),
        ] {
            let said = judge(signature, is_known, must_sign);
            assert_eq!(said.as_ref().map(|it| it.code.as_str()), want, "{signature:?}");
            assert!(said.is_none_or(|it| it.is_refusal), "{signature:?}");
        }
        for (signature, want) in [
            (Signature::Stranger(Some(key)), "signature-stranger"),
            (Signature::Stranger(None), "signature-stranger"),
            (Signature::Untold, "signature-untold"),
        ] {
            let said = judge(signature, false, false).expect("it is told");
            assert_eq!((said.code.as_str(), said.is_refusal), (want, false));
        }
    }
}
