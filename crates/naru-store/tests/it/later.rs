//! Counters whose table takes them later: the log of what changed, and the table with it.

use crate::batch::{hold, wait_for};
use crate::bed::{Bed, MIGRATIONS, number};
use naru_base::{Answer, Refusal};
use naru_store::{Migration, Options, Store, Tally, Tx, Val, args, migrate};
use std::collections::BTreeMap;

crate::on_both_engines!(
    the_table_takes_them_once_enough_wait,
    a_command_sees_the_table_with_what_waits,
    closing_leaves_nothing_behind,
    a_command_that_is_undone_leaves_the_log_alone,
    any_order_of_commands_counts_as_if_written_at_once,
);

const LOAD: &str = "SELECT amount FROM thing WHERE business_date = $1 AND id = $2";
const INSERT: &str = "INSERT INTO thing (business_date, id, amount) VALUES ($1, $2, $3)";
const UPDATE: &str = "UPDATE thing SET amount = $3 WHERE business_date = $1 AND id = $2";
const SUM: &str = "SELECT cast(coalesce(sum(amount), 0) AS BIGINT) FROM thing";
const LINES: &str = "SELECT count(*) FROM tally_log";
const DAY: i64 = 20_261_122;
const IDS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

static LATER: Tally =
    Tally { table: "thing", load: LOAD, insert: INSERT, update: UPDATE, is_never_negative: true };
const WITH_LATER: &[Migration] = &[Migration { later: &[&LATER], ..MIGRATIONS[0] }];
/// So many may wait here.
const MAX: usize = 3;

fn options(bed: &Bed) -> Options {
    Options { migrations: WITH_LATER, later_max: MAX, ..bed.options() }
}

fn open(bed: &Bed) -> Store {
    migrate::migrate(&options(bed)).expect("migrates");
    Store::open(options(bed)).expect("opens")
}

fn add(store: &Store, id: &'static str, more: i64) -> Answer<i64> {
    store.write_blocking(move |tx| Ok(tx.add(&LATER, args![DAY, id], [more]).map(|[now]| now)?))
}

/// What waits, as a reader finds it.
fn waiting(store: &Store) -> BTreeMap<String, i64> {
    let read = |tx: &mut Tx<'_>| {
        let mut found = BTreeMap::new();
        tx.waiting(&LATER, |key, [now]| {
            assert!(matches!(key[0], Val::Int(DAY)), "the key as it was given");
            let Val::Text(id) = key[1] else { panic!("not the key that was given") };
            assert_eq!(found.insert(id.to_owned(), now), None, "each key once");
            Ok(())
        })?;
        Ok(found)
    };
    store.read_blocking(read).expect("read")
}

fn counted(store: &Store, id: &'static str) -> i64 {
    let [now] =
        store.read_blocking(move |tx| Ok(tx.counted(&LATER, args![DAY, id])?)).expect("read");
    now
}

fn the_table_takes_them_once_enough_wait(bed: &Bed) {
    let store = open(bed);
    for (id, more) in [("c", 1), ("a", 2), ("b", 4), ("a", 8)] {
        add(&store, id, more).expect("counted");
    }
    assert_eq!(number(&store, SUM), 0, "three keys wait, and the table has none of them");
    assert_eq!(number(&store, LINES), 4, "a line for each batch");
    let [a, b, c] = [("a", 10), ("b", 4), ("c", 1)].map(|(id, now)| (id.to_owned(), now));
    assert_eq!(waiting(&store), [a, b, c].into());
    assert_eq!(["a", "b", "c", "d"].map(|id| counted(&store, id)), [10, 4, 1, 0]);

    add(&store, "d", 16).expect("counted");
    assert_eq!(number(&store, SUM), 31, "one too many to wait: the table has all");
    assert_eq!(number(&store, LINES), 0);
    assert!(waiting(&store).is_empty());
    assert_eq!(["a", "b", "c", "d"].map(|id| counted(&store, id)), [10, 4, 1, 16]);
}

