//! A PostgreSQL database for one test: made empty, dropped with the test.
//!
//! The cluster is somebody else's (`cargo xtask test` starts one for the run); its superuser
//! address comes in `NARU_TEST_PG_URL`.

use naru_store::Migration;
use postgres::{Client, Config, NoTls};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::atomic::{AtomicU32, Ordering};

const URL: &str = "NARU_TEST_PG_URL";
const WANTED: &str = "NARU_TEST_PG";
/// Text is ordered by bytes, as SQLite orders it.
const FORM: &str = "ENCODING 'UTF8' LOCALE 'C'";

/// A database of its own, with text ordered by bytes as SQLite orders it.
#[derive(Debug)]
pub struct Database {
    admin: String,
    name: String,
    url: String,
}

impl Database {
    /// A new database; `None` (said on standard error) if the run has no cluster.
    ///
    /// # Panics
    /// If `NARU_TEST_PG=1` asks for a cluster that is not there, or the server refuses.
    pub fn create() -> Option<Database> {
        let admin = cluster()?;
        Some(Database::copy(admin, "template0"))
    }

    /// A copy of what `make` puts into an empty database (its address is handed over). It is made
    /// once for each name and text of these migrations, and not anew for each test: a schema costs
    /// more than most tests do.
    ///
    /// # Panics
    /// As [`Database::create`].
    pub fn like(
        name: &str,
        migrations: &[&[Migration]],
        make: impl FnOnce(&str),
    ) -> Option<Database> {
        let admin = cluster()?;
        let mut text = DefaultHasher::new();
        migrations.iter().copied().flatten().for_each(|it| (it.name, it.sql).hash(&mut text));
        let template = format!("naru_like_{name}_{:016x}", text.finish());
        first_of_all(&admin, &template, make);
        Some(Database::copy(admin, &template))
    }

    fn copy(admin: String, template: &str) -> Database {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let nth = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("naru_test_{}_{nth}", std::process::id());
        run(
            &admin,
            &[
                format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
                format!("CREATE DATABASE {name} TEMPLATE {template} {FORM}"),
            ],
        )
        .expect("the test cluster makes a database");
        let url = with_database(&admin, &name);
        Database { admin, name, url }
    }

    /// The address of this database.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Runs statements as the superuser, past the store: for tests that tamper or disturb.
    ///
    /// # Panics
    /// If the server refuses one of them.
    pub fn run(&self, sql: &str) {
        run(&self.url, &[sql.to_owned()]).expect("the statement runs");
    }

    /// Ends every other connection to this database, as a failing server would.
    ///
    /// # Panics
    /// If the server refuses.
    pub fn cut_connections(&self) {
        let cut = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'",
            self.name
        );
        run(&self.admin, &[cut]).expect("connections are cut");
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let drop_it = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        if let Err(e) = run(&self.admin, &[drop_it]) {
            eprintln!("the test database {} stays behind: {e}", self.name);
        }
    }
}

/// The address of the run's cluster.
fn cluster() -> Option<String> {
    let admin = variable(URL);
    if admin.is_none() {
        assert!(
            variable(WANTED).is_none_or(|it| it != "1"),
            "{WANTED}=1 but {URL} is not set: run the tests with `cargo xtask test`, \
             which starts a PostgreSQL cluster for them"
        );
        eprintln!("skipped: {URL} is not set, so nothing is tried on PostgreSQL");
    }
    admin
}

/// Makes the database that others are copied from, unless it is there. Each test is a process of
/// its own: the first of them makes it, and the others wait for it.
fn first_of_all(admin: &str, template: &str, make: impl FnOnce(&str)) {
    let config: Config = admin.parse().expect("the cluster's address can be read");
    let begin = || {
        let mut held = config.connect(NoTls)?;
        held.batch_execute(&format!("SELECT pg_advisory_lock(hashtext('{template}'))"))?;
        let there = "SELECT 1 FROM pg_database WHERE datname = $1";
        let is_there = held.query_opt(there, &[&template])?.is_some();
        Ok::<_, postgres::Error>((held, is_there))
    };
    // The lock is held as long as the connection is.
    let (held, is_there) = apart(begin).expect("the test cluster answers");
    if !is_there {
        let half = format!("{template}_half");
        let steps = [
            format!("DROP DATABASE IF EXISTS {half} WITH (FORCE)"),
            format!("CREATE DATABASE {half} TEMPLATE template0 {FORM}"),
        ];
        run(admin, &steps).expect("the test cluster makes a database");
        make(&with_database(admin, &half));
        let done = format!("ALTER DATABASE {half} RENAME TO {template}");
        run(admin, &[done]).expect("nobody is connected to it any more");
    }
    apart(|| drop(held));
}

#[expect(clippy::disallowed_methods, reason = "the harness tells the tests by the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|it| !it.is_empty())
}

/// `postgres://user@host:port/any?options` with another database.
fn with_database(url: &str, name: &str) -> String {
    let (head, options) = url.split_once('?').map_or((url, ""), |(head, tail)| (head, tail));
    let authority_from = head.find("://").map_or(0, |at| at + 3);
    let path_from = head[authority_from..].find('/').map_or(head.len(), |at| authority_from + at);
    let mark = if options.is_empty() { "" } else { "?" };
    format!("{}/{name}{mark}{options}", &head[..path_from])
}

fn run(url: &str, statements: &[String]) -> Result<(), postgres::Error> {
    apart(|| {
        let config: Config = url.parse()?;
        let mut client: Client = config.connect(NoTls)?;
        statements.iter().try_for_each(|sql| client.batch_execute(sql))
    })
}

/// On a thread of its own: the driver must not be used where a runtime runs already.
fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(work).join().expect("the harness thread does not panic"))
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn the_database_is_exchanged_and_the_rest_stays() {
        for (url, wanted) in [
            ("postgres://a@h:1/postgres", "postgres://a@h:1/x"),
            ("postgres://a@h:1", "postgres://a@h:1/x"),
            ("postgres://a@h:1/p?sslmode=disable", "postgres://a@h:1/x?sslmode=disable"),
        ] {
            assert_eq!(with_database(url, "x"), wanted);
        }
    }
}
