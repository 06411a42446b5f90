//! Open source (오픈소스): what institutions' systems are made of, what is known against it, and by
//! when it must be put right.
//!
//! On a shelf of its own ([`crate::schema::PORTFOLIO`]). What it means for the money comes to the
//! book as a small fact: `crate::reactions` carries it there.
//!
//! **Must never know** what the relay or the gates do with a finding.

pub mod portfolio;
