//! Statements about vulnerabilities: OpenVEX there and back, and what is refused.

use naru_sbom::json::Limits;
use naru_sbom::refused::Why;
use naru_sbom::vex::openvex::{Document, read, write};
use naru_sbom::vex::{Affected, Justification, Statement, Status};

fn document(statements: &str) -> String {
    format!(
        r#"{{"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://bank.example/vex/1",
        "author": "Security desk", "timestamp": "2026-08-01T00:00:00Z", "version": 3,
        "statements": [{statements}]}}"#
    )
}

fn parsed(statements: &str) -> Result<Document, naru_sbom::refused::Refused> {
    read(document(statements).as_bytes(), Limits::default())
}

#[test]
fn what_is_written_is_read_again() {
    let affected = |reference: &str, purl: Option<&str>| Affected {
        reference: reference.to_owned(),
        purl: purl.map(str::to_owned),
        versions: vec![],
    };
    let rope = "pkg:cargo/rope@1.2.0";
    let statements = vec![
        Statement {
            id: "CVE-2026-90001".to_owned(),
            aliases: vec!["RUSTSEC-2026-0901".to_owned()],
            status: Status::NotAffected,
            justification: Some(Justification::CodeNotReachable),
            detail: Some("the parser is never given input from outside".to_owned()),
            affects: vec![
                affected(rope, Some(rope)),
                affected("https://bank.example/ship", Some("pkg:cargo/mast@2.9.0")),
            ],
            ..Statement::default()
        },
        Statement {
            id: "CVE-2026-90002".to_owned(),
            status: Status::Affected,
            recommendation: Some("Update to 2.1.0".to_owned()),
            affects: vec![affected("https://bank.example/web", None)],
            ..Statement::default()
        },
    ];
    let whole = Document {
        id: "https://bank.example/vex/1".to_owned(),
        author: "Security desk".to_owned(),
        timestamp: "2026-08-01T00:00:00Z".to_owned(),
        version: 1,
        statements,
    };
    assert_eq!(read(write(&whole).as_bytes(), Limits::default()), Ok(whole));
}

#[test]
fn the_older_shape_is_read_too() {
    let old = document(
        r#"{"vulnerability": "CVE-2021-44228", "products": ["pkg:maven/org.example/log@2.0"],
        "status": "fixed"}"#,
    )
    .replace("/v0.2.0", "")
    .replace("\"version\": 3", "\"version\": \"3\"");
    let read = read(old.as_bytes(), Limits::default()).expect("it is valid");
    assert_eq!((read.version, read.statements[0].status), (3, Status::Fixed));
    assert_eq!(
        read.statements[0].affects[0].purl.as_deref(),
        Some("pkg:maven/org.example/log@2.0")
    );
}

#[test]
fn not_affected_without_a_reason_is_refused_with_its_place() {
    let fault = |statement: &str| parsed(statement).expect_err("it is wrong");
    let found = fault(
        r#"{"vulnerability": {"name": "CVE-1"}, "products": [{"@id": "pkg:npm/x@1"}], "status": "not_affected"}"#,
    );
    assert_eq!(found.at, "/statements/0");
    assert_eq!(found.why, Why::MissingField { name: "justification".to_owned() });
    let found = fault(r#"{"vulnerability": {"name": "CVE-1"}, "status": "harmless"}"#);
    assert_eq!(found.at, "/statements/0/status");
    let found = fault(r#"{"vulnerability": {}, "status": "fixed"}"#);
    assert_eq!(found.at, "/statements/0/vulnerability");
    assert!(matches!(parsed("").expect_err("it says nothing").why, Why::TooShort { min: 1 }));
    let other = read(br#"{"@context": "https://schema.org"}"#, Limits::default());
    assert!(matches!(other.expect_err("another format").why, Why::NotThisFormat { .. }));
}
