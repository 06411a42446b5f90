//! The fictitious banks of the virtual network. No code or name is a real bank's.

use naru_base::BankCode;

/// A bank of the virtual network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its code.
    pub code: &'static str,
    /// Its name in Korean.
    pub name_ko: &'static str,
    /// Its name in English.
    pub name_en: &'static str,
}

const fn bank(code: &'static str, name_ko: &'static str, name_en: &'static str) -> Entry {
    Entry { code, name_ko, name_en }
}

/// All of them, by code.
pub const BANKS: &[Entry] = &[
    bank("901", "가온은행", "Gaon Bank"),
    bank("902", "새벽은행", "Saebyeok Bank"),
    bank("903", "한들은행", "Handeul Bank"),
    bank("904", "도담은행", "Dodam Bank"),
    bank("905", "너울은행", "Neoul Bank"),
    bank("906", "미리내은행", "Mirinae Bank"),
    bank("907", "온새은행", "Onsae Bank"),
    bank("908", "하람은행", "Haram Bank"),
    bank("909", "늘품은행", "Neulpum Bank"),
    bank("910", "윤슬은행", "Yunseul Bank"),
    bank("911", "해밀저축은행", "Haemil Savings Bank"),
    bank("912", "다솜상호금융", "Dasom Mutual"),
];

impl Entry {
    /// Its code as the wire's type.
    pub fn bank_code(&self) -> BankCode {
        BankCode::parse(self.code).expect("three digits, as the test of this catalogue shows")
    }
}

/// The bank with this code.
pub fn find(code: &str) -> Option<&'static Entry> {
    BANKS.iter().find(|b| b.code == code)
}
