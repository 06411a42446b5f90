//! Version order against what the ecosystems' own tools decide.

use crate::suites::{self, Count};
use naru_sbom::version::{Ecosystem, Scheme, compare, normal_name, sorted_by};
use proptest::prelude::*;
use std::cmp::Ordering;

/// The file's name before its first dash, and the order it asks about.
const FILES: [(&str, Scheme); 12] = [
    ("alpine", Scheme::Alpine),
    ("cran", Scheme::Cran),
    ("debian", Scheme::Debian),
    ("hackage", Scheme::Hackage),
    ("maven", Scheme::Maven),
    ("nuget", Scheme::NuGet),
    ("packagist", Scheme::Packagist),
    ("pub", Scheme::Pub),
    ("pypi", Scheme::PyPi),
    ("redhat", Scheme::Rpm),
    ("rubygems", Scheme::RubyGems),
    ("semver", Scheme::SemVer),
];

#[test]
fn the_ecosystems_own_cases() {
    let Some(folder) = suites::find("oss/version-order") else { return };
    let mut count = Count::new("version order");
    for file in suites::files(&folder, ".txt") {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let (_, scheme) = FILES.iter().find(|(key, _)| name.starts_with(key)).unwrap();
        for line in suites::text(&file).lines() {
            if line.is_empty() || line.starts_with("# ") || line.starts_with("// ") {
                continue;
            }
            let words: Vec<&str> = line.split(' ').collect();
            let [a, sign, b] = words[..] else { panic!("{name}: `{line}` is no case") };
            let must = match sign {
                "<" => Ordering::Less,
                "=" => Ordering::Equal,
                ">" => Ordering::Greater,
                _ => panic!("{name}: `{line}` is no case"),
            };
            let is = compare(*scheme, a, b);
            let back = compare(*scheme, b, a);
            count.case(is == must && back == must.reverse(), || {
                format!("{name}: {line}: is {is:?}, back {back:?}")
            });
        }
    }
    count.finish(71_818);
}

#[test]
fn names_are_one_where_the_registry_says_so() {
    let of =
        |ecosystem: &str, name: &str| normal_name(&Ecosystem::new(ecosystem), name).into_owned();
    assert_eq!(of("PyPI", "Zope.Interface__x"), "zope-interface-x");
    assert_eq!(of("NuGet", "Newtonsoft.Json"), "newtonsoft.json");
    assert_eq!(of("Packagist", "Laravel/Framework"), "laravel/framework");
    assert_eq!(of("Go", "github.com/BurntSushi/toml"), "github.com/BurntSushi/toml");
    assert_eq!(of("npm", "@Scope/Name"), "@Scope/Name");
}

#[test]
fn an_ecosystem_keeps_its_release_and_an_unknown_one_its_name() {
    let debian = Ecosystem::new("debian:12");
    assert_eq!(
        (debian.as_str(), debian.base(), debian.release()),
        ("Debian:12", "Debian", Some("12"))
    );
    assert!(debian.covers(&Ecosystem::new("Debian")));
    assert!(!debian.covers(&Ecosystem::new("Debian:11")));
    let novel = Ecosystem::new("Ferrous Forge:7");
    assert_eq!((novel.as_str(), novel.scheme()), ("Ferrous Forge:7", None));
    for name in
        ["crates.io", "GIT", "CRAN", "Photon OS:3.0", "Alpine:v3.18", "Ubuntu:Pro:16.04:LTS"]
    {
        assert_eq!(Ecosystem::new(name).as_str(), name);
    }
}

const ALL: [Scheme; 20] = [
    Scheme::Alpine,
    Scheme::Alpm,
    Scheme::Conan,
    Scheme::Cran,
    Scheme::Datetime,
    Scheme::Debian,
    Scheme::Generic,
    Scheme::Gentoo,
    Scheme::Hackage,
    Scheme::IntDot,
    Scheme::Lexicographic,
    Scheme::Maven,
    Scheme::NuGet,
    Scheme::OpenSsl,
    Scheme::Packagist,
    Scheme::Pub,
    Scheme::PyPi,
    Scheme::Rpm,
    Scheme::RubyGems,
    Scheme::SemVer,
];

