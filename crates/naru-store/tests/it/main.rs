//! The store's suite: the same tests on both engines.

mod audit;
mod batch;
mod bed;
mod counted;
mod jobs;
mod kept;
mod later;
mod schema;
mod writer;

/// Runs each named test (`fn(&Bed)`) of this module on SQLite and on PostgreSQL.
#[macro_export]
macro_rules! on_both_engines {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { super::$name(&$crate::bed::Bed::sqlite()); })*
        }
        mod postgres {
            $(#[test] fn $name() {
                if let Some(bed) = $crate::bed::Bed::postgres() { super::$name(&bed); }
            })*
        }
    };
}
