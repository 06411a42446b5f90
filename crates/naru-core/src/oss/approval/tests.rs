//! Tables of what may be asked, settled and said.

use super::decide::{
    class_of, licence_asked, licence_kept, may_ask, news, settle, vote, wrong_fields,
};
use super::model::{
    Approval, ApprovalRules, Class, IssueState, Office, SeatStanding, Standing, Vote, Wish,
};
use super::report::{Known, Report, SpokenOf, issues_of, reach_of, read};
use super::seats::{Seat, SeatChange, Seats, may_propose};
use super::{Issue, IssueKind};
use crate::oss::portfolio::{Grade, Health, Matter};
use naru_base::role::Role;
use naru_base::{ClientUseCode, Id, Micros, Refusal};
use naru_sbom::advisory::Kind;
use naru_sbom::licence::Reach;

const RULES: ApprovalRules =
    ApprovalRules { offices: [1, 2, 3, 4], max_s: 730 * 86_400, inactive_days: 730 };

fn now() -> Micros {
    Micros::parse_kst_dtime14("20261126120000").unwrap()
}

fn wish() -> Wish {
    Wish {
        purl: "pkg:maven/org.example/log@2.15.0".to_owned(),
        versions: ">=2.15, <3".to_owned(),
        purpose: "앱 서버의 기록을 남기는 데 씀".to_owned(),
        fit: "우리 틀이 이미 이 인터페이스를 쓰고 성능 시험을 통과함".to_owned(),
        alternatives: "logback, slf4j-simple".to_owned(),
        origin: "Maven Central, PGP 서명 확인".to_owned(),
        licence: "Apache-2.0".to_owned(),
        until: now().plus_seconds(365 * 86_400),
    }
}

fn matter(id: &str, kind: Kind, grade: Grade) -> Matter {
    Matter {
        id: id.to_owned(),
        aliases: vec![format!("CVE-of-{id}")],
        kind,
        grade,
        priority: 0,
        score: None,
        epss_ppb: None,
        is_kev: false,
        summary: String::new(),
        published: String::new(),
        url: String::new(),
        fixed: Vec::new(),
    }
}

/// A project that is alive.
fn alive() -> Health {
    Health {
        last_release: Some("2026-10-01".to_owned()),
        contributors: Some(12),
        archived: Some(false),
        ..Health::default()
    }
}

fn known(matters: Vec<Matter>, health: Option<Health>) -> Known {
    let spoken_of = Some(SpokenOf { ever: 3, now: matters.len() });
    Known { report: Report { health, spoken_of, ..Report::default() }, matters, bills: vec![] }
}

fn code<T>(answer: Result<T, Refusal>) -> &'static str {
    answer.err().map_or("ok", |it| it.code)
}

#[test]
fn everything_that_is_wrong_with_a_request_is_told_at_once() {
    let all = |wish: &Wish| -> Vec<String> {
        let told = |it: &Refusal| {
            let field = it.facts.iter().find(|it| it.0 == "field");
            format!("{} {}", it.code, field.map_or("", |it| &it.1)).trim_end().to_owned()
        };
        wrong_fields(wish, &RULES, now()).iter().map(told).collect()
    };
    assert_eq!(all(&wish()), [""; 0]);
    let apart = Wish { versions: ">=3".to_owned(), ..wish() };
    assert_eq!(all(&apart), ["oss/approval-versions"]);
    // Of a package that cannot be read it is not said that its version is outside.
    let unread = Wish { purl: "log4j".to_owned(), ..apart };
    assert_eq!(all(&unread), ["oss/approval-package"]);
    let (versions, purpose, fit) = ("about two".to_owned(), String::new(), "좋음".to_owned());
    let (alternatives, origin) = (String::new(), "가".repeat(1_001));
    let empty = Wish { versions, purpose, fit, alternatives, origin, until: now(), ..unread };
    assert_eq!(
        all(&empty),
        [
            "oss/approval-package",
            "oss/approval-versions",
            "oss/approval-text purpose",
            "oss/approval-text fit",
            "oss/approval-text alternatives",
            "oss/approval-text origin",
            "oss/approval-until",
        ]
    );
}

