//! The streams of 물길 as SVG: pure, integers only. A row is 34 pixels, as in the tables.

use maud::{Markup, html};
use naru_core::glance::{Glance, InstitutionRow};

/// All lengths here are thousandths of a pixel.
const ROW: u64 = 34_000;
/// A stream of one request per second at the usual scale: 0.275 pixels.
const PER_REQUEST: u64 = 275;
/// All streams of a small network together are this wide, or they would not be seen.
const TOTAL_LEAST: u64 = 27_500;
/// The widest a row's streams may be together.
const ROW_MOST: u64 = 30_000;
/// The thinnest stream that is seen.
const STREAM_LEAST: u64 = 500;

struct Stream {
    left: usize,
    right: usize,
    width: u64,
    troubled: bool,
}

/// The picture between the tables.
pub(crate) fn streams(
    label: &str,
    shown: &[InstitutionRow],
    rest: &[InstitutionRow],
    glance: &Glance,
) -> Markup {
    let rows = glance.banks.len().max(shown.len() + usize::from(!rest.is_empty()));
    let height = u64::try_from(rows).unwrap_or(0) * ROW / 1000;
    let streams = measured(shown, rest, glance);
    let lefts = landings(&streams, rows, |s| (s.left, s.right));
    let rights = landings(&streams, rows, |s| (s.right, s.left));
    let mut order: Vec<usize> = (0..streams.len()).collect();
    // Trouble on top, and the wide ones over the thin.
    order.sort_by_key(|i| (streams[*i].troubled, streams[*i].width));
    html! {
        svg viewBox=(format!("0 0 230 {height}")) width="100%" height=(height)
            preserveAspectRatio="none" role="img" aria-label=(label) {
            @for i in order {
                @let it = &streams[i];
                @let (a, b) = (px(lefts[i]), px(rights[i]));
                path class=(if it.troubled { "t" } else { "s" })
                    d=(format!("M0 {a}C104 {a} 127 {b} 230 {b}")) stroke-width=(px(it.width)) {}
            }
        }
    }
}

fn px(thousandths: u64) -> String {
    format!("{}.{}", thousandths / 1000, thousandths / 100 % 10)
}

/// Which row each flow leaves from and lands on, and how wide it is.
fn measured(shown: &[InstitutionRow], rest: &[InstitutionRow], glance: &Glance) -> Vec<Stream> {
    let left_of = |code: &str| {
        shown
            .iter()
            .position(|it| it.code == code)
            .or_else(|| rest.iter().any(|it| it.code == code).then_some(shown.len()))
    };
    let mut sums: std::collections::BTreeMap<(usize, usize), u64> = Default::default();
    for flow in &glance.flows {
        let right = glance.banks.iter().position(|it| it.code == flow.bank);
        if let (Some(left), Some(right)) = (left_of(&flow.institution), right) {
            *sums.entry((left, right)).or_default() += flow.rate_tenths;
        }
    }
    let scale = Scale::of(&sums);
    sums.into_iter()
        .filter(|(_, tenths)| *tenths > 0)
        .map(|((left, right), tenths)| Stream {
            left,
            right,
            width: scale.width(tenths),
            troubled: glance.banks[right].state.is_trouble(),
        })
        .collect()
}

/// Thousandths of a pixel for so many tenths of a request per second, as a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Scale(u64, u64);

impl Scale {
    fn of(sums: &std::collections::BTreeMap<(usize, usize), u64>) -> Scale {
        let total: u64 = sums.values().sum();
        let mut rows: std::collections::BTreeMap<(bool, usize), u64> = Default::default();
        for ((left, right), tenths) in sums {
            *rows.entry((false, *left)).or_default() += tenths;
            *rows.entry((true, *right)).or_default() += tenths;
        }
        let widest = rows.values().max().copied().unwrap_or(0).max(1);
        let usual = if total * PER_REQUEST / 10 >= TOTAL_LEAST {
            Scale(PER_REQUEST, 10)
        } else {
            Scale(TOTAL_LEAST, total.max(1))
        };
        if usual.width(widest) > ROW_MOST { Scale(ROW_MOST, widest) } else { usual }
    }

    fn width(self, tenths: u64) -> u64 {
        (tenths * self.0 / self.1).max(STREAM_LEAST)
    }
}

/// Where each stream meets one bank: those of a row side by side, in the order of the other bank,
/// centred on the row.
fn landings(streams: &[Stream], rows: usize, key: impl Fn(&Stream) -> (usize, usize)) -> Vec<u64> {
    let mut at = vec![0; streams.len()];
    for row in 0..rows {
        let mut here: Vec<usize> =
            (0..streams.len()).filter(|i| key(&streams[*i]).0 == row).collect();
        here.sort_by_key(|i| key(&streams[*i]).1);
        let sum: u64 = here.iter().map(|i| streams[*i].width).sum();
        let centre = u64::try_from(row).unwrap_or(0) * ROW + ROW / 2;
        let mut edge = centre.saturating_sub(sum / 2);
        for i in here {
            at[i] = edge + streams[i].width / 2;
            edge += streams[i].width;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_follow_the_rate_and_fit_the_row() {
        let scale = |pairs: &[((usize, usize), u64)]| Scale::of(&pairs.iter().copied().collect());
        // 400 requests per second over many rows: 0.275 pixels each.
        let wide: Vec<_> = (0..10).map(|i| ((i, i), 400)).collect();
        assert_eq!(scale(&wide).width(400), 11_000);
        // Two per second in all: scaled up, so that they are seen.
        assert_eq!(scale(&[((0, 0), 10), ((1, 1), 10)]).width(10), 13_750);
        // One row with everything: no wider than the row.
        assert_eq!(scale(&[((0, 0), 4_000), ((0, 1), 4_000)]).width(8_000), ROW_MOST);
        // No traffic, no division by zero.
        assert_eq!(scale(&[]), Scale(TOTAL_LEAST, 1));
    }

    #[test]
    fn streams_of_a_row_lie_side_by_side_around_its_middle() {
        let stream = |left, right, width| Stream { left, right, width, troubled: false };
        let all = [stream(0, 1, 4_000), stream(0, 0, 2_000), stream(1, 0, 1_000)];
        assert_eq!(landings(&all, 2, |s| (s.left, s.right)), [18_000, 15_000, 51_000]);
        assert_eq!(landings(&all, 2, |s| (s.right, s.left)), [51_000, 16_500, 18_000]);
    }
}
