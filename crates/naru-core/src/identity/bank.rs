//! A bank as people enter it: texts of a file, checked as a whole before anything is written.
//!
//! **Must never know** where the texts come from.

use super::entry::name;
use super::model::Bank;
use super::{sql, words};
use naru_base::httpsig::VerifyingKey;
use naru_base::{Answer, AuditRecord, BankCode, Env, Lang};
use naru_store::Tx;
use serde::Deserialize;

/// Characters of an address.
const BASE_URL_BYTES_MAX: usize = 200;

/// What is agreed with a bank.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BankEntry {
    /// Its code: three digits.
    pub code: String,
    /// Korean name.
    pub name_ko: String,
    /// Name in Latin letters.
    pub name_en: String,
    /// Where it is called.
    pub base_url: String,
    /// The key that it signs its answers with.
    pub public_key: String,
    /// Whether it is called at all.
    #[serde(default = "yes")]
    pub active: bool,
}

const fn yes() -> bool {
    true
}

/// What is wrong with a bank's entry: the first, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankFlaw {
    /// No code of a bank.
    Code,
    /// The Korean name is empty or too long.
    NameKo,
    /// The other name is.
    NameEn,
    /// No address that can be called.
    BaseUrl,
    /// No public key.
    PublicKey,
}

impl BankFlaw {
    /// Every flaw.
    pub const ALL: [BankFlaw; 5] = [
        BankFlaw::Code,
        BankFlaw::NameKo,
        BankFlaw::NameEn,
        BankFlaw::BaseUrl,
        BankFlaw::PublicKey,
    ];

    /// The field, as a file names it.
    pub const fn field(self) -> &'static str {
        match self {
            BankFlaw::Code => "code",
            BankFlaw::NameKo => "name_ko",
            BankFlaw::NameEn => "name_en",
            BankFlaw::BaseUrl => "base_url",
            BankFlaw::PublicKey => "public_key",
        }
    }

    /// What is wrong, for people.
    pub fn text(self, lang: Lang) -> String {
        match self {
            BankFlaw::Code => words::bad_bank(lang),
            BankFlaw::NameKo | BankFlaw::NameEn => {
                words::bad_name(lang, super::entry::NAME_CHARS_MAX)
            }
            BankFlaw::BaseUrl => words::bad_base_url(lang),
            BankFlaw::PublicKey => words::bad_public_key(lang),
        }
    }
}

impl BankEntry {
    /// Checks all of it; the first flaw.
    pub fn check(&self) -> Result<Bank, BankFlaw> {
        let code = BankCode::parse(self.code.trim()).map_err(|_| BankFlaw::Code)?;
        let name_ko = name(&self.name_ko).ok_or(BankFlaw::NameKo)?;
        let name_en = name(&self.name_en).ok_or(BankFlaw::NameEn)?;
        let base_url = self.base_url.trim().trim_end_matches('/').to_owned();
        if !may_be_called(&base_url) {
            return Err(BankFlaw::BaseUrl);
        }
        let public_key = self.public_key.trim().to_owned();
        VerifyingKey::parse(&public_key).map_err(|_| BankFlaw::PublicKey)?;
        Ok(Bank { code, name_ko, name_en, base_url, public_key, active: self.active })
    }
}

/// A bank is called over TLS, or over a line of one's own.
fn may_be_called(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let host = rest.and_then(|it| it.split('/').next()).unwrap_or_default();
    let plain = url.bytes().all(|b| b.is_ascii_graphic() && !b"?#@".contains(&b));
    !host.is_empty() && plain && url.len() <= BASE_URL_BYTES_MAX
}

/// Enters a bank, or changes what is agreed with it. `false`: it was there.
pub fn enter_bank(tx: &mut Tx<'_>, env: &Env, actor: &str, bank: &Bank) -> Answer<bool> {
    let is_new = !sql::banks(tx)?.iter().any(|it| it.code == bank.code);
    sql::put_bank(tx, bank, env.now)?;
    tx.audit(AuditRecord {
        at: env.now,
        actor: actor.to_owned(),
        action: "identity.bank.put",
        subject: format!("bank:{}", bank.code),
        body: format!(r#"{{"active":{},"public_key":"{}"}}"#, bank.active, bank.public_key),
    });
    Ok(is_new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> BankEntry {
        BankEntry {
            code: "901".into(),
            name_ko: "가온은행".into(),
            name_en: "Gaon Bank".into(),
            base_url: "https://gaon.example/relay/".into(),
            public_key: "TksUP3MrmkUyhpIz2oAFJGafux2ozJrO3TH2C59SkSM".into(),
            active: true,
        }
    }

    #[test]
    fn every_flaw_of_a_bank_is_found() {
        let it = entry().check().expect("no flaw");
        assert_eq!(it.base_url, "https://gaon.example/relay", "without what would be doubled");
        type Change = fn(&mut BankEntry);
        let cases: [(BankFlaw, Vec<Change>); 5] = [
            (BankFlaw::Code, vec![|it| it.code = "90".into()]),
            (BankFlaw::NameKo, vec![|it| it.name_ko = " ".into()]),
            (BankFlaw::NameEn, vec![|it| it.name_en = "a".repeat(41)]),
            (
                BankFlaw::BaseUrl,
                vec![
                    |it| it.base_url = "gaon.example".into(),
                    |it| it.base_url = "https://".into(),
                    |it| it.base_url = "https://a@b.example".into(),
                    |it| it.base_url = "https://gaon.example/?x".into(),
                    |it| it.base_url = "ftp://gaon.example".into(),
                ],
            ),
            (
                BankFlaw::PublicKey,
                vec![|it| it.public_key = "key".into(), |it| it.public_key.push('A')],
            ),
        ];
        assert_eq!(cases.each_ref().map(|(flaw, _)| *flaw), BankFlaw::ALL);
        for (flaw, changes) in cases {
            for change in changes {
                let mut it = entry();
                change(&mut it);
                assert_eq!(it.check(), Err(flaw));
            }
            assert_ne!(flaw.text(Lang::Ko), flaw.text(Lang::En));
        }
    }
}
