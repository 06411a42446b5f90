//! The portfolio by its commands, on both engines: bills in, findings out, in step with the data.

use crate::bed::at;
use naru_base::env::SystemEntropy;
use naru_base::role::Role;
use naru_base::{Answer, ClientUseCode, Clock, Env, Id, Micros, No};
use naru_core::oss::portfolio::stance::{
    self, Claim, Office, StanceRules, Stances, Standing, Wish,
};
use naru_core::oss::portfolio::{
    self, Advisories, Bill, Components, Duty, FindingKey, FindingSort, Found, Gone, Grade, Judged,
    ListKey, Question, Received, Rules, STATEMENTS, SystemSort, Systems,
};
use naru_core::oss::{approval, desk, licence, selfcheck, zone};
use naru_core::{policy, schema};
use naru_lab::oss::{Advice, CRITICAL, MEDIUM, bill, database};
use naru_lab::testbed::pg::Database;
use naru_store::chain::ChainKey;
use naru_store::{Location, Options, Store, Tx, effort, migrate, prepare_all};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

pub const DAY_S: i64 = 86_400;
/// Few rows to a commit, so that there are several.
const ROWS: usize = 20;
pub const LOG: &str = "pkg:maven/org.example.log/log-core@2.14.1";
pub const LOG_FIXED: &str = "pkg:maven/org.example.log/log-core@2.17.1";
pub const WEB: &str = "pkg:maven/org.example.web/web@5.0.0";

pub struct Turned(AtomicI64);

impl Clock for Turned {
    fn now(&self) -> Micros {
        Micros::new(self.0.load(Ordering::SeqCst))
    }
}

struct TestKey;

impl ChainKey for TestKey {
    fn mac(&self, bytes: &[u8]) -> [u8; 32] {
        let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
        digest.as_ref().try_into().expect("32 bytes")
    }
}

/// A portfolio of one test.
pub struct Bed {
    pub store: Store,
    pub clock: Arc<Turned>,
    pub rules: Rules,
    pub data: Option<Advisories>,
    pub location: Location,
    _dir: Option<tempfile::TempDir>,
    _database: Option<Database>,
}

impl Bed {
    pub fn sqlite() -> Bed {
        let dir = tempfile::tempdir().expect("a directory");
        let file = Location::Sqlite(dir.path().join("portfolio.db"));
        Bed::open(file, Some(dir), None)
    }

    pub fn postgres() -> Option<Bed> {
        let database = Database::create()?;
        let (url, schema) = (database.url().to_owned(), "portfolio".to_owned());
        Some(Bed::open(Location::Postgres { url, schema }, None, Some(database)))
    }

    /// How a portfolio there is opened, by its first so many migrations.
    pub fn options(location: &Location, steps: usize, clock: Arc<dyn Clock>) -> Options {
        Options::new(location.clone(), &schema::PORTFOLIO[..steps], clock, Arc::new(TestKey))
    }

    fn open(
        location: Location,
        _dir: Option<tempfile::TempDir>,
        _database: Option<Database>,
    ) -> Bed {
        let clock = Arc::new(Turned(AtomicI64::new(at("20261126120000").get())));
        let options = Bed::options(&location, schema::PORTFOLIO.len(), clock.clone());
        migrate::migrate(&options).expect("migrates");
        let store = Store::open(options).expect("opens");
        let parameters: Vec<policy::Parameter> = policy::SHIPPED
            .iter()
            .map(|(name, value, source)| policy::Parameter {
                name: (*name).to_owned(),
                valid_from: Micros::new(0),
                value: *value,
                source: (*source).to_owned(),
            })
            .collect();
        let rules = Rules::at(&parameters, clock.now()).expect("shipped rules");
        Bed { store, clock, rules, data: None, location, _dir, _database }
    }

    pub fn now(&self) -> Micros {
        self.clock.now()
    }

    pub fn later(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    pub fn write<T: Send + 'static>(
        &self,
        f: impl Fn(&mut Tx<'_>, &Env, &Rules) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        let (env, rules) = (Env::new(&*self.clock, &SystemEntropy::default()), self.rules);
        self.store.write_blocking(move |tx| f(tx, &env, &rules))
    }

    pub fn read<T: Send + 'static>(
        &self,
        f: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    ) -> T {
        self.store.read_blocking(f).expect("read")
    }

    pub fn declare(&self, n: usize, name: &'static str, duty: Duty) -> Id {
        let made = self.write(move |tx, env, _| {
            portfolio::declare(tx, env, "staff:x", &code(n), (name, duty))
        });
        made.expect("declared").id
    }

    /// Hands a bill in, judged by the newest data.
    pub fn hand_in(&self, system: Id, text: &str) -> Received {
        let bill = Bill::read(text.as_bytes(), &[]).expect("a bill");
        let judged: Vec<Judged> = bill.parts.iter().map(|it| self.judge(&it.purl)).collect();
        let data = self.data.as_ref().map_or(String::new(), |it| it.sha256.clone());
        let got = self.write(move |tx, env, rules| {
            portfolio::receive(tx, env, "staff:x", system, (&bill, &judged, &data), rules)
        });
        got.expect("received")
    }

