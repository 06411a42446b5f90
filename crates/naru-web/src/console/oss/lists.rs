//! `GET /console/oss/findings`: what is open, page by page.

use super::foot::{Foot, bounded};
use super::lead::{Bearing, knows_nothing, nothing_known};
use super::parts::{fixed, package};
use super::{
    DOT, Kinds, PER_PAGE, advisory_href, deadline_beside, framed, grade, n, name_form, tabs, total,
    who_form, whose, words as w,
};
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::moment;
use crate::console::{ConsoleState, format, frame};
use crate::oss::api::{key_of, sort_of};
use axum::extract::{Query, State as With};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::{Lang, Micros};
use naru_core::oss::portfolio::stance::{self, Alive};
use naru_core::oss::portfolio::{
    self, FindingKey, FindingRow, FindingSort, Found, Grade, State, Totals,
};
use serde::Deserialize;

/// Which findings, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    of: String,
    sort: String,
    grave: String,
    name: String,
    after: String,
    /// How many rows come before.
    at: String,
}

const SORTS: [(&str, FindingSort); 6] = [
    ("", FindingSort::Priority),
    ("due", FindingSort::Due),
    ("found", FindingSort::Found),
    ("system", FindingSort::System),
    ("package", FindingSort::Package),
    ("advisory", FindingSort::Advisory),
];

/// `GET /console/oss/findings`
pub(crate) async fn findings_page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let (is_grave, is_bearing) = (given.grave == "1", given.grave == "standing");
    let name = given.name.trim().to_owned();
    let asked = sort_of(&given.sort);
    let which = Found {
        institution: whose::chosen(&who, &given.of),
        grade_min: is_grave.then_some(Grade::Critical),
        is_bearing,
        ..Found::default()
    };
    let looking = Looking { which, name: name.clone(), is_whose: !given.of.is_empty(), now };
    let order = (asked, key_of(&given.after));
    let looked = looking.looked(&state, order).await;
    let Looked { found, orders, beside, bearing, totals, stands } = match looked {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let (mut rows, count, advisory) = match found {
        // An advisory by its very name is what was asked for.
        Sought::Advisory(id) => return Redirect::to(&advisory_href(&id)).into_response(),
        Sought::Rows { rows, count, of } => (rows, count, of),
    };
    let sort = orders.chosen(asked);
    let more = rows.len() > PER_PAGE;
    rows.truncate(PER_PAGE);
    let next = rows.last().filter(|_| more).map(|it| it.key(sort));
    let next = next.map(|key| format!("{}.{}", key.by, key.seq));
    let base = href(&given, &given.sort, &given.grave);
    let all = if name.is_empty() { Some(count) } else { bounded(count) };
    let foot = Foot::of(base, (&given.after, &given.at), (rows.len(), all), next);
    let kinds = Kinds::of(&state, lang, &who);
    let main = html! {
        div class="head" { h1 { (w::findings_title(lang)) } }
        (lead((lang, &who), (&totals, &stands), &bearing, &given.of))
        @let trouble = state.parts.portfolio.trouble();
        (super::portfolio::data((lang, &who), &stands, trouble.as_deref()))
        (tabs(lang, &who, "/console/oss/findings"))
        (who_form(lang, ""))
        (name_form(lang, "/console/oss/findings", (w::search_finding(lang), &given.name),
            (whose::field(lang, &state, &who, &given.of),
                &[("sort", &given.sort), ("grave", &given.grave)])))
        (chips(lang, &given, (&orders, sort)))
        (orders_note(lang, (&orders, asked)))
        @if let Some(id) = &advisory {
            p class="sub" { a href=(advisory_href(id)) { (w::to_advisory(lang, id)) } }
        }
        // Of a name they are not counted apart.
        @let excepted = if name.is_empty() { bearing.excepted } else { 0 };
        @if !rows.is_empty() {
            section {
                @let (order, all) = (sort_word(lang, sort), how_many(lang, &name, count));
                (head(&w::findings_head(lang), &order, &all))
                @if is_bearing { (bearing_note(lang, excepted)) }
                (table(lang, &kinds, (&rows, &beside), now)) (foot.show(lang))
            }
        } @else if !knows_nothing(&totals, &stands) {
            (nothing(lang, &name, (is_bearing, is_grave), excepted))
        }
    };
    framed(&state, &ask, &who, w::findings_title(lang), main)
}

