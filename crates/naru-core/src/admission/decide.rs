//! Where a standing is decided, and what two people may decide at a gate. Pure.

use super::facts::{Decision, Exposure, Facts, Measure, Service};
use super::model::{EvidenceKind, Gate, ServiceKey, Sha256, Standing, Verdict};
use super::path::{PATH, Step};
use naru_base::{Id, Micros, Refusal};

/// Where one gate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GateState {
    /// Nobody has decided yet.
    Missing,
    /// Passed and in force.
    Holds,
    /// Was passed; its time is over.
    Expired,
    /// Examined, and not passed.
    Failed,
    /// Was passed; that was taken back.
    Revoked,
}

/// One gate of one institution, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateView<'f> {
    /// Which.
    pub gate: Gate,
    /// Of the service check: which service.
    pub service: Option<&'f Service>,
    /// Where it stands.
    pub state: GateState,
    /// Whether the standing depends on it: a new version of a service does not count before it
    /// was passed once, because the version before it is the one in use.
    pub counts: bool,
    /// What it falls to when it does not hold.
    pub costs: Standing,
    /// The decision that says so.
    pub decision: Option<&'f Decision>,
}

/// What an institution may do, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission<'f> {
    /// What it may do.
    pub standing: Standing,
    /// Every gate, in the order of the path; the service check once for each service in use.
    pub gates: Vec<GateView<'f>>,
    /// The measures in force.
    pub measures: Vec<&'f Measure>,
    /// The exposures in force.
    pub exposures: Vec<&'f Exposure>,
}

impl<'f> Admission<'f> {
    /// The gates that the standing depends on, in the order of the path.
    pub fn counted(&self) -> impl Iterator<Item = &GateView<'f>> {
        self.gates.iter().filter(|it| it.counts)
    }

    /// The first of them that does not hold.
    pub fn blocked_by(&self) -> Option<&GateView<'f>> {
        self.counted().find(|it| it.state != GateState::Holds)
    }

    /// The one of them whose time ends next, and when.
    pub fn next_end(&self) -> Option<(&GateView<'f>, Micros)> {
        let holding = self.counted().filter(|it| it.state == GateState::Holds);
        let ends = holding.filter_map(|it| Some((it, it.decision?.holds_until?)));
        ends.min_by_key(|it| it.1)
    }
}

/// The standing of an institution at `now`: the worst that any gate or any measure in force says.
///
/// `now` is compared with the instants on record and nothing else, so that the answer can be
/// compiled ahead of time ([`super::Timeline`]).
pub fn admission<'f>(facts: &'f Facts, path: &[Step], now: Micros) -> Admission<'f> {
    let has_applied = facts.applied.is_some_and(|(at, _)| at <= now);
    let gates: Vec<GateView<'f>> = path.iter().flat_map(|it| views(facts, it, now)).collect();
    let holds = |gate: Gate| {
        let mut of = gates.iter().filter(|it| it.gate == gate && it.counts);
        of.clone().next().is_some() && of.all(|it| it.state == GateState::Holds)
    };
    let bites = |it: &&Measure| it.is_in_force(now) && !it.unless.is_some_and(holds);
    let measures: Vec<&Measure> = facts.measures.iter().filter(bites).collect();
    let exposed = |it: &&Exposure| it.standing(now).is_some();
    let exposures: Vec<&Exposure> = facts.exposures.iter().filter(exposed).collect();
    let start = if has_applied { Standing::Live } else { Standing::NotAdmitted };
    let by_gates = gates.iter().filter(|it| it.counts).map(|it| it.costs);
    let by_exposures = exposures.iter().filter_map(|it| it.standing(now));
    let by_measures = measures.iter().map(|it| it.standing);
    let standing = by_gates.chain(by_measures).chain(by_exposures).fold(start, Ord::max);
    Admission { standing, gates, measures, exposures }
}

/// The standing now, and the one that a verdict without an end would leave.
pub fn after(
    facts: &Facts,
    (gate, service): (Gate, Option<&ServiceKey>),
    verdict: Verdict,
    now: Micros,
) -> (Standing, Standing) {
    let before = admission(facts, &PATH, now).standing;
    let mut then = facts.clone();
    let nobody = Id::from_parts(0, 0);
    then.decisions.push(Decision {
        id: nobody,
        gate,
        service: service.cloned(),
        verdict,
        decided_at: now,
        holds_until: None,
        by: [nobody; 2],
        evidence: Vec::new(),
    });
    (before, admission(&then, &PATH, now).standing)
}

/// The gate as it stands; the service check once for each service.
fn views<'f>(facts: &'f Facts, step: &Step, now: Micros) -> Vec<GateView<'f>> {
    if step.gate != Gate::Service {
        return vec![view(facts, step, None, true, now)];
    }
    let seen = services(facts, now);
    if seen.is_empty() {
        // An institution that offers nothing cannot be live.
        return vec![view(facts, step, None, true, now)];
    }
    seen.into_iter().map(|(it, counts)| view(facts, step, Some(it), counts, now)).collect()
}

