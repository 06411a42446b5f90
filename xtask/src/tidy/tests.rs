//! Each rule with a tree that keeps it and one that breaks it; and the rules over this very tree.

use super::*;

const FLOORS: &str = r#"
[crate.naru-core]
may = ["naru-base"]
tests-may = ["naru-lab"]
never = ["tokio"]
why = "the core is synchronous"

[slices]
audit = []
relay = ["audit"]
reactions = ["*"]

[[ban]]
in = ["crates/naru-core/src/"]
words = ["async", "HashMap"]
why = "not here"

[[ban]]
in = ["crates/"]
words = ["NOTYET"]
why = "finish it"
text = "too"
tests = "too"

[exempt]
function-length = ["crates/naru-base/src/long.rs#excused"]
"#;

/// The findings in a tree of these files, as text; `floors.toml` is given.
fn findings_in(files: &[(&str, &str)]) -> Vec<String> {
    let excused = format!("fn excused() {{\n{}}}\n", "    x();\n".repeat(80));
    let mut all: Vec<File> = files
        .iter()
        .map(|(path, text)| File::new((*path).to_owned(), text.as_bytes().to_vec()))
        .collect();
    all.push(File::new("floors.toml".to_owned(), FLOORS.as_bytes().to_vec()));
    all.push(File::new("crates/naru-base/src/long.rs".to_owned(), excused.into_bytes()));
    let project = Project::new(all).unwrap();
    judge(&project).unwrap().iter().map(ToString::to_string).collect()
}

/// One file at `path` with `text` gives one finding with `part` in it.
#[track_caller]
fn refused(path: &str, text: &str, part: &str) {
    let found = findings_in(&[(path, text)]);
    assert!(found.len() == 1 && found[0].contains(part), "expected one `{part}`, got {found:#?}");
    assert!(found[0].starts_with(path), "{}", found[0]);
}

#[track_caller]
fn accepted(path: &str, text: &str) {
    assert_eq!(findings_in(&[(path, text)]), Vec::<String>::new());
}

#[test]
fn files_have_a_length() {
    accepted("crates/a/src/x.rs", &"// line\n".repeat(500));
    refused("crates/a/src/x.rs", &"// line\n".repeat(501), "warning: file-length");
    refused("crates/a/src/x.rs", &"// line\n".repeat(801), "x.rs:1: file-length: 801 lines");
    accepted("crates/a/tests/it/x.rs", &"// line\n".repeat(1_500));
    refused("crates/a/tests/it/x.rs", &"// line\n".repeat(1_501), "at most 1500");
}

#[test]
fn functions_have_a_length() {
    let function = |lines: usize| format!("fn f() {{\n{}}}\n", "    x();\n".repeat(lines));
    accepted("crates/a/src/x.rs", &function(68));
    refused("crates/a/src/x.rs", &function(69), "x.rs:1: function-length: `f` has 71 lines");
    accepted("crates/a/tests/it/x.rs", &function(200));
}

#[test]
fn lines_have_a_length() {
    accepted("crates/a/src/x.rs", &format!("// {}\n", "가".repeat(97)));
    refused("crates/a/src/x.rs", &format!("// {}\n", "x".repeat(98)), "columns: 101 columns");
    accepted("crates/a/src/x.rs", &format!("const A: &str = \"{}\";\n", "x".repeat(120)));
    accepted("crates/a/src/x.rs", &format!("const A: &str = \"a\n{}\";\n", "x".repeat(120)));
    accepted("crates/a/src/x.rs", &format!("// https://example.org/{}\n", "x".repeat(120)));
}

#[test]
fn names_say_something() {
    refused("crates/a/src/utils.rs", "", "file-name: `utils`");
    refused("crates/a/src/common/x.rs", "", "file-name: `common`");
    accepted("crates/a/src/commons.rs", "");
}

#[test]
fn machines_stay_unnamed() {
    let folder = ["/", "root", "/"].concat();
    refused("README.md", &format!("see {folder}notes\n"), "machine-path");
    accepted("README.md", &format!("see docs{folder}notes, {folder:?}").replace(&folder, "/r/"));
    accepted("README.md", &format!("see docs{folder}notes"));
}

