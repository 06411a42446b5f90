//! Licences: texts, expressions, the matrix, obligations.

use std::collections::BTreeMap;

use naru_sbom::licence::{
    Expression, Matrix, MatrixError, Obligation, Reach, UseCase, Verdict, is_listed, obligations,
    reach_of,
};
use proptest::prelude::*;

use crate::suites;

#[test]
fn expressions_say_what_may_be_chosen_and_what_must_be_obeyed_together() {
    let choices = |text: &str| -> Vec<Vec<String>> {
        let read = Expression::parse(text).expect(text);
        let list = read.choices().iter();
        list.map(|choice| choice.iter().map(ToString::to_string).collect()).collect()
    };
    assert_eq!(choices("MIT OR Apache-2.0"), [["MIT"], ["Apache-2.0"]]);
    assert_eq!(choices("MIT AND (ISC OR Zlib)"), [["ISC", "MIT"], ["MIT", "Zlib"]]);
    assert_eq!(choices("MIT OR ISC AND Zlib"), [vec!["MIT"], vec!["ISC", "Zlib"]]);
    assert_eq!(
        choices("GPL-2.0-or-later WITH Classpath-exception-2.0"),
        [["GPL-2.0-or-later WITH Classpath-exception-2.0"]]
    );
    assert_eq!(choices("MPL-1.1+"), [["MPL-1.1+"]]);
    assert_eq!(choices("LicenseRef-daon"), [["LicenseRef-daon"]]);
    assert_eq!(choices("MIT OR MIT"), [["MIT"]]);
    let met = |text: &str| {
        let read = Expression::parse(text).expect(text);
        read.is_met(|term| term.licence == "MIT")
    };
    assert!(met("MIT OR GPL-3.0-only") && !met("MIT AND GPL-3.0-only"));
    assert_eq!(Expression::parse_lenient("MIT/Apache-2.0").map(|e| e.choices().len()), Ok(2));
    for (bad, at) in
        [("MIT OR", 6), ("", 0), ("(MIT", 0), ("MIT)", 3), ("Foo-1.0", 0), ("MIT ISC", 4)]
    {
        let error = Expression::parse(bad).expect_err(bad);
        assert_eq!(error.span.0, at, "{bad}: {error}");
        assert!(error.ko() != error.en());
    }
    let many = ["(MIT OR ISC OR Zlib)"; 9].join(" AND ");
    assert_eq!(Expression::parse(&many).map(|read| read.choices().len()), Ok(7), "sets, not lists");
    let ids = [
        "MIT", "ISC", "Zlib", "0BSD", "NCSA", "X11", "curl", "WTFPL", "Vim", "TCL", "SMLNJ", "Ruby",
    ];
    let wide: Vec<String> = ids.chunks(2).map(|pair| format!("({})", pair.join(" OR "))).collect();
    assert_eq!(Expression::parse(&wide.join(" AND ")).map(|read| read.choices().len()), Ok(64));
    let wider = format!("{} AND (BSD-2-Clause OR BSD-3-Clause)", wide.join(" AND "));
    assert!(Expression::parse(&wider).is_err(), "too many choices are refused, not cut");
    assert!(is_listed("MIT") && !is_listed("mit") && !is_listed("LicenseRef-x"));
}

#[test]
fn the_matrix_is_reproduced_cell_by_cell_and_unknown_is_never_yes() {
    let Some(path) = suites::find("oss/compat/osadl-matrix.csv") else { return };
    let text = suites::text(&path);
    let matrix = Matrix::of_csv(&text).expect("the published matrix is one");
    let mut count = suites::Count::new("licence matrix cells");
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let names = matrix.names();
    for (row, line) in text.lines().skip(1).enumerate() {
        for (column, word) in line.split(',').skip(1).enumerate() {
            let verdict = matrix.verdict(&names[row], &names[column]);
            let is_right =
                verdict.word() == word && verdict.is_allowed() == matches!(word, "Yes" | "Same");
            count.case(is_right, || format!("{} {}", names[row], names[column]));
            *seen.entry(verdict.word()).or_default() += 1;
        }
    }
    assert_eq!(seen["Unknown"], 983);
    count.finish(12_100);
}

