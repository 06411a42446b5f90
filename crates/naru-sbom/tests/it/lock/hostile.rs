//! Files that are broken, or made to do harm: an error that names the place, bounded memory.

use naru_sbom::lock::{Format, format_of, read};
use proptest::prelude::*;

fn refusal(path: &str, text: &str) -> String {
    let format = format_of(path).expect("the name is known");
    match read(format, text.as_bytes(), &[]) {
        Ok(found) => panic!("{path} was read as {} packages", found.packages.len()),
        Err(e) => e.to_string(),
    }
}

#[test]
fn errors_name_the_place() {
    let aliases = "a: &a [x, x, x]\nb: [*a, *a, *a]\n";
    let laughs = "<!DOCTYPE p [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><project>&b;</project>";
    let deep_json = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep_yaml = format!("{}x", "- ".repeat(10_000));
    let deep_xml = format!("{}{}", "<a>".repeat(10_000), "</a>".repeat(10_000));
    let deep_mix = format!("%{{\n  \"a\": {}\n", "{".repeat(100_000));
    let shown: Vec<String> = [
        ("Cargo.lock", "version = 4\n[[package]]\nname = \"a\"\n"),
        ("Cargo.lock", "[[package]]\nname = \"a\"\nversion = \"1\"\ndependencies = [\"gone\"]\n"),
        ("Cargo.lock", "a = 1\nb = \n"),
        ("Cargo.lock", "package = 7\n"),
        ("package-lock.json", "{\n  \"packages\": {},\n  \"packages\": {}\n}"),
        ("package-lock.json", "{\"lockfileVersion\": 3, \"packages\": {"),
        ("package-lock.json", "{}"),
        ("package-lock.json", &deep_json),
        ("composer.lock", "{\"packages\": [{\"version\": \"1\"}]}"),
        ("pnpm-lock.yaml", aliases),
        ("pnpm-lock.yaml", &deep_yaml),
        ("pnpm-lock.yaml", "lockfileVersion: 9\npackages:\n  nonsense: {}\n"),
        ("pubspec.lock", "packages: {}\n---\npackages: {}\n"),
        ("pnpm-lock.yaml", "lockfileVersion: 9\n---\nimporters: {}\n"),
        ("yarn.lock", "rope@1:\n  resolved \"x\"\n"),
        ("yarn.lock", "  version \"1\"\n"),
        ("pom.xml", laughs),
        ("pom.xml", &deep_xml),
        ("pom.xml", "<project>\n<dependencies>\n<dependency/></dependencies></project>"),
        ("pom.xml", "<project>\n<open>"),
        ("gradle.lockfile", "# x\nno colon here\n"),
        ("go.mod", "module x\nrequire only-one-word\n"),
        ("Gemfile.lock", "GEM\n  specs:\n    rope 1.0\n"),
        ("mix.lock", &deep_mix),
        ("mix.lock", "%{\n  \"rope\": {:hex, :rope, \"1.0\n"),
        ("conan.lock", "{\"requires\": [\"nameless\"]}"),
        ("var/lib/dpkg/status", "Package: a\n\nnot a field\n"),
        ("lib/apk/db/installed", "P:a\n\n"),
        ("var/lib/rpm/rpmdb.sqlite", "text"),
    ]
    .iter()
    .map(|(path, text)| format!("{path}: {}", refusal(path, text)))
    .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

/// As a download leaves them that broke, or a repository that keeps large files elsewhere.
const ELSEWHERE: &str = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n";
const PAGE: &str = "<!DOCTYPE html>\n<html><body>404 Not Found</body></html>\n";

#[test]
fn files_without_their_mark_are_refused() {
    for name in [
        "Cargo.lock",
        "package-lock.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "pom.xml",
        "gradle.lockfile",
        "go.mod",
        "requirements.txt",
        "poetry.lock",
        "uv.lock",
        "Pipfile.lock",
        "composer.lock",
        "Gemfile.lock",
        "packages.lock.json",
        "app.csproj",
        "packages.config",
        "pubspec.lock",
        "mix.lock",
        "conan.lock",
        "var/lib/dpkg/status",
        "lib/apk/db/installed",
        "var/lib/rpm/rpmdb.sqlite",
        "var/lib/rpm/Packages.db",
        "var/lib/rpm/Packages",
    ] {
        let others =
            ["<html><p>404</p></html>\n", "404: Not Found", "Not Found", "{}", "<p>GEM</p>"];
        for text in [PAGE, ELSEWHERE].into_iter().chain(others) {
            assert!(!refusal(name, text).is_empty());
        }
        if name != "requirements.txt" {
            assert!(!refusal(name, "").is_empty());
        }
    }
}

#[test]
fn what_is_empty_with_its_mark_is_read() {
    for (name, text) in [
        ("Cargo.lock", "version = 4\n"),
        ("package-lock.json", "{\"lockfileVersion\": 3, \"packages\": {}}"),
        ("yarn.lock", "# yarn lockfile v1\n\n\n"),
        ("yarn.lock", "__metadata:\n  version: 8\n"),
        ("pnpm-lock.yaml", "lockfileVersion: '9.0'\n"),
        ("pom.xml", "<project/>"),
        ("gradle.lockfile", "# This is a Gradle generated file\nempty=\n"),
        ("go.mod", "module example.org/m\n"),
        ("requirements.txt", ""),
        ("poetry.lock", "package = []\n\n[metadata]\nlock-version = \"2.0\"\n"),
        ("poetry.lock", "[metadata]\nlock-version = \"2.0\"\n"),
        ("uv.lock", "version = 1\n"),
        ("Pipfile.lock", "{\"_meta\": {}, \"default\": {}, \"develop\": {}}"),
        ("Gemfile.lock", "GEM\n  specs:\n\nDEPENDENCIES\n"),
        ("app.csproj", "<Project/>"),
        ("packages.config", "<packages/>"),
        ("pubspec.lock", "packages: {}\n"),
        ("mix.lock", "%{\n}\n"),
        ("conan.lock", "{\"version\": \"0.5\", \"requires\": []}"),
    ] {
        let format = format_of(name).expect("the name is known");
        let found = read(format, text.as_bytes(), &[]).map(|it| it.packages.len());
        assert_eq!(found.map_err(|e| e.to_string()), Ok(0), "{name}: {text}");
    }
}

#[test]
fn bytes_that_are_no_text_name_the_line() {
    let error = read(Format::GoMod, b"module x\n\xFF\xFE", &[]).expect_err("it is no text");
    assert_eq!(error.to_string(), "line 2: not UTF-8 text");
}

#[test]
fn properties_that_grow_without_end_are_cut() {
    let mut pom = String::from("<project><properties>");
    for n in 0..60 {
        pom.push_str(&format!("<p{n}>${{p{}}}${{p{}}}</p{n}>", n + 1, n + 1));
    }
    pom.push_str("<round>${round}</round></properties><dependencies>");
    for version in ["${p0}", "${round}"] {
        pom.push_str(&format!(
            "<dependency><groupId>a</groupId><artifactId>b</artifactId>\
             <version>{version}</version></dependency>"
        ));
    }
    pom.push_str("</dependencies></project>");
    let found = read(Format::MavenPom, pom.as_bytes(), &[]).expect("it is read, without versions");
    assert!(found.packages.iter().all(|it| it.version.is_none()));
}

const FORMATS: [Format; 24] = [
    Format::CargoLock,
    Format::NpmLock,
    Format::YarnLock,
    Format::PnpmLock,
    Format::MavenPom,
    Format::GradleLock,
    Format::GoMod,
    Format::PipRequirements,
    Format::PoetryLock,
    Format::UvLock,
    Format::PipfileLock,
    Format::ComposerLock,
    Format::GemfileLock,
    Format::NugetLock,
    Format::MsbuildProject,
    Format::NugetConfig,
    Format::PubspecLock,
    Format::MixLock,
    Format::ConanLock,
    Format::DpkgStatus,
    Format::ApkInstalled,
    Format::RpmSqlite,
    Format::RpmNdb,
    Format::RpmBerkeley,
];

proptest! {
    #![proptest_config(config())]

    /// Pieces of the notations in any order: whatever comes out, no reader panics.
    #[test]
    fn no_reader_panics(pieces in proptest::collection::vec(PIECE, 0..40)) {
        let text = pieces.concat();
        for format in FORMATS {
            drop(read(format, text.as_bytes(), &[]));
        }
    }

    #[test]
    fn no_reader_panics_on_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for format in FORMATS {
            drop(read(format, &bytes, &[]));
        }
    }
}

const PIECE: &str = r#"(\n|  |    |"|:|,|@|\{|\}|\[|\]|=|==|<a>|</a>|\(|\)|-|/|\\|#|rope|1\.2|가|dependencies|packages|package|GEM|specs:|require|replace|=>|name|version|:hex|P:|V:|Package: |Version: |\$\{)"#;

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() }
}
