//! Approvals by their commands, on both engines: asked, settled, heard, opened again by newer data.

use crate::portfolio::{Bed, DAY_S, LOG, LOG_FIXED, WEB, code, log_advice, refused, staff};
use naru_base::keyring::{Keyring, RootKey};
use naru_base::role::Role;
use naru_base::{Answer, Id, Micros};
use naru_core::oss::approval::{
    self, ApprovalRules, Class, Cover, IssueKind, IssueState, Known, Office, Standing, Which, Wish,
};
use naru_core::oss::portfolio::{self, Duty, stance};
use naru_lab::oss::{Advice, MEDIUM, bill};
use naru_lab::seed::Dice;
use std::sync::Arc;

const RULES: ApprovalRules =
    ApprovalRules { offices: [1, 2, 3, 4], max_s: 730 * DAY_S, inactive_days: 730 };
const REASON: &str = "검토를 마쳤고 조건을 지키기로 함";

impl Bed {
    fn wish(&self, purl: &str, versions: &str) -> Wish {
        Wish {
            purl: purl.to_owned(),
            versions: versions.to_owned(),
            purpose: "앱 서버의 기록을 남기는 데 씀".to_owned(),
            fit: "우리 틀이 이미 이 인터페이스를 씀".to_owned(),
            alternatives: "logback".to_owned(),
            origin: "Maven Central, PGP 서명 확인".to_owned(),
            licence: "Apache-2.0".to_owned(),
            until: self.now().plus_seconds(365 * DAY_S),
        }
    }

    fn request(&self, n: usize, wish: &Wish) -> Answer<Id> {
        let known = match approval::read(&wish.purl) {
            Ok((purl, ..)) => Known::of(self.data.as_ref(), &purl).expect("whole data"),
            Err(_) => Known::default(),
        };
        let wish = wish.clone();
        self.write(move |tx, env, _| {
            approval::ask(tx, env, (&staff(1), &code(n)), (&wish, &known), &RULES)
        })
    }

    fn say(&self, who: u128, office: Office, id: Id) -> Answer<Standing> {
        let role = match office {
            Office::Security => Role::SecurityDesk,
            Office::Manager => Role::Operator,
            Office::Legal => Role::Legal,
            Office::Board => Role::Inspector,
        };
        self.write(move |tx, env, _| {
            approval::say(tx, env, (&staff(who), role), (id, office), (true, ""))
        })
    }

    fn accept_all(&self, id: Id) {
        for issue in self.found(id).issues {
            if issue.state == IssueState::Open {
                let seq = issue.seq;
                let what = (IssueState::Accepted, REASON);
                self.write(move |tx, env, _| {
                    approval::settle(tx, env, (&staff(9), true), (id, seq), what)
                })
                .expect("accepted");
            }
        }
    }

    fn found(&self, id: Id) -> approval::Approval {
        self.read(move |tx| Ok(approval::find(tx, id)?)).expect("on record")
    }

    /// Asks the newest data about what is approved, as the node does it.
    fn look_again(&self) -> usize {
        let data = self.data.clone().expect("data");
        let sha = data.sha256.clone();
        let watched = self.read(move |tx| Ok(approval::watched(tx, &sha, 100)?));
        let judged: Vec<(Id, Vec<portfolio::Matter>)> = watched
            .iter()
            .map(|it| {
                let each = it.purls.iter().map(|purl| data.judge(purl).expect("whole data"));
                (it.id, each.flat_map(|it| it.matters).collect())
            })
            .collect();
        let sha = data.sha256.clone();
        self.write(move |tx, env, _| Ok(approval::watch(tx, env, &sha, &judged, &RULES)?))
            .expect("looked")
    }
}

