//! Who may write, and what a lost connection or a lost writer leaves behind.

use crate::bed::{Bed, Engine, KEY, THING_COUNT, TOTAL, add, added, number};
use naru_base::{FaultKind, No};
use naru_store::{Store, args, chain, migrate};
use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

crate::on_both_engines!(
    a_second_writer_is_refused_and_told_who_has_it,
    a_dropped_store_can_be_opened_at_once,
    the_head_of_the_chain_survives,
    a_store_can_be_read_beside_its_writer,
);

fn a_second_writer_is_refused_and_told_who_has_it(bed: &Bed) {
    let store = bed.store();
    let refused = Store::open(bed.options()).map(drop).expect_err("one writer");
    let me = format!("process {}", std::process::id());
    assert!(refused.what.contains(&me), "{refused}");
    assert!(refused.what.contains("stop that process"), "{refused}");
    migrate::migrate(&bed.options()).expect_err("nor may it be migrated meanwhile");
    store.close_blocking().expect("closes");
    migrate::migrate(&bed.options()).expect("migrates");
    added(bed, &bed.reopen(), "x").expect("the next one writes");
}

fn a_dropped_store_can_be_opened_at_once(bed: &Bed) {
    let store = bed.store();
    for round in 0..5 {
        let answers: Vec<_> = (0..20)
            .map(|n| {
                let (record, id) = (bed.record("x"), format!("{round}-{n}"));
                store.write(move |tx| add(tx, &record, &id))
            })
            .collect();
        drop(answers);
    }
    drop(store);
    assert_eq!(number(&bed.reopen(), TOTAL), 100, "what was accepted is done");
}

fn the_head_of_the_chain_survives(bed: &Bed) {
    drop(bed.store());
    for n in 0..3_i64 {
        let store = bed.reopen();
        added(bed, &store, &format!("{n}")).expect("added");
        assert_eq!(number(&store, "SELECT commit_no FROM audit_head"), n + 1);
        assert_eq!(number(&store, "SELECT seq FROM audit_head"), n + 1);
    }
}

fn a_store_can_be_read_beside_its_writer(bed: &Bed) {
    Store::open_reading(bed.options()).map(drop).expect_err("there is nothing yet");
    let store = bed.store();
    let beside = Store::open_reading(bed.options()).expect("opens beside the writer");
    added(bed, &store, "x").expect("added");
    assert_eq!(number(&beside, TOTAL), 1);
    let refused = added(bed, &beside, "y");
    assert!(matches!(refused, Err(No::Fault(f)) if f.what.contains("reading only")));
}

#[test]
fn what_was_answered_survives_the_loss_of_power() {
    let bed = Bed::sqlite();
    let store = bed.store();
    let file = bed.file().expect("a file");
    for n in 1..=3_i64 {
        added(&bed, &store, &format!("{n}")).expect("added");
        // The files as they are at this instant, with the writer alive: what a crash leaves.
        let crashed = Bed::sqlite();
        let copy = crashed.file().expect("a file");
        std::fs::create_dir_all(copy.parent().expect("a directory")).expect("made");
        for suffix in ["db", "db-wal"] {
            std::fs::copy(file.with_extension(suffix), copy.with_extension(suffix))
                .expect("copied");
        }
        let again = crashed.reopen();
        assert_eq!(number(&again, TOTAL), n);
        assert_eq!(number(&again, "SELECT commit_no FROM audit_head"), n);
        added(&crashed, &again, "after").expect("it goes on");
        drop(again);
        let report = chain::verify(&crashed.location(), &KEY, None).expect("read");
        assert_eq!(report.findings, []);
    }
}

#[test]
fn only_the_owner_can_read_the_files() {
    let bed = Bed::sqlite();
    let store = bed.store();
    added(&bed, &store, "x").expect("added");
    let dir = bed.file().and_then(|it| it.parent().map(ToOwned::to_owned)).expect("a directory");
    let mode = |path: &std::path::Path| {
        std::fs::metadata(path).expect("is there").permissions().mode() & 0o777
    };
    assert_eq!(mode(&dir), 0o700);
    let files: Vec<_> = std::fs::read_dir(&dir).expect("listed").flatten().collect();
    assert!(files.len() >= 3, "the database, its WAL and its lock: {files:?}");
    for file in files {
        assert_eq!(mode(&file.path()), 0o600, "{file:?}");
    }
}

