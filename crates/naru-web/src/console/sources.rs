//! The sources of the rules that Naru ships, in Korean: they are kept in one language beside each
//! rule, and whoever replaces a rule names a source in any language, which is shown as it is.
//!
//! **Must never know** what a rule decides.

use naru_base::Lang;

/// A shipped source as it is kept, and in Korean.
const KOREAN: [(&str, &str); 22] = [
    ("FSC 2019-06-20: banks", "금융위 2019-06-20: 은행"),
    (
        "FSC 2019-06-20: registered electronic financial businesses",
        "금융위 2019-06-20: 전자금융업자",
    ),
    (
        "FSC 2019-06-20: assistants of electronic financial businesses",
        "금융위 2019-06-20: 전자금융보조업자",
    ),
    ("FSC 2019-06-20: fintech industry codes", "금융위 2019-06-20: 핀테크 업종"),
    ("FSC 2019-06-20: gambling and the like", "금융위 2019-06-20: 사행업 등"),
    ("FSC 2019-06-20: bankrupt firms", "금융위 2019-06-20: 파산한 기업"),
    (
        "FSC 2019-06-20: unlawful model, such as laundering",
        "금융위 2019-06-20: 자금세탁 등 위법한 사업모델",
    ),
    (
        "FSC 2019-06-20: lacks a licence that it needs",
        "금융위 2019-06-20: 필요한 인허가가 없는 경우",
    ),
    ("FSC 2019-06-20: periodic collection of bills", "금융위 2019-06-20: 대금의 정기적 수납"),
    (
        "Press 2019-09-03: capital of 2 bn won and 60 points in 3 areas, 8 items; items reconstructed",
        "보도 2019-09-03: 자본금 20억 원, 3개 영역 8개 항목 60점; 항목은 재구성",
    ),
    (
        "FSC 2019-12-13: additional security checks of open banking",
        "금융위 2019-12-13: 오픈뱅킹 보안점검 추가 실시",
    ),
    (
        "FSC 2019-12-13: the deadline may be extended if the inspection body is late or the like",
        "금융위 2019-12-13: 점검기관 사정 등으로 늦어지면 기한 연장 가능",
    ),
    (
        "Naru: what \"or the like\" is; to be confirmed with the supervisor",
        "나루: ‘등’의 범위에 대한 해석; 감독당국의 확인 필요",
    ),
    (
        "FSC 2019-12-13 names the first; the rest are Naru's reading of \"or the like\", to be \
         confirmed with the supervisor",
        "첫째는 금융위 2019-12-13, 나머지는 ‘등’에 대한 나루의 해석(감독당국의 확인 필요)",
    ),
    (
        "Electronic Financial Transactions Act art. 9(1): the financial company or electronic \
         financial business bears the damage; Naru: between bank and institution by who keeps the \
         means",
        "전자금융거래법 제9조 제1항: 금융회사 또는 전자금융업자가 배상; \
         나루: 은행과 이용기관 사이는 접근매체를 관리하는 쪽에 따라",
    ),
    (
        "Electronic Financial Transactions Act art. 9(1): the financial company or electronic \
         financial business bears the damage; Naru: by who processed it, the percentages are Naru’s",
        "전자금융거래법 제9조 제1항: 금융회사 또는 전자금융업자가 배상; \
         나루: 처리한 곳에 따르며, 비율은 나루가 정함",
    ),
    (
        "Naru: whoever is at fault bears it, until the network’s contract says otherwise",
        "나루: 참가기관 사이의 계약이 정하기 전까지 잘못한 쪽이 부담",
    ),
    (
        "Loss-sharing table of 19 banks, 2024-01 (press): by the bank’s effort and the user’s \
         negligence; Naru: these percentages are ours until the table is published",
        "19개 은행 책임분담기준 2024-01 (보도): 은행의 예방 노력과 이용자 과실에 따라; \
         나루: 기준이 공개될 때까지 이 비율은 나루가 정함",
    ),
    (
        "Electronic Financial Transactions Act art. 9(2): the user may bear all or a part for \
         intent or gross negligence; the percentages are Naru’s",
        "전자금융거래법 제9조 제2항: 고의·중과실이면 이용자가 전부 또는 일부 부담; \
         비율은 나루가 정함",
    ),
    ("An example of the demonstration", "시연용 예시"),
    (
        "An example of the demonstration: sums and shares of the supplementary budget of 2019",
        "시연용 예시: 2019년 추가경정예산의 금액과 비율",
    ),
    (
        "An example of the demonstration: institutions that evaluate security",
        "시연용 예시: 평가전문기관",
    ),
];

/// A source as its reader reads it.
pub(crate) fn shown(lang: Lang, source: &str) -> &str {
    match lang {
        Lang::Ko => KOREAN.iter().find(|it| it.0 == source).map_or(source, |it| it.1),
        Lang::En => source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use naru_core::claim::liability::SHIPPED;

    #[test]
    fn every_source_of_the_shipped_table_of_liability_is_known_and_others_stay_as_they_are() {
        for (_, _, source) in SHIPPED {
            assert_ne!(shown(Lang::Ko, source), source);
            assert_eq!(shown(Lang::En, source), source);
        }
        assert_eq!(shown(Lang::Ko, "contract of 2026"), "contract of 2026");
    }
}
