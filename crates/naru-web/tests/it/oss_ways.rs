//! Where pages of open source lead: from a number to what was counted, from a list to the next
//! deed;
//! and what is red only once something is overdue.

use crate::approval_pages::{act, ask, ask_with};
use crate::bed::{Bed, Visitor, form_of, in_line, said};
use crate::fixtures;
use crate::oss_lists::exception;
use crate::oss_pages::{
    LOG, LOG_FIXED, WEB, advice, data, day_in, declare, fintech, hand_in, institutions, operator,
};
use crate::practice_pages::reader;
use axum::http::StatusCode;
use data_encoding::BASE64URL_NOPAD;
use naru_base::ed25519::SigningKey;
use naru_base::role::Role;
use naru_lab::oss::bill;

const CHECK: &str = "/console/oss/self-check";
const ONE: &str = "M202600001";
const FINDINGS: &str = "/console/oss/findings";
const ADVISORY: &str = "/console/oss/advisories/GHSA-aaaa-bbbb-cccc";
const SEATS: &str = "/console/oss/seats";

async fn text(visitor: &mut Visitor, path: &str) -> String {
    in_line(&visitor.get(path).await.body)
}

/// The rows of the part that an item's evidence leads to.
async fn lacking(visitor: &mut Visitor, item: &str) -> String {
    let list = visitor.get(&format!("{CHECK}?of={ONE}")).await.body;
    let way = format!("{CHECK}/{item}?of={ONE}#lacking");
    assert!(list.contains(&format!("href=\"{way}\"")), "{item}: a way to what it counts: {list}");
    let page = visitor.get(&format!("{CHECK}/{item}?of={ONE}")).await.body;
    let part = page.split("id=\"lacking\"").nth(1).unwrap_or_else(|| panic!("{item}: {page}"));
    let part = part.split("</section>").next().unwrap_or_default();
    in_line(&format!("<main>{part}"))
}

#[tokio::test]
async fn offices_of_exceptions_are_told_by_the_rule_that_exceptions_use() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    for page in [SEATS, "/console/oss/approvals"] {
        let body = own.get(page).await.body;
        let row = |office: &str| {
            let start = body.find(&format!("<td class=\"way\">{office}</td>")).expect("an office");
            in_line(&format!("<main>{}", body[start..].split("</tr>").next().unwrap_or_default()))
        };
        for office in ["보안", "총괄", "심의"] {
            assert!(row(office).contains("모든 등급에 답함"), "{page}: {}", row(office));
        }
        assert!(row("법무").contains("답하지 않음"), "{page}: {}", row("법무"));
        let said = in_line(&body);
        let quorums = "악용 확인·심각 3곳, 높음 2곳, 보통·낮음·정보 1곳";
        assert!(said.contains(quorums), "{page}: {said}");
    }
    let theirs = text(&mut own, SEATS).await;
    assert!(theirs.contains("운영기관이 정하며") && !theirs.contains("제안하고"), "{theirs}");
    // What is shown is what is asked for.
    let page = declare(&mut own, 1, "앱").await;
    hand_in(&mut own, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    data(&bed, &[advice()]).await;
    let case = exception(&bed, &mut own, &page).await;
    let shown = text(&mut own, &case).await;
    assert!(shown.contains("보안, 총괄, 심의 가운데 3곳이 동의해야"), "{shown}");
}

