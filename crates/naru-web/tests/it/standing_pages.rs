//! What an institution's own people read of their standing on every page.

use crate::bed::{Bed, post};
use crate::fixtures;
use crate::gates_pages::{code, confirm, enter, institutions, lead, propose};
use naru_base::Id;
use naru_base::role::{Post, Role, Scope as Held};
use naru_core::admission::ServiceKey;
use naru_core::check;
use naru_store::Tx;

const DAY_S: i64 = 86_400;

/// On every page an institution's own people read where it stands and what comes next; an open
/// check stands at its gate though the gate holds, and is called the same everywhere.
#[tokio::test]
async fn its_own_people_always_see_where_it_stands() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 1, 1, |_| 9).await;
    let own = Post::new(Role::Fintech, Held::Institution(code(1))).unwrap();
    let mut own = enter(&bed, own, "narae", "김나래").await;
    let ends = bed.now().plus_seconds(9 * DAY_S).business_date().to_string();
    let ends = format!("{}-{}-{}", &ends[..4], &ends[4..6], &ends[6..]);
    for page in ["/console/me", "/console/inbox", "/console/gates"] {
        let page = own.get(page).await.body;
        let line = page.split(r#"<dl id="watch-own""#).nth(1).unwrap().split("</dl>").next();
        let line = line.unwrap();
        assert!(line.contains("정상") && line.contains(&ends), "{line}");
    }
    let mut reader = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let path = format!("/console/gates/{}", code(1));
    let before = reader.get(&path).await.body;
    assert!(!before.contains("watch-own") && !before.contains("열린 점검"), "{before}");
    assert!(
        before.contains("웹 점검 narae\u{a0}1.0") && !before.contains("서비스 점검"),
        "{before}"
    );
    let env = bed.env();
    let id = Id::from_parts(7, 7);
    let write = move |tx: &mut Tx<'_>| {
        let service = ServiceKey::parse("web:narae:1.0");
        let it = check::Request { id, institution: code(1), service };
        check::request(tx, &env, "staff:f", &it)
    };
    bed.store.write(write).await.unwrap();
    let after = reader.get(&path).await.body;
    assert!(after.contains(&format!(r#"href="/console/checks/{id}">열린 점검"#)), "{after}");
    let queue = reader.get("/console/checks").await.body;
    assert!(queue.contains("웹 점검 narae 1.0"), "{queue}");
}

/// The trail says a standing in its reader's words; the detail has the record letter by letter.
#[tokio::test]
async fn the_trail_says_a_standing_in_words() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 1, 1, |_| 9).await;
    let mut auditor = enter(&bed, post(Role::Auditor), "auditor", "노유진").await;
    let list = "/console/audit?action=admission.standing.changed";
    let page = auditor.get(list).await.body;
    assert!(page.contains("바뀐 자격 정상") && page.contains("이전 자격 "), "{page}");
    assert!(!page.contains("to live"), "{page}");
    let english = auditor.get(&format!("{list}&lang=en")).await.body;
    assert!(english.contains("standing now Live"), "{english}");
    let link = page.split(r#"href="/console/audit?link="#).nth(1).unwrap();
    let link = link.split('"').next().unwrap();
    let detail = auditor.get(&format!("/console/audit?link={link}&lang=ko")).await.body;
    let written = "{&quot;from&quot;:&quot;not-admitted&quot;,&quot;to&quot;:&quot;live&quot;}";
    assert!(detail.contains("바뀐 자격 정상") && detail.contains(written), "{detail}");
    let gates = auditor.get("/console/audit?action=admission.gate.decided").await.body;
    assert!(gates.contains("관문 보증") && gates.contains("판정 적합"), "{gates}");
    assert!(!gates.contains("holds_until") && gates.contains("유효 기한 없음"), "{gates}");
}

/// Two measures of one instant are told in one sentence, each by its rule.
#[tokio::test]
async fn a_lead_says_nothing_twice() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 1, 1, |_| 300).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    for rule in ["이용약관 제12조", "이용약관 제13조"] {
        let what =
            [("deed", "measure"), ("standing", "limit-cut"), ("rule", rule), ("due", "2026-12-26")];
        let case = propose(&mut one, 1, &what).await;
        confirm(&mut other, &case).await;
    }
    let page = one.get(&format!("/console/gates/{}", code(1))).await.body;
    let said = lead(&page);
    assert!(said.contains("‘이용약관 제12조’") && said.contains("‘이용약관 제13조’"), "{said}");
    assert!(said.contains("’에 따라 결정된 조치로"), "{said}");
    assert_eq!(said.matches("한도 축소").count(), 1, "{said}");
    let english = one.get(&format!("/console/gates/{}?lang=en", code(1))).await.body;
    assert_eq!(lead(&english).matches("Limit cut").count(), 1, "{}", lead(&english));
}
