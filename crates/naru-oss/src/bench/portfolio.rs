//! Many bills against many advisories: all anew, a thousand new ones, and who has what.

use super::draw::Draw;
use super::world::World;
use super::{Bed, failed, hundredths};
use crate::db::Held;
use crate::problem::Problem;
use naru_sbom::advisory::{Database, Package};
use naru_sbom::portfolio::{Change, Portfolio, Which, concerned};
use naru_sbom::version::compare;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// New advisories at once.
const NEW: usize = 1_000;
/// Questions of who has something.
const QUESTIONS: usize = 2_000;

/// Runs it.
pub(super) fn run(bed: &mut Bed<'_, '_>) -> Result<(), Problem> {
    bed.tell("portfolio: drawing");
    let mut draw = Draw::new(20_261_126);
    let world = World::new(&mut draw);
    let mut database = match &bed.it.db {
        Some(path) => Held::open(path)?.whole()?,
        None => Database::default(),
    };
    let real = database.advisories.len();
    for at in real..bed.it.advisories {
        database.put(world.advisory(at, &mut draw));
    }
    bed.note("portfolio.advisories_real", real);
    bed.note("portfolio.advisories_drawn", database.advisories.len() - real);
    let mut portfolio = Portfolio::default();
    let (count, size) = (bed.it.boms, bed.it.components);
    let ((), span) = bed.machine.time(|| {
        for bill in 0..count {
            portfolio.put(bill, world.bill(size, &mut draw));
        }
    });
    bed.note("portfolio.draw_and_take_in_s", span.seconds());
    whole(bed, &mut portfolio, &database)?;
    some_new(bed, &mut portfolio, &mut database, &world, &mut draw)?;
    who(bed, &portfolio, &world, &mut draw)
}

/// Everything anew: the index, every package, what changed.
fn whole(
    bed: &mut Bed<'_, '_>,
    portfolio: &mut Portfolio,
    database: &Database,
) -> Result<(), Problem> {
    bed.tell("portfolio: everything anew");
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (changes, span) =
        bed.machine.time(|| portfolio.judge(&database.index(), Which::All, threads).len());
    let counts = portfolio.counts();
    bed.note("portfolio.bills", counts.bills);
    bed.note("portfolio.rows", counts.rows);
    bed.note("portfolio.packages", counts.packages);
    bed.note("portfolio.findings", counts.findings);
    bed.note("portfolio.full_s", span.seconds());
    bed.note("portfolio.full_cpu_s", span.cpu_seconds());
    let (again, span) =
        bed.machine.time(|| portfolio.judge(&database.index(), Which::All, threads).len());
    bed.note("portfolio.full_again_s", span.seconds());
    if counts.findings == 0 || changes == 0 || again != 0 {
        return Err(failed("the full evaluation"));
    }
    Ok(())
}

/// New advisories: only what they speak of is judged; taken back, everything is as before.
fn some_new(
    bed: &mut Bed<'_, '_>,
    portfolio: &mut Portfolio,
    database: &mut Database,
    world: &World,
    draw: &mut Draw,
) -> Result<(), Problem> {
    bed.tell("portfolio: new advisories");
    let before = portfolio.counts();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let fresh: Vec<_> = (0..NEW).map(|at| world.advisory(bed.it.advisories + at, draw)).collect();
    let (told, span) = bed.machine.time(|| {
        let mut names = BTreeSet::new();
        for advisory in &fresh {
            names.extend(concerned(advisory));
            database.put(advisory.clone());
        }
        let changes = portfolio.judge(&database.index(), Which::Named(&names), threads);
        // Whom to tell: every bill that holds what changed.
        let holders = |it: &Change| portfolio.holders(it.package).iter().copied();
        changes.iter().flat_map(holders).collect::<BTreeSet<u32>>().len()
    });
    let after = portfolio.counts();
    bed.note("portfolio.new_advisories", NEW);
    bed.note("portfolio.new_findings", after.findings.saturating_sub(before.findings));
    bed.note("portfolio.new_bills_told", told);
    bed.note("portfolio.new_s", span.seconds());
    bed.note("portfolio.new_cpu_s", span.cpu_seconds());
    for advisory in &fresh {
        database.advisories.remove(&advisory.id);
    }
    portfolio.judge(&database.index(), Which::All, threads);
    if after.findings <= before.findings || portfolio.counts() != before {
        return Err(failed("new advisories, and their going away"));
    }
    Ok(())
}

/// Who has a package in a version before another.
fn who(
    bed: &mut Bed<'_, '_>,
    portfolio: &Portfolio,
    world: &World,
    draw: &mut Draw,
) -> Result<(), Problem> {
    bed.tell("portfolio: who has it");
    let mut times = Vec::with_capacity(QUESTIONS);
    let mut answers = 0;
    for at in 0..QUESTIONS {
        let registry = &world.registries[at % world.registries.len()];
        // Half of them about what nearly everybody has.
        let most = if at % 2 == 0 { 20 } else { registry.packages.len() };
        let known = draw.one(&registry.packages[..most]);
        let before = draw.one(&known.versions);
        let asked = Package::new(registry.ecosystem, &known.name, None);
        let scheme =
            asked.ecosystem.scheme().ok_or_else(|| failed("an ecosystem without order"))?;
        let begun = bed.machine.micros();
        let found = portfolio.who(asked.ecosystem.base(), &asked.name, |it| {
            let version = it.version.as_deref().unwrap_or_default();
            compare(scheme, version, before) == Ordering::Less
        });
        let bills: BTreeSet<u32> = found.iter().flat_map(|it| it.1.iter().copied()).collect();
        times.push(bed.machine.micros().saturating_sub(begun));
        answers += bills.len();
    }
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    bed.note("portfolio.who_questions", QUESTIONS);
    bed.note("portfolio.who_bills_in_all", answers);
    bed.note("portfolio.who_p50_ms", hundredths(at(50) / 10));
    bed.note("portfolio.who_p99_ms", hundredths(at(99) / 10));
    Ok(())
}
