//! An institution as people enter it: texts of a file or a form, checked as a whole before anything
//! is written.
//!
//! **Must never know** where the texts come from.

use super::credential::Credentials;
use super::model::{Bank, Contract, ContractPurpose, Institution, NewInstitution, Scope};
use super::{pass_phrase_hash, secret_hash, service, set_pass_phrase, sql, words};
use naru_base::keyring::Keyring;
use naru_base::{Answer, BankCode, ClientUseCode, Env, Lang, Refusal};
use naru_store::Tx;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Characters of a name.
pub(super) const NAME_CHARS_MAX: usize = 40;
/// Addresses of one client, and the length of each.
const REDIRECT_URIS_MAX: usize = 8;
const REDIRECT_URI_BYTES_MAX: usize = 200;
/// Digits and letters of a contract account's number.
const ACCOUNT_NUM_BYTES_MAX: usize = 16;

/// What is agreed with an institution.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its code: a letter and nine digits.
    pub code: String,
    /// Korean name.
    pub name_ko: String,
    /// Name in Latin letters.
    pub name_en: String,
    /// Scopes it may ask for.
    pub scopes: Vec<String>,
    /// Where authorization codes may be sent.
    #[serde(default)]
    pub redirect_uris: Vec<String>,
    /// Its contract accounts.
    #[serde(default, rename = "contract")]
    pub contracts: Vec<ContractEntry>,
}

/// A contract account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractEntry {
    /// `withdraw`, `deposit` or `fee`.
    pub purpose: String,
    /// `N` an account, `C` a ledger account.
    #[serde(default = "account")]
    pub account_type: String,
    /// Its number.
    pub account_num: String,
    /// The bank that keeps it.
    pub bank: String,
    /// In whose name.
    pub holder: String,
}

fn account() -> String {
    "N".to_owned()
}

/// What can be wrong with an entry, in the order of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// No code of an institution.
    Code,
    /// The Korean name is empty or too long.
    NameKo,
    /// The other name is.
    NameEn,
    /// No scope, or one that there is not.
    Scopes,
    /// An address that no browser can be sent to safely, or too many of them.
    RedirectUris,
    /// A scope that users agree to, and no address to send them back to.
    NoRedirectUri,
    /// A contract account for nothing that there is, or a second one for the same.
    Purpose,
    /// Neither `N` nor `C`.
    AccountType,
    /// No account number.
    AccountNum,
    /// One account under two purposes.
    AccountTwice,
    /// No code of a bank.
    Bank,
    /// The holder's name is empty or too long.
    Holder,
}

impl Flaw {
    /// Every flaw.
    pub const ALL: [Flaw; 12] = [
        Flaw::Code,
        Flaw::NameKo,
        Flaw::NameEn,
        Flaw::Scopes,
        Flaw::RedirectUris,
        Flaw::NoRedirectUri,
        Flaw::Purpose,
        Flaw::AccountType,
        Flaw::AccountNum,
        Flaw::AccountTwice,
        Flaw::Bank,
        Flaw::Holder,
    ];

    /// The field, as a file names it.
    pub const fn field(self) -> &'static str {
        match self {
            Flaw::Code => "code",
            Flaw::NameKo => "name_ko",
            Flaw::NameEn => "name_en",
            Flaw::Scopes => "scopes",
            Flaw::RedirectUris | Flaw::NoRedirectUri => "redirect_uris",
            Flaw::Purpose => "purpose",
            Flaw::AccountType => "account_type",
            Flaw::AccountNum | Flaw::AccountTwice => "account_num",
            Flaw::Bank => "bank",
            Flaw::Holder => "holder",
        }
    }

    /// What is wrong, for people.
    pub fn text(self, lang: Lang) -> String {
        match self {
            Flaw::Code => words::bad_code(lang),
            Flaw::NameKo | Flaw::NameEn => words::bad_name(lang, NAME_CHARS_MAX),
            Flaw::Scopes => words::bad_scopes(lang),
            Flaw::RedirectUris => words::bad_redirect_uris(lang, REDIRECT_URIS_MAX),
            Flaw::NoRedirectUri => words::no_redirect_uri(lang),
            Flaw::Purpose => words::bad_purpose(lang),
            Flaw::AccountType => words::bad_account_type(lang),
            Flaw::AccountNum => words::bad_account_num(lang, ACCOUNT_NUM_BYTES_MAX),
            Flaw::AccountTwice => words::account_twice(lang),
            Flaw::Bank => words::bad_bank(lang),
            Flaw::Holder => words::bad_holder(lang, NAME_CHARS_MAX),
        }
    }
}

