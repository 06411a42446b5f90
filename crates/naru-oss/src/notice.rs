//! `notice`: the open-source notice that goes with a product, in the reader's language: every
//! component with its licence, the texts that must be passed on, and the written offer of source
//! code where a licence asks for one. What is missing is listed in the notice itself.

use crate::cli;
use crate::files;
use crate::licence::stated;
use crate::problem::Problem;
use crate::project::Project;
use crate::sources::Sources;
use crate::{Around, CLEAN, UNJUDGED, advice, day, scan};
use naru_base::texts;
use naru_practice::Duty;
use naru_practice::notice::{Entry, Product, Texts, contact_lacking, sorted, written};
use naru_sbom::bom::{Component, Said, Scope};
use std::collections::BTreeMap;

texts! {
    gaps_talk(count: usize) {
        ko: "라이선스를 확인해야 할 구성요소가 {count}개 있습니다(고지문 4장).",
        en: "{count} components must be looked at (part 4 of the notice).",
    }
    give_contact {
        ko: "고지문에 연락처가 비어 있습니다. --contact로 주십시오.",
        en: "The notice lacks a contact: give it with --contact.",
    }
    give_sources {
        ko: "--sources로 패키지 파일이 있는 폴더(vendor, node_modules, 내려받은 저장소)를 주면 라이선스를 거기서 읽습니다.",
        en: "With --sources and the folders of the packages' files (vendor, node_modules, a registry's downloads) their licences are read from there.",
    }
}

/// Runs the command.
pub(crate) fn run(it: &cli::Notice, around: &mut Around<'_>) -> Result<u8, Problem> {
    let project = Project::open(&it.path)?;
    scan::tell_sources(&project, around);
    scan::some_read(&project, &it.path)?;
    let sources = Sources::of(&it.path, &it.sources)?;
    let mut found: BTreeMap<String, Component> = BTreeMap::new();
    for component in project.others() {
        if it.without_development && component.scope == Some(Scope::Excluded) {
            continue;
        }
        found.entry(component.id.clone()).or_insert_with(|| component.clone());
    }
    let mut shown: Vec<Entry> = Vec::new();
    let mut texts = Texts::default();
    for component in found.values() {
        let licence = match stated(component, &sources) {
            Said::Is(text) => Some(text),
            _ => None,
        };
        let version = component.version.known().map_or("", String::as_str);
        let name = format!("{} {version}", advice::shown_name(component)).trim().to_owned();
        let duty = licence.as_deref().map_or(Duty::Unknown, Duty::of);
        gather(component, &name, licence.as_deref(), &sources, &mut texts);
        shown.push(Entry { name, licence, duty });
    }
    let shown = sorted(shown);
    let gaps = shown.iter().filter(|it| it.duty == Duty::Unknown).count();
    let today = day::today(around.now).to_string();
    let product = Product {
        name: it.product.as_deref().unwrap_or(&project.name),
        contact: it.contact.as_deref(),
        years: it.years,
        today: &today,
    };
    let text = written(around.lang, &product, &shown, texts);
    files::deliver(around, it.out.as_deref(), &text)?;
    if it.contact.is_none() && text.contains(&contact_lacking(around.lang)) {
        around.talk(&give_contact(around.lang));
    }
    if gaps > 0 {
        around.talk(&gaps_talk(around.lang, gaps));
        if it.sources.is_empty() {
            around.talk(&give_sources(around.lang));
        }
    }
    Ok(if project.failures.is_empty() { CLEAN } else { UNJUDGED })
}

/// The package's own texts; where there are none, the standard text of each licence it states.
fn gather(
    component: &Component,
    name: &str,
    licence: Option<&str>,
    sources: &Sources,
    texts: &mut Texts,
) {
    let own = sources.look(component).unwrap_or_default();
    for (file, text) in &own.texts {
        texts.add_own((file, text), name);
    }
    let has_licence_text =
        own.texts.keys().any(|it| !it.to_ascii_lowercase().starts_with("notice"));
    if let Some(licence) = licence.filter(|_| !has_licence_text) {
        texts.add_standard(licence, name);
    }
}
