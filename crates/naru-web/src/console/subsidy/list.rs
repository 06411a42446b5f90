//! The first page: for the network's people every programme and its money; for an institution's
//! own people their applications. And the forms that begin something.

use super::fields::{Pairs, Typed, key, part_of};
use super::plain::{self, bar, check, class, moment, name, on_day, state as shown};
use super::words as w;
use crate::console::door::{Wrong, summary_in};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::letter::unbroken;
use crate::console::live::Topic;
use crate::console::pieces::{Wants, day, form_field};
use crate::console::shape::{Shape, state as state_of};
use crate::console::typed::Part;
use crate::console::{ConsoleState, format, sources};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Answer, Id, Lang, Micros, Won};
use naru_core::proposal;
use naru_core::subsidy::{
    self, Application, Check, Class, Fund, Inspector, Programme, Standing, State as Stands,
    Tallied, deeds,
};
use naru_store::Tx;
use std::collections::BTreeSet;

/// What the page is made of.
pub(super) struct Loaded {
    pub(super) programmes: Vec<(Programme, Fund)>,
    inspectors: Vec<Inspector>,
    own: Vec<Application>,
    /// Applications to decide, and payments.
    waiting: [i64; 2],
    /// The first programme in which an application waits, and a payment.
    waits_in: [Option<String>; 2],
    /// About how many more something is proposed already, and the first programme with one.
    proposed: usize,
    proposed_in: Option<String>,
}

/// The applications about which something is proposed that waits for a second person.
pub(super) fn proposed(tx: &mut Tx<'_>, now: Micros) -> Answer<BTreeSet<Id>> {
    let (open, _) = proposal::list(tx, now)?;
    let ours = open.iter().filter(|it| super::is_ours(&it.kind));
    Ok(ours.filter_map(deeds::application_of).collect())
}

/// The same as applications, the first that came first.
pub(super) fn applications_proposed(tx: &mut Tx<'_>, now: Micros) -> Answer<Vec<Application>> {
    proposed(tx, now)?.into_iter().map(|id| subsidy::find(tx, id)).collect()
}

/// How many applications of a programme stand so and wait for somebody who proposes.
pub(super) fn undecided(
    tally: &[Tallied],
    of: Standing,
    code: &str,
    proposed: &[Application],
) -> i64 {
    let all = tally.iter().map(|it| it.standing(of)).sum::<i64>();
    let waits = proposed.iter().filter(|it| it.programme == code && it.standing() == of);
    all - i64::try_from(waits.count()).unwrap_or(0)
}

/// The word of the address for what waits for a second person.
pub(super) const PROPOSED: &str = "proposed";

/// The way to what waits for a second person, named by how much that is.
pub(super) fn lead_proposed(lang: Lang, code: &str, n: usize) -> Markup {
    let way = format!("/console/subsidy/programme/{code}?state={PROPOSED}");
    html! { a href=(way) { (w::lead_proposed(lang, n)) } }
}

/// What two people are to decide about.
pub(super) const TO_DECIDE: [Standing; 2] = [Standing::Applied, Standing::Claimed];

async fn load(state: &ConsoleState, who: &Entered) -> Answer<Loaded> {
    let (own, now) = (super::own(who).cloned(), state.now());
    state
        .parts
        .store
        .read(move |tx| {
            let programmes = subsidy::programmes(tx)?;
            let proposed = applications_proposed(tx, now)?;
            let (mut waiting, mut waits_in) = ([0; 2], [None, None]);
            for (it, _) in &programmes {
                let tally = subsidy::tally(tx, &it.code)?;
                for (n, of) in TO_DECIDE.into_iter().enumerate() {
                    let here = undecided(&tally, of, &it.code, &proposed);
                    waiting[n] += here;
                    if here > 0 && waits_in[n].is_none() {
                        waits_in[n] = Some(it.code.clone());
                    }
                }
            }
            let own = match &own {
                Some(code) => subsidy::list_of(tx, code, None)?,
                None => Vec::new(),
            };
            let inspectors = subsidy::inspectors(tx)?;
            let named = |code: &&String| proposed.iter().any(|it| it.programme == **code);
            let proposed_in = programmes.iter().map(|it| &it.0.code).find(named).cloned();
            let proposed = proposed.len();
            Ok(Loaded { programmes, inspectors, own, waiting, waits_in, proposed, proposed_in })
        })
        .await
}

