//! Puts the network together: the banks' processes in all but name, and the book's entries of
//! banks, institution, users and staff.

use super::cast;
use super::credentials::Credentials;
use crate::installation::{self, Installation};
use crate::problem::Problem;
use crate::sealer::DataKeySealer;
use crate::server::off_the_runtime;
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::role::{self, Post, Role};
use naru_base::seal::LookupHash;
use naru_base::{
    Answer, BankCode, BankTranId, ClientUseCode, Clock as _, Env, Micros, UserSeqNo, Won, texts,
};
use naru_core::hub::Hub;
use naru_core::identity::{
    self, AccountToRegister, Contract, ContractPurpose, Institution, NewInstitution, NewUser,
    PersonDetails, Scope,
};
use naru_core::relay::{self, Bank, Funding};
use naru_core::staff::{self, EnrolmentForm, ReadyAccount, password, totp};
use naru_lab::bank::books::history;
use naru_lab::bank::books::model::NewAccount;
use naru_lab::bank::{BankConfig, BankHandle, keyfile, spawn};
use naru_store::Tx;
use naru_web::Node;
use std::sync::Arc;

texts! {
    foreign_cast { ko: "자격 정보의 값이 형식에 맞지 않습니다", en: "a value in the credentials has not its form" }
    foreign_cast_hint {
        ko: "credentials.json을 고쳤다면 되돌리거나, 데이터 디렉터리를 지우고 다시 시작하십시오",
        en: "put credentials.json back if it was edited, or remove the data directory and start again",
    }
}

/// For how long users have agreed.
const AGREED_S: i64 = 365 * 24 * 3600;

/// What the institution's paying account holds at first.
const FUNDS: i64 = 1_000_000_000;

fn bad_value(_: impl std::error::Error) -> Problem {
    Problem::new(foreign_cast).hint(foreign_cast_hint)
}

/// Opens the banks, each with its own books and key beside the relay's.
pub async fn open_banks(
    installation: &Installation,
    credentials: &Credentials,
) -> Result<Vec<BankHandle>, Problem> {
    let mut banks = Vec::new();
    for code in cast::BANKS {
        let entropy = Arc::new(SystemEntropy::default());
        let key = installation.dir.file(&format!("bank-{code}.key"));
        let key = keyfile::load_or_create(&key, &*entropy)?;
        let books = installation.dir.file(&format!("bank-{code}.db"));
        let keys = installation::relay_keys(&installation.keys);
        let bank = cast::bank(code).bank_code();
        let mut config = BankConfig::new(bank, books, key, keys, Arc::new(SystemClock), entropy);
        config.accounts = accounts(code, credentials);
        banks.push(spawn(config).await?);
    }
    Ok(banks)
}

/// Days of statement that an account begins with.
const PAST_DAYS: i64 = 60;
/// What customers had paid into the institution's account before the demonstration.
const PAYMENTS: u64 = 60;
/// What is on the institution's account at first.
const COLLECTED: i64 = 10_000_000;

/// The customers' accounts at a bank, and the institution's if the bank keeps it: with a past.
fn accounts(code: &str, credentials: &Credentials) -> Vec<NewAccount> {
    let now = SystemClock.now();
    let today = now.business_date();
    let from = now.plus_seconds(-PAST_DAYS * 86_400).business_date();
    let all =
        credentials.users.iter().flat_map(|user| user.accounts.iter().map(move |a| (user, a)));
    let customers = all.filter(|(_, account)| account.bank_code_std == code).map(|(user, it)| {
        let (num, won) = (&it.account_num, Won::new(it.balance));
        NewAccount::open(num, &user.name, won, from)
            .known_by(&user.birth)
            .with_history(history::of_a_person(num, won, from, today))
    });
    let own = credentials.fintechs.iter().filter(|_| code == cast::CONTRACT_BANK).map(|it| {
        let (num, won) = (&it.withdraw_account, Won::new(COLLECTED));
        let bank = cast::bank(code).bank_code();
        NewAccount::open(num, &it.name, won, from)
            .with_history(history::of_an_institution(num, won, &bank, from, PAYMENTS))
    });
    customers.chain(own).collect()
}

