//! One question: what was asked, what was answered, and what the reader may do about it.

use super::by::Hands;
use super::desk::{HERE, asks_for, may_answer, published, standing, whose};
use super::desk_words as w;
use super::fields::{self, Label, answered, area, whole};
use super::{DOT, MENU, framed, owner, unknown, words as common};
use crate::console::door::{Wrong, summary};
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::{form_field, moment};
use crate::console::{ConsoleState, frame, words as console};
use crate::oss::words as refused;
use axum::extract::{Form, Path, State as With};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::{Id, Lang, No};
use naru_core::oss::desk::{self, Asked, Said, Standing, TEXT_CHARS_MAX};
use serde::Deserialize;

/// `GET /console/oss/desk/{id}`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    match look(&state, &ask, &who, &id).await {
        Ok(it) => show(&state, &ask, &who, (&it, None), &[]).await,
        Err(response) => response,
    }
}

async fn look(state: &ConsoleState, ask: &Ask, who: &Entered, id: &str) -> Result<Asked, Response> {
    let Ok(id) = Id::parse(id) else { return Err(unknown(state, ask, who)) };
    let viewer = owner(who);
    let store = state.parts.portfolio.store();
    match store.read(move |tx| Ok(desk::find(tx, id, &viewer)?)).await {
        Ok(Some(it)) => Ok(it),
        Ok(None) => Err(unknown(state, ask, who)),
        Err(no) => Err(frame::fault(ask, &no)),
    }
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (it, draft): (&Asked, Option<&Doing>),
    wrongs: &[Wrong],
) -> Response {
    let (lang, viewer) = (ask.lang, owner(who));
    let hands = match Hands::load(state, lang, who).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let is_named = it.is_named_to(&viewer);
    let asker = whose(lang, hands.names(), it, &viewer);
    let by = hands.person(&it.by).filter(|_| is_named);
    let main = html! {
        p class="crumb" {
            a href=(MENU) { (common::title(lang)) } " › " a href=(HERE) { (w::tab(lang)) }
        }
        div class="head wrap" {
            h1 { (it.title) }
            span class="meta" {
                (asker)
                @if let Some(by) = by { (DOT) (by) }
                (DOT) (moment(it.at))
            }
        }
        @if it.standing == Standing::Asked {
            p class="lead" {
                @if may_answer(who) { (w::turn_mine(lang)) } @else {
                    (w::turn_theirs(lang))
                    // The answer is told to whoever asked alone.
                    @if owner(who).as_ref() == Some(&it.institution) {
                        " " (w::turn_told(lang))
                    }
                }
            }
        }
        @if it.standing == Standing::Withdrawn { p class="lead" { (w::came_back(lang)) } }
        (summary(lang, wrongs))
        section {
            div class="sh" { h2 { (w::question(lang)) } }
            (paragraphs(&it.words))
            p {
                (standing(lang, it.standing))
                @if it.standing == Standing::Answered {
                    span class="c-3" { (DOT) (w::published(lang)) ": " (published(lang, it)) }
                }
            }
        }
        (answers(lang, &hands, it, is_named))
        @if may_answer(who) && it.standing != Standing::Withdrawn {
            (answer_form(lang, who, (it, draft), wrongs))
        }
        @if may_answer(who) && it.standing == Standing::Answered { (publish_form(lang, who, it)) }
        @if it.standing == Standing::Asked && asks_for(who).as_ref() == Some(&it.institution) {
            details class="ask" {
                summary { (w::withdraw(lang)) }
                p { (w::withdraw_effect(lang)) }
                form method="post" action=(format!("{HERE}/{}/withdraw", it.id)) {
                    (form_field(who))
                    button class="btn d" { (w::withdraw(lang)) }
                }
            }
        }
    };
    answered(framed(state, ask, who, it.title.clone(), main), wrongs)
}

/// A text of people: its paragraphs as they wrote them.
fn paragraphs(text: &str) -> Markup {
    html! { @for line in text.lines().filter(|it| !it.trim().is_empty()) { p { (line) } } }
}

