//! Tables of the notify slice's decisions.

use super::decide::{after_attempt, check_address, due_step, who_hears};
use super::model::{Channel, Contact, Event, Outcome, Party, Severity, State, Status};
use super::{ClaimTodo, Content, Topic, Why};
use crate::policy::NotifyRules;
use naru_base::role::Role;
use naru_base::{Id, Lang, Micros};
use std::collections::BTreeSet;

const NOW: Micros = Micros::new(1_000_000_000_000);
const NOTE: &str = "재무제표가 작년 것입니다.";
const INCIDENT: Topic = Topic::Incident;
const RULES: NotifyRules = NotifyRules {
    retry_first_ms: 1_000,
    retry_max_ms: 10_000,
    attempts_max: 6,
    lease_ms: 60_000,
    secret_overlap_s: 60,
};

fn contact(channel: Channel, severity_min: Severity) -> Contact {
    Contact {
        id: Id::from_parts(1, 1),
        party: Party::Staff(Role::Operator),
        channel,
        severity_min,
        lang: Lang::Ko,
        sealed_address: None,
        created_at: NOW,
        earlier_secret_until: None,
    }
}

#[test]
fn a_state_moves_only_as_the_table_says() {
    use Event::{Acknowledged, GaveUp, Missed, Opened, Revived, Sent};
    let events = [Sent, Missed, GaveUp, Opened, Acknowledged, Revived];
    // Rows as State::ALL, columns as the events above.
    let table = [
        ("queued", ["delivered", "failed", "given-up", "-", "-", "-"]),
        ("failed", ["delivered", "failed", "given-up", "-", "-", "queued"]),
        ("delivered", ["-", "-", "-", "read", "acknowledged", "-"]),
        ("read", ["-", "-", "-", "-", "acknowledged", "-"]),
        ("acknowledged", ["-", "-", "-", "-", "-", "-"]),
        ("given-up", ["delivered", "-", "-", "-", "-", "queued"]),
    ];
    assert_eq!(table.len(), State::ALL.len());
    for (from, cells) in table {
        let state = State::parse(from).unwrap();
        for (event, to) in events.into_iter().zip(cells) {
            let next = state.next(event).map_or("-", State::as_str);
            assert_eq!(next, to, "{from} {event:?}");
        }
    }
}

#[test]
fn the_database_knows_the_same_words() {
    let sql = include_str!("../../migrations/book/0070_notify.sql");
    let list = |words: Vec<&str>| format!("('{}')", words.join("', '"));
    let states = State::ALL.map(State::as_str).to_vec();
    let lists = [
        list(states),
        list(Channel::ALL.map(Channel::as_str).to_vec()),
        list(Topic::ALL.map(Topic::as_str).to_vec()),
        list(Status::ALL.map(Status::as_str).to_vec()),
    ];
    for words in lists {
        assert!(sql.contains(&words), "{words}");
    }
    let waiting: Vec<State> = State::ALL.into_iter().filter(|it| it.is_waiting()).collect();
    assert_eq!(waiting, [State::Queued, State::Failed]);
    for severity in Severity::ALL {
        assert_eq!(Severity::of_rank(severity.rank()), Some(severity));
    }
    assert_eq!(Severity::ALL.map(Severity::rank), [1, 2, 3, 4]);
}

#[test]
fn a_party_hears_in_its_inbox_and_where_it_wants_to() {
    use Severity::{Critical, Info, Urgent, Warning};
    let inbox_only = [(Channel::Inbox, None)];
    assert_eq!(
        who_hears(&[], INCIDENT, Info),
        inbox_only,
        "without any contact there is the inbox"
    );
    let contacts = [contact(Channel::Webhook, Urgent), contact(Channel::Email, Warning)];
    for (severity, heard) in [(Info, 1), (Warning, 2), (Urgent, 3), (Critical, 3)] {
        assert_eq!(who_hears(&contacts, INCIDENT, severity).len(), heard, "{severity:?}");
    }
    let warned = who_hears(&contacts, INCIDENT, Warning);
    assert_eq!(warned, [(Channel::Inbox, None), (Channel::Email, Some(1))]);
    let quiet = [contact(Channel::Inbox, Critical)];
    assert_eq!(who_hears(&quiet, INCIDENT, Urgent), []);
    assert_eq!(who_hears(&quiet, INCIDENT, Critical), inbox_only);
    let of_users = who_hears(&contacts, Topic::Consent, Critical);
    assert_eq!(of_users, [(Channel::Webhook, Some(0))], "single users are not for people");
    assert_eq!(who_hears(&[], Topic::Consent, Critical), []);
}

