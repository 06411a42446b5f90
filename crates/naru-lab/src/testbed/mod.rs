//! What the tests of several crates stand on. Never linked into the product's binary paths.

pub mod authenticator;
pub mod pg;
