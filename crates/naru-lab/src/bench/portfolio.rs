//! `portfolio`: open source on a real server, over HTTP, with a portfolio of ten thousand bills of
//! five hundred components; and the list of findings when there are ten million of them.
//!
//! The server is a demonstration in a process of its own: what it does when a file of advisories
//! is laid beside it is what every node does.

use super::Plan;
use super::child::Place;
use super::error::BenchError;
use super::fixture;
use super::portfolio_server::{Asked, Node};
use super::report::{Figures, ms};
use super::watch::now;
use crate::portfolio::{Size, drop_indexes, fill_findings, fill_systems, indexes, make_index};
use naru_base::env::SystemClock;
use naru_base::{ClientUseCode, Clock as _};
use naru_core::oss::portfolio::{self, FindingSort, Found, Grade};
use naru_sbom::advisory::{Advisory, Compiled, Database, FileParts, join_file};
use naru_store::{Durability, Options, Store};
use std::time::Duration;

/// How large.
#[derive(Clone, Copy, Debug)]
pub struct Portfolio {
    /// Systems of the server, each with a bill of five hundred components.
    pub systems: u32,
    /// Findings of the list that is measured alone.
    pub findings: u32,
}

/// Findings of one commit of the filling.
const PER_COMMIT: i64 = 100_000;
/// A page, and one row more to see whether there is another.
const PAGE: usize = 51;
const SORTS: [(&str, FindingSort); 6] = [
    ("priority", FindingSort::Priority),
    ("due", FindingSort::Due),
    ("found", FindingSort::Found),
    ("system", FindingSort::System),
    ("package", FindingSort::Package),
    ("advisory", FindingSort::Advisory),
];
/// New advisories at once.
const NEW: usize = 1_000;
const QUESTIONS: usize = 500;
const COMPONENTS: usize = 500;

/// Runs it.
pub(super) fn measure(
    plan: &Plan,
    place: &Place,
    say: &dyn Fn(&str),
) -> Result<Figures, BenchError> {
    let mut figures = Figures::default();
    let size = plan.portfolio;
    figures.note("portfolio.findings", f64::from(size.findings));
    lists(size, place, &mut figures, say)?;
    place.clear()?;
    figures.note("portfolio.systems", f64::from(size.systems));
    say("portfolio: a server is filled");
    let begun = now();
    let mut node = Node::start(plan, place)?;
    figures.note("portfolio.fill_s", (now() - begun).as_secs_f64());
    let mut database = database(&node)?;
    who(&mut node, &database, &mut figures, say)?;
    fresh(&mut node, &mut database, &mut figures, say)?;
    whole(&mut node, &mut database, &mut figures, say)?;
    figures.note("portfolio.server_peak_mib", node.peak_mib()?);
    Ok(figures)
}

/// The first page of the list of findings, in every order, each from a reader that was just
/// opened and once more.
fn lists(
    it: Portfolio,
    place: &Place,
    figures: &mut Figures,
    say: &dyn Fn(&str),
) -> Result<(), BenchError> {
    say("portfolio: findings are drawn");
    let open = || fixture::portfolio_options(&place.path("findings.db"), &fixture::keys());
    // Whatever is drawn is drawn again if the machine stops meanwhile.
    let store = fixture::make_shelf(Options { durability: Durability::None, ..open() })?;
    let findings = i64::from(it.findings);
    let size = Size { systems: 10_000.min(findings / 10).max(1), findings, now: SystemClock.now() };
    let failed = || BenchError::no("draw the findings");
    let begun = now();
    store.write_blocking(move |tx| Ok(fill_systems(tx, &size)?)).map_err(failed())?;
    store.write_blocking(|tx| Ok(drop_indexes(tx)?)).map_err(failed())?;
    let mut from = 0;
    while from < findings {
        let to = findings.min(from + PER_COMMIT);
        let fill = move |tx: &mut naru_store::Tx<'_>| Ok(fill_findings(tx, &size, from, to)?);
        store.write_blocking(fill).map_err(failed())?;
        from = to;
    }
    for (name, sql) in indexes() {
        say(&format!("portfolio: {name}"));
        store.write_blocking(move |tx| Ok(make_index(tx, sql)?)).map_err(failed())?;
    }
    figures.note("list.drawn_s", (now() - begun).as_secs_f64());
    store.close_blocking().map_err(BenchError::fault("close the findings"))?;
    say("portfolio: lists of findings");
    let all = Found::default();
    let few = ClientUseCode::parse("M202600009").expect("ten characters of the right kinds");
    let few = Found { institution: Some(few), ..Found::default() };
    let grave = Found { grade_min: Some(Grade::Critical), ..Found::default() };
    let standing = Found { is_bearing: true, ..Found::default() };
    beside(&open, &all, figures)?;
    for (whose, which) in [("all", all), ("few", few), ("grave", grave), ("standing", standing)] {
        for (name, sort) in SORTS {
            let store = Store::open(open()).map_err(BenchError::fault("open the findings"))?;
            for time in ["cold", "warm"] {
                let asked = which.clone();
                let begun = now();
                let rows = store
                    .read_blocking(move |tx| {
                        Ok(portfolio::findings(tx, &asked, sort, None, PAGE)?.len())
                    })
                    .map_err(BenchError::no("read a page of findings"))?;
                let took = ms(now() - begun);
                if rows == 0 {
                    return Err(BenchError::Unexpected(format!("no findings of {whose}")));
                }
                figures.note(&format!("list.{whose}.{name}.{time}_ms"), took);
            }
            store.close_blocking().map_err(BenchError::fault("close the findings"))?;
        }
    }
    Ok(())
}

