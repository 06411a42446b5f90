//! Programs of staff on the wire: each call answers what its description says, to programs that may
//! ask for it and to nobody else; what was revoked opens nothing from the next call on; and a
//! program does what one person may do, never more than whoever answers for it.

use super::bed::*;
use super::gates_calls::{checks_of, holds, zap};
use super::gates_scans::plain;
use naru_base::env::SystemEntropy;
use naru_base::role::{Post, Role};
use naru_base::{ClientUseCode, Id};
use naru_core::program::{self, Scope, Wish, named};
use naru_core::staff::{self, EnrolmentForm, ReadyAccount};
use naru_core::{check, desk};
use naru_lab::admission::PlainSealer;
use naru_store::Tx;
use naru_web::gates::calls::{CALLS, Call, Sends};
use naru_web::gates::calls_network::NETWORK;
use serde_json::{Value, json};

const OPERATOR: &str =
    "gates.read surety.read claims.read subsidy.read evidence.write claims.write";
const INSPECTOR: &str = "gates.read checks.write evidence.write";

/// A program with its secret.
struct Held {
    id: Id,
    secret: String,
}

async fn account(bed: &Bed, role: Role, login: &'static str) -> Id {
    let env = bed.node().env();
    let write = move |tx: &mut Tx<'_>| {
        let form = EnrolmentForm { name: "정하윤".into(), login: login.into() };
        let post = Post::of_network(role).expect("a role of the network");
        let ready = ReadyAccount { post, form: &form, password_hash: "-", totp_secret: &[7; 20] };
        staff::create_ready_account(tx, &env, &PlainSealer, &ready)
    };
    bed.node().book.write(write).await.expect("an account")
}

async fn held(bed: &Bed, account: Id, scopes: &str) -> Held {
    let (env, hub) = (bed.node().env(), bed.node().hub.clone());
    let secret = program::new_secret(&SystemEntropy::default());
    let (scopes, kept) = (named(scopes).expect("scopes"), secret.clone());
    let write = move |tx: &mut Tx<'_>| {
        let until = env.now.plus_seconds(86_400);
        let wish = Wish { name: "상황판".to_owned(), scopes: scopes.clone(), until };
        let id = env.id(0);
        program::issue(tx, &env, "system:test", (id, account), &wish)?;
        program::give_secret(tx, (&env, &hub.keys), "system:test", id, (&kept, false))?;
        Ok(id)
    };
    let id = bed.node().book.write(write).await.expect("a program");
    Held { id, secret: program::text_of(id, &secret).expose().clone() }
}

/// What the calls are asked about: a check under way in the inspector's hands, and a withdrawal.
struct About {
    engagement: Id,
    item: String,
    order: Value,
    claim: Id,
}

async fn about(bed: &Bed, inspector: Id) -> About {
    let (_, engagement) = checks_of(bed, NARAE).await;
    let env = bed.node().env();
    let begin = move |tx: &mut Tx<'_>| {
        let today = env.now.business_date();
        check::schedule(tx, &env, inspector, engagement, (today, today.next()))?;
        check::begin(tx, &env, inspector, engagement)
    };
    bed.node().book.write(begin).await.expect("under way");
    let order = bed.order(10_000);
    assert_eq!(bed.withdraw(&order).await["rsp_code"], "A0000");
    let item = first_item(bed, engagement).await;
    About { engagement, item, order, claim: bed.node().env().id(0) }
}

fn body_of(bed: &Bed, it: &Call, about: &About) -> String {
    let day = bed.today();
    let body = match (it.name, it.sends) {
        (_, Sends::Nothing) => return String::new(),
        (_, Sends::File) => return zap(bed),
        ("networkFind", _) => json!({
            "item": about.item, "value": "pass", "how": "person",
            "grounds": "담당자와 함께 기록을 하나씩 대조하여 확인함", "demand": "",
        }),
        _ => json!({
            "claim": about.claim.to_string(), "institution": NARAE, "said": "intrusion",
            "words": "모르는 출금이 있었습니다",
            "transfers": [format!("{day}/{}", about.order["bank_tran_id"].as_str().expect("an id"))],
        }),
    };
    body.to_string()
}