#[tokio::test]
async fn what_an_advisory_is_about_at_one_institution_is_a_list() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2).await;
    let mut network = operator(&bed).await;
    for (n, name) in [(1, "하나의 앱"), (1, "하나의 창구"), (2, "둘의 앱")] {
        let page = declare(&mut network, n, name).await;
        hand_in(&mut network, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    }
    data(&bed, &[advice()]).await;
    let page = network.get(ADVISORY).await.body;
    let way = format!("{FINDINGS}?of={ONE}&amp;name=GHSA-aaaa-bbbb-cccc");
    assert!(
        page.contains(&format!("href=\"{way}\"")),
        "from the number to what is counted: {page}"
    );
    for name in ["GHSA-aaaa-bbbb-cccc", "CVE-2026-0001"] {
        let seen = network.get(&format!("{FINDINGS}?of={ONE}&name={name}")).await;
        assert_eq!(seen.status, StatusCode::OK, "a list, and no way to everybody's: {name}");
        let list = in_line(&seen.body);
        assert!(list.contains("기한 순 · 모두 2건"), "{list}");
        assert!(list.contains("하나의 앱") && list.contains("하나의 창구"), "{list}");
        assert!(!list.contains("둘의 앱"), "{list}");
        assert!(seen.body.contains(&format!("href=\"{ADVISORY}\"")), "{}", seen.body);
        assert!(list.contains("기한 순으로만"), "{list}");
    }
    let path = format!("{FINDINGS}?of={ONE}&name=CVE-2026-0001&grave=standing");
    assert!(text(&mut network, &path).await.contains("모두 2건"));
    let everybody = network.get(&format!("{FINDINGS}?name=CVE-2026-0001")).await;
    assert_eq!(everybody.location(), ADVISORY);
    // A name that is a package's still comes in the orders by number.
    let by_due = network.get(&format!("{FINDINGS}?name=log&sort=due&of={ONE}")).await.body;
    assert!(by_due.contains("aria-current=\"true\">기한 순</a>"), "{by_due}");
}

#[tokio::test]
async fn the_self_check_leads_to_what_is_lacking() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    data(&bed, &[]).await;
    let mut own = fintech(&bed, 1).await;
    let until = day_in(&bed, 300);
    ask(&mut own, LOG_FIXED, "", &until).await;
    ask_with(&mut own, (WEB, ""), "AGPL-3.0-only", &until).await;
    let flat = declare(&mut own, 1, "납작한 앱").await;
    hand_in(&mut own, &flat, &bill("flat", "1.0", &[WEB])).await;
    let deep = declare(&mut own, 1, "깊은 앱").await;
    hand_in(&mut own, &deep, &bill("deep", "1.0", &["pkg:generic/x@1"])).await;
    hand_in(&mut own, &deep, &bill("deep", "1.0", &[WEB, LOG])).await;
    let loose = bill("loose", "1.0", &[WEB, LOG]);
    let (_, ways) = loose.split_once("\"dependencies\":").expect("ways");
    let cut = format!("ref:{LOG}\"]");
    assert!(ways.contains(&cut), "{ways}");
    let loose = loose.replace(&format!("[\"{cut}"), "[]");
    let page = declare(&mut own, 1, "끊어진 앱").await;
    let taken = hand_in(&mut own, &page, &loose).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", said(&taken.body));

    let activity = lacking(&mut own, "S2").await;
    assert!(activity.contains("log-core") && activity.contains("web"), "{activity}");
    let origin = lacking(&mut own, "S3").await;
    assert!(origin.contains("Maven Central, PGP 서명 확인"), "what is stated is shown: {origin}");
    let ends = lacking(&mut own, "S4").await;
    assert!(ends.contains("log-core") && ends.contains("미상"), "{ends}");
    let licences = lacking(&mut own, "L1").await;
    assert!(licences.contains("AGPL-3.0-only") && !licences.contains("log-core"), "{licences}");
    let transitive = lacking(&mut own, "I2").await;
    assert!(transitive.contains("납작한 앱") && !transitive.contains("깊은 앱"), "{transitive}");
    let fields = lacking(&mut own, "I3").await;
    assert!(fields.contains("해시 없음") && fields.contains("깊은 앱 2 0 2 2"), "{fields}");
    let unsigned = lacking(&mut own, "I5").await;
    assert!(unsigned.contains("모두 3건") && unsigned.contains("납작한 앱"), "{unsigned}");
    let refused = lacking(&mut own, "I6").await;
    assert!(refused.contains("깊은 앱") && refused.contains("generic 유형"), "{refused}");
    let unlinked = lacking(&mut own, "D5").await;
    assert!(unlinked.contains("끊어진 앱 1 2") && !unlinked.contains("깊은 앱"), "{unlinked}");
    // And from there to the components themselves.
    let parts = own.get(&format!("{page}?reach=unlinked")).await.body;
    let parts = parts.split("id=\"components\"").nth(1).expect("components");
    let parts = in_line(&format!("<main>{}", parts.split("</section>").next().unwrap_or_default()));
    assert!(parts.contains("모두 1개") && parts.contains("log-core"), "{parts}");
    assert!(!parts.contains("org.example.web"), "{parts}");
}

