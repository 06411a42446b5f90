//! `naru demo --systems N`: systems with bills of materials, for whoever wants to see the pages of
//! open source full. Bills and what follows from them go through the portfolio's own commands; a
//! directory that has some of them already gets those that are missing.
//!
//! **Must never know** SQL, or how a finding is decided.

use crate::data_dir::{self, DataDir};
use crate::problem::Problem;
use crate::server::{OSS_FILE, Server};
use crate::stdio;
use naru_base::{ClientUseCode, Env, Fault, FaultKind, Lang, No, texts};
use naru_core::oss::approval;
use naru_core::oss::portfolio::bill::Lacks;
use naru_core::oss::portfolio::signer::Signature;
use naru_core::oss::portfolio::stance::{Claim, Wish as StanceWish};
use naru_core::oss::portfolio::{
    self, Advisories, Bill, Duty, FindingSort, Found, Grade, Judged, Part, Reach, Rules,
};
use naru_core::oss::zone::{Direction, Mode, Wish as ZoneWish};
use naru_oss::drawn::{Component, Drawn};
use naru_store::Tx;
use std::collections::{BTreeMap, HashMap};

texts! {
    filling(done: u32, of: u32) {
        ko: "오픈소스 시스템을 만드는 중: {of}개 가운데 {done}개",
        en: "making systems of open source: {done} of {of}",
    }
}

/// Components of each bill.
const COMPONENTS: usize = 500;
/// Of these the system asks for itself.
const DIRECT: usize = 40;
/// Advisories for so many bills: enough that every system has a few findings.
const ADVISORIES: usize = 2_000;
/// Bills of one commit.
const BILLS_PER_COMMIT: u32 = 20;
/// Every so many systems one serves users.
const LIVE_EVERY: u32 = 41;
/// Requests, exceptions and crossings beside them.
const CASES: usize = 120;

const KINDS: [&str; 8] = [
    "mobile-app-server",
    "openbanking-gateway",
    "settlement-batch",
    "customer-notice",
    "admin-console",
    "data-loader",
    "auth-server",
    "document-converter",
];
const LICENCES: [&str; 8] =
    ["MIT", "Apache-2.0", "MIT", "BSD-3-Clause", "ISC", "Apache-2.0 OR MIT", "LGPL-2.1-only", ""];

const QUESTIONS: [&str; 4] = [
    "LGPL 라이브러리를 앱에 넣어도 됩니까? / May an app contain an LGPL library?",
    "고친 버전이 없는 취약점은 어떻게 기록합니까? / How is a weakness recorded that no version repairs?",
    "사내에서만 쓰는 시스템도 SBOM이 필요합니까? / Does a system of inner use need an SBOM?",
    "공급사가 SBOM을 주지 않으면 어떻게 합니까? / What if a supplier gives no SBOM?",
];

const WORDS: &str = "결제 앱에 정적으로 결합해 배포합니다. 무엇을 해야 합니까? / \
     It is linked statically into a payment app. What must be done?";

/// A system that is to be, with its bill.
struct Planned {
    env: Env,
    institution: ClientUseCode,
    name: String,
    duty: Duty,
    bill: Bill,
    judged: Vec<Judged>,
}

