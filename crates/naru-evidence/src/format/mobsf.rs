//! MobSF's report of an app. Its parts differ in shape, and each has had several: every part is
//! read by what is in it.

use super::mobsfscan::read_rule;
use super::{at, words};
use crate::draft::{Draft, Told, digest, short};
use crate::model::{Remark, Rule, Severity, State};
use crate::tree::Node;
use crate::weakness;
use naru_sbom::json::escape;

/// What is said of the app as a whole.
const ABOUT: [&str; 30] = [
    "title",
    "file_name",
    "app_name",
    "app_type",
    "size",
    "md5",
    "sha1",
    "sha256",
    "hash",
    "build",
    "app_version",
    "sdk_name",
    "platform",
    "min_os_version",
    "bundle_id",
    "package_name",
    "packagename",
    "main_activity",
    "target_sdk",
    "max_sdk",
    "min_sdk",
    "version_name",
    "version_code",
    "average_cvss",
    "security_score",
    "androvername",
    "androver",
    "mainactivity",
    "name",
    "icon_path",
];
/// Parts that are lists or objects of findings, where MobSF puts them, and what an entry without a
/// name is about.
/// Parts that tell of each binary whether it is hardened: a list of them, or one alone.
const BINARIES: [&str; 4] =
    ["macho_analysis", "dylib_analysis", "framework_analysis", "elf_analysis"];
const PARTS: [(&str, &str, &[u32]); 15] = [
    ("certificate_analysis", "certificate_findings", &[]),
    ("manifest_analysis", "manifest_findings", &[]),
    ("network_security", "network_findings", &[]),
    ("ats_analysis", "ats_findings", &[319]),
    ("code_analysis", "findings", &[]),
    ("binary_analysis", "findings", &[]),
    ("macho_analysis", "findings", &[]),
    ("dylib_analysis", "findings", &[]),
    ("framework_analysis", "findings", &[]),
    ("elf_analysis", "findings", &[]),
    ("transport_security", "findings", &[319]),
    ("android_api", "findings", &[]),
    ("ios_api", "findings", &[]),
    ("firebase_analysis", "findings", &[284]),
    ("niap_analysis", "findings", &[]),
];

pub(crate) fn read(draft: &mut Draft, root: &mut Node) {
    let version = root.take_first(&["version", "mobsf_version"]);
    if version.is_none() {
        draft.remark(Remark::NoVersion);
    }
    draft.tool("MobSF", version);
    draft.observed(root.take_text("timestamp"));
    let target = ["package_name", "packagename", "bundle_id", "app_name", "file_name"]
        .iter()
        .find_map(|it| root.text(it));
    draft.target(&target.unwrap_or_default());
    draft.report.words.extend(words(root, &ABOUT));
    // Beside the parts a scorecard only says again what they say.
    if !PARTS.iter().any(|it| root.has(it.0)) {
        read_scorecard(draft, root);
    }
    read_certificate(draft, root);
    for (name, inner, cwes) in PARTS {
        let Some(node) = root.get_mut(name) else { continue };
        let (node, place) = if node.has(inner) {
            (node.get_mut(inner).expect("it is there"), format!("/{name}/{inner}"))
        } else {
            (node, format!("/{name}"))
        };
        read_part(draft, (name, cwes), node, &place);
    }
    read_permissions(draft, root);
    read_secrets(draft, root);
    read_files(draft, root);
    read_addresses(draft, root);
}

/// The scorecard: lists of what was found by how grave it is. A "hotspot" is for a person to look.
fn read_scorecard(draft: &mut Draft, root: &mut Node) {
    let Some(card) = root.get_mut("appsec") else { return };
    let named = ["package_name", "bundle_id", "app_name", "file_name"];
    let target = named.iter().find_map(|it| card.text(it)).unwrap_or_default();
    if draft.report.targets.is_empty() {
        draft.target(&target);
    }
    draft.report.words.extend(words(card, &ABOUT));
    for severity in ["high", "warning", "info", "secure", "hotspot"] {
        for (index, item) in card.items(severity).iter_mut().enumerate() {
            let title = item.take_text("title").unwrap_or_default();
            let message = item.take_text("description").unwrap_or_default();
            let section = item.take_text("section").unwrap_or_default();
            let rule = draft.plain_rule(&format!("{section}.{}", short(&title)), &title, &[]);
            let is_fine = severity == "secure";
            let passed = is_fine.then_some(State::Passed);
            draft.finding(Told {
                rule,
                message,
                severity: severity.to_owned(),
                state: passed.or((severity == "hotspot").then_some(State::Review)),
                location: section.clone(),
                place: at(&format!("/appsec/{severity}"), index),
                key: vec![section],
                ..Told::default()
            });
        }
    }
}

