//! Manifests: they say what is wished for. What is taken stands in a lock file beside or above
//! them; where there is none, that is told, with what makes one.

use crate::files;
use crate::lockmaker;
use crate::walk;
use naru_base::{Lang, texts};
use std::path::Path;

texts! {
    wishes(name: &str) {
        ko: "{name}에는 바라는 버전만 있고 실제로 쓰는 버전이 없습니다",
        en: "{name} says which versions are wished for, not which are taken",
    }
    other_lock(name: &str) {
        ko: "{name}은(는) 읽지 못하는 형식의 잠금 파일입니다",
        en: "{name} is a lock file of a kind that is not read",
    }
    make_bill(with: &str) {
        ko: "SBOM을 만들어 함께 두십시오: {with}", en: "put a bill of materials beside it: {with}",
    }
    unread_lock(name: &str, with: &str) {
        ko: "읽지 않음: {name} (읽지 못하는 형식의 잠금 파일입니다. 함께 둔 SBOM은 읽습니다: {with})",
        en: "not read: {name} (a lock file of a kind that is not read; a bill of materials beside it is: {with})",
    }
    make_lock(with: &str) { ko: "잠금 파일을 만들어 주십시오: {with}", en: "make a lock file: {with}" }
    unlocked(name: &str, with: &str) {
        ko: "읽지 않음: {name} (읽을 수 있는 잠금 파일이 없어 실제 버전을 모릅니다. 만들기: {with})",
        en: "not read: {name} (no lock file that is read here says which versions are taken; to make one: {with})",
    }
    more_unlocked(count: usize) {
        ko: "잠금 파일이 없는 것 {count}개 더", en: "{count} more without a lock file",
    }
}

/// A kind of manifest.
pub(crate) struct Kind {
    names: &'static [&'static str],
    /// Files that say what is taken.
    locks: &'static [&'static str],
    with: With,
}

/// What makes a lock file.
enum With {
    /// This command.
    Command(&'static str),
    /// One of several programs: the project tells which.
    AsToldBeside,
    /// Nothing that is read here, so that a bill of materials has to stand for it.
    Bill,
}

/// What makes a bill of materials.
const BILL_MAKER: &str = "syft . -o cyclonedx-json=bom.cdx.json";

impl Kind {
    /// What makes the lock file of a manifest of this kind in the project under `top`.
    pub(crate) fn with(&self, manifest: &Path, top: &Path) -> &'static str {
        match self.with {
            With::Command(it) => it,
            With::AsToldBeside => lockmaker::with(manifest, top),
            With::Bill => BILL_MAKER,
        }
    }
}

const OF_NODE: &[&str] =
    &["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml"];
const OF_PYTHON: &[&str] = &["uv.lock", "poetry.lock", "Pipfile.lock", "requirements.txt"];

const KINDS: [Kind; 12] = [
    Kind { names: &["package.json"], locks: OF_NODE, with: With::AsToldBeside },
    Kind {
        names: &["Cargo.toml"],
        locks: &["Cargo.lock"],
        with: With::Command("cargo generate-lockfile"),
    },
    Kind {
        names: &["pyproject.toml", "Pipfile"],
        locks: OF_PYTHON,
        with: With::Command("uv lock"),
    },
    Kind {
        names: &["build.gradle", "build.gradle.kts"],
        locks: &["gradle.lockfile", "pom.xml"],
        with: With::Command("gradle dependencies --write-locks"),
    },
    Kind {
        names: &["composer.json"],
        locks: &["composer.lock"],
        with: With::Command("composer update --no-install"),
    },
    Kind { names: &["Gemfile"], locks: &["Gemfile.lock"], with: With::Command("bundle lock") },
    Kind {
        names: &["pubspec.yaml"],
        locks: &["pubspec.lock"],
        with: With::Command("dart pub get"),
    },
    Kind { names: &["mix.exs"], locks: &["mix.lock"], with: With::Command("mix deps.get") },
    Kind {
        names: &["conanfile.txt", "conanfile.py"],
        locks: &["conan.lock"],
        with: With::Command("conan lock create ."),
    },
    Kind { names: &["bun.lock", "bun.lockb"], locks: OF_NODE, with: With::Bill },
    Kind {
        names: &["pdm.lock", "pylock.toml", "environment.yml", "environment.yaml"],
        locks: OF_PYTHON,
        with: With::Bill,
    },
    Kind {
        names: &["paket.lock", "Podfile.lock", "Package.resolved"],
        locks: &["packages.lock.json"],
        with: With::Bill,
    },
];