/// Fills the portfolio up to so many systems.
pub(super) async fn fill(
    server: &Server,
    dir: &DataDir,
    systems: u32,
    lang: Lang,
) -> Result<(), Problem> {
    let store = server.portfolio.store();
    let totals = store.read(|tx| Ok(portfolio::totals(tx, None)?)).await?;
    let mut done = u32::try_from(totals.systems).unwrap_or(u32::MAX);
    if systems <= done {
        return Ok(());
    }
    let now = server.node.env().now;
    let mut drawn = Drawn::new(20_261_126);
    let day = now.business_date().to_string();
    let made = format!("{}-{}-{}T00:00:00Z", &day[..4], &day[4..6], &day[6..8]);
    let file = drawn.database(ADVISORIES, &made);
    data_dir::replace(&dir.file(OSS_FILE), &file)?;
    let data = Advisories::open(file.clone()).map_err(|e| broken(e.to_string()))?;
    let (begun, env) = (data.clone(), server.node.env());
    store.write(move |tx| portfolio::begin(tx, &env, &begun)).await?;
    let directory = server.node.hub.directory();
    let rules = Rules::at(&directory.parameters, now).map_err(No::from)?;
    let owners: Vec<ClientUseCode> = directory.institutions.keys().cloned().collect();
    let mut known: HashMap<String, Judged> = HashMap::new();
    while done < systems {
        let until = systems.min(done + BILLS_PER_COMMIT);
        let mut planned = Vec::new();
        for n in done..until {
            let bill = bill(n, &drawn.bill(COMPONENTS));
            let mut judged = Vec::with_capacity(bill.parts.len());
            for part in &bill.parts {
                if !known.contains_key(&part.purl) {
                    let said = data.judge(&part.purl).map_err(|e| broken(e.to_string()))?;
                    known.insert(part.purl.clone(), said);
                }
                judged.extend(known.get(&part.purl).cloned());
            }
            let Some(institution) = owners.get(n as usize % owners.len().max(1)) else { break };
            planned.push(Planned {
                env: server.node.env(),
                institution: institution.clone(),
                name: format!("{}-{:05}", KINDS[n as usize % KINDS.len()], n + 1),
                duty: if n % LIVE_EVERY == 0 { Duty::Live } else { Duty::Internal },
                bill,
                judged,
            });
        }
        let sha = data.sha256.clone();
        store.write(move |tx| enter(tx, &planned, &sha, &rules)).await?;
        done = until;
        if done.is_multiple_of(500) || done == systems {
            stdio::data(&filling(lang, done, systems));
        }
    }
    let (sha, now) = (data.sha256.clone(), server.node.env().now);
    store.write(move |tx| Ok(portfolio::finish(tx, &sha, now)?)).await?;
    // What is asked for now is looked up in the data that the systems were judged by.
    server.portfolio.take(file).await?;
    cases(server, &owners).await
}

fn broken(why: String) -> No {
    Fault::new(FaultKind::Permanent, why).into()
}

/// The bill of the n-th system.
fn bill(n: u32, components: &[Component]) -> Bill {
    let direct = direct(components);
    let mut parts: Vec<Part> =
        components.iter().enumerate().map(|(at, it)| part(n, (at, it), &direct)).collect();
    parts.sort_by(|one, other| one.purl.cmp(&other.purl));
    parts.dedup_by(|one, other| one.purl == other.purl);
    let unlicensed = parts.iter().filter(|it| it.licence.is_empty()).count();
    let unlicensed = i64::try_from(unlicensed).unwrap_or(i64::MAX);
    let mut sha256 = [0; 32];
    sha256[..4].copy_from_slice(&n.to_be_bytes());
    Bill {
        sha256,
        signature: Signature::None,
        cosigners: Vec::new(),
        lacks: Lacks { unlicensed, ..Lacks::default() },
        size_bytes: 180_000,
        format: "CycloneDX 1.6".to_owned(),
        tool: "naru oss sbom".to_owned(),
        made_at: "2026-11-26T00:00:00Z".to_owned(),
        product: format!("system-{}", n + 1),
        product_version: "1.0".to_owned(),
        product_purl: String::new(),
        faults: Vec::new(),
        count: parts.len(),
        parts,
    }
}

/// What a system asks for itself: of every ecosystem in turn, so that whatever else is in the bill
/// has something by which it came in.
fn direct(all: &[Component]) -> Vec<&Component> {
    let mut by_ecosystem: BTreeMap<&str, Vec<&Component>> = BTreeMap::new();
    for it in all {
        by_ecosystem.entry(&it.ecosystem).or_default().push(it);
    }
    let turns = by_ecosystem.values().map(Vec::len).max().unwrap_or(0);
    let in_turn =
        (0..turns).flat_map(|turn| by_ecosystem.values().filter_map(move |of| of.get(turn)));
    in_turn.copied().take(DIRECT).collect()
}

