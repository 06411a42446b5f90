//! Transaction ids that do not repeat within a day, across restarts.

use naru_base::{ClientUseCode, Micros};
use std::sync::atomic::{AtomicU64, Ordering};

const DIGITS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// What nine characters of base 36 can tell apart.
const IDS: u64 = 36_u64.pow(9);
/// Ids for each microsecond of the day: a restart one second later begins a billion ids further.
const PER_MICRO: u64 = 1000;

/// Makes an institution's ids.
#[derive(Debug)]
pub struct Ids {
    code: ClientUseCode,
    next: AtomicU64,
}

impl Ids {
    /// Ids that begin where the time of day says.
    pub fn from(code: ClientUseCode, now: Micros) -> Self {
        let of_day = now.since(now.business_date().starts_at()).unsigned_abs();
        Ids { code, next: AtomicU64::new(of_day.wrapping_mul(PER_MICRO)) }
    }

    /// Whose they are.
    pub const fn code(&self) -> &ClientUseCode {
        &self.code
    }

    /// The next id: the institution's code, `U`, nine letters or digits.
    pub fn next(&self) -> String {
        let mut n = self.next.fetch_add(1, Ordering::Relaxed) % IDS;
        let mut tail = [b'0'; 9];
        for place in tail.iter_mut().rev() {
            *place = DIGITS[usize::try_from(n % 36).unwrap_or(0)];
            n /= 36;
        }
        let mut id = String::with_capacity(20);
        id.push_str(self.code.as_str());
        id.push('U');
        id.extend(tail.map(char::from));
        id
    }
}
