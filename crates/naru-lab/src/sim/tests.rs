use super::{SimOptions, run, run_many};

/// Nothing is broken in these seeds. A few in each test, so that they run beside each other.
fn hold(seeds: std::ops::RangeInclusive<u64>) {
    let count = seeds.clone().count();
    let summary = run_many(seeds, |_| ());
    for violation in summary.violations.iter().take(20) {
        println!("{violation:?}");
    }
    println!("{} transfers, {} faults", summary.transfers, summary.faults);
    assert!(summary.violations.is_empty(), "the first: {:?}", summary.violations[0]);
    assert_eq!(summary.seeds, count);
    assert!(summary.transfers >= count * 300, "{} transfers", summary.transfers);
    assert!(summary.faults >= count as u64 * 100, "{} faults", summary.faults);
}

#[test]
fn sim_seeds_1_to_5() {
    hold(1..=5);
}

#[test]
fn sim_seeds_6_to_10() {
    hold(6..=10);
}

#[test]
fn sim_seeds_11_to_15() {
    hold(11..=15);
}

#[test]
fn sim_seeds_16_to_20() {
    hold(16..=20);
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

#[cfg(feature = "planted-bugs")]
mod planted {
    use super::{SimOptions, run};
    use naru_core::planted::Bug;

    /// The bug is found within twenty seeds, by the right name; and not without the bug.
    fn caught(bug: Bug, invariants: &[&str]) {
        for seed in 1..=20 {
            let report = run(&SimOptions { plant: Some(bug), ..SimOptions::new(seed) });
            let Some(first) = report.violations.first() else { continue };
            assert!(invariants.contains(&first.invariant), "{bug:?} was found as {first:?}");
            assert_eq!(first.replay, format!("naru sim --seed {seed}"));
            let sound = run(&SimOptions::new(seed));
            assert_eq!(sound.violations, Vec::new(), "without the bug");
            return;
        }
        panic!("{bug:?} was not found in twenty seeds");
    }

    #[test]
    fn planted_doubt_taken_for_failure_is_caught() {
        caught(Bug::DoubtIsFailure, &["I7"]);
    }

    #[test]
    fn planted_limit_that_forgets_reservations_is_caught() {
        caught(Bug::LimitForgetsReservations, &["I8"]);
    }

    #[test]
    fn planted_conclusion_booked_twice_is_caught() {
        caught(Bug::ConclusionBooksTwice, &["I1", "I5"]);
    }

    #[test]
    fn planted_fee_on_one_side_is_caught() {
        caught(Bug::FeeOneSided, &["I1"]);
    }

    #[test]
    fn planted_conflict_that_is_applied_is_caught() {
        caught(Bug::ConflictApplied, &["I3"]);
    }

    #[test]
    fn planted_deposit_booked_backwards_is_caught() {
        caught(Bug::DepositBackwards, &["I1", "I5"]);
    }

    #[test]
    fn planted_funds_that_forget_reservations_are_caught() {
        caught(Bug::FundsForgetReservations, &["I8"]);
    }

    #[test]
    fn planted_claims_that_are_not_counted_are_caught() {
        caught(Bug::ReturnsUncounted, &["I8"]);
    }

    #[test]
    fn planted_cover_that_forgets_reservations_is_caught() {
        caught(Bug::CoverForgetsReservations, &["I8"]);
    }

    #[test]
    fn planted_cover_that_forgets_claims_is_caught() {
        caught(Bug::CoverForgetsClaims, &["I8"]);
    }

    #[test]
    fn planted_month_that_is_forgotten_is_caught() {
        caught(Bug::MonthForgotten, &["I8"]);
    }
}
