//! Where claims are decided. Pure: reasons in the order in which they are looked for.

use super::book::Money;
use super::freezewire::FreezeReply;
use super::liability;
use super::model::{Claim, Event, Loss, Party, Payer, Shares, State, Target, Trace, TraceState};
use crate::relay;
use naru_base::{ClientUseCode, Id, Micros, Refusal, Won};
use std::collections::BTreeMap;

/// Transfers that one claim names, at most.
pub const TRANSFERS_MAX: usize = 20;
/// Characters of what whoever reports it says.
pub const WORDS_CHARS_MAX: usize = 2_000;
/// Characters of a document's number.
pub const EVIDENCE_CHARS_MAX: usize = 40;
/// The most that is asked of a bank in one request: twelve digits.
const ASKED_MAX: Won = Won::new(999_999_999_999);

/// The rules in force that a claim follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Seconds from the report within which the banks must have answered.
    pub freeze_s: i64,
    /// Within which the consumer must be paid.
    pub payment_s: i64,
    /// Within which the cause must be decided.
    pub cause_s: i64,
    /// Seconds from that decision within which the surety must be asked.
    pub surety_s: i64,
    /// Who pays first.
    pub payer: Payer,
    /// Where the consumer stands when money comes back after the decision.
    pub consumer: liability::Place,
}

/// What a rule's number says of who pays first; nothing if it says neither.
pub const fn payer(number: i64) -> Option<Payer> {
    match number {
        1 => Some(Payer::Operator),
        2 => Some(Payer::Institution),
        _ => None,
    }
}

/// A transfer that a report names, as the book has it.
#[derive(Clone)]
pub struct Named {
    /// Which, as the report says.
    pub key: relay::Key,
    /// What is on record; nothing: there is no such transfer.
    pub row: Option<Row>,
    /// The open or paid claim that has it already.
    pub claimed_in: Option<Id>,
}

/// What of a transfer matters here.
#[derive(Clone)]
pub struct Row {
    /// Which.
    pub key: relay::Key,
    /// Whose.
    pub institution: ClientUseCode,
    /// Which way the money went.
    pub kind: relay::Kind,
    /// Where it stands.
    pub state: relay::State,
    /// What it moved, and where.
    pub loss: Loss,
    /// Where the money went on to, if the order says so.
    pub target: Option<Target>,
}

/// What a report comes to.
#[derive(Clone)]
pub struct Reported {
    /// The transfers.
    pub losses: Vec<Loss>,
    /// What the consumer lost.
    pub loss: Won,
    /// Where the money went, each account once.
    pub targets: Vec<Target>,
}

fn no(code: &'static str) -> Refusal {
    Refusal::new(code)
}

/// A number as documents have it: letters, digits, hyphens, dots and slashes; Hangul too.
pub fn is_evidence(text: &str) -> bool {
    let fits = (1..=EVIDENCE_CHARS_MAX).contains(&text.chars().count());
    let first = text.chars().next().is_some_and(char::is_alphanumeric);
    fits && first && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '/'))
}

