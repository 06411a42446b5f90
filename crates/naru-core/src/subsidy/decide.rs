//! Where subsidy is decided. Pure: reasons in the order in which they are looked for.

use super::model::{
    Application, Claim, Class, Event, Fund, Inspector, Programme, State, is_registration,
};
use super::service::{Draft, NewClaim};
use naru_base::{Id, Micros, Refusal, Won};

/// The longest name and basis.
const NAME_CHARS_MAX: usize = 80;
const BASIS_CHARS_MAX: usize = 200;
/// The longest code, number of an engagement, of a designation.
const CODE_LEN_MAX: usize = 40;
/// The most that anything may cost: a check costs less than an appropriation.
pub const AMOUNT_MAX: Won = Won::new(1_000_000_000_000);

/// Small letters, digits and hyphens.
pub fn is_code(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=CODE_LEN_MAX).contains(&text.len()) && text.bytes().all(plain)
}

/// A number as inspectors and authorities give them: letters, digits, hyphens, dots; Hangul too.
pub fn is_number(text: &str) -> bool {
    let fits = (1..=CODE_LEN_MAX).contains(&text.chars().count());
    let first = text.chars().next().is_some_and(char::is_alphanumeric);
    fits && first && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '/'))
}

/// A name that is safe in a letter and in a table: it begins with a letter or a digit.
fn is_text(text: &str, chars_max: usize) -> bool {
    let fits = (1..=chars_max).contains(&text.chars().count());
    let first = text.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '(');
    fits && first && text.trim() == text && !text.chars().any(char::is_control)
}

fn is_amount(it: Won) -> bool {
    it > Won::ZERO && it <= AMOUNT_MAX
}

fn malformed(field: &str) -> Refusal {
    Refusal::new("subsidy/malformed").with("field", field)
}

/// The fields that do not fit.
fn flaws(fields: &[(&'static str, bool)]) -> Vec<&'static str> {
    fields.iter().filter(|(_, fits)| !fits).map(|(name, _)| *name).collect()
}

fn first(flaws: &[&str]) -> Result<(), Refusal> {
    flaws.first().map_or(Ok(()), |name| Err(malformed(name)))
}

/// Whether a programme says what it must.
pub fn is_programme(it: &Programme) -> Result<(), Refusal> {
    first(&programme_flaws(it))
}

/// The fields of a programme that do not say what they must, in the order of the form.
pub fn programme_flaws(it: &Programme) -> Vec<&'static str> {
    flaws(&[
        ("code", is_code(&it.code)),
        ("name_ko", is_text(&it.name_ko, NAME_CHARS_MAX)),
        ("name_en", is_text(&it.name_en, NAME_CHARS_MAX)),
        ("basis", is_text(&it.basis, BASIS_CHARS_MAX)),
        ("year", (2019..=2199).contains(&it.year)),
        ("closes", it.closes_at > it.opens_at),
        // A programme may begin with nothing and live on what is carried over.
        ("appropriation", it.appropriation >= Won::ZERO && it.appropriation <= AMOUNT_MAX),
        ("share", (1..=100).contains(&it.share_percent)),
        ("cap", is_amount(it.firm_cap)),
        ("classes", !it.classes.is_empty()),
    ])
}

/// Whether an inspector's record says what it must.
pub fn is_inspector(it: &Inspector) -> Result<(), Refusal> {
    first(&inspector_flaws(it))
}

/// The same of an inspector's record.
pub fn inspector_flaws(it: &Inspector) -> Vec<&'static str> {
    flaws(&[
        ("code", is_code(&it.code)),
        ("name_ko", is_text(&it.name_ko, NAME_CHARS_MAX)),
        ("name_en", is_text(&it.name_en, NAME_CHARS_MAX)),
        ("basis", is_text(&it.basis, BASIS_CHARS_MAX)),
        ("until", it.until.is_none_or(|until| until > it.from)),
    ])
}

/// The same of what a firm writes when it applies.
pub fn draft_flaws(it: &Draft) -> Vec<&'static str> {
    let designation = match it.class == Class::InnovativeService {
        true => is_number(&it.designation),
        false => it.designation.is_empty(),
    };
    flaws(&[
        ("firm", is_text(&it.firm.name, NAME_CHARS_MAX)),
        ("registration", is_registration(&it.firm.registration)),
        ("designation", designation),
        ("quote", is_amount(it.quote)),
    ])
}

/// Whether a firm may apply.
pub fn may_apply(
    programme: &Programme,
    inspector: &Inspector,
    it: &Draft,
    now: Micros,
) -> Result<(), Refusal> {
    first(&draft_flaws(it))?;
    if now < programme.opens_at || now >= programme.closes_at {
        return Err(Refusal::new("subsidy/not-open").with("programme", &programme.code));
    }
    // Whoever takes part in open banking is in the network; who is outside has a designation.
    let is_inside = it.firm.institution.is_some();
    if !programme.classes.contains(&it.class) || (it.class == Class::OpenBanking && !is_inside) {
        return Err(Refusal::new("subsidy/class-not-helped").with("class", it.class));
    }
    if !inspector.is_recognised(now) {
        return Err(not_recognised(inspector));
    }
    Ok(())
}