/// Stops the banks.
pub async fn close_banks(banks: Vec<BankHandle>) {
    for bank in banks {
        bank.stop().await;
    }
}

/// Brings the balances up to date with the banks' books.
pub async fn note_balances(
    banks: &[BankHandle],
    credentials: &mut Credentials,
) -> Result<(), Problem> {
    for account in credentials.users.iter_mut().flat_map(|user| &mut user.accounts) {
        let Some(bank) = banks.iter().find(|b| b.code.as_str() == account.bank_code_std) else {
            continue;
        };
        if let Some(known) = bank.books.account(account.account_num.clone()).await? {
            account.balance = known.balance.get();
        }
    }
    Ok(())
}

/// Registers what the book does not have: the banks at their present addresses, the institution
/// with its users, the staff.
pub async fn register(
    node: &Node,
    banks: &[BankHandle],
    credentials: &Credentials,
) -> Result<(), Problem> {
    let mut directory = node.hub.directory();
    for handle in banks {
        let entry = cast::bank(handle.code.as_str());
        let bank = Bank {
            code: handle.code.clone(),
            name_ko: entry.name_ko.to_owned(),
            name_en: entry.name_en.to_owned(),
            base_url: handle.base_url(),
            public_key: handle.public_key.to_string(),
            active: true,
        };
        if directory.banks.get(&bank.code) != Some(&bank) {
            let (hub, env) = (node.hub.clone(), node.env());
            let put = move |tx: &mut Tx<'_>| relay::bank_put(tx, &hub, &env, "system:demo", &bank);
            node.book.write(put).await?;
        }
    }
    directory = node.hub.directory();
    let code = ClientUseCode::parse(cast::INSTITUTION).map_err(bad_value)?;
    if directory.institutions.contains_key(&code) {
        return Ok(());
    }
    let newcomers = newcomers(&node.hub, credentials, &code)?;
    let given = credentials.clone();
    let staff = off_the_runtime(move || staff_accounts(&given)).await?;
    let (hub, env) = (node.hub.clone(), node.env());
    // One commit: a demonstration that was killed here begins again from nothing.
    node.book.write(move |tx| newcomers.write(tx, &hub, &env, &staff)).await?;
    fund(node, &code).await
}

/// Puts money on the paying account, so that deposits can be tried.
async fn fund(node: &Node, code: &ClientUseCode) -> Result<(), Problem> {
    let funding = Funding {
        institution: code.clone(),
        id: BankTranId::parse(&format!("{code}O000000001")).map_err(bad_value)?,
        amount: Won::new(FUNDS),
        evidence: "demo".to_owned(),
    };
    let (hub, env) = (node.hub.clone(), node.env());
    let put = move |tx: &mut Tx<'_>| relay::fund(tx, &hub, &env, "system:demo", &funding);
    node.book.write(put).await?;
    Ok(())
}

struct Newcomers {
    institution: NewInstitution,
    paying_account: String,
    pass_phrase: LookupHash,
    users: Vec<NewUser>,
}

impl Newcomers {
    fn write(&self, tx: &mut Tx<'_>, hub: &Arc<Hub>, env: &Env, staff: &[Member]) -> Answer<()> {
        let entropy = SystemEntropy::default();
        let actor = "system:demo";
        identity::add_institution(tx, env, actor, &self.institution)?;
        let code = &self.institution.institution.code;
        let paying = ('N', self.paying_account.as_str());
        identity::set_pass_phrase(tx, env, actor, code, paying, &self.pass_phrase)?;
        for user in &self.users {
            identity::register_user(tx, env, &hub.keys, &entropy, actor, user)?;
        }
        let sealer = DataKeySealer(hub.keys.clone());
        for member in staff {
            let ready = ReadyAccount {
                post: member.post.clone(),
                form: &member.form,
                password_hash: &member.password_hash,
                totp_secret: &member.totp_secret,
            };
            staff::create_ready_account(tx, &member.env, &sealer, &ready)?;
        }
        hub.directory_changed(tx)?;
        Ok(())
    }
}

