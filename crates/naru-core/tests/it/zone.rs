//! Crossings of the zone's border by their commands, on both engines.

use crate::portfolio::{Bed, refused, staff};
use naru_base::role::Role;
use naru_base::{Answer, Id};
use naru_core::oss::zone::{
    self, Crossing, Direction, Mode, Standing, Verdict, Which, Wish, ZoneRules,
};

const RULES: ZoneRules = ZoneRules { valid_s: 604_800, quorum: 2 };
const RRN: &str = "900101-1234568";

impl Bed {
    fn to_cross(&self, mode: Mode, bytes: &'static str) -> (Id, Standing) {
        let wish = Wish {
            direction: Direction::Out,
            mode,
            purpose: "모형 평가 결과를 업무망에 보고".to_owned(),
            registration: "가명-2026-017".to_owned(),
            method: "식별자를 지우고 날짜를 주 단위로 묶음".to_owned(),
        };
        let file = zone::look("result.csv", bytes.as_bytes(), None).expect("looked");
        let asked =
            self.write(move |tx, env, _| zone::ask(tx, env, &staff(1), (&wish, &file), &RULES));
        asked.expect("asked")
    }

    fn agrees(&self, who: u128, role: Role, id: Id) -> Answer<Standing> {
        self.write(move |tx, env, _| {
            zone::say(tx, env, (&staff(who), role), id, (true, ""), &RULES)
        })
    }

    fn crosses(&self, id: Id, sha256: [u8; 32]) -> Answer<Standing> {
        self.write(move |tx, env, _| zone::cross(tx, env, &staff(1), id, &sha256))
    }

    fn crossing(&self, id: Id) -> Crossing {
        self.read(move |tx| Ok(zone::find(tx, id)?)).expect("on record")
    }
}

fn a_file_crosses_once_when_two_have_approved_it(bed: Bed) {
    let (id, standing) = bed.to_cross(Mode::None, "week,sum\n1,200\n");
    assert_eq!(standing, Standing::Asked);
    let sha256 = bed.crossing(id).sha256;
    assert_eq!(refused(bed.crosses(id, sha256)), "oss/zone-not-approved");
    assert_eq!(refused(bed.agrees(1, Role::Operator, id)), "oss/zone-own");
    assert_eq!(bed.agrees(2, Role::SecurityDesk, id).expect("said"), Standing::Asked);
    assert_eq!(bed.agrees(3, Role::Operator, id).expect("said"), Standing::Approved);
    assert_eq!(refused(bed.crosses(id, [7; 32])), "oss/zone-other-file");
    assert_eq!(bed.crosses(id, sha256).expect("across"), Standing::Crossed);
    assert_eq!(refused(bed.crosses(id, sha256)), "oss/zone-not-approved");
    let it = bed.crossing(id);
    assert_eq!(
        (it.standing, it.votes.len(), it.wish.registration.as_str()),
        (Standing::Crossed, 2, "")
    );
    // Another one is approved, and its time runs out.
    let (late, _) = bed.to_cross(Mode::Pseudonymised, "카드번호 4111-1111-1111-1111\n");
    assert_eq!(bed.crossing(late).verdict, Verdict::Registered);
    bed.agrees(2, Role::SecurityDesk, late).expect("said");
    bed.agrees(3, Role::Operator, late).expect("said");
    bed.later(RULES.valid_s);
    assert_eq!(refused(bed.crosses(late, bed.crossing(late).sha256)), "oss/zone-decided");
    let swept = bed.write(|tx, env, _| Ok((zone::lapse(tx, env)?, zone::lapse(tx, env)?)));
    assert_eq!(swept.expect("swept"), (1, 0));
    assert_eq!(bed.crossing(late).standing, Standing::Lapsed);
    let foreign = bed.write(move |tx, env, _| zone::withdraw(tx, env, &staff(2), late));
    assert_eq!(refused(foreign), "oss/zone-own");
}

fn what_may_not_cross_is_on_record_and_never_does(bed: Bed) {
    let text: &'static str = "이름,주민등록번호\n가명,900101-1234568\n";
    let (id, standing) = bed.to_cross(Mode::Pseudonymised, text);
    assert_eq!(standing, Standing::Blocked);
    let it = bed.crossing(id);
    assert_eq!((it.verdict, it.looked.places.len()), (Verdict::Broken, 1));
    assert!(!format!("{it:?}").contains(&RRN[7..]), "only a mask is kept: {it:?}");
    assert_eq!(refused(bed.agrees(2, Role::SecurityDesk, id)), "oss/zone-decided");
    assert_eq!(refused(bed.crosses(id, it.sha256)), "oss/zone-not-approved");
    for _ in 0..3 {
        bed.to_cross(Mode::None, "x");
    }
    let list = |standing, from| {
        let which = Which { standing, from, ..Which::default() };
        bed.read(move |tx| Ok(zone::list(tx, &which, 2)?))
    };
    let first: Vec<i64> = list(None, None).iter().map(|it| it.seq).collect();
    let rest: Vec<i64> = list(None, first.last().copied()).iter().map(|it| it.seq).collect();
    assert_eq!((first, rest), (vec![4, 3], vec![2, 1]), "the newest first, page by page");
    let blocked = list(Some(Standing::Blocked), None);
    assert_eq!(blocked.iter().map(|it| it.id).collect::<Vec<_>>(), [id]);
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
    a_file_crosses_once_when_two_have_approved_it,
    what_may_not_cross_is_on_record_and_never_does,
);