fn read_part(draft: &mut Draft, of: (&str, &[u32]), node: &mut Node, place: &str) {
    match node {
        Node::List(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                read_entry(draft, of, item, (None, &at(place, index)));
            }
        }
        Node::Object(fields) if BINARIES.contains(&of.0) && fields.iter().any(is_check) => {
            read_entry(draft, of, node, (None, place));
        }
        Node::Object(fields) => {
            for (name, item) in fields {
                let place = format!("{place}/{}", escape(name));
                if item.has("metadata") {
                    read_rule(draft, name, item, &place);
                } else if item.has("severity") || item.has("detailed_desc") {
                    read_entry(draft, of, item, (Some(name), &place));
                }
            }
        }
        _ => {}
    }
}

/// A check of a binary, with a severity of its own.
fn is_check((_, check): &(String, Node)) -> bool {
    check.has("severity") && check.has("description")
}

/// An entry: an object with a severity, or a list of severity, text and title.
fn read_entry(
    draft: &mut Draft,
    (part, cwes): (&str, &[u32]),
    item: &mut Node,
    (name, place): (Option<&str>, &str),
) {
    if let Node::List(texts) = item {
        if texts.len() < 2 || texts.iter().any(|it| it.as_text().is_none()) {
            return;
        }
        let mut texts: Vec<String> = texts.iter_mut().filter_map(Node::take_own_text).collect();
        let severity = texts.remove(0);
        let message = texts.remove(0);
        let title = texts.first().cloned().unwrap_or_else(|| message.clone());
        let rule = draft.plain_rule(&format!("{part}.{}", short(&title)), &title, cwes);
        let key = vec![String::new()];
        return tell(draft, rule, (severity, message), (String::new(), place, key), Vec::new());
    }
    // A binary is an object of checks.
    let checks = item.fields().iter().filter(|it| is_check(it)).map(|it| it.0.clone());
    let checks: Vec<String> = checks.collect();
    if !checks.is_empty() && !item.has("severity") {
        let file = item.take_text("name").unwrap_or_default();
        let file = short(&file);
        for check in checks {
            let Some(node) = item.get_mut(&check) else { continue };
            let place = format!("{place}/{}", escape(&check));
            read_check(draft, (part, &check), node, (&file, &place));
        }
        return;
    }
    if !item.has("severity") && !item.has("stat") && !item.has("status") {
        return;
    }
    let severity = item.take_first(&["severity", "stat", "status"]).unwrap_or_default();
    let id = item.take_first(&["rule", "name", "issue"]);
    let title = item.take_text("title");
    let message = item.take_first(&["description", "detailed_desc", "desc"]).unwrap_or_default();
    let id = id.or_else(|| name.map(str::to_owned)).or_else(|| title.clone());
    // Where an entry has no name, what it says must tell it from the others.
    let mut key = vec![];
    let id = id.unwrap_or_else(|| {
        key.push(digest(&message));
        part.to_owned()
    });
    let told = words(item, &["cwe", "cvss", "masvs", "owasp-mobile", "reference"]);
    let mut numbers = cwes.to_vec();
    for word in told.iter().filter(|it| it.0 == "cwe") {
        weakness::join(&mut numbers, weakness::cwes_in(&word.1));
    }
    let more = words(item, &["component", "scope", "domains", "file", "path", "files"]);
    let location = more.iter().map(|it| it.1.as_str()).collect::<Vec<_>>().join(" ");
    key.insert(0, location.clone());
    let title = title.unwrap_or_else(|| id.clone());
    let id = format!("{part}.{id}");
    let rule = draft.rule(Rule { id, title, cwes: numbers, words: told });
    tell(draft, rule, (severity, message), (location, place, key), more);
}

