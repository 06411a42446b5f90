//! Facts that the writer keeps from one command to the next.

use crate::bed::Bed;
use naru_base::{Fault, No, Refusal};
use naru_store::{Kept, Store, Tx, args};

crate::on_both_engines!(
    a_kept_fact_is_read_once,
    a_statement_for_an_owner_forgets_that_owner,
    any_other_statement_on_the_table_forgets_all,
    what_is_undone_is_not_kept,
    a_reader_keeps_nothing,
);

const DAY: i64 = 20_261_122;
const READ: &str = "SELECT amount FROM thing WHERE business_date = $1 AND id = $2";
const ADD: &str = "INSERT INTO thing (business_date, id, amount) VALUES ($1, $2, $3)";
const SET: &str = "UPDATE thing SET amount = $3 WHERE business_date = $1 AND id = $2";
const SET_ALL: &str = "UPDATE thing SET amount = $1";

static AMOUNTS: Kept = Kept { tables: &["thing"] };

/// The amount of an owner, and whether it had to be read.
fn amount(tx: &mut Tx<'_>, id: &str) -> Result<(i64, bool), Fault> {
    let mut was_read = false;
    let fact = tx.kept((&AMOUNTS, args![id]), args![DAY], |tx| {
        was_read = true;
        tx.one(READ, args![DAY, id], |row| row.get::<i64>(0))
    })?;
    Ok((*fact, was_read))
}

fn asked(store: &Store, id: &'static str) -> (i64, bool) {
    store.write_blocking(move |tx| Ok(amount(tx, id)?)).expect("read")
}

/// A store in which `x` is 1 and `y` is 2, both kept.
fn store(bed: &Bed) -> Store {
    let store = bed.store();
    let added = store.write_blocking(|tx| {
        tx.exec(ADD, args![DAY, "x", 1_i64])?;
        tx.exec(ADD, args![DAY, "y", 2_i64])?;
        Ok(())
    });
    added.expect("added");
    assert_eq!((asked(&store, "x"), asked(&store, "y")), ((1, true), (2, true)));
    store
}

fn a_kept_fact_is_read_once(bed: &Bed) {
    let store = store(bed);
    assert_eq!((asked(&store, "x"), asked(&store, "y")), ((1, false), (2, false)));
}

fn a_statement_for_an_owner_forgets_that_owner(bed: &Bed) {
    let store = store(bed);
    let set = store.write_blocking(|tx| {
        tx.exec_for((&AMOUNTS, args!["x"]), SET, args![DAY, "x", 7_i64])?;
        Ok(amount(tx, "x")?)
    });
    assert_eq!(set.expect("set"), (7, true), "the command sees what it wrote itself");
    assert_eq!((asked(&store, "x"), asked(&store, "y")), ((7, false), (2, false)));
}

fn any_other_statement_on_the_table_forgets_all(bed: &Bed) {
    let store = store(bed);
    store.write_blocking(|tx| Ok(tx.exec(SET_ALL, args![9_i64])?)).expect("set");
    assert_eq!((asked(&store, "x"), asked(&store, "y")), ((9, true), (9, true)));
}

fn what_is_undone_is_not_kept(bed: &Bed) {
    let store = store(bed);
    let undone = store.write_blocking(|tx| {
        tx.exec_for((&AMOUNTS, args!["x"]), SET, args![DAY, "x", 7_i64])?;
        assert_eq!(amount(tx, "x")?.0, 7);
        Err::<(), No>(Refusal::new("test/no").into())
    });
    assert!(matches!(undone, Err(No::Refusal(_))));
    assert_eq!(asked(&store, "x"), (1, true));
}

fn a_reader_keeps_nothing(bed: &Bed) {
    let store = store(bed);
    for _ in 0..2 {
        let read = store.read_blocking(|tx| Ok(amount(tx, "x")?));
        assert_eq!(read.expect("read"), (1, true));
    }
}
