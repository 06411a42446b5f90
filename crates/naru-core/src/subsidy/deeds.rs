//! What takes two people: a programme, an inspector's recognition, an award, a refusal of help, a
//! payment, taking a promise back, carrying over. Each is a kind of proposal, judged when it is
//! proposed and again when it is confirmed; its money moves in the commit of the confirmation.

use super::book;
use super::decide::{self, Payment};
use super::model::{
    Application, Class, Event, Fund, Grounds, Inspector, Journal, JournalKind, Programme, State,
};
use super::service::{audit, claim_of, find, fund, inspector, move_to, programme};
use super::sql::{self, Outcome};
use crate::ledger;
use crate::proposal::{self, Case, Kind};
use naru_base::role::Right;
use naru_base::{Answer, Env, Fault, FaultKind, Id, Micros, Refusal, Won};
use naru_store::Tx;
use serde::{Deserialize, Serialize};

/// Every kind of proposal of this slice begins so.
pub const PREFIX: &str = "subsidy.";
/// Opening a programme.
pub const PROGRAMME: &str = "subsidy.programme";
/// Recognising an inspector.
pub const INSPECTOR: &str = "subsidy.inspector";
/// Promising money.
pub const AWARD: &str = "subsidy.award";
/// Saying no.
pub const DECLINE: &str = "subsidy.decline";
/// Paying.
pub const PAY: &str = "subsidy.pay";
/// Taking a promise back.
pub const RELEASE: &str = "subsidy.release";
/// Carrying over.
pub const CARRY: &str = "subsidy.carry-over";

