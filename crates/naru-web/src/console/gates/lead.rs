//! The lead of a path: where the institution stands, what comes next, and what waits.

use super::cell::{SOON_DAYS, cover_end, short_soon};
use super::cover::Short;
use super::path::Reader;
use super::plain::{
    Turn, date_time, days, gate, gate_subject, held_until, is_checked, kinds, lacks, made_by,
    place, standing, to_move, turn, turn_word, view,
};
use super::words as w;
use crate::console::pieces::day;
use naru_base::{Lang, Micros};
use naru_core::admission::{
    self, Admission, GateState, GateView, Measure, Next, PATH, Standing, step,
};
use naru_core::check;

/// The gate that ends first, and when, where the lead has said so.
type Ends<'v, 'f> = Option<(&'v GateView<'f>, Micros)>;

/// In sentences.
pub(super) fn lead(reader: &Reader<'_>, it: &Admission<'_>) -> String {
    let (lang, facts) = (reader.lang, reader.facts);
    if facts.applied.is_none() {
        return w::lead_not_applied(lang);
    }
    let ahead = admission::ahead(facts, &PATH, it, reader.cover_ends.0, reader.now);
    let next = ahead.next(it.next_end());
    let (first, ends) = stands(reader, it, next.as_ref());
    let appeal = ahead.appeals.first().map(|_| w::lead_appeal(lang));
    let against = against(reader, it.measures.iter().chain(&ahead.begins).copied());
    let begins = begins(reader, &ahead.begins, ends);
    // What comes first is told already.
    let is_told = matches!(next, Some(Next::Cover(_)));
    let is_in = it.standing != Standing::NotAdmitted;
    let short =
        reader.cover_ends.0.filter(|at| is_in && short_soon(Some(*at), reader.now).is_some());
    let short = short.filter(|_| !is_told).map(|at| falls_short(reader, at));
    let all = std::iter::once(first).chain(why(reader, it)).chain(begins).chain(short);
    let all = all.chain(against).chain(appeal);
    let all: Vec<String> = all.filter(|it| !it.is_empty()).collect();
    all.join(" ")
}

/// What the institution is told of the measure that stands, if it is one alone; of several each
/// says it below.
fn why(reader: &Reader<'_>, it: &Admission<'_>) -> Option<String> {
    let [only] = it.measures.as_slice() else { return None };
    let why = reader.reason(only)?;
    Some(w::lead_why(reader.lang, why))
}

/// Until when one may be appealed against: the first of those dates.
fn against<'m>(reader: &Reader<'_>, all: impl Iterator<Item = &'m Measure>) -> Option<String> {
    let is_open =
        |it: &&Measure| it.appeal.is_none() && it.lifted.is_none() && reader.now < it.appeal_until;
    let until = all.filter(is_open).map(|it| it.appeal_until).min()?;
    let until = date_time(until);
    Some(match reader.is_own() {
        true => w::lead_may_appeal(reader.lang, &until),
        false => w::lead_they_may_appeal(reader.lang, &until),
    })
}

/// For an institution whose turn it is at a gate that it has been through: where to read what was
/// found, and where to go on.
pub(super) fn ways_on(reader: &Reader<'_>, it: &Admission<'_>) -> Vec<(String, String)> {
    let lang = reader.lang;
    let first = it.blocked_by().filter(|_| reader.is_own());
    let Some(first) = first.filter(|it| it.state != GateState::Missing) else { return Vec::new() };
    let check = check_of(reader, first);
    if reader.is_proposed(first) || turn(reader.facts, first, check) != Turn::Institution {
        return Vec::new();
    }
    let failed = first.decision.filter(|_| first.state == GateState::Failed);
    let report = failed.and_then(|of| {
        let mut all = reader.facts.evidence.iter();
        made_by(all.find(|it| of.evidence.contains(&it.sha256) && made_by(it).is_some())?)
    });
    let report = report.filter(|_| is_checked(first.gate));
    let found = report.map(|(_, id)| (format!("/console/checks/{id}"), w::see_found(lang)));
    let on = place(first.gate, reader.code, true)
        .map(|to| (to, w::go_on_at(lang, &gate(lang, first.gate))));
    found.into_iter().chain(on).collect()
}

/// Which kind of document is missing for the gate that comes next, so that nobody can decide it.
pub(super) fn lacking(reader: &Reader<'_>, it: &Admission<'_>) -> Option<String> {
    let moves = |of: &GateView<'_>| reader.is_proposed(of) || check_of(reader, of).is_some();
    let first = it.blocked_by().filter(|_| it.standing == Standing::NotAdmitted)?;
    let next = to_move(it, moves).unwrap_or(first);
    let lacks = lacks(reader.facts, next.gate)?;
    Some(w::lead_lacks(reader.lang, &kinds(reader.lang, lacks)))
}

