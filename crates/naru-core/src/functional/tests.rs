//! Every case, with an observation that passes it and one that does not.

use super::decide::{judge, overall};
use super::list::{Rule, current};
use super::model::{Item, Judged, Overall, Seen, State, Why};
use crate::identity::Scope;
use naru_base::{ClientUseCode, Micros};

const SCOPES: [Scope; 5] = [Scope::Login, Scope::Inquiry, Scope::Transfer, Scope::Oob, Scope::Sa];
const WITHDRAW: &str = "/v2.0/transfer/withdraw/acnt_num";
const DEPOSIT: &str = "/v2.0/transfer/deposit/acnt_num";
const RESULT: &str = "/v2.0/transfer/result";
const LIST: &str = "/v2.0/account/transaction_list/fin_num";
const BALANCE: &str = "/v2.0/account/balance/fin_num";
const CANCEL: &str = "/v2.0/account/cancel";
const CLOSE: &str = "/v2.0/user/close";

fn tenant() -> ClientUseCode {
    ClientUseCode::parse("T202600004").unwrap()
}

/// A run that is being written down.
#[derive(Clone, Default)]
struct Tape(Vec<Seen>);

impl Tape {
    fn call(&mut self, endpoint: &str, code: &str) -> &mut Seen {
        let n = self.0.len();
        let at = Micros::new(1_800_000_000_000_000).plus_seconds(i64::try_from(n).unwrap() * 10);
        self.0.push(Seen {
            id: format!("call-{n}"),
            at,
            endpoint: endpoint.to_owned(),
            token: "one".to_owned(),
            code: code.to_owned(),
            clock: Some(at),
            ..Seen::default()
        });
        self.0.last_mut().unwrap()
    }

    /// A call about one transaction, under a fresh id.
    fn about(&mut self, endpoint: &str, code: &str, (amount, bank): (i64, &str)) -> &mut Seen {
        let id = format!("T202600004U{:09}", self.0.len());
        let it = self.call(endpoint, code);
        let (about, bank_code) = ("account-1".to_owned(), bank.to_owned());
        it.items = vec![Item { id, about, amount, bank_code }];
        it
    }

    fn result_of(&mut self, id: &str, code: &str, bank: &str) {
        self.about(RESULT, code, (0, bank)).items[0].id = id.to_owned();
    }

    /// Everything that a good client does.
    fn good() -> Tape {
        let mut it = Tape::default();
        for case in &current().cases {
            let Rule::Answered { path, codes } = &case.rule else { continue };
            if !path.contains("cancel") && !path.contains("close") {
                it.about(path, &codes[0], (1_000, "000"));
            }
        }
        it.call(LIST, "A0000").cursor_given = "next".to_owned();
        it.call(LIST, "A0000").cursor_sent = "next".to_owned();
        for (path, amount) in [(WITHDRAW, 7_777), (DEPOSIT, 7_778)] {
            let id = it.about(path, "A0001", (amount, "")).items[0].id.clone();
            it.result_of(&id, "A0001", "400");
            it.result_of(&id, "A0000", "000");
        }
        it.about(WITHDRAW, "A0002", (10_000, "453"));
        it.about(WITHDRAW, "A0105", (10_000_001, ""));
        it.about(WITHDRAW, "A0000", (7_779, "000"));
        let dead = it.call(BALANCE, "O0002");
        (dead.is_dead, dead.clock) = (true, None);
        it.about(BALANCE, "A0000", (0, "000")).token = "two".to_owned();
        let cancel = it.about(CANCEL, "A0000", (0, "000"));
        (cancel.wish, cancel.token) = ("inquiry".to_owned(), "two".to_owned());
        cancel.items[0].about = "account-3".to_owned();
        let close = it.call(CLOSE, "A0000");
        (close.user, close.token) = ("user-3".to_owned(), "two".to_owned());
        it.about(BALANCE, "A0000", (0, "000")).token = "two".to_owned();
        it
    }

    fn judged(&self) -> Vec<Judged> {
        judge(current(), (&tenant(), &SCOPES), &self.0)
    }

