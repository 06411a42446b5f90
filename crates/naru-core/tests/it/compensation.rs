//! Compensation by its commands, on both engines: two people, every won in the ledger, and what is
//! reported counts against the cover at once.

use crate::bed::{Bed, bank, institution, order, paid};
use naru_base::role::{Post, Role};
use naru_base::{Answer, ClientUseCode, FaultKind, Id, InsurerCode, Lang, Micros, No, Won};
use naru_core::claim::freezewire::{FreezeReply, FreezeRequest};
use naru_core::claim::{
    self, Cause, Claim, ClockState, Draft, Duty, Filter, Found, Freezing, Listed, Money,
    NewRemittance, Part, Party, Place, Reader, Shares, State, Step, TraceState, Wanted, deeds,
};
use naru_core::proposal::{self, Deciding};
use naru_core::relay::{Decline, Key, Kind};
use naru_core::surety::{self, InstrumentKind, Position, decide::Wish as Cover};
use naru_core::{notify, policy, reactions, verify};
use naru_lab::admission::{insure, of_bed};
use naru_store::{Tx, chain};
use std::collections::BTreeSet;

const HOUR_S: i64 = 3_600;

fn who(n: u128) -> Id {
    Id::from_parts(1, n)
}

fn operator() -> Post {
    Post::of_network(Role::Operator).expect("a role")
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

fn propose(bed: &Bed, n: u64, kind: &str, (subject, body): (String, String)) -> Answer<Id> {
    let (id, kind, sealed_reason) = (Id::from_parts(n, 0), kind.to_owned(), b"why".to_vec());
    let draft = proposal::Draft { id, kind, subject, body, sealed_reason, code: None };
    bed.write(move |tx, _, env| {
        let who = Deciding { who: who(1), post: &operator() };
        proposal::propose(tx, env, &deeds::KINDS, &who, &draft)
    })
}

fn confirm_by(bed: &Bed, person: u128, id: Id) -> Answer<()> {
    bed.write(move |tx, hub, env| {
        let who = Deciding { who: who(person), post: &operator() };
        proposal::confirm(tx, env, &deeds::KINDS, &who, id, (&[0; 32], &[]))?;
        let case = proposal::find(tx, id)?.expect("confirmed");
        reactions::tell_of_deed(tx, env, &hub.keys, &case)
    })
}

fn decide(bed: &Bed, n: u64, kind: &str, claim: Id, wish: &deeds::Wish) -> Answer<()> {
    let id = propose(bed, n, kind, deeds::wish_draft(claim, wish))?;
    confirm_by(bed, 2, id)
}

fn wish(amount: i64) -> deeds::Wish {
    deeds::Wish { amount, evidence: "D-2026-1".into(), ..deeds::Wish::default() }
}

fn of(party: &str, amount: i64) -> deeds::Wish {
    deeds::Wish { party: party.into(), ..wish(amount) }
}

/// A withdrawal of institution 1 whose money went on to an account at bank 2.
fn stolen(bed: &Bed, n: u32, amount: i64) -> Key {
    let mut it = order(1, n, amount);
    it.details.recv = ["모르는이".to_owned(), bank(2).to_string(), "220".to_owned()];
    let key = bed.asked(&it);
    bed.conclude(&key, paid());
    key
}

fn draft(n: u64, transfers: &[Key]) -> Draft {
    Draft {
        id: Id::from_parts(1_000 + n, 0),
        institution: institution(1),
        said: Cause::Intrusion,
        words: "모르는 출금입니다".to_owned(),
        transfers: transfers.to_vec(),
    }
}

fn report_as(bed: &Bed, actor: &'static str, draft: &Draft) -> Answer<()> {
    let draft = draft.clone();
    bed.write(move |tx, hub, env| reactions::report_claim(tx, env, &hub.keys, actor, &draft))
}

fn report(bed: &Bed, n: u64, transfers: &[Key]) -> Id {
    let draft = draft(n, transfers);
    report_as(bed, "staff:reporter", &draft).expect("reported");
    draft.id
}

fn find(bed: &Bed, id: Id) -> Claim {
    read(bed, move |tx| claim::find(tx, id))
}

fn money(bed: &Bed, id: Id) -> Money {
    read(bed, move |tx| Ok(claim::money_of(tx, id)?))
}

fn position(bed: &Bed) -> Position {
    let now = bed.now();
    read(bed, move |tx| Ok(surety::position(tx, &institution(1), now)?))
}

fn due(bed: &Bed) -> Vec<claim::Due> {
    let (keys, now) = (bed.hub.keys.clone(), bed.now());
    bed.store.read_blocking(move |tx| claim::due(tx, &keys, now, 100)).expect("read")
}

/// The bank answers the one request that is due.
fn answer(bed: &Bed, code: &str, frozen: &str) {
    let it = due(bed).into_iter().next().expect("a request is due");
    let reply = FreezeReply {
        request_id: it.id.to_string(),
        bank_rsp_code: code.to_owned(),
        bank_rsp_message: String::new(),
        frozen_amt: frozen.to_owned(),
    };
    bed.write(move |tx, hub, env| {
        reactions::conclude_freeze(tx, env, &hub.keys, it.id, Some(&reply))
    })
    .expect("concluded");
}

/// Institution 1 with an instrument of its own that began before anything was reported.
fn instrument(bed: &Bed, amount: i64) -> Id {
    let from = bed.now();
    let cover = Cover {
        kind: InstrumentKind::Insurance,
        issuer: "한울보증".to_owned(),
        insurer: Some(InsurerCode::parse("G202600001").expect("a code")),
        reference: "G-7".to_owned(),
        amount: Won::new(amount),
        valid_from: from,
        valid_until: from.plus_seconds(90 * 24 * HOUR_S),
    };
    bed.write(move |tx, _, env| insure(tx, env, &of_bed(&institution(1)), &cover)).expect("insured")
}

fn proven(bed: &Bed) {
    let report = read(bed, |tx| Ok(verify::book(tx)?));
    let broken: Vec<_> = report.checks.iter().filter(|it| !it.ok).collect();
    assert!(broken.is_empty(), "{broken:?}");
}

fn told(bed: &Bed, party: notify::Party) -> Vec<String> {
    let keys = bed.hub.keys.clone();
    let all = bed.store.read_blocking(move |tx| {
        notify::inbox(tx, &keys, &party, &notify::Filter { limit: 200, ..Default::default() })
    });
    let all = all.expect("read").into_iter();
    let mut kinds: Vec<String> = all.map(|it| it.content.kind().to_owned()).collect();
    kinds.sort();
    kinds
}

/// What a party was told, the first first: title and text.
fn read_by(bed: &Bed, party: notify::Party) -> Vec<(String, String)> {
    let keys = bed.hub.keys.clone();
    let all = bed.store.read_blocking(move |tx| {
        notify::inbox(tx, &keys, &party, &notify::Filter { limit: 200, ..Default::default() })
    });
    let (directory, all) = (bed.hub.directory(), all.expect("read").into_iter().rev());
    let called = |code: &str| directory.called(Lang::Ko, code);
    all.map(|it| (it.content.title(Lang::Ko, &called), it.content.text(Lang::Ko, &called)))
        .collect()
}

/// Every notice of one claim says what happened, how much it moved, and what its reader has to do.
fn tells_each_deed_apart(bed: &Bed) {
    let operator = read_by(bed, notify::Party::Staff(Role::Operator));
    let has = |all: &[(String, String)], title: &str, text: &str| {
        let fits = all.iter().any(|it| it.0.contains(title) && it.1.contains(text));
        assert!(fits, "{title} | {text} in {all:#?}");
    };
    for (title, text) in [
        ("피해 신고: 1,000,000원", "까지 소비자에게 1,000,000원을 지급하고"),
        ("300,000원 지급정지", "증빙 번호와 함께"),
        ("소비자에게 1,000,000원 선지급", "까지 원인을 결정해 주십시오"),
        ("에서 300,000원 회수", "까지 원인을 결정해 주십시오"),
        ("원인 결정 (침입으로 얻은 접근매체)", "지금 하실 일은 없습니다"),
        ("에 560,000원 청구", "지금 하실 일은 없습니다"),
        ("에서 140,000원 받음", "지금 하실 일은 없습니다"),
        ("에서 560,000원 받음", "종결을 제안해 주십시오"),
        ("피해보상 1,000,000원 종결", "지금 하실 일은 없습니다"),
    ] {
        has(&operator, title, text);
    }
    let titles: BTreeSet<&String> = operator.iter().map(|it| &it.0).collect();
    assert_eq!(titles.len(), operator.len(), "no two read alike: {operator:#?}");
    let bank = read_by(bed, notify::Party::Bank(bank(2)));
    has(&bank, "피해 신고: 1,000,000원", "까지 1,000,000원의 지급정지 여부를 응답해");
    let payer = read_by(bed, notify::Party::Bank(self::bank(1)));
    has(&payer, "원인 결정", "부담하실 140,000원을 운영기관에");
    let institution = read_by(bed, notify::Party::Institution(institution(1)));
    has(&institution, "원인 결정", "부담하실 560,000원을");
    let insurer = InsurerCode::parse("G202600001").expect("a code");
    let insurer = read_by(bed, notify::Party::Insurer(insurer));
    has(&insurer, "560,000원 청구", "운영기관에 560,000원을 지급하고");
}

/// From the report to the last won: frozen, paid by the operator, decided, the bank and the surety
/// pay, what the surety paid it no longer covers.
fn a_claim_goes_from_report_to_the_last_won(bed: Bed) {
    let guarantee = instrument(&bed, 5_000_000);
    let before = position(&bed);
    let key = stolen(&bed, 1, 1_000_000);
    let id = report(&bed, 1, &[key]);
    let reported = find(&bed, id);
    assert_eq!((reported.state, reported.loss), (State::Reported, Won::new(1_000_000)));
    assert_eq!(position(&bed).claimed, Won::new(1_000_000), "from the report on");
    assert_eq!(position(&bed).free.get(), before.free.get() - 2_000_000, "unsettled and claimed");
    assert_eq!(bed.balance("claim:M202600001"), (0, 1_000_000));
    proven(&bed);

    let asked = due(&bed);
    assert_eq!(asked.len(), 1);
    let request: FreezeRequest = serde_json::from_slice(&asked[0].body).expect("a request");
    let to = (asked[0].bank.to_string(), request.account_num.as_str(), request.tran_amt.as_str());
    assert_eq!(to, ("902".to_owned(), "220", "1000000"));
    bed.set_clock(bed.now().plus_seconds(20));
    answer(&bed, "000", "300000");
    assert_eq!(find(&bed, id).state, State::Frozen);
    let traces = read(&bed, move |tx| Ok(claim::traces(tx, id)?));
    assert_eq!((traces[0].state, traces[0].frozen), (TraceState::Partly, Won::new(300_000)));

    decide(&bed, 1, deeds::PAY, id, &wish(1_000_000)).expect("paid");
    assert_eq!(bed.balance("claim-advance:operator").0, -1_000_000);
    assert_eq!(bed.balance("claim:M202600001"), (1_000_000, 0));
    // What was frozen came back before the cause was decided: only the rest is shared.
    decide(&bed, 2, deeds::RETURN, id, &of("902", 300_000)).expect("returned");
    let again = decide(&bed, 3, deeds::RETURN, id, &of("902", 1));
    assert_eq!(code_of(again), "claim/more-than-owed");
    assert_eq!(position(&bed).claimed, Won::new(700_000));
    let cause = deeds::Wish { cause: "intrusion".into(), ..deeds::Wish::default() };
    decide(&bed, 4, deeds::DECIDE, id, &cause).expect("decided");
    let it = money(&bed, id);
    assert_eq!((it.on_institution, it.returned), (Won::new(560_000), Won::new(300_000)));
    assert_eq!(bed.balance("claim-owed:901").0, 140_000, "a fifth is the consumer's bank's");
    assert_eq!(position(&bed).claimed, Won::new(560_000), "only its own share counts now");
    proven(&bed);

    let too_early = decide(&bed, 5, deeds::CLOSE, id, &deeds::Wish::default());
    assert_eq!(code_of(too_early), "claim/still-owed");
    let ask = |amount| deeds::Wish { instrument: guarantee.to_string(), ..wish(amount) };
    assert_eq!(code_of(decide(&bed, 6, deeds::SURETY, id, &ask(560_001))), "claim/more-than-owed");
    decide(&bed, 6, deeds::SURETY, id, &ask(560_000)).expect("claimed");
    assert_eq!(bed.balance("claim-surety:M202600001").0, 560_000);
    assert_eq!(position(&bed).claimed, Won::new(560_000), "pending at the surety");
    decide(&bed, 7, deeds::RECOVER, id, &of("901", 140_000)).expect("the bank paid");
    decide(&bed, 8, deeds::RECOVER, id, &of("surety", 560_000)).expect("the surety paid");
    let after = position(&bed);
    assert_eq!(after.claimed, Won::ZERO);
    assert_eq!(after.active.get(), before.active.get() - 560_000, "it covers so much less");
    // Nobody typed its code: it is the one on record with the instrument, sees it, and is told.
    let insurer = InsurerCode::parse("G202600001").expect("a code");
    assert_eq!(find(&bed, id).insurer, Some(insurer.clone()));
    let of = insurer.clone();
    let theirs = read(&bed, move |tx| Ok(surety::of_insurer(tx, &of)?));
    let drawn = theirs.iter().find(|it| it.id == guarantee).map(|it| it.drawn);
    assert_eq!(drawn, Some(Won::new(560_000)));
    let other = InsurerCode::parse("G202600002").expect("a code");
    assert!(read(&bed, move |tx| Ok(surety::of_insurer(tx, &other)?)).is_empty());
    assert!(told(&bed, notify::Party::Insurer(insurer)).contains(&"claim.moved".to_owned()));
    decide(&bed, 9, deeds::CLOSE, id, &deeds::Wish::default()).expect("closed");
    let closed = find(&bed, id);
    let clocks = closed.clocks(bed.now()).map(|it| it.state);
    assert_eq!((closed.state, clocks), (State::Closed, [ClockState::Met; 4]));
    // Nothing holds the money any more: the bank is asked to let go.
    assert_eq!(due(&bed).len(), 1);
    answer(&bed, "000", "0");
    let traces = read(&bed, move |tx| Ok(claim::traces(tx, id)?));
    assert_eq!((traces[0].state, traces[0].frozen), (TraceState::Released, Won::ZERO));
    let held = read(&bed, |tx| Ok(claim::part_of(tx, &Reader::Bank(bank(2)), None)?));
    assert_eq!(held.map(|it| it.done), Some(Won::ZERO));
    for account in ["claim:M202600001", "claim-advance:operator", "claim-owed:901"] {
        assert_eq!(bed.balance(account), (0, 0), "{account}");
    }
    proven(&bed);
    tells_each_deed_apart(&bed);
    let bank = told(&bed, notify::Party::Bank(bank(2)));
    assert_eq!(bank.iter().filter(|it| *it == "claim.reported").count(), 1);
    assert!(bank.iter().filter(|it| *it == "claim.moved").count() >= 7, "{bank:?}");
    assert_eq!(told(&bed, notify::Party::Institution(institution(1))), bank);
}

/// The other path: the rule says that the institution pays first. It bears its own share at once.
fn the_institution_pays_first_where_the_rule_says_so(bed: Bed) {
    let now = bed.now();
    bed.write(move |tx, _, _| {
        let rule = policy::Parameter {
            name: "claim_first_payer".to_owned(),
            valid_from: now,
            value: 2,
            source: "test: the institution's contract".to_owned(),
        };
        Ok(policy::add(tx, &rule)?)
    })
    .expect("a rule");
    let key = stolen(&bed, 1, 100_001);
    let id = report(&bed, 1, &[key]);
    answer(&bed, "412", "0");
    assert_eq!(turns(&bed, id), ["operator book", "M202600001 pay-and-show"]);
    decide(&bed, 1, deeds::PAY, id, &wish(100_001)).expect("paid");
    assert_eq!(bed.balance("claim-advance:M202600001").0, -100_001);
    let cause = deeds::Wish { cause: "processing".into(), ..deeds::Wish::default() };
    decide(&bed, 2, deeds::DECIDE, id, &cause).expect("decided");
    // Half of it is its own; a fifth the bank's, three tenths the operator's, rounded down.
    let it = money(&bed, id);
    let open: Vec<(String, i64)> =
        it.open(&institution(1)).iter().map(|(who, won)| (who.to_string(), won.get())).collect();
    assert_eq!(open, [("operator".to_owned(), 30_000), ("901".to_owned(), 20_000)]);
    assert_eq!(bed.balance("claim-advance:M202600001").0, -50_000, "its own share is borne");
    assert_eq!(position(&bed).claimed, Won::ZERO, "it has paid what it answers for");
    assert_eq!(find(&bed, id).due_at[Step::Surety as usize], None, "nothing to ask of a surety");
    decide(&bed, 3, deeds::RECOVER, id, &of("operator", 30_000)).expect("the operator paid");
    decide(&bed, 4, deeds::WRITE_OFF, id, &of("901", 20_000)).expect("given up");
    decide(&bed, 5, deeds::CLOSE, id, &deeds::Wish::default()).expect("closed");
    assert_eq!(bed.balance("claim-advance:M202600001"), (0, 0));
    proven(&bed);
}

fn one_person_decides_nothing_and_the_reporter_even_less(bed: Bed) {
    let key = stolen(&bed, 1, 1_000);
    let reporter: &'static str = Box::leak(format!("staff:{}", who(2)).into_boxed_str());
    let mine = draft(1, &[key]);
    report_as(&bed, reporter, &mine).expect("reported");
    let id = propose(&bed, 1, deeds::PAY, deeds::wish_draft(mine.id, &wish(1_000))).expect("once");
    assert_eq!(code_of(confirm_by(&bed, 1, id)), "proposal/own");
    assert_eq!(code_of(confirm_by(&bed, 2, id)), "claim/own-report");
    assert_eq!(find(&bed, mine.id).state, State::Reported);
    confirm_by(&bed, 3, id).expect("a third person");
    let twice = propose(&bed, 2, deeds::PAY, deeds::wish_draft(mine.id, &wish(1_000)));
    assert_eq!(code_of(twice), "claim/not-now");
    let (kind, wish) = (deeds::CLOSE.to_owned(), deeds::Wish::default());
    let (subject, body) = deeds::wish_draft(mine.id, &wish);
    let (id, sealed_reason) = (Id::from_parts(3, 0), b"why".to_vec());
    let draft = proposal::Draft { id, kind, subject, body, sealed_reason, code: None };
    let by_reporter = bed.write(move |tx, _, env| {
        let who = Deciding { who: who(2), post: &operator() };
        proposal::propose(tx, env, &deeds::KINDS, &who, &draft)
    });
    assert_eq!(code_of(by_reporter), "claim/own-report", "before anything else is looked at");
    proven(&bed);
}

fn a_transfer_is_claimed_once_and_again_after_a_no(bed: Bed) {
    let (one, two) = (stolen(&bed, 1, 1_000), stolen(&bed, 2, 2_000));
    let first = draft(1, std::slice::from_ref(&one));
    report_as(&bed, "staff:a", &first).expect("reported");
    report_as(&bed, "staff:a", &first).expect("sent twice, reported once");
    assert_eq!(code_of(report_as(&bed, "staff:b", &first)), "claim/not-now");
    let second = draft(2, &[two, one.clone()]);
    assert_eq!(code_of(report_as(&bed, "staff:b", &second)), "claim/transfer-claimed");
    let fund = Key { id: bed.fund(1, 1, 5).id, ..one.clone() };
    assert_eq!(
        code_of(report_as(&bed, "staff:b", &draft(3, &[fund]))),
        "claim/transfer-not-settled"
    );
    answer(&bed, "000", "1000");
    decide(&bed, 1, deeds::REJECT, first.id, &deeds::Wish::default()).expect("rejected");
    assert_eq!(position(&bed).claimed, Won::ZERO);
    // The bank lets go, and is asked until it has.
    let asked = due(&bed);
    assert_eq!(asked.iter().map(|it| it.path).collect::<Vec<_>>(), ["/naru/v1/unfreeze"]);
    answer(&bed, "000", "0");
    let id = first.id;
    let traces = read(&bed, move |tx| Ok(claim::traces(tx, id)?));
    assert_eq!(traces[0].state, TraceState::Released);
    report_as(&bed, "staff:b", &second).expect("claimed anew");
    proven(&bed);
}

/// Withdrawals are refused as soon as damage is reported that takes the rest of the cover, and not
/// any more once it is taken back.
fn reported_damage_counts_against_the_cover_at_once(bed: Bed) {
    let key = stolen(&bed, 1, 1_000_000);
    let free = position(&bed).free.get();
    let more = order(1, 2, 1_000);
    let keeps = free - 1_000_000 - 999;
    let sql: &'static str = Box::leak(
        format!("UPDATE surety_account SET claimed = {keeps} WHERE client_use_code = 'M202600001'")
            .into_boxed_str(),
    );
    // The rest of the cover stands for other claims.
    bed.tamper(sql);
    let it = draft(1, &[key]);
    report_as(&bed, "staff:a", &it).expect("reported");
    assert_eq!(position(&bed).free, Won::new(999));
    assert_eq!(bed.told(&more).decline, Some(Decline::CoverExceeded));
    let id = it.id;
    let foreign =
        bed.write(move |tx, hub, env| reactions::withdraw_claim(tx, env, &hub.keys, "staff:b", id));
    assert_eq!(code_of(foreign), "claim/not-yours");
    bed.write(move |tx, hub, env| reactions::withdraw_claim(tx, env, &hub.keys, "staff:a", id))
        .expect("withdrawn");
    bed.asked(&order(1, 3, 1_000));
}

