//! The facts of a record in its reader's words. The record keeps its own: they stand in the detail.
//!
//! **Must never know** what a record is about.

use crate::console::format::NONE;
use crate::console::gates::{gate_word, held_until, rungs, verdict_word};
use crate::console::pieces::date_time;
use crate::console::shape::standing;
use naru_base::{Lang, Micros, Won, texts};
use naru_core::admission::{Gate, Standing, Verdict};
use naru_core::notify::deed_word;
use serde_json::{Map, Value};

texts! {
    fact_amount { ko: "금액", en: "amount" }
    fact_answer { ko: "은행 응답", en: "bank’s answer" }
    fact_asked { ko: "요청한 기한", en: "asked until" }
    fact_bank { ko: "은행", en: "bank" }
    fact_begins { ko: "적용", en: "applies from" }
    fact_case { ko: "문의·사건 번호", en: "case number" }
    fact_deed { ko: "제안한 일", en: "deed" }
    fact_ends { ko: "종료", en: "ends" }
    fact_from_day { ko: "시작", en: "valid from" }
    fact_until { ko: "끝", en: "valid until" }
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
/// Before the deeds on proposals.
pub(super) const PROPOSALS: &str = "proposal.";

/// The facts of a deed's record beside each other.
pub(crate) fn said(lang: Lang, action: &str, body: &str) -> String {
    said_but(lang, (action, body), &[])
}

/// The same of a proposal's record, whose deed and object stand beside it already.
pub(super) fn said_of_proposal(lang: Lang, action: &str, body: &str) -> String {
    said_but(lang, (action, body), &["kind", "subject"])
}

fn said_but(lang: Lang, (action, body): (&str, &str), but: &[&str]) -> String {
    match serde_json::from_str(body) {
        Ok(Value::Object(mut map)) => {
            map.retain(|key, _| !but.contains(&key.as_str()));
            pairs(lang, action, &map).join(" · ")
        }
        _ => body.to_owned(),
    }
}

fn pairs(lang: Lang, action: &str, map: &Map<String, Value>) -> Vec<String> {
    let is_told = |value: &Value| match value {
        Value::String(text) => !text.is_empty(),
        Value::Array(all) => !all.is_empty(),
        Value::Object(all) => !all.is_empty(),
        _ => true,
    };
    let told = map.iter().filter(|it| is_told(it.1));
    told.flat_map(|(key, value)| match value {
        // What was proposed: its own facts say it.
        Value::Object(inner) if key == "deed" => pairs(lang, action, inner),
        _ => vec![format!("{} {}", name(lang, action, key), worded(lang, (action, key), value))],
    })
    .collect()
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
        "due_at" if is_of_measure(action) => fact_begins(lang),
        "ends_at" if is_of_measure(action) => fact_ends(lang),
        "measure" => fact_measure(lang),
        "rule" => fact_rule(lang),
        "gate" => fact_gate(lang),
        "verdict" => fact_verdict(lang),
        "holds_until" => fact_holds(lang),
        "service" => fact_service(lang),
        "kind" if action.starts_with(PROPOSALS) => fact_deed(lang),
        "asked_until" => fact_asked(lang),
        "valid_from" => fact_from_day(lang),
        "valid_until" => fact_until(lang),
        other => other.to_owned(),
    }
}

/// Whether it is about a measure, or proposes one.
fn is_of_measure(action: &str) -> bool {
    action.starts_with("admission.measure") || action.starts_with(PROPOSALS)
}

