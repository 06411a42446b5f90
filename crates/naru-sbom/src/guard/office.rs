//! The text of office documents: what a reader sees as one number stands in several runs of markup
//! in the file (`<w:t>900101-</w:t>…<w:t>1234568</w:t>`). RTF and mails are read so too.
//!
//! **Must never** take the place of a scan of the bytes as they are: attributes hold numbers too.

use super::views::{Quoted, Rich, Writing};
use super::{Options, Report, Scanner};

/// Elements at whose beginning or end a reader sees a gap; all others stand within a text.
const GAPS: [&[u8]; 14] = [
    b"p",
    b"h",
    b"tr",
    b"tc",
    b"row",
    b"c",
    b"si",
    b"br",
    b"cr",
    b"tab",
    b"lineBreak",
    b"line-break",
    b"table-row",
    b"table-cell",
];
const NAME_BYTES_MAX: usize = 32;

/// Whether a file inside of an archive is a part of an office document: by where it lies in it,
/// for the archive itself may be called anything.
fn is_part(name: &str) -> bool {
    let Some((_, inner)) = name.rsplit_once("!/") else { return false };
    let inner = inner.to_ascii_lowercase();
    let mut folders: Vec<&str> = inner.split('/').collect();
    let last = folders.pop().unwrap_or_default();
    let is_within = folders.iter().any(|it| matches!(*it, "word" | "xl" | "ppt" | "contents"));
    last.ends_with(".xml") && (is_within || matches!(last, "content.xml" | "styles.xml"))
}

/// A scan of a file by its name: of its bytes and, where its readers see another text than is
/// written (parts of office documents, RTF, mails), also of that.
#[derive(Debug)]
pub struct Sight<'f> {
    bytes: Scanner<'f>,
    name: String,
    view: View,
    text: Scanner<'f>,
    buffer: Vec<u8>,
}

/// How the text that is seen comes out of the bytes.
#[derive(Debug)]
enum View {
    /// Not known before these are enough.
    Open(Vec<u8>),
    /// It is what is written.
    Same,
    Untagged(Untagged),
    Rich(Rich),
    Quoted(Quoted),
}

/// Bytes by which a view is chosen.
const HEAD_BYTES: usize = 64;

impl<'f> Sight<'f> {
    /// A scan of nothing so far.
    #[must_use]
    pub fn new(options: Options<'f>, name: &str) -> Self {
        let view = if is_part(name) {
            View::Untagged(Untagged::default())
        } else {
            View::Open(Vec::new())
        };
        let (bytes, text) = (Scanner::new(options), Scanner::new(options));
        Self { bytes, name: name.to_owned(), view, text, buffer: Vec::new() }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.push(bytes);
        if let View::Open(head) = &mut self.view {
            head.extend_from_slice(bytes);
            if head.len() >= HEAD_BYTES {
                self.choose();
            }
        } else {
            self.see(bytes);
        }
    }

    fn choose(&mut self) {
        let View::Open(head) = std::mem::replace(&mut self.view, View::Same) else { return };
        self.view = match Writing::of(&head, &self.name) {
            Writing::Plain => View::Same,
            Writing::Rtf => View::Rich(Rich::default()),
            Writing::Mail => View::Quoted(Quoted::default()),
        };
        self.see(&head);
    }

    fn see(&mut self, bytes: &[u8]) {
        self.buffer.clear();
        match &mut self.view {
            View::Open(_) | View::Same => return,
            View::Untagged(it) => it.push(bytes, &mut self.buffer),
            View::Rich(it) => it.push(bytes, &mut self.buffer),
            View::Quoted(it) => it.push(bytes, &mut self.buffer),
        }
        self.text.push(&self.buffer);
    }

    /// Ends the scan. Finds that only the text has stand last, with their places in it.
    #[must_use]
    pub fn finish(mut self) -> Report {
        if matches!(self.view, View::Open(_)) {
            self.choose();
        }
        let mut report = self.bytes.finish();
        match &mut self.view {
            View::Open(_) | View::Same => return report,
            View::Quoted(it) => {
                self.buffer.clear();
                it.finish(&mut self.buffer);
                self.text.push(&self.buffer);
            }
            View::Untagged(_) | View::Rich(_) => {}
        }
        let text = self.text.finish();
        for (kind, count) in text.counts {
            let known = report.counts.get(&kind).copied().unwrap_or_default();
            let left = count.saturating_sub(known);
            if left == 0 {
                continue;
            }
            report.counts.insert(kind, count);
            let of_kind = text.hits.iter().filter(|it| it.kind == kind).cloned();
            // Which of them the bytes had too is not known: as many as are new are told.
            report.hits.extend(of_kind.take(usize::try_from(left).unwrap_or(usize::MAX)));
        }
        report
    }
}

