//! What facts say of the items, in words.

use naru_base::{Won, texts};
use std::fmt;

/// A count in a sentence: 10,000.
pub(super) struct N(i64);

/// A count as it stands in a sentence.
pub(super) fn n(it: impl TryInto<i64>) -> N {
    N(it.try_into().unwrap_or(i64::MAX))
}

impl fmt::Display for N {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Won::new(self.0).grouped())
    }
}

texts! {
    readers(read: N, all: N) { ko: "{all}명 가운데 {read}명이 안내서의 관리 체계 쪽을 모두 읽었다고 확인했습니다", en: "people who have confirmed that they read the guide's pages on governance: {read} of {all}" }
    measured(fixed: N, late: N) { ko: "등급별 기한이 정해져 있고, 지난 1년에 고친 {fixed}건 가운데 {late}건이 기한을 넘겼습니다", en: "deadlines are set by grade; put right within a year: {fixed}, of which late: {late}" }
    roles_filled { ko: "나루의 심사 부서마다 담당자가 있습니다. 개발\u{2060}·운영\u{2060}·QA의 담당은 사람이 답해야 합니다", en: "every office of Naru that decides is filled; development, operations and QA need a person’s word" }
    roles_lacking(names: &str) { ko: "나루에 담당자가 없는 직무: {names}", en: "nobody of Naru holds: {names}" }
    role_operator { ko: "운영", en: "operations" }
    role_security { ko: "보안 관제", en: "security desk" }
    role_inspector { ko: "점검기관", en: "inspection" }
    role_legal { ko: "법무", en: "legal" }
    nobody_here { ko: "계정을 가진 사람이 없습니다", en: "nobody has an account" }
    apart(votes: N) { ko: "결정 {votes}건 가운데 신청자가 스스로 한 것이 없습니다", en: "decisions: {votes}, none by whoever had asked" }
    not_apart(own: N) { ko: "신청자가 스스로 결정한 것이 {own}건 있습니다", en: "decisions by whoever had asked: {own}" }
    direct_asked(all: N) { ko: "운영 서비스가 직접 쓰는 {all}개 모두에 적합성과 대안을 적은 신청이 있습니다", en: "fit and alternatives are on record for every direct dependency of live services ({all})" }
    direct_unasked(lacking: N, all: N) { ko: "운영 서비스가 직접 쓰는 구성요소 {all}개 가운데 {lacking}개에 신청이 없습니다", en: "direct dependencies of live services that were never asked for: {lacking} of {all}" }
    activity(have: N, all: N) { ko: "신청 {all}건 가운데 {have}건에 프로젝트 활동 기록이 있습니다", en: "requests with the project’s activity: {have} of {all}" }
    activity_theirs(seen: &str) { ko: "{seen}. 활동 자료는 운영기관이 넣어야 하며, 넣은 뒤의 신청부터 채워집니다", en: "{seen}. The operator has to load the data on activity; requests made after that have it" }
    origin_stated(have: N, all: N) { ko: "신청 {all}건 가운데 {have}건에 출처와 서명을 적었습니다. 확인은 사람이 합니다", en: "requests that state origin and signature: {have} of {all}; people verify it" }
    none_ended { ko: "관리가 끊겼거나 지원이 끝난 구성요소가 없습니다", en: "nothing in use is unmaintained or at its end" }
    none_ended_seen { ko: "권고와 신청에는 관리가 끊긴 것이 없습니다. 지원 종료를 모르는 구성요소가 있어 사람이 확인해야 합니다", en: "no advisory or request tells of anything unmaintained; of some components the end of support is not known: people must check" }
    some_ended(findings: N, requests: N) { ko: "관리가 끊긴 발견 {findings}건, 지원이 끝난 것의 신청 {requests}건", en: "findings of something unmaintained: {findings}; requests for something at its end: {requests}" }
    none_malicious(known: N) { ko: "악성 패키지 권고 {known}건과 견주어 해당하는 것이 없습니다", en: "none of {known} known attacks is in use" }
    some_malicious(count: N) { ko: "악성으로 알려진 패키지가 {count}건 있습니다", en: "known attacks in use: {count}" }
    bills_current(live: N) { ko: "운영 서비스 {live}개 모두에 최신 SBOM이 있습니다", en: "every live service has a current SBOM ({live})" }
    bills_lacking(none: N, old: N) { ko: "SBOM이 없는 운영 서비스 {none}개, SBOM이 오래된 운영 서비스 {old}개", en: "live services without an SBOM: {none}, with an old one: {old}" }
    transitive(billed: N) { ko: "운영 서비스의 SBOM {billed}개 모두에 전이 의존성이 있습니다", en: "every SBOM of a live service has transitive dependencies ({billed})" }
    flat(count: N) { ko: "운영 서비스에서 전이 의존성이 하나도 없는 SBOM {count}개", en: "SBOMs of live services without any transitive dependency: {count}" }
    fields_there(parts: N) { ko: "운영 서비스의 구성요소 {parts}개 모두에 purl·버전·해시·라이선스·생산자가 있습니다", en: "every component of live services has package URL, version, hash, licence and producer ({parts})" }
    fields_lacking(hash: N, licence: N, maker: N) { ko: "운영 서비스의 구성요소에서 빠진 것: 해시 {hash}개, 라이선스 {licence}개, 생산자 {maker}개", en: "components of live services without a hash: {hash}, without a licence: {licence}, without a producer: {maker}" }
    all_signed(billed: N) { ko: "운영 서비스의 SBOM {billed}개 모두의 서명을 사용 중인 등록 키로 확인했습니다", en: "every SBOM of a live service is signed by a registered key in force ({billed})" }
    some_unsigned(count: N) { ko: "운영 서비스에서 사용 중인 등록 키의 서명이 없는 SBOM {count}개", en: "SBOMs of live services without a signature by a registered key in force: {count}" }
    bills_tested_own(good: N, bad: N) { ko: "기관이 올린 SBOM을 합격 기준으로 검사해 합격 {good}건, 거절 {bad}건입니다. 공급사에서 받은 SBOM은 사람이 답해야 합니다", en: "SBOMs handed in by the institution, by the acceptance test: accepted {good}, refused {bad}; of its suppliers’ SBOMs people must answer" }
    bills_tested(good: N, bad: N) { ko: "합격 기준으로 검사해 합격 {good}건, 거절 {bad}건", en: "by the acceptance test: accepted {good}, refused {bad}" }
    unbilled_unknown(n: N) { ko: "SBOM이 없는 운영 서비스 {n}개는 알 수 없습니다", en: "of {n} live services without an SBOM nothing is known" }
    none_grave { ko: "조치되지 않은 심각·악용 확인 발견이 없습니다", en: "no critical or exploited finding is unresolved" }
    some_grave(count: N) { ko: "운영 서비스에서 조치되지 않은 심각·악용 확인 발견 {count}건", en: "critical or exploited findings in live services that are unresolved: {count}" }
    priorities(kev: N, epss: N) { ko: "KEV {kev}건, EPSS {epss}건으로 순서를 정합니다", en: "ordered by {kev} of KEV and {epss} of EPSS" }
    priorities_kev(kev: N) { ko: "EPSS 자료가 없어 KEV {kev}건만으로 순서를 정합니다", en: "no EPSS data: ordered by KEV alone ({kev})" }
    priorities_epss(epss: N) { ko: "KEV 자료가 없어 EPSS {epss}건만으로 순서를 정합니다", en: "no KEV data: ordered by EPSS alone ({epss})" }
    priorities_none { ko: "KEV와 EPSS 자료가 모두 없어 등급만으로 순서를 정합니다", en: "neither KEV nor EPSS data: ordered by grade alone" }
    in_time(fixed: N) { ko: "기한이 지난 발견이 없고, 지난 1년에 고친 {fixed}건이 모두 기한 안이었습니다", en: "nothing is overdue, and everything put right within a year was in time ({fixed})" }
    in_time_yet { ko: "기한이 지난 발견이 없습니다. 지난 1년에 고친 것은 아직 없습니다", en: "nothing is overdue; nothing has been put right within a year yet" }
    overdue(open: N, late: N) { ko: "기한이 지난 발견 {open}건, 지난 1년에 늦게 고친 것 {late}건", en: "findings that are overdue: {open}; put right late within a year: {late}" }
    exceptions_good(count: N) { ko: "유효한 예외 {count}건 모두에 사유·보완통제·만료일·승인자가 있습니다", en: "every exception in force has reason, control, end and approver ({count})" }
    vex_good(count: N) { ko: "유효한 ‘영향 없음’ {count}건 모두에 근거가 있습니다", en: "every decision that nothing is affected has a reason ({count})" }
    stances_bad(count: N) { ko: "갖추지 못한 것 {count}건", en: "lacking something: {count}" }
    judged { ko: "모든 시스템을 가장 새로운 권고 자료로 다시 판단했습니다", en: "every system was judged by the newest data" }
    judging { ko: "새 권고 자료로 다시 판단하는 일이 끝나지 않았습니다", en: "not everything has been judged by the newest data yet" }
    data_old(days: N) { ko: "권고 자료가 {days}일 전 것입니다", en: "days since the newest change in the data on advisories: {days}" }
    data_theirs(seen: &str) { ko: "{seen}. 자료는 운영기관이 넣어야 합니다", en: "{seen}. The operator has to load the data" }
    data_theirs_today {
        ko: "자료는 오늘 것입니다. 출처와 서명은 운영기관이 자료를 넣을 때 확인하므로, 운영기관에서 받은 확인을 기록해 주십시오",
        en: "the data are of today; the operator verifies origin and signature when loading them: record its confirmation"
    }
    data_theirs_of(days: N) {
        ko: "자료는 {days}일 전 것입니다. 출처와 서명은 운영기관이 자료를 넣을 때 확인하므로, 운영기관에서 받은 확인을 기록해 주십시오",
        en: "days since the newest change in the data: {days}; the operator verifies origin and signature when loading them: record its confirmation"
    }
    data_unsigned_today {
        ko: "자료는 오늘 것입니다. 출처와 서명은 반입할 때 `naru oss db verify`로 확인하므로 그 기록이 필요합니다",
        en: "the data are of today; origin and signature are verified with `naru oss db verify` when they are brought in, which needs a record"
    }
    data_unsigned(days: N) {
        ko: "자료는 {days}일 전 것입니다. 출처와 서명은 반입할 때 `naru oss db verify`로 확인하므로 그 기록이 필요합니다",
        en: "days since the newest change in the data: {days}; origin and signature are verified with `naru oss db verify` when they are brought in, which needs a record"
    }
    licences_settled(all: N) { ko: "신청 {all}건에 풀리지 않은 라이선스 쟁점이 없습니다", en: "no request has an open issue about its licence ({all})" }
    licences_unasked(all: N, lacking: N) { ko: "신청 {all}건에는 풀리지 않은 라이선스 쟁점이 없습니다. 신청하지 않은 직접 구성요소 {lacking}개는 사람이 확인해야 합니다", en: "no request has an open issue about its licence ({all}); direct components never asked for: {lacking}, people must check" }
    licences_unseen(all: N) { ko: "신청 {all}건에는 풀리지 않은 라이선스 쟁점이 없습니다. 직접 구성요소가 너무 많아 신청하지 않은 것을 모두 볼 수 없으므로 사람이 확인해야 합니다", en: "no request has an open issue about its licence ({all}); there are too many direct components to see which were never asked for: people must check" }
    licences_open(open: N) { ko: "라이선스 쟁점이 남은 신청 {open}건", en: "requests with an open issue about the licence: {open}" }
    duties_known(parts: N) { ko: "운영 서비스의 구성요소 {parts}개의 의무를 시스템의 이용 형태별로 압니다", en: "the duties of every component of live services are known by form of use ({parts})" }
    duties_unknown(parts: N, systems: N) { ko: "운영 서비스에서 의무를 모르는 구성요소 {parts}개, 이용 형태를 정하지 않은 시스템 {systems}개", en: "components of live services whose duties are not known: {parts}; systems of which the form of use is not said: {systems}" }
    no_matrix { ko: "권고 자료에 라이선스 양립성 표가 없어 견줄 수 없습니다", en: "the data hold no matrix of licence compatibility to compare with" }
    none_clash { ko: "이용 형태와 부딪히거나 함께 쓸 수 없는 라이선스가 없습니다", en: "no licence clashes with its use or with another" }
    some_clash(count: N) { ko: "부딪히거나 확인이 필요한 라이선스 {count}건", en: "licences that clash, or that somebody must look at: {count}" }
    notices_needless { ko: "지금의 이용 형태로는 고지문이 필요한 시스템이 없습니다", en: "no system needs a notice in its present form of use" }
    notices_current(count: N) { ko: "고지문이 필요한 운영 서비스 {count}개의 고지문이 모두 지금의 SBOM으로 만든 것입니다", en: "every live service that needs a notice has one of the SBOM in force ({count})" }
    notices_old(lacking: N, all: N) { ko: "고지문이 필요한 운영 서비스 {all}개 가운데 {lacking}개의 고지문이 없거나 옛 SBOM의 것입니다", en: "live services that need a notice and have none of the SBOM in force: {lacking} of {all}" }
    offers_made(count: N) { ko: "소스를 제공해야 하는 운영 서비스 {count}개 모두의 고지문에 약정과 연락처가 있습니다", en: "every live service that must offer source does, with term and contact ({count})" }
    offers_none { ko: "지금의 이용 형태로는 소스를 제공해야 하는 시스템이 없습니다", en: "no system must offer source in its present form of use" }
    offers_lacking(lacking: N, all: N) { ko: "소스를 제공해야 하는 운영 서비스 {all}개 가운데 {lacking}개에 약정이 없습니다", en: "live services that must offer source and do not: {lacking} of {all}" }
    same_licences(count: N) { ko: "신청서와 견준 {count}개의 라이선스가 같습니다", en: "licences as in the request: {count}" }
    other_licences(names: &str) { ko: "신청서와 다른 라이선스: {names}", en: "licence differs from the request: {names}" }
    gates_hold { ko: "기능테스트와 서비스 보안점검을 모두 통과했고 유효합니다", en: "the functional test and the security check of every service are passed and in force" }
    gates_lack { ko: "유효하지 않은 관문이 있습니다: 기능테스트나 서비스 보안점검", en: "a gate does not hold: the functional test, or the security check of a service" }
    none_unlinked(parts: N) { ko: "운영 서비스의 구성요소 {parts}개 가운데 쓰이지 않는 것이 없습니다", en: "every component of live services is needed by something ({parts})" }
    some_unlinked(count: N) { ko: "운영 서비스에서 아무것도 필요로 하지 않는 구성요소 {count}개", en: "components of live services that nothing needs: {count}" }
    contacts(count: N) { ko: "시스템 {count}개의 고지문이 문의할 곳을 밝힙니다", en: "the notice of every system says where to ask ({count})" }
    contacts_lacking(lacking: N) { ko: "문의할 곳을 밝힌 고지문이 없는 시스템 {lacking}개", en: "systems without a notice that says where to ask: {lacking}" }
    affirmed(day: &str) { ko: "{day}에 전체를 확인했습니다", en: "the whole was confirmed on {day}" }
    affirmed_past(day: &str) { ko: "마지막 확인({day})의 기한이 지났습니다", en: "the last confirmation, of {day}, is past its time" }
    zone_in_none(looked: N) { ko: "반입하려던 {looked}건을 고유식별정보·신용정보가 있는지 검사했고 아직 들어간 것이 없습니다", en: "looked through on the way in for unique identifiers and credit data: {looked}; nothing has got in yet" }
    zone_in(looked: N, crossed: N) { ko: "반입하려던 {looked}건을 고유식별정보·신용정보가 있는지 검사했고, 들어간 {crossed}건은 모두 두 사람이 승인했습니다", en: "looked through on the way in for unique identifiers and credit data: {looked}; two people approved everything that got in ({crossed})" }
    zone_out_none(looked: N) { ko: "반출하려던 {looked}건을 고유식별정보·신용정보·비밀값이 있는지 검사했고 아직 나간 것이 없습니다", en: "looked through on the way out for unique identifiers, credit data and secrets: {looked}; nothing has got out yet" }
    zone_out(looked: N, crossed: N) { ko: "반출하려던 {looked}건을 고유식별정보·신용정보·비밀값이 있는지 검사했고, 나간 {crossed}건은 모두 두 사람이 승인했습니다", en: "looked through on the way out for unique identifiers, credit data and secrets: {looked}; two people approved everything that got out ({crossed})" }
    zone_wrong(count: N) { ko: "검사나 승인 없이 넘어간 것 {count}건", en: "crossed without a clean look or two approvals: {count}" }
    zone_registered(count: N) { ko: "넘어간 가명정보 {count}건이 모두 등록된 것입니다", en: "every pseudonymised dataset that crossed is registered ({count})" }
    zone_unregistered(count: N) { ko: "등록 없이 넘어간 가명정보 {count}건", en: "pseudonymised datasets that crossed without a registration: {count}" }
    zone_recorded(count: N) { ko: "넘어간 {count}건 모두 검사하고 두 사람이 승인했습니다", en: "everything that crossed was looked through and approved by two ({count})" }
    past_words(day: &str, words: &str) { ko: "{day}까지 유효했던 답: {words}", en: "answered until {day}: {words}" }
    spoken(owner: &str, words: &str, evidence: &str) { ko: "{owner}: {words} (증적: {evidence})", en: "{owner}: {words} (evidence: {evidence})" }
    nothing_yet { ko: "아직 답이 없습니다", en: "not answered yet" }
}
