//! One claim: what it is, what is pressing, where the money went, every won of it, and what this
//! reader may do now.

use super::desk::Desk;
use super::loaded::{Loaded, load};
use super::plain::{
    cause, clock, due, line_kind, moment, party, party_does, party_owes, state as shown,
    state_word, step,
};
use super::{reader, remit, sees_all, words as w};
use crate::console::accounts::case::People;
use crate::console::accounts::refused::lines as refused_lines;
use crate::console::door::{Wrong, summary_in};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::letter::unbroken;
use crate::console::live::Topic;
use crate::console::pieces::Wants;
use crate::console::typed::{self, Pairs, Typed};
use crate::console::{ConsoleState, format};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::{Right, Scope};
use naru_base::{Answer, Lang, Micros, Won};
use naru_core::claim::{
    Claim, ClockState, Duty, Line, LineKind, Loss, Party, Reader, State as Stands, Step,
};

/// `GET /console/claims/{id}`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    match super::readable(&state, &who, &id).await {
        Ok(Some(it)) => show(&state, &ask, &who, &it, (&Pairs::new(), &[]), None).await,
        Ok(None) => super::unknown(&ask),
        Err(no) => frame::fault(&ask, &no),
    }
}

/// What the page is made of, with what was proposed last and rejected.
async fn read(
    state: &ConsoleState,
    (lang, who): (Lang, &Entered),
    it: &Claim,
) -> Answer<(Loaded, Wants, Markup)> {
    let with_words = who.session.post.may(Right::ClaimsReport);
    let loaded = load(state, it, reader(who), with_words).await?;
    let people = People::load(state).await?;
    let refused = refused_lines(state, (lang, who), &people, &loaded.refused)?;
    Ok((loaded, state.wants(who).await?, refused))
}

/// The page; `link` is the consumer's, shown once to whoever made it.
pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    it: &Claim,
    (given, wrongs): (&Pairs, &[Wrong]),
    link: Option<&str>,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let (loaded, wants, refused) = match read(state, (lang, who), it).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let typed = Typed { given, wrongs };
    let desk = Desk { lang, state, who, it, loaded: &loaded, typed: &typed, wants };
    let tells_here = desk.own_due().is_some();
    let view = View { state, lang, it, loaded: &loaded, now, reader: reader(who), tells_here };
    let main = html! {
        @let called = super::institution(state, lang, &it.institution);
        @let called = format!("{called} · {}", format::won(lang, it.loss));
        p class="crumb" { a href="/console/claims" { (w::claims(lang)) } " › " (called) }
        div class="head wrap" {
            h1 { (called) }
            p class="meta" { (shown(lang, it.state)) }
            p class="acts" {
                a class="btn" href=(format!("/console/claims/{}/letter", it.id)) { (w::letter_link(lang)) }
                " " a class="btn" href=(format!("/console/claims/{}/json", it.id)) { "JSON" }
            }
        }
        p class="lead" {
            @if tells_here { (linked(&view.lead(), &w::remit_head(lang))) }
            @else { (unbroken(&view.lead())) }
        }
        @let deed = typed::one(given, "deed");
        @let part = if deed.is_empty() { String::new() } else { format!("-{deed}") };
        (summary_in(lang, &part, wrongs))
        @if let Some(link) = link {
            div class="note" role="status" {
                b { (w::link_made(lang)) }
                " "
                code class="mono block" id="claim-link" { (ask.origin()) "/claim/" (link) }
                p { (w::link_note(lang)) }
            }
        }
        (refused)
        (view.clocks())
        (proposed(lang, who, &loaded))
        (view.facts(who))
        (view.transfers(who))
        (view.traces())
        (view.money())
        (remit::told(state, lang, &loaded))
        (desk.all())
    };
    let (title, here) = (w::title(lang, it.id.to_string().as_str()), "/console/claims");
    let mut response =
        frame::page(state, &Page { ask, who, title, here, topic: Topic::Watch, main });
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// What is proposed about it, for whoever reads proposals.
fn proposed(lang: Lang, who: &Entered, loaded: &Loaded) -> Markup {
    let waits = loaded.open.map(|id| (id, w::waiting_proposal(lang)));
    let over = loaded.overtaken.map(|id| (id, w::waiting_overtaken(lang)));
    let all = waits.into_iter().chain(over).filter(|_| sees_all(who));
    html! {
        @for (id, word) in all {
            p class="note" { a href=(format!("/console/proposals/{id}")) { (word) } }
        }
    }
}

