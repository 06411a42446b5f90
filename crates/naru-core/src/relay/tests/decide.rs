use super::{bank, deposit, institution, now, order, shipped, user};
use crate::admission::Standing;
use crate::identity::{Account, Contract, ContractPurpose, Institution, KnownUser, Scope};
use crate::ledger;
use crate::policy::Policy;
use crate::relay::bankwire::Doubt;
use crate::relay::decide::{self, ClaimKnown, Effect, Known, Original, Repeat, Reservation, Used};
use crate::relay::inquiry::Receive;
use crate::relay::{Bank, BankSaid, Conclusion, Decline, Key, Kind, Order, State, Transfer, Via};
use naru_base::seal::LookupHash;
use naru_base::{BankCode, BankTranId, BusinessDate, ClientUseCode, Micros, UserSeqNo, Won};

/// The customer's account.
const ACCOUNT: LookupHash = LookupHash::from_bytes([5; 32]);

/// Everything that a decision reads, all in favour.
#[derive(Clone)]
struct Facts {
    institution: Option<Institution>,
    contract: Option<Contract>,
    bank: Option<Bank>,
    user: Option<KnownUser>,
    pass_phrase: Option<LookupHash>,
    taken: Won,
    used: Used,
    drawn: Won,
    policy: Policy,
    standing: Standing,
    order: Order,
}

/// Of a deposit to an account that a handle names.
fn of_deposit() -> Facts {
    let mut it = facts();
    it.contract.as_mut().expect("there").purpose = ContractPurpose::Deposit;
    it.pass_phrase = Some(LookupHash::from_bytes([9; 32]));
    it.drawn = Won::new(-50_000_000);
    it.order = deposit(1);
    let receive = Receive {
        date: now().business_date(),
        id: BankTranId::parse("M202600001U0000000R1").expect("an id"),
        institution: institution(),
        bank: bank(),
        account: ACCOUNT,
        amount: Won::new(1),
        holder: LookupHash::from_bytes([3; 32]),
        answered_at: now(),
    };
    let details = it.order.details.deposit.as_mut().expect("a deposit");
    details.recv_bank_tran_id = receive.id.to_string();
    it.order.receive = Some(receive);
    it
}

/// Of a withdrawal from an account that a handle names, with the user's own token.
fn by_handle() -> Facts {
    let mut it = facts();
    it.order.via =
        Via::Handle { handle: "7".repeat(24), user: Some(user()), token_user: Some(user()) };
    it
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
        pass_phrase: None,
        taken: Won::ZERO,
        used: Used::default(),
        drawn: Won::ZERO,
        policy: shipped(),
        standing: Standing::Live,
        order: order(1),
    }
}

fn decide(facts: &Facts, amount: i64) -> Result<Reservation, Decline> {
    let known = Known {
        institution: facts.institution.as_ref(),
        contract: facts.contract.as_ref(),
        bank: facts.bank.as_ref(),
        pass_phrase: facts.pass_phrase.as_ref(),
        account: ACCOUNT,
        user: facts.user.as_ref(),
        taken: facts.taken,
        used: facts.used,
        drawn: facts.drawn,
        policy: &facts.policy,
        standing: facts.standing,
    };
    let order = Order { amount: Won::new(amount), ..facts.order.clone() };
    decide::reserve(&known, &order, now())
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
        Decline::NotAdmitted => facts.standing = Standing::NotAdmitted,
        Decline::StandingSuspended => facts.standing = Standing::Suspended,
        Decline::InquiryOnly => facts.standing = Standing::InquiryOnly,
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
        Decline::ReceiveUnfit => facts.order.receive = None,
        Decline::PassPhraseWrong => facts.pass_phrase = Some(LookupHash::from_bytes([8; 32])),
        Decline::HandleUnknown => {
            if let Via::Handle { user, .. } = &mut facts.order.via {
                *user = None;
            }
        }
        Decline::UserMismatch => {
            if let Via::Handle { token_user, .. } = &mut facts.order.via {
                *token_user = UserSeqNo::parse("1000000002").ok();
            }
        }
        Decline::InstitutionOnceLimit => {
            facts.policy.withdraw.once = Won::ZERO;
            facts.policy.deposit.once = Won::ZERO;
        }
        Decline::PersonOnceLimit => facts.policy.person_once_limit = Won::ZERO,
        Decline::InstitutionDailyLimit => facts.used.day = Won::new(100_000_000_000),
        Decline::InstitutionMonthlyLimit => facts.used.month = Won::new(2_000_000_000_000),
        Decline::PersonDailyLimit => facts.taken = Won::new(10_000_000),
        Decline::ContractFunds => facts.drawn = Won::ZERO,
        Decline::OriginalUnknown | Decline::ClaimTooLate | Decline::ClaimOverOriginal => {
            panic!("no reason against an order")
        }
    }
}

