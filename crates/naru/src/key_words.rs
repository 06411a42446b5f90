//! Why a key operation was not done, in words for the person at the keyboard.

use crate::problem::Problem;
use naru_base::keyring::KeyError;
use naru_base::texts;

texts! {
    root_file(why: &str) {
        ko: "루트 키 파일을 쓸 수 없습니다: {why}",
        en: "the root key file is not usable: {why}",
    }
    root_file_hint {
        ko: "`naru keys init`이 쓴 대로 `naru-root-1:키:검사합` 한 줄이어야 합니다. 백업에서 되살리거나 \
             `naru keys recover`로 되찾으십시오",
        en: "it must be one line `naru-root-1:KEY:CHECKSUM` as `naru keys init` wrote it: restore \
             it from its backup, or bring it back with `naru keys recover`",
    }
    wrong_root(root: &str) {
        ko: "루트 키 {root}(은)는 저장된 키를 하나도 열지 못합니다",
        en: "root key {root} opens none of the stored keys",
    }
    wrong_root_hint {
        ko: "다른 설치의 루트 키이거나 예전 것입니다. `naru keys status`로 기록해 둔 지문의 키를 주거나 \
             `naru keys recover`로 되찾으십시오",
        en: "it is the root key of another installation, or an old one: give the one whose \
             fingerprint `naru keys status` showed, or bring it back with `naru keys recover`",
    }
    damaged(purpose: &str, version: &str) {
        ko: "저장된 키 {purpose} 버전 {version}이(가) 손상되었습니다. 다른 키는 이 루트 키로 열립니다",
        en: "stored key {purpose} version {version} is damaged; others open with this root key",
    }
    not_a_set(purpose: &str, why: &str) {
        ko: "저장된 {purpose} 키들이 한 벌을 이루지 못합니다: {why}",
        en: "the stored keys for {purpose} are not a set: {why}",
    }
    restore_file {
        ko: "`keys.naru`를 백업에서 되살리십시오",
        en: "restore `keys.naru` from a backup",
    }
    not_found(purpose: &str, version: &str) {
        ko: "{purpose} 버전 {version} 키는 없습니다",
        en: "there is no key {purpose} version {version}",
    }
    see_status {
        ko: "`naru keys status`가 있는 것을 보여 줍니다",
        en: "`naru keys status` lists what there is",
    }
    still_active(purpose: &str, version: &str) {
        ko: "{purpose} 버전 {version} 키는 쓰는 중이어서 없앨 수 없습니다",
        en: "key {purpose} version {version} is active and cannot be destroyed",
    }
    rotate_first {
        ko: "먼저 `naru keys rotate`로 새 버전을 쓰십시오",
        en: "rotate it first with `naru keys rotate`",
    }
    destroyed(purpose: &str, version: &str) {
        ko: "{purpose} 버전 {version} 키는 없앤 것이라 다시 쓸 수 없습니다",
        en: "key {purpose} version {version} was destroyed and cannot be used again",
    }
    used_up(purpose: &str) {
        ko: "{purpose}의 버전 번호 65,535개를 모두 썼습니다. 아무것도 바뀌지 않았습니다",
        en: "{purpose} has used all 65,535 version numbers; nothing was rotated",
    }
    bad_threshold(shares: u8, threshold: u8) {
        ko: "조각 {shares}개를 {threshold}개로 되찾게 나눌 수 없습니다",
        en: "cannot split into {shares} shares of which {threshold} are needed",
    }
    threshold_hint {
        ko: "2 이상이고 조각 수 이하인 수를 `--threshold`로 주십시오. 조각은 255개까지입니다",
        en: "give a `--threshold` of at least 2 and at most the number of shares, of which there \
             can be 255",
    }
    share_text(position: usize, why: &str) {
        ko: "{position}번째 조각을 쓸 수 없습니다: {why}",
        en: "share {position} is not usable: {why}",
    }
    share_text_hint {
        ko: "종이의 원본과 글자를 하나씩 맞추어 보십시오",
        en: "compare it with the printed original, letter by letter",
    }
    share_mismatch(position: usize, why: &str) {
        ko: "{position}번째 조각은 다른 조각과 한 벌이 아닙니다: {why}",
        en: "share {position} does not belong to the others: {why}",
    }
    share_mismatch_hint {
        ko: "같은 때에 나눈 조각만 함께 쓸 수 있습니다",
        en: "only shares that were made together can be used together",
    }
    disagree(root: &str) {
        ko: "조각을 모아도 거기 적힌 루트 키 {root}이(가) 되지 않습니다: 하나가 바뀌었습니다",
        en: "together the shares do not give the root key {root} that they name: one was altered",
    }
    disagree_hint {
        ko: "다른 사람의 조각으로 다시 해 보십시오",
        en: "try with other custodians' shares",
    }
    too_few(have: usize, need: usize) {
        ko: "서로 다른 조각이 {have}개인데 {need}개가 필요합니다",
        en: "{have} different shares were given and {need} are needed",
    }
    too_few_hint { ko: "다음 사람에게 조각을 청하십시오", en: "ask the next custodian" }
}

