//! PostgreSQL: the engine for more than one machine. Nothing outside this folder speaks to it.

mod conn;
pub(crate) mod days;
pub(crate) mod lease;

pub(crate) use conn::PgConn;

use crate::engine::Trouble;
use crate::tx::Row;
use crate::value::Val;
use naru_base::{BusinessDate, Fault, FaultKind};
use postgres::error::SqlState;
use postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};

impl ToSql for Val<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Val::Null => Ok(IsNull::Yes),
            Val::Int(it) if *ty == Type::INT8 => it.to_sql(ty, out),
            Val::Text(it) if *ty == Type::TEXT => it.to_sql(ty, out),
            Val::Bytes(it) if *ty == Type::BYTEA => it.to_sql(ty, out),
            other => Err(format!("a {other:?} was given where {ty} is wanted").into()),
        }
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::TEXT | Type::BYTEA)
    }

    to_sql_checked!();
}

pub(crate) fn exec(conn: &mut PgConn, sql: &'static str, args: &[Val<'_>]) -> Result<u64, Fault> {
    let statement = conn.prepared(sql)?;
    let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|a| a as &(dyn ToSql + Sync)).collect();
    conn.client()?.execute(&statement, &args).map_err(|e| fault_in(sql, e))
}

pub(crate) fn each(
    conn: &mut PgConn,
    sql: &'static str,
    args: &[Val<'_>],
    take: &mut dyn FnMut(&Row<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let statement = conn.prepared(sql)?;
    let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|a| a as &(dyn ToSql + Sync)).collect();
    for row in conn.client()?.query(&statement, &args).map_err(|e| fault_in(sql, e))? {
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
            Err(Fault::new(FaultKind::Permanent, what))
        }
    }
}

/// Prepares a statement. Its parameters and columns must be of the store's three types, which
/// finds the sum that became NUMERIC and the literal that became INTEGER.
pub(crate) fn check_statement(conn: &mut PgConn, sql: &str) -> Result<(), Fault> {
    let statement = conn.client()?.prepare(sql).map_err(|e| fault_in(sql, e))?;
    let wanted = |ty: &Type| matches!(*ty, Type::INT8 | Type::TEXT | Type::BYTEA);
    let columns = statement.columns().iter().map(postgres::Column::type_);
    match statement.params().iter().chain(columns).find(|ty| !wanted(ty)) {
        None => Ok(()),
        Some(ty) => {
            let what = format!("a parameter or column has type {ty}; cast it to bigint or text");
            Err(Fault::new(FaultKind::Permanent, what))
        }
    }
}

/// The rows that this session fetched from tables, by scans and through indexes.
pub(crate) fn rows_fetched(conn: &mut PgConn) -> Result<u64, Fault> {
    let sql = "SELECT cast(coalesce(sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)), 0) \
               AS bigint) FROM pg_stat_xact_user_tables";
    let row = conn.client()?.query_one(sql, &[]).map_err(|e| fault_in(sql, e))?;
    let rows: i64 = row.try_get(0).map_err(|e| fault("read a column", e))?;
    Ok(u64::try_from(rows).unwrap_or(0))
}

fn fault_in(sql: &str, source: postgres::Error) -> Fault {
    let head: String = sql.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
    fault(&format!("run `{head} …`"), source)
}

/// What an engine error asks of the writer.
pub(crate) fn trouble(error: &postgres::Error) -> Trouble {
    let Some(code) = error.code() else {
        // No answer from the server: closed, reset or timed out.
        let io = std::error::Error::source(error).is_some_and(|s| s.is::<std::io::Error>());
        return if io || error.is_closed() { Trouble::Lost } else { Trouble::Statement };
    };
    match *code {
        SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => Trouble::Clash,
        SqlState::ADMIN_SHUTDOWN | SqlState::CRASH_SHUTDOWN | SqlState::CANNOT_CONNECT_NOW => {
            Trouble::Lost
        }
        // A CHECK of our own names its constraint; a missing partition names only its table.
        SqlState::CHECK_VIOLATION => missing_day(error).map_or(Trouble::Statement, Trouble::NoDay),
        _ => Trouble::Statement,
    }
}

fn missing_day(error: &postgres::Error) -> Option<BusinessDate> {
    let error = error.as_db_error()?;
    if error.constraint().is_some() {
        return None;
    }
    // `… (business_date) = (20261122).` in whatever language the server speaks.
    let (_, rest) = error.detail()?.split_once("(business_date")?;
    let digits: String =
        rest.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    BusinessDate::parse(&digits)
}

/// Translates an engine error: clashes and lost connections may be tried again.
pub(crate) fn fault(what: &str, source: postgres::Error) -> Fault {
    let kind = match trouble(&source) {
        Trouble::Clash | Trouble::Lost | Trouble::NoDay(_) => FaultKind::Retryable,
        Trouble::Statement => match source.code() {
            Some(&SqlState::LOCK_NOT_AVAILABLE) => FaultKind::Retryable,
            Some(&SqlState::DATA_CORRUPTED | &SqlState::INDEX_CORRUPTED) => FaultKind::Corrupt,
            _ => FaultKind::Permanent,
        },
    };
    Fault::because(kind, format!("could not {what} (PostgreSQL)"), source)
}
