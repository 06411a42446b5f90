//! 점검: the queue, one check as its inspector works on it and as the institution sees it, its
//! printed report, and the lists it is judged by.
//!
//! **Must never know** when a check is passed or what the machine's facts mean:
//! `naru_core::check` does.

mod act;
mod asks;
mod does;
mod export;
mod foresight;
mod hand;
mod item;
mod lead;
mod list;
mod lists;
mod one;
mod open;
mod own;
mod plain;
mod proposal;
mod queue;
mod signal_words;
mod tools;
mod words;
mod words_queue;

pub(crate) use does::{
    begin, declare_reviewed, find_item, fixed, give_back, issue, promise, propose_verdict, request,
    say, take, take_off, take_over, withdraw,
};
pub(crate) use export::{csv, json, oscal_results, report};
pub(crate) use foresight::beside;
pub(crate) use list::{list_json, list_page, oscal_list, oscal_profile};
pub(crate) use lists::{import, lists_page, propose_release};
pub(crate) use one::page as check_page;
pub(crate) use plain::state as stands;
pub(crate) use proposal::{CORNER, by_code as refusal_of, deed, effect, object};
pub(crate) use queue::page as queue_page;
pub(crate) use words_queue::proposed_by;

use crate::console::ConsoleState;
use crate::console::accounts::refused::last_refused;
use crate::console::frame;
use crate::console::gates::Kept;
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::longest;
use axum::http::StatusCode;
use axum::response::Response;
use naru_base::role::{Reach, Right, Scope};
use naru_base::{Answer, ClientUseCode, Id, Lang, Micros};
use naru_core::admission::{self, Standing};
use naru_core::check::signal::{Limits, Witnessed};
use naru_core::check::{self, Dossier, Engagement, Kind, State};
use naru_core::proposal::Case;
use naru_core::{desk, policy, proposal as cases};

/// The menu item.
const HERE: &str = "/console/checks";

/// Who reads a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Eyes {
    /// Whoever took it.
    Inspector,
    /// Another inspector.
    Colleague,
    /// The institution's own people.
    Own,
    /// Operator, regulator, auditor.
    Reader,
}

impl Eyes {
    fn of(who: &Entered, it: &Engagement) -> Eyes {
        let post = &who.session.post;
        if post.may(Right::ChecksDecide) {
            let is_mine = it.inspector == Some(who.session.account);
            return if is_mine { Eyes::Inspector } else { Eyes::Colleague };
        }
        match post.reach(Right::GatesRead) {
            Reach::Own => Eyes::Own,
            _ => Eyes::Reader,
        }
    }

    /// Whether this one sees what was found: inspectors at once, others once it was told.
    const fn see_findings(self, state: State) -> bool {
        match self {
            Eyes::Inspector | Eyes::Colleague => true,
            Eyes::Own | Eyes::Reader => {
                !matches!(state, State::Requested | State::Scheduled | State::UnderWay)
            }
        }
    }
}

/// A check with everything its pages show.
struct Shown {
    dossier: Dossier,
    /// Which of the institution's documents are kept themselves.
    kept: Kept,
    known: Witnessed,
    limits: Limits,
    /// The institution's name, in the reader's language.
    name: String,
    /// How many days findings may take to be put right, and a check of this kind.
    fix_days: i64,
    slot_days: i64,
    /// Until when a pass may hold at most; `None`: without an end.
    longest: Option<Micros>,
    /// The standing now, and the one that a failed check would leave.
    standings: (Standing, Standing),
    /// Whether it was not passed, and its gate stands on that still.
    counts_failed: bool,
    /// The gate that it renews.
    beside: Option<open::Beside>,
    /// What tools found.
    tools: tools::Tools,
    /// Whether a result of it is proposed: until it is decided nothing is added to it.
    is_proposed: bool,
    /// What was proposed last, if it was rejected and the check goes on.
    refused: Vec<Case>,
}

/// The check of an address, if this person may read it.
async fn load(state: &ConsoleState, ask: &Ask, who: &Entered, id: &str) -> Result<Shown, Response> {
    let Ok(id) = Id::parse(id) else { return Err(unknown(ask)) };
    let (env, now) = (state.env(), state.now());
    let read = state.parts.store.read(move |tx| {
        let Some(dossier) = check::dossier(tx, id)? else { return Ok(None) };
        let (known, limits) = desk::witnessed(tx, &dossier.engagement.institution, now)?;
        let kept = Kept::of(tx, &dossier.engagement.institution)?;
        let rules = policy::list(tx)?;
        let slot = match dossier.engagement.kind() {
            Kind::Organisation => "check_organisation_days",
            Kind::Web | Kind::App => "check_service_days",
        };
        let facts = admission::facts_of(tx, &dossier.engagement.institution)?;
        let standings = check::foresee::after_fail(&facts, &dossier.engagement, now);
        let it = &dossier.engagement;
        let standings = (standings, check::foresee::counts_failed(&facts, it, now));
        let subject = check::deeds::subject(&it.institution, it.id);
        let open = cases::open_for(tx, (check::deeds::VERDICT, &subject), now)?;
        let tools = tools::Tools::read(tx, &env, &dossier)?;
        let mut refused = last_refused(tx, &subject)?;
        refused.retain(|_| !it.state.is_final());
        let beside = (open::Beside::of(&facts, it, now), (open.is_some(), refused), tools);
        let life = admission::step(it.gate()).life;
        let life = life.map(|name| policy::number(&rules, name, now)).transpose()?;
        let days = (
            policy::number(&rules, "check_fix_days", now)?,
            policy::number(&rules, slot, now)?,
            life.map(|life_s| longest(now, life_s)),
        );
        Ok(Some(((dossier, kept), (known, limits), days, (standings, beside))))
    });
    let found: Answer<_> = read.await;
    let Some(((dossier, kept), (known, limits), (fix_days, slot_days, longest), of_gate)) =
        found.map_err(|no| frame::fault(ask, &no))?
    else {
        return Err(unknown(ask));
    };
    if !may_read(who, &dossier.engagement.institution) {
        return Err(unknown(ask));
    }
    let dossier =
        dossier.opened(&state.parts.keys).map_err(|fault| frame::fault(ask, &fault.into()))?;
    let name = name_of(state, ask.lang, &dossier.engagement.institution);
    let ((standings, counts_failed), (beside, (is_proposed, refused), tools)) = of_gate;
    Ok(Shown {
        dossier,
        kept,
        known,
        limits,
        name,
        fix_days,
        slot_days,
        longest,
        standings,
        counts_failed,
        beside,
        tools,
        is_proposed,
        refused,
    })
}

fn may_read(who: &Entered, code: &ClientUseCode) -> bool {
    who.session.post.may_on(Right::GatesRead, &Scope::Institution(code.clone()))
}

fn name_of(state: &ConsoleState, lang: Lang, code: &ClientUseCode) -> String {
    let directory = state.parts.hub.directory();
    let found = directory.institutions.get(code);
    let name = found.map(|it| if lang == Lang::Ko { &it.name_ko } else { &it.name_en });
    name.cloned().unwrap_or_else(|| code.to_string())
}

/// There is none, or not for this person: the same answer.
fn unknown(ask: &Ask) -> Response {
    let (title, text) = (words::unknown_head(ask.lang), words::unknown(ask.lang));
    frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None)
}