#[test]
fn what_is_asked_for_has_a_use_reasons_and_an_end() {
    let ask = |wish: &Wish, known: &Known, taken: Option<Id>| {
        code(may_ask(known, wish, ("Maven", "2.15.0", taken), &RULES, now()))
    };
    let clean = known(Vec::new(), Some(alive()));
    assert_eq!(ask(&wish(), &clean, None), "ok");
    let other = Id::from_parts(9, 1);
    assert_eq!(ask(&wish(), &clean, Some(other)), "oss/approval-there");
    let no = may_ask(&clean, &wish(), ("Maven", "2.15.0", Some(other)), &RULES, now());
    assert_eq!(no.unwrap_err().fact("request"), other.to_string(), "and which it is");
    let attack = known(vec![matter("MAL-1", Kind::Malicious, Grade::Exploited)], None);
    assert_eq!(ask(&wish(), &attack, None), "oss/approval-malicious");
    let with = |change: fn(&mut Wish)| {
        let mut wish = wish();
        change(&mut wish);
        ask(&wish, &clean, None)
    };
    assert_eq!(with(|it| it.versions = "about two".to_owned()), "oss/approval-versions");
    assert_eq!(with(|it| it.versions = ">=3".to_owned()), "oss/approval-versions");
    assert_eq!(with(|it| it.versions = String::new()), "ok");
    assert_eq!(with(|it| it.fit = "좋음".to_owned()), "oss/approval-text");
    assert_eq!(with(|it| it.alternatives = String::new()), "oss/approval-text");
    assert_eq!(with(|it| it.purpose = "가".repeat(1_001)), "oss/approval-text");
    assert_eq!(with(|it| it.until = now()), "oss/approval-until");
    assert_eq!(with(|it| it.until = now().plus_seconds(731 * 86_400)), "oss/approval-until");
    let unread = ["", "pkg:maven/org.example/log", "log 2.15", "pkg:nowhere/x@1"];
    let of_many = ["pkg:npm/left-pad@1.x", "pkg:npm/left-pad@1.*", "pkg:npm/left-pad@%3E=1.3"];
    for text in unread.into_iter().chain(of_many) {
        assert_eq!(code(read(text)), "oss/approval-package", "{text}");
    }
    for text in ["pkg:npm/left-pad@1.3.0", "pkg:composer/a/x@dev-main"] {
        assert!(read(text).is_ok(), "{text}");
    }
}

#[test]
fn a_licence_is_an_expression_or_marked_as_a_name() {
    let clean = known(Vec::new(), Some(alive()));
    let ask = |text: &str| {
        let wish = Wish { licence: text.to_owned(), ..wish() };
        code(may_ask(&clean, &wish, ("Maven", "2.15.0", None), &RULES, now()))
    };
    for text in ["", "MIT", "MIT/Apache-2.0", "MIT OR (Apache-2.0 AND ISC)", "LicenseRef-own"] {
        assert_eq!(ask(text), "ok", "{text}");
        assert_eq!(licence_asked(text), text);
    }
    for text in ["\"Our own\"", " “사내 라이선스 1.0” ", "'x'", "NOASSERTION"] {
        assert_eq!(ask(text), "ok", "{text}");
    }
    for text in ["foo bar", "MIT Apache-2.0", "MIT OR", "(MIT", "Our own", "foo", "\"\"", "“x"] {
        assert_eq!(ask(text), "oss/approval-licence", "{text}");
    }
    // It is kept as it is called, and asked for again as it must be written.
    assert_eq!(licence_kept(" “사내 라이선스 1.0” "), "사내 라이선스 1.0");
    assert_eq!(licence_asked("사내 라이선스 1.0"), "“사내 라이선스 1.0”");
    assert_eq!(ask(&licence_asked("foo bar")), "ok");
}

