//! Inbox, incidents, contacts and deliveries through the router, on a real book.

use crate::bed::{Bed, Visitor, form_of, post};
use crate::fixtures;
use crate::records::Records;
use axum::http::StatusCode;
use naru_base::Id;
use naru_base::role::{Right, Role};
use naru_core::incident::{Grade, NewIncident};
use naru_core::notify::{
    self, Content, Message, Outcome, Party, Room, Severity, State, Status, Why,
};
use naru_core::reactions;
use naru_store::Tx;
use std::collections::BTreeMap;

pub async fn enter(bed: &Bed, role: Role, login: &str, name: &str) -> Visitor {
    bed.named(name, post(role), login).await;
    bed.logged_in(login).await
}

fn key_of(body: &str) -> String {
    let at = body.find(r#"name="key" value=""#).expect("a key") + 18;
    body[at..].split('"').next().unwrap().to_owned()
}

/// Tells parties of something.
pub async fn tell(bed: &Bed, event: &str, to: &[&str], severity: Severity, status: Status) {
    let (env, keys) = (bed.env(), bed.hub.keys.clone());
    let message = Message {
        event: event.to_owned(),
        severity,
        status,
        to: to.iter().map(|it| Party::parse(it).unwrap()).collect(),
        content: Content::IncidentOpened {
            incident: "01KAR00000000000000000000A".into(),
            grade: 2,
            title: format!("너울은행 지연 {event}"),
        },
    };
    bed.store.write(move |tx| notify::enqueue(tx, &env, &keys, &message)).await.unwrap();
}

/// Attempts what is due and lets it fail; whether for good.
pub async fn fail(bed: &Bed, why: Why, for_good: bool) -> usize {
    let (env, keys) = (bed.env(), bed.hub.keys.clone());
    let failing = move |tx: &mut Tx<'_>| {
        let rules = naru_core::policy::at(&naru_core::policy::list(tx)?, env.now)?.notify;
        let room = Room { places: 100, places_of_one: 100, busy: BTreeMap::new() };
        let out = notify::claim(tx, &env, &keys, &rules, &room)?;
        for it in &out {
            let outcome = if for_good { Outcome::Gone(why) } else { Outcome::Missed(why) };
            let which = (it.notice.delivery.id, it.attempt);
            notify::conclude(tx, &env, &keys, &rules, which, &outcome)?;
        }
        Ok(out.len())
    };
    bed.store.write(failing).await.unwrap()
}

fn links(body: &str, to: &str) -> Vec<String> {
    let mark = format!("href=\"{to}/");
    let rest = body.split(&mark).skip(1);
    rest.map(|it| format!("{to}/{}", it.split('"').next().unwrap())).collect()
}

