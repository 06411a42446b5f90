//! CVSS scores against vectors scored by the standards' own calculators.

use crate::suites::{self, Count};
use naru_sbom::cvss::{Cvss, Rating, Score, Version};
use proptest::prelude::*;

/// `7.8`, `-0.0`, `None`, with or without brackets, as tenths.
fn expected(text: &str) -> Vec<Option<u8>> {
    let tenths = |text: &str| -> Option<u8> {
        let text = text.trim().trim_start_matches('-');
        let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
        Some(whole.parse::<u8>().ok()? * 10 + tenth.parse::<u8>().ok()?)
    };
    let inner = text.trim_matches(['(', ')']).split(',').map(str::trim);
    inner.filter(|text| !text.is_empty()).map(tenths).collect()
}

#[test]
fn the_calculators_own_vectors() {
    let Some(folder) = suites::find("oss/cvss") else { return };
    let mut count = Count::new("cvss");
    for file in suites::files(&folder, "") {
        for line in suites::text(&file).lines().filter(|line| !line.is_empty()) {
            let (vector, scores) = line.split_once(" - ").expect("a vector and its scores");
            let must = expected(scores);
            let is = Cvss::parse(vector).map(|cvss| {
                let tenths = |score: Option<Score>| score.map(Score::tenths);
                match (cvss.version(), must.len()) {
                    (Version::V40, _) => vec![Some(cvss.score().tenths())],
                    _ => vec![
                        Some(cvss.base().tenths()),
                        tenths(cvss.temporal()),
                        tenths(cvss.environmental()),
                    ],
                }
            });
            count.case(is.as_ref() == Ok(&must), || format!("{line}: is {is:?}"));
        }
    }
    count.finish(7_667);
}

#[test]
fn what_is_no_vector_says_why() {
    let of = |text: &str| Cvss::parse(text).expect_err("must be refused").to_string();
    assert_eq!(of("CVSS:3.1/AV:N"), "not a CVSS vector: AC is missing");
    assert!(of("CVSS:3.1/AV:Q").contains("AV is one of N, A, L, P"));
    assert!(of("CVSS:5.0/AV:N").contains("CVSS:3.0/, 3.1/ or 4.0/"));
    assert!(of("AV:N/AC:L/Au:N/C:N/I:N/A:N/AV:N").contains("AV is there twice"));
}

#[test]
fn a_score_has_a_word() {
    let word = |vector: &str| Cvss::parse(vector).unwrap().score().rating();
    assert_eq!(word("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"), Rating::Critical);
    assert_eq!(word("(AV:L/AC:H/Au:M/C:N/I:N/A:N)"), Rating::None);
    assert_eq!(Rating::of_word("MODERATE"), Some(Rating::Medium));
    let high = Score::of_tenths(89).unwrap();
    assert_eq!((high.rating(), high.to_string()), (Rating::High, "8.9".to_owned()));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "(CVSS:(3.0|3.1|4.0)/)?([A-Za-z]{1,3}:[A-Z]{1,2}/){0,12}\\PC{0,8}") {
        if let Ok(cvss) = Cvss::parse(&text) {
            prop_assert!(cvss.score().tenths() <= 100);
        }
    }
}
