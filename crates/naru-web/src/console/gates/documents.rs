//! Documents of an institution’s path: what is on file, and where each is to be read.

use super::plain::{date_time, document_title, kind, made_by, place_of, title};
use super::scans::SCANS_OF_ALL;
use super::words as w;
use crate::console::guard::Entered;
use crate::console::papers;
use crate::console::pieces::{day, hash};
use crate::console::typed::sha256;
use maud::{Markup, html};
use naru_base::{ClientUseCode, Fault, Lang};
use naru_core::admission::evidence;
use naru_core::admission::{self, Evidence, EvidenceKind, PaperKind, Sha256};
use naru_store::Tx;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Which documents are kept themselves, and which are files of tools that were imported, each with
/// the service that it is about.
pub(crate) struct Kept {
    papers: BTreeMap<Sha256, PaperKind>,
    scans: BTreeMap<Sha256, String>,
}

impl Kept {
    pub(crate) fn of(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<Kept, Fault> {
        let scans = evidence::scans(tx, code, SCANS_OF_ALL)?.into_iter();
        Ok(Kept {
            papers: admission::papers(tx, code)?,
            scans: scans.map(|it| (it.sha256, it.service)).collect(),
        })
    }
}

/// The way to a document, beside its hash: none where its title opens it, to where the files of
/// tools are, or to the paper itself; or that nobody has it but its owner.
pub(crate) fn way_to(
    lang: Lang,
    (who, code): (&Entered, &ClientUseCode),
    (sha256, it): (&Sha256, Option<&Evidence>),
    kept: &Kept,
) -> Markup {
    html! {
        @match (it.and_then(made_by), kept.scans.get(sha256)) {
            (Some(_), _) => {},
            (None, Some(service)) => a class="xs nw"
                href=(format!("/console/gates/{code}/scans?service={service}"))
                { (w::evidence_in_scans(lang)) },
            (None, None) => (papers::link(lang, (who, code), (sha256, kept.papers.get(sha256)))),
        }
    }
}

/// Where the documents stand on their page.
const DOCUMENTS: &str = "documents";

/// The page of whoever has just handed one in: at the documents, that one first.
pub(super) fn after(code: &ClientUseCode, sha256: &Sha256) -> String {
    let sha = data_encoding::HEXLOWER.encode(sha256);
    format!("/console/gates/{code}?in={sha}#{DOCUMENTS}")
}

/// Which one that was.
pub(super) fn came(query: &str) -> Option<Sha256> {
    query.split('&').find_map(|pair| sha256(pair.strip_prefix("in=")?))
}

/// Everything on file, the latest first; of one day in the order in which people look for it.
pub(super) fn documents(
    (lang, code): (Lang, &ClientUseCode),
    who: &Entered,
    (all, kept): (&[Evidence], &Kept),
    came: Option<Sha256>,
) -> Markup {
    let mut all: Vec<&Evidence> = all.iter().collect();
    let just_in = all.iter().copied().find(|it| Some(it.sha256) == came);
    let received = |it: &Evidence| it.received_at.business_date().starts_at();
    let is_older = |it: &Evidence| just_in.is_some_and(|of| of.sha256 != it.sha256);
    all.sort_by_key(|it| (is_older(it), Reverse(received(it)), place_of(it)));
    html! {
        section id=(DOCUMENTS) tabindex="-1" {
            div class="sh" {
                h2 { (w::evidence_head(lang)) }
                span class="sub" { (w::evidence_note(lang)) }
            }
            @if let Some(it) = just_in {
                p class="note ok" role="status" {
                    (w::just_in(lang, &document_title(lang, it)))
                    @if it.kind == EvidenceKind::Cover { " " (w::cover_came(lang)) }
                }
            }
            @if all.is_empty() { p class="none" { (w::evidence_none(lang)) } }
            @else { (table((lang, code), who, (&all, kept))) }
        }
    }
}

fn table(
    (lang, code): (Lang, &ClientUseCode),
    who: &Entered,
    (all, kept): (&[&Evidence], &Kept),
) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::title_head(lang)) } th { (w::kind_head(lang)) }
                th { (w::hash_head(lang)) } th { (w::observed_head(lang)) }
                th { (w::received_head(lang)) }
            } }
            tbody { @for it in all { tr {
                td class="way" { (title(lang, code, it)) }
                td { (kind(lang, it.kind)) }
                td {
                    (hash(&it.sha256)) " "
                    (way_to(lang, (who, code), (&it.sha256, Some(it)), kept))
                }
                td class="nw" data-l=(w::observed_head(lang)) {
                    (day(it.observed_at.business_date()))
                }
                td class="nw" data-l=(w::received_head(lang)) { (date_time(it.received_at)) }
            } } }
        }
    }
}
