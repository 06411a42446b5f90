//! Files of scanners to look at, handed in as everybody's are: what a tool found in the services of
//! an institution, and what a later run of it found no more.

use super::admission::SERVICES;
use crate::installation::Installation;
use crate::problem::Problem;
use naru_base::env::SystemEntropy;
use naru_base::{Answer, ClientUseCode, Fault, FaultKind, Micros};
use naru_core::admission::ServiceKey;
use naru_core::admission::evidence::{self, Handed};
use naru_evidence::items::Table;
use naru_store::Tx;
use naru_web::Node;
use naru_web::vault::Vault;
use serde_json::{Value, json};
use std::sync::Arc;

const DAY_S: i64 = 86_400;

/// Weaknesses that a run of the demonstration finds: name, CWE, risk of ZAP, where.
const FOUND: [(&str, u32, u8, &str); 6] = [
    ("SQL Injection", 89, 3, "/login"),
    ("Cross Site Scripting (Reflected)", 79, 3, "/search"),
    ("Missing Anti-clickjacking Header", 1_021, 2, "/"),
    ("Cookie Without Secure Flag", 614, 1, "/login"),
    ("Server Leaks Version Information", 497, 1, "/"),
    ("Weak Authentication Method", 326, 2, "/admin"),
];

/// What ZAP writes of a run that found these.
fn zap(at: Micros, found: &[(&str, u32, u8, &str)]) -> Vec<u8> {
    let risk = |n: u8| ["Informational", "Low", "Medium", "High"][usize::from(n.min(3))];
    let alerts: Vec<Value> = (40_000..)
        .zip(found)
        .map(|(id, (name, cwe, grave, path))| {
            json!({
                "pluginid": id.to_string(), "name": name, "riskcode": grave.to_string(),
                "riskdesc": risk(*grave), "cweid": cwe.to_string(),
                "instances": [{ "uri": format!("https://pay.example{path}"), "method": "GET" }],
            })
        })
        .collect();
    let site = json!({ "@name": "https://pay.example", "alerts": alerts });
    let all = json!({
        "@version": "2.15.0", "created": at.unix_seconds().to_string(), "site": [site],
    });
    all.to_string().into_bytes()
}

/// Hands in two runs about the first service of an institution, and one about the second; once.
pub(super) async fn samples(
    node: &Node,
    installation: &Installation,
    code: &ClientUseCode,
) -> Result<(), Problem> {
    let read = {
        let code = code.clone();
        move |tx: &mut Tx<'_>| Ok(evidence::scans(tx, &code, 1)?)
    };
    if !node.book.read(read).await?.is_empty() {
        return Ok(());
    }
    let (dir, keys) = (installation.dir.path(), installation.keys.clone());
    let vault = Vault::beside(dir, keys, Arc::new(SystemEntropy::default()));
    let ago = |days: i64| node.clock.now().plus_seconds(-days * DAY_S);
    let files = [
        ("zap-web-before.json", SERVICES[0], zap(ago(9), &FOUND)),
        ("zap-web.json", SERVICES[0], zap(ago(2), &FOUND[2..])),
        ("zap-app.json", SERVICES[1], zap(ago(1), &FOUND[4..5])),
    ];
    for (title, service, file) in files {
        let sha256 = vault.put(&file)?;
        let handed = Handed {
            title: title.to_owned(),
            sha256,
            size_bytes: i64::try_from(file.len()).unwrap_or(i64::MAX),
            service: ServiceKey::parse(service),
            scope: String::new(),
            observed_at: None,
            by: "system:demo".to_owned(),
        };
        let (env, code) = (node.env(), code.clone());
        let write = move |tx: &mut Tx<'_>| -> Answer<()> {
            let report = naru_evidence::read(&file).map_err(|_| unread())?;
            let digest = evidence::digest(&report, Table::shipped());
            evidence::import(tx, &env, &code, &handed, &digest).map(drop)
        };
        node.book.write(write).await?;
    }
    Ok(())
}

fn unread() -> Fault {
    Fault::new(FaultKind::Permanent, "a file of the demonstration is none that a scanner writes")
}
