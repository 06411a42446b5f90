//! `GET /console/oss/advisories/{id}`: what it says, the race against it, and whom it concerns.

use super::advisories::{day_of, epss, kev, published, score};
use super::bites::{self, ByCode};
use super::foot::Foot;
use super::parts::{fixed, in_parts, package};
use super::{
    DOT, Kinds, PER_PAGE, deadline, finding_state, framed, grade, n, owner, race, said, span,
    words as w,
};
use crate::console::gates::plain::standing;
use crate::console::guard::{Ask, Entered};
use crate::console::names::Names;
use crate::console::pieces::moment;
use crate::console::{ConsoleState, format, frame};
use axum::extract::{Path, Query, State as With};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::{ClientUseCode, Lang, Micros};
use naru_core::oss::portfolio::stance::{self, Alive};
use naru_core::oss::portfolio::{
    self, AdvisoryRow, AdvisoryView, Duty, Exposed, ExposedKey, ExposedPart, FindingRow, Race,
    State, Totals,
};
use serde::Deserialize;

/// Where the list goes on: the part, the deadline, the count.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    after: String,
    /// How many rows come before.
    at: String,
}

fn key_of(text: &str) -> Option<ExposedKey> {
    let mut parts = text.split('.');
    let part =
        parts.next()?.parse().ok().and_then(|it: usize| ExposedPart::ALL.get(it).copied())?;
    let (due_at, seq) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some(ExposedKey { part, due_at, seq })
}

struct Seen {
    advisory: AdvisoryView,
    /// In how many systems a standing hangs on it.
    bearing: i64,
    exposed: Vec<FindingRow>,
    /// What stands beside each of them.
    beside: Vec<Option<Alive>>,
    counts: Vec<Exposed>,
    /// What standings are now because of findings, of the institutions in the list.
    bites: ByCode,
    race: Race,
    stands: State,
    totals: Totals,
}

impl Seen {
    /// Nothing if nobody knows it; standings are not read here.
    fn read(
        tx: &mut naru_store::Tx<'_>,
        id: &str,
        (owner, now): (Option<&ClientUseCode>, Micros),
        after: Option<ExposedKey>,
    ) -> naru_base::Answer<Option<Seen>> {
        let Some(advisory) = portfolio::advisory(tx, id, owner)? else { return Ok(None) };
        let id = &advisory.row.id;
        let exposed = portfolio::advisory_exposed(tx, id, owner, after, PER_PAGE + 1)?;
        Ok(Some(Seen {
            beside: stance::beside(tx, &exposed, now)?,
            exposed,
            bearing: portfolio::advisory_bearing(tx, id, owner, now)?,
            counts: portfolio::exposure_counts(tx, id, owner)?,
            bites: ByCode::new(),
            race: portfolio::race(tx, id, owner)?,
            stands: portfolio::pending(tx)?,
            totals: portfolio::totals(tx, owner)?,
            advisory,
        }))
    }
}

