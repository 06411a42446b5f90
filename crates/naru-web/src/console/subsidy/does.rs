//! What the forms do: apply, take back, claim payment, propose.

use super::fields::{Pairs, begin_of, end_of, malformed, one, sha256, won_or_most};
use super::plain::on;
use super::programme::Filter;
use super::words as w;
use super::{application, list, programme, refusal};
use crate::console::accounts::{Asked, Sent, send_from};
use crate::console::door::Wrong;
use crate::console::guard::{Ask, Entered};
use crate::console::papers::{self, Given};
use crate::console::pieces::parse_day;
use crate::console::typed::Wrongs;
use crate::console::{ConsoleState, accounts, format, frame, words};
use axum::extract::{Form, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use naru_base::role::{Right, Scope};
use naru_base::{Answer, BusinessDate, ClientUseCode, Id, Lang, Micros, No, Refusal, Won};
use naru_core::admission::{self, Evidence, EvidenceKind, PaperKind};
use naru_core::subsidy::{
    self, Application, Check, Class, Draft, Firm, Grounds, Inspector, NewClaim, Programme, deeds,
};
use naru_core::{reactions, surety};

/// A field, and what is wrong with it.
type Bad = (&'static str, String);

fn wrong((field, text): Bad) -> Vec<Wrong> {
    vec![Wrong { field, text }]
}

/// A refusal of the core beside the field it is about.
fn said(lang: Lang, it: &Refusal) -> Bad {
    match it.fact("field") {
        field if it.code == "subsidy/malformed" => malformed(lang, field),
        _ => {
            let limits =
                [it.fact("most"), it.fact("free")].into_iter().find_map(|it| it.parse().ok());
            if let Some(most) = limits.map(Won::new) {
                return ("amount", w::no_range(lang, &format::won(lang, most)));
            }
            if !it.fact("checked_on").is_empty() {
                let from = BusinessDate::parse(it.fact("from")).map(on).unwrap_or_default();
                return ("checked_on", w::no_checked(lang, &from));
            }
            let field = match it.code {
                "subsidy/code-taken" => "code_of",
                "subsidy/not-a-later-year" => "to",
                "subsidy/class-not-helped" => "class",
                "subsidy/inspector-not-recognised" | "subsidy/inspector-unknown" => "inspector",
                "subsidy/not-open" | "subsidy/programme-unknown" => "programme",
                _ => "reason",
            };
            (field, refusal(lang, it.code).unwrap_or_else(|| accounts::refusal(lang, it.code)))
        }
    }
}

fn actor(who: &Entered) -> String {
    format!("staff:{}", who.session.account)
}

/// `POST /console/subsidy/apply`
pub(crate) async fn apply(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Pairs>,
) -> Response {
    let lang = ask.lang;
    let again = async |wrongs: Vec<Wrong>| list::show(&state, &ask, &who, (&given, &wrongs)).await;
    if !who.wrote(one(&given, "form")) {
        return again(wrong(("programme", words::stale_form(lang)))).await;
    }
    let it = match draft(&state, lang, &who, &given) {
        Ok(it) => it,
        Err(wrongs) => return again(wrongs).await,
    };
    let (env, by) = (state.env(), actor(&who));
    match state.parts.store.write(move |tx| subsidy::apply(tx, &env, &by, &it)).await {
        Ok(id) => to_application(id),
        Err(No::Refusal(it)) => again(wrong(said(lang, &it))).await,
        Err(no) => frame::fault(&ask, &no),
    }
}

fn to_application(id: Id) -> Response {
    Redirect::to(&format!("/console/subsidy/application/{id}")).into_response()
}

/// What the form of an application says: for an institution's own people their own firm.
fn draft(
    state: &ConsoleState,
    lang: Lang,
    who: &Entered,
    given: &Pairs,
) -> Result<Draft, Vec<Wrong>> {
    let mut wrongs = Wrongs::default();
    let directory = state.parts.hub.directory();
    let institution = match (super::own(who), one(given, "institution")) {
        (Some(code), _) => Some(code.clone()),
        (None, "") => None,
        (None, text) => {
            let known = ClientUseCode::parse(text).ok();
            let known = known.filter(|it| directory.institutions.contains_key(it));
            wrongs.read(known.map(Some), None, ("institution", w::bad_institution(lang)))
        }
    };
    let known = institution.as_ref().and_then(|code| directory.institutions.get(code));
    let name = match (super::own(who), known) {
        (Some(_), Some(it)) => it.name_ko.clone(),
        // Of a code its firm is known: another name is a slip in one of the two.
        (None, Some(it)) => {
            let (ko, en) = (&it.name_ko, &it.name_en);
            if !surety::decide::is_name_of(&format!("{ko} / {en}"), one(given, "firm")) {
                let is = if lang == Lang::Ko { ko } else { en };
                wrongs.add(("firm", w::other_firm(lang, is)));
            }
            ko.clone()
        }
        _ => one(given, "firm").to_owned(),
    };
    let digits = one(given, "registration").chars().filter(|c| !matches!(c, '-' | ' '));
    let (id, class) = (Id::parse(one(given, "key")), Class::parse(one(given, "class")));
    let (Ok(id), Some(class), Some(check)) = (id, class, Check::parse(one(given, "check"))) else {
        return Err(wrong(("programme", w::bad_form(lang))));
    };
    let it = Draft {
        id,
        programme: one(given, "programme").to_owned(),
        class,
        firm: Firm { institution, name, registration: digits.collect() },
        designation: one(given, "designation").to_owned(),
        check,
        inspector: one(given, "inspector").to_owned(),
        quote: amount(given, "quote"),
    };
    subsidy::decide::draft_flaws(&it).iter().for_each(|it| wrongs.add(malformed(lang, it)));
    wrongs.in_order(&["institution", "firm", "registration", "designation"]).end().map(|()| it)
}

/// An amount; of what is none, less than any may be: the core names the field.
fn amount(given: &Pairs, name: &'static str) -> Won {
    won_or_most(one(given, name)).unwrap_or(Won::new(-1))
}

/// The application of an address, if this person may act for its firm and sent our own form.
async fn at(
    (state, ask, who): (&ConsoleState, &Ask, &Entered),
    id: &str,
    right: Right,
    given: &Pairs,
) -> Result<Application, Response> {
    let it = match super::readable(state, who, id).await {
        Ok(Some(it)) => it,
        Ok(None) => return Err(super::unknown(ask)),
        Err(no) => return Err(frame::fault(ask, &no)),
    };
    let owner = it.firm.institution.clone().map_or(Scope::Network, Scope::Institution);
    if !who.session.post.may_on(right, &owner) {
        return Err(super::unknown(ask));
    }
    if !who.wrote(one(given, "form")) {
        let bad = wrong(("reason", words::stale_form(ask.lang)));
        return Err(application::show(state, ask, who, &it, (given, &bad)).await);
    }
    Ok(it)
}

/// `POST /console/subsidy/application/{id}/withdraw`
pub(crate) async fn withdraw(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let it = match at((&state, &ask, &who), &id, Right::SubsidyApply, &given).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let (env, by, id) = (state.env(), actor(&who), it.id);
    match state.parts.store.write(move |tx| subsidy::withdraw(tx, &env, &by, id)).await {
        Ok(()) => to_application(id),
        Err(No::Refusal(no)) => {
            let bad = wrong(said(ask.lang, &no));
            application::show(&state, &ask, &who, &it, (&given, &bad)).await
        }
        Err(no) => frame::fault(&ask, &no),
    }
}

/// `POST /console/subsidy/application/{id}/claim`
pub(crate) async fn claim(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let lang = ask.lang;
    let (mut given, files) = match Given::of(&state, lang, request).await {
        Ok(Given { pairs, files }) => (pairs, files),
        Err(text) => return frame::notice(&ask, StatusCode::BAD_REQUEST, &text, "", None),
    };
    let it = match at((&state, &ask, &who), &id, Right::SubsidyApply, &given).await {
        Ok(it) if super::may_claim(&who, &it) => it,
        Ok(_) => return super::unknown(&ask),
        Err(response) => return response,
    };
    let shelved = match shelve(&state, (&it, &actor(&who)), files, &mut given).await {
        Ok(shelved) => shelved,
        Err(no) => return frame::fault(&ask, &no),
    };
    let again = async |wrongs: Vec<Wrong>| {
        application::show(&state, &ask, &who, &it, (&given, &wrongs)).await
    };
    let new = match new_claim((lang, state.now()), &given, &shelved.refused) {
        Ok(new) => new,
        Err(wrongs) => return again(wrongs).await,
    };
    let (env, by, id, owner) = (state.env(), actor(&who), it.id, it.firm.institution.clone());
    let hub = state.parts.hub.clone();
    let write = move |tx: &mut naru_store::Tx<'_>| {
        for (document, kind) in &shelved.kept {
            if let Some(code) = &owner {
                admission::keep_apart(tx, &env, code, (&document.sha256, *kind), &by)?;
            }
        }
        reactions::claim_subsidy(tx, &env, &hub.keys, &by, (id, &new))
    };
    match state.parts.store.write(write).await {
        Ok(()) => to_application(id),
        Err(No::Refusal(no)) if no.code.starts_with("admission/") => {
            again(wrong(("report", w::no_shelf(lang)))).await
        }
        Err(No::Refusal(no)) => again(wrong(said(lang, &no))).await,
        Err(no) => frame::fault(&ask, &no),
    }
}

/// A document of a claim: the field of its hash, that of its file, what it is called.
type Document = (&'static str, &'static str, fn(Lang) -> String);
const DOCUMENTS: [Document; 2] = [
    ("report", application::REPORT_FILE, w::report_title),
    ("invoice", application::INVOICE_FILE, w::invoice_title),
];

/// The fields of a claim as they stand in the form.
const CLAIM_FIELDS: [&str; 7] = [
    "engagement",
    "checked_on",
    "cost",
    application::REPORT_FILE,
    "report",
    application::INVOICE_FILE,
    "invoice",
];

/// What of a claim's documents is on the shelf of their institution.
#[derive(Default)]
struct Shelved {
    /// To be put on record with the claim.
    kept: Vec<(Evidence, PaperKind)>,
    /// Files that were not taken: the field of the hash, that of the file, and why.
    refused: Vec<(&'static str, &'static str, Refusal)>,
}

/// Puts the files on the shelf of their institution and their hashes into the form: whoever has to
/// correct it need not choose them again, and what came with a form that was wrong is found there.
async fn shelve(
    state: &ConsoleState,
    (it, by): (&Application, &str),
    mut files: Vec<papers::Sent>,
    given: &mut Pairs,
) -> Answer<Shelved> {
    let mut out = Shelved::default();
    for (hash, field, title) in DOCUMENTS {
        let file = files.iter().position(|it| it.field == field).map(|at| files.remove(at));
        let found = match (&it.firm.institution, file, sha256(one(given, hash))) {
            (Some(code), Some(file), _) => {
                let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
                papers::shelve(state, code, file.bytes).await.map(|it| Some((it, size)))
            }
            (None, Some(_), _) => Err(Refusal::new("admission/not-applied").into()),
            (Some(code), None, Some(sha)) => {
                let waits = papers::waiting(state, code, sha).await?;
                Ok(waits.map(|(kind, size)| ((sha, kind), size)))
            }
            (_, None, _) => Ok(None),
        };
        match found {
            Ok(None) => {}
            Ok(Some(((sha, kind), size))) => {
                given.retain(|(name, _)| name != hash);
                given.push((hash.to_owned(), data_encoding::HEXLOWER.encode(&sha)));
                out.kept.push((document(state.now(), (sha, size), title(Lang::Ko), by), kind));
            }
            Err(No::Refusal(no)) => out.refused.push((hash, field, no)),
            Err(no) => return Err(no),
        }
    }
    Ok(out)
}

fn document(
    now: Micros,
    (sha256, size_bytes): (admission::Sha256, i64),
    title: String,
    by: &str,
) -> Evidence {
    Evidence {
        sha256,
        kind: EvidenceKind::Document,
        title,
        size_bytes,
        observed_at: now,
        received_at: now,
        received_by: by.to_owned(),
    }
}

/// What the form says; all that is wrong with it at once. Of a file that was not taken, that is
/// said, and not that its hash is missing.
fn new_claim(
    (lang, now): (Lang, Micros),
    given: &Pairs,
    refused: &[(&'static str, &'static str, Refusal)],
) -> Result<NewClaim, Vec<Wrong>> {
    let mut wrongs = Wrongs::default();
    let checked_on = parse_day(one(given, "checked_on"));
    let checked_on =
        wrongs.read(checked_on, Micros::new(0).business_date(), ("checked_on", w::bad_date(lang)));
    for (_, field, no) in refused {
        wrongs.add((field, papers::refusal(lang, no).unwrap_or_else(|| w::no_shelf(lang))));
    }
    let mut sha = |name: &'static str, text: String| {
        let found = match refused.iter().any(|it| it.0 == name) {
            true => Some([0; 32]),
            false => sha256(one(given, name)),
        };
        wrongs.read(found, [0; 32], (name, text))
    };
    let it = NewClaim {
        engagement: one(given, "engagement").to_owned(),
        checked_on,
        cost: amount(given, "cost"),
        report: sha("report", w::bad_report(lang)),
        invoice: sha("invoice", w::bad_invoice(lang)),
    };
    // What stands in for two documents that are not there is no one document.
    let has_both = DOCUMENTS.iter().all(|(name, ..)| {
        sha256(one(given, name)).is_some() && refused.iter().all(|it| it.0 != *name)
    });
    let flaws = subsidy::decide::claim_flaws(&it, now).into_iter();
    flaws.filter(|it| has_both || *it != "report").for_each(|it| wrongs.add(malformed(lang, it)));
    wrongs.in_order(&CLAIM_FIELDS).end().map(|()| it)
}