/// `GET /console/subsidy`
pub(crate) async fn page(State(state): State<ConsoleState>, ask: Ask, who: Entered) -> Response {
    show(&state, &ask, &who, (&Pairs::new(), &[])).await
}

/// The page, with what was typed and what is wrong with it.
pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (given, wrongs): (&Pairs, &[Wrong]),
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let loaded =
        async { Ok::<_, naru_base::No>((load(state, who).await?, state.wants(who).await?)) };
    let (loaded, wants) = match loaded.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let is_own = super::own(who).is_some();
    let typed = Typed { given, wrongs };
    let desk = Desk { lang, state, who, typed: &typed, loaded: &loaded, now, wants };
    let main = html! {
        div class="head" {
            h1 { (w::subsidy(lang)) }
            p class="acts" {
                @let decides = who.session.post.may(Right::SubsidyDecide);
                @for (code, of) in loaded.waits_in.iter().zip(TO_DECIDE).filter(|_| !is_own) {
                    @if let Some(code) = code {
                        a class="btn" href=(format!("/console/subsidy/programme/{code}?state={of}")) {
                            (way_word(lang, of, decides))
                        }
                    }
                }
                a class="btn" href="/subsidy" { (w::public_link(lang)) }
            }
        }
        p class="lead" {
            (lead(lang, &loaded, is_own, now))
            @if let Some(code) = loaded.proposed_in.as_ref().filter(|_| !is_own) {
                " " (lead_proposed(lang, code, loaded.proposed))
            }
        }
        (summary_in(lang, &part_of(given), wrongs))
        @if is_own {
            (applications(state, lang, &loaded.own, (Wanted::Firm(&loaded.programmes), &html! {})))
        }
        @if !loaded.programmes.is_empty() { (programmes(lang, &loaded.programmes, !is_own, now)) }
        (inspectors(lang, &loaded.inspectors))
        section {
            div class="sh" { h2 { (w::do_head(lang)) } }
            @let (applies, decides) = (who.session.post.may(Right::SubsidyApply),
                who.session.post.may(Right::SubsidyDecide));
            @if applies { (desk.apply()) }
            @if decides { (desk.open_programme()) (desk.recognise()) }
            @if !applies && !decides { p class="none" { (w::read_only(lang)) } }
        }
    };
    let (title, here) = (w::subsidy(lang), "/console/subsidy");
    let mut response =
        frame::page(state, &Page { ask, who, title, here, topic: Topic::Watch, main });
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn lead(lang: Lang, loaded: &Loaded, is_own: bool, now: Micros) -> String {
    if loaded.programmes.is_empty() {
        return w::lead_none(lang);
    }
    if is_own {
        return lead_own(lang, loaded, now);
    }
    let (free, over) = plain::left(&loaded.programmes, now);
    let [to_decide, to_pay] = loaded.waiting;
    let mut said = vec![w::lead(lang, &format::won(lang, free), to_decide)];
    if to_pay > 0 {
        said.push(w::lead_to_pay(lang, to_pay));
    }
    if over > Won::ZERO {
        said.push(w::lead_over(lang, &format::won(lang, over)));
    }
    said.join(" ")
}

/// The way to what waits.
fn way_word(lang: Lang, of: Standing, decides: bool) -> String {
    match (of, decides) {
        (Standing::Claimed, true) => w::claimed_link(lang),
        (Standing::Claimed, false) => w::claimed_read(lang),
        (_, true) => w::waiting_link(lang),
        (_, false) => w::waiting_read(lang),
    }
}

/// What the institution was paid, what it may still have of the programme that is open, and what of
/// its applications waits.
fn lead_own(lang: Lang, loaded: &Loaded, now: Micros) -> String {
    let sum = |all: &mut dyn Iterator<Item = Won>| {
        all.fold(Won::ZERO, |sum, it| sum.plus(it).unwrap_or(sum))
    };
    let paid = sum(&mut loaded.own.iter().filter_map(|it| it.paid));
    let mut said = vec![match paid {
        Won::ZERO => w::lead_own(lang),
        paid => w::lead_own_paid(lang, &format::won(lang, paid)),
    }];
    let mut open = loaded
        .programmes
        .iter()
        .map(|it| &it.0)
        .filter(|it| it.opens_at <= now && now < it.closes_at);
    if let (Some(it), None) = (open.next(), open.next()) {
        let counts = |it: &&Application| matches!(it.state, Stands::Awarded | Stands::Paid);
        let here = loaded.own.iter().filter(|own| own.programme == it.code).filter(counts);
        let granted = sum(&mut here.filter_map(|it| it.paid.or(it.awarded)));
        let left = it.firm_cap.minus(granted).unwrap_or(Won::ZERO).max(Won::ZERO);
        said.push(w::lead_own_left(lang, &format::won(lang, left)));
    }
    let waiting = loaded.own.iter().filter(|it| it.state == Stands::Applied).count();
    said.push(match waiting {
        0 => w::lead_own_none(lang),
        n => w::lead_own_waits(lang, n),
    });
    said.join(" ")
}

