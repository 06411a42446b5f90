//! Net positions as a picture: one bar for each participant, right of the line what it pays in,
//! left of it what it is paid. The largest are named; the rest are one bar on each side.

use super::{party, words as w};
use crate::console::names::Names;
use maud::{Markup, html};
use naru_base::{BusinessDate, Lang, Won};
use naru_core::settlement::Position;

const WIDTH: i64 = 520;
const ROW: i64 = 24;
/// The longest bar; the rest of each half is for names and values.
const BAR: i64 = 140;
const NAMED: usize = 12;

/// A bar: whose, and how much.
struct Bar {
    name: String,
    net: Won,
}

fn size(it: Won) -> i64 {
    it.get().saturating_abs()
}

/// The bars from the largest payer to the largest payee.
fn bars(lang: Lang, names: &Names, positions: &[Position]) -> Vec<Bar> {
    let mut all: Vec<&Position> = positions.iter().filter(|it| it.net != Won::ZERO).collect();
    all.sort_by(|a, b| size(b.net).cmp(&size(a.net)).then_with(|| a.party.cmp(&b.party)));
    let rest = all.split_off(all.len().min(NAMED));
    let named = |it: &&Position| Bar { name: party(lang, names, &it.party), net: it.net };
    let mut out: Vec<Bar> = all.iter().map(named).collect();
    for is_payer in [true, false] {
        let side: Vec<Won> =
            rest.iter().map(|it| it.net).filter(|it| (it.get() > 0) == is_payer).collect();
        let sum = side.iter().try_fold(Won::ZERO, |sum, it| sum.plus(*it));
        if let Some(net) = sum.filter(|it| *it != Won::ZERO) {
            out.push(Bar { name: w::chart_rest(lang, side.len()), net });
        }
    }
    out.sort_by_key(|it| std::cmp::Reverse(it.net));
    out
}

/// A bar's length, so short that it can still be seen at least.
fn length(net: Won, largest: i64) -> i64 {
    let long = i128::from(size(net)) * i128::from(BAR) / i128::from(largest);
    i64::try_from(long.max(2)).unwrap_or(BAR)
}

/// The picture; nothing if nobody pays anybody.
pub(super) fn chart(
    lang: Lang,
    date: BusinessDate,
    names: &Names,
    positions: &[Position],
) -> Markup {
    let bars = bars(lang, names, positions);
    let largest = bars.iter().map(|it| size(it.net)).max().unwrap_or(0).max(1);
    let rows = i64::try_from(bars.len()).unwrap_or(0);
    let payers = positions.iter().filter(|it| it.net > Won::ZERO).count();
    let payees = positions.iter().filter(|it| it.net < Won::ZERO).count();
    let label = w::chart_label(lang, &crate::console::format::date(lang, date), payers, payees);
    let (height, mid) = (rows * ROW + 8, WIDTH / 2);
    html! {
        @if !bars.is_empty() {
            svg class="net" width=(WIDTH) height=(height)
                viewBox=(format!("0 0 {WIDTH} {height}"))
                role="img" aria-label=(label) {
                @for (i, it) in bars.iter().enumerate() {
                    @let y = i64::try_from(i).unwrap_or(0) * ROW + 4;
                    @let pays = it.net > Won::ZERO;
                    @let long = length(it.net, largest);
                    rect class=(if pays { "in" } else { "out" }) y=(y + 5) height="12" width=(long)
                        x=(if pays { mid } else { mid - long }) {}
                    text class=(if pays { "end" } else { "" }) y=(y + 15)
                        x=(if pays { mid - 8 } else { mid + 8 }) { (it.name) }
                    text class=(if pays { "b" } else { "b end" }) y=(y + 15)
                        x=(if pays { mid + long + 6 } else { mid - long - 6 }) {
                        (it.net.grouped())
                    }
                }
                path class="zero" d=(format!("M{mid} 0V{height}")) {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use naru_base::BankCode;
    use naru_core::settlement::{Moved, Party};

    fn position(code: u32, net: i64) -> Position {
        let bank = BankCode::parse(&code.to_string()).expect("a code");
        let none = Moved::default();
        let (fee, net) = (Won::ZERO, Won::new(net));
        Position { party: Party::Bank(bank), collected: none, paid: none, fee, net }
    }

    #[test]
    fn the_largest_are_named_and_the_rest_is_one_bar_a_side() {
        let all: Vec<Position> = (0..20)
            .map(|n| position(901 + n, if n % 2 == 0 { 100 - i64::from(n) } else { -90 }))
            .collect();
        let names = Names::none();
        let bars = bars(Lang::Ko, &names, &all);
        assert_eq!(bars.len(), 14);
        assert_eq!(bars.iter().filter(|it| it.name.starts_with("그 밖의")).count(), 2);
        let sum: i64 = bars.iter().map(|it| it.net.get()).sum();
        assert_eq!(sum, all.iter().map(|it| it.net.get()).sum::<i64>());
        assert!(bars.windows(2).all(|it| it[0].net >= it[1].net));
    }

    #[test]
    fn nobody_who_owes_nothing_is_drawn() {
        let names = Names::none();
        let day = BusinessDate::parse("20261125").expect("a date");
        assert_eq!(chart(Lang::En, day, &names, &[position(901, 0)]).into_string(), "");
        let two = [position(901, 7), position(902, -7)];
        let svg = chart(Lang::En, day, &names, &two).into_string();
        assert!(svg.contains("1 pay in, 1 are paid"), "{svg}");
        assert!(svg.contains(r#"width="140""#) && svg.contains("-7"), "{svg}");
    }
}
