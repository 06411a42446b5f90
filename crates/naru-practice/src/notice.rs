//! The open-source notice (오픈소스 고지문) that goes with a product: every component with its
//! licence, the texts that must be passed on, and the written offer of source code where a licence
//! asks for one. What is missing is listed in the notice itself.

use crate::duty::Duty;
use naru_base::{Lang, texts};
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
    no_contact { ko: "[연락처를 적어야 합니다]", en: "[an address must be filled in]" }
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
}

/// A component as the notice shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Name and version.
    pub name: String,
    /// Its licence; none: not known.
    pub licence: Option<String>,
    /// What that asks for.
    pub duty: Duty,
}

/// What the notice is of.
#[derive(Clone, Copy, Debug)]
pub struct Product<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where source code is asked for.
    pub contact: Option<&'a str>,
    /// For how many years it is offered.
    pub years: u32,
    /// The day on which the notice is made.
    pub today: &'a str,
}

/// A text and whom it applies to.
#[derive(Default)]
struct Text {
    names: Vec<String>,
    title: String,
    is_standard: bool,
}

/// The texts that are passed on, each once.
#[derive(Default)]
pub struct Texts(BTreeMap<String, Text>);

impl Texts {
    /// A text that the package itself brings.
    pub fn add_own(&mut self, (file, text): (&str, &str), name: &str) {
        let entry = self.0.entry(text.trim().to_owned()).or_default();
        entry.names.push(name.to_owned());
        if entry.title.is_empty() {
            file.clone_into(&mut entry.title);
        }
    }

    /// The standard texts of a licence expression, where the package brings none.
    pub fn add_standard(&mut self, licence: &str, name: &str) {
        let Ok(parsed) = Expression::parse_mode(licence, ParseMode::LAX) else { return };
        for id in parsed.requirements().filter_map(|it| it.req.license.id()) {
            let entry = self.0.entry(id.text().trim().to_owned()).or_default();
            entry.names.push(name.to_owned());
            id.name.clone_into(&mut entry.title);
            entry.is_standard = true;
        }
    }
}

/// What stands in a notice where nobody gave a contact.
pub fn contact_lacking(lang: Lang) -> String {
    no_contact(lang)
}

/// The components, each name once, in their order.
pub fn sorted(mut all: Vec<Entry>) -> Vec<Entry> {
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all.dedup_by(|a, b| a.name == b.name);
    all
}

/// The notice, as plain text. `shown` is [`sorted`].
pub fn written(lang: Lang, product: &Product<'_>, shown: &[Entry], texts: Texts) -> String {
    let (name, today) = (product.name, product.today);
    let mut out = format!("{}\n\n{}\n", title(lang, name), intro(lang, name, shown.len(), today));
    out.push_str(&format!("\n{}\n\n", components(lang)));
    for one in shown {
        let licence = one.licence.clone().unwrap_or_else(|| unknown_licence(lang));
        out.push_str(&format!("- {} ({licence})\n", one.name));
    }
    out.push_str(&format!("\n{}\n\n", offer_title(lang)));
    let offered: Vec<&Entry> = shown.iter().filter(|it| it.duty.needs_source()).collect();
    if offered.is_empty() {
        out.push_str(&format!("{}\n", no_offer(lang)));
    } else {
        let contact = product.contact.map_or_else(|| no_contact(lang), str::to_owned);
        out.push_str(&format!("{}\n\n", offer(lang, product.years, &contact)));
        for one in offered {
            let licence = one.licence.as_deref().unwrap_or_default();
            out.push_str(&format!("- {} ({licence}): {}\n", one.name, one.duty.text(lang)));
        }
    }
    out.push_str(&format!("\n{}\n", texts_title(lang)));
    out.push_str(&texts_part(texts, lang));
    let gaps: Vec<&Entry> = shown.iter().filter(|it| it.duty == Duty::Unknown).collect();
    if !gaps.is_empty() {
        out.push_str(&format!("\n{}\n\n{}\n\n", gaps_title(lang), gaps_intro(lang)));
        for one in gaps {
            let licence = one.licence.clone().unwrap_or_else(|| unknown_licence(lang));
            out.push_str(&format!("- {} ({licence})\n", one.name));
        }
    }
    out
}

fn texts_part(texts: Texts, lang: Lang) -> String {
    let mut all: Vec<(String, Text)> = texts.0.into_iter().collect();
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
