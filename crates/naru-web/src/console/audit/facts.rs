//! The facts of a record in its reader's words. The record keeps its own: they stand in the detail.
//!
//! **Must never know** what a record is about.

use crate::console::gates::{gate_word, rungs, verdict_word};
use crate::console::pieces::date_time;
use crate::console::shape::standing;
use naru_base::{Lang, Micros, Won, texts};
use naru_core::admission::{Gate, Standing, Verdict};
use serde_json::Value;

texts! {
    fact_amount { ko: "금액", en: "amount" }
    fact_answer { ko: "은행 응답", en: "bank’s answer" }
    fact_bank { ko: "은행", en: "bank" }
    fact_begins { ko: "적용", en: "applies from" }
    fact_case { ko: "문의·사건 번호", en: "case number" }
    fact_ends { ko: "종료", en: "ends" }
    fact_fee { ko: "수수료", en: "fee" }
    fact_from { ko: "이전 자격", en: "standing before" }
    fact_gate { ko: "관문", en: "gate" }
    fact_holds { ko: "유효 기한", en: "holds until" }
    fact_limit { ko: "남은 한도", en: "limit left" }
    fact_measure { ko: "조치", en: "measure" }
    fact_reason { ko: "사유", en: "reason" }
    fact_role { ko: "역할", en: "role" }
    fact_rule { ko: "규칙", en: "rule" }
    fact_scope { ko: "범위", en: "scope" }
    fact_service { ko: "서비스", en: "service" }
    fact_standing { ko: "자격", en: "standing" }
    fact_to { ko: "바뀐 자격", en: "standing now" }
    fact_verdict { ko: "판정", en: "verdict" }
    fact_why { ko: "은행의 답", en: "bank’s word" }
    no_end { ko: "없음", en: "none" }
}

/// What is written down when a standing changes: its `from` and `to` are standings.
const CHANGED: &str = "admission.standing.changed";

/// The facts of a deed's record beside each other.
pub(crate) fn said(lang: Lang, action: &str, body: &str) -> String {
    let Ok(Value::Object(map)) = serde_json::from_str(body) else {
        return body.to_owned();
    };
    let is_told = |value: &Value| !matches!(value, Value::String(text) if text.is_empty());
    let pairs = map.iter().filter(|it| is_told(it.1)).map(|(key, value)| {
        format!("{} {}", name(lang, action, key), worded(lang, (action, key), value))
    });
    pairs.collect::<Vec<_>>().join(" · ")
}

/// The name of a fact that people meet often; the others keep the trail's own.
fn name(lang: Lang, action: &str, key: &str) -> String {
    match key {
        "amount" => fact_amount(lang),
        "bank" => fact_bank(lang),
        "fee" => fact_fee(lang),
        "limit_remain" => fact_limit(lang),
        "bank_rsp_code" => fact_answer(lang),
        "why" => fact_why(lang),
        "reason" => fact_reason(lang),
        "reference" => fact_case(lang),
        "role" => fact_role(lang),
        "scope" => fact_scope(lang),
        "standing" => fact_standing(lang),
        "from" if action == CHANGED => fact_from(lang),
        "to" if action == CHANGED => fact_to(lang),
        "due_at" if action.starts_with("admission.measure") => fact_begins(lang),
        "ends_at" if action.starts_with("admission.measure") => fact_ends(lang),
        "measure" => fact_measure(lang),
        "rule" => fact_rule(lang),
        "gate" => fact_gate(lang),
        "verdict" => fact_verdict(lang),
        "holds_until" => fact_holds(lang),
        "service" => fact_service(lang),
        other => other.to_owned(),
    }
}

/// What a fact says: a word of the record in the reader's, an instant as people read it, numbers
/// grouped.
fn worded(lang: Lang, (action, key): (&str, &str), value: &Value) -> String {
    match (key, value) {
        (_, Value::String(text)) => word(lang, (action, key), text).unwrap_or_else(|| text.clone()),
        (key, Value::Number(n)) => match n.as_i64() {
            Some(n) if is_instant(key, n) => date_time(Micros::new(n)),
            Some(n) => Won::new(n).grouped(),
            None => n.to_string(),
        },
        ("holds_until" | "ends_at", Value::Null) => no_end(lang),
        (_, other) => other.to_string(),
    }
}

/// Microseconds of a year with four digits, under a name that says when.
fn is_instant(key: &str, n: i64) -> bool {
    let says_when = key.ends_with("_at") || key.ends_with("until") || key == "valid_from";
    says_when && (1_000_000_000_000_000..10_000_000_000_000_000).contains(&n)
}

fn word(lang: Lang, (action, key): (&str, &str), text: &str) -> Option<String> {
    match key {
        "from" | "to" if action == CHANGED => standing_word(lang, text),
        "standing" => standing_word(lang, text),
        "gate" => Gate::parse(text).map(|it| gate_word(lang, it)),
        "verdict" => Verdict::parse(text).map(|it| verdict_word(lang, it)),
        _ => None,
    }
}

fn standing_word(lang: Lang, text: &str) -> Option<String> {
    Standing::parse(text).map(|it| standing(lang, rungs(it)).2)
}
