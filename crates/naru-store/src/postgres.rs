//! PostgreSQL: the engine for more than one machine. Nothing outside this file speaks to it.

use crate::tx::{PgConn, Row};
use crate::value::Val;
use naru_base::{Fault, FaultKind};
use postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};

impl ToSql for Val<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Val::Null => Ok(IsNull::Yes),
            Val::Int(it) => it.to_sql(ty, out),
            Val::Text(it) => it.to_sql(ty, out),
            Val::Bytes(it) => it.to_sql(ty, out),
        }
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::TEXT | Type::BYTEA)
    }

    to_sql_checked!();
}

fn prepared(conn: &mut PgConn, sql: &'static str) -> Result<postgres::Statement, Fault> {
    if let Some(statement) = conn.prepared.get(sql) {
        return Ok(statement.clone());
    }
    let statement = conn.client.prepare(sql).map_err(|e| fault_in(sql, e))?;
    conn.prepared.insert(sql, statement.clone());
    Ok(statement)
}

pub(crate) fn exec(conn: &mut PgConn, sql: &'static str, args: &[Val<'_>]) -> Result<u64, Fault> {
    let statement = prepared(conn, sql)?;
    let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|a| a as &(dyn ToSql + Sync)).collect();
    conn.client.execute(&statement, &args).map_err(|e| fault_in(sql, e))
}

pub(crate) fn each(
    conn: &mut PgConn,
    sql: &'static str,
    args: &[Val<'_>],
    take: &mut dyn FnMut(&Row<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let statement = prepared(conn, sql)?;
    let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|a| a as &(dyn ToSql + Sync)).collect();
    for row in conn.client.query(&statement, &args).map_err(|e| fault_in(sql, e))? {
        take(&Row::Postgres(&row))?;
    }
    Ok(())
}

pub(crate) fn column<T>(
    row: &postgres::Row,
    i: usize,
    from: impl FnOnce(Val<'_>) -> T,
) -> Result<T, Fault> {
    let ty = row.columns().get(i).map(|c| c.type_().clone());
    let read = |e: postgres::Error| fault("read a column", e);
    match ty {
        Some(Type::INT8) => {
            let value: Option<i64> = row.try_get(i).map_err(read)?;
            Ok(from(value.map_or(Val::Null, Val::Int)))
        }
        Some(Type::TEXT) => {
            let value: Option<&str> = row.try_get(i).map_err(read)?;
            Ok(from(value.map_or(Val::Null, Val::Text)))
        }
        Some(Type::BYTEA) => {
            let value: Option<&[u8]> = row.try_get(i).map_err(read)?;
            Ok(from(value.map_or(Val::Null, Val::Bytes)))
        }
        other => {
            let what = format!("column {i} has type {other:?}, which the store does not read");
            Err(Fault::new(FaultKind::Corrupt, what))
        }
    }
}

fn fault_in(sql: &str, source: postgres::Error) -> Fault {
    let head: String = sql.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
    fault(&format!("run `{head} …`"), source)
}

/// Translates an engine error: serialization failures and lost connections may be tried again.
pub(crate) fn fault(what: &str, source: postgres::Error) -> Fault {
    use postgres::error::SqlState;
    let kind = match source.code() {
        Some(code)
            if *code == SqlState::T_R_SERIALIZATION_FAILURE
                || *code == SqlState::T_R_DEADLOCK_DETECTED =>
        {
            FaultKind::Retryable
        }
        Some(code) if *code == SqlState::DATA_CORRUPTED || *code == SqlState::INDEX_CORRUPTED => {
            FaultKind::Corrupt
        }
        _ if source.is_closed() => FaultKind::Retryable,
        _ => FaultKind::Permanent,
    };
    Fault::because(kind, format!("could not {what} (PostgreSQL)"), source)
}
