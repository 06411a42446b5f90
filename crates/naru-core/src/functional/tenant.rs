//! An applicant's place in the sandbox: its code, its contract accounts, and the fictitious persons
//! that its client is tested with.

use super::model::Tenant;
use super::{service, sql};
use crate::identity::{
    self, Contract, ContractPurpose, Credentials, Institution, NewInstitution, Scope,
};
use crate::policy::{self, Parameter};
use data_encoding::BASE64;
use naru_base::keyring::Keyring;
use naru_base::{Answer, AuditRecord, BankCode, ClientUseCode, Entropy, Env, Refusal, Won};
use naru_store::Tx;
use ring::digest::{Context, SHA512};

/// What a tenant's paying account may be overdrawn by: nobody funds a sandbox.
const CREDIT: Won = Won::new(1_000_000_000_000);
/// On the first test account, and on the second.
const RICH: Won = Won::new(50_000_000);
const POOR: Won = Won::new(100);

/// Who gets a place.
#[derive(Clone, Debug)]
pub struct Applicant {
    /// The institution, as production knows it.
    pub institution: Institution,
    /// Where codes may be sent.
    pub redirect_uri: String,
}

/// A fictitious person with an account at the sandbox's bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Name.
    pub name: &'static str,
    /// Day of birth, `yyyyMMdd`.
    pub birth: &'static str,
    /// Telephone number, without hyphens: one that no operator gives out.
    pub phone: String,
    /// The CI: a hash, so nobody's.
    pub ci: String,
    /// The account.
    pub account_num: String,
    /// What is on it at first.
    pub opening: Won,
}

/// The code that an applicant calls under in the sandbox.
pub fn tenant_code(applicant: &ClientUseCode) -> Result<ClientUseCode, Refusal> {
    let is_test = applicant.as_str().starts_with('T');
    let digits = applicant.as_str().get(1..).filter(|_| !is_test).unwrap_or_default();
    ClientUseCode::parse(&format!("T{digits}"))
        .map_err(|_| Refusal::new("functional/not-an-applicant"))
}

/// The number of one of a tenant's accounts: the bank, what it is, nine digits.
fn account_num(bank: &BankCode, tenant: &ClientUseCode, place: u8) -> String {
    format!("{bank}{place}{}", tenant.as_str().get(1..).unwrap_or_default())
}

/// The persons of a tenant: one with money and a past, one without money, one to say goodbye to.
pub fn customers(bank: &BankCode, tenant: &ClientUseCode) -> [Customer; 3] {
    let cast =
        [("강나루", "19900101", RICH), ("윤보라", "19880214", POOR), ("한바다", "19751130", RICH)];
    let mut place = 0;
    cast.map(|(name, birth, opening)| {
        place += 1;
        let mut hash = Context::new(&SHA512);
        hash.update(b"naru-sandbox-ci");
        hash.update(tenant.as_str().as_bytes());
        hash.update(&[place]);
        let digits = tenant.as_str().get(7..).unwrap_or_default();
        Customer {
            name,
            birth,
            phone: format!("0100000{digits}{place}"),
            ci: BASE64.encode(hash.finish().as_ref()),
            account_num: account_num(bank, tenant, place),
            opening,
        }
    })
}

/// A tenant's contract accounts: where withdrawals are collected, and where deposits come from.
pub fn contracts(bank: &BankCode, tenant: &ClientUseCode) -> [Contract; 2] {
    let purposes = [(ContractPurpose::Withdraw, 7), (ContractPurpose::Deposit, 8)];
    purposes.map(|(purpose, place)| Contract {
        institution: tenant.clone(),
        account_type: 'N',
        account_num: account_num(bank, tenant, place),
        purpose,
        bank: bank.clone(),
        holder_name: "나루시험".to_owned(),
    })
}

