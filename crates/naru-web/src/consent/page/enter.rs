//! The beginning: what the client asks for, and who the person is.

use super::ask::{self, Ask, Bad, address, lang_of};
use super::guard::FormsMayEndAt;
use super::proof::{Claimed, digits};
use super::travel::{self, Bag, Travel};
use super::view::{self, Wrong};
use super::{Pages, code, words};
use crate::standing::against_inquiry;
use crate::wire::{ErrorCode, form};
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use naru_base::{BusinessDate, Lang, No};
use naru_core::consent::{self, Stage};

/// `GET /oauth/2.0/authorize` and `/oauth/2.0/authorize_account`.
pub(super) async fn authorize(
    State(pages): State<Pages>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let directory = pages.node.hub.directory();
    let ask = match ask::read(query.as_deref().unwrap_or(""), &directory) {
        Ok(ask) => ask,
        Err(Bad::Here(lang, code)) => return view::refused(lang, code),
        Err(Bad::There { redirect_uri, state, error, code }) => {
            return told(&redirect_uri, &state, error, code);
        }
    };
    let institution = directory.clients.get(&ask.client_id).map(|it| it.institution.clone());
    let may_ask = match &institution {
        Some(code) => matches!(
            pages.node.standing(code, pages.node.clock.now()).await,
            Ok(standing) if against_inquiry(standing).is_none()
        ),
        None => false,
    };
    if !may_ask {
        return view::refused(ask.lang(), ErrorCode::BadClient);
    }
    if ask.auth_type == '2' {
        return code::without_the_person(&pages, &ask, &headers).await;
    }
    let bag = bag_of(ask, &headers);
    match travel::begin(&pages, bag).await {
        Ok(travel) => {
            let cookie = travel::set_cookie(&pages, Some(&travel.token));
            with_cookie(see_other("/consent"), &cookie)
        }
        Err(no) => failed(Lang::Ko, &no),
    }
}

/// What a client knows of the person already (case 2), in headers.
pub(super) fn said(headers: &HeaderMap, name: &str) -> String {
    let name = format!("kftc-bfop-{name}");
    let text = headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("");
    // Names come percent-encoded.
    let read = form::read(format!("v={}", text.replace('&', "%26")).as_bytes());
    let value = read.ok().and_then(|p| p.first().map(|(_, v)| v.expose().clone()));
    value.unwrap_or_default().chars().filter(|c| !c.is_control()).take(100).collect()
}

fn bag_of(ask: Ask, headers: &HeaderMap) -> Bag {
    Bag {
        is_english: ask.is_english,
        name: said(headers, "username"),
        birth: digits(&said(headers, "userinfo")),
        phone: digits(&said(headers, "usercellno")),
        email: said(headers, "useremail"),
        // A plus in a CI is a plus.
        wanted_ci: said(headers, "userci").replace(' ', "+"),
        ask: Some(ask),
        ..Bag::default()
    }
}

/// `GET /consent`: the page of where the person is.
pub(super) async fn page(
    State(pages): State<Pages>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let mut travel = match travel::find(&pages, &headers).await {
        Ok(Some(travel)) => travel,
        Ok(None) => return view::over(Lang::Ko),
        Err(no) => return failed(Lang::Ko, &no),
    };
    if let Some(lang) = query.as_deref().and_then(|q| q.strip_prefix("lang=")) {
        travel.bag.is_english = lang_of(lang) == Lang::En;
        if let Err(no) = travel::keep(&pages, &mut travel).await {
            return failed(travel.bag.lang(), &no);
        }
    }
    show(&pages, &travel, StatusCode::OK, &[]).await
}

/// The page of where the person is, with what is wrong.
pub(super) async fn show(
    pages: &Pages,
    travel: &Travel,
    status: StatusCode,
    wrongs: &[Wrong],
) -> Response {
    let response = match (travel.journey.stage, &travel.bag.ask) {
        (Stage::Identify, _) => view::identify(pages, travel, status, wrongs),
        (Stage::Code, _) => view::code(pages, travel, status, wrongs),
        (Stage::Choose, Some(ask)) => view::choose(pages, travel, ask, status, wrongs),
        (Stage::Choose, None) => super::mine::show(pages, travel, status).await,
    };
    let origin = travel.bag.ask.as_ref().and_then(|ask| ask::origin(&ask.redirect_uri));
    let mut response = response;
    response.extensions_mut().insert(FormsMayEndAt(origin));
    response
}

