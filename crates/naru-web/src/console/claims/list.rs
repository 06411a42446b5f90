//! Claims in a list, filtered by state and clock; and the form that reports one.

use super::does::{CLAIMED_IN, key_of};
use super::plain::{cause, causes, own_date, pressing, state as shown, state_word};
use super::{part, reader, sees_all, within, words as w};
use crate::console::door::{Wrong, summary};
use crate::console::format::{self, query_value};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::letter::unbroken;
use crate::console::live::Topic;
use crate::console::pieces::{Span, Ways, capital, filter, form_field, pages, select};
use crate::console::rows::Look;
use crate::console::typed::{Pairs, Typed, key, one};
use crate::console::{ConsoleState, words};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Answer, Fault, Id, Lang, Micros, Won};
use naru_core::claim::deeds;
use naru_core::claim::{
    self, CLAIMS_PER_PAGE, Clock, ClockState, Duty, Filter, Found, Listed, Part, Party, Place,
    Reader, State as Stands, Todo, Wanted,
};
use naru_core::identity::Institution;
use naru_core::proposal;
use naru_store::Tx;
use serde::Deserialize;
use std::collections::BTreeSet;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    state: String,
    late: String,
    mine: String,
    /// A part of an institution's name or of a claim's number.
    name: String,
    after: String,
    /// The transfer whose page leads here, to be reported.
    transfer: String,
}

impl Given {
    /// What the form of a report begins with, for whoever comes from a transfer.
    fn begun(&self) -> Pairs {
        let text = self.transfer.trim();
        let Some(key) = key_of(text) else { return Pairs::new() };
        // The number of a transfer begins with the code of its institution.
        let code: String = key.id.as_str().chars().take(CODE_CHARS).collect();
        vec![("transfers".to_owned(), text.to_owned()), ("institution".to_owned(), code)]
    }

    pub(super) fn filter(&self, within: Filter, now: Micros) -> Filter {
        Filter {
            state: Stands::parse(&self.state),
            late_at: (!self.late.is_empty()).then_some(now),
            ..within
        }
    }

    /// What is looked for by the word that was typed.
    fn found(&self, state: &ConsoleState) -> Option<Found> {
        let name = self.name.trim();
        let look = Look { name: name.to_owned(), ..Look::default() };
        let directory = state.parts.hub.directory();
        let fits = |it: &Institution| look.finds(&[&it.name_ko, &it.name_en, it.code.as_str()]);
        let institutions = directory.institutions.values().filter(|it| fits(it));
        (!name.is_empty()).then(|| Found {
            institutions: institutions.map(|it| it.code.clone()).collect(),
            number: name.to_owned(),
        })
    }

    /// The same in the order in which it is due for this person.
    pub(super) fn wanted(&self, state: &ConsoleState, who: &Entered) -> Wanted {
        let filter = self.filter(within(who), state.now());
        Wanted {
            filter: Filter { found: self.found(state), ..filter },
            reader: reader(who),
            now: state.now(),
            is_mine: !self.mine.is_empty(),
            after: Place::parse(&self.after),
        }
    }

    /// The address of a list of this kind, of what is looked for.
    fn address(&self, (state, late, mine): (&str, &str, &str), after: &str) -> String {
        let parts = [
            ("state", state),
            ("late", late),
            ("mine", mine),
            ("name", &self.name),
            ("after", after),
        ];
        let given = parts.iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<String> =
            given.map(|(name, value)| format!("{name}={}", query_value(value))).collect();
        if query.is_empty() { HERE.to_owned() } else { format!("{HERE}?{}", query.join("&")) }
    }

    /// The kind of list that is looked at.
    fn kind(&self) -> (&str, &str, &str) {
        (&self.state, &self.late, &self.mine)
    }
}

/// Characters of an institution's code.
const CODE_CHARS: usize = 10;
const HERE: &str = "/console/claims";

/// A claim with what a participant has in it and has to do.
struct Row {
    listed: Listed,
    part: Option<Part>,
    todo: Option<Todo>,
    /// What whoever decides has to do, where it is their turn.
    deed: Option<Duty>,
    /// Who says that it has paid, where nobody has booked it yet.
    told: Vec<(Party, Won)>,
}

