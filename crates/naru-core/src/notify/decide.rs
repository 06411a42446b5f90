//! The decisions of notify. Pure.

use super::model::{Channel, Contact, Event, Outcome, Severity};
use super::topic::Topic;
use crate::policy::NotifyRules;
use naru_base::{Micros, Refusal};
use naru_store::jobs::{Next, Retry};

const DAY_US: i64 = 86_400_000_000;
/// The longest URL or mailbox.
const ADDRESS_BYTES_MAX: usize = 500;

/// Which of a party's contacts hear something of this severity; `None` is the inbox, which needs
/// no contact: an inbox contact only sets from which severity on.
pub(super) fn who_hears(
    contacts: &[Contact],
    topic: Topic,
    severity: Severity,
) -> Vec<(Channel, Option<usize>)> {
    let inbox = contacts.iter().find(|it| it.channel == Channel::Inbox);
    let mut out = Vec::new();
    if !topic.is_for_programs() && inbox.is_none_or(|it| severity >= it.severity_min) {
        out.push((Channel::Inbox, None));
    }
    let others = contacts.iter().enumerate().filter(|(_, it)| it.channel != Channel::Inbox);
    out.extend(
        others
            .filter(|(_, it)| severity >= it.severity_min)
            .filter(|(_, it)| it.channel == Channel::Webhook || !topic.is_for_programs())
            .map(|(index, it)| (it.channel, Some(index))),
    );
    out
}

/// What an attempt's outcome means: the event, and when the next attempt is.
pub(super) fn after_attempt(
    rules: &NotifyRules,
    attempts: i64,
    outcome: &Outcome,
    now: Micros,
) -> (Event, Option<Micros>) {
    match outcome {
        Outcome::Sent => (Event::Sent, None),
        Outcome::Gone(_) => (Event::GaveUp, None),
        Outcome::Missed(_) => {
            let whole = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
            let retry = Retry {
                first_ms: rules.retry_first_ms,
                longest_ms: rules.retry_max_ms,
                attempts_max: whole(rules.attempts_max),
            };
            match retry.decide(whole(attempts), now) {
                Next::Again(at) => (Event::Missed, Some(at)),
                Next::GivenUp => (Event::GaveUp, None),
            }
        }
    }
}

/// The step (in days before the end) that is due for what ends at `until`: the nearest one whose
/// day has come, so that whoever was not told of an earlier one is not told of both at once.
pub fn due_step(steps: &[i64], until: Micros, now: Micros) -> Option<i64> {
    let left = until.since(now);
    if left <= 0 {
        return None;
    }
    steps.iter().copied().filter(|days| left <= days.saturating_mul(DAY_US)).min()
}

/// Whether a channel can have this address.
pub(super) fn check_address(channel: Channel, address: &str) -> Result<(), Refusal> {
    let plain = !address.is_empty()
        && address.len() <= ADDRESS_BYTES_MAX
        && address.bytes().all(|b| b.is_ascii_graphic());
    let fits = match channel {
        Channel::Inbox => address.is_empty(),
        Channel::Webhook => plain && is_url(address),
        Channel::Email => plain && is_mailbox(address),
    };
    if fits { Ok(()) } else { Err(Refusal::new("notify/address-invalid")) }
}

/// `https://host…` or `http://host…`, without a user in it.
fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let authority = rest.and_then(|it| it.split(['/', '?', '#']).next()).unwrap_or_default();
    !authority.is_empty() && !authority.contains('@') && !text.contains(['\\', '"', '<', '>'])
}

/// One local part, one domain with a dot in it.
fn is_mailbox(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._+".contains(&b);
    let dotted = domain.split('.').count() >= 2 && domain.split('.').all(|it| !it.is_empty());
    !local.is_empty() && local.bytes().all(plain) && domain.bytes().all(plain) && dotted
}
