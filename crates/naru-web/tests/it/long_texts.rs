//! Texts of several lines, through the router: a line break counts as one letter, though a browser
//! sends two; what is longer than its field says is refused with all of it kept, and never cut.

use crate::bed::{Bed, Seen, Visitor, form_of, post};
use crate::fixtures;
use crate::gates_pages::{code, confirm, enter, institutions, propose, value_of};
use axum::http::StatusCode;
use naru_base::Id;
use naru_base::role::{Post, Role, Scope as Held};

const END: &str = "끝까지 남은 말";

/// So many letters in many lines as a browser sends them, the last of them `END`.
fn text_of(letters: usize) -> String {
    let mut out: Vec<char> = "가나다라마바사아자차카타파하거너더러머\n".chars().collect();
    out = out.into_iter().cycle().take(letters - END.chars().count()).collect();
    let text: String = out.into_iter().chain(END.chars()).collect();
    assert_eq!(text.chars().count(), letters);
    text.replace('\n', "\r\n")
}

/// That a form came back for its length, with all that was typed.
#[track_caller]
fn is_kept(back: &Seen, error: &str, limits: &str) {
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", back.body);
    assert!(back.body.contains(error), "{error} in {}", back.body);
    assert!(back.body.contains(limits), "{limits} in {}", back.body);
    assert!(back.body.contains(&format!("{END}</textarea>")), "the end of it: {}", back.body);
}

#[tokio::test]
async fn reasons_and_appeals_are_kept_whole_or_refused() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 1, 1, |_| 300).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let path = format!("/console/gates/{}", code(1));
    let page = one.get(&path).await.body;
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let measure = |reason: &str| {
        let given = [
            ("form", form.as_str()),
            ("key", key.as_str()),
            ("deed", "measure"),
            ("standing", "suspended"),
            ("rule", "이용약관 제12조"),
            ("urgent", "1"),
            ("reason", reason),
        ];
        given.map(|(name, value)| (name, value.to_owned()))
    };
    let send = async |who: &mut Visitor, to: &str, given: &[(&str, String)]| {
        let given: Vec<(&str, &str)> = given.iter().map(|it| (it.0, it.1.as_str())).collect();
        who.post(to, &given).await
    };
    let to = format!("{path}/propose");
    let back = send(&mut one, &to, &measure(&text_of(501))).await;
    is_kept(&back, "reason-measure-error", "500자까지 쓸 수 있습니다. 지금 501자이니");
    let sent = send(&mut one, &to, &measure(&text_of(500))).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let case = sent.location().to_owned();
    let shown = other.get(&case).await.body;
    assert!(shown.contains(END), "{shown}");

    // Whoever refuses it says why under the same limits.
    let refuses = |reason: String| [("form", form_of(&shown)), ("reason", reason)];
    let back = send(&mut other, &format!("{case}/reject"), &refuses(text_of(501))).await;
    is_kept(&back, "reason-error", "500자까지");
    let refused = send(&mut other, &format!("{case}/reject"), &refuses(text_of(500))).await;
    assert_eq!(refused.location(), case, "{}", refused.body);
    assert!(one.get(&case).await.body.contains(END));

    bed.pass(1);
    let measure =
        [("deed", "measure"), ("standing", "suspended"), ("rule", "제12조"), ("urgent", "1")];
    let case = propose(&mut one, 1, &measure).await;
    confirm(&mut other, &case).await;
    let own = Post::new(Role::Fintech, Held::Institution(code(1))).unwrap();
    let mut theirs = enter(&bed, own, "narae", "김나래").await;
    let page = theirs.get("/console/gates").await.body;
    let id = value_of(&page, r#"name="measure" value=""#).to_owned();
    let appeal = |why: String| [("form", form_of(&page)), ("measure", id.clone()), ("why", why)];
    let to = format!("{path}/appeal");
    let back = send(&mut theirs, &to, &appeal(text_of(2_001))).await;
    is_kept(&back, "why-appeal-error", "2000자까지 쓸 수 있습니다. 지금 2001자이니");
    let done = send(&mut theirs, &to, &appeal(text_of(2_000))).await;
    assert_eq!(done.location(), path, "{}", done.body);
    assert!(one.get(&path).await.body.contains(END), "whoever answers reads all of it");
}

#[tokio::test]
async fn a_form_with_files_keeps_its_long_text_whole() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 1, 1, |_| 300).await;
    let own = Post::new(Role::Fintech, Held::Institution(code(1))).unwrap();
    let mut theirs = enter(&bed, own, "narae", "김나래").await;
    let path = format!("/console/eligibility/{}", code(1));
    let form = form_of(&theirs.get(&path).await.body);
    let key = Id::from_parts(9, 9).to_string();
    let (to, file) = (format!("{path}/file"), ("paper-plan-file", "plan.txt"));
    let fields = |model| {
        [
            ("form", form.as_str()),
            ("key", key.as_str()),
            ("deed", "file"),
            ("capital", "500000000"),
            ("scopes", "login"),
            ("model", model),
        ]
    };
    let long = text_of(4_500);
    let back = theirs.upload_with(&to, &fields(&long), file, "사업계획").await;
    is_kept(&back, "model-file-error", "2,000자까지");
    let fits = text_of(2_000);
    let sent = theirs.upload_with(&to, &fields(&fits), file, "사업계획").await;
    assert_eq!(sent.location(), path, "{}", sent.body);
    assert!(theirs.get(&path).await.body.contains(END));
}

