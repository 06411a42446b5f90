//! `naru oss bench`: what this build costs on this machine, over data that is drawn here as it is
//! found outside: few packages that everybody uses, many that hardly anybody does.
//!
//! Every figure stands beside a calibration of the same run; counts are printed with the times, so
//! that whoever reads knows over what. **Must never** measure what it did not check: each bench
//! fails if its result is wrong.

pub(crate) mod args;
mod draw;
pub mod drawn;
mod guard;
mod machine;
mod portfolio;
mod scan;
mod versions;
mod world;

use crate::cli::{Bench, BenchWhat};
use crate::problem::Problem;
use crate::report::json;
use crate::{Around, CLEAN};
use machine::Machine;
use naru_base::texts;
use std::collections::BTreeMap;

texts! {
    working(what: &str) { ko: "재는 중: {what}", en: "measuring: {what}" }
    wrong(what: &str) { ko: "결과가 틀립니다: {what}", en: "the result is wrong: {what}" }
    debug_build { ko: "디버그 빌드라 이 수치는 제품을 말해 주지 않습니다", en: "a debug build: these figures say nothing about the product" }
    needs_both { ko: "scan을 재려면 --lock과 --db가 필요합니다", en: "to measure scan, give --lock and --db" }
}

/// Figures by name.
type Figures = BTreeMap<String, String>;

/// What a bench is given.
struct Bed<'a, 'b> {
    it: &'a Bench,
    machine: Machine<'a>,
    figures: Figures,
    around: &'a mut Around<'b>,
}

impl Bed<'_, '_> {
    /// Notes a figure.
    fn note(&mut self, name: &str, value: impl ToString) {
        self.figures.insert(name.to_owned(), value.to_string());
    }

    /// Says what is being done.
    fn tell(&mut self, what: &str) {
        let line = working(self.around.lang, what);
        self.around.progress(&line);
    }
}

/// A bench whose result is wrong.
fn failed(what: impl ToString) -> Problem {
    let what = what.to_string();
    Problem::new(move |lang| wrong(lang, &what))
}

/// Runs the command.
pub(crate) fn run(it: &Bench, around: &mut Around<'_>) -> Result<u8, Problem> {
    if cfg!(debug_assertions) {
        let line = debug_build(around.lang);
        around.talk(&line);
    }
    let is_scan_wanted = it.what == BenchWhat::Scan;
    let has_both = it.lock.is_some() && it.db.is_some();
    if is_scan_wanted && !has_both {
        return Err(Problem::new(needs_both));
    }
    let machine = Machine { clock: around.clock };
    let mut bed = Bed { it, machine, figures: Figures::new(), around };
    bed.tell("calibration");
    machine::calibrate(&mut bed);
    let all = it.what == BenchWhat::All;
    if all || it.what == BenchWhat::Versions {
        versions::run(&mut bed)?;
    }
    if has_both && (all || is_scan_wanted) {
        scan::run(&mut bed)?;
    }
    if all || it.what == BenchWhat::Guard {
        guard::run(&mut bed)?;
    }
    if all || it.what == BenchWhat::Portfolio {
        portfolio::run(&mut bed)?;
    }
    let peak = bed.machine.peak_mib();
    bed.note("machine.peak_mib", peak);
    bed.around.progress_done();
    let text = if it.json { json::text(&bed.figures) } else { table(&bed.figures) };
    bed.around.data(&text);
    Ok(CLEAN)
}

fn table(figures: &Figures) -> String {
    let width = figures.keys().map(String::len).max().unwrap_or_default();
    figures.iter().map(|(name, value)| format!("{name:<width$}  {value:>14}\n")).collect()
}

/// A number with two digits after the point.
fn hundredths(value: u64) -> String {
    format!("{}.{:02}", value / 100, value % 100)
}
