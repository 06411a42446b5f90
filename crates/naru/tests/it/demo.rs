//! `naru demo`: what a first visitor sees.

use crate::bed::{Bed, text};
use crate::book::{book, number, tamper, transfers};
use crate::http::{Client, get, post_form};
use crate::running::{Running, start, until};
use naru_base::Clock as _;
use naru_base::env::SystemClock;
use naru_base::role::Role;
use naru_core::staff::totp;
use serde_json::Value;
use std::path::Path;

/// Starts a demonstration on a free port, with a small cast and nothing but its traffic; with the
/// address it says.
pub fn demo(data: &str, words: &[&str]) -> (Running, String) {
    with_samples(data, &[&["--no-samples"], words].concat())
}

/// The same, with claims, dates, functional tests and scans to look at.
fn with_samples(data: &str, words: &[&str]) -> (Running, String) {
    let own = ["demo", "--data", data, "--listen", "127.0.0.1:0", "--customers", "40"];
    let mut demo = start(&[&own, words].concat());
    let base = demo.out.until("where the API is", |line| {
        line.trim().strip_prefix("API").map(|rest| rest.trim().to_owned())
    });
    (demo, base)
}

/// Runs a demonstration for so many seconds.
pub fn demo_for(data: &str, seconds: &str, words: &[&str]) {
    let (demo, _) = demo(data, &[&["--duration", seconds], words].concat());
    let ran = demo.ended();
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

pub fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn fields(it: &Value) -> String {
    let mut names: Vec<&str> = it.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    names.join(" ")
}

fn of<'v>(it: &'v Value, name: &str) -> &'v str {
    it[name].as_str().unwrap()
}

fn has_scope(fintech: &Value, scope: &str) -> bool {
    each(fintech, "scopes").iter().any(|it| it == scope)
}

/// Registered at the first institution, and nowhere that is not one.
fn is_of(registered: &Value, codes: &[&str]) -> bool {
    let names: Vec<&String> = registered.as_object().unwrap().keys().collect();
    names.iter().all(|it| codes.contains(&it.as_str())) && registered[codes[0]].is_string()
}

fn each<'v>(it: &'v Value, name: &str) -> &'v [Value] {
    let list = it[name].as_array().unwrap();
    assert!(!list.is_empty(), "no {name}");
    list
}

fn has_the_promised_shape(it: &Value) {
    assert_eq!(fields(it), "base_url console_url fintechs otp_log staff users");
    for fintech in each(it, "fintechs") {
        assert_eq!(
            fields(fintech),
            "client_id client_secret client_use_code deposit_account name pass_phrase \
             redirect_uri scopes withdraw_account"
        );
    }
    let codes: Vec<&str> =
        each(it, "fintechs").iter().map(|it| of(it, "client_use_code")).collect();
    let own: Vec<bool> = each(it, "fintechs").iter().map(|it| has_scope(it, "sa")).collect();
    assert_eq!(own, [true, false, false], "one large, two small");
    for user in each(it, "users") {
        assert_eq!(fields(user), "accounts birth name phone user_ci user_seq_no");
        assert!(is_of(&user["user_seq_no"], &codes), "{user}");
        for account in each(user, "accounts") {
            assert_eq!(fields(account), "account_num balance bank_code_std fintech_use_num");
            assert_eq!(fields(&account["fintech_use_num"]), fields(&user["user_seq_no"]));
            assert!(account["balance"].as_i64().unwrap() > 0);
            let bank: u32 = account["bank_code_std"].as_str().unwrap().parse().unwrap();
            assert!((901..=912).contains(&bank), "{bank} is not reserved");
        }
    }
    let first = &it["users"][0];
    assert_eq!(fields(&first["user_seq_no"]), codes.join(" "), "the first uses all of them");
    assert_eq!(each(first, "accounts").len(), 4, "at each bank");
    for role in Role::ALL {
        let name = role.to_string();
        let has = each(it, "staff").iter().filter(|it| it["role"] == name).count();
        assert!(has >= 2, "{has} with the role {name}");
    }
    for staff in each(it, "staff") {
        assert_eq!(fields(staff), "login name password role scope totp_secret");
    }
    let otp = it["otp_log"].as_str().unwrap();
    assert!(Path::new(otp).is_absolute() && Path::new(otp).exists(), "{otp}");
}

