//! One proposal with everything a decision needs, and the decision.

use super::case::{People, deed, house, standing, way_to};
use super::propose::wrong_reason;
use super::{refusal, words as w};
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::letter::unbroken;
use crate::console::live::Topic;
use crate::console::pieces::{Proof, Wants, date_time, form_field, fresh_code, reason_said};
use crate::console::surety as cover;
use crate::console::typed::text_of;
use crate::console::{ConsoleState, checks, gates, programs, words};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::{Reach, Right, Role};
use naru_base::{Answer, Id, Lang, No, Refusal};
use naru_core::claim as damage;
use naru_core::proposal::{self, Case, Deciding, State as Standing, decide};
use naru_core::staff::{Token, deeds};
use naru_core::subsidy as help;
use naru_core::{admission, check, desk, eligibility, program, reactions, surety};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A place where proposals are shown and decided: which of them, and to whom.
pub(crate) struct Corner {
    /// Before a proposal's id.
    pub(crate) path: &'static str,
    /// The menu item.
    pub(crate) here: &'static str,
    /// Where the way back leads, and its word.
    pub(crate) back: &'static str,
    pub(crate) word: fn(Lang) -> String,
    /// Whether this proposal is shown here, to this person.
    pub(crate) is_here: fn(&Case, &Entered) -> bool,
    /// Where what a proposal is about can be looked at, if it has no page of a name of its own.
    pub(crate) place: fn(&Case) -> Option<String>,
}

/// Deeds on accounts. Deeds on gates have eyes of their own: who keeps accounts has no business
/// rights.
pub(crate) static ACCOUNTS: Corner = Corner {
    path: "/console/proposals",
    here: "/console/proposals",
    back: "/console/proposals",
    word: w::proposals,
    is_here: |case, who| is_of_accounts(case) && desk::may_see(&who.session.post, &case.kind),
    place: |_| None,
};

fn is_of_accounts(case: &Case) -> bool {
    !desk::is_elsewhere(&case.kind)
}

/// Where a proposal of this kind has its page.
pub(super) fn corner_of(kind: &str) -> &'static Corner {
    match kind {
        kind if kind.starts_with(check::deeds::PREFIX) => &checks::CORNER,
        kind if kind.starts_with(admission::deeds::PREFIX) => &gates::CORNER,
        kind if kind.starts_with(surety::deeds::PREFIX) => &cover::CORNER,
        kind if kind.starts_with(program::deeds::PREFIX) => &programs::CORNER,
        _ => &ACCOUNTS,
    }
}

pub(super) fn page_of(case: &Case) -> String {
    page_at(&case.kind, &case.id.to_string())
}

/// The page of a proposal of this kind.
pub(crate) fn page_at(kind: &str, id: &str) -> String {
    format!("{}/{id}", corner_of(kind).path)
}

/// Whether this person may see a proposal where it has its page.
pub(crate) fn sees(case: &Case, who: &Entered) -> bool {
    (corner_of(&case.kind).is_here)(case, who)
}

/// By whom, as far as the reader is told, and when it was proposed; and when it lapses.
pub(crate) fn proposed(lang: Lang, people: Option<&People>, it: &Case) -> Markup {
    html! {
        (w::proposed_by(lang)) " "
        @if let Some(people) = people { (people.name(lang, it.proposed_by)) " " }
        span class="nw" { (date_time(it.proposed_at)) } " · "
        (unbroken(&w::lapses(lang, &date_time(it.expires_at))))
    }
}

fn deciding(who: &Entered) -> Deciding<'_> {
    Deciding { who: who.session.account, post: &who.session.post }
}

/// `written`: see [`written_by`].
pub(super) fn may_decide(
    who: &Entered,
    case: &Case,
    (state, written): (&ConsoleState, &Written),
) -> bool {
    !written.contains_key(&case.id)
        && decide::may_decide(case, &deciding(who), right_of(case), state.now()).is_ok()
}

