//! Surety by its commands, on both engines: what is free, to the won and to the instant.

use crate::bed::{Bed, DOUBT, at, bank, date, institution, not_paid, order, paid};
use naru_base::role::{Post, Role};
use naru_base::{Answer, ClientUseCode, Id, InsurerCode, Micros, No, Won};
use naru_core::admission::{Gate, Verdict, decide::Wish as GateWish, deeds as gates};
use naru_core::desk::{self, Lasts};
use naru_core::hub::Hub;
use naru_core::notify::{self, Party};
use naru_core::proposal::{self, Deciding, Draft};
use naru_core::relay::{self, Check, Decline, Reserved};
use naru_core::surety::decide::Wish;
use naru_core::surety::deeds::{self, AdjustWish};
use naru_core::surety::{self, InstrumentKind, Position};
use naru_core::{policy, reactions, settlement, verify};
use naru_lab::admission::{give_back, insure, of_bed};
use naru_store::Tx;
use std::sync::Arc;

const DAY_S: i64 = 86_400;

fn read<T: Send + 'static>(bed: &Bed, f: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static) -> T {
    bed.store.read_blocking(f).expect("read")
}

fn position(bed: &Bed, n: usize) -> Position {
    let now = bed.now();
    read(bed, move |tx| Ok(surety::position(tx, &institution(n), now)?))
}

fn code_of<T>(answer: Answer<T>) -> &'static str {
    match answer {
        Err(No::Refusal(it)) => it.code,
        Err(No::Fault(it)) => panic!("a fault: {it}"),
        Ok(_) => "",
    }
}

fn wish(reference: &str, amount: i64, from: Micros, days: i64) -> Wish {
    Wish {
        kind: InstrumentKind::Deposit,
        issuer: "오픈뱅킹센터".to_owned(),
        insurer: None,
        reference: reference.to_owned(),
        amount: Won::new(amount),
        valid_from: from,
        valid_until: from.plus_seconds(days * DAY_S),
    }
}

/// Two people record an instrument of institution 1; in memory at once.
fn covered(bed: &Bed, wish: Wish) -> Id {
    bed.write(move |tx, hub, env| {
        let id = insure(tx, env, &of_bed(&institution(1)), &wish)?;
        hub.directory_changed(tx)?;
        Ok(id)
    })
    .expect("recorded")
}

fn given_back(bed: &Bed, id: Id) -> Answer<()> {
    bed.write(move |tx, hub, env| {
        give_back(tx, env, &of_bed(&institution(1)), id)?;
        Ok(hub.directory_changed(tx)?)
    })
}

/// Institution 1 with so much cover, and nothing else.
fn with_cover(bed: &Bed, amount: i64) -> Id {
    for it in read(bed, |tx| Ok(surety::facts_of(tx, &institution(1))?)).instruments {
        given_back(bed, it.id).expect("nothing is unsettled");
    }
    covered(bed, wish("D-1", amount, bed.now(), 30))
}

fn cover_check(bed: &Bed, n: u32) -> Check {
    let key = relay::Key { date: bed.now().business_date(), id: order(1, n, 1).bank_tran_id };
    let found = read(bed, move |tx| Ok(relay::row_facts(tx, &key)?));
    found.expect("recorded").checks.cover
}

fn holds(bed: &Bed) {
    let report = read(bed, |tx| Ok(verify::book(tx)?));
    let broken: Vec<_> = report.checks.iter().filter(|c| !c.ok).collect();
    assert!(broken.is_empty(), "{broken:?}");
    let (hub, now) = (bed.hub.clone(), bed.now());
    let memory = read(bed, move |tx| Ok(verify::memory(tx, &hub, now)?));
    assert!(memory.ok, "{memory:?}");
}