/// An entry without flaws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The institution.
    pub institution: Institution,
    /// Where codes may be sent, with spaces between.
    pub redirect_uri: String,
    /// Its contract accounts.
    pub contracts: Vec<Contract>,
}

impl Checked {
    /// The account that pays deposits out.
    pub fn paying(&self) -> Option<&Contract> {
        self.contracts.iter().find(|it| it.purpose == ContractPurpose::Deposit)
    }
}

/// A flaw, and in which contract account of the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// What is wrong.
    pub flaw: Flaw,
    /// The account's place in [`Entry::contracts`], if it is about one.
    pub contract: Option<usize>,
}

impl Entry {
    /// Checks all of it; the first flaw.
    pub fn check(&self) -> Result<Checked, Flaw> {
        let code = self.code()?;
        let (name_ko, name_en) = (self.name_ko()?, self.name_en()?);
        let scopes = self.scopes()?;
        let redirect_uri = self.redirect_uri(&scopes)?;
        if let Some(it) = self.of_accounts().first() {
            return Err(it.flaw);
        }
        let contracts = self.contracts.iter().map(|it| it.check(&code));
        let contracts = contracts.collect::<Result<_, Flaw>>()?;
        let institution = Institution { code, name_ko, name_en, scopes, active: true };
        Ok(Checked { institution, redirect_uri, contracts })
    }

    /// Every flaw, in the order of the fields: what is asked of a person is asked once.
    pub fn flaws(&self) -> Vec<Found> {
        let own = |flaw: Flaw| Found { flaw, contract: None };
        let (code, scopes) = (self.code(), self.scopes());
        let known = scopes.as_deref().unwrap_or_default();
        let fields = [
            code.as_ref().err().copied(),
            self.name_ko().err(),
            self.name_en().err(),
            scopes.as_ref().err().copied(),
            self.redirect_uri(known).err(),
        ];
        let mut found: Vec<Found> = fields.into_iter().flatten().map(own).collect();
        found.extend(self.of_accounts());
        found
    }

    /// What is wrong with each account by itself, and beside those before it.
    fn of_accounts(&self) -> Vec<Found> {
        let mut found = Vec::new();
        for (at, it) in self.contracts.iter().enumerate() {
            let before = &self.contracts[..at];
            let key =
                |it: &ContractEntry| (it.account_type.clone(), it.account_num.trim().to_owned());
            let is_second = before.iter().any(|other| other.purpose == it.purpose);
            let is_shared = before.iter().any(|other| key(other) == key(it));
            let mut flaws = it.flaws();
            flaws.extend(is_second.then_some(Flaw::Purpose));
            if is_shared && !flaws.contains(&Flaw::AccountNum) {
                flaws.push(Flaw::AccountTwice);
            }
            found.extend(flaws.into_iter().map(|flaw| Found { flaw, contract: Some(at) }));
        }
        found
    }

    fn code(&self) -> Result<ClientUseCode, Flaw> {
        ClientUseCode::parse(self.code.trim()).map_err(|_| Flaw::Code)
    }

    fn name_ko(&self) -> Result<String, Flaw> {
        name(&self.name_ko).ok_or(Flaw::NameKo)
    }

