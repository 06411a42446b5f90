//! The tables, read.

use super::model::{Case, Template};
use naru_base::{Lang, texts};
use std::collections::{BTreeMap, BTreeSet};

/// Cases about one thing.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its cases, in order.
    pub cases: Vec<Case>,
    title: fn(Lang) -> String,
}

impl Group {
    /// What it is about.
    pub fn title(&self, lang: Lang) -> String {
        (self.title)(lang)
    }
}

/// A table is not in its form.
#[derive(Debug, thiserror::Error)]
pub enum SuiteError {
    /// It cannot be read.
    #[error("the table `{0}` of conformance cases is not understood")]
    Unreadable(&'static str, #[source] serde_json::Error),
    /// Two cases of one name.
    #[error("two conformance cases are called `{0}`")]
    Twice(String),
    /// A call that there is not.
    #[error("the conformance case `{case}` makes the call `{call}`, which requests.json has not")]
    NoSuchCall {
        /// The case.
        case: String,
        /// The call.
        call: String,
    },
}

texts! {
    token { ko: "토큰", en: "tokens" }
    calling { ko: "부르는 법 (기존 클라이언트를 깨뜨리는 열 가지)", en: "calling: what breaks existing clients" }
    fields { ko: "항목 검사", en: "checks of fields" }
    withdraw { ko: "출금이체", en: "withdrawals" }
    deposit { ko: "입금이체", en: "deposits" }
    idempotency { ko: "거래고유번호와 멱등성", en: "ids and idempotency" }
    unknown { ko: "결과 불명과 이체결과조회", en: "unknown outcomes and results" }
    inquiry { ko: "조회", en: "inquiries" }
    paging { ko: "쪽 넘기기", en: "paging" }
    users { ko: "사용자와 계좌", en: "users and accounts" }
    scope { ko: "권한과 소유", en: "scope and ownership" }
    revocation { ko: "동의 해지와 탈퇴", en: "revocation" }
    limits { ko: "한도와 집계", en: "limits and use" }
    claims { ko: "자금반환", en: "claims for return" }
}

macro_rules! tables {
    ($($name:ident)*) => {
        const TABLES: &[(&str, fn(Lang) -> String, &str)] = &[
            $((stringify!($name), $name, include_str!(concat!("cases/", stringify!($name), ".json")))),*
        ];
    };
}

tables! {
    token calling fields withdraw deposit idempotency unknown inquiry paging users scope revocation
    limits claims
}

/// The names of the groups, in order.
pub fn groups() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(name, ..)| *name)
}

/// The shipped cases.
pub fn shipped() -> Result<Vec<Group>, SuiteError> {
    let templates = templates()?;
    let mut names = BTreeSet::new();
    let mut all = Vec::new();
    for (name, title, table) in TABLES {
        let cases: Vec<Case> =
            serde_json::from_str(table).map_err(|e| SuiteError::Unreadable(name, e))?;
        for case in &cases {
            if !names.insert(case.id.clone()) {
                return Err(SuiteError::Twice(case.id.clone()));
            }
            if let Some(step) = case.steps.iter().find(|it| !templates.contains_key(&it.call)) {
                let (case, call) = (case.id.clone(), step.call.clone());
                return Err(SuiteError::NoSuchCall { case, call });
            }
        }
        all.push(Group { name, title: *title, cases });
    }
    Ok(all)
}

pub(super) fn templates() -> Result<BTreeMap<String, Template>, SuiteError> {
    serde_json::from_str(include_str!("requests.json"))
        .map_err(|e| SuiteError::Unreadable("requests.json", e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order() {
        let groups = shipped().expect("in order");
        assert_eq!(groups.len(), TABLES.len());
        let cases: Vec<&Case> = groups.iter().flat_map(|group| &group.cases).collect();
        assert!(cases.len() >= 100, "{}", cases.len());
        for case in cases {
            let said = [&case.ko, &case.en, &case.source];
            assert!(said.iter().all(|text| !text.is_empty()), "{}", case.id);
            assert!(case.ko.chars().any(|c| ('가'..='힣').contains(&c)), "{}", case.id);
            assert!(!case.steps.is_empty(), "{}", case.id);
        }
    }

    /// Whoever asks for nothing that moves money must be able to rely on it.
    #[test]
    fn a_case_that_may_move_money_says_so() {
        let moving = ["withdraw", "withdraw_fin", "deposit", "deposit_fin", "claim"];
        for case in shipped().expect("in order").iter().flat_map(|group| &group.cases) {
            let may = case.steps.iter().any(|step| {
                let done = step.expect.code.iter().any(|code| code == "A0000" || code == "A0001");
                moving.contains(&step.call.as_str()) && (done || step.hang_up)
            });
            assert!(case.moves_money || !may, "{}", case.id);
        }
    }
}
