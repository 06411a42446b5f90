//! Package URLs, versions, ranges, vectors and licence expressions: what is read is written so that
//! it is read again, and an order is one both ways.
#![no_main]

use libfuzzer_sys::fuzz_target;
use naru_sbom::cvss::Cvss;
use naru_sbom::licence::Expression;
use naru_sbom::purl::Purl;
use naru_sbom::vers::Vers;
use naru_sbom::version::{Scheme, compare};

const KINDS: [&str; 20] = [
    "apk", "alpm", "conan", "cran", "datetime", "deb", "generic", "gentoo", "hackage", "intdot",
    "lexicographic", "maven", "nuget", "openssl", "composer", "pub", "pypi", "rpm", "gem", "npm",
];

fuzz_target!(|text: &str| {
    if let Ok(purl) = Purl::parse(text) {
        let again = Purl::parse(&purl.to_string());
        assert_eq!(again.as_ref().ok(), Some(&purl), "what is written is read again");
    }
    let _ = Purl::parse_lenient(text);
    if let Ok(vers) = Vers::parse(text) {
        assert!(Vers::parse(&vers.to_string()).is_ok(), "what is written is read again: {vers}");
    }
    let _ = (Vers::parse_lenient(text), Cvss::parse(text));
    let _ = (Expression::parse(text), Expression::parse_lenient(text));
    let (one, other) = text.split_once('\n').unwrap_or((text, ""));
    for kind in KINDS {
        let scheme = Scheme::of_kind(kind).expect("each of these kinds is known");
        let (there, back) = (compare(scheme, one, other), compare(scheme, other, one));
        assert_eq!(there, back.reverse(), "{kind}: {one:?} and {other:?}");
        let _ = Vers::of_native(kind, one);
    }
});
