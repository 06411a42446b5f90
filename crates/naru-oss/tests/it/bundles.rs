//! `db`: importing, looking at, carrying.

use crate::bed::Bed;
use naru_base::dsse::Envelope;
use naru_base::ed25519::VerifyingKey;
use std::io::Write as _;

/// A key, and its public half.
fn key(bed: &Bed, name: &str) -> String {
    let ran = bed.run(&format!("db key --out {name}"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out.trim().to_owned()
}

#[test]
fn import_counts_keeps_the_unknown_and_tells_what_is_broken() {
    let bed = Bed::with_data();
    let ran = bed.run("db import --from data --out again.db");
    insta::assert_snapshot!("import", ran.shown());
    insta::assert_snapshot!("info_en", bed.run("db info --db oss.db").shown());
    let bed = bed.in_korean();
    insta::assert_snapshot!("info_ko", bed.run("db info --db oss.db").shown());
    let info = bed.run("db info --db oss.db --json").json();
    assert_eq!(info["ecosystems"]["Galley"], 1, "an ecosystem that is not known is kept");
    assert_eq!(info["age_days"], 9);
    assert_eq!(bed.read_bytes("again.db"), bed.read_bytes("oss.db"));
}

#[test]
fn archives_are_read_as_their_folders_are() {
    let bed = Bed::with_data();
    let file = std::fs::File::create(bed.path("all.tar.gz")).expect("it can be made");
    let mut tar =
        tar::Builder::new(flate2::write::GzEncoder::new(file, flate2::Compression::fast()));
    tar.append_dir_all("all", bed.path("data")).expect("it can be packed");
    tar.into_inner().and_then(|it| it.finish()).expect("it can be ended");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(bed.path("all.zip")).expect("made"));
    for name in ["osv/GHSA-aaaa-bbbb-cccc.json", "osv/MAL-2026-9.json", "kev.csv"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("it can be begun");
        zip.write_all(bed.read(&format!("data/{name}")).as_bytes()).expect("it can be written");
    }
    zip.finish().expect("it can be ended");
    let facts = |from: &str, code: u8| {
        let ran = bed.run(&format!("db import --from {from} --out x.db"));
        assert_eq!(ran.code, code, "{}", ran.err);
        let info = bed.run("db info --db x.db --json").json();
        (info["advisories"].as_u64(), info["kev"].as_u64(), info["withdrawn"].as_u64())
    };
    assert_eq!(facts("all.tar.gz", 2), facts("data", 2));
    assert_eq!(facts("all.zip", 0), (Some(2), Some(1), Some(0)));
}

#[test]
fn what_holds_nothing_is_refused_and_writes_nothing() {
    let bed = Bed::new();
    bed.file("docs/README.md", "# Nothing");
    bed.file("cut.tar.gz", b"\x1f\x8b\x08\x00cut");
    bed.file("not.zip", "text");
    for from in ["docs", "cut.tar.gz", "not.zip", "nowhere.json"] {
        let ran = bed.run(&format!("db import --from {from} --out oss.db"));
        assert_eq!(ran.code, 2, "{from}: {}", ran.err);
        assert!(!bed.path("oss.db").exists(), "{from}");
    }
}

#[test]
fn a_full_bundle_travels_and_arrives_as_it_was() {
    let bed = Bed::with_data();
    let trust = key(&bed, "bundle.key");
    assert_eq!(bed.run("db bundle --db oss.db --key bundle.key --out full.bundle").code, 0);
    let words = format!("db verify full.bundle --trust {trust} --out there.db");
    let ran = bed.run(&words);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(bed.read_bytes("there.db"), bed.read_bytes("oss.db"));
    assert_eq!(bed.run("scan ship --db there.db").out, bed.run("scan ship --db oss.db").out);
}

#[test]
fn a_difference_is_small_and_makes_the_newer_database() {
    let bed = Bed::with_data();
    let trust = key(&bed, "bundle.key");
    for number in 0..400 {
        let text = format!(
            r#"{{"id": "OSV-{number}", "modified": "2026-07-01T00:00:00Z", "summary": "number {number}",
            "affected": [{{"package": {{"ecosystem": "npm", "name": "boat-{number}"}}, "versions": ["1.0.{number}"]}}]}}"#
        );
        bed.file(&format!("many/OSV-{number}.json"), text);
    }
    assert_eq!(bed.run("db import --from many --out old.db").code, 0);
    assert_eq!(bed.run("db import --from many data --out new.db").code, 2);
    assert_eq!(bed.run("db bundle --db new.db --key bundle.key --out full.bundle").code, 0);
    let made = bed.run("db bundle --db new.db --since old.db --key bundle.key --out diff.bundle");
    assert_eq!(made.code, 0, "{}", made.err);
    let (full, diff) = (bed.read_bytes("full.bundle").len(), bed.read_bytes("diff.bundle").len());
    assert!(diff < full, "{diff} of {full}");
    let ran = bed
        .run(&format!("db verify diff.bundle --trust {trust} --installed old.db --out there.db"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(bed.read_bytes("there.db"), bed.read_bytes("new.db"));
    let wrong_base =
        bed.run(&format!("db verify diff.bundle --trust {trust} --installed oss.db --out x.db"));
    assert!(wrong_base.err.contains("a difference to another database"), "{}", wrong_base.err);
    let no_base = bed.run(&format!("db verify diff.bundle --trust {trust} --out x.db"));
    assert!(no_base.err.contains("give the older database with --installed"), "{}", no_base.err);
    assert!(!bed.path("x.db").exists());
}

#[test]
fn bad_bundles_are_refused_each_with_its_own_reason() {
    let bed = Bed::with_data();
    let trust = key(&bed, "bundle.key");
    let other = key(&bed, "other.key");
    assert_eq!(bed.run("db bundle --db oss.db --key bundle.key --out full.bundle").code, 0);
    let good = bed.read_bytes("full.bundle");
    let refusal = |bytes: &[u8], trust: &str| {
        bed.file("bad.bundle", bytes);
        let ran = bed.run(&format!("db verify bad.bundle --trust {trust} --out x.db"));
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(!bed.path("x.db").exists());
        ran.err
    };
    for length in (0..good.len()).step_by(37).chain([good.len() - 1]) {
        let why = refusal(&good[..length], &trust);
        assert!(why.contains("is cut off"), "cut at {length}: {why}");
    }
    // Every byte is covered: by the signature, or by the hash that is signed.
    for at in (0..good.len()).step_by(29) {
        let mut bent = good.clone();
        bent[at] ^= 1;
        let why = refusal(&bent, &trust);
        assert!(!why.contains("signature holds"), "bent at {at}: {why}");
    }
    let mut bent = good.clone();
    let last = bent.len() - 1;
    bent[last] ^= 1;
    assert!(refusal(&bent, &trust).contains("was changed"));
    assert!(refusal(&[&good[..], b"more"].concat(), &trust).contains("was changed"));
    assert!(refusal(&good, &other).contains("not the key that is trusted"));
    assert!(refusal(b"PK\x03\x04", &trust).contains("it is not a bundle"));
    assert!(refusal(&good, "short").contains("not a public key"));
    // A key may begin with a hyphen, and is no flag.
    let hyphen = refusal(&good, &format!("-{}", "A".repeat(42)));
    assert!(hyphen.contains("not the key that is trusted"), "{hyphen}");
}

#[test]
fn an_older_bundle_does_not_replace_what_is_installed() {
    let bed = Bed::with_data();
    let trust = key(&bed, "bundle.key");
    assert_eq!(bed.run("db bundle --db oss.db --key bundle.key --out old.bundle").code, 0);
    let bed = bed.later(1);
    assert_eq!(bed.run("db import --from data --out new.db").code, 2);
    let words = format!("db verify old.bundle --trust {trust} --installed new.db --out new.db");
    let ran = bed.run(&words);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("before the installed database"), "{}", ran.err);
    assert_eq!(bed.run("db verify old.bundle --trust x --out y.db").code, 2);
}

