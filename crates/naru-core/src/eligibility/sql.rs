//! The slice's SQL, all of it.

use super::decide::Given;
use super::model::{Area, Exclusion, Form, Grounds, Item, Outcome, Paper, Rules, Sha256, Sheet};
use crate::admission::Class;
use crate::identity::Scope;
use naru_base::{ClientUseCode, Fault, FaultKind, Id, Micros};
use naru_store::{Row, Tx, args};
use std::collections::{BTreeMap, BTreeSet};

// Later rows of the same code come later, and count.
const RULES: &str = "SELECT kind, code, holds, papers, source FROM eligibility_rule \
     WHERE valid_from <= $1 ORDER BY kind, code, valid_from";
const SHEETS: &str = "SELECT sheet, valid_from, capital_min, points_min, source \
     FROM eligibility_sheet ORDER BY valid_from";
const ITEMS: &str = "SELECT sheet, area, item, points_max, name_ko, name_en FROM eligibility_item \
     ORDER BY sheet, position";
const SHEET_ADD: &str = "INSERT INTO eligibility_sheet (sheet, valid_from, capital_min, \
     points_min, source) VALUES ($1, $2, $3, $4, $5)";
const ITEM_ADD: &str = "INSERT INTO eligibility_item (sheet, position, area, item, points_max, \
     name_ko, name_en) VALUES ($1, $2, $3, $4, $5, $6, $7)";
const FORM_ADD: &str = "INSERT INTO eligibility_form (form_id, client_use_code, class, capital, \
     model, scopes, declared, filed_at, filed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
     ON CONFLICT DO NOTHING";
const PAPER_ADD: &str =
    "INSERT INTO eligibility_paper (form_id, paper, sha256) VALUES ($1, $2, $3)";
macro_rules! select_form {
    ($rest:literal) => {
        concat!(
            "SELECT f.form_id, f.client_use_code, f.class, f.capital, f.model, f.scopes, \
             f.declared, f.filed_at, f.filed_by, o.grounds, o.sheet, o.points, o.is_large, \
             o.scopes, o.holds_until, o.decided_at, o.proposed_by, o.confirmed_by, o.note \
             FROM eligibility_form f \
             LEFT JOIN eligibility_outcome o ON o.form_id = f.form_id ",
            $rest
        )
    };
}
const LATEST: &str =
    select_form!("WHERE f.client_use_code = $1 ORDER BY f.filed_at DESC, f.form_id DESC LIMIT 1");
const DECIDED: &str = select_form!(
    "WHERE f.client_use_code = $1 AND o.form_id IS NOT NULL \
     ORDER BY o.decided_at DESC, f.form_id DESC LIMIT 1"
);
const FORMS: &str = select_form!("ORDER BY f.filed_at DESC, f.form_id DESC LIMIT $1");
const TO_DECIDE: &str = "SELECT f.client_use_code FROM eligibility_form f \
     LEFT JOIN eligibility_outcome o ON o.form_id = f.form_id \
     WHERE o.form_id IS NULL AND NOT EXISTS (SELECT 1 FROM eligibility_form g \
         WHERE g.client_use_code = f.client_use_code \
         AND (g.filed_at, g.form_id) > (f.filed_at, f.form_id))";
const PAPERS: &str = "SELECT paper, sha256 FROM eligibility_paper WHERE form_id = $1 \
     ORDER BY paper";
const SCORES: &str = "SELECT item, points FROM eligibility_score WHERE form_id = $1 ORDER BY item";
const OUTCOME_ADD: &str = "INSERT INTO eligibility_outcome (form_id, approved, grounds, sheet, \
     points, is_large, scopes, holds_until, decided_at, proposed_by, confirmed_by, note) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING";
const SCORE_ADD: &str = "INSERT INTO eligibility_score (form_id, item, points) VALUES ($1, $2, $3)";

/// Every statement of this slice, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    RULES,
    SHEETS,
    ITEMS,
    SHEET_ADD,
    ITEM_ADD,
    FORM_ADD,
    PAPER_ADD,
    LATEST,
    DECIDED,
    FORMS,
    TO_DECIDE,
    PAPERS,
    SCORES,
    OUTCOME_ADD,
    SCORE_ADD,
];