/// What an inspector finds, an institution answers and somebody says who takes a check over.
#[tokio::test]
async fn the_texts_of_a_check_are_kept_whole_or_refused() {
    use crate::check_pages::{applied, ask, begin, enter};
    let bed = Bed::new(fixtures::full());
    applied(&bed).await;
    let own = Post::new(Role::Fintech, Held::Institution(crate::check_pages::code())).unwrap();
    let mut own = enter(&bed, own, "narae", "김나래").await;
    let mut one = enter(&bed, post(Role::Inspector), "seo-jeong.yun", "윤서정").await;
    let mut two = enter(&bed, post(Role::Inspector), "do-yun.han", "한도윤").await;
    let at = ask(&mut own).await;
    begin(&bed, &mut one, &at).await;
    let send = async |who: &mut Visitor, deed: &str, given: &[(&str, &str)]| {
        let form = form_of(&who.get(&at).await.body);
        let given: Vec<(&str, &str)> =
            std::iter::once(("form", form.as_str())).chain(given.iter().copied()).collect();
        who.post(&format!("{at}/{deed}"), &given).await
    };
    let (fits, long) = (text_of(2_000), text_of(2_001));
    let limits = "2000자까지 쓸 수 있습니다. 지금 2001자이니";
    let found = |grounds, demand| {
        [
            ("item", "ORG-01"),
            ("value", "fail"),
            ("how", "person"),
            ("grounds", grounds),
            ("demand", demand),
        ]
    };
    for (field, given) in [("grounds", found(&long, &fits)), ("demand", found(&fits, &long))] {
        let back = send(&mut one, "found", &given).await;
        is_kept(&back, &format!(r#"id="{field}-error""#), limits);
        let other = if field == "grounds" { "demand-error" } else { "grounds-error" };
        assert!(!back.body.contains(other), "{field}: {}", back.body);
        assert_eq!(back.body.matches(&format!("{END}</textarea>")).count(), 2, "{}", back.body);
    }
    let done = send(&mut one, "found", &found(&fits, &fits)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = one.get(&format!("{at}?item=ORG-01")).await.body;
    assert_eq!(page.matches(&format!("{END}</textarea>")).count(), 2, "{page}");

    let said = |text| [("item", "ORG-02"), ("text", text)];
    let back = send(&mut own, "say", &said(&long)).await;
    is_kept(&back, r#"id="text-error""#, limits);
    let done = send(&mut own, "say", &said(&fits)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    // The same once more is no new word.
    let back = send(&mut own, "say", &said(&fits)).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", back.body);
    let page = own.get(&format!("{at}?item=ORG-02")).await.body;
    assert!(page.contains(&format!("{END}</textarea>")), "{page}");

    let back = send(&mut two, "take-over", &[("reason", &text_of(501))]).await;
    is_kept(&back, "reason-hand-error", "500자까지 쓸 수 있습니다. 지금 501자이니");
    let done = send(&mut two, "take-over", &[("reason", &text_of(500))]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let back = send(&mut two, "give-back", &[("reason", &text_of(501))]).await;
    is_kept(&back, "reason-hand-error", "500자까지");
    let done = send(&mut two, "give-back", &[("reason", &text_of(500))]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

/// What an incident is opened with, noted on it, graded anew and closed with.
#[tokio::test]
async fn the_texts_of_an_incident_are_kept_whole_or_refused() {
    let bed = Bed::new(fixtures::small());
    let mut desk = enter(&bed, post(Role::SecurityDesk), "desk", "오세린").await;
    let page = desk.get("/console/incidents/open").await.body;
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let (fits, long) = (text_of(2_000), text_of(2_001));
    let limits = "2000자까지 쓸 수 있습니다. 지금 2001자이니";
    let opening = |text| {
        [
            ("form", form.as_str()),
            ("key", key.as_str()),
            ("status", "exercise"),
            ("grade", "3"),
            ("title", "너울은행 지연"),
            ("text", text),
        ]
    };
    let back = desk.post("/console/incidents/open", &opening(&long)).await;
    is_kept(&back, r##"href="#text""##, limits);
    // Both are said at once.
    let title = "가".repeat(121);
    let mut both = opening(&long);
    both[4].1 = &title;
    let back = desk.post("/console/incidents/open", &both).await;
    is_kept(&back, r##"href="#text""##, limits);
    is_kept(&back, r##"href="#title""##, "120자까지 쓸 수 있습니다. 지금 121자이니");
    let done = desk.post("/console/incidents/open", &opening(&fits)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let at = done.location().to_owned();
    for (deed, field) in [("note", "note"), ("grade", "why"), ("close", "reason")] {
        let send = |text| [("form", form.as_str()), ("grade", "2"), (field, text)];
        let back = desk.post(&format!("{at}/{deed}"), &send(&long)).await;
        is_kept(&back, &format!(r##"href="#{field}""##), limits);
        let done = desk.post(&format!("{at}/{deed}"), &send(&fits)).await;
        assert_eq!(done.location(), at, "{deed}: {}", done.body);
    }
    let page = desk.get(&at).await.body;
    assert_eq!(page.matches(END).count(), 4, "{page}");
}
