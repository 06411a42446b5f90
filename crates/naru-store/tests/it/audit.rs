//! The audit chain: whoever tampers with the database, in whatever way, is found and named.

use crate::bed::{Bed, KEY, TestKey};
use naru_base::{Fault, FaultKind, Micros};
use naru_store::chain::{
    Checkpoint, CheckpointSigner, Finding, Head, Report, checkpoint, parse_witness, verify,
    verify_after,
};
use naru_store::{Store, args};

crate::on_both_engines!(
    an_untouched_chain_is_whole,
    every_tampering_is_found_and_named,
    a_chain_put_back_as_a_whole_is_found_by_its_checkpoints,
    the_tables_refuse_edits,
    a_broken_chain_is_not_written_on,
    closed_days_can_be_moved_out,
    a_changed_clock_does_not_break_the_chain,
);

const COMMITS: i64 = 5;
const RECORDS: i64 = 3;

struct Signer;

impl CheckpointSigner for Signer {
    fn key_id(&self) -> &'static str {
        "test-1"
    }
    fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        use naru_store::chain::ChainKey as _;
        TestKey(b"a signing key").mac(bytes).to_vec()
    }
}

fn is_genuine(key_id: &str, bytes: &[u8], signature: &[u8]) -> bool {
    key_id == "test-1" && Signer.sign(bytes) == signature
}

fn write(bed: &Bed, store: &Store) {
    let records: Vec<_> = (0..RECORDS).map(|n| bed.record(&format!("thing:{n}"))).collect();
    store
        .write_blocking(move |tx| {
            records.iter().for_each(|it| tx.audit(it.clone()));
            Ok(())
        })
        .expect("written");
}

fn state(bed: &Bed, store: &Store) -> Checkpoint {
    let at = bed.record("x").at;
    store
        .write_blocking(move |tx| Ok(checkpoint(tx, at, &Signer)?))
        .expect("stated")
        .expect("the chain is not empty")
}

/// A chain of five commits with three records each.
fn chain(bed: &Bed) -> Store {
    let store = bed.store();
    (0..COMMITS).for_each(|_| write(bed, &store));
    store
}

fn check(bed: &Bed, witness: Option<&Head>) -> Report {
    verify(&bed.location(), &KEY, witness).expect("the chain can be read")
}

fn an_untouched_chain_is_whole(bed: &Bed) {
    let store = bed.store();
    assert!(check(bed, None).is_whole(), "an empty one too");
    let stated = store.write_blocking(|tx| Ok(checkpoint(tx, Micros::new(0), &Signer)?));
    assert_eq!(stated.expect("asked"), None, "there is nothing to state");
    (0..COMMITS).for_each(|_| write(bed, &store));
    let stated = state(bed, &store);
    assert_eq!(state(bed, &store), stated, "stated once for each place");
    let report = check(bed, Some(&stated.head));
    assert_eq!(report.findings, []);
    assert_eq!((report.links, report.records, report.checkpoints), (5, 15, 2));
    assert_eq!((report.head.commit_no, report.head.seq), (5, 15));
    let other = verify(&bed.location(), &TestKey(b"another"), None).expect("read");
    assert_eq!(other.findings, [Finding::HeadNotSealed]);
}

struct Case {
    what: &'static str,
    sql: &'static str,
    found: &'static [Finding],
}

use Finding::*;