fn part(n: u32, (at, it): (usize, &Component), direct: &[&Component]) -> Part {
    let is_direct = direct.iter().any(|of| of.purl == it.purl);
    // What is not direct came in by a direct component of its ecosystem.
    let ways: Vec<&&Component> = direct.iter().filter(|of| of.ecosystem == it.ecosystem).collect();
    let by = ways.get(at % ways.len().max(1)).filter(|_| !is_direct);
    let way = |last: &str| match by {
        // By which way it came in, nobody says.
        None if !is_direct => String::new(),
        None => format!("system-{}@1.0 › {last}", n + 1),
        Some(by) => format!("system-{}@1.0 › {}@{} › {last}", n + 1, by.name, by.version),
    };
    Part {
        path: way(&format!("{}@{}", it.name, it.version)),
        purl: it.purl.clone(),
        ecosystem: it.ecosystem.clone(),
        licence: LICENCES[it.name.len() % LICENCES.len()].to_owned(),
        name: it.name.clone(),
        version: it.version.clone(),
        reach: if is_direct { Reach::Direct } else { Reach::Transitive },
    }
}

fn enter(tx: &mut Tx<'_>, planned: &[Planned], data: &str, rules: &Rules) -> naru_base::Answer<()> {
    for it in planned {
        let named = (it.name.as_str(), it.duty);
        let system = portfolio::declare(tx, &it.env, "system:demo", &it.institution, named)?;
        let given = (&it.bill, it.judged.as_slice(), data);
        portfolio::receive(tx, &it.env, "system:demo", system.id, given, rules)?;
    }
    Ok(())
}

/// Requests, exceptions and crossings, so that their lists are full too.
async fn cases(server: &Server, owners: &[ClientUseCode]) -> Result<(), Problem> {
    let it = &server.portfolio;
    // To the end of a day, as people ask for it.
    let until = server.node.env().now.plus_seconds(60 * 86_400).business_date().starts_at();
    for (n, owner) in
        owners.iter().cycle().take(if owners.is_empty() { 0 } else { CASES }).enumerate()
    {
        let wish = approval::Wish {
            purl: format!("pkg:npm/drawn-{n}@1.{}.0", n % 9),
            versions: String::new(),
            purpose: "고객 화면에서 표를 그리는 데 씁니다 / It draws charts on the customers’ pages".to_owned(),
            fit: "필요한 기능이 모두 있고 크기가 작습니다 / It does all that is needed and is small".to_owned(),
            alternatives: "비슷한 두 가지를 보았으나 유지보수가 끝났습니다 / Two like it are no longer maintained".to_owned(),
            origin: "https://registry.npmjs.example sha512".to_owned(),
            licence: LICENCES[n % LICENCES.len()].to_owned(),
            until,
        };
        it.ask_approval(format!("institution:{owner}"), owner.clone(), wish).await?;
    }
    let which = Found { grade_min: Some(Grade::High), ..Found::default() };
    let store = it.store();
    let found = store
        .read(move |tx| Ok(portfolio::findings(tx, &which, FindingSort::Found, None, CASES)?))
        .await?;
    for row in found {
        let wish = StanceWish {
            package: row.package,
            advisory: row.advisory,
            claim: Claim::NeedsLonger,
            reason: "고친 판이 아직 우리 틀과 맞지 않습니다 / The repaired version does not fit our framework yet".to_owned(),
            control: "관문에서 그 요청을 걸러냅니다 / Such requests are filtered at the gateway".to_owned(),
            until,
        };
        it.ask_stance(format!("institution:{}", row.institution), row.system, wish).await?;
    }
    for (n, owner) in
        owners.iter().cycle().take(if owners.is_empty() { 0 } else { CASES }).enumerate()
    {
        let title = format!("{:02}. {}", n + 1, QUESTIONS[n % QUESTIONS.len()]);
        let words = WORDS.to_owned();
        it.ask_question(format!("institution:{owner}"), owner.clone(), (title, words)).await?;
    }
    for n in 0..CASES {
        let wish = ZoneWish {
            direction: if n % 3 == 0 { Direction::In } else { Direction::Out },
            mode: Mode::None,
            purpose: "모형을 시험하는 데 쓸 자료입니다 / Data to test a model with".to_owned(),
            registration: String::new(),
            method: String::new(),
        };
        let rows = format!("id,amount\n{n},1000\n");
        // Every tenth holds what may not cross.
        let text = if n % 10 == 9 { format!("{rows}{n},900101-1234568\n") } else { rows };
        let file = (format!("sample-{n:03}.csv"), text.into_bytes());
        it.ask_crossing("system:demo".to_owned(), wish, file).await?;
    }
    Ok(())
}
