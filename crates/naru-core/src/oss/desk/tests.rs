use super::decide::{may_answer, may_ask, may_publish, may_withdraw, wrong_fields};
use super::model::{Asked, Standing};
use naru_base::{ClientUseCode, Id, Micros};

fn code(n: u8) -> ClientUseCode {
    ClientUseCode::parse(&format!("M20260000{n}")).expect("a code")
}

fn question(standing: Standing, is_published: bool) -> Asked {
    Asked {
        id: Id::from_parts(1, 1),
        seq: 1,
        institution: code(1),
        title: "내부망에서만 쓰는 AGPL".to_owned(),
        words: "직원만 쓰는 시스템도 소스를 공개해야 합니까".to_owned(),
        at: Micros::new(0),
        by: "staff:1".to_owned(),
        standing,
        since: Micros::new(0),
        is_published,
        answers: Vec::new(),
    }
}

#[test]
fn an_institution_sees_its_own_and_what_is_published_without_whose_it_was() {
    let (own, other, network) = (Some(code(1)), Some(code(2)), None);
    let quiet = question(Standing::Answered, false);
    assert!(quiet.is_seen_by(&own) && quiet.is_seen_by(&network));
    assert!(!quiet.is_seen_by(&other));
    let open = question(Standing::Answered, true);
    assert!(open.is_seen_by(&other) && !open.is_named_to(&other));
    assert!(open.is_named_to(&own) && open.is_named_to(&network));
}

#[test]
fn what_may_be_done_hangs_on_where_it_stands() {
    use Standing::{Answered, Asked as Open, Withdrawn};
    let code_of = |it: Result<(), naru_base::Refusal>| it.err().map(|it| it.code);
    let said = "직원에게만 보이면 요구하지 않습니다";
    // Standing; answered, published, taken back by its own institution.
    let table = [
        (Open, None, Some("oss/desk-unanswered"), None),
        (Answered, None, None, Some("oss/desk-answered")),
        (
            Withdrawn,
            Some("oss/desk-withdrawn"),
            Some("oss/desk-unanswered"),
            Some("oss/desk-answered"),
        ),
    ];
    for (standing, answered, published, withdrawn) in table {
        let it = question(standing, false);
        assert_eq!(code_of(may_answer(&it, said)), answered, "{standing}");
        assert_eq!(code_of(may_publish(&it)), published, "{standing}");
        assert_eq!(code_of(may_withdraw(&it, &code(1))), withdrawn, "{standing}");
        assert_eq!(code_of(may_withdraw(&it, &code(2))), Some("oss/desk-unknown"), "{standing}");
    }
}

#[test]
fn a_question_and_an_answer_say_something() {
    assert!(may_ask("AGPL과 내부망", "직원만 쓰는 시스템도 해당합니까").is_ok());
    for (title, words) in [
        ("a", "직원만 쓰는 시스템도"),
        ("AGPL과 내부망", "예?"),
        ("AGPL\n과 내부망", "직원만 쓰는 시스템도"),
    ] {
        assert_eq!(may_ask(title, words).expect_err("refused").code, "oss/desk-text", "{title}");
    }
    let both = wrong_fields("AGPL\n", "예?");
    let field = |it: &naru_base::Refusal| it.facts[0].1.clone();
    assert_eq!(both.iter().map(field).collect::<Vec<_>>(), ["title", "words"]);
    let it = question(Standing::Asked, false);
    assert_eq!(may_answer(&it, "예").expect_err("refused").code, "oss/desk-text");
}