fn cover_is_used_up_to_the_won_reservations_counted(bed: Bed) {
    with_cover(&bed, 100_000);
    let first = bed.asked(&order(1, 1, 60_000));
    assert_eq!(bed.told(&order(1, 2, 40_001)).decline, Some(Decline::CoverExceeded));
    let second = bed.asked(&order(1, 3, 40_000));
    assert_eq!(bed.told(&order(1, 4, 1)).decline, Some(Decline::CoverExceeded));
    assert_eq!([1, 2].map(|n| cover_check(&bed, n)), [Check::Passed, Check::Refused]);
    assert_eq!(position(&bed, 1).free, Won::ZERO);
    bed.asked(&order(2, 1, 1_000_000));
    // What was not paid is free again; what was paid, or is in doubt, is not.
    bed.conclude(&second, not_paid());
    bed.conclude(&first, DOUBT);
    assert_eq!(position(&bed, 1).exposure, Won::new(60_000));
    bed.conclude(&first, paid());
    assert_eq!(position(&bed, 1).free, Won::new(40_000));
    let third = bed.asked(&order(1, 5, 40_000));
    bed.conclude(&third, paid());
    let asked = read(&bed, |tx| Ok(relay::unsettled(tx, Some(&institution(1)))?));
    let by_bank: Vec<_> = asked.iter().map(|it| (it.bank.clone(), it.count, it.amount)).collect();
    assert_eq!(by_bank, [(bank(1), 2, Won::new(100_000))]);
    holds(&bed);
}

fn deposits_need_no_cover(bed: Bed) {
    with_cover(&bed, 1);
    bed.fund(1, 1, 500_000);
    let it = crate::bed::deposit(&bed, 1, 1, 400_000);
    bed.asked(&it);
    assert_eq!(cover_check(&bed, 1), Check::Absent);
    assert_eq!(position(&bed, 1).exposure, Won::ZERO);
}

fn a_closed_day_frees_the_cover_and_what_is_in_doubt_stays(bed: Bed) {
    with_cover(&bed, 100_000);
    let first = bed.asked(&order(1, 1, 50_000));
    bed.conclude(&first, paid());
    let doubted = bed.asked(&order(1, 2, 30_000));
    bed.conclude(&doubted, DOUBT);
    bed.set_clock(at("20261123090000"));
    assert_eq!(position(&bed, 1).exposure, Won::new(80_000), "midnight alone frees nothing");
    let close = |day: &'static str| {
        bed.write(move |tx, _, env| settlement::close_day(tx, env, "staff:test", date(day)))
            .expect("closed")
    };
    close("20261122");
    assert_eq!(position(&bed, 1).exposure, Won::new(30_000));
    let asked = bed.asked(&order(1, 3, 70_000));
    assert_eq!(bed.told(&order(1, 4, 1)).decline, Some(Decline::CoverExceeded));
    bed.conclude(&asked, not_paid());
    // Decided later, it counts in the window of that day.
    bed.conclude(&doubted, paid());
    close("20261122");
    assert_eq!(position(&bed, 1).exposure, Won::new(30_000), "closed twice, freed once");
    let of_bank = read(&bed, |tx| Ok(relay::unsettled(tx, Some(&institution(1)))?));
    assert_eq!(of_bank.iter().map(|it| it.amount.get()).sum::<i64>(), 30_000);
    bed.set_clock(at("20261124090000"));
    close("20261123");
    assert_eq!(position(&bed, 1).exposure, Won::ZERO);
    holds(&bed);
}

fn cover_counts_from_its_first_instant_to_before_its_last(bed: Bed) {
    let id = with_cover(&bed, 10_000);
    let begins = bed.now().plus_seconds(3_600);
    covered(&bed, wish("D-2", 5_000, begins, 1));
    let free_at = |now: Micros| {
        bed.set_clock(now);
        position(&bed, 1).free.get()
    };
    let ends = begins.plus_seconds(DAY_S);
    let before = |it: Micros| Micros::new(it.get() - 1);
    assert_eq!(free_at(before(begins)), 10_000);
    assert_eq!(free_at(begins), 15_000);
    assert_eq!(free_at(before(ends)), 15_000);
    bed.asked(&order(1, 1, 15_000));
    assert_eq!(free_at(ends), -5_000, "what ended no longer covers what is unsettled");
    assert_eq!(bed.told(&order(1, 2, 1)).decline, Some(Decline::CoverExceeded));
    assert_eq!(code_of(given_back(&bed, id)), "surety/cover-in-use");
    holds(&bed);
}

