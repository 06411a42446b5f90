//! The functional test on the wire: a real client goes through the whole list in a sandbox of its
//! own; one that sends an unknown order again under another id is found out; and nothing of the
//! sandbox opens anything of production.

use super::bed::*;
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::fault_point::Calm;
use naru_base::httpsig::SigningKey;
use naru_base::keyring::Keyring;
use naru_base::role::{Post, Role};
use naru_base::secret::SecretText;
use naru_base::{ClientUseCode, Clock as _, Id, Micros, No};
use naru_core::admission::decide::Wish;
use naru_core::admission::{self, EvidenceKind, Gate, Verdict, deeds};
use naru_core::desk;
use naru_core::functional::record::Bad;
use naru_core::functional::{self, Applicant, Overall, Signed, Standing, State, Why};
use naru_core::hub::Gates;
use naru_core::identity::{Credentials, Institution, Scope};
use naru_core::policy::{self, Parameter};
use naru_core::proposal::{self, Deciding, Draft};
use naru_core::relay::Bank;
use naru_core::schema;
use naru_lab::bank::books::Books;
use naru_lab::bank::{self, BankConfig, BankHandle};
use naru_lab::fintech::candidate::{Candidate, Slip};
use naru_lab::fintech::{Access, Api, ApiConfig, Contract};
use naru_lab::sandbox;
use naru_store::{Durability, Tx};
use naru_web::functional::{SandboxBank, SandboxPlace, Soon};
use naru_web::{Limits, NoMeter, NodeParts};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

const TENANT: &str = "T202600001";

struct LabBank(Books);

impl SandboxBank for LabBank {
    fn open_accounts<'a>(&'a self, tenant: &'a ClientUseCode) -> Soon<'a> {
        Box::pin(sandbox::open_accounts(&self.0, tenant, SystemClock.now().business_date()))
    }
}

struct Sand {
    place: SandboxPlace,
    given: Credentials,
    keys: Arc<Keyring>,
    bank: BankHandle,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

fn code(text: &str) -> ClientUseCode {
    ClientUseCode::parse(text).expect("a code")
}

/// A sandbox beside a bed's production, with a place for its first institution.
async fn sandbox_of(bed: &Bed) -> Sand {
    let keys = bed.node().hub.keys.clone();
    let bank = start_bank(bed, &keys).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let parts = NodeParts {
        book: bed.shelf("sandbox", schema::BOOK).await,
        calls: bed.shelf("sandbox_calls", schema::CALLS).await,
        keys: keys.clone(),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy::default()),
        faults: Arc::new(Calm),
        meter: Arc::new(NoMeter),
        limits: Limits { sweep_every_ms: 100, ..Limits::default() },
        gates: Gates::Asked,
    };
    let [name_ko, name_en] = sandbox::NAMES.map(str::to_owned);
    let entry = Bank {
        code: sandbox::bank(),
        name_ko,
        name_en,
        base_url: bank.base_url(),
        public_key: bank.public_key.to_string(),
        active: true,
    };
    let desk: Arc<dyn SandboxBank> = Arc::new(LabBank(bank.books.clone()));
    let place = SandboxPlace::open_node(parts, url, (entry, desk)).await.expect("opens");
    let (stop, stopped) = oneshot::channel();
    let shutdown = async move { drop(stopped.await) };
    let serving = tokio::spawn(naru_web::serve(place.node.clone(), listener, None, shutdown));
    let institution = Institution {
        code: code(NARAE),
        name_ko: "나래페이".into(),
        name_en: "Narae Pay".into(),
        scopes: vec![Scope::Oob, Scope::Sa],
        active: true,
    };
    let applicant = Applicant { institution, redirect_uri: "https://narae.example/".into() };
    let entropy = SystemEntropy::default();
    let given = place.open("staff:test", applicant, &entropy).await.expect("opens");
    Sand { place, given, keys, bank, stop, serving }
}

async fn start_bank(bed: &Bed, keys: &Keyring) -> BankHandle {
    let entropy = Arc::new(SystemEntropy::default());
    let (version, signer) = keys.bank_signer();
    let relay_keys = vec![(naru_web::bank::keyid(version), signer.verifying_key())];
    let key = SigningKey::generate(&*entropy);
    let books = bed.dir().join("sandbox-bank.db");
    let clock = Arc::new(SystemClock);
    let mut config = BankConfig::new(sandbox::bank(), books, key, relay_keys, clock, entropy);
    config.durability = Durability::None;
    config.faults = Some(sandbox::plan());
    bank::spawn(config).await.expect("the bank starts")
}

