//! What the facts that sslyze tells mean: a table. Severities as the TLS scanners with a scale of
//! their own give them.

use crate::model::Severity;

pub(super) enum Found {
    Bad,
    Good,
    Unclear,
}

pub(super) struct Check {
    pub(super) command: &'static str,
    pub(super) field: &'static str,
    pub(super) title: &'static str,
    pub(super) severity: Severity,
    pub(super) cwes: &'static [u32],
    pub(super) judge: fn(&str) -> Found,
}

fn must_be_false(said: &str) -> Found {
    of(said, "false", "true")
}

fn must_be_true(said: &str) -> Found {
    of(said, "true", "false")
}

fn of(said: &str, good: &str, bad: &str) -> Found {
    let said = said.to_ascii_lowercase();
    if said == good {
        Found::Good
    } else if said == bad {
        Found::Bad
    } else {
        Found::Unclear
    }
}

fn robot(said: &str) -> Found {
    let said = said.to_ascii_uppercase();
    if said.contains("NOT_VULNERABLE") {
        Found::Good
    } else if said.contains("VULNERABLE") {
        Found::Bad
    } else {
        Found::Unclear
    }
}

fn supported_is_good(said: &str) -> Found {
    match said {
        "SUPPORTED" | "true" => Found::Good,
        "NOT_SUPPORTED" | "false" => Found::Bad,
        _ => Found::Unclear,
    }
}

const fn check(
    (command, field): (&'static str, &'static str),
    title: &'static str,
    severity: Severity,
    cwes: &'static [u32],
    judge: fn(&str) -> Found,
) -> Check {
    Check { command, field, title, severity, cwes, judge }
}

pub(super) static CHECKS: &[Check] = &[
    check(
        ("heartbleed", "is_vulnerable_to_heartbleed"),
        "Heartbleed",
        Severity::Critical,
        &[119, 125],
        must_be_false,
    ),
    check(
        ("openssl_ccs_injection", "is_vulnerable_to_ccs_injection"),
        "OpenSSL CCS injection",
        Severity::High,
        &[310],
        must_be_false,
    ),
    check(
        ("openssl_ccs", "is_vulnerable_to_ccs_injection"),
        "OpenSSL CCS injection",
        Severity::High,
        &[310],
        must_be_false,
    ),
    check(("robot", "robot_result"), "ROBOT", Severity::High, &[203], robot),
    check(("robot", "robot_result_enum"), "ROBOT", Severity::High, &[203], robot),
    check(
        ("session_renegotiation", "accepts_client_renegotiation"),
        "Client renegotiation",
        Severity::Medium,
        &[310],
        must_be_false,
    ),
    check(
        ("session_renegotiation", "is_vulnerable_to_client_renegotiation_dos"),
        "Client renegotiation denial of service",
        Severity::Medium,
        &[310],
        must_be_false,
    ),
    check(
        ("session_renegotiation", "supports_secure_renegotiation"),
        "Secure renegotiation",
        Severity::High,
        &[310],
        must_be_true,
    ),
    check(
        ("reneg", "accepts_client_renegotiation"),
        "Client renegotiation",
        Severity::Medium,
        &[310],
        must_be_false,
    ),
    check(
        ("reneg", "supports_secure_renegotiation"),
        "Secure renegotiation",
        Severity::High,
        &[310],
        must_be_true,
    ),
    check(
        ("tls_compression", "supports_compression"),
        "TLS compression (CRIME)",
        Severity::Medium,
        &[310],
        must_be_false,
    ),
    check(
        ("compression", "compression_name"),
        "TLS compression (CRIME)",
        Severity::Medium,
        &[310],
        |_| Found::Bad,
    ),
    check(
        ("tls_fallback_scsv", "supports_fallback_scsv"),
        "Downgrade protection",
        Severity::Low,
        &[757],
        must_be_true,
    ),
    check(
        ("fallback", "supports_fallback_scsv"),
        "Downgrade protection",
        Severity::Low,
        &[757],
        must_be_true,
    ),
    check(
        ("early_data", "is_early_data_supported"),
        "TLS 1.3 early data",
        Severity::Low,
        &[294],
        must_be_false,
    ),
    check(
        ("tls_1_3_early_data", "supports_early_data"),
        "TLS 1.3 early data",
        Severity::Low,
        &[294],
        must_be_false,
    ),
    check(
        ("tls_extended_master_secret", "supports_ems_extension"),
        "Extended master secret",
        Severity::Low,
        &[310],
        supported_is_good,
    ),
    check(
        ("certificate_info", "leaf_certificate_subject_matches_hostname"),
        "Certificate names the host",
        Severity::High,
        &[297],
        must_be_true,
    ),
    check(
        ("certificate_info", "received_chain_has_valid_order"),
        "Certificate chain in order",
        Severity::Low,
        &[295],
        must_be_true,
    ),
    check(
        ("certificate_info", "verified_chain_has_sha1_signature"),
        "SHA-1 in the chain",
        Severity::Medium,
        &[328],
        must_be_false,
    ),
    check(
        ("certificate_info", "verified_chain_has_legacy_symantec_anchor"),
        "Distrusted root",
        Severity::Medium,
        &[295],
        must_be_false,
    ),
];

/// The commands that list cipher suites, with their protocol and how grave it is to offer that.
pub(super) const SUITES: [(&str, &str, Severity); 12] = [
    ("ssl_2_0_cipher_suites", "SSL 2.0", Severity::Critical),
    ("ssl_3_0_cipher_suites", "SSL 3.0", Severity::High),
    ("tls_1_0_cipher_suites", "TLS 1.0", Severity::Medium),
    ("tls_1_1_cipher_suites", "TLS 1.1", Severity::Medium),
    ("tls_1_2_cipher_suites", "TLS 1.2", Severity::None),
    ("tls_1_3_cipher_suites", "TLS 1.3", Severity::None),
    ("sslv2", "SSL 2.0", Severity::Critical),
    ("sslv3", "SSL 3.0", Severity::High),
    ("tlsv1", "TLS 1.0", Severity::Medium),
    ("tlsv1_1", "TLS 1.1", Severity::Medium),
    ("tlsv1_2", "TLS 1.2", Severity::None),
    ("tlsv1_3", "TLS 1.3", Severity::None),
];

/// How grave it is to accept a suite; nothing if it is in order.
pub(super) fn weak_suite(name: &str, is_anonymous: bool) -> Option<Severity> {
    let name = name.to_ascii_uppercase();
    let has = |part: &str| name.split(['_', '-']).any(|it| it == part);
    if is_anonymous || has("ANON") || has("NULL") || has("EXPORT") || has("EXP") {
        return Some(Severity::Critical);
    }
    if has("RC4") || has("RC2") || has("MD5") || has("DES") && !has("3DES") || has("DES40") {
        return Some(Severity::High);
    }
    if has("3DES") || has("IDEA") || has("DES3") {
        return Some(Severity::Medium);
    }
    (has("CBC") && name.ends_with("SHA") || has("SEED")).then_some(Severity::Low)
}
