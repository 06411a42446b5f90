//! Enters who takes part into the book: institutions, their users in batches, the staff. Each step
//! leaves alone what is there, so that a demonstration that was killed in between goes on.

use super::cast::{self, Party};
use super::credentials::{Credentials, FintechAccess, StaffAccess, User};
use crate::installation;
use crate::problem::Problem;
use crate::sealer::DataKeySealer;
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::role::{self, Post, Role};
use naru_base::{
    Answer, BankCode, BankTranId, ClientUseCode, Clock as _, Env, Micros, UserSeqNo, Won, texts,
};
use naru_core::hub::Hub;
use naru_core::identity::{
    self, AccountToRegister, Contract, ContractPurpose, Institution, NewInstitution, NewUser,
    PersonDetails, Scope,
};
use naru_core::ledger;
use naru_core::relay::{self, Funding};
use naru_core::staff::{self, EnrolmentForm, ReadyAccount, password, totp};
use naru_store::Tx;
use naru_web::Node;

texts! {
    foreign_cast { ko: "자격 정보의 값이 형식에 맞지 않습니다", en: "a value in the credentials has not its form" }
    foreign_cast_hint {
        ko: "credentials.json을 고쳤다면 되돌리거나, 데이터 디렉터리를 지우고 다시 시작하십시오",
        en: "put credentials.json back if it was edited, or remove the data directory and start again",
    }
}

const ACTOR: &str = "system:demo";
/// For how long users have agreed.
const AGREED_S: i64 = 365 * 24 * 3600;
/// Users that one command registers.
const BATCH: usize = 250;
/// What an institution's paying account holds at first.
const FUNDS: i64 = 1_000_000_000;

fn bad_value(_: impl std::error::Error) -> Problem {
    foreign()
}

fn foreign() -> Problem {
    Problem::new(foreign_cast).hint(foreign_cast_hint)
}

/// Registers whoever is not registered yet.
pub async fn register(node: &Node, credentials: &Credentials) -> Result<(), Problem> {
    let staff = missing_staff(node, credentials).await?;
    // Passwords are slow on purpose: they are hashed while users are registered.
    let hashing = tokio::task::spawn_blocking(move || members(&staff));
    enter(node, credentials).await?;
    for access in &credentials.fintechs {
        register_users(node, &credentials.users, &code_of(access)?).await?;
    }
    let members =
        hashing.await.unwrap_or_else(|bug| std::panic::resume_unwind(bug.into_panic()))?;
    if !members.is_empty() {
        let sealer = DataKeySealer(node.hub.keys.clone());
        node.book.write(move |tx| members.iter().try_for_each(|it| it.write(tx, &sealer))).await?;
    }
    Ok(())
}

/// Enters the institutions that are not there yet, with money on their paying accounts.
pub async fn enter(node: &Node, credentials: &Credentials) -> Result<(), Problem> {
    for access in &credentials.fintechs {
        register_institution(node, access).await?;
    }
    Ok(())
}

fn code_of(access: &FintechAccess) -> Result<ClientUseCode, Problem> {
    ClientUseCode::parse(&access.client_use_code).map_err(bad_value)
}

async fn register_institution(node: &Node, access: &FintechAccess) -> Result<(), Problem> {
    let party = cast::party(&access.client_use_code).ok_or_else(foreign)?;
    let code = code_of(access)?;
    if !node.hub.directory().institutions.contains_key(&code) {
        let new = institution(&node.hub, party, access, &code);
        let (hub, env) = (node.hub.clone(), node.env());
        let phrase = identity::pass_phrase_hash(&hub.keys, &code, &access.pass_phrase);
        let (code, paying) = (code.clone(), access.deposit_account.clone());
        let put = move |tx: &mut Tx<'_>| {
            identity::add_institution(tx, &env, ACTOR, &new)?;
            identity::set_pass_phrase(tx, &env, ACTOR, &code, ('N', &paying), &phrase)?;
            Ok(hub.directory_changed(tx)?)
        };
        node.book.write(put).await?;
    }
    fund(node, code).await
}

/// Puts money on the paying account, so that deposits can be tried.
async fn fund(node: &Node, code: ClientUseCode) -> Result<(), Problem> {
    let paying = ledger::paying_account(&code);
    let is_funded = node
        .book
        .read(move |tx| Ok(ledger::balances(tx)?.iter().any(|(account, ..)| *account == paying)));
    if is_funded.await? {
        return Ok(());
    }
    let funding = Funding {
        id: BankTranId::parse(&format!("{code}O000000001")).map_err(bad_value)?,
        institution: code,
        amount: Won::new(FUNDS),
        evidence: "demo".to_owned(),
    };
    let (hub, env) = (node.hub.clone(), node.env());
    node.book.write(move |tx| relay::fund(tx, &hub, &env, ACTOR, &funding)).await?;
    Ok(())
}

