//! `sbom`, `impact`, `health`: what a project is made of, who uses what, how alive it is.

use crate::bed::Bed;
use naru_sbom::bom::{Said, acceptance};
use naru_sbom::json::Limits;
use naru_sbom::{cyclonedx, spdx};

#[test]
fn a_bill_is_valid_complete_and_the_same_each_time() {
    let bed = Bed::with_data();
    let first = bed.run("sbom ship").out;
    assert_eq!(first, bed.run("sbom ship").out);
    let bom = cyclonedx::read(first.as_bytes(), Limits::default()).expect("it is valid");
    assert_eq!(bom.metadata.is_complete, Some(true));
    assert_eq!(bom.top.as_ref().map(|it| it.name.as_str()), Some("ship"));
    assert_eq!(bom.components.len(), 8);
    let faults: Vec<String> = acceptance(&bom).iter().map(|it| it.en()).collect();
    insta::assert_snapshot!("acceptance", faults.join("\n"));
    insta::assert_snapshot!("cyclonedx", first);
    let spdx_text = bed.run("sbom ship --format spdx").out;
    let by_spdx = spdx::read(spdx_text.as_bytes(), Limits::default()).expect("it is valid");
    assert_eq!(by_spdx.components.len(), 8);
    insta::assert_snapshot!("spdx", spdx_text);
}

