//! The decisions as tables, and the cover over time as a property.

use super::cover::Cover;
use super::decide::{self, Held, ITEMS, Rules, Wish, factor, required};
use super::model::{Adjustment, Facts, Instrument, InstrumentKind};
use crate::policy::SHIPPED;
use naru_base::{ClientUseCode, Id, InsurerCode, Micros, Won};
use proptest::prelude::*;

fn id(n: u128) -> Id {
    Id::from_parts(1, n)
}

fn code() -> ClientUseCode {
    ClientUseCode::parse("M202600001").unwrap()
}

fn instrument(n: u128, amount: i64, from: i64, until: i64) -> Instrument {
    Instrument {
        id: id(n),
        institution: code(),
        kind: InstrumentKind::Insurance,
        issuer: "한울보증".to_owned(),
        insurer: None,
        reference: format!("G-{n}"),
        amount: Won::new(amount),
        valid_from: Micros::new(from),
        valid_until: Micros::new(until),
        recorded_at: Micros::new(0),
        by: [id(100), id(101)],
        released_at: None,
        drawn: Won::ZERO,
    }
}

fn shipped() -> Rules {
    let rule = |name: &str| SHIPPED.iter().find(|it| it.0 == name).expect("shipped").1;
    Rules {
        base: rule("surety_factor_base_percent"),
        least: rule("surety_factor_min_percent"),
        most: rule("surety_factor_max_percent"),
        points: ITEMS.map(|it| rule(it.rule)),
    }
}

fn adjustment(n: u128, item: &'static str, from: i64, until: Option<i64>) -> Adjustment {
    Adjustment {
        id: id(n),
        item,
        valid_from: Micros::new(from),
        valid_until: until.map(Micros::new),
        by: [id(100), id(101)],
    }
}

#[test]
fn the_factor_is_the_base_and_its_items_between_its_bounds() {
    let rules = shipped();
    let at = |all: &[Adjustment], now| factor(&rules, all, Micros::new(now));
    assert_eq!(at(&[], 0).percent, 200);
    let one = [adjustment(1, "incident", 10, Some(20))];
    assert_eq!([9, 10, 19, 20].map(|now| at(&one, now).percent), [200, 250, 250, 200]);
    assert_eq!(at(&one, 10).items, [("incident", 50)]);
    // A later row of the same item takes the place of an earlier one; one that ends where it
    // begins ends the item.
    let ended = [adjustment(1, "incident", 10, None), adjustment(2, "incident", 30, Some(30))];
    assert_eq!([29, 30, 99].map(|now| at(&ended, now).percent), [250, 200, 200]);
    let worst = ["incident", "open-findings", "drill-failed", "new-institution"];
    let worst: Vec<_> = (1..).zip(worst).map(|(n, it)| adjustment(n, it, 0, None)).collect();
    assert_eq!(at(&worst, 0).percent, 300, "325 is more than the most");
    let best = ["large-operator", "clean-year"];
    let best: Vec<_> = (1..).zip(best).map(|(n, it)| adjustment(n, it, 0, None)).collect();
    assert_eq!(at(&best, 0).percent, 125);
    let low = Rules { base: 120, ..shipped() };
    assert_eq!(factor(&low, &best, Micros::new(0)).percent, 100, "the least");
}

#[test]
fn what_is_required_is_rounded_up_and_never_wraps() {
    let table = [
        (100, 200, Some(200)),
        (1, 125, Some(2)),
        (4, 125, Some(5)),
        (0, 300, Some(0)),
        (i64::MAX, 100, Some(i64::MAX)),
        (i64::MAX, 101, None),
    ];
    for (limit, percent, want) in table {
        assert_eq!(required(Won::new(limit), percent), want.map(Won::new), "{limit} {percent}");
    }
}

fn wish(reference: &str, amount: i64, from: i64, until: i64) -> Wish {
    Wish {
        kind: InstrumentKind::Insurance,
        issuer: "한울보증".to_owned(),
        insurer: None,
        reference: reference.to_owned(),
        amount: Won::new(amount),
        valid_from: Micros::new(from),
        valid_until: Micros::new(until),
    }
}

