//! What whoever has to pay in a claim says that it paid: the form, what was said, and putting it on
//! record. Nothing is booked by it.

use super::desk::Desk;
use super::does::said;
use super::plain::{moment, party, party_in};
use super::{loaded, one, reader, words as w};
use crate::console::ConsoleState;
use crate::console::accounts::wrong_reason;
use crate::console::door::Wrong;
use crate::console::frame;
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::{day, form_field, parse_day};
use crate::console::typed::{Pairs, Part, Wrongs, key, one as field};
use crate::console::{format, words};
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{BusinessDate, Id, Lang, No, Won};
use naru_core::claim::{self, NewRemittance, Notice, decide};
use naru_core::reactions;

/// Where the form stands on the page.
pub(super) const ANCHOR: &str = "tell";
/// The form's word among those of a claim.
pub(super) const DEED: &str = "remit";

/// What a claim's parties said, oldest first; nothing if nobody said anything.
pub(super) fn told(state: &ConsoleState, lang: Lang, loaded: &loaded::Loaded) -> Markup {
    let all = &loaded.told;
    if all.is_empty() {
        return html! {};
    }
    let open: Vec<&Notice> = unbooked(all).collect();
    html! {
        section {
            div class="sh" {
                h2 { (w::told_head(lang)) }
                span class="sub" {
                    (if open.is_empty() { w::told_done(lang) } else { w::told_note(lang) })
                }
            }
            table class="rows" {
                thead { tr {
                    th { (w::told_by_head(lang)) } th { (w::evidence_label(lang)) }
                    th { (w::paid_on_head(lang)) } th { (w::told_at_head(lang)) }
                    th class="num" { (w::amount_head(lang)) }
                } }
                tbody { @for it in all { (row(state, lang, (it, loaded.off.get(&it.said.id)))) } }
            }
            @for it in open { p class="note" { (open_said(state, lang, it)) } }
        }
    }
}

fn row(state: &ConsoleState, lang: Lang, (of, why): (&Notice, Option<&String>)) -> Markup {
    let it = &of.said;
    html! {
        tr {
            td class="way" { (party(state, lang, &it.party)) }
            td data-l=(w::evidence_label(lang)) {
                (it.document)
                @if of.is_replaced { span class="sub block xs" { (w::told_replaced(lang)) } }
                @if let Some(off) = &of.off {
                    @let is_own = off.by.starts_with("staff:");
                    span class="sub block xs" {
                        (if is_own { w::told_taken_back(lang) } else { w::told_not_arrived(lang) })
                        " · " (moment(off.at))
                        @if let Some(why) = why { " · " (why) }
                    }
                }
            }
            td data-l=(w::paid_on_head(lang)) { (day(it.paid_on)) }
            td data-l=(w::told_at_head(lang)) { (moment(it.told_at)) }
            td class="num" data-l=(w::amount_head(lang)) {
                (it.amount.grouped())
                @if !of.is_replaced && of.booked > Won::ZERO {
                    span class="sub block xs" { (w::told_booked(lang, &of.booked.grouped())) }
                }
            }
        }
    }
}

/// A notice of which nothing, or not all, is booked.
fn open_said(state: &ConsoleState, lang: Lang, of: &Notice) -> String {
    let (who, sum) = (party(state, lang, &of.said.party), won(lang, of.said.amount));
    match of.booked {
        Won::ZERO => w::told_open(lang, &who, &sum, &of.said.document),
        booked => {
            let (booked, left) = (won(lang, booked), won(lang, of.left()));
            w::told_open_part(lang, &who, &of.said.document, &sum, &booked, &left)
        }
    }
}

/// What was said and the book does not show, or not all of it; whatever became of the sum since.
pub(super) fn unbooked(all: &[Notice]) -> impl Iterator<Item = &Notice> {
    all.iter().filter(|it| it.left() > Won::ZERO)
}

/// What was said of what a party still owes, the oldest first: it stands in the form that books it.
pub(super) fn waiting(
    all: &[Notice],
    owed: impl Fn(&claim::Party) -> Won,
) -> Option<(&Notice, Won)> {
    unbooked(all)
        .map(|it| (it, it.left().min(owed(&it.said.party))))
        .find(|(_, sum)| *sum > Won::ZERO)
}

