//! What is said of findings instead of putting them right: asked for by an institution, decided by
//! the operator's offices, each once, more of them the graver it is.

use super::fields::{self, Label, answered, date, lines, note_field, pick, whole};
use super::lists;
use super::system::fixed;
use super::{
    MENU, PER_PAGE, advisory_href, back_field, deadline, duty, framed, grade, is_requester,
    list_head, may_manage, name_form, owner, tabs, unknown, whose, words as w,
};
use crate::console::door::{Wrong, summary};
use crate::console::guard::{Ask, Entered};
use crate::console::names::Names;
use crate::console::pieces::{capital, day, form_field, moment, pager, parse_day};
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, format, frame, words as common};
use crate::oss::words as refused;
use axum::extract::{Form, Path, Query, State as With};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Id, Lang, Micros, No, Refusal};
use naru_core::oss::portfolio::stance::{
    self, Claim, Office, Stance, StanceRules, Stances, Standing, Wish,
};
use naru_core::oss::portfolio::{self, AdvisoryRow, Duty, FindingRow, Grade, ListKey};
use serde::Deserialize;

fn claim(lang: Lang, it: Claim) -> String {
    match it {
        Claim::NotPresent => w::claim_not_present(lang),
        Claim::CodeNotPresent => w::claim_code_not_present(lang),
        Claim::CodeNotRun => w::claim_code_not_run(lang),
        Claim::NotSteered => w::claim_not_steered(lang),
        Claim::Mitigated => w::claim_mitigated(lang),
        Claim::NeedsLonger => w::claim_needs_longer(lang),
    }
}

fn standing(lang: Lang, it: Standing) -> Markup {
    match it {
        Standing::Asked => shown("run", Shape::Half, &w::stance_asked(lang)),
        Standing::Approved => shown("ok", Shape::Check, &w::stance_approved(lang)),
        Standing::Refused => shown("stop", Shape::Square, &w::stance_refused(lang)),
        Standing::Withdrawn => shown("na", Shape::Hollow, &w::stance_withdrawn(lang)),
        Standing::Lapsed => shown("na", Shape::Dashed, &w::stance_lapsed(lang)),
    }
}

fn office(lang: Lang, it: Office) -> String {
    match it {
        Office::Security => w::office_security(lang),
        Office::Manager => w::office_manager(lang),
        Office::Board => w::office_board(lang),
    }
}

/// Which stances, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    of: String,
    show: String,
    name: String,
    after: String,
}

/// `GET /console/oss/stances`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    let lang = ask.lang;
    let chosen = match given.show.as_str() {
        "all" => None,
        "approved" => Some(Standing::Approved),
        _ => Some(Standing::Asked),
    };
    let is_mine = given.show == "mine";
    let is_oldest_first = chosen == Some(Standing::Asked);
    let offices = match offices_of(&state, &who).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let me = format!("staff:{}", who.session.account);
    let which = Stances {
        institution: whose::chosen(&who, &given.of),
        standing: chosen,
        name: given.name.clone(),
        waits: is_mine.then(|| (me, offices.clone())),
        is_oldest_first,
        after: ListKey::parse(&given.after),
        ..Stances::default()
    };
    let store = state.parts.portfolio.store();
    let read = store
        .read(move |tx| Ok((stance::list(tx, &which, PER_PAGE + 1)?, stance::count(tx, &which)?)));
    let (mut rows, count) = match read.await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let more = rows.len() > PER_PAGE;
    rows.truncate(PER_PAGE);
    let show = if is_mine { "mine" } else { chosen.map_or("all", Standing::as_str) };
    let of = format!("{}&name={}", whose::kept(&given.of), format::query_value(&given.name));
    let next = rows.last().filter(|_| more).map(|it| {
        format!("/console/oss/stances?show={show}{of}&after={}", it.key(is_oldest_first))
    });
    let names = Names::of(lang, &state.parts.source.glance());
    let main = html! {
        div class="head" { h1 { (w::stances_title(lang)) } }
        p class="lead" { (w::stances_lead(lang)) }
        (tabs(lang, &who, "/console/oss/stances"))
        (name_form(lang, "/console/oss/stances", (w::search_stance(lang), &given.name),
            (whose::field(lang, &state, &who, &given.of), &[("show", show)])))
        (chips(lang, show, &of, !offices.is_empty()))
        section {
            @let by_end = w::stances_note(lang);
            @let order = if is_oldest_first { w::oldest_first(lang) } else { by_end };
            (list_head(lang, &w::stances_title(lang), &order, count))
            @if rows.is_empty() {
                p class="none" {
                    @if !given.name.trim().is_empty() { (w::no_match(lang)) }
                    @else if is_mine { (w::mine_none(lang)) }
                    @else { (w::stances_none(lang)) }
                }
            }
            @else { (table(lang, &names, &rows)) (pager(lang, rows.len(), next)) }
        }
    };
    framed(&state, &ask, &who, w::stances_title(lang), main)
}