/// Every programme: its terms, and its money as picture and numbers.
pub(super) fn programmes(
    lang: Lang,
    all: &[(Programme, Fund)],
    is_linked: bool,
    now: Micros,
) -> Markup {
    html! {
        section {
            div class="sh" {
                h2 { (w::programmes_head(lang)) }
                span class="sub" { (w::programmes_note(lang)) }
            }
            @for (it, fund) in all {
                div class="two programme" {
                    p {
                        @if is_linked {
                            a href=(format!("/console/subsidy/programme/{}", it.code)) { b { (name(lang, it)) } }
                        } @else { b { (name(lang, it)) } }
                        " " span class="mono c-3 xs nw" { (it.code) }
                        @if now >= it.closes_at {
                            " " span class="c-3 nw" { "· " (w::is_over(lang)) }
                        }
                    }
                    p class="sub" { (appropriated(lang, fund)) }
                    (bar(lang, name(lang, it), fund))
                    (terms(lang, it))
                }
            }
        }
    }
}

/// What there was to begin with, and what came from or went to other years.
fn appropriated(lang: Lang, it: &Fund) -> String {
    let parts = [
        (w::appropriation_head(lang), it.appropriation, true),
        (w::carried_in_head(lang), it.carried_in, false),
        (w::carried_out_head(lang), it.carried_out, false),
    ];
    let parts = parts.into_iter().filter(|(_, won, always)| *always || *won > Won::ZERO);
    let parts = parts.map(|(word, won, _)| format!("{word} {}", format::won(lang, won)));
    parts.collect::<Vec<_>>().join(" · ")
}

/// What a programme pays, to whom, and by what right.
pub(super) fn terms(lang: Lang, it: &Programme) -> Markup {
    html! {
        dl class="kv" {
            dt { (w::period_head(lang)) } dd { (unbroken(&plain::period(lang, it))) }
            dt { (w::share_head(lang)) }
            dd { (w::share(lang, it.share_percent)) " · " (w::cap_head(lang)) " "
                (format::won(lang, it.firm_cap)) }
            dt { (w::classes_head(lang)) } dd { (plain::classes(lang, it)) }
            dt { (w::basis_head(lang)) } dd { (sources::shown(lang, &it.basis)) }
        }
    }
}

fn inspectors(lang: Lang, all: &[Inspector]) -> Markup {
    html! {
        section {
            div class="sh" {
                h2 { (w::inspectors_head(lang)) }
                span class="sub" { (w::inspectors_note(lang)) }
            }
            @if all.is_empty() { p class="none" { (w::inspectors_none(lang)) } }
            @else {
                dl class="kv" { @for it in all {
                    dt { (if lang == Lang::Ko { &it.name_ko } else { &it.name_en }) }
                    dd {
                        @match it.until {
                            Some(until) => (w::until(lang, &on_day(it.from), &on_day(until))),
                            None => (w::since(lang, &on_day(it.from))),
                        }
                        " · " (sources::shown(lang, &it.basis))
                    }
                } }
            }
        }
    }
}

