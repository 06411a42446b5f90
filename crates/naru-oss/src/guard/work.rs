//! The looking itself: as many threads as the machine has cores take files, and parts of large
//! files, one after the other. What comes out does not depend on who took what.

use super::args::Mode;
use super::list::Listed;
use super::rules::{About, Rules, Used};
use super::seen::{Looked, Seen, masked_name};
use jiff::civil::Date;
use naru_sbom::guard::{
    Confidence, FORM_BYTES, Fingerprint, Form, Head, Limits, Options, PIECE_BYTES, Report, Scanner,
    Sight, Unread, Visit, form_of, holds_files, unpack, unpack_embedded,
};
use naru_sbom::lock;
use ring::digest;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::os::unix::fs::FileExt as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Files beyond this are worked on in parts, by as many threads as there are.
const PART_BYTES: u64 = 4 << 20;
/// Files up to this are read at once.
const WHOLE_BYTES: u64 = 2 * PART_BYTES;
/// Bytes before a part that its first words may need, and after it its last number.
const AROUND_BYTES: usize = 1024;
/// Bytes in which a mark of a file in base64 may have begun.
const MARK_BYTES: usize = 32;
/// The most finds that are kept of one file; the counts go on.
const FILE_HITS_MAX: usize = 1_000;
/// The largest lock file inside of an archive that is kept to be asked about.
const KEPT_BYTES_MAX: usize = 32 << 20;

/// What everybody needs to know.
pub(super) struct Task<'a> {
    pub(super) confidence_min: Confidence,
    pub(super) rules: &'a Rules,
    pub(super) mode: Mode,
    pub(super) today: Date,
    /// Whether lock files inside of archives are kept.
    pub(super) keeps_packages: bool,
}

/// A piece of work.
struct Job {
    /// Which file of the list.
    file: usize,
    /// The part of it, if it is worked on in parts.
    part: Option<u64>,
}

/// A file that is worked on in parts.
struct Split {
    head: Head,
    reports: Mutex<BTreeMap<u64, io::Result<Report>>>,
    /// Whether one of the parts may hold files in base64.
    holds_files: AtomicBool,
    left: AtomicUsize,
}

/// Looks at every file.
pub(super) fn look(files: &[Listed], task: &Task<'_>, make: impl Fn() -> Keyed + Sync) -> Seen {
    let mut jobs = Vec::new();
    let mut splits = BTreeMap::new();
    for (file, listed) in files.iter().enumerate() {
        match split(listed) {
            Some((head, parts)) => {
                let left = AtomicUsize::new(usize::try_from(parts).unwrap_or(usize::MAX));
                splits.insert(
                    file,
                    Split {
                        head,
                        reports: Mutex::default(),
                        holds_files: AtomicBool::new(false),
                        left,
                    },
                );
                jobs.extend((0..parts).map(|part| Job { file, part: Some(part) }));
            }
            None => jobs.push(Job { file, part: None }),
        }
    }
    let next = AtomicUsize::new(0);
    let seen = Mutex::new(Seen::default());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let work = || {
        let keyed = make();
        let sum = |plain: &[u8]| keyed.as_ref().map_or(0, |sum| sum(plain));
        let fingerprint = keyed.is_some().then_some(&sum as Fingerprint<'_>);
        let confidence_min = task.confidence_min;
        let options = Options { confidence_min, hits_max: FILE_HITS_MAX, fingerprint };
        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let listed = &files[job.file];
            let mut part = Seen::default();
            match (job.part, splits.get(&job.file)) {
                (Some(at), Some(split)) => {
                    take_part(listed, at, split, Look { task, options, seen: &mut part })
                }
                _ => whole(listed, Look { task, options, seen: &mut part }),
            }
            part.place(job.file);
            seen.lock().expect("nobody panics while adding").absorb(part);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..cores.min(jobs.len()) {
            scope.spawn(work);
        }
        work();
    });
    let mut seen = seen.into_inner().expect("nobody panics while adding");
    seen.finish();
    seen
}

/// Who looks, how, and where it is noted.
struct Look<'a> {
    task: &'a Task<'a>,
    options: Options<'a>,
    seen: &'a mut Seen,
}

/// A keyed hash of a find, made anew for each thread.
pub(super) type Keyed = Option<Box<dyn Fn(&[u8]) -> u64>>;