fn a_bank_that_does_not_answer_is_asked_again_and_holds_up_no_payment(bed: Bed) {
    let key = stolen(&bed, 1, 1_000);
    let id = report(&bed, 1, &[key]);
    let first = due(&bed);
    let request = first[0].id;
    bed.write(move |tx, hub, env| reactions::conclude_freeze(tx, env, &hub.keys, request, None))
        .expect("nothing proven");
    assert!(due(&bed).is_empty(), "not at once");
    bed.set_clock(bed.now().plus_seconds(61));
    assert_eq!(due(&bed).len(), 1);
    let late =
        |bed: &Bed| bed.write(|tx, hub, env| reactions::tell_of_late_claims(tx, env, &hub.keys));
    assert_eq!(late(&bed).expect("told"), 2, "two desks");
    assert_eq!(late(&bed).expect("told"), 0, "once");
    let (now, found) = (bed.now(), id);
    let filter = Filter { late_at: Some(now), bank: Some(bank(2)), ..Filter::default() };
    let listed = read(&bed, move |tx| Ok(claim::list(tx, &filter)?));
    assert_eq!(listed.iter().map(|it| it.id).collect::<Vec<_>>(), [found]);
    decide(&bed, 1, deeds::PAY, id, &wish(1_000)).expect("paid without the bank");
    answer(&bed, "000", "1000");
    let it = find(&bed, id);
    assert_eq!(it.state, State::Paid);
    let clocks = it.clocks(bed.now()).map(|it| it.state);
    assert_eq!(clocks[..2], [ClockState::Late, ClockState::Met]);
    proven(&bed);
}