/// Whose applications a table shows.
pub(super) enum Wanted<'a> {
    /// Of one firm, with these programmes.
    Firm(&'a [(Programme, Fund)]),
    /// Of one programme, of one standing or of all.
    Programme(Option<Standing>, &'a BTreeSet<Id>),
}

/// Applications in a table: of one programme with their firms, or of one firm with programmes.
pub(super) fn applications(
    state: &ConsoleState,
    lang: Lang,
    all: &[Application],
    (of, below): (Wanted<'_>, &Markup),
) -> Markup {
    let none = BTreeSet::new();
    let (of_one, waits, proposed) = match of {
        Wanted::Firm(programmes) => (Some(programmes), false, &none),
        Wanted::Programme(of, proposed) => {
            (None, of.is_some_and(|of| TO_DECIDE.contains(&of)), proposed)
        }
    };
    let has_firms = of_one.is_none();
    let second = if has_firms { w::check_head(lang) } else { w::programme_head(lang) };
    let programme = |code: &str| {
        let known = of_one.and_then(|all| all.iter().find(|it| it.0.code == code));
        known.map_or_else(|| code.to_owned(), |it| name(lang, &it.0).to_owned())
    };
    let sum = |it: Option<Won>| it.map_or_else(|| format::NONE.to_owned(), Won::grouped);
    let cell = |head: String, it| html! { td class="num" data-l=(head) { (sum(it)) } };
    // Where nothing is decided yet, columns of nothing would say nothing.
    let has_awards = all.iter().any(|it| it.awarded.is_some());
    let has_payments = all.iter().any(|it| it.paid.is_some());
    html! {
        section {
            div class="sh" {
                h2 { (w::applications_head(lang)) }
                span class="sub" {
                    @if waits { (w::waiting_note(lang)) } @else { (w::applications_note(lang)) }
                }
            }
            @if all.is_empty() { p class="none" { (w::applications_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (if has_firms { w::firm_head(lang) } else { w::check_head(lang) }) }
                        th { (w::state_head(lang)) }
                        th { (second) }
                        th class="num" { (w::quote_head(lang)) }
                        @if has_awards { th class="num" { (w::awarded_head(lang)) } }
                        @if has_payments { th class="num" { (w::paid_won_head(lang)) } }
                        th class="num" { (w::applied_head(lang)) }
                    } }
                    tbody { @for it in all { tr {
                        td class="way" { (way(state, lang, it, has_firms)) }
                        td { (stands(lang, it, proposed)) }
                        td data-l=(second) {
                            @if has_firms { (check(lang, it.check)) }
                            @else { (programme(&it.programme)) }
                        }
                        td class="num" data-l=(w::quote_head(lang)) { (it.quote.grouped()) }
                        @if has_awards { (cell(w::awarded_head(lang), it.awarded)) }
                        @if has_payments { (cell(w::paid_won_head(lang), it.paid)) }
                        td class="num" data-l=(w::applied_head(lang)) {
                            @if waits { (moment(it.applied_at)) } @else { (on_day(it.applied_at)) }
                        }
                    } } }
                }
            }
            (below)
        }
    }
}

/// The way to an application, by its firm or by its check.
fn way(state: &ConsoleState, lang: Lang, it: &Application, has_firms: bool) -> Markup {
    let directory = state.parts.hub.directory();
    html! {
        a href=(format!("/console/subsidy/application/{}", it.id)) {
            @if has_firms { (super::firm_name(&directory, lang, &it.firm)) }
            @else { (check(lang, it.check)) }
        }
        @if has_firms {
            span class="sub block xs" { (class(lang, it.class)) " · " (place(lang, it)) }
        }
    }
}

/// Where it stands, or that something is proposed about it.
fn stands(lang: Lang, it: &Application, proposed: &BTreeSet<Id>) -> Markup {
    match proposed.contains(&it.id) {
        true => state_of("run", Shape::Half, &w::st_proposed(lang)),
        false => shown(lang, it),
    }
}

/// Where a firm is: its code, or outside.
pub(super) fn place(lang: Lang, it: &Application) -> String {
    it.firm.institution.as_ref().map_or_else(|| w::outside(lang), ToString::to_string)
}

/// Who stands before which forms.
struct Desk<'a> {
    lang: Lang,
    state: &'a ConsoleState,
    who: &'a Entered,
    typed: &'a Typed<'a>,
    loaded: &'a Loaded,
    now: Micros,
    wants: Wants,
}

