//! The words of evidence from tools.

use naru_base::texts;

texts! {
    tools { ko: "도구 증거", en: "Evidence from tools" }
    oscal { ko: "OSCAL 내려받기", en: "Download OSCAL" }
    lead_none { ko: "아직 가져온 도구 결과가 없습니다. 모르는 것은 충족이 아닙니다.", en: "Nothing was imported yet. What is not known is not met." }
    lead_bare(n: usize) {
        ko: "해시만 낸 도구 결과가 {n}건 있습니다. 파일을 가져오면 항목별로 볼 수 있습니다.",
        en: "Tool results on file by their hash only:\u{a0}{n}. They can be seen item by item once the file is imported."
    }
    lead_bare_read(n: usize) {
        ko: "해시만 낸 도구 결과가 {n}건 있습니다. 이용기관, 운영기관이나 점검기관이 파일을 가져오면 항목별로 볼 수 있습니다.",
        en: "Tool results on file by their hash only:\u{a0}{n}. They can be seen item by item once the institution, the operator or the inspection body imports the file."
    }
    lead_elsewhere {
        ko: "여기서 고른 대상에 대한 도구 결과는 아직 없습니다. 다른 대상의 결과는 아래에서 고릅니다.",
        en: "Nothing was imported about what is chosen here; choose one of the others below."
    }
    lead_clear { ko: "기한이 남은 도구 결과에 열린 발견이 없습니다.", en: "No run that still counts has anything open." }
    lead_open(n: usize) {
        ko: "도구가 반박하는 항목은 없지만 열린 발견이 {n}건 있습니다.",
        en: "Tools refute no item, but findings are open:\u{a0}{n}.",
    }
    lead_loose(open: usize, grave: usize) {
        ko: "점검 항목에 걸리지 않은 열린 발견이 {open}건이고, 그중 높음 이상이 {grave}건입니다.",
        en: "Open findings that concern no item:\u{a0}{open} ({grave} high or critical).",
    }
    lead_review(n: usize) {
        ko: "사람이 판단할 항목이 {n}개 있습니다.",
        en: "Items for a person to judge:\u{a0}{n}.",
    }
    lead_refuted(refuted: usize, review: usize) {
        ko: "도구가 반박하는 항목이 {refuted}개, 사람이 판단할 항목이 {review}개 있습니다.",
        en: "Of the items, tools refute\u{a0}{refuted} and a person has to judge\u{a0}{review}.",
    }
    lead_refuted_only(refuted: usize) {
        ko: "도구가 반박하는 항목이 {refuted}개 있습니다.",
        en: "Items that tools refute:\u{a0}{refuted}.",
    }
    came(tool: &str, n: i64) {
        ko: "{tool} 결과 파일을 받았습니다. 발견은 {n}건입니다.",
        en: "The file of {tool} was received. Findings in it: {n}.",
    }
    came_again(at: &str) {
        ko: "{at}에 이미 받은 파일입니다. 바뀐 것이 없습니다.",
        en: "This file was received already, on {at}. Nothing has changed.",
    }
    files(n: usize) { ko: "파일 {n}", en: "files {n}" }
    whole { ko: "기관 전체", en: "Institution as a whole" }
    service_label { ko: "서비스", en: "Service" }
    items_head { ko: "항목별로", en: "By item" }
    items_note { ko: "도구는 뒷받침하거나 반박할 뿐, 항목은 사람이 닫습니다", en: "tools support or refute; people close an item" }
    items_none { ko: "고른 대상에 대해 도구가 말하는 항목이 없습니다.", en: "Tools say nothing about what is chosen here." }
    item_head { ko: "항목", en: "Item" }
    state_head { ko: "상태", en: "State" }
    open_head { ko: "열림", en: "Open" }
    worst_head { ko: "가장 심각", en: "Gravest" }
    files_head { ko: "파일", en: "File" }
    until_head { ko: "유효 기한", en: "Counts until" }
    more(n: usize) { ko: "외 {n}", en: "and {n} more" }
    refuted { ko: "반박", en: "Refuted" }
    review { ko: "판단 필요", en: "To be judged" }
    expired { ko: "기한 지남", en: "Expired" }
    supported { ko: "뒷받침", en: "Supported" }
    findings_head { ko: "발견", en: "Findings" }
    findings_note { ko: "뒤의 실행에서 사라진 것은 빼고", en: "without those that a later run did not find" }
    findings_none { ko: "발견이 없습니다.", en: "There are no findings." }
    only_item(item: &str) { ko: "{item}만", en: "{item} only" }
    all_items { ko: "모두 보기", en: "Show all" }
    what_head { ko: "무엇", en: "What" }
    severity_head { ko: "심각도", en: "Severity" }
    where_head { ko: "어디", en: "Where" }
    seen_head { ko: "마지막", en: "Last seen" }
    since(at: &str) { ko: "{at}부터", en: "since {at}" }
    cut(shown: usize, all: usize) {
        ko: "{all}건 가운데 심각한 {shown}건을 보입니다. 항목을 고르면 좁혀집니다.",
        en: "The {shown} gravest of {all}; choose an item to narrow them down.",
    }
    critical { ko: "심각", en: "Critical" }
    high { ko: "높음", en: "High" }
    medium { ko: "보통", en: "Medium" }
    low { ko: "낮음", en: "Low" }
    info { ko: "참고", en: "Information" }
    not_known { ko: "모름", en: "Not known" }
    open { ko: "열림", en: "open" }
    look { ko: "확인 필요", en: "to be looked at" }
    passed { ko: "이상 없음", en: "in order" }
    fixed { ko: "고침", en: "mended" }
    suppressed { ko: "받아들임", en: "accepted" }
    not_affected { ko: "해당 없음", en: "not affected" }
    bare_head { ko: "해시로만 낸 도구 결과", en: "Results on file by hash alone" }
    bare_note { ko: "파일은 없고 해시만 있음, 항목별로 볼 수 없음", en: "the hash, and no file: nothing can be seen item by item" }
    title_head { ko: "제목", en: "Title" }
    scans_head { ko: "가져온 파일", en: "Imports" }
    scans_none { ko: "가져온 파일이 없습니다.", en: "Nothing was imported." }
    newest(n: usize) { ko: "최근 {n}건", en: "the newest {n}" }
    tool_head { ko: "도구", en: "Tool" }
    observed_head { ko: "실행", en: "Observed" }
    received_head { ko: "받음", en: "Received" }
    kept_head { ko: "해석하지 못한 값 / 모두", en: "Not understood / all values" }
    open_of_head { ko: "열림 / 발견", en: "Open / found" }
    unfinished { ko: "끝까지 가지 않음", en: "did not come to its end" }
}

