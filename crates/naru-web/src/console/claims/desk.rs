//! What the reader may do with a claim: propose the next step, give the consumer the link, take the
//! claim back.

use super::loaded::Loaded;
use super::plain::{cause, party, party_does};
use super::{remit, words as w};
use crate::console::door::{Field, Wrong, field_in};
use crate::console::guard::Entered;
use crate::console::pieces::{Wants, form_field, fresh_code_in, reason_said};
use crate::console::typed::{Pairs, Typed, key, one};
use crate::console::{ConsoleState, format, words};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{BusinessDate, Lang, Won};
use naru_core::claim::{self, Claim, Notice, Party, State as Stands};

/// A number of a document of which was said that it stands elsewhere already.
pub(super) const KNOWN: &str = "known";

/// Who stands before which claim.
pub(super) struct Desk<'a> {
    pub(super) lang: Lang,
    pub(super) state: &'a ConsoleState,
    pub(super) who: &'a Entered,
    pub(super) it: &'a Claim,
    pub(super) loaded: &'a Loaded,
    pub(super) typed: &'a Typed<'a>,
    pub(super) wants: Wants,
}

impl Desk<'_> {
    pub(super) fn all(&self) -> Markup {
        let (lang, post) = (self.lang, &self.who.session.post);
        let reports = post.may(Right::ClaimsReport);
        let is_reporter = self.it.reported_by == format!("staff:{}", self.who.session.account);
        let decides = post.may(Right::ClaimsDecide) && self.loaded.open.is_none();
        let due = self.own_due();
        let told = self.own_told();
        if (self.it.state.is_final() || !decides) && !reports && due.is_none() && told.is_empty() {
            return html! {};
        }
        html! {
            section {
                div class="sh" { h2 { (w::do_head(lang)) } }
                @if decides && is_reporter && !self.it.state.is_final() {
                    p class="none" { (w::own_report(lang)) }
                } @else if decides { (self.decisions()) }
                @if let Some(due) = due { (self.remit(due)) }
                @if !told.is_empty() { (self.take_back(&told)) }
                @if reports { (self.link()) }
                @if is_reporter && matches!(self.it.state, Stands::Reported | Stands::Frozen) {
                    (self.withdraw())
                }
            }
        }
    }

    fn decisions(&self) -> Markup {
        let money = &self.loaded.money;
        let owes = !money.open(&self.it.institution).is_empty();
        html! {
            (self.not_arrived())
            @match self.it.state {
                Stands::Reported | Stands::Frozen => { (self.pay()) (self.reject()) }
                Stands::Paid => { (self.decide()) (self.returned()) }
                Stands::Decided | Stands::Recourse => {
                    @if owes { (self.surety()) (self.recover()) }
                    (self.returned())
                    @if owes { (self.write_off()) } @else { (self.close()) }
                }
                Stands::SuretyClaimed => {
                    @if money.on_surety > Won::ZERO { (self.surety_refused()) }
                    @if owes { (self.recover()) }
                    (self.returned())
                    @if owes { (self.write_off()) } @else { (self.close()) }
                }
                _ => {}
            }
        }
    }

    /// A folded form that proposes; `body` is what stands before reason and code.
    fn proposes(&self, deed: &str, said: (String, String), body: &Markup) -> Markup {
        self.proposes_for(deed, said, body, &words::reason_help(self.lang))
    }

    /// The same of a decision whose reason the institution reads, and tells the consumer.
    fn decides(&self, deed: &str, said: (String, String), body: &Markup) -> Markup {
        self.proposes_for(deed, said, body, &w::why_shown(self.lang))
    }

    fn proposes_for(
        &self,
        deed: &str,
        (head, button): (String, String),
        body: &Markup,
        readers: &str,
    ) -> Markup {
        let is_back = one(self.typed.given, "deed") == deed;
        let no_wrongs: Vec<Wrong> = Vec::new();
        let wrongs = if is_back { self.typed.wrongs } else { &no_wrongs };
        let why = if is_back { one(self.typed.given, "reason") } else { "" };
        let (n, part) = (deed.bytes().map(u32::from).sum(), format!("-{deed}"));
        html! {
            details class="ask" open[is_back] {
                summary { (head) }
                form method="post" action=(format!("/console/claims/{}/propose", self.it.id)) {
                    (form_field(self.who))
                    (key(self.state.env().id(n)))
                    input type="hidden" name="deed" value=(deed);
                    (body)
                    (reason_said(self.lang, &part, readers, why, wrongs))
                    (fresh_code_in(self.lang, &part, self.wants, wrongs))
                    button class="btn p" { (button) }
                }
            }
        }
    }

    /// A field of one of several forms.
    fn field(&self, deed: &str, name: &'static str, label: String, value: &str) -> Markup {
        let is_back = one(self.typed.given, "deed") == deed;
        let no: (Pairs, Vec<Wrong>) = (Pairs::new(), Vec::new());
        let (given, wrongs) =
            if is_back { (self.typed.given, self.typed.wrongs) } else { (&no.0, &no.1[..]) };
        let typed = one(given, name);
        let value = if typed.is_empty() { value } else { typed };
        let help = (name == "evidence").then(|| w::evidence_help(self.lang));
        let it =
            Field { name, label, help, kind: "text", autocomplete: "off", value, focus: false };
        field_in(&format!("-{deed}"), &it, wrongs)
    }

    /// The document, with the number that the party itself has given, if it has. What was said of
    /// a number is not said again of the same.
    fn evidence_of(&self, deed: &str, told: Option<&Notice>) -> Markup {
        let number = told.map_or("", |it| it.said.document.as_str());
        let (typed, known) = (one(self.typed.given, "evidence"), one(self.typed.given, KNOWN));
        let is_wrong = self.typed.wrongs.iter().any(|it| it.field == "evidence");
        let is_back = one(self.typed.given, "deed") == deed && !typed.is_empty();
        html! {
            (self.field(deed, "evidence", w::evidence_label(self.lang), number))
            @if is_back && (is_wrong || typed == known) {
                input type="hidden" name=(KNOWN) value=(typed);
            }
        }
    }

    fn evidence(&self, deed: &str) -> Markup {
        self.evidence_of(deed, None)
    }

    /// What these parties, or without any all, say that they paid and nobody has booked: whoever
    /// decides otherwise reads it first.
    fn warned(&self, of: Option<&Party>, say: fn(Lang, &str, &str, &str) -> String) -> Markup {
        let lang = self.lang;
        html! {
            @for it in remit::unbooked(&self.loaded.told) {
                @if of.is_none_or(|of| it.said.party == *of) {
                    p class="note warn" {
                        (say(lang, &party_does(self.state, lang, &it.said.party),
                            &format::won(lang, it.left()), &it.said.document))
                    }
                }
            }
        }
    }

    /// What a party says that it paid and nobody has booked yet, with what of it can be.
    fn told(&self) -> Option<(&Notice, Won)> {
        let owed = |party: &Party| claim::to_pay(self.it, &self.loaded.money, party);
        remit::waiting(&self.loaded.told, owed)
    }

    pub(super) fn today(&self) -> BusinessDate {
        self.state.now().business_date()
    }

    fn amount(&self, deed: &str, value: Won) -> Markup {
        self.field(deed, "amount", w::amount_label(self.lang), &value.grouped())
    }

    fn pick(&self, deed: &str, name: &str, label: &str, options: &[(String, String)]) -> Markup {
        self.pick_from(deed, name, (label, ""), options)
    }

    /// A choice in one of several forms; `first` is chosen as long as nobody has chosen.
    fn pick_from(
        &self,
        deed: &str,
        name: &str,
        (label, first): (&str, &str),
        options: &[(String, String)],
    ) -> Markup {
        let id = format!("{name}-{deed}");
        let is_back = one(self.typed.given, "deed") == deed;
        let chosen = if is_back { one(self.typed.given, name) } else { first };
        html! {
            div class="field" {
                label for=(id) { (label) }
                select id=(id) name=(name) { @for (value, word) in options {
                    option value=(value) selected[value == chosen] { (word) }
                } }
            }
        }
    }

    /// Everybody who owes something, as choices.
    fn owing(&self) -> Vec<(String, String)> {
        let open = self.loaded.money.open(&self.it.institution).into_iter();
        open.map(|(who, won)| {
            let word = party(self.state, self.lang, &who);
            (who.to_string(), format!("{word} · {}", format::won(self.lang, won)))
        })
        .collect()
    }

    /// What the first of them owes: it stands in the form as long as nobody has chosen another.
    fn first_owed(&self) -> Won {
        let open = self.loaded.money.open(&self.it.institution);
        open.into_iter().next().map_or(Won::ZERO, |it| it.1)
    }

    fn pay(&self) -> Markup {
        let lang = self.lang;
        let payer = party(self.state, lang, &self.it.payer());
        let body = html! {
            p { (w::pay_effect(lang, &payer, &format::won(lang, self.it.loss))) }
            input type="hidden" name="amount" value=(self.it.loss.get());
            (self.evidence_of("pay", self.told().map(|it| it.0)))
        };
        self.proposes("pay", (w::pay_head(lang), w::pay_button(lang)), &body)
    }

    fn reject(&self) -> Markup {
        let lang = self.lang;
        let body = html! {
            p { (w::reject_effect(lang)) }
            (self.warned(None, w::reject_told))
        };
        self.decides("reject", (w::reject_head(lang), w::reject_button(lang)), &body)
    }

    fn decide(&self) -> Markup {
        let lang = self.lang;
        let shares = |all: &[(Party, Won)]| -> String {
            let part = |(who, won): &(Party, Won)| {
                format!("{} {}", party(self.state, lang, who), format::won(lang, *won))
            };
            all.iter().map(part).collect::<Vec<_>>().join(", ")
        };
        let held = self.loaded.held(self.it);
        let options: Vec<(String, String)> = self
            .loaded
            .splits
            .iter()
            .map(|(row, _)| (row.cause.to_string(), cause(lang, row.cause)))
            .collect();
        let body = html! {
            @if held > Won::ZERO {
                p class="note" { (w::decide_held(lang, &format::won(lang, held))) }
            }
            p { (w::decide_effect(lang)) }
            (self.pick_from("decide", "cause", (&w::cause_label(lang), self.it.said.as_str()),
                &options))
            dl class="kv" { @for (row, all) in &self.loaded.splits {
                dt { (cause(lang, row.cause)) } dd { (shares(all)) }
            } }
        };
        self.decides("decide", (w::decide_head(lang), w::decide_button(lang)), &body)
    }

    fn returned(&self) -> Markup {
        let lang = self.lang;
        let left = self.loaded.returnable(self.it);
        let first = left.first().map_or(Won::ZERO, |it| it.1);
        let frozen: Vec<(String, String)> = left
            .into_iter()
            .map(|(bank, left)| {
                let name = party(self.state, lang, &Party::Bank(bank.clone()));
                (bank.to_string(), format!("{name} · {}", format::won(lang, left)))
            })
            .collect();
        if frozen.is_empty() {
            return html! {};
        }
        let body = html! {
            p {
                @match self.it.decided_at {
                    None => (w::return_effect(lang)),
                    Some(_) => (w::return_effect_decided(lang)),
                }
                @if let Some(open) = self.loaded.short_of_held(self.it) {
                    " " (w::held_short(lang, &format::won(lang, open)))
                }
            }
            (self.pick("return", "party", &w::bank_head(lang), &frozen))
            (self.amount("return", first))
            (self.evidence("return"))
        };
        self.proposes("return", (w::return_head(lang), w::return_button(lang)), &body)
    }

    fn surety(&self) -> Markup {
        let (lang, share) = (self.lang, self.loaded.money.on_institution);
        let at = self.it.reported_at;
        let mut all: Vec<_> = self
            .loaded
            .instruments
            .iter()
            .filter(|it| it.valid_from <= at && at < it.counts_until())
            .collect();
        // What was on record at the report stands before what was recorded with the damage known.
        all.sort_by_key(|it| it.recorded_at > at);
        let options: Vec<(String, String)> = all
            .into_iter()
            .map(|it| {
                let left = format::won(lang, it.left());
                (it.id.to_string(), format!("{} {} · {left}", it.issuer_in(lang), it.reference))
            })
            .collect();
        if share <= Won::ZERO {
            return html! {};
        }
        if options.is_empty() {
            return html! { p class="none" { (w::surety_none(lang)) } };
        }
        let body = html! {
            p { (w::surety_effect(lang)) }
            (self.warned(Some(&Party::Institution(self.it.institution.clone())), w::surety_told))
            (self.pick("surety", "instrument", &w::instrument_label(lang), &options))
            (self.amount("surety", share))
            (self.insurer())
        };
        self.proposes("surety", (w::surety_head(lang), w::surety_button(lang)), &body)
    }

    fn insurer(&self) -> Markup {
        let lang = self.lang;
        let wrong = self.typed.wrongs.iter().find(|it| it.field == "insurer");
        html! {
            div class="field" {
                label for="insurer" { (w::insurer_label(lang)) }
                p class="help" id="insurer-help" { (w::insurer_help(lang)) }
                input id="insurer" name="insurer" maxlength="10" autocomplete="off"
                    value=(one(self.typed.given, "insurer")) aria-describedby="insurer-help"
                    aria-invalid=[wrong.map(|_| "true")];
                @if let Some(wrong) = wrong { p class="error" { (wrong.text) } }
            }
        }
    }

    fn surety_refused(&self) -> Markup {
        let lang = self.lang;
        let body = html! {
            p { (w::refused_effect(lang)) }
            (self.warned(Some(&Party::Surety), w::refused_told))
        };
        let said = (w::refused_head(lang), w::refused_button(lang));
        self.proposes("surety-refused", said, &body)
    }

    /// What of a notice stands in the form: what can be booked of it, which may not be all.
    fn filled_in(&self, it: &Notice, sum: Won) -> String {
        let lang = self.lang;
        let (who, all) = (party(self.state, lang, &it.said.party), it.said.amount);
        match sum < all {
            true => {
                let (all, sum) = (format::won(lang, all), format::won(lang, sum));
                w::recover_told_part(lang, &who, &all, &sum)
            }
            false => w::recover_told(lang, &who),
        }
    }

    fn recover(&self) -> Markup {
        let (lang, told) = (self.lang, self.told());
        let first = told.map_or_else(String::new, |it| it.0.said.party.to_string());
        let payer = party_does(self.state, lang, &self.it.payer());
        let body = html! {
            p { (w::recover_effect(lang, &payer)) }
            @if let Some((it, sum)) = told { p class="sub" { (self.filled_in(it, sum)) } }
            (self.pick_from("recover", "party", (&w::party_head(lang), &first), &self.owing()))
            (self.amount("recover", told.map_or_else(|| self.first_owed(), |it| it.1)))
            (self.evidence_of("recover", told.map(|it| it.0)))
        };
        self.proposes("recover", (w::recover_head(lang), w::recover_button(lang)), &body)
    }

    fn write_off(&self) -> Markup {
        let lang = self.lang;
        let payer = party(self.state, lang, &self.it.payer());
        let body = html! {
            p { (w::off_effect(lang, &payer)) }
            (self.warned(None, match self.loaded.told_and_refused() {
                Some(_) => w::off_told_refused,
                None => w::off_told,
            }))
            (self.pick("write-off", "party", &w::party_head(lang), &self.owing()))
            (self.amount("write-off", self.first_owed()))
        };
        self.proposes("write-off", (w::off_head(lang), w::off_button(lang)), &body)
    }

    /// Of what somebody told and what has not come.
    fn not_arrived(&self) -> Markup {
        let lang = self.lang;
        let all: Vec<&Notice> = remit::unbooked(&self.loaded.told).collect();
        if all.is_empty() || self.it.state.is_final() {
            return html! {};
        }
        let body = html! {
            p { (w::not_arrived_effect(lang)) }
            (self.pick("not-arrived", "notice", &w::told_head(lang), &self.choices(&all)))
        };
        let said = (w::not_arrived_head(lang), w::not_arrived_button(lang));
        self.proposes_for("not-arrived", said, &body, &w::off_readers(lang))
    }

    fn close(&self) -> Markup {
        let lang = self.lang;
        let body = html! {
            p { (w::close_effect(lang)) }
            (self.warned(None, w::close_told))
        };
        self.proposes("close", (w::close_head(lang), w::close_button(lang)), &body)
    }

    fn link(&self) -> Markup {
        let lang = self.lang;
        html! {
            details class="ask" {
                summary { (w::give_head(lang)) }
                form method="post" action=(format!("/console/claims/{}/link", self.it.id)) {
                    (form_field(self.who))
                    p { (w::give_effect(lang)) }
                    button class="btn" { (w::give_button(lang)) }
                }
            }
        }
    }

    fn withdraw(&self) -> Markup {
        let lang = self.lang;
        html! {
            details class="ask" {
                summary { (w::withdraw_head(lang)) }
                form method="post" action=(format!("/console/claims/{}/withdraw", self.it.id)) {
                    (form_field(self.who))
                    p { (w::withdraw_effect(lang)) }
                    button class="btn d" { (w::withdraw_button(lang)) }
                }
            }
        }
    }
}
