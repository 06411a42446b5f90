//! What one insurer guarantees: its instruments, what each has paid and still covers, until when,
//! and what the institution may still withdraw. Its own people see no other page of surety.

use super::one::standing;
use super::plain::{Health, health_shown, kind, when};
use super::words as w;
use crate::console::claims::words as claims;
use crate::console::format;
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::rows::{Look, finder, foot};
use crate::console::{ConsoleState, pieces};
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Answer, ClientUseCode, Id, InsurerCode, Lang, Micros, Won};
use naru_core::claim;
use naru_core::hub::Directory;
use naru_core::surety::{self, Instrument};
use std::collections::{BTreeMap, BTreeSet};

const HERE: &str = "/console/surety";
/// Days before an end from which a contract is among those that end soon.
const SOON_S: i64 = 30 * 86_400;

/// An insurer's instruments, and what each institution in them may still withdraw.
pub(super) struct Insured {
    pub(super) all: Vec<Instrument>,
    free: BTreeMap<ClientUseCode, Won>,
    /// What is claimed of each and not answered.
    asked: BTreeMap<Id, Won>,
}

impl Insured {
    /// Reads them: those in force first, of these the one that ends first.
    pub(super) async fn load(state: &ConsoleState, code: &InsurerCode) -> Answer<Insured> {
        let (code, now) = (code.clone(), state.now());
        let read = move |tx: &mut naru_store::Tx<'_>| {
            let mut all = surety::of_insurer(tx, &code)?;
            all.sort_by_key(|it| (place(it, now), it.counts_until(), it.id));
            let codes: BTreeSet<&ClientUseCode> = all.iter().map(|it| &it.institution).collect();
            let positions = surety::positions(tx, codes.into_iter(), now)?;
            let free = positions.into_iter().map(|(code, it)| (code, it.free)).collect();
            let asked = claim::asked_by_instrument(tx, &code)?;
            Ok(Insured { all, free, asked })
        };
        state.parts.store.read(read).await
    }

    /// What the institution of an instrument may still withdraw.
    pub(super) fn free(&self, it: &Instrument) -> Won {
        self.free.get(&it.institution).copied().unwrap_or(Won::ZERO)
    }
}

/// In force, not yet, over.
fn place(it: &Instrument, now: Micros) -> u8 {
    match it.counts_until() <= now {
        true => 2,
        false if now < it.valid_from => 1,
        false => 0,
    }
}

fn fits(it: &Instrument, show: &str, now: Micros) -> bool {
    match show {
        "force" => place(it, now) == 0,
        "ending" => place(it, now) == 0 && it.counts_until() < now.plus_seconds(SOON_S),
        "paid" => it.drawn > Won::ZERO,
        "over" => place(it, now) == 2,
        _ => true,
    }
}

/// The page.
pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    code: &InsurerCode,
    look: &Look,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let insured = match Insured::load(state, code).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let directory = state.parts.hub.directory();
    let view = View { lang, now, directory: &directory, insured: &insured };
    let main = html! {
        div class="head" {
            h1 { (w::surety(lang)) }
            p class="meta" { span class="mono" { (code) } }
            p class="acts" {
                @if who.session.post.may(Right::ClaimsRead) {
                    a class="btn" href="/console/claims" { (claims::claims(lang)) } " "
                }
                a class="btn" href="/console/surety.json" { (w::json(lang)) }
            }
        }
        p class="lead" { (view.lead()) }
        @if !insured.all.is_empty() {
            (view.chips(look))
            (finder(lang, HERE, look, insured.all.len()))
            section {
                div class="sh" {
                    h2 { (w::insured_head(lang)) } span class="sub" { (w::insured_note(lang)) }
                }
                (view.table(look))
            }
        }
    };
    let title = w::surety(lang);
    frame::page(state, &Page { ask, who, title, here: HERE, topic: Topic::Watch, main })
}

struct View<'v> {
    lang: Lang,
    now: Micros,
    directory: &'v Directory,
    insured: &'v Insured,
}

