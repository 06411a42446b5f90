//! What is named beside a project, to answer more than its own files do.

use clap::Args;
use std::path::PathBuf;

/// What answers are drawn from.
#[derive(Debug, Args)]
pub struct Evidence {
    /// The policy that builds are judged by
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// The exceptions
    #[arg(long, value_name = "FILE")]
    pub ignore: Option<PathBuf>,
    /// Records with owner, date and evidence, for what no file of a project tells
    #[arg(long, value_name = "FILE")]
    pub records: Option<PathBuf>,
    /// The licence of the product: does anything conflict with it?
    #[arg(long, value_name = "ID")]
    pub under: Option<String>,
    /// The notice that is delivered
    #[arg(long, value_name = "FILE")]
    pub notice: Option<PathBuf>,
    /// The bill of materials that is delivered
    #[arg(long, value_name = "FILE")]
    pub bill: Option<PathBuf>,
    /// The bill of materials of an earlier delivery: did a licence change?
    #[arg(long, value_name = "FILE")]
    pub before: Option<PathBuf>,
    /// Statements about vulnerabilities, OpenVEX or CycloneDX
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub vex: Vec<PathBuf>,
    /// A report of `naru guard scan --format json`
    #[arg(long, value_name = "FILE")]
    pub guard: Option<PathBuf>,
    /// Packages that are approved, with approver and end
    #[arg(long, value_name = "FILE")]
    pub approved: Option<PathBuf>,
}