/// What is open, what of it lowers a standing, and what nobody knows.
fn lead(
    (lang, who): (Lang, &Entered),
    (totals, stands): (&Totals, &State),
    bearing: &Bearing,
    of: &str,
) -> Markup {
    html! {
        p class="lead" {
            @if knows_nothing(totals, stands) { (nothing_known(lang, who, (totals, stands))) }
            @else {
                @if totals.open > 0 { (w::lead_open(lang, &n(totals.open))) " " }
                @else { span class="c-ok" { (w::lead_clean(lang, &n(stands.advisories))) } " " }
                (bearing.show(lang, totals, of))
                @if totals.unbilled > 0 { (w::lead_unbilled(lang, &n(totals.unbilled))) }
            }
        }
    }
}

/// That there is nothing of what is asked for; of everything the first sentence says it.
fn nothing(lang: Lang, name: &str, (is_bearing, is_grave): (bool, bool), excepted: i64) -> Markup {
    let none = match (is_bearing, is_grave) {
        _ if !name.is_empty() => w::no_match(lang),
        (true, _) => w::bearing_none(lang),
        (_, true) => w::grave_none(lang),
        _ => return html! {},
    };
    html! {
        section {
            @if is_bearing { (bearing_note(lang, excepted)) }
            p class="none" { (none) }
        }
    }
}

/// What a standing hangs on, and on how many of these it does not for now.
fn bearing_note(lang: Lang, excepted: i64) -> Markup {
    html! {
        p class="sub" {
            (w::bearing_note(lang))
            @if excepted > 0 { " " (w::bearing_excepted(lang, &n(excepted))) }
        }
    }
}

/// What is looked for.
struct Looking {
    which: Found,
    name: String,
    /// Whether the address says whose: then an advisory's own name is a part of the list.
    is_whose: bool,
    now: Micros,
}

/// What a name came to.
enum Sought {
    /// The advisory that is called so.
    Advisory(String),
    /// A page of findings, how many there are, and the advisory that all of them are about.
    Rows { rows: Vec<FindingRow>, count: i64, of: Option<String> },
}

/// A page of findings with what stands beside it.
struct Looked {
    found: Sought,
    orders: Orders,
    /// What is said of each of them.
    beside: Vec<Option<Alive>>,
    /// What standings hang on, of everything.
    bearing: Bearing,
    totals: Totals,
    stands: State,
}

impl Looking {
    /// With what standings are now.
    async fn looked(
        self,
        state: &ConsoleState,
        order: (FindingSort, Option<FindingKey>),
    ) -> naru_base::Answer<Looked> {
        let store = state.parts.portfolio.store();
        let it = store.read(move |tx| self.look(tx, order)).await?;
        Ok(Looked { bearing: it.bearing.with_standing(state).await?, ..it })
    }

    fn look(
        &self,
        tx: &mut naru_store::Tx<'_>,
        order: (FindingSort, Option<FindingKey>),
    ) -> naru_base::Answer<Looked> {
        let owner = self.which.institution.as_ref();
        let (totals, stands) = (portfolio::totals(tx, owner)?, portfolio::pending(tx)?);
        let bearing = Bearing::read(tx, owner, self.now)?;
        let (found, orders) = if self.name.is_empty() {
            self.all(tx, order, &totals)?
        } else {
            self.named(tx, order)?
        };
        let rows: &[FindingRow] = match &found {
            Sought::Rows { rows, .. } => rows,
            Sought::Advisory(_) => &[],
        };
        let beside = stance::beside(tx, rows, self.now)?;
        Ok(Looked { found, orders, beside, bearing, totals, stands })
    }