impl View<'_> {
    fn lead(&self) -> String {
        let lang = self.lang;
        if self.insured.all.is_empty() {
            return w::insured_none(lang);
        }
        let in_force = || self.insured.all.iter().filter(|it| place(it, self.now) == 0);
        let sum = |of: fn(&Instrument) -> Won| {
            let sum = in_force().try_fold(Won::ZERO, |sum, it| sum.plus(of(it)));
            format::won(lang, sum.unwrap_or(Won::ZERO))
        };
        let (n, amount) = (in_force().count(), sum(|it| it.amount));
        let mut asked = self.insured.asked.values().copied();
        let asked = asked.try_fold(Won::ZERO, Won::plus).unwrap_or(Won::ZERO);
        let ending = self.insured.all.iter().filter(|it| fits(it, "ending", self.now)).count();
        // What an insurer has to act on stands first.
        let mut said = Vec::new();
        said.extend((asked > Won::ZERO).then(|| w::insured_asked(lang, &format::won(lang, asked))));
        said.extend((ending > 0).then(|| w::lead_some_ending(lang, ending)));
        said.push(match in_force().any(|it| it.drawn > Won::ZERO) {
            true => w::insured_lead(lang, n, &amount, &sum(|it| it.drawn), &sum(Instrument::left)),
            false => w::insured_whole(lang, n, &amount),
        });
        said.join(" ")
    }

    fn chips(&self, look: &Look) -> Markup {
        let (lang, all) = (self.lang, &self.insured.all);
        let count = |of: &str| all.iter().filter(|it| fits(it, of, self.now)).count();
        let chips = [
            ("", w::all_chip(lang, all.len())),
            ("force", w::force_chip(lang, count("force"))),
            ("ending", w::ending_chip(lang, count("ending"))),
            ("paid", w::paid_chip(lang, count("paid"))),
            ("over", w::over_chip(lang, count("over"))),
        ];
        html! {
            div class="chips" { @for (of, word) in chips {
                a href=(if of.is_empty() { HERE.to_owned() } else { format!("{HERE}?show={of}") })
                    aria-current=[(of == look.show).then_some("true")] { (word) }
            } }
        }
    }

    fn table(&self, look: &Look) -> Markup {
        let lang = self.lang;
        let found = |it: &&Instrument| {
            let code = it.institution.as_str();
            look.finds(&[&self.name(it), code, &it.reference])
        };
        let fit = self.insured.all.iter().filter(|it| fits(it, &look.show, self.now));
        let fit: Vec<&Instrument> = fit.filter(found).collect();
        let (shown, next) = look.page(&fit, |it| it.id.to_string());
        html! {
            @if shown.is_empty() { p class="none" { (w::insured_empty(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::institution_head(lang)) } th { (w::state_head(lang)) }
                        th { (w::kind_head(lang)) }
                        th class="num" { (w::cover_head(lang)) }
                        th class="num" { (w::asked_head(lang)) }
                        th class="num" { (w::paid_head(lang)) }
                        th class="num" { (w::left_head(lang)) }
                        th class="num" { (w::institution_free_head(lang)) }
                        th class="num" { (w::last_day_head(lang)) }
                    } }
                    tbody { @for it in shown { (self.line(it)) } }
                }
            }
            (foot(lang, HERE, look, fit.len(), next))
        }
    }

    fn name(&self, it: &Instrument) -> String {
        self.directory.called(self.lang, it.institution.as_str())
    }

    /// In how many days it ends, if that is soon.
    fn ends_in(&self, it: &Instrument) -> Option<i64> {
        let days = it.counts_until().days_left(self.now);
        fits(it, "ending", self.now).then_some(days)
    }

    fn line(&self, it: &Instrument) -> Markup {
        let (lang, free) = (self.lang, self.insured.free(it));
        let is_over = place(it, self.now) == 2;
        let asked = self.insured.asked.get(&it.id).copied().unwrap_or(Won::ZERO);
        html! {
            tr class=[(!is_over && free <= Won::ZERO).then_some("tint-stop")] {
                td class="way" {
                    b { (self.name(it)) }
                    " " span class="mono c-3 xs" { (it.institution) }
                }
                td class="nw" data-l=(w::state_head(lang)) {
                    @match self.ends_in(it) {
                        Some(days) => (health_shown(lang, Health::Ending(days))),
                        None => (standing(lang, it, self.now)),
                    }
                }
                td data-l=(w::kind_head(lang)) {
                    (kind(lang, it.kind)) " "
                    span class="block xs nw" { span class="mono" { (it.reference) } }
                }
                td class="num" data-l=(w::cover_head(lang)) { (it.amount.grouped()) }
                td class="num" data-l=(w::asked_head(lang)) { (asked.grouped()) }
                td class="num" data-l=(w::paid_head(lang)) { (it.drawn.grouped()) }
                td class="num b" data-l=(w::left_head(lang)) { (it.left().grouped()) }
                td class="num" data-l=(w::institution_free_head(lang)) { (free.grouped()) }
                td class="num" data-l=(w::last_day_head(lang)) { (last(it)) }
            }
        }
    }
}

/// The last day of its validity; with the time of day if it ends within a day.
fn last(it: &Instrument) -> String {
    let until = it.counts_until();
    let date = until.business_date();
    match until == date.starts_at() {
        true => pieces::day(until.plus_seconds(-1).business_date()),
        false => when(until),
    }
}