#[test]
fn documents_point_at_what_is_there() {
    let long = "crates/naru-base/src/long.rs";
    accepted("README.md", &format!("`{long}`, `src/long.rs`, `naru-base/src/`, [l]({long}#L1)\n"));
    accepted(
        "README.md",
        "`/v2.0/x.json` `data/book.db` `a/b` `a/*.md` [s](https://a.example/x)\n",
    );
    accepted("README.md", "```sh\ncat crates/gone.rs `crates/gone.rs`\n```\n");
    accepted(
        "docs/x.md",
        "[floors](../floors.toml) [here](#part) [src](../crates/naru-base/src)\n",
    );
    accepted("CHANGELOG.md", "was `crates/gone.rs`\n");
    for gone in ["`crates/gone`", "`src/gone.rs`", "`naru-base/gone/`", "`src/ong.rs`"] {
        refused("ARCHITECTURE.md", &format!("fine\nsee {gone}\n"), "md:2: document-path");
    }
    for gone in ["floors.toml", "../crates/gone.rs", "../../floors.toml", "y.png"] {
        refused("docs/x.md", &format!("[it]({gone})\n"), "x.md:1: document-path");
    }
}

#[test]
fn modules_have_a_head() {
    refused("crates/a/src/lib.rs", "pub mod x;\n", "lib.rs:1: head");
    accepted("crates/a/src/lib.rs", "//! For tests.\npub mod x;\n");
}

#[test]
fn banned_words_are_found_in_code_only() {
    let path = "crates/naru-core/src/relay/mod.rs";
    refused(path, "//! Head.\npub async fn f() {}\n", "mod.rs:2: banned-word: `async`: not here");
    accepted(path, "//! No async, no HashMap.\nconst A: &str = \"async\"; struct Asyncs;\n");
    accepted(path, "//! Head.\n#[cfg(test)]\nmod tests {\n    use std::x::HashMap;\n}\n");
    accepted("crates/naru-web/src/x.rs", "async fn f() {}\n");
    refused("crates/naru-web/src/x.rs", "// NOTYET\n", "finish it");
}

#[test]
fn crates_keep_their_floor() {
    let path = "crates/naru-core/Cargo.toml";
    accepted(path, "[dependencies]\nnaru-base.workspace = true\nserde = \"1\"\n");
    accepted(path, "[dev-dependencies]\nnaru-lab.workspace = true\ntokio.workspace = true\n");
    refused(path, "[dependencies]\nnaru-web.workspace = true\n", "Cargo.toml:2: floors");
    refused(path, "[dependencies]\nnaru-lab = { path = \"x\" }\n", "must not depend on naru-lab");
    refused(path, "[dependencies.tokio]\nversion = \"1\"\n", "the core is synchronous");
    accepted("xtask/Cargo.toml", "[dependencies]\n");
    refused("xtask/Cargo.toml", "[dependencies]\nserde = \"1\"\n", "standard library only");
    refused("crates/naru-new/Cargo.toml", "", "floors.toml has no [crate.naru-new]");
}

#[test]
fn slices_keep_their_direction() {
    let audit = ("crates/naru-core/src/audit/mod.rs", "//! Head.\n");
    let with = |path, text| findings_in(&[audit, (path, text)]);
    let relay = "crates/naru-core/src/relay/decide.rs";
    assert_eq!(with(relay, "use crate::audit::Chain;\n"), Vec::<String>::new());
    assert!(with(relay, "use crate::audit::sql::load;\n")[0].contains("private to audit"));
    assert!(with(relay, "use crate::{audit::{sql, X}, y};\n").is_empty());
    let audit_file = "crates/naru-core/src/audit/decide.rs";
    let both = |text| findings_in(&[audit, (relay, ""), (audit_file, text)]);
    assert!(both("use crate::relay::X;\n")[0].contains("audit must not import relay"));
    assert!(both("use crate::{\n    relay::{X, Y},\n};\n")[0].contains("decide.rs:1: slices"));
    assert!(both("use super::super::relay::X;\n")[0].contains("must not import relay"));
    let reactions = ("crates/naru-core/src/reactions.rs", "use crate::{audit::X, relay::Y};\n");
    assert_eq!(findings_in(&[audit, (relay, ""), reactions]), Vec::<String>::new());
    refused("crates/naru-core/src/novel/mod.rs", "//! Head.\n", "`novel` is not in [slices]");
}

#[test]
fn circles_between_slices_are_seen() {
    let floors = "[slices]\na = [\"b\"]\nb = [\"a\"]\nc = []\n";
    let files = vec![File::new("floors.toml".to_owned(), floors.as_bytes().to_vec())];
    let found = judge(&Project::new(files).unwrap()).unwrap();
    let named: Vec<&str> = found.iter().map(|f| &f.text[9..10]).collect();
    assert_eq!(named, ["a", "b"]);
}