type Check = fn(&mut Tx<'_>, &Case) -> Answer<()>;
type Execute = fn(&mut Tx<'_>, &Env, &Case, &[u8; 32]) -> Answer<()>;

const fn kind(name: &'static str, check: Check, execute: Execute) -> Kind {
    Kind { name, right: Right::SubsidyDecide, gives_link: false, check, execute }
}

/// Every kind of this slice.
pub const KINDS: [Kind; 7] = [
    kind(PROGRAMME, to_open, |tx, env, case, _| open_programme(tx, env, case)),
    kind(INSPECTOR, to_recognise, |tx, env, case, _| recognise(tx, env, case)),
    kind(
        AWARD,
        |tx, case| to_award(tx, case, &[case.proposed_by]).map(drop),
        |tx, env, case, _| award(tx, env, case),
    ),
    kind(
        DECLINE,
        |tx, case| to_decline(tx, case, &[case.proposed_by]).map(drop),
        |tx, env, case, _| decline(tx, env, case),
    ),
    kind(
        PAY,
        |tx, case| to_pay(tx, case, &[case.proposed_by]).map(drop),
        |tx, env, case, _| pay(tx, env, case),
    ),
    kind(
        RELEASE,
        |tx, case| to_release(tx, case, &[case.proposed_by]).map(drop),
        |tx, env, case, _| release(tx, env, case),
    ),
    kind(
        CARRY,
        |tx, case| to_carry(tx, case, case.proposed_at).map(drop),
        |tx, env, case, _| carry(tx, env, case),
    ),
];

#[derive(Serialize, Deserialize)]
struct ProgrammeBody {
    code: String,
    name_ko: String,
    name_en: String,
    basis: String,
    year: i64,
    opens_at: i64,
    closes_at: i64,
    appropriation: i64,
    share_percent: i64,
    firm_cap: i64,
    classes: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct InspectorBody {
    code: String,
    name_ko: String,
    name_en: String,
    basis: String,
    from: i64,
    until: Option<i64>,
}

/// What a proposal about an application says. The firm stands in it so that the two people read
/// whom they decide about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// The firm's name.
    pub firm: String,
    /// Won: what is promised, paid or free again; nothing for a no.
    pub amount: i64,
    /// Why not; empty otherwise.
    pub grounds: String,
}

/// What a proposal to carry over says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// Into which programme.
    pub to: String,
    /// Won.
    pub amount: i64,
    /// The legal basis.
    pub basis: String,
}

fn text(body: &impl Serialize) -> String {
    serde_json::to_string(body).expect("strings and numbers are always JSON")
}

fn read<'c, T: Deserialize<'c>>(case: &'c Case) -> Result<T, Refusal> {
    serde_json::from_str(&case.body).map_err(|_| unreadable())
}

fn unreadable() -> Refusal {
    Refusal::new("subsidy/proposal-unreadable")
}

/// Subject and body of a proposal that opens a programme.
pub fn programme_draft(it: &Programme) -> (String, String) {
    let body = ProgrammeBody {
        code: it.code.clone(),
        name_ko: it.name_ko.clone(),
        name_en: it.name_en.clone(),
        basis: it.basis.clone(),
        year: it.year,
        opens_at: it.opens_at.get(),
        closes_at: it.closes_at.get(),
        appropriation: it.appropriation.get(),
        share_percent: it.share_percent,
        firm_cap: it.firm_cap.get(),
        classes: it.classes.iter().map(|it| it.as_str().to_owned()).collect(),
    };
    (format!("programme:{}", it.code), text(&body))
}

/// What programme a proposal wants opened.
pub fn programme_of(case: &Case) -> Result<Programme, Refusal> {
    let it: ProgrammeBody = read(case)?;
    let classes: Option<Vec<Class>> = it.classes.iter().map(|it| Class::parse(it)).collect();
    Ok(Programme {
        code: it.code,
        name_ko: it.name_ko,
        name_en: it.name_en,
        basis: it.basis,
        year: it.year,
        opens_at: Micros::new(it.opens_at),
        closes_at: Micros::new(it.closes_at),
        appropriation: Won::new(it.appropriation),
        share_percent: it.share_percent,
        firm_cap: Won::new(it.firm_cap),
        classes: classes.ok_or_else(unreadable)?,
    })
}

/// Subject and body of a proposal that recognises an inspector.
pub fn inspector_draft(it: &Inspector) -> (String, String) {
    let body = InspectorBody {
        code: it.code.clone(),
        name_ko: it.name_ko.clone(),
        name_en: it.name_en.clone(),
        basis: it.basis.clone(),
        from: it.from.get(),
        until: it.until.map(Micros::get),
    };
    (format!("inspector:{}", it.code), text(&body))
}

/// What inspector a proposal wants recognised.
pub fn inspector_of(case: &Case) -> Result<Inspector, Refusal> {
    let it: InspectorBody = read(case)?;
    Ok(Inspector {
        code: it.code,
        name_ko: it.name_ko,
        name_en: it.name_en,
        basis: it.basis,
        from: Micros::new(it.from),
        until: it.until.map(Micros::new),
    })
}

/// Subject and body of a proposal about an application.
pub fn wish_draft(it: &Application, amount: Won, grounds: Option<Grounds>) -> (String, String) {
    let grounds = grounds.map_or_else(String::new, |it| it.as_str().to_owned());
    let body = Wish { firm: it.firm.name.clone(), amount: amount.get(), grounds };
    (format!("subsidy:{}", it.id), text(&body))
}

/// What a proposal about an application wants.
pub fn wish_of(case: &Case) -> Result<Wish, Refusal> {
    read(case)
}

/// Which application a proposal is about.
pub fn application_of(case: &Case) -> Option<Id> {
    Id::parse(case.subject.strip_prefix("subsidy:")?).ok()
}

/// Subject and body of a proposal to carry over.
pub fn carry_draft(from: &str, it: &Carried) -> (String, String) {
    (format!("programme:{from}"), text(it))
}

/// What a proposal to carry over wants, and from which programme.
pub fn carried_of(case: &Case) -> Result<(String, Carried), Refusal> {
    let from = case.subject.strip_prefix("programme:").ok_or_else(unreadable)?;
    Ok((from.to_owned(), read(case)?))
}

fn two(tx: &mut Tx<'_>, case: &Case) -> Answer<[Id; 2]> {
    let decided = proposal::find(tx, case.id)?.and_then(|it| it.decided_by);
    let confirmed = decided
        .ok_or_else(|| Fault::new(FaultKind::Corrupt, "a proposal is done by nobody's decision"))?;
    Ok([case.proposed_by, confirmed])
}

fn actor(case: &Case) -> String {
    format!("proposal:{}", case.id)
}

fn taken(code: &str) -> Refusal {
    Refusal::new("subsidy/code-taken").with("code", code)
}

/// A code that is taken is refused to whoever proposes it, not to the second person only.
fn to_open(tx: &mut Tx<'_>, case: &Case) -> Answer<()> {
    let it = programme_of(case)?;
    decide::is_programme(&it)?;
    if sql::programme(tx, &it.code)?.is_some() {
        return Err(taken(&it.code).into());
    }
    Ok(())
}

fn to_recognise(tx: &mut Tx<'_>, case: &Case) -> Answer<()> {
    let it = inspector_of(case)?;
    decide::is_inspector(&it)?;
    if sql::inspectors(tx)?.iter().any(|known| known.code == it.code) {
        return Err(taken(&it.code).into());
    }
    Ok(())
}

fn open_programme(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let it = programme_of(case)?;
    decide::is_programme(&it)?;
    let by = two(tx, case)?;
    if !sql::add_programme(tx, &it, env.now, by)? {
        return Err(taken(&it.code).into());
    }
    audit(
        tx,
        env,
        (&actor(case), "subsidy.programme.opened"),
        case.subject.clone(),
        case.body.clone(),
    );
    if it.appropriation == Won::ZERO {
        return Ok(());
    }
    let line = Line { basis: it.basis.clone(), ..Line::of(JournalKind::Appropriation, &it.code) };
    book(tx, env, (case, by), Line { amount: it.appropriation, ..line })
}

fn recognise(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let it = inspector_of(case)?;
    decide::is_inspector(&it)?;
    let by = two(tx, case)?;
    if !sql::add_inspector(tx, &it, by)? {
        return Err(taken(&it.code).into());
    }
    let body = case.body.clone();
    audit(tx, env, (&actor(case), "subsidy.inspector.recognised"), case.subject.clone(), body);
    Ok(())
}

/// The application of a proposal, with what is wanted of it. Who applied for the firm, or wrote the
/// claim that counts, decides nothing about it.
fn about(tx: &mut Tx<'_>, case: &Case, deciding: &[Id]) -> Answer<(Application, Wish)> {
    let id = application_of(case).ok_or_else(unreadable)?;
    let (it, wish) = (find(tx, id)?, wish_of(case)?);
    if it.firm.name != wish.firm {
        return Err(unreadable().into());
    }
    let claimed = claim_of(tx, id)?;
    for who in deciding {
        decide::may_judge(&it, claimed.as_ref(), *who)?;
    }
    Ok((it, wish))
}

struct Judged {
    application: Application,
    fund: Fund,
    amount: Won,
}

fn to_award(tx: &mut Tx<'_>, case: &Case, deciding: &[Id]) -> Answer<(Judged, State)> {
    let (application, wish) = about(tx, case, deciding)?;
    let programme = programme(tx, &application.programme)?;
    let fund = fund(tx, &application.programme)?;
    let granted = sql::granted(tx, &application)?;
    let amount = Won::new(wish.amount);
    let state = decide::may_award(&programme, &fund, granted, &application, amount)?;
    Ok((Judged { application, fund, amount }, state))
}

fn award(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let by = two(tx, case)?;
    let (judged, state) = to_award(tx, case, &by)?;
    let Judged { application, fund, amount } = judged;
    let committed = sum(fund.committed, amount)?;
    let outcome = Outcome { awarded: Some(amount), ..Outcome::default() };
    move_to(tx, &application, state, env, outcome)?;
    sql::set_fund(tx, &application.programme, &Fund { committed, ..fund })?;
    let line = Line::about(JournalKind::Award, &application);
    book(tx, env, (case, by), Line { amount, ..line })
}

fn to_decline(tx: &mut Tx<'_>, case: &Case, deciding: &[Id]) -> Answer<(Application, Grounds)> {
    let (it, wish) = about(tx, case, deciding)?;
    decide::next(&it, Event::Decline)?;
    Ok((it, Grounds::parse(&wish.grounds).ok_or_else(unreadable)?))
}

fn decline(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let by = two(tx, case)?;
    let (it, grounds) = to_decline(tx, case, &by)?;
    let state = decide::next(&it, Event::Decline)?;
    let outcome = Outcome { grounds: Some(grounds), ..Outcome::default() };
    move_to(tx, &it, state, env, outcome)?;
    let body = format!(r#"{{"grounds":"{grounds}"}}"#);
    audit(tx, env, (&actor(case), "subsidy.declined"), case.subject.clone(), body);
    Ok(())
}

fn to_pay(tx: &mut Tx<'_>, case: &Case, deciding: &[Id]) -> Answer<(Judged, Payment)> {
    let (application, wish) = about(tx, case, deciding)?;
    let programme = programme(tx, &application.programme)?;
    let inspector = inspector(tx, &application.inspector)?;
    let claim = claim_of(tx, application.id)?;
    let payment = decide::payment(&programme, &inspector, &application, claim.as_ref())?;
    // The two people saw a sum: another claim in between is another decision.
    if payment.paid != Won::new(wish.amount) {
        return Err(Refusal::new("subsidy/claim-changed").with("paid", payment.paid).into());
    }
    let fund = fund(tx, &application.programme)?;
    Ok((Judged { application, fund, amount: payment.paid }, payment))
}

fn pay(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let by = two(tx, case)?;
    let (Judged { application, fund, amount }, payment) = to_pay(tx, case, &by)?;
    let state = decide::next(&application, Event::Pay)?;
    let promised = application.awarded.unwrap_or(Won::ZERO);
    let committed = difference(fund.committed, promised)?;
    let fund = Fund { committed, paid: sum(fund.paid, amount)?, ..fund };
    move_to(tx, &application, state, env, Outcome { paid: Some(amount), ..Outcome::default() })?;
    sql::set_fund(tx, &application.programme, &fund)?;
    let line = Line::about(JournalKind::Payment, &application);
    book(tx, env, (case, by), Line { amount, returned: payment.returned, ..line })
}

fn to_release(tx: &mut Tx<'_>, case: &Case, deciding: &[Id]) -> Answer<(Judged, State)> {
    let (application, wish) = about(tx, case, deciding)?;
    let state = decide::next(&application, Event::Release)?;
    let amount = application.awarded.unwrap_or(Won::ZERO);
    if amount != Won::new(wish.amount) {
        return Err(unreadable().into());
    }
    let fund = fund(tx, &application.programme)?;
    Ok((Judged { application, fund, amount }, state))
}

fn release(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let by = two(tx, case)?;
    let (Judged { application, fund, amount }, state) = to_release(tx, case, &by)?;
    let committed = difference(fund.committed, amount)?;
    move_to(tx, &application, state, env, Outcome::default())?;
    sql::set_fund(tx, &application.programme, &Fund { committed, ..fund })?;
    let line = Line::about(JournalKind::Release, &application);
    book(tx, env, (case, by), Line { amount, ..line })
}

fn to_carry(tx: &mut Tx<'_>, case: &Case, now: Micros) -> Answer<(String, Carried)> {
    let (from, it) = carried_of(case)?;
    let (source, to) = (programme(tx, &from)?, programme(tx, &it.to)?);
    let fund = fund(tx, &from)?;
    decide::may_carry((&source, &fund), &to, (Won::new(it.amount), &it.basis), now)?;
    Ok((from, it))
}

fn carry(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let by = two(tx, case)?;
    let (from, it) = to_carry(tx, case, env.now)?;
    let amount = Won::new(it.amount);
    let source = fund(tx, &from)?;
    let carried_out = sum(source.carried_out, amount)?;
    sql::set_fund(tx, &from, &Fund { carried_out, ..source })?;
    let there = fund(tx, &it.to)?;
    let carried_in = sum(there.carried_in, amount)?;
    sql::set_fund(tx, &it.to, &Fund { carried_in, ..there })?;
    let line = Line { to: Some(it.to), basis: it.basis, ..Line::of(JournalKind::CarryOver, &from) };
    book(tx, env, (case, by), Line { amount, ..line })
}

fn sum(a: Won, b: Won) -> Answer<Won> {
    Ok(a.plus(b).ok_or(Refusal::new("subsidy/malformed").with("field", "amount"))?)
}

/// What is left of a sum that is known to be there.
fn difference(a: Won, b: Won) -> Answer<Won> {
    let left = a.minus(b).filter(|it| *it >= Won::ZERO);
    let corrupt = || Fault::new(FaultKind::Corrupt, "less is promised in all than to one firm");
    Ok(left.ok_or_else(corrupt)?)
}

/// A line of the journal that is to be written.
struct Line {
    kind: JournalKind,
    programme: String,
    application: Option<Id>,
    to: Option<String>,
    amount: Won,
    returned: Won,
    basis: String,
}

impl Line {
    fn of(kind: JournalKind, programme: &str) -> Line {
        Line {
            kind,
            programme: programme.to_owned(),
            application: None,
            to: None,
            amount: Won::ZERO,
            returned: Won::ZERO,
            basis: String::new(),
        }
    }

    fn about(kind: JournalKind, it: &Application) -> Line {
        Line { application: Some(it.id), ..Line::of(kind, &it.programme) }
    }
}

/// Writes the journal, books it in the ledger, and puts it on record: in this one commit.
fn book(tx: &mut Tx<'_>, env: &Env, (case, by): (&Case, [Id; 2]), line: Line) -> Answer<()> {
    let Line { kind, programme, application, to, amount, returned, basis } = line;
    let (id, date, at) = (case.id, env.now.business_date(), env.now);
    let it =
        Journal { id, programme, kind, application, to, amount, returned, basis, date, at, by };
    let entries = book::demanded(&it)
        .ok_or_else(|| Fault::new(FaultKind::Permanent, "a line of the journal does not add up"))?;
    sql::add_journal(tx, &it)?;
    ledger::post_journal(tx, (date, ledger::JOURNAL_STEP), id, &entries)?;
    let to = it.to.as_deref().unwrap_or_default();
    let body = format!(
        r#"{{"amount":{amount},"kind":"{kind}","programme":"{}","returned":{returned},"to":"{to}"}}"#,
        it.programme
    );
    audit(tx, env, (&actor(case), "subsidy.booked"), case.subject.clone(), body);
    Ok(())
}
