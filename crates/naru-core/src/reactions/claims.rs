//! What happens to a compensation claim, and who is told of it.
//!
//! **Must never decide** anything itself: it brings slices together.

use super::instant;
use crate::claim::freezewire::FreezeReply;
use crate::claim::{
    self, Claim, Clock, ClockState, Draft, Duty, NewRemittance, Party as Side, State, Step, Told,
    deeds,
};
use crate::notify::{self, ClaimTodo, Content, Message, Party, Severity, Status};
use crate::proposal::Case;
use naru_base::keyring::Keyring;
use naru_base::role::Role;
use naru_base::{Answer, Env, Id, Micros, Won};
use naru_store::Tx;

/// What happened to a claim, as notices tell it.
struct Deed {
    /// What: a word of notices.
    what: &'static str,
    /// What it moved.
    amount: Won,
    /// Whom it concerns, or nobody.
    party: String,
}

impl Deed {
    const fn of(what: &'static str, amount: Won) -> Deed {
        Deed { what, amount, party: String::new() }
    }
}

/// Puts a claim on record, with its requests to freeze, and has it told. Twice is once.
pub fn report_claim(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    draft: &Draft,
) -> Answer<()> {
    let Some(told) = claim::report_claim(tx, env, keys, actor, draft)? else { return Ok(()) };
    let it = told.claim.clone();
    tell(tx, env, keys, &told, (Severity::Urgent, "reported"), |to_do| Content::ClaimReported {
        claim: it.id.to_string(),
        institution: it.institution.to_string(),
        loss: it.loss.get(),
        pay_by: it.due_at[Step::Payment as usize].map_or_else(String::new, instant),
        freezing: it.requests.freezing().as_str().to_owned(),
        to_do,
    })
}

/// Takes a claim back and has it told.
pub fn withdraw_claim(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    id: Id,
) -> Answer<()> {
    let told = claim::withdraw(tx, env, actor, id)?;
    let deed = Deed::of("withdrawn", told.claim.loss);
    moved(tx, env, keys, &told, ("withdrawn", &deed))
}

/// Puts on record what a party says that it paid, and tells those who book it. Twice is once.
pub fn remit_claim(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    new: &NewRemittance,
) -> Answer<()> {
    let Some(told) = claim::remit::remit(tx, env, actor, new)? else { return Ok(()) };
    let party = called(&told.claim, &new.party);
    let deed = Deed { what: "remitted", amount: new.amount, party };
    let event = format!("remitted:{}", new.id);
    let content = content(&told.claim, &deed);
    let to = vec![Party::Staff(Role::Operator)];
    tell_these(tx, env, keys, &told, to, (Severity::Info, &event), content)
}

/// Takes off what a party told and what never came true, and tells those who book. Twice is once.
pub fn take_off_remittance(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    (claim, party, id): (Id, &Side, Id),
    why: &str,
) -> Answer<()> {
    let what = (claim, party, id);
    let Some((told, of)) = claim::remit::take_off(tx, env, (keys, actor), what, why)? else {
        return Ok(());
    };
    let (party_told, party) = (party, called(&told.claim, party));
    let deed = Deed { what: "remittance-withdrawn", amount: of.left(), party };
    let (event, content) = (format!("remittance-withdrawn:{id}"), content(&told.claim, &deed));
    let mut to = vec![Party::Staff(Role::Operator)];
    to.extend(waits_with(&told.claim, party_told));
    tell_these(tx, env, keys, &told, to, (Severity::Info, &event), content)
}

/// Whose part is due again when what this party told is taken off: an institution waits for what
/// its surety says that it paid.
fn waits_with(it: &Claim, told_by: &Side) -> Option<Party> {
    (*told_by == Side::Surety).then(|| Party::Institution(it.institution.clone()))
}

/// Has the operator's people and the party told that what it said it paid has not come.
fn tell_not_arrived(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (told, case): (&Told, &Case),
) -> Answer<()> {
    let (it, by) = (&told.claim, format!("proposal:{}", case.id));
    let all = claim::notices(tx, it.id)?;
    let of = all.iter().find(|of| of.off.as_ref().is_some_and(|off| off.by == by));
    let Some(of) = of else { return Ok(()) };
    let (side, amount) = (&of.said.party, of.not_booked());
    let deed = Deed { what: "not-arrived", amount, party: called(it, side) };
    let mut to = vec![Party::Staff(Role::Operator)];
    to.extend(match side {
        Side::Institution(code) => Some(Party::Institution(code.clone())),
        Side::Bank(code) => Some(Party::Bank(code.clone())),
        Side::Surety => it.insurer.clone().map(Party::Insurer),
        Side::Operator | Side::Consumer => None,
    });
    to.extend(waits_with(it, side));
    let content = content(it, &deed);
    tell_these(tx, env, keys, told, to, (Severity::Info, &by), content)
}