fn a_use_is_asked_for_settled_and_approved_by_each_office(mut bed: Bed) {
    bed.data(&[Advice { vector: MEDIUM, ..log_advice() }]);
    assert_eq!(refused(bed.request(1, &bed.wish("log", ""))), "oss/approval-package");
    let id = bed.request(1, &bed.wish(LOG, "")).expect("asked");
    let it = bed.found(id);
    assert_eq!(
        (it.class, it.standing, it.ecosystem.as_str()),
        (Class::Medium, Standing::Asked, "Maven")
    );
    assert_eq!(it.report.spoken_of.map(|it| (it.ever, it.now)), Some((1, 1)));
    let kinds: Vec<IssueKind> = it.issues.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [IssueKind::Advisory, IssueKind::ActivityUnknown]);
    assert_eq!(refused(bed.request(1, &bed.wish(LOG, ""))), "oss/approval-there");
    bed.request(2, &bed.wish(LOG, "")).expect("another institution asks for itself");
    assert_eq!(refused(bed.say(2, Office::Security, id)), "oss/approval-issues");
    let own = bed.write(move |tx, env, _| {
        approval::settle(tx, env, (&staff(1), true), (id, 1), (IssueState::Accepted, REASON))
    });
    assert_eq!(refused(own), "oss/approval-own");
    bed.accept_all(id);
    assert_eq!(bed.say(2, Office::Security, id).expect("said"), Standing::Asked);
    assert_eq!(refused(bed.say(1, Office::Manager, id)), "oss/approval-own");
    assert_eq!(bed.say(3, Office::Manager, id).expect("said"), Standing::Asked);
    assert_eq!(refused(bed.say(3, Office::Legal, id)), "oss/approval-voted");
    assert_eq!(bed.say(4, Office::Legal, id).expect("said"), Standing::Approved);
    let it = bed.found(id);
    assert!(approval::in_force(&it, bed.now()));
    assert_eq!((it.votes.len(), it.issues.iter().all(|it| it.note == REASON)), (3, true));
    // Its end comes by itself; the sweep writes it down, once.
    bed.later(365 * DAY_S);
    assert!(!approval::in_force(&bed.found(id), bed.now()));
    let swept = bed.write(|tx, env, _| Ok((approval::lapse(tx, env)?, approval::lapse(tx, env)?)));
    assert_eq!(swept.expect("swept"), (2, 0));
    assert_eq!(bed.found(id).standing, Standing::Lapsed);
    let again = bed.request(1, &bed.wish(LOG, ""));
    again.expect("what is over may be asked for anew");
}

fn a_new_advisory_opens_an_approval_again_and_old_yeses_do_not_count(mut bed: Bed) {
    bed.data(&[]);
    let system = bed.declare(1, "앱", Duty::Live);
    bed.hand_in(system, &bill("shop", "1.0", &[LOG, WEB]));
    // Asked about a version that is repaired; the one in use is in the range, too.
    let id = bed.request(1, &bed.wish(LOG_FIXED, ">=2.14, <3")).expect("asked");
    bed.accept_all(id);
    bed.say(2, Office::Security, id).expect("said");
    assert_eq!(bed.say(3, Office::Manager, id).expect("said"), Standing::Approved);
    assert_eq!(bed.look_again(), 0, "the same data say nothing new");
    bed.data(&[log_advice()]);
    assert_eq!((bed.look_again(), bed.look_again()), (1, 0), "once for each news");
    let it = bed.found(id);
    assert_eq!((it.standing, it.round, it.class), (Standing::Reopened, 2, Class::High));
    let untold = |bed: &Bed| bed.read(|tx| Ok(approval::untold(tx, 10)?));
    assert_eq!(untold(&bed).iter().map(|it| (it.id, it.round)).collect::<Vec<_>>(), [(id, 2)]);
    bed.write(move |tx, _, _| Ok(approval::told(tx, id, 2)?)).expect("told");
    assert!(untold(&bed).is_empty(), "once for each round");
    assert_eq!(it.offices.len(), 4, "it takes more now");
    assert_eq!(it.open_issues(), 1);
    assert_eq!(refused(bed.say(2, Office::Security, id)), "oss/approval-issues");
    bed.write(move |tx, env, _| {
        let seq = 2;
        approval::settle(tx, env, (&staff(1), false), (id, seq), (IssueState::Resolved, REASON))
    })
    .expect("put right by whoever asked");
    for (who, office) in [(2, Office::Security), (3, Office::Manager), (4, Office::Legal)] {
        assert_eq!(bed.say(who, office, id).expect("said"), Standing::Reopened);
    }
    assert_eq!(bed.say(5, Office::Board, id).expect("said"), Standing::Approved);
    let mine = Which { institution: Some(code(1)), ..Which::default() };
    let all = bed.read(move |tx| Ok(approval::list(tx, &mine, 10)?));
    assert_eq!((all.len(), all[0].votes.len()), (1, 6), "both rounds stay on record");
}

/// A change of an office can be confirmed for so long.
const LIFE_S: i64 = 86_400;

