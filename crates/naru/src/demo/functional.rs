//! The functional test of the story's institution: a client of the lab calls the sandbox over HTTP,
//! and what the relay saw of it is judged and signed.

use crate::problem::Problem;
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::{Answer, ClientUseCode, Fault, FaultKind, No, Refusal};
use naru_core::functional::{self, Applicant, Signed};
use naru_core::identity::Credentials;
use naru_lab::fintech::candidate::Candidate;
use naru_lab::fintech::{Access, Api, ApiConfig, Codes, Contract, Soon};
use naru_store::Tx;
use naru_web::Node;
use naru_web::functional::SandboxPlace;
use std::sync::Arc;
use std::time::Duration;

/// Nobody authorizes an institution that only pays out.
struct Nobody;

impl Codes for Nobody {
    fn code<'a>(&'a self, _: &'a str) -> Soon<'a> {
        Box::pin(async { None })
    }
}

/// Opens the institution's place, has its client go through the list, seals the run.
pub(super) async fn run(
    node: &Arc<Node>,
    sandbox: &SandboxPlace,
    code: &ClientUseCode,
) -> Result<Signed, Problem> {
    let tenant = functional::tenant_code(code).map_err(No::from)?;
    let directory = node.hub.directory();
    let known = directory.institutions.get(code).cloned();
    let institution = known.ok_or(No::from(Refusal::new("identity/institution-unknown")))?;
    let applicant = Applicant { institution, redirect_uri: String::new() };
    let entropy = SystemEntropy::default();
    let given = sandbox.open("system:demo", applicant, &entropy).await?;
    candidate(sandbox, &tenant, &given)?.go_through_as_payer().await.map_err(|e| {
        let what = "the client of the demonstration did not get on in the sandbox";
        No::from(Fault::because(FaultKind::Permanent, what, e))
    })?;
    let standing = sandbox.standing(&tenant).await?;
    let standing = standing.ok_or(No::from(Refusal::new("functional/no-tenant")))?;
    let (keys, env) = (node.hub.keys.clone(), node.env());
    let seal = move |tx: &mut Tx<'_>| functional::seal(tx, &env, &keys, "system:demo", &standing);
    let signed = node.book.write(seal).await?;
    sandbox.end(&tenant).await?;
    Ok(signed)
}

fn candidate(
    sandbox: &SandboxPlace,
    tenant: &ClientUseCode,
    given: &Credentials,
) -> Answer<Candidate> {
    let bank = sandbox.bank_code()?;
    let [collects, pays] = functional::contracts(&bank, tenant).map(|it| Contract {
        account_type: it.account_type.to_string(),
        account_num: it.account_num,
    });
    let lost = || Fault::new(FaultKind::Permanent, "a tenant has no pass phrase");
    let phrase = given.pass_phrase.clone().ok_or_else(lost)?;
    let access = Access::ByUsers { redirect_uri: String::new(), codes: Arc::new(Nobody) };
    let api = Api::new(ApiConfig {
        base_url: sandbox.url.clone(),
        client_id: given.client_id.clone(),
        client_secret: given.client_secret.clone(),
        access,
        contract: collects,
        paying: pays,
        pass_phrase: phrase.clone(),
        print_content: "시험".to_owned(),
        timeout: Duration::from_secs(10),
        clock: Arc::new(SystemClock),
    });
    let clock = Arc::new(SystemClock);
    Ok(Candidate::new(api, (tenant.clone(), bank), phrase.expose(), clock))
}
