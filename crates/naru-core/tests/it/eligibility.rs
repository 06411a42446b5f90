//! Eligibility by its commands, on both engines: two people, the gate and the scopes in one commit.

use crate::bed::{Bed, institution};
use naru_base::role::{Post, Role};
use naru_base::{Answer, Id, Micros, No, Won};
use naru_core::admission::{self, Application, Class, Gate, GateState, PATH, ServiceKey};
use naru_core::eligibility::decide::Wish;
use naru_core::eligibility::{self, Exclusion, Form, Grounds, Paper, deeds};
use naru_core::identity::{self, Institution, NewInstitution, Scope};
use naru_core::notify::{self, Content, Party};
use naru_core::proposal::{self, Deciding, Draft};
use naru_core::reactions;
use naru_store::Tx;
use std::collections::{BTreeMap, BTreeSet};

const DAY_S: i64 = 86_400;
const NOTE: &str = "재무제표가 작년 것입니다. 올해 것을 내십시오.";

fn who(n: u128) -> Id {
    Id::from_parts(1, n)
}

fn read<T: Send + 'static>(bed: &Bed, f: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static) -> T {
    bed.store.read_blocking(f).expect("read")
}

fn code_of<T: std::fmt::Debug>(answer: Answer<T>) -> &'static str {
    match answer {
        Err(No::Refusal(it)) => it.code,
        other => panic!("not a refusal: {other:?}"),
    }
}

/// An institution that has applied as a fintech: number 7, without scopes.
fn newcomer(bed: &Bed) {
    let add = |tx: &mut Tx<'_>, hub: &std::sync::Arc<naru_core::hub::Hub>, env: &naru_base::Env| {
        let new = NewInstitution {
            institution: Institution {
                code: institution(7),
                name_ko: "물결페이".to_owned(),
                name_en: "Mulgyeol Pay".to_owned(),
                scopes: vec![],
                active: true,
            },
            client_id: "client-7".to_owned(),
            secret_hash: identity::secret_hash(&hub.keys, "client-7", "secret"),
            redirect_uri: "https://mulgyeol.example/".to_owned(),
            contracts: vec![],
        };
        identity::add_institution(tx, env, "system:test", &new)?;
        let services = vec![ServiceKey::parse("web:mulgyeol:1.0").expect("a service")];
        let it = Application { class: Class::Fintech, services };
        admission::apply(tx, env, "staff:applicant", &institution(7), &it)
    };
    bed.write(add).expect("applied");
}

fn draft(n: u64, capital: i64) -> eligibility::Draft {
    let paper = |it: Paper, sha: u8| (it, (format!("{it}"), 10, [sha; 32]));
    eligibility::Draft {
        id: Id::from_parts(n, 0),
        capital: Won::new(capital),
        model: "이용자의 계좌를 모아 보여 주고 송금합니다".to_owned(),
        scopes: vec![Scope::Inquiry, Scope::Transfer, Scope::Sa],
        declared: BTreeSet::new(),
        papers: [(Paper::Registration, 1), (Paper::Plan, 2), (Paper::Finance, 3)]
            .into_iter()
            .map(|(it, sha)| paper(it, sha))
            .collect(),
    }
}

fn file(bed: &Bed, it: &eligibility::Draft) -> Answer<Form> {
    let it = it.clone();
    bed.write(move |tx, _, env| {
        eligibility::file(tx, env, "staff:applicant", &institution(7), &it)?;
        Ok(eligibility::record(tx, &institution(7))?.0)
    })
}

fn scores(each: i64) -> BTreeMap<String, i64> {
    let items = ["equity", "liquidity", "earnings", "record", "volume", "model", "security"];
    items.into_iter().chain(["relief"]).map(|it| (it.to_owned(), each)).collect()
}

fn yes(bed: &Bed, each: Option<i64>) -> Wish {
    let holds_until = Some(bed.now().plus_seconds(100 * DAY_S));
    Wish {
        grounds: None,
        note: String::new(),
        scores: each.map(scores).unwrap_or_default(),
        holds_until,
    }
}

fn propose(bed: &Bed, n: u64, (subject, body): (String, String), kind: &str) -> Answer<Id> {
    let (id, kind, sealed_reason) = (Id::from_parts(n, 0), kind.to_owned(), b"why".to_vec());
    let draft = Draft { id, kind, subject, body, sealed_reason, code: None };
    bed.write(move |tx, _, env| {
        let post = Post::of_network(Role::Operator).expect("a role");
        proposal::propose(tx, env, &deeds::KINDS, &Deciding { who: who(1), post: &post }, &draft)
    })
}