/// How a large file that is no archive is divided.
fn split(listed: &Listed) -> Option<(Head, u64)> {
    if listed.bytes <= WHOLE_BYTES {
        return None;
    }
    let mut first = Vec::new();
    let mut file = File::open(&listed.path).ok()?;
    file.by_ref().take(PIECE_BYTES as u64).read_to_end(&mut first).ok()?;
    let mut tail = [0; 22];
    let at = listed.bytes - tail.len() as u64;
    file.read_exact_at(&mut tail, at).ok()?;
    let is_plain = form_of(&first, &listed.name) == Form::Plain;
    let head = Head::of(&first);
    let may = is_plain && head.may_be_split() && !tail.starts_with(b"PK\x05\x06");
    may.then(|| (head, listed.bytes.div_ceil(PART_BYTES)))
}

fn take_part(listed: &Listed, at: u64, split: &Split, look: Look<'_>) {
    let report = scan_part(listed, at, split, look.options);
    let mut reports = split.reports.lock().expect("nobody panics while adding");
    reports.insert(at, report);
    if split.left.fetch_sub(1, Ordering::AcqRel) > 1 {
        return;
    }
    let mut whole = Report::default();
    for (_, report) in std::mem::take(&mut *reports) {
        match report {
            Ok(report) => whole.append(report),
            Err(e) => look.seen.not_read(&listed.name, Unread::Broken(e.to_string())),
        }
    }
    whole.hits.truncate(FILE_HITS_MAX);
    let mut looker = Looker { look, listed, sha256: None, buffer: Vec::new() };
    looker.settle(&listed.name, whole);
    if !split.holds_files.load(Ordering::Acquire) {
        return;
    }
    let limits = Limits::for_archive(listed.bytes);
    match File::open(&listed.path) {
        Ok(mut file) => unpack_embedded(&listed.name, &mut file, limits, &mut looker),
        Err(e) => looker.look.seen.not_read(&listed.name, Unread::Broken(e.to_string())),
    }
}

/// Scans from the first line that begins in a part to the first that begins after it.
fn scan_part(listed: &Listed, at: u64, split: &Split, options: Options<'_>) -> io::Result<Report> {
    let file = File::open(&listed.path)?;
    let Some(start) = line_from(&file, at * PART_BYTES, Some((at + 1) * PART_BYTES))? else {
        return Ok(Report::default());
    };
    let end = line_from(&file, (at + 1) * PART_BYTES, None)?.unwrap_or(u64::MAX);
    let mut before = vec![0; AROUND_BYTES.min(usize::try_from(start).unwrap_or(AROUND_BYTES))];
    let at = start - before.len() as u64;
    file.read_exact_at(&mut before, at)?;
    let mut scanner = Scanner::part(options, split.head, start, &before);
    // Before each piece stand the last bytes of the one before.
    let mut buffer = vec![0; MARK_BYTES + PIECE_BYTES];
    let mut place = start;
    while place < end {
        let most = usize::try_from(end - place).unwrap_or(usize::MAX).min(PIECE_BYTES);
        let count = file.read_at(&mut buffer[MARK_BYTES..MARK_BYTES + most], place)?;
        if count == 0 {
            break;
        }
        scanner.push(&buffer[MARK_BYTES..MARK_BYTES + count]);
        if holds_files(&buffer[..MARK_BYTES + count]) {
            split.holds_files.store(true, Ordering::Release);
        }
        buffer.copy_within(count..MARK_BYTES + count, 0);
        place += count as u64;
    }
    let count = file.read_at(&mut buffer[..AROUND_BYTES], place)?;
    Ok(scanner.finish_part(&buffer[..count]))
}

/// Where the first line begins at or after a place and before another; at the start of the file
/// that is there.
fn line_from(file: &File, from: u64, before: Option<u64>) -> io::Result<Option<u64>> {
    if from == 0 {
        return Ok(Some(0));
    }
    let mut buffer = vec![0; PIECE_BYTES];
    let mut place = from - 1;
    loop {
        if before.is_some_and(|before| place + 1 >= before) {
            return Ok(None);
        }
        let count = file.read_at(&mut buffer, place)?;
        if count == 0 {
            return Ok(None);
        }
        if let Some(at) = buffer[..count].iter().position(|byte| *byte == b'\n') {
            let start = place + at as u64 + 1;
            return Ok(Some(start).filter(|start| before.is_none_or(|before| *start < before)));
        }
        place += count as u64;
    }
}