struct Loaded {
    claims: Vec<Row>,
    /// What the reader's participant has in all of its claims.
    part: Option<Part>,
    /// How many fit, and how many of them stand before the page.
    placed: (i64, i64),
    /// Of everything that this person may read, by state; and how many are late.
    all: Vec<(Stands, i64, Won)>,
    all_late: i64,
    /// Of what is looked for.
    counts: Vec<(Stands, i64, Won)>,
    late_count: i64,
    /// In how many it is the reader's turn; of somebody whose turn it never is, nothing.
    mine_count: Option<i64>,
    /// The same of all that the reader may read, and which date of these comes first.
    own_count: Option<i64>,
    first_due: Option<Micros>,
    /// About which a proposal waits for a second person, for whoever reads them all.
    proposed: BTreeSet<Id>,
}

impl Loaded {
    fn count(&self, state: Stands) -> i64 {
        self.counts.iter().find(|it| it.0 == state).map_or(0, |it| it.1)
    }

    /// How many are open, and what was lost in them.
    fn open(&self) -> (i64, Won) {
        let open = self.all.iter().filter(|it| !it.0.is_final());
        open.fold((0, Won::ZERO), |(n, sum), it| (n + it.1, sum.plus(it.2).unwrap_or(sum)))
    }
}

async fn load(state: &ConsoleState, who: &Entered, given: &Given) -> Answer<Loaded> {
    let now = state.now();
    let wanted = given.wanted(state, who);
    let all = within(who);
    let sought = Filter { found: wanted.filter.found.clone(), ..within(who) };
    let late = |it: &Filter| Filter { late_at: Some(now), ..it.clone() };
    let (all_late, late) = (late(&all), late(&sought));
    let mine = Wanted { filter: sought.clone(), reader: reader(who), now, ..Wanted::default() };
    let sees_all = sees_all(who);
    let own = Wanted { filter: within(who), is_mine: true, ..mine.clone() };
    let read = move |tx: &mut Tx<'_>| {
        let mut claims = Vec::new();
        for it in claim::agenda(tx, &wanted)? {
            let part = claim::part_of(tx, &wanted.reader, Some(it.claim.id))?;
            let todo = claim::todo_of(tx, &it.claim, &wanted.reader, now)?;
            let told = claim::told_in(tx, &it.claim)?;
            let decides = matches!(wanted.reader, Reader::Decides(_)) && it.place.is_mine();
            let deed = match decides {
                true => Some(claim::duty_of_operator(tx, &it.claim, now)?),
                false => None,
            };
            claims.push(Row { listed: it, part, todo, deed, told });
        }
        let has_turns = mine.reader != Reader::Nobody;
        let count = |all: Vec<(Stands, i64, Won)>| all.iter().map(|it| it.1).sum::<i64>();
        Ok(Loaded {
            claims,
            placed: claim::placed(tx, &wanted)?,
            all: claim::counts(tx, &all)?,
            all_late: count(claim::counts(tx, &all_late)?),
            part: claim::part_of(tx, &wanted.reader, None)?,
            counts: claim::counts(tx, &sought)?,
            late_count: count(claim::counts(tx, &late)?),
            mine_count: if has_turns { Some(claim::turns(tx, &mine)?) } else { None },
            own_count: if has_turns { Some(claim::turns(tx, &own)?) } else { None },
            first_due: first_due(tx, &own)?,
            proposed: if sees_all { proposed(tx, now)? } else { BTreeSet::new() },
        })
    };
    state.parts.store.read(read).await
}

/// The claims about which a proposal waits.
fn proposed(tx: &mut Tx<'_>, now: Micros) -> Answer<BTreeSet<Id>> {
    let (open, _) = proposal::list(tx, now)?;
    let ours = open.iter().filter(|it| super::is_ours(&it.kind));
    Ok(ours.filter_map(deeds::claim_of).collect())
}

/// When the first of the claims whose turn it is is due, of whoever the clocks of a claim bind: of
/// an institution by its own payments, whatever else of the claim is due before.
fn first_due(tx: &mut Tx<'_>, mine: &Wanted) -> Result<Option<Micros>, Fault> {
    match &mine.reader {
        Reader::Institution(code) => {
            return Ok(claim::first_payment(tx, code, mine.now)?.map(|it| it.1));
        }
        Reader::Decides(_) => {}
        _ => return Ok(None),
    }
    let Some(first) = claim::agenda(tx, mine)?.into_iter().next() else { return Ok(None) };
    let steps = first.claim.due_at.into_iter().zip(first.claim.done_at);
    Ok(steps.filter(|it| it.1.is_none()).filter_map(|it| it.0).min())
}

/// `GET /console/claims`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    show(&state, &ask, &who, &given, (&given.begun(), &[])).await
}

