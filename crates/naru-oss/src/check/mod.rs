//! `check`: a project judged by a policy. Clean, broken, or not to be judged; never silently
//! clean.

mod baseline;
pub(crate) mod ignore;
pub(crate) mod policy;
mod shown;
pub(crate) mod vex;

use crate::advice::{self, Advice};
use crate::cli::{Check, VerdictForm};
use crate::db::Held;
use crate::finding::Finding;
use crate::problem::Problem;
use crate::project::Project;
use crate::{Around, BROKEN, CLEAN, UNJUDGED, day, files, report, scan};
use baseline::Baseline;
use ignore::Ignores;
use naru_base::texts;
use policy::{Policy, Rule};
use vex::Said;

texts! {
    baseline_written(count: usize, path: &str) {
        ko: "지금의 발견 {count}건을 기준선으로 {path}에 적었습니다.",
        en: "Wrote today's {count} findings as a baseline to {path}.",
    }
}

/// What the policy says of a finding.
pub(crate) enum Standing {
    /// It breaks this rule.
    Breaks(Rule),
    /// It would, but an exception holds, for this reason until that day.
    Ignored(String),
    /// It would, but it was there before.
    Known,
    /// No rule minds it.
    Passed,
}

/// Why there is no judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// A file that could not be read.
    Unread(String),
    /// The data is older than the policy allows.
    Old { days: u32, days_max: u32 },
    /// Packages of which nothing can be said, and the policy minds.
    Unmatched(usize),
    /// A file with so many packages, of which not one could be judged.
    Blind(String, usize),
    /// A manifest without a lock file.
    Unlocked(String),
}

/// The judgement.
pub(crate) struct Verdict<'a> {
    pub(crate) standings: Vec<(&'a Finding, Standing)>,
    pub(crate) gaps: Vec<Gap>,
    /// Exceptions whose time is over, although something needs them.
    pub(crate) expired: Vec<String>,
    /// Exceptions that nothing needs.
    pub(crate) idle: Vec<String>,
}

impl Verdict<'_> {
    fn broken(&self) -> impl Iterator<Item = (&Finding, Rule)> + Clone {
        self.standings.iter().filter_map(|(finding, standing)| match standing {
            Standing::Breaks(rule) => Some((*finding, *rule)),
            _ => None,
        })
    }
    /// The exit code. What is broken stays broken when something else could not be judged.
    pub(crate) fn code(&self) -> u8 {
        if self.broken().next().is_some() {
            BROKEN
        } else if self.gaps.is_empty() {
            CLEAN
        } else {
            UNJUDGED
        }
    }
}

/// Runs the command.
pub(crate) fn run(it: &Check, around: &mut Around<'_>) -> Result<u8, Problem> {
    if it.print_policy {
        around.data(policy::SHIPPED);
        return Ok(CLEAN);
    }
    let (Some(path), Some(db)) = (&it.path, &it.db) else {
        unreachable!("the command line asks for both unless the policy is printed");
    };
    let policy = Policy::open(it.policy.as_deref())?;
    let ignores = Ignores::open(it.ignore.as_deref())?;
    let baseline = Baseline::open(it.baseline.as_deref())?;
    let said = Said::open(&it.vex)?;
    let held = Held::open(db)?;
    let project = Project::open(path)?;
    scan::tell_sources(&project, around);
    let advice = advice::ask(&project, &held, around.now)?;
    if let Some(path) = &it.write_baseline {
        files::write(path, Baseline::of(&advice.findings).text().as_bytes())?;
        let shown = path.display().to_string();
        around.talk(&baseline_written(around.lang, advice.findings.len(), &shown));
        return Ok(CLEAN);
    }
    let accepted = Accepted { ignores: &ignores, baseline: &baseline, said: &said };
    let verdict = judge(&advice, &project, &policy, &accepted, around);
    let text = match it.format {
        VerdictForm::Table => {
            let look = report::table::Look { lang: around.lang, is_coloured: around.is_terminal };
            shown::table(&verdict, &advice, look)
        }
        VerdictForm::Json => shown::json(&verdict, &advice, &project, &held),
        VerdictForm::Sarif => shown::sarif(&verdict, around.lang),
    };
    files::deliver(around, it.out.as_deref(), &text)?;
    Ok(verdict.code())
}

/// What does not count.
struct Accepted<'a> {
    ignores: &'a Ignores,
    baseline: &'a Baseline,
    said: &'a Said,
}

/// Judges; a pure function of what is known.
fn judge<'a>(
    advice: &'a Advice,
    project: &Project,
    policy: &Policy,
    accepted: &Accepted<'_>,
    around: &Around<'_>,
) -> Verdict<'a> {
    let Accepted { ignores, baseline, said } = accepted;
    let today = day::today(around.now);
    let mut used = ignores.watch();
    let standings: Vec<(&Finding, Standing)> = advice
        .findings
        .iter()
        .map(|it| {
            let standing = match policy.breaks(it) {
                None => Standing::Passed,
                Some(rule) => match ignores.of(it, today, &mut used) {
                    Some(reason) => Standing::Ignored(reason),
                    None if said.of(it).is_some() => {
                        Standing::Ignored(said.of(it).unwrap_or_default())
                    }
                    None if baseline.holds(it) => Standing::Known,
                    None => Standing::Breaks(rule),
                },
            };
            (it, standing)
        })
        .collect();
    let mut gaps: Vec<Gap> = project.failures.iter().map(|it| Gap::Unread(it.0.clone())).collect();
    if let Some(days_max) = policy.data.age_days_max
        && advice.age_days > days_max
    {
        gaps.push(Gap::Old { days: advice.age_days, days_max });
    }
    let unmatched = policy.minded(&advice.unjudged());
    if unmatched > 0 {
        gaps.push(Gap::Unmatched(unmatched));
    }
    if !policy.lets_unjudged_pass() {
        gaps.extend(advice.blind.iter().map(|it| Gap::Blind(it.0.clone(), it.1)));
        gaps.extend(project.wishing.iter().cloned().map(Gap::Unlocked));
    }
    Verdict { standings, gaps, expired: used.expired(ignores), idle: used.idle(ignores) }
}