fn last_of(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The kind of manifest that a file is by its name.
pub(crate) fn kind_of(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|it| it.names.contains(&last_of(name)))
}

fn is_other_lock(name: &str) -> bool {
    kind_of(name).is_some_and(|it| matches!(it.with, With::Bill))
}

/// Why it says nothing of what is taken.
pub(crate) fn why(lang: Lang, name: &str) -> String {
    if is_other_lock(name) { other_lock(lang, name) } else { wishes(lang, name) }
}

/// What is to be done.
pub(crate) fn remedy(lang: Lang, name: &str, with: &str) -> String {
    if is_other_lock(name) { make_bill(lang, with) } else { make_lock(lang, with) }
}

/// Both in a line.
pub(crate) fn told(lang: Lang, name: &str, with: &str) -> String {
    if is_other_lock(name) { unread_lock(lang, name, with) } else { unlocked(lang, name, with) }
}

/// Whether a manifest asks for anything of others, as far as that can be told: many hold no more
/// than the settings of a tool.
pub(crate) fn asks_for_others(path: &Path) -> bool {
    let name = path.file_name().map(|it| it.to_string_lossy()).unwrap_or_default();
    let Ok(text) = files::read_text(path) else { return true };
    match name.as_ref() {
        "package.json" => {
            let Ok(all) = serde_json::from_str::<serde_json::Value>(&text) else { return true };
            let lists = ["dependencies", "devDependencies", "optionalDependencies"];
            lists.iter().any(|it| all[it].as_object().is_some_and(|list| !list.is_empty()))
        }
        "pyproject.toml" => {
            let Ok(all) = text.parse::<toml::Table>() else { return true };
            let tools = all.get("tool").and_then(toml::Value::as_table);
            let poetry = tools.and_then(|it| it.get("poetry")).and_then(toml::Value::as_table);
            let of_project = all.get("project").and_then(toml::Value::as_table);
            let is_list = |it: &toml::Value| match it {
                toml::Value::Array(list) => !list.is_empty(),
                toml::Value::Table(table) => table.keys().any(|it| it != "python"),
                _ => true,
            };
            let has = |table: Option<&toml::Table>, key: &str| {
                table.and_then(|it| it.get(key)).is_some_and(is_list)
            };
            has(of_project, "dependencies")
                || has(of_project, "optional-dependencies")
                || has(of_project, "dynamic")
                || has(Some(&all), "dependency-groups")
                || ["dependencies", "dev-dependencies", "group"].iter().any(|it| has(poetry, it))
        }
        _ => true,
    }
}

/// Of these files of a folder the manifests that no lock file settles, nor a bill of materials:
/// beside them or above.
pub(crate) fn unsettled<'a>(
    manifests: &'a [String],
    found: &[&str],
) -> Vec<(&'a str, &'static Kind)> {
    let folder =
        |name: &str| name.rsplit_once('/').map_or(String::new(), |it| format!("{}/", it.0));
    let is_settled = |manifest: &str, kind: &Kind| {
        let own = folder(manifest);
        let settles = |last: &str| kind.locks.contains(&last) || walk::is_bom_name(last);
        found.iter().any(|it| settles(last_of(it)) && own.starts_with(&folder(it)))
    };
    let kinds = manifests.iter().filter_map(|it| Some((it.as_str(), kind_of(it)?)));
    kinds.filter(|(name, kind)| !is_settled(name, kind)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_file_beside_or_above_settles_a_manifest_of_its_kind() {
        let manifests: Vec<String> = [
            "package.json",
            "web/package.json",
            "web/app/Cargo.toml",
            "core/Cargo.toml",
            "Gemfile",
        ]
        .map(str::to_owned)
        .into();
        let left =
            unsettled(&manifests, &["web/yarn.lock", "core/Cargo.lock", "corex/Gemfile.lock"]);
        let names: Vec<&str> = left.iter().map(|it| it.0).collect();
        assert_eq!(names, ["package.json", "web/app/Cargo.toml", "Gemfile"]);
        let told = |at: usize| left[at].1.with(Path::new(left[at].0), Path::new("nowhere"));
        assert!(told(0).starts_with("npm install --package-lock-only / yarn"), "{}", told(0));
        assert_eq!(told(2), "bundle lock");
        assert!(unsettled(&manifests[1..2], &["yarn.lock"]).is_empty(), "a workspace");
        assert!(kind_of("a/package.json.bak").is_none());
    }
}