/// `GET /console/oss/advisories/{id}`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Query(given): Query<Given>,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let (owner, after) = (owner(&who), key_of(&given.after));
    let (own, asked) = (owner.clone(), id.clone());
    let read = state.parts.portfolio.store();
    let read = read.read(move |tx| Seen::read(tx, &id, (owner.as_ref(), now), after));
    let mut seen = match read.await {
        // What concerns nobody of its own is none of a participant's business.
        Ok(Some(it)) if own.is_none() || it.advisory.all > 0 => it,
        Ok(_) => return only_told(&state, &ask, &who, &asked).await,
        Err(no) => return frame::fault(&ask, &no),
    };
    let more = seen.exposed.len() > PER_PAGE;
    seen.exposed.truncate(PER_PAGE);
    let next = seen.exposed.last().filter(|_| more).map(FindingRow::exposed_key);
    let next = next.map(|key| format!("{}.{}.{}", key.part as usize, key.due_at, key.seq));
    let codes = seen.exposed.iter().map(|it| it.institution.clone()).chain(own.clone());
    seen.bites = match bites::read(&state, codes.collect()).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let base = super::advisory_href(&seen.advisory.row.id);
    let (from, count) = ((given.after.as_str(), given.at.as_str()), seen.exposed.len());
    let foot = Foot::of(base, from, (count, Some(seen.advisory.all)), next).part("exposed");
    let kinds = Kinds::of(&state, lang, &who);
    let it = &seen.advisory.row;
    let main = html! {
        p class="crumb" { a href="/console/oss/advisories" { (w::advisories_title(lang)) } " › " (it.id) }
        (head(it))
        (lead(lang, &seen, own.as_ref(), now))
        @let trouble = state.parts.portfolio.trouble();
        (super::portfolio::data((lang, &who), &seen.stands, trouble.as_deref()))
        div class="cols life" {
            @if seen.advisory.all > 0 { (race_section(lang, &seen.race, now)) }
            (facts(lang, &seen.advisory))
        }
        @if seen.counts.len() > 1 { (by_institution(lang, &kinds.names, &seen, now)) }
        section id="exposed" {
            div class="sh" {
                h2 { (w::exposed_head(lang)) } span class="sub" { (w::exposed_note(lang)) }
            }
            @if seen.exposed.is_empty() {
                p class="none" {
                    @if seen.advisory.all == 0 { (nobody(lang, &seen.totals)) }
                    @else { (w::lead_all_done(lang)) }
                }
            }
            @else {
                (table(lang, &kinds, &seen, now))
                (foot.show(lang))
            }
        }
    };
    framed(&state, &ask, &who, it.id.clone(), main)
}

/// One that affects nothing that the reader may see: what the data say of it, or that they do not
/// know it.
async fn only_told(state: &ConsoleState, ask: &Ask, who: &Entered, id: &str) -> Response {
    let (lang, own) = (ask.lang, owner(who));
    let is_own = own.is_some();
    let told = match state.parts.portfolio.told(id) {
        Ok(Some(it)) => it,
        Ok(None) => {
            let text = html! {
                p { (w::advisory_unknown(lang, id)) }
                p { a href="/console/oss/advisories" { (w::advisories_title(lang)) } }
            };
            return said(state, ask, who, (StatusCode::NOT_FOUND, w::unknown_head(lang)), text);
        }
        Err(no) => return frame::fault(ask, &no),
    };
    let read = state
        .parts
        .portfolio
        .store()
        .read(move |tx| Ok((portfolio::totals(tx, own.as_ref())?, portfolio::pending(tx)?)));
    let (totals, stands) = match read.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let billed = totals.systems - totals.unbilled;
    let main = html! {
        p class="crumb" {
            a href="/console/oss/advisories" { (w::advisories_title(lang)) } " › " (told.id)
        }
        (titled(&told.summary, &told.id))
        p class="lead" {
            (w::advisory_told(lang)) " "
            @if told.is_withdrawn { (w::advisory_withdrawn(lang)) }
            @else if billed == 0 { b class="c-warn wrap" { (w::advisory_nobody_unbilled(lang)) } }
            @else if is_own { span class="c-ok" { (w::advisory_nobody_own(lang, &n(billed))) } }
            @else { span class="c-ok" { (w::advisory_nobody(lang, &n(billed))) } }
        }
        @let trouble = state.parts.portfolio.trouble();
        (super::portfolio::data((lang, who), &stands, trouble.as_deref()))
        section {
            div class="sh" { h2 { (w::advisory_head(lang)) } }
            dl class="kv" {
                dt { (w::advisory_packages(lang)) }
                dd {
                    @if told.packages.is_empty() { (format::NONE) }
                    @for (i, (ecosystem, name)) in told.packages.iter().enumerate() {
                        @if i > 0 { (DOT) }
                        span class="mono" { (in_parts(name)) } " " span class="c-3" { (ecosystem) }
                    }
                }
                dt { (w::aliases(lang)) }
                dd class="mono" {
                    @if told.aliases.is_empty() { (format::NONE) }
                    @else { (told.aliases.join(DOT)) }
                }
                dt { (w::published(lang)) } dd { (day_of(lang, &told.published)) }
            }
        }
    };
    framed(state, ask, who, told.id.clone(), main)
}