#[test]
fn sql_has_its_place() {
    let slice = |file: &str| format!("crates/naru-core/src/relay/{file}");
    let query = "const A: &str = \"SELECT id FROM relay_transfer\";\n";
    refused(&slice("service.rs"), query, "sql-place");
    refused(&slice("service.rs"), "f(\"UPDATE a SET b = 1\");\n", "sql-place");
    accepted(&slice("service.rs"), "f(\"UPDATE the page, then SET it\"); // SELECT it\n");
    accepted(&slice("sql.rs"), query);
    accepted(&slice("sql_hot.rs"), query);
    accepted(&slice("tests.rs"), query);
    accepted("crates/naru-store/src/jobs.rs", query);
}

#[test]
fn shared_sql_speaks_to_both_engines() {
    let slice = "crates/naru-core/src/relay/sql.rs";
    refused(slice, "const A: &str = \"\n  SELECT *\n  FROM a\";\n", "sql.rs:2: sql-engine");
    refused(slice, "const A: &str = \"SELECT a::text FROM a\";\n", "cast(x as type)");
    refused(slice, "const A: &str = \"SELECT a FROM b OFFSET 3\";\n", "page by key");
    accepted(slice, "const A: &str = \"SELECT serial, count(*) FROM b\";\nx::y();\n");
    let store = |name: &str| format!("crates/naru-store/src/{name}");
    let locking = "const A: &str = \"SELECT a FROM b FOR UPDATE\";\n";
    accepted(&store("postgres.rs"), locking);
    accepted(&store("postgres/writer.rs"), locking);
    refused(&store("jobs.rs"), locking, "single writer");
}

const MIGRATION: &str = "crates/naru-store/migrations/0001_first.sql";

#[test]
fn migrations_are_shared_and_frozen() {
    let with = |text: &str, frozen: &str, changelog: &str| {
        let source = ("crates/naru-store/src/x.rs", "f(\"a/0001_first.sql\");\n");
        let lists = [(migrations::FROZEN, frozen), ("CHANGELOG.md", changelog)];
        findings_in(&[(MIGRATION, text), source, lists[0], lists[1]])
    };
    let text = "CREATE TABLE a (id TEXT); -- now() is fine here\n\
                -- @postgres\nCREATE TRIGGER x now();\n-- @end\n";
    let frozen = format!("{}  {MIGRATION}\n", crate::sha256::hex(text.as_bytes()));
    assert_eq!(with(text, &frozen, ""), Vec::<String>::new());
    assert!(with(text, "", "")[0].contains("freeze it with `cargo xtask gen`"));
    let edited = format!("{text}CREATE TABLE b (at BIGINT);\n");
    assert!(with(&edited, &frozen, "## Unreleased\n")[0].contains("--refreeze"));
    assert!(with(&edited, &frozen, "## 0.1.0\n")[0].contains("write a new migration instead"));
    let engine = "CREATE TABLE a (\n  id SERIAL\n);\n";
    assert!(with(engine, "", "").iter().any(|f| f.contains("0001_first.sql:2: sql-engine")));
    let gone = format!("{frozen}{}  crates/x/migrations/0002_gone.sql\n", "0".repeat(64));
    assert!(with(text, &gone, "")[0].contains("0002_gone.sql is frozen but gone"));
}

#[test]
fn migrations_have_numbers_and_run() {
    let found = |path: &str, source: &str| {
        let all =
            findings_in(&[(MIGRATION, ""), (path, ""), ("crates/naru-store/src/x.rs", source)]);
        all.into_iter().filter(|f| !f.contains("freeze it")).collect::<Vec<_>>()
    };
    let both = "f(\"a/0001_first.sql\", \"a/0001_other.sql\", \"a/0002_other.sql\");\n";
    assert_eq!(found("crates/x/migrations/0002_other.sql", both), Vec::<String>::new());
    assert!(found("crates/x/migrations/0001_other.sql", both)[0].contains("is the number of"));
    assert!(found("crates/x/migrations/0003_third.sql", both)[0].contains("would never run"));
    assert!(found("crates/x/migrations/3_third.sql", both)[0].contains("four digits"));
}

