//! Exposures: what the portfolio means for a standing. A grave weakness of a component in a system
//! that serves users is told, and after its deadline the standing goes down by itself, a rung at a
//! time; when the portfolio has it no longer, it is over at once.
//!
//! Invariants: nothing bites before the notice is over · the end of one leaves the others · nobody
//! but the portfolio begins or ends one, so its word and the standing cannot drift apart.

use super::facts::Exposure;
use super::model::Standing;
use super::path::PATH;
use super::service::audit;
use super::sweep::note_changes;
use super::timeline::Timeline;
use super::{sql, sql_exposure};
use crate::oss::portfolio::{Grave, GravePage};
use crate::policy::{self, Parameter};
use naru_base::{Answer, ClientUseCode, Env, Fault, Id, Micros};
use naru_store::Tx;
use std::collections::{BTreeMap, BTreeSet};

/// The rules of exposures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExposureRules {
    /// From the notice until anything bites, at least.
    pub notice_s: i64,
    /// From the cut of limits until transfers stop.
    pub stop_after_s: i64,
}

impl ExposureRules {
    /// The rules in force at `now`.
    pub fn at(parameters: &[Parameter], now: Micros) -> Result<ExposureRules, Fault> {
        Ok(ExposureRules {
            notice_s: policy::number(parameters, "oss_notice_s", now)?,
            stop_after_s: policy::number(parameters, "oss_inquiry_only_after_s", now)?,
        })
    }
}

impl Exposure {
    /// What it lowers the standing to at `now`; nothing before it was told or after its end.
    pub fn standing(&self, now: Micros) -> Option<Standing> {
        let is_over = self.ended_at.is_some_and(|at| at <= now);
        if is_over || now < self.notice_at {
            return None;
        }
        Some(match now {
            _ if now >= self.stop_at => Standing::InquiryOnly,
            _ if now >= self.cut_at => Standing::LimitCut,
            _ => Standing::Warned,
        })
    }

    fn about(&self) -> (Id, &str, &str) {
        (self.system, &self.package, &self.advisory)
    }
}

fn about(it: &Grave) -> (Id, &str, &str) {
    (it.system, &it.package, &it.advisory)
}

/// Why an exposure is ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndWhy {
    /// The portfolio has it no longer.
    Gone,
    /// Its deadline changed: another goes on.
    Replaced,
}

impl EndWhy {
    /// The form in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            EndWhy::Gone => "gone",
            EndWhy::Replaced => "replaced",
        }
    }
}

/// What an exposure that begins is to be: since when it was told, from when it bites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begin {
    /// When it was told.
    pub notice_at: Micros,
    /// From when limits are cut.
    pub cut_at: Micros,
    /// From when transfers stop.
    pub stop_at: Micros,
    /// Whether it has to be told now.
    pub is_news: bool,
}

/// The exposures that end, and those that begin, by their place in what was given.
pub type Steps = (Vec<(usize, EndWhy)>, Vec<(usize, Begin)>);

/// What has to be done so that the exposures on record are those that the portfolio has. Pure.
/// Indices are into `open` and `wanted`.
pub fn compare(open: &[Exposure], wanted: &[Grave], rules: ExposureRules, now: Micros) -> Steps {
    let (mut ends, mut begins) = (Vec::new(), Vec::new());
    let of_wanted: BTreeMap<_, &Grave> = wanted.iter().map(|it| (about(it), it)).collect();
    let of_open: BTreeMap<_, &Exposure> = open.iter().map(|it| (it.about(), it)).collect();
    for (i, it) in open.iter().enumerate() {
        match of_wanted.get(&it.about()) {
            None => ends.push((i, EndWhy::Gone)),
            Some(want) if want.due_at != it.due_at => ends.push((i, EndWhy::Replaced)),
            Some(_) => {}
        }
    }
    for (i, want) in wanted.iter().enumerate() {
        let known = of_open.get(&about(want));
        if known.is_some_and(|it| it.due_at == want.due_at) {
            continue;
        }
        // Whoever was told of it was told; a deadline that comes nearer is told again.
        let told_at = known.filter(|it| it.due_at <= want.due_at).map(|it| it.notice_at);
        let notice_at = told_at.unwrap_or(now);
        let cut_at = want.due_at.max(notice_at.plus_seconds(rules.notice_s));
        let stop_at = cut_at.plus_seconds(rules.stop_after_s);
        let is_news = told_at.is_none();
        begins.push((i, Begin { notice_at, cut_at, stop_at, is_news }));
    }
    (ends, begins)
}

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    /// Began, with whose it is, and whether it has to be told.
    pub began: Vec<(ClientUseCode, Exposure, bool)>,
    /// Is over because the portfolio has it no longer.
    pub over: Vec<(ClientUseCode, Exposure)>,
}

