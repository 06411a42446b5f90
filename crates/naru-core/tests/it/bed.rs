//! A network for one test: two institutions, two banks, persons that are users of both.

use naru_base::keyring::{Keyring, RootKey};
use naru_base::{
    Answer, BankCode, BankTranId, BusinessDate, ClientUseCode, Clock, Env, Micros, UserSeqNo, Won,
};
use naru_core::hub::Hub;
use naru_core::identity::{
    self, AccountToRegister, Contract, ContractPurpose, Institution, NewInstitution, NewUser,
    PersonDetails, Scope,
};
use naru_core::relay::bankwire::Doubt;
use naru_core::relay::{
    self, Bank, BankSaid, Conclusion, DepositDetails, Funding, Key, Kind, Order, OrderDetails,
    Purpose, Requester, Reserved, Via,
};
use naru_core::{ledger, policy, schema, settlement};
use naru_lab::admission;
use naru_lab::seed::Dice;
use naru_lab::testbed::pg::Database;
use naru_store::chain::ChainKey;
use naru_store::{Location, Options, Store, Tx, migrate};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

pub struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Micros {
        Micros::new(self.0.load(Ordering::SeqCst))
    }
}

struct TestKey;

impl ChainKey for TestKey {
    fn mac(&self, bytes: &[u8]) -> [u8; 32] {
        let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
        digest.as_ref().try_into().expect("32 bytes")
    }
}

/// Where the data live until the bed is dropped.
#[expect(dead_code, reason = "held only so that it is dropped with the bed")]
enum Place {
    Dir(tempfile::TempDir),
    Postgres(Database),
}

pub struct Bed {
    pub store: Store,
    pub hub: Arc<Hub>,
    pub location: Location,
    clock: Arc<TestClock>,
    dice: Arc<Dice>,
    place: Place,
}

pub fn at(text: &str) -> Micros {
    Micros::parse_kst_dtime14(text).expect("a date and time")
}

pub fn date(text: &str) -> BusinessDate {
    BusinessDate::parse(text).expect("a date")
}

pub fn institution(n: usize) -> ClientUseCode {
    ClientUseCode::parse(&format!("M20260000{n}")).expect("a code")
}

pub fn bank(n: usize) -> BankCode {
    BankCode::parse(&format!("90{n}")).expect("a code")
}

pub fn said(code: &str) -> BankSaid {
    BankSaid {
        code: code.to_owned(),
        message: "정상".to_owned(),
        tran_date: "20261122".to_owned(),
        holder: "홍나루".to_owned(),
    }
}

pub fn paid() -> Conclusion {
    Conclusion::Paid(said("000"))
}

pub fn not_paid() -> Conclusion {
    Conclusion::NotPaid(said("116"))
}

pub const DOUBT: Conclusion = Conclusion::Doubt(Doubt::NoAnswer);

/// The `n`-th order of person 1 through this institution.
pub fn order(through: usize, n: u32, amount: i64) -> Order {
    let id = format!("{}U{n:09}", institution(through));
    let none = || [String::new(), String::new(), String::new()];
    Order {
        bank_tran_id: BankTranId::parse(&id).expect("an id"),
        cntr_account_type: 'N',
        cntr_account_num: "700100".to_owned(),
        bank: bank(1),
        account_num: "110220331".to_owned(),
        kind: Kind::Withdraw,
        pass_phrase: None,
        via: Via::User(user(through, 1)),
        amount: Won::new(amount),
        receive: None,
        details: OrderDetails {
            dps_print_content: "쇼핑".to_owned(),
            wd_print_content: "나래".to_owned(),
            req_client_name: "홍나루".to_owned(),
            requester: Requester::Account("901".to_owned(), "110".to_owned()),
            req_client_num: "C1".to_owned(),
            purpose: Purpose::TopUp,
            recv: none(),
            sub_merchant: none(),
            deposit: None,
        },
    }
}

pub const PHRASE: &str = "NONE";

/// The `n`-th deposit to person 1's account, named by its number.
pub fn deposit(bed: &Bed, through: usize, n: u32, amount: i64) -> Order {
    let mut it = order(through, n, amount);
    it.kind = Kind::Deposit;
    it.cntr_account_num = "700200".to_owned();
    let code = institution(through);
    it.pass_phrase = Some(identity::pass_phrase_hash(&bed.hub.keys, &code, PHRASE));
    it.via = Via::Number;
    it.details.deposit = Some(DepositDetails {
        payee_name: "홍나루".to_owned(),
        name_check: true,
        recv_bank_tran_id: String::new(),
        withdraw_bank_tran_id: String::new(),
        cms_num: String::new(),
    });
    it
}

