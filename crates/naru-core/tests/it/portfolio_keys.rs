//! The order of lists and what a turn of settling takes, on both engines: what a standing may hang
//! on first in its grade, everybody's list put together from the institutions' own, and a portfolio
//! of an earlier release that goes on.

use crate::portfolio::{Bed, LOG, SORTS, WEB, code, log_advice, paged};
use naru_base::{Answer, Env, Id, Micros};
use naru_core::oss::portfolio::{
    self, Duty, FindingRow, FindingSort, Found, Grade, SystemSort, Systems, Turn, grade_of,
};
use naru_core::schema::PORTFOLIO;
use naru_lab::oss::{Advice, MEDIUM, bill};
use naru_lab::testbed::pg::Database;
use naru_store::{Location, Store, args, migrate};
use std::pin::pin;
use std::sync::mpsc::{Sender, channel};
use std::task::{Context, Poll, Waker};

/// Scored the lowest of the critical ones, and the highest.
const LOWER: &str = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N";
const HIGHEST: &str = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H";
const WEB_ADVICE: Advice<'static> = Advice {
    id: "GHSA-xxxx-yyyy-zzzz",
    cve: "CVE-2026-0002",
    package: ("Maven", "org.example.web:web"),
    fixed: "6.0.0",
    vector: HIGHEST,
    is_exploited: false,
};

fn duties(rows: &[FindingRow]) -> Vec<(Grade, Duty)> {
    rows.iter().map(|it| (it.grade, it.duty)).collect()
}

fn what_a_standing_may_hang_on_comes_first_in_its_grade(mut bed: Bed) {
    let inner = bed.declare(1, "정산 배치", Duty::Internal);
    let live = bed.declare(2, "모바일 앱 서버", Duty::Live);
    bed.hand_in(inner, &bill("batch", "1.0", &[WEB, LOG]));
    bed.hand_in(live, &bill("shop", "1.0", &[LOG]));
    let log = Advice { vector: LOWER, ..log_advice() };
    bed.data(&[log, WEB_ADVICE]);
    let all = paged(&bed, Found::default(), FindingSort::Priority);
    assert_eq!(all[0].system, live, "though the other one has the higher score");
    assert_eq!(all[1].advisory, WEB_ADVICE.id, "then by score");
    assert!(all.iter().all(|it| grade_of(it.priority) == Grade::Critical), "the grade is the same");
    // A graver one comes first wherever it is.
    bed.data(&[log, Advice { is_exploited: true, ..WEB_ADVICE }]);
    let all = paged(&bed, Found::default(), FindingSort::Priority);
    let critical = Grade::Critical;
    let wanted =
        [(Grade::Exploited, Duty::Internal), (critical, Duty::Live), (critical, Duty::Internal)];
    assert_eq!(duties(&all), wanted);
    // It is the same by a bill as by newer data, and in the order of systems.
    bed.hand_in(live, &bill("shop", "1.1", &[LOG]));
    assert_eq!(duties(&paged(&bed, Found::default(), FindingSort::Priority)), wanted);
    bed.data(&[log]);
    let which = Systems { sort: SystemSort::Worst, ..Systems::default() };
    let systems =
        bed.read(move |tx| Ok(portfolio::systems(tx, &which, (None, Micros::new(0)), 9)?));
    assert_eq!(systems[0].system.id, live);
}