#[test]
fn an_instrument_is_recorded_only_if_it_says_what_it_must() {
    let facts = Facts { instruments: vec![instrument(1, 100, 0, 50)], adjustments: vec![] };
    let nobody = Wish { issuer: " ".to_owned(), ..wish("G-2", 100, 0, 50) };
    let pledge = Wish { kind: InstrumentKind::Pledge, ..wish("G-1", 100, 0, 50) };
    let spelled =
        Wish { issuer: "한울보증 / Hanul Guarantee".to_owned(), ..wish("G-1", 100, 0, 50) };
    let insurer = |n: u8| InsurerCode::parse(&format!("G20260000{n}")).ok();
    let coded = Wish { insurer: insurer(1), ..wish("G-1", 100, 0, 50) };
    let table = [
        (wish("G-2", 100, 0, 50), None),
        (wish("G-1", 100, 50, 90), None),
        (pledge, None),
        (wish("G-1", 100, 49, 90), Some("surety/instrument-known")),
        // However it is written, it is the same contract.
        (wish("g1", 100, 0, 50), Some("surety/instrument-known")),
        (spelled, Some("surety/instrument-known")),
        (coded, Some("surety/instrument-known")),
        (wish("--", 100, 0, 50), Some("surety/instrument-malformed")),
        (wish("", 100, 0, 50), Some("surety/instrument-malformed")),
        (wish("G 2", 100, 0, 50), Some("surety/instrument-malformed")),
        (wish("G-2", 0, 0, 50), Some("surety/instrument-malformed")),
        (wish("G-2", i64::MAX, 0, 50), Some("surety/instrument-malformed")),
        (nobody, Some("surety/instrument-malformed")),
        (wish("G-2", 100, 0, 10), Some("surety/validity-out-of-range")),
        (wish("G-2", 100, 60, 60), Some("surety/validity-out-of-range")),
    ];
    for (wish, want) in table {
        let got = decide::may_record(&facts, &wish, Micros::new(10)).err().map(|it| it.code);
        assert_eq!(got, want, "{wish:?}");
    }
    // Two insurers may each have a contract of this number; and each wrong field has its name.
    let theirs = Instrument { insurer: insurer(1), ..instrument(1, 100, 0, 50) };
    let facts = Facts { instruments: vec![theirs], adjustments: vec![] };
    let other = Wish { insurer: insurer(2), ..wish("G-1", 100, 0, 50) };
    assert!(decide::may_record(&facts, &other, Micros::new(10)).is_ok());
    let bad = Wish { issuer: String::new(), ..wish("G 2", 0, 0, 50) };
    assert_eq!(decide::flaws(&bad), ["issuer", "reference", "amount"]);
}

#[test]
fn nothing_is_given_back_that_covers_what_is_unsettled() {
    let all = vec![instrument(1, 100, 0, 50), instrument(2, 60, 0, 50), instrument(3, 9, 0, 5)];
    let facts = Facts { instruments: all, adjustments: vec![] };
    let table = [
        (1, 0, 200, None),
        (1, 60, 60, None),
        (1, 61, 0, Some("surety/cover-in-use")),
        (1, 1, 61, Some("surety/cover-short")),
        (2, 100, 100, None),
        (3, 0, 0, Some("surety/instrument-unknown")),
        (4, 0, 0, Some("surety/instrument-unknown")),
    ];
    for (n, exposure, required, want) in table {
        let held = Held { exposure: Won::new(exposure), required: Won::new(required) };
        let got = decide::may_release(&facts, id(n), held, Micros::new(10));
        assert_eq!(got.err().map(|it| it.code), want, "{n} {exposure} {required}");
    }
}

#[test]
fn the_gate_is_passed_only_for_as_long_as_the_cover_lasts() {
    let cover = Cover::of(0, &[instrument(1, 100, 0, 50), instrument(2, 60, 0, 90)]);
    let table = [
        (160, Some(50), None),
        (160, Some(51), Some("surety/cover-ends-before")),
        (60, Some(90), None),
        (60, None, Some("surety/cover-ends-before")),
        (161, Some(20), Some("surety/cover-short")),
    ];
    for (need, until, want) in table {
        let until = until.map(Micros::new);
        let got = decide::may_pass(&cover, Won::new(need), until, Micros::new(10));
        assert_eq!(got.err().map(|it| it.code), want, "{need} {until:?}");
    }
    let short = |need: i64| {
        let need = |_| Ok::<_, std::convert::Infallible>(Won::new(need));
        cover.short_from(std::iter::empty(), need, Micros::new(10)).unwrap()
    };
    assert_eq!(short(61), Some((Micros::new(50), Won::new(1))));
    assert_eq!(short(161), Some((Micros::new(10), Won::new(1))));
}

