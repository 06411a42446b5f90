//! Every word of the console, in both languages. Korean is the original.

use naru_base::texts;

texts! {
    // The frame
    naru { ko: "나루", en: "Naru" }
    skip { ko: "본문으로", en: "Skip to content" }
    main_menu { ko: "주 메뉴", en: "Main menu" }
    now_group { ko: "지금", en: "Now" }
    safety_group { ko: "안전", en: "Safety" }
    inbox_menu { ko: "알림함", en: "Inbox" }
    notices_menu { ko: "알림 전달", en: "Deliveries" }
    both_languages {
        ko: "두 언어로 보이려면 ‘한국어 / 영어’로 적습니다",
        en: "To be read in both languages: “Korean / English”"
    }
    watch_own { ko: "우리 기관", en: "This institution" }
    watch_next { ko: "자격의 다음 기한", en: "Standing’s next date" }
    watch_payment { ko: "피해보상 지급 기한", en: "Claim to be paid by" }
    watch_over { ko: "지남", en: "overdue" }
    your_turn { ko: "건 내 차례", en: "your turn" }
    unread { ko: "건 안 읽음", en: "unread" }
    unread_link(n: i64) { ko: "알림 {n}", en: "{n} unread" }
    other_language { ko: "English", en: "한국어" }
    typed_is_lost { ko: "입력한 내용은 지워집니다", en: "what you typed is lost" }
    menu { ko: "메뉴", en: "Menu" }
    log_out { ko: "나가기", en: "Log out" }
    live { ko: "실시간", en: "Live" }
    late(n: &str) { ko: "늦음 {n}초", en: "{n} s late" }
    cut(t: &str) { ko: "끊김 {t}부터", en: "Cut since {t}" }
    watch_line { ko: "관제선", en: "Watch line" }
    kst { ko: "한국 시각", en: "KST" }
    business_day { ko: "영업일", en: "Business day" }
    ledger_diff { ko: "원장 차액", en: "Ledger diff" }
    in_doubt { ko: "확인 중", en: "In doubt" }
    incidents { ko: "사건", en: "Incidents" }
    oss { ko: "오픈소스", en: "Open source" }
    lead_old(t: &str) {
        ko: "{t} 뒤의 일은 이 화면이 모릅니다.", en: "This page knows nothing after {t}."
    }
    lead_until(t: &str) { ko: " {t} 기준:", en: " As of {t}:" }
    as_of(t: &str) { ko: "{t} 기준", en: "as of {t}" }
    ago(age: &str) { ko: "{age} 전", en: "{age} ago" }
    ago_seconds(n: &str) { ko: "{n}초 전", en: "{n} s ago" }
    unknown { ko: "모름", en: "unknown" }
    cases(n: &str) { ko: "{n}건", en: "{n}" }
    role_operator { ko: "운영", en: "Operations" }
    role_security { ko: "보안 관제", en: "Security desk" }
    role_inspector { ko: "점검기관", en: "Inspection body" }
    role_legal { ko: "법무", en: "Legal" }
    role_regulator { ko: "감독기관", en: "Supervision" }
    role_bank { ko: "은행", en: "Bank" }
    role_fintech { ko: "이용기관", en: "Institution" }
    role_insurer { ko: "보증기관", en: "Insurer" }
    role_auditor { ko: "감사", en: "Audit" }
    role_administrator { ko: "계정 관리", en: "Accounts" }

    // Ages
    seconds_fine(n: &str) { ko: "{n}초", en: "{n} s" }
    seconds(s: u64) { ko: "{s}초", en: "{s} s" }
    minutes_seconds(m: u64, s: u64) { ko: "{m}분 {s:02}초", en: "{m} min {s:02} s" }
    hours_minutes(h: u64, m: u64) { ko: "{h}시간 {m:02}분", en: "{h} h {m:02} min" }
    days_hours(d: u64, h: u64) { ko: "{d}일 {h}시간", en: "{d} d {h} h" }

    // The network page
    network { ko: "관제", en: "Network" }
    suspended_too(n: usize) { ko: " · 이용 정지 {n}", en: " · suspended {n}" }
    facts(banks: &str, live: &str) {
        ko: "은행 {banks} · 이용할 수 있는 기관 {live}", en: "Banks {banks} · live institutions {live}"
    }
    bank_slow(subject: &str) { ko: "{subject} 느립니다.", en: "{subject} is slow." }
    bank_down(subject: &str) { ko: "{subject} 응답하지 않습니다.", en: "{subject} does not answer." }
    bank_cut(subject: &str) {
        ko: "{subject} 차단되어 있습니다.", en: "{subject} is cut off."
    }
    banks_more(n: u64) { ko: " 다른 은행 {n}곳도 좋지 않습니다.", en: " {n} more in trouble." }
    since_slow(t: &str, p99: &str) {
        ko: " {t}부터 응답 p99가 {p99}입니다.", en: " Since {t} its p99 is {p99}."
    }
    since_failing(t: &str, p99: &str, share: &str) {
        ko: " {t}부터 응답 p99가 {p99}, 실패가 {share} %입니다.",
        en: " Since {t} its p99 is {p99} and {share} % of calls fail."
    }
    since_down(t: &str, share: &str) {
        ko: " {t}부터 요청의 {share} %가 실패합니다.",
        en: " Since {t} {share} % of calls fail."
    }
    since_cut {
        ko: " 답이 없어 차단기가 열렸고, 새 출금은 바로 거절됩니다.",
        en: " It stopped answering; its breaker is open and new withdrawals are refused at once."
    }
    asking_before { ko: " 답을 받지 못한 이체 ", en: " Naru is asking again about " }
    transfers(n: &str, s: &str) { ko: "{n}건{s:.0}", en: "{n} transfer{s}" }
    asking_after { ko: "을 되묻고 있습니다.", en: " that got no answer." }
    doubt_subject { ko: "확인 중인 이체가 있습니다.", en: "Transfers are in doubt." }
    doubt_oldest(age: &str) {
        ko: " 가장 오랜 것은 {age}째입니다.", en: " The oldest has waited {age}."
    }
    ledger_broken(diff: &str) {
        ko: "원장이 {diff} 어긋났습니다.", en: "The ledger is out by {diff}."
    }
    ledger_left { ko: "끝난 이체에 예약이 남았습니다.", en: "Money is still reserved on finished transfers." }
    ledger_unknown { ko: "원장의 차액을 셀 수 없습니다.", en: "The ledger's difference cannot be counted." }
    ledger_do {
        ko: " 새 이체는 받지 않습니다. naru verify를 돌리고 담당자를 부르십시오.",
        en: " No new transfer is taken. Run naru verify and call the person in charge."
    }
    chain_broken { ko: "감사 고리가 끊어졌습니다.", en: "The audit chain is broken." }
    chain_do {
        ko: " naru audit verify가 끊어진 곳을 알려 줍니다.", en: " naru audit verify says where."
    }
    no_traffic { ko: "지난 1분 동안 요청이 없었습니다.", en: "No request in the last minute." }
    all_well { ko: "모두 정상입니다.", en: "All is well." }
    rest_well_one { ko: " 나머지 은행 1곳은 정상이며 ", en: " The other bank is normal, and " }
    banks_well_one { ko: " 은행 1곳이 정상이며 ", en: " The one bank is normal, and " }
    rest_well(n: u64) { ko: " 나머지 은행 {n}곳은 정상이며 ", en: " {n} other banks are normal, and " }
    banks_well(n: u64) { ko: " 은행 {n}곳이 정상이며 ", en: " {n} banks are normal, and " }
    money_holds { ko: "돈은 1원도 어긋나지 않았습니다.", en: "not one won is out of place." }
    money_holds_too { ko: " 돈은 1원도 어긋나지 않았습니다.", en: " Not one won is out of place." }
    money_unknown_too { ko: " 원장은 아직 맞추어 보지 않았습니다.", en: " The ledger has not been checked yet." }
    money_unknown { ko: "원장은 아직 맞추어 보지 않았습니다.", en: "the ledger has not been checked yet." }

    // Meters
    requests { ko: "초당 요청", en: "Requests/s" }
    requests_mix(i: &str, w: &str, d: &str) {
        ko: "초당 요청 · 조회 {i} % 출금 {w} % 입금 {d} %", en: "Requests/s · {i} % inq. {w} % wd. {d} % dep."
    }
    per_second { ko: "건/초", en: "/s" }
    peak(n: &str) { ko: "지난 10분 최고 {n}", en: "peak of 10 min {n}" }
    success { ko: "이체 성공, 최근 5분", en: "Transfers succeeded, 5 min" }
    success_of(settled: &str, ended: &str) {
        ko: "{ended}건 중 {settled}건 · 목표 99.50 %", en: "{settled} of {ended} · target 99.50 %"
    }
    success_below(settled: &str, ended: &str) {
        ko: "목표 99.50 % 아래 · {ended}건 중 {settled}건", en: "below 99.50 % · {settled} of {ended}"
    }
    success_none { ko: "최근 5분 동안 끝난 이체가 없습니다", en: "no transfer ended in 5 min" }
    added { ko: "나루가 더하는 지연 p99", en: "Latency Naru adds, p99" }
    added_note(p50: &str, whole: &str) {
        ko: "p50 {p50} ms · 은행 포함 p99 {whole} ms", en: "p50 {p50} ms · with banks p99 {whole} ms"
    }
    added_none { ko: "지난 1분 동안 잰 것이 없습니다", en: "nothing measured in the last minute" }
    doubts { ko: "확인 중 이체", en: "Transfers in doubt" }
    unit_cases { ko: "건", en: "" }
    doubts_note(amount: &str, age: &str) {
        ko: "{amount} · 가장 오랜 것 {age}", en: "{amount} · oldest {age}"
    }
    doubts_none { ko: "답을 기다리는 돈이 없습니다", en: "no money waits for an answer" }
    trend(what: &str) { ko: "{what}, 최근 10분 추이", en: "{what}, last 10 minutes" }

    // 물길
    river { ko: "물길", en: "The crossing" }
    river_note {
        ko: "왼쪽 기슭은 이용기관, 오른쪽 기슭은 은행. 물길의 굵기는 초당 요청 수.",
        en: "Left: institutions. Right: banks. Width of a stream: requests per second."
    }
    river_head(rate: &str) { ko: "나루 {rate}건/초", en: "Naru {rate}/s" }
    river_label { ko: "이용기관에서 은행으로 흐르는 초당 요청. 수치는 양쪽 표에 있습니다.", en: "Requests per second from institutions to banks. The tables on both sides have the figures." }
    institution { ko: "이용기관", en: "Institution" }
    gates { ko: "관문", en: "Gates" }
    checks { ko: "점검", en: "Checks" }
    standing { ko: "자격", en: "Standing" }
    rate { ko: "건/초", en: "req/s" }
    p50 { ko: "p50 ms", en: "p50 ms" }
    p99 { ko: "p99 ms", en: "p99 ms" }
    errors { ko: "오류 %", en: "err %" }
    bank { ko: "은행", en: "Bank" }
    state { ko: "상태", en: "State" }
    failures { ko: "실패 %", en: "fail %" }
    last_hour { ko: "지난 60분, 2분 칸", en: "Last 60 min, by 2 min" }
    hour_of(bank: &str, calm: usize, bad: usize, none: usize) {
        ko: "{bank}의 지난 60분: 2분 칸 30개 중 정상 {calm}, 나쁨 {bad}, 요청 없음 {none}",
        en: "{bank}, last 60 minutes: of 30 cells {calm} normal, {bad} bad, {none} without calls"
    }
    others(n: usize) { ko: "그 밖 {n}곳", en: "{n} others" }
    no_institutions {
        ko: "이용기관이 아직 없습니다. 등록하면 이 자리에 나옵니다.",
        en: "No institution yet. Institutions appear here once they are registered."
    }
    no_banks {
        ko: "은행이 아직 없습니다. 등록하면 이 자리에 나옵니다.",
        en: "No bank yet. Banks appear here once they are registered."
    }
    standing_normal { ko: "정상", en: "Live" }
    standing_warned { ko: "주의", en: "Warned" }
    standing_limit { ko: "한도 축소", en: "Limit cut" }
    standing_inquiry { ko: "조회 전용", en: "Inquiry only" }
    standing_suspended { ko: "이용 정지", en: "Suspended" }
    standing_not_admitted { ko: "개시 전", en: "Not live yet" }
    bank_quiet { ko: "요청 없음", en: "No calls" }
    bank_normal { ko: "정상", en: "Normal" }
    bank_is_slow { ko: "느림", en: "Slow" }
    bank_is_down { ko: "장애", en: "Down" }
    bank_is_cut { ko: "차단", en: "Cut off" }

    // In doubt
    doubt_note(shown: &str, all: &str) {
        ko: "오래된 순 · {all}건 중 {shown}건", en: "oldest first · {shown} of {all}"
    }
    asked_at { ko: "요청 시각", en: "Asked at" }
    from_to { ko: "이용기관 → 은행", en: "Institution → bank" }
    amount_unit { ko: "금액 (원)", en: "Amount (₩)" }
    age_head { ko: "지난 시간", en: "Age" }
    inquiries { ko: "재조회", en: "Asked" }
    times(n: &str) { ko: "{n}회", en: "{n}×" }
    last_word { ko: "은행의 마지막 답", en: "Bank’s last word" }
    said_nothing { ko: "응답 없음", en: "no answer" }
    said_unsure { ko: "400 확인 불가", en: "400 not certain" }
    said_working { ko: "처리 중", en: "in process" }
    said_late { ko: "늦은 응답 도착", en: "late answer in" }
    no_doubt { ko: "확인 중인 이체가 없습니다.", en: "No transfer is in doubt." }
    no_doubt_last(t: &str) { ko: " 마지막은 {t}에 확정되었습니다.", en: " The last was resolved at {t}." }

    // Money
    money { ko: "원장 정합", en: "Money check" }
    debits { ko: "차변 합", en: "Debits" }
    credits { ko: "대변 합", en: "Credits" }
    difference { ko: "차액", en: "Difference" }
    reserved { ko: "예약된 돈", en: "Reserved" }
    reserved_doubt { ko: "그중 확인 중", en: "of which in doubt" }
    left_on_finished { ko: "끝난 이체에 남은 예약", en: "Reserved on final transfers" }
    audit_chain { ko: "감사 고리", en: "Audit chain" }
    chain_whole { ko: "정상", en: "whole" }
    chain_cut { ko: "끊어짐", en: "broken" }
    chain_unchecked { ko: "아직 검증 안 함", en: "not verified yet" }
    no_money {
        ko: "원장을 아직 맞추어 보지 않아 합을 말할 수 없습니다. 몇 초 안에 첫 결과가 나옵니다.",
        en: "The ledger has not been checked yet, so no sum can be stated. The first result comes within seconds."
    }

    // Events
    events { ko: "최근 일", en: "What happened" }
    events_note(n: usize) { ko: "은행·이용기관·원장, 최근 {n}건", en: "banks, institutions, ledger · last {n}" }
    no_events { ko: "아직 일어난 일이 없습니다.", en: "Nothing has happened yet." }
    started { ko: "나루 시작", en: "Naru started" }
    event_bank(bank: &str, state: &str) { ko: "{bank} {state}", en: "{bank}: {state}" }
    event_well(bank: &str) { ko: "{bank} 다시 정상", en: "{bank} normal again" }
    event_after(age: &str) { ko: "{age} 만에", en: "after {age}" }
    event_doubt(bank: &str) { ko: "{bank} 확인 중 이체", en: "{bank}: in doubt" }
    event_doubt_n(n: u64) { ko: "{n}건의 결과를 모름", en: "outcome of {n} unknown" }
    event_cleared { ko: "확인 중 이체 모두 확정", en: "All doubts resolved" }
    event_standing(who: &str, state: &str) { ko: "{who} {state}", en: "{who}: {state}" }
    event_verified { ko: "감사 고리 검증", en: "Audit chain verified" }

    // Foot
    version(v: &str, store: &str) { ko: "나루 {v} · 저장소 {store}", en: "Naru {v} · store {store}" }
    audit_head(n: &str, t: &str) { ko: "감사 고리 #{n} · 검증 {t}", en: "Audit link #{n} · verified {t}" }
    audit_head_only(n: &str) { ko: "감사 고리 #{n} · 아직 검증 안 함", en: "Audit link #{n} · not verified yet" }

    // The door
    door_title { ko: "들어가기", en: "Log in" }
    slogan_a { ko: "건너게 하고,", en: "Let them cross," }
    slogan_b { ko: "살피고, 지킵니다.", en: "watch, and keep safe." }
    door_about {
        ko: "오픈뱅킹 중계와 안전 체계의 관제 화면입니다. 운영, 보안 관제, 감사가 같은 사실을 봅니다.",
        en: "The watch over open-banking relay and safety. Operations, security and audit see the same facts."
    }
    step(n: u8, of: u8) { ko: "{of}단계 중 {n}단계", en: "Step {n} of {of}" }
    login_head { ko: "나루에 들어가기", en: "Log in to Naru" }
    login_note { ko: "등록할 때 정한 아이디와 비밀번호를 적어 주세요.", en: "Use the login and password you chose when you enrolled." }
    login_label { ko: "아이디", en: "Login" }
    password_label { ko: "비밀번호", en: "Password" }
    go_on { ko: "다음", en: "Continue" }
    code_head { ko: "인증 앱의 여섯 자리를 적어 주세요", en: "Type the six digits of your authenticator" }
    code_for(login: &str) { ko: "{login} 님, 비밀번호를 확인했습니다.", en: "{login}: your password is right." }
    somebody_else { ko: "다른 사람입니다", en: "Not you?" }
    code_label { ko: "일회용 번호", en: "One-time code" }
    code_help {
        ko: "30초마다 바뀝니다. 이 번호를 전화나 메시지로 묻는 사람은 없습니다.",
        en: "It changes every 30 seconds. Nobody will ever ask for it by phone or message."
    }
    enter { ko: "들어가기", en: "Log in" }
    lost { ko: "기기를 잃어버렸으면 계정 관리자에게 알려 주세요.", en: "Lost your device? Tell an account administrator." }
    law {
        ko: "허가된 사람만 쓸 수 있습니다. 들어오고 나간 시각과 한 일은 감사 기록에 남습니다.",
        en: "Authorised persons only. When you come and go, and what you do, stays in the audit trail."
    }
    was_wrong { ko: "고칠 곳이 있었습니다. 다시 보내면 보입니다.", en: "Something was to be put right. Send the form again to see what." }
    fix_one { ko: "고칠 곳이 있습니다.", en: "Something needs to be put right." }
    login_refused {
        ko: "아이디나 비밀번호가 맞지 않거나, 여러 번 틀려 잠시 막혀 있습니다.",
        en: "Login or password is wrong, or too many attempts were made and it is held for a while."
    }
    code_refused {
        ko: "번호가 맞지 않거나 이미 쓰였습니다. 새 번호가 나오면 다시 적어 주세요.",
        en: "The code is wrong or was used already. Type the next one."
    }
    begin_again {
        ko: "처음부터 다시 들어가 주세요.", en: "Please begin again."
    }
    busy { ko: "지금은 들어오는 사람이 많습니다. 잠시 뒤 다시 해 주세요.", en: "Many people are logging in right now. Try again in a moment." }
    text_too_long(most: usize, count: usize) {
        ko: "{most}자까지 쓸 수 있습니다. 지금 {count}자이니 줄여서 다시 보내십시오.",
        en: "At most {most} characters; this is {count}. Shorten it and send it again."
    }
    stale_form { ko: "화면이 오래되어 다시 열었습니다. 한 번 더 적어 주세요.", en: "The page was too old and was opened anew. Please type it once more." }
    enrolled { ko: "등록이 끝났습니다. 이제 들어갈 수 있습니다.", en: "You are enrolled and can log in now." }
    session_over {
        ko: "접속이 끝났습니다. 다시 로그인하면 보던 화면으로 돌아갑니다.",
        en: "Your session has ended. Log in again to return to where you were."
    }
    session_over_unsent {
        ko: "접속이 끝나 방금 보낸 내용은 처리되지 않았습니다. 다시 로그인하면 보던 화면으로 돌아갑니다.",
        en: "Your session had ended: what you sent was not taken. Log in again to return to where you were."
    }
    logged_out { ko: "나왔습니다.", en: "You are logged out." }
    enrol_title { ko: "등록", en: "Enrol" }
    enrol_head { ko: "나루 직원으로 등록", en: "Enrol as Naru staff" }
    enrol_role(role: &str, until: &str) {
        ko: "역할: {role}. 이 링크는 {until}까지 한 번만 쓸 수 있습니다.",
        en: "Role: {role}. This link works once, until {until}."
    }
    handover_label { ko: "전달받은 코드", en: "Code handed to you" }
    handover_help {
        ko: "링크를 준 사람과 다른 관리자가 알려 준 열 글자입니다.",
        en: "Ten characters from the other administrator, not the one who gave you the link."
    }
    bad_handover {
        ko: "코드나 그 밖의 것이 맞지 않습니다. 다섯 번 틀리면 링크가 죽습니다.",
        en: "The code, or what goes with it, is wrong. After five wrong tries the link dies."
    }
    name_label { ko: "이름", en: "Name" }
    login_help { ko: "영문 소문자, 숫자, 점, 붙임표. 3자에서 32자.", en: "Small letters, digits, dot, hyphen; 3 to 32." }
    password_help { ko: "12자 이상. 긴 문장이 가장 좋습니다.", en: "At least 12 characters. A long sentence is best." }
    bad_name { ko: "이름을 1자에서 40자로 적어 주세요.", en: "Give a name of 1 to 40 characters." }
    bad_login { ko: "아이디는 영문 소문자로 시작하는 3자에서 32자입니다.", en: "A login begins with a small letter and has 3 to 32 characters." }
    taken_login { ko: "이미 쓰이는 아이디입니다. 다른 것을 정해 주세요.", en: "This login is taken. Choose another." }
    short_password { ko: "비밀번호는 12자 이상이어야 합니다.", en: "A password has at least 12 characters." }
    long_password { ko: "비밀번호가 너무 깁니다.", en: "The password is too long." }
    plain_password { ko: "같은 글자가 많거나 아이디가 들어 있어 쉽게 맞힐 수 있습니다.", en: "Too few different characters, or it contains the login." }
    recover_title { ko: "되찾기", en: "Recover" }
    recover_head { ko: "계정 되찾기", en: "Get your account back" }
    recover_factor {
        ko: "지금 비밀번호와 전달받은 코드로 새 인증 앱을 등록합니다.",
        en: "With your password and the code handed to you, add a new authenticator."
    }
    recover_whole {
        ko: "전달받은 코드로 비밀번호와 인증 앱을 새로 정합니다.",
        en: "With the code handed to you, set a new password and authenticator."
    }
    password_old_help { ko: "지금 쓰던 비밀번호입니다.", en: "The password you have been using." }
    qr_head { ko: "인증 앱에 나루를 넣어 주세요", en: "Add Naru to your authenticator" }
    qr_note {
        ko: "인증 앱으로 그림을 찍거나 아래 글자를 손으로 적은 다음, 앱에 나온 여섯 자리를 적습니다.",
        en: "Scan the picture with your authenticator or type the letters below, then enter the six digits it shows."
    }
    qr_label { ko: "인증 앱이 읽을 QR 그림. 같은 내용이 아래에 글자로 있습니다.", en: "QR code for authenticator apps. The same secret stands below as text." }
    qr_open { ko: "이 전화의 인증 앱으로 열기", en: "Open in this telephone’s authenticator" }
    secret_label { ko: "비밀 글자", en: "Secret" }
    finish { ko: "마치기", en: "Finish" }
    lapsed_head { ko: "쓸 수 없는 링크입니다", en: "This link does not work" }
    lapsed {
        ko: "이미 썼거나 기한이 지났습니다. 계정 관리자에게 새 링크를 요청해 주세요.",
        en: "It was used already or has lapsed. Ask an account administrator for a new one."
    }

    // Parts of staff pages
    reason_label { ko: "사유", en: "Reason" }
    reason_help {
        ko: "두 번째 확인자가 읽고 판단할 수 있게 적습니다. 봉인되어 저장됩니다.",
        en: "So that the second person can judge. It is stored sealed."
    }
    fresh_help {
        ko: "위험한 일이라 인증 앱의 지금 번호를 한 번 더 받습니다.",
        en: "This is a dangerous deed: the present code of your authenticator is asked for again."
    }
    passkey_prove { ko: "번호 대신 패스키로 확인", en: "Use a passkey instead of the code" }
    passkey_proved {
        ko: "패스키로 확인했습니다. 이제 아래 단추를 누르면 됩니다.",
        en: "Your passkey was taken. You can press the button below now."
    }
    passkey_failed {
        ko: "패스키로 확인하지 못했습니다. 다시 하거나 인증 앱의 번호를 적어 주세요.",
        en: "The passkey was not taken. Try again, or type the code of your authenticator."
    }
    passkey_enter { ko: "번호 대신 패스키로 들어가기", en: "Log in with a passkey instead" }
    shown_more(n: usize) { ko: "{n}건 표시, 더 있습니다.", en: "{n} shown; there are more." }
    shown_all(n: usize) { ko: "{n}건 표시, 더 없습니다.", en: "{n} shown; no more." }
    next_page { ko: "다음 50", en: "Next 50" }
    previous_page { ko: "이전 50", en: "Previous 50" }
    first_page { ko: "처음으로", en: "To the beginning" }
    span(from: &str, to: &str, all: &str) { ko: "{all}건 중 {from}–{to}", en: "{from}–{to} of {all}" }
    span_things(from: &str, to: &str, all: &str) { ko: "{all}개 중 {from}–{to}", en: "{from}–{to} of {all}" }
    span_institutions(from: &str, to: &str, all: &str) { ko: "{all}곳 중 {from}–{to}", en: "{from}–{to} of {all}" }
    find_label { ko: "이름이나 코드", en: "Name or code" }
    find_button { ko: "찾기", en: "Find" }
    find_clear { ko: "조건 지우기", en: "Clear the filter" }
    find_none(name: &str) { ko: "‘{name}’에 맞는 곳이 없습니다.", en: "Nobody fits ‘{name}’." }
    participants_group { ko: "참가", en: "Participants" }
    record_group { ko: "기록", en: "Records" }
    transfers_menu { ko: "이체", en: "Transfers" }
    institutions { ko: "이용기관", en: "Institutions" }
    banks { ko: "은행", en: "Banks" }
    consents { ko: "동의", en: "Consents" }
    money_group { ko: "돈", en: "Money" }
    settlement { ko: "정산", en: "Settlement" }
    funds { ko: "입금 재원", en: "Paying accounts" }
    reconciliation { ko: "대사", en: "Reconciliation" }
    audit { ko: "감사", en: "Audit" }
    accounts { ko: "계정", en: "Accounts" }
    proposals { ko: "제안", en: "Proposals" }
    me_menu { ko: "내 계정", en: "My account" }
    staff_group { ko: "사람", en: "People" }

    // Errors
    nothing_here_head { ko: "아직 볼 것이 없습니다", en: "Nothing to see yet" }
    nothing_here(role: &str) {
        ko: "{role} 역할이 볼 쪽이 아직 없습니다. 맡은 일이 생기면 이곳에 나옵니다.",
        en: "There is no page for {role} yet. What concerns you will appear here."
    }
    not_found_head { ko: "없는 쪽입니다", en: "No such page" }
    not_found { ko: "주소를 다시 보아 주세요.", en: "Please check the address." }
    back { ko: "관제로", en: "To the network" }
    fault_head { ko: "이 쪽을 보여 드리지 못했습니다", en: "This page could not be shown" }
    fault {
        ko: "돈과 원장은 그대로입니다. 이 쪽만 보이지 않습니다. 잠시 뒤 다시 열어 주세요.",
        en: "Money and ledger are as they were; only this page is missing. Open it again in a moment."
    }
    forbidden_head { ko: "볼 권한이 없습니다", en: "You may not see this" }
    forbidden_who(roles: &str) { ko: "이 화면을 쓰는 직무: {roles}.", en: "This page is for: {roles}." }
    forbidden { ko: "필요하면 계정 관리자에게 요청해 주세요.", en: "Ask an account administrator if you need it." }
}
