//! `naru guard scan`: what may not cross, wherever it hides; and reports that never hold it.

use crate::bed::{Bed, Ran};
use crate::guard_files::{ACCOUNT, CARD, NEVER, RRN, TOKEN, gzip, tar, utf16, zip};
use serde_json::Value;

/// Everywhere a number can hide, each under a name that says what it is.
fn planted() -> Bed {
    let bed = Bed::new();
    bed.file("in/plain.txt", format!("고객 {RRN} 끝\n"));
    bed.file("in/cards.csv", format!("name,card\nkim,{CARD}\n"));
    bed.file("in/accounts.json", format!("{{\"account_num\": \"{ACCOUNT}\"}}\n"));
    bed.file("in/src/deploy.sh", format!("\n\nexport GITHUB={TOKEN}\n"));
    bed.file("in/wide.txt", "주민등록번호 ９００１０１－１２３４５６８\n");
    bed.file("in/utf16.txt", utf16(&format!("주민등록번호 {RRN}\r\n")));
    bed.file("in/cp949.txt", b"\xc1\xd6\xb9\xce\xb5\xee\xb7\xcf\xb9\xf8\xc8\xa3 900101-1234568\n");
    let inner = zip(&[("deep/a.csv", format!("id\n{RRN}\n").as_bytes())]);
    bed.file("in/nested.tar.gz", gzip(&tar(&[("box.zip", &inner), ("clean.txt", b"nothing")])));
    bed.file("in/900101-1234568.txt", "the name tells\n");
    bed.file("in/clean.rs", "fn main() { println!(\"2026-11-26 12:13:14\"); }\n");
    bed
}

fn hides(ran: &Ran) {
    for never in NEVER {
        for said in [&ran.out, &ran.err] {
            assert!(!said.contains(never), "{never} stands in a report:\n{said}");
        }
    }
}

fn hits<'a>(json: &'a Value, file: &str) -> Vec<&'a Value> {
    let all = json["hits"].as_array().map(Vec::as_slice).unwrap_or_default();
    all.iter().filter(|it| it["file"].as_str().is_some_and(|it| it.ends_with(file))).collect()
}

#[test]
fn numbers_and_secrets_are_found_wherever_they_hide() {
    let bed = planted();
    let ran = bed.guard("scan in/ --format json");
    assert_eq!(ran.code, 1, "{}", ran.err);
    let json = ran.json();
    for (file, kind, line) in [
        ("plain.txt", "resident-registration", 1),
        ("cards.csv", "card", 2),
        ("accounts.json", "account", 1),
        ("deploy.sh", "token", 3),
        ("wide.txt", "resident-registration", 1),
        ("utf16.txt", "resident-registration", 1),
        ("cp949.txt", "resident-registration", 1),
        ("nested.tar.gz!/box.zip!/deep/a.csv", "resident-registration", 2),
    ] {
        let found = hits(&json, file);
        assert_eq!(found.len(), 1, "{file}: {json:#}");
        assert_eq!((&found[0]["kind"], &found[0]["line"]), (&kind.into(), &line.into()), "{file}");
    }
    let named = hits(&json, "in/******-*******.txt");
    assert_eq!(named.len(), 1, "{json:#}");
    assert_eq!(named[0]["in"], "name");
    assert!(hits(&json, "clean.rs").is_empty());
    assert_eq!(json["unread_count"], 0, "{json:#}");
}

#[test]
fn no_report_in_any_form_or_language_holds_what_was_found() {
    let bed = planted();
    bed.file("key", [7_u8; 32]);
    for form in ["table", "json", "sarif"] {
        hides(&bed.guard(&format!("scan in/ --format {form} --key ./key --confidence low")));
        let out = bed.guard(&format!("scan in/ --format {form} --out report.txt"));
        hides(&out);
        assert!(NEVER.iter().all(|it| !bed.read("report.txt").contains(it)), "{form}");
    }
    let bed = bed.in_korean();
    hides(&bed.guard("scan in/"));
    // Errors name files too.
    hides(&bed.guard("scan in/ --rules in/plain.txt"));
    hides(&bed.guard(&format!("scan in/ nowhere/{RRN}.zip")));
}