fn newcomers(
    hub: &Hub,
    credentials: &Credentials,
    code: &ClientUseCode,
) -> Result<Newcomers, Problem> {
    let it = &credentials.fintechs[0];
    let scopes = it.scopes.iter().filter_map(|scope| Scope::parse(scope)).collect();
    let (name_ko, name_en) = cast::INSTITUTION_NAME;
    let contract = |account_num: &str, purpose| Contract {
        institution: code.clone(),
        account_type: 'N',
        account_num: account_num.to_owned(),
        purpose,
        bank: cast::bank(cast::CONTRACT_BANK).bank_code(),
        holder_name: name_ko.to_owned(),
    };
    let institution = NewInstitution {
        institution: Institution {
            code: code.clone(),
            name_ko: name_ko.to_owned(),
            name_en: name_en.to_owned(),
            scopes,
            active: true,
        },
        client_id: it.client_id.clone(),
        secret_hash: identity::secret_hash(&hub.keys, &it.client_id, &it.client_secret),
        redirect_uri: it.redirect_uri.clone(),
        contracts: vec![
            contract(&it.withdraw_account, ContractPurpose::Withdraw),
            contract(&it.deposit_account, ContractPurpose::Deposit),
            contract(cast::FEE_ACCOUNT, ContractPurpose::Fee),
        ],
    };
    let until = SystemClock.now().plus_seconds(AGREED_S);
    let users = credentials.users.iter().map(|user| new_user(user, code, until));
    Ok(Newcomers {
        institution,
        paying_account: it.deposit_account.clone(),
        pass_phrase: identity::pass_phrase_hash(&hub.keys, code, &it.pass_phrase),
        users: users.collect::<Result<_, _>>()?,
    })
}

fn new_user(
    user: &super::credentials::User,
    code: &ClientUseCode,
    until: Micros,
) -> Result<NewUser, Problem> {
    let accounts = user.accounts.iter().map(|it| {
        Ok(AccountToRegister {
            bank: BankCode::parse(&it.bank_code_std).map_err(bad_value)?,
            account_num: it.account_num.clone(),
            fintech_use_num: it.fintech_use_num.get(code.as_str()).cloned().unwrap_or_default(),
            inquiry_until: Some(until),
            transfer_until: Some(until),
        })
    });
    let number = user.user_seq_no.get(code.as_str()).cloned().unwrap_or_default();
    Ok(NewUser {
        institution: code.clone(),
        user_seq_no: UserSeqNo::parse(&number).map_err(bad_value)?,
        details: PersonDetails {
            name: user.name.clone(),
            birth: user.birth.clone(),
            phone: user.phone.clone(),
            email: String::new(),
            ci: user.user_ci.clone(),
        },
        accounts: accounts.collect::<Result<_, Problem>>()?,
    })
}

/// A member of staff, the password hashed outside the store's threads.
struct Member {
    env: Env,
    post: Post,
    form: EnrolmentForm,
    password_hash: String,
    totp_secret: Vec<u8>,
}

fn post_of(it: &super::credentials::StaffAccess) -> Option<Post> {
    Post::new(Role::parse(&it.role)?, role::Scope::parse(&it.scope)?)
}

fn staff_accounts(credentials: &Credentials) -> Result<Vec<Member>, Problem> {
    let bad = || Problem::new(foreign_cast).hint(foreign_cast_hint);
    let member = |it: &super::credentials::StaffAccess| {
        Ok(Member {
            env: installation::env(),
            post: post_of(it).ok_or_else(bad)?,
            form: EnrolmentForm { name: it.name.clone(), login: it.login.clone() },
            password_hash: password::hash(&it.password, &SystemEntropy::default())?,
            totp_secret: totp::parse_secret(&it.totp_secret).ok_or_else(bad)?,
        })
    };
    credentials.staff.iter().map(member).collect()
}
