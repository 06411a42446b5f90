//! What a file is by its first bytes: text, something that is unpacked here, or something that
//! is not.
//!
//! **Must never** let what holds text in a way that is not undone here pass for text, or for a
//! picture.

/// What the first bytes of a file say about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Text.
    Plain,
    /// Pictures, sound, programs, whatever is no text: what it holds cannot be read.
    Media,
    /// gzip.
    Gzip,
    /// tar.
    Tar,
    /// zip.
    Zip,
    /// Text is in it, packed or encrypted in a way that is not undone here.
    Opaque(&'static str),
}

/// Bytes by which a form is told.
pub const FORM_BYTES: usize = 1024;

/// Where the mark stands, the mark, and the name of the format.
const OPAQUE: &[(usize, &[u8], &str)] = &[
    (0, b"7z\xBC\xAF\x27\x1C", "7z"),
    (0, b"Rar!\x1A\x07", "rar"),
    (0, b"ALZ\x01", "alz"),
    (0, b"EGGA", "egg"),
    (0, b"\xFD7zXZ\0", "xz"),
    (0, b"\x5D\0\0", "lzma"),
    (0, b"BZh", "bzip2"),
    (0, b"\x28\xB5\x2F\xFD", "zstd"),
    (0, b"\x04\x22\x4D\x18", "lz4"),
    (0, b"LZIP", "lzip"),
    (0, b"\x89LZO\0", "lzop"),
    (0, b"\x1F\x9D", "compress"),
    (0, b"\x1F\xA0", "compress"),
    (0, b"\x1F\x1E", "pack"),
    (0, b"MSCF", "cab"),
    (0, b"MSWIM\0\0\0", "wim"),
    (0, b"ISc(", "cab"),
    (7, b"**ACE**", "ace"),
    (0, b"SIT!", "sit"),
    (0, b"StuffIt", "sit"),
    (0, b"xar!", "xar"),
    (0, b"!<arch>\n", "ar"),
    (0, b"\xED\xAB\xEE\xDB", "rpm"),
    (0, b"hsqs", "squashfs"),
    (0, b"%PDF-", "pdf"),
    (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "ole2"),
    (0, b"HWP Document File", "hwp 3"),
    (0, b"ITSF\x03\0\0\0", "chm"),
    (0, b"\x78\x9F\x3E\x22", "tnef"),
    (0, b"PACK\0\0\0", "git pack"),
    (0, b"PAR1", "parquet"),
    (0, b"ARROW1\0\0", "arrow"),
    (0, b"ORC", "orc"),
    (0, b"Obj\x01", "avro"),
    (0, b"\x89HDF\r\n\x1A\n", "hdf5"),
    (0, b"Salted__", "openssl enc"),
    (0, b"LUKS\xBA\xBE", "luks"),
    (0, b"$ANSIBLE_VAULT;", "ansible vault"),
    (0, b"-----BEGIN PGP MESSAGE-----", "pgp"),
    (0, b"age-encryption.org/", "age"),
];

const MEDIA: [&[u8]; 10] = [
    b"\x89PNG\r\n\x1A\n",
    b"\xFF\xD8\xFF",
    b"GIF8",
    b"RIFF",
    b"OggS",
    b"ID3",
    b"fLaC",
    b"\0\0\x01\0",
    b"wOFF",
    b"wOF2",
];

/// What a file is, by its first bytes ([`FORM_BYTES`] are enough) and its name.
#[must_use]
pub fn form_of(head: &[u8], name: &str) -> Form {
    const TAR_BLOCK_BYTES: usize = 512;
    let head = &head[..head.len().min(FORM_BYTES)];
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Form::Zip;
    }
    if head.starts_with(b"\x1F\x8B") {
        return Form::Gzip;
    }
    let is_called_tar = [".tar", ".tar.gz", ".tgz"].iter().any(|end| name.ends_with(end));
    if head.get(257..262) == Some(b"ustar") || (is_called_tar && head.len() >= TAR_BLOCK_BYTES) {
        return Form::Tar;
    }
    if let Some(word) = opaque(head, name) {
        return Form::Opaque(word);
    }
    let is_video = head.get(4..8) == Some(b"ftyp");
    let is_media = is_video || MEDIA.iter().any(|magic| head.starts_with(magic));
    if is_media || super::stream::is_binary(head) {
        return Form::Media;
    }
    Form::Plain
}

