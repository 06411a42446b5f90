//! What institutions' programs ask of practice: the self-check, the desk, licences and notices.
//!
//! | call | does |
//! |---|---|
//! | `GET /oss/v1/self-check?lang=` | every item, its answer, on what it rests |
//! | `GET /oss/v1/desk?q=&lang=` | searches the guide, answered questions and components in use |
//! | `GET /oss/v1/systems/{id}/licences` | what its licences ask for, what clashes |
//! | `GET /oss/v1/systems/{id}/notice?lang=` | the text of its notice, or a draft |
//!
//! Answers are given and notices published in the console, by people.

use super::head::{Calling, Desk, no};
use super::words as w;
use crate::programs::{error, says};
use axum::extract::{Path, Query, State as With};
use axum::http::StatusCode;
use axum::response::Response;
use naru_base::{ClientUseCode, Id, Lang};
use naru_core::oss::desk::{self, Asked as Question, Viewer};
use naru_core::oss::licence::{self, Clash, SystemLicences, made_on};
use naru_core::oss::portfolio::{self, System};
use naru_core::oss::practice::Answer;
use naru_core::oss::practice::guide::{guide, ranked};
use naru_core::oss::selfcheck::{Checked, Place, Source, Subject};
use serde::Deserialize;
use serde_json::{Value, json};

/// Words of a search that are looked at.
const WORDS_MAX: usize = 8;

/// What is asked, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    lang: String,
}

impl Asked {
    fn lang(&self) -> Lang {
        if self.lang == "en" { Lang::En } else { Lang::Ko }
    }
}

/// `GET /oss/v1/self-check`
pub(super) async fn self_check(
    With(desk): With<Desk>,
    Calling(caller): Calling,
    Query(asked): Query<Asked>,
) -> Response {
    let subject = Subject::Institution(caller.institution.clone());
    let lang = asked.lang();
    let seen = match desk.portfolio.self_check(&subject, lang).await {
        Ok(it) => it,
        Err(it) => return no(&it),
    };
    let (yes, refused, open) = seen.counts();
    let items: Vec<Value> = seen.rows.iter().map(|it| item(it, lang)).collect();
    let affirmed = seen.affirmed.as_ref().map(|it| {
        let (yes, no, open) = it.counts;
        json!({"at": it.at.get(), "yes": yes, "no": no, "open": open, "note": it.note})
    });
    says(
        StatusCode::OK,
        &json!({
            "institution": caller.institution.as_str(),
            "counts": {"yes": yes, "no": refused, "open": open},
            "items": items,
            "confirmed": affirmed,
        }),
    )
}

fn item(it: &Checked, lang: Lang) -> Value {
    let answer = match it.answer {
        Answer::Yes => "yes",
        Answer::No => "no",
        Answer::Open => "open",
    };
    let (source, evidence) = match &it.source {
        Source::Fact(place) => ("fact", json!({"place": place_of(*place)})),
        Source::Word(said) | Source::Past(said) => (
            if matches!(it.source, Source::Past(_)) { "past" } else { "word" },
            json!({
                "owner": said.spoken.owner,
                "words": said.spoken.words,
                "evidence": said.spoken.evidence,
                "at": made_on(said.at),
                "until": made_on(said.until),
            }),
        ),
        Source::Nothing => ("nothing", Value::Null),
    };
    json!({
        "item": it.item.id,
        "question": it.item.question(lang),
        "maps": it.item.maps(lang),
        "answer": answer,
        "rests_on": it.seen,
        "source": source,
        "evidence": evidence,
    })
}

/// Which of the other calls and pages shows the facts.
const fn place_of(it: Place) -> &'static str {
    match it {
        Place::Systems => "systems",
        Place::Findings => "findings",
        Place::Advisories => "advisories",
        Place::Stances => "stances",
        Place::Approvals => "approvals",
        Place::Licences => "licences",
        Place::Guide => "guide",
        Place::Zone => "crossings",
        Place::Gates => "gates",
        Place::Here => "self-check",
    }
}

/// `GET /oss/v1/desk?q=`
pub(super) async fn search(
    With(desk): With<Desk>,
    Calling(caller): Calling,
    Query(asked): Query<Asked>,
) -> Response {
    let words: Vec<String> =
        asked.q.split_whitespace().take(WORDS_MAX).map(str::to_owned).collect();
    if words.is_empty() {
        return error(StatusCode::BAD_REQUEST, "oss/bad-question", w::bad_search);
    }
    let viewer: Viewer = Some(caller.institution.clone());
    let (wanted, looked) = (words.clone(), viewer.clone());
    let read = move |tx: &mut naru_store::Tx<'_>| Ok(desk::search(tx, &wanted, &looked)?);
    let found = match desk.portfolio.store().read(read).await {
        Ok(it) => it,
        Err(it) => return no(&it),
    };
    let pages: Vec<Value> = ranked(guide().all(asked.lang()), &words)
        .iter()
        .map(|it| json!({"id": it.id, "title": it.title}))
        .collect();
    let questions: Vec<Value> = found.questions.iter().map(|it| question(it, &viewer)).collect();
    let components: Vec<Value> = found
        .components
        .iter()
        .map(|it| json!({"ecosystem": it.ecosystem, "name": it.name}))
        .collect();
    says(StatusCode::OK, &json!({"guide": pages, "questions": questions, "components": components}))
}

