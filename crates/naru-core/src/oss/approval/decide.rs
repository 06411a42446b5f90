//! What may be asked, settled and said. Pure.

use super::ApprovalRules;
use super::model::{
    ALTERNATIVES_LEAST, Approval, Class, Event, Issue, IssueKind, IssueState, Office, Standing,
    TEXT_CHARS_MAX, TEXT_CHARS_MIN, VERSIONS_CHARS_MAX, Wish,
};
use super::report::{Known, differing, of_matters, read};
use super::seats::Seats;
use crate::oss::portfolio::{Grade, Matter, Range};
use naru_base::role::Role;
use naru_base::{Id, Micros, Refusal};
use naru_sbom::advisory::Kind;
use naru_sbom::licence::Expression;

/// Whether it may be asked for; the first reason that applies, in this order. `taken`: by this
/// request the same version is asked for or approved already.
pub fn may_ask(
    known: &Known,
    wish: &Wish,
    (ecosystem, version, taken): (&str, &str, Option<Id>),
    rules: &ApprovalRules,
    now: Micros,
) -> Result<(), Refusal> {
    if known.matters.iter().any(|it| it.kind == Kind::Malicious) {
        return Err(Refusal::new("oss/approval-malicious"));
    }
    if let Some(first) = wrong_in(wish, Some((ecosystem, version)), rules, now).into_iter().next() {
        return Err(first);
    }
    if let Some(other) = taken {
        return Err(Refusal::new("oss/approval-there").with("request", other));
    }
    Ok(())
}

/// Everything that is wrong with what was written, in the order of the form.
pub fn wrong_fields(wish: &Wish, rules: &ApprovalRules, now: Micros) -> Vec<Refusal> {
    match read(&wish.purl) {
        Ok((_, ecosystem, _, version)) => wrong_in(wish, Some((&ecosystem, &version)), rules, now),
        Err(no) => std::iter::once(no).chain(wrong_in(wish, None, rules, now)).collect(),
    }
}

/// The same of everything but the package; of one that cannot be read, versions are not compared.
fn wrong_in(
    wish: &Wish,
    package: Option<(&str, &str)>,
    rules: &ApprovalRules,
    now: Micros,
) -> Vec<Refusal> {
    let mut wrong = Vec::new();
    let range = Range::parse(&wish.versions)
        .filter(|_| wish.versions.chars().count() <= VERSIONS_CHARS_MAX);
    let is_apart = |range: &Range| {
        !wish.versions.trim().is_empty()
            && package.is_some_and(|(ecosystem, version)| !range.holds(ecosystem, version))
    };
    if range.is_none_or(|it| is_apart(&it)) {
        wrong.push(Refusal::new("oss/approval-versions"));
    }
    let texts = [
        ("purpose", &wish.purpose, TEXT_CHARS_MIN),
        ("fit", &wish.fit, TEXT_CHARS_MIN),
        ("alternatives", &wish.alternatives, ALTERNATIVES_LEAST),
        ("origin", &wish.origin, 0),
        ("licence", &wish.licence, 0),
    ];
    for (field, text, least) in texts {
        if !(least..=TEXT_CHARS_MAX).contains(&text.trim().chars().count()) {
            let refusal = Refusal::new("oss/approval-text");
            wrong.push(refusal.with("field", field).with("least", least));
        }
    }
    // A name that is marked as one becomes an issue; half an expression nobody can put right later.
    if !is_licence(&wish.licence) {
        wrong.push(Refusal::new("oss/approval-licence"));
    }
    if wish.until <= now || wish.until > now.plus_seconds(rules.max_s) {
        wrong.push(Refusal::new("oss/approval-until").with("days", rules.max_s / 86_400));
    }
    wrong
}

