//! What the forms do: report, take back, give the consumer the link, propose.

use super::desk::KNOWN;
use super::list::Given;
use super::proposal::{refusal, whose};
use super::{list, one, sees_all, table, words as w};
use crate::console::accounts::{self, Asked, Sent, send_from};
use crate::console::door::Wrong;
use crate::console::guard::{Ask, Entered};
use crate::console::typed::{Pairs, Wrongs, begin_of, one as field, text_of, won_or_most};
use crate::console::{ConsoleState, format, frame, surety, words};
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use naru_base::role::{Right, Scope};
use naru_base::{
    Answer, BankTranId, BusinessDate, ClientUseCode, Id, InsurerCode, Lang, Micros, No, Refusal,
    Won,
};
use naru_core::claim::{self, Cause, Claim, Draft, Shares, decide, deeds};
use naru_core::reactions;
use naru_core::relay::Key;
use naru_store::Tx;

/// A field, and what is wrong with it.
type Bad = (&'static str, String);

/// Of a report that came back: the claim that has one of its transfers already.
pub(super) const CLAIMED_IN: &str = "claimed-in";

fn wrong((field, text): Bad) -> Vec<Wrong> {
    vec![Wrong { field, text }]
}

/// A refusal of the core beside the field it is about.
pub(super) fn said(lang: Lang, it: &Refusal) -> Bad {
    let field = match it.code {
        "claim/words-malformed" => "words",
        "claim/evidence-malformed" => "evidence",
        "claim/paid-on-unfit" => "day",
        "claim/more-than-owed" | "claim/amount-changed" | "claim/instrument-too-small" => "amount",
        "claim/nothing-waits" => "notice",
        "claim/shares-not-hundred" => "institution",
        "claim/source-missing" => "source",
        "claim/table-in-the-past" => "from",
        "claim/transfers-count"
        | "claim/transfer-unknown"
        | "claim/transfer-twice"
        | "claim/transfer-not-settled"
        | "claim/transfer-claimed"
        | "claim/nothing-lost" => "transfers",
        _ => "reason",
    };
    let text = refusal(lang, it.code).unwrap_or_else(|| accounts::refusal(lang, it.code));
    (field, limits(lang, it).or_else(|| line(lang, it, &text)).unwrap_or(text))
}

/// Of a sum that does not fit: from how much to how much it may be.
fn limits(lang: Lang, it: &Refusal) -> Option<String> {
    let left = it.fact("left").parse().ok().map(Won::new)?;
    Some(match left > Won::ZERO {
        true if it.fact("limit") == "open" => w::no_range_open(lang, &format::won(lang, left)),
        true => w::no_range(lang, &format::won(lang, left)),
        false => w::no_left(lang),
    })
}

/// Of a transfer that cannot be reported: which of the lines it is.
fn line(lang: Lang, it: &Refusal, text: &str) -> Option<String> {
    let key = it.fact("transfer");
    if key.is_empty() {
        return None;
    }
    Some(match it.fact("claim") {
        "" => format!("{key}: {text}"),
        claim => w::no_claimed_in(lang, key, claim),
    })
}

fn actor(who: &Entered) -> String {
    format!("staff:{}", who.session.account)
}

/// `POST /console/claims/report`
pub(crate) async fn report(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Pairs>,
) -> Response {
    let lang = ask.lang;
    let again = async |wrongs: Vec<Wrong>| {
        list::show(&state, &ask, &who, &Given::default(), (&given, &wrongs)).await
    };
    if !who.wrote(field(&given, "form")) {
        return again(wrong(("words", words::stale_form(lang)))).await;
    }
    let draft = match draft(&state, lang, &who, &given) {
        Ok(it) => it,
        Err(wrongs) => return again(wrongs).await,
    };
    let (env, by, id, hub) = (state.env(), actor(&who), draft.id, state.parts.hub.clone());
    let write = move |tx: &mut Tx<'_>| reactions::report_claim(tx, &env, &hub.keys, &by, &draft);
    match state.parts.store.write(write).await {
        Ok(()) => to_claim(id),
        Err(No::Refusal(it)) => {
            let mut given = given.clone();
            given.retain(|(name, _)| name != CLAIMED_IN);
            given.push((CLAIMED_IN.to_owned(), it.fact("claim").to_owned()));
            let wrongs = wrong(said(lang, &it));
            list::show(&state, &ask, &who, &Given::default(), (&given, &wrongs)).await
        }
        Err(no) => frame::fault(&ask, &no),
    }
}

fn to_claim(id: Id) -> Response {
    Redirect::to(&format!("/console/claims/{id}")).into_response()
}

/// What the form of a report says: for an institution's own people their own institution. Whatever
/// is wrong with it is said at once.
fn draft(
    state: &ConsoleState,
    lang: Lang,
    who: &Entered,
    given: &Pairs,
) -> Result<Draft, Vec<Wrong>> {
    let Ok(id) = Id::parse(field(given, "key")) else {
        return Err(wrong(("words", w::bad_form(lang))));
    };
    let mut wrongs = Wrongs::default();
    let institution = match who.session.post.scope() {
        Scope::Institution(code) if !sees_all(who) => Some(code.clone()),
        _ => {
            let known = ClientUseCode::parse(field(given, "institution")).ok();
            let directory = state.parts.hub.directory();
            known.filter(|it| directory.institutions.contains_key(it))
        }
    };
    let lines: Vec<&str> = field(given, "transfers").split_whitespace().collect();
    let transfers: Vec<Key> = lines.iter().filter_map(|text| key_of(text)).collect();
    if let Some(text) = lines.iter().find(|text| key_of(text).is_none()) {
        let text: String = text.chars().take(SHOWN_CHARS_MAX).collect();
        wrongs.add(("transfers", w::bad_transfers(lang, &text)));
    }
    if transfers.is_empty() || transfers.len() > decide::TRANSFERS_MAX {
        wrongs.add(("transfers", w::no_count(lang)));
    }
    let words = text_of(field(given, "words"));
    if words.is_empty() || words.chars().count() > decide::WORDS_CHARS_MAX {
        wrongs.add(("words", w::no_words(lang)));
    }
    let said = Cause::parse(field(given, "said"));
    let said = wrongs.read(said, Cause::Processing, ("said", w::bad_choice(lang)));
    let Some(institution) = institution else {
        wrongs.add(("institution", w::bad_institution(lang)));
        return Err(wrongs.all());
    };
    wrongs.end().map(|()| Draft { id, institution, said, words, transfers })
}

/// So much of a line that cannot be read is shown again.
const SHOWN_CHARS_MAX: usize = 60;

/// A transfer's name as people write it: `20261126/M202600001U000000042`.
pub(super) fn key_of(text: &str) -> Option<Key> {
    let (date, id) = text.split_once('/')?;
    Some(Key { date: BusinessDate::parse(date)?, id: BankTranId::parse(id).ok()? })
}

/// The claim of an address, if this person may do this to it and sent our own form.
async fn at(
    (state, ask, who): (&ConsoleState, &Ask, &Entered),
    id: &str,
    right: Right,
    given: &Pairs,
) -> Result<Claim, Response> {
    let it = match super::readable(state, who, id).await {
        Ok(Some(it)) => it,
        Ok(None) => return Err(super::unknown(ask)),
        Err(no) => return Err(frame::fault(ask, &no)),
    };
    if !who.session.post.may_on(right, &Scope::Institution(it.institution.clone())) {
        return Err(super::unknown(ask));
    }
    if !who.wrote(field(given, "form")) {
        let bad = wrong(("reason", words::stale_form(ask.lang)));
        return Err(one::show(state, ask, who, &it, (given, &bad), None).await);
    }
    Ok(it)
}

/// `POST /console/claims/{id}/withdraw`
pub(crate) async fn withdraw(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let it = match at((&state, &ask, &who), &id, Right::ClaimsReport, &given).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let (env, by, id, hub) = (state.env(), actor(&who), it.id, state.parts.hub.clone());
    let write = move |tx: &mut Tx<'_>| reactions::withdraw_claim(tx, &env, &hub.keys, &by, id);
    match state.parts.store.write(write).await {
        Ok(()) => to_claim(id),
        Err(No::Refusal(no)) => {
            let bad = wrong(said(ask.lang, &no));
            one::show(&state, &ask, &who, &it, (&given, &bad), None).await
        }
        Err(no) => frame::fault(&ask, &no),
    }
}

/// `POST /console/claims/{id}/link`: a new link, shown once; only its hash is kept.
pub(crate) async fn link(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let it = match at((&state, &ask, &who), &id, Right::ClaimsReport, &given).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let token = state.new_token();
    let (env, by, id, hash) = (state.env(), actor(&who), it.id, token.hash());
    let write = move |tx: &mut Tx<'_>| {
        claim::give_link(tx, &env, &by, id, &hash)?;
        claim::find(tx, id)
    };
    match state.parts.store.write(write).await {
        Ok(it) => {
            let (none, text) = (Pairs::new(), token.text());
            one::show(&state, &ask, &who, &it, (&none, &[]), Some(&text)).await
        }
        Err(no) => frame::fault(&ask, &no),
    }
}

