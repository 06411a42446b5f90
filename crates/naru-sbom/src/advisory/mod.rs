//! Advisories: one model for all sources, what they affect, and a database of them.
