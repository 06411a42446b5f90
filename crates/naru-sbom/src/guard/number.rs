//! Groups of digits, and what stands between them.
//!
//! A digit is one of ASCII, one of full width in UTF-8 or CP949, or one of full width as JSON
//! escapes it (`\uff11`).

/// Longer runs than this identify nobody.
pub(super) const DIGITS_MAX: usize = 20;

/// A run of digits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub start: usize,
    pub end: usize,
    digits: [u8; DIGITS_MAX],
    count: usize,
}

impl Group {
    /// The digits as numbers from 0 to 9; nothing if there are too many.
    pub fn digits(&self) -> &[u8] {
        self.digits.get(..self.count).unwrap_or(&[])
    }

    /// How many digits there are, also if they are too many to keep.
    pub const fn count(&self) -> usize {
        self.count
    }
}

/// What stands between two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    Hyphen,
    Space,
    Dot,
    Slash,
    /// Quotes and commas, as in JSON and CSV.
    Quoted,
    /// What people write instead of a hyphen now and then, or too much of the rest: it says
    /// something only beside a word that says what the number is.
    Odd,
}

/// The digit at a place, and how many bytes it takes.
pub(super) fn digit_at(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    match bytes.get(at..)? {
        [digit @ b'0'..=b'9', ..] => Some((digit - b'0', 1)),
        [0xEF, 0xBC, digit @ 0x90..=0x99, ..] => Some((digit - 0x90, 3)),
        [0xA3, digit @ 0xB0..=0xB9, ..] => Some((digit - 0xB0, 2)),
        [b'\\', b'u', b'f' | b'F', b'f' | b'F', b'1', digit @ b'0'..=b'9', ..] => {
            Some((digit - b'0', 6))
        }
        _ => None,
    }
}

/// The run of digits that begins at a place; empty if there is none.
pub(super) fn group_at(bytes: &[u8], start: usize) -> Group {
    let mut group = Group { start, end: start, digits: [0; DIGITS_MAX], count: 0 };
    while let Some((digit, length)) = digit_at(bytes, group.end) {
        if let Some(place) = group.digits.get_mut(group.count) {
            *place = digit;
        }
        group.count += 1;
        group.end += length;
    }
    group
}

/// Bytes of a mark at a place, and which mark.
fn mark_at(bytes: &[u8], at: usize) -> Option<(Gap, usize)> {
    let mark = match bytes.get(at..)? {
        [b'-', ..] => (Gap::Hyphen, 1),
        [0xE2, 0x80, 0x90..=0x95, ..] | [0xE2, 0x88, 0x92, ..] | [0xEF, 0xBC, 0x8D, ..] => {
            (Gap::Hyphen, 3)
        }
        // One that is seen at the end of a line only.
        [0xC2, 0xAD, ..] | [0xA3, 0xAD, ..] | [0xA1, 0xAA, ..] => (Gap::Hyphen, 2),
        [b' ' | b'\t', ..] => (Gap::Space, 1),
        [0xC2, 0xA0, ..] => (Gap::Space, 2),
        [0xE3, 0x80, 0x80, ..] => (Gap::Space, 3),
        // Spaces without a width.
        [0xE2, 0x80, 0x8B..=0x8D, ..] | [0xE2, 0x81, 0xA0, ..] | [0xEF, 0xBB, 0xBF, ..] => {
            (Gap::Space, 3)
        }
        [b'.', ..] => (Gap::Dot, 1),
        [b'/', ..] => (Gap::Slash, 1),
        [b'&' | b'\\' | b'%' | b'=', ..] => return escaped_at(bytes, at),
        [b'"' | b'\'' | b',' | b';' | b':' | b'|' | b'[' | b']', ..] => (Gap::Quoted, 1),
        [b'_' | b'~' | b'*' | b'+' | b'\r' | b'\n', ..] => (Gap::Odd, 1),
        // · and ㅡ and ～, in CP949 too, and │.
        [0xC2, 0xB7, ..] | [0xA1, 0xA4 | 0xAD, ..] | [0xA4, 0xD1, ..] => (Gap::Odd, 2),
        [0xE3, 0x85, 0xA1, ..] | [0xEF, 0xBD, 0x9E, ..] | [0xE2, 0x94, 0x82, ..] => (Gap::Odd, 3),
        _ => return None,
    };
    Some(mark)
}

/// A mark as HTML, JSON, addresses and mails write it.
fn escaped_at(bytes: &[u8], at: usize) -> Option<(Gap, usize)> {
    const ESCAPED: [(&[u8], Gap); 9] = [
        (b"&#45;", Gap::Hyphen),
        (b"&#x2d;", Gap::Hyphen),
        (b"&#8208;", Gap::Hyphen),
        (b"&#8211;", Gap::Hyphen),
        (b"&nbsp;", Gap::Space),
        (b"\\u002d", Gap::Hyphen),
        (b"%2d", Gap::Hyphen),
        (b"%20", Gap::Space),
        (b"=2d", Gap::Hyphen),
    ];
    let rest = bytes.get(at..)?;
    let is_it =
        |word: &[u8]| rest.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word));
    if let Some((word, gap)) = ESCAPED.iter().find(|(word, _)| is_it(word)) {
        return Some((*gap, word.len()));
    }
    match rest.first()? {
        b'\\' => Some((Gap::Quoted, 1)),
        b'=' => Some((Gap::Odd, 1)),
        _ => None,
    }
}

/// What stands between a place and the next digit, and where that digit is.
pub(super) fn gap_after(bytes: &[u8], from: usize) -> Option<(Gap, usize)> {
    const MARKS_MAX: usize = 8;
    let mut at = from;
    let mut gap = None;
    let (mut spaces, mut others) = (0_usize, 0_usize);
    for _ in 0..MARKS_MAX {
        if digit_at(bytes, at).is_some() {
            break;
        }
        let (mark, length) = mark_at(bytes, at)?;
        at += length;
        if mark == Gap::Space {
            spaces += 1;
        } else {
            others += 1;
        }
        gap = Some(match (gap, mark) {
            (None | Some(Gap::Space), mark) => mark,
            (Some(known), Gap::Space) => known,
            (Some(Gap::Odd), _) | (Some(_), Gap::Odd) => Gap::Odd,
            (Some(_), _) => Gap::Quoted,
        });
    }
    digit_at(bytes, at)?;
    let gap = gap?;
    let is_tight = spaces <= 2 && others <= 1;
    Some((if gap == Gap::Quoted || is_tight { gap } else { Gap::Odd }, at))
}

/// The mark that ends right before a place.
pub(super) fn mark_before(bytes: &[u8], at: usize) -> Option<(Gap, usize)> {
    (1..=3).filter_map(|length| Some((length, at.checked_sub(length)?))).find_map(
        |(length, from)| {
            let mark = mark_at(bytes, from)?;
            (mark.1 == length && mark.0 != Gap::Odd).then_some((mark.0, from))
        },
    )
}