#[test]
fn an_order_with_nothing_against_it_is_reserved() {
    let want = Reservation { fee: Won::new(30), limit_remain: Some(Won::new(9_999_000)) };
    assert_eq!(decide(&facts(), 1_000), Ok(want));
    assert_eq!(decide(&by_handle(), 1_000), Ok(want));
    let want = Reservation { fee: Won::new(20), limit_remain: None };
    assert_eq!(decide(&of_deposit(), 1_000), Ok(want));
    let mut number = of_deposit();
    (number.user, number.order.via) = (None, Via::Number);
    assert_eq!(decide(&number, 1_000), Ok(want), "a payee need not be anybody's user");
    let mut silent = of_deposit();
    silent.user.as_mut().and_then(|u| u.account.as_mut()).expect("there").transfer_until = None;
    assert_eq!(decide(&silent, 1_000), Ok(want), "a credit needs no agreement to debits");
}

#[test]
fn a_deposit_follows_the_receive_inquiry_that_it_names() {
    let unfit = |spoil: fn(&mut Receive)| {
        let mut it = of_deposit();
        spoil(it.order.receive.as_mut().expect("there"));
        decide(&it, 1)
    };
    let life = |it: &mut Receive, beside_s: i64| {
        it.answered_at = now().plus_seconds(beside_s - shipped().receive_life_s);
    };
    let ways: [fn(&mut Receive); 5] = [
        |it| it.institution = ClientUseCode::parse("M202600002").expect("a code"),
        |it| it.bank = BankCode::parse("902").expect("a code"),
        |it| it.account = LookupHash::from_bytes([6; 32]),
        |it| it.id = BankTranId::parse("M202600001U0000000R2").expect("an id"),
        |it| it.answered_at = now().plus_seconds(-shipped().receive_life_s),
    ];
    for way in ways {
        assert_eq!(unfit(way), Err(Decline::ReceiveUnfit));
    }
    let mut old = of_deposit();
    life(old.order.receive.as_mut().expect("there"), 1);
    assert!(decide(&old, 1).is_ok(), "to its last second");
    let mut other_amount = of_deposit();
    other_amount.order.receive.as_mut().expect("there").amount = Won::new(2);
    assert!(decide(&other_amount, 1).is_ok(), "it tells who is paid, not how much");
    let mut unnamed = of_deposit();
    unnamed.order.receive = None;
    unnamed.order.details.deposit.as_mut().expect("there").recv_bank_tran_id.clear();
    assert!(decide(&unnamed, 1).is_ok(), "none need be named");
}

#[test]
fn each_reason_against_a_claim_and_the_first_wins() {
    let sound = Original {
        is_done: true,
        is_to_this_account: true,
        is_from_this_bank: true,
        amount: Won::new(1_000),
        returned: Won::ZERO,
        ordered_at: now(),
    };
    type Spoil = fn(&mut Facts, &mut Original, &mut bool);
    let reasons: [(Decline, Spoil); 8] = [
        (Decline::InstitutionInactive, |f, _, _| f.institution = None),
        (Decline::InquiryOnly, |f, _, _| f.standing = Standing::InquiryOnly),
        (Decline::ContractUnknown, |f, _, _| f.contract = None),
        (Decline::HandleUnknown, |_, _, known| *known = false),
        (Decline::BankUnknown, |f, _, _| f.bank = None),
        (Decline::OriginalUnknown, |_, o, _| o.is_done = false),
        (Decline::ClaimTooLate, |_, o, _| o.ordered_at = Micros::new(0)),
        (Decline::ClaimOverOriginal, |_, o, _| o.returned = Won::new(1)),
    ];
    let decide = |facts: &Facts, original: &Original, is_account_known: bool| {
        let known = ClaimKnown {
            institution: facts.institution.as_ref(),
            standing: facts.standing,
            contract: facts.contract.as_ref(),
            is_account_known,
            bank: facts.bank.as_ref(),
            original: Some(original),
            policy: &facts.policy,
        };
        decide::claim(&known, Won::new(1_000), now())
    };
    assert_eq!(decide(&of_deposit(), &sound, true), Ok(()));
    for (i, (first, _)) in reasons.iter().enumerate() {
        let (mut facts, mut original, mut known) = (of_deposit(), sound, true);
        reasons[i..].iter().for_each(|(_, spoil)| spoil(&mut facts, &mut original, &mut known));
        assert_eq!(decide(&facts, &original, known), Err(*first));
    }
    for spoil in [
        |o: &mut Original| o.is_to_this_account = false,
        |o: &mut Original| o.is_from_this_bank = false,
    ] {
        let mut other = sound;
        spoil(&mut other);
        assert_eq!(decide(&of_deposit(), &other, true), Err(Decline::OriginalUnknown));
    }
    let mut wide = sound;
    wide.returned = Won::new(i64::MAX);
    assert_eq!(decide(&of_deposit(), &wide, true), Err(Decline::ClaimOverOriginal));
}

