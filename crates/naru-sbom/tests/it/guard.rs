//! The guard against the public cases, and against the ways in which numbers hide.

use naru_sbom::guard::{
    Confidence, Head, Hit, Kind, Limits, Options, Report, Scanner, Unread, Visit, scan, unpack,
};
use proptest::prelude::*;
use serde_json::Value;
use std::io::{Cursor, Read, Write as _};

use crate::suites;

fn hits(bytes: &[u8]) -> Vec<Hit> {
    scan(bytes, Options::default()).hits
}

fn kinds(bytes: &[u8]) -> Vec<(Kind, Confidence)> {
    hits(bytes).iter().map(|hit| (hit.kind, hit.confidence)).collect()
}

fn utf16(text: &str, with_mark: bool) -> Vec<u8> {
    let mark = with_mark.then_some(0xFEFF_u16);
    mark.into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn the_public_korean_cases_in_count_and_span() {
    let Some(path) = suites::find("oss/pii/presidio-kr-cases.jsonl") else { return };
    let mut count = suites::Count::new("personal data");
    for line in suites::text(&path).lines() {
        let case: Value = serde_json::from_str(line).expect("a case is JSON");
        let text = case["text"].as_str().expect("a case has a text");
        let kind = match case["kind"].as_str().expect("a case has a kind") {
            "resident_registration" => Kind::Resident,
            "foreigner_registration" => Kind::Foreigner,
            "passport" => Kind::Passport,
            "driver_licence" => Kind::DriverLicence,
            "business_registration" => Kind::Business,
            other => panic!("unknown kind {other}"),
        };
        // The suite counts characters.
        let place = |offset: u64| {
            let offset = usize::try_from(offset).expect("a short text");
            text[..offset].chars().count() as u64
        };
        let found: Vec<Value> = hits(text.as_bytes())
            .iter()
            .filter(|hit| hit.kind == kind)
            .map(|hit| serde_json::json!([place(hit.start), place(hit.end)]))
            .collect();
        count
            .case(case["spans"] == Value::Array(found.clone()), || format!("{line} but {found:?}"));
    }
    count.finish(88);
}

/// A number whose check digit is right, and the ways to write it.
#[test]
fn a_resident_number_is_found_however_it_is_written() {
    let plain = [
        "900101-1234568",
        "9001011234568",
        "900101 1234568",
        "900101.1234568",
        "900101/1234568",
        "900101 - 1234568",
        "900101\u{2013}1234568",
        "９００１０１－１２３４５６８",
        "９００１０１1234568",
        r"\uff19\uff10\uff10\uff11\uff10\uff11-1234568",
        r#""900101","1234568""#,
        "900101,1234568",
        r#"["900101", "1234568"]"#,
        r#"{"front":"900101","back":"1234568"}"#,
        "{\n  \"jumin1\": \"900101\",\n  \"jumin2\": \"1234568\"\n}",
        r#"{\"rrn\":\"900101\",\"x\":\"1234568\"}"#,
    ];
    for text in plain {
        for text in [text.to_owned(), format!("가나 {text}다라"), format!("x={text};\n{text}")]
        {
            let found = kinds(text.as_bytes());
            assert!(found.iter().any(|(kind, _)| *kind == Kind::Resident), "{text}: {found:?}");
        }
    }
}

#[test]
fn encodings_that_are_not_utf_8_are_read() {
    let text = "고객 주민등록번호: 900101-1234568 끝\n두 번째 줄 ８００１０１－２２３４５６７\n";
    let in_utf8 = hits(text.as_bytes());
    assert_eq!(in_utf8.len(), 2);
    for with_mark in [true, false] {
        let bytes = utf16(text, with_mark);
        let found = hits(&bytes);
        assert_eq!(found.len(), 2, "mark {with_mark}");
        assert_eq!(found[1].line, 2);
        let place = |offset| usize::try_from(offset).expect("a short text");
        let (start, end) = (place(found[0].start), place(found[0].end));
        assert_eq!(
            bytes[start..end],
            utf16("900101-1234568", false),
            "places are those of the file"
        );
    }
    // CP949: "주민등록번호 " and the digits of full width.
    let mut bytes = b"\xc1\xd6\xb9\xce\xb5\xee\xb7\xcf\xb9\xf8\xc8\xa3 ".to_vec();
    for digit in "900101".bytes() {
        bytes.extend([0xA3, 0x80 + digit]);
    }
    bytes.extend(*b"\xa3\xad1234568\xc0\xd4\xb4\xcf\xb4\xd9");
    assert_eq!(kinds(&bytes), [(Kind::Resident, Confidence::High)]);
}

#[test]
fn dates_that_do_not_exist_and_parts_of_longer_things_are_left_alone() {
    for text in [
        "900230-1234568",
        "0.9001011234568",
        "ab9001011234568",
        "9001011234568f",
        "1-900101-1234568",
        "900101-1234568-1",
        "900101-12345681",
        "900101_1234568",
        "550e8400-e29b-41d4-a716-112255440000",
        "1.11.2233.44",
        "2026-11-26 12:13:14",
        "sha512-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuv0123==",
        "M12345678/a",
        "x/M12345678",
        "010-1234-5678",
        "account 010-1234-5678",
        "4111 1111 1111 1112",
    ] {
        assert_eq!(kinds(text.as_bytes()), [], "{text}");
    }
}

#[test]
fn cards_accounts_licences_and_ci_are_told_apart() {
    let ci =
        "Abcd3fGhIjKlMn0pQrStUvWxYz0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX==";
    assert_eq!(ci.len(), 88);
    let cases = [
        ("4111-1111-1111-1111".to_owned(), Kind::Card, Confidence::High),
        ("카드번호 4111111111111111".to_owned(), Kind::Card, Confidence::High),
        ("4111111111111111".to_owned(), Kind::Card, Confidence::Medium),
        ("3782-822463-10005".to_owned(), Kind::Card, Confidence::High),
        ("입금계좌 110-234-567890".to_owned(), Kind::Account, Confidence::Medium),
        (r#"{"account_num": "11023456789012"}"#.to_owned(), Kind::Account, Confidence::Medium),
        ("name,account\nkim,110234567890".to_owned(), Kind::Account, Confidence::Medium),
        ("서울 92-123456-12".to_owned(), Kind::DriverLicence, Confidence::High),
        ("면허 11-22-123456-12".to_owned(), Kind::DriverLicence, Confidence::High),
        ("여권번호 M12345678".to_owned(), Kind::Passport, Confidence::High),
        ("사업자번호 104-86-56659".to_owned(), Kind::Business, Confidence::High),
        (format!(r#"{{"user_ci":"{ci}"}}"#), Kind::Ci, Confidence::High),
    ];
    for (text, kind, confidence) in cases {
        assert_eq!(kinds(text.as_bytes()), [(kind, confidence)], "{text}");
    }
    // The relay's own token for an account has 24 digits: it is no account number.
    assert_eq!(kinds(br#"{"account": "123456789012345678901234"}"#), []);
}

#[test]
fn secrets_are_found_and_placeholders_are_not() {
    let found = [
        ("-----BEGIN RSA PRIVATE KEY-----\nMII", Kind::PrivateKey),
        ("key = AKIAQ3EGRFLKJ7TZ4XYZ", Kind::Token),
        ("ghp_0123456789abcdefghijABCDEFGHIJ012345", Kind::Token),
        (
            "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
            Kind::Token,
        ),
        (r#"password = "tr0ub4dor&3x""#, Kind::Password),
        (r#""client_secret": "9f8a7b6c5d4e3f2a1b""#, Kind::Password),
    ];
    for (text, kind) in found {
        assert_eq!(
            kinds(text.as_bytes()).iter().map(|hit| hit.0).collect::<Vec<_>>(),
            [kind],
            "{text}"
        );
    }
    for text in [
        r#"password: String"#,
        r#"password = "changeme1""#,
        r#"token = "${TOKEN_1}""#,
        r#""js-tokens": "^4.0.0-alpha1""#,
        "AKIAEXAMPLE",
        r#"secret = "a sentence with 1 word""#,
        "ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ] {
        assert_eq!(kinds(text.as_bytes()), [], "{text}");
    }
}

#[test]
fn a_hit_shows_a_mask_and_a_fingerprint_and_never_the_number() {
    let sum =
        |plain: &[u8]| plain.iter().fold(7_u64, |sum, byte| sum.rotate_left(5) ^ u64::from(*byte));
    let options = Options { fingerprint: Some(&sum), ..Options::default() };
    let report = scan("900101-1234568 x ９００１０１１２３４５６８".as_bytes(), options);
    assert_eq!(report.hits[0].masked, "******-*******");
    assert_eq!(report.hits[0].fingerprint, report.hits[1].fingerprint, "the same number");
    assert!(!format!("{report:?}").contains("1234568"));
    let options = Options { hits_max: 1, confidence_min: Confidence::Medium, ..Options::default() };
    let report = scan("900101-1234568\n".repeat(5).as_bytes(), options);
    assert_eq!((report.hits.len(), report.counts[&Kind::Resident]), (1, 5));
}

/// Reads everything and counts it.
#[derive(Default)]
struct Reader {
    bytes: u64,
    unread: Vec<Unread>,
}

impl Visit for Reader {
    fn file(&mut self, _: &str, bytes: &mut dyn Read) -> std::io::Result<()> {
        let mut buffer = [0; 4096];
        loop {
            match bytes.read(&mut buffer)? {
                0 => return Ok(()),
                count => self.bytes += count as u64,
            }
        }
    }
    fn unread(&mut self, _: &str, why: Unread) {
        self.unread.push(why);
    }
}

#[test]
fn a_bomb_is_unpacked_to_its_limit_and_no_further() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["a", "b", "c"] {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&vec![0; 1 << 20]).unwrap();
    }
    let bomb = writer.finish().unwrap().into_inner();
    let look = |limits: Limits| {
        let mut reader = Reader::default();
        unpack("bomb.zip", Cursor::new(&bomb), limits, &mut reader);
        reader
    };
    let usual = Limits::for_archive(bomb.len() as u64);
    let whole = look(usual);
    assert_eq!((whole.bytes, whole.unread), (3 << 20, vec![]));
    let cut = look(Limits { unpacked_bytes_max: 3 << 19, ..usual });
    assert_eq!(cut.unread, [Unread::TooLarge(3 << 19)]);
    assert!(cut.bytes <= 3 << 19, "{}", cut.bytes);
    let few = look(Limits { entries_max: 2, ..usual });
    assert_eq!((few.bytes, few.unread), (2 << 20, vec![Unread::TooMany(2)]));
}

#[test]
fn lock_files_are_clean() {
    for file in ["../../Cargo.lock", "../../vendor.toml", "../../deny.toml"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let bytes = std::fs::read(path).expect("the project's own file is there");
        assert_eq!(hits(&bytes), [], "{file}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn pieces_of_any_size_find_the_same(
        parts in prop::collection::vec(prop_oneof![
            "[ -~\n]{0,40}", "[가-힣 ]{0,10}",
            Just("900101-1234568".to_owned()), Just("ghp_0123456789abcdefghijABCDEFGHIJ012345".to_owned()),
            Just("카드 4111 1111 1111 1111".to_owned()), Just("여권 M123A4567".to_owned()),
            "[0-9]{1,30}", "[a-z0-9.-]{900}",
        ], 0..24),
        cuts in prop::collection::vec(1_usize..700, 1..20),
        wide in any::<bool>(),
    ) {
        let text = parts.concat();
        let bytes = if wide { utf16(&text, true) } else { text.into_bytes() };
        let whole = scan(&bytes, Options::default());
        let mut scanner = Scanner::new(Options::default());
        let mut rest = &bytes[..];
        for cut in cuts.iter().cycle() {
            if rest.is_empty() { break }
            let (piece, later) = rest.split_at(rest.len().min(*cut));
            scanner.push(piece);
            rest = later;
        }
        prop_assert_eq!(scanner.finish(), whole);
    }

    #[test]
    fn parts_that_begin_after_a_line_break_find_the_same(
        parts in prop::collection::vec(prop_oneof![
            "[ -~\n]{0,40}", "[가-힣 ]{0,10}\n",
            Just("900101-1234568\n".to_owned()), Just("카드 4111 1111 1111 1111\n".to_owned()),
            Just("{\n  \"jumin1\": \"900101\",\n  \"jumin2\": \"1234568\"\n}".to_owned()),
            Just("ghp_0123456789abcdefghijABCDEFGHIJ012345\n".to_owned()),
            "[0-9]{1,30}\n", "[a-z0-9.-]{900}",
        ], 0..40),
        wanted in prop::collection::vec(any::<prop::sample::Index>(), 0..5),
    ) {
        let text = format!("{:600}\n{}", "", parts.concat());
        let bytes = text.as_bytes();
        let lines: Vec<usize> =
            (1..=bytes.len()).filter(|at| bytes[at - 1] == b'\n').collect();
        let mut cuts: Vec<usize> = wanted.iter().map(|it| lines[it.index(lines.len())]).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        cuts.dedup();
        let head = Head::of(bytes);
        prop_assert!(head.may_be_split());
        let mut whole = Report::default();
        for part in cuts.windows(2) {
            let (start, end) = (part[0], part[1]);
            let before = &bytes[start.saturating_sub(1024)..start];
            let mut scanner = Scanner::part(Options::default(), head, start as u64, before);
            scanner.push(&bytes[start..end]);
            whole.append(scanner.finish_part(&bytes[end..bytes.len().min(end + 1024)]));
        }
        prop_assert_eq!(whole, scan(bytes, Options::default()));
    }

    #[test]
    fn any_bytes_are_scanned(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let report = scan(&bytes, Options::default());
        for hit in &report.hits {
            prop_assert!(hit.start < hit.end && hit.end <= bytes.len() as u64);
        }
    }
}
