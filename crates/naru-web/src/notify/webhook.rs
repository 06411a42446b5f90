//! A notice as a webhook: what is said, and under which headers.

use super::sign;
use naru_base::{Lang, Micros};
use naru_core::hub::Directory;
use naru_core::notify::{Called, Notice, Outgoing};
use serde_json::{Value, json};

/// The body: the type and data of the notice, and what it says in both languages.
pub fn body(notice: &Notice, directory: &Directory) -> Vec<u8> {
    let content = serde_json::to_value(&notice.content).unwrap_or(Value::Null);
    let said = |of: fn(&Notice, Lang, &Called<'_>) -> String| {
        let in_language = |lang| of(notice, lang, &|code: &str| directory.called(lang, code));
        json!({ "ko": in_language(Lang::Ko), "en": in_language(Lang::En) })
    };
    let body = json!({
        "type": content["type"],
        "timestamp": iso(notice.delivery.created_at),
        "status": notice.status.as_str(),
        "severity": notice.severity.as_str(),
        "title": said(Notice::title),
        "text": said(|it, lang, called| it.content.text(lang, called)),
        "data": content["data"],
    });
    body.to_string().into_bytes()
}

/// The headers of Standard Webhooks for an attempt at `now`; `None` if no secret signs.
pub fn headers(it: &Outgoing, body: &[u8], now: Micros) -> Option<Vec<(&'static str, String)>> {
    // The same for each attempt: a receiver tells repetitions by it.
    let id = format!("msg_{}", it.notice.delivery.id);
    let timestamp = now.unix_seconds();
    let secrets = it.secrets.iter().map(|secret| &secret.0);
    let signature = sign::signature(secrets, &id, timestamp, body)?;
    Some(vec![
        ("webhook-id", id),
        ("webhook-timestamp", timestamp.to_string()),
        ("webhook-signature", signature),
    ])
}

/// 2026-11-22T12:00:00.000+09:00.
fn iso(at: Micros) -> String {
    let text = at.kst_dtm17();
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-{}T{}:{}:{}.{}+09:00",
        part(0, 4),
        part(4, 6),
        part(6, 8),
        part(8, 10),
        part(10, 12),
        part(12, 14),
        part(14, 17)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_with_their_offset() {
        let at = Micros::parse_kst_dtime14("20261122120007").unwrap().plus_ms(45);
        assert_eq!(iso(at), "2026-11-22T12:00:07.045+09:00");
    }
}