/// Versions as each ecosystem writes them. For others, an order is promised, but not its laws.
fn proper(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Alpine => {
            "[1-9]?[0-9](\\.(0|[1-9][0-9]?)){0,3}[a-c]?(_(alpha|rc|git|p)[0-9]?){0,2}(-r[0-9])?"
        }
        Scheme::Gentoo => {
            "[0-9]{1,2}(\\.[0-9]{1,2}){0,3}[a-c]?(_(alpha|rc|p)[0-9]?){0,2}(-r[0-9])?"
        }
        Scheme::Conan => "[0-9]{1,2}(\\.[0-9]{1,2}){0,3}(-[a-c]{1,2})?(\\+[a-c]{1,2})?",
        Scheme::Cran | Scheme::Hackage | Scheme::IntDot => "[0-9]{1,2}([.-][0-9]{1,2}){0,3}",
        Scheme::Datetime => {
            "20[0-9]{2}-0[1-9]-[12][0-9]T1[0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?(Z|[+-]0[0-9]:00)"
        }
        Scheme::Maven => "[0-9]{1,2}(\\.[0-9]{1,2}){0,2}(-(alpha|beta|rc|SNAPSHOT|sp|x)(-[0-9])?)?",
        Scheme::Packagist => "v?[0-9]{1,2}(\\.[0-9]{1,2}){0,3}(-(dev|alpha|beta|RC|p)[0-9]?)?",
        Scheme::PyPi => {
            "([0-9]!)?[0-9]{1,2}(\\.[0-9]{1,2}){0,3}((a|b|rc)[0-9])?(\\.post[0-9])?(\\.dev[0-9])?(\\+[a-c0-9]{1,2}(\\.[a-c0-9]))?"
        }
        Scheme::RubyGems => "[0-9]{1,2}(\\.[0-9]{1,2}){0,3}(\\.(pre|rc|a)(\\.[0-9])?)?",
        Scheme::Alpm => "([0-9]:)?[0-9]{1,2}(\\.[0-9a-c]{1,2}){0,3}-[0-9]",
        Scheme::OpenSsl => "[0-9](\\.[0-9]){2}([a-z]{1,2}|-beta[0-9])?",
        Scheme::SemVer | Scheme::Pub | Scheme::NuGet => {
            "[0-9]{1,2}(\\.[0-9]{1,2}){2}(-[a-c0-9]{1,2}(\\.[a-c0-9]{1,2})?)?(\\+[a-c]{1,2})?"
        }
        Scheme::Debian | Scheme::Rpm | Scheme::Generic | Scheme::Lexicographic => {
            "([0-9]:)?[0-9]{1,2}([.+~^][0-9a-c]{1,2}){0,3}(-[0-9a-c~]{1,3})?"
        }
    }
}

fn three_of(scheme: Scheme) -> impl Strategy<Value = (Scheme, String, String, String)> {
    let text = proper(scheme);
    (Just(scheme), text, text, text)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_order_of_proper_versions_is_an_order(
        (scheme, a, b, c) in prop::sample::select(ALL.to_vec()).prop_flat_map(three_of)
    ) {
        let (ab, bc) = (compare(scheme, &a, &b), compare(scheme, &b, &c));
        let ac = compare(scheme, &a, &c);
        prop_assert_eq!(compare(scheme, &b, &a), ab.reverse(), "{:?} {} {}", scheme, a, b);
        prop_assert_eq!(compare(scheme, &a, &a), Ordering::Equal);
        if ab != Ordering::Greater && bc != Ordering::Greater {
            prop_assert_ne!(ac, Ordering::Greater, "{:?} {} {} {}", scheme, a, b, c);
        }
        if ab == Ordering::Equal {
            prop_assert_eq!(ac, bc, "{:?} {} {} {}", scheme, a, b, c);
        }
    }

    #[test]
    fn any_two_texts_have_an_order_both_ways(a in "[\\PC]{0,24}", b in "[0-9a-z.~^+:_-]{0,24}") {
        for scheme in ALL {
            for (a, b) in [(&a, &b), (&a, &a), (&b, &a)] {
                let (there, back) = (compare(scheme, a, b), compare(scheme, b, a));
                prop_assert_eq!(there, back.reverse(), "{:?} {} {}", scheme, a, b);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_texts_can_be_sorted(texts in prop::collection::vec("[0-9a-c.~^+:#_*-]{0,8}", 0..60)) {
        for scheme in ALL {
            let order = |a: &String, b: &String| compare(scheme, a, b);
            let sorted = sorted_by(texts.clone(), &order);
            prop_assert_eq!(sorted.len(), texts.len());
        }
    }
}