#[test]
fn a_manifest_without_a_lock_file_is_told_with_what_makes_one() {
    let bed = Bed::with_data();
    bed.file("wish/package.json", r#"{"dependencies": {"rope": "^1.0.0"}}"#);
    for path in ["wish", "wish/package.json"] {
        let ran = bed.run(&format!("sbom {path}"));
        assert_eq!(ran.code, 2, "{path}");
        let told = ran.err.contains("package.json") && ran.err.contains("--package-lock-only");
        assert!(told && !ran.err.contains("specVersion"), "{path}: {}", ran.err);
    }
    // Beside others it is said not to be read; below a workspace's lock file it is settled.
    bed.file("mixed/Cargo.lock", crate::data::cargo_lock());
    bed.file("mixed/Cargo.toml", "[workspace]\n");
    bed.file("mixed/core/Cargo.toml", "[package]\n");
    bed.file("mixed/web/package.json", "{}");
    let ran = bed.run("scan mixed --db oss.db");
    assert!(ran.err.contains("not read: web/package.json"), "{}", ran.err);
    assert!(!ran.err.contains("Cargo.toml"), "{}", ran.err);
    // Which program makes one, the project tells; what is nearer is believed first.
    bed.file("shop/pnpm-workspace.yaml", "packages: []\n");
    bed.file("shop/package.json", "{}");
    bed.file("shop/app/package.json", "{}");
    bed.file("shop/tool/package.json", r#"{"packageManager": "yarn@4.1.0"}"#);
    bed.file("shop/Cargo.lock", crate::data::cargo_lock());
    let ran = bed.run("scan shop --db oss.db");
    for (name, with) in [
        ("package.json", "pnpm install --lockfile-only)"),
        ("app/package.json", "pnpm install --lockfile-only)"),
        ("tool/package.json", "to make one: yarn install)"),
    ] {
        let line = ran.err.lines().find(|it| it.contains(&format!("not read: {name} ")));
        assert!(line.is_some_and(|it| it.ends_with(with)), "{name}: {}", ran.err);
    }
    let ran = bed.run("sbom shop/tool/package.json");
    assert!(ran.err.contains("yarn install") && !ran.err.contains("npm"), "{}", ran.err);
    // What looks like nothing is not explained as if it were a broken bill.
    bed.file("notes.md", "# Notes\n\nnone\n");
    let ran = bed.run("sbom notes.md");
    assert!(ran.err.contains("cannot tell") && !ran.err.contains("Line 1"), "{}", ran.err);
}

#[test]
fn what_could_not_be_read_at_all_is_no_answer_about_nothing() {
    let bed = Bed::with_data();
    bed.file("torn/Cargo.lock", "[[package]]\nname = \"a\"\nversion = \n");
    for command in ["sbom torn", "scan torn --db oss.db", "licence torn", "notice torn"] {
        let ran = bed.run(command);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{command}: {}", ran.out);
        assert!(ran.err.contains("Cargo.lock") && ran.err.contains("line 3"), "{}", ran.err);
        assert!(ran.err.contains("no file under") && ran.err.contains("hint:"), "{}", ran.err);
    }
    // A package URL that is none is called one, and no condition on versions.
    let ran = bed.run("impact pkg:npm/ ship");
    assert!(ran.err.contains("the package URL pkg:npm/"), "{}", ran.err);
    assert!(ran.err.contains("name: it is missing"), "{}", ran.err);
    let ran = bed.run("impact CVE-1999-9999 ship --db oss.db");
    assert!(ran.err.contains("db import") && !ran.err.contains("for example"), "{}", ran.err);
    bed.file("old.json", "not json");
    let ran = bed.run("check ship --db oss.db --baseline old.json");
    assert!(ran.err.contains("--write-baseline"), "{}", ran.err);
    let ran = bed.run("sbom ship --out nowhere/bom.json");
    assert!(ran.err.contains("no such file or folder"), "{}", ran.err);
    assert!(!ran.err.contains(".naru-oss-"), "no name of ours: {}", ran.err);
}

#[test]
fn a_folder_of_several_projects_becomes_one_bill() {
    let bed = Bed::with_data();
    let ran = bed.run("sbom fleet");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err.contains("read 2 files: ship/Cargo.lock, web/package-lock.json"),
        "{}",
        ran.err
    );
    let bom = cyclonedx::read(ran.out.as_bytes(), Limits::default()).expect("it is valid");
    assert_eq!(bom.top.as_ref().map(|it| it.name.as_str()), Some("fleet"));
    let purls = bom.components.iter().filter(|it| matches!(it.purl, Said::Is(_))).count();
    assert_eq!(purls, 11, "{:?}", bom.components.iter().map(|it| &it.id).collect::<Vec<_>>());
}

#[test]
fn a_bill_of_files_that_name_nothing_is_taken_in_when_the_product_is_named() {
    let bed = Bed::with_data();
    let go = "module example.org/ship\n\ngo 1.24\n\nrequire (\n\
        \texample.org/rope v1.2.0\n\texample.org/knot v0.3.0 // indirect\n)\n";
    bed.file("port/go.mod", go);
    bed.file("port/tools/go.mod", go);
    let bare = bed.run("sbom port");
    assert!(bare.err.contains("--product NAME@VERSION"), "{}", bare.err);
    let named = bed.run_words(&["sbom", "port", "--product", "harbour@2.1"]);
    assert!(!named.err.contains("--product"), "{}", named.err);
    let bom = cyclonedx::read(named.out.as_bytes(), Limits::default()).expect("it is valid");
    let ids: Vec<&str> = bom.components.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(ids, ["stdlib", "rope", "knot"], "a file is no component");
    let refusals: Vec<String> =
        acceptance(&bom).iter().filter(|it| it.is_refusal()).map(|it| it.en()).collect();
    assert_eq!(refusals, Vec::<String>::new());
    let wrong = bed.run_words(&["sbom", "port", "--product", "harbour"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("such as shop@1.4.2"), "{}", wrong.err);
}

#[test]
fn a_bill_with_gaps_does_not_call_itself_complete() {
    let bed = Bed::with_data();
    bed.file("py/requirements.txt", "-r base.txt\nrope==1.0\n");
    let bom = cyclonedx::read(bed.run("sbom py").out.as_bytes(), Limits::default()).expect("valid");
    assert_eq!(bom.metadata.is_complete, Some(false));
    bed.file("jvm/gradle.lockfile", "org.example:log:1.0=runtimeClasspath\n");
    let bom =
        cyclonedx::read(bed.run("sbom jvm").out.as_bytes(), Limits::default()).expect("valid");
    assert_eq!(bom.metadata.is_complete, None);
}

#[test]
fn a_root_file_system_is_asked_under_its_distribution() {
    let bed = Bed::new();
    bed.file("root/etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n");
    bed.file(
        "root/var/lib/dpkg/status",
        "Package: libhawser1\nStatus: install ok installed\nSource: hawser\nVersion: 1:2.0-1\n\n",
    );
    bed.file("data/DSA-1.json", r#"{"id": "DSA-1", "modified": "2026-07-01T00:00:00Z", "affected": [{"package": {"ecosystem": "Debian:12", "name": "hawser"},
        "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1:2.0-1+deb12u1"}]}]}]}"#);
    bed.file("data/DSA-2.json", r#"{"id": "DSA-2", "modified": "2026-07-01T00:00:00Z", "affected": [{"package": {"ecosystem": "Debian:11", "name": "hawser"},
        "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1:3.0-1"}]}]}]}"#);
    assert_eq!(bed.run("db import --from data --out oss.db").code, 0);
    let found = bed.run("scan root --db oss.db --format json").json();
    assert_eq!(found["findings"].as_array().map(Vec::len), Some(1));
    assert_eq!(found["findings"][0]["advisory"], "DSA-1");
    assert_eq!(found["findings"][0]["name"], "libhawser1");
}

