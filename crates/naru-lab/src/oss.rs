//! Bills of materials and databases of advisories for test systems: the real formats, read by the
//! product's own readers, with content made up here.

use naru_sbom::advisory::{Advisory, Kev};
use naru_sbom::advisory::{Database, join_file, parse_osv};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// An advisory to be made.
#[derive(Clone, Copy, Debug)]
pub struct Advice<'a> {
    /// Its identifier.
    pub id: &'a str,
    /// The CVE that it is known by elsewhere.
    pub cve: &'a str,
    /// The package's ecosystem and name.
    pub package: (&'a str, &'a str),
    /// The first version that is not affected.
    pub fixed: &'a str,
    /// A CVSS vector; empty: nobody scored it.
    pub vector: &'a str,
    /// Whether it is known to be exploited.
    pub is_exploited: bool,
}

/// A vector of 10.0.
pub const CRITICAL: &str = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H";
/// A vector of 5.3.
pub const MEDIUM: &str = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:L/A:N";

/// The file of a database as `naru oss db import` writes it.
pub fn database(all: &[Advice<'_>]) -> Vec<u8> {
    database_of(all, &[])
}

/// The same, which says that it holds data of these ecosystems and of no other.
pub fn database_of(all: &[Advice<'_>], ecosystems: &[&str]) -> Vec<u8> {
    let mut database = Database::default();
    for it in all {
        database.put(advisory(it));
        if it.is_exploited {
            let kev = Kev { added: "2026-11-20".to_owned(), ..Kev::default() };
            database.kev.insert(it.cve.to_owned(), kev);
        }
    }
    let head = json!({
        "made": "2026-11-26T00:00:00Z",
        "newest": "2026-11-25T00:00:00Z",
        "advisories": all.len(),
        "ecosystems": ecosystems.iter().map(|it| (*it, 1)).collect::<BTreeMap<&str, u64>>(),
    });
    let compiled = database.encode().expect("a small database can be encoded");
    join_file(head.to_string().as_bytes(), &compiled, b"{}")
}

fn advisory(it: &Advice<'_>) -> Advisory {
    parse_osv(osv(it).to_string().as_bytes()).expect("it is written as OSV asks")
}

/// The advisory as an OSV document.
pub fn osv(it: &Advice<'_>) -> Value {
    let severity = match it.vector {
        "" => json!([]),
        vector => json!([{"type": "CVSS_V3", "score": vector}]),
    };
    json!({
        "schema_version": "1.6.0",
        "id": it.id,
        "aliases": [it.cve],
        "modified": "2026-11-25T00:00:00Z",
        "published": "2026-11-24T00:00:00Z",
        "summary": format!("A weakness in {}", it.package.1),
        "severity": severity,
        "affected": [{
            "package": {"ecosystem": it.package.0, "name": it.package.1},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": it.fixed}]}],
        }],
    })
}

/// A CycloneDX bill of a product: the first component is asked for by the product itself, each
/// further one by the one before it.
pub fn bill(product: &str, version: &str, purls: &[&str]) -> String {
    let reference = |purl: &str| format!("ref:{purl}");
    let components: Vec<Value> = purls
        .iter()
        .map(|purl| {
            let bare = purl.split(['?', '#']).next().unwrap_or(purl);
            let (named, version) = bare.rsplit_once('@').unwrap_or((bare, ""));
            let name = named.rsplit('/').next().unwrap_or(named);
            json!({
                "type": "library",
                "bom-ref": reference(purl),
                "name": name,
                "version": version,
                "purl": purl,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            })
        })
        .collect();
    let mut depends = vec![json!({
        "ref": "product",
        "dependsOn": purls.first().map(|it| reference(it)).into_iter().collect::<Vec<_>>(),
    })];
    for (i, purl) in purls.iter().enumerate() {
        let next: Vec<String> = purls.get(i + 1).map(|it| reference(it)).into_iter().collect();
        depends.push(json!({"ref": reference(purl), "dependsOn": next}));
    }
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": "2026-11-25T09:00:00Z",
            "tools": {"components": [
                {"type": "application", "name": "lab", "version": "1.0"}
            ]},
            "component": {
                "type": "application", "bom-ref": "product", "name": product, "version": version
            },
        },
        "components": components,
        "dependencies": depends,
    })
    .to_string()
}
