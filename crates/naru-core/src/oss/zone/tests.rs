//! Tables of what may be asked and said, what a look comes to, and what may cross.

use super::super::portfolio::Advisories;
use super::decide::{first, may_ask, may_cross, vote, wrong_fields};
use super::look::{File, Looked};
use super::model::{Crossing, Direction, Event, Mode, Standing, Verdict, Vote, Wish, ZoneRules};
use naru_base::role::Role;
use naru_base::{Id, Micros, Refusal};

const RULES: ZoneRules = ZoneRules { valid_s: 604_800, quorum: 2 };
const NOW: Micros = Micros::new(1_700_000_000_000_000);
/// Made up, with the right check digit.
const RRN: &str = "900101-1234568";
const CARD: &str = "카드번호 4111-1111-1111-1111";
const REASON: &str = "목적에 견주어 범위가 너무 넓음";

/// A look without data about packages.
fn look(name: &str, bytes: &[u8]) -> File {
    super::look::look(name, bytes, None).unwrap()
}

fn wish(mode: Mode) -> Wish {
    Wish {
        direction: Direction::Out,
        mode,
        purpose: "모형 평가 결과를 업무망에 보고".to_owned(),
        registration: "가명-2026-017".to_owned(),
        method: "식별자를 지우고 날짜를 주 단위로 묶음".to_owned(),
    }
}

fn crossing() -> Crossing {
    let file = look("result.csv", b"week,sum\n1,200\n");
    Crossing {
        id: Id::from_parts(1, 1),
        seq: 1,
        wish: wish(Mode::None),
        file_name: file.name,
        size_bytes: file.size_bytes,
        sha256: file.sha256,
        verdict: Verdict::Clean,
        looked: file.looked,
        asked_at: NOW,
        asked_by: "staff:1".to_owned(),
        standing: Standing::Asked,
        until: NOW.plus_seconds(RULES.valid_s),
        since: NOW,
        crossed_by: String::new(),
        votes: Vec::new(),
    }
}

fn code<T>(answer: Result<T, Refusal>) -> &'static str {
    answer.err().map_or("ok", |it| it.code)
}

#[test]
fn what_is_asked_has_a_purpose_and_pseudonymised_data_a_registration() {
    assert_eq!(code(may_ask(&wish(Mode::None))), "ok");
    assert_eq!(code(may_ask(&wish(Mode::Pseudonymised))), "ok");
    let with = |mode, change: fn(&mut Wish)| {
        let mut wish = wish(mode);
        change(&mut wish);
        code(may_ask(&wish))
    };
    assert_eq!(with(Mode::None, |it| it.purpose = "보고".to_owned()), "oss/zone-text");
    assert_eq!(with(Mode::None, |it| it.registration = String::new()), "ok");
    let bare = with(Mode::Pseudonymised, |it| it.registration = " ".to_owned());
    assert_eq!(bare, "oss/zone-registration");
    assert_eq!(with(Mode::Pseudonymised, |it| it.method = String::new()), "oss/zone-text");
    // All of it is told, and of data that are not pseudonymised only what they need.
    let (purpose, registration, method) = (String::new(), String::new(), String::new());
    let empty = Wish { purpose, registration, method, ..wish(Mode::Pseudonymised) };
    let all = |wish: &Wish| wrong_fields(wish).iter().map(|it| it.code).collect::<Vec<_>>();
    assert_eq!(all(&empty), ["oss/zone-text", "oss/zone-registration", "oss/zone-text"]);
    assert_eq!(all(&Wish { mode: Mode::None, ..empty }), ["oss/zone-text"]);
    assert!(all(&wish(Mode::Pseudonymised)).is_empty());
}

