//! What one person may do with a claim, and what is read of it. What takes two stands in
//! [`super::deeds`]; what an event means for others in `reactions`.

use super::book::{self, Money};
use super::decide::{self, Named, Reported, Row, Rules};
use super::liability;
use super::model::{
    Cause, Claim, Event, Line, LineKind, Loss, Party, Requests, Shares, State, Step, Target, Trace,
    TraceState,
};
use super::{sql, sql_trace};
use crate::ledger::{self, CLAIM_STEP};
use crate::policy::{self, Parameter};
use crate::relay::{self, Key, Kind};
use crate::{identity, surety};
use naru_base::keyring::Keyring;
use naru_base::seal::Nonce;
use naru_base::{
    Answer, AuditRecord, BankCode, ClientUseCode, Env, Fault, FaultKind, Id, InsurerCode, Micros,
    Refusal, Won,
};
use naru_store::Tx;
use std::collections::BTreeSet;

/// Claims on one page.
pub const CLAIMS_PER_PAGE: i64 = 50;
/// Nonces of one command: the words', then one for each account.
const WORDS: u32 = 1;
const ACCOUNT: u32 = 2;

/// A report as it is made.
#[derive(Clone)]
pub struct Draft {
    /// Its id, made with the form: sending the form twice reports once.
    pub id: Id,
    /// Through whom it happened.
    pub institution: ClientUseCode,
    /// What it was, as whoever reports it says.
    pub said: Cause,
    /// The same in people's own words. Kept sealed.
    pub words: String,
    /// The transfers: withdrawals that were lost, deposits that show where the money went.
    pub transfers: Vec<Key>,
}

/// Which claims of all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this institution.
    pub institution: Option<ClientUseCode>,
    /// In which this bank has a part.
    pub bank: Option<BankCode>,
    /// For which this insurer answers.
    pub insurer: Option<InsurerCode>,
    /// That stand here.
    pub state: Option<State>,
    /// Of which a step is over its time at this instant.
    pub late_at: Option<Micros>,
    /// Of one of these institutions, or with a number like this.
    pub found: Option<Found>,
    /// Before this one of the page before.
    pub before: Option<Id>,
}

/// What somebody looks for by a word: institutions whose names have it, and a part of a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Whose claims.
    pub institutions: BTreeSet<ClientUseCode>,
    /// A part of a claim's number, as it was typed.
    pub number: String,
}

impl Found {
    /// The codes between commas, and the pattern of the number; one that no number has if a sign
    /// in it stands in none.
    pub(super) fn terms(&self) -> (String, String) {
        let codes = self.institutions.iter().map(|it| format!("{it},"));
        let number = self.number.trim().trim_start_matches('#').to_ascii_uppercase();
        let is_number = !number.is_empty() && number.chars().all(|it| it.is_ascii_alphanumeric());
        let pattern = if is_number { format!("%{number}%") } else { String::new() };
        (format!(",{}", codes.collect::<String>()), pattern)
    }
}

/// What happened to a claim, for whoever tells others.
#[derive(Clone, Debug)]
pub struct Told {
    /// The claim as it is now.
    pub claim: Claim,
    /// The banks that have a part in it: receiving and the consumer's.
    pub banks: Vec<BankCode>,
}

pub(super) fn subject(id: Id) -> String {
    format!("claim:{id}")
}

pub(super) fn audit(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, action): (&str, &'static str),
    subject: String,
    body: String,
) {
    tx.audit(AuditRecord { at: env.now, actor: actor.to_owned(), action, subject, body });
}

fn words_context(id: Id) -> String {
    format!("claim_case:{id}")
}

pub(super) fn account_context(id: Id) -> String {
    format!("claim_trace:{id}")
}

/// The rules in force.
pub(super) fn rules(all: &[Parameter], now: Micros) -> Result<Rules, Fault> {
    let number = |name: &str| policy::number(all, name, now);
    let (payer, place) = (number("claim_first_payer")?, number("claim_return_consumer")?);
    Ok(Rules {
        freeze_s: number("claim_freeze_s")?,
        payment_s: number("claim_payment_s")?,
        cause_s: number("claim_cause_s")?,
        surety_s: number("claim_surety_s")?,
        payer: decide::payer(payer).ok_or_else(|| {
            let what = format!("the rule `claim_first_payer` says {payer}, which is nobody");
            Fault::new(FaultKind::Permanent, what)
        })?,
        consumer: liability::Place::parse(place).ok_or_else(|| {
            let what = format!("the rule `claim_return_consumer` says {place}, which is no place");
            Fault::new(FaultKind::Permanent, what)
        })?,
    })
}

