//! Judges the cases from the calls that were seen. Pure: the same calls, the same findings.

use super::list::{Case, CaseList, Rule, Unknown};
use super::model::{Item, Judged, Overall, Seen, State, Why};
use crate::identity::Scope;
use naru_base::{BankTranId, ClientUseCode};
use std::collections::{BTreeMap, BTreeSet};

const RESULT: &str = "/v2.0/transfer/result";
const RETURN_RESULT: &str = "/v2.0/return/result";
const CLAIM: &str = "/v2.0/return/claim";
const CANCEL: &str = "/v2.0/account/cancel";
const CLOSE: &str = "/v2.0/user/close";
const REGISTER: &str = "/v2.0/user/register";
const WITHDRAW: &str = "/v2.0/transfer/withdraw/";
const DEPOSIT: &str = "/v2.0/transfer/deposit/";
const DONE: &str = "A0000";
const DUPLICATE: &str = "A0326";

/// Judges every case that is asked of whoever has these scopes; `calls` in the order they came.
pub fn judge(
    list: &CaseList,
    (tenant, scopes): (&ClientUseCode, &[Scope]),
    calls: &[Seen],
) -> Vec<Judged> {
    let judged = |case: &Case| {
        let found = find(&case.rule, &list.unknown, tenant, calls);
        let (state, why, call) = match found {
            Found::Waiting => (State::Waiting, None, None),
            Found::Passed(call) => (State::Passed, None, Some(call.id.clone())),
            Found::Failed(why, call) => (State::Failed, Some(why), Some(call.id.clone())),
        };
        Judged { case: case.id.clone(), state, why, call }
    };
    list.asked(scopes).map(judged).collect()
}

/// How a run stands as a whole. A case that failed is not made good within the same run.
pub fn overall(judged: &[Judged]) -> Overall {
    if judged.iter().any(|it| it.state == State::Failed) {
        Overall::Failed
    } else if !judged.is_empty() && judged.iter().all(|it| it.state == State::Passed) {
        Overall::Passed
    } else {
        Overall::UnderWay
    }
}

enum Found<'c> {
    Waiting,
    Passed(&'c Seen),
    Failed(Why, &'c Seen),
}

fn find<'c>(
    rule: &Rule,
    unknown: &Unknown,
    tenant: &ClientUseCode,
    calls: &'c [Seen],
) -> Found<'c> {
    match rule {
        Rule::Answered { path, codes } => {
            let fits = |it: &&Seen| it.endpoint == *path && is_answered(it, codes);
            calls.iter().find(fits).map_or(Found::Waiting, Found::Passed)
        }
        Rule::Paged { path } => paged(path, calls),
        Rule::Inquired { path, amount } => {
            let fits = |it: &Item| it.amount == *amount;
            inquired(unknown, path, fits, calls)
        }
        Rule::NeverResent => inquired(unknown, "/v2.0/transfer/", |_| true, calls),
        Rule::Refused { path, codes, bank_codes } => refused(path, codes, bank_codes, calls),
        Rule::TokenObeyed { grace_s, .. } => token_obeyed(*grace_s, calls),
        Rule::ConsentObeyed => consent_obeyed(calls),
        Rule::Ids { at_least } => ids(tenant, *at_least, calls),
        Rule::Clock { at_least, off_s_max } => clock(*at_least, *off_s_max, calls),
    }
}

fn is_answered(it: &Seen, codes: &[String]) -> bool {
    codes.contains(&it.code)
        && it.items.iter().all(|it| matches!(&*it.bank_code, "" | "000" | "400"))
}

/// The withdrawal or the deposit that a call orders.
fn order(it: &Seen) -> Option<&Item> {
    let orders = it.endpoint.starts_with(WITHDRAW) || it.endpoint.starts_with(DEPOSIT);
    it.items.first().filter(|_| orders)
}

