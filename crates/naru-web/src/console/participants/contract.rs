//! Another contract account in the place of one: the form that proposes it, and its words where two
//! people decide. Deciding stands with all proposals.

use super::contract_words as w;
use super::enter_words::purpose;
use super::one;
use crate::console::accounts::{Asked, Sent, send};
use crate::console::door::{Field, Wrong, field};
use crate::console::guard::{Ask, Entered};
use crate::console::names::Names;
use crate::console::pieces::{Wants, form_field, fresh_code_in, reason_in, select};
use crate::console::{ConsoleState, frame, words as all};
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::{ClientUseCode, Lang};
use naru_core::desk::{CHANGE_CONTRACT, ContractChange};
use naru_core::identity::{Contract, ContractEntry, Flaw};
use naru_core::proposal::Case;
use serde::Deserialize;

/// What the ids of this form end in: there is another one on the page.
const PART: &str = "-contract";

/// The form, as it was sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    form: String,
    key: String,
    purpose: String,
    bank: String,
    account_type: String,
    account_num: String,
    holder: String,
    reason: String,
    code: String,
}

/// Who fills the form in, before which institution.
pub(super) struct Desk<'a> {
    pub(super) lang: Lang,
    pub(super) state: &'a ConsoleState,
    pub(super) who: &'a Entered,
    pub(super) code: &'a ClientUseCode,
    pub(super) contracts: &'a [Contract],
    pub(super) names: &'a Names,
    pub(super) wants: Wants,
    pub(super) wrongs: &'a [Wrong],
}

/// The form. An institution without contract accounts has none to change.
pub(super) fn form(it: &Desk<'_>, given: &Given) -> Markup {
    let (lang, wrongs) = (it.lang, it.wrongs);
    let purposes: Vec<(String, String)> = it
        .contracts
        .iter()
        .map(|own| (own.purpose.as_str().to_owned(), purpose(lang, own.purpose)))
        .collect();
    let directory = it.state.parts.hub.directory();
    let banks: Vec<(String, String)> = directory
        .banks
        .values()
        .filter(|bank| bank.active)
        .map(|bank| (bank.code.to_string(), it.names.bank(bank.code.as_str())))
        .collect();
    let kinds = [("N".to_owned(), w::kind_account(lang)), ("C".to_owned(), w::kind_ledger(lang))];
    let plain = |name, label, value| Field {
        name,
        label,
        help: None,
        kind: "text",
        autocomplete: "off",
        value,
        focus: false,
    };
    html! {
        section {
            div class="sh" { h2 { (w::head(lang)) } }
            form class="two" method="post"
                action=(format!("/console/institutions/{}/contract/propose", it.code)) {
                p { (w::effect(lang)) }
                (form_field(it.who))
                input type="hidden" name="key" value=(it.state.env().id(1));
                (select("purpose", &w::purpose_label(lang), &purposes, &given.purpose))
                (select("bank", &w::bank_label(lang), &banks, &given.bank))
                (select("account_type", &w::kind_label(lang), &kinds, &given.account_type))
                (field(&plain("account_num", w::num_label(lang), &given.account_num), wrongs))
                (field(&plain("holder", w::holder_label(lang), &given.holder), wrongs))
                (reason_in(lang, PART, &given.reason, wrongs))
                (fresh_code_in(lang, PART, it.wants, wrongs))
                button class="btn p" { (w::submit(lang)) }
            }
        }
    }
}

fn read(lang: Lang, code: &ClientUseCode, given: &Given) -> Result<ContractChange, Wrong> {
    let entry = ContractEntry {
        purpose: given.purpose.clone(),
        account_type: given.account_type.clone(),
        account_num: given.account_num.clone(),
        bank: given.bank.clone(),
        holder: given.holder.clone(),
    };
    ContractChange::new(code, &entry).map_err(|flaw: Flaw| {
        let field = if flaw == Flaw::Holder { "holder" } else { "account_num" };
        Wrong { field, text: flaw.text(lang) }
    })
}

/// `POST /console/institutions/{code}/contract/propose`
pub(crate) async fn propose(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let lang = ask.lang;
    let again = async |wrongs: &[Wrong]| one::show(&state, &ask, &who, &code, &given, wrongs).await;
    if !who.wrote(&given.form) {
        return again(&[Wrong { field: "reason", text: all::stale_form(lang) }]).await;
    }
    let Ok(known) = ClientUseCode::parse(&code) else { return frame::not_found(ask).await };
    let change = match read(lang, &known, &given) {
        Ok(change) => change,
        Err(wrong) => return again(&[wrong]).await,
    };
    let asked = Asked { key: &given.key, reason: &given.reason, code: &given.code };
    let what = (CHANGE_CONTRACT, change.subject(), change.body());
    match send(&state, &ask, &who, asked, what).await {
        Sent::Done(id) => Redirect::to(&format!("/console/proposals/{id}")).into_response(),
        Sent::Wrong(wrongs) => again(&wrongs).await,
        Sent::Elsewhere(response) => response,
    }
}

/// The deed in words.
pub(crate) fn deed(lang: Lang) -> String {
    w::deed(lang)
}

/// Whose account it is about; nothing if it cannot be read.
pub(crate) fn institution(case: &Case) -> Option<String> {
    ContractChange::of(case).ok().map(|it| it.institution)
}

/// What confirming does, exactly.
pub(crate) fn effect(lang: Lang, case: &Case, name: &str) -> String {
    let to = ContractChange::of(case).ok().and_then(|it| it.to().ok());
    to.map_or_else(String::new, |to| {
        let new = format!("{} {} ({})", to.bank, to.account_num, to.holder_name);
        w::fx(lang, name, &purpose(lang, to.purpose), &new)
    })
}

/// Why not, in words.
pub(crate) fn refusal(lang: Lang, code: &str) -> Option<String> {
    Some(match code {
        "desk/contract-none" | "identity/contract-none" => w::no_none(lang),
        "desk/contract-bank" => w::no_bank(lang),
        "desk/contract-same" => w::no_same(lang),
        "desk/contract-taken" => w::no_taken(lang),
        "desk/contract-malformed" => w::no_malformed(lang),
        _ => return None,
    })
}
