//! The one-time code: sent, typed, sent again; and the way without a person (auth_type 2).

use super::ask::{Ask, address};
use super::enter::{failed, of_form, said, see_other, show, told};
use super::proof::digits;
use super::travel::{self, Kept, Travel};
use super::view::{self, Wrong};
use super::{Pages, words};
use crate::consent::finder;
use crate::oauth::random;
use crate::wire::ErrorCode;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use naru_base::token;
use naru_base::{Answer, Entropy, UserSeqNo};
use naru_core::consent::{self, NewCode, Stage, Typed};
use naru_core::identity::{self, Token};
use naru_core::policy::Policy;

/// Six digits.
fn new_code(entropy: &dyn Entropy) -> String {
    // 2^128 is so far above a million that no digit is likelier than another by more than 2^-100.
    format!("{:06}", entropy.u128() % 1_000_000)
}

/// Sends a code if the person is known, and goes on alike if not: the page does not tell.
pub(super) async fn send(pages: &Pages, mut travel: Travel) -> Response {
    let lang = travel.bag.lang();
    match try_send(pages, &mut travel).await {
        Ok(true) => see_other("/consent"),
        Ok(false) => {
            let field = if travel.journey.stage == Stage::Code { "code" } else { "phone" };
            let text = words::sent_too_often(lang, minutes(pages, |p| p.consent_pages_life_s));
            let wrong = Wrong { field, text };
            show(pages, &travel, StatusCode::TOO_MANY_REQUESTS, &[wrong]).await
        }
        Err(no) => failed(lang, &no),
    }
}

/// A rule's seconds in minutes, for a sentence.
pub(super) fn minutes(pages: &Pages, rule: impl Fn(&Policy) -> i64) -> i64 {
    pages.node.policy(pages.node.clock.now()).map_or(0, |policy| rule(&policy) / 60)
}

async fn try_send(pages: &Pages, travel: &mut Travel) -> Answer<bool> {
    let now = pages.node.clock.now();
    let policy = pages.node.policy(now)?;
    let (most, within_s) = (policy.one_time_code_sends, policy.consent_pages_life_s);
    if !pages.may_send(&travel.bag.phone, most, within_s, now) {
        return Ok(false);
    }
    let code = new_code(&*pages.node.entropy);
    let keys = &pages.node.hub.keys;
    let known = !travel.bag.ci.is_empty();
    travel.journey.stage = Stage::Code;
    travel.journey.sent += 1;
    travel.journey.code_until = now.plus_seconds(policy.one_time_code_life_s);
    travel.journey.code_hash =
        known.then(|| consent::one_time_hash(keys, &travel.journey.hash, &code));
    travel::keep(pages, travel).await?;
    if known {
        let text = words::code_text(travel.bag.lang(), &code, policy.one_time_code_life_s / 60);
        pages.sender.send(&digits(&travel.bag.phone), &text).await?;
    }
    Ok(true)
}

/// `POST /consent/again`
pub(super) async fn again(State(pages): State<Pages>, headers: HeaderMap, body: Bytes) -> Response {
    let (mut travel, fields) = match of_form(&pages, &headers, &body).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    if travel.journey.stage != Stage::Code {
        return see_other("/consent");
    }
    if fields.one("from") == "start" {
        // Another name or number: who he is, is open again. Wrong codes stay counted.
        travel.journey.stage = Stage::Identify;
        travel.journey.code_hash = None;
        return match travel::keep(&pages, &mut travel).await {
            Ok(()) => see_other("/consent"),
            Err(no) => failed(travel.bag.lang(), &no),
        };
    }
    send(&pages, travel).await
}

/// `POST /consent/code`
pub(super) async fn submit(
    State(pages): State<Pages>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (mut travel, fields) = match of_form(&pages, &headers, &body).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let lang = travel.bag.lang();
    if travel.journey.stage != Stage::Code {
        return see_other("/consent");
    }
    let typed = match typed(&pages, &travel, &digits(fields.one("code"))).await {
        Ok(typed) => typed,
        Err(no) => return failed(lang, &no),
    };
    let again = async |text: String| {
        let wrong = Wrong { field: "code", text };
        show(&pages, &travel, StatusCode::UNPROCESSABLE_ENTITY, &[wrong]).await
    };
    match typed {
        Typed::Wrong(left) => return again(words::code_wrong(lang, left)).await,
        Typed::TooLate => return again(words::code_late(lang)).await,
        Typed::TooOften => return view::too_often(lang),
        Typed::Right => {}
    }
    travel.journey.stage = Stage::Choose;
    travel.journey.code_hash = None;
    if travel.bag.ask.as_ref().is_some_and(needs_accounts) {
        look_for_accounts(&pages, &mut travel).await;
        if let Err(no) = travel::keep(&pages, &mut travel).await {
            return failed(lang, &no);
        }
    }
    let to = if travel.bag.ask.is_some() { "/consent" } else { "/my" };
    see_other(to)
}