fn confirm_by(bed: &Bed, person: u128, id: Id) -> Answer<()> {
    bed.write(move |tx, _, env| {
        let post = Post::of_network(Role::Operator).expect("a role");
        let who = Deciding { who: who(person), post: &post };
        proposal::confirm(tx, env, &deeds::KINDS, &who, id, (&[0; 32], &[]))
    })
}

fn decide(bed: &Bed, n: u64, form: &Form, wish: &Wish) -> Answer<()> {
    let id = propose(bed, n, deeds::wish_draft(form, wish), deeds::DECIDE)?;
    confirm_by(bed, 2, id)
}

fn gate(bed: &Bed) -> GateState {
    let facts = read(bed, |tx| Ok(admission::facts_of(tx, &institution(7))?));
    admission::admission(&facts, &PATH, bed.now()).gates[Gate::Eligibility as usize].state
}

fn scopes(bed: &Bed) -> Vec<Scope> {
    let all = read(bed, |tx| Ok(identity::institutions(tx)?));
    all.into_iter().find(|it| it.code == institution(7)).expect("there").scopes
}

fn an_approval_opens_the_gate_and_gives_the_scopes_until_its_end(bed: Bed) {
    newcomer(&bed);
    let form = file(&bed, &draft(1, 2_000_000_000)).expect("filed");
    assert_eq!(file(&bed, &draft(1, 2_000_000_000)).expect("again").id, form.id, "once");
    let wish = yes(&bed, Some(8));
    let id = propose(&bed, 10, deeds::wish_draft(&form, &wish), deeds::DECIDE).expect("proposed");
    assert_eq!(code_of(confirm_by(&bed, 1, id)), "proposal/own");
    assert_eq!((gate(&bed), scopes(&bed)), (GateState::Missing, vec![]), "one decides nothing");
    confirm_by(&bed, 2, id).expect("confirmed");
    assert_eq!(gate(&bed), GateState::Holds);
    assert_eq!(scopes(&bed), [Scope::Inquiry, Scope::Transfer, Scope::Sa], "64 points and large");
    let (_, outcome) = read(&bed, |tx| eligibility::record(tx, &institution(7)));
    let outcome = outcome.expect("decided");
    assert_eq!((outcome.points, outcome.is_large, outcome.by), (Some(64), true, [who(1), who(2)]));
    assert_eq!(code_of(decide(&bed, 11, &form, &wish)), "eligibility/already-decided");
    bed.set_clock(bed.now().plus_seconds(100 * DAY_S));
    assert_eq!(gate(&bed), GateState::Expired, "at that instant, by itself");
}

fn a_small_operator_keeps_to_the_network_s_authentication(bed: Bed) {
    newcomer(&bed);
    let form = file(&bed, &draft(1, 1_999_999_999)).expect("filed");
    decide(&bed, 10, &form, &yes(&bed, Some(10))).expect("approved");
    assert_eq!(scopes(&bed), [Scope::Inquiry, Scope::Transfer]);
    // What it grows into needs a new form and two people again.
    bed.set_clock(bed.now().plus_seconds(DAY_S));
    let grown = file(&bed, &draft(2, 3_000_000_000)).expect("filed");
    decide(&bed, 11, &grown, &yes(&bed, Some(10))).expect("approved");
    assert!(scopes(&bed).contains(&Scope::Sa));
    // And what it loses ends its tokens too.
    let token = |bed: &Bed| {
        bed.write(|tx, _, env| {
            let all = identity::institutions(tx)?;
            let it = all.into_iter().find(|it| it.code == institution(7)).expect("there");
            identity::issue_token(tx, env, &it, Scope::Sa, 86_400)
        })
    };
    token(&bed).expect("issued");
    let shrunk = file(&bed, &draft(3, 1)).expect("filed");
    decide(&bed, 12, &shrunk, &yes(&bed, None)).expect("approved");
    let now = bed.now();
    let live = read(&bed, move |tx| Ok(identity::live_tokens(tx, now)?));
    assert!(live.iter().all(|it| it.institution != institution(7)), "{live:?}");
}

