//! Databases of package managers in a root file system. The two files of rpm were written by rpm
//! itself (SQLite; its indexes taken out) and by Berkeley DB's own loader, from two packages made
//! for this test.

use super::{inventory, shown};

const RELEASE: (&str, &str) = ("os-release", "NAME=Ferry\nID=debian\nVERSION_ID=\"12\"\n");

#[test]
fn dpkg_knows_sources_and_leaves_out_what_was_removed() {
    let status = "Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nSource: glibc\nVersion: 2.36-9+deb12u4\nDescription: a library\n of many lines\nConffiles:\n /etc/x 00\n\n\
        Package: rope\nStatus: install ok installed\nArchitecture: amd64\nSource: ropes (1:1.0-1)\nVersion: 1:1.0-1+b1\nDepends: libc6 (>= 2.34), anchor | libanchor:any\n\n\
        Package: gone\nStatus: deinstall ok config-files\nVersion: 1\n\n\
        Package: anchor2\nStatus: install ok installed\nVersion: 2~rc1\nProvides: libanchor (= 2)\n";
    insta::assert_snapshot!(shown("var/lib/dpkg/status", status, &[RELEASE]), @"
    pkg:deb/debian/libc6@2.36-9%2Bdeb12u4?arch=amd64&distro=debian-12&upstream=glibc unknown
    pkg:deb/debian/rope@1:1.0-1%2Bb1?arch=amd64&distro=debian-12&upstream=ropes%401:1.0-1 direct >libc6 >anchor2
    pkg:deb/debian/anchor2@2~rc1?distro=debian-12 unknown
    ");
    let found = inventory("var/lib/dpkg/status", status.as_bytes(), &[RELEASE]);
    let sources: Vec<_> = found.packages.iter().map(|it| it.source_package.clone()).collect();
    let source = |name: &str, version: &str| Some((name.to_owned(), version.to_owned()));
    let expected = [source("glibc", "2.36-9+deb12u4"), source("ropes", "1:1.0-1"), None];
    assert_eq!(sources, expected);
}

#[test]
fn dpkg_counts_all_that_has_its_files_on_the_disk() {
    for (state, is_there) in [
        ("install ok installed", true),
        ("hold ok installed", true),
        ("install ok triggers-awaited", true),
        ("install ok triggers-pending", true),
        ("install ok half-configured", true),
        ("install ok unpacked", true),
        ("install reinstreq half-installed", true),
        ("deinstall ok config-files", false),
        ("purge ok not-installed", false),
    ] {
        let status = format!("Package: rope\nStatus: {state}\nVersion: 1.0\n\n");
        let found = inventory("var/lib/dpkg/status", status.as_bytes(), &[]);
        assert_eq!(found.packages.len(), usize::from(is_there), "{state}");
    }
    let begun = "Package: rope\nStatus: install reinstreq half-installed\n";
    assert_eq!(shown("var/lib/dpkg/status", begun, &[]), "note NoExactVersion: rope\n");
}

#[test]
fn apk_knows_licences_and_who_provides_a_library() {
    let installed = "C:Q1qqo=\nP:musl\nV:1.2.4-r2\nA:x86_64\nL:MIT\no:musl\np:so:libc.musl-x86_64.so.1=1\nF:lib\nR:ld.so\n\n\
        P:busybox\nV:1.36.1-r5\nA:x86_64\nL:GPL-2.0-only\no:busybox\nD:so:libc.musl-x86_64.so.1 !rope\n\n";
    let release = ("os-release", "ID=alpine\nVERSION_ID=3.18.4\n");
    insta::assert_snapshot!(shown("lib/apk/db/installed", installed, &[release]), @"
    pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64&distro=alpine-3.18.4 unknown apk-q1=Q1qqo= [MIT]
    pkg:apk/alpine/busybox@1.36.1-r5?arch=x86_64&distro=alpine-3.18.4 direct >musl [GPL-2.0-only]
    ");
}

const SQLITE: &[u8] = include_bytes!("rpmdb.sqlite");
const BERKELEY: &[u8] = include_bytes!("rpm-berkeley.bin");

fn rpm(path: &str, bytes: &[u8]) -> String {
    let release = ("os-release", "ID=\"ferryos\"\nVERSION_ID=\"9\"\n");
    let mut lines: Vec<String> = inventory(path, bytes, &[release])
        .packages
        .iter()
        .map(|it| {
            let purl = it.purl().expect("the names are good");
            let licence = it.licence.as_deref().unwrap_or_default();
            let source = it.source_package.clone().unwrap_or_default();
            format!("{purl} [{licence}] {} {} needs {}", source.0, source.1, it.needs.len())
        })
        .collect();
    lines.sort();
    lines.join("\n")
}

#[test]
fn rpm_is_read_from_sqlite_and_from_berkeley_db() {
    let from_sqlite = rpm("var/lib/rpm/rpmdb.sqlite", SQLITE);
    insta::assert_snapshot!(from_sqlite, @"
    pkg:rpm/ferryos/naru-ferry@1.2.3-4.el9?arch=noarch&distro=ferryos-9&epoch=2 [Apache-2.0] naru-ferry 1.2.3-4.el9 needs 1
    pkg:rpm/ferryos/naru-rope@1.10-1.el9?arch=noarch&distro=ferryos-9 [MIT and BSD-3-Clause] naru-rope 1.10-1.el9 needs 0
    ");
    assert_eq!(rpm("var/lib/rpm/Packages", BERKELEY), from_sqlite);
}

#[test]
fn rpm_is_read_from_its_own_container() {
    // The header of the smaller package, found in the other container by its fixed beginning.
    let name = b"naru-rope\0";
    let found = inventory("var/lib/rpm/rpmdb.sqlite", SQLITE, &[]);
    assert_eq!(found.packages.len(), 2);
    let mut header = Vec::new();
    for (tag, offset) in [(1000_u32, 0_u32), (1001, 10), (1002, 15)] {
        header.extend([tag, 6, offset, 1].iter().flat_map(|it| it.to_be_bytes()));
    }
    let store = [&name[..], b"1.10\0", b"1.el9\0"].concat();
    let length = u32::try_from(store.len()).expect("a short store");
    let head = [3_u32.to_be_bytes(), length.to_be_bytes()].concat();
    let blob = [head, header, store].concat();
    let mut file = vec![0; 4096];
    file[..4].copy_from_slice(b"RpmP");
    file[12..16].copy_from_slice(&1_u32.to_le_bytes());
    for slot in 2..256 {
        file[slot * 16..slot * 16 + 4].copy_from_slice(b"Slot");
    }
    file[36..40].copy_from_slice(&7_u32.to_le_bytes());
    file[40..44].copy_from_slice(&256_u32.to_le_bytes());
    let blob_length = u32::try_from(blob.len()).expect("a short blob");
    file.extend(b"BlbS");
    file.extend([7_u32, 1, blob_length].iter().flat_map(|it| it.to_le_bytes()));
    file.extend(&blob);
    let shown = rpm("var/lib/rpm/Packages.db", &file);
    assert_eq!(shown, "pkg:rpm/ferryos/naru-rope@1.10-1.el9?distro=ferryos-9 []   needs 0");
}

#[test]
fn damaged_databases_are_errors_at_every_length_and_never_a_panic() {
    for (path, bytes) in [("var/lib/rpm/rpmdb.sqlite", SQLITE), ("var/lib/rpm/Packages", BERKELEY)]
    {
        let format = naru_sbom::lock::format_of(path).expect("the name is known");
        let whole = inventory(path, bytes, &[]).packages.len();
        for length in (0..bytes.len()).step_by(61) {
            if let Ok(found) = naru_sbom::lock::read(format, &bytes[..length], &[]) {
                assert!(found.packages.len() <= whole, "{path} cut at {length}");
            }
        }
        let mut bent = bytes.to_vec();
        for at in (0..bytes.len()).step_by(13) {
            bent[at] = 0xFF;
            drop(naru_sbom::lock::read(format, &bent, &[]));
            bent[at] = bytes[at];
        }
    }
}
