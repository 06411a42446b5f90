//! The forms of one institution's path. Each stands folded, says what it does, and works without
//! script.

use super::path::decidable;
use super::plain::{class, kind, named, standing, verdict, view};
use super::words as w;
use crate::console::door::Field;
use crate::console::door::{Wrong, field};
use crate::console::guard::Entered;
use crate::console::papers;
use crate::console::pieces::{
    Wants, day, filter, form_field, fresh_code, fresh_code_in, reason, reason_in, select,
};
use maud::{Markup, html};
use naru_base::role::{Right, Scope};
use naru_base::{ClientUseCode, Id, Lang, Micros};
use naru_core::admission::{
    Admission, Class, EvidenceKind, Facts, Gate, Measure, Standing, Verdict,
};

/// Who stands before which institution's forms.
pub(super) struct Desk<'a> {
    pub(super) lang: Lang,
    pub(super) who: &'a Entered,
    pub(super) code: &'a ClientUseCode,
    pub(super) facts: &'a Facts,
    pub(super) now: Micros,
    pub(super) wrongs: &'a [Wrong],
    pub(super) wants: Wants,
}

impl Desk<'_> {
    fn may(&self, right: Right) -> bool {
        self.who.session.post.may_on(right, &Scope::Institution(self.code.clone()))
    }

    fn to(&self, deed: &str) -> String {
        format!("/console/gates/{}/{deed}", self.code)
    }
}

/// Everything that this person may do here.
pub(super) fn all(desk: &Desk<'_>, admission: &Admission<'_>, key: Id) -> Markup {
    let lang = desk.lang;
    let decides = desk.may(Right::GatesDecide) || desk.may(Right::ChecksDecide);
    let has_applied = desk.facts.applied.is_some();
    html! {
        section {
            div class="sh" { h2 { (w::do_head(lang)) } }
            @if !decides && !desk.may(Right::GatesApply) {
                p class="none" { (w::read_only(lang)) }
            } @else if !has_applied {
                @if desk.may(Right::GatesApply) { (apply(desk)) }
            } @else {
                @if decides { (decide(desk, admission, key)) }
                @if desk.may(Right::GatesDecide) { (measure(desk, key)) (lift(desk, key)) }
                @if desk.may(Right::GatesApply) { (hand_in(desk)) (declare(desk)) }
            }
        }
    }
}

fn text(name: &'static str, label: String, help: Option<String>) -> Markup {
    plain(name, label, help, "text", "")
}

fn plain(
    name: &'static str,
    label: String,
    help: Option<String>,
    kind: &'static str,
    value: &str,
) -> Markup {
    field(&Field { name, label, help, kind, autocomplete: "off", value, focus: false }, &[])
}

/// A field that may stay empty.
fn maybe(name: &'static str, label: &str, help: &str) -> Markup {
    html! {
        div class="field" {
            label for=(name) { (label) }
            p class="help" id=(format!("{name}-help")) { (help) }
            input id=(name) name=(name) type="date" aria-describedby=(format!("{name}-help"));
        }
    }
}

fn apply(desk: &Desk<'_>) -> Markup {
    let lang = desk.lang;
    let classes = Class::ALL.map(|it| (it.to_string(), class(lang, it)));
    html! {
        form class="two" method="post" action=(desk.to("apply")) {
            b { (w::apply_head(lang)) }
            (form_field(desk.who))
            (select("class", &w::class_label(lang), &classes, Class::Fintech.as_str()))
            (text("services", w::services_label(lang), Some(w::services_help(lang))))
            button class="btn p" { (w::apply_button(lang)) }
        }
    }
}

fn declare(desk: &Desk<'_>) -> Markup {
    let lang = desk.lang;
    html! {
        details class="ask" {
            summary { (w::declare_head(lang)) }
            form method="post" action=(desk.to("service")) {
                (form_field(desk.who))
                (text("services", w::services_label(lang), Some(w::services_help(lang))))
                button class="btn" { (w::service_button(lang)) }
            }
        }
    }
}

fn hand_in(desk: &Desk<'_>) -> Markup {
    let lang = desk.lang;
    let kinds = EvidenceKind::ALL.map(|it| (it.to_string(), kind(lang, it)));
    html! {
        details class="ask" {
            summary { (w::hand_in_head(lang)) }
            form method="post" enctype="multipart/form-data" action=(desk.to("evidence")) {
                (form_field(desk.who))
                (papers::field(lang, "file", &papers::file_label(lang), desk.wrongs))
                (filter("title", &w::title_label(lang), "text", ""))
                (select("kind", &w::kind_head(lang), &kinds, EvidenceKind::Document.as_str()))
                p class="help" { (w::sha_instead(lang)) }
                (filter("sha256", &w::sha_label(lang), "text", ""))
                (filter("size", &w::size_label(lang), "number", ""))
                (plain("observed", w::observed_label(lang), None, "date", &day(desk.now.business_date())))
                button class="btn" { (w::hand_in_button(lang)) }
            }
        }
    }
}