fn whole(listed: &Listed, look: Look<'_>) {
    let limits = Limits::for_archive(listed.bytes);
    let mut looker = Looker { look, listed, sha256: None, buffer: Vec::new() };
    let opened = if listed.bytes <= WHOLE_BYTES {
        std::fs::read(&listed.path)
            .map(|bytes| unpack(&listed.name, Cursor::new(bytes), limits, &mut looker))
    } else {
        File::open(&listed.path).map(|file| unpack(&listed.name, file, limits, &mut looker))
    };
    if let Err(e) = opened {
        looker.look.seen.not_read(&listed.name, Unread::Broken(e.to_string()));
    }
}

struct Looker<'a> {
    look: Look<'a>,
    /// The file as it lies there; what is looked at may be inside of it.
    listed: &'a Listed,
    sha256: Option<Option<String>>,
    buffer: Vec<u8>,
}

impl Visit for Looker<'_> {
    fn file(&mut self, name: &str, bytes: &mut dyn Read) -> io::Result<()> {
        let mut scanner = Sight::new(self.look.options, name);
        let is_inner = name != self.listed.name;
        let is_lock = self.look.task.keeps_packages && is_inner && is_package_file(name);
        let mut kept = is_lock.then(Vec::new);
        let mut head = Vec::new();
        let mut count_all = 0_usize;
        self.buffer.resize(PIECE_BYTES, 0);
        let read = loop {
            match bytes.read(&mut self.buffer) {
                Ok(0) => break Ok(()),
                Ok(count) => {
                    let piece = &self.buffer[..count];
                    let wanted = FORM_BYTES.saturating_sub(head.len()).min(count);
                    head.extend_from_slice(&piece[..wanted]);
                    count_all = count_all.saturating_add(count);
                    if let Some(kept) = kept.as_mut().filter(|_| count_all <= KEPT_BYTES_MAX) {
                        kept.extend_from_slice(piece);
                    }
                    scanner.push(piece);
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => break Err(e),
            }
        };
        self.look.seen.media += u64::from(form_of(&head, name) == Form::Media);
        self.settle(name, scanner.finish());
        if let Some(kept) = kept.filter(|_| count_all <= KEPT_BYTES_MAX && read.is_ok()) {
            self.look.seen.kept.push((name.to_owned(), kept));
        }
        read
    }

    fn unread(&mut self, name: &str, why: Unread) {
        self.look.seen.not_read(name, why);
    }
}

/// Whether a file inside of an archive says which packages are used.
fn is_package_file(name: &str) -> bool {
    let inner = name.rsplit("!/").next().unwrap_or(name);
    let last = inner.rsplit('/').next().unwrap_or(inner);
    lock::format_of(&format!("/{inner}")).is_some() || crate::walk::is_bom_name(last)
}

impl Looker<'_> {
    /// Judges what was found in a file, and in its name.
    fn settle(&mut self, name: &str, report: Report) {
        let (shown, in_name) = masked_name(name, self.look.options);
        self.look.seen.files += 1;
        self.look.seen.bytes += report.bytes;
        let mut counts = report.counts;
        for hit in &in_name {
            *counts.entry(hit.kind).or_default() += 1;
        }
        if counts.is_empty() {
            return;
        }
        let mut used = Used::default();
        let mut standings = BTreeMap::new();
        for (kind, count) in counts {
            let needs_hash = self.look.task.mode == Mode::Pseudonymised
                && self.look.task.rules.has_datasets()
                && kind.is_personal();
            let sha256 = if needs_hash { self.sha256() } else { None };
            let today = self.look.task.today;
            let about = About { name, mode: self.look.task.mode, sha256: sha256.as_deref(), today };
            let standing = self.look.task.rules.of(&about, kind, &mut used);
            standings.insert(kind, (standing, count));
        }
        self.look.seen.used.absorb(used);
        let looked = Looked { name: shown, hits: report.hits, in_name, standings };
        self.look.seen.found(looked);
    }

    /// Of the file as it lies there.
    fn sha256(&mut self) -> Option<String> {
        let path = &self.listed.path;
        self.sha256
            .get_or_insert_with(|| {
                let mut file = File::open(path).ok()?;
                let mut context = digest::Context::new(&digest::SHA256);
                let mut buffer = vec![0; PIECE_BYTES];
                loop {
                    match file.read(&mut buffer) {
                        Ok(0) => break,
                        Ok(count) => context.update(&buffer[..count]),
                        Err(_) => return None,
                    }
                }
                Some(data_encoding::HEXLOWER.encode(context.finish().as_ref()))
            })
            .clone()
    }
}
