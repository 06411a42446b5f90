//! What `naru gate evidence` says.

use naru_base::{Lang, texts};

texts! {
    unreadable(file: &str) { ko: "`{file}`을(를) 읽을 수 없습니다", en: "cannot read `{file}`" }
    not_read(file: &str, why: &str) {
        ko: "`{file}`: {why} 아무것도 가져오지 않았습니다",
        en: "`{file}`: {why} Nothing of it was taken",
    }
    not_read_hint {
        ko: "도구가 끝까지 실행되었는지, 온전한 파일인지 확인하십시오. 읽는 형식은 `naru gate evidence --help`가 보여 줍니다",
        en: "check that the tool came to its end and the file is whole; `naru gate evidence --help` lists the formats",
    }
    not_imported(file: &str, why: &str) {
        ko: "`{file}`을(를) 가져오지 않았습니다: {why}",
        en: "`{file}` was not imported: {why}",
    }
    known(file: &str) {
        ko: "{file}: 이미 가져온 파일입니다. 바뀐 것이 없습니다",
        en: "{file}: imported before, nothing changed",
    }
    imported(file: &str, tool: &str, open: usize, new: usize, again: usize, gone: usize) {
        ko: "{file}: {tool}, 열린 발견 {open}건 (새로 {new}, 다시 {again}, 사라짐 {gone})",
        en: "{file}: {tool}, {open} open findings ({new} new, {again} seen before, {gone} gone)",
    }
    format_line(format: &str, version: &str) { ko: "형식    {format} {version}", en: "format    {format} {version}" }
    tool_line(tool: &str) { ko: "도구    {tool}", en: "tool      {tool}" }
    target_line(target: &str) { ko: "대상    {target}", en: "target    {target}" }
    more(n: usize) { ko: "외 {n}개", en: "and {n} more" }
    observed_line(at: &str, said: &str) { ko: "관측    {at} ({said})", en: "observed  {at} ({said})" }
    unfinished { ko: "실행    끝까지 가지 않음: 아무것도 증명하지 않습니다", en: "run       did not come to its end: it proves nothing" }
    findings_line(open: usize, passed: usize, other: usize) {
        ko: "발견    열림 {open}, 이상 없음 {passed}, 그 밖 {other}",
        en: "findings  {open} open, {passed} in order, {other} other",
    }
    severity_line(severity: &str, n: usize) { ko: "        {severity} {n}", en: "          {severity} {n}" }
    components_line(n: usize) { ko: "구성    {n}개", en: "parts     {n}" }
    items_line(items: &str) { ko: "항목    열린 발견이 닿는 점검 항목: {items}", en: "items     open findings concern: {items}" }
    covers_line(items: &str) { ko: "        이 실행이 말하는 점검 항목: {items}", en: "          this run speaks to: {items}" }
    none { ko: "없음", en: "none" }
    kept_line(values: usize, kept: usize, parts: usize) {
        ko: "보관    값 {values}개 중 {kept}개는 이해하지 않고 그대로 보관 ({parts}곳)",
        en: "kept      {kept} of {values} values are not understood and kept as they are ({parts} places)",
    }
    kept_kind(place: &str, parts: usize, values: usize) {
        ko: "        {place} ×{parts}, 값 {values}개",
        en: "          {place} ×{parts}, {values} values",
    }
    remark_line(text: &str) { ko: "알림    {text}", en: "note      {text}" }
    scan_line(at: &str, tool: &str, service: &str, open: i64, sha: &str) {
        ko: "{at}  {tool}  {service}  열림 {open}  {sha}",
        en: "{at}  {tool}  {service}  {open} open  {sha}",
    }
    no_scans { ko: "가져온 도구 증거가 없습니다", en: "no evidence from tools was imported" }
    item_line(item: &str, state: &str, open: usize) {
        ko: "{item}  {state}  열림 {open}",
        en: "{item}  {state}  {open} open",
    }
    refuted { ko: "반박", en: "refuted" }
    review { ko: "확인 필요", en: "to be judged" }
    expired { ko: "기한 지남", en: "expired" }
    supported { ko: "뒷받침", en: "supported" }
}

texts! {
    time_unknown {
        ko: "파일에 실행 시각이 없습니다. `--observed`로 밝히십시오",
        en: "the file does not say when the tool ran; give --observed",
    }
    time_wrong { ko: "실행 시각이 앞날입니다", en: "the tool ran in the future, it says" }
    too_many {
        ko: "열린 발견이 한 번에 다룰 수 있는 수를 넘습니다. 대상을 나누어 실행하십시오",
        en: "more open findings than are taken at once; split the run by targets",
    }
    not_evidence { ko: "항목 목록이지 증거가 아닙니다", en: "this is a list of controls, not evidence" }
    no_service { ko: "신고된 서비스가 아닙니다", en: "no such service is declared" }
    not_applied { ko: "신청하지 않은 이용기관입니다", en: "the institution has not applied" }
    malformed { ko: "이름이나 범위를 다시 보십시오", en: "check the name and the scope" }
}

/// The sentence of a refusal.
pub(super) fn refusal(code: &str) -> Option<fn(Lang) -> String> {
    Some(match code {
        "admission/scan-time-unknown" => time_unknown,
        "admission/scan-time-wrong" => time_wrong,
        "admission/scan-findings-too-many" => too_many,
        "admission/scan-not-evidence" => not_evidence,
        "admission/service-unknown" => no_service,
        "admission/not-applied" => not_applied,
        "admission/evidence-malformed" => malformed,
        _ => return None,
    })
}