#[test]
fn impact_names_everybody_who_uses_it_and_by_which_way() {
    let bed = Bed::with_data();
    let ran: Vec<String> = [
        "impact pkg:cargo/rope fleet",
        "impact pkg:cargo/rope@<1.2.3 fleet",
        "impact pkg:cargo/rope@>=1.2.1,<1.2.3 fleet",
        "impact CVE-2026-90002 fleet --db oss.db",
        "impact CVE-2026-90002 fleet",
        "impact CVE-1999-1 fleet --db oss.db",
        "impact pkg:cargo/rope@> fleet",
    ]
    .iter()
    .map(|it| format!("$ {it}\n{}", bed.run(it).shown()))
    .collect();
    insta::assert_snapshot!("impact", ran.join("\n"));
    let json = bed.run("impact pkg:cargo/rope@1.2.0 fleet --json").json();
    assert_eq!(json["uses"][0]["relation"], "direct");
    // A leading v is no other version, and what has no digit is none: nobody is called safe for it.
    assert_eq!(bed.run("impact pkg:cargo/rope@v1.2.0 fleet").code, 1);
    assert_eq!(bed.run("impact pkg:cargo/rope@<v1.2.3 fleet").code, 1);
    for what in ["impact pkg:cargo/rope@latest fleet", "impact pkg:cargo/rope@<abc fleet"] {
        let ran = bed.run(what);
        assert!(ran.code > 1 && ran.out.is_empty(), "{what}: {}", ran.shown());
    }
}

#[test]
fn health_tells_what_is_known_and_how_much_is_not() {
    let bed = Bed::with_data();
    insta::assert_snapshot!("health_en", bed.run("health ship --db oss.db").shown());
    let bed = bed.in_korean();
    insta::assert_snapshot!("health_ko", bed.run("health ship --db oss.db").shown());
    assert!(bed.run("health ship --db oss.db --json").json().is_array());
}

#[test]
fn help_teaches_by_examples() {
    let bed = Bed::new();
    for (name, words) in [
        ("all", "--help"),
        ("scan", "scan --help"),
        ("check", "check --help"),
        ("db_import", "db import --help"),
        ("db_verify", "db verify --help"),
        ("licence", "licence --help"),
        ("notice", "notice --help"),
        ("self-check", "self-check --help"),
    ] {
        let ran = bed.run(words);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{words}");
        insta::assert_snapshot!(format!("help_{name}"), ran.out);
    }
    assert_eq!(bed.run("scan").code, 2);
    assert_eq!(bed.run("ferry").code, 2);
}
