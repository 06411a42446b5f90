//! Words of the pages about contacts and deliveries.

use naru_base::texts;

texts! {
    notices { ko: "알림 전달", en: "Deliveries" }
    lead_given_up(n: i64) { ko: "전달되지 못한 알림이 {n}건 있습니다.", en: "Notices that could not be delivered: {n}." }
    lead_waiting(n: i64) { ko: " {n}건이 전달을 기다립니다.", en: " Waiting to be delivered: {n}." }
    lead_well { ko: "전달되지 못한 알림이 없습니다.", en: "No notice has failed to be delivered." }
    add_button { ko: "연락처 추가", en: "Add a contact" }
    contacts_head { ko: "연락처", en: "Contacts" }
    contacts_note { ko: "연락처가 없어도 알림함에는 모두 옵니다", en: "every notice comes to the inbox, contact or not" }
    no_contacts { ko: "연락처가 없습니다. 웹훅이나 전자우편을 더하면 그리로도 알립니다.", en: "No contacts. Add a webhook or a mailbox to be told there too." }
    head_party { ko: "받는 곳", en: "Recipient" }
    head_channel { ko: "전달 방법", en: "Channel" }
    head_address { ko: "주소", en: "Address" }
    head_severity { ko: "중요도", en: "Severity" }
    head_lang { ko: "언어", en: "Language" }
    head_deed { ko: "바꾸기", en: "Change" }
    change { ko: "바꾸기", en: "Change" }
    change_of(of: &str) { ko: "{of} 연락처 바꾸기", en: "Change the contact of {of}" }
    two_secrets(at: &str) { ko: "두 비밀키가 {at}까지 함께 서명합니다", en: "both secrets sign until {at}" }
    deliveries_head { ko: "전달", en: "Deliveries" }
    deliveries_note { ko: "웹훅과 전자우편, 새것부터", en: "webhooks and e-mail, newest first" }
    no_deliveries { ko: "이 목록에 알림이 없습니다.", en: "No notice in this list." }
    chips { ko: "어느 전달", en: "Which deliveries" }
    chip_all { ko: "모두", en: "All" }
    head_state { ko: "상태", en: "State" }
    head_title { ko: "내용", en: "Notice" }
    head_attempts { ko: "시도", en: "Attempts" }
    head_next { ko: "다음 시도", en: "Next attempt" }
    head_why { ko: "실패 이유", en: "Reason for failure" }
    head_at { ko: "시각", en: "Time" }
    retry { ko: "다시 보내기", en: "Send again" }
    retry_of(of: &str) { ko: "{of}에게 다시 보내기", en: "Send again to {of}" }
    lang_ko { ko: "한국어", en: "Korean" }
    lang_en { ko: "영어", en: "English" }
    add_head { ko: "연락처 추가", en: "Add a contact" }
    add_lead { ko: "고른 중요도부터 이 주소로도 알립니다.", en: "From the chosen severity on, this address is told too." }
    party_label { ko: "받는 곳", en: "Recipient" }
    insurer(code: &str) { ko: "보증기관 {code}", en: "Insurer {code}" }
    channel_label { ko: "전달 방법", en: "Channel" }
    channel_help { ko: "알림함을 고르면 그 알림함이 어느 중요도부터 받을지만 정합니다.", en: "Choosing the inbox only sets from which severity on notices come to it." }
    address_label { ko: "주소", en: "Address" }
    address_help { ko: "웹훅은 https:// 주소, 전자우편은 우편 주소. 알림함은 비웁니다.", en: "A webhook’s https:// URL, a mailbox, or nothing for the inbox." }
    severity_label { ko: "중요도", en: "Severity" }
    lang_label { ko: "언어 (전자우편)", en: "Language (e-mail)" }
    add_submit { ko: "연락처 추가", en: "Add the contact" }
    bad_address { ko: "고른 전달 방법에 맞는 주소를 적어 주세요.", en: "Give an address that fits the channel." }
    bad_inner { ko: "내부망 주소(루프백, 사설, 링크 로컬)에는 보낼 수 없습니다. 설정 파일의 notify.allow에 있는 망만 됩니다.", en: "An address of an inner network (loopback, private, link-local): only networks listed under notify.allow in the settings are called." }
    bad_plain { ko: "https:// 주소여야 합니다.", en: "It must be an https:// address." }
    bad_party { ko: "누구의 연락처인지 골라 주세요.", en: "Choose whose contact it is." }
    bad_many { ko: "연락처는 한 곳에 스무 개까지입니다.", en: "Twenty contacts at most for one party." }
    bad_inbox { ko: "이 알림함은 이미 정해 두었습니다. 그것을 바꾸십시오.", en: "This inbox is listed already: change that." }
    bad_two { ko: "두 비밀키가 아직 함께 서명합니다. 앞의 것이 끝난 뒤에 바꾸십시오.", en: "Two secrets still sign. Wait until the earlier one has ended." }
    bad_gone { ko: "닫혔거나 없는 연락처입니다.", en: "The contact is closed or not there." }
    bad_state { ko: "다시 보낼 수 있는 상태가 아닙니다.", en: "It cannot be sent again as it stands." }
    secret_head { ko: "웹훅 비밀키", en: "The webhook’s secret" }
    secret_text { ko: "받는 쪽에 안전하게 건네십시오. 지금 한 번만 보이고, 다시 볼 수 없습니다. 서명은 Standard Webhooks를 따릅니다.", en: "Hand it to the receiver safely. It is shown now and never again. Signatures follow Standard Webhooks." }
    secret_back { ko: "알림 전달로", en: "To deliveries" }
    contact_head { ko: "연락처", en: "Contact" }
    change_head { ko: "무엇을 보낼지", en: "What is sent here" }
    change_submit { ko: "변경 저장", en: "Save the change" }
    rotate_head { ko: "비밀키 바꾸기", en: "A new secret" }
    rotate_note { ko: "새 비밀키가 곧바로 서명하고, 앞의 것도 하루 동안 함께 서명합니다.", en: "The new one signs at once; the present one signs beside it for a day." }
    rotate_submit { ko: "새 비밀키 만들기", en: "Make a new secret" }
    close_head { ko: "연락처 닫기", en: "Close the contact" }
    close_note { ko: "더는 이 주소로 알리지 않습니다. 기다리던 알림은 전달되지 못한 것으로 남습니다.", en: "Nothing more is sent here; queued notices are dropped." }
    close_submit { ko: "연락처 닫기", en: "Close the contact" }
    unknown_head { ko: "연락처를 찾을 수 없습니다", en: "No such contact" }
}
