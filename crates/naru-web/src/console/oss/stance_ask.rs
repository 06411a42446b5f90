//! Where a finding is said not to matter, or more time is asked for it.

use super::fields::{self, Label, answered, date, lines, pick, whole};
use super::parts::{fixed, in_parts};
use super::stance::{bears, claim};
use super::{MENU, deadline_and_when, duty, framed, grade, may_manage, unknown, words as w};
use crate::console::door::{Wrong, summary};
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::{day, form_field, parse_day};
use crate::console::{ConsoleState, format, frame, words as common};
use axum::extract::{Form, Query, State as With};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::{Id, Lang, Micros, No, Refusal};
use naru_core::oss::portfolio::stance::{self, Claim, Stance, Standing, Wish};
use naru_core::oss::portfolio::{self, FindingRow};
use serde::Deserialize;

/// Which finding, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asking {
    form: String,
    system: String,
    package: i64,
    advisory: String,
    claim: String,
    reason: String,
    control: String,
    until: String,
    /// A request that was decided, taken back or ended, to be asked for again.
    again: String,
}

/// Where a stance on a finding is asked for.
pub(super) fn ask_href(system: Id, package: i64, advisory: &str) -> String {
    format!("/console/oss/stances/ask?{}", query_of(system, package, advisory))
}

/// Where one that is over, or soon will be, is asked for again with what was written.
pub(super) fn again_href(it: &Stance) -> String {
    format!("{}&again={}", ask_href(it.system, it.package, &it.advisory), it.id)
}

/// What was asked for, to be asked for again; an end that does not reach further is chosen anew.
fn taken_over(it: Stance, given: Asking, now: Micros) -> Asking {
    let is_ahead = it.until > now && it.standing != Standing::Approved;
    Asking {
        claim: it.claim.as_str().to_owned(),
        until: if is_ahead { day(it.last_day()) } else { String::new() },
        reason: it.reason,
        control: it.control,
        ..given
    }
}

/// Which finding: the form's address has it too, so that the page is found again after a mistake.
fn query_of(system: Id, package: i64, advisory: &str) -> String {
    format!("system={system}&package={package}&advisory={}", format::query_value(advisory))
}

/// `GET /console/oss/stances/ask`
pub(crate) async fn ask_page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Asking>,
) -> Response {
    let Ok(again) = Id::parse(&given.again) else {
        return show_asking(&state, &ask, &who, &given, &[]).await;
    };
    let found = state.parts.portfolio.store().read(move |tx| Ok(stance::find(tx, again)?)).await;
    // Of the same finding: whose it is, is asked below.
    let is_of = |it: &Stance| {
        let of = (it.system.to_string(), it.package, it.advisory.as_str());
        of == (given.system.clone(), given.package, given.advisory.as_str())
    };
    let given = match found {
        Ok(Some(it)) if is_of(&it) => taken_over(it, given, state.now()),
        Ok(_) => given,
        Err(no) => return frame::fault(&ask, &no),
    };
    show_asking(&state, &ask, &who, &given, &[]).await
}

async fn show_asking(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    given: &Asking,
    wrongs: &[Wrong],
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let Ok(id) = Id::parse(&given.system) else { return unknown(state, ask, who) };
    let system = match state.parts.portfolio.system(id, None).await {
        Ok(Some(it)) if may_manage(who, &it.system.institution) => it.system,
        Ok(_) => return unknown(state, ask, who),
        Err(no) => return frame::fault(ask, &no),
    };
    let (package, advisory) = (given.package, given.advisory.clone());
    let read = state.parts.portfolio.store().read(move |tx| {
        let finding = portfolio::finding(tx, (id, package), &advisory)?;
        let beside = stance::beside(tx, finding.as_slice(), now)?.pop().flatten();
        Ok((finding, beside))
    });
    let (finding, beside) = match read.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    // Nothing is claimed beforehand.
    let first = (String::new(), w::claim_choose(lang));
    let claims = Claim::ALL.map(|it| (it.as_str().to_owned(), claim(lang, it)));
    let claims: Vec<(String, String)> = std::iter::once(first).chain(claims).collect();
    let main = html! {
        p class="crumb" {
            a href=(MENU) { (w::title(lang)) } " › "
            a href=(format!("/console/oss/systems/{id}")) { (system.name) }
        }
        div class="head wrap" { h1 { (w::ask_head(lang)) } span class="meta mono" { (given.advisory) } }
        p class="lead" {
            @if bears(finding.as_ref()) { (w::ask_lead(lang)) } @else { (w::ask_lead_apart(lang)) }
        }
        (summary(lang, wrongs))
        @if let Some(it) = &beside {
            @if it.may_be_renewed(now) {
                p class="note" { (w::ask_renews(lang)) " " (super::stance::beside(lang, it)) }
            } @else {
                p class="note warn" { (w::ask_taken(lang)) " " (super::stance::beside(lang, it)) }
            }
        }
        @if let Some(it) = &finding { (asked_about(lang, it, now)) }
        @let is_taken = beside.as_ref().is_some_and(|it| !it.may_be_renewed(now));
        @let about = query_of(id, given.package, &given.advisory);
        @if !is_taken || !wrongs.is_empty() { form id="form" class="two" tabindex="-1" method="post"
            action=(format!("/console/oss/stances?{about}"))
            aria-describedby=[fields::texts("form", false, wrongs)] {
            (form_field(who))
            input type="hidden" name="system" value=(given.system);
            input type="hidden" name="package" value=(given.package);
            input type="hidden" name="advisory" value=(given.advisory);
            (whole("form", wrongs))
            (pick(("claim", w::claim_head(lang)), &claims, &given.claim, wrongs))
            (lines(&Label::must("reason", w::why_label(lang), Some(w::why_help(lang))),
                &given.reason, wrongs))
            (lines(&Label::may("control", w::control_label(lang), Some(w::control_help(lang))),
                &given.control, wrongs))
            (date(&Label::must("until", w::until_label(lang), Some(w::until_help(lang))),
                &given.until, wrongs))
            button class="btn p" { (w::ask_submit(lang)) }
        } }
    };
    answered(framed(state, ask, who, w::ask_head(lang), main), wrongs)
}