/// Two people change the table; claims decided from then on follow it, and say by which row.
fn the_table_of_liability_is_changed_by_two(bed: Bed) {
    let row = Shares {
        cause: Cause::Intrusion,
        valid_from: Micros::new(0),
        institution: 40,
        bank: 60,
        operator: 0,
        consumer: 0,
        source: "2027 은행권 분담기준".to_owned(),
    };
    let off = Shares { bank: 61, ..row.clone() };
    let wrong = propose(&bed, 1, deeds::TABLE, deeds::table_draft(&off));
    assert_eq!(code_of(wrong), "claim/shares-not-hundred");
    let id = propose(&bed, 2, deeds::TABLE, deeds::table_draft(&row)).expect("proposed");
    confirm_by(&bed, 2, id).expect("confirmed");
    let now = bed.now();
    let (table, _) = read(&bed, move |tx| Ok(claim::table(tx, now)?));
    let in_force = table.iter().find(|it| it.cause == Cause::Intrusion).expect("a row");
    assert_eq!((in_force.bank, in_force.valid_from), (60, now));
    let key = stolen(&bed, 1, 1_000);
    let it = report(&bed, 1, &[key]);
    decide(&bed, 3, deeds::PAY, it, &wish(1_000)).expect("paid");
    let cause = deeds::Wish { cause: "intrusion".into(), ..deeds::Wish::default() };
    decide(&bed, 4, deeds::DECIDE, it, &cause).expect("decided");
    assert_eq!(money(&bed, it).on_institution, Won::new(400));
    let lines = read(&bed, move |tx| Ok(claim::lines(tx, it)?));
    let share = lines.iter().find(|it| it.kind.as_str() == "share").expect("a share");
    assert_eq!(share.evidence, format!("intrusion/{}", now.get()));
    assert_eq!(share.by, [format!("staff:{}", who(1)), format!("staff:{}", who(2))]);
}

/// The surety says no: the institution answers again, and pays itself.
fn a_surety_may_say_no(bed: Bed) {
    let guarantee = instrument(&bed, 5_000);
    let key = stolen(&bed, 1, 1_000);
    let id = report(&bed, 1, &[key]);
    decide(&bed, 1, deeds::PAY, id, &wish(1_000)).expect("paid");
    let cause = deeds::Wish { cause: "institution-fault".into(), ..deeds::Wish::default() };
    decide(&bed, 2, deeds::DECIDE, id, &cause).expect("decided");
    let ask = deeds::Wish { instrument: guarantee.to_string(), ..wish(1_000) };
    decide(&bed, 3, deeds::SURETY, id, &ask).expect("claimed");
    decide(&bed, 4, deeds::SURETY_REFUSED, id, &wish(0)).expect("it said no");
    assert_eq!(money(&bed, id).on_institution, Won::new(1_000));
    let own = of("M202600001", 1_000);
    decide(&bed, 5, deeds::RECOVER, id, &own).expect("the institution paid");
    decide(&bed, 6, deeds::CLOSE, id, &deeds::Wish::default()).expect("closed");
    assert_eq!(position(&bed).claimed, Won::ZERO);
    proven(&bed);
}

