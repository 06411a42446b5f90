//! Who takes part in the bench: institutions, banks and their customers, in a book of its own.

use super::error::BenchError;
use crate::bank::books::model::NewAccount;
use crate::seed::{Dice, mix};
use naru_base::ed25519::SigningKey;
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::keyring::{Keyring, RootKey};
use naru_base::{
    Answer, BankCode, ClientUseCode, Clock as _, Entropy as _, Env, Fault, FaultKind, Micros, No,
    UserSeqNo, Won,
};
use naru_core::hub::Hub;
use naru_core::identity::{
    self, AccountToRegister, Bank, Contract, ContractPurpose, Institution, NewInstitution, NewUser,
    PersonDetails, Scope,
};
use naru_core::{policy, relay, schema};
use naru_store::chain::ChainKey;
use naru_store::{Location, Migration, Options, Store, Tx, migrate};
use std::path::Path;
use std::sync::Arc;

pub(super) const INSTITUTIONS: u64 = 10;
pub(super) const BANKS: u64 = 2;
pub(super) const PERSONS: u64 = 10_000;
/// Persons registered in one command of the set-up.
const CHUNK: u64 = 250;
pub(super) const CONTRACT_NUM: &str = "9010000000001";
/// Agreements of the bench last until the year 2100.
const FOR_LONG: Micros = Micros::new(4_102_444_800_000_000);
/// What each account holds at the beginning: more than any run can take.
const OPENING: Won = Won::new(1_000_000_000_000);

/// A customer as an order names it.
pub(super) struct Customer {
    pub(super) institution: String,
    pub(super) bank: String,
    pub(super) account_num: String,
    pub(super) user_seq_no: String,
    pub(super) name: String,
}

/// The n-th customer.
pub(super) fn customer(n: u64) -> Customer {
    Customer {
        institution: institution_code(n % INSTITUTIONS),
        bank: bank_code(n / INSTITUTIONS % BANKS),
        account_num: format!("{:013}", 4_000_000_000 + n),
        user_seq_no: format!("{:010}", 1_000_000_000 + n),
        name: format!("홍길동{n}"),
    }
}

fn institution_code(n: u64) -> String {
    format!("M2026{:05}", n + 1)
}

pub(super) fn bank_code(n: u64) -> String {
    format!("{}", 901 + n)
}

/// The n-th institution's name for itself, and its secret. The network lives for one run, on
/// loopback, with money that is none.
pub(super) fn client(n: u64) -> (String, String) {
    (format!("bench-{n}"), format!("secret-of-bench-{n}"))
}

/// A bank's key. Seeded: relay and bank are told nothing, and know the same.
pub(super) fn bank_key(code: &str) -> SigningKey {
    let mut seed = [0; 32];
    Dice::new(mix(2, &[code.as_bytes()])).fill(&mut seed);
    SigningKey::from_seed(&seed)
}

/// The id of the key with which the load generator signs when it asks a bank itself.
pub(super) const LOAD_KEY_ID: &str = "bench-load";

/// That key.
pub(super) fn load_key() -> SigningKey {
    bank_key(LOAD_KEY_ID)
}

/// The accounts that customers have at a bank.
pub(super) fn accounts(bank: &BankCode) -> Vec<NewAccount> {
    let today = SystemClock.now().business_date();
    let here = (0..PERSONS).map(customer).filter(|it| it.bank == bank.as_str());
    here.map(|it| NewAccount::open(&it.account_num, &it.name, OPENING, today)).collect()
}

struct HeadKey(Arc<Keyring>);

impl ChainKey for HeadKey {
    fn mac(&self, bytes: &[u8]) -> [u8; 32] {
        *self.0.lookup("audit.head", &[bytes]).as_bytes()
    }
}

/// The keys of the bench's book, which is thrown away: the same in the process that writes it and
/// in the one that reads it again.
pub fn keys() -> Arc<Keyring> {
    let seeded = Dice::new(1);
    Arc::new(Keyring::create(&RootKey::generate(&seeded), &seeded, Micros::new(0)))
}

pub(super) fn options(file: &Path, keys: &Arc<Keyring>) -> Options {
    shelf(file, keys, schema::BOOK)
}

fn shelf(file: &Path, keys: &Arc<Keyring>, migrations: &'static [Migration]) -> Options {
    let seal = Arc::new(HeadKey(keys.clone()));
    let place = Location::Sqlite(file.to_owned());
    Options::new(place, migrations, Arc::new(SystemClock), seal)
}

/// How the shelf of the call log is opened.
pub(super) fn calls_options(file: &Path, keys: &Arc<Keyring>) -> Options {
    shelf(file, keys, schema::CALLS)
}