#[test]
fn a_database_that_is_cut_off_says_so() {
    let bed = Bed::with_data();
    let whole = bed.read_bytes("oss.db");
    for length in (0..whole.len()).step_by(101) {
        bed.file("cut.db", &whole[..length]);
        let ran = bed.run("scan ship --db cut.db");
        assert_eq!(ran.code, 2, "cut at {length}");
    }
}

#[test]
fn a_private_key_is_never_written_over() {
    let bed = Bed::new();
    key(&bed, "bundle.key");
    assert_eq!(bed.run("db key --out bundle.key").code, 2);
}

#[test]
fn a_private_key_says_what_it_is_and_an_older_one_is_still_read() {
    let bed = Bed::with_data();
    key(&bed, "bundle.key");
    // Nobody takes the file for a public key; one of before it was marked is read all the same.
    let private = bed.read("bundle.key");
    let bare = private.strip_prefix("naru-private-key:").expect("it says what it is");
    bed.file("older.key", bare);
    for name in ["bundle.key", "older.key"] {
        let ran = bed.run(&format!("db bundle --db oss.db --key {name} --out {name}.bundle"));
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
    }
    assert_eq!(bed.read_bytes("bundle.key.bundle"), bed.read_bytes("older.key.bundle"));
}

/// A tar of one advisory under a name that stands in an entry of its own.
fn tar_with_name(bed: &Bed, file: &str, name: &str) {
    let text = bed.read("data/osv/GHSA-aaaa-bbbb-cccc.json");
    let out = std::fs::File::create(bed.path(file)).expect("it can be made");
    let mut tar = tar::Builder::new(out);
    let mut head = tar::Header::new_gnu();
    head.set_entry_type(tar::EntryType::GNULongName);
    head.set_size(name.len() as u64 + 1);
    head.set_cksum();
    tar.append(&head, format!("{name}\0").as_bytes()).expect("it can be packed");
    let mut head = tar::Header::new_gnu();
    head.set_path("short").expect("it fits");
    head.set_size(text.len() as u64);
    head.set_cksum();
    tar.append(&head, text.as_bytes()).expect("it can be packed");
    tar.into_inner().expect("it can be ended");
}