fn institution(
    hub: &Hub,
    party: &Party,
    it: &FintechAccess,
    code: &ClientUseCode,
) -> NewInstitution {
    let contract = |account_num: &str, purpose| Contract {
        institution: code.clone(),
        account_type: 'N',
        account_num: account_num.to_owned(),
        purpose,
        bank: cast::bank(party.bank).bank_code(),
        holder_name: party.name_ko.to_owned(),
    };
    NewInstitution {
        institution: Institution {
            code: code.clone(),
            name_ko: party.name_ko.to_owned(),
            name_en: party.name_en.to_owned(),
            scopes: it.scopes.iter().filter_map(|scope| Scope::parse(scope)).collect(),
            active: true,
        },
        client_id: it.client_id.clone(),
        secret_hash: identity::secret_hash(&hub.keys, &it.client_id, &it.client_secret),
        redirect_uri: it.redirect_uri.clone(),
        contracts: vec![
            contract(&it.withdraw_account, ContractPurpose::Withdraw),
            contract(&it.deposit_account, ContractPurpose::Deposit),
            contract(&party.fees_from(), ContractPurpose::Fee),
        ],
    }
}

/// Registers an institution's users, a batch in each command.
async fn register_users(node: &Node, users: &[User], code: &ClientUseCode) -> Result<(), Problem> {
    let until = SystemClock.now().plus_seconds(AGREED_S);
    let own = users.iter().filter(|user| user.user_seq_no.contains_key(code.as_str()));
    let all = own.map(|user| new_user(user, code, until)).collect::<Result<Vec<_>, _>>()?;
    let batches: Vec<Vec<NewUser>> = all.chunks(BATCH).map(<[NewUser]>::to_vec).collect();
    let mut under_way = Vec::new();
    for batch in batches {
        // A batch is there as a whole or not at all.
        let (institution, last) = (code.clone(), batch.last().map(|it| it.user_seq_no.clone()));
        let known = node.book.read(move |tx| match &last {
            Some(last) => Ok(identity::find_user(tx, &institution, last)?.is_some()),
            None => Ok(true),
        });
        if !known.await? {
            let (hub, env) = (node.hub.clone(), node.env());
            under_way.push(node.book.write(move |tx| write_users(tx, &hub, &env, &batch)));
        }
    }
    for written in under_way {
        written.await?;
    }
    Ok(())
}

fn write_users(tx: &mut Tx<'_>, hub: &Hub, env: &Env, users: &[NewUser]) -> Answer<()> {
    let entropy = SystemEntropy::default();
    for user in users {
        if identity::find_user(tx, &user.institution, &user.user_seq_no)?.is_none() {
            identity::register_user(tx, env, &hub.keys, &entropy, ACTOR, user)?;
        }
    }
    Ok(())
}

fn new_user(user: &User, code: &ClientUseCode, until: Micros) -> Result<NewUser, Problem> {
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

impl Member {
    fn write(&self, tx: &mut Tx<'_>, sealer: &DataKeySealer) -> Answer<()> {
        let ready = ReadyAccount {
            post: self.post.clone(),
            form: &self.form,
            password_hash: &self.password_hash,
            totp_secret: &self.totp_secret,
        };
        staff::create_ready_account(tx, &self.env, sealer, &ready)?;
        Ok(())
    }
}

async fn missing_staff(
    node: &Node,
    credentials: &Credentials,
) -> Result<Vec<StaffAccess>, Problem> {
    let all = credentials.staff.clone();
    let missing = node.book.read(move |tx| {
        let mut missing = Vec::new();
        for member in &all {
            if staff::login_facts(tx, &member.login)?.is_none() {
                missing.push(member.clone());
            }
        }
        Ok(missing)
    });
    Ok(missing.await?)
}

fn post_of(it: &StaffAccess) -> Option<Post> {
    Post::new(Role::parse(&it.role)?, role::Scope::parse(&it.scope)?)
}

fn members(staff: &[StaffAccess]) -> Result<Vec<Member>, Problem> {
    let member = |it: &StaffAccess| {
        Ok(Member {
            env: installation::env(),
            post: post_of(it).ok_or_else(foreign)?,
            form: EnrolmentForm { name: it.name.clone(), login: it.login.clone() },
            password_hash: password::hash(&it.password, &SystemEntropy::default())?,
            totp_secret: totp::parse_secret(&it.totp_secret).ok_or_else(foreign)?,
        })
    };
    staff.iter().map(member).collect()
}
