//! The forms of one institution's path. Each stands folded, says what it does, and works without
//! script.

use super::documents::latest_first;
use super::measures::ruling;
use super::path::decidable;
use super::plain::{
    class, document_title, gate_of, is_foreign, kind, kinds, lacks, made_by, standing, verdict,
    view,
};
use super::words as w;
use crate::console::guard::Entered;
use crate::console::papers;
use crate::console::pieces::{Wants, day, form_field};
use crate::console::typed::{self, Back};
use maud::{Markup, html};
use naru_base::role::{Post, Right, Scope};
use naru_base::{ClientUseCode, Id, Lang, Micros};
use naru_core::admission::{
    Admission, Class, Evidence, EvidenceKind, Facts, Gate, GateView, Measure, Ruling, Standing,
    Verdict,
};
use naru_core::check::Engagement;

/// Who stands before which institution's forms.
pub(super) struct Desk<'a> {
    pub(super) lang: Lang,
    pub(super) who: &'a Entered,
    pub(super) code: &'a ClientUseCode,
    pub(super) facts: &'a Facts,
    pub(super) now: Micros,
    pub(super) back: &'a Back,
    pub(super) wants: Wants,
    /// The checks that are open.
    pub(super) checks: &'a [Engagement],
    /// Whether somebody came to hand something in.
    pub(super) hands_in: bool,
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

fn apply(desk: &Desk<'_>) -> Markup {
    let (lang, form) = (desk.lang, desk.back.form("apply"));
    let classes = Class::ALL.map(|it| (it.to_string(), class(lang, it)));
    html! {
        form class="two" method="post" action=(desk.to("apply")) {
            b { (w::apply_head(lang)) }
            (form_field(desk.who))
            (form.pick("class", &w::class_label(lang), &classes, Class::Fintech.as_str()))
            (form.must("services", w::services_label(lang), Some(w::services_help(lang))))
            button class="btn p" { (w::apply_button(lang)) }
        }
    }
}

fn declare(desk: &Desk<'_>) -> Markup {
    let (lang, form) = (desk.lang, desk.back.form("service"));
    html! {
        details class="ask" open[form.is_back()] {
            summary { (w::declare_head(lang)) }
            form method="post" action=(desk.to("service")) {
                (form_field(desk.who))
                (form.must("services", w::services_label(lang), Some(w::services_help(lang))))
                button class="btn" { (w::service_button(lang)) }
            }
        }
    }
}

/// Where documents are handed in.
const HAND_IN: &str = "hand-in";

/// Its address, with the form unfolded.
pub(crate) fn hand_in_at(code: &ClientUseCode) -> String {
    format!("/console/gates/{code}?open={HAND_IN}#{HAND_IN}")
}

/// Whether somebody came for it.
pub(super) fn came_to_hand_in(query: &str) -> bool {
    query.split('&').any(|pair| pair.strip_prefix("open=") == Some(HAND_IN))
}

/// The way there, for whoever may.
pub(super) fn to_hand_in(lang: Lang, post: &Post, code: &ClientUseCode) -> Markup {
    html! {
        @if post.may_on(Right::GatesApply, &Scope::Institution(code.clone())) {
            " " a class="nw" href=(hand_in_at(code)) { (w::hand_in_head(lang)) }
        }
    }
}

fn hand_in(desk: &Desk<'_>) -> Markup {
    let (lang, form) = (desk.lang, desk.back.form("evidence"));
    let kinds = EvidenceKind::ALL.map(|it| (it.to_string(), kind(lang, it)));
    let today = day(desk.now.business_date());
    html! {
        details class="ask" open[form.is_back() || desk.hands_in] {
            summary id=(HAND_IN) { (w::hand_in_head(lang)) }
            form method="post" enctype="multipart/form-data" action=(desk.to("evidence")) {
                (form_field(desk.who))
                (papers::field(lang, &form, "file", &papers::file_label(lang)))
                (form.may("title", &w::title_label(lang)))
                (form.pick("kind", &w::kind_head(lang), &kinds, EvidenceKind::Document.as_str()))
                p class="help" { (w::sha_instead(lang)) }
                (form.may("sha256", &w::sha_label(lang)))
                (form.number("size", &w::size_label(lang)))
                (form.day("observed", &w::observed_label(lang), &today, true))
                button class="btn" { (w::hand_in_button(lang)) }
            }
        }
    }
}

