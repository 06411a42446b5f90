//! Forms of a path that come back: as they were typed, each with what is wrong at its field.

use crate::bed::{Bed, form_of, post};
use crate::fixtures;
use crate::gates_pages::{code, enter, institutions, value_of};
use axum::http::StatusCode;
use naru_base::role::{Post, Role, Scope as Held};

/// The part of a page that is the form for this deed, open or folded.
pub fn form_at<'b>(body: &'b str, action: &str, inside: &str) -> &'b str {
    let parts = body.split("<form ").skip(1).map(|it| it.split("</form>").next().unwrap());
    let mut ours = parts.filter(|it| it.contains(&format!("{action}\"")) && it.contains(inside));
    ours.next().unwrap_or_else(|| panic!("{action} {inside} in {body}"))
}

/// How many of the page's folded forms stand open.
pub fn open_forms(body: &str) -> usize {
    body.matches("<details class=\"ask\" open>").count()
}

/// A refused form of the operator comes back as it was typed, alone open, its wrong field marked.
#[tokio::test]
async fn a_refused_decision_or_measure_comes_back_as_it_was_typed() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 1, 1, |_| 300).await;
    let path = format!("/console/gates/{}", code(1));
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let page = one.get(&path).await.body;
    assert_eq!(open_forms(&page), 0, "{page}");
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let sha = value_of(&page, r#"name="grounds" value=""#).to_owned();
    let own = [("form", form.as_str()), ("key", key.as_str())];

    // A measure that comes sooner than its notice: said at its day.
    let measure = [
        ("deed", "measure"),
        ("standing", "limit-cut"),
        ("rule", "이용약관 제12조"),
        ("due", "2020-01-01"),
        ("reason", "점검 결과를 내지 않았음"),
    ];
    let back = one.post(&format!("{path}/propose"), &[&own[..], &measure].concat()).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(open_forms(&back.body), 1, "only the one that failed: {}", back.body);
    assert!(back.body.contains(r##"href="#due-measure""##), "{}", back.body);
    let it = form_at(&back.body, "/propose", r#"value="measure""#);
    for text in [
        r#"value="limit-cut" selected"#,
        r#"value="이용약관 제12조""#,
        r#"value="2020-01-01" aria-describedby="due-measure-help due-measure-error" aria-invalid="true""#,
        r#"id="due-measure-error""#,
        "점검 결과를 내지 않았음</textarea>",
    ] {
        assert!(it.contains(text), "{text} in {it}");
    }
    assert_eq!(it.matches("aria-invalid").count(), 1, "{it}");
    let other = form_at(&back.body, "/propose", r#"name="gate""#);
    assert!(!other.contains("내지 않았음") && !other.contains("aria-invalid"), "{other}");
    // Urgent, and without a rule: said at the rule, and the box stays ticked.
    let urgent = [
        ("deed", "measure"),
        ("standing", "suspended"),
        ("rule", ""),
        ("urgent", "1"),
        ("reason", "점검 결과를 내지 않았음"),
    ];
    let back = one.post(&format!("{path}/propose"), &[&own[..], &urgent].concat()).await;
    let it = form_at(&back.body, "/propose", r#"value="measure""#);
    assert!(it.contains(r#"value="1" checked"#) && it.contains("rule-measure-error"), "{it}");

    // A warning needs no notice, and begins on no day that is over either.
    let warned = [
        ("deed", "measure"),
        ("standing", "warned"),
        ("rule", "제3조"),
        ("due", "2020-01-01"),
        ("reason", "점검 결과를 내지 않았음"),
    ];
    let back = one.post(&format!("{path}/propose"), &[&own[..], &warned].concat()).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    let it = form_at(&back.body, "/propose", r#"value="measure""#);
    assert!(it.contains(r#"id="due-measure-error""#), "{it}");
    assert!(it.contains("적용일은 오늘이나 그 뒤의 날입니다"), "{it}");
    // The longest day that a gate may hold is said.
    let far = [
        ("gate", "eligibility "),
        ("verdict", "passed"),
        ("until", "2199-12-31"),
        ("grounds", sha.as_str()),
        ("reason", "서류를 다시 보았음"),
    ];
    let back = one.post(&format!("{path}/propose"), &[&own[..], &far].concat()).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    let it = form_at(&back.body, "/propose", r#"name="gate""#);
    assert!(it.contains(r#"id="until-decide-error""#), "{it}");
    assert!(it.contains("유효 기한은 오늘부터 20"), "{it}");

    // A decision whose day is too far: said at the day, its grounds still ticked.
    let wish = [
        ("gate", "contract "),
        ("verdict", "passed"),
        ("until", "2199-12-31"),
        ("grounds", sha.as_str()),
        ("reason", "계약을 새로 맺었음"),
    ];
    let back = one.post(&format!("{path}/propose"), &[&own[..], &wish].concat()).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(open_forms(&back.body), 1, "{}", back.body);
    let it = form_at(&back.body, "/propose", r#"name="gate""#);
    for text in [r#"value="contract " selected"#, r#"value="2199-12-31""#, "계약을 새로 맺었음</"]
    {
        assert!(it.contains(text), "{text} in {it}");
    }
    assert!(it.contains(&format!(r#"value="{sha}" checked"#)), "{it}");
    let wrong_field = ["until-decide-error", "grounds-decide-error"].map(|id| it.contains(id));
    assert_eq!(wrong_field.iter().filter(|it| **it).count(), 1, "one field is wrong: {it}");

    // A reason that is none, and a form that is not ours.
    let short = [("deed", "measure"), ("standing", "warned"), ("rule", "제3조"), ("reason", "음")];
    let back = one.post(&format!("{path}/propose"), &[&own[..], &short].concat()).await;
    let it = form_at(&back.body, "/propose", r#"value="measure""#);
    assert!(it.contains("reason-measure-error") && it.contains(r#"value="제3조""#), "{it}");
    let forged = [&[("form", "x"), own[1]][..], &short].concat();
    let back = one.post(&format!("{path}/propose"), &forged).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.body.contains(r#"value="제3조""#), "what was typed is not lost: {}", back.body);
    // A day to come that is within its notice: the first one that is possible is named, and taken.
    let mut in_time = measure;
    let tomorrow = bed.now().business_date().next().to_string();
    let tomorrow = format!("{}-{}-{}", &tomorrow[..4], &tomorrow[4..6], &tomorrow[6..]);
    in_time[3].1 = &tomorrow;
    let back = one.post(&format!("{path}/propose"), &[&own[..], &in_time].concat()).await;
    let it = form_at(&back.body, "/propose", r#"value="measure""#);
    let first = it.split("통지 기간이 있어 ").nth(1).and_then(|it| it.get(..10)).expect("a day");
    let first = first.to_owned();
    assert!(first > tomorrow, "{first}");
    in_time[3].1 = &first;
    let sent = one.post(&format!("{path}/propose"), &[&own[..], &in_time].concat()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "the day that was named: {}", sent.body);
}

/// The same of what an institution's own people send.
#[tokio::test]
async fn a_refused_form_of_an_institution_comes_back_as_it_was_typed() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2, 1, 0, |_| 0).await;
    let own = |n| Post::new(Role::Fintech, Held::Institution(code(n))).unwrap();
    let mut newcomer = enter(&bed, own(2), "duru", "박두루").await;
    let page = newcomer.get("/console/gates").await.body;
    let form = form_of(&page);
    let given = [("form", form.as_str()), ("class", "e-finance"), ("services", "두루 1.0")];
    let back = newcomer.post(&format!("/console/gates/{}/apply", code(2)), &given).await;
    let it = form_at(&back.body, "/apply", "services");
    for text in [r#"value="e-finance" selected"#, r#"value="두루 1.0""#, "services-apply-error"] {
        assert!(it.contains(text), "{text} in {it}");
    }

    let mut visitor = enter(&bed, own(1), "narae", "김나래").await;
    let path = format!("/console/gates/{}", code(1));
    let page = visitor.get(&path).await.body;
    assert_eq!(open_forms(&page), 0, "{page}");
    let form = form_of(&page);
    let given = [("form", form.as_str()), ("services", "web:narae:1.0")];
    let back = visitor.post(&format!("{path}/service"), &given).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(open_forms(&back.body), 1, "{}", back.body);
    let it = form_at(&back.body, "/service", "services");
    assert!(
        it.contains(r#"value="web:narae:1.0""#) && it.contains("services-service-error"),
        "{it}"
    );

    let sha = "ab".repeat(32);
    for (wrong, value, error) in [
        ("sha256", "xyz", "sha256"),
        ("sha256", "", "file"),
        ("size", "많음", "size"),
        ("observed", "2199-01-01", "observed"),
        ("title", "", "title"),
    ] {
        let mut given = vec![
            ("form", form.as_str()),
            ("title", "사업 개요"),
            ("kind", "report"),
            ("sha256", sha.as_str()),
            ("size", "1234"),
            ("observed", "2026-11-01"),
        ];
        given.retain(|(name, _)| *name != wrong);
        given.push((wrong, value));
        let back = visitor.post(&format!("{path}/evidence"), &given).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert_eq!(open_forms(&back.body), 1, "{wrong}: {}", back.body);
        let it = form_at(&back.body, "/evidence", "sha256");
        assert!(it.contains(&format!(r#"id="{error}-evidence-error""#)), "{error} in {it}");
        assert_eq!(it.matches("aria-invalid").count(), 1, "{it}");
        assert!(it.contains(r#"value="report" selected"#), "{it}");
        let kept = [("title", "사업 개요"), ("size", "1234"), ("observed", "2026-11-01")];
        for (_, text) in kept.iter().filter(|(name, _)| *name != wrong) {
            assert!(it.contains(&format!(r#"value="{text}""#)), "{text} in {it}");
        }
    }
    // Of several wrong fields each is told at once.
    let given = [
        ("form", form.as_str()),
        ("kind", "report"),
        ("sha256", "xyz"),
        ("size", "많음"),
        ("observed", "2199-01-01"),
    ];
    let back = visitor.post(&format!("{path}/evidence"), &given).await;
    let it = form_at(&back.body, "/evidence", "sha256");
    for error in ["sha256", "size", "observed", "title"] {
        assert!(it.contains(&format!(r#"id="{error}-evidence-error""#)), "{error} in {it}");
    }
    assert!(it.contains(r#"value="xyz""#) && it.contains(r#"value="report" selected"#), "{it}");
    // What was handed in already is not handed in again under another title.
    let mut given = vec![
        ("form", form.as_str()),
        ("title", "사업 개요"),
        ("kind", "report"),
        ("sha256", sha.as_str()),
        ("size", "1234"),
        ("observed", "2026-11-01"),
    ];
    let done = visitor.post(&format!("{path}/evidence"), &given).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    given[1].1 = "다른 이름";
    let back = visitor.post(&format!("{path}/evidence"), &given).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    let it = form_at(&back.body, "/evidence", "sha256");
    assert!(it.contains(r#"id="sha256-evidence-error""#), "{it}");
    assert!(it.contains("이미 낸 문서입니다: 사업 개요"), "{it}");
}
