//! The letter of a decision about eligibility.

use super::list::name_of;
use super::plain::{AtGate, class, grounds, last_day, on_day, scopes};
use super::words as w;
use crate::console::guard::{Ask, Entered};
use crate::console::letter::{self, Letter, Tells};
use crate::console::{ConsoleState, format, frame, subsidy};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use naru_base::role::Right;
use naru_base::{Lang, in_language};
use naru_core::admission;
use naru_core::eligibility::{self, Form, Outcome};

/// `GET /console/eligibility/{code}/letter`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
) -> Response {
    let lang = ask.lang;
    let Some(code) = super::held(&who, &code, Right::GatesRead) else {
        return super::unknown(&ask);
    };
    // A form that waits takes nothing from what was decided before it.
    let of_code = code.clone();
    let now = state.now();
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let record = eligibility::decided(tx, &of_code)?;
        let outcome = record.as_ref().and_then(|it| it.1.as_ref());
        let at_gate = AtGate::of(&admission::facts_of(tx, &of_code)?, outcome, now);
        Ok((record, at_gate))
    };
    let (record, at_gate) = match state.parts.store.read(read).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let Some((form, Some(outcome))) = record else {
        let (title, text) = (w::unknown_head(lang), w::no_letter(lang));
        return frame::notice(&ask, StatusCode::NOT_FOUND, &title, &text, None);
    };
    let name = name_of(&state, lang, &code);
    letter::page(&ask, &of(lang, &name, (&form, &outcome), &at_gate))
}

fn of(lang: Lang, name: &str, (form, it): (&Form, &Outcome), at_gate: &AtGate) -> Letter {
    let (code, filed) = (&form.institution, on_day(form.filed_at));
    let mut lines = vec![
        (w::class_head(lang), class(lang, form.class)),
        (w::wanted_head(lang), scopes(lang, &form.scopes)),
    ];
    if let Some(why) = it.grounds {
        lines.push((w::grounds_head(lang), grounds(lang, why)));
        if !it.note.is_empty() {
            lines.push((w::note_head(lang), in_language(lang, &it.note).to_owned()));
        }
    } else {
        lines.push((w::given_head(lang), scopes(lang, &it.scopes)));
        let large = if it.is_large { w::large_yes(lang) } else { w::large_no(lang) };
        lines.push((w::large_head(lang), large));
        lines.push((w::capital_word(lang), format::won(lang, form.capital)));
        if let Some(points) = it.points {
            let sheet = w::sheet_head(lang, &it.sheet);
            lines.push((w::points_head(lang), format!("{points} ({sheet})")));
        }
        lines.push((w::until_head(lang), it.holds_until.map(last_day).unwrap_or_default()));
    }
    let is_approved = it.is_approved();
    Letter {
        back: (format!("/console/eligibility/{code}"), name.to_owned()),
        title: if is_approved { w::letter_approved(lang) } else { w::letter_refused(lang) },
        number: format!("eligibility-{}", form.id),
        to: format!("{} ({code})", subsidy::dear(lang, name)),
        day: on_day(it.decided_at),
        say: if is_approved { w::say_approved(lang, &filed) } else { w::say_refused(lang, &filed) },
        lines,
        next: match at_gate.taken_said(lang) {
            _ if !is_approved => match at_gate.ended_said(lang) {
                Some(ended) => format!("{ended} {}", w::next_refused(lang)),
                None => w::next_refused(lang),
            },
            Some(said) => w::next_taken(lang, &said),
            None if at_gate.is_tested => w::next_approved_anew(lang),
            None => w::next_approved(lang),
        },
        tells: Tells::Decision,
    }
}
