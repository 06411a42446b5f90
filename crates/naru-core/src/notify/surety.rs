//! What notices of surety say, and whose cover they are about.
//!
//! **Must never know** how much must be covered, or why.

use super::content::{Called, Content};
use naru_base::{Lang, Won, in_language, texts};

texts! {
    won(amount: &str) { ko: "{amount}원", en: "₩{amount}" }
    k_insurance { ko: "보증보험", en: "guarantee insurance" }
    k_integrated { ko: "통합보증", en: "integrated contract" }
    k_deposit { ko: "예치금", en: "deposit" }
    k_pledge { ko: "질권", en: "pledge" }
    i_large { ko: "대형사업자", en: "large business" }
    i_clean { ko: "1년 무사고", en: "a year without incident" }
    i_new { ko: "신규 이용기관", en: "new institution" }
    i_incident { ko: "사고 발생", en: "an incident" }
    i_findings { ko: "미조치 점검 사항", en: "open findings" }
    i_drill { ko: "훈련 미흡", en: "a failed drill" }
    recorded(name: &str, kind: &str, amount: &str) { ko: "{name} 보증 등록: {kind} {amount}", en: "{name}: cover recorded, {kind} of {amount}" }
    deposited(name: &str, amount: &str) { ko: "{name} 예치금 확인: {amount}", en: "{name}: deposit of {amount} confirmed" }
    recorded_text(issuer: &str, reference: &str, from: &str, until: &str) {
        ko: "{issuer}, 번호 {reference}. {from}부터 {until}까지 보증에 더해집니다. 운영기관 두 사람이 증서를 확인했습니다.",
        en: "{issuer}, number {reference}. It counts from {from} to {until}. Two people of the operator looked at the paper."
    }
    released(name: &str, kind: &str, reference: &str) { ko: "{name} 보증 반환: {kind} {reference}", en: "{name}: cover given back, {kind} {reference}" }
    released_text(amount: &str) {
        ko: "보증에서 {amount}이 빠졌습니다. 운영기관 두 사람이 결정했습니다.",
        en: "{amount} of cover no longer counts. Two people of the operator decided so."
    }
    adjusted(name: &str, item: &str, percent: i64) { ko: "{name} 배율 조정: ‘{item}’ 적용, {percent} %", en: "{name}: factor adjusted, “{item}” applies, {percent} %" }
    adjusted_end(name: &str, item: &str, percent: i64) { ko: "{name} 배율 조정: ‘{item}’ 끝남, {percent} %", en: "{name}: factor adjusted, “{item}” has ended, {percent} %" }
    adjusted_text(required: &str) {
        ko: "이제 필요한 보증은 {required}입니다. 운영기관 두 사람이 결정했습니다.",
        en: "The cover required is {required} now. Two people of the operator decided so."
    }
    adjusted_until(until: &str) { ko: "이 항목은 {until}까지 적용됩니다.", en: "The item applies until the end of {until}." }
    short(name: &str, missing: &str) { ko: "{name} 보증 부족: {missing}", en: "{name}: {missing} short of cover" }
    short_text(required: &str, active: &str) {
        ko: "필요한 보증은 {required}인데 유효한 보증은 {active}입니다. 이용기관이 하실 일: 보증을 늘리고 그 증권을 관문 화면에 문서로 내 주십시오.",
        en: "{required} must be covered and {active} is. For the institution to do: arrange more cover, and hand in the paper at its gates."
    }
    enough(name: &str) { ko: "{name} 보증 부족 해소", en: "{name}: cover is enough again" }
    enough_text(required: &str, active: &str) {
        ko: "필요한 보증은 {required}이고 유효한 보증은 {active}입니다.",
        en: "{required} must be covered and {active} is."
    }
}

impl Content {
    /// The institution whose cover it is about.
    pub fn covered(&self) -> Option<&str> {
        match self {
            Content::SuretyRecorded { institution, .. }
            | Content::SuretyReleased { institution, .. }
            | Content::SuretyAdjusted { institution, .. }
            | Content::SuretyShort { institution, .. }
            | Content::SuretyEnough { institution, .. }
            | Content::CoverHandedIn { institution, .. } => Some(institution),
            _ => None,
        }
    }

    /// One line.
    pub(super) fn surety_title(&self, lang: Lang, called: &Called<'_>) -> String {
        let name = self.covered().map(called).unwrap_or_default();
        match self {
            Content::SuretyRecorded { kind, amount, .. } if kind == "deposit" => {
                deposited(lang, &name, &sum(lang, *amount))
            }
            Content::SuretyRecorded { kind, amount, .. } => {
                recorded(lang, &name, &kind_word(lang, kind), &sum(lang, *amount))
            }
            Content::SuretyReleased { kind, reference, .. } => {
                released(lang, &name, &kind_word(lang, kind), reference)
            }
            Content::SuretyAdjusted { item, applies: true, percent, .. } => {
                adjusted(lang, &name, &item_word(lang, item), *percent)
            }
            Content::SuretyAdjusted { item, percent, .. } => {
                adjusted_end(lang, &name, &item_word(lang, item), *percent)
            }
            Content::SuretyShort { required, active, .. } => {
                short(lang, &name, &sum(lang, required.saturating_sub(*active)))
            }
            Content::SuretyEnough { .. } => enough(lang, &name),
            _ => String::new(),
        }
    }

    /// What to know of it, and what to do.
    pub(super) fn surety_text(&self, lang: Lang, called: &Called<'_>) -> String {
        match self {
            Content::SuretyRecorded { issuer, insurer, reference, from, until, .. } => {
                let named = in_language(lang, issuer).to_owned();
                // An insurer of the network is named as the network names it.
                let named = match insurer.as_str() {
                    "" => named,
                    code => Some(called(code)).filter(|it| it != code).unwrap_or(named),
                };
                recorded_text(lang, &named, reference, from, until)
            }
            Content::SuretyReleased { amount, .. } => released_text(lang, &sum(lang, *amount)),
            Content::SuretyAdjusted { until, required, .. } => {
                let said = adjusted_text(lang, &sum(lang, *required));
                match until.as_str() {
                    "" => said,
                    day => format!("{} {said}", adjusted_until(lang, day)),
                }
            }
            Content::SuretyShort { required, active, .. } => {
                short_text(lang, &sum(lang, *required), &sum(lang, *active))
            }
            Content::SuretyEnough { required, active, .. } => {
                enough_text(lang, &sum(lang, *required), &sum(lang, *active))
            }
            _ => String::new(),
        }
    }
}

fn sum(lang: Lang, amount: i64) -> String {
    won(lang, &Won::new(amount).grouped())
}

/// A kind of instrument in words; of a later version as it is.
fn kind_word(lang: Lang, it: &str) -> String {
    match it {
        "insurance" => k_insurance(lang),
        "integrated" => k_integrated(lang),
        "deposit" => k_deposit(lang),
        "pledge" => k_pledge(lang),
        other => other.to_owned(),
    }
}

/// An item of the factor in words; of a later version as it is.
fn item_word(lang: Lang, it: &str) -> String {
    match it {
        "large-operator" => i_large(lang),
        "clean-year" => i_clean(lang),
        "new-institution" => i_new(lang),
        "incident" => i_incident(lang),
        "open-findings" => i_findings(lang),
        "drill-failed" => i_drill(lang),
        other => other.to_owned(),
    }
}