/// An archive (tar) of one file.
fn tar(name: &str, content: &[u8]) -> Vec<u8> {
    let mut head = [0_u8; 512];
    head[..name.len()].copy_from_slice(name.as_bytes());
    head[100..107].copy_from_slice(b"0000644");
    head[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
    head[156] = b'0';
    head[257..265].copy_from_slice(b"ustar\x0000");
    head[148..156].fill(b' ');
    let sum: u32 = head.iter().map(|it| u32::from(*it)).sum();
    head[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    let pad = vec![0; (512 - content.len() % 512) % 512];
    [head.as_slice(), content, &pad, &[0; 1024]].concat()
}

#[test]
fn a_mode_lets_through_what_it_says_and_nothing_that_could_not_be_looked_into() {
    let verdicts = |name: &str, bytes: &[u8]| {
        let looked = look(name, bytes).looked;
        (looked.verdict(Mode::None), looked.verdict(Mode::Pseudonymised))
    };
    let both = |verdict| (verdict, verdict);
    assert_eq!(verdicts("a.csv", b"week,sum\n1,200\n"), both(Verdict::Clean));
    let number = format!("이름,주민등록번호\n가명,{RRN}\n");
    assert_eq!(verdicts("a.csv", number.as_bytes()), both(Verdict::Broken));
    assert_eq!(verdicts("a.tar", &tar("in.csv", number.as_bytes())), both(Verdict::Broken));
    assert_eq!(verdicts(&format!("{RRN}.txt"), b"x"), both(Verdict::Broken), "in the name");
    let card = verdicts("a.csv", CARD.as_bytes());
    assert_eq!(card, (Verdict::Broken, Verdict::Registered), "credit data, if registered");
    let secret = b"token = ghp_0123456789abcdefghijABCDEFGHIJ012345";
    assert_eq!(verdicts("a.txt", secret), both(Verdict::Broken));
    let locked = [b"7z\xBC\xAF\x27\x1C".as_slice(), &[0; 64]].concat();
    assert_eq!(verdicts("a.7z", &locked), both(Verdict::Unjudged));
    assert_eq!(Looked::default().verdict(Mode::None), Verdict::Unjudged, "nothing was looked at");
    assert_eq!(
        (first(Verdict::Unjudged), first(Verdict::Broken)),
        (Standing::Blocked, Standing::Blocked)
    );
    assert_eq!(
        (first(Verdict::Clean), first(Verdict::Registered)),
        (Standing::Asked, Standing::Asked)
    );
}

#[test]
fn nothing_of_what_was_found_is_kept() {
    let text = format!("주민등록번호 {RRN}\n{CARD}\n");
    let file =
        look(&format!("주민등록번호 {RRN}.tar"), &tar(&format!("{RRN}.csv"), text.as_bytes()));
    let kept = format!("{file:?} {}", serde_json::to_string(&file.looked).unwrap());
    for secret in ["1234568", "900101", "4111", "1111"] {
        assert!(!kept.contains(secret), "{secret} in {kept}");
    }
    let places: Vec<(&str, u64)> =
        file.looked.places.iter().map(|it| (it.kind.as_str(), it.line)).collect();
    assert!(places.contains(&("resident-registration", 1)), "{places:?}");
    assert!(places.contains(&("card", 2)) && places.contains(&("resident-registration", 0)));
    assert_eq!(
        file.looked.counts["resident-registration"], 3,
        "its own name, the inner one, a line"
    );
}

#[test]
fn two_of_two_desks_approve_and_never_whoever_asked() {
    let mut it = crossing();
    let yes = |it: &Crossing, by: &str, role| vote(it, (by, role), (true, ""), &RULES, NOW);
    assert_eq!(code(yes(&it, "staff:1", Role::Operator)), "oss/zone-own");
    assert_eq!(code(yes(&it, "staff:2", Role::Inspector)), "oss/zone-office");
    assert_eq!(yes(&it, "staff:2", Role::SecurityDesk), Ok(Standing::Asked));
    let (by, note) = ("staff:2".to_owned(), String::new());
    it.votes.push(Vote { by, role: Role::SecurityDesk, is_yes: true, note, at: NOW });
    assert_eq!(code(yes(&it, "staff:3", Role::SecurityDesk)), "oss/zone-voted", "one of a desk");
    assert_eq!(code(yes(&it, "staff:2", Role::Operator)), "oss/zone-voted");
    assert_eq!(yes(&it, "staff:3", Role::Operator), Ok(Standing::Approved));
    let no = |note| vote(&it, ("staff:3", Role::Operator), (false, note), &RULES, NOW);
    assert_eq!(code(no("")), "oss/zone-text");
    assert_eq!(no(REASON), Ok(Standing::Refused));
    let late = vote(&it, ("staff:3", Role::Operator), (true, ""), &RULES, it.until);
    assert_eq!(code(late), "oss/zone-decided");
    it.standing = Standing::Blocked;
    assert_eq!(code(yes(&it, "staff:3", Role::Operator)), "oss/zone-decided", "whoever approves");
}

#[test]
fn what_crosses_is_the_file_that_was_looked_through_once_and_in_time() {
    let mut it = crossing();
    let own = it.sha256;
    assert_eq!(code(may_cross(&it, &own, NOW)), "oss/zone-not-approved");
    it.standing = Standing::Approved;
    assert_eq!(code(may_cross(&it, &[0; 32], NOW)), "oss/zone-other-file");
    assert_eq!(code(may_cross(&it, &own, it.until)), "oss/zone-decided");
    assert_eq!(may_cross(&it, &own, NOW), Ok(Standing::Crossed));
    it.standing = Standing::Crossed;
    assert_eq!(code(may_cross(&it, &own, NOW)), "oss/zone-not-approved", "once");
    for over in [Standing::Blocked, Standing::Refused, Standing::Lapsed, Standing::Crossed] {
        for event in Event::ALL {
            assert_eq!(over.next(event), None, "{over} {event}");
        }
    }
}

#[test]
fn open_source_that_crosses_is_named_and_what_is_grave_in_it_keeps_it_back() {
    let log = naru_lab::oss::Advice {
        id: "GHSA-aaaa-bbbb-cccc",
        cve: "CVE-2026-0001",
        package: ("Maven", "org.example.log:log-core"),
        fixed: "2.15.0",
        vector: naru_lab::oss::CRITICAL,
        is_exploited: false,
    };
    let odd = naru_lab::oss::Advice {
        id: "GHSA-xxxx-yyyy-zzzz",
        cve: "CVE-2026-0002",
        package: ("PyPI", "odd-tool"),
        fixed: "3.0",
        vector: naru_lab::oss::MEDIUM,
        is_exploited: false,
    };
    let data = Advisories::open(naru_lab::oss::database(&[log, odd])).unwrap();
    let seen = |name: &str, bytes: &[u8]| {
        let file = super::look::look(name, bytes, Some(&data)).unwrap();
        let told = file.looked.packages.told.iter();
        let told: Vec<String> = told.map(|it| format!("{} {}", it.purl, it.grade)).collect();
        (told, file.looked.verdict(Mode::None), file.looked.packages.named)
    };
    let bill = |version: &str| {
        let purl = format!("pkg:maven/org.example.log/log-core@{version}");
        naru_lab::oss::bill("app", "1.0", &[&purl])
    };
    let (told, verdict, named) = seen("bom.json", bill("2.14.1").as_bytes());
    assert_eq!(told, ["pkg:maven/org.example.log/log-core@2.14.1 critical"]);
    assert_eq!((verdict, named), (Verdict::Broken, 1));
    assert_eq!(seen("bom.json", bill("2.15.0").as_bytes()).1, Verdict::Clean, "it is repaired");
    // In an archive, by what the package says of itself, and by its name.
    let inside = b"groupId=org.example.log\nartifactId = log-core\nversion=2.9.0\n";
    let jar = tar("META-INF/maven/org.example.log/log-core/pom.properties", inside);
    assert_eq!(seen("app.tar", &jar).1, Verdict::Broken);
    let (told, verdict, _) = seen("odd_tool-2.1-py3-none-any.whl", &tar("a.txt", b"plain"));
    assert_eq!(told, ["pkg:pypi/odd-tool@2.1 medium"], "told");
    assert_eq!(verdict, Verdict::Clean, "and let through: whoever approves sees it");
    let npm = tar("package/package.json", br#"{"name":"@a/b","version":"1.0.0"}"#);
    assert_eq!(seen("b.tgz", &npm).2, 1);
    assert_eq!(seen("rope-core-1.2.0.crate", &tar("a.rs", b"fn a() {}")).2, 1);
    // A list that cannot be read is no empty list.
    assert_eq!(seen("package-lock.json", b"{").1, Verdict::Unjudged);
    let without = look("package-lock.json", b"{");
    assert_eq!(without.looked.verdict(Mode::None), Verdict::Clean, "nobody can be asked");
    assert_eq!(without.looked.packages.data, "");
}