/// Whether a claim may be reported, and what it comes to.
pub fn may_report(
    institution: &ClientUseCode,
    named: &[Named],
    words: &str,
) -> Result<Reported, Refusal> {
    if words.trim().is_empty() || words.chars().count() > WORDS_CHARS_MAX {
        return Err(no("claim/words-malformed"));
    }
    if named.is_empty() || named.len() > TRANSFERS_MAX {
        return Err(no("claim/transfers-count").with("most", TRANSFERS_MAX));
    }
    let mut out = Reported { losses: Vec::new(), loss: Won::ZERO, targets: Vec::new() };
    let mut sums: BTreeMap<(String, String), Target> = BTreeMap::new();
    for it in named {
        // Of several lines, whoever reports is told which.
        let no = |code| no(code).with("transfer", &it.key);
        let row = it.row.as_ref().filter(|row| row.institution == *institution);
        let Some(row) = row else { return Err(no("claim/transfer-unknown")) };
        if out.losses.iter().any(|known| known.key == row.key) {
            return Err(no("claim/transfer-twice"));
        }
        let may_be_claimed = matches!(row.kind, relay::Kind::Withdraw | relay::Kind::Deposit);
        if !may_be_claimed || row.state != relay::State::Settled {
            return Err(no("claim/transfer-not-settled"));
        }
        if let Some(claim) = it.claimed_in {
            return Err(no("claim/transfer-claimed").with("claim", claim));
        }
        if row.loss.is_loss {
            out.loss = out.loss.plus(row.loss.amount).ok_or(no("claim/transfers-count"))?;
        }
        if let Some(target) = &row.target {
            let place = (target.bank.to_string(), target.account_num.clone());
            let known =
                sums.entry(place).or_insert_with(|| Target { amount: Won::ZERO, ..target.clone() });
            known.amount = known.amount.plus(target.amount).unwrap_or(ASKED_MAX).min(ASKED_MAX);
        }
        out.losses.push(row.loss.clone());
    }
    if out.loss <= Won::ZERO {
        return Err(no("claim/nothing-lost"));
    }
    // No more is asked of an account than was lost: the rest is somebody else's.
    let most = out.loss.min(ASKED_MAX);
    let targets = sums.into_values();
    out.targets = targets.map(|it| Target { amount: it.amount.min(most), ..it }).collect();
    Ok(out)
}

/// The state that an event leads to.
pub fn next(it: &Claim, event: Event) -> Result<State, Refusal> {
    it.state.next(event).ok_or_else(|| no("claim/not-now").with("state", it.state))
}

/// What an answer of a bank says of a request: the state, and how much is frozen. Nothing if it
/// proves nothing: another request's, no amount, or more than was asked for.
pub fn judged(trace: &Trace, reply: &FreezeReply) -> Option<(TraceState, Won)> {
    if reply.request_id != trace.id.to_string() {
        return None;
    }
    let is_done = reply.bank_rsp_code == "000";
    let frozen = Won::parse_tran_amt(&reply.frozen_amt).filter(|it| *it <= trace.amount)?;
    match trace.state {
        TraceState::Waiting if !is_done => Some((TraceState::Refused, Won::ZERO)),
        TraceState::Waiting if frozen == trace.amount => Some((TraceState::Frozen, frozen)),
        TraceState::Waiting if frozen > Won::ZERO => Some((TraceState::Partly, frozen)),
        TraceState::Waiting => Some((TraceState::Nothing, Won::ZERO)),
        // A hold that the bank does not have keeps nothing.
        TraceState::Releasing if is_done && frozen == Won::ZERO => {
            Some((TraceState::Released, Won::ZERO))
        }
        _ => None,
    }
}

/// Milliseconds until a bank that did not answer is asked again: doubled each time, up to a minute.
pub fn pause_ms(asked_count: i64) -> i64 {
    let doublings = asked_count.clamp(1, 7) - 1;
    (1_000_i64 << doublings).min(60_000)
}

fn must_show(evidence: &str) -> Result<(), Refusal> {
    if is_evidence(evidence) { Ok(()) } else { Err(no("claim/evidence-malformed")) }
}

/// Whether the consumer may be paid so much: all of the damage, once.
pub fn may_pay(it: &Claim, amount: Won, evidence: &str) -> Result<State, Refusal> {
    let state = next(it, Event::Pay)?;
    must_show(evidence)?;
    if amount != it.loss {
        return Err(no("claim/amount-changed").with("amount", it.loss));
    }
    Ok(state)
}

/// How much of what a bank froze may still be booked as come back: no more than is frozen there
/// and did not come back yet, and no more than anybody still bears and has not paid.
pub fn returnable(it: &Claim, money: &Money, traces: &[Trace], returned: Won) -> Won {
    let frozen = traces.iter().try_fold(Won::ZERO, |sum, it| sum.plus(it.frozen));
    let left = frozen.unwrap_or(Won::ZERO).min(it.loss).minus(returned).unwrap_or(Won::ZERO);
    left.min(still_open(it, money))
}

/// What of the claim is not paid yet: no more of what comes back has a place in the ledger.
pub fn still_open(it: &Claim, money: &Money) -> Won {
    match it.decided_at {
        None => money.on_institution,
        Some(_) => {
            let open = money.bearers(&it.institution, &it.payer()).into_iter();
            open.fold(Won::ZERO, |sum, it| sum.plus(it.open).unwrap_or(sum))
        }
    }
}

