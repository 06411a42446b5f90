//! How components are shown: their names, versions, licences, and how they came in.

use super::{grade, reach, words as w};
use crate::console::ConsoleState;
use crate::oss::is_compared;
use maud::{Markup, html};
use naru_base::Lang;
use naru_core::oss::portfolio::{Advisories, FindingRow, State, UseRow, grade_of};
use std::sync::Arc;

/// A longer part must be able to break, or it runs out of the page on a telephone.
const CHARS_OF_A_PART: usize = 28;

/// A name of a package, which breaks where its parts meet, a long one before its version, and not
/// at a hyphen within one.
pub(super) fn in_parts(name: &str) -> Markup {
    html! {
        @for (i, part) in parts_of(name).into_iter().enumerate() {
            @if i > 0 { wbr; }
            @if part.contains('-') && part.chars().count() <= CHARS_OF_A_PART {
                span class="nw" { (part) }
            } @else { (part) }
        }
    }
}

/// The parts of a name: each ends at its separator; of a long one the version is a part.
fn parts_of(name: &str) -> Vec<&str> {
    let mut all = Vec::new();
    for part in name.split_inclusive([':', '/']) {
        // At the beginning of a part an @ belongs to the name.
        let is_long = part.chars().count() > CHARS_OF_A_PART;
        match part.rfind('@').filter(|at| *at > 0 && is_long) {
            Some(at) => {
                let (name, version) = part.split_at(at);
                all.extend([name, version]);
            }
            None => all.push(part),
        }
    }
    all
}

/// A package with the versions that are affected.
pub(super) fn package(it: &FindingRow) -> Markup {
    html! {
        a href=(format!("/console/oss/packages/{}", it.package)) { (in_parts(&it.name)) } "\u{2002}"
        span class="mono nw" { (it.versions) }
    }
}

/// Versions that repair it.
pub(super) fn fixed(lang: Lang, fixed: &str) -> Markup {
    html! {
        @if fixed.is_empty() { span class="c-3" { (w::fixed_none(lang)) } }
        @else {
            span class="mono" {
                @for (at, it) in fixed.split(", ").enumerate() {
                    @if at > 0 { ", " } span class="nw" { (it) }
                }
            }
        }
    }
}

/// Which components were compared with anything.
pub(super) struct Compared {
    /// Whether there are data at all.
    pub(super) has_data: bool,
    /// The data, once the file is read.
    pub(super) data: Option<Arc<Advisories>>,
}

impl Compared {
    pub(super) fn of(state: &ConsoleState, stands: &State) -> Compared {
        let data = state.parts.portfolio.newest_data();
        Compared { has_data: !stands.data.is_empty(), data }
    }

    /// Whether a component was.
    fn is(&self, purl: &str) -> bool {
        self.has_data && is_compared(self.data.as_deref(), purl)
    }

    /// Whether the packages of an ecosystem were.
    pub(super) fn knows(&self, ecosystem: &str) -> bool {
        self.has_data && self.data.as_ref().is_none_or(|it| it.knows_ecosystem(ecosystem))
    }
}

/// The gravest open finding of a component. Of what was compared with nothing, none is known, which
/// is not that there is none.
pub(super) fn worst(lang: Lang, it: &UseRow, compared: &Compared) -> Markup {
    html! {
        @match it.worst {
            Some(worst) => (grade(lang, grade_of(worst))),
            None if !compared.is(&it.purl) => span class="c-3" { (w::not_known(lang)) },
            None => span class="c-3" { (w::nothing_known(lang)) },
        }
    }
}

/// How a component came in.
pub(super) fn way(lang: Lang, it: &UseRow) -> Markup {
    html! {
        (reach(lang, it.reach)) " "
        span class="c-3" {
            @for (i, step) in it.path.split(" › ").enumerate() {
                @if i > 0 { "\u{a0}› " }
                (in_parts(step))
            }
        }
    }
}

/// A licence, or that none is known.
pub(super) fn licence(lang: Lang, licence: &str) -> Markup {
    html! {
        @if licence.is_empty() { span class="c-warn" { (w::licence_none(lang)) } }
        @else { (licence) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_breaks_before_its_version_and_not_at_a_hyphen() {
        let shown = |name: &str| in_parts(name).into_string();
        let parts = "<span class=\"nw\">anchor-pier-10429</span><wbr>@2.0.2.post1";
        assert_eq!(shown("anchor-pier-10429@2.0.2.post1"), parts);
        assert_eq!(
            shown("pkg:npm/@org/part@1.0.0-rc.1"),
            "pkg:<wbr>npm/<wbr>@org/<wbr><span class=\"nw\">part@1.0.0-rc.1</span>"
        );
        let long = "a-name-that-is-far-too-long-for-one-line-of-a-telephone";
        assert_eq!(shown(long), long, "it must be able to break");
    }
}
