//! Who a person is, and that he holds the telephone: both are other people's work, so both are
//! interfaces.

use naru_base::Fault;
use naru_base::secret::SecretText;
use std::pin::Pin;

/// An answer that takes its time.
pub type Soon<'a, T> = Pin<Box<dyn Future<Output = Result<T, Fault>> + Send + 'a>>;

/// What a person says of himself. No Debug: personal.
#[derive(Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Name.
    pub name: String,
    /// Date of birth, `yyyyMMdd`.
    pub birth: String,
    /// Mobile number, digits only.
    pub phone: String,
}

/// An identification agency (본인확인기관).
pub trait Identifier: Send + Sync + 'static {
    /// The CI of the person, if there is one whose name, birth and telephone these are.
    fn identify<'a>(&'a self, who: &'a Claimed) -> Soon<'a, Option<SecretText>>;
}

/// Sends one-time codes: a file in the demonstration, a service in real use.
pub trait CodeSender: Send + Sync + 'static {
    /// Sends a text to a telephone.
    fn send<'a>(&'a self, phone: &'a str, text: &'a str) -> Soon<'a, ()>;
}

/// Digits only.
pub fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

/// Bytes of a telephone number as they may be shown: the middle hidden.
pub(super) fn masked_phone(phone: &str) -> String {
    let digits = digits(phone);
    match (digits.get(..3), digits.get(digits.len().saturating_sub(4)..)) {
        (Some(head), Some(tail)) if digits.len() >= 10 => format!("{head}-****-{tail}"),
        _ => "***".to_owned(),
    }
}
