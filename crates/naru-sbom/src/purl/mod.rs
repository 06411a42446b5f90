//! Package URLs: parse, build and validate, with the rules of each type.
