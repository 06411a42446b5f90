//! What the forms do: file, propose a decision, propose a sheet.

use super::page::{self, PAPER_FIELDS};
use super::plain::{SCOPES, last_day};
use super::words as w;
use super::{list, refusal};
use crate::console::accounts::{Asked, Sent as Proposed, send_from, wrong_reason};
use crate::console::door::Wrong;
use crate::console::guard::{Ask, Entered};
use crate::console::papers::{self, Given, Sent};
use crate::console::pieces::longest as whole_days;
use crate::console::rows::Look;
use crate::console::typed::{Back, Pairs, Wrongs, begin_of, end_of, one, sha256, text_of, won};
use crate::console::{ConsoleState, accounts, frame, words};
use axum::extract::{Form, Path, Request, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use naru_base::role::Right;
use naru_base::{Answer, ClientUseCode, Id, Lang, Micros, No, Refusal, Won};
use naru_core::admission::{self, Evidence, EvidenceKind, Gate, PaperKind, step};
use naru_core::eligibility::decide::Wish;
use naru_core::eligibility::{self, Area, Draft, Exclusion, Grounds, Item, Sheet, deeds};
use naru_core::{policy, reactions};
use std::collections::BTreeMap;

/// A field, and what is wrong with it.
type Bad = (&'static str, String);

/// At which field of the form a refusal is said.
fn of_form(code: &str) -> &'static str {
    match code {
        "admission/evidence-too-much" => "paper-registration-file",
        _ => "model",
    }
}

/// At which field of a decision a refusal is said, and how.
fn said_of_decision(lang: Lang, it: &Refusal) -> Bad {
    let field = match it.code {
        "eligibility/score-malformed" => "scores",
        "eligibility/end-missing" | "admission/validity-out-of-range" => "until",
        "eligibility/note-missing" | "eligibility/note-malformed" => "note",
        "eligibility/class-not-allowed" | "eligibility/excluded" | "eligibility/paper-missing" => {
            "verdict"
        }
        _ => "reason",
    };
    (field, accounts::refusal(lang, it.code))
}

/// The same of a sheet.
fn said_of_sheet(lang: Lang, it: &Refusal) -> Bad {
    match (it.code, it.fact("at")) {
        ("eligibility/sheet-malformed", "code") => ("code_of", w::bad_sheet_code(lang)),
        ("eligibility/sheet-malformed", "from") => ("from", w::bad_sheet_from(lang)),
        ("eligibility/sheet-malformed", "capital") => ("capital_min", w::bad_amount(lang)),
        ("eligibility/sheet-malformed", "items") => ("items", w::bad_items(lang)),
        ("eligibility/sheet-malformed", "points") => ("points_min", w::bad_points_min(lang)),
        ("eligibility/sheet-malformed", "source") => ("source", w::bad_source(lang)),
        _ => ("reason", accounts::refusal(lang, it.code)),
    }
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
            let back = Back::with("file", Pairs::new(), ("capital", text));
            return page::show(&state, &ask, &who, &code, &back).await;
        }
    };
    let all = async |wrongs: Vec<Wrong>| {
        let back = Back { part: "file", given: given.clone(), wrongs };
        page::show(&state, &ask, &who, &code, &back).await
    };
    let again = async |(field, text): Bad| all(vec![Wrong { field, text }]).await;
    if !who.wrote(one(&given, "form")) {
        return again(("capital", words::stale_form(lang))).await;
    }
    let mut it = match draft(lang, &given) {
        Ok(it) => it,
        Err(wrongs) => return all(wrongs).await,
    };
    let by = format!("staff:{}", who.session.account);
    let kept = match keep(&state, &code, (&by, files), &mut it).await {
        Ok(kept) => kept,
        Err((field, No::Refusal(it))) => {
            let text = papers::refusal(lang, &it).unwrap_or_else(|| w::bad_form(lang));
            return again((field, text)).await;
        }
        Err((_, no)) => return frame::fault(&ask, &no),
    };
    let (hub, env, of) = (state.parts.hub.clone(), state.env(), code.clone());
    let write = move |tx: &mut naru_store::Tx<'_>| {
        for (document, kind) in &kept {
            admission::keep_paper(tx, &env, &of, (document, *kind))?;
        }
        reactions::file_form(tx, &env, &hub.keys, (&by, &of), &it)
    };
    match state.parts.store.write(write).await {
        Ok(()) => Redirect::to(&format!("/console/eligibility/{code}")).into_response(),
        Err(No::Refusal(it)) => {
            let text =
                refusal(lang, it.code).or_else(|| crate::console::gates::refusal(lang, it.code));
            again((of_form(it.code), text.unwrap_or_else(|| w::bad_form(lang)))).await
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
) -> Result<Vec<(Evidence, PaperKind)>, (&'static str, No)> {
    let mut out = Vec::new();
    for file in files {
        let named = PAPER_FIELDS.into_iter().find(|(_, [_, field])| *field == file.field);
        let Some((paper, [_, field])) = named else { continue };
        let size_bytes = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        let (sha256, kind) =
            papers::shelve(state, code, file.bytes).await.map_err(|no| (field, no))?;
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

/// The form as it was typed, or everything that is wrong with it.
fn draft(lang: Lang, given: &Pairs) -> Result<Draft, Vec<Wrong>> {
    let mut wrongs = Wrongs::default();
    let chosen = |name: &'static str| given.iter().filter(move |(n, _)| n == name);
    let mut papers = BTreeMap::new();
    for (paper, [field, _]) in PAPER_FIELDS {
        match one(given, field) {
            "" => {}
            text => {
                let sha = wrongs.read(sha256(text), [0; 32], (field, w::bad_sha(lang)));
                papers.insert(paper, (super::plain::paper(Lang::Ko, paper), 0, sha));
            }
        }
    }
    let asked = chosen("scopes").map(|(_, it)| it.as_str()).collect::<Vec<_>>();
    let capital = won(one(given, "capital")).filter(|it| *it > Won::ZERO);
    let id = Id::parse(one(given, "key")).ok();
    let it = Draft {
        capital: wrongs.read(capital, Won::ZERO, ("capital", w::bad_amount(lang))),
        id: wrongs.read(id, Id::from_parts(0, 0), ("model", w::bad_form(lang))),
        model: text_of(one(given, "model")),
        scopes: SCOPES.into_iter().filter(|it| asked.contains(&it.as_str())).collect(),
        declared: chosen("declared").filter_map(|(_, it)| Exclusion::parse(it)).collect(),
        papers,
    };
    if it.model.is_empty() {
        wrongs.add(("model", w::bad_model(lang)));
    }
    if it.scopes.is_empty() {
        wrongs.add(("scopes", w::bad_scopes(lang)));
    }
    wrongs.end()?;
    Ok(it)
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
    let again = async |wrongs: Vec<Wrong>| {
        let back = Back { part: "decide", given: given.clone(), wrongs };
        page::show(&state, &ask, &who, &code, &back).await
    };
    let bad = async |(field, text): Bad| again(vec![Wrong { field, text }]).await;
    if !who.wrote(one(&given, "form")) {
        return bad(("reason", words::stale_form(lang))).await;
    }
    let loaded = page::load(&state, &code).await.map(|it| (it.record, it.sheet));
    let (form, sheet) = match loaded {
        Ok((Some((form, _)), sheet)) => (form, sheet),
        Ok((None, _)) => return bad(("reason", w::no_form(lang))).await,
        Err(no) => return frame::fault(&ask, &no),
    };
    let wish = match wish(&state, lang, (&given, &sheet)).await {
        Ok(Ok(it)) => it,
        Ok(Err(wrongs)) => return again(wrongs).await,
        Err(no) => return frame::fault(&ask, &no),
    };
    let (subject, body) = deeds::wish_draft(&form, &wish);
    let what = (deeds::DECIDE, subject, body);
    match proposed((&state, &ask, &who), &given, said_of_decision, what).await {
        Proposed::Done(id) => Redirect::to(&format!("/console/proposals/{id}")).into_response(),
        Proposed::Wrong(wrongs) => again(wrongs).await,
        Proposed::Elsewhere(response) => response,
    }
}

async fn proposed(
    by: (&ConsoleState, &Ask, &Entered),
    given: &Pairs,
    said: fn(Lang, &Refusal) -> Bad,
    what: (&'static str, String, String),
) -> Proposed {
    let asked =
        Asked { key: one(given, "key"), reason: one(given, "reason"), code: one(given, "code") };
    send_from(by, asked, said, what).await
}

/// What is wished, or everything that is wrong with it.
async fn wish(
    state: &ConsoleState,
    lang: Lang,
    (given, sheet): (&Pairs, &Sheet),
) -> Answer<Result<Wish, Vec<Wrong>>> {
    let mut wrongs = Wrongs::default();
    let grounds = match one(given, "verdict") {
        "approve" => None,
        text => {
            Some(wrongs.read(Grounds::parse(text), Grounds::Model, ("verdict", w::bad_form(lang))))
        }
    };
    // One paragraph, however it was typed.
    let note = one(given, "note").split_whitespace().collect::<Vec<_>>().join(" ");
    if grounds.is_some_and(Grounds::needs_note) && note.is_empty() {
        wrongs.add(("note", w::no_note(lang)));
    }
    let holds_until = match (grounds, one(given, "until")) {
        (Some(_), _) => None,
        (None, "") => Some(longest(state).await?),
        (None, text) => {
            let (most, now) = (longest(state).await?, state.now());
            let until = end_of(text).filter(|it| *it > now && *it <= most);
            Some(wrongs.read(until, most, ("until", w::no_longer(lang, &last_day(most)))))
        }
    };
    let scores = scores(lang, (given, sheet), &mut wrongs);
    if let Some(bad) = wrong_reason(lang, one(given, "reason")) {
        wrongs.add(bad);
    }
    let note = if grounds.is_some() { note } else { String::new() };
    Ok(wrongs.end().map(|()| Wish { grounds, note, scores, holds_until }))
}

fn scores(
    lang: Lang,
    (given, sheet): (&Pairs, &Sheet),
    wrongs: &mut Wrongs,
) -> BTreeMap<String, i64> {
    let typed = given.iter().filter(|(_, text)| !text.trim().is_empty());
    let of_items = typed.filter_map(|(n, t)| Some((n.strip_prefix("score-")?, t)));
    let read = of_items.map(|(item, text)| Some((item.to_owned(), text.trim().parse().ok()?)));
    let read: Option<BTreeMap<String, i64>> = read.collect();
    let read = read.filter(|it| eligibility::decide::points(sheet, it).is_ok());
    wrongs.read(read, BTreeMap::new(), ("scores", w::bad_score(lang)))
}

/// Until when an approval may hold at most. It is measured from the confirmation, which is later.
async fn longest(state: &ConsoleState) -> Answer<Micros> {
    let now = state.now();
    let name = step(Gate::Eligibility).life.unwrap_or_default();
    let read =
        move |tx: &mut naru_store::Tx<'_>| Ok(policy::number(&policy::list(tx)?, name, now)?);
    Ok(whole_days(now, state.parts.store.read(read).await?))
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
    let again = async |wrongs: Vec<Wrong>| {
        let back = Back { part: "sheet", given: given.clone(), wrongs };
        list::show(&state, &ask, &who, &look, &back).await
    };
    let bad = async |(field, text): Bad| again(vec![Wrong { field, text }]).await;
    if !who.wrote(one(&given, "form")) {
        return bad(("reason", words::stale_form(lang))).await;
    }
    let it = match sheet(lang, &given) {
        Ok(it) => it,
        Err(it) => return bad(it).await,
    };
    let (subject, body) = deeds::sheet_draft(&it);
    let what = (deeds::SHEET, subject, body);
    match proposed((&state, &ask, &who), &given, said_of_sheet, what).await {
        Proposed::Done(id) => Redirect::to(&format!("/console/proposals/{id}")).into_response(),
        Proposed::Wrong(wrongs) => again(wrongs).await,
        Proposed::Elsewhere(response) => response,
    }
}

fn sheet(lang: Lang, given: &Pairs) -> Result<Sheet, Bad> {
    let number = |text: &str| text.parse().ok().filter(|it: &i64| *it >= 0);
    let from = begin_of(one(given, "from"));
    let capital = won(one(given, "capital_min"));
    Ok(Sheet {
        code: one(given, "code_of").to_owned(),
        valid_from: from.ok_or_else(|| ("from", w::bad_sheet_from(lang)))?,
        capital_min: capital.ok_or_else(|| ("capital_min", w::bad_amount(lang)))?,
        points_min: number(one(given, "points_min"))
            .ok_or_else(|| ("points_min", w::bad_points_min(lang)))?,
        source: one(given, "source").to_owned(),
        items: items(one(given, "items")).map_err(|line| ("items", w::bad_item(lang, line)))?,
    })
}

/// The items, one a line; or the number of the first line that is none.
fn items(text: &str) -> Result<Vec<Item>, usize> {
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
    let lines = text.lines().zip(1..).filter(|(it, _)| !it.trim().is_empty());
    lines.map(|(it, n)| item(it).ok_or(n)).collect()
}
