//! The words of `guide`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Drafts to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Template {
    /// The policy
    Policy,
    /// The process
    Process,
    /// The request to use something
    Request,
}

/// `guide`
#[derive(Debug, Args)]
pub struct Guide {
    /// A page or an answered question; without it the list of all
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// Words that must stand in it
    #[arg(long, num_args = 1.., value_name = "WORD", conflicts_with = "id")]
    pub find: Vec<String>,
    /// A draft in the reader's language, as Markdown
    #[arg(long, value_enum, value_name = "NAME", conflicts_with_all = ["id", "find", "json"])]
    pub template: Option<Template>,
    /// For machines
    #[arg(long)]
    pub json: bool,
    /// File to write instead of standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}
