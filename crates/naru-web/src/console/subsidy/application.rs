//! One application: what it wants, where it stands, and what this reader may do now.

use super::fields::{Pairs, Typed, key, part_of};
use super::list::place;
use super::plain::{check, class, grounds, name, on, on_day, state as shown};
use super::words as w;
use crate::console::accounts::case::People;
use crate::console::door::{Wrong, summary_in};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::pieces::{Wants, day, form_field, hash};
use crate::console::shape::{Shape, state as state_of};
use crate::console::typed::Part;
use crate::console::{ConsoleState, format, papers};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Answer, Fault, Lang, Micros, No, Refusal, Won};
use naru_core::admission::{self, PaperKind};
use naru_core::proposal;
use naru_core::subsidy::decide::Payment;
use naru_core::subsidy::{
    self, Application, Claim, Grounds, Journal, JournalKind, Programme, State as Stands, deeds,
};
use naru_store::{Tx, chain};
use std::collections::BTreeMap;

/// The fields for the files of a claim.
pub(super) const REPORT_FILE: &str = "report-file";
pub(super) const INVOICE_FILE: &str = "invoice-file";

/// What the page and the letter are made of.
pub(super) struct Loaded {
    pub(super) programme: Programme,
    pub(super) inspector: String,
    pub(super) claim: Option<Claim>,
    /// What was decided about it with money, oldest first.
    pub(super) journal: Vec<Journal>,
    /// The documents of its institution that are kept themselves.
    papers: BTreeMap<subsidy::Sha256, PaperKind>,
    most: Won,
    payable: Result<Payment, Refusal>,
    open: Option<naru_base::Id>,
    /// Who took it back, as the trail names them.
    withdrawn_by: Option<String>,
}

pub(super) async fn load(state: &ConsoleState, lang: Lang, it: &Application) -> Answer<Loaded> {
    let (it, now) = (it.clone(), state.now());
    let read = move |tx: &mut Tx<'_>| {
        let inspector = subsidy::inspectors(tx)?.into_iter().find(|of| of.code == it.inspector);
        let inspector = inspector.map(|it| if lang == Lang::Ko { it.name_ko } else { it.name_en });
        let (open, _) = proposal::list(tx, now)?;
        let is_of = |case: &proposal::Case| {
            super::is_ours(&case.kind) && deeds::application_of(case) == Some(it.id)
        };
        let papers = match &it.firm.institution {
            Some(code) => admission::papers(tx, code)?,
            None => BTreeMap::new(),
        };
        Ok(Loaded {
            papers,
            programme: subsidy::programme(tx, &it.programme)?,
            inspector: inspector.unwrap_or_else(|| it.inspector.clone()),
            claim: subsidy::claim_of(tx, it.id)?,
            journal: subsidy::journal_of(tx, it.id)?,
            most: subsidy::most(tx, &it)?,
            payable: subsidy::payable(tx, &it)?,
            open: open.into_iter().find(is_of).map(|it| it.id),
            withdrawn_by: withdrawn_by(tx, &it)?,
        })
    };
    state.parts.store.read(read).await
}

/// Who took an application back: of its day the trail knows.
fn withdrawn_by(tx: &mut Tx<'_>, it: &Application) -> Result<Option<String>, Fault> {
    let Some(at) = it.decided_at.filter(|_| it.state == Stands::Withdrawn) else {
        return Ok(None);
    };
    let day = at.business_date();
    let search = chain::Search {
        from: day,
        to: day,
        subject: format!("subsidy:{}", it.id),
        actor: String::new(),
        action: "subsidy.withdrawn".to_owned(),
        before: None,
        limit: 1,
    };
    Ok(chain::search(tx, &search)?.into_iter().next().map(|it| it.actor))
}

/// `GET /console/subsidy/application/{id}`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    match super::readable(&state, &who, &id).await {
        Ok(Some(it)) => show(&state, &ask, &who, &it, (&Pairs::new(), &[])).await,
        Ok(None) => super::unknown(&ask),
        Err(no) => frame::fault(&ask, &no),
    }
}

pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    it: &Application,
    (given, wrongs): (&Pairs, &[Wrong]),
) -> Response {
    let lang = ask.lang;
    let loaded = async {
        let people = People::load(state).await?;
        Ok::<_, No>((load(state, lang, it).await?, people, state.wants(who).await?))
    };
    let (loaded, people, wants) = match loaded.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let is_own = super::own(who).is_some();
    let typed = Typed { given, wrongs };
    let desk = Desk { lang, state, who, it, loaded: &loaded, typed: &typed, wants };
    let firm = super::firm_name(&state.parts.hub.directory(), lang, &it.firm);
    let has_letter = !matches!(it.state, Stands::Applied | Stands::Withdrawn);
    let main = html! {
        p class="crumb" {
            a href="/console/subsidy" { (w::subsidy(lang)) }
            @if !is_own {
                " › " a href=(format!("/console/subsidy/programme/{}", it.programme)) { (name(lang, &loaded.programme)) }
            }
        }
        div class="head wrap" {
            h1 { (firm) " · " (check(lang, it.check)) }
            p class="meta" {
                @if loaded.open.is_some() && !is_own {
                    (state_of("run", Shape::Half, &w::st_proposed(lang)))
                } @else { (shown(lang, it)) }
            }
            @if has_letter {
                p class="acts" {
                    a class="btn" href=(format!("/console/subsidy/application/{}/letter", it.id)) { (w::letter_link(lang)) }
                }
            }
        }
        p class="lead" {
            @match (it.state, &loaded.withdrawn_by) {
                (Stands::Withdrawn, Some(by)) => {
                    (w::lead_withdrawn(lang, &people.actor_to(lang, by, &who.session.post)))
                }
                _ => (lead(lang, it, &loaded, is_own)),
            }
        }
        (summary_in(lang, &part_of(given), wrongs))
        (facts(lang, it, &loaded))
        (claimed(lang, it, &loaded, (who, &people)))
        @if let Some(id) = loaded.open.filter(|_| !is_own) {
            p class="note" {
                a href=(format!("/console/proposals/{id}")) { (w::waiting_proposal(lang)) }
            }
        }
        (desk.all())
    };
    let (title, here) = (firm, "/console/subsidy");
    let mut response =
        frame::page(state, &Page { ask, who, title, here, topic: Topic::Watch, main });
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn lead(lang: Lang, it: &Application, loaded: &Loaded, is_own: bool) -> String {
    let sum = |it: Option<Won>| format::won(lang, it.unwrap_or(Won::ZERO));
    match it.state {
        Stands::Applied if is_own => w::lead_applied_own(lang),
        Stands::Applied | Stands::Awarded if loaded.open.is_some() && !is_own => {
            w::lead_second(lang)
        }
        Stands::Applied => w::lead_applied(lang, &format::won(lang, loaded.most)),
        Stands::Awarded if is_own && loaded.claim.is_some() => {
            w::lead_claimed_own(lang, &sum(it.awarded))
        }
        Stands::Awarded if is_own => w::lead_awarded_own(lang, &sum(it.awarded)),
        Stands::Paid if is_own => w::lead_paid_own(lang, &sum(it.paid)),
        Stands::Awarded if loaded.claim.is_some() => w::lead_claimed(lang, &sum(it.awarded)),
        Stands::Awarded => w::lead_awarded(lang, &sum(it.awarded)),
        Stands::Declined => {
            let why = it.grounds.map(|it| grounds(lang, it)).unwrap_or_default();
            w::lead_declined(lang, &why)
        }
        Stands::Withdrawn => w::lead_withdrawn_once(lang),
        Stands::Paid => w::lead_paid(lang, &sum(it.paid)),
        Stands::Released => w::lead_released(lang),
    }
}

fn facts(lang: Lang, it: &Application, loaded: &Loaded) -> Markup {
    html! {
        dl class="kv" {
            dt { (w::programme_head(lang)) } dd { (name(lang, &loaded.programme)) }
            dt { (w::class_label(lang)) } dd { (class(lang, it.class)) " · " (place(lang, it)) }
            @if !it.designation.is_empty() {
                dt { (w::designation_head(lang)) } dd { (it.designation) }
            }
            dt { (w::registration_head(lang)) } dd class="mono" {
                (registration(&it.firm.registration)) }
            dt { (w::check_head(lang)) } dd { (check(lang, it.check)) " · " (loaded.inspector) }
            dt { (w::quote_word(lang)) } dd { (format::won(lang, it.quote)) }
            dt { (w::share_head(lang)) } dd {
                (super::letter::share_word(lang, it, &loaded.programme)) }
            @if let Some(won) = it.awarded { dt { (w::awarded_word(lang)) } dd {
                (format::won(lang, won)) } }
            @if let Some(won) = it.paid { dt { (w::paid_word(lang)) } dd { (format::won(lang,
                won)) } }
            dt { (w::applied_head(lang)) } dd { (on_day(it.applied_at)) }
            @for (name, at) in dates(lang, it, &loaded.journal) {
                dt { (name) } dd { (on_day(at)) }
            }
        }
    }
}

/// When what was decided: each decision about money stands in the journal, the others move no money
/// and leave one instant.
fn dates(lang: Lang, it: &Application, journal: &[Journal]) -> Vec<(String, Micros)> {
    let mut all: Vec<(String, Micros)> = Vec::new();
    let mut lines: Vec<&Journal> = journal.iter().collect();
    // What was booked at one instant stands in the order in which money can flow.
    lines.sort_by_key(|it| (it.at, it.kind as u8));
    for line in lines {
        let name = match line.kind {
            JournalKind::Award => w::awarded_on(lang),
            JournalKind::Payment => w::paid_on(lang),
            JournalKind::Release => w::released_on(lang),
            JournalKind::Appropriation | JournalKind::CarryOver => continue,
        };
        all.push((name, line.at));
    }
    match (it.state, it.decided_at) {
        (Stands::Declined, Some(at)) => all.push((w::decided_head(lang), at)),
        (Stands::Withdrawn, Some(at)) => all.push((w::withdrawn_on(lang), at)),
        _ => {}
    }
    all
}

/// 123-81-00001, as people write it.
pub(super) fn registration(text: &str) -> String {
    match (text.get(..3), text.get(3..5), text.get(5..)) {
        (Some(a), Some(b), Some(c)) => format!("{a}-{b}-{c}"),
        _ => text.to_owned(),
    }
}

fn claimed(
    lang: Lang,
    it: &Application,
    loaded: &Loaded,
    (who, people): (&Entered, &People),
) -> Markup {
    // Of a file that is kept, the way to it; of a hash, that there is no more.
    let paper = |sha: &subsidy::Sha256| match &it.firm.institution {
        Some(code) => papers::link_apart(lang, (who, code), (sha, loaded.papers.get(sha))),
        None => html! {},
    };
    let is_due = matches!(it.state, Stands::Awarded | Stands::Paid);
    html! {
        @if is_due {
            section {
                div class="sh" { h2 { (w::claim_section(lang)) } }
                @match &loaded.claim {
                    None => p class="none" { (w::claim_none(lang)) },
                    Some(claim) => dl class="kv" {
                        dt { (w::letter_engagement(lang)) } dd { (claim.engagement) }
                        dt { (w::checked_label(lang)) } dd { (on(claim.checked_on)) }
                        dt { (w::cost_word(lang)) } dd { (format::won(lang, claim.cost)) }
                        dt { (w::report_hash(lang)) }
                        dd { (hash(&claim.report)) " " (paper(&claim.report)) }
                        dt { (w::invoice_hash(lang)) }
                        dd { (hash(&claim.invoice)) " " (paper(&claim.invoice)) }
                        dt { (w::claimed_at_head(lang)) } dd {
                            (on_day(claim.at)) " " (format::hour_minute(claim.at)) }
                        dt { (w::claimed_by_head(lang)) } dd {
                            (people.actor_to(lang, &claim.by, &who.session.post)) }
                    },
                }
            }
        }
    }
}

/// Who stands before which application.
struct Desk<'a> {
    lang: Lang,
    state: &'a ConsoleState,
    who: &'a Entered,
    it: &'a Application,
    loaded: &'a Loaded,
    typed: &'a Typed<'a>,
    wants: Wants,
}

