//! Institutions: standing and figures of now, live; credentials and their age below.

use super::enter_words as more;
use super::{SOON_DAYS, days, ending, is_own_institution, words as w};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::network::section_head;
use crate::console::pieces::{day, hash};
use crate::console::rows::{Look, finder, foot_of_institutions};
use crate::console::{ConsoleState, format, shape, words};
use axum::extract::{Query, State};
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::{Post, Right};
use naru_base::{ClientUseCode, Lang, Micros};
use naru_core::access::{self, Access};
use naru_core::glance::{Glance, InstitutionRow, Standing};
use naru_core::identity::{self, ClientAge, LiveTokens};
use std::collections::BTreeMap;

const HERE: &str = "/console/institutions";
/// Rows of what is live: more are no glance.
const LIVE_MAX: usize = 20;

struct Keys {
    clients: Vec<ClientAge>,
    tokens: Vec<LiveTokens>,
    users: Vec<(ClientUseCode, i64)>,
    access: BTreeMap<ClientUseCode, Access>,
}

/// `GET /console/institutions`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(look): Query<Look>,
) -> Response {
    let lang = ask.lang;
    let (glance, now) = (state.parts.source.glance(), state.now());
    let read = state.parts.store.read(move |tx| {
        Ok(Keys {
            clients: identity::client_ages(tx)?,
            tokens: identity::live_token_counts(tx, now)?,
            users: identity::user_counts(tx)?,
            access: access::load(tx)?,
        })
    });
    let keys = match read.await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let post = &who.session.post;
    let rows = own(post, &glance);
    let live = rows.iter().filter(|it| it.standing.is_open()).count();
    let suspended = rows.iter().filter(|it| it.standing == Standing::Suspended).count();
    let soon = keys.access.iter().filter(|(code, _)| is_own_institution(post, code.as_str()));
    let soon = soon.flat_map(|(_, it)| &it.certificates);
    let soon = soon.filter(|it| days(it.not_after.since(now)) <= SOON_DAYS).count();
    let main = html! {
        div class="head" {
            h1 { (w::institutions(lang)) }
            @if post.may(Right::InstitutionsManage) {
                p class="acts" {
                    a class="btn p" href="/console/institutions/enter" { (more::enter_link(lang)) }
                }
            }
        }
        @if !rows.is_empty() { p class="lead" {
            (w::lead_institutions(lang, &rows.len().to_string(), &live.to_string()))
            @if suspended > 0 { (w::lead_suspended(lang, suspended)) }
            @if soon > 0 { b class="c-warn" { (w::lead_soon(lang, soon)) } }
        } }
        (rates(lang, post, &glance))
        (credentials(lang, &rows, &keys, &look, now))
    };
    let page = Page {
        ask: &ask,
        who: &who,
        title: w::institutions(lang),
        here: "/console/institutions",
        topic: Topic::Institutions,
        main,
    };
    frame::page(&state, &page)
}

fn own<'g>(post: &Post, glance: &'g Glance) -> Vec<&'g InstitutionRow> {
    glance.institutions.iter().filter(|it| is_own_institution(post, &it.code)).collect()
}

/// The live section.
pub(crate) fn rates(lang: Lang, post: &Post, glance: &Glance) -> Markup {
    let mut rows = own(post, glance);
    // A glance shows who is busy; the list below has everybody.
    let all = rows.len();
    if all > LIVE_MAX {
        rows.truncate(LIVE_MAX);
    }
    let rest = all - rows.len();
    html! {
        section id="rates" {
            (section_head(lang, glance, &w::now_head(lang), &html! { (w::now_note(lang)) }))
            @if rows.is_empty() {
                p class="none" { (w::no_institutions(lang)) }
            } @else {
                table class="rows" {
                    thead { tr {
                        th { (words::institution(lang)) }
                        th { (words::standing(lang)) }
                        th class="num" { (words::rate(lang)) }
                        th class="num" { (words::p99(lang)) }
                        th class="num" { (words::errors(lang)) }
                        th class="cell-l" { (w::transfers_head(lang)) }
                    } }
                    tbody { @for it in rows { tr {
                        td class="way" {
                            a href=(format!("/console/institutions/{}", it.code)) {
                                b { (it.name.of(lang)) }
                            }
                            " " span class="mono c-3 xs" { (it.code) }
                        }
                        td { (shape::ladder(lang, it.standing)) }
                        td class="num" data-l=(words::rate(lang)) { (format::tenths(it.rate_tenths)) }
                        td class="num" data-l=(words::p99(lang)) {
                            (format::or_none(it.p99_us, format::ms))
                        }
                        td class="num" data-l=(words::errors(lang)) {
                            (format::or_none(it.error_share, format::share))
                        }
                        td class="cell-l" {
                            a href=(format!("/console/transfers?institution={}", it.code)) {
                                (w::transfers_of(lang))
                                span class="vh" { " " (it.name.of(lang)) }
                            }
                        }
                    } } }
                }
                @if rest > 0 { p class="none" { (w::rest_below(lang, rest)) } }
            }
        }
    }
}