#[test]
fn pauses_grow_up_to_a_bound_and_then_it_is_given_up() {
    let missed = Outcome::Missed(Why::NoAnswer);
    let pauses: Vec<Option<i64>> = (1..=6)
        .map(|n| after_attempt(&RULES, n, &missed, NOW).1.map(|at| at.since(NOW) / 1_000))
        .collect();
    assert_eq!(pauses, [Some(1_000), Some(2_000), Some(4_000), Some(8_000), Some(10_000), None]);
    assert_eq!(after_attempt(&RULES, 5, &missed, NOW).0, Event::Missed);
    assert_eq!(after_attempt(&RULES, 6, &missed, NOW).0, Event::GaveUp);
    let gone = Outcome::Gone(Why::Status(410));
    assert_eq!(after_attempt(&RULES, 1, &gone, NOW), (Event::GaveUp, None));
    assert_eq!(after_attempt(&RULES, 9, &Outcome::Sent, NOW), (Event::Sent, None));
}

#[test]
fn the_nearest_step_is_due() {
    const DAY: i64 = 86_400_000_000;
    let steps = [30, 7, 1];
    let left = |us: i64| due_step(&steps, Micros::new(NOW.get() + us), NOW);
    for (us, step) in [
        (31 * DAY, None),
        (30 * DAY + 1, None),
        (30 * DAY, Some(30)),
        (7 * DAY + 1, Some(30)),
        (7 * DAY, Some(7)),
        (DAY + 1, Some(7)),
        (DAY, Some(1)),
        (1, Some(1)),
        (0, None),
        (-DAY, None),
    ] {
        assert_eq!(left(us), step, "{us}");
    }
}

#[test]
fn addresses_are_looked_at() {
    for (channel, address, fits) in [
        (Channel::Webhook, "https://hooks.narae.example/naru", true),
        (Channel::Webhook, "http://127.0.0.1:8080/x?y=1", true),
        (Channel::Webhook, "https://user:pw@narae.example/", false),
        (Channel::Webhook, "https:///nothing", false),
        (Channel::Webhook, "ftp://narae.example/", false),
        (Channel::Webhook, "https://narae.example/a b", false),
        (Channel::Webhook, "https://narae.example\\@evil.example", false),
        (Channel::Email, "ops@narae.example", true),
        (Channel::Email, "ops+naru@mail.narae.example", true),
        (Channel::Email, "ops@narae", false),
        (Channel::Email, "@narae.example", false),
        (Channel::Email, "ops@narae.example@evil.example", false),
        (Channel::Email, "ops@narae..example", false),
        (Channel::Email, "ops@narae.example\r\nBcc: x@y.example", false),
        (Channel::Email, "\"ops\"@narae.example", false),
        (Channel::Inbox, "", true),
        (Channel::Inbox, "ops@narae.example", false),
    ] {
        assert_eq!(check_address(channel, address).is_ok(), fits, "{address:?}");
    }
    assert!(check_address(Channel::Webhook, &format!("https://{}", "a".repeat(500))).is_err());
}

#[test]
fn parties_keep_their_text() {
    for text in ["staff:operator", "institution:M202600001", "bank:901", "insurer:G202600001"] {
        assert_eq!(Party::parse(text).unwrap().to_string(), text);
    }
    for bad in ["", "operator", "staff:bank", "staff:root", "network", "bank:9", "person:1"] {
        assert_eq!(Party::parse(bad), None, "{bad}");
    }
}