#[test]
fn small_institutions_pay_the_reduced_fees() {
    let (full, reduced) = ([50, 40], [30, 20]);
    let cases = [
        (0, 0, reduced),
        (10_000_000_000, 100_000, reduced),
        (10_000_000_001, 0, full),
        (0, 100_001, full),
    ];
    for (before, count_before, want) in cases {
        let fees = [facts(), of_deposit()].map(|mut it| {
            it.used = Used { before: Won::new(before), count_before, ..Used::default() };
            decide(&it, 1_000).expect("reserved").fee.get()
        });
        assert_eq!(fees, want, "{before} won, {count_before} transfers");
    }
}

#[test]
fn limits_are_reached_exactly_and_never_passed() {
    type Set = fn(&mut Facts, Won);
    let cases: [(Facts, Set, i64, Decline); 5] = [
        (facts(), |f, w| f.used.day = w, 100_000_000_000, Decline::InstitutionDailyLimit),
        (facts(), |f, w| f.used.month = w, 2_000_000_000_000, Decline::InstitutionMonthlyLimit),
        (of_deposit(), |f, w| f.used.day = w, 100_000_000_000, Decline::InstitutionDailyLimit),
        (
            of_deposit(),
            |f, w| f.used.month = w,
            2_000_000_000_000,
            Decline::InstitutionMonthlyLimit,
        ),
        (of_deposit(), |f, w| f.drawn = w, 0, Decline::ContractFunds),
    ];
    for (mut it, set, cap, decline) in cases {
        set(&mut it, Won::new(cap - 1_000));
        assert!(decide(&it, 1_000).is_ok(), "{decline:?}: to the won");
        assert_eq!(decide(&it, 1_001), Err(decline));
        set(&mut it, Won::new(i64::MAX));
        assert_eq!(decide(&it, 1), Err(decline), "a sum that does not fit");
    }
    for (it, cap, decline) in [
        (facts(), 10_000_000, Decline::InstitutionOnceLimit),
        (of_deposit(), 50_000_000, Decline::InstitutionOnceLimit),
    ] {
        assert!(decide(&it, cap).is_ok());
        assert_eq!(decide(&it, cap + 1), Err(decline));
    }
    let mut credit = of_deposit();
    (credit.drawn, credit.policy.deposit_credit_limit) = (Won::new(4_000), Won::new(5_000));
    assert!(decide(&credit, 1_000).is_ok(), "on credit, as the contract says");
    assert_eq!(decide(&credit, 1_001), Err(Decline::ContractFunds));
}

#[test]
fn a_deposit_without_a_pass_phrase_on_either_side_is_refused() {
    for (stored, given) in [(None, None), (None, Some([0; 32])), (Some([9; 32]), None)] {
        let mut it = of_deposit();
        it.pass_phrase = stored.map(LookupHash::from_bytes);
        it.order.pass_phrase = given.map(LookupHash::from_bytes);
        assert_eq!(decide(&it, 1), Err(Decline::PassPhraseWrong), "{stored:?}, {given:?}");
    }
}

