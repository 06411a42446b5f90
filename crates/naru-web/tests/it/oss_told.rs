//! What pages of open source say is known and what is not, and what whoever asked is told of what
//! was decided.

use crate::approval_pages::{act, ask};
use crate::bed::{Bed, Visitor, form_of, in_line, said};
use crate::fixtures;
use crate::gates_pages;
use crate::oss_lists::exception;
use crate::oss_pages::{
    LOG, WEB, advice, data, day_in, declare, fintech, hand_in, institutions, operator,
};
use crate::practice_pages::reader;
use axum::http::StatusCode;
use naru_base::ed25519::SigningKey;
use naru_base::role::{Post, Role, Scope as Held};
use naru_core::oss::portfolio::{Excepted, Grade, Grave, GravePage};
use naru_core::reactions;
use naru_lab::oss::{Advice, bill, database_of};
use naru_store::Tx;

const NUGET: &str = "pkg:nuget/Newtonsoft.Json@12.0.1";
const ADVISORY: &str = "/console/oss/advisories/GHSA-aaaa-bbbb-cccc";
const WHY: &str = "보완통제만으로는 막지 못함.";

async fn text(visitor: &mut Visitor, path: &str) -> String {
    in_line(&visitor.get(path).await.body)
}

/// The lead of a page.
async fn lead(visitor: &mut Visitor, path: &str) -> String {
    let body = visitor.get(path).await.body;
    let lead = body.split(r#"<p class="lead">"#).nth(1).unwrap_or_else(|| panic!("{body}"));
    in_line(&format!("<main><p>{}", lead.split("</p>").next().unwrap_or_default()))
}

/// The newest notice whose title holds this, as its own page has it.
async fn notice(visitor: &mut Visitor, title: &str) -> String {
    let list = visitor.get("/console/inbox").await.body;
    let row = list.split("<tr").find(|it| it.contains(title)).unwrap_or_else(|| panic!("{list}"));
    let at = row.find("/console/inbox/").expect("its page");
    let path: String = row[at..].chars().take_while(|c| *c != '"').collect();
    visitor.get(&path).await.body
}

#[tokio::test]
async fn a_name_leads_to_its_package_to_its_advisory_or_to_names_like_it() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2).await;
    let mut own = fintech(&bed, 1).await;
    let page = declare(&mut own, 1, "앱").await;
    hand_in(&mut own, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    let idle = Advice {
        id: "GHSA-iiii-dddd-llll",
        cve: "CVE-2026-0007",
        package: ("Maven", "org.example.idle:idle"),
        ..advice()
    };
    data(&bed, &[advice(), idle]).await;
    let who = "/console/oss/who?q=";
    for q in ["log-core@2.14.1", "log-core+%3C+v2.15", "log-core+2.14.1"] {
        assert!(
            text(&mut own, &format!("{who}{q}")).await.contains("시스템 1개에서 씁니다"),
            "{q}"
        );
    }
    for q in ["log-core+%3C+abc", "log-core@latest"] {
        let odd = text(&mut own, &format!("{who}{q}")).await;
        assert!(odd.contains("버전에는 숫자가 있어야"), "{q}: {odd}");
        assert!(!odd.contains("없습니다"), "{q}: {odd}");
        let json = own.get(&format!("/console/oss/who.json?q={q}")).await;
        assert_eq!(json.status, StatusCode::BAD_REQUEST, "{q}");
    }
    let near = own.get(&format!("{who}log")).await.body;
    assert!(said(&near).contains("그런 이름의 패키지나 권고가 없습니다"), "{}", said(&near));
    assert!(near.contains("/console/oss/who?q=org.example.log%3Alog-core"), "a way on: {near}");
    let json = own.get("/console/oss/who.json?q=log").await.body;
    let told: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((told["packages"].to_string(), told["uses"].as_i64()), ("[]".to_owned(), Some(0)));
    assert_eq!(told["near"][0]["name"], "org.example.log:log-core");
    // The name of an advisory leads to it, whether or not it concerns anything.
    for (q, id) in [("CVE-2026-0001", "GHSA-aaaa-bbbb-cccc"), ("CVE-2026-0007", idle.id)] {
        let there = own.get(&format!("{who}{q}")).await;
        assert_eq!(there.location(), format!("/console/oss/advisories/{id}"), "{q}");
    }
    let json = own.get("/console/oss/who.json?q=CVE-2026-0007").await.body;
    let told: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(told["advisory"], idle.id, "{told}");
    // One that concerns nobody is there; one that nobody knows is not.
    let page = text(&mut own, &format!("/console/oss/advisories/{}", idle.id)).await;
    assert!(page.contains("권고 자료에 있는 권고입니다"), "{page}");
    assert!(page.contains("해당하는 시스템이 없습니다 (SBOM이 있는 시스템 1개"), "{page}");
    assert!(page.contains("org.example.idle:idle") && page.contains("CVE-2026-0007"), "{page}");
    let list = text(&mut own, "/console/oss/advisories?name=CVE-2026-0007").await;
    assert!(list.contains("권고 자료에 있는 권고입니다"), "{list}");
    let none = own.get("/console/oss/advisories/CVE-2026-9999").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    assert!(none.body.contains("자료에 없거나"), "{}", said(&none.body));
    // To a participant one that concerns others only reads like one that concerns nobody.
    let mut other = fintech(&bed, 2).await;
    let theirs = text(&mut other, ADVISORY).await;
    assert!(theirs.contains("권고 자료에 있는") && !theirs.contains("시스템 1개에서"), "{theirs}");
}

