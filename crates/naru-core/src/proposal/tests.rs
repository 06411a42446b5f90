//! The decisions as a table.

use super::decide::{is_told, may_decide, may_propose, may_withdraw};
use super::model::{Case, Deciding, State};
use naru_base::role::{Post, Right, Role, Scope};
use naru_base::{ClientUseCode, Id, Micros};

fn case(state: State) -> Case {
    Case {
        id: Id::from_parts(1, 1),
        kind: "staff.close".into(),
        subject: format!("staff:{}", Id::from_parts(1, 9)),
        body: "{}".into(),
        sealed_reason: vec![],
        state,
        proposed_by: Id::from_parts(1, 2),
        proposed_at: Micros::new(0),
        expires_at: Micros::new(100),
        decided_by: None,
        decided_at: None,
        code_hash: None,
        sealed_code: None,
        sealed_link: None,
        sealed_refusal: None,
    }
}

#[test]
fn only_another_person_with_the_right_decides_and_only_once_and_in_time() {
    let administrator = Post::of_network(Role::Administrator).unwrap();
    let auditor = Post::of_network(Role::Auditor).unwrap();
    let (proposer, other, concerned) = (2, 3, 9);
    let table = [
        (State::Open, other, &administrator, 99, None),
        (State::Open, other, &auditor, 99, Some("proposal/no-right")),
        (State::Open, proposer, &administrator, 99, Some("proposal/own")),
        (State::Open, concerned, &administrator, 99, Some("proposal/concerned")),
        (State::Open, other, &administrator, 100, Some("proposal/expired")),
        (State::Open, proposer, &administrator, 100, Some("proposal/expired")),
        (State::Executed, other, &administrator, 1, Some("proposal/decided")),
        (State::Rejected, other, &administrator, 1, Some("proposal/decided")),
        (State::Withdrawn, other, &administrator, 1, Some("proposal/decided")),
        (State::Expired, other, &administrator, 1, Some("proposal/expired")),
        (State::Executed, other, &auditor, 1, Some("proposal/no-right")),
    ];
    for (state, who, post, now, want) in table {
        let who = Deciding { who: Id::from_parts(1, who), post };
        let got = may_decide(&case(state), &who, Right::AccountsManage, Micros::new(now));
        assert_eq!(got.err().map(|it| it.code), want, "{state:?} by {:?} at {now}", who.who);
    }
}

#[test]
fn nobody_proposes_about_themselves_and_only_the_proposer_takes_it_back() {
    let post = Post::of_network(Role::Administrator).unwrap();
    let who = |n| Deciding { who: Id::from_parts(1, n), post: &post };
    let subject = case(State::Open).subject;
    assert!(may_propose(&who(2), Right::AccountsManage, &subject).is_ok());
    let own = may_propose(&who(9), Right::AccountsManage, &subject);
    assert_eq!(own.unwrap_err().code, "proposal/concerned");
    let now = Micros::new(1);
    assert!(may_withdraw(&case(State::Open), &who(2), now).is_ok());
    assert_eq!(
        may_withdraw(&case(State::Open), &who(3), now).unwrap_err().code,
        "proposal/not-own"
    );
    let done = may_withdraw(&case(State::Executed), &who(2), now);
    assert_eq!(done.unwrap_err().code, "proposal/decided");
}

#[test]
fn whom_a_proposal_concerns_is_told_when_it_is_done() {
    let code = ClientUseCode::parse("M202600007").unwrap();
    let own = Post::new(Role::Fintech, Scope::Institution(code)).unwrap();
    let operator = Post::of_network(Role::Operator).unwrap();
    let regulator = Post::of_network(Role::Regulator).unwrap();
    let legal = Post::of_network(Role::Legal).unwrap();
    for state in State::ALL {
        let is_done = state == State::Executed;
        // Two proposed it, three did not: its own people, who watches, who does not read.
        let table = [(3, &own, is_done), (2, &own, true), (3, &operator, true)];
        for (n, post, expected) in
            table.into_iter().chain([(3, &regulator, true), (3, &legal, is_done)])
        {
            let who = Deciding { who: Id::from_parts(1, n), post };
            assert_eq!(is_told(&case(state), &who, Right::GatesRead), expected, "{state:?} {n}");
        }
    }
}

#[test]
fn states_keep_their_text_and_the_schema_has_the_same_words() {
    for state in State::ALL {
        assert_eq!(State::parse(state.as_str()), Some(state));
        assert!(super::MIGRATION.sql.contains(&format!("'{}'", state.as_str())));
    }
}