/// The measures that will begin, those of one instant and one standing in one sentence. Of what a
/// gate takes before, and passing that gate anew averts, no later date is told.
fn begins(reader: &Reader<'_>, all: &[&Measure], ends: Ends<'_, '_>) -> Vec<String> {
    let lang = reader.lang;
    let is_averted = |it: &Measure| {
        ends.is_some_and(|(gate, at)| {
            let comes_first = at <= it.due_at && step(gate.gate).lapse >= it.standing;
            comes_first && it.unless == Some(gate.gate)
        })
    };
    // Those that lower to one standing: the first of them, and each rule with its instant.
    let mut told: Vec<(&Measure, Vec<(String, Micros)>)> = Vec::new();
    for it in all.iter().filter(|it| !is_averted(it)) {
        let rule = (w::quoted(lang, &reader.ground(it)), it.due_at);
        let is_same =
            |of: &Measure| of.standing == it.standing && of.unless.is_some() == it.unless.is_some();
        match told.iter_mut().find(|(of, _)| is_same(of)) {
            None => told.push((it, vec![rule])),
            Some((_, rules)) if rules.contains(&rule) => {}
            Some((_, rules)) => rules.push(rule),
        }
    }
    told.iter().map(|(it, rules)| begins_said(lang, it, rules)).collect()
}

/// One sentence of measures that lower to one standing.
fn begins_said(lang: Lang, it: &Measure, rules: &[(String, Micros)]) -> String {
    let (from, to) = (date_time(it.due_at), standing(lang, it.standing));
    if rules.iter().any(|of| of.1 != it.due_at) {
        // Grounds are long: the table below has each with its date.
        let first = rules.iter().map(|it| it.1).min().unwrap_or(it.due_at);
        let (from, n) = (date_time(first), rules.len());
        return match it.unless {
            Some(_) => w::lead_begin_several_unless(lang, &from, &to, n),
            None => w::lead_begin_several(lang, &from, &to, n),
        };
    }
    let all = rules.iter().map(|it| it.0.as_str()).collect::<Vec<_>>().join(", ");
    match it.unless {
        Some(_) => w::lead_begins_unless(lang, &all, &from, &to),
        None => w::lead_begins(lang, &all, &from, &to),
    }
}

/// Where the open check of a gate stands, if it has one.
fn check_of(reader: &Reader<'_>, it: &GateView<'_>) -> Option<check::State> {
    reader.check(it).map(|it| it.state)
}

/// Whose turn it is at a gate that does not hold.
fn whose(reader: &Reader<'_>, it: &GateView<'_>) -> String {
    let check = check_of(reader, it);
    match reader.is_proposed(it) {
        true => w::turn_second(reader.lang),
        false => turn_word(reader.lang, it.gate, turn(reader.facts, it, check)),
    }
}

/// Where it stands; with the gate that ends first, if it says so.
fn stands<'v, 'f>(
    reader: &Reader<'_>,
    it: &Admission<'_>,
    next: Option<&Next<'v, 'f>>,
) -> (String, Ends<'v, 'f>) {
    let lang = reader.lang;
    let left = it.counted().filter(|v| v.state != GateState::Holds).count();
    let short = reader.short.as_ref().map(|it: &Short| it.said(lang));
    let with_cover = |said: String| match &short {
        Some(short) => format!("{said} {short}"),
        None => said,
    };
    let moves = |of: &GateView<'_>| reader.is_proposed(of) || check_of(reader, of).is_some();
    let said = match it.blocked_by() {
        Some(first) if it.standing == Standing::NotAdmitted => {
            let first = to_move(it, moves).unwrap_or(first);
            w::lead_way(lang, left, &view(lang, first), &whose(reader, first))
        }
        Some(first) => with_cover(lapsed(reader, first, it.standing)),
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
            let (holds, ends) = holds(reader, it, next);
            let said = short.unwrap_or_else(|| w::lead_live(lang));
            return (format!("{said} {holds}").trim_end().to_owned(), ends);
        }
    };
    (said, None)
}

