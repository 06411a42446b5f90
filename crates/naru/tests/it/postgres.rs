//! An installation on PostgreSQL: the same commands, the same proofs.

use crate::bed::{Bed, text};
use crate::http::Client;
use crate::serve::{bank, entry, serve};
use data_encoding::BASE64URL_NOPAD;
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::keyring::{
    Fingerprint, KeyState, KeyVersion, Keyring, Purpose, RootKey, WrappedKey,
};
use naru_base::{BankCode, ClientUseCode, Clock as _, Env, Micros, UserSeqNo};
use naru_core::identity::{
    self, AccountToRegister, Contract, ContractPurpose, Institution, NewInstitution, NewUser,
    PersonDetails, Scope,
};
use naru_core::schema;
use naru_lab::testbed::pg::Database;
use naru_store::chain::ChainKey;
use naru_store::{Location, Options, Store};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

struct Seal(Arc<Keyring>);

impl ChainKey for Seal {
    fn mac(&self, bytes: &[u8]) -> [u8; 32] {
        *self.0.lookup("audit.head", &[bytes]).as_bytes()
    }
}

/// The keys of an installation, as their files say.
fn keys(data: &Path) -> Keyring {
    let read = |name: &str| std::fs::read_to_string(data.join(name)).unwrap();
    let root = RootKey::parse_file(&read("root.key")).unwrap();
    let stored: Value = serde_json::from_str(&read("keys.naru")).unwrap();
    let record = |it: &Value| {
        let of = |name: &str| it[name].as_str().unwrap();
        WrappedKey {
            purpose: Purpose::parse(of("purpose")).unwrap(),
            version: KeyVersion::new(u16::try_from(it["version"].as_u64().unwrap()).unwrap())
                .unwrap(),
            state: KeyState::parse(of("state")).unwrap(),
            created_at: Micros::new(it["created_at"].as_i64().unwrap()),
            wrapped: BASE64URL_NOPAD.decode(of("wrapped").as_bytes()).unwrap(),
            fingerprint: Fingerprint::parse(of("fingerprint")).unwrap(),
        }
    };
    let records: Vec<_> = stored["keys"].as_array().unwrap().iter().map(record).collect();
    Keyring::open(&root, &records).unwrap()
}

/// Enters an institution with one customer. No command of the program does that yet.
fn enter(data: &Path, url: &str, credentials: &Value) {
    let keys = Arc::new(keys(data));
    let location = Location::Postgres { url: url.to_owned(), schema: "naru_book".to_owned() };
    let seal = Arc::new(Seal(Arc::clone(&keys)));
    let store =
        Store::open(Options::new(location, schema::BOOK, Arc::new(SystemClock), seal)).unwrap();
    let it = &credentials["fintechs"][0];
    let of = |name: &str| it[name].as_str().unwrap().to_owned();
    let code = ClientUseCode::parse(&of("client_use_code")).unwrap();
    let contract = |account_num: &str, purpose| Contract {
        institution: code.clone(),
        account_type: 'N',
        account_num: account_num.to_owned(),
        purpose,
        bank: BankCode::parse("901").unwrap(),
        holder_name: of("name"),
    };
    let institution = NewInstitution {
        institution: Institution {
            code: code.clone(),
            name_ko: of("name"),
            name_en: "Narae Pay".to_owned(),
            scopes: [Scope::Sa].into_iter().collect(),
            active: true,
        },
        client_id: of("client_id"),
        secret_hash: identity::secret_hash(&keys, &of("client_id"), &of("client_secret")),
        redirect_uri: "https://naraepay.example/callback".to_owned(),
        contracts: vec![
            contract(&of("withdraw_account"), ContractPurpose::Withdraw),
            contract("9010100000003", ContractPurpose::Fee),
        ],
    };
    let user = &credentials["users"][0];
    let until = Some(SystemClock.now().plus_seconds(3600));
    let user = NewUser {
        institution: code.clone(),
        user_seq_no: UserSeqNo::parse(user["user_seq_no"][code.as_str()].as_str().unwrap())
            .unwrap(),
        details: PersonDetails {
            name: "가람".to_owned(),
            birth: "19900101".to_owned(),
            phone: "01000000001".to_owned(),
            email: String::new(),
            ci: "PERSON-ONE".to_owned(),
        },
        accounts: vec![AccountToRegister {
            bank: BankCode::parse("901").unwrap(),
            account_num: "9010000001".to_owned(),
            fintech_use_num: "202600001000000000000100".to_owned(),
            inquiry_until: until,
            transfer_until: until,
        }],
    };
    let env = Env::new(&SystemClock, &SystemEntropy::default());
    let written = store.write_blocking(move |tx| {
        identity::add_institution(tx, &env, "system:test", &institution)?;
        naru_lab::admission::admit(tx, &env, &institution.institution.code)?;
        let entropy = SystemEntropy::default();
        identity::register_user(tx, &env, &keys, &entropy, "system:test", &user)
    });
    written.unwrap();
    store.close_blocking().unwrap();
}

