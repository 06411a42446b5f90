//! Packages of distributions: the names and the release under which advisories speak of them, as
//! the tools of others write them into bills.

use naru_sbom::advisory::{Database, Package, Rating, parse_osv};
use naru_sbom::bom::Bom;
use naru_sbom::json::Limits;
use naru_sbom::purl::Purl;
use naru_sbom::version::Ecosystem;
use naru_sbom::{cyclonedx, spdx};

fn names(text: &str) -> Vec<String> {
    let all = Package::all_of_purl(&Purl::parse(text).expect("a package URL"));
    let shown = |it: Package| {
        format!("{} {} {}", it.ecosystem, it.name, it.version.as_deref().unwrap_or("?"))
    };
    all.into_iter().map(shown).collect()
}

#[test]
fn a_package_of_rpm_is_asked_about_by_its_source_and_by_its_own_name() {
    let both = ["Red Hat:9.3 openssl 1:3.0.7-24.el9", "Red Hat:9.3 openssl-libs 1:3.0.7-24.el9"];
    for upstream in ["openssl-3.0.7-24.el9.src.rpm", "openssl", "openssl%401:3.0.7-24.el9"] {
        let purl = "pkg:rpm/redhat/openssl-libs@3.0.7-24.el9?arch=x86_64&distro=rhel-9.3&epoch=1";
        assert_eq!(names(&format!("{purl}&upstream={upstream}")), both, "{upstream}");
    }
    // The version of the source is its own, its epoch that of what was built from it.
    let purl = "pkg:rpm/almalinux/device-mapper@1.02.195-3.el9?distro=almalinux-9.3&epoch=9\
        &upstream=lvm2-2.03.21-3.el9.src.rpm";
    assert_eq!(
        names(purl),
        ["AlmaLinux:9 lvm2 9:2.03.21-3.el9", "AlmaLinux:9 device-mapper 9:1.02.195-3.el9"]
    );
    assert_eq!(names("pkg:rpm/rocky/bash@5.1.8-6.el9?distro=rocky-9.3").len(), 1);
    let leap = "pkg:rpm/opensuse-leap/libopenssl1_1@1.1.1l-1?distro=opensuse-leap-15.5\
        &upstream=openssl-1_1-1.1.1l-1.src.rpm";
    assert_eq!(names(leap)[0], "openSUSE:15.5 openssl-1_1 1.1.1l-1");
    assert_eq!(names("pkg:rpm/azurelinux/a@1-1?distro=azurelinux-3.0"), ["Azure Linux:3 a 1-1"]);
}

#[test]
fn a_source_of_debian_has_a_version_of_its_own() {
    let purl = "pkg:deb/debian/libdevmapper1.02.1@2:1.02.185-2?distro=debian-12\
        &upstream=lvm2%402.03.16-2";
    assert_eq!(names(purl), ["Debian:12 lvm2 2.03.16-2"]);
    let purl = "pkg:deb/debian/libssl3@3.0.11-1?distro=debian-12&upstream=openssl";
    assert_eq!(names(purl), ["Debian:12 openssl 3.0.11-1"]);
    // Trivy writes the epoch beside the version of what was built, whose source may have none.
    let purl = "pkg:deb/debian/libdevmapper1.02.1@1.02.185-2?distro=debian-12.4&epoch=2";
    assert_eq!(names(purl), ["Debian:12 libdevmapper1.02.1 2:1.02.185-2"]);
    assert_eq!(names(&format!("{purl}&upstream=lvm2%402.03.16-2"))[0], "Debian:12 lvm2 2.03.16-2");
}

fn sources(bom: &Bom) -> Vec<String> {
    let told = bom.components.iter().map(|it| {
        let purl = it.purl.known().expect("a package URL");
        let purl = it.with_source(Purl::parse(purl).expect("a package URL"));
        purl.qualifier("upstream").unwrap_or("-").to_owned()
    });
    told.collect()
}

fn cdx(components: &str) -> Bom {
    let text = format!(
        r#"{{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"components":[{components}]}}"#
    );
    cyclonedx::read(text.as_bytes(), Limits::default()).expect("a bill")
}

