//! All rules and everybody whom they concern, those to decide first; an institution's own people
//! see their own.

use super::forms;
use super::grounds::{self, MostDays};
use super::import;
use super::plain::{
    address, check_of, concerned, day, gate, is_proposed, is_to_decide, last_day, left, reason,
    shown, text, urgency,
};
use super::words as w;
use crate::console::ConsoleState;
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::letter::unbroken;
use crate::console::live::Topic;
use crate::console::pieces::capital;
use crate::console::rows::{Look, finder, foot};
use crate::console::sources;
use crate::console::typed::Back;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};
use naru_base::role::{Reach, Right, Scope};
use naru_base::{Answer, ClientUseCode, Fault, Lang, Micros, No};
use naru_core::admission::deadline::{
    self, Finding, Grounds, Rule, Under, Why, measure_rule, report,
};
use naru_core::admission::{self, Measure, Standing};
use naru_core::check::{self, Engagement};
use naru_core::proposal::{self, Case};
use std::collections::BTreeMap;

const HERE: &str = "/console/deadlines";
const DAY_S: i64 = 86_400;
/// Between twice the urgency of what is to be decided (4 at most) and of what is restricted (6).
const CONFIRM_RANK: u8 = 5;

/// From when, by institution and ground.
type Measures = BTreeMap<(ClientUseCode, String), Micros>;

struct Loaded {
    rules: Vec<Rule>,
    grounds: Grounds,
    /// Lists of grounds that two people have yet to release.
    waiting: Vec<Grounds>,
    places: Vec<Under>,
    open: Vec<Case>,
    /// What the rules that grounds name say, in days.
    most_days: MostDays,
    /// From when measures under rules count that are not lifted, by institution and ground.
    measures: Measures,
    checks: Vec<Engagement>,
}

impl Loaded {
    /// From when it is restricted under its rule, if that was decided.
    fn restricted_from(&self, it: &Under) -> Option<Micros> {
        let at = (it.institution.clone(), measure_rule(&it.rule));
        self.measures.get(&at).copied().filter(|_| it.finding == Finding::Restricted)
    }
}

/// The measures that count, by whose they are and on which ground; of several the first.
fn measures(tx: &mut naru_store::Tx<'_>, now: Micros) -> Result<Measures, Fault> {
    let mut all = Measures::new();
    for (code, facts) in admission::load(tx)? {
        let counts = facts.measures.into_iter().filter(|it| counts(it, now));
        for it in counts {
            let first = all.entry((code.clone(), it.rule)).or_insert(it.due_at);
            *first = it.due_at.min(*first);
        }
    }
    Ok(all)
}

/// Whether a measure was neither lifted nor is over.
pub(super) fn counts(it: &Measure, now: Micros) -> bool {
    it.lifted.is_none() && it.ends_at.is_none_or(|at| at > now)
}

/// Reads what this person may see, those to decide first.
async fn load(state: &ConsoleState, who: &Entered) -> Answer<Loaded> {
    let now = state.now();
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let grounds = deadline::grounds(tx)?;
        let waiting = deadline::waiting_grounds(tx)?;
        let most_days = grounds::most_days(tx, waiting.iter().chain([&grounds]), now)?;
        Ok(Loaded {
            rules: deadline::rules(tx)?,
            grounds,
            waiting,
            most_days,
            places: deadline::places(tx, now)?,
            measures: measures(tx, now)?,
            checks: check::open(tx, None)?,
            open: proposal::list(tx, now)?.0,
        })
    };
    let mut it = state.parts.store.read(read).await?;
    let post = &who.session.post;
    it.open.retain(|case| who.is_told(case, Right::GatesRead));
    it.places
        .retain(|it| post.may_on(Right::GatesRead, &Scope::Institution(it.institution.clone())));
    // What waits for a second person comes right after what is to be decided.
    let open = &it.open;
    let rank = |it: &Under| match is_to_confirm(open, it) {
        true => CONFIRM_RANK,
        false => 2 * urgency(&it.finding),
    };
    it.places.sort_by_key(|it| (rank(it), it.due, it.institution.clone()));
    Ok(it)
}

/// `GET /console/deadlines`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(look): Query<Look>,
) -> Response {
    show(&state, &ask, &who, &look, &Back::default()).await
}

fn fits(it: &Under, open: &[Case], show: &str, now: Micros) -> bool {
    match show {
        "decide" => is_to_decide(&it.finding) && !is_to_confirm(open, it),
        "confirm" => is_to_confirm(open, it),
        "soon" => it.finding != Finding::Met && it.due < now.plus_seconds(30 * DAY_S),
        "slot" => matches!(it.finding, Finding::Extend { why: Why::SlotLate, .. }),
        "restricted" => it.finding == Finding::Restricted,
        _ => true,
    }
}

/// Whether its row says so: what was proposed waits for the second person.
fn is_to_confirm(open: &[Case], it: &Under) -> bool {
    it.finding != Finding::Met && is_proposed(open, it)
}

