//! A person's way through the pages: what is kept of it, sealed, under a token in a cookie.

use super::Pages;
use super::ask::Ask;
use super::proof::Claimed;
use crate::oauth::random;
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use data_encoding::BASE64URL_NOPAD;
use naru_base::seal::{LookupHash, Nonce};
use naru_base::secret::{SecretText, constant_time_eq};
use naru_base::{Answer, Fault, FaultKind, Lang, Micros};
use naru_core::consent::{self, Journey, Stage};
use serde::{Deserialize, Serialize};

const PLACE: &str = "consent_journey";
const COOKIE_NAME: &str = "naru-consent";

/// What is kept. No Debug: personal.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Bag {
    /// The client's wish; `None` on the person's own page.
    pub(super) ask: Option<Ask>,
    pub(super) is_english: bool,
    pub(super) name: String,
    pub(super) birth: String,
    pub(super) phone: String,
    pub(super) email: String,
    /// The CI that the client named, if it did.
    pub(super) wanted_ci: String,
    /// The CI that the agency named; empty: nobody is like that.
    pub(super) ci: String,
    pub(super) accounts: Vec<Kept>,
    /// The banks that did not answer.
    pub(super) silent: Vec<String>,
}

/// An account that was found.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) bank: String,
    pub(super) number: String,
    pub(super) product: String,
    pub(super) kind: String,
}

impl Bag {
    pub(super) fn claimed(&self) -> Claimed {
        let Bag { name, birth, phone, .. } = self.clone();
        Claimed { name, birth, phone }
    }

    pub(super) fn lang(&self) -> Lang {
        if self.is_english { Lang::En } else { Lang::Ko }
    }
}

/// A way under way.
pub(super) struct Travel {
    pub(super) token: SecretText,
    pub(super) journey: Journey,
    pub(super) bag: Bag,
}

impl Travel {
    /// What a form has to carry to show that it came from a page given to this browser.
    pub(super) fn form_token(&self, pages: &Pages) -> String {
        let hash = pages.node.hub.keys.lookup("consent.form", &[self.token.expose().as_bytes()]);
        BASE64URL_NOPAD.encode(&hash.as_bytes()[..16])
    }

    pub(super) fn fits(&self, pages: &Pages, given: &str) -> bool {
        constant_time_eq(self.form_token(pages).as_bytes(), given.as_bytes())
    }
}

fn hash_of(pages: &Pages, token: &SecretText) -> LookupHash {
    pages.node.hub.keys.lookup("consent.journey", &[token.expose().as_bytes()])
}

fn sealed(pages: &Pages, bag: &Bag) -> Result<Vec<u8>, Fault> {
    let json = serde_json::to_vec(bag)
        .map_err(|e| Fault::because(FaultKind::Permanent, "could not write a journey", e))?;
    let nonce = Nonce::random(&*pages.node.entropy);
    Ok(pages.node.hub.keys.seal_with_data_key(PLACE, &json, nonce))
}

/// Begins a journey.
pub(super) async fn begin(pages: &Pages, bag: Bag) -> Answer<Travel> {
    let env = pages.node.env();
    let life_s = pages.node.policy(env.now)?.consent_pages_life_s;
    let token = random(&*pages.node.entropy);
    let journey = Journey {
        hash: hash_of(pages, &token),
        stage: Stage::Identify,
        sealed: sealed(pages, &bag)?,
        code_hash: None,
        code_until: Micros::new(0),
        failures: 0,
        sent: 0,
        expires_at: env.now.plus_seconds(life_s),
    };
    let row = journey.clone();
    pages.node.book.write(move |tx| consent::begin_journey(tx, &env, &row)).await?;
    Ok(Travel { token, journey, bag })
}

/// The journey of the request's cookie, if it goes on.
pub(super) async fn find(pages: &Pages, headers: &HeaderMap) -> Answer<Option<Travel>> {
    let Some(token) = cookie(headers) else { return Ok(None) };
    let (hash, now) = (hash_of(pages, &token), pages.node.clock.now());
    let read = pages.node.book.read(move |tx| Ok(consent::find_journey(tx, &hash, now)?));
    let Some(journey) = read.await? else { return Ok(None) };
    let broken = "a journey does not open with these keys";
    let opened = pages
        .node
        .hub
        .keys
        .open_with_data_key(PLACE, &journey.sealed)
        .map_err(|e| Fault::because(FaultKind::Permanent, broken, e))?;
    let bag = serde_json::from_slice(opened.expose())
        .map_err(|e| Fault::because(FaultKind::Corrupt, broken, e))?;
    Ok(Some(Travel { token, journey, bag }))
}

/// Writes a journey down as it now is.
pub(super) async fn keep(pages: &Pages, travel: &mut Travel) -> Answer<()> {
    travel.journey.sealed = sealed(pages, &travel.bag)?;
    let row = travel.journey.clone();
    pages.node.book.write(move |tx| consent::change_journey(tx, &row)).await
}

fn cookie(headers: &HeaderMap) -> Option<SecretText> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(COOKIE_NAME)?.strip_prefix('='))
        .filter(|text| text.len() == 43)
        .map(|text| SecretText::new(text.to_owned()))
}

/// The header that sets the cookie, or takes it away. Lax: the person comes from the client's site.
pub(super) fn set_cookie(pages: &Pages, token: Option<&SecretText>) -> String {
    let value = token.map_or("", |t| t.expose().as_str());
    let gone = if token.is_none() { "; Max-Age=0" } else { "" };
    let secure = if pages.tls { "; Secure" } else { "" };
    format!("{COOKIE_NAME}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{gone}")
}
