//! `GET /console/oss`: the systems, the worst first, and how the data stand.

use super::does::Declaring;
use super::fields::{self, answered, pick, whole};
use super::foot::Foot;
use super::lead::Bearing;
use super::{
    Kinds, PER_PAGE, coded, deadline, duties_word, framed, grade, list_head_exact, n, tabs,
    who_form, whose, words as w,
};
use crate::console::door::{Wrong, summary};
use crate::console::guard::{Ask, Entered};
use crate::console::names::Names;
use crate::console::pieces::{capital, filter, form_field, moment};
use crate::console::shape::{self, Shape};
use crate::console::{ConsoleState, format, frame};
use axum::extract::{Query, State as With};
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::{Reach, Right};
use naru_base::{Answer, ClientUseCode, Lang, Micros};
use naru_core::oss::portfolio::{
    self, Duty, FaultText, ListKey, State, SystemRow, SystemSort, Systems, Totals, grade_of,
};
use serde::Deserialize;

/// Which systems, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    of: String,
    name: String,
    duty: String,
    sort: String,
    after: String,
    /// How many rows come before.
    at: String,
}

/// `GET /console/oss`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    show(&state, &ask, &who, &given, (&Declaring::default(), &[])).await
}

/// The page, with what was wrong in its form.
pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    given: &Given,
    (declaring, wrongs): (&Declaring, &[Wrong]),
) -> Response {
    let lang = ask.lang;
    let sort = SystemSort::parse(&given.sort);
    let after = ListKey::parse(&given.after);
    let institution = whose::chosen(who, &given.of);
    let duty = Duty::parse(&given.duty);
    let which = Systems { institution, name: given.name.clone(), duty, sort };
    let now = state.now();
    let (totals, bearing, (mut rows, doubts), stands) = match read(state, which, after).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let more = rows.len() > PER_PAGE;
    rows.truncate(PER_PAGE);
    let next = rows.last().filter(|_| more);
    let next = next.map(|it| it.key(sort).to_string());
    // With a part of a name nobody counts them.
    let all = given.name.trim().is_empty().then(|| of_duty(&totals, duty));
    let foot =
        Foot::of(href(given, sort), (&given.after, &given.at), (rows.len(), all), next).of_things();
    let trouble = state.parts.portfolio.trouble();
    let main = html! {
        div class="head" { h1 { (w::title(lang)) } }
        (lead(lang, (&totals, &bearing), &stands, &given.of))
        (summary(lang, wrongs))
        (data((lang, who), &stands, trouble.as_deref()))
        (tabs(lang, who, super::MENU))
        (who_form(lang, ""))
        @if totals.systems > 0 || !given.of.is_empty() {
            section {
                @if let Some(count) = all {
                    (list_head_exact(lang, &w::tab_systems(lang), &sort_word(lang, sort), count))
                } @else {
                    div class="sh" {
                        h2 { (w::tab_systems(lang)) } span class="sub" { (sort_word(lang, sort)) }
                    }
                }
                (finder(lang, state, who, given))
                (duties(lang, given, &totals))
                (orders(lang, given, sort))
                @if rows.is_empty() { p class="none" { (w::none_match(lang)) } }
                @else {
                    @let kinds = Kinds::of(state, lang, who);
                    @let has_data = !stands.data.is_empty();
                    (table(lang, &rows, &View { kinds, doubts, has_data, now }))
                    (foot.show(lang))
                }
            }
        }
        (declaration(state, lang, who, (declaring, wrongs)))
    };
    answered(framed(state, ask, who, w::title(lang), main), wrongs)
}

/// Numbers, what standings hang on, a page of systems with what leaves their bills in doubt, and by
/// which data.
type Loaded = (Totals, Bearing, (Vec<SystemRow>, Vec<Vec<FaultText>>), State);

async fn read(state: &ConsoleState, which: Systems, after: Option<ListKey>) -> Answer<Loaded> {
    let now = state.now();
    let read = state.parts.portfolio.store().read(move |tx| {
        let rows = portfolio::systems(tx, &which, (after.as_ref(), now), PER_PAGE + 1)?;
        let doubts = rows.iter().map(|it| portfolio::doubts(tx, it.system.id));
        let doubts = doubts.collect::<Result<Vec<_>, _>>()?;
        let owner = which.institution.as_ref();
        let bearing = Bearing::read(tx, owner, now)?;
        Ok((portfolio::totals(tx, owner)?, bearing, (rows, doubts), portfolio::pending(tx)?))
    });
    let (totals, bearing, rows, stands) = read.await?;
    Ok((totals, bearing.with_standing(state).await?, rows, stands))
}

/// What is known beside the rows.
struct View {
    kinds: Kinds,
    /// What leaves the bill of each row in doubt.
    doubts: Vec<Vec<FaultText>>,
    has_data: bool,
    now: Micros,
}

/// How many systems there are for something.
fn of_duty(of: &Totals, it: Option<Duty>) -> i64 {
    match it {
        None => of.systems,
        Some(Duty::Live) => of.live,
        Some(Duty::Internal) => of.systems - of.live,
    }
}

