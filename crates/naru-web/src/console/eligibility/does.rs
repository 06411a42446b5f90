//! What the forms do: file, propose a decision, propose a sheet.

use super::page::{self, PAPER_FIELDS};
use super::plain::SCOPES;
use super::words as w;
use super::{list, refusal};
use crate::console::accounts::{Asked, Sent as Proposed, send};
use crate::console::door::Wrong;
use crate::console::guard::{Ask, Entered};
use crate::console::papers::{self, Given, Sent};
use crate::console::rows::Look;
use crate::console::typed::{Pairs, begin_of, end_of, one, sha256, won};
use crate::console::{ConsoleState, frame, words};
use axum::extract::{Form, Path, Request, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use naru_base::role::Right;
use naru_base::{Answer, ClientUseCode, Id, Lang, Micros, No};
use naru_core::admission::{self, Evidence, EvidenceKind, Gate, PaperKind, step};
use naru_core::eligibility::decide::Wish;
use naru_core::eligibility::{self, Area, Draft, Exclusion, Grounds, Item, Sheet, deeds};
use naru_core::policy;
use std::collections::BTreeMap;

/// A field, and what is wrong with it.
type Bad = (&'static str, String);

fn wrong((field, text): Bad) -> Vec<Wrong> {
    vec![Wrong { field, text }]
}

/// `POST /console/eligibility/{code}/file`
pub(crate) async fn file(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    request: Request,
) -> Response {
    let lang = ask.lang;
    let Some(code) = super::held(&who, &code, Right::GatesApply) else {
        return super::unknown(&ask);
    };
    let (given, files) = match Given::of(&state, lang, request).await {
        Ok(Given { pairs, files }) => (pairs, files),
        Err(text) => {
            let (none, bad) = (Pairs::new(), wrong(("model", text)));
            return page::show(&state, &ask, &who, &code, (&none, &bad)).await;
        }
    };
    let again = async |bad: Bad| page::show(&state, &ask, &who, &code, (&given, &wrong(bad))).await;
    if !who.wrote(one(&given, "form")) {
        return again(("model", words::stale_form(lang))).await;
    }
    let mut it = match draft(lang, &given) {
        Ok(it) => it,
        Err(bad) => return again(bad).await,
    };
    let by = format!("staff:{}", who.session.account);
    let kept = match keep(&state, &code, (&by, files), &mut it).await {
        Ok(kept) => kept,
        Err(No::Refusal(it)) => {
            let text = papers::refusal(lang, &it).unwrap_or_else(|| w::bad_form(lang));
            return again(("model", text)).await;
        }
        Err(no) => return frame::fault(&ask, &no),
    };
    let (env, of) = (state.env(), code.clone());
    let write = move |tx: &mut naru_store::Tx<'_>| {
        for (document, kind) in &kept {
            admission::keep_paper(tx, &env, &of, (document, *kind))?;
        }
        eligibility::file(tx, &env, &by, &of, &it)
    };
    match state.parts.store.write(write).await {
        Ok(()) => Redirect::to(&format!("/console/eligibility/{code}")).into_response(),
        Err(No::Refusal(it)) => {
            let text =
                refusal(lang, it.code).or_else(|| crate::console::gates::refusal(lang, it.code));
            again(("model", text.unwrap_or_else(|| w::bad_form(lang)))).await
        }
        Err(no) => frame::fault(&ask, &no),
    }
}

/// Keeps the papers that came as files, and names each in the form.
async fn keep(
    state: &ConsoleState,
    code: &ClientUseCode,
    (by, files): (&str, Vec<Sent>),
    it: &mut Draft,
) -> Answer<Vec<(Evidence, PaperKind)>> {
    let mut out = Vec::new();
    for file in files {
        let named =
            PAPER_FIELDS.into_iter().find(|(_, field)| format!("{field}-file") == file.field);
        let Some((paper, _)) = named else { continue };
        let size_bytes = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        let (sha256, kind) = papers::shelve(state, code, file.bytes).await?;
        let now = state.now();
        let title = super::plain::paper(Lang::Ko, paper);
        it.papers.insert(paper, (title.clone(), size_bytes, sha256));
        let document = Evidence {
            sha256,
            kind: EvidenceKind::Document,
            title,
            size_bytes,
            observed_at: now,
            received_at: now,
            received_by: by.to_owned(),
        };
        out.push((document, kind));
    }
    Ok(out)
}

fn draft(lang: Lang, given: &Pairs) -> Result<Draft, Bad> {
    let chosen = |name: &'static str| given.iter().filter(move |(n, _)| n == name);
    let mut papers = BTreeMap::new();
    for (paper, field) in PAPER_FIELDS {
        match one(given, field) {
            "" => {}
            text => {
                let sha = sha256(text).ok_or_else(|| (field, w::bad_sha(lang)))?;
                papers.insert(paper, (super::plain::paper(Lang::Ko, paper), 0, sha));
            }
        }
    }
    let asked = chosen("scopes").map(|(_, it)| it.as_str()).collect::<Vec<_>>();
    Ok(Draft {
        id: Id::parse(one(given, "key")).map_err(|_| ("model", w::bad_form(lang)))?,
        capital: won(one(given, "capital")).ok_or_else(|| ("capital", w::bad_amount(lang)))?,
        model: one(given, "model").to_owned(),
        scopes: SCOPES.into_iter().filter(|it| asked.contains(&it.as_str())).collect(),
        declared: chosen("declared").filter_map(|(_, it)| Exclusion::parse(it)).collect(),
        papers,
    })
}

/// `POST /console/eligibility/{code}/propose`
pub(crate) async fn propose(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let lang = ask.lang;
    let Some(code) = super::held(&who, &code, Right::GatesDecide) else {
        return super::unknown(&ask);
    };
    let again =
        async |wrongs: Vec<Wrong>| page::show(&state, &ask, &who, &code, (&given, &wrongs)).await;
    if !who.wrote(one(&given, "form")) {
        return again(wrong(("reason", words::stale_form(lang)))).await;
    }
    let record = page::load(&state, &code).await.map(|it| it.record);
    let form = match record {
        Ok(Some((form, _))) => form,
        Ok(None) => return again(wrong(("reason", w::no_form(lang)))).await,
        Err(no) => return frame::fault(&ask, &no),
    };
    let wish = match wish(&state, lang, &given).await {
        Ok(Ok(it)) => it,
        Ok(Err(bad)) => return again(wrong(bad)).await,
        Err(no) => return frame::fault(&ask, &no),
    };
    let (subject, body) = deeds::wish_draft(&form, &wish);
    match proposed(&state, &ask, &who, &given, (deeds::DECIDE, subject, body)).await {
        Proposed::Done(id) => Redirect::to(&format!("/console/proposals/{id}")).into_response(),
        Proposed::Wrong(wrongs) => again(wrongs).await,
        Proposed::Elsewhere(response) => response,
    }
}

async fn proposed(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    given: &Pairs,
    what: (&'static str, String, String),
) -> Proposed {
    let asked =
        Asked { key: one(given, "key"), reason: one(given, "reason"), code: one(given, "code") };
    send(state, ask, who, asked, what).await
}

async fn wish(state: &ConsoleState, lang: Lang, given: &Pairs) -> Answer<Result<Wish, Bad>> {
    let grounds = match one(given, "verdict") {
        "approve" => None,
        text => match Grounds::parse(text) {
            Some(why) => Some(why),
            None => return Ok(Err(("verdict", w::bad_form(lang)))),
        },
    };
    let mut scores = BTreeMap::new();
    let typed = given.iter().filter(|(_, text)| !text.trim().is_empty());
    for (item, text) in typed.filter_map(|(n, t)| Some((n.strip_prefix("score-")?, t))) {
        match text.trim().parse() {
            Ok(points) => scores.insert(item.to_owned(), points),
            Err(_) => return Ok(Err(("reason", w::bad_score(lang)))),
        };
    }
    let holds_until = match (grounds, one(given, "until")) {
        (Some(_), _) => None,
        (None, "") => Some(longest(state).await?),
        (None, text) => match end_of(text) {
            Some(until) => Some(until),
            None => return Ok(Err(("until", w::bad_until(lang)))),
        },
    };
    Ok(Ok(Wish { grounds, scores, holds_until }))
}

/// Until when an approval may hold at most. It is measured from the confirmation, which is later.
async fn longest(state: &ConsoleState) -> Answer<Micros> {
    let now = state.now();
    let name = step(Gate::Eligibility).life.unwrap_or_default();
    let read =
        move |tx: &mut naru_store::Tx<'_>| Ok(policy::number(&policy::list(tx)?, name, now)?);
    Ok(now.plus_seconds(state.parts.store.read(read).await?))
}

/// `POST /console/eligibility/sheet`
pub(crate) async fn propose_sheet(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Pairs>,
) -> Response {
    let lang = ask.lang;
    let look = Look::default();
    let again =
        async |wrongs: Vec<Wrong>| list::show(&state, &ask, &who, &look, (&given, &wrongs)).await;
    if !who.wrote(one(&given, "form")) {
        return again(wrong(("reason", words::stale_form(lang)))).await;
    }
    let Some(it) = sheet(&given) else {
        return again(wrong(("items", w::bad_sheet(lang)))).await;
    };
    let (subject, body) = deeds::sheet_draft(&it);
    match proposed(&state, &ask, &who, &given, (deeds::SHEET, subject, body)).await {
        Proposed::Done(id) => Redirect::to(&format!("/console/proposals/{id}")).into_response(),
        Proposed::Wrong(wrongs) => again(wrongs).await,
        Proposed::Elsewhere(response) => response,
    }
}

fn sheet(given: &Pairs) -> Option<Sheet> {
    let item = |line: &str| {
        let mut parts = line.splitn(5, ',').map(str::trim);
        Some(Item {
            area: Area::parse(parts.next()?)?,
            code: parts.next()?.to_owned(),
            points_max: parts.next()?.parse().ok()?,
            name_ko: parts.next()?.to_owned(),
            name_en: parts.next()?.to_owned(),
        })
    };
    let lines = one(given, "items").lines().filter(|it| !it.trim().is_empty());
    Some(Sheet {
        code: one(given, "code_of").to_owned(),
        valid_from: begin_of(one(given, "from"))?,
        capital_min: won(one(given, "capital_min"))?,
        points_min: one(given, "points_min").parse().ok()?,
        source: one(given, "source").to_owned(),
        items: lines.map(item).collect::<Option<Vec<Item>>>()?,
    })
}