/// The travel behind a form, if the form is from a page of this browser.
pub(super) async fn of_form(
    pages: &Pages,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(Travel, Fields), Response> {
    let found = travel::find(pages, headers).await.map_err(|no| failed(Lang::Ko, &no))?;
    let Some(travel) = found else { return Err(view::over(Lang::Ko)) };
    let fields = Fields::read(body).ok_or_else(|| view::over(travel.bag.lang()))?;
    if !travel.fits(pages, fields.one("form")) {
        return Err(view::over(travel.bag.lang()));
    }
    Ok((travel, fields))
}

/// The fields of a form.
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(super) fn read(body: &[u8]) -> Option<Fields> {
        let pairs = form::read_many(body, 256).ok()?;
        Some(Fields(pairs.into_iter().map(|(n, v)| (n, v.expose().clone())).collect()))
    }

    pub(super) fn one(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or("")
    }

    pub(super) fn all<'f>(&'f self, name: &str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// `POST /consent/identify`
pub(super) async fn identify(
    State(pages): State<Pages>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (mut travel, fields) = match of_form(&pages, &headers, &body).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let lang = travel.bag.lang();
    if travel.journey.stage != Stage::Identify {
        return see_other("/consent");
    }
    let name = fields.one("name").trim().chars().filter(|c| !c.is_control());
    travel.bag.name = name.take(40).collect();
    travel.bag.birth = digits(fields.one("birth"));
    travel.bag.phone = digits(fields.one("phone"));
    let wrongs = wrongs(lang, &travel.bag.claimed());
    if !wrongs.is_empty() {
        return show(&pages, &travel, StatusCode::UNPROCESSABLE_ENTITY, &wrongs).await;
    }
    let found = match pages.identifier.identify(&travel.bag.claimed()).await {
        Ok(found) => found.map_or(String::new(), |ci| ci.expose().clone()),
        Err(fault) => return failed(lang, &fault.into()),
    };
    // The client has named another person: to these pages that is nobody.
    let wanted = travel.bag.wanted_ci.clone();
    travel.bag.ci = if wanted.is_empty() || wanted == found { found } else { String::new() };
    code::send(&pages, travel).await
}

fn wrongs(lang: Lang, who: &Claimed) -> Vec<Wrong> {
    let mut out = Vec::new();
    if who.name.is_empty() {
        out.push(Wrong { field: "name", text: words::name_missing(lang) });
    }
    if BusinessDate::parse(&who.birth).is_none() {
        out.push(Wrong { field: "birth", text: words::birth_wrong(lang) });
    }
    if !(10..=11).contains(&who.phone.len()) || !who.phone.starts_with("01") {
        out.push(Wrong { field: "phone", text: words::phone_wrong(lang) });
    }
    out
}

/// Tells the client that it gets nothing.
pub(super) fn told(redirect_uri: &str, state: &str, error: &str, code: ErrorCode) -> Response {
    let what = format!("O0001 ({})", code.as_str());
    let all = [("error", error), ("error_description", what.as_str()), ("state", state)];
    see_other(&address(redirect_uri, &all))
}

pub(super) fn see_other(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        // Registered addresses are plain; whatever else is no address.
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

pub(super) fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// Something failed; the log has it under the reference.
pub(super) fn failed(lang: Lang, no: &No) -> Response {
    if matches!(no, No::Refusal(refusal) if refusal.code == "consent/journey-over") {
        return view::over(lang);
    }
    tracing::error!(why = %no, "a consent page could not be shown");
    view::failed(lang)
}

/// Ends the journey, best effort: what is left over ends by itself.
pub(super) async fn leave(pages: &Pages, travel: &Travel) {
    let hash = travel.journey.hash;
    let ended = pages.node.book.write(move |tx| Ok(consent::end_journey(tx, &hash)?)).await;
    if let Err(no) = ended {
        tracing::warn!(why = %no, "a consent journey was not put away; it ends by itself");
    }
}