/// A decision at one of the gates that are this person's: gate, verdict, end, grounds, reason.
fn decide(desk: &Desk<'_>, admission: &Admission<'_>, key: Id) -> Markup {
    let lang = desk.lang;
    let views = decidable(admission, |right| desk.may(right));
    let options: Vec<(String, String)> = views
        .iter()
        .map(|it| {
            let service = it.service.map(|s| s.key.to_string()).unwrap_or_default();
            (format!("{} {service}", it.gate), view(lang, it))
        })
        .collect();
    let first = admission.blocked_by().map(|it| {
        let service = it.service.map(|s| s.key.to_string()).unwrap_or_default();
        format!("{} {service}", it.gate)
    });
    let verdicts = Verdict::ALL.map(|it| (it.to_string(), verdict(lang, it)));
    // The two rights have doors of their own, so that the table of routes says who may.
    let door = if desk.may(Right::ChecksDecide) { "check" } else { "propose" };
    html! {
        details class="ask" open[!desk.wrongs.is_empty()] {
            summary { (w::decide_head(lang)) }
            form method="post" action=(desk.to(door)) {
                (form_field(desk.who))
                input type="hidden" name="key" value=(key);
                (select("gate", &w::gate_label(lang), &options, first.as_deref().unwrap_or_default()))
                (select("verdict", &w::verdict_label(lang), &verdicts, Verdict::Passed.as_str()))
                (maybe("until", &w::until_label(lang), &w::until_help(lang)))
                fieldset class="field" {
                    legend { (w::grounds_label(lang)) }
                    @if desk.facts.evidence.is_empty() { p class="help" { (w::evidence_none(lang)) } }
                    @for it in &desk.facts.evidence {
                        @let sha = data_encoding::HEXLOWER.encode(&it.sha256);
                        label class="check" {
                            input type="checkbox" name="grounds" value=(sha);
                            " " (named(lang, it)) " " span class="sub" { (kind(lang, it.kind)) }
                        }
                    }
                }
                (reason(lang, "", desk.wrongs))
                (fresh_code(lang, desk.wants, desk.wrongs))
                button class="btn p" { (w::propose_button(lang)) }
            }
        }
    }
}

fn measure(desk: &Desk<'_>, key: Id) -> Markup {
    let lang = desk.lang;
    let rungs: Vec<(String, String)> =
        Standing::ALL[1..5].iter().map(|it| (it.to_string(), standing(lang, *it))).collect();
    html! {
        details class="ask" {
            summary { (w::measure_head(lang)) }
            form method="post" action=(desk.to("propose")) {
                (form_field(desk.who))
                input type="hidden" name="key" value=(key);
                input type="hidden" name="deed" value="measure";
                (select("standing", &w::standing_head(lang), &rungs, Standing::Warned.as_str()))
                (text("rule", w::rule_label(lang), None))
                (maybe("due", &w::due_label(lang), &w::due_help(lang)))
                div class="field" { label class="check" {
                    input type="checkbox" name="urgent" value="1"; " " (w::urgent_label(lang))
                } }
                (reason_in(lang, "-measure", "", &[]))
                (fresh_code_in(lang, "-measure", desk.wants, &[]))
                button class="btn d" { (w::measure_button(lang)) }
            }
        }
    }
}

fn lift(desk: &Desk<'_>, key: Id) -> Markup {
    let lang = desk.lang;
    let measures: Vec<(String, String)> = desk
        .facts
        .measures
        .iter()
        .filter(|it| it.lifted.is_none())
        .map(|it| (it.id.to_string(), format!("{} · {}", standing(lang, it.standing), it.rule)))
        .collect();
    html! {
        @if !measures.is_empty() {
            details class="ask" {
                summary { (w::lift_head(lang)) }
                form method="post" action=(desk.to("propose")) {
                    (form_field(desk.who))
                    input type="hidden" name="key" value=(key);
                    input type="hidden" name="deed" value="lift";
                    (select("measure", &w::measure_label(lang), &measures, ""))
                    (reason_in(lang, "-lift", "", &[]))
                    (fresh_code_in(lang, "-lift", desk.wants, &[]))
                    button class="btn" { (w::lift_button(lang)) }
                }
            }
        }
    }
}

/// The appeal against one measure, while it is possible.
pub(super) fn appeal(desk: &Desk<'_>, it: &Measure) -> Markup {
    let lang = desk.lang;
    let is_possible = it.appeal.is_none() && it.lifted.is_none() && desk.now < it.appeal_until;
    html! {
        @if is_possible && desk.may(Right::GatesApply) {
            details class="ask" {
                summary { (w::appeal_head(lang)) ": " (standing(lang, it.standing)) " · " (it.rule) }
                form method="post" action=(desk.to("appeal")) {
                    (form_field(desk.who))
                    input type="hidden" name="measure" value=(it.id);
                    div class="field" {
                        label for="why" { (w::appeal_label(lang)) }
                        textarea id="why" name="why" rows="4" maxlength="2000" required {}
                    }
                    button class="btn" { (w::appeal_button(lang)) }
                }
            }
        }
    }
}

/// Reads the value of the choice of a gate: `gate service`.
pub(super) fn gate_choice(text: &str) -> Option<(Gate, &str)> {
    let (gate, service) = text.split_once(' ').unwrap_or((text, ""));
    Some((Gate::parse(gate)?, service))
}