#[test]
fn the_source_that_trivy_tells_beside_the_package_url_is_taken() {
    let part = |purl: &str, parts: &[(&str, &str)]| {
        let property = |(name, value): &(&str, &str)| {
            format!(r#"{{"name":"aquasecurity:trivy:Src{name}","value":"{value}"}}"#)
        };
        let parts: Vec<String> = parts.iter().map(property).collect();
        format!(
            r#"{{"type":"library","name":"x","purl":"{purl}","properties":[{}]}}"#,
            parts.join(",")
        )
    };
    let libssl = "pkg:deb/debian/libssl3@3.0.11-1~deb12u2?distro=debian-12.4";
    let bom = cdx(&[
        part(libssl, &[("Name", "openssl"), ("Version", "3.0.11"), ("Release", "1~deb12u2")]),
        part("pkg:apk/alpine/libssl3@3.1.4-r5?distro=3.19.0", &[("Name", "openssl")]),
        part(
            "pkg:rpm/redhat/openssl-libs@3.0.7-24.el9?distro=redhat-9.3&epoch=1",
            &[("Name", "openssl"), ("Version", "3.0.7"), ("Release", "24.el9"), ("Epoch", "1")],
        ),
        part("pkg:deb/debian/bash@5.2-1", &[("Name", "bash"), ("Version", "5.2-1")]),
        part("pkg:npm/openssl@1.0.0", &[("Name", "other")]),
    ]
    .join(","));
    assert_eq!(sources(&bom), ["openssl", "openssl", "openssl@1:3.0.7-24.el9", "-", "-"]);
    assert!(bom.tells_sources());
    let plain = cdx(&part(libssl, &[]));
    assert_eq!(sources(&plain), ["-"]);
    assert!(!plain.tells_sources(), "nobody knows of what it was built");
}

#[test]
fn the_source_that_spdx_tells_in_words_is_taken_and_githubs_answer_is_opened() {
    let tags = "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\n\
        DocumentName: x\nDocumentNamespace: https://x.example/y\nCreator: Tool: trivy-0.50.0\n\
        Created: 2026-01-01T00:00:00Z\n\nPackageName: libssl3\nSPDXID: SPDXRef-a\n\
        PackageVersion: 3.0.11-1~deb12u2\nPackageDownloadLocation: NOASSERTION\n\
        PackageSourceInfo: built package from: openssl 3.0.11-1~deb12u1\n\
        ExternalRef: PACKAGE-MANAGER purl pkg:deb/debian/libssl3@3.0.11-1~deb12u2\n";
    let bom = spdx::read_tags(tags.as_bytes(), Limits::default()).expect("a bill");
    assert_eq!(sources(&bom), ["openssl@3.0.11-1~deb12u1"]);
    let inner = r#"{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT"}"#;
    let answer = serde_json::from_str(&format!(r#"{{"sbom":{inner}}}"#)).expect("JSON");
    assert!(spdx::of_github(&answer).is_some_and(spdx::is_spdx));
    assert!(spdx::of_github(&serde_json::json!({"sbom": {"name": "x"}})).is_none());
}

#[test]
fn releases_are_the_same_however_they_are_written() {
    let is = |advisory: &str, package: &str| {
        let (one, other) = (Ecosystem::new(advisory), Ecosystem::new(package));
        assert_eq!(one.covers(&other), other.covers(&one), "{advisory} {package}");
        one.covers(&other)
    };
    let same = [
        ("Ubuntu:22.04:LTS", "Ubuntu:22.04"),
        ("Ubuntu:Pro:22.04:LTS", "Ubuntu:22.04"),
        ("Red Hat:enterprise_linux:8::baseos", "Red Hat:8.9"),
        ("Red Hat:enterprise_linux:10.0", "Red Hat:10.1"),
        ("Red Hat:rhel_eus:9.2::appstream", "Red Hat:9.2"),
        ("Red Hat:openshift:4.14::el9", "Red Hat:9.3"),
        ("Red Hat:no_number_of_ours:7.4", "Red Hat:9.3"),
        ("SUSE:Linux Enterprise Server 15 SP5-LTSS", "SUSE:15.5"),
        ("SUSE:Linux Enterprise Module for Python 3 15 SP5", "SUSE:15.5"),
        ("SUSE:Linux Enterprise Server 15", "SUSE:15"),
        ("SUSE:Linux Enterprise Micro 5.5", "SUSE:5.5"),
        ("openSUSE:Leap 15.5", "openSUSE:15.5"),
        ("openSUSE:Tumbleweed", "openSUSE:Tumbleweed"),
        ("Azure Linux:3.0", "Azure Linux:3"),
        ("Photon OS:5.0", "Photon OS:5.0"),
    ];
    for (advisory, package) in same {
        assert!(is(advisory, package), "{advisory} is about {package}");
    }
    let others = [
        ("Ubuntu:24.04:LTS", "Ubuntu:22.04"),
        ("Ubuntu:Pro:18.04:LTS", "Ubuntu:22.04"),
        ("Red Hat:enterprise_linux:9::baseos", "Red Hat:8.9"),
        ("Red Hat:rhel_eus:9.2::appstream", "Red Hat:9.3"),
        ("Red Hat:openshift:4.14::el8", "Red Hat:9.3"),
        ("SUSE:Linux Enterprise Server 15 SP4", "SUSE:15.5"),
        ("SUSE:Linux Enterprise Server 15 SP5", "SUSE:12.5"),
        ("SUSE:Linux Enterprise Server 15", "SUSE:15.5"),
        ("openSUSE:Tumbleweed", "openSUSE:15.5"),
        ("openSUSE:Leap 15.4", "openSUSE:15.5"),
        ("Debian:11", "Debian:12"),
    ];
    for (advisory, package) in others {
        assert!(!is(advisory, package), "{advisory} is not about {package}");
    }
}

#[test]
fn a_mended_release_is_not_hit_by_the_advisories_of_a_newer_one_and_words_are_ratings() {
    let mut database = Database::default();
    for (id, release, fixed) in [
        ("USN-1", "22.04:LTS", "3.0.2-0ubuntu1.15"),
        ("USN-2", "24.04:LTS", "3.0.13-0ubuntu3.1"),
        ("USN-3", "Pro:FIPS-updates:22.04:LTS", "3.0.2-0ubuntu1.fips.99"),
    ] {
        let text = format!(
            r#"{{"id":"{id}","severity":[{{"type":"Ubuntu","score":"high"}}],"affected":[{{
            "package":{{"ecosystem":"Ubuntu:{release}","name":"openssl"}},
            "ranges":[{{"type":"ECOSYSTEM","events":[{{"introduced":"0"}},{{"fixed":"{fixed}"}}]}}]}}]}}"#
        );
        database.put(parse_osv(text.as_bytes()).expect("an advisory"));
    }
    let found = |version: &str| -> Vec<(String, Option<Rating>)> {
        let purl = format!("pkg:deb/ubuntu/libssl3@{version}?distro=ubuntu-22.04&upstream=openssl");
        let package = Package::of_purl(&Purl::parse(&purl).expect("a package URL"));
        let all = database.index().find(&package.expect("of Ubuntu")).findings;
        all.into_iter().map(|it| (it.advisory, it.rating)).collect()
    };
    assert_eq!(found("3.0.2-0ubuntu1.15"), []);
    assert_eq!(found("3.0.2-0ubuntu1.10"), [("USN-1".to_owned(), Some(Rating::High))]);
    let of_fips = found("3.0.2-0ubuntu1.fips.1");
    assert_eq!(of_fips.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(), ["USN-3"]);
}

