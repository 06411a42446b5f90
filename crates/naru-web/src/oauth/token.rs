//! `POST /oauth/2.0/token`: tokens for institutions, and for what users authorized.

use crate::api::{Call, Reply};
use crate::node::Node;
use crate::standing::against_inquiry;
use crate::wire::{self, ErrorCode, JsonText, RspCode, form};
use data_encoding::BASE64URL_NOPAD;
use naru_base::secret::SecretText;
use naru_base::token::{self, Claims};
use naru_base::{Answer, Entropy, Fault, FaultKind, No, Refusal};
use naru_core::access::{self, Denied, Peer};
use naru_core::consent::{self, CodeAsk, GrantDecline, NewPair, Redeemed};
use naru_core::identity::{self, Institution, Scope, Token};
use std::sync::Arc;

/// What is asked for.
struct Asked<'f> {
    client_id: &'f str,
    client_secret: &'f str,
    wish: Wish<'f>,
}

enum Wish<'f> {
    /// `client_credentials`; `None` is a scope that there is not.
    Institution(Option<Scope>),
    /// `authorization_code`.
    Code { code: &'f str, redirect_uri: &'f str },
    /// `refresh_token`; without a scope: all that was authorized.
    Refresh { token: &'f str, scopes: Option<Vec<Scope>> },
}

/// A token as it is handed out.
struct Handed {
    token: Token,
    text: String,
    refresh: Option<SecretText>,
}

/// Answers a request for a token. A success has no `rsp_code`: clients tell by that.
pub(crate) async fn token(
    node: &Arc<Node>,
    call: &Call,
    peer: &Peer,
    body: &[u8],
    query: &str,
) -> Reply {
    let refused =
        |code: ErrorCode| call.says_that(RspCode::O0001, &wire::oauth_refused(call.lang, code));
    let form = if body.is_empty() { query.as_bytes() } else { body };
    let Ok(form) = form::read(form) else { return refused(ErrorCode::BadParameter) };
    let asked = match asked(&form) {
        Ok(asked) => asked,
        Err(code) => return refused(code),
    };
    let directory = node.hub.directory();
    let client = directory.clients.get(asked.client_id);
    if !node.buckets.take(client.map(|c| c.client_id.as_str()), call.env.now) {
        return call.says(RspCode::O0009);
    }
    let (id, secret, now) = (asked.client_id, asked.client_secret, call.env.now);
    let named = client;
    let Some(client) = identity::authenticate_client(&node.hub.keys, client, id, secret, now)
    else {
        node.seen.wrong_secret(named.map(|it| &it.institution), peer, now);
        return refused(ErrorCode::BadClient);
    };
    let Some(institution) = directory.institutions.get(&client.institution) else {
        return refused(ErrorCode::BadClient);
    };
    if let Err(why) = access::may_call(directory.access.get(&client.institution), peer, now) {
        node.seen.denied((&client.institution, now), peer, why);
        return match why {
            Denied::Source => call.says(RspCode::O0006),
            Denied::Certificate => refused(ErrorCode::BadClient),
        };
    }
    // Production credentials open nothing before the institution is live, or while it is suspended.
    match node.standing(&client.institution, now).await {
        Ok(standing) if against_inquiry(standing).is_none() => {}
        Ok(_) => return refused(ErrorCode::BadClient),
        Err(No::Fault(fault)) => return failed(call, &fault),
        Err(No::Refusal(_)) => return refused(ErrorCode::BadClient),
    }
    let granted = match asked.wish {
        Wish::Institution(None) => return refused(ErrorCode::BadScope),
        Wish::Institution(Some(scope)) => issue(node, institution, scope).await.map(Ok),
        wish => redeem(node, institution, id, &wish).await,
    };
    match granted {
        Ok(Ok(handed)) => {
            node.seen.given((&client.institution, now), &handed.token.scopes);
            written(call, &handed)
        }
        Ok(Err(code)) => refused(code),
        Err(No::Refusal(Refusal { code: "identity/scope-not-granted", .. })) => {
            refused(ErrorCode::BadScope)
        }
        Err(No::Refusal(_)) => refused(ErrorCode::BadClient),
        Err(No::Fault(fault)) => failed(call, &fault),
    }
}

fn failed(call: &Call, fault: &Fault) -> Reply {
    let reference = call.env.id(9);
    tracing::error!(%reference, why = %fault, "a token could not be issued");
    match wire::fault_code(fault) {
        RspCode::O0007 => call.says(RspCode::O0007),
        // A token that may have been issued but was not handed out opens nothing.
        _ => {
            let sentence = RspCode::A0003.message(call.lang);
            let text = wire::a_reference(call.lang, &sentence, reference);
            call.says_that(RspCode::A0003, &text)
        }
    }
}

fn asked(form: &[(String, SecretText)]) -> Result<Asked<'_>, ErrorCode> {
    let maybe = |name: &str| {
        let mut all = form.iter().filter(|(n, _)| n == name).map(|(_, v)| v.expose().as_str());
        match (all.next(), all.next()) {
            (value, None) => Ok(value.filter(|v| !v.is_empty())),
            _ => Err(ErrorCode::BadParameter),
        }
    };
    let one = |name: &str| maybe(name)?.ok_or(ErrorCode::BadParameter);
    let wish = match one("grant_type")? {
        "client_credentials" => Wish::Institution(Scope::parse(one("scope")?.trim())),
        "authorization_code" => {
            Wish::Code { code: one("code")?, redirect_uri: one("redirect_uri")? }
        }
        "refresh_token" => Wish::Refresh {
            token: one("refresh_token")?,
            scopes: maybe("scope")?.map(scopes).transpose()?,
        },
        _ => return Err(ErrorCode::BadParameter),
    };
    Ok(Asked { client_id: one("client_id")?, client_secret: one("client_secret")?, wish })
}