/// Password, one-time code; the cookie of the session.
pub fn session(base: &str, staff: &Value) -> String {
    let of = |name: &str| staff[name].as_str().unwrap();
    let page = get(base, "/console/login");
    let form = page.hidden("form").to_owned();
    let given = [("login", of("login")), ("password", of("password")), ("form", form.as_str())];
    let half = post_form(base, "/console/login", &page.cookies(), &given);
    assert_eq!(half.status, 303, "{}", half.body);
    let cookie = half.cookies();
    let headers = [format!("cookie: {cookie}")];
    let page = crate::http::send(base, "GET", "/console/login/code", &headers, "");
    let form = page.hidden("form").to_owned();
    let secret = totp::parse_secret(of("totp_secret")).unwrap();
    let code = totp::code(&secret, totp::step_at(SystemClock.now()), 6);
    let given = [("code", code.as_str()), ("form", form.as_str())];
    let whole = post_form(base, "/console/login/code", &cookie, &given);
    assert_eq!(whole.status, 303, "{}", whole.body);
    whole.cookies()
}

/// Through the door, and then the page; gives the cookie.
fn logs_in(base: &str, staff: &Value) -> String {
    let cookie = session(base, staff);
    let headers = [format!("cookie: {cookie}")];
    let page = crate::http::send(base, "GET", "/console", &headers, "");
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("나래페이") || page.body.contains("Narae Pay"), "{}", page.body);
    cookie
}

/// Its settings list this machine and nothing else: a webhook to another inner address is refused.
fn webhooks_stay_on_this_machine(base: &str, cookie: &str) {
    let at = "/console/notices/contacts";
    let page = crate::http::send(base, "GET", at, &[format!("cookie: {cookie}")], "");
    for (address, status) in [
        ("http://10.0.0.1/x", 422),
        ("https://192.168.0.1/x", 422),
        ("http://169.254.169.254/x", 422),
        ("http://127.0.0.1:9/x", 200),
    ] {
        let given = [
            ("form", page.hidden("form")),
            ("key", page.hidden("key")),
            ("party", "staff:auditor"),
            ("channel", "webhook"),
            ("address", address),
            ("severity", "critical"),
            ("lang", "ko"),
        ];
        let done = post_form(base, at, cookie, &given);
        assert_eq!(done.status, status, "{address}: {}", done.body);
    }
}

const DEPOSITS: &str =
    "SELECT count(*) FROM relay_transfer WHERE kind = 'deposit' AND state = 'settled'";

#[test]
fn it_shows_where_to_look_and_goes_on_where_it_was() {
    let bed = Bed::new();
    let data = bed.data_text();
    let file = bed.path("given.json");
    let (mut demo, base) = self::demo(data, &["--rate", "40", "--credentials", text(&file)]);
    demo.out.until("how to stop", |line| line.contains("Ctrl-C").then_some(()));
    let said = json(&file);
    has_the_promised_shape(&said);
    assert_eq!(json(&bed.data().join("credentials.json")), said, "both files say the same");
    assert_eq!(said["base_url"], base);
    assert_eq!(said["console_url"], format!("{base}/console"));

    demo.err.until("money moves", |line| {
        let (_, done) = line.split_once("money ✓  done ")?;
        (done.parse::<u64>().ok()? > 0).then_some(())
    });
    // Also that of institutions whom their users have to authorize, and in both directions.
    until("each institution's money moves", || {
        let all = transfers(&bed.data());
        let moves = |code: &str| all.iter().any(|it| it.1.starts_with(code) && it.2 == "settled");
        let all_move = ["M202600001", "M202600002", "M202600003"].into_iter().all(moves);
        (all_move && number(&book(&bed.data()), DEPOSITS) > 0).then_some(())
    });
    let root = get(&base, "/");
    assert_eq!(root.header("location"), ["/console"]);
    let operator = each(&said, "staff").iter().find(|it| it["role"] == "operator").unwrap();
    let cookie = logs_in(&base, operator);
    webhooks_stay_on_this_machine(&base, &cookie);
    assert_eq!(Client::new(&base, &said).withdraw(0, 1, 1_000)["rsp_code"], "A0000");

    let second = bed.naru(&["demo", "--data", data, "--listen", "127.0.0.1:0"]);
    let shown = second.shown(&bed).replace(&demo.id().to_string(), "[PID]");
    insta::assert_snapshot!("demo_in_use", shown);
    let port = base.strip_prefix("http://").unwrap();
    let other = bed.path("other");
    let taken = bed.naru(&["demo", "--data", text(&other), "--listen", port, "--no-traffic"]);
    insta::assert_snapshot!("demo_port_taken", taken.shown(&bed).replace(port, "[ADDR]"));

    demo.signal("INT");
    let ran = demo.ended();
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains(" done, ") && ran.out.contains("money ✓"), "{}", ran.out);
    let before = transfers(&bed.data());
    assert!(before.len() > 10, "{before:?}");

    demo_for(data, "1", &["--no-traffic"]);
    assert_eq!(transfers(&bed.data()), before, "without traffic nothing is ordered");
    let again = json(&bed.data().join("credentials.json"));
    assert_ne!(again["base_url"], said["base_url"]);
    assert_eq!(again["fintechs"], said["fintechs"], "the same secrets");
    assert_eq!(again["staff"], said["staff"]);
    for account in each(&again, "users").iter().flat_map(|user| each(user, "accounts")) {
        let bank = account["bank_code_std"].as_str().unwrap();
        let account_num = account["account_num"].as_str().unwrap();
        let sql = format!("SELECT balance FROM bank_account WHERE account_num = '{account_num}'");
        let at_the_bank = number(&bed.data().join(format!("bank-{bank}.db")), &sql);
        assert_eq!(account["balance"], at_the_bank, "{account_num}");
    }
    let verify = bed.naru(&["verify", "--data", data]);
    assert_eq!(verify.code, 0, "{}", verify.out);
}

