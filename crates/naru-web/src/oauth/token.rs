//! `POST /oauth/2.0/token`: a token for an institution.

use crate::api::{Call, Reply};
use crate::node::Node;
use crate::wire::{self, ErrorCode, JsonText, RspCode, form};
use naru_base::token::{self, Claims};
use naru_base::{Answer, Fault, FaultKind, No, Refusal};
use naru_core::access::{self, Denied, Peer};
use naru_core::identity::{self, Institution, Scope, Token};
use std::sync::Arc;

/// What is asked for.
struct Asked<'f> {
    client_id: &'f str,
    client_secret: &'f str,
    scope: Option<Scope>,
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
    let (id, secret) = (asked.client_id, asked.client_secret);
    let Some(client) = identity::authenticate_client(&node.hub.keys, client, id, secret) else {
        return refused(ErrorCode::BadClient);
    };
    let Some(institution) = directory.institutions.get(&client.institution) else {
        return refused(ErrorCode::BadClient);
    };
    match access::may_call(directory.access.get(&client.institution), peer, call.env.now) {
        Err(Denied::Source) => return call.says(RspCode::O0006),
        Err(Denied::Certificate) => return refused(ErrorCode::BadClient),
        Ok(()) => {}
    }
    let Some(scope) = asked.scope else { return refused(ErrorCode::BadScope) };
    match issue(node, institution, scope).await {
        Ok((token, text)) => granted(call, &token, &text),
        Err(No::Refusal(Refusal { code: "identity/scope-not-granted", .. })) => {
            refused(ErrorCode::BadScope)
        }
        Err(No::Refusal(_)) => refused(ErrorCode::BadClient),
        Err(No::Fault(fault)) => {
            let reference = call.env.id(9);
            tracing::error!(%reference, why = %fault, "a token could not be issued");
            match wire::fault_code(&fault) {
                RspCode::O0007 => call.says(RspCode::O0007),
                // A token that may have been issued but was not handed out opens nothing.
                _ => {
                    let sentence = RspCode::A0003.message(call.lang);
                    let text = wire::a_reference(call.lang, &sentence, reference);
                    call.says_that(RspCode::A0003, &text)
                }
            }
        }
    }
}

fn asked(form: &[(String, naru_base::secret::SecretText)]) -> Result<Asked<'_>, ErrorCode> {
    let one = |name: &str| {
        let mut all = form.iter().filter(|(n, _)| n == name).map(|(_, v)| v.expose().as_str());
        match (all.next().filter(|v| !v.is_empty()), all.next()) {
            (Some(value), None) => Ok(value),
            _ => Err(ErrorCode::BadParameter),
        }
    };
    if one("grant_type")? != "client_credentials" {
        return Err(ErrorCode::BadParameter);
    }
    let scope = one("scope")?;
    Ok(Asked {
        client_id: one("client_id")?,
        client_secret: one("client_secret")?,
        scope: Scope::parse(scope.trim()),
    })
}

async fn issue(
    node: &Arc<Node>,
    institution: &Institution,
    scope: Scope,
) -> Answer<(Token, String)> {
    let env = node.env();
    let life_s = node.policy(env.now)?.token_life_s;
    let (hub, institution) = (node.hub.clone(), institution.clone());
    let written = node.book.write(move |tx| {
        let token = identity::issue_token(tx, &env, &institution, scope, life_s)?;
        hub.token_issued(tx, &token, env.now);
        Ok(token)
    });
    let token = written.await?;
    let claims = Claims {
        aud: token.audience().to_owned(),
        scope: token.scopes.iter().map(|s| s.as_str().to_owned()).collect(),
        exp: token.expires_at.unix_seconds(),
        jti: token.id.clone(),
    };
    let text = token::mint(&claims, &node.hub.keys)
        .map_err(|e| Fault::because(FaultKind::Permanent, "a token could not be written", e))?;
    Ok((token, text))
}

fn granted(call: &Call, token: &Token, text: &str) -> Reply {
    let scopes: Vec<&str> = token.scopes.iter().map(|s| s.as_str()).collect();
    let mut json = JsonText::new();
    json.text("access_token", text);
    json.text("token_type", "Bearer");
    json.number("expires_in", token.expires_at.unix_seconds() - call.env.now.unix_seconds());
    json.text("scope", &scopes.join(" "));
    json.text("client_use_code", token.institution.as_str());
    Reply::of(RspCode::A0000, json)
}
