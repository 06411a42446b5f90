//! SPDX: written, read back, read in tag-value form, refused where it is no document.

use naru_sbom::bom::{Bom, Licence, Reach, Said};
use naru_sbom::json::Limits;
use naru_sbom::refused::Why;
use naru_sbom::spdx;

use crate::cyclonedx::sample;

fn back(text: &str) -> Bom {
    spdx::read(text.as_bytes(), Limits::default()).unwrap_or_else(|faults| panic!("{faults:?}"))
}

#[test]
fn what_is_written_reads_back_with_the_same_meaning() {
    let bom = sample();
    let text = spdx::write(&bom).expect("the sample says when and by what it was made");
    let read = back(&text);
    assert_eq!(read.format, "SPDX 2.3");
    assert_eq!(read.serial, bom.serial);
    assert_eq!(read.metadata.timestamp, bom.metadata.timestamp);
    assert_eq!(read.top.as_ref().map(|top| &top.name), bom.top.as_ref().map(|top| &top.name));
    assert_eq!(read.components.len(), bom.components.len());
    for (one, two) in read.components.iter().zip(&bom.components) {
        assert_eq!((&one.name, &one.version, &one.purl), (&two.name, &two.version, &two.purl));
        assert_eq!((&one.licences, &one.hashes), (&two.licences, &two.hashes), "{}", one.name);
        assert_eq!((&one.producer, one.scope), (&two.producer, two.scope));
        assert_eq!((&one.properties, &one.group), (&two.properties, &two.group));
        assert_eq!(read.graph().reach(&one.id), bom.graph().reach(&two.id), "{}", one.name);
    }
    let ids = |bom: &Bom| bom.depends.values().map(Vec::len).collect::<Vec<_>>();
    assert_eq!(ids(&read).iter().sum::<usize>(), ids(&bom).iter().sum::<usize>());
    assert_eq!(spdx::write(&read).map(|again| back(&again)), Ok(read));
}

#[test]
fn nothing_is_invented_that_the_bill_does_not_say() {
    let mut bom = sample();
    bom.metadata.timestamp = None;
    let refused = spdx::write(&bom).expect_err("an instant is required");
    assert_eq!(refused.at, "/creationInfo/created");
    bom.metadata.timestamp = Some("2026-11-26T10:02:03+09:00".to_owned());
    assert!(matches!(spdx::write(&bom).expect_err("not UTC").why, Why::BadShape { .. }));
}

const TAGS: &str = "SPDXVersion: SPDX-2.2
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: sample
DocumentNamespace: https://example.com/sample
Creator: Tool: maker-2.1
Created: 2026-11-26T01:02:03Z
# the product
PackageName: pay
SPDXID: SPDXRef-pay
PackageVersion: 1.2
PackageDownloadLocation: NOASSERTION
PackageLicenseDeclared: NONE
PackageComment: <text>first
second</text>
PackageName: lib
SPDXID: SPDXRef-lib
PackageVersion: 3
PackageDownloadLocation: https://example.com/lib
PackageLicenseDeclared: MIT OR Apache-2.0
PackageChecksum: SHA256: 0a0b
ExternalRef: PACKAGE-MANAGER purl pkg:npm/lib@3
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-pay
Relationship: SPDXRef-lib DEPENDENCY_OF SPDXRef-pay
Relationship: SPDXRef-lib DEPENDS_ON NONE
";

#[test]
fn tag_value_is_read_like_json() {
    let bom = spdx::read_tags(TAGS.as_bytes(), Limits::default()).expect("it is valid");
    let top = bom.top.as_ref().expect("one package is described");
    assert_eq!((top.name.as_str(), &top.licences), ("pay", &Said::Nothing));
    let lib = &bom.components[0];
    assert_eq!(lib.purl, Said::Is("pkg:npm/lib@3".to_owned()));
    assert_eq!(lib.licences, Said::Is(vec![Licence::Expression("MIT OR Apache-2.0".to_owned())]));
    assert_eq!(lib.hashes[0].algorithm, "SHA-256");
    assert_eq!(bom.graph().reach("SPDXRef-lib"), Reach::Direct);
    assert_eq!(bom.depends["SPDXRef-lib"], Vec::<String>::new());
    assert_eq!(bom.metadata.tools[0].version.as_deref(), Some("2.1"));
}

#[test]
fn what_is_no_document_is_refused_at_its_place() {
    let one = |text: &str| spdx::read(text.as_bytes(), Limits::default()).expect_err("refused");
    assert!(matches!(one("{}")[0].why, Why::NotThisFormat { wanted: "SPDX" }));
    assert!(matches!(one(r#"{"spdxVersion":"SPDX-3.0"}"#)[0].why, Why::UnknownVersion { .. }));
    let graph = r#"{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[
        {"type":"CreationInfo","specVersion":"3.0.1"}]}"#;
    assert!(spdx::is_spdx(&serde_json::from_str(graph).expect("JSON")));
    assert!(matches!(&one(graph)[0].why, Why::UnknownVersion { found } if found == "3.0.1"));
    let good = spdx::write(&sample()).expect("the sample can be written");
    let dangling = good.replacen(
        "\"relatedSpdxElement\": \"SPDXRef-serde-1.0.1\"",
        "\"relatedSpdxElement\": \"SPDXRef-gone\"",
        1,
    );
    let faults = one(&dangling);
    assert_eq!(faults[0].why, Why::DanglingRef { id: "SPDXRef-gone".to_owned() });
    assert!(faults[0].at.starts_with("/relationships/"), "{}", faults[0].at);
    let faults = one(&good.replace("2026-11-26T01", "2026-11-31T01"));
    assert_eq!(faults[0].at, "/creationInfo/created");
    let tags = TAGS.replace("PackageVersion: 1.2", "no tag at all");
    let faults = spdx::read_tags(tags.as_bytes(), Limits::default()).expect_err("refused");
    assert_eq!(faults[0].why, Why::Line { line: 11 });
    let open = TAGS.replace("</text>", "");
    assert!(spdx::read_tags(open.as_bytes(), Limits::default()).is_err(), "an open text");
}
