//! What the portfolio answers and in which order, on both engines: nothing is called absent that
//! was not looked for, and what a standing hangs on is decided first.

use crate::portfolio::{Bed, DAY_S, LOG, LOG_FIXED, WEB, code, log_advice, wish};
use naru_base::role::Role;
use naru_base::{ClientUseCode, Id};
use naru_core::oss::portfolio::stance::{self, Claim, Stances, Standing};
use naru_core::oss::portfolio::{
    self, Advisories, Bill, Duty, FindingSort, Question, SystemSort, Systems, UsedBy,
    signer::Signature,
};
use naru_lab::oss::{Advice, MEDIUM, bill, database_of};

const NUGET: &str = "pkg:nuget/Newtonsoft.Json@12.0.1";
const OTHER: &str = "pkg:conda/log-core@2.14.1";

fn ask(bed: &Bed, text: &str, owner: Option<ClientUseCode>) -> UsedBy {
    let question = Question::parse(text).expect("a question");
    bed.read(move |tx| Ok(portfolio::who_has(tx, &question, owner.as_ref(), (None, 200))?))
}

fn a_name_that_nobody_has_is_told_from_a_version_that_nobody_has(mut bed: Bed) {
    for (n, log) in [(1, LOG), (2, LOG_FIXED)] {
        let system = bed.declare(n, "앱", Duty::Live);
        bed.hand_in(system, &bill("shop", "1.0", &[WEB, log]));
    }
    bed.data(&[log_advice()]);
    for text in ["log-core@2.14.1", "log-core 2.14.1", "log-core < v2.15"] {
        assert_eq!(ask(&bed, text, None).uses, 1, "{text}");
    }
    let newer = ask(&bed, "log-core > 9", None);
    assert_eq!((newer.uses, newer.packages.len()), (0, 1), "the package is there");
    let begun = ask(&bed, "log", None);
    let log = ("Maven".to_owned(), "org.example.log:log-core".to_owned());
    assert_eq!((begun.packages.len(), &begun.near), (0, &vec![log]), "no package has that name");
    assert_eq!(ask(&bed, "lantern-harbour", None), UsedBy::default());
    // An advisory is found by its own name and by another; by a participant only if it concerns it.
    for name in ["GHSA-aaaa-bbbb-cccc", "ghsa-AAAA-bbbb-cccc", "cve-2026-0001"] {
        let found = ask(&bed, name, None).advisory;
        assert_eq!(found.as_deref(), Some("GHSA-aaaa-bbbb-cccc"), "{name}");
    }
    let theirs = |n: usize| ask(&bed, "CVE-2026-0001", Some(code(n))).advisory;
    assert!(theirs(1).is_some() && theirs(2).is_none());
    // What only others have is not there for a participant, under no part of its name.
    let third = bed.declare(3, "창구", Duty::Live);
    bed.hand_in(third, &bill("desk", "1.0", &[WEB]));
    for text in ["log-core", "log", "log-core < 2.15"] {
        let used = ask(&bed, text, Some(code(3)));
        assert!(used.packages.is_empty() && used.near.is_empty(), "{text}: {used:?}");
    }
    assert_eq!(ask(&bed, "log-core > 9", Some(code(2))).packages.len(), 1, "its own is there");
    // Whoever has two versions is one system, of two uses.
    let both = bed.declare(2, "둘 다", Duty::Internal);
    bed.hand_in(both, &bill("both", "1.0", &[LOG, LOG_FIXED]));
    let used = ask(&bed, "log-core", None);
    assert_eq!((used.uses, used.systems, used.rows.len()), (4, 3, 4));
    let one = ask(&bed, "log-core@2.14.1", None);
    assert_eq!((one.uses, one.systems), (2, 2));
    let own = ask(&bed, "log-core", Some(code(2)));
    assert_eq!((own.uses, own.systems), (3, 2), "one's own only");
}

fn versions_without_an_order_are_not_called_absent(bed: Bed) {
    let system = bed.declare(1, "앱", Duty::Live);
    bed.hand_in(system, &bill("shop", "1.0", &[WEB, OTHER]));
    let older = ask(&bed, "log-core < 2.15", None);
    assert_eq!((older.uses, older.unordered), (0, 1), "nobody can say");
    let same = ask(&bed, "log-core = 2.14.1", None);
    assert_eq!((same.uses, same.unordered), (1, 0), "the same is the same");
    assert_eq!(ask(&bed, "log-core = 2.14.2", None).unordered, 0, "and another is another");
}