/// The handle of a person's account at an institution.
pub fn handle(through: usize, person: usize) -> String {
    format!("{through:012}{person:012}")
}

pub fn user(through: usize, person: usize) -> UserSeqNo {
    UserSeqNo::parse(&format!("{through:04}{person:06}")).expect("ten digits")
}

impl Bed {
    pub fn sqlite() -> Bed {
        let dir = tempfile::tempdir().expect("a directory");
        let file = dir.path().join("book.db");
        Bed::open(Location::Sqlite(file), Place::Dir(dir))
    }

    pub fn postgres() -> Option<Bed> {
        let place =
            |url: &str| Location::Postgres { url: url.to_owned(), schema: "book".to_owned() };
        let database = Database::like("core", &[schema::BOOK], |url| {
            let options = Bed::options(place(url), &Bed::new_clock());
            migrate::migrate(&options).expect("migrates");
            Store::open(options).expect("opens").close_blocking().expect("closes");
        })?;
        Some(Bed::open(place(database.url()), Place::Postgres(database)))
    }

    fn new_clock() -> Arc<TestClock> {
        Arc::new(TestClock(AtomicI64::new(at("20261122120000").get())))
    }

    fn options(location: Location, clock: &Arc<TestClock>) -> Options {
        Options::new(location, schema::BOOK, clock.clone(), Arc::new(TestKey))
    }

    fn open(location: Location, place: Place) -> Bed {
        let clock = Bed::new_clock();
        let options = Bed::options(location.clone(), &clock);
        migrate::migrate(&options).expect("migrates");
        let store = Store::open(options).expect("opens");
        let dice = Arc::new(Dice::new(7));
        let keys = Arc::new(Keyring::create(&RootKey::from_bytes([7; 32]), &*dice, clock.now()));
        let now = clock.now();
        let hub = store
            .read_blocking(move |tx| Ok(Hub::load(tx, keys.clone(), now)?))
            .expect("an empty memory");
        let bed = Bed { store, hub: Arc::new(hub), location, clock, dice, place };
        bed.register();
        bed
    }

    fn register(&self) {
        let dice = Arc::clone(&self.dice);
        self.write(move |tx, hub, env| {
            policy::install_shipped(tx)?;
            admission::long_lives(tx)?;
            settlement::install_shipped(tx)?;
            naru_core::admission::deadline::install_shipped(tx)?;
            for n in [1, 2] {
                relay::bank_put(tx, hub, env, "system:test", &bank_entry(n))?;
                identity::add_institution(tx, env, "system:test", &new_institution(hub, n))?;
                // Long before: tests set the clock back.
                let long_ago = Env::fixed(env.now.plus_seconds(-365 * 86_400), 3);
                admission::admit(tx, &long_ago, &institution(n))?;
                let (code, account) = (institution(n), ('N', "700200"));
                let hash = identity::pass_phrase_hash(&hub.keys, &code, PHRASE);
                identity::set_pass_phrase(tx, env, "system:test", &code, account, &hash)?;
                for person in 1..=3 {
                    let user = new_user(n, person);
                    identity::register_user(tx, env, &hub.keys, &*dice, "system:test", &user)?;
                }
            }
            hub.directory_changed(tx).map_err(Into::into)
        })
        .expect("registered");
    }

    pub fn now(&self) -> Micros {
        self.clock.now()
    }

    pub fn set_clock(&self, now: Micros) {
        self.clock.0.store(now.get(), Ordering::SeqCst);
    }

    pub fn env(&self) -> Env {
        Env::new(&*self.clock, &*self.dice)
    }

    pub fn write<T: Send + 'static>(
        &self,
        f: impl Fn(&mut Tx<'_>, &Arc<Hub>, &Env) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        let (hub, env) = (Arc::clone(&self.hub), self.env());
        self.store.write_blocking(move |tx| f(tx, &hub, &env))
    }

    pub fn reserve(&self, order: &Order) -> Reserved {
        let order = order.clone();
        let through = ClientUseCode::parse(&order.bank_tran_id.as_str()[..10]).expect("a code");
        self.write(move |tx, hub, env| relay::reserve(tx, hub, env, &through, &order, Ok(())))
            .expect("no fault")
    }

    /// Reserves, and expects that the bank is to be asked.
    pub fn asked(&self, order: &Order) -> Key {
        match self.reserve(order) {
            Reserved::Ask(out) => out.key,
            Reserved::Told(told) => panic!("told {:?} {:?}", told.state, told.decline),
            Reserved::Conflict => panic!("a conflict"),
            Reserved::LineClosed(why) => panic!("{why:?}"),
        }
    }

