//! `sbom`: a bill of materials of a project; and reading one of somebody else.

use crate::cli::{BomForm, Sbom};
use crate::files;
use crate::problem::Problem;
use crate::project::{Project, Source};
use crate::{Around, CLEAN, UNJUDGED, scan};
use naru_base::dsse::{self, Envelope};
use naru_base::texts;
use naru_sbom::bom::{Bom, Component, Kind, Metadata, Said, Tool, merge};
use naru_sbom::json::{self, Limits};
use naru_sbom::lock::NoteKind;
use naru_sbom::refused::Refused;
use naru_sbom::{cyclonedx, spdx};
use ring::digest::{SHA256, digest};
use std::collections::BTreeSet;
use std::fmt::Write as _;

texts! {
    no_version {
        ko: "제품의 버전을 알 수 없습니다. 받는 쪽이 거절할 수 있으니 --product 이름@버전을 주십시오.",
        en: "The product has no version, and whoever takes the bill in may refuse it: give --product NAME@VERSION.",
    }
    bad_product {
        ko: "--product에는 이름과 버전을 주십시오. 예: shop@1.4.2",
        en: "--product takes a name and a version, such as shop@1.4.2",
    }
}

/// Large bills exist: a product of a bank may have hundreds of thousands of components.
const LIMITS: Limits = Limits { bytes_max: 256 << 20, depth_max: 64, values_max: 30_000_000 };

/// Reads a bill in CycloneDX (JSON, XML) or SPDX (JSON, tag-value).
///
/// One in a signed envelope is read too; by whom it is signed is for whoever knows the key.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Bom, Problem> {
    if dsse::is_meant(bytes) {
        let envelope = Envelope::open(bytes)
            .map_err(|why| Problem::file(name).because_in(move |_| format!("it is {why}")))?;
        return bare(name, &envelope.payload);
    }
    bare(name, bytes)
}

fn bare(name: &str, bytes: &[u8]) -> Result<Bom, Problem> {
    let refused = |faults: Vec<Refused>| {
        faults.into_iter().fold(Problem::file(name), |problem, fault| {
            problem.because_in(move |lang| match lang {
                naru_base::Lang::Ko => fault.ko(),
                naru_base::Lang::En => fault.en(),
            })
        })
    };
    let is_json = bytes.trim_ascii_start().starts_with(b"{") || bytes.starts_with(b"\xEF\xBB\xBF{");
    if cyclonedx::is_xml(bytes) {
        return cyclonedx::read_xml(bytes, LIMITS).map_err(refused);
    }
    if !is_json {
        return spdx::read_tags(bytes, LIMITS).map_err(refused);
    }
    let document = json::read(bytes, LIMITS).map_err(|it| refused(vec![it]))?;
    let document = spdx::of_github(&document).unwrap_or(&document);
    if spdx::is_spdx(document) {
        return spdx::of_value(document).map_err(refused);
    }
    cyclonedx::of_value(document).map_err(refused)
}

/// Runs the command.
pub(crate) fn run(it: &Sbom, around: &mut Around<'_>) -> Result<u8, Problem> {
    let product = it.product.as_deref().map(product).transpose()?;
    let project = Project::open(&it.path)?;
    scan::tell_sources(&project, around);
    scan::some_read(&project, &it.path)?;
    let is_whole = project.failures.is_empty();
    let mut bom = whole(project, &around.now.rfc3339());
    if let (Some(top), Some((name, version))) = (&mut bom.top, product) {
        (top.name, top.version) = (name, Said::Is(version));
        // A package URL of the files' own would name something else.
        top.purl = Said::Missing;
    }
    if bom.top.as_ref().is_none_or(|it| it.version.known().is_none()) {
        around.talk(&no_version(around.lang));
    }
    let text = match it.format {
        BomForm::Cyclonedx => cyclonedx::write(&bom),
        BomForm::Spdx => spdx::write(&bom).map_err(|it| Problem::content("SPDX", it.en()))?,
    };
    files::deliver(around, it.out.as_deref(), &ended(text))?;
    Ok(if is_whole { CLEAN } else { UNJUDGED })
}