/// Kind, subject and body of a proposal.
type What = (&'static str, String, String);

async fn proposed(
    (state, ask, who): (&ConsoleState, &Ask, &Entered),
    given: &Pairs,
    what: What,
) -> Sent {
    let asked = Asked {
        key: field(given, "key"),
        reason: field(given, "reason"),
        code: field(given, "code"),
    };
    send_from((state, ask, who), asked, said, what).await
}

fn to_proposal(id: Id) -> Response {
    Redirect::to(&format!("/console/proposals/{id}")).into_response()
}

/// `POST /console/claims/{id}/propose`
pub(crate) async fn propose_on(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let it = match at((&state, &ask, &who), &id, Right::ClaimsDecide, &given).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let again = async |wrongs: Vec<Wrong>| {
        one::show(&state, &ask, &who, &it, (&given, &wrongs), None).await
    };
    let what = match wanted(&state, ask.lang, (&who, &it), &given).await {
        Ok(Ok(what)) => what,
        Ok(Err(wrongs)) => return again(wrongs).await,
        Err(no) => return frame::fault(&ask, &no),
    };
    match proposed((&state, &ask, &who), &given, what).await {
        Sent::Done(id) => to_proposal(id),
        Sent::Wrong(wrongs) => again(wrongs).await,
        Sent::Elsewhere(response) => response,
    }
}

/// The kind of proposal that a form on a claim makes.
fn kind_of(deed: &str) -> Option<&'static str> {
    Some(match deed {
        "pay" => deeds::PAY,
        "return" => deeds::RETURN,
        "decide" => deeds::DECIDE,
        "surety" => deeds::SURETY,
        "surety-refused" => deeds::SURETY_REFUSED,
        "recover" => deeds::RECOVER,
        "write-off" => deeds::WRITE_OFF,
        "not-arrived" => deeds::NOT_ARRIVED,
        "close" => deeds::CLOSE,
        "reject" => deeds::REJECT,
        _ => return None,
    })
}