impl Desk<'_> {
    fn all(&self) -> Markup {
        let (lang, post) = (self.lang, &self.who.session.post);
        let may_decide = post.may(Right::SubsidyDecide) && self.loaded.open.is_none();
        let me = self.who.session.account;
        let own = subsidy::decide::may_judge(self.it, self.loaded.claim.as_ref(), me);
        let own = own.err().filter(|_| may_decide);
        let decides = may_decide && own.is_none();
        let applies = post.may(Right::SubsidyApply);
        let claims = applies && super::may_claim(self.who, self.it);
        html! {
            section {
                @if matches!(self.it.state, Stands::Applied | Stands::Awarded) {
                    div class="sh" { h2 { (w::do_head(lang)) } }
                    @if !decides && !applies && self.loaded.open.is_none() {
                        p class="none" { (w::read_only(lang)) }
                    }
                    @if let Some(no) = own {
                        p class="none" { (super::refusal(lang, no.code).unwrap_or_default()) }
                    }
                }
                @match self.it.state {
                    Stands::Applied => {
                        @if decides { (self.award()) (self.decline()) }
                        @if applies { (self.withdraw()) }
                    }
                    Stands::Awarded => {
                        @if decides { (self.pay()) (self.release()) }
                        @if claims { (self.claim()) }
                    }
                    _ => {}
                }
            }
        }
    }

    fn to(&self, deed: &str) -> String {
        format!("/console/subsidy/application/{}/{deed}", self.it.id)
    }

    fn form(&self, deed: &'static str) -> Part<'_> {
        Part::of(deed, self.typed)
    }

    /// A folded form that proposes; `body` is what stands before reason and code.
    fn proposes(&self, deed: &'static str, head: &str, body: &Markup, button: &str) -> Markup {
        let n = deed.bytes().map(u32::from).sum();
        let form = self.form(deed);
        html! {
            details class="ask" open[form.is_back()] {
                summary { (head) }
                form method="post" action=(self.to("propose")) {
                    (form_field(self.who))
                    (key(self.state.env().id(n)))
                    input type="hidden" name="deed" value=(deed);
                    (body)
                    (form.why(self.lang, self.wants))
                    button class="btn p" { (button) }
                }
            }
        }
    }

    fn award(&self) -> Markup {
        let lang = self.lang;
        let most = self.loaded.most;
        if most <= Won::ZERO {
            return html! { p class="none" { (w::award_nothing(lang)) } };
        }
        let body = html! {
            p { (w::award_most(lang, &format::won(lang, most))) }
            (self.form("award").field(("amount", "text"), w::amount_label(lang), None,
                &most.grouped()))
        };
        self.proposes("award", &w::award_head(lang), &body, &w::award_button(lang))
    }

    fn decline(&self) -> Markup {
        let lang = self.lang;
        let all = Grounds::ALL.map(|it| (it.to_string(), grounds(lang, it)));
        let body = html! {
            p { (w::grounds_help(lang)) }
            (self.form("decline").pick("grounds", &w::grounds_label(lang), &all, ""))
        };
        self.proposes("decline", &w::decline_head(lang), &body, &w::decline_button(lang))
    }

    fn pay(&self) -> Markup {
        let lang = self.lang;
        match &self.loaded.payable {
            Err(it) if it.code == "subsidy/evidence-missing" => {
                html! { p class="none" { (w::pay_wait(lang)) } }
            }
            Err(it) => html! {
                p class="none" { (super::refusal(lang, it.code).unwrap_or_default()) }
            },
            Ok(it) => {
                let (paid, back) = (format::won(lang, it.paid), format::won(lang, it.returned));
                let said = match it.returned > Won::ZERO {
                    true => w::pay_effect(lang, &paid, &back),
                    false => w::pay_effect_all(lang, &paid),
                };
                let body = html! {
                    p { (said) }
                    input type="hidden" name="amount" value=(it.paid.get());
                };
                self.proposes("pay", &w::pay_head(lang), &body, &w::pay_button(lang))
            }
        }
    }

    fn release(&self) -> Markup {
        let lang = self.lang;
        let won = self.it.awarded.unwrap_or(Won::ZERO);
        let body = html! { p { (w::release_effect(lang, &format::won(lang, won))) } };
        self.proposes("release", &w::release_head(lang), &body, &w::release_button(lang))
    }

    fn withdraw(&self) -> Markup {
        let lang = self.lang;
        html! {
            details class="ask" {
                summary { (w::withdraw_head(lang)) }
                form method="post" action=(self.to("withdraw")) {
                    (form_field(self.who))
                    p { (w::withdraw_effect(lang)) }
                    button class="btn d" { (w::withdraw_button(lang)) }
                }
            }
        }
    }

    fn claim(&self) -> Markup {
        let (lang, form) = (self.lang, self.form("claim"));
        let is_first = self.loaded.claim.is_none();
        let head = if is_first { w::claim_head(lang) } else { w::claim_again_head(lang) };
        let last = self.loaded.claim.as_ref();
        let today = self.state.now().business_date();
        let ended = day(last.map_or(today, |it| it.checked_on));
        let engagement = last.map_or("", |it| it.engagement.as_str());
        let cost = last.map(|it| it.cost.grouped()).unwrap_or_default();
        let hex = |sha: Option<&subsidy::Sha256>| {
            sha.map(|it| data_encoding::HEXLOWER.encode(it)).unwrap_or_default()
        };
        let (report, invoice) = (hex(last.map(|it| &it.report)), hex(last.map(|it| &it.invoice)));
        let keeps = self.it.firm.institution.is_some();
        // Of a form that came back with a hash the file lies on the shelf, or was never wanted.
        let is_filled =
            |hash: &str| keeps && form.is_back() && !form.typed(hash, "").trim().is_empty();
        let help = |hash: &str| match is_filled(hash) {
            true => w::sha_help_filled(lang),
            false => w::sha_help(lang),
        };
        let file = |hash: &str, (name, label): (&str, String)| match is_filled(hash) {
            true => papers::field_of_one_sent(lang, &form, name, &label),
            false => papers::field(lang, &form, name, &label),
        };
        html! {
            details class="ask" open[is_first || form.is_back()] {
                summary { (head) }
                form method="post" enctype="multipart/form-data" action=(self.to("claim")) {
                    (form_field(self.who))
                    input type="hidden" name="deed" value="claim";
                    p {
                        @if keeps { (w::claim_effect(lang)) " " (w::claim_effect_files(lang)) }
                        @else { (w::claim_effect_hashes(lang)) }
                    }
                    (form.field(("engagement", "text"), w::engagement_label(lang), None, engagement))
                    (form.day("checked_on", &w::checked_label(lang), &ended, true))
                    (form.field(("cost", "text"), w::cost_label(lang), None, &cost))
                    @if keeps { (file("report", (REPORT_FILE, w::report_file(lang)))) }
                    (form.may_with("report", &w::report_label(lang), &help("report"), &report))
                    @if keeps { (file("invoice", (INVOICE_FILE, w::invoice_file(lang)))) }
                    (form.may_with("invoice", &w::invoice_label(lang), &help("invoice"), &invoice))
                    button class="btn p" { (w::claim_button(lang)) }
                }
            }
        }
    }
}
