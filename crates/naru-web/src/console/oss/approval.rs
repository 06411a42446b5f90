//! 사용 승인: the inbox of requests. [`super::approval_ask`] asks for one, [`super::approval_case`]
//! shows one.

use super::approval_ask::ask_href;
use super::approval_lead::{is_urgent, key_of, lead, order_of, urgency};
use super::approval_words as w;
use super::foot::{Foot, bounded};
use super::parts::in_parts;
use super::seats::Rules;
use super::{DOT, framed, list_head, n, name_form, owner, tabs, whose, words as common};
use crate::console::guard::{Ask, Entered};
use crate::console::names::Names;
use crate::console::pieces::{capital, day, moment};
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, frame};
use crate::oss::Portfolio;
use axum::extract::{Query, State as With};
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Answer, ClientUseCode, Lang, Micros};
use naru_core::oss::approval::{
    self, Approval, Class, KnownOf, Office, Order, Seats, Standing, Waits, Which,
};
use serde::Deserialize;

const PER_PAGE: usize = 50;
pub(super) const HERE: &str = "/console/oss/approvals";

/// A standing: shape, word, colour.
pub(super) fn standing(lang: Lang, it: Standing) -> Markup {
    match it {
        Standing::Asked => shown("run", Shape::Half, &w::asked(lang)),
        Standing::Approved => shown("ok", Shape::Check, &w::approved(lang)),
        Standing::Reopened => shown("warn", Shape::Triangle, &w::reopened(lang)),
        Standing::Refused => shown("stop", Shape::Square, &w::refused(lang)),
        Standing::Withdrawn => shown("na", Shape::Hollow, &w::withdrawn(lang)),
        Standing::Lapsed => shown("na", Shape::Dashed, &w::lapsed(lang)),
    }
}

/// A risk class: shape, word, colour.
pub(super) fn class(lang: Lang, it: Class) -> Markup {
    match it {
        Class::High => shown("limit", Shape::Diamond, &w::class_high(lang)),
        Class::Medium => shown("warn", Shape::Triangle, &w::class_medium(lang)),
        Class::Low => shown("na", Shape::Circle, &w::class_low(lang)),
        Class::Quick => shown("na", Shape::Hollow, &w::class_quick(lang)),
    }
}

/// An office's name.
pub(super) fn office(lang: Lang, it: Office) -> String {
    match it {
        Office::Security => w::office_security(lang),
        Office::Manager => w::office_manager(lang),
        Office::Legal => w::office_legal(lang),
        Office::Board => w::office_board(lang),
    }
}

/// Which versions a request is about.
pub(super) fn versions(it: &Approval) -> &str {
    if it.wish.versions.is_empty() { &it.version } else { &it.wish.versions }
}

/// Of requests that are still to be decided.
const UNDECIDED: [Standing; 2] = [Standing::Asked, Standing::Reopened];

/// Which requests, as the address has it.
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

/// `GET /console/oss/approvals`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let portfolio = &state.parts.portfolio;
    let waits = match portfolio.seats().await {
        Ok(seats) => waits_for(&who, (&seats, &known_of(portfolio))),
        Err(no) => return frame::fault(&ask, &no),
    };
    let chosen = match chosen(portfolio, &who, &given, waits.as_ref()).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let is_undecided = matches!(chosen, "asked" | "mine");
    let which = Which {
        institution: whose::chosen(&who, &given.of),
        standings: standings(chosen),
        name: given.name.clone(),
        waits: waits.clone().filter(|_| chosen == "mine"),
        order: if is_undecided { Order::Urgent(now) } else { Order::Newest },
        after: crate::oss::approval_key(&given.after),
    };
    let read = portfolio.store().read(move |tx| {
        let rows = approval::list(tx, &which, PER_PAGE + 1)?;
        let is_urgent = is_urgent(tx, &which, &rows)?;
        Ok(((rows, approval::tally(tx, &which)?), (approval::seats_now(tx)?, is_urgent)))
    });
    let (((mut rows, tally), (seats, is_urgent)), rules) = match (read.await, Rules::of(portfolio))
    {
        (Ok(rows), Ok(rules)) => (rows, rules),
        (Err(no), _) | (_, Err(no)) => return frame::fault(&ask, &no),
    };
    let (more, count) = (rows.len() > PER_PAGE, tally.all);
    rows.truncate(PER_PAGE);
    let name = crate::console::format::query_value(&given.name);
    let of = format!("{}&name={name}", whose::kept(&given.of));
    let next = rows.last().filter(|_| more).map(|it| key_of(it, is_undecided));
    let base = format!("{HERE}?show={chosen}{of}");
    let foot = Foot::of(base, (&given.after, &given.at), (rows.len(), bounded(count)), next);
    let names = Names::of(lang, &state.parts.source.glance());
    let main = html! {
        (head(lang, &who))
        @if given.name.trim().is_empty() {
            @let again = portfolio.newest_data().map_or(0, |data| tally.known(&data));
            p class="lead" { (lead(lang, (chosen, waits.as_ref()), (&tally, is_urgent), again)) }
        }
        p class="sub" { (w::lead(lang)) }
        (tabs(lang, &who, HERE))
        (name_form(lang, HERE, (common::search_package(lang), &given.name),
            (whose::field(lang, &state, &who, &given.of), &[("show", chosen)])))
        (chips(lang, chosen, &of, waits.as_ref()))
        // That a whole list is empty the first sentence says.
        @if !rows.is_empty() {
            section {
                @let order = order_of(lang, (is_undecided, is_urgent));
                (list_head(lang, &w::tab(lang), &order, count))
                @let names = owner(&who).is_none().then_some(&names);
                (table((lang, portfolio), (names, is_undecided), &rows, now)) (foot.show(lang))
            }
        } @else if !given.name.trim().is_empty() {
            section { p class="none" { (common::no_match(lang)) } }
        }
        (duties(lang, &rules, &seats))
        p { (to_seats(lang, &who)) }
    };
    framed(&state, &ask, &who, w::title(lang), main)
}

