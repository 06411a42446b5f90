//! CycloneDX against its own test files, and what is written against the schema.

use std::path::PathBuf;

use naru_sbom::bom::{Bom, Component, Hash, Licence, Reach, Said, Scope, Tool};
use naru_sbom::cyclonedx;
use naru_sbom::json::Limits;
use naru_sbom::refused::Why;
use naru_sbom::vex::{Affected, Justification, Statement, Status};

use crate::suites;

fn suite_files(beginning: &str) -> Option<Vec<PathBuf>> {
    let folder = suites::find("oss/cdx")?;
    let mut files = Vec::new();
    for version in cyclonedx::VERSIONS {
        files.extend(suites::files(&folder.join(version), ".json"));
    }
    files.retain(|path| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(beginning))
    });
    Some(files)
}

#[test]
fn what_the_standard_calls_valid_is_accepted() {
    let Some(files) = suite_files("valid-") else { return };
    let mut count = suites::Count::new("cyclonedx valid");
    for path in files {
        let bytes = std::fs::read(&path).expect("a suite's file can be read");
        let outcome = cyclonedx::read(&bytes, Limits::default());
        let told = || format!("{}: {:?}", path.display(), outcome.as_ref().err());
        count.case(outcome.is_ok(), told);
    }
    count.finish(171);
}

#[test]
fn what_the_standard_calls_invalid_is_refused_with_a_place_in_both_languages() {
    let Some(files) = suite_files("invalid-") else { return };
    let mut count = suites::Count::new("cyclonedx invalid");
    for path in files {
        let bytes = std::fs::read(&path).expect("a suite's file can be read");
        let faults = cyclonedx::validate(&bytes, Limits::default());
        let explained = faults.first().is_some_and(|fault| {
            // The faults of the suite are all inside of the document.
            !fault.ko().is_empty() && fault.ko() != fault.en() && fault.en().contains("Place: ")
        });
        count.case(explained, || path.display().to_string());
    }
    count.finish(98);
}

/// A product with a direct and a transitive dependency, a circle and everything that can be said.
pub fn sample() -> Bom {
    let mut bom = Bom {
        serial: Some("urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79".to_owned()),
        revision: Some(2),
        ..Bom::default()
    };
    bom.metadata.timestamp = Some("2026-11-26T01:02:03Z".to_owned());
    bom.metadata.tools.push(Tool {
        vendor: Some("Naru".to_owned()),
        name: "sbom".to_owned(),
        version: Some("1.0".to_owned()),
    });
    let mut top = Component::library("top", "나래페이", "1.2.0");
    top.kind = naru_sbom::bom::Kind::Application;
    top.purl = Said::Is("pkg:cargo/narae-pay@1.2.0".to_owned());
    bom.top = Some(top);
    let mut direct = Component::library("a", "serde", "1.0.1");
    direct.purl = Said::Is("pkg:cargo/serde@1.0.1".to_owned());
    direct.licences = Said::Is(vec![Licence::Expression("MIT OR Apache-2.0".to_owned())]);
    direct.hashes.push(Hash { algorithm: "SHA-256".to_owned(), value: "0a".repeat(32) });
    direct.scope = Some(Scope::Required);
    direct.origin = Some("https://crates.example/serde".to_owned());
    direct.properties.push(("sbom:found".to_owned(), "Cargo.lock".to_owned()));
    let mut transitive = Component::library("b", "itoa", "1.0.2");
    transitive.purl = Said::Is("pkg:cargo/itoa@1.0.2".to_owned());
    transitive.licences = Said::Is(vec![Licence::Id("MIT".to_owned())]);
    let mut closed = Component::library("c", "closed", "9");
    closed.purl = Said::Withheld;
    closed.licences = Said::Withheld;
    closed.producer = Said::Is("다온소프트".to_owned());
    let mut unknown = Component::library("d", "unknown", "1");
    unknown.purl = Said::Is("pkg:npm/%40scope/unknown@1".to_owned());
    unknown.group = Some("@scope".to_owned());
    unknown.licences = Said::Unknown;
    bom.components = vec![direct, transitive, closed, unknown];
    for (from, to) in [("top", "a"), ("a", "b"), ("b", "a"), ("top", "c"), ("b", "d")] {
        bom.link(from, to);
    }
    bom.depends.insert("d".to_owned(), Vec::new());
    bom
}

