//! What pages of a large portfolio cost, on both engines: no page reads the table that it is of.

use crate::portfolio::{Bed, SORTS};
use naru_base::{ClientUseCode, Fault, Micros};
use naru_core::oss::portfolio::{
    self, FindingKey, FindingRow, FindingSort, Found, Grade, SystemRow, SystemSort, Systems,
};
use naru_lab::portfolio::{STATEMENTS, Size, fill_findings, fill_systems};
use naru_store::Tx;

const SYSTEMS: i64 = 500;
const FINDINGS: i64 = 20_000;
const PAGE: usize = 51;
/// What two pages may cost: steps of the embedded engine, or rows that the server fetches. Reading
/// all findings takes several times as many.
const STEPS_MAX: u64 = 80_000;
const ROWS_MAX: u64 = 8_000;

fn filled(bed: &Bed) {
    let size = Size { systems: SYSTEMS, findings: FINDINGS, now: bed.now() };
    bed.write(move |tx, _, _| Ok(fill_systems(tx, &size)?)).expect("systems");
    bed.write(move |tx, _, _| Ok(fill_findings(tx, &size, 0, FINDINGS)?)).expect("findings");
}

fn of(n: usize) -> ClientUseCode {
    ClientUseCode::parse(&format!("M20260000{n}")).expect("a code")
}

/// Two pages of a list: the first, and one further on.
fn pages(
    tx: &mut Tx<'_>,
    which: &Found,
    sort: FindingSort,
) -> Result<(usize, Option<FindingKey>), Fault> {
    let first = portfolio::findings(tx, which, sort, None, PAGE)?;
    let after = first.last().map(|it| it.key(sort));
    let second = portfolio::findings(tx, which, sort, after, PAGE)?;
    Ok((first.len() + second.len(), after))
}

fn every_statement_of_the_filling_is_understood(bed: Bed) {
    bed.prepares(STATEMENTS);
}

fn a_page_reads_what_it_shows_in_every_order_however_much_there_is(bed: Bed) {
    filled(&bed);
    let most = if bed.is_embedded() { STEPS_MAX } else { ROWS_MAX };
    let everybody = Found::default();
    let many = Found { institution: Some(of(1)), ..Found::default() };
    let own = Found { institution: Some(of(2)), ..Found::default() };
    let few = Found { institution: Some(of(9)), ..Found::default() };
    let grave = |it: &Found| Found { grade_min: Some(Grade::Critical), ..it.clone() };
    let bearing = |it: &Found| Found { is_bearing: true, ..it.clone() };
    let cases = [
        ("everybody", everybody.clone(), 2 * PAGE),
        ("many", many.clone(), 2 * PAGE),
        ("few", few.clone(), 60),
        ("grave", grave(&everybody), 2 * PAGE),
        ("many, grave", grave(&many), 60),
        ("standing", bearing(&everybody), 20),
        ("own, standing", bearing(&own), 10),
    ];
    let mut told = Vec::new();
    for (name, which, rows) in &cases {
        // Those that a standing hangs on come in four orders.
        for sort in SORTS.into_iter().take(if which.is_bearing { 4 } else { 6 }) {
            let ((count, _), cost) = bed.effort(|tx| pages(tx, which, sort));
            assert!(count >= *rows, "{name}, {sort:?}: {count} rows");
            told.push((cost, format!("{name}, {sort:?}")));
        }
    }
    let (one, _) = bed.effort(|tx| portfolio::findings(tx, &everybody, SORTS[0], None, 1));
    let system = Found { system: Some(one[0].system), ..Found::default() };
    let package = Found { package: Some(one[0].package), ..Found::default() };
    for (name, which) in [("a system", system), ("a package", package)] {
        let (_, cost) = bed.effort(|tx| pages(tx, &which, FindingSort::Priority));
        told.push((cost, name.to_owned()));
    }
    named_pages_lose_nothing(&bed);
    told.extend(the_others(&bed));
    told.sort();
    let (cost, name) = told.last().expect("some");
    assert!(cost <= &most, "{name} costs {cost}, of {told:?}");
}