/// Puts a claim on record, and its requests to freeze. `None`: the form was sent twice.
pub fn report_claim(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    draft: &Draft,
) -> Answer<Option<Told>> {
    if let Some(known) = sql::find(tx, draft.id)? {
        let is_same = known.reported_by == actor && known.institution == draft.institution;
        let not = Refusal::new("claim/not-now").with("state", known.state);
        return if is_same { Ok(None) } else { Err(not.into()) };
    }
    let named = named(tx, keys, &draft.transfers)?;
    let found = decide::may_report(&draft.institution, &named, &draft.words)?;
    let rules = rules(&policy::list(tx)?, env.now)?;
    let banks = identity::banks(tx)?;
    let is_here = |bank: &BankCode| banks.iter().any(|it| it.active && it.code == *bank);
    let asks_nobody = !found.targets.iter().any(|it| is_here(&it.bank));
    let due = |s: i64| Some(env.now.plus_seconds(s));
    let claim = Claim {
        id: draft.id,
        institution: draft.institution.clone(),
        said: draft.said,
        state: if asks_nobody { State::Frozen } else { State::Reported },
        loss: found.loss,
        payer: rules.payer,
        reported_at: env.now,
        reported_by: actor.to_owned(),
        due_at: [due(rules.freeze_s), due(rules.payment_s), due(rules.cause_s), None],
        done_at: [asks_nobody.then_some(env.now), None, None, None],
        cause: None,
        decided_at: None,
        instrument: None,
        insurer: None,
        closed_at: None,
        link_at: None,
        requests: Requests::default(),
    };
    let words = draft.words.trim();
    let nonce = Nonce::of(env, WORDS);
    let sealed = keys.seal_with_data_key(&words_context(claim.id), words.as_bytes(), nonce);
    sql::add(tx, &claim, &sealed)?;
    for it in &found.losses {
        sql::add_transfer(tx, claim.id, it)?;
    }
    for (n, target) in (0..).zip(&found.targets) {
        trace(tx, (env, keys), claim.id, (n, target), is_here(&target.bank))?;
    }
    let line = line(&claim, claim.id, (LineKind::Report, claim.payer(), claim.loss));
    book(tx, env, &claim, vec![Line { by: vec![actor.to_owned()], ..line }])?;
    audit(tx, env, (actor, "claim.reported"), subject(claim.id), reported(&claim, &found));
    told(tx, claim.id).map(Some)
}

fn reported(it: &Claim, found: &Reported) -> String {
    let transfers: Vec<String> =
        found.losses.iter().map(|loss| format!("\"{}\"", loss.key)).collect();
    format!(
        r#"{{"institution":"{}","loss":{},"said":"{}","transfers":[{}]}}"#,
        it.institution,
        it.loss,
        it.said,
        transfers.join(",")
    )
}

fn trace(
    tx: &mut Tx<'_>,
    (env, keys): (&Env, &Keyring),
    claim: Id,
    (n, target): (u32, &Target),
    is_here: bool,
) -> Answer<()> {
    let it = Trace {
        id: env.id(ACCOUNT + n),
        claim,
        bank: target.bank.clone(),
        amount: target.amount,
        state: if is_here { TraceState::Waiting } else { TraceState::Outside },
        frozen: Won::ZERO,
        bank_rsp_code: None,
        asked_count: 0,
        next_at: is_here.then_some(env.now),
        answered_at: None,
    };
    let context = account_context(it.id);
    let nonce = Nonce::of(env, ACCOUNT + n);
    let sealed = keys.seal_with_data_key(&context, target.account_num.as_bytes(), nonce);
    Ok(sql_trace::add(tx, &it, &sealed)?)
}

