//! Words that say what the number beside them is, in UTF-8 and in CP949.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// A set of meanings, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Words(u16);

impl Words {
    pub const REGISTRATION: Self = Self(1);
    pub const PASSPORT: Self = Self(2);
    pub const LICENCE: Self = Self(4);
    pub const BUSINESS: Self = Self(8);
    pub const CARD: Self = Self(16);
    pub const ACCOUNT: Self = Self(32);
    pub const CI: Self = Self(64);
    /// An account's number, not only something about an account.
    pub const ACCOUNT_NUMBER: Self = Self(128);
    /// Money, so the number beside it is an amount.
    pub const AMOUNT: Self = Self(256);
    /// Numbers that somebody counts up.
    pub const COUNTED: Self = Self(512);

    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

const WORDS: [(Words, &[&str]); 10] = [
    (
        Words::REGISTRATION,
        &[
            "주민",
            "외국인등록",
            "외국인 등록",
            "거소신고",
            "생년월일",
            "jumin",
            "rrn",
            "resident",
            "frn",
            "foreigner",
        ],
    ),
    (Words::PASSPORT, &["여권", "passport"]),
    (Words::LICENCE, &["면허", "license", "licence", "driver"]),
    (Words::BUSINESS, &["사업자", "business", "brn", "bizno", "biz_no"]),
    (Words::CARD, &["카드", "card", "신용"]),
    (Words::ACCOUNT, &["계좌", "예금", "입금", "출금", "account", "acct", "acnt"]),
    (
        Words::CI,
        &["연계정보", "user_ci", "userci", "conninfo", "\"ci\"", "ci=", "ci:", "conn_info"],
    ),
    (
        Words::ACCOUNT_NUMBER,
        &[
            "계좌",
            "account_n",
            "accountn",
            "account n",
            "acct_n",
            "acctn",
            "acnt_n",
            "account\"",
            "account=",
            "account:",
        ],
    ),
    (Words::AMOUNT, &["잔액", "금액", "출금액", "입금액", "한도", "amount", "balance", "amt"]),
    (
        Words::COUNTED,
        &[
            "주문",
            "접수",
            "송장",
            "바코드",
            "일련번호",
            "order",
            "batch",
            "invoice",
            "barcode",
            "imei",
            "ticket",
            "serial",
        ],
    ),
];

const REGIONS: [&str; 16] = [
    "서울", "부산", "경기", "강원", "충북", "충남", "전북", "전남", "경북", "경남", "제주", "대구",
    "인천", "광주", "대전", "울산",
];

/// The Korean words in CP949.
const IN_CP949: [(Words, &[&[u8]]); 10] = [
    (
        Words::REGISTRATION,
        &[
            b"\xc1\xd6\xb9\xce",
            b"\xbb\xfd\xb3\xe2\xbf\xf9\xc0\xcf",
            b"\xbf\xdc\xb1\xb9\xc0\xce\xb5\xee\xb7\xcf",
            b"\xbf\xdc\xb1\xb9\xc0\xce\x20\xb5\xee\xb7\xcf",
            b"\xb0\xc5\xbc\xd2\xbd\xc5\xb0\xed",
        ],
    ),
    (Words::PASSPORT, &[b"\xbf\xa9\xb1\xc7"]),
    (Words::LICENCE, &[b"\xb8\xe9\xc7\xe3"]),
    (Words::BUSINESS, &[b"\xbb\xe7\xbe\xf7\xc0\xda"]),
    (Words::CARD, &[b"\xc4\xab\xb5\xe5", b"\xbd\xc5\xbf\xeb"]),
    (
        Words::ACCOUNT,
        &[b"\xb0\xe8\xc1\xc2", b"\xbf\xb9\xb1\xdd", b"\xc0\xd4\xb1\xdd", b"\xc3\xe2\xb1\xdd"],
    ),
    (Words::CI, &[b"\xbf\xac\xb0\xe8\xc1\xa4\xba\xb8"]),
    (Words::ACCOUNT_NUMBER, &[b"\xb0\xe8\xc1\xc2"]),
    (Words::AMOUNT, &[b"\xc0\xdc\xbe\xd7", b"\xb1\xdd\xbe\xd7", b"\xc7\xd1\xb5\xb5"]),
    (
        Words::COUNTED,
        &[
            b"\xc1\xd6\xb9\xae",
            b"\xc1\xa2\xbc\xf6",
            b"\xbc\xdb\xc0\xe5",
            b"\xb9\xd9\xc4\xda\xb5\xe5",
            b"\xc0\xcf\xb7\xc3\xb9\xf8\xc8\xa3",
        ],
    ),
];

const REGIONS_CP949: [&[u8]; 16] = [
    b"\xbc\xad\xbf\xef",
    b"\xba\xce\xbb\xea",
    b"\xb0\xe6\xb1\xe2",
    b"\xb0\xad\xbf\xf8",
    b"\xc3\xe6\xba\xcf",
    b"\xc3\xe6\xb3\xb2",
    b"\xc0\xfc\xba\xcf",
    b"\xc0\xfc\xb3\xb2",
    b"\xb0\xe6\xba\xcf",
    b"\xb0\xe6\xb3\xb2",
    b"\xc1\xa6\xc1\xd6",
    b"\xb4\xeb\xb1\xb8",
    b"\xc0\xce\xc3\xb5",
    b"\xb1\xa4\xc1\xd6",
    b"\xb4\xeb\xc0\xfc",
    b"\xbf\xef\xbb\xea",
];

struct Finder {
    automaton: AhoCorasick,
    meanings: Vec<Words>,
}

fn finder() -> &'static Finder {
    static FINDER: OnceLock<Finder> = OnceLock::new();
    FINDER.get_or_init(|| {
        let mut patterns: Vec<&[u8]> = Vec::new();
        let mut meanings = Vec::new();
        let utf8 = WORDS.iter().map(|(meaning, words)| {
            (*meaning, words.iter().map(|word| word.as_bytes()).collect::<Vec<_>>())
        });
        let cp949 = IN_CP949.iter().map(|(meaning, words)| (*meaning, words.to_vec()));
        for (meaning, words) in utf8.chain(cp949) {
            meanings.extend(words.iter().map(|_| meaning));
            patterns.extend(words);
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(patterns)
            .expect("a few words make a small automaton");
        Finder { automaton, meanings }
    })
}

/// What the words in a piece of text mean.
pub(super) fn meanings(bytes: &[u8]) -> Words {
    let finder = finder();
    finder
        .automaton
        .find_overlapping_iter(bytes)
        .fold(Words::default(), |all, found| all.and(finder.meanings[found.pattern().as_usize()]))
}

/// Bytes looked at before a find.
pub(super) const BEHIND_BYTES: usize = 48;
/// Bytes looked at after a find.
const AHEAD_BYTES: usize = 16;

/// What the words near a find mean: on the same line, a little before it and less after it.
pub(super) fn near(bytes: &[u8], start: usize, end: usize) -> Words {
    let before = &bytes[start.saturating_sub(BEHIND_BYTES)..start];
    let before = memchr::memrchr(b'\n', before).map_or(before, |at| &before[at + 1..]);
    let after = &bytes[end..bytes.len().min(end + AHEAD_BYTES)];
    let after = memchr::memchr(b'\n', after).map_or(after, |at| &after[..at]);
    meanings(before).and(meanings(after))
}

/// What the last word of these meanings before a place is about, on the same line.
pub(super) fn last_before(bytes: &[u8], start: usize, wanted: Words) -> Words {
    let before = &bytes[start.saturating_sub(BEHIND_BYTES)..start];
    let before = memchr::memrchr(b'\n', before).map_or(before, |at| &before[at + 1..]);
    let finder = finder();
    let all = finder.automaton.find_overlapping_iter(before);
    let meant = all.map(|found| (found.end(), finder.meanings[found.pattern().as_usize()]));
    let wanted = meant.filter(|(_, meaning)| meaning.has(wanted));
    wanted.max_by_key(|(end, _)| *end).map_or(Words::default(), |(_, meaning)| meaning)
}

/// Whether the name of a region stands right before a place.
pub(super) fn is_after_region(bytes: &[u8], start: usize) -> bool {
    let before = &bytes[start.saturating_sub(8)..start];
    let before = before.trim_ascii_end();
    let before = before.strip_suffix(b"-").unwrap_or(before);
    REGIONS.iter().any(|name| before.ends_with(name.as_bytes()))
        || REGIONS_CP949.iter().any(|name| before.ends_with(name))
}
