//! From the bytes of a bill of materials to what the portfolio keeps of it, with the acceptance
//! test. Pure; runs outside of any transaction.

use super::jsf::{self, Inside};
use super::model::Reach;
use super::signer::{self, Cosigner, Signature};
use naru_base::Won;
use naru_base::dsse::{self, Envelope};
use naru_base::ed25519::VerifyingKey;
use naru_sbom::advisory::Package;
use naru_sbom::bom::{self, Bom, Component, Graph, Said};
use naru_sbom::json::{self, Limits};
use naru_sbom::purl::Purl;
use naru_sbom::refused::{Refused, Why};
use naru_sbom::{cyclonedx, spdx};
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The largest bill that is read.
pub const BILL_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Components of one bill.
pub const COMPONENTS_MAX: usize = 20_000;
/// Reasons that are kept of one refusal.
const FAULTS_MAX: usize = 50;
/// Steps of a way that are kept: its beginning and its end.
const STEPS_MAX: usize = 6;
/// How the ecosystem is named of a type of package URL that no advisory speaks of.
pub(super) const NO_ECOSYSTEM: &str = "purl:";
/// Characters of a name, a licence, a way.
const TEXT_CHARS_MAX: usize = 400;

/// One reason, in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultText {
    /// A name that stays the same.
    pub code: String,
    /// Whether the bill is refused for it.
    pub is_refusal: bool,
    /// 한국어.
    pub ko: String,
    /// English.
    pub en: String,
}

/// A bytes that are no bill at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillError(pub Vec<FaultText>);

/// One component as the portfolio keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The package URL in its one right form.
    pub purl: String,
    /// The ecosystem, without a release; of a type that no advisory speaks of `purl:TYPE`.
    pub ecosystem: String,
    /// The name in the form that its registry takes for the same.
    pub name: String,
    /// The version.
    pub version: String,
    /// How it came in.
    pub reach: Reach,
    /// By which way.
    pub path: String,
    /// Its licences as one text; empty if the bill says nothing.
    pub licence: String,
}

impl Part {
    /// What people call the package: the last part of its name, in small letters.
    pub fn short(&self) -> String {
        short(&self.name)
    }
}

/// The last part of a package's name, in small letters.
pub fn short(name: &str) -> String {
    name.rsplit(['/', ':']).next().unwrap_or(name).to_lowercase()
}

/// A bill, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// SHA-256 of the document, without the envelope that it may have come in.
    pub sha256: [u8; 32],
    /// Who signed it.
    pub signature: Signature,
    /// Each of several who signed it inside; empty: it was one, or nobody.
    pub cosigners: Vec<Cosigner>,
    /// How long it is.
    pub size_bytes: i64,
    /// Its format.
    pub format: String,
    /// What made it.
    pub tool: String,
    /// When it was made, as it says.
    pub made_at: String,
    /// What product it is about, as it says.
    pub product: String,
    /// Its version, and its package URL; empty: it does not say.
    pub product_version: String,
    /// Its package URL; empty: it does not say.
    pub product_purl: String,
    /// Everything that speaks against it, refusals first.
    pub faults: Vec<FaultText>,
    /// Its components, each package URL once, in the order of the URLs.
    pub parts: Vec<Part>,
    /// How many components it has: those that are kept, or of one that is too long all of them.
    pub count: usize,
    /// What it does not say of them.
    pub lacks: Lacks,
}

/// What a bill does not say. What it withholds on purpose, it has said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lacks {
    /// Components without a checksum.
    pub hashless: i64,
    /// Without a licence.
    pub unlicensed: i64,
    /// Without a producer.
    pub makerless: i64,
    /// Whether it carries no signature.
    pub is_unsigned: bool,
}

impl Lacks {
    fn of(bom: &Bom) -> Lacks {
        let count = |lacks: &dyn Fn(&Component) -> bool| {
            let lacking = bom.components.iter().filter(|it| lacks(it)).count();
            i64::try_from(lacking).unwrap_or(i64::MAX)
        };
        Lacks {
            hashless: count(&|it| it.hashes.is_empty()),
            unlicensed: count(&|it| match &it.licences {
                Said::Is(all) => all.is_empty(),
                Said::Withheld => false,
                Said::Missing | Said::Unknown | Said::Nothing => true,
            }),
            makerless: count(&|it| matches!(it.producer, Said::Missing | Said::Unknown)),
            is_unsigned: !bom.metadata.is_signed,
        }
    }
}

/// How a signature inside a document is named.
const SIGNATURE: &[u8] = b"\"signature\"";

impl Bill {
    /// Whether it passes the acceptance test.
    pub fn is_accepted(&self) -> bool {
        !self.faults.iter().any(|it| it.is_refusal)
    }

