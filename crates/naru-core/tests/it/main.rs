//! Features of the core through its commands, on a real store, on both engines.

mod admission;
mod approval;
mod bed;
mod check;
mod claim;
mod compensation;
mod deadline;
mod deposit;
mod eligibility;
mod ending;
mod entry;
mod evidence;
mod host;
mod incident;
mod notify;
mod passkey;
mod portfolio;
mod portfolio_answers;
mod portfolio_bearing;
mod portfolio_keys;
mod portfolio_renew;
mod portfolio_size;
mod practice;
mod proposal;
mod settlement;
mod statements;
mod subsidy;
mod surety;
mod verify;
mod withdraw;
mod zone;

/// Runs each named test (`fn(Bed)`) of this module on SQLite and on PostgreSQL.
#[macro_export]
macro_rules! on_both_engines {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { super::$name($crate::bed::Bed::sqlite()); })*
        }
        mod postgres {
            $(#[test] fn $name() {
                if let Some(bed) = $crate::bed::Bed::postgres() { super::$name(bed); }
            })*
        }
    };
}