/// Records what a bank answered to a request to freeze; the last answer is told.
pub fn conclude_freeze(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    id: Id,
    reply: Option<&FreezeReply>,
) -> Answer<()> {
    let Some(told) = claim::concluded(tx, env, id, reply)? else { return Ok(()) };
    let frozen = told.claim.requests.frozen;
    let what = if frozen > Won::ZERO { "frozen" } else { "nothing-frozen" };
    moved(tx, env, keys, &told, ("frozen", &Deed::of(what, frozen)))
}

/// Has told what a proposal that was just done did to a claim; of other proposals, nothing.
pub(super) fn tell_of_claim_deed(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    case: &Case,
) -> Answer<()> {
    if !case.kind.starts_with(deeds::PREFIX) || case.kind == deeds::TABLE {
        return Ok(());
    }
    let Some(id) = deeds::claim_of(case) else { return Ok(()) };
    let told = claim::told(tx, id)?;
    if case.kind == deeds::NOT_ARRIVED {
        return tell_not_arrived(tx, env, keys, (&told, case));
    }
    let deed = deed(tx, case, &told.claim, env.now)?;
    moved(tx, env, keys, &told, (&format!("proposal:{}", case.id), &deed))
}

/// Whether somebody has paid more than its part once this has come back.
fn is_uneven(tx: &mut Tx<'_>, it: &Claim, now: Micros) -> Answer<bool> {
    let money = claim::money_of(tx, it.id)?;
    Ok(!claim::uneven(tx, it, &money, (Won::ZERO, now))?.overpaid.is_empty())
}

/// What a proposal did: its line of the claim's book says how much, and of whom.
fn deed(tx: &mut Tx<'_>, case: &Case, it: &Claim, now: Micros) -> Answer<Deed> {
    let what = match case.kind.as_str() {
        deeds::PAY => "paid",
        deeds::RETURN if is_uneven(tx, it, now)? => "returned-uneven",
        deeds::RETURN => "returned",
        deeds::DECIDE => "decided",
        deeds::SURETY => "surety-claimed",
        deeds::SURETY_REFUSED => "surety-refused",
        deeds::RECOVER => "recovered",
        deeds::WRITE_OFF => "written-off",
        deeds::CLOSE => "closed",
        _ => "rejected",
    };
    if matches!(what, "decided" | "closed" | "rejected") {
        return Ok(Deed::of(what, it.loss));
    }
    let mut lines = claim::lines(tx, it.id)?;
    lines.retain(|line| line.journal == case.id);
    // What came back after the decision has a line for each whose part it lowers.
    let sum = lines.iter().try_fold(Won::ZERO, |sum, line| sum.plus(line.amount));
    let amount = sum.unwrap_or(Won::ZERO);
    let party = match (what, lines.into_iter().next().map(|line| line.party)) {
        ("surety-claimed" | "surety-refused", _) => called(it, &Side::Surety),
        (_, Some(party)) => called(it, &party),
        (_, None) => String::new(),
    };
    Ok(Deed { what, amount, party })
}

/// A party as notices name it: of a surety the insurer that answers, if it is of the network.
fn called(it: &Claim, party: &Side) -> String {
    match (party, &it.insurer) {
        (Side::Surety, Some(insurer)) => insurer.to_string(),
        (party, _) => party.to_string(),
    }
}

fn moved(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    told: &Told,
    (event, deed): (&str, &Deed),
) -> Answer<()> {
    tell(tx, env, keys, told, (Severity::Info, event), content(&told.claim, deed))
}

