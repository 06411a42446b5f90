//! What advisories are asked about, and that nothing is called clean or unused of which that was
//! not seen.

use crate::bed::{Bed, Ran};

fn osv(bed: &Bed, id: &str, ecosystem: &str, name: &str, fixed: &str) {
    let text = format!(
        r#"{{"id": "{id}", "modified": "2026-07-01T00:00:00Z", "affected": [{{
        "package": {{"ecosystem": "{ecosystem}", "name": "{name}"}}, "ranges": [{{"type":
        "ECOSYSTEM", "events": [{{"introduced": "0"}}, {{"fixed": "{fixed}"}}]}}]}}]}}"#
    );
    bed.file(&format!("data/{id}.json"), text);
}

fn ready() -> Bed {
    let bed = Bed::new();
    osv(&bed, "DSA-1", "Debian:12", "hawser", "2.03.16-3");
    osv(&bed, "ALSA-1", "AlmaLinux:9", "hawser-libs", "1:3.0.7-25.el9");
    osv(&bed, "ALSA-2", "AlmaLinux:9", "hawser", "1:3.0.7-25.el9");
    osv(&bed, "ALPINE-1", "Alpine:v3.19", "hawser", "3.1.4-r6");
    osv(&bed, "GHSA-1", "Maven", "org.example:log", "2.15.0");
    osv(&bed, "GHSA-2", "npm", "rope", "1.2.6");
    osv(&bed, "GHSA-3", "PyPI", "rope", "2.0");
    let ran = bed.run("db import --from data --out oss.db");
    assert_eq!(ran.code, 0, "{}", ran.err);
    bed
}

fn found(ran: &Ran) -> Vec<String> {
    let json = ran.json();
    let all = json["findings"].as_array().expect("a list").iter();
    all.map(|it| it["advisory"].as_str().expect("a text").to_owned()).collect()
}

fn reasons(ran: &Ran) -> Vec<String> {
    let json = ran.json();
    let all = json["unmatched"].as_array().expect("a list").iter();
    all.map(|it| it["reason"].as_str().expect("a text").to_owned()).collect()
}

fn bill(components: &[&str]) -> String {
    format!(
        r#"{{"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": [{}]}}"#,
        components.join(",")
    )
}

#[test]
fn a_bill_of_a_root_file_system_finds_what_its_package_database_gives() {
    let bed = ready();
    bed.file("root/etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n");
    bed.file(
        "root/var/lib/dpkg/status",
        "Package: libhawser1\nStatus: install ok installed\nSource: hawser (2.03.16-2)\n\
         Version: 2:1.02.185-2\n\n",
    );
    for format in ["cyclonedx", "spdx"] {
        let ran = bed.run(&format!("sbom root --format {format} --out own.{format}.json"));
        assert_eq!(ran.code, 0, "{}", ran.err);
        let ran = bed.run(&format!("scan own.{format}.json --db oss.db --format json"));
        assert_eq!(found(&ran), ["DSA-1"], "{format}: {}", ran.out);
        assert_eq!(reasons(&ran), Vec::<String>::new());
    }
    // As syft and as this program write a package of RPM: both of its names are asked.
    let purl = "pkg:rpm/almalinux/hawser-libs@3.0.7-24.el9?distro=almalinux-9.3&epoch=1&upstream=";
    for upstream in ["hawser-3.0.7-24.el9.src.rpm", "hawser"] {
        let part = format!(r#"{{"type": "library", "name": "x", "purl": "{purl}{upstream}"}}"#);
        bed.file("a.cdx.json", bill(&[&part]));
        let ran = bed.run("scan a.cdx.json --db oss.db --format json");
        assert_eq!(found(&ran), ["ALSA-1", "ALSA-2"], "{upstream}: {}", ran.out);
    }
}

#[test]
fn a_source_that_stands_beside_the_package_url_is_asked_and_one_that_is_not_told_is_said_so() {
    let bed = ready();
    let part = |more: &str| {
        format!(
            r#"{{"type": "library", "name": "libhawser1", "purl":
            "pkg:apk/alpine/libhawser1@3.1.4-r5?distro=3.19.0"{more}}}"#
        )
    };
    let told = r#", "properties": [{"name": "aquasecurity:trivy:SrcName", "value": "hawser"}]"#;
    bed.file("a.cdx.json", bill(&[&part(told)]));
    let ran = bed.run("scan a.cdx.json --db oss.db --format json");
    assert_eq!((found(&ran), reasons(&ran)), (vec!["ALPINE-1".to_owned()], Vec::new()));
    bed.file("a.cdx.json", bill(&[&part("")]));
    let ran = bed.run("scan a.cdx.json --db oss.db --format json");
    assert_eq!((found(&ran), reasons(&ran)), (Vec::new(), vec!["no-source".to_owned()]));
    let ran = bed.run("scan a.cdx.json --db oss.db");
    assert!(ran.out.contains("source package not known 1"), "{}", ran.out);
}

