//! What an institution's people, or the operator for them, do here: declare, hand in, retire.

use super::fields::{self, FileWrong};
use super::system::{self, Told};
use super::{may_manage, n, portfolio, theirs, unknown, words as w};
use crate::console::door::Wrong;
use crate::console::guard::{Ask, Entered};
use crate::console::{ConsoleState, frame, words as common};
use crate::oss::{HandedIn, words as refused};
use axum::extract::{Form, Multipart, Path, State as With};
use axum::response::{IntoResponse as _, Redirect, Response};
use naru_base::{Id, No, Refusal};
use naru_core::oss::portfolio::{Duty, Received, SystemRow, wrong_name};
use serde::Deserialize;

/// A declaration.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Declaring {
    form: String,
    pub(super) institution: String,
    pub(super) name: String,
    pub(super) duty: String,
}

/// `POST /console/oss/systems`
pub(crate) async fn declare(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Declaring>,
) -> Response {
    let lang = ask.lang;
    let again = async |wrongs: Vec<Wrong>| {
        portfolio::show(&state, &ask, &who, &portfolio::Given::default(), (&given, &wrongs)).await
    };
    if !who.wrote(&given.form) {
        return again(vec![Wrong { field: "form", text: common::stale_form(lang) }]).await;
    }
    let (code, duty) = (theirs(&state, &who, &given.institution), Duty::parse(&given.duty));
    let mut wrong = Vec::new();
    if code.is_none() {
        wrong.push(Wrong { field: "institution", text: w::bad_owner(lang) });
    }
    wrong.extend(fields::wrongs(lang, wrong_name(&given.name).into_iter().collect(), field_of));
    if duty.is_none() {
        wrong.push(Wrong { field: "duty", text: w::bad_duty(lang) });
    }
    let Some((code, duty)) = code.zip(duty).filter(|_| wrong.is_empty()) else {
        return again(wrong).await;
    };
    let actor = format!("staff:{}", who.session.account);
    match state.parts.portfolio.declare(actor, code, given.name.clone(), duty).await {
        Ok(system) => Redirect::to(&format!("/console/oss/systems/{}", system.id)).into_response(),
        Err(No::Refusal(it)) => again(fields::wrongs(lang, vec![it], field_of)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}

/// The field that a refusal is about; none of them: the form as a whole.
fn field_of(it: &Refusal) -> &'static str {
    match it.code {
        "oss/system-name" | "oss/system-known" => "system",
        _ => "form",
    }
}

/// The system, if the person may change it.
async fn to_manage(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    id: &str,
) -> Result<SystemRow, Response> {
    let Ok(id) = Id::parse(id) else { return Err(unknown(state, ask, who)) };
    let found = state.parts.portfolio.system(id, None).await;
    let found = found.map_err(|no| frame::fault(ask, &no))?;
    let may = |it: &SystemRow| may_manage(who, &it.system.institution);
    found.filter(may).ok_or_else(|| unknown(state, ask, who))
}

/// `POST /console/oss/systems/{id}/bill`
pub(crate) async fn hand_in(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    sent: Multipart,
) -> Response {
    let lang = ask.lang;
    let (system, has_bill) = match to_manage(&state, &ask, &who, &id).await {
        Ok(it) => (it.system, it.billed_at.is_some()),
        Err(response) => return response,
    };
    let show = async |told: Told| {
        system::show(&state, &ask, &who, system.id, &system::Given::default(), &told).await
    };
    let told = |field: &'static str, text: String| Told {
        wrongs: vec![Wrong { field, text }],
        ..Told::default()
    };
    let (form, bytes) = read(sent).await;
    // Of one that is far too long not even the fields came: that is what is wrong with it.
    let is_lost = form.is_empty() && bytes == Err(FileWrong::TooLong);
    if !is_lost && !who.wrote(&form) {
        return show(told("form", common::stale_form(lang))).await;
    }
    let bytes = match bytes {
        Ok(it) => it,
        Err(no) => {
            let wrongs = vec![no.wrong(lang, "bill")];
            return show(Told { wrongs, ..Told::default() }).await;
        }
    };
    let actor = format!("staff:{}", who.session.account);
    match state.parts.portfolio.hand_in(actor, system.id, bytes).await {
        Ok(HandedIn::Unreadable(faults)) => {
            show(Told { bad: Some((w::bill_unreadable(lang), faults)), ..Told::default() }).await
        }
        Ok(HandedIn::Received(Received::Refused { faults, .. })) => {
            let head = match has_bill {
                true => w::bill_refused(lang),
                false => w::bill_refused_first(lang),
            };
            show(Told { bad: Some((head, faults)), ..Told::default() }).await
        }
        Ok(HandedIn::Received(Received::Accepted { components, changed, faults, .. })) => {
            let of = |count: usize| n(i64::try_from(count).unwrap_or(i64::MAX));
            let good = w::bill_accepted(lang, &of(components), &of(changed));
            show(Told { good: Some(good), remarks: faults, ..Told::default() }).await
        }
        Ok(HandedIn::Received(Received::JudgeAgain)) => {
            show(told("form", common::stale_form(lang))).await
        }
        Err(No::Refusal(it)) => show(told("form", refused::refusal(lang, &it))).await,
        Err(no) => frame::fault(&ask, &no),
    }
}