/// What is personal is sealed; the consumer's link opens by its hash only, and only the last one.
fn what_is_personal_is_sealed_and_a_link_opens_once_given(bed: Bed) {
    let key = stolen(&bed, 1, 1_000);
    let id = report(&bed, 1, &[key]);
    let keys = bed.hub.keys.clone();
    let said = bed.store.read_blocking(move |tx| claim::said(tx, &keys, id)).expect("opens");
    assert_eq!(said, "모르는 출금입니다");
    let clear = bed
        .number("SELECT count(*) FROM claim_trace WHERE cast(sealed_account AS TEXT) LIKE '%220%'");
    assert!(!bed.is_sqlite() || clear == 0, "the account lies open");
    let give = |bed: &Bed, hash: [u8; 32]| {
        bed.write(move |tx, _, env| claim::give_link(tx, env, "staff:a", id, &hash)).expect("given")
    };
    let opens = |bed: &Bed, hash: [u8; 32]| read(bed, move |tx| claim::by_link(tx, &hash));
    give(&bed, [1; 32]);
    assert_eq!(opens(&bed, [1; 32]).map(|it| it.id), Some(id));
    give(&bed, [2; 32]);
    assert_eq!(opens(&bed, [1; 32]), None, "the earlier link is dead");
    assert_eq!(opens(&bed, [2; 32]).map(|it| it.id), Some(id));
}

/// Behind the decisions stand the database and the proof.
fn what_was_changed_behind_the_commands_is_found(bed: Bed) {
    let key = stolen(&bed, 1, 1_000);
    let id = report(&bed, 1, &[key]);
    decide(&bed, 1, deeds::PAY, id, &wish(1_000)).expect("paid");
    let gone = bed.write(|tx, _, _| Ok(tx.exec("DELETE FROM claim_line", &[])?));
    assert!(matches!(gone, Err(No::Fault(it)) if it.kind == FaultKind::Permanent));
    let broken = |bed: &Bed| -> Vec<String> {
        let report = read(bed, |tx| Ok(verify::book(tx)?));
        report.checks.iter().filter(|it| !it.ok).map(|it| it.name.to_string()).collect()
    };
    bed.tamper("UPDATE surety_account SET claimed = 1 WHERE client_use_code = 'M202600001'");
    assert_eq!(broken(&bed), ["claims-count-against-cover"]);
    bed.tamper("UPDATE surety_account SET claimed = 1000 WHERE client_use_code = 'M202600001'");
    assert_eq!(broken(&bed), Vec::<String>::new());
    bed.tamper("UPDATE claim_case SET state = 'reported' WHERE loss = 1000");
    assert_eq!(broken(&bed), ["claims-add-up"]);
    bed.tamper("UPDATE claim_case SET state = 'paid' WHERE loss = 1000");
    bed.disarm();
    bed.tamper("UPDATE ledger_entry SET account = 'claim:M202600002' WHERE step = 4 AND leg = 1");
    assert_eq!(broken(&bed), ["balances-equal-entries", "claims-equal-ledger"]);
}

/// A deposit names where the money went when the withdrawal does not say.
fn a_deposit_shows_where_the_money_went(bed: Bed) {
    bed.fund(1, 1, 10_000);
    let lost = bed.asked(&order(1, 2, 1_000));
    bed.conclude(&lost, paid());
    let deposit = crate::bed::deposit(&bed, 1, 3, 900);
    assert_eq!(deposit.kind, Kind::Deposit);
    let sent = bed.asked(&deposit);
    bed.conclude(&sent, paid());
    let id = report(&bed, 1, &[lost, sent]);
    let traces = read(&bed, move |tx| Ok(claim::traces(tx, id)?));
    let asked: Vec<(String, i64)> =
        traces.iter().map(|it| (it.bank.to_string(), it.amount.get())).collect();
    assert_eq!(asked, [("901".to_owned(), 900)]);
    assert_eq!(find(&bed, id).loss, Won::new(1_000), "only what was lost");
    // Nowhere to ask: frozen at once, as far as it goes.
    let lost = bed.asked(&order(1, 4, 1_000));
    bed.conclude(&lost, paid());
    let nowhere = report(&bed, 2, &[lost]);
    assert_eq!(find(&bed, nowhere).state, State::Frozen);
}

/// Decisions of one instant, the later of which has the lower id, as chance may have it.
fn decisions_of_one_instant_keep_their_order(bed: Bed) {
    instrument(&bed, 5_000_000);
    let key = stolen(&bed, 1, 1_000_000);
    let id = report(&bed, 1, &[key]);
    answer(&bed, "000", "300000");
    decide(&bed, 9, deeds::PAY, id, &wish(1_000_000)).expect("paid");
    let held = |bed: &Bed| {
        let part = read(bed, move |tx| Ok(claim::part_of(tx, &Reader::Bank(bank(2)), None)?));
        part.map(|it| it.done)
    };
    assert_eq!(held(&bed), Some(Won::new(300_000)));
    decide(&bed, 8, deeds::RETURN, id, &of("902", 300_000)).expect("returned");
    assert_eq!(held(&bed), Some(Won::ZERO), "what came back is frozen no more");
    let cause = deeds::Wish { cause: "intrusion".into(), ..deeds::Wish::default() };
    decide(&bed, 7, deeds::DECIDE, id, &cause).expect("decided");
    let it = money(&bed, id);
    assert_eq!((it.on_institution, it.returned), (Won::new(560_000), Won::new(300_000)));
    proven(&bed);
}

fn agenda(bed: &Bed, reader: Reader, is_mine: bool, after: Option<Place>) -> Vec<Listed> {
    let wanted = Wanted { reader, now: bed.now(), is_mine, after, ..Wanted::default() };
    read(bed, move |tx| Ok(claim::agenda(tx, &wanted)?))
}

/// What a reader has to pay in a claim, or in all of its own.
fn owed(bed: &Bed, reader: &Reader, of: Option<Id>) -> Won {
    let reader = reader.clone();
    read(bed, move |tx| Ok(claim::part_of(tx, &reader, of)?)).map_or(Won::ZERO, |it| it.owed)
}

/// Each reader of the network with the side of a claim that it stands for.
fn readers() -> [(Reader, Party); 5] {
    let insurer = InsurerCode::parse("G202600001").expect("a code");
    [
        (Reader::Decides("staff:another".to_owned()), Party::Operator),
        (Reader::Institution(institution(1)), Party::Institution(institution(1))),
        (Reader::Bank(bank(1)), Party::Bank(bank(1))),
        (Reader::Bank(bank(2)), Party::Bank(bank(2))),
        (Reader::Insurer(insurer), Party::Surety),
    ]
}

/// Whose turn it is by the list, which must be the rule's answer; gives the sides whose turn it is.
fn turns(bed: &Bed, id: Id) -> Vec<String> {
    let (it, sum, now) = (find(bed, id), money(bed, id), bed.now());
    let traces = read(bed, move |tx| Ok(claim::traces(tx, id)?));
    let mut sides = Vec::new();
    for (reader, side) in readers() {
        let listed = agenda(bed, reader.clone(), true, None);
        let by_list = listed.iter().any(|it| it.claim.id == id);
        let said = read(bed, move |tx| Ok(claim::notices(tx, id)?));
        let todo = claim::todo(&it, (&sum, &traces, &said), &side, now);
        assert_eq!(by_list, todo.duty != Duty::None, "{side} in {}: {todo:?}", it.state);
        let own = reader.clone();
        let (part, own_todo) = read(bed, move |tx| {
            let it = claim::find(tx, id)?;
            Ok((claim::part_of(tx, &own, Some(id))?, claim::todo_of(tx, &it, &own, now)?))
        });
        assert_eq!(own_todo, part.map(|_| todo), "{side} in {}", it.state);
        // What it says that it has paid is the same by the claim and by its own sums.
        let waits = read(bed, move |tx| {
            let it = claim::find(tx, id)?;
            Ok(claim::told_in(tx, &it)?)
        });
        let waits = waits.iter().find(|it| it.0 == side).map(|it| it.1);
        if let Some(part) = part {
            // Of more than it owes by now only that much.
            assert!(part.told <= waits.unwrap_or(Won::ZERO), "{side} in {}", it.state);
        }
        // What a party says that it has paid it still owes until it is booked, and sends once.
        if let Some(part) = part {
            let to_send = part.owed.minus(part.told).expect("no more is told than owed");
            let sum = match (todo.duty, &side) {
                (Duty::Freeze, _) => part.open,
                // It still owes what is to be asked of its surety now.
                (_, Party::Institution(_)) if claim::is_own_time_over(&it, now) => Won::ZERO,
                _ => to_send,
            };
            assert_eq!(sum, todo.amount, "{side} in {}: {todo:?}", it.state);
        }
        let wanted = Wanted { reader, now, ..Wanted::default() };
        let count = read(bed, move |tx| Ok(claim::turns(tx, &wanted)?));
        assert_eq!(usize::try_from(count), Ok(listed.len()), "{side} in {}", it.state);
        if let Party::Institution(code) = side.clone() {
            let first = read(bed, move |tx| Ok(claim::first_payment(tx, &code, now)?));
            assert_eq!(first, todo.due_at.map(|by| (id, by)), "{side} in {}: {todo:?}", it.state);
        }
        if by_list {
            sides.push(format!("{side} {}", todo.duty));
        }
    }
    sides
}