/// The page, with what was typed and what is wrong with it.
pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    given: &Given,
    (typed, wrongs): (&Pairs, &[Wrong]),
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let loaded = match load(state, who, given).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let is_filtered =
        [&given.state, &given.late, &given.mine, &given.name].iter().any(|it| !it.is_empty());
    let reader = reader(who);
    let main = html! {
        div class="head" {
            h1 { (w::claims(lang)) }
            p class="acts" {
                a class="btn" href="/console/claims/liability" { (w::table_link(lang)) }
                " " a class="btn" href="/console/claims.csv" { "CSV" }
            }
        }
        p class="lead" {
            (unbroken(&lead(lang, &reader, &loaded)))
            @if matches!(reader, Reader::Decides(_)) && !loaded.proposed.is_empty() {
                " " a href="/console/proposals" { (w::lead_proposed(lang, loaded.proposed.len())) }
            }
        }
        (summary(lang, wrongs))
        @if !loaded.claims.is_empty() || is_filtered {
            (chips(lang, given, &loaded))
            (finder((lang, &reader), given, &loaded))
            section {
                div class="sh" {
                    h2 { (w::list_head(lang)) }
                    span class="sub" {
                        @if loaded.mine_count.is_some() { (w::list_note_mine(lang)) }
                        @else { (w::list_note(lang)) }
                    }
                }
                @if loaded.claims.is_empty() && !given.name.is_empty() {
                    p class="none" { (words::find_none(lang, &given.name)) }
                } @else { (table(state, lang, (&reader, &loaded), now)) }
                (foot(lang, given, &loaded))
            }
        }
        @if who.session.post.may(Right::ClaimsReport) {
            (report_form(state, lang, who, &Typed { given: typed, wrongs }))
        } @else { p class="none" { (w::read_only(lang)) } }
    };
    let (title, here) = (w::claims(lang), "/console/claims");
    let mut response =
        frame::page(state, &Page { ask, who, title, here, topic: Topic::Watch, main });
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// What there is to know before the list: first what the reader's own house has in it.
fn lead(lang: Lang, reader: &Reader, loaded: &Loaded) -> String {
    if loaded.all.is_empty() {
        return match reader {
            Reader::Insurer(_) => w::lead_none_insurer(lang),
            _ => w::lead_none(lang),
        };
    }
    let (open, sum) = loaded.open();
    let mut said = own_lead(lang, reader, loaded.part.as_ref());
    said.extend(loaded.own_count.map(|n| match (n, loaded.first_due) {
        (0, _) => w::lead_turns_none(lang),
        (n, Some(at)) => w::lead_turns_by(lang, n, &super::plain::moment(at)),
        (n, None) => w::lead_turns(lang, n),
    }));
    if open == 0 {
        said.push(w::lead_open_none(lang));
    } else {
        said.push(w::lead_open(lang, open, &format::won(lang, sum)));
        said.push(match loaded.all_late {
            0 => w::lead_none_late(lang),
            late => w::lead_some_late(lang, late),
        });
    }
    said.join(" ")
}

/// What the reader's own house has to do or holds, a sentence each.
fn own_lead(lang: Lang, reader: &Reader, part: Option<&Part>) -> Vec<String> {
    let Some(it) = part else { return Vec::new() };
    let won = |it: Won| format::won(lang, it);
    let owes = it.owed > Won::ZERO;
    let owed = match it.told {
        Won::ZERO => w::lead_owed(lang, &won(it.owed)),
        told if told == it.owed => w::lead_owed_all_told(lang, &won(told)),
        told => w::lead_owed_told(lang, &won(it.owed), &won(told)),
    };
    match reader {
        Reader::Insurer(_) if !owes => vec![w::lead_insurer_settled(lang, &won(it.done))],
        Reader::Insurer(_) if it.done == Won::ZERO => vec![owed],
        Reader::Insurer(_) => {
            vec![w::lead_insurer(lang, &won(it.asked), &won(it.done), &won(it.open))]
        }
        Reader::Bank(_) => {
            let mut said = vec![match it.open {
                Won::ZERO => w::lead_nothing_to_freeze(lang),
                open => w::lead_to_freeze(lang, &won(open)),
            }];
            said.extend(owes.then_some(owed));
            said.extend((it.done > Won::ZERO).then(|| w::lead_held(lang, &won(it.done))));
            said
        }
        _ if owes => vec![owed],
        _ => vec![w::lead_owed_none(lang)],
    }
}

