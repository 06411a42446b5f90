//! A PostgreSQL database for one test: made empty, dropped with the test.
//!
//! The cluster is somebody else's (`cargo xtask test` starts one for the run); its superuser
//! address comes in `NARU_TEST_PG_URL`.

use postgres::{Client, Config, NoTls};
use std::sync::atomic::{AtomicU32, Ordering};

const URL: &str = "NARU_TEST_PG_URL";
const WANTED: &str = "NARU_TEST_PG";

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
        static MADE: AtomicU32 = AtomicU32::new(0);
        let Some(admin) = variable(URL) else {
            assert!(
                variable(WANTED).is_none_or(|it| it != "1"),
                "{WANTED}=1 but {URL} is not set: run the tests with `cargo xtask test`, \
                 which starts a PostgreSQL cluster for them"
            );
            eprintln!("skipped: {URL} is not set, so nothing is tried on PostgreSQL");
            return None;
        };
        let nth = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("naru_test_{}_{nth}", std::process::id());
        run(
            &admin,
            &[
                format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
                format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"),
            ],
        )
        .expect("the test cluster makes a database");
        let url = with_database(&admin, &name);
        Some(Database { admin, name, url })
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

/// On a thread of its own: the driver must not be used where a runtime runs already.
fn run(url: &str, statements: &[String]) -> Result<(), postgres::Error> {
    std::thread::scope(|scope| {
        let work = scope.spawn(|| {
            let config: Config = url.parse()?;
            let mut client: Client = config.connect(NoTls)?;
            statements.iter().try_for_each(|sql| client.batch_execute(sql))
        });
        work.join().expect("the harness thread does not panic")
    })
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
