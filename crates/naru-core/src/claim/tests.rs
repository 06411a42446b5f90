//! The decisions as tables, the states and the split of a damage as properties.

use super::book::{self, Money};
use super::decide::{self, Named, Row};
use super::freezewire::FreezeReply;
use super::liability::{self, SHIPPED, in_force, shipped, split};
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
