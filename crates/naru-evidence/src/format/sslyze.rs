//! sslyze 2 to 6: for each server the results of its commands, judged by a table of checks
//! ([`super::sslyze_checks`]), because sslyze itself tells facts and not findings.

use super::sslyze_checks::{CHECKS, Found, SUITES, weak_suite};
use super::{at, words};
use crate::draft::{Draft, Told, short};
use crate::model::{Remark, Severity, State};
use crate::tree::Node;

pub(crate) fn read(draft: &mut Draft, root: &mut Node) {
    let version = root.take_text("sslyze_version");
    if version.is_none() {
        draft.remark(Remark::NoVersion);
    }
    draft.tool("sslyze", version);
    draft.report.words.extend(words(root, &["sslyze_url", "total_scan_time"]));
    draft.observed(root.take_text("date_scans_started"));
    draft.observed(root.take_text("date_scans_completed"));
    for name in ["invalid_server_strings", "invalid_targets", "server_connectivity_errors"] {
        for one in root.items(name) {
            let target = one.text("server_string").or(one.text("hostname"));
            let target = target.or(one.get("server_location").text("hostname"));
            // Version 2 has an object with the server as the name and what went wrong.
            let named = one.fields().first().map(|it| it.0.clone());
            not_reached(draft, &target.or(named).unwrap_or_default());
        }
    }
    let mut is_tested = false;
    for name in ["server_scan_results", "accepted_targets"] {
        for (index, server) in root.items(name).iter_mut().enumerate() {
            is_tested |= read_server(draft, server, &at(&format!("/{name}"), index));
        }
    }
    if !is_tested && draft.report.is_finished {
        draft.nothing_tested();
    }
}

fn not_reached(draft: &mut Draft, target: &str) {
    draft.report.is_finished = false;
    draft.remark(Remark::NotReached { target: target.to_owned() });
}

/// Reads what was done to a server; says whether anything was.
fn read_server(draft: &mut Draft, server: &mut Node, place: &str) -> bool {
    let target = target_of(server);
    draft.target(&target);
    let target = short(&target);
    for name in ["scan_status", "connectivity_status"] {
        let status = server.take_text(name);
        if status.as_deref().is_some_and(|it| it.starts_with("ERROR")) {
            not_reached(draft, &target);
        }
        draft.word(&format!("{target} {name}"), status);
    }
    // Before version 5 what failed stood apart.
    if let Some(errors) = server.get_mut("scan_commands_errors") {
        for (command, error) in errors.fields() {
            let reason = error.take_text("reason");
            draft.failed(&format!("{command}: {}", reason.as_deref().unwrap_or_default()));
            draft.word(&format!("{target} {command}"), reason);
        }
    }
    let mut is_tested = false;
    for name in ["scan_result", "scan_commands_results", "commands_results"] {
        let Some(commands) = server.get_mut(name) else { continue };
        for (command, node) in commands.fields() {
            let place = format!("{place}/{name}/{command}");
            is_tested |= read_command(draft, command, node, (&target, &place));
        }
    }
    is_tested
}

fn target_of(server: &mut Node) -> String {
    let mut host = String::new();
    let info = if server.has("server_info") { server.get_mut("server_info") } else { Some(server) };
    let Some(info) = info else { return host };
    let location =
        if info.has("server_location") { info.get_mut("server_location") } else { Some(info) };
    let Some(location) = location else { return host };
    host = location.take_text("hostname").unwrap_or_default();
    let ip = location.take_text("ip_address");
    let port = location.take_text("port");
    if let Some(ip) = ip {
        host = format!("{host}/{ip}");
    }
    port.map_or(host.clone(), |port| format!("{host}:{port}"))
}

/// Reads one command; says whether it has a result.
fn read_command(
    draft: &mut Draft,
    command: &str,
    node: &mut Node,
    (target, place): (&str, &str),
) -> bool {
    // From version 4 on a result stands beside its status.
    let mut place = place.to_owned();
    let node = if node.has("status") && (node.has("result") || node.has("error_reason")) {
        if let Some(reason) = node.text("error_reason") {
            draft.failed(&format!("{command}: {reason}"));
        }
        let status = node.take_text("status");
        draft.word(&format!("{target} {command}"), status);
        place.push_str("/result");
        match node.get_mut("result") {
            Some(result) => result,
            None => return false,
        }
    } else {
        node
    };
    if matches!(node, Node::Null | Node::Taken) {
        return false;
    }
    if let Some((_, protocol, severity)) = SUITES.iter().find(|it| it.0 == command) {
        read_suites(draft, node, (protocol, *severity), (target, &place));
        return true;
    }
    if let Some(what) = node.text("error_message") {
        draft.failed(&format!("{command}: {what}"));
        return false;
    }
    if matches!(command, "certificate_info" | "certinfo") {
        read_certificates(draft, node, (target, &place));
        return true;
    }
    read_checks(draft, command, node, (target, &place), "");
    true
}

