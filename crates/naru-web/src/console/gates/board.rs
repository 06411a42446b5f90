//! The operator's board: institutions × gates, days left, what blocks whom.

use super::cell::{cell, due};
use super::plain::{gate, is_checked, ladder};
use super::reasons::{Reason, blocks, reasons};
use super::row::{Row, most_urgent_first};
use super::words as w;
use crate::console::ConsoleState;
use crate::console::deadlines;
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::rows::{Look, Paged, finder, foot, foot_of_institutions};
use crate::console::words;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::{Reach, Right};
use naru_base::{Answer, ClientUseCode, Lang, Micros};
use naru_core::admission::deadline::{self, Text, Under, measure_rule};
use naru_core::admission::{
    self, Facts, Gate, GateView, Measure, Next, ServiceKey, ServiceKind, Standing, deeds,
};
use naru_core::check::{self, State as Stands};
use naru_core::eligibility;
use naru_core::identity::Institution;
use naru_core::proposal;
use naru_core::surety::{self, Position};
use std::collections::{BTreeMap, BTreeSet};

const HERE: &str = "/console/gates";

/// What waits for a second person: which deed, on which subject.
type Proposed = BTreeSet<(String, String)>;

/// Where open checks stand: whose, of which service.
type Checks = BTreeMap<(ClientUseCode, Option<ServiceKey>), Stands>;

/// Everything that the board is made of.
pub(super) struct Loaded {
    pub(super) facts: BTreeMap<ClientUseCode, Facts>,
    pub(super) cover: BTreeMap<ClientUseCode, Position>,
    pub(super) proposed: Proposed,
    /// Whose form of eligibility waits for a decision.
    forms: BTreeSet<ClientUseCode>,
    checks: Checks,
    /// What rules with a date are called, by the ground of measures under them.
    titles: BTreeMap<String, Text>,
    /// Under which rules with a date two people have to decide, and nobody has proposed anything.
    pub(super) to_decide: Vec<Under>,
}

impl Loaded {
    /// Where the open check of this gate stands, if it has one.
    pub(super) fn check(&self, row: &Row<'_>, it: &GateView<'_>) -> Option<Stands> {
        let key = it.service.map(|it| it.key.clone());
        self.checks
            .get(&(row.institution.code.clone(), key))
            .copied()
            .filter(|_| is_checked(it.gate))
    }

    /// Whether a form waits for a decision at this gate, and nobody has proposed one.
    pub(super) fn form_waits(&self, row: &Row<'_>, it: &GateView<'_>) -> bool {
        it.gate == Gate::Eligibility
            && self.forms.contains(&row.institution.code)
            && !is_proposed(&self.proposed, row.institution, it)
    }

    /// The ground of a measure as people read it.
    pub(super) fn ground<'a>(&'a self, lang: Lang, it: &'a Measure) -> &'a str {
        self.titles.get(&it.rule).map_or(&it.rule, |title| match lang {
            Lang::Ko => &title.ko,
            Lang::En => &title.en,
        })
    }
}

/// Reads it.
pub(super) async fn load(state: &ConsoleState) -> Answer<Loaded> {
    let now = state.now();
    state
        .parts
        .store
        .read(move |tx| {
            let (open, _) = proposal::list(tx, now)?;
            let checks = check::open(tx, None)?;
            // The result of a check is a decision at its gate.
            let at_gate = |it: proposal::Case| match check::deeds::about(&it.subject) {
                Some((_, id)) => checks.iter().find(|of| of.id == id).map(|of| {
                    let subject = deeds::subject(&of.institution, of.service.as_ref());
                    (deeds::kind_of(of.gate()).to_owned(), subject)
                }),
                None if it.kind == eligibility::deeds::DECIDE => {
                    Some((deeds::kind_of(Gate::Eligibility).to_owned(), it.subject))
                }
                None => it.kind.starts_with(deeds::PREFIX).then_some((it.kind, it.subject)),
            };
            let facts = admission::load_with_newest_documents(tx)?;
            let mut to_decide = deadline::places_in(tx, &facts, now)?;
            to_decide.retain(|it| {
                deadlines::is_to_decide(&it.finding) && !deadlines::is_proposed(&open, it)
            });
            Ok(Loaded {
                cover: surety::positions(tx, facts.keys(), now)?,
                facts,
                to_decide,
                titles: deadline::rules(tx)?
                    .into_iter()
                    .map(|it| (measure_rule(&it), it.title))
                    .collect(),
                forms: eligibility::to_decide(tx)?,
                proposed: open.into_iter().filter_map(at_gate).collect(),
                checks: checks
                    .into_iter()
                    .map(|it| ((it.institution, it.service), it.state))
                    .collect(),
            })
        })
        .await
}

/// A record without anything in it.
pub(super) fn nothing() -> Facts {
    Facts::default()
}

