//! The forms of deadlines. Each says what it does, and works without script.

use super::one::Loaded;
use super::plain::{address, concerned, day, gate, last_day, text};
use super::words as w;
use crate::console::ConsoleState;
use crate::console::door::{Field, Wrong, field};
use crate::console::guard::Entered;
use crate::console::pieces::{Wants, form_field, fresh_code, reason, select};
use maud::{Markup, html};
use naru_base::role::{Right, Scope};
use naru_base::{Id, Lang, Micros};
use naru_core::admission::deadline::{Concerned, Finding, Rule};
use naru_core::admission::{Class, Gate};

/// Who stands before one place's forms.
pub(super) struct Desk<'a> {
    pub(super) lang: Lang,
    pub(super) who: &'a Entered,
    pub(super) loaded: &'a Loaded,
    pub(super) now: Micros,
    pub(super) wrongs: &'a [Wrong],
    pub(super) wants: Wants,
    pub(super) is_proposed: bool,
}

fn given(name: &'static str, label: String) -> Markup {
    let it = Field {
        name,
        label,
        help: None,
        kind: "text",
        autocomplete: "off",
        value: "",
        focus: false,
    };
    field(&it, &[])
}

fn date(name: &str, label: &str, value: &str, is_needed: bool) -> Markup {
    html! {
        div class="field" {
            label for=(name) { (label) }
            input id=(name) name=(name) type="date" value=(value) required[is_needed];
        }
    }
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
            @if it.finding == Finding::Met || (!decides && !answers) {
                p class="none" { (w::do_none(lang)) }
            } @else {
                (proposed)
                @if decides { (book(desk)) }
                @if answers { (answer(desk, key)) }
            }
        }
    }
}

fn propose(desk: &Desk<'_>, key: Id) -> Markup {
    let lang = desk.lang;
    let it = &desk.loaded.under;
    let (head, effect, button, class) = match it.finding {
        Finding::Extend { until, .. } => (
            w::extend_head(lang),
            w::extend_effect(lang, &day(until)),
            w::extend_button(lang),
            "btn p",
        ),
        Finding::Restrict { from, .. } => {
            // A day more than the notice, so that the second person has a day to confirm.
            let told = desk.now.plus_seconds(desk.loaded.notice_s.saturating_add(86_400));
            let effect = w::restrict_effect(lang, &day(from.max(told)));
            (w::restrict_head(lang), effect, w::restrict_button(lang), "btn d")
        }
        Finding::Warn { until, .. } => {
            (w::warn_head(lang), w::warn_effect(lang, &day(until)), w::warn_button(lang), "btn d")
        }
        Finding::Met | Finding::Ahead | Finding::Restricted => return html! {},
    };
    html! {
        form class="two" method="post" action=(format!("{}/propose", address(&it.rule, &it.institution))) {
            b { (head) }
            (form_field(desk.who))
            input type="hidden" name="key" value=(key);
            p { (effect) }
            (reason(lang, "", desk.wrongs))
            (fresh_code(lang, desk.wants, desk.wrongs))
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
    html! {
        details class="ask" {
            summary { (w::book_head(lang)) }
            form method="post" action=(format!("{}/book", address(&it.rule, &it.institution))) {
                (form_field(desk.who))
                (date("applied", &w::applied_head(lang), &applied, true))
                (date("slot", &w::slot_head(lang), &slot, false))
                button class="btn" { (w::book_button(lang)) }
            }
        }
    }
}

fn answer(desk: &Desk<'_>, key: Id) -> Markup {
    let lang = desk.lang;
    let it = &desk.loaded.under;
    let list = &desk.loaded.grounds;
    let grounds = list.grounds.iter().map(|it| (it.name.clone(), text(lang, &it.title).to_owned()));
    let grounds: Vec<(String, String)> = grounds.collect();
    let none = (String::new(), w::no_document(lang));
    let documents = desk.loaded.facts.evidence.iter();
    let documents =
        documents.map(|it| (data_encoding::HEXLOWER.encode(&it.sha256), it.title.clone()));
    let documents: Vec<(String, String)> = std::iter::once(none).chain(documents).collect();
    html! {
        details class="ask" {
            summary { (w::answer_head(lang)) }
            form method="post" action=(format!("{}/answer", address(&it.rule, &it.institution))) {
                (form_field(desk.who))
                input type="hidden" name="key" value=(key);
                p class="help" { (w::answer_effect(lang)) }
                (select("ground", &w::ground_head(lang), &grounds, ""))
                p class="help" { (w::grounds_edition(lang, list.version)) }
                (date("until", &w::answer_until(lang), "", true))
                div class="field" {
                    label for="words" { (w::answer_words(lang)) }
                    textarea id="words" name="words" rows="4" maxlength="2000" required {}
                }
                (select("document", &w::answer_document(lang), &documents, ""))
                button class="btn p" { (w::answer_button(lang)) }
            }
        }
    }
}

/// Adding a rule, and listing an institution under one that has a list.
pub(super) fn of_rules(lang: Lang, who: &Entered, all: &[Rule], state: &ConsoleState) -> Markup {
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
    html! {
        section {
            div class="sh" { h2 { (w::do_head(lang)) } }
            @if !with_list.is_empty() && !institutions.is_empty() {
                details class="ask" {
                    summary { (w::list_head(lang)) }
                    form method="post" action="/console/deadlines/list" {
                        (form_field(who))
                        (select("rule", &w::rule_head(lang), &with_list, ""))
                        (select("institution", &w::institution_head(lang), &institutions, ""))
                        button class="btn" { (w::list_button(lang)) }
                    }
                }
            }
            details class="ask" {
                summary { (w::rule_add_head(lang)) }
                form method="post" action="/console/deadlines/rules" {
                    (form_field(who))
                    (given("id", w::rule_id_label(lang)))
                    (select("class", &w::concerned_head(lang), &classes, "fintech"))
                    (select("requirement", &w::requirement_head(lang), &gates, "organisation"))
                    (given("title_ko", w::title_ko_label(lang)))
                    (given("title_en", w::title_en_label(lang)))
                    (given("old_ko", w::old_ko_label(lang)))
                    (given("old_en", w::old_en_label(lang)))
                    (given("new_ko", w::new_ko_label(lang)))
                    (given("new_en", w::new_en_label(lang)))
                    (date("effective", &w::effective_label(lang), "", true))
                    (date("last", &w::last_day_label(lang), "", true))
                    (given("source", w::source_head(lang)))
                    button class="btn" { (w::rule_add_button(lang)) }
                }
            }
        }
    }
}
