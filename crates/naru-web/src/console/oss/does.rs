//! What an institution's people, or the operator for them, do here: declare, hand in, retire.

use super::system::{self, Told};
use super::{may_manage, portfolio, unknown, words as w};
use crate::console::door::Wrong;
use crate::console::guard::{Ask, Entered};
use crate::console::{ConsoleState, frame, words as common};
use crate::oss::{HandedIn, words as refused};
use axum::extract::{Form, Multipart, Path, State as With};
use axum::response::{IntoResponse as _, Redirect, Response};
use naru_base::{ClientUseCode, Id, No};
use naru_core::oss::portfolio::{Duty, Received, SystemRow};
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
    let again = async |field: &'static str, text: String| {
        let wrongs = [Wrong { field, text }];
        portfolio::show(&state, &ask, &who, &portfolio::Given::default(), (&given, &wrongs)).await
    };
    if !who.wrote(&given.form) {
        return again("system", common::stale_form(lang)).await;
    }
    let Ok(code) = ClientUseCode::parse(&given.institution) else {
        return again("institution", w::bad_owner(lang)).await;
    };
    let is_there = state.parts.hub.directory().institutions.contains_key(&code);
    if !is_there || !may_manage(&who, &code) {
        return again("institution", w::bad_owner(lang)).await;
    }
    let Some(duty) = Duty::parse(&given.duty) else {
        return again("duty", w::bad_duty(lang)).await;
    };
    let actor = format!("staff:{}", who.session.account);
    match state.parts.portfolio.declare(actor, code, given.name.clone(), duty).await {
        Ok(system) => Redirect::to(&format!("/console/oss/systems/{}", system.id)).into_response(),
        Err(No::Refusal(it)) => again("system", refused::refusal(lang, &it)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}

/// The system, if the person may change it.
async fn to_manage(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    id: &str,
) -> Result<SystemRow, Response> {
    let Ok(id) = Id::parse(id) else { return Err(unknown(ask)) };
    let found = state.parts.portfolio.system(id, None).await;
    let found = found.map_err(|no| frame::fault(ask, &no))?;
    let may = |it: &SystemRow| may_manage(who, &it.system.institution);
    found.filter(may).ok_or_else(|| unknown(ask))
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
    let system = match to_manage(&state, &ask, &who, &id).await {
        Ok(it) => it.system,
        Err(response) => return response,
    };
    let show = async |told: Told| {
        system::show(&state, &ask, &who, system.id, &system::Given::default(), &told).await
    };
    let wrong =
        |text: String| Told { wrongs: vec![Wrong { field: "bill", text }], ..Told::default() };
    let (form, bytes) = match read(sent).await {
        Some(it) => it,
        None => return show(wrong(w::bad_file(lang))).await,
    };
    if !who.wrote(&form) {
        return show(wrong(common::stale_form(lang))).await;
    }
    let actor = format!("staff:{}", who.session.account);
    match state.parts.portfolio.hand_in(actor, system.id, bytes).await {
        Ok(HandedIn::Unreadable(faults)) => {
            show(Told { bad: Some((w::bill_unreadable(lang), faults)), ..Told::default() }).await
        }
        Ok(HandedIn::Received(Received::Refused { faults, .. })) => {
            show(Told { bad: Some((w::bill_refused(lang), faults)), ..Told::default() }).await
        }
        Ok(HandedIn::Received(Received::Accepted { components, changed, .. })) => {
            let good = w::bill_accepted(lang, components, changed);
            show(Told { good: Some(good), ..Told::default() }).await
        }
        Ok(HandedIn::Received(Received::JudgeAgain)) => show(wrong(common::stale_form(lang))).await,
        Err(No::Refusal(it)) => show(wrong(refused::refusal(lang, &it))).await,
        Err(no) => frame::fault(&ask, &no),
    }
}

/// The form's token and the file; nothing if either is missing or too long.
async fn read(mut sent: Multipart) -> Option<(String, Vec<u8>)> {
    let (mut form, mut file) = (None, None);
    while let Some(field) = sent.next_field().await.ok()? {
        let name = field.name().map(str::to_owned);
        match name.as_deref() {
            Some("form") => form = Some(field.text().await.ok()?),
            Some("bill") => file = Some(field.bytes().await.ok()?.to_vec()),
            _ => {}
        }
    }
    form.zip(file.filter(|it| !it.is_empty()))
}

/// The form of a deed without further fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Plain {
    form: String,
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
        let told = Told { wrongs: vec![Wrong { field: "bill", text }], ..Told::default() };
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