/// One fact after the other, and what becomes of issues and class.
#[test]
fn what_is_known_against_it_becomes_issues_and_a_class() {
    let weigh = |known: &Known, change: fn(&mut Wish)| {
        let mut wish = wish();
        change(&mut wish);
        let issues = issues_of(known, &wish, &RULES, now());
        let kinds: Vec<IssueKind> = issues.iter().map(|it| it.kind).collect();
        (kinds, class_of(&issues, false))
    };
    let nothing: fn(&mut Wish) = |_| {};
    let clean = known(Vec::new(), Some(alive()));
    assert_eq!(weigh(&clean, nothing), (vec![], Class::Low));
    assert_eq!(class_of(&[], true), Class::Quick, "approved for somebody already");
    let bad = known(
        vec![
            matter("GHSA-low", Kind::Unsound, Grade::None),
            matter("GHSA-crit", Kind::Vulnerability, Grade::Critical),
            matter("INFO", Kind::Notice, Grade::None),
        ],
        Some(alive()),
    );
    let (kinds, class) = weigh(&bad, nothing);
    assert_eq!((kinds.len(), kinds[0], class), (2, IssueKind::Advisory, Class::High));
    let health = |change: fn(&mut Health)| {
        let mut health = alive();
        change(&mut health);
        weigh(&known(Vec::new(), Some(health)), nothing)
    };
    let ended = |day: &str| {
        let health = Health { end_of_life: Some(day.to_owned()), ..alive() };
        weigh(&known(Vec::new(), Some(health)), nothing)
    };
    assert_eq!(ended("2026-11-26"), (vec![IssueKind::Ended], Class::Medium));
    assert_eq!(ended("2026-11-27"), (vec![], Class::Low));
    assert_eq!(health(|it| it.archived = Some(true)), (vec![IssueKind::Ended], Class::Medium));
    assert_eq!(health(|it| it.contributors = Some(1)), (vec![IssueKind::Inactive], Class::Low));
    let quiet = health(|it| it.last_release = Some("2024-01-01".to_owned()));
    assert_eq!(quiet, (vec![IssueKind::Inactive], Class::Low));
    let unknown = weigh(&known(Vec::new(), None), nothing);
    assert_eq!(unknown, (vec![IssueKind::ActivityUnknown], Class::Low));
    let (without_data, class) = weigh(&Known::default(), nothing);
    assert_eq!(without_data[0], IssueKind::RecordUnknown, "silence of no data is no good news");
    assert_eq!((without_data.len(), class), (2, Class::Medium));
    let licence = |text: fn(&mut Wish)| weigh(&clean, text);
    let (far, class) = licence(|it| it.licence = "AGPL-3.0-only".to_owned());
    assert_eq!((far, class), (vec![IssueKind::LicenceReach], Class::Medium));
    let (none, class) = licence(|it| it.licence = String::new());
    assert_eq!((none, class), (vec![IssueKind::LicenceUnknown], Class::Medium));
    let choice = licence(|it| it.licence = "MIT OR GPL-3.0-only".to_owned());
    assert_eq!(choice, (vec![], Class::Low), "of a choice the least counts");
    let origin = licence(|it| it.origin = String::new());
    assert_eq!(origin, (vec![IssueKind::Unsigned], Class::Low));
    assert_eq!(reach_of("LicenseRef-ours AND MIT"), None, "a part that is not known");
    assert_eq!(reach_of("MPL-2.0"), Some(Reach::File));
}

/// A request that takes three offices, with one issue.
fn request() -> Approval {
    let issue = Issue {
        seq: 1,
        kind: IssueKind::LicenceReach,
        subject: "GPL-3.0-only".to_owned(),
        grade: Grade::Medium,
        state: IssueState::Open,
        note: String::new(),
        by: String::new(),
        at: now(),
    };
    Approval {
        taken_back: String::new(),
        need: 0,
        id: Id::from_parts(1, 1),
        institution: ClientUseCode::parse("M202600001").unwrap(),
        wish: wish(),
        ecosystem: "Maven".to_owned(),
        name: "org.example:log".to_owned(),
        version: "2.15.0".to_owned(),
        class: Class::Medium,
        offices: RULES.offices_of(Class::Medium),
        report: Report::default(),
        round: 1,
        asked_at: now(),
        asked_by: "staff:1".to_owned(),
        standing: Standing::Asked,
        since: now(),
        issues: vec![issue],
        votes: Vec::new(),
    }
}