impl From<KeyError> for Problem {
    fn from(error: KeyError) -> Self {
        use KeyError as E;
        match error {
            E::RootFile(why) => {
                let why = why.to_string();
                Problem::new(move |lang| root_file(lang, &why)).hint(root_file_hint)
            }
            E::WrongRoot { root } => {
                let root = root.to_string();
                Problem::new(move |lang| wrong_root(lang, &root)).hint(wrong_root_hint)
            }
            E::Damaged { purpose, version } => {
                let (purpose, version) = (purpose.to_string(), version.to_string());
                Problem::new(move |lang| damaged(lang, &purpose, &version)).hint(restore_file)
            }
            E::NotASet { purpose, why } => {
                let (purpose, why) = (purpose.to_string(), why.to_string());
                Problem::new(move |lang| not_a_set(lang, &purpose, &why)).hint(restore_file)
            }
            E::NotFound { purpose, version } => {
                let (purpose, version) = (purpose.to_string(), version.to_string());
                Problem::new(move |lang| not_found(lang, &purpose, &version)).hint(see_status)
            }
            E::StillActive { purpose, version } => {
                let (purpose, version) = (purpose.to_string(), version.to_string());
                Problem::new(move |lang| still_active(lang, &purpose, &version)).hint(rotate_first)
            }
            E::Destroyed { purpose, version } => {
                let (purpose, version) = (purpose.to_string(), version.to_string());
                Problem::new(move |lang| destroyed(lang, &purpose, &version)).hint(see_status)
            }
            E::VersionsUsedUp { purpose } => {
                let purpose = purpose.to_string();
                Problem::new(move |lang| used_up(lang, &purpose))
            }
            E::BadThreshold { .. }
            | E::ShareText { .. }
            | E::ShareMismatch { .. }
            | E::SharesDisagree(_)
            | E::TooFewShares { .. } => of_shares(error),
        }
    }
}

fn of_shares(error: KeyError) -> Problem {
    match error {
        KeyError::BadThreshold { shares, threshold } => {
            Problem::usage(move |lang| bad_threshold(lang, shares, threshold)).hint(threshold_hint)
        }
        KeyError::ShareText { position, why } => {
            let why = why.to_string();
            Problem::new(move |lang| share_text(lang, position, &why)).hint(share_text_hint)
        }
        KeyError::ShareMismatch { position, why } => {
            let why = why.to_string();
            Problem::new(move |lang| share_mismatch(lang, position, &why)).hint(share_mismatch_hint)
        }
        KeyError::SharesDisagree(root) => {
            let root = root.to_string();
            Problem::new(move |lang| disagree(lang, &root)).hint(disagree_hint)
        }
        KeyError::TooFewShares { have, need } => {
            Problem::new(move |lang| too_few(lang, have, need)).hint(too_few_hint)
        }
        other => Problem::new(move |_| other.to_string()),
    }
}
