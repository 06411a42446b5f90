//! What lies inside of archives: zip (and what is zip under another name: jar, docx, hwpx, whl),
//! tar and gzip, and what text holds in base64 (attachments of mails, `data:` addresses), one in
//! another, with everything bounded.
//!
//! Whatever cannot be looked into is told, never left out in silence: for a guard it is the same
//! as not looked at. **Must never** trust what a head claims about lengths: bytes are counted as
//! they come.

use std::cell::Cell;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

use super::embedded::Embedded;
use super::form::{FORM_BYTES, Form, form_of};
use flate2::read::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

/// How far archives are unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Archives inside of archives.
    pub depth_max: usize,
    /// Entries of one outer archive, inner ones included.
    pub entries_max: u64,
    /// Bytes that one outer archive may unpack to, inner ones included.
    pub unpacked_bytes_max: u64,
    /// The largest zip inside of another archive: it is held in memory, for its table of contents
    /// stands at its end.
    pub nested_bytes_max: u64,
}

impl Limits {
    /// For an archive of that size: what honest data packs to, and no bomb.
    #[must_use]
    pub fn for_archive(bytes: u64) -> Self {
        const RATIO_MAX: u64 = 200;
        const ALWAYS: u64 = 64 << 20;
        Self {
            depth_max: 5,
            entries_max: 1_000_000,
            unpacked_bytes_max: bytes.saturating_mul(RATIO_MAX).saturating_add(ALWAYS),
            nested_bytes_max: 64 << 20,
        }
    }
}

/// Why something was not looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// It is damaged, or its bytes cannot be had; in the words of whoever read it.
    Broken(String),
    /// It needs a password.
    Encrypted,
    /// A format that is not unpacked here, by name.
    Format(&'static str),
    /// Archives in archives beyond the limit.
    TooDeep(usize),
    /// It unpacks to more than so many bytes.
    TooLarge(u64),
    /// It holds more than so many entries.
    TooMany(u64),
}

/// Who is told what lies inside.
pub trait Visit {
    /// A file that is no archive, with its bytes as they come.
    ///
    /// # Errors
    /// What its bytes gave; the walk tells it to `unread` and goes on.
    fn file(&mut self, name: &str, bytes: &mut dyn Read) -> io::Result<()>;

    /// Something that could not be looked into, or not to its end.
    fn unread(&mut self, name: &str, why: Unread);
}

/// What is left of the limits.
struct Budget {
    bytes: Cell<u64>,
    entries: Cell<u64>,
    limits: Limits,
}

/// Something was used up: nothing more is unpacked.
struct Spent;

/// Counts what comes out of an archive.
struct Counted<'b, R> {
    inner: R,
    budget: &'b Budget,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let left = self.budget.bytes.get().checked_sub(count as u64);
        self.budget.bytes.set(left.unwrap_or(0));
        match left {
            Some(_) => Ok(count),
            None => Err(io::Error::other("it unpacks to more than the limit")),
        }
    }
}

/// Bytes on their way to whoever reads them, watched for files that are written into them.
struct Watched<'a> {
    inner: &'a mut dyn Read,
    embedded: &'a mut Embedded,
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.embedded.push(&buffer[..count]);
        Ok(count)
    }
}

impl Budget {
    fn of(limits: Limits) -> Self {
        Self {
            bytes: Cell::new(limits.unpacked_bytes_max),
            entries: Cell::new(limits.entries_max),
            limits,
        }
    }

    fn is_spent(&self) -> bool {
        self.bytes.get() == 0
    }

    fn entry(&self) -> Result<(), Unread> {
        match self.entries.get().checked_sub(1) {
            Some(left) => {
                self.entries.set(left);
                Ok(())
            }
            None => Err(Unread::TooMany(self.limits.entries_max)),
        }
    }
}