fn view<'f>(
    facts: &'f Facts,
    step: &Step,
    service: Option<&'f Service>,
    counts: bool,
    now: Micros,
) -> GateView<'f> {
    let (state, decision) = state(facts, step.gate, service.map(|it| &it.key), now);
    let was_passed = first_pass(facts, step.gate, service.map(|it| &it.key), now).is_some();
    let costs = match state {
        GateState::Holds => Standing::Live,
        _ if was_passed => step.lapse,
        _ => Standing::NotAdmitted,
    };
    GateView { gate: step.gate, service, state, counts, costs, decision }
}

/// What was decided at one gate, up to `now`, in the order of the book.
fn decided<'f>(
    facts: &'f Facts,
    gate: Gate,
    service: Option<&ServiceKey>,
    now: Micros,
) -> impl DoubleEndedIterator<Item = &'f Decision> {
    facts
        .decisions
        .iter()
        .filter(move |d| d.gate == gate && d.service.as_ref() == service && d.decided_at <= now)
}

fn state<'f>(
    facts: &'f Facts,
    gate: Gate,
    service: Option<&ServiceKey>,
    now: Micros,
) -> (GateState, Option<&'f Decision>) {
    // Of two in the same instant the stricter counts, in whatever order they were written.
    let order = |it: &&Decision| (it.decided_at, it.verdict != Verdict::Passed);
    let Some(last) = decided(facts, gate, service, now).max_by_key(order) else {
        return (GateState::Missing, None);
    };
    let state = match last.verdict {
        Verdict::Passed if last.holds_until.is_some_and(|until| until <= now) => GateState::Expired,
        Verdict::Passed => GateState::Holds,
        Verdict::Failed => GateState::Failed,
        Verdict::Revoked => GateState::Revoked,
    };
    (state, Some(last))
}

/// When production was begun, if it ever was.
pub fn began_at(facts: &Facts) -> Option<Micros> {
    first_pass(facts, Gate::Start, None, Micros::new(i64::MAX))
}

fn first_pass(
    facts: &Facts,
    gate: Gate,
    service: Option<&ServiceKey>,
    now: Micros,
) -> Option<Micros> {
    let passes = decided(facts, gate, service, now).filter(|d| d.verdict == Verdict::Passed);
    passes.map(|it| it.decided_at).min()
}

/// The services that are to be seen at `now`, with whether the standing depends on each: of every
/// service the newest version that was ever passed, and newer ones that wait for their check.
/// Before production began the newest version counts, passed or not.
fn services(facts: &Facts, now: Micros) -> Vec<(&Service, bool)> {
    let is_there = |it: &&Service| it.declared_at <= now && it.retired_at.is_none_or(|at| at > now);
    let there: Vec<&Service> = facts.services.iter().filter(is_there).collect();
    let age = |it: &Service| (it.declared_at, it.key.clone());
    let passed = |it: &&&Service| first_pass(facts, Gate::Service, Some(&it.key), now).is_some();
    let started = first_pass(facts, Gate::Start, None, now);
    let mut seen: Vec<(&Service, bool)> = Vec::new();
    for it in &there {
        let versions = || there.iter().filter(|v| v.key.is_version_of(&it.key));
        let in_use = versions().filter(passed).max_by_key(|v| age(v));
        match in_use {
            Some(used) if used.key == it.key => seen.push((it, true)),
            Some(used) if age(it) > age(used) => seen.push((it, false)),
            Some(_) => {}
            None if versions().any(|v| age(v) > age(it)) => {}
            None => seen.push((it, started.is_none_or(|at| it.declared_at <= at))),
        }
    }
    if !seen.iter().any(|it| it.1) {
        // Something must count: an institution with nothing checked is not live.
        seen.iter_mut().for_each(|it| it.1 = true);
    }
    seen
}

/// What somebody wants two people to decide at a gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Where.
    pub gate: Gate,
    /// Of the service check: which service.
    pub service: Option<ServiceKey>,
    /// What.
    pub verdict: Verdict,
    /// Until when a passed gate is to hold.
    pub holds_until: Option<Micros>,
    /// On what grounds.
    pub evidence: Vec<Sha256>,
}

