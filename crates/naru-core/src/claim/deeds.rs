//! What takes two people: paying the consumer, deciding the cause, asking the surety, booking what
//! comes back or is given up, closing, saying no, changing the table of liability. Each is a kind
//! of proposal, judged when it is proposed and again when it is confirmed. Whoever reported a claim
//! decides nothing about it.

use super::book::Money;
use super::decide;
use super::model::{Cause, Claim, Event, Line, LineKind, Party, Shares, State, Step};
use super::notice::TakenOff;
use super::overtaken::overtaken;
use super::service::{
    audit, book, done, end, find, let_go, line, lowered_by, money_of, move_to, rules, shares_now,
    traces,
};
use super::{remit, sql, sql_remit};
use crate::proposal::{self, Case, Kind};
use crate::{policy, surety};
use naru_base::role::Right;
use naru_base::{Answer, Env, Fault, FaultKind, Id, InsurerCode, Micros, No, Refusal, Won};
use naru_store::Tx;
use serde::{Deserialize, Serialize};

/// Every kind of proposal of this slice begins so.
pub const PREFIX: &str = "claim.";
/// Paying the consumer.
pub const PAY: &str = "claim.pay";
/// Booking frozen money that came back.
pub const RETURN: &str = "claim.return";
/// Deciding the cause.
pub const DECIDE: &str = "claim.decide";
/// Asking the surety.
pub const SURETY: &str = "claim.surety";
/// Booking the surety's no.
pub const SURETY_REFUSED: &str = "claim.surety-refused";
/// Booking what somebody paid.
pub const RECOVER: &str = "claim.recover";
/// Giving up on a share.
pub const WRITE_OFF: &str = "claim.write-off";
/// Taking off what somebody told and what never came true.
pub const NOT_ARRIVED: &str = "claim.not-arrived";
/// Closing.
pub const CLOSE: &str = "claim.close";
/// Saying that it is no damage of this kind.
pub const REJECT: &str = "claim.reject";
/// Changing the table of liability.
pub const TABLE: &str = "claim.table";