/// Institutions of whom something is on record before what it follows.
const OUT_OF_ORDER: [(&str, &str); 4] = [
    (
        "SELECT a.client_use_code FROM admission_application a JOIN admission_evidence e \
            ON e.client_use_code = a.client_use_code GROUP BY a.client_use_code \
            HAVING min(e.received_at) > a.applied_at",
        "it applied without a paper",
    ),
    (
        "SELECT DISTINCT d.client_use_code FROM admission_decision d \
            JOIN admission_decision_evidence n ON n.decision_id = d.decision_id \
            JOIN admission_evidence e ON e.client_use_code = n.client_use_code \
            AND e.sha256 = n.sha256 WHERE e.received_at > d.decided_at",
        "a gate rests on a paper that came later",
    ),
    (
        "SELECT DISTINCT e.client_use_code FROM check_engagement e JOIN admission_application a \
            ON a.client_use_code = e.client_use_code WHERE e.requested_at < a.applied_at",
        "it asked for a check before it applied",
    ),
    (
        "SELECT DISTINCT client_use_code FROM admission_decision WHERE gate = 'organisation' \
            AND holds_until - decided_at < 86400000000",
        "its check holds for less than a day",
    ),
];

/// What there is to look at besides transfers: claims at every stage, dates with an extension that
/// waits, functional tests that passed and failed, a scanner's files; and the book still proves.
#[test]
fn there_are_claims_dates_tests_and_scans_to_look_at() {
    let bed = Bed::new();
    let data = bed.data_text();
    let (demo, _) = with_samples(data, &["--no-traffic", "--institutions", "33"]);
    let text = |sql: &str| {
        let read = rusqlite::Connection::open(book(&bed.data())).unwrap();
        let mut all = read.prepare(sql).unwrap();
        let rows = all.query_map([], |row| row.get::<_, String>(0)).unwrap();
        rows.map(Result::unwrap).collect::<Vec<_>>()
    };
    let has = |sql: &str, wanted: &[&str]| {
        until(sql, || {
            let found = text(sql);
            wanted.iter().all(|it| found.iter().any(|known| known == it)).then_some(())
        });
    };
    let states = "SELECT DISTINCT state FROM claim_case";
    has(states, &["frozen", "paid", "decided", "surety-claimed", "recourse", "closed", "rejected"]);
    let waiting = [
        "admission.contract",
        "admission.extension",
        "check.verdict",
        "program.issue",
        "subsidy.award",
        "surety.instrument",
    ];
    has("SELECT kind FROM proposal_case WHERE state = 'open'", &waiting);
    let said = [
        "admission.measure.appealed",
        "admission.appeal.answered",
        "admission.paper.kept",
        "incident.regraded",
    ];
    has("SELECT action FROM audit_record", &said);
    has("SELECT action FROM audit_record", &["functional.run.sealed", "admission.scan.imported"]);
    let lists = "SELECT rule_id FROM deadline_member";
    has(lists, &["2020q1-former-platform-users", "sample-change-recheck"]);
    has("SELECT class FROM admission_application", &["e-finance"]);
    // Whoever used the platform before open banking was there then, and was checked in time.
    let newcomers = "SELECT m.client_use_code FROM deadline_member m JOIN admission_application a \
        ON a.client_use_code = m.client_use_code WHERE m.rule_id = \
        '2020q1-former-platform-users' AND (a.applied_at >= 1576627200000000 OR NOT EXISTS \
        (SELECT 1 FROM admission_decision d WHERE d.client_use_code = m.client_use_code AND \
        d.gate = 'organisation' AND d.decided_at < 1585699200000000))";
    assert_eq!(text(newcomers), Vec::<String>::new());
    for (sql, what) in OUT_OF_ORDER {
        assert_eq!(text(sql), Vec::<String>::new(), "{what}");
    }
    // The gates of the large one rest on checks that were carried out here; a day is over.
    let own = "SELECT state FROM check_engagement WHERE client_use_code = 'M202600001' \
        AND state = 'passed' GROUP BY state HAVING count(*) = 3";
    has(own, &["passed"]);
    has("SELECT cast(transfer_count AS TEXT) FROM settlement_window", &["3"]);
    // A check that a date rests on is there; some ended as they should.
    has("SELECT DISTINCT state FROM check_engagement", &["scheduled", "passed"]);
    let of_nobody = "SELECT client_use_code FROM deadline_booking b WHERE NOT EXISTS (SELECT 1 \
        FROM check_engagement e WHERE e.client_use_code = b.client_use_code)";
    assert_eq!(text(of_nobody), Vec::<String>::new(), "a date rests on a check that nobody has");
    let too_soon = "SELECT c.application_id FROM subsidy_claim c JOIN subsidy_application a \
        ON a.application_id = c.application_id WHERE c.checked_on < cast(strftime('%Y%m%d', \
        (a.applied_at + 32400000000) / 1000000, 'unixepoch') AS INTEGER)";
    assert_eq!(text(too_soon), Vec::<String>::new(), "a check ended before it was applied for");
    demo.signal("INT");
    let ran = demo.ended();
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let listed = bed.naru(&["gate", "functional", "list", "--json", "--data", data]);
    let listed: Value = serde_json::from_str(&listed.out).expect(&listed.err);
    let states: Vec<&str> = each(&listed, "runs").iter().map(|it| of(it, "state")).collect();
    assert!(states.contains(&"passed") && states.contains(&"failed"), "{states:?}");
    // Started again, nothing is made a second time.
    let claims = number(&book(&bed.data()), "SELECT count(*) FROM claim_case");
    let (demo, _) = with_samples(data, &["--no-traffic", "--duration", "1"]);
    assert_eq!(demo.ended().code, 0);
    assert_eq!(number(&book(&bed.data()), "SELECT count(*) FROM claim_case"), claims);
    let verify = bed.naru(&["verify", "--data", data]);
    assert_eq!(verify.code, 0, "{}", verify.out);
}

