//! Documents of an institution’s path: what is on file, and where each is to be read.

use super::plain::{date_time, kind, made_by, place_of, title};
use super::scans::SCANS_OF_ALL;
use super::words as w;
use crate::console::guard::Entered;
use crate::console::papers;
use crate::console::pieces::{day, hash};
use maud::{Markup, html};
use naru_base::{ClientUseCode, Fault, Lang};
use naru_core::admission::evidence;
use naru_core::admission::{self, Evidence, PaperKind, Sha256};
use naru_store::Tx;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Which documents are kept themselves, and which are files of tools that were imported, each with
/// the service that it is about.
pub(super) struct Kept {
    papers: BTreeMap<Sha256, PaperKind>,
    scans: BTreeMap<Sha256, String>,
}

impl Kept {
    pub(super) fn of(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<Kept, Fault> {
        let scans = evidence::scans(tx, code, SCANS_OF_ALL)?.into_iter();
        Ok(Kept {
            papers: admission::papers(tx, code)?,
            scans: scans.map(|it| (it.sha256, it.service)).collect(),
        })
    }
}

/// Everything on file, the latest first; of one day in the order in which people look for it.
pub(super) fn documents(
    (lang, code): (Lang, &ClientUseCode),
    who: &Entered,
    (all, kept): (&[Evidence], &Kept),
) -> Markup {
    let mut all: Vec<&Evidence> = all.iter().collect();
    let received = |it: &Evidence| it.received_at.business_date().starts_at();
    all.sort_by_key(|it| (Reverse(received(it)), place_of(it)));
    html! {
        section {
            div class="sh" {
                h2 { (w::evidence_head(lang)) }
                span class="sub" { (w::evidence_note(lang)) }
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
                    @match (made_by(it), kept.scans.get(&it.sha256)) {
                        // Its title opens it.
                        (Some(_), _) => {},
                        (None, Some(service)) => a class="xs nw"
                            href=(format!("/console/gates/{code}/scans?service={service}"))
                            { (w::evidence_in_scans(lang)) },
                        (None, None) => (papers::link(lang, (who, code),
                            (&it.sha256, kept.papers.get(&it.sha256)))),
                    }
                }
                td class="nw" data-l=(w::observed_head(lang)) {
                    (day(it.observed_at.business_date()))
                }
                td class="nw" data-l=(w::received_head(lang)) { (date_time(it.received_at)) }
            } } }
        }
    }
}
