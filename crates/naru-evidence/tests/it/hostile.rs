//! Whatever the bytes are: an answer with a place, in bounded time and memory, and no panic.

use crate::suites::scans;
use naru_evidence::{BYTES_MAX, LIMITS, read, read_as};
use naru_sbom::json::Limits;
use naru_sbom::refused::Why;
use proptest::prelude::*;
use std::sync::OnceLock;

fn why(bytes: &[u8]) -> (String, Why) {
    let refused = read(bytes).unwrap_err();
    assert!(!refused.ko().is_empty() && !refused.en().is_empty());
    (refused.at, refused.why)
}

#[test]
fn entities_are_refused_not_expanded() {
    let laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [\n<!ENTITY lol \"lol\">\n\
        <!ENTITY lol2 \"&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;\">\n]>\n\
        <nmaprun>&lol2;</nmaprun>";
    assert!(matches!(why(laughs.as_bytes()).1, Why::Entities { line: 1..=2 }));
    let outside =
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><nmaprun>&e;</nmaprun>";
    assert!(matches!(why(outside.as_bytes()).1, Why::Entities { .. }));
    let unknown = "<nmaprun>\n&later;</nmaprun>";
    assert!(matches!(why(unknown.as_bytes()).1, Why::Markup { line: 2, .. }));
}

#[test]
fn what_is_too_deep_too_large_or_broken_is_refused_with_its_place() {
    let deep = "[".repeat(100_000);
    assert!(matches!(why(deep.as_bytes()), (at, Why::TooDeep { depth_max: 64 }) if at.len() > 60));
    let deep = "<a>".repeat(100_000);
    assert!(matches!(why(deep.as_bytes()).1, Why::TooDeep { depth_max: 64 }));
    let twice = br#"{"version":"2.1.0","runs":[{"a":1,"a":2}]}"#;
    assert_eq!(why(twice), ("/runs/0".to_owned(), Why::DuplicateKey { key: "a".to_owned() }));
    let cut = b"{\"version\":\"2.1.0\",\n\"runs\":[{\"tool\":";
    assert!(matches!(why(cut), (at, Why::Syntax { line: 2, .. }) if at == "/runs/0/tool"));
    let cut = b"<OWASPZAPReport>\n<site>\n<alerts>";
    assert!(matches!(why(cut).1, Why::Markup { line: 3, .. }));
    assert!(matches!(why(b"{\"runs\":\xff[]}").1, Why::NotUtf8 { offset: 8 }));
    let (_, other) = why(b"{\"hello\":1,\"world\":2}");
    assert_eq!(other, Why::NotRecognised { seen: "hello, world".to_owned() });
    assert!(matches!(why(b"MZ\x00\x01").1, Why::NotRecognised { .. }));
    assert!(matches!(why(b"just words").1, Why::NotRecognised { .. }));
    let large = vec![b' '; BYTES_MAX + 1];
    assert!(matches!(why(&large).1, Why::TooLarge { .. }));
    let many = Limits { values_max: 100, ..LIMITS };
    let text = format!("[{}0]", "0,".repeat(200));
    let refused = read_as(text.as_bytes(), many).unwrap_err();
    assert_eq!(refused.why, Why::TooMany { values_max: 100 });
}

/// One text that many findings share must not be multiplied by them.
#[test]
fn a_report_is_not_much_larger_than_its_file() {
    let long = "x".repeat(100_000);
    let instances = r#"{"uri":"u"},"#.repeat(2_000);
    let zap = format!(
        r#"{{"@version":"2","site":[{{"@name":"{long}","alerts":[{{"pluginid":"1","name":"{long}",
        "riskdesc":"{long}","desc":"{long}","instances":[{}]}}]}}]}}"#,
        instances.trim_end_matches(',')
    );
    let results = r#"{"ruleIndex":0,"message":{"id":"m","arguments":["y"]}},"#.repeat(2_000);
    let sarif = format!(
        r#"{{"version":"2.1.0","runs":[{{"tool":{{"driver":{{"name":"{long}","rules":[{{"id":"{long}",
        "shortDescription":{{"text":"{long}"}},"messageStrings":{{"m":{{"text":"{long}"}}}}}}]}}}},
        "artifacts":[{{"location":{{"uri":"{long}"}}}}],"results":[{}]}}]}}"#,
        results.trim_end_matches(',')
    );
    let affects: Vec<String> = (0..2_000).map(|n| format!(r#"{{"ref":"{n}"}}"#)).collect();
    let bill = format!(
        r#"{{"bomFormat":"CycloneDX","specVersion":"1.5","components":[],"vulnerabilities":[{{"id":
        "{long}","description":"{long}","ratings":[{{"severity":"{long}"}}],"analysis":{{"state":
        "exploitable","detail":"{long}"}},"affects":[{}]}}]}}"#,
        affects.join(",")
    );
    for text in [zap, sarif, bill] {
        let report = read(text.as_bytes()).unwrap();
        assert_eq!(report.findings.len(), 2_000);
        let size = serde_json::to_string(&report).unwrap().len();
        assert!(size < 20 * text.len(), "{} bytes became {size}", text.len());
    }
}