/// A node that does not write, and any command in the batch of the one that gives cover back, has
/// a memory that is too old: the book is asked.
fn a_memory_of_cover_that_was_given_back_is_not_believed(bed: Bed) {
    let id = with_cover(&bed, 100_000);
    let (keys, now) = (bed.hub.keys.clone(), bed.now());
    let old = bed.store.read_blocking(move |tx| Ok(Hub::load(tx, keys.clone(), now)?));
    let old = Arc::new(old.expect("a memory"));
    given_back(&bed, id).expect("given back");
    let believed = old.directory().covers[&institution(1)].active(now);
    assert_eq!(believed, Won::new(100_000), "the memory still says so");
    let reserve = |old: Arc<Hub>| {
        bed.write(move |tx, _, env| {
            relay::reserve(tx, &old, env, &institution(1), &order(1, 1, 1), Ok(()))
        })
    };
    match reserve(old).expect("no fault") {
        Reserved::Told(told) => assert_eq!(told.decline, Some(Decline::CoverExceeded)),
        _ => panic!("reserved without cover"),
    }
    // In one transaction: what was recorded a moment before counts, what was given back does not.
    let inside = bed.write(|tx, hub, env| {
        let code = institution(1);
        let applicant = of_bed(&code);
        let it = insure(tx, env, &applicant, &wish("D-9", 7_000, env.now, 1))?;
        let directory = hub.directory();
        let memory = directory.covers.get(&code);
        let with = surety::free(tx, memory, &code, env.now)?;
        let env = naru_base::Env::fixed(env.now, 77);
        give_back(tx, &env, &applicant, it)?;
        let without = surety::free(tx, memory, &code, env.now)?;
        Ok((with, without))
    });
    assert_eq!(inside.expect("no fault"), (Won::new(7_000), Won::ZERO));
}

fn draft(n: u128, kind: &str, subject: String, body: String) -> Draft {
    let (id, kind) = (Id::from_parts(9, n), kind.to_owned());
    Draft { id, kind, subject, body, sealed_reason: b"why".to_vec(), code: None }
}

fn who(n: u128) -> Id {
    Id::from_parts(1, n)
}

fn propose(bed: &Bed, n: u128, role: Role, it: &Draft) -> Answer<Id> {
    let it = it.clone();
    bed.write(move |tx, _, env| {
        let post = Post::of_network(role).expect("of the network");
        proposal::propose(tx, env, desk::kinds(), &Deciding { who: who(n), post: &post }, &it)
    })
}

fn confirm(bed: &Bed, n: u128, role: Role, id: Id) -> Answer<()> {
    bed.write(move |tx, _, env| {
        let post = Post::of_network(role).expect("of the network");
        let who = Deciding { who: who(n), post: &post };
        proposal::confirm(tx, env, desk::kinds(), &who, id, (&[0; 32], &[]))
    })
}

