//! Which program makes the lock file of a `package.json`: the one that the project itself names or
//! has its settings beside it. Where nothing tells, all of them are named: which one a team uses is
//! its own business.

use crate::files;
use serde_json::Value;
use std::path::Path;

/// The longest `package.json` that is looked into for this.
const BYTES_MAX: u64 = 1 << 20;
/// Where the project does not tell.
const ANY: &str = "npm install --package-lock-only / yarn install / pnpm install --lockfile-only \
                   / bun install --yarn";

/// A program that makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Maker {
    Npm,
    Yarn,
    Pnpm,
    Bun,
}

impl Maker {
    const ALL: [Maker; 4] = [Maker::Npm, Maker::Yarn, Maker::Pnpm, Maker::Bun];

    const fn name(self) -> &'static str {
        match self {
            Maker::Npm => "npm",
            Maker::Yarn => "yarn",
            Maker::Pnpm => "pnpm",
            Maker::Bun => "bun",
        }
    }

    /// What makes a lock file that is read here. Bun's own is not: it writes one of Yarn's beside.
    const fn command(self) -> &'static str {
        match self {
            Maker::Npm => "npm install --package-lock-only",
            Maker::Yarn => "yarn install",
            Maker::Pnpm => "pnpm install --lockfile-only",
            Maker::Bun => "bun install --yarn",
        }
    }

    /// Files that only this one has beside a manifest. `.npmrc` is not among them: pnpm has it too.
    const fn beside(self) -> &'static [&'static str] {
        match self {
            Maker::Npm => &[],
            Maker::Yarn => &[".yarnrc.yml", ".yarnrc", ".pnp.cjs"],
            Maker::Pnpm => &["pnpm-workspace.yaml", ".pnpmfile.cjs"],
            Maker::Bun => &["bunfig.toml", "bun.lock", "bun.lockb"],
        }
    }
}

/// What makes the lock file of this manifest: by its own folder, else by those above, up to `top`.
pub(crate) fn with(manifest: &Path, top: &Path) -> &'static str {
    let folders = manifest.ancestors().skip(1).take_while(|it| it.starts_with(top));
    let mut told = folders.filter_map(|folder| {
        let bytes = files::read(&folder.join("package.json"), BYTES_MAX).unwrap_or_default();
        of_folder(&bytes, |name| folder.join(name).is_file())
    });
    told.next().map_or(ANY, Maker::command)
}

/// What a folder tells: its manifest first, for that is said on purpose. Files of two programs tell
/// nothing.
fn of_folder(manifest: &[u8], has: impl Fn(&str) -> bool) -> Option<Maker> {
    let has_any = |it: &Maker| it.beside().iter().any(|name| has(name));
    let only = |mut them: Vec<Maker>| (them.len() == 1).then(|| them.remove(0));
    named(manifest).or_else(|| only(Maker::ALL.into_iter().filter(has_any).collect()))
}

/// The program that a manifest names: `"packageManager": "pnpm@9.1.0"`, or the same as
/// `devEngines`.
fn named(manifest: &[u8]) -> Option<Maker> {
    let text = String::from_utf8_lossy(manifest);
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    let by_name = |it: &Value| {
        let name = it.as_str()?.split('@').next()?;
        Maker::ALL.into_iter().find(|maker| maker.name() == name)
    };
    let engine = &value["devEngines"]["packageManager"];
    by_name(&value["packageManager"]).or_else(|| match engine {
        Value::Array(all) if all.len() == 1 => by_name(&all[0]["name"]),
        one => by_name(&one["name"]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_tells_which_program_makes_its_lock_file() {
        for (manifest, beside, want) in [
            ("{}", &[][..], None),
            ("", &[], None),
            ("no JSON", &[".yarnrc.yml"], Some(Maker::Yarn)),
            ("[1]", &[], None),
            (r#"{"packageManager": 7}"#, &[], None),
            (r#"{"packageManager": "npm@10.8.1"}"#, &[], Some(Maker::Npm)),
            (r#"{"packageManager": "yarn@1.22.22"}"#, &[], Some(Maker::Yarn)),
            (r#"{"packageManager": "yarn@4.1.0+sha224.0f"}"#, &[], Some(Maker::Yarn)),
            (r#"{"packageManager": "pnpm@9.1.0"}"#, &[], Some(Maker::Pnpm)),
            (r#"{"packageManager": "bun@1.2.0"}"#, &[], Some(Maker::Bun)),
            ("\u{feff}{\"packageManager\": \"bun\"}", &[], Some(Maker::Bun)),
            (r#"{"packageManager": "other@1"}"#, &[], None),
            (r#"{"packageManager": "other@1"}"#, &["bunfig.toml"], Some(Maker::Bun)),
            (r#"{"devEngines": {"packageManager": {"name": "pnpm"}}}"#, &[], Some(Maker::Pnpm)),
            (r#"{"devEngines": {"packageManager": [{"name": "yarn"}]}}"#, &[], Some(Maker::Yarn)),
            (r#"{"devEngines": {"packageManager": [{}, {"name": "npm"}]}}"#, &[], None),
            ("{}", &[".yarnrc.yml"], Some(Maker::Yarn)),
            ("{}", &[".yarnrc", ".pnp.cjs"], Some(Maker::Yarn)),
            ("{}", &["pnpm-workspace.yaml"], Some(Maker::Pnpm)),
            ("{}", &["bun.lock"], Some(Maker::Bun)),
            ("{}", &[".npmrc", "tsconfig.json"], None),
            ("{}", &[".yarnrc.yml", "pnpm-workspace.yaml"], None),
            // What is said outweighs what lies there.
            (r#"{"packageManager": "npm@10"}"#, &["pnpm-workspace.yaml"], Some(Maker::Npm)),
        ] {
            let told = of_folder(manifest.as_bytes(), |name| beside.contains(&name));
            assert_eq!(told, want, "{manifest} beside {beside:?}");
        }
    }

    #[test]
    fn where_nothing_is_told_all_are_named() {
        for maker in Maker::ALL {
            assert!(ANY.contains(maker.command()), "{}", maker.name());
        }
    }
}
