//! Documents of an institution’s path: what is on file, and where each is to be read.

use super::plain::{
    date_time, document_title, is_foreign, kind, made_by, place_of, title, title_alone,
};
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

/// Documents to choose from: what came in last is what somebody looks for.
pub(crate) fn latest_first<'e>(all: impl IntoIterator<Item = &'e Evidence>) -> Vec<&'e Evidence> {
    let mut all: Vec<&Evidence> = all.into_iter().collect();
    all.sort_by_key(|it| Reverse((it.received_at, it.observed_at)));
    all
}

/// The same as choices, each with its day and the beginning of its hash: titles alone are alike.
pub(crate) fn on_offer<'e>(
    lang: Lang,
    all: impl IntoIterator<Item = &'e Evidence>,
) -> Vec<(String, String)> {
    let option = |it: &Evidence| {
        let sha = data_encoding::HEXLOWER.encode(&it.sha256);
        let at = day(it.observed_at.business_date());
        let word = format!("{} · {at} · {}…", document_title(lang, it), &sha[..8]);
        (sha, word)
    };
    latest_first(all).into_iter().map(option).collect()
}

/// A document in a line, with its day and the way to it; of one that is not on file its hash.
pub(crate) fn in_line(
    lang: Lang,
    (who, code): (&Entered, &ClientUseCode),
    (sha256, it): (&Sha256, Option<&Evidence>),
    kept: &Kept,
) -> Markup {
    html! {
        @if let Some(it) = it {
            b { (title_alone(lang, code, it)) } " "
            @if !is_foreign(lang, it) { span class="sub" { (kind(lang, it.kind)) " · " } }
            span class="sub nw" { (day(it.observed_at.business_date())) } " "
        }
        span class="nw" { (hash(sha256)) " " (way_to(lang, (who, code), (sha256, it), kept)) }
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
                td class="way any" { (title(lang, code, it)) }
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