/// Proposals about what somebody has written, each with why another decides.
pub(super) type Written = BTreeMap<Id, Refusal>;

/// Those of these that this person may not decide because the application for subsidy, its claim,
/// the form of eligibility or the report of a damage is theirs, or a program is another role's: the
/// core refuses them, and a page offers nothing that it would refuse.
pub(super) fn written_by<'c>(
    tx: &mut naru_store::Tx<'_>,
    who: Id,
    cases: impl Iterator<Item = &'c Case>,
) -> Answer<Written> {
    let mut out = Written::new();
    for case in cases {
        if let Some(code) = eligibility::deeds::institution_of(case)
            && case.kind == eligibility::deeds::DECIDE
        {
            let form = eligibility::latest(tx, &code)?.map(|it| it.0);
            let no = form.and_then(|it| eligibility::deeds::others_decide(&it, &[who]).err());
            out.extend(no.map(|no| (case.id, no)));
        }
        if let Some(claim) = damage::deeds::claim_of(case) {
            let no = damage::deeds::others_decide(&damage::find(tx, claim)?, who).err();
            out.extend(no.map(|no| (case.id, no)));
        }
        if case.kind == program::deeds::ISSUE {
            let no = program::deeds::one_of_its_role(tx, case, who)?;
            out.extend(no.map(|no| (case.id, no)));
        }
        if !case.kind.starts_with(help::deeds::PREFIX) {
            continue;
        }
        let Some(id) = help::deeds::application_of(case) else { continue };
        let (it, claim) = (help::find(tx, id)?, help::claim_of(tx, id)?);
        if let Err(no) = help::decide::may_judge(&it, claim.as_ref(), who) {
            out.insert(case.id, no);
        }
    }
    Ok(out)
}

fn right_of(case: &Case) -> Right {
    let kind = desk::kinds().iter().find(|it| it.name == case.kind);
    kind.map_or(Right::AccountsManage, |it| it.right)
}

/// The roles whose people may decide it.
pub(super) fn deciders(lang: Lang, case: &Case) -> String {
    let right = right_of(case);
    let roles = Role::ALL.into_iter().filter(|it| right.reach(*it) != Reach::Nothing);
    roles.map(|it| house(lang, it)).collect::<Vec<_>>().join(", ")
}

async fn load(state: &ConsoleState, id: &str) -> Answer<Option<Case>> {
    let Ok(id) = Id::parse(id) else { return Ok(None) };
    state.parts.store.read(move |tx| proposal::find(tx, id)).await
}

/// The list that a proposal comes from, and its deed.
fn crumb(lang: Lang, corner: &Corner, case: &Case) -> Markup {
    let (back, word) = gates::origin(&case.kind).unwrap_or((corner.back, corner.word));
    html! { p class="crumb" { a href=(back) { (word(lang)) } " › " (deed(lang, &case.kind)) } }
}

struct Loaded {
    case: Option<Case>,
    people: People,
    wants: Wants,
    written: Written,
    /// Why nobody can confirm it any more.
    overtaken: Option<Refusal>,
}

async fn loaded(state: &ConsoleState, who: &Entered, id: &str) -> Answer<Loaded> {
    let case = load(state, id).await?;
    let about: Vec<&Case> = case.iter().collect();
    let people = People::load_about(state, &about).await?;
    let (me, of, now) = (who.session.account, case.clone(), state.now());
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let overtaken = match of.as_ref().filter(|it| it.state_at(now) == Standing::Open) {
            Some(case) => match eligibility::deeds::overtaken(tx, case)? {
                None => damage::overtaken(tx, case)?,
                found => found,
            },
            None => None,
        };
        Ok((written_by(tx, me, of.iter())?, overtaken))
    };
    let (written, overtaken) = state.parts.store.read(read).await?;
    Ok(Loaded { case, people, wants: state.wants(who).await?, written, overtaken })
}

