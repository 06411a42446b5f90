//! Files that a text holds in base64: what is attached to a mail, and what stands in a `data:`
//! address.
//!
//! **Must never** hold more than it may: whoever asks is told that there was more.

use std::sync::OnceLock;

use super::few::Few;

/// What such a file begins with. The heads of a mail are written in any case.
const ADDRESS: &[u8] = b";base64,";
const CODINGS: [&[u8]; 3] = [b"ransfer-Encoding:", b"ransfer-encoding:", b"RANSFER-ENCODING:"];
/// What stands before them, at the beginning of a line.
const CODING_BEGINS: &[u8] = b"content-t";

/// Bytes before a place in which something may have begun that ends there.
const BEHIND_BYTES: usize = 32;
/// The longest heads of one part of a mail.
const HEADS_BYTES_MAX: usize = 64 << 10;

fn marks() -> &'static Few {
    static MARKS: OnceLock<Few> = OnceLock::new();
    MARKS.get_or_init(|| {
        let all: Vec<Vec<u8>> = [ADDRESS].iter().chain(&CODINGS).map(|it| it.to_vec()).collect();
        Few::of(&all)
    })
}

/// Whether a text may hold files in base64. Of pieces each has to reach 32 bytes into the one
/// before.
#[must_use]
pub fn holds_files(bytes: &[u8]) -> bool {
    marks().find(bytes, 0).is_some()
}

/// Where in a text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing has begun.
    Text,
    /// Behind the head that says how a part of a mail is written, up to the end of its line; so
    /// many letters of the word were read, or it is another word.
    Coding { read: usize, is_other: bool },
    /// In the heads after it: so many bytes, and whether the line is empty so far.
    Heads { bytes: usize, is_empty: bool },
    /// In the base64 of a part of a mail, or of an address that goes on in another line.
    Mail,
    /// In the first line of the base64 of an address.
    Address,
}

/// Gathers the files in a text that comes in pieces.
#[derive(Debug)]
pub(super) struct Embedded {
    state: State,
    window: Vec<u8>,
    /// Up to here the window has been looked at for what may begin.
    looked_to: usize,
    decoder: Decoder,
    /// Whole files that nobody took yet, with their number.
    whole: Vec<(usize, Vec<u8>)>,
    count: usize,
    held: u64,
    most: u64,
    is_beyond: bool,
}

impl Embedded {
    /// Of which so many bytes are held at once.
    pub fn new(most: u64) -> Self {
        Self {
            state: State::Text,
            window: Vec::new(),
            looked_to: 0,
            decoder: Decoder::default(),
            whole: Vec::new(),
            count: 0,
            held: 0,
            most,
            is_beyond: false,
        }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.is_nothing(bytes) {
            self.window.clear();
            self.window.extend_from_slice(&bytes[bytes.len() - BEHIND_BYTES..]);
            self.looked_to = 0;
            return;
        }
        let mut at = self.window.len();
        self.window.extend_from_slice(bytes);
        // A mark may have begun in what was there before.
        at = if self.state == State::Text { self.looked_to } else { at };
        while at < self.window.len() {
            at = match self.state {
                State::Text => self.text(at),
                State::Coding { read, is_other } => self.coding(at, read, is_other),
                State::Heads { bytes, is_empty } => self.heads(at, bytes, is_empty),
                State::Mail | State::Address => self.body(at),
            };
        }
        let cut = self.window.len().saturating_sub(BEHIND_BYTES);
        self.window.drain(..cut);
        self.looked_to = self.looked_to.saturating_sub(cut);
    }

    /// Nothing more comes.
    pub fn finish(&mut self) {
        if matches!(self.state, State::Mail | State::Address) {
            self.end();
        }
    }

    /// The files that are whole by now, with the number of each.
    pub fn take(&mut self) -> Vec<(usize, Vec<u8>)> {
        self.held = 0;
        std::mem::take(&mut self.whole)
    }

    /// Whether there was more than is held; asked once.
    pub fn is_beyond(&mut self) -> bool {
        std::mem::take(&mut self.is_beyond)
    }

