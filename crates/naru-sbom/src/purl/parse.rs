//! From text to parts: the syntax that is common to all types.

use super::escape::decoded;
use super::{PURL_BYTES_MAX, Parts, PurlError};
use std::collections::BTreeMap;

/// How the keys of qualifiers may be written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keys {
    /// In lower case; only the standard's own keys are known in any case.
    AsWritten,
    /// Any case, made lower.
    AnyCase,
}

/// Keys that the standard itself defines for every type.
const STANDARD_KEYS: [&str; 6] =
    ["checksum", "download_url", "file_name", "repository_url", "vcs_url", "vers"];

pub(super) fn parts(text: &str, keys: Keys) -> Result<Parts, PurlError> {
    if text.len() > PURL_BYTES_MAX {
        let why = format!("{} bytes, at most {PURL_BYTES_MAX} are read", text.len());
        return Err(PurlError::new("scheme", why));
    }
    let (scheme, rest) = text.split_once(':').unwrap_or(("", text));
    if !scheme.eq_ignore_ascii_case("pkg") {
        return Err(PurlError::new("scheme", "it must begin with `pkg:`"));
    }
    let (rest, subpath) = match rest.rsplit_once('#') {
        Some((rest, subpath)) => (rest, segments("subpath", subpath)?),
        None => (rest, None),
    };
    let (rest, qualifiers) = match rest.rsplit_once('?') {
        Some((rest, qualifiers)) => (rest, qualifiers_of(qualifiers, keys)?),
        None => (rest, BTreeMap::new()),
    };
    let (kind, path) = rest.trim_start_matches('/').split_once('/').unwrap_or((rest, ""));
    if path.is_empty() {
        return Err(PurlError::new("name", "it is missing: pkg:TYPE/NAME is the least"));
    }
    let (path, version) = split_version(path);
    let version = version.map(|version| decoded_part("version", version)).transpose()?;
    let (namespace, name) = match path.trim_end_matches('/').rsplit_once('/') {
        Some((namespace, name)) => (segments("namespace", namespace)?, name),
        None => (None, path.trim_end_matches('/')),
    };
    if path.ends_with('/') && version.is_some() {
        return Err(PurlError::new("name", "it is missing before the version"));
    }
    Ok(Parts {
        kind: kind.to_owned(),
        namespace,
        name: decoded_part("name", name)?,
        version,
        qualifiers,
        subpath,
    })
}

/// The last `@` begins the version, unless it begins a scope (`@scope/name`).
fn split_version(path: &str) -> (&str, Option<&str>) {
    let Some((before, version)) = path.rsplit_once('@') else { return (path, None) };
    let begins_a_segment = before.is_empty() || before.ends_with('/');
    if begins_a_segment && version.contains('/') {
        return (path, None);
    }
    (before, Some(version))
}

fn decoded_part(part: &'static str, text: &str) -> Result<String, PurlError> {
    decoded(text).map_err(|why| PurlError::new(part, format!("`{text}`: {why}")))
}

fn segments(part: &'static str, text: &str) -> Result<Option<String>, PurlError> {
    let mut found: Vec<String> = Vec::new();
    for segment in text.split('/').filter(|segment| !segment.is_empty()) {
        let segment = decoded_part(part, segment)?;
        if segment.contains('/') {
            return Err(PurlError::new(part, format!("`{segment}`: a segment holds no slash")));
        }
        found.push(segment);
    }
    Ok(if found.is_empty() { None } else { Some(found.join("/")) })
}

fn qualifiers_of(text: &str, keys: Keys) -> Result<BTreeMap<String, String>, PurlError> {
    let mut found = BTreeMap::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').ok_or_else(|| {
            PurlError::new("qualifiers", format!("`{pair}` has no `=`; write key=value"))
        })?;
        let lower = key.to_ascii_lowercase();
        let is_known = keys == Keys::AnyCase || STANDARD_KEYS.contains(&lower.as_str());
        if lower != key && !is_known {
            let why = format!("the key `{key}` must be in lower case");
            return Err(PurlError::new("qualifiers", why));
        }
        let value = decoded_part("qualifiers", value)?;
        if value.is_empty() {
            continue;
        }
        if found.insert(lower, value).is_some() {
            return Err(PurlError::new("qualifiers", format!("the key `{key}` is there twice")));
        }
    }
    Ok(found)
}
