//! What the person at the keys is told, in both languages. `Display` is the English for the log.

use super::error::{KeyError, Why};
use crate::texts::Lang;

crate::texts! {
    root_file(why: String) {
        ko: "루트 키 파일을 쓸 수 없습니다({why}). `naru keys init`이 쓴 한 줄 \
             `naru-root-1:키:검사값`이어야 합니다. 백업에서 되돌리거나 에스크로 조각으로 복구하십시오.",
        en: "The root key file is not usable: {why}. It must be the one line \
             `naru-root-1:KEY:CHECKSUM` that `naru keys init` wrote. Restore it from its backup, \
             or recover it from the escrow shares.",
    }
    wrong_root(root: String) {
        ko: "루트 키 {root}로는 저장된 키가 하나도 열리지 않습니다. 다른 데이터의 루트 키이거나 \
             교체 전의 것입니다. 지문이 맞는 루트 키를 주거나 에스크로 조각으로 복구하십시오.",
        en: "Root key {root} opens none of the stored keys: it belongs to other data, or is from \
             before a root rotation. Give the root key with the recorded fingerprint, or recover \
             it from the escrow shares.",
    }
    damaged(key: String) {
        ko: "저장된 키 {key}이 손상되었습니다. 다른 키는 이 루트 키로 열립니다. \
             키 테이블을 백업에서 되돌리십시오.",
        en: "Stored key {key} is damaged; others open with this root key. \
             Restore the keys table from a backup.",
    }
    not_a_set(purpose: String, why: String) {
        ko: "{purpose} 키의 목록이 온전하지 않습니다({why}). 키 테이블을 백업에서 되돌리십시오.",
        en: "The stored keys for {purpose} are not a set: {why}. \
             Restore the keys table from a backup.",
    }
    not_found(key: String) {
        ko: "키 {key}은 없습니다. 있는 키는 `naru keys status`로 봅니다.",
        en: "There is no key {key}. `naru keys status` lists what there is.",
    }
    still_active(key: String) {
        ko: "키 {key}은 사용 중이라 파기할 수 없습니다. 먼저 교체하고, 이 키로 봉인한 것을 다시 \
             봉인하십시오.",
        en: "Key {key} is active and cannot be destroyed. \
             Rotate first, and re-seal what it sealed.",
    }
    destroyed(key: String) {
        ko: "키 {key}은 파기되어 다시 쓸 수 없습니다.",
        en: "Key {key} was destroyed and cannot be used again.",
    }
    versions_used_up(purpose: String) {
        ko: "{purpose} 키의 판 번호 65,535개를 모두 썼습니다. 아무것도 바꾸지 않았습니다.",
        en: "{purpose} has used all 65,535 version numbers. Nothing was rotated.",
    }
    bad_threshold(shares: u8, threshold: u8) {
        ko: "조각 {shares}개 가운데 {threshold}개로 복구하도록 나눌 수 없습니다. \
             복구에 필요한 수는 2 이상, 조각 수 이하여야 합니다.",
        en: "Cannot split into {shares} shares of which {threshold} recover the key: \
             at least 2, and at most the number of shares, must be needed.",
    }
    share_text(position: usize, why: String) {
        ko: "{position}번째 조각을 읽을 수 없습니다({why}). 인쇄된 원본과 견주어 보십시오.",
        en: "Share {position} is not usable: {why}. Compare it with the printed original.",
    }
    share_mismatch(position: usize, why: String) {
        ko: "{position}번째 조각은 다른 조각과 맞지 않습니다({why}).",
        en: "Share {position} does not belong to the others: {why}.",
    }
    shares_disagree(root: String) {
        ko: "조각을 합쳐도 적힌 루트 키 {root}이 되지 않습니다. 바뀐 조각이 있습니다. \
             다른 보관자의 조각으로 해 보십시오.",
        en: "Together the shares do not give root key {root} that they name: one was altered. \
             Try with other custodians' shares.",
    }
    too_few_shares(have: usize, need: usize) {
        ko: "서로 다른 조각이 {have}개 있고 {need}개가 필요합니다. 다음 보관자에게 요청하십시오.",
        en: "There are {have} different shares and {need} are needed. Ask the next custodian.",
    }
    empty { ko: "비어 있음", en: "it is empty" }
    more_lines { ko: "한 줄이 아님", en: "it has more than one line" }
    wrong_head { ko: "형식 이름으로 시작하지 않음", en: "it does not begin with its format's name" }
    wrong_parts { ko: "잘렸거나 덧붙은 것이 있음", en: "it is cut short or has something added" }
    wrong_character {
        ko: "긴 부분에 틀리거나 빠진 글자가 있음",
        en: "a character of its long part is wrong or missing",
    }
    wrong_numbers { ko: "숫자가 맞지 않음", en: "its numbers are not readable or out of range" }
    wrong_checksum {
        ko: "검사값이 맞지 않음: 틀리거나 빠진 글자가 있음",
        en: "the checksum does not match: a character is wrong or missing",
    }
    other_key { ko: "다른 루트 키의 조각임", en: "it is of another root key" }
    other_splitting {
        ko: "같은 루트 키를 따로 나눈 조각임",
        en: "it is from another splitting of the same root key",
    }
    version_twice { ko: "같은 판이 두 번 있음", en: "a version occurs twice" }
    none_active { ko: "사용 중인 판이 없음", en: "no version is active" }
    more_active { ko: "사용 중인 판이 둘 이상임", en: "more than one version is active" }
}

impl Why {
    fn say(self, lang: Lang) -> String {
        let text = match self {
            Why::Empty => empty,
            Why::MoreLines => more_lines,
            Why::WrongHead => wrong_head,
            Why::WrongParts => wrong_parts,
            Why::WrongCharacter => wrong_character,
            Why::WrongNumbers => wrong_numbers,
            Why::WrongChecksum => wrong_checksum,
            Why::OtherKey => other_key,
            Why::OtherSplitting => other_splitting,
            Why::VersionTwice => version_twice,
            Why::NoneActive => none_active,
            Why::MoreActive => more_active,
        };
        text(lang)
    }
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

impl KeyError {
    /// The sentence for the person at the keys: what happened and what to do.
    pub fn say(&self, lang: Lang) -> String {
        let key = |purpose, version| format!("{purpose}/{version}");
        match self {
            KeyError::RootFile(why) => root_file(lang, why.say(lang)),
            KeyError::WrongRoot { root } => wrong_root(lang, root.to_string()),
            KeyError::Damaged { purpose, version } => damaged(lang, key(purpose, version)),
            KeyError::NotASet { purpose, why } => {
                not_a_set(lang, purpose.to_string(), why.say(lang))
            }
            KeyError::NotFound { purpose, version } => not_found(lang, key(purpose, version)),
            KeyError::StillActive { purpose, version } => still_active(lang, key(purpose, version)),
            KeyError::Destroyed { purpose, version } => destroyed(lang, key(purpose, version)),
            KeyError::VersionsUsedUp { purpose } => versions_used_up(lang, purpose.to_string()),
            KeyError::BadThreshold { shares, threshold } => {
                bad_threshold(lang, *shares, *threshold)
            }
            KeyError::ShareText { position, why } => share_text(lang, *position, why.say(lang)),
            KeyError::ShareMismatch { position, why } => {
                share_mismatch(lang, *position, why.say(lang))
            }
            KeyError::SharesDisagree(root) => shares_disagree(lang, root.to_string()),
            KeyError::TooFewShares { have, need } => too_few_shares(lang, *have, *need),
        }
    }
}