/// At every step of a claim's life the list and the rule agree whose turn it is.
fn the_list_knows_whose_turn_it_is(bed: Bed) {
    let guarantee = instrument(&bed, 5_000_000);
    let key = stolen(&bed, 1, 1_000_000);
    let id = report(&bed, 1, &[key]);
    assert_eq!(turns(&bed, id), ["operator pay", "902 freeze"]);
    let reporter = agenda(&bed, Reader::Decides("staff:reporter".to_owned()), true, None);
    assert!(reporter.is_empty(), "whoever reported it decides nothing");
    answer(&bed, "000", "300000");
    assert_eq!(turns(&bed, id), ["operator pay"]);
    decide(&bed, 1, deeds::PAY, id, &wish(1_000_000)).expect("paid");
    assert_eq!(turns(&bed, id), ["operator decide"]);
    let cause = deeds::Wish { cause: "intrusion".into(), ..deeds::Wish::default() };
    decide(&bed, 2, deeds::DECIDE, id, &cause).expect("decided");
    assert_eq!(turns(&bed, id), ["M202600001 share", "901 share"], "its own time runs");
    assert_eq!(owed(&bed, &Reader::Bank(bank(1)), Some(id)), Won::new(200_000));
    assert_eq!(owed(&bed, &Reader::Bank(bank(1)), None), Won::new(200_000));
    assert_eq!(owed(&bed, &Reader::Institution(institution(1)), Some(id)), Won::new(800_000));
    let ask = deeds::Wish { instrument: guarantee.to_string(), ..wish(800_000) };
    decide(&bed, 3, deeds::SURETY, id, &ask).expect("claimed");
    assert_eq!(turns(&bed, id), ["901 share", "surety answer"]);
    assert_eq!(owed(&bed, &Reader::Institution(institution(1)), Some(id)), Won::ZERO);
    decide(&bed, 4, deeds::SURETY_REFUSED, id, &wish(0)).expect("it said no");
    assert_eq!(turns(&bed, id), ["operator collect", "M202600001 share", "901 share"]);
    decide(&bed, 5, deeds::SURETY, id, &ask).expect("claimed again");
    decide(&bed, 6, deeds::RECOVER, id, &of("surety", 300_000)).expect("a part");
    let insurer = Reader::Insurer(InsurerCode::parse("G202600001").expect("a code"));
    let part = read(&bed, move |tx| Ok(claim::part_of(tx, &insurer, None)?));
    let (done, left) = (Won::new(300_000), Won::new(500_000));
    let (asked, told, held) = (Won::new(800_000), Won::ZERO, Won::ZERO);
    let sums = Part { asked, done, open: left, owed: left, told, held };
    assert_eq!(part, Some(sums));
    let part = read(&bed, move |tx| Ok(claim::part_of(tx, &Reader::Bank(bank(2)), Some(id))?));
    assert_eq!(part.map(|it| (it.open, it.done)), Some((Won::ZERO, Won::new(300_000))));
    decide(&bed, 7, deeds::RECOVER, id, &of("surety", 500_000)).expect("the rest");
    assert_eq!(turns(&bed, id), ["operator collect", "901 share"]);
    decide(&bed, 8, deeds::WRITE_OFF, id, &of("901", 200_000)).expect("given up");
    assert_eq!(turns(&bed, id), ["operator close"]);
    assert_eq!(owed(&bed, &Reader::Bank(bank(1)), Some(id)), Won::ZERO);
    decide(&bed, 9, deeds::CLOSE, id, &deeds::Wish::default()).expect("closed");
    assert_eq!(turns(&bed, id), Vec::<String>::new());
    proven(&bed);
}

/// Of an institution's share one side has the word at a time: the institution until its own time is
/// over, then the operator; and nobody pays what its refusing surety says that it has paid.
fn of_a_share_one_side_has_the_word_at_a_time(bed: Bed) {
    let guarantee = instrument(&bed, 5_000_000);
    let key = stolen(&bed, 1, 1_000_000);
    let id = report(&bed, 1, &[key]);
    answer(&bed, "000", "0");
    let mine = || agenda(&bed, Reader::Decides("staff:another".to_owned()), true, None).len();
    propose(&bed, 70, deeds::PAY, deeds::wish_draft(id, &wish(1_000_000))).expect("proposed");
    assert_eq!(mine(), 0, "whoever confirms finds it among the proposals");
    confirm_by(&bed, 2, Id::from_parts(70, 0)).expect("paid");
    assert_eq!(mine(), 1);
    let cause = deeds::Wish { cause: "institution-fault".into(), ..deeds::Wish::default() };
    propose(&bed, 71, deeds::DECIDE, deeds::wish_draft(id, &cause)).expect("proposed");
    let lapses = read(&bed, |tx| Ok(proposal::find(tx, Id::from_parts(71, 0))?.expect("it")));
    assert_eq!(mine(), 0);
    bed.set_clock(lapses.expires_at);
    assert_eq!(mine(), 1, "what has lapsed holds up nobody");
    decide(&bed, 2, deeds::DECIDE, id, &cause).expect("decided");
    assert_eq!(turns(&bed, id), ["M202600001 share"]);
    let due = find(&bed, id).due_at[Step::Surety as usize].expect("a time");
    bed.set_clock(due.plus_seconds(-1));
    assert_eq!(turns(&bed, id), ["M202600001 share"]);
    bed.set_clock(due);
    assert_eq!(turns(&bed, id), ["operator ask-surety"]);
    let ask = deeds::Wish { instrument: guarantee.to_string(), ..wish(1_000_000) };
    decide(&bed, 3, deeds::SURETY, id, &ask).expect("claimed");
    let new = NewRemittance {
        id: Id::from_parts(1, 5),
        claim: id,
        party: Party::Surety,
        amount: Won::new(1_000_000),
        document: "S-1".to_owned(),
        paid_on: bed.now().business_date(),
    };
    bed.write(move |tx, hub, env| reactions::remit_claim(tx, env, &hub.keys, "staff:7", &new))
        .expect("told");
    decide(&bed, 4, deeds::RECOVER, id, &of("surety", 100_000)).expect("a part");
    decide(&bed, 5, deeds::SURETY_REFUSED, id, &deeds::Wish::default()).expect("refused");
    assert_eq!(turns(&bed, id), ["operator collect"], "the institution waits");
    let own = Reader::Institution(institution(1));
    assert_eq!(owed(&bed, &own, Some(id)), Won::ZERO);
    assert_eq!(owed(&bed, &own, None), Won::ZERO);
    decide(&bed, 6, deeds::SURETY, id, &deeds::Wish { amount: 900_000, ..ask }).expect("again");
    decide(&bed, 7, deeds::RECOVER, id, &of("surety", 900_000)).expect("it had come");
    assert_eq!(turns(&bed, id), ["operator close"]);
    proven(&bed);
}

/// An institution tells that it paid, and its surety is asked for the same all the same: the list
/// and the rule both say that the operator looks at it.
fn what_is_told_waits_for_the_operator_though_the_surety_is_asked(bed: Bed) {
    let guarantee = instrument(&bed, 5_000_000);
    let key = stolen(&bed, 1, 1_000_000);
    let id = report(&bed, 1, &[key]);
    answer(&bed, "000", "0");
    decide(&bed, 1, deeds::PAY, id, &wish(1_000_000)).expect("paid");
    let cause = deeds::Wish { cause: "institution-fault".into(), ..deeds::Wish::default() };
    decide(&bed, 2, deeds::DECIDE, id, &cause).expect("decided");
    let new = NewRemittance {
        id: Id::from_parts(1, 8),
        claim: id,
        party: Party::Institution(institution(1)),
        amount: Won::new(1_000_000),
        document: "F-1".to_owned(),
        paid_on: bed.now().business_date(),
    };
    bed.write(move |tx, hub, env| reactions::remit_claim(tx, env, &hub.keys, "staff:7", &new))
        .expect("told");
    assert_eq!(turns(&bed, id), ["operator collect"]);
    let ask = deeds::Wish { instrument: guarantee.to_string(), ..wish(1_000_000) };
    decide(&bed, 3, deeds::SURETY, id, &ask).expect("claimed");
    assert_eq!(turns(&bed, id), ["operator collect", "surety answer"]);
    proven(&bed);
}