/// What stands beside the lists: sums over all systems, and the findings about packages whose names
/// begin so, with their number.
fn beside(
    open: &dyn Fn() -> Options,
    all: &Found,
    figures: &mut Figures,
) -> Result<(), BenchError> {
    let store = Store::open(open()).map_err(BenchError::fault("open the findings"))?;
    for time in ["cold", "warm"] {
        let begun = now();
        let sums = store.read_blocking(|tx| Ok(portfolio::totals(tx, None)?));
        sums.map_err(BenchError::no("read the totals"))?;
        figures.note(&format!("list.totals.{time}_ms"), ms(now() - begun));
        let asked = all.clone();
        let begun = now();
        let read = store.read_blocking(move |tx| {
            let order = (FindingSort::Priority, None);
            let packages = portfolio::packages_named(tx, &asked, "package-1")?;
            let of = (&asked, packages.as_slice());
            portfolio::findings_of_count(tx, of)?;
            Ok(portfolio::findings_of(tx, of, order, PAGE)?.len())
        });
        if read.map_err(BenchError::no("read a page by name"))? == 0 {
            return Err(BenchError::Unexpected("no findings of that name".to_owned()));
        }
        figures.note(&format!("list.named.{time}_ms"), ms(now() - begun));
    }
    store.close_blocking().map_err(BenchError::fault("close the findings"))
}

/// The advisories that the server judges by.
fn database(node: &Node) -> Result<Database, BenchError> {
    let file = node.advisories()?;
    let strange = |why: String| BenchError::Unexpected(format!("the advisories: {why}"));
    let parts = FileParts::of(&file).map_err(|e| strange(e.to_string()))?;
    let table = Compiled::open(&file[parts.compiled]).map_err(|e| strange(e.to_string()))?;
    table.decode().map_err(|e| strange(e.to_string()))
}

fn file_of(database: &Database) -> Result<Vec<u8>, BenchError> {
    let head = serde_json::json!({
        "made": "2026-11-26T00:00:00Z",
        "newest": "2026-11-26T00:00:00Z",
        "advisories": database.advisories.len(),
    });
    let compiled =
        database.encode().map_err(|e| BenchError::Unexpected(format!("the advisories: {e}")))?;
    Ok(join_file(head.to_string().as_bytes(), &compiled, b"{}"))
}

/// Advisories about what somebody may have.
fn known(database: &Database) -> Vec<Advisory> {
    let is_trap = |it: &Advisory| it.affected.iter().any(|of| of.name.starts_with("trap-"));
    database.advisories.values().filter(|it| !is_trap(it)).cloned().collect()
}

