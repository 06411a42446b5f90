//! The words of the command line. `--help` teaches each command by examples.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

pub use crate::bench::args::{Bench, BenchWhat};
pub use crate::gate::args::Gate;
pub use crate::guide::args::{Guide, Template};
pub use crate::selfcheck::args::Evidence;

/// Open source under control, without a server or a network
#[derive(Debug, Subcommand)]
pub enum Oss {
    /// The database of advisories: import, look at, carry to sites without internet
    #[command(subcommand)]
    Db(Db),
    /// Make a bill of materials from lock files
    #[command(after_help = "Examples:\n  \
        naru oss sbom .                              CycloneDX 1.6 of this folder\n  \
        naru oss sbom Cargo.lock --format spdx       SPDX 2.3 of one lock file\n  \
        naru oss sbom . --product shop@1.4.2         whoever takes it in asks for both\n  \
        naru oss sbom rootfs --out image.cdx.json    of what a container image has installed")]
    Sbom(Sbom),
    /// Sign a bill of materials, for whoever takes it in
    #[command(after_help = "Examples:\n  \
        naru oss db key --out bill.key                 prints the public half: register that\n  \
        naru oss sign bom.cdx.json --key bill.key --out bom.cdx.dsse.json\n\n\
        The file written is a DSSE envelope with the bill in it. Hand it in as it is.")]
    Sign(Sign),
    /// Find what is known against the packages of a project
    #[command(after_help = "Examples:\n  \
        naru oss scan . --db oss.db                        a table, the most urgent first\n  \
        naru oss scan bom.cdx.json --db oss.db             of somebody else's bill of materials\n  \
        naru oss scan . --db oss.db --format sarif --out oss.sarif\n\n\
        PATH is a lock file, a bill of materials (CycloneDX, SPDX) or a folder, of which\n\
        node_modules, .git and target are left out.\n\n\
        Exit codes: 0 done, 2 something could not be read. To stop a build, use `check`.")]
    Scan(Scan),
    /// Judge a project by a policy, for CI: 0 clean, 1 broken, 2 could not judge
    #[command(after_help = "Examples:\n  \
        naru oss check . --db oss.db\n  \
        naru oss check . --db oss.db --policy oss-policy.toml --ignore oss-ignore.toml\n  \
        naru oss check . --db oss.db --write-baseline old.json   accept what is there today,\n  \
        naru oss check . --db oss.db --baseline old.json         and fail on what is new\n  \
        naru oss check --print-policy > oss-policy.toml          the policy to start from\n\n\
        An ignore file names what does not count, why, and until when:\n\n  \
        [[ignore]]\n  \
        advisory = \"RUSTSEC-2023-0071\"\n  \
        package = \"rsa\"            # optional\n  \
        reason = \"only signs; the timing cannot be measured from outside\"\n  \
        until = 2027-03-31         # from the day after it counts again\n\n\
        Exit codes: 0 clean, 1 broken, 2 it cannot be told: a file could not be read, a manifest\n\
        has no lock file, or nothing of a file could be judged.")]
    Check(Check),
    /// Which licences the packages have, what they ask for, what may not be combined
    #[command(after_help = "Examples:\n  \
        naru oss licence .                          by licence, with duties\n  \
        naru oss licence . --sources vendor         licences read from the packages' own files\n  \
        naru oss licence . --under Apache-2.0 --db oss.db   what may not be combined with it\n  \
        naru oss licence . --texts                  the licence texts of a checkout, recognised\n\n\
        Exit codes: 0 done, 1 something may not be combined, 2 something could not be read.")]
    Licence(Licence),
    /// Write the open-source notice that is delivered with a product
    #[command(after_help = "Examples:\n  \
        naru oss notice . --sources vendor --out NOTICE.txt\n  \
        naru oss notice . --lang ko --contact opensource@bank.example --out 오픈소스고지문.txt")]
    Notice(Notice),
    /// Who uses a package, or is exposed to an advisory
    #[command(after_help = "Examples:\n  \
        naru oss impact pkg:cargo/openssl-sys systems/      every project below that folder\n  \
        naru oss impact 'pkg:maven/org.example/log@<2.15.0' systems/\n  \
        naru oss impact CVE-2021-44228 systems/ --db oss.db\n\n\
        Exit codes: 0 nobody, 1 somebody, 2 it cannot be told: something could not be read, or a\n\
        package of the name has no exact version.")]
    Impact(Impact),
    /// How alive the projects behind the packages are, as far as the database tells
    #[command(after_help = "Examples:\n  naru oss health . --db oss.db")]
    Health(Health),
    /// The self-check of open-source governance: what these files prove, what people must answer
    #[command(after_help = "Examples:\n  \
        naru oss self-check . --db oss.db --ignore oss-ignore.toml\n  \
        naru oss self-check . --db oss.db --json --out self-check.json\n  \
        naru oss self-check . --db oss.db --records records.toml --pack pack/\n\n\
        A records file answers what no file of a project tells:\n\n  \
        [[record]]\n  \
        item = \"P1\"\n  \
        owner = \"open-source manager\"\n  \
        date = 2026-06-01\n  \
        evidence = [\"policy.pdf\", \"https://wiki.bank.example/oss\"]")]
    SelfCheck(SelfCheck),
    /// The gate of a phase (design, build, test, release, operate, retire), for CI
    #[command(after_help = "Examples:\n  \
        naru oss gate . --phase build --db oss.db\n  \
        naru oss gate . --phase release --db oss.db --notice NOTICE.txt --bill bom.cdx.json\n  \
        naru oss gate . --phase build --db oss.db --format sarif --out gate.sarif\n  \
        naru oss gate --print-phases > phases.toml     what each phase asks for, to change\n\n\
        Exit codes: 0 what must hold holds, 1 it does not, 2 it cannot be told.")]
    Gate(Gate),
    /// How to bring open source under control: pages, answered questions, drafts
    #[command(after_help = "Examples:\n  \
        naru oss guide                        the list\n  \
        naru oss guide operate                a page\n  \
        naru oss guide --find source offer\n  \
        naru oss guide --template policy --out policy.md")]
    Guide(Guide),
    /// Measure what this build costs, over data drawn as it is found outside
    #[command(after_help = "Examples, with a release build:\n  \
        naru oss bench\n  \
        naru oss bench portfolio --db oss.db --json\n  \
        naru oss bench scan --lock Cargo.lock --db oss.db")]
    Bench(Bench),
}