fn another_role_fills_an_office_when_two_people_say_so(mut bed: Bed) {
    bed.data(&[]);
    let seats = |bed: &Bed| bed.read(|tx| Ok(approval::seats_now(tx)?));
    assert_eq!(seats(&bed).of_role(Role::Legal), [Office::Legal]);
    let propose = |bed: &Bed| {
        bed.write(|tx, env, _| {
            approval::propose_seat(
                tx,
                env,
                &staff(1),
                (Office::Security, Role::Legal),
                (REASON, LIFE_S),
            )
        })
    };

    let keys =
        Arc::new(Keyring::create(&RootKey::from_bytes([7; 32]), &Dice::new(7), Micros::new(0)));
    let confirm = |bed: &Bed, who, id| {
        bed.write(move |tx, env, _| approval::confirm_seat(tx, env, &staff(who), id))
    };
    let refuse = |bed: &Bed, who, id, why: &'static str| {
        let keys = keys.clone();
        bed.write(move |tx, env, _| approval::refuse_seat(tx, env, &keys, (&staff(who), id), why))
    };
    let withdraw = |bed: &Bed, who, id| {
        bed.write(move |tx, env, _| approval::withdraw_seat(tx, env, &staff(who), id))
    };
    let id = propose(&bed).expect("proposed");
    assert_eq!(refused(propose(&bed)), "oss/seat-pending");
    assert_eq!(refused(confirm(&bed, 1, id)), "oss/seat-own");
    assert_eq!(refused(refuse(&bed, 1, id, REASON)), "oss/seat-own");
    assert_eq!(refused(refuse(&bed, 2, id, "네")), "oss/seat-why");
    refuse(&bed, 2, id, REASON).expect("refused");
    assert_eq!(refused(confirm(&bed, 3, id)), "oss/seat-decided");
    assert!(seats(&bed).filled_by(Office::Security, Role::SecurityDesk), "as it was");
    let told = {
        let keys = keys.clone();
        bed.read(move |tx| Ok(approval::seats_untold(tx, &keys, 10)?))
    };
    let told: Vec<_> = told.iter().map(|it| (it.before, it.why.as_str())).collect();
    assert_eq!(told, [(Some(Role::SecurityDesk), REASON)]);
    let id = propose(&bed).expect("proposed anew");
    assert_eq!(refused(withdraw(&bed, 2, id)), "oss/seat-others");
    withdraw(&bed, 1, id).expect("taken back");
    assert_eq!(refused(confirm(&bed, 2, id)), "oss/seat-decided");
    let id = propose(&bed).expect("proposed once more");
    confirm(&bed, 2, id).expect("confirmed");
    assert_eq!(seats(&bed).of_role(Role::Legal), [Office::Security, Office::Legal]);
    // The same offices decide on exceptions, but for the lawyers' own.
    let on_exceptions = |role| seats(&bed).of_role_on_exceptions(role);
    assert_eq!(on_exceptions(Role::Legal), [stance::Office::Security]);
    assert_eq!(on_exceptions(Role::SecurityDesk), []);
    assert_eq!(on_exceptions(Role::Inspector), [stance::Office::Board]);
    // From now on the security desk does not speak for it; the quorum is as it was.
    let asked = bed.request(1, &bed.wish(WEB, "")).expect("asked");
    bed.accept_all(asked);
    assert_eq!(refused(bed.say(2, Office::Security, asked)), "oss/approval-office");
    let said = bed.write(move |tx, env, _| {
        approval::say(tx, env, (&staff(4), Role::Legal), (asked, Office::Security), (true, ""))
    });
    assert_eq!(said.expect("said"), Standing::Asked, "two offices, as before");
}