fn said(it: &mut Approval, by: &str, office: Office) {
    let (by, note) = (by.to_owned(), String::new());
    it.votes.push(Vote { round: it.round, office, by, is_yes: true, note, at: now() });
}

const REASON: &str = "법무 검토를 마쳤고 소스를 내놓기로 함";

#[test]
fn an_issue_is_put_right_by_whoever_asked_and_accepted_by_an_office_that_did_not() {
    let it = request();
    let try_it = |who: (&str, bool), what: (IssueState, &str)| code(settle(&it, 1, who, what));
    assert_eq!(try_it(("staff:1", false), (IssueState::Resolved, REASON)), "ok");
    assert_eq!(try_it(("staff:2", true), (IssueState::Accepted, REASON)), "ok");
    assert_eq!(try_it(("staff:1", false), (IssueState::Accepted, REASON)), "oss/approval-office");
    assert_eq!(try_it(("staff:1", true), (IssueState::Accepted, REASON)), "oss/approval-own");
    assert_eq!(try_it(("staff:2", true), (IssueState::Accepted, "네")), "oss/approval-text");
    assert_eq!(
        code(settle(&it, 2, ("staff:2", true), (IssueState::Accepted, REASON))),
        "oss/approval-issue"
    );
    let over = Approval { standing: Standing::Approved, ..request() };
    let late = settle(&over, 1, ("staff:2", true), (IssueState::Accepted, REASON));
    assert_eq!(code(late), "oss/approval-decided");
}

/// As shipped.
fn seats() -> Seats {
    let of = |(office, role)| Seat {
        office,
        role,
        source: "Naru: as shipped".to_owned(),
        since: Micros::new(0),
    };
    let all = [
        (Office::Security, Role::SecurityDesk),
        (Office::Manager, Role::Operator),
        (Office::Legal, Role::Legal),
        (Office::Board, Role::Inspector),
    ];
    Seats::of(all.into_iter().map(of).collect())
}

#[test]
fn another_role_fills_an_office_by_a_newer_row_and_only_one_that_decides() {
    let newer = Seat {
        office: Office::Board,
        role: Role::Legal,
        source: "심의 규정 3조".to_owned(),
        since: Micros::new(5),
    };
    let mut rows = vec![newer];
    rows.extend(seats().all().to_vec());
    let now = Seats::of(rows);
    assert!(
        now.filled_by(Office::Board, Role::Legal) && !now.filled_by(Office::Board, Role::Inspector)
    );
    assert_eq!(now.of_role(Role::Legal), [Office::Legal, Office::Board]);
    assert_eq!(now.all().len(), 4, "each office once");
    let source = "심의 규정 3조에 따라";
    let code = |office, role, source: &str, pending: &[SeatChange]| {
        may_propose(&seats(), pending, (office, role), source).map_err(|it| it.code).err()
    };
    assert_eq!(code(Office::Board, Role::Legal, source, &[]), None);
    for role in [Role::Fintech, Role::Auditor, Role::Administrator] {
        assert_eq!(code(Office::Board, role, source, &[]), Some("oss/seat-role"), "{role}");
    }
    assert_eq!(code(Office::Board, Role::Inspector, source, &[]), Some("oss/seat-same"));
    assert_eq!(code(Office::Board, Role::Legal, "규정", &[]), Some("oss/seat-source"));
    let pending = SeatChange {
        id: naru_base::Id::from_parts(1, 1),
        office: Office::Board,
        role: Role::Operator,
        source: source.to_owned(),
        at: Micros::new(0),
        by: "staff:1".to_owned(),
        expires_at: Micros::new(1),
        standing: SeatStanding::Proposed,
        ended: None,
        sealed_why: None,
    };
    assert_eq!(code(Office::Board, Role::Legal, source, &[pending]), Some("oss/seat-pending"));
}

