//! The forms of deadlines. Each says what it does, and works without script.

use super::one::Loaded;
use super::plain::{MoreTime, address, concerned, day, gate, last_day, text};
use super::words as w;
use crate::console::gates::{ends_before, on_offer};
use crate::console::guard::Entered;
use crate::console::pieces::{self, Wants, form_field};
use crate::console::typed::Back;
use crate::console::{ConsoleState, words};
use maud::{Markup, html};
use naru_base::role::{Right, Scope};
use naru_base::{Id, Lang, Micros};
use naru_core::admission::deadline::{Concerned, Finding, Ground, Rule, limits};
use naru_core::admission::{Class, Gate};

/// Who stands before one place's forms.
pub(super) struct Desk<'a> {
    pub(super) lang: Lang,
    pub(super) who: &'a Entered,
    pub(super) loaded: &'a Loaded,
    pub(super) now: Micros,
    pub(super) back: &'a Back,
    pub(super) wants: Wants,
    pub(super) is_proposed: bool,
    /// Whether it may do no more than a restriction would leave it.
    pub(super) inquires_only: bool,
}

/// Everything that this person may do about one place.
pub(super) fn of_place(desk: &Desk<'_>, key: Id) -> Markup {
    let lang = desk.lang;
    let it = &desk.loaded.under;
    let owner = Scope::Institution(it.institution.clone());
    let may = |right| desk.who.session.post.may_on(right, &owner);
    let (decides, answers) = (may(Right::GatesDecide), may(Right::GatesApply));
    let proposed = if decides && !desk.is_proposed {
        propose(desk, key)
    } else {
        html! {}
    };
    html! {
        section {
            div class="sh" { h2 { (w::do_head(lang)) } }
            @if it.finding == Finding::Met { p class="none" { (w::do_none(lang)) } }
            @else if !decides && !answers {
                p class="none" { (w::do_reader(lang)) }
            } @else {
                (proposed)
                @if decides { (book(desk)) }
                @if answers { (answer(desk, key)) }
            }
        }
    }
}

/// What comes with more time, but for what the lead says.
pub(super) fn more_time(desk: &Desk<'_>, until: Micros) -> MoreTime {
    let (it, facts) = (&desk.loaded.under, &desk.loaded.facts);
    let of = (facts, it.rule.requirement);
    let more = MoreTime::of(facts, &it.rule, until, desk.now);
    match ends_before(desk.lang, of, it.due, desk.now) {
        Some(_) => more.told(),
        None => more,
    }
}

/// What a deed does, and of whom may only inquire already that this is for another reason.
fn with_already(desk: &Desk<'_>, effect: &str) -> String {
    match desk.inquires_only {
        true => format!("{effect} {}", w::inquires_already(desk.lang)),
        false => effect.to_owned(),
    }
}

fn propose(desk: &Desk<'_>, key: Id) -> Markup {
    let lang = desk.lang;
    let it = &desk.loaded.under;
    let (head, effect, button, class) = match it.finding {
        Finding::Extend { until, .. } => {
            let effect = w::extend_effect(lang, &last_day(until));
            let effect = with_already(desk, &more_time(desk, until).after(lang, effect));
            (w::extend_head(lang), effect, w::extend_button(lang), "btn p")
        }
        Finding::Restrict { from, .. } => {
            // A day more than the notice, so that the second person has a day to confirm.
            let told = desk.now.plus_seconds(desk.loaded.notice_s.saturating_add(86_400));
            let effect = with_already(desk, &w::restrict_effect(lang, &day(from.max(told))));
            (w::restrict_head(lang), effect, w::restrict_button(lang), "btn d")
        }
        Finding::Warn { until, .. } => (
            w::warn_head(lang),
            match desk.inquires_only {
                true => w::warn_effect_already(lang, &last_day(until)),
                false => w::warn_effect(lang, &last_day(until)),
            },
            w::warn_button(lang),
            "btn d",
        ),
        Finding::Met | Finding::Ahead | Finding::Restricted => return html! {},
    };
    html! {
        form class="two" method="post" action=(format!("{}/propose", address(&it.rule, &it.institution))) {
            b { (head) }
            (form_field(desk.who))
            input type="hidden" name="key" value=(key);
            p { (effect) }
            @if let Finding::Extend { until, .. } = it.finding {
                p class="help" { (w::extend_not(lang, &last_day(until))) }
            }
            (desk.back.form("propose").why(lang, desk.wants))
            button class=(class) { (button) }
        }
    }
}

fn book(desk: &Desk<'_>) -> Markup {
    let lang = desk.lang;
    let it = &desk.loaded.under;
    let booking = it.known.booking;
    let applied = booking.map(|it| day(it.applied_at)).unwrap_or_default();
    let slot = booking.and_then(|it| it.slot_ends_at).map(last_day).unwrap_or_default();
    let form = desk.back.form("book");
    html! {
        details class="ask" open[form.is_back()] {
            summary { (w::book_head(lang)) }
            form method="post" action=(format!("{}/book", address(&it.rule, &it.institution))) {
                (form_field(desk.who))
                (form.day("applied", &w::applied_head(lang), &applied, true))
                (form.day("slot", &w::slot_head(lang), &slot, false))
                button class="btn" { (w::book_button(lang)) }
            }
        }
    }
}

