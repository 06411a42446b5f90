use super::{SimOptions, run, run_many};

#[test]
fn sim_twenty_seeds() {
    let summary = run_many(1..=20);
    for violation in summary.violations.iter().take(20) {
        println!("{violation:?}");
    }
    println!("{} transfers, {} faults", summary.transfers, summary.faults);
    assert!(summary.violations.is_empty(), "the first: {:?}", summary.violations[0]);
    assert_eq!(summary.seeds, 20);
    assert!(summary.transfers >= 20 * 300, "{} transfers", summary.transfers);
    assert!(summary.faults >= 20 * 100, "{} faults", summary.faults);
}

#[test]
fn the_same_seed_gives_the_same_digest_and_another_seed_another() {
    let (a, again, b) =
        (run(&SimOptions::new(7)), run(&SimOptions::new(7)), run(&SimOptions::new(8)));
    assert_eq!(a, again);
    assert_eq!(a.digest.len(), 64);
    assert_ne!(a.digest, b.digest);
}

#[test]
fn without_faults_nothing_goes_wrong_and_nothing_is_thrown() {
    let report = run(&SimOptions { faults: false, ..SimOptions::new(1) });
    assert_eq!((report.violations, report.faults), (Vec::new(), 0));
    assert!(report.transfers >= 300);
}
