//! Identifiers: validated newtypes. Each is parsed once at the border and trusted inside.

use std::fmt;

/// Why a text is not the identifier it should be. Carries no part of the text: it may be personal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {0}")]
pub struct BadId(pub &'static str);

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $what:literal, $ok:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// Checks form and alphabet.
            pub fn parse(text: &str) -> Result<Self, BadId> {
                let ok: fn(&str) -> bool = $ok;
                if ok(text) { Ok(Self(text.into())) } else { Err(BadId($what)) }
            }
            /// The identifier as it goes on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

fn digits(text: &str, len: usize) -> bool {
    text.len() == len && text.bytes().all(|b| b.is_ascii_digit())
}

text_id!(
    /// A user institution's code (이용기관코드, `client_use_code`): a capital letter and nine digits.
    ClientUseCode,
    "client_use_code",
    |t| t.len() == 10 && t.as_bytes()[0].is_ascii_uppercase() && digits(&t[1..], 9)
);

text_id!(
    /// A bank's standard code (`bank_code_std`), three digits.
    BankCode,
    "bank_code_std",
    |t| digits(t, 3)
);

text_id!(
    /// An insurer's code (보증기관코드): a capital letter and nine digits, ours.
    InsurerCode,
    "insurer_code",
    |t| t.len() == 10 && t.as_bytes()[0].is_ascii_uppercase() && digits(&t[1..], 9)
);

text_id!(
    /// A user's number at one institution (사용자일련번호, `user_seq_no`), ten digits. It names a
    /// registration, not a person: a person is known by the keyed hash of the CI.
    UserSeqNo,
    "user_seq_no",
    |t| digits(t, 10)
);

text_id!(
    /// A transaction id (은행거래고유번호, `bank_tran_id`): the institution's code, who made the id
    /// (`U` the institution, `O` the relay), and nine capital letters or digits; unique per
    /// institution and business date.
    BankTranId,
    "bank_tran_id",
    |t| t.len() == 20
        && t.is_ascii()
        && ClientUseCode::parse(&t[..10]).is_ok()
        && matches!(t.as_bytes()[10], b'U' | b'O')
        && t.bytes().skip(11).all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
);

impl BankTranId {
    /// Whether the institution made it, not the relay.
    pub fn is_by_institution(&self) -> bool {
        self.0.as_bytes()[10] == b'U'
    }

    /// Whether the id is one of `institution`.
    pub fn is_of(&self, institution: &ClientUseCode) -> bool {
        &self.0[..10] == institution.as_str()
    }
}

/// A 128-bit id: 48 bits of milliseconds, 80 bits of randomness. Sorts by time of making.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(u128);

impl Id {
    /// From its parts; only the low 48 and 80 bits are kept.
    pub const fn from_parts(unix_ms: u64, random: u128) -> Self {
        Id((((unix_ms as u128) & 0xFFFF_FFFF_FFFF) << 80) | (random & ((1 << 80) - 1)))
    }

    /// The form of a UUID, for the wire's `api_tran_id`.
    pub fn uuid(self) -> String {
        let h = format!("{:032x}", self.0);
        format!("{}-{}-{}-{}-{}", &h[..8], &h[8..12], &h[12..16], &h[16..20], &h[20..])
    }

    /// Reads the 26-character form.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        if text.len() != 26 {
            return Err(BadId("id"));
        }
        let mut value: u128 = 0;
        for b in text.bytes() {
            let digit = CROCKFORD.iter().position(|c| *c == b).ok_or(BadId("id"))?;
            if value >> 123 != 0 {
                return Err(BadId("id"));
            }
            value = (value << 5) | digit as u128;
        }
        Ok(Id(value))
    }
}

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl fmt::Display for Id {
    /// 26 characters of Crockford's base 32, the form in the store.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for i in (0..26).rev() {
            let digit = usize::from(((self.0 >> (i * 5)) & 31) as u8);
            write!(f, "{}", char::from(CROCKFORD[digit]))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_their_text() {
        for id in [Id::from_parts(0, 0), Id::from_parts(u64::MAX, u128::MAX), Id::from_parts(5, 7)]
        {
            assert_eq!(Id::parse(&id.to_string()).expect("own form"), id);
        }
        assert!(Id::parse("ZZZZZZZZZZZZZZZZZZZZZZZZZZ").is_err(), "over 128 bits");
        assert!(Id::parse("I0000000000000000000000000").is_err(), "letter outside the alphabet");
    }

    #[test]
    fn later_ids_sort_after() {
        let early = Id::from_parts(1, u128::MAX);
        let late = Id::from_parts(2, 0);
        assert!(early < late && early.to_string() < late.to_string());
    }

    #[test]
    fn codes_have_one_form() {
        let tran = [
            ("M202600001U000000001", true),
            ("M202600001UABC000001", true),
            ("M202600001Uabc000001", false),
            ("M202600001O000000001", true),
            ("M202600001X000000001", false),
            ("M202600001U00000001", false),
            ("m202600001U000000001", false),
            ("M20260000１U0000001", false),
        ];
        for (text, ok) in tran {
            assert_eq!(BankTranId::parse(text).is_ok(), ok, "{text}");
        }
        let ours = |text| BankTranId::parse(text).is_ok_and(|id| id.is_by_institution());
        assert!(ours("M202600001U000000001") && !ours("M202600001O000000001"));
        assert!(ClientUseCode::parse("M202600001").is_ok());
        assert!(ClientUseCode::parse("").is_err());
        assert!(ClientUseCode::parse("가202600").is_err());
        assert!(BankCode::parse("901").is_ok() && BankCode::parse("90a").is_err());
    }
}
