//! The words of subsidy in both languages, and the picture of a fund.

use super::words as w;
use crate::console::format;
use crate::console::shape::{Shape, state as shown};
use maud::{Markup, html};
use naru_base::{BusinessDate, Lang, Micros, Won};
use naru_core::subsidy::{
    Application, Check, Class, Fund, Grounds, JournalKind, Programme, Standing, State,
};

pub(super) fn name(lang: Lang, it: &Programme) -> &str {
    if lang == Lang::Ko { &it.name_ko } else { &it.name_en }
}

pub(super) fn class(lang: Lang, it: Class) -> String {
    match it {
        Class::OpenBanking => w::class_open(lang),
        Class::InnovativeService => w::class_innovative(lang),
    }
}

pub(super) fn classes(lang: Lang, it: &Programme) -> String {
    it.classes.iter().map(|it| class(lang, *it)).collect::<Vec<_>>().join(", ")
}

pub(super) fn check(lang: Lang, it: Check) -> String {
    match it {
        Check::Organisation => w::check_organisation(lang),
        Check::Service => w::check_service(lang),
    }
}

pub(super) fn grounds(lang: Lang, it: Grounds) -> String {
    match it {
        Grounds::Class => w::gr_class(lang),
        Grounds::Papers => w::gr_papers(lang),
        Grounds::Check => w::gr_check(lang),
        Grounds::Inspector => w::gr_inspector(lang),
        Grounds::Money => w::gr_money(lang),
        Grounds::Other => w::gr_other(lang),
    }
}

pub(super) fn kind(lang: Lang, it: JournalKind) -> String {
    match it {
        JournalKind::Appropriation => w::jk_appropriation(lang),
        JournalKind::Award => w::jk_award(lang),
        JournalKind::Payment => w::jk_payment(lang),
        JournalKind::Release => w::jk_release(lang),
        JournalKind::CarryOver => w::jk_carry(lang),
    }
}

/// What a state is called where claims are not counted apart: in what everybody may read.
pub(super) fn state_word(lang: Lang, it: State) -> String {
    match it {
        State::Applied => w::st_applied(lang),
        State::Awarded => w::st_awarded(lang),
        State::Declined => w::st_declined(lang),
        State::Withdrawn => w::st_withdrawn(lang),
        State::Paid => w::st_paid(lang),
        State::Released => w::st_released(lang),
    }
}

pub(super) fn standing_word(lang: Lang, it: Standing) -> String {
    match it {
        Standing::Applied => w::st_applied(lang),
        Standing::Claimed => w::st_claimed(lang),
        Standing::Awarded => w::st_awarded(lang),
        Standing::Declined => w::st_declined(lang),
        Standing::Withdrawn => w::st_withdrawn(lang),
        Standing::Paid => w::st_paid(lang),
        Standing::Released => w::st_released(lang),
    }
}

pub(super) fn state(lang: Lang, it: &Application) -> Markup {
    let it = it.standing();
    let (class, shape) = match it {
        Standing::Applied | Standing::Claimed => ("run", Shape::Half),
        Standing::Awarded => ("ok", Shape::Circle),
        Standing::Declined => ("stop", Shape::Square),
        Standing::Withdrawn => ("na", Shape::Hollow),
        Standing::Paid => ("ok", Shape::Check),
        Standing::Released => ("na", Shape::Dashed),
    };
    shown(class, shape, &standing_word(lang, it))
}

/// The sum of what the programmes have that take applications, and of what those have left that do
/// not any more: that can only be carried over.
pub(super) fn left(all: &[(Programme, Fund)], now: Micros) -> (Won, Won) {
    let sum = |is_over: bool| {
        let of = all.iter().filter(|(it, _)| (now >= it.closes_at) == is_over);
        of.fold(Won::ZERO, |sum, (_, fund)| sum.plus(free(fund)).unwrap_or(sum))
    };
    (sum(false), sum(true))
}

/// 2026-11-25.
pub(super) fn on(date: BusinessDate) -> String {
    crate::console::pieces::day(date)
}

/// The day of an instant.
pub(super) fn on_day(at: Micros) -> String {
    on(at.business_date())
}

/// A day with its minute, for what comes in the order of its hour.
pub(super) fn moment(at: Micros) -> String {
    format!("{} {}", on_day(at), format::hour_minute(at))
}

/// The last day before an end: applications close at its midnight.
pub(super) fn last_day(ends_at: Micros) -> String {
    on(ends_at.plus_seconds(-1).business_date())
}

pub(super) fn period(lang: Lang, it: &Programme) -> String {
    w::period(lang, &on_day(it.opens_at), &last_day(it.closes_at))
}

/// What a fund can be promised of; it is never below nothing.
pub(super) fn free(it: &Fund) -> Won {
    it.free().unwrap_or(Won::ZERO)
}

/// How much of the money is promised or paid, in tenths of a percent.
pub(super) fn used_tenths(it: &Fund) -> u64 {
    let there = it.appropriation.get().saturating_add(it.carried_in.get());
    let there = there.saturating_sub(it.carried_out.get());
    let used = i128::from(it.committed.get()) + i128::from(it.paid.get());
    if there <= 0 {
        return 0;
    }
    u64::try_from(used * 1_000 / i128::from(there)).unwrap_or(1_000)
}

/// Where the money is: one bar, its parts from left to right paid, promised, carried out, left.
pub(super) fn bar(lang: Lang, name: &str, it: &Fund) -> Markup {
    let parts = [
        ("paid", w::paid_head(lang), it.paid),
        ("committed", w::committed_head(lang), it.committed),
        ("carried", w::carried_out_head(lang), it.carried_out),
        ("free", w::free_head(lang), free(it)),
    ];
    let sum: i128 = parts.iter().map(|(.., won)| i128::from(won.get())).sum();
    let width = |won: Won| i128::from(won.get()) * 1_000 / sum.max(1);
    let mut x = 0;
    let drawn = parts.map(|(class, word, won)| {
        let from = x;
        x += width(won);
        (class, word, won, from)
    });
    html! {
        div class="fund" {
            svg viewBox="0 0 1000 18" preserveAspectRatio="none" role="img"
                aria-label=(w::fund_label(lang, name)) {
                @for (class, _, won, from) in &drawn {
                    rect class=(class) x=(from) y="0" width=(width(*won)) height="18" {}
                }
            }
            ul {
                @for (class, word, won, _) in &drawn {
                    @if *won > Won::ZERO || *class != "carried" {
                        li {
                            i class=(class) {} " " (word) " "
                            b { (format::won(lang, *won)) }
                        }
                    }
                }
            }
        }
    }
}
