//! What may not cross: the pieces in which bytes come change nothing, and a find shows no number.
#![no_main]

use libfuzzer_sys::fuzz_target;
use naru_sbom::guard::{Options, Scanner, scan};

fuzz_target!(|bytes: &[u8]| {
    let whole = scan(bytes, Options::default());
    let mut scanner = Scanner::new(Options::default());
    for piece in bytes.chunks(7) {
        scanner.push(piece);
    }
    assert_eq!(whole.hits, scanner.finish().hits);
});
