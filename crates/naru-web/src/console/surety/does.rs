//! What the forms do: propose an instrument, its release, an adjustment.

use super::words as w;
use super::{list, one, readable, unknown};
use crate::console::accounts::{self, Asked, Sent, send_from};
use crate::console::door::Wrong;
use crate::console::guard::{Ask, Entered};
use crate::console::rows::Look;
use crate::console::typed::{Back, Pairs, Wrongs, begin_of, end_of, one as one_of, won_or_most};
use crate::console::{ConsoleState, format, frame, words};
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use naru_base::role::Scope;
use naru_base::{Answer, ClientUseCode, Id, InsurerCode, Lang, Micros, Refusal, Won, in_language};
use naru_core::staff;
use naru_core::surety::decide::{self, Wish};
use naru_core::surety::deeds::{self, AdjustWish};
use naru_core::surety::{ITEMS, InstrumentKind};
use std::collections::BTreeMap;

/// Kind, subject and body of what the form proposes, or all that is to be put right.
type Draft = Result<(&'static str, String, String), Vec<Wrong>>;

/// At which field a refusal is said, and how.
fn said(lang: Lang, it: &Refusal) -> (&'static str, String) {
    let fact = |name: &str| format::won(lang, Won::new(it.fact(name).parse().unwrap_or(0)));
    match it.code {
        "surety/instrument-malformed" => malformed(lang, it.fact("field")),
        "surety/instrument-known" => ("reference", w::no_known(lang)),
        "surety/insurer-named-otherwise" => {
            ("issuer", w::other_issuer(lang, in_language(lang, it.fact("name"))))
        }
        "surety/validity-out-of-range" => ("until", w::no_validity(lang)),
        "surety/item-unknown" | "surety/item-does-not-apply" => {
            ("item", accounts::refusal(lang, it.code))
        }
        "surety/instrument-unknown" => ("instrument", accounts::refusal(lang, it.code)),
        "surety/cover-in-use" => {
            ("instrument", w::no_in_use_left(lang, &fact("left"), &fact("exposure")))
        }
        "surety/cover-short" => {
            ("instrument", w::no_short_left(lang, &fact("left"), &fact("required")))
        }
        _ => ("reason", accounts::refusal(lang, it.code)),
    }
}

/// What is wrong with a field that the core names.
fn malformed(lang: Lang, field: &str) -> (&'static str, String) {
    match field {
        "issuer" => ("issuer", w::bad_issuer(lang)),
        "reference" => ("reference", w::bad_reference(lang)),
        "amount" => ("amount", w::bad_amount(lang, &format::won(lang, decide::AMOUNT_MAX))),
        _ => ("reason", w::no_malformed(lang)),
    }
}

/// What is known of the insurers that a form may name.
struct Insurers<'i> {
    /// What each is called by its contracts.
    names: &'i BTreeMap<InsurerCode, String>,
    /// Whether the one that the form names is there.
    is_known: bool,
}

