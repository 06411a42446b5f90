//! Length of files, of functions, of lines. A whole file should fit in one reading.

use super::exempt::is_exempt;
use super::{Finding, Project, RustFile, is_test_path};

const FILE_LINES_WARN: usize = 500;
const FILE_LINES_MAX: usize = 800;
const TEST_FILE_LINES_MAX: usize = 1_500;
const FUNCTION_LINES_MAX: usize = 70;
const COLUMNS_MAX: usize = 100;

pub(super) fn check(project: &Project) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in &project.files {
        let is_code = [".rs", ".sql", ".css", ".js", ".sh"].iter().any(|e| file.path.ends_with(e));
        let is_vendored = file.path.contains("/vendor/");
        if is_code && !is_vendored && !is_exempt(project, "file-length", &file.path) {
            found.extend(file_length(&file.path, file.text.lines().count()));
        }
    }
    for file in &project.rust {
        columns(file, &mut found);
        for function in file.source.functions() {
            let what = format!("{}#{}", file.path, function.name);
            if function.length > FUNCTION_LINES_MAX
                && file.is_product(function.line)
                && !is_exempt(project, "function-length", &what)
            {
                let text = format!(
                    "`{}` has {} lines, at most {FUNCTION_LINES_MAX}: give a part of it a name",
                    function.name, function.length
                );
                found.push(Finding::new(&file.path, function.line, "function-length", text));
            }
        }
    }
    found
}

fn file_length(path: &str, lines: usize) -> Option<Finding> {
    let max = if is_test_path(path) { TEST_FILE_LINES_MAX } else { FILE_LINES_MAX };
    if lines > max {
        let text = format!("{lines} lines, at most {max}: split it by what its parts are about");
        return Some(Finding::new(path, 0, "file-length", text));
    }
    if lines > FILE_LINES_WARN && !is_test_path(path) {
        let text = format!("{lines} lines; from {FILE_LINES_MAX} on it is refused");
        let finding = Finding::new(path, 0, "file-length", text);
        return Some(Finding { is_warning: true, ..finding });
    }
    None
}

/// The insides of string literals and web addresses do not count: breaking them helps nobody.
fn columns(file: &RustFile, found: &mut Vec<Finding>) {
    for (at, line) in file.text.lines().enumerate() {
        let columns = line.chars().count();
        if columns <= COLUMNS_MAX || line.contains("://") {
            continue;
        }
        let inside: usize = file
            .source
            .literals
            .iter()
            .filter(|literal| literal.line == at + 1)
            .map(|literal| literal.text.lines().next().unwrap_or("").chars().count())
            .sum();
        let in_long_literal = file.source.literals.iter().any(|literal| {
            literal.line <= at && at < literal.line + literal.text.matches('\n').count()
        });
        if columns > COLUMNS_MAX + inside && !in_long_literal {
            let text = format!("{columns} columns, at most {COLUMNS_MAX}: break the line");
            found.push(Finding::new(&file.path, at + 1, "columns", text));
        }
    }
}
