//! What a licence asks for when a program is handed on, in one word.

use naru_base::{Lang, texts};
use naru_sbom::licence::{Expression, Reach, Term, UseCase, obligations, reach_of};
use serde::Serialize;
use std::collections::BTreeSet;

texts! {
    duty_none { ko: "고지 의무 없음", en: "no duty" }
    duty_notice { ko: "저작권·라이선스 고지", en: "pass on copyright and licence" }
    duty_files { ko: "고지, 고친 파일의 소스 공개", en: "notice, source of changed files" }
    duty_library {
        ko: "고지, 라이브러리의 소스와 다시 연결할 수단",
        en: "notice, source of the library and means to relink it",
    }
    duty_source { ko: "고지, 결합된 전체의 소스 공개", en: "notice, source of the whole" }
    duty_network { ko: "고지, 서비스 이용자에게도 소스 공개", en: "notice, source to users of the service too" }
    duty_unknown { ko: "모름: 사람이 확인해야 함", en: "not known: somebody must look" }
}

/// What a licence asks for, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duty {
    /// Nothing.
    None,
    /// Copyright and licence are passed on.
    Notice,
    /// And the source of files that were changed.
    ChangedFiles,
    /// And the source of the library, and the means to relink it.
    Library,
    /// And the source of the whole.
    Source,
    /// And that also to users of a service.
    NetworkSource,
    /// Nobody knows: never taken for harmless.
    Unknown,
}

impl Duty {
    /// Of an expression; with a choice the least.
    pub fn of(expression: &str) -> Duty {
        let Ok(parsed) = Expression::parse_lenient(expression) else { return Duty::Unknown };
        let of_choice = |it: &BTreeSet<Term>| it.iter().map(|it| Duty::of_id(&it.licence)).max();
        parsed.choices().iter().filter_map(of_choice).min().unwrap_or(Duty::Unknown)
    }

    fn of_id(id: &str) -> Duty {
        match reach_of(id) {
            None => Duty::Unknown,
            Some(Reach::Nothing) => {
                let asks = obligations(id, UseCase::Binary).is_none_or(|it| !it.is_empty());
                if asks { Duty::Notice } else { Duty::None }
            }
            Some(Reach::File) => Duty::ChangedFiles,
            Some(Reach::Library) => Duty::Library,
            Some(Reach::Program) => Duty::Source,
            Some(Reach::Network) => Duty::NetworkSource,
        }
    }

    /// For people.
    pub fn text(self, lang: Lang) -> String {
        match self {
            Duty::None => duty_none(lang),
            Duty::Notice => duty_notice(lang),
            Duty::ChangedFiles => duty_files(lang),
            Duty::Library => duty_library(lang),
            Duty::Source => duty_source(lang),
            Duty::NetworkSource => duty_network(lang),
            Duty::Unknown => duty_unknown(lang),
        }
    }

    /// Whether source code must be offered.
    pub const fn needs_source(self) -> bool {
        matches!(self, Duty::ChangedFiles | Duty::Library | Duty::Source | Duty::NetworkSource)
    }
}
