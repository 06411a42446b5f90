//! Words of what users agreed to.

use naru_base::texts;

texts! {
    title { ko: "동의", en: "Consents" }
    lead_found(n: usize) { ko: "조건에 맞는 계좌 {n}개입니다.", en: "Accounts that fit: {n}." }
    lead_more(n: usize) { ko: "조건에 맞는 계좌가 {n}개보다 많습니다.", en: "More than {n} accounts fit." }
    lead_none { ko: "조건에 맞는 계좌가 없습니다.", en: "No account fits." }
    lead_empty { ko: "등록된 계좌가 아직 없습니다.", en: "No account is registered yet." }
    about {
        ko: "한 줄은 한 이용기관에 등록된 계좌 하나입니다. 조회 동의와 출금 동의는 따로 끝납니다.",
        en: "One line is one account registered with one institution. Its agreements to inquiries and to debits end apart."
    }
    state_label { ko: "상태", en: "State" }
    every { ko: "전체", en: "All" }
    st_holds { ko: "유효", en: "Holds" }
    st_soon { ko: "30일 안에 만료", en: "Ends within 30 days" }
    st_over { ko: "만료", en: "Expired" }
    st_none { ko: "동의 없음", en: "None" }
    institution_label { ko: "이용기관", en: "Institution" }
    bank_label { ko: "은행", en: "Bank" }
    scope_label { ko: "범위", en: "Scope" }
    scope_any { ko: "조회 또는 출금", en: "Inquiry or debit" }
    scope_inquiry { ko: "조회", en: "Inquiries" }
    scope_transfer { ko: "출금", en: "Debits" }
    from_label { ko: "만료일 부터", en: "Ends from" }
    to_label { ko: "까지", en: "to" }
    user_label { ko: "사용자 일련번호", en: "User number" }
    bad_user { ko: "사용자 일련번호는 숫자 열 자리입니다.", en: "A user number has ten digits." }
    bad_dates { ko: "만료일은 이른 날부터 늦은 날 순서로 적어 주세요.", en: "Dates: the earlier first." }
    find { ko: "찾기", en: "Find" }
    clear { ko: "조건 지우기", en: "Clear the filter" }
    list_head { ko: "계좌", en: "Accounts" }
    list_note { ko: "새로 등록된 것부터, 이용기관별", en: "newest first within an institution" }
    user_head { ko: "사용자", en: "User" }
    inquiry_head { ko: "조회 동의", en: "Inquiries" }
    transfer_head { ko: "출금 동의", en: "Debits" }
    since_head { ko: "등록", en: "Registered" }
    handle_head { ko: "핀테크이용번호", en: "fintech_use_num" }
    until(date: &str) { ko: "{date}까지", en: "until {date}" }
    until_left(date: &str, n: i64) { ko: "{date}까지, {n}일 남음", en: "until {date}, {n} d left" }
    ended(date: &str) { ko: "{date}에 만료", en: "expired {date}" }
    not_agreed { ko: "없음", en: "none" }
    taken_off { ko: "해지된 계좌", en: "taken off" }

    // One user
    user_title(user: &str) { ko: "사용자 {user}", en: "User {user}" }
    unknown_head { ko: "이런 사용자가 없습니다", en: "No such user" }
    unknown_user { ko: "주소를 다시 보아 주세요.", en: "Please check the address." }
    what_q { ko: "무엇에 동의했나", en: "What was agreed" }
    ends_q { ko: "언제 끝나나", en: "When does it end" }
    who_q { ko: "누가 쓰나", en: "Who uses it" }
    now_q { ko: "지금 할 수 있는 일", en: "What can be done" }
    what_some(accounts: usize, inquiry: usize, transfer: usize) {
        ko: "계좌 {accounts}개. 지금 조회 동의 {inquiry}건, 출금 동의 {transfer}건이 유효합니다.",
        en: "Accounts: {accounts}. Agreements that hold now: to inquiries {inquiry}, to debits {transfer}."
    }
    what_nothing { ko: "지금 유효한 동의가 없습니다.", en: "No agreement holds now." }
    what_left(date: &str) {
        ko: "{date}에 탈퇴했습니다. 모든 동의가 그때 끝났습니다.", en: "Left on {date}. Everything ended then."
    }
    what_erased { ko: "이 사람의 정보는 파기되었습니다.", en: "This person’s data were erased." }
    ends_first(what: &str, date: &str, left: i64) {
        ko: "가장 먼저 끝나는 것은 {date}의 {what}입니다. {left}일 남았습니다.", en: "First to end: {what}, on {date}, in {left} d."
    }
    ends_nothing { ko: "끝날 동의가 없습니다.", en: "Nothing is left to end." }
    who_some(grants: usize, tokens: usize) {
        ko: "살아 있는 허락 {grants}건, 쓸 수 있는 토큰 {tokens}개.", en: "Live authorizations: {grants}; tokens that work: {tokens}."
    }
    who_none { ko: "쓸 수 있는 허락이나 토큰이 없습니다.", en: "No authorization or token works." }
    now_person {
        ko: "본인은 내 동의 쪽(/my)에서 언제든 거둡니다. 거두면 다음 호출부터 거절됩니다.",
        en: "The person takes it back at any time on their own page (/my). The next call is then refused."
    }
    login_label { ko: "사용자 정보 제공", en: "User information" }
    inquiry_of(bank: &str) { ko: "{bank} 조회 동의", en: "inquiries at {bank}" }
    transfer_of(bank: &str) { ko: "{bank} 출금 동의", en: "debits at {bank}" }
    login_of { ko: "사용자 정보 제공", en: "user information" }
    person_head { ko: "사람", en: "Person" }
    name_label { ko: "이름", en: "Name" }
    phone_label { ko: "전화", en: "Telephone" }
    since_label { ko: "등록", en: "Registered" }
    accounts_head { ko: "계좌와 동의", en: "Accounts and agreements" }
    accounts_none { ko: "등록된 계좌가 없습니다.", en: "No account is registered." }
    grants_head { ko: "허락과 토큰", en: "Authorizations and tokens" }
    grants_note {
        ko: "동의 화면을 마칠 때마다 허락이 하나 생기고, 토큰은 거기서 나옵니다",
        en: "each walk through the consent pages makes an authorization; tokens come from it"
    }
    grants_none { ko: "사용자가 준 허락이 없습니다.", en: "The user gave no authorization." }
    client_head { ko: "클라이언트", en: "Client" }
    scopes_head { ko: "범위", en: "Scopes" }
    given_head { ko: "준 때", en: "Given" }
    tokens_head { ko: "쓸 수 있는 토큰", en: "Live tokens" }
    grant_live { ko: "유효", en: "Live" }
    grant_reuse { ko: "재사용이 발견되어 끝남", en: "Ended: reuse was found" }
    grant_unlink { ko: "연결 해제로 끝남", en: "Ended: unlinked" }
    grant_close { ko: "탈퇴로 끝남", en: "Ended: the user left" }
    grant_user { ko: "본인이 거둠", en: "Taken back by the person" }
    tokens_until(n: usize, date: &str) { ko: "{n}개, {date}까지", en: "{n}, until {date}" }
    record_head { ko: "기록", en: "Record" }
    record_note(n: usize) {
        ko: "동의하고 바뀌고 거둔 날과 지난 이레의 감사 기록 {n}건, 새것부터",
        en: "audit records of the days on which something changed and of the last seven, newest first: {n}"
    }
    record_none { ko: "그 날들의 감사 기록이 없습니다.", en: "The trail has nothing on those days." }
    record_hidden { ko: "감사 기록을 볼 수 있는 역할에게만 보입니다.", en: "Shown to roles that may read the audit trail." }
    revealed_note {
        ko: "이름, 전화, 계좌번호를 그대로 보였습니다. 누가 왜 보았는지 감사 기록에 남았습니다. 새로 열면 다시 가려집니다.",
        en: "Name, telephone and numbers are shown as they are. Who looked and why is in the audit trail. Opened again, they are masked."
    }
    masked_only { ko: "이름과 번호는 가려져 있습니다.", en: "Name and numbers are masked." }
}
