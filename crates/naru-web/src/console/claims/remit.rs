//! What whoever has to pay in a claim says that it paid: the form, what was said, and putting it on
//! record. Nothing is booked by it.

use super::desk::Desk;
use super::does::said;
use super::plain::{moment, party, party_in};
use super::{loaded, one, reader, words as w};
use crate::console::ConsoleState;
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
use naru_core::claim::{self, Line, LineKind, NewRemittance, Remittance, decide};
use naru_core::reactions;

/// Where the form stands on the page.
pub(super) const ANCHOR: &str = "tell";
/// The form's word among those of a claim.
pub(super) const DEED: &str = "remit";

/// What a claim's parties said, oldest first; nothing if nobody said anything.
pub(super) fn told(
    state: &ConsoleState,
    lang: Lang,
    (it, loaded): (&claim::Claim, &loaded::Loaded),
) -> Markup {
    let all = &loaded.told;
    let open = unbooked(all, &loaded.lines);
    let waits = !open.is_empty() || !claim::told_now(it, &loaded.money, all).is_empty();
    if all.is_empty() {
        return html! {};
    }
    html! {
        section {
            div class="sh" {
                h2 { (w::told_head(lang)) }
                span class="sub" { (if waits { w::told_note(lang) } else { w::told_done(lang) }) }
            }
            table class="rows" {
                thead { tr {
                    th { (w::told_by_head(lang)) } th { (w::evidence_label(lang)) }
                    th { (w::paid_on_head(lang)) } th { (w::told_at_head(lang)) }
                    th class="num" { (w::amount_head(lang)) }
                } }
                tbody { @for it in all { tr {
                    td class="way" { (party(state, lang, &it.party)) }
                    td data-l=(w::evidence_label(lang)) { (it.document) }
                    td data-l=(w::paid_on_head(lang)) { (day(it.paid_on)) }
                    td data-l=(w::told_at_head(lang)) { (moment(it.told_at)) }
                    td class="num" data-l=(w::amount_head(lang)) { (it.amount.grouped()) }
                } } }
            }
            @for it in open {
                p class="note" {
                    (w::told_open(lang, &party(state, lang, &it.party), &won(lang, it.amount),
                        &it.document))
                }
            }
        }
    }
}

/// What was said and no line of the book shows, of each party its last word about a sum. It goes on
/// waiting when that sum is asked of somebody else in the meantime.
pub(super) fn unbooked<'r>(all: &'r [Remittance], lines: &[Line]) -> Vec<&'r Remittance> {
    let is_shown = |it: &Remittance| {
        let pays = |line: &&Line| {
            matches!(line.kind, LineKind::Payment | LineKind::Recourse) && line.party == it.party
        };
        let is_it = |line: &Line| line.at >= it.told_at || line.evidence == it.document;
        lines.iter().filter(pays).any(is_it)
    };
    let is_same = |one: &Remittance, other: &Remittance| {
        one.party == other.party && one.amount == other.amount
    };
    let rests = (1..=all.len()).filter_map(|after| Some((all.get(after - 1)?, all.get(after..)?)));
    rests
        .filter(|(it, later)| !is_shown(it) && later.iter().all(|of| !is_same(it, of)))
        .map(|(it, _)| it)
        .collect()
}

