//! A scan over a stream: pieces of any size come in, a window of bounded size is kept.

use std::collections::BTreeMap;

use super::context::{self, Words};
use super::identifiers::{self, Text};
use super::number::digit_at;
use super::{Find, Hit, Kind, Options, Report, secrets};

/// Bytes that are worked on at once.
pub const PIECE_BYTES: usize = 64 * 1024;

/// Bytes kept behind the place that was reached, for the words before a find.
const BEHIND_BYTES: usize = 160;

/// Bytes that must be there after a find's beginning before it is judged.
const AHEAD_BYTES: usize = secrets::AHEAD_BYTES + 64;

/// Bytes by which it is told how a file is written.
const HEAD_BYTES: usize = 4096;

/// Whether this is the beginning of no text: bytes that no text in any writing has.
pub(super) fn is_binary(head: &[u8]) -> bool {
    // Escapes of terminals and form feeds stand in logs and listings.
    let is_odd =
        |it: &u8| !matches!(*it, b'\t' | b'\n' | 0x08..=0x0D | 0x1B | 0x20..=0x7E | 0x80..);
    matches!(encoding_of(head), Encoding::Bytes | Encoding::Open) && head.iter().any(is_odd)
}

/// How the bytes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    /// Not known yet: too few bytes.
    Open,
    /// UTF-8, CP949 or anything else in which ASCII is ASCII.
    Bytes,
    /// UTF-16, the low byte first or last.
    Utf16 { is_little: bool },
    /// UTF-32, the same.
    Utf32 { is_little: bool },
}

/// What the beginning of a file says of all of it.
#[derive(Debug, Clone, Copy)]
pub struct Head {
    encoding: Encoding,
    header: Words,
}

impl Head {
    /// Of a file that begins so; 64 KiB are enough.
    #[must_use]
    pub fn of(first: &[u8]) -> Self {
        let encoding = encoding_of(&first[..first.len().min(HEAD_BYTES)]);
        Self { encoding, header: header_of(first) }
    }

    /// Whether parts of the file that begin after a line break can be scanned by themselves.
    #[must_use]
    pub const fn may_be_split(self) -> bool {
        matches!(self.encoding, Encoding::Bytes)
    }
}

/// A scan that is under way.
#[derive(Debug)]
pub struct Scanner<'f> {
    options: Options<'f>,
    encoding: Encoding,
    /// Bytes that came in and are not yet part of the window.
    raw: Vec<u8>,
    window: Vec<u8>,
    /// Up to here the window has been looked at for numbers and for secrets.
    numbers_at: usize,
    secrets_at: usize,
    /// Where the window begins in the input, and the line there.
    base: u64,
    line: u64,
    header: Option<Words>,
    report: Report,
    counts: BTreeMap<Kind, u64>,
}

impl<'f> Scanner<'f> {
    /// A scan of nothing so far.
    #[must_use]
    pub fn new(options: Options<'f>) -> Self {
        Self {
            options,
            encoding: Encoding::Open,
            raw: Vec::new(),
            window: Vec::new(),
            numbers_at: 0,
            secrets_at: 0,
            base: 0,
            line: 1,
            header: None,
            report: Report::default(),
            counts: BTreeMap::new(),
        }
    }

    /// A scan of a part of a file that begins right after a line break; `start` is its place in
    /// the file, `before` what stands before it, of which nothing is reported. Lines are counted
    /// from 1 at the beginning of the part.
    ///
    /// A file may be worked on in parts if [`Head::may_be_split`].
    #[must_use]
    pub fn part(options: Options<'f>, head: Head, start: u64, before: &[u8]) -> Self {
        let before = &before[before.len().saturating_sub(BEHIND_BYTES)..];
        Self {
            encoding: head.encoding,
            window: before.to_vec(),
            numbers_at: before.len(),
            secrets_at: before.len(),
            base: start.saturating_sub(before.len() as u64),
            line: 1_u64.wrapping_sub(lines_in(before)),
            header: Some(head.header),
            ..Self::new(options)
        }
    }

    /// Ends the scan of a part: `ahead` is what follows in the file, of which nothing is reported.
    #[must_use]
    pub fn finish_part(mut self, ahead: &[u8]) -> Report {
        let ahead = &ahead[..ahead.len().min(AHEAD_BYTES)];
        let to = self.window.len();
        self.window.extend_from_slice(ahead);
        self.look(to, true);
        self.report()
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.report.bytes += bytes.len() as u64;
        for piece in bytes.chunks(PIECE_BYTES) {
            self.take(piece, false);
        }
    }

    /// Ends the scan.
    #[must_use]
    pub fn finish(mut self) -> Report {
        self.take(&[], true);
        self.report()
    }

