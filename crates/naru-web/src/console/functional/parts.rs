//! Small parts: states, reasons, when.

use super::words as w;
use crate::console::pieces::day;
use crate::console::shape::{Shape, state};
use maud::Markup;
use naru_base::{Lang, Micros};
use naru_core::functional::{Overall, State, Why};

/// How a case stands.
pub(super) fn of_case(lang: Lang, it: State) -> Markup {
    match it {
        State::Waiting => state("unk", Shape::Dashed, &w::st_waiting(lang)),
        State::Passed => state("ok", Shape::Check, &w::st_passed(lang)),
        State::Failed => state("stop", Shape::Square, &w::st_failed(lang)),
    }
}

/// How a run stands.
pub(super) fn of_run(lang: Lang, (overall, is_sealed): (Overall, bool)) -> Markup {
    match overall {
        _ if is_sealed => state("ok", Shape::Circle, &w::st_sealed(lang)),
        Overall::UnderWay => state("run", Shape::Half, &w::st_under_way(lang)),
        Overall::Passed => state("ok", Shape::Check, &w::st_passed(lang)),
        Overall::Failed => state("stop", Shape::Square, &w::st_failed(lang)),
    }
}

/// Why a case is failed.
pub(super) fn why(lang: Lang, it: Why) -> String {
    match it {
        Why::Resent => w::why_resent(lang),
        Why::RefusedAgain => w::why_refused_again(lang),
        Why::DeadToken => w::why_dead_token(lang),
        Why::AfterEnd => w::why_after_end(lang),
        Why::IdMalformed => w::why_id_malformed(lang),
        Why::IdReused => w::why_id_reused(lang),
        Why::ClockOff => w::why_clock_off(lang),
        Why::CursorInvented => w::why_cursor_invented(lang),
    }
}

/// The last whole day before an end.
pub(super) fn last_day(at: Micros) -> String {
    day(at.plus_seconds(-1).business_date())
}

/// A refusal in words.
pub(super) fn refusal(lang: Lang, code: &str) -> Option<String> {
    Some(match code {
        "functional/open-already" => w::no_open_already(lang),
        "functional/not-an-applicant" => w::no_applicant(lang),
        "functional/no-tenant" => w::no_tenant(lang),
        "functional/not-passed" => w::no_not_passed(lang),
        "admission/not-applied" => w::open_not_applied(lang),
        "admission/evidence-too-much" | "admission/evidence-malformed" => w::no_evidence(lang),
        _ => return None,
    })
}