#[test]
fn what_is_written_is_valid_and_reads_back_the_same() {
    let mut bom = sample();
    bom.metadata.is_complete = Some(true);
    bom.vulnerabilities.push(Statement {
        id: "CVE-2026-0001".to_owned(),
        aliases: vec!["GHSA-aaaa-bbbb-cccc".to_owned()],
        status: Status::NotAffected,
        justification: Some(Justification::CodeNotReachable),
        detail: Some("호출하지 않습니다.".to_owned()),
        affects: vec![Affected {
            reference: "a".to_owned(),
            purl: Some("pkg:cargo/serde@1.0.1".to_owned()),
            versions: vec!["1.0.1".to_owned(), "vers:cargo/<1.0.2".to_owned()],
        }],
        ..Statement::default()
    });
    let text = cyclonedx::write(&bom);
    let mut back = cyclonedx::read(text.as_bytes(), Limits::default()).expect(&text);
    assert_eq!(back.format, "CycloneDX 1.6");
    back.format = String::new();
    // A component that says nothing of its dependencies says so after writing, too.
    assert_eq!(back, bom);
}

#[test]
fn direct_and_transitive_are_told_apart_and_a_circle_ends() {
    let bom = sample();
    let graph = bom.graph();
    assert!(graph.has_circle());
    assert_eq!(graph.reach("top"), Reach::Top);
    assert_eq!(graph.reach("a"), Reach::Direct);
    assert_eq!(graph.reach("b"), Reach::Transitive);
    assert_eq!(graph.reach("nobody"), Reach::Unlinked);
    let names = |path: Vec<&Component>| path.iter().map(|c| c.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(graph.path("d")), ["나래페이", "serde", "itoa", "unknown"]);
    assert_eq!(graph.paths("a", 9).len(), 1, "not by way of what it depends on itself");
}

#[test]
fn hostile_documents_are_refused_at_their_place() {
    let deep = format!(
        r#"{{"bomFormat":"CycloneDX","specVersion":"1.6","x":{}{}}}"#,
        "[".repeat(5_000),
        "]".repeat(5_000)
    );
    let small = Limits { bytes_max: 200, depth_max: 4, values_max: 10 };
    let one = |text: &str, limits: Limits| {
        let faults = cyclonedx::validate(text.as_bytes(), limits);
        faults.into_iter().next().expect("it is refused")
    };
    let fault = one(&deep, Limits::default());
    assert_eq!(fault.why, Why::TooDeep { depth_max: 64 });
    assert!(fault.at.starts_with("/x/0/0/0"), "{}", fault.at);
    assert!(matches!(one(&deep, small).why, Why::TooLarge { bytes: 10_049.., bytes_max: 200 }));
    let many = format!("[{}0]", "0,".repeat(20));
    let fault = one(&many, small);
    assert_eq!((fault.at.as_str(), fault.why), ("/9", Why::TooMany { values_max: 10 }));
    let twice = r#"{"bomFormat":"CycloneDX","metadata":{"component":{"name":"a","name":"b"}}}"#;
    let fault = one(twice, Limits::default());
    assert_eq!(fault.at, "/metadata/component");
    assert_eq!(fault.why, Why::DuplicateKey { key: "name".to_owned() });
    let cut = r#"{"bomFormat":"CycloneDX","components":[{"name":"a"#;
    let fault = one(cut, Limits::default());
    assert_eq!(fault.at, "/components/0/name");
    assert!(matches!(fault.why, Why::Syntax { .. }));
    let fault = one(r#"{"bomFormat":"SPDX"}"#, Limits::default());
    assert_eq!(fault.why, Why::NotThisFormat { wanted: "CycloneDX" });
    let ids = r#"{"bomFormat":"CycloneDX","specVersion":"1.6","components":[
        {"type":"library","name":"a","bom-ref":"x"},{"type":"library","name":"b","bom-ref":"x"}]}"#;
    let fault = one(ids, Limits::default());
    assert_eq!(fault.why, Why::DuplicateId { id: "x".to_owned() });
    assert!(matches!(one("\u{FEFF}[]", Limits::default()).why, Why::NotThisFormat { .. }));
    let bytes = cyclonedx::validate(b"{\"a\":\"\xff\"}", Limits::default());
    assert_eq!(bytes[0].why, Why::NotUtf8 { offset: 6 });
}

#[test]
fn real_scanner_reports_are_read() {
    let Some(folder) = suites::find("scans/cyclonedx") else { return };
    for path in suites::files(&folder, ".json") {
        let bytes = std::fs::read(&path).expect("a suite's file can be read");
        match cyclonedx::read(&bytes, Limits::default()) {
            Ok(bom) => println!("{}: {} components", path.display(), bom.components.len()),
            Err(faults) => println!("{}: {}", path.display(), faults[0]),
        }
    }
}