/// Scopes of a user, with spaces between; each once.
pub(crate) fn scopes(text: &str) -> Result<Vec<Scope>, ErrorCode> {
    let mut all = Vec::new();
    for word in text.split_whitespace() {
        let scope = Scope::parse(word).filter(|it| it.is_of_a_user()).ok_or(ErrorCode::BadScope)?;
        if !all.contains(&scope) {
            all.push(scope);
        }
    }
    if all.is_empty() { Err(ErrorCode::BadScope) } else { Ok(all) }
}

async fn issue(node: &Arc<Node>, institution: &Institution, scope: Scope) -> Answer<Handed> {
    let env = node.env();
    let life_s = node.policy(env.now)?.token_life_s;
    let (hub, institution) = (node.hub.clone(), institution.clone());
    let written = node.book.write(move |tx| {
        let token = identity::issue_token(tx, &env, &institution, scope, life_s)?;
        hub.token_issued(tx, &token, env.now);
        Ok(token)
    });
    let token = written.await?;
    Ok(Handed { text: minted(node, &token)?, token, refresh: None })
}

/// Turns a code or a refresh token into tokens. A second use ends everything that came from the
/// same authorization, in this very commit.
async fn redeem(
    node: &Arc<Node>,
    institution: &Institution,
    client_id: &str,
    wish: &Wish<'_>,
) -> Answer<Result<Handed, ErrorCode>> {
    let env = node.env();
    let policy = node.policy(env.now)?;
    let (keys, hub) = (node.hub.keys.clone(), node.hub.clone());
    let refresh = random(&*node.entropy);
    let pair = NewPair {
        refresh: consent::refresh_hash(&keys, refresh.expose()),
        token_life_s: policy.token_life_s,
        refresh_life_s: policy.refresh_token_life_s,
    };
    let (institution, client_id) = (institution.clone(), client_id.to_owned());
    let ask = match wish {
        Wish::Code { code, redirect_uri } => Ok(CodeAsk {
            hash: consent::code_hash(&keys, code),
            client_id: client_id.clone(),
            redirect_uri: (*redirect_uri).to_owned(),
        }),
        Wish::Refresh { token, scopes } => {
            Err((consent::refresh_hash(&keys, token), scopes.clone()))
        }
        Wish::Institution(_) => return Ok(Err(ErrorCode::BadParameter)),
    };
    let written = node.book.write(move |tx| {
        let redeemed = match &ask {
            Ok(ask) => consent::redeem_code(tx, &env, &institution, ask, &pair)?,
            Err((hash, scopes)) => {
                let used = (client_id.as_str(), hash);
                let wanted = scopes.as_deref();
                consent::redeem_refresh(tx, &env, &institution, used, wanted, &pair)?
            }
        };
        match &redeemed {
            Redeemed::Granted(granted) => hub.token_issued(tx, &granted.token, env.now),
            Redeemed::Reused(dead) => hub.tokens_revoked(tx, dead.clone()),
            Redeemed::Declined(_) => {}
        }
        Ok(redeemed)
    });
    let declined = match written.await? {
        Redeemed::Granted(granted) => {
            let text = minted(node, &granted.token)?;
            return Ok(Ok(Handed { token: granted.token, text, refresh: Some(refresh) }));
        }
        Redeemed::Reused(_) => GrantDecline::Reused,
        Redeemed::Declined(decline) => decline,
    };
    Ok(Err(match declined {
        GrantDecline::Unknown
        | GrantDecline::Reused
        | GrantDecline::Revoked
        | GrantDecline::Expired
        | GrantDecline::UserLeft => ErrorCode::Over,
        GrantDecline::OtherRedirect => ErrorCode::BadRedirect,
        GrantDecline::WiderScope => ErrorCode::BadScope,
        GrantDecline::InstitutionInactive => ErrorCode::BadClient,
    }))
}

/// A text that nobody can guess: 256 bits.
pub(crate) fn random(entropy: &dyn Entropy) -> SecretText {
    let mut bytes = [0; 32];
    entropy.fill(&mut bytes);
    SecretText::new(BASE64URL_NOPAD.encode(&bytes))
}

fn minted(node: &Node, token: &Token) -> Result<String, Fault> {
    let claims = Claims {
        aud: token.audience().to_owned(),
        scope: token.scopes.iter().map(|s| s.as_str().to_owned()).collect(),
        exp: token.expires_at.unix_seconds(),
        jti: token.id.clone(),
    };
    token::mint(&claims, &node.hub.keys)
        .map_err(|e| Fault::because(FaultKind::Permanent, "a token could not be written", e))
}

fn written(call: &Call, handed: &Handed) -> Reply {
    let Handed { token, text, refresh } = handed;
    let scopes: Vec<&str> = token.scopes.iter().map(|s| s.as_str()).collect();
    let mut json = JsonText::new();
    json.text("access_token", text);
    json.text("token_type", "Bearer");
    json.number("expires_in", token.expires_at.unix_seconds() - call.env.now.unix_seconds());
    if let Some(refresh) = refresh {
        json.text("refresh_token", refresh.expose());
    }
    json.text("scope", &scopes.join(" "));
    match &token.user {
        Some(user) => json.text("user_seq_no", user.as_str()),
        None => json.text("client_use_code", token.institution.as_str()),
    }
    Reply::of(RspCode::A0000, json)
}
