//! How much cover is required, and what two people may record. Pure.

use super::cover::Cover;
use super::model::{Adjustment, Draw, Facts, Instrument, InstrumentKind};
use naru_base::{InsurerCode, Lang, Micros, Refusal, Won, in_language};

/// The most instruments and adjustments of one institution.
pub const INSTRUMENTS_MAX: usize = 200;
/// The most that one instrument may cover.
pub const AMOUNT_MAX: Won = Won::new(10_000_000_000_000_000);
/// Characters of a reference, and of an issuer.
pub const REFERENCE_CHARS_MAX: usize = 40;
/// See [`REFERENCE_CHARS_MAX`].
pub const ISSUER_CHARS_MAX: usize = 60;

/// Something that makes the factor higher or lower, and the rule that says by how many points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub name: &'static str,
    /// The rule.
    pub rule: &'static str,
}

/// Every item there is. The official table is not public: its points are rules to be edited.
pub const ITEMS: [Item; 6] = [
    Item { name: "large-operator", rule: "surety_adjust_large_operator_points" },
    Item { name: "clean-year", rule: "surety_adjust_clean_year_points" },
    Item { name: "new-institution", rule: "surety_adjust_new_institution_points" },
    Item { name: "incident", rule: "surety_adjust_incident_points" },
    Item { name: "open-findings", rule: "surety_adjust_open_findings_points" },
    Item { name: "drill-failed", rule: "surety_adjust_drill_failed_points" },
];

/// The item of this name.
pub fn item(name: &str) -> Option<&'static Item> {
    ITEMS.iter().find(|it| it.name == name)
}

/// The rules in force that say how much is required.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Percent of the daily limit before any adjustment.
    pub base: i64,
    /// The least percentage.
    pub least: i64,
    /// The greatest.
    pub most: i64,
    /// The points of each item, in the order of [`ITEMS`].
    pub points: [i64; ITEMS.len()],
}

/// How many percent of its daily limit an institution must have covered, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    /// Before any adjustment.
    pub base: i64,
    /// The items that apply, with their points.
    pub items: Vec<(&'static str, i64)>,
    /// Percent: base and points, between the least and the greatest.
    pub percent: i64,
}

/// The factor at `now`.
pub fn factor(rules: &Rules, adjustments: &[Adjustment], now: Micros) -> Factor {
    let applies = |item: &Item| {
        let begun = adjustments.iter().filter(|it| it.item == item.name && it.valid_from <= now);
        // Of two that begin together the one written last takes the other's place.
        let last = begun.max_by_key(|it| (it.valid_from, it.id));
        last.is_some_and(|it| it.valid_until.is_none_or(|until| now < until))
    };
    let items: Vec<(&'static str, i64)> = ITEMS
        .iter()
        .zip(rules.points)
        .filter(|(item, _)| applies(item))
        .map(|(item, points)| (item.name, points))
        .collect();
    let sum = items.iter().fold(rules.base, |sum, it| sum.saturating_add(it.1));
    Factor { base: rules.base, items, percent: sum.clamp(rules.least, rules.most.max(rules.least)) }
}

/// What must be covered: so many percent of the limit, rounded up; `None` if it does not fit.
pub fn required(limit: Won, percent: i64) -> Option<Won> {
    let whole = i128::from(limit.get()) * i128::from(percent);
    let up = whole.checked_add(99)?.div_euclid(100);
    i64::try_from(up).ok().map(Won::new)
}

/// What may still be withdrawn: what is active, less what is unsettled and what is claimed.
pub fn free(active: Won, exposure: Won, claimed: Won) -> Option<Won> {
    active.minus(exposure)?.minus(claimed)
}

/// What was active at an instant that is over: less what was paid until then, not since.
pub fn active_then(instruments: &[Instrument], draws: &[Draw], at: Micros) -> Won {
    let left = |it: &Instrument| {
        let paid = draws.iter().filter(|of| of.instrument == it.id && of.at <= at);
        let left = paid.fold(it.amount.get(), |sum, of| sum.saturating_sub(of.amount.get()));
        left.max(0)
    };
    let counts = |it: &&Instrument| it.valid_from <= at && at < it.counts_until();
    Won::new(instruments.iter().filter(counts).map(left).fold(0, i64::saturating_add))
}

/// An instrument that somebody wants two people to record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// What it is.
    pub kind: InstrumentKind,
    /// Who answers for it.
    pub issuer: String,
    /// The same by its code, if it is an insurer of the network.
    pub insurer: Option<InsurerCode>,
    /// Its number.
    pub reference: String,
    /// Won.
    pub amount: Won,
    /// From when it counts.
    pub valid_from: Micros,
    /// To before when.
    pub valid_until: Micros,
}