#[test]
fn a_table_says_what_where_and_what_to_do() {
    let bed = planted();
    insta::assert_snapshot!("guard_en", bed.guard("scan in/").shown());
    let bed = bed.in_korean();
    insta::assert_snapshot!("guard_ko", bed.guard("scan in/").shown());
    insta::assert_snapshot!("guard_clean_ko", bed.guard("scan in/clean.rs").shown());
    insta::assert_snapshot!("guard_sarif", bed.guard("scan in/src in/wide.txt --format sarif").out);
}

#[test]
fn what_cannot_be_looked_into_is_never_called_clean() {
    let bed = Bed::new();
    let clean = zip(&[("a.txt", b"nothing".as_slice())]);
    bed.file("ok.zip", &clean);
    assert_eq!(bed.guard("scan ok.zip").code, 0);
    let reason = |name: &str, bytes: &[u8]| {
        bed.file(name, bytes);
        let ran = bed.guard(&format!("scan {name} --format json"));
        assert_eq!(ran.code, 2, "{name}: {}", ran.out);
        let json = ran.json();
        assert_eq!(json["verdict"], "unjudged");
        json["unread"][0]["reason"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(reason("a.7z", b"7z\xBC\xAF\x27\x1C\0\x04"), "format");
    assert_eq!(reason("a.pdf", b"%PDF-1.7\n"), "format");
    assert_eq!(reason("bom.pdf", b"\xEF\xBB\xBF%PDF-1.7\n"), "format");
    assert_eq!(reason("a.alz", b"ALZ\x01\x0a\0\0\0"), "format");
    assert_eq!(reason("a.egg", b"EGGA\0\x01\0\0"), "format");
    assert_eq!(reason("a.lzh", b"\x1a\0-lh5-\0\x01"), "format");
    assert_eq!(reason("a.Z", b"\x1F\x9D\x90\0\x01"), "format");
    assert_eq!(reason("old.hwp", b"HWP Document File V3.00 \x1a\x01\x02"), "format");
    assert_eq!(reason("a.xlsb", &zip(&[("xl/workbook.bin", b"\x83\x01\0")])), "format");
    // What a mail and a page hold in base64 is looked into: "%PDF-1.7".
    let mail = "Subject: x\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjc=\r\n";
    assert_eq!(reason("a.eml", mail.as_bytes()), "format");
    let page = "<a href=\"data:application/pdf;base64,JVBERi0xLjc=\">a</a>";
    assert_eq!(reason("a.html", page.as_bytes()), "format");
    assert_eq!(reason("cut.zip", &clean[..clean.len() - 4]), "broken");
    let packed = gzip(&vec![b'x'; 100_000]);
    assert_eq!(reason("cut.gz", &packed[..packed.len() / 2]), "broken");
    // The flag of encryption in both heads.
    let mut locked = clean.clone();
    locked[6] |= 1;
    let central = locked.windows(4).position(|it| it == b"PK\x01\x02").expect("a zip has one");
    locked[central + 8] |= 1;
    assert_eq!(reason("locked.zip", &locked), "encrypted");
    let mut deep = zip(&[("a.txt", RRN.as_bytes())]);
    for _ in 0..8 {
        deep = zip(&[("b.zip", &deep)]);
    }
    assert_eq!(reason("deep.zip", &deep), "too-deep");
    // What is broken stays broken beside it.
    bed.file("both/a.txt", RRN);
    bed.file("both/b.pdf", "%PDF-1.7\n");
    assert_eq!(bed.guard("scan both/").code, 1);
}

#[test]
fn what_is_no_text_is_said_to_be_none_and_text_of_office_documents_is_read_as_its_readers_do() {
    let bed = Bed::new();
    let random: Vec<u8> = (0..=255).cycle().take(600).collect();
    bed.file("a.bin", &random);
    bed.file("b.txt", "오류 0건\t끝\n");
    bed.file("c.txt", utf16("오류 0건, 끝입니다. 모두 읽었습니다.\n"));
    let media =
        |name: &str| bed.guard(&format!("scan {name} --format json")).json()["media"].clone();
    assert_eq!((media("a.bin"), media("b.txt"), media("c.txt")), (1.into(), 0.into(), 0.into()));
    let (head, tail) = RRN.split_at(7);
    let runs = format!("<w:p><w:r><w:t>주민 {head}</w:t></w:r><w:r><w:t>{tail}</w:t></w:r></w:p>");
    bed.file("d.docx", zip(&[("word/document.xml", runs.as_bytes())]));
    let ran = bed.guard("scan d.docx");
    assert_eq!(ran.code, 1, "{}", ran.out);
    hides(&ran);
}

#[test]
fn a_lie_about_a_length_ends_within_bounds() {
    let bed = Bed::new();
    // A name in a tar that claims to be a gigabyte long.
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::GNULongName);
    header.set_size(1 << 30);
    header.set_cksum();
    bed.file("name.tar", header.as_bytes());
    assert_eq!(bed.guard("scan name.tar").code, 2);
}

#[test]
fn large_files_are_worked_on_in_parts_and_lose_nothing() {
    let bed = Bed::new();
    let mut text = String::from("note,rrn\n");
    let mut lines = Vec::new();
    let mut line = 1;
    while text.len() < 9 << 20 {
        for _ in 0..997 {
            text.push_str("a line of words that say nothing at all, again and again\n");
        }
        text.push_str(&format!("x,{RRN}\n"));
        line += 998;
        lines.push(line);
    }
    bed.file("large.csv", &text);
    bed.file("one-line.json", text.replace('\n', " "));
    let ran = bed.guard("scan large.csv --format json");
    let found: Vec<u64> =
        hits(&ran.json(), "large.csv").iter().filter_map(|it| it["line"].as_u64()).collect();
    assert_eq!(found, lines);
    assert_eq!(ran.json()["bytes"], text.len());
    let ran = bed.guard("scan one-line.json --format json").json();
    assert_eq!(hits(&ran, "one-line.json").len(), lines.len());
}

#[test]
fn files_in_base64_are_found_in_large_files_too() {
    let bed = Bed::new();
    let line = "a line of words that say nothing at all, again and again\n";
    let mut text = line.repeat((9 << 20) / line.len());
    // "주민등록번호 900101-1234568", its mark across two reads of 64 KiB in the second part.
    let inner = "7KO866+865Ox66Gd67KI7Zi4IDkwMDEwMS0xMjM0NTY4";
    let page = format!("<img src=\"data:text/plain;base64,{inner}\">");
    let mark = page.find(";base64").expect("it has one");
    let part = (4_usize << 20).next_multiple_of(line.len());
    text.insert_str(part + (64 << 10) - mark - 4, &page);
    bed.file("large.html", &text);
    let ran = bed.guard("scan large.html --format json");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(hits(&ran.json(), "large.html!/part-1").len(), 1, "{}", ran.out);
    hides(&ran);
}

#[test]
fn rules_accept_with_a_reason_until_a_day() {
    let bed = planted();
    bed.file(
        "guard.toml",
        "[[accept]]\nfile = \"*/cards.csv\"\nkinds = [\"card\"]\nreason = \"published\"\nuntil = 2026-09-30\n\
         [[accept]]\nfile = \"nothing/*\"\nreason = \"idle\"\nuntil = 2026-09-30\n",
    );
    let ran = bed.guard("scan in/cards.csv --rules guard.toml");
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains("accepted: published (2026-09-30)"), "{}", ran.out);
    assert!(ran.out.contains("a rule that nothing needs: nothing/*"), "{}", ran.out);
    let bed = bed.later(61);
    let ran = bed.guard("scan in/cards.csv --rules guard.toml");
    assert_eq!(ran.code, 1, "its time is over");
    assert!(ran.out.contains("no longer holds: */cards.csv"), "{}", ran.out);
    for wrong in [
        "[[accept]]\nfile = \"*\"\nreason = \" \"\nuntil = 2026-09-30\n",
        "[[accept]]\nfile = \"*\"\nreason = \"x\"\nuntil = \"soon\"\n",
        "[[accept]]\nfile = \"*\"\nreason = \"x\"\nuntil = 2026-09-30\nkinds = [\"cards\"]\n",
    ] {
        bed.file("wrong.toml", wrong);
        assert_eq!(bed.guard("scan in/ --rules wrong.toml").code, 2, "{wrong}");
    }
}