/// The standings of a list; none: any.
fn standings(chosen: &str) -> Vec<Standing> {
    match chosen {
        "all" => vec![],
        "approved" => vec![Standing::Approved],
        _ => UNDECIDED.to_vec(),
    }
}

fn head(lang: Lang, who: &Entered) -> Markup {
    html! {
        div class="head wrap" {
            h1 { (w::title(lang)) }
            @if who.session.post.may(Right::OssManage) {
                div class="acts" {
                    a class="btn p" href=(format!("{HERE}/ask")) { (w::ask_link(lang)) }
                }
            }
        }
    }
}

/// Which list is shown: what waits for the reader comes first, else everything that nobody has
/// decided.
async fn chosen<'g>(
    portfolio: &Portfolio,
    who: &Entered,
    given: &'g Given,
    waits: Option<&Waits>,
) -> Answer<&'g str> {
    if let it @ ("all" | "approved" | "mine" | "asked") = given.show.as_str() {
        return Ok(it);
    }
    let any = any_waits(portfolio, who, given, waits).await?;
    Ok(if any { "mine" } else { "asked" })
}

/// Whether a request waits for the reader, among those that the address asks for.
async fn any_waits(
    portfolio: &Portfolio,
    who: &Entered,
    given: &Given,
    waits: Option<&Waits>,
) -> Answer<bool> {
    let Some(waits) = waits.cloned() else { return Ok(false) };
    let which = Which {
        institution: whose::chosen(who, &given.of),
        standings: UNDECIDED.to_vec(),
        name: given.name.clone(),
        waits: Some(waits),
        ..Which::default()
    };
    portfolio.store().read(move |tx| Ok(approval::count(tx, &which)? > 0)).await
}

/// The way to the offices, with how many changes the reader may decide there.
fn to_seats(lang: Lang, who: &Entered) -> Markup {
    let changes = who.oss.of(super::seats::HERE);
    html! {
        a href=(super::seats::HERE) { (seats_link(lang, who)) }
        @if changes > 0 { " " b { (w::seats_to_decide(lang, &changes.to_string())) } }
    }
}

fn seats_link(lang: Lang, who: &Entered) -> String {
    if super::zone::may_ask(who) { w::to_seats(lang) } else { w::seats_title(lang) }
}

fn chips(lang: Lang, chosen: &str, of: &str, waits: Option<&Waits>) -> Markup {
    html! {
        nav class="chips" aria-label=(w::which(lang)) {
            @for (value, word) in [
                ("mine", mine(lang, waits)), ("asked", w::to_decide(lang)),
                ("approved", w::in_force(lang)), ("all", w::all(lang)),
            ] {
                @if value != "mine" || waits.is_some() {
                    a href=(format!("{HERE}?show={value}{of}"))
                        aria-current=[(value == chosen).then_some("true")] { (capital(&word)) }
                }
            }
        }
    }
}

/// For whom requests wait as far as the reader is meant: for their offices, or for those who asked.
fn waits_for(who: &Entered, (seats, known): (&Seats, &KnownOf)) -> Option<Waits> {
    let post = &who.session.post;
    if owner(who).is_some() {
        return post.may(Right::OssManage).then_some(Waits::ForAsker);
    }
    let offices = seats.of_role(post.role());
    let by = format!("staff:{}", who.session.account);
    let known = known.clone();
    let may = post.may(Right::OssDecide) && !offices.is_empty();
    may.then_some(Waits::ForOffice { by, offices, known })
}