/// What was told and never came true waits no more once its own party takes it back, or two people
/// say that it has not come: what is due is that party's turn again, and the other side is told.
fn what_never_came_true_is_taken_off(bed: Bed) {
    let key = stolen(&bed, 1, 1_000_000);
    let id = report(&bed, 1, &[key]);
    answer(&bed, "000", "0");
    decide(&bed, 1, deeds::PAY, id, &wish(1_000_000)).expect("paid");
    let cause = deeds::Wish { cause: "institution-fault".into(), ..deeds::Wish::default() };
    decide(&bed, 2, deeds::DECIDE, id, &cause).expect("decided");
    let own = Party::Institution(institution(1));
    let tell = |n: u64| {
        let new = NewRemittance {
            id: Id::from_parts(n, 6),
            claim: id,
            party: Party::Institution(institution(1)),
            amount: Won::new(1_000_000),
            document: "N-1".to_owned(),
            paid_on: bed.now().business_date(),
        };
        bed.write(move |tx, hub, env| reactions::remit_claim(tx, env, &hub.keys, "staff:7", &new))
    };
    let take = |n: u64, side: &Party, why: &'static str| {
        let side = side.clone();
        bed.write(move |tx, hub, env| {
            let what = (id, &side, Id::from_parts(n, 6));
            reactions::take_off_remittance(tx, env, &hub.keys, "staff:7", what, why)
        })
    };
    let of = |n: u64| {
        let all = read(&bed, move |tx| Ok(claim::notices(tx, id)?));
        all.into_iter().find(|it| it.said.id == Id::from_parts(n, 6)).expect("told")
    };
    tell(1).expect("told");
    assert_eq!(turns(&bed, id), ["operator collect"]);
    assert_eq!(code_of(take(1, &Party::Bank(bank(1)), "not theirs")), "claim/nothing-waits");
    assert_eq!(code_of(take(1, &own, " ")), "claim/words-malformed");
    take(1, &own, "이체가 취소됨").expect("taken back");
    take(1, &own, "이체가 취소됨").expect("the form sent twice");
    assert_eq!((of(1).left(), of(1).not_booked()), (Won::ZERO, Won::new(1_000_000)));
    assert_eq!(turns(&bed, id), ["M202600001 share"]);
    let why = bed.write(|tx, hub, _| claim::off_why(tx, &hub.keys, Id::from_parts(1, 6)));
    assert_eq!(why.expect("opens").as_deref(), Some("이체가 취소됨"));
    tell(2).expect("the same number again");
    assert_eq!(turns(&bed, id), ["operator collect"]);
    let notice = Id::from_parts(2, 6).to_string();
    let not = deeds::Wish { notice, ..deeds::Wish::default() };
    decide(&bed, 3, deeds::NOT_ARRIVED, id, &not).expect("it has not come");
    assert_eq!(turns(&bed, id), ["M202600001 share"]);
    let again = propose(&bed, 4, deeds::NOT_ARRIVED, deeds::wish_draft(id, &not));
    assert_eq!(code_of(again), "claim/nothing-waits");
    let heard = |party, text: &str| {
        read_by(&bed, party).into_iter().filter(|it| it.0.contains(text)).count()
    };
    assert_eq!(heard(notify::Party::Staff(Role::Operator), "1,000,000원 지급 통지 거둠"), 1);
    assert_eq!(heard(notify::Party::Institution(institution(1)), "1,000,000원 들어오지 않음"), 1);
    assert_eq!(heard(notify::Party::Bank(bank(1)), "들어오지 않음"), 0);
    // What comes later under another number is of nobody's notice.
    let came = deeds::Wish { evidence: "N-9".into(), ..self::of("M202600001", 1_000_000) };
    decide(&bed, 5, deeds::RECOVER, id, &came).expect("it came");
    assert_eq!((of(1).booked, of(2).booked), (Won::ZERO, Won::ZERO));
    assert_eq!(turns(&bed, id), ["operator close"]);
    proven(&bed);
}

/// What is due first stands first, whatever came last; what is over comes last; and pages go on
/// where the one before ended, each claim once.
fn what_is_due_first_stands_first(bed: Bed) {
    let mut ids = Vec::new();
    for n in 1..=53_u32 {
        let key = stolen(&bed, n, 1_000);
        ids.push(report(&bed, n.into(), &[key]));
        bed.set_clock(bed.now().plus_seconds(10));
    }
    // The oldest is over; the second is paid, so its next date lies behind all others.
    decide(&bed, 1, deeds::REJECT, ids[0], &wish(0)).expect("rejected");
    decide(&bed, 2, deeds::PAY, ids[1], &wish(1_000)).expect("paid");
    while !due(&bed).is_empty() {
        answer(&bed, "000", "1000");
    }
    let reader = || Reader::Decides("staff:another".to_owned());
    let first = agenda(&bed, reader(), false, None);
    assert_eq!(first.len(), 50);
    let place = |after: Option<&str>, found: Option<Found>| {
        let after = after.and_then(Place::parse);
        let filter = Filter { found, ..Filter::default() };
        let wanted = Wanted { reader: reader(), after, filter, ..Wanted::default() };
        read(&bed, move |tx| Ok(claim::placed(tx, &wanted)?))
    };
    assert_eq!(place(None, None), (53, 0));
    assert_eq!(first[0].claim.id, ids[2], "due first, reported long ago");
    let after = first.last().map(|it| it.place.to_string()).expect("a last one");
    assert_eq!(place(Some(&after), None), (53, 50));
    // By an institution, by a number, by neither.
    let found = |institutions: &[usize], number: &str| {
        let institutions = institutions.iter().map(|n| institution(*n)).collect();
        place(None, Some(Found { institutions, number: number.to_owned() })).0
    };
    let number = ids[3].to_string();
    assert_eq!((found(&[1], ""), found(&[2], ""), found(&[], "%")), (53, 0, 0));
    assert_eq!((found(&[], &number.to_lowercase()), found(&[], &number[1..])), (1, 1));
    bed.set_clock(bed.now().plus_seconds(100_000));
    let rest = agenda(&bed, reader(), false, Place::parse(&after));
    let seen: Vec<Id> = first.iter().chain(&rest).map(|it| it.claim.id).collect();
    let wanted: Vec<Id> = ids[2..].iter().chain(&ids[1..2]).chain(&ids[..1]).copied().collect();
    assert_eq!(seen, wanted);
}

/// Claims are found by who an institution is called and by a part of their number, in every count.
fn claims_are_found_by_name_and_by_number(bed: Bed) {
    let ids: Vec<Id> = (1..=3_u32)
        .map(|n| {
            let key = stolen(&bed, n, 1_000);
            report(&bed, n.into(), &[key])
        })
        .collect();
    let find = |institutions: &[ClientUseCode], number: &str| {
        let found = Found {
            institutions: institutions.iter().cloned().collect(),
            number: number.to_owned(),
        };
        let filter = Filter { found: Some(found), ..Filter::default() };
        let reader = Reader::Decides("staff:another".to_owned());
        let wanted = Wanted { filter: filter.clone(), reader, ..Wanted::default() };
        let (page, list, counts, turns) = read(&bed, move |tx| {
            let page = claim::agenda(tx, &wanted)?;
            let (list, counts) = (claim::list(tx, &filter)?, claim::counts(tx, &filter)?);
            Ok((page, list, counts, claim::turns(tx, &wanted)?))
        });
        let found: Vec<Id> = page.iter().map(|it| it.claim.id).collect();
        let count: i64 = counts.iter().map(|it| it.1).sum();
        let number = i64::try_from(found.len()).expect("few");
        assert_eq!((list.len(), count, turns), (found.len(), number, number));
        found
    };
    assert_eq!(find(&[institution(1)], "나래"), ids);
    assert_eq!(find(&[institution(2)], "두루"), []);
    assert_eq!(find(&[], "나래"), [], "what nobody is called is nobody's, not everybody's");
    assert_eq!(find(&[], "%"), [], "a sign of the pattern is none of a number");
    let number = ids[1].to_string();
    let part = format!("#{}", number[4..10].to_lowercase());
    assert_eq!(find(&[], &part), [ids[1]]);
}

/// A step that found nothing to freeze is no step that was done.
fn nothing_to_freeze_is_not_done(bed: Bed) {
    let clock = |bed: &Bed, id| {
        let it = find(bed, id);
        (it.requests.freezing(), it.clocks(bed.now())[Step::Freeze as usize].state)
    };
    bed.fund(1, 1, 10_000);
    let lost = bed.asked(&order(1, 1, 1_000));
    bed.conclude(&lost, paid());
    let nowhere = report(&bed, 1, &[lost]);
    assert_eq!(clock(&bed, nowhere), (Freezing::Nowhere, ClockState::Nothing));
    for (n, code, frozen, wanted) in [
        (2, "000", "0", (Freezing::Nothing, ClockState::Nothing)),
        (3, "412", "0", (Freezing::Refused, ClockState::Nothing)),
        (4, "000", "1", (Freezing::Held, ClockState::Met)),
    ] {
        let key = stolen(&bed, n, 1_000);
        let id = report(&bed, n.into(), &[key]);
        assert_eq!(clock(&bed, id), (Freezing::Asked, ClockState::Running));
        answer(&bed, code, frozen);
        assert_eq!(clock(&bed, id), wanted, "{code} {frozen}");
    }
    let mut abroad = order(1, 5, 1_000);
    abroad.details.recv = ["모르는이".to_owned(), "999".to_owned(), "220".to_owned()];
    let key = bed.asked(&abroad);
    bed.conclude(&key, paid());
    let outside = report(&bed, 5, &[key]);
    assert_eq!(clock(&bed, outside), (Freezing::Outside, ClockState::Nothing));
}

