//! One check: its items on the left, one item in the middle with everything that speaks about it,
//! what the reader may do on the right. Every item is one page, and none needs a script.

use super::plain::{due, due_at, opinion_word, state as shown, value_look, value_word, what};
use super::words as w;
use super::{Eyes, HERE, Shown, act, item, load};
use crate::console::ConsoleState;
use crate::console::accounts::case::People;
use crate::console::assets;
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::letter::unbroken;
use crate::console::live::Topic;
use crate::console::pieces::{Wants, day};
use crate::console::shape::shape;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Answer, Id, Lang, Micros};
use naru_core::check::signal::of_item;
use naru_core::check::{Area, Dossier, Engagement, Item, Opinion, Value, deeds};
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
    /// A verdict that waits for the second person, and whether it is a pass.
    pub(super) waits: Option<(Id, bool)>,
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
        format!("{HERE}/{}?item={item}#{}", self.it().id, item::ITEM)
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
) -> Answer<Option<(Id, bool)>> {
    let (subject, now) = (deeds::subject(&it.institution, it.id), state.now());
    let read = state.parts.store.read(move |tx| Ok(proposal::list(tx, now)?.0));
    let open = read.await?;
    let mut of_it = open.into_iter().filter(|c| c.kind == deeds::VERDICT && c.subject == subject);
    let found = of_it.find(|it| who.is_told(it, Right::GatesRead));
    let is_pass = |it: &Case| deeds::conclusion_of(it).is_ok_and(|(_, it)| it.is_pass);
    Ok(found.map(|it| (it.id, is_pass(&it))))
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
        Ok::<_, naru_base::No>((people, waits, state.wants(who).await?))
    };
    let (people, waits, wants) = match more.await {
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
        (act::banner(&view))
        div class="check" data-check="" {
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
    // Where everything is judged, what is to be put right stands first.
    let is_bare = |it: &Item| view.dossier().finding(&it.id).is_none();
    let is_open = |it: &Item| view.sees_findings() && view.dossier().open_since(&it.id).is_some();
    let first = items.iter().position(is_bare);
    Some(first.or_else(|| items.iter().position(is_open)).unwrap_or(0))
}

fn head(view: &View<'_>) -> Markup {
    let (lang, it, dossier) = (view.lang, view.it(), view.dossier());
    let inspector = it.inspector.map(|id| view.name(&format!("staff:{id}")));
    html! {
        p class="crumb" { a href=(HERE) { (w::checks(lang)) } " › " (view.shown.name) }
        div class="head wrap" {
            h1 { (view.shown.name) " · " (what(lang, it)) }
            p class="meta" {
                (shown(lang, it.state))
                @if let (Some(name), Some((from, to))) = (inspector, it.slot) {
                    @let (from, to) = (day(from), day(to));
                    // An institution's own people are not told who it is.
                    @match view.people {
                        Some(_) => { " · " (unbroken(&w::inspector_is(lang, &name, &from, &to))) }
                        None => { " · " (unbroken(&w::slot_is(lang, &from, &to))) }
                    }
                }
                @if let Some(at) = due_at(it) {
                    " · "
                    @if it.fix_by == Some(at) { (w::put_right_by(lang)) " " }
                    (due(lang, at, view.now))
                }
            }
            p class="acts" {
                // Before the first finding there is nothing to report.
                @if view.dossier().has_findings() {
                    a class="btn" href=(format!("{HERE}/{}/report", it.id)) { (w::print_link(lang)) }
                }
                a class="btn" href=(format!("{HERE}/{}/csv", it.id)) { (w::csv_link(lang)) }
                a class="btn" href=(format!("{HERE}/{}/json", it.id)) { (w::json_link(lang)) }
                @if view.dossier().has_findings() {
                    a class="btn" href=(format!("{HERE}/{}/oscal", it.id)) { (w::oscal_link(lang)) }
                }
            }
        }
        p class="sub xs" {
            (w::by_list(lang, &it.list.to_string()))
            @if dossier.list.is_reconstruction() {
                " (" span title=(dossier.list.source_note.of(lang)) { (w::reconstruction(lang)) } ")"
            }
        }
        (progress(view))
    }
}

/// How far it is: a small square for each item, and the sum in words.
fn progress(view: &View<'_>) -> Markup {
    let (lang, dossier) = (view.lang, view.dossier());
    let values: Vec<Option<Value>> = dossier
        .list
        .items
        .iter()
        .map(|it| dossier.finding(&it.id).map(|f| f.value).filter(|_| view.sees_findings()))
        .collect();
    let count = |value| values.iter().filter(|it| **it == Some(value)).count();
    let done = values.iter().flatten().count();
    let (pass, partial, fail) = (Value::Pass, Value::Partial, Value::Fail);
    html! {
        p class="steps" {
            // Boxes without what was found would read as none judged.
            @if view.sees_findings() {
                span class="bar" aria-hidden="true" {
                    @for it in &values {
                        i class=(it.map_or("none", |value| value_look(value).0)) {}
                    }
                }
                " "
            }
            @if view.sees_findings() {
                (w::progress(lang, done, values.len(), count(pass), count(partial), count(fail)))
            } @else {
                // How far it is stands in the list too; what was found is told later.
                @let answered = dossier.list.items.iter();
                @let answered = answered.filter(|it| dossier.finding(&it.id).is_some()).count();
                (w::progress_untold(lang, answered, values.len()))
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
            data-refuted=[is_refuted.then_some("")] data-open=[found.is_none().then_some("")] {
            span class="n" { (it.number()) }
            span class="t" { (it.title.of(lang)) }
            @match found {
                Some(f) => {
                    @let (class, form) = value_look(f.value);
                    span class=(format!("st {class}")) { (shape(form)) (value_word(lang, f.value)) }
                }
                None => span class=(if is_refuted { "op b c-stop" } else { "op sub" }) {
                    (opinion_word(lang, opinion))
                },
            }
        }
    }
}