/// How the shelf of the portfolio is opened.
pub(super) fn portfolio_options(file: &Path, keys: &Arc<Keyring>) -> Options {
    shelf(file, keys, schema::PORTFOLIO)
}

/// Makes a shelf that is not there.
pub(super) fn make_shelf(options: Options) -> Result<Store, BenchError> {
    migrate::migrate(&options).map_err(BenchError::fault("make a shelf of the bench"))?;
    Store::open(options).map_err(BenchError::fault("open a shelf of the bench"))
}

/// Makes a book with everybody in it; `bank_url` says where the n-th bank is.
pub(super) fn make(
    file: &Path,
    keys: &Arc<Keyring>,
    bank_url: impl Fn(u64) -> String + Send + 'static,
) -> Result<(Store, Arc<Hub>), BenchError> {
    let store = make_shelf(options(file, keys))?;
    let entropy = Arc::new(SystemEntropy::default());
    let env = Env::new(&SystemClock, &*entropy);
    let ring = keys.clone();
    let hub = store
        .write_blocking(move |tx| {
            policy::install_shipped(tx)?;
            let hub = Arc::new(Hub::load(tx, ring.clone(), env.now)?);
            participants(tx, &hub, &env, &bank_url)?;
            Ok(hub)
        })
        .map_err(BenchError::no("register the participants of the bench"))?;
    for chunk in 0..PERSONS / CHUNK {
        let (ring, entropy) = (keys.clone(), entropy.clone());
        store
            .write_blocking(move |tx| {
                for n in chunk * CHUNK..(chunk + 1) * CHUNK {
                    identity::register_user(tx, &env, &ring, &*entropy, "bench", &user(n)?)?;
                }
                Ok(())
            })
            .map_err(BenchError::no("register the customers of the bench"))?;
    }
    Ok((store, hub))
}

fn participants(
    tx: &mut Tx<'_>,
    hub: &Arc<Hub>,
    env: &Env,
    bank_url: &dyn Fn(u64) -> String,
) -> Answer<()> {
    for n in 0..INSTITUTIONS {
        let code = ClientUseCode::parse(&institution_code(n)).map_err(bad)?;
        let (client_id, secret) = client(n);
        let institution = Institution {
            code: code.clone(),
            name_ko: format!("나래페이{n}"),
            name_en: format!("Narae Pay {n}"),
            scopes: vec![Scope::Sa],
            active: true,
        };
        let contract = Contract {
            institution: code,
            account_type: 'N',
            account_num: CONTRACT_NUM.to_owned(),
            purpose: ContractPurpose::Withdraw,
            bank: BankCode::parse(&bank_code(0)).map_err(bad)?,
            holder_name: format!("나래페이{n}"),
        };
        let new = NewInstitution {
            institution,
            secret_hash: identity::secret_hash(&hub.keys, &client_id, &secret),
            client_id,
            redirect_uri: "http://127.0.0.1/".to_owned(),
            contracts: vec![contract],
        };
        identity::add_institution(tx, env, "bench", &new)?;
        crate::admission::admit(tx, env, &new.institution.code)?;
    }
    for n in 0..BANKS {
        let code = bank_code(n);
        let bank = Bank {
            public_key: bank_key(&code).verifying_key().to_string(),
            code: BankCode::parse(&code).map_err(bad)?,
            name_ko: format!("나루은행{n}"),
            name_en: format!("Naru Bank {n}"),
            base_url: bank_url(n),
            active: true,
        };
        relay::bank_put(tx, hub, env, "bench", &bank)?;
    }
    hub.directory_changed(tx)?;
    Ok(())
}

fn user(n: u64) -> Answer<NewUser> {
    let it = customer(n);
    Ok(NewUser {
        institution: ClientUseCode::parse(&it.institution).map_err(bad)?,
        user_seq_no: UserSeqNo::parse(&it.user_seq_no).map_err(bad)?,
        details: PersonDetails {
            name: it.name,
            birth: "19900101".to_owned(),
            phone: format!("010{n:08}"),
            email: String::new(),
            ci: format!("{n:088}"),
        },
        accounts: vec![AccountToRegister {
            bank: BankCode::parse(&it.bank).map_err(bad)?,
            account_num: it.account_num,
            fintech_use_num: format!("{n:024}"),
            inquiry_until: Some(FOR_LONG),
            transfer_until: Some(FOR_LONG),
        }],
    })
}

fn bad(it: naru_base::id::BadId) -> No {
    Fault::because(FaultKind::Permanent, "a name of the bench is not valid", it).into()
}
