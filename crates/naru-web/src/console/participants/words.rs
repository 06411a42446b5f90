//! Words of the pages about participants.

use naru_base::texts;

texts! {
    institutions { ko: "이용기관", en: "Institutions" }
    banks { ko: "은행", en: "Banks" }
    lead_institutions(n: &str, live: &str) {
        ko: "이용기관 {n}곳 가운데 {live}곳이 이용할 수 있습니다.", en: "Live: {live} of {n} institutions."
    }
    lead_suspended(n: usize) { ko: " 이용 정지 {n}곳.", en: " Suspended: {n}." }
    lead_soon(n: usize) {
        ko: " 인증서 {n}장이 30일 안에 끝납니다.", en: " Certificates that end within 30 days: {n}."
    }
    lead_banks(n: &str, bad: usize) {
        ko: "은행 {n}곳 가운데 {bad}곳이 평소와 다릅니다.", en: "Not as usual: {bad} of {n} banks."
    }
    lead_banks_quiet { ko: "지난 1분 동안 요청이 없어 상태를 알 수 없습니다.", en: "No calls in the last minute, so no state is known." }
    lead_banks_well(n: &str) { ko: "은행 {n}곳 모두 평소와 같습니다.", en: "Banks: {n}, all as usual." }
    now_head { ko: "지금", en: "Now" }
    now_note { ko: "지난 1분", en: "last minute" }
    keys_head { ko: "자격 증명", en: "Credentials" }
    keys_note { ko: "오래된 것과 곧 끝나는 것을 봅니다", en: "what is old, and what ends soon" }
    rest_below(n: usize) {
        ko: "지금 요청이 많은 곳, 그다음 제한된 곳부터 보였습니다. 그 밖 {n}곳은 아래 목록에서 찾습니다.",
        en: "The busiest now come first, then those limited. Find the other {n} in the list below."
    }
    code_head { ko: "코드", en: "Code" }
    users_head { ko: "이용자", en: "Users" }
    tokens_head { ko: "유효한 토큰", en: "Valid tokens" }
    tokens_until(n: &str, date: &str) { ko: "{n}개, 가장 이른 만료 {date}", en: "{n}, earliest end {date}" }
    secret_head { ko: "클라이언트와 비밀키", en: "Clients and secrets" }
    age_today { ko: "오늘 만듦", en: "made today" }
    age_day { ko: "하루 됨", en: "1 day old" }
    age_days(days: i64) { ko: "{days}일 됨", en: "{days} days old" }
    secret_closed { ko: "닫힘", en: "closed" }
    certificate_head { ko: "클라이언트 인증서", en: "Client certificates" }
    ends(date: &str, days: i64) { ko: "{date}까지, D-{days}", en: "until {date}, D-{days}" }
    ended(date: &str) { ko: "{date}에 끝남", en: "ended {date}" }
    sources_head { ko: "허용 주소", en: "Allowed networks" }
    anywhere { ko: "제한 없음", en: "anywhere" }
    no_certificate { ko: "요구하지 않음", en: "none required" }
    nothing { ko: "없음", en: "none" }
    key_head { ko: "서명 공개키", en: "Signing key" }
    key_since { ko: "등록", en: "Entered" }
    transfers_head { ko: "이체", en: "Transfers" }
    transfers_of { ko: "오늘 이체", en: "Today’s transfers" }
    no_institutions { ko: "볼 수 있는 이용기관이 없습니다. 등록하면 이 자리에 나옵니다.", en: "No institution to see. Institutions appear here once they are registered." }
    no_banks { ko: "볼 수 있는 은행이 없습니다. 서버가 있는 곳에서 naru banks put으로 넣으면 이 자리에 나옵니다.", en: "No bank to see. Banks appear here once they are entered on the host, with naru banks put." }
}

/// How old something is, in days.
pub(super) fn secret_age(lang: naru_base::Lang, days: i64) -> String {
    match days {
        ..=0 => age_today(lang),
        1 => age_day(lang),
        more => age_days(lang, more),
    }
}