/// For what they are: only those that serve users lower a standing.
fn duties(lang: Lang, given: &Given, of: &Totals) -> Markup {
    let chosen = Duty::parse(&given.duty);
    let to = |duty: &str| {
        href(&Given { duty: duty.to_owned(), ..given.clone() }, SystemSort::parse(&given.sort))
    };
    html! {
        nav class="chips" aria-label=(w::duty(lang)) {
            @for it in [None, Some(Duty::Live), Some(Duty::Internal)] {
                @let word = it.map_or_else(|| w::stances_all(lang), |it| duties_word(lang, it));
                a href=(to(it.map_or("", Duty::as_str)))
                    aria-current=[(it == chosen).then_some("true")] {
                    (capital(&word)) " " (n(of_duty(of, it)))
                }
            }
        }
    }
}

fn lead(lang: Lang, (it, bearing): (&Totals, &Bearing), stands: &State, of: &str) -> Markup {
    html! {
        p class="lead" {
            @if it.systems == 0 { (w::lead_none(lang)) }
            @else {
                (w::lead_systems(lang, &n(it.systems), &n(it.components))) " "
                (bearing.show(lang, it, of))
                @if it.open > 0 { (w::lead_open(lang, &n(it.open))) " " }
                @else if !stands.data.is_empty() && it.unbilled < it.systems {
                    span class="c-ok" { (w::lead_clean(lang, &n(stands.advisories))) } " "
                }
                @if it.unbilled > 0 { b class="c-warn wrap" { (w::lead_unbilled(lang, &n(it.unbilled))) } }
            }
        }
    }
}

/// By which data it is said; none, or not yet done, is said too.
pub(super) fn data((lang, who): (Lang, &Entered), it: &State, trouble: Option<&str>) -> Markup {
    // Only the operator's people can put the file where it belongs.
    let is_own = super::owner(who).is_some();
    html! {
        @if let Some(why) = trouble { p class="note stop" { (w::data_trouble(lang, why)) } }
        @if it.data.is_empty() { p class="note warn" {
            @if is_own { (w::data_none_own(lang)) } @else { (coded(&w::data_none(lang))) }
        } }
        @else if it.done_at.is_none() { p class="note" { (w::data_running(lang, &n(it.todo))) } }
        @if !it.data.is_empty() {
            p class="sub xs" {
                (w::data_line(lang, &n(it.advisories), it.newest.get(..10).unwrap_or(&it.made)))
            }
        }
    }
}

fn href(given: &Given, sort: SystemSort) -> String {
    let (name, of) = (format::query_value(&given.name), whose::kept(&given.of));
    let duty = format::query_value(&given.duty);
    format!("/console/oss?name={name}&duty={duty}&sort={}{of}", sort.as_str())
}

fn sort_word(lang: Lang, it: SystemSort) -> String {
    match it {
        SystemSort::Worst => w::sort_priority(lang),
        SystemSort::Name => w::sort_name(lang),
        SystemSort::Open => w::sort_open(lang),
        SystemSort::Grave => w::sort_grave(lang),
        SystemSort::Components => w::sort_components(lang),
        SystemSort::Due => w::sort_due(lang),
        SystemSort::Billed => w::sort_billed(lang),
    }
}

/// The orders in which the list can be read.
fn orders(lang: Lang, given: &Given, chosen: SystemSort) -> Markup {
    html! {
        nav class="chips" aria-label=(w::sorts(lang)) {
            @for sort in SystemSort::ALL {
                a href=(href(given, sort)) aria-current=[(sort == chosen).then_some("true")] {
                    (sort_word(lang, sort))
                }
            }
        }
    }
}

/// By a part of the name, and by whose they are.
fn finder(lang: Lang, state: &ConsoleState, who: &Entered, given: &Given) -> Markup {
    let (sort, name) = (SystemSort::parse(&given.sort), given.name.as_str());
    html! {
        form class="filter" method="get" action="/console/oss" {
            @if sort != SystemSort::default() {
                input type="hidden" name="sort" value=(sort.as_str());
            }
            @if Duty::parse(&given.duty).is_some() {
                input type="hidden" name="duty" value=(given.duty);
            }
            (whose::field(lang, state, who, &given.of))
            (filter("name", &w::search_name(lang), "search", name))
            div class="acts" { button class="btn" { (w::search(lang)) } }
        }
    }
}

