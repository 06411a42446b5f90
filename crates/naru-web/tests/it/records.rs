//! A book with transfers in it, made by the relay's own commands.

use crate::bed::Bed;
use naru_base::env::SystemEntropy;
use naru_base::{
    Answer, BankCode, BankTranId, BusinessDate, ClientUseCode, Env, Micros, UserSeqNo, Won,
};
use naru_core::hub::Hub;
use naru_core::identity::{
    self, AccountToRegister, Contract, ContractPurpose, Institution, NewInstitution, NewUser,
    PersonDetails, Scope,
};
use naru_core::relay::bankwire::{BankOutcome, Doubt};
use naru_core::relay::{
    self, Bank, BankSaid, Conclusion, Key, Kind, Order, OrderDetails, Purpose, Requester, Reserved,
    Via,
};
use naru_core::settlement;
use naru_core::settlement::reconcile::Theirs;
use naru_store::Tx;
use std::sync::Arc;

fn institution(n: usize) -> ClientUseCode {
    ClientUseCode::parse(&format!("M20260000{n}")).unwrap()
}

fn bank(n: usize) -> BankCode {
    BankCode::parse(&format!("90{n}")).unwrap()
}

fn user(through: usize) -> UserSeqNo {
    UserSeqNo::parse(&format!("{through:04}000001")).unwrap()
}

/// Commands on a bed's store.
pub struct Records<'b> {
    bed: &'b Bed,
    hub: Arc<Hub>,
}

