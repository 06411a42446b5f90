//! Texts that their readers see otherwise than they are written: RTF, and mails in
//! quoted-printable. Each is turned into what is seen, in pieces of any size.

/// What a file is written in, by its first bytes and its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writing {
    /// As it is seen.
    Plain,
    /// Rich Text Format.
    Rtf,
    /// A mail, or a page saved as one.
    Mail,
}

/// Heads that a mail begins with.
const HEADS: [&[u8]; 14] = [
    b"from:",
    b"from ",
    b"to:",
    b"date:",
    b"subject:",
    b"received:",
    b"return-path:",
    b"delivered-to:",
    b"mime-version:",
    b"message-id:",
    b"content-type:",
    b"content-transfer-encoding:",
    b"x-",
    b"dkim-signature:",
];

impl Writing {
    /// By the first bytes of a file, a few hundred, and its name.
    pub fn of(head: &[u8], name: &str) -> Self {
        if head.starts_with(b"{\\rtf") {
            return Self::Rtf;
        }
        let lower = name.to_ascii_lowercase();
        let is_called = [".eml", ".mht", ".mhtml", ".mbox"].iter().any(|it| lower.ends_with(it));
        let begins =
            |it: &&[u8]| head.get(..it.len()).is_some_and(|head| head.eq_ignore_ascii_case(it));
        if is_called || HEADS.iter().any(begins) { Self::Mail } else { Self::Plain }
    }
}

/// Quoted-printable: `=2D` is a hyphen, and `=` at the end of a line joins it with the next.
#[derive(Debug, Default)]
pub(super) struct Quoted {
    /// What came since a `=`, itself included.
    held: Vec<u8>,
}

impl Quoted {
    pub fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        for byte in bytes {
            if self.held.is_empty() && *byte != b'=' {
                out.push(*byte);
                continue;
            }
            self.held.push(*byte);
            match *self.held.as_slice() {
                [b'='] | [b'=', b'\r'] => {}
                [b'=', one] if one.is_ascii_hexdigit() => {}
                [b'=', b'\n'] | [b'=', b'\r', b'\n'] => self.held.clear(),
                [b'=', high, low] if low.is_ascii_hexdigit() => {
                    out.push(hex(high) << 4 | hex(low));
                    self.held.clear();
                }
                _ => self.finish(out),
            }
        }
    }

    /// What was held back, as it was.
    pub fn finish(&mut self, out: &mut Vec<u8>) {
        out.append(&mut self.held);
    }
}

fn hex(digit: u8) -> u8 {
    char::from(digit).to_digit(16).and_then(|it| u8::try_from(it).ok()).unwrap_or_default()
}

/// RTF: words with a backslash and braces are left out, letters by their numbers put in.
#[derive(Debug, Default)]
pub(super) struct Rich {
    /// What came since a backslash, without it; nothing if there was none.
    word: Option<Vec<u8>>,
    /// The letter in place of one that old readers do not know is left out.
    is_spare: bool,
}

/// The longest word with its number.
const WORD_BYTES_MAX: usize = 40;

impl Rich {
    pub fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        for byte in bytes {
            if self.word.is_some() && self.goes_on(*byte, out) {
                continue;
            }
            match byte {
                b'\\' => self.word = Some(Vec::new()),
                b'{' | b'}' | b'\r' | b'\n' => {}
                _ if std::mem::take(&mut self.is_spare) => {}
                byte => out.push(*byte),
            }
        }
    }

    /// Whether a byte belonged to the word.
    fn goes_on(&mut self, byte: u8, out: &mut Vec<u8>) -> bool {
        let Some(word) = &mut self.word else { return false };
        match (word.as_slice(), byte) {
            ([], b'~') => self.symbol(b" ", out),
            ([], b'_') => self.symbol(b"-", out),
            ([], b'-' | b'*' | b'|' | b':') => self.symbol(b"", out),
            ([], b'\\' | b'{' | b'}') => self.symbol(&[byte], out),
            ([], b'\'') => word.push(byte),
            ([b'\''], _) => word.push(byte),
            ([b'\'', high], low) => {
                let letter = hex(*high) << 4 | hex(low);
                self.word = None;
                if !std::mem::take(&mut self.is_spare) {
                    out.push(letter);
                }
            }
            (word_so_far, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-')
                if word_so_far.len() < WORD_BYTES_MAX =>
            {
                word.push(byte);
            }
            _ => {
                let word = self.word.take().unwrap_or_default();
                self.said(&word, out);
                // One space belongs to the word.
                return byte == b' ';
            }
        }
        true
    }

    fn symbol(&mut self, text: &[u8], out: &mut Vec<u8>) {
        self.word = None;
        out.extend_from_slice(text);
    }

    fn said(&mut self, word: &[u8], out: &mut Vec<u8>) {
        match word {
            b"par" | b"line" | b"row" | b"page" | b"sect" => out.push(b'\n'),
            b"tab" | b"cell" => out.push(b'\t'),
            b"endash" | b"emdash" => out.push(b'-'),
            [b'u', number @ ..] => {
                let number = std::str::from_utf8(number).ok().and_then(|it| it.parse::<i32>().ok());
                // Numbers beyond 32,767 are written as negative ones.
                let number = number.map(|it| if it < 0 { it + 0x1_0000 } else { it });
                let letter = number.and_then(|it| u32::try_from(it).ok());
                if let Some(letter) = letter.and_then(char::from_u32) {
                    let mut buffer = [0; 4];
                    out.extend_from_slice(letter.encode_utf8(&mut buffer).as_bytes());
                    self.is_spare = true;
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rtf_is_read_as_it_is_seen_in_whatever_pieces_it_comes() {
        let text = br"{\rtf1\ansi {\b 900101}\_{\i0 1234568}\par \'c1\'d6 \u51452?\u-16156\'3f}";
        for piece in [1, 3, 100] {
            let (mut rich, mut out) = (Rich::default(), Vec::new());
            text.chunks(piece).for_each(|it| rich.push(it, &mut out));
            let expected = [b"900101-1234568\n\xc1\xd6 ".as_slice(), "주샤".as_bytes()].concat();
            assert_eq!(out.escape_ascii().to_string(), expected.escape_ascii().to_string());
        }
    }

    #[test]
    fn quoted_printable_is_read_as_it_is_seen_in_whatever_pieces_it_comes() {
        for piece in [1, 2, 100] {
            let (mut quoted, mut out) = (Quoted::default(), Vec::new());
            let text = b"900101=2D123=\r\n45=\n68 a=b ==3d= =";
            text.chunks(piece).for_each(|it| quoted.push(it, &mut out));
            quoted.finish(&mut out);
            assert_eq!(String::from_utf8_lossy(&out), "900101-1234568 a=b ==3d= =");
        }
    }

    #[test]
    fn a_writing_is_told_by_the_head_or_the_name() {
        let of = |head: &str, name| Writing::of(head.as_bytes(), name);
        assert_eq!(of("{\\rtf1 x}", "a.doc"), Writing::Rtf);
        assert_eq!(of("Return-Path: <a@b>", "a"), Writing::Mail);
        assert_eq!(of("<html>", "a.MHT"), Writing::Mail);
        assert_eq!(of("name: value", "a.yml"), Writing::Plain);
    }
}