fn two_people_with_the_right_record_and_adjust(bed: Bed) {
    let code = institution(1);
    let wish = wish("D-1", 5, bed.now(), 1);
    let subject = deeds::subject(&code, "D-1");
    let it = draft(1, deeds::RECORD, subject, deeds::record_body(&wish));
    assert_eq!(code_of(propose(&bed, 1, Role::Regulator, &it)), "proposal/no-right");
    let id = propose(&bed, 1, Role::Operator, &it).expect("proposed");
    assert_eq!(code_of(confirm(&bed, 1, Role::Operator, id)), "proposal/own");
    let before = position(&bed, 1).active;
    confirm(&bed, 2, Role::Operator, id).expect("confirmed");
    assert_eq!(position(&bed, 1).active, before.plus(Won::new(5)).expect("fits"));
    let again = draft(2, deeds::RECORD, deeds::subject(&code, "D-1"), deeds::record_body(&wish));
    assert_eq!(code_of(propose(&bed, 1, Role::Operator, &again)), "surety/instrument-known");
    let nobody = ClientUseCode::parse("M202699999").expect("a code");
    let foreign = draft(3, deeds::RECORD, deeds::subject(&nobody, "D-1"), it.body);
    assert_eq!(code_of(propose(&bed, 1, Role::Operator, &foreign)), "surety/institution-unknown");
    let item = |n, item, applies| {
        let wish = AdjustWish { item, applies, valid_from: bed.now(), valid_until: None };
        draft(n, deeds::ADJUST, deeds::subject(&code, item), deeds::adjust_body(&wish))
    };
    let ends = item(4, "incident", false);
    assert_eq!(code_of(propose(&bed, 1, Role::Operator, &ends)), "surety/item-does-not-apply");
    let required = position(&bed, 1).required.get();
    for (n, applies, percent) in [(5, true, 250), (6, false, 200)] {
        let it = item(n, "incident", applies);
        let id = propose(&bed, 1, Role::Operator, &it).expect("proposed");
        confirm(&bed, 2, Role::Operator, id).expect("confirmed");
        let now = position(&bed, 1);
        assert_eq!((now.factor.percent, now.required.get()), (percent, required / 200 * percent));
        bed.set_clock(bed.now().plus_seconds(1));
    }
    for sql in [
        "UPDATE surety_instrument SET amount = 1",
        "DELETE FROM surety_instrument",
        "UPDATE surety_adjustment SET item = 'incident'",
    ] {
        let changed = bed.write(move |tx, _, _| Ok(tx.exec(sql, &[])?));
        assert!(matches!(changed, Err(No::Fault(_))), "{sql}");
    }
}

fn the_gate_of_surety_is_passed_only_with_cover(bed: Bed) {
    let code = institution(1);
    let facts = read(&bed, |tx| Ok(naru_core::admission::facts_of(tx, &institution(1))?));
    let gate = |n: u128, days: i64| {
        let wish = GateWish {
            gate: Gate::Surety,
            service: None,
            verdict: Verdict::Passed,
            holds_until: Some(bed.now().plus_seconds(days * DAY_S)),
            evidence: facts.evidence.iter().map(|it| it.sha256).collect(),
        };
        let kind = gates::kind_of(Gate::Surety);
        draft(n, kind, gates::subject(&code, None), gates::gate_body(&wish))
    };
    let required = position(&bed, 1).required.get();
    with_cover(&bed, required - 1);
    assert_eq!(code_of(propose(&bed, 1, Role::Operator, &gate(1, 10))), "surety/cover-short");
    covered(&bed, wish("D-2", 1, bed.now(), 10));
    assert_eq!(code_of(propose(&bed, 1, Role::Operator, &gate(2, 11))), "surety/cover-ends-before");
    let id = propose(&bed, 1, Role::Operator, &gate(3, 10)).expect("proposed");
    confirm(&bed, 2, Role::Operator, id).expect("passed");
    // A contract with a higher limit asks for more.
    bed.write(|tx, hub, env| {
        let parameter = policy::Parameter {
            name: "withdraw_daily_limit_won".to_owned(),
            valid_from: env.now,
            value: 300_000_000_000,
            source: "contract".to_owned(),
        };
        policy::override_for(tx, env, "staff:test", &institution(1), &parameter)?;
        Ok(hub.directory_changed(tx)?)
    })
    .expect("overridden");
    assert_eq!(position(&bed, 1).required, Won::new(600_000_000_000));
    assert_eq!(position(&bed, 1).short_from, Some(bed.now()));
}

