use super::{now, shipped};
use crate::policy::Policy;
use crate::relay::LineClosed;
use crate::relay::bankwire::{BankOutcome, Doubt, Proof, TransferReply, prove};
use crate::relay::line::{BankLine, Breaker, Heard, Turn};
use naru_base::{Micros, Won};

const ID: &str = "M202600001U000000001";
const SKEW_MS: i64 = 2_000;

fn reply(outcome: BankOutcome, code: &str, bank_time: Micros) -> TransferReply {
    TransferReply {
        bank_tran_id: ID.to_owned(),
        tran_amt: "1000".to_owned(),
        outcome,
        bank_rsp_code: code.to_owned(),
        bank_rsp_message: String::new(),
        bank_tran_date: "20261122".to_owned(),
        account_holder_name: String::new(),
        bank_time: bank_time.get(),
    }
}

fn proof(reply: &TransferReply) -> Proof {
    prove(reply, ID, Won::new(1_000), now(), SKEW_MS)
}

#[test]
fn what_each_outcome_proves_with_each_class_of_code() {
    use BankOutcome::{Done, Failed, NotFound, Processing, Void};
    const CONTRADICTORY: Proof = Proof::Nothing(Doubt::Contradictory);
    const PROCESSING: Proof = Proof::Nothing(Doubt::Processing);
    let success = ["000"];
    let undecided = ["400", "803", "804", "819", "822"];
    let refused = ["101", "999", "", "00", "0000", "０００", " 000"];
    let table: [(BankOutcome, Proof, Proof, Proof); 4] = [
        (Done, Proof::Done, CONTRADICTORY, CONTRADICTORY),
        (Failed, CONTRADICTORY, PROCESSING, Proof::NotDone),
        (Processing, PROCESSING, PROCESSING, PROCESSING),
        (Void, Proof::NotDone, Proof::NotDone, Proof::NotDone),
    ];
    for (outcome, on_success, on_undecided, on_refused) in table {
        let classes =
            [(&success[..], on_success), (&undecided, on_undecided), (&refused, on_refused)];
        for (codes, want) in classes {
            for code in codes {
                assert_eq!(proof(&reply(outcome, code, now())), want, "{outcome:?} {code:?}");
            }
        }
    }
    // Not found proves something only after the original can no longer arrive.
    let last = now().plus_ms(SKEW_MS);
    let after = Micros::new(last.get() + 1);
    for (at, want) in [
        (now(), Proof::Nothing(Doubt::NotFoundYet)),
        (last, Proof::Nothing(Doubt::NotFoundYet)),
        (after, Proof::NotDone),
    ] {
        assert_eq!(proof(&reply(NotFound, "000", at)), want);
    }
}

#[test]
fn a_reply_about_something_else_proves_nothing() {
    let late = now().plus_seconds(3_600);
    let outcomes = [
        BankOutcome::Done,
        BankOutcome::Failed,
        BankOutcome::Processing,
        BankOutcome::NotFound,
        BankOutcome::Void,
    ];
    for outcome in outcomes {
        let code = if outcome == BankOutcome::Done { "000" } else { "101" };
        let mut other_id = reply(outcome, code, late);
        other_id.bank_tran_id = "M202600001U000000002".to_owned();
        assert_eq!(proof(&other_id), Proof::Nothing(Doubt::Contradictory), "{outcome:?}");
        for amount in ["1001", "", "-1000", "1000.0", "99999999999999999999"] {
            let mut other = reply(outcome, code, late);
            other.tran_amt = amount.to_owned();
            assert_eq!(proof(&other), Proof::Nothing(Doubt::Contradictory), "{amount:?}");
        }
    }
}

fn silent(line: &mut BankLine, policy: &Policy, at: Micros) -> Option<Turn> {
    line.enter(policy, at).expect("the line is open");
    line.heard(policy, at, Heard::Silence)
}

