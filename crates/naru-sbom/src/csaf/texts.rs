//! The sentences of the findings.

use super::Finding;

/// Each mandatory test: its number, and what is wrong if it fails, in Korean and English.
pub const TESTS: [(&str, &str, &str); 44] = [
    ("schema", "CSAF 2.0 문서의 모양이 아닙니다", "It has not the shape of a CSAF 2.0 document"),
    ("6.1.1", "정의되지 않은 제품을 가리킵니다", "It refers to a product that is not defined"),
    ("6.1.2", "제품 식별자가 두 번 정의되었습니다", "A product id is defined twice"),
    ("6.1.3", "제품이 자기 자신으로 정의되어 있습니다", "A product is defined by way of itself"),
    (
        "6.1.4",
        "정의되지 않은 제품 묶음을 가리킵니다",
        "It refers to a product group that is not defined",
    ),
    ("6.1.5", "제품 묶음 식별자가 두 번 정의되었습니다", "A product group id is defined twice"),
    ("6.1.6", "한 제품에 서로 어긋나는 상태가 적혔습니다", "A product has contradicting states"),
    (
        "6.1.7",
        "한 제품에 같은 버전의 점수가 둘 이상입니다",
        "A product has several scores of one version",
    ),
    ("6.1.8", "CVSS 객체가 그 규격에 맞지 않습니다", "A CVSS object does not fit its own schema"),
    (
        "6.1.9",
        "CVSS 점수나 등급이 벡터로 계산한 값과 다릅니다",
        "A CVSS score or severity is not that of its vector",
    ),
    ("6.1.10", "CVSS 속성이 벡터와 다릅니다", "A CVSS property differs from its vector"),
    (
        "6.1.11",
        "CWE 번호와 이름이 맞지 않습니다",
        "The number and name of a CWE do not belong together",
    ),
    ("6.1.12", "언어 부호가 올바르지 않습니다", "The language tag is not valid"),
    ("6.1.13", "패키지 주소(purl)가 올바르지 않습니다", "The package URL is not valid"),
    (
        "6.1.14",
        "개정 이력의 날짜 순서와 번호 순서가 다릅니다",
        "The revision history is ordered otherwise by date than by number",
    ),
    (
        "6.1.15",
        "번역자가 발행했지만 원문 언어가 없습니다",
        "A translator published it without its source language",
    ),
    (
        "6.1.16",
        "문서 버전이 이력의 마지막 번호와 다릅니다",
        "The document's version is not the latest of its history",
    ),
    (
        "6.1.17",
        "초안 버전인데 상태가 초안이 아닙니다",
        "The version is a draft's, the status is not",
    ),
    (
        "6.1.18",
        "공개된 문서의 이력에 초안 번호가 있습니다",
        "The history of a released document has a draft's number",
    ),
    (
        "6.1.19",
        "이력의 번호에 예비 버전 표시가 있습니다",
        "A number of the history is of a pre-release",
    ),
    (
        "6.1.20",
        "공개된 문서의 버전에 예비 버전 표시가 있습니다",
        "The version of a released document is of a pre-release",
    ),
    ("6.1.21", "개정 이력에 빠진 번호가 있습니다", "The revision history lacks a number"),
    ("6.1.22", "개정 이력에 같은 번호가 두 번 있습니다", "The revision history has a number twice"),
    ("6.1.23", "같은 CVE가 두 취약점에 쓰였습니다", "One CVE is used for two vulnerabilities"),
    (
        "6.1.24",
        "같은 날 같은 당사자의 관여가 두 번 적혔습니다",
        "One party is involved twice at the same date",
    ),
    (
        "6.1.25",
        "한 파일에 같은 해시 알고리즘이 두 번 쓰였습니다",
        "A hash algorithm is used twice for one file",
    ),
    (
        "6.1.26",
        "문서 분류에 쓸 수 없는 이름입니다",
        "The document's category is a name that must not be used",
    ),
    (
        "6.1.27.1",
        "이 문서 종류에 필요한 설명이 없습니다",
        "A note that this kind of document needs is missing",
    ),
    (
        "6.1.27.2",
        "이 문서 종류에 필요한 외부 참조가 없습니다",
        "An external reference that this kind of document needs is missing",
    ),
    (
        "6.1.27.3",
        "이 문서 종류에는 취약점이 있으면 안 됩니다",
        "This kind of document must have no vulnerabilities",
    ),
    (
        "6.1.27.4",
        "이 문서 종류에 필요한 제품 목록이 없습니다",
        "The products that this kind of document needs are missing",
    ),
    ("6.1.27.5", "취약점에 설명이 없습니다", "A vulnerability has no note"),
    ("6.1.27.6", "취약점에 제품 상태가 없습니다", "A vulnerability has no product status"),
    ("6.1.27.7", "VEX에 필요한 제품 상태가 없습니다", "A product status that VEX needs is missing"),
    (
        "6.1.27.8",
        "VEX의 취약점에 CVE나 식별자가 없습니다",
        "A vulnerability of a VEX has neither CVE nor id",
    ),
    (
        "6.1.27.9",
        "영향 없음이라 하면서 까닭이 없습니다",
        "A product is said not to be affected without a reason",
    ),
    (
        "6.1.27.10",
        "영향을 받는다 하면서 조치가 없습니다",
        "A product is said to be affected without saying what to do",
    ),
    (
        "6.1.27.11",
        "이 문서 종류에 필요한 취약점이 없습니다",
        "The vulnerabilities that this kind of document needs are missing",
    ),
    (
        "6.1.28",
        "번역문의 언어가 원문과 같습니다",
        "The translation's language is that of its source",
    ),
    (
        "6.1.29",
        "조치가 어느 제품의 것인지 적혀 있지 않습니다",
        "A remediation does not say for what product",
    ),
    (
        "6.1.30",
        "정수 번호와 유의적 버전을 섞어 썼습니다",
        "Integer and semantic versions are mixed",
    ),
    ("6.1.31", "한 버전을 적을 자리에 범위를 적었습니다", "A range stands where one version must"),
    (
        "6.1.32",
        "표시가 어느 제품의 것인지 적혀 있지 않습니다",
        "A flag does not say for what product",
    ),
    (
        "6.1.33",
        "한 제품에 서로 다른 까닭이 둘 이상 적혔습니다",
        "A product has more than one reason of VEX",
    ),
];

impl Finding {
    /// The sentence in Korean.
    #[must_use]
    pub fn ko(&self) -> String {
        if let Some(refused) = &self.refused {
            return refused.ko();
        }
        let text = TESTS.iter().find(|(test, _, _)| *test == self.test).map_or("", |row| row.1);
        format!("{text}{}. 시험 {}, 위치: {}", self.shown(), self.test, self.at)
    }

    /// The sentence in English.
    #[must_use]
    pub fn en(&self) -> String {
        if let Some(refused) = &self.refused {
            return refused.en();
        }
        let text = TESTS.iter().find(|(test, _, _)| *test == self.test).map_or("", |row| row.2);
        format!("{text}{}. Test {}, place: {}", self.shown(), self.test, self.at)
    }

    fn shown(&self) -> String {
        if self.about.is_empty() { String::new() } else { format!(" ({})", self.about) }
    }
}