/// Kind, subject and body of a proposal.
type What = (&'static str, String, String);

fn with(kind: &'static str, (subject, body): (String, String)) -> What {
    (kind, subject, body)
}

async fn proposed(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (given, what): (&Pairs, What),
) -> Sent {
    let asked =
        Asked { key: one(given, "key"), reason: one(given, "reason"), code: one(given, "code") };
    send_from((state, ask, who), asked, said, what).await
}

fn to_proposal(id: Id) -> Response {
    Redirect::to(&format!("/console/proposals/{id}")).into_response()
}

/// `POST /console/subsidy/propose`: a programme, or an inspector.
pub(crate) async fn propose(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Pairs>,
) -> Response {
    let lang = ask.lang;
    let again = async |wrongs: Vec<Wrong>| list::show(&state, &ask, &who, (&given, &wrongs)).await;
    if !who.wrote(one(&given, "form")) {
        return again(wrong(("reason", words::stale_form(lang)))).await;
    }
    let what = match one(&given, "deed") {
        "programme" => new_programme(lang, &given)
            .map(|it| with(deeds::PROGRAMME, deeds::programme_draft(&it))),
        _ => new_inspector(lang, &given)
            .map(|it| with(deeds::INSPECTOR, deeds::inspector_draft(&it))),
    };
    let what = match what {
        Ok(what) => what,
        Err(wrongs) => return again(wrongs).await,
    };
    match proposed(&state, &ask, &who, (&given, what)).await {
        Sent::Done(id) => to_proposal(id),
        Sent::Wrong(wrongs) => again(wrongs).await,
        Sent::Elsewhere(response) => response,
    }
}

/// The programme of a form, judged before it is proposed so that its fields are named.
fn new_programme(lang: Lang, given: &Pairs) -> Result<Programme, Vec<Wrong>> {
    let mut wrongs = Wrongs::default();
    let number = |name: &str| one(given, name).parse::<i64>().unwrap_or(0);
    let classes = given.iter().filter(|(name, _)| name == "classes");
    let (opens, closes) = (begin_of(one(given, "opens")), end_of(one(given, "closes")));
    let it = Programme {
        code: one(given, "code_of").to_owned(),
        name_ko: one(given, "name_ko").to_owned(),
        name_en: one(given, "name_en").to_owned(),
        basis: one(given, "basis").to_owned(),
        year: number("year"),
        opens_at: wrongs.read(opens, Micros::new(0), ("opens", w::bad_date(lang))),
        closes_at: wrongs.read(closes, Micros::new(i64::MAX), ("closes", w::bad_date(lang))),
        appropriation: amount(given, "appropriation"),
        share_percent: number("share"),
        firm_cap: amount(given, "cap"),
        classes: classes.filter_map(|(_, it)| Class::parse(it)).collect(),
    };
    subsidy::decide::programme_flaws(&it).iter().for_each(|it| wrongs.add(malformed(lang, it)));
    accounts::wrong_reason(lang, one(given, "reason")).into_iter().for_each(|it| wrongs.add(it));
    wrongs.end().map(|()| it)
}

fn new_inspector(lang: Lang, given: &Pairs) -> Result<Inspector, Vec<Wrong>> {
    let mut wrongs = Wrongs::default();
    let until = match one(given, "until") {
        "" => None,
        text => wrongs.read(end_of(text).map(Some), None, ("until", w::bad_date(lang))),
    };
    let from = begin_of(one(given, "from"));
    let it = Inspector {
        code: one(given, "code_of").to_owned(),
        name_ko: one(given, "name_ko").to_owned(),
        name_en: one(given, "name_en").to_owned(),
        basis: one(given, "basis").to_owned(),
        from: wrongs.read(from, Micros::new(0), ("from", w::bad_date(lang))),
        until,
    };
    subsidy::decide::inspector_flaws(&it).iter().for_each(|it| wrongs.add(malformed(lang, it)));
    accounts::wrong_reason(lang, one(given, "reason")).into_iter().for_each(|it| wrongs.add(it));
    wrongs.end().map(|()| it)
}

/// `POST /console/subsidy/application/{id}/propose`
pub(crate) async fn propose_on(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let lang = ask.lang;
    let it = match at((&state, &ask, &who), &id, Right::SubsidyDecide, &given).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let again = async |wrongs: Vec<Wrong>| {
        application::show(&state, &ask, &who, &it, (&given, &wrongs)).await
    };
    let amount = won_or_most(one(&given, "amount")).ok_or_else(|| malformed(lang, "amount"));
    let wish = |kind, amount: Won| with(kind, deeds::wish_draft(&it, amount, None));
    let what = match one(&given, "deed") {
        "award" => amount.map(|won| wish(deeds::AWARD, won)),
        "pay" => amount.map(|won| wish(deeds::PAY, won)),
        "release" => Ok(wish(deeds::RELEASE, it.awarded.unwrap_or(Won::ZERO))),
        _ => match Grounds::parse(one(&given, "grounds")) {
            Some(why) => Ok(with(deeds::DECLINE, deeds::wish_draft(&it, Won::ZERO, Some(why)))),
            None => Err(("grounds", w::bad_form(lang))),
        },
    };
    let mut wrongs = Wrongs::default();
    let what = what.map_err(|bad| wrongs.add(bad)).ok();
    accounts::wrong_reason(lang, one(&given, "reason")).into_iter().for_each(|it| wrongs.add(it));
    let what = match (what, wrongs.end()) {
        (Some(what), Ok(())) => what,
        (_, wrongs) => return again(wrongs.err().unwrap_or_default()).await,
    };
    match proposed(&state, &ask, &who, (&given, what)).await {
        Sent::Done(id) => to_proposal(id),
        Sent::Wrong(wrongs) => again(wrongs).await,
        Sent::Elsewhere(response) => response,
    }
}

/// `POST /console/subsidy/programme/{code}/carry`
pub(crate) async fn carry(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let lang = ask.lang;
    let again = async |wrongs: Vec<Wrong>| {
        let at = (code.as_str(), &Filter::default());
        programme::show(&state, &ask, &who, at, (&given, wrongs.as_slice())).await
    };
    if !who.wrote(one(&given, "form")) {
        return again(wrong(("reason", words::stale_form(lang)))).await;
    }
    let (amount, basis) = (amount(&given, "amount"), one(&given, "basis").to_owned());
    let mut wrongs = Wrongs::default();
    let flaws = subsidy::decide::carry_flaws(amount, &basis);
    flaws.iter().for_each(|it| wrongs.add(malformed(lang, it)));
    accounts::wrong_reason(lang, one(&given, "reason")).into_iter().for_each(|it| wrongs.add(it));
    if let Err(wrongs) = wrongs.end() {
        return again(wrongs).await;
    }
    let to = one(&given, "to").to_owned();
    let it = deeds::Carried { to, amount: amount.get(), basis };
    let what = with(deeds::CARRY, deeds::carry_draft(&code, &it));
    match proposed(&state, &ask, &who, (&given, what)).await {
        Sent::Done(id) => to_proposal(id),
        Sent::Wrong(wrongs) => again(wrongs).await,
        Sent::Elsewhere(response) => response,
    }
}