#[tokio::test]
async fn only_what_is_overdue_is_red_and_an_exception_is_renewed_before_it_ends() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let page = declare(&mut own, 1, "앱").await;
    hand_in(&mut own, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    data(&bed, &[advice()]).await;
    let way = "href=\"/console/oss/findings?grave=standing&amp;sort=due\"";
    let (calm, red) = (format!("<a class=\"b\" {way}>"), format!("<a class=\"c-stop b\" {way}>"));
    for list in ["/console/oss", FINDINGS] {
        let body = own.get(list).await.body;
        assert!(body.contains(&calm) && !body.contains(&red), "{list}: {body}");
    }
    assert!(!own.get(ADVISORY).await.body.contains("b class=\"c-stop"), "nothing is overdue");
    let case = exception(&bed, &mut own, &page).await;
    for role in [Role::SecurityDesk, Role::Operator, Role::Inspector] {
        let mut office = reader(&bed, role, &format!("office-{role}")).await;
        act(&mut office, &case, "agree", &[]).await;
    }
    // One that was just approved does not end soon, however short it is.
    let fresh = own.get(&case).await.body;
    assert!(said(&fresh).contains("자격에 영향을 주지 않습니다"), "{}", said(&fresh));
    assert!(!fresh.contains("/stances/ask?") && !said(&fresh).contains("곧 끝납니다"), "{fresh}");
    // Past its deadline, and excepted: no standing is lowered.
    bed.pass(18 * 86_400);
    let mut own = bed.logged_in("fintech-1").await;
    let body = own.get("/console/oss").await.body;
    assert!(!body.contains(&red) && said(&body).contains("영향을 주지 않는 것 1건"), "{body}");
    let late = "기한 지남</b>";
    for path in [page.as_str(), FINDINGS, ADVISORY, case.as_str()] {
        let body = own.get(path).await.body;
        assert!(!body.contains(late), "an approval holds, {path}: {body}");
    }
    let row = text(&mut own, ADVISORY).await;
    assert!(row.contains("열림") && !row.contains("기한 지남"), "{row}");
    // It ends within a month: whoever asked may ask anew, and the old one holds meanwhile.
    let shown = own.get(&case).await.body;
    assert!(said(&shown).contains("이어서 쓰려면") && shown.contains("/stances/ask?"), "{shown}");
    let next = exception(&bed, &mut own, &page).await;
    assert_ne!(next, case);
    let list = text(&mut own, "/console/oss/stances?show=approved").await;
    assert!(list.contains("유효한 예외·VEX가 1건") && list.contains("남음"), "{list}");
    assert!(text(&mut own, "/console/oss").await.contains("영향을 주지 않는 것 1건"));
    for role in [Role::SecurityDesk, Role::Operator, Role::Inspector] {
        let mut office = bed.logged_in(&format!("office-{role}")).await;
        act(&mut office, &next, "agree", &[]).await;
    }
    assert!(
        text(&mut own, "/console/oss").await.contains("영향을 주지 않는 것 1건"),
        "one finding, however many speak of it"
    );
    bed.pass(14 * 86_400);
    let mut own = bed.logged_in("fintech-1").await;
    let body = own.get("/console/oss").await.body;
    assert!(!body.contains(&red), "the next one follows without a gap: {}", said(&body));
    bed.pass(20 * 86_400);
    let mut own = bed.logged_in("fintech-1").await;
    for list in ["/console/oss", FINDINGS] {
        let body = own.get(list).await.body;
        assert!(body.contains(&red) && said(&body).contains("기한을 넘긴 것이"), "{list}: {body}");
    }
    assert!(own.get(ADVISORY).await.body.contains("b class=\"c-stop"), "now it is");
    assert!(own.get(&page).await.body.contains(late), "and no approval holds");
    let again = exception(&bed, &mut own, &page).await;
    let body = own.get(&again).await.body;
    let after = said(body.split(late).nth(1).expect("overdue"));
    let when: Vec<&str> = after.split_whitespace().take(4).collect();
    assert_ne!(when[..2], when[2..], "its moment stands once: {after}");
}

