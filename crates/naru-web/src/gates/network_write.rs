//! What programs of staff may do: what one person may do alone, and never as one of two.

use super::answer::{Asked, Desk, observed_at, taken};
use super::network::{Barred, FAMILY, admitted, answered, dossier, known_claim, token};
use super::scan::{self, Handing};
use super::{json as shown, words as w, words_network as n};
use crate::programs::{error, too_busy};
use axum::body::Body;
use axum::extract::{Path, Query, State as With};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::Response;
use naru_base::{Answer, BankTranId, BusinessDate, Id, No};
use naru_core::check::{How, Value as Found, decide};
use naru_core::claim::{Cause, Draft, report as told};
use naru_core::program::{Admitted, Scope};
use naru_core::relay::Key;
use naru_core::{desk as staff_desk, reactions};
use naru_store::Tx;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The largest JSON that is read.
const JSON_BYTES_MAX: usize = 64 * 1024;

/// An inspector's word on an item.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Word {
    item: String,
    value: String,
    how: String,
    #[serde(default)]
    grounds: String,
    #[serde(default)]
    demand: String,
}

/// A claim as it is reported.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Report {
    claim: String,
    institution: String,
    said: String,
    words: String,
    transfers: Vec<String>,
}

fn bad_body() -> Response {
    error(StatusCode::BAD_REQUEST, "gates/bad-body", n::bad_body)
}

impl Desk {
    /// Whether the call is a program's that may do this, before its body is read.
    async fn bars(
        &self,
        headers: &HeaderMap,
        scope: Scope,
    ) -> Result<(String, Admitted), Response> {
        let shown = token(headers).ok_or_else(|| Barred::NoToken.response())?;
        let (desk, text) = (self.clone(), shown.clone());
        let look =
            move |tx: &mut Tx<'_>| admitted(tx, (&desk, &text), scope, |_, who| Ok(who.clone()));
        match self.node.book.read(look).await {
            Ok(Ok(who)) => Ok((shown, who)),
            Ok(Err(barred)) => Err(barred.response()),
            Err(no) => Err(FAMILY.no(&no)),
        }
    }

    /// The JSON of a body.
    async fn json<T: DeserializeOwned>(&self, body: Body) -> Result<T, Response> {
        let bytes = FAMILY.body(&self.node, body, JSON_BYTES_MAX).await?;
        serde_json::from_slice(&bytes).map_err(|_| bad_body())
    }

    /// Does something for a program that may do it, in the transaction in which that is looked at.
    async fn act(
        &self,
        (shown, scope, status): (String, Scope, StatusCode),
        act: impl Fn(&mut Tx<'_>, &Admitted) -> Answer<Value> + Send + 'static,
    ) -> Response {
        let Ok(_place) = self.programs.try_acquire() else {
            return error(StatusCode::SERVICE_UNAVAILABLE, "busy", too_busy);
        };
        let desk = self.clone();
        let act =
            move |tx: &mut Tx<'_>| admitted(tx, (&desk, &shown), scope, |tx, who| act(tx, who));
        answered(status, self.node.book.write(act).await)
    }
}

/// `POST /gates/v1/network/checks/{id}/findings`
pub(super) async fn find(
    With(desk): With<Desk>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let (head, body) = request.into_parts();
    let scope = Scope::ChecksWrite;
    let shown = match desk.bars(&head.headers, scope).await {
        Ok((shown, _)) => shown,
        Err(response) => return response,
    };
    let word: Word = match desk.json(body).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let Some((value, how)) = Found::parse(&word.value).zip(How::parse(&word.how)) else {
        return bad_body();
    };
    let Word { item, grounds, demand, .. } = word;
    let word = decide::Answer { item, value, how, grounds, demand };
    let (env, hub) = (desk.node.env(), desk.node.hub.clone());
    let act = move |tx: &mut Tx<'_>, who: &Admitted| {
        let engagement = dossier(tx, &id)?.engagement.id;
        let (by, of) = (who.actor(), (who.account, engagement));
        staff_desk::find_item_by(tx, (&env, &hub.keys), of, &by, &word)?;
        let it = dossier(tx, &id)?.opened(&hub.keys)?;
        let item = it.list.item(&word.item).map(|item| shown::line(&it, item));
        Ok(json!({"engagement": engagement.to_string(), "item": item}))
    };
    desk.act((shown, scope, StatusCode::CREATED), act).await
}