fn what_a_system_uses_without_approval_is_named(mut bed: Bed) {
    bed.data(&[]);
    let system = bed.declare(1, "앱", Duty::Live);
    bed.hand_in(system, &bill("shop", "1.0", &[LOG, WEB]));
    let cover = |bed: &Bed| {
        let now = bed.now();
        let read = move |tx: &mut naru_store::Tx<'_>| {
            let system = portfolio::system(tx, system)?.expect("declared").system;
            Ok(approval::direct(tx, &system, now)?)
        };
        let all = bed.read(read);
        assert_eq!(all.len(), 1, "only what it asks for itself: {all:?}");
        all[0].cover
    };
    assert_eq!(cover(&bed), Cover::None);
    let other = bed.request(1, &bed.wish(LOG, "<2")).map(drop);
    assert_eq!(refused(other), "oss/approval-versions");
    let id = bed.request(1, &bed.wish(LOG, ">=2, <3")).expect("asked");
    assert_eq!(cover(&bed), Cover::Asked(id));
    bed.accept_all(id);
    bed.say(2, Office::Security, id).expect("said");
    bed.say(3, Office::Manager, id).expect("said");
    assert_eq!(cover(&bed), Cover::Approved(id));
    // The quick path of another institution: one office, for the same package and licence.
    let quick = bed.request(2, &bed.wish(LOG, "")).expect("asked");
    assert_eq!(bed.found(quick).class, Class::Quick);
    bed.accept_all(quick);
    assert_eq!(bed.say(2, Office::Security, quick).expect("said"), Standing::Approved);
    let other = Wish { licence: "MIT".to_owned(), ..bed.wish(LOG, "") };
    let other = bed.request(3, &other).expect("asked");
    assert_eq!(bed.found(other).class, Class::Low, "another licence is another matter");
    bed.hand_in(system, &bill("shop", "1.1", &["pkg:maven/org.example.log/log-core@3.1", WEB]));
    assert_eq!(cover(&bed), Cover::None, "of another version nothing was approved");
    bed.write(move |tx, env, _| approval::withdraw(tx, env, (&staff(1), true), (id, "")))
        .expect("withdrawn");
    let twice =
        bed.write(move |tx, env, _| approval::withdraw(tx, env, (&staff(1), true), (id, "")));
    assert_eq!(refused(twice), "oss/approval-decided");
}

fn what_all_live_systems_ask_for_is_what_each_of_them_asks_for(bed: Bed) {
    // In a bill of the lab the product asks for its first component itself.
    let bills = [[LOG, WEB], [LOG, WEB], [WEB, LOG], [LOG_FIXED, WEB]];
    let names = ["하나", "둘", "셋", "넷"];
    let mut systems = Vec::new();
    for (name, purls) in names.into_iter().zip(bills) {
        let system = bed.declare(1, name, Duty::Live);
        bed.hand_in(system, &bill("shop", "1.0", &purls));
        systems.push(system);
    }
    let internal = bed.declare(1, "안쪽", Duty::Internal);
    bed.hand_in(internal, &bill("shop", "1.0", &[LOG_FIXED, WEB]));
    let others = bed.declare(2, "남", Duty::Live);
    bed.hand_in(others, &bill("shop", "1.0", &[LOG, WEB]));
    let asked = Wish { licence: "MIT".to_owned(), ..bed.wish(LOG, "") };
    let id = bed.request(1, &asked).expect("asked");
    bed.request(2, &bed.wish(LOG_FIXED, "")).expect("somebody else asks");
    let now = bed.now();
    let all = bed.read(move |tx| Ok(approval::direct_of(tx, &code(1), now)?)).expect("few");
    let told: Vec<_> = all
        .iter()
        .map(|it| (it.version.as_str(), it.systems, it.cover, it.asked_licence.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("2.14.1", 2, Cover::Asked(id), "MIT"),
            ("2.17.1", 1, Cover::None, ""),
            ("5.0.0", 1, Cover::None, ""),
        ]
    );
    let mut each: Vec<(String, Cover)> = Vec::new();
    for system in systems {
        let direct = bed.read(move |tx| {
            let system = portfolio::system(tx, system)?.expect("declared").system;
            Ok(approval::direct(tx, &system, now)?)
        });
        each.extend(direct.into_iter().map(|it| (it.version, it.cover)));
    }
    for it in &all {
        let same = each.iter().filter(|own| own.0 == it.version && own.1 == it.cover).count();
        assert_eq!(i64::try_from(same), Ok(it.systems), "{it:?} among {each:?}");
    }
}

macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            use crate::portfolio::Bed;
            $(#[test] fn $name() { super::$name(Bed::sqlite()); })*
        }
        mod postgres {
            use crate::portfolio::Bed;
            $(#[test] fn $name() {
                if let Some(bed) = Bed::postgres() { super::$name(bed); }
            })*
        }
    };
}

on_both!(
    a_use_is_asked_for_settled_and_approved_by_each_office,
    a_new_advisory_opens_an_approval_again_and_old_yeses_do_not_count,
    another_role_fills_an_office_when_two_people_say_so,
    what_a_system_uses_without_approval_is_named,
    what_all_live_systems_ask_for_is_what_each_of_them_asks_for,
);
