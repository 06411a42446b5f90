//! Which licence a text is, by likeness with the texts of the SPDX list: how many pairs of
//! neighbouring words two texts share, names of copyright holders left out.
//!
//! **Must never** name a licence that is merely near: below the threshold it says what it resembles
//! and that it is not that.

use std::cmp::Ordering;
use std::sync::OnceLock;

/// At or above this likeness (in thousandths) a text is that licence.
pub const CERTAIN: u16 = 900;

/// A larger text is cut: licences are shorter.
const BYTES_MAX: usize = 512 * 1024;

/// What a text was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detected {
    /// The id of the SPDX list.
    pub id: String,
    /// Other ids whose texts are as near: the same words under another name.
    pub also: Vec<String>,
    /// How near, in thousandths.
    pub likeness: u16,
    /// Whether it is an exception to a licence, not a licence.
    pub is_exception: bool,
}

impl Detected {
    /// Whether it is that licence; otherwise it only resembles it.
    #[must_use]
    pub const fn is_certain(&self) -> bool {
        self.likeness >= CERTAIN
    }

    /// Whether an id, or one that is declared to mean the same, is what was found.
    #[must_use]
    pub fn is(&self, id: &str) -> bool {
        let found = || std::iter::once(&self.id).chain(&self.also);
        found().any(|known| known == id)
            || aliases_of(id).iter().any(|alias| found().any(|known| known == alias))
    }
}

/// Ids that mean the same text, or the same licence under an older name.
const ALIASES: [&[&str]; 9] = [
    &["OFL-1.1", "OFL-1.1-RFN", "OFL-1.1-no-RFN"],
    &["OFL-1.0", "OFL-1.0-RFN", "OFL-1.0-no-RFN"],
    &["eCos-2.0", "depreciate_eCos-2.0"],
    &["Font-exception-2.0", "GPL-2.0-with-font-exception"],
    &["GCC-exception-3.1", "GPL-3.0-with-GCC-exception"],
    &["GCC-exception-2.0", "GPL-2.0-with-GCC-exception"],
    &["Classpath-exception-2.0", "GPL-2.0-with-classpath-exception"],
    &["Autoconf-exception-2.0", "GPL-2.0-with-autoconf-exception"],
    &["Bison-exception-2.2", "GPL-2.0-with-bison-exception"],
];

/// The ids that are declared to mean the same as one, itself left out.
#[must_use]
pub fn aliases_of(id: &str) -> Vec<&'static str> {
    let group = ALIASES.iter().find(|group| group.contains(&id));
    group.into_iter().flat_map(|group| group.iter()).copied().filter(|alias| *alias != id).collect()
}

/// How often each pair of neighbouring words occurs, in the order of their hashes.
#[derive(Debug)]
struct Pairs {
    counts: Vec<(u64, u32)>,
    total: u32,
}

/// The texts of the list, made ready at first use.
fn known() -> &'static [(&'static str, Pairs)] {
    static KNOWN: OnceLock<Vec<(&'static str, Pairs)>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        // The old combined names stand for a licence and an exception, which are here on their own.
        let licences = ::spdx::text::LICENSE_TEXTS.iter().filter(|(id, _)| !id.contains("-with-"));
        let all = licences.chain(::spdx::text::EXCEPTION_TEXTS);
        all.map(|(id, text)| (*id, Pairs::of(text))).collect()
    })
}

impl Pairs {
    fn of(text: &str) -> Self {
        let mut hashes = Vec::with_capacity(text.len() / 6);
        let mut before = None;
        for line in text.lines() {
            let line = line.to_ascii_lowercase();
            if names_a_holder(&line) {
                continue;
            }
            let words = line.split(|c: char| !c.is_ascii_alphanumeric());
            for word in words.filter(|word| !word.is_empty()) {
                let hash = hash_of(word);
                if let Some(before) = before.replace(hash) {
                    hashes.push(hash ^ u64::rotate_left(before, 21));
                }
            }
        }
        hashes.sort_unstable();
        let mut counts: Vec<(u64, u32)> = Vec::with_capacity(hashes.len());
        for hash in &hashes {
            match counts.last_mut() {
                Some((known, count)) if known == hash => *count += 1,
                _ => counts.push((*hash, 1)),
            }
        }
        let total = u32::try_from(hashes.len()).unwrap_or(u32::MAX);
        Self { counts, total }
    }

    /// Twice the shared pairs over all pairs of both, in thousandths.
    fn likeness(&self, other: &Self) -> u16 {
        let (mut one, mut two) = (0, 0);
        let mut shared = 0_u64;
        while let (Some((left, count)), Some((right, others))) =
            (self.counts.get(one), other.counts.get(two))
        {
            let order = left.cmp(right);
            if order == Ordering::Equal {
                shared += u64::from(*count.min(others));
            }
            one += usize::from(order != Ordering::Greater);
            two += usize::from(order != Ordering::Less);
        }
        let all = u64::from(self.total) + u64::from(other.total);
        let likeness = (2000 * shared).checked_div(all).unwrap_or(0);
        u16::try_from(likeness).unwrap_or(1000)
    }
}

/// FNV-1a: the same on every machine and in every version. British spelling is the same word.
fn hash_of(word: &str) -> u64 {
    let word = match word {
        "licence" => "license",
        "licences" => "licenses",
        other => other,
    };
    word.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

/// Whether a line only says whose work it is.
fn names_a_holder(line: &str) -> bool {
    const LINE_MAX: usize = 160;
    let is_letter = |c: char| c.is_ascii_lowercase() || c == '©';
    let letters = line.trim_start_matches(|c: char| !is_letter(c));
    let bracket = line.trim_start_matches(|c: char| !is_letter(c) && c != '(');
    let begins =
        letters.starts_with("copyright") || letters.starts_with('©') || bracket.starts_with("(c)");
    begins && line.len() < LINE_MAX && !line.contains("license")
}

/// The licence that a text is nearest to; nothing if no text of the list shares two words with it.
#[must_use]
pub fn detect(text: &str) -> Option<Detected> {
    let mut end = text.len().min(BYTES_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let own = Pairs::of(&text[..end]);
    let mut near: Vec<(u16, &str)> = known()
        .iter()
        .map(|(id, pairs)| (own.likeness(pairs), *id))
        .filter(|(likeness, _)| *likeness > 0)
        .collect();
    near.sort_by_key(|(likeness, id)| (std::cmp::Reverse(*likeness), is_deprecated(id), *id));
    let (likeness, id) = *near.first()?;
    let as_near = near.iter().skip(1).take_while(|(other, _)| *other == likeness);
    Some(Detected {
        id: id.to_owned(),
        also: as_near.map(|(_, id)| (*id).to_owned()).collect(),
        likeness,
        is_exception: ::spdx::exception_id(id).is_some(),
    })
}

fn is_deprecated(id: &str) -> bool {
    ::spdx::license_id(id).is_some_and(::spdx::LicenseId::is_deprecated)
}