/// Stands in for a document's number that was not given, so that the rest can be judged.
const ANY_DOCUMENT: &str = "0";

/// What a form on a claim wants done; all that is wrong with it at once, what the core would refuse
/// too, so that nobody spends a code on it.
async fn wanted(
    state: &ConsoleState,
    lang: Lang,
    (who, it): (&Entered, &Claim),
    given: &Pairs,
) -> Answer<Result<What, Vec<Wrong>>> {
    let Some(kind) = kind_of(field(given, "deed")) else {
        return Ok(Err(wrong(("reason", w::bad_form(lang)))));
    };
    let mut wrongs = Wrongs::default();
    let moves = [deeds::PAY, deeds::RETURN, deeds::RECOVER].contains(&kind);
    let amount = match field(given, "amount") {
        "" if !moves && kind != deeds::WRITE_OFF => Some(Won::ZERO),
        // What is more than can be counted is more than may be: the core knows the limit.
        text => won_or_most(text),
    };
    if amount.is_none() {
        wrongs.add(("amount", w::bad_amount(lang)));
    }
    let insurer = field(given, "insurer");
    if !insurer.is_empty() && InsurerCode::parse(insurer).is_err() {
        wrongs.add(("insurer", w::bad_insurer(lang)));
    } else if !surety::is_insurer(state, insurer).await? {
        wrongs.add(("insurer", w::unknown_insurer(lang)));
    }
    let evidence = if moves { field(given, "evidence") } else { "" };
    if moves && !decide::is_evidence(evidence) {
        wrongs.add(("evidence", w::no_evidence(lang)));
    } else if evidence != field(given, KNOWN) {
        let of = whose(kind, it, field(given, "party")).map(|of| (it.id, of));
        known(state, lang, of, evidence).await?.into_iter().for_each(|it| wrongs.add(it));
    }
    accounts::wrong_reason(lang, field(given, "reason")).into_iter().for_each(|it| wrongs.add(it));
    let text = |name: &str| field(given, name).to_owned();
    let wish = deeds::Wish {
        amount: amount.unwrap_or(Won::ZERO).get(),
        party: text("party"),
        cause: text("cause"),
        instrument: text("instrument"),
        insurer: insurer.to_owned(),
        evidence: evidence.to_owned(),
        notice: text("notice"),
    };
    let judged = deeds::Wish { insurer: String::new(), ..wish.clone() };
    let judged = match moves {
        true => deeds::Wish { evidence: ANY_DOCUMENT.to_owned(), ..judged },
        false => judged,
    };
    let (claim, by, now) = (it.id, who.session.account, state.now());
    let read =
        move |tx: &mut Tx<'_>| Ok::<_, No>(deeds::refused(tx, (kind, claim, &judged), by, now)?);
    if let Some(no) = state.parts.store.read(read).await? {
        wrongs.add(said(lang, &no));
    }
    let (subject, body) = deeds::wish_draft(it.id, &wish);
    Ok(wrongs.end().map(|()| (kind, subject, body)))
}

