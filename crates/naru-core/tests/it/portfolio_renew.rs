//! Newer data, matter by matter: what follows is what a whole re-evaluation of every system would
//! have found, on both engines, with data drawn by lot.

use crate::portfolio::{Bed, DAY_S};
use naru_base::{Id, Micros};
use naru_core::oss::portfolio::{self, Duty, FindingRow, SystemRow};
use naru_lab::oss::{Advice, CRITICAL, MEDIUM, bill};

const SYSTEMS: usize = 7;
const ROUNDS: usize = 6;
const PACKAGES: [(&str, &str, &str); 4] = [
    ("npm", "quay", "pkg:npm/quay"),
    ("npm", "mast", "pkg:npm/mast"),
    ("Maven", "org.example:keel", "pkg:maven/org.example/keel"),
    ("PyPI", "oar", "pkg:pypi/oar"),
];
const VERSIONS: [&str; 6] = ["1.0.0", "1.1.0", "1.2.0", "2.0.0", "2.1.0", "3.0.0"];
/// Few names, so that one matter comes to be known by another's.
const NAMES: [&str; 7] = [
    "CVE-2026-0001",
    "CVE-2026-0002",
    "CVE-2026-0003",
    "GHSA-aaaa-bbbb-cccc",
    "GHSA-dddd-eeee-ffff",
    "OSV-2026-1",
    "OSV-2026-2",
];
const SCORES: [&str; 4] = [CRITICAL, MEDIUM, "", "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:L/A:N"];

/// Drawn by lot, the same in every run.
struct Lot(u64);

impl Lot {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        usize::try_from(self.0 >> 33).expect("it is small") % end
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn advice(&mut self) -> Advice<'static> {
        let (ecosystem, name, _) = self.one(&PACKAGES);
        Advice {
            id: self.one(&NAMES),
            cve: self.one(&NAMES),
            package: (ecosystem, name),
            fixed: self.one(&VERSIONS),
            vector: self.one(&SCORES),
            is_exploited: self.below(5) == 0,
        }
    }

    /// Some packages, one or two versions of each.
    fn bill(&mut self) -> String {
        let mut purls = vec!["pkg:npm/always@1.0.0".to_owned()];
        for (_, _, purl) in PACKAGES {
            for _ in 0..self.below(3) {
                let one = format!("{purl}@{}", self.one(&VERSIONS));
                if !purls.contains(&one) {
                    purls.push(one);
                }
            }
        }
        bill("app", "1.0", &purls.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

/// Two portfolios that see the same: one goes from matter to matter, the other evaluates every
/// system as a whole, as it does when a bill comes.
struct Pair {
    step: Bed,
    whole: Bed,
    systems: Vec<(Id, Id, String)>,
}

impl Pair {
    fn each(&self, with: impl Fn(&Bed)) {
        with(&self.step);
        with(&self.whole);
    }

    fn hand_in(&self, at: usize) {
        let (one, other, text) = &self.systems[at];
        self.step.hand_in(*one, text);
        self.whole.hand_in(*other, text);
    }

    fn compare(&self, told: &str) -> usize {
        let one = on_record(&self.step);
        let other = on_record(&self.whole);
        for (a, b) in one.0.iter().zip(&other.0) {
            assert_eq!(a, b, "{told}");
        }
        assert_eq!(one.0.len(), other.0.len(), "{told}");
        assert_eq!(one.1, other.1, "{told}: what is counted of each system");
        one.0.len()
    }
}

/// Every finding ever, and what is counted of each system; without what is drawn anew for each
/// portfolio.
fn on_record(bed: &Bed) -> (Vec<String>, Vec<String>) {
    let mut all = Vec::new();
    for name in NAMES {
        all.extend(
            bed.read(move |tx| Ok(portfolio::advisory_exposed(tx, name, None, None, 1_000)?)),
        );
    }
    let finding = |it: FindingRow| {
        let none = Id::from_parts(0, 0);
        format!("{:?}", FindingRow { seq: 0, package: 0, system: none, ..it })
    };
    let mut all: Vec<String> = all.into_iter().map(finding).collect();
    all.sort();
    let every = portfolio::Systems::default();
    let rows = bed.read(move |tx| Ok(portfolio::systems(tx, &every, (None, Micros::new(0)), 100)?));
    let counts = |it: SystemRow| {
        format!("{} {} {} {} {:?}", it.system.name, it.open, it.grave, it.worst, it.next_due_at)
    };
    let mut counted: Vec<String> = rows.into_iter().map(counts).collect();
    counted.sort();
    (all, counted)
}

fn matter_by_matter_comes_to_the_same_as_everything_anew(step: Bed, whole: Bed, seed: u64) {
    const NAMED: [&str; SYSTEMS] = ["가", "나", "다", "라", "마", "바", "사"];
    let mut lot = Lot(seed);
    let mut pair = Pair { step, whole, systems: Vec::new() };
    for (n, name) in NAMED.into_iter().enumerate() {
        let duty = if n % 2 == 0 { Duty::Live } else { Duty::Internal };
        let (one, other) =
            (pair.step.declare(n % 3 + 1, name, duty), pair.whole.declare(n % 3 + 1, name, duty));
        pair.systems.push((one, other, lot.bill()));
        pair.hand_in(n);
    }
    let mut advices: Vec<Advice<'static>> = Vec::new();
    let mut findings = 0;
    for round in 0..ROUNDS {
        pair.each(|bed| bed.later(DAY_S));
        advices.retain(|_| lot.below(3) > 0);
        for _ in 0..4 {
            let next = lot.advice();
            advices.retain(|it| it.id != next.id);
            advices.push(next);
        }
        match round % 2 {
            0 => drop(pair.step.data(&advices)),
            _ => drop(pair.step.data_after_others(&advices)),
        }
        pair.whole.take(&advices);
        for (_, system, text) in &pair.systems {
            pair.whole.hand_in(*system, text);
        }
        findings += pair.compare(&format!("seed {seed}, round {round}, {advices:?}"));
        // A bill changes between two imports.
        pair.each(|bed| bed.later(DAY_S / 2));
        let at = lot.below(SYSTEMS);
        pair.systems[at].2 = lot.bill();
        pair.hand_in(at);
    }
    assert!(findings > 30, "{findings} findings say little");
    assert_eq!(pair.step.read(|tx| Ok(portfolio::pending(tx)?)).todo, 0);
}

mod sqlite {
    use super::Bed;

    #[test]
    fn matter_by_matter_comes_to_the_same_as_everything_anew() {
        for seed in 1..=12 {
            let (step, whole) = (Bed::sqlite(), Bed::sqlite());
            super::matter_by_matter_comes_to_the_same_as_everything_anew(step, whole, seed);
        }
    }
}

mod postgres {
    use super::Bed;

    #[test]
    fn matter_by_matter_comes_to_the_same_as_everything_anew() {
        for seed in 20..=22 {
            let Some((step, whole)) = Bed::postgres().zip(Bed::postgres()) else { return };
            super::matter_by_matter_comes_to_the_same_as_everything_anew(step, whole, seed);
        }
    }
}
