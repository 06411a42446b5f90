//! What happens to the commands of one batch, and around its commit.

use crate::bed::{Bed, LINKS, THING_COUNT, TOTAL, TOTAL_ADD, add, added, number};
use naru_base::{Answer, BusinessDate, Fault, FaultKind, No, Refusal};
use naru_store::{Store, args};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

crate::on_both_engines!(
    many_writers_share_commits,
    a_command_that_fails_leaves_its_neighbours_alone,
    a_batch_is_run_again_only_to_undo_what_was_written,
    a_failed_statement_cannot_be_passed_over,
    hooks_run_after_the_commit_and_before_the_answer,
    a_read_sees_one_snapshot,
    parameters_are_bound_by_their_number,
    a_full_queue_says_busy,
    a_command_sees_whether_others_wait_for_the_writer,
    corruption_stops_the_writer_and_reads_go_on,
    another_business_date_needs_no_preparation,
    it_is_opened_and_closed_inside_async_code,
);

/// Holds the writer inside a command, so that what is sent meanwhile forms one batch.
pub struct Held {
    go: Sender<()>,
    sent: tokio::sync::oneshot::Receiver<()>,
}

pub fn hold(store: &Store) -> Held {
    let (go, wait): (Sender<()>, Receiver<()>) = channel();
    let (inside, is_inside) = channel();
    let wait = std::sync::Mutex::new(wait);
    let answer = store.write(move |_| {
        inside.send(()).expect("the test waits");
        wait.lock().expect("not poisoned").recv().expect_err("released by dropping");
        Ok(())
    });
    is_inside.recv().expect("the writer took the command");
    let (tell, sent) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        wait_for(answer).expect("the held command succeeds");
        tell.send(()).expect("the test waits");
    });
    Held { go, sent }
}

impl Held {
    pub fn release(self) {
        drop(self.go);
        self.sent.blocking_recv().expect("the held command is answered");
    }
}

pub fn wait_for<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(future)
}

fn many_writers_share_commits(bed: &Bed) {
    let store = bed.store();
    let held = hold(&store);
    let answers: Vec<_> = (0..200)
        .map(|n| {
            let (record, id) = (bed.record(&format!("thing:{n}")), format!("{n:03}"));
            store.write(move |tx| add(tx, &record, &id))
        })
        .collect();
    held.release();
    for answer in answers {
        wait_for(answer).expect("added");
    }
    assert_eq!(number(&store, THING_COUNT), 200);
    assert_eq!(number(&store, TOTAL), 200);
    assert_eq!(number(&store, LINKS), 1, "200 commands that waited together are one commit");
}

fn a_command_that_fails_leaves_its_neighbours_alone(bed: &Bed) {
    let store = bed.store();
    let held = hold(&store);
    let send = |id: &'static str, end: fn() -> Answer<()>| {
        let record = bed.record(id);
        store.write(move |tx| {
            add(tx, &record, id)?;
            end()
        })
    };
    let good = send("good", || Ok(()));
    let refused = send("refused", || Err(Refusal::new("test/no").into()));
    let failed = send("failed", || Err(Fault::new(FaultKind::Permanent, "broken").into()));
    let panicked = send("panicked", || panic!("a bug"));
    let twice = send("good", || Ok(()));
    let late = send("late", || Ok(()));
    held.release();

    wait_for(good).expect("the neighbour before");
    wait_for(late).expect("the neighbour after");
    assert!(matches!(wait_for(refused), Err(No::Refusal(r)) if r.code == "test/no"));
    assert!(matches!(wait_for(failed), Err(No::Fault(f)) if f.what == "broken"));
    assert!(matches!(wait_for(panicked), Err(No::Fault(f)) if f.what.contains("a bug")));
    assert!(matches!(wait_for(twice), Err(No::Fault(f)) if f.kind == FaultKind::Permanent));
    assert_eq!(number(&store, THING_COUNT), 2);
    assert_eq!(number(&store, TOTAL), 2, "what the failed commands wrote is gone");
    assert_eq!(number(&store, "SELECT count(*) FROM audit_record"), 2);
}