type Check = fn(&mut Tx<'_>, &Case) -> Answer<()>;
type Execute = fn(&mut Tx<'_>, &Env, &Case, &[u8; 32]) -> Answer<()>;

const fn kind(name: &'static str, check: Check, execute: Execute) -> Kind {
    Kind { name, right: Right::ClaimsDecide, gives_link: false, check, execute }
}

/// A deed on a claim is judged and done by the same steps, whatever it is.
const fn on_claim(name: &'static str) -> Kind {
    kind(
        name,
        |tx, case| {
            let deed = Deed::of(case)?;
            judged(tx, &deed, &[case.proposed_by], case.proposed_at).map(drop)
        },
        |tx, env, case, _| execute(tx, env, case),
    )
}

/// Every kind of this slice.
pub const KINDS: [Kind; 11] = [
    on_claim(PAY),
    on_claim(RETURN),
    on_claim(DECIDE),
    on_claim(SURETY),
    on_claim(SURETY_REFUSED),
    on_claim(RECOVER),
    on_claim(WRITE_OFF),
    on_claim(NOT_ARRIVED),
    on_claim(CLOSE),
    on_claim(REJECT),
    kind(
        TABLE,
        |_, case| Ok(decide::is_table(&table_of(case)?)?),
        |tx, env, case, _| change_table(tx, env, case),
    ),
];

/// What a proposal about a claim says; what a deed does not need is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Won: what is paid, asked for, comes back, or is given up.
    pub amount: i64,
    /// Of whom: a [`Party`].
    #[serde(default)]
    pub party: String,
    /// The decided cause.
    #[serde(default)]
    pub cause: String,
    /// Of which instrument the surety is asked.
    #[serde(default)]
    pub instrument: String,
    /// Which insurer of the network answers for it, if one does.
    #[serde(default)]
    pub insurer: String,
    /// The number of the document that shows it.
    #[serde(default)]
    pub evidence: String,
    /// Which notice of a payment.
    #[serde(default)]
    pub notice: String,
}

#[derive(Serialize, Deserialize)]
struct TableBody {
    cause: String,
    valid_from: i64,
    institution: i64,
    bank: i64,
    operator: i64,
    consumer: i64,
    source: String,
}

fn text(body: &impl Serialize) -> String {
    serde_json::to_string(body).expect("strings and numbers are always JSON")
}

fn unreadable() -> Refusal {
    Refusal::new("claim/proposal-unreadable")
}

/// Subject and body of a proposal about a claim.
pub fn wish_draft(claim: Id, wish: &Wish) -> (String, String) {
    (format!("claim:{claim}"), text(wish))
}

/// What a proposal about a claim wants.
pub fn wish_of(case: &Case) -> Result<Wish, Refusal> {
    serde_json::from_str(&case.body).map_err(|_| unreadable())
}

/// Which claim a proposal is about.
pub fn claim_of(case: &Case) -> Option<Id> {
    Id::parse(case.subject.strip_prefix("claim:")?).ok()
}

/// Subject and body of a proposal that changes the table.
pub fn table_draft(it: &Shares) -> (String, String) {
    let body = TableBody {
        cause: it.cause.as_str().to_owned(),
        valid_from: it.valid_from.get(),
        institution: it.institution,
        bank: it.bank,
        operator: it.operator,
        consumer: it.consumer,
        source: it.source.trim().to_owned(),
    };
    (format!("claim-table:{}", it.cause), text(&body))
}

/// Which row a proposal wants in the table.
pub fn table_of(case: &Case) -> Result<Shares, Refusal> {
    let it: TableBody = serde_json::from_str(&case.body).map_err(|_| unreadable())?;
    Ok(Shares {
        cause: Cause::parse(&it.cause).ok_or_else(unreadable)?,
        valid_from: Micros::new(it.valid_from),
        institution: it.institution,
        bank: it.bank,
        operator: it.operator,
        consumer: it.consumer,
        source: it.source,
    })
}

fn two(tx: &mut Tx<'_>, case: &Case) -> Answer<[Id; 2]> {
    let decided = proposal::find(tx, case.id)?.and_then(|it| it.decided_by);
    let confirmed = decided
        .ok_or_else(|| Fault::new(FaultKind::Corrupt, "a proposal is done by nobody's decision"))?;
    Ok([case.proposed_by, confirmed])
}

fn change_table(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let wanted = table_of(case)?;
    // What was to begin before the second person confirmed begins now: the past does not change.
    let it = Shares { valid_from: wanted.valid_from.max(env.now), ..wanted };
    decide::may_change_table(&it, env.now)?;
    let by = two(tx, case)?;
    if !sql::add_shares(tx, &it, by)? {
        return Err(Refusal::new("claim/table-taken").into());
    }
    let actor = format!("proposal:{}", case.id);
    audit(tx, env, (&actor, "claim.table.changed"), case.subject.clone(), case.body.clone());
    Ok(())
}

/// A claim with what a deed on it comes to.
struct Judged {
    before: Claim,
    after: Claim,
    lines: Vec<Line>,
    draw: Option<(Id, Won)>,
    off: Option<Id>,
    action: &'static str,
}

/// A deed on a claim: what a proposal wants, or a form that is not a proposal yet.
struct Deed<'d> {
    id: Id,
    kind: &'d str,
    claim: Id,
    wish: Wish,
}

impl Deed<'_> {
    fn of(case: &Case) -> Result<Deed<'_>, Refusal> {
        let claim = claim_of(case).ok_or_else(unreadable)?;
        Ok(Deed { id: case.id, kind: &case.kind, claim, wish: wish_of(case)? })
    }
}

/// What is known when a deed is judged.
struct Known<'k> {
    deed: &'k Deed<'k>,
    claim: Claim,
    money: Money,
    wish: &'k Wish,
    now: Micros,
}

impl Known<'_> {
    fn amount(&self) -> Won {
        Won::new(self.wish.amount)
    }

    fn party(&self) -> Result<Party, Refusal> {
        Party::parse(&self.wish.party).ok_or_else(unreadable)
    }

    fn line(&self, kind: LineKind, party: Party, amount: Won) -> Line {
        let evidence = self.wish.evidence.clone();
        Line { evidence, ..line(&self.claim, self.deed.id, (kind, party, amount)) }
    }

    /// What the claim's book comes to with more lines.
    fn with(&self, lines: &[Line]) -> Money {
        let add = |money: Money, line: &Line| money.clone().with(line).unwrap_or(money);
        lines.iter().fold(self.money.clone(), add)
    }

    /// A surety that has nothing left to be asked for has no time to be asked by.
    fn without_surety(&self, mut judged: Judged) -> Judged {
        let step = Step::Surety as usize;
        let is_open = self.claim.decided_at.is_some() && judged.after.done_at[step].is_none();
        if is_open && self.with(&judged.lines).on_institution <= Won::ZERO {
            judged.after.due_at[step] = None;
        }
        judged
    }

    fn to(&self, state: State, lines: Vec<Line>, action: &'static str) -> Judged {
        let before = self.claim.clone();
        let after = Claim { state, ..self.claim.clone() };
        Judged { before, after, lines, draw: None, off: None, action }
    }
}

