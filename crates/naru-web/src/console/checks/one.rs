//! One check: its items on the left, one item in the middle with everything that speaks about it,
//! what the reader may do on the right. Every item is one page, and none needs a script.

use super::plain::{
    days_left, due, due_at, opinion_word, state as shown, value_look, value_word, what,
};
use super::words as w;
use super::{Eyes, HERE, Shown, act, item, lead, load};
use crate::console::ConsoleState;
use crate::console::accounts::case::People;
use crate::console::accounts::refused;
use crate::console::assets;
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::letter::unbroken;
use crate::console::live::Topic;
use crate::console::pieces::{Wants, day};
use crate::console::shape::{Shape, shape, state as marked};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Answer, Id, Lang, Micros};
use naru_core::check::signal::of_item;
use naru_core::check::{Area, Dossier, Engagement, Item, Opinion, State as Stands, Value, deeds};
use naru_core::proposal::{self, Case};
use serde::Deserialize;

/// Which item.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Which {
    item: String,
}

/// `GET /console/checks/{id}?item=ORG-26`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Response {
    show(&state, &ask, &who, (&id, &which.item), None, &[]).await
}

/// What the page is made of, for one reader.
pub(super) struct View<'a> {
    pub(super) lang: Lang,
    pub(super) who: &'a Entered,
    pub(super) eyes: Eyes,
    pub(super) shown: &'a Shown,
    pub(super) people: Option<&'a People>,
    pub(super) now: Micros,
    pub(super) wrongs: &'a [Wrong],
    pub(super) wants: Wants,
    /// A verdict that waits for the second person.
    pub(super) waits: Option<Case>,
    /// What the inspector wrote, if it has to be put right.
    pub(super) given: Option<&'a act::Given>,
    /// A new id, for what is proposed.
    pub(super) key: Id,
}

impl View<'_> {
    pub(super) fn dossier(&self) -> &Dossier {
        &self.shown.dossier
    }

    pub(super) fn it(&self) -> &Engagement {
        &self.shown.dossier.engagement
    }

    pub(super) fn sees_findings(&self) -> bool {
        self.eyes.see_findings(self.it().state)
    }

    pub(super) fn opinion(&self, item: &Item) -> Opinion {
        of_item(item, &self.shown.known, &self.shown.limits, self.now).0
    }

    /// Whether the machine contradicts now what was found to be met.
    pub(super) fn is_contradicted(&self, item: &Item) -> bool {
        let found = self.dossier().finding(&item.id).filter(|_| self.sees_findings());
        let is_met = found.is_some_and(|it| it.value == Value::Pass);
        is_met && self.opinion(item) == Opinion::Refutes
    }

    /// The name of who acted: an institution's people are not told inspectors' names.
    pub(super) fn name(&self, actor: &str) -> String {
        match self.people {
            Some(people) => people.actor(self.lang, actor),
            None if self.it().inspector.is_some_and(|id| actor == format!("staff:{id}")) => {
                w::turn_inspector(self.lang)
            }
            None => w::turn_institution(self.lang),
        }
    }

    pub(super) fn link(&self, item: &str) -> String {
        format!("{HERE}/{}?item={item}#item", self.it().id)
    }

    /// Items that are not met, as they were last found.
    pub(super) fn open(&self) -> usize {
        let dossier = self.dossier();
        dossier.list.items.iter().filter(|it| dossier.open_since(&it.id).is_some()).count()
    }

    /// Items that the inspector has to look at now.
    pub(super) fn left(&self) -> usize {
        let dossier = self.dossier();
        dossier.list.items.iter().filter(|it| dossier.waits_for_look(&it.id)).count()
    }
}

/// A check for a reader who only reads: a file, or the paper.
pub(super) fn plain_view<'a>(
    lang: Lang,
    who: &'a Entered,
    (eyes, people): (Eyes, Option<&'a People>),
    shown: &'a Shown,
    env: naru_base::Env,
) -> View<'a> {
    View {
        lang,
        who,
        eyes,
        shown,
        people,
        now: env.now,
        wrongs: &[],
        wants: Wants::Nothing,
        waits: None,
        given: None,
        key: env.id(0),
    }
}

/// The open proposal about a check, if there is one.
pub(super) async fn waiting(
    state: &ConsoleState,
    who: &Entered,
    it: &Engagement,
) -> Answer<Option<Case>> {
    let (subject, now) = (deeds::subject(&it.institution, it.id), state.now());
    let read = state.parts.store.read(move |tx| Ok(proposal::list(tx, now)?.0));
    let open = read.await?;
    let mut of_it = open.into_iter().filter(|c| c.kind == deeds::VERDICT && c.subject == subject);
    Ok(of_it.find(|it| who.is_told(it, Right::GatesRead)))
}

