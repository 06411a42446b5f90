//! 기능테스트 through the router: a sandbox opened by the institution's own people, what was seen and
//! what is missing, begun anew, signed, handed out; and who may see what.

use crate::bed::{Bed, TestClock, Visitor, form_of};
use crate::fixtures;
use axum::http::StatusCode;
use naru_base::env::SystemEntropy;
use naru_base::fault_point::Calm;
use naru_base::httpsig::SigningKey;
use naru_base::keyring::{Keyring, RootKey};
use naru_base::role::{Post, Role, Scope as Held};
use naru_base::{BankCode, ClientUseCode, Clock as _};
use naru_core::admission::{self, Gate};
use naru_core::functional::{self, Item, Seen};
use naru_core::hub::Gates;
use naru_core::identity::{self, Institution, NewInstitution};
use naru_core::relay::Bank;
use naru_core::schema;
use naru_lab::admission::{apply, of_bed, pass, pass_on};
use naru_store::chain::ChainKey;
use naru_store::{Location, Migration, Options, Store, Tx};
use naru_web::functional::{SandboxBank, SandboxPlace, Soon};
use naru_web::{Limits, NoMeter, NodeParts};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::sync::atomic::Ordering;
use tempfile::TempDir;

const RESULT: &str = "/v2.0/transfer/result";
const WITHDRAW: &str = "/v2.0/transfer/withdraw/acnt_num";

/// A bank whose accounts nobody uses here.
struct Counter;

impl SandboxBank for Counter {
    fn open_accounts<'a>(&'a self, _: &'a ClientUseCode) -> Soon<'a> {
        Box::pin(async { Ok(()) })
    }
}

struct Seal;

impl ChainKey for Seal {
    fn mac(&self, bytes: &[u8]) -> [u8; 32] {
        let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
        digest.as_ref().try_into().unwrap()
    }
}

struct Story {
    bed: Bed,
    place: SandboxPlace,
    /// The sandbox's own.
    clock: Arc<TestClock>,
    _dir: TempDir,
}

fn code(n: usize) -> ClientUseCode {
    ClientUseCode::parse(&format!("M2026{n:05}")).unwrap()
}

fn tenant() -> ClientUseCode {
    functional::tenant_code(&code(1)).unwrap()
}

pub async fn place(dir: &TempDir, clock: Arc<TestClock>) -> SandboxPlace {
    let at = clock.now();
    let shelf = |name: &str, migrations: &'static [Migration]| {
        let location = Location::Sqlite(dir.path().join(name));
        let options = Options::new(location, migrations, clock.clone(), Arc::new(Seal));
        naru_store::migrate::migrate(&options).unwrap();
        Store::open(options).unwrap()
    };
    let entropy = Arc::new(SystemEntropy::default());
    let root = RootKey::from_bytes([7; 32]);
    let parts = NodeParts {
        book: shelf("sandbox.db", schema::BOOK),
        calls: shelf("calls.db", schema::CALLS),
        keys: Arc::new(Keyring::create(&root, &*entropy, at)),
        clock: clock.clone(),
        entropy,
        faults: Arc::new(Calm),
        meter: Arc::new(NoMeter),
        limits: Limits::default(),
        gates: Gates::Asked,
    };
    let bank = Bank {
        code: BankCode::parse("912").unwrap(),
        name_ko: "나루시험은행".into(),
        name_en: "Naru Test Bank".into(),
        base_url: "http://127.0.0.1:1".into(),
        public_key: SigningKey::from_seed(&[9; 32]).verifying_key().to_string(),
        active: true,
    };
    let url = "http://127.0.0.1:9".to_owned();
    SandboxPlace::open_node(parts, url, (bank, Arc::new(Counter))).await.unwrap()
}

