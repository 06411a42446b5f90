use super::{bank, institution, now, order, shipped};
use crate::identity::{Account, Contract, ContractPurpose, Institution, KnownUser, Scope};
use crate::ledger;
use crate::policy::Policy;
use crate::relay::bankwire::Doubt;
use crate::relay::decide::{self, Effect, Known, Repeat, Reservation};
use crate::relay::{Bank, BankSaid, Check, Checks, Conclusion, Decline, Key, State, Transfer};
use naru_base::seal::LookupHash;
use naru_base::{BusinessDate, Micros, Won};

/// Everything that a decision reads, all in favour.
#[derive(Clone)]
struct Facts {
    institution: Option<Institution>,
    contract: Option<Contract>,
    bank: Option<Bank>,
    user: Option<KnownUser>,
    taken: Won,
    policy: Policy,
    checks: Checks,
}

fn facts() -> Facts {
    let name = || "나래".to_owned();
    Facts {
        institution: Some(Institution {
            code: institution(),
            name_ko: name(),
            name_en: name(),
            scopes: vec![Scope::Sa],
            active: true,
        }),
        contract: Some(Contract {
            institution: institution(),
            account_type: 'N',
            account_num: "9010001".to_owned(),
            purpose: ContractPurpose::Withdraw,
            bank: bank(),
            holder_name: name(),
        }),
        bank: Some(Bank {
            code: bank(),
            name_ko: name(),
            name_en: name(),
            base_url: String::new(),
            public_key: String::new(),
            active: true,
        }),
        user: Some(KnownUser {
            person: LookupHash::from_bytes([7; 32]),
            sealed_key: Some(vec![1]),
            account: Some(Account {
                fintech_use_num: String::new(),
                inquiry_until: None,
                transfer_until: Some(now().plus_seconds(1)),
            }),
        }),
        taken: Won::ZERO,
        policy: shipped(),
        checks: Checks::default(),
    }
}

fn decide(facts: &Facts, amount: i64) -> Result<Reservation, Decline> {
    let known = Known {
        institution: facts.institution.as_ref(),
        contract: facts.contract.as_ref(),
        bank: facts.bank.as_ref(),
        user: facts.user.as_ref(),
        taken: facts.taken,
        policy: &facts.policy,
        checks: facts.checks,
    };
    decide::reserve(&known, &order(amount), now())
}

/// Ways to spoil one fact, in the documented order of the reasons they cause.
fn spoil(facts: &mut Facts, decline: Decline) {
    let account = |facts: &mut Facts, until| {
        if let Some(a) = facts.user.as_mut().and_then(|u| u.account.as_mut()) {
            a.transfer_until = until;
        }
    };
    match decline {
        Decline::InstitutionInactive => {
            facts.institution.as_mut().expect("there").active = false;
        }
        Decline::ContractUnknown => facts.contract = None,
        Decline::BankUnknown => facts.bank.as_mut().expect("there").active = false,
        Decline::UserUnknown => facts.user = None,
        Decline::AccountUnknown => {
            if let Some(user) = facts.user.as_mut() {
                user.account = None;
            }
        }
        Decline::NotAgreed => account(facts, None),
        Decline::AgreementExpired => account(facts, Some(now())),
        Decline::PersonDailyLimit => facts.taken = Won::new(10_000_000),
    }
}

#[test]
fn an_order_with_nothing_against_it_is_reserved() {
    let want = Reservation { fee: Won::new(50), limit_remain: Won::new(9_999_000) };
    assert_eq!(decide(&facts(), 1_000), Ok(want));
}

#[test]
fn each_reason_declines_and_the_first_in_the_order_wins() {
    for (i, first) in Decline::ALL.into_iter().enumerate() {
        let mut alone = facts();
        spoil(&mut alone, first);
        assert_eq!(decide(&alone, 1), Err(first), "alone");
        let mut with_later = facts();
        // The later ones first: spoiling the user must not undo what hangs on it.
        for decline in Decline::ALL[i..].iter().rev() {
            spoil(&mut with_later, *decline);
        }
        assert_eq!(decide(&with_later, 1), Err(first), "with all later reasons");
    }
}

#[test]
fn absence_and_refused_standing_count_as_the_same_reason() {
    let mut gone = facts();
    gone.institution = None;
    assert_eq!(decide(&gone, 1), Err(Decline::InstitutionInactive));
    let mut standing = facts();
    standing.checks.standing = Check::Refused;
    assert_eq!(decide(&standing, 1), Err(Decline::InstitutionInactive));
    let mut deposit = facts();
    deposit.contract.as_mut().expect("there").purpose = ContractPurpose::Deposit;
    assert_eq!(decide(&deposit, 1), Err(Decline::ContractUnknown));
    let mut no_bank = facts();
    no_bank.bank = None;
    assert_eq!(decide(&no_bank, 1), Err(Decline::BankUnknown));
    let mut erased = facts();
    erased.user.as_mut().expect("there").sealed_key = None;
    assert_eq!(decide(&erased, 1), Err(Decline::UserUnknown));
}

#[test]
fn the_limit_is_reached_exactly_and_never_passed() {
    let cases = [
        (0, 10_000_000, Ok(0)),
        (0, 10_000_001, Err(Decline::PersonDailyLimit)),
        (9_999_999, 1, Ok(0)),
        (9_999_999, 2, Err(Decline::PersonDailyLimit)),
        (10_000_000, 1, Err(Decline::PersonDailyLimit)),
        (20_000_000, 1, Err(Decline::PersonDailyLimit)),
        (i64::MAX, 1, Err(Decline::PersonDailyLimit)),
        (0, i64::MAX, Err(Decline::PersonDailyLimit)),
    ];
    for (taken, amount, want) in cases {
        let mut it = facts();
        it.taken = Won::new(taken);
        let got = decide(&it, amount).map(|r| r.limit_remain.get());
        assert_eq!(got, want, "taken {taken}, amount {amount}");
    }
}