#[tokio::test]
async fn an_inbox_is_read_on_opening_and_acknowledged_once() {
    let bed = Bed::new(fixtures::small());
    let mut ha_yun = enter(&bed, Role::Operator, "ha-yun.jung", "정하윤").await;
    let empty = ha_yun.get("/console/inbox").await.body;
    assert!(empty.contains("알림이 없습니다.") && empty.contains("읽지 않은 알림이 없습니다."));
    assert!(!empty.contains(r#"class="unread""#), "no badge without anything unread");
    tell(&bed, "a", &["staff:operator"], Severity::Urgent, Status::Exercise).await;
    tell(&bed, "b", &["staff:security-desk"], Severity::Critical, Status::Actual).await;
    let list = ha_yun.get("/console/inbox").await.body;
    assert!(list.contains("읽지 않은 알림이 1건"), "{list}");
    assert!(list.contains(r#"<a class="unread" href="/console/inbox">알림 1</a>"#), "{list}");
    assert!(list.contains("훈련 EXERCISE") && list.contains("너울은행 지연 a"));
    assert!(!list.contains("너울은행 지연 b"), "another desk's");
    let one = links(&list, "/console/inbox").remove(0);
    let seen = ha_yun.get(&one).await.body;
    assert!(seen.contains("훈련 EXERCISE") && seen.contains("처음 읽은 때"), "{seen}");
    assert!(!seen.contains(r#"class="unread""#), "it is read now: {seen}");
    let to = format!("{one}/acknowledge");
    let forged = ha_yun.post(&to, &[("form", "x")]).await;
    assert_eq!(forged.status, StatusCode::SEE_OTHER);
    assert!(
        ha_yun.get(&one).await.body.contains("수신을 확인합니다"),
        "a forged form does nothing"
    );
    let form = form_of(&seen);
    for _ in 0..2 {
        assert_eq!(ha_yun.post(&to, &[("form", &form)]).await.location(), one);
    }
    let seen = ha_yun.get(&one).await.body;
    assert!(seen.contains("정하윤") && !seen.contains("수신을 확인합니다"), "{seen}");
    // A colleague sees who did; another desk does not see the notice at all.
    let mut min_jae = enter(&bed, Role::Operator, "min-jae.han", "한민재").await;
    assert!(min_jae.get(&one).await.body.contains(", 정하윤"));
    let mut desk = enter(&bed, Role::SecurityDesk, "desk", "오세린").await;
    assert_eq!(desk.get(&one).await.status, StatusCode::NOT_FOUND);
    let form = form_of(&desk.get("/console/inbox").await.body);
    assert_eq!(desk.post(&to, &[("form", &form)]).await.status, StatusCode::NOT_FOUND);
}

/// Cell by cell: each role sees what was told to its own party, and nothing else.
#[tokio::test]
async fn every_role_reads_its_own_inbox_only() {
    let bed = Bed::new(fixtures::full());
    let party = |role: Role| Party::of(&post(role)).to_string();
    for role in Role::ALL {
        let to = party(role);
        tell(&bed, &format!("for-{role}-only"), &[&to], Severity::Info, Status::Actual).await;
    }
    for role in Role::ALL {
        let login = format!("somebody.{role}");
        let mut visitor = enter(&bed, role, &login, "정하윤").await;
        let list = visitor.get("/console/inbox").await;
        assert_eq!(list.status, StatusCode::OK, "{role}");
        for other in Role::ALL {
            let shown = list.body.contains(&format!("for-{other}-only"));
            assert_eq!(shown, other == role, "{role} and what was told to {other}");
        }
        let one = links(&list.body, "/console/inbox").remove(0);
        let seen = visitor.get(&one).await.body;
        let incident = seen.contains("href=\"/console/incidents/01KAR");
        assert_eq!(incident, post(role).may(Right::IncidentsRead), "{role}");
    }
}

#[tokio::test]
async fn an_inbox_is_filtered_and_goes_on_by_key() {
    let bed = Bed::new(fixtures::small());
    let mut visitor = enter(&bed, Role::Operator, "ha-yun.jung", "정하윤").await;
    for n in 0..53 {
        let severity = if n % 2 == 0 { Severity::Info } else { Severity::Critical };
        tell(&bed, &format!("n{n:02}"), &["staff:operator"], severity, Status::Actual).await;
        bed.pass(1);
    }
    let first = visitor.get("/console/inbox").await.body;
    let all = links(&first, "/console/inbox");
    assert_eq!(all.len(), 50);
    let next = first.split("href=\"/console/inbox?before=").nth(1).expect("a next page");
    let next = next.split('"').next().unwrap().to_owned();
    let rest = visitor.get(&format!("/console/inbox?before={next}")).await.body;
    assert_eq!(links(&rest, "/console/inbox").len(), 3);
    let start = "<a class=\"btn\" href=\"/console/inbox\">처음으로</a>";
    assert!(rest.contains(start) && !first.contains("처음으로"), "{rest}");
    visitor.get(&all[0]).await;
    for (query, count) in [
        ("state=read", 1),
        ("severity=critical", 26),
        ("severity=critical&state=read", 0),
        ("topic=credential", 0),
        ("topic=incident&severity=urgent", 26),
    ] {
        let seen = visitor.get(&format!("/console/inbox?{query}")).await.body;
        assert_eq!(links(&seen, "/console/inbox").len(), count, "{query}");
    }
}

#[tokio::test]
async fn incidents_are_counted_and_lead_back_to_the_newest() {
    let bed = Bed::new(fixtures::small());
    let mut desk = enter(&bed, Role::SecurityDesk, "desk", "오세린").await;
    for n in 0..52 {
        let (env, keys) = (bed.env(), bed.hub.keys.clone());
        let new = NewIncident {
            id: env.id(9),
            grade: Grade::Four,
            status: Status::Actual,
            title: format!("지연 {n}"),
            text: "느립니다.".to_owned(),
        };
        let open = move |tx: &mut Tx<'_>| {
            reactions::open_incident(tx, &env, &keys, Id::from_parts(1, 7), &new)
        };
        bed.store.write(open).await.unwrap();
        bed.pass(1);
    }
    let first = desk.get("/console/incidents").await.body;
    assert!(first.contains("52건 중 1–50") && !first.contains("처음으로"), "{first}");
    let next = first.split("href=\"/console/incidents?state=&amp;before=").nth(1).expect("more");
    let next = next.split('"').next().unwrap().to_owned();
    let rest = desk.get(&format!("/console/incidents?state=&before={next}")).await.body;
    assert!(rest.contains("52건 중 51–52") && rest.contains("지연 0"), "{rest}");
    assert!(rest.contains("<a class=\"btn\" href=\"/console/incidents\">처음으로</a>"), "{rest}");
}

/// The security desk opens, notes, regrades and closes; the operator notes; others read.
#[tokio::test]
async fn an_incident_goes_its_way_and_everybody_hears() {
    let bed = Bed::new(fixtures::small());
    let mut desk = enter(&bed, Role::SecurityDesk, "desk", "오세린").await;
    let mut operator = enter(&bed, Role::Operator, "ha-yun.jung", "정하윤").await;
    let mut regulator = enter(&bed, Role::Regulator, "regulator", "문가온").await;
    let page = desk.get("/console/incidents/open").await.body;
    let (form, key) = (form_of(&page), key_of(&page));
    let opening = |title: &'static str, grade: &'static str| {
        [
            ("form", form.clone()),
            ("key", key.clone()),
            ("status", "exercise".into()),
            ("grade", grade.into()),
            ("title", title.into()),
            ("text", "14시 28분부터 느립니다.".into()),
        ]
    };
    let refs = |it: &[(&'static str, String)]| -> Vec<(&'static str, String)> { it.to_vec() };
    let send = async |desk: &mut Visitor, it: &[(&'static str, String)]| {
        let it = refs(it);
        let it: Vec<(&str, &str)> = it.iter().map(|(k, v)| (*k, v.as_str())).collect();
        desk.post("/console/incidents/open", &it).await
    };
    for (title, grade, text) in
        [("", "2", "제목은 한 줄"), ("너울은행 지연", "9", "등급과 실제 여부를")]
    {
        let seen = send(&mut desk, &opening(title, grade)).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(seen.body.contains(text), "{}", seen.body);
    }
    let opened = send(&mut desk, &opening("너울은행 지연", "2")).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let one = opened.location().to_owned();
    assert_eq!(send(&mut desk, &opening("너울은행 지연", "2")).await.location(), one);
    let note =
        [("form", form_of(&operator.get(&one).await.body)), ("note", "전화함 / Called".into())];
    let note: Vec<(&str, &str)> = note.iter().map(|(k, v)| (*k, v.as_str())).collect();
    assert_eq!(operator.post(&format!("{one}/note"), &note).await.location(), one);
    let seen = operator.get(&one).await.body;
    assert!(
        seen.contains(r#"<td class="words">전화함 / Called</td>"#)
            && seen.contains("정하윤")
            && seen.contains("오세린"),
        "{seen}"
    );
    assert!(!seen.contains("/grade\"") && !seen.contains("/close\""), "not the operator's to do");
    let read = regulator.get(&one).await.body;
    assert!(read.contains("이 직무로는 읽을 수만") && !read.contains("/note\""), "{read}");
    let form = form_of(&desk.get(&one).await.body);
    let same = [("form", form.as_str()), ("grade", "2"), ("why", "그대로")];
    let seen = desk.post(&format!("{one}/grade"), &same).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.body.contains("다른 등급을 골라"), "{}", seen.body);
    let graver = [("form", form.as_str()), ("grade", "1"), ("why", "다른 은행도 느림")];
    assert_eq!(desk.post(&format!("{one}/grade"), &graver).await.location(), one);
    let over = [("form", form.as_str()), ("reason", "복구됨")];
    assert_eq!(desk.post(&format!("{one}/close"), &over).await.location(), one);
    let seen = desk.get(&one).await.body;
    assert!(seen.contains("종료된 사건입니다") && seen.contains("1등급으로"), "{seen}");
    let late = desk.post(&format!("{one}/note"), &[("form", &form), ("note", "늦음")]).await;
    assert!(late.body.contains("이미 종료된 사건"), "{}", late.body);
    // Told in the inboxes of those who must hear, three times.
    for (visitor, hears) in [(&mut operator, true), (&mut regulator, true), (&mut desk, true)] {
        let list = visitor.get("/console/inbox").await.body;
        assert_eq!(links(&list, "/console/inbox").len() == 3, hears, "{list}");
        assert!(list.contains("훈련 EXERCISE"));
        let id = one.rsplit('/').next().unwrap();
        let named = format!("‘너울은행 지연’ 사건(#{})", &id[id.len() - 6..]);
        for notice in links(&list, "/console/inbox") {
            let notice = visitor.get(&notice).await.body;
            assert!(notice.contains(&named), "{named} in {notice}");
            assert!(!notice.contains(&format!("사건 {id}")), "no raw number: {notice}");
        }
    }
    let mut inspector = enter(&bed, Role::Inspector, "inspector", "양도현").await;
    assert!(inspector.get("/console/inbox").await.body.contains("알림이 없습니다."));
    let list = desk.get("/console/incidents?state=closed").await.body;
    assert!(list.contains("너울은행 지연") && list.contains("훈련 EXERCISE"), "{list}");
    assert!(!desk.get("/console/incidents?state=open").await.body.contains("너울은행 지연"));
}

/// From the form that adds a webhook to the delivery that failed and is sent again.
#[tokio::test]
async fn the_operator_keeps_contacts_and_sends_again() {
    let bed = Bed::new(fixtures::full());
    Records::begin(&bed).await;
    let mut visitor = enter(&bed, Role::Operator, "ha-yun.jung", "정하윤").await;
    let page = visitor.get("/console/notices/contacts").await.body;
    let (form, key) = (form_of(&page), key_of(&page));
    let adding = |channel: &'static str, address: &'static str| {
        vec![
            ("form", form.clone()),
            ("key", key.clone()),
            ("party", "institution:M202600001".into()),
            ("channel", channel.into()),
            ("address", address.into()),
            ("severity", "info".into()),
            ("lang", "ko".into()),
        ]
    };
    let send = async |visitor: &mut Visitor, it: &[(&'static str, String)]| {
        let it: Vec<(&str, &str)> = it.iter().map(|(k, v)| (*k, v.as_str())).collect();
        visitor.post("/console/notices/contacts", &it).await
    };
    let bad = send(&mut visitor, &adding("webhook", "ops@narae.example")).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body.contains("고른 전달 방법에 맞는 주소"), "{}", bad.body);
    for (address, why) in [
        ("http://10.0.0.1/x", "내부망 주소"),
        ("https://192.168.0.9/x", "내부망 주소"),
        ("http://169.254.169.254/x", "내부망 주소"),
        ("https://[fd00::1]/x", "내부망 주소"),
        ("http://203.1.1.1/x", "https:// 주소여야"),
        ("http://2130706433/x", "고른 전달 방법에 맞는 주소"),
    ] {
        let inner = send(&mut visitor, &adding("webhook", address)).await;
        assert_eq!(inner.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
        assert!(inner.body.contains(why), "{address}: {}", inner.body);
        assert!(inner.body.contains(&format!(r#"value="{address}""#)), "{address} is kept");
    }
    let none = visitor.get("/console/notices").await.body;
    assert!(none.contains("연락처가 없습니다."), "{none}");
    let added = send(&mut visitor, &adding("webhook", "https://hooks.narae.example/n")).await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.body);
    let secret = added.body.split(r#"id="secret">"#).nth(1).expect("a secret");
    assert!(secret.starts_with("whsec_"), "{secret}");
    let again = send(&mut visitor, &adding("webhook", "https://hooks.narae.example/n")).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "the secret is shown once");
    let list = visitor.get("/console/notices").await.body;
    assert!(list.contains("https://hooks.narae.example/n") && !list.contains("whsec_"), "{list}");

    tell(&bed, "a", &["institution:M202600001"], Severity::Urgent, Status::Actual).await;
    assert_eq!(fail(&bed, Why::Status(503), false).await, 1);
    let list = visitor.get("/console/notices?state=failed").await.body;
    assert!(list.contains("상대의 응답은 503입니다.") && list.contains("다시 보내기"), "{list}");
    bed.pass(60);
    assert_eq!(fail(&bed, Why::Status(410), true).await, 1);
    let list = visitor.get("/console/notices?state=given-up").await.body;
    assert!(list.contains("전달되지 못한 알림이 1건"), "{list}");
    let told = visitor.get("/console/inbox").await.body;
    assert!(told.contains("알림이 전달되지 않음"), "{told}");
    let retry = list.split("action=\"/console/notices/deliveries/").nth(1).expect("a button");
    let retry = format!("/console/notices/deliveries/{}", retry.split('"').next().unwrap());
    let form = form_of(&list);
    let sent = visitor.post(&retry, &[("form", &form)]).await;
    assert_eq!(sent.location(), "/console/notices", "{}", sent.body);
    let twice = visitor.post(&retry, &[("form", &form)]).await;
    assert!(twice.body.contains("다시 보낼 수 있는 상태가 아닙니다."), "{}", twice.body);

    let contact = links(&list, "/console/notices/contacts").remove(0);
    bed.pass(6 * 60);
    let page = visitor.get(&contact).await.body;
    let form = form_of(&page);
    let stale = visitor.post(&format!("{contact}/rotate"), &[("form", &form)]).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "no fresh code");
    let code = bed.code();
    let rotated =
        visitor.post(&format!("{contact}/rotate"), &[("form", &form), ("code", &code)]).await;
    assert!(rotated.body.contains("whsec_"), "{}", rotated.body);
    let twice = visitor.post(&format!("{contact}/rotate"), &[("form", &form)]).await;
    assert!(twice.body.contains("두 비밀키가 아직 함께"), "{}", twice.body);
    let louder = [("form", form.as_str()), ("severity", "critical"), ("lang", "en")];
    assert_eq!(
        visitor.post(&format!("{contact}/change"), &louder).await.status,
        StatusCode::SEE_OTHER
    );
    let list = visitor.get("/console/notices").await.body;
    assert!(list.contains("위급") && list.contains("함께 서명합니다"), "{list}");
    let closed = visitor.post(&format!("{contact}/close"), &[("form", &form)]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    assert_eq!(visitor.get(&contact).await.status, StatusCode::NOT_FOUND);
    let list = visitor.get("/console/notices").await.body;
    assert!(list.contains("연락처가 없습니다.") && list.contains("연락처가 닫혔습니다."), "{list}");
    // The security desk and the auditor see, and are offered nothing to do.
    for (role, login) in [(Role::SecurityDesk, "desk"), (Role::Auditor, "auditor")] {
        let mut reader = enter(&bed, role, login, "오세린").await;
        let list = reader.get("/console/notices").await.body;
        assert!(list.contains("전달되지 못한 알림이 1건"), "{list}");
        assert!(!list.contains("/retry") && !list.contains("/console/notices/contacts"), "{list}");
    }
    assert_eq!(State::ALL.len(), 6);
}