/// A decision at one of the gates that are this person's: gate, verdict, end, grounds, reason.
fn decide(desk: &Desk<'_>, admission: &Admission<'_>, key: Id) -> Markup {
    let (lang, form) = (desk.lang, desk.back.form("decide"));
    let value = |it: &GateView<'_>| {
        let service = it.service.map(|s| s.key.to_string()).unwrap_or_default();
        format!("{} {service}", it.gate)
    };
    let views = decidable(admission, |right| desk.may(right));
    let options: Vec<(String, String)> =
        views.iter().map(|it| (value(it), view(lang, it))).collect();
    let first = admission.blocked_by().map(value).unwrap_or_default();
    let verdicts = Verdict::ALL.map(|it| (it.to_string(), verdict(lang, it)));
    let document = |it: &Evidence| {
        // Some are called alike: of an earlier form, or of an earlier run.
        let says_kind = made_by(it).is_some() || is_foreign(lang, it);
        let word = html! {
            (document_title(lang, it)) " "
            span class="sub" {
                @if !says_kind { (kind(lang, it.kind)) " · " }
                span class="nw" { (day(it.observed_at.business_date())) }
            }
        };
        (data_encoding::HEXLOWER.encode(&it.sha256), word)
    };
    let documents: Vec<(String, Markup)> =
        latest_first(&desk.facts.evidence).into_iter().map(document).collect();
    let missing = admission.blocked_by().and_then(|it| lacks(desk.facts, it.gate));
    // The two rights have doors of their own, so that the table of routes says who may.
    let door = if desk.may(Right::ChecksDecide) { "check" } else { "propose" };
    html! {
        details class="ask" open[form.is_back()] {
            summary { (w::decide_head(lang)) }
            // What a check is about is decided on with its result.
            @if door == "check" { @for it in desk.checks {
                p class="note" {
                    (w::decide_in_check(lang)) " "
                    a href=(format!("/console/checks/{}", it.id)) {
                        (gate_of(lang, it.gate(), it.service.as_ref()))
                    }
                }
            } }
            form method="post" action=(desk.to(door)) {
                (form_field(desk.who))
                (typed::key(key))
                (form.pick("gate", &w::gate_label(lang), &options, &first))
                (form.pick("verdict", &w::verdict_label(lang), &verdicts, Verdict::Passed.as_str()))
                (form.may_day("until", &w::until_label(lang), &w::until_help(lang)))
                (form.boxes(("grounds", &w::grounds_label(lang)), &documents, &w::evidence_none(lang)))
                @if let Some(all) = missing {
                    p class="note" {
                        (w::lead_lacks(lang, &kinds(lang, all)))
                        (to_hand_in(lang, &desk.who.session.post, desk.code))
                    }
                }
                (form.why(lang, desk.wants))
                button class="btn p" { (w::propose_button(lang)) }
            }
        }
    }
}

fn measure(desk: &Desk<'_>, key: Id) -> Markup {
    let (lang, form) = (desk.lang, desk.back.form("measure"));
    let rungs: Vec<(String, String)> =
        Standing::ALL[1..5].iter().map(|it| (it.to_string(), standing(lang, *it))).collect();
    html! {
        details class="ask" open[form.is_back()] {
            summary { (w::measure_head(lang)) }
            form method="post" action=(desk.to("propose")) {
                (form_field(desk.who))
                (typed::key(key))
                input type="hidden" name="deed" value="measure";
                (form.pick("standing", &w::standing_head(lang), &rungs, Standing::Warned.as_str()))
                (form.must("rule", w::rule_label(lang), None))
                (form.may_day("due", &w::due_label(lang), &w::due_help(lang)))
                (form.tick("urgent", "1", &w::urgent_label(lang)))
                (form.why_told(lang, desk.wants, &w::reason_is_read(lang)))
                button class="btn d" { (w::measure_button(lang)) }
            }
        }
    }
}

fn lift(desk: &Desk<'_>, key: Id) -> Markup {
    let (lang, form) = (desk.lang, desk.back.form("lift"));
    let in_force = desk.facts.measures.iter().filter(|it| it.lifted.is_none());
    let measures: Vec<(String, String)> = in_force
        .map(|it| (it.id.to_string(), format!("{} · {}", standing(lang, it.standing), it.rule)))
        .collect();
    html! {
        @if !measures.is_empty() {
            details class="ask" open[form.is_back()] {
                summary { (w::lift_head(lang)) }
                form method="post" action=(desk.to("propose")) {
                    (form_field(desk.who))
                    (typed::key(key))
                    input type="hidden" name="deed" value="lift";
                    (form.pick("measure", &w::measure_label(lang), &measures, ""))
                    (form.why(lang, desk.wants))
                    button class="btn" { (w::lift_button(lang)) }
                }
            }
        }
    }
}

/// The appeal against one measure, while it is possible.
pub(super) fn appeal(desk: &Desk<'_>, it: &Measure) -> Markup {
    let lang = desk.lang;
    let form = desk.back.form_about("appeal", ("measure", &it.id.to_string()));
    let is_possible = it.appeal.is_none() && it.lifted.is_none() && desk.now < it.appeal_until;
    html! {
        @if is_possible && desk.may(Right::GatesApply) {
            details class="ask" open[form.is_back()] {
                summary {
                    (w::appeal_head(lang)) ": " (standing(lang, it.standing)) " · "
                    (it.rule)
                }
                form method="post" action=(desk.to("appeal")) {
                    (form_field(desk.who))
                    input type="hidden" name="measure" value=(it.id);
                    (form.area("why", &w::appeal_label(lang)))
                    button class="btn" { (w::appeal_button(lang)) }
                }
            }
        }
    }
}

/// The answer to an appeal that waits for one.
pub(super) fn answer(desk: &Desk<'_>, it: &Measure, key: Id) -> Markup {
    let lang = desk.lang;
    let form = desk.back.form_about("answer", ("measure", &it.id.to_string()));
    // Nothing is chosen before: an answer is not to be given by leaving it as it stood.
    let mut rulings = vec![(String::new(), w::ruling_choose(lang))];
    rulings.extend(Ruling::ALL.map(|of| (of.to_string(), ruling(lang, of))));
    html! {
        @if it.waits_for_answer() && desk.may(Right::GatesDecide) {
            details class="ask" open[form.is_back()] {
                summary { (w::answer_form_head(lang)) }
                form method="post" action=(desk.to("propose")) {
                    (form_field(desk.who))
                    (typed::key(key))
                    input type="hidden" name="deed" value="answer";
                    input type="hidden" name="measure" value=(it.id);
                    (form.pick("ruling", &w::ruling_label(lang), &rulings, ""))
                    (form.why_told(lang, desk.wants, &w::reason_is_read(lang)))
                    button class="btn p" { (w::answer_button(lang)) }
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
