//! The letter of a decision, to be printed: what was decided, why, and what comes next.

use super::application::{Loaded, load, registration};
use super::plain::{check, grounds, name, on, on_day};
use super::words as w;
use crate::console::guard::{Ask, Entered};
use crate::console::letter::{self, Letter, Tells};
use crate::console::{ConsoleState, format, frame, sources};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use naru_base::{Lang, Won};
use naru_core::subsidy::{Application, JournalKind, Programme, State as Stands};

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
        Ok(loaded) => {
            let name = super::firm_name(&state.parts.hub.directory(), lang, &it.firm);
            letter::page(&ask, &letter(lang, (&it, &name), &loaded, &words))
        }
        Err(no) => frame::fault(&ask, &no),
    }
}

/// Says what was decided, of a programme and a day.
type Say = fn(Lang, &str, &str) -> String;

/// What the letter is called and says, by where the application stands.
struct Words {
    title: String,
    say: Say,
}

impl Words {
    fn of(lang: Lang, it: &Application) -> Option<Words> {
        let (title, say): (String, Say) = match it.state {
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

/// The share of the cost, and where it was held down by what one firm may have, that too.
pub(super) fn share_word(lang: Lang, it: &Application, programme: &Programme) -> String {
    let share = w::share(lang, programme.share_percent);
    let whole = naru_core::subsidy::decide::share(programme, it.quote);
    let is_capped = it.awarded.is_some_and(|won| won < whole) && whole > programme.firm_cap;
    match is_capped {
        true => w::share_capped(lang, &share, &format::won(lang, programme.firm_cap)),
        false => share,
    }
}

/// The lines of the letter's table.
fn lines(lang: Lang, it: &Application, loaded: &Loaded) -> Vec<(String, String)> {
    let sum = |won: Won| format::won(lang, won);
    let mut out = vec![
        (w::programme_head(lang), name(lang, &loaded.programme).to_owned()),
        (w::check_head(lang), format!("{} · {}", check(lang, it.check), loaded.inspector)),
        (w::quote_word(lang), sum(it.quote)),
    ];
    if let Some(why) = it.grounds {
        out.push((w::grounds_word(lang), grounds(lang, why)));
    }
    if let Some(won) = it.awarded {
        let share = share_word(lang, it, &loaded.programme);
        out.push((w::awarded_word(lang), format!("{} ({share})", sum(won))));
    }
    if let (Stands::Paid, Some(claim)) = (it.state, &loaded.claim) {
        out.push((w::letter_engagement(lang), claim.engagement.clone()));
        out.push((w::checked_label(lang), on(claim.checked_on)));
        out.push((w::letter_cost(lang), sum(claim.cost)));
    }
    if let Some(won) = it.paid {
        let at = loaded.journal.iter().find(|line| line.kind == JournalKind::Payment);
        out.extend(at.map(|line| (w::paid_on(lang), on_day(line.at))));
        out.push((w::paid_word(lang), sum(won)));
    }
    out.push((w::basis_head(lang), sources::shown(lang, &loaded.programme.basis).to_owned()));
    out
}

/// Which letter to one firm it is: what was decided first, or what became of the award.
const fn place(state: Stands) -> u8 {
    match state {
        Stands::Paid | Stands::Released => 2,
        Stands::Applied | Stands::Awarded | Stands::Declined | Stands::Withdrawn => 1,
    }
}

fn letter(
    lang: Lang,
    (it, firm_name): (&Application, &str),
    loaded: &Loaded,
    words: &Words,
) -> Letter {
    let day = on_day(it.decided_at.unwrap_or(it.applied_at));
    let applied = on_day(it.applied_at);
    let firm = w::dear(lang, firm_name);
    Letter {
        back: (format!("/console/subsidy/application/{}", it.id), firm_name.to_owned()),
        title: words.title.clone(),
        number: format!("{}-{}-{}", it.programme, it.id, place(it.state)),
        to: format!("{firm} ({})", registration(&it.firm.registration)),
        day,
        say: (words.say)(lang, name(lang, &loaded.programme), &applied),
        lines: lines(lang, it, loaded),
        next: next(lang, it, loaded),
        tells: if it.state == Stands::Paid { Tells::Payment } else { Tells::Decision },
    }
}
