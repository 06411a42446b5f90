//! What notices of subsidy say, and the application that they lead to.
//!
//! **Must never know** what is paid, or whether.

use super::content::{Called, Content};
use naru_base::{Lang, Won, in_language, texts};

texts! {
    won(amount: &str) { ko: "{amount}원", en: "₩{amount}" }
    claimed(firm: &str, cost: &str) { ko: "{firm} 점검 예산지원 지급 청구: 점검 비용 {cost}", en: "{firm}: payment of its subsidy claimed, the check cost {cost}" }
    claimed_text { ko: "하실 일: 보고서와 청구서를 확인하고 지급을 제안해 주십시오. 두 사람이 필요합니다.", en: "For you to do: look at report and invoice, and propose the payment; it takes two people." }
    claimed_anew(firm: &str, before: &str, cost: &str) {
        ko: "{firm} 점검 예산지원 지급 청구 정정: 점검 비용 {before} → {cost}",
        en: "{firm}: claim for payment of its subsidy corrected, the check cost {cost}, not {before}"
    }
    claimed_anew_text(before: &str, cost: &str) {
        ko: "앞서 낸 청구({before})를 대신합니다. 두 번째 청구가 아닙니다. 하실 일: 고친 청구({cost})의 보고서와 청구서를 확인하고 지급을 제안해 주십시오. 두 사람이 필요합니다.",
        en: "It takes the place of the claim before ({before}) and is no second one. For you to do: look at report and invoice of the corrected claim ({cost}), and propose the payment; it takes two people."
    }
    awarded(firm: &str, amount: &str) { ko: "{firm} 점검 예산지원 결정: {amount}까지 지원", en: "{firm}: subsidy of up to {amount} awarded" }
    awarded_text { ko: "하실 일: 점검이 끝나면 신청 화면에서 지급을 청구해 주십시오. 안내문도 거기에 있습니다.", en: "For you to do: once the check is done, claim the payment on the application’s page; the letter is there too." }
    declined(firm: &str) { ko: "{firm} 점검 예산지원 신청: 지원하지 않기로 결정", en: "{firm}: its application for subsidy was declined" }
    declined_text { ko: "이유와 이의 방법은 신청 화면의 안내문에 있습니다.", en: "The letter on the application’s page says why, and what you may do." }
    paid(firm: &str, amount: &str) { ko: "{firm} 점검 예산지원 지급: {amount}", en: "{firm}: subsidy of {amount} paid" }
    paid_text { ko: "하실 일은 없습니다. 지급 내역은 신청 화면에 있습니다.", en: "There is nothing for you to do. The application’s page has the payment." }
    released(firm: &str, amount: &str) { ko: "{firm} 점검 예산지원 결정 취소: {amount}", en: "{firm}: the promise of {amount} of subsidy was taken back" }
    released_text { ko: "이 금액은 더는 청구할 수 없습니다. 자세한 내용은 신청 화면에 있습니다.", en: "It can no longer be claimed. The application’s page has the details." }
}

impl Content {
    /// The application for subsidy that it is about.
    pub fn of_subsidy(&self) -> Option<&str> {
        match self {
            Content::SubsidyClaimed { application, .. }
            | Content::SubsidyDecided { application, .. } => Some(application),
            _ => None,
        }
    }

    /// One line.
    pub(super) fn subsidy_title(&self, lang: Lang, called: &Called<'_>) -> String {
        match self {
            Content::SubsidyClaimed { institution, firm, cost, before, .. } => {
                let name = match institution.as_str() {
                    "" => in_language(lang, firm).to_owned(),
                    code => called(code),
                };
                match before {
                    0 => claimed(lang, &name, &sum(lang, *cost)),
                    before => claimed_anew(lang, &name, &sum(lang, *before), &sum(lang, *cost)),
                }
            }
            Content::SubsidyDecided { institution, deed, amount, .. } => {
                let (name, amount) = (called(institution), sum(lang, *amount));
                match deed.as_str() {
                    "awarded" => awarded(lang, &name, &amount),
                    "paid" => paid(lang, &name, &amount),
                    "released" => released(lang, &name, &amount),
                    _ => declined(lang, &name),
                }
            }
            _ => String::new(),
        }
    }

    /// What to know of it, and what to do.
    pub(super) fn subsidy_text(&self, lang: Lang) -> String {
        match self {
            Content::SubsidyClaimed { before: 0, .. } => claimed_text(lang),
            Content::SubsidyClaimed { before, cost, .. } => {
                claimed_anew_text(lang, &sum(lang, *before), &sum(lang, *cost))
            }
            Content::SubsidyDecided { deed, .. } => match deed.as_str() {
                "awarded" => awarded_text(lang),
                "paid" => paid_text(lang),
                "released" => released_text(lang),
                _ => declined_text(lang),
            },
            _ => String::new(),
        }
    }
}

fn sum(lang: Lang, amount: i64) -> String {
    won(lang, &Won::new(amount).grouped())
}