/// A lead in which the name of the form that it sends its reader to leads there.
fn linked(text: &str, form: &str) -> Markup {
    let quoted = [("‘", "’"), ("“", "”")].map(|(open, close)| format!("{open}{form}{close}"));
    let found = quoted.iter().find_map(|it| Some((text.split_once(it.as_str())?, it)));
    html! {
        @match found {
            Some(((before, after), name)) => {
                (unbroken(before))
                a href=(format!("#{}", remit::ANCHOR)) { (name) }
                (unbroken(after))
            }
            None => (unbroken(text)),
        }
    }
}

/// What one reader sees of one claim.
pub(super) struct View<'v> {
    pub(super) state: &'v ConsoleState,
    pub(super) lang: Lang,
    pub(super) it: &'v Claim,
    pub(super) loaded: &'v Loaded,
    pub(super) now: Micros,
    pub(super) reader: Reader,
    /// Whether the form that tells of a payment stands on the page.
    pub(super) tells_here: bool,
}

impl View<'_> {
    /// A step by its name; of a share that the reader's own institution has to pay by then, that.
    fn step(&self, it: Step) -> String {
        let own = matches!(self.reader, Reader::Institution(_)).then(|| self.todo()).flatten();
        match own {
            // Once the surety is asked, that step is the operator's and done.
            Some(todo)
                if todo.duty == Duty::Share && it == Step::Surety && self.awaits_surety() =>
            {
                w::own_payment_else(self.lang)
            }
            _ => step(self.lang, it),
        }
    }

    fn clocks(&self) -> Markup {
        let lang = self.lang;
        html! {
            section {
                div class="sh" { h2 { (w::clocks_head(lang)) } }
                table class="rows" {
                    thead { tr {
                        th { (w::step_head(lang)) } th { (w::state_head(lang)) }
                        th { (w::due_head(lang)) } th { (w::done_head(lang)) }
                    } }
                    tbody { @for it in self.it.clocks(self.now) { tr {
                        td class="way" { (self.step(it.step)) }
                        td { (clock(lang, self.it, &it, self.now)) }
                        td data-l=(w::due_head(lang)) { (due(&it)) }
                        // Where there was nothing to freeze, nothing was done.
                        @let done = it.done_at.filter(|_| it.state != ClockState::Nothing);
                        td data-l=(w::done_head(lang)) { (or_none(done)) }
                    } } }
                }
            }
        }
    }

    /// Of which contract the share is claimed, for whoever answers for it or may read it.
    fn instrument(&self, who: &Entered) -> Option<String> {
        let may_read = who.session.post.may(Right::SuretyRead);
        let is_theirs = matches!(self.reader, Reader::Insurer(_));
        let id = self.it.instrument.filter(|_| may_read || is_theirs)?;
        let it = self.loaded.instruments.iter().find(|it| it.id == id)?;
        let what = crate::console::surety::instrument(self.lang, it);
        Some(w::instrument_left(self.lang, &what, &format::won(self.lang, it.left())))
    }

    fn facts(&self, who: &Entered) -> Markup {
        let (lang, it) = (self.lang, self.it);
        html! {
            dl class="kv" {
                dt { (w::claim_head(lang)) } dd class="mono" { (it.id) }
                dt { (w::said_label(lang)) } dd { (cause(lang, it.said)) }
                @if let Some(text) = &self.loaded.said {
                    dt { (w::words_label(lang)) } dd { (text) }
                }
                @for before in &self.loaded.earlier {
                    dt { (w::earlier_head(lang)) }
                    dd {
                        a href=(format!("/console/claims/{}", before.id)) { (before.id) }
                        " · " (state_word(lang, before.state))
                    }
                }
                dt { (w::payer_head(lang)) } dd { (party(self.state, lang, &it.payer())) }
                dt { (w::reported_head(lang)) } dd { (moment(it.reported_at)) }
                @if let Some(decided) = it.cause {
                    dt { (w::cause_label(lang)) } dd { (cause(lang, decided)) }
                }
                @if let Some(why) = &self.loaded.why {
                    dt { (w::why_label(lang)) } dd { (why) }
                }
                @if let Some(insurer) = &it.insurer {
                    dt { (w::p_surety(lang)) }
                    dd { (self.state.parts.hub.directory().called(lang, insurer.as_str())) }
                }
                @if let Some(which) = self.instrument(who) {
                    dt { (w::instrument_head(lang)) } dd { (unbroken(&which)) }
                }
                (self.part())
                // The insurer has nothing to do with the consumer.
                @if !matches!(self.reader, Reader::Insurer(_)) {
                    dt { (w::link_head(lang)) }
                    dd { @match it.link_at {
                        Some(at) => (w::since(lang, &moment(at))),
                        None => (w::link_none(lang)),
                    } }
                }
            }
        }
    }

    /// What the reader's participant has in it.
    fn part(&self) -> Markup {
        let (lang, won) = (self.lang, |it: Won| format::won(self.lang, it));
        html! {
            @match (&self.reader, &self.loaded.part) {
                (Reader::Insurer(_), Some(it)) => {
                    dt { (w::asked_head(lang)) } dd { (won(it.asked)) }
                    dt { (w::paid_head(lang)) } dd { (won(it.done)) }
                    dt { (w::outstanding_head(lang)) } dd { (won(it.open)) }
                },
                (Reader::Bank(_), Some(it)) => {
                    dt { (w::to_freeze_head(lang)) } dd { (won(it.open)) }
                    dt { (w::frozen_here_head(lang)) } dd { (won(it.done)) }
                    dt { (w::to_pay_head(lang)) }
                    dd { @match super::part::owed(self.it, it) {
                        Some(owed) => (won(owed)),
                        None => (w::to_pay_later(lang)),
                    } }
                },
                (Reader::Institution(_), Some(it)) if it.owed > Won::ZERO => {
                    dt { (w::to_pay_head(lang)) }
                    dd {
                        (won(it.owed))
                        @if it.told == it.owed { " · " (w::told_wait(lang)) }
                    }
                },
                _ => {}
            }
        }
    }

    fn transfers(&self, who: &Entered) -> Markup {
        let lang = self.lang;
        // A bank reads its own transfers only, not those of the other in the same claim.
        let post = &who.session.post;
        let links = |it: &Loss| {
            let institution = Scope::Institution(self.it.institution.clone());
            post.may_on(Right::TransfersRead, &institution)
                || post.may_on(Right::TransfersRead, &Scope::Bank(it.bank.clone()))
        };
        html! {
            section {
                div class="sh" { h2 { (w::transfers_head(lang)) } }
                table class="rows" {
                    thead { tr {
                        th { (w::transfer_head(lang)) } th { (w::role_head(lang)) }
                        th { (w::bank_head(lang)) } th class="num" { (w::amount_head(lang)) }
                    } }
                    tbody { @for it in &self.loaded.losses { tr {
                        td class="way mono" {
                            @if links(it) {
                                a href=(format!("/console/transfers/{}/{}", it.key.date, it.key.id)) {
                                    (it.key)
                                }
                            } @else { (it.key) }
                        }
                        td data-l=(w::role_head(lang)) {
                            (if it.is_loss { w::is_loss(lang) } else { w::is_trace(lang) })
                        }
                        td data-l=(w::bank_head(lang)) {
                            (party(self.state, lang, &Party::Bank(it.bank.clone())))
                        }
                        td class="num" data-l=(w::amount_head(lang)) { (it.amount.grouped()) }
                    } } }
                }
            }
        }
    }

    /// Of whom a line is; of what is asked of a surety, whose share that is; of what came back
    /// after the decision, whose part it lowers.
    fn of_whom(&self, it: &Line) -> String {
        let name = party(self.state, self.lang, &it.party);
        if let Some(of) = &it.of {
            return w::came_for(self.lang, &name, &party(self.state, self.lang, of));
        }
        match it.kind {
            LineKind::Surety | LineKind::SuretyRefused if it.party != Party::Surety => {
                w::share_of(self.lang, &name)
            }
            _ => name,
        }
    }

    /// Whose part was lowered by more than its own.
    fn relieved(&self) -> String {
        let one = |it: &(Party, Won)| {
            let who = party(self.state, self.lang, &it.0);
            format!("{who} {}", format::won(self.lang, it.1))
        };
        self.loaded.uneven.relieved.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    /// What is owed, and the lines that make it so.
    fn money(&self) -> Markup {
        let (lang, money) = (self.lang, &self.loaded.money);
        let open = money.open(&self.it.institution);
        html! {
            section {
                div class="sh" {
                    h2 { (w::money_head(lang)) } span class="sub" { (w::money_note(lang)) }
                }
                @if !open.is_empty() {
                    dl class="kv" { @for (who, won) in &open {
                        // Until the cause is decided nobody owes what was paid in advance.
                        dt { @if self.it.state == Stands::Paid { (w::cause_open(lang)) }
                            @else { (w::owes(lang, &party_owes(self.state, lang, who))) } }
                        dd { b { (format::won(lang, *won)) } }
                    } }
                }
                @for (who, won) in &self.loaded.uneven.overpaid {
                    @let from = self.relieved();
                    p class="note" {
                        (unbroken(&w::overpaid(lang, &party_does(self.state, lang, who),
                            &format::won(lang, *won), &from)))
                    }
                }
                table class="rows" {
                    thead { tr {
                        th { (w::line_head(lang)) } th { (w::party_head(lang)) }
                        th { (w::evidence_head(lang)) } th { (w::booked_head(lang)) }
                        th class="num" { (w::amount_head(lang)) }
                    } }
                    tbody { @for it in &self.loaded.lines { tr {
                        td class="way" { (line_kind(lang, it.kind)) }
                        td data-l=(w::party_head(lang)) { (self.of_whom(it)) }
                        td data-l=(w::evidence_head(lang)) { (evidence(lang, it)) }
                        td data-l=(w::booked_head(lang)) {
                            (moment(it.at))
                            span class="sub block xs" {
                                (if it.by.len() > 1 { w::by_two(lang) } else { w::by_one(lang) })
                            }
                        }
                        td class="num" data-l=(w::amount_head(lang)) { (it.amount.grouped()) }
                    } } }
                }
            }
        }
    }
}

pub(super) fn or_none(at: Option<Micros>) -> String {
    at.map_or_else(|| format::NONE.to_owned(), moment)
}

/// The document that shows a line; of a share, since when its row of the table stands.
fn evidence(lang: Lang, it: &Line) -> String {
    let from = it.evidence.rsplit_once('/').and_then(|(_, from)| from.parse().ok());
    match (it.kind, from) {
        (LineKind::Share, Some(0)) => w::by_shipped(lang),
        (LineKind::Share, Some(from)) => w::by_table(lang, &moment(Micros::new(from))),
        _ if it.evidence.is_empty() => format::NONE.to_owned(),
        _ => it.evidence.clone(),
    }
}

/// Where a claim stands, for a letter's title and the consumer's page.
pub(super) fn word(lang: Lang, it: &Claim) -> String {
    state_word(lang, it.state)
}
