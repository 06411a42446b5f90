//! 입금 재원: what is left on institutions' paying accounts, and money that arrived, booked by two.

pub(crate) mod words;

use crate::console::accounts::{Asked, Sent, send, wrong_reason};
use crate::console::door::{Field, Wrong, field, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::names::Names;
use crate::console::pieces::{Wants, form_field, fresh_code, reason, select};
use crate::console::rows::{Look, finder, foot};
use crate::console::typed::{Wrongs, won};
use crate::console::{ConsoleState, words as all};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Answer, ClientUseCode, Lang, No, Won};
use naru_core::desk::{self, Arrived};
use naru_core::identity::{self, Contract, ContractPurpose};
use naru_core::ledger;
use serde::Deserialize;
use std::collections::BTreeMap;
use words as w;

const HERE: &str = "/console/funds";

/// A paying account and what is on it.
struct Paying {
    contract: Contract,
    left: Won,
    reserved: Won,
}

async fn load(state: &ConsoleState) -> Answer<Vec<Paying>> {
    let read = |tx: &mut naru_store::Tx<'_>| {
        let balances = ledger::balances(tx)?.into_iter();
        let balances: BTreeMap<String, (Won, Won)> =
            balances.map(|(account, posted, pending)| (account, (posted, pending))).collect();
        let contracts = identity::contracts(tx)?.into_iter();
        let paying = contracts.filter(|it| it.purpose == ContractPurpose::Deposit);
        Ok(paying.map(|it| Paying::of(it, &balances)).collect())
    };
    state.parts.store.read(read).await
}

impl Paying {
    fn of(contract: Contract, balances: &BTreeMap<String, (Won, Won)>) -> Paying {
        let account = ledger::paying_account(&contract.institution);
        let (posted, pending) = balances.get(&account).copied().unwrap_or((Won::ZERO, Won::ZERO));
        // What the network owes the institution is a credit: below zero in the ledger.
        let left = posted.negated().and_then(|it| it.minus(pending)).unwrap_or(Won::ZERO);
        Paying { contract, left, reserved: pending }
    }
}

/// `GET /console/funds`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(look): Query<Look>,
) -> Response {
    show(&state, &ask, &who, &look, &Given::default(), &[]).await
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    look: &Look,
    given: &Given,
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let loaded = async { Ok::<_, No>((load(state).await?, state.wants(who).await?)) };
    let (accounts, wants) = match loaded.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let names = Names::of(lang, &state.parts.source.glance());
    let main = html! {
        div class="head" { h1 { (w::title(lang)) } }
        p class="lead" {
            @if accounts.is_empty() { (w::lead_none(lang)) }
            @else { (w::lead(lang, accounts.len())) }
        }
        (summary(lang, wrongs))
        @if !accounts.is_empty() {
            (list(lang, &accounts, &names, look))
            @if who.session.post.may(Right::FundsManage) {
                (form(lang, state, who, given, &accounts, (wants, wrongs, &names)))
            } @else { p class="none" { (w::manage_only(lang)) } }
        }
    };
    let (title, here) = (w::title(lang), HERE);
    let mut response =
        frame::page(state, &Page { ask, who, title, here, topic: Topic::Watch, main });
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn list(lang: Lang, accounts: &[Paying], names: &Names, look: &Look) -> Markup {
    let fits = |it: &&Paying| {
        let code = it.contract.institution.as_str();
        look.finds(&[names.get(code), code, &it.contract.account_num])
    };
    let fit: Vec<&Paying> = accounts.iter().filter(fits).collect();
    let (shown, next) = look.page(&fit, |it| it.contract.institution.to_string());
    html! {
        section {
            div class="sh" { h2 { (w::list_head(lang)) } span class="sub" { (w::list_note(lang)) } }
            (finder(lang, HERE, look, accounts.len()))
            @if !shown.is_empty() { table class="rows" {
                thead { tr {
                    th { (w::institution_head(lang)) }
                    th { (w::account_head(lang)) }
                    th class="num" { (w::left_head(lang)) }
                    th class="num" { (w::reserved_head(lang)) }
                    th class="cell-l" { (w::funded_head(lang)) }
                } }
                tbody { @for it in shown {
                    @let code = it.contract.institution.as_str();
                    tr {
                        td class="way" {
                            b { (names.get(code)) } " " span class="mono c-3 xs" { (code) }
                        }
                        td {
                            (names.bank(it.contract.bank.as_str())) " "
                            span class="mono" { (it.contract.account_num) }
                        }
                        td class="num b" data-l=(w::left_head(lang)) { (it.left.grouped()) }
                        td class="num" data-l=(w::reserved_head(lang)) { (it.reserved.grouped()) }
                        td class="cell-l" {
                            a href=(format!("/console/transfers?institution={code}")) {
                                (w::funded_link(lang))
                                span class="vh" { " " (names.get(code)) }
                            }
                        }
                    }
                } }
            } }
            (foot(lang, HERE, look, fit.len(), next))
        }
    }
}

fn form(
    lang: Lang,
    state: &ConsoleState,
    who: &Entered,
    given: &Given,
    accounts: &[Paying],
    (wants, wrongs, names): (Wants, &[Wrong], &Names),
) -> Markup {
    let institutions: Vec<(String, String)> = accounts
        .iter()
        .map(|it| it.contract.institution.to_string())
        .map(|code| (code.clone(), names.get(&code).to_owned()))
        .collect();
    let plain = |name, label, help, value| Field {
        name,
        label,
        help,
        kind: "text",
        autocomplete: "off",
        value,
        focus: false,
    };
    let amount = plain("amount", w::amount_label(lang), None, &given.amount);
    let help = Some(w::evidence_help(lang));
    let evidence = plain("evidence", w::evidence_label(lang), help, &given.evidence);
    html! {
        section {
            div class="sh" { h2 { (w::propose_head(lang)) } }
            form class="two" method="post" action="/console/funds/propose" {
                (form_field(who))
                input type="hidden" name="key" value=(state.env().id(0));
                p { (w::propose_effect(lang)) }
                (select("institution", &w::institution_head(lang), &institutions, &given.institution))
                (field(&amount, wrongs))
                (field(&evidence, wrongs))
                (reason(lang, &given.reason, wrongs))
                (fresh_code(lang, wants, wrongs))
                button class="btn p" { (w::propose_button(lang)) }
            }
        }
    }
}

/// The form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    form: String,
    key: String,
    institution: String,
    amount: String,
    evidence: String,
    reason: String,
    code: String,
}

