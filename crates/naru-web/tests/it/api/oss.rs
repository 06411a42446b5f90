//! Open source through the public doors: institutions' programs hand in bills; an advisory comes;
//! the relay restricts whoever does not put it right by the deadline, and nobody else.

use super::bed::*;
use crate::bed::TestClock;
use naru_base::env::SystemClock;
use naru_base::role::Role;
use naru_base::{ClientUseCode, Clock as _};
use naru_core::admission::Standing;
use naru_core::notify::{self, Party};
use naru_lab::oss::{Advice, CRITICAL, bill, database};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

pub(super) const LOG: &str = "pkg:maven/org.example.log/log-core@2.14.1";
const LOG_FIXED: &str = "pkg:maven/org.example.log/log-core@2.17.1";
pub(super) const WEB: &str = "pkg:maven/org.example.web/web@5.0.0";

/// So long may what is exploited stay open; so long is told before; so long are limits only cut.
const DUE_S: i64 = 100;
const NOTICE_S: i64 = 10;
const CUT_S: i64 = 50;

pub(super) struct Story {
    pub(super) bed: Bed,
    pub(super) clock: Arc<TestClock>,
    pub(super) narae: String,
    pub(super) maru: String,
}

async fn story(place: impl AsyncFnOnce(With) -> Option<Bed>) -> Option<Story> {
    story_by(place, &[]).await
}