/// Why a deed could not be proposed by this person now, if it could not: for whoever is still
/// filling in the form. Proposing judges it again.
pub fn refused(
    tx: &mut Tx<'_>,
    (kind, claim, wish): (&str, Id, &Wish),
    who: Id,
    now: Micros,
) -> Result<Option<Refusal>, Fault> {
    let deed = Deed { id: claim, kind, claim, wish: wish.clone() };
    match judged(tx, &deed, &[who], now) {
        Ok(_) => Ok(None),
        Err(No::Refusal(it)) => Ok(Some(it)),
        Err(No::Fault(it)) => Err(it),
    }
}

/// That somebody else reported the damage: whoever did decides nothing about it.
///
/// # Errors
/// When it was this person.
pub fn others_decide(claim: &Claim, who: Id) -> Result<(), Refusal> {
    match claim.reported_by == format!("staff:{who}") {
        true => Err(Refusal::new("claim/own-report")),
        false => Ok(()),
    }
}

/// What a deed on a claim comes to at `now`.
fn judged(tx: &mut Tx<'_>, deed: &Deed<'_>, deciding: &[Id], now: Micros) -> Answer<Judged> {
    let (claim, money) = (find(tx, deed.claim)?, money_of(tx, deed.claim)?);
    for who in deciding {
        others_decide(&claim, *who)?;
    }
    let known = Known { deed, claim, money, wish: &deed.wish, now };
    match deed.kind {
        PAY => Ok(pay(&known)?),
        RETURN => Ok(known.without_surety(returned(tx, &known)?)),
        DECIDE => cause(tx, &known),
        SURETY => ask_surety(tx, &known),
        SURETY_REFUSED => Ok(surety_refused(&known)?),
        RECOVER => Ok(known.without_surety(recover(&known)?)),
        WRITE_OFF => Ok(known.without_surety(write_off(&known)?)),
        NOT_ARRIVED => not_arrived(tx, &known),
        CLOSE => Ok(close(&known)?),
        _ => Ok(reject(&known)?),
    }
}

fn pay(it: &Known<'_>) -> Result<Judged, Refusal> {
    let state = decide::may_pay(&it.claim, it.amount(), &it.wish.evidence)?;
    let lines = vec![it.line(LineKind::Payment, it.claim.payer(), it.amount())];
    let mut judged = it.to(state, lines, "claim.paid");
    judged.after.done_at = done(&it.claim, Step::Payment, it.now);
    Ok(judged)
}

fn returned(tx: &mut Tx<'_>, it: &Known<'_>) -> Answer<Judged> {
    let (party, amount) = (it.party()?, it.amount());
    let Party::Bank(bank) = &party else { return Err(unreadable().into()) };
    let mut traces = traces(tx, it.claim.id)?;
    traces.retain(|trace| trace.bank == *bank);
    let already = super::service::lines(tx, it.claim.id)?
        .into_iter()
        .filter(|line| line.kind == LineKind::Returned && line.party == party)
        .try_fold(Won::ZERO, |sum, line| sum.plus(line.amount))
        .unwrap_or(it.claim.loss);
    let what = (amount, it.wish.evidence.as_str());
    let state = decide::may_return(&it.claim, &it.money, (&traces, already), what)?;
    let line = it.line(LineKind::Returned, party, amount);
    let lines = match it.claim.decided_at {
        None => vec![line],
        Some(_) => {
            let parts = lowered_by(tx, &it.claim, &it.money, (amount, it.now))?.into_iter();
            parts.map(|(of, amount)| Line { of: Some(of), amount, ..line.clone() }).collect()
        }
    };
    Ok(it.to(state, lines, "claim.returned"))
}

/// Who bears what, by the row of the table in force.
fn cause(tx: &mut Tx<'_>, it: &Known<'_>) -> Answer<Judged> {
    let state = decide::next(&it.claim, Event::Decide)?;
    let cause = Cause::parse(&it.wish.cause).ok_or_else(unreadable)?;
    let (row, shares) = shares_now(tx, &it.claim, cause, it.now)?;
    let from = row.valid_from.get();
    let lines = shares.into_iter().map(|(party, amount)| {
        let evidence = format!("{cause}/{from}");
        Line { evidence, ..it.line(LineKind::Share, party, amount) }
    });
    let mut judged = it.to(state, lines.collect(), "claim.decided");
    let rules = rules(&policy::list(tx)?, it.now)?;
    judged.after.cause = Some(cause);
    judged.after.decided_at = Some(it.now);
    judged.after.done_at = done(&it.claim, Step::Cause, it.now);
    if it.with(&judged.lines).on_institution > Won::ZERO {
        judged.after.due_at[Step::Surety as usize] = Some(it.now.plus_seconds(rules.surety_s));
    }
    Ok(judged)
}

