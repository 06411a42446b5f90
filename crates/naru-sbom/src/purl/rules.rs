//! What each type demands and how its parts are made canonical.
//!
//! From the type definitions of the package-url specification. Two places read the rules mildly,
//! because the world does: `golang` may stand without a namespace (`stdlib`), and qualifiers that a
//! type recommends are not demanded.

use super::{Parts, PurlError};

/// Whether a namespace may, must or must not be there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Namespace {
    Needed,
    Free,
    Refused,
}

/// Which parts are the same in any case and are written in lower case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lower {
    Nothing,
    Namespace,
    Name,
    Both,
}

use Lower::{Both, Name, Nothing};
use Namespace::{Free, Needed, Refused};

/// One type.
struct Rule {
    kind: &'static str,
    namespace: Namespace,
    lower: Lower,
    lower_version: bool,
    needs: Option<&'static str>,
}

const fn rule(kind: &'static str, namespace: Namespace, lower: Lower) -> Rule {
    Rule { kind, namespace, lower, lower_version: false, needs: None }
}

impl Rule {
    const fn with_lower_version(self) -> Rule {
        Rule { lower_version: true, ..self }
    }
    const fn needing(self, key: &'static str) -> Rule {
        Rule { needs: Some(key), ..self }
    }
}

static RULES: &[Rule] = &[
    rule("alpm", Needed, Both),
    rule("apk", Needed, Both),
    rule("bazel", Refused, Nothing),
    rule("bitbucket", Needed, Both),
    rule("bitnami", Refused, Name),
    rule("brew", Free, Both),
    rule("cargo", Refused, Nothing),
    rule("chrome-extension", Refused, Name),
    rule("cocoapods", Refused, Nothing),
    rule("composer", Needed, Both),
    rule("conan", Free, Nothing),
    rule("conda", Refused, Nothing),
    rule("cpan", Free, Nothing),
    rule("cran", Refused, Nothing),
    rule("deb", Needed, Both),
    rule("gem", Refused, Nothing),
    rule("github", Needed, Both),
    rule("hackage", Refused, Nothing),
    rule("hex", Free, Both),
    rule("huggingface", Free, Nothing).with_lower_version(),
    rule("julia", Refused, Nothing).needing("uuid"),
    rule("luarocks", Free, Both),
    rule("maven", Needed, Nothing),
    rule("mlflow", Refused, Nothing),
    rule("npm", Free, Nothing),
    rule("nuget", Refused, Nothing),
    rule("oci", Refused, Name).with_lower_version(),
    rule("opam", Refused, Nothing),
    rule("otp", Refused, Name),
    rule("pub", Refused, Name),
    rule("pypi", Refused, Name).with_lower_version(),
    rule("qpkg", Needed, Lower::Namespace),
    rule("rpm", Needed, Lower::Namespace),
    rule("swid", Free, Nothing).needing("tag_id"),
    rule("swift", Needed, Nothing),
    rule("vcpkg", Refused, Nothing),
    rule("vscode-extension", Needed, Both).with_lower_version(),
    rule("yocto", Free, Lower::Namespace),
];

pub(super) fn canonical(parts: Parts) -> Result<Parts, PurlError> {
    let mut parts = common(parts)?;
    if let Some(rule) = RULES.iter().find(|rule| rule.kind == parts.kind) {
        check(&parts, rule)?;
        apply(&mut parts, rule);
    }
    special(&mut parts)?;
    Ok(parts)
}

/// What holds for every type.
fn common(mut parts: Parts) -> Result<Parts, PurlError> {
    parts.kind.make_ascii_lowercase();
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    if !parts.kind.starts_with(|c: char| c.is_ascii_alphabetic())
        || !parts.kind.chars().all(is_word)
    {
        let why = format!("`{}`: a letter, then letters, digits, `.` and `-`", parts.kind);
        return Err(PurlError::new("type", why));
    }
    if parts.name.is_empty() {
        return Err(PurlError::new("name", "it is missing"));
    }
    let trimmed = |text: Option<String>| {
        let segments: Vec<&str> =
            text.iter().flat_map(|t| t.split('/')).filter(|segment| !segment.is_empty()).collect();
        if segments.is_empty() { None } else { Some(segments.join("/")) }
    };
    parts.namespace = trimmed(parts.namespace);
    parts.subpath = trimmed(parts.subpath).and_then(|path| inner(&path));
    parts.version = parts.version.filter(|version| !version.is_empty());
    parts.qualifiers.retain(|_, value| !value.is_empty());
    for key in parts.qualifiers.keys() {
        let is_key =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
        if !key.starts_with(|c: char| c.is_ascii_lowercase()) || !key.chars().all(is_key) {
            let why = format!("the key `{key}`: a small letter, then a-z, 0-9, `.`, `-`, `_`");
            return Err(PurlError::new("qualifiers", why));
        }
    }
    Ok(parts)
}

