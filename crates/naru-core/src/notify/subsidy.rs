//! What notices of subsidy say, and the application that they lead to.
//!
//! **Must never know** what is paid, or whether.

use super::content::{Called, Content};
use naru_base::{Lang, Won, in_language, texts};

texts! {
    won(amount: &str) { ko: "{amount}원", en: "₩{amount}" }
    claimed(firm: &str, cost: &str) { ko: "{firm} 점검 예산지원 지급 청구: 점검 비용 {cost}", en: "{firm}: payment of its subsidy claimed, the check cost {cost}" }
    claimed_text { ko: "하실 일: 보고서와 청구서를 확인하고 지급을 제안해 주십시오. 두 사람이 필요합니다.", en: "For you to do: look at report and invoice, and propose the payment; it takes two people." }
}

impl Content {
    /// The application for subsidy that it is about.
    pub fn of_subsidy(&self) -> Option<&str> {
        match self {
            Content::SubsidyClaimed { application, .. } => Some(application),
            _ => None,
        }
    }

    /// One line.
    pub(super) fn subsidy_title(&self, lang: Lang, called: &Called<'_>) -> String {
        match self {
            Content::SubsidyClaimed { institution, firm, cost, .. } => {
                let name = match institution.as_str() {
                    "" => in_language(lang, firm).to_owned(),
                    code => called(code),
                };
                claimed(lang, &name, &won(lang, &Won::new(*cost).grouped()))
            }
            _ => String::new(),
        }
    }

    /// What to know of it, and what to do.
    pub(super) fn subsidy_text(&self, lang: Lang) -> String {
        match self {
            Content::SubsidyClaimed { .. } => claimed_text(lang),
            _ => String::new(),
        }
    }
}