    /// Whether nothing begins in the next bytes nor ends there: so it is of nearly all.
    fn is_nothing(&self, bytes: &[u8]) -> bool {
        if self.state != State::Text || bytes.len() < BEHIND_BYTES || holds_files(bytes) {
            return false;
        }
        let mut joint = [0; 2 * BEHIND_BYTES];
        let before = &self.window[self.looked_to.min(self.window.len())..];
        let kept = before.len().min(BEHIND_BYTES);
        joint[..kept].copy_from_slice(&before[before.len() - kept..]);
        joint[kept..kept + BEHIND_BYTES].copy_from_slice(&bytes[..BEHIND_BYTES]);
        !holds_files(&joint[..kept + BEHIND_BYTES])
    }

    fn text(&mut self, from: usize) -> usize {
        let Some((start, which)) = marks().find(&self.window, from) else {
            return self.window.len();
        };
        if which == 0 {
            self.state = State::Address;
            self.looked_to = start + ADDRESS.len();
            return self.looked_to;
        }
        let is_head = start.checked_sub(CODING_BEGINS.len()).is_some_and(|at| {
            self.window[at..start].eq_ignore_ascii_case(CODING_BEGINS)
                && at.checked_sub(1).is_none_or(|at| matches!(self.window[at], b'\n' | b'\r'))
        });
        if is_head {
            self.state = State::Coding { read: 0, is_other: false };
        }
        self.looked_to = start + CODINGS[which - 1].len();
        self.looked_to
    }

    fn coding(&mut self, at: usize, mut read: usize, mut is_other: bool) -> usize {
        const WORD: &[u8] = b"base64";
        for (step, byte) in self.window[at..].iter().enumerate() {
            match byte {
                b'\n' => {
                    let is_it = read == WORD.len() && !is_other;
                    self.state = match is_it {
                        true => State::Heads { bytes: 0, is_empty: true },
                        false => State::Text,
                    };
                    return at + step + 1;
                }
                b' ' | b'\t' | b'\r' | b'"' => {}
                byte if WORD.get(read) == Some(&byte.to_ascii_lowercase()) => read += 1,
                _ => is_other = true,
            }
        }
        self.state = State::Coding { read, is_other };
        self.window.len()
    }

    fn heads(&mut self, at: usize, bytes: usize, mut is_empty: bool) -> usize {
        let rest = &self.window[at..];
        for (step, byte) in rest.iter().enumerate() {
            match byte {
                b'\n' if is_empty => {
                    self.state = State::Mail;
                    return at + step + 1;
                }
                b'\n' => is_empty = true,
                b'\r' => {}
                _ => is_empty = false,
            }
        }
        let bytes = bytes + rest.len();
        let is_long = bytes > HEADS_BYTES_MAX;
        self.state = if is_long { State::Text } else { State::Heads { bytes, is_empty } };
        self.window.len()
    }

    fn body(&mut self, at: usize) -> usize {
        for (step, byte) in self.window[at..].iter().enumerate() {
            let goes_on = match (self.state, byte) {
                // Quotes in quotes have a backslash; style sheets and JSON escape line breaks.
                (State::Address, b'\\') | (State::Mail, b' ' | b'\t') => true,
                // Some join what was encoded piece by piece.
                (_, b'=') => self.decoder.begin(),
                (_, b'\r' | b'\n') => {
                    // What follows may be another head: it has hyphens.
                    self.state = State::Mail;
                    true
                }
                (State::Address, b'-' | b'_') => self.decoder.put(*byte),
                (_, b'-' | b'_') => false,
                _ => self.decoder.put(*byte),
            };
            if !goes_on {
                self.end();
                self.looked_to = at + step;
                return self.looked_to;
            }
            if self.held + self.decoder.bytes.len() as u64 > self.most {
                self.is_beyond = true;
                self.decoder = Decoder::default();
                self.state = State::Text;
                self.looked_to = at + step + 1;
                return self.looked_to;
            }
        }
        self.window.len()
    }

