//! The decisions as tables.

use super::decide::{Given, Wish, decide, findings, is_large, is_sheet};
use super::deeds;
use super::model::{Area, Exclusion, Finding, Form, Grounds, Item, Paper, Rules, Sheet};
use crate::admission::Class;
use crate::identity::Scope;
use naru_base::{ClientUseCode, Id, Micros, Won};
use std::collections::{BTreeMap, BTreeSet};

fn rules() -> Rules {
    let papers = BTreeSet::from([Paper::Registration, Paper::Plan]);
    Rules {
        classes: BTreeMap::from([(Class::Fintech, (papers, "source".to_owned()))]),
        exclusions: BTreeMap::from([(Exclusion::Gambling, "source".to_owned())]),
    }
}

fn item(code: &str, points_max: i64) -> Item {
    let (name_ko, name_en) = ("항목".to_owned(), "Item".to_owned());
    Item { area: Area::Risk, code: code.to_owned(), points_max, name_ko, name_en }
}

fn sheet() -> Sheet {
    Sheet {
        code: "2019".into(),
        valid_from: Micros::new(0),
        capital_min: Won::new(2_000_000_000),
        points_min: 60,
        source: "source".into(),
        items: vec![item("a", 50), item("b", 50)],
    }
}

fn form(capital: i64) -> Form {
    Form {
        id: Id::from_parts(1, 1),
        institution: ClientUseCode::parse("M202600001").unwrap(),
        class: Class::Fintech,
        capital: Won::new(capital),
        model: "송금".into(),
        scopes: vec![Scope::Inquiry, Scope::Transfer, Scope::Sa],
        declared: BTreeSet::new(),
        papers: BTreeMap::from([(Paper::Registration, [1; 32]), (Paper::Plan, [2; 32])]),
        filed_at: Micros::new(1),
        filed_by: "staff:x".into(),
    }
}

fn yes(scores: &[(&str, i64)]) -> Wish {
    let scores = scores.iter().map(|(item, n)| ((*item).to_owned(), *n)).collect();
    Wish { grounds: None, note: String::new(), scores, holds_until: Some(Micros::new(100)) }
}

#[test]
fn what_the_rules_find() {
    assert_eq!(findings(&rules(), &form(0)), []);
    let mut it = form(0);
    it.papers.remove(&Paper::Plan);
    it.declared = BTreeSet::from([Exclusion::Gambling, Exclusion::Bankrupt]);
    // An exclusion that is not in force excludes nobody.
    let want = [Finding::Excluded(Exclusion::Gambling), Finding::Missing(Paper::Plan)];
    assert_eq!(findings(&rules(), &it), want);
    it.class = Class::Bank;
    assert_eq!(findings(&rules(), &it)[0], Finding::Class(Class::Bank));
}

#[test]
fn own_authentication_is_for_the_large_only() {
    let two_bn = 2_000_000_000;
    /// Capital, scores; points, and whether that is large.
    type Case<'c> = (i64, &'c [(&'c str, i64)], Option<i64>, bool);
    let table: [Case<'_>; 5] = [
        (two_bn, &[("a", 30), ("b", 30)], Some(60), true),
        (two_bn, &[("a", 30), ("b", 29)], Some(59), false),
        (two_bn - 1, &[("a", 50), ("b", 50)], Some(100), false),
        (two_bn, &[], None, false),
        (two_bn, &[("a", 50), ("b", 10)], Some(60), true),
    ];
    for (capital, scores, points, large) in table {
        let got = decide(&rules(), &sheet(), &form(capital), &yes(scores)).unwrap();
        assert_eq!((got.points, got.is_large), (points, large), "{capital} {scores:?}");
        assert_eq!(got.scopes.contains(&Scope::Sa), large, "{capital} {scores:?}");
        assert!(got.scopes.contains(&Scope::Transfer));
        assert_eq!(is_large(&sheet(), Won::new(capital), points), large);
    }
}

#[test]
fn a_score_names_every_item_once_and_no_more_than_its_most() {
    for scores in [
        [("a", 51), ("b", 1)].as_slice(),
        &[("a", -1), ("b", 1)],
        &[("a", 1)],
        &[("a", 1), ("b", 1), ("c", 1)],
    ] {
        let got = decide(&rules(), &sheet(), &form(0), &yes(scores));
        assert_eq!(got.unwrap_err().code, "eligibility/score-malformed", "{scores:?}");
    }
}

#[test]
fn a_yes_needs_a_form_without_findings_and_an_end_and_a_no_needs_neither() {
    let code =
        |it: &Form, wish: &Wish| decide(&rules(), &sheet(), it, wish).err().map(|it| it.code);
    let mut it = form(0);
    it.papers.clear();
    assert_eq!(code(&it, &yes(&[])), Some("eligibility/paper-missing"));
    it.declared.insert(Exclusion::Gambling);
    assert_eq!(code(&it, &yes(&[])), Some("eligibility/excluded"));
    it.class = Class::Bank;
    assert_eq!(code(&it, &yes(&[])), Some("eligibility/class-not-allowed"));
    let no = Wish { grounds: Some(Grounds::Excluded), ..yes(&[]) };
    let given = decide(&rules(), &sheet(), &it, &no).unwrap();
    assert_eq!(given, Given { points: None, is_large: false, scopes: vec![] });
    let endless = Wish { holds_until: None, ..yes(&[]) };
    assert_eq!(code(&form(0), &endless), Some("eligibility/end-missing"));
}

#[test]
fn a_sheet_counts_from_a_later_day_and_says_what_it_must() {
    let next = |f: &dyn Fn(&mut Sheet)| {
        let mut it = sheet();
        it.code = "2020".into();
        it.valid_from = Micros::new(10);
        f(&mut it);
        is_sheet(&it, Some(&sheet())).is_ok()
    };
    assert!(next(&|_| {}));
    assert!(!next(&|it| it.valid_from = Micros::new(0)), "nothing is decided again");
    assert!(!next(&|it| it.code = "2019".into()));
    assert!(!next(&|it| it.points_min = 101), "nobody could reach it");
    assert!(!next(&|it| it.items.clear()));
    assert!(!next(&|it| it.items.push(item("a", 5))), "twice");
    assert!(!next(&|it| it.items[0].points_max = 0));
    assert!(!next(&|it| it.source.clear()), "without a source");
}

#[test]
fn the_schema_has_the_same_words() {
    let sql = super::MIGRATION.sql;
    let words = Paper::ALL.map(Paper::as_str).into_iter().chain(Area::ALL.map(Area::as_str));
    let words = words.chain(Grounds::ALL.map(Grounds::as_str));
    let words = words.chain(Exclusion::ALL.map(Exclusion::as_str));
    for word in words.chain(Class::ALL.map(Class::as_str)) {
        assert!(sql.contains(&format!("'{word}'")), "{word}");
    }
    for kind in &deeds::KINDS {
        assert!(kind.name.starts_with(deeds::PREFIX), "{}", kind.name);
    }
}