/// A question without whose it was, but for whoever asked it.
fn question(it: &Question, viewer: &Viewer) -> Value {
    json!({
        "question": it.id.to_string(),
        "title": it.title,
        "words": it.words,
        "own": viewer.as_ref() == Some(&it.institution),
        "published": it.is_published,
        "answer": it.answer().map(|it| json!({"words": it.words, "at": it.at.get()})),
    })
}

/// A system of the caller, with its licences; none: there is no such one of its own.
async fn own(
    desk: &Desk,
    id: &str,
    institution: &ClientUseCode,
) -> Result<Option<(System, SystemLicences)>, Response> {
    let Ok(id) = Id::parse(id) else { return Ok(None) };
    let owner = institution.clone();
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let found = portfolio::system(tx, id)?.filter(|it| it.system.institution == owner);
        let Some(found) = found else { return Ok(None) };
        Ok(licence::of_system(tx, id)?.map(|of| (found.system, of)))
    };
    desk.portfolio.store().read(read).await.map_err(|it| no(&it))
}

fn unknown() -> Response {
    error(StatusCode::NOT_FOUND, "oss/system-unknown", w::unknown)
}

/// `GET /oss/v1/systems/{id}/licences`
pub(super) async fn licences(
    With(desk): With<Desk>,
    Calling(caller): Calling,
    Path(id): Path<String>,
) -> Response {
    let (system, of) = match own(&desk, &id, &caller.institution).await {
        Ok(Some(it)) => it,
        Ok(None) => return unknown(),
        Err(response) => return response,
    };
    let data = desk.portfolio.newest_data();
    let matrix = data.as_ref().and_then(|it| it.matrix());
    let terms = of.terms.clone().unwrap_or_default();
    let clashes = licence::clashes(&of.licences, &terms, matrix);
    says(StatusCode::OK, &shown(&system, &of, (&clashes, matrix.is_some())))
}

fn shown(system: &System, of: &SystemLicences, (clashes, is_compared): (&[Clash], bool)) -> Value {
    let terms = of.terms.clone().unwrap_or_default();
    let asks = |licence: &str| {
        let all = licence::asks(licence, terms.form)?;
        Some(all.iter().map(|it| json!({"ko": it.ko(), "en": it.en()})).collect::<Vec<_>>())
    };
    let licences: Vec<Value> = of
        .licences
        .iter()
        .map(|it| {
            json!({
                "licence": it.licence,
                "asks_for": {"ko": it.duty.text(Lang::Ko), "en": it.duty.text(Lang::En)},
                "components": it.count,
                "example": it.example,
                // None: not known, which is not nothing.
                "obligations": asks(&it.licence),
            })
        })
        .collect();
    let clashes: Vec<Value> = clashes
        .iter()
        .map(|it| json!({"licence": it.licence, "with": it.with, "why": it.why.as_str()}))
        .collect();
    json!({
        "system": system.id.to_string(),
        "name": system.name,
        "form": terms.form.as_str(),
        "form_is_said": of.terms.is_some(),
        "own": terms.own,
        "has_bill": of.is_billed,
        "licences": licences,
        "clashes": clashes,
        "compared": is_compared,
        "notice_is_current": of.noticed.is_some(),
    })
}

/// `GET /oss/v1/systems/{id}/notice`
pub(super) async fn notice(
    With(desk): With<Desk>,
    Calling(caller): Calling,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let (system, of) = match own(&desk, &id, &caller.institution).await {
        Ok(Some(it)) if it.1.is_billed => it,
        Ok(_) => return unknown(),
        Err(response) => return response,
    };
    let (id, lang) = (system.id, asked.lang());
    match desk.portfolio.notice(id, system.name, lang).await {
        Err(it) => no(&it),
        Ok(text) => {
            let state = if of.noticed.is_some() { "published" } else { "draft" };
            let lang = if lang == Lang::En { "en" } else { "ko" };
            let said =
                json!({"system": id.to_string(), "state": state, "lang": lang, "text": text});
            says(StatusCode::OK, &said)
        }
    }
}
