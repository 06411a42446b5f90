//! What a program may, and what ends it.

use super::decide::{admitted, may_give, may_issue};
use super::{Program, Scope, Secret, Wish, named};
use naru_base::role::{Post, Role};
use naru_base::seal::LookupHash;
use naru_base::{Id, Micros};

const YEAR_S: i64 = 31_536_000;
const NOW: Micros = Micros::new(1_790_000_000_000_000);

fn post(role: Role) -> Post {
    Post::of_network(role).unwrap()
}

fn id(n: char) -> Id {
    Id::parse(&format!("01J0000000000000000000000{n}")).unwrap()
}

fn wish(scopes: &str) -> Wish {
    Wish {
        name: "관문 상황판".to_owned(),
        scopes: named(scopes).unwrap(),
        until: NOW.plus_seconds(YEAR_S),
    }
}

fn hash(n: u8) -> LookupHash {
    LookupHash::from_bytes([n; 32])
}

fn program(scopes: &str, secrets: &[(u8, Option<Micros>)]) -> Program {
    let secret =
        |(n, until): &(u8, Option<Micros>)| Secret { hash: hash(*n), made_at: NOW, until: *until };
    Program {
        id: id('1'),
        name: "x".to_owned(),
        account: id('2'),
        scopes: named(scopes).unwrap(),
        made_at: NOW,
        made_by: "system:host".to_owned(),
        until: NOW.plus_seconds(YEAR_S),
        ended: None,
        secrets: secrets.iter().map(secret).collect(),
    }
}

/// Every scope for every role of the network: as the table of rights says, and only for those who
/// manage programs.
#[test]
fn a_program_may_no_more_than_whoever_answers_for_it() {
    for role in Role::ALL.into_iter().filter(|it| !it.is_of_participant()) {
        for scope in Scope::ALL {
            use Scope::{ChecksWrite, EvidenceWrite, GatesRead};
            let told = may_issue((&post(role), true), &wish(scope.as_str()), YEAR_S, NOW);
            let want = match (role, scope) {
                (Role::Operator, ChecksWrite) => Some("program/scope-beyond-rights"),
                (Role::Operator, _)
                | (Role::Inspector, GatesRead | ChecksWrite | EvidenceWrite) => None,
                (Role::Inspector, _) => Some("program/scope-beyond-rights"),
                _ => Some("program/account-unfit"),
            };
            assert_eq!(told.err().map(|it| it.code), want, "{role} {}", scope.as_str());
        }
    }
    let scope = naru_base::role::Scope::parse("institution:M202600001").unwrap();
    let participant = Post::new(Role::Fintech, scope).unwrap();
    let told = may_issue((&participant, true), &wish("gates.read"), YEAR_S, NOW);
    assert_eq!(told.unwrap_err().code, "program/account-unfit");
}

#[test]
fn a_program_is_made_only_as_the_rules_say() {
    let operator = post(Role::Operator);
    let code = |active: bool, wish: &Wish| {
        may_issue((&operator, active), wish, YEAR_S, NOW).err().map(|it| it.code)
    };
    let good = wish("gates.read claims.write");
    assert_eq!(code(true, &good), None);
    assert_eq!(code(false, &good), Some("program/account-unfit"));
    assert_eq!(code(true, &wish("")), Some("program/scopes-missing"));
    for name in ["", "  ", "a\nb", &"가".repeat(61)] {
        let it = Wish { name: name.to_owned(), ..good.clone() };
        assert_eq!(code(true, &it), Some("program/name-malformed"), "{name:?}");
    }
    for until in [NOW, NOW.plus_seconds(YEAR_S + 1), NOW.plus_seconds(-1)] {
        let it = Wish { until, ..good.clone() };
        assert_eq!(code(true, &it), Some("program/life-out-of-range"));
    }
    assert_eq!(named("gates.read,claims.read").unwrap().len(), 2);
    assert_eq!(named("gates.write"), None);
}

#[test]
fn a_secret_opens_while_it_the_program_and_the_account_live() {
    let operator = post(Role::Operator);
    let soon = NOW.plus_seconds(60);
    let it = program("gates.read claims.read", &[(1, Some(soon)), (2, None)]);
    let opens = |it: &Program, n: u8, active: bool, now: Micros| {
        admitted(Some((it, &operator, active)), &hash(n), now).is_some()
    };
    assert!(opens(&it, 1, true, NOW) && opens(&it, 2, true, NOW));
    assert!(!opens(&it, 3, true, NOW), "another's secret");
    assert!(!opens(&it, 1, true, soon), "the earlier has ended");
    assert!(opens(&it, 2, true, soon));
    assert!(!opens(&it, 2, false, NOW), "a closed account");
    assert!(!opens(&it, 2, true, it.until), "the program's end");
    let revoked = Program { ended: Some((NOW, "staff:x".to_owned())), ..it.clone() };
    assert!(!opens(&revoked, 2, true, NOW), "revoked");
    assert!(admitted(None, &hash(2), NOW).is_none());
    // The rights of the day count, not those of the day it was made.
    let inspector = post(Role::Inspector);
    let now_less = admitted(Some((&it, &inspector, true)), &hash(2), NOW).unwrap();
    assert_eq!(now_less.scopes, named("gates.read").unwrap());
    assert_eq!(now_less.actor(), format!("program:{}", it.id));
}

#[test]
fn a_third_secret_waits_and_what_is_over_gets_none() {
    let soon = NOW.plus_seconds(60);
    let two = program("gates.read", &[(1, Some(soon)), (2, None)]);
    let code = |it: &Program, now: Micros| may_give(it, now).err().map(|it| it.code);
    assert_eq!(code(&two, NOW), Some("program/two-secrets-live"));
    assert_eq!(code(&two, soon), None);
    assert_eq!(code(&program("gates.read", &[]), NOW), None);
    assert_eq!(code(&two, two.until), Some("program/over"));
    let revoked = Program { ended: Some((NOW, String::new())), ..program("gates.read", &[]) };
    assert_eq!(code(&revoked, NOW), Some("program/over"));
}