    fn all(
        &self,
        tx: &mut naru_store::Tx<'_>,
        (asked, after): (FindingSort, Option<FindingKey>),
        totals: &Totals,
    ) -> naru_base::Answer<(Sought, Orders)> {
        let which = &self.which;
        let orders = if which.is_bearing { Orders::Bearing } else { Orders::Every };
        let rows = portfolio::findings(tx, which, orders.chosen(asked), after, PER_PAGE + 1)?;
        let count = match (which.is_bearing, which.grade_min) {
            (true, _) => totals.grave,
            (false, Some(_)) => totals.critical,
            (false, None) => totals.open,
        };
        Ok((Sought::Rows { rows, count, of: None }, orders))
    }

    fn named(
        &self,
        tx: &mut naru_store::Tx<'_>,
        (asked, after): (FindingSort, Option<FindingKey>),
    ) -> naru_base::Answer<(Sought, Orders)> {
        let (which, name) = (&self.which, self.name.as_str());
        let advisory = portfolio::advisory(tx, name, which.institution.as_ref())?;
        if let Some(it) = advisory.filter(|it| it.all > 0) {
            let id = it.row.id;
            let Some(code) = which.institution.as_ref().filter(|_| self.is_whose) else {
                return Ok((Sought::Advisory(id), Orders::Advisory));
            };
            let of = (which, code, id.as_str());
            let rows = portfolio::findings_of_advisory(tx, of, after, PER_PAGE + 1)?;
            let count = portfolio::findings_of_advisory_count(tx, of)?;
            return Ok((Sought::Rows { rows, count, of: Some(id) }, Orders::Advisory));
        }
        let packages = portfolio::packages_named(tx, which, name)?;
        // The other orders put all of a package in order: that is done while they can be counted.
        let whole = Found { institution: which.institution.clone(), ..Found::default() };
        let whole = portfolio::findings_of_count(tx, (&whole, &packages))?;
        let orders = if bounded(whole).is_some() { Orders::Named } else { Orders::NamedMany };
        let of = (which, packages.as_slice());
        let order = (orders.chosen(asked), after);
        let rows = portfolio::findings_of(tx, of, order, PER_PAGE + 1)?;
        let count = portfolio::findings_of_count(tx, of)?;
        Ok((Sought::Rows { rows, count, of: None }, orders))
    }
}

/// In which orders a list comes.
#[derive(Clone, Copy)]
enum Orders {
    Every,
    /// Only what a standing hangs on.
    Bearing,
    /// By the beginning of a name.
    Named,
    /// The same of so many that only one order is read without reading all.
    NamedMany,
    /// An institution's own of one advisory.
    Advisory,
}

impl Orders {
    /// Whether it comes in this one: groups are walked from one to the next, which neither a name
    /// nor a standing is found by.
    fn offers(self, it: FindingSort) -> bool {
        use FindingSort as S;
        match self {
            Orders::Every => true,
            Orders::Bearing => matches!(it, S::Priority | S::Due | S::Found | S::System),
            Orders::Named => matches!(it, S::Priority | S::Due | S::Found),
            Orders::NamedMany => it == S::Priority,
            Orders::Advisory => it == S::Due,
        }
    }

    /// The order that is asked for, or the one that comes instead.
    fn chosen(self, asked: FindingSort) -> FindingSort {
        if self.offers(asked) {
            return asked;
        }
        if self.offers(FindingSort::Priority) { FindingSort::Priority } else { FindingSort::Due }
    }

    /// Why others are not to be had; nothing if all are.
    fn note(self, lang: Lang) -> Option<String> {
        match self {
            Orders::Every => None,
            Orders::Bearing => Some(w::orders_bearing(lang)),
            Orders::Named => Some(w::orders_named(lang)),
            Orders::NamedMany => Some(w::orders_named_many(lang)),
            Orders::Advisory => Some(w::orders_advisory(lang)),
        }
    }
}