fn not_recognised(it: &Inspector) -> Refusal {
    Refusal::new("subsidy/inspector-not-recognised").with("inspector", &it.code)
}

/// The state that an event leads to.
pub fn next(it: &Application, event: Event) -> Result<State, Refusal> {
    let state = it.state;
    state.next(event).ok_or_else(|| Refusal::new("subsidy/already-decided").with("state", state))
}

/// Whether somebody may have a part in a decision about an application: not whoever wrote it, nor
/// whoever wrote the claim that counts.
pub fn may_judge(it: &Application, claim: Option<&Claim>, who: Id) -> Result<(), Refusal> {
    let me = format!("staff:{who}");
    if it.applied_by == me {
        return Err(Refusal::new("subsidy/own-application"));
    }
    if claim.is_some_and(|it| it.by == me) {
        return Err(Refusal::new("subsidy/own-claim"));
    }
    Ok(())
}

/// The programme's share of a cost, rounded down.
pub fn share(programme: &Programme, cost: Won) -> Won {
    let part = i128::from(cost.get()) * i128::from(programme.share_percent.clamp(0, 100)) / 100;
    Won::new(i64::try_from(part).expect("a part of what fits in 64 bits fits"))
}

/// The most that an application may be promised: the share of what the check is to cost, and no
/// more than is left of what one firm may have.
pub fn most(programme: &Programme, granted: Won, quote: Won) -> Won {
    let left = programme.firm_cap.minus(granted).unwrap_or(Won::ZERO).max(Won::ZERO);
    share(programme, quote).min(left)
}

/// Whether an application may be promised so much. Applications that came in time are decided
/// after the programme has closed too.
pub fn may_award(
    programme: &Programme,
    fund: &Fund,
    granted: Won,
    it: &Application,
    amount: Won,
) -> Result<State, Refusal> {
    let state = next(it, Event::Award)?;
    let most = most(programme, granted, it.quote);
    if amount <= Won::ZERO || amount > most {
        return Err(Refusal::new("subsidy/over-share").with("most", most));
    }
    covered(fund, amount)?;
    Ok(state)
}

/// Whether so much of a fund is free.
fn covered(fund: &Fund, amount: Won) -> Result<(), Refusal> {
    let free = fund.free().unwrap_or(Won::ZERO);
    if amount > free {
        return Err(Refusal::new("subsidy/not-enough-left").with("free", free));
    }
    Ok(())
}

/// The fields of a claim for payment that do not say what they must, in the order of the form.
pub fn claim_flaws(new: &NewClaim, now: Micros) -> Vec<&'static str> {
    flaws(&[
        ("engagement", is_number(&new.engagement)),
        ("checked_on", new.checked_on.starts_at() <= now),
        ("cost", is_amount(new.cost)),
        ("report", new.report != new.invoice),
    ])
}

/// Whether a claim for payment may be taken: of a check that ended while its inspector was
/// recognised, for no other is paid.
pub fn may_claim(
    it: &Application,
    inspector: &Inspector,
    new: &NewClaim,
    now: Micros,
) -> Result<(), Refusal> {
    if it.state != State::Awarded {
        return Err(Refusal::new("subsidy/nothing-to-claim").with("state", it.state));
    }
    first(&claim_flaws(new, now))?;
    if !inspector.is_recognised(new.checked_on.starts_at()) {
        let from = inspector.from.business_date();
        return Err(not_recognised(inspector)
            .with("checked_on", new.checked_on)
            .with("from", from));
    }
    Ok(())
}

/// What is paid, and what of the promise is free again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Paid.
    pub paid: Won,
    /// Free again.
    pub returned: Won,
}

/// What is to be paid on a claim: the share of what the check did cost, never more than promised.
pub fn payment(
    programme: &Programme,
    inspector: &Inspector,
    it: &Application,
    claim: Option<&Claim>,
) -> Result<Payment, Refusal> {
    next(it, Event::Pay)?;
    let Some(claim) = claim else { return Err(Refusal::new("subsidy/evidence-missing")) };
    if !inspector.is_recognised(claim.checked_on.starts_at()) {
        return Err(not_recognised(inspector));
    }
    let awarded = it.awarded.unwrap_or(Won::ZERO);
    let paid = share(programme, claim.cost).min(awarded);
    if paid <= Won::ZERO {
        return Err(malformed("cost"));
    }
    let returned = awarded.minus(paid).unwrap_or(Won::ZERO);
    Ok(Payment { paid, returned })
}

/// The fields of a carry-over that do not say what they must.
pub fn carry_flaws(amount: Won, basis: &str) -> Vec<&'static str> {
    flaws(&[("amount", is_amount(amount)), ("basis", is_text(basis, BASIS_CHARS_MAX))])
}

/// Whether so much may be carried over: after the end of the one, into a later year of the other.
pub fn may_carry(
    (from, fund): (&Programme, &Fund),
    to: &Programme,
    (amount, basis): (Won, &str),
    now: Micros,
) -> Result<(), Refusal> {
    first(&carry_flaws(amount, basis))?;
    if now < from.closes_at {
        return Err(Refusal::new("subsidy/still-open").with("programme", &from.code));
    }
    if to.year <= from.year {
        return Err(Refusal::new("subsidy/not-a-later-year").with("programme", &to.code));
    }
    covered(fund, amount)
}
