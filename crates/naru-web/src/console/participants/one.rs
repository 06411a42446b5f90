//! One institution: its clients and contract accounts; a second secret, and the end of the first.

use super::contract::{self, Desk};
use super::{Stopped, enter_words as w, is_own_institution, prove, words as all};
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::gates::rungs;
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::names::Names;
use crate::console::pieces::{Wants, form_field, fresh_code, moment};
use crate::console::shape::ladder;
use crate::console::{ConsoleState, words};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::{Right, Scope};
use naru_base::{Answer, ClientUseCode, Lang, Micros, No};
use naru_core::identity::{self, Client, Contract, Institution, Replaced};
use naru_core::{desk, policy, reactions};
use serde::Deserialize;

/// What the page is about.
struct Shown {
    institution: Institution,
    clients: Vec<Client>,
    contracts: Vec<Contract>,
    overlap_s: i64,
}

async fn load(state: &ConsoleState, who: &Entered, code: &str) -> Answer<Option<Shown>> {
    let Ok(wanted) = ClientUseCode::parse(code) else { return Ok(None) };
    if !is_own_institution(&who.session.post, code) {
        return Ok(None);
    }
    let now = state.now();
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let found = identity::institutions(tx)?.into_iter().find(|it| it.code == wanted);
        let Some(institution) = found else { return Ok(None) };
        let (mut clients, mut contracts) = (identity::clients(tx)?, identity::contracts(tx)?);
        clients.retain(|it| it.institution == wanted);
        contracts.retain(|it| it.institution == wanted);
        let overlap_s = policy::at(&policy::list(tx)?, now)?.client_secret_overlap_s;
        Ok(Some(Shown { institution, clients, contracts, overlap_s }))
    };
    state.parts.store.read(read).await
}

/// `GET /console/institutions/{code}`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
) -> Response {
    show(&state, &ask, &who, &code, &contract::Given::default(), &[]).await
}

/// `given` is what was typed into the form of contract accounts.
pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    code: &str,
    given: &contract::Given,
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let loaded = async { Ok::<_, No>((load(state, who, code).await?, state.wants(who).await?)) };
    let (found, wants) = match loaded.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let Some(it) = found else {
        let (title, text) = (w::unknown_head(lang), w::unknown_text(lang));
        return frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None);
    };
    let name = name(lang, &it.institution);
    let standing = state.parts.hub.directory().standing(&it.institution.code, state.now());
    let names = Names::of(lang, &state.parts.source.glance());
    let may = who.session.post.may(Right::InstitutionsManage);
    let scopes: Vec<&str> = it.institution.scopes.iter().map(|it| it.as_str()).collect();
    let main = html! {
        p class="crumb" {
            a href="/console/institutions" { (all::institutions(lang)) } " › " (name)
        }
        div class="head wrap" {
            h1 { (name) }
            p class="meta" { (ladder(lang, rungs(standing))) }
            p class="meta mono" { (it.institution.code) " · " (scopes.join(" ")) }
            (around(lang, who, &it.institution.code))
        }
        (summary(lang, wrongs))
        (clients(lang, &it, state.now()))
        (contracts(lang, &it, &names))
        @if may {
            (forms(lang, who, &it, state.now(), wants, wrongs))
            @if !it.contracts.is_empty() {
                @let (code, contracts) = (&it.institution.code, &it.contracts[..]);
                @let names = &names;
                (contract::form(&Desk { lang, state, who, code, contracts, names, wants, wrongs },
                    given))
            }
        }
    };
    let page =
        Page { ask, who, title: name, here: "/console/institutions", topic: Topic::Watch, main };
    let mut response = frame::page(state, &page);
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn name(lang: Lang, it: &Institution) -> String {
    if lang == Lang::Ko { it.name_ko.clone() } else { it.name_en.clone() }
}

/// A time in whole days, where it is more than two.
fn overlap(lang: Lang, hours: i64) -> String {
    if hours > 48 && hours % 24 == 0 { w::days(lang, hours / 24) } else { w::hours(lang, hours) }
}