/// What the board knows of each row beside its facts.
struct Sight<'a> {
    reasons: BTreeMap<&'a ClientUseCode, Vec<Reason>>,
    /// The word of whoever reads, where it decides something here.
    turn: Option<String>,
    now: Micros,
}

impl<'a> Sight<'a> {
    fn of(
        lang: Lang,
        rows: &[Row<'a>],
        loaded: &Loaded,
        (who, now): (&Entered, Micros),
    ) -> Sight<'a> {
        let of = |it: &Row<'a>| (&it.institution.code, reasons(lang, it, loaded, now));
        let post = &who.session.post;
        let turn = match (post.may(Right::GatesDecide), post.may(Right::ChecksDecide)) {
            (true, _) => Some(w::turn_operator(lang)),
            (false, true) => Some(w::turn_inspector(lang)),
            (false, false) => None,
        };
        Sight { reasons: rows.iter().map(of).collect(), turn, now }
    }

    fn reasons(&self, row: &Row<'_>) -> &[Reason] {
        self.reasons.get(&row.institution.code).map_or(&[], Vec::as_slice)
    }

    /// Whether it is the turn of whom this word names.
    fn waits_for(&self, row: &Row<'_>, word: &str) -> bool {
        self.reasons(row).iter().any(|it| it.1 == word)
    }
}

/// The chips that go through both parts of the board.
const ACROSS: [&str; 3] = ["appeal", "turn", "proposed"];

fn fits(lang: Lang, row: &Row<'_>, show: &str, sight: &Sight<'_>) -> bool {
    let now = sight.now;
    match show {
        "limited" => row.is_limited(),
        "week" => row.ends_within(7, now),
        "month" => row.ends_within(30, now),
        "way" => !row.has_started(),
        "appeal" => row.waits_for_word(),
        "turn" => sight.turn.as_ref().is_some_and(|it| sight.waits_for(row, it)),
        "proposed" => sight.waits_for(row, &w::turn_second(lang)),
        _ => true,
    }
}

/// The page.
pub(super) async fn show(state: &ConsoleState, ask: &Ask, who: &Entered, look: &Look) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let loaded = match load(state).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let directory = state.parts.hub.directory();
    let blank = nothing();
    let mut rows: Vec<Row<'_>> = directory
        .institutions
        .values()
        .map(|it| {
            let facts = loaded.facts.get(&it.code).unwrap_or(&blank);
            Row::of(it, facts, loaded.cover.get(&it.code), now)
        })
        .collect();
    most_urgent_first(&mut rows);
    let sight = Sight::of(lang, &rows, &loaded, (who, now));
    let on_way = rows.iter().filter(|it| !it.has_started()).count();
    let live_now = rows.iter().filter(|it| it.is_live()).count();
    let main = html! {
        div class="head" {
            h1 { (w::gates(lang)) }
            p class="meta" { (w::meta(lang, rows.len(), live_now, on_way)) (suspended(lang, &rows)) }
            p class="acts" { a class="btn" href="/console/gates.json" { (w::json(lang)) } }
        }
        @if rows.is_empty() { (empty(lang, who)) }
        @else {
            p class="lead" { (lead(lang, &rows, loaded.proposed.len(), (who, now))) }
            (chips(lang, &rows, &look.show, &sight))
        }
        (finder(lang, HERE, look, rows.len()))
        @if !rows.is_empty() {
            (live(lang, &rows, &loaded, look, &sight))
            (way(lang, &rows, &loaded, look, &sight))
        }
    };
    let title = w::gates(lang);
    frame::page(state, &Page { ask, who, title, here: "/console/gates", topic: Topic::Watch, main })
}