/// Two institutions that have applied; the first is approved on its papers.
async fn story() -> Story {
    let glance = fixtures::small();
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(TestClock(AtomicI64::new(glance.at.get())));
    let place = place(&dir, clock.clone()).await;
    let bed = Bed::beside(glance, Some(place.clone()));
    for (n, name) in [(1, "나래페이"), (2, "두루송금")] {
        let (hub, env) = (bed.hub.clone(), bed.env());
        let write = move |tx: &mut Tx<'_>| {
            let client_id = format!("client-{n}");
            let new = NewInstitution {
                institution: Institution {
                    code: code(n),
                    name_ko: name.to_owned(),
                    name_en: format!("Fintech {n}"),
                    scopes: vec![],
                    active: true,
                },
                secret_hash: identity::secret_hash(&hub.keys, &client_id, "secret"),
                client_id,
                redirect_uri: "https://fintech.example/".to_owned(),
                contracts: vec![],
            };
            identity::add_institution(tx, &env, "system:test", &new)?;
            apply(tx, &env, &of_bed(&code(n)))?;
            if n == 1 {
                pass(tx, &env, &of_bed(&code(n)), Gate::Eligibility, None)?;
            }
            Ok(hub.directory_changed(tx)?)
        };
        bed.store.write(write).await.unwrap();
    }
    Story { bed, place, clock, _dir: dir }
}

impl Story {
    async fn enter(&self, post: Post, login: &str) -> Visitor {
        self.bed.named("정하윤", post, login).await;
        self.bed.logged_in(login).await
    }

    async fn firm(&self, n: usize) -> Visitor {
        let post = Post::new(Role::Fintech, Held::Institution(code(n))).unwrap();
        self.enter(post, &format!("firm.{n}")).await
    }

    async fn saw(&self, calls: Vec<Seen>) {
        let write = move |tx: &mut Tx<'_>| {
            for call in &calls {
                assert!(functional::note(tx, &tenant(), call)?, "a run is open");
            }
            Ok(())
        };
        self.place.node.book.write(write).await.unwrap();
    }

    fn call(&self, n: i64, endpoint: &str, code: &str) -> Seen {
        let at = self.bed.now().plus_seconds(n);
        Seen {
            id: format!("call-{n}"),
            at,
            endpoint: endpoint.to_owned(),
            token: "token-1".to_owned(),
            code: code.to_owned(),
            clock: Some(at),
            ..Seen::default()
        }
    }

    fn order(&self, n: i64, code: &str) -> Seen {
        let item = Item {
            id: format!("{}U{n:09}", tenant()),
            about: "account-1".to_owned(),
            amount: 1_000,
            bank_code: String::new(),
        };
        Seen { items: vec![item], ..self.call(n, WITHDRAW, code) }
    }

    /// What an institution without scopes must have done: a token, an unknown order that it
    /// inquired about, ids, a clock.
    fn good(&self) -> Vec<Seen> {
        let mut calls = vec![self.call(0, "/oauth/2.0/token", "A0000"), self.order(1, "A0001")];
        let mut result = self.call(2, RESULT, "A0000");
        result.items = self.order(1, "").items;
        result.items[0].bank_code = "000".to_owned();
        calls.push(result);
        for n in 3..12 {
            let mut order = self.order(n, "A0000");
            order.items[0].bank_code = "000".to_owned();
            calls.push(order);
        }
        calls
    }
}

async fn does(visitor: &mut Visitor, deed: &str) -> crate::bed::Seen {
    let at = format!("/console/functional/{}", code(1));
    let form = form_of(&visitor.get(&at).await.body);
    visitor.post(&format!("{at}/{deed}"), &[("form", &form)]).await
}