/// Every list, page by page, is what it is when everything is read and sorted.
fn everybodys_list_is_made_of_the_institutions_own(mut bed: Bed) {
    let other = Advice { vector: MEDIUM, ..WEB_ADVICE };
    for n in 1..=9_u32 {
        for (name, duty) in [("앱", Duty::Live), ("배치", Duty::Internal)] {
            let system = bed.declare(n as usize, name, duty);
            let parts: &[&str] = if n.is_multiple_of(3) { &[WEB] } else { &[WEB, LOG] };
            bed.hand_in(system, &bill("shop", "1.0", parts));
        }
    }
    bed.data(&[other]);
    bed.later(60);
    let exploited = Advice { is_exploited: true, ..log_advice() };
    bed.data(&[other, exploited]);
    bed.later(60);
    bed.data(&[WEB_ADVICE, exploited]);
    let everything = paged(&bed, Found::default(), FindingSort::System);
    assert_eq!(everything.len(), 30);
    for institution in [None, Some(code(1)), Some(code(9))] {
        for (grade_min, is_bearing) in [
            (None, false),
            (Some(Grade::High), false),
            (Some(Grade::Critical), false),
            (Some(Grade::Exploited), false),
            (None, true),
            (Some(Grade::Exploited), true),
        ] {
            let which = Found {
                institution: institution.clone(),
                grade_min,
                is_bearing,
                ..Found::default()
            };
            for sort in SORTS.into_iter().take(3) {
                let mut wanted: Vec<&FindingRow> =
                    everything.iter().filter(|it| is_of(it, &which)).collect();
                wanted.sort_by_key(|it| match sort {
                    FindingSort::Due => (it.due_at.get(), it.seq),
                    FindingSort::Found => (-it.found_at.get(), it.seq),
                    _ => (-it.priority, it.seq),
                });
                let wanted: Vec<i64> = wanted.iter().map(|it| it.seq).collect();
                let paged = paged(&bed, which.clone(), sort);
                let seen: Vec<i64> = paged.iter().map(|it| it.seq).collect();
                assert_eq!(seen, wanted, "{which:?}, {sort:?}");
                let asked = which.clone();
                let whole =
                    bed.read(move |tx| Ok(portfolio::findings(tx, &asked, sort, None, 100)?));
                assert_eq!(whole, paged, "{which:?}, {sort:?}: at once");
            }
        }
    }
}

/// An institution's own of one advisory, page by page, as everything read and filtered.
fn an_advisory_at_an_institution_is_its_own_list(mut bed: Bed) {
    for n in 1..=2_u32 {
        for (name, duty) in [("앱", Duty::Live), ("배치", Duty::Internal), ("창구", Duty::Live)]
        {
            let system = bed.declare(n as usize, name, duty);
            bed.hand_in(system, &bill("shop", "1.0", &[WEB, LOG]));
            bed.later(60);
        }
    }
    bed.data(&[WEB_ADVICE, log_advice()]);
    let everything = paged(&bed, Found::default(), FindingSort::Due);
    for is_bearing in [false, true] {
        let (own, id) = (code(1), log_advice().id);
        let which = Found { institution: Some(own.clone()), is_bearing, ..Found::default() };
        let of = |it: &&FindingRow| it.advisory == id && is_of(it, &which);
        let wanted: Vec<i64> = everything.iter().filter(of).map(|it| it.seq).collect();
        assert_eq!(wanted.len(), if is_bearing { 2 } else { 3 });
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let (which, own) = (which.clone(), own.clone());
            let page = bed.read(move |tx| {
                let of = (&which, &own, id);
                Ok(portfolio::findings_of_advisory(tx, of, after, 1)?)
            });
            let Some(last) = page.last() else { break };
            after = Some(last.key(FindingSort::Due));
            seen.extend(page.iter().map(|it| it.seq));
        }
        assert_eq!(seen, wanted);
        let count =
            bed.read(move |tx| Ok(portfolio::findings_of_advisory_count(tx, (&which, &own, id))?));
        assert_eq!(count, i64::try_from(wanted.len()).expect("it is small"));
    }
    let first = everything.iter().filter(|it| it.duty == Duty::Live && it.grade.is_grave());
    let due = first.map(|it| it.due_at).min().expect("some");
    let is_late = |at: Micros| {
        bed.read(move |tx| {
            let own = code(1);
            let all = portfolio::is_bearing_overdue(tx, None, at)?;
            assert!(!portfolio::is_bearing_overdue(tx, Some(&code(9)), at)?, "it has no system");
            Ok((all, portfolio::is_bearing_overdue(tx, Some(&own), at)?))
        })
    };
    assert_eq!(is_late(Micros::new(due.get() - 1)), (false, false));
    assert!(is_late(due).0);
    assert_eq!(is_late(due.plus_seconds(86_400 * 365)), (true, true));
}

fn is_of(it: &FindingRow, which: &Found) -> bool {
    which.institution.as_ref().is_none_or(|own| *own == it.institution)
        && which.grade_min.is_none_or(|least| it.grade >= least)
        && (!which.is_bearing || (it.grade.is_grave() && it.duty == Duty::Live))
}

