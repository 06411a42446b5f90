//! What is said of findings instead of putting them right, as a list: what waits for the reader
//! first. [`super::stance_ask`] asks for one, [`super::stance_case`] shows and decides one.

use super::foot::{Foot, bounded};
use super::parts::in_parts;
use super::{
    MENU, PER_PAGE, advisory_href, deadline, framed, grade, list_head, many, name_form, owner,
    span, tabs, whose, words as w,
};
use crate::console::guard::{Ask, Entered};
use crate::console::names::Names;
use crate::console::pieces::{capital, day, moment};
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, format, frame};
use axum::extract::{Query, State as With};
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Id, Lang, Micros};
use naru_core::oss::approval::Seats;
use naru_core::oss::portfolio::stance::{self, Alive, Claim, Office, Stance, Stances, Standing};
use naru_core::oss::portfolio::{self, Duty, FindingRow, Grade, ListKey};
use serde::Deserialize;

pub(super) const HERE: &str = "/console/oss/stances";

pub(super) fn claim(lang: Lang, it: Claim) -> String {
    match it {
        Claim::NotPresent => w::claim_not_present(lang),
        Claim::CodeNotPresent => w::claim_code_not_present(lang),
        Claim::CodeNotRun => w::claim_code_not_run(lang),
        Claim::NotSteered => w::claim_not_steered(lang),
        Claim::Mitigated => w::claim_mitigated(lang),
        Claim::NeedsLonger => w::claim_needs_longer(lang),
    }
}

/// The same in a list, where what every exception says goes without saying.
fn claim_of_row(lang: Lang, it: Claim) -> String {
    if it == Claim::NeedsLonger { w::claim_exception(lang) } else { claim(lang, it) }
}

pub(super) fn standing(lang: Lang, it: Standing) -> Markup {
    match it {
        Standing::Asked => shown("run", Shape::Half, &w::stance_asked(lang)),
        Standing::Approved => shown("ok", Shape::Check, &w::stance_approved(lang)),
        Standing::Refused => shown("stop", Shape::Square, &w::stance_refused(lang)),
        Standing::Withdrawn => shown("na", Shape::Hollow, &w::stance_withdrawn(lang)),
        Standing::Lapsed => shown("na", Shape::Dashed, &w::stance_lapsed(lang)),
    }
}

pub(super) fn office(lang: Lang, it: Office) -> String {
    match it {
        Office::Security => w::office_security(lang),
        Office::Manager => w::office_manager(lang),
        Office::Board => w::office_board(lang),
    }
}

/// Which stances, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    of: String,
    show: String,
    name: String,
    after: String,
    /// How many rows come before.
    at: String,
}

/// `GET /console/oss/stances`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    let lang = ask.lang;
    let chosen = match given.show.as_str() {
        "all" => None,
        "approved" => Some(Standing::Approved),
        _ => Some(Standing::Asked),
    };
    let is_by_need = chosen == Some(Standing::Asked);
    let offices = match offices_of(&state, &who).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let mine = (format!("staff:{}", who.session.account), offices.clone());
    let is_mine = match is_mine(&state, &who, &given, &mine).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let which = Stances {
        institution: whose::chosen(&who, &given.of),
        standing: chosen,
        name: given.name.clone(),
        waits: is_mine.then_some(mine),
        is_by_need,
        after: ListKey::parse(&given.after),
        ..Stances::default()
    };
    let store = state.parts.portfolio.store();
    let (mut rows, dues, count, bearing) = match store.read(move |tx| read(tx, &which)).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let more = rows.len() > PER_PAGE;
    rows.truncate(PER_PAGE);
    let show = if is_mine { "mine" } else { chosen.map_or("all", Standing::as_str) };
    let of = format!("{}&name={}", whose::kept(&given.of), format::query_value(&given.name));
    let next = rows.last().filter(|_| more);
    let next = next.map(|it| it.key(is_by_need).to_string());
    let base = format!("/console/oss/stances?show={show}{of}");
    let foot = Foot::of(base, (&given.after, &given.at), (rows.len(), bounded(count)), next);
    let names = Names::of(lang, &state.parts.source.glance());
    let main = html! {
        div class="head" { h1 { (w::stances_title(lang)) } }
        @if given.name.trim().is_empty() { p class="lead" { (lead(lang, show, (count, bearing))) } }
        p class="sub" { (w::stances_lead(lang)) }
        (tabs(lang, &who, "/console/oss/stances"))
        (name_form(lang, "/console/oss/stances", (w::search_stance(lang), &given.name),
            (whose::field(lang, &state, &who, &given.of), &[("show", show)])))
        (chips(lang, show, &of, !offices.is_empty()))
        @if rows.is_empty() { (nothing(lang, &given.name, show)) }
        @else {
            section {
                @let by_end = w::stances_note(lang);
                @let order = if is_by_need { w::by_need(lang) } else { by_end };
                (list_head(lang, &w::stances_title(lang), &order, count))
                @let names = owner(&who).is_none().then_some(&names);
                (table(lang, (names, show), (&rows, &dues), state.now()))
                (foot.show(lang))
             }
        }
    };
    framed(&state, &ask, &who, w::stances_title(lang), main)
}