    fn name_en(&self) -> Result<String, Flaw> {
        name(&self.name_en).ok_or(Flaw::NameEn)
    }

    fn scopes(&self) -> Result<Vec<Scope>, Flaw> {
        let scopes: Option<BTreeSet<Scope>> =
            self.scopes.iter().map(|it| Scope::parse(it)).collect();
        let scopes: Vec<Scope> = scopes.ok_or(Flaw::Scopes)?.into_iter().collect();
        if scopes.is_empty() { Err(Flaw::Scopes) } else { Ok(scopes) }
    }

    fn redirect_uri(&self, scopes: &[Scope]) -> Result<String, Flaw> {
        let uris: Vec<&str> = self.redirect_uris.iter().map(|it| it.trim()).collect();
        if uris.len() > REDIRECT_URIS_MAX || !uris.iter().all(|it| may_redirect_to(it)) {
            return Err(Flaw::RedirectUris);
        }
        if uris.is_empty() && scopes.iter().any(|it| it.is_of_a_user()) {
            return Err(Flaw::NoRedirectUri);
        }
        Ok(uris.join(" "))
    }
}

impl ContractEntry {
    /// The account, if nothing is wrong with it.
    pub fn check(&self, institution: &ClientUseCode) -> Result<Contract, Flaw> {
        Ok(Contract {
            institution: institution.clone(),
            account_type: self.account_type()?,
            account_num: self.account_num()?,
            purpose: self.purpose()?,
            bank: self.bank()?,
            holder_name: self.holder()?,
        })
    }

    /// Every flaw of it.
    pub fn flaws(&self) -> Vec<Flaw> {
        let fields = [
            self.purpose().err(),
            self.account_type().err(),
            self.bank().err(),
            self.account_num().err(),
            self.holder().err(),
        ];
        fields.into_iter().flatten().collect()
    }

    fn purpose(&self) -> Result<ContractPurpose, Flaw> {
        ContractPurpose::parse(&self.purpose).ok_or(Flaw::Purpose)
    }

    fn account_type(&self) -> Result<char, Flaw> {
        match self.account_type.as_str() {
            "N" => Ok('N'),
            "C" => Ok('C'),
            _ => Err(Flaw::AccountType),
        }
    }

    fn account_num(&self) -> Result<String, Flaw> {
        let num = self.account_num.trim();
        let fits = (1..=ACCOUNT_NUM_BYTES_MAX).contains(&num.len());
        let is_plain = num.bytes().all(|b| b.is_ascii_alphanumeric());
        if fits && is_plain { Ok(num.to_owned()) } else { Err(Flaw::AccountNum) }
    }

    fn bank(&self) -> Result<BankCode, Flaw> {
        BankCode::parse(self.bank.trim()).map_err(|_| Flaw::Bank)
    }

    fn holder(&self) -> Result<String, Flaw> {
        name(&self.holder).ok_or(Flaw::Holder)
    }
}

pub(super) fn name(text: &str) -> Option<String> {
    let text = text.trim();
    let fits = (1..=NAME_CHARS_MAX).contains(&text.chars().count());
    (fits && !text.chars().any(char::is_control)).then(|| text.to_owned())
}

/// Codes go to a browser: by TLS, or to the person's own machine while somebody develops.
fn may_redirect_to(uri: &str) -> bool {
    let own = ["http://127.0.0.1", "http://localhost"];
    let rest = own.iter().find_map(|it| uri.strip_prefix(it));
    let is_own = rest.is_some_and(|it| it.is_empty() || it.starts_with([':', '/']));
    let host = uri.strip_prefix("https://").and_then(|it| it.split('/').next());
    let is_safe = host.is_some_and(|it| !it.is_empty() && !it.contains('@'));
    let plain = uri.bytes().all(|b| b.is_ascii_graphic() && b != b'#');
    plain && uri.len() <= REDIRECT_URI_BYTES_MAX && (is_own || is_safe)
}

