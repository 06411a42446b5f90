//! The forms of a check: what is wrong stands at its field, what was put right is not demanded, and
//! an institution answers in one form.

use crate::bed::{Bed, Seen, Visitor, form_of, in_line, post, said};
use crate::check_pages::{applied, ask, begin, code, enter, value_of};
use crate::fixtures;
use axum::http::StatusCode;
use naru_base::Id;
use naru_base::role::{Post, Role, Scope};
use naru_core::check::{self, How, Value};
use naru_core::desk;
use naru_store::Tx;

async fn three(bed: &Bed) -> (Visitor, Visitor, Visitor) {
    applied(bed).await;
    let own = Post::new(Role::Fintech, Scope::Institution(code())).unwrap();
    (
        enter(bed, own, "narae", "김나래").await,
        enter(bed, post(Role::Inspector), "seo-jeong.yun", "윤서정").await,
        enter(bed, post(Role::Inspector), "do-yun.han", "한도윤").await,
    )
}

/// Every item is judged, `open` of them not met.
async fn judged(bed: &Bed, at: &str, open: &'static [&'static str]) {
    let (keys, id) = (bed.hub.keys.clone(), Id::parse(at.rsplit('/').next().unwrap()).unwrap());
    let read = move |tx: &mut Tx<'_>| Ok(check::dossier(tx, id)?.unwrap());
    let it = bed.store.read(read).await.unwrap();
    let who = it.engagement.inspector.unwrap();
    for item in it.list.items {
        let (keys, env, is_open) = (keys.clone(), bed.env(), open.contains(&item.id.as_str()));
        let word = check::decide::Answer {
            value: if is_open { Value::Fail } else { Value::Pass },
            item: item.id,
            how: How::Person,
            grounds: "담당자와 함께 문서와 화면, 기록을 하나씩 대조하여 확인했습니다.".into(),
            demand: "출입기록을 갖출 것".into(),
        };
        let write = move |tx: &mut Tx<'_>| desk::find_item(tx, &env, &keys, (who, id), &word);
        bed.store.write(write).await.unwrap();
    }
}

async fn send(one: &mut Visitor, at: &str, deed: &str, more: &[(&'static str, &str)]) -> Seen {
    let form = form_of(&one.get(at).await.body);
    let mut given = vec![("form", form.as_str())];
    given.extend_from_slice(more);
    one.post(&format!("{at}/{deed}"), &given).await
}

/// 2026-11-26, so many days from now.
fn day(bed: &Bed, days: i64) -> String {
    let text = bed.now().plus_seconds(days * 86_400).business_date().to_string();
    format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])
}