/// Whoever has to pay names its document: it is on record once, with its audit record, moves no
/// money, makes it the operator's turn, and is told to the operator alone.
fn what_was_paid_is_told_before_it_is_booked(bed: Bed) {
    let guarantee = instrument(&bed, 5_000_000);
    let key = stolen(&bed, 1, 1_000_000);
    let id = report(&bed, 1, &[key]);
    answer(&bed, "000", "0");
    let today = bed.now().business_date();
    let said = |n: u64, party: Party, amount: i64, document: &str| NewRemittance {
        id: Id::from_parts(n, 3),
        claim: id,
        party,
        amount: Won::new(amount),
        document: document.to_owned(),
        paid_on: today,
    };
    let remit = |new: NewRemittance| {
        bed.write(move |tx, hub, env| reactions::remit_claim(tx, env, &hub.keys, "staff:7", &new))
    };
    let (own, insurer) = (Party::Institution(institution(1)), Party::Surety);
    assert_eq!(code_of(remit(said(1, own.clone(), 800_000, "N-1"))), "claim/nothing-due");
    decide(&bed, 1, deeds::PAY, id, &wish(1_000_000)).expect("paid");
    let cause = deeds::Wish { cause: "intrusion".into(), ..deeds::Wish::default() };
    decide(&bed, 2, deeds::DECIDE, id, &cause).expect("decided");
    assert_eq!(turns(&bed, id), ["M202600001 share", "901 share"], "its own time runs");

    for (new, why) in [
        (said(1, own.clone(), 700_000, "N-1"), "claim/amount-changed"),
        (said(1, own.clone(), 800_000, "-"), "claim/evidence-malformed"),
        (said(1, Party::Bank(bank(2)), 200_000, "N-1"), "claim/nothing-due"),
        (
            NewRemittance { paid_on: today.next(), ..said(1, own.clone(), 800_000, "N-1") },
            "claim/paid-on-unfit",
        ),
        (
            NewRemittance { paid_on: today.previous(), ..said(1, own.clone(), 800_000, "N-1") },
            "claim/paid-on-unfit",
        ),
    ] {
        assert_eq!(code_of(remit(new)), why);
    }
    let (ledger, audits) = (bed.balance("claim:M202600001"), audited(&bed));
    assert_eq!(audits, 0);
    remit(said(1, own.clone(), 800_000, "N-1")).expect("told");
    remit(said(1, own.clone(), 800_000, "N-1")).expect("the form sent twice");
    assert_eq!(audited(&bed), 1, "told once");
    assert_eq!(bed.balance("claim:M202600001"), ledger, "it moves no money");
    assert_eq!(turns(&bed, id), ["operator collect", "901 share"]);
    let reader = Reader::Institution(institution(1));
    let part = read(&bed, move |tx| Ok(claim::part_of(tx, &reader, None)?));
    let sums = part.map(|it| (it.owed, it.told));
    assert_eq!(sums, Some((Won::new(800_000), Won::new(800_000))), "owed until it is booked");
    assert_eq!(code_of(remit(said(2, own.clone(), 800_000, "N-1"))), "claim/told-already");
    remit(said(3, own, 800_000, "N-2")).expect("a wrong number put right");
    let told = read(&bed, move |tx| Ok(claim::notices(tx, id)?));
    let told: Vec<_> = told.iter().map(|it| (it.said.document.as_str(), it.is_replaced)).collect();
    assert_eq!(told, [("N-1", true), ("N-2", false)]);
    let heard = |party| {
        let all = read_by(&bed, party).into_iter();
        all.filter(|it| it.0.contains("800,000원 지급 통지")).count()
    };
    assert_eq!(heard(notify::Party::Staff(Role::Operator)), 2);
    assert_eq!(heard(notify::Party::Bank(bank(1))), 0, "nobody else is told");

    let ask = deeds::Wish { instrument: guarantee.to_string(), ..wish(800_000) };
    decide(&bed, 3, deeds::SURETY, id, &ask).expect("claimed");
    assert_eq!(turns(&bed, id), ["operator collect", "901 share", "surety answer"]);
    remit(said(4, insurer, 800_000, "S-1")).expect("the insurer paid");
    assert_eq!(turns(&bed, id), ["operator collect", "901 share"]);
    remit(said(5, Party::Bank(bank(1)), 200_000, "B-1")).expect("the bank paid");
    assert_eq!(turns(&bed, id), ["operator collect"]);
    decide(&bed, 4, deeds::RECOVER, id, &of("surety", 300_000)).expect("a part of it came");
    assert_eq!(turns(&bed, id), ["operator collect"], "what is left was told too");
    decide(&bed, 5, deeds::RECOVER, id, &of("surety", 500_000)).expect("the rest");
    decide(&bed, 6, deeds::RECOVER, id, &of("901", 200_000)).expect("the bank's");
    assert_eq!(turns(&bed, id), ["operator close"]);
    decide(&bed, 7, deeds::CLOSE, id, &deeds::Wish::default()).expect("closed");
    let late = said(6, Party::Bank(bank(1)), 200_000, "B-2");
    assert_eq!(code_of(remit(late)), "claim/nothing-due");
    proven(&bed);
}

/// A notice waits until it is booked, whatever becomes of the sum that its party owes: nobody is
/// asked to send again what it says that it has sent, and what of it is not booked stays in view.
fn a_notice_waits_whatever_becomes_of_the_sum(bed: Bed) {
    let guarantee = instrument(&bed, 5_000_000);
    let key = stolen(&bed, 1, 1_000_000);
    let id = report(&bed, 1, &[key]);
    answer(&bed, "000", "0");
    decide(&bed, 1, deeds::PAY, id, &wish(1_000_000)).expect("paid");
    let cause = deeds::Wish { cause: "institution-fault".into(), ..deeds::Wish::default() };
    decide(&bed, 2, deeds::DECIDE, id, &cause).expect("decided");
    let own = Party::Institution(institution(1));
    let remit = |n: u64, amount: i64, document: &str| {
        let new = NewRemittance {
            id: Id::from_parts(n, 4),
            claim: id,
            party: own.clone(),
            amount: Won::new(amount),
            document: document.to_owned(),
            paid_on: bed.now().business_date(),
        };
        bed.write(move |tx, hub, env| reactions::remit_claim(tx, env, &hub.keys, "staff:7", &new))
    };
    let left = || {
        let all = read(&bed, move |tx| Ok(claim::notices(tx, id)?));
        all.iter().map(|it| (it.booked.get(), it.left().get())).collect::<Vec<_>>()
    };
    remit(1, 1_000_000, "N-1").expect("told");
    let ask = deeds::Wish { instrument: guarantee.to_string(), ..wish(300_000) };
    decide(&bed, 3, deeds::SURETY, id, &ask).expect("a part is asked of the surety");
    assert_eq!(turns(&bed, id), ["operator collect", "surety answer"], "not the institution");
    assert_eq!(code_of(remit(2, 700_000, "N-2")), "claim/amount-changed", "it told of more");
    let came = deeds::Wish { evidence: "N-1".into(), ..of("M202600001", 700_000) };
    decide(&bed, 4, deeds::RECOVER, id, &came).expect("as much of it as can be booked");
    assert_eq!(left(), [(700_000, 300_000)]);
    assert_eq!(turns(&bed, id), ["operator collect", "surety answer"], "the rest is looked at");
    decide(&bed, 5, deeds::SURETY_REFUSED, id, &deeds::Wish::default()).expect("refused");
    assert_eq!(left(), [(700_000, 300_000)], "it is not lost");
    assert_eq!(turns(&bed, id), ["operator collect"], "nor sent again");
    remit(3, 1_000_000, "N-3").expect("its number put right");
    assert_eq!(left(), [(0, 0), (700_000, 300_000)]);
    let number = |number: &'static str, party: Party| {
        read(&bed, move |tx| Ok(claim::known_number(tx, (id, &party), number)?)).len()
    };
    assert_eq!(number("N-1", Party::Consumer), 2, "told by another, and booked");
    assert_eq!(number("N-3", own.clone()), 0, "its own word");
    assert_eq!(number("N-3", Party::Consumer), 1);
    assert_eq!(number("N-4", Party::Consumer), 0);
    // Booked under another number, it is the notice's all the same. A waiver needs no number.
    decide(&bed, 6, deeds::RECOVER, id, &of("M202600001", 200_000)).expect("some came");
    assert_eq!(left(), [(0, 0), (900_000, 100_000)]);
    let off = deeds::Wish { evidence: String::new(), ..of("M202600001", 100_000) };
    decide(&bed, 7, deeds::WRITE_OFF, id, &off).expect("given up");
    assert_eq!(left(), [(0, 0), (900_000, 100_000)], "nobody has booked it");
    assert_eq!(turns(&bed, id), ["operator close"]);
    proven(&bed);
}