#[test]
fn a_repeated_id_is_the_recorded_order_only_with_the_same_content() {
    let (a, b) = ([1; 32], [2; 32]);
    let cases = [
        (None, Repeat::New),
        (Some((&a, true)), Repeat::Same),
        (Some((&a, false)), Repeat::Same),
        (Some((&b, true)), Repeat::Other),
        (Some((&b, false)), Repeat::New),
    ];
    for (recorded, want) in cases {
        assert_eq!(decide::repeat(recorded, &a), want);
    }
}

#[test]
fn the_other_date_counts_around_midnight_to_the_microsecond() {
    let date = |text| BusinessDate::parse(text).expect("a date");
    let (before, today, after) = (date("20261122"), date("20261123"), date("20261124"));
    let (midnight, next) = (today.starts_at().get(), after.starts_at().get());
    let cases = [
        (midnight, 1_800, Some(before)),
        (midnight + 1_799_999_999, 1_800, Some(before)),
        (midnight + 1_800_000_000, 1_800, None),
        (next - 1_800_000_001, 1_800, None),
        (next - 1_800_000_000, 1_800, Some(after)),
        (next - 1, 1_800, Some(after)),
        (midnight, 0, None),
        (next - 1, 0, None),
    ];
    for (at, grace_s, want) in cases {
        let at = Micros::new(at);
        assert_eq!(at.business_date(), today);
        assert_eq!(decide::other_date(today, at, grace_s), want, "{at:?}, {grace_s} s");
    }
}

fn said() -> BankSaid {
    let text = |t: &str| t.to_owned();
    BankSaid { code: text("000"), message: text(""), tran_date: text(""), holder: text("") }
}

#[test]
fn what_each_conclusion_does_to_each_state() {
    use Effect::{Confirmed, Contradiction, Move, Nothing};
    let conclusions = [
        Conclusion::Paid(said()),
        Conclusion::NotPaid(said()),
        Conclusion::NotSent,
        Conclusion::Doubt(Doubt::NoAnswer),
    ];
    let open =
        [Move(State::Settled), Move(State::Released), Move(State::Released), Move(State::InDoubt)];
    let table = [
        (State::Refused, [Contradiction, Contradiction, Contradiction, Nothing]),
        (State::Reserved, open),
        (State::InDoubt, open),
        (State::Settled, [Confirmed, Contradiction, Contradiction, Nothing]),
        (State::Released, [Contradiction, Confirmed, Confirmed, Nothing]),
    ];
    for (state, wanted) in table {
        for (conclusion, want) in conclusions.iter().zip(wanted) {
            let got = decide::conclude(state, conclusion);
            assert_eq!(got, want, "{state:?}, {:?}", conclusion.event());
        }
    }
}

#[test]
fn the_pause_between_inquiries_doubles_up_to_the_longest() {
    let policy = shipped();
    let cases = [
        (-1, 1_000),
        (0, 1_000),
        (1, 2_000),
        (5, 32_000),
        (6, 60_000),
        (20, 60_000),
        (i64::MAX, 60_000),
    ];
    for (asked, want) in cases {
        assert_eq!(decide::inquiry_pause_ms(&policy, asked), want, "asked {asked} times");
    }
}

fn transfer(amount: i64, fee: i64) -> Transfer {
    Transfer {
        key: Key { date: now().business_date(), id: order(amount).bank_tran_id },
        institution: institution(),
        state: State::Reserved,
        fingerprint: [0; 32],
        person: None,
        bank: bank(),
        amount: Won::new(amount),
        fee: Won::new(fee),
        created_at: now(),
        expires_at: now(),
        inquiry_count: 0,
        reason: None,
        bank_rsp_code: None,
        bank_tran_date: None,
        limit_remain: None,
        sealed_order: None,
        sealed_reply: None,
        sealed_key: None,
    }
}

#[test]
fn every_posting_is_balanced_and_a_closing_undoes_what_was_reserved() {
    for (amount, fee) in [(1, 0), (1_000, 50), (999_999_999_999, 30)] {
        let transfer = transfer(amount, fee);
        let reserve =
            decide::reserve_entries(&bank(), &institution(), transfer.amount).expect("entries");
        assert!(ledger::balanced(&reserve));
        for settled in [true, false] {
            let close = decide::closing_entries(&transfer, settled).expect("entries");
            assert!(ledger::balanced(&close), "{amount}, {fee}, settled {settled}");
            let sum = |account: &str, of: fn(&ledger::Entry) -> Won| -> i64 {
                let both = reserve.iter().chain(&close);
                both.filter(|e| e.account == account).map(|e| of(e).get()).sum()
            };
            let (moved, paid) = if settled { (amount, fee) } else { (0, 0) };
            for (account, posted) in [
                ("bank:901", moved),
                ("inst:M202600001", -moved),
                ("inst-fee:M202600001", paid),
                (ledger::FEE_INCOME, -paid),
            ] {
                assert_eq!(sum(account, |e| e.posted), posted, "{account}");
                assert_eq!(sum(account, |e| e.pending), 0, "{account}");
            }
        }
    }
    assert!(decide::reserve_entries(&bank(), &institution(), Won::new(i64::MIN)).is_none());
}