fn table(lang: Lang, rows: &[SystemRow], view: &View) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::system_head(lang)) }
                th { (w::worst(lang)) }
                th class="num" { (w::open_head(lang)) }
                th class="num" { (w::grave_head(lang)) }
                th class="num" { (w::components(lang)) }
                th { (w::due(lang)) }
                th { (w::bill_head(lang)) }
            } }
            tbody { @for (it, doubts) in rows.iter().zip(&view.doubts) { tr {
                td class="way" {
                    a href=(format!("/console/oss/systems/{}", it.system.id)) { (it.system.name) }
                    " " (view.kinds.get(&it.system.institution, it.system.duty))
                }
                td data-l=(w::worst(lang)) {
                    @if it.billed_at.is_none() || !view.has_data { (not_known(lang)) }
                    @else if it.open > 0 { (grade(lang, grade_of(it.worst))) }
                    @else { span class="c-3" { (format::NONE) } }
                }
                (figures(lang, it, view))
                td data-l=(w::bill_head(lang)) {
                    @match it.billed_at {
                        Some(at) => span class="nw" { (moment(at)) },
                        None => span class="c-warn nw" { (w::bill_none(lang)) },
                    }
                    @for doubt in doubts {
                        span class="block sub c-warn" {
                            @if portfolio::is_of_other_product(doubt) { (w::doubt_product(lang)) }
                            @else { (w::doubt_future(lang)) }
                        }
                    }
                }
            } } }
        }
    }
}

/// What is counted of a system. Of one without an SBOM, or without data to compare it with, nothing
/// is known, which is not none.
fn figures(lang: Lang, it: &SystemRow, view: &View) -> Markup {
    let is_billed = it.billed_at.is_some();
    let is_known = is_billed && view.has_data;
    let bearing = it.bearing();
    html! {
        td class="num" data-l=(w::open_head(lang)) {
            @if is_known { (n(it.open)) } @else { span class="c-3" { (format::NONE) } }
        }
        td class="num" data-l=(w::grave_head(lang)) {
            @if !is_known || it.system.duty == Duty::Internal {
                span class="c-3" { (format::NONE) }
            } @else if bearing > 0 { b { (n(bearing)) } }
            @else { (n(0)) }
        }
        td class="num" data-l=(w::components(lang)) {
            @if is_billed { (n(it.components)) } @else { span class="c-3" { (format::NONE) } }
        }
        td data-l=(w::due(lang)) { (deadline(lang, it.next_due_at, view.now)) }
    }
}

fn not_known(lang: Lang) -> Markup {
    shape::state("na", Shape::Dashed, &w::not_known(lang))
}

/// For which institutions the reader may do something: code and name.
pub(super) fn owners(state: &ConsoleState, who: &Entered, names: &Names) -> Vec<(String, String)> {
    let post = &who.session.post;
    let named = |code: &ClientUseCode| (code.to_string(), names.get(code.as_str()).to_owned());
    match (post.reach(Right::OssManage), super::own_code(post)) {
        (Reach::Nothing, _) => Vec::new(),
        (_, Some(own)) => vec![named(&own)],
        (_, None) => {
            let directory = state.parts.hub.directory();
            let mut all: Vec<_> =
                directory.institutions.values().map(|it| named(&it.code)).collect();
            all.sort_by(|a, b| a.1.cmp(&b.1));
            all
        }
    }
}

/// Of whom a form is; nothing to choose for whoever has but one.
pub(super) fn owner_field(
    lang: Lang,
    owners: &[(String, String)],
    chosen: &str,
    wrongs: &[Wrong],
) -> Markup {
    // Nobody is chosen beforehand: a press must not be for the wrong one.
    let first = (String::new(), w::owner_choose(lang));
    let options: Vec<(String, String)> =
        std::iter::once(first).chain(owners.iter().cloned()).collect();
    html! {
        @if let [(only, _)] = owners { input type="hidden" name="institution" value=(only); }
        @else { (pick(("institution", w::declare_owner(lang)), &options, chosen, wrongs)) }
    }
}

fn declaration(
    state: &ConsoleState,
    lang: Lang,
    who: &Entered,
    (it, wrongs): (&Declaring, &[Wrong]),
) -> Markup {
    let names = Names::of(lang, &state.parts.source.glance());
    let owners = owners(state, who, &names);
    if owners.is_empty() {
        return html! {};
    }
    // Nothing is stated beforehand.
    let first = std::iter::once((String::new(), w::choose(lang)));
    let duties = Duty::ALL.map(|it| (it.as_str().to_owned(), super::duty(lang, it)));
    let duties: Vec<(String, String)> = first.chain(duties).collect();
    html! {
        section {
            div class="sh" { h2 { (w::declare_head(lang)) } }
            form id="form" class="two" tabindex="-1" method="post" action="/console/oss/systems"
                aria-describedby=[fields::texts("form", false, wrongs)] {
                (form_field(who))
                p { (w::declare_help(lang)) }
                (whole("form", wrongs))
                (owner_field(lang, &owners, &it.institution, wrongs))
                // The finder above has a field of this name.
                div class="field" {
                    label for="system" { (w::declare_name(lang)) }
                    input id="system" name="name" maxlength="60" required autocomplete="off"
                        value=(it.name) aria-describedby=[fields::texts("system", false, wrongs)]
                        aria-invalid=[fields::is_wrong("system", wrongs)];
                    (fields::error("system", wrongs))
                }
                (pick(("duty", w::duty(lang)), &duties, &it.duty, wrongs))
                button class="btn p" { (w::declare_submit(lang)) }
            }
        }
    }
}
