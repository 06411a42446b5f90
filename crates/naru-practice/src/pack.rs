//! Files in one archive, the same bytes for the same files.

use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

/// The files in an archive; its dates say nothing, so that the same files make the same bytes.
pub fn zipped(files: &[(&str, String)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, text) in files {
        archive.start_file(*name, options).expect("memory takes what fits into memory");
        archive.write_all(text.as_bytes()).expect("memory takes what fits into memory");
    }
    archive.finish().expect("memory takes what fits into memory").into_inner()
}
