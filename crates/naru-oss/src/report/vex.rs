//! VEX, of CycloneDX and OpenVEX: the findings as statements that await a decision. A match of
//! versions proves that a package is affected, not that the product is; so each is "in triage".

use crate::advice::Advice;
use crate::finding::Finding;
use crate::problem::Problem;
use crate::project::Project;
use crate::sbom;
use naru_base::Micros;
use naru_sbom::bom::{Bom, Component, Metadata};
use naru_sbom::cyclonedx;
use naru_sbom::vex::{Affected, Rating, Source, Statement, Status, openvex};
use ring::digest::{SHA256, digest};
use std::collections::BTreeMap;

/// A document of the affected components and what is said about them.
pub(crate) fn whole(advice: &Advice, project: &Project, now: Micros) -> Result<String, Problem> {
    let mut bom = Bom::default();
    let mut ids: BTreeMap<&str, String> = BTreeMap::new();
    let mut statements: BTreeMap<&str, Statement> = BTreeMap::new();
    for it in &advice.findings {
        let id = ids.entry(&it.purl).or_insert_with(|| {
            bom.components.extend(component(project, &it.purl));
            it.purl.clone()
        });
        let statement = statements.entry(&it.advisory).or_insert_with(|| statement(it));
        statement.affects.push(Affected {
            reference: id.clone(),
            purl: Some(it.purl.clone()),
            versions: Vec::new(),
        });
    }
    bom.vulnerabilities =
        advice.findings.iter().filter_map(|it| statements.remove(it.advisory.as_str())).collect();
    bom.metadata = Metadata {
        timestamp: Some(now.rfc3339()),
        tools: vec![sbom::tool()],
        ..Metadata::default()
    };
    let mut text = cyclonedx::write(&bom);
    text.push('\n');
    Ok(text)
}

/// The same in OpenVEX. Who says it is this program: nobody has decided anything yet.
pub(crate) fn open(advice: &Advice, now: Micros) -> String {
    let mut statements: Vec<Statement> = Vec::new();
    for it in &advice.findings {
        let affected =
            Affected { reference: it.purl.clone(), purl: Some(it.purl.clone()), versions: vec![] };
        match statements.iter_mut().find(|known| known.id == it.advisory) {
            Some(known) => known.affects.push(affected),
            None => statements.push(Statement { affects: vec![affected], ..statement(it) }),
        }
    }
    let timestamp = now.rfc3339();
    let ids: Vec<&str> = advice.findings.iter().map(|it| it.advisory.as_str()).collect();
    let hash = digest(&SHA256, format!("{timestamp}\n{}", ids.join("\n")).as_bytes());
    let mark = data_encoding::HEXLOWER.encode(&hash.as_ref()[..16]);
    openvex::write(&openvex::Document {
        id: format!("https://openvex.dev/docs/naru/vex-{mark}"),
        author: format!("naru oss {}", env!("CARGO_PKG_VERSION")),
        timestamp,
        version: 1,
        statements,
    })
}

/// The component with that package URL, under that URL as its id.
fn component(project: &Project, purl: &str) -> Option<Component> {
    let all = project.sources.iter().flat_map(|it| it.bom.everything());
    let found = all
        .into_iter()
        .find(|it| it.purl.known().map_or(it.id.as_str(), String::as_str) == purl)?;
    Some(Component { id: purl.to_owned(), ..found.clone() })
}

fn statement(it: &Finding) -> Statement {
    let rating = Rating {
        method: it.vector.as_deref().and_then(method).map(str::to_owned),
        vector: it.vector.clone(),
        score: it.cvss.and_then(|it| it.to_string().parse().ok()),
        severity: Some(it.severity().to_owned()),
    };
    Statement {
        id: it.advisory.clone(),
        aliases: it.aliases.clone(),
        source: Some(Source { name: None, url: Some(it.address()) }),
        ratings: vec![rating],
        description: Some(it.summary.clone()).filter(|it| !it.is_empty()),
        recommendation: (!it.fixed.is_empty())
            .then(|| format!("Update to {}", it.fixed.join(" or "))),
        status: Status::UnderInvestigation,
        ..Statement::default()
    }
}

fn method(vector: &str) -> Option<&'static str> {
    if vector.starts_with("CVSS:4.0/") {
        Some("CVSSv4")
    } else if vector.starts_with("CVSS:3.1/") {
        Some("CVSSv31")
    } else if vector.starts_with("CVSS:3.0/") {
        Some("CVSSv3")
    } else {
        vector.starts_with("AV:").then_some("CVSSv2")
    }
}