/// A contract account stands at a bank that takes part; a refusal says which banks there are.
fn banks_take_part(tx: &mut Tx<'_>, contracts: &[Contract]) -> Answer<()> {
    let mut banks = sql::banks(tx)?;
    banks.retain(|it| it.active);
    let is_unknown = |it: &&Contract| banks.iter().all(|bank| bank.code != it.bank);
    let Some(it) = contracts.iter().find(is_unknown) else { return Ok(()) };
    let list = |name: fn(&Bank) -> &String| {
        let all = banks.iter().map(|bank| format!("{} {}", bank.code, name(bank)));
        all.collect::<Vec<_>>().join(", ")
    };
    let refusal = Refusal::new("identity/contract-bank")
        .with("bank", &it.bank)
        .with("purpose", it.purpose.as_str())
        .with("known_ko", list(|bank| &bank.name_ko))
        .with("known_en", list(|bank| &bank.name_en));
    Err(refusal.into())
}

/// What a refusal of [`enter`] for the sake of a bank says to people, without a full stop: which
/// banks there are, and how one is entered.
pub fn unknown_bank(lang: Lang, it: &Refusal) -> String {
    let known = if lang == Lang::Ko { it.fact("known_ko") } else { it.fact("known_en") };
    match known {
        "" => words::no_bank_yet(lang, it.fact("bank")),
        known => words::unknown_bank(lang, it.fact("bank"), known),
    }
}