/// What marks a licence that has a name and no SPDX identifier.
const QUOTES: [(char, char); 4] = [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’')];

/// The name between the marks; none: it is not marked as a name.
fn unmarked(text: &str) -> Option<&str> {
    let text = text.trim();
    let between = QUOTES.iter().find_map(|(open, close)| {
        text.strip_prefix(*open).and_then(|rest| rest.strip_suffix(*close))
    });
    between.map(str::trim).filter(|it| !it.is_empty())
}

/// Whether a licence can be asked for so: nothing, an expression (`LicenseRef-own` is one), what
/// SPDX says where nothing is known, or a name that is marked as one.
fn is_licence(text: &str) -> bool {
    let text = text.trim();
    matches!(text, "" | "NOASSERTION" | "NONE")
        || unmarked(text).is_some()
        || Expression::parse_lenient(text).is_ok()
}

/// A licence as it is kept: without the marks of a name.
pub(super) fn licence_kept(text: &str) -> &str {
    unmarked(text).unwrap_or(text.trim())
}

/// A licence as it is asked for: what is no expression is marked as a name.
pub fn licence_asked(text: &str) -> String {
    let text = text.trim();
    if is_licence(text) { text.to_owned() } else { format!("“{text}”") }
}

/// How much it takes. What is approved for somebody already takes little, if nothing weighty has
/// come up since.
pub fn class_of(issues: &[Issue], is_approved_elsewhere: bool) -> Class {
    let worst = issues.iter().map(|it| it.grade).max().unwrap_or(Grade::None);
    match worst {
        Grade::Critical | Grade::Exploited => Class::High,
        Grade::High | Grade::Medium => Class::Medium,
        Grade::Low | Grade::None if is_approved_elsewhere => Class::Quick,
        Grade::Low | Grade::None => Class::Low,
    }
}

fn has_reason(note: &str) -> bool {
    (TEXT_CHARS_MIN..=TEXT_CHARS_MAX).contains(&note.trim().chars().count())
}

/// Whether an issue may be settled so. Whoever is of the institution puts it right; an office
/// accepts it, never whoever asked.
pub fn settle(
    it: &Approval,
    seq: i64,
    (by, is_office): (&str, bool),
    (state, note): (IssueState, &str),
) -> Result<(), Refusal> {
    if !it.standing.is_to_decide() {
        return Err(Refusal::new("oss/approval-decided"));
    }
    let known = it.issues.iter().find(|issue| issue.seq == seq);
    if known.is_none_or(|issue| issue.state != IssueState::Open) {
        return Err(Refusal::new("oss/approval-issue"));
    }
    if !has_reason(note) {
        let refusal = Refusal::new("oss/approval-text");
        return Err(refusal.with("field", "note").with("least", TEXT_CHARS_MIN));
    }
    match state {
        IssueState::Open => Err(Refusal::new("oss/approval-issue")),
        IssueState::Resolved => Ok(()),
        IssueState::Accepted if !is_office => Err(Refusal::new("oss/approval-office")),
        IssueState::Accepted if it.asked_by == by => Err(Refusal::new("oss/approval-own")),
        IssueState::Accepted => Ok(()),
    }
}

/// What the word of an office makes of it: the next standing, or why it may not be said.
pub fn vote(
    it: &Approval,
    (by, role): (&str, Role),
    office: Office,
    (is_yes, note): (bool, &str),
    seats: &Seats,
) -> Result<Standing, Refusal> {
    if !it.standing.is_to_decide() {
        return Err(Refusal::new("oss/approval-decided"));
    }
    if !seats.filled_by(office, role) || !it.offices.contains(&office) {
        return Err(Refusal::new("oss/approval-office"));
    }
    if it.asked_by == by {
        return Err(Refusal::new("oss/approval-own"));
    }
    if it.said().any(|vote| vote.office == office || vote.by == by) {
        return Err(Refusal::new("oss/approval-voted"));
    }
    // A yes may speak for itself; a no never does.
    let is_long = note.trim().chars().count() > TEXT_CHARS_MAX;
    if is_long || (!is_yes && !has_reason(note)) {
        let refusal = Refusal::new("oss/approval-text");
        return Err(refusal.with("field", "note").with("least", TEXT_CHARS_MIN));
    }
    let next = |event| it.standing.next(event).ok_or(Refusal::new("oss/approval-decided"));
    if !is_yes {
        return next(Event::Denied);
    }
    let open = it.open_issues();
    if open > 0 {
        return Err(Refusal::new("oss/approval-issues").with("open", open));
    }
    let has_said = |own: &Office| it.said().any(|vote| vote.office == *own && vote.is_yes);
    if it.offices.iter().all(|own| *own == office || has_said(own)) {
        return next(Event::Agreed);
    }
    Ok(it.standing)
}

/// Whether somebody else than whoever asked may take it back so: with a reason.
pub fn may_take_back(why: &str) -> Result<(), Refusal> {
    if has_reason(why) {
        return Ok(());
    }
    Err(Refusal::new("oss/approval-text").with("field", "note").with("least", TEXT_CHARS_MIN))
}

/// That bills call its licence otherwise, unless the same was seen before.
pub fn licence_news(it: &Approval, bills: &[String], now: Micros) -> Vec<Issue> {
    let last = it.issues.iter().map(|it| it.seq).max().unwrap_or(0);
    let new = differing(&it.wish.licence, bills, now);
    let is_known = |new: &Issue| {
        it.issues.iter().any(|old| old.kind == new.kind && old.subject == new.subject)
    };
    let new = new.filter(|it| !is_known(it));
    new.map(|it| Issue { seq: last + 1, ..it }).into_iter().collect()
}

/// What newer data say against it that nobody has seen: new issues, counted on from the last.
pub fn news(it: &Approval, matters: &[Matter], now: Micros) -> Vec<Issue> {
    let last = it.issues.iter().map(|it| it.seq).max().unwrap_or(0);
    let is_known = |new: &Issue, matters: &[Matter]| {
        // The same matter may go by another of its names now.
        let names = matters.iter().find(|it| it.id == new.subject);
        let also = names.map(|it| it.aliases.as_slice()).unwrap_or_default();
        it.issues.iter().any(|old| {
            matches!(old.kind, IssueKind::Advisory | IssueKind::Unmaintained)
                && (old.subject == new.subject || also.contains(&old.subject))
        })
    };
    let mut new = of_matters(matters, now);
    new.retain(|it| !is_known(it, matters));
    let mut seen: Vec<String> = Vec::new();
    new.retain(|it| {
        let is_first = !seen.contains(&it.subject);
        seen.push(it.subject.clone());
        is_first
    });
    for (seq, it) in (last + 1..).zip(&mut new) {
        it.seq = seq;
    }
    new
}