/// A factor that is higher for a while asks for more only as long; what ends after it is not missed
/// unless less is left than the factor of then asks for.
fn cover_falls_short_by_the_factor_of_its_day(bed: Bed) {
    let code = institution(1);
    let base = position(&bed, 1).required.get();
    with_cover(&bed, base);
    let ends = bed.now().plus_seconds(30 * DAY_S);
    covered(&bed, wish("D-2", base / 4, bed.now(), 20));
    let adjust = |n: u128, until: i64| {
        let wish = AdjustWish {
            item: "incident",
            applies: true,
            valid_from: bed.now(),
            valid_until: Some(bed.now().plus_seconds(until * DAY_S)),
        };
        let it =
            draft(n, deeds::ADJUST, deeds::subject(&code, "incident"), deeds::adjust_body(&wish));
        let id = propose(&bed, 1, Role::Operator, &it).expect("proposed");
        let case = read(&bed, move |tx| proposal::find(tx, id)).expect("there");
        let now = bed.now();
        let comes = read(&bed, move |tx| surety::adjusted(tx, &case, now)).expect("of a factor");
        confirm(&bed, 2, Role::Operator, id).expect("confirmed");
        comes
    };
    let comes = adjust(21, 10);
    assert_eq!((comes.points, comes.percent), (50, [200, 250]));
    assert_eq!(comes.required.map(Won::get), [base, base / 4 * 5]);
    assert_eq!(comes.missing, Won::ZERO);
    let now = position(&bed, 1);
    assert_eq!((now.short_from, now.short_by), (Some(ends), Won::new(base)));
    assert_eq!(now.falls_short(), Some(ends), "the deposit of twenty days is not missed");
    assert_eq!(now.ending, Some(InstrumentKind::Deposit), "what ends then");
    // Longer than the deposit: now its end is what counts.
    bed.set_clock(bed.now().plus_seconds(1));
    adjust(22, 25);
    let now = position(&bed, 1);
    let twenty = ends.plus_seconds(-10 * DAY_S);
    assert_eq!((now.short_from, now.short_by), (Some(twenty), Won::new(base / 4)));
    assert!(now.ending.is_some(), "an instrument ends then");
    bed.set_clock(twenty);
    let short = position(&bed, 1);
    assert_eq!((short.short_from, short.falls_short()), (Some(twenty), None), "short already");
}

/// What an inbox has of surety, oldest first.
fn told(bed: &Bed, party: Party) -> Vec<String> {
    let filter = notify::Filter { limit: 100, ..notify::Filter::default() };
    let all = bed.write(move |tx, hub, _| notify::inbox(tx, &hub.keys, &party, &filter));
    let kinds = all.expect("read").into_iter().rev().map(|it| it.content.kind().to_owned());
    kinds.filter(|it| it.starts_with("surety.")).collect()
}

/// Each deed is told to the institution and to the insurer in whose name something stands; falling
/// short and being enough again once each, however often it is looked.
fn who_answers_is_told_of_deeds_and_once_of_falling_short(bed: Bed) {
    let code = institution(1);
    let insurer = InsurerCode::parse("G202600009").expect("a code");
    let base = position(&bed, 1).required.get();
    with_cover(&bed, base);
    let done = |n: u128, (kind, subject, body): (&str, String, String)| {
        bed.set_clock(bed.now().plus_seconds(1));
        let id = propose(&bed, 1, Role::Operator, &draft(n, kind, subject, body));
        let id = id.expect("proposed");
        confirm(&bed, 2, Role::Operator, id).expect("confirmed");
        bed.write(move |tx, hub, env| {
            let case = proposal::find(tx, id)?.expect("there");
            reactions::tell_of_deed(tx, env, &hub.keys, &case)
        })
        .expect("told");
        id
    };
    let record = |n, it: &Wish| {
        let subject = deeds::subject(&code, &it.reference);
        done(n, (deeds::RECORD, subject, deeds::record_body(it)))
    };
    let looked = || {
        let look = |tx: &mut Tx<'_>, hub: &Arc<Hub>, env: &naru_base::Env| {
            reactions::tell_of_cover(tx, env, &hub.keys, None)
        };
        bed.write(look).expect("looked")
    };
    let both = || [Party::Institution(code.clone()), Party::Insurer(insurer.clone())];
    let seen = || both().map(|it| told(&bed, it));
    assert_eq!((looked(), seen()), (0, [vec![], vec![]]), "it is enough");
    let contract = Wish { insurer: Some(insurer.clone()), ..wish("G-1", 1, bed.now(), 200) };
    let contract = record(31, &contract);
    assert_eq!(seen(), [["surety.recorded"], ["surety.recorded"]]);
    let item = |applies| {
        let wish =
            AdjustWish { item: "incident", applies, valid_from: bed.now(), valid_until: None };
        (deeds::ADJUST, deeds::subject(&code, "incident"), deeds::adjust_body(&wish))
    };
    done(32, item(true));
    let short = ["surety.recorded", "surety.adjusted", "surety.short"];
    assert_eq!(seen(), [short, short]);
    assert_eq!((looked(), looked()), (0, 0), "told already");
    // What another house holds is told to the institution; that it is enough, to both.
    record(33, &wish("D-2", base, bed.now(), 200));
    let [own, theirs] = seen();
    assert_eq!(own[3..], ["surety.recorded", "surety.enough"]);
    assert_eq!(theirs[3..], ["surety.enough"]);
    assert_eq!(looked(), 0);
    // It ends with time alone: whoever looks from time to time tells it, once.
    bed.set_clock(bed.now().plus_seconds(31 * DAY_S));
    assert_eq!((looked(), looked()), (2, 0), "to both of them");
    assert_eq!(seen().map(|it| it.last().cloned()), [(); 2].map(|()| Some("surety.short".into())));
    let back = (deeds::subject(&code, &contract.to_string()), deeds::release_body(contract));
    done(34, (deeds::RELEASE, back.0, back.1));
    assert_eq!(
        seen().map(|it| it.last().cloned()),
        [(); 2].map(|()| Some("surety.released".into()))
    );
}