#[tokio::test]
async fn lists_and_cases_say_whose_turn_it_is_and_since_when() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let nothing = own.get(FINDINGS).await.body;
    assert!(said(&nothing).contains("등록된 시스템이 없어"), "{nothing}");
    assert!(nothing.contains("href=\"/console/oss#form\""), "with the way on: {nothing}");
    let early = text(&mut own, "/console/oss/approvals/ask").await;
    assert!(early.contains("보안 이력을 채울 수 없습니다. 지금 신청하면"), "{early}");
    let page = declare(&mut own, 1, "앱").await;
    assert!(text(&mut own, FINDINGS).await.contains("올린 SBOM이 없어"));
    hand_in(&mut own, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    assert!(text(&mut own, FINDINGS).await.contains("권고 자료가 없어"));
    let until = day_in(&bed, 300);
    let request = ask(&mut own, LOG_FIXED, "", &until).await.location().to_owned();
    data(&bed, &[advice()]).await;
    let shown = own.get(&request).await.body;
    assert!(said(&shown).contains("지금은 있습니다. 거두고 다시 신청"), "{}", said(&shown));
    assert!(said(&shown).contains("그래도 쟁점을 처리하려면"), "folded: {}", said(&shown));
    assert!(
        shown.contains("href=\"#back\"") && !shown.contains("/approvals/ask?"),
        "it is taken back first: {shown}"
    );
    let case = exception(&bed, &mut own, &page).await;

    let mut network = operator(&bed).await;
    let theirs = text(&mut network, &page).await;
    assert!(
        theirs.contains("핀테크1이 고친 버전으로 바꿔") || theirs.contains("나래페이가 고친"),
        "{theirs}"
    );
    assert!(!theirs.contains("예외를 신청하십시오"), "it is not the operator's work: {theirs}");
    let mine = text(&mut network, "/console/oss/approvals").await;
    assert!(mine.contains("심사 중인 신청이 1건") && !mine.contains("결정을 기다리는"), "{mine}");
    assert!(mine.contains("기관이 거두고 다시 신청할 것"), "whose turn it is: {mine}");
    assert!(mine.contains("승인 · 남은 부서: 보안, "), "{mine}");
    assert!(mine.contains("신청한 때"), "{mine}");
    let theirs = text(&mut network, &request).await;
    assert!(theirs.contains("신청한 기관이 거두고 다시 신청하면"), "{theirs}");
    let shown = text(&mut network, &case).await;
    assert!(shown.contains("답할 수 있는 부서: 보안, 총괄, 심의."), "{shown}");
    let stances = text(&mut network, "/console/oss/stances").await;
    assert!(stances.contains("결정을 기다리는 예외·VEX가 1건"), "{stances}");
    for want in ["신청한 때", "발견의 기한", "신청한 끝 날"] {
        assert!(stances.contains(want), "{want}: {stances}");
    }
    let ours = text(&mut own, "/console/oss/approvals").await;
    assert!(ours.contains("거두고 다시 신청할 것이 1건"), "{ours}");
    assert!(!ours.contains("기관이 거두고"), "its own turn: {ours}");
    let own_case = own.get(&case).await.body;
    assert!(
        own_case.contains(">예외·VEX 신청을 거두기</button>"),
        "a verb and what it is of: {own_case}"
    );
    let own_case = said(&own_case);
    assert!(own_case.contains("신청한 끝 날") && !own_case.contains("나래페이"), "{own_case}");
}

