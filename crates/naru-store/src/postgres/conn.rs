//! One PostgreSQL connection: how it is made, kept prepared, and made again when it is lost.

use super::{fault, fault_in};
use crate::engine::Role;
use crate::store::Durability;
use naru_base::{Fault, FaultKind};
use postgres::{Client, Config, NoTls, Statement};
use std::collections::HashMap;
use std::time::Duration;

const CONNECT: Duration = Duration::from_secs(5);
/// A peer that acknowledges nothing for this long is gone: bounds the wait for a COMMIT's answer.
const SILENCE: Duration = Duration::from_secs(10);
const FIRST_PAUSE: Duration = Duration::from_millis(50);

/// A PostgreSQL connection with the statements it has prepared.
pub(crate) struct PgConn {
    client: Option<Client>,
    /// By the address of the static text: a hot statement is found without hashing its SQL.
    prepared: HashMap<(usize, usize), Statement>,
    config: Config,
    schema: String,
    role: Role,
}

impl PgConn {
    pub(crate) fn open(url: &str, schema: &str, role: Role) -> Result<PgConn, Fault> {
        check_schema_name(schema)?;
        let mut config: Config = url.parse().map_err(|e| {
            Fault::because(FaultKind::Permanent, "the PostgreSQL address cannot be read", e)
        })?;
        config
            .application_name(match role {
                Role::Writer(_) => "naru-writer",
                Role::Reader => "naru-reader",
            })
            .connect_timeout(CONNECT)
            .keepalives_idle(SILENCE)
            .tcp_user_timeout(SILENCE);
        let mut conn = PgConn {
            client: None,
            prepared: HashMap::new(),
            config,
            schema: schema.to_owned(),
            role,
        };
        conn.connect()?;
        Ok(conn)
    }

    pub(crate) fn schema(&self) -> &str {
        &self.schema
    }

    fn connect(&mut self) -> Result<(), Fault> {
        self.client = None;
        self.prepared.clear();
        let what = "connect to the database server; is it running, and is the address right?";
        let connect = |e| fault(what, e);
        let mut client = self.config.connect(NoTls).map_err(connect)?;
        let synchronous = match self.role {
            Role::Writer(Durability::None) => "off",
            Role::Writer(Durability::Full) | Role::Reader => "on",
        };
        let setup = format!(
            "SET search_path TO \"{}\"; SET synchronous_commit TO {synchronous}; \
             SET timezone TO 'UTC'; SET lock_timeout TO '10s'; SET client_min_messages TO warning;",
            self.schema
        );
        client.batch_execute(&setup).map_err(|e| fault("configure the connection", e))?;
        self.client = Some(client);
        Ok(())
    }

    /// Connects anew if the connection is gone, with growing pauses between the tries.
    pub(crate) fn revive(&mut self, patience: u32) -> Result<(), Fault> {
        if self.client.as_mut().is_some_and(|it| it.is_valid(CONNECT).is_ok()) {
            return Ok(());
        }
        let mut pause = FIRST_PAUSE;
        let mut tried = self.connect();
        for _ in 1..patience {
            if tried.is_ok() {
                break;
            }
            std::thread::park_timeout(pause);
            pause *= 2;
            tried = self.connect();
        }
        tried
    }

    pub(crate) fn is_lost(&self) -> bool {
        self.client.is_none()
    }

    pub(crate) fn client(&mut self) -> Result<&mut Client, Fault> {
        self.client.as_mut().ok_or_else(|| {
            Fault::new(FaultKind::Retryable, "there is no connection to the database server")
        })
    }

    pub(crate) fn prepared(&mut self, sql: &'static str) -> Result<Statement, Fault> {
        let address = (sql.as_ptr().addr(), sql.len());
        if let Some(statement) = self.prepared.get(&address) {
            return Ok(statement.clone());
        }
        let statement = self.client()?.prepare(sql).map_err(|e| fault_in(sql, e))?;
        self.prepared.insert(address, statement.clone());
        Ok(statement)
    }

    /// BEGIN, COMMIT and their like.
    pub(crate) fn control(&mut self, sql: &'static str) -> Result<(), Fault> {
        self.client()?.batch_execute(sql).map_err(|e| fault_in(sql, e))
    }

    /// A script of several statements.
    pub(crate) fn script(&mut self, sql: &str) -> Result<(), Fault> {
        self.client()?.batch_execute(sql).map_err(|e| fault("run a script", e))
    }
}

/// The schema's name goes into SQL as text, so only plain names are taken.
fn check_schema_name(name: &str) -> Result<(), Fault> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    let starts = name.bytes().next().is_some_and(|b| b.is_ascii_lowercase() || b == b'_');
    if starts && name.len() <= 40 && name.bytes().all(plain) && !name.starts_with("pg_") {
        return Ok(());
    }
    let what = "a schema name has at most 40 lower-case letters, digits and underscores, begins \
                with a letter and not with pg_";
    Err(Fault::new(FaultKind::Permanent, what))
}