#[test]
fn vendored_assets_have_their_hash() {
    let path = "crates/naru-web/assets/vendor/x.js";
    let list = |sum: &str| {
        format!(
            "[[asset]]\npath = \"{path}\"\nversion = \"1\"\nsource = \"npm x\"\n\
             licence = \"MIT\"\nsha256 = \"{sum}\"\n"
        )
    };
    let good = list(&crate::sha256::hex(b"let x;\n"));
    let with = |text: &str, list: &str| findings_in(&[(path, text), ("vendor.toml", list)]);
    assert_eq!(with("let x;\n", &good), Vec::<String>::new());
    assert!(with("let y;\n", &good)[0].contains("was it edited?"));
    assert!(with("let x;\n", "")[0].contains("list it in vendor.toml"));
    assert!(findings_in(&[("vendor.toml", &good)])[0].contains("not in the tree"));
    assert!(findings_in(&[("vendor.toml", "[[asset]]\n")])[0].contains("has no"));
}

#[test]
fn refusal_codes_are_owned_and_documented() {
    let page = "| `relay/too-much` | over the limit |\n\n## Retired\n\n| `relay/old` | gone |\n";
    let with = |path: &str, text: &str| findings_in(&[("docs/refusals.md", page), (path, text)]);
    let relay = "crates/naru-core/src/relay/decide.rs";
    let good = "fn f() { Refusal::new(\n        \"relay/too-much\") }\n";
    assert_eq!(with(relay, good), Vec::<String>::new());
    assert!(with("crates/naru-core/src/audit/x.rs", good)[0].contains("codes begin `audit/`"));
    let more = |code: &str| format!("{good}fn g() {{ Refusal::new(\"{code}\") }}\n");
    assert!(with(relay, &more("relay/Too_Much"))[0].contains("reads `slice/reason"));
    assert!(with(relay, &more("relay/fresh"))[0].contains("has no row"));
    assert!(with(relay, &more("relay/old"))[0].contains("has no row"));
    let by_enum = format!("{good}fn code() -> &'static str {{ \"relay/fresh\" }}\n");
    assert!(with(relay, &by_enum)[0].contains("has no row"));
    assert_eq!(with(relay, &by_enum.replace("relay/fresh", "text/html")), Vec::<String>::new());
    assert!(with(relay, "")[0].contains("no code says `relay/too-much`"));
    let twice = format!("{}{page}", &page[..39]);
    let found = findings_in(&[("docs/refusals.md", &twice), (relay, good)]);
    assert!(found[0].contains("has two rows"), "{found:#?}");
}

#[test]
fn exceptions_name_files_that_exist() {
    let floors = "[exempt]\nfile-length = [\"gone.rs\"]\n";
    let files = vec![File::new("floors.toml".to_owned(), floors.as_bytes().to_vec())];
    let found = judge(&Project::new(files).unwrap()).unwrap();
    assert!(found[0].text.contains("`gone.rs` is not there"));
}

#[test]
fn licence_expressions_are_weighed() {
    let known = |licence: &str| matches!(licence, "MIT" | "ISC" | "A WITH B");
    for good in ["MIT", "MIT OR GPL", "GPL/MIT", "MIT AND ISC", "(GPL OR MIT) AND ISC", "A WITH B"]
    {
        assert!(spdx::is_allowed(good, &known), "{good}");
    }
    for bad in ["", "GPL", "MIT AND GPL", "(MIT OR GPL) AND GPL", "A", "MIT WITH B", "(MIT", "MIT)"]
    {
        assert!(!spdx::is_allowed(bad, &known), "{bad}");
    }
}

#[test]
fn dependencies_are_judged() {
    let lists = toml::parse(
        "[licenses]\nallow = [\"MIT\"]\n[[licenses.exceptions]]\ncrate = \"c\"\nallow = [\"MPL\"]\n\
         [[bans.deny]]\ncrate = \"openssl\"\nreason = \"rustls\"\n",
    )
    .unwrap();
    let metadata = r#"{"packages":[{"name":"a","version":"1","id":"x","license":"MIT","dependencies":
        [{"name":"b","source":null,"req":"1"}]},{"name":"c","version":"1","id":"y","license":"MPL"},
        {"name":"d","version":"1","id":"z","license":null,"license_file":"L"}]}"#;
    let packages = licences::packages(metadata);
    assert_eq!(packages.len(), 3);
    let found = licences::licences(&packages, &lists);
    assert_eq!(found.len(), 1);
    assert!(found[0].text.starts_with("d has the licence ``"));
    let lock = "[[package]]\nname = \"openssl\"\nsource = \"git+https://example.org/x\"\n";
    let found: Vec<&str> = licences::locked(lock, &lists).iter().map(|f| f.rule).collect();
    assert_eq!(found, ["bans", "sources"]);
}

#[test]
fn this_tree_is_tidy() {
    let found = findings(&tree::root()).unwrap();
    let broken: Vec<String> =
        found.iter().filter(|f| !f.is_warning).map(ToString::to_string).collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