fn marked(seen: &Seen, field: &str, text: &str) {
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", seen.body);
    for mark in [format!(r##"href="#{field}""##), format!(r#"id="{field}-error""#)] {
        assert!(seen.body.contains(&mark), "{mark} in {}", seen.body);
    }
    assert!(seen.body.contains(text), "{text} in {}", said(&seen.body));
}

#[tokio::test]
async fn what_is_wrong_with_a_finding_or_a_result_stands_at_its_field() {
    let bed = Bed::new(fixtures::full());
    let (mut own, mut one, _) = three(&bed).await;
    let at = ask(&mut own).await;
    let (today, gone) = (day(&bed, 0), day(&bed, -3));
    marked(&send(&mut one, &at, "take", &[("from", "x"), ("to", &today)]).await, "from", "날짜를");
    let early = [("from", gone.as_str()), ("to", gone.as_str())];
    marked(&send(&mut one, &at, "take", &early).await, "to", "오늘 이후에 끝나야");
    begin(&bed, &mut one, &at).await;
    let found = |item, value, how, grounds| {
        [("item", item), ("value", value), ("how", how), ("grounds", grounds), ("demand", "")]
    };
    let seen = send(&mut one, &at, "found", &found("ORG-01", "pass", "machine", "기록")).await;
    marked(&seen, "how", "기계가 그렇게 말하지 않습니다");
    // What the machine wants stands beside what it saw.
    let page = in_line(&one.get(&format!("{at}?item=ORG-02")).await.body);
    assert!(page.contains("콘솔 밖 0개(기준 2개 이상)"), "{page}");
    let page = one.get(&at).await.body;
    let refuted = page.split(r#"data-refuted="""#).next().unwrap();
    let refuted = refuted.rsplit("?item=").next().unwrap().split('#').next().unwrap().to_owned();
    // The lesser number would not do: it is not asked for first.
    let seen = send(&mut one, &at, "found", &found(&refuted, "pass", "person", "")).await;
    marked(&seen, "grounds", "왜 적합인지 20자 이상");
    assert!(!seen.body.contains("다섯 자 이상"), "{}", said(&seen.body));

    judged(&bed, &at, &[]).await;
    bed.pass(6 * 60);
    let page = one.get(&at).await.body;
    let key = value_of(&page, r#"name="key" value=""#).to_owned();
    assert!(in_line(&page).contains("늦어도 20"), "the longest is said: {}", in_line(&page));
    let code = bed.code();
    let wish = |until, code| {
        [
            ("key", key.as_str()),
            ("verdict", "passed"),
            ("until", until),
            ("reason", "서른 항목을 모두 확인했음"),
            ("code", code),
        ]
    };
    for until in ["2099-01-01", "2020-01-01", "언젠가"] {
        let seen = send(&mut one, &at, "verdict", &wish(until, &code)).await;
        marked(&seen, "until", if until == "언젠가" { "날짜를 골라" } else { "오늘부터 20" });
    }
    // The day and the reason are told in one round.
    let both = [("verdict", "passed"), ("until", "2099-01-01"), ("reason", "짧"), ("code", "")];
    let seen = send(&mut one, &at, "verdict", &both).await;
    marked(&seen, "until", "오늘부터 20");
    marked(&seen, "reason", "짧</textarea>");
    // The reason for giving it back is none for its result.
    let seen = send(&mut one, &at, "give-back", &[("reason", "짧")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let open: Vec<&str> = seen.body.split(r#"<details class="ask" open"#).skip(1).collect();
    assert_eq!(open.len(), 1, "{}", seen.body);
    assert!(open[0].split("</details>").next().unwrap().contains("/give-back"), "{}", seen.body);
    assert_eq!(seen.body.matches("짧</textarea>").count(), 1, "{}", seen.body);
    // No code was spent on what was wrong.
    let seen = send(&mut one, &at, "verdict", &wish("", &code)).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", said(&seen.body));
}

#[tokio::test]
async fn what_was_put_right_is_not_demanded_any_more() {
    let bed = Bed::new(fixtures::full());
    let (mut own, mut one, mut two) = three(&bed).await;
    let at = ask(&mut own).await;
    begin(&bed, &mut one, &at).await;
    judged(&bed, &at, &["ORG-07", "ORG-13"]).await;
    bed.pass(60);
    assert_eq!(send(&mut one, &at, "issue", &[]).await.status, StatusCode::SEE_OTHER);
    // Which ones, and what has come since.
    bed.pass(60);
    let page = in_line(&own.get(&at).await.body);
    assert!(page.contains("보완할 지적 07 답변 없음 · 문서 없음 13 답변 없음"), "{page}");
    let page = own.get(&format!("{at}?item=ORG-07")).await.body;
    assert_eq!(page.matches("<textarea").count(), 1, "one form: {page}");
    assert!(page.contains("문서 내기") && !page.contains("남은 준비"), "{page}");
    send(&mut own, &at, "promise", &[]).await;
    // Nothing said and nothing shown: so it is asked for; and what has neither is named.
    let empty = [("item", "ORG-07"), ("text", ""), ("sha256", "")];
    marked(&send(&mut own, &at, "say", &empty).await, "text", "설명을 적거나");
    let word = [("item", "ORG-07"), ("text", "출입기록을 갖췄음"), ("sha256", "")];
    assert_eq!(send(&mut own, &at, "say", &word).await.status, StatusCode::SEE_OTHER);
    let page = in_line(&own.get(&at).await.body);
    assert!(page.contains("07 답변 있음 · 문서 없음 13 답변 없음 · 문서 없음"), "{page}");
    assert!(page.contains("지적 1개에는 답변도 문서도 없습니다"), "{page}");
    marked(&send(&mut own, &at, "fixed", &[]).await, "sure", "지적 1개에 답변도 문서도");
    assert_eq!(
        send(&mut own, &at, "fixed", &[("sure", "yes")]).await.status,
        StatusCode::SEE_OTHER
    );

    bed.pass(60);
    for item in ["ORG-07", "ORG-13"] {
        // The demand stands in the form, to be read, and is not recorded with what is met.
        let page = one.get(&format!("{at}?item={item}")).await.body;
        let demand = value_of_area(&page, "demand");
        let met = [
            ("item", item),
            ("value", "pass"),
            ("how", "person"),
            ("grounds", "출입기록을 하나씩 대조하여 확인함"),
            ("demand", demand.as_str()),
        ];
        assert_eq!(demand, "출입기록을 갖출 것");
        assert_eq!(send(&mut one, &at, "found", &met).await.status, StatusCode::SEE_OTHER);
    }
    let page = one.get(&at).await.body;
    assert!(in_line(&page).contains("부적합 0 · 해당 없음 0"), "{}", in_line(&page));
    for way in [format!("/console/gates/{}", code()), format!("/console/gates/{}/scans?", code())] {
        assert!(page.contains(&format!(r#"href="{way}"#)), "{way} in {page}");
    }
    let key = value_of(&page, r#"name="key" value=""#).to_owned();
    let wish =
        [("key", key.as_str()), ("verdict", "passed"), ("until", ""), ("reason", "모두 확인했음")];
    let case = send(&mut one, &at, "verdict", &wish).await.location().to_owned();
    let form = form_of(&two.get(&case).await.body);
    let done = two.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    let report = in_line(&two.get(&format!("{at}/report")).await.body);
    assert_eq!(report.matches("보완됨: 출입기록을 갖출 것").count(), 2, "{report}");
    assert!(!report.contains("보완 요구:"), "{report}");
    assert!(report.contains("유효 기한 20"), "{report}");
    let english = in_line(&two.get(&format!("{at}/report?lang=en")).await.body);
    assert!(english.contains("Put right: ") && english.contains("Holds until 20"), "{english}");
    let csv = two.get(&format!("{at}/csv")).await.body;
    assert!(!csv.contains("출입기록을 갖출 것"), "{csv}");
}

fn value_of_area(page: &str, name: &str) -> String {
    let area = page.split(&format!(r#"<textarea id="{name}""#)).nth(1).unwrap();
    area.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn documents_on_offer_have_their_day_and_the_newest_stands_first() {
    let bed = Bed::new(fixtures::full());
    let (mut own, _, _) = three(&bed).await;
    let path = format!("/console/gates/{}", code());
    let form = form_of(&own.get(&path).await.body);
    let papers = [
        ("2020-03-01", "old"),
        ("2026-11-02", "new"),
        ("2026-10-02", "mid"),
        ("2026-09-02", "last"),
    ];
    for (observed, bytes) in papers {
        // What came in last stands first, whatever day is written in it.
        bed.pass(if bytes == "last" { 60 } else { 0 });
        let fields = [
            ("form", form.as_str()),
            ("title", "점검 결과"),
            ("kind", "document"),
            ("observed", observed),
        ];
        let sent =
            own.post_file(&format!("{path}/evidence"), &fields, ("a.txt", bytes.as_bytes())).await;
        assert!(sent.location().starts_with(&format!("{path}?in=")), "{}", said(&sent.body));
    }
    let at = ask(&mut own).await;
    let page = own.get(&format!("{at}?item=ORG-07")).await.body;
    let offered = page.split(r#"<select id="sha256""#).nth(1).unwrap().split("</select>").next();
    let offered = offered.unwrap();
    let place = |text: &str| offered.find(text);
    let (newest, older) = (place("점검 결과 · 2026-11-02 · "), place("점검 결과 · 2026-10-02 · "));
    assert!(newest.unwrap() < older.unwrap(), "{offered}");
    assert!(place("점검 결과 · 2026-09-02 · ").unwrap() < newest.unwrap(), "{offered}");
    assert_eq!(place("2020-03-01"), None, "what no longer counts is not on offer: {offered}");
    let sha = offered[..newest.unwrap()].rsplit("value=\"").next().unwrap();
    let sha = sha.split('"').next().unwrap().to_owned();
    let both = [("item", "ORG-07"), ("text", "새 결과를 냄"), ("sha256", sha.as_str())];
    let sent = send(&mut own, &at, "say", &both).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", said(&sent.body));
    let page = in_line(&own.get(&format!("{at}?item=ORG-07")).await.body);
    assert!(page.contains("새 결과를 냄") && page.contains("2026-11-02"), "{page}");
    let wrong = [("item", "ORG-07"), ("text", "새 결과를 냄"), ("sha256", "abc")];
    marked(&send(&mut own, &at, "say", &wrong).await, "sha256", "제출한 문서가 아닙니다");
    // A word that is too long is wrong at its own field.
    let long = "가".repeat(2_001);
    let long = [("item", "ORG-07"), ("text", long.as_str()), ("sha256", "")];
    marked(&send(&mut own, &at, "say", &long).await, "text", "2000자까지 쓸 수 있습니다");
    let page = own.get(&format!("{at}?item=ORG-07")).await.body;
    let way = format!(r#"href="/console/gates/{}?open=hand-in#hand-in""#, code());
    assert!(page.contains(&way), "to the form, unfolded: {page}");

    // What was named by mistake is taken off again by whoever named it.
    let off = [("item", "ORG-07"), ("sha256", sha.as_str())];
    let post = Post::new(Role::Fintech, Scope::Institution(code())).unwrap();
    let mut colleague = enter(&bed, post, "narae-2", "이나래").await;
    let item = format!("{at}?item=ORG-07");
    assert!(!colleague.get(&item).await.body.contains("이 항목에서 빼기"));
    let seen = send(&mut colleague, &at, "take-off", &off).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.body.contains("고른 사람만 뺄 수"), "{}", said(&seen.body));
    assert!(own.get(&item).await.body.contains("이 항목에서 빼기"));
    let sent = send(&mut own, &at, "take-off", &off).await;
    assert_eq!(sent.location(), format!("{at}?item=ORG-07#item"), "{}", said(&sent.body));
    let page = in_line(&own.get(&item).await.body);
    assert!(
        !page.contains("이 항목에서 빼기") && page.contains("점검 결과 · 2026-11-02"),
        "{page}"
    );
}

/// A check that was not passed tells its institution what it may do now and what comes next: on its
/// page, in the notice, which leads to it, and on the path.
#[tokio::test]
async fn a_check_that_was_not_passed_says_what_comes_next() {
    let bed = Bed::new(fixtures::full());
    let (mut own, mut one, mut two) = three(&bed).await;
    let at = ask(&mut own).await;
    begin(&bed, &mut one, &at).await;
    judged(&bed, &at, &["ORG-07"]).await;
    bed.pass(60);
    let page = one.get(&at).await.body;
    let key = value_of(&page, r#"name="key" value=""#).to_owned();
    let wish = [("key", key.as_str()), ("verdict", "failed"), ("reason", "출입기록이 없음")];
    let wish: Vec<(&'static str, &str)> = wish.to_vec();
    let case = send(&mut one, &at, "verdict", &wish).await.location().to_owned();
    let shown = two.get(&case).await.body;
    let done = two.post(&format!("{case}/confirm"), &[("form", &form_of(&shown))]).await;
    assert_eq!(done.location(), case, "{}", done.body);

    let page = own.get(&at).await.body;
    let told = in_line(&page);
    for text in ["부적합으로 끝났고, 지금 자격은 개시 전입니다", "점검을 다시 신청하십시오"]
    {
        assert!(told.contains(text), "{text} in {told}");
    }
    let inbox = own.get("/console/inbox?topic=gates").await.body;
    let notice = format!("/console/inbox/{}", value_of(&inbox, r#"href="/console/inbox/"#));
    let notice = own.get(&notice).await.body;
    assert!(notice.contains(&format!(r#"href="{at}""#)), "the way to the check: {notice}");
    let told = said(&notice);
    assert!(told.contains("판정 뒤의 자격은 개시 전입니다"), "{told}");
    assert!(told.contains("점검을 다시 신청해 주십시오"), "{told}");
    assert!(said(&two.get(&at).await.body).contains("이용기관이 보완한 뒤 다시 신청할 차례"));
    // Its path leads to what was found, and to where it goes on; others are not sent there.
    let path = own.get("/console/gates?lang=ko").await.body;
    let lead = crate::gates_pages::lead(&path);
    for (to, word) in [(at.as_str(), "지적 사항 보기"), ("/console/checks", "기관점검 화면으로")]
    {
        let link = format!(r#"<a class="nw" href="{to}">{word}</a>"#);
        assert!(lead.contains(&link), "{link} in {lead}");
    }
    let path = two.get(&format!("/console/gates/{}", code())).await.body;
    let lead = crate::gates_pages::lead(&path);
    assert!(!lead.contains("지적 사항 보기") && !lead.contains("화면으로"), "{lead}");
    // Its own column says whose turn it is: who checks it is not told.
    let queue = own.get("/console/checks?lang=ko").await.body;
    assert!(queue.contains("부적합") && !queue.contains("점검관</th>"), "{queue}");
    assert!(two.get("/console/checks").await.body.contains("점검관</th>"));
}

type Spoil = fn(&mut check::Item);

/// What is wrong with an item of a list is said, not only where; a list that is read before it is
/// used leads to the proposal of its use.
#[tokio::test]
async fn a_list_says_what_is_wrong_with_it_and_leads_to_its_use() {
    let bed = Bed::new(fixtures::full());
    applied(&bed).await;
    let mut one = enter(&bed, post(Role::Inspector), "seo-jeong.yun", "윤서정").await;
    let path = "/console/checks/lists";
    let form = form_of(&one.get(path).await.body);
    let shipped = check::list::shipped().iter().find(|it| it.id == "web").unwrap();
    let mut list = shipped.clone();
    list.version = 2;
    let cases: [(Spoil, &str); 4] = [
        (|it| it.severity = 9, "심각도(severity)는 1부터 5까지인데 9입니다"),
        (|it| it.area = "nowhere".into(), "영역(area) ‘nowhere’이(가) 목록에 없습니다"),
        (|it| it.validity_days = 0, "문서 유효 일수(validity_days)는 1부터 3,660까지인데 0입니다"),
        (|it| it.signals = vec!["moon".into()], "‘moon’은(는) 나루가 보는 신호(signals)가"),
    ];
    for (spoil, text) in cases {
        let mut bad = list.clone();
        spoil(&mut bad.items[3]);
        let file = serde_json::to_string(&bad).unwrap();
        let seen = one.post(path, &[("form", &form), ("text", &file)]).await;
        let wanted = format!("{}: {text}", list.items[3].id);
        assert!(said(&seen.body).contains(&wanted), "{wanted} in {}", said(&seen.body));
    }
    let file = serde_json::to_string(&list).unwrap();
    let done = one.post(path, &[("form", &form), ("text", &file)]).await;
    assert_eq!(done.location(), path, "{}", done.body);
    let way = format!("{path}?use=web@2#use");
    let page = one.get(&format!("{path}/web@2")).await.body;
    assert!(page.contains(&format!(r#"href="{way}""#)), "{page}");
    let page = one.get(&format!("{path}?use=web@2")).await.body;
    assert!(page.contains(r#"<details class="ask" id="use" open>"#), "{page}");
    let shipped = one.get(&format!("{path}/web@1")).await.body;
    assert!(!shipped.contains("?use="), "{shipped}");
}