#[test]
fn a_long_name_in_an_archive_is_read_within_a_bound() {
    let bed = Bed::with_data();
    tar_with_name(&bed, "long.tar", &format!("{}/x.json", "d/".repeat(400)));
    assert_eq!(bed.run("db import --from long.tar --out x.db").code, 0);
    // Of this one only a beginning is held, which is the name of nothing that is read.
    tar_with_name(&bed, "huge.tar", &format!("{}x.json", "d/".repeat(100_000)));
    let ran = bed.run("db import --from huge.tar --out y.db");
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(!bed.path("y.db").exists());
}

#[test]
fn a_bill_is_signed_and_the_envelope_holds_it_as_it_was() {
    let bed = Bed::with_data();
    let public = key(&bed, "bill.key");
    let ran = bed.run("sbom ship --out bom.json");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = bed.run("sign bom.json --key bill.key --out bom.dsse.json");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains(&public), "it says by which key: {}", ran.err);
    let envelope = Envelope::open(&bed.read_bytes("bom.dsse.json")).expect("an envelope");
    assert_eq!(envelope.payload, bed.read_bytes("bom.json"));
    let key = VerifyingKey::parse(&public).expect("a key");
    assert_eq!(envelope.signer([&key]), Some(&key));
    let (bare, wrapped) =
        (bed.run("scan bom.json --db oss.db"), bed.run("scan bom.dsse.json --db oss.db"));
    assert_eq!(bare.code, 0, "{}", bare.err);
    assert_eq!(wrapped.code, 0, "it is scanned as it is: {}", wrapped.err);
    assert_eq!(bare.out.lines().count(), wrapped.out.lines().count(), "{}", wrapped.out);
    // What is no bill, and by what is no key, is not signed.
    bed.file("note.txt", "hello");
    for words in [
        "sign note.txt --key bill.key --out x.json",
        "sign bom.json --key note.txt --out x.json",
        "sign nowhere.json --key bill.key --out x.json",
    ] {
        assert_eq!(bed.run(words).code, 2, "{words}");
        assert!(!bed.path("x.json").exists(), "{words}");
    }
}
