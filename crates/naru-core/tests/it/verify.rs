use crate::bed::{self, Bed, DOUBT, date, not_paid, order, paid};
use naru_base::{Micros, Won};
use naru_core::relay::Kind;
use naru_core::relay::bankwire::BankOutcome;
use naru_core::verify::{self, BankRecord, Check};
use std::sync::Arc;

/// One transfer in each state: 1 settled, 2 released, 3 reserved, 4 in doubt, 5 refused.
fn every_state(bed: &Bed) {
    for n in 1..=4 {
        let key = bed.asked(&order(1, n, i64::from(n) * 1_000));
        match n {
            1 => drop(bed.conclude(&key, paid())),
            2 => drop(bed.conclude(&key, not_paid())),
            4 => drop(bed.conclude(&key, DOUBT)),
            _ => {}
        }
    }
    let mut unknown = order(1, 5, 5_000);
    unknown.account_num = "999".to_owned();
    bed.told(&unknown);
}

fn broken(bed: &Bed) -> Vec<(String, Vec<String>)> {
    let report = bed.store.read_blocking(|tx| Ok(verify::book(tx)?)).expect("read");
    let broken = report.checks.into_iter().filter(|c| !c.ok);
    broken.map(|c| (c.name, c.findings)).collect()
}

fn a_sound_book_holds_and_everything_was_looked_at(bed: Bed) {
    every_state(&bed);
    let report = bed.store.read_blocking(|tx| Ok(verify::book(tx)?)).expect("read");
    assert!(report.holds(), "{report:?}");
    let looked: Vec<(&str, u64)> =
        report.checks.iter().map(|c| (c.name.as_str(), c.count)).collect();
    let wanted = [
        ("postings-sum-to-zero", 6),
        ("balances-sum-to-zero", 4),
        ("balances-equal-entries", 4),
        ("postings-fit-states", 5),
        ("reserved-only-while-open", 5),
        ("entries-have-transfers", 14),
        ("person-days-equal-transfers", 1),
        ("institution-use-equals-transfers", 2),
        ("returns-within-deposits", 0),
        ("netted-equals-windows", 2),
        ("decisions-are-audited", 5),
        ("audited-decisions-exist", 5),
        ("open-transfers-are-watched", 2),
        ("i11-settled-in-one-window", 1),
        ("journal-equals-ledger", 0),
        ("subsidy-never-overspent", 0),
        ("claims-equal-ledger", 0),
        ("claims-add-up", 0),
        ("claims-count-against-cover", 2),
    ];
    assert_eq!(looked, wanted);
    let json = serde_json::to_value(&report).expect("JSON");
    assert_eq!(json["checks"][0]["name"], "postings-sum-to-zero");
    assert_eq!(json["checks"][0]["ok"], true);
    assert_eq!(json["checks"][0]["findings"], serde_json::json!([]));
}

/// What is broken by a statement must be found, by these checks and no others.
fn finds(bed: &Bed, sql: &'static str, wanted: &[&str]) {
    every_state(bed);
    bed.disarm();
    bed.tamper(sql);
    let found = broken(bed);
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, wanted, "{found:?}");
    assert!(found.iter().all(|(_, findings)| !findings.is_empty()));
}

macro_rules! tampering {
    ($($name:ident: $sql:literal => $checks:expr;)*) => {
        $(fn $name(bed: Bed) { finds(&bed, $sql, &$checks); })*
        mod tampered {
            $crate::on_both_engines!($($name),*);
            $(use super::$name;)*
        }
    };
}

tampering! {
    an_entry_that_grew: "UPDATE ledger_entry SET posted = posted + 1 \
        WHERE bank_tran_id = 'M202600001U000000001' AND account = 'bank:901' AND step = 2"
        => ["postings-sum-to-zero", "balances-equal-entries", "postings-fit-states"];
    an_entry_that_is_gone: "DELETE FROM ledger_entry \
        WHERE bank_tran_id = 'M202600001U000000001' AND account = 'naru:fee'"
        => ["postings-sum-to-zero", "balances-equal-entries", "postings-fit-states"];
    cover_that_counts_as_netted: "UPDATE surety_account SET netted = 5 \
        WHERE client_use_code = 'M202600001'"
        => ["netted-equals-windows"];
    a_balance_that_was_changed: "UPDATE ledger_balance SET posted = posted - 7 \
        WHERE account = 'naru:fee'"
        => ["balances-sum-to-zero", "balances-equal-entries"];
    a_pair_of_balances_that_was_changed: "UPDATE ledger_balance SET pending = \
        CASE account WHEN 'bank:901' THEN pending + 1 ELSE pending - 1 END \
        WHERE account IN ('bank:901', 'inst:M202600001')"
        => ["balances-equal-entries"];
    a_final_transfer_that_still_reserves: "DELETE FROM ledger_entry \
        WHERE bank_tran_id = 'M202600001U000000002' AND step = 2"
        => ["balances-equal-entries", "postings-fit-states", "reserved-only-while-open"];
    a_settled_transfer_called_released: "UPDATE relay_transfer SET state = 'released' \
        WHERE bank_tran_id = 'M202600001U000000001'"
        => ["postings-fit-states", "person-days-equal-transfers",
            "institution-use-equals-transfers", "decisions-are-audited"];
    a_transfer_that_is_gone: "DELETE FROM relay_transfer \
        WHERE bank_tran_id = 'M202600001U000000002'"
        => ["entries-have-transfers", "audited-decisions-exist"];
    an_amount_that_was_changed: "UPDATE relay_transfer SET amount = amount + 1 \
        WHERE bank_tran_id = 'M202600001U000000003'"
        => ["reserved-only-while-open", "person-days-equal-transfers",
            "institution-use-equals-transfers", "decisions-are-audited"];
    a_limit_that_was_lifted: "UPDATE relay_person_day SET taken = 0"
        => ["person-days-equal-transfers"];
    an_institutions_use_that_was_lowered: "UPDATE relay_institution_use SET count = count - 1 \
        WHERE period = 20261100" => ["institution-use-equals-transfers"];
    a_withdrawal_called_a_deposit: "UPDATE relay_transfer SET kind = 'deposit' \
        WHERE bank_tran_id = 'M202600001U000000001'"
        => ["postings-fit-states", "person-days-equal-transfers",
            "institution-use-equals-transfers", "decisions-are-audited"];
    a_person_day_that_is_gone: "DELETE FROM relay_person_day"
        => ["person-days-equal-transfers"];
}