#[test]
fn what_is_no_version_is_never_put_in_order() {
    let has = |ecosystem: &str, version: &str| {
        Package::new(ecosystem, "boat", Some(version)).has_version()
    };
    for (ecosystem, version) in [
        ("PyPI", "latest"),
        ("PyPI", ">= 3.0, < 4.2"),
        ("RubyGems", "UNKNOWN"),
        ("Maven", "unspecified"),
        ("Maven", "[1.0,2.0)"),
        ("Maven", "${boat.version}"),
        ("npm", "^0.0.8"),
        ("npm", "4.x"),
        ("GitHub Actions", "4.*.*"),
        ("Debian", "> 1.0"),
    ] {
        assert!(!has(ecosystem, version), "{ecosystem} {version}");
    }
    for (ecosystem, version) in [
        ("PyPI", "1!2.0"),
        ("Maven", "Finchley.SR1"),
        ("Maven", "r09"),
        ("Debian", "1:2.3~rc1-1"),
        ("Go", "v1.2.3"),
        ("npm", "1.0.0-x.7"),
    ] {
        assert!(has(ecosystem, version), "{ecosystem} {version}");
    }
}

#[test]
fn a_module_of_go_is_found_in_the_small_letters_of_package_urls() {
    let text = r#"{"id":"GO-1","affected":[{"package":{"ecosystem":"Go",
        "name":"github.com/Masterminds/goutils"},"ranges":[{"type":"SEMVER",
        "events":[{"introduced":"0"},{"fixed":"1.1.1"}]}]}]}"#;
    let mut database = Database::default();
    database.put(parse_osv(text.as_bytes()).expect("an advisory"));
    let bytes = database.encode().expect("it can be written");
    let compiled = naru_sbom::advisory::Compiled::open(bytes).expect("whole");
    for name in ["github.com/masterminds/goutils", "github.com/Masterminds/goutils"] {
        let package = Package::new("Go", name, Some("v1.1.0"));
        assert_eq!(database.index().find(&package).findings.len(), 1, "{name}");
        assert_eq!(compiled.find(&package).expect("whole").findings.len(), 1, "{name}");
    }
    let odd = Purl::parse("pkg:golang/github.com/MASTERMINDS/goutils@v1.1.0").expect("one");
    let found = Package::all_of_purl(&odd).into_iter().map(|it| database.index().find(&it));
    assert_eq!(found.map(|it| it.findings.len()).max(), Some(1));
    let other = Package::new("Go", "github.com/masterminds/other", Some("v1.1.0"));
    assert!(database.index().find(&other).findings.is_empty());
}