/// Of what there are data on advisories now.
pub(super) fn known_of(portfolio: &Portfolio) -> KnownOf {
    KnownOf::of(portfolio.newest_data().as_deref())
}

/// Whether data came that a request lacked when it was asked for: rather than to decide it, its
/// institution withdraws it and asks again.
pub(super) fn has_data_now(portfolio: &Portfolio, it: &Approval) -> bool {
    let data = portfolio.newest_data();
    it.lacked_data() && data.is_some_and(|data| approval::is_known(&data, it))
}

/// What waits for the reader, whatever it is called; none: nothing can.
pub(super) fn waiting_for(who: &Entered, of: (&Seats, &KnownOf)) -> Option<Which> {
    Some(Which {
        institution: owner(who),
        standings: UNDECIDED.to_vec(),
        waits: Some(waits_for(who, of)?),
        ..Which::default()
    })
}

fn mine(lang: Lang, it: Option<&Waits>) -> String {
    if it == Some(&Waits::ForAsker) { w::to_settle(lang) } else { common::mine(lang) }
}

/// The offices that have not answered yet.
pub(super) fn waiting(it: &Approval) -> impl Iterator<Item = Office> {
    let has_said = |own: &Office| it.said().any(|vote| vote.office == *own);
    it.offices.iter().copied().filter(move |own| !has_said(own))
}

/// `names`: of institutions, to whoever sees several.
fn table(
    (lang, portfolio): (Lang, &Portfolio),
    (names, is_undecided): (Option<&Names>, bool),
    rows: &[Approval],
    now: Micros,
) -> Markup {
    let until = if is_undecided { common::until_wished(lang) } else { w::until(lang) };
    html! {
        table class="rows" {
            thead { tr {
                th { (w::package(lang)) } th { (w::versions(lang)) } th { (w::class(lang)) }
                th { (w::state(lang)) } th { (w::issues(lang)) } th { (w::offices(lang)) }
                @if is_undecided { th class="num" { (common::asked_when(lang)) } }
                th class="num" { (until) }
            } }
            tbody { @for it in rows { tr {
                td class="way" {
                    a href=(format!("{HERE}/{}", it.id)) { (in_parts(&it.name)) }
                    @if let Some(names) = names {
                        " " span class="c-3" { (names.get(it.institution.as_str())) }
                    }
                    @if is_undecided { (urgency(lang, it, now)) }
                    @if has_data_now(portfolio, it) {
                        span class="block sub" {
                            @if names.is_some() { (w::again_theirs(lang)) }
                            @else { (w::again_own(lang)) }
                        }
                    }
                }
                td class="mono" data-l=(w::versions(lang)) { (versions(it)) }
                td data-l=(w::class(lang)) { (class(lang, it.class)) }
                td data-l=(w::state(lang)) { (standing(lang, it.standing)) }
                td data-l=(w::issues(lang)) { (issues(lang, it)) }
                td data-l=(w::offices(lang)) { (counted(lang, it)) }
                @if is_undecided {
                    td class="num" data-l=(common::asked_when(lang)) {
                        @if it.standing == Standing::Reopened {
                            (moment(it.since)) span class="block sub" { (w::since_reopened(lang)) }
                        } @else { (moment(it.asked_at)) }
                    }
                }
                td class="num" data-l=(until) { (last_day(it)) }
            } } }
        }
    }
}

/// The last day of an approval: its end is the midnight after it.
pub(super) fn last_day(it: &Approval) -> String {
    day(it.wish.until.business_date().previous())
}

fn issues(lang: Lang, it: &Approval) -> Markup {
    let (open, all) = (it.open_issues(), it.issues.len());
    html! {
        @if all == 0 { span class="c-3" { (common::nothing_known(lang)) } }
        @else if open > 0 { (w::issues_open(lang, open, all)) }
        @else { span class="c-3" { (w::issues_settled(lang, all)) } }
    }
}

/// How many said yes in this round, of those that must, and who is still to answer.
fn counted(lang: Lang, it: &Approval) -> Markup {
    let yes = it.said().filter(|it| it.is_yes).count();
    let left: Vec<String> = waiting(it).map(|own| office(lang, own)).collect();
    html! {
        (w::said_of(lang, yes, it.offices.len()))
        @if it.standing.is_to_decide() && !left.is_empty() {
            (DOT) span class="c-3" { (w::offices_left(lang, &left.join(", "))) }
        }
    }
}

