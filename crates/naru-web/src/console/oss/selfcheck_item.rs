//! One item of the self-check: its answer now, the answers that people gave, and the form for one.

use super::fields::{self, Label, answered, line, lines, pick, whole};
use super::selfcheck::{
    Given, HERE, answer, evidence as evidence_of, item_href, may_answer, name, seen_of, source,
    subject,
};
use super::selfcheck_lacking::lacking;
use super::selfcheck_words as w;
use super::{MENU, framed, unknown, words as common};
use crate::console::door::{Wrong, summary};
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::{capital, day, form_field, moment};
use crate::console::{ConsoleState, frame, words as console};
use axum::extract::{Form, Path, Query, State as With};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::{Lang, No, Refusal};
use naru_core::oss::practice::Answer;
use naru_core::oss::selfcheck::{self, Checked, Said, Source, Spoken, Subject, judge};
use serde::Deserialize;

/// `GET /console/oss/self-check/{item}`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(item): Path<String>,
    Query(given): Query<Given>,
) -> Response {
    let Some(subject) = subject(&state, &who, &given.of) else {
        return unknown(&state, &ask, &who);
    };
    show(&state, &ask, &who, (&subject, &item), (&Saying::default(), &[])).await
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (subject, item): (&Subject, &str),
    (saying, wrongs): (&Saying, &[Wrong]),
) -> Response {
    let lang = ask.lang;
    let seen = match state.parts.portfolio.self_check(subject, lang).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let Some(it) = seen.rows.iter().find(|it| it.item.id == item) else {
        return unknown(state, ask, who);
    };
    let lacking = match lacking(state, ask, who, (subject, item)).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let said: Vec<&Said> = seen.said.iter().filter(|it| it.spoken.item == item).collect();
    let main = html! {
        p class="crumb" {
            a href=(MENU) { (common::title(lang)) } " › "
            a href=(format!("{HERE}?of={subject}")) {
                (w::title_of(lang, &name(lang, state, subject)))
            }
        }
        div class="head wrap" {
            h1 { (capital(it.item.question(lang))) } span class="meta" { (it.item.id) }
        }
        (summary(lang, wrongs))
        p class="lead" { (answer(lang, it.answer)) ": " (seen_of(it)) }
        (now(lang, it, subject))
        (lacking)
        @if it.is_by_fact() { p class="note" { (w::fact_note(lang)) } }
        @else if may_answer(who, subject) {
            @if it.source == Source::Nothing && judge::can_answer(&it.item.id, subject) {
                p class="note" { (w::fact_later(lang, &brings(lang, item))) }
            }
            (form(lang, who, (it, subject, &name(lang, state, subject)), (saying, wrongs)))
        }
        (history(lang, &said))
    };
    answered(framed(state, ask, who, it.item.id.clone(), main), wrongs)
}

/// What has to come before facts answer an item.
fn brings(lang: Lang, item: &str) -> String {
    match item {
        "V2" | "V6" | "V8" => w::brings_data(lang),
        "S2" | "S3" | "L1" => w::brings_requests(lang),
        "V4" | "V5" => w::brings_stances(lang),
        "O3" => w::brings_answers(lang),
        "D3" => w::brings_gates(lang),
        "X5" => w::brings_whole(lang),
        "P4" => w::brings_fixed(lang),
        "S5" => w::brings_attacks(lang),
        "L5" => w::brings_duties(lang),
        "L7" => w::brings_licences(lang),
        "X1" => w::brings_notice(lang),
        "N1" => w::brings_in(lang),
        "N4" => w::brings_out(lang),
        "N2" => w::brings_pseudonymised(lang),
        "N3" => w::brings_crossed(lang),
        _ => w::brings_bills(lang),
    }
}

fn now(lang: Lang, it: &Checked, subject: &Subject) -> Markup {
    let evidence = match &it.source {
        Source::Fact(place) => evidence_of((&it.item.id, it.answer), *place, subject),
        _ => None,
    };
    html! {
        section {
            div class="sh" { h2 { (w::now_head(lang)) } }
            dl class="kv" {
                dt { (w::source(lang)) }
                dd {
                    (source(lang, it))
                    @if let Some(href) = evidence { " " a href=(href) { (w::look(lang)) } }
                }
                dt { (w::maps(lang)) } dd { (it.item.maps(lang)) }
            }
        }
    }
}