/// By when the finding of one is due, and whether a standing hangs on it; none: it is closed.
type Due = Option<(Micros, bool)>;

/// A page of them, with what is due of each; how many there are; whether a standing hangs on the
/// first of all.
type Page = (Vec<Stance>, Vec<Due>, i64, bool);

fn read(tx: &mut naru_store::Tx<'_>, which: &Stances) -> naru_base::Answer<Page> {
    let rows = stance::list(tx, which, PER_PAGE + 1)?;
    let dues: naru_base::Answer<Vec<_>> = rows.iter().map(|it| due_of(tx, it)).collect();
    let (dues, count) = (dues?, stance::count(tx, which)?);
    let first = match &which.after {
        None => dues.first().copied().flatten(),
        Some(_) => {
            let first = stance::list(tx, &Stances { after: None, ..which.clone() }, 1)?;
            first.first().map(|it| due_of(tx, it)).transpose()?.flatten()
        }
    };
    Ok((rows, dues, count, first.is_some_and(|it| it.1)))
}

/// That nothing goes by a name, or where one is asked for: that a list is empty the first sentence
/// says.
fn nothing(lang: Lang, name: &str, show: &str) -> Markup {
    html! {
        @if !name.trim().is_empty() { p class="none" { (w::no_match(lang)) } }
        @else if show != "mine" {
            p class="none" {
                (w::stances_from(lang)) " " a href=(MENU) { (w::to_systems(lang)) }
            }
        }
    }
}

fn chips(lang: Lang, chosen: &str, of: &str, decides: bool) -> Markup {
    html! {
        nav class="chips" aria-label=(w::stances_which(lang)) {
            @for (value, word) in [
                ("mine", w::mine(lang)), ("asked", w::stance_asked(lang)),
                ("approved", w::stances_in_force(lang)), ("all", w::stances_all(lang)),
            ] {
                @if value != "mine" || decides {
                    a href=(format!("/console/oss/stances?show={value}{of}"))
                        aria-current=[(value == chosen).then_some("true")] { (capital(&word)) }
                }
            }
        }
    }
}

/// Whether what waits for the reader is shown: if it is asked for, or if there is any and nothing
/// else is asked for.
async fn is_mine(
    state: &ConsoleState,
    who: &Entered,
    given: &Given,
    mine: &(String, Vec<Office>),
) -> naru_base::Answer<bool> {
    if !given.show.is_empty() || mine.1.is_empty() {
        return Ok(given.show == "mine");
    }
    let which = Stances {
        institution: whose::chosen(who, &given.of),
        standing: Some(Standing::Asked),
        name: given.name.clone(),
        waits: Some(mine.clone()),
        ..Stances::default()
    };
    let store = state.parts.portfolio.store();
    store.read(move |tx| Ok(!stance::list(tx, &which, 1)?.is_empty())).await
}

/// The offices of exceptions that the reader speaks for.
async fn offices_of(state: &ConsoleState, who: &Entered) -> naru_base::Answer<Vec<Office>> {
    Ok(offices(who, &state.parts.portfolio.seats().await?))
}

fn offices(who: &Entered, seats: &Seats) -> Vec<Office> {
    let post = &who.session.post;
    match post.may(Right::OssDecide) {
        true => seats.of_role_on_exceptions(post.role()),
        false => Vec::new(),
    }
}

/// What waits for the reader, whatever it is called; none: nothing can.
pub(super) fn waits_for(who: &Entered, seats: &Seats) -> Option<Stances> {
    let offices = offices(who, seats);
    (!offices.is_empty()).then(|| Stances {
        institution: owner(who),
        standing: Some(Standing::Asked),
        waits: Some((format!("staff:{}", who.session.account), offices)),
        ..Stances::default()
    })
}

fn due_of(tx: &mut naru_store::Tx<'_>, it: &Stance) -> naru_base::Answer<Due> {
    let found = portfolio::finding(tx, (it.system, it.package), &it.advisory)?;
    Ok(found.filter(|it| it.gone.is_none()).map(|it| (it.due_at, bears(Some(&it)))))
}

