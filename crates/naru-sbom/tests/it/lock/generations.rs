//! What the tools write beside the usual: older and newer generations of their files, archives on
//! the disk, other lists. A table each: file, what stands beside it, what must be found.

use super::{inventory, shown};

#[test]
fn archives_on_the_disk_are_packages_of_others_and_folders_are_not() {
    let npm = r#"{"lockfileVersion": 3, "packages": {"": {},
        "node_modules/rope": {"version": "1.0.0", "resolved": "file:vendor/rope-1.0.0.tgz"},
        "node_modules/own": {"version": "1.0.0", "resolved": "file:own"}}}"#;
    let yarn = "# yarn lockfile v1\n\n\"rope@file:vendor/rope-1.0.0.tgz\":\n  version \"1.0.0\"\n\
        \x20 resolved \"file:vendor/rope-1.0.0.tgz#abc\"\n\n\"own@file:own\":\n  version \"1.0.0\"\n";
    let berry = "__metadata:\n  version: 8\n\n\
        \"rope@file:./rope.tgz::locator=a%40workspace%3A.\":\n  version: 1.0.0\n\
        \x20 resolution: \"rope@file:./rope.tgz#./rope.tgz::hash=1&locator=a%40workspace%3A.\"\n\n\
        \"own@file:./own::locator=a%40workspace%3A.\":\n  version: 1.0.0\n\
        \x20 resolution: \"own@file:./own#./own::hash=1&locator=a%40workspace%3A.\"\n";
    let pnpm = "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n\
        \x20     rope:\n        specifier: file:rope.tgz\n        version: file:rope.tgz\n\
        packages:\n  rope@file:rope.tgz:\n    resolution: {tarball: file:rope.tgz}\n    version: 1.0.0\n\
        \x20 own@file:own:\n    resolution: {directory: own, type: directory}\n\
        snapshots:\n  rope@file:rope.tgz: {}\n  own@file:own: {}\n";
    let uv = "version = 1\n[[package]]\nname = \"rope\"\nversion = \"1.0.0\"\n\
        source = { path = \"vendor/rope-1.0.0-py3-none-any.whl\" }\n\
        [[package]]\nname = \"own\"\nversion = \"1.0.0\"\nsource = { directory = \"own\" }\n";
    let poetry = "[[package]]\nname = \"rope\"\nversion = \"1.0.0\"\n[package.source]\n\
        type = \"file\"\nurl = \"vendor/rope-1.0.0.whl\"\n\
        [[package]]\nname = \"own\"\nversion = \"1.0.0\"\n[package.source]\n\
        type = \"directory\"\nurl = \"../own\"\n";
    let pipfile = r#"{"default": {"rope": {"file": "file:///vendor/rope-1.0.0.whl"},
        "own": {"editable": true, "path": "."}}}"#;
    for (path, text, address) in [
        ("package-lock.json", npm, "file:vendor/rope-1.0.0.tgz"),
        ("yarn.lock", yarn, "file:vendor/rope-1.0.0.tgz"),
        ("yarn.lock", berry, "file:./rope.tgz#./rope.tgz::hash=1&locator=a%40workspace%3A."),
        ("pnpm-lock.yaml", pnpm, "file:rope.tgz"),
        ("uv.lock", uv, "vendor/rope-1.0.0-py3-none-any.whl"),
        ("poetry.lock", poetry, "vendor/rope-1.0.0.whl"),
        ("Pipfile.lock", pipfile, "file:///vendor/rope-1.0.0.whl"),
    ] {
        let found = inventory(path, text.as_bytes(), &[]).packages;
        let origin = |name: &str| {
            let of_name = found.iter().find(|it| it.name == name);
            of_name.map(|it| it.origin.clone()).unwrap_or_default()
        };
        assert_eq!(origin("rope"), super::Origin::Address(address.to_owned()), "{path}");
        assert_eq!(origin("own"), super::Origin::Folder, "{path}");
        if path != "Pipfile.lock" {
            let version = found.iter().find(|it| it.name == "rope").map(|it| it.version.clone());
            assert_eq!(version, Some(Some("1.0.0".to_owned())), "{path}");
        }
    }
    assert!(shown("pnpm-lock.yaml", pnpm, &[]).contains("rope@1.0.0 direct"), "it is asked for");
}