/// Those that may call nothing any more, said apart where there are any.
fn suspended(lang: Lang, rows: &[Row<'_>]) -> String {
    match rows.iter().filter(|it| it.has_started() && !it.is_live()).count() {
        0 => String::new(),
        n => words::suspended_too(lang, n),
    }
}

/// What is to be looked at; nothing is said of what nobody has.
fn lead(lang: Lang, rows: &[Row<'_>], proposed: usize, (who, now): (&Entered, Micros)) -> Markup {
    let soon = rows.iter().filter(|it| it.ends_within(7, now)).count();
    let limited = rows.iter().filter(|it| it.is_limited()).count();
    let appeals = rows.iter().filter(|it| it.waits_for_word()).count();
    let short = rows.iter().filter(|it| it.short.is_some_and(|it| it.is_short())).count();
    let sees_cover = who.session.post.reach(Right::SuretyRead) == Reach::Everything;
    html! {
        @match (soon, limited) {
            (0, 0) => (w::lead_calm(lang)),
            (soon, 0) => (w::lead_soon(lang, soon)),
            (0, limited) => (w::lead_limited(lang, limited)),
            (soon, limited) => (w::lead(lang, soon, limited)),
        }
        @if short > 0 {
            " "
            @if sees_cover {
                a href="/console/surety?show=short" { (w::lead_lacking_cover(lang, short)) }
            } @else { (w::lead_lacking_cover(lang, short)) }
        }
        @if appeals > 0 { " " (w::lead_appeals(lang, appeals)) }
        @if proposed > 0 {
            " " a href="/console/gates?show=proposed" { (w::lead_proposed(lang, proposed)) }
        }
    }
}

/// A network that has just begun: what this page will show, and how it begins.
fn empty(lang: Lang, who: &Entered) -> Markup {
    html! {
        p class="lead" { (w::lead_empty(lang)) }
        @if who.session.post.may(Right::InstitutionsManage) {
            p class="acts" {
                a class="btn p" href="/console/institutions/enter" { (w::enter_first(lang)) }
            }
        }
    }
}

fn chips(lang: Lang, rows: &[Row<'_>], show: &str, sight: &Sight<'_>) -> Markup {
    let count = |of: &str| rows.iter().filter(|it| fits(lang, it, of, sight)).count();
    let all = [
        ("", w::all_chip(lang, rows.len())),
        ("limited", w::limited_chip(lang, count("limited"))),
        ("week", w::week_chip(lang, count("week"))),
        ("month", w::month_chip(lang, count("month"))),
        ("way", w::way_chip(lang, count("way"))),
        ("turn", w::turn_chip(lang, sight.turn.as_deref().unwrap_or_default(), count("turn"))),
        ("proposed", w::proposed_chip(lang, count("proposed"))),
        ("appeal", w::appeal_chip(lang, count("appeal"))),
    ];
    let is_shown = |of: &str| !ACROSS.contains(&of) || of == show || count(of) > 0;
    html! {
        div class="chips" { @for (of, word) in all.into_iter().filter(|it| is_shown(it.0)) {
            a href=(if of.is_empty() { "/console/gates".to_owned() } else { format!("/console/gates?show={of}") })
                aria-current=[(of == show).then_some("true")] { (word) }
        } }
    }
}

/// The columns of the path on the board: of the service check one for each kind of service.
const COLUMNS: [(Gate, Option<ServiceKind>); 7] = [
    (Gate::Eligibility, None),
    (Gate::Functional, None),
    (Gate::Organisation, None),
    (Gate::Service, Some(ServiceKind::Web)),
    (Gate::Service, Some(ServiceKind::App)),
    (Gate::Surety, None),
    (Gate::Contract, None),
];

fn column(lang: Lang, gate_at: Gate, kind: Option<ServiceKind>) -> String {
    match kind {
        None => gate(lang, gate_at),
        Some(ServiceKind::Web) => w::web(lang),
        Some(ServiceKind::App) => w::app(lang),
    }
}

fn found<'r, 'f>(row: &'r Row<'f>, look: &Look) -> Option<&'r Row<'f>> {
    let it = row.institution;
    look.finds(&[&it.name_ko, &it.name_en, it.code.as_str()]).then_some(row)
}

fn live(lang: Lang, rows: &[Row<'_>], loaded: &Loaded, look: &Look, sight: &Sight<'_>) -> Markup {
    let is_across = ACROSS.contains(&look.show.as_str());
    let of_part = rows.iter().filter(|it| is_across || it.has_started());
    let fit = of_part.filter(|it| fits(lang, it, &look.show, sight));
    let fit: Vec<&Row<'_>> = fit.filter_map(|it| found(it, look)).collect();
    let (shown, next) = look.page(&fit, |it| it.institution.code.to_string());
    // Whoever fits a name may stand among those on the way alone.
    let is_nobody = fit.is_empty() && !look.name.is_empty();
    let mut on_way = rows.iter().filter(|it| look.show.is_empty() && !it.has_started());
    let is_on_way = on_way.any(|it| found(it, look).is_some());
    html! {
        @if look.show == "way" || (is_nobody && is_on_way) {}
        @else if is_nobody { (foot(lang, HERE, look, 0, Paged::default())) }
        @else {
            section {
                div class="sh" {
                    h2 { (if is_across { w::across_head(lang) } else { w::live_head(lang) }) }
                    span class="sub" { (w::live_note(lang)) }
                }
                @if shown.is_empty() { p class="none" { (w::none_live(lang)) } }
                @else { (table(lang, shown, loaded, sight)) }
                (foot_of_institutions(lang, HERE, look, fit.len(), next))
            }
        }
    }
}

/// Whoever is on the way: below the first page of everybody its first ones, and all of it on its
/// own.
fn way(lang: Lang, rows: &[Row<'_>], loaded: &Loaded, look: &Look, sight: &Sight<'_>) -> Markup {
    let fit = rows.iter().filter(|it| !it.has_started());
    let fit: Vec<&Row<'_>> = fit.filter_map(|it| found(it, look)).collect();
    let is_own = look.show == "way";
    let is_nobody = fit.is_empty() && !look.name.is_empty();
    let (shown, next) = look.page(&fit, |it| it.institution.code.to_string());
    html! {
        @if is_own && is_nobody { (foot(lang, HERE, look, 0, Paged::default())) }
        @else if !is_nobody && (is_own || (look.show.is_empty() && look.after.is_empty())) {
            section {
                div class="sh" { h2 { (w::way_head(lang)) } span class="sub" { (w::way_note(lang)) } }
                @if shown.is_empty() { p class="none" { (w::none_way(lang)) } }
                @else { (table(lang, shown, loaded, sight)) }
                @if is_own { (foot_of_institutions(lang, HERE, look, fit.len(), next)) }
                @else if next.next().is_some() {
                    p class="pager" {
                        a class="btn" href=(format!("{HERE}?show=way")) {
                            (w::all_on_way(lang, fit.len()))
                        }
                    }
                }
            }
        }
    }
}

fn table(lang: Lang, rows: &[&Row<'_>], loaded: &Loaded, sight: &Sight<'_>) -> Markup {
    html! {
        table class="rows gates" aria-label=(w::board_label(lang)) {
            thead { tr {
                th { (words::institution(lang)) }
                th { (words::standing(lang)) }
                @for (gate_at, kind) in COLUMNS { th { (column(lang, gate_at, kind)) } }
                th { (w::next_due(lang)) }
                th { (w::blocks(lang)) }
            } }
            tbody { @for it in rows { (line(lang, it, loaded, sight)) } }
        }
    }
}

fn line(lang: Lang, row: &Row<'_>, loaded: &Loaded, sight: &Sight<'_>) -> Markup {
    let (it, now) = (row.institution, sight.now);
    let name = if lang == Lang::Ko { &it.name_ko } else { &it.name_en };
    let class = match row.admission.standing {
        Standing::Suspended => Some("tint-stop"),
        Standing::LimitCut | Standing::InquiryOnly => Some("tint-warn"),
        _ => None,
    };
    // What one cell of a row tells, another need not tell on a telephone.
    let next = row.due();
    let is_named = row.admission.blocked_by().is_some_and(|it| is_gate(next.as_ref(), it));
    html! {
        tr class=[class] {
            td class="way" {
                a href=(format!("/console/gates/{}", it.code)) { (name) }
                " " span class="mono c-3 xs" { (it.code) }
            }
            td { (ladder(lang, row.admission.standing)) }
            @for (gate_at, kind) in COLUMNS {
                @let views = of_column(row, gate_at, kind);
                @let behind = match gate_at {
                    Gate::Surety => (row.short, row.falls),
                    _ => (None, None),
                };
                @let is_told = views.iter().any(|it| is_gate(next.as_ref(), it));
                (cell(lang, (&column(lang, gate_at, kind), is_told), (&views, behind),
                    waits(lang, row, loaded, &views), now))
            }
            td class="due" data-l=(w::next_due(lang)) {
                (due(lang, next.as_ref(), (is_named, row.ending), now))
            }
            td class="why" data-l=(w::blocks(lang)) { (blocks(sight.reasons(row), lang)) }
        }
    }
}

/// That a decision at one of these views waits for somebody.
fn waits(lang: Lang, row: &Row<'_>, loaded: &Loaded, views: &[&GateView<'_>]) -> Option<String> {
    if views.iter().any(|it| is_proposed(&loaded.proposed, row.institution, it)) {
        return Some(w::proposed(lang));
    }
    views.iter().any(|it| loaded.form_waits(row, it)).then(|| w::form_waits(lang))
}

/// Whether the date that comes next is this gate's.
fn is_gate(next: Option<&Next<'_, '_>>, it: &GateView<'_>) -> bool {
    matches!(next, Some(Next::Gate(of, _)) if *of == it)
}

fn of_column<'v, 'f>(
    row: &'v Row<'f>,
    gate_at: Gate,
    kind: Option<ServiceKind>,
) -> Vec<&'v GateView<'f>> {
    let is_of = |v: &&GateView<'_>| {
        let of = v.service.map(|it| it.key.kind);
        v.gate == gate_at && v.counts && (kind.is_none() || of == kind)
    };
    row.admission.gates.iter().filter(is_of).collect()
}

pub(super) fn is_proposed(
    proposed: &Proposed,
    institution: &Institution,
    it: &GateView<'_>,
) -> bool {
    let subject = deeds::subject(&institution.code, it.service.map(|s| &s.key));
    proposed.contains(&(deeds::kind_of(it.gate).to_owned(), subject))
}