#[tokio::test]
async fn what_was_compared_with_nothing_is_not_called_clean() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let page = declare(&mut own, 1, "앱").await;
    hand_in(&mut own, &page, &bill("shop", "1.0", &[WEB, NUGET])).await;
    bed.portfolio.take(database_of(&[advice()], &["Maven"])).await.unwrap();
    bed.portfolio.renew().await.unwrap();
    let first = lead(&mut own, &page).await;
    assert!(first.contains("구성요소 1개는 그 생태계의 자료가 없어"), "{first}");
    let body = own.get(&page).await.body;
    let parts = body.split("id=\"components\"").nth(1).expect("components");
    let row = |name: &str| {
        let row = parts.split("<tr>").find(|it| it.contains(name)).expect("a row");
        in_line(&format!("<main>{row}"))
    };
    assert!(row("Newtonsoft.Json@").contains("모름"), "{}", row("Newtonsoft.Json@"));
    assert!(row("web@5.0.0").contains("없음"), "{}", row("web@5.0.0"));
    let at = body.find("Newtonsoft.Json@").expect("a component");
    let at = body[..at].rfind("/console/oss/packages/").expect("its page");
    let package: String = body[at..].chars().take_while(|c| *c != '"').collect();
    let first = lead(&mut own, &package).await;
    assert!(first.contains("대조하지 못했습니다") && !first.contains("열린 발견이 없"), "{first}");
    let english = in_line(&own.get(&format!("{package}?lang=en")).await.body);
    assert!(english.contains("compared with nothing") && english.contains("unknown"), "{english}");
    let json = own.get("/console/oss/who.json?q=newtonsoft.json").await.body;
    let told: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(told["rows"][0]["compared"], false, "{told}");
}