#[test]
fn all_documents_of_pnpm_count() {
    let lock = "---\nlockfileVersion: '9.0'\nimporters:\n  .:\n    configDependencies: {}\n\
        \x20   packageManagerDependencies:\n      pnpm:\n        specifier: 11.0.0\n        version: 11.0.0\n\
        packages:\n  pnpm@11.0.0:\n    resolution: {integrity: sha512-qqo=}\n\
        snapshots:\n  pnpm@11.0.0: {}\n---\n\
        lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      rope:\n\
        \x20       specifier: ^1\n        version: 1.2.0\n\
        packages:\n  knot@2.0.0:\n    resolution: {integrity: sha512-qqo=}\n\
        \x20 rope@1.2.0:\n    resolution: {integrity: sha512-qqo=}\n\
        snapshots:\n  knot@2.0.0: {}\n  rope@1.2.0:\n    dependencies:\n      knot: 2.0.0\n";
    insta::assert_snapshot!(shown("pnpm-lock.yaml", lock, &[]), @"
    pkg:npm/pnpm@11.0.0 direct dev SHA-512=aaaa
    pkg:npm/knot@2.0.0 transitive SHA-512=aaaa
    pkg:npm/rope@1.2.0 direct >knot SHA-512=aaaa
    ");
}

#[test]
fn yarn_names_what_is_asked_for_under_another_name() {
    let resolution = "# yarn lockfile v1\n\n\"sail@^1.0.0\", \"sail@npm:rope@1.2.0\":\n  name rope\n\
        \x20 version \"1.2.0\"\n  resolved \"https://registry.yarnpkg.com/rope/-/rope-1.2.0.tgz#0\"\n";
    let git = "# yarn lockfile v1\n\n\"https://git.example/n/rope.git#1.2.0\":\n  name rope\n\
        \x20 version \"1.2.0\"\n  resolved \"https://git.example/n/rope.git#abcdef\"\n";
    let alias = "# yarn lockfile v1\n\nsail@npm:rope@^1:\n  version \"1.2.0\"\n\n\
        knot@^1:\n  version \"1.0.0\"\n\nknot@^2:\n  version \"2.0.0\"\n\n\
        mast@^1:\n  version \"1.0.0\"\n  dependencies:\n    knot \"^1\"\n";
    let berry = "__metadata:\n  version: 8\n\n\"app@workspace:.\":\n  version: 0.0.0-use.local\n\
        \x20 resolution: \"app@workspace:.\"\n  dependencies:\n    sail: \"npm:rope\"\n    rope: \"npm:^1.0.0\"\n\n\
        \"sail@npm:rope\":\n  version: 1.3.0\n  resolution: \"rope@npm:1.3.0\"\n\n\
        \"rope@npm:1.2.0\":\n  version: 1.2.0\n  resolution: \"rope@npm:1.2.0\"\n\n\
        \"rope@npm:0.9.0\":\n  version: 0.9.0\n  resolution: \"rope@npm:0.9.0\"\n";
    for (lock, manifest, expected) in [
        (
            resolution,
            r#"{"dependencies": {"sail": "^1.0.0"}, "resolutions": {"sail": "npm:rope@1.2.0"}}"#,
            "pkg:npm/rope@1.2.0 direct\n",
        ),
        (
            git,
            r#"{"dependencies": {"rope": "https://git.example/n/rope.git#1.2.0"}}"#,
            "pkg:npm/rope@1.2.0 direct from https://git.example/n/rope.git\n",
        ),
        (
            alias,
            r#"{"dependencies": {"sail": "npm:rope@^1", "mast": "^1", "knot": "^1"}}"#,
            "pkg:npm/rope@1.2.0 direct\npkg:npm/knot@1.0.0 direct\n\
             pkg:npm/knot@2.0.0 transitive\npkg:npm/mast@1.0.0 direct >knot\n",
        ),
        (
            berry,
            r#"{"resolutions": {"**/rope": "1.2.0", "mast/rope": "0.9.0"}}"#,
            "pkg:npm/app@0.0.0-use.local direct folder >rope >rope\npkg:npm/rope@1.3.0 direct\n\
             pkg:npm/rope@1.2.0 direct\npkg:npm/rope@0.9.0 transitive\n",
        ),
    ] {
        assert_eq!(shown("yarn.lock", lock, &[("package.json", manifest)]), expected);
    }
    let found = inventory("yarn.lock", git.as_bytes(), &[]);
    assert!(matches!(found.packages[0].origin, super::Origin::Repository(_)));
}

#[test]
fn first_versions_of_cargo_and_uv_are_read() {
    let root = "[root]\nname = \"app\"\nversion = \"0.1.0\"\ndependencies = [\n \
        \"rope 1.2.0 (registry+https://github.com/rust-lang/crates.io-index)\",\n]\n\n\
        [[package]]\nname = \"rope\"\nversion = \"1.2.0\"\n\
        source = \"registry+https://github.com/rust-lang/crates.io-index\"\n";
    let own = "pkg:cargo/app@0.1.0 direct folder >rope\n";
    assert_eq!(shown("Cargo.lock", root, &[]), format!("{own}pkg:cargo/rope@1.2.0 direct\n"));
    for (source, from) in [
        ("{ registry = \"https://pypi.org/simple\" }", ""),
        ("\"registry+https://pypi.org/simple\"", ""),
        ("\"registry+https://nexus.example/simple\"", " from https://nexus.example/simple"),
        ("\"git+https://git.example/rope#abc\"", " from https://git.example/rope#abc"),
        ("\"path+file:///rope.whl\"", " from file:///rope.whl"),
        ("\"editable+.\"", " folder"),
    ] {
        let uv = format!(
            "version = 1\n[[distribution]]\nname = \"rope\"\nversion = \"1.2.0\"\nsource = {source}\n"
        );
        let found = shown("uv.lock", &uv, &[]);
        let found = found.trim_end().trim_start_matches("pkg:pypi/rope@1.2.0 transitive");
        assert_eq!(found.trim_start_matches(" dev"), from, "{source}");
    }
}

#[test]
fn pipenv_has_lists_of_the_projects_own_making() {
    let lock =
        r#"{"_meta": {"sources": []}, "default": {}, "docs": {"rope": {"version": "==1.2.0"}}}"#;
    let manifest = "[[source]]\nurl = \"https://pypi.org/simple\"\n[docs]\nrope = \"*\"\n";
    let found = shown("Pipfile.lock", lock, &[("Pipfile", manifest)]);
    assert_eq!(found, "pkg:pypi/rope@1.2.0 direct optional\n");
}

#[test]
fn requirements_are_read_as_pip_reads_them() {
    for (text, expected) in [
        ("rope==1.0\t# why\n", "pkg:pypi/rope@1.0 unknown\n"),
        ("rope==1.0\n    # via app (setup.py)\n", "pkg:pypi/rope@1.0 direct\n"),
        (
            "rope==1.0\n    # via\n    #   app (setup.cfg)\n    #   knot\n",
            "pkg:pypi/rope@1.0 direct\n",
        ),
        ("rope (==1.0)\n", "pkg:pypi/rope@1.0 unknown\n"),
        (
            "rope @ https://x/y#egg=rope\n",
            "pkg:pypi/rope unknown from https://x/y#egg=rope\nnote NoExactVersion: rope @ https://x/y#egg=rope\n",
        ),
        (
            "\"quoted\"==1\nrope==1.0\nsail 1.0\n",
            "pkg:pypi/rope@1.0 unknown\npkg:pypi/sail unknown\n\
             note NoExactVersion: sail 1.0\nnote NotUnderstood: \\\"quoted\\\"==1\n",
        ),
        ("", ""),
        ("# nothing\n", ""),
    ] {
        assert_eq!(shown("requirements.txt", text, &[]), expected, "{text}");
    }
    let bytes: Vec<u8> = std::iter::once(0xFEFF_u16)
        .chain("rope==1.0\r\n".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let found = inventory("requirements.txt", &bytes, &[]);
    assert_eq!(found.packages[0].version.as_deref(), Some("1.0"));
}

#[test]
fn projects_of_msbuild_inherit_from_the_folders_above() {
    let project = r#"<Project><ItemGroup><PackageReference Include="Rope"/></ItemGroup></Project>"#;
    let central = r#"<Project><ItemGroup><PackageVersion Include="Rope" Version="1.2.0"/>
        <GlobalPackageReference Include="Mast" Version="3.0.0"/></ItemGroup></Project>"#;
    let other = r#"<Project><ItemGroup><PackageVersion Include="Rope" Version="9.9.9"/>
        </ItemGroup></Project>"#;
    let build = r#"<Project><ItemGroup><PackageReference Include="Sail" Version="2.0.0"/>
        </ItemGroup></Project>"#;
    let beside = [
        ("../../Directory.Packages.props", central),
        ("../../../Directory.Packages.props", other),
        ("../Directory.Build.props", build),
    ];
    for (name, _) in &beside {
        let names = naru_sbom::lock::companion_names(super::Format::MsbuildProject);
        assert!(names.contains(name), "{name} is looked for");
    }
    assert_eq!(
        shown("App.csproj", project, &beside),
        "pkg:nuget/Sail@2.0.0 direct\npkg:nuget/Rope@1.2.0 direct\npkg:nuget/Mast@3.0.0 direct dev\n"
    );
}

#[test]
fn versions_of_msbuild_may_be_properties() {
    let reference =
        r#"<ItemGroup><PackageReference Include="Rope" Version="$(RopeVersion)"/></ItemGroup>"#;
    let build = "<Project><PropertyGroup><Major>1</Major></PropertyGroup></Project>";
    for (group, expected) in [
        ("<PropertyGroup><ropeversion>1.2.0</ropeversion></PropertyGroup>", Some("1.2.0")),
        ("<PropertyGroup><RopeVersion>$(Major).0</RopeVersion></PropertyGroup>", Some("1.0")),
        ("<PropertyGroup><RopeVersion>$(RopeVersion)</RopeVersion></PropertyGroup>", None),
        ("<PropertyGroup Condition=\"x\"><RopeVersion>1.2.0</RopeVersion></PropertyGroup>", None),
        (
            "<PropertyGroup><RopeVersion>1.2.0</RopeVersion><RopeVersion>1.3.0</RopeVersion>\
             </PropertyGroup>",
            None,
        ),
        ("", None),
    ] {
        let project = format!("<Project>{group}{reference}</Project>");
        let beside = [("Directory.Build.props", build)];
        let found = inventory("App.csproj", project.as_bytes(), &beside);
        assert_eq!(found.packages[0].version.as_deref(), expected, "{group}");
    }
}

#[test]
fn conan_needs_no_list_that_is_empty() {
    let lock =
        r#"{"version": "0.5", "build_requires": ["rope/1.2.0"], "config_requires": ["knot/1.0"]}"#;
    assert_eq!(
        shown("conan.lock", lock, &[]),
        "pkg:conan/rope@1.2.0 unknown dev\npkg:conan/knot@1.0 unknown dev\n"
    );
}