texts! {
    import_head { ko: "파일 가져오기", en: "Import a file" }
    scope_label { ko: "범위 이름", en: "Scope" }
    scope_help {
        ko: "무엇을 보았는지 적지 않는 도구(정적 분석)에서 저장소 이름 등으로 나눕니다. 비워도 됩니다",
        en: "tells runs apart that do not say what they looked at, such as a repository's name; may be empty",
    }
    observed_label { ko: "실행한 날", en: "Ran on" }
    observed_help { ko: "파일에 시각이 없을 때만", en: "only if the file does not say" }
    file_label { ko: "도구가 쓴 파일", en: "The tool's file" }
    file_help {
        ko: "SARIF, ZAP, nuclei, testssl.sh, SSLyze, MobSF, Nmap, Semgrep, Wapiti, CycloneDX, SPDX, OSCAL. 64 MiB까지. 형식은 내용으로 알아봅니다",
        en: "SARIF, ZAP, nuclei, testssl.sh, SSLyze, MobSF, Nmap, Semgrep, Wapiti, CycloneDX, SPDX, OSCAL; up to 64 MiB. The format is told by the content",
    }
    import_button { ko: "파일 가져오기", en: "Import the file" }
    busy { ko: "다른 파일을 읽는 중입니다. 잠시 뒤에 다시 하세요.", en: "Another file is being read; try again in a moment." }
    too_large { ko: "파일이 64 MiB를 넘습니다. 대상을 나누어 실행하세요.", en: "The file is larger than 64 MiB; split the run by targets." }
    broken_form { ko: "파일이 끝까지 오지 않았습니다. 다시 보내 주세요.", en: "The file did not arrive whole; send it again." }
    no_file { ko: "파일을 고르세요.", en: "Choose a file." }
    not_read(why: &str) {
        ko: "파일을 읽지 못해 아무것도 가져오지 않았습니다. {why}",
        en: "The file was not read and nothing was imported. {why}",
    }
    name_too_long(most: usize, count: usize) {
        ko: "파일 이름은 {most}자까지입니다. 지금 {count}자이니 이름을 줄여서 다시 고르십시오.",
        en: "The name of a file has at most {most} characters; this one has {count}. Shorten it and choose the file again.",
    }
    not_taken { ko: "파일을 가져오지 않았습니다. 적은 값을 다시 보아 주세요.", en: "Nothing was imported; please check what you gave." }
    no_time { ko: "파일에 실행 시각이 없습니다. 실행한 날을 적으세요.", en: "The file does not say when the tool ran; give the day." }
    wrong_time { ko: "실행 시각이 앞날입니다. 도구를 돌린 기기의 시계를 확인하세요.", en: "It was observed in the future; check the clock of the machine that scanned." }
    too_many { ko: "열린 발견이 너무 많습니다. 대상을 나누어 실행하세요.", en: "Too many open findings; split the run by targets." }
    not_evidence { ko: "항목 목록이지 증거가 아닙니다.", en: "This is a list of controls, not evidence." }
    no_service { ko: "신고된 서비스가 아닙니다.", en: "No such service is declared." }
    not_applied { ko: "참가를 신청한 뒤에 가져올 수 있습니다.", en: "Files can be imported once the institution has applied." }
}