fn chips(lang: Lang, chosen: &str, of: &str, decides: bool) -> Markup {
    html! {
        nav class="chips" aria-label=(w::stances_which(lang)) {
            @for (value, word) in [
                ("mine", w::mine(lang)), ("asked", w::stance_asked(lang)),
                ("approved", w::stances_in_force(lang)), ("all", w::stances_all(lang)),
            ] {
                @if value != "mine" || decides {
                    a href=(format!("/console/oss/stances?show={value}{of}"))
                        aria-current=[(value == chosen).then_some("true")] { (capital(&word)) }
                }
            }
        }
    }
}

/// The offices of exceptions that the reader speaks for.
async fn offices_of(state: &ConsoleState, who: &Entered) -> naru_base::Answer<Vec<Office>> {
    let post = &who.session.post;
    if !post.may(Right::OssDecide) {
        return Ok(Vec::new());
    }
    Ok(state.parts.portfolio.seats().await?.of_role_on_exceptions(post.role()))
}

fn table(lang: Lang, names: &Names, rows: &[Stance]) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::system_head(lang)) } th { (w::grade_head(lang)) }
                th { (w::advisory_head(lang)) } th { (w::claim_head(lang)) }
                th { (w::state_head(lang)) } th { (w::votes_head(lang)) }
                th class="num" { (w::until_head(lang)) }
            } }
            tbody { @for it in rows { tr {
                td class="way" {
                    a href=(format!("/console/oss/stances/{}", it.id)) { (it.system_name) } " "
                    span class="c-3" { (names.get(it.institution.as_str())) }
                }
                td { (grade(lang, it.grade)) }
                td data-l=(w::advisory_head(lang)) {
                    a href=(advisory_href(&it.advisory)) { (it.advisory) } " "
                    span class="c-3" { (it.package_name) " " (it.versions) }
                }
                td data-l=(w::claim_head(lang)) { (claim(lang, it.claim)) }
                td data-l=(w::state_head(lang)) { (standing(lang, it.standing)) }
                td data-l=(w::votes_head(lang)) { (counted(lang, it)) }
                td class="num" data-l=(w::until_head(lang)) { (day(it.last_day())) }
            } } }
        }
    }
}

/// Who said yes, of how many that must.
fn counted(lang: Lang, it: &Stance) -> Markup {
    let yes: Vec<String> =
        it.votes.iter().filter(|it| it.is_yes).map(|it| office(lang, it.office)).collect();
    html! {
        (w::votes_of(lang, yes.len(), it.quorum))
        @if !yes.is_empty() { " " span class="c-3" { (yes.join(" · ")) } }
    }
}

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
}

/// Where a stance on a finding is asked for.
pub(super) fn ask_href(system: Id, package: i64, advisory: &str) -> String {
    let advisory = format::query_value(advisory);
    format!("/console/oss/stances/ask?system={system}&package={package}&advisory={advisory}")
}

/// `GET /console/oss/stances/ask`
pub(crate) async fn ask_page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Asking>,
) -> Response {
    show_asking(&state, &ask, &who, &given, &[]).await
}