/// Looks into a file from a place that can be gone back in: the file itself, if it is no archive.
pub fn unpack<R: Read + Seek>(name: &str, mut source: R, limits: Limits, visit: &mut dyn Visit) {
    let budget = Budget::of(limits);
    let mut head = Vec::with_capacity(FORM_BYTES);
    let begun = source
        .by_ref()
        .take(FORM_BYTES as u64)
        .read_to_end(&mut head)
        .and_then(|_| source.rewind());
    if let Err(e) = begun {
        return visit.unread(name, Unread::Broken(e.to_string()));
    }
    let mut walk = Walk { budget: &budget, visit };
    let form = form_of(&head, name);
    // A zip may have something else before it: a program that unpacks itself.
    let is_other = matches!(form, Form::Plain | Form::Media);
    let done = if form == Form::Zip || (is_other && ends_as_zip(&mut source)) {
        let before = if is_other { walk.plain(name, &mut source, 0) } else { Ok(()) };
        before.and_then(|()| walk.zip(name, source, 0))
    } else {
        walk.stream(name, &mut source, 0)
    };
    // What was used up has been told where it happened.
    drop(done);
}

/// Looks into what a text holds in base64 and leaves the text itself out: for whoever works on a
/// large one in parts, and found there that it [holds files](super::holds_files).
pub fn unpack_embedded(name: &str, source: &mut dyn Read, limits: Limits, visit: &mut dyn Visit) {
    let budget = Budget::of(limits);
    let mut walk = Walk { budget: &budget, visit };
    let mut embedded = Embedded::new(limits.nested_bytes_max);
    let mut piece = vec![0; super::PIECE_BYTES];
    loop {
        let count = match source.read(&mut piece) {
            Ok(count) => count,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => {
                // What was used up has been told where it happened.
                drop(walk.broken(name, e));
                return;
            }
        };
        embedded.push(&piece[..count]);
        if count == 0 {
            embedded.finish();
        }
        if walk.embedded(name, &mut embedded, 0).is_err() || count == 0 {
            return;
        }
    }
}

/// Whether the last bytes are the end of a zip's table of contents.
fn ends_as_zip<R: Read + Seek>(source: &mut R) -> bool {
    const END_BYTES: i64 = 22;
    let mut end = [0; 4];
    let read = source
        .seek(SeekFrom::End(-END_BYTES))
        .and_then(|_| source.read_exact(&mut end))
        .is_ok_and(|()| end == *b"PK\x05\x06");
    source.rewind().is_ok() && read
}

struct Walk<'a> {
    budget: &'a Budget,
    visit: &'a mut dyn Visit,
}

