//! A place for one test: an empty database, a clock that the test turns, a key.

use naru_base::{Answer, AuditRecord, Clock, Micros};
use naru_lab::testbed::pg::Database;
use naru_store::chain::ChainKey;
use naru_store::{Location, Migration, Options, Store, Tx, args, migrate};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

pub const MIGRATIONS: &[Migration] = &[Migration {
    name: "9000_test",
    sql: "CREATE TABLE thing (\n  business_date BIGINT NOT NULL,\n  id TEXT NOT NULL,\n  \
          amount BIGINT NOT NULL CHECK (amount >= 0),\n  note TEXT,\n  raw {bytes},\n  \
          PRIMARY KEY (business_date, id)\n) {by_day};\n\
          CREATE TABLE total (\n  id BIGINT PRIMARY KEY,\n  amount BIGINT NOT NULL\n) {strict};\n\
          INSERT INTO total VALUES (1, 0);\n",
    later: &[],
}];

pub const THING_ADD: &str =
    "INSERT INTO thing (business_date, id, amount, note, raw) VALUES ($1, $2, $3, $4, $5)";
pub const THING_COUNT: &str = "SELECT count(*) FROM thing";
pub const TOTAL: &str = "SELECT amount FROM total WHERE id = 1";
pub const TOTAL_ADD: &str = "UPDATE total SET amount = amount + $1 WHERE id = 1";
pub const LINKS: &str = "SELECT count(*) FROM audit_link";
pub const STATEMENTS: &[&str] = &[THING_ADD, THING_COUNT, TOTAL, TOTAL_ADD, LINKS];

/// Noon in Korea on 22 November 2026.
pub const NOON: &str = "20261122120000";

pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn at(dtime: &str) -> Arc<TestClock> {
        let at = Micros::parse_kst_dtime14(dtime).expect("a date and time");
        Arc::new(TestClock(AtomicI64::new(at.get())))
    }
    pub fn set(&self, dtime: &str) {
        let at = Micros::parse_kst_dtime14(dtime).expect("a date and time");
        self.0.store(at.get(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Micros {
        Micros::new(self.0.load(Ordering::SeqCst))
    }
}

pub struct TestKey(pub &'static [u8]);

impl ChainKey for TestKey {
    fn mac(&self, bytes: &[u8]) -> [u8; 32] {
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, self.0);
        let tag = ring::hmac::sign(&key, bytes);
        tag.as_ref().try_into().expect("32 bytes")
    }
}

pub const KEY: TestKey = TestKey(b"a key of the tests");

pub enum Engine {
    Sqlite(tempfile::TempDir),
    Postgres(Database),
}

pub struct Bed {
    pub engine: Engine,
    pub clock: Arc<TestClock>,
}

impl Bed {
    pub fn sqlite() -> Bed {
        let dir = tempfile::tempdir().expect("a directory");
        Bed { engine: Engine::Sqlite(dir), clock: TestClock::at(NOON) }
    }

    pub fn postgres() -> Option<Bed> {
        let database = Database::create()?;
        Some({
            let engine = Engine::Postgres(database);
            Bed { engine, clock: TestClock::at(NOON) }
        })
    }

    /// Another one of the same kind, empty.
    pub fn fresh(&self) -> Bed {
        match self.engine {
            Engine::Sqlite(_) => Bed::sqlite(),
            Engine::Postgres(_) => Bed::postgres().expect("there was one already"),
        }
    }

    /// The database file, if this bed has one.
    pub fn file(&self) -> Option<PathBuf> {
        match &self.engine {
            Engine::Sqlite(dir) => Some(dir.path().join("data/book.db")),
            Engine::Postgres(_) => None,
        }
    }

    pub fn database(&self) -> Option<&Database> {
        match &self.engine {
            Engine::Sqlite(_) => None,
            Engine::Postgres(database) => Some(database),
        }
    }

    pub fn location(&self) -> Location {
        match &self.engine {
            Engine::Sqlite(_) => Location::Sqlite(self.file().expect("SQLite has a file")),
            Engine::Postgres(database) => {
                Location::Postgres { url: database.url().to_owned(), schema: "book".to_owned() }
            }
        }
    }

    pub fn options(&self) -> Options {
        Options::new(self.location(), MIGRATIONS, self.clock.clone(), Arc::new(KEY))
    }

    /// Migrated and open.
    pub fn store(&self) -> Store {
        migrate::migrate(&self.options()).expect("migrates");
        self.reopen()
    }

    pub fn reopen(&self) -> Store {
        Store::open(self.options()).expect("opens")
    }

    /// Runs SQL past the store.
    pub fn tamper(&self, sql: &str) {
        match &self.engine {
            Engine::Sqlite(_) => {
                let file = self.file().expect("SQLite has a file");
                let conn = rusqlite::Connection::open(file).expect("the file opens");
                conn.execute_batch(sql).expect("the statement runs");
            }
            Engine::Postgres(database) => {
                database.run(&format!("SET search_path TO book; {sql}"));
            }
        }
    }

    /// Takes the append-only triggers away, as whoever owns the database can.
    pub fn disarm(&self) {
        let tables = ["audit_record", "audit_link", "audit_checkpoint"];
        let sql: String = match &self.engine {
            Engine::Sqlite(_) => tables
                .iter()
                .map(|t| format!("DROP TRIGGER {t}_no_update; DROP TRIGGER {t}_no_delete;"))
                .collect(),
            Engine::Postgres(_) => {
                tables.iter().map(|t| format!("DROP TRIGGER {t}_append_only ON {t};")).collect()
            }
        };
        self.tamper(&sql);
    }

    pub fn record(&self, subject: &str) -> AuditRecord {
        AuditRecord {
            at: self.clock.now(),
            actor: "staff:test".to_owned(),
            action: "test.thing.added",
            subject: subject.to_owned(),
            body: r#"{"amount":1}"#.to_owned(),
        }
    }
}

/// Adds a thing, counts it in the total, and records it.
pub fn add(tx: &mut Tx<'_>, record: &AuditRecord, id: &str) -> Answer<()> {
    let date = record.at.business_date();
    let raw: Option<&[u8]> = Some(b"\0raw");
    tx.exec(THING_ADD, args![date, id, 1_i64, None::<&str>, raw])?;
    tx.exec(TOTAL_ADD, args![1_i64])?;
    tx.audit(record.clone());
    Ok(())
}

/// Adds the thing `id` through the store and waits.
pub fn added(bed: &Bed, store: &Store, id: &str) -> Answer<()> {
    let (record, id) = (bed.record(id), id.to_owned());
    store.write_blocking(move |tx| add(tx, &record, &id))
}

pub fn number(store: &Store, sql: &'static str) -> i64 {
    store
        .read_blocking(move |tx| Ok(tx.one(sql, &[], |row| row.get::<i64>(0))?))
        .expect("the number is read")
}

/// Tries until it succeeds: for what another thread is about to make possible.
pub fn eventually<T, E: std::fmt::Display>(mut f: impl FnMut() -> Result<T, E>) -> T {
    let mut last = String::new();
    for _ in 0..2_000 {
        match f() {
            Ok(it) => return it,
            Err(e) => last = e.to_string(),
        }
        std::thread::park_timeout(std::time::Duration::from_millis(5));
    }
    panic!("it never came to pass: {last}")
}
