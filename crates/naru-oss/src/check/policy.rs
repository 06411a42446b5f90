//! The policy: which findings break a build. The shipped one is a file like everybody's own.

use crate::files;
use crate::finding::{Finding, Unmatched};
use crate::problem::Problem;
use crate::question::Reason;
use crate::scan;
use naru_base::{Lang, texts};
use naru_sbom::advisory::Kind;
use naru_sbom::cvss::Rating;
use serde::Deserialize;
use std::path::Path;

/// The policy to start from.
pub(crate) const SHIPPED: &str = include_str!("policy.toml");

texts! {
    print_it {
        ko: "시작할 정책: naru oss check --print-policy > oss-policy.toml",
        en: "a policy to start from: naru oss check --print-policy > oss-policy.toml",
    }
    bad_severity(word: &str) {
        ko: "fail.severity 값 \"{word}\"은(는) none, low, medium, high, critical, never 중 하나가 아닙니다",
        en: "fail.severity is \"{word}\": it must be none, low, medium, high, critical or never",
    }
    bad_reason(word: &str) {
        ko: "unmatched.refuse의 \"{word}\"은(는) no-version, no-ecosystem, from-repository, no-data, no-source, no-order, no-range 중 하나가 아닙니다",
        en: "unmatched.refuse names \"{word}\": there are no-version, no-ecosystem, from-repository, no-data, no-source, no-order and no-range",
    }
    by_malicious { ko: "악성 패키지", en: "a malicious package" }
    by_exploited { ko: "악용이 확인됨", en: "known to be exploited" }
    by_severity { ko: "심각도", en: "severity" }
    by_unknown { ko: "심각도 미상", en: "severity unknown" }
    by_epss { ko: "악용 확률", en: "chance of exploitation" }
    by_unmaintained { ko: "관리 중단", en: "unmaintained" }
    by_unsound { ko: "안전 결함", en: "unsound" }
    by_notice { ko: "알림", en: "notice" }
}

/// A rule that a finding breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    Malicious,
    Exploited,
    Severity,
    UnknownSeverity,
    Epss,
    Unmaintained,
    Unsound,
    Notice,
}

impl Rule {
    /// Its name in the policy file.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Rule::Malicious => "fail.malicious",
            Rule::Exploited => "fail.exploited",
            Rule::Severity => "fail.severity",
            Rule::UnknownSeverity => "fail.unknown_severity",
            Rule::Epss => "fail.epss",
            Rule::Unmaintained => "fail.unmaintained",
            Rule::Unsound => "fail.unsound",
            Rule::Notice => "fail.notice",
        }
    }
    /// For people.
    pub(crate) fn text(self, lang: Lang) -> String {
        match self {
            Rule::Malicious => by_malicious(lang),
            Rule::Exploited => by_exploited(lang),
            Rule::Severity => by_severity(lang),
            Rule::UnknownSeverity => by_unknown(lang),
            Rule::Epss => by_epss(lang),
            Rule::Unmaintained => by_unmaintained(lang),
            Rule::Unsound => by_unsound(lang),
            Rule::Notice => by_notice(lang),
        }
    }
}

/// What breaks a build.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Policy {
    fail: Fail,
    #[serde(default)]
    scope: Scope,
    #[serde(default)]
    pub(crate) data: Data,
    #[serde(default)]
    unmatched: Refuse,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fail {
    severity: String,
    #[serde(default = "yes")]
    unknown_severity: bool,
    #[serde(default = "yes")]
    exploited: bool,
    #[serde(default = "never")]
    epss: f64,
    #[serde(default = "yes")]
    malicious: bool,
    #[serde(default)]
    unmaintained: bool,
    #[serde(default)]
    unsound: bool,
    #[serde(default)]
    notice: bool,
}

fn yes() -> bool {
    true
}

fn never() -> f64 {
    1.1
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scope {
    #[serde(default = "yes")]
    development: bool,
}

impl Default for Scope {
    fn default() -> Self {
        Scope { development: true }
    }
}

/// Demands on the data.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Data {
    pub(crate) age_days_max: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Refuse {
    #[serde(default = "no_data")]
    refuse: Vec<String>,
}

/// A database without a word on a kind of packages calls none of them clean.
fn no_data() -> Vec<String> {
    vec![Reason::NoData.word().to_owned()]
}

impl Default for Refuse {
    fn default() -> Self {
        Refuse { refuse: no_data() }
    }
}

impl Policy {
    /// A policy file, or the shipped one.
    pub(crate) fn open(path: Option<&Path>) -> Result<Policy, Problem> {
        let (name, text) = match path {
            Some(path) => {
                (path.display().to_string(), files::read_text(path).map_err(|e| e.hint(print_it))?)
            }
            None => ("policy.toml".to_owned(), SHIPPED.to_owned()),
        };
        let policy: Policy = toml::from_str(&text).map_err(|e| Problem::content(&name, e))?;
        let word = policy.fail.severity.clone();
        if word != "never" && Rating::of_word(&word).is_none() {
            return Err(Problem::file(&name).because_in(move |lang| bad_severity(lang, &word)));
        }
        let is_none = |it: &&String| !scan::REASONS.contains(&it.as_str());
        if let Some(word) = policy.unmatched.refuse.iter().find(is_none).cloned() {
            return Err(Problem::file(&name).because_in(move |lang| bad_reason(lang, &word)));
        }
        Ok(policy)
    }

    /// The first rule that a finding breaks.
    pub(crate) fn breaks(&self, it: &Finding) -> Option<Rule> {
        if it.is_development && !self.scope.development {
            return None;
        }
        let fail = &self.fail;
        let is_known = it.kind >= Kind::Vulnerability;
        let rules = [
            (Rule::Malicious, fail.malicious && it.kind == Kind::Malicious),
            (Rule::Exploited, fail.exploited && it.kev),
            (Rule::Severity, is_known && self.is_grave(it.rating)),
            (Rule::UnknownSeverity, is_known && fail.unknown_severity && it.rating.is_none()),
            (Rule::Epss, it.chance().is_some_and(|chance| chance >= fail.epss)),
            (Rule::Unmaintained, fail.unmaintained && it.kind == Kind::Unmaintained),
            (Rule::Unsound, fail.unsound && it.kind == Kind::Unsound),
            (Rule::Notice, fail.notice && it.kind == Kind::Notice),
        ];
        rules.iter().find(|it| it.1).map(|it| it.0)
    }

    fn is_grave(&self, rating: Option<Rating>) -> bool {
        let from = Rating::of_word(&self.fail.severity);
        from.zip(rating).is_some_and(|(from, rating)| rating >= from)
    }

    /// Whether it lets everything pass of which nothing can be said: somebody decided that.
    pub(crate) fn lets_unjudged_pass(&self) -> bool {
        self.unmatched.refuse.is_empty()
    }

    /// How many packages that cannot be judged the policy minds.
    pub(crate) fn minded(&self, unmatched: &[&Unmatched]) -> usize {
        let is_minded =
            |it: &&&Unmatched| self.unmatched.refuse.iter().any(|word| word == it.reason);
        unmatched.iter().filter(is_minded).count()
    }
}