/// Each chain that the server sends. In version 2 there is one, and no list.
fn read_certificates(draft: &mut Draft, node: &mut Node, (target, place): (&str, &str)) {
    let mut read_one = |index: usize, one: &mut Node, place: &str| {
        read_checks(draft, "certificate_info", one, (target, place), &index.to_string());
        read_trust(draft, one, (target, place), index);
    };
    if !node.has("certificate_deployments") {
        return read_one(0, node, place);
    }
    for (index, one) in node.items("certificate_deployments").iter_mut().enumerate() {
        read_one(index, one, &at(&format!("{place}/certificate_deployments"), index));
    }
}

fn read_checks(
    draft: &mut Draft,
    command: &str,
    node: &mut Node,
    (target, place): (&str, &str),
    more: &str,
) {
    for check in CHECKS.iter().filter(|it| it.command == command) {
        let Some(said) = node.take_text(check.field) else { continue };
        let found = (check.judge)(&said);
        let rule = draft.plain_rule(&format!("{command}.{}", check.field), check.title, check.cwes);
        let (weighs, state) = match found {
            Found::Bad => (check.severity, State::Open),
            Found::Good => (Severity::None, State::Passed),
            Found::Unclear => (Severity::Unknown, State::Review),
        };
        draft.finding(Told {
            rule,
            severity: said,
            state: Some(state),
            location: target.to_owned(),
            place: format!("{place}/{}", check.field),
            key: vec![target.to_owned(), more.to_owned()],
            weighs: Some(weighs),
            ..Told::default()
        });
    }
}

/// Whether any store of trusted roots leads to the certificate.
fn read_trust(draft: &mut Draft, one: &Node, (target, place): (&str, &str), index: usize) {
    const LISTS: [&str; 2] = ["path_validation_results", "path_validation_result_list"];
    let list = LISTS.into_iter().find_map(|name| match one.get(name) {
        Node::List(paths) if !paths.is_empty() => Some((name, paths)),
        _ => None,
    });
    let Some((name, paths)) = list else { return };
    let is_trusted = |it: &Node| {
        matches!(it.get("verified_certificate_chain"), Node::List(items) if !items.is_empty())
            || it.text("was_validation_successful").as_deref() == Some("true")
    };
    let trusted = paths.iter().any(is_trusted);
    let said = ["openssl_error_string", "validation_error", "verify_string"];
    let why = paths.iter().find_map(|path| said.iter().find_map(|it| path.text(it)));
    let rule = draft.plain_rule("certificate_info.path_validation", "Certificate trusted", &[295]);
    draft.finding(Told {
        rule,
        message: why.unwrap_or_default(),
        severity: if trusted { "trusted" } else { "not trusted" }.to_owned(),
        state: Some(if trusted { State::Passed } else { State::Open }),
        location: target.to_owned(),
        place: format!("{place}/{name}"),
        key: vec![target.to_owned(), index.to_string()],
        weighs: Some(if trusted { Severity::None } else { Severity::High }),
        ..Told::default()
    });
}

fn read_suites(
    draft: &mut Draft,
    node: &mut Node,
    (protocol, severity): (&str, Severity),
    (target, place): (&str, &str),
) {
    let version = node.take_text("tls_version_used");
    let supported = node.take_text("is_tls_version_supported");
    let mut accepted = Vec::new();
    for name in ["accepted_cipher_suites", "accepted_cipher_list"] {
        for (index, suite) in node.items(name).iter_mut().enumerate() {
            let place = at(&format!("{place}/{name}"), index);
            let inner =
                if suite.has("cipher_suite") { suite.get_mut("cipher_suite") } else { Some(suite) };
            let Some(inner) = inner else { continue };
            let name = inner.take_first(&["name", "openssl_name"]).unwrap_or_default();
            let told = words(inner, &["openssl_name", "key_size", "is_anonymous"]);
            accepted.push((name, told, place));
        }
    }
    let is_offered = !accepted.is_empty() || supported.as_deref() == Some("true");
    let id = version.clone().unwrap_or_else(|| protocol.to_owned());
    let rule =
        draft.plain_rule(&format!("protocol.{id}"), &format!("{protocol} offered"), &[326, 327]);
    let is_bad = is_offered && severity > Severity::None;
    draft.finding(Told {
        rule,
        severity: supported.unwrap_or_else(|| is_offered.to_string()),
        state: Some(if is_bad { State::Open } else { State::Passed }),
        location: target.to_owned(),
        words: version.into_iter().map(|it| ("tls_version_used".to_owned(), it)).collect(),
        place: place.to_owned(),
        key: vec![target.to_owned()],
        weighs: Some(if is_bad { severity } else { Severity::None }),
        ..Told::default()
    });
    for (name, told, place) in accepted {
        let is_anonymous = told.iter().any(|it| it.0 == "is_anonymous" && it.1 == "true");
        let weak = weak_suite(&name, is_anonymous);
        let rule = draft.plain_rule("cipher-suite", "Cipher suite accepted", &[327]);
        draft.finding(Told {
            rule,
            message: format!("{protocol}: {name}"),
            severity: name.clone(),
            state: Some(if weak.is_some() { State::Open } else { State::Passed }),
            location: target.to_owned(),
            words: told,
            place,
            key: vec![target.to_owned(), protocol.to_owned(), name],
            weighs: Some(weak.unwrap_or(Severity::None)),
        });
    }
}
