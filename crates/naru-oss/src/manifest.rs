//! Manifests: they say what is wished for. What is taken stands in a lock file beside or above
//! them; where there is none, that is told, with what makes one.

use crate::lockmaker;
use naru_base::texts;
use std::path::Path;

texts! {
    wishes(name: &str) {
        ko: "{name}에는 바라는 버전만 있고 실제로 쓰는 버전이 없습니다",
        en: "{name} says which versions are wished for, not which are taken",
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
}

impl Kind {
    /// What makes the lock file of a manifest of this kind in the project under `top`.
    pub(crate) fn with(&self, manifest: &Path, top: &Path) -> &'static str {
        match self.with {
            With::Command(it) => it,
            With::AsToldBeside => lockmaker::with(manifest, top),
        }
    }
}

const KINDS: [Kind; 9] = [
    Kind {
        names: &["package.json"],
        locks: &["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml"],
        with: With::AsToldBeside,
    },
    Kind {
        names: &["Cargo.toml"],
        locks: &["Cargo.lock"],
        with: With::Command("cargo generate-lockfile"),
    },
    Kind {
        names: &["pyproject.toml", "Pipfile"],
        locks: &["uv.lock", "poetry.lock", "Pipfile.lock", "requirements.txt"],
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
];

fn last_of(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The kind of manifest that a file is by its name.
pub(crate) fn kind_of(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|it| it.names.contains(&last_of(name)))
}

/// Of these files of a folder the manifests that no lock file settles: beside them or above.
pub(crate) fn unsettled<'a>(
    manifests: &'a [String],
    found: &[&str],
) -> Vec<(&'a str, &'static Kind)> {
    let folder =
        |name: &str| name.rsplit_once('/').map_or(String::new(), |it| format!("{}/", it.0));
    let is_settled = |manifest: &str, kind: &Kind| {
        let own = folder(manifest);
        found.iter().any(|it| kind.locks.contains(&last_of(it)) && own.starts_with(&folder(it)))
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