/// The newest answer; whoever asked, and the network's people, see the earlier ones too.
fn answers(lang: Lang, hands: &Hands, it: &Asked, is_named: bool) -> Markup {
    let earlier: Vec<&Said> = it.answers.iter().rev().skip(1).filter(|_| is_named).collect();
    html! {
        section {
            div class="sh" {
                h2 { (w::answers(lang)) }
                @if !earlier.is_empty() { span class="sub" { (w::answers_note(lang)) } }
            }
            @match it.answer() {
                None if it.standing == Standing::Withdrawn => {
                    p class="none" { (w::answers_never(lang)) }
                }
                None => p class="none" { (w::answers_none(lang)) },
                Some(answer) => {
                    (paragraphs(&answer.words))
                    p class="c-3" { (hands.of(&answer.by)) (DOT) (moment(answer.at)) }
                }
            }
            @for answer in earlier {
                h3 {
                    (w::earlier(lang)) " "
                    span class="c-3" { (hands.of(&answer.by)) (DOT) (moment(answer.at)) }
                }
                (paragraphs(&answer.words))
            }
        }
    }
}

fn answer_form(
    lang: Lang,
    who: &Entered,
    (it, draft): (&Asked, Option<&Doing>),
    wrongs: &[Wrong],
) -> Markup {
    // What was chosen before something was wrong stays chosen.
    let is_for_all = draft.map_or(it.is_published, |it| it.published == "yes");
    let draft = draft.map_or("", |it| it.answer.as_str());
    let is_first = it.answers.is_empty();
    let answer = Label::must("answer", w::answer_label(lang), Some(w::answer_help(lang)));
    html! {
        section class="two" {
            p { b { @if is_first { (w::answer_head(lang)) } @else { (w::answer_again(lang)) } } }
            p { (w::answer_effect(lang)) }
            form id="form" tabindex="-1" method="post" action=(format!("{HERE}/{}/answer", it.id))
                aria-describedby=[fields::texts("form", false, wrongs)] {
                (form_field(who))
                (whole("form", wrongs))
                (area(&answer, (6, draft, TEXT_CHARS_MAX), wrongs))
                div class="field" {
                    label class="check" {
                        input type="checkbox" name="published" value="yes" checked[is_for_all];
                        " " (w::for_all(lang))
                    }
                }
                button class="btn p" { (w::answer_submit(lang)) }
            }
        }
    }
}

fn publish_form(lang: Lang, who: &Entered, it: &Asked) -> Markup {
    let (deed, word, effect) = match it.is_published {
        false => ("publish", w::publish(lang), w::publish_effect(lang)),
        true => ("unpublish", w::unpublish(lang), w::unpublish_effect(lang)),
    };
    html! {
        details class="ask" {
            summary { (word) }
            p { (effect) }
            form method="post" action=(format!("{HERE}/{}/{deed}", it.id)) {
                (form_field(who))
                button class="btn p" { (word) }
            }
        }
    }
}

/// The form of a deed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Doing {
    form: String,
    answer: String,
    published: String,
}

/// `POST /console/oss/desk/{id}/{deed}`
pub(crate) async fn act(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((id, deed)): Path<(String, String)>,
    Form(given): Form<Doing>,
) -> Response {
    let lang = ask.lang;
    let it = match look(&state, &ask, &who, &id).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let again = async |wrong: Wrong| show(&state, &ask, &who, (&it, Some(&given)), &[wrong]).await;
    if !who.wrote(&given.form) {
        return again(Wrong { field: "form", text: console::stale_form(lang) }).await;
    }
    let actor = format!("staff:{}", who.session.account);
    let portfolio = &state.parts.portfolio;
    let done = match (deed.as_str(), asks_for(&who)) {
        ("answer", _) if may_answer(&who) => {
            let answer = (given.answer.clone(), given.published == "yes");
            portfolio.answer_question(actor, it.id, answer).await
        }
        ("publish" | "unpublish", _) if may_answer(&who) => {
            portfolio.publish_question(actor, it.id, deed == "publish").await
        }
        ("withdraw", Some(own)) => portfolio.withdraw_question(actor, own, it.id).await,
        _ => return frame::forbidden(&state, &ask, &who),
    };
    match done {
        Ok(()) => Redirect::to(&format!("{HERE}/{}", it.id)).into_response(),
        Err(No::Refusal(it)) => {
            let field = if it.code == "oss/desk-text" { "answer" } else { "form" };
            again(Wrong { field, text: refused::refusal(lang, &it) }).await
        }
        Err(no) => frame::fault(&ask, &no),
    }
}