/// Whether frozen money that came back from a bank may be booked: from the payment on.
pub fn may_return(
    it: &Claim,
    money: &Money,
    (traces, returned): (&[Trace], Won),
    (amount, evidence): (Won, &str),
) -> Result<State, Refusal> {
    let state = next(it, Event::Return)?;
    must_show(evidence)?;
    let left = returnable(it, money, traces, returned);
    if amount <= Won::ZERO || amount > left {
        let refusal = no("claim/more-than-owed").with("left", left);
        // The limit is what is open, and not what is frozen.
        let is_open = it.decided_at.is_some() && left < amount && left == still_open(it, money);
        return Err(if is_open { refusal.with("limit", "open") } else { refusal });
    }
    Ok(state)
}

/// Whether the institution's share may be asked of its surety: all that it still answers for, of
/// an instrument that has so much left.
pub fn may_claim_surety(
    it: &Claim,
    money: &Money,
    instrument_left: Option<Won>,
    amount: Won,
) -> Result<State, Refusal> {
    let state = next(it, Event::ClaimSurety)?;
    let Some(left) = instrument_left else { return Err(no("claim/instrument-unknown")) };
    if amount <= Won::ZERO || amount > money.on_institution {
        return Err(no("claim/more-than-owed").with("left", money.on_institution));
    }
    if amount > left {
        return Err(no("claim/instrument-too-small").with("left", left));
    }
    Ok(state)
}

/// Whether the surety's no may be booked.
pub fn may_refuse_surety(it: &Claim, money: &Money) -> Result<State, Refusal> {
    let state = next(it, Event::RefuseSurety)?;
    if money.on_surety <= Won::ZERO {
        return Err(no("claim/nothing-owed"));
    }
    Ok(state)
}

/// Whether so much of a party's share may be booked as paid.
pub fn may_recover(
    it: &Claim,
    money: &Money,
    (party, amount): (&Party, Won),
    evidence: &str,
) -> Result<State, Refusal> {
    let state = next(it, Event::Recover)?;
    must_show(evidence)?;
    is_of(it, money, (party, amount)).map(|()| state)
}

/// Whether so much of a party's share may be given up: no money moves, so no document shows it.
pub fn may_write_off(
    it: &Claim,
    money: &Money,
    (party, amount): (&Party, Won),
) -> Result<State, Refusal> {
    let state = next(it, Event::Recover)?;
    is_of(it, money, (party, amount)).map(|()| state)
}

fn is_of(it: &Claim, money: &Money, (party, amount): (&Party, Won)) -> Result<(), Refusal> {
    let left = money.of_party(&it.institution, party);
    if amount <= Won::ZERO || amount > left {
        return Err(no("claim/more-than-owed").with("left", left));
    }
    Ok(())
}

/// Whether a claim may be closed: nobody owes anything any more.
pub fn may_close(it: &Claim, money: &Money) -> Result<State, Refusal> {
    let state = next(it, Event::Close)?;
    if !money.open(&it.institution).is_empty() {
        return Err(no("claim/still-owed"));
    }
    Ok(state)
}

/// Whether a row of the table of liability says what it must.
pub fn is_table(it: &Shares) -> Result<(), Refusal> {
    let parts = [it.institution, it.bank, it.operator, it.consumer];
    let fits = parts.iter().all(|part| (0..=100).contains(part));
    if !fits || parts.iter().sum::<i64>() != 100 {
        return Err(no("claim/shares-not-hundred"));
    }
    let source = it.source.trim();
    if source.is_empty() || source.chars().count() > 200 || source.chars().any(char::is_control) {
        return Err(no("claim/source-missing"));
    }
    Ok(())
}

/// Whether such a row may be added now: the past does not change.
pub fn may_change_table(it: &Shares, now: Micros) -> Result<(), Refusal> {
    is_table(it)?;
    if it.valid_from < now {
        return Err(no("claim/table-in-the-past"));
    }
    Ok(())
}
