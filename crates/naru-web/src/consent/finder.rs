//! The accounts that a person has at the network's banks: all banks are asked at once.

use crate::bank::Question;
use crate::node::Node;
use naru_base::BankCode;
use naru_core::policy::Policy;
use naru_core::relay::Bank;
use naru_core::relay::accountwire::{ACCOUNTS_PATH, AccountsReply, AccountsRequest};
use std::sync::Arc;

/// Accounts of one person at one bank that are taken on.
const ACCOUNTS_MAX: usize = 50;

/// An account. No Debug: personal.
#[derive(Clone)]
pub(crate) struct Found {
    pub(crate) bank: BankCode,
    pub(crate) account_num: String,
    pub(crate) product_name: String,
    pub(crate) account_type: String,
}

/// The accounts of whoever has this name and birth, and the banks that did not say.
pub(crate) async fn everywhere(
    node: &Arc<Node>,
    name: &str,
    birth: &str,
) -> (Vec<Found>, Vec<BankCode>) {
    let directory = node.hub.directory();
    let Ok(policy) = node.policy(node.clock.now()) else {
        return (Vec::new(), directory.banks.keys().cloned().collect());
    };
    let mut asking = tokio::task::JoinSet::new();
    for bank in directory.banks.values().filter(|it| it.active).cloned() {
        let (node, policy) = (node.clone(), policy.clone());
        let (name, birth) = (name.to_owned(), birth.to_owned());
        asking.spawn(async move {
            let found = at(&node, &policy, &bank, &name, &birth).await;
            (bank.code, found)
        });
    }
    let (mut all, mut silent) = (Vec::new(), Vec::new());
    while let Some(one) = asking.join_next().await {
        match one {
            Ok((_, Some(found))) => all.extend(found),
            Ok((bank, None)) => silent.push(bank),
            Err(bug) => tracing::error!(why = %bug, "a bank was not asked for accounts"),
        }
    }
    all.sort_by(|a, b| (&a.bank, &a.account_num).cmp(&(&b.bank, &b.account_num)));
    silent.sort();
    (all, silent)
}

/// The accounts at one bank; `None` if it did not say.
async fn at(
    node: &Arc<Node>,
    policy: &Arc<Policy>,
    bank: &Bank,
    name: &str,
    birth: &str,
) -> Option<Vec<Found>> {
    let env = node.env();
    let place = node.enter_to_read(&bank.code, policy, env.now).ok()?;
    let request = AccountsRequest {
        request_id: env.id(0).to_string(),
        account_holder_name: name.to_owned(),
        account_holder_info: birth.to_owned(),
    };
    let body = serde_json::to_vec(&request).ok()?;
    let question = Question {
        bank,
        path: ACCOUNTS_PATH,
        body,
        expires_at: env.now.plus_ms(policy.bank_request_expiry_ms),
        deadline_at: env.now.plus_ms(policy.bank_deadline_ms),
    };
    let asked = node.bank.ask(&env, &node.hub.keys, question).await;
    node.leave(place, &bank.code, asked.heard);
    let reply: AccountsReply = serde_json::from_slice(&asked.answer.ok()?).ok()?;
    if reply.request_id != request.request_id || reply.bank_rsp_code != "000" {
        return None;
    }
    let plain =
        |num: &str| (1..=16).contains(&num.len()) && num.bytes().all(|b| b.is_ascii_alphanumeric());
    let good = reply.accounts.into_iter().filter(|it| plain(&it.account_num)).take(ACCOUNTS_MAX);
    Some(
        good.map(|it| Found {
            bank: bank.code.clone(),
            account_num: it.account_num,
            product_name: crate::wire::clipped(&it.product_name, 60),
            account_type: crate::wire::clipped(&it.account_type, 1),
        })
        .collect(),
    )
}