async fn show_asking(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    given: &Asking,
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let Ok(id) = Id::parse(&given.system) else { return unknown(state, ask, who) };
    let system = match state.parts.portfolio.system(id, None).await {
        Ok(Some(it)) if may_manage(who, &it.system.institution) => it.system,
        Ok(_) => return unknown(state, ask, who),
        Err(no) => return frame::fault(ask, &no),
    };
    let (package, advisory) = (given.package, given.advisory.clone());
    let read = state
        .parts
        .portfolio
        .store()
        .read(move |tx| Ok(portfolio::finding(tx, (id, package), &advisory)?));
    let finding = match read.await {
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
        @if let Some(it) = &finding { (asked_about(lang, it, state.now())) }
        form id="form" class="two" tabindex="-1" method="post" action="/console/oss/stances"
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
        }
    };
    answered(framed(state, ask, who, w::ask_head(lang), main), wrongs)
}

/// Whether a standing hangs on a finding: only on critical ones of what serves users.
fn bears(it: Option<&FindingRow>) -> bool {
    it.is_some_and(|it| it.duty == Duty::Live && it.grade >= Grade::Critical)
}

/// What whoever asks gives reasons about.
fn asked_about(lang: Lang, it: &FindingRow, now: Micros) -> Markup {
    html! {
        dl class="kv" {
            dt { (w::package_head(lang)) }
            dd {
                a href=(format!("/console/oss/packages/{}", it.package)) { (it.name) } " "
                span class="mono" { (it.versions) }
            }
            dt { (w::grade_head(lang)) } dd { (grade(lang, it.grade)) }
            dt { (w::duty(lang)) } dd { (duty(lang, it.duty)) }
            dt { (w::due_by(lang)) }
            dd { (deadline(lang, Some(it.due_at), now)) " " span class="c-3" { (moment(it.due_at)) } }
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
    let rules = match StanceRules::at(&state.parts.hub.directory().parameters, now) {
        Ok(it) => it,
        Err(fault) => return frame::fault(&ask, &fault.into()),
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
    let wrong = fields::wrongs(lang, stance::wrong_fields(&wish, &rules, now), field_of);
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

/// `GET /console/oss/stances/{id}`
pub(crate) async fn one_page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    let Ok(id) = Id::parse(&id) else { return unknown(&state, &ask, &who) };
    show_one(&state, &ask, &who, id, ("", &[])).await
}

async fn found(state: &ConsoleState, who: &Entered, id: Id) -> naru_base::Answer<Option<Stance>> {
    let found = state.parts.portfolio.store().read(move |tx| Ok(stance::find(tx, id)?)).await?;
    let own = owner(who);
    Ok(found.filter(|it| own.as_ref().is_none_or(|code| it.institution == *code)))
}

async fn show_one(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    id: Id,
    (note, wrongs): (&str, &[Wrong]),
) -> Response {
    let lang = ask.lang;
    let it = match found(state, who, id).await {
        Ok(Some(it)) => it,
        Ok(None) => return unknown(state, ask, who),
        Err(no) => return frame::fault(ask, &no),
    };
    let (system, package, advisory) = (it.system, it.package, it.advisory.clone());
    let read = state.parts.portfolio.store().read(move |tx| {
        let finding = portfolio::finding(tx, (system, package), &advisory)?;
        Ok((finding, portfolio::advisory(tx, &advisory, None)?.map(|it| it.row)))
    });
    let about = match read.await {
        Ok(about) => about,
        Err(no) => return frame::fault(ask, &no),
    };
    let offices = match state.parts.portfolio.seats().await {
        Ok(seats) => seats.of_role_on_exceptions(who.session.post.role()),
        Err(no) => return frame::fault(ask, &no),
    };
    let names = Names::of(lang, &state.parts.source.glance());
    let main = html! {
        p class="crumb" { a href="/console/oss/stances" { (w::stances_title(lang)) } " › " (it.system_name) }
        div class="head wrap" {
            h1 { (claim(lang, it.claim)) } span class="meta mono" { (it.advisory) }
        }
        (summary(lang, wrongs))
        (facts(lang, &names, &it, (&about, state.now())))
        (votes(lang, &it))
        (decision(lang, who, (&it, &offices, bears(about.0.as_ref())), (note, wrongs)))
    };
    answered(framed(state, ask, who, w::stances_title(lang), main), wrongs)
}

/// The finding that it is about, and its advisory, as they stand now.
type About = (Option<FindingRow>, Option<AdvisoryRow>);

fn facts(lang: Lang, names: &Names, it: &Stance, (about, now): (&About, Micros)) -> Markup {
    html! {
        section {
            div class="sh" { h2 { (w::stance_facts(lang)) } }
            dl class="kv" {
                dt { (w::state_head(lang)) }
                dd { (standing(lang, it.standing)) " " span class="c-3" { (moment(it.since)) } }
                dt { (w::system_head(lang)) }
                dd {
                    a href=(format!("/console/oss/systems/{}", it.system)) { (it.system_name) } " "
                    span class="c-3" { (names.get(it.institution.as_str())) }
                }
                dt { (w::package_head(lang)) }
                dd {
                    a href=(format!("/console/oss/packages/{}", it.package)) { (it.package_name) } " "
                    span class="mono" { (it.versions) }
                }
                dt { (w::advisory_head(lang)) }
                dd {
                    a href=(advisory_href(&it.advisory)) { (it.advisory) } " "
                    (grade(lang, it.grade))
                }
                (weighed(lang, about, now))
                dt { (w::why_label(lang)) } dd { (it.reason) }
                @if !it.control.is_empty() { dt { (w::control_label(lang)) } dd { (it.control) } }
                dt { (w::until_head(lang)) } dd { (day(it.last_day())) }
                dt { (w::asked_head(lang)) } dd { (moment(it.asked_at)) }
                @if !it.taken_back.is_empty() { dt { (w::back_head(lang)) } dd { (it.taken_back) } }
            }
        }
    }
}

/// What whoever decides weighs: what the system is for, how severe, by when, which version repairs.
fn weighed(lang: Lang, (finding, advisory): &About, now: Micros) -> Markup {
    html! {
        @if let Some(it) = advisory {
            dt { (w::severity_head(lang)) }
            dd {
                (w::severity(lang, &lists::score(it), &lists::epss(lang, it)))
                " · " (lists::kev(lang, it))
            }
        }
        @match finding {
            None => { dt { (w::due_by(lang)) } dd { span class="c-3" { (w::finding_gone(lang)) } } }
            Some(it) => {
                dt { (w::duty(lang)) } dd { (duty(lang, it.duty)) }
                dt { (w::due_by(lang)) }
                dd {
                    @if it.gone.is_some() { span class="c-3" { (w::finding_gone(lang)) } }
                    @else {
                        (deadline(lang, Some(it.due_at), now)) " "
                        span class="c-3" { (moment(it.due_at)) }
                    }
                }
                dt { (w::fixed_head(lang)) } dd { (fixed(lang, &it.fixed)) }
            }
        }
    }
}

fn votes(lang: Lang, it: &Stance) -> Markup {
    html! {
        section {
            div class="sh" {
                h2 { (w::votes_head(lang)) }
                span class="sub" { (w::votes_need(lang, it.quorum)) }
            }
            @if it.votes.is_empty() { p class="none" { (w::votes_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::office_head(lang)) } th { (w::vote_head(lang)) }
                        th { (w::why_label(lang)) } th class="num" { (w::when_head(lang)) }
                    } }
                    tbody { @for vote in &it.votes { tr {
                        td class="way" { (office(lang, vote.office)) }
                        td {
                            @if vote.is_yes { (shown("ok", Shape::Check, &w::vote_yes(lang))) }
                            @else { (shown("stop", Shape::Square, &w::vote_no(lang))) }
                        }
                        td data-l=(w::why_label(lang)) {
                            @if vote.note.is_empty() { (format::NONE) } @else { (vote.note) }
                        }
                        td class="num" data-l=(w::when_head(lang)) { (moment(vote.at)) }
                    } } }
                }
            }
        }
    }
}