/// What a fact says: a word of the record in the reader's, an instant as people read it, numbers
/// grouped.
fn worded(lang: Lang, (action, key): (&str, &str), value: &Value) -> String {
    match (key, value) {
        (_, Value::String(text)) => word(lang, (action, key), text).unwrap_or_else(|| text.clone()),
        (key, Value::Number(n)) => match n.as_i64() {
            // What ends with a day is told by its last one, as on every page.
            Some(n) if is_instant(key, n) && key.ends_with("until") => held_until(Micros::new(n)),
            Some(n) if is_instant(key, n) => date_time(Micros::new(n)),
            Some(n) => Won::new(n).grouped(),
            None => n.to_string(),
        },
        ("holds_until" | "ends_at", Value::Null) => no_end(lang),
        (_, Value::Array(all)) => {
            let all = all.iter().map(|it| worded(lang, (action, key), it));
            all.collect::<Vec<_>>().join(", ")
        }
        (_, Value::Object(map)) => pairs(lang, action, map).join(", "),
        (_, Value::Null) => NONE.to_owned(),
        (_, other) => other.to_string(),
    }
}

/// Microseconds of a year with four digits, under a name that says when.
fn is_instant(key: &str, n: i64) -> bool {
    let says_when = key.ends_with("_at") || key.ends_with("until") || key.ends_with("from");
    says_when && (1_000_000_000_000_000..10_000_000_000_000_000).contains(&n)
}

fn word(lang: Lang, (action, key): (&str, &str), text: &str) -> Option<String> {
    match key {
        "from" | "to" if action == CHANGED => standing_word(lang, text),
        "standing" => standing_word(lang, text),
        "gate" => Gate::parse(text).map(|it| gate_word(lang, it)),
        "verdict" => Verdict::parse(text).map(|it| verdict_word(lang, it)),
        "kind" if action.starts_with(PROPOSALS) => Some(deed_word(lang, text)),
        // The whole one stands in the record.
        _ if is_hash(text) => Some(format!("{}…{}", &text[..8], &text[60..])),
        _ => None,
    }
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn standing_word(lang: Lang, text: &str) -> Option<String> {
    Standing::parse(text).map(|it| standing(lang, rungs(it)).2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The end of a day is the first instant of the next one; a page says the day.
    #[test]
    fn what_ends_with_a_day_is_told_by_it() {
        let day = naru_base::BusinessDate::parse("20271130").unwrap();
        let (ends, noon) = (day.next().starts_at(), day.starts_at().plus_seconds(12 * 3_600));
        for key in ["asked_until", "holds_until", "until", "valid_until"] {
            let body = |at: Micros| format!(r#"{{"{key}":{}}}"#, at.get());
            let told = said(Lang::Ko, "admission.deadline.answered", &body(ends));
            assert!(told.ends_with("2027-11-30"), "{told}");
            let told = said(Lang::Ko, "admission.deadline.answered", &body(noon));
            assert!(told.ends_with("2027-11-30 12:00"), "{told}");
        }
    }

    #[test]
    fn what_was_proposed_is_read_in_words() {
        let sha = "ab".repeat(32);
        let body = format!(
            r#"{{"deed":{{"amount":50000000,"insurer":"","valid_from":1795793871335218,
            "papers":["{sha}","b"],"gate":"surety"}},"kind":"surety.instrument",
            "subject":"surety:M202600001"}}"#
        );
        let said = said(Lang::Ko, "proposal.rejected", &body);
        let from = date_time(Micros::new(1_795_793_871_335_218));
        for text in [
            "금액 50,000,000",
            &format!("시작 {from}"),
            "papers abababab…abab, b",
            "관문 보증",
            "제안한 일 보증 등록",
            "subject surety:M202600001",
        ] {
            assert!(said.contains(text), "{text} in {said}");
        }
        assert!(!said.contains('{') && !said.contains("insurer"), "{said}");
        // Of a measure the same words in each step of its proposal.
        let measure = r#"{"deed":{"due_at":1795793871335218,"standing":"suspended"},"kind":"x"}"#;
        for step in ["proposed", "confirmed", "withdrawn"] {
            let said = said_of_proposal(Lang::Ko, &format!("proposal.{step}"), measure);
            assert_eq!(said, format!("적용 {from} · 자격 이용 정지"), "{step}");
        }
        // Beside its headline neither deed nor object is said again.
        let said = said_of_proposal(Lang::Ko, "proposal.rejected", &body);
        assert!(!said.contains("surety:M") && !said.contains("제안한 일"), "{said}");
    }
}
