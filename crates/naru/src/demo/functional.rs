//! The functional test of the story's institution: a client of the lab calls the sandbox over HTTP,
//! and what the relay saw of it is judged and signed.

use crate::problem::Problem;
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::{Answer, ClientUseCode, Fault, FaultKind, No, Refusal};
use naru_core::functional::{self, Applicant, Signed};
use naru_core::identity::{Credentials, Scope};
use naru_lab::crowd::member;
use naru_lab::fintech::candidate::{Candidate, Slip, Stumble};
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
    let (tenant, client) = enter(node, sandbox, code).await?;
    client.go_through_as_payer().await.map_err(stuck)?;
    sign(node, sandbox, &tenant).await
}

fn stuck(why: Stumble) -> No {
    let what = "the client of the demonstration did not get on in the sandbox";
    No::from(Fault::because(FaultKind::Permanent, what, why))
}

/// Opens the institution's place; gives the code it calls under there, and its client.
async fn enter(
    node: &Node,
    sandbox: &SandboxPlace,
    code: &ClientUseCode,
) -> Answer<(ClientUseCode, Candidate)> {
    let tenant = functional::tenant_code(code)?;
    let known = node.hub.directory().institutions.get(code).cloned();
    let mut institution = known.ok_or(Refusal::new("identity/institution-unknown"))?;
    let is_large = institution.scopes.contains(&Scope::Sa);
    if is_large {
        // Its users log in at home: that is not what is tested here.
        institution.scopes.retain(|it| *it != Scope::Login);
    }
    let applicant = Applicant { institution, redirect_uri: String::new() };
    let given = sandbox.open("system:demo", applicant, &SystemEntropy::default()).await?;
    let client = candidate(sandbox, &tenant, (&given, is_large))?;
    Ok((tenant, client))
}

/// Signs what was passed; the run is over.
async fn sign(
    node: &Node,
    sandbox: &SandboxPlace,
    tenant: &ClientUseCode,
) -> Result<Signed, Problem> {
    let standing = sandbox.standing(tenant).await?;
    let standing = standing.ok_or(No::from(Refusal::new("functional/no-tenant")))?;
    let (keys, env) = (node.hub.keys.clone(), node.env());
    let seal = move |tx: &mut Tx<'_>| functional::seal(tx, &env, &keys, "system:demo", &standing);
    let signed = node.book.write(seal).await?;
    sandbox.end(tenant).await?;
    Ok(signed)
}

/// Runs to look at: one that was passed and is signed, one that failed, one under way; and in a
/// large network some more, one for each of these institutions.
pub(super) async fn samples(
    node: &Node,
    sandbox: &SandboxPlace,
    crowd: u32,
) -> Result<(), Problem> {
    if !sandbox.tenants()?.is_empty() {
        return Ok(());
    }
    let own = super::present(node);
    // Of the crowd, whoever stands before this gate.
    let more = (0..crowd).filter(|n| n % 20 == 1).map(|n| member(n).code);
    if let Some(fails) = own.get(2) {
        let (_, client) = enter(node, sandbox, fails).await?;
        client.pay_twice().await.map_err(stuck)?;
    }
    if let Some(goes_on) = own.get(1) {
        let (_, client) = enter(node, sandbox, goes_on).await?;
        client.go_through_as_payer().await.map_err(stuck)?;
    }
    for (n, code) in more.enumerate() {
        let (_, client) = enter(node, sandbox, &code).await?;
        match n % 3 {
            0 => client.pay_twice().await.map_err(stuck)?,
            1 => client.look_around().await.map_err(stuck)?,
            _ => {}
        }
    }
    let Some(passes) = own.first() else { return Ok(()) };
    let (tenant, client) = enter(node, sandbox, passes).await?;
    client.go_through(Slip::None).await.map_err(stuck)?;
    sign(node, sandbox, &tenant).await.map(drop)
}

fn candidate(
    sandbox: &SandboxPlace,
    tenant: &ClientUseCode,
    (given, is_large): (&Credentials, bool),
) -> Answer<Candidate> {
    let bank = sandbox.bank_code()?;
    let [collects, pays] = functional::contracts(&bank, tenant).map(|it| Contract {
        account_type: it.account_type.to_string(),
        account_num: it.account_num,
    });
    let lost = || Fault::new(FaultKind::Permanent, "a tenant has no pass phrase");
    let phrase = given.pass_phrase.clone().ok_or_else(lost)?;
    let access = match is_large {
        true => Access::Own,
        false => Access::ByUsers { redirect_uri: String::new(), codes: Arc::new(Nobody) },
    };
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