    fn report(mut self) -> Report {
        self.report.counts = self.counts;
        self.report.lines = self.line.wrapping_sub(1);
        self.report
    }

    fn take(&mut self, piece: &[u8], is_last: bool) {
        if self.encoding == Encoding::Open {
            self.raw.extend_from_slice(piece);
            if self.raw.len() < HEAD_BYTES && !is_last {
                return;
            }
            self.encoding = encoding_of(&self.raw[..self.raw.len().min(HEAD_BYTES)]);
            let raw = std::mem::take(&mut self.raw);
            self.decode(&raw, is_last);
        } else {
            self.decode(piece, is_last);
        }
        let whole = self.window.len();
        let to = if is_last { whole } else { whole.saturating_sub(AHEAD_BYTES) };
        self.look(to, is_last);
    }

    fn decode(&mut self, piece: &[u8], is_last: bool) {
        match self.encoding {
            Encoding::Utf16 { is_little } => {
                self.raw.extend_from_slice(piece);
                self.decode_16(is_little, is_last);
            }
            Encoding::Utf32 { is_little } => {
                self.raw.extend_from_slice(piece);
                self.decode_32(is_little);
            }
            Encoding::Bytes | Encoding::Open => self.window.extend_from_slice(piece),
        }
    }

    fn decode_16(&mut self, is_little: bool, is_last: bool) {
        let mut units: Vec<u16> =
            self.raw.chunks_exact(2).map(|pair| unit_of(pair, is_little)).collect();
        let mut used = units.len() * 2;
        // The first half of a pair waits for the second.
        if !is_last && units.last().is_some_and(|unit| (0xD800..0xDC00).contains(unit)) {
            units.pop();
            used -= 2;
        }
        for decoded in char::decode_utf16(units) {
            self.put(decoded.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        self.raw.drain(..used);
    }

    fn decode_32(&mut self, is_little: bool) {
        let raw = std::mem::take(&mut self.raw);
        let units = raw.chunks_exact(4);
        self.raw.extend_from_slice(units.remainder());
        for unit in units {
            let letter = unit.try_into().ok().map(|unit| {
                if is_little { u32::from_le_bytes(unit) } else { u32::from_be_bytes(unit) }
            });
            self.put(letter.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }

    fn put(&mut self, letter: char) {
        let mut buffer = [0_u8; 4];
        self.window.extend_from_slice(letter.encode_utf8(&mut buffer).as_bytes());
    }

    fn look(&mut self, to: usize, is_last: bool) {
        if to == 0 {
            return;
        }
        let header = *self.header.get_or_insert_with(|| header_of(&self.window));
        let mut finds = Vec::new();
        if self.numbers_at < to {
            let text = Text { bytes: &self.window, header };
            self.numbers_at = identifiers::scan(&text, self.numbers_at, to, &mut finds);
        }
        if self.secrets_at < to {
            secrets::scan(&self.window, self.secrets_at, to, &mut finds);
            self.secrets_at = to;
        }
        finds.sort_by_key(|find| (find.start, std::cmp::Reverse(find.end)));
        self.record(&finds);
        let cut = to.min(self.numbers_at).saturating_sub(BEHIND_BYTES);
        let cut = if is_last { to } else { cut };
        self.base += self.length_in_input(0, cut);
        self.line = self.line.wrapping_add(lines_in(&self.window[..cut]));
        self.window.drain(..cut);
        self.numbers_at = self.numbers_at.saturating_sub(cut);
        self.secrets_at = self.secrets_at.saturating_sub(cut);
    }

    fn record(&mut self, finds: &[Find]) {
        // Walks along with the finds, so that many of them cost no more than one pass.
        let (mut at, mut offset, mut line) = (0, self.base, self.line);
        let mut taken_to = 0;
        for find in finds.iter().filter(|find| find.confidence >= self.options.confidence_min) {
            if find.end <= taken_to {
                continue;
            }
            taken_to = find.end;
            *self.counts.entry(find.kind).or_default() += 1;
            if self.report.hits.len() >= self.options.hits_max {
                continue;
            }
            if find.start >= at {
                offset += self.length_in_input(at, find.start);
                line = line.wrapping_add(lines_in(&self.window[at..find.start]));
                at = find.start;
            }
            let end = offset + self.length_in_input(at, find.end);
            let text = &self.window[find.start..find.end];
            self.report.hits.push(Hit {
                kind: find.kind,
                confidence: find.confidence,
                start: offset,
                end,
                line,
                masked: masked(text),
                fingerprint: self.options.fingerprint.map(|keyed| keyed(&plain(text))),
            });
        }
    }

    /// How many bytes of the input a part of the window stands for.
    fn length_in_input(&self, from: usize, to: usize) -> u64 {
        let part = &self.window[from..to];
        let is_four = match self.encoding {
            Encoding::Bytes | Encoding::Open => return part.len() as u64,
            Encoding::Utf16 { .. } => false,
            Encoding::Utf32 { .. } => true,
        };
        // Each character is one unit; those of four bytes in UTF-8 are two units of two bytes.
        let unit = |byte: &u8| match *byte {
            0x80..=0xBF => 0,
            0xF0..=0xFF => 4,
            _ if is_four => 4,
            _ => 2,
        };
        part.iter().map(unit).sum()
    }
}

fn lines_in(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// What the first line says of the columns below it, if it looks like the head of a table.
fn header_of(window: &[u8]) -> Words {
    const HEADER_MAX: usize = 1024;
    let first = &window[..window.len().min(HEADER_MAX)];
    let Some(end) = memchr::memchr(b'\n', first) else { return Words::default() };
    let line = &first[..end];
    let is_table = line.iter().any(|byte| matches!(byte, b',' | b'\t' | b';' | b'|'))
        && !line.iter().any(|byte| matches!(byte, b'{' | b'(' | b'='));
    if is_table { context::meanings(line) } else { Words::default() }
}

fn encoding_of(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] => Encoding::Utf32 { is_little: true },
        [0, 0, 0xFE, 0xFF, ..] => Encoding::Utf32 { is_little: false },
        [0xFF, 0xFE, ..] => Encoding::Utf16 { is_little: true },
        [0xFE, 0xFF, ..] => Encoding::Utf16 { is_little: false },
        _ if memchr::memchr(0, bytes).is_some() => encoding_of_unmarked(bytes),
        _ => Encoding::Bytes,
    }
}

fn unit_of(pair: &[u8], is_little: bool) -> u16 {
    let pair = [pair[0], pair[1]];
    if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
}

/// Of bytes with zeros and without a mark. Digits, spaces and line breaks leave the same byte of
/// each pair zero. Letters may have the other zero, now and then: 가, 글, 저 and 관 do. What is no
/// text has units that no text has.
fn encoding_of_unmarked(bytes: &[u8]) -> Encoding {
    const UNITS_MIN: usize = 8;
    let is_plain = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~');
    let (mut little, mut big) = (0_usize, 0_usize);
    for pair in bytes.chunks_exact(2) {
        match *pair {
            [plain, 0] if is_plain(plain) => little += 1,
            [0, plain] if is_plain(plain) => big += 1,
            _ => {}
        }
    }
    let units = bytes.len() / 2;
    let (is_little, most, least) =
        if little > big { (true, little, big) } else { (false, big, little) };
    let odd = odd_units(bytes, is_little);
    // Where there is little of ASCII, nothing may speak against it.
    let odd_max = if most * 10 >= units { units / 20 } else { 0 };
    let is_wide = units >= UNITS_MIN && most >= 2 && most >= least * 4 && odd <= odd_max;
    if is_wide { Encoding::Utf16 { is_little } } else { Encoding::Bytes }
}

/// Units that no text has: controls, halves of pairs, and what is no letter by definition.
fn odd_units(bytes: &[u8], is_little: bool) -> usize {
    let units = bytes.chunks_exact(2).map(|pair| unit_of(pair, is_little));
    let is_odd = |letter: char| {
        letter.is_control() && !matches!(letter, '\t'..='\r' | '\u{1b}')
            || matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    char::decode_utf16(units).filter(|it| it.as_ref().map_or(true, |it| is_odd(*it))).count()
}

/// The shape of a find: every letter and digit masked, its marks kept.
fn masked(text: &[u8]) -> String {
    const MASKED_MAX: usize = 32;
    let mut masked = String::new();
    let mut at = 0;
    while at < text.len() && masked.len() < MASKED_MAX {
        if let Some((_, length)) = digit_at(text, at) {
            masked.push('*');
            at += length;
            continue;
        }
        let byte = text[at];
        at += 1;
        match byte {
            b' ' | b'-' | b'.' | b'/' | b',' | b'"' => masked.push(char::from(byte)),
            _ => masked.push('*'),
        }
    }
    masked
}

/// Digits and letters alone, of normal width: the same number written otherwise is the same.
fn plain(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        if let Some((digit, length)) = digit_at(text, at) {
            plain.push(b'0' + digit);
            at += length;
        } else {
            if text[at].is_ascii_alphanumeric() {
                plain.push(text[at].to_ascii_uppercase());
            }
            at += 1;
        }
    }
    plain
}