impl Walk<'_> {
    /// Tells what is wrong; ends everything if the limit is used up.
    fn broken(&mut self, name: &str, why: impl ToString) -> Result<(), Spent> {
        if self.budget.is_spent() {
            self.visit.unread(name, Unread::TooLarge(self.budget.limits.unpacked_bytes_max));
            return Err(Spent);
        }
        self.visit.unread(name, Unread::Broken(why.to_string()));
        Ok(())
    }

    /// A file that is no archive, and what it holds in base64.
    fn plain(&mut self, name: &str, source: &mut dyn Read, depth: usize) -> Result<(), Spent> {
        let mut embedded = Embedded::new(self.budget.limits.nested_bytes_max);
        let read = self.visit.file(name, &mut Watched { inner: source, embedded: &mut embedded });
        read.or_else(|e| self.broken(name, e))?;
        embedded.finish();
        self.embedded(name, &mut embedded, depth)
    }

    /// The files that were written into another, as far as they are whole.
    fn embedded(&mut self, name: &str, embedded: &mut Embedded, depth: usize) -> Result<(), Spent> {
        if embedded.is_beyond() {
            self.visit.unread(name, Unread::TooLarge(self.budget.limits.nested_bytes_max));
        }
        for (number, bytes) in embedded.take() {
            let inner = format!("{name}!/part-{number}");
            if depth >= self.budget.limits.depth_max {
                self.visit.unread(&inner, Unread::TooDeep(self.budget.limits.depth_max));
                return Ok(());
            }
            if let Err(why) = self.budget.entry() {
                self.visit.unread(name, why);
                return Err(Spent);
            }
            let budget = self.budget;
            self.stream(&inner, &mut Counted { inner: Cursor::new(bytes), budget }, depth + 1)?;
        }
        Ok(())
    }

    fn stream(&mut self, name: &str, mut source: &mut dyn Read, depth: usize) -> Result<(), Spent> {
        let mut head = Vec::with_capacity(FORM_BYTES);
        if let Err(e) = Read::by_ref(&mut source).take(FORM_BYTES as u64).read_to_end(&mut head) {
            return self.broken(name, e);
        }
        let form = form_of(&head, name);
        let mut whole = Cursor::new(head).chain(source);
        let is_archive = matches!(form, Form::Gzip | Form::Tar | Form::Zip);
        if is_archive && depth >= self.budget.limits.depth_max {
            self.visit.unread(name, Unread::TooDeep(self.budget.limits.depth_max));
            return Ok(());
        }
        match form {
            Form::Plain | Form::Media => self.plain(name, &mut whole, depth),
            Form::Opaque(word) => {
                self.visit.unread(name, Unread::Format(word));
                self.visit.file(name, &mut whole).or_else(|e| self.broken(name, e))
            }
            Form::Gzip => {
                let budget = self.budget;
                let mut unpacked = Counted { inner: MultiGzDecoder::new(whole), budget };
                self.stream(name, &mut unpacked, depth + 1)
            }
            Form::Tar => self.tar(name, &mut whole, depth),
            Form::Zip => {
                let most = self.budget.limits.nested_bytes_max;
                let mut held = Vec::new();
                match whole.take(most + 1).read_to_end(&mut held) {
                    Ok(_) if held.len() as u64 > most => {
                        self.visit.unread(name, Unread::TooLarge(most));
                        Ok(())
                    }
                    Ok(_) => self.zip(name, Cursor::new(held), depth),
                    Err(e) => self.broken(name, e),
                }
            }
        }
    }

    fn tar(&mut self, name: &str, source: &mut dyn Read, depth: usize) -> Result<(), Spent> {
        let mut archive = tar::Archive::new(source);
        // Raw: the crate would hold a long name in memory, however long it claims to be.
        let entries = match archive.entries() {
            Ok(entries) => entries.raw(true),
            Err(e) => return self.broken(name, e),
        };
        let mut long = None;
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(e) => return self.broken(name, e),
            };
            if let Err(why) = self.budget.entry() {
                self.visit.unread(name, why);
                return Err(Spent);
            }
            let kind = entry.header().entry_type();
            if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
                match long_name(&mut entry, kind.is_pax_local_extensions()) {
                    Ok(found) => long = found.or(long),
                    Err(e) => self.broken(name, e)?,
                }
                continue;
            }
            let own = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let inner = format!("{name}!/{}", long.take().unwrap_or(own));
            if !kind.is_dir() && entry.size() > 0 {
                let budget = self.budget;
                self.stream(&inner, &mut Counted { inner: entry, budget }, depth + 1)?;
            }
        }
        Ok(())
    }

    fn zip<R: Read + Seek>(
        &mut self,
        name: &str,
        mut source: R,
        depth: usize,
    ) -> Result<(), Spent> {
        if let Err(why) = contents_bytes(&mut source).and_then(within_contents) {
            self.visit.unread(name, why);
            return Ok(());
        }
        let mut archive = match ZipArchive::new(source) {
            Ok(archive) => archive,
            Err(e) => return self.broken(name, e),
        };
        // Its cells are written in a way of its own.
        if archive.file_names().any(|it| it.is_ok_and(|it| it.ends_with("xl/workbook.bin"))) {
            self.visit.unread(name, Unread::Format("xlsb"));
        }
        for at in 0..archive.len() {
            if let Err(why) = self.budget.entry() {
                self.visit.unread(name, why);
                return Err(Spent);
            }
            let known = archive.name_for_index(at);
            let known = known.and_then(Result::ok).map(|it| it.into_owned());
            let inner = format!("{name}!/{}", known.unwrap_or_else(|| at.to_string()));
            match archive.by_index(at) {
                Ok(entry) if entry.size() == 0 && entry.compressed_size() == 0 => {}
                Ok(entry) => {
                    let budget = self.budget;
                    self.stream(&inner, &mut Counted { inner: entry, budget }, depth + 1)?;
                }
                Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                    self.visit.unread(&inner, Unread::Encrypted);
                }
                Err(ZipError::CompressionMethodNotSupported(_)) => {
                    self.visit.unread(&inner, Unread::Format("zip, another compression"));
                }
                Err(e) => self.broken(&inner, e)?,
            }
        }
        Ok(())
    }
}