/// The other pages about the institution, as far as this reader may open them.
fn around(lang: Lang, who: &Entered, code: &ClientUseCode) -> Markup {
    let may = |right| who.session.post.may_on(right, &Scope::Institution(code.clone()));
    html! {
        p class="acts" {
            @if may(Right::GatesRead) {
                a class="btn" href=(format!("/console/gates/{code}")) { (w::gates_link(lang)) }
                a class="btn" href=(format!("/console/eligibility/{code}")) {
                    (w::eligibility_link(lang))
                }
            }
            @if may(Right::SuretyRead) {
                a class="btn" href=(format!("/console/surety/{code}")) { (w::surety_link(lang)) }
            }
            @if may(Right::TransfersRead) {
                a class="btn" href=(format!("/console/transfers?institution={code}")) {
                    (w::transfers_link(lang))
                }
            }
        }
    }
}

/// How many secrets are live, and when the earlier of them ends.
fn live(it: &Client, now: Micros) -> (usize, Option<Micros>) {
    let live = || it.secrets.iter().filter(|secret| secret.is_live(now));
    (live().count(), live().filter_map(|secret| secret.until).min())
}

fn clients(lang: Lang, it: &Shown, now: Micros) -> Markup {
    html! {
        section {
            div class="sh" {
                h2 { (w::clients_head(lang)) } span class="sub" { (w::clients_note(lang)) }
            }
            @for client in &it.clients {
                @let (count, until) = live(client, now);
                dl class="kv" {
                    dt { (w::client_head(lang)) }
                    dd {
                        span class="mono" { (client.client_id) }
                        " · " (w::live_secrets(lang, count))
                        @if let Some(at) = until { " · " (w::earlier_until(lang, &moment(at))) }
                    }
                    @if !client.redirect_uris.is_empty() {
                        dt { (w::addresses_head(lang)) }
                        dd { @for uri in &client.redirect_uris {
                            span class="mono block uri" { (uri) }
                        } }
                    }
                }
            }
        }
    }
}

fn contracts(lang: Lang, it: &Shown, names: &Names) -> Markup {
    html! {
        section {
            div class="sh" { h2 { (w::contracts_head(lang)) } }
            @if it.contracts.is_empty() { p class="none" { (w::contracts_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::purpose_head(lang)) }
                        th { (w::account_head(lang)) }
                        th { (w::holder_head(lang)) }
                    } }
                    tbody { @for contract in &it.contracts { tr {
                        td class="way" { (w::purpose(lang, contract.purpose)) }
                        td data-l=(w::account_head(lang)) {
                            (names.bank(contract.bank.as_str())) " "
                            span class="mono" { (contract.account_num) }
                        }
                        td data-l=(w::holder_head(lang)) { (contract.holder_name) }
                    } } }
                }
            }
        }
    }
}

fn forms(
    lang: Lang,
    who: &Entered,
    it: &Shown,
    now: Micros,
    wants: Wants,
    wrongs: &[Wrong],
) -> Markup {
    let to = |deed: &str| format!("/console/institutions/{}/{deed}", it.institution.code);
    let has_two = it.clients.iter().any(|client| live(client, now).0 > 1);
    html! {
        @if has_two {
            section {
                div class="sh" { h2 { (w::end_head(lang)) } }
                form class="two" method="post" action=(to("end")) {
                    p { (w::end_note(lang)) }
                    (form_field(who))
                    div class="field" {
                        label for="at" { (w::end_at_label(lang)) }
                        p class="help" id="at-help" { (w::end_at_help(lang)) }
                        input id="at" name="at" type="datetime-local" aria-describedby="at-help";
                    }
                    (fresh_code(lang, wants, wrongs))
                    button class="btn d" { (w::end_submit(lang)) }
                }
            }
        } @else if !it.clients.is_empty() {
            section {
                div class="sh" { h2 { (w::second_head(lang)) } }
                form class="two" method="post" action=(to("secret")) {
                    p { (w::second_note(lang, &overlap(lang, it.overlap_s / 3_600))) }
                    (form_field(who))
                    (fresh_code(lang, wants, wrongs))
                    button class="btn p" { (w::second_submit(lang)) }
                }
            }
        }
    }
}

/// The forms of this page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    form: String,
    code: String,
    at: String,
}