/// How many there are of what is shown, and what is to be done; `bearing`: a standing hangs on one.
fn lead(lang: Lang, show: &str, (count, bearing): (i64, bool)) -> String {
    let many = many(count);
    match show {
        "mine" if count == 0 => w::mine_none(lang),
        _ if count == 0 => w::stances_lead_none(lang),
        "mine" if bearing => w::stances_mine(lang, &many),
        "mine" => w::stances_mine_apart(lang, &many),
        "asked" => w::stances_waiting(lang, &many),
        "approved" => w::stances_force(lang, &many),
        _ => w::stances_every(lang, &many),
    }
}

/// `names`: of institutions, to whoever sees several. In a list of one standing the standing says
/// nothing; of what is to be decided it is told since when it waits and by when.
fn table(
    lang: Lang,
    (names, show): (Option<&Names>, &str),
    (rows, dues): (&[Stance], &[Due]),
    now: Micros,
) -> Markup {
    let is_undecided = matches!(show, "mine" | "asked");
    let until = if is_undecided { w::until_wished(lang) } else { w::until_head(lang) };
    html! {
        table class="rows" {
            thead { tr {
                th { (w::system_head(lang)) } th { (w::grade_head(lang)) }
                th { (w::advisory_head(lang)) } th { (w::claim_head(lang)) }
                @if show == "all" { th { (w::state_head(lang)) } }
                th { (w::votes_head(lang)) }
                @if is_undecided {
                    th class="num" { (w::asked_when(lang)) } th { (w::finding_due(lang)) }
                }
                th class="num" { (until) }
            } }
            tbody { @for (it, due) in rows.iter().zip(dues) { tr {
                td class="way" {
                    a href=(format!("/console/oss/stances/{}", it.id)) { (it.system_name) }
                    @if let Some(names) = names {
                        " " span class="c-3 nw" { (names.get(it.institution.as_str())) }
                    }
                }
                td { (grade(lang, it.grade)) }
                td data-l=(w::advisory_head(lang)) {
                    a href=(advisory_href(&it.advisory)) { (it.advisory) } " "
                    span class="c-3" {
                        (in_parts(&it.package_name)) "\u{2002}" span class="nw" { (it.versions) }
                    }
                }
                td class="nw" data-l=(w::claim_head(lang)) { (claim_of_row(lang, it.claim)) }
                @if show == "all" {
                    td data-l=(w::state_head(lang)) { (standing(lang, it.standing)) }
                }
                td data-l=(w::votes_head(lang)) { (counted(lang, it)) }
                @if is_undecided {
                    td class="num" data-l=(w::asked_when(lang)) { (moment(it.asked_at)) }
                    td data-l=(w::finding_due(lang)) { @match due {
                        None => span class="c-3" { (format::NONE) },
                        Some((at, bears)) => {
                            (deadline(lang, Some(*at), now))
                            @if *bears { " " b class="c-warn nw" { (w::due_bears(lang)) } }
                        }
                    } }
                }
                td class="num" data-l=(until) {
                    (day(it.last_day()))
                    @if show == "approved" { " " span class="c-3" { (left(lang, it.until, now)) } }
                }
            } } }
        }
    }
}

/// What is left until an end that is still ahead.
fn left(lang: Lang, until: Micros, now: Micros) -> String {
    w::left(lang, &span(lang, until.since(now)))
}

/// Who said yes, of how many that must.
fn counted(lang: Lang, it: &Stance) -> Markup {
    let yes: Vec<String> =
        it.votes.iter().filter(|it| it.is_yes).map(|it| office(lang, it.office)).collect();
    html! {
        (w::votes_of(lang, yes.len(), it.quorum))
        @if !yes.is_empty() { " " span class="c-3" { (yes.join(", ")) } }
    }
}

/// What stands beside a finding, as a way to it.
pub(super) fn beside(lang: Lang, it: &Alive) -> Markup {
    html! {
        a class="nw" href=(format!("/console/oss/stances/{}", it.id)) {
            @if it.is_approved { (w::excepted(lang, &day(it.last_day()))) }
            @else { (w::exception_asked(lang)) }
        }
    }
}

/// The same of an approved one alone, by its end.
pub(super) fn excepted(lang: Lang, id: Id, until: Micros) -> Markup {
    let it = Alive { id, is_approved: true, until, since: until };
    beside(lang, &it)
}

/// Whether a standing hangs on a finding: only on critical ones of what serves users.
pub(super) fn bears(it: Option<&FindingRow>) -> bool {
    it.is_some_and(|it| it.duty == Duty::Live && it.grade >= Grade::Critical)
}