/// The page of one proposal.
pub(crate) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (corner, id): (&Corner, &str),
    (wrongs, given): (&[Wrong], &Given),
) -> Response {
    let lang = ask.lang;
    let Loaded { case, people, wants, written, overtaken } = match loaded(state, who, id).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let Some(case) = case.filter(|it| (corner.is_here)(it, who)) else {
        let (title, text) = (w::no_proposal_head(lang), w::unknown_account(lang));
        return frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None);
    };
    let beside = match gates::beside(state, (lang, who), &case).await {
        Ok(Some(it)) => Ok(it),
        Ok(None) => checks::beside(state, (lang, who), &case).await,
        Err(no) => Err(no),
    };
    let (beside, secrets) = match beside.and_then(|it| Ok((it, secrets(state, ask, who, &case)?))) {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let title = people.headline(lang, &case);
    let stands = case.state_at(state.now());
    let main = html! {
        (crumb(lang, corner, &case))
        div class="head wrap" { h1 { (unbroken(&title)) } p class="meta" { (standing(lang, stands)) } }
        (summary(lang, wrongs))
        (secrets.shown)
        div class="two" {
            (what_happens(lang, (corner, &people), &case, overtaken.is_none()))
            (beside)
            p { span class="sub" { (w::reason_why(lang)) } " " (secrets.reason) }
            (persons(lang, &people, &case, (who, stands)))
            @if let Some(why) = &secrets.refusal {
                p { span class="sub" { (w::refusal_why(lang)) } " " (why) }
            }
            @if stands == Standing::Open {
                @match written.get(&case.id).filter(|_| case.proposed_by != who.session.account) {
                    Some(no) => p class="note" { (refusal(lang, no.code)) },
                    None => {
                        @if let Some(no) = &overtaken {
                            p class="note" { (refusal(lang, no.code)) }
                        }
                        (choice(state, (lang, who, wants), (corner, &case),
                            overtaken.is_none(), (wrongs, given)))
                    },
                }
            }
        }
    };
    let here = gates::origin(&case.kind).map_or(corner.here, |it| it.0);
    let page = Page { ask, who, title, here, topic: Topic::Watch, main };
    let mut response = frame::page(state, &page);
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// Who proposed it, and who decided or may decide it until when.
fn persons(
    lang: Lang,
    people: &People,
    case: &Case,
    (who, stands): (&Entered, Standing),
) -> Markup {
    let (post, lapses) = (&who.session.post, w::lapses(lang, &date_time(case.expires_at)));
    html! {
        div class="pair" {
            p {
                span class="sub block" { (w::proposed_by(lang)) }
                b { (people.name_to(lang, case.proposed_by, post)) } " "
                span class="sub" { (date_time(case.proposed_at)) }
            }
            p {
                span class="sub block" { (decided_how(lang, stands)) }
                @match (case.decided_by, stands) {
                    (Some(by), _) => {
                        b { (people.name_to(lang, by, post)) } " "
                        @if let Some(at) = case.decided_at { span class="sub" { (date_time(at)) } }
                    }
                    (None, Standing::Open) => {
                        (w::anyone_else(lang, &deciders(lang, case)))
                        span class="sub block" { (unbroken(&lapses)) }
                    }
                    (None, _) => (unbroken(&w::nobody_decided(lang, &date_time(case.expires_at)))),
                }
            }
        }
    }
}

/// What whoever decided did with it.
pub(super) fn decided_how(lang: Lang, it: Standing) -> String {
    match it {
        Standing::Rejected => w::rejected_by(lang),
        Standing::Withdrawn => w::withdrawn_by(lang),
        Standing::Open | Standing::Executed | Standing::Expired => w::confirm_by(lang),
    }
}

/// Its exact effect, and the way to what it is about.
fn what_happens(
    lang: Lang,
    (corner, people): (&Corner, &People),
    case: &Case,
    is_alive: bool,
) -> Markup {
    let head = match case.state {
        Standing::Open if is_alive => w::effect(lang),
        _ => w::effect_proposed(lang),
    };
    html! {
        p { b { (head) } " " (unbroken(&people.effect(lang, case))) }
        @if let Some((path, word)) = way_to(lang, (case, people), corner.place) {
            p { a href=(path) { (word) } }
        }
    }
}

/// What may be done with it by this person, and why not. `is_alive`: whether it can be confirmed
/// at all.
fn choice(
    state: &ConsoleState,
    (lang, who, wants): (Lang, &Entered, Wants),
    (corner, case): (&Corner, &Case),
    is_alive: bool,
    (wrongs, given): (&[Wrong], &Given),
) -> Markup {
    let to = |deed: &str| format!("{}/{}/{deed}", corner.path, case.id);
    match decide::may_decide(case, &deciding(who), right_of(case), state.now()) {
        Ok(()) => html! {
            @if is_alive {
                @if let Some(it) = cover::before(lang, &case.kind) { p { (it) } }
                form method="post" action=(to("confirm")) {
                    (form_field(who))
                    (fresh_code(lang, wants, wrongs))
                    button class="btn p" { (w::confirm_button(lang, &deed(lang, &case.kind))) }
                }
            }
            details class="ask" open[!is_alive || wrongs.iter().any(|it| it.field == "reason")] {
                summary { (w::reject_head(lang)) }
                form method="post" action=(to("reject")) {
                    (form_field(who))
                    (reason_said(lang, "", &w::reject_help(lang), &given.reason, wrongs))
                    button class="btn d" { (w::reject_button(lang)) }
                }
            }
        },
        Err(it) if it.code == "proposal/own" => html! {
            p class="note" { (w::you_proposed(lang)) }
            form method="post" action=(to("withdraw")) {
                (form_field(who))
                button class="btn" { (w::withdraw_button(lang)) }
            }
        },
        Err(it) if it.code == "proposal/concerned" => html! {
            p class="note" { (w::you_concerned(lang)) }
        },
        Err(_) => {
            html! { p class="note" { (w::you_may_not(lang, &deciders(lang, case))) } }
        }
    }
}

/// What only one of the two may see, and the reason that both may.
struct Secrets {
    reason: String,
    /// Why the second person said no.
    refusal: Option<String>,
    shown: Markup,
}

fn secrets(state: &ConsoleState, ask: &Ask, who: &Entered, case: &Case) -> Answer<Secrets> {
    let (lang, me) = (ask.lang, who.session.account);
    let open = |what: &str, sealed: &[u8]| -> Answer<String> {
        let plain = state.parts.sealer.open(&format!("proposal.{what}:{}", case.id), sealed)?;
        Ok(String::from_utf8_lossy(&plain).into_owned())
    };
    let stands = case.state_at(state.now());
    let is_alive = matches!(stands, Standing::Open | Standing::Executed);
    let code = match &case.sealed_code {
        Some(sealed) if is_alive && case.proposed_by == me => Some(open("code", sealed)?),
        _ => None,
    };
    let link = match &case.sealed_link {
        Some(sealed) if case.decided_by == Some(me) => Some(open("link", sealed)?),
        _ => None,
    };
    let door = if case.kind == deeds::INVITE { "enrol" } else { "recover" };
    let shown = html! {
        @if let Some(code) = code {
            div class="note ok secret" {
                b { (w::your_code(lang)) } code class="mono" id="handover-code" { (code) }
                p { (w::your_code_note(lang)) }
            }
        }
        @if let Some(link) = link {
            div class="note ok secret" {
                b { (w::your_link(lang)) }
                code class="mono" id="handover-link" { (ask.origin()) "/console/" (door) "/" (link) }
                p { (w::your_link_note(lang)) }
            }
        }
    };
    let reason = open("reason", &case.sealed_reason)?;
    let refusal = case.sealed_refusal.as_ref().map(|it| open("refusal", it)).transpose()?;
    Ok(Secrets { reason, refusal, shown })
}

/// The form of a decision.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    form: String,
    code: String,
    reason: String,
}