fn who(
    node: &mut Node,
    database: &Database,
    figures: &mut Figures,
    say: &dyn Fn(&str),
) -> Result<(), BenchError> {
    say("portfolio: who has it");
    let known = known(database);
    let mut times = Vec::with_capacity(QUESTIONS);
    let mut uses = 0;
    for advisory in known.iter().cycle().take(QUESTIONS) {
        let Some(of) = advisory.affected.first() else { continue };
        let begun = now();
        uses += node.who(&of.name)?;
        times.push(now() - begun);
    }
    if uses == 0 {
        return Err(BenchError::Unexpected("nobody has anything".to_owned()));
    }
    figures.times("who", times);
    Ok(())
}

/// A thousand new advisories, of which each is about what an earlier one is about.
fn fresh(
    node: &mut Node,
    database: &mut Database,
    figures: &mut Figures,
    say: &dyn Fn(&str),
) -> Result<(), BenchError> {
    say("portfolio: new advisories");
    let (before, exposed) = (node.open_findings()?, node.exposures()?);
    for (at, mut advisory) in known(database).into_iter().cycle().take(NEW / 2).enumerate() {
        advisory.id = format!("NEW-{at:06}");
        advisory.aliases = vec![format!("CVE-2998-{at:06}")];
        database.put(advisory);
    }
    for at in 0..NEW / 2 {
        // Every second one is about what nobody here has.
        let some = database.advisories.values().next().cloned().unwrap_or_default();
        let mut advisory = Advisory { id: format!("FAR-{at:06}"), aliases: Vec::new(), ..some };
        for of in &mut advisory.affected {
            of.name = format!("trap-new-{at}");
        }
        database.put(advisory);
    }
    let begun = node.lay_down(&file_of(database)?)?;
    node.wait_until("everything is judged", |node| Ok(!node.is_at_work(begun)?))?;
    let took = now() - begun.at;
    node.wait_until("its standing follows", |node| Ok(node.exposures()? > exposed))?;
    let told = now() - begun.at;
    let after = node.open_findings()?;
    if after <= before {
        return Err(BenchError::Unexpected("new advisories changed nothing".to_owned()));
    }
    figures.note("new.advisories", 1_000.0);
    figures.note("new.findings", f64::from(u32::try_from(after - before).unwrap_or(u32::MAX)));
    figures.note("new.s", took.as_secs_f64());
    figures.note("new.told_s", told.as_secs_f64());
    Ok(())
}

/// Another score: with it, every finding is another.
fn otherwise(score: &str) -> &'static str {
    if score.ends_with("C:H/I:H/A:H") {
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"
    } else {
        "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H"
    }
}

/// Every advisory says something else: everything is judged and written anew, and bills come in
/// meanwhile.
fn whole(
    node: &mut Node,
    database: &mut Database,
    figures: &mut Figures,
    say: &dyn Fn(&str),
) -> Result<(), BenchError> {
    say("portfolio: everything anew, and bills meanwhile");
    for advisory in database.advisories.values_mut() {
        advisory.summary.push_str(" (revised)");
        for severity in &mut advisory.severities {
            severity.score = otherwise(&severity.score).to_owned();
        }
    }
    let names: Vec<Advisory> = known(database);
    let system = node.declare("bench system")?;
    let bill = |n: usize| {
        let purl = |at: usize| match names.get((n * 31 + at * 7) % names.len().max(1)) {
            // Every tenth is one that something is known of.
            Some(it) if at.is_multiple_of(10) => {
                let of = it.affected.first().map_or("", |of| of.name.as_str());
                format!("pkg:npm/{}@0.{n}.{at}", of.replace(['@', ':'], "").replace('/', "-"))
            }
            _ => format!("pkg:npm/bench-{at}@{n}.0.0"),
        };
        let purls: Vec<String> = (0..COMPONENTS).map(purl).collect();
        let purls: Vec<&str> = purls.iter().map(String::as_str).collect();
        crate::oss::bill("bench", &format!("{n}.0"), &purls)
    };
    let begun = node.lay_down(&file_of(database)?)?;
    let mut times: Vec<Duration> = Vec::new();
    while node.is_at_work(begun)? {
        let body = bill(times.len());
        let asked = now();
        match node.hand_in(&system, &body)? {
            Asked::Accepted => times.push(now() - asked),
            Asked::Other(what) => {
                return Err(BenchError::Unexpected(format!("a bill was not accepted: {what}")));
            }
        }
    }
    figures.note("full.s", (now() - begun.at).as_secs_f64());
    figures.times("full.upload", times);
    Ok(())
}
