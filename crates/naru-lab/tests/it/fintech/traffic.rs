//! Traffic at a rate, the same for the same seed.

use super::stub::{Bed, Mood, customer, start};
use naru_lab::fintech::deed::{Deed, Mix};
use naru_lab::fintech::traffic::{TrafficConfig, run};
use serde_json::Value;
use std::time::Duration;
use tokio::sync::watch;

async fn traffic(config: TrafficConfig, moods: &[Mood]) -> Bed {
    // An answer that is lost on a busy machine must not pass for a fault of the traffic.
    let hangs = moods.contains(&Mood::Hang);
    let timeout = if hangs { Duration::from_millis(300) } else { Duration::from_secs(20) };
    let (addr, state) = start().await;
    let bed = Bed::at(addr, state, timeout);
    bed.state.lock().expect("no panic").withdraw.extend(moods);
    let parties = bed.party((0..10).map(customer).collect());
    let (_go, stop) = watch::channel(false);
    // Spawned, as the demo does.
    let running = tokio::spawn(run(parties, config, stop));
    running.await.expect("no panic").expect("a journal");
    bed
}

/// Much that moves money, so that little traffic tells much.
const MIX: Mix = Mix(&[(Deed::Withdraw, 70), (Deed::Balance, 20), (Deed::Result, 10)]);

fn short() -> TrafficConfig {
    TrafficConfig {
        mix: MIX,
        per_second: 300,
        duration: Some(Duration::from_millis(500)),
        seed: 7,
        drain: Duration::from_secs(30),
        ..TrafficConfig::default()
    }
}

/// What customers wanted, without what differs from run to run.
fn wishes(bed: &Bed) -> Vec<(Value, Value)> {
    let state = bed.state.lock().expect("no panic");
    let wish = |o: &Value| (o["wd_account_num"].clone(), o["tran_amt"].clone());
    let mut all: Vec<_> = state.orders.iter().map(wish).collect();
    all.sort_by_key(|wish| format!("{wish:?}"));
    all
}

#[tokio::test]
async fn the_same_seed_brings_the_same_wishes() {
    let first = traffic(short(), &[]).await;
    let wanted = wishes(&first);
    assert!((80..=130).contains(&wanted.len()), "70 % of 150: {}", wanted.len());
    assert_eq!(wanted, wishes(&traffic(short(), &[]).await));
    assert_ne!(wanted, wishes(&traffic(TrafficConfig { seed: 8, ..short() }, &[]).await));
    let figures = first.fintech.stats.whole();
    assert_eq!(figures.done, wanted.len() as u64);
    assert_eq!((figures.failed, figures.in_doubt, figures.contradictions), (0, 0, 0));
    assert!(figures.codes.is_empty(), "{:?}", figures.codes);
    let state = first.state.lock().expect("no panic");
    assert!(state.balances > 0 && state.asked > 0, "the mix has all three");
}

#[tokio::test]
async fn lost_answers_are_pursued_and_nothing_acknowledged_is_missing() {
    let moods = [Mood::Swallow, Mood::Lose, Mood::Honest].repeat(20);
    let bed = traffic(short(), &moods).await;
    let state = bed.state.lock().expect("no panic");
    let history = bed.history();
    assert_eq!(history.transfers.len(), state.applied.len());
    for ((_, id), told) in &history.transfers {
        assert!(told.done, "{id}");
        assert_eq!(state.applied[id], told.amount.to_string());
    }
    assert_eq!(history.contradictions().count(), 0);
}

#[tokio::test]
async fn too_many_in_flight_are_dropped_and_counted() {
    let config = TrafficConfig {
        in_flight_max: 5,
        drain: Duration::ZERO,
        mix: Mix(&[(Deed::Withdraw, 1)]),
        ..short()
    };
    let bed = traffic(config, &[Mood::Hang; 1000]).await;
    let figures = bed.fintech.stats.whole();
    assert!(figures.skipped > 100, "{}", figures.skipped);
    let open = bed.history().transfers.values().filter(|told| told.is_open()).count();
    assert!(open > 0, "what was cut off stays open in the journal");
}

#[tokio::test]
async fn traffic_stops_when_it_is_told_to() {
    let bed = Bed::new().await;
    let (halt, stop) = watch::channel(false);
    let config = TrafficConfig { duration: None, ..short() };
    let running = tokio::spawn(run(bed.party(vec![customer(1)]), config, stop));
    while bed.fintech.stats.whole().done < 5 {
        tokio::task::yield_now().await;
    }
    assert!(bed.fintech.stats.window().p50_us > 0);
    halt.send_replace(true);
    running.await.expect("no panic").expect("a journal");
    assert_eq!(bed.fintech.stats.whole().in_doubt, 0);
}
