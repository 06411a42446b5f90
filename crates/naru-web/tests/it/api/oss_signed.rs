//! Bills that are signed, and what is said of findings as VEX, through the API.

use super::bed::*;
use super::oss::{LOG, Story, WEB, story_by};
use naru_base::dsse;
use naru_base::ed25519::SigningKey;
use naru_base::role::Role;
use naru_base::{ClientUseCode, Clock as _, Id};
use naru_core::oss::portfolio::stance::{Claim, Wish};
use naru_core::oss::portfolio::{self, Found};
use naru_lab::oss::bill;
use serde_json::{Value, json};

const KIND: &str = "application/vnd.cyclonedx+json";

fn narae() -> ClientUseCode {
    ClientUseCode::parse(NARAE).expect("a code")
}

fn reason(said: &Value) -> &str {
    said["reasons"][0]["code"].as_str().unwrap_or_default()
}

async fn are_taken_by_their_signature(place: impl AsyncFnOnce(With) -> Option<Bed>) {
    let Some(it) = story_by(place, &[("oss_bill_signed", 1)]).await else { return };
    let system = it.declare(&it.narae, "모바일 앱 서버").await;
    let hand_in = async |text: &str| it.hand_in(&it.narae, &system, text).await;
    let (key, stranger) = (SigningKey::from_seed(&[1; 32]), SigningKey::from_seed(&[2; 32]));
    let plain = bill("app", "1.0", &[WEB]);
    let signed = dsse::sign(KIND, plain.as_bytes(), &key);
    // The key is not known yet; then it is, to this institution only.
    let (status, said) = hand_in(&signed).await;
    assert_eq!((status, reason(&said)), (422, "signature-unknown"), "{said}");
    let named = (key.verifying_key().to_string(), "모바일팀 CI".to_owned());
    let add = it.bed.portfolio().add_signer("staff:test".to_owned(), narae(), named);
    let public = add.await.expect("a key");
    let theirs = it.declare(&it.maru, "송금 API").await;
    let (status, said) = it.hand_in(&it.maru, &theirs, &signed).await;
    assert_eq!((status, reason(&said)), (422, "signature-unknown"), "another's key: {said}");
    // Neither without a signature, nor by a stranger, nor changed afterwards.
    let changed = data_encoding::BASE64.encode(bill("app", "1.0", &[LOG]).as_bytes());
    let mut forged: Value = serde_json::from_str(&signed).expect("JSON");
    forged["payload"] = json!(changed);
    for (text, want) in [
        (plain.clone(), "unsigned"),
        (dsse::sign(KIND, plain.as_bytes(), &stranger), "signature-unknown"),
        (forged.to_string(), "signature-unknown"),
    ] {
        let (status, said) = hand_in(&text).await;
        assert_eq!((status, reason(&said)), (422, want), "{said}");
    }
    let (status, said) = hand_in(r#"{"payloadType":"x","payload":"e30=","signatures":[]}"#).await;
    assert_eq!((status, reason(&said)), (400, "envelope"), "{said}");
    let inside = dsse::sign(KIND, b"{}", &key);
    assert_eq!(hand_in(&inside).await.0, 400, "what is in it is read too");
    let (status, said) = hand_in(&signed).await;
    assert_eq!((status, &said["components"]), (201, &json!(1)), "{said}");
    let (_, said) = it.get(&it.narae, "/oss/v1/signers", "").await;
    assert_eq!(said["signers"][0]["bills"], 1, "{said}");
    assert_eq!(said["signers"][0]["key"], json!(public.to_string()), "{said}");
    let (_, said) = it.get(&it.maru, "/oss/v1/signers", "").await;
    assert_eq!(said["signers"], json!([]), "each its own");
    assert_eq!(it.get("nonsense", "/oss/v1/signers", "").await.0, 401);
    // Revoked, it signs nothing more, and cannot come back; the record stays.
    let revoke = it.bed.portfolio().revoke_signer("staff:test".to_owned(), narae(), public);
    revoke.await.expect("revoked");
    let (status, said) = hand_in(&signed).await;
    assert_eq!((status, reason(&said)), (422, "signature-revoked"), "{said}");
    let named = (public.to_string(), "다시".to_owned());
    let again = it.bed.portfolio().add_signer("staff:test".to_owned(), narae(), named).await;
    assert!(again.is_err(), "a revoked key cannot come back");
    let id = Id::parse(&system).expect("an id");
    let read = it.bed.portfolio().store().read(move |tx| Ok(portfolio::bills(tx, id, 20)?));
    let bills = read.await.expect("read");
    let by: Vec<_> = bills.iter().filter_map(|it| it.signer.clone()).collect();
    assert_eq!(by, vec![("모바일팀 CI".to_owned(), true); 2], "also of the one that was refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn bills_are_taken_by_their_signature() {
    are_taken_by_their_signature(async |with| Some(Bed::with(with).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bills_are_taken_by_their_signature_on_postgres_too() {
    are_taken_by_their_signature(Bed::postgres).await;
}

/// Asks for a stance on the only finding of the system and has the offices agree.
async fn approved(it: &Story, system: Id, claim: Claim) {
    let which = Found { system: Some(system), ..Found::default() };
    let read = it.bed.portfolio().store().read(move |tx| {
        let sort = portfolio::FindingSort::Priority;
        Ok(portfolio::findings(tx, &which, sort, None, 10)?)
    });
    let found = read.await.expect("read").remove(0);
    let wish = Wish {
        package: found.package,
        advisory: found.advisory,
        claim,
        reason: "조회 기능을 쓰지 않아 닿지 않음".to_owned(),
        control: "조회 인자를 관문에서 걸러냄".to_owned(),
        until: it.clock.now().plus_seconds(30 * 86_400),
    };
    let asked = it.bed.portfolio().ask_stance("staff:asks".to_owned(), system, wish);
    let id = asked.await.expect("asked");
    for (i, role) in [Role::SecurityDesk, Role::Operator, Role::Inspector].into_iter().enumerate() {
        let by = (format!("staff:office-{i}"), role);
        let said = it.bed.portfolio().decide_stance(by, id, (true, "동의".to_owned()));
        said.await.expect("decided");
    }
}

async fn is_said_as_vex(place: impl AsyncFnOnce(With) -> Option<Bed>) {
    let Some(it) = story_by(place, &[]).await else { return };
    let system = it.declare(&it.narae, "모바일 앱 서버").await;
    it.hand_in(&it.narae, &system, &bill("app", "1.0", &[WEB, LOG])).await;
    it.advisory_arrives().await;
    let path = format!("/oss/v1/systems/{system}/vex");
    let (status, said) = it.get(&it.narae, &path, "").await;
    assert_eq!((status, &said["bomFormat"]), (200, &json!("CycloneDX")), "{said}");
    let spoken = &said["vulnerabilities"][0];
    assert_eq!(spoken["id"], "GHSA-aaaa-bbbb-cccc", "{said}");
    assert_eq!(spoken["analysis"]["state"], "in_triage", "nobody has agreed: {said}");
    assert_eq!(spoken["affects"][0]["ref"], LOG, "{said}");
    assert_eq!(said["components"][0]["purl"], LOG, "{said}");
    let (_, said) = it.get(&it.narae, &path, "form=openvex").await;
    assert_eq!(said["statements"][0]["status"], "under_investigation", "{said}");
    // Others have no such system.
    assert_eq!(it.get(&it.maru, &path, "").await.0, 404);
    assert_eq!(it.get("nonsense", &path, "").await.0, 401);
    approved(&it, Id::parse(&system).expect("an id"), Claim::CodeNotRun).await;
    let (_, said) = it.get(&it.narae, &path, "").await;
    let analysis = &said["vulnerabilities"][0]["analysis"];
    assert_eq!(analysis["state"], "not_affected", "{said}");
    assert_eq!(analysis["justification"], "code_not_reachable", "{said}");
    let (_, said) = it.get(&it.narae, &path, "form=openvex").await;
    let spoken = &said["statements"][0];
    assert_eq!(spoken["status"], "not_affected", "{said}");
    assert_eq!(spoken["justification"], "vulnerable_code_not_in_execute_path", "{said}");
    assert!(spoken.to_string().contains(LOG), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_of_findings_is_had_as_vex() {
    is_said_as_vex(async |with| Some(Bed::with(with).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_of_findings_is_had_as_vex_on_postgres_too() {
    is_said_as_vex(Bed::postgres).await;
}
