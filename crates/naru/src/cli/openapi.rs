//! `naru openapi`: the API described, for programs.

use crate::problem::Problem;
use crate::stdio;
use std::process::ExitCode;

/// Print the OpenAPI 3.1 document of the API, as /openapi.json has it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  naru openapi > docs/openapi.json")]
pub struct OpenApi {}

pub(super) fn run(_: &OpenApi) -> Result<ExitCode, Problem> {
    stdio::data(naru_web::openapi::text().trim_end());
    Ok(ExitCode::SUCCESS)
}