impl<'b> Records<'b> {
    /// Commands on a book that was begun already.
    pub fn of(bed: &'b Bed) -> Records<'b> {
        Records { bed, hub: bed.hub.clone() }
    }

    /// Two institutions and two banks, a person who is a user of both.
    pub async fn begin(bed: &'b Bed) -> Records<'b> {
        let records = Records { bed, hub: bed.hub.clone() };
        let now = bed.now();
        let until = now.plus_seconds(365 * 86_400);
        records
            .write(move |tx, hub, env| {
                for n in [1, 2] {
                    relay::bank_put(tx, hub, env, "system:test", &bank_entry(n))?;
                    identity::add_institution(tx, env, "system:test", &new_institution(hub, n))?;
                    let code = ClientUseCode::parse(&format!("M20260000{n}")).unwrap();
                    naru_lab::admission::admit(tx, env, &code)?;
                    let user = new_user(n, until);
                    let entropy = SystemEntropy::default();
                    identity::register_user(tx, env, &hub.keys, &entropy, "system:test", &user)?;
                }
                hub.directory_changed(tx).map_err(Into::into)
            })
            .await
            .unwrap();
        records
    }

    async fn write<T: Send + 'static>(
        &self,
        f: impl Fn(&mut Tx<'_>, &Arc<Hub>, &Env) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        let (hub, env) = (Arc::clone(&self.hub), self.bed.env());
        self.bed.store.write(move |tx| f(tx, &hub, &env)).await
    }

    /// The `n`-th order through an institution, reserved or refused.
    pub async fn order(&self, through: usize, n: u32, amount: i64) -> Key {
        let order = order(through, n, amount);
        let key = Key { date: self.bed.now().business_date(), id: order.bank_tran_id.clone() };
        let reserved = self.write(move |tx, hub, env| {
            relay::reserve(tx, hub, env, &institution(through), &order, Ok(()))
        });
        assert!(matches!(reserved.await.unwrap(), Reserved::Ask(_) | Reserved::Told(_)));
        key
    }

    /// A withdrawal that was paid, and whose money went on to an account at a bank.
    pub async fn went_on(&self, through: usize, n: u32, amount: i64, to: usize) -> Key {
        let mut order = order(through, n, amount);
        order.details.recv = ["모르는이".to_owned(), bank(to).to_string(), "2200033".to_owned()];
        let key = Key { date: self.bed.now().business_date(), id: order.bank_tran_id.clone() };
        let reserved = self.write(move |tx, hub, env| {
            relay::reserve(tx, hub, env, &institution(through), &order, Ok(()))
        });
        assert!(matches!(reserved.await.unwrap(), Reserved::Ask(_)));
        self.paid(&key).await;
        key
    }

    async fn conclude(&self, key: &Key, conclusion: Conclusion) {
        let key = key.clone();
        let write = self.write(move |tx, hub, env| {
            relay::conclude(tx, hub, env, "system:sweep", &key, &conclusion)
        });
        write.await.unwrap();
    }

    pub async fn paid(&self, key: &Key) {
        self.conclude(key, Conclusion::Paid(said("000", key.date))).await;
    }

    pub async fn not_paid(&self, key: &Key) {
        self.conclude(key, Conclusion::NotPaid(said("116", key.date))).await;
    }

    /// What a bank says of a date, compared with the book: id, amount, paid.
    pub async fn statement(&self, date: BusinessDate, at: usize, lines: &[(u32, i64)]) {
        let theirs: Vec<Theirs> = lines
            .iter()
            .map(|(n, amount)| Theirs {
                id: BankTranId::parse(&format!("{}U{n:09}", institution(at))).unwrap(),
                amount: Won::new(*amount),
                outcome: BankOutcome::Done,
            })
            .collect();
        let write = self.write(move |tx, _, env| {
            settlement::reconcile_day(tx, env, "system:test", (date, &bank(at)), &theirs)
        });
        write.await.unwrap();
    }

    /// Closes the days that are over.
    pub async fn close_due(&self) {
        let close = |tx: &mut Tx<'_>, _: &Arc<Hub>, env: &Env| {
            settlement::close_due(tx, env, "system:test")
        };
        while self.write(close).await.unwrap().is_some() {}
    }

    /// A user of the first institution with accounts of whom each has agreed until its instants:
    /// to inquiries, to debits.
    pub async fn user(&self, n: u32, accounts: Vec<(Option<Micros>, Option<Micros>)>) {
        let accounts =
            accounts.into_iter().enumerate().map(|(i, (inquiry, transfer))| AccountToRegister {
                bank: bank(1 + i % 2),
                account_num: format!("11022{n:03}{i:05}"),
                fintech_use_num: format!("1202600001{n:04}{i:010}"),
                inquiry_until: inquiry,
                transfer_until: transfer,
            });
        let mut new = new_user(1, self.bed.now());
        new.user_seq_no = UserSeqNo::parse(&format!("11{n:08}")).unwrap();
        new.details.ci = format!("{n:088}");
        new.accounts = accounts.collect();
        let write = self.write(move |tx, hub, env| {
            let entropy = SystemEntropy::default();
            identity::register_user(tx, env, &hub.keys, &entropy, "system:test", &new)
        });
        write.await.unwrap();
    }

    pub async fn doubt(&self, key: &Key) {
        self.conclude(key, Conclusion::Doubt(Doubt::NoAnswer)).await;
    }
}

fn said(code: &str, date: BusinessDate) -> BankSaid {
    BankSaid {
        code: code.to_owned(),
        message: "정상".to_owned(),
        tran_date: date.to_string(),
        holder: "홍나루".to_owned(),
    }
}

fn order(through: usize, n: u32, amount: i64) -> Order {
    let id = format!("{}U{n:09}", institution(through));
    let none = || [String::new(), String::new(), String::new()];
    Order {
        bank_tran_id: BankTranId::parse(&id).unwrap(),
        cntr_account_type: 'N',
        cntr_account_num: "700100".to_owned(),
        bank: bank(through),
        account_num: "1102203314821".to_owned(),
        kind: Kind::Withdraw,
        pass_phrase: None,
        via: Via::User(user(through)),
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

fn bank_entry(n: usize) -> Bank {
    Bank {
        code: bank(n),
        name_ko: "가온은행".to_owned(),
        name_en: "Gaon Bank".to_owned(),
        base_url: "http://127.0.0.1:1".to_owned(),
        public_key: "rI4SgkuxPzzqPsBlZfTgMJO1iH4tQkO5kJrjE0ZMuWc".to_owned(),
        active: true,
    }
}

fn new_institution(hub: &Hub, n: usize) -> NewInstitution {
    let code = institution(n);
    let client_id = format!("3f1c8a4e-demo-client-{n}");
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
            .map(|(number, purpose)| Contract {
                institution: code.clone(),
                account_type: 'N',
                account_num: number.to_owned(),
                purpose,
                bank: bank(1),
                holder_name: "나래페이".to_owned(),
            })
            .to_vec(),
    }
}

fn new_user(through: usize, until: Micros) -> NewUser {
    NewUser {
        institution: institution(through),
        user_seq_no: user(through),
        details: PersonDetails {
            name: "홍나루".to_owned(),
            birth: "19900101".to_owned(),
            phone: "01000000000".to_owned(),
            email: String::new(),
            ci: format!("{:088}", 1),
        },
        accounts: vec![AccountToRegister {
            bank: bank(through),
            account_num: "1102203314821".to_owned(),
            fintech_use_num: format!("{through:012}{:012}", 1),
            inquiry_until: None,
            transfer_until: Some(until),
        }],
    }
}