/// What the book has of the transfers that a report names.
fn named(tx: &mut Tx<'_>, keys: &Keyring, transfers: &[Key]) -> Answer<Vec<Named>> {
    let mut out = Vec::new();
    for key in transfers.iter().take(decide::TRANSFERS_MAX + 1) {
        let Some(it) = relay::find(tx, key)? else {
            out.push(Named { key: key.clone(), row: None, claimed_in: None });
            continue;
        };
        let is_loss = it.kind == Kind::Withdraw;
        let order = relay::opened(tx, keys, key)?.order;
        let target = order.and_then(|order| match it.kind {
            Kind::Withdraw => {
                let [_, bank, account_num] = order.details.recv;
                let bank = BankCode::parse(&bank).ok()?;
                Some(Target { bank, account_num, amount: it.amount })
            }
            _ => Some(Target {
                bank: it.bank.clone(),
                account_num: order.account_num,
                amount: it.amount,
            }),
        });
        let target = target.filter(|it| !it.account_num.is_empty());
        let loss = Loss { key: it.key.clone(), is_loss, bank: it.bank.clone(), amount: it.amount };
        let (institution, kind, state) = (it.institution, it.kind, it.state);
        let claimed_in = if is_loss { sql::claimed_in(tx, key)? } else { None };
        let row = Row { key: it.key, institution, kind, state, loss, target };
        out.push(Named { key: key.clone(), row: Some(row), claimed_in });
    }
    Ok(out)
}

/// A line of a claim's book that is to be written.
pub(super) fn line(it: &Claim, journal: Id, (kind, party, amount): (LineKind, Party, Won)) -> Line {
    Line {
        journal,
        leg: 1,
        claim: it.id,
        institution: it.institution.clone(),
        payer: it.payer(),
        kind,
        party,
        of: None,
        amount,
        evidence: String::new(),
        date: it.reported_at.business_date(),
        at: it.reported_at,
        by: Vec::new(),
    }
}

/// Writes lines of one decision, books them in the ledger, and counts what they take of the
/// institution's cover: in this one commit.
pub(super) fn book(tx: &mut Tx<'_>, env: &Env, it: &Claim, lines: Vec<Line>) -> Answer<()> {
    let unfit = || Fault::new(FaultKind::Permanent, "a line of a claim does not add up");
    let (date, at) = (env.now.business_date(), env.now);
    let mut entries = Vec::new();
    let journal = lines.first().map(|it| it.journal);
    for (leg, line) in (1..).zip(lines) {
        let line = Line { leg, date, at, ..line };
        entries.extend(book::demanded(&line).ok_or_else(unfit)?);
        sql::add_line(tx, &line)?;
    }
    if let Some(journal) = journal.filter(|_| !entries.is_empty()) {
        ledger::post_journal(tx, (date, CLAIM_STEP), journal, &entries)?;
    }
    let taken = book::taken(&it.institution, &entries).ok_or_else(unfit)?;
    if taken != Won::ZERO {
        surety::claimed(tx, &it.institution, taken)?;
    }
    super::remit::keep_waiting(tx, it.id)
}

/// Takes a claim back that nobody was paid for: by whoever reported it. What was frozen is let go.
pub fn withdraw(tx: &mut Tx<'_>, env: &Env, actor: &str, id: Id) -> Answer<Told> {
    let it = find(tx, id)?;
    if it.reported_by != actor {
        return Err(Refusal::new("claim/not-yours").into());
    }
    let state = decide::next(&it, Event::Withdraw)?;
    end(tx, env, &it, (state, env.id(ACCOUNT), vec![actor.to_owned()]))?;
    audit(tx, env, (actor, "claim.withdrawn"), subject(id), "{}".to_owned());
    told(tx, id)
}

/// Ends a claim before anybody was paid: what was set aside is free again, and banks let go.
pub(super) fn end(
    tx: &mut Tx<'_>,
    env: &Env,
    it: &Claim,
    (state, journal, by): (State, Id, Vec<String>),
) -> Answer<()> {
    move_to(tx, it, Claim { state, closed_at: Some(env.now), ..it.clone() })?;
    let line = line(it, journal, (LineKind::Ended, it.payer(), it.loss));
    book(tx, env, it, vec![Line { by, ..line }])?;
    let_go(tx, env, it.id)
}