#[tokio::test]
async fn what_is_taken_back_is_asked_for_again_as_it_was_written() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2).await;
    let mut own = fintech(&bed, 1).await;
    let until = day_in(&bed, 300);
    let request = ask(&mut own, LOG_FIXED, ">=2.14, <3", &until).await.location().to_owned();
    let shown = own.get(&request).await.body;
    assert!(!shown.contains("/approvals/ask?"), "it is there: {shown}");
    act(&mut own, &request, "withdraw", &[]).await;
    let shown = own.get(&request).await.body;
    let way = format!("/console/oss/approvals/ask?again={}", request.rsplit('/').next().unwrap());
    assert!(shown.contains(&format!("href=\"{way}\"")), "{shown}");
    let form = own.get(&way).await.body;
    for want in ["앱 서버의 기록을 남기는 데 씀", "Maven Central, PGP", "logback", until.as_str()]
    {
        assert!(form.contains(want), "{want}: {form}");
    }
    assert!(form.contains("&gt;=2.14, &lt;3") && form.contains("Apache-2.0"), "{form}");
    let mut two = fintech(&bed, 2).await;
    assert_eq!(two.get(&way).await.status, StatusCode::NOT_FOUND, "not another's");
    // What somebody wrote is shown whole.
    let given = [
        ("form", &*form_of(&form)),
        ("institution", ONE),
        ("purl", LOG_FIXED),
        ("purpose", "앱 서버의 기록을 남깁니다 / It keeps the records of the app"),
        ("fit", "우리 틀이 이 인터페이스를 씀 / SLF4J"),
        ("alternatives", "logback"),
        ("until", until.as_str()),
    ];
    let asked = own.post("/console/oss/approvals", &given).await.location().to_owned();
    let shown = text(&mut own, &asked).await;
    assert!(shown.contains("앱 서버의 기록을 남깁니다 / It keeps the records"), "{shown}");
    assert!(shown.contains("인터페이스를 씀 / SLF4J"), "{shown}");
}

#[tokio::test]
async fn crossings_are_listed_by_their_way() {
    let bed = Bed::new(fixtures::full());
    let mut network = operator(&bed).await;
    for (way, name) in [("in", "받는.csv"), ("out", "내는.csv")] {
        let form = form_of(&network.get("/console/oss/zone").await.body);
        let fields = [
            ("form", form.as_str()),
            ("direction", way),
            ("mode", "none"),
            ("purpose", "모형 평가 결과를 보고"),
            ("registration", ""),
            ("method", ""),
        ];
        let file = ("file", name);
        let asked = network.upload_with("/console/oss/zone", &fields, file, "week,sum\n1,200\n");
        let asked = asked.await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", said(&asked.body));
        let case = text(&mut network, asked.location()).await;
        assert!(case.contains("보안 관제, 운영의 승인을 기다립니다"), "{case}");
    }
    let check = network.get(&format!("{CHECK}?of=network")).await.body;
    for (way, has, lacks) in [("in", "받는.csv", "내는.csv"), ("out", "내는.csv", "받는.csv")]
    {
        let path = format!("/console/oss/zone?show=all&direction={way}");
        assert!(check.contains(&path.replace('&', "&amp;")), "{path}: {check}");
        let list = text(&mut network, &path).await;
        assert!(list.contains(has) && !list.contains(lacks), "{way}: {list}");
        assert!(list.contains("모두 1건") && list.contains("남은 부서"), "{way}: {list}");
    }
}

/// A bill with a signature inside it by this key.
fn signed_inside(key: &SigningKey) -> String {
    let mut document: serde_json::Value =
        serde_json::from_str(&bill("shop", "1.0", &[WEB, LOG])).expect("JSON");
    let x = BASE64URL_NOPAD.encode(key.verifying_key().as_bytes());
    let head = serde_json::json!({"kty": "OKP", "crv": "Ed25519", "x": x});
    document["signature"] = serde_json::json!({"algorithm": "Ed25519", "publicKey": head});
    // Plain names and whole numbers: this is the canonical form already.
    let value = key.sign(document.to_string().as_bytes());
    document["signature"]["value"] = BASE64URL_NOPAD.encode(&value).into();
    document.to_string()
}

#[tokio::test]
async fn a_signature_inside_a_bill_is_verified() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let page = declare(&mut own, 1, "앱").await;
    let key = SigningKey::from_seed(&[5; 32]);
    let signed = signed_inside(&key);
    let stranger = hand_in(&mut own, &page, &signed).await;
    assert_eq!(stranger.status, StatusCode::OK, "{}", said(&stranger.body));
    let told = text(&mut own, &page).await;
    assert!(
        told.contains("등록한 키의 서명이 아닙니다"),
        "a key that nobody knows is told: {told}"
    );
    let changed = signed.replace("\"2.14.1\"", "\"2.14.2\"");
    assert_ne!(changed, signed);
    let wrong = hand_in(&mut own, &page, &changed).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("서명이 문서와 맞지 않습니다"), "{}", said(&wrong.body));
    let keys = "/console/oss/signers";
    let form = form_of(&own.get(keys).await.body);
    let text_of = key.verifying_key().to_string();
    let given = [
        ("form", form.as_str()),
        ("institution", ONE),
        ("key", text_of.as_str()),
        ("name", "모바일팀 CI"),
    ];
    own.post(keys, &given).await;
    let known = hand_in(&mut own, &page, &signed).await;
    assert_eq!(known.status, StatusCode::OK, "{}", said(&known.body));
    let shown = text(&mut own, &page).await;
    assert!(shown.contains("모바일팀 CI"), "by whose key it was signed: {shown}");
    // Revoked, it is no stranger's any more.
    let form = form_of(&own.get(keys).await.body);
    let given = [("form", form.as_str()), ("institution", ONE), ("key", text_of.as_str())];
    own.post(&format!("{keys}/revoke"), &given).await;
    let late = hand_in(&mut own, &page, &signed).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", said(&late.body));
}

