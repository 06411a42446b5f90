//! The decisions as tables, the states and the split of a damage as properties.

use super::book::{self, Bearer, Money};
use super::decide::{self, Named, Row};
use super::freezewire::FreezeReply;
use super::liability::{
    self, Place, SHIPPED, Uneven, give_back, in_force, shipped, split, unevenly,
};
use super::model::{
    Cause, Claim, ClockState, Event, Line, LineKind, Loss, Party, Payer, Requests, State, Step,
    Target, Trace, TraceState,
};
use crate::ledger;
use crate::policy;
use crate::relay::{self, Key};
use naru_base::{BankCode, BankTranId, BusinessDate, ClientUseCode, Id, Micros, Won};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn id(n: u128) -> Id {
    Id::from_parts(1, n)
}

fn code(n: usize) -> ClientUseCode {
    ClientUseCode::parse(&format!("M20260000{n}")).unwrap()
}

fn bank(n: usize) -> BankCode {
    BankCode::parse(&format!("90{n}")).unwrap()
}

fn key(n: usize) -> Key {
    let id = BankTranId::parse(&format!("M202600001U{n:09}")).unwrap();
    Key { date: BusinessDate::parse("20261126").unwrap(), id }
}

fn claim(state: State, payer: Payer) -> Claim {
    let at = |s: i64| Some(Micros::new(s));
    Claim {
        id: id(1),
        institution: code(1),
        said: Cause::Intrusion,
        state,
        loss: Won::new(1_000),
        payer,
        reported_at: Micros::new(0),
        reported_by: "staff:x".to_owned(),
        due_at: [at(10), at(20), at(30), None],
        done_at: [None; 4],
        cause: None,
        decided_at: None,
        instrument: None,
        insurer: None,
        closed_at: None,
        link_at: None,
        requests: Requests { all: 1, frozen: Won::new(1), ..Requests::default() },
    }
}

fn loss(n: usize, at: usize, amount: i64) -> Loss {
    Loss { key: key(n), is_loss: true, bank: bank(at), amount: Won::new(amount) }
}

fn row(n: usize, kind: relay::Kind, state: relay::State) -> Named {
    let is_loss = kind == relay::Kind::Withdraw;
    let loss = Loss { is_loss, ..loss(n, 1, 100) };
    let target = Target { bank: bank(2), account_num: "7".into(), amount: Won::new(100) };
    let row = Row { key: key(n), institution: code(1), kind, state, loss, target: Some(target) };
    Named { key: key(n), row: Some(row), claimed_in: None }
}

#[test]
fn a_report_is_taken_only_if_money_was_lost_once() {
    use relay::Kind::{Deposit, Fund, Withdraw};
    use relay::State::{InDoubt, Released, Settled};
    let good = || row(1, Withdraw, Settled);
    let claimed = Named { claimed_in: Some(id(7)), ..good() };
    let nowhere = Named { key: key(5), row: None, claimed_in: None };
    let many: Vec<Named> = (0..21).map(|n| row(n, Withdraw, Settled)).collect();
    let table: [(Vec<Named>, &str, usize, &str); 11] = [
        (vec![good()], "도난", 1, ""),
        (vec![good(), row(2, Deposit, Settled)], "도난", 1, ""),
        (vec![good()], " ", 1, "claim/words-malformed"),
        (vec![], "도난", 1, "claim/transfers-count"),
        (many, "도난", 1, "claim/transfers-count"),
        (vec![good()], "도난", 2, "claim/transfer-unknown"),
        (vec![nowhere], "도난", 1, "claim/transfer-unknown"),
        (vec![good(), good()], "도난", 1, "claim/transfer-twice"),
        (vec![row(1, Withdraw, InDoubt)], "도난", 1, "claim/transfer-not-settled"),
        (vec![claimed], "도난", 1, "claim/transfer-claimed"),
        (vec![row(1, Deposit, Settled)], "도난", 1, "claim/nothing-lost"),
    ];
    for (named, words, of, want) in table {
        let got = decide::may_report(&code(of), &named, words);
        assert_eq!(got.err().map_or("", |it| it.code), want, "{words} {of}");
    }
    // Of several the one that does not fit is named, and the claim that has it.
    let claimed = Named { claimed_in: Some(id(7)), ..row(3, Withdraw, Settled) };
    let no = decide::may_report(&code(1), &[good(), claimed], "도난").err().unwrap();
    let of = (no.fact("transfer").to_owned(), no.fact("claim").to_owned());
    assert_eq!(of, (key(3).to_string(), id(7).to_string()));
    for (kind, state) in [(Withdraw, Released), (Fund, Settled)] {
        let got = decide::may_report(&code(1), &[row(1, kind, state)], "도난");
        assert_eq!(got.err().map_or("", |it| it.code), "claim/transfer-not-settled");
    }
}

