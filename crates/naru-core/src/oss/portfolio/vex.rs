//! What is said of a system's findings, for others: VEX in CycloneDX and OpenVEX. A finding of
//! which nothing was approved is "in triage"; "not affected" is what the offices approved, with its
//! justification; an exception is "affected".
//!
//! **Must never** say "not affected" of what no office has agreed to.

use super::model::System;
use super::sql_vex::{self, Spoken};
use super::stance::{self, Claim, Stance, Stances, Standing};
use naru_base::{Fault, Id, Micros};
use naru_sbom::bom::{Bom, Component, Kind, Metadata, Said, Tool};
use naru_sbom::cyclonedx;
use naru_sbom::vex::openvex;
use naru_sbom::vex::{Affected, Justification, Rating, Source, Statement, Status};
use naru_store::Tx;
use std::collections::BTreeMap;

/// Approved stances of one system that are looked at.
const STANCES_MAX: usize = 10_000;

words! {
    /// In which form it is written.
    Form {
        /// CycloneDX 1.6.
        CycloneDx "cyclonedx",
        /// OpenVEX 0.2.0.
        OpenVex "openvex",
    }
}

/// What a document is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The system.
    pub system: System,
    /// The version and the package URL of its product, as its bill says; empty: not known.
    pub product: (String, String),
    /// What is open, and of which package URLs.
    pub open: Vec<Spoken>,
    /// What was approved of it and holds.
    pub stances: Vec<Stance>,
}

/// What is known of a system's open findings; `None`: there is no such system.
pub fn facts(tx: &mut Tx<'_>, system: Id, now: Micros) -> Result<Option<Facts>, Fault> {
    let Some(found) = super::systems::system(tx, system)? else { return Ok(None) };
    let which =
        Stances { system: Some(system), standing: Some(Standing::Approved), ..Stances::default() };
    let stances = stance::list(tx, &which, STANCES_MAX)?;
    Ok(Some(Facts {
        system: found.system,
        product: sql_vex::product(tx, system)?,
        open: sql_vex::open(tx, system)?,
        stances: stances.into_iter().filter(|it| it.until > now).collect(),
    }))
}

/// Writes the document, as of `now`.
pub fn write(facts: &Facts, form: Form, now: Micros) -> String {
    let statements = statements(facts, form, now);
    match form {
        Form::CycloneDx => bom(facts, statements, now),
        Form::OpenVex => openvex::write(&openvex::Document {
            id: format!("urn:uuid:{}", facts.system.id.uuid()),
            author: facts.system.institution.to_string(),
            timestamp: now.rfc3339(),
            version: u64::try_from(now.unix_seconds()).unwrap_or(1).max(1),
            statements,
        }),
    }
}

fn bom(facts: &Facts, statements: Vec<Statement>, now: Micros) -> String {
    let mut components: BTreeMap<&str, Component> = BTreeMap::new();
    for it in &facts.open {
        components.entry(&it.purl).or_insert_with(|| Component {
            id: it.purl.clone(),
            name: it.name.clone(),
            version: Said::Is(it.version.clone()),
            purl: Said::Is(it.purl.clone()),
            ..Component::default()
        });
    }
    let tool = Tool {
        vendor: None,
        name: "naru".to_owned(),
        version: Some(env!("CARGO_PKG_VERSION").to_owned()),
    };
    let mut text = cyclonedx::write(&Bom {
        metadata: Metadata {
            timestamp: Some(now.rfc3339()),
            tools: vec![tool],
            ..Metadata::default()
        },
        top: Some(product(facts)),
        components: components.into_values().collect(),
        vulnerabilities: statements,
        ..Bom::default()
    });
    text.push('\n');
    text
}

/// The system that it is about.
fn product(facts: &Facts) -> Component {
    let said = |it: &String| if it.is_empty() { Said::Missing } else { Said::Is(it.clone()) };
    let (version, purl) = &facts.product;
    Component {
        id: format!("urn:uuid:{}", facts.system.id.uuid()),
        kind: Kind::Application,
        name: facts.system.name.clone(),
        version: said(version),
        purl: said(purl),
        ..Component::default()
    }
}

/// One statement for each matter and what is said of it.
fn statements(facts: &Facts, form: Form, now: Micros) -> Vec<Statement> {
    let mut all: Vec<(Option<Id>, Statement)> = Vec::new();
    for it in &facts.open {
        let said =
            facts.stances.iter().find(|s| s.package == it.package && s.advisory == it.advisory);
        let affected = Affected {
            // OpenVEX names the product and what of it is meant.
            reference: match form {
                Form::CycloneDx => it.purl.clone(),
                Form::OpenVex => format!("urn:uuid:{}", facts.system.id.uuid()),
            },
            purl: Some(it.purl.clone()),
            versions: Vec::new(),
        };
        let by = said.map(|it| it.id);
        match all.iter_mut().find(|(s, known)| *s == by && known.id == it.advisory) {
            Some((_, known)) => known.affects.push(affected),
            None => all.push((by, statement(it, said, affected, now))),
        }
    }
    all.into_iter().map(|(_, it)| it).collect()
}

fn statement(it: &Spoken, said: Option<&Stance>, affected: Affected, now: Micros) -> Statement {
    let (status, justification) = match said.map(|it| it.claim) {
        None => (Status::UnderInvestigation, None),
        Some(Claim::NeedsLonger) => (Status::Affected, None),
        Some(claim) => (Status::NotAffected, Justification::of_flag(claim.as_str())),
    };
    let update = (!it.fixed.is_empty()).then(|| format!("Update to {}", it.fixed));
    let control = said.map(|it| it.control.clone()).filter(|it| !it.is_empty());
    Statement {
        id: it.advisory.clone(),
        aliases: it.aliases.clone(),
        source: Some(Source { name: None, url: Some(it.url.clone()) })
            .filter(|_| !it.url.is_empty()),
        ratings: vec![Rating { severity: severity(it), ..Rating::default() }],
        description: Some(it.summary.clone()).filter(|it| !it.is_empty()),
        recommendation: control.or(update),
        updated: Some(said.map_or(now, |it| it.since).rfc3339()),
        status,
        justification,
        detail: said.map(|it| it.reason.clone()),
        affects: vec![affected],
        ..Statement::default()
    }
}

/// CycloneDX has no word for "exploited": that is graver than critical.
fn severity(it: &Spoken) -> Option<String> {
    use super::model::Grade;
    let word = match it.grade {
        Grade::Exploited | Grade::Critical => "critical",
        Grade::High => "high",
        Grade::Medium => "medium",
        Grade::Low => "low",
        Grade::None => return Some("unknown".to_owned()),
    };
    Some(word.to_owned())
}
