//! What a standing hangs on, in lists and counts, on both engines: what is excepted is left out,
//! and live systems come first.

use crate::portfolio::{Bed, DAY_S, LOG, LOG_FIXED, WEB, log_advice, wish};
use naru_base::role::Role;
use naru_base::{Id, Micros};
use naru_core::oss::portfolio::stance::{Claim, Standing};
use naru_core::oss::portfolio::{
    self, Duty, FindingRow, FindingSort, SystemRow, SystemSort, Systems,
};
use naru_lab::oss::bill;

const LOG_ADVICE: &str = "GHSA-aaaa-bbbb-cccc";

/// An exception on the one grave finding of a system, agreed by every office.
fn except(bed: &Bed, system: Id, until: Micros) {
    let package = bed.open_findings(FindingSort::Due)[0].package;
    let id = bed.ask(system, &wish(package, Claim::NeedsLonger, until)).expect("asked");
    let offices = [(2, Role::SecurityDesk), (3, Role::Operator), (4, Role::Inspector)];
    let said = offices.map(|(who, role)| bed.decide(who, role, id, true).expect("said"));
    assert_eq!(said[2], Standing::Approved);
}

/// By what a standing hangs on, one system to a page.
fn by_standing(bed: &Bed) -> Vec<SystemRow> {
    let (mut from, mut all, now) = (None, Vec::new(), bed.now());
    loop {
        let which = Systems { sort: SystemSort::Grave, ..Systems::default() };
        let after = from.clone();
        let read = move |tx: &mut naru_store::Tx<'_>| {
            Ok(portfolio::systems(tx, &which, (after.as_ref(), now), 1)?)
        };
        let page = bed.read(read);
        let Some(last) = page.last() else { break };
        from = Some(last.key(SystemSort::Grave));
        all.extend(page);
    }
    all
}

fn named(all: &[SystemRow]) -> Vec<(&str, i64)> {
    all.iter().map(|it| (it.system.name.as_str(), it.bearing())).collect()
}

fn what_is_excepted_lowers_a_system_in_the_order_of_standings(mut bed: Bed) {
    // In the order of coming: that is what decides between equals.
    let excepted = bed.declare(1, "하나", Duty::Live);
    bed.later(1);
    let open = bed.declare(2, "둘", Duty::Live);
    bed.later(1);
    let internal = bed.declare(1, "안쪽", Duty::Internal);
    for system in [excepted, open, internal] {
        bed.hand_in(system, &bill("shop", "1.0", &[WEB, LOG]));
    }
    bed.data(&[log_advice()]);
    let before = by_standing(&bed);
    assert_eq!(named(&before), [("하나", 1), ("둘", 1), ("안쪽", 0)]);

    except(&bed, excepted, bed.now().plus_seconds(30 * DAY_S));
    let after = by_standing(&bed);
    assert_eq!(named(&after), [("둘", 1), ("하나", 0), ("안쪽", 0)], "each once");
    let now = bed.now();
    let one = bed.read(move |tx| Ok(portfolio::system_at(tx, excepted, now)?)).expect("it");
    assert_eq!((one.grave, one.excepted, one.bearing()), (1, 1, 0));
    // Its end comes by itself.
    bed.later(31 * DAY_S);
    assert_eq!(named(&by_standing(&bed)), [("하나", 1), ("둘", 1), ("안쪽", 0)]);
}

/// Whom the advisory concerns, one to a page.
fn exposed(bed: &Bed) -> Vec<FindingRow> {
    let (mut from, mut all) = (None, Vec::new());
    loop {
        let page =
            bed.read(move |tx| Ok(portfolio::advisory_exposed(tx, LOG_ADVICE, None, from, 1)?));
        let Some(last) = page.last() else { break };
        from = Some(last.exposed_key());
        all.extend(page);
    }
    all
}

fn bearing(bed: &Bed) -> i64 {
    let now = bed.now();
    bed.read(move |tx| Ok(portfolio::advisory_bearing(tx, LOG_ADVICE, None, now)?))
}

fn an_advisory_names_live_systems_first_and_counts_what_lowers_a_standing(mut bed: Bed) {
    bed.data(&[log_advice()]);
    let fixed = bed.declare(1, "고친 앱", Duty::Live);
    bed.hand_in(fixed, &bill("shop", "1.0", &[WEB, LOG]));
    let internal = bed.declare(1, "안쪽", Duty::Internal);
    bed.hand_in(internal, &bill("shop", "1.0", &[WEB, LOG]));
    bed.later(DAY_S);
    let live = bed.declare(2, "앱", Duty::Live);
    bed.hand_in(live, &bill("shop", "1.0", &[WEB, LOG]));
    bed.hand_in(fixed, &bill("shop", "1.1", &[WEB, LOG_FIXED]));
    let all = exposed(&bed);
    assert!(all[1].due_at < all[0].due_at, "the internal one is due before");
    let systems: Vec<Id> = all.iter().map(|it| it.system).collect();
    assert_eq!(systems, [live, internal, fixed], "each once, what is closed last");
    assert_eq!(bearing(&bed), 1);
    except(&bed, live, bed.now().plus_seconds(30 * DAY_S));
    assert_eq!(bearing(&bed), 0, "nothing hangs on it for now");
    bed.later(31 * DAY_S);
    assert_eq!(bearing(&bed), 1);
}

macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { super::$name(super::Bed::sqlite()); })*
        }
        mod postgres {
            $(#[test] fn $name() {
                if let Some(bed) = super::Bed::postgres() { super::$name(bed); }
            })*
        }
    };
}

on_both!(
    what_is_excepted_lowers_a_system_in_the_order_of_standings,
    an_advisory_names_live_systems_first_and_counts_what_lowers_a_standing,
);