/// Name and version of a product, as `--product` has them.
fn product(text: &str) -> Result<(String, String), Problem> {
    let parts = text.rsplit_once('@').map(|it| (it.0.trim(), it.1.trim()));
    match parts {
        Some((name, version)) if !name.is_empty() && !version.is_empty() => {
            Ok((name.to_owned(), version.to_owned()))
        }
        _ => Err(Problem::new(bad_product)),
    }
}

fn ended(mut text: String) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// Says of the project's own packages that they are its own.
fn mark_own(source: &mut Source) {
    let own: BTreeSet<String> = source.own().into_iter().map(str::to_owned).collect();
    for it in source.bom.components.iter_mut().chain(&mut source.bom.top) {
        if own.contains(&it.id) && !it.is_said_own() {
            let (name, value) = Component::OWN;
            it.properties.push((name.to_owned(), value.to_owned()));
        }
    }
}

/// One bill of everything under the path.
pub(crate) fn whole(project: Project, timestamp: &str) -> Bom {
    let is_complete = completeness(&project);
    let Project { name, mut sources, .. } = project;
    sources.iter_mut().for_each(mark_own);
    let mut bom = if sources.len() == 1 {
        sources.pop().map(|it| it.bom).unwrap_or_default()
    } else {
        let top = Component {
            id: format!("top:{name}"),
            kind: Kind::Application,
            name,
            ..Component::default()
        };
        without_files(merge(top, sources.into_iter().map(|it| it.bom).collect()))
    };
    bom.serial = Some(serial(&bom));
    bom.revision = Some(1);
    bom.metadata = Metadata {
        timestamp: Some(timestamp.to_owned()),
        tools: vec![tool()],
        phases: vec!["pre-build".to_owned()],
        is_complete,
        ..Metadata::default()
    };
    bom
}

/// A lock file that names no package of its own is no component: what it asks for, the product
/// asks for.
fn without_files(mut bom: Bom) -> Bom {
    let is_file = |id: &str| id.split_once('/').is_some_and(|it| it.1.starts_with("top:"));
    let Some(top) = bom.top.as_ref().map(|it| it.id.clone()) else { return bom };
    let all = std::mem::take(&mut bom.components);
    let (files, parts): (Vec<Component>, Vec<Component>) =
        all.into_iter().partition(|it| is_file(&it.id));
    bom.components = parts;
    for file in &files {
        for needed in bom.depends.remove(&file.id).unwrap_or_default() {
            bom.link(&top, &needed);
        }
    }
    if let Some(list) = bom.depends.get_mut(&top) {
        list.retain(|it| !is_file(it));
    }
    bom
}

/// What this program is called in documents.
pub(crate) fn tool() -> Tool {
    Tool {
        vendor: Some("Naru".to_owned()),
        name: "naru oss".to_owned(),
        version: Some(env!("CARGO_PKG_VERSION").to_owned()),
    }
}

/// Complete if nothing was left out and every file tells who needs whom; unknown if one does not.
fn completeness(project: &Project) -> Option<bool> {
    let has_gap = |it: &Source| it.notes.iter().any(|note| note.kind == NoteKind::NotFollowed);
    if !project.failures.is_empty() || project.sources.iter().any(has_gap) {
        return Some(false);
    }
    let tells_edges =
        |it: &Source| it.bom.components.iter().all(|one| it.bom.depends.contains_key(&one.id));
    project.sources.iter().all(tells_edges).then_some(true)
}

/// The same content has the same serial number.
fn serial(bom: &Bom) -> String {
    let mut ids: Vec<&str> = bom.everything().map(|it| it.id.as_str()).collect();
    ids.sort_unstable();
    let hash = digest(&SHA256, ids.join("\n").as_bytes());
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&hash.as_ref()[..16]);
    bytes[6] = (bytes[6] & 0x0F) | 0x80; // a UUID of one's own making (RFC 9562, version 8)
    bytes[8] = (bytes[8] & 0x3F) | 0x80;
    let mut text = String::from("urn:uuid:");
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        write!(text, "{byte:02x}").expect("a text takes all");
    }
    text
}