/// A decision in one of the corners.
pub(crate) async fn decide_at(
    state: &ConsoleState,
    ask: Ask,
    who: Entered,
    (corner, id, deed): (&Corner, &str, &str),
    given: &Given,
) -> Response {
    let lang = ask.lang;
    let again = |text: String, field| {
        let (ask, who) = (&ask, &who);
        async move { show(state, ask, who, (corner, id), (&[Wrong { field, text }], given)).await }
    };
    let found = match load(state, id).await {
        Ok(found) => found.filter(|it| (corner.is_here)(it, &who)),
        Err(no) => return frame::fault(&ask, &no),
    };
    let Some(Case { id: case, .. }) = found else {
        return show(state, &ask, &who, (corner, id), (&[], given)).await;
    };
    if !who.wrote(&given.form) {
        return again(words::stale_form(lang), "main").await;
    }
    let done = match deed {
        "confirm" => match state.prove(&who, &given.code).await {
            Ok(Proof::Fresh) => confirm(state, &who, case).await,
            Ok(Proof::Wrong) => return again(words::code_refused(lang), "code").await,
            Ok(Proof::Over) => return Redirect::to("/console/login?said=again").into_response(),
            Err(no) => Err(no),
        },
        "reject" => match wrong_reason(lang, &given.reason) {
            Some((field, text)) => return again(text, field).await,
            None => reject(state, &who, case, &given.reason).await,
        },
        "withdraw" => withdraw(state, &who, case).await,
        _ => return frame::not_found(ask).await,
    };
    match done {
        Ok(()) => Redirect::to(&format!("{}/{id}", corner.path)).into_response(),
        Err(No::Refusal(it)) => again(refusal(lang, it.code), "main").await,
        Err(no) => frame::fault(&ask, &no),
    }
}