#[test]
fn money_that_went_to_one_account_is_asked_for_once() {
    use relay::{Kind::Withdraw, State::Settled};
    let all = [row(1, Withdraw, Settled), row(2, Withdraw, Settled)];
    let found = decide::may_report(&code(1), &all, "도난").map_err(|no| no.code).unwrap();
    let asked = |found: &decide::Reported| -> Vec<i64> {
        found.targets.iter().map(|it| it.amount.get()).collect()
    };
    assert_eq!((found.loss, asked(&found)), (Won::new(200), vec![200]));
    // An account that received more keeps what was not lost.
    let all = [row(1, Withdraw, Settled), row(2, relay::Kind::Deposit, Settled)];
    let found = decide::may_report(&code(1), &all, "도난").map_err(|no| no.code).unwrap();
    assert_eq!((found.loss, asked(&found)), (Won::new(100), vec![100]));
}

fn trace(state: TraceState) -> Trace {
    Trace {
        id: id(9),
        claim: id(1),
        bank: bank(2),
        amount: Won::new(100),
        state,
        frozen: Won::ZERO,
        bank_rsp_code: None,
        asked_count: 0,
        next_at: Some(Micros::new(0)),
        answered_at: None,
    }
}

#[test]
fn a_banks_words_prove_only_what_they_say() {
    use TraceState::{Frozen, Nothing, Partly, Refused, Released, Releasing, Waiting};
    let table = [
        (Waiting, 9, "000", "100", Some((Frozen, 100))),
        (Waiting, 9, "000", "40", Some((Partly, 40))),
        (Waiting, 9, "000", "0", Some((Nothing, 0))),
        (Waiting, 9, "412", "0", Some((Refused, 0))),
        (Waiting, 8, "000", "100", None),
        (Waiting, 9, "000", "101", None),
        (Waiting, 9, "000", "-1", None),
        (Releasing, 9, "000", "0", Some((Released, 0))),
        (Releasing, 9, "000", "40", None),
        (Releasing, 9, "503", "0", None),
    ];
    for (state, n, code, frozen, want) in table {
        let reply = FreezeReply {
            request_id: id(n).to_string(),
            bank_rsp_code: code.to_owned(),
            bank_rsp_message: String::new(),
            frozen_amt: frozen.to_owned(),
        };
        let want = want.map(|(state, won)| (state, Won::new(won)));
        assert_eq!(decide::judged(&trace(state), &reply), want, "{state} {code} {frozen}");
    }
    let pauses: Vec<i64> = (1..9).map(decide::pause_ms).collect();
    assert_eq!(pauses, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
}

#[test]
fn a_payment_is_all_of_the_damage_and_shows_its_document() {
    let table = [
        (State::Reported, 1_000, "P-1", ""),
        (State::Frozen, 1_000, "P-1", ""),
        (State::Paid, 1_000, "P-1", "claim/not-now"),
        (State::Rejected, 1_000, "P-1", "claim/not-now"),
        (State::Frozen, 999, "P-1", "claim/amount-changed"),
        (State::Frozen, 1_000, "", "claim/evidence-malformed"),
        (State::Frozen, 1_000, "=1+1", "claim/evidence-malformed"),
    ];
    for (state, amount, evidence, want) in table {
        let got = decide::may_pay(&claim(state, Payer::Operator), Won::new(amount), evidence);
        assert_eq!(got.err().map_or("", |it| it.code), want, "{state} {amount} {evidence}");
    }
}

#[test]
fn nobody_recovers_more_than_is_owed_and_nothing_closes_that_owes() {
    let it = claim(State::Decided, Payer::Operator);
    let owed = BTreeMap::from([(Party::Bank(bank(1)), Won::new(300))]);
    let money = Money { on_institution: Won::new(700), owed, ..Money::default() };
    let own = Party::Institution(code(1));
    let table = [
        (own.clone(), 700, ""),
        (own, 701, "claim/more-than-owed"),
        (Party::Bank(bank(1)), 300, ""),
        (Party::Bank(bank(2)), 1, "claim/more-than-owed"),
        (Party::Consumer, 1, "claim/more-than-owed"),
        (Party::Surety, 1, "claim/more-than-owed"),
    ];
    for (party, amount, want) in table {
        let got = decide::may_recover(&it, &money, (&party, Won::new(amount)), "R-1");
        assert_eq!(got.err().map_or("", |no| no.code), want, "{party} {amount}");
    }
    let close = |money: &Money| decide::may_close(&it, money).err().map_or("", |no| no.code);
    assert_eq!([close(&money), close(&Money::default())], ["claim/still-owed", ""]);
    let surety = |left: Option<i64>, amount| {
        let left = left.map(Won::new);
        decide::may_claim_surety(&it, &money, left, Won::new(amount)).err().map_or("", |no| no.code)
    };
    let got =
        [surety(Some(700), 700), surety(None, 700), surety(Some(900), 701), surety(Some(9), 10)];
    let want =
        ["", "claim/instrument-unknown", "claim/more-than-owed", "claim/instrument-too-small"];
    assert_eq!(got, want);
}

#[test]
fn clocks_run_are_met_and_are_late() {
    let mut it = claim(State::Reported, Payer::Operator);
    let states = |it: &Claim, now| it.clocks(Micros::new(now)).map(|clock| clock.state);
    use ClockState::{Idle, Late, Met, Overdue, Running};
    assert_eq!(states(&it, 9), [Running, Running, Running, Idle]);
    assert_eq!(states(&it, 10), [Overdue, Running, Running, Idle]);
    assert!(it.is_late(Micros::new(10)) && !it.is_late(Micros::new(9)));
    it.done_at[Step::Freeze as usize] = Some(Micros::new(10));
    it.done_at[Step::Payment as usize] = Some(Micros::new(21));
    assert_eq!(states(&it, 29), [Met, Late, Running, Idle]);
    it.state = State::Rejected;
    assert_eq!(states(&it, 99), [Met, Late, Idle, Idle]);
}

#[test]
fn words_keep_their_text_and_the_schema_has_the_same() {
    let sql = super::MIGRATION.sql;
    let words = State::ALL.map(|it| it.as_str()).into_iter();
    let words = words.chain(Cause::ALL.map(|it| it.as_str()));
    let words = words.chain(Payer::ALL.map(|it| it.as_str()));
    let words = words.chain(TraceState::ALL.map(|it| it.as_str()));
    for word in words.chain(LineKind::ALL.map(|it| it.as_str())) {
        assert!(sql.contains(&format!("'{word}'")), "{word}");
    }
    for party in ["operator", "consumer", "surety", "M202600001", "901"] {
        assert_eq!(Party::parse(party).map(|it| it.to_string()).as_deref(), Some(party));
    }
    assert_eq!(Party::parse("nobody"), None);
}

#[test]
fn the_shipped_rules_and_table_are_whole() {
    for (cause, parts, source) in SHIPPED {
        assert_eq!(parts.iter().sum::<i64>(), 100, "{cause}");
        assert!(!source.is_empty());
        decide::is_table(&shipped(cause)).map_err(|no| no.code).unwrap();
    }
    for cause in Cause::ALL {
        assert_eq!(shipped(cause).cause, cause, "each cause has a row");
    }
    let rule = |name: &str| policy::SHIPPED.iter().find(|it| it.0 == name).map(|it| it.1);
    assert_eq!(rule("claim_freeze_s"), Some(60));
    assert_eq!(rule("claim_payment_s"), Some(86_400));
    let payers = [0, 1, 2, 3].map(decide::payer);
    assert_eq!(payers, [None, Some(Payer::Operator), Some(Payer::Institution), None]);
    assert!(rule("claim_first_payer").and_then(decide::payer).is_some());
    assert_eq!(rule("claim_return_consumer").and_then(Place::parse), Some(Place::Along));
    assert_eq!([Place::parse(0), Place::parse(4)], [None, None]);
}

#[test]
fn a_later_row_of_the_table_takes_the_place_when_it_begins() {
    let later = liability::shipped(Cause::Intrusion);
    let later = super::Shares { valid_from: Micros::new(50), bank: 60, institution: 40, ..later };
    let at = |now| in_force(std::slice::from_ref(&later), Cause::Intrusion, Micros::new(now)).bank;
    assert_eq!([at(49), at(50)], [20, 60]);
    assert_eq!(in_force(std::slice::from_ref(&later), Cause::BankFault, Micros::new(99)).bank, 100);
    let past = decide::may_change_table(&later, Micros::new(51)).err().map_or("", |it| it.code);
    assert_eq!(past, "claim/table-in-the-past");
    let off = super::Shares { bank: 61, ..later };
    assert_eq!(decide::is_table(&off).err().map_or("", |it| it.code), "claim/shares-not-hundred");
}

fn line(kind: LineKind, party: Party, amount: i64, payer: Payer) -> Line {
    let it = claim(State::Paid, payer);
    Line {
        by: vec!["a".into()],
        ..super::service::line(&it, id(5), (kind, party, Won::new(amount)))
    }
}

proptest! {
    /// Whatever the table and the amounts, the parts are above nothing and add up.
    #[test]
    fn a_split_adds_up_to_the_last_won(
        lost in prop::collection::vec((1_usize..4, 1_i64..1_000_000_000), 1..6),
        returned in 0_i64..1_000_000,
        parts in (0_i64..=100, 0_i64..=100, 0_i64..=100),
    ) {
        let losses: Vec<Loss> =
            (1..).zip(lost).map(|(n, (at, amount))| loss(n, at, amount)).collect();
        let whole: i64 = losses.iter().map(|it| it.amount.get()).sum();
        let sum = Won::new((whole - returned).max(0));
        let bank = parts.0;
        let operator = parts.1.min(100 - bank);
        let consumer = parts.2.min(100 - bank - operator);
        let institution = 100 - bank - operator - consumer;
        let table = super::Shares {
            bank, operator, consumer, institution, ..liability::shipped(Cause::Intrusion)
        };
        let out = split(&table, &code(1), &losses, sum);
        prop_assert!(out.iter().all(|(_, won)| *won > Won::ZERO));
        prop_assert_eq!(out.iter().map(|(_, won)| won.get()).sum::<i64>(), sum.get());
        if institution == 0 {
            let own = Party::Institution(code(1));
            prop_assert!(out.iter().all(|(party, _)| *party != own), "bears nothing: {:?}", out);
        }
    }

    /// Every posting balances; what lines add up to is what their accounts hold.
    #[test]
    fn lines_balance_and_money_is_what_the_accounts_hold(
        by_institution in any::<bool>(),
        amounts in prop::collection::vec(1_i64..1_000_000, 4),
        surety_pays in any::<bool>(),
    ) {
        let payer = if by_institution { Payer::Institution } else { Payer::Operator };
        let own = Party::Institution(code(1));
        let first = claim(State::Paid, payer).payer();
        let [a, b, c, d] = [amounts[0], amounts[1], amounts[2], amounts[3]];
        let whole = a + b + c + d;
        let mut lines = vec![
            line(LineKind::Report, first.clone(), whole, payer),
            line(LineKind::Payment, first, whole, payer),
            line(LineKind::Returned, Party::Bank(bank(2)), a, payer),
            line(LineKind::Share, Party::Bank(bank(1)), b, payer),
            line(LineKind::Share, Party::Consumer, c, payer),
            line(LineKind::Share, own.clone(), d, payer),
            line(LineKind::Recourse, Party::Bank(bank(1)), b, payer),
            line(LineKind::WriteOff, Party::Consumer, c, payer),
        ];
        if !by_institution {
            lines.push(line(LineKind::Surety, own.clone(), d, payer));
            if surety_pays {
                lines.push(line(LineKind::Recourse, Party::Surety, d, payer));
            } else {
                lines.push(line(LineKind::SuretyRefused, Party::Surety, d, payer));
                lines.push(line(LineKind::Recourse, own, d, payer));
            }
        }
        let mut accounts: BTreeMap<String, (i64, i64)> = BTreeMap::new();
        let mut taken = 0;
        for n in 0..lines.len() {
            let entries = book::demanded(&lines[n]).unwrap();
            prop_assert!(ledger::balanced(&entries));
            taken += book::taken(&code(1), &entries).unwrap().get();
            for it in entries {
                let sum = accounts.entry(it.account).or_default();
                *sum = (sum.0 + it.posted.get(), sum.1 + it.pending.get());
            }
            let money = Money::of(&lines[..=n]).unwrap();
            let held = |account: &str| accounts.get(account).copied().unwrap_or_default();
            prop_assert_eq!(held("claim:M202600001"),
                (money.on_institution.get(), money.reserved.get()));
            prop_assert_eq!(held("claim-surety:M202600001").0, money.on_surety.get());
            prop_assert_eq!(taken, money.reserved.get() + money.on_institution.get()
                + money.on_surety.get());
        }
        prop_assert!(accounts.values().all(|sum| *sum == (0, 0)), "{:?}", accounts);
        prop_assert!(Money::of(&lines).unwrap().open(&code(1)).is_empty());
    }

    /// Whatever happens, in whatever order: nobody is paid twice, no cause is decided before the
    /// payment, and what has ended stays so.
    #[test]
    fn no_order_of_events_pays_twice_or_decides_too_early(
        events in prop::collection::vec(prop::sample::select(Event::ALL.to_vec()), 0..20),
    ) {
        let (mut state, mut paid, mut decided) = (State::Reported, 0, 0);
        for event in events {
            let Some(next) = state.next(event) else { continue };
            prop_assert!(!state.is_final(), "{state} ended");
            paid += i32::from(event == Event::Pay);
            decided += i32::from(event == Event::Decide);
            prop_assert!(event != Event::Decide || paid == 1);
            prop_assert!(event != Event::ClaimSurety || decided == 1);
            prop_assert!(!matches!(event, Event::Reject | Event::Withdraw) || paid == 0);
            state = next;
        }
        prop_assert!(paid <= 1 && decided <= 1);
    }
}

fn bearer(party: Party, borne: i64, lowered: i64, open: i64) -> Bearer {
    let [borne, lowered, open] = [borne, lowered, open].map(Won::new);
    Bearer { party, borne, lowered, open }
}

/// What each part comes to once so much came back.
fn lowered(mut all: Vec<Bearer>, sum: i64, consumer: Place) -> Vec<Bearer> {
    for (party, won) in give_back(&all, Won::new(sum), consumer) {
        let it = all.iter_mut().find(|it| it.party == party).unwrap();
        it.lowered = it.lowered.plus(won).unwrap();
        it.open = it.open.minus(won).unwrap();
    }
    all
}

#[test]
fn what_comes_back_lowers_each_part_as_the_rule_says() {
    let all = [bearer(Party::Institution(code(1)), 40, 0, 40), bearer(Party::Consumer, 60, 0, 60)];
    let sums = |consumer, sum| -> Vec<i64> {
        lowered(all.to_vec(), sum, consumer).iter().map(|it| it.lowered.get()).collect()
    };
    assert_eq!(sums(Place::Along, 50), [20, 30], "as the table divides");
    assert_eq!(sums(Place::First, 50), [0, 50]);
    assert_eq!(sums(Place::First, 70), [10, 60]);
    assert_eq!(sums(Place::Last, 50), [40, 10]);
    assert_eq!(sums(Place::Along, 1_000), [40, 60], "no more than is borne");
    // What was paid is not lowered: the others' parts are, as far as they go.
    let paid = [bearer(Party::Bank(bank(1)), 50, 0, 5), bearer(Party::Operator, 50, 0, 50)];
    let sums: Vec<i64> =
        lowered(paid.to_vec(), 40, Place::Along).iter().map(|it| it.lowered.get()).collect();
    assert_eq!(sums, [5, 35]);
}

#[test]
fn what_is_paid_too_much_is_settled_by_whoever_was_relieved() {
    let own = Party::Institution(code(1));
    let all = [bearer(own.clone(), 240, 100, 140), bearer(Party::Bank(bank(1)), 60, 0, 0)];
    let it = unevenly(&all, Place::Along);
    assert_eq!(it.overpaid, [(Party::Bank(bank(1)), Won::new(20))]);
    assert_eq!(it.relieved, [(own, Won::new(20))]);
    let even = [bearer(Party::Operator, 240, 80, 160), bearer(Party::Consumer, 60, 20, 40)];
    assert_eq!(unevenly(&even, Place::Along), Uneven::default(), "nobody paid before");
}

fn parties() -> [Party; 5] {
    [
        Party::Operator,
        Party::Institution(code(1)),
        Party::Bank(bank(1)),
        Party::Bank(bank(2)),
        Party::Consumer,
    ]
}

fn places() -> impl Strategy<Value = Place> {
    prop::sample::select(vec![Place::First, Place::Along, Place::Last])
}

proptest! {
    /// Whatever is borne, paid and lowered already: all of what comes back lowers somebody, as far
    /// as anything is open, nobody by more than that, and nobody twice.
    #[test]
    fn what_comes_back_goes_once_and_to_whoever_still_bears(
        all in prop::collection::vec((0_i64..2_000_000_000, 0_i64..=100, 0_i64..=100), 1..=5),
        sum in 0_i64..6_000_000_000,
        consumer in places(),
    ) {
        let all: Vec<Bearer> = parties().into_iter().zip(all).map(|(party, (borne, paid, low))| {
            let left = borne - borne * paid / 100;
            let low = left * low / 100;
            bearer(party, borne, low, left - low)
        }).collect();
        let open: i64 = all.iter().map(|it| it.open.get()).sum();
        let out = give_back(&all, Won::new(sum), consumer);
        prop_assert_eq!(out.iter().map(|it| it.1.get()).sum::<i64>(), sum.min(open));
        for (n, (party, won)) in out.iter().enumerate() {
            let it = all.iter().find(|it| it.party == *party).unwrap();
            prop_assert!(*won > Won::ZERO && *won <= it.open, "{party} {won} of {:?}", it.open);
            prop_assert!(out.iter().skip(n + 1).all(|other| other.0 != *party));
        }
    }

    /// It does not matter in how many pieces it comes back.
    #[test]
    fn pieces_lower_the_same_as_all_at_once(
        all in prop::collection::vec(0_i64..1_000_000, 1..=5),
        pieces in prop::collection::vec(0_i64..400_000, 1..6),
        consumer in places(),
    ) {
        let all: Vec<Bearer> =
            parties().into_iter().zip(all).map(|(party, won)| bearer(party, won, 0, won)).collect();
        let at_once = lowered(all.clone(), pieces.iter().sum(), consumer);
        let one_by_one = pieces.iter().fold(all, |all, sum| lowered(all, *sum, consumer));
        prop_assert_eq!(one_by_one, at_once);
    }

    /// Before the decision or after it: by the rule as shipped everybody bears the same, but for
    /// roundings of a won for each party.
    #[test]
    fn the_day_on_which_a_bank_sends_it_changes_nobodys_part(
        lost in prop::collection::vec((1_usize..4, 1_i64..1_000_000_000), 1..5),
        share in 0_i64..=100,
        cause in prop::sample::select(Cause::ALL.to_vec()),
    ) {
        let losses: Vec<Loss> =
            (1..).zip(lost).map(|(n, (at, amount))| loss(n, at, amount)).collect();
        let whole: i64 = losses.iter().map(|it| it.amount.get()).sum();
        let back = i64::try_from(i128::from(whole) * i128::from(share) / 100).unwrap();
        let row = shipped(cause);
        let after = split(&row, &code(1), &losses, Won::new(whole));
        let n = i64::try_from(after.len()).unwrap();
        let after = after.into_iter().map(|(party, won)| bearer(party, won.get(), 0, won.get()));
        let after = lowered(after.collect(), back, Place::Along);
        let before = split(&row, &code(1), &losses, Won::new(whole - back));
        for it in after {
            let then = before.iter().find(|of| of.0 == it.party).map_or(0, |of| of.1.get());
            let off = it.open.get() - then;
            prop_assert!(off.abs() <= n + 1, "{} bears {} or {then}", it.party, it.open);
        }
    }

    /// Whatever comes back, is paid, given up, asked of the surety and refused, in whatever order
    /// after the decision: no part is ever below nothing, what is borne is what was lost less what
    /// came back, every won stands on one account, and a claim that is settled has left none.
    #[test]
    fn no_order_of_deeds_takes_a_won_twice(
        by_institution in any::<bool>(),
        consumer in places(),
        deeds in prop::collection::vec((0_u8..5, 0_usize..6, 1_i64..600), 0..16),
        parts in prop::collection::vec(0_i64..400, 4),
    ) {
        let payer = if by_institution { Payer::Institution } else { Payer::Operator };
        let own = Party::Institution(code(1));
        let it = claim(State::Decided, payer);
        let first = it.payer();
        let whole = parts.iter().sum::<i64>() + 1;
        let mut lines = vec![line(LineKind::Report, first.clone(), whole, payer)];
        lines.push(line(LineKind::Payment, first.clone(), whole, payer));
        let shares = [Party::Operator, Party::Bank(bank(1)), Party::Bank(bank(2)), Party::Consumer];
        for (party, won) in shares.into_iter().zip(parts).filter(|it| it.1 > 0) {
            lines.push(line(LineKind::Share, party, won, payer));
        }
        lines.push(line(LineKind::Share, own.clone(), 1, payer));
        let (mut came, mut asked) = (0, false);
        for (deed, place, sum) in deeds {
            let money = Money::of(&lines).unwrap();
            let open = money.open(&code(1));
            match (deed, open.get(place % open.len().max(1))) {
                (0 | 1, _) => {
                    let all = money.bearers(&code(1), &first);
                    for (of, won) in give_back(&all, Won::new(sum), consumer) {
                        let itself = if of == own && of != first {
                            won.min(money.on_institution)
                        } else {
                            won
                        };
                        let rest = won.minus(itself).unwrap();
                        for (of, won) in [(of, itself), (Party::Surety, rest)] {
                            if won > Won::ZERO {
                                let back = Party::Bank(bank(3));
                                let it = line(LineKind::Returned, back, won.get(), payer);
                                lines.push(Line { of: Some(of), ..it });
                                came += won.get();
                            }
                        }
                    }
                }
                (2, Some((party, left))) => {
                    let sum = sum.min(left.get());
                    lines.push(line(LineKind::Recourse, party.clone(), sum, payer));
                }
                (3, Some((party, left))) => {
                    let sum = sum.min(left.get());
                    lines.push(line(LineKind::WriteOff, party.clone(), sum, payer));
                }
                _ if money.on_institution > Won::ZERO && !asked => {
                    let sum = money.on_institution.get();
                    lines.push(line(LineKind::Surety, own.clone(), sum, payer));
                    asked = true;
                }
                _ if money.on_surety > Won::ZERO => {
                    let sum = money.on_surety.get();
                    lines.push(line(LineKind::SuretyRefused, Party::Surety, sum, payer));
                }
                _ => {}
            }
            let money = Money::of(&lines).unwrap();
            let all = money.bearers(&code(1), &first);
            prop_assert!(all.iter().all(|it| it.borne.get() >= it.lowered.get()), "{all:?}");
            prop_assert!(all.iter().all(|it| it.lowered.plus(it.open) <= Some(it.borne)), "{all:?}");
            prop_assert!(money.open(&code(1)).iter().all(|it| it.1 > Won::ZERO), "{money:?}");
            let borne: i64 = all.iter().map(|it| it.borne.get() - it.lowered.get()).sum();
            prop_assert_eq!(borne, whole - came);
        }
        for (party, won) in Money::of(&lines).unwrap().open(&code(1)) {
            lines.push(line(LineKind::Recourse, party, won.get(), payer));
        }
        let mut accounts: BTreeMap<String, i64> = BTreeMap::new();
        for it in lines.iter().flat_map(|it| book::demanded(it).unwrap()) {
            *accounts.entry(it.account).or_default() += it.posted.get();
        }
        prop_assert!(accounts.values().all(|sum| *sum == 0), "{accounts:?}");
    }
}
