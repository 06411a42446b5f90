//! What is in a file that is to cross: looked through as a whole, archives too, in memory, for data
//! of persons, secrets and vulnerable packages. Pure; runs outside of any transaction.
//!
//! **Must never** keep what it found: a place, a kind, how sure, and a mask.

use super::super::portfolio::{Advisories, DataError};
use super::model::{Mode, Verdict};
use super::packages::{self, LIST_BYTES_MAX, Named, Packages};
use naru_base::Lang;
use naru_sbom::guard::{
    Confidence, Form, Kind, Limits, Options, Report, Sight, Unread, Visit, form_of, scan, unpack,
};
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

/// Places that are kept of one file; the counts go on.
const PLACES_MAX: usize = 100;
/// Names of files and reasons are cut to this many characters.
const NAME_CHARS_MAX: usize = 200;
/// Reasons that are kept of what could not be looked into.
const UNLOOKED_MAX: usize = 50;

/// One place of a find.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file, or the file inside of an archive; masked where it is a find itself.
    pub file: String,
    /// The line, from 1; 0: it is in the name.
    pub line: u64,
    /// What: the code of a kind.
    pub kind: String,
    /// How sure: `medium` or `high`.
    pub confidence: String,
    /// Its shape, every digit and letter masked.
    pub mask: String,
}

/// Something that could not be looked into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unlooked {
    /// Which file.
    pub file: String,
    /// Why, as a word that stays the same.
    pub why: String,
}

/// What a look came to; nothing of what was found is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// Files looked through, those inside of archives one by one.
    pub files: u64,
    /// Finds by the code of their kind.
    pub counts: BTreeMap<String, u64>,
    /// The first places.
    pub places: Vec<Place>,
    /// What could not be looked into.
    pub unlooked: Vec<Unlooked>,
    /// How many of these there are.
    pub unlooked_count: u64,
    /// Pictures, sound and video: what they show is not known, and whoever approves looks.
    pub media: u64,
    /// Open source in it.
    #[serde(default)]
    pub packages: Packages,
}

/// A file, looked through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, masked.
    pub name: String,
    /// How long it is.
    pub size_bytes: i64,
    /// Its SHA-256.
    pub sha256: [u8; 32],
    /// What is in it.
    pub looked: Looked,
}

/// The name of a kind, by its code.
pub fn kind_of(code: &str, lang: Lang) -> &'static str {
    let kind = Kind::ALL.into_iter().find(|it| it.code() == code);
    kind.map_or("?", |it| if lang == Lang::Ko { it.ko() } else { it.en() })
}

/// Looks through a file and the name of it; packages in it are asked about with these data.
pub fn look(name: &str, bytes: &[u8], data: Option<&Advisories>) -> Result<File, DataError> {
    let mut eye = Eye { top: name.to_owned(), ..Eye::default() };
    unpack(name, Cursor::new(bytes), Limits::for_archive(bytes.len() as u64), &mut eye);
    let shown = if eye.is_top_told {
        masked(name, &scan(name.as_bytes(), options()))
    } else {
        eye.named(name)
    };
    let packages = eye.open_source.judged(data)?;
    Ok(File {
        name: shown,
        size_bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        sha256: digest(&SHA256, bytes).as_ref().try_into().expect("SHA-256 has 32 bytes"),
        looked: Looked { packages, ..eye.looked },
    })
}

impl Looked {
    /// What it comes to under a mode.
    pub fn verdict(&self, mode: Mode) -> Verdict {
        let of = |code: &String| Kind::ALL.into_iter().find(|it| it.code() == code);
        let found: Vec<Kind> = self.counts.keys().filter_map(of).collect();
        let is_barred = |it: &Kind| match mode {
            Mode::None => it.is_personal() || it.is_secret(),
            Mode::Pseudonymised => it.is_unique_identifier() || it.is_secret(),
        };
        if found.iter().any(is_barred) || self.packages.grave > 0 {
            return Verdict::Broken;
        }
        // A list that nobody could read says nothing of what is in it.
        let is_unread = !self.packages.data.is_empty() && !self.packages.unread.is_empty();
        if self.unlooked_count > 0 || self.files == 0 || is_unread {
            return Verdict::Unjudged;
        }
        if found.iter().any(|it| it.is_personal()) { Verdict::Registered } else { Verdict::Clean }
    }
}