impl Sand {
    fn candidate(&self) -> Candidate {
        let bank = sandbox::bank();
        let contract = |at: usize| {
            let of = &functional::contracts(&bank, &code(TENANT))[at];
            let account_type = of.account_type.to_string();
            Contract { account_type, account_num: of.account_num.clone() }
        };
        let phrase = self.given.pass_phrase.clone().expect("a pass phrase");
        let api = Api::new(ApiConfig {
            base_url: self.place.url.clone(),
            client_id: self.given.client_id.clone(),
            client_secret: self.given.client_secret.clone(),
            access: Access::Own,
            contract: contract(0),
            paying: contract(1),
            pass_phrase: SecretText::new(phrase.expose().clone()),
            print_content: "시험".into(),
            timeout: Duration::from_secs(30),
            clock: Arc::new(SystemClock),
        });
        Candidate::new(api, (code(TENANT), bank.clone()), phrase.expose(), Arc::new(SystemClock))
    }

    async fn standing(&self) -> Standing {
        let standing = self.place.standing(&code(TENANT)).await;
        standing.expect("reads").expect("a tenant")
    }

    async fn stop(self) {
        let _ = self.stop.send(());
        self.serving.await.expect("ends");
        self.bank.stop().await;
    }
}

async fn seal(bed: &Bed, it: Standing) -> Result<Signed, No> {
    let (env, keys) = (bed.node().env(), bed.node().hub.keys.clone());
    let write = move |tx: &mut Tx<'_>| functional::seal(tx, &env, &keys, "staff:test", &it);
    bed.node().book.write(write).await
}

fn open_cases(it: &Standing) -> Vec<String> {
    let open = it.judged.iter().filter(|it| it.state != State::Passed);
    open.map(|it| format!("{}: {} {:?} {:?}", it.case, it.state, it.why, it.call)).collect()
}

async fn a_good_client_passes(bed: Bed) {
    let sand = sandbox_of(&bed).await;
    assert_eq!(sand.standing().await.overall, Overall::UnderWay, "nothing was seen yet");
    sand.candidate().go_through(Slip::None).await.expect("gets on");
    let standing = sand.standing().await;
    assert_eq!(open_cases(&standing), Vec::<String>::new());
    assert_eq!(standing.overall, Overall::Passed);
    // Sealed, it is evidence at the second gate, by its hash.
    let signed = seal(&bed, standing.clone()).await.expect("sealed");
    let again = seal(&bed, standing.clone()).await.expect("sealed");
    assert_eq!(again, signed, "once is enough");
    let facts = bed.node().book.read(|tx| Ok(admission::facts_of(tx, &code(NARAE))?)).await;
    let facts = facts.expect("reads");
    let evidence = facts.evidence.iter().find(|it| it.sha256 == signed.sha256).expect("on file");
    assert_eq!(evidence.kind, EvidenceKind::Conformance);
    let record = &signed.record;
    assert_eq!((record.is_passed, record.calls), (true, standing.calls.len()));
    assert_eq!(record.cases.len(), standing.judged.len());
    gate_on(&bed, signed.clone()).await;
    // The record proves itself, and nothing that was changed in it does.
    assert_eq!(Signed::read(&signed.file, &sand.keys), Ok(signed.clone()));
    let tampered = signed.file.replace(r#""calls":"#, r#""calls":1"#);
    assert_eq!(Signed::read(&tampered, &sand.keys), Err(Bad::Signature));
    let foreign = signed.file.replace("\naudit-1 ", "\naudit-9 ");
    assert_eq!(Signed::read(&foreign, &sand.keys), Err(Bad::Key));
    assert_eq!(Signed::read("{}", &sand.keys), Err(Bad::Form));
    let until = Micros::new(record.expires_at);
    assert!(record.holds(until.plus_seconds(-1)) && !record.holds(until), "it ends");
    // Nothing personal is kept of the calls.
    let kept = format!("{:?}", standing.calls);
    for it in functional::customers(&sandbox::bank(), &code(TENANT)) {
        for secret in [it.name, it.birth, &it.ci, &it.account_num] {
            assert!(!kept.contains(secret), "{secret} is kept");
        }
    }
    sand.stop().await;
}

/// At the second gate the record counts until its end, for this institution alone.
async fn gate_on(bed: &Bed, it: Signed) {
    let propose_on = async |institution: &'static str, at: Micros, evidence: [u8; 32]| {
        let mut env = bed.node().env();
        env.now = at;
        let write = move |tx: &mut Tx<'_>| {
            let wish = Wish {
                gate: Gate::Functional,
                service: None,
                verdict: Verdict::Passed,
                holds_until: Some(at.plus_seconds(3_600)),
                evidence: vec![evidence],
            };
            let draft = Draft {
                id: env.id(3),
                kind: deeds::kind_of(wish.gate).to_owned(),
                subject: deeds::subject(&code(institution), None),
                body: deeds::gate_body(&wish),
                sealed_reason: Vec::new(),
                code: None,
            };
            let post = Post::of_network(Role::Operator).expect("held for the whole network");
            let who = Deciding { who: Id::from_parts(1, 1), post: &post };
            proposal::propose(tx, &env, desk::kinds(), &who, &draft)
        };
        match bed.node().book.write(write).await {
            Ok(_) => "proposed",
            Err(No::Refusal(it)) => it.code,
            Err(no) => panic!("{no}"),
        }
    };
    let propose = async |institution, at| propose_on(institution, at, it.sha256).await;
    // A paper of the same kind, which two people could agree on, is no run that anybody saw.
    let paper = paper(bed).await;
    let now = bed.node().clock.now();
    assert_eq!(propose_on(NARAE, now, paper).await, "functional/record-missing");
    let rule = |value: i64, valid_from: Micros| Parameter {
        name: functional::deeds::PAPER_RULE.to_owned(),
        valid_from,
        value,
        source: "test".to_owned(),
    };
    let (on, off) = (rule(1, now.plus_seconds(10)), rule(0, now.plus_seconds(20)));
    let write = move |tx: &mut Tx<'_>| {
        Ok([&on, &off].into_iter().try_for_each(|it| policy::add(tx, it))?)
    };
    bed.node().book.write(write).await.expect("ruled");
    let again = now.plus_seconds(20);
    assert_eq!(propose_on(NARAE, again, paper).await, "functional/record-missing");
    // While the rule says so, the next thing in the way is another: the paper itself counts.
    assert_eq!(propose_on(NARAE, now.plus_seconds(15), paper).await, "proposed");
    // The record itself, from now on to its end. A proposal that lapsed stands in nobody's way.
    let end = Micros::new(it.record.expires_at);
    assert_eq!(propose(NARAE, end).await, "functional/record-over");
    assert_eq!(propose(MARU, bed.node().clock.now()).await, "functional/record-over");
}