fn opaque(head: &[u8], name: &str) -> Option<&'static str> {
    let has = |at: usize, magic: &[u8]| head.get(at..).is_some_and(|it| it.starts_with(magic));
    if let Some((_, _, word)) = OPAQUE.iter().find(|(at, magic, _)| has(*at, magic)) {
        return Some(word);
    }
    if matches!(head, [_, _, b'-', b'l', b'h' | b'z', _, b'-', ..]) {
        return Some("lzh");
    }
    // Two bytes and the length of the first head, at most 2,600: no text in UTF-8 has such a one.
    let is_arj = head.get(2..4).is_some_and(|it| {
        head.starts_with(b"\x60\xEA") && u16::from_le_bytes([it[0], it[1]]) <= 2600
    });
    if is_arj {
        return Some("arj");
    }
    is_pdf(head, name).then_some("pdf")
}

/// Readers of PDF look for its mark in the first 1,024 bytes. In a text that speaks of PDF it
/// stands within a line.
fn is_pdf(head: &[u8], name: &str) -> bool {
    let Some(at) = memchr::memmem::find(head, b"%PDF-") else { return false };
    let before = at.checked_sub(1).and_then(|at| head.get(at));
    let is_within = before.is_some_and(|byte| matches!(byte, b' '..=b'~'));
    !is_within || name.to_ascii_lowercase().ends_with(".pdf")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_unpacked_here_is_told_by_its_mark() {
        let opaque: [(&[u8], &str, &str); 19] = [
            (b"ALZ\x01\x0a\0\0\0BLZ\x01", "a.alz", "alz"),
            (b"EGGA\0\x01", "a.egg", "egg"),
            (b"\x1a\x00-lh5-abc", "a.lzh", "lzh"),
            (b"\x1a\x00-lz4-abc", "a.lzs", "lzh"),
            (b"\x60\xEA\x29\0\x22", "a.arj", "arj"),
            (b"\x1F\x9D\x90ab", "a.Z", "compress"),
            (b"HWP Document File V3.00 \x1a\x01", "a.hwp", "hwp 3"),
            (b"\xEF\xBB\xBF%PDF-1.7\n", "a.pdf", "pdf"),
            (b"\n%PDF-1.7\n", "a.bin", "pdf"),
            (b"\0\x05junk\n%PDF-1.4", "a", "pdf"),
            (b"junk %PDF-1.4", "a.PDF", "pdf"),
            (b"7z\xBC\xAF\x27\x1C", "a.7z", "7z"),
            (b"Rar!\x1A\x07\x01\0", "a.rar", "rar"),
            (b"0123456**ACE**", "a.ace", "ace"),
            (b"\xED\xAB\xEE\xDB\x03", "a.rpm", "rpm"),
            (b"$ANSIBLE_VAULT;1.1;AES256\n", "a.yml", "ansible vault"),
            (b"\x78\x9F\x3E\x22", "winmail.dat", "tnef"),
            (b"MSWIM\0\0\0", "a.wim", "wim"),
            (b"\x5D\0\0\x80\0", "a.lzma", "lzma"),
        ];
        for (head, name, word) in opaque {
            assert_eq!(form_of(head, name), Form::Opaque(word), "{name}");
        }
    }

    #[test]
    fn text_that_speaks_of_such_formats_is_text() {
        for text in [
            "assert!(head.starts_with(b\"%PDF-1.7\"));",
            "It begins with %PDF-1.7 and ends with %%EOF.",
            "ls -lh5- /tmp",
            "`가나다라`",
            "HWP 문서",
            "ALZ, EGG",
        ] {
            assert_eq!(form_of(text.as_bytes(), "a.txt"), Form::Plain, "{text}");
        }
    }
}
