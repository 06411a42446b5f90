//! Files with planted numbers, all fictitious, and ways to pack them.

use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

/// A number whose check digit is right; nobody's.
pub const RRN: &str = "900101-1234568";
/// A card number that its publisher gives for tests.
pub const CARD: &str = "4111-1111-1111-1111";
/// An account of no bank.
pub const ACCOUNT: &str = "110-234-567890";
/// A token of no user.
pub const TOKEN: &str = "ghp_0123456789abcdefghijABCDEFGHIJ012345";

/// What no report may hold, in any of its writings.
pub const NEVER: [&str; 10] = [
    RRN,
    "9001011234568",
    "1234568",
    "９００１０１",
    CARD,
    "4111111111111111",
    ACCOUNT,
    "567890",
    TOKEN,
    "0123456789abcdefghij",
];

/// A zip.
pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a zip in memory");
        writer.write_all(bytes).expect("a zip in memory");
    }
    writer.finish().expect("a zip in memory").into_inner()
}

/// A tar.
pub fn tar(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *bytes).expect("a tar in memory");
    }
    builder.into_inner().expect("a tar in memory")
}

/// gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("gzip in memory");
    encoder.finish().expect("gzip in memory")
}

/// UTF-16 with its mark.
pub fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}
