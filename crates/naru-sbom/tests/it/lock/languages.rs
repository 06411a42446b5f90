//! Rust, Python, PHP, Ruby, .NET, Dart, Elixir, C++.

use super::{inventory, shown};
use naru_sbom::lock::Relation;

#[test]
fn cargo_tells_direct_from_transitive_and_keeps_checksums() {
    let lock = r#"
version = 4

[[package]]
name = "ferry"
version = "0.1.0"
dependencies = ["rope 1.2.0", "sail"]

[[package]]
name = "rope"
version = "0.9.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "00000000000000000000000000000000000000000000000000000000000000aa"

[[package]]
name = "rope"
version = "1.2.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "00000000000000000000000000000000000000000000000000000000000000bb"

[[package]]
name = "sail"
version = "2.0.0"
source = "git+https://git.example/sail?rev=abc#abcdef"
dependencies = ["rope 0.9.0"]
"#;
    insta::assert_snapshot!(shown("Cargo.lock", lock, &[]), @"
    pkg:cargo/ferry@0.1.0 direct folder >rope >sail
    pkg:cargo/rope@0.9.0 transitive SHA-256=000000000000
    pkg:cargo/rope@1.2.0 direct SHA-256=000000000000
    pkg:cargo/sail@2.0.0?vcs_url=git%2Bhttps:%2F%2Fgit.example%2Fsail%3Frev%3Dabc%23abcdef direct from git+https://git.example/sail?rev=abc#abcdef >rope
    ");
    let found = inventory("Cargo.lock", lock.as_bytes(), &[]);
    assert_eq!(found.root.map(|it| it.name), Some("ferry".to_owned()));
}

#[test]
fn our_own_lock_file_is_read_whole() {
    let lock = include_str!("../../../../../Cargo.lock");
    let found = inventory("Cargo.lock", lock.as_bytes(), &[]);
    assert_eq!(found.packages.len(), lock.matches("[[package]]").count());
    let direct = found.packages.iter().filter(|it| it.relation == Relation::Direct).count();
    assert!(direct > 20 && direct < found.packages.len(), "{direct} direct");
    let serde = found.packages.iter().find(|it| it.name == "serde_json").expect("we use it");
    assert_eq!(serde.hashes.len(), 1);
    assert!(!serde.needs.is_empty());
}

#[test]
fn requirements_name_a_version_only_with_two_equal_signs() {
    let text = "# by pip-compile\n-r base.txt\n--index-url https://pypi.example\n\
        Rope_Kit[fast]==1.2.0 ; python_version > '3.8' \\\n    --hash=sha256:00000000000000000000000000000000000000000000000000000000000000aa\n\
        \x20   # via -r requirements.in\n\
        anchor==2.0\n    # via rope-kit\n\
        buoy>=1,<2\nsail==1.*\n\
        mast @ https://files.example/mast.whl\n./local\n";
    insta::assert_snapshot!(shown("requirements.txt", text, &[]), @"
    pkg:pypi/rope-kit@1.2.0 direct SHA-256=000000000000
    pkg:pypi/anchor@2.0 transitive
    pkg:pypi/buoy unknown
    pkg:pypi/sail unknown
    pkg:pypi/mast unknown from https://files.example/mast.whl
    note NoExactVersion: buoy>=1,<2
    note NoExactVersion: mast @ https://files.example/mast.whl
    note NoExactVersion: sail==1.*
    note NotFollowed: -r base.txt
    note NotFollowed: ./local
    ");
}

#[test]
fn poetry_uv_and_pipenv() {
    let poetry = r#"
[[package]]
name = "Rope.Kit"
version = "1.2.0"
groups = ["main"]
files = [{file = "rope.whl", hash = "sha256:00000000000000000000000000000000000000000000000000000000000000aa"}]
[package.dependencies]
anchor = ">=1"

[[package]]
name = "anchor"
version = "2.0"
optional = false

[[package]]
name = "checks"
version = "8.1"
groups = ["dev"]
"#;
    let manifest = "[project]\nname = \"ferry\"\ndependencies = [\"rope-kit>=1\"]\n\
        [dependency-groups]\ndev = [\"checks\"]\n";
    let uv = r#"
version = 1
[[package]]
name = "ferry"
version = "0.1.0"
source = { editable = "." }
dependencies = [{ name = "rope-kit" }]
[package.dev-dependencies]
dev = [{ name = "checks" }]
[[package]]
name = "rope-kit"
version = "1.2.0"
source = { registry = "https://pypi.org/simple" }
dependencies = [{ name = "anchor" }]
sdist = { url = "https://x", hash = "sha256:00000000000000000000000000000000000000000000000000000000000000aa" }
[[package]]
name = "anchor"
version = "2.0"
source = { registry = "https://pypi.org/simple" }
[[package]]
name = "checks"
version = "8.1"
source = { registry = "https://pypi.org/simple" }
"#;
    let pipfile = r#"{"_meta": {}, "default": {"rope-kit": {"version": "==1.2.0",
        "hashes": ["sha256:00000000000000000000000000000000000000000000000000000000000000aa"]},
        "sail": {"git": "https://git.example/sail", "ref": "abc"}},
        "develop": {"checks": {"version": "==8.1"}}}"#;
    let beside = [("pyproject.toml", manifest)];
    insta::assert_snapshot!(shown("poetry.lock", poetry, &beside), @"
    pkg:pypi/rope-kit@1.2.0 direct >anchor SHA-256=000000000000
    pkg:pypi/anchor@2.0 transitive
    pkg:pypi/checks@8.1 direct dev
    ");
    insta::assert_snapshot!(shown("uv.lock", uv, &[]), @"
    pkg:pypi/ferry@0.1.0 transitive folder >rope-kit
    pkg:pypi/rope-kit@1.2.0 direct >anchor SHA-256=000000000000
    pkg:pypi/anchor@2.0 transitive
    pkg:pypi/checks@8.1 direct dev
    ");
    let beside = [("Pipfile", "[packages]\nrope-kit = \"*\"\n")];
    insta::assert_snapshot!(shown("Pipfile.lock", pipfile, &beside), @"
    pkg:pypi/rope-kit@1.2.0 direct SHA-256=000000000000
    pkg:pypi/sail transitive from https://git.example/sail
    pkg:pypi/checks@8.1 transitive dev
    note NoExactVersion: sail
    ");
}

#[test]
fn composer_and_bundler() {
    let composer = r#"{"packages": [{"name": "Example/Rope", "version": "v1.2.0",
        "license": ["MIT", "GPL-2.0-only"], "dist": {"type": "zip", "shasum": ""},
        "require": {"php": ">=8", "example/anchor": "^2"}},
        {"name": "example/anchor", "version": "2.0.1", "dist": {"type": "zip"}}],
        "packages-dev": [{"name": "example/checks", "version": "9.0", "dist": {"type": "zip"}}]}"#;
    let manifest = r#"{"name": "example/ferry", "require": {"example/rope": "^1"}}"#;
    let bundler = "GIT\n  remote: https://git.example/sail\n  revision: abc\n  specs:\n    sail (0.1.0)\n\n\
        GEM\n  remote: https://rubygems.org/\n  specs:\n    anchor (2.0.1)\n\
        \x20   rope (1.2.0-x86_64-linux)\n      anchor (~> 2.0)\n\n\
        PLATFORMS\n  x86_64-linux\n\nDEPENDENCIES\n  rope (~> 1.2)\n  sail!\n\n\
        CHECKSUMS\n  anchor (2.0.1) sha256=00000000000000000000000000000000000000000000000000000000000000aa\n\n\
        BUNDLED WITH\n   2.5.3\n";
    insta::assert_snapshot!(shown("composer.lock", composer, &[("composer.json", manifest)]), @"
    pkg:composer/example/rope@v1.2.0 direct >example/anchor [MIT OR GPL-2.0-only]
    pkg:composer/example/anchor@2.0.1 transitive
    pkg:composer/example/checks@9.0 transitive dev
    ");
    insta::assert_snapshot!(shown("Gemfile.lock", bundler, &[]), @"
    pkg:gem/sail@0.1.0 direct from https://git.example/sail
    pkg:gem/anchor@2.0.1 transitive SHA-256=000000000000
    pkg:gem/rope@1.2.0?platform=x86_64-linux direct >anchor
    ");
}

#[test]
fn nuget_locks_projects_and_configurations() {
    let lock = r#"{"version": 1, "dependencies": {"net8.0": {
        "Rope.Kit": {"type": "Direct", "requested": "[1.2.0, )", "resolved": "1.2.0",
            "contentHash": "qqo=", "dependencies": {"anchor": "2.0.0"}},
        "Anchor": {"type": "Transitive", "resolved": "2.0.0"}},
        "net6.0": {"Rope.Kit": {"type": "Direct", "resolved": "1.2.0"}}}}"#;
    let project = r#"<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>
        <PackageReference Include="Rope.Kit" Version="1.2.0" />
        <PackageReference Include="Sail"><Version>3.*</Version></PackageReference>
        <PackageReference Include="Buoy" PrivateAssets="all" />
        </ItemGroup></Project>"#;
    let central = r#"<Project><ItemGroup><PackageVersion Include="buoy" Version="[4.0.0]" /></ItemGroup></Project>"#;
    let config =
        r#"<packages><package id="Rope" version="1.2.0" targetFramework="net48" /></packages>"#;
    insta::assert_snapshot!(shown("packages.lock.json", lock, &[]), @"
    pkg:nuget/Rope.Kit@1.2.0 direct >Anchor SHA-512=aaaa
    pkg:nuget/Anchor@2.0.0 transitive
    ");
    let beside = [("Directory.Packages.props", central)];
    insta::assert_snapshot!(shown("App.csproj", project, &beside), @"
    pkg:nuget/Rope.Kit@1.2.0 direct
    pkg:nuget/Sail direct
    pkg:nuget/Buoy@4.0.0 direct dev
    note NoExactVersion: Sail 3.*
    ");
    insta::assert_snapshot!(shown("packages.config", config, &[]), @"pkg:nuget/Rope@1.2.0 unknown");
}

#[test]
fn pub_mix_and_conan() {
    let pubspec = "packages:\n  rope:\n    dependency: \"direct main\"\n    description:\n      name: rope\n      sha256: \"00000000000000000000000000000000000000000000000000000000000000aa\"\n      url: \"https://pub.dev\"\n    source: hosted\n    version: \"1.2.0\"\n  flutter:\n    dependency: \"direct main\"\n    description: flutter\n    source: sdk\n    version: \"0.0.0\"\n  anchor:\n    dependency: transitive\n    description:\n      name: anchor\n      url: \"https://pub.dev\"\n    source: hosted\n    version: \"2.0.10\"\nsdks:\n  dart: \">=3.0.0\"\n";
    let mix = "%{\n  \"rope\": {:hex, :rope, \"1.2.0\", \"00000000000000000000000000000000000000000000000000000000000000aa\", [:mix], [{:anchor, \"~> 2.0\", [hex: :anchor, repo: \"hexpm\", optional: false]}], \"hexpm\", \"00000000000000000000000000000000000000000000000000000000000000bb\"},\n  \"anchor\": {:hex, :anchor_impl, \"2.0.1\", \"00000000000000000000000000000000000000000000000000000000000000cc\", [:rebar3], [], \"hexpm\"},\n  \"sail\": {:git, \"https://git.example/sail\", \"abcdef\", [branch: \"main\"]},\n}\n";
    let conan_1 = r#"{"graph_lock": {"nodes": {"0": {"ref": "ferry/0.1", "path": "conanfile.py", "requires": ["1"]},
        "1": {"ref": "rope/1.2.0@naru/stable#abc", "requires": ["2"]},
        "2": {"ref": "anchor/2.0.1#def"}}, "revisions_enabled": true}, "version": "0.4"}"#;
    let conan_2 = r#"{"version": "0.5", "requires": ["rope/1.2.0#abc%1700000000.1", "anchor/2.0.1"], "build_requires": ["cmake/3.28.1#x"]}"#;
    insta::assert_snapshot!(shown("pubspec.lock", pubspec, &[]), @"
    pkg:pub/rope@1.2.0 direct SHA-256=000000000000
    pkg:pub/flutter direct folder
    pkg:pub/anchor@2.0.10 transitive
    ");
    insta::assert_snapshot!(shown("mix.lock", mix, &[]), @"
    pkg:hex/rope@1.2.0 direct >anchor_impl SHA-256=000000000000
    pkg:hex/anchor_impl@2.0.1 unknown SHA-256=000000000000
    pkg:hex/sail direct from https://git.example/sail#abcdef
    ");
    insta::assert_snapshot!(shown("conan.lock", conan_1, &[]), @"
    pkg:conan/naru/rope@1.2.0?channel=stable&user=naru direct >anchor
    pkg:conan/anchor@2.0.1 transitive
    ");
    let beside = [("conanfile.txt", "[requires]\nrope/1.2.0\n")];
    insta::assert_snapshot!(shown("conan.lock", conan_2, &beside), @"
    pkg:conan/rope@1.2.0 direct
    pkg:conan/anchor@2.0.1 transitive
    pkg:conan/cmake@3.28.1 transitive dev
    ");
}
