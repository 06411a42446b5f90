//! The fields of a request: one table for each endpoint drives reading, checking and, later, the
//! published description.

use super::ah_len;
use naru_base::{BankCode, BankTranId, BusinessDate, Micros, UserSeqNo, Won};

/// What may stand in a field. Letters as in the network's tables: N digits, AN letters and digits,
/// AH Korean text.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// N: decimal digits.
    Digits,
    /// AN: letters and digits of ASCII.
    Alnum,
    /// AN, capital letters and digits only.
    UpperAlnum,
    /// AH: any text without control and formatting characters; length in bytes as EUC-KR has it.
    Text,
    /// N12: won, from 1 to 999,999,999,999.
    Amount,
    /// N14: `yyyyMMddHHmmss`, a date and time that exists.
    Dtime,
    /// N8: `yyyyMMdd`, a date that exists.
    Date,
    /// N6: `HHmmss`, a time that exists.
    Time,
    /// AN20: the institution's transaction id.
    BankTranId,
    /// AN24: the institution's handle for an account, 24 digits.
    Handle,
    /// AN3: three digits.
    BankCode,
    /// N10: ten digits.
    UserSeqNo,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// A list of objects.
    List {
        /// The fields of each.
        fields: &'static [Field],
        /// Items, at most.
        items_max: usize,
    },
}

/// Whether a field has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Always.
    Required,
    /// Never.
    Optional,
    /// The endpoint says when.
    Conditional,
}

/// One field of a request.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// A historic misspelling that means the same.
    pub also: Option<&'static str>,
    /// What may stand in it.
    pub kind: Kind,
    /// Length, at most: characters, or bytes for [`Kind::Text`].
    pub len_max: usize,
    /// Whether it has to be there.
    pub need: Need,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Not there, or empty.
    Missing,
    /// Longer than the field.
    TooLong,
    /// A character outside the field's alphabet.
    Alphabet,
    /// Not a value that the field can have.
    Form,
    /// Neither text nor a whole number.
    Type,
    /// Not a list of objects, or longer than allowed.
    NotAList,
    /// There more than once.
    Doubled,
    /// There beside its alternative.
    Exclusive,
    /// Another institution's.
    Foreign,
    /// Not the number of items in the list.
    NotTheCount,
}

/// The first field that is wrong. Carries nothing of its value, which may be personal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadField {
    /// Which.
    pub name: &'static str,
    /// Why.
    pub why: Wrong,
}

/// Characters that do not show, or that change how others show: not for statements and receipts.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{ffff}' | '\u{e000}'..='\u{f8ff}')
        || c >= '\u{e0000}'
}

impl Field {
    /// Whether `text`, which is not empty, may stand in the field.
    pub fn check(&self, text: &str) -> Result<(), Wrong> {
        let len = if let Kind::Text = self.kind { ah_len(text) } else { text.chars().count() };
        if len > self.len_max {
            return Err(Wrong::TooLong);
        }
        let ok = |alphabet: bool, form: bool| match (alphabet, form) {
            (false, _) => Err(Wrong::Alphabet),
            (true, false) => Err(Wrong::Form),
            (true, true) => Ok(()),
        };
        let digits = || text.bytes().all(|b| b.is_ascii_digit());
        let alnum = || text.bytes().all(|b| b.is_ascii_alphanumeric());
        match self.kind {
            Kind::Digits => ok(digits(), true),
            Kind::Alnum => ok(alnum(), true),
            Kind::UpperAlnum => {
                let upper = |b: u8| b.is_ascii_digit() || b.is_ascii_uppercase();
                ok(text.bytes().all(upper), true)
            }
            Kind::Text => ok(!text.chars().any(is_hidden), true),
            Kind::Amount => {
                ok(digits(), Won::parse_tran_amt(text).is_some_and(|won| won > Won::ZERO))
            }
            Kind::Dtime => ok(digits(), Micros::parse_kst_dtime14(text).is_some()),
            Kind::Date => ok(digits(), BusinessDate::parse(text).is_some()),
            Kind::Time => {
                // Any day will do: no time is left out in Korea.
                let at = || Micros::parse_kst_dtime14(&format!("20260101{text}"));
                ok(digits(), digits() && at().is_some())
            }
            Kind::Handle => ok(digits(), text.len() == 24),
            Kind::BankTranId => {
                ok(alnum(), BankTranId::parse(text).is_ok_and(|id| id.is_by_institution()))
            }
            Kind::BankCode => ok(digits(), BankCode::parse(text).is_ok()),
            Kind::UserSeqNo => ok(digits(), UserSeqNo::parse(text).is_ok()),
            Kind::OneOf(words) => ok(true, words.contains(&text)),
            Kind::List { .. } => Err(Wrong::NotAList),
        }
    }
}

/// A table of fields, and an index into it by name: a field that is renamed or moved cannot be
/// mistaken for another.
macro_rules! table {
    (
        $(#[$doc:meta])* $table:ident by $index:ident {
            $($variant:ident $name:literal $(also $also:literal)?
                : $kind:expr, $len_max:literal, $need:ident;)*
        }
    ) => {
        #[derive(Clone, Copy)]
        pub(crate) enum $index { $($variant),* }

        // Not every field is looked up: some only have to be right.
        const _: &[$index] = &[$($index::$variant),*];

        impl From<$index> for usize {
            fn from(it: $index) -> usize { it as usize }
        }

        $(#[$doc])*
        pub const $table: &[$crate::wire::Field] = &[$(
            $crate::wire::Field {
                name: $name,
                also: $crate::wire::table!(@also $($also)?),
                kind: $kind,
                len_max: $len_max,
                need: $crate::wire::Need::$need,
            },
        )*];
    };
    (@also) => { None };
    (@also $also:literal) => { Some($also) };
}
pub(crate) use table;