/// What is the same in an order that is sent again: which way, which account, how much.
fn same_order(one: &Seen, other: &Seen) -> bool {
    let way = |it: &Seen| it.endpoint.starts_with(WITHDRAW);
    match (order(one), order(other)) {
        (Some(a), Some(b)) => {
            way(one) == way(other) && (&a.about, a.amount) == (&b.about, b.amount)
        }
        _ => false,
    }
}

fn is_unknown(of: &Unknown, call: &Seen, item: &Item) -> bool {
    of.codes.contains(&call.code) || of.bank_codes.contains(&item.bank_code)
}

/// Whether a call tells for certain what became of a transfer.
fn tells(of: &Unknown, call: &Seen, id: &str) -> bool {
    // Another line of the same answer may be open.
    let is_certain = |code: &String| !code.is_empty() && !of.bank_codes.contains(code);
    let about = |it: &Item| it.id == id && is_certain(&it.bank_code);
    call.endpoint == RESULT && call.items.iter().any(about)
}

fn inquired<'c>(
    unknown: &Unknown,
    path: &str,
    fits: impl Fn(&Item) -> bool,
    calls: &'c [Seen],
) -> Found<'c> {
    let mut answer = None;
    let mut is_open = false;
    for (n, call) in calls.iter().enumerate() {
        let Some(item) = order(call).filter(|it| fits(it) && is_unknown(unknown, call, it)) else {
            continue;
        };
        if !call.endpoint.starts_with(path) {
            continue;
        }
        let later = &calls[n.saturating_add(1)..];
        let end = later.iter().position(|it| tells(unknown, it, &item.id));
        let until = &later[..end.unwrap_or(later.len())];
        let again =
            |it: &&Seen| same_order(call, it) && order(it).is_some_and(|other| other.id != item.id);
        if let Some(resent) = until.iter().find(again) {
            return Found::Failed(Why::Resent, resent);
        }
        match end.and_then(|at| later.get(at)) {
            Some(told) => answer = Some(told),
            None => is_open = true,
        }
    }
    match answer {
        Some(told) if !is_open => Found::Passed(told),
        _ => Found::Waiting,
    }
}

fn refused<'c>(
    path: &str,
    codes: &[String],
    bank_codes: &[String],
    calls: &'c [Seen],
) -> Found<'c> {
    let mut passed = None;
    for (n, call) in calls.iter().enumerate() {
        let by_bank = || call.items.iter().any(|it| bank_codes.contains(&it.bank_code));
        if !call.endpoint.starts_with(path) || !(codes.contains(&call.code) || by_bank()) {
            continue;
        }
        let later = &calls[n.saturating_add(1)..];
        if let Some(again) = later.iter().find(|it| same_order(call, it)) {
            return Found::Failed(Why::RefusedAgain, again);
        }
        if passed.is_none() && !later.is_empty() {
            passed = Some(call);
        }
    }
    passed.map_or(Found::Waiting, Found::Passed)
}

fn token_obeyed(grace_s: i64, calls: &[Seen]) -> Found<'_> {
    let mut refused: BTreeMap<&str, &Seen> = BTreeMap::new();
    let mut passed = None;
    for call in calls.iter().filter(|it| !it.token.is_empty()) {
        match (call.is_dead, refused.get(&*call.token)) {
            (true, Some(first)) if call.at > first.at.plus_seconds(grace_s) => {
                return Found::Failed(Why::DeadToken, call);
            }
            (true, Some(_)) => {}
            (true, None) => {
                refused.insert(&call.token, call);
            }
            (false, _) if !refused.is_empty() => passed = passed.or(Some(call)),
            (false, _) => {}
        }
    }
    passed.map_or(Found::Waiting, Found::Passed)
}

/// Which agreement a call about an account rests on.
fn rests_on(endpoint: &str) -> Option<&'static str> {
    let inquiry = ["/v2.0/account/balance/", "/v2.0/account/transaction_list/"];
    if inquiry.iter().any(|it| endpoint.starts_with(it)) {
        return Some("inquiry");
    }
    endpoint.starts_with(WITHDRAW).then_some("transfer")
}

