//! Which licence a text is, by likeness with the texts of the SPDX list.
//!
//! **Must never** name a licence that is merely near: below the threshold it says what it resembles
//! and that it is not that.

use std::cmp::Ordering;
use std::sync::OnceLock;

use ::spdx::detection::{Store, TextData};

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

/// The texts of the list, made ready at first use.
fn store() -> &'static Store {
    static STORE: OnceLock<Store> = OnceLock::new();
    STORE.get_or_init(|| {
        let mut store = Store::new();
        // The old combined names stand for a licence and an exception, which are here on their own.
        let licences = ::spdx::text::LICENSE_TEXTS.iter().filter(|(id, _)| !id.contains("-with-"));
        for (id, text) in licences.chain(::spdx::text::EXCEPTION_TEXTS) {
            store.add_license((*id).to_owned(), TextData::new(text));
        }
        store
    })
}

/// The licence that a text is nearest to; nothing if the text has no words.
#[must_use]
pub fn detect(text: &str) -> Option<Detected> {
    let mut end = text.len().min(BYTES_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let words = TextData::new(&text[..end]);
    let mut near: Vec<(f32, &str)> = store()
        .iter()
        .map(|(id, entry)| (entry.original.match_score(&words), id.as_str()))
        .filter(|(score, _)| *score > 0.0)
        .collect();
    near.sort_by(|one, two| {
        let nearer = two.0.partial_cmp(&one.0).unwrap_or(Ordering::Equal);
        nearer.then_with(|| is_deprecated(one.1).cmp(&is_deprecated(two.1))).then(one.1.cmp(two.1))
    });
    let (score, id) = *near.first()?;
    let as_near = near.iter().skip(1).take_while(|(other, _)| *other >= score);
    Some(Detected {
        id: id.to_owned(),
        also: as_near.map(|(_, id)| (*id).to_owned()).collect(),
        likeness: thousandths(score),
        is_exception: ::spdx::exception_id(id).is_some(),
    })
}

fn is_deprecated(id: &str) -> bool {
    ::spdx::license_id(id).is_some_and(::spdx::LicenseId::is_deprecated)
}

#[expect(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the library's likeness is a fraction from 0 to 1"
)]
fn thousandths(score: f32) -> u16 {
    (score.clamp(0.0, 1.0) * 1000.0) as u16
}
