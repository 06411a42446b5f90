//! Lock files, manifests and package databases of operating systems, read into one inventory.
//!
//! Bytes in, values out. What is read comes from strangers: each reader answers with an error that
//! names the place, is bounded by [`INPUT_BYTES_MAX`] and [`PACKAGES_MAX`], and never recurses
//! without a limit. **Must never** read a file, guess a version that is not written, or drop a
//! package in silence: what cannot be named goes to [`Inventory::notes`].

mod cargo;
mod conan;
mod dart;
mod elixir;
mod encoding;
mod go;
mod gradle;
mod graph;
mod maven;
mod model;
mod npm;
mod nuget;
mod os;
mod php;
mod plain;
mod pnpm;
mod python;
mod requirements;
mod ruby;
mod tree;
pub(crate) mod xml;
mod yaml;
mod yarn;

pub use model::{
    Companion, Hash, Inventory, Note, NoteKind, Origin, Package, ReadError, Relation, Root, Scope,
};

/// The longest file that is read.
pub const INPUT_BYTES_MAX: usize = 256 << 20;
/// The most packages that one file may hold.
pub const PACKAGES_MAX: usize = 200_000;
/// The most edges that one file may hold.
pub const EDGES_MAX: usize = 2_000_000;

/// A kind of file that is read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `Cargo.lock`
    CargoLock,
    /// `package-lock.json`, `npm-shrinkwrap.json`
    NpmLock,
    /// `yarn.lock`, of version 1 and later ones
    YarnLock,
    /// `pnpm-lock.yaml`
    PnpmLock,
    /// `pom.xml`
    MavenPom,
    /// `gradle.lockfile`, `buildscript-gradle.lockfile`, `settings-gradle.lockfile`, and the files
    /// of single configurations in `gradle/dependency-locks`
    GradleLock,
    /// `go.mod`
    GoMod,
    /// `requirements.txt` and its kin
    PipRequirements,
    /// `poetry.lock`
    PoetryLock,
    /// `uv.lock`
    UvLock,
    /// `Pipfile.lock`
    PipfileLock,
    /// `composer.lock`
    ComposerLock,
    /// `Gemfile.lock`
    GemfileLock,
    /// `packages.lock.json`
    NugetLock,
    /// `*.csproj`, `*.fsproj`, `*.vbproj`, `Directory.Packages.props`
    MsbuildProject,
    /// `packages.config`
    NugetConfig,
    /// `pubspec.lock`
    PubspecLock,
    /// `mix.lock`
    MixLock,
    /// `conan.lock`
    ConanLock,
    /// `/var/lib/dpkg/status`
    DpkgStatus,
    /// `/lib/apk/db/installed`
    ApkInstalled,
    /// `rpmdb.sqlite`
    RpmSqlite,
    /// `Packages.db` of rpm's own "ndb" format
    RpmNdb,
    /// `Packages` of Berkeley DB (hash)
    RpmBerkeley,
}

/// The format of a file, from its name and its path with `/` between the parts.
pub fn format_of(path: &str) -> Option<Format> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let at = |end: &str| path == end || path.ends_with(&format!("/{end}"));
    let by_name = match name {
        "Cargo.lock" => Format::CargoLock,
        "package-lock.json" | "npm-shrinkwrap.json" => Format::NpmLock,
        "yarn.lock" => Format::YarnLock,
        "pnpm-lock.yaml" => Format::PnpmLock,
        "pom.xml" => Format::MavenPom,
        "gradle.lockfile" | "buildscript-gradle.lockfile" | "settings-gradle.lockfile" => {
            Format::GradleLock
        }
        "go.mod" => Format::GoMod,
        "poetry.lock" => Format::PoetryLock,
        "uv.lock" => Format::UvLock,
        "Pipfile.lock" => Format::PipfileLock,
        "composer.lock" => Format::ComposerLock,
        "Gemfile.lock" | "gems.locked" => Format::GemfileLock,
        "packages.lock.json" => Format::NugetLock,
        "packages.config" => Format::NugetConfig,
        "pubspec.lock" => Format::PubspecLock,
        "mix.lock" => Format::MixLock,
        "conan.lock" => Format::ConanLock,
        "status" if at("var/lib/dpkg/status") => Format::DpkgStatus,
        "installed" if at("lib/apk/db/installed") => Format::ApkInstalled,
        "rpmdb.sqlite" => Format::RpmSqlite,
        "Packages.db" if path.contains("/rpm/") => Format::RpmNdb,
        "Packages" if path.contains("/rpm/") => Format::RpmBerkeley,
        _ => return by_ending(name, path),
    };
    Some(by_name)
}