fn a_batch_is_run_again_only_to_undo_what_was_written(bed: &Bed) {
    for (refused_first, runs_expected) in [(true, 1), (false, 2)] {
        let bed = bed.fresh();
        let store = bed.store();
        let held = hold(&store);
        let runs = Arc::new(AtomicU32::new(0));
        let (record, count) = (bed.record("x"), runs.clone());
        let neighbour = store.write(move |tx| {
            count.fetch_add(1, Ordering::SeqCst);
            add(tx, &record, "x")
        });
        let record = bed.record("y");
        let refused = store.write(move |tx| {
            tx.one(TOTAL, &[], |row| row.get::<i64>(0))?;
            if !refused_first {
                add(tx, &record, "y")?;
            }
            Err::<(), _>(Refusal::new("test/no").into())
        });
        held.release();
        wait_for(neighbour).expect("added");
        assert!(matches!(wait_for(refused), Err(No::Refusal(_))));
        assert_eq!(runs.load(Ordering::SeqCst), runs_expected);
        assert_eq!(number(&store, TOTAL), 1);
        assert_eq!(number(&store, "SELECT count(*) FROM audit_record"), 1);
    }
}

fn a_failed_statement_cannot_be_passed_over(bed: &Bed) {
    let store = bed.store();
    let record = bed.record("x");
    let answer = store.write_blocking(move |tx| {
        add(tx, &record, "x")?;
        add(tx, &record, "x").or(Ok(()))
    });
    assert!(matches!(answer, Err(No::Fault(_))), "{answer:?}");
    assert_eq!(number(&store, THING_COUNT), 0);
    added(bed, &store, "x").expect("the store goes on");
}

fn hooks_run_after_the_commit_and_before_the_answer(bed: &Bed) {
    let store = bed.store();
    let seen = Arc::new(AtomicI64::new(-1));
    let reader = store.clone();
    let (record, told) = (bed.record("x"), seen.clone());
    store
        .write_blocking(move |tx| {
            let (reader, told) = (reader.clone(), told.clone());
            tx.after_commit(move || told.store(number(&reader, THING_COUNT), Ordering::SeqCst));
            add(tx, &record, "x")
        })
        .expect("added");
    assert_eq!(seen.load(Ordering::SeqCst), 1, "the hook saw the commit and ran before us");

    let told = seen.clone();
    let refused: Answer<()> = store.write_blocking(move |tx| {
        let told = told.clone();
        tx.after_commit(move || told.store(99, Ordering::SeqCst));
        Err(Refusal::new("test/no").into())
    });
    assert!(matches!(refused, Err(No::Refusal(_))));
    assert_eq!(seen.load(Ordering::SeqCst), 1, "what was rolled back has no hook");
}

fn a_read_sees_one_snapshot(bed: &Bed) {
    let store = bed.store();
    added(bed, &store, "before").expect("added");
    let (writer, record) = (store.clone(), bed.record("during"));
    let counts = store
        .read_blocking(move |tx| {
            let first = tx.one(THING_COUNT, &[], |row| row.get::<i64>(0))?;
            let record = record.clone();
            writer.write_blocking(move |tx| add(tx, &record, "during"))?;
            Ok((first, tx.one(THING_COUNT, &[], |row| row.get::<i64>(0))?))
        })
        .expect("read");
    assert_eq!(counts, (1, 1));
    assert_eq!(number(&store, THING_COUNT), 2);
    let written = store.read_blocking(|tx| Ok(tx.exec(TOTAL_ADD, args![1_i64])?));
    assert!(written.is_err(), "a reader cannot write");
}

fn parameters_are_bound_by_their_number(bed: &Bed) {
    let store = bed.store();
    const SWAPPED: &str = "SELECT cast($2 AS bigint), cast($1 AS text), cast($2 AS bigint)";
    let read = store.read_blocking(|tx| {
        Ok(tx.one(SWAPPED, args!["one", 2_i64], |row| {
            Ok((row.get::<i64>(0)?, row.get::<String>(1)?, row.get::<i64>(2)?))
        })?)
    });
    assert_eq!(read.expect("read"), (2, "one".to_owned(), 2));
    let few = store.read_blocking(|tx| Ok(tx.one(SWAPPED, args!["one"], |row| row.get::<i64>(0))?));
    few.expect_err("too few values");
    let many = store.read_blocking(|tx| {
        let args = args!["one", 2_i64, 3_i64];
        Ok(tx.one(SWAPPED, args, |row| row.get::<i64>(0))?)
    });
    many.expect_err("too many values");
}

fn a_full_queue_says_busy(bed: &Bed) {
    bed.store().close_blocking().expect("closes");
    let mut options = bed.options();
    options.queue_max = 3;
    let store = Store::open(options).expect("opens");
    let held = hold(&store);
    let waiting: Vec<_> = (0..3).map(|_| store.write(|_| Ok(()))).collect();
    let refused = wait_for(store.write(|_| Ok(())));
    assert!(matches!(refused, Err(No::Fault(f)) if f.kind == FaultKind::Busy));
    held.release();
    for answer in waiting {
        wait_for(answer).expect("what was accepted is done");
    }
}