#[test]
fn kinds_keep_their_text_and_the_schema_has_the_same_words() {
    for kind in InstrumentKind::ALL {
        assert_eq!(InstrumentKind::parse(kind.as_str()), Some(kind));
        assert!(super::MIGRATION.sql.contains(&format!("'{kind}'")));
    }
    for item in ITEMS {
        assert!(SHIPPED.iter().any(|it| it.0 == item.rule), "{}", item.rule);
    }
}

proptest! {
    /// From when cover falls short is the first instant, of all, at which less is active than the
    /// factor of that instant asks for: what ends with an adjustment is not missed after it.
    #[test]
    fn cover_falls_short_at_the_first_instant_at_which_less_is_active_than_must_be(
        all in prop::collection::vec((1_i64..400, 0_i64..40, 1_i64..40), 0..6),
        items in prop::collection::vec((0_usize..6, 0_i64..60, prop::option::of(0_i64..40)), 0..5),
        limit in 1_i64..300,
        now in 0_i64..60,
    ) {
        let instruments: Vec<Instrument> = (1..)
            .zip(all)
            .map(|(n, (amount, begins, lasts))| instrument(n, amount, begins, begins + lasts))
            .collect();
        let adjustments: Vec<Adjustment> = (1..)
            .zip(items)
            .map(|(n, (at, from, lasts))| {
                adjustment(n, ITEMS[at].name, from, lasts.map(|lasts| from + lasts))
            })
            .collect();
        let cover = Cover::of(0, &instruments);
        let rules = shipped();
        let need = |at: Micros| {
            let percent = factor(&rules, &adjustments, at).percent;
            required(Won::new(limit), percent).ok_or(())
        };
        let turns = adjustments.iter();
        let turns = turns.flat_map(|it| std::iter::once(it.valid_from).chain(it.valid_until));
        let found = cover.short_from(turns, need, Micros::new(now)).unwrap();
        let by_hand = (now..200).map(Micros::new).find_map(|at| {
            let missing = need(at).unwrap().minus(cover.active(at)).unwrap();
            (missing > Won::ZERO).then_some((at, missing))
        });
        prop_assert_eq!(found, by_hand);
    }

    /// The compiled cover equals the sum of what counts, at every instant; and `least` is the
    /// least.
    #[test]
    fn the_cover_is_what_counts_at_each_instant(
        all in prop::collection::vec((1_i64..1_000, 0_i64..40, 1_i64..40,
            prop::option::of(0_i64..60)), 0..8),
        from in 0_i64..60,
        length in 0_i64..60,
    ) {
        let instruments: Vec<Instrument> = (1..)
            .zip(all)
            .map(|(n, (amount, begins, lasts, released))| {
                let mut it = instrument(n, amount, begins, begins + lasts);
                it.released_at = released.map(Micros::new);
                it
            })
            .collect();
        let cover = Cover::of(0, &instruments);
        let by_hand = |now: i64| -> i64 {
            let counts = |it: &&Instrument| {
                it.valid_from.get() <= now
                    && now < it.valid_until.get()
                    && it.released_at.is_none_or(|at| now < at.get())
            };
            instruments.iter().filter(counts).map(|it| it.amount.get()).sum()
        };
        for now in 0..100 {
            prop_assert_eq!(cover.active(Micros::new(now)).get(), by_hand(now));
        }
        let least = (from..=from.max(from + length - 1)).map(by_hand).min().unwrap();
        let until = Micros::new(from + length);
        prop_assert_eq!(cover.least(Micros::new(from), until).get(), least);
    }
}

#[test]
fn a_name_is_known_whole_or_by_a_language() {
    let known = "한울보증 / Hanul Guarantee";
    for typed in [known, "한울보증", "hanul guarantee", "한울보증/Hanul Guarantee", "한울 보증"]
    {
        assert!(decide::is_name_of(known, typed), "{typed}");
    }
    for typed in ["한빛보증", "한울", "", "Hanul"] {
        assert!(!decide::is_name_of(known, typed), "{typed}");
    }
}
