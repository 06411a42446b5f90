//! What takes two people: the decision about a form, and a new scoring sheet. The decision opens or
//! shuts the first gate and gives the scopes, in the commit of its confirmation.

use super::decide::{self, Given, Wish};
use super::model::{Area, Form, Grounds, Item, Outcome, Sheet};
use super::service::{audit, record, rules, sheet_at, sheets};
use super::sql;
use crate::admission::{self, Gate, PATH, Verdict, step};
use crate::identity::{self, Scope};
use crate::policy;
use crate::proposal::{self, Case, Kind};
use naru_base::role::Right;
use naru_base::{Answer, ClientUseCode, Env, Fault, FaultKind, Id, Micros, Refusal, Won};
use naru_store::Tx;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Every kind of proposal of this slice begins so.
pub const PREFIX: &str = "eligibility.";
/// Deciding about a form.
pub const DECIDE: &str = "eligibility.decide";
/// A new scoring sheet.
pub const SHEET: &str = "eligibility.sheet";

/// Every kind of this slice.
pub const KINDS: [Kind; 2] = [
    Kind {
        name: DECIDE,
        right: Right::GatesDecide,
        gives_link: false,
        check: |tx, case| judged(tx, case, &[case.proposed_by], case.proposed_at).map(drop),
        execute: |tx, env, case, _| decide_form(tx, env, case),
    },
    Kind {
        name: SHEET,
        right: Right::GatesDecide,
        gives_link: false,
        check: |tx, case| new_sheet(tx, case).map(drop),
        execute: |tx, env, case, _| add_sheet(tx, env, case),
    },
];

#[derive(Serialize, Deserialize)]
struct WishBody {
    form: String,
    grounds: String,
    #[serde(default)]
    note: String,
    holds_until: Option<i64>,
    scores: BTreeMap<String, i64>,
}

#[derive(Serialize, Deserialize)]
struct SheetBody {
    code: String,
    valid_from: i64,
    capital_min: i64,
    points_min: i64,
    source: String,
    items: Vec<(String, String, i64, String, String)>,
}

fn text(body: &impl Serialize) -> String {
    serde_json::to_string(body).expect("strings and numbers are always JSON")
}

fn unreadable() -> Refusal {
    Refusal::new("eligibility/proposal-unreadable")
}

/// Subject and body of a proposal that decides about a form.
pub fn wish_draft(form: &Form, wish: &Wish) -> (String, String) {
    let body = WishBody {
        form: form.id.to_string(),
        grounds: wish.grounds.map_or_else(String::new, |it| it.as_str().to_owned()),
        note: wish.note.clone(),
        holds_until: wish.holds_until.map(Micros::get),
        scores: wish.scores.clone(),
    };
    (format!("institution:{}", form.institution), text(&body))
}

/// Whom a decision is about.
pub fn institution_of(case: &Case) -> Option<ClientUseCode> {
    ClientUseCode::parse(case.subject.strip_prefix("institution:")?).ok()
}

/// What a proposal wants decided, and about which form.
pub fn wish_of(case: &Case) -> Result<(Id, Wish), Refusal> {
    let body: WishBody = serde_json::from_str(&case.body).map_err(|_| unreadable())?;
    let grounds = match body.grounds.as_str() {
        "" => None,
        text => Some(Grounds::parse(text).ok_or_else(unreadable)?),
    };
    let holds_until = body.holds_until.map(Micros::new);
    let wish = Wish { grounds, note: body.note, scores: body.scores, holds_until };
    Ok((Id::parse(&body.form).map_err(|_| unreadable())?, wish))
}

/// Subject and body of a proposal of a sheet.
pub fn sheet_draft(it: &Sheet) -> (String, String) {
    let item = |it: &Item| {
        let (area, code) = (it.area.as_str().to_owned(), it.code.clone());
        (area, code, it.points_max, it.name_ko.clone(), it.name_en.clone())
    };
    let body = SheetBody {
        code: it.code.clone(),
        valid_from: it.valid_from.get(),
        capital_min: it.capital_min.get(),
        points_min: it.points_min,
        source: it.source.clone(),
        items: it.items.iter().map(item).collect(),
    };
    (format!("sheet:{}", it.code), text(&body))
}

/// What sheet a proposal wants.
pub fn sheet_of(case: &Case) -> Result<Sheet, Refusal> {
    let body: SheetBody = serde_json::from_str(&case.body).map_err(|_| unreadable())?;
    let item =
        |(area, code, points_max, name_ko, name_en): (String, String, i64, String, String)| {
            let area = Area::parse(&area)?;
            Some(Item { area, code, points_max, name_ko, name_en })
        };
    let items: Option<Vec<Item>> = body.items.into_iter().map(item).collect();
    Ok(Sheet {
        code: body.code,
        valid_from: Micros::new(body.valid_from),
        capital_min: Won::new(body.capital_min),
        points_min: body.points_min,
        source: body.source,
        items: items.ok_or_else(unreadable)?,
    })
}

fn two(tx: &mut Tx<'_>, case: &Case) -> Answer<[Id; 2]> {
    let decided = proposal::find(tx, case.id)?.and_then(|it| it.decided_by);
    let confirmed = decided
        .ok_or_else(|| Fault::new(FaultKind::Corrupt, "a proposal is done by nobody's decision"))?;
    Ok([case.proposed_by, confirmed])
}