#[test]
fn a_content_is_told_in_both_languages_and_read_back() {
    for content in examples() {
        let code = |code: &str| code.to_owned();
        let (ko, en) = (content.title(Lang::Ko, &code), content.title(Lang::En, &code));
        assert_ne!(ko, en);
        assert_ne!(content.text(Lang::Ko, &code), content.text(Lang::En, &code));
        let json = serde_json::to_string(&content).unwrap();
        assert!(json.contains(&format!(r#""type":"{}""#, content.kind())), "{json}");
        assert!(content.kind().starts_with(content.topic().as_str()), "{json}");
        assert_eq!(serde_json::from_str::<Content>(&json).unwrap(), content);
    }
}

#[test]
fn participants_are_named_as_the_reader_knows_them() {
    let institution = || "M202600001".to_owned();
    let title = ["점검 갱신".to_owned(), "Checks renewed".to_owned()];
    let (rule, last_day) = ("recheck".to_owned(), "2026-12-25".to_owned());
    let (check, claim) = ("01J".to_owned(), "01K".to_owned());
    let told = [
        Content::DeadlineAnswered {
            institution: institution(),
            rule: rule.clone(),
            title: title.clone(),
            ground: ["재해".to_owned(), "A disaster".to_owned()],
            last_day: last_day.clone(),
            from: "2026-12-11".to_owned(),
        },
        Content::DeadlineNear { institution: institution(), rule, title, last_day, days: 7 },
        Content::FixMissed {
            institution: institution(),
            check,
            last_day: "2026-12-25".to_owned(),
            open: 2,
        },
        moved(&claim, ("paid", &institution(), "", 1_200_000), "decide"),
        Content::SubsidyClaimed {
            application: "01M".to_owned(),
            programme: "check-2026".to_owned(),
            institution: institution(),
            firm: "나래페이".to_owned(),
            cost: 6_000_000,
            before: 0,
        },
        Content::SubsidyDecided {
            application: "01M".to_owned(),
            programme: "check-2026".to_owned(),
            institution: institution(),
            deed: "declined".to_owned(),
            amount: 0,
        },
        Content::CoverHandedIn {
            institution: institution(), title: "보증보험 증권".to_owned()
        },
        Content::EligibilityFiled {
            institution: institution(),
            form: "01P".to_owned(),
            replaces: "01N".to_owned(),
        },
        Content::SuretyRecorded {
            institution: institution(),
            kind: "insurance".to_owned(),
            issuer: "한울보증 / Hanul Guarantee".to_owned(),
            insurer: String::new(),
            reference: "G-1".to_owned(),
            amount: 5,
            from: "2026-11-25".to_owned(),
            until: "2027-11-24".to_owned(),
        },
        Content::SuretyAdjusted {
            institution: institution(),
            item: "incident".to_owned(),
            applies: true,
            until: "2026-12-31".to_owned(),
            percent: 250,
            required: 500,
        },
        Content::SuretyShort { institution: institution(), required: 500, active: 497 },
        Content::SuretyEnough { institution: institution(), required: 500, active: 500 },
        Content::DeliveryGivenUp {
            delivery: "01L".to_owned(),
            party: format!("institution:{}", institution()),
            channel: "email".to_owned(),
            attempts: 8,
        },
    ];
    for it in told {
        for (lang, name) in [(Lang::Ko, "나래페이"), (Lang::En, "Narae Pay")] {
            let called = |code: &str| if code == institution() { name } else { "?" }.to_owned();
            let (title, text) = (it.title(lang, &called), it.text(lang, &called));
            assert!(title.contains(name), "{title}");
            assert!(!title.contains("M2026") && !text.contains("M2026"), "{title} {text}");
            assert!(!text.contains("recheck"), "a rule by its title: {text}");
        }
    }
}

/// What is missing, until when, and of whom is said; nothing by its code.
#[test]
fn a_notice_of_surety_says_the_sum_the_day_and_the_issuer() {
    let called = |code: &str| if code == "G202600001" { "한울보증" } else { "나래페이" }.to_owned();
    let own = || "M202600001".to_owned();
    let said = |it: &Content| {
        let (title, text) = (it.title(Lang::Ko, &called), it.text(Lang::Ko, &called));
        format!("{title} / {text}")
    };
    let it = said(&Content::SuretyShort { institution: own(), required: 5_000, active: 1_997 });
    assert!(it.starts_with("나래페이 보증 부족: 3,003원") && it.contains("5,000원"), "{it}");
    let recorded = |kind: &str, insurer: &str| Content::SuretyRecorded {
        institution: own(),
        kind: kind.to_owned(),
        issuer: "오픈뱅킹센터".to_owned(),
        insurer: insurer.to_owned(),
        reference: "R-7".to_owned(),
        amount: 5_000,
        from: "2026-11-25".to_owned(),
        until: "2027-11-24".to_owned(),
    };
    let it = said(&recorded("deposit", ""));
    assert!(it.starts_with("나래페이 예치금 확인: 5,000원") && it.contains("오픈뱅킹센터"), "{it}");
    let it = said(&recorded("insurance", "G202600001"));
    assert!(it.starts_with("나래페이 보증 등록: 보증보험 5,000원"), "{it}");
    assert!(it.contains("한울보증, 번호 R-7. 2026-11-25부터 2027-11-24까지"), "{it}");
    let adjusted = |applies, until: &str| Content::SuretyAdjusted {
        institution: own(),
        item: "incident".to_owned(),
        applies,
        until: until.to_owned(),
        percent: 250,
        required: 5_000,
    };
    let it = said(&adjusted(true, "2026-12-31"));
    assert!(it.contains("‘사고 발생’ 적용, 250 %") && it.contains("2026-12-31까지"), "{it}");
    let it = said(&adjusted(false, ""));
    assert!(it.contains("‘사고 발생’ 끝남") && !it.contains("까지 적용"), "{it}");
    let amount = 5_000;
    let released = Content::SuretyReleased {
        institution: own(),
        kind: "pledge".to_owned(),
        reference: "R-7".to_owned(),
        amount,
    };
    let it = said(&released);
    assert!(it.starts_with("나래페이 보증 반환: 질권 R-7") && it.contains("5,000원"), "{it}");
}

/// Two people of one house decide at a gate: the notice names the house.
/// What was rejected is called as the proposal is: the deed, and whose.
#[test]
fn a_rejected_proposal_is_called_by_its_deed_and_whose_it_is() {
    let called =
        |code: &str| if code == "M202600001" { "나래페이".into() } else { code.to_owned() };
    let rule = ["2027년 재점검", "Check of 2027"];
    for (deed, institution, about, ko, en) in [
        ("admission.measure", "M202600001", ["", ""], "나래페이 자격 조치", "Measure, 나래페이"),
        (
            "admission.extension",
            "M202600001",
            rule,
            "나래페이 · 2027년 재점검 기한 연장",
            "More time, 나래페이 · Check of 2027",
        ),
        (
            "claim.decide",
            "M202600001",
            ["", ""],
            "나래페이 원인 결정",
            "Decide the cause, 나래페이",
        ),
        ("subsidy.award", "", ["물결", "물결"], "물결 예산지원 결정", "Award subsidy, 물결"),
        ("eligibility.sheet", "", ["", ""], "대형사업자 심사표", "Sheet of large businesses"),
    ] {
        let it = Content::ProposalRejected {
            proposal: Id::from_parts(1, 1).to_string(),
            deed: deed.to_owned(),
            institution: institution.to_owned(),
            about: about.map(str::to_owned),
            by: String::new(),
            reason: "왜냐하면".to_owned(),
        };
        assert_eq!(it.title(Lang::Ko, &called), format!("{ko}: 제안 반려"));
        assert_eq!(it.title(Lang::En, &called), format!("{en}: proposal rejected"));
    }
    // What was told before this was said is still read.
    let old = r#"{"type":"proposal.rejected","data":{"proposal":"1","deed":"check.verdict",
        "institution":"M202600001","by":"x","reason":"y"}}"#;
    let old: Content = serde_json::from_str(old).unwrap();
    assert_eq!(old.title(Lang::Ko, &called), "나래페이 점검 결과: 제안 반려");
}

#[test]
fn who_decides_at_a_gate_is_named() {
    let code = |code: &str| code.to_owned();
    for (gate, ko, en) in [
        ("contract", "운영기관 두 사람이 ", "Two people of the operator "),
        ("functional", "운영기관 두 사람이 ", "Two people of the operator "),
        ("organisation", "점검기관 두 사람이 ", "Two people of the inspection body "),
        ("service", "점검기관 두 사람이 ", "Two people of the inspection body "),
    ] {
        for (verdict, holds_until) in
            [("passed", ""), ("passed", "2026-12-25 00:00"), ("failed", ""), ("revoked", "")]
        {
            let it = Content::GateDecided {
                institution: "M202600001".to_owned(),
                gate: gate.to_owned(),
                service: String::new(),
                verdict: verdict.to_owned(),
                holds_until: holds_until.to_owned(),
                note: if verdict == "failed" { NOTE.to_owned() } else { String::new() },
                check: String::new(),
                standing: String::new(),
            };
            let said = [it.text(Lang::Ko, &code), it.text(Lang::En, &code)];
            assert!(said[0].starts_with(ko) && said[1].starts_with(en), "{said:?}");
            let told = said.each_ref().map(|it| it.contains(NOTE));
            assert_eq!(told, [verdict == "failed"; 2], "{said:?}");
        }
    }
}

/// A notice of a deed on a claim, with what its reader has to do.
fn moved(
    claim: &str,
    (deed, party, cause, amount): (&str, &str, &str, i64),
    duty: &str,
) -> Content {
    Content::ClaimMoved {
        claim: claim.to_owned(),
        institution: "M202600001".to_owned(),
        state: "paid".to_owned(),
        loss: 1_200_000,
        deed: deed.to_owned(),
        amount,
        party: party.to_owned(),
        cause: cause.to_owned(),
        to_do: ClaimTodo {
            duty: duty.to_owned(),
            amount,
            due: "2026-12-25 10:00".to_owned(),
            payee: "operator".to_owned(),
        },
    }
}

/// Each deed on a claim and each duty has words of its own, in both languages: no two read alike,
/// and none is told by its code.
#[test]
fn every_deed_on_a_claim_reads_unlike_the_others() {
    let deeds = [
        "frozen",
        "nothing-frozen",
        "paid",
        "returned",
        "returned-uneven",
        "decided",
        "surety-claimed",
        "surety-refused",
        "remitted",
        "remittance-withdrawn",
        "not-arrived",
        "recovered",
        "written-off",
        "closed",
        "rejected",
        "withdrawn",
    ];
    let duties = [
        "none",
        "freeze",
        "pay",
        "pay-and-show",
        "book",
        "decide",
        "ask-surety",
        "collect",
        "share",
        "answer",
        "close",
        "explain",
        "a-later-one",
    ];
    let called = |_: &str| "나래페이".to_owned();
    for lang in [Lang::Ko, Lang::En] {
        let of = |deed: &str, duty: &str| {
            let it = moved("01KAAA", (deed, "902", "intrusion", 50_000), duty);
            (it.title(lang, &called), it.text(lang, &called))
        };
        let titles: BTreeSet<String> = deeds.iter().map(|it| of(it, "none").0).collect();
        let texts: BTreeSet<String> = deeds.iter().map(|it| of(it, "none").1).collect();
        let todos: BTreeSet<String> = duties.iter().map(|it| of("paid", it).1).collect();
        assert_eq!((titles.len(), texts.len(), todos.len()), (15, 16, 13));
        for (text, deed) in titles.iter().flat_map(|it| deeds.iter().map(move |deed| (it, deed))) {
            let is_code = deed.contains('-') && text.contains(deed);
            assert!(text.contains("#1KAAA") || text.contains("#01KAAA"), "{text}");
            assert!(!is_code, "{text}");
        }
        assert!(
            todos.iter().filter(|it| it.contains("2026-12-25 10:00")).count() == 7,
            "{todos:?}"
        );
        let old = moved("01KAAA", ("", "", "", 0), "").title(lang, &called);
        assert!(old.contains("1,200,000"), "what was told before deeds were: {old}");
    }
}

#[test]
fn reasons_keep_their_word_and_have_a_sentence() {
    for text in [
        "unresolved",
        "inner-network",
        "plain-http",
        "no-connection",
        "no-tls",
        "no-answer",
        "bad-address",
        "no-secret",
        "no-mail",
        "contact-closed",
        "node-ended",
        "does-not-open",
        "status:503",
        "redirect:302",
        "mail:550",
    ] {
        let why = Why::parse(text).unwrap();
        assert_eq!(why.to_string(), text);
        assert_ne!(why.text(Lang::Ko), why.text(Lang::En));
    }
    for bad in ["", "status", "status:", "status:x", "other:1"] {
        assert_eq!(Why::parse(bad), None, "{bad}");
    }
}

fn examples() -> Vec<Content> {
    use super::{Agreed, Credential};
    let (incident, title) = ("01J".to_owned(), "너울은행 지연".to_owned());
    let ends_on = "2026-12-25".to_owned();
    let ending = |agreed, fintech_use_num| Content::ConsentEnding {
        user_seq_no: "1100000001".into(),
        fintech_use_num,
        agreed,
        ends_on: ends_on.clone(),
        days: 7,
    };
    let credential = |what| Content::CredentialEnding {
        institution: "M202600001".into(),
        what,
        name: "client".into(),
        ends_on: ends_on.clone(),
        days: 1,
    };
    let program = |earlier_secret| Content::ProgramEnding {
        program: "01J".into(),
        name: "관문 상황판".into(),
        earlier_secret,
        ends_on: ends_on.clone(),
        days: 7,
    };
    vec![
        Content::IncidentOpened { incident: incident.clone(), grade: 1, title: title.clone() },
        Content::IncidentRegraded {
            incident: incident.clone(),
            before: 2,
            grade: 1,
            title: title.clone(),
        },
        Content::IncidentClosed { incident, title, reason: "복구됨".into() },
        ending(Agreed::Login, None),
        ending(Agreed::Inquiry, Some("120260000100000000000001".into())),
        ending(Agreed::Transfer, Some("120260000100000000000001".into())),
        credential(Credential::Secret),
        credential(Credential::Certificate),
        credential(Credential::Token),
        program(false),
        program(true),
        Content::DeliveryGivenUp {
            delivery: "01J".into(),
            party: "institution:M202600001".into(),
            channel: "webhook".into(),
            attempts: 12,
        },
    ]
}