/// A gate that held and does not any more: since when, what it costs, and whose turn it is.
fn lapsed(reader: &Reader<'_>, it: &GateView<'_>, now: Standing) -> String {
    let (lang, whose) = (reader.lang, whose(reader, it));
    let now = standing(lang, now);
    let ended = it.decision.and_then(|d| d.holds_until).filter(|_| it.state == GateState::Expired);
    let said = match ended {
        Some(at) => w::lead_ended(lang, &gate_subject(lang, it), &held_until(at), &now, &whose),
        None => w::lead_lapsed(lang, &view(lang, it), &now, &whose),
    };
    let check = reader.check(it).filter(|_| !reader.is_proposed(it));
    let slot =
        check.filter(|it| matches!(it.state, check::State::Scheduled | check::State::UnderWay));
    match slot.and_then(|it| it.slot) {
        Some((_, last)) => format!("{said} {}", w::lead_slot(lang, &day(last))),
        None => said,
    }
}

/// What comes next of somebody of whom every gate holds. A measure says so itself.
fn holds<'v, 'f>(
    reader: &Reader<'_>,
    all: &Admission<'_>,
    next: Option<&Next<'v, 'f>>,
) -> (String, Ends<'v, 'f>) {
    let lang = reader.lang;
    let Some(next) = next else { return (w::lead_no_end(lang), None) };
    let at = next.at();
    let (what, ends) = match next {
        Next::Measure(_) => return (String::new(), None),
        Next::Gate(gate, at) if days(*at, reader.now) <= SOON_DAYS => {
            let (what, to) = (gate_subject(lang, gate), standing(lang, step(gate.gate).lapse));
            return (w::lead_ends(lang, &what, &held_until(*at), &to), Some((gate, *at)));
        }
        Next::Gate(gate, at) => {
            let names = together(lang, all, *at);
            if names.len() > 1 {
                let said = w::lead_together(lang, &held_until(*at), &names.join(", "));
                return (said, Some((gate, *at)));
            }
            (view(lang, gate), Some((*gate, *at)))
        }
        Next::Exposure(it, ..) => (w::exposure_blocks(lang, &it.advisory), None),
        Next::Cover(at) if reader.cover_ends.1.is_none() => {
            return (falls_short(reader, *at), None);
        }
        Next::Cover(at) => {
            let first = format!("{} ({})", cover_end(lang, reader.cover_ends.1), held_until(*at));
            return (format!("{} {}", w::lead_next(lang, &first), falls_short(reader, *at)), None);
        }
    };
    (w::lead_next(lang, &format!("{what} ({})", held_until(at))), ends)
}

/// From when less is covered than must be, and by how much.
fn falls_short(reader: &Reader<'_>, at: Micros) -> String {
    let from = match at == at.business_date().starts_at() {
        true => day(at.business_date()),
        false => date_time(at),
    };
    let missing = crate::console::format::won(reader.lang, reader.short_by);
    match reader.cover_ends.1 {
        None => w::cover_will_grow(reader.lang, &from, &missing),
        Some(_) => w::cover_will_end(reader.lang, &from, &missing),
    }
}

/// The gates that end in the same minute as the first.
fn together(lang: Lang, all: &Admission<'_>, at: Micros) -> Vec<String> {
    let ends = |it: &&GateView<'_>| {
        let until = it.decision.and_then(|d| d.holds_until);
        it.state == GateState::Holds && until.is_some_and(|of| date_time(of) == date_time(at))
    };
    all.counted().filter(ends).map(|it| view(lang, it)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use naru_base::Id;

    /// Two measures that lower to one standing are one sentence, from the first of their dates on.
    #[test]
    fn measures_to_one_standing_are_told_in_one_sentence() {
        let it = Measure {
            id: Id::from_parts(1, 9),
            standing: Standing::InquiryOnly,
            rule: "가".to_owned(),
            notice_at: Micros::new(0),
            due_at: Micros::new(1_800_000_000_000_000),
            ends_at: None,
            appeal_until: Micros::new(0),
            by: [Id::from_parts(1, 2), Id::from_parts(1, 3)],
            lifted: None,
            appeal: None,
            unless: None,
        };
        let (first, later) = (it.due_at, it.due_at.plus_seconds(86_400));
        let said = |at| {
            let rules = [("‘가’".to_owned(), first), ("‘나’".to_owned(), at)];
            begins_said(Lang::Ko, &it, &rules)
        };
        let together = said(first);
        assert!(together.starts_with("‘가’, ‘나’에 따라 결정된 조치로 "), "{together}");
        let apart = said(later);
        let wanted = format!("{}부터 자격이 ", date_time(first));
        assert!(apart.starts_with(&wanted), "{apart}");
        assert!(apart.ends_with("이하로 제한됩니다(아래 조치 2건)."), "{apart}");
    }
}