    fn of(&self, case: &str) -> Judged {
        self.judged().into_iter().find(|it| it.case == case).unwrap()
    }

    /// The place of the first order of this amount.
    fn order(&self, amount: i64) -> usize {
        let fits = |it: &Seen| {
            it.endpoint.contains("/transfer/") && it.items.iter().any(|it| it.amount == amount)
        };
        self.0.iter().position(fits).unwrap()
    }
}

fn waiting(tape: &Tape, case: &str) {
    assert_eq!(tape.of(case).state, State::Waiting, "{case}");
}

fn failed(tape: &Tape, case: &str, why: Why, call: &str) {
    let want = (State::Failed, Some(why), Some(call.to_owned()));
    let it = tape.of(case);
    assert_eq!((it.state, it.why, it.call), want, "{case}");
    assert_eq!(overall(&tape.judged()), Overall::Failed);
}

#[test]
fn the_list_that_is_shipped_is_read_and_each_case_stands_in_a_group() {
    let list = current();
    let mut ids: Vec<&str> = list.cases.iter().map(|it| it.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), list.cases.len(), "a case's name is its own");
    for case in &list.cases {
        assert!(list.groups.iter().any(|it| it.id == case.group), "{}", case.id);
        assert!(case.scopes.iter().all(|it| Scope::parse(it).is_some()), "{}", case.id);
        for words in [&case.title, &case.ask, &case.judged] {
            assert!(!words.ko.is_empty() && !words.en.is_empty() && words.ko != words.en);
        }
    }
}

#[test]
fn a_good_client_passes_every_case_and_an_idle_one_none() {
    let all = Tape::good().judged();
    for it in &all {
        assert_eq!(it.state, State::Passed, "{}", it.case);
        assert!(it.call.is_some(), "{} names the call", it.case);
    }
    assert_eq!(overall(&all), Overall::Passed);
    let none = Tape::default().judged();
    assert!(none.iter().all(|it| it.state == State::Waiting));
    assert_eq!(overall(&none), Overall::UnderWay);
    assert_eq!(overall(&[]), Overall::UnderWay, "nothing asked is nothing passed");
}

#[test]
fn each_call_of_the_catalogue_waits_until_it_was_answered_well() {
    for case in &current().cases {
        let Rule::Answered { path, .. } = &case.rule else { continue };
        let mut tape = Tape::good();
        tape.0.retain(|it| it.endpoint != *path);
        waiting(&tape, &case.id);
        tape.about(path, "A0004", (0, ""));
        waiting(&tape, &case.id);
        tape.about(path, "A0000", (0, "412"));
        waiting(&tape, &case.id);
        tape.about(path, "A0000", (0, "000"));
        assert_eq!(tape.of(&case.id).state, State::Passed, "{}", case.id);
    }
}

#[test]
fn a_case_is_asked_only_of_whoever_has_its_scope() {
    let asked = |scopes: &[Scope]| {
        let all = judge(current(), (&tenant(), scopes), &[]);
        all.into_iter().map(|it| it.case).collect::<Vec<_>>()
    };
    let oob = asked(&[Scope::Oob]);
    assert!(oob.contains(&"deposit".to_owned()) && oob.contains(&"ids".to_owned()));
    assert!(!oob.contains(&"withdraw".to_owned()) && !oob.contains(&"pages".to_owned()));
    assert!(asked(&[Scope::Sa]).contains(&"withdraw".to_owned()));
    // A handle is of whoever has users.
    let by_handle = "deposit-handle".to_owned();
    assert!(!oob.contains(&by_handle) && asked(&[Scope::Oob, Scope::Login]).contains(&by_handle));
    assert!(asked(&[Scope::Sa]).contains(&by_handle));
}