/// Who is shown every file.
#[derive(Default)]
struct Eye {
    looked: Looked,
    /// The name of the file itself, and whether it was told of already.
    top: String,
    is_top_told: bool,
    open_source: Named,
}

fn options() -> Options<'static> {
    Options { confidence_min: Confidence::Medium, hits_max: PLACES_MAX, fingerprint: None }
}

impl Eye {
    fn note(&mut self, file: &str, report: &Report, is_name: bool) {
        for (kind, count) in &report.counts {
            *self.looked.counts.entry(kind.code().to_owned()).or_default() += count;
        }
        let left = PLACES_MAX.saturating_sub(self.looked.places.len());
        let places = report.hits.iter().take(left).map(|hit| Place {
            file: file.to_owned(),
            line: if is_name { 0 } else { hit.line },
            kind: hit.kind.code().to_owned(),
            confidence: match hit.confidence {
                Confidence::High => "high".to_owned(),
                Confidence::Medium | Confidence::Low => "medium".to_owned(),
            },
            mask: cut(&hit.masked),
        });
        self.looked.places.extend(places);
    }

    /// A name as it may be shown: what is a find in it is masked, and noted.
    fn named(&mut self, name: &str) -> String {
        self.is_top_told |= name == self.top;
        let shown = masked(name, &scan(name.as_bytes(), options()));
        // What lies in an archive bears its name too; that is told of once.
        let own = name.rsplit("!/").next().unwrap_or(name);
        self.note(&shown, &scan(own.as_bytes(), options()), true);
        shown
    }
}

/// A name with every find in it masked.
fn masked(name: &str, report: &Report) -> String {
    let at = |place: u64| usize::try_from(place).unwrap_or(usize::MAX).min(name.len());
    let mut out = String::new();
    let mut from = 0;
    for hit in &report.hits {
        let (start, end) = (at(hit.start), at(hit.end));
        let (Some(before), true) = (name.get(from..start), end >= start) else {
            // Not where letters begin: nothing of the name is shown.
            return "*".repeat(name.chars().count().min(NAME_CHARS_MAX));
        };
        out.push_str(before);
        out.push_str(&hit.masked);
        from = end;
    }
    match name.get(from..) {
        Some(rest) => out.push_str(rest),
        None => return "*".repeat(name.chars().count().min(NAME_CHARS_MAX)),
    }
    cut(&out)
}

fn cut(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(plain).take(NAME_CHARS_MAX).collect()
}

impl Visit for Eye {
    fn file(&mut self, name: &str, bytes: &mut dyn Read) -> io::Result<()> {
        let mut scanner = Sight::new(options(), name);
        let mut piece = vec![0; 64 << 10];
        let mut is_first = true;
        let kind = packages::kind_of(name);
        let mut kept = kind.map(|_| Vec::new());
        loop {
            let read = bytes.read(&mut piece)?;
            if read == 0 {
                break;
            }
            if is_first && form_of(&piece[..read], name) == Form::Media {
                self.looked.media += 1;
            }
            is_first = false;
            scanner.push(&piece[..read]);
            match &mut kept {
                Some(it) if it.len() + read <= LIST_BYTES_MAX => {
                    it.extend_from_slice(&piece[..read]);
                }
                _ => kept = None,
            }
        }
        let shown = self.named(name);
        self.open_source.by_name(name, &shown);
        if let Some(kind) = kind {
            self.open_source.by_content(kind, kept.as_deref(), &shown);
        }
        let report = scanner.finish();
        self.looked.files += 1;
        self.note(&shown, &report, false);
        Ok(())
    }

    fn unread(&mut self, name: &str, why: Unread) {
        let shown = self.named(name);
        self.looked.unlooked_count += 1;
        if self.looked.unlooked.len() < UNLOOKED_MAX {
            let why = match why {
                Unread::Broken(_) => "broken".to_owned(),
                Unread::Encrypted => "encrypted".to_owned(),
                Unread::Format(format) => format!("format: {format}"),
                Unread::TooDeep(_) => "too-deep".to_owned(),
                Unread::TooLarge(_) => "too-large".to_owned(),
                Unread::TooMany(_) => "too-many".to_owned(),
            };
            self.looked.unlooked.push(Unlooked { file: shown, why });
        }
    }
}