impl Desk<'_> {
    /// What the reader's own house has to pay, if its people may say that it was paid.
    pub(super) fn own_due(&self) -> Option<Won> {
        let side = reader(self.who).side()?;
        let due = claim::to_pay(self.it, &self.loaded.money, &side);
        (self.who.session.post.may(Right::ClaimsRemit) && due > Won::ZERO).then_some(due)
    }

    /// The form that says that it was paid; once that was said, folded, to put it right.
    pub(super) fn remit(&self, due: Won) -> Markup {
        let lang = self.lang;
        let part = Part::of(DEED, self.typed);
        let side = reader(self.who).side();
        let (amount, replaced) = match &side {
            Some(side) => claim::to_tell(due, &self.loaded.told, side),
            None => (due, None),
        };
        let before = self.loaded.told.iter().find(|it| Some(it.said.id) == replaced);
        // Whoever is to wait, or whose time is over, is not asked to send anything.
        let held = self.loaded.part.is_some_and(|it| it.held > Won::ZERO);
        let is_own = matches!(side, Some(claim::Party::Institution(_)));
        let is_over = is_own && claim::is_own_time_over(self.it, self.state.now());
        let is_due = !held && !is_over;
        let head = if before.is_some() { w::remit_again_head(lang) } else { w::remit_head(lang) };
        let (payee, sum) = (party_in(self.state, lang, &self.it.payer()), won(lang, amount));
        let effect = match (before, side) {
            (Some(it), _) => w::remit_again_effect(lang, &sum, &it.said.document),
            _ if !is_due => w::remit_sent_effect(lang, &sum),
            // Whoever pays first pays the consumer.
            (_, Some(side)) if side == self.it.payer() => w::remit_first_effect(lang, &sum),
            _ => w::remit_effect(lang, &sum, &payee),
        };
        let number = before.map_or("", |it| it.said.document.as_str());
        let paid_on = before.map_or_else(|| self.today(), |it| it.said.paid_on);
        html! {
            details class="ask" id=(ANCHOR) open[part.is_back() || (before.is_none() && is_due)] {
                summary { (head) }
                form method="post" action=(format!("/console/claims/{}/remittance", self.it.id)) {
                    (form_field(self.who))
                    (key(self.state.env().id(DEED.bytes().map(u32::from).sum())))
                    input type="hidden" name="deed" value=(DEED);
                    input type="hidden" name="amount" value=(amount.get());
                    p { (effect) }
                    (part.field(("evidence", "text"), w::evidence_label(lang),
                        Some(w::evidence_help(lang)), number))
                    (part.day("day", &w::paid_on_head(lang), &day(paid_on), true))
                    button class="btn p" { (w::remit_button(lang)) }
                }
            }
        }
    }
}

impl Desk<'_> {
    /// What the reader's own house has told and what waits to be booked, if its people may tell.
    pub(super) fn own_told(&self) -> Vec<&Notice> {
        let side = reader(self.who).side();
        let may = self.who.session.post.may(Right::ClaimsRemit) && !self.it.state.is_final();
        let all =
            unbooked(&self.loaded.told).filter(|it| may && Some(&it.said.party) == side.as_ref());
        all.collect()
    }

    /// Notices as choices: its document, and what of it waits.
    pub(super) fn choices(&self, all: &[&Notice]) -> Vec<(String, String)> {
        let one = |it: &&Notice| {
            let who = party(self.state, self.lang, &it.said.party);
            let sum = won(self.lang, it.left());
            (it.said.id.to_string(), format!("{who} {} · {sum}", it.said.document))
        };
        all.iter().map(one).collect()
    }

    /// The form that takes off what was told and what never came true.
    pub(super) fn take_back(&self, all: &[&Notice]) -> Markup {
        let lang = self.lang;
        let part = Part::of(OFF, self.typed);
        html! {
            details class="ask" open[part.is_back()] {
                summary { (w::take_back_head(lang)) }
                form method="post" action=(format!("/console/claims/{}/remittance/off", self.it.id)) {
                    (form_field(self.who))
                    input type="hidden" name="deed" value=(OFF);
                    p { (w::take_back_effect(lang)) }
                    (part.pick("notice", &w::told_head(lang), &self.choices(all), ""))
                    (part.field(("words", "text"), w::take_back_why(lang),
                        Some(w::off_readers(lang)), ""))
                    button class="btn d" { (w::take_back_button(lang)) }
                }
            }
        }
    }
}

/// The word of the form that takes a notice off.
const OFF: &str = "remit-off";

/// `POST /console/claims/{id}/remittance/off`
pub(crate) async fn take_off(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let it = match super::readable(&state, &who, &id).await {
        Ok(Some(it)) => it,
        Ok(None) => return super::unknown(&ask),
        Err(no) => return frame::fault(&ask, &no),
    };
    let Some(party) = reader(&who).side() else { return super::unknown(&ask) };
    let again = async |wrongs: Vec<Wrong>| {
        one::show(&state, &ask, &who, &it, (&given, &wrongs), None).await
    };
    if !who.wrote(field(&given, "form")) {
        return again(vec![Wrong { field: "words", text: words::stale_form(ask.lang) }]).await;
    }
    let why = field(&given, "words").to_owned();
    let mut wrongs = Wrongs::default();
    let none = Id::from_parts(0, 0);
    let notice = Id::parse(field(&given, "notice")).ok();
    let notice = wrongs.read(notice, none, ("notice", w::bad_choice(ask.lang)));
    if let Some((_, text)) = wrong_reason(ask.lang, &why) {
        wrongs.add(("words", text));
    }
    if let Err(wrongs) = wrongs.end() {
        return again(wrongs).await;
    }
    let (env, hub) = (state.env(), state.parts.hub.clone());
    let (by, claim) = (format!("staff:{}", who.session.account), it.id);
    let write = move |tx: &mut naru_store::Tx<'_>| {
        let what = (claim, &party, notice);
        reactions::take_off_remittance(tx, &env, &hub.keys, &by, what, &why)
    };
    match state.parts.store.write(write).await {
        Ok(()) => Redirect::to(&format!("/console/claims/{claim}")).into_response(),
        Err(No::Refusal(no)) => {
            let (_, text) = said(ask.lang, &no);
            again(vec![Wrong { field: "words", text }]).await
        }
        Err(no) => frame::fault(&ask, &no),
    }
}

