//! The sources of the rules that Naru ships, in Korean: they are kept in one language beside each
//! rule. Whoever replaces a rule names a source in both languages, `한국어 / English`, or in one,
//! which is then shown as it is.
//!
//! **Must never know** what a rule decides.

use naru_base::{Lang, in_language};

/// A shipped source as it is kept, and in Korean.
const KOREAN: [(&str, &str); 32] = [
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
    ("network: bank codes 453, 454", "공동망: 은행 응답코드 453, 454"),
    ("network: bank_tran_id AN20, A0326", "공동망: bank_tran_id AN20, A0326"),
    ("network: endpoint catalogue and field tables", "공동망: API 목록과 항목표"),
    (
        "network: next_page_yn, befor_inquiry_trace_info",
        "공동망: next_page_yn, befor_inquiry_trace_info",
    ),
    ("network: outcomes that are unknown", "공동망: 결과를 모르는 이체"),
    (
        "network: response codes A0103 to A0105, A0111, A0112",
        "공동망: 응답코드 A0103~A0105, A0111, A0112",
    ),
    ("network: tran_dtime is KST; Naru: 60 seconds", "공동망: tran_dtime은 한국 시각; 나루: 60초"),
    (
        "network: unknown outcomes are inquired about and never sent again under another id",
        "공동망: 결과를 모르는 이체는 조회하고, 다른 번호로 다시 보내지 않음",
    ),
    ("network: O0002; issue: revocation obeyed", "공동망: O0002; 쟁점: 폐기된 토큰을 쓰지 않음"),
    (
        "network: account/cancel, user/close; issue: revocation obeyed",
        "공동망: account/cancel, user/close; 쟁점: 끝난 동의로 묻지 않음",
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
    match (KOREAN.iter().find(|it| it.0 == source), lang) {
        (Some((_, korean)), Lang::Ko) => korean,
        _ => in_language(lang, source),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use naru_core::claim::liability::SHIPPED;
    use naru_core::functional;

    #[test]
    fn every_shipped_source_is_known_and_others_are_read_as_they_were_written() {
        let cases = &functional::list::current().cases;
        let of_cases = cases.iter().map(|it| it.source.as_str());
        for source in SHIPPED.iter().map(|it| it.2).chain(of_cases) {
            assert_ne!(shown(Lang::Ko, source), source);
            assert_eq!(shown(Lang::En, source), source);
        }
        assert_eq!(shown(Lang::Ko, "contract of 2026"), "contract of 2026");
        let both = "2026년 계약 / contract of 2026";
        assert_eq!(shown(Lang::Ko, both), "2026년 계약");
        assert_eq!(shown(Lang::En, both), "contract of 2026");
    }
}
