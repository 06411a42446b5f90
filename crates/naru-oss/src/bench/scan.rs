//! What `scan` costs with a database that lies ready, and beside it another program if there is
//! one.

use super::{Bed, failed, hundredths};
use crate::advice;
use crate::db::Held;
use crate::problem::Problem;
use crate::project::Project;
use std::path::Path;
use std::process::{Command, Stdio};

const ROUNDS: usize = 40;
/// Runs of each, by turns.
const PAIRS: usize = 5;

/// Runs it.
pub(super) fn run(bed: &mut Bed<'_, '_>) -> Result<(), Problem> {
    bed.tell("scan");
    let (Some(lock), Some(db)) = (bed.it.lock.clone(), bed.it.db.clone()) else { return Ok(()) };
    let (mut times, mut cpu_ms, mut packages, mut findings) = (Vec::new(), 0, 0, 0);
    for _ in 0..ROUNDS {
        let now = bed.around.now;
        let (advice, span) = bed.machine.time(|| {
            let held = Held::open(&db)?;
            let project = Project::open(&lock)?;
            advice::ask(&project, &held, now)
        });
        let advice = advice?;
        (packages, findings) = (advice.components, advice.findings.len());
        times.push(span.micros);
        cpu_ms += span.cpu_ms;
    }
    if packages == 0 {
        return Err(failed("a scan of no packages"));
    }
    times.sort_unstable();
    bed.note("scan.packages", packages);
    bed.note("scan.findings", findings);
    bed.note("scan.p50_ms", hundredths(times[ROUNDS / 2] / 10));
    bed.note("scan.p99_ms", hundredths(times[ROUNDS - 1] / 10));
    bed.note("scan.cpu_ms", hundredths(cpu_ms * 100 / ROUNDS as u64));
    if let (Some(program), Some(data)) = (&bed.it.cargo_audit, &bed.it.rustsec) {
        beside(bed, &program.clone(), &data.clone(), &lock, &db)?;
    }
    Ok(())
}

/// cargo-audit and this program by turns, each as a process of its own.
fn beside(
    bed: &mut Bed<'_, '_>,
    program: &Path,
    data: &Path,
    lock: &Path,
    db: &Path,
) -> Result<(), Problem> {
    let own = std::env::current_exe().map_err(|e| Problem::read(Path::new("/proc/self/exe"), e))?;
    let (mut theirs, mut ours) = (Vec::new(), Vec::new());
    for _ in 0..PAIRS {
        let mut audit = Command::new(program);
        // Whether a version was withdrawn is a question to a registry: neither asks it.
        audit.args(["audit", "--no-fetch", "--stale", "--no-yanked", "--json", "--db"]).arg(data);
        audit.arg("--file").arg(lock);
        theirs.push(one(bed, audit)?);
        let mut scan = Command::new(&own);
        // The whole program has it as a command among others.
        if own.file_stem().is_some_and(|it| it == "naru") {
            scan.arg("oss");
        }
        scan.arg("scan").arg(lock).arg("--db").arg(db).args(["--format", "json"]);
        ours.push(one(bed, scan)?);
    }
    theirs.sort_unstable();
    ours.sort_unstable();
    let (theirs, ours) = (theirs[PAIRS / 2], ours[PAIRS / 2]);
    bed.note("scan.process_ms", hundredths(ours / 10));
    bed.note("scan.cargo_audit_process_ms", hundredths(theirs / 10));
    bed.note("scan.times_faster", hundredths(theirs * 100 / ours.max(1)));
    Ok(())
}

fn one(bed: &Bed<'_, '_>, mut command: Command) -> Result<u64, Problem> {
    let shown = command.get_program().to_string_lossy().into_owned();
    command.stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null());
    let (status, span) = bed.machine.time(|| command.status());
    // cargo-audit answers 1 where it found something.
    match status.map(|it| it.code()) {
        Ok(Some(0 | 1)) => Ok(span.micros),
        Ok(code) => Err(failed(format!("{shown}: {code:?}"))),
        Err(e) => Err(Problem::read(Path::new(&shown), e)),
    }
}
