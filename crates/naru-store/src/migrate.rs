//! Migrations: forward only, one text for both engines.
//!
//! In the text, `{bytes}` is BLOB or BYTEA, `{strict}` and `{by_key}` are SQLite's table options,
//! `{by_day}` and `{by_day_and_key}` make it a partitioned one on PostgreSQL, and a block between
//! `-- @sqlite` or `-- @postgres` and `-- @end` is for that engine only. Whole numbers are BIGINT
//! on both.

use crate::engine::{Role, Session, on_own_thread};
use crate::guard::Guard;
use crate::sqlite;
use crate::store::{Location, Options};
use crate::tally::Tally;
use naru_base::{Fault, FaultKind};
use ring::digest::{SHA256, digest};

/// One step of the schema.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Unique name with its number first: `0010_relay_transfer`.
    pub name: &'static str,
    /// The text, with the placeholders of this module.
    pub sql: &'static str,
    /// Counters in tables of it that are written later, many at once: those of a great many keys.
    /// Whoever reads such a table past its counters reads [`crate::Tx::waiting`] too.
    pub later: &'static [&'static Tally],
}

/// The store's own migrations: they come before those of the slices.
pub const OWN: &[Migration] = &[Migration {
    name: "0001_store",
    sql: include_str!("../migrations/0001_store.sql"),
    later: &[],
}];

/// Which engine a text is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    fn of(location: &Location) -> Engine {
        match location {
            Location::Sqlite(_) => Engine::Sqlite,
            Location::Postgres { .. } => Engine::Postgres,
        }
    }
}

/// The text for one engine.
pub(crate) fn render(sql: &str, engine: Engine) -> String {
    let (bytes, strict, by_key, by_day) = match engine {
        Engine::Sqlite => ("BLOB", "STRICT", "STRICT, WITHOUT ROWID", "STRICT"),
        Engine::Postgres => ("BYTEA", "", "", "PARTITION BY RANGE (business_date)"),
    };
    let mut only = None;
    let mut out = String::with_capacity(sql.len());
    for line in sql.lines() {
        match line.trim() {
            "-- @sqlite" => only = Some(Engine::Sqlite),
            "-- @postgres" => only = Some(Engine::Postgres),
            "-- @end" => only = None,
            _ if only.is_none_or(|it| it == engine) => {
                out.push_str(line);
                out.push('\n');
            }
            _ => {}
        }
    }
    if engine == Engine::Sqlite {
        // A STRICT table knows INTEGER alone, which has 64 bits there.
        out = out.replace("BIGINT", "INTEGER");
    }
    let by_day_and_key = if engine == Engine::Sqlite { by_key } else { by_day };
    out.replace("{bytes}", bytes)
        .replace("{by_day_and_key}", by_day_and_key)
        .replace("{strict}", strict)
        .replace("{by_key}", by_key)
        .replace("{by_day}", by_day)
}

fn checksum(migration: &Migration) -> String {
    digest(&SHA256, migration.sql.as_bytes()).as_ref().iter().map(|b| format!("{b:02x}")).collect()
}

/// What a run of the migrations would do, or did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Applied before.
    pub done: Vec<String>,
    /// To be applied, in this order.
    pub to_do: Vec<&'static str>,
}

/// Says what [`migrate`] would do. Changes nothing, creates nothing.
pub fn plan(options: &Options) -> Result<Plan, Fault> {
    if let Location::Sqlite(path) = &options.location
        && !path.exists()
    {
        return judge(&[], options.migrations);
    }
    on_own_thread(&options.location, || {
        let mut session = Session::open(&options.location, Role::Reader)?;
        judge(&applied(&mut session)?, options.migrations)
    })
}

/// Brings the schema up to date, each step in its own transaction.
pub fn migrate(options: &Options) -> Result<Plan, Fault> {
    on_own_thread(&options.location, || {
        if let Location::Sqlite(path) = &options.location {
            sqlite::create(path)?;
        }
        let mut session = Session::open(&options.location, Role::Writer(options.durability))?;
        if let Location::Postgres { schema, .. } = &options.location {
            session.script(&format!("CREATE SCHEMA IF NOT EXISTS \"{schema}\""))?;
        }
        let applied = applied(&mut session)?;
        let plan = judge(&applied, options.migrations)?;
        // A new PostgreSQL schema has no lease yet, and nobody who could hold it.
        let has_lease = matches!(session, Session::Sqlite(_)) || !applied.is_empty();
        let guard = has_lease.then(|| Guard::take(options, &mut session)).transpose()?;
        let ran = all(options.migrations)
            .filter(|migration| plan.to_do.contains(&migration.name))
            .try_for_each(|migration| step(&mut session, migration, options));
        let released = guard.map_or(Ok(()), |guard| guard.release(&mut session));
        ran.and(released).map(|()| plan)
    })
}

fn step(session: &mut Session, migration: &Migration, options: &Options) -> Result<(), Fault> {
    let text = format!(
        "BEGIN;\n{}\nINSERT INTO schema_migration (name, checksum, applied_at) \
         VALUES ('{}', '{}', {});\nCOMMIT;",
        render(migration.sql, Engine::of(&options.location)),
        migration.name,
        checksum(migration),
        options.clock.now().get(),
    );
    let ran = session.script(&text);
    if ran.is_err() {
        session.rollback();
    }
    ran
}

/// Refuses a schema that is not exactly the one this program knows.
pub(crate) fn check(session: &mut Session, migrations: &'static [Migration]) -> Result<(), Fault> {
    let plan = judge(&applied(session)?, migrations)?;
    if plan.to_do.is_empty() {
        return Ok(());
    }
    let what = format!(
        "the database lacks {} migration(s), the first is {}; run `naru migrate` first",
        plan.to_do.len(),
        plan.to_do[0],
    );
    Err(Fault::new(FaultKind::Permanent, what))
}

fn all(migrations: &'static [Migration]) -> impl Iterator<Item = &'static Migration> {
    OWN.iter().chain(migrations)
}

fn judge(applied: &[(String, String)], known: &'static [Migration]) -> Result<Plan, Fault> {
    for (name, sum) in applied {
        match all(known).find(|m| m.name == name) {
            None => {
                let what = format!(
                    "the database has migration {name}, which this program does not know; \
                     it was written by a newer version: use that version"
                );
                return Err(Fault::new(FaultKind::Permanent, what));
            }
            Some(m) if &checksum(m) != sum => {
                let what = format!(
                    "migration {name} in the database differs from this program's text of it; \
                     use the version that created the database"
                );
                return Err(Fault::new(FaultKind::Permanent, what));
            }
            Some(_) => {}
        }
    }
    let to_do = all(known)
        .filter(|m| applied.iter().all(|(name, _)| name != m.name))
        .map(|m| m.name)
        .collect();
    Ok(Plan { done: applied.iter().map(|(name, _)| name.clone()).collect(), to_do })
}

fn applied(session: &mut Session) -> Result<Vec<(String, String)>, Fault> {
    const APPLIED: &str = "SELECT name, checksum FROM schema_migration ORDER BY name";
    let there = match session {
        Session::Sqlite(_) => {
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'"
        }
        Session::Postgres(_) => {
            "SELECT count(*) FROM pg_tables \
             WHERE schemaname = current_schema() AND tablename = 'schema_migration'"
        }
    };
    let mut tx = session.tx();
    if tx.one(there, &[], |row| row.get::<i64>(0))? == 0 {
        return Ok(Vec::new());
    }
    tx.all(APPLIED, &[], |row| Ok((row.get(0)?, row.get(1)?)))
}
