//! `notice`: the open-source notice that goes with a product, in the reader's language: every
//! component with its licence, the texts that must be passed on, and the written offer of source
//! code where a licence asks for one. What is missing is listed in the notice itself.

use crate::cli;
use crate::files;
use crate::licence::{Duty, stated};
use crate::problem::Problem;
use crate::project::Project;
use crate::sources::Sources;
use crate::{Around, CLEAN, UNJUDGED, advice, day, scan};
use naru_base::{Lang, texts};
use naru_sbom::bom::{Component, Said, Scope};
use spdx::{Expression, ParseMode};
use std::collections::BTreeMap;

texts! {
    title(product: &str) { ko: "{product} 오픈소스 고지문", en: "Open-source notice of {product}" }
    intro(product: &str, count: usize, today: &str) {
        ko: "{product}에는 아래 오픈소스 구성요소 {count}개가 들어 있습니다. 각 구성요소의 저작권은 그 저작자에게 있으며, 표시된 라이선스에 따라 쓰고 배포합니다. 작성일 {today}.",
        en: "{product} contains the {count} open-source components below. Their copyright belongs to their authors; they are used and distributed under the licences named. Made on {today}.",
    }
    components { ko: "1. 구성요소", en: "1. Components" }
    offer_title { ko: "2. 소스 코드 제공 약정", en: "2. Written offer of source code" }
    offer(years: u32, contact: &str) {
        ko: "아래 구성요소의 라이선스는 소스 코드의 제공을 요구합니다. 이 제품을 마지막으로 배포한 날부터 {years}년 동안, 요청하시면 해당 소스 코드를 매체와 전달에 드는 실비로 제공합니다. 요청하실 곳: {contact}",
        en: "The licences of the components below ask that their source code be made available. For {years} years from the last distribution of this product we provide it on request, for no more than the cost of the medium and its delivery. Ask: {contact}",
    }
    no_contact { ko: "[연락처를 적어야 합니다: --contact]", en: "[an address must be filled in: --contact]" }
    no_offer { ko: "소스 코드의 제공을 요구하는 구성요소가 없습니다.", en: "No component asks for an offer of source code." }
    texts_title { ko: "3. 라이선스와 저작권 고지", en: "3. Licences and copyright notices" }
    applies_to(names: &str) { ko: "적용 대상: {names}", en: "Applies to: {names}" }
    standard_text { ko: "(표준 전문: 패키지에 든 원문이 없어 SPDX의 전문을 싣습니다)", en: "(standard text of SPDX: the package's own was not at hand)" }
    gaps_title { ko: "4. 확인이 필요한 구성요소", en: "4. Components that somebody must look at" }
    gaps_intro {
        ko: "라이선스를 알 수 없거나 판단할 수 없습니다. 배포하기 전에 확인하십시오.",
        en: "Their licence is not known, or what it asks for is not. Look at them before the product is distributed.",
    }
    unknown_licence { ko: "라이선스 미상", en: "licence not known" }
    gaps_talk(count: usize) {
        ko: "라이선스를 확인해야 할 구성요소가 {count}개 있습니다(고지문 4장).",
        en: "{count} components must be looked at (part 4 of the notice).",
    }
    give_sources {
        ko: "--sources로 패키지 파일이 있는 폴더(vendor, node_modules, 내려받은 저장소)를 주면 라이선스를 거기서 읽습니다.",
        en: "With --sources and the folders of the packages' files (vendor, node_modules, a registry's downloads) their licences are read from there.",
    }
}

/// A component as the notice shows it.
struct Shown {
    name: String,
    licence: Option<String>,
    duty: Duty,
}

/// A text and whom it applies to.
#[derive(Default)]
struct Text {
    names: Vec<String>,
    title: String,
    is_standard: bool,
}