/// The database.
#[derive(Debug, Subcommand)]
pub enum Db {
    /// Read advisories and other data as their publishers hand them out
    #[command(after_help = "Examples:\n  \
        naru oss db import --from advisory-db --out oss.db          RustSec's repository\n  \
        naru oss db import --from osv/all.zip kev.csv epss.csv.gz licenses.json --out oss.db\n\n\
        Read are: OSV and GitHub advisories as JSON, RustSec, CISA KEV (CSV, JSON), EPSS (CSV),\n\
        licence lists of SPDX and ScanCode, project health as JSON; in folders, zip, tar, tar.gz, gz.\n\
        The file is written whole or not at all.\n\n\
        Exit codes: 0 all was read, 2 not every record could be read (the rest is in the file), or\n\
        nothing at all (the file stays as it was).")]
    Import(Import),
    /// Show how old a database is, where it comes from and what it holds
    Info(Info),
    /// Make a key for signing bundles
    #[command(
        after_help = "Example:\n  naru oss db key --out bundle.key      prints the public half, for `db verify --trust`"
    )]
    Key(Key),
    /// Make one signed file for sites without internet
    #[command(after_help = "Examples:\n  \
        naru oss db bundle --db oss.db --key bundle.key --out full.bundle\n  \
        naru oss db bundle --db oss.db --since last-week.db --key bundle.key --out week.bundle")]
    Bundle(Bundle),
    /// Verify a bundle and take the database out of it
    #[command(after_help = "Examples:\n  \
        naru oss db verify full.bundle --trust PUBLIC-KEY --out oss.db\n  \
        naru oss db verify week.bundle --trust PUBLIC-KEY --installed oss.db --out oss.db\n\n\
        Refused, each with its own reason: a bundle that is cut off, changed, signed by somebody\n\
        else, older than the installed database, or a difference to another database.")]
    Verify(Verify),
}