/// Frozen money that comes back after the decision lowers each part as if it had come before it:
/// what is still owed, of whomever; once, whatever was paid in between, and to the last won.
fn what_comes_back_after_the_decision_lowers_what_is_owed(bed: Bed) {
    let guarantee = instrument(&bed, 5_000_000);
    let key = stolen(&bed, 1, 1_000_000);
    let id = report(&bed, 1, &[key]);
    answer(&bed, "000", "300000");
    decide(&bed, 1, deeds::PAY, id, &wish(1_000_000)).expect("paid");
    let cause = deeds::Wish { cause: "intrusion".into(), ..deeds::Wish::default() };
    decide(&bed, 2, deeds::DECIDE, id, &cause).expect("decided");
    let insurer = InsurerCode::parse("G202600001").expect("a code");
    let part = |reader: Reader| {
        read(&bed, move |tx| Ok(claim::part_of(tx, &reader, Some(id))?)).expect("a part")
    };
    let owed = || {
        let own = part(Reader::Institution(institution(1))).owed.get();
        (
            own,
            part(Reader::Bank(bank(1))).owed.get(),
            part(Reader::Insurer(insurer.clone())).owed.get(),
        )
    };
    assert_eq!(owed(), (800_000, 200_000, 0));
    let over = decide(&bed, 3, deeds::RETURN, id, &of("902", 300_001));
    assert_eq!(code_of(over), "claim/more-than-owed");

    // Four fifths of it the institution's, a fifth the bank's.
    decide(&bed, 4, deeds::RETURN, id, &of("902", 100_000)).expect("a part came back");
    assert_eq!(owed(), (720_000, 180_000, 0));
    assert_eq!(part(Reader::Bank(bank(2))).done, Won::new(200_000), "still frozen there");
    assert_eq!(bed.balance("claim-advance:operator").0, -900_000);
    assert_eq!(
        (bed.balance("claim:M202600001").0, bed.balance("claim-owed:901").0),
        (720_000, 180_000)
    );
    assert_eq!(position(&bed).claimed, Won::new(720_000), "so much less of its cover is held");
    assert_eq!(find(&bed, id).state, State::Decided, "nobody has paid anything");
    turns(&bed, id);
    proven(&bed);

    // The surety was asked, and the bank has paid most of its part.
    let ask = deeds::Wish { instrument: guarantee.to_string(), ..wish(720_000) };
    decide(&bed, 5, deeds::SURETY, id, &ask).expect("claimed");
    decide(&bed, 6, deeds::RECOVER, id, &of("901", 170_000)).expect("the bank paid");
    decide(&bed, 7, deeds::RETURN, id, &of("902", 200_000)).expect("the rest came back");
    assert_eq!(owed(), (0, 0, 530_000), "what the bank had paid is the surety's to gain");
    assert_eq!(bed.balance("claim-surety:M202600001").0, 530_000);
    let it = money(&bed, id);
    assert_eq!((it.returned, it.recovered), (Won::new(300_000), Won::new(170_000)));
    assert_eq!(turns(&bed, id), ["surety answer"]);
    let under = insurer.clone();
    let asked = read(&bed, move |tx| Ok(claim::asked_by_instrument(tx, &under)?));
    assert_eq!(asked.get(&guarantee), Some(&Won::new(530_000)));
    let again = decide(&bed, 8, deeds::RETURN, id, &of("902", 1));
    assert_eq!(code_of(again), "claim/more-than-owed", "none of it twice");
    proven(&bed);
    let operator = read_by(&bed, notify::Party::Staff(Role::Operator));
    let has = |text: &str| operator.iter().any(|it| it.0.contains(text));
    assert!(has("에서 100,000원 회수") && has("에서 200,000원 회수"), "{operator:#?}");

    decide(&bed, 9, deeds::RECOVER, id, &of("surety", 530_000)).expect("the surety paid");
    decide(&bed, 10, deeds::CLOSE, id, &deeds::Wish::default()).expect("closed");
    let late = decide(&bed, 11, deeds::RETURN, id, &of("902", 1));
    assert_eq!(code_of(late), "claim/not-now");
    for account in
        ["claim:M202600001", "claim-surety:M202600001", "claim-advance:operator", "claim-owed:901"]
    {
        assert_eq!(bed.balance(account), (0, 0), "{account}");
    }
    assert_eq!(position(&bed).claimed, Won::ZERO);
    proven(&bed);
}

/// Where the institution paid first, what comes back lowers its own part too: that owes nobody.
/// Once nothing is left to ask of a surety, no time runs for it.
fn whoever_paid_first_has_its_part_of_what_comes_back(bed: Bed) {
    let now = bed.now();
    bed.write(move |tx, _, _| {
        let rule = |name: &str, value| policy::Parameter {
            name: name.to_owned(),
            valid_from: now,
            value,
            source: "test: the institution's contract".to_owned(),
        };
        policy::add(tx, &rule("claim_first_payer", 2))?;
        Ok(policy::add(tx, &rule("claim_return_consumer", 3))?)
    })
    .expect("rules");
    let key = stolen(&bed, 1, 100_001);
    let id = report(&bed, 1, &[key]);
    answer(&bed, "000", "50000");
    decide(&bed, 1, deeds::PAY, id, &wish(100_001)).expect("paid");
    let cause = deeds::Wish { cause: "processing".into(), ..deeds::Wish::default() };
    decide(&bed, 2, deeds::DECIDE, id, &cause).expect("decided");
    decide(&bed, 3, deeds::RETURN, id, &of("902", 50_000)).expect("came back");
    let lines = read(&bed, move |tx| Ok(claim::lines(tx, id)?)).into_iter();
    let parts: Vec<(String, i64)> =
        lines.filter_map(|it| Some((it.of?.to_string(), it.amount.get()))).collect();
    let wanted = [("operator", 15_000), ("M202600001", 25_000), ("901", 10_000)];
    assert_eq!(parts, wanted.map(|it| (it.0.to_owned(), it.1)));
    assert_eq!(bed.balance("claim-advance:M202600001").0, -25_000);
    assert_eq!(bed.balance("claim-owed:operator").0, 15_000);
    assert_eq!(turns(&bed, id), ["operator collect", "901 share"]);
    proven(&bed);
    decide(&bed, 4, deeds::RECOVER, id, &of("operator", 15_000)).expect("the operator paid");
    decide(&bed, 5, deeds::RECOVER, id, &of("901", 10_000)).expect("the bank paid");
    decide(&bed, 6, deeds::CLOSE, id, &deeds::Wish::default()).expect("closed");
    assert_eq!(bed.balance("claim-advance:M202600001"), (0, 0));
    proven(&bed);
}

/// How many records there are of payments that were told.
fn audited(bed: &Bed) -> usize {
    let (from, to) = (bed.now().business_date(), bed.now().business_date());
    let search = chain::Search {
        from,
        to,
        subject: String::new(),
        actor: String::new(),
        action: "claim.remittance.told".to_owned(),
        before: None,
        limit: 100,
    };
    read(bed, move |tx| Ok(chain::search(tx, &search)?)).len()
}

crate::on_both_engines!(
    what_comes_back_after_the_decision_lowers_what_is_owed,
    whoever_paid_first_has_its_part_of_what_comes_back,
    what_was_paid_is_told_before_it_is_booked,
    a_notice_waits_whatever_becomes_of_the_sum,
    the_list_knows_whose_turn_it_is,
    what_never_came_true_is_taken_off,
    what_is_told_waits_for_the_operator_though_the_surety_is_asked,
    of_a_share_one_side_has_the_word_at_a_time,
    what_is_due_first_stands_first,
    nothing_to_freeze_is_not_done,
    claims_are_found_by_name_and_by_number,
    decisions_of_one_instant_keep_their_order,
    a_claim_goes_from_report_to_the_last_won,
    the_institution_pays_first_where_the_rule_says_so,
    one_person_decides_nothing_and_the_reporter_even_less,
    a_transfer_is_claimed_once_and_again_after_a_no,
    reported_damage_counts_against_the_cover_at_once,
    a_bank_that_does_not_answer_is_asked_again_and_holds_up_no_payment,
    the_table_of_liability_is_changed_by_two,
    a_surety_may_say_no,
    what_is_personal_is_sealed_and_a_link_opens_once_given,
    what_was_changed_behind_the_commands_is_found,
    a_deposit_shows_where_the_money_went,
);