    fn judge(&self, purl: &str) -> Judged {
        match &self.data {
            Some(data) => data.judge(purl).expect("whole data"),
            None => Judged::nothing(),
        }
    }

    /// Newer data, judged through to the end; gives how many versions were judged otherwise.
    pub fn data(&mut self, all: &[Advice<'_>]) -> usize {
        let renewed = self.take(all);
        self.settle();
        renewed
    }

    /// Newer data by which every version is judged; what follows for findings is not settled.
    pub fn take(&mut self, all: &[Advice<'_>]) -> usize {
        let data = Advisories::open(database(all)).expect("whole data");
        let begun = data.clone();
        self.write(move |tx, env, _| portfolio::begin(tx, env, &begun)).expect("begun");
        let (mut after, mut renewed) = (Some(0), 0);
        while let Some(from) = after {
            let page = self.read(move |tx| Ok(portfolio::judge_page(tx, from)?));
            after = page.next();
            let changed = page.renewed(&data).expect("whole data");
            renewed += changed.len();
            let sha = data.sha256.clone();
            let took = self.write(move |tx, env, _| Ok(portfolio::take(tx, env, &sha, &changed)?));
            assert!(took.expect("taken"));
        }
        self.data = Some(data);
        renewed
    }

    /// Data of which only what they concern is judged, as a node does it; gives how many versions
    /// were looked at, and how many are judged otherwise.
    pub fn data_after_others(&mut self, all: &[Advice<'_>]) -> (usize, usize) {
        let data = Advisories::open(database(all)).expect("whole data");
        let before = self.data.as_ref().expect("there were data");
        let names: Vec<_> = data.concerned_since(before).expect("whole data").into_iter().collect();
        let begun = data.clone();
        self.write(move |tx, env, _| portfolio::begin(tx, env, &begun)).expect("begun");
        let page = self.read(move |tx| Ok(portfolio::judge_named(tx, &names)?));
        let changed = page.renewed(&data).expect("whole data");
        let (looked, renewed, sha) = (page.len(), changed.len(), data.sha256.clone());
        self.write(move |tx, env, _| Ok(portfolio::take(tx, env, &sha, &changed)?)).expect("ok");
        self.data = Some(data);
        self.settle();
        (looked, renewed)
    }

    /// Whether its store is a file of this process.
    pub fn is_embedded(&self) -> bool {
        matches!(self.location, Location::Sqlite(_))
    }

    pub fn prepares(&self, statements: &[&'static str]) {
        prepare_all(&self.location, &[statements]).expect("every statement");
    }

    /// Reads something, and gives what it cost.
    pub fn effort<T: Send>(
        &self,
        read: impl FnOnce(&mut Tx<'_>) -> Result<T, naru_base::Fault> + Send,
    ) -> (T, u64) {
        effort(&self.location, read).expect("read")
    }

    fn settle(&self) {
        while self
            .write(|tx, env, rules| Ok(portfolio::settle_some(tx, env, rules, ROWS)?))
            .expect("ok")
            .done
            > 0
        {}
    }

    pub fn open_findings(&self, sort: FindingSort) -> Vec<portfolio::FindingRow> {
        self.read(move |tx| Ok(portfolio::findings(tx, &Found::default(), sort, None, 100)?))
    }
}

pub fn code(n: usize) -> ClientUseCode {
    ClientUseCode::parse(&format!("M20260000{n}")).expect("a code")
}

pub fn log_advice() -> Advice<'static> {
    Advice {
        id: "GHSA-aaaa-bbbb-cccc",
        cve: "CVE-2026-0001",
        package: ("Maven", "org.example.log:log-core"),
        fixed: "2.15.0",
        vector: CRITICAL,
        is_exploited: false,
    }
}

pub fn refused<T: std::fmt::Debug>(answer: Answer<T>) -> &'static str {
    match answer {
        Err(No::Refusal(it)) => it.code,
        other => panic!("not a refusal: {other:?}"),
    }
}

fn every_statement_is_understood(bed: Bed) {
    prepare_all(&bed.location, STATEMENTS).expect("every statement");
    prepare_all(&bed.location, &[approval::STATEMENTS, approval::USE_STATEMENTS])
        .expect("every statement of approvals");
    prepare_all(&bed.location, &[zone::STATEMENTS]).expect("every statement of crossings");
    prepare_all(&bed.location, selfcheck::STATEMENTS).expect("every statement of self-checks");
    let more = [desk::STATEMENTS, licence::STATEMENTS, approval::SEAT_STATEMENTS];
    prepare_all(&bed.location, &more).expect("every statement of the desk and of licences");
}

fn a_finding_comes_with_the_advisory_and_goes_with_the_fix(mut bed: Bed) {
    let system = bed.declare(1, "모바일 앱 서버", Duty::Live);
    let other = bed.declare(2, "정산 배치", Duty::Internal);
    let got = bed.hand_in(system, &bill("shop", "1.0", &[WEB, LOG]));
    assert!(matches!(got, Received::Accepted { components: 2, changed: 0, .. }), "{got:?}");
    bed.hand_in(other, &bill("batch", "1.0", &[LOG]));
    assert!(bed.open_findings(FindingSort::Priority).is_empty());

    assert_eq!(bed.data(&[log_advice()]), 1, "one version is judged, though two systems use it");
    let found = bed.open_findings(FindingSort::Priority);
    assert_eq!(found.len(), 2);
    let first = found.iter().find(|it| it.system == system).expect("the app server");
    assert_eq!((first.grade, first.fixed.as_str()), (Grade::Critical, "2.15.0"));
    assert_eq!(first.versions, "2.14.1");
    assert_eq!(first.due_at, bed.now().plus_seconds(7 * DAY_S));
    let now = bed.now();
    let grave = bed.read(move |tx| Ok(portfolio::grave(tx, now, None, 100)?));
    let systems: Vec<Id> = grave.findings.iter().map(|it| it.system).collect();
    assert_eq!(systems, [system], "only a live system's finding bears on a standing");

    bed.later(DAY_S);
    bed.hand_in(system, &bill("shop", "1.1", &[WEB, LOG_FIXED]));
    let left = bed.open_findings(FindingSort::Priority);
    assert_eq!(left.iter().map(|it| it.system).collect::<Vec<_>>(), [other]);
    let race = bed.read(|tx| Ok(portfolio::race(tx, "GHSA-aaaa-bbbb-cccc", None)?));
    assert_eq!(race.gap_us(), Some(DAY_S * 1_000_000));
    assert_eq!(race.steps().last().map(|it| it.1), Some(1));

    // What comes back has no more time than it had.
    bed.later(DAY_S);
    bed.hand_in(system, &bill("shop", "1.0", &[WEB, LOG]));
    let again = bed.open_findings(FindingSort::Priority);
    let again = again.iter().find(|it| it.system == system).expect("it is back");
    assert_eq!((again.found_at, again.due_at), (first.found_at, first.due_at));
    // The component itself goes.
    bed.hand_in(system, &bill("shop", "1.2", &[WEB, "pkg:maven/org.example.log/other@1.0"]));
    let rows =
        bed.read(|tx| Ok(portfolio::advisory_exposed(tx, "GHSA-aaaa-bbbb-cccc", None, None, 10)?));
    let of_it = rows.iter().find(|it| it.system == system).and_then(|it| it.gone);
    assert_eq!(of_it.map(|it| it.1), Some(Gone::Removed));
    assert!(rows[0].gone.is_none(), "open ones first");
}

fn newer_data_touch_only_what_they_concern(mut bed: Bed) {
    let system = bed.declare(1, "앱", Duty::Live);
    bed.hand_in(system, &bill("shop", "1.0", &[WEB, LOG]));
    assert_eq!(bed.data(&[log_advice()]), 1);
    assert_eq!(bed.data(&[log_advice()]), 0, "the same data say nothing new");
    let medium = Advice { vector: MEDIUM, ..log_advice() };
    assert_eq!(bed.data(&[medium]), 1, "another score is another word");
    assert_eq!(bed.open_findings(FindingSort::Due)[0].grade, Grade::Medium);
    let exploited = Advice { is_exploited: true, ..medium };
    bed.later(DAY_S);
    bed.data(&[exploited]);
    let row = &bed.open_findings(FindingSort::Due)[0];
    assert_eq!(row.grade, Grade::Exploited);
    assert_eq!(row.due_at, bed.now().plus_seconds(3 * DAY_S), "its new grade's time from now on");
    // Known under a better name, it is the same matter with the same deadline.
    let (found_at, due_at) = (row.found_at, row.due_at);
    let renamed = Advice { id: "OSV-2026-7", cve: "GHSA-aaaa-bbbb-cccc", ..exploited };
    bed.data(&[renamed]);
    let row = &bed.open_findings(FindingSort::Due)[0];
    assert_eq!((row.advisory.as_str(), row.found_at, row.due_at), ("OSV-2026-7", found_at, due_at));
    bed.data(&[]);
    assert!(bed.open_findings(FindingSort::Due).is_empty(), "taken back, it is gone");
    let state = bed.read(|tx| Ok(portfolio::pending(tx)?));
    assert_eq!(state.todo, 0);
}

fn of_newer_data_only_the_packages_are_looked_at_that_they_concern(mut bed: Bed) {
    let system = bed.declare(1, "앱", Duty::Live);
    let many: Vec<String> = (0..30).map(|n| format!("pkg:npm/part-{n}@1.0.0")).collect();
    let mut parts: Vec<&str> = many.iter().map(String::as_str).collect();
    parts.extend([WEB, LOG]);
    bed.hand_in(system, &bill("shop", "1.0", &parts));
    bed.data(&[log_advice()]);
    let web = Advice {
        id: "GHSA-xxxx-yyyy-zzzz",
        cve: "CVE-2026-0002",
        package: ("Maven", "org.example.web:web"),
        fixed: "6.0.0",
        vector: MEDIUM,
        is_exploited: false,
    };
    assert_eq!(bed.data_after_others(&[log_advice(), web]), (1, 1), "a new one");
    assert_eq!(bed.open_findings(FindingSort::Due).len(), 2);
    let exploited = Advice { is_exploited: true, ..web };
    assert_eq!(bed.data_after_others(&[log_advice(), exploited]), (1, 1), "known to be exploited");
    let elsewhere = Advice { package: ("npm", "nobody-has-it"), ..web };
    assert_eq!(bed.data_after_others(&[log_advice(), elsewhere]), (1, 1), "it speaks of another");
    assert_eq!(bed.open_findings(FindingSort::Due).len(), 1);
    assert_eq!(bed.data_after_others(&[elsewhere]), (1, 1), "taken back");
    assert!(bed.open_findings(FindingSort::Due).is_empty());
    assert_eq!(bed.data_after_others(&[elsewhere]), (0, 0), "the same");
}

fn a_bill_that_is_no_good_is_refused_with_every_reason_and_changes_nothing(bed: Bed) {
    let system = bed.declare(1, "앱", Duty::Live);
    bed.hand_in(system, &bill("shop", "1.0", &[WEB, LOG]));
    let bad = bill("shop", "2.0", &["pkg:generic/thing@1.0"]).replace("2026-11-25T09:00:00Z", "");
    let bad = bad.replace("\"timestamp\":\"\",", "");
    let Received::Refused { faults, .. } = bed.hand_in(system, &bad) else {
        panic!("it should be refused")
    };
    let codes: Vec<&str> = faults.iter().map(|it| it.code.as_str()).collect();
    assert!(codes.contains(&"no-timestamp") && codes.contains(&"generic-purl"), "{codes:?}");
    let parts =
        bed.read(move |tx| Ok(portfolio::components(tx, (system, Components::default()), "", 10)?));
    assert_eq!(parts.len(), 2, "the bill before it stays in force");
    let bills = bed.read(move |tx| Ok(portfolio::bills(tx, system, 10)?));
    assert_eq!(bills.iter().filter(|it| it.is_accepted).count(), 1);
    assert_eq!(bills.iter().filter(|it| !it.faults.is_empty()).count(), 1, "the refusal is kept");
    for text in ["", "{", "[]", "{\"bomFormat\":\"CycloneDX\"}"] {
        assert!(Bill::read(text.as_bytes(), &[]).is_err(), "{text}");
    }
}

fn systems_have_names_of_their_own_and_an_end(mut bed: Bed) {
    let system = bed.declare(1, "앱", Duty::Live);
    bed.declare(2, "앱", Duty::Live);
    let twice = bed.write(|tx, env, _| {
        portfolio::declare(tx, env, "staff:x", &code(1), ("앱", Duty::Internal))
    });
    assert_eq!(refused(twice), "oss/system-known");
    let nameless = bed
        .write(|tx, env, _| portfolio::declare(tx, env, "staff:x", &code(1), ("  ", Duty::Live)));
    assert_eq!(refused(nameless), "oss/system-name");
    bed.hand_in(system, &bill("shop", "1.0", &[WEB, LOG]));
    bed.data(&[log_advice()]);
    bed.write(move |tx, env, rules| portfolio::retire(tx, env, "staff:x", system, rules))
        .expect("retired");
    assert!(bed.open_findings(FindingSort::Found).is_empty());
    assert_eq!(bed.read(|tx| Ok(portfolio::totals(tx, None)?)).systems, 1);
    let again =
        bed.write(move |tx, env, rules| portfolio::retire(tx, env, "staff:x", system, rules));
    assert_eq!(refused(again), "oss/system-unknown");
    let late = Bill::read(bill("shop", "1.0", &[WEB, LOG]).as_bytes(), &[]).expect("a bill");
    let judged = vec![Judged::nothing(); 2];
    let late = bed.write(move |tx, env, rules| {
        portfolio::receive(tx, env, "staff:x", system, (&late, &judged, ""), rules)
    });
    assert_eq!(refused(late), "oss/system-retired");
}

fn who_has_it_is_told_by_name_and_version(mut bed: Bed) {
    for n in 1..=3 {
        let system = bed.declare(n, "앱", Duty::Live);
        let log = if n == 3 { LOG_FIXED } else { LOG };
        bed.hand_in(system, &bill("shop", "1.0", &[WEB, log]));
    }
    bed.data(&[log_advice()]);
    let ask = |bed: &Bed, text: &str, owner: Option<ClientUseCode>| {
        let question = Question::parse(text).expect("a question");
        bed.read(move |tx| Ok(portfolio::who_has(tx, &question, owner.as_ref(), (None, 200))?))
    };
    let all = ask(&bed, "log-core", None);
    assert_eq!(all.uses, 3);
    let old = ask(&bed, "log-core < 2.15", None);
    assert_eq!((old.uses, old.versions.clone()), (2, vec![("2.14.1".to_owned(), 2)]));
    assert_eq!(old.packages, [("Maven".to_owned(), "org.example.log:log-core".to_owned())]);
    let whose: Vec<&str> = old.rows.iter().map(|it| it.institution.as_str()).collect();
    assert!(whose.contains(&"M202600001") && whose.contains(&"M202600002"), "{whose:?}");
    let row = &old.rows[0];
    assert_eq!(row.path, "shop@1.0 › web@5.0.0 › log-core@2.14.1");
    assert!(row.worst.is_some() && row.due_at.is_some(), "its state and deadline are told");
    assert_eq!(ask(&bed, "log-core < 2.15", Some(code(1))).uses, 1, "one's own only");
    assert_eq!(ask(&bed, "pkg:maven/org.example.log/log-core@2.17.1", None).uses, 1);
    assert_eq!(ask(&bed, "nothing-such", None).uses, 0);
    // Page by page, each system once, across versions.
    let mut seen = Vec::new();
    let mut after: Option<portfolio::UseKey> = None;
    loop {
        let (question, from) = (Question::parse("log-core").expect("a question"), after.clone());
        let page =
            bed.read(move |tx| Ok(portfolio::who_has(tx, &question, None, (from.as_ref(), 1))?));
        assert_eq!((page.uses, page.rows.len()), (3, 1), "the numbers are of all");
        seen.extend(page.rows.iter().map(|it| it.system));
        after = page.next.as_ref().map(|it| {
            let read = portfolio::UseKey::parse(&it.to_string());
            assert_eq!(read.as_ref(), Some(it));
            it.clone()
        });
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, all.rows.iter().map(|it| it.system).collect::<Vec<_>>());
}

fn what_is_open_about_one_version_is_not_said_of_another(mut bed: Bed) {
    let system = bed.declare(1, "앱", Duty::Live);
    bed.hand_in(system, &bill("shop", "1.0", &[WEB, LOG, LOG_FIXED]));
    // Of the two versions that the system has, the newer is affected by the milder matter alone.
    let milder = Advice {
        id: "GHSA-dddd-eeee-ffff",
        cve: "CVE-2026-0003",
        fixed: "2.17.2",
        vector: MEDIUM,
        ..log_advice()
    };
    let told = |bed: &Bed| -> Vec<(String, Option<(Grade, i64)>)> {
        let question = Question::parse("log-core").expect("a question");
        let used = bed.read(move |tx| Ok(portfolio::who_has(tx, &question, None, (None, 200))?));
        let listed = bed.read(move |tx| {
            Ok(portfolio::components(tx, (system, Components::default()), "", 10)?)
        });
        let of_log = listed.into_iter().filter(|it| it.purl.contains("log-core"));
        assert_eq!(used.rows, of_log.collect::<Vec<_>>(), "one question, one answer");
        let days = |due_at: Micros| (due_at.get() - bed.now().get()) / 1_000_000 / DAY_S;
        let open = |it: &portfolio::UseRow| {
            Some((portfolio::grade_of(it.worst?), days(it.due_at.expect("a deadline with it"))))
        };
        used.rows.iter().map(|it| (it.version.clone(), open(it))).collect()
    };
    bed.data(&[log_advice()]);
    let old = ("2.14.1".to_owned(), Some((Grade::Critical, 7)));
    assert_eq!(told(&bed), [old.clone(), ("2.17.1".to_owned(), None)]);
    bed.data(&[log_advice(), milder]);
    assert_eq!(told(&bed), [old, ("2.17.1".to_owned(), Some((Grade::Medium, 90)))]);
    // What the milder one was about is gone: nothing is open about any version.
    bed.hand_in(system, &bill("shop", "1.1", &[WEB, "pkg:maven/org.example.log/log-core@2.17.2"]));
    assert_eq!(told(&bed), [("2.17.2".to_owned(), None)]);
}

fn lists_go_on_from_a_key_and_lose_nothing(mut bed: Bed) {
    for n in 1..=9 {
        let system = bed.declare(n, "앱", Duty::Live);
        bed.hand_in(system, &bill("shop", "1.0", &[WEB, LOG]));
    }
    let web = Advice {
        id: "GHSA-xxxx-yyyy-zzzz",
        cve: "CVE-2026-0002",
        package: ("Maven", "org.example.web:web"),
        fixed: "6.0.0",
        vector: MEDIUM,
        is_exploited: false,
    };
    bed.data(&[log_advice(), web]);
    for sort in SORTS {
        let all = paged(&bed, Found::default(), sort);
        assert_eq!(all.len(), 18, "{sort:?}");
        let own = Found { institution: Some(code(3)), ..Found::default() };
        assert_eq!(paged(&bed, own, sort).len(), 2, "{sort:?}: one's own");
        let grave = Found { grade_min: Some(Grade::Critical), ..Found::default() };
        let grave = paged(&bed, grave, sort);
        assert_eq!(grave.len(), 9, "{sort:?}: the grave ones");
        assert!(grave.iter().all(|it| it.advisory == "GHSA-aaaa-bbbb-cccc"));
        let of_system = Found { system: Some(all[0].system), ..Found::default() };
        assert!(paged(&bed, of_system, FindingSort::Due).len() == 2, "{sort:?}: of a system");
        let of_package = Found { package: Some(all[0].package), ..Found::default() };
        assert_eq!(paged(&bed, of_package, FindingSort::Found).len(), 9, "{sort:?}: of a package");
        let ordered = match sort {
            FindingSort::Priority => all.is_sorted_by_key(|it| -it.priority),
            FindingSort::Due => all.is_sorted_by_key(|it| it.due_at),
            FindingSort::Found => all.is_sorted_by_key(|it| -it.found_at.get()),
            FindingSort::System => all.is_sorted_by_key(|it| &it.system),
            FindingSort::Package => all.is_sorted_by_key(|it| &it.name),
            FindingSort::Advisory => all.is_sorted_by_key(|it| &it.advisory),
        };
        // Systems have one name here: their ids go up.
        assert!(ordered, "{sort:?}");
    }
    let grave = Found { grade_min: Some(Grade::Critical), ..Found::default() };
    let grave =
        bed.read(move |tx| Ok(portfolio::findings(tx, &grave, FindingSort::Priority, None, 100)?));
    assert_eq!(grave.len(), 9);
    let all = bed.read(|tx| Ok(portfolio::advisories(tx, (None, ""), None, 10)?));
    let told: Vec<(&str, i64)> = all.iter().map(|it| (it.id.as_str(), it.open)).collect();
    assert_eq!(told, [("GHSA-aaaa-bbbb-cccc", 9), ("GHSA-xxxx-yyyy-zzzz", 9)]);
    let by_alias = bed.read(|tx| Ok(portfolio::advisory(tx, "CVE-2026-0002", None)?));
    assert_eq!(by_alias.map(|it| it.row.id), Some("GHSA-xxxx-yyyy-zzzz".to_owned()));
}

fn systems_are_read_in_every_order_and_none_is_lost(mut bed: Bed) {
    let parts: [&[&str]; 5] = [&[WEB, LOG], &[WEB], &[LOG_FIXED], &[LOG], &[WEB, LOG_FIXED]];
    for (n, parts) in (1..).zip(parts) {
        let duty = if n % 2 == 0 { Duty::Internal } else { Duty::Live };
        let system = bed.declare(n, ["다", "가", "마", "나", "라"][n - 1], duty);
        bed.later(60);
        bed.hand_in(system, &bill("shop", "1.0", parts));
    }
    bed.declare(6, "바", Duty::Live);
    bed.data(&[log_advice()]);
    for sort in SystemSort::ALL {
        let which = Systems { sort, ..Systems::default() };
        let (mut after, mut seen) = (None, Vec::new());
        loop {
            let (which, from) = (which.clone(), after.clone());
            let page = bed.read(move |tx| {
                Ok(portfolio::systems(tx, &which, (from.as_ref(), Micros::new(0)), 2)?)
            });
            let Some(last) = page.last() else { break };
            let key = last.key(sort);
            assert_eq!(ListKey::parse(&key.to_string()), Some(key.clone()));
            after = Some(key);
            seen.extend(page);
        }
        let names: Vec<&str> = seen.iter().map(|it| it.system.name.as_str()).collect();
        assert_eq!(seen.len(), 6, "{sort:?}: each system once: {names:?}");
        let ordered = match sort {
            SystemSort::Worst => seen.is_sorted_by_key(|it| -it.worst),
            SystemSort::Name => names == ["가", "나", "다", "라", "마", "바"],
            SystemSort::Open => seen.is_sorted_by_key(|it| -it.open),
            // Of the two with a grave finding one is internal: no standing hangs on it.
            SystemSort::Grave => names[0] == "다" && seen[1].bearing() == 0,
            SystemSort::Components => seen.is_sorted_by_key(|it| -it.components),
            SystemSort::Due => seen[0].next_due_at.is_some() && seen[5].next_due_at.is_none(),
            SystemSort::Billed => names == ["바", "다", "가", "마", "나", "라"],
        };
        assert!(ordered, "{sort:?}: {names:?}");
        assert_eq!(SystemSort::parse(sort.as_str()), sort);
    }
    let which = Systems { institution: Some(code(2)), ..Systems::default() };
    assert_eq!(
        bed.read(move |tx| Ok(portfolio::systems(tx, &which, (None, Micros::new(0)), 9)?)).len(),
        1
    );
    for (duty, count) in [(Duty::Live, 4), (Duty::Internal, 2)] {
        let which = Systems { duty: Some(duty), ..Systems::default() };
        let found =
            bed.read(move |tx| Ok(portfolio::systems(tx, &which, (None, Micros::new(0)), 9)?));
        assert_eq!(found.len(), count, "{duty}");
        assert!(found.iter().all(|it| it.system.duty == duty));
    }
    assert_eq!(bed.read(|tx| Ok(portfolio::totals(tx, None)?)).live, 4);
    let which = Systems { name: "라".to_owned(), ..Systems::default() };
    assert_eq!(
        bed.read(move |tx| Ok(portfolio::systems(tx, &which, (None, Micros::new(0)), 9)?)).len(),
        1
    );
}

pub const SORTS: [FindingSort; 6] = [
    FindingSort::Priority,
    FindingSort::Due,
    FindingSort::Found,
    FindingSort::System,
    FindingSort::Package,
    FindingSort::Advisory,
];

/// A whole list, four at a time; no row comes twice.
pub fn paged(bed: &Bed, which: Found, sort: FindingSort) -> Vec<portfolio::FindingRow> {
    let mut after: Option<FindingKey> = None;
    let mut all: Vec<portfolio::FindingRow> = Vec::new();
    loop {
        let asked = which.clone();
        let page = bed.read(move |tx| Ok(portfolio::findings(tx, &asked, sort, after, 4)?));
        let Some(last) = page.last() else { break };
        after = Some(last.key(sort));
        all.extend(page);
    }
    let mut once: Vec<i64> = all.iter().map(|it| it.seq).collect();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), all.len(), "{sort:?}: no row twice");
    all
}

pub fn staff(n: u128) -> String {
    format!("staff:{n}")
}

pub fn wish(package: i64, claim: Claim, until: Micros) -> Wish {
    Wish {
        package,
        advisory: "GHSA-aaaa-bbbb-cccc".to_owned(),
        claim,
        reason: "고친 판이 아직 우리 틀과 맞지 않음".to_owned(),
        control: "조회 인자를 관문에서 걸러냄".to_owned(),
        until,
    }
}

const STANCE_RULES: StanceRules = StanceRules {
    quorum_grave: 3,
    quorum_high: 2,
    quorum_rest: 1,
    exception_max_s: 90 * DAY_S,
    vex_max_s: 365 * DAY_S,
};

impl Bed {
    pub fn ask(&self, system: Id, wish: &Wish) -> Answer<Id> {
        let wish = wish.clone();
        self.write(move |tx, env, _| stance::ask(tx, env, &staff(1), system, &wish, &STANCE_RULES))
    }