const POM: &str = "<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId>\
    <artifactId>b</artifactId><version>1</version><dependencies><dependency>\
    <groupId>org.example</groupId><artifactId>log</artifactId></dependency></dependencies>\
    </project>";

#[test]
fn what_bears_the_name_without_an_exact_version_is_never_called_unused() {
    let bed = ready();
    bed.file("systems/shop/pom.xml", POM);
    let ran = bed.run("impact pkg:maven/org.example/log systems");
    assert_eq!(ran.code, 1, "{}", ran.shown());
    assert!(ran.out.contains("log ?") && ran.out.contains("no exact version"), "{}", ran.out);
    for what in ["pkg:maven/org.example/log@<2.15.0", "GHSA-1"] {
        let ran = bed.run(&format!("impact {what} systems --db oss.db"));
        assert_eq!(ran.code, 2, "{}", ran.shown());
        assert!(ran.out.contains("1 that may use it"), "{}", ran.out);
        let json = bed.run(&format!("impact {what} systems --db oss.db --json")).json();
        assert_eq!((json["uses"].as_array().map(Vec::len)), Some(0));
        assert_eq!(json["perhaps"][0]["reason"], "no-version");
    }
    assert_eq!(bed.run("impact pkg:maven/org.example/other systems").code, 0);
    // From a repository: the name counts, its version says little.
    bed.file(
        "systems/web/package-lock.json",
        r#"{"name": "web", "lockfileVersion": 3, "packages": {"": {"name": "web"},
        "node_modules/rope": {"version": "1.2.5",
        "resolved": "git+ssh://git@git.example/rope.git#abc"}}}"#,
    );
    assert_eq!(bed.run("impact pkg:npm/rope systems").code, 1);
    assert_eq!(bed.run("impact pkg:npm/rope@<1.2.6 systems").code, 2);
    // A manifest without a lock file may ask for anything; one that asks for nothing may not.
    bed.file("wish/bom.json", bill(&[]));
    bed.file("wish/a/package.json", r#"{"type": "module"}"#);
    assert_eq!(bed.run("impact pkg:npm/rope wish").code, 0);
    std::fs::remove_file(bed.path("wish/bom.json")).expect("it is there");
    bed.file("wish/pom.xml", POM);
    assert_eq!(bed.run("impact pkg:npm/rope wish").code, 0);
    bed.file("wish/a/package.json", r#"{"dependencies": {"rope": "^1.0.0"}}"#);
    let ran = bed.run("impact pkg:npm/rope wish");
    assert_eq!(ran.code, 2, "{}", ran.shown());
    assert!(ran.err.contains("a/package.json") && ran.out.contains("not everything"), "{ran:?}");
}

#[test]
fn conditions_that_are_not_understood_are_refused_and_not_answered_with_nobody() {
    let bed = ready();
    bed.file(
        "web/package-lock.json",
        r#"{"name": "web", "lockfileVersion": 3, "packages": {"": {"name": "web"},
        "node_modules/rope": {"version": "1.2.5"}}}"#,
    );
    for condition in
        ["^1.2.0", "~1.2", "1.x", "1.2.*", "[1.0,2.0)", "!=1.2.4", "1.2.4||1.2.5", ">=1.0,^2"]
    {
        let ran = bed.run_words(&["impact", &format!("pkg:npm/rope@{condition}"), "web"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{condition}: {}", ran.err);
        assert!(ran.err.contains("for example"), "{condition}: {}", ran.err);
    }
    for condition in ["1.2.5", "==1.2.5", "=v1.2.5", ">=1.2.5-rc.1"] {
        let ran = bed.run_words(&["impact", &format!("pkg:npm/rope@{condition}"), "web"]);
        assert_eq!(ran.code, 1, "{condition}: {}", ran.shown());
    }
}

#[test]
fn a_file_of_which_nothing_could_be_judged_is_not_clean() {
    let bed = ready();
    bed.file("spring/pom.xml", POM);
    let ran = bed.run("check spring --db oss.db");
    assert_eq!(ran.code, 2, "{}", ran.shown());
    assert!(ran.out.contains("not one of its 1 packages could be judged"), "{}", ran.out);
    let json = bed.run("check spring --db oss.db --format json").json();
    assert_eq!(json["verdict"], "unjudged");
    assert_eq!(json["packages"]["looked_at"], 1);
    assert_eq!(json["packages"]["judged"], 0);
    assert_eq!(json["unmatched"][0]["reason"], "no-version");
    // Beside a file that could be judged it is still one that was not.
    bed.file("spring/py/requirements.txt", "rope==2.1\n");
    assert_eq!(bed.run("check spring --db oss.db").code, 2);
    assert_eq!(bed.run("check spring/py --db oss.db").code, 0);
    // Whoever decided it lets it pass.
    bed.file("policy.toml", "[fail]\nseverity = \"low\"\n[unmatched]\nrefuse = []\n");
    assert_eq!(bed.run("check spring --db oss.db --policy policy.toml").code, 0);
}

#[test]
fn a_manifest_or_a_lock_file_that_is_not_read_is_a_gap_unless_a_bill_stands_for_it() {
    let bed = ready();
    bed.file("site/requirements.txt", "rope==2.1\n");
    assert_eq!(bed.run("check site --db oss.db").code, 0);
    for (name, text) in [
        ("front/package.json", r#"{"dependencies": {"rope": "^1.0.0"}}"#),
        ("front/bun.lock", "{}"),
        ("front/paket.lock", "NUGET\n"),
        ("front/Podfile.lock", "PODS:\n"),
    ] {
        bed.file(&format!("site/{name}"), text);
        let ran = bed.run("check site --db oss.db");
        assert_eq!(ran.code, 2, "{name}: {}", ran.shown());
        assert!(ran.err.contains(&format!("not read: {name}")), "{name}: {}", ran.err);
        let json = bed.run("check site --db oss.db --format json").json();
        assert_eq!(json["unlocked"], serde_json::json!([name]));
        bed.file("site/front/bom.cdx.json", bill(&[]));
        assert_eq!(bed.run("check site --db oss.db").code, 0, "{name}");
        std::fs::remove_dir_all(bed.path("site/front")).expect("it is there");
    }
    bed.file("alone/Podfile.lock", "PODS:\n");
    for path in ["alone", "alone/Podfile.lock"] {
        let ran = bed.run(&format!("check {path} --db oss.db"));
        assert_eq!(ran.code, 2, "{path}");
        let is_told = ran.err.contains("of a kind that is not read") && ran.err.contains("syft");
        assert!(is_told && !ran.err.contains("wished"), "{path}: {}", ran.err);
    }
    bed.file("site/pyproject.toml", "[tool.ruff]\nline-length = 100\n");
    bed.file("site/front/package.json", r#"{"type": "module"}"#);
    let ran = bed.run("check site --db oss.db");
    assert_eq!(ran.code, 0, "settings of a tool ask for nothing: {}", ran.shown());
}

#[test]
fn data_of_which_not_every_record_was_read_are_not_called_whole() {
    let bed = ready();
    let before = bed.read_bytes("oss.db");
    bed.file("bad/404.json", "<html>404</html>");
    let ran = bed.run("db import --from bad --out oss.db");
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("not one record of"), "{}", ran.err);
    assert_eq!(bed.read_bytes("oss.db"), before, "what was there is kept");
    osv(&bed, "GHSA-9", "npm", "tar", "1.0.0");
    bed.file("bad/GHSA-9.json", format!("\u{feff}{}", bed.read("data/GHSA-9.json")));
    let ran = bed.run("db import --from bad --out new.db");
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(
        ran.err.contains("1 records read, 1 could not"),
        "a mark at its beginning: {}",
        ran.err
    );
    let info = bed.run("db info --db new.db --json").json();
    assert_eq!(info["advisories"], 1, "what could be read is there");
}

#[test]
fn bills_say_what_is_no_version_and_what_came_from_a_repository() {
    let bed = ready();
    let part = |name: &str, version: &str, purl: &str| {
        format!(
            r#"{{"type": "library", "name": "{name}", "version": "{version}", "purl": "{purl}"}}"#
        )
    };
    let parts = [
        part("rope", "latest", "pkg:pypi/rope"),
        part("rope", ">= 1.0, < 4.2", "pkg:pypi/rope?x=y"),
        part("log", "unspecified", "pkg:maven/org.example/log"),
    ];
    bed.file("a.cdx.json", bill(&parts.each_ref().map(String::as_str)));
    let ran = bed.run("scan a.cdx.json --db oss.db --format json");
    assert_eq!(found(&ran), Vec::<String>::new());
    assert_eq!(reasons(&ran), ["no-version"; 3]);
    bed.file(
        "web/package-lock.json",
        r#"{"name": "web", "version": "1.0.0", "lockfileVersion": 3, "packages": {
        "": {"name": "web", "version": "1.0.0"}, "node_modules/rope": {"version": "1.2.5",
        "resolved": "git+ssh://git@git.example/rope.git#abc"}}}"#,
    );
    for format in ["cyclonedx", "spdx"] {
        bed.run(&format!("sbom web --format {format} --out own.{format}.json"));
        let ran = bed.run(&format!("scan own.{format}.json --db oss.db --format json"));
        assert_eq!((found(&ran), reasons(&ran)), (vec![], vec!["from-repository".to_owned()]));
    }
    // GitHub's interface puts the document into an object.
    let inner = bed.read("own.spdx.json");
    bed.file("github.spdx.json", format!(r#"{{"sbom": {inner}}}"#));
    let ran = bed.run("scan github.spdx.json --db oss.db --format json");
    assert_eq!(reasons(&ran), ["from-repository"], "{}", ran.err);
}
