//! Which format it is, by its content, and the door to its reader.
//!
//! **Must never** trust a file's name.

use crate::draft::Draft;
use crate::format;
use crate::model::{Remark, Report};
use crate::tree::{self, Node};
use naru_sbom::json::Limits;
use naru_sbom::refused::{Refused, Why, excerpt};
use serde::Serialize;
use std::borrow::Cow;

/// The largest file that is read.
pub const BYTES_MAX: usize = 64 * 1024 * 1024;

/// The limits of a file. Values cost more memory than bytes do, so they have a limit of their own.
pub const LIMITS: Limits = Limits { bytes_max: BYTES_MAX, depth_max: 64, values_max: 3_000_000 };

macro_rules! formats {
    ($( $(#[$doc:meta])* $name:ident $word:literal $title:literal, )*) => {
        /// The formats that are read.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Format { $( $(#[$doc])* #[serde(rename = $word)] $name, )* }

        impl Format {
            /// All of them.
            pub const ALL: [Format; [$($word),*].len()] = [$(Format::$name),*];

            /// The word in files, stores and on the command line.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$name => $word, )* }
            }

            /// The name as people write it.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $( Self::$name => $title, )* }
            }

            /// Reads the word of `as_str`.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|it| it.as_str() == word)
            }
        }
    };
}

formats! {
    /// SARIF.
    Sarif "sarif" "SARIF",
    /// ZAP, XML or JSON.
    Zap "zap" "ZAP",
    /// nuclei, JSON by lines or a list.
    Nuclei "nuclei" "nuclei",
    /// testssl.sh, JSON or CSV.
    Testssl "testssl" "testssl.sh",
    /// sslyze.
    Sslyze "sslyze" "SSLyze",
    /// MobSF's report of an app.
    Mobsf "mobsf" "MobSF",
    /// mobsfscan and njsscan.
    Mobsfscan "mobsfscan" "mobsfscan",
    /// QARK.
    Qark "qark" "QARK",
    /// nmap, XML.
    Nmap "nmap" "Nmap",
    /// semgrep.
    Semgrep "semgrep" "Semgrep",
    /// Wapiti.
    Wapiti "wapiti" "Wapiti",
    /// CycloneDX, JSON or XML.
    CycloneDx "cyclonedx" "CycloneDX",
    /// SPDX 2, JSON or tags, and SPDX 3.
    Spdx "spdx" "SPDX",
    /// OSCAL assessment results.
    OscalResults "oscal-results" "OSCAL assessment results",
    /// OSCAL plan of action and milestones.
    OscalPlan "oscal-plan" "OSCAL plan of action and milestones",
    /// OSCAL catalogue of controls.
    OscalCatalog "oscal-catalog" "OSCAL catalog",
    /// A file with nothing in it.
    Empty "empty" "empty file",
}

/// Reads a file, whatever scanner it is from.
///
/// # Errors
///
/// [`Refused`] with the place: too large, too deep, cut off, not a format that is read. Nothing is
/// read by halves.
pub fn read(bytes: &[u8]) -> Result<Report, Refused> {
    read_as(bytes, LIMITS)
}

/// The same within other limits.
///
/// # Errors
///
/// As [`read`].
pub fn read_as(bytes: &[u8], limits: Limits) -> Result<Report, Refused> {
    if bytes.len() > limits.bytes_max {
        let why = Why::TooLarge { bytes: bytes.len(), bytes_max: limits.bytes_max };
        return Err(Refused::whole(why));
    }
    if let Some(kind) = compressed(bytes) {
        return Err(Refused::whole(Why::Compressed { kind }));
    }
    let text = &*text_of(bytes)?;
    if text.contains('\0') {
        let seen = "0x00".to_owned();
        return Err(Refused::whole(Why::NotRecognised { seen }));
    }
    let mut root = parsed(text, limits)?;
    let Some(format) = format_of(&root) else {
        return Err(Refused::whole(Why::NotRecognised { seen: seen(&root) }));
    };
    let mut draft = Draft::new(format, &root);
    if !is_of_reports(&root) {
        read_one(&mut draft, format, &mut root, "");
        return Ok(draft.finish(&root));
    }
    for (index, one) in root.own_items().iter_mut().enumerate() {
        let place = format!("/{index}");
        if of_object(one) != Some(format) {
            return Err(Refused::at(place, Why::NotRecognised { seen: seen(one) }));
        }
        read_one(&mut draft, format, one, &place);
    }
    Ok(draft.finish(&root))
}

/// Whether it is a list of whole reports. Some tools' one report is itself a list.
fn is_of_reports(root: &Node) -> bool {
    matches!(root, Node::List(items) if items.first().is_some_and(|it| of_line(it).is_none()))
}