/// The fields of an instrument that do not say what they must, in the order of the form.
pub fn flaws(wish: &Wish) -> Vec<&'static str> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    let is_number = (1..=REFERENCE_CHARS_MAX).contains(&wish.reference.len())
        && wish.reference.bytes().all(plain)
        && wish.reference.bytes().any(|b| b.is_ascii_alphanumeric());
    let is_amount = wish.amount > Won::ZERO && wish.amount <= AMOUNT_MAX;
    let fields =
        [("issuer", is_name(&wish.issuer)), ("reference", is_number), ("amount", is_amount)];
    fields.into_iter().filter(|(_, fits)| !fits).map(|(name, _)| name).collect()
}

/// Whether an insurer's whole name is meant by what was typed: all of it, or its part in either
/// language.
pub fn is_name_of(known: &str, typed: &str) -> bool {
    let plain = |it: &str| it.split_whitespace().collect::<String>().to_lowercase();
    let parts = [Lang::Ko, Lang::En].map(|lang| plain(in_language(lang, known)));
    let typed = plain(typed);
    typed == plain(known) || parts.contains(&typed)
}

/// Whether a contract may call its insurer so: as it is called already, if it is known.
pub fn may_name(known: Option<&str>, wish: &Wish) -> Result<(), Refusal> {
    match known.filter(|known| !is_name_of(known, &wish.issuer)) {
        Some(known) => Err(Refusal::new("surety/insurer-named-otherwise").with("name", known)),
        None => Ok(()),
    }
}

/// Whether an insurer may be called so from now on.
pub fn may_rename(known: Option<&str>, name: &str) -> Result<(), Refusal> {
    let Some(known) = known else { return Err(Refusal::new("surety/insurer-unknown")) };
    if !is_name(name) {
        return Err(Refusal::new("surety/instrument-malformed").with("field", "issuer"));
    }
    if known == name.trim() {
        return Err(Refusal::new("surety/insurer-name-same"));
    }
    Ok(())
}

fn is_name(text: &str) -> bool {
    (1..=ISSUER_CHARS_MAX).contains(&text.trim().chars().count())
        && !text.chars().any(char::is_control)
}

/// A number without what people write or leave out: capitals and hyphens.
fn bare(number: &str) -> String {
    number.chars().filter(|c| *c != '-').map(|c| c.to_ascii_uppercase()).collect()
}

/// Whether it is the same contract, however its number and its issuer are written. Only two
/// insurers of the network, each known by its code, may have given the same number.
fn is_same(it: &Instrument, wish: &Wish) -> bool {
    let differs = matches!((&it.insurer, &wish.insurer), (Some(one), Some(other)) if one != other);
    it.kind == wish.kind && bare(&it.reference) == bare(&wish.reference) && !differs
}

/// Whether it may be recorded. The first reason that applies, in this order.
pub fn may_record(facts: &Facts, wish: &Wish, now: Micros) -> Result<(), Refusal> {
    if let Some(field) = flaws(wish).first() {
        return Err(Refusal::new("surety/instrument-malformed").with("field", field));
    }
    if wish.valid_until <= now || wish.valid_until <= wish.valid_from {
        return Err(Refusal::new("surety/validity-out-of-range"));
    }
    let same = |it: &&Instrument| {
        is_same(it, wish) && it.counts_until() > wish.valid_from && it.valid_from < wish.valid_until
    };
    if facts.instruments.iter().any(|it| same(&it)) {
        return Err(Refusal::new("surety/instrument-known"));
    }
    if facts.instruments.len() >= INSTRUMENTS_MAX {
        return Err(Refusal::new("surety/too-many"));
    }
    Ok(())
}

/// What is known when an instrument is to be given back.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// What is unsettled.
    pub exposure: Won,
    /// What must be covered.
    pub required: Won,
}

/// Whether an instrument may be given back before its end: what is left must cover what is
/// unsettled, and, while anything is, what is required.
pub fn may_release(
    facts: &Facts,
    id: naru_base::Id,
    held: Held,
    now: Micros,
) -> Result<(), Refusal> {
    let found = facts.instruments.iter().find(|it| it.id == id);
    if found.is_none_or(|it| it.counts_until() <= now) {
        return Err(Refusal::new("surety/instrument-unknown"));
    }
    let rest: Vec<_> = facts.instruments.iter().filter(|it| it.id != id).cloned().collect();
    let left = Cover::of(0, &rest).active(now);
    if left < held.exposure {
        let no = Refusal::new("surety/cover-in-use").with("exposure", held.exposure);
        return Err(no.with("left", left));
    }
    if held.exposure > Won::ZERO && left < held.required {
        let no = Refusal::new("surety/cover-short").with("required", held.required);
        return Err(no.with("left", left));
    }
    Ok(())
}

/// Whether the cover lets the gate be passed until this instant.
pub fn may_pass(
    cover: &Cover,
    required: Won,
    until: Option<Micros>,
    now: Micros,
) -> Result<(), Refusal> {
    let active = cover.active(now);
    if active < required {
        return Err(Refusal::new("surety/cover-short")
            .with("required", required)
            .with("active", active));
    }
    let until = until.unwrap_or(Micros::new(i64::MAX));
    if cover.least(now, until) < required {
        return Err(Refusal::new("surety/cover-ends-before"));
    }
    Ok(())
}
