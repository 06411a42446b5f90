//! The acceptance test for a bill that somebody hands in: what a large Korean operator asks of its
//! suppliers. Real package URLs, name and version everywhere, an instant, a tool, a product, and
//! dependencies down to the transitive ones.
//!
//! **Must never** pass a bill because something could not be told.

use std::collections::BTreeMap;

use super::{Bom, Component, Reach, Said, same_thing};
use crate::purl::Purl;
use crate::refused::excerpt;

/// One reason not to accept a bill, or a remark on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The id of the component concerned; empty for the bill as a whole.
    pub component: String,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong with a bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// It does not say when it was made.
    NoTimestamp,
    /// It does not say what made it.
    NoTool,
    /// It does not say what product it is about.
    NoTop,
    /// The product has no name or version.
    TopUnnamed,
    /// There is nothing in it.
    NoComponents,
    /// A component has no name.
    NoName,
    /// A component has no version; the flag says that it is withheld.
    NoVersion(bool),
    /// A component has no package URL; the flag says that it is withheld.
    NoPurl(bool),
    /// A package URL cannot be read: the URL, and why.
    BadPurl(String, String),
    /// A package URL of type generic matches no advisory.
    GenericPurl(String),
    /// The version in the package URL is another than the component's.
    OtherVersion(String, String),
    /// Nothing says who depends on whom.
    NoDependencies,
    /// Only direct dependencies are listed, and nothing says that they need nothing.
    NoTransitive,
    /// Nothing leads from the product to these components: how many.
    Unlinked(usize),
    /// A dependency names what is not in the bill: from, to.
    Dangling(String, String),
    /// The same package is listed more than once: how often.
    Repeated(String, usize),
}