#[tokio::test]
async fn whoever_asked_is_told_what_was_decided_and_led_to_it() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let page = declare(&mut own, 1, "앱").await;
    hand_in(&mut own, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    data(&bed, &[advice()]).await;
    let mut security = reader(&bed, Role::SecurityDesk, "security").await;
    // An exception refused: told with its reason, and the page says so with the way on.
    bed.portfolio.follow().await.unwrap();
    let case = exception(&bed, &mut own, &page).await;
    act(&mut security, &case, "refuse", &[("note", WHY)]).await;
    assert_eq!(bed.portfolio.tell().await.unwrap(), 1);
    assert_eq!(bed.portfolio.tell().await.unwrap(), 0, "once");
    let told = notice(&mut own, "예외·VEX 신청이 거절되었습니다").await;
    assert!(said(&told).contains("보완통제만으로는 막지 못함. 사유를"), "{}", said(&told));
    assert!(told.contains(&format!("href=\"{case}\"")), "a way to it: {told}");
    let first = lead(&mut own, &case).await;
    assert!(first.contains("거절되었습니다. 보안 부서의 사유"), "{first}");
    let shown = own.get(&case).await.body;
    assert!(shown.contains("/console/oss/stances/ask?") && said(&shown).contains("다시 신청"));
    assert!(!said(&shown).contains("끝나는 날"), "it is the day that was wished: {}", said(&shown));
    let system = own.get(&page).await.body;
    assert!(system.contains(&format!("href=\"{case}\"")), "beside its finding: {system}");
    // One approved: told until when.
    let case = exception(&bed, &mut own, &page).await;
    for (role, login) in [(Role::Operator, "op"), (Role::Inspector, "inspector")] {
        let mut office = reader(&bed, role, login).await;
        act(&mut office, &case, "agree", &[]).await;
    }
    act(&mut security, &case, "agree", &[]).await;
    bed.portfolio.follow().await.unwrap();
    bed.portfolio.tell().await.unwrap();
    let inbox = said(&own.get("/console/inbox").await.body);
    assert_eq!(inbox.matches("승인").count(), 1, "one notice of one approval: {inbox}");
    let told = notice(&mut own, "신청이 승인되었습니다").await;
    assert!(told.contains(&format!("href=\"{case}\"")), "a way to it: {told}");
    assert!(said(&told).contains("자격에도 영향을 주지 않습니다"), "{}", said(&told));
    let until = day_in(&bed, 30);
    let told = said(&told);
    assert!(told.contains(&until) && told.contains("까지 유효합니다"), "{told}");
    assert!(lead(&mut own, &case).await.contains(&format!("{until}까지 이 발견은")));
    let first = lead(&mut own, &page).await;
    assert!(first.contains("모두 예외·VEX가 승인되어"), "no deadline counts: {first}");
    // Approvals, the same; and what was refused is no longer called not asked for.
    let asked = ask(&mut own, WEB, "", &day_in(&bed, 300)).await.location().to_owned();
    act(&mut security, &asked, "refuse", &[("office", "security"), ("note", WHY)]).await;
    bed.portfolio.tell().await.unwrap();
    let told = notice(&mut own, "사용 승인 신청이 거절되었습니다: pkg:maven/org.example.web").await;
    assert!(told.contains(&format!("href=\"{asked}\"")), "{told}");
    assert!(lead(&mut own, &asked).await.contains("거절되었습니다"));
    assert!(own.get(&asked).await.body.contains("/approvals/ask?again="), "a way on");
    let system = own.get(&page).await.body;
    assert!(system.contains(&format!("href=\"{asked}\"")), "beside the component: {system}");
}

