//! 묻고 답하기: questions of institutions and what the operator's open-source office answered, with
//! one search over guide, answers and components. [`super::desk_case`] shows one.

use super::desk_words as w;
use super::fields::{self, Label, answered, area, line, whole};
use super::foot::{Foot, bounded};
use super::guide::{self, words_of};
use super::{framed, list_head, many, owner, tabs, unknown};
use crate::console::door::{Wrong, summary};
use crate::console::guard::{Ask, Entered};
use crate::console::names::Names;
use crate::console::pieces::{capital, form_field, moment};
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, frame, words as console};
use axum::extract::{Form, Query, State as With};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::{Right, Scope};
use naru_base::{ClientUseCode, Lang, No, Refusal};
use naru_core::oss::desk::{
    self, Asked, Found, Standing, TEXT_CHARS_MAX, TITLE_CHARS_MAX, Viewer, Which,
};
use naru_core::oss::practice::guide::{Read, guide as the_guide, ranked};
use serde::Deserialize;

const PER_PAGE: usize = 50;
pub(super) const HERE: &str = "/console/oss/desk";

/// What is looked for, and which, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    q: String,
    show: String,
    from: String,
    /// How many rows come before.
    at: String,
}

/// Whether the reader may ask: for an institution, as its own person.
pub(super) fn asks_for(who: &Entered) -> Option<ClientUseCode> {
    let own = owner(who)?;
    let scope = Scope::Institution(own.clone());
    who.session.post.may_on(Right::OssManage, &scope).then_some(own)
}

/// Whether the reader answers.
pub(super) fn may_answer(who: &Entered) -> bool {
    who.session.post.may_on(Right::OssAnswer, &Scope::Network)
}

/// What waits for the reader: of whoever answers, everything that nobody has answered.
pub(super) fn waiting_for(who: &Entered) -> Option<Which> {
    may_answer(who).then(|| Which {
        viewer: owner(who),
        standing: Some(Standing::Asked),
        ..Which::default()
    })
}

pub(super) fn standing(lang: Lang, it: Standing) -> Markup {
    match it {
        Standing::Asked => shown("run", Shape::Half, &w::asked(lang)),
        Standing::Answered => shown("ok", Shape::Check, &w::answered(lang)),
        Standing::Withdrawn => shown("na", Shape::Hollow, &w::withdrawn(lang)),
    }
}

/// Whose question it is, if the reader may know.
pub(super) fn whose(lang: Lang, names: &Names, it: &Asked, viewer: &Viewer) -> String {
    match (it.is_named_to(viewer), viewer) {
        // Its own people know their own name.
        (true, Some(_)) => w::ours(lang),
        (true, None) => names.get(it.institution.as_str()).to_owned(),
        (false, _) => w::somebody(lang),
    }
}