impl Fault {
    /// Whether the bill is refused for it; otherwise it is a remark.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        use FaultKind::{Dangling, OtherVersion, Repeated, Unlinked};
        !matches!(self.kind, Unlinked(_) | Repeated(..) | OtherVersion(..) | Dangling(..))
    }

    /// A name for the kind of fault that stays the same.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.kind {
            FaultKind::NoTimestamp => "no-timestamp",
            FaultKind::NoTool => "no-tool",
            FaultKind::NoTop => "no-product",
            FaultKind::TopUnnamed => "product-unnamed",
            FaultKind::NoComponents => "no-components",
            FaultKind::NoName => "no-name",
            FaultKind::NoVersion(_) => "no-version",
            FaultKind::NoPurl(_) => "no-purl",
            FaultKind::BadPurl(..) => "bad-purl",
            FaultKind::GenericPurl(_) => "generic-purl",
            FaultKind::OtherVersion(..) => "other-version",
            FaultKind::NoDependencies => "no-dependencies",
            FaultKind::NoTransitive => "no-transitive",
            FaultKind::Unlinked(_) => "unlinked",
            FaultKind::Dangling(..) => "dangling",
            FaultKind::Repeated(..) => "repeated",
        }
    }

    /// The sentence in Korean: what is wrong and what to do.
    #[must_use]
    pub fn ko(&self) -> String {
        let text = match &self.kind {
            FaultKind::NoTimestamp => {
                "작성 시각이 없습니다. 도구가 시각을 기록하게 하십시오.".into()
            }
            FaultKind::NoTool => {
                "작성 도구가 적혀 있지 않습니다. 도구 이름과 버전을 적으십시오.".into()
            }
            FaultKind::NoTop => {
                "대상 제품이 하나로 적혀 있지 않습니다. 제품마다 SBOM 하나로 합치십시오.".into()
            }
            FaultKind::TopUnnamed => "대상 제품의 이름이나 버전이 없습니다.".into(),
            FaultKind::NoComponents => {
                "구성요소가 하나도 없습니다. 설치 폴더가 아니라 빌드나 잠금 파일에서 만드십시오."
                    .into()
            }
            FaultKind::NoName => "구성요소의 이름이 없습니다.".into(),
            FaultKind::NoVersion(false) => "구성요소의 버전이 없습니다.".into(),
            FaultKind::NoVersion(true) => "구성요소의 버전을 공개하지 않았습니다.".into(),
            FaultKind::NoPurl(false) => "구성요소에 패키지 주소(purl)가 없습니다.".into(),
            FaultKind::NoPurl(true) => "구성요소의 패키지 주소(purl)를 공개하지 않았습니다.".into(),
            FaultKind::BadPurl(purl, _) => {
                format!(
                    "purl \"{purl}\"을(를) 읽을 수 없습니다. pkg:종류/이름@버전 형식이어야 합니다."
                )
            }
            FaultKind::GenericPurl(purl) => format!(
                "purl \"{purl}\"은(는) generic 유형이라 취약점과 대조할 수 없습니다. 실제 유형으로 적으십시오."
            ),
            FaultKind::OtherVersion(purl, own) => {
                format!("purl의 버전 {purl}과(와) 구성요소의 버전 {own}이(가) 다릅니다.")
            }
            FaultKind::NoDependencies => {
                "의존 관계가 없습니다. 누가 무엇을 쓰는지 적으십시오.".into()
            }
            FaultKind::NoTransitive => {
                "직접 의존성만 있습니다. 전이 의존성까지 포함하십시오.".into()
            }
            FaultKind::Unlinked(count) => {
                format!("제품에서 이어지지 않는 구성요소가 {count}개 있습니다.")
            }
            FaultKind::Dangling(from, to) => {
                format!("\"{from}\"이(가) 의존하는 \"{to}\"이(가) 목록에 없습니다.")
            }
            FaultKind::Repeated(purl, count) => {
                format!("같은 패키지 \"{purl}\"이(가) {count}번 적혀 있습니다. 하나로 합치십시오.")
            }
        };
        self.with_place(&text, "구성요소")
    }

    /// The sentence in English: what is wrong and what to do.
    #[must_use]
    pub fn en(&self) -> String {
        let text = match &self.kind {
            FaultKind::NoTimestamp => "It does not say when it was made. Let the tool record it.".into(),
            FaultKind::NoTool => {
                "It does not say what made it. Give the tool's name and version.".into()
            }
            FaultKind::NoTop => {
                "It does not name one product. Merge into one bill per product.".into()
            }
            FaultKind::TopUnnamed => "The product has no name or no version.".into(),
            FaultKind::NoComponents => {
                "It has no components. Make it from the build or lock files, not from an install folder.".into()
            }
            FaultKind::NoName => "The component has no name.".into(),
            FaultKind::NoVersion(false) => "The component has no version.".into(),
            FaultKind::NoVersion(true) => "The component's version is withheld.".into(),
            FaultKind::NoPurl(false) => "The component has no package URL.".into(),
            FaultKind::NoPurl(true) => "The component's package URL is withheld.".into(),
            FaultKind::BadPurl(purl, why) => {
                format!("The package URL \"{purl}\" cannot be read: {why}")
            }
            FaultKind::GenericPurl(purl) => format!(
                "The package URL \"{purl}\" is of type generic, which matches no advisory. Give the real type."
            ),
            FaultKind::OtherVersion(purl, own) => {
                format!("The package URL says version {purl}, the component says {own}.")
            }
            FaultKind::NoDependencies => {
                "It has no dependency relations. Say what uses what.".into()
            }
            FaultKind::NoTransitive => {
                "It has direct dependencies only. Include the transitive ones.".into()
            }
            FaultKind::Unlinked(count) => {
                format!("Nothing leads from the product to {count} of its components.")
            }
            FaultKind::Dangling(from, to) => {
                format!("\"{from}\" depends on \"{to}\", which is not listed.")
            }
            FaultKind::Repeated(purl, count) => {
                format!("The package \"{purl}\" is listed {count} times. Merge the entries.")
            }
        };
        self.with_place(&text, "Component")
    }

    fn with_place(&self, text: &str, word: &str) -> String {
        if self.component.is_empty() {
            return text.to_owned();
        }
        format!("{text} {word}: {}", excerpt(&self.component))
    }
}