/// Findings of packages that nearly everybody uses, found by the beginning of their name.
fn named(tx: &mut Tx<'_>, after: Option<FindingKey>) -> Result<Vec<FindingRow>, Fault> {
    let which = Found::default();
    let packages = portfolio::packages_named(tx, &which, "package-")?;
    assert_eq!(packages.len(), 20, "as many as a name is taken to stand for");
    portfolio::findings_of(tx, (&which, &packages), (FindingSort::Priority, after), PAGE)
}

/// The same, read whole and put in order.
fn named_pages_lose_nothing(bed: &Bed) {
    let mut all: Vec<FindingRow> = Vec::new();
    let mut after = None;
    while all.len() < 4 * PAGE {
        let (page, _) = bed.effort(|tx| named(tx, after));
        after = page.last().map(|it| it.key(FindingSort::Priority));
        all.extend(page);
    }
    let whole = |tx: &mut Tx<'_>| {
        let packages = portfolio::packages_named(tx, &Found::default(), "package-")?;
        let mut rows = Vec::new();
        for package in packages {
            let of = Found { package: Some(package), ..Found::default() };
            rows.extend(portfolio::findings(tx, &of, FindingSort::Priority, None, 4 * PAGE)?);
        }
        Ok(rows)
    };
    let (mut whole, _) = bed.effort(whole);
    whole.sort_by_key(|it| (-it.priority, it.seq));
    let seqs = |rows: &[FindingRow]| rows.iter().map(|it| it.seq).collect::<Vec<_>>();
    assert_eq!(seqs(&all), seqs(&whole[..4 * PAGE]));
}

fn systems(tx: &mut Tx<'_>, sort: SystemSort) -> Result<Vec<SystemRow>, Fault> {
    let which = Systems { sort, ..Systems::default() };
    portfolio::systems(tx, &which, (None, Micros::new(0)), PAGE)
}

/// Nothing was due by then: every institution is asked.
const NEVER: Micros = Micros::new(0);

fn at_one(tx: &mut Tx<'_>, id: &str) -> Result<(usize, i64), Fault> {
    let (which, own) = (Found::default(), of(1));
    let page = portfolio::findings_of_advisory(tx, (&which, &own, id), None, PAGE)?;
    let count = portfolio::findings_of_advisory_count(tx, (&which, &own, id))?;
    Ok((page.len(), count))
}

/// The other lists; they count besides what they show, from indexes alone.
fn the_others(bed: &Bed) -> Vec<(u64, String)> {
    let id = "DRAWN-1000000";
    let costs = [
        ("systems", bed.effort(|tx| systems(tx, SystemSort::Worst)).1),
        ("by a name of twenty packages", bed.effort(|tx| named(tx, None)).1),
        ("systems, by standing", bed.effort(|tx| systems(tx, SystemSort::Grave)).1),
        ("advisories", bed.effort(|tx| portfolio::advisories(tx, (None, ""), None, 5)).1),
        ("an advisory", bed.effort(|tx| portfolio::advisory(tx, id, None)).1),
        ("exposed", bed.effort(|tx| portfolio::advisory_exposed(tx, id, None, None, PAGE)).1),
        ("an advisory at an institution", bed.effort(|tx| at_one(tx, id)).1),
        ("a standing overdue", bed.effort(|tx| portfolio::is_bearing_overdue(tx, None, NEVER)).1),
        ("race", bed.effort(|tx| portfolio::race(tx, id, None)).1),
    ];
    costs.map(|(name, cost)| (cost, name.to_owned())).into()
}

macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { super::$name(super::Bed::sqlite()); })*
        }
        mod postgres {
            $(#[test] fn $name() {
                if let Some(bed) = super::Bed::postgres() { super::$name(bed); }
            })*
        }
    };
}

on_both!(
    every_statement_of_the_filling_is_understood,
    a_page_reads_what_it_shows_in_every_order_however_much_there_is,
);