/// `POST /console/institutions/{code}/{deed}`: `secret` or `end`.
pub(crate) async fn change(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((code, deed)): Path<(String, String)>,
    Form(given): Form<Given>,
) -> Response {
    let lang = ask.lang;
    let again = async |wrong: Wrong| {
        show(&state, &ask, &who, &code, &contract::Given::default(), &[wrong]).await
    };
    let found = match load(&state, &who, &code).await {
        Ok(found) => found,
        Err(no) => return frame::fault(&ask, &no),
    };
    let Some(it) = found else {
        return show(&state, &ask, &who, &code, &contract::Given::default(), &[]).await;
    };
    if !who.wrote(&given.form) {
        return again(Wrong { field: "main", text: words::stale_form(lang) }).await;
    }
    let at = match instant(&given.at) {
        Ok(at) => at,
        Err(()) => return again(Wrong { field: "at", text: w::bad_time(lang) }).await,
    };
    match prove(&state, &ask, &who, &given.code).await {
        Ok(()) => {}
        Err(Stopped::Wrong(wrong)) => return again(wrong).await,
        Err(Stopped::Answer(response)) => return response,
    }
    let done = match deed.as_str() {
        "secret" => give(&state, &ask, &who, &it).await,
        "end" => end(&state, &who, &it, at).await,
        _ => return frame::not_found(ask).await,
    };
    match done {
        Ok(response) => response,
        Err(No::Refusal(it)) => again(refused(lang, it.code)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}

fn refused(lang: Lang, code: &str) -> Wrong {
    let (field, text) = match code {
        "identity/two-secrets-live" => ("main", w::bad_two(lang)),
        "identity/no-earlier-secret" => ("main", w::bad_one(lang)),
        "identity/end-in-the-past" => ("at", w::bad_past(lang)),
        "identity/overlap-too-long" => ("at", w::bad_long(lang)),
        _ => ("main", w::unknown_text(lang)),
    };
    Wrong { field, text }
}

/// Reads what a browser sends for a time in Korea, `2026-12-01T09:00`; empty is none.
fn instant(text: &str) -> Result<Option<Micros>, ()> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        0 if text.is_empty() => Ok(None),
        12 => Micros::parse_kst_dtime14(&format!("{digits}00")).map(Some).ok_or(()),
        _ => Micros::parse_kst_dtime14(&digits).map(Some).ok_or(()),
    }
}

async fn give(state: &ConsoleState, ask: &Ask, who: &Entered, it: &Shown) -> Answer<Response> {
    let secret = identity::new_secret(&*state.parts.entropy);
    let (env, hub, session) = (state.env(), state.parts.hub.clone(), who.token.hash());
    let (code, kept) = (it.institution.code.clone(), secret.clone());
    let actor = format!("staff:{}", who.session.account);
    let write = move |tx: &mut naru_store::Tx<'_>| {
        reactions::replace_secret_at_desk(tx, (&env, &hub), (&session, &actor), &code, &kept)
    };
    let Replaced { client_id, earlier_until } = state.parts.store.write(write).await?;
    let lang = ask.lang;
    let title = w::second_done(lang, &name(lang, &it.institution));
    let main = html! {
        p class="crumb" { a href="/console/institutions" { (all::institutions(lang)) } }
        div class="head" { h1 { (title) } }
        div class="note warn secret" {
            p { (w::once(lang)) }
            dl class="given" {
                dt { (w::client_label(lang)) } dd { code class="mono" id="client" { (client_id) } }
                dt { (w::secret_label(lang)) }
                dd { code class="mono" id="client-secret" { (secret.expose()) } }
            }
            p { (w::earlier_works(lang, &moment(earlier_until))) }
        }
        p class="acts gap" {
            a class="btn" href=(format!("/console/institutions/{}", it.institution.code)) {
                (w::back(lang))
            }
        }
    };
    let here = "/console/institutions";
    Ok(frame::page(state, &Page { ask, who, title, here, topic: Topic::Watch, main }))
}

async fn end(
    state: &ConsoleState,
    who: &Entered,
    it: &Shown,
    at: Option<Micros>,
) -> Answer<Response> {
    let (env, hub, session) = (state.env(), state.parts.hub.clone(), who.token.hash());
    let code = it.institution.code.clone();
    let to = format!("/console/institutions/{code}");
    let actor = format!("staff:{}", who.session.account);
    let write = move |tx: &mut naru_store::Tx<'_>| {
        let at = at.unwrap_or(env.now);
        desk::end_secret(tx, (&env, &hub), (&session, &actor), &code, at)
    };
    state.parts.store.write(write).await?;
    Ok(Redirect::to(&to).into_response())
}
