//! A proposal of this slice in words, and its page: the same as of accounts, for other eyes.

use super::documents::{Kept, in_line};
use super::plain::{date_time, gate, gate_of, held_until, service, standing};
use super::{measures, words as w};
use crate::console::ConsoleState;
use crate::console::accounts::proposals::Corner;
use crate::console::deadlines::{self, Called};
use crate::console::guard::Entered;
use crate::console::surety;
use maud::{Markup, html};
use naru_base::role::{Reach, Right, Scope};
use naru_base::{Answer, ClientUseCode, Id, Lang, Micros};
use naru_core::admission::{
    self, Gate, GateState, GateView, PATH, Ruling, Standing, Verdict, deadline, deeds,
};
use naru_core::proposal::Case;
use naru_core::{check, eligibility};
use naru_store::Tx;

/// Where proposals of this slice are shown, and to whom.
pub(crate) static CORNER: Corner = Corner {
    path: "/console/gate-proposals",
    here: "/console/gates",
    back: "/console/gates",
    word: w::gates,
    is_here: |case, who| {
        let of = deeds::about(&case.subject).map(|(code, _)| code);
        let of = of.or_else(|| deadline::deeds::about(&case.subject).map(|(code, _)| code));
        let post = &who.session.post;
        let is_seen = match of {
            Some(code) => post.may_on(Right::GatesRead, &Scope::Institution(code)),
            None => {
                deadline::deeds::about_grounds(&case.subject).is_some()
                    && post.reach(Right::GatesRead) == Reach::Everything
            }
        };
        case.kind.starts_with(deeds::PREFIX) && is_seen && who.is_told(case, Right::GatesRead)
    },
    place: |case| {
        let of = deeds::about(&case.subject).map(|(code, _)| format!("/console/gates/{code}"));
        let under = deadline::deeds::about(&case.subject);
        let list = deadline::deeds::about_grounds(&case.subject).map(deadlines::list_at);
        of.or_else(|| under.map(|(code, rule)| format!("/console/deadlines/{rule}/{code}")))
            .or(list)
    },
};

/// The date that a proposal moves, as it is now: of a gate that holds when it ends, under a rule
/// when it is due.
pub(crate) fn present(tx: &mut Tx<'_>, case: &Case, now: Micros) -> Answer<Option<Micros>> {
    if case.kind == deadline::deeds::EXTEND {
        let Ok((code, it)) = deadline::deeds::wish_of(case) else { return Ok(None) };
        return Ok(deadline::under(tx, (&code, &it.rule), now)?.map(|it| it.due));
    }
    let at = if case.kind == check::deeds::VERDICT {
        let Some((code, id)) = check::deeds::about(&case.subject) else { return Ok(None) };
        check::find(tx, id)?.map(|it| (code, it.gate(), it.service))
    } else {
        let is_gate = deeds::gate_of(&case.kind).is_some();
        let wish = is_gate.then(|| deeds::wish_of(case).ok()).flatten();
        wish.map(|(code, it)| (code, it.gate, it.service))
    };
    let Some((code, gate, service)) = at else { return Ok(None) };
    let facts = admission::facts_of(tx, &code)?;
    let found = admission::admission(&facts, &PATH, now);
    let is_it =
        |it: &&GateView<'_>| it.gate == gate && it.service.map(|of| &of.key) == service.as_ref();
    let holding = found.gates.iter().find(is_it).filter(|it| it.state == GateState::Holds);
    Ok(holding.and_then(|it| it.decision?.holds_until))
}

/// What a proposal that a gate be failed or taken back does to the standing: before and after. Of
/// other proposals nothing.
pub(crate) fn falls(
    tx: &mut Tx<'_>,
    case: &Case,
    now: Micros,
) -> Answer<Option<(Standing, Standing)>> {
    let of_gate = || deeds::gate_of(&case.kind).and_then(|_| deeds::wish_of(case).ok());
    let wish = match case.kind.as_str() {
        eligibility::deeds::DECIDE => {
            let is_no = eligibility::deeds::wish_of(case).is_ok_and(|it| it.1.grounds.is_some());
            let code = eligibility::deeds::institution_of(case).filter(|_| is_no);
            code.map(|it| (it, Gate::Eligibility, None, Verdict::Failed))
        }
        _ => of_gate().map(|(code, it)| (code, it.gate, it.service, it.verdict)),
    };
    let wish = wish.filter(|it| it.3 != Verdict::Passed);
    let Some((code, gate, service, verdict)) = wish else { return Ok(None) };
    let facts = admission::facts_of(tx, &code)?;
    Ok(Some(admission::after(&facts, (gate, service.as_ref()), verdict, now)))
}