/// Who fills which office, and when it is asked.
fn duties(lang: Lang, rules: &Rules, seats: &Seats) -> Markup {
    html! {
        section {
            div class="sh" {
                h2 { (w::duties_head(lang)) } span class="sub" { (w::duties_note(lang)) }
            }
            table class="rows" {
                thead { tr {
                    th { (w::office(lang)) } th { (w::duty_role(lang)) } (Rules::heads(lang))
                } }
                tbody { @for seat in seats.all() { tr {
                    td class="way" { (office(lang, seat.office)) }
                    td data-l=(w::duty_role(lang)) { (frame::role(lang, seat.role)) }
                    (rules.cells(lang, seat.office))
                } } }
            }
            p class="sub" { (rules.quorums(lang)) }
        }
    }
}

/// How the use of a version is covered: what a system asks for itself without approval.
pub(super) fn uncovered(
    lang: Lang,
    institution: &ClientUseCode,
    direct: &[approval::Direct],
    may_ask: bool,
) -> Markup {
    use approval::Cover;
    const SHOWN: usize = 100;
    let without: Vec<&approval::Direct> =
        direct.iter().filter(|it| !matches!(it.cover, Cover::Approved(_))).collect();
    html! {
        section {
            div class="sh" {
                h2 { (w::uncovered_head(lang)) }
                span class="sub" { (w::uncovered_of(lang, without.len(), direct.len())) }
            }
            @if without.is_empty() { p class="none" { (w::uncovered_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::package(lang)) } th { (w::versions(lang)) } th { (w::cover(lang)) }
                        @if may_ask { th { span class="vh" { (w::ask_link(lang)) } } }
                    } }
                    tbody { @for it in without.iter().take(SHOWN) { tr {
                        td class="way" {
                            a href=(format!("/console/oss/packages/{}", it.package)) { (in_parts(&it.name)) }
                        }
                        td class="mono" data-l=(w::versions(lang)) { (it.version) }
                        td data-l=(w::cover(lang)) { (cover(lang, it.cover)) }
                        @if may_ask { td {
                            @if !it.cover.is_asked() {
                                a href=(ask_href(institution, &it.purl, &it.licence)) {
                                    (w::ask_link(lang))
                                }
                            }
                        } }
                    } } }
                }
                @if without.len() > SHOWN { p class="sub" { (w::first_only(lang, SHOWN)) } }
            }
        }
    }
}

fn cover(lang: Lang, it: approval::Cover) -> Markup {
    use approval::Cover;
    let (id, with) = match it {
        Cover::None => return html! { span class="c-3" { (w::cover_none(lang)) } },
        Cover::Withdrawn(id) => (id, standing(lang, Standing::Withdrawn)),
        Cover::Refused(id) => (id, standing(lang, Standing::Refused)),
        Cover::Asked(id) => (id, standing(lang, Standing::Asked)),
        Cover::Reopened(id) => (id, standing(lang, Standing::Reopened)),
        Cover::Approved(id) => (id, standing(lang, Standing::Approved)),
    };
    html! { a href=(format!("{HERE}/{id}")) { (with) } }
}

/// What was asked of a package; `known`: its package URL and licence, to ask with.
pub(super) fn of_package(
    lang: Lang,
    (who, names): (&Entered, &Names),
    rows: &[Approval],
    known: Option<(&str, &str)>,
) -> Markup {
    // An institution's people ask with what is known of the package.
    let own = owner(who);
    let ask = own.zip(known).map(|(code, (purl, licence))| ask_href(&code, purl, licence));
    let ask = ask.unwrap_or_else(|| format!("{HERE}/ask"));
    let is_own = owner(who).is_some();
    html! {
        section {
            div class="sh" {
                h2 { (w::of_package(lang)) }
                @if !rows.is_empty() {
                    span class="sub" {
                        (common::total(lang, &n(i64::try_from(rows.len()).unwrap_or(i64::MAX))))
                    }
                }
            }
            @if rows.is_empty() {
                p class="none" {
                    @if is_own { (w::of_package_none_own(lang)) }
                    @else { (w::of_package_none(lang)) }
                    @if who.session.post.may(Right::OssManage) {
                        " " a href=(ask) { (w::ask_link(lang)) }
                    }
                }
            }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::institution(lang)) } th { (w::versions(lang)) }
                        th { (w::state(lang)) } th { (w::purpose_label(lang)) }
                        th class="num" { (w::until(lang)) }
                    } }
                    tbody { @for it in rows.iter().take(PER_PAGE) { tr {
                        td class="way" {
                            a href=(format!("{HERE}/{}", it.id)) { (names.get(it.institution.as_str())) }
                        }
                        td class="mono" data-l=(w::versions(lang)) { (versions(it)) }
                        td data-l=(w::state(lang)) { (standing(lang, it.standing)) }
                        td data-l=(w::purpose_label(lang)) { (it.wish.purpose) }
                        td class="num" data-l=(w::until(lang)) { (last_day(it)) }
                    } } }
                }
                @if rows.len() > PER_PAGE { p class="sub" { (w::first_only(lang, PER_PAGE)) } }
            }
        }
    }
}
