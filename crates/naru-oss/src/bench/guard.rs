//! How much the guard looks through a second, over files as they lie in a project and in exports.

use super::draw::Draw;
use super::{Bed, failed, hundredths};
use crate::guard::measured;
use crate::problem::Problem;
use std::io::Write as _;
use std::path::Path;

/// Kinds of files: name, and how many of a hundred bytes are of that kind.
const KINDS: [(&str, u64); 4] = [("rs", 50), ("json", 20), ("csv", 20), ("log", 10)];
const LARGE_BYTES: u64 = 40_000_000;

const CODE: [&str; 16] = [
    "let mut found = Vec::new();",
    "    for (at, entry) in entries.iter().enumerate() {",
    "        return Err(Problem::read(&path, error));",
    "// 이 함수는 경계에서 한 번만 값을 읽고, 그 뒤로는 믿습니다.",
    "const LIMIT: usize = 4096;",
    "import { harbour } from '../lib/harbour.js';",
    "    assert_eq!(total.get(), 1_250_000, \"{total:?}\");",
    "public static final int TIMEOUT_MS = 30_000;",
    "#include <sys/types.h>",
    "    if (bytes[offset + 2] == 0x7F && length >= 16) {",
    "version = \"1.14.3\"",
    "checksum = \"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"",
    "</div><p class=\"notice\">동의하신 내용은 언제든지 거두실 수 있습니다.</p>",
    "select name, opened_at from vessel where harbour = $1 order by opened_at",
    "        self.window.extend_from_slice(piece);",
    "}",
];

/// Runs it.
pub(super) fn run(bed: &mut Bed<'_, '_>) -> Result<(), Problem> {
    bed.tell("guard: drawing");
    let folder = tempfile::tempdir().map_err(|e| Problem::write(Path::new("."), e))?;
    let bytes = bed.it.megabytes.saturating_mul(1_000_000);
    let planted = write(folder.path(), bytes)?;
    // Once to have the files in memory: what is measured is the looking, not the disk.
    measured(folder.path())?;
    bed.tell("guard: looking");
    let mut best: Option<(u64, u64, super::machine::Span)> = None;
    for _ in 0..3 {
        let (seen, span) = bed.machine.time(|| measured(folder.path()));
        let (looked, blocked) = seen?;
        if blocked != planted {
            return Err(failed(format!("{blocked} of {planted} planted numbers")));
        }
        if best.as_ref().is_none_or(|it| span.micros < it.2.micros) {
            best = Some((looked, blocked, span));
        }
    }
    let Some((looked, blocked, span)) = best else { return Ok(()) };
    bed.note("guard.mb", looked / 1_000_000);
    bed.note("guard.finds", blocked);
    bed.note("guard.seconds", hundredths(span.micros / 10_000));
    bed.note("guard.mb_per_s", span.rate(looked) / 1_000_000);
    bed.note("guard.mb_per_cpu_s", span.cpu_rate(looked) / 1_000_000);
    Ok(())
}

/// Writes the files and answers how many numbers were planted.
fn write(folder: &Path, bytes: u64) -> Result<u64, Problem> {
    let mut draw = Draw::new(20_261_126);
    let mut planted = 0;
    for (kind, share) in KINDS {
        let mut left = bytes * share / 100;
        let mut number = 0;
        while left > 0 {
            // A few large ones hold half of it, as everywhere.
            let size = if number % 40 == 0 { LARGE_BYTES } else { 2_000 + draw.below(60_000) };
            let size = size.min(left);
            let path = folder.join(format!("{kind}-{number}.{kind}"));
            let fail = |e| Problem::write(&path, e);
            let mut file = std::io::BufWriter::new(std::fs::File::create(&path).map_err(fail)?);
            let text = text(kind, size, &mut draw, &mut planted);
            file.write_all(text.as_bytes()).and_then(|()| file.flush()).map_err(fail)?;
            left -= size;
            number += 1;
        }
    }
    Ok(planted)
}

fn text(kind: &str, size: u64, draw: &mut Draw, planted: &mut u64) -> String {
    let mut text = String::new();
    if kind == "csv" {
        text.push_str("no,name,opened,amount,branch,rate\n");
    }
    while (text.len() as u64) < size {
        let number = draw.below(1_000_000);
        match kind {
            "rs" => text.push_str(CODE[draw.place(CODE.len())]),
            "json" => text.push_str(&format!(
                "  {{\"id\": \"V-{number}\", \"port\": \"나루-{}\", \"amount\": {}, \"at\": \"2026-{:02}-{:02}T09:{:02}:00+09:00\"}},",
                number % 97, draw.below(90_000_000), 1 + number % 12, 1 + number % 28, number % 60,
            )),
            "csv" => text.push_str(&format!(
                "{number},vessel {},2026-{:02}-{:02},{},{:03},{}.{:02}",
                number % 997, 1 + number % 12, 1 + number % 28, draw.below(90_000_000),
                number % 300, number % 9, number % 100,
            )),
            _ => text.push_str(&format!(
                "2026-11-26 09:{:02}:{:02}.{:03} INFO relay line={} took_us={} answered \"GET /v2.0/vessel/{number} HTTP/1.1\" 200",
                number % 60, number % 59, number % 1000, number % 12, draw.below(90_000),
            )),
        }
        if draw.below(20_000) == 0 {
            text.push_str(&format!(" 주민등록번호 9001{:02}-1{:06}", 1 + number % 28, number));
            *planted += 1;
        }
        text.push('\n');
    }
    text
}
