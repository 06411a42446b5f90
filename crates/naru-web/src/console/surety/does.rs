//! What the forms do: propose an instrument, its release, an adjustment.

use super::words as w;
use super::{one, readable, unknown};
use crate::console::accounts::{Asked, Sent, send};
use crate::console::door::Wrong;
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::parse_day;
use crate::console::typed::{Back, Pairs, end_of, one as one_of};
use crate::console::{ConsoleState, words};
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use naru_base::{ClientUseCode, Id, InsurerCode, Lang, Micros, Won};
use naru_core::surety::InstrumentKind;
use naru_core::surety::decide::{self, Wish};
use naru_core::surety::deeds::{self, AdjustWish};

/// Kind, subject and body of what the form proposes, or what is to be put right.
type Draft = Result<(&'static str, String, String), Wrong>;

fn draft(lang: Lang, code: &ClientUseCode, given: &Pairs, now: Micros) -> Draft {
    match one_of(given, "deed") {
        "release" => {
            let id = Id::parse(one_of(given, "instrument"))
                .map_err(|_| Wrong { field: "instrument", text: w::bad_choice(lang) })?;
            let subject = deeds::subject(code, &id.to_string());
            Ok((deeds::RELEASE, subject, deeds::release_body(id)))
        }
        "adjust" => {
            let item = decide::item(one_of(given, "item"))
                .ok_or_else(|| Wrong { field: "item", text: w::bad_choice(lang) })?;
            let valid_until = match one_of(given, "until") {
                "" => None,
                text => Some(end_of(text).ok_or_else(|| bad_day(lang, "until"))?),
            };
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
        _ => record(lang, code, given),
    }
}

fn bad_day(lang: Lang, field: &'static str) -> Wrong {
    Wrong { field, text: w::bad_day(lang) }
}

fn record(lang: Lang, code: &ClientUseCode, given: &Pairs) -> Draft {
    let digits: String =
        one_of(given, "amount").chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    let amount = digits.parse().ok().filter(|it| *it > 0).map(Won::new);
    let kind = InstrumentKind::parse(one_of(given, "kind"));
    let insurer = match one_of(given, "insurer") {
        "" => Ok(None),
        code => InsurerCode::parse(code).map(Some),
    };
    let wish = Wish {
        kind: kind.ok_or_else(|| Wrong { field: "kind", text: w::bad_choice(lang) })?,
        issuer: one_of(given, "issuer").trim().to_owned(),
        insurer: insurer.map_err(|_| Wrong { field: "insurer", text: w::bad_insurer(lang) })?,
        reference: one_of(given, "reference").trim().to_owned(),
        amount: amount.ok_or_else(|| Wrong { field: "amount", text: w::bad_amount(lang) })?,
        valid_from: parse_day(one_of(given, "from"))
            .ok_or_else(|| bad_day(lang, "from"))?
            .starts_at(),
        valid_until: end_of(one_of(given, "until")).ok_or_else(|| bad_day(lang, "until"))?,
    };
    Ok((deeds::RECORD, deeds::subject(code, &wish.reference), deeds::record_body(&wish)))
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
    let what = match draft(lang, &code, &given, state.now()) {
        Ok(what) => what,
        Err(wrong) => return again(vec![wrong]).await,
    };
    let of = |name| one_of(&given, name);
    let asked = Asked { key: of("key"), reason: of("reason"), code: of("code") };
    match send(&state, &ask, &who, asked, what).await {
        Sent::Done(id) => Redirect::to(&format!("/console/surety-proposals/{id}")).into_response(),
        Sent::Wrong(wrongs) => again(wrongs).await,
        Sent::Elsewhere(response) => response,
    }
}