/// A bill that several sign inside, each for itself.
fn signed_by_all(keys: &[&SigningKey]) -> serde_json::Value {
    let mut document: serde_json::Value =
        serde_json::from_str(&bill("shop", "1.0", &[WEB, LOG])).expect("JSON");
    let each = keys.iter().map(|key| {
        let x = BASE64URL_NOPAD.encode(key.verifying_key().as_bytes());
        let head = serde_json::json!({"kty": "OKP", "crv": "Ed25519", "x": x});
        let mut own = serde_json::json!({"algorithm": "Ed25519", "publicKey": head});
        // The others are not there for whoever signs.
        document["signature"] = serde_json::json!({"signers": [own]});
        let value = key.sign(document.to_string().as_bytes());
        own["value"] = BASE64URL_NOPAD.encode(&value).into();
        own
    });
    let each: Vec<serde_json::Value> = each.collect();
    document["signature"] = serde_json::json!({"signers": each});
    document
}

#[tokio::test]
async fn each_of_several_signers_is_shown_and_one_registered_key_is_enough() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let page = declare(&mut own, 1, "앱").await;
    let (key, supplier) = (SigningKey::from_seed(&[5; 32]), SigningKey::from_seed(&[6; 32]));
    let signed = signed_by_all(&[&supplier, &key]).to_string();
    hand_in(&mut own, &page, &signed).await;
    let told = text(&mut own, &page).await;
    assert!(told.contains("등록한 키의 서명이 아닙니다"), "by nobody who is known: {told}");
    assert_eq!(told.matches("맞지만 등록하지 않은 키").count(), 2, "{told}");
    let keys = "/console/oss/signers";
    let form = form_of(&own.get(keys).await.body);
    let text_of = key.verifying_key().to_string();
    let given = [
        ("form", form.as_str()),
        ("institution", ONE),
        ("key", text_of.as_str()),
        ("name", "모바일팀 CI"),
    ];
    own.post(keys, &given).await;
    let known = hand_in(&mut own, &page, &signed).await;
    assert_eq!(known.status, StatusCode::OK, "{}", said(&known.body));
    let shown = text(&mut own, &page).await;
    let first: String = supplier.verifying_key().to_string().chars().take(8).collect();
    for want in [
        format!("서명 1/2 Ed25519 키 {first}…: 맞지만 등록하지 않은 키."),
        "서명 2/2 모바일팀 CI: 맞음, 등록한 키.".to_owned(),
    ] {
        assert!(shown.contains(&want), "{want}: {shown}");
    }
    let lead = shown.split("올린 SBOM").nth(1).unwrap_or(&shown);
    assert!(lead.contains("모바일팀 CI"), "by whose key it counts: {lead}");
    // One that does not fit spoils the bill, whoever else signed it.
    let mut forged = signed_by_all(&[&supplier, &key]);
    forged["signature"]["signers"][0]["value"] = BASE64URL_NOPAD.encode(&[1; 64]).into();
    let wrong = hand_in(&mut own, &page, &forged.to_string()).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", said(&wrong.body));
    assert!(wrong.body.contains("서명이 문서와 맞지 않습니다"), "{}", said(&wrong.body));
    assert!(wrong.body.contains("서명 1/2 Ed25519: 문서와 맞지 않음."), "{}", said(&wrong.body));
    assert!(wrong.body.contains("서명 2/2 모바일팀 CI: 맞음"), "which of them: {}", wrong.body);
}