fn titled(summary: &str, id: &str) -> Markup {
    html! {
        div class="head wrap" {
            h1 { @if summary.is_empty() { (id) } @else { (summary) } }
            span class="meta mono" { (id) }
        }
    }
}

fn head(it: &AdvisoryRow) -> Markup {
    titled(&it.summary, &it.id)
}

/// Red only where something is past its deadline.
fn lead(lang: Lang, seen: &Seen, own: Option<&ClientUseCode>, now: Micros) -> Markup {
    let it = &seen.advisory;
    let bites = own.and_then(|code| seen.bites.get(code));
    let bites = bites.and_then(|of| of.said(lang, |own| own.advisory == it.row.id));
    let is_late = seen.counts.iter().any(|it| is_past(it.due_at, now));
    html! {
        p class="lead" {
            @if it.all == 0 { (nobody(lang, &seen.totals)) }
            @else { (w::lead_advisory(lang, &n(it.all), &n(it.fixed))) " " }
            @if it.all == 0 {}
            @else if it.row.open > 0 {
                b class=(if is_late { "c-stop wrap" } else { "wrap" }) {
                    (w::lead_left(lang, &n(it.row.open)))
                    @if seen.bearing > 0 {
                        " "
                        @match (&bites, own) {
                            (Some(now), _) => (now),
                            (None, Some(_)) => (w::lead_bearing_then(lang, &n(seen.bearing))),
                            (None, None) => (w::lead_bearing(lang, &n(seen.bearing))),
                        }
                    }
                }
            }
            @else { span class="c-ok" { (w::lead_all_done(lang)) } }
        }
    }
}

/// That it concerns nobody, said of those of whom something is known.
fn nobody(lang: Lang, of: &Totals) -> String {
    w::advisory_nobody(lang, &n(of.systems - of.unbilled))
}

fn race_section(lang: Lang, it: &Race, now: Micros) -> Markup {
    let from = it.runs.first().map(|it| moment(it.0)).unwrap_or_default();
    html! {
        section {
            div class="sh" {
                h2 { (w::race_head(lang)) }
                span class="sub" {
                    @match it.gap_us() {
                        Some(gap) => (w::race_note(lang, &from, &span(lang, gap))),
                        None => (w::race_note_open(lang, &from)),
                    }
                }
            }
            (race::chart(lang, it, now))
        }
    }
}

fn facts(lang: Lang, it: &AdvisoryView) -> Markup {
    let row = &it.row;
    html! {
        section {
            div class="sh" { h2 { (w::advisory_head(lang)) } }
            dl class="kv" {
                dt { (w::grade_head(lang)) } dd { (grade(lang, row.grade)) }
                dt { (w::score(lang)) } dd { (score(lang, row)) }
                dt { (w::epss(lang)) } dd { (epss(lang, row)) }
                dt { (w::exploited_head(lang)) } dd { (kev(lang, row)) }
                dt { (w::aliases(lang)) }
                dd class="mono" {
                    @if row.aliases.is_empty() { (format::NONE) } @else { (row.aliases.join(DOT)) }
                }
                dt { (w::published(lang)) } dd { (published(lang, row)) }
                dt { (w::source(lang)) }
                dd {
                    @if row.url.starts_with("https://") {
                        a href=(row.url) rel="noreferrer noopener" { (row.url) }
                    } @else { (format::NONE) }
                }
            }
        }
    }
}