fn corrupt(what: &str) -> Fault {
    Fault::new(FaultKind::Corrupt, format!("a record of eligibility says `{what}`"))
}

/// Words with commas; none: empty.
fn words<T: Ord>(text: &str, parse: fn(&str) -> Option<T>) -> Result<BTreeSet<T>, Fault> {
    let each = text.split(',').filter(|it| !it.is_empty());
    each.map(|it| parse(it).ok_or_else(|| corrupt(text))).collect()
}

pub(super) fn rules(tx: &mut Tx<'_>, now: Micros) -> Result<Rules, Fault> {
    let mut out = Rules::default();
    let rows: Vec<(String, String, i64, String, String)> = tx.all(RULES, args![now], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
    })?;
    for (kind, code, holds, papers, source) in rows {
        if kind == "class" {
            let class = Class::parse(&code).ok_or_else(|| corrupt(&code))?;
            match holds {
                1 => out.classes.insert(class, (words(&papers, Paper::parse)?, source)),
                _ => out.classes.remove(&class),
            };
        } else {
            let exclusion = Exclusion::parse(&code).ok_or_else(|| corrupt(&code))?;
            match holds {
                1 => out.exclusions.insert(exclusion, source),
                _ => out.exclusions.remove(&exclusion),
            };
        }
    }
    Ok(out)
}

/// Every sheet, the earliest first.
pub(super) fn sheets(tx: &mut Tx<'_>) -> Result<Vec<Sheet>, Fault> {
    let mut all = tx.all(SHEETS, &[], |row| {
        Ok(Sheet {
            code: row.get(0)?,
            valid_from: row.get(1)?,
            capital_min: row.get(2)?,
            points_min: row.get(3)?,
            source: row.get(4)?,
            items: Vec::new(),
        })
    })?;
    let items: Vec<(String, Item)> = tx.all(ITEMS, &[], |row| {
        let area: String = row.get(1)?;
        let item = Item {
            area: Area::parse(&area).ok_or_else(|| corrupt(&area))?,
            code: row.get(2)?,
            points_max: row.get(3)?,
            name_ko: row.get(4)?,
            name_en: row.get(5)?,
        };
        Ok((row.get(0)?, item))
    })?;
    for (sheet, item) in items {
        let of = all.iter_mut().find(|it| it.code == sheet);
        of.into_iter().for_each(|it| it.items.push(item.clone()));
    }
    Ok(all)
}

pub(super) fn add_sheet(tx: &mut Tx<'_>, it: &Sheet) -> Result<(), Fault> {
    let (from, capital, points) = (it.valid_from, it.capital_min, it.points_min);
    tx.exec(SHEET_ADD, args![it.code, from, capital, points, it.source])?;
    for (position, item) in (1_i64..).zip(&it.items) {
        let Item { area, code, points_max, name_ko, name_en } = item;
        let area = area.as_str();
        let args = args![it.code, position, area, code, points_max, name_ko, name_en];
        tx.exec(ITEM_ADD, args)?;
    }
    Ok(())
}

/// `false` if there is a form of this id.
pub(super) fn add_form(tx: &mut Tx<'_>, it: &Form) -> Result<bool, Fault> {
    let declared: Vec<&str> = it.declared.iter().map(|it| it.as_str()).collect();
    let (id, class, scopes) = (it.id.to_string(), it.class.as_str(), Scope::list(&it.scopes));
    let (declared, at) = (declared.join(","), it.filed_at);
    let args =
        args![id, it.institution, class, it.capital, it.model, scopes, declared, at, it.filed_by];
    if tx.exec(FORM_ADD, args)? != 1 {
        return Ok(false);
    }
    for (paper, sha) in &it.papers {
        tx.exec(PAPER_ADD, args![id, paper.as_str(), sha])?;
    }
    Ok(true)
}

type Row1 = (Form, Option<Outcome>);