const CASES: &[Case] = &[
    Case {
        what: "an edited record",
        sql: "UPDATE audit_record SET body = '{}' WHERE seq = 8",
        found: &[RecordChanged { commit_no: 3, seq: 8 }],
    },
    Case {
        what: "an edited record and its mark",
        sql: "UPDATE audit_record SET actor = 'staff:other', mark = 7 WHERE seq = 8",
        found: &[RecordChanged { commit_no: 3, seq: 8 }],
    },
    Case {
        what: "the first record deleted",
        sql: "DELETE FROM audit_record WHERE seq = 1",
        found: &[RecordsMissing { commit_no: 1, from: 1, to: 1 }],
    },
    Case {
        what: "a record in the middle deleted",
        sql: "DELETE FROM audit_record WHERE seq = 8",
        found: &[RecordsMissing { commit_no: 3, from: 8, to: 8 }],
    },
    Case {
        what: "the last record deleted",
        sql: "DELETE FROM audit_record WHERE seq = 15",
        found: &[RecordsMissing { commit_no: 5, from: 15, to: 15 }],
    },
    Case {
        what: "all records of a commit deleted",
        sql: "DELETE FROM audit_record WHERE commit_no = 2",
        found: &[RecordsMissing { commit_no: 2, from: 4, to: 6 }],
    },
    Case {
        what: "two records exchanged",
        sql: "UPDATE audit_record SET seq = 100 WHERE seq = 7; \
              UPDATE audit_record SET seq = 7 WHERE seq = 8; \
              UPDATE audit_record SET seq = 8 WHERE seq = 100",
        found: &[RecordChanged { commit_no: 3, seq: 7 }, RecordChanged { commit_no: 3, seq: 8 }],
    },
    Case {
        what: "a record added",
        sql: "INSERT INTO audit_record SELECT business_date, 16, commit_no, at, actor, action, \
              subject, body, mark FROM audit_record WHERE seq = 15",
        found: &[RecordsForeign { count: 1 }],
    },
    Case {
        what: "a record moved to another day",
        sql: "UPDATE audit_record SET business_date = 20261123 WHERE seq = 8",
        found: &[RecordsMissing { commit_no: 3, from: 8, to: 8 }, RecordsForeign { count: 1 }],
    },
    Case {
        what: "the first link deleted",
        sql: "DELETE FROM audit_link WHERE commit_no = 1",
        found: &[LinksMissing { from: 1, to: 1 }, RecordsForeign { count: 3 }],
    },
    Case {
        what: "links in the middle deleted",
        sql: "DELETE FROM audit_link WHERE commit_no IN (2, 3)",
        found: &[LinksMissing { from: 2, to: 3 }, RecordsForeign { count: 6 }],
    },
    Case {
        what: "the last link deleted",
        sql: "DELETE FROM audit_link WHERE commit_no = 5",
        found: &[LinksMissing { from: 5, to: 5 }],
    },
    Case {
        what: "two links exchanged",
        sql: "UPDATE audit_link SET commit_no = 100 WHERE commit_no = 2; \
              UPDATE audit_link SET commit_no = 2 WHERE commit_no = 3; \
              UPDATE audit_link SET commit_no = 3 WHERE commit_no = 100",
        found: &[
            LinkOutOfOrder { commit_no: 2 },
            RecordChanged { commit_no: 2, seq: 7 },
            RecordChanged { commit_no: 2, seq: 8 },
            RecordChanged { commit_no: 2, seq: 9 },
            LinkOutOfOrder { commit_no: 3 },
            RecordChanged { commit_no: 3, seq: 4 },
            RecordChanged { commit_no: 3, seq: 5 },
            RecordChanged { commit_no: 3, seq: 6 },
            LinkOutOfOrder { commit_no: 4 },
        ],
    },
    Case {
        what: "an edited link",
        sql: "UPDATE audit_link SET at = at + 1 WHERE commit_no = 3",
        found: &[LinkChanged { commit_no: 3 }],
    },
    Case {
        what: "a bad link hash",
        sql: "UPDATE audit_link SET hash = prev_hash WHERE commit_no = 3",
        found: &[LinkChanged { commit_no: 3 }, LinkOutOfOrder { commit_no: 4 }],
    },
    Case {
        what: "a bad hash of the last link",
        sql: "UPDATE audit_link SET hash = prev_hash WHERE commit_no = 5",
        found: &[LinkChanged { commit_no: 5 }, HeadContradicted { commit_no: 5 }],
    },
    Case {
        what: "a truncated tail",
        sql: "DELETE FROM audit_link WHERE commit_no > 3; DELETE FROM audit_record WHERE seq > 9",
        found: &[LinksMissing { from: 4, to: 5 }],
    },
    Case {
        what: "a truncated tail and a head rewritten without the key",
        sql: "DELETE FROM audit_link WHERE commit_no > 3; DELETE FROM audit_record WHERE seq > 9; \
              UPDATE audit_head SET commit_no = 3, seq = 9, \
              hash = (SELECT hash FROM audit_link WHERE commit_no = 3)",
        found: &[HeadNotSealed],
    },
    Case {
        what: "an older head put back",
        sql: "UPDATE audit_head SET commit_no = (SELECT commit_no FROM kept), \
              seq = (SELECT seq FROM kept), hash = (SELECT hash FROM kept), \
              mac = (SELECT mac FROM kept)",
        found: &[LinksBeyondHead { commit_no: 2, count: 3 }, RecordsForeign { count: 9 }],
    },
    Case {
        what: "everything deleted but the head",
        sql: "DELETE FROM audit_link; DELETE FROM audit_record",
        found: &[LinksMissing { from: 1, to: 5 }],
    },
];

