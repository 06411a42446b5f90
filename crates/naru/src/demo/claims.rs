//! Claims of consumers to look at: money that the demonstration's customers really sent, reported,
//! frozen where it arrived, and decided so far.

use super::admission::two;
use super::credentials::Credentials;
use super::traffic;
use crate::data_dir::DataDir;
use crate::problem::Problem;
use crate::sealer::DataKeySealer;
use naru_base::env::SystemClock;
use naru_base::role::{Role, Scope};
use naru_base::{Answer, BankTranId, ClientUseCode, Clock as _, Id, Won};
use naru_core::claim::{self, Draft, Filter, State};
use naru_core::relay::Key;
use naru_core::{reactions, staff};
use naru_lab::claim::{Stage, bring, said};
use naru_lab::fintech::stats::Stats;
use naru_lab::fintech::traffic::Party;
use naru_lab::fintech::verdict::Verdict;
use naru_lab::fintech::{Customer, Kind};
use naru_lab::subsidy::Clerks;
use naru_store::Tx;
use naru_web::Node;
use std::sync::Arc;
use std::time::Duration;

/// What becomes of the claims, by turns.
const STAGES: [Stage; 9] = [
    Stage::Reported,
    Stage::Decided,
    Stage::Proposed,
    Stage::Closed,
    Stage::Paid,
    Stage::Asked,
    Stage::Returned,
    Stage::Rejected,
    Stage::Recovered,
];
/// Claims in a network of three, and for each institution besides.
const OWN: u32 = 9;
const FOR_EACH_TEN: u32 = 6;
/// Between two looks whether the banks have answered, and looks at most.
const LOOK: Duration = Duration::from_millis(100);
const LOOKS_MAX: usize = 50;

/// Brings them, once.
pub(super) async fn samples(
    node: Arc<Node>,
    credentials: Credentials,
    dir: DataDir,
    crowd: u32,
) -> Result<(), Problem> {
    if !node.book.read(|tx| Ok(claim::list(tx, &Filter::default())?)).await?.is_empty() {
        return Ok(());
    }
    // Ids of a moment ago: those from now on are the traffic's.
    let ids_from = SystemClock.now().plus_seconds(-1);
    let stats = Arc::new(Stats::default());
    let parties = traffic::parties((&node, &credentials, &dir), &stats, ids_from)?;
    let mut made = Vec::new();
    for n in 0..OWN + crowd * FOR_EACH_TEN / 10 {
        let at = usize::try_from(n).unwrap_or(0);
        // Most go through the large one; users of the small ones bring a token of their own each.
        let party = parties.get(if at % 9 < 7 { 0 } else { at % 9 - 6 }).or(parties.first());
        let Some(party) = party else { continue };
        if let Some(id) = lose(&node, party, at).await? {
            made.push((id, n, STAGES[at % STAGES.len()]));
        }
    }
    banks_have_answered(&node, &made).await?;
    for (id, n, stage) in made {
        let (env, sealer) = (node.env(), DataKeySealer(node.hub.keys.clone()));
        let write = move |tx: &mut Tx<'_>| {
            let clerks = Clerks { operators: two(tx, &sealer, Role::Operator)?, sealer: &sealer };
            bring(tx, &env, &clerks, (id, n), stage)
        };
        node.book.write(write).await?;
    }
    Ok(())
}

/// A customer's money goes to a stranger at another bank, and is reported. `None`: it did not move.
async fn lose(node: &Node, party: &Party, n: usize) -> Result<Option<Id>, Problem> {
    let (fintech, customers) = (&party.fintech, &party.customers);
    let pick = |n: usize| customers.get(n % customers.len().max(1)).cloned();
    let (Some(victim), Some(stranger)) = (pick(n), pick(n + customers.len() / 2)) else {
        return Ok(None);
    };
    let amount = Won::new(30_000 + i64::try_from(n % 9).unwrap_or(0) * 12_500);
    let mut transfers = Vec::new();
    let pay = |kind, who: Customer| async move {
        let order = fintech.order(kind, who, amount);
        let done = fintech.transfer(&order).await?.verdict == Verdict::Done;
        let id = BankTranId::parse(&order.bank_tran_id).ok().filter(|_| done);
        Ok::<_, Problem>(id.map(|id| Key { date: order.date(), id }))
    };
    let Some(lost) = pay(Kind::Withdraw, victim).await? else { return Ok(None) };
    transfers.push(lost);
    // Of some it is not known where the money went on to.
    if n % 4 != 3 {
        transfers.extend(pay(Kind::Deposit, stranger).await?);
    }
    let institution = fintech.ids.code().clone();
    let (hub, env) = (node.hub.clone(), node.env());
    let (cause, words) = said(n);
    let draft =
        Draft { id: env.id(0), institution, said: cause, words: words.to_owned(), transfers };
    let id = draft.id;
    let write = move |tx: &mut Tx<'_>| {
        let sealer = DataKeySealer(hub.keys.clone());
        let by = reporter(tx, &sealer, &draft.institution)?;
        reactions::report_claim(tx, &env, &hub.keys, &by, &draft)
    };
    node.book.write(write).await?;
    Ok(Some(id))
}

/// Somebody of the institution if it has people here, else of the security desk.
fn reporter(tx: &mut Tx<'_>, sealer: &DataKeySealer, of: &ClientUseCode) -> Answer<String> {
    let accounts = staff::accounts(tx, sealer)?;
    let own = Scope::Institution(of.clone());
    let found = accounts
        .iter()
        .find(|it| *it.post.scope() == own)
        .or_else(|| accounts.iter().find(|it| it.post.role() == Role::SecurityDesk));
    Ok(found.map_or_else(|| "system:demo".to_owned(), |it| format!("staff:{}", it.id)))
}

/// Waits until no bank is being asked any more, or for a while.
async fn banks_have_answered(node: &Node, made: &[(Id, u32, Stage)]) -> Result<(), Problem> {
    for _ in 0..LOOKS_MAX {
        let filter = || Filter { state: Some(State::Reported), ..Filter::default() };
        let open = node.book.read(move |tx| Ok(claim::list(tx, &filter())?)).await?;
        if !open.iter().any(|it| made.iter().any(|(id, ..)| *id == it.id)) {
            break;
        }
        tokio::time::sleep(LOOK).await;
    }
    Ok(())
}
