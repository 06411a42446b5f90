//! One claim: what it is, what is pressing, where the money went, every won of it, and what this
//! reader may do now.

use super::desk::Desk;
use super::loaded::{Loaded, load};
use super::plain::{
    cause, clock, due, line_kind, moment, party, party_does, party_owes, state as shown,
    state_word, step,
};
use super::{reader, remit, sees_all, words as w};
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
use naru_base::{Lang, Micros, No, Won};
use naru_core::claim::{
    self, Claim, ClockState, Duty, Line, LineKind, Loss, Party, Reader, State as Stands, Step, Todo,
};
use naru_core::notify::{self, ClaimTodo};

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
    let with_words = who.session.post.may(Right::ClaimsReport);
    let loaded = async {
        Ok::<_, No>((load(state, it, reader(who), with_words).await?, state.wants(who).await?))
    };
    let (loaded, wants): (Loaded, Wants) = match loaded.await {
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
        (view.clocks())
        @if let Some(id) = loaded.open.filter(|_| sees_all(who)) {
            p class="note" { a href=(format!("/console/proposals/{id}")) { (w::waiting_proposal(lang)) } }
        }
        (view.facts(who))
        (view.transfers(who))
        (view.traces())
        (view.money())
        (remit::told(state, lang, (it, &loaded)))
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
    now: Micros,
    reader: Reader,
    /// Whether the form that tells of a payment stands on the page.
    tells_here: bool,
}

impl View<'_> {
    /// What happened, and what comes next.
    fn lead(&self) -> String {
        let clocks = self.it.clocks(self.now);
        let is_late = clocks.iter().any(|it| it.state == ClockState::Overdue);
        let late = if is_late { w::lead_late(self.lang) } else { String::new() };
        let own = self.own();
        late + &if own.is_empty() { self.next() } else { own }
    }

    /// What the reader's own house has to do, if it is its turn; of those who decide, nothing: what
    /// comes next is theirs anyway.
    fn own(&self) -> String {
        let (Some(side), Some(todo)) = (self.reader.side(), self.todo()) else {
            return String::new();
        };
        if todo.duty == Duty::None {
            let Loaded { money, told, .. } = self.loaded;
            let sum = claim::told_of(self.it, money, told, &side);
            return match sum {
                Won::ZERO => self.own_unchecked(&side),
                sum => w::lead_told(self.lang, &format::won(self.lang, sum)),
            };
        }
        let to_do = ClaimTodo {
            duty: todo.duty.to_string(),
            amount: todo.amount.get(),
            due: todo.due_at.map_or_else(String::new, moment),
            payee: self.it.payer().to_string(),
        };
        let directory = self.state.parts.hub.directory();
        let called = |code: &str| directory.called(self.lang, code);
        match self.tells_here {
            true => notify::claim_todo_here(self.lang, &to_do, &called),
            false => notify::claim_todo(self.lang, &to_do, &called),
        }
    }

    /// What an institution said that it paid before its share was asked of its surety, and nobody
    /// has looked at.
    fn own_unchecked(&self, side: &Party) -> String {
        let open = remit::unbooked(&self.loaded.told, &self.loaded.lines);
        let own = open.into_iter().find(|it| it.party == *side);
        match (own, self.it.state, side) {
            (Some(it), Stands::SuretyClaimed, Party::Institution(_)) => {
                w::lead_told_asked(self.lang, &format::won(self.lang, it.amount))
            }
            _ => String::new(),
        }
    }

    /// What the reader's own house has to do; of those who decide or look on, nothing.
    fn todo(&self) -> Option<Todo> {
        let Loaded { money, traces, told, .. } = self.loaded;
        let side = self.reader.side()?;
        Some(claim::todo(self.it, (money, traces, told), &side))
    }

    fn next(&self) -> String {
        let (lang, it, money) = (self.lang, self.it, &self.loaded.money);
        let by = |at: Option<Micros>| at.map_or_else(String::new, moment);
        let payer = party_does(self.state, lang, &it.payer());
        let [_, pay_by, cause_by, surety_by] = it.due_at.map(by);
        if let Some((who, sum)) = claim::told_now(it, money, &self.loaded.told).into_iter().next() {
            let name = party_does(self.state, lang, &who);
            let told = w::next_told(lang, &name, &format::won(lang, sum));
            return told + &self.besides(&who);
        }
        match it.state {
            Stands::Reported | Stands::Frozen => w::next_pay(lang, &payer, &pay_by),
            Stands::Paid => w::next_decide(lang, &cause_by),
            Stands::Decided | Stands::SuretyClaimed | Stands::Recourse
                if money.open(&it.institution).is_empty() =>
            {
                w::next_close(lang)
            }
            Stands::Decided | Stands::SuretyClaimed | Stands::Recourse
                if money.on_institution > Won::ZERO && self.awaits_surety() =>
            {
                let own = format::won(lang, money.on_institution);
                w::next_surety(lang, &own, &surety_by)
                    + &self.besides(&Party::Institution(it.institution.clone()))
            }
            Stands::Decided | Stands::SuretyClaimed | Stands::Recourse => {
                let open = money.open(&it.institution);
                let sum = open.iter().fold(Won::ZERO, |sum, it| sum.plus(it.1).unwrap_or(sum));
                w::next_recover(lang, &format::won(lang, sum), &self.owing(&open))
            }
            Stands::Closed => w::lead_closed(lang),
            Stands::Rejected => w::lead_rejected(lang),
            Stands::Withdrawn => w::lead_withdrawn(lang),
        }
    }

    /// Whether the surety is still to be asked, by a time.
    fn awaits_surety(&self) -> bool {
        let step = Step::Surety as usize;
        self.it.due_at[step].is_some() && self.it.done_at[step].is_none()
    }

    /// Who owes how much.
    fn owing(&self, open: &[(Party, Won)]) -> String {
        let owed = open.iter().map(|(who, won)| {
            format!("{} {}", party(self.state, self.lang, who), format::won(self.lang, *won))
        });
        owed.collect::<Vec<_>>().join(", ")
    }

    /// What others than this one still owe, behind what is said of it; before the decision nobody
    /// owes what was paid in advance.
    fn besides(&self, who: &Party) -> String {
        let mut owed = self.loaded.money.open(&self.it.institution);
        owed.retain(|it| it.0 != *who && self.it.decided_at.is_some());
        match owed.is_empty() {
            true => String::new(),
            false => format!(" {}", w::next_besides(self.lang, &self.owing(&owed))),
        }
    }

    /// A step by its name; of a share that the reader's own institution has to pay by then, that.
    fn step(&self, it: Step) -> String {
        let own = matches!(self.reader, Reader::Institution(_)).then(|| self.todo()).flatten();
        match own {
            Some(todo) if todo.duty == Duty::Share && it == Step::Surety => {
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
                        td data-l=(w::done_head(lang)) { (or_none(it.done_at)) }
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
                dt { (w::link_head(lang)) }
                dd { @match it.link_at {
                    Some(at) => (w::since(lang, &moment(at))),
                    None => (w::link_none(lang)),
                } }
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