/// The form that finds a claim. Claims that are seen at one look need none.
fn finder((lang, reader): (Lang, &Reader), given: &Given, loaded: &Loaded) -> Markup {
    let label = match reader {
        Reader::Institution(_) => w::find_own_label(lang),
        _ => w::find_label(lang),
    };
    let count = loaded.all.iter().map(|it| it.1).sum::<i64>();
    let (state, late, mine) = given.kind();
    html! {
        @if count > CLAIMS_PER_PAGE || !given.name.is_empty() {
            form class="filter" method="get" action=(HERE) {
                @for (name, value) in [("state", state), ("late", late), ("mine", mine)] {
                    @if !value.is_empty() { input type="hidden" name=(name) value=(value); }
                }
                (filter("name", &label, "search", &given.name))
                div class="acts" {
                    button class="btn" { (words::find_button(lang)) }
                    @if !given.name.is_empty() {
                        a class="btn" href=(HERE) { (words::find_clear(lang)) }
                    }
                }
            }
        }
    }
}

fn foot(lang: Lang, given: &Given, loaded: &Loaded) -> Markup {
    let count = |n: i64| usize::try_from(n).unwrap_or(0);
    let (all, before) = (count(loaded.placed.0), count(loaded.placed.1));
    let span = Span { before, shown: loaded.claims.len(), all };
    let address = |after: &str| given.address(given.kind(), after);
    let last = loaded.claims.last().filter(|_| before + span.shown < all);
    let next = last.map(|it| address(&it.listed.place.to_string()));
    let first = || (words::first_page(lang), address(""));
    pages(lang, span, &Ways { back: (before > 0).then(first), next })
}

fn chips(lang: Lang, given: &Given, loaded: &Loaded) -> Markup {
    let is_mine = !given.mine.is_empty();
    let is = |state: &str, late: &str| !is_mine && given.state == state && given.late == late;
    html! {
        nav class="chips" aria-label=(w::state_head(lang)) {
            a href=(given.address(("", "", ""), "")) aria-current=[is("", "").then_some("true")] {
                (w::all_chip(lang)) " " (loaded.counts.iter().map(|it| it.1).sum::<i64>())
            }
            @if let Some(count) = loaded.mine_count {
                a href=(given.address(("", "", "1"), "")) aria-current=[is_mine.then_some("true")] {
                    (w::mine_chip(lang, count))
                }
            }
            a href=(given.address(("", "1", ""), "")) aria-current=[is("", "1").then_some("true")] {
                (w::late_chip(lang, loaded.late_count))
            }
            @for it in Stands::ALL {
                @if loaded.count(it) > 0 || given.state == it.as_str() {
                    a href=(given.address((it.as_str(), "", ""), ""))
                        aria-current=[is(it.as_str(), "").then_some("true")] {
                        (capital(&state_word(lang, it))) " " (loaded.count(it))
                    }
                }
            }
        }
    }
}

fn table(
    state: &ConsoleState,
    lang: Lang,
    (reader, loaded): (&Reader, &Loaded),
    now: Micros,
) -> Markup {
    let (all, own) = (&loaded.claims, loaded.part.as_ref());
    let heads = part::heads(lang, reader, own);
    // Whoever reads its own claims only knows whose they are.
    let has_names = !matches!(reader, Reader::Institution(_));
    html! {
        @if all.is_empty() { p class="none" { (w::list_none(lang)) } }
        @else {
            table class="rows" {
                thead { tr {
                    th { (w::claim_head(lang)) }
                    th { (w::state_head(lang)) }
                    th { (w::clock_head(lang)) }
                    @if has_names { th { (w::institution_head(lang)) } }
                    @for head in &heads { th class="num" { (head) } }
                    th class="num" { (w::loss_won_head(lang)) }
                    th class="num" { (w::reported_head(lang)) }
                } }
                tbody { @for row in all {
                    @let (listed, it) = (&row.listed, &row.listed.claim);
                    tr class=[it.is_late(now).then_some("tint-stop")] {
                        td class="way" {
                            a href=(format!("/console/claims/{}", it.id)) {
                                (cause(lang, it.cause.unwrap_or(it.said)))
                            }
                            span class="mono c-3 xs block nw" { (it.id) }
                        }
                        td {
                            (shown(lang, it.state))
                            @if loaded.proposed.contains(&it.id) {
                                " · " b class="xs nw" { (w::is_proposed(lang)) }
                            } @else if listed.place.is_mine() {
                                " · " b class="xs nw" { (w::is_mine(lang)) }
                            }
                        }
                        td data-l=(w::clock_head(lang)) {
                            (due_of(lang, reader, (row, loaded.proposed.contains(&it.id)), now))
                        }
                        @if has_names {
                            td class="nw" data-l=(w::institution_head(lang)) {
                                (super::institution(state, lang, &it.institution))
                            }
                        }
                        @let sums = part::sums(reader, it, (row.part.as_ref(), own));
                        @for (head, sum) in heads.iter().zip(sums) {
                            td class="num" data-l=(head) {
                                (sum.map_or_else(|| format::NONE.to_owned(), Won::grouped))
                            }
                        }
                        td class="num" data-l=(w::loss_won_head(lang)) { (it.loss.grouped()) }
                        td class="num" data-l=(w::reported_head(lang)) {
                            (super::plain::moment(it.reported_at))
                        }
                    }
                } }
            }
        }
    }
}