/// `GET /console/oss/desk`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    show(&state, &ask, &who, (&given, &Asking::default()), &[]).await
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (given, asking): (&Given, &Asking),
    wrongs: &[Wrong],
) -> Response {
    let (lang, viewer, words) = (ask.lang, owner(who), words_of(&given.q));
    // What waits for the reader comes first: for whoever answers, what nobody has answered.
    let show = match given.show.as_str() {
        "" if may_answer(who) => "asked",
        "" => "all",
        other => other,
    };
    let standing = Standing::parse(show);
    let which = Which {
        viewer: viewer.clone(),
        standing,
        only_published: show == "published",
        only_own: show == "own" && viewer.is_some(),
        is_oldest_first: standing == Some(Standing::Asked),
        from: given.from.parse().ok(),
    };
    let (looked, wanted) = (viewer.clone(), words.clone());
    let open = Which {
        viewer: viewer.clone(),
        standing: Some(Standing::Asked),
        only_own: viewer.is_some(),
        ..Which::default()
    };
    let read = state.parts.portfolio.store().read(move |tx| {
        let open = desk::count(tx, &open)?;
        if wanted.is_empty() {
            let rows = desk::list(tx, &which, PER_PAGE + 1)?;
            return Ok(((rows, desk::count(tx, &which)?), Found::default(), open));
        }
        Ok(((Vec::new(), 0), desk::search(tx, &wanted, &looked)?, open))
    });
    let ((mut rows, count), found, open) = match read.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let more = rows.len() > PER_PAGE;
    rows.truncate(PER_PAGE);
    let next = rows.last().filter(|_| more);
    let next = next.map(|it| it.seq.to_string());
    let (base, from) = (format!("{HERE}?show={show}"), (given.from.as_str(), given.at.as_str()));
    let foot = Foot::of(base, from, (rows.len(), bounded(count)), next).keyed("from");
    let names = Names::of(lang, &state.parts.source.glance());
    let may_ask = asks_for(who).is_some();
    let main = html! {
        div class="head" { h1 { (w::title(lang)) } }
        p class="lead" { (lead(lang, &viewer, open)) }
        p class="sub" { (w::lead(lang)) }
        (tabs(lang, who, HERE))
        (summary(lang, wrongs))
        (search_form(lang, &given.q))
        @if words.is_empty() {
            (list(lang, &names, (&rows, foot, count), show, &viewer))
        } @else {
            @let guide = ranked(the_guide().all(lang), &words);
            (results(lang, &names, (&guide, &found), (&viewer, may_ask)))
        }
        @if may_ask { (ask_form(lang, who, asking, wrongs)) }
    };
    answered(framed(state, ask, who, w::title(lang), main), wrongs)
}

/// What waits for an answer, of what the reader may ask or answer.
fn lead(lang: Lang, viewer: &Viewer, open: i64) -> String {
    match (viewer, open) {
        (Some(_), 0) => w::lead_own_none(lang),
        (Some(_), open) => w::lead_own(lang, &many(open)),
        (None, 0) => w::none_asked(lang),
        (None, open) => w::lead_all(lang, &many(open)),
    }
}

fn search_form(lang: Lang, q: &str) -> Markup {
    html! {
        form class="filter" method="get" action=(HERE) role="search" {
            div class="field wide" {
                label for="q" { (w::search_label(lang)) }
                input id="q" name="q" value=(q) maxlength="100" autocomplete="off";
            }
            div class="acts" { button class="btn p" { (w::search(lang)) } }
        }
    }
}

fn list(
    lang: Lang,
    names: &Names,
    (rows, foot, count): (&[Asked], Foot<'_>, i64),
    chosen: &str,
    viewer: &Viewer,
) -> Markup {
    html! {
        section {
            @let is_oldest_first = chosen == "asked";
            @let order = if is_oldest_first { w::oldest(lang) } else { w::newest(lang) };
            @if !rows.is_empty() { (list_head(lang, &w::list(lang), &order, count)) }
            nav class="chips" aria-label=(w::which(lang)) {
                @for (value, word) in [
                    ("asked", w::asked(lang)), ("own", w::only_own(lang)),
                    ("answered", w::answered(lang)), ("published", w::only_published(lang)),
                    ("all", w::all(lang)),
                ] {
                    @if value != "own" || viewer.is_some() {
                        a href=(format!("{HERE}?show={value}"))
                            aria-current=[(value == chosen).then_some("true")] { (capital(&word)) }
                    }
                }
            }
            @if !rows.is_empty() { (table(lang, names, rows, viewer)) (foot.show(lang)) }
            // That none waits for an answer the first sentence says.
            @else if !is_oldest_first { p class="none" { (w::none(lang)) } }
        }
    }
}

fn table(lang: Lang, names: &Names, rows: &[Asked], viewer: &Viewer) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::question(lang)) } th { (w::whose(lang)) } th { (w::state(lang)) }
                th { (w::published(lang)) } th class="num" { (w::when(lang)) }
            } }
            tbody { @for it in rows { tr {
                td class="way any" { a href=(format!("{HERE}/{}", it.id)) { (it.title) } }
                td data-l=(w::whose(lang)) { (whose(lang, names, it, viewer)) }
                td class="nw" { (standing(lang, it.standing)) }
                td class="nw" data-l=(w::published(lang)) { (published(lang, it)) }
                td class="num" data-l=(w::when(lang)) { (moment(it.at)) }
            } } }
        }
    }
}