/// The page, with what is to be put right in its forms.
pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    look: &Look,
    back: &Back,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let loaded = async { Ok::<_, No>((load(state, who).await?, state.wants(who).await?)) };
    let (loaded, wants) = match loaded.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let is_own = who.session.post.reach(Right::GatesRead) == Reach::Own;
    let decides = who.session.post.may(Right::GatesDecide);
    let main = html! {
        div class="head" {
            h1 { (w::deadlines(lang)) }
            p class="meta" { (w::meta(lang, loaded.rules.len(), loaded.places.len())) }
            p class="acts" { a class="btn" href="/console/deadlines.json" { (w::json(lang)) } }
        }
        p class="lead" { (lead(lang, &loaded, (is_own, decides))) }
        (back.summary(lang))
        @if !is_own && !loaded.places.is_empty() {
            (chips(lang, (&loaded, decides), &look.show, now))
        }
        (finder(lang, HERE, look, loaded.places.len()))
        (places((lang, decides), state, &loaded, (look, is_own), now))
        (rules(lang, &loaded.rules))
        (grounds::in_force(lang, &loaded.grounds, &loaded.most_days))
        @for it in &loaded.waiting {
            @let of = (it, &loaded.grounds, &loaded.most_days);
            (grounds::to_release(lang, (who, wants), of, (&loaded.open, back, state.env().id(0))))
        }
        @if decides {
            (import::form(lang, who, back))
            (forms::of_rules(lang, who, (&loaded.rules, back), state))
        }
    };
    let title = w::deadlines(lang);
    let here = HERE;
    let mut response =
        frame::page(state, &Page { ask, who, title, here, topic: Topic::Watch, main });
    if !back.wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn lead(lang: Lang, loaded: &Loaded, (is_own, decides): (bool, bool)) -> String {
    let all = || loaded.places.iter();
    let met = all().filter(|it| it.finding == Finding::Met).count();
    match (loaded.places.len(), is_own) {
        (0, true) => w::lead_own_none(lang),
        (0, false) => w::lead_none(lang),
        (n, true) if n == met => w::lead_own_met(lang),
        (n, true) => w::lead_own(lang, n - met),
        (_, false) => {
            // Whoever waits for a second person is counted there, and nowhere else.
            let (proposed, others): (Vec<&Under>, Vec<&Under>) =
                all().partition(|it| is_to_confirm(&loaded.open, it));
            let count =
                |is: fn(&Finding) -> bool| others.iter().filter(|it| is(&it.finding)).count();
            let decide = match count(is_to_decide) {
                0 => w::lead_decide_none(lang),
                n if decides => w::lead_decide(lang, n),
                n => w::lead_decide_read(lang, n),
            };
            let late = all().filter(|it| it.met_late.is_some()).count();
            let restricted = count(|it| *it == Finding::Restricted);
            let (proposed, ahead) = (proposed.len(), count(|it| *it == Finding::Ahead));
            // Nothing is said of what nobody has.
            let parts = [
                (proposed > 0).then(|| w::lead_confirm(lang, proposed)),
                (restricted > 0).then(|| w::lead_restricted(lang, restricted)),
                (ahead > 0).then(|| w::lead_ahead(lang, ahead)),
                (met > 0).then(|| w::lead_met(lang, met)),
                (late > 0).then(|| w::lead_met_late(lang, late)),
            ];
            let parts = parts.into_iter().flatten();
            std::iter::once(decide).chain(parts).collect::<Vec<_>>().join(" ")
        }
    }
}

fn chips(lang: Lang, (loaded, decides): (&Loaded, bool), show: &str, now: Micros) -> Markup {
    let all = &loaded.places;
    let count = |of: &str| all.iter().filter(|it| fits(it, &loaded.open, of, now)).count();
    let decide = if decides { w::chip_decide } else { w::chip_decide_read };
    let chips = [
        ("", w::chip_all(lang, all.len())),
        ("decide", decide(lang, count("decide"))),
        ("confirm", w::chip_confirm(lang, count("confirm"))),
        ("soon", w::chip_soon(lang, count("soon"))),
        ("slot", w::chip_slot(lang, count("slot"))),
        ("restricted", w::chip_restricted(lang, count("restricted"))),
    ];
    html! {
        div class="chips" { @for (of, word) in chips {
            a href=(if of.is_empty() { "/console/deadlines".to_owned() }
                else { format!("/console/deadlines?show={of}") })
                aria-current=[(of == show).then_some("true")] { (word) }
        } }
    }
}

