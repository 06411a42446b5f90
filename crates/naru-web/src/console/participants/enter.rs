//! Enters an institution: what is agreed with it, and what it is handed, this once.

use super::{Stopped, enter_words as w, prove, words as all};
use crate::console::door::{Wrong, error_below, field, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::pieces::{form_field, fresh_code};
use crate::console::{ConsoleState, door, words};
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::{Lang, No, Refusal};
use naru_core::desk;
use naru_core::identity::{
    Checked, ContractEntry, ContractPurpose, Credentials, Entry, Flaw, Found, Scope, unknown_bank,
};
use serde::Deserialize;

/// The form. A box that is not ticked is not sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    form: String,
    code: String,
    institution: String,
    name_ko: String,
    name_en: String,
    login: String,
    inquiry: String,
    transfer: String,
    oob: String,
    sa: String,
    redirect_uris: String,
    withdraw_bank: String,
    withdraw_num: String,
    withdraw_holder: String,
    deposit_bank: String,
    deposit_num: String,
    deposit_holder: String,
    fee_bank: String,
    fee_num: String,
    fee_holder: String,
}

/// Scopes with their fields.
const SCOPES: [Scope; 5] = [Scope::Login, Scope::Inquiry, Scope::Transfer, Scope::Oob, Scope::Sa];
const PURPOSES: [ContractPurpose; 3] =
    [ContractPurpose::Withdraw, ContractPurpose::Deposit, ContractPurpose::Fee];

impl Given {
    fn ticked(&self, scope: Scope) -> bool {
        let value = match scope {
            Scope::Login => &self.login,
            Scope::Inquiry => &self.inquiry,
            Scope::Transfer => &self.transfer,
            Scope::Oob => &self.oob,
            Scope::Sa => &self.sa,
        };
        !value.is_empty()
    }

    /// Bank, number, holder.
    fn account(&self, purpose: ContractPurpose) -> [&str; 3] {
        match purpose {
            ContractPurpose::Withdraw => {
                [&self.withdraw_bank, &self.withdraw_num, &self.withdraw_holder]
            }
            ContractPurpose::Deposit => {
                [&self.deposit_bank, &self.deposit_num, &self.deposit_holder]
            }
            ContractPurpose::Fee => [&self.fee_bank, &self.fee_num, &self.fee_holder],
        }
        .map(|it| it.trim())
    }

    /// What was written; an account without bank and number was not.
    fn entry(&self) -> Entry {
        let accounts = PURPOSES.into_iter().filter_map(|purpose| {
            let [bank, num, holder] = self.account(purpose);
            let holder = if holder.is_empty() { self.name_ko.trim() } else { holder };
            let is_there = !(bank.is_empty() && num.is_empty());
            is_there.then(|| ContractEntry {
                purpose: purpose.as_str().to_owned(),
                account_type: "N".to_owned(),
                account_num: num.to_owned(),
                bank: bank.to_owned(),
                holder: holder.to_owned(),
            })
        });
        let scopes = SCOPES.into_iter().filter(|it| self.ticked(*it));
        Entry {
            code: self.institution.trim().to_owned(),
            name_ko: self.name_ko.clone(),
            name_en: self.name_en.clone(),
            scopes: scopes.map(|it| it.as_str().to_owned()).collect(),
            redirect_uris: self.redirect_uris.split_whitespace().map(str::to_owned).collect(),
            contracts: accounts.collect(),
        }
    }
}

/// A flaw with the field to go to.
fn wrong(lang: Lang, entry: &Entry, it: &Found) -> Wrong {
    let account = it.contract.and_then(|at| entry.contracts.get(at));
    let field = match (it.flaw, account) {
        (Flaw::Code, _) => "institution",
        (Flaw::NameKo, _) => "name_ko",
        (Flaw::NameEn, _) => "name_en",
        (Flaw::Scopes, _) => "scopes",
        (Flaw::RedirectUris | Flaw::NoRedirectUri, _) => "redirect_uris",
        (flaw, account) => part(account.map_or("", |it| it.purpose.as_str()), flaw.field()),
    };
    Wrong { field, text: sentence(&it.flaw.text(lang)) }
}