fn every_tampering_is_found_and_named(bed: &Bed) {
    let store = bed.store();
    (0..2).for_each(|_| write(bed, &store));
    bed.tamper("CREATE TABLE kept AS SELECT * FROM audit_head");
    (2..COMMITS).for_each(|_| write(bed, &store));
    store.close_blocking().expect("closes");
    bed.disarm();
    let tables = ["audit_record", "audit_link", "audit_head"];
    let sql = |f: &dyn Fn(&str) -> String| tables.iter().map(|t| f(t)).collect::<String>();
    bed.tamper(&sql(&|t| format!("CREATE TABLE whole_{t} AS SELECT * FROM {t};")));
    let restore = sql(&|t| format!("DELETE FROM {t}; INSERT INTO {t} SELECT * FROM whole_{t};"));
    for case in CASES {
        bed.tamper(&restore);
        assert_eq!(check(bed, None).findings, [], "whole before {}", case.what);
        bed.tamper(case.sql);
        let report = check(bed, None);
        assert_eq!(report.findings, case.found, "{}", case.what);
        for finding in &report.findings {
            let said = finding.to_string();
            assert!(said.starts_with(finding.table()), "{said}");
        }
    }
}

fn a_chain_put_back_as_a_whole_is_found_by_its_checkpoints(bed: &Bed) {
    let store = bed.store();
    (0..2).for_each(|_| write(bed, &store));
    let early = state(bed, &store);
    bed.tamper("CREATE TABLE kept AS SELECT * FROM audit_head");
    (2..COMMITS).for_each(|_| write(bed, &store));
    let late = state(bed, &store);
    store.close_blocking().expect("closes");
    bed.disarm();
    bed.tamper(
        "DELETE FROM audit_link WHERE commit_no > 2; DELETE FROM audit_record WHERE seq > 6; \
         UPDATE audit_head SET commit_no = (SELECT commit_no FROM kept), \
         seq = (SELECT seq FROM kept), hash = (SELECT hash FROM kept), \
         mac = (SELECT mac FROM kept)",
    );
    let contradicted = |by_witness| CheckpointContradicted { commit_no: 5, by_witness };
    assert_eq!(check(bed, None).findings, [contradicted(false)], "by the table");
    bed.tamper("DELETE FROM audit_checkpoint WHERE commit_no = 5");
    assert_eq!(check(bed, None).findings, [], "nothing in the database contradicts it now");
    assert_eq!(check(bed, Some(&early.head)).findings, [], "nor an early witness");

    let file = format!("{early}\n{late}\n");
    let held = parse_witness(&file, is_genuine).expect("the witness's file is in order");
    assert_eq!(held, [early, late]);
    assert_eq!(check(bed, Some(&held[1].head)).findings, [contradicted(true)]);
}

