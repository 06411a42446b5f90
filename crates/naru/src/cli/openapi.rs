//! `naru openapi`: the API described, for programs.

use crate::problem::Problem;
use crate::stdio;
use std::process::ExitCode;

/// Print the OpenAPI 3.1 document of the API, as /openapi.json has it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  naru openapi > docs/openapi.json
  naru openapi --gates > docs/gates-openapi.json
  naru openapi --oss > docs/oss-openapi.json")]
pub struct OpenApi {
    /// The calls about gates, as /gates/v1/openapi.json has them
    #[arg(long)]
    gates: bool,

    /// The calls about open source, as /oss/v1/openapi.json has them
    #[arg(long, conflicts_with = "gates")]
    oss: bool,
}

pub(super) fn run(it: &OpenApi) -> Result<ExitCode, Problem> {
    let text = match (it.gates, it.oss) {
        (true, _) => naru_web::gates::text(),
        (_, true) => naru_web::oss::text(),
        _ => naru_web::openapi::text(),
    };
    stdio::data(text.trim_end());
    Ok(ExitCode::SUCCESS)
}
