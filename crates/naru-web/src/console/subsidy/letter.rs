//! The letter of a decision, to be printed: what was decided, why, and what comes next.

use super::application::{Loaded, load, registration};
use super::plain::{check, grounds, name, on, on_day};
use super::words as w;
use crate::console::guard::{Ask, Entered};
use crate::console::{ConsoleState, format, frame};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use maud::{DOCTYPE, html};
use naru_base::{Lang, Won};
use naru_core::subsidy::{Application, State as Stands};

/// `GET /console/subsidy/application/{id}/letter`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    let it = match super::readable(&state, &who, &id).await {
        Ok(Some(it)) => it,
        Ok(None) => return super::unknown(&ask),
        Err(no) => return frame::fault(&ask, &no),
    };
    let lang = ask.lang;
    let Some(words) = Words::of(lang, &it) else {
        let (title, text) = (w::unknown_head(lang), w::no_letter(lang));
        return frame::notice(&ask, StatusCode::NOT_FOUND, &title, &text, None);
    };
    match load(&state, lang, &it).await {
        Ok(loaded) => letter(&ask, &it, &loaded, &words),
        Err(no) => frame::fault(&ask, &no),
    }
}

/// What the letter is called and says, by where the application stands.
struct Words {
    title: String,
    say: fn(Lang, &str, &str) -> String,
}

impl Words {
    fn of(lang: Lang, it: &Application) -> Option<Words> {
        let (title, say): (String, fn(Lang, &str, &str) -> String) = match it.state {
            Stands::Awarded => (w::letter_awarded(lang), w::say_awarded),
            Stands::Declined => (w::letter_declined(lang), w::say_declined),
            Stands::Paid => (w::letter_paid(lang), w::say_paid),
            Stands::Released => (w::letter_released(lang), w::say_released),
            Stands::Applied | Stands::Withdrawn => return None,
        };
        Some(Words { title, say })
    }
}

/// What the firm does next.
fn next(lang: Lang, it: &Application, loaded: &Loaded) -> String {
    match it.state {
        Stands::Awarded => {
            let awarded = format::won(lang, it.awarded.unwrap_or(Won::ZERO));
            w::next_awarded(lang, loaded.programme.share_percent, &awarded)
        }
        Stands::Paid => w::next_paid(lang),
        Stands::Released => w::next_released(lang),
        _ => w::next_declined(lang),
    }
}

/// The lines of the letter's table.
fn lines(lang: Lang, it: &Application, loaded: &Loaded) -> Vec<(String, String)> {
    let sum = |won: Won| format::won(lang, won);
    let mut out = vec![
        (w::programme_head(lang), name(lang, &loaded.programme).to_owned()),
        (w::check_head(lang), format!("{} · {}", check(lang, it.check), loaded.inspector)),
        (w::quote_label(lang), sum(it.quote)),
    ];
    if let Some(why) = it.grounds {
        out.push((w::grounds_label(lang), grounds(lang, why)));
    }
    if let Some(won) = it.awarded {
        let share = w::share(lang, loaded.programme.share_percent);
        out.push((w::awarded_head(lang), format!("{} ({share})", sum(won))));
    }
    if let (Stands::Paid, Some(claim)) = (it.state, &loaded.claim) {
        let done = format!("{} ({})", claim.engagement, on(claim.checked_on));
        out.push((w::letter_engagement(lang), done));
        out.push((w::letter_cost(lang), sum(claim.cost)));
    }
    if let Some(won) = it.paid {
        out.push((w::paid_won_head(lang), sum(won)));
    }
    out.push((w::basis_head(lang), loaded.programme.basis.clone()));
    out
}

fn letter(ask: &Ask, it: &Application, loaded: &Loaded, words: &Words) -> Response {
    let lang = ask.lang;
    let decided = it.decided_at.unwrap_or(it.applied_at);
    let back = format!("/console/subsidy/application/{}", it.id);
    let programme = name(lang, &loaded.programme);
    let body = html! {
        (DOCTYPE)
        html lang=(lang.as_str()) {
            (frame::head(lang, &words.title, false))
            body class="paper" {
                nav class="around" {
                    a href=(back) { "‹ " (it.firm.name) }
                    " " (frame::language_link(ask))
                    " " span class="sub" { (w::letter_print(lang)) }
                }
                main id="main" class="letter" {
                    dl class="kv" {
                        dt { (w::letter_no(lang)) } dd class="mono" { (it.programme) "-" (it.id) }
                        dt { (w::letter_date(lang)) } dd { (on_day(decided)) }
                        dt { (w::letter_to(lang)) }
                        dd { (w::dear(lang, &it.firm.name)) " (" (registration(&it.firm.registration)) ")" }
                    }
                    h1 { (words.title) }
                    p { ((words.say)(lang, programme, &on_day(it.applied_at))) }
                    table {
                        tbody { @for (word, text) in lines(lang, it, loaded) {
                            tr { th scope="row" { (word) } td { (text) } }
                        } }
                    }
                    p { (next(lang, it, loaded)) }
                    p class="sub" { (w::letter_two(lang)) }
                    p class="sign" { (on_day(decided)) br; b { (w::letter_sign(lang)) } }
                }
            }
        }
    };
    Html(body.into_string()).into_response()
}