/// Brings the exposures on record of some systems in step with what the portfolio has of them, with
/// the standings that follow.
pub fn follow(tx: &mut Tx<'_>, env: &Env, page: &GravePage) -> Answer<Followed> {
    let rules = ExposureRules::at(&policy::list(tx)?, env.now)?;
    let mut followed = Followed::default();
    let mut touched = BTreeSet::new();
    let (after, until) = page.span.texts();
    let open = sql_exposure::open(tx, (&after, &until))?;
    let applied: BTreeSet<ClientUseCode> = sql_exposure::applied(tx)?.into_iter().collect();
    let mut all: BTreeMap<&ClientUseCode, (Vec<Exposure>, Vec<Grave>)> = BTreeMap::new();
    for (code, it) in &open {
        all.entry(code).or_default().0.push(it.clone());
    }
    for it in page.findings.iter().filter(|it| applied.contains(&it.institution)) {
        all.entry(&it.institution).or_default().1.push(it.clone());
    }
    let mut ids = 0;
    for (code, (open, wanted)) in all {
        let (ends, begins) = compare(&open, &wanted, rules, env.now);
        for (i, why) in ends {
            sql_exposure::end(tx, open[i].id, env.now, why)?;
            record(tx, env, "admission.exposure.ended", code, &open[i]);
            touched.insert(code.clone());
            if why == EndWhy::Gone {
                followed.over.push((code.clone(), open[i].clone()));
            }
        }
        for (i, begin) in begins {
            ids += 1;
            let it = exposure(env.id(ids), &wanted[i], begin);
            sql_exposure::add(tx, code, &it)?;
            record(tx, env, "admission.exposure.began", code, &it);
            touched.insert(code.clone());
            followed.began.push((code.clone(), it, begin.is_news));
        }
    }
    if !touched.is_empty() {
        sql::next_version(tx)?;
    }
    for code in touched {
        let timeline = Timeline::of(&super::facts_of(tx, &code)?, &PATH);
        note_changes(tx, &BTreeMap::from([(code, timeline)]), env.now)?;
    }
    Ok(followed)
}

/// How many weaknesses an institution's standing hangs on.
pub fn open_exposures(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<i64, Fault> {
    sql_exposure::open_count(tx, code)
}

fn exposure(id: Id, it: &Grave, begin: Begin) -> Exposure {
    Exposure {
        id,
        system: it.system,
        system_name: it.system_name.clone(),
        package: it.package.clone(),
        advisory: it.advisory.clone(),
        notice_at: begin.notice_at,
        due_at: it.due_at,
        cut_at: begin.cut_at,
        stop_at: begin.stop_at,
        ended_at: None,
    }
}

fn record(tx: &mut Tx<'_>, env: &Env, action: &'static str, code: &ClientUseCode, it: &Exposure) {
    let advisory = serde_json::to_string(&it.advisory).expect("a text is always JSON");
    let body = format!(
        r#"{{"advisory":{advisory},"cut_at":{},"exposure":"{}","stop_at":{},"system":"{}"}}"#,
        it.cut_at.get(),
        it.id,
        it.stop_at.get(),
        it.system
    );
    audit(tx, env, ("system:oss", action), code, body);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oss::portfolio::Grade;

    const RULES: ExposureRules = ExposureRules { notice_s: 100, stop_after_s: 50 };

    fn at(seconds: i64) -> Micros {
        Micros::new(0).plus_seconds(seconds)
    }

    fn grave(due: i64) -> Grave {
        Grave {
            institution: ClientUseCode::parse("M202600001").unwrap(),
            system: Id::from_parts(1, 1),
            system_name: "앱".to_owned(),
            name: "Maven org.example:log".to_owned(),
            package: "Maven org.example:log 2.14.1".to_owned(),
            advisory: "GHSA-1".to_owned(),
            grade: Grade::Exploited,
            fixed: "2.15.0".to_owned(),
            due_at: at(due),
        }
    }

    fn begun(due: i64, now: i64) -> (Exposure, Begin) {
        let (ends, begins) = compare(&[], &[grave(due)], RULES, at(now));
        assert_eq!(ends, []);
        let begin = begins[0].1;
        (exposure(Id::from_parts(2, 1), &grave(due), begin), begin)
    }

    #[test]
    fn it_goes_down_the_ladder_by_itself_and_never_before_its_notice_is_over() {
        let (it, begin) = begun(500, 0);
        assert!(begin.is_news);
        for (when, standing) in [
            (0, Standing::Warned),
            (499, Standing::Warned),
            (500, Standing::LimitCut),
            (549, Standing::LimitCut),
            (550, Standing::InquiryOnly),
        ] {
            assert_eq!(it.standing(at(when)), Some(standing), "{when}");
        }
        let over = Exposure { ended_at: Some(at(600)), ..it };
        assert_eq!(over.standing(at(599)), Some(Standing::InquiryOnly));
        assert_eq!(over.standing(at(600)), None, "over at once");
        // Its deadline is past already when it is told: the notice still counts.
        let (late, _) = begun(10, 50);
        assert_eq!((late.cut_at, late.stop_at), (at(150), at(200)));
    }

    #[test]
    fn what_the_portfolio_has_no_longer_is_over_and_what_it_has_still_goes_on() {
        let (it, _) = begun(500, 0);
        let same = compare(std::slice::from_ref(&it), &[grave(500)], RULES, at(20));
        assert_eq!(same, (vec![], vec![]), "run twice, nothing happens twice");
        let gone = compare(std::slice::from_ref(&it), &[], RULES, at(20));
        assert_eq!(gone, (vec![(0, EndWhy::Gone)], vec![]));
    }

    #[test]
    fn a_deadline_that_changes_is_told_anew_only_if_it_comes_nearer() {
        let (it, _) = begun(500, 0);
        let open = std::slice::from_ref(&it);
        let (ends, begins) = compare(open, &[grave(300)], RULES, at(250));
        assert_eq!(ends, [(0, EndWhy::Replaced)]);
        let nearer = begins[0].1;
        assert!(nearer.is_news);
        assert_eq!((nearer.notice_at, nearer.cut_at), (at(250), at(350)));
        let (_, begins) = compare(open, &[grave(900)], RULES, at(250));
        let later = begins[0].1;
        assert!(!later.is_news);
        assert_eq!((later.notice_at, later.cut_at), (at(0), at(900)));
    }
}