pub const IN_XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79" version="2">
  <metadata>
    <timestamp>2026-08-01T00:00:00Z</timestamp>
    <tools><tool><vendor>Naru</vendor><name>naru oss</name><version>0.1.0</version></tool></tools>
    <component type="application" bom-ref="top"><name>ship</name><version>0.1.0</version></component>
  </metadata>
  <components>
    <component type="library" bom-ref="rope">
      <publisher>Harbour &amp; Sons</publisher>
      <name>rope</name>
      <version>1.2.0</version>
      <scope>required</scope>
      <hashes><hash alg="SHA-256">9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08</hash></hashes>
      <licenses><license><id>MIT</id></license></licenses>
      <purl>pkg:cargo/rope@1.2.0</purl>
      <externalReferences><reference type="distribution"><url>https://example.org/rope.crate</url></reference></externalReferences>
      <properties><property name="naru:wanted">^1</property></properties>
      <components><component type="library" bom-ref="strand"><name>strand</name><version>1</version></component></components>
    </component>
  </components>
  <dependencies>
    <dependency ref="top"><dependency ref="rope"/></dependency>
    <dependency ref="rope"/>
  </dependencies>
  <vulnerabilities>
    <vulnerability>
      <id>CVE-2026-90001</id>
      <ratings><rating><score>9.8</score><severity>critical</severity><method>CVSSv31</method></rating></ratings>
      <cwes><cwe>79</cwe></cwes>
      <analysis><state>not_affected</state><justification>code_not_reachable</justification><detail>never called</detail></analysis>
      <affects><target><ref>rope</ref><versions><version><version>1.2.0</version><status>affected</status></version></versions></target></affects>
    </vulnerability>
  </vulnerabilities>
</bom>"#;

#[test]
fn a_document_in_xml_is_read_like_its_json() {
    let bom = cyclonedx::read_xml(IN_XML.as_bytes(), Limits::default()).expect("it is valid");
    assert_eq!((bom.format.as_str(), bom.revision), ("CycloneDX 1.5", Some(2)));
    assert_eq!(bom.top.as_ref().map(|it| it.name.as_str()), Some("ship"));
    let rope = &bom.components[0];
    assert_eq!(rope.producer.known().map(String::as_str), Some("Harbour & Sons"));
    assert_eq!(rope.purl.known().map(String::as_str), Some("pkg:cargo/rope@1.2.0"));
    assert_eq!(
        (rope.hashes.len(), rope.origin.as_deref()),
        (1, Some("https://example.org/rope.crate"))
    );
    assert_eq!(bom.components[1].part_of.as_deref(), Some("rope"));
    assert!(bom.depends["top"].contains(&"rope".to_owned()));
    let said = &bom.vulnerabilities[0];
    assert_eq!((said.cwes.as_slice(), said.detail.as_deref()), (&[79][..], Some("never called")));
    assert_eq!(said.affects[0].purl.as_deref(), Some("pkg:cargo/rope@1.2.0"));
    // Written as JSON and read again it is the same; what is part of another is linked to it.
    let again = cyclonedx::read(cyclonedx::write(&bom).as_bytes(), Limits::default());
    let again = again.expect("what is written is valid");
    assert_eq!((again.components.len(), &again.depends["top"]), (2, &bom.depends["top"]));
    assert_eq!(again.depends["rope"], ["strand"]);
}

#[test]
fn xml_that_is_wrong_or_hostile_is_refused() {
    let fault = |text: &str| {
        let faults = cyclonedx::read_xml(text.as_bytes(), Limits::default());
        faults.expect_err("it is wrong").first().map(ToString::to_string).unwrap_or_default()
    };
    let laughs = IN_XML.replacen('\n', "\n<!DOCTYPE bom [<!ENTITY a \"aaaa\">]>\n", 1);
    assert!(fault(&laughs).contains("document types are not read"), "{}", fault(&laughs));
    assert!(fault(&IN_XML.replace("MIT", "No such licence")).contains("license"));
    assert!(fault(&IN_XML.replace("bom/1.5", "bom/9.9")).contains("9.9"));
    let unclosed = fault(&IN_XML.replace("</metadata>", ""));
    println!("{unclosed}");
    assert!(unclosed.contains("metadata"), "{unclosed}");
    assert!(fault("<project/>").contains("CycloneDX"));
    let deep = format!("{}{}", "<a>".repeat(200), "</a>".repeat(200));
    assert!(fault(&deep).contains("deeper"));
    let small = Limits { bytes_max: 10, ..Limits::default() };
    assert!(cyclonedx::read_xml(IN_XML.as_bytes(), small).is_err());
}