fn credentials(
    lang: Lang,
    rows: &[&InstitutionRow],
    keys: &Keys,
    look: &Look,
    now: Micros,
) -> Markup {
    let finds =
        |it: &&&InstitutionRow| look.finds(&[it.name.of(Lang::Ko), it.name.of(Lang::En), &it.code]);
    let fit: Vec<&InstitutionRow> = rows.iter().filter(finds).copied().collect();
    let (shown, next) = look.page(&fit, |it| it.code.clone());
    html! {
        @if !rows.is_empty() {
            section {
                div class="sh" {
                    h2 { (w::keys_head(lang)) } span class="sub" { (w::keys_note(lang)) }
                }
                (finder(lang, HERE, look, rows.len()))
                @if !shown.is_empty() { table class="rows" {
                    thead { tr {
                        th { (words::institution(lang)) }
                        th class="num" { (w::users_head(lang)) }
                        th class="cell-l" { (w::tokens_head(lang)) }
                        th { (w::secret_head(lang)) }
                        th { (w::certificate_head(lang)) }
                        th { (w::sources_head(lang)) }
                    } }
                    tbody { @for it in shown { (credential(lang, it, keys, now)) } }
                } }
                (foot_of_institutions(lang, HERE, look, fit.len(), next))
            }
        }
    }
}

fn credential(lang: Lang, it: &InstitutionRow, keys: &Keys, now: Micros) -> Markup {
    let users = keys.users.iter().find(|(code, _)| code.as_str() == it.code);
    let users = u64::try_from(users.map_or(0, |(_, n)| *n)).unwrap_or(0);
    let tokens = keys.tokens.iter().find(|t| t.institution.as_str() == it.code);
    let clients: Vec<&ClientAge> =
        keys.clients.iter().filter(|c| c.institution.as_str() == it.code).collect();
    let access = keys.access.iter().find(|(code, _)| code.as_str() == it.code).map(|(_, it)| it);
    html! {
        tr {
            td class="way" {
                a href=(format!("{HERE}/{}", it.code)) { (it.name.of(lang)) }
                " " span class="mono c-3 xs" { (it.code) }
            }
            td class="num" data-l=(w::users_head(lang)) { (format::count(users)) }
            td class="cell-l" data-l=(w::tokens_head(lang)) {
                @match tokens {
                    Some(t) => {
                        @let n = format::count(u64::try_from(t.count).unwrap_or(0));
                        (w::tokens_until(lang, &n, &day(t.first_ends_at.business_date())))
                    }
                    None => (w::nothing(lang)),
                }
            }
            td data-l=(w::secret_head(lang)) {
                @if clients.is_empty() { span class="sub" { (w::nothing(lang)) } }
                @for client in clients { span class="block" {
                    span class="mono xs" title=(client.client_id) {
                        (client.client_id.chars().take(8).collect::<String>()) "…"
                    }
                    " "
                    @if client.is_active { (w::secret_age(lang, days(now.since(client.since)))) }
                    @else { (w::secret_closed(lang)) }
                } }
            }
            td data-l=(w::certificate_head(lang)) {
                @match access.filter(|it| !it.certificates.is_empty()) {
                    None => span class="sub" { (w::no_certificate(lang)) },
                    Some(access) => @for it in &access.certificates {
                        span class="block" {
                            (hash(&it.thumbprint)) " " (ending(lang, it.not_after, now))
                        }
                    },
                }
            }
            td data-l=(w::sources_head(lang)) {
                @match access.filter(|it| !it.sources.is_empty()) {
                    None => span class="sub" { (w::anywhere(lang)) },
                    Some(access) => @for it in &access.sources {
                        span class="block mono xs" { (it.to_string()) }
                    },
                }
            }
        }
    }
}
