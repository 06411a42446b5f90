//! What somebody has said about a vulnerability counts in a judgement, if it says why: not
//! affected, wrongly reported, or mended.

use crate::finding::Finding;
use crate::problem::Problem;
use crate::selfcheck::statements;
use naru_sbom::vex::{Statement, Status};
use std::path::PathBuf;

/// Statements that take something off.
#[derive(Default)]
pub(crate) struct Said(Vec<Statement>);

impl Said {
    /// Reads files in OpenVEX or CycloneDX.
    pub(crate) fn open(paths: &[PathBuf]) -> Result<Said, Problem> {
        Ok(Said(statements(paths)?))
    }

    /// Why a finding does not count, if somebody said so of this package in this version.
    pub(crate) fn of(&self, it: &Finding) -> Option<String> {
        let is_it = |statement: &&Statement| {
            // Two advisories that only share a CVE are two matters: one must name the other.
            let is_named =
                it.ids().any(|own| own == statement.id) || statement.aliases.contains(&it.advisory);
            is_named
                && statement.affects.iter().any(|affected| is_about(affected.purl.as_deref(), it))
        };
        // The last word counts.
        let statement = self.0.iter().rfind(is_it)?;
        let is_harmless =
            matches!(statement.status, Status::NotAffected | Status::FalsePositive | Status::Fixed);
        let has_reason = statement.justification.is_some() || statement.detail.is_some();
        let is_mended = statement.status == Status::Fixed;
        let reason = statement
            .detail
            .clone()
            .or_else(|| statement.justification.map(|it| it.cyclonedx().to_owned()));
        (is_harmless && (has_reason || is_mended))
            .then(|| format!("VEX: {}", reason.unwrap_or_else(|| "resolved".to_owned())))
    }
}

/// A package URL with a version means that version, one without means all.
fn is_about(purl: Option<&str>, it: &Finding) -> bool {
    purl.is_some_and(|purl| purl == it.purl || it.purl.starts_with(&format!("{purl}@")))
}
