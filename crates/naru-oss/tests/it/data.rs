//! Made-up advisories in their publishers' formats, and projects that they are about.

use crate::bed::Bed;

/// Writes `data/` as publishers hand it out.
pub fn write(bed: &Bed) {
    bed.file("data/rustsec/crates/rope/RUSTSEC-2026-0901.md", rustsec(
        "RUSTSEC-2026-0901", "rope", "2026-07-01",
        "aliases = [\"CVE-2026-90001\"]\ncvss = \"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\"",
        "patched = [\">= 1.2.3\"]",
        "Knots come undone",
    ));
    bed.file(
        "data/rustsec/crates/sail/RUSTSEC-2026-0902.md",
        rustsec(
            "RUSTSEC-2026-0902",
            "sail",
            "2026-06-01",
            "informational = \"unmaintained\"",
            "patched = []",
            "Nobody mends `sail` any more",
        ),
    );
    bed.file(
        "data/rustsec/crates/mast/RUSTSEC-2026-0903.md",
        rustsec(
            "RUSTSEC-2026-0903",
            "mast",
            "2026-05-01",
            "informational = \"unsound\"",
            "patched = [\">= 3.0.0\"]",
            "A borrowed mast may outlive its ship",
        ),
    );
    bed.file(
        "data/rustsec/crates/keel/RUSTSEC-2026-0904.md",
        rustsec(
            "RUSTSEC-2026-0904",
            "keel",
            "2026-04-01",
            "",
            "patched = []",
            "The keel cannot be mended",
        ),
    );
    bed.file(
        "data/rustsec/crates/rope/RUSTSEC-2026-0905.md",
        rustsec(
            "RUSTSEC-2026-0905",
            "rope",
            "2026-03-01",
            "withdrawn = \"2026-03-09\"",
            "patched = []",
            "Taken back",
        ),
    );
    bed.file("data/osv/GHSA-aaaa-bbbb-cccc.json", r#"{"schema_version": "1.6.0",
        "id": "GHSA-aaaa-bbbb-cccc", "modified": "2026-07-20T00:00:00Z", "aliases": ["CVE-2026-90002"],
        "summary": "Anchors run other people's code",
        "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:N"}],
        "affected": [{"package": {"ecosystem": "npm", "name": "@naru/anchor"},
            "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "2.1.0"}]}]}]}"#);
    bed.file("data/osv/MAL-2026-9.json", r#"{"id": "MAL-2026-9", "modified": "2026-07-21T00:00:00Z",
        "summary": "Malicious code in bu0y", "affected": [{"package": {"ecosystem": "npm", "name": "bu0y"},
            "versions": ["1.0.0"]}]}"#);
    bed.file(
        "data/osv/FUT-2026-1.json",
        r#"{"id": "FUT-2026-1", "modified": "2026-07-02T00:00:00Z",
        "affected": [{"package": {"ecosystem": "Galley", "name": "oar"}, "versions": ["1"]}]}"#,
    );
    bed.file("data/osv/broken.json", "{\"id\": \"BROKEN-1\", ");
    bed.file("data/README.md", "# Not an advisory\n");
    bed.file(
        "data/kev.csv",
        "cveID,vendorProject,product,dateAdded,dueDate,knownRansomwareCampaignUse\n\
        CVE-2026-90002,Naru,Anchor,2026-07-22,2026-08-12,Known\n",
    );
    bed.file(
        "data/epss.csv",
        "#model_version:v2026,score_date:2026-07-23T00:00:00+0000\n\
        cve,epss,percentile\nCVE-2026-90001,0.12345,0.9\n",
    );
    bed.file(
        "data/licenses.json",
        r#"{"licenseListVersion": "3.27", "licenses": [
        {"licenseId": "MIT", "name": "MIT License", "isOsiApproved": true}]}"#,
    );
    bed.file(
        "data/health.json",
        r#"{"projects": [{"purl": "pkg:cargo/rope@1.0.0", "as_of": "2026-07-01",
        "last_release": "2026-01-01", "contributors": 1, "open_issues": 12},
        {"purl": "pkg:cargo/keel", "archived": true, "end_of_life": "2026-06-30"}]}"#,
    );
    projects(bed);
}

fn rustsec(id: &str, name: &str, date: &str, more: &str, versions: &str, title: &str) -> String {
    format!(
        "```toml\n[advisory]\nid = \"{id}\"\npackage = \"{name}\"\ndate = \"{date}\"\n{more}\n\n\
         [versions]\n{versions}\n```\n\n# {title}\n\nMore about it.\n"
    )
}

/// An advisory about rope that is known elsewhere as CVE-2026-0777.
pub fn rope_with_cve(id: &str) -> String {
    let more =
        "aliases = [\"CVE-2026-0777\"]\ncvss = \"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\"";
    rustsec(id, "rope", "2026-07-01", more, "patched = [\">= 1.2.3\"]", "One of two weaknesses")
}

const CRATES_IO: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";

/// A lock file: the ship needs rope and hull; hull needs keel; rigging needs rope too.
pub fn cargo_lock() -> String {
    let package = |name: &str, version: &str, needs: &str| {
        format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n{CRATES_IO}\n{needs}\n")
    };
    [
        "version = 4\n\n[[package]]\nname = \"ship\"\nversion = \"0.1.0\"\ndependencies = [\"hull\", \"rigging\", \"rope 1.2.0\"]\n\n".to_owned(),
        package("hull", "0.3.0", "dependencies = [\"keel\"]"),
        package("keel", "1.0.0", ""),
        package("mast", "2.9.0", ""),
        package("rigging", "4.0.0", "dependencies = [\"mast\", \"rope 1.2.0\", \"rope 1.2.3\", \"sail\"]"),
        package("rope", "1.2.0", ""),
        package("rope", "1.2.3", ""),
        package("sail", "5.0.0", ""),
        "[[package]]\nname = \"tiller\"\nversion = \"1.0.0\"\nsource = \"git+https://git.example/tiller#abc\"\n".to_owned(),
    ]
    .concat()
}

fn projects(bed: &Bed) {
    bed.file("ship/Cargo.lock", cargo_lock());
    bed.file("fleet/ship/Cargo.lock", cargo_lock());
    bed.file("fleet/ship/target/Cargo.lock", "not read: built");
    bed.file(
        "fleet/web/package-lock.json",
        r#"{"name": "web", "version": "1.0.0", "lockfileVersion": 3,
        "packages": {"": {"dependencies": {"@naru/anchor": "^2"}, "devDependencies": {"bu0y": "1"}},
        "node_modules/@naru/anchor": {"version": "2.0.0", "license": "MIT"},
        "node_modules/bu0y": {"version": "1.0.0", "dev": true}}}"#,
    );
    bed.file("fleet/web/node_modules/x/package-lock.json", "not read: fetched");
    bed.file(
        "clean/Cargo.lock",
        "version = 4\n\n[[package]]\nname = \"raft\"\nversion = \"1.0.0\"\n",
    );
}
