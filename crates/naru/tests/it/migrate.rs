//! `naru migrate`: the plan, the migration, what stands in its way.

use crate::bed::Bed;
use crate::book::{book, number, tamper};
use serde_json::Value;

#[test]
fn a_plan_says_what_would_be_done_and_does_nothing() {
    let (bed, _) = Bed::installed();
    let data = bed.data_text();
    let ran = bed.naru(&["migrate", "--plan", "--data", data]);
    insta::assert_snapshot!("migrate_up_to_date", ran.shown(&bed));

    // As if the installation had been made by the version before the last migration.
    tamper(
        &bed.data().join("calls.db"),
        "DELETE FROM schema_migration WHERE name LIKE '01%'; DROP TABLE relay_call; \
         DROP TABLE relay_call_repeat; DROP TABLE relay_receive",
    );
    let plan = ["migrate", "--plan", "--data", data];
    let ran = bed.naru(&plan);
    insta::assert_snapshot!("migrate_plan", ran.shown(&bed));
    let serve = bed.naru(&["serve", "--data", data, "--listen", "127.0.0.1:0"]);
    insta::assert_snapshot!("serve_old_schema", serve.shown(&bed));
    assert_eq!(bed.naru(&plan).out, ran.out, "a plan changes nothing");

    let ran = bed.naru(&["migrate", "--json", "--data", data]);
    let said: Value = serde_json::from_str(&ran.out).expect(&ran.err);
    assert_eq!(said["plan"], false);
    assert_eq!(said["shelves"]["book"]["steps"], serde_json::json!([]));
    assert_eq!(said["shelves"]["calls"]["steps"], serde_json::json!(["0100_call"]));
    assert!(bed.naru(&plan).out.contains("calls: up to date"));
    assert!(book(&bed.data()).exists());
}

/// A directory of an earlier version lacks the rules that came since: the program would ask for
/// them in vain.
#[test]
fn rules_that_came_with_this_version_are_added_and_no_other_is_touched() {
    let (bed, _) = Bed::installed();
    let (data, file) = (bed.data_text(), book(&bed.data()));
    let count = || number(&file, "SELECT count(*) FROM policy_parameter");
    let all = count();
    tamper(
        &file,
        "DELETE FROM policy_parameter WHERE name = 'claim_return_consumer'; \
         UPDATE policy_parameter SET value = 7 WHERE name = 'proposal_life_s'",
    );
    assert_eq!(bed.naru(&["migrate", "--plan", "--data", data]).code, 0);
    assert_eq!(count(), all - 1, "a plan adds nothing");
    assert_eq!(bed.naru(&["migrate", "--data", data]).code, 0);
    assert_eq!(count(), all);
    let kept = "SELECT value FROM policy_parameter WHERE name = 'proposal_life_s'";
    assert_eq!(number(&file, kept), 7, "what the operator decided stays");
}
