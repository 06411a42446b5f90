//! A world of packages, advisories and bills of materials. Nothing in it exists; its proportions
//! are those of public registries: a few packages that everybody uses, versions that are mostly
//! recent, and advisories of which every second is about a package that nobody here has.

use super::draw::{Draw, Ranks};
use naru_sbom::advisory::{
    Advisory, Affected, Bound, Interval, Package, Range, RangeKind, Severity,
};
use naru_sbom::version::Ecosystem;
use std::collections::BTreeSet;

/// Ecosystems: name, packages in a hundred thousand, applications of a hundred.
const ECOSYSTEMS: [(&str, usize, u64); 5] = [
    ("npm", 50_000, 40),
    ("Maven", 20_000, 25),
    ("PyPI", 15_000, 15),
    ("crates.io", 8_000, 10),
    ("Go", 7_000, 10),
];

/// Parts of names.
const WORDS: [&str; 24] = [
    "anchor", "beacon", "cable", "deck", "ebb", "ferry", "gale", "harbour", "island", "jetty",
    "keel", "lantern", "mast", "net", "oar", "pier", "quay", "rope", "sail", "tide", "urchin",
    "vessel", "wharf", "yacht",
];

/// A package and its versions, the oldest first.
pub(super) struct Known {
    pub(super) name: String,
    pub(super) versions: Vec<String>,
}

/// The packages of one ecosystem, the most used first.
pub(super) struct Registry {
    pub(super) ecosystem: &'static str,
    pub(super) packages: Vec<Known>,
    ranks: Ranks,
    applications: u64,
}

/// All of it.
pub(super) struct World {
    pub(super) registries: Vec<Registry>,
}

impl World {
    /// With a hundred thousand packages.
    pub(super) fn new(draw: &mut Draw) -> World {
        let registry = |(ecosystem, count, applications): &(&'static str, usize, u64)| Registry {
            ecosystem,
            packages: (0..*count).map(|at| known(ecosystem, at, draw)).collect(),
            ranks: Ranks::new(*count),
            applications: *applications,
        };
        World { registries: ECOSYSTEMS.iter().map(registry).collect() }
    }

    /// What an application uses: one ecosystem for most of it, another for a tenth.
    pub(super) fn bill(&self, count: usize, draw: &mut Draw) -> Vec<Package> {
        let main = self.some_registry(draw);
        let other = self.some_registry(draw);
        let beside = count / 10;
        let mut packages = Vec::with_capacity(count);
        for (registry, count) in [(main, count - beside), (other, beside)] {
            let mut taken = BTreeSet::new();
            // Popular ones are drawn again and again; whoever asks for very many gets what is next.
            for _ in 0..count * 20 {
                if taken.len() == count {
                    break;
                }
                taken.insert(registry.ranks.draw(draw));
            }
            let mut next = 0;
            while taken.len() < count.min(registry.packages.len()) {
                taken.insert(next);
                next += 1;
            }
            packages.extend(taken.into_iter().map(|at| {
                let known = &registry.packages[at];
                Package::new(registry.ecosystem, &known.name, Some(recent(known, draw)))
            }));
        }
        packages
    }

    fn some_registry(&self, draw: &mut Draw) -> &Registry {
        let mut at = draw.below(self.registries.iter().map(|it| it.applications).sum());
        for registry in &self.registries {
            if at < registry.applications {
                return registry;
            }
            at -= registry.applications;
        }
        &self.registries[0]
    }

    /// An advisory. Every second one is about a package that nobody here uses: an attack under a
    /// name of its own, as in the public databases.
    pub(super) fn advisory(&self, at: usize, draw: &mut Draw) -> Advisory {
        let registry = self.some_registry(draw);
        let is_about_nobody = draw.below(2) == 0;
        let (name, interval) = if is_about_nobody {
            (format!("trap-{at}"), Interval { from: Bound::Open, to: Bound::Open })
        } else {
            let known = &registry.packages[registry.ranks.draw(draw)];
            (known.name.clone(), interval(known, draw))
        };
        let score = *draw.one(&[
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
            "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:L/A:N",
            "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N",
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
        ]);
        let affected = Affected {
            ecosystem: Ecosystem::new(registry.ecosystem),
            name,
            ranges: vec![Range {
                kind: RangeKind::Ecosystem,
                repo: None,
                intervals: vec![interval],
            }],
            versions: Vec::new(),
            severities: Vec::new(),
            paths: Vec::new(),
        };
        Advisory {
            id: format!("DRAWN-{at:07}"),
            aliases: vec![format!("CVE-2999-{at:07}")],
            summary: format!("A drawn matter number {at}"),
            details: "Drawn by lot for a measurement. ".repeat(12),
            severities: vec![Severity { kind: "CVSS_V3".to_owned(), score: score.to_owned() }],
            affected: vec![affected],
            ..Advisory::default()
        }
    }
}

fn known(ecosystem: &str, at: usize, draw: &mut Draw) -> Known {
    let (first, second) = (*draw.one(&WORDS), *draw.one(&WORDS));
    let name = match ecosystem {
        "Maven" => format!("org.{first}.{second}:{first}-{second}-{at}"),
        "Go" => format!("example.org/{first}/{second}-{at}"),
        "npm" if at.is_multiple_of(4) => format!("@{first}/{second}-{at}"),
        _ => format!("{first}-{second}-{at}"),
    };
    let mut parts = [0_u64, 1, 0];
    let versions = (0..1 + draw.run(92, 60))
        .map(|_| {
            match draw.below(10) {
                0 => parts = [parts[0] + 1, 0, 0],
                1..=3 => parts = [parts[0], parts[1] + 1, 0],
                _ => parts[2] += 1,
            }
            let [major, minor, patch] = parts;
            match (ecosystem, draw.below(12)) {
                ("Maven", 0) => format!("{major}.{minor}.{patch}.RELEASE"),
                ("PyPI", 0) => format!("{major}.{minor}.{patch}.post1"),
                ("Go", _) => format!("v{major}.{minor}.{patch}"),
                _ => format!("{major}.{minor}.{patch}"),
            }
        })
        .collect();
    Known { name, versions }
}

/// Mostly one of the last; sometimes any.
fn recent<'k>(known: &'k Known, draw: &mut Draw) -> &'k str {
    let count = known.versions.len();
    let back = if draw.below(5) == 0 { draw.place(count) } else { draw.run(60, count - 1) };
    &known.versions[count - 1 - back]
}

/// From the beginning or a version to a later one in which it is repaired.
fn interval(known: &Known, draw: &mut Draw) -> Interval {
    let count = known.versions.len();
    let end = draw.place(count);
    let from = match draw.below(3) {
        0 => Bound::With(known.versions[draw.place(end + 1)].clone()),
        _ => Bound::Open,
    };
    Interval { from, to: Bound::Without(known.versions[end].clone()) }
}