/// Systems are judged before anybody asks about packages: no request lacks the data.
#[test]
fn requests_of_open_source_are_looked_up_in_the_data() {
    let bed = Bed::new();
    let words = ["--no-traffic", "--institutions", "1", "--systems", "2"];
    let (demo, _) = demo(bed.data_text(), &words);
    let at = bed.data().join("portfolio.db");
    assert!(number(&at, "SELECT count(*) FROM oss_approval") > 100);
    let unknown = "SELECT count(*) FROM oss_approval_issue WHERE kind = 'record-unknown'";
    assert_eq!(number(&at, unknown), 0);
    // Whatever a system does not ask for itself came in by something that it does ask for.
    assert!(number(&at, "SELECT count(*) FROM oss_use WHERE reach = 'direct'") > 40);
    let no_way = "SELECT count(*) FROM oss_use WHERE reach = 'transitive' AND path = ''";
    assert_eq!(number(&at, no_way), 0);
    demo.signal("INT");
    assert_eq!(demo.ended().code, 0);
}

/// With one institution it plays its part, with its samples, and nobody else is about; a story
/// needs the others, and says so.
#[test]
fn one_institution_alone_can_be_looked_at() {
    let bed = Bed::new();
    let data = bed.data_text();
    let (demo, _) = with_samples(data, &["--no-traffic", "--institutions", "1"]);
    let at = book(&bed.data());
    let there = |sql: &str, least: i64| {
        until(sql, || (number(&at, sql) >= least).then_some(()));
    };
    there("SELECT count(*) FROM claim_case WHERE state = 'closed'", 1);
    let sealed = "SELECT count(*) FROM audit_record WHERE action = 'functional.run.sealed'";
    there(sealed, 1);
    there("SELECT count(*) FROM audit_record WHERE action = 'admission.scan.imported'", 3);
    there("SELECT count(*) FROM deadline_member WHERE rule_id = '2020q1-former-platform-users'", 1);
    assert_eq!(number(&at, "SELECT count(*) FROM identity_institution"), 1);
    demo.signal("INT");
    let ran = demo.ended();
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(!ran.err.contains("a sample of the demonstration is not there"), "{}", ran.err);
    assert_eq!(each(&json(&bed.data().join("credentials.json")), "fintechs").len(), 1);
    for story in ["--admission-story", "--advisory-story"] {
        let listen = ["demo", "--listen", "127.0.0.1:0", "--lang", "en", story];
        // What is there has one, and of a new directory one is asked for.
        let old = bed.naru(&[&listen[..], &["--data", data]].concat());
        let fresh = bed.path("fresh");
        let few = ["--institutions", "1", "--data", text(&fresh)];
        let new = bed.naru(&[&listen[..], &few].concat());
        for ran in [old, new] {
            assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
            assert!(ran.err.contains("needs three institutions"), "{}", ran.err);
        }
        assert!(!fresh.exists(), "nothing is made for it");
    }
}