#[tokio::test]
async fn a_crossing_is_told_to_the_desk_that_asked_and_says_who_took_it_across() {
    let bed = Bed::new(fixtures::full());
    let mut one = operator(&bed).await;
    let mut other = reader(&bed, Role::Operator, "ji-an.seo").await;
    let mut security = reader(&bed, Role::SecurityDesk, "security").await;
    let zone = "/console/oss/zone";
    let upload = async |visitor: &mut Visitor, file: &str| {
        let form = form_of(&visitor.get(zone).await.body);
        let fields = [
            ("form", form.as_str()),
            ("direction", "out"),
            ("mode", "none"),
            ("purpose", "모형 평가 결과를 보고"),
        ];
        visitor.upload_with(zone, &fields, ("file", "result.csv"), file).await
    };
    // A file too long, an empty one and none: three sentences, and what was written stays.
    let long = "x".repeat(17 * 1024 * 1024);
    for (file, why) in [(long.as_str(), "16 MB를 넘습니다"), ("", "빈 파일입니다")] {
        let seen = upload(&mut one, file).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(seen.body.contains(why), "{why}: {}", said(&seen.body));
        // What came before a file stays; of one that comes in one piece nothing may have.
        if file.is_empty() {
            assert!(seen.body.contains("모형 평가 결과를 보고"), "what was written stays");
            assert!(seen.body.contains("value=\"out\" selected"), "what was chosen stays");
        }
    }
    let form = form_of(&one.get(zone).await.body);
    let fields = [("form", form.as_str()), ("direction", "out"), ("mode", "")];
    let seen = one.upload_with(zone, &fields, ("file", "a.csv"), "1,2\n").await;
    assert!(seen.body.contains("파일을 다시 고르십시오"), "{}", said(&seen.body));
    assert!(!seen.body.contains("방향을 고르십시오"), "only what is missing: {}", said(&seen.body));

    let case = upload(&mut one, "week,sum\n1,200\n").await.location().to_owned();
    act(&mut other, &case, "agree", &[]).await;
    act(&mut security, &case, "agree", &[]).await;
    bed.portfolio.tell().await.unwrap();
    let told = notice(&mut one, "반출입 신청이 승인되었습니다: result.csv").await;
    assert!(told.contains(&format!("href=\"{case}\"")), "{told}");
    for (text, why) in [("", "16진수 64자"), ("abcd", "16진수 64자")] {
        let seen = act(&mut one, &case, "cross", &[("sha256", text)]).await;
        assert!(said(&seen.body).contains(why), "{}", said(&seen.body));
        assert!(!seen.body.contains("넘기면 안 됩니다"), "nothing was compared");
    }
    let body = one.get(&case).await.body;
    let at = body.find("<dd class=\"mono\">").expect("its SHA-256") + 17;
    let sha: String = body[at..].chars().take(64).collect();
    let done = act(&mut one, &case, "cross", &[("sha256", &sha)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", said(&done.body));
    let shown = text(&mut one, &case).await;
    assert!(shown.contains("넘긴 사람과 때 정하윤"), "{shown}");
    assert!(!shown.contains("넘길 수 있는 기한"), "{shown}");
    assert!(lead(&mut one, &case).await.contains("에 넘겼습니다"), "{shown}");
    // A refusal is told with its reason.
    let case = upload(&mut one, "week,sum\n2,300\n").await.location().to_owned();
    act(&mut security, &case, "refuse", &[("note", WHY)]).await;
    bed.portfolio.tell().await.unwrap();
    let first = lead(&mut one, &case).await;
    assert!(first.contains("거절되었습니다. 사유:") && first.contains(WHY), "{first}");
    let told = notice(&mut one, "신청이 거절되었습니다: result.csv").await;
    assert!(said(&told).contains("이 파일은 넘길 수 없습니다"), "{}", said(&told));
}

#[tokio::test]
async fn an_exception_is_no_repair_and_others_that_are_left_are_counted() {
    let bed = Bed::new(fixtures::full());
    gates_pages::institutions(&bed, 1, 1, 1, |_| 300).await;
    let code = gates_pages::code(1);
    let found = |n: u128, advisory: &str| Grave {
        institution: code.clone(),
        system: naru_base::Id::from_parts(9, n),
        system_name: "나래 앱".to_owned(),
        name: "Maven log4j-core".to_owned(),
        package: "Maven log4j-core 2.14.1".to_owned(),
        advisory: advisory.to_owned(),
        grade: Grade::Critical,
        fixed: "2.17.1".to_owned(),
        due_at: bed.now().plus_seconds(3 * 86_400),
    };
    let all = [found(1, "GHSA-1111"), found(2, "GHSA-2222"), found(3, "GHSA-3333")];
    let excepted = Excepted {
        system: all[0].system,
        package: all[0].package.clone(),
        advisory: all[0].advisory.clone(),
        until: naru_base::Micros::new(bed.now().get() + 10 * 86_400 * 1_000_000),
        stance: naru_base::Id::from_parts(9, 77),
    };
    let steps = [
        GravePage { findings: all.to_vec(), ..GravePage::default() },
        GravePage {
            findings: all[1..].to_vec(),
            excepted: vec![excepted.clone()],
            ..GravePage::default()
        },
        GravePage { findings: all[2..].to_vec(), excepted: vec![excepted], ..GravePage::default() },
        GravePage::default(),
    ];
    for page in steps {
        let (hub, env) = (bed.hub.clone(), bed.env());
        let write = move |tx: &mut Tx<'_>| {
            reactions::follow_portfolio(tx, &env, &hub.keys, &page)?;
            Ok(hub.directory_changed(tx)?)
        };
        bed.store.write(write).await.unwrap();
        bed.pass(60);
    }
    let post = Post::new(Role::Fintech, Held::Institution(code)).unwrap();
    let mut own = gates_pages::enter(&bed, post, "narae", "김나래").await;
    // Whoever asked is told by what was decided; others concerned by this, with a way to it.
    let inbox = own.get("/console/inbox").await.body;
    assert!(!inbox.contains("GHSA-1111 예외·VEX 승인"), "{}", said(&inbox));
    let mut security = reader(&bed, Role::SecurityDesk, "security").await;
    let told = notice(&mut security, "GHSA-1111 예외·VEX 승인").await;
    assert!(said(&told).contains("까지 자격에 영향을 주지 않습니다"), "{}", said(&told));
    let way = format!("href=\"/console/oss/stances/{}\"", naru_base::Id::from_parts(9, 77));
    assert!(told.contains(&way), "{told}");
    let told = said(&notice(&mut own, "GHSA-2222 해소").await);
    assert!(told.contains("다른 1건은 아직 자격에"), "{told}");
    let told = said(&notice(&mut own, "GHSA-3333 해소").await);
    assert!(told.contains("자격에 영향을 주는 다른 취약점은 없습니다"), "{told}");
}

#[tokio::test]
async fn a_private_key_is_refused_and_not_sent_back() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let here = "/console/oss/signers";
    let key = SigningKey::from_seed(&[1; 32]);
    let private = key.marked_text().expose().clone();
    let form = form_of(&own.get(here).await.body);
    let given = [
        ("form", form.as_str()),
        ("institution", "M202600001"),
        ("name", "모바일팀 CI"),
        ("key", private.as_str()),
    ];
    let seen = own.post(here, &given).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.body.contains("개인키입니다"), "{}", said(&seen.body));
    assert!(!seen.body.contains(&private) && !seen.body.contains(key.text().expose().as_str()));
    // A bill by a key that nobody registered says so beside it.
    let page = declare(&mut own, 1, "앱").await;
    let text = naru_base::dsse::sign("application/json", bill("a", "1", &[WEB]).as_bytes(), &key);
    hand_in(&mut own, &page, &text).await;
    assert!(in_line(&own.get(&page).await.body).contains("모르는 키"));
    let note = hand_in(&mut own, &page, "just a note\n").await;
    assert!(note.body.contains("CycloneDX(JSON)나 SPDX 문서가 아닙니다"), "{}", said(&note.body));
    assert!(!note.body.contains("1행"), "{}", said(&note.body));
}

