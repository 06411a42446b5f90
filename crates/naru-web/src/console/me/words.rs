//! Words of one's own account.

use naru_base::texts;

texts! {
    me { ko: "내 계정", en: "My account" }
    login { ko: "아이디", en: "Login" }
    proved { ko: "마지막으로 확인한 때", en: "Last proof of who you are" }
    until { ko: "이 세션이 끝나는 때", en: "This session ends" }
    unknown_add { ko: "이 패스키를 더하지 못했습니다. 한 번 더 해 주세요.", en: "The passkey could not be added. Please try once more." }
    ways { ko: "들어오는 방법", en: "Ways to log in" }
    ways_note {
        ko: "비밀번호 다음에 아래 중 하나를 씁니다",
        en: "after the password, one of these"
    }
    lead_none {
        ko: "인증 앱으로 들어옵니다. 패스키를 더하면 번호를 적지 않아도 되고, 가짜 쪽에 속을 일이 없습니다.",
        en: "You log in with your authenticator app. A passkey saves you the code, and a false page cannot take it from you."
    }
    lead_some(n: usize) {
        ko: "인증 앱과 패스키 {n}개로 들어올 수 있습니다.",
        en: "You can log in with your authenticator app or one of your passkeys ({n})."
    }
    name_head { ko: "이름", en: "Name" }
    site_head { ko: "쓰는 곳", en: "For" }
    made_head { ko: "더한 때", en: "Added" }
    used_head { ko: "마지막 쓰임", en: "Last used" }
    app { ko: "인증 앱", en: "Authenticator app" }
    app_stays { ko: "언제나 남습니다", en: "always stays" }
    everywhere { ko: "모든 주소", en: "every address" }
    never { ko: "아직 없음", en: "not yet" }
    add_head { ko: "패스키 더하기", en: "Add a passkey" }
    add_note {
        ko: "이 기기의 지문, 얼굴, 화면 잠금이나 보안 키를 씁니다",
        en: "with this device’s fingerprint, face or screen lock, or a security key"
    }
    add_label { ko: "부를 이름", en: "What to call it" }
    add_help { ko: "나중에 알아볼 수 있게: 업무용 노트북, 보안 키 2번.", en: "So that you know it later: work laptop, security key 2." }
    add_button { ko: "이 패스키를 더함", en: "Add this passkey" }
    add_failed {
        ko: "패스키를 만들지 못했습니다. 이 기기에 이미 있거나, 도중에 그만두었을 수 있습니다.",
        en: "No passkey was made. This device may have one already, or it was called off."
    }
    no_script {
        ko: "이 브라우저에서는 패스키를 쓸 수 없습니다. 새 브라우저에서 스크립트를 켜고 다시 열어 주세요.",
        en: "This browser has no passkeys. Open the page in a current one with scripts allowed."
    }
    no_site {
        ko: "이 주소로는 패스키를 쓸 수 없습니다. 숫자 주소가 아니라 이름으로 된 https 주소로, 이 컴퓨터의 것이라면 http://localhost로 들어와 주세요.",
        en: "Passkeys do not work at this address. Come by https and a name, not by a numeric address; on this very machine by http://localhost."
    }
    full(n: i64) { ko: "패스키는 {n}개까지입니다. 먼저 하나를 지워 주세요.", en: "There may be {n} passkeys. Remove one first." }
    remove_head { ko: "패스키 지우기", en: "Remove a passkey" }
    remove_note { ko: "잃어버린 기기의 것은 바로 지웁니다", en: "do so at once for a device that you lost" }
    remove_label { ko: "지울 패스키", en: "Passkey to remove" }
    remove_effect {
        ko: "지운 패스키로는 다시 들어올 수 없습니다. 열린 세션은 그대로입니다.",
        en: "A removed passkey never opens anything again. Open sessions go on."
    }
    remove_button { ko: "이 패스키를 지움", en: "Remove this passkey" }
    said_added { ko: "패스키를 더했습니다.", en: "The passkey was added." }
    said_removed { ko: "패스키를 지웠습니다.", en: "The passkey was removed." }
    bad_name { ko: "이름을 1자에서 40자로 적어 주세요.", en: "Give a name of 1 to 40 characters." }
    known { ko: "이미 있는 패스키입니다.", en: "This passkey is known already." }
}