/// Enters an institution with its client, its contract accounts and the pass phrase of the one that
/// pays. It may do nothing yet: the gates come after.
pub fn enter(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    checked: &Checked,
    given: &Credentials,
) -> Answer<()> {
    let code = &checked.institution.code;
    banks_take_part(tx, &checked.contracts)?;
    let new = NewInstitution {
        institution: checked.institution.clone(),
        client_id: given.client_id.clone(),
        secret_hash: secret_hash(keys, &given.client_id, given.client_secret.expose()),
        redirect_uri: checked.redirect_uri.clone(),
        contracts: checked.contracts.clone(),
    };
    service::add_institution(tx, env, actor, &new)?;
    if let (Some(it), Some(phrase)) = (checked.paying(), &given.pass_phrase) {
        let account = (it.account_type, it.account_num.as_str());
        let hash = pass_phrase_hash(keys, code, phrase.expose());
        set_pass_phrase(tx, env, actor, code, account, &hash)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        let contract = |purpose: &str, num: &str| ContractEntry {
            purpose: purpose.into(),
            account_type: account(),
            account_num: num.into(),
            bank: "901".into(),
            holder: "가온핀".into(),
        };
        Entry {
            code: "M202600009".into(),
            name_ko: "가온핀".into(),
            name_en: "Gaon Fin".into(),
            scopes: vec!["oob".into(), "login".into()],
            redirect_uris: vec!["https://gaonfin.example/back".into()],
            contracts: vec![contract("withdraw", "901100"), contract("deposit", "901200")],
        }
    }

    #[test]
    fn an_entry_without_flaws_is_what_is_written() {
        let it = entry().check().expect("no flaw");
        assert_eq!(it.institution.scopes, [Scope::Login, Scope::Oob], "in one order");
        assert_eq!(it.paying().map(|c| c.account_num.as_str()), Some("901200"));
        assert_eq!(it.redirect_uri, "https://gaonfin.example/back");
        let bare = Entry {
            scopes: vec!["oob".into()],
            redirect_uris: vec![],
            contracts: vec![],
            ..entry()
        };
        assert!(bare.check().is_ok(), "an institution that moves nothing needs no accounts");
    }

    #[test]
    fn every_flaw_is_found() {
        type Change = fn(&mut Entry);
        fn long() -> String {
            "가".repeat(NAME_CHARS_MAX + 1)
        }
        let change = |f: Change| {
            let mut it = entry();
            f(&mut it);
            it.check().expect_err("a flaw")
        };
        let cases: [(Flaw, Vec<Change>); 12] = [
            (Flaw::Code, vec![|it| it.code = "M20260000".into(), |it| it.code.clear()]),
            (Flaw::NameKo, vec![|it| it.name_ko = " ".into(), |it| it.name_ko = long()]),
            (Flaw::NameEn, vec![|it| it.name_en.clear(), |it| it.name_en = "a\nb".into()]),
            (Flaw::Scopes, vec![|it| it.scopes.clear(), |it| it.scopes.push("all".into())]),
            (
                Flaw::RedirectUris,
                vec![
                    |it| it.redirect_uris = vec!["http://gaonfin.example/back".into()],
                    |it| it.redirect_uris = vec!["http://localhost.evil.example/".into()],
                    |it| it.redirect_uris = vec!["https://".into()],
                    |it| it.redirect_uris = vec!["https://a.example/ b".into()],
                    |it| it.redirect_uris = vec!["https://a.example/#x".into()],
                    |it| it.redirect_uris = vec!["https://a@b.example/".into()],
                    |it| {
                        it.redirect_uris = vec!["https://a.example/".into(); REDIRECT_URIS_MAX + 1]
                    },
                ],
            ),
            (Flaw::NoRedirectUri, vec![|it| it.redirect_uris.clear()]),
            (
                Flaw::Purpose,
                vec![|it| it.contracts[0].purpose = "save".into(), |it| {
                    it.contracts[0].purpose = "deposit".into()
                }],
            ),
            (Flaw::AccountType, vec![|it| it.contracts[0].account_type = "X".into()]),
            (
                Flaw::AccountNum,
                vec![|it| it.contracts[0].account_num = "1-2".into(), |it| {
                    it.contracts[0].account_num = "1".repeat(17)
                }],
            ),
            (Flaw::AccountTwice, vec![|it| it.contracts[0].account_num = "901200".into()]),
            (Flaw::Bank, vec![|it| it.contracts[1].bank = "9".into()]),
            (Flaw::Holder, vec![|it| it.contracts[1].holder.clear()]),
        ];
        assert_eq!(cases.each_ref().map(|(flaw, _)| *flaw), Flaw::ALL);
        for (flaw, changes) in cases {
            for it in changes {
                assert_eq!(change(it), flaw);
            }
            assert_ne!(flaw.text(Lang::Ko), flaw.text(Lang::En));
            assert!(!flaw.field().is_empty());
        }
    }

    #[test]
    fn a_form_hears_of_every_flaw_at_once() {
        assert_eq!(entry().flaws(), []);
        let mut it = Entry { code: "M1".into(), name_en: String::new(), ..entry() };
        it.contracts[0].bank.clear();
        it.contracts[1].account_num = "9-1".into();
        it.contracts[1].holder.clear();
        let of = |flaw, contract| Found { flaw, contract };
        let all = [
            of(Flaw::Code, None),
            of(Flaw::NameEn, None),
            of(Flaw::Bank, Some(0)),
            of(Flaw::AccountNum, Some(1)),
            of(Flaw::Holder, Some(1)),
        ];
        assert_eq!(it.flaws(), all);
        assert_eq!(it.check(), Err(Flaw::Code));
        let bare = Entry { scopes: vec![], redirect_uris: vec!["ftp://a".into()], ..entry() };
        assert_eq!(bare.flaws(), [of(Flaw::Scopes, None), of(Flaw::RedirectUris, None)]);
        let same = Entry { contracts: vec![entry().contracts[0].clone(); 2], ..entry() };
        assert_eq!(same.flaws(), [of(Flaw::Purpose, Some(1)), of(Flaw::AccountTwice, Some(1))]);
    }

    #[test]
    fn an_address_on_the_own_machine_is_for_development() {
        for uri in ["http://127.0.0.1:8088/back", "http://localhost/back", "http://127.0.0.1"] {
            assert!(may_redirect_to(uri), "{uri}");
        }
    }
}