/// What a tenant authenticates with: a client of the sandbox shows it by its name.
pub fn credentials(entropy: &dyn Entropy) -> Credentials {
    let id = identity::new_secret(entropy);
    let id: String = id.expose().chars().take(20).collect();
    Credentials {
        client_id: format!("sandbox-{id}"),
        client_secret: identity::new_secret(entropy),
        pass_phrase: Some(identity::new_secret(entropy)),
    }
}

/// Gives an applicant its place, with credentials that work at once and only here; its first run
/// begins.
pub fn open(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    (of, given): (&Applicant, &Credentials),
) -> Answer<Tenant> {
    let sandbox = service::must_be_sandbox(tx)?;
    let code = tenant_code(&of.institution.code)?;
    if sandbox.tenants.contains_key(&code) {
        return Err(Refusal::new("functional/open-already").into());
    }
    let Institution { name_ko, name_en, scopes, .. } = &of.institution;
    let new = NewInstitution {
        institution: Institution {
            code: code.clone(),
            name_ko: name_ko.clone(),
            name_en: name_en.clone(),
            scopes: scopes.clone(),
            active: true,
        },
        client_id: given.client_id.clone(),
        secret_hash: identity::secret_hash(keys, &given.client_id, given.client_secret.expose()),
        redirect_uri: of.redirect_uri.clone(),
        contracts: contracts(&sandbox.bank, &code).to_vec(),
    };
    identity::add_institution(tx, env, actor, &new)?;
    let [_, paying] = contracts(&sandbox.bank, &code);
    if let Some(phrase) = &given.pass_phrase {
        let account = (paying.account_type, paying.account_num.as_str());
        let hash = identity::pass_phrase_hash(keys, &code, phrase.expose());
        identity::set_pass_phrase(tx, env, actor, &code, account, &hash)?;
    }
    let credit = Parameter {
        name: "deposit_credit_limit_won".to_owned(),
        valid_from: env.now,
        value: CREDIT.get(),
        source: "Naru: nobody funds a sandbox".to_owned(),
    };
    policy::override_for(tx, env, actor, &code, &credit)?;
    let life_s = policy::number(&policy::list(tx)?, "functional_tenant_life_s", env.now)?;
    let tenant = Tenant {
        code: code.clone(),
        applicant: of.institution.code.clone(),
        opened_at: env.now,
        closes_at: env.now.plus_seconds(life_s),
    };
    if !sql::add_tenant(tx, &tenant, actor)? {
        return Err(Refusal::new("functional/open-already").into());
    }
    tx.audit(AuditRecord {
        at: env.now,
        actor: actor.to_owned(),
        action: "functional.tenant.opened",
        subject: format!("institution:{code}"),
        body: format!(
            r#"{{"applicant":"{}","scopes":"{}"}}"#,
            tenant.applicant,
            scopes.iter().map(|it| Scope::as_str(*it)).collect::<Vec<_>>().join(" ")
        ),
    });
    service::begin(tx, env, actor, &code)?;
    Ok(tenant)
}

/// Gives a tenant another secret and another pass phrase: it lost what it had, and that opens
/// nothing from this commit on. Its run goes on.
pub fn renew(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    (code, given): (&ClientUseCode, &Credentials),
) -> Answer<String> {
    let sandbox = service::must_be_sandbox(tx)?;
    if sandbox.tenants.get(code).is_none_or(|it| it.closes_at <= env.now) {
        return Err(Refusal::new("functional/no-tenant").into());
    }
    let client_id = identity::renew_secret(tx, env, keys, actor, code, &given.client_secret)?;
    let [_, paying] = contracts(&sandbox.bank, code);
    if let Some(phrase) = &given.pass_phrase {
        let account = (paying.account_type, paying.account_num.as_str());
        let hash = identity::pass_phrase_hash(keys, code, phrase.expose());
        identity::set_pass_phrase(tx, env, actor, code, account, &hash)?;
    }
    tx.audit(AuditRecord {
        at: env.now,
        actor: actor.to_owned(),
        action: "functional.tenant.renewed",
        subject: format!("institution:{code}"),
        body: "{}".to_owned(),
    });
    Ok(client_id)
}