#[tokio::test]
async fn who_publishes_is_warned_of_the_words_of_whoever_asked() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let desk = "/console/oss/desk";
    let body = own.get(desk).await.body;
    assert!(said(&body).contains("제목과 물음도 그대로 모든 기관에"), "{}", said(&body));
    let form = form_of(&body);
    let given = [
        ("form", form.as_str()),
        ("title", "GPL 구성요소를 앱에 넣을 수 있습니까"),
        ("words", "배포하는 앱에 GPL-2.0 구성요소를 넣어도 됩니까"),
    ];
    let case = own.post(desk, &given).await.location().to_owned();
    let mut network = operator(&bed).await;
    let shown = said(&network.get(&case).await.body);
    assert!(shown.contains("기관이 적은 제목과 물음도 그대로 보입니다"), "{shown}");
    // Half an expression is no licence.
    let until = day_in(&bed, 300);
    let half = crate::approval_pages::ask_with(&mut own, (WEB, ""), "MIT OR", &until).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.body.contains("SPDX 표현이 끝나지 않았거나"), "{}", said(&half.body));
    for text in ["foo bar", "Our own", "MIT Apache-2.0"] {
        let free = crate::approval_pages::ask_with(&mut own, (WEB, ""), text, &until).await;
        assert_eq!(free.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        assert!(free.body.contains("따옴표로 묶거나 LicenseRef-"), "{text}: {}", said(&free.body));
    }
    let free = crate::approval_pages::ask_with(&mut own, (WEB, ""), "“Our own”", &until).await;
    assert_eq!(free.status, StatusCode::SEE_OTHER, "a name becomes an issue: {}", said(&free.body));
    let case = free.location().to_owned();
    let shown = said(&own.get(&case).await.body);
    assert!(shown.contains("라이선스를 알 수 없음: Our own"), "as it is called: {shown}");
    // Asked for once more, it leads to what there is; taken back, it is written as it must be.
    let twice = crate::approval_pages::ask_with(&mut own, (WEB, ""), "", &until).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said(&twice.body).contains("이미 신청했거나 승인되어"), "{}", said(&twice.body));
    assert!(twice.body.contains(&format!("href=\"{case}\"")), "{}", twice.body);
    crate::approval_pages::act(&mut own, &case, "withdraw", &[]).await;
    let again = format!("/console/oss/approvals/ask?again={}", case.rsplit('/').next().unwrap());
    let form = own.get(&again).await.body;
    assert!(form.contains("value=\"“Our own”\""), "{form}");
}