#[test]
fn every_office_says_yes_once_by_another_person_and_none_while_an_issue_is_open() {
    let mut it = request();
    let yes =
        |it: &Approval, by: &str, role, office| vote(it, (by, role), office, (true, ""), &seats());
    let open = yes(&it, "staff:2", Role::SecurityDesk, Office::Security);
    assert_eq!(code(open), "oss/approval-issues");
    it.issues[0].state = IssueState::Accepted;
    let wrong = yes(&it, "staff:2", Role::SecurityDesk, Office::Legal);
    assert_eq!(code(wrong), "oss/approval-office");
    let not_asked = yes(&it, "staff:2", Role::Inspector, Office::Board);
    assert_eq!(code(not_asked), "oss/approval-office", "this class takes no board");
    let own = yes(&it, "staff:1", Role::Operator, Office::Manager);
    assert_eq!(code(own), "oss/approval-own");
    let first = yes(&it, "staff:2", Role::SecurityDesk, Office::Security);
    assert_eq!(first, Ok(Standing::Asked));
    said(&mut it, "staff:2", Office::Security);
    let second = yes(&it, "staff:3", Role::Operator, Office::Manager);
    assert_eq!(second, Ok(Standing::Asked));
    said(&mut it, "staff:3", Office::Manager);
    let both = yes(&it, "staff:3", Role::Legal, Office::Legal);
    assert_eq!(code(both), "oss/approval-voted", "one person, one office");
    let again = yes(&it, "staff:4", Role::Operator, Office::Manager);
    assert_eq!(code(again), "oss/approval-voted");
    assert_eq!(yes(&it, "staff:4", Role::Legal, Office::Legal), Ok(Standing::Approved));
    let bare = vote(&it, ("staff:4", Role::Legal), Office::Legal, (false, ""), &seats());
    assert_eq!(code(bare), "oss/approval-text");
    let no = vote(&it, ("staff:4", Role::Legal), Office::Legal, (false, REASON), &seats());
    assert_eq!(no, Ok(Standing::Refused));
    let over = Approval { standing: Standing::Lapsed, ..it };
    assert_eq!(code(yes(&over, "staff:4", Role::Legal, Office::Legal)), "oss/approval-decided");
}

#[test]
fn what_was_said_in_an_earlier_round_does_not_count() {
    let mut it = request();
    it.issues.clear();
    said(&mut it, "staff:2", Office::Security);
    said(&mut it, "staff:3", Office::Manager);
    (it.round, it.standing) = (2, Standing::Reopened);
    let last = vote(&it, ("staff:4", Role::Legal), Office::Legal, (true, ""), &seats());
    assert_eq!(last, Ok(Standing::Reopened), "two offices are to speak anew");
}

#[test]
fn only_what_nobody_has_seen_is_news() {
    let mut it = request();
    let first = matter("GHSA-1", Kind::Vulnerability, Grade::High);
    let new = news(&it, std::slice::from_ref(&first), now());
    assert_eq!((new.len(), new[0].seq, new[0].subject.as_str()), (1, 2, "GHSA-1"));
    it.issues.extend(new);
    assert!(news(&it, std::slice::from_ref(&first), now()).is_empty(), "it is known");
    let renamed = Matter { id: "CVE-9".to_owned(), aliases: vec!["GHSA-1".to_owned()], ..first };
    assert!(news(&it, &[renamed], now()).is_empty(), "another name of the same matter");
    let notice = matter("INFO-1", Kind::Notice, Grade::None);
    let gone = matter("UNM-1", Kind::Unmaintained, Grade::None);
    let new = news(&it, &[notice, gone.clone(), gone], now());
    assert_eq!(new.iter().map(|it| it.kind).collect::<Vec<_>>(), [IssueKind::Unmaintained]);
}

#[test]
fn a_standing_that_is_over_stays_as_it_is() {
    use super::model::Event;
    for standing in [Standing::Refused, Standing::Withdrawn, Standing::Lapsed] {
        for event in Event::ALL {
            assert_eq!(standing.next(event), None, "{standing} {event}");
        }
    }
    assert_eq!(Standing::Approved.next(Event::News), Some(Standing::Reopened));
    assert_eq!(Standing::Approved.next(Event::Agreed), None);
    assert!(request().covers("2.99") && !request().covers("3.0"));
}