/// A story under further rules.
pub(super) async fn story_by(
    place: impl AsyncFnOnce(With) -> Option<Bed>,
    further: &[(&'static str, i64)],
) -> Option<Story> {
    let clock = Arc::new(TestClock(AtomicI64::new(SystemClock.now().get())));
    let mut rules = vec![
        ("oss_patch_exploited_s", DUE_S),
        ("oss_notice_s", NOTICE_S),
        ("oss_inquiry_only_after_s", CUT_S),
    ];
    rules.extend(further);
    let bed = place(With { clock: clock.clone(), rules, ..With::default() }).await?;
    bed.fund(NARAE, 1, FUNDS).await;
    bed.fund(MARU, 2, FUNDS).await;
    let maru = bed.token_of(MARU, "oob").await;
    Some(Story { narae: bed.token.clone(), maru, bed, clock })
}

impl Story {
    fn pass(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    pub(super) async fn declare(&self, token: &str, name: &str) -> String {
        let body = json!({"name": name, "duty": "live"}).to_string();
        let (status, said) = self.bed.call(self.bed.post("/oss/v1/systems", token, body)).await;
        assert_eq!(status, 201, "{said}");
        said["system"].as_str().expect("an id").to_owned()
    }

    pub(super) async fn hand_in(&self, token: &str, system: &str, text: &str) -> (u16, Value) {
        let path = format!("/oss/v1/systems/{system}/bill");
        self.bed.call(self.bed.post(&path, token, text.to_owned())).await
    }

    pub(super) async fn get(&self, token: &str, path: &str, query: &str) -> (u16, Value) {
        self.bed.call(self.bed.get(path, token, query)).await
    }

    /// An advisory about the log library arrives: known to be exploited.
    pub(super) async fn advisory_arrives(&self) {
        let advice = Advice {
            id: "GHSA-aaaa-bbbb-cccc",
            cve: "CVE-2026-0001",
            package: ("Maven", "org.example.log:log-core"),
            fixed: "2.15.0",
            vector: CRITICAL,
            is_exploited: true,
        };
        let portfolio = self.bed.portfolio();
        assert!(portfolio.take(database(&[advice])).await.expect("taken"));
        assert_eq!(portfolio.renew().await.expect("judged"), 1);
        portfolio.follow().await.expect("followed");
    }

    /// The same, while nobody uses the library.
    async fn advisory_arrives_for_nobody(&self) {
        let advice = Advice {
            id: "GHSA-aaaa-bbbb-cccc",
            cve: "CVE-2026-0001",
            package: ("Maven", "org.example.log:log-core"),
            fixed: "2.15.0",
            vector: CRITICAL,
            is_exploited: true,
        };
        assert!(self.bed.portfolio().take(database(&[advice])).await.expect("taken"));
    }

    async fn deposit(&self, token: &str, institution: &str) -> String {
        let mut order = self.bed.deposit_order(1_000);
        order["req_list"][0]["bank_tran_id"] = json!(self.bed.id_of(institution));
        let request = self.bed.post("/v2.0/transfer/deposit/acnt_num", token, order.to_string());
        let answer = self.bed.send(request).await.expect("an answer").1;
        answer["rsp_code"].as_str().expect("text").to_owned()
    }

    fn standing(&self, institution: &str) -> Standing {
        let code = ClientUseCode::parse(institution).expect("a code");
        self.bed.node().hub.directory().standing(&code, self.clock.now())
    }

    /// What stands in an institution's inbox, newest first.
    async fn inbox(&self, institution: &str) -> i64 {
        let party = Party::Institution(ClientUseCode::parse(institution).expect("a code"));
        let read = self.bed.node().book.read(move |tx| notify::unread(tx, &party));
        read.await.expect("read")
    }
}

async fn restricts_whom_does_not_fix(place: impl AsyncFnOnce(With) -> Option<Bed>) {
    let Some(it) = story(place).await else { return };
    let (narae, maru) = (it.narae.clone(), it.maru.clone());
    let own = it.declare(&narae, "모바일 앱 서버").await;
    let theirs = it.declare(&maru, "송금 API").await;
    for (token, system) in [(&narae, &own), (&maru, &theirs)] {
        let (status, said) = it.hand_in(token, system, &bill("app", "1.0", &[WEB, LOG])).await;
        assert_eq!((status, &said["verdict"]), (201, &json!("accepted")), "{said}");
    }
    it.advisory_arrives().await;
    for (token, code) in [(&narae, NARAE), (&maru, MARU)] {
        let (_, said) = it.get(token, "/oss/v1/findings", "sort=due").await;
        let row = &said["findings"][0];
        assert_eq!((&row["institution"], &row["grade"]), (&json!(code), &json!("exploited")));
        assert_eq!(said["findings"].as_array().map(Vec::len), Some(1), "its own only: {said}");
        assert_eq!(it.inbox(code).await, 1, "{code} is told");
        assert_eq!(it.standing(code), Standing::Warned, "{code}");
        assert_eq!(it.deposit(token, code).await, "A0000", "a warning takes nothing away");
    }
    // One fixes, one does not.
    it.pass(DUE_S / 2);
    let (status, _) = it.hand_in(&narae, &own, &bill("app", "1.1", &[WEB, LOG_FIXED])).await;
    assert_eq!(status, 201);
    assert_eq!(it.standing(NARAE), Standing::Live, "up again with the fix itself");
    it.pass(DUE_S / 2);
    assert_eq!(it.standing(MARU), Standing::LimitCut, "at its deadline");
    it.pass(CUT_S);
    assert_eq!(it.standing(MARU), Standing::InquiryOnly);
    assert_eq!(it.deposit(&maru, MARU).await, "A0011");
    assert_eq!(it.deposit(&narae, NARAE).await, "A0000", "only that one");
    // Restricted, it may still hand in its fix; and is back with it.
    let (status, said) = it.hand_in(&maru, &theirs, &bill("app", "1.1", &[WEB, LOG_FIXED])).await;
    assert_eq!(status, 201, "{said}");
    assert_eq!(it.standing(MARU), Standing::Live);
    assert_eq!(it.deposit(&maru, MARU).await, "A0000");
    for action in ["admission.exposure.began", "admission.exposure.ended"] {
        assert_eq!(it.bed.audited(action).await, 2, "{action}");
    }
    let (_, said) = it.get(&maru, "/oss/v1/advisories/CVE-2026-0001", "").await;
    assert_eq!((&said["open"], &said["put_right"]), (&json!(0), &json!(1)), "{said}");
    it.bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_relay_restricts_whom_does_not_fix_and_only_that_one() {
    restricts_whom_does_not_fix(async |with| Some(Bed::with(with).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_relay_restricts_whom_does_not_fix_on_postgres_too() {
    restricts_whom_does_not_fix(Bed::postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_judged_before_it_is_answered() {
    let it = story(async |with| Some(Bed::with(with).await)).await.expect("a story");
    let own = it.declare(&it.narae, "앱").await;
    let good = bill("app", "1.0", &[WEB, LOG]);
    // A foreign token, none, and one of a user.
    assert_eq!(it.hand_in(&it.maru, &own, &good).await.0, 404, "another's system is not there");
    assert_eq!(it.hand_in("nonsense", &own, &good).await.0, 401);
    let of_user = it.bed.token_of_user(USER, naru_core::identity::Scope::Login).await;
    assert_eq!(it.hand_in(&of_user, &own, &good).await.0, 403);
    // Every wrong body says what is wrong with it.
    let (status, said) = it.hand_in(&it.narae, &own, "{}").await;
    assert_eq!((status, &said["verdict"]), (400, &json!("unreadable")), "{said}");
    assert!(said["reasons"][0]["ko"].is_string() && said["reasons"][0]["en"].is_string());
    let bad = bill("app", "1.0", &["pkg:generic/thing@1.0"]);
    let (status, said) = it.hand_in(&it.narae, &own, &bad).await;
    assert_eq!((status, &said["verdict"]), (422, &json!("refused")), "{said}");
    for (body, code) in [
        ("", "oss/bad-body"),
        (r#"{"name":"x","duty":"sometimes"}"#, "oss/bad-body"),
        (r#"{"name":" ","duty":"live"}"#, "oss/system-name"),
        (r#"{"name":"앱","duty":"live"}"#, "oss/system-known"),
    ] {
        let request = it.bed.post("/oss/v1/systems", &it.narae, body);
        let (_, said) = it.bed.call(request).await;
        assert_eq!(said["error"]["code"], code, "{said}");
    }
    it.hand_in(&it.narae, &own, &good).await;
    let (_, said) = it.get(&it.narae, "/oss/v1/who", "q=log-core%20%3C%202.15").await;
    assert_eq!((&said["uses"], &said["rows"][0]["reach"]), (&json!(1), &json!("transitive")));
    let (_, said) = it.get(&it.maru, "/oss/v1/who", "q=log-core").await;
    assert_eq!(said["uses"], 0, "one's own only");
    let (status, said) = it.get(&it.narae, "/oss/v1/who", "q=%3C%3C").await;
    assert_eq!((status, &said["error"]["code"]), (400, &json!("oss/bad-question")));
    let (_, said) = it.get(&it.narae, "/oss/v1/systems", "").await;
    assert_eq!(said["systems"][0]["components"], 2, "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_use_is_asked_for_by_a_program_and_each_sees_its_own() {
    let it = story(async |with| Some(Bed::with(with).await)).await.expect("a story");
    it.advisory_arrives_for_nobody().await;
    let request = json!({
        "purl": LOG,
        "versions": ">=2.14, <3",
        "purpose": "앱 서버의 기록을 남기는 데 씀",
        "fit": "우리 틀이 이미 이 인터페이스를 씀",
        "alternatives": "logback",
        "licence": "Apache-2.0",
        "until": it.clock.now().plus_seconds(100 * 86_400).business_date().to_string(),
    });
    let ask = async |token: &str, body: String| {
        it.bed.call(it.bed.post("/oss/v1/approvals", token, body)).await
    };
    let (status, said) = ask(&it.narae, request.to_string()).await;
    assert_eq!(status, 201, "{said}");
    let path = format!("/oss/v1/approvals/{}", said["approval"].as_str().expect("an id"));
    let (status, said) = it.get(&it.narae, &path, "").await;
    assert_eq!((status, &said["standing"], &said["class"]), (200, &json!("asked"), &json!("high")));
    assert_eq!(said["known"]["advisories_now"], 1, "{said}");
    assert_eq!(said["issues"].as_array().map(Vec::len), Some(3), "{said}");
    assert_eq!(said["offices"], json!(["security", "manager", "legal", "board"]));
    let (_, said) = it.get(&it.narae, "/oss/v1/approvals", "").await;
    assert_eq!(said["approvals"][0]["purl"], LOG, "{said}");
    // Each sees its own only; the same is not asked for twice; what is missing is said.
    assert_eq!(it.get(&it.maru, &path, "").await.0, 404);
    let (_, said) = it.get(&it.maru, "/oss/v1/approvals", "").await;
    assert_eq!(said["approvals"], json!([]));
    assert_eq!(ask("nonsense", request.to_string()).await.0, 401);
    for (field, value, code) in [
        ("purl", LOG, "oss/approval-there"),
        ("purl", "pkg:maven/org.example.log/log-core", "oss/approval-package"),
        ("versions", "newer ones", "oss/approval-versions"),
        ("fit", "", "oss/approval-text"),
        ("until", "20200101", "oss/approval-until"),
        ("until", "tomorrow", "oss/bad-body"),
    ] {
        let mut body = request.clone();
        body[field] = json!(value);
        let (_, said) = ask(&it.narae, body.to_string()).await;
        assert_eq!(said["error"]["code"], code, "{field} {value}: {said}");
    }
}

/// A transfer gate asks by program; two people approve; the gate records what it takes across.
async fn a_gate_asks_and_takes_across(place: impl AsyncFnOnce(With) -> Option<Bed>) {
    let Some(it) = story(place).await else { return };
    it.advisory_arrives_for_nobody().await;
    let way = "direction=out&mode=none&purpose=model+evaluation+for+the+office";
    let ask = async |token: &str, name: &str, way: &str, file: &str| {
        let path = format!("/oss/v1/crossings?name={name}&{way}");
        it.bed.call(it.bed.post(&path, token, file.to_owned())).await
    };
    // What is grave in it keeps it back; what was found is told without its words.
    let list = bill("model", "1.0", &[WEB, LOG]);
    let (status, said) = ask(&it.narae, "bom.json", way, &list).await;
    assert_eq!(
        (status, &said["state"], &said["verdict"]),
        (201, &json!("blocked"), &json!("broken"))
    );
    assert_eq!(said["packages"]["told"][0]["purl"], LOG, "{said}");
    assert_eq!((&said["packages"]["named"], &said["packages"]["grave"]), (&json!(2), &json!(1)));
    let (_, said) = ask(&it.narae, "a.csv", way, "name,rrn\nx,900101-1234568\n").await;
    assert_eq!(said["state"], "blocked", "{said}");
    assert!(!said.to_string().contains("1234568"), "{said}");
    for (name, way, code) in [
        ("", way, "oss/bad-crossing"),
        ("a.csv", "direction=up&mode=none&purpose=x", "oss/bad-crossing"),
        ("a.csv", "direction=in&mode=none&purpose=x", "oss/zone-text"),
    ] {
        let (_, said) = ask(&it.narae, name, way, "a,b\n1,2\n").await;
        assert_eq!(said["error"]["code"], code, "{said}");
    }
    assert_eq!(ask("nonsense", "a.csv", way, "a,b\n").await.0, 401);

    let (status, said) = ask(&it.narae, "a.csv", way, "week,sum\n1,200\n").await;
    assert_eq!((status, &said["state"]), (201, &json!("asked")), "{said}");
    let (path, sha256) = (
        format!("/oss/v1/crossings/{}", said["crossing"].as_str().expect("an id")),
        said["sha256"].as_str().expect("a hash").to_owned(),
    );
    let take = async |token: &str, sha256: &str| {
        let body = json!({"sha256": sha256}).to_string();
        it.bed.call(it.bed.post(&format!("{path}/cross"), token, body)).await
    };
    assert_eq!(take(&it.narae, &sha256).await.1["error"]["code"], "oss/zone-not-approved");
    assert_eq!(it.get(&it.maru, &path, "").await.0, 404, "another's is not there");
    assert_eq!(take(&it.maru, &sha256).await.0, 404);
    let id = naru_base::Id::parse(said["crossing"].as_str().expect("an id")).expect("an id");
    for (who, role) in [("staff:2", Role::SecurityDesk), ("staff:3", Role::Operator)] {
        let said = (true, String::new());
        it.bed.portfolio().decide_crossing((who.to_owned(), role), id, said).await.expect("said");
    }
    assert_eq!(it.get(&it.narae, &path, "").await.1["state"], "approved");
    let (status, said) = take(&it.narae, &"0".repeat(64)).await;
    assert_eq!((status, &said["error"]["code"]), (422, &json!("oss/zone-other-file")));
    assert_eq!(take(&it.narae, "not a hash").await.0, 400);
    assert_eq!(take(&it.narae, &sha256).await.1["state"], "crossed");
    assert_eq!(take(&it.narae, &sha256).await.1["error"]["code"], "oss/zone-not-approved", "once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_gate_asks_by_program_and_takes_across_what_two_approved() {
    a_gate_asks_and_takes_across(async |with| Some(Bed::with(with).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_gate_does_the_same_on_postgres() {
    a_gate_asks_and_takes_across(Bed::postgres).await;
}