/// Real files, the long ones cut to what a mutation needs.
fn samples() -> &'static [Vec<u8>] {
    static SAMPLES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    SAMPLES.get_or_init(|| {
        let mut all: Vec<Vec<u8>> = scans()
            .into_iter()
            .map(|it| it.1)
            .filter(|it| (1..70_000).contains(&it.len()))
            .collect();
        all.push(b"{\"version\":\"2.1.0\",\"runs\":[]}".to_vec());
        all
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn damaged_files_are_answered(
        which in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 0..8),
        keep in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = which.get(samples()).clone();
        for (at, byte, how) in edits {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => drop(bytes.remove(at)),
                // A value of another kind where one stands.
                _ => { bytes.splice(at..at, *b"null,[{}],"); }
            }
        }
        if let Some(keep) = keep {
            bytes.truncate(keep.index(bytes.len() + 1));
        }
        match read(&bytes) {
            Ok(report) => prop_assert!(report.values_kept_count <= report.values_count),
            Err(refused) => prop_assert!(!refused.ko().is_empty()),
        }
    }

    #[test]
    fn values_of_other_kinds_are_answered(
        which in any::<prop::sample::Index>(),
        picks in prop::collection::vec((any::<prop::sample::Index>(), 0..6_usize), 1..6),
    ) {
        let text = String::from_utf8(which.get(samples()).clone()).unwrap();
        let Ok(mut value) = serde_json::from_str::<serde_json::Value>(&text) else { return Ok(()) };
        for (pick, kind) in picks {
            let mut places = Vec::new();
            pointers(&value, String::new(), &mut places);
            let other = [
                serde_json::json!(null),
                serde_json::json!([]),
                serde_json::json!({"a": [1, {"b": null}]}),
                serde_json::json!(-1.5e300),
                serde_json::json!("\u{0}\u{1F600}"),
                serde_json::json!([[["x"], "y"], true]),
            ];
            if let Some(it) = value.pointer_mut(&places[pick.index(places.len())]) {
                *it = other[kind].clone();
            }
        }
        if let Ok(report) = read(value.to_string().as_bytes()) {
            prop_assert!(report.values_kept_count <= report.values_count);
        }
    }
}

fn pointers(value: &serde_json::Value, at: String, into: &mut Vec<String>) {
    match value {
        serde_json::Value::Array(items) => {
            for (index, it) in items.iter().enumerate() {
                pointers(it, format!("{at}/{index}"), into);
            }
        }
        serde_json::Value::Object(fields) => {
            for (name, it) in fields {
                let name = name.replace('~', "~0").replace('/', "~1");
                pointers(it, format!("{at}/{name}"), into);
            }
        }
        _ => {}
    }
    into.push(at);
}