/// A path within a package goes neither nowhere (`.`) nor out of it (`..`).
fn inner(path: &str) -> Option<String> {
    let kept: Vec<&str> = path.split('/').filter(|s| !matches!(*s, "." | "..")).collect();
    if kept.is_empty() { None } else { Some(kept.join("/")) }
}

fn check(parts: &Parts, rule: &Rule) -> Result<(), PurlError> {
    let kind = rule.kind;
    match (rule.namespace, &parts.namespace) {
        (Needed, None) => Err(PurlError::new("namespace", format!("the type {kind} demands one"))),
        (Refused, Some(namespace)) => {
            let why = format!("`{namespace}`: the type {kind} has none");
            Err(PurlError::new("namespace", why))
        }
        _ => Ok(()),
    }?;
    match rule.needs {
        Some(key) if !parts.qualifiers.contains_key(key) => {
            let why = format!("the type {kind} demands the qualifier {key}");
            Err(PurlError::new("qualifiers", why))
        }
        _ => Ok(()),
    }
}

fn apply(parts: &mut Parts, rule: &Rule) {
    if matches!(rule.lower, Both | Lower::Namespace) {
        lower_namespace(parts);
    }
    if matches!(rule.lower, Both | Name) {
        parts.name = parts.name.to_lowercase();
    }
    if rule.lower_version {
        parts.version = parts.version.take().map(|version| version.to_lowercase());
    }
}

fn lower_namespace(parts: &mut Parts) {
    parts.namespace = parts.namespace.take().map(|namespace| namespace.to_lowercase());
}

/// What a table of cases cannot say.
fn special(parts: &mut Parts) -> Result<(), PurlError> {
    match parts.kind.as_str() {
        "pypi" => parts.name = parts.name.replace('_', "-"),
        "pub" => {
            let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
            parts.name = parts.name.chars().map(|c| if is_word(c) { c } else { '_' }).collect();
        }
        "git" => return git(parts),
        "mlflow" => {
            let registry = parts.qualifiers.get("repository_url");
            if registry.is_some_and(|url| url.contains("azuredatabricks")) {
                parts.name = parts.name.to_lowercase();
            }
        }
        "cpan" if parts.name.contains("::") => {
            let why = format!("`{}` is a module; the distribution is wanted", parts.name);
            return Err(PurlError::new("name", why));
        }
        "chrome-extension" => return chrome(parts),
        _ => {}
    }
    Ok(())
}

/// The namespace is the host alone; the rest is the path of the repository, slashes and all.
fn git(parts: &mut Parts) -> Result<(), PurlError> {
    let whole = format!("{}/{}", parts.namespace.as_deref().unwrap_or_default(), parts.name);
    let mut segments = whole.split('/').filter(|segment| !segment.is_empty());
    let host = segments.next().unwrap_or_default().to_owned();
    let path: Vec<&str> = segments.collect();
    if path.is_empty() {
        return Err(PurlError::new("namespace", "the type git demands the host"));
    }
    parts.name = path.join("/");
    if is_blind_to_case(&host) {
        parts.name = parts.name.to_lowercase();
    }
    let host = if is_blind_to_case(&host) { host.to_lowercase() } else { host };
    parts.namespace = Some(host);
    Ok(())
}

/// Hosts for which `Owner/Project` and `owner/project` are one.
fn is_blind_to_case(host: &str) -> bool {
    ["github", "github.com", "bitbucket", "bitbucket.org"]
        .iter()
        .any(|known| host.eq_ignore_ascii_case(known))
}

fn chrome(parts: &Parts) -> Result<(), PurlError> {
    let is_id = parts.name.len() == 32 && parts.name.bytes().all(|b| (b'a'..=b'p').contains(&b));
    if !is_id {
        let why = format!("`{}`: an extension's id is 32 letters from a to p", parts.name);
        return Err(PurlError::new("name", why));
    }
    let Some(version) = &parts.version else { return Ok(()) };
    let numbers: Vec<&str> = version.split('.').collect();
    let is_number = |text: &&str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if numbers.len() > 4 || !numbers.iter().all(is_number) {
        let why = format!("`{version}`: one to four numbers with dots between them");
        return Err(PurlError::new("version", why));
    }
    Ok(())
}