fn read_check(
    draft: &mut Draft,
    (part, check): (&str, &str),
    node: &mut Node,
    (file, place): (&str, &str),
) {
    let severity = node.take_text("severity").unwrap_or_default();
    let message = node.take_text("description").unwrap_or_default();
    let names: Vec<String> = node.fields().iter().map(|it| it.0.clone()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let told = words(node, &names);
    let rule = draft.plain_rule(&format!("{part}.{check}"), check, &[]);
    // For a hardening check "info" means that it is there.
    let is_fine = matches!(severity.as_str(), "info" | "secure" | "good");
    draft.finding(Told {
        rule,
        message,
        severity,
        state: is_fine.then_some(State::Passed),
        location: file.to_owned(),
        words: told,
        place: place.to_owned(),
        key: vec![file.to_owned()],
        weighs: is_fine.then_some(Severity::None),
    });
}

fn tell(
    draft: &mut Draft,
    rule: usize,
    (severity, message): (String, String),
    (location, place, key): (String, &str, Vec<String>),
    words: Vec<(String, String)>,
) {
    let is_fine = weakness::severity(&severity) == Severity::None;
    draft.finding(Told {
        rule,
        message,
        severity,
        state: is_fine.then_some(State::Passed),
        key,
        location,
        words,
        place: place.to_owned(),
        weighs: None,
    });
}

fn read_permissions(draft: &mut Draft, root: &mut Node) {
    match root.get_mut("permissions") {
        // So for iOS until 3.0.
        Some(Node::List(items)) => {
            for (index, one) in items.iter_mut().enumerate() {
                let name = one.text("name").unwrap_or_default();
                read_permission(draft, one, &name, at("/permissions", index));
                one.take_text("name");
            }
        }
        Some(node) => {
            for (name, one) in node.fields() {
                read_permission(draft, one, name, format!("/permissions/{}", escape(name)));
            }
        }
        None => {}
    }
}

fn read_permission(draft: &mut Draft, permission: &mut Node, name: &str, place: String) {
    let status = permission.take_text("status").or_else(|| permission.take_own_text());
    let Some(status) = status else { return };
    let message = permission.take_text("description").unwrap_or_default();
    let told = words(permission, &["info", "reason"]);
    let rule = draft.plain_rule("permissions", "Permission asked for", &[250]);
    let weighs = match status.to_lowercase().as_str() {
        "dangerous" => Severity::Medium,
        "normal" | "signature" | "signatureorsystem" => Severity::Info,
        _ => Severity::Unknown,
    };
    draft.finding(Told {
        rule,
        message,
        severity: status,
        state: (weighs == Severity::Info).then_some(State::Passed),
        location: name.to_owned(),
        words: told,
        place,
        key: vec![name.to_owned()],
        weighs: Some(weighs),
    });
}

/// Possible secrets in the code: each needs a person's eye. The secret itself is not a location.
fn read_secrets(draft: &mut Draft, root: &mut Node) {
    for (index, one) in root.items("secrets").iter_mut().enumerate() {
        let Some(secret) = one.take_own_text() else { continue };
        let rule = draft.plain_rule("secrets", "Possible secret in the code", &[798]);
        draft.finding(Told {
            rule,
            severity: "warning".to_owned(),
            state: Some(State::Review),
            key: vec![crate::draft::digest(&secret)],
            words: vec![("secret".to_owned(), secret)],
            place: at("/secrets", index),
            weighs: Some(Severity::High),
            ..Told::default()
        });
    }
}

/// Until 3.0 the certificate had one word for all.
fn read_certificate(draft: &mut Draft, root: &mut Node) {
    let Some(node) = root.get_mut("certificate_analysis") else { return };
    let Some(status) = node.take_text("certificate_status") else { return };
    let message = node.take_text("description").unwrap_or_default();
    let weighs = match status.to_lowercase().as_str() {
        "bad" => Severity::High,
        other => weakness::severity(other),
    };
    let title = "Certificate that the app is signed with";
    let rule = draft.plain_rule("certificate_analysis.certificate_status", title, &[]);
    draft.finding(Told {
        rule,
        message,
        severity: status,
        state: (weighs == Severity::None).then_some(State::Passed),
        place: "/certificate_analysis/certificate_status".to_owned(),
        weighs: Some(weighs),
        ..Told::default()
    });
}

/// Files of keys and certificates inside of the app: whether they are secret, a person must see.
/// The other lists of files say what there is, not what is wrong.
fn read_files(draft: &mut Draft, root: &mut Node) {
    for (g, group) in root.items("file_analysis").iter_mut().enumerate() {
        let names = ["issue", "finding"];
        let title = names.iter().find_map(|it| group.text(it)).unwrap_or_default();
        if !title.to_lowercase().contains("key") {
            continue;
        }
        group.take_first(&names);
        let rule = draft.plain_rule(&format!("file_analysis.{}", short(&title)), &title, &[321]);
        for (index, file) in group.items("files").iter_mut().enumerate() {
            let path = file.take_own_text().or_else(|| file.take_text("file_path"));
            let location = path.unwrap_or_default();
            draft.finding(Told {
                rule,
                state: Some(State::Review),
                key: vec![location.clone()],
                location,
                words: words(file, &["type", "hash"]),
                place: format!("/file_analysis/{g}/files/{index}"),
                weighs: Some(Severity::Unknown),
                ..Told::default()
            });
        }
    }
}

/// Addresses that the app speaks to: databases that are open to everyone, domains known as bad.
fn read_addresses(draft: &mut Draft, root: &mut Node) {
    let high = |rule: usize, location: String, place: String| Told {
        rule,
        severity: "high".to_owned(),
        key: vec![location.clone()],
        location,
        place,
        ..Told::default()
    };
    for (index, one) in root.items("firebase_urls").iter_mut().enumerate() {
        if one.text("open").as_deref() == Some("true") {
            let rule = draft.plain_rule("firebase_urls", "Open Firebase database", &[284]);
            let address = one.take_text("url").unwrap_or_default();
            draft.finding(high(rule, address, at("/firebase_urls", index)));
        }
    }
    let Some(domains) = root.get_mut("domains") else { return };
    for (name, domain) in domains.fields() {
        if domain.text("bad").as_deref() == Some("yes") {
            let rule = draft.plain_rule("domains", "Malicious domain", &[]);
            let place = format!("/domains/{}", escape(name));
            draft.finding(high(rule, name.clone(), place));
            domain.take_text("bad");
        }
    }
}
