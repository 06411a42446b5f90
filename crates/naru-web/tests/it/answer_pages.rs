//! What an institution answers under a rule with a date: judged at once, told, seen, decided on.

use crate::bed::{Bed, Visitor, form_of, in_line, post};
use crate::fixtures;
use crate::gate_forms::form_at;
use crate::gates_pages::{code, confirm, enter, institutions, lead, value_of};
use axum::http::StatusCode;
use naru_base::role::{Post, Role, Scope};

const PDF: &[u8] = b"%PDF-1.4\n% a letter of the cloud provider\n%%EOF\n";

fn day(bed: &Bed, days: i64) -> String {
    let text = bed.now().plus_seconds(days * 86_400).business_date().to_string();
    format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])
}

/// The form of a rule that institutions of the bed do not meet: its last day in so many days.
fn rule<'a>(form: &'a str, effective: &'a str, last: &'a str) -> [(&'static str, &'a str); 13] {
    [
        ("form", form),
        ("id", "2027-recheck"),
        ("class", "fintech"),
        ("requirement", "organisation"),
        ("title_ko", "2027년 재점검"),
        ("title_en", "Check of 2027"),
        ("old_ko", "한 번 점검"),
        ("old_en", "checked once"),
        ("new_ko", "새로 점검"),
        ("new_en", "checked anew"),
        ("effective", effective),
        ("last", last),
        ("source", "시험"),
    ]
}

const PATH: &str = "/console/deadlines/2027-recheck/M202600001";

/// An operator, and an institution under a rule that it does not meet for sixty days.
async fn court() -> (Bed, Visitor, Visitor) {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 1, 1, |_| 10).await;
    bed.pass(60);
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let form = form_of(&one.get("/console/deadlines").await.body);
    let (effective, last) = (day(&bed, 0), day(&bed, 60));
    let done = one.post("/console/deadlines/rules", &rule(&form, &effective, &last)).await;
    assert_eq!(done.location(), "/console/deadlines", "{}", done.body);
    let own = Post::new(Role::Fintech, Scope::Institution(code(1))).unwrap();
    let theirs = enter(&bed, own, "narae", "김나래").await;
    (bed, one, theirs)
}