/// What whoever asks gives reasons about.
fn asked_about(lang: Lang, it: &FindingRow, now: Micros) -> Markup {
    html! {
        dl class="kv" {
            dt { (w::package_head(lang)) }
            dd {
                a href=(format!("/console/oss/packages/{}", it.package)) { (in_parts(&it.name)) } "\u{2002}"
                span class="mono" { (it.versions) }
            }
            dt { (w::grade_head(lang)) } dd { (grade(lang, it.grade)) }
            dt { (w::duty(lang)) } dd { (duty(lang, it.duty)) }
            dt { (w::due_by(lang)) }
            dd { (deadline_and_when(lang, it.due_at, now)) }
            dt { (w::fixed_head(lang)) } dd { (fixed(lang, &it.fixed)) }
        }
    }
}

/// The field that a refusal is about; none of them: the form as a whole.
fn field_of(it: &Refusal) -> &'static str {
    match it.code {
        "oss/stance-reason" => "reason",
        "oss/stance-control" => "control",
        "oss/stance-until" => "until",
        _ => "form",
    }
}

/// `POST /console/oss/stances`
pub(crate) async fn ask_for(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Asking>,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let again = async |wrongs: Vec<Wrong>| show_asking(&state, &ask, &who, &given, &wrongs).await;
    if !who.wrote(&given.form) {
        return again(vec![Wrong { field: "form", text: common::stale_form(lang) }]).await;
    }
    let Ok(id) = Id::parse(&given.system) else { return unknown(&state, &ask, &who) };
    match state.parts.portfolio.system(id, None).await {
        Ok(Some(it)) if may_manage(&who, &it.system.institution) => {}
        Ok(_) => return unknown(&state, &ask, &who),
        Err(no) => return frame::fault(&ask, &no),
    }
    let rules = match state.parts.portfolio.stance_rules() {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let claim = Claim::parse(&given.claim);
    let wish = Wish {
        package: given.package,
        advisory: given.advisory.clone(),
        // One that is none is told below.
        claim: claim.unwrap_or(Claim::NeedsLonger),
        reason: given.reason.clone(),
        control: given.control.clone(),
        // To the end of the day; what is no day is none that fits.
        until: parse_day(&given.until).map_or(now, |it| it.next().starts_at()),
    };
    let no_claim = claim.is_none().then(|| Wrong { field: "claim", text: w::bad_claim(lang) });
    let mut wrong = stance::wrong_fields(&wish, &rules, now);
    if claim.is_none() {
        // What only an exception must have is not missed before it is one.
        wrong.retain(|it| it.code != "oss/stance-control");
    }
    let mut wrong = fields::wrongs(lang, wrong, field_of);
    for it in wrong.iter_mut().filter(|it| claim.is_none() && it.field == "until") {
        it.text = w::bad_until(lang);
    }
    let wrong: Vec<Wrong> = no_claim.into_iter().chain(wrong).collect();
    if !wrong.is_empty() {
        return again(wrong).await;
    }
    let actor = format!("staff:{}", who.session.account);
    match state.parts.portfolio.ask_stance(actor, id, wish).await {
        Ok(id) => Redirect::to(&format!("/console/oss/stances/{id}")).into_response(),
        Err(No::Refusal(it)) => again(fields::wrongs(lang, vec![it], field_of)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}