fn form(
    lang: Lang,
    who: &Entered,
    (it, subject, whose): (&Checked, &Subject, &str),
    (saying, wrongs): (&Saying, &[Wrong]),
) -> Markup {
    // Nothing is answered beforehand.
    let answers = [
        (String::new(), w::choose(lang)),
        ("yes".to_owned(), w::yes(lang)),
        ("no".to_owned(), w::no(lang)),
    ];
    let must = |name, label, help| Label::must(name, label, Some(help));
    html! {
        section {
            div class="sh" { h2 { (w::form_head(lang)) } }
            form id="form" class="two" tabindex="-1" method="post"
                action=(item_href(&it.item.id, subject))
                aria-describedby=[fields::texts("form", false, wrongs)] {
                (form_field(who))
                p { (w::form_effect(lang, whose, it.item.valid_months)) }
                (whole("form", wrongs))
                (pick(("answer", w::answer(lang)), &answers, &saying.answer, wrongs))
                (line(&must("owner", w::owner(lang), w::owner_help(lang)),
                    ("text", &saying.owner, 60), wrongs))
                (lines(&must("words", w::words(lang), w::words_help(lang)), &saying.words, wrongs))
                (lines(&must("evidence", w::evidence(lang), w::evidence_help(lang)),
                    &saying.evidence, wrongs))
                button class="btn p" { (w::say_submit(lang)) }
            }
        }
    }
}

fn history(lang: Lang, said: &[&Said]) -> Markup {
    html! {
        section {
            div class="sh" {
                h2 { (w::history(lang)) } span class="sub" { (w::history_note(lang)) }
            }
            @if said.is_empty() { p class="none" { (w::history_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::words(lang)) } th { (w::answer(lang)) }
                        th { (w::evidence(lang)) } th { (w::owner(lang)) }
                        th class="num" { (w::when(lang)) } th class="num" { (w::until(lang)) }
                    } }
                    tbody { @for it in said { tr {
                        td class="way any" { (it.spoken.words) }
                        td class="nw" {
                            (answer(lang, if it.spoken.is_yes { Answer::Yes } else { Answer::No }))
                        }
                        td data-l=(w::evidence(lang)) { (it.spoken.evidence) }
                        td data-l=(w::owner(lang)) { (it.spoken.owner) }
                        td class="num" data-l=(w::when(lang)) { (moment(it.at)) }
                        td class="num" data-l=(w::until(lang)) { (day(it.until.business_date())) }
                    } } }
                }
            }
        }
    }
}

/// What is said of an item, as the form has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saying {
    form: String,
    answer: String,
    owner: String,
    words: String,
    evidence: String,
}

/// `POST /console/oss/self-check/{item}`
pub(crate) async fn say(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(item): Path<String>,
    Query(of): Query<Given>,
    Form(given): Form<Saying>,
) -> Response {
    let lang = ask.lang;
    let found = subject(&state, &who, &of.of).filter(|it| may_answer(&who, it));
    let Some(subject) = found else { return unknown(&state, &ask, &who) };
    let again = async |wrongs: Vec<Wrong>| {
        show(&state, &ask, &who, (&subject, &item), (&given, &wrongs)).await
    };
    if !who.wrote(&given.form) {
        return again(vec![Wrong { field: "form", text: console::stale_form(lang) }]).await;
    }
    let spoken = Spoken {
        item: item.clone(),
        is_yes: given.answer == "yes",
        words: given.words.clone(),
        evidence: given.evidence.clone(),
        owner: given.owner.clone(),
    };
    let is_answer = matches!(given.answer.as_str(), "yes" | "no");
    let none = || Wrong { field: "answer", text: w::wrong(lang) };
    let mut wrong: Vec<Wrong> = (!is_answer).then(none).into_iter().collect();
    wrong.extend(fields::wrongs(lang, selfcheck::wrong_fields(&spoken), field_of));
    if !wrong.is_empty() {
        return again(wrong).await;
    }
    let actor = format!("staff:{}", who.session.account);
    match state.parts.portfolio.answer_item(actor, subject.clone(), spoken).await {
        Ok(_) => Redirect::to(&item_href(&item, &subject)).into_response(),
        Err(No::Refusal(it)) => again(fields::wrongs(lang, vec![it], field_of)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}

/// The field that a refusal is about; none of them: the form as a whole.
fn field_of(it: &Refusal) -> &'static str {
    match fields::named(it) {
        Some("owner") => "owner",
        Some("evidence") => "evidence",
        Some("words") => "words",
        _ => "form",
    }
}