/// What was last said of what a party still owes, the first party of several: it stands in the form
/// that books it.
pub(super) fn waiting(
    all: &[Remittance],
    owed: impl Fn(&claim::Party) -> Won,
) -> Option<&Remittance> {
    let mut found: Option<&Remittance> = None;
    for it in all.iter().filter(|it| owed(&it.party) == it.amount) {
        match found {
            Some(known) if known.party != it.party => {}
            _ => found = Some(it),
        }
    }
    found
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
        let is_said =
            self.loaded.told.iter().any(|it| Some(&it.party) == side.as_ref() && it.amount == due);
        let head = if is_said { w::remit_again_head(lang) } else { w::remit_head(lang) };
        let payee = party_in(self.state, lang, &self.it.payer());
        let effect = match side {
            // Whoever pays first pays the consumer.
            Some(side) if side == self.it.payer() => w::remit_first_effect(lang, &won(lang, due)),
            _ => w::remit_effect(lang, &won(lang, due), &payee),
        };
        html! {
            details class="ask" id=(ANCHOR) open[part.is_back() || !is_said] {
                summary { (head) }
                form method="post" action=(format!("/console/claims/{}/remittance", self.it.id)) {
                    (form_field(self.who))
                    (key(self.state.env().id(DEED.bytes().map(u32::from).sum())))
                    input type="hidden" name="deed" value=(DEED);
                    input type="hidden" name="amount" value=(due.get());
                    p { (effect) }
                    (part.must("evidence", w::evidence_label(lang), Some(w::evidence_help(lang))))
                    (part.day("day", &w::paid_on_head(lang), &day(self.today()), true))
                    button class="btn p" { (w::remit_button(lang)) }
                }
            }
        }
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
    use naru_base::{BankCode, ClientUseCode, Micros};
    use naru_core::claim::Party;

    fn said(n: u64, party: &Party, amount: i64, document: &str) -> Remittance {
        Remittance {
            id: Id::from_parts(n, 0),
            claim: Id::from_parts(1, 0),
            party: party.clone(),
            amount: Won::new(amount),
            document: document.to_owned(),
            paid_on: BusinessDate::parse("20261126").unwrap(),
            told_at: Micros::new(0),
            told_by: String::new(),
        }
    }

    #[test]
    fn what_waits_to_be_booked_is_the_first_party_and_its_last_word() {
        let (bank, surety) = (Party::Bank(BankCode::parse("901").unwrap()), Party::Surety);
        let all = [
            said(1, &surety, 500, "old sum"),
            said(2, &bank, 200, "A-1"),
            said(3, &surety, 800, "S-1"),
            said(4, &bank, 200, "A-2"),
        ];
        let owed = |it: &Party| Won::new(if *it == Party::Surety { 800 } else { 200 });
        assert_eq!(waiting(&all, owed).map(|it| it.document.as_str()), Some("A-2"));
        let paid = |it: &Party| Won::new(if *it == Party::Surety { 800 } else { 0 });
        assert_eq!(waiting(&all, paid).map(|it| it.document.as_str()), Some("S-1"));
        assert_eq!(waiting(&all, |_| Won::ZERO), None);
    }

    #[test]
    fn what_no_line_shows_stays_in_view_by_its_last_word() {
        let surety = Party::Surety;
        let all = [said(1, &surety, 800, "S-1"), said(2, &surety, 800, "S-2")];
        let documents =
            |lines: &[Line]| unbooked(&all, lines).iter().map(|it| it.document.clone()).collect();
        let line = |party: &Party, at: i64| Line {
            journal: Id::from_parts(9, 0),
            leg: 1,
            claim: Id::from_parts(1, 0),
            institution: ClientUseCode::parse("M202600001").unwrap(),
            payer: Party::Operator,
            kind: LineKind::Recourse,
            party: party.clone(),
            of: None,
            amount: Won::new(800),
            evidence: "R-9".to_owned(),
            date: BusinessDate::parse("20261126").unwrap(),
            at: Micros::new(at),
            by: vec![],
        };
        let of: Vec<String> = documents(&[line(&surety, -1)]);
        assert_eq!(of, ["S-2"], "booked before it was said");
        let of: Vec<String> = documents(&[line(&Party::Operator, 1)]);
        assert_eq!(of, ["S-2"], "of somebody else");
        let of: Vec<String> = documents(&[line(&surety, 1)]);
        assert!(of.is_empty(), "{of:?}");
        let by_number = Line { evidence: "S-2".to_owned(), ..line(&surety, -1) };
        let of: Vec<String> = documents(&[by_number]);
        assert!(of.is_empty(), "{of:?}");
    }
}