    /// Reads a document, or a DSSE envelope around one that one of these keys may have signed.
    pub fn read(bytes: &[u8], keys: &[VerifyingKey]) -> Result<Bill, BillError> {
        if !dsse::is_meant(bytes) {
            let (signature, cosigners, is_certified) = inside(bytes, keys);
            let mut bill = Bill::of(bytes, signature, cosigners)?;
            bill.faults.extend(is_certified.then(signer::certificate));
            return Ok(bill);
        }
        let envelope = Envelope::open(bytes).map_err(|why| BillError(vec![bad_envelope(why)]))?;
        let signature = match envelope.signer(keys) {
            Some(key) => Signature::By(*key),
            None => Signature::Unknown,
        };
        Bill::of(&envelope.payload, signature, Vec::new())
    }

    fn of(bytes: &[u8], signature: Signature, cosigners: Vec<Cosigner>) -> Result<Bill, BillError> {
        if !is_meant(bytes) {
            return Err(BillError(vec![no_bill()]));
        }
        let limits = Limits { bytes_max: BILL_BYTES_MAX, ..Limits::default() };
        let bom = parse(bytes, limits)
            .map_err(|all| BillError(all.iter().take(FAULTS_MAX).map(unreadable).collect()))?;
        let mut faults: Vec<FaultText> = bom::acceptance(&bom).iter().map(of_fault).collect();
        if bom.components.len() > COMPONENTS_MAX {
            faults.push(too_many(bom.components.len()));
        }
        faults.sort_by_key(|it| !it.is_refusal);
        faults.truncate(FAULTS_MAX);
        let tools: Vec<String> = bom.metadata.tools.iter().map(tool).collect();
        let parts = parts(&bom);
        let is_too_long = bom.components.len() > COMPONENTS_MAX;
        let top = |what: &dyn Fn(&Component) -> Option<&String>| {
            bom.top.as_ref().and_then(what).map_or("", String::as_str)
        };
        Ok(Bill {
            signature,
            cosigners,
            sha256: digest(&SHA256, bytes).as_ref().try_into().expect("SHA-256 has 32 bytes"),
            size_bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            format: cut(&bom.format),
            tool: cut(&tools.join(", ")),
            made_at: cut(bom.metadata.timestamp.as_deref().unwrap_or_default()),
            product_version: cut(top(&|it| it.version.known())),
            product_purl: cut(top(&|it| it.purl.known())),
            product: cut(bom.top.as_ref().map(|it| it.name.as_str()).unwrap_or_default()),
            faults,
            count: if is_too_long { bom.components.len() } else { parts.len() },
            parts,
            lacks: Lacks::of(&bom),
        })
    }
}

/// What the signatures inside a document say, together and each, and whether one of them fits by
/// the key of a certificate. Whatever is no JSON has none.
fn inside(bytes: &[u8], keys: &[VerifyingKey]) -> (Signature, Vec<Cosigner>, bool) {
    let is_named = bytes.windows(SIGNATURE.len()).any(|it| it == SIGNATURE);
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|_| is_named) else {
        return (Signature::None, Vec::new(), false);
    };
    let all = jsf::verify(text, keys);
    let is_certified = all.iter().any(|it| it.is_by_certificate);
    let each = all.into_iter().map(|it| Cosigner {
        algorithm: it.algorithm,
        signature: match it.inside {
            Inside::Untold => Signature::Untold,
            Inside::Wrong => Signature::Wrong,
            Inside::Fits(Some(key)) if keys.contains(&key) => Signature::By(key),
            Inside::Fits(key) => Signature::Stranger(key),
        },
    });
    let each: Vec<Cosigner> = each.collect();
    let together = signer::together(&each, keys);
    (together, if each.len() > 1 { each } else { Vec::new() }, is_certified)
}

fn parse(bytes: &[u8], limits: Limits) -> Result<Bom, Vec<Refused>> {
    let is_text = bytes.trim_ascii_start().first().is_some_and(|first| *first != b'{');
    if is_text {
        return spdx::read_tags(bytes, limits);
    }
    let document = json::read(bytes, limits).map_err(|refused| vec![refused])?;
    let document = spdx::of_github(&document).unwrap_or(&document);
    if spdx::is_spdx(document) { spdx::of_value(document) } else { cyclonedx::of_value(document) }
}

/// Whether it begins as JSON does, or is a text with the tags of SPDX: else no line of it is worth
/// naming.
fn is_meant(bytes: &[u8]) -> bool {
    const TAG: &[u8] = b"SPDXVersion:";
    let is_json = bytes.trim_ascii_start().first().is_none_or(|first| *first == b'{');
    is_json || bytes.windows(TAG.len()).any(|it| it == TAG)
}

fn no_bill() -> FaultText {
    FaultText {
        code: "unreadable".to_owned(),
        is_refusal: true,
        ko: "CycloneDX(JSON)나 SPDX 문서가 아닙니다.".to_owned(),
        en: "It is neither CycloneDX (JSON) nor SPDX.".to_owned(),
    }
}

fn tool(it: &bom::Tool) -> String {
    match &it.version {
        Some(version) => format!("{} {version}", it.name),
        None => it.name.clone(),
    }
}

