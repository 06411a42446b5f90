//! What came of the cases, for people and for programs.

use super::model::Case;
use super::suite::Group;
use naru_base::{Lang, texts};
use serde_json::{Value, json};

/// How a case ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The hub does what the rule says.
    Passed,
    /// It does not.
    Failed {
        /// What is wrong, in a line.
        why: String,
        /// What was asked; secrets are left out.
        asked: String,
        /// What was answered.
        answered: String,
    },
    /// It cannot be asked here.
    Skipped {
        /// Because of this.
        why: String,
    },
}

/// A case and how it ended.
#[derive(Clone, Debug)]
pub struct Ended {
    /// Its group.
    pub group: &'static str,
    /// The case.
    pub case: Case,
    /// How.
    pub outcome: Outcome,
}

/// Everything that was asked of a hub.
#[derive(Clone, Debug)]
pub struct Report {
    /// Where.
    pub base_url: String,
    /// The cases, in order.
    pub ended: Vec<Ended>,
    /// Cases that were not asked because they were not wanted.
    pub left_out: usize,
    pub(super) groups: Vec<Group>,
}

texts! {
    asked_at(url: &str) { ko: "적합성 시험: {url}", en: "Conformance of {url}" }
    asked_line(it: &str) { ko: "      물은 것   {it}", en: "      asked     {it}" }
    answered_line(it: &str) { ko: "      답한 것   {it}", en: "      answered  {it}" }
    wrong_line(it: &str) { ko: "      어긋남    {it}", en: "      wrong     {it}" }
    rule_line(it: &str) { ko: "      규칙      {it}", en: "      rule      {it}" }
    source_line(it: &str) { ko: "      출처      {it}", en: "      source    {it}" }
    skipped_line(it: &str) { ko: "      건너뜀    {it}", en: "      skipped   {it}" }
    money { ko: "돈", en: "money" }
    ours { ko: "나루 규칙", en: "Naru's own rule" }
    summary(passed: usize, failed: usize, skipped: usize) {
        ko: "통과 {passed}, 실패 {failed}, 건너뜀 {skipped}",
        en: "{passed} passed, {failed} failed, {skipped} skipped"
    }
    left_out(n: usize) { ko: "골라서 묻지 않은 것 {n}", en: "{n} left out as asked" }
}

impl Outcome {
    /// `passed`, `failed`, `skipped`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Failed { .. } => "failed",
            Outcome::Skipped { .. } => "skipped",
        }
    }

    fn mark(&self) -> &'static str {
        match self {
            Outcome::Passed => "✓",
            Outcome::Failed { .. } => "✗",
            Outcome::Skipped { .. } => "–",
        }
    }
}

/// A case's rule in a language.
fn rule(case: &Case, lang: Lang) -> &str {
    match lang {
        Lang::Ko => &case.ko,
        Lang::En => &case.en,
    }
}

/// What is to be known of a case before it is asked.
fn tags(case: &Case, lang: Lang) -> String {
    let all = [(case.moves_money, money(lang)), (case.ours, ours(lang))];
    let said: Vec<String> =
        all.into_iter().filter(|(is, _)| *is).map(|(_, word)| format!(" [{word}]")).collect();
    said.concat()
}

impl Report {
    /// How many ended so: `passed`, `failed`, `skipped`.
    pub fn count(&self, outcome: &str) -> usize {
        self.ended.iter().filter(|it| it.outcome.as_str() == outcome).count()
    }

    /// Whether everything that was wanted was asked, and all of it is right.
    pub fn is_whole(&self) -> bool {
        !self.ended.is_empty() && self.count("passed") == self.ended.len()
    }

    /// The table for people.
    pub fn text(&self, lang: Lang) -> String {
        let mut lines = vec![asked_at(lang, &self.base_url)];
        for group in &self.groups {
            let mut of_group = self.ended.iter().filter(|it| it.group == group.name).peekable();
            if of_group.peek().is_none() {
                continue;
            }
            lines.push(format!("\n{} ({})", group.title(lang), group.name));
            for it in of_group {
                lines.extend(it.lines(lang));
            }
        }
        let [passed, failed, skipped] = ["passed", "failed", "skipped"].map(|it| self.count(it));
        lines.push(format!("\n{}", summary(lang, passed, failed, skipped)));
        if self.left_out > 0 {
            lines.push(left_out(lang, self.left_out));
        }
        lines.join("\n")
    }

    /// The same for programs.
    pub fn json(&self) -> Value {
        let case = |it: &Ended| {
            let mut out = json!({
                "group": it.group, "id": it.case.id, "outcome": it.outcome.as_str(),
                "moves_money": it.case.moves_money, "ours": it.case.ours,
                "rule": { "ko": it.case.ko, "en": it.case.en }, "source": it.case.source,
            });
            match &it.outcome {
                Outcome::Passed => {}
                Outcome::Failed { why, asked, answered } => {
                    out["why"] = json!(why);
                    out["asked"] = json!(asked);
                    out["answered"] = json!(answered);
                }
                Outcome::Skipped { why } => out["why"] = json!(why),
            }
            out
        };
        json!({
            "base_url": self.base_url,
            "passed": self.count("passed"),
            "failed": self.count("failed"),
            "skipped": self.count("skipped"),
            "left_out": self.left_out,
            "cases": self.ended.iter().map(case).collect::<Vec<_>>(),
        })
    }
}

impl Ended {
    fn lines(&self, lang: Lang) -> Vec<String> {
        let Ended { case, outcome, .. } = self;
        let mut lines = vec![format!("  {} {}{}", outcome.mark(), case.id, tags(case, lang))];
        match outcome {
            Outcome::Passed => {}
            Outcome::Skipped { why } => lines.push(skipped_line(lang, why)),
            Outcome::Failed { why, asked, answered } => lines.extend([
                asked_line(lang, asked),
                answered_line(lang, answered),
                wrong_line(lang, why),
                rule_line(lang, rule(case, lang)),
                source_line(lang, &case.source),
            ]),
        }
        lines
    }
}

impl Group {
    /// The group and its cases, to choose from.
    pub fn listed(&self, lang: Lang) -> String {
        let mut lines = vec![format!("{} ({})", self.title(lang), self.name)];
        let line = |case: &Case| {
            let tags = tags(case, lang);
            format!("  {}{tags}\n      {}", case.id, rule(case, lang))
        };
        lines.extend(self.cases.iter().map(line));
        lines.join("\n")
    }
}