#[test]
fn pseudonymised_data_crosses_only_registered_unchanged_and_without_unique_identifiers() {
    let bed = planted();
    let hash = ring::digest::digest(&ring::digest::SHA256, &bed.read_bytes("in/accounts.json"));
    let hash = data_encoding::HEXLOWER.encode(hash.as_ref());
    let rules = |kinds: &str| {
        format!(
            "[[dataset]]\nsha256 = \"{hash}\"\nregistration = \"PD-2026-014\"\nkinds = [{kinds}]\n\
             by = \"privacy officer\"\nuntil = 2026-12-31\n"
        )
    };
    bed.file("guard.toml", rules("\"account\""));
    let scan = "scan in/accounts.json --rules guard.toml --format json";
    assert_eq!(bed.guard(scan).code, 1, "no data of persons at all in this mode");
    let ran = bed.guard(&format!("{scan} --mode pseudonymised"));
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert_eq!(ran.json()["hits"][0]["standing"], "registered");
    // Changed after it was registered.
    bed.file("in/accounts.json", format!("{{\"account_num\": \"{ACCOUNT}\"}}\n\n"));
    assert_eq!(bed.guard(&format!("{scan} --mode pseudonymised")).code, 1);
    bed.file("guard.toml", rules("\"resident-registration\""));
    let ran = bed.guard(&format!("{scan} --mode pseudonymised"));
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("may not be in a registered dataset"), "{}", ran.err);
}

