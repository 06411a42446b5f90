//! 프로그램 through the router, on a real book: two people of one role agree to a program, one makes
//! its secret, anybody of the role revokes it; nobody of another role does.

use crate::bed::{Bed, Visitor, form_of, post};
use crate::fixtures;
use axum::http::StatusCode;
use naru_base::role::Role;
use naru_core::program;
use naru_store::Tx;

const PATH: &str = "/console/programs";

async fn enter(bed: &Bed, role: Role, login: &str, name: &str) -> Visitor {
    bed.named(name, post(role), login).await;
    bed.logged_in(login).await
}

fn value_of<'b>(body: &'b str, before: &str) -> &'b str {
    let at = body.find(before).unwrap_or_else(|| panic!("{before} in {body}")) + before.len();
    body[at..].split(['"', '<']).next().unwrap()
}

/// Fills the form in and sends it.
async fn propose(one: &mut Visitor, name: &str, scopes: &[&str], until: &str) -> crate::bed::Seen {
    let page = one.get(PATH).await.body;
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let mut given = vec![
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("name", name),
        ("until", until),
        ("reason", "상황판에서 참가 상태를 읽음"),
    ];
    given.extend(scopes.iter().map(|it| ("scope", *it)));
    one.post(&format!("{PATH}/propose"), &given).await
}

#[tokio::test]
async fn two_of_one_role_agree_and_one_makes_the_secret() {
    let bed = Bed::new(fixtures::full());
    let mut one = enter(&bed, Role::Operator, "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, Role::Operator, "ji-an.seo", "서지안").await;
    let mut inspector = enter(&bed, Role::Inspector, "do-hyun.baek", "백도현").await;
    let empty = one.get(PATH).await.body;
    assert!(empty.contains("아직 프로그램이 없습니다."), "{empty}");
    assert!(!empty.contains("checks.write"), "an operator is offered no inspector's right");
    let english = one.get(&format!("{PATH}?lang=en")).await.body;
    assert!(
        english.contains("There are no programs yet.") && english.contains("Propose a program")
    );
    one.get(&format!("{PATH}?lang=ko")).await;

    let until = "2027-06-30";
    for (name, scopes, until, word) in [
        ("", &["gates.read"][..], until, "이름을 1~60자로 적으십시오."),
        ("상황판", &[][..], until, "할 수 있는 것을 하나 이상 고르십시오."),
        ("상황판", &["checks.write"][..], until, "본인의 권한에 없는 것이 있습니다."),
        ("상황판", &["gates.read"][..], "2031-01-01", "기한은 오늘부터 1년 안이어야 합니다."),
        ("상황판", &["gates.read"][..], "", "기한은 오늘부터 1년 안이어야 합니다."),
    ] {
        let wrong = propose(&mut one, name, scopes, until).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {scopes:?} {until}");
        assert!(wrong.body.contains(word), "{word} in {}", wrong.body);
    }
    let sent = propose(&mut one, "상황판", &["gates.read", "claims.read"], until).await;
    let case = sent.location().to_owned();
    assert!(case.starts_with("/console/program-proposals/"), "{}", sent.body);
    assert!(inspector.get(PATH).await.body.contains("상황판"), "it waits");

    // Somebody of another role may read it and cannot confirm it.
    let form = form_of(&inspector.get(&case).await.body);
    let refused = inspector.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert!(refused.body.contains("같은 직무의 다른 사람만"), "{}", refused.body);
    let shown = other.get(&case).await.body;
    for text in ["프로그램 만들기", "상황판", "참가 상태, 점검, 도구 증거, 기한 읽기", until]
    {
        assert!(shown.contains(text), "{text} in {shown}");
    }
    let form = form_of(&shown);
    let done = other.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(done.location(), case, "{}", done.body);

    let list = other.get(PATH).await.body;
    for text in
        ["정하윤", "참가 상태, 점검, 도구 증거, 기한 읽기", "아직 아무것도 열지 못함", until]
    {
        assert!(list.contains(text), "{text} in {list}");
    }
    assert!(!list.contains("gates.read claims.read"), "in words: {list}");
    let page = format!("{PATH}/{}", value_of(&list, &format!(r#"href="{PATH}/"#)));
    let made = other.get(&page).await.body;
    assert!(made.contains(&format!(r#"href="{case}""#)), "the way to who made it: {made}");
    assert!(!made.contains("proposal:"), "{made}");
    secrets(&bed, &page, (&mut one, &mut other, &mut inspector)).await;
}

/// Made and seen once; a second one beside it; the end.
async fn secrets(
    bed: &Bed,
    page: &str,
    (one, other, inspector): (&mut Visitor, &mut Visitor, &mut Visitor),
) {
    let opens = async |secret: &str| {
        let (keys, now, text) = (bed.hub.keys.clone(), bed.now(), secret.to_owned());
        let read = move |tx: &mut Tx<'_>| Ok(program::admit(tx, &keys, &text, now)?.is_some());
        bed.store.read(read).await.unwrap()
    };
    let form = form_of(&one.get(page).await.body);
    let made = one.post(&format!("{page}/secret"), &[("form", &form)]).await;
    let first = value_of(&made.body, r#"id="program-secret">"#).to_owned();
    assert!(first.starts_with("naru-program.") && opens(&first).await, "{}", made.body);
    assert!(!one.get(page).await.body.contains(&first), "shown once");
    // Another of the same role may go on with it; the inspector may only look.
    let shown = inspector.get(page).await;
    assert!(shown.status == StatusCode::OK && !shown.body.contains("/revoke"), "{}", shown.body);
    let form = form_of(&inspector.get(PATH).await.body);
    let refused = inspector.post(&format!("{page}/secret"), &[("form", &form)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("같은 직무의 프로그램만"), "{}", refused.body);

    bed.pass(1);
    let form = form_of(&other.get(page).await.body);
    let made = other.post(&format!("{page}/secret"), &[("form", &form)]).await;
    let second = value_of(&made.body, r#"id="program-secret">"#).to_owned();
    assert!(opens(&first).await && opens(&second).await, "both, for a week");
    let third = other.post(&format!("{page}/secret"), &[("form", &form)]).await;
    assert!(third.body.contains("유효한 비밀이 이미 두 개입니다"), "{}", third.body);
    bed.pass(1);
    let now = [("form", form.as_str()), ("at_once", "yes")];
    let made = other.post(&format!("{page}/secret"), &now).await;
    let third = value_of(&made.body, r#"id="program-secret">"#).to_owned();
    assert!(!opens(&first).await && !opens(&second).await && opens(&third).await, "at once");

    let form = form_of(&other.get(page).await.body);
    let ended = other.post(&format!("{page}/revoke"), &[("form", &form)]).await;
    assert_eq!(ended.location(), page, "{}", ended.body);
    assert!(!opens(&third).await, "from the next call on");
    let shown = one.get(page).await.body;
    assert!(shown.contains("폐기됨") && shown.contains("서지안") && !shown.contains("/secret"));
    let stale = one.post(&format!("{page}/secret"), &[("form", "x")]).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    let none = one.get(&format!("{PATH}/01J00000000000000000000000")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}