#[test]
fn pages_are_followed_to_the_end_by_places_that_were_given() {
    let mut tape = Tape::good();
    tape.0.retain(|it| it.endpoint != LIST);
    tape.call(LIST, "A0000").cursor_given = "a".to_owned();
    waiting(&tape, "pages");
    let page = tape.call(LIST, "A0000");
    (page.cursor_sent, page.cursor_given) = ("a".to_owned(), "b".to_owned());
    waiting(&tape, "pages");
    let mut invented = tape.clone();
    let call = invented.call(LIST, "A0004");
    call.cursor_sent = "c".to_owned();
    let id = call.id.clone();
    failed(&invented, "pages", Why::CursorInvented, &id);
    tape.call(LIST, "A0000").cursor_sent = "b".to_owned();
    assert_eq!(tape.of("pages").state, State::Passed);
}

#[test]
fn an_unknown_transfer_is_inquired_about_until_it_is_certain() {
    for (case, path, amount) in
        [("unknown-withdrawal", WITHDRAW, 7_777), ("unknown-deposit", DEPOSIT, 7_778)]
    {
        let mut tape = Tape::good();
        let at = tape.order(amount);
        let id = tape.0[at].items[0].id.clone();
        let mut other = tape.clone();
        other.0[at].items[0].amount = 1;
        waiting(&other, case);
        let mut known = tape.clone();
        known.0[at].code = "A0000".to_owned();
        known.0[at].items[0].bank_code = "000".to_owned();
        waiting(&known, case);
        // Without the answer that tells for certain.
        tape.0.retain(|it| it.endpoint != RESULT || it.items[0].bank_code == "400");
        waiting(&tape, case);
        waiting(&tape, "no-resend");
        let resent = tape.about(path, "A0000", (amount, "000")).id.clone();
        failed(&tape, case, Why::Resent, &resent);
        failed(&tape, "no-resend", Why::Resent, &resent);
        tape.0.pop();
        // The same id again is no other order.
        tape.about(path, "A0001", (amount, "")).items[0].id = id.clone();
        waiting(&tape, case);
        tape.result_of(&id, "A0000", "000");
        assert_eq!(tape.of(case).state, State::Passed, "{case}");
        // Once its end is known, the customer may order once more.
        tape.about(path, "A0000", (amount, "000"));
        assert_eq!(tape.of(case).state, State::Passed, "{case}");
    }
}

#[test]
fn every_code_that_leaves_an_outcome_unknown_is_taken_for_it() {
    let unknown = &current().unknown;
    let codes = unknown.codes.iter().map(|it| (it.as_str(), ""));
    let banks = unknown.bank_codes.iter().map(|it| ("A0002", it.as_str()));
    for (code, bank) in codes.chain(banks) {
        let mut tape = Tape::default();
        tape.about(WITHDRAW, code, (5_000, bank));
        let again = tape.about(WITHDRAW, "A0000", (5_000, "000")).id.clone();
        failed(&tape, "no-resend", Why::Resent, &again);
    }
    let mut tape = Tape::default();
    tape.about(WITHDRAW, "A0002", (5_000, "453"));
    tape.about(WITHDRAW, "A0000", (5_000, "000"));
    waiting(&tape, "no-resend");
}

#[test]
fn another_account_amount_or_way_is_another_order() {
    let changes: [fn(&mut Seen); 3] = [
        |it| it.items[0].about = "account-2".to_owned(),
        |it| it.items[0].amount = 5_001,
        |it| it.endpoint = DEPOSIT.to_owned(),
    ];
    for change in changes {
        let mut tape = Tape::default();
        tape.about(WITHDRAW, "A0001", (5_000, ""));
        change(tape.about(WITHDRAW, "A0000", (5_000, "000")));
        waiting(&tape, "no-resend");
    }
}

#[test]
fn a_refused_order_is_not_repeated() {
    for (case, amount) in [("no-funds", 10_000), ("over-limit", 10_000_001)] {
        let mut tape = Tape::good();
        let at = tape.order(amount);
        let mut done = tape.clone();
        done.0[at].code = "A0000".to_owned();
        done.0[at].items[0].bank_code = "000".to_owned();
        waiting(&done, case);
        let again = tape.about(WITHDRAW, "A0002", (amount, "453")).id.clone();
        failed(&tape, case, Why::RefusedAgain, &again);
        tape.0.truncate(at + 1);
        waiting(&tape, case);
    }
}