#[test]
fn vulnerable_packages_are_found_also_inside_of_an_archive() {
    let bed = Bed::with_data();
    let lock = bed.read_bytes("ship/Cargo.lock");
    bed.file("ship.tar.gz", gzip(&tar(&[("ship/Cargo.lock", &lock)])));
    assert_eq!(bed.guard("scan ship.tar.gz").code, 0, "nobody asked about packages");
    let ran = bed.guard("scan ship.tar.gz --db oss.db --format json");
    assert_eq!(ran.code, 1, "{}", ran.out);
    let inside = ran.json()["packages"]["findings"].clone();
    let direct =
        bed.guard("scan ship --db oss.db --format json").json()["packages"]["findings"].clone();
    assert!(inside.as_array().is_some_and(|it| it.len() == 4), "{inside:#}");
    assert_eq!(inside, direct);
    assert_eq!(bed.guard("scan clean --db oss.db").code, 0);
}

#[test]
fn a_keyed_mark_shows_repeats_and_differs_by_key() {
    let bed = Bed::new();
    bed.file("a.txt", format!("{RRN}\n９００１０１１２３４５６８\n"));
    bed.file("one.key", [1_u8; 32]);
    bed.file("two.key", [2_u8; 32]);
    bed.file("short.key", "short");
    let marks = |key: &str| -> Vec<String> {
        let json = bed.guard(&format!("scan a.txt --format json --key {key}")).json();
        let all = json["hits"].as_array().cloned().unwrap_or_default();
        all.iter().map(|it| it["fingerprint"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let (one, two) = (marks("one.key"), marks("two.key"));
    assert_eq!((one.len(), &one[0]), (2, &one[1]));
    assert_ne!(one[0], two[0]);
    assert_eq!(bed.guard("scan a.txt --key short.key").code, 2);
    assert_eq!(bed.guard("scan a.txt --format json").json()["hits"][0].get("fingerprint"), None);
}