/// The page; `item`: which one, or the first that has not been answered.
pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (id, item): (&str, &str),
    given: Option<&act::Given>,
    wrongs: &[Wrong],
) -> Response {
    let shown = match load(state, ask, who, id).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let eyes = Eyes::of(who, &shown.dossier.engagement);
    let more = async {
        let people = if eyes == Eyes::Own { None } else { Some(People::load(state).await?) };
        let waits = waiting(state, who, &shown.dossier.engagement).await?;
        let refused = match &people {
            Some(it) => refused::lines(state, (ask.lang, who), it, &shown.refused)?,
            None => html! {},
        };
        Ok::<_, naru_base::No>((people, (waits, refused), state.wants(who).await?))
    };
    let (people, (waits, refused), wants) = match more.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let lang = ask.lang;
    let view = View {
        lang,
        who,
        eyes,
        shown: &shown,
        people: people.as_ref(),
        now: state.now(),
        wrongs,
        wants,
        waits,
        given,
        key: state.env().id(0),
    };
    let Some(at) = place(&view, item) else { return super::unknown(ask) };
    let main = html! {
        link rel="stylesheet" href=(assets::check_css());
        (head(&view))
        (summary(lang, wrongs))
        (lead::lead(&view))
        (refused)
        div class="check" data-check=(view.who.session.account) {
            (items(&view, at))
            (item::article(&view, at))
            div class="deeds" { (act::aside(&view, at)) }
        }
        script src=(assets::check_js()) defer {}
    };
    let title = format!("{} · {}", shown.name, what(lang, view.it()));
    let page = Page { ask, who, title, here: HERE, topic: Topic::Watch, main };
    let mut response = frame::page(state, &page);
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// The item's place in the list.
fn place(view: &View<'_>, item: &str) -> Option<usize> {
    let items = &view.dossier().list.items;
    if !item.is_empty() {
        return items.iter().position(|it| it.id == item);
    }
    Some(first_place(view))
}

/// Where the work is: what waits for a look, else what nobody has judged, else the first finding
/// that is open.
fn first_place(view: &View<'_>) -> usize {
    let (dossier, items) = (view.dossier(), &view.dossier().list.items);
    let at = |fits: &dyn Fn(&Item) -> bool| items.iter().position(fits);
    let found = at(&|it| dossier.waits_for_look(&it.id));
    if !view.sees_findings() {
        return 0;
    }
    found
        .or_else(|| at(&|it| dossier.finding(&it.id).is_none()))
        .or_else(|| at(&|it| dossier.open_since(&it.id).is_some()))
        .unwrap_or(0)
}

fn head(view: &View<'_>) -> Markup {
    let (lang, it) = (view.lang, view.it());
    html! {
        p class="crumb" { a href=(HERE) { (w::checks(lang)) } " › " (view.shown.name) }
        div class="head wrap" {
            h1 { (view.shown.name) " · " (what(lang, it)) }
            p class="meta" {
                @if view.waits.is_some() { (marked("run", Shape::Half, &w::to_confirm(lang))) }
                @else { (shown(lang, it.state)) }
                (inspector(view)) (when(view))
            }
            (files(view))
        }
        (progress(view))
    }
}

/// Who checks, and on which days; an institution's own people are not told who it is.
fn inspector(view: &View<'_>) -> Markup {
    let (lang, it) = (view.lang, view.it());
    let inspector = it.inspector.map(|id| view.name(&format!("staff:{id}")));
    html! {
        @if let (Some(name), Some((from, to))) = (inspector, it.slot) {
            @let (from, to) = (day(from), day(to));
            @if view.people.is_some() { " · " span class="nw" { (w::inspector_is(lang, &name)) } }
            " · " span class="nw" { (w::slot_is(lang, &from, &to)) }
        } @else if !it.state.is_final() { " · " (w::nobody_has_it(lang)) }
    }
}

/// Days left of the slot, or to put right; since when a re-check waits.
fn when(view: &View<'_>) -> Markup {
    let (lang, it) = (view.lang, view.it());
    html! {
        // Once a result is proposed its days bind nobody.
        @if view.waits.is_some() {}
        @else if it.state == Stands::ReCheck {
            " · " (unbroken(&w::waits_since(lang, &day(it.changed_at.business_date()))))
        } @else if let Some(at) = due_at(it) {
            " · "
            @if it.fix_by == Some(at) { (w::put_right_by(lang)) " " (due(lang, at, view.now)) }
            @else { (days_left(lang, at, view.now)) }
        }
    }
}

/// The report, and the same as files.
fn files(view: &View<'_>) -> Markup {
    let (lang, it) = (view.lang, view.it());
    // Before the first finding there is nothing to report.
    let has_report = view.dossier().has_findings();
    let file = |name: &str| format!("{HERE}/{}/{name}", it.id);
    html! {
        div class="acts files" {
            @let gates = format!("/console/gates/{}", it.institution);
            @let service = it.service.as_ref().map(ToString::to_string).unwrap_or_default();
            a class="btn" href=(gates) { (w::gate_link(lang)) }
            a class="btn" href=(format!("{gates}/scans?service={service}")) { (w::tools_link(lang)) }
            @if has_report { a class="btn" href=(file("report")) { (w::print_link(lang)) } }
            details class="files" {
                summary class="btn" { (w::files_head(lang)) }
                p {
                    a href=(file("csv")) { (w::csv_link(lang)) }
                    @if has_report {
                        a href=(file("json")) { (w::json_link(lang)) }
                        a href=(file("oscal")) { (w::oscal_link(lang)) }
                    }
                }
            }
        }
    }
}

/// How far it is: a small square for each item, and the sum in words. While findings are withheld
/// only the sum: it stands in the list too, and empty squares would deny it.
fn progress(view: &View<'_>) -> Markup {
    let (lang, dossier) = (view.lang, view.dossier());
    let (done, all) = (dossier.judged(), dossier.list.items.len());
    if !view.sees_findings() {
        return html! {
            p class="steps" {
                span {
                    @if done == 0 { (w::progress_hidden(lang, all)) }
                    @else { (w::progress_untold(lang, done, all)) }
                }
                " " (judged_by(view))
            }
        };
    }
    let values: Vec<Option<Value>> =
        dossier.list.items.iter().map(|it| dossier.finding(&it.id).map(|f| f.value)).collect();
    let count = |value| values.iter().filter(|it| **it == Some(value)).count();
    let [pass, partial, fail, na] = Value::ALL.map(count);
    html! {
        p class="steps" {
            span class="bar" aria-hidden="true" {
                @for it in &values {
                    i class=(it.map_or("none", |value| value_look(value).0)) {}
                }
            }
            " " span { (w::progress(lang, done, all, pass, partial, fail, na)) }
            " " (judged_by(view))
        }
    }
}

/// The list that it is judged by.
fn judged_by(view: &View<'_>) -> Markup {
    let (lang, list) = (view.lang, &view.dossier().list);
    html! {
        span class="sub" {
            (w::by_list(lang, &view.it().list.to_string()))
            @if list.is_reconstruction() {
                " (" span title=(list.source_note.of(lang)) { (w::reconstruction(lang)) } ")"
            }
        }
    }
}

/// The list of items, in their areas.
fn items(view: &View<'_>, at: usize) -> Markup {
    let (lang, list) = (view.lang, &view.dossier().list);
    let group = |area: &Area| area.group.of(lang).to_owned();
    html! {
        nav class="items" aria-label=(w::items_label(lang)) {
            @for (n, area) in list.areas.iter().enumerate() {
                @let before = n.checked_sub(1).and_then(|n| list.areas.get(n));
                @if before.is_none_or(|it| group(it) != group(area)) {
                    p class="group" { (group(area)) }
                }
                p class="area" { (area.title.of(lang)) }
                @for (i, it) in list.items.iter().enumerate().filter(|(_, it)| it.area == area.id) {
                    (link(view, it, i == at))
                }
            }
        }
    }
}

/// One line of the list: number, title, and the finding or what the machine says.
fn link(view: &View<'_>, it: &Item, is_here: bool) -> Markup {
    let lang = view.lang;
    let found = view.dossier().finding(&it.id).filter(|_| view.sees_findings());
    let opinion = view.opinion(it);
    let is_refuted = opinion == Opinion::Refutes;
    html! {
        a href=(view.link(&it.id)) aria-current=[is_here.then_some("true")]
            data-item=(it.id) data-record=(record(view, it))
            data-refuted=[is_refuted.then_some("")] data-open=[is_next(view, it).then_some("")] {
            span class="n" { (it.number()) }
            span class="t" { (it.title.of(lang)) }
            @match found {
                Some(f) if view.dossier().waits_for_look(&it.id) => {
                    span class="st warn b" { (shape(value_look(f.value).1)) (w::look_again(lang)) }
                }
                Some(f) => {
                    @let (class, form) = value_look(f.value);
                    span class=(format!("st {class}")) {
                        (shape(form)) (value_word(lang, f.value))
                        @if view.is_contradicted(it) {
                            " " span class="also c-stop b" { (w::contradicts_now(lang)) }
                        }
                    }
                }
                // What it cannot see it says nothing of.
                None if it.signals.is_empty() => {}
                None => span class=(if is_refuted { "op b c-stop" } else { "op sub" }) {
                    (opinion_word(lang, opinion))
                },
            }
        }
    }
}

/// What changes with each word of the reader on this item that is taken, for the drafts in a
/// browser. Of findings that are withheld it says nothing.
fn record(view: &View<'_>, item: &Item) -> String {
    let dossier = view.dossier();
    if view.eyes == Eyes::Own {
        let said = dossier.statement(&item.id).map_or(0, |it| it.at.get());
        return format!("{said}.{}", dossier.about(&item.id).count());
    }
    match view.sees_findings() {
        true => dossier.findings.iter().filter(|it| it.item == item.id).count().to_string(),
        false => String::new(),
    }
}

/// Whether the key for what is next stops here: what waits for a look, and once nothing does what
/// is open.
fn is_next(view: &View<'_>, it: &Item) -> bool {
    let dossier = view.dossier();
    if !view.sees_findings() {
        return false;
    }
    match view.left() {
        0 => dossier.open_since(&it.id).is_some(),
        _ => dossier.waits_for_look(&it.id),
    }
}