/// Systems and packages of each of which there is more than one short turn takes.
const MANY: usize = 40;
/// Rows of a turn that nobody waits for: more than there are.
const ROWS: usize = 5_000;

fn settling_gives_way_to_whoever_waits(mut bed: Bed) {
    let names: Vec<String> = (0..MANY).map(|n| format!("part-{n}")).collect();
    let purls: Vec<String> = names.iter().map(|it| format!("pkg:npm/{it}@1.0.0")).collect();
    let purls: Vec<&str> = purls.iter().map(String::as_str).collect();
    for n in 0..MANY {
        let name: &'static str = Box::leak(format!("시스템 {n}").into_boxed_str());
        let system = bed.declare(n % 9 + 1, name, Duty::Internal);
        bed.hand_in(system, &bill("app", "1.0", &purls));
    }
    let ids: Vec<String> = (0..MANY).map(|n| format!("OSV-2026-{n}")).collect();
    let advices: Vec<Advice<'_>> = names
        .iter()
        .zip(&ids)
        .map(|(name, id)| Advice { id, cve: "", package: ("npm", name), ..WEB_ADVICE })
        .collect();
    bed.take(&advices);
    let (clock, rules) = (bed.clock.clone(), bed.rules);
    let settle = move |tx: &mut naru_store::Tx<'_>| -> Answer<Turn> {
        let env = Env::new(&*clock, &naru_base::env::SystemEntropy::default());
        Ok(portfolio::settle_some(tx, &env, &rules, ROWS)?)
    };
    let (held, go) = hold(&bed.store);
    let turn = bed.store.write(settle.clone());
    let other = bed.store.write(|_| Ok(()));
    drop(go);
    wait_for(held).expect("held");
    let turn = wait_for(turn).expect("settled");
    wait_for(other).expect("it had its turn");
    assert!(turn.done < MANY && turn.done > 0, "{turn:?}: it ended while somebody waited");
    let rest = bed.store.write_blocking(settle).expect("settled");
    assert_eq!(turn.done + rest.done, MANY, "alone it does what is left at once");
    let totals = bed.read(|tx| Ok(portfolio::totals(tx, None)?));
    assert_eq!(totals.open, i64::try_from(MANY * MANY).expect("it is small"));
}

/// More systems than are settled together.
const LARGE: usize = 1_003;

fn few_matters_go_through_the_systems_together(mut bed: Bed) {
    let text = bill("app", "1.0", &[WEB, LOG]);
    for n in 0..LARGE {
        let name: &'static str = Box::leak(format!("시스템 {n}").into_boxed_str());
        let system = bed.declare(n % 9 + 1, name, Duty::Internal);
        bed.hand_in(system, &text);
    }
    let all = i64::try_from(LARGE).expect("it is small");
    let open = |bed: &Bed| bed.read(|tx| Ok(portfolio::totals(tx, None)?)).open;
    let both = vec![log_advice(), WEB_ADVICE];
    for (advices, first, last) in [(both, 2_000, 2 * all), (vec![WEB_ADVICE], 2 * all - 1_000, all)]
    {
        bed.take(&advices);
        assert!(one_turn(&bed).done > 0);
        assert_eq!(open(&bed), first, "of every matter in the same systems");
        while one_turn(&bed).done > 0 {}
        assert_eq!(open(&bed), last, "and then in the others");
    }
}

fn one_turn(bed: &Bed) -> Turn {
    bed.write(|tx, env, rules| Ok(portfolio::settle_some(tx, env, rules, ROWS)?)).expect("settled")
}

fn wait_for<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(it) => return it,
            Poll::Pending => std::thread::yield_now(),
        }
    }
}

/// Keeps the writer busy until what is given is dropped.
fn hold(store: &Store) -> (impl Future<Output = Answer<()>> + use<>, Sender<()>) {
    let (go, wait) = channel::<()>();
    let (inside, is_inside) = channel();
    let wait = std::sync::Mutex::new(wait);
    let held = store.write(move |_| {
        inside.send(()).expect("the test waits");
        wait.lock().expect("not poisoned").recv().expect_err("let go by dropping");
        Ok(())
    });
    is_inside.recv().expect("the writer took it");
    (held, go)
}

