//! npm, yarn and pnpm.

use super::shown;

const MANIFEST: &str = r#"{"dependencies": {"rope": "^1"}, "devDependencies": {"checks": "^9"}}"#;

#[test]
fn npm_3_resolves_upwards_through_the_folders() {
    let lock = r#"{"name": "ferry", "version": "0.1.0", "lockfileVersion": 3, "packages": {
        "": {"dependencies": {"rope": "^1", "@naru/sail": "1", "own": "file:own"}, "devDependencies": {"checks": "^9"}},
        "own": {"version": "1.0.0", "dependencies": {"buoy": "1"}},
        "node_modules/own": {"resolved": "own", "link": true},
        "node_modules/rope": {"version": "1.2.0", "resolved": "https://registry.npmjs.org/rope/-/rope-1.2.0.tgz",
            "integrity": "sha512-qqo=", "license": "MIT", "dependencies": {"anchor": "^2"}},
        "node_modules/rope/node_modules/anchor": {"version": "2.0.1"},
        "node_modules/anchor": {"version": "1.0.0", "dev": true},
        "node_modules/checks": {"version": "9.0.0", "dev": true, "dependencies": {"anchor": "^1"}},
        "node_modules/buoy": {"version": "1.1.0"},
        "node_modules/@naru/sail": {"name": "@naru/sail-ng", "version": "1.0.0",
            "resolved": "git+ssh://git@git.example/sail.git#abc", "licenses": [{"type": "MIT"}, {"type": "ISC"}]}}}"#;
    insta::assert_snapshot!(shown("package-lock.json", lock, &[]), @"
    pkg:npm/rope@1.2.0 direct >anchor SHA-512=aaaa [MIT]
    pkg:npm/anchor@2.0.1 transitive
    pkg:npm/anchor@1.0.0 transitive dev
    pkg:npm/checks@9.0.0 direct dev >anchor
    pkg:npm/buoy@1.1.0 direct
    pkg:npm/%40naru/sail-ng@1.0.0 direct from git+ssh://git@git.example/sail.git#abc [MIT OR ISC]
    ");
}

#[test]
fn npm_1_is_a_tree() {
    let lock = r#"{"name": "ferry", "lockfileVersion": 1, "requires": true, "dependencies": {
        "anchor": {"version": "1.0.0", "dev": true},
        "checks": {"version": "9.0.0", "dev": true, "requires": {"anchor": "^1"}},
        "rope": {"version": "1.2.0", "requires": {"anchor": "^2"},
            "dependencies": {"anchor": {"version": "2.0.1"}}},
        "sail": {"version": "npm:sail-ng@3.0.0"}}}"#;
    insta::assert_snapshot!(shown("package-lock.json", lock, &[("package.json", MANIFEST)]), @"
    pkg:npm/anchor@1.0.0 transitive dev
    pkg:npm/checks@9.0.0 direct dev >anchor
    pkg:npm/rope@1.2.0 direct >anchor
    pkg:npm/sail-ng@3.0.0 transitive
    pkg:npm/anchor@2.0.1 transitive
    ");
}

#[test]
fn yarn_1_has_a_notation_of_its_own() {
    let lock = "# yarn lockfile v1\n\n\n\"@naru/sail@^1.0.0\":\n  version \"1.0.0\"\n  resolved \"https://registry.yarnpkg.com/@naru/sail/-/sail-1.0.0.tgz#00000000000000000000000000000000000000aa\"\n\n\
        anchor@^2.0.0, anchor@^2.0.1:\n  version \"2.0.1\"\n  integrity sha512-qqo=\n\n\
        checks@^9:\n  version \"9.0.0\"\n\n\
        rope@^1:\n  version \"1.2.0\"\n  dependencies:\n    \"@naru/sail\" \"^1.0.0\"\n    anchor \"^2.0.1\"\n";
    insta::assert_snapshot!(shown("yarn.lock", lock, &[("package.json", MANIFEST)]), @"
    pkg:npm/%40naru/sail@1.0.0 transitive SHA-1=000000000000
    pkg:npm/anchor@2.0.1 transitive SHA-512=aaaa
    pkg:npm/checks@9.0.0 direct
    pkg:npm/rope@1.2.0 direct >@naru/sail >anchor
    ");
}

#[test]
fn later_yarn_is_yaml_with_the_project_in_it() {
    let lock = "__metadata:\n  version: 8\n\n\"anchor@npm:^2.0.1\":\n  version: 2.0.1\n  resolution: \"anchor@npm:2.0.1\"\n  checksum: 10/abc\n  languageName: node\n  linkType: hard\n\n\
        \"ferry@workspace:.\":\n  version: 0.0.0-use.local\n  resolution: \"ferry@workspace:.\"\n  dependencies:\n    rope: \"npm:^1\"\n  linkType: soft\n\n\
        \"rope@npm:^1\":\n  version: 1.2.0\n  resolution: \"rope@npm:1.2.0\"\n  dependencies:\n    anchor: \"npm:^2.0.1\"\n";
    insta::assert_snapshot!(shown("yarn.lock", lock, &[]), @"
    pkg:npm/anchor@2.0.1 transitive
    pkg:npm/ferry@0.0.0-use.local direct folder >rope
    pkg:npm/rope@1.2.0 direct >anchor
    ");
}

#[test]
fn pnpm_9_and_5() {
    let nine = "lockfileVersion: '9.0'\n\nimporters:\n  .:\n    dependencies:\n      rope:\n        specifier: ^1\n        version: 1.2.0(anchor@2.0.1)\n    devDependencies:\n      '@naru/checks':\n        specifier: ^9\n        version: 9.0.0\n\n\
        packages:\n  '@naru/checks@9.0.0':\n    resolution: {integrity: sha512-qqo=}\n  anchor@2.0.1:\n    resolution: {integrity: sha512-qqo=}\n  rope@1.2.0:\n    resolution: {integrity: sha512-qqo=}\n\n\
        snapshots:\n  '@naru/checks@9.0.0': {}\n  anchor@2.0.1: {}\n  rope@1.2.0(anchor@2.0.1):\n    dependencies:\n      anchor: 2.0.1\n";
    let five = "lockfileVersion: 5.4\n\nspecifiers:\n  rope: ^1\n\ndependencies:\n  rope: 1.2.0_anchor@2.0.1\n\npackages:\n\n  /@naru/sail/1.0.0:\n    resolution: {integrity: sha512-qqo=}\n    dev: false\n\n  /rope/1.2.0_anchor@2.0.1:\n    resolution: {integrity: sha512-qqo=}\n    dependencies:\n      '@naru/sail': 1.0.0\n    dev: false\n";
    insta::assert_snapshot!(shown("pnpm-lock.yaml", nine, &[]), @"
    pkg:npm/%40naru/checks@9.0.0 direct dev SHA-512=aaaa
    pkg:npm/anchor@2.0.1 transitive SHA-512=aaaa
    pkg:npm/rope@1.2.0 direct >anchor SHA-512=aaaa
    ");
    insta::assert_snapshot!(shown("pnpm-lock.yaml", five, &[]), @"
    pkg:npm/%40naru/sail@1.0.0 transitive SHA-512=aaaa
    pkg:npm/rope@1.2.0 direct >@naru/sail SHA-512=aaaa
    ");
}
