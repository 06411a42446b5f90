//! `bench`: small runs; each checks its own result and fails if it is wrong.

use crate::bed::Bed;

#[test]
fn a_small_portfolio_is_measured_and_its_counts_are_printed() {
    let bed = Bed::with_data();
    let ran =
        bed.run("bench portfolio --db oss.db --boms 30 --components 40 --advisories 2000 --json");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let figures = ran.json();
    let number = |name: &str| figures[name].as_str().and_then(|it| it.parse::<u64>().ok());
    assert_eq!(number("portfolio.bills"), Some(30));
    // The two registries of a bill may be one, and a package then stands in it once.
    assert!(number("portfolio.rows").is_some_and(|it| (1000..=1200).contains(&it)), "{figures:#}");
    let (real, drawn) = (number("portfolio.advisories_real"), number("portfolio.advisories_drawn"));
    assert_eq!((real.zip(drawn).map(|it| it.0 + it.1), real > Some(0)), (Some(2000), true));
    assert!(number("portfolio.findings") > Some(0), "{figures:#}");
    for name in ["portfolio.full_s", "portfolio.new_s", "portfolio.who_p99_ms", "calibration.load1"]
    {
        assert!(figures[name].is_string(), "{name}: {figures:#}");
    }
}

#[test]
fn the_guard_is_measured_over_files_whose_finds_are_counted() {
    let ran = Bed::new().run("bench guard --megabytes 1 --json");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.json()["guard.mb_per_s"].is_string());
    assert_eq!(Bed::new().run("bench scan").code, 2, "it needs a lock file and a database");
}