/// What the reader may do with it, and what it would come to.
fn decision(
    lang: Lang,
    who: &Entered,
    (it, offices, bears): (&Stance, &[Office], bool),
    (note, wrongs): (&str, &[Wrong]),
) -> Markup {
    let me = format!("staff:{}", who.session.account);
    let post = &who.session.post;
    let own = stance::speaks_for(it, offices).filter(|_| post.may(Right::OssDecide));
    let is_asked = it.standing == Standing::Asked;
    let has_said = it.votes.iter().any(|vote| Some(vote.office) == own || vote.by == me);
    let path = format!("/console/oss/stances/{}", it.id);
    let is_alive = matches!(it.standing, Standing::Asked | Standing::Approved);
    let may_withdraw = is_alive && may_manage(who, &it.institution);
    html! {
        @if let Some(own) = own.filter(|_| is_asked) {
            section class="two" {
                p { b { (w::decide_head(lang, &office(lang, own))) } }
                p {
                    @let until = day(it.last_day());
                    @if bears { (w::decide_effect(lang, &until)) }
                    @else { (w::decide_effect_apart(lang, &until)) }
                }
                @if it.asked_by == me { p class="c-warn" { (w::decide_own(lang)) } }
                @else if has_said { p { (w::decide_said(lang)) } }
                @else {
                    form id="form" tabindex="-1" method="post"
                        aria-describedby=[fields::texts("form", false, wrongs)] {
                        (form_field(who))
                        (whole("form", wrongs))
                        (note_field(&w::note_label(lang), note, wrongs))
                        div class="acts" {
                            button class="btn p" formaction=(format!("{path}/agree")) { (w::agree_submit(lang)) }
                            button class="btn d" formaction=(format!("{path}/refuse")) { (w::refuse_submit(lang)) }
                        }
                    }
                }
            }
        }
        @if may_withdraw {
            details class="ask" open[wrongs.iter().any(|it| matches!(it.field, "back" | "why"))] {
                summary { (w::withdraw_submit(lang)) }
                p {
                    @if bears { (w::withdraw_help(lang)) } @else { (w::withdraw_help_apart(lang)) }
                }
                form id="back" tabindex="-1" method="post" action=(format!("{path}/withdraw"))
                    aria-describedby=[fields::texts("back", false, wrongs)] {
                    (form_field(who))
                    (whole("back", wrongs))
                    @if !is_requester(who, &it.institution, &it.asked_by) {
                        (back_field(lang, note, wrongs))
                    }
                    button class="btn d" { (w::withdraw_submit(lang)) }
                }
            }
        }
    }
}

