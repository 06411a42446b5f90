//! Releases of distributions whose publishers write them in more than one way.
//!
//! What somebody runs is a number (`22.04`, `8.9`, `15.5`); advisories write `22.04:LTS`,
//! `enterprise_linux:8::baseos`, `Linux Enterprise Server 15 SP5`. **Must never** tell two releases
//! apart of which one is written in a way that is not understood.

/// Whether two releases of a distribution are the same, or nobody can tell.
pub(super) fn is_same(base: &str, a: &str, b: &str) -> bool {
    let read = match base {
        "Ubuntu" => ubuntu,
        "Red Hat" => red_hat,
        "SUSE" | "openSUSE" => suse,
        "Azure Linux" | "Photon OS" => two,
        _ => return false,
    };
    // A rolling release has no number, and is none of those that have one.
    if is_rolling(a) != is_rolling(b) {
        return false;
    }
    match (read(a), read(b)) {
        (Some(a), Some(b)) => a.0 == b.0 && (a.1.is_none() || b.1.is_none() || a.1 == b.1),
        _ => true,
    }
}

/// A number, and the number of what came after it within the same, if it matters.
type Numbers = (u32, Option<u32>);

fn is_rolling(release: &str) -> bool {
    release == "Tumbleweed"
}

fn two(text: &str) -> Option<Numbers> {
    let mut parts = text.split('.');
    let major = parts.next()?.parse().ok()?;
    Some((major, parts.next().and_then(|it| it.parse().ok())))
}

/// `22.04`, `22.04:LTS`, `Pro:18.04:LTS`.
fn ubuntu(release: &str) -> Option<Numbers> {
    release.split(':').find_map(two)
}

/// `8.9`, or the end of a CPE: `enterprise_linux:8::baseos`, `rhel_eus:9.2::appstream`, or
/// `openshift:4.14::el9`, whose number is its own.
fn red_hat(release: &str) -> Option<Numbers> {
    if release.starts_with(|c: char| c.is_ascii_digit()) {
        return two(release);
    }
    let mut parts = release.split(':');
    let (product, number) = (parts.next()?, parts.next()?);
    let of_el = |part: &str| part.strip_prefix("el").and_then(|it| it.parse().ok());
    if let Some(major) = parts.find_map(of_el) {
        return Some((major, None));
    }
    let (major, minor) = two(number)?;
    match product {
        // What was repaired in 9.2 is repaired in all that came after.
        "enterprise_linux" => Some((major, None)),
        // What is kept up longer is kept up for one minor release.
        _ if product.starts_with("rhel_") => Some((major, minor)),
        _ => None,
    }
}

/// `15.5`, `Leap 15.5`, `Linux Enterprise Server 15 SP5-LTSS`; without a service pack it is 0.
fn suse(release: &str) -> Option<Numbers> {
    let words: Vec<&str> = release
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '.')
        .filter(|word| !word.is_empty())
        .collect();
    let at = words.iter().rposition(|word| two(word).is_some())?;
    let (major, minor) = two(words.get(at)?)?;
    let pack = words.get(at + 1).and_then(|word| word.strip_prefix("SP")?.parse().ok());
    Some((major, Some(pack.or(minor).unwrap_or(0))))
}
