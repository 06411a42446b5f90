//! The words of admission: gates, standings, verdicts, services, kinds of evidence.

use std::fmt;

/// SHA-256 of a document.
pub type Sha256 = [u8; 32];

macro_rules! words {
    ($(
        $(#[$doc:meta])* $name:ident {
            $( $(#[$vdoc:meta])* $variant:ident $text:literal, )*
        }
    )*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum $name { $( $(#[$vdoc])* $variant, )* }

            impl $name {
                /// Every one, in order.
                pub const ALL: [$name; [$($text),*].len()] = [$($name::$variant),*];

                /// The form in the store and on the wire.
                pub const fn as_str(self) -> &'static str {
                    match self { $( $name::$variant => $text, )* }
                }

                /// Reads the form of `as_str`.
                pub fn parse(text: &str) -> Option<$name> {
                    $name::ALL.into_iter().find(|it| it.as_str() == text)
                }
            }

            impl ::std::fmt::Display for $name {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.write_str(self.as_str())
                }
            }
        )*
    };
}

pub(crate) use words;

words! {
    /// What must be passed before production calls (관문), in the order of the path.
    Gate {
        /// 이용적합성 승인: the papers.
        Eligibility "eligibility",
        /// 기능테스트: the client does what it must, and nothing it must not.
        Functional "functional",
        /// 이용기관 보안점검: 30 items.
        Organisation "organisation",
        /// 핀테크서비스 취약점 점검: of each service and version.
        Service "service",
        /// 보증: cover for consumers' damage.
        Surety "surety",
        /// 계약: the network's terms.
        Contract "contract",
        /// 서비스 개시: production begins.
        Start "start",
    }

    /// What an institution may do now (자격), from the best to the worst.
    Standing {
        /// Everything.
        Live "live",
        /// Everything; something must be put right by a date.
        Warned "warned",
        /// Transfers within lower limits.
        LimitCut "limit-cut",
        /// Inquiries only.
        InquiryOnly "inquiry-only",
        /// Nothing.
        Suspended "suspended",
        /// Nothing yet: the path is not finished.
        NotAdmitted "not-admitted",
    }

    /// What two people found at a gate.
    Verdict {
        /// It is passed, until a date.
        Passed "passed",
        /// It is not.
        Failed "failed",
        /// It was passed, and that is taken back.
        Revoked "revoked",
    }

    /// What two people answered to an appeal.
    Ruling {
        /// The institution is right: the measure is lifted.
        Upheld "upheld",
        /// It is not: the measure stands.
        Dismissed "dismissed",
    }

    /// What a service is, for the list of items it is checked by.
    ServiceKind {
        /// Used in a browser: 12 items.
        Web "web",
        /// An application on a telephone: 17 items.
        App "app",
    }

    /// The classes of institutions that may apply.
    Class {
        /// 은행.
        Bank "bank",
        /// 전자금융업자.
        EFinance "e-finance",
        /// 전자금융보조업자.
        EFinanceAssistant "e-finance-assistant",
        /// 핀테크기업.
        Fintech "fintech",
    }

    /// What a document is.
    EvidenceKind {
        /// A document with owner, version and date.
        Document "document",
        /// A statement signed by a named officer.
        Attestation "attestation",
        /// Notes of an interview or a visit.
        Interview "interview",
        /// The record of the functional test.
        Conformance "conformance",
        /// An inspector's report.
        Report "report",
        /// What a tool wrote: SARIF, ZAP, nuclei, testssl, MobSF and the like.
        Scan "scan",
        /// A bill of materials.
        Sbom "sbom",
        /// An insurance policy, a deposit receipt, a pledge.
        Cover "cover",
        /// A signed contract.
        Contract "contract",
    }
}

/// Names one version of one service: `web:narae-web:1.0`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceKey {
    /// What it is.
    pub kind: ServiceKind,
    /// Its name: small letters, digits and hyphens.
    pub name: String,
    /// Its version: the same, and dots.
    pub version: String,
}

/// The longest name or version.
const PART_LEN_MAX: usize = 40;

impl ServiceKey {
    /// Reads `kind:name:version`.
    pub fn parse(text: &str) -> Option<ServiceKey> {
        let mut parts = text.split(':');
        let (kind, name, version) = (parts.next()?, parts.next()?, parts.next()?);
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let is_name = |it: &str, more: &[u8]| {
            (1..=PART_LEN_MAX).contains(&it.len())
                && it.bytes().all(|b| plain(b) || more.contains(&b))
        };
        let fits = parts.next().is_none() && is_name(name, b"") && is_name(version, b".");
        let kind = ServiceKind::parse(kind)?;
        fits.then(|| ServiceKey { kind, name: name.to_owned(), version: version.to_owned() })
    }

    /// Whether it is another version of the same service.
    pub fn is_version_of(&self, other: &ServiceKey) -> bool {
        self.kind == other.kind && self.name == other.name
    }
}

impl fmt::Display for ServiceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.kind, self.name, self.version)
    }
}