/// Runs the command.
pub(crate) fn run(it: &cli::Notice, around: &mut Around<'_>) -> Result<u8, Problem> {
    let project = Project::open(&it.path)?;
    scan::tell_sources(&project, around);
    let sources = Sources::of(&it.path, &it.sources)?;
    let mut found: BTreeMap<String, Component> = BTreeMap::new();
    for component in project.sources.iter().flat_map(|it| &it.bom.components) {
        if it.without_development && component.scope == Some(Scope::Excluded) {
            continue;
        }
        found.entry(component.id.clone()).or_insert_with(|| component.clone());
    }
    let mut shown: Vec<Shown> = Vec::new();
    let mut texts: BTreeMap<String, Text> = BTreeMap::new();
    for component in found.values() {
        let licence = match stated(component, &sources) {
            Said::Is(text) => Some(text),
            _ => None,
        };
        let version = component.version.known().map_or("", String::as_str);
        let name = format!("{} {version}", advice::shown_name(component)).trim().to_owned();
        let duty = licence.as_deref().map_or(Duty::Unknown, Duty::of);
        gather(component, &name, licence.as_deref(), &sources, &mut texts);
        shown.push(Shown { name, licence, duty });
    }
    shown.sort_by(|a, b| a.name.cmp(&b.name));
    shown.dedup_by(|a, b| a.name == b.name);
    let gaps = shown.iter().filter(|it| it.duty == Duty::Unknown).count();
    let product = it.product.clone().unwrap_or_else(|| project.name.clone());
    let text = written(&product, &shown, texts, it, around);
    files::deliver(around, it.out.as_deref(), &text)?;
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
    texts: &mut BTreeMap<String, Text>,
) {
    let own = sources.look(component).unwrap_or_default();
    for (file, text) in &own.texts {
        let entry = texts.entry(text.trim().to_owned()).or_default();
        entry.names.push(name.to_owned());
        if entry.title.is_empty() {
            entry.title.clone_from(file);
        }
    }
    let has_licence_text =
        own.texts.keys().any(|it| !it.to_ascii_lowercase().starts_with("notice"));
    if has_licence_text {
        return;
    }
    let parsed = licence.and_then(|it| Expression::parse_mode(it, ParseMode::LAX).ok());
    for id in parsed.iter().flat_map(|it| it.requirements()).filter_map(|it| it.req.license.id()) {
        let entry = texts.entry(id.text().trim().to_owned()).or_default();
        entry.names.push(name.to_owned());
        id.name.clone_into(&mut entry.title);
        entry.is_standard = true;
    }
}

fn written(
    product: &str,
    shown: &[Shown],
    texts: BTreeMap<String, Text>,
    it: &cli::Notice,
    around: &Around<'_>,
) -> String {
    let lang = around.lang;
    let today = day::today(around.now).to_string();
    let mut out =
        format!("{}\n\n{}\n", title(lang, product), intro(lang, product, shown.len(), &today));
    out.push_str(&format!("\n{}\n\n", components(lang)));
    for one in shown {
        let licence = one.licence.clone().unwrap_or_else(|| unknown_licence(lang));
        out.push_str(&format!("- {} ({licence})\n", one.name));
    }
    out.push_str(&format!("\n{}\n\n", offer_title(lang)));
    let offered: Vec<&Shown> = shown.iter().filter(|it| it.duty.needs_source()).collect();
    if offered.is_empty() {
        out.push_str(&format!("{}\n", no_offer(lang)));
    } else {
        let contact = it.contact.clone().unwrap_or_else(|| no_contact(lang));
        out.push_str(&format!("{}\n\n", offer(lang, it.years, &contact)));
        for one in offered {
            let licence = one.licence.as_deref().unwrap_or_default();
            out.push_str(&format!("- {} ({licence}): {}\n", one.name, one.duty.text(lang)));
        }
    }
    out.push_str(&format!("\n{}\n", texts_title(lang)));
    out.push_str(&texts_part(texts, lang));
    let gaps: Vec<&Shown> = shown.iter().filter(|it| it.duty == Duty::Unknown).collect();
    if !gaps.is_empty() {
        out.push_str(&format!("\n{}\n\n{}\n\n", gaps_title(lang), gaps_intro(lang)));
        for one in gaps {
            let licence = one.licence.clone().unwrap_or_else(|| unknown_licence(lang));
            out.push_str(&format!("- {} ({licence})\n", one.name));
        }
    }
    out
}

fn texts_part(texts: BTreeMap<String, Text>, lang: Lang) -> String {
    let mut all: Vec<(String, Text)> = texts.into_iter().collect();
    all.sort_by(|a, b| (&a.1.title, &a.1.names).cmp(&(&b.1.title, &b.1.names)));
    let line = "-".repeat(72);
    let mut out = String::new();
    for (text, mut about) in all {
        about.names.sort();
        about.names.dedup();
        let remark =
            if about.is_standard { format!(" {}", standard_text(lang)) } else { String::new() };
        let names = applies_to(lang, &about.names.join(", "));
        out.push_str(&format!("\n{line}\n{}{remark}\n{names}\n\n{text}\n", about.title));
    }
    out
}
