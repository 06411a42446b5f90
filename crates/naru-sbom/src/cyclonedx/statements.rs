//! What a CycloneDX document says about vulnerabilities, read and written.

use serde::Serialize;
use serde_json::Value;

use crate::value::{list, owned, text};
use crate::vex::{Affected, Justification, Rating, Source, Statement, Status};

pub(super) fn read(value: &Value) -> Statement {
    let alias = |reference: &Value| owned(reference, "id");
    let number = |cwe: &Value| cwe.as_u64().and_then(|cwe| u32::try_from(cwe).ok());
    let mut statement = Statement {
        id: text(value, "id").unwrap_or_default().to_owned(),
        aliases: list(value, "references").iter().filter_map(alias).collect(),
        source: value.get("source").map(source),
        ratings: list(value, "ratings").iter().map(rating).collect(),
        cwes: list(value, "cwes").iter().filter_map(number).collect(),
        description: owned(value, "description"),
        recommendation: owned(value, "recommendation"),
        published: owned(value, "published"),
        updated: owned(value, "updated"),
        affects: list(value, "affects").iter().map(affected).collect(),
        ..Statement::default()
    };
    if let Some(analysis) = value.get("analysis") {
        statement.status = Status::of_cyclonedx(text(analysis, "state").unwrap_or_default());
        let word = text(analysis, "justification").unwrap_or_default();
        statement.justification = Justification::of_cyclonedx(word);
        statement.detail = owned(analysis, "detail");
        statement.updated = owned(analysis, "lastUpdated").or(statement.updated);
    }
    statement
}

fn source(value: &Value) -> Source {
    Source { name: owned(value, "name"), url: owned(value, "url") }
}

fn rating(value: &Value) -> Rating {
    Rating {
        method: owned(value, "method"),
        vector: owned(value, "vector"),
        score: value.get("score").and_then(Value::as_f64),
        severity: owned(value, "severity"),
    }
}

fn affected(value: &Value) -> Affected {
    let concerned = |version: &&Value| text(version, "status") != Some("unaffected");
    let words = |version: &Value| owned(version, "version").or_else(|| owned(version, "range"));
    Affected {
        reference: text(value, "ref").unwrap_or_default().to_owned(),
        purl: None,
        versions: list(value, "versions").iter().filter(concerned).filter_map(words).collect(),
    }
}

/// A statement as it is written.
#[derive(Serialize)]
pub(super) struct Written<'s> {
    id: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<WrittenSource<'s>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    references: Vec<WrittenReference<'s>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ratings: Vec<WrittenRating<'s>>,
    #[serde(skip_serializing_if = "<[u32]>::is_empty")]
    cwes: &'s [u32],
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recommendation: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<&'s str>,
    analysis: WrittenAnalysis<'s>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    affects: Vec<WrittenAffected<'s>>,
}

#[derive(Serialize)]
struct WrittenSource<'s> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'s str>,
}

#[derive(Serialize)]
struct WrittenReference<'s> {
    id: &'s str,
    source: WrittenSource<'s>,
}

#[derive(Serialize)]
struct WrittenRating<'s> {
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vector: Option<&'s str>,
}

#[derive(Serialize)]
struct WrittenAnalysis<'s> {
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'s str>,
}

#[derive(Serialize)]
struct WrittenAffected<'s> {
    #[serde(rename = "ref")]
    reference: &'s str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    versions: Vec<WrittenVersion<'s>>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum WrittenVersion<'s> {
    Version(&'s str),
    Range(&'s str),
}

pub(super) fn written(statement: &Statement) -> Written<'_> {
    let reference = |id| WrittenReference { id, source: WrittenSource { name: None, url: None } };
    Written {
        id: &statement.id,
        source: statement.source.as_ref().map(|source| WrittenSource {
            name: source.name.as_deref(),
            url: source.url.as_deref(),
        }),
        references: statement.aliases.iter().map(|id| reference(id.as_str())).collect(),
        ratings: statement.ratings.iter().map(written_rating).collect(),
        cwes: &statement.cwes,
        description: statement.description.as_deref(),
        recommendation: statement.recommendation.as_deref(),
        published: statement.published.as_deref(),
        updated: statement.updated.as_deref(),
        analysis: WrittenAnalysis {
            state: statement.status.cyclonedx(),
            justification: statement.justification.map(Justification::cyclonedx),
            detail: statement.detail.as_deref(),
        },
        affects: statement.affects.iter().map(written_affected).collect(),
    }
}

fn written_rating(rating: &Rating) -> WrittenRating<'_> {
    WrittenRating {
        score: rating.score,
        severity: rating.severity.as_deref(),
        method: rating.method.as_deref(),
        vector: rating.vector.as_deref(),
    }
}

fn written_affected(affected: &Affected) -> WrittenAffected<'_> {
    let versions = affected.versions.iter().map(|text| {
        let is_range = text.starts_with("vers:");
        if is_range { WrittenVersion::Range(text) } else { WrittenVersion::Version(text) }
    });
    WrittenAffected { reference: &affected.reference, versions: versions.collect() }
}