/// A ground with the last day for which it can be asked for.
fn with_limit(desk: &Desk<'_>, it: &Ground) -> String {
    let (lang, title) = (desk.lang, text(desk.lang, &it.title));
    match asked_days(desk.loaded, it, desk.now) {
        Some((_, last)) => w::ground_until(lang, title, &last),
        None => w::ground_over(lang, title),
    }
}

/// The first and the last day for which more time can be asked for on a ground, if there is any.
pub(super) fn asked_days(loaded: &Loaded, it: &Ground, now: Micros) -> Option<(String, String)> {
    let under = &loaded.under;
    let (after, most) = limits(&under.rule, &under.known, &loaded.times, it, now);
    // A day counts with its end: the first ends after that instant, the last one before this.
    let first = after.business_date();
    let last = Micros::new(most.business_date().starts_at().get() - 1).business_date();
    (first <= last).then(|| (pieces::day(first), pieces::day(last)))
}

fn answer(desk: &Desk<'_>, key: Id) -> Markup {
    let lang = desk.lang;
    let it = &desk.loaded.under;
    let list = &desk.loaded.times.grounds;
    let grounds = list.grounds.iter().map(|it| (it.name.clone(), with_limit(desk, it)));
    let grounds: Vec<(String, String)> = grounds.collect();
    let none = (String::new(), w::no_document(lang));
    let documents = on_offer(lang, &desk.loaded.facts.evidence);
    let documents: Vec<(String, String)> = std::iter::once(none).chain(documents).collect();
    let form = desk.back.form("answer");
    html! {
        details class="ask" open[form.is_back()] {
            summary { (w::answer_head(lang)) }
            form method="post" action=(format!("{}/answer", address(&it.rule, &it.institution))) {
                (form_field(desk.who))
                input type="hidden" name="key" value=(key);
                p class="help" { (w::answer_effect(lang)) }
                (form.pick("ground", &w::ground_head(lang), &grounds, ""))
                p class="help" { (w::grounds_edition(lang, list.version)) }
                (form.day("until", &w::answer_until(lang), "", true))
                (form.area("words", &w::answer_words(lang)))
                (form.pick("document", &w::answer_document(lang), &documents, ""))
                button class="btn p" { (w::answer_button(lang)) }
            }
        }
    }
}

/// Adding a rule, and listing an institution under one that has a list.
pub(super) fn of_rules(
    lang: Lang,
    who: &Entered,
    (all, back): (&[Rule], &Back),
    state: &ConsoleState,
) -> Markup {
    let with_list: Vec<(String, String)> = all
        .iter()
        .filter(|it| it.concerned == Concerned::Listed)
        .map(|it| (it.id.clone(), text(lang, &it.title).to_owned()))
        .collect();
    let directory = state.parts.hub.directory();
    let institutions = directory.institutions.values();
    let institutions: Vec<(String, String)> = institutions
        .map(|it| {
            let name = if lang == Lang::Ko { &it.name_ko } else { &it.name_en };
            (it.code.to_string(), format!("{name} {}", it.code))
        })
        .collect();
    let classes = Class::ALL.map(Concerned::Class).into_iter().chain([Concerned::Listed]);
    let classes: Vec<(String, String)> =
        classes.map(|it| (it.as_str().to_owned(), concerned(lang, it))).collect();
    let gates: Vec<(String, String)> = Gate::ALL
        .into_iter()
        .filter(|it| *it != Gate::Start)
        .map(|it| (it.to_string(), gate(lang, it)))
        .collect();
    let (list, add) = (back.form("list"), back.form("add"));
    html! {
        section {
            div class="sh" { h2 { (w::do_head(lang)) } }
            @if !with_list.is_empty() && !institutions.is_empty() {
                details class="ask" open[list.is_back()] {
                    summary { (w::list_head(lang)) }
                    form method="post" action="/console/deadlines/list" {
                        (form_field(who))
                        (list.pick("rule", &w::rule_head(lang), &with_list, ""))
                        (list.pick("institution", &w::institution_head(lang), &institutions, ""))
                        button class="btn" { (w::list_button(lang)) }
                    }
                }
            }
            details class="ask" open[add.is_back()] {
                summary { (w::rule_add_head(lang)) }
                form method="post" action="/console/deadlines/rules" {
                    (form_field(who))
                    (add.must("id", w::rule_id_label(lang), None))
                    (add.pick("class", &w::concerned_head(lang), &classes, "fintech"))
                    (add.pick("requirement", &w::requirement_head(lang), &gates, "organisation"))
                    (add.must("title_ko", w::title_ko_label(lang), None))
                    (add.must("title_en", w::title_en_label(lang), None))
                    (add.must("old_ko", w::old_ko_label(lang), None))
                    (add.must("old_en", w::old_en_label(lang), None))
                    (add.must("new_ko", w::new_ko_label(lang), None))
                    (add.must("new_en", w::new_en_label(lang), None))
                    (add.day("effective", &w::effective_label(lang), "", true))
                    (add.day("last", &w::last_day_label(lang), "", true))
                    (add.must("source", w::source_head(lang), Some(words::both_languages(lang))))
                    button class="btn" { (w::rule_add_button(lang)) }
                }
            }
        }
    }
}