fn ask_surety(tx: &mut Tx<'_>, it: &Known<'_>) -> Answer<Judged> {
    let instrument = Id::parse(&it.wish.instrument).map_err(|_| unreadable())?;
    // What happened while it was valid is covered, whenever it is asked for.
    let facts = surety::facts_of(tx, &it.claim.institution)?;
    let known = facts.instruments.iter().find(|known| {
        let at = it.claim.reported_at;
        known.id == instrument && known.valid_from <= at && at < known.counts_until()
    });
    let left = known.map(|known| known.left());
    let insurer = match it.wish.insurer.as_str() {
        // Whoever guarantees by this instrument, as is on record.
        "" => known.and_then(|known| known.insurer.clone()),
        text => Some(InsurerCode::parse(text).map_err(|_| unreadable())?),
    };
    let state = decide::may_claim_surety(&it.claim, &it.money, left, it.amount())?;
    let own = Party::Institution(it.claim.institution.clone());
    let lines = vec![it.line(LineKind::Surety, own, it.amount())];
    let mut judged = it.to(state, lines, "claim.surety.claimed");
    judged.after.instrument = Some(instrument);
    judged.after.insurer = insurer;
    judged.after.done_at = done(&it.claim, Step::Surety, it.now);
    Ok(judged)
}

fn surety_refused(it: &Known<'_>) -> Result<Judged, Refusal> {
    let state = decide::may_refuse_surety(&it.claim, &it.money)?;
    let line = it.line(LineKind::SuretyRefused, Party::Surety, it.money.on_surety);
    Ok(it.to(state, vec![line], "claim.surety.refused"))
}

fn recover(it: &Known<'_>) -> Result<Judged, Refusal> {
    let (party, amount) = (it.party()?, it.amount());
    let of = (&party, amount);
    let state = decide::may_recover(&it.claim, &it.money, of, &it.wish.evidence)?;
    let line = it.line(LineKind::Recourse, party.clone(), amount);
    let mut judged = it.to(state, vec![line], "claim.recovered");
    if party == Party::Surety {
        // What an instrument has paid it no longer covers.
        judged.draw = it.claim.instrument.map(|instrument| (instrument, amount));
    }
    Ok(judged)
}

fn write_off(it: &Known<'_>) -> Result<Judged, Refusal> {
    let (party, amount) = (it.party()?, it.amount());
    let state = decide::may_write_off(&it.claim, &it.money, (&party, amount))?;
    Ok(it.to(state, vec![it.line(LineKind::WriteOff, party, amount)], "claim.written-off"))
}

fn not_arrived(tx: &mut Tx<'_>, it: &Known<'_>) -> Answer<Judged> {
    let id = Id::parse(&it.wish.notice).map_err(|_| unreadable())?;
    remit::waits(&it.claim, &remit::notices(tx, it.claim.id)?, id)?;
    let judged = it.to(it.claim.state, Vec::new(), "claim.remittance.not-arrived");
    Ok(Judged { off: Some(id), ..judged })
}

fn close(it: &Known<'_>) -> Result<Judged, Refusal> {
    let state = decide::may_close(&it.claim, &it.money)?;
    let mut judged = it.to(state, Vec::new(), "claim.closed");
    judged.after.closed_at = Some(it.now);
    Ok(judged)
}

fn reject(it: &Known<'_>) -> Result<Judged, Refusal> {
    let state = decide::next(&it.claim, Event::Reject)?;
    Ok(it.to(state, Vec::new(), "claim.rejected"))
}

fn execute(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    if let Some(no) = overtaken(tx, case)? {
        return Err(no.into());
    }
    let by = two(tx, case)?;
    let Judged { before, after, lines, draw, off, action } =
        judged(tx, &Deed::of(case)?, &by, env.now)?;
    let people: Vec<String> = by.iter().map(|id| format!("staff:{id}")).collect();
    if after.state == State::Rejected {
        end(tx, env, &before, (State::Rejected, case.id, people))?;
    } else {
        let lines = lines.into_iter().map(|it| Line { by: people.clone(), ..it }).collect();
        let claim = after.clone();
        move_to(tx, &before, after)?;
        if let Some(id) = off {
            let it = TakenOff { at: env.now, by: format!("proposal:{}", case.id) };
            sql_remit::take_off(tx, (id, claim.id), &it, None)?;
        }
        book(tx, env, &claim, lines)?;
        if let Some((instrument, amount)) = draw {
            surety::drawn(tx, env, (&claim.institution, instrument), (case.id, amount))?;
        }
        if claim.state == State::Closed {
            let_go(tx, env, claim.id)?;
        }
    }
    let actor = format!("proposal:{}", case.id);
    audit(tx, env, (&actor, action), case.subject.clone(), case.body.clone());
    Ok(())
}