impl Desk<'_> {
    fn apply(&self) -> Markup {
        let (lang, now, form) = (self.lang, self.now, Part::of("apply", self.typed));
        let is_own = super::own(self.who).is_some();
        // An institution’s number does not change from one application to the next.
        let last = self.loaded.own.iter().max_by_key(|it| it.applied_at);
        let known = last.map_or("", |it| it.firm.registration.as_str());
        let taking = self.loaded.programmes.iter().map(|(it, _)| it);
        let taking = taking.filter(|it| it.opens_at <= now && now < it.closes_at);
        let taking: Vec<(String, String)> =
            taking.map(|it| (it.code.clone(), name(lang, it).to_owned())).collect();
        let inspectors = self.loaded.inspectors.iter().filter(|it| it.is_recognised(now));
        let inspectors: Vec<(String, String)> = inspectors
            .map(|it| (it, if lang == Lang::Ko { &it.name_ko } else { &it.name_en }))
            .map(|(it, name)| (it.code.clone(), name.clone()))
            .collect();
        let classes = Class::ALL.map(|it| (it.to_string(), class(lang, it)));
        let checks = Check::ALL.map(|it| (it.to_string(), check(lang, it)));
        let head = if is_own { w::apply_head(lang) } else { w::apply_for_head(lang) };
        if taking.is_empty() || inspectors.is_empty() {
            return html! { p class="none" { (head) ": " (w::closed_now(lang)) } };
        }
        html! {
            details class="ask" open[is_own || form.is_back()] {
                summary { (head) }
                form method="post" action="/console/subsidy/apply" {
                    (form_field(self.who))
                    (key(self.state.env().id(0)))
                    input type="hidden" name="deed" value="apply";
                    p { (if is_own { w::apply_effect(lang) } else { w::apply_for_note(lang) }) }
                    (form.pick("programme", &w::programme_label(lang), &taking, ""))
                    (form.pick("class", &w::class_label(lang), &classes, ""))
                    @if !is_own {
                        (form.may("institution", &w::institution_label(lang)))
                        (form.must("firm", w::firm_label(lang), None))
                    }
                    (form.field(("registration", "text"), w::registration_label(lang),
                        Some(w::registration_help(lang)), known))
                    (form.may("designation", &w::designation_label(lang)))
                    (form.pick("check", &w::check_label(lang), &checks, ""))
                    (form.pick("inspector", &w::inspector_label(lang), &inspectors, ""))
                    (form.must("quote", w::quote_label(lang), None))
                    button class="btn p" { (w::apply_button(lang)) }
                }
            }
        }
    }

    fn open_programme(&self) -> Markup {
        let (lang, form) = (self.lang, Part::of("programme", self.typed));
        let today = day(self.now.business_date());
        html! {
            details class="ask" open[form.is_back()] {
                summary { (w::open_head(lang)) }
                form method="post" action="/console/subsidy/propose" {
                    (form_field(self.who))
                    (key(self.state.env().id(1)))
                    input type="hidden" name="deed" value="programme";
                    p { (w::open_effect(lang)) }
                    (form.must("code_of", w::code_label(lang), Some(w::code_help(lang))))
                    (form.must("name_ko", w::name_ko_label(lang), None))
                    (form.must("name_en", w::name_en_label(lang), None))
                    (form.must("basis", w::basis_label(lang), None))
                    (form.field(("year", "number"), w::year_label(lang), None, &today[..4]))
                    (form.day("opens", &w::opens_label(lang), &today, true))
                    (form.day("closes", &w::closes_label(lang), "", true))
                    (form.must("appropriation", w::appropriation_label(lang), None))
                    (form.field(("share", "number"), w::share_label(lang), None, ""))
                    (form.must("cap", w::cap_label(lang), None))
                    fieldset class="field" id="classes-programme" {
                        legend { (w::classes_head(lang)) }
                        @for it in Class::ALL {
                            label class="check" {
                                input type="checkbox" name="classes" value=(it) checked; " " (class(lang, it))
                            }
                        }
                    }
                    (form.why(lang, self.wants))
                    button class="btn p" { (w::open_button(lang)) }
                }
            }
        }
    }

    fn recognise(&self) -> Markup {
        let (lang, form) = (self.lang, Part::of("inspector", self.typed));
        let today = day(self.now.business_date());
        html! {
            details class="ask" open[form.is_back()] {
                summary { (w::recognise_head(lang)) }
                form method="post" action="/console/subsidy/propose" {
                    (form_field(self.who))
                    (key(self.state.env().id(2)))
                    input type="hidden" name="deed" value="inspector";
                    (form.must("code_of", w::code_label(lang), None))
                    (form.must("name_ko", w::name_ko_label(lang), None))
                    (form.must("name_en", w::name_en_label(lang), None))
                    (form.must("basis", w::basis_label(lang), None))
                    (form.day("from", &w::from_label(lang), &today, true))
                    (form.day("until", &w::until_label(lang), "", false))
                    (form.why(lang, self.wants))
                    button class="btn p" { (w::recognise_button(lang)) }
                }
            }
        }
    }
}