/// A paper that calls itself the record of a functional test.
async fn paper(bed: &Bed) -> [u8; 32] {
    let env = bed.node().env();
    let it = admission::Evidence {
        sha256: [0x77; 32],
        kind: EvidenceKind::Conformance,
        title: "기능테스트 결과서.pdf".to_owned(),
        size_bytes: 1_000,
        observed_at: env.now,
        received_at: env.now,
        received_by: "staff:test".to_owned(),
    };
    let write = move |tx: &mut Tx<'_>| admission::hand_in(tx, &env, &code(NARAE), &it);
    bed.node().book.write(write).await.expect("handed in");
    [0x77; 32]
}

#[tokio::test]
async fn a_client_that_goes_through_the_whole_list_passes_and_its_record_is_evidence() {
    a_good_client_passes(Bed::new().await).await;
}

#[tokio::test]
async fn a_client_that_goes_through_the_whole_list_passes_on_postgres() {
    if let Some(bed) = Bed::postgres(With::default()).await {
        a_good_client_passes(bed).await;
    }
}

#[tokio::test]
async fn a_client_that_resends_under_another_id_fails_with_the_call_named() {
    let bed = Bed::new().await;
    let sand = sandbox_of(&bed).await;
    sand.candidate().go_through(Slip::Resends).await.expect("gets on");
    let standing = sand.standing().await;
    let lost = |it: &&functional::Seen| it.items.iter().any(|it| it.amount == 7_777);
    let orders: Vec<&functional::Seen> =
        standing.calls.iter().filter(lost).filter(|it| it.endpoint.contains("withdraw")).collect();
    let [first, second] = orders[..] else { panic!("{orders:?}") };
    assert_ne!(first.items[0].id, second.items[0].id);
    for name in ["unknown-withdrawal", "no-resend"] {
        let case = standing.judged.iter().find(|it| it.case == name).expect("is asked");
        let want = (State::Failed, Some(Why::Resent), Some(second.id.clone()));
        assert_eq!((case.state, case.why, case.call.clone()), want, "{name}");
    }
    assert_eq!(standing.overall, Overall::Failed);
    match seal(&bed, standing).await {
        Err(No::Refusal(it)) => assert_eq!(it.code, "functional/not-passed"),
        other => panic!("{other:?}"),
    }
    // Begun anew, nothing of it counts any more.
    sand.place.begin("staff:test", &code(TENANT)).await.expect("begins");
    let anew = sand.standing().await;
    assert_eq!((anew.overall, anew.calls.len()), (Overall::UnderWay, 0));
    sand.stop().await;
}