/// One report, of which `place` says where in the file it stands.
fn read_one(draft: &mut Draft, format: Format, root: &mut Node, place: &str) {
    let told = draft.told();
    let is_wrapped = is_wrapped(root);
    if is_wrapped && let Some(inner) = root.get_mut("sbom") {
        read_format(draft, format, inner);
        return draft.put_below(told, &format!("{place}/sbom"));
    }
    read_format(draft, format, root);
    draft.put_below(told, place);
}

/// Whether it is what GitHub's interface answers: the bill under a name of its own.
fn is_wrapped(root: &Node) -> bool {
    let inner = root.get("sbom");
    inner.has("spdxVersion") || format::spdx3::is_spdx3(inner)
}

fn read_format(draft: &mut Draft, format: Format, root: &mut Node) {
    match format {
        Format::Sarif => format::sarif::read(draft, root),
        Format::Zap => format::zap::read(draft, root),
        Format::Nuclei => format::nuclei::read(draft, root),
        Format::Testssl => format::testssl::read(draft, root),
        Format::Sslyze => format::sslyze::read(draft, root),
        Format::Mobsf => format::mobsf::read(draft, root),
        Format::Mobsfscan => format::mobsfscan::read(draft, root),
        Format::Qark => format::qark::read(draft, root),
        Format::Nmap => format::nmap::read(draft, root),
        Format::Semgrep => format::semgrep::read(draft, root),
        Format::Wapiti => format::wapiti::read(draft, root),
        Format::CycloneDx => format::cyclonedx::read(draft, root),
        Format::Spdx if format::spdx3::is_spdx3(root) => {
            format::spdx3::read(draft, root);
        }
        Format::Spdx => format::spdx::read(draft, root),
        Format::OscalResults | Format::OscalPlan => format::oscal::results(draft, root),
        Format::OscalCatalog => format::oscal::catalog(draft, root),
        Format::Empty => {
            *root = Node::Taken;
            draft.report.is_finished = false;
            draft.remark(Remark::Empty);
        }
    }
}

/// The kind of archive or compression that a file begins as.
fn compressed(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 6] = [
        (b"\x1F\x8B", "gzip"),
        (b"PK\x03\x04", "zip"),
        (b"7z\xBC\xAF\x27\x1C", "7z"),
        (b"\xFD7zXZ\x00", "xz"),
        (b"\x28\xB5\x2F\xFD", "zstd"),
        (b"BZh", "bzip2"),
    ];
    KINDS.into_iter().find(|it| bytes.starts_with(it.0)).map(|it| it.1)
}

/// UTF-8, or UTF-16 with the mark that Windows shells put before what they redirect into a file.
fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, Refused> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            let text = std::str::from_utf8(bytes)
                .map_err(|error| Refused::whole(Why::NotUtf8 { offset: error.valid_up_to() }))?;
            return Ok(Cow::Borrowed(text));
        }
    };
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().skip(1).map(|it| unit(*it));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    match text {
        Ok(text) if rest.is_empty() => Ok(Cow::Owned(text)),
        _ => Err(Refused::whole(Why::NotUtf8 { offset: 0 })),
    }
}

/// The tree of a text: XML, JSON, JSON by lines, CSV or tags.
fn parsed(text: &str, limits: Limits) -> Result<Node, Refused> {
    match text.trim_start().as_bytes().first() {
        None => Ok(Node::List(Vec::new())),
        Some(b'<') => tree::read_xml(text.trim_start(), limits),
        Some(b'{') if is_by_lines(text) => tree::lines(text, limits),
        Some(b'{' | b'[') => tree::read_json(text, limits),
        _ if format::spdx::is_tags(text) => format::spdx::tree_of_tags(text, limits),
        _ if format::testssl::is_csv(text) => format::testssl::tree_of_csv(text, limits),
        _ => {
            let line = text.trim_start().lines().next().unwrap_or("");
            Err(Refused::whole(Why::NotRecognised { seen: excerpt(line) }))
        }
    }
}

/// Whether the first line is a whole object, and another one begins after it.
fn is_by_lines(text: &str) -> bool {
    let mut lines = text.lines().filter(|it| !it.trim().is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return false };
    first.trim_end().ends_with('}') && first.trim() != "}" && second.starts_with('{')
}

fn format_of(root: &Node) -> Option<Format> {
    let is_empty_list = matches!(root, Node::List(items) if items.is_empty());
    if is_empty_list {
        return Some(Format::Empty);
    }
    if let Node::List(items) = root {
        return of_item(items.first()?);
    }
    of_object(root)
}

/// By the names of the first item of a list.
fn of_item(item: &Node) -> Option<Format> {
    of_line(item).or_else(|| of_object(item)).filter(|it| *it != Format::Empty)
}

