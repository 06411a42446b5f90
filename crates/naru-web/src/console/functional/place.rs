//! What one needs to call in the sandbox: address, codes, accounts, test users; and the records
//! that were signed.

use super::page::View;
use super::parts::last_day;
use super::{HERE, words as w};
use crate::console::eligibility::scope;
use crate::console::pieces::{day, hash};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{BankCode, ClientUseCode, Lang, Micros};
use naru_core::functional::{Signed, Standing, contracts, customers};
use naru_core::identity::Scope as Wire;

impl View<'_> {
    pub(super) fn records(&self) -> Markup {
        let (lang, code) = (self.lang, self.code);
        if self.loaded.records.is_empty() {
            return html! {};
        }
        let name = |it: &Signed| data_encoding::HEXLOWER.encode(&it.sha256);
        html! {
            section {
                div class="sh" {
                    h2 { (w::records_head(lang)) } span class="sub" { (w::records_note(lang)) }
                }
                table class="rows" {
                    thead { tr {
                        th { (w::hash_head(lang)) }
                        th { (w::passed_head(lang)) }
                        th class="num" { (w::closed_head(lang)) }
                        th class="num" { (w::expires_head(lang)) }
                        th { (w::file_head(lang)) }
                    } }
                    tbody { @for it in &self.loaded.records { tr {
                        td class="way" { (hash(&it.sha256)) }
                        td data-l=(w::passed_head(lang)) {
                            (w::passed_all(lang, it.record.cases.len())) " "
                            span class="mono c-3 xs" { (it.record.list) }
                        }
                        td class="num" data-l=(w::closed_head(lang)) {
                            (day(Micros::new(it.record.closed_at).business_date()))
                        }
                        td class="num" data-l=(w::expires_head(lang)) {
                            (last_day(Micros::new(it.record.expires_at)))
                            @if !it.record.holds(self.now) { " " (w::over(lang)) }
                        }
                        td data-l=(w::file_head(lang)) {
                            a href=(format!("{HERE}/{code}/record/{}", name(it))) { (w::download(lang)) }
                        }
                    } } }
                }
                @if self.who.session.post.may(Right::GatesDecide) && !self.is_decided() {
                    p class="acts gap" {
                        a class="btn" href=(format!("/console/gates/{code}")) { (w::to_gate(lang)) }
                    }
                }
            }
        }
    }

    pub(super) fn place(&self, run: &Standing) -> Markup {
        let lang = self.lang;
        let directory = self.state.parts.sandbox.as_ref().map(|it| it.node.hub.directory());
        let Some(directory) = directory else { return html! {} };
        let Some(bank) = directory.sandbox.as_ref().map(|it| &it.bank) else { return html! {} };
        let client = directory.clients.values().find(|it| it.institution == run.tenant.code);
        let url = self.state.parts.sandbox.as_ref().map_or("", |it| it.url.as_str());
        let [collects, pays] = contracts(bank, &run.tenant.code);
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
                    dt { (w::scopes_label(lang)) } dd {
                        @for (n, it) in run.scopes.iter().enumerate() {
                            @if n > 0 { ", " }
                            (scope(lang, *it)) " " code class="mono" { (it.as_str()) }
                        }
                    }
                    dt { (w::bank_label(lang)) } dd { code class="mono" { (bank) } }
                    dt { (w::collects_label(lang)) }
                    dd {
                        (kind(lang, collects.account_type)) " "
                        code class="mono" { (collects.account_num) }
                    }
                    dt { (w::pays_label(lang)) }
                    dd {
                        (kind(lang, pays.account_type)) " "
                        code class="mono" { (pays.account_num) }
                    }
                }
            }
            (people(lang, (bank, &run.tenant.code), (url, &run.scopes)))
        }
    }
}

/// What an account of a contract is.
fn kind(lang: Lang, it: char) -> String {
    match it {
        'N' => w::kind_account(lang),
        'C' => w::kind_ledger(lang),
        other => other.to_string(),
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
                p { (w::people_codes(lang)) " " code class="mono" {
                    (url) "/sandbox/codes/" wbr; span class="nw" { (all[0].phone) }
                } }
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
