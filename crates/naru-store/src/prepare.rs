//! The test of every slice's SQL: prepared on a real database, run on none.

use crate::engine::{Role, Session, on_own_thread};
use crate::store::Location;
use crate::tx::Tx;
use naru_base::{Fault, FaultKind};
use std::sync::atomic::Ordering;

/// Prepares each statement on the engine at `location`, whose schema is up to date. What does not
/// prepare, or has a parameter or a column that the store does not carry, is named, all at once.
pub fn prepare_all(location: &Location, statements: &[&[&str]]) -> Result<(), Fault> {
    on_own_thread(location, || {
        let mut session = Session::open(location, Role::Reader)?;
        let mut wrong = Vec::new();
        for sql in statements.iter().copied().flatten() {
            if let Err(fault) = session.check_statement(sql) {
                let cause = std::error::Error::source(&fault);
                let cause = cause.map(|it| format!(": {}", full(it))).unwrap_or_default();
                wrong.push(format!("{sql}\n    {fault}{cause}"));
            }
        }
        if wrong.is_empty() {
            return Ok(());
        }
        Err(Fault::new(FaultKind::Permanent, wrong.join("\n")))
    })
}

/// Reads something on a connection of its own, and gives what it cost besides: the steps of the
/// embedded engine's machine, or the rows that the server fetched. What a page costs must not grow
/// with the table that it is a page of; a test compares two sizes.
pub fn effort<T: Send>(
    location: &Location,
    read: impl FnOnce(&mut Tx<'_>) -> Result<T, Fault> + Send,
) -> Result<(T, u64), Fault> {
    on_own_thread(location, || {
        let mut session = Session::open(location, Role::Reader)?;
        session.learn()?;
        let steps = session.count_steps()?;
        session.begin_read()?;
        let before = session.rows_fetched()?;
        let value = read(&mut session.tx())?;
        let rows = session.rows_fetched()?.saturating_sub(before);
        session.rollback();
        Ok((value, steps.load(Ordering::Relaxed) + rows))
    })
}

fn full(error: &dyn std::error::Error) -> String {
    let deeper = error.source().map(|it| format!(": {it}")).unwrap_or_default();
    format!("{error}{deeper}")
}