fn draft(
    lang: Lang,
    (code, insurers): (&ClientUseCode, &Insurers<'_>),
    given: &Pairs,
    now: Micros,
) -> Draft {
    let mut wrongs = Wrongs::default();
    accounts::wrong_reason(lang, one_of(given, "reason")).into_iter().for_each(|it| wrongs.add(it));
    match one_of(given, "deed") {
        "release" => {
            let id = Id::parse(one_of(given, "instrument")).ok();
            let none = Id::from_parts(0, 0);
            let id = wrongs.read(id, none, ("instrument", w::bad_choice(lang)));
            wrongs.end()?;
            let subject = deeds::subject(code, &id.to_string());
            Ok((deeds::RELEASE, subject, deeds::release_body(id)))
        }
        "adjust" => {
            let [first, ..] = &ITEMS;
            let item = decide::item(one_of(given, "item"));
            let item = wrongs.read(item, first, ("item", w::bad_choice(lang)));
            let valid_until = match one_of(given, "until") {
                "" => None,
                text => wrongs.read(end_of(text).map(Some), None, ("until", w::bad_day(lang))),
            };
            wrongs.end()?;
            let applies = one_of(given, "applies") == "yes";
            let wish = AdjustWish {
                item: item.name,
                applies,
                valid_from: now,
                valid_until: valid_until.filter(|_| applies),
            };
            let subject = deeds::subject(code, item.name);
            Ok((deeds::ADJUST, subject, deeds::adjust_body(&wish)))
        }
        _ => record(lang, (code, insurers), given, (wrongs, now)),
    }
}

/// The fields of an instrument as they stand in the form.
const FIELDS: [&str; 7] = ["kind", "issuer", "insurer", "reference", "amount", "from", "until"];

fn record(
    lang: Lang,
    (code, insurers): (&ClientUseCode, &Insurers<'_>),
    given: &Pairs,
    (mut wrongs, now): (Wrongs, Micros),
) -> Draft {
    let kind = InstrumentKind::parse(one_of(given, "kind"));
    let insurer = match one_of(given, "insurer") {
        "" => Some(None),
        code => InsurerCode::parse(code).ok().map(Some),
    };
    let (from, until) = (begin_of(one_of(given, "from")), end_of(one_of(given, "until")));
    let (first, last) = (Micros::new(0), Micros::new(i64::MAX));
    let mut wish = Wish {
        kind: wrongs.read(kind, InstrumentKind::Insurance, ("kind", w::bad_choice(lang))),
        issuer: one_of(given, "issuer").trim().to_owned(),
        insurer: wrongs.read(insurer, None, ("insurer", w::bad_insurer(lang))),
        reference: one_of(given, "reference").trim().to_owned(),
        amount: won_or_most(one_of(given, "amount")).unwrap_or(Won::ZERO),
        valid_from: wrongs.read(from, first, ("from", w::bad_day(lang))),
        valid_until: wrongs.read(until, last, ("until", w::bad_day(lang))),
    };
    decide::flaws(&wish).into_iter().for_each(|it| wrongs.add(malformed(lang, it)));
    if !insurers.is_known {
        wrongs.add(("insurer", w::no_insurer(lang, one_of(given, "insurer"))));
    }
    // The latest contract says what its insurer is called: a slip would rename it for everybody.
    match wish.insurer.as_ref().and_then(|it| insurers.names.get(it)) {
        Some(known) if decide::is_name_of(known, &wish.issuer) => wish.issuer.clone_from(known),
        Some(known) => wrongs.add(("issuer", w::other_issuer(lang, in_language(lang, known)))),
        None => {}
    }
    if until.is_some_and(|until| until <= now || from.is_some_and(|from| until <= from)) {
        wrongs.add(("until", w::no_validity(lang)));
    }
    wrongs.in_order(&FIELDS).end()?;
    Ok((deeds::RECORD, deeds::subject(code, &wish.reference), deeds::record_body(&wish)))
}

/// Whether an insurer of this code is there: one that guarantees already, or whose people have
/// accounts. Without a code none is named.
pub(crate) async fn is_insurer(state: &ConsoleState, code: &str) -> Answer<bool> {
    let Ok(code) = InsurerCode::parse(code) else { return Ok(true) };
    if state.parts.hub.directory().insurers.contains_key(&code) {
        return Ok(true);
    }
    let (sealer, scope) = (state.parts.sealer.clone(), Scope::Insurer(code));
    let read = move |tx: &mut naru_store::Tx<'_>| {
        Ok(staff::accounts(tx, &*sealer)?.iter().any(|it| *it.post.scope() == scope))
    };
    state.parts.store.read(read).await
}

/// `POST /console/surety/{code}/propose`
pub(crate) async fn propose(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let lang = ask.lang;
    let Some(code) = readable(&who, &code) else { return unknown(&ask) };
    let part = match one_of(&given, "deed") {
        "release" => "release",
        "adjust" => "adjust",
        _ => "record",
    };
    let again = async |wrongs: Vec<Wrong>| {
        let back = Back { part, given: given.clone(), wrongs };
        one::show(&state, &ask, &who, &code, &back).await
    };
    if !who.wrote(one_of(&given, "form")) {
        return again(vec![Wrong { field: "reason", text: words::stale_form(lang) }]).await;
    }
    let named = one_of(&given, "insurer");
    let is_known = match is_insurer(&state, named).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let directory = state.parts.hub.directory();
    let insurers = Insurers { names: &directory.insurers, is_known };
    let what = match draft(lang, (&code, &insurers), &given, state.now()) {
        Ok(what) => what,
        Err(wrongs) => return again(wrongs).await,
    };
    let of = |name| one_of(&given, name);
    let asked = Asked { key: of("key"), reason: of("reason"), code: of("code") };
    match send_from((&state, &ask, &who), asked, said, what).await {
        Sent::Done(id) => Redirect::to(&format!("/console/surety-proposals/{id}")).into_response(),
        Sent::Wrong(wrongs) => again(wrongs).await,
        Sent::Elsewhere(response) => response,
    }
}

/// `POST /console/surety/insurers`: that an insurer has another name.
pub(crate) async fn rename(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Pairs>,
) -> Response {
    let lang = ask.lang;
    let again = async |wrongs: Vec<Wrong>| {
        let back = Back { part: list::RENAME, given: given.clone(), wrongs };
        list::show(&state, &ask, &who, &Look::default(), &back).await
    };
    if !who.wrote(one_of(&given, "form")) {
        return again(vec![Wrong { field: "reason", text: words::stale_form(lang) }]).await;
    }
    let directory = state.parts.hub.directory();
    let mut wrongs = Wrongs::default();
    let code = InsurerCode::parse(one_of(&given, "insurer")).ok();
    let known = code.and_then(|it| Some((directory.insurers.get(&it)?.clone(), it)));
    let name = one_of(&given, "name");
    match &known {
        None => wrongs.add(("insurer", w::bad_choice(lang))),
        Some((before, _)) => {
            if let Err(no) = decide::may_rename(Some(before), name) {
                wrongs.add(said_of_name(lang, &no));
            }
        }
    }
    accounts::wrong_reason(lang, one_of(&given, "reason"))
        .into_iter()
        .for_each(|it| wrongs.add(it));
    let fits = wrongs.end();
    let (before, code) = match (known, fits) {
        (Some(it), Ok(())) => it,
        (_, Err(wrongs)) => return again(wrongs).await,
        (None, Ok(())) => return unknown(&ask),
    };
    let (subject, body) = deeds::rename_draft(&code, &before, name);
    let of = |name| one_of(&given, name);
    let asked = Asked { key: of("key"), reason: of("reason"), code: of("code") };
    let what = (deeds::RENAME, subject, body);
    match send_from((&state, &ask, &who), asked, said_of_name, what).await {
        Sent::Done(id) => Redirect::to(&format!("/console/surety-proposals/{id}")).into_response(),
        Sent::Wrong(wrongs) => again(wrongs).await,
        Sent::Elsewhere(response) => response,
    }
}

/// At which field of a new name a refusal is said, and how.
fn said_of_name(lang: Lang, it: &Refusal) -> (&'static str, String) {
    match it.code {
        "surety/insurer-unknown" => ("insurer", w::bad_choice(lang)),
        "surety/insurer-name-same" => ("name", w::no_same_name(lang)),
        "surety/instrument-malformed" => ("name", w::bad_issuer(lang)),
        _ => ("reason", accounts::refusal(lang, it.code)),
    }
}
