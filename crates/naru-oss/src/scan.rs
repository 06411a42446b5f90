//! `scan`: what is known against the packages of a project.

use crate::advice::{self, Advice};
use crate::cli::Form;
use crate::db::Held;
use crate::files;
use crate::manifest;
use crate::problem::Problem;
use crate::project::Project;
use crate::{Around, CLEAN, UNJUDGED, report};
use naru_base::{Lang, texts};
use std::path::Path;

texts! {
    found_files(count: usize, names: &str) {
        ko: "파일 {count}개를 읽었습니다: {names}", en: "read {count} files: {names}",
    }
    not_read(name: &str, why: &str) { ko: "읽지 못함: {name}: {why}", en: "not read: {name}: {why}" }
    nothing_read(path: &str) {
        ko: "{path} 아래의 파일을 하나도 읽지 못했습니다", en: "no file under {path} could be read",
    }
    mend { ko: "위에 적은 파일을 고치거나 다시 만드십시오", en: "mend the files named above, or make them anew" }
    and_more(count: usize) { ko: "그 밖에 {count}개", en: "and {count} more" }
}

/// The most names of files that are told.
const NAMES_TOLD_MAX: usize = 8;

/// Says which files were read and which could not be.
pub(crate) fn tell_sources(project: &Project, around: &mut Around<'_>) {
    if project.sources.len() > 1 || around.is_watched {
        let mut names: Vec<String> =
            project.sources.iter().take(NAMES_TOLD_MAX).map(|it| it.name.clone()).collect();
        let left = project.sources.len().saturating_sub(NAMES_TOLD_MAX);
        if left > 0 {
            names.push(and_more(around.lang, left));
        }
        let line = found_files(around.lang, project.sources.len(), &names.join(", "));
        around.talk(&line);
    }
    tell_gaps(project, around);
}

/// Says what was not read.
pub(crate) fn tell_gaps(project: &Project, around: &mut Around<'_>) {
    for (name, problem) in &project.failures {
        around.talk(&not_read(around.lang, name, &problem.line(around.lang)));
    }
    for (name, with) in project.unlocked.iter().take(NAMES_TOLD_MAX) {
        around.talk(&manifest::told(around.lang, name, with));
    }
    let left = project.unlocked.len().saturating_sub(NAMES_TOLD_MAX);
    if left > 0 {
        around.talk(&manifest::more_unlocked(around.lang, left));
    }
}

/// Refuses a project of which no file could be read: an answer about nothing looks like a good one.
/// The files and what is wrong with each were told before.
pub(crate) fn some_read(project: &Project, path: &Path) -> Result<(), Problem> {
    if !project.sources.is_empty() || project.failures.is_empty() {
        return Ok(());
    }
    let path = path.display().to_string();
    Err(Problem::new(move |lang| nothing_read(lang, &path)).hint(mend))
}

/// Runs the command.
pub(crate) fn run(
    path: &Path,
    db: &Path,
    form: Form,
    out: Option<&Path>,
    around: &mut Around<'_>,
) -> Result<u8, Problem> {
    let held = Held::open(db)?;
    let project = Project::open(path)?;
    tell_sources(&project, around);
    some_read(&project, path)?;
    let advice = advice::ask(&project, &held, around.now)?;
    let text = shown(&advice, &project, &held, form, around)?;
    files::deliver(around, out, &text)?;
    let code = if project.failures.is_empty() { CLEAN } else { UNJUDGED };
    // The process ends now: to give back each of ten thousand texts would be a twentieth of it.
    std::mem::forget((project, advice, held));
    Ok(code)
}

fn shown(
    advice: &Advice,
    project: &Project,
    held: &Held,
    form: Form,
    around: &Around<'_>,
) -> Result<String, Problem> {
    match form {
        Form::Table => {
            let look = report::table::Look { lang: around.lang, is_coloured: around.is_terminal };
            Ok(report::table::whole(advice, look))
        }
        Form::Json => Ok(report::json::whole(advice, held)),
        Form::Sarif => Ok(report::sarif::whole(advice.findings.iter().map(|it| (it, None)))),
        Form::Vex => report::vex::whole(advice, project, around.now),
        Form::Openvex => Ok(report::vex::open(advice, around.now)),
    }
}

/// Every word for a reason that nothing could be said.
pub(crate) const REASONS: [&str; 7] = [
    "no-version",
    "no-ecosystem",
    "from-repository",
    "no-data",
    "no-source",
    "no-order",
    "no-range",
];

/// The word for a reason that nothing could be said, for people.
pub(crate) fn reason(lang: Lang, word: &str) -> String {
    match word {
        "no-version" => no_version(lang),
        "no-ecosystem" => no_ecosystem(lang),
        "from-repository" => from_repository(lang),
        "no-data" => no_data(lang),
        "no-source" => no_source(lang),
        "no-order" => no_order(lang),
        "no-range" => no_range(lang),
        other => other.to_owned(),
    }
}

texts! {
    no_version { ko: "정확한 버전 없음", en: "no exact version" }
    no_ecosystem { ko: "알려진 패키지 종류가 아님", en: "of no kind that advisories speak of" }
    from_repository { ko: "저장소에서 직접 가져옴", en: "taken from a repository" }
    no_data { ko: "이 생태계의 자료가 데이터베이스에 없음", en: "no data of its ecosystem in the database" }
    no_source { ko: "원본(소스) 패키지를 알 수 없음", en: "source package not known" }
    no_order { ko: "버전 순서를 모르는 생태계", en: "versions of its ecosystem cannot be compared" }
    no_range { ko: "권고에 영향 버전이 없음", en: "the advisory names no versions" }
}