/// What presses of a claim, for this reader: its own date; a payment that was told and waits to be
/// looked at; or the clock that ends first. `is_proposed`: a proposal about it waits.
fn due_of(lang: Lang, reader: &Reader, (row, is_proposed): (&Row, bool), now: Micros) -> Markup {
    let (it, is_mine) = (&row.listed.claim, row.listed.place.is_mine());
    if let Some(todo) = row.todo.filter(|_| is_mine) {
        return own_date(lang, it, &todo, now);
    }
    let is_own = reader.side().is_some_and(|side| row.told.iter().any(|told| told.0 == side));
    if is_own {
        return html! { span class="c-3" { (w::told_wait(lang)) } };
    }
    if row.part.is_some_and(|part| part.held > Won::ZERO) {
        return html! { span class="c-3" { (w::surety_wait(lang)) } };
    }
    if !matches!(reader, Reader::Decides(_)) {
        return pressing(lang, it, is_mine, now);
    }
    if row.told.is_empty() {
        let deed = match row.deed {
            Some(Duty::Collect) => Some(w::recover_head(lang)),
            Some(Duty::Close) => Some(w::close_head(lang)),
            _ => None,
        };
        // What is proposed is their own step, whoever confirms it.
        let is_theirs = is_mine || (is_proposed && !claim::is_own_time(it, now));
        let shown = pressing(lang, it, is_theirs, now);
        return html! { @if let Some(deed) = deed { (deed) " · " } (shown) };
    }
    // Whoever waits for the institution itself no longer waits for its surety.
    let own = Party::Institution(it.institution.clone());
    let runs = |it: &Clock| matches!(it.state, ClockState::Running | ClockState::Overdue);
    let is_settling = row.told.iter().any(|told| told.0 == own);
    html! {
        b { (w::told_check(lang)) }
        @if !is_settling && it.clocks(now).iter().any(runs) {
            " · " (pressing(lang, it, is_mine, now))
        }
    }
}

fn report_form(state: &ConsoleState, lang: Lang, who: &Entered, typed: &Typed<'_>) -> Markup {
    let wrong = |name: &str| typed.wrongs.iter().find(|it| it.field == name);
    let own = !sees_all(who);
    html! {
        section {
            div class="sh" { h2 { (w::do_head(lang)) } }
            details class="ask" id="report"
                open[!typed.wrongs.is_empty() || !one(typed.given, "transfers").is_empty()] {
                summary { (w::report_head(lang)) }
                form method="post" action="/console/claims/report" {
                    (form_field(who))
                    (key(state.env().id(0)))
                    p { (w::report_effect(lang)) }
                    @if !own {
                        (typed.must("institution", w::institution_label(lang),
                            Some(w::institution_help(lang)), "text", ""))
                    }
                    (select("said", &w::said_label(lang), &causes(lang), one(typed.given, "said")))
                    @if let Some(wrong) = wrong("said") { p class="error" { (wrong.text) } }
                    (area("transfers", &w::transfers_label(lang), &w::transfers_help(lang),
                        one(typed.given, "transfers"), wrong("transfers")))
                    @if let Ok(id) = Id::parse(one(typed.given, CLAIMED_IN)) {
                        p { a href=(format!("{HERE}/{id}")) { (w::to_known_claim(lang)) } }
                    }
                    (area("words", &w::words_label(lang), &w::words_help(lang),
                        one(typed.given, "words"), wrong("words")))
                    button class="btn p" { (w::report_button(lang)) }
                }
            }
        }
    }
}

fn area(name: &str, label: &str, help: &str, value: &str, wrong: Option<&Wrong>) -> Markup {
    let id = format!("{name}-help");
    html! {
        div class="field" {
            label for=(name) { (label) }
            p class="help" id=(id) { (help) }
            textarea id=(name) name=(name) rows="4" maxlength="4000" required spellcheck="false"
                aria-describedby=(id) aria-invalid=[wrong.map(|_| "true")] { (value) }
            @if let Some(wrong) = wrong { p class="error" { (wrong.text) } }
        }
    }
}