/// `db import`
#[derive(Debug, Args)]
pub struct Import {
    /// Files, archives and folders to read
    #[arg(long, required = true, num_args = 1.., value_name = "PATH")]
    pub from: Vec<PathBuf>,
    /// The database to write
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// `db info`
#[derive(Debug, Args)]
pub struct Info {
    /// The database
    #[arg(long, value_name = "FILE")]
    pub db: PathBuf,
    /// For machines
    #[arg(long)]
    pub json: bool,
}

/// `db key`
#[derive(Debug, Args)]
pub struct Key {
    /// Where the private half is written; only its owner may read it
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// `db bundle`
#[derive(Debug, Args)]
pub struct Bundle {
    /// The database
    #[arg(long, value_name = "FILE")]
    pub db: PathBuf,
    /// The private key
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// Only what is different from this older database
    #[arg(long, value_name = "FILE")]
    pub since: Option<PathBuf>,
    /// The bundle to write
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// `db verify`
#[derive(Debug, Args)]
pub struct Verify {
    /// The bundle
    #[arg(value_name = "BUNDLE")]
    pub bundle: PathBuf,
    /// The public key that is trusted
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    pub trust: String,
    /// The database that is installed: a difference needs it, and nothing older is taken
    #[arg(long, value_name = "FILE")]
    pub installed: Option<PathBuf>,
    /// The database to write; without it the bundle is only verified
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Formats of a bill of materials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BomForm {
    /// CycloneDX 1.6 as JSON
    Cyclonedx,
    /// SPDX 2.3 as JSON
    Spdx,
}

/// `sbom`
#[derive(Debug, Args)]
pub struct Sbom {
    /// Lock file, bill of materials or folder
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// Format
    #[arg(long, value_enum, default_value = "cyclonedx", value_name = "FORMAT")]
    pub format: BomForm,
    /// What it is a bill of, such as shop@1.4.2, where the files do not say
    #[arg(long, value_name = "NAME@VERSION")]
    pub product: Option<String>,
    /// File to write instead of standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// `sign`
#[derive(Debug, Args)]
pub struct Sign {
    /// The bill: CycloneDX or SPDX
    #[arg(value_name = "BILL")]
    pub bill: PathBuf,
    /// The private key
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// The envelope to write
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// Forms of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people
    Table,
    /// For programs
    Json,
    /// SARIF 2.1.0, for code review
    Sarif,
    /// CycloneDX VEX, each finding in triage
    Vex,
    /// OpenVEX, each finding under investigation
    Openvex,
}

/// `scan`
#[derive(Debug, Args)]
pub struct Scan {
    /// Lock file, bill of materials or folder
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// The database
    #[arg(long, value_name = "FILE")]
    pub db: PathBuf,
    /// Form of the answer
    #[arg(long, value_enum, default_value = "table", value_name = "FORM")]
    pub format: Form,
    /// File to write instead of standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Forms of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum VerdictForm {
    /// For people
    Table,
    /// For programs
    Json,
    /// SARIF 2.1.0, for code review
    Sarif,
}

/// `check`
#[derive(Debug, Args)]
pub struct Check {
    /// Lock file, bill of materials or folder
    #[arg(value_name = "PATH", required_unless_present = "print_policy")]
    pub path: Option<PathBuf>,
    /// The database
    #[arg(long, value_name = "FILE", required_unless_present = "print_policy")]
    pub db: Option<PathBuf>,
    /// What breaks the build [default: what --print-policy shows]
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// What was there before and does not count
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// What does not count, with reason and expiry
    #[arg(long, value_name = "FILE")]
    pub ignore: Option<PathBuf>,
    /// What was found not to matter, with its reason: OpenVEX or CycloneDX
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub vex: Vec<PathBuf>,
    /// Write today's findings as a baseline
    #[arg(long, value_name = "FILE")]
    pub write_baseline: Option<PathBuf>,
    /// Print the policy to start from
    #[arg(long)]
    pub print_policy: bool,
    /// Form of the answer
    #[arg(long, value_enum, default_value = "table", value_name = "FORM")]
    pub format: VerdictForm,
    /// File to write instead of standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// `licence`
#[derive(Debug, Args)]
pub struct Licence {
    /// Lock file, bill of materials or folder
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// Folders with the packages' own files, in which their licences stand
    #[arg(long, num_args = 1.., value_name = "DIR")]
    pub sources: Vec<PathBuf>,
    /// The licence of the product itself: what may not be combined with it?
    #[arg(long, value_name = "ID", requires = "db")]
    pub under: Option<String>,
    /// Which licence texts and SPDX marks lie in this folder
    #[arg(long, conflicts_with_all = ["sources", "under", "db"])]
    pub texts: bool,
    /// The database, with a matrix of compatibility in it
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,
    /// For machines
    #[arg(long)]
    pub json: bool,
}

/// `notice`
#[derive(Debug, Args)]
pub struct Notice {
    /// Lock file, bill of materials or folder
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// Folders with the packages' own files, in which their licences stand
    #[arg(long, num_args = 1.., value_name = "DIR")]
    pub sources: Vec<PathBuf>,
    /// Name of the product [default: of the project]
    #[arg(long, value_name = "NAME")]
    pub product: Option<String>,
    /// Where source code may be asked for; without it the written offer has a gap to fill
    #[arg(long, value_name = "ADDRESS")]
    pub contact: Option<String>,
    /// For how many years source code is offered
    #[arg(long, value_name = "YEARS", default_value_t = 3,
        value_parser = clap::value_parser!(u32).range(3..=20))]
    pub years: u32,
    /// Leave out what is only for building and testing
    #[arg(long)]
    pub without_development: bool,
    /// File to write instead of standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// `impact`
#[derive(Debug, Args)]
pub struct Impact {
    /// A package URL, with a version or a range such as `@<2.15.0`; or an advisory's id
    #[arg(value_name = "PURL|ID")]
    pub what: String,
    /// Folders and files to look through
    #[arg(required = true, num_args = 1.., value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The database, to look an id up
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,
    /// For machines
    #[arg(long)]
    pub json: bool,
}

/// `health`
#[derive(Debug, Args)]
pub struct Health {
    /// Lock file, bill of materials or folder
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// The database
    #[arg(long, value_name = "FILE")]
    pub db: PathBuf,
    /// For machines
    #[arg(long)]
    pub json: bool,
}

/// `self-check`
#[derive(Debug, Args)]
pub struct SelfCheck {
    /// Lock file, bill of materials or folder
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// The database
    #[arg(long, value_name = "FILE")]
    pub db: PathBuf,
    #[command(flatten)]
    pub evidence: Evidence,
    /// A folder to write the self-certification pack into: answers, materials, evidence
    #[arg(long, value_name = "DIR")]
    pub pack: Option<PathBuf>,
    /// For machines
    #[arg(long)]
    pub json: bool,
    /// File to write instead of standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}