fn unreadable(it: &Refused) -> FaultText {
    let code = match it.why {
        Why::TooLarge { .. } => "too-large",
        _ => "unreadable",
    };
    FaultText { code: code.to_owned(), is_refusal: true, ko: it.ko(), en: it.en() }
}

fn of_fault(it: &bom::Fault) -> FaultText {
    FaultText { code: it.code().to_owned(), is_refusal: it.is_refusal(), ko: it.ko(), en: it.en() }
}

fn bad_envelope(why: dsse::BadEnvelope) -> FaultText {
    let ko = match why {
        dsse::BadEnvelope::Form => "payloadType, payload, signatures를 가진 DSSE 봉투가 아닙니다.",
        dsse::BadEnvelope::Base64 => "봉투의 payload나 서명이 base64가 아닙니다.",
        dsse::BadEnvelope::Signatures => "봉투에 서명이 없거나 16개를 넘습니다.",
    };
    FaultText {
        code: "envelope".to_owned(),
        is_refusal: true,
        ko: format!("{ko} `naru oss sign`으로 만든 파일인지 확인하십시오."),
        en: format!("It is {why}. See whether `naru oss sign` made it."),
    }
}

fn too_many(count: usize) -> FaultText {
    let grouped = |n: usize| Won::new(i64::try_from(n).unwrap_or(i64::MAX)).grouped();
    FaultText {
        code: "too-many-components".to_owned(),
        is_refusal: true,
        ko: format!(
            "구성요소가 {}개로, 받을 수 있는 {}개를 넘습니다. 제품을 나누십시오.",
            grouped(count),
            grouped(COMPONENTS_MAX)
        ),
        en: format!(
            "It has {} components; {} are taken. Divide the product.",
            grouped(count),
            grouped(COMPONENTS_MAX)
        ),
    }
}

fn parts(bom: &Bom) -> Vec<Part> {
    let graph = bom.graph();
    let mut all: BTreeMap<String, Part> = BTreeMap::new();
    // The product's own packages are no open source that somebody approves of.
    let of_others = bom.components.iter().filter(|it| !it.is_said_own());
    for it in of_others.take(COMPONENTS_MAX) {
        let Some(part) = part(it, &graph) else { continue };
        match all.get_mut(&part.purl) {
            // Listed twice: the nearer way counts.
            Some(known) if part.reach < known.reach => *known = part,
            Some(_) => {}
            None => drop(all.insert(part.purl.clone(), part)),
        }
    }
    all.into_values().collect()
}

/// The ecosystem and the name of a package, as the portfolio has them.
pub(super) fn package_of(purl: &Purl) -> (String, String) {
    if let Some(package) = Package::of_purl(purl) {
        return (package.ecosystem.base().to_owned(), package.name);
    }
    let name = match purl.namespace() {
        Some(namespace) => format!("{namespace}/{}", purl.name()),
        None => purl.name().to_owned(),
    };
    (format!("{NO_ECOSYSTEM}{}", purl.kind()), name)
}

fn part(it: &Component, graph: &Graph<'_>) -> Option<Part> {
    // With the source package in it: advisories of distributions speak of those.
    let purl = it.with_source(Purl::parse(it.purl.known()?).ok()?);
    let (ecosystem, name) = package_of(&purl);
    let reach = match graph.reach(&it.id) {
        bom::Reach::Top | bom::Reach::Direct => Reach::Direct,
        bom::Reach::Transitive => Reach::Transitive,
        bom::Reach::Unlinked if it.is_said_transitive() => Reach::Transitive,
        bom::Reach::Unlinked => Reach::Unlinked,
    };
    let version = it.version.known().map(String::as_str).or(purl.version()).unwrap_or_default();
    Some(Part {
        ecosystem: cut(&ecosystem),
        name: cut(&name),
        version: cut(version),
        reach,
        path: way(&graph.path(&it.id)),
        licence: licence(it),
        purl: purl.to_string(),
    })
}

/// The way from the product, cut in the middle if it is long.
fn way(path: &[&Component]) -> String {
    let step = |it: &&Component| match it.version.known() {
        Some(version) => format!("{}@{version}", it.name),
        None => it.name.clone(),
    };
    let steps: Vec<String> = path.iter().map(step).collect();
    let text = if steps.len() > STEPS_MAX {
        let (first, last) = (&steps[..2], &steps[steps.len() - (STEPS_MAX - 2)..]);
        format!("{} › … › {}", first.join(" › "), last.join(" › "))
    } else {
        steps.join(" › ")
    };
    cut(&text)
}

fn licence(it: &Component) -> String {
    let Some(all) = it.licences.known() else { return String::new() };
    let texts: Vec<&str> = all.iter().map(bom::Licence::text).collect();
    cut(&texts.join(" AND "))
}

fn cut(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(plain).take(TEXT_CHARS_MAX).collect()
}
