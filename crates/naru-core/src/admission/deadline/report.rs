//! Rules with a date, and who stands where, as JSON: the same for the command line, the console and
//! the operator API.

use super::decide::Finding;
use super::ground::{Ground, Grounds};
use super::model::{Booking, Extension, Reply, Rule};
use super::service::Under;
use data_encoding::HEXLOWER;
use naru_base::Micros;
use serde_json::{Value, json};

impl Finding {
    /// The word on the wire.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Finding::Met => "met",
            Finding::Ahead => "ahead",
            Finding::Extend { .. } => "extend",
            Finding::Restrict { .. } => "restrict",
            Finding::Warn { .. } => "warn",
            Finding::Restricted => "restricted",
        }
    }
}

/// A rule. Times are microseconds since 1970, UTC.
pub fn rule(it: &Rule) -> Value {
    let both = |text: &super::Text| json!({"ko": text.ko, "en": text.en});
    json!({
        "rule": it.id,
        "class": it.concerned.as_str(),
        "requirement": it.requirement.as_str(),
        "title": both(&it.title),
        "old": both(&it.old),
        "new": both(&it.new),
        "effective_at": it.effective_at.get(),
        "due_at": it.due_at.get(),
        "source": it.source,
    })
}

/// A ground on which more time may be given.
pub fn ground(it: &Ground) -> Value {
    json!({
        "ground": it.name,
        "title": json!({"ko": it.title.ko, "en": it.title.en}),
        "needs_document": it.needs_document,
        "longest": it.most,
        "source": it.source,
    })
}

/// One institution under one rule; what it answered in words stays sealed.
pub fn place(it: &Under) -> Value {
    let (until, ground, why) = match &it.finding {
        Finding::Extend { until, ground, why } => (Some(*until), Some(ground), Some(*why)),
        Finding::Restrict { from, why } => (Some(*from), None, Some(*why)),
        Finding::Warn { until, why } => (Some(*until), None, Some(*why)),
        Finding::Met | Finding::Ahead | Finding::Restricted => (None, None, None),
    };
    json!({
        "institution": it.institution.as_str(),
        "rule": it.rule.id,
        "due_at": it.due.get(),
        "finding": it.finding.as_str(),
        "why": why.map(super::Why::as_str),
        "ground": ground,
        "proposed_at": until.map(Micros::get),
        "check": it.known.booking.as_ref().map(booking),
        "answers": it.known.replies.iter().map(reply).collect::<Vec<_>>(),
        "extensions": it.known.extensions.iter().map(extension).collect::<Vec<_>>(),
    })
}

fn booking(it: &Booking) -> Value {
    let slot = it.slot_ends_at.map(Micros::get);
    json!({"applied_at": it.applied_at.get(), "slot_ends_at": slot})
}

fn reply(it: &Reply) -> Value {
    json!({
        "answer": it.id.to_string(),
        "ground": it.ground,
        "asked_until": it.asked_until.get(),
        "document": it.sha256.map(|sha| HEXLOWER.encode(&sha)),
        "answered_at": it.at.get(),
    })
}

fn extension(it: &Extension) -> Value {
    json!({
        "extension": it.id.to_string(),
        "ground": it.ground,
        "until": it.until.get(),
        "decided_at": it.at.get(),
    })
}

/// Every rule, every ground, and everybody whom a rule concerns.
pub fn all(rules: &[Rule], grounds: &Grounds, places: &[Under], now: Micros) -> Value {
    json!({
        "at": now.get(),
        "rules": rules.iter().map(rule).collect::<Vec<_>>(),
        "grounds_version": grounds.version,
        "grounds_source": grounds.source,
        "grounds": grounds.grounds.iter().map(ground).collect::<Vec<_>>(),
        "places": places.iter().map(place).collect::<Vec<_>>(),
    })
}
