//! What a client needs to call the sandbox: its address, its codes, the fictitious people there.
//!
//! **Must never know** how a run is judged.

use super::parts::last_day;
use super::words as w;
use crate::console::ConsoleState;
use crate::console::eligibility::scope_words;
use maud::{Markup, html};
use naru_base::{BankCode, ClientUseCode, Lang};
use naru_core::functional::{Standing, contracts, customers};
use naru_core::identity::Scope as Wire;

/// One place in the sandbox.
pub(super) fn place(state: &ConsoleState, lang: Lang, run: &Standing) -> Markup {
    let directory = state.parts.sandbox.as_ref().map(|it| it.node.hub.directory());
    let Some(directory) = directory else { return html! {} };
    let Some(bank) = directory.sandbox.as_ref().map(|it| &it.bank) else { return html! {} };
    let client = directory.clients.values().find(|it| it.institution == run.tenant.code);
    let url = state.parts.sandbox.as_ref().map_or("", |it| it.url.as_str());
    let [collects, pays] = contracts(bank, &run.tenant.code);
    let scopes: Vec<&str> = run.scopes.iter().map(|it| Wire::as_str(*it)).collect();
    html! {
        section {
            div class="sh" {
                h2 { (w::place_head(lang)) }
                span class="sub" { (w::place_note(lang, &last_day(run.tenant.closes_at))) }
            }
            dl class="given" {
                dt { (w::url_label(lang)) } dd { code class="mono" { (url) } }
                dt { (w::code_label(lang)) } dd { code class="mono" { (run.tenant.code) } }
                @if let Some(client) = client {
                    dt { (w::client_label(lang)) } dd { code class="mono" { (client.client_id) } }
                }
                dt { (w::scopes_label(lang)) }
                dd { (scope_words(lang, &run.scopes)) " " code class="mono" { (scopes.join(" ")) } }
                dt { (w::bank_label(lang)) } dd { code class="mono" { (bank) } }
                dt { (w::collects_label(lang)) }
                dd {
                    code class="mono" { (collects.account_num) } " "
                    span class="sub" { (w::account_type(lang, collects.account_type)) }
                }
                dt { (w::pays_label(lang)) }
                dd {
                    code class="mono" { (pays.account_num) } " "
                    span class="sub" { (w::account_type(lang, pays.account_type)) }
                }
            }
        }
        (people(lang, (bank, &run.tenant.code), (url, &run.scopes)))
    }
}

fn people(
    lang: Lang,
    (bank, tenant): (&BankCode, &ClientUseCode),
    (url, scopes): (&str, &[Wire]),
) -> Markup {
    let all = customers(bank, tenant);
    html! {
        section {
            div class="sh" {
                h2 { (w::people_head(lang)) } span class="sub" { (w::people_note(lang)) }
            }
            @if scopes.iter().any(|it| it.is_of_a_user()) {
                p { (w::people_codes(lang)) " " code class="mono" { (url) "/sandbox/codes/" (all[0].phone) } }
            }
            table class="rows" {
                thead { tr {
                    th { (w::person_head(lang)) }
                    th { (w::birth_head(lang)) }
                    th { (w::phone_head(lang)) }
                    th { (w::account_head(lang)) }
                    th class="num" { (w::opening_head(lang)) }
                } }
                tbody { @for it in &all { tr {
                    td class="way" {
                        (it.name)
                        details {
                            summary { (w::ci_head(lang)) }
                            code class="mono xs" { (it.ci) }
                        }
                    }
                    td class="mono" data-l=(w::birth_head(lang)) { (it.birth) }
                    td class="mono" data-l=(w::phone_head(lang)) { (it.phone) }
                    td class="mono" data-l=(w::account_head(lang)) { (it.account_num) }
                    td class="num" data-l=(w::opening_head(lang)) { (it.opening.grouped()) }
                } } }
            }
        }
    }
}