fn by_ending(name: &str, path: &str) -> Option<Format> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    match ending {
        "csproj" | "fsproj" | "vbproj" => Some(Format::MsbuildProject),
        "txt" if stem.starts_with("requirements") || stem.ends_with("requirements") => {
            Some(Format::PipRequirements)
        }
        "lockfile" if path.contains("gradle/dependency-locks/") => Some(Format::GradleLock),
        "txt" if path.contains("/requirements/") => Some(Format::PipRequirements),
        // distroless images keep one file for each package
        _ if path.contains("var/lib/dpkg/status.d/") && ending != "md5sums" => {
            Some(Format::DpkgStatus)
        }
        _ => None,
    }
}

/// A file beside a lock file, or above it, that says what the lock file does not: which packages
/// were asked for, their checksums, or what is inherited.
pub fn companion_names(format: Format) -> &'static [&'static str] {
    match format {
        Format::CargoLock => &["Cargo.toml"],
        Format::NpmLock | Format::YarnLock => &["package.json"],
        Format::MavenPom => maven::COMPANIONS,
        Format::GoMod => &["go.sum"],
        Format::PoetryLock => &["pyproject.toml"],
        Format::PipfileLock => &["Pipfile"],
        Format::ComposerLock => &["composer.json"],
        Format::MsbuildProject => nuget::COMPANIONS,
        Format::MixLock => &["mix.exs"],
        Format::ConanLock => &["conanfile.txt", "conanfile.py"],
        Format::DpkgStatus | Format::ApkInstalled => &["os-release"],
        Format::RpmSqlite | Format::RpmNdb | Format::RpmBerkeley => &["os-release"],
        _ => &[],
    }
}

/// Reads a file of a known format with what stands beside it.
pub fn read(
    format: Format,
    bytes: &[u8],
    companions: &[Companion<'_>],
) -> Result<Inventory, ReadError> {
    if bytes.len() > INPUT_BYTES_MAX {
        let what = format!("{} bytes, at most {INPUT_BYTES_MAX} are read", bytes.len());
        return Err(ReadError::new("the file", what));
    }
    let beside = model::Beside(companions);
    let mut inventory = match format {
        Format::RpmSqlite => os::rpm::read(os::rpm::Container::Sqlite, bytes, &beside)?,
        Format::RpmNdb => os::rpm::read(os::rpm::Container::Ndb, bytes, &beside)?,
        Format::RpmBerkeley => os::rpm::read(os::rpm::Container::Berkeley, bytes, &beside)?,
        _ => read_text(format, &encoding::text(format, bytes)?, &beside)?,
    };
    encoding::guard(&inventory)?;
    graph::tidy(&mut inventory)?;
    Ok(inventory)
}

fn read_text(
    format: Format,
    text: &str,
    beside: &model::Beside<'_>,
) -> Result<Inventory, ReadError> {
    match format {
        Format::CargoLock => cargo::read(text, beside),
        Format::NpmLock => npm::read(text, beside),
        Format::YarnLock => yarn::read(text, beside),
        Format::PnpmLock => pnpm::read(text),
        Format::MavenPom => maven::read(text, beside),
        Format::GradleLock => gradle::read(text),
        Format::GoMod => go::read(text, beside),
        Format::PipRequirements => requirements::read(text),
        Format::PoetryLock => python::poetry(text, beside),
        Format::UvLock => python::uv(text),
        Format::PipfileLock => python::pipfile(text, beside),
        Format::ComposerLock => php::read(text, beside),
        Format::GemfileLock => ruby::read(text),
        Format::NugetLock => nuget::lock(text),
        Format::MsbuildProject => nuget::project(text, beside),
        Format::NugetConfig => nuget::config(text),
        Format::PubspecLock => dart::read(text),
        Format::MixLock => elixir::read(text, beside),
        Format::ConanLock => conan::read(text, beside),
        Format::DpkgStatus => os::dpkg::read(text, beside),
        Format::ApkInstalled => os::apk::read(text, beside),
        Format::RpmSqlite | Format::RpmNdb | Format::RpmBerkeley => {
            unreachable!("databases are not text and are read before")
        }
    }
}
