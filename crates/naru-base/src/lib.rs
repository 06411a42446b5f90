//! The words every floor of Naru shares: money, ids, time, refusals, roles, texts, audit records,
//! and its cryptography: keys, sealing, tokens, message signatures.
//!
//! Floor 0. **Must never know** about I/O, SQL, HTTP or async code. Clocks and randomness exist
//! here only as traits and as the two system implementations in [`env`](mod@env), handed in by the
//! binary.

pub mod audit;
pub mod dsse;
pub mod ed25519;
pub mod env;
pub mod fault_point;
pub mod httpsig;
pub mod id;
pub mod keyring;
pub mod money;
pub mod no;
pub mod role;
pub mod seal;
pub mod secret;
pub mod texts;
pub mod time;
pub mod token;
pub mod unreadable;
mod words;

pub use audit::AuditRecord;
pub use env::{Clock, Entropy, Env};
pub use id::{BankCode, BankTranId, ClientUseCode, Id, InsurerCode, UserSeqNo};
pub use money::Won;
pub use no::{Answer, Fault, FaultKind, No, Refusal};
pub use texts::{Lang, in_language};
pub use time::{BusinessDate, Micros};