/// Asks the banks to let go of what is still frozen.
pub(super) fn let_go(tx: &mut Tx<'_>, env: &Env, claim: Id) -> Answer<()> {
    for trace in sql_trace::of(tx, claim)? {
        // A bank that has not answered may have frozen all the same.
        if matches!(trace.state, TraceState::Waiting | TraceState::Frozen | TraceState::Partly) {
            let state = TraceState::Releasing;
            let next_at = Some(env.now);
            let asked = Trace { state, next_at, asked_count: 0, ..trace.clone() };
            sql_trace::set(tx, trace.state, &asked)?;
        }
    }
    Ok(())
}

/// Moves a claim; somebody else who moved it first is a refusal.
pub(super) fn move_to(tx: &mut Tx<'_>, from: &Claim, to: Claim) -> Answer<()> {
    if sql::set(tx, from.state, &to)? {
        return Ok(());
    }
    Err(Refusal::new("claim/not-now").with("state", from.state).into())
}

/// Makes the consumer's link anew: what was given before no longer opens.
pub fn give_link(tx: &mut Tx<'_>, env: &Env, actor: &str, id: Id, hash: &[u8; 32]) -> Answer<()> {
    find(tx, id)?;
    sql::set_link(tx, id, hash, env.now)?;
    audit(tx, env, (actor, "claim.link.given"), subject(id), "{}".to_owned());
    Ok(())
}

/// The claim that a consumer's link opens.
pub fn by_link(tx: &mut Tx<'_>, hash: &[u8; 32]) -> Answer<Option<Claim>> {
    Ok(sql::by_link(tx, hash)?)
}

/// A claim.
pub fn find(tx: &mut Tx<'_>, id: Id) -> Answer<Claim> {
    Ok(sql::find(tx, id)?.ok_or(Refusal::new("claim/unknown"))?)
}

/// A claim as it is now, with the banks that have a part in it.
pub(crate) fn told(tx: &mut Tx<'_>, id: Id) -> Answer<Told> {
    let claim = find(tx, id)?;
    let mut banks = sql_trace::banks(tx, id)?;
    banks.extend(sql::transfers(tx, id)?.into_iter().map(|it| it.bank));
    banks.sort();
    banks.dedup();
    Ok(Told { claim, banks })
}

/// What whoever reported it says, in people's own words.
pub fn said(tx: &mut Tx<'_>, keys: &Keyring, id: Id) -> Answer<String> {
    let Some(sealed) = sql::sealed_words(tx, id)? else {
        return Err(Refusal::new("claim/unknown").into());
    };
    let broken = || format!("what claim {id} says does not open; check the keys");
    let opened = keys
        .open_with_data_key(&words_context(id), &sealed)
        .map_err(|e| Fault::because(FaultKind::Permanent, broken(), e))?;
    Ok(String::from_utf8(opened.expose().clone())
        .map_err(|e| Fault::because(FaultKind::Corrupt, broken(), e))?)
}

/// A page of the claims that fit, the latest first.
pub fn list(tx: &mut Tx<'_>, filter: &Filter) -> Result<Vec<Claim>, Fault> {
    sql::list(tx, filter, CLAIMS_PER_PAGE)
}

/// How many claims fit, and what was lost in them, by state; whatever page is looked at.
pub fn counts(tx: &mut Tx<'_>, filter: &Filter) -> Result<Vec<(State, i64, Won)>, Fault> {
    sql::counts(tx, filter)
}

/// The transfers of a claim.
pub fn losses(tx: &mut Tx<'_>, id: Id) -> Result<Vec<Loss>, Fault> {
    sql::transfers(tx, id)
}

/// The claim that a transfer is in: neither rejected nor taken back.
pub fn named_in(tx: &mut Tx<'_>, key: &Key) -> Result<Option<Id>, Fault> {
    sql::named_in(tx, key)
}

