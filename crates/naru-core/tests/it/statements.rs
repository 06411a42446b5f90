use crate::bed::Bed;
use naru_base::No;
use naru_base::env::SystemClock;
use naru_core::schema;
use naru_core::{
    access, admission, check, claim, consent, eligibility, fds, functional, identity, incident,
    ledger, notify, policy, program, proposal, relay, settlement, staff, subsidy, surety, verify,
};
use naru_lab::testbed::pg::Database;
use naru_store::chain::ChainKey;
use naru_store::{Location, Options, Val, migrate, prepare_all};
use std::sync::Arc;

/// Whether the engine understood the statement: a constraint that refuses nothing but nulls is
/// understood too.
fn understood(bed: &Bed, sql: &'static str) -> Result<(), String> {
    let count = (1..=32).rev().find(|n| sql.contains(&format!("${n}"))).unwrap_or(0);
    let ran = bed.write(move |tx, _, _| {
        let nulls = vec![Val::Null; count];
        tx.each(sql, &nulls, |_| Ok(()))?;
        // Whatever it did is taken back.
        Err::<(), No>(naru_base::Refusal::new("test/back").into())
    });
    let Err(No::Fault(fault)) = ran else { return Ok(()) };
    let mut why = fault.to_string();
    let mut source = std::error::Error::source(&fault);
    while let Some(cause) = source {
        why.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    let refused = ["constraint", "null", "datatype mismatch"];
    if refused.iter().any(|it| why.contains(it)) { Ok(()) } else { Err(why) }
}

fn every_statement_is_understood(bed: Bed) {
    let groups = [
        access::STATEMENTS,
        admission::STATEMENTS,
        check::STATEMENTS,
        check::SEEN_STATEMENTS,
        admission::evidence::STATEMENTS,
        admission::EXPOSURE_STATEMENTS,
        admission::PAPER_STATEMENTS,
        admission::deadline::STATEMENTS,
        identity::STATEMENTS,
        identity::PAYING_STATEMENTS,
        identity::AGE_STATEMENTS,
        identity::USER_STATEMENTS,
        identity::AGREED_STATEMENTS,
        consent::STATEMENTS,
        consent::GRANT_STATEMENTS,
        ledger::STATEMENTS,
        policy::STATEMENTS,
        fds::STATEMENTS,
        incident::STATEMENTS,
        notify::STATEMENTS,
        notify::ROSTER_STATEMENTS,
        notify::MARK_STATEMENTS,
        notify::TOLD_STATEMENTS,
        identity::ENDING_STATEMENTS,
        relay::STATEMENTS,
        relay::USE_STATEMENTS,
        relay::inquiry::BOOK_STATEMENTS,
        relay::SEARCH_STATEMENTS,
        relay::WATCH_STATEMENTS,
        relay::SETTLE_STATEMENTS,
        settlement::STATEMENTS,
        settlement::DIFFERENCE_STATEMENTS,
        staff::STATEMENTS,
        staff::ROSTER_STATEMENTS,
        staff::passkey::STATEMENTS,
        proposal::STATEMENTS,
        program::STATEMENTS,
        surety::STATEMENTS,
        eligibility::STATEMENTS,
        functional::STATEMENTS,
        subsidy::STATEMENTS,
        claim::STATEMENTS,
        claim::TRACE_STATEMENTS,
        claim::AGENDA_STATEMENTS,
        claim::REMITTANCE_STATEMENTS,
        verify::STATEMENTS,
        naru_lab::bench::STATEMENTS,
    ];
    // Types of columns too, which a statement that finds nothing does not show.
    prepare_all(&bed.location, &groups).expect("what the store carries");
    for sql in groups.into_iter().flatten() {
        if let Err(why) = understood(&bed, sql) {
            panic!("{why}\nin: {sql}");
        }
    }
    assert!(understood(&bed, "SELECT nothing FROM relay_transfer").is_err());
}

crate::on_both_engines!(every_statement_is_understood);

/// What is read once a second, or oftener, reads open transfers only, however long the day is. (Its
/// engine plans for PostgreSQL by what the tables hold; there is nothing to see on empty ones.)
#[test]
fn the_overview_never_reads_the_whole_day() {
    let bed = Bed::sqlite();
    for sql in relay::WATCH_STATEMENTS {
        let ask: &'static str = Box::leak(format!("EXPLAIN QUERY PLAN {sql}").into_boxed_str());
        let plan = bed.write(move |tx, _, _| {
            let limit = if ask.contains("$1") { vec![Val::Int(1)] } else { Vec::new() };
            let mut plan: Vec<String> = Vec::new();
            tx.each(ask, &limit, |row| {
                plan.push(row.get(3)?);
                Ok(())
            })?;
            Ok(plan)
        });
        let plan = plan.expect("a plan");
        let reads = plan.iter().filter(|step| step.contains("relay_transfer"));
        let reads: Vec<&String> = reads.collect();
        assert!(!reads.is_empty(), "{plan:?}");
        let by_index = reads.iter().all(|step| step.contains("INDEX relay_transfer_due"));
        assert!(by_index, "{sql}\n{plan:?}");
    }
}

/// The shelf of calls has statements of its own.
fn every_statement_of_the_calls_is_understood(location: Location) {
    let mut options =
        Options::new(location.clone(), schema::CALLS, Arc::new(SystemClock), Arc::new(NoKey));
    options.readers = 1;
    migrate::migrate(&options).expect("migrates");
    prepare_all(&location, &[relay::CALL_STATEMENTS]).expect("understood");
    assert!(prepare_all(&location, &[&["SELECT nothing FROM relay_call"]]).is_err());
}

struct NoKey;

impl ChainKey for NoKey {
    fn mac(&self, _: &[u8]) -> [u8; 32] {
        [0; 32]
    }
}

#[test]
fn calls_on_sqlite() {
    let dir = tempfile::tempdir().expect("a directory");
    every_statement_of_the_calls_is_understood(Location::Sqlite(dir.path().join("calls.db")));
}

#[test]
fn calls_on_postgres() {
    if let Some(database) = Database::create() {
        let (url, schema) = (database.url().to_owned(), "calls".to_owned());
        every_statement_of_the_calls_is_understood(Location::Postgres { url, schema });
    }
}