fn form(row: &Row<'_>) -> Result<Row1, Fault> {
    let (class, declared): (String, String) = (row.get(2)?, row.get(6)?);
    let it = Form {
        id: row.get(0)?,
        institution: row.get(1)?,
        class: Class::parse(&class).ok_or_else(|| corrupt(&class))?,
        capital: row.get(3)?,
        model: row.get(4)?,
        scopes: Scope::parse_list(&row.get::<String>(5)?),
        declared: words(&declared, Exclusion::parse)?,
        papers: BTreeMap::new(),
        filed_at: row.get(7)?,
        filed_by: row.get(8)?,
    };
    let decided: Option<Micros> = row.get(15)?;
    let Some(decided_at) = decided else { return Ok((it, None)) };
    let grounds: Option<String> = row.get(9)?;
    let grounds = match grounds {
        Some(text) => Some(Grounds::parse(&text).ok_or_else(|| corrupt(&text))?),
        None => None,
    };
    let outcome = Outcome {
        grounds,
        note: row.get(18)?,
        sheet: row.get(10)?,
        scores: BTreeMap::new(),
        points: row.get(11)?,
        is_large: row.get::<i64>(12)? == 1,
        scopes: Scope::parse_list(&row.get::<String>(13)?),
        holds_until: row.get(14)?,
        decided_at,
        by: [row.get(16)?, row.get(17)?],
    };
    Ok((it, Some(outcome)))
}

fn with_papers(tx: &mut Tx<'_>, (mut it, mut outcome): Row1) -> Result<Row1, Fault> {
    let id = it.id.to_string();
    let papers: Vec<(String, Sha256)> =
        tx.all(PAPERS, args![id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (paper, sha) in papers {
        it.papers.insert(Paper::parse(&paper).ok_or_else(|| corrupt(&paper))?, sha);
    }
    if let Some(outcome) = &mut outcome {
        let scores: Vec<(String, i64)> =
            tx.all(SCORES, args![id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        outcome.scores = scores.into_iter().collect();
    }
    Ok((it, outcome))
}

/// The form of an institution that counts: its latest.
pub(super) fn latest(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<Option<Row1>, Fault> {
    match tx.opt(LATEST, args![code], form)? {
        Some(it) => with_papers(tx, it).map(Some),
        None => Ok(None),
    }
}

/// The form of an institution that was decided last.
pub(super) fn decided(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<Option<Row1>, Fault> {
    match tx.opt(DECIDED, args![code], form)? {
        Some(it) => with_papers(tx, it).map(Some),
        None => Ok(None),
    }
}

/// Forms, the latest first.
pub(super) fn forms(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Row1>, Fault> {
    let all = tx.all(FORMS, args![limit], form)?;
    all.into_iter().map(|it| with_papers(tx, it)).collect()
}

/// The institutions of which the latest form is not decided.
pub(super) fn to_decide(tx: &mut Tx<'_>) -> Result<BTreeSet<ClientUseCode>, Fault> {
    Ok(tx.all(TO_DECIDE, &[], |row| row.get(0))?.into_iter().collect())
}

/// `false` if the form was decided in the meantime.
pub(super) fn add_outcome(tx: &mut Tx<'_>, form: Id, it: &Outcome) -> Result<bool, Fault> {
    let (id, approved) = (form.to_string(), it.is_approved());
    let grounds = it.grounds.map(|it| it.as_str());
    let [proposed, confirmed] = it.by.map(|id| id.to_string());
    let (scopes, until, at) = (Scope::list(&it.scopes), it.holds_until, it.decided_at);
    let args = args![
        id,
        approved,
        grounds,
        it.sheet,
        it.points,
        it.is_large,
        scopes,
        until,
        at,
        proposed,
        confirmed,
        it.note
    ];
    if tx.exec(OUTCOME_ADD, args)? != 1 {
        return Ok(false);
    }
    for (item, points) in &it.scores {
        tx.exec(SCORE_ADD, args![id, item, points])?;
    }
    Ok(true)
}

/// What a decision gives, as a record.
pub(super) fn outcome(
    given: Given,
    (wish, sheet): (&super::decide::Wish, &Sheet),
    at: Micros,
    by: [Id; 2],
) -> Outcome {
    Outcome {
        grounds: wish.grounds,
        note: wish.note.trim().to_owned(),
        sheet: sheet.code.clone(),
        scores: wish.scores.clone(),
        points: given.points,
        is_large: given.is_large,
        scopes: given.scopes,
        holds_until: wish.holds_until.filter(|_| wish.grounds.is_none()),
        decided_at: at,
        by,
    }
}