#[test]
fn an_installation_on_postgresql_pays_and_is_proven() {
    let Some(database) = Database::create() else { return };
    let bed = Bed::new();
    let (data, url) = (bed.data_text(), database.url());
    let init = bed.naru(&["init", "--data", data, "--store", url]);
    assert_eq!((init.code, init.out.lines().count()), (0, 2), "{}", init.err);
    assert!(!bed.data().join("book.db").exists());
    let second = bed.path("second");
    let again = bed.naru(&["init", "--data", text(&second), "--store", url]);
    assert_eq!(again.code, 1, "{}", again.out);
    assert!(again.err.contains("holds a Naru already"), "{}", again.err);
    let plan = bed.naru(&["migrate", "--plan", "--data", data]);
    let shelves = ["book", "calls", "portfolio"].map(|it| format!("{it}: up to date\n"));
    assert_eq!(plan.out, shelves.concat(), "{}", plan.err);

    let credentials = json!({
        "fintechs": [{
            "name": "나래페이", "client_id": "narae", "client_secret": "a secret of this test",
            "client_use_code": "M202600001", "withdraw_account": "9010100000001",
        }],
        "users": [{
            "name": "가람", "user_seq_no": {"M202600001": "1100000001"},
            "accounts": [{"bank_code_std": "901", "account_num": "9010000001"}],
        }],
    });
    enter(&bed.data(), url, &credentials);
    let accounts = bed.path("accounts.json");
    let account = r#"[{"account_num":"9010000001","holder":"가람","balance":50000}]"#;
    std::fs::write(&accounts, account).unwrap();
    let (bank, said) = bank(&bed, data, "901", &["--accounts", text(&accounts)]);
    let (serve, base) = serve(data, &["--bank", &entry(&said)]);
    let client = Client::new(&base, &credentials);
    let paid = client.withdraw(0, 1, 30_000);
    assert_eq!(
        (&paid["rsp_code"], &paid["bank_rsp_code"]),
        (&"A0000".into(), &"000".into()),
        "{paid}"
    );
    assert_eq!(client.withdraw(0, 1, 30_000)["bank_tran_id"], paid["bank_tran_id"], "once");
    let short = client.withdraw(0, 2, 30_000);
    assert_ne!(short["rsp_code"], "A0000", "only 20,000 are left: {short}");

    let ran = serve.stopped();
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(bank.stopped().code, 0);
    let verify = bed.naru(&["verify", "--data", data]);
    assert_eq!(verify.code, 0, "{}{}", verify.out, verify.err);
    assert!(verify.out.contains("✓ bank-901-agrees (2)\n"), "{}", verify.out);
    let audit = bed.naru(&["audit", "verify", "--data", data]);
    assert_eq!(audit.code, 0, "{}{}", audit.out, audit.err);
    let log = std::fs::read_to_string(bed.data().join("witness.log")).unwrap();
    assert!(!log.is_empty(), "a stop leaves a statement for the witnesses");

    database.run("ALTER TABLE naru_book.audit_record DISABLE TRIGGER USER");
    database.run("UPDATE naru_book.audit_record SET actor = 'system:nobody' WHERE seq = 3");
    let audit = bed.naru(&["audit", "verify", "--data", data]);
    assert_eq!(audit.code, 1, "{}", audit.out);
    assert!(audit.out.contains("audit_record: record 3 of commit"), "{}", audit.out);
    assert_eq!(bed.naru(&["verify", "--data", data]).code, 1);
}
