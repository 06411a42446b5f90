//! Small server-made pictures: state shapes, the standing ladder, sparklines, heat strips.
//! Coordinates are integers in tenths of a pixel; colours come from the stylesheet by class.

use crate::console::words;
use maud::{Markup, PreEscaped, html};
use naru_base::Lang;
use naru_core::glance::{BankState, Cell, Standing};

/// A state's shape: it says the same as the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Circle,
    Triangle,
    Square,
    Doubt,
    Hollow,
    /// What nobody knows.
    Dashed,
    /// What does not apply.
    Bar,
    Check,
    /// Under way.
    Half,
    /// Limited, or not made.
    Diamond,
}

/// A shape of 12 pixels, hidden from readers: the word beside it speaks.
pub(crate) fn shape(shape: Shape) -> Markup {
    let inner = match shape {
        Shape::Circle => r#"<circle cx="6" cy="6" r="4.5" fill="currentColor"/>"#,
        Shape::Triangle => r#"<path d="M6 1 11.4 11H.6Z" fill="currentColor"/>"#,
        Shape::Square => {
            r#"<path fill-rule="evenodd" d="M1 1h10v10H1ZM3 5v2h6V5Z" fill="currentColor"/>"#
        }
        Shape::Doubt => {
            r#"<path d="M6 1.2 10.8 6 6 10.8 1.2 6Z" fill="none" stroke="currentColor" stroke-width="1.7"/><circle cx="6" cy="6" r="1.2" fill="currentColor"/>"#
        }
        Shape::Hollow => {
            r#"<circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.5"/>"#
        }
        Shape::Dashed => {
            r#"<circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.2 2.2"/>"#
        }
        Shape::Bar => r#"<path d="M1.5 6h9" fill="none" stroke="currentColor" stroke-width="2"/>"#,
        Shape::Half => {
            r#"<circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M6 1.5a4.5 4.5 0 0 1 0 9Z" fill="currentColor"/>"#
        }
        Shape::Diamond => {
            r#"<path d="M6 1.2 10.8 6 6 10.8 1.2 6Z" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M1.2 6 6 10.8 10.8 6Z" fill="currentColor"/>"#
        }
        Shape::Check => {
            r#"<path d="m1.8 6.4 2.9 3L10.4 3" fill="none" stroke="currentColor" stroke-width="1.8"/>"#
        }
    };
    html! { svg class="y" viewBox="0 0 12 12" aria-hidden="true" { (PreEscaped(inner)) } }
}

/// Shape, word and colour of a state.
pub(crate) fn state(class: &str, with: Shape, word: &str) -> Markup {
    html! { span class=(format!("st {class}")) { (shape(with)) (word) } }
}

/// The colour class, shape and word of a bank's state.
pub(crate) fn bank_state(lang: Lang, it: BankState) -> (&'static str, Shape, String) {
    match it {
        BankState::Quiet => ("na", Shape::Hollow, words::bank_quiet(lang)),
        BankState::Normal => ("ok", Shape::Circle, words::bank_normal(lang)),
        BankState::Slow => ("warn", Shape::Triangle, words::bank_is_slow(lang)),
        BankState::Down => ("stop", Shape::Square, words::bank_is_down(lang)),
        BankState::BreakerOpen => ("stop", Shape::Square, words::bank_is_cut(lang)),
    }
}

/// The colour class, filled rungs and word of a standing.
pub(crate) fn standing(lang: Lang, it: Standing) -> (&'static str, usize, String) {
    match it {
        Standing::Normal => ("c-ok", 5, words::standing_normal(lang)),
        Standing::Warned => ("c-warn b", 4, words::standing_warned(lang)),
        Standing::LimitCut => ("c-limit b", 3, words::standing_limit(lang)),
        Standing::InquiryOnly => ("c-limit b", 2, words::standing_inquiry(lang)),
        Standing::Suspended => ("c-stop b", 0, words::standing_suspended(lang)),
        Standing::NotAdmitted => ("c-3", 0, words::standing_not_admitted(lang)),
    }
}