/// `POST /gates/v1/network/scans/{code}`
pub(super) async fn hand_in(
    With(desk): With<Desk>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
    request: Request<Body>,
) -> Response {
    let (head, body) = request.into_parts();
    let who = match desk.bars(&head.headers, Scope::EvidenceWrite).await {
        Ok((_, who)) => who,
        Err(response) => return response,
    };
    let code = match desk.on_network(&code) {
        Ok(it) => it,
        Err(no) => return FAMILY.no(&no),
    };
    let Ok(observed) = observed_at(&asked) else {
        return error(StatusCode::BAD_REQUEST, "gates/bad-time", w::bad_time);
    };
    let Ok(_place) = desk.reading.try_acquire() else {
        return error(StatusCode::SERVICE_UNAVAILABLE, "busy", too_busy);
    };
    let file = match FAMILY.body(&desk.node, body, naru_evidence::BYTES_MAX).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let Asked { title, service, scope, .. } = asked;
    let given = Handing { title, service, scope, observed, by: who.actor(), file };
    let shelf = (&desk.node.book, &desk.vault);
    taken(&FAMILY, scan::import(shelf, desk.node.env(), &code, given).await)
}

/// A transfer's name: `20261126/M202600001U000000042`.
fn key_of(text: &str) -> Option<Key> {
    let (date, id) = text.split_once('/')?;
    Some(Key { date: BusinessDate::parse(date)?, id: BankTranId::parse(id).ok()? })
}

/// `POST /gates/v1/network/claims`
pub(super) async fn report(With(desk): With<Desk>, request: Request<Body>) -> Response {
    let (head, body) = request.into_parts();
    let scope = Scope::ClaimsWrite;
    let shown = match desk.bars(&head.headers, scope).await {
        Ok((shown, _)) => shown,
        Err(response) => return response,
    };
    let given: Report = match desk.json(body).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let transfers: Option<Vec<Key>> = given.transfers.iter().map(|it| key_of(it)).collect();
    let read = (Id::parse(&given.claim).ok(), Cause::parse(&given.said), transfers);
    let (Some(id), Some(said), Some(transfers)) = read else { return bad_body() };
    let institution = match desk.on_network(&given.institution) {
        Ok(it) => it,
        Err(no) => return FAMILY.no(&no),
    };
    let draft = Draft { id, institution, said, words: given.words, transfers };
    let (env, hub) = (desk.node.env(), desk.node.hub.clone());
    let act = move |tx: &mut Tx<'_>, who: &Admitted| {
        reactions::report_claim(tx, &env, &hub.keys, &who.actor(), &draft)?;
        Ok(told::of(&naru_core::claim::find(tx, draft.id)?, env.now))
    };
    desk.act((shown, scope, StatusCode::CREATED), act).await
}

/// `POST /gates/v1/network/claims/{id}/withdraw`
pub(super) async fn withdraw(
    With(desk): With<Desk>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(shown) = token(&headers) else { return Barred::NoToken.response() };
    let (env, hub) = (desk.node.env(), desk.node.hub.clone());
    let act = move |tx: &mut Tx<'_>, who: &Admitted| -> Result<Value, No> {
        let it = known_claim(tx, &id)?;
        reactions::withdraw_claim(tx, &env, &hub.keys, &who.actor(), it.id)?;
        Ok(told::of(&naru_core::claim::find(tx, it.id)?, env.now))
    };
    desk.act((shown, Scope::ClaimsWrite, StatusCode::OK), act).await
}