#[test]
fn the_breaker_opens_after_silences_in_a_row_and_closes_after_one_good_probe() {
    let policy = Policy { breaker_failures: 3, breaker_open_ms: 5_000, ..shipped() };
    let mut line = BankLine::default();
    assert_eq!(silent(&mut line, &policy, now()), None);
    assert_eq!(silent(&mut line, &policy, now()), None);
    line.enter(&policy, now()).expect("open");
    assert_eq!(line.heard(&policy, now(), Heard::Answer), None, "an answer begins the count anew");
    assert_eq!(line.breaker(), Breaker::Closed { failures: 0 });
    for _ in 0..2 {
        assert_eq!(silent(&mut line, &policy, now()), None);
    }
    assert_eq!(silent(&mut line, &policy, now()), Some(Turn::Opened));
    let until = now().plus_ms(5_000);
    let before = Micros::new(until.get() - 1);
    assert_eq!(line.enter(&policy, before), Err(LineClosed::BreakerOpen));
    assert_eq!(line.enter(&policy, until), Ok(()), "one probe");
    assert_eq!(line.enter(&policy, until), Err(LineClosed::BreakerOpen), "one only");
    assert_eq!(line.heard(&policy, until, Heard::Silence), None, "still open: nothing new");
    assert_eq!(line.breaker(), Breaker::Open { until: until.plus_ms(5_000) });
    let again = until.plus_ms(5_000);
    assert_eq!(line.enter(&policy, again), Ok(()));
    assert_eq!(line.heard(&policy, again, Heard::Answer), Some(Turn::Closed));
    assert_eq!(line.breaker(), Breaker::Closed { failures: 0 });
    assert_eq!(line.in_flight(), 0);
}

#[test]
fn a_probe_that_was_given_up_lets_the_next_one_pass() {
    let policy = Policy { breaker_failures: 1, ..shipped() };
    let mut line = BankLine::default();
    assert_eq!(silent(&mut line, &policy, now()), Some(Turn::Opened));
    let later = now().plus_ms(policy.breaker_open_ms);
    line.enter(&policy, later).expect("a probe");
    assert_eq!(line.heard(&policy, later, Heard::Nothing), None);
    assert_eq!(line.enter(&policy, later), Ok(()));
}

#[test]
fn an_answer_to_an_older_request_closes_an_open_breaker() {
    let policy = Policy { breaker_failures: 1, ..shipped() };
    let mut line = BankLine::default();
    line.enter(&policy, now()).expect("open");
    assert_eq!(silent(&mut line, &policy, now()), Some(Turn::Opened));
    assert_eq!(line.heard(&policy, now(), Heard::Answer), Some(Turn::Closed));
    assert_eq!(line.enter(&policy, now()), Ok(()));
}

#[test]
fn a_line_full_of_orders_still_has_places_for_inquiries() {
    let policy = Policy { bank_inflight_max: 2, bank_inquiry_places: 1, ..shipped() };
    let mut line = BankLine::default();
    for _ in 0..2 {
        line.enter(&policy, now()).expect("a place");
    }
    assert_eq!(line.enter(&policy, now()), Err(LineClosed::Full));
    assert_eq!(line.enter_to_inquire(&policy, now()), Ok(()));
    assert_eq!(line.enter_to_inquire(&policy, now()), Err(LineClosed::Full), "one is one");
    line.heard(&policy, now(), Heard::Answer);
    assert_eq!(line.enter(&policy, now()), Err(LineClosed::Full), "an inquiry's place counts too");
}

#[test]
fn the_bulkhead_is_full_at_its_number_and_counts_back() {
    let policy = Policy { bank_inflight_max: 2, ..shipped() };
    let mut line = BankLine::default();
    assert_eq!(line.enter(&policy, now()), Ok(()));
    assert_eq!(line.enter(&policy, now()), Ok(()));
    assert_eq!(line.enter(&policy, now()), Err(LineClosed::Full));
    assert_eq!(line.in_flight(), 2, "a refused entry takes no place");
    line.heard(&policy, now(), Heard::Nothing);
    assert_eq!(line.enter(&policy, now()), Ok(()));
    for _ in 0..5 {
        line.heard(&policy, now(), Heard::Answer);
    }
    assert_eq!(line.in_flight(), 0, "never below zero");
}
