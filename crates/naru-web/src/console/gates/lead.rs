//! The lead of a path: where the institution stands, what comes next, and what waits.

use super::cover::Short;
use super::path::Reader;
use super::plain::{date_time, standing, turn, turn_word, view};
use super::words as w;
use naru_core::admission::{self, Admission, GateState, Next, PATH, Standing};
use naru_core::check::Engagement;

/// In sentences.
pub(super) fn lead(reader: &Reader<'_>, it: &Admission<'_>) -> String {
    let (lang, facts) = (reader.lang, reader.facts);
    if facts.applied.is_none() {
        return w::lead_not_applied(lang);
    }
    let ahead = admission::ahead(facts, &PATH, it, reader.cover_ends, reader.now);
    let next = ahead.next(it.next_end());
    let (first, is_said) = stands(reader, it, next.as_ref());
    let begins = ahead.begins.iter().skip(usize::from(is_said));
    let begins = begins.map(|it| {
        let (from, to) = (date_time(it.due_at), standing(lang, it.standing));
        match it.unless {
            Some(_) => w::lead_begins_unless(lang, &from, &to),
            None => w::lead_begins(lang, &from, &to),
        }
    });
    let appeal = ahead.appeals.first().map(|_| w::lead_appeal(lang));
    let all: Vec<String> = std::iter::once(first).chain(begins).chain(appeal).collect();
    all.join(" ")
}

/// Where it stands; whether that says of the measure that begins first.
fn stands(reader: &Reader<'_>, it: &Admission<'_>, next: Option<&Next<'_, '_>>) -> (String, bool) {
    let lang = reader.lang;
    let left = it.counted().filter(|v| v.state != GateState::Holds).count();
    let short = reader.short.as_ref().map(|it: &Short| it.said(lang));
    let with_cover = |said: String| match &short {
        Some(short) => format!("{said} {short}"),
        None => said,
    };
    let said = match it.blocked_by() {
        Some(first) if it.standing == Standing::NotAdmitted => {
            let key = first.service.map(|it| &it.key);
            let of = |it: &&Engagement| it.gate() == first.gate && it.service.as_ref() == key;
            let check = reader.checks.iter().find(of).map(|it| it.state);
            let whose = match reader.is_proposed(first) {
                true => w::turn_second(lang),
                false => turn_word(lang, first.gate, turn(reader.facts, first, check)),
            };
            w::lead_way(lang, left, &view(lang, first), &whose)
        }
        Some(first) => {
            with_cover(w::lead_lapsed(lang, &view(lang, first), &standing(lang, it.standing)))
        }
        None if !it.measures.is_empty() => {
            with_cover(w::lead_measure(lang, &standing(lang, it.standing)))
        }
        None if it.standing > Standing::Live => {
            let said = w::lead_exposed(lang, &standing(lang, it.standing));
            with_cover(match next {
                Some(Next::Exposure(_, to, at)) => {
                    let next = w::exposed_next(lang, &date_time(*at), &standing(lang, *to));
                    format!("{said} {next}")
                }
                _ => said,
            })
        }
        None => {
            let (holds, is_said) = holds(reader, next);
            return match short {
                Some(short) => (format!("{short} {holds}"), is_said),
                None => (format!("{} {holds}", w::lead_live(lang)), is_said),
            };
        }
    };
    (said, false)
}

/// What comes next of somebody of whom every gate holds; whether that is a measure.
fn holds(reader: &Reader<'_>, next: Option<&Next<'_, '_>>) -> (String, bool) {
    let lang = reader.lang;
    let Some(next) = next else { return (w::lead_next(lang, &w::no_end(lang)), false) };
    let at = date_time(next.at());
    let what = match next {
        Next::Measure(it) => {
            return (w::lead_next_measure(lang, &at, &standing(lang, it.standing)), true);
        }
        Next::Gate(gate, _) => view(lang, gate),
        Next::Exposure(it, ..) => w::exposure_blocks(lang, &it.advisory),
        Next::Cover(_) => w::cover_end(lang),
    };
    (w::lead_next(lang, &format!("{what} ({at})")), false)
}