/// Five rungs, filled for what is still allowed, and the word.
pub(crate) fn ladder(lang: Lang, it: Standing) -> Markup {
    let (class, filled, word) = standing(lang, it);
    html! {
        span class=(format!("lad {class}")) {
            i aria-hidden="true" { @for rung in 0..5 { u class=[(rung >= filled).then_some("o")] {} } }
            (word)
        }
    }
}

/// Tenths of a pixel as SVG writes them.
pub(crate) fn px(tenths: u64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A line of 96 × 26 pixels through the known points, an end dot, a dashed target. A gap in the
/// points is a gap in the line.
pub(crate) fn sparkline(
    class: &str,
    points: &[Option<u64>],
    target: Option<u64>,
    label: &str,
) -> Markup {
    let known = || points.iter().flatten().copied().chain(target);
    let (low, high) = (known().min().unwrap_or(0), known().max().unwrap_or(0));
    let steps = u64::try_from(points.len()).unwrap_or(1).saturating_sub(1).max(1);
    let x = |i: usize| 10 + u64::try_from(i).unwrap_or(0) * 910 / steps;
    let y = |value: u64| match high - low {
        0 => 130,
        range => 230 - (value - low).saturating_mul(200) / range,
    };
    let mut path = String::new();
    let mut pen = 'M';
    for (i, point) in points.iter().enumerate() {
        match point {
            None => pen = 'M',
            Some(value) => {
                path.push_str(&format!("{pen}{} {}", px(x(i)), px(y(*value))));
                pen = 'L';
            }
        }
    }
    let end = points.last().copied().flatten();
    html! {
        svg class=(format!("spark {class}")) width="96" height="26" viewBox="0 0 96 26" role="img"
            aria-label=(label) {
            @match target {
                Some(target) => path class="goal" d=(format!("M0 {}H96", px(y(target)))) {},
                None if path.is_empty() => {}
                None => path class="base" d="M0 25.5H96" {},
            }
            @if path.is_empty() { path class="goal" d="M0 23.0H96" {} }
            @else { path class="line" d=(path) {} }
            @if let Some(value) = end {
                circle cx=(px(x(points.len() - 1))) cy=(px(y(value))) r="2.4" {}
            }
        }
    }
}

/// Thirty cells of two minutes; height and colour grow with trouble, a dot for no calls.
pub(crate) fn heat_strip(lang: Lang, bank: &str, cells: &[Cell]) -> Markup {
    let bad = cells.iter().filter(|c| **c >= Cell::Light).count();
    let calm = cells.iter().filter(|c| **c == Cell::Calm).count();
    let label = words::hour_of(lang, bank, calm, bad, cells.len() - bad - calm);
    html! {
        svg class="heat" width="149" height="18" viewBox="0 0 149 18" role="img" aria-label=(label) {
            @for (i, cell) in cells.iter().enumerate() {
                @let (class, height) = match cell {
                    Cell::None => ("none", 1),
                    Cell::Calm => ("calm", 6),
                    Cell::Light => ("light", 11),
                    Cell::Heavy => ("heavy", 15),
                    Cell::Severe => ("severe", 18),
                };
                rect class=(class) x=(i * 5) y=(18 - height) width="4" height=(height) {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No two states look alike without their colour and word.
    #[test]
    fn every_shape_differs_from_every_other() {
        use Shape::{Bar, Check, Circle, Dashed, Diamond, Doubt, Half, Hollow, Square, Triangle};
        let all = [Bar, Check, Circle, Dashed, Diamond, Doubt, Half, Hollow, Square, Triangle];
        let drawn: std::collections::BTreeSet<String> =
            all.iter().map(|it| shape(*it).into_string()).collect();
        assert_eq!(drawn.len(), all.len());
    }

    #[test]
    fn a_gap_in_the_points_is_a_gap_in_the_line() {
        let svg = sparkline("a", &[Some(0), None, Some(10), Some(5)], None, "x").into_string();
        assert!(svg.contains(r#"d="M1.0 23.0M61.6 3.0L92.0 13.0""#), "{svg}");
        let flat = sparkline("a", &[Some(7), Some(7)], None, "x").into_string();
        assert!(flat.contains(r#"d="M1.0 13.0L92.0 13.0""#), "{flat}");
        let none = sparkline("a", &[None, None], None, "x").into_string();
        assert!(!none.contains("circle") && none.contains("goal"), "{none}");
    }
}