/// The form of a decision.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Deciding {
    form: String,
    note: String,
    why: String,
}

/// `POST /console/oss/stances/{id}/{deed}`
pub(crate) async fn decide(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((id, deed)): Path<(String, String)>,
    Form(given): Form<Deciding>,
) -> Response {
    let lang = ask.lang;
    let Ok(id) = Id::parse(&id) else { return unknown(&state, &ask, &who) };
    let it = match found(&state, &who, id).await {
        Ok(Some(it)) => it,
        Ok(None) => return unknown(&state, &ask, &who),
        Err(no) => return frame::fault(&ask, &no),
    };
    let typed = if deed == "withdraw" { given.why.clone() } else { given.note.clone() };
    let again = async |wrong: Wrong| show_one(&state, &ask, &who, id, (&typed, &[wrong])).await;
    if !who.wrote(&given.form) {
        return again(Wrong { field: "form", text: common::stale_form(lang) }).await;
    }
    let actor = format!("staff:{}", who.session.account);
    let post = &who.session.post;
    let may_decide = post.may(Right::OssDecide);
    let portfolio = &state.parts.portfolio;
    let done = match deed.as_str() {
        "agree" | "refuse" if may_decide => {
            let said = (deed == "agree", given.note.clone());
            portfolio.decide_stance((actor, post.role()), id, said).await
        }
        "withdraw" if may_manage(&who, &it.institution) => {
            let is_own = is_requester(&who, &it.institution, &it.asked_by);
            portfolio.withdraw_stance((actor, is_own), id, given.why.clone()).await
        }
        _ => return frame::forbidden(&state, &ask, &who),
    };
    match done {
        Ok(()) => Redirect::to(&format!("/console/oss/stances/{id}")).into_response(),
        Err(No::Refusal(it)) => {
            let field = match (deed.as_str(), it.code) {
                ("withdraw", "oss/stance-reason") => "why",
                ("withdraw", _) => "back",
                (_, "oss/stance-reason") => "note",
                _ => "form",
            };
            again(Wrong { field, text: refused::refusal(lang, &it) }).await
        }
        Err(no) => frame::fault(&ask, &no),
    }
}