fn a_command_sees_whether_others_wait_for_the_writer(bed: &Bed) {
    let store = bed.store();
    let alone = store.write_blocking(|tx| Ok(tx.is_awaited())).expect("asked");
    assert!(!alone, "nobody else is there");
    // One that came before it is in its commit, and waits for that too.
    let held = hold(&store);
    let asked = store.write(|tx| Ok(tx.is_awaited()));
    let other = store.write(|_| Ok(()));
    held.release();
    assert!(wait_for(asked).expect("asked"), "another came with it");
    wait_for(other).expect("answered");
    let (go, wait): (Sender<()>, Receiver<()>) = channel();
    let (inside, is_inside) = channel();
    let wait = std::sync::Mutex::new(wait);
    let seen = store.write(move |tx| {
        let before = tx.is_awaited();
        inside.send(()).expect("the test waits");
        wait.lock().expect("not poisoned").recv().expect_err("let go by dropping");
        Ok((before, tx.is_awaited()))
    });
    is_inside.recv().expect("the writer took the command");
    let late = store.write(|_| Ok(()));
    drop(go);
    assert_eq!(wait_for(seen).expect("asked"), (false, true), "one came while it ran");
    wait_for(late).expect("answered");
    let read = store.read_blocking(|tx| Ok(tx.is_awaited())).expect("read");
    assert!(!read, "nobody waits for a reader");
    let again = store.write_blocking(|tx| Ok(tx.is_awaited())).expect("asked");
    assert!(!again, "all of them are answered");
}

fn corruption_stops_the_writer_and_reads_go_on(bed: &Bed) {
    let store = bed.store();
    added(bed, &store, "before").expect("added");
    let held = hold(&store);
    let record = bed.record("neighbour");
    let neighbour = store.write(move |tx| add(tx, &record, "neighbour"));
    let broken: Answer<()> = Err(Fault::new(FaultKind::Corrupt, "sums to 1").into());
    let broken = std::sync::Mutex::new(Some(broken));
    let corrupt = store.write(move |_| broken.lock().expect("ours").take().expect("run once"));
    held.release();
    assert!(matches!(wait_for(corrupt), Err(No::Fault(f)) if f.kind == FaultKind::Corrupt));
    assert!(wait_for(neighbour).is_err(), "nothing of that batch is kept");
    let later = added(bed, &store, "later");
    assert!(matches!(later, Err(No::Fault(f)) if f.kind == FaultKind::Corrupt));
    assert_eq!(number(&store, THING_COUNT), 1, "reads go on");
}

fn another_business_date_needs_no_preparation(bed: &Bed) {
    let store = bed.store();
    let runs = Arc::new(AtomicU32::new(0));
    bed.clock.set("20311231235959");
    let (record, count) = (bed.record("far"), runs.clone());
    store
        .write_blocking(move |tx| {
            count.fetch_add(1, Ordering::SeqCst);
            add(tx, &record, "far")
        })
        .expect("added on a date nobody prepared");
    assert_eq!(number(&store, TOTAL), 1, "once, however often it ran");
    let date = |n| BusinessDate::from_yyyymmdd(n).expect("a date");
    store.prepare_days_blocking(date(20320228), date(20320302)).expect("prepared");
    store.prepare_days_blocking(date(20320301), date(20320303)).expect("prepared again");
    let before = runs.load(Ordering::SeqCst);
    bed.clock.set("20320229120000");
    let (record, count) = (bed.record("leap"), runs.clone());
    store
        .write_blocking(move |tx| {
            count.fetch_add(1, Ordering::SeqCst);
            tx.audit(record.clone());
            add(tx, &record, "leap")
        })
        .expect("added");
    assert_eq!(runs.load(Ordering::SeqCst), before + 1, "a prepared date needs one run");
}

fn it_is_opened_and_closed_inside_async_code(bed: &Bed) {
    wait_for(async {
        let store = bed.store();
        let record = bed.record("x");
        store.write(move |tx| add(tx, &record, "x")).await.expect("added");
        store.close().await.expect("closes");
        let again = bed.reopen();
        let count = again.read(|tx| Ok(tx.one(THING_COUNT, &[], |row| row.get::<i64>(0))?));
        assert_eq!(count.await.expect("read"), 1);
        drop(again);
    });
}