#[test]
fn the_log_stays_bounded_under_constant_load() {
    const BLOBS: i64 = 900;
    let bed = Bed::sqlite();
    migrate::migrate(&bed.options()).expect("migrates");
    let mut options = bed.options();
    options.log_pass_from = 64 << 10;
    options.log_restart_from = 512 << 10;
    let store = Store::open(options).expect("opens");
    let log = bed.file().expect("a file").with_extension("db-wal");
    let length = || std::fs::metadata(&log).map_or(0, |it| it.len());
    let date = bed.record("x").at.business_date();
    let writer = |of: i64| {
        let store = store.clone();
        move || {
            for n in 0..BLOBS / 3 {
                let id = format!("{of}-{n}");
                let raw = vec![7_u8; 8 << 10];
                store
                    .write_blocking(move |tx| {
                        let args = args![date, id, 1_i64, None::<&str>, raw];
                        tx.exec(crate::bed::THING_ADD, args)?;
                        Ok(())
                    })
                    .expect("written");
            }
        }
    };
    let writers: Vec<_> = (0..3).map(|of| std::thread::spawn(writer(of))).collect();
    let mut longest = 0;
    while writers.iter().any(|it| !it.is_finished()) {
        longest = longest.max(length());
        assert!(number(&store, THING_COUNT) <= BLOBS, "readers go on");
    }
    for writer in writers {
        writer.join().expect("no panic");
    }
    assert!(longest > 64 << 10, "the log was used: {longest}");
    assert!(longest < 2 << 20, "7 MB passed through, the log was at most {longest}");
    store.close_blocking().expect("closes");
    assert_eq!(length(), 0, "nothing is left to be recovered");
    assert_eq!(number(&bed.reopen(), THING_COUNT), BLOBS);
}

#[test]
fn a_cut_connection_is_made_anew() {
    let Some(bed) = Bed::postgres() else { return };
    let store = bed.store();
    added(&bed, &store, "before").expect("added");
    let database = bed.database().expect("PostgreSQL");
    database.cut_connections();
    added(&bed, &store, "idle").expect("between two batches");
    assert_eq!(number(&store, THING_COUNT), 2);

    let url = database.url().to_owned();
    let runs = Arc::new(AtomicU32::new(0));
    let (record, count) = (bed.record("during"), runs.clone());
    store
        .write_blocking(move |tx| {
            add(tx, &record, "during")?;
            if count.fetch_add(1, Ordering::SeqCst) == 0 {
                cut_others(&url);
            }
            Ok(tx.exec(crate::bed::TOTAL_ADD, args![0_i64]).map(drop)?)
        })
        .expect("inside a batch");
    assert_eq!(runs.load(Ordering::SeqCst), 2, "the batch was run again");
    assert_eq!(number(&store, THING_COUNT), 3);
    assert_eq!(number(&store, TOTAL), 3);
}

#[test]
fn a_commit_without_an_answer_is_looked_up() {
    let Some(bed) = Bed::postgres() else { return };
    let store = bed.store();
    // A deferred trigger ends the connection inside the COMMIT, before it is durable, once.
    bed.tamper(
        "CREATE TABLE cut (done BIGINT); CREATE SEQUENCE cuts;
         CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             IF nextval('book.cuts') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid());
             END IF; RETURN NULL; END $$;
         CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON thing DEFERRABLE INITIALLY DEFERRED
             FOR EACH ROW EXECUTE FUNCTION cut();",
    );
    let hooks = Arc::new(AtomicU32::new(0));
    let (record, count) = (bed.record("x"), hooks.clone());
    store
        .write_blocking(move |tx| {
            let count = count.clone();
            tx.after_commit(move || {
                count.fetch_add(1, Ordering::SeqCst);
            });
            add(tx, &record, "x")
        })
        .expect("it was looked up, found missing, and run again");
    assert_eq!(number(&store, "SELECT last_value FROM cuts"), 2, "the first COMMIT was cut");
    assert_eq!(number(&store, TOTAL), 1);
    assert_eq!(hooks.load(Ordering::SeqCst), 1);
}

