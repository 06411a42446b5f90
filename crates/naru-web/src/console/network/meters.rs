//! The four meters: rate, success, added latency, in doubt.

use crate::console::watch::as_of;
use crate::console::{format, shape, words};
use maud::{Markup, html};
use naru_base::{Lang, Micros};
use naru_core::glance::{Glance, Mix};

/// 99.50 %, in hundredths: the network's own target until an operator sets another.
const SUCCESS_TARGET: u64 = 9_950;

/// The four, side by side.
pub(crate) fn meters(lang: Lang, glance: &Glance, now: Micros) -> Markup {
    html! {
        dl class="meters" id="meters" {
            (rate(lang, glance)) (success(lang, glance)) (added(lang, glance))
            (doubts(lang, glance, now))
        }
    }
}

fn meter(title: &str, value: &str, unit: &str, spark: &Markup, note: &Markup) -> Markup {
    html! {
        div {
            dt { (title) }
            dd {
                div class="vs" {
                    span class="v" { (value) @if !unit.is_empty() { small { (unit) } } }
                    (spark)
                }
                div class="n" { (note) }
            }
        }
    }
}

fn rate(lang: Lang, glance: &Glance) -> Markup {
    let total = &glance.total;
    let title = match mix_shares(&total.mix) {
        Some((i, w, d)) => words::requests_mix(lang, &i, &w, &d),
        None => words::requests(lang),
    };
    let label = words::trend(lang, &words::requests(lang));
    let spark = shape::sparkline("acc", &total.history, None, &label);
    let note = words::peak(lang, &format::tenths(total.peak_tenths));
    let unit = words::per_second(lang);
    meter(&title, &format::tenths(total.rate_tenths), &unit, &spark, &html! { (note) })
}

/// Whole percents of inquiries, withdrawals and deposits.
fn mix_shares(mix: &Mix) -> Option<(String, String, String)> {
    let all = mix.inquiry + mix.withdraw + mix.deposit + mix.other;
    let percent = |n: u64| (n * 100 + all / 2).checked_div(all).map(|p| p.to_string());
    Some((percent(mix.inquiry)?, percent(mix.withdraw)?, percent(mix.deposit)?))
}

fn success(lang: Lang, glance: &Glance) -> Markup {
    let it = &glance.success;
    let (settled, ended) = (format::count(it.settled), format::count(it.ended));
    let (value, class, note) = match it.share() {
        None => (format::NONE.to_owned(), "acc", words::success_none(lang)),
        Some(share) if share < SUCCESS_TARGET => {
            (format::share(share), "warn", words::success_below(lang, &settled, &ended))
        }
        Some(share) => (format::share(share), "acc", words::success_of(lang, &settled, &ended)),
    };
    let unit = if it.ended == 0 { "" } else { "%" };
    let title = words::success(lang);
    let target = it.history.iter().flatten().next().map(|_| SUCCESS_TARGET);
    let spark = shape::sparkline(class, &it.history, target, &words::trend(lang, &title));
    meter(&title, &value, unit, &spark, &html! { (note) })
}

fn added(lang: Lang, glance: &Glance) -> Markup {
    let it = &glance.latency;
    let title = words::added(lang);
    let note = match (it.added_p50_us, it.whole_p99_us) {
        (Some(p50), Some(whole)) => {
            words::added_note(lang, &format::ms_fine(p50), &format::ms_fine(whole))
        }
        _ => words::added_none(lang),
    };
    let unit = if it.added_p99_us.is_some() { "ms" } else { "" };
    let value = format::or_none(it.added_p99_us, format::ms_fine);
    let spark = shape::sparkline("acc", &it.history, None, &words::trend(lang, &title));
    meter(&title, &value, unit, &spark, &html! { (note) })
}

fn doubts(lang: Lang, glance: &Glance, now: Micros) -> Markup {
    let it = &glance.doubts;
    let title = words::doubts(lang);
    let spark = shape::sparkline("doubt", &it.history, None, &words::trend(lang, &title));
    let note = match it.oldest.first() {
        None => html! { (words::doubts_none(lang)) },
        Some(oldest) => {
            let age = format::age(lang, format::seconds_between(oldest.at, now));
            let amount = format::won(lang, it.amount);
            html! { (as_of(lang, glance.at)) (words::doubts_note(lang, &amount, &age)) }
        }
    };
    meter(&title, &format::count(it.count), &words::unit_cases(lang), &spark, &note)
}
