//! Virtual banks, fintechs and customers; faults, load and the seeded simulator.

pub mod testbed;