/// Whose cover fell short while nobody decided anything is told by the running server, and so is
/// whoever answers for it: once, however often a server starts.
#[test]
fn a_running_server_tells_of_cover_that_fell_short() {
    let bed = Bed::new();
    let words = ["--no-traffic", "--institutions", "1"];
    let at = || book(&bed.data());
    let end = |demo: Running| {
        demo.signal("INT");
        let ran = demo.ended();
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    };
    let told = "SELECT count(DISTINCT d.party) FROM notify_message m JOIN notify_delivery d \
        ON d.message_id = m.id WHERE m.event LIKE 'surety:M202600001:short:%' \
        AND (d.party LIKE 'institution:%' OR d.party LIKE 'insurer:%')";
    end(demo(bed.data_text(), &words).0);
    assert_eq!(number(&at(), told), 0, "enough is covered");
    // All but one won of it was paid out.
    let drawn = "INSERT INTO surety_draw SELECT instrument_id, instrument_id, amount - 1, \
        recorded_at FROM surety_instrument";
    rusqlite::Connection::open(at()).unwrap().execute_batch(drawn).unwrap();
    let (running, _) = demo(bed.data_text(), &words);
    until(told, || (number(&at(), told) == 2).then_some(()));
    end(running);
    let swept = "SELECT count(*) FROM notify_mark WHERE sweep = 'surety-short:M202600001'";
    assert_eq!(number(&at(), swept), 1);
    end(demo(bed.data_text(), &words).0);
    let events = "SELECT count(*) FROM notify_message WHERE event LIKE 'surety:M202600001:short:%'";
    assert_eq!(number(&at(), events), 1, "it is told once");
}

#[test]
fn it_leaves_an_installation_that_is_not_its_own_alone() {
    let (bed, _) = Bed::installed();
    let words = ["demo", "--data", bed.data_text(), "--listen", "127.0.0.1:0"];
    insta::assert_snapshot!("demo_foreign", bed.naru(&words).shown(&bed));
    let korean = bed.naru(&[&words[..], &["--lang", "ko"]].concat());
    insta::assert_snapshot!("demo_foreign_ko", korean.shown(&bed));
    assert!(!bed.data().join("credentials.json").exists());
}