/// Of a tool whose report is a list: by the names of its first line.
fn of_line(item: &Node) -> Option<Format> {
    let has = |name: &str| item.has(name);
    if (has("template-id") || has("templateID") || has("template")) && has("info") {
        return Some(Format::Nuclei);
    }
    if has("id") && has("severity") && has("finding") {
        return Some(Format::Testssl);
    }
    if has("category") && has("severity") && (has("file_object") || has("apk_exploit_dict")) {
        return Some(Format::Qark);
    }
    None
}

fn of_object(root: &Node) -> Option<Format> {
    let has = |name: &str| root.has(name);
    let names: [(bool, Format); 23] = [
        (has("bomFormat") || is_bom(first(root.get("bom"))), Format::CycloneDx),
        (is_wrapped(root), Format::Spdx),
        (has("spdxVersion") || has("SPDXVersion"), Format::Spdx),
        (format::spdx3::is_spdx3(root), Format::Spdx),
        (has("assessment-results"), Format::OscalResults),
        (has("plan-of-action-and-milestones"), Format::OscalPlan),
        (first(root.get("catalog")).has("metadata"), Format::OscalCatalog),
        (has("runs") && is_sarif(root), Format::Sarif),
        (has("OWASPZAPReport"), Format::Zap),
        (has("site") && (has("@version") || has("@generated")), Format::Zap),
        (has("nmaprun"), Format::Nmap),
        (has("sslyze_version") || has("server_scan_results"), Format::Sslyze),
        (has("accepted_targets") || has("invalid_targets"), Format::Sslyze),
        (has("scanResult"), Format::Testssl),
        (has("mobsfscan_version") || has("njsscan_version"), Format::Mobsfscan),
        (has("infos") && has("vulnerabilities"), Format::Wapiti),
        (has("results") && root.get("results").is_object_of_rules(), Format::Mobsfscan),
        (has("results") && is_semgrep(root), Format::Semgrep),
        (has("vulns") && root.get("vulns").is_list(), Format::Semgrep),
        (is_mobsf(root), Format::Mobsf),
        ((has("template-id") || has("templateID")) && has("info"), Format::Nuclei),
        (has("specVersion") && has("components"), Format::CycloneDx),
        (has("id") && has("severity") && has("finding"), Format::Testssl),
    ];
    names.into_iter().find(|it| it.0).map(|it| it.1)
}

/// What stands alone, or first in a list: XML knows lists only.
fn first(node: &Node) -> &Node {
    match node {
        Node::List(items) => items.first().unwrap_or(node),
        other => other,
    }
}

/// A bill of materials in XML; others call theirs the same.
fn is_bom(bom: &Node) -> bool {
    let Node::Object(fields) = bom else { return false };
    let is_ours = |name: &str, value: &Node| {
        name.starts_with("@xmlns") && value.as_text().is_some_and(|it| it.contains("cyclonedx"))
    };
    bom.has("components") || fields.iter().any(|it| is_ours(&it.0, &it.1))
}

/// Whatever runs has `runs`; a log of SARIF says its version, its schema, or what ran.
fn is_sarif(root: &Node) -> bool {
    root.text("version").or_else(|| root.text("$schema")).is_some()
        || first(root.get("runs")).has("tool")
}

/// Many tools write `results` and `errors`; Semgrep's results name what they were checked for.
fn is_semgrep(root: &Node) -> bool {
    match root.get("results") {
        Node::List(items) if items.is_empty() => {
            root.get("paths").has("scanned") || root.has("version") && root.has("errors")
        }
        Node::List(items) => items.iter().all(|it| it.has("check_id")),
        _ => false,
    }
}

fn is_mobsf(root: &Node) -> bool {
    const PARTS: [&str; 8] = [
        "manifest_analysis",
        "code_analysis",
        "binary_analysis",
        "certificate_analysis",
        "ats_analysis",
        "permissions",
        "appsec",
        "file_analysis",
    ];
    // The scorecard alone holds lists by how grave what was found is.
    let card = root.get("appsec");
    PARTS.into_iter().filter(|it| root.has(it)).count() >= 2
        || card.has("high") && card.has("security_score")
}

/// The names at the top, for whoever wonders why it was not recognised.
fn seen(root: &Node) -> String {
    let root = match root {
        Node::List(items) => items.first().unwrap_or(root),
        other => other,
    };
    match root {
        Node::Object(fields) if fields.is_empty() => "{}".to_owned(),
        Node::Null => "null".to_owned(),
        Node::Object(fields) => {
            let names = fields.iter().take(8).map(|it| it.0.as_str());
            excerpt(&names.collect::<Vec<_>>().join(", "))
        }
        other => other.as_text().map_or_else(String::new, |it| excerpt(&it)),
    }
}
