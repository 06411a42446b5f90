//! Day partitions: a table declared `{by_day}` has one partition for each business date.

use super::{PgConn, fault};
use naru_base::{BusinessDate, Fault};

/// The partitioned tables of the schema. Foreign ones are not ours to extend.
const BY_DAY: &str = "SELECT c.relname::text FROM pg_partitioned_table p \
     JOIN pg_class c ON c.oid = p.partrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
     WHERE n.nspname = $1 ORDER BY 1";

/// Makes the partitions that are missing, in one transaction.
pub(crate) fn prepare(
    conn: &mut PgConn,
    from: BusinessDate,
    to: BusinessDate,
) -> Result<(), Fault> {
    let schema = conn.schema().to_owned();
    let list = |e| fault("list the tables that are kept by day", e);
    let mut text = String::from("BEGIN;\n");
    for row in conn.client()?.query(BY_DAY, &[&schema]).map_err(list)? {
        let table: String = row.try_get(0).map_err(list)?;
        let mut day = from;
        while day <= to {
            text.push_str(&partition(&schema, &table, day));
            day = day.next();
        }
    }
    text.push_str("COMMIT;");
    let made = conn.client()?.batch_execute(&text);
    if made.is_err() {
        drop(conn.control("ROLLBACK"));
    }
    made.map_err(|e| fault("make day partitions", e))
}

fn partition(schema: &str, table: &str, day: BusinessDate) -> String {
    let from = day.yyyymmdd();
    format!(
        "CREATE TABLE IF NOT EXISTS \"{schema}\".\"{table}_d{from}\" \
         PARTITION OF \"{schema}\".\"{table}\" FOR VALUES FROM ({from}) TO ({});\n",
        from + 1
    )
}