/// The same in a sentence.
pub(crate) fn fall_said(lang: Lang, (before, after): (Standing, Standing)) -> String {
    match after > before {
        true => w::fx_falls(lang, &standing(lang, before), &standing(lang, after)),
        false => w::fx_stays(lang, &standing(lang, before)),
    }
}

/// A list's address, and its word.
type Origin = (&'static str, fn(Lang) -> String);

/// The list from which a kind of proposal comes, with its word, where that is not the gates.
pub(crate) fn origin(kind: &str) -> Option<Origin> {
    match deeds::gate_of(kind) {
        Some(Gate::Eligibility) => {
            Some(("/console/eligibility", crate::console::eligibility::menu_word))
        }
        Some(Gate::Functional) => {
            Some(("/console/functional", crate::console::functional::menu_word))
        }
        _ if is_of_deadlines(kind) => Some(("/console/deadlines", deadlines::deadlines)),
        _ => None,
    }
}

/// The deed's name.
pub(crate) fn deed(lang: Lang, kind: &str) -> String {
    match deeds::gate_of(kind) {
        Some(it) => w::deed_gate(lang, &gate(lang, it)),
        None if kind == deeds::MEASURE => w::deed_measure(lang),
        None if kind == deeds::LIFT => w::deed_lift(lang),
        None if kind == deeds::ANSWER => w::deed_answer(lang),
        None if is_of_deadlines(kind) => deadlines::deed(lang, kind),
        None => w::deed_retire(lang),
    }
}

fn is_of_deadlines(kind: &str) -> bool {
    deadline::deeds::KINDS.iter().any(|it| it.name == kind)
}

/// What it is about: the institution's code, and the service.
pub(crate) fn object(lang: Lang, called: &Called<'_>, case: &Case) -> String {
    if is_of_deadlines(&case.kind) {
        return deadlines::object(lang, called, case);
    }
    match deeds::about(&case.subject) {
        Some((code, Some(key))) => {
            format!("{} · {}", (called.institution)(code.as_str()), service(lang, &key))
        }
        Some((code, None)) => (called.institution)(code.as_str()),
        None => case.subject.clone(),
    }
}

/// What exactly happens when it is confirmed.
pub(crate) fn effect(lang: Lang, called: &Called<'_>, case: &Case) -> String {
    if is_of_deadlines(&case.kind) {
        return deadlines::effect(lang, called, case);
    }
    let text = match case.kind.as_str() {
        deeds::MEASURE => deeds::measure_of(case).map(|(_, it)| {
            let to = standing(lang, it.standing);
            if it.is_urgent {
                w::fx_measure_now(lang, &to, &it.rule)
            } else {
                w::fx_measure(lang, &to, &date_time(it.due_at), &it.rule)
            }
        }),
        deeds::LIFT => {
            deeds::lifted_of(case).map(|(_, id)| about(lang, called, id, w::fx_lift(lang)))
        }
        deeds::ANSWER => deeds::answer_of(case).map(|(_, id, it)| match it {
            Ruling::Upheld => about(lang, called, id, w::fx_upheld(lang)),
            Ruling::Dismissed => about(lang, called, id, w::fx_dismissed(lang)),
        }),
        deeds::RETIRE => Ok(w::fx_retire(lang, &object(lang, called, case))),
        _ => deeds::wish_of(case).map(|(code, it)| {
            let name = (called.institution)(code.as_str());
            let what = format!("{name} · {}", gate_of(lang, it.gate, it.service.as_ref()));
            match (it.verdict, it.gate) {
                (Verdict::Passed, Gate::Start) => w::fx_start(lang, &name),
                (Verdict::Passed, _) => {
                    let until = it.holds_until.map_or_else(|| w::no_end(lang), held_until);
                    match (called.present)(case).map(held_until) {
                        _ if !called.waits(case) => w::fx_passed_then(lang, &what, &until),
                        Some(from) if from == until => w::fx_passed_same(lang, &what, &until),
                        Some(from) => w::fx_passed_anew(lang, &what, &from, &until),
                        None => w::fx_passed(lang, &what, &until),
                    }
                }
                (Verdict::Failed, _) => w::fx_failed(lang, &what),
                (Verdict::Revoked, _) => w::fx_revoked(lang, &what),
            }
        }),
    };
    text.unwrap_or_default()
}

/// What is said of a measure, after which one it is: several would not be told apart.
fn about(lang: Lang, called: &Called<'_>, id: Id, said: String) -> String {
    let Some(it) = (called.measure)(id) else { return said };
    // Of a rule with a date its title, without its name.
    let named = it.rule.strip_suffix(')').and_then(|of| of.rsplit_once(" ("));
    let titled = named.map(|(_, id)| (id, (called.rule)(id))).filter(|(id, title)| id != title);
    let rule = titled.map_or_else(|| it.rule.clone(), |(_, title)| title);
    format!("{} {said}", w::fx_about(lang, &standing(lang, it.standing), &rule))
}

/// The measure that a proposal lifts, or whose appeal it answers.
pub(crate) fn measure_of(case: &Case) -> Option<(ClientUseCode, Id)> {
    match case.kind.as_str() {
        deeds::LIFT => deeds::lifted_of(case).ok(),
        deeds::ANSWER => deeds::answer_of(case).ok().map(|(code, id, _)| (code, id)),
        _ => None,
    }
}

/// What a decision is to rest on, for whoever confirms it: documents, each to be opened from here;
/// the words of an appeal; what a list of grounds changes. Of other proposals nothing.
pub(crate) async fn beside(
    state: &ConsoleState,
    (lang, who): (Lang, &Entered),
    case: &Case,
) -> Answer<Option<Markup>> {
    match case.kind.as_str() {
        deeds::ANSWER => appeal(state, (lang, who), case).await,
        _ if is_of_deadlines(&case.kind) => deadlines::beside(state, (lang, who), case).await,
        _ => documents(state, (lang, who), case).await,
    }
}

/// What the appeal says that is answered, for those who may read it.
async fn appeal(
    state: &ConsoleState,
    (lang, who): (Lang, &Entered),
    case: &Case,
) -> Answer<Option<Markup>> {
    let Some((code, id)) = measure_of(case) else { return Ok(None) };
    let read = move |tx: &mut Tx<'_>| Ok(admission::facts_of(tx, &code)?.measures);
    let all = state.parts.store.read(read).await?;
    let found = all.into_iter().find(|it| it.id == id).and_then(|it| it.appeal);
    let Some(appeal) = found else { return Ok(None) };
    let said = measures::appeal_said(state, (id, &appeal), &who.session.post)?;
    Ok(Some(html! {
        p {
            span class="sub" { (w::appeal_says(lang)) " " (date_time(appeal.at)) } " "
            span class="lines" { (said.unwrap_or_else(|| w::appeal_kept(lang))) }
        }
    }))
}

async fn documents(
    state: &ConsoleState,
    (lang, who): (Lang, &Entered),
    case: &Case,
) -> Answer<Option<Markup>> {
    let is_gate = deeds::gate_of(&case.kind).is_some();
    let wish = is_gate.then(|| deeds::wish_of(case).ok()).flatten();
    let Some((code, wish)) = wish.filter(|(_, it)| !it.evidence.is_empty()) else {
        return Ok(None);
    };
    let of = code.clone();
    let read =
        move |tx: &mut Tx<'_>| Ok((admission::facts_of(tx, &of)?.evidence, Kept::of(tx, &of)?));
    let (known, kept) = state.parts.store.read(read).await?;
    Ok(Some(html! {
        div {
            span class="sub" { (w::grounds_documents(lang)) }
            ul class="stops" { @for sha in &wish.evidence { li {
                @let found = known.iter().find(|it| it.sha256 == *sha);
                (in_line(lang, (who, &code), (sha, found), &kept))
            } } }
        }
    }))
}

/// A refusal of this slice in words.
pub(crate) fn refusal(lang: Lang, code: &str) -> Option<String> {
    Some(match code {
        "admission/not-applied" => w::no_not_applied(lang),
        "check/decides-its-gate" => w::no_check_open(lang),
        "admission/applied-already" => w::no_applied(lang),
        "admission/gate-before-it" => w::no_before(lang),
        "admission/evidence-missing" | "admission/evidence-unknown" => w::no_grounds(lang),
        "functional/record-over" => w::no_record(lang),
        "functional/record-missing" => w::no_run(lang),
        "admission/validity-out-of-range" => w::no_validity(lang),
        "admission/service-unknown" => w::no_service(lang),
        "admission/services-number" => w::no_services(lang),
        "admission/service-known" => w::no_known(lang),
        "admission/nothing-to-revoke" => w::no_revoke(lang),
        "admission/notice-too-short" => w::no_notice(lang),
        "admission/measure-of-the-past" => w::no_due_past(lang),
        "admission/rule-missing" => w::no_rule(lang),
        "admission/measure-unknown" => w::no_measure(lang),
        "admission/appeal-too-late" | "admission/appealed-already" => w::no_appeal(lang),
        "admission/appeal-unknown" => w::no_appeal_there(lang),
        "admission/appeal-answered-already" => w::no_answered(lang),
        "admission/evidence-malformed" => w::no_evidence(lang),
        "admission/evidence-too-much" => w::no_room(lang),
        "admission/last-service" => w::no_last(lang),
        other => {
            return deadlines::refusal(lang, other).or_else(|| surety::refusal(lang, other));
        }
    })
}