fn the_tables_refuse_edits(bed: &Bed) {
    let store = chain(bed);
    state(bed, &store);
    for sql in [
        "UPDATE audit_record SET body = '{}'",
        "DELETE FROM audit_record",
        "UPDATE audit_link SET at = 0",
        "DELETE FROM audit_link",
        "UPDATE audit_checkpoint SET at = 0",
        "DELETE FROM audit_checkpoint",
    ] {
        let refused = store.write_blocking(move |tx| Ok(tx.exec(sql, args![])?));
        let said = format!("{:?}", refused.expect_err("append-only"));
        assert!(said.contains("append-only"), "{said}");
    }
    assert!(check(bed, None).is_whole());
}

fn a_broken_chain_is_not_written_on(bed: &Bed) {
    chain(bed).close_blocking().expect("closes");
    bed.disarm();
    let refusal = || -> Fault { Store::open(bed.options()).map(drop).expect_err("refused") };
    bed.tamper("UPDATE audit_head SET seq = 14");
    let refused = refusal();
    assert_eq!(refused.kind, FaultKind::Corrupt);
    assert!(refused.what.contains("naru audit verify"), "{refused}");
    bed.tamper("UPDATE audit_head SET seq = 15");
    drop(bed.reopen());
    bed.tamper("DELETE FROM audit_link WHERE commit_no = 5");
    assert_eq!(refusal().kind, FaultKind::Corrupt);
}

fn closed_days_can_be_moved_out(bed: &Bed) {
    let store = chain(bed);
    let closed = state(bed, &store);
    bed.clock.set("20261123090000");
    write(bed, &store);
    store.close_blocking().expect("closes");
    bed.disarm();
    bed.tamper(
        "DELETE FROM audit_link WHERE business_date = 20261122; \
         DELETE FROM audit_record WHERE business_date = 20261122",
    );
    assert!(!check(bed, None).is_whole());
    let after = |moved: &Head| {
        let witness = Some(&closed.head);
        verify_after(&bed.location(), &KEY, witness, moved).expect("read").findings
    };
    assert_eq!(after(&closed.head), []);
    let other = Head { hash: [7; 32], ..closed.head };
    assert!(after(&other).contains(&LinkOutOfOrder { commit_no: 6 }));
    drop(bed.reopen());
}

fn a_changed_clock_does_not_break_the_chain(bed: &Bed) {
    let store = bed.store();
    for dtime in ["20261123000001", "20261122235959", "20261124000000", "20261122000000"] {
        bed.clock.set(dtime);
        write(bed, &store);
    }
    assert_eq!(check(bed, None).findings, []);
}

#[test]
fn a_witness_file_that_was_touched_is_refused() {
    let bed = Bed::sqlite();
    let store = bed.store();
    let mut lines = Vec::new();
    for _ in 0..3 {
        write(&bed, &store);
        lines.push(state(&bed, &store).to_string());
    }
    let [one, two, three] = &lines[..] else { panic!("three lines") };
    let good = format!("{one}\n{two}\n{three}\n");
    assert_eq!(parse_witness(&good, is_genuine).expect("in order").len(), 3);
    assert_eq!(parse_witness("", is_genuine).expect("nothing yet").len(), 0);
    for (what, file) in [
        ("exchanged", format!("{two}\n{one}\n")),
        ("repeated", format!("{one}\n{one}\n")),
        ("edited", good.replacen(" 2 6 ", " 2 7 ", 1)),
        ("cut", good[..good.len() - 9].to_owned()),
        ("padded", good.replacen(" 2 6 ", " 02 6 ", 1)),
        ("signed by another", good.replacen("test-1", "test-2", 1)),
        ("spaced", good.replacen(' ', "  ", 1)),
    ] {
        assert_ne!(file, good, "{what}");
        let refused = parse_witness(&file, is_genuine).expect_err(what);
        assert!(refused.what.contains("line "), "{refused}");
    }
}