#[test]
fn a_token_that_was_refused_is_not_used_again() {
    let mut tape = Tape::good();
    let again = tape.call(BALANCE, "O0002");
    again.is_dead = true;
    let id = again.id.clone();
    failed(&tape, "token-revoked", Why::DeadToken, &id);
    // What was on its way already is no disobedience.
    let first = tape.0.iter().find(|it| it.is_dead).unwrap().at;
    tape.0.last_mut().unwrap().at = first.plus_seconds(2);
    assert_eq!(tape.of("token-revoked").state, State::Passed);
    tape.0.retain(|it| it.is_dead || it.token == "one");
    waiting(&tape, "token-revoked");
    tape.0.retain(|it| !it.is_dead);
    waiting(&tape, "token-revoked");
}

#[test]
fn nothing_is_asked_about_what_was_cancelled_or_who_has_left() {
    let mut tape = Tape::good();
    let balance = tape.about(BALANCE, "A0000", (0, ""));
    balance.items[0].about = "account-3".to_owned();
    let id = balance.id.clone();
    failed(&tape, "consent-ended", Why::AfterEnd, &id);
    // The withdrawal's agreement still holds.
    tape.0.last_mut().unwrap().endpoint = WITHDRAW.to_owned();
    assert_eq!(tape.of("consent-ended").state, State::Passed);
    let about = tape.call("/v2.0/user/me", "A0000");
    about.user = "user-3".to_owned();
    let id = about.id.clone();
    failed(&tape, "consent-ended", Why::AfterEnd, &id);
    tape.0.last_mut().unwrap().endpoint = "/v2.0/user/register".to_owned();
    assert_eq!(tape.of("consent-ended").state, State::Passed, "a user may come back");
    tape.0.retain(|it| it.endpoint != CANCEL && it.endpoint != CLOSE);
    waiting(&tape, "consent-ended");
}

#[test]
fn ids_are_well_formed_and_used_once() {
    for bad in ["T202600005U000000001", "T202600004O000000001", "T202600004Uabcdefghi", "x"] {
        let mut tape = Tape::good();
        let call = tape.about(BALANCE, "A0000", (0, "000"));
        call.items[0].id = bad.to_owned();
        let id = call.id.clone();
        failed(&tape, "ids", Why::IdMalformed, &id);
    }
    let mut tape = Tape::good();
    let used = tape.0.iter().find(|it| it.endpoint == BALANCE).unwrap().items[0].id.clone();
    let call = tape.about(BALANCE, "A0000", (0, "000"));
    call.items[0].id = used;
    let id = call.id.clone();
    failed(&tape, "ids", Why::IdReused, &id);
    tape.0.pop();
    let id = tape.about(BALANCE, "A0326", (0, "")).id.clone();
    failed(&tape, "ids", Why::IdReused, &id);
    tape.0.truncate(9);
    waiting(&tape, "ids");
}

#[test]
fn the_clock_of_requests_is_right() {
    let mut tape = Tape::good();
    let call = tape.call(BALANCE, "A0000");
    call.clock = Some(call.at.plus_seconds(-60));
    assert_eq!(tape.of("clock").state, State::Passed);
    let call = tape.call(BALANCE, "A0000");
    call.clock = Some(call.at.plus_seconds(61));
    let id = call.id.clone();
    failed(&tape, "clock", Why::ClockOff, &id);
    tape.0.truncate(4);
    waiting(&tape, "clock");
}

#[test]
fn the_hash_of_calls_is_of_all_that_was_seen() {
    let good = Tape::good();
    let hash = super::record::calls_sha256(&good.0);
    let changes: [fn(&mut Seen); 6] = [
        |it| it.code.push('x'),
        |it| it.at = it.at.plus_seconds(1),
        |it| it.clock = None,
        |it| it.is_dead = true,
        |it| it.items[0].amount += 1,
        |it| it.items.clear(),
    ];
    for change in changes {
        let mut tape = good.clone();
        change(&mut tape.0[3]);
        assert_ne!(super::record::calls_sha256(&tape.0), hash);
    }
    assert_eq!(super::record::calls_sha256(&good.clone().0), hash);
}