/// Which findings, and in which order.
fn chips(lang: Lang, given: &Given, (orders, sort): (&Orders, FindingSort)) -> Markup {
    html! {
        nav class="chips" aria-label=(w::which(lang)) {
            @for (value, word) in [
                ("", w::stances_all(lang)), ("1", w::only_grave(lang)),
                ("standing", w::only_bearing(lang)),
            ] {
                a href=(href(given, &given.sort, value))
                    aria-current=[(value == given.grave).then_some("true")] { (word) }
            }
        }
        nav class="chips" aria-label=(w::sorts(lang)) {
            @for (value, of) in SORTS {
                @if orders.offers(of) {
                    a href=(href(given, value, &given.grave))
                        aria-current=[(of == sort).then_some("true")] { (sort_word(lang, of)) }
                } @else {
                    span aria-describedby="orders-note" { (sort_word(lang, of)) }
                }
            }
        }
    }
}

/// How many findings there are; those with a name are counted to a bound only.
fn how_many(lang: Lang, name: &str, count: i64) -> String {
    if name.is_empty() { w::total(lang, &n(count)) } else { total(lang, count) }
}

/// The head of a list: its order, and how many there are.
pub(super) fn head(title: &str, order: &str, count: &str) -> Markup {
    html! { div class="sh" { h2 { (title) } span class="sub" { (order) (DOT) (count) } } }
}

fn href(given: &Given, sort: &str, grave: &str) -> String {
    let value = format::query_value;
    let (sort, grave, name) = (value(sort), value(grave), value(&given.name));
    let of = whose::kept(&given.of);
    format!("/console/oss/findings?sort={sort}&grave={grave}&name={name}{of}")
}

/// Why some orders are not to be had here, and that the one that was asked for is not.
fn orders_note(lang: Lang, (orders, asked): (&Orders, FindingSort)) -> Markup {
    let chosen = orders.chosen(asked);
    html! {
        @if let Some(note) = orders.note(lang) {
            p class="sub" id="orders-note" {
                // Nobody asks for the first of all orders.
                @if chosen != asked && asked != FindingSort::default() {
                    b class="wrap" {
                        (w::order_not_here(lang, &sort_word(lang, asked), &sort_word(lang, chosen)))
                    } " "
                }
                (note)
            }
        }
    }
}

fn sort_word(lang: Lang, it: FindingSort) -> String {
    match it {
        FindingSort::Priority => w::sort_priority(lang),
        FindingSort::Due => w::sort_due(lang),
        FindingSort::Found => w::sort_found(lang),
        FindingSort::System => w::sort_system(lang),
        FindingSort::Package => w::sort_package(lang),
        FindingSort::Advisory => w::sort_advisory(lang),
    }
}

fn table(
    lang: Lang,
    kinds: &Kinds,
    (rows, beside): (&[FindingRow], &[Option<Alive>]),
    now: Micros,
) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::system_head(lang)) } th { (w::grade_head(lang)) }
                th { (w::advisory_head(lang)) } th { (w::package_head(lang)) }
                th { (w::fixed_head(lang)) } th { (w::due_by(lang)) }
                th class="num" { (w::found_head(lang)) }
            } }
            tbody { @for (it, beside) in rows.iter().zip(beside) { tr {
                td class="way" {
                    a href=(format!("/console/oss/systems/{}", it.system)) { (it.system_name) } " "
                    (kinds.get(&it.institution, it.duty))
                }
                td { (grade(lang, it.grade)) }
                // Names that say themselves what they are need no label on a telephone.
                td class="nw" { a href=(advisory_href(&it.advisory)) { (it.advisory) } }
                td { (package(it)) }
                td data-l=(w::fixed_head(lang)) { (fixed(lang, &it.fixed)) }
                td { (deadline_beside(lang, it.due_at, beside.as_ref(), now)) }
                td class="num wide" { (moment(it.found_at)) }
            } } }
        }
    }
}