fn read(lang: Lang, given: &Given) -> Result<Arrived, Vec<Wrong>> {
    let mut wrongs = Wrongs::default();
    let institution = ClientUseCode::parse(&given.institution).ok();
    let amount = won(&given.amount).filter(|it| *it > Won::ZERO);
    let evidence = given.evidence.trim();
    if institution.is_none() {
        wrongs.add(("institution", w::bad_institution(lang)));
    }
    if amount.is_none() {
        wrongs.add(("amount", w::bad_amount(lang)));
    }
    if !Arrived::is_evidence(evidence) {
        wrongs.add(("evidence", w::bad_evidence(lang)));
    }
    wrong_reason(lang, &given.reason).into_iter().for_each(|it| wrongs.add(it));
    let arrived = institution.zip(amount).and_then(|(it, sum)| Arrived::new(&it, sum, evidence));
    match (wrongs.end(), arrived) {
        (Ok(()), Some(it)) => Ok(it),
        (Err(all), _) => Err(all),
        (Ok(()), None) => Err(vec![Wrong { field: "evidence", text: w::bad_evidence(lang) }]),
    }
}

/// `POST /console/funds/propose`
pub(crate) async fn propose(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Given>,
) -> Response {
    let (lang, look) = (ask.lang, Look::default());
    if !who.wrote(&given.form) {
        let wrongs = [Wrong { field: "reason", text: all::stale_form(lang) }];
        return show(&state, &ask, &who, &look, &given, &wrongs).await;
    }
    let arrived = match read(lang, &given) {
        Ok(it) => it,
        Err(wrongs) => return show(&state, &ask, &who, &look, &given, &wrongs).await,
    };
    let asked = Asked { key: &given.key, reason: &given.reason, code: &given.code };
    let what = (desk::FUND, arrived.subject(), arrived.body());
    match send(&state, &ask, &who, asked, what).await {
        Sent::Done(id) => Redirect::to(&format!("/console/proposals/{id}")).into_response(),
        Sent::Wrong(wrongs) => show(&state, &ask, &who, &look, &given, &wrongs).await,
        Sent::Elsewhere(response) => response,
    }
}
