//! What was seen, and what of it is kept: a bounded number of finds in the order of the files,
//! whoever found them first; and the counts of all. **Must never** hold a find itself, nor a name
//! that is one.

use super::rules::{Standing, Used};
use naru_sbom::guard::{Confidence, Hit, Kind, Options, Unread, scan};
use std::collections::BTreeMap;

/// The most finds that are kept of a whole run.
pub(super) const HITS_MAX: usize = 10_000;
/// The most things that could not be looked into that are kept.
const UNREAD_MAX: usize = 10_000;

/// A file in which something was found.
#[derive(Debug)]
pub(super) struct Looked {
    /// Masked.
    pub(super) name: String,
    pub(super) hits: Vec<Hit>,
    /// Finds in its name.
    pub(super) in_name: Vec<Hit>,
    /// By kind: what the rules say, and how many there are, those not kept included.
    pub(super) standings: BTreeMap<Kind, (Standing, u64)>,
}

/// How many finds of a kind have which standing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub(super) struct Counts {
    pub(super) blocks: u64,
    pub(super) accepted: u64,
    pub(super) registered: u64,
    pub(super) told: u64,
}

/// Everything that was seen.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) files: u64,
    pub(super) bytes: u64,
    /// Pictures, sound and video: no text to read.
    pub(super) media: u64,
    /// In the order of the list; within an archive in its order.
    pub(super) looked: Vec<(usize, Looked)>,
    pub(super) counts: BTreeMap<Kind, Counts>,
    pub(super) unread: Vec<(usize, String, Unread)>,
    pub(super) unread_count: u64,
    pub(super) used: Used,
    /// Lock files inside of archives.
    pub(super) kept: Vec<(String, Vec<u8>)>,
    /// How much is kept of `looked`, in finds.
    held: usize,
}

impl Seen {
    /// A file in which something was found.
    pub(super) fn found(&mut self, looked: Looked) {
        for (kind, (standing, count)) in &looked.standings {
            let counts = self.counts.entry(*kind).or_default();
            let place = match standing {
                Standing::Blocks => &mut counts.blocks,
                Standing::Accepted(_) => &mut counts.accepted,
                Standing::Registered(_) => &mut counts.registered,
                Standing::Told => &mut counts.told,
            };
            *place += count;
        }
        self.held += looked.size();
        self.looked.push((0, looked));
        if self.held > HITS_MAX * 2 {
            self.trim();
        }
    }

    /// Something that could not be looked into.
    pub(super) fn not_read(&mut self, name: &str, why: Unread) {
        self.unread_count += 1;
        if self.unread.len() < UNREAD_MAX {
            self.unread.push((0, masked(name), why));
        }
    }

    /// Says which file of the list this is about.
    pub(super) fn place(&mut self, file: usize) {
        self.looked.iter_mut().for_each(|it| it.0 = file);
        self.unread.iter_mut().for_each(|it| it.0 = file);
    }

    /// Adds what another thread saw.
    pub(super) fn absorb(&mut self, other: Seen) {
        self.files += other.files;
        self.bytes += other.bytes;
        self.media += other.media;
        for (kind, counts) in other.counts {
            let own = self.counts.entry(kind).or_default();
            own.blocks += counts.blocks;
            own.accepted += counts.accepted;
            own.registered += counts.registered;
            own.told += counts.told;
        }
        self.unread_count += other.unread_count;
        self.unread.extend(other.unread);
        if self.unread.len() > UNREAD_MAX * 2 {
            self.sort_unread();
        }
        self.used.absorb(other.used);
        self.kept.extend(other.kept);
        self.held += other.held;
        self.looked.extend(other.looked);
        if self.held > HITS_MAX * 8 {
            self.trim();
        }
    }

    /// Puts everything into its order.
    pub(super) fn finish(&mut self) {
        self.trim();
        self.sort_unread();
        self.kept.sort();
    }

    fn sort_unread(&mut self) {
        self.unread.sort_by_key(|it| it.0);
        self.unread.truncate(UNREAD_MAX);
    }

    /// Keeps the first finds in the order of the files: those that are still to come push others
    /// out, and none that was pushed out would have stayed.
    fn trim(&mut self) {
        self.looked.sort_by_key(|it| it.0);
        let mut left = HITS_MAX;
        self.looked.retain_mut(|(_, it)| {
            let had = left > 0;
            it.in_name.truncate(left);
            left -= it.in_name.len();
            it.hits.truncate(left);
            left -= it.hits.len();
            had
        });
        self.held = self.looked.iter().map(|it| it.1.size()).sum();
    }
}

impl Looked {
    fn size(&self) -> usize {
        self.hits.len() + self.in_name.len()
    }
}

/// A text that is shown, with every find in it masked.
pub(crate) fn masked(text: &str) -> String {
    let options = Options { confidence_min: Confidence::Medium, ..Options::default() };
    masked_name(text, options).0
}

/// A name with every find in it masked, and the finds.
pub(super) fn masked_name(name: &str, options: Options<'_>) -> (String, Vec<Hit>) {
    let report = scan(name.as_bytes(), options);
    if report.hits.is_empty() {
        return (name.to_owned(), report.hits);
    }
    let mut shown = String::new();
    let mut at = 0;
    for hit in &report.hits {
        let place = |it: u64| usize::try_from(it).unwrap_or(usize::MAX).min(name.len());
        let (start, end) = (place(hit.start), place(hit.end));
        shown.push_str(name.get(at..start).unwrap_or_default());
        shown.push_str(&hit.masked);
        at = end;
    }
    shown.push_str(name.get(at..).unwrap_or_default());
    (shown, report.hits)
}
