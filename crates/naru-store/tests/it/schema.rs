//! Migrations: what is refused, what is planned, what is applied.

use crate::bed::{Bed, MIGRATIONS, TOTAL, added, number};
use naru_base::Fault;
use naru_store::{Migration, Store, migrate};

crate::on_both_engines!(
    a_plan_changes_nothing,
    an_older_schema_is_refused_with_a_hint,
    an_unknown_schema_is_refused_with_a_hint,
    an_edited_migration_is_refused,
    a_step_that_fails_leaves_nothing_behind,
);

const MORE: &[Migration] = &[
    MIGRATIONS[0],
    Migration {
        name: "9001_more",
        sql: "CREATE TABLE more (id BIGINT PRIMARY KEY) {strict};",
        later: &[],
    },
];
const EDITED: &[Migration] = &[Migration {
    name: "9000_test",
    sql: "CREATE TABLE other (id BIGINT PRIMARY KEY);",
    later: &[],
}];
const BROKEN: &[Migration] = &[
    MIGRATIONS[0],
    Migration {
        name: "9001_broken",
        sql: "CREATE TABLE half (id BIGINT PRIMARY KEY);\nCREATE TABLE total (id BIGINT);",
        later: &[],
    },
];

fn open_with(bed: &Bed, migrations: &'static [Migration]) -> Result<Store, Fault> {
    let mut options = bed.options();
    options.migrations = migrations;
    Store::open(options)
}

fn a_plan_changes_nothing(bed: &Bed) {
    for _ in 0..2 {
        let plan = migrate::plan(&bed.options()).expect("planned");
        assert_eq!(plan.done, Vec::<String>::new());
        assert_eq!(plan.to_do, ["0001_store", "9000_test"]);
        assert!(bed.file().is_none_or(|file| !file.exists()), "the file was not made");
    }
    migrate::migrate(&bed.options()).expect("migrated");
    let plan = migrate::plan(&bed.options()).expect("planned");
    assert_eq!(plan.done, ["0001_store", "9000_test"]);
    assert!(plan.to_do.is_empty());
    assert!(migrate::migrate(&bed.options()).expect("migrated again").to_do.is_empty());
}

fn an_older_schema_is_refused_with_a_hint(bed: &Bed) {
    let store = bed.store();
    added(bed, &store, "kept").expect("added");
    store.close_blocking().expect("closes");
    let refused = open_with(bed, MORE).map(drop).expect_err("refused");
    assert!(refused.what.contains("9001_more"), "{refused}");
    assert!(refused.what.contains("naru migrate"), "{refused}");
    let mut options = bed.options();
    options.migrations = MORE;
    assert_eq!(migrate::migrate(&options).expect("migrated").to_do, ["9001_more"]);
    assert_eq!(number(&open_with(bed, MORE).expect("opens"), TOTAL), 1);
}

fn an_unknown_schema_is_refused_with_a_hint(bed: &Bed) {
    let mut options = bed.options();
    options.migrations = MORE;
    migrate::migrate(&options).expect("migrated");
    let refused = open_with(bed, MIGRATIONS).map(drop).expect_err("refused");
    assert!(refused.what.contains("newer version"), "{refused}");
    migrate::migrate(&bed.options()).expect_err("migrating back is refused");
}

fn an_edited_migration_is_refused(bed: &Bed) {
    migrate::migrate(&bed.options()).expect("migrated");
    let refused = open_with(bed, EDITED).map(drop).expect_err("refused");
    assert!(refused.what.contains("9000_test") && refused.what.contains("differs"), "{refused}");
}

fn a_step_that_fails_leaves_nothing_behind(bed: &Bed) {
    let mut options = bed.options();
    options.migrations = BROKEN;
    migrate::migrate(&options).expect_err("the second table is there already");
    let plan = migrate::plan(&options).expect("planned");
    assert_eq!(plan.to_do, ["9001_broken"], "the steps before stand");
    assert_eq!(number(&bed.reopen(), "SELECT count(*) FROM total"), 1);
    bed.tamper("CREATE TABLE half (id BIGINT PRIMARY KEY)");
}