fn an_open_transfer_that_nobody_watches(bed: Bed) {
    if bed.is_sqlite() {
        every_state(&bed);
        bed.tamper("PRAGMA ignore_check_constraints = ON");
        bed.tamper(
            "UPDATE relay_transfer SET next_inquiry_at = NULL \
             WHERE bank_tran_id = 'M202600001U000000004'",
        );
        let found = broken(&bed);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, "open-transfers-are-watched");
    }
}

fn record(n: u32, amount: i64, outcome: BankOutcome) -> BankRecord {
    let id = order(1, n, 1).bank_tran_id;
    let kind = (outcome != BankOutcome::Void).then_some(Kind::Withdraw);
    BankRecord { date: date("20261122"), id, amount: Won::new(amount), outcome, kind }
}

fn against(bed: &Bed, records: &[BankRecord]) -> [Check; 2] {
    let records = records.to_vec();
    bed.store
        .read_blocking(move |tx| Ok(verify::against_bank(tx, &bed::bank(1), records.clone())?))
        .expect("read")
}

fn the_banks_book_is_held_against_ours(bed: Bed) {
    use BankOutcome::{Done, Failed, Processing, Void};
    every_state(&bed);
    let sound = [
        record(1, 1_000, Done),
        record(2, 2_000, Failed),
        record(3, 3_000, Done),
        record(4, 4_000, Processing),
        record(6, 6_000, Void),
    ];
    let [agree, open] = against(&bed, &sound);
    assert!(agree.ok, "{agree:?}");
    assert_eq!((agree.name.as_str(), agree.count), ("bank-901-agrees", 3));
    assert_eq!((open.ok, open.count), (true, 2));
    let wrong: [(&str, Vec<BankRecord>); 6] = [
        ("is settled and the bank did not pay", vec![]),
        ("is settled and the bank did not pay", vec![record(1, 1_000, Failed)]),
        ("another amount", vec![record(1, 1_001, Done)]),
        ("is released and the bank paid", vec![record(1, 1_000, Done), record(2, 2_000, Done)]),
        ("is not recorded here", vec![record(1, 1_000, Done), record(9, 1, Done)]),
        ("not in order", vec![record(1, 1_000, Done), record(1, 1_000, Done)]),
    ];
    for (what, records) in wrong {
        let [agree, _] = against(&bed, &records);
        assert_eq!((agree.ok, agree.found), (false, 1), "{what}: {agree:?}");
        assert!(agree.findings[0].contains(what), "{what}: {agree:?}");
    }
}

fn many_findings_are_counted_and_the_first_are_listed(bed: Bed) {
    for n in 1..=30 {
        bed.asked(&order(1, n, 1_000));
    }
    bed.tamper("UPDATE relay_transfer SET amount = 2000");
    let report = bed.store.read_blocking(|tx| Ok(verify::book(tx)?)).expect("read");
    let check = report.checks.iter().find(|c| c.name == "decisions-are-audited").expect("there");
    assert_eq!((check.ok, check.found, check.findings.len()), (false, 30, 20));
}

fn memory_is_what_would_be_rebuilt(bed: Bed) {
    let compare = |bed: &Bed| {
        let (hub, now) = (Arc::clone(&bed.hub), bed.now());
        bed.store.read_blocking(move |tx| Ok(verify::memory(tx, &hub, now)?)).expect("read")
    };
    let institution = bed.hub.directory().institutions[&bed::institution(1)].clone();
    bed.write(move |tx, hub, env| {
        let scope = naru_core::identity::Scope::Sa;
        let token = naru_core::identity::issue_token(tx, env, &institution, scope, 60)?;
        hub.token_issued(tx, &token, env.now);
        Ok(())
    })
    .expect("a token");
    let sound = compare(&bed);
    assert!(sound.ok, "{sound:?}");
    bed.set_clock(bed.now().plus_seconds(60));
    assert!(compare(&bed).ok, "a token that is over is nowhere");
    bed.set_clock(Micros::new(bed.now().get() - 1));
    bed.tamper("UPDATE identity_token SET revoked_at = 1");
    bed.tamper("UPDATE identity_institution SET active = 0");
    bed.tamper("UPDATE policy_parameter SET value = 1 WHERE name = 'withdraw_fee_won'");
    let found = compare(&bed);
    assert_eq!((found.ok, found.found), (false, 3), "{found:?}");
}

crate::on_both_engines!(
    a_sound_book_holds_and_everything_was_looked_at,
    an_open_transfer_that_nobody_watches,
    the_banks_book_is_held_against_ours,
    many_findings_are_counted_and_the_first_are_listed,
    memory_is_what_would_be_rebuilt,
);
