//! Writes down what a tenant of the sandbox did, before it is answered: what was seen is durable.

use super::read::{Account, Fields, Line};
use crate::api::{Call, Endpoint, Reply, named_token};
use crate::node::Node;
use crate::seen;
use crate::wire::RspCode;
use hyper::http::request::Parts;
use naru_base::keyring::Keyring;
use naru_base::seal::LookupHash;
use naru_base::{Answer, BankCode, ClientUseCode, Fault};
use naru_core::functional::{self, Item, Seen, list};
use naru_core::identity;
use naru_store::Tx;
use std::sync::Arc;

/// Who a call came from, as far as it shows.
enum Whose {
    Known(ClientUseCode),
    /// A genuine token that opens nothing any more: whose it was, the book says.
    Dead,
    Nobody,
}

/// Sees a call with its answer. `given` is what stood in its query or body.
pub(crate) async fn observe(
    node: &Arc<Node>,
    call: &Call,
    (head, given): (&Parts, &[u8]),
    reply: &Reply,
) {
    let token = named_token(node, &head.headers, call.env.now).unwrap_or_default();
    let fields = match (call.endpoint, given.first()) {
        (Endpoint::Token, None) => Fields::of_form(head.uri.query().unwrap_or("").as_bytes()),
        (_, Some(b'{')) => Fields::of_json(given),
        _ => Fields::of_form(given),
    };
    let whose = match (&call.institution, call.endpoint) {
        (Some(institution), _) => Whose::Known(institution.clone()),
        // Whoever only knows the client's name must not fill its run.
        (None, Endpoint::Token) if reply.code == RspCode::A0000 => {
            of_client(node, &fields.text("client_id"))
        }
        (None, _) if !token.is_empty() => Whose::Dead,
        (None, _) => Whose::Nobody,
    };
    if matches!(whose, Whose::Nobody) {
        return;
    }
    let answer = Fields::of_json(reply.text().as_bytes());
    let lines = fields.lines(&answer);
    let keys = &node.hub.keys;
    let user = call.user.as_ref().map(|it| it.to_string());
    let user = user.unwrap_or_else(|| fields.text("user_seq_no"));
    let draft = Seen {
        id: call.env.id(0).uuid(),
        at: call.env.now,
        endpoint: call.endpoint.path().to_owned(),
        is_dead: matches!(whose, Whose::Dead),
        code: reply.code.as_str().to_owned(),
        clock: seen::clock_of(given),
        wish: fields.text("scope"),
        user: hashed(keys, "functional.user", &user),
        cursor_sent: fields.text("befor_inquiry_trace_info"),
        cursor_given: answer.next_page(),
        items: Vec::new(),
        token,
    };
    let revokes = ends_tokens(call.endpoint, &lines);
    if let Err(no) = write_down(node, whose, draft, lines).await {
        tracing::error!(why = %no, "a call of a functional test is not on record");
        return;
    }
    if let (true, Some(tenant)) = (revokes, &call.institution)
        && let Err(no) = revoke_tokens(node, tenant).await
    {
        tracing::error!(why = %no, "the tokens of a functional test were not revoked");
    }
}

fn of_client(node: &Node, client_id: &str) -> Whose {
    let directory = node.hub.directory();
    let client = directory.clients.get(client_id);
    client.map_or(Whose::Nobody, |it| Whose::Known(it.institution.clone()))
}

async fn write_down(node: &Node, whose: Whose, draft: Seen, lines: Vec<Line>) -> Answer<()> {
    let keys = node.hub.keys.clone();
    let known = match whose {
        Whose::Known(code) => Some(code),
        _ => None,
    };
    let write = move |tx: &mut Tx<'_>| {
        let tenant = match &known {
            Some(code) => Some(code.clone()),
            None => identity::token_owner(tx, &draft.token)?,
        };
        let Some(tenant) = tenant else { return Ok(()) };
        let mut seen = draft.clone();
        for line in &lines {
            let about = about(tx, &keys, &tenant, &line.account)?;
            let (id, amount, bank_code) = (line.id.clone(), line.amount, line.bank_code.clone());
            seen.items.push(Item { id, about, amount, bank_code });
        }
        functional::note(tx, &tenant, &seen)?;
        Ok(())
    };
    node.book.write(write).await
}

/// An account as a keyed hash, the same whether it is named by its number or by its handle.
fn about(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    tenant: &ClientUseCode,
    account: &Account,
) -> Result<String, Fault> {
    Ok(match account {
        Account::None => String::new(),
        Account::Number(bank, num) => match BankCode::parse(bank) {
            Ok(bank) => short(&identity::account_hash(keys, &bank, num)),
            Err(_) => hashed(keys, "functional.account", num),
        },
        Account::Handle(handle) => match identity::find_by_handle(tx, tenant, handle)? {
            Some(known) => short(&known.hash),
            None => hashed(keys, "functional.account", handle),
        },
    })
}

fn hashed(keys: &Keyring, what: &'static str, text: &str) -> String {
    if text.is_empty() { String::new() } else { short(&keys.lookup(what, &[text.as_bytes()])) }
}

fn short(hash: &LookupHash) -> String {
    data_encoding::HEXLOWER.encode(&hash.as_bytes()[..16])
}

/// Whether the client just did what the list says makes its tokens end.
fn ends_tokens(endpoint: Endpoint, lines: &[Line]) -> bool {
    let amount = list::current().ends_tokens();
    matches!(endpoint, Endpoint::Withdraw | Endpoint::WithdrawFin)
        && lines.iter().any(|it| Some(it.amount) == amount)
}

async fn revoke_tokens(node: &Node, tenant: &ClientUseCode) -> Answer<()> {
    let (hub, env) = (node.hub.clone(), node.env());
    let live = hub.live_tokens(env.now).into_iter().filter(|it| it.institution == *tenant);
    let ids: Vec<String> = live.map(|it| it.id).collect();
    let write = move |tx: &mut Tx<'_>| {
        for id in &ids {
            identity::revoke_token(tx, &env, "system:sandbox", id)?;
        }
        hub.tokens_revoked(tx, ids.clone());
        Ok(())
    };
    node.book.write(write).await
}