fn places(
    (lang, decides): (Lang, bool),
    state: &ConsoleState,
    loaded: &Loaded,
    (look, is_own): (&Look, bool),
    now: Micros,
) -> Markup {
    let directory = state.parts.hub.directory();
    let name = |it: &Under| {
        let known = directory.institutions.get(&it.institution);
        let of = known.map(|it| if lang == Lang::Ko { &it.name_ko } else { &it.name_en });
        of.cloned().unwrap_or_else(|| it.institution.to_string())
    };
    let finds =
        |it: &&Under| look.finds(&[&name(it), it.institution.as_str(), text(lang, &it.rule.title)]);
    let fit = loaded.places.iter().filter(|it| fits(it, &loaded.open, &look.show, now));
    let fit: Vec<&Under> = fit.filter(finds).collect();
    let (shown_now, next) = look.page(&fit, |it| format!("{}/{}", it.rule.id, it.institution));
    html! {
        section {
            div class="sh" {
                @if is_own {
                    h2 { (w::own_head(lang)) } span class="sub" { (w::own_note(lang)) }
                } @else {
                    @let note = if decides { w::places_note } else { w::places_note_read };
                    h2 { (w::places_head(lang)) } span class="sub" { (note(lang)) }
                }
            }
            @if shown_now.is_empty() {
                @if look.name.is_empty() { p class="none" { (w::none(lang)) } }
            }
            @else {
                table class="rows" {
                    thead { tr {
                        // Whoever reads of itself alone goes by the rule.
                        th { (if is_own { w::rule_head(lang) } else { w::institution_head(lang) }) }
                        th { (w::state_head(lang)) }
                        @if !is_own { th { (w::rule_head(lang)) } }
                        th { (w::due_head(lang)) }
                        th { (w::why_head(lang)) }
                    } }
                    tbody { @for it in shown_now {
                        @let at = (now, directory.standing(&it.institution, now));
                        (place(lang, loaded, it, (&name(it), is_own), at))
                    } }
                }
            }
            (foot(lang, HERE, look, fit.len(), next))
        }
    }
}

fn place(
    lang: Lang,
    loaded: &Loaded,
    it: &Under,
    (name, is_own): (&str, bool),
    (now, standing): (Micros, Standing),
) -> Markup {
    let is_limited = is_to_decide(&it.finding) && standing == Standing::InquiryOnly;
    let (title, waits) = (text(lang, &it.rule.title), is_proposed(&loaded.open, it));
    html! {
        tr {
            td class="way" {
                a href=(address(&it.rule, &it.institution)) {
                    @if is_own { (title) } @else { (name) span class="vh" { " " (title) } }
                }
                @if !is_own { " " span class="mono c-3 xs" { (it.institution) } }
            }
            td class="nw" data-l=(w::state_head(lang)) { (shown(lang, &it.finding, waits)) }
            @if !is_own { td data-l=(w::rule_head(lang)) { (title) } }
            td class="nw" data-l=(w::due_head(lang)) {
                (last_day(it.due))
                @if it.finding != Finding::Met { " " span class="sub" { (left(lang, it.due, now)) } }
            }
            td data-l=(w::why_head(lang)) {
                (reason(lang, it, (waits, check_of(it, &loaded.checks)), now))
                @if let Some(from) = loaded.restricted_from(it) {
                    " " (unbroken(&w::restricted_from(lang, &day(from))))
                }
                @if is_limited { " " span class="sub nw" { (w::inquires(lang)) } }
            }
        }
    }
}

fn rules(lang: Lang, all: &[Rule]) -> Markup {
    html! {
        section {
            div class="sh" { h2 { (w::rules_head(lang)) } span class="sub" { (w::rules_note(lang)) } }
            table class="rows" {
                thead { tr {
                    th { (w::rule_head(lang)) } th { (w::concerned_head(lang)) }
                    th { (w::requirement_head(lang)) } th { (w::change_head(lang)) }
                    th { (w::due_head(lang)) } th { (w::source_head(lang)) }
                } }
                tbody { @for it in all { tr {
                    td class="way" {
                        b { (text(lang, &it.title)) } " " span class="mono c-3 xs nw" { (it.id) }
                    }
                    td class="nw" data-l=(w::concerned_head(lang)) {
                        (capital(&concerned(lang, it.concerned)))
                    }
                    td class="nw" data-l=(w::requirement_head(lang)) { (gate(lang, it.requirement)) }
                    td data-l=(w::change_head(lang)) {
                        span class="sub block first" { (text(lang, &it.old)) } "→ " (text(lang, &it.new))
                    }
                    td class="nw" data-l=(w::due_head(lang)) { (last_day(it.due_at)) }
                    td class="sub" data-l=(w::source_head(lang)) { (sources::shown(lang, &it.source)) }
                } } }
            }
        }
    }
}

/// `GET /console/deadlines.json`
pub(crate) async fn json(State(state): State<ConsoleState>, ask: Ask, who: Entered) -> Response {
    let loaded = match load(&state, &who).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let said = report::all(&loaded.rules, &loaded.grounds, &loaded.places, state.now());
    let kind = "application/json; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], said.to_string()).into_response()
}