fn components_are_counted_by_ecosystem_and_data_say_which_they_know(bed: Bed) {
    let system = bed.declare(1, "앱", Duty::Live);
    bed.hand_in(system, &bill("shop", "1.0", &[WEB, LOG, NUGET, OTHER]));
    let mut all = bed.read(move |tx| Ok(portfolio::ecosystems(tx, system)?));
    all.sort();
    let data = Advisories::open(database_of(&[log_advice()], &["Maven"])).expect("whole data");
    let unknown: i64 = all.iter().filter(|it| !data.knows_ecosystem(&it.0)).map(|it| it.1).sum();
    assert_eq!(unknown, 2, "{all:?}");
    assert!(data.is_compared(LOG) && !data.is_compared(NUGET) && !data.is_compared(OTHER));
    // One that affects nobody is in the data all the same.
    let told = data.named("CVE-2026-0001").expect("whole data").expect("it is there");
    assert_eq!(told.id, "GHSA-aaaa-bbbb-cccc");
    assert_eq!(told.packages, [("Maven".to_owned(), "org.example.log:log-core".to_owned())]);
    assert_eq!(data.named("CVE-2026-0009").expect("whole data"), None);
    let small = data.named("cve-2026-0001").expect("whole data");
    assert_eq!(small.map(|it| it.id), Some(told.id), "small letters are no other name");
}

fn agreed(bed: &Bed, id: Id) {
    for (who, role) in [(2, Role::SecurityDesk), (3, Role::Operator), (4, Role::Inspector)] {
        bed.decide(who, role, id, true).expect("said");
    }
}

fn an_exception_puts_off_the_deadline_of_its_own_finding_only(mut bed: Bed) {
    let system = bed.declare(1, "앱", Duty::Live);
    bed.hand_in(system, &bill("shop", "1.0", &[WEB, LOG]));
    let web = Advice {
        id: "GHSA-wwww-wwww-wwww",
        cve: "CVE-2026-0002",
        package: ("Maven", "org.example.web:web"),
        fixed: "6.0.0",
        vector: MEDIUM,
        ..log_advice()
    };
    bed.data(&[log_advice(), web]);
    let due = |bed: &Bed| {
        let now = bed.now();
        let it = bed.read(move |tx| Ok(portfolio::system_at(tx, system, now)?)).expect("it");
        it.next_due_at.map(|at| at.since(bed.now()) / 1_000_000 / DAY_S)
    };
    // The list says what the system's own page says.
    let listed = |bed: &Bed| {
        let now = bed.now();
        let which = Systems { sort: SystemSort::Due, ..Systems::default() };
        let rows = bed.read(move |tx| Ok(portfolio::systems(tx, &which, (None, now), 10)?));
        rows[0].next_due_at.map(|at| at.since(bed.now()) / 1_000_000 / DAY_S)
    };
    assert_eq!((due(&bed), listed(&bed)), (Some(7), Some(7)));
    let package = bed.open_findings(FindingSort::Due)[0].package;
    let until = bed.now().plus_seconds(30 * DAY_S);
    let id = bed.ask(system, &wish(package, Claim::NeedsLonger, until)).expect("asked");
    assert_eq!((due(&bed), listed(&bed)), (Some(7), Some(7)), "asked for is not granted");
    agreed(&bed, id);
    assert_eq!((due(&bed), listed(&bed)), (Some(90), Some(90)), "that of the other one");
    // Graver than before is due earlier, and put off all the same.
    let graver = Advice { is_exploited: true, ..log_advice() };
    bed.data(&[graver, web]);
    assert_eq!(listed(&bed), Some(90));
    bed.data(&[log_advice(), web]);
    assert_eq!(listed(&bed), Some(90));
    // The page of what standings hang on says until when none hangs on it.
    let now = bed.now();
    let page = bed.read(move |tx| Ok(portfolio::grave(tx, now, None, 100)?));
    assert!(page.findings.is_empty());
    let excepted: Vec<_> = page.excepted.iter().map(|it| (it.system, it.until)).collect();
    assert_eq!(excepted, [(system, until)]);
    assert_eq!(page.excepted[0].package, "Maven org.example.log:log-core 2.14.1");
    assert_eq!(page.excepted[0].stance, id);
    // Its end comes by itself; taken back it ends at once.
    bed.later(31 * DAY_S);
    bed.write(|tx, env, _| Ok(stance::lapse(tx, env)?)).expect("lapsed");
    assert_eq!(listed(&bed), due(&bed));
    assert!(listed(&bed).is_some_and(|days| days < 0), "overdue");
    let until = bed.now().plus_seconds(30 * DAY_S);
    let next = bed.ask(system, &wish(package, Claim::NeedsLonger, until)).expect("asked");
    agreed(&bed, next);
    assert_eq!(listed(&bed), Some(59));
    bed.write(move |tx, env, _| stance::withdraw(tx, env, ("staff:1", true), (next, "")))
        .expect("taken back");
    assert_eq!(listed(&bed), due(&bed));
    assert!(listed(&bed).is_some_and(|days| days < 0), "at once");
}

