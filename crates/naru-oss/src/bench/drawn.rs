//! What the bench draws, for others that need a portfolio of a realistic shape: bills of materials
//! and a database of advisories about what is in them. The same seed draws the same.

use super::draw::Draw;
use super::world::World;
use naru_sbom::advisory::{Database, Kev, Package, join_file};
use naru_sbom::purl::Purl;
use serde_json::json;
use std::collections::BTreeMap;

/// A component of a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// Its package URL.
    pub purl: String,
    /// The ecosystem.
    pub ecosystem: String,
    /// Its name there.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// A world of packages, and the lot by which it goes on.
pub struct Drawn {
    world: World,
    draw: Draw,
}

impl Drawn {
    /// With a hundred thousand packages.
    pub fn new(seed: u64) -> Drawn {
        let mut draw = Draw::new(seed);
        Drawn { world: World::new(&mut draw), draw }
    }

    /// What the next application is made of.
    pub fn bill(&mut self, count: usize) -> Vec<Component> {
        let packages = self.world.bill(count, &mut self.draw);
        packages.iter().filter_map(component).collect()
    }

    /// The file of a database of so many advisories, every second about what somebody may use, and
    /// a few of them known to be exploited. `made` is when, RFC 3339.
    pub fn database(&mut self, count: usize, made: &str) -> Vec<u8> {
        let mut database = Database::default();
        let mut ecosystems: BTreeMap<String, u64> = BTreeMap::new();
        for at in 0..count {
            let advisory = self.world.advisory(at, &mut self.draw);
            for it in &advisory.affected {
                *ecosystems.entry(it.ecosystem.base().to_owned()).or_default() += 1;
            }
            if at % 97 == 0 {
                let kev =
                    Kev { added: made.get(..10).unwrap_or(made).to_owned(), ..Kev::default() };
                database.kev.extend(advisory.aliases.first().map(|id| (id.clone(), kev)));
            }
            database.put(advisory);
        }
        let head = json!({
            "made": made,
            "newest": made,
            "advisories": count,
            "ecosystems": ecosystems,
        });
        let compiled = database.encode().expect("what is drawn is far below four gibibytes");
        join_file(head.to_string().as_bytes(), &compiled, b"{}")
    }
}

/// As a bill names it.
fn component(it: &Package) -> Option<Component> {
    let version = it.version.clone()?;
    let (kind, name) = match it.ecosystem.base() {
        "Maven" => ("maven", it.name.replacen(':', "/", 1)),
        "PyPI" => ("pypi", it.name.clone()),
        "crates.io" => ("cargo", it.name.clone()),
        "Go" => ("golang", it.name.clone()),
        _ => ("npm", it.name.replacen('@', "%40", 1)),
    };
    let purl = Purl::parse(&format!("pkg:{kind}/{name}@{version}")).ok()?.to_string();
    let ecosystem = it.ecosystem.base().to_owned();
    Some(Component { purl, ecosystem, name: it.name.clone(), version })
}

#[cfg(test)]
mod tests {
    use super::*;
    use naru_sbom::advisory::{Compiled, FileParts};

    #[test]
    fn a_drawn_bill_is_asked_about_under_the_names_that_advisories_have() {
        let mut drawn = Drawn::new(7);
        let file = drawn.database(3_000, "2026-11-26T00:00:00Z");
        let parts = FileParts::of(&file).unwrap();
        let table = Compiled::open(&file[parts.compiled]).unwrap();
        let mut found = 0;
        for _ in 0..5 {
            let bill = drawn.bill(300);
            assert_eq!(bill.len(), 300);
            for it in &bill {
                let package = Package::of_purl(&Purl::parse(&it.purl).unwrap()).unwrap();
                assert_eq!((package.ecosystem.base(), &package.name), (&*it.ecosystem, &it.name));
                found += table.find(&package).unwrap().findings.len();
            }
        }
        assert!(found > 20, "{found}");
    }
}
