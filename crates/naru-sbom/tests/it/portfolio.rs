//! Many bills against advisories that come, change and go away.

use naru_sbom::advisory::{
    Advisory, Affected, Bound, Database, Interval, Package, Range, RangeKind,
};
use naru_sbom::portfolio::{Change, Portfolio, Which, concerned};
use naru_sbom::version::Ecosystem;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn advisory(id: &str, name: &str, fixed: &str) -> Advisory {
    let interval = Interval { from: Bound::Open, to: Bound::Without(fixed.to_owned()) };
    let range = Range { kind: RangeKind::Ecosystem, repo: None, intervals: vec![interval] };
    Advisory {
        id: id.to_owned(),
        affected: vec![Affected {
            ecosystem: Ecosystem::new("npm"),
            name: name.to_owned(),
            ranges: vec![range],
            versions: vec![],
            severities: vec![],
            paths: vec![],
        }],
        ..Advisory::default()
    }
}

fn package(name: &str, version: &str) -> Package {
    Package::new("npm", name, Some(version))
}

fn against(portfolio: &Portfolio, bill: u32) -> Vec<String> {
    let word = |(package, matter): (&Package, &naru_sbom::portfolio::Matter)| {
        let version = package.version.as_deref().unwrap_or_default();
        format!("{} {version} {}", package.name, matter.advisory)
    };
    portfolio.against(bill).map(word).collect()
}

fn told(portfolio: &Portfolio, changes: &[Change]) -> BTreeSet<u32> {
    changes.iter().flat_map(|it| portfolio.holders(it.package).iter().copied()).collect()
}

#[test]
fn a_new_advisory_touches_only_who_holds_the_package_and_a_corrected_one_takes_findings_away() {
    let mut database = Database::default();
    database.put(advisory("A-1", "rope", "1.2.0"));
    let mut portfolio = Portfolio::default();
    portfolio.put(1, [package("rope", "1.0.0"), package("sail", "1.0.0")]);
    portfolio.put(2, [package("rope", "1.0.0"), package("rope", "1.3.0")]);
    portfolio.put(3, [package("oar", "1.0.0")]);
    let changes = portfolio.judge(&database.index(), Which::New, 2);
    assert_eq!(told(&portfolio, &changes), [1, 2].into());
    assert_eq!(against(&portfolio, 2), ["rope 1.0.0 A-1"], "of two versions only the old one");

    let new = advisory("A-2", "sail", "2.0.0");
    let names = concerned(&new);
    database.put(new);
    let changes = portfolio.judge(&database.index(), Which::Named(&names), 2);
    assert_eq!((changes.len(), told(&portfolio, &changes)), (1, [1].into()));
    assert_eq!(against(&portfolio, 1), ["rope 1.0.0 A-1", "sail 1.0.0 A-2"]);

    // The range is corrected: 1.0.0 was never affected.
    let corrected = advisory("A-1", "rope", "0.9.0");
    let names = concerned(&corrected);
    database.advisories.insert("A-1".to_owned(), corrected);
    let changes = portfolio.judge(&database.index(), Which::Named(&names), 1);
    assert_eq!((changes.len(), changes[0].added.len(), changes[0].removed.len()), (1, 0, 1));
    assert_eq!(told(&portfolio, &changes), [1, 2].into());
    assert_eq!(against(&portfolio, 2), Vec::<String>::new());
    assert_eq!(portfolio.judge(&database.index(), Which::All, 2), []);
}

#[test]
fn another_edition_of_a_bill_replaces_it_and_who_has_it_is_known() {
    let mut portfolio = Portfolio::default();
    portfolio.put(7, [package("rope", "1.0.0"), package("rope", "1.0.0")]);
    portfolio.put(8, [package("rope", "1.5.0")]);
    let holders = |portfolio: &Portfolio, before: &str| -> Vec<u32> {
        let found = portfolio.who("npm", "rope", |it| it.version.as_deref() < Some(before));
        found.iter().flat_map(|it| it.1.iter().copied()).collect()
    };
    assert_eq!(holders(&portfolio, "1.2.0"), [7]);
    assert_eq!(holders(&portfolio, "2.0.0"), [7, 8]);
    portfolio.put(7, [package("rope", "1.2.0")]);
    assert_eq!(holders(&portfolio, "1.2.0"), Vec::<u32>::new());
    portfolio.remove(8);
    let counts = portfolio.counts();
    assert_eq!((counts.bills, counts.rows, counts.packages), (1, 1, 1));
}

/// What a change does to a world, for the property below.
#[derive(Debug, Clone)]
enum Step {
    Put(u32, Vec<(u8, u8)>),
    Remove(u32),
    Publish(u8, u8, u8),
    Withdraw(u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..4_u32, prop::collection::vec((0..5_u8, 0..6_u8), 0..6))
            .prop_map(|(b, p)| Step::Put(b, p)),
        (0..4_u32).prop_map(Step::Remove),
        (0..6_u8, 0..5_u8, 0..7_u8).prop_map(|(id, name, fixed)| Step::Publish(id, name, fixed)),
        (0..6_u8).prop_map(Step::Withdraw),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn step_by_step_gives_what_everything_anew_gives(
        steps in prop::collection::vec(step(), 1..24),
    ) {
        let mut database = Database::default();
        let mut portfolio = Portfolio::default();
        let mut bills: BTreeMap<u32, Vec<Package>> = BTreeMap::new();
        for step in steps {
            let mut names = BTreeSet::new();
            match step {
                Step::Put(bill, packages) => {
                    let packages: Vec<Package> = packages
                        .iter()
                        .map(|(name, version)| package(&format!("p{name}"), &format!("1.{version}.0")))
                        .collect();
                    portfolio.put(bill, packages.clone());
                    bills.insert(bill, packages);
                }
                Step::Remove(bill) => {
                    portfolio.remove(bill);
                    bills.remove(&bill);
                }
                Step::Publish(id, name, fixed) => {
                    let id = format!("A-{id}");
                    let new = advisory(&id, &format!("p{name}"), &format!("1.{fixed}.0"));
                    names.extend(concerned(&new));
                    if let Some(old) = database.advisories.insert(id, new) {
                        names.extend(concerned(&old));
                    }
                }
                Step::Withdraw(id) => {
                    if let Some(old) = database.advisories.remove(&format!("A-{id}")) {
                        names.extend(concerned(&old));
                    }
                }
            }
            portfolio.judge(&database.index(), Which::Named(&names), 2);
            portfolio.judge(&database.index(), Which::New, 2);
            let mut anew = Portfolio::default();
            for (bill, packages) in &bills {
                anew.put(*bill, packages.clone());
            }
            anew.judge(&database.index(), Which::All, 1);
            prop_assert_eq!(portfolio.counts(), anew.counts());
            for bill in bills.keys() {
                let sorted = |portfolio: &Portfolio| -> BTreeSet<String> {
                    against(portfolio, *bill).into_iter().collect()
                };
                prop_assert_eq!(sorted(&portfolio), sorted(&anew));
            }
        }
    }
}
