//! A newer list of grounds as a file: put on file by one operator, in force once two released it;
//! and the list that counts, as such a file.

use super::{list, words as w};
use crate::console::guard::{Ask, Entered};
use crate::console::papers::Given;
use crate::console::pieces::form_field;
use crate::console::rows::Look;
use crate::console::typed::{Back, Pairs, one};
use crate::console::{ConsoleState, frame, words};
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::{Fault, FaultKind, Lang, No, Refusal};
use naru_core::admission::deadline;
use naru_store::Tx;

/// The form: a file, what becomes of it, and one to begin with.
pub(super) fn form(lang: Lang, who: &Entered, back: &Back) -> Markup {
    let form = back.form("import");
    html! {
        details class="ask" open[form.is_back()] {
            summary { (w::import_head(lang)) }
            form method="post" enctype="multipart/form-data"
                action="/console/deadlines/grounds/import" {
                (form_field(who))
                p { (w::import_effect(lang)) }
                p { a href="/console/deadlines/grounds.json" { (w::import_begin(lang)) } }
                (form.file(lang, ("file", &w::import_label(lang)), &w::import_help(lang), ".json"))
                button class="btn" { (w::import_button(lang)) }
            }
        }
    }
}

/// `POST /console/deadlines/grounds/import`
pub(crate) async fn import_grounds(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    request: Request,
) -> Response {
    let lang = ask.lang;
    let again = async |text: String| {
        let back = Back::with("import", Pairs::new(), ("file", text));
        list::show(&state, &ask, &who, &Look::default(), &back).await
    };
    let Given { pairs, files } = match Given::of(&state, lang, request).await {
        Ok(it) => it,
        Err(text) => return again(text).await,
    };
    if !who.wrote(one(&pairs, "form")) {
        return again(words::stale_form(lang)).await;
    }
    let Some(file) = files.into_iter().next() else { return again(w::import_none(lang)).await };
    let Ok(text) = String::from_utf8(file.bytes) else {
        return again(w::import_malformed(lang, &w::import_no_text(lang))).await;
    };
    let (env, actor) = (state.env(), format!("staff:{}", who.session.account));
    let write = move |tx: &mut Tx<'_>| deadline::import_grounds(tx, &env, &actor, &text).map(drop);
    match state.parts.store.write(write).await {
        Ok(()) => Redirect::to("/console/deadlines").into_response(),
        Err(No::Refusal(it)) => again(said(lang, &it)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}

fn said(lang: Lang, it: &Refusal) -> String {
    match it.code {
        "admission/grounds-known" => w::import_known(lang, it.fact("last")),
        _ => w::import_malformed(lang, &deadline::malformed(lang, it)),
    }
}

/// `GET /console/deadlines/grounds.json`: the list that counts, as a file to change.
pub(crate) async fn grounds_json(
    State(state): State<ConsoleState>,
    ask: Ask,
    _who: Entered,
) -> Response {
    let written = match state.parts.store.read(|tx| Ok(deadline::grounds(tx)?)).await {
        Ok(it) => serde_json::to_string_pretty(&it).map(|text| (it.version, text)),
        Err(no) => return frame::fault(&ask, &no),
    };
    match written {
        Ok((version, text)) => {
            let file = format!("attachment; filename=\"grounds-{version}.json\"");
            let kind = "application/json; charset=utf-8".to_owned();
            let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, file)];
            (headers, text + "\n").into_response()
        }
        Err(e) => {
            let what = "a list of grounds cannot be written";
            frame::fault(&ask, &Fault::because(FaultKind::Permanent, what, e).into())
        }
    }
}
