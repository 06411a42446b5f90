//! Findings as people and as machines read them.

pub(crate) mod json;
pub(crate) mod sarif;
pub(crate) mod table;
pub(crate) mod vex;
pub(crate) mod width;