fn what_is_decided_is_told_once_and_a_refusal_stays_beside_its_finding(mut bed: Bed) {
    let system = bed.declare(1, "앱", Duty::Live);
    bed.hand_in(system, &bill("shop", "1.0", &[WEB, LOG]));
    bed.data(&[log_advice()]);
    let finding = bed.open_findings(FindingSort::Due)[0].clone();
    let until = bed.now().plus_seconds(30 * DAY_S);
    let untold = |bed: &Bed| bed.read(|tx| Ok(stance::untold(tx, 10)?));
    let last = |bed: &Bed| {
        let of = finding.clone();
        bed.read(move |tx| Ok(stance::last_closed(tx, &of)?))
    };
    let id = bed.ask(system, &wish(finding.package, Claim::NeedsLonger, until)).expect("asked");
    assert!(untold(&bed).is_empty() && last(&bed).is_none());
    bed.decide(2, Role::SecurityDesk, id, false).expect("said");
    let told = untold(&bed);
    assert_eq!(
        told.iter().map(|it| (it.id, it.standing)).collect::<Vec<_>>(),
        [(id, Standing::Refused)]
    );
    assert_eq!(told[0].votes.len(), 1, "with the reason");
    assert_eq!(last(&bed), Some((id, Standing::Refused)));
    bed.write(move |tx, _, _| Ok(stance::told(tx, id)?)).expect("told");
    assert!(untold(&bed).is_empty());
    let next = bed.ask(system, &wish(finding.package, Claim::NeedsLonger, until)).expect("asked");
    agreed(&bed, next);
    assert_eq!(untold(&bed).iter().map(|it| it.id).collect::<Vec<_>>(), [next]);
    // It does not end soon because it was approved a moment ago.
    let beside = |bed: &Bed| {
        let (of, now) = (finding.clone(), bed.now());
        let it =
            bed.read(move |tx| Ok(stance::beside(tx, std::slice::from_ref(&of), now)?)).remove(0);
        it.expect("it is in force").ends_soon(bed.now())
    };
    assert!(!beside(&bed));
    bed.later(14 * DAY_S);
    assert!(!beside(&bed));
    bed.later(2 * DAY_S);
    assert!(beside(&bed));
}

fn what_a_standing_hangs_on_is_decided_first(mut bed: Bed) {
    let inside = bed.declare(1, "안쪽", Duty::Internal);
    let late = bed.declare(1, "늦은 앱", Duty::Live);
    for system in [inside, late] {
        bed.hand_in(system, &bill("shop", "1.0", &[WEB, LOG]));
    }
    bed.data(&[log_advice()]);
    bed.later(DAY_S);
    let later = bed.declare(1, "나중 앱", Duty::Live);
    bed.hand_in(later, &bill("shop", "1.0", &[WEB, LOG]));
    let package = bed.open_findings(FindingSort::Due)[0].package;
    let until = bed.now().plus_seconds(30 * DAY_S);
    for system in [inside, later, late] {
        bed.later(60);
        bed.ask(system, &wish(package, Claim::NeedsLonger, until)).expect("asked");
    }
    let (mut from, mut all) = (None, Vec::new());
    loop {
        let which = Stances {
            standing: Some(Standing::Asked),
            is_by_need: true,
            after: from.clone(),
            ..Stances::default()
        };
        let page = bed.read(move |tx| Ok(stance::list(tx, &which, 1)?));
        let Some(it) = page.first() else { break };
        from = Some(it.key(true));
        all.push(it.system);
    }
    assert_eq!(all, [late, later, inside], "by their deadlines, whoever waits the longest");
}