async fn ask(bed: &Bed, it: &Call, token: &str, about: &About) -> (u16, Value) {
    let id = match it.path.contains("/claims/") {
        true => about.claim.to_string(),
        false => about.engagement.to_string(),
    };
    let path = it.path.replace("{id}", &id).replace("{code}", NARAE);
    bed.call(match it.method {
        "post" => bed.post(&path, token, body_of(bed, it, about)),
        _ => bed.get(&path, token, ""),
    })
    .await
}

async fn first_item(bed: &Bed, engagement: Id) -> String {
    let read = move |tx: &mut Tx<'_>| check::dossier(tx, engagement);
    let it = bed.node().book.read(read).await.expect("reads").expect("there");
    it.list.items[0].id.clone()
}

fn code_of((status, said): &(u16, Value)) -> (u16, String) {
    (*status, said["error"]["code"].as_str().unwrap_or_default().to_owned())
}

/// Each call is asked by a program with just its scope, by one with every other scope, by an
/// institution, and by nobody.
async fn every_call_is_for_its_scope(bed: Bed) {
    let operator = account(&bed, Role::Operator, "ha-yun.jung").await;
    let inspector = account(&bed, Role::Inspector, "do-hyun.baek").await;
    let about = about(&bed, inspector).await;
    // The list of calls says that a claim is reported after one was asked for: report it first.
    let mut calls: Vec<&Call> = NETWORK.iter().collect();
    calls.sort_by_key(|it| (it.path.contains("/claims/"), it.path.ends_with("withdraw")));
    let mut claims_by = None;
    for it in calls {
        let scope = it.scope.expect("a program's");
        let (who, all) = match scope {
            Scope::ChecksWrite => (inspector, INSPECTOR),
            _ => (operator, OPERATOR),
        };
        let others: Vec<&str> = all.split(' ').filter(|it| *it != scope.as_str()).collect();
        let without = held(&bed, who, &others.join(" ")).await;
        let barred = code_of(&ask(&bed, it, &without.secret, &about).await);
        assert_eq!(barred, (403, "gates/no-scope".to_owned()), "{}", it.name);
        for nobody in ["nonsense", "naru-program.01J00000000000000000000000.x", &bed.token] {
            let barred = code_of(&ask(&bed, it, nobody, &about).await);
            assert_eq!(barred, (401, "gates/no-token".to_owned()), "{}: {nobody}", it.name);
        }
        let its = match (scope, claims_by.take()) {
            (Scope::ClaimsWrite, Some(its)) => its,
            (_, kept) => {
                claims_by = kept;
                held(&bed, who, scope.as_str()).await
            }
        };
        let (status, said) = ask(&bed, it, &its.secret, &about).await;
        assert_eq!(status, it.status, "{}: {said}", it.name);
        holds(it, &said);
        if scope == Scope::ClaimsWrite {
            claims_by = Some(its);
        }
    }
    // What is an institution's own is no program's.
    let all = held(&bed, operator, OPERATOR).await;
    for it in &CALLS {
        let said = ask(&bed, it, &all.secret, &about).await;
        assert_eq!(code_of(&said), (401, "gates/no-token".to_owned()), "{}", it.name);
    }
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_call_of_programs_is_for_its_scope_and_answers_its_description() {
    every_call_is_for_its_scope(Bed::new().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_on_postgresql() {
    if let Some(bed) = Bed::postgres(With::default()).await {
        every_call_is_for_its_scope(bed).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_revoked_or_replaced_opens_nothing_from_the_next_call_on() {
    let bed = Bed::new().await;
    let operator = account(&bed, Role::Operator, "ha-yun.jung").await;
    let first = held(&bed, operator, "gates.read").await;
    let other = held(&bed, operator, "gates.read").await;
    let status =
        async |secret: &str| bed.call(bed.get("/gates/v1/network/standings", secret, "")).await.0;
    assert_eq!((status(&first.secret).await, status(&other.secret).await), (200, 200));
    // Another's id with this one's secret is nobody.
    let mixed = first.secret.replace(&first.id.to_string(), &other.id.to_string());
    assert_eq!(status(&mixed).await, 401);
    let give = async |at_once: bool| {
        let (env, hub) = (bed.node().env(), bed.node().hub.clone());
        let secret = program::new_secret(&SystemEntropy::default());
        let (kept, id) = (secret.clone(), first.id);
        let write = move |tx: &mut Tx<'_>| {
            program::give_secret(tx, (&env, &hub.keys), "system:test", id, (&kept, at_once))
        };
        bed.node().book.write(write).await.expect("given");
        program::text_of(first.id, &secret).expose().clone()
    };
    let second = give(false).await;
    assert_eq!((status(&first.secret).await, status(&second).await), (200, 200), "both, a while");
    let third = give(true).await;
    let now = (status(&first.secret).await, status(&second).await, status(&third).await);
    assert_eq!(now, (401, 401, 200), "a leaked one ends at once");
    let (env, id) = (bed.node().env(), first.id);
    let revoke = move |tx: &mut Tx<'_>| program::revoke(tx, &env, "system:test", id);
    bed.node().book.write(revoke).await.expect("revoked");
    assert_eq!((status(&third).await, status(&other.secret).await), (401, 200));
    // Nothing of a secret is in the book but its hash.
    let all = bed.node().book.read(|tx| Ok(program::list(tx)?)).await.expect("reads");
    assert!(!format!("{all:?}").contains(&third[40..]), "kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finding_is_written_only_where_the_inspector_is_at_work() {
    let bed = Bed::new().await;
    let inspector = account(&bed, Role::Inspector, "do-hyun.baek").await;
    let colleague = account(&bed, Role::Inspector, "seo-jin.han").await;
    let about = about(&bed, inspector).await;
    let own = held(&bed, inspector, INSPECTOR).await;
    let theirs = held(&bed, colleague, INSPECTOR).await;
    let item = about.item.clone();
    let word = |value: &str, how: &str, grounds: &str| {
        json!({"item": item, "value": value, "how": how, "grounds": grounds, "demand": "보완할 것"})
            .to_string()
    };
    let path = format!("/gates/v1/network/checks/{}/findings", about.engagement);
    let find =
        async |secret: &str, body: String| code_of(&bed.call(bed.post(&path, secret, body)).await);
    let good = || word("fail", "person", "기록이 남아 있지 않음을 화면으로 확인함");
    assert_eq!(find(&theirs.secret, good()).await, (422, "check/not-yours".to_owned()));
    let bad = word("fail", "person", "x");
    assert_eq!(find(&own.secret, bad).await, (422, "check/grounds-missing".to_owned()));
    for body in ["{}".to_owned(), "[".to_owned(), word("good", "person", "기록을 확인함")] {
        assert_eq!(find(&own.secret, body).await, (400, "gates/bad-body".to_owned()));
    }
    let large = word("fail", "person", &"가".repeat(40_000));
    assert_eq!(find(&own.secret, large).await, (413, "gates/too-large".to_owned()));
    assert_eq!(find(&own.secret, good()).await, (201, String::new()));
    let nowhere = format!("/gates/v1/network/checks/{}/findings", bed.node().env().id(0));
    let said = bed.call(bed.post(&nowhere, &own.secret, good())).await;
    assert_eq!(code_of(&said), (404, "check/unknown".to_owned()));
    let id = about.engagement;
    let read = move |tx: &mut Tx<'_>| check::dossier(tx, id);
    let it = bed.node().book.read(read).await.expect("reads").expect("there");
    let found = it.finding(&item).expect("written");
    assert_eq!((found.by.as_str(), found.revision), (format!("program:{}", own.id).as_str(), 1));
    // The person goes on where the program was.
    let (env, hub, item) = (bed.node().env(), bed.node().hub.clone(), item.clone());
    let word = check::decide::Answer {
        item,
        value: check::Value::Pass,
        how: check::How::Person,
        grounds: "다시 확인하니 기록이 있음".to_owned(),
        demand: String::new(),
    };
    let again = move |tx: &mut Tx<'_>| desk::find_item(tx, &env, &hub.keys, (inspector, id), &word);
    bed.node().book.write(again).await.expect("written");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_is_reported_once_and_taken_back_by_whoever_reported_it() {
    let bed = Bed::new().await;
    let operator = account(&bed, Role::Operator, "ha-yun.jung").await;
    let inspector = account(&bed, Role::Inspector, "do-hyun.baek").await;
    let about = about(&bed, inspector).await;
    let reporter = held(&bed, operator, "claims.read claims.write").await;
    let another = held(&bed, operator, "claims.write").await;
    let report = NETWORK.iter().find(|it| it.name == "networkReportClaim").expect("there");
    let body = body_of(&bed, report, &about);
    let send =
        async |secret: &str, body: String| bed.call(bed.post(report.path, secret, body)).await;
    let unknown = body.replace(NARAE, "M202699999");
    let (status, said) = send(&reporter.secret, unknown).await;
    assert_eq!((status, &said["error"]["code"]), (404, &json!("identity/institution-unknown")));
    let strange = body.replace("M202600001U", "M202600001X");
    assert!([400, 422].contains(&send(&reporter.secret, strange).await.0));
    for _ in 0..2 {
        let (status, said) = send(&reporter.secret, body.clone()).await;
        assert_eq!((status, &said["loss"]), (201, &json!(10_000)), "{said}");
    }
    let listed = bed.call(bed.get("/gates/v1/network/claims", &reporter.secret, "")).await.1;
    assert_eq!(listed["claims"].as_array().expect("a list").len(), 1, "twice is once");
    let late = bed.call(bed.get("/gates/v1/network/claims", &reporter.secret, "late=yes")).await.1;
    assert_eq!(late["claims"].as_array().expect("a list").len(), 0);
    let back = format!("/gates/v1/network/claims/{}/withdraw", about.claim);
    let said = bed.call(bed.post(&back, &another.secret, "")).await;
    assert_eq!(code_of(&said), (422, "claim/not-yours".to_owned()));
    let (status, said) = bed.call(bed.post(&back, &reporter.secret, "")).await;
    assert_eq!((status, &said["state"]), (200, &json!("withdrawn")));
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_from_a_program_is_the_institutions_and_names_the_program() {
    let bed = Bed::new().await;
    let inspector = account(&bed, Role::Inspector, "do-hyun.baek").await;
    let it = held(&bed, inspector, INSPECTOR).await;
    let to = |code: &str| format!("/gates/v1/network/scans/{code}?title=zap");
    let said = bed.call(bed.post(&to("M202699999"), &it.secret, zap(&bed))).await;
    assert_eq!(code_of(&said), (404, "identity/institution-unknown".to_owned()));
    let said = plain(&bed, &to(NARAE), &it.secret, "no file of a scanner").await;
    assert_eq!(code_of(&said), (400, "gates/unreadable".to_owned()));
    let (status, said) = bed.call(bed.post(&to(NARAE), &it.secret, zap(&bed))).await;
    assert_eq!((status, &said["new"]), (201, &json!(1)), "{said}");
    // The institution sees it among its own.
    let own = bed.call(bed.get("/gates/v1/scans", &bed.token, "")).await.1;
    assert_eq!(own["scans"].as_array().expect("a list").len(), 1, "{own}");
    let code = ClientUseCode::parse(NARAE).expect("a code");
    let read = move |tx: &mut Tx<'_>| Ok(naru_core::admission::facts_of(tx, &code)?);
    let facts = bed.node().book.read(read).await.expect("reads");
    let by = format!("program:{}", it.id);
    assert!(facts.evidence.iter().any(|it| it.received_by == by), "by the program");
}