fn consent_obeyed(calls: &[Seen]) -> Found<'_> {
    let mut cancelled: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut left: BTreeSet<&str> = BTreeSet::new();
    let mut passed = None;
    for call in calls {
        let about = call.items.first().map_or("", |it| it.about.as_str());
        let rests = rests_on(&call.endpoint);
        let is_over = rests.is_some_and(|wish| cancelled.contains(&(about, wish)));
        if is_over || (call.endpoint != REGISTER && left.contains(call.user.as_str())) {
            return Found::Failed(Why::AfterEnd, call);
        }
        let has_ended = !cancelled.is_empty() || !left.is_empty();
        match (&*call.endpoint, &*call.code) {
            (CANCEL, DONE) => {
                cancelled.insert((about, call.wish.as_str()));
            }
            (CLOSE, DONE) => {
                left.insert(&call.user);
            }
            (REGISTER, DONE) => {
                cancelled.remove(&(about, call.wish.as_str()));
                left.remove(call.user.as_str());
            }
            _ if has_ended => passed = passed.or(Some(call)),
            _ => {}
        }
        // No user is no user who has left.
        left.remove("");
    }
    passed.map_or(Found::Waiting, Found::Passed)
}

fn ids<'c>(tenant: &ClientUseCode, at_least: usize, calls: &'c [Seen]) -> Found<'c> {
    let mut known: BTreeMap<&str, &Seen> = BTreeMap::new();
    let mut last = None;
    // What a dead token came with was not read, so it used no id.
    let names = |it: &&Seen| !it.is_dead && it.endpoint != RESULT && it.endpoint != RETURN_RESULT;
    for call in calls.iter().filter(names) {
        for item in call.items.iter().filter(|it| !it.id.is_empty()) {
            if !is_well_formed(tenant, &item.id) {
                return Found::Failed(Why::IdMalformed, call);
            }
            let is_other = known.get(&*item.id).is_some_and(|it| !repeats(it, call));
            if is_other || call.code == DUPLICATE {
                return Found::Failed(Why::IdReused, call);
            }
            known.entry(&item.id).or_insert(call);
            last = Some(call);
        }
    }
    match last {
        Some(call) if known.len() >= at_least => Found::Passed(call),
        _ => Found::Waiting,
    }
}

fn is_well_formed(tenant: &ClientUseCode, id: &str) -> bool {
    BankTranId::parse(id).is_ok_and(|it| it.is_of(tenant) && it.is_by_institution())
}

/// Whether a call is another one sent again, as one may under the same id.
fn repeats(one: &Seen, other: &Seen) -> bool {
    let claims = one.endpoint == CLAIM && other.endpoint == CLAIM;
    let what = |it: &Seen| it.items.first().map(|it| (it.about.clone(), it.amount));
    same_order(one, other) || (claims && what(one) == what(other))
}

fn clock(at_least: usize, off_s_max: i64, calls: &[Seen]) -> Found<'_> {
    let mut seen = 0_usize;
    let mut last = None;
    for call in calls {
        let Some(clock) = call.clock else { continue };
        if call.at.since(clock).unsigned_abs() / 1_000_000 > off_s_max.unsigned_abs() {
            return Found::Failed(Why::ClockOff, call);
        }
        seen = seen.saturating_add(1);
        last = Some(call);
    }
    match last {
        Some(call) if seen >= at_least => Found::Passed(call),
        _ => Found::Waiting,
    }
}

fn paged<'c>(path: &str, calls: &'c [Seen]) -> Found<'c> {
    let mut given: BTreeSet<&str> = BTreeSet::new();
    let mut passed = None;
    for call in calls.iter().filter(|it| it.endpoint.starts_with(path)) {
        if !call.cursor_sent.is_empty() {
            if !given.contains(call.cursor_sent.as_str()) {
                return Found::Failed(Why::CursorInvented, call);
            }
            if call.code == DONE && call.cursor_given.is_empty() {
                passed = passed.or(Some(call));
            }
        }
        if !call.cursor_given.is_empty() {
            given.insert(&call.cursor_given);
        }
    }
    passed.map_or(Found::Waiting, Found::Passed)
}