fn won(lang: Lang, it: Won) -> String {
    format::won(lang, it)
}

/// `POST /console/claims/{id}/remittance`
pub(crate) async fn remit(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Pairs>,
) -> Response {
    let it = match super::readable(&state, &who, &id).await {
        Ok(Some(it)) => it,
        Ok(None) => return super::unknown(&ask),
        Err(no) => return frame::fault(&ask, &no),
    };
    let Some(party) = reader(&who).side() else { return super::unknown(&ask) };
    let again = async |wrongs: Vec<Wrong>| {
        one::show(&state, &ask, &who, &it, (&given, &wrongs), None).await
    };
    if !who.wrote(field(&given, "form")) {
        return again(vec![Wrong { field: "evidence", text: words::stale_form(ask.lang) }]).await;
    }
    let new = match read(ask.lang, &given, (&it, party), state.now().business_date()) {
        Ok(new) => new,
        Err(wrongs) => return again(wrongs).await,
    };
    let (env, hub) = (state.env(), state.parts.hub.clone());
    let by = format!("staff:{}", who.session.account);
    let write =
        move |tx: &mut naru_store::Tx<'_>| reactions::remit_claim(tx, &env, &hub.keys, &by, &new);
    match state.parts.store.write(write).await {
        Ok(()) => Redirect::to(&format!("/console/claims/{}", it.id)).into_response(),
        Err(No::Refusal(no)) => {
            let (field, text) = match no.code {
                "claim/amount-changed" => ("evidence", w::no_due_changed(ask.lang)),
                _ => said(ask.lang, &no),
            };
            let field = if field == "day" { field } else { "evidence" };
            again(vec![Wrong { field, text }]).await
        }
        Err(no) => frame::fault(&ask, &no),
    }
}

/// What the form says; all that is wrong with it at once.
fn read(
    lang: Lang,
    given: &Pairs,
    (claim, party): (&claim::Claim, claim::Party),
    today: BusinessDate,
) -> Result<NewRemittance, Vec<Wrong>> {
    let (id, amount) = (Id::parse(field(given, "key")), field(given, "amount").parse().ok());
    let (Ok(id), Some(amount)) = (id, amount) else {
        return Err(vec![Wrong { field: "evidence", text: w::bad_form(lang) }]);
    };
    let mut wrongs = Wrongs::default();
    let document = field(given, "evidence").to_owned();
    if !decide::is_evidence(&document) {
        wrongs.add(("evidence", w::no_evidence(lang)));
    }
    let Some(paid_on) = parse_day(field(given, "day")) else {
        wrongs.add(("day", w::bad_date(lang)));
        return Err(wrongs.all());
    };
    if paid_on > today || paid_on < claim.reported_at.business_date() {
        wrongs.add(("day", w::no_paid_on(lang)));
    }
    wrongs.end().map(|()| NewRemittance {
        id,
        claim: claim.id,
        party,
        amount: Won::new(amount),
        document,
        paid_on,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use naru_base::{BankCode, Micros};
    use naru_core::claim::{Party, Remittance};

    fn said(n: u64, party: &Party, amount: i64, booked: i64) -> Notice {
        let said = Remittance {
            id: Id::from_parts(n, 0),
            claim: Id::from_parts(1, 0),
            party: party.clone(),
            amount: Won::new(amount),
            document: format!("D-{n}"),
            paid_on: BusinessDate::parse("20261126").unwrap(),
            told_at: Micros::new(0),
            told_by: String::new(),
            replaces: None,
        };
        Notice { said, booked: Won::new(booked), is_replaced: false, off: None }
    }

    #[test]
    fn what_waits_to_be_booked_is_the_oldest_of_what_is_still_owed() {
        let (bank, surety) = (Party::Bank(BankCode::parse("901").unwrap()), Party::Surety);
        let replaced = Notice { is_replaced: true, ..said(2, &bank, 200, 0) };
        let all = [said(1, &surety, 500, 500), replaced, said(3, &bank, 200, 50)];
        let found = |bank_owes: i64| {
            let owed = |it: &Party| Won::new(if *it == bank { bank_owes } else { 800 });
            waiting(&all, owed).map(|(it, sum)| (it.said.document.clone(), sum.get()))
        };
        assert_eq!(found(200), Some(("D-3".to_owned(), 150)), "no more than was told");
        assert_eq!(found(100), Some(("D-3".to_owned(), 100)), "nor than is owed");
        assert_eq!(found(0), None);
        let open: Vec<_> = unbooked(&all).map(|it| it.left().get()).collect();
        assert_eq!(open, [150], "it stays in view whatever is owed");
    }
}
