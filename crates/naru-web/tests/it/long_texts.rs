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
