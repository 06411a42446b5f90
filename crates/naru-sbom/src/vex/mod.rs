//! What somebody says about a vulnerability in a product: affected or not, and why. One model for
//! CycloneDX, CSAF and OpenVEX.
//!
//! **Must never** take silence for "not affected".

pub mod openvex;

/// A statement about one vulnerability.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Statement {
    /// Its identifier: CVE, GHSA or of whoever speaks.
    pub id: String,
    /// Other identifiers of the same vulnerability.
    pub aliases: Vec<String>,
    /// Who published it, and where.
    pub source: Option<Source>,
    /// Scores.
    pub ratings: Vec<Rating>,
    /// Weaknesses, as CWE numbers.
    pub cwes: Vec<u32>,
    /// What it is.
    pub description: Option<String>,
    /// What to do about it.
    pub recommendation: Option<String>,
    /// When it was published, and when this was last said, RFC 3339.
    pub published: Option<String>,
    /// When this was last said, RFC 3339.
    pub updated: Option<String>,
    /// What is said.
    pub status: Status,
    /// Why it is not affected.
    pub justification: Option<Justification>,
    /// The reason in words.
    pub detail: Option<String>,
    /// What it concerns.
    pub affects: Vec<Affected>,
}

/// A publisher.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// Its name.
    pub name: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// A score.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rating {
    /// The method as CycloneDX spells it: `CVSSv31`.
    pub method: Option<String>,
    /// The vector.
    pub vector: Option<String>,
    /// The score.
    pub score: Option<f64>,
    /// The severity in words: `critical`.
    pub severity: Option<String>,
}

/// What a statement concerns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Affected {
    /// The id of a component of the same document, or a package URL, or a product id.
    pub reference: String,
    /// The package URL if it is known.
    pub purl: Option<String>,
    /// Single versions or `vers` ranges that it concerns.
    pub versions: Vec<String>,
}

/// What is said about a vulnerability in a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Status {
    /// It is looked into, or nothing was said.
    #[default]
    UnderInvestigation,
    /// It is affected.
    Affected,
    /// It is not affected; the justification says why.
    NotAffected,
    /// The report is wrong: the vulnerable thing is not there at all.
    FalsePositive,
    /// It was affected and is mended.
    Fixed,
}

/// Why a product is not affected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Justification {
    /// The component is not in the product.
    ComponentNotPresent,
    /// The vulnerable code is not in the product.
    CodeNotPresent,
    /// The vulnerable code is never executed.
    CodeNotReachable,
    /// It is executed, but nobody hostile can steer it.
    NotControllable,
    /// Something else stops it.
    Mitigated,
    /// It needs a configuration that is not there.
    RequiresConfiguration,
    /// It needs another part that is not there.
    RequiresDependency,
    /// It needs an environment that is not there.
    RequiresEnvironment,
}

/// How CSAF and OpenVEX name a justification.
const FLAGS: [(Justification, &str); 5] = [
    (Justification::ComponentNotPresent, "component_not_present"),
    (Justification::CodeNotPresent, "vulnerable_code_not_present"),
    (Justification::CodeNotReachable, "vulnerable_code_not_in_execute_path"),
    (Justification::NotControllable, "vulnerable_code_cannot_be_controlled_by_adversary"),
    (Justification::Mitigated, "inline_mitigations_already_exist"),
];

/// How CycloneDX names a justification. Where it has two words for one thing the first is written.
const CYCLONEDX: [(Justification, &str); 9] = [
    (Justification::CodeNotPresent, "code_not_present"),
    (Justification::CodeNotReachable, "code_not_reachable"),
    (Justification::RequiresConfiguration, "requires_configuration"),
    (Justification::RequiresDependency, "requires_dependency"),
    (Justification::RequiresEnvironment, "requires_environment"),
    (Justification::Mitigated, "protected_by_mitigating_control"),
    (Justification::Mitigated, "protected_by_compiler"),
    (Justification::Mitigated, "protected_at_runtime"),
    (Justification::Mitigated, "protected_at_perimeter"),
];

impl Justification {
    /// From the label that CSAF and OpenVEX use.
    #[must_use]
    pub fn of_flag(label: &str) -> Option<Self> {
        FLAGS.iter().find(|(_, word)| *word == label).map(|(justification, _)| *justification)
    }

    /// From the word of CycloneDX.
    #[must_use]
    pub fn of_cyclonedx(word: &str) -> Option<Self> {
        CYCLONEDX.iter().find(|(_, known)| *known == word).map(|(justification, _)| *justification)
    }

    /// The nearest word of CycloneDX.
    #[must_use]
    pub fn cyclonedx(self) -> &'static str {
        match self {
            Self::ComponentNotPresent => "code_not_present",
            Self::NotControllable => "code_not_reachable",
            other => {
                let known = CYCLONEDX.iter().find(|(justification, _)| *justification == other);
                known.map_or("code_not_reachable", |(_, word)| word)
            }
        }
    }
}

impl Status {
    /// From the word of CycloneDX.
    #[must_use]
    pub fn of_cyclonedx(word: &str) -> Self {
        match word {
            "resolved" | "resolved_with_pedigree" => Self::Fixed,
            "exploitable" => Self::Affected,
            "not_affected" => Self::NotAffected,
            "false_positive" => Self::FalsePositive,
            _ => Self::UnderInvestigation,
        }
    }

    /// The word of CycloneDX.
    #[must_use]
    pub const fn cyclonedx(self) -> &'static str {
        match self {
            Self::UnderInvestigation => "in_triage",
            Self::Affected => "exploitable",
            Self::NotAffected => "not_affected",
            Self::FalsePositive => "false_positive",
            Self::Fixed => "resolved",
        }
    }
}