fn what_the_rules_find_is_not_approved(bed: Bed) {
    newcomer(&bed);
    let excluded =
        eligibility::Draft { declared: BTreeSet::from([Exclusion::Gambling]), ..draft(1, 1) };
    let form = file(&bed, &excluded).expect("filed");
    assert_eq!(code_of(decide(&bed, 10, &form, &yes(&bed, None))), "eligibility/excluded");
    let mut bare = draft(2, 1);
    bare.papers.remove(&Paper::Finance);
    let next = file(&bed, &bare).expect("filed");
    let late = decide(&bed, 11, &form, &yes(&bed, None));
    assert_eq!(code_of(late), "eligibility/form-changed", "the latest form counts");
    assert_eq!(code_of(decide(&bed, 11, &next, &yes(&bed, None))), "eligibility/paper-missing");
    // Of papers that are wrong the applicant is told which, and what to change.
    let bare = Wish { grounds: Some(Grounds::Papers), ..yes(&bed, None) };
    assert_eq!(code_of(decide(&bed, 12, &next, &bare)), "eligibility/note-missing");
    let no = Wish { note: NOTE.to_owned(), ..bare };
    decide(&bed, 12, &next, &no).expect("refused");
    let decided = read(&bed, |tx| Ok(eligibility::decided(tx, &institution(7))?));
    assert_eq!(decided.expect("decided").1.expect("an outcome").note, NOTE);
    assert_eq!((gate(&bed), scopes(&bed)), (GateState::Failed, vec![]));
    let far = Wish { holds_until: Some(bed.now().plus_seconds(9_999 * DAY_S)), ..yes(&bed, None) };
    let whole = file(&bed, &draft(3, 1)).expect("filed");
    assert_eq!(code_of(decide(&bed, 13, &whole, &far)), "admission/validity-out-of-range");
}

fn a_new_sheet_counts_from_its_day(bed: Bed) {
    newcomer(&bed);
    let mut sheet = read(&bed, |tx| Ok(eligibility::sheet_at(tx, Micros::new(0))?));
    sheet.code = "2027".into();
    sheet.valid_from = bed.now().plus_seconds(10 * DAY_S);
    sheet.points_min = 80;
    let draft_of = deeds::sheet_draft(&sheet);
    let id = propose(&bed, 10, draft_of, deeds::SHEET).expect("proposed");
    confirm_by(&bed, 2, id).expect("confirmed");
    let form = file(&bed, &draft(1, 2_000_000_000)).expect("filed");
    decide(&bed, 11, &form, &yes(&bed, Some(8))).expect("approved");
    assert!(scopes(&bed).contains(&Scope::Sa), "64 points are enough until that day");
    bed.set_clock(bed.now().plus_seconds(11 * DAY_S));
    let form = file(&bed, &draft(2, 2_000_000_000)).expect("filed");
    decide(&bed, 12, &form, &yes(&bed, Some(8))).expect("approved");
    assert!(!scopes(&bed).contains(&Scope::Sa), "and not from that day on");
    let again = propose(&bed, 13, deeds::sheet_draft(&sheet), deeds::SHEET);
    assert_eq!(code_of(again), "eligibility/sheet-malformed");
}

/// Operators hear of each form once, and that it takes the place of one that waited.
fn whoever_decides_is_told_of_each_form_once(bed: Bed) {
    newcomer(&bed);
    let file = |n: u64| {
        let write = move |tx: &mut Tx<'_>,
                          hub: &std::sync::Arc<naru_core::hub::Hub>,
                          env: &naru_base::Env| {
            let by = ("staff:applicant", &institution(7));
            reactions::file_form(tx, env, &hub.keys, by, &draft(n, 1))?;
            Ok(eligibility::record(tx, &institution(7))?.0)
        };
        let form = bed.write(write).expect("filed");
        bed.set_clock(bed.now().plus_seconds(60));
        form
    };
    let told = || -> Vec<(String, String)> {
        let filter = notify::Filter { limit: 50, ..notify::Filter::default() };
        let desk = Party::Staff(Role::Operator);
        let all = bed.write(move |tx, hub, _| notify::inbox(tx, &hub.keys, &desk, &filter));
        let of = |it: &Content| match it {
            Content::EligibilityFiled { form, replaces, .. } => (form.clone(), replaces.clone()),
            other => panic!("{other:?}"),
        };
        let mut all: Vec<_> = all.expect("read").iter().map(|it| of(&it.content)).collect();
        all.sort();
        all
    };
    let id = |n: u64| Id::from_parts(n, 0).to_string();
    file(1);
    file(1);
    assert_eq!(told(), [(id(1), String::new())], "the same form is told once");
    let second = file(2);
    assert_eq!(told()[1..], [(id(2), id(1))], "it says which one it takes the place of");
    decide(&bed, 10, &second, &yes(&bed, None)).expect("approved");
    file(3);
    assert_eq!(told()[2..], [(id(3), String::new())], "a decided one waits no more");
}

crate::on_both_engines!(
    whoever_decides_is_told_of_each_form_once,
    an_approval_opens_the_gate_and_gives_the_scopes_until_its_end,
    a_small_operator_keeps_to_the_network_s_authentication,
    what_the_rules_find_is_not_approved,
    a_new_sheet_counts_from_its_day,
);
