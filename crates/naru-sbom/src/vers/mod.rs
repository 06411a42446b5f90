//! Version ranges in the `vers` notation and from the ecosystems' own notations.