pub(super) fn published(lang: Lang, it: &Asked) -> String {
    if it.is_published { w::published_yes(lang) } else { w::published_no(lang) }
}

fn results(
    lang: Lang,
    names: &Names,
    (guide, found): (&[Read<'_>], &Found),
    (viewer, may_ask): (&Viewer, bool),
) -> Markup {
    let is_any = !guide.is_empty() || !found.questions.is_empty() || !found.components.is_empty();
    html! {
        @if !is_any { p class="none" {
            (w::found_none(lang)) @if may_ask { " " (w::ask_first(lang)) }
        } }
        @if !found.questions.is_empty() {
            section {
                div class="sh" { h2 { (w::found_questions(lang)) } }
                (table(lang, names, &found.questions, viewer))
            }
        }
        @if !guide.is_empty() {
            section {
                div class="sh" { h2 { (w::found_guide(lang)) } }
                ul class="links" { @for it in guide {
                    li { a href=(format!("{}/{}", guide::HERE, it.id)) { (it.title) } }
                } }
            }
        }
        @if !found.components.is_empty() {
            section {
                div class="sh" { h2 { (w::found_components(lang)) } }
                ul class="links" { @for it in &found.components {
                    li {
                        a href=(format!("/console/oss/packages/{}", it.package)) { (it.name) }
                        " " span class="c-3" { (it.ecosystem) }
                    }
                } }
            }
        }
    }
}

/// A question, as the form has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asking {
    form: String,
    title: String,
    words: String,
}

fn ask_form(lang: Lang, who: &Entered, it: &Asking, wrongs: &[Wrong]) -> Markup {
    let title = Label::must("title", w::title_label(lang), Some(w::title_help(lang)));
    let words = Label::must("words", w::words_label(lang), Some(w::words_help(lang)));
    html! {
        details class="ask" open[!wrongs.is_empty()] {
            summary { (w::ask_head(lang)) }
            p { (w::ask_effect(lang)) }
            form id="form" tabindex="-1" method="post" action=(HERE)
                aria-describedby=[fields::texts("form", false, wrongs)] {
                (form_field(who))
                (whole("form", wrongs))
                (line(&title, ("text", &it.title, TITLE_CHARS_MAX), wrongs))
                (area(&words, (6, &it.words, TEXT_CHARS_MAX), wrongs))
                button class="btn p" { (w::ask_submit(lang)) }
            }
        }
    }
}

/// `POST /console/oss/desk`
pub(crate) async fn ask_for(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Asking>,
) -> Response {
    let lang = ask.lang;
    let Some(own) = asks_for(&who) else { return unknown(&state, &ask, &who) };
    let again = async |wrongs: Vec<Wrong>| {
        show(&state, &ask, &who, (&Given::default(), &given), &wrongs).await
    };
    if !who.wrote(&given.form) {
        return again(vec![Wrong { field: "form", text: console::stale_form(lang) }]).await;
    }
    let wrong = desk::wrong_fields(&given.title, &given.words);
    if !wrong.is_empty() {
        return again(fields::wrongs(lang, wrong, field_of)).await;
    }
    let actor = format!("staff:{}", who.session.account);
    let asked = (given.title.clone(), given.words.clone());
    match state.parts.portfolio.ask_question(actor, own, asked).await {
        Ok(id) => Redirect::to(&format!("{HERE}/{id}")).into_response(),
        Err(No::Refusal(it)) => again(fields::wrongs(lang, vec![it], field_of)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}

/// The field that a refusal is about; none of them: the form as a whole.
fn field_of(it: &Refusal) -> &'static str {
    match fields::named(it) {
        Some("title") => "title",
        Some("words") => "words",
        _ => "form",
    }
}