fn head_room_is_what_is_free_over_what_is_withdrawn(bed: Bed) {
    with_cover(&bed, 1_000_000);
    let rooms = |bed: &Bed| {
        let now = bed.now();
        let all = read(bed, move |tx| Ok(desk::head_rooms(tx, [institution(1)].iter(), now)?));
        let it = all[&institution(1)].clone();
        assert_eq!(it.is_of_today, it.per_day == Won::new(160_000) && now < at("20261123000000"));
        (it.per_day.get(), it.tenths())
    };
    assert_eq!(rooms(&bed), (0, None));
    for (n, amount) in [(1, 100_000), (2, 60_000)] {
        let key = bed.asked(&order(1, n, amount));
        bed.conclude(&key, paid());
    }
    assert_eq!(rooms(&bed), (160_000, Some(52)), "today, as there was no day before");
    bed.set_clock(at("20261123090000"));
    let key = bed.asked(&order(1, 3, 40_000));
    bed.conclude(&key, paid());
    assert_eq!(rooms(&bed), (160_000, Some(50)), "the days before, not today");
    let now = bed.now();
    let lasts = |bed: &Bed| {
        let all = read(bed, move |tx| Ok(desk::head_rooms(tx, [institution(1)].iter(), now)?));
        (all[&institution(1)].gate_ends, all[&institution(1)].lasts(now))
    };
    assert_eq!(lasts(&bed).1, Lasts::Tenths(50));
    // Passing the gate brings far more cover than is withdrawn until the gate ends, and it may end
    // before the cover does.
    let until = bed.now().plus_seconds(10 * 86_400);
    bed.write(move |tx, _, env| {
        let code = institution(1);
        naru_lab::admission::pass(tx, env, &of_bed(&code), Gate::Surety, Some(until))
    })
    .expect("passed");
    assert_eq!(lasts(&bed), (Some(until), Lasts::Until(until)));
}

crate::on_both_engines!(
    cover_is_used_up_to_the_won_reservations_counted,
    deposits_need_no_cover,
    a_closed_day_frees_the_cover_and_what_is_in_doubt_stays,
    cover_counts_from_its_first_instant_to_before_its_last,
    a_memory_of_cover_that_was_given_back_is_not_believed,
    two_people_with_the_right_record_and_adjust,
    the_gate_of_surety_is_passed_only_with_cover,
    cover_falls_short_by_the_factor_of_its_day,
    who_answers_is_told_of_deeds_and_once_of_falling_short,
    head_room_is_what_is_free_over_what_is_withdrawn,
);