fn a_command_sees_the_table_with_what_waits(bed: &Bed) {
    let store = open(bed);
    add(&store, "a", 5).expect("counted");
    let sum: i64 = store
        .write_blocking(|tx| Ok(tx.one(SUM, &[], |row| row.get(0))?))
        .expect("read in a command");
    assert_eq!(sum, 5);
    assert_eq!(number(&store, LINES), 0, "it was written for the statement to see it");
    // Written past the counters: they must not remember what they were.
    add(&store, "a", 1).expect("counted");
    store
        .write_blocking(|tx| Ok(tx.exec(UPDATE, args![DAY, "a", 100_i64])?))
        .expect("written past the counters");
    assert_eq!(add(&store, "a", 1).expect("counted"), 101);
}

fn closing_leaves_nothing_behind(bed: &Bed) {
    let store = open(bed);
    add(&store, "a", 5).expect("counted");
    add(&store, "b", 6).expect("counted");
    store.close_blocking().expect("closes");
    let store = Store::open(options(bed)).expect("opens");
    assert_eq!((number(&store, SUM), number(&store, LINES)), (11, 0));
    assert_eq!(add(&store, "a", 1).expect("counted"), 6);
}

fn a_command_that_is_undone_leaves_the_log_alone(bed: &Bed) {
    let store = open(bed);
    add(&store, "a", 5).expect("counted");
    let held = hold(&store);
    let send = |id: &'static str, more: i64, is_undone: bool| {
        store.write(move |tx| {
            let [now] = tx.add(&LATER, args![DAY, id], [more])?;
            if is_undone { Err(Refusal::new("test/no").into()) } else { Ok(now) }
        })
    };
    let answers =
        [send("a", 1, false), send("a", 100, true), send("b", 7, true), send("a", 2, false)];
    held.release();
    let [first, second, third, last] = answers.map(wait_for);
    assert_eq!((first.expect("counted"), last.expect("counted")), (6, 8));
    assert!(second.is_err() && third.is_err());
    assert_eq!(["a", "b"].map(|id| counted(&store, id)), [8, 0]);
}

/// A number from a seed, the same each time.
fn draw(seed: &mut u64, below: u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) % below
}

fn any_order_of_commands_counts_as_if_written_at_once(bed: &Bed) {
    let mut store = open(bed);
    let mut want: BTreeMap<&'static str, i64> = BTreeMap::new();
    let mut seed = 7;
    for _ in 0..300 {
        let id = IDS[usize::try_from(draw(&mut seed, 6)).expect("small")];
        let more = i64::try_from(draw(&mut seed, 9)).expect("small") - 3;
        let now = want.entry(id).or_default();
        match draw(&mut seed, 12) {
            0 => {
                let undone: Answer<()> = store.write_blocking(move |tx| {
                    let [_] = tx.add(&LATER, args![DAY, id], [50])?;
                    Err(Refusal::new("test/no").into())
                });
                assert!(undone.is_err());
            }
            1 => {
                let sum: i64 = store
                    .write_blocking(|tx| Ok(tx.one(SUM, &[], |row| row.get(0))?))
                    .expect("read in a command");
                assert_eq!(sum, want.values().sum::<i64>());
            }
            2 => {
                store.close_blocking().expect("closes");
                store = Store::open(options(bed)).expect("opens");
            }
            _ if *now + more < 0 => assert!(add(&store, id, more).is_err(), "below zero"),
            _ => {
                *now += more;
                assert_eq!(add(&store, id, more).expect("counted"), *now);
            }
        }
        let read = want.keys().map(|id| (*id, counted(&store, id))).collect();
        assert_eq!(want, read, "readers see what is committed");
    }
}

/// The file and its log as they are while a writer has them open: what a power cut leaves.
#[test]
fn a_writer_that_ended_without_a_word_loses_nothing() {
    let (bed, other) = (Bed::sqlite(), Bed::sqlite());
    let store = open(&bed);
    add(&store, "a", 5).expect("counted");
    add(&store, "b", 6).expect("counted");
    add(&store, "a", 7).expect("counted");
    let (from, to) = (bed.file().expect("a file"), other.file().expect("a file"));
    std::fs::create_dir_all(to.parent().expect("a directory")).expect("made");
    for end in ["", "-wal"] {
        let name = |file: &std::path::Path| format!("{}{end}", file.display());
        std::fs::copy(name(&from), name(&to)).expect("copied");
    }
    let left = Store::open(options(&other)).expect("opens what is left");
    assert_eq!((number(&left, SUM), number(&left, LINES)), (18, 0), "read back and written");
    assert_eq!(add(&left, "a", 1).expect("counted"), 13);
}
