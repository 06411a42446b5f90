//! Where eligibility is decided. Pure: what the rules find in a form, and what two people may make
//! of it.

use super::model::{Exclusion, Finding, Form, Grounds, Rules, Sheet};
use crate::identity::Scope;
use naru_base::{Micros, Refusal, Won};
use std::collections::BTreeMap;

/// The longest description of a model.
pub const MODEL_CHARS_MAX: usize = 2_000;
/// The longest word to an applicant.
pub const NOTE_CHARS_MAX: usize = 500;
/// The most items of a sheet, and points of one.
const ITEMS_MAX: usize = 40;
const POINTS_MAX: i64 = 1_000;

/// Everything that keeps a form from being approved: class, exclusions, papers, in this order.
pub fn findings(rules: &Rules, form: &Form) -> Vec<Finding> {
    let mut out = Vec::new();
    match rules.classes.get(&form.class) {
        None => out.push(Finding::Class(form.class)),
        Some((papers, _)) => {
            let missing = papers.iter().filter(|it| !form.papers.contains_key(it));
            out.extend(missing.map(|it| Finding::Missing(*it)));
        }
    }
    let applies = |it: &&Exclusion| rules.exclusions.contains_key(it);
    out.extend(form.declared.iter().filter(applies).map(|it| Finding::Excluded(*it)));
    out.sort();
    out
}

/// What somebody wants two people to decide about a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Why not; none: approve.
    pub grounds: Option<Grounds>,
    /// What the applicant is told beside it; of an approval nothing.
    pub note: String,
    /// The points of each item; empty: not scored.
    pub scores: BTreeMap<String, i64>,
    /// Until when the approval is to hold.
    pub holds_until: Option<Micros>,
}

/// What a decision gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The sum of the points; none: not scored.
    pub points: Option<i64>,
    /// Whether it is a large business.
    pub is_large: bool,
    /// What it may ask for.
    pub scopes: Vec<Scope>,
}

/// Whether it may be decided so, and what that gives. Whoever decides may say no whatever the
/// rules find; a yes needs a form in which they find nothing.
pub fn decide(rules: &Rules, sheet: &Sheet, form: &Form, wish: &Wish) -> Result<Given, Refusal> {
    told(wish)?;
    let points = points(sheet, &wish.scores)?;
    if wish.grounds.is_some() {
        return Ok(Given { points, is_large: false, scopes: Vec::new() });
    }
    if wish.holds_until.is_none() {
        return Err(Refusal::new("eligibility/end-missing"));
    }
    match findings(rules, form).first() {
        Some(Finding::Class(it)) => {
            Err(Refusal::new("eligibility/class-not-allowed").with("class", it))
        }
        Some(Finding::Excluded(it)) => {
            Err(Refusal::new("eligibility/excluded").with("exclusion", it))
        }
        Some(Finding::Missing(it)) => {
            Err(Refusal::new("eligibility/paper-missing").with("paper", it))
        }
        None => {
            let is_large = is_large(sheet, form.capital, points);
            let given = form.scopes.iter().filter(|it| is_large || **it != Scope::Sa);
            Ok(Given { points, is_large, scopes: given.copied().collect() })
        }
    }
}

/// Whether the applicant is told what it needs to file anew.
fn told(wish: &Wish) -> Result<(), Refusal> {
    let note = wish.note.as_str();
    let needs = wish.grounds.is_some_and(Grounds::needs_note);
    if needs && note.trim().is_empty() {
        return Err(Refusal::new("eligibility/note-missing"));
    }
    let fits = note.chars().count() <= NOTE_CHARS_MAX && !note.chars().any(char::is_control);
    if !fits || (wish.grounds.is_none() && !note.is_empty()) {
        return Err(Refusal::new("eligibility/note-malformed"));
    }
    Ok(())
}

/// A large business has the capital and the points of the sheet.
pub fn is_large(sheet: &Sheet, capital: Won, points: Option<i64>) -> bool {
    capital >= sheet.capital_min && points.is_some_and(|it| it >= sheet.points_min)
}

/// The sum of a score: every item of the sheet once, none above its most; or nothing at all.
pub fn points(sheet: &Sheet, scores: &BTreeMap<String, i64>) -> Result<Option<i64>, Refusal> {
    if scores.is_empty() {
        return Ok(None);
    }
    let bad = |item: &str| Refusal::new("eligibility/score-malformed").with("item", item);
    if let Some(other) = scores.keys().find(|it| sheet.items.iter().all(|of| of.code != **it)) {
        return Err(bad(other));
    }
    let of = |it: &super::model::Item| match scores.get(&it.code) {
        Some(points) if (0..=it.points_max).contains(points) => Ok(*points),
        _ => Err(bad(&it.code)),
    };
    let all = sheet.items.iter().map(of).collect::<Result<Vec<i64>, _>>()?;
    Ok(Some(all.into_iter().sum()))
}

/// Whether a sheet says what it must; a refusal names the field that does not, the first in this
/// order.
pub fn is_sheet(it: &Sheet, latest: Option<&Sheet>) -> Result<(), Refusal> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let is_code = |it: &str| (1..=40).contains(&it.len()) && it.bytes().all(plain);
    let is_text = |it: &str, most: usize| {
        (1..=most).contains(&it.chars().count()) && !it.chars().any(char::is_control)
    };
    let mut codes: Vec<&str> = it.items.iter().map(|it| it.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    let most: i64 = it.items.iter().map(|it| it.points_max.clamp(0, POINTS_MAX)).sum();
    let is_item = |it: &super::model::Item| {
        let fits = (1..=POINTS_MAX).contains(&it.points_max);
        is_code(&it.code) && fits && is_text(&it.name_ko, 80) && is_text(&it.name_en, 80)
    };
    let are_items = (1..=ITEMS_MAX).contains(&it.items.len())
        && codes.len() == it.items.len()
        && it.items.iter().all(is_item);
    // What was decided stays decided by the sheet of its day.
    let fields = [
        ("code", is_code(&it.code) && latest.is_none_or(|of| it.code != of.code)),
        ("from", latest.is_none_or(|of| it.valid_from > of.valid_from)),
        ("capital", it.capital_min >= Won::ZERO),
        ("items", are_items),
        ("points", (0..=most).contains(&it.points_min)),
        ("source", is_text(&it.source, 200)),
    ];
    match fields.iter().find(|(_, fits)| !fits) {
        Some((at, _)) => Err(Refusal::new("eligibility/sheet-malformed").with("at", at)),
        None => Ok(()),
    }
}