#[test]
fn a_component_is_judged_by_the_best_of_its_choices() {
    let text = "Compatibility*,A,MIT,GPL-2.0-only\nA,Same,Yes,No\nMIT,Unknown,Same,No\n\
                GPL-2.0-only,Check dependency,Yes,Same\n";
    let matrix = Matrix::of_csv(text).expect("a small matrix");
    let judge = |leading: &str, text: &str| {
        let component = Expression::parse_lenient(text).expect(text);
        let (verdict, choice) = matrix.judge(leading, &component);
        (verdict, choice.map(|terms| terms.iter().map(ToString::to_string).collect::<Vec<_>>()))
    };
    let chosen = |words: &[&str]| Some(words.iter().map(ToString::to_string).collect());
    assert_eq!(judge("A", "MIT OR GPL-2.0-only"), (Verdict::Yes, chosen(&["MIT"])));
    assert_eq!(judge("A", "MIT AND GPL-2.0-only").0, Verdict::No);
    assert_eq!(judge("A", "MIT AND ISC").0, Verdict::Unknown, "not in the matrix is not allowed");
    assert_eq!(judge("MIT", "GPL-2.0-only WITH Classpath-exception-2.0").0, Verdict::Unknown);
    assert_eq!(judge("nobody", "MIT").0, Verdict::Unknown);
    assert!(!Verdict::CheckDependency.is_allowed() && !Verdict::Unknown.is_allowed());
    for (bad, error) in [
        ("", MatrixError::Empty),
        ("x,A,B\nA,Same,Yes\n", MatrixError::Ragged(2)),
        ("x,A,B\nA,Same\nB,Yes,Same\n", MatrixError::Ragged(2)),
        ("x,A,B\nB,Same,Yes\nA,Yes,Same\n", MatrixError::OutOfOrder(2)),
        ("x,A,B\nA,Same,Perhaps\nB,Yes,Same\n", MatrixError::BadWord(2, 3)),
        ("x,A,A\n", MatrixError::Repeated("A".to_owned())),
    ] {
        assert_eq!(Matrix::of_csv(bad), Err(error), "{bad:?}");
    }
}

#[test]
fn duties_depend_on_the_use_and_what_is_not_known_is_not_nothing() {
    let has = |id: &str, used: UseCase, duty: Obligation| {
        obligations(id, used).expect(id).contains(&duty)
    };
    assert!(has("MIT", UseCase::Binary, Obligation::Notice));
    assert_eq!(obligations("MIT", UseCase::Service), Some(vec![]));
    assert!(has("Apache-2.0", UseCase::Modified, Obligation::StateChanges));
    assert!(!has("Apache-2.0", UseCase::Binary, Obligation::StateChanges));
    assert!(has("GPL-2.0-only", UseCase::Binary, Obligation::SourceOffer));
    assert!(!has("GPL-2.0-only", UseCase::Service, Obligation::SourceOffer));
    assert!(has("GPL-2.0-only", UseCase::Combined, Obligation::SameLicence));
    assert!(has("LGPL-2.1-only", UseCase::Combined, Obligation::Relink));
    assert!(!has("LGPL-2.1-only", UseCase::Combined, Obligation::SameLicence));
    assert!(has("AGPL-3.0-only", UseCase::Service, Obligation::NetworkSource));
    assert!(has("MPL-2.0", UseCase::Modified, Obligation::SameLicenceForChanges));
    assert!(!has("MPL-2.0", UseCase::Combined, Obligation::SameLicence));
    assert!(has("BSL-1.0", UseCase::Source, Obligation::Notice));
    assert_eq!(obligations("BSL-1.0", UseCase::Binary), Some(vec![]));
    assert_eq!((obligations("Nobody-1.0", UseCase::Binary), reach_of("Nobody-1.0")), (None, None));
    assert_eq!(reach_of("GPL-3.0-or-later"), Some(Reach::Program));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_answered(text in "[-A-Za-z0-9.+() ]{0,80}|.{0,60}") {
        let read = [Expression::parse(&text), Expression::parse_lenient(&text)];
        for expression in read.into_iter().flatten() {
            prop_assert!(!expression.choices().is_empty());
            prop_assert!(expression.choices().iter().all(|choice| !choice.is_empty()));
        }
        let _ = Matrix::of_csv(&text);
    }

    #[test]
    fn what_is_met_is_met_by_its_own_terms(
        ids in prop::collection::vec(prop::sample::select(vec!["MIT", "ISC", "Zlib", "0BSD"]), 1..5),
        ands in prop::collection::vec(any::<bool>(), 4),
    ) {
        let mut text = ids[0].to_owned();
        for (id, is_and) in ids[1..].iter().zip(ands) {
            text = format!("({text}) {} {id}", if is_and { "AND" } else { "OR" });
        }
        let read = Expression::parse(&text).expect("it is made as one");
        prop_assert!(read.is_met(|_| true) && !read.is_met(|_| false));
        for choice in read.choices() {
            prop_assert!(read.is_met(|term| choice.contains(term)));
        }
    }
}
