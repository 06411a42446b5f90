//! `naru guard`: what may not cross the border of a closed zone, found in files and archives.
//!
//! What is looked for is decided in `naru_sbom::guard`; here files are listed, read by all cores
//! and judged. **Must never** write what it found anywhere: a report holds kinds, places, masks.

mod args;
mod list;
mod rules;
mod seen;
mod shown;
mod work;

pub use args::Guard;
pub(crate) use seen::masked;

use crate::advice::{self, Advice};
use crate::check::policy::{Policy, Rule};
use crate::db::Held;
use crate::finding::Finding;
use crate::problem::Problem;
use crate::project::{self, Project};
use crate::{Around, BROKEN, CLEAN, UNJUDGED, day, files};
use args::Scan;
use list::List;
use naru_base::texts;
use ring::hmac;
use rules::Rules;
use seen::Seen;

texts! {
    short_key(path: &str) {
        ko: "{path}: 열쇠는 32바이트 이상이어야 합니다", en: "{path}: a key has at least 32 bytes",
    }
    nothing { ko: "검사할 파일이 없습니다", en: "there is no file to look at" }
}

/// What is known of the packages that cross.
pub(in crate::guard) struct Packages {
    advice: Advice,
    /// Which of the findings break the policy, and which rule.
    broken: Vec<(usize, Rule)>,
    /// Lock files that could not be read, with the reason; masked, for a reason may quote.
    unread: Vec<(String, String)>,
}

/// The whole judgement.
pub(in crate::guard) struct Verdict {
    list: List,
    seen: Seen,
    packages: Option<Packages>,
    expired: Vec<String>,
    idle: Vec<String>,
    mode: args::Mode,
}

impl Verdict {
    fn blocked(&self) -> u64 {
        self.seen.counts.values().map(|it| it.blocks).sum()
    }

    fn broken_packages(&self) -> impl Iterator<Item = (&Finding, Rule)> {
        let all = self.packages.iter();
        all.flat_map(|it| it.broken.iter().map(|(at, rule)| (&it.advice.findings[*at], *rule)))
    }

    /// What is broken stays broken when something else could not be looked into.
    fn code(&self) -> u8 {
        let is_broken = self.blocked() > 0 || self.broken_packages().next().is_some();
        let unread = self.packages.as_ref().map_or(0, |it| it.unread.len());
        if is_broken {
            BROKEN
        } else if self.seen.unread_count > 0 || unread > 0 {
            UNJUDGED
        } else {
            CLEAN
        }
    }
}

/// Runs the command.
pub(crate) fn run(it: Guard, around: &mut Around<'_>) -> Result<u8, Problem> {
    let Guard::Scan(it) = it;
    let rules = Rules::open(it.rules.as_deref())?;
    let key = key(&it)?;
    let held = it.db.as_deref().map(Held::open).transpose()?;
    let policy = Policy::open(it.policy.as_deref())?;
    let mut list = list::list(&it.paths)?;
    if list.files.is_empty() && list.unread.is_empty() {
        return Err(Problem::new(nothing));
    }
    let task = work::Task {
        confidence_min: it.confidence.into(),
        rules: &rules,
        mode: it.mode,
        today: day::today(around.now),
        keeps_packages: held.is_some(),
    };
    let mut seen = work::look(&list.files, &task, || keyed(key.as_deref()));
    list.left_out.iter_mut().for_each(|it| *it = masked(it));
    for (name, why) in std::mem::take(&mut list.unread) {
        seen.not_read(&name, why);
    }
    let packages = match &held {
        Some(held) => Some(packages(&it, held, &policy, &mut seen, around)?),
        None => None,
    };
    let (expired, idle) = (rules.expired(&seen.used), rules.idle(&seen.used));
    let verdict = Verdict { list, seen, packages, expired, idle, mode: it.mode };
    let text = shown::whole(&verdict, it.format, around);
    files::deliver(around, it.out.as_deref(), &text)?;
    Ok(verdict.code())
}

/// What a bench needs: how many bytes were looked at, and how many finds block.
pub(crate) fn measured(path: &std::path::Path) -> Result<(u64, u64), Problem> {
    let list = list::list(&[path.to_path_buf()])?;
    let rules = Rules::default();
    let task = work::Task {
        confidence_min: naru_sbom::guard::Confidence::Medium,
        rules: &rules,
        mode: args::Mode::None,
        today: jiff::civil::Date::MIN,
        keeps_packages: false,
    };
    let seen = work::look(&list.files, &task, || None);
    Ok((seen.bytes, seen.counts.values().map(|it| it.blocks).sum()))
}

fn key(it: &Scan) -> Result<Option<Vec<u8>>, Problem> {
    const KEY_BYTES_MIN: usize = 32;
    const KEY_BYTES_MAX: u64 = 64 << 10;
    let Some(path) = &it.key else { return Ok(None) };
    let bytes = files::read(path, KEY_BYTES_MAX)?;
    if bytes.len() < KEY_BYTES_MIN {
        let shown = path.display().to_string();
        return Err(Problem::new(move |lang| short_key(lang, &shown)));
    }
    Ok(Some(bytes))
}

/// The first eight bytes of HMAC-SHA-256: enough to see repeats, and nothing without the key.
fn keyed(key: Option<&[u8]>) -> work::Keyed {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key?);
    Some(Box::new(move |plain: &[u8]| {
        let tag = hmac::sign(&key, plain);
        tag.as_ref().iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
    }))
}

/// Asks about the packages that the paths name, those in archives included.
fn packages(
    it: &Scan,
    held: &Held,
    policy: &Policy,
    seen: &mut Seen,
    around: &Around<'_>,
) -> Result<Packages, Problem> {
    let mut project = Project::default();
    for path in &it.paths {
        project.absorb(project::beneath(path)?);
    }
    for (name, bytes) in std::mem::take(&mut seen.kept) {
        match project::of_bytes(&name, &bytes) {
            Ok(Some(source)) => project.sources.push(source),
            Ok(None) => {}
            Err(problem) => project.failures.push((name, problem)),
        }
    }
    let advice = advice::ask(&project, held, around.now)?;
    let all = advice.findings.iter().enumerate();
    let broken = all.filter_map(|(at, it)| Some((at, policy.breaks(it)?))).collect();
    let unread = project.failures.iter();
    let unread = unread.map(|(name, why)| (masked(name), masked(&why.line(around.lang)))).collect();
    Ok(Packages { advice, broken, unread })
}