/// Everything that speaks against accepting a bill, in the order of the bill.
#[must_use]
pub fn acceptance(bom: &Bom) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut whole = |is_wrong: bool, kind: FaultKind| {
        if is_wrong {
            faults.push(Fault { component: String::new(), kind });
        }
    };
    whole(bom.metadata.timestamp.is_none(), FaultKind::NoTimestamp);
    whole(bom.metadata.tools.is_empty(), FaultKind::NoTool);
    whole(bom.top.is_none(), FaultKind::NoTop);
    let is_unnamed = |top: &Component| top.name.is_empty() || top.version.known().is_none();
    whole(bom.top.as_ref().is_some_and(is_unnamed), FaultKind::TopUnnamed);
    whole(bom.components.is_empty(), FaultKind::NoComponents);
    for component in &bom.components {
        of_component(component, &mut faults);
    }
    of_repetition(bom, &mut faults);
    of_dependencies(bom, &mut faults);
    faults
}

fn of_component(component: &Component, faults: &mut Vec<Fault>) {
    let mut add = |kind| faults.push(Fault { component: component.id.clone(), kind });
    if component.name.is_empty() {
        add(FaultKind::NoName);
    }
    if component.version.known().is_none() {
        add(FaultKind::NoVersion(component.version == Said::Withheld));
    }
    let Some(text) = component.purl.known() else {
        return add(FaultKind::NoPurl(component.purl == Said::Withheld));
    };
    match Purl::parse(text) {
        Err(error) => add(FaultKind::BadPurl(excerpt(text), error.to_string())),
        Ok(purl) if purl.kind() == "generic" => add(FaultKind::GenericPurl(excerpt(text))),
        Ok(purl) => {
            if let (Some(in_purl), Some(own)) = (purl.version(), component.version.known())
                && in_purl.trim_start_matches('v') != own.trim_start_matches('v')
            {
                add(FaultKind::OtherVersion(excerpt(in_purl), excerpt(own)));
            }
        }
    }
}

fn of_repetition(bom: &Bom, faults: &mut Vec<Fault>) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for purl in bom.components.iter().filter_map(same_thing) {
        *counts.entry(purl).or_default() += 1;
    }
    for (purl, count) in counts.into_iter().filter(|(_, count)| *count > 1) {
        faults.push(Fault {
            component: String::new(),
            kind: FaultKind::Repeated(excerpt(&purl), count),
        });
    }
}

fn of_dependencies(bom: &Bom, faults: &mut Vec<Fault>) {
    let mut add = |kind| faults.push(Fault { component: String::new(), kind });
    let has_relations = bom.depends.values().any(|list| !list.is_empty())
        || bom.components.iter().any(|component| component.part_of.is_some());
    if bom.components.is_empty() || bom.top.is_none() {
        return;
    }
    if !has_relations {
        return add(FaultKind::NoDependencies);
    }
    let graph = bom.graph();
    let reach = |component: &Component| graph.reach(&component.id);
    let is_transitive =
        |part: &Component| reach(part) == Reach::Transitive || part.is_said_transitive();
    let has_transitive = bom.components.iter().any(is_transitive);
    let is_open =
        |part: &Component| reach(part) == Reach::Direct && !bom.depends.contains_key(&part.id);
    if !has_transitive && bom.components.iter().any(is_open) {
        add(FaultKind::NoTransitive);
    }
    let unlinked = bom.components.iter().filter(|part| reach(part) == Reach::Unlinked).count();
    if unlinked > 0 {
        add(FaultKind::Unlinked(unlinked));
    }
    for (from, to) in graph.dangling() {
        add(FaultKind::Dangling(excerpt(from), excerpt(to)));
    }
}