#[tokio::test]
async fn an_answer_is_judged_at_once_told_and_opened_by_who_confirms() {
    let (bed, mut one, mut theirs) = court().await;
    // It hands in the letter itself.
    let form = form_of(&theirs.get("/console/gates").await.body);
    let fields = [
        ("form", form.as_str()),
        ("title", "이전 지연 확인서"),
        ("kind", "document"),
        ("observed", &day(&bed, -3)),
    ];
    let handed =
        theirs.post_file("/console/gates/M202600001/evidence", &fields, ("letter.pdf", PDF)).await;
    assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.body);
    let page = theirs.get(&format!("{PATH}?lang=ko")).await.body;
    // What came in last stands first, with its day; a ground with the last day that it carries.
    let choices = page.split(r#"<select id="document-answer""#).nth(1).unwrap();
    let first = choices.split("</option>").nth(1).unwrap();
    assert!(first.contains(&format!("이전 지연 확인서 · {} · ", day(&bed, -3))), "{first}");
    let sha = value_of(first, r#"value=""#).to_owned();
    assert!(page.contains(&format!("재해 ({}까지)</option>", day(&bed, 240))), "{page}");
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let until = |days| day(&bed, days);
    let answer = |until: &str, words: &str, document: &str| {
        [
            ("form", form.clone()),
            ("key", key.clone()),
            ("ground", "disaster".to_owned()),
            ("until", until.to_owned()),
            ("words", words.to_owned()),
            ("document", document.to_owned()),
        ]
    };
    let send = async |theirs: &mut Visitor, it: [(&'static str, String); 6]| {
        let it: Vec<(&str, &str)> = it.iter().map(|(k, v)| (*k, v.as_str())).collect();
        theirs.post(&format!("{PATH}/answer"), &it).await
    };
    // On the last day itself, later than the ground carries, without its document, of one letter.
    let limits = format!("‘재해’ 사유로는 {}부터 {}까지의 날을", until(61), until(240));
    for bad in [until(60), until(241)] {
        let back = send(&mut theirs, answer(&bad, "짧", "")).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        let it = form_at(&back.body, "/answer", "until");
        for text in [limits.as_str(), "설명을 5자 이상", "이 사유에는 증빙 문서가 필요합니다."]
        {
            assert!(it.contains(text), "{text} in {it}");
        }
        for mark in ["until-answer-error", "words-answer-error", "document-answer-error"] {
            assert!(it.contains(mark), "{mark} in {it}");
        }
    }
    let inbox = one.get("/console/inbox?topic=deadline").await.body;
    assert!(!inbox.contains("사유 제출"), "nothing came so far: {inbox}");
    let words = "전산실 이전이 늦어집니다";
    let done = send(&mut theirs, answer(&until(240), words, &sha)).await;
    assert_eq!(done.location(), PATH, "{}", done.body);
    // Its page says that it came and from when it is decided; the operators are told.
    let (page, from) = (theirs.get(PATH).await.body, until(47));
    let told = format!("에 사유를 냈습니다. 운영기관이 {from} 부터 보고 정합니다.");
    assert!(in_line(lead(&page)).contains(&told), "{told} in {}", in_line(lead(&page)));
    assert!(page.contains("이 사유로 정합니다"), "{page}");
    let inbox = one.get("/console/inbox?topic=deadline&lang=ko").await.body;
    assert!(in_line(&inbox).contains("기한 연장 사유 제출: 2027년 재점검"), "{inbox}");
    let notice = inbox.split("/console/inbox/").find(|it| it.contains("사유 제출")).unwrap();
    let id = notice.split('"').next().unwrap();
    let notice = one.get(&format!("/console/inbox/{id}")).await.body;
    assert!(notice.contains(&format!(r#"href="{PATH}""#)), "{notice}");
    assert!(in_line(&notice).contains("사유: 재해."), "{notice}");
    // The file is opened from the page, and beside the proposal, with the words.
    let open = format!("/console/gates/M202600001/papers/{sha}");
    let page = one.get(PATH).await.body;
    assert!(page.contains(&open), "{page}");
    assert!(in_line(lead(&page)).contains("연장은"), "{}", lead(&page));
    bed.pass(47 * 86_400);
    let mut one = bed.logged_in("ha-yun.jung").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let page = one.get(PATH).await.body;
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let given = [("form", form.as_str()), ("key", key.as_str()), ("reason", "기록을 확인했음")];
    let case = one.post(&format!("{PATH}/propose"), &given).await.location().to_owned();
    let shown = other.get(&case).await.body;
    for text in [words, &open, "이전 지연 확인서"] {
        assert!(shown.contains(text), "{text} in {shown}");
    }
    confirm(&mut other, &case).await;
    // What the ground carries is given: nothing more can be asked for on it.
    let mut theirs = bed.logged_in("narae").await;
    let page = theirs.get(PATH).await.body;
    assert!(page.contains("재해 (더 연장할 수 없음)</option>"), "{page}");
    assert!(!page.contains("이 사유로 정합니다"), "{page}");
}

/// Each field of a rule and of a check that was booked says for itself what is wrong with it.
#[tokio::test]
async fn rules_and_bookings_are_wrong_at_their_own_fields() {
    let (bed, mut one, _theirs) = court().await;
    let form = form_of(&one.get("/console/deadlines").await.body);
    let (effective, last) = (day(&bed, 5), day(&bed, 4));
    let wrong = rule(&form, &effective, &last).map(|it| match it.0 {
        "id" => ("id", "Of a class"),
        "title_en" => ("title_en", " "),
        _ => it,
    });
    let back = one.post("/console/deadlines/rules", &wrong).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["id", "title_en", "last"] {
        assert!(back.body.contains(&format!(r#"id="{field}-add-error""#)), "{}", back.body);
    }
    for field in ["title_ko", "old_ko", "effective", "source"] {
        assert!(!back.body.contains(&format!(r#"id="{field}-add-error""#)), "{}", back.body);
    }
    assert!(back.body.contains("시행일이나 그 뒤의 날이어야 합니다."), "{}", back.body);
    let known = one.post("/console/deadlines/rules", &rule(&form, &last, &effective)).await;
    assert!(known.body.contains(r#"id="id-add-error""#), "{}", known.body);
    let book = |applied: String, slot: String| {
        [("form", form.clone()), ("applied", applied), ("slot", slot)]
    };
    let send = async |one: &mut Visitor, it: [(&'static str, String); 3]| {
        let it: Vec<(&str, &str)> = it.iter().map(|(k, v)| (*k, v.as_str())).collect();
        one.post(&format!("{PATH}/book"), &it).await
    };
    let back = send(&mut one, book(day(&bed, 1), day(&bed, 9))).await;
    assert!(back.body.contains(r#"id="applied-book-error""#), "{}", back.body);
    let back = send(&mut one, book(day(&bed, -5), day(&bed, -9))).await;
    assert!(back.body.contains(r#"id="slot-book-error""#), "{}", back.body);
    assert!(!back.body.contains(r#"id="applied-book-error""#), "{}", back.body);
    // A check that is over without a pass: what is next.
    let done = send(&mut one, book(day(&bed, -9), day(&bed, -5))).await;
    assert_eq!(done.location(), PATH, "{}", done.body);
    let page = in_line(&one.get(PATH).await.body);
    assert!(page.contains("점검을 새로 신청해야 합니다."), "{page}");
}