#[test]
fn each_reason_declines_and_the_first_in_the_order_wins() {
    let only_withdrawals =
        [Decline::NotAgreed, Decline::AgreementExpired, Decline::PersonOnceLimit];
    let only_withdrawals = [&only_withdrawals[..], &[Decline::PersonDailyLimit]].concat();
    let only_deposits = [Decline::PassPhraseWrong, Decline::ReceiveUnfit, Decline::ContractFunds];
    let only_claims = [Decline::OriginalUnknown, Decline::ClaimTooLate, Decline::ClaimOverOriginal];
    for (sound, foreign) in [(by_handle(), &only_deposits[..]), (of_deposit(), &only_withdrawals)] {
        let all: Vec<Decline> = Decline::ALL
            .iter()
            .copied()
            .filter(|d| !foreign.contains(d) && !only_claims.contains(d))
            .collect();
        for (i, first) in all.iter().copied().enumerate() {
            let mut alone = sound.clone();
            spoil(&mut alone, first);
            assert_eq!(decide(&alone, 1), Err(first), "alone");
            let mut with_later = sound.clone();
            // The later ones first: spoiling the user must not undo what hangs on it.
            for decline in all[i..].iter().rev() {
                spoil(&mut with_later, *decline);
            }
            assert_eq!(decide(&with_later, 1), Err(first), "with all later reasons");
        }
        for other in foreign {
            let mut it = sound.clone();
            spoil(&mut it, *other);
            assert!(decide(&it, 1).is_ok(), "{other:?} is no reason against this kind");
        }
    }
}

#[test]
fn what_is_not_there_counts_as_a_reason_of_its_kind() {
    let mut gone = facts();
    gone.institution = None;
    assert_eq!(decide(&gone, 1), Err(Decline::InstitutionInactive));
    for standing in [Standing::Warned, Standing::LimitCut] {
        assert!(decide(&Facts { standing, ..facts() }, 1).is_ok(), "{standing}");
    }
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
        (1, 10_000_000, Err(Decline::PersonDailyLimit)),
        (9_999_999, 1, Ok(0)),
        (9_999_999, 2, Err(Decline::PersonDailyLimit)),
        (10_000_000, 1, Err(Decline::PersonDailyLimit)),
        (20_000_000, 1, Err(Decline::PersonDailyLimit)),
        (i64::MAX, 1, Err(Decline::PersonDailyLimit)),
    ];
    for (taken, amount, want) in cases {
        let mut it = facts();
        it.taken = Won::new(taken);
        let got = decide(&it, amount).map(|r| r.limit_remain.expect("taken from it").get());
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
        let pause = |kind| decide::inquiry_pause_ms(&policy, kind, asked);
        assert_eq!(pause(Kind::Withdraw), want, "asked {asked} times");
        assert_eq!(pause(Kind::Deposit), want, "asked {asked} times");
    }
    assert_eq!(decide::inquiry_pause_ms(&policy, Kind::Return, 20), 600_000);
}

fn transfer(kind: Kind, amount: i64, fee: i64) -> Transfer {
    Transfer {
        kind,
        key: Key { date: now().business_date(), id: order(amount).bank_tran_id },
        institution: institution(),
        state: State::Reserved,
        fingerprint: [0; 32],
        person: None,
        bank: bank(),
        account: LookupHash::from_bytes([5; 32]),
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
    let kinds = [
        // The institution's account, and what the bank owes more for one won.
        (Kind::Withdraw, "inst:M202600001", 1),
        (Kind::Deposit, "inst-out:M202600001", -1),
        (Kind::Return, "inst-out:M202600001", 1),
    ];
    for ((kind, own, way), amount, fee) in
        kinds.into_iter().flat_map(|k| [(k, 1, 0), (k, 1_000, 50), (k, 999_999_999_999, 30)])
    {
        let transfer = transfer(kind, amount, fee);
        let reserve = decide::reserve_entries(kind, &bank(), &institution(), transfer.amount);
        let reserve = reserve.expect("entries");
        assert!(ledger::balanced(&reserve));
        assert_eq!(reserve.is_empty(), kind == Kind::Return);
        for settled in [true, false] {
            let close = decide::closing_entries(&transfer, settled).expect("entries");
            assert!(ledger::balanced(&close), "{kind:?}, {amount}, {fee}, settled {settled}");
            let sum = |account: &str, of: fn(&ledger::Entry) -> Won| -> i64 {
                let both = reserve.iter().chain(&close);
                both.filter(|e| e.account == account).map(|e| of(e).get()).sum()
            };
            let (moved, paid) = if settled { (amount * way, fee) } else { (0, 0) };
            for (account, posted) in [
                ("bank:901", moved),
                (own, -moved),
                ("inst-fee:M202600001", paid),
                (ledger::FEE_INCOME, -paid),
            ] {
                assert_eq!(sum(account, |e| e.posted), posted, "{kind:?} {account}");
                assert_eq!(sum(account, |e| e.pending), 0, "{kind:?} {account}");
            }
        }
    }
    let entries = |kind| decide::reserve_entries(kind, &bank(), &institution(), Won::new(i64::MIN));
    assert!(entries(Kind::Withdraw).is_none() && entries(Kind::Deposit).is_none());
}