    fn end(&mut self) {
        self.state = State::Text;
        let bytes = std::mem::take(&mut self.decoder).bytes;
        if !bytes.is_empty() {
            self.count += 1;
            self.held += bytes.len() as u64;
            self.whole.push((self.count, bytes));
        }
    }
}

/// Base64 in both alphabets, one letter after the other.
#[derive(Debug, Default)]
struct Decoder {
    bits: u32,
    count: u32,
    bytes: Vec<u8>,
}

impl Decoder {
    /// At the next letter a group of four begins.
    fn begin(&mut self) -> bool {
        (self.bits, self.count) = (0, 0);
        true
    }

    /// Whether it was a letter of base64.
    fn put(&mut self, letter: u8) -> bool {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return false,
        };
        self.bits = (self.bits << 6 | u32::from(value)) & 0xFFFF;
        self.count += 6;
        if self.count >= 8 {
            self.count -= 8;
            self.bytes.push((self.bits >> self.count & 0xFF) as u8);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(text: &str, piece: usize, most: u64) -> (Vec<String>, bool) {
        let mut embedded = Embedded::new(most);
        for bytes in text.as_bytes().chunks(piece) {
            embedded.push(bytes);
        }
        embedded.finish();
        let is_beyond = embedded.is_beyond();
        let all = embedded.take().into_iter();
        (all.map(|(_, it)| String::from_utf8_lossy(&it).into_owned()).collect(), is_beyond)
    }

    #[test]
    fn files_in_mails_and_addresses_come_out_in_whatever_pieces_they_come() {
        let mail = "From: a@b\r\ncontent-transfer-encoding:  BASE64\r\nX-Other: 1\r\n\r\n\
                    aGVs\r\nbG8=\r\n--b\r\nContent-Transfer-Encoding: 8bit\r\n\r\naGVsbG8=\r\n\
                    --b\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nd29ybGQ=\n";
        let page = r#"<img src="data:text/plain;base64,aGVsbG8="> url(data:;base64,d29ybGQ)"#;
        let lines = "x:\"data:;base64,\naGVs\nbG8=\nContent-Transfer-Encoding: base64\n\nd29ybGQ=";
        for piece in [1, 5, 33, 1000] {
            for text in [mail, page] {
                let found = files(text, piece, 1000);
                assert_eq!(found, (vec!["hello".into(), "world".into()], false), "by {piece}");
            }
        }
        for piece in [1, 5, 33, 1000] {
            let (found, _) = files(lines, piece, 1000);
            assert!(found.len() == 2 && found[0].starts_with("hello"), "by {piece}: {found:?}");
            assert_eq!(found[1], "world");
        }
        assert_eq!(files("data:;base64,aGVsbG8=d29ybGQ=", 4, 99).0, ["helloworld"]);
        let escaped = r"'data:a;base64,aGVs\/bG8'";
        assert_eq!(files(escaped, 3, 99), files("'data:a;base64,aGVs/bG8'", 3, 99));
    }

    #[test]
    fn what_only_looks_like_one_holds_nothing() {
        for text in [
            "say Content-Transfer-Encoding: base64\n\naGVsbG8=\n",
            "Content-Transfer-Encoding: base64x\n\naGVsbG8=\n",
            "Transfer-Encoding: chunked\n\naGVsbG8=\n",
            "base64, aGVsbG8=",
            ";base64,\"",
        ] {
            assert_eq!(files(text, 4, 1000), (vec![], false), "{text}");
        }
    }

    #[test]
    fn more_than_may_be_held_is_told() {
        let text = format!("data:;base64,{} data:;base64,aGVsbG8= ", "A".repeat(4000));
        assert_eq!(files(&text, 64, 100), (vec!["hello".into()], true));
    }

    #[test]
    fn a_mark_is_seen_from_far() {
        assert!(holds_files(b"x;base64,") && holds_files(b"Content-Transfer-Encoding: base64"));
        assert!(!holds_files(b"base64"));
    }
}