    pub fn decide(&self, who: u128, role: Role, id: Id, is_yes: bool) -> Answer<Standing> {
        let note = if is_yes { "" } else { "보완통제만으로는 막지 못함" };
        self.write(move |tx, env, _| {
            let offices = approval::seats_now(tx)?.of_role_on_exceptions(role);
            stance::decide(tx, env, (&staff(who), &offices), id, (is_yes, note))
        })
    }

    fn excepted(&self, n: usize) -> Vec<(Id, i64)> {
        let now = self.now();
        let all = self.read(move |tx| Ok(portfolio::excepted(tx, Some(&code(n)), now)?));
        all.into_iter().collect()
    }

    /// By when the next finding of the advisory is to be put right.
    fn next_due(&self) -> Option<Micros> {
        let id = log_advice().id;
        self.read(move |tx| Ok(portfolio::exposure_counts(tx, id, None)?))[0].due_at
    }

    fn grave_count(&self) -> usize {
        let now = self.now();
        self.read(move |tx| Ok(portfolio::grave(tx, now, None, 100)?)).findings.len()
    }
}

fn an_exception_takes_every_office_has_an_end_and_never_whoever_asked(mut bed: Bed) {
    let system = bed.declare(1, "앱", Duty::Live);
    bed.hand_in(system, &bill("shop", "1.0", &[WEB, LOG]));
    bed.data(&[log_advice()]);
    let package = bed.open_findings(FindingSort::Due)[0].package;
    let until = bed.now().plus_seconds(30 * DAY_S);
    let unknown = Wish { package: package + 1_000, ..wish(package, Claim::NeedsLonger, until) };
    assert_eq!(refused(bed.ask(system, &unknown)), "oss/finding-unknown");
    let id = bed.ask(system, &wish(package, Claim::NeedsLonger, until)).expect("asked");
    let twice = bed.ask(system, &wish(package, Claim::NeedsLonger, until));
    assert_eq!(refused(twice), "oss/stance-there");
    assert_eq!(bed.grave_count(), 1, "asked for is not granted");
    assert_eq!(refused(bed.decide(1, Role::Operator, id, true)), "oss/stance-own");
    assert_eq!(refused(bed.decide(2, Role::Fintech, id, true)), "oss/stance-office");
    assert_eq!(bed.decide(2, Role::SecurityDesk, id, true).expect("said"), Standing::Asked);
    assert_eq!(refused(bed.decide(5, Role::SecurityDesk, id, true)), "oss/stance-voted");
    assert_eq!(refused(bed.decide(2, Role::Operator, id, true)), "oss/stance-voted");
    assert_eq!(bed.decide(3, Role::Operator, id, true).expect("said"), Standing::Asked);
    assert_eq!(bed.grave_count(), 1, "two of three are not enough");
    assert!(bed.next_due().is_some());
    assert_eq!(bed.excepted(1), []);
    assert_eq!(bed.decide(4, Role::Inspector, id, true).expect("said"), Standing::Approved);
    assert_eq!(bed.grave_count(), 0, "in force, it bears on no standing");
    assert_eq!(bed.next_due(), None, "nor is anything due meanwhile");
    assert_eq!((bed.excepted(1), bed.excepted(2)), (vec![(system, 1)], Vec::new()));
    assert_eq!(bed.open_findings(FindingSort::Due).len(), 1, "and stays on record");
    // Its end comes by itself, to the microsecond; the sweep only writes it down.
    bed.later(30 * DAY_S);
    assert_eq!(bed.grave_count(), 1);
    assert_eq!(bed.excepted(1), [], "nor is it left out of a count any more");
    let lapsed = bed.write(|tx, env, _| Ok((stance::lapse(tx, env)?, stance::lapse(tx, env)?)));
    assert_eq!(lapsed.expect("swept"), (1, 0), "it may run twice");
    assert!(bed.next_due().is_some());
    let found = bed.read(move |tx| Ok(stance::find(tx, id)?)).expect("on record");
    assert_eq!((found.standing, found.votes.len()), (Standing::Lapsed, 3));
}

fn not_affected_is_about_the_version_that_it_was_said_of(mut bed: Bed) {
    let system = bed.declare(1, "앱", Duty::Live);
    bed.hand_in(system, &bill("shop", "1.0", &[WEB, LOG]));
    bed.data(&[Advice { is_exploited: true, ..log_advice() }]);
    let package = bed.open_findings(FindingSort::Due)[0].package;
    let until = bed.now().plus_seconds(300 * DAY_S);
    let id = bed.ask(system, &wish(package, Claim::CodeNotRun, until)).expect("asked");
    for (who, role) in [(2, Role::SecurityDesk), (3, Role::Operator), (4, Role::Inspector)] {
        bed.decide(who, role, id, true).expect("said");
    }
    assert_eq!(bed.grave_count(), 0);
    let other = "pkg:maven/org.example.log/log-core@2.13.0";
    bed.hand_in(system, &bill("shop", "1.1", &[WEB, other]));
    assert_eq!(bed.grave_count(), 1, "of another version nobody has said anything");
    bed.write(|tx, env, _| Ok(stance::lapse(tx, env)?)).expect("swept");
    // One no is a no, with a reason; and what was asked may be withdrawn.
    let id = bed.ask(system, &wish(package, Claim::Mitigated, until)).expect("asked anew");
    let bare = bed.write(move |tx, env, _| {
        stance::decide(tx, env, (&staff(2), &[Office::Security]), id, (false, ""))
    });
    assert_eq!(refused(bare), "oss/stance-reason");
    assert_eq!(bed.decide(2, Role::SecurityDesk, id, false).expect("said"), Standing::Refused);
    let id = bed.ask(system, &wish(package, Claim::Mitigated, until)).expect("asked anew");
    bed.write(move |tx, env, _| stance::withdraw(tx, env, (&staff(1), true), (id, "")))
        .expect("withdrawn");
    assert_eq!(refused(bed.decide(2, Role::SecurityDesk, id, true)), "oss/stance-decided");
    let all = bed.read(|tx| Ok(stance::list(tx, &Stances::default(), 10)?));
    assert_eq!(all.len(), 3);
}

fn what_is_grave_comes_in_pages_that_leave_no_system_out(mut bed: Bed) {
    const NAMES: [&str; 5] = ["하나", "둘", "셋", "넷", "다섯"];
    for (n, name) in NAMES.into_iter().enumerate() {
        let system = bed.declare(n % 2 + 1, name, Duty::Live);
        bed.hand_in(system, &bill("shop", "1.0", &[WEB, LOG]));
    }
    let internal = bed.declare(1, "안쪽", Duty::Internal);
    bed.hand_in(internal, &bill("shop", "1.0", &[WEB, LOG]));
    bed.data(&[log_advice()]);
    let now = bed.now();
    let whole = bed.read(move |tx| Ok(portfolio::grave(tx, now, None, 100)?));
    assert_eq!((whole.findings.len(), whole.span), (NAMES.len(), portfolio::Span::default()));
    let (mut after, mut all, mut pages) = (None, Vec::new(), 0);
    loop {
        let page = bed.read(move |tx| Ok(portfolio::grave(tx, now, after, 2)?));
        assert_eq!(page.span.after, after, "one page begins where the other ends");
        let is_in = |it: &portfolio::Grave| {
            after.is_none_or(|id| it.system > id)
                && page.span.until.is_none_or(|id| it.system <= id)
        };
        assert!(page.findings.len() <= 2 && page.findings.iter().all(is_in), "{page:?}");
        all.extend(page.findings);
        pages += 1;
        after = page.span.until;
        if after.is_none() {
            break;
        }
    }
    assert_eq!((all, pages), (whole.findings, 3));
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
    every_statement_is_understood,
    a_finding_comes_with_the_advisory_and_goes_with_the_fix,
    newer_data_touch_only_what_they_concern,
    of_newer_data_only_the_packages_are_looked_at_that_they_concern,
    a_bill_that_is_no_good_is_refused_with_every_reason_and_changes_nothing,
    systems_have_names_of_their_own_and_an_end,
    who_has_it_is_told_by_name_and_version,
    what_is_open_about_one_version_is_not_said_of_another,
    lists_go_on_from_a_key_and_lose_nothing,
    systems_are_read_in_every_order_and_none_is_lost,
    an_exception_takes_every_office_has_an_end_and_never_whoever_asked,
    not_affected_is_about_the_version_that_it_was_said_of,
    what_is_grave_comes_in_pages_that_leave_no_system_out,
);