#[tokio::test]
async fn an_institution_opens_its_sandbox_sees_what_is_missing_and_signs_what_it_passed() {
    let story = story().await;
    let mut firm = story.firm(1).await;
    let at = format!("/console/functional/{}", code(1));
    assert!(firm.get("/console/functional").await.body.contains("시험장 열기"));
    let opened = does(&mut firm, "open").await;
    assert_eq!(opened.status, StatusCode::OK);
    let secret = opened.body.split(r#"id="client-secret">"#).nth(1).unwrap();
    let secret = secret.split('<').next().unwrap().to_owned();
    assert!(secret.len() > 20 && opened.body.contains("sandbox-"));
    let page = firm.get(&at).await.body;
    assert!(!page.contains(&secret), "shown once");
    assert!(page.contains(tenant().as_str()) && page.contains("강나루"));
    assert!(page.contains("4가지 가운데 0가지"), "what is asked of whoever has no scopes");
    // Lost: another secret in its place, and what was lost opens nothing from then on.
    let renewed = does(&mut firm, "renew").await;
    assert!(renewed.body.contains("시험장 비밀을 새로 만들었습니다"), "{}", renewed.body);
    let again = renewed.body.split(r#"id="client-secret">"#).nth(1).unwrap();
    let again = again.split('<').next().unwrap().to_owned();
    let opens = |secret: &str| {
        let node = &story.place.node;
        let now = node.clock.now();
        let directory = node.hub.directory();
        let client = directory.clients.values().find(|it| it.institution == tenant()).unwrap();
        let id = client.client_id.as_str();
        identity::authenticate_client(&node.hub.keys, Some(client), id, secret, now).is_some()
    };
    assert!(!opens(&secret) && opens(&again) && renewed.body.contains("sandbox-"));
    assert_eq!(does(&mut firm, "open").await.status, StatusCode::UNPROCESSABLE_ENTITY);

    // Sent again under another id: the case, the reason and the call.
    story.saw(vec![story.order(1, "A0001"), story.order(2, "A0000")]).await;
    let page = firm.get(&format!("{at}?lang=en")).await.body;
    assert!(page.contains("An unknown transfer was sent again under another id"));
    assert!(page.contains("call call-2") && page.contains("Failed at"));
    let refused = does(&mut firm, "seal").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

    // Begun anew, passed, signed: on file at the gate, and handed out as it was signed.
    // A moment later: of two runs of one instant neither is the last.
    story.clock.0.fetch_add(1_000_000, Ordering::SeqCst);
    assert_eq!(does(&mut firm, "begin").await.status, StatusCode::SEE_OTHER);
    assert!(firm.get(&format!("{at}?lang=en")).await.body.contains("0 of 4 cases"));
    story.saw(story.good()).await;
    let page = firm.get(&at).await;
    assert!(page.body.contains("All 4 cases are passed"));
    let at_deeds = page.body.find(r#"id="run-deeds""#).unwrap();
    let at_cases = page.body.find(r#"id="run-cases""#).unwrap();
    assert!(at_deeds < at_cases, "what is to be done stands first: {}", page.body);
    assert!(!page.body.contains(r#"<th class="cell-l"></th>"#), "no column without a name");
    let live = format!("topic=run&amp;of={}", code(1));
    assert!(page.body.contains(&live) && page.headers.get("refresh").is_none(), "{}", page.body);
    // What was seen reaches an open page by the stream that every page has.
    let stream = format!("/console/live?lang=en&topic=run&of={}", code(1));
    let told = firm.get(&stream).await.body;
    for part in ["run-state", "run-lead", "run-cases", "run-calls", "run-deeds", "All 4 cases"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    assert_eq!(does(&mut firm, "seal").await.status, StatusCode::SEE_OTHER);
    let page = firm.get(&at).await.body;
    let record = page.split(&format!("{at}/record/")).nth(1).unwrap();
    let hash = record.split('"').next().unwrap().to_owned();
    let file = firm.get(&format!("{at}/record/{hash}")).await;
    assert_eq!(file.status, StatusCode::OK);
    let keys = story.bed.hub.keys.clone();
    let signed = functional::Signed::read(&file.body, &keys).unwrap();
    assert_eq!(data_encoding::HEXLOWER.encode(&signed.sha256), hash);
    let facts = story.bed.store.read(|tx| Ok(admission::facts_of(tx, &code(1))?)).await.unwrap();
    assert!(facts.evidence.iter().any(|it| it.sha256 == signed.sha256));
    assert!(page.contains("record is signed"), "the run is over: {page}");
    // Passed by two people, and tested anew: nobody reads it as an applicant's run.
    let (env, sha) = (story.bed.env(), signed.sha256);
    let write =
        move |tx: &mut Tx<'_>| pass_on(tx, &env, &of_bed(&code(1)), (Gate::Functional, vec![sha]));
    story.bed.store.write(write).await.unwrap();
    story.clock.0.fetch_add(1_000_000, Ordering::SeqCst);
    assert_eq!(does(&mut firm, "begin").await.status, StatusCode::SEE_OTHER);
    story.saw(vec![story.order(1, "A0001"), story.order(2, "A0000")]).await;
    let page = firm.get(&at).await.body;
    assert!(page.contains("This was a further test: your standing stays as it is."), "{page}");
    let post = Post::of_network(Role::Operator).unwrap();
    let mut operator = story.enter(post, "operator").await;
    // Its client is mended by the institution, whoever may act on its behalf.
    let seen = operator.get(&at).await.body;
    assert!(seen.contains("이용기관이 고친 뒤") && !seen.contains("시작하십시오"), "{seen}");
    let list = operator.get("/console/functional").await.body;
    assert!(list.contains("처음 시험하는 이용기관은 없습니다") && !list.contains("0곳"), "{list}");
    // It stands in a chip of its own, and in none of those that wait for something.
    assert!(list.contains("통과 뒤 다시 시험 1</a>"), "{list}");
    for word in ["진행 중 1</a>", "탈락 1</a>", "통과 1</a>", "기록 서명됨 1</a>"] {
        assert!(!list.contains(word), "{word} in {list}");
    }
}

#[tokio::test]
async fn an_institution_sees_its_own_test_only_and_the_operator_all() {
    let story = story().await;
    let (mut first, mut second) = (story.firm(1).await, story.firm(2).await);
    assert_eq!(does(&mut first, "open").await.status, StatusCode::OK);
    let at = format!("/console/functional/{}", code(1));
    assert_eq!(second.get(&at).await.status, StatusCode::NOT_FOUND);
    let stream = format!("/console/live?lang=ko&topic=run&of={}", code(1));
    let told = second.get(&stream).await.body;
    assert!(told.contains("watch-facts") && !told.contains("run-"), "another's run: {told}");
    let form = form_of(&second.get("/console/functional").await.body);
    let foreign = second.post(&format!("{at}/begin"), &[("form", &form)]).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    // Not before its papers are approved.
    let own = format!("/console/functional/{}", code(2));
    let page = second.get(&own).await.body;
    assert!(page.contains("이용적합성이 승인된 뒤") && !page.contains("/open"));
    let early = second.post(&format!("{own}/open"), &[("form", &form)]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    let post = Post::of_network(Role::Operator).unwrap();
    let mut operator = story.enter(post, "operator").await;
    let list = operator.get("/console/functional").await.body;
    assert!(list.contains("나래페이") && list.contains("두루송금") && list.contains("0/4"));
    let auditor = Post::of_network(Role::Auditor).unwrap();
    let mut auditor = story.enter(auditor, "auditor").await;
    let page = auditor.get(&at).await.body;
    assert!(page.contains(tenant().as_str()) && !page.contains("/begin"), "reads, does nothing");
}

#[tokio::test]
async fn a_node_without_a_sandbox_says_so() {
    let bed = Bed::new(fixtures::small());
    let post = Post::of_network(Role::Operator).unwrap();
    bed.named("정하윤", post, "operator").await;
    let mut operator = bed.logged_in("operator").await;
    assert!(operator.get("/console/functional").await.body.contains("sandbox_listen"));
}