fn is_past(due_at: Option<Micros>, now: Micros) -> bool {
    due_at.is_some_and(|at| at <= now)
}

fn by_institution(lang: Lang, names: &Names, seen: &Seen, now: Micros) -> Markup {
    // What is open there, one by one.
    let href = |it: &Exposed| {
        let id = format::query_value(&seen.advisory.row.id);
        format!("/console/oss/findings?of={}&name={id}", it.institution)
    };
    html! {
        section {
            div class="sh" { h2 { (w::by_institution(lang)) } }
            table class="rows" {
                thead { tr {
                    th { (w::institution(lang)) } th class="num" { (w::exposure_open(lang)) }
                    th class="num" { (w::exposure_gone(lang)) } th { (w::due(lang)) }
                } }
                tbody { @for it in &seen.counts { tr {
                    td class="way" {
                        @if it.open > 0 {
                            a href=(href(it)) { (names.get(it.institution.as_str())) }
                        } @else { (names.get(it.institution.as_str())) }
                        " "
                        span class="mono c-3 xs" { (it.institution) }
                    }
                    td class="num" data-l=(w::exposure_open(lang)) {
                        @if it.open > 0 {
                            b class=[is_past(it.due_at, now).then_some("c-stop")] { (n(it.open)) }
                        } @else { (n(it.open)) }
                    }
                    td class="num" data-l=(w::exposure_gone(lang)) { (n(it.gone)) }
                    td data-l=(w::due(lang)) { (deadline(lang, it.due_at, now)) }
                } } }
            }
        }
    }
}

fn table(lang: Lang, kinds: &Kinds, seen: &Seen, now: Micros) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::system_head(lang)) } th { (w::state_head(lang)) }
                th { (w::package_head(lang)) } th { (w::fixed_head(lang)) }
                th { (w::due_by(lang)) } th { (w::after_due(lang)) }
            } }
            tbody { @for (it, beside) in seen.exposed.iter().zip(&seen.beside) { tr {
                td class="way" {
                    a href=(format!("/console/oss/systems/{}", it.system)) { (it.system_name) } " "
                    (kinds.get(&it.institution, it.duty))
                }
                @let is_put_off = beside.as_ref().is_some_and(|it| it.is_approved);
                td {
                    (finding_state(lang, it, is_put_off, now))
                    @if let Some((at, _)) = it.gone { " " span class="c-3 nw" { (moment(at)) } }
                }
                td data-l=(w::package_head(lang)) { (package(it)) }
                td data-l=(w::fixed_head(lang)) { (fixed(lang, &it.fixed)) }
                td data-l=(w::due_by(lang)) {
                    @if it.gone.is_some() || is_put_off { span class="c-3" { (format::NONE) } }
                    @else { (deadline(lang, Some(it.due_at), now)) }
                }
                td data-l=(w::after_due(lang)) {
                    @match beside {
                        Some(beside) if it.gone.is_none() => {
                            @if !beside.is_approved { (after(lang, it, seen, now)) " " }
                            (super::stance::beside(lang, beside))
                        }
                        _ => (after(lang, it, seen, now)),
                    }
                }
            } } }
        }
    }
}

/// What the deadline means for a finding.
fn after(lang: Lang, it: &FindingRow, seen: &Seen, now: Micros) -> Markup {
    let lowered = seen.bites.get(&it.institution);
    let lowered = lowered.and_then(|of| of.lowered_by(it.system, &it.advisory));
    html! {
        @if it.gone.is_some() { span class="c-3" { (format::NONE) } }
        @else if it.duty == Duty::Live && it.grade.is_grave() {
            b class=[(it.due_at <= now).then_some("c-stop")] {
                @match lowered {
                    Some(to) => (w::after_lowered(lang, &standing(lang, to))),
                    None => (w::after_live(lang)),
                }
            }
        }
        @else { span class="c-3" { (w::after_internal(lang)) } }
    }
}