const OLD: &[&str] = &[
    "INSERT INTO oss_package (id, ecosystem, name, short) VALUES (1, 'npm', 'quay', 'quay')",
    "INSERT INTO oss_system (id, client_use_code, name, duty, declared_at, declared_by, \
     components, open_count, grave_count, worst) VALUES \
     ('00000000000000000000000001', 'M202600001', 'a', 'internal', 1, 'x', 1, 1, 1, 4098000), \
     ('00000000000000000000000002', 'M202600002', 'b', 'live', 1, 'x', 1, 1, 1, 4090000), \
     ('00000000000000000000000003', 'M202600002', 'c', 'live', 1, 'x', 1, 0, 0, 0)",
    "INSERT INTO oss_finding (system_id, package_id, advisory_id, client_use_code, seq, versions, \
     fixed, grade, priority, found_at, due_at) VALUES \
     ('00000000000000000000000001', 1, 'A', 'M202600001', 1, '1', '2', 'critical', 4098000, 1, 9), \
     ('00000000000000000000000002', 1, 'A', 'M202600002', 2, '1', '2', 'critical', 4090000, 1, 9)",
];

/// The schema before findings of live systems came first.
const STEPS_BEFORE: usize = 8;

fn a_portfolio_of_an_earlier_release_goes_on(location: &Location, bed: &Bed) {
    assert_eq!(PORTFOLIO[STEPS_BEFORE].name, "0240_keys");
    let options = |steps| Bed::options(location, steps, bed.clock.clone());
    migrate::migrate(&options(STEPS_BEFORE)).expect("the earlier schema");
    let store = Store::open(options(STEPS_BEFORE)).expect("opens");
    let fill = |tx: &mut naru_store::Tx<'_>| {
        OLD.iter().try_for_each(|sql| tx.exec(sql, args![]).map(drop))?;
        Ok(())
    };
    store.write_blocking(fill).expect("filled");
    store.close_blocking().expect("closes");
    migrate::migrate(&options(PORTFOLIO.len())).expect("goes on");
    let store = Store::open(options(PORTFOLIO.len())).expect("opens");
    let live = Id::parse("00000000000000000000000002").expect("an id");
    for is_bearing in [false, true] {
        let which = Found { is_bearing, ..Found::default() };
        for sort in [FindingSort::Priority, FindingSort::Due, FindingSort::Found] {
            let asked = which.clone();
            let rows = store
                .read_blocking(move |tx| Ok(portfolio::findings(tx, &asked, sort, None, 9)?))
                .expect("read");
            assert_eq!(rows.len(), if is_bearing { 1 } else { 2 }, "{sort:?}");
            if is_bearing || sort == FindingSort::Priority {
                assert_eq!((rows[0].system, rows[0].priority), (live, 4_590_000), "{sort:?}");
            }
        }
    }
    let systems = store
        .read_blocking(|tx| {
            Ok(portfolio::systems(tx, &Systems::default(), (None, Micros::new(0)), 9)?)
        })
        .expect("read");
    let worst: Vec<i64> = systems.iter().map(|it| it.worst).collect();
    assert_eq!(worst, [4_590_000, 4_098_000, 0]);
    store.close_blocking().expect("closes");
}

macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { super::$name(super::Bed::sqlite()); })*

            #[test]
            fn a_portfolio_of_an_earlier_release_goes_on() {
                let dir = tempfile::tempdir().expect("a directory");
                let file = super::Location::Sqlite(dir.path().join("old.db"));
                super::a_portfolio_of_an_earlier_release_goes_on(&file, &super::Bed::sqlite());
            }
        }
        mod postgres {
            $(#[test] fn $name() {
                if let Some(bed) = super::Bed::postgres() { super::$name(bed); }
            })*

            #[test]
            fn a_portfolio_of_an_earlier_release_goes_on() {
                let Some(database) = super::Database::create() else { return };
                let (url, schema) = (database.url().to_owned(), "portfolio".to_owned());
                let there = super::Location::Postgres { url, schema };
                super::a_portfolio_of_an_earlier_release_goes_on(&there, &super::Bed::sqlite());
            }
        }
    };
}

on_both!(
    what_a_standing_may_hang_on_comes_first_in_its_grade,
    everybodys_list_is_made_of_the_institutions_own,
    an_advisory_at_an_institution_is_its_own_list,
    settling_gives_way_to_whoever_waits,
    few_matters_go_through_the_systems_together,
);