/// Whether it may be decided as things are. The first reason that applies, in this order.
/// `life_s`: for how long the gate may be passed at most.
pub fn may_decide(
    facts: &Facts,
    path: &[Step],
    wish: &Wish,
    life_s: Option<i64>,
    now: Micros,
) -> Result<(), Refusal> {
    if facts.applied.is_none() {
        return Err(Refusal::new("admission/not-applied"));
    }
    let is_there = |key: &ServiceKey| {
        facts.services.iter().any(|it| it.key == *key && it.retired_at.is_none())
    };
    match (&wish.service, wish.gate) {
        (Some(key), Gate::Service) if is_there(key) => {}
        (None, Gate::Service) | (Some(_), _) => {
            return Err(Refusal::new("admission/service-unknown"));
        }
        (None, _) => {}
    }
    let on_file = |sha: &Sha256| facts.evidence.iter().any(|it| it.sha256 == *sha);
    if !wish.evidence.iter().all(on_file) {
        return Err(Refusal::new("admission/evidence-unknown"));
    }
    match wish.verdict {
        Verdict::Passed => may_pass(facts, path, wish, life_s, now),
        Verdict::Failed => Ok(()),
        Verdict::Revoked => match state(facts, wish.gate, wish.service.as_ref(), now).0 {
            GateState::Holds | GateState::Expired => Ok(()),
            _ => Err(Refusal::new("admission/nothing-to-revoke")),
        },
    }
}

fn may_pass(
    facts: &Facts,
    path: &[Step],
    wish: &Wish,
    life_s: Option<i64>,
    now: Micros,
) -> Result<(), Refusal> {
    let Some(step) = path.iter().find(|it| it.gate == wish.gate) else {
        return Err(Refusal::new("admission/gate-unknown"));
    };
    let before = admission(facts, path, now);
    let missing = |gate: &&Gate| {
        let mut views = before.gates.iter().filter(|v| v.gate == **gate && v.counts);
        !views.all(|v| v.state == GateState::Holds)
    };
    if let Some(gate) = step.needs.iter().find(missing) {
        return Err(Refusal::new("admission/gate-before-it").with("gate", gate));
    }
    let kinds: Vec<EvidenceKind> = facts
        .evidence
        .iter()
        .filter(|it| wish.evidence.contains(&it.sha256))
        .map(|it| it.kind)
        .collect();
    if !step.evidence.is_empty() && !kinds.iter().any(|it| step.evidence.contains(it)) {
        return Err(Refusal::new("admission/evidence-missing").with("gate", wish.gate));
    }
    let fits = match (wish.holds_until, life_s) {
        (None, None) => true,
        (Some(until), None) => until > now,
        (Some(until), Some(life_s)) => until > now && until <= now.plus_seconds(life_s),
        (None, Some(_)) => false,
    };
    if fits { Ok(()) } else { Err(Refusal::new("admission/validity-out-of-range")) }
}

/// A rung of the ladder that somebody wants two people to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureWish {
    /// The standing, at best, while it is in force.
    pub standing: Standing,
    /// The rule it rests on.
    pub rule: String,
    /// From when it is to bite.
    pub due_at: Micros,
    /// When it is to end by itself.
    pub ends_at: Option<Micros>,
    /// Whether it bites without the notice that is usual.
    pub is_urgent: bool,
}

/// From when a measure that was asked for at one instant and is told at `now` bites, if it may be
/// decided: not before the notice is over, unless it is urgent; then at once.
pub fn may_measure(
    facts: &Facts,
    wish: &MeasureWish,
    notice_s: i64,
    (asked_at, now): (Micros, Micros),
) -> Result<Micros, Refusal> {
    if facts.applied.is_none() {
        return Err(Refusal::new("admission/not-applied"));
    }
    if matches!(wish.standing, Standing::Live | Standing::NotAdmitted) {
        return Err(Refusal::new("admission/not-a-measure"));
    }
    if wish.rule.trim().is_empty() {
        return Err(Refusal::new("admission/rule-missing"));
    }
    // Nothing begins on a day that was over when somebody asked for it.
    if !wish.is_urgent && wish.due_at < asked_at.business_date().starts_at() {
        return Err(Refusal::new("admission/measure-of-the-past"));
    }
    let due_at = if wish.is_urgent { wish.due_at.max(now) } else { wish.due_at };
    // A warning takes nothing away, so it needs no notice.
    let is_warning = wish.standing == Standing::Warned;
    if !wish.is_urgent && !is_warning && due_at < now.plus_seconds(notice_s) {
        let first = now.plus_seconds(notice_s);
        let no = Refusal::new("admission/notice-too-short").with("notice_s", notice_s);
        return Err(no.with("from", first.get()));
    }
    let due_at = due_at.max(now);
    if wish.ends_at.is_some_and(|ends| ends <= due_at) {
        return Err(Refusal::new("admission/validity-out-of-range"));
    }
    Ok(due_at)
}

/// Whether a service may be taken out of use: another one must be left.
pub fn may_retire(facts: &Facts, key: &ServiceKey) -> Result<(), Refusal> {
    let live = |it: &&Service| it.retired_at.is_none();
    if !facts.services.iter().filter(live).any(|it| it.key == *key) {
        return Err(Refusal::new("admission/service-unknown"));
    }
    if facts.services.iter().filter(live).count() < 2 {
        return Err(Refusal::new("admission/last-service"));
    }
    Ok(())
}
