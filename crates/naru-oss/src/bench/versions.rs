//! How many versions are compared a second by one thread.

use super::draw::Draw;
use super::world::World;
use super::{Bed, failed};
use crate::problem::Problem;
use naru_sbom::version::{Ecosystem, Scheme, compare};
use std::cmp::Ordering;

const PAIRS: usize = 20_000;
const ROUNDS: u64 = 50;

/// Runs it.
pub(super) fn run(bed: &mut Bed<'_, '_>) -> Result<(), Problem> {
    bed.tell("versions");
    let mut draw = Draw::new(20_261_126);
    let world = World::new(&mut draw);
    let (mut all, mut micros, mut cpu_ms) = (0, 0, 0);
    for registry in &world.registries {
        let scheme: Scheme = Ecosystem::new(registry.ecosystem)
            .scheme()
            .ok_or_else(|| failed("an ecosystem without order"))?;
        let pairs: Vec<(&str, &str, Ordering)> = (0..PAIRS)
            .map(|_| {
                let known = draw.one(&registry.packages);
                let count = known.versions.len();
                let (a, b) = (draw.place(count), draw.place(count));
                (known.versions[a].as_str(), known.versions[b].as_str(), a.cmp(&b))
            })
            .collect();
        let (wrong, span) = bed.machine.time(|| {
            let one = |(a, b, expected): &(&str, &str, Ordering)| {
                u64::from(compare(scheme, a, b) != *expected)
            };
            (0..ROUNDS).map(|_| pairs.iter().map(one).sum::<u64>()).sum::<u64>()
        });
        if wrong != 0 {
            return Err(failed(format!("the order of {}", registry.ecosystem)));
        }
        let count = PAIRS as u64 * ROUNDS;
        bed.note(&format!("versions.{}_per_s", registry.ecosystem), span.rate(count));
        all += count;
        micros += span.micros;
        cpu_ms += span.cpu_ms;
    }
    let span = super::machine::Span { micros, cpu_ms };
    bed.note("versions.per_s", span.rate(all));
    bed.note("versions.per_cpu_s", span.cpu_rate(all));
    Ok(())
}
