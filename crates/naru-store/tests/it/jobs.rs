//! Jobs, and the statements of the store on both engines.

use crate::bed::{self, Bed};
use naru_base::{Id, Micros, No, Refusal};
use naru_store::jobs::{self, Job, Next, Retry};
use naru_store::{LATER_STATEMENTS, Store, chain, prepare_all};

crate::on_both_engines!(
    a_job_is_enqueued_with_its_deed_or_not_at_all,
    due_jobs_are_claimed_in_order_and_once,
    a_failing_job_is_tried_again_and_then_given_up,
    claimed_jobs_are_due_again_after_a_restart,
    done_jobs_are_forgotten,
    every_statement_prepares,
    a_statement_that_is_wrong_is_named,
);

const KIND: &str = "test.run";
const RETRY: Retry = Retry { first_ms: 1_000, longest_ms: 60_000, attempts_max: 3 };

fn id(n: u128) -> Id {
    Id::from_parts(1, n)
}

fn at(ms: i64) -> Micros {
    Micros::new(0).plus_ms(ms)
}

fn enqueue(store: &Store, n: u128, kind: &'static str, due: i64) -> bool {
    store
        .write_blocking(move |tx| Ok(jobs::enqueue(tx, &id(n), kind, "{}", at(due), at(0))?))
        .expect("enqueued")
}

fn claim(store: &Store, now: i64, limit: u32) -> Vec<Job> {
    store.write_blocking(move |tx| Ok(jobs::claim(tx, KIND, at(now), limit)?)).expect("claimed")
}

fn ids(jobs: &[Job]) -> Vec<Id> {
    jobs.iter().map(|it| it.id).collect()
}

fn a_job_is_enqueued_with_its_deed_or_not_at_all(bed: &Bed) {
    let store = bed.store();
    let refused = store.write_blocking(|tx| {
        jobs::enqueue(tx, &id(1), KIND, "{}", at(0), at(0))?;
        Err::<(), _>(Refusal::new("test/no").into())
    });
    assert!(matches!(refused, Err(No::Refusal(_))));
    assert_eq!(claim(&store, 1, 9), []);
    assert!(enqueue(&store, 1, KIND, 0));
    assert!(!enqueue(&store, 1, KIND, 500), "the same id again changes nothing");
    let job =
        Job { id: id(1), kind: KIND.into(), payload: "{}".into(), attempts: 1, due_at: at(0) };
    assert_eq!(claim(&store, 1, 9), [job]);
}

fn due_jobs_are_claimed_in_order_and_once(bed: &Bed) {
    let store = bed.store();
    for (n, due) in [(1, 30), (2, 10), (3, 20), (4, 99)] {
        enqueue(&store, n, KIND, due);
    }
    enqueue(&store, 5, "test.other", 0);
    assert_eq!(ids(&claim(&store, 50, 2)), [id(2), id(3)]);
    assert_eq!(ids(&claim(&store, 50, 9)), [id(1)]);
    assert_eq!(claim(&store, 50, 9), []);
    store.write_blocking(|tx| Ok(jobs::finish(tx, &id(2), at(60))?)).expect("finished");
    let twice = store.write_blocking(|tx| Ok(jobs::finish(tx, &id(2), at(60))?));
    assert!(matches!(twice, Err(No::Fault(f)) if f.what.contains("not running")));
}

fn a_failing_job_is_tried_again_and_then_given_up(bed: &Bed) {
    let store = bed.store();
    enqueue(&store, 1, KIND, 0);
    let mut now = 0;
    for (attempt, expected) in
        [(1, Next::Again(at(1_000))), (2, Next::Again(at(3_000))), (3, Next::GivenUp)]
    {
        let [job] = &claim(&store, now, 9)[..] else { panic!("attempt {attempt} is due") };
        assert_eq!(job.attempts, attempt);
        let (job, failed_at) = (job.clone(), at(now));
        let next = store
            .write_blocking(move |tx| Ok(jobs::fail(tx, &job, "no answer", &RETRY, failed_at)?))
            .expect("recorded");
        assert_eq!(next, expected);
        if let Next::Again(due) = next {
            now = due.get() / 1_000;
            assert_eq!(claim(&store, now - 1, 9), [], "not before it is due");
        }
    }
    assert_eq!(claim(&store, 1_000_000, 9), []);
    assert_eq!(bed::number(&store, "SELECT count(*) FROM job WHERE state = 'failed'"), 1);
}

fn claimed_jobs_are_due_again_after_a_restart(bed: &Bed) {
    let store = bed.store();
    enqueue(&store, 1, KIND, 0);
    enqueue(&store, 2, KIND, 0);
    assert_eq!(claim(&store, 1, 1).len(), 1);
    drop(store);
    let store = bed.reopen();
    assert_eq!(ids(&claim(&store, 2, 9)), [id(2)]);
    let recovered = store.write_blocking(|tx| Ok(jobs::recover(tx, at(3))?));
    assert_eq!(recovered.expect("recovered"), 2);
    let again = claim(&store, 3, 9);
    assert_eq!(ids(&again), [id(1), id(2)]);
    assert!(again.iter().all(|it| it.attempts == 2), "the lost attempt counts: {again:?}");
}

fn done_jobs_are_forgotten(bed: &Bed) {
    let store = bed.store();
    for n in 1..=3 {
        enqueue(&store, n, KIND, 0);
    }
    for job in claim(&store, 1, 2) {
        store.write_blocking(move |tx| Ok(jobs::finish(tx, &job.id, at(5))?)).expect("finished");
    }
    let forget = |before| {
        let store = store.clone();
        store.write_blocking(move |tx| Ok(jobs::forget_done(tx, at(before), 9)?)).expect("ran")
    };
    assert_eq!(forget(5), 0);
    assert_eq!(forget(6), 2);
    assert_eq!(claim(&store, 9, 9).len(), 1, "what is not done stays");
}

fn every_statement_prepares(bed: &Bed) {
    drop(bed.store());
    prepare_all(&bed.location(), chain::STATEMENTS).expect("the chain's");
    prepare_all(&bed.location(), &[jobs::STATEMENTS, LATER_STATEMENTS, bed::STATEMENTS])
        .expect("the others");
}

fn a_statement_that_is_wrong_is_named(bed: &Bed) {
    drop(bed.store());
    let wrong = prepare_all(&bed.location(), &[&[bed::TOTAL, "SELECT nothing FROM nowhere"]]);
    let said = wrong.expect_err("named").what;
    assert!(said.contains("SELECT nothing") && !said.contains(bed::TOTAL), "{said}");
    if bed.database().is_some() {
        let sum = prepare_all(&bed.location(), &[&["SELECT sum(amount) FROM total"]]);
        assert!(sum.expect_err("NUMERIC").what.contains("numeric"));
    }
}