/// Leaves tags out; in the place of one that makes a gap stands a line break.
#[derive(Debug, Default)]
struct Untagged {
    is_within: bool,
    /// The name of the element, as far as it was read, without its prefix.
    name: Vec<u8>,
    is_named: bool,
}

impl Untagged {
    fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        for byte in bytes {
            match (self.is_within, byte) {
                (false, b'<') => *self = Self { is_within: true, ..Self::default() },
                (false, _) => out.push(*byte),
                (true, b'>') => {
                    self.is_within = false;
                    if GAPS.contains(&self.name.as_slice()) {
                        out.push(b'\n');
                    }
                }
                (true, _) if self.is_named => {}
                (true, b':') => self.name.clear(),
                (true, b'/') if self.name.is_empty() => {}
                (true, b'/' | b' ' | b'\t' | b'\r' | b'\n') => self.is_named = true,
                (true, _) if self.name.len() < NAME_BYTES_MAX => self.name.push(*byte),
                (true, _) => self.is_named = true,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::Kind;

    const RUNS: &str = "<w:p w:id=\"1\"><w:r><w:t>주민등록번호 900101-</w:t></w:r><w:proofErr/>\
                        <w:r><w:t>1234568</w:t></w:r></w:p>";

    fn seen(name: &str, text: &str, piece: usize) -> Report {
        let mut sight = Sight::new(Options::default(), name);
        for bytes in text.as_bytes().chunks(piece) {
            sight.push(bytes);
        }
        sight.finish()
    }

    #[test]
    fn a_number_in_two_runs_is_one_number_in_whatever_pieces_it_comes() {
        for piece in [1, 7, 1000] {
            for name in [
                "a.docx!/word/document.xml",
                "b.zip!/c.HWPX!/Contents/section0.xml",
                "renamed.zip!/word/document.xml",
                "form.dotx!/word/document.xml",
                "a.xltx!/xl/sharedStrings.xml",
                "show.zip!/box/ppt/slides/slide1.xml",
                "a.odt!/content.xml",
            ] {
                let report = seen(name, RUNS, piece);
                assert_eq!(report.counts.get(&Kind::Resident), Some(&1), "{name} by {piece}");
                assert_eq!(report.hits.len(), 1);
            }
        }
        for name in ["a.docx", "a.zip!/words/document.xml", "a.docx!/word/media/1.bin"] {
            assert!(seen(name, RUNS, 1000).counts.is_empty(), "{name}");
        }
    }

    #[test]
    fn what_stands_in_one_run_or_in_an_attribute_is_told_once() {
        let text = "<w:p><w:t>주민등록번호 900101-1234568</w:t></w:p>";
        assert_eq!(seen("a.docx!/x.xml", text, 64).counts.get(&Kind::Resident), Some(&1));
        let text = "<a title=\"주민등록번호 900101-1234568\"/>";
        assert_eq!(seen("a.docx!/x.xml", text, 64).counts.get(&Kind::Resident), Some(&1));
    }

    #[test]
    fn rtf_and_mails_are_read_as_they_are_seen() {
        let rtf = r"{\rtf1 900101-}{\b 1234568}";
        let mail = "Subject: x\r\n\r\n900101-12=\r\n34568";
        for piece in [1, 7, 1000] {
            for (name, text) in [("a.rtf", rtf), ("a.eml", mail), ("a.zip!/b", mail)] {
                let report = seen(name, text, piece);
                assert_eq!(report.counts.get(&Kind::Resident), Some(&1), "{name} by {piece}");
            }
        }
    }

    #[test]
    fn two_cells_are_not_one_number() {
        let text = "<row><c><v>900101</v></c><c><v>1234568</v></c></row>";
        let mut out = Vec::new();
        Untagged::default().push(text.as_bytes(), &mut out);
        let lines = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = lines.split('\n').filter(|it| !it.is_empty()).collect();
        assert_eq!(lines, ["900101", "1234568"]);
    }
}