/// The field of an account: of this purpose, as a file names it.
fn part(purpose: &str, field: &str) -> &'static str {
    match (purpose, field) {
        ("deposit", "bank") => "deposit_bank",
        ("deposit", "holder") => "deposit_holder",
        ("deposit", _) => "deposit_num",
        ("fee", "bank") => "fee_bank",
        ("fee", "holder") => "fee_holder",
        ("fee", _) => "fee_num",
        (_, "bank") => "withdraw_bank",
        (_, "holder") => "withdraw_holder",
        _ => "withdraw_num",
    }
}

/// What is said beside a field begins and ends like a sentence; on the command line it does not.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", letters.as_str())
}

/// `GET /console/institutions/enter`
pub(crate) async fn page(State(state): State<ConsoleState>, ask: Ask, who: Entered) -> Response {
    show(&state, &ask, &who, &Given::default(), &[]).await
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    given: &Given,
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let wants = match state.wants(who).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let plain = |name, label, help, value| door::Field {
        name,
        label,
        help,
        kind: "text",
        autocomplete: "off",
        value,
        focus: false,
    };
    let code_help = Some(w::code_help(lang));
    let code = plain("institution", w::code_label(lang), code_help, &given.institution);
    let main = html! {
        p class="crumb" {
            a href="/console/institutions" { (all::institutions(lang)) } " › " (w::head(lang))
        }
        div class="head" { h1 { (w::head(lang)) } }
        p class="lead" { (w::lead(lang)) }
        (summary(lang, wrongs))
        form class="two entry" method="post" action="/console/institutions/enter" {
            (form_field(who))
            (field(&code, wrongs))
            (field(&plain("name_ko", w::name_ko_label(lang), None, &given.name_ko), wrongs))
            (field(&plain("name_en", w::name_en_label(lang), None, &given.name_en), wrongs))
            (scopes(lang, given, wrongs))
            (addresses(lang, given, wrongs))
            @for purpose in PURPOSES { (account(lang, purpose, given, wrongs)) }
            (fresh_code(lang, wants, wrongs))
            button class="btn p" { (w::submit(lang)) }
        }
    };
    finish(state, ask, who, w::head(lang), main, !wrongs.is_empty())
}

