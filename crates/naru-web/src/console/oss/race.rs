//! The race against an advisory as a picture: how many systems are open to it over time, until now,
//! and the deadlines ahead. Tenths of a pixel, whole numbers only.

use super::{n, words as w};
use crate::console::pieces::moment;
use crate::console::shape::px;
use maud::{Markup, html};
use naru_base::{Lang, Micros};
use naru_core::oss::portfolio::Race;

const WIDTH: i64 = 7_200;
const HEIGHT: i64 = 2_000;
const LEFT: i64 = 460;
const RIGHT: i64 = 7_000;
const TOP: i64 = 260;
const BASE: i64 = 1_720;
/// Nearer than this two dates stand at one spot.
const NEAR: i64 = 300;

/// From which instant to which, and how many at most.
struct Scale {
    from: i64,
    to: i64,
    most: i64,
}

impl Scale {
    fn x(&self, at: Micros) -> i64 {
        let (span, past) = ((self.to - self.from).max(1), (at.get() - self.from).max(0));
        let along = i128::from(past.min(span)) * i128::from(RIGHT - LEFT) / i128::from(span);
        LEFT + i64::try_from(along).unwrap_or(0)
    }

    const fn y(&self, open: i64) -> i64 {
        BASE - open * (BASE - TOP) / self.most
    }
}

/// The outline of what was open, closed along the base line.
fn outline(scale: &Scale, steps: &[(Micros, i64)], now: Micros) -> String {
    let Some(first) = steps.first() else { return String::new() };
    let mut path = format!("M{} {}", at(scale.x(first.0)), at(BASE));
    for (when, open) in steps {
        path.push_str(&format!("H{}V{}", at(scale.x(*when)), at(scale.y(*open))));
    }
    path.push_str(&format!("H{}V{}Z", at(scale.x(now)), at(BASE)));
    path
}

fn at(tenths: i64) -> String {
    px(u64::try_from(tenths).unwrap_or(0))
}

/// The picture; nothing if nobody ever had it.
pub(super) fn chart(lang: Lang, race: &Race, now: Micros) -> Markup {
    let steps = race.steps();
    let Some(first) = steps.first() else { return html! {} };
    let most = steps.iter().map(|it| it.1).max().unwrap_or(1).max(1);
    let open = steps.last().map_or(0, |it| it.1);
    // Of what is still open: the first deadline and the last one.
    let left = race.runs.iter().filter(|it| it.2.is_none()).map(|it| it.1);
    let (next, last) = (left.clone().min(), left.max());
    let end = last.unwrap_or(now).max(now).get();
    let from = first.0.get();
    let scale = Scale { from, to: end + (end - from) / 20 + 1, most };
    let label = w::race_label(lang, most, open);
    let now_x = scale.x(now);
    // Two deadlines at one spot would read as two days of one.
    let is_apart = |it: &Micros| next.is_some_and(|next| scale.x(*it) - scale.x(next) > NEAR);
    let last = last.filter(is_apart);
    // Of one system, the middle is the top.
    let levels: &[i64] = if most > 1 { &[0, (most + 1) / 2, most] } else { &[0, most] };
    let is_late = now_x > WIDTH / 2;
    html! {
        svg class="race" viewBox=(format!("0 -8 {} {}", WIDTH / 10, HEIGHT / 10 + 8)) role="img"
            aria-label=(label) {
            @for &level in levels {
                path class="grid" d=(format!("M{} {}H{}", at(LEFT), at(scale.y(level)), at(RIGHT))) {}
                text class="end" x=(at(LEFT - 80)) y=(at(scale.y(level) + 40)) { (n(level)) }
            }
            path class="open" d=(outline(&scale, &steps, now)) {}
            path class="now" d=(format!("M{} {}V{}", at(now_x), at(TOP - 60), at(BASE))) {}
            text class=(if is_late { "b end" } else { "b" }) y=(at(TOP - 100))
                x=(at(if is_late { now_x - 40 } else { now_x + 40 })) { (w::race_now(lang)) }
            @if let Some(next) = next {
                @let x = scale.x(next);
                path class="due" d=(format!("M{} {}V{}", at(x), at(TOP - 60), at(BASE))) {}
                text class="end" x=(at((x + 240).min(WIDTH))) y=(at(TOP - 180)) {
                    @if last.is_some() { (w::race_due_first(lang)) } @else { (w::race_due(lang)) }
                    " " (moment(next))
                }
            }
            text x=(at(LEFT)) y=(at(HEIGHT - 60)) { (moment(first.0)) }
            @if let Some(last) = last {
                text class="end" x=(at(scale.x(last) + 240)) y=(at(HEIGHT - 60)) {
                    (w::race_due_last(lang)) " " (moment(last))
                }
            } @else if next.is_none_or(|next| next <= now) {
                text class="end" x=(at(now_x + 240)) y=(at(HEIGHT - 60)) { (moment(now)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_s(n: i64) -> Micros {
        Micros::new(0).plus_seconds(n)
    }

    #[test]
    fn the_outline_goes_up_with_what_comes_and_down_with_what_is_put_right() {
        let race =
            Race { runs: vec![(at_s(0), at_s(100), Some(at_s(50))), (at_s(0), at_s(100), None)] };
        assert_eq!(race.steps(), [(at_s(0), 2), (at_s(50), 1)]);
        let svg = chart(Lang::En, &race, at_s(60)).into_string();
        assert!(svg.contains("2 at most, 1 now") && svg.contains("class=\"due\""), "{svg}");
        let scale = Scale { from: 0, to: at_s(100).get(), most: 2 };
        let path = outline(&scale, &race.steps(), at_s(60));
        assert_eq!(path, "M46.0 172.0H46.0V26.0H373.0V99.0H438.4V172.0Z");
    }

    #[test]
    fn two_deadlines_are_told_apart_or_are_one() {
        let run = |due| (at_s(0), at_s(due), None);
        let of = |due: &[i64]| {
            let race = Race { runs: due.iter().map(|it| run(*it)).collect() };
            chart(Lang::En, &race, at_s(60)).into_string()
        };
        let apart = of(&[100_000, 200_000]);
        assert!(apart.contains("first deadline ") && apart.contains("last deadline "), "{apart}");
        let one = of(&[200_000, 200_010]);
        assert!(
            one.contains("deadline ") && !one.contains("first") && !one.contains("last"),
            "{one}"
        );
        assert_eq!(one.matches("01-").count(), 2, "when it began, and the deadline: {one}");
    }

    #[test]
    fn nobody_who_had_it_draws_nothing_and_a_race_that_is_over_has_no_deadline() {
        assert_eq!(chart(Lang::Ko, &Race::default(), at_s(1)).into_string(), "");
        let over = Race { runs: vec![(at_s(0), at_s(9), Some(at_s(5)))] };
        let svg = chart(Lang::Ko, &over, at_s(60)).into_string();
        assert!(!svg.contains("class=\"due\"") && svg.contains("지금 0개"), "{svg}");
    }
}