/// The form's token and the file, or why there is none.
async fn read(mut sent: Multipart) -> (String, Result<Vec<u8>, FileWrong>) {
    let (mut form, mut file) = (String::new(), Err(FileWrong::Missing));
    loop {
        let field = match sent.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return (form, file),
            Err(no) => return (form, Err(FileWrong::of(&no))),
        };
        match field.name() {
            Some("form") => form = field.text().await.unwrap_or_default(),
            Some("bill") => match fields::file_of(field).await {
                Ok((_, bytes)) => file = Ok(bytes),
                // Nothing comes after a file that is cut off.
                Err(no) => return (form, Err(no)),
            },
            _ => {}
        }
    }
}

/// The form of a deed without further fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Plain {
    form: String,
}

/// The form that confirms the name of a product.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Renamed {
    form: String,
    product: String,
}

/// `POST /console/oss/systems/{id}/product`
pub(crate) async fn confirm_product(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Renamed>,
) -> Response {
    let system = match to_manage(&state, &ask, &who, &id).await {
        Ok(it) => it.system,
        Err(response) => return response,
    };
    let show = async |text: String| {
        let told = Told { wrongs: vec![Wrong { field: "product", text }], ..Told::default() };
        system::show(&state, &ask, &who, system.id, &system::Given::default(), &told).await
    };
    if !who.wrote(&given.form) {
        return show(common::stale_form(ask.lang)).await;
    }
    let actor = format!("staff:{}", who.session.account);
    match state.parts.portfolio.confirm_product(actor, (system.id, given.product)).await {
        Ok(()) => Redirect::to(&format!("/console/oss/systems/{}", system.id)).into_response(),
        Err(No::Refusal(it)) => show(refused::refusal(ask.lang, &it)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}

/// `POST /console/oss/systems/{id}/retire`
pub(crate) async fn retire(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Plain>,
) -> Response {
    let system = match to_manage(&state, &ask, &who, &id).await {
        Ok(it) => it.system,
        Err(response) => return response,
    };
    let show = async |text: String| {
        let told = Told { wrongs: vec![Wrong { field: "retire", text }], ..Told::default() };
        system::show(&state, &ask, &who, system.id, &system::Given::default(), &told).await
    };
    if !who.wrote(&given.form) {
        return show(common::stale_form(ask.lang)).await;
    }
    let actor = format!("staff:{}", who.session.account);
    match state.parts.portfolio.retire(actor, system.id).await {
        Ok(()) => Redirect::to(&format!("/console/oss/systems/{}", system.id)).into_response(),
        Err(No::Refusal(it)) => show(refused::refusal(ask.lang, &it)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}