/// Asks for a token at an address; what there is of the answer.
async fn token_at(bed: &Bed, base: &str, (id, secret): (&str, &str)) -> serde_json::Value {
    let form =
        format!("grant_type=client_credentials&client_id={id}&client_secret={secret}&scope=sa");
    let request = hyper::Request::post(format!("{base}/oauth/2.0/token"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(http_body_util::Full::new(form.into()))
        .expect("a request");
    bed.send(request).await.expect("an answer").1
}

async fn ask_at(
    bed: &Bed,
    base: &str,
    token: &str,
    path: &str,
    body: &serde_json::Value,
) -> String {
    let request = hyper::Request::post(format!("{base}{path}"))
        .header("content-type", "application/json; charset=UTF-8")
        .header("authorization", format!("Bearer {token}"))
        .body(http_body_util::Full::new(body.to_string().into()))
        .expect("a request");
    let answer = bed.send(request).await.expect("an answer").1;
    answer["rsp_code"].as_str().expect("text").to_owned()
}

#[tokio::test]
async fn nothing_of_the_sandbox_opens_anything_of_production_and_the_other_way_round() {
    let bed = Bed::new().await;
    let sand = sandbox_of(&bed).await;
    let (here, there) = (sand.place.url.clone(), bed.url(""));
    let own = (sand.given.client_id.as_str(), sand.given.client_secret.expose().as_str());
    let answer = token_at(&bed, &here, own).await;
    let test_token = answer["access_token"].as_str().expect("a token").to_owned();
    assert_eq!(answer["client_use_code"], TENANT, "under a code of its own");
    // Credentials.
    assert_eq!(token_at(&bed, &there, own).await["rsp_code"], "O0001");
    let (id, secret) = (client_id(NARAE), secret(NARAE));
    assert_eq!(token_at(&bed, &here, (&id, &secret)).await["rsp_code"], "O0001");
    // Tokens: each is genuine, the keys are the same, and it opens nothing elsewhere.
    let (balance, order) = (bed.balance(), bed.order(1_000));
    for (path, body) in [("/v2.0/account/balance/acnt_num", &balance), (WITHDRAW, &order)] {
        assert_eq!(ask_at(&bed, &there, &test_token, path, body).await, "O0002", "{path}");
        assert_eq!(ask_at(&bed, &here, &bed.token, path, body).await, "O0002", "{path}");
    }
    // Accounts: in the sandbox there is no bank but its own, and nobody of production.
    let mut order = bed.order(1_000);
    order["bank_tran_id"] = format!("{TENANT}U000000001").into();
    let [collects, _] = functional::contracts(&sandbox::bank(), &code(TENANT));
    order["cntr_account_num"] = collects.account_num.into();
    assert_eq!(ask_at(&bed, &here, &test_token, WITHDRAW, &order).await, "A0302");
    order["bank_tran_id"] = format!("{TENANT}U000000002").into();
    order["wd_bank_code_std"] = sandbox::BANK.into();
    assert_eq!(ask_at(&bed, &here, &test_token, WITHDRAW, &order).await, "A0337");
    assert_eq!(bed.state(&order).await, None, "the book of production knows nothing of it");
    // Books: what has begun as production never becomes a sandbox, and a sandbox holds no record.
    let env = bed.node().env();
    let found = move |tx: &mut Tx<'_>| functional::found(tx, &env, &sandbox::bank());
    match bed.node().book.write(found).await {
        Err(No::Refusal(it)) => assert_eq!(it.code, "functional/not-a-sandbox"),
        other => panic!("{other:?}"),
    }
    let (it, keys, env) = (sand.standing().await, sand.keys.clone(), bed.node().env());
    let wrong = move |tx: &mut Tx<'_>| functional::seal(tx, &env, &keys, "staff:test", &it);
    match sand.place.node.book.write(wrong).await {
        Err(No::Refusal(it)) => assert_eq!(it.code, "functional/is-a-sandbox"),
        other => panic!("{other:?}"),
    }
    assert!(sand.place.node.is_sandbox() && !bed.node().is_sandbox());
    sand.stop().await;
}