#[test]
fn secrets_are_made_for_each_directory() {
    let bed = Bed::new();
    let secrets = |name: &str| {
        let dir = bed.path(name);
        demo_for(text(&dir), "0", &["--no-traffic"]);
        let said = json(&dir.join("credentials.json"));
        let it = &said["fintechs"][0];
        let staff = &said["staff"][0];
        let all = [&it["client_id"], &it["client_secret"], &it["pass_phrase"]];
        let all = all.into_iter().chain([&staff["password"], &staff["totp_secret"]]);
        all.map(|it| it.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for (one, other) in secrets("one").iter().zip(&secrets("other")) {
        assert!(one.len() >= 20 && one != other, "{one} {other}");
    }
}

/// A fourth institution goes from application to live and is stopped when its check ends: real
/// processes, over HTTP.
#[test]
fn the_story_of_the_gates_goes_as_it_must() {
    let bed = Bed::new();
    let words = ["--admission-story", "--no-traffic"];
    let (mut demo, _) = self::demo(bed.data_text(), &words);
    for line in [
        "before eligibility: the production key is refused",
        "cases in the sandbox; the record, judged from",
        "before start: the production key is refused",
        "the production key works",
        "a transfer is refused: A0011",
        "inquiries go on",
    ] {
        demo.out.until(line, |said| said.contains(line).then_some(()));
    }
    demo.signal("INT");
    let ran = demo.ended();
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    the_record_proves_itself(&bed);
    the_sandbox_is_proven_too(&bed);
    programs_are_made_on_the_host(&bed);
}

/// `naru program`: made for somebody who may, shown once, another secret, the end.
fn programs_are_made_on_the_host(bed: &Bed) {
    let data = bed.data_text();
    let run = |words: &[&str]| {
        let ran = bed.naru(&[&["program"], words, &["--data", data, "--lang", "en"]].concat());
        let said: Value = serde_json::from_str(&ran.out).unwrap_or(Value::Null);
        (ran, said)
    };
    let issue = |login: &str, scope: &str, days: &str| {
        let words = ["issue", "--name", "board", "--for", login, "--scope", scope, "--days", days];
        run(&[words.as_slice(), &["--json"]].concat())
    };
    for (login, scope, days, says) in [
        ("nobody", "gates.read", "30", "cannot answer for a program"),
        ("auditor", "gates.read", "30", "cannot answer for a program"),
        ("operator", "checks.write", "30", "has no such right"),
        ("operator", "gates.read", "3000", "longer than the rules say"),
    ] {
        let (ran, _) = issue(login, scope, days);
        assert!(ran.code == 1 && ran.err.contains(says), "{login} {scope}: {}", ran.err);
    }
    let (ran, made) = issue("operator", "gates.read,claims.read", "30");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let secret = made["secret"].as_str().expect("a secret").to_owned();
    let id = made["program"].as_str().expect("an id").to_owned();
    assert!(secret.starts_with(&format!("naru-program.{id}.")) && ran.err.contains("this once"));
    let (_, second) = run(&["add-secret", &id, "--json"]);
    assert!(second["secret"] != made["secret"] && second["earlier_until"].is_string());
    let (third, _) = run(&["add-secret", &id]);
    assert!(third.code == 1 && third.err.contains("--at-once"), "{}", third.err);
    let (_, listed) = run(&["list", "--json"]);
    let it = &listed[0];
    assert_eq!((&it["login"], &it["live_secrets"]), (&"operator".into(), &2.into()), "{listed}");
    assert!(!listed.to_string().contains(&secret[40..]), "kept as a hash only");
    assert_eq!(run(&["revoke", &id]).0.code, 0);
    let (shown, _) = run(&["list"]);
    assert!(shown.out.contains("revoked") && shown.out.contains("board"), "{}", shown.out);
    let (over, _) = run(&["add-secret", &id, "--at-once"]);
    assert!(over.code == 1 && over.err.contains("over or revoked"), "{}", over.err);
}

/// `naru verify` proves the sandbox's own book and bank, and every record: what is changed there is
/// found and named.
fn the_sandbox_is_proven_too(bed: &Bed) {
    let verify = |data: &Path| {
        let ran = bed.naru(&["verify", "--json", "--data", text(data)]);
        let said: serde_json::Value = serde_json::from_str(&ran.out).expect(&ran.err);
        (ran.code, said)
    };
    let failed = |checks: &serde_json::Value| -> Vec<String> {
        let checks = checks.as_array().expect("checks").iter().filter(|it| it["ok"] == false);
        checks.map(|it| it["name"].as_str().expect("a name").to_owned()).collect()
    };
    let (code, said) = verify(&bed.data());
    assert_eq!((code, &said["sandbox"]["state"]), (0, &"proven".into()), "{said:#}");
    let named = |name: &str| {
        let all = said["sandbox"]["checks"].as_array().expect("checks").iter();
        let count = all.filter(|it| it["name"] == name).map(|it| it["count"].clone()).next();
        count.unwrap_or_else(|| panic!("{name} in {said:#}"))
    };
    for name in ["postings-sum-to-zero", "sandbox-bank-books", "decisions-are-audited"] {
        assert!(named(name).as_u64() > Some(0), "{name}");
    }
    assert!(said["sandbox"]["chain"]["links"].as_u64() > Some(0), "{said:#}");

    let data = bed.copy(&bed.data(), "sandbox-money");
    let sql = "UPDATE ledger_balance SET posted = posted + 5 WHERE account LIKE 'bank:%'";
    tamper(&data.join("sandbox.db"), sql);
    let (code, said) = verify(&data);
    assert_eq!((code, failed(&said["checks"])), (1, Vec::new()), "production is whole");
    let found = failed(&said["sandbox"]["checks"]);
    assert!(found.contains(&"balances-equal-entries".to_owned()), "{found:?}");
    let ran = bed.naru(&["verify", "--data", text(&data)]);
    assert!(ran.code == 1 && ran.out.contains("✗ balances-equal-entries"), "{}", ran.out);

    let data = bed.copy(&bed.data(), "record");
    let sql = "UPDATE functional_record SET body = replace(body, '\"calls\":', '\"calls\":1')";
    tamper(&data.join("book.db"), sql);
    let (code, said) = verify(&data);
    let want = vec!["functional-records-are-signed".to_owned()];
    assert_eq!((code, failed(&said["checks"])), (1, want), "{said:#}");
}

/// What the fourth institution's client did in the sandbox was judged and signed.
fn the_record_proves_itself(bed: &Bed) {
    let data = bed.data_text();
    let gate = |words: &[&str]| {
        bed.naru(&[&["gate", "functional"], words, &["--data", data, "--lang", "en"]].concat())
    };
    let listed: serde_json::Value = serde_json::from_str(&gate(&["list", "--json"]).out).unwrap();
    let run = &listed["runs"][0];
    assert_eq!((&run["institution"], &run["state"]), (&"M202600004".into(), &"passed".into()));
    assert_eq!(run["passed"], run["cases"], "{listed}");
    let shown = gate(&["show", "M202600004"]);
    assert!(shown.out.contains("unknown-deposit  passed"), "{}{}", shown.out, shown.err);
    let record = gate(&["record", "M202600004"]);
    assert_eq!(record.code, 0, "{}", record.err);
    let file = bed.path("record.txt");
    std::fs::write(&file, &record.out).unwrap();
    let proven = gate(&["verify", text(&file)]);
    assert!(proven.code == 0 && proven.out.contains("genuine"), "{}{}", proven.out, proven.err);
    std::fs::write(&file, record.out.replacen("\"calls\":", "\"calls\":1", 1)).unwrap();
    let changed = gate(&["verify", text(&file)]);
    assert!(changed.code == 1 && changed.err.contains("changed after"), "{}", changed.err);
    assert_eq!(gate(&["record", "M202600001"]).code, 1);
    assert_eq!(gate(&["show", "M202600001"]).code, 1);
}

/// An advisory for a component that two institutions use: both are named, one fixes, the other is
/// restricted at its deadline and is back with its fix. Real processes, over HTTP.
#[test]
fn the_story_of_an_advisory_goes_as_it_must() {
    let bed = Bed::new();
    let words = ["--advisory-story", "--no-traffic"];
    let (mut demo, _) = self::demo(bed.data_text(), &words);
    for line in [
        "나래페이: has handed in its SBOM",
        "advisory NARU-2026-0117 arrives",
        "도래핀: named after",
        "나래페이: hands in the SBOM of a fixed version",
        "a transfer is refused: A0011",
        "나래페이: its transfers go on",
        "its transfers work again",
    ] {
        demo.out.until(line, |said| said.contains(line).then_some(()));
    }
    demo.signal("INT");
    let ran = demo.ended();
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}