fn needs_accounts(ask: &Ask) -> bool {
    ask.scopes().iter().any(|scope| *scope != identity::Scope::Login)
}

async fn typed(pages: &Pages, travel: &Travel, given: &str) -> Answer<Typed> {
    let env = pages.node.env();
    let tries_max = pages.node.policy(env.now)?.one_time_code_tries;
    let hash = travel.journey.hash;
    let given = consent::one_time_hash(&pages.node.hub.keys, &hash, given);
    let write =
        pages.node.book.write(move |tx| consent::type_code(tx, &env, &hash, &given, tries_max));
    write.await
}

async fn look_for_accounts(pages: &Pages, travel: &mut Travel) {
    let (name, birth) = (travel.bag.name.clone(), travel.bag.birth.clone());
    let (found, silent) = finder::everywhere(&pages.node, &name, &birth).await;
    travel.bag.accounts = found
        .into_iter()
        .map(|it| Kept {
            bank: it.bank.to_string(),
            number: it.account_num,
            product: it.product_name,
            kind: it.account_type,
        })
        .collect();
    travel.bag.silent = silent.iter().map(ToString::to_string).collect();
}

/// Case 3: the person is with the client already and has authorized it. Its own live token of that
/// person gives a new code, for no more than the token permits.
pub(super) async fn without_the_person(pages: &Pages, ask: &Ask, headers: &HeaderMap) -> Response {
    let refused = |error| told(&ask.redirect_uri, &ask.state, error, ErrorCode::BadParameter);
    let Some((token, user)) = own_token(pages, ask, headers) else {
        return refused("login_required");
    };
    let scopes = ask.scopes();
    if scopes.iter().any(|scope| !token.scopes.contains(scope)) {
        return told(&ask.redirect_uri, &ask.state, "invalid_scope", ErrorCode::BadScope);
    }
    let keys = &pages.node.hub.keys;
    let ci = said(headers, "userci").replace(' ', "+");
    let person = identity::person_hash(keys, &ci);
    let (institution, who) = (token.institution.clone(), user.clone());
    let read = pages.node.book.read(move |tx| Ok(identity::find_user(tx, &institution, &who)?));
    match read.await {
        Ok(Some(record)) if record.person == person && record.closed_at.is_none() => {}
        Ok(_) => return refused("login_required"),
        Err(no) => return failed(ask.lang(), &no),
    }
    let env = pages.node.env();
    let code = random(&*pages.node.entropy);
    let life_s = match pages.node.policy(env.now) {
        Ok(policy) => policy.authorization_code_life_s,
        Err(no) => return failed(ask.lang(), &no),
    };
    let new = NewCode {
        hash: consent::code_hash(keys, code.expose()),
        client_id: ask.client_id.clone(),
        institution: token.institution.clone(),
        user,
        scopes,
        redirect_uri: ask.redirect_uri.clone(),
        life_s,
    };
    let written = pages.node.book.write(move |tx| consent::issue_code(tx, &env, &new)).await;
    match written {
        Ok(()) => see_other(&granted(ask, code.expose(), &ask.scopes.join(" "))),
        Err(no) => failed(ask.lang(), &no),
    }
}

/// The address of success.
pub(super) fn granted(ask: &Ask, code: &str, scope: &str) -> String {
    let mut all = vec![("code", code), ("scope", scope)];
    if !ask.client_info.is_empty() {
        all.push(("client_info", &ask.client_info));
    }
    all.push(("state", &ask.state));
    address(&ask.redirect_uri, &all)
}

fn own_token(pages: &Pages, ask: &Ask, headers: &HeaderMap) -> Option<(Token, UserSeqNo)> {
    let text = headers.get("kftc-bfop-accesstoken")?.to_str().ok()?;
    let now = pages.node.clock.now();
    let claims = token::verify(text.trim(), &pages.node.hub.keys, now).ok()?;
    let token = pages.node.hub.token(&claims.jti, now)?;
    let user = token.user.clone()?;
    let same = Some(&token.institution) == ask.institution().as_ref()
        && claims.aud == user.as_str()
        && said(headers, "userseqno") == user.as_str();
    same.then_some((token, user))
}