#[test]
fn a_clash_runs_the_batch_again() {
    let Some(bed) = Bed::postgres() else { return };
    let store = bed.store();
    let url = bed.database().expect("PostgreSQL").url().to_owned();
    let runs = Arc::new(AtomicU32::new(0));
    let (record, count) = (bed.record("x"), runs.clone());
    store
        .write_blocking(move |tx| {
            let total = tx.one(TOTAL, &[], |row| row.get::<i64>(0))?;
            if count.fetch_add(1, Ordering::SeqCst) == 0 {
                assert_eq!(total, 0);
                outside(&url, "UPDATE book.total SET amount = amount + 100");
            }
            add(tx, &record, "x")
        })
        .expect("added");
    assert_eq!(runs.load(Ordering::SeqCst), 2);
    assert_eq!(number(&store, TOTAL), 101, "decided on what the other left");
}

#[test]
fn a_replaced_writer_cannot_commit() {
    let Some(bed) = Bed::postgres() else { return };
    let mut options = bed.options();
    migrate::migrate(&options).expect("migrates");
    options.holder = "the old one".to_owned();
    options.lease = Duration::from_secs(3_600);
    let old = Store::open(options).expect("opens");
    added(&bed, &old, "old").expect("added");
    let refused = Store::open(bed.options()).map(drop).expect_err("its lease is live");
    assert!(refused.what.contains("the old one"), "{refused}");
    assert!(refused.what.contains("Korean time"), "{refused}");
    // The lease runs out, as it does when its holder is paused.
    bed.tamper("UPDATE store_lease SET expires_at = 1");
    let new = Store::open(bed.options()).expect("the next one steps in");
    added(&bed, &new, "new").expect("added");
    for id in ["late", "later"] {
        let fenced = added(&bed, &old, id);
        let Err(No::Fault(fault)) = fenced else { panic!("fenced: {fenced:?}") };
        assert_eq!(fault.kind, FaultKind::Permanent);
        assert!(fault.what.contains("taken over"), "{fault}");
    }
    assert_eq!(number(&new, THING_COUNT), 2);
    drop(old);
    added(&bed, &new, "newer").expect("the old one's end does not disturb");
}

#[test]
fn an_idle_writer_keeps_its_lease() {
    let Some(bed) = Bed::postgres() else { return };
    migrate::migrate(&bed.options()).expect("migrates");
    let mut options = bed.options();
    options.lease = Duration::from_millis(300);
    let store = Store::open(options).expect("opens");
    const END: &str = "SELECT expires_at FROM store_lease";
    let first = number(&store, END);
    crate::bed::eventually(|| {
        let now = number(&store, END);
        if now > first + 900_000 { Ok(()) } else { Err("the lease was not renewed") }
    });
    added(&bed, &store, "x").expect("still the writer");
    assert!(matches!(bed.engine, Engine::Postgres(_)));
}

#[test]
fn a_database_that_went_back_stops_the_writer() {
    let Some(bed) = Bed::postgres() else { return };
    let store = bed.store();
    added(&bed, &store, "one").expect("added");
    bed.tamper("UPDATE audit_head SET commit_no = 0, seq = 0");
    bed.database().expect("PostgreSQL").cut_connections();
    let stopped = added(&bed, &store, "two");
    let Err(No::Fault(fault)) = stopped else { panic!("stops: {stopped:?}") };
    assert_eq!(fault.kind, FaultKind::Corrupt);
    assert!(fault.what.contains("lost commits"), "{fault}");
}

fn outside(url: &str, sql: &str) {
    std::thread::scope(|scope| {
        let ran = scope.spawn(|| {
            let mut client = ::postgres::Client::connect(url, ::postgres::NoTls)?;
            client.batch_execute(sql)
        });
        ran.join().expect("no panic").expect("the statement runs");
    });
}

fn cut_others(url: &str) {
    outside(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
         WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
}