fn who_signed_a_bill_is_told_after_its_key_is_revoked(bed: Bed) {
    use naru_base::dsse;
    use naru_base::ed25519::SigningKey;
    use naru_core::oss::portfolio::{Bill, Judged, Received, signer};
    let system = bed.declare(1, "앱", Duty::Live);
    let key = SigningKey::from_seed(&[7; 32]);
    let private = key.marked_text().expose().clone();
    let named = bed.write(move |tx, env, _| {
        signer::add(tx, env, "staff:x", &code(1), (&private, "모바일팀 CI"))
    });
    assert_eq!(crate::portfolio::refused(named), "oss/signer-private");
    let public = key.verifying_key();
    bed.write(move |tx, env, _| {
        signer::add(tx, env, "staff:x", &code(1), (&public.to_string(), "모바일팀 CI"))
    })
    .expect("named");
    let text = dsse::sign("application/json", bill("shop", "1.0", &[WEB]).as_bytes(), &key);
    let hand_in = |bed: &Bed| {
        let keys = bed.read(|tx| Ok(signer::keys(tx, &code(1))?));
        let bill = Bill::read(text.as_bytes(), &keys).expect("a bill");
        assert_eq!(bill.signature, Signature::By(public), "also by a key that was revoked");
        let judged = vec![Judged::nothing(); bill.parts.len()];
        bed.write(move |tx, env, rules| {
            portfolio::receive(tx, env, "staff:x", system, (&bill, &judged, ""), rules)
        })
        .expect("received")
    };
    assert!(matches!(hand_in(&bed), Received::Accepted { .. }));
    bed.later(60);
    bed.write(move |tx, env, _| signer::revoke(tx, env, "staff:x", &code(1), &public))
        .expect("revoked");
    match hand_in(&bed) {
        Received::Refused { faults, .. } => assert_eq!(faults[0].code, "signature-revoked"),
        other => panic!("{other:?}"),
    }
    let bills = bed.read(move |tx| Ok(portfolio::bills(tx, system, 10)?));
    let signers: Vec<_> = bills.iter().map(|it| it.signer.clone()).collect();
    assert_eq!(signers, vec![Some(("모바일팀 CI".to_owned(), true)); 2], "named in both");
    // The bill in force counts as signed no more.
    let lacking = bed
        .read(move |tx| Ok(naru_core::oss::selfcheck::lacking::systems(tx, &code(1), "I5", 10)?));
    assert_eq!(lacking.len(), 1);
}

/// Distributions of RPM differ in whether they speak of the source or of what was built from it,
/// and tools in where they tell the source.
fn a_distributions_package_is_judged_by_its_source_and_by_its_own_name(mut bed: Bed) {
    let system = bed.declare(1, "앱", Duty::Live);
    let rpm = "pkg:rpm/almalinux/hawser-libs@3.0.7-24.el9?distro=almalinux-9.3&epoch=1\
        &upstream=hawser-3.0.7-24.el9.src.rpm";
    let deb = "pkg:deb/debian/libsail1@2:1.2-3?distro=debian-12";
    let of_trivy = ["Name\",\"value\":\"sail", "Version\",\"value\":\"1.2-3"]
        .map(|it| format!("{{\"name\":\"aquasecurity:trivy:Src{it}\"}}"))
        .join(",");
    let text = bill("shop", "1.0", &[WEB, rpm, deb]).replace(
        "\"name\":\"libsail1\"",
        &format!("\"name\":\"libsail1\",\"properties\":[{of_trivy}]"),
    );
    let read = Bill::read(text.as_bytes(), &[]).expect("a bill");
    let names: Vec<&str> = read.parts.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["sail", "org.example.web:web", "hawser"]);
    assert!(read.parts[0].purl.ends_with("&upstream=sail%401.2-3"), "{}", read.parts[0].purl);
    bed.hand_in(system, &text);
    bed.data(&[log_advice()]);
    let advice = |id, ecosystem, name, fixed| {
        let (package, vector) = ((ecosystem, name), MEDIUM);
        Advice { id, cve: "CVE-2026-0002", package, fixed, vector, is_exploited: false }
    };
    let built = advice("ALSA-1", "AlmaLinux:9", "hawser-libs", "1:3.0.7-25.el9");
    assert_eq!(bed.data_after_others(&[log_advice(), built]), (1, 1), "by its own name");
    let source = advice("ALSA-2", "AlmaLinux:9", "hawser", "1:3.0.7-25.el9");
    assert_eq!(bed.data_after_others(&[log_advice(), source]), (1, 1), "by its source");
    // The epoch of what was built would be above every version of the source.
    let sail = advice("DSA-1", "Debian:12", "sail", "1.2-4");
    assert_eq!(bed.data_after_others(&[log_advice(), source, sail]), (1, 1));
    let found = bed.open_findings(FindingSort::Due);
    let mut ids: Vec<&str> = found.iter().map(|it| it.advisory.as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["ALSA-2", "DSA-1"]);
    let mended = advice("DSA-1", "Debian:12", "sail", "1.2-3");
    assert_eq!(bed.data_after_others(&[log_advice(), source, mended]), (1, 1));
    assert_eq!(bed.open_findings(FindingSort::Due).len(), 1);
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
    a_name_that_nobody_has_is_told_from_a_version_that_nobody_has,
    versions_without_an_order_are_not_called_absent,
    components_are_counted_by_ecosystem_and_data_say_which_they_know,
    an_exception_puts_off_the_deadline_of_its_own_finding_only,
    what_is_decided_is_told_once_and_a_refusal_stays_beside_its_finding,
    what_a_standing_hangs_on_is_decided_first,
    who_signed_a_bill_is_told_after_its_key_is_revoked,
    a_distributions_package_is_judged_by_its_source_and_by_its_own_name,
);
