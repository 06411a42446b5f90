//! The virtual network: banks, institutions, customers, and the load they make.
//!
//! Floor 3. A bank here is a real one as far as the relay can tell: its own process, its own
//! durable books, signatures in both directions. It misbehaves on command, and then tells the
//! truth when asked. The demo, the drills, the crash tests and the bench all stand on it.
//!
//! **Must never know** the relay's inner state: everything here speaks to it through its public
//! doors, so that what it proves is what an outsider could prove.

pub mod admission;
pub mod bank;
pub mod bench;
pub mod claim;
pub mod conform;
pub mod crowd;
pub mod eligibility;
pub mod fintech;
pub mod load;
pub mod oss;
pub mod people;
pub mod portfolio;
pub mod sandbox;
pub mod seed;
pub mod sim;
pub mod subsidy;
pub mod testbed;
