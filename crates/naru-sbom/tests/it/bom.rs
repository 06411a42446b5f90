//! The common model: merging and the acceptance test.

use naru_sbom::bom::{Bom, Component, FaultKind, Hash, Said, acceptance, fold_same_purls, merge};

use crate::cyclonedx::sample;

fn codes(bom: &Bom) -> Vec<&'static str> {
    acceptance(bom).iter().filter(|fault| fault.is_refusal()).map(|fault| fault.code()).collect()
}

/// The sample without the component whose package URL is withheld.
fn acceptable() -> Bom {
    let mut bom = sample();
    bom.components.retain(|component| component.id != "c");
    bom.depends.get_mut("top").expect("the product has dependencies").retain(|id| id != "c");
    bom
}

#[test]
fn a_complete_bill_is_accepted_and_each_fault_refuses_it() {
    assert_eq!(acceptance(&acceptable()), []);
    let without = |change: fn(&mut Bom)| {
        let mut bom = acceptable();
        change(&mut bom);
        codes(&bom)
    };
    assert_eq!(without(|bom| bom.metadata.timestamp = None), ["no-timestamp"]);
    assert_eq!(without(|bom| bom.metadata.tools.clear()), ["no-tool"]);
    assert_eq!(without(|bom| bom.top = None), ["no-product"]);
    assert_eq!(
        without(|bom| bom.top.as_mut().unwrap().version = Said::Unknown),
        ["product-unnamed"]
    );
    assert_eq!(without(|bom| bom.components.clear()), ["no-components"]);
    assert_eq!(without(|bom| bom.components[0].purl = Said::Missing), ["no-purl"]);
    assert_eq!(without(|bom| bom.components[0].version = Said::Withheld), ["no-version"]);
    let generic = |bom: &mut Bom| bom.components[0].purl = Said::Is("pkg:generic/x@1.0.1".into());
    assert_eq!(without(generic), ["generic-purl"]);
    let bad = |bom: &mut Bom| bom.components[0].purl = Said::Is("serde 1.0".into());
    assert_eq!(without(bad), ["bad-purl"]);
    assert_eq!(without(|bom| bom.depends.clear()), ["no-dependencies"]);
    let flat = |bom: &mut Bom| {
        bom.depends.clear();
        for id in ["a", "b", "d"] {
            bom.link("top", id);
        }
    };
    assert_eq!(without(flat), ["no-transitive"]);
}

#[test]
fn withheld_is_told_from_unknown_in_both_languages() {
    let faults = acceptance(&sample());
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].kind, FaultKind::NoPurl(true));
    assert_eq!(faults[0].ko(), "구성요소의 패키지 주소(purl)를 공개하지 않았습니다. 구성요소: c");
    assert_eq!(faults[0].en(), "The component's package URL is withheld. Component: c");
}

#[test]
fn what_is_not_linked_or_listed_twice_is_remarked() {
    let mut bom = acceptable();
    bom.components.push(Component {
        purl: Said::Is("pkg:cargo/serde@1.0.1".to_owned()),
        ..Component::library("again", "serde", "1.0.1")
    });
    bom.link("b", "nowhere");
    let kinds: Vec<_> = acceptance(&bom).into_iter().map(|fault| fault.code()).collect();
    assert_eq!(kinds, ["repeated", "unlinked", "dangling"]);
    assert!(codes(&bom).is_empty());
}

#[test]
fn equal_packages_fold_into_one_and_keep_every_relation() {
    let mut bom = acceptable();
    let mut twin = Component::library("twin", "serde", "1.0.1");
    twin.purl = Said::Is("pkg:cargo/serde@1.0.1".to_owned());
    twin.hashes.push(Hash { algorithm: "SHA-1".to_owned(), value: "0b".repeat(20) });
    bom.components.push(twin);
    bom.link("twin", "d");
    bom.link("b", "twin");
    let folded = fold_same_purls(bom);
    assert_eq!(folded.components.len(), 3);
    let serde = &folded.components[0];
    assert_eq!((serde.id.as_str(), serde.hashes.len()), ("a", 2));
    assert_eq!(folded.depends["a"], ["b", "d"]);
    assert_eq!(folded.depends["b"], ["a", "d"]);
}

#[test]
fn parts_become_one_product_with_each_package_once() {
    let whole =
        merge(Component::library("service", "service", "1"), vec![acceptable(), acceptable()]);
    let names: Vec<_> = whole.components.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["나래페이", "serde", "itoa", "unknown"]);
    assert_eq!(whole.graph().path("0/d").len(), 5);
    assert_eq!(whole.graph().dangling(), []);
}