    /// Brings an order, and expects to be told what is recorded.
    pub fn told(&self, order: &Order) -> relay::Told {
        match self.reserve(order) {
            Reserved::Told(told) => *told,
            Reserved::Ask(_) => panic!("asked the bank"),
            Reserved::Conflict => panic!("a conflict"),
            Reserved::LineClosed(why) => panic!("{why:?}"),
        }
    }

    pub fn conclude(&self, key: &Key, conclusion: Conclusion) -> relay::Concluded {
        let key = key.clone();
        self.write(move |tx, hub, env| {
            relay::conclude(tx, hub, env, "system:test", &key, &conclusion)
        })
        .expect("no fault")
    }

    /// Puts money on an institution's paying account.
    pub fn fund(&self, through: usize, n: u32, amount: i64) -> Key {
        let funding = funding(through, n, amount);
        self.write(move |tx, hub, env| relay::fund(tx, hub, env, "system:test", &funding))
            .expect("booked")
    }

    /// What is booked and reserved on an account.
    pub fn balance(&self, account: &str) -> (i64, i64) {
        let all = self.store.read_blocking(|tx| Ok(ledger::balances(tx)?)).expect("read");
        let found = all.into_iter().find(|(name, ..)| name == account);
        found.map_or((0, 0), |(_, posted, pending)| (posted.get(), pending.get()))
    }

    pub fn number(&self, sql: &'static str) -> i64 {
        let read = self.store.read_blocking(move |tx| Ok(tx.one(sql, &[], |row| row.get(0))?));
        read.expect("the number is read")
    }

    /// [`Bed::number`] as a command sees it: with what was counted and waits for its table.
    pub fn counted(&self, sql: &'static str) -> i64 {
        let read = self.store.write_blocking(move |tx| Ok(tx.one(sql, &[], |row| row.get(0))?));
        read.expect("the number is read")
    }

    /// Runs SQL past every command.
    pub fn tamper(&self, sql: &'static str) {
        self.write(move |tx, _, _| Ok(tx.exec(sql, &[])?)).expect("the statement runs");
    }

    pub const fn is_sqlite(&self) -> bool {
        matches!(self.place, Place::Dir(_))
    }

    /// Takes the ledger's append-only triggers away.
    pub fn disarm(&self) {
        if self.is_sqlite() {
            self.tamper("DROP TRIGGER ledger_entry_no_update");
            self.tamper("DROP TRIGGER ledger_entry_no_delete");
        } else {
            self.tamper("DROP TRIGGER ledger_entry_append_only ON ledger_entry");
        }
    }
}

pub fn funding(through: usize, n: u32, amount: i64) -> Funding {
    let institution = institution(through);
    Funding {
        id: BankTranId::parse(&format!("{institution}O{n:09}")).expect("an id"),
        institution,
        amount: Won::new(amount),
        evidence: format!("slip {n}"),
    }
}

fn bank_entry(n: usize) -> Bank {
    Bank {
        code: bank(n),
        name_ko: "너울은행".to_owned(),
        name_en: "Neoul Bank".to_owned(),
        base_url: "http://127.0.0.1:1".to_owned(),
        public_key: String::new(),
        active: true,
    }
}

pub fn new_institution(hub: &Hub, n: usize) -> NewInstitution {
    let code = institution(n);
    let client_id = format!("client-{n}");
    NewInstitution {
        secret_hash: identity::secret_hash(&hub.keys, &client_id, "secret"),
        institution: Institution {
            code: code.clone(),
            name_ko: "나래페이".to_owned(),
            name_en: "Narae Pay".to_owned(),
            scopes: vec![Scope::Sa],
            active: true,
        },
        client_id,
        redirect_uri: String::new(),
        contracts: [("700100", ContractPurpose::Withdraw), ("700200", ContractPurpose::Deposit)]
            .map(|(account_num, purpose)| Contract {
                institution: code.clone(),
                account_type: 'N',
                account_num: account_num.to_owned(),
                purpose,
                bank: bank(1),
                holder_name: "나래페이".to_owned(),
            })
            .into(),
    }
}

/// A person is the same at every institution: one CI, one account.
fn new_user(through: usize, person: usize) -> NewUser {
    NewUser {
        institution: institution(through),
        user_seq_no: user(through, person),
        details: PersonDetails {
            name: "홍나루".to_owned(),
            birth: "19900101".to_owned(),
            phone: "01000000000".to_owned(),
            email: String::new(),
            ci: format!("{person:088}"),
        },
        accounts: vec![AccountToRegister {
            bank: bank(1),
            account_num: format!("11022033{person}"),
            fintech_use_num: handle(through, person),
            inquiry_until: None,
            transfer_until: Some(at("20271122120000")),
        }],
    }
}
