//! What takes two people: recording an instrument, giving one back, adjusting a factor; each a kind
//! of proposal. The deed is judged when it is proposed and again when it is confirmed.

use super::decide::{self, Held, Wish};
use super::model::{Adjustment, Instrument, InstrumentKind};
use super::{service, sql};
use crate::proposal::{self, Case, Kind};
use naru_base::role::Right;
use naru_base::{
    Answer, AuditRecord, ClientUseCode, Env, Fault, FaultKind, Id, InsurerCode, Micros, Refusal,
    Won,
};
use naru_store::Tx;
use serde::{Deserialize, Serialize};

/// Every kind of proposal of this slice begins so.
pub const PREFIX: &str = "surety.";
/// Recording an instrument.
pub const RECORD: &str = "surety.instrument";
/// Giving one back before its end.
pub const RELEASE: &str = "surety.release";
/// Making a factor higher or lower, or ending that.
pub const ADJUST: &str = "surety.adjust";

/// Recording that an insurer has another name.
pub const RENAME: &str = "surety.insurer-name";

const fn kind(
    name: &'static str,
    check: fn(&mut Tx<'_>, &Case) -> Answer<()>,
    execute: fn(&mut Tx<'_>, &Env, &Case, &[u8; 32]) -> Answer<()>,
) -> Kind {
    Kind { name, right: Right::SuretyManage, gives_link: false, check, execute }
}

/// Every kind of this slice.
pub const KINDS: [Kind; 4] = [
    kind(
        RECORD,
        |tx, case| to_record(tx, case, case.proposed_at).map(drop),
        |tx, env, case, _| record(tx, env, case),
    ),
    kind(
        RELEASE,
        |tx, case| to_release(tx, case, case.proposed_at).map(drop),
        |tx, env, case, _| release(tx, env, case),
    ),
    kind(
        ADJUST,
        |tx, case| to_adjust(tx, case, case.proposed_at).map(drop),
        |tx, env, case, _| adjust(tx, env, case),
    ),
    kind(
        RENAME,
        |tx, case| to_rename(tx, case).map(drop),
        |tx, env, case, _| rename(tx, env, case),
    ),
];

#[derive(Serialize, Deserialize)]
struct RecordBody {
    kind: String,
    issuer: String,
    #[serde(default)]
    insurer: Option<String>,
    reference: String,
    amount: i64,
    valid_from: i64,
    valid_until: i64,
}

#[derive(Serialize, Deserialize)]
struct ReleaseBody {
    instrument: String,
}

#[derive(Serialize, Deserialize)]
struct AdjustBody {
    item: String,
    applies: bool,
    valid_from: i64,
    valid_until: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct NameBody {
    before: String,
    name: String,
}

/// Whether an item is to apply to an institution, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdjustWish {
    /// One of [`super::ITEMS`].
    pub item: &'static str,
    /// Whether it is to apply, or no longer to.
    pub applies: bool,
    /// From when.
    pub valid_from: Micros,
    /// To before when; `None`: until somebody decides otherwise.
    pub valid_until: Option<Micros>,
}

impl AdjustWish {
    /// What it is on record when it is confirmed at `now`.
    pub(super) fn adjustment(&self, id: Id, now: Micros, by: [Id; 2]) -> Adjustment {
        // What was to begin before the second person confirmed begins now: the past does not
        // change. An item that no longer applies is written as one that ends where it begins.
        let from = self.valid_from.max(now);
        let until = if self.applies { self.valid_until } else { Some(from) };
        let valid_until = until.map(|at| at.max(from));
        Adjustment { id, item: self.item, valid_from: from, valid_until, by }
    }
}

fn text(body: &impl Serialize) -> String {
    serde_json::to_string(body).expect("strings and numbers are always JSON")
}

fn read<'c, T: Deserialize<'c>>(case: &'c Case) -> Result<T, Refusal> {
    serde_json::from_str(&case.body).map_err(|_| unreadable())
}

fn unreadable() -> Refusal {
    Refusal::new("surety/proposal-unreadable")
}

/// What a proposal is about: an institution, and which instrument or item.
pub fn subject(code: &ClientUseCode, of: &str) -> String {
    format!("surety:{code}/{of}")
}

/// The institution that a proposal is about.
pub fn about(subject: &str) -> Option<ClientUseCode> {
    let (code, _) = subject.strip_prefix("surety:")?.split_once('/')?;
    ClientUseCode::parse(code).ok()
}

/// The body of a proposal that records an instrument.
pub fn record_body(wish: &Wish) -> String {
    text(&RecordBody {
        kind: wish.kind.as_str().to_owned(),
        issuer: wish.issuer.trim().to_owned(),
        insurer: wish.insurer.as_ref().map(ToString::to_string),
        reference: wish.reference.clone(),
        amount: wish.amount.get(),
        valid_from: wish.valid_from.get(),
        valid_until: wish.valid_until.get(),
    })
}

/// The body of a proposal that gives an instrument back.
pub fn release_body(instrument: Id) -> String {
    text(&ReleaseBody { instrument: instrument.to_string() })
}

/// The body of a proposal about an item of the factor.
pub fn adjust_body(wish: &AdjustWish) -> String {
    text(&AdjustBody {
        item: wish.item.to_owned(),
        applies: wish.applies,
        valid_from: wish.valid_from.get(),
        valid_until: wish.valid_until.map(Micros::get),
    })
}

/// Which instrument a proposal wants recorded, and whose.
pub fn recorded_of(case: &Case) -> Result<(ClientUseCode, Wish), Refusal> {
    let code = about(&case.subject).ok_or_else(unreadable)?;
    let body: RecordBody = read(case)?;
    let insurer = body.insurer.map(|it| InsurerCode::parse(&it)).transpose();
    let wish = Wish {
        kind: InstrumentKind::parse(&body.kind).ok_or_else(unreadable)?,
        issuer: body.issuer,
        insurer: insurer.map_err(|_| unreadable())?,
        reference: body.reference,
        amount: Won::new(body.amount),
        valid_from: Micros::new(body.valid_from),
        valid_until: Micros::new(body.valid_until),
    };
    Ok((code, wish))
}

/// Which instrument a proposal wants given back.
pub fn released_of(case: &Case) -> Result<(ClientUseCode, Id), Refusal> {
    let code = about(&case.subject).ok_or_else(unreadable)?;
    let body: ReleaseBody = read(case)?;
    Ok((code, Id::parse(&body.instrument).map_err(|_| unreadable())?))
}

/// Which item a proposal is about.
pub fn adjusted_of(case: &Case) -> Result<(ClientUseCode, AdjustWish), Refusal> {
    let code = about(&case.subject).ok_or_else(unreadable)?;
    let body: AdjustBody = read(case)?;
    let item = decide::item(&body.item).ok_or(Refusal::new("surety/item-unknown"))?;
    let wish = AdjustWish {
        item: item.name,
        applies: body.applies,
        valid_from: Micros::new(body.valid_from),
        valid_until: body.valid_until.map(Micros::new),
    };
    Ok((code, wish))
}

/// Subject and body of a proposal that an insurer is called otherwise from now on.
pub fn rename_draft(code: &InsurerCode, before: &str, name: &str) -> (String, String) {
    let body = NameBody { before: before.to_owned(), name: name.trim().to_owned() };
    (format!("surety-insurer:{code}"), text(&body))
}

/// Which insurer a proposal wants to be called otherwise: its name when that was proposed, and the
/// new one.
pub fn renamed_of(case: &Case) -> Result<(InsurerCode, String, String), Refusal> {
    let code = case.subject.strip_prefix("surety-insurer:").ok_or_else(unreadable)?;
    let it: NameBody = read(case)?;
    Ok((InsurerCode::parse(code).map_err(|_| unreadable())?, it.before, it.name))
}

fn two(tx: &mut Tx<'_>, case: &Case) -> Answer<[Id; 2]> {
    let decided = proposal::find(tx, case.id)?.and_then(|it| it.decided_by);
    let confirmed = decided
        .ok_or_else(|| Fault::new(FaultKind::Corrupt, "a proposal is done by nobody's decision"))?;
    Ok([case.proposed_by, confirmed])
}

fn to_record(tx: &mut Tx<'_>, case: &Case, now: Micros) -> Answer<(ClientUseCode, Wish)> {
    let (code, wish) = recorded_of(case)?;
    service::must_be_there(tx, &code)?;
    decide::may_record(&service::facts_of(tx, &code)?, &wish, now)?;
    let names = service::insurers(tx)?;
    let known = wish.insurer.as_ref().and_then(|it| names.get(it));
    decide::may_name(known.map(String::as_str), &wish)?;
    Ok((code, wish))
}

fn record(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let (code, wish) = to_record(tx, case, env.now)?;
    let it = Instrument {
        id: case.id,
        institution: code,
        kind: wish.kind,
        issuer: wish.issuer.trim().to_owned(),
        insurer: wish.insurer,
        reference: wish.reference,
        amount: wish.amount,
        valid_from: wish.valid_from,
        valid_until: wish.valid_until,
        recorded_at: env.now,
        by: two(tx, case)?,
        released_at: None,
        drawn: Won::ZERO,
    };
    sql::add_instrument(tx, &it)?;
    let body = format!(
        r#"{{"amount":{},"insurer":{},"instrument":"{}","kind":"{}","valid_from":{},"valid_until":{}}}"#,
        it.amount,
        it.insurer.as_ref().map_or("null".to_owned(), |code| format!("\"{code}\"")),
        it.id,
        it.kind,
        it.valid_from.get(),
        it.valid_until.get()
    );
    changed(tx, env, (&it.institution, case), "surety.instrument.recorded", body)
}

fn to_release(tx: &mut Tx<'_>, case: &Case, now: Micros) -> Answer<(ClientUseCode, Id)> {
    let (code, id) = released_of(case)?;
    let facts = service::facts_of(tx, &code)?;
    let position = service::position(tx, &code, now)?;
    // What damage is reported holds an instrument as much as what is unsettled.
    let exposure = position.exposure.plus(position.claimed).unwrap_or(Won::new(i64::MAX));
    let held = Held { exposure, required: position.required };
    decide::may_release(&facts, id, held, now)?;
    Ok((code, id))
}

fn release(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let (code, id) = to_release(tx, case, env.now)?;
    let by = two(tx, case)?;
    if !sql::release(tx, id, env.now, by)? {
        return Err(Refusal::new("surety/instrument-unknown").into());
    }
    let body = format!(r#"{{"instrument":"{id}"}}"#);
    changed(tx, env, (&code, case), "surety.instrument.released", body)
}

fn to_adjust(tx: &mut Tx<'_>, case: &Case, now: Micros) -> Answer<(ClientUseCode, AdjustWish)> {
    let (code, wish) = adjusted_of(case)?;
    service::must_be_there(tx, &code)?;
    if wish.valid_until.is_some_and(|until| until <= wish.valid_from || until <= now) {
        return Err(Refusal::new("surety/validity-out-of-range").into());
    }
    let facts = service::facts_of(tx, &code)?;
    if facts.adjustments.len() >= decide::INSTRUMENTS_MAX {
        return Err(Refusal::new("surety/too-many").into());
    }
    let applies = facts
        .adjustments
        .iter()
        .any(|it| it.item == wish.item && it.valid_until.is_none_or(|until| until > now));
    if !wish.applies && !applies {
        return Err(Refusal::new("surety/item-does-not-apply").into());
    }
    Ok((code, wish))
}

fn adjust(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let (code, wish) = to_adjust(tx, case, env.now)?;
    let it = wish.adjustment(case.id, env.now, two(tx, case)?);
    sql::add_adjustment(tx, &code, &it)?;
    let body = format!(
        r#"{{"applies":{},"item":"{}","valid_from":{}}}"#,
        wish.applies,
        it.item,
        it.valid_from.get()
    );
    changed(tx, env, (&code, case), "surety.factor.adjusted", body)
}

fn to_rename(tx: &mut Tx<'_>, case: &Case) -> Answer<(InsurerCode, String)> {
    let (code, _, name) = renamed_of(case)?;
    let names = service::insurers(tx)?;
    decide::may_rename(names.get(&code).map(String::as_str), &name)?;
    Ok((code, name))
}

fn rename(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let (code, name) = to_rename(tx, case)?;
    let by = two(tx, case)?;
    sql::add_name(tx, (case.id, env.now), (&code, &name), by)?;
    tx.audit(AuditRecord {
        at: env.now,
        actor: format!("proposal:{}", case.id),
        action: "surety.insurer.renamed",
        subject: format!("insurer:{code}"),
        body: case.body.clone(),
    });
    Ok(())
}

/// The record, and the count of changes, in the same commit.
fn changed(
    tx: &mut Tx<'_>,
    env: &Env,
    (code, case): (&ClientUseCode, &Case),
    action: &'static str,
    body: String,
) -> Answer<()> {
    tx.audit(AuditRecord {
        at: env.now,
        actor: format!("proposal:{}", case.id),
        action,
        subject: format!("institution:{code}"),
        body,
    });
    Ok(sql::changed(tx, code)?)
}