async fn confirm(state: &ConsoleState, who: &Entered, id: Id) -> Answer<()> {
    let link: Token = state.new_token();
    let context = format!("proposal.link:{id}");
    let sealed = state.parts.sealer.seal(&context, link.text().as_bytes())?;
    let (env, session, hash) = (state.env(), who.token.hash(), link.hash());
    let (account, post) = (who.session.account, who.session.post.clone());
    let hub = state.parts.hub.clone();
    let write = move |tx: &mut naru_store::Tx<'_>| {
        let who = Deciding { who: account, post: &post };
        desk::confirm(tx, (&env, &hub), &session, &who, id, (&hash, &sealed))?;
        match proposal::find(tx, id)? {
            Some(case) => reactions::tell_of_deed(tx, &env, &hub.keys, &case),
            None => Ok(()),
        }
    };
    state.parts.store.write(write).await
}

async fn reject(state: &ConsoleState, who: &Entered, id: Id, reason: &str) -> Answer<()> {
    let (env, keys) = (state.env(), state.parts.keys.clone());
    let why = text_of(reason);
    let sealed = state.parts.sealer.seal(&format!("proposal.refusal:{id}"), why.as_bytes())?;
    let (account, post) = (who.session.account, who.session.post.clone());
    let write = move |tx: &mut naru_store::Tx<'_>| {
        let who = Deciding { who: account, post: &post };
        reactions::reject_proposal(tx, &env, &keys, (&who, id), (&why, &sealed))
    };
    state.parts.store.write(write).await
}

async fn withdraw(state: &ConsoleState, who: &Entered, id: Id) -> Answer<()> {
    let env = state.env();
    let (account, post) = (who.session.account, who.session.post.clone());
    let write = move |tx: &mut naru_store::Tx<'_>| {
        let who = Deciding { who: account, post: &post };
        proposal::withdraw(tx, &env, &who, id)
    };
    state.parts.store.write(write).await
}
