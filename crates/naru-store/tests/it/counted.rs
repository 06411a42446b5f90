//! Counters that the commands of a batch share.

use crate::batch::{hold, wait_for};
use crate::bed::{Bed, number};
use naru_base::{Answer, Fault, FaultKind, No, Refusal};
use naru_store::{Store, Tally, Tx, args};

crate::on_both_engines!(
    each_command_sees_what_was_counted_before_it,
    a_statement_on_the_table_sees_what_was_counted,
    a_command_that_is_undone_counted_nothing,
    a_counter_below_zero_fails_its_command_alone,
    what_the_table_refuses_fails_its_command_alone,
    a_counter_outlives_its_batch,
    a_read_sees_what_is_committed,
);

const LOAD: &str = "SELECT amount FROM thing WHERE business_date = $1 AND id = $2";
const INSERT: &str = "INSERT INTO thing (business_date, id, amount) VALUES ($1, $2, $3)";
const UPDATE: &str = "UPDATE thing SET amount = $3 WHERE business_date = $1 AND id = $2";
const SUM: &str = "SELECT cast(coalesce(sum(amount), 0) AS BIGINT) FROM thing";
const DAY: i64 = 20_261_122;

static NEVER_NEGATIVE: Tally =
    Tally { table: "thing", load: LOAD, insert: INSERT, update: UPDATE, is_never_negative: true };
/// The same table, with nothing but the table's own rule.
static AS_THE_TABLE_SAYS: Tally =
    Tally { table: "thing", load: LOAD, insert: INSERT, update: UPDATE, is_never_negative: false };

fn count(tx: &mut Tx<'_>, tally: &'static Tally, id: &str, more: i64) -> Result<i64, Fault> {
    tx.add(tally, args![DAY, id], [more]).map(|[now]| now)
}

/// What a command counts, and how it ends.
type Command = (i64, fn() -> Answer<()>);

/// Sends commands that form one batch; gives their answers in order.
fn batch(store: &Store, tally: &'static Tally, commands: &[Command]) -> Vec<Answer<i64>> {
    let held = hold(store);
    let send = |&(more, end): &Command| {
        store.write(move |tx| {
            let now = count(tx, tally, "x", more)?;
            end().map(|()| now)
        })
    };
    let answers: Vec<_> = commands.iter().map(send).collect();
    held.release();
    answers.into_iter().map(wait_for).collect()
}

fn well() -> Answer<()> {
    Ok(())
}

fn no() -> Answer<()> {
    Err(Refusal::new("test/no").into())
}

fn each_command_sees_what_was_counted_before_it(bed: &Bed) {
    let store = bed.store();
    let commands = [(1, well as fn() -> Answer<()>); 50];
    let seen: Vec<i64> = batch(&store, &NEVER_NEGATIVE, &commands)
        .into_iter()
        .map(|answer| answer.expect("counted"))
        .collect();
    assert_eq!(seen, (1..=50).collect::<Vec<_>>());
    assert_eq!(number(&store, SUM), 50, "and the table has the last of them");
}

fn a_statement_on_the_table_sees_what_was_counted(bed: &Bed) {
    let store = bed.store();
    let seen = store.write_blocking(|tx| {
        count(tx, &NEVER_NEGATIVE, "x", 5)?;
        count(tx, &NEVER_NEGATIVE, "y", 2)?;
        let before: i64 = tx.one(SUM, &[], |row| row.get(0))?;
        // Written past the counters: they must not remember what they were.
        tx.exec(UPDATE, args![DAY, "x", 100_i64])?;
        let after = count(tx, &NEVER_NEGATIVE, "x", 1)?;
        Ok((before, after))
    });
    assert_eq!(seen.expect("counted"), (7, 101));
    assert_eq!(number(&store, SUM), 103);
}

fn a_command_that_is_undone_counted_nothing(bed: &Bed) {
    let store = bed.store();
    let answers = batch(&store, &NEVER_NEGATIVE, &[(5, well), (100, no), (7, well)]);
    assert!(matches!(&answers[1], Err(No::Refusal(it)) if it.code == "test/no"));
    assert_eq!(answers[2].as_ref().expect("counted"), &12);
    assert_eq!(number(&store, SUM), 12);
}

fn a_counter_below_zero_fails_its_command_alone(bed: &Bed) {
    let store = bed.store();
    let answers = batch(&store, &NEVER_NEGATIVE, &[(5, well), (-10, well), (7, well)]);
    let refused = |it: &Fault| it.kind == FaultKind::Permanent && it.what.contains("below zero");
    assert!(matches!(&answers[1], Err(No::Fault(it)) if refused(it)), "{:?}", answers[1]);
    assert_eq!(answers[2].as_ref().expect("counted"), &12);
    assert_eq!(number(&store, SUM), 12);
}

fn what_the_table_refuses_fails_its_command_alone(bed: &Bed) {
    let store = bed.store();
    let answers = batch(&store, &AS_THE_TABLE_SAYS, &[(5, well), (-10, well)]);
    assert_eq!(answers[0].as_ref().expect("counted"), &5);
    assert!(matches!(&answers[1], Err(No::Fault(_))), "{:?}", answers[1]);
    assert_eq!(number(&store, SUM), 5);
}

fn a_counter_outlives_its_batch(bed: &Bed) {
    let store = bed.store();
    for round in 1..=3 {
        let now = store.write_blocking(|tx| Ok(count(tx, &NEVER_NEGATIVE, "x", 4)?));
        assert_eq!(now.expect("counted"), 4 * round);
    }
    store.close_blocking().expect("closes");
    let store = bed.reopen();
    let now = store.write_blocking(|tx| Ok(count(tx, &NEVER_NEGATIVE, "x", 0)?));
    assert_eq!(now.expect("counted"), 12);
}

fn a_read_sees_what_is_committed(bed: &Bed) {
    let store = bed.store();
    let read = |id: &'static str| {
        store.read_blocking(move |tx| Ok(tx.counted(&NEVER_NEGATIVE, args![DAY, id])?))
    };
    assert_eq!(read("x").expect("read"), [0], "no row means zero");
    store.write_blocking(|tx| Ok(count(tx, &NEVER_NEGATIVE, "x", 9)?)).expect("counted");
    assert_eq!(read("x").expect("read"), [9]);
}