/// Claims in which a transfer of this one was before, and which ended without compensation.
pub fn earlier(tx: &mut Tx<'_>, id: Id) -> Result<Vec<Claim>, Fault> {
    let ids = sql::earlier(tx, id)?.into_iter();
    let found = ids.map(|id| sql::find(tx, id)).collect::<Result<Vec<_>, _>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// The requests to freeze of a claim.
pub fn traces(tx: &mut Tx<'_>, id: Id) -> Result<Vec<Trace>, Fault> {
    sql_trace::of(tx, id)
}

/// The lines of a claim's book, oldest first.
pub fn lines(tx: &mut Tx<'_>, id: Id) -> Result<Vec<Line>, Fault> {
    sql::lines(tx, Some(id))
}

/// The lines of every claim, for the proof of the book.
pub fn lines_all(tx: &mut Tx<'_>) -> Result<Vec<Line>, Fault> {
    sql::lines(tx, None)
}

/// What a claim's lines add up to.
pub fn money_of(tx: &mut Tx<'_>, id: Id) -> Result<Money, Fault> {
    let corrupt = || Fault::new(FaultKind::Corrupt, format!("claim {id} does not add up"));
    Money::of(&lines(tx, id)?).ok_or_else(corrupt)
}

/// The table of liability in force at `now`, a row for each cause; and what begins later.
pub fn table(tx: &mut Tx<'_>, now: Micros) -> Result<(Vec<Shares>, Vec<Shares>), Fault> {
    let added = sql::shares(tx)?;
    let rows = Cause::ALL.map(|cause| liability::in_force(&added, cause, now)).into();
    Ok((rows, added.into_iter().filter(|it| it.valid_from > now).collect()))
}

/// Who would bear how much of a claim if its cause were decided now, with the row that says so.
pub fn shares_now(
    tx: &mut Tx<'_>,
    it: &Claim,
    cause: Cause,
    now: Micros,
) -> Answer<(Shares, Vec<(Party, Won)>)> {
    let row = liability::in_force(&sql::shares(tx)?, cause, now);
    let money = money_of(tx, it.id)?;
    let split = liability::split(&row, &it.institution, &losses(tx, it.id)?, money.on_institution);
    Ok((row, split))
}

/// Whose part would be lowered, and by how much, if so much came back now that the cause of a claim
/// is decided. Of the institution's part what it owes itself first, then what its surety was asked
/// for.
pub fn lowered_by(
    tx: &mut Tx<'_>,
    it: &Claim,
    money: &Money,
    (sum, now): (Won, Micros),
) -> Answer<Vec<(Party, Won)>> {
    let place = rules(&policy::list(tx)?, now)?.consumer;
    let (own, payer) = (Party::Institution(it.institution.clone()), it.payer());
    let mut out = Vec::new();
    for (party, amount) in liability::give_back(&money.bearers(&it.institution, &payer), sum, place)
    {
        if party != own || party == payer {
            out.push((party, amount));
            continue;
        }
        let itself = amount.min(money.on_institution);
        let asked = amount.minus(itself).unwrap_or(Won::ZERO);
        let parts = [(own.clone(), itself), (Party::Surety, asked)];
        out.extend(parts.into_iter().filter(|it| it.1 > Won::ZERO));
    }
    Ok(out)
}

/// What those who bear a claim have among themselves, once `sum` more has come back.
pub fn uneven(
    tx: &mut Tx<'_>,
    it: &Claim,
    money: &Money,
    (sum, now): (Won, Micros),
) -> Answer<liability::Uneven> {
    if it.decided_at.is_none() {
        return Ok(liability::Uneven::default());
    }
    let place = rules(&policy::list(tx)?, now)?.consumer;
    let mut all = money.bearers(&it.institution, &it.payer());
    for (party, amount) in liability::give_back(&all, sum, place) {
        if let Some(of) = all.iter_mut().find(|of| of.party == party) {
            of.lowered = of.lowered.plus(amount).unwrap_or(of.lowered);
        }
    }
    Ok(liability::unevenly(&all, place))
}

/// Claims of which a step is over its time, at most a page; and which steps.
pub fn late(tx: &mut Tx<'_>, now: Micros, before: Option<Id>) -> Result<Vec<Claim>, Fault> {
    let filter = Filter { late_at: Some(now), before, ..Filter::default() };
    sql::list(tx, &filter, CLAIMS_PER_PAGE)
}

/// The step that an event finishes at this instant.
pub(super) fn done(it: &Claim, step: Step, now: Micros) -> [Option<Micros>; Step::ALL.len()] {
    let mut done_at = it.done_at;
    done_at[step as usize] = done_at[step as usize].or(Some(now));
    done_at
}