/// Whether it is this form that waits for a decision.
fn still_waits((form, outcome): (&Form, Option<&Outcome>), id: Id) -> Result<(), Refusal> {
    if form.id != id {
        return Err(Refusal::new("eligibility/form-changed"));
    }
    match outcome {
        Some(_) => Err(Refusal::new("eligibility/already-decided")),
        None => Ok(()),
    }
}

/// Whoever filed a form does not decide about it.
pub fn others_decide(form: &Form, deciding: &[Id]) -> Result<(), Refusal> {
    match deciding.iter().any(|who| form.filed_by == format!("staff:{who}")) {
        true => Err(Refusal::new("eligibility/own-form")),
        false => Ok(()),
    }
}

/// Why an open proposal cannot be confirmed any more, whoever decides: its form was replaced, or
/// decided meanwhile.
pub fn overtaken(tx: &mut Tx<'_>, case: &Case) -> Answer<Option<Refusal>> {
    let Some(code) = institution_of(case).filter(|_| case.kind == DECIDE) else { return Ok(None) };
    let (id, _) = wish_of(case)?;
    let (form, outcome) = record(tx, &code)?;
    Ok(still_waits((&form, outcome.as_ref()), id).err())
}

/// Of a proposal that approves a form which asks to authenticate its own users: whether that would
/// be allowed now. Of others nothing.
pub fn is_large(tx: &mut Tx<'_>, case: &Case, now: Micros) -> Answer<Option<bool>> {
    let Some(code) = institution_of(case).filter(|_| case.kind == DECIDE) else { return Ok(None) };
    let (id, wish) = wish_of(case)?;
    let (form, _) = record(tx, &code)?;
    if form.id != id || wish.grounds.is_some() || !form.scopes.contains(&Scope::Sa) {
        return Ok(None);
    }
    let (rules, sheet) = (rules(tx, now)?, sheet_at(tx, now)?);
    Ok(decide::decide(&rules, &sheet, &form, &wish).ok().map(|it| it.is_large))
}

struct Judged {
    form: Form,
    sheet: Sheet,
    wish: Wish,
    given: Given,
    gate: admission::decide::Wish,
}

/// Loads what is known, and judges the wish as things are: by the rules of eligibility, and by the
/// path that the gate stands on.
fn judged(tx: &mut Tx<'_>, case: &Case, deciding: &[Id], now: Micros) -> Answer<Judged> {
    let code = institution_of(case).ok_or_else(unreadable)?;
    let (id, wish) = wish_of(case)?;
    let (form, outcome) = record(tx, &code)?;
    still_waits((&form, outcome.as_ref()), id)?;
    others_decide(&form, deciding)?;
    let (rules, sheet) = (rules(tx, now)?, sheet_at(tx, now)?);
    let given = decide::decide(&rules, &sheet, &form, &wish)?;
    let is_approved = wish.grounds.is_none();
    let gate = admission::decide::Wish {
        gate: Gate::Eligibility,
        service: None,
        verdict: if is_approved { Verdict::Passed } else { Verdict::Failed },
        holds_until: wish.holds_until.filter(|_| is_approved),
        evidence: form.papers.values().copied().collect(),
    };
    let facts = admission::facts_of(tx, &code)?;
    let parameters = policy::list(tx)?;
    let life = step(Gate::Eligibility).life;
    let life = life.map(|name| policy::number(&parameters, name, now)).transpose()?;
    admission::decide::may_decide(&facts, &PATH, &gate, life, now)?;
    Ok(Judged { form, sheet, wish, given, gate })
}

fn decide_form(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let by = two(tx, case)?;
    let Judged { form, sheet, wish, given, gate } = judged(tx, case, &by, env.now)?;
    let outcome = sql::outcome(given, (&wish, &sheet), env.now, by);
    if !sql::add_outcome(tx, form.id, &outcome)? {
        return Err(Refusal::new("eligibility/already-decided").into());
    }
    let actor = format!("proposal:{}", case.id);
    let code = &form.institution;
    let points = outcome.points.map_or_else(|| "null".to_owned(), |it| it.to_string());
    let body = format!(
        r#"{{"approved":{},"form":"{}","large":{},"points":{points}}}"#,
        outcome.is_approved(),
        form.id,
        outcome.is_large
    );
    audit(tx, env, (&actor, "eligibility.decided"), format!("institution:{code}"), body);
    if outcome.is_approved() {
        identity::set_scopes(tx, env, &actor, code, &outcome.scopes)?;
    }
    admission::deeds::put_down(tx, env, code, gate, (case, by))
}

fn new_sheet(tx: &mut Tx<'_>, case: &Case) -> Answer<Sheet> {
    let it = sheet_of(case)?;
    decide::is_sheet(&it, sheets(tx)?.last())?;
    Ok(it)
}

fn add_sheet(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let it = new_sheet(tx, case)?;
    sql::add_sheet(tx, &it)?;
    let actor = format!("proposal:{}", case.id);
    audit(tx, env, (&actor, "eligibility.sheet.added"), case.subject.clone(), case.body.clone());
    Ok(())
}
