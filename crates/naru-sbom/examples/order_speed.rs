//! Version comparisons a second on one core, over the public cases of each ecosystem.
//!
//! `cargo run --release -p naru-sbom --example order_speed -- FOLDER` with the folder of
//! `version-order` files.

use naru_sbom::version::{Scheme, compare};
use std::path::Path;
use std::time::{Duration, Instant};

const ROUNDS: usize = 40;

const FILES: [(&str, Scheme); 12] = [
    ("alpine", Scheme::Alpine),
    ("cran", Scheme::Cran),
    ("debian", Scheme::Debian),
    ("hackage", Scheme::Hackage),
    ("maven", Scheme::Maven),
    ("nuget", Scheme::NuGet),
    ("packagist", Scheme::Packagist),
    ("pub", Scheme::Pub),
    ("pypi", Scheme::PyPi),
    ("redhat", Scheme::Rpm),
    ("rubygems", Scheme::RubyGems),
    ("semver", Scheme::SemVer),
];

fn main() {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("name the folder of the version-order files");
        std::process::exit(2);
    };
    let (mut total, mut spent) = (0_u64, Duration::ZERO);
    for (name, scheme) in FILES {
        let lines = lines(Path::new(&folder), name);
        let pairs: Vec<(&str, &str)> = lines.iter().filter_map(|line| pair(line)).collect();
        let begun = now();
        let mut older = 0_u64;
        for _ in 0..ROUNDS {
            for (a, b) in &pairs {
                older += u64::from(compare(scheme, a, b).is_lt());
            }
        }
        let took = begun.elapsed();
        let count = (pairs.len() * ROUNDS) as u64;
        println!("{name:<10} {count:>9} comparisons, {older:>9} older, {}", rate(count, took));
        total += count;
        spent += took;
    }
    println!("together   {total:>9} comparisons, {}", rate(total, spent));
}

#[expect(clippy::float_arithmetic, reason = "a rate for people")]
fn rate(count: u64, took: Duration) -> String {
    format!("{:.2} million a second", count as f64 / took.as_secs_f64() / 1e6)
}

#[expect(clippy::disallowed_methods, reason = "this measures")]
fn now() -> Instant {
    Instant::now()
}

fn pair(line: &str) -> Option<(&str, &str)> {
    let mut words = line.split(' ');
    let (a, sign, b) = (words.next()?, words.next()?, words.next()?);
    matches!(sign, "<" | "=" | ">").then_some((a, b))
}

fn lines(folder: &Path, name: &str) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder can be listed");
    let files = entries.filter_map(|entry| {
        let path = entry.ok()?.path();
        path.file_name()?.to_string_lossy().starts_with(name).then_some(path)
    });
    files
        .flat_map(|path| {
            let text = std::fs::read_to_string(path).expect("the file can be read");
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
}