/// What is told of a deed, with what its reader has to do.
fn content(it: &Claim, deed: &Deed) -> impl Fn(ClaimTodo) -> Content + use<> {
    let (claim, institution) = (it.id.to_string(), it.institution.to_string());
    let (state, loss, amount) = (it.state.as_str(), it.loss.get(), deed.amount.get());
    let cause = it.cause.map_or_else(String::new, |it| it.to_string());
    let (what, party) = (deed.what, deed.party.clone());
    move |to_do| Content::ClaimMoved {
        claim: claim.clone(),
        institution: institution.clone(),
        state: state.to_owned(),
        loss,
        deed: what.to_owned(),
        amount,
        party: party.clone(),
        cause: cause.clone(),
        to_do,
    }
}

/// The side of a claim that a party stands for; a desk that only looks on has none.
fn side(it: &Party) -> Option<Side> {
    match it {
        Party::Staff(Role::Operator) => Some(Side::Operator),
        Party::Staff(_) => None,
        Party::Institution(code) => Some(Side::Institution(code.clone())),
        Party::Bank(code) => Some(Side::Bank(code.clone())),
        Party::Insurer(_) => Some(Side::Surety),
    }
}

/// The desks, the institution, the banks that have a part in it, and the insurer that answers: each
/// hears what it has to do itself. Whoever has something to do is told with more weight.
fn tell(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    told: &Told,
    severity_and_event: (Severity, &str),
    content: impl Fn(ClaimTodo) -> Content,
) -> Answer<()> {
    let it = &told.claim;
    let mut to = vec![
        Party::Staff(Role::Operator),
        Party::Staff(Role::SecurityDesk),
        Party::Institution(it.institution.clone()),
    ];
    to.extend(told.banks.iter().cloned().map(Party::Bank));
    to.extend(it.insurer.iter().cloned().map(Party::Insurer));
    tell_these(tx, env, keys, told, to, severity_and_event, content)
}

fn tell_these(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    told: &Told,
    to: Vec<Party>,
    (severity, event): (Severity, &str),
    content: impl Fn(ClaimTodo) -> Content,
) -> Answer<()> {
    let it = &told.claim;
    let (money, traces) = (claim::money_of(tx, it.id)?, claim::traces(tx, it.id)?);
    let said = claim::notices(tx, it.id)?;
    for party in to {
        let todo =
            side(&party).map(|side| claim::todo(it, (&money, &traces, &said), &side, env.now));
        // Nothing is left to do of what is over, but the consumer has still to be told why.
        let explains =
            it.state == State::Rejected && party == Party::Institution(it.institution.clone());
        let has = explains || todo.is_some_and(|it| it.duty != Duty::None);
        let duty = match explains {
            true => notify::EXPLAIN.to_owned(),
            false => todo.map_or(Duty::None, |it| it.duty).to_string(),
        };
        let to_do = ClaimTodo {
            duty,
            amount: todo.map_or(0, |it| it.amount.get()),
            due: todo.and_then(|it| it.due_at).map_or_else(String::new, instant),
            payee: it.payer().to_string(),
        };
        let message = Message {
            event: format!("claim:{}:{event}:{party}", it.id),
            severity: if has { severity.max(Severity::Warning) } else { severity },
            status: Status::Actual,
            to: vec![party],
            content: content(to_do),
        };
        notify::enqueue(tx, env, keys, &message)?;
    }
    Ok(())
}

/// Tells the desks of steps that are over their time, each once. Gives how many were new.
pub fn tell_of_late_claims(tx: &mut Tx<'_>, env: &Env, keys: &Keyring) -> Answer<usize> {
    let (mut new, mut before) = (0, None);
    loop {
        let page = claim::late(tx, env.now, before)?;
        let Some(last) = page.last() else { return Ok(new) };
        before = Some(last.id);
        for it in &page {
            let over = |clock: &Clock| clock.state == ClockState::Overdue;
            for clock in it.clocks(env.now).into_iter().filter(over) {
                let content = Content::ClaimLate {
                    claim: it.id.to_string(),
                    institution: it.institution.to_string(),
                    step: clock.step.as_str().to_owned(),
                    due: clock.due_at.map_or_else(String::new, instant),
                    loss: it.loss.get(),
                };
                let due = clock.due_at.map_or(0, Micros::get);
                let message = Message {
                    event: format!("claim:{}:late:{}:{due}", it.id, clock.step),
                    severity: Severity::Urgent,
                    status: Status::Actual,
                    to: [Role::Operator, Role::SecurityDesk].map(Party::Staff).to_vec(),
                    content,
                };
                new += notify::enqueue(tx, env, keys, &message)?.new_count;
            }
        }
    }
}