fn finish(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    title: String,
    main: Markup,
    is_wrong: bool,
) -> Response {
    let page = Page { ask, who, title, here: "/console/institutions", topic: Topic::Watch, main };
    let mut response = frame::page(state, &page);
    if is_wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn error(name: &str, wrongs: &[Wrong]) -> Markup {
    error_below(name, wrongs.iter().find(|it| it.field == name))
}

fn scopes(lang: Lang, given: &Given, wrongs: &[Wrong]) -> Markup {
    html! {
        fieldset class="field" id="scopes" {
            legend { (w::scopes_label(lang)) }
            @for scope in SCOPES {
                label class="check" {
                    input type="checkbox" name=(scope.as_str()) value="y" checked[given.ticked(scope)];
                    span { span class="mono" { (scope.as_str()) } " " (w::scope(lang, scope)) }
                }
            }
            (error("scopes", wrongs))
        }
    }
}

fn addresses(lang: Lang, given: &Given, wrongs: &[Wrong]) -> Markup {
    let is_wrong = wrongs.iter().any(|it| it.field == "redirect_uris");
    html! {
        div class="field" {
            label for="redirect_uris" { (w::addresses_label(lang)) }
            p class="help" id="redirect_uris-help" { (w::addresses_help(lang)) }
            textarea id="redirect_uris" name="redirect_uris" rows="2" maxlength="2000"
                autocapitalize="none" spellcheck="false" aria-describedby="redirect_uris-help"
                aria-invalid=[is_wrong.then_some("true")] { (given.redirect_uris) }
            (error("redirect_uris", wrongs))
        }
    }
}

/// The three fields of a contract account.
fn account(lang: Lang, purpose: ContractPurpose, given: &Given, wrongs: &[Wrong]) -> Markup {
    let name = purpose.as_str();
    let labels = [w::bank_label(lang), w::num_label(lang), w::holder_label(lang)];
    let fields = ["bank", "num", "holder"].into_iter().zip(labels).zip(given.account(purpose));
    html! {
        fieldset class="field" id=(name) {
            legend { (w::purpose(lang, purpose)) }
            p class="help" { (w::account_help(lang, purpose)) }
            div class="trio" {
                @for ((part, label), value) in fields {
                    @let id = format!("{name}_{part}");
                    @let is_wrong = wrongs.iter().any(|it| it.field == id);
                    div class="field" {
                        label for=(id) { (label) }
                        input id=(id) name=(id) value=[(!value.is_empty()).then_some(value)]
                            maxlength=(match part { "bank" => "3", "num" => "16", _ => "40" })
                            inputmode=[(part == "bank").then_some("numeric")]
                            autocomplete="off" autocapitalize="none" spellcheck="false"
                            aria-describedby=[is_wrong.then(|| format!("{id}-error"))]
                            aria-invalid=[is_wrong.then_some("true")];
                    }
                }
            }
            @for part in ["bank", "num", "holder"] { (error(&format!("{name}_{part}"), wrongs)) }
        }
    }
}

/// `POST /console/institutions/enter`
pub(crate) async fn enter(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Given>,
) -> Response {
    let lang = ask.lang;
    let again = async |wrong: Wrong| show(&state, &ask, &who, &given, &[wrong]).await;
    if !who.wrote(&given.form) {
        return again(Wrong { field: "institution", text: words::stale_form(lang) }).await;
    }
    let entry = given.entry();
    let checked = match entry.check() {
        Ok(checked) => checked,
        Err(_) => {
            let wrongs: Vec<Wrong> =
                entry.flaws().iter().map(|it| wrong(lang, &entry, it)).collect();
            return show(&state, &ask, &who, &given, &wrongs).await;
        }
    };
    match prove(&state, &ask, &who, &given.code).await {
        Ok(()) => {}
        Err(Stopped::Wrong(wrong)) => return again(wrong).await,
        Err(Stopped::Answer(response)) => return response,
    }
    let credentials = Credentials::new(&*state.parts.entropy, &checked);
    let (env, hub, session) = (state.env(), state.parts.hub.clone(), who.token.hash());
    let actor = format!("staff:{}", who.session.account);
    let (kept, handed) = (checked.clone(), credentials.clone());
    let write = move |tx: &mut naru_store::Tx<'_>| {
        desk::enter_institution(tx, (&env, &hub), (&session, &actor), &kept, &handed)
    };
    match state.parts.store.write(write).await {
        Ok(()) => show_credentials(&state, &ask, &who, &checked, &credentials),
        Err(No::Refusal(it)) if it.code == "identity/institution-exists" => {
            again(Wrong { field: "institution", text: w::is_there(lang) }).await
        }
        Err(No::Refusal(it)) if it.code == "identity/contract-bank" => {
            again(at_bank(lang, &it)).await
        }
        Err(no) => frame::fault(&ask, &no),
    }
}

/// The account whose bank is not of this network.
fn at_bank(lang: Lang, it: &Refusal) -> Wrong {
    let field = part(it.fact("purpose"), "bank");
    Wrong { field, text: sentence(&unknown_bank(lang, it)) }
}

/// The one time that the secrets are seen.
fn show_credentials(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    checked: &Checked,
    given: &Credentials,
) -> Response {
    let lang = ask.lang;
    let it = &checked.institution;
    let name = if lang == Lang::Ko { &it.name_ko } else { &it.name_en };
    let to = format!("/console/institutions/{}", it.code);
    let main = html! {
        p class="crumb" { a href="/console/institutions" { (all::institutions(lang)) } }
        div class="head" { h1 { (w::entered_head(lang, name)) } }
        div class="note warn secret" {
            p { (w::once(lang)) }
            dl class="given" {
                dt { (w::client_label(lang)) } dd { code class="mono" id="client" { (given.client_id) } }
                dt { (w::secret_label(lang)) }
                dd { code class="mono" id="client-secret" { (given.client_secret.expose()) } }
                @if let Some(phrase) = &given.pass_phrase {
                    dt { (w::phrase_label(lang)) }
                    dd { code class="mono" id="phrase" { (phrase.expose()) } }
                }
            }
        }
        p { (w::next_steps(lang)) }
        p class="acts gap" {
            a class="btn p" href=(format!("/console/gates/{}", it.code)) { (w::to_gates(lang)) }
            a class="btn" href=(to) { (w::to_institution(lang)) }
        }
    };
    finish(state, ask, who, w::entered_head(lang, name), main, false)
}