/// A number of a document that stands elsewhere already: said once, before a code is spent.
async fn known(
    state: &ConsoleState,
    lang: Lang,
    of: Option<(Id, claim::Party)>,
    number: &str,
) -> Answer<Option<Bad>> {
    let Some((id, party)) = of else { return Ok(None) };
    let text = number.to_owned();
    let read = move |tx: &mut Tx<'_>| Ok::<_, No>(claim::known_number(tx, (id, &party), &text)?);
    let seen = state.parts.store.read(read).await?;
    if seen.is_empty() {
        return Ok(None);
    }
    let directory = state.parts.hub.directory();
    let institution = |code: &str| directory.called(lang, code);
    let said = super::proposal::seen(lang, &institution, id, &seen);
    Ok(Some(("evidence", w::no_known_number(lang, &said))))
}

/// `POST /console/claims/liability`
pub(crate) async fn change_table(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Pairs>,
) -> Response {
    let lang = ask.lang;
    let again = async |wrongs: Vec<Wrong>| table::show(&state, &ask, &who, (&given, &wrongs)).await;
    if !who.wrote(field(&given, "form")) {
        return again(wrong(("reason", words::stale_form(lang)))).await;
    }
    let what = match row(lang, &given, state.now()) {
        Ok(row) => {
            let (subject, body) = deeds::table_draft(&row);
            (deeds::TABLE, subject, body)
        }
        Err(wrongs) => return again(wrongs).await,
    };
    match proposed((&state, &ask, &who), &given, what).await {
        Sent::Done(id) => to_proposal(id),
        Sent::Wrong(wrongs) => again(wrongs).await,
        Sent::Elsewhere(response) => response,
    }
}

/// The row of a form, judged before it is proposed so that its fields are named.
fn row(lang: Lang, given: &Pairs, now: Micros) -> Result<Shares, Vec<Wrong>> {
    let mut wrongs = Wrongs::default();
    let number = |name: &str| field(given, name).parse::<i64>().unwrap_or(-1);
    let cause = Cause::parse(field(given, "cause"));
    let from = begin_of(field(given, "from"));
    let it = Shares {
        cause: wrongs.read(cause, Cause::Processing, ("cause", w::bad_choice(lang))),
        valid_from: wrongs.read(from, Micros::new(0), ("from", w::bad_date(lang))),
        institution: number("institution"),
        bank: number("bank"),
        operator: number("operator"),
        consumer: number("consumer"),
        source: field(given, "source").to_owned(),
    };
    // The past does not change: nobody is to think that it did.
    if from.is_some_and(|at| at < now.business_date().starts_at()) {
        wrongs.add(("from", w::no_past(lang)));
    }
    // The core names one flaw; of a source it is asked apart, so that both are told.
    let parts = Shares { source: "-".to_owned(), ..it.clone() };
    let source = Shares { institution: 100, bank: 0, operator: 0, consumer: 0, ..it.clone() };
    for flawed in [parts, source] {
        if let Err(no) = decide::is_table(&flawed) {
            wrongs.add(said(lang, &no));
        }
    }
    accounts::wrong_reason(lang, field(given, "reason")).into_iter().for_each(|it| wrongs.add(it));
    wrongs.end().map(|()| it)
}