/// The most bytes of a zip's table of contents: some 300,000 names. It is held in memory.
const CONTENTS_BYTES_MAX: u64 = 16 << 20;

fn within_contents(bytes: u64) -> Result<(), Unread> {
    const ENTRY_BYTES: u64 = 46;
    if bytes > CONTENTS_BYTES_MAX {
        return Err(Unread::TooMany(CONTENTS_BYTES_MAX / ENTRY_BYTES));
    }
    Ok(())
}

/// How long a zip's table of contents is: from where it begins to the end of the file.
fn contents_bytes<R: Read + Seek>(source: &mut R) -> Result<u64, Unread> {
    /// The end record with the longest comment, and the record of 64 bits before it.
    const TAIL_BYTES: u64 = 22 + 65_535 + 20 + 56;
    let broken = |e: io::Error| Unread::Broken(e.to_string());
    let length = source.seek(SeekFrom::End(0)).map_err(broken)?;
    source.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES))).map_err(broken)?;
    let mut tail = Vec::new();
    source.by_ref().take(TAIL_BYTES).read_to_end(&mut tail).map_err(broken)?;
    source.rewind().map_err(broken)?;
    let number = |at: usize, count: usize| {
        let bytes = tail.get(at..at + count)?;
        Some(bytes.iter().rev().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)))
    };
    let wide = memchr::memmem::rfind(&tail, b"PK\x06\x06").and_then(|at| number(at + 40, 8));
    let usual = memchr::memmem::rfind(&tail, b"PK\x05\x06").and_then(|at| number(at + 12, 4));
    match (usual, wide) {
        (Some(0xFFFF_FFFF), Some(wide)) => Ok(wide),
        (Some(usual), _) => Ok(usual),
        // Without an end record it is no zip; whoever opens it says so in better words.
        (None, _) => Ok(0),
    }
}

/// The name that stands in an entry of its own before the entry that it names; of a name longer
/// than 64 KiB the beginning. Whoever reads a tar takes its raw entries and asks here: else a name
/// is held in memory, however long it claims to be.
///
/// # Errors
/// What reading the entry gave.
pub fn long_name(entry: &mut dyn Read, is_pax: bool) -> io::Result<Option<String>> {
    const NAME_BYTES_MAX: u64 = 64 << 10;
    let mut bytes = Vec::new();
    entry.take(NAME_BYTES_MAX).read_to_end(&mut bytes)?;
    if is_pax {
        // Records of "length key=value\n".
        let from = memchr::memmem::find(&bytes, b" path=").map(|at| at + b" path=".len());
        let value = from.map(|from| &bytes[from..]);
        let line = value.map(|it| &it[..memchr::memchr(b'\n', it).unwrap_or(it.len())]);
        return Ok(line.map(|it| String::from_utf8_lossy(it).into_owned()));
    }
    let end = memchr::memchr(0, &bytes).unwrap_or(bytes.len());
    Ok(Some(String::from_utf8_lossy(&bytes[..end]).into_owned()))
}
