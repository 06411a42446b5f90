//! One program: what it may, its secrets; making one, and the end.

use super::{HERE, last_day, scope, secrets, stands, unknown, words as w};
use crate::console::ConsoleState;
use crate::console::accounts::case::People;
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::pieces::{Wants, day, form_field, fresh_code_in, moment};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::{Id, Lang, No, in_language};
use naru_core::policy;
use naru_core::program::{self, Program};
use naru_store::Tx;

const DAY_S: i64 = 86_400;

/// `GET /console/programs/{id}`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    match Id::parse(&id) {
        Ok(id) => show(&state, &ask, &who, id, &[]).await,
        Err(_) => unknown(&ask),
    }
}

pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    id: Id,
    wrongs: &[Wrong],
) -> Response {
    let (lang, now, post) = (ask.lang, state.now(), who.session.post.clone());
    let read = move |tx: &mut Tx<'_>| {
        let Some(it) = program::find(tx, id)? else { return Ok(None) };
        let may = program::must_manage(tx, &post, id).is_ok();
        let overlap_s = policy::number(&policy::list(tx)?, "program_secret_overlap_s", now)?;
        Ok(Some((it, may, overlap_s.div_euclid(DAY_S))))
    };
    let loaded = async {
        let found = state.parts.store.read(read).await?;
        Ok::<_, No>((found, People::load(state).await?, state.wants(who).await?))
    };
    let (found, people, wants) = match loaded.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let Some((it, may, overlap_days)) = found else { return unknown(ask) };
    let main = html! {
        p class="crumb" { a href=(HERE) { (w::programs(lang)) } " › " (in_language(lang, &it.name)) }
        div class="head wrap" {
            h1 { (in_language(lang, &it.name)) } p class="meta" { (stands(lang, &it, now)) }
        }
        (summary(lang, wrongs))
        section {
            dl class="kv" {
                dt { (w::who_head(lang)) } dd { (people.name(lang, it.account)) }
                dt { (w::scopes_head(lang)) }
                dd { @for one in &it.scopes {
                    span class="block" {
                        (scope(lang, *one)) " " span class="sub mono" { (one.as_str()) }
                    }
                } }
                dt { (w::secrets_head(lang)) } dd { (secrets(lang, &it, now)) }
                dt { (w::until_head(lang)) } dd { (last_day(it.until)) }
                dt { (w::made_head(lang)) }
                dd { (day(it.made_at.business_date())) " " (made_by(lang, &it.made_by)) }
                @if let Some((at, by)) = &it.ended {
                    dt { (w::state_head(lang)) }
                    dd { (w::ended_at(lang, &moment(*at), &people.actor(lang, by))) }
                }
            }
        }
        @if may && it.is_live(now) { (forms(lang, who, &it, (wants, overlap_days), wrongs)) }
    };
    let title = in_language(lang, &it.name).to_owned();
    let page = Page { ask, who, title, here: HERE, topic: Topic::Watch, main };
    let mut response = frame::page(state, &page);
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// Who made it: two people by a proposal, with the way to it, or somebody on the host.
fn made_by(lang: Lang, by: &str) -> Markup {
    html! {
        @match by.strip_prefix("proposal:") {
            Some(id) => a href=(format!("/console/program-proposals/{id}")) { (w::made_proposal(lang)) },
            None => span class="sub" { (w::made_on_host(lang)) },
        }
    }
}

fn forms(
    lang: Lang,
    who: &Entered,
    it: &Program,
    (wants, overlap_days): (Wants, i64),
    wrongs: &[Wrong],
) -> Markup {
    html! {
        section {
            div class="sh" { h2 { (w::secret_head(lang)) } }
            form class="two" method="post" action=(format!("{HERE}/{}/secret", it.id)) {
                @if it.secrets.is_empty() { p { (w::secret_first(lang)) } }
                @else {
                    p { (w::secret_more(lang, overlap_days)) }
                    label class="check" {
                        input type="checkbox" name="at_once" value="yes";
                        " " (w::at_once_label(lang))
                    }
                }
                (form_field(who))
                (fresh_code_in(lang, "-secret", wants, wrongs))
                button class="btn p" { (w::secret_button(lang)) }
            }
        }
        section {
            div class="sh" { h2 { (w::revoke_head(lang)) } }
            form class="two" method="post" action=(format!("{HERE}/{}/revoke", it.id)) {
                p { (w::revoke_effect(lang)) }
                (form_field(who))
                (fresh_code_in(lang, "-revoke", wants, &[]))
                button class="btn d" { (w::revoke_button(lang)) }
            }
        }
    }
}
