//! Which page a form belongs to: where its language link leads, and whoever opens the address that
//! the form was sent to.

use super::listed;
use axum::http::{Method, Uri};
use axum::response::{IntoResponse as _, Redirect, Response};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Forms that stand on a page of their own, though the address they are sent to has a page, too.
const ELSEWHERE: [(&str, &str); 2] = [
    ("/console/oss/approvals", "/console/oss/approvals/ask"),
    ("/console/oss/stances", "/console/oss/stances/ask"),
];

/// Of each address that takes a form the page with that form: its own, or the nearest above it.
static PAGES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let pages = read();
    let forms = listed().into_iter().filter(|(method, ..)| *method == Method::POST);
    forms.filter_map(|(_, path, _)| Some((path, above(&pages, path)?))).collect()
});

fn read() -> BTreeSet<&'static str> {
    let pages = listed().into_iter().filter(|(method, ..)| *method == Method::GET);
    pages.map(|(_, path, _)| path).collect()
}

fn above(pages: &BTreeSet<&'static str>, path: &'static str) -> Option<&'static str> {
    if let Some((_, page)) = ELSEWHERE.iter().find(|(of, _)| *of == path) {
        return Some(page);
    }
    let ends = path.match_indices('/').map(|(at, _)| &path[..at]).rev();
    std::iter::once(path).chain(ends).find(|it| pages.contains(it))
}

/// Addresses that take a form and have no page.
pub(super) fn without_page() -> Vec<&'static str> {
    let pages = read();
    PAGES.keys().copied().filter(|it| !pages.contains(it)).collect()
}

/// The pattern of the route that a request came by, for whoever answers it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pattern(pub(super) &'static str);

impl Pattern {
    /// The page with the form that is sent to a path of this pattern.
    pub(crate) fn page_of(self, path: &str) -> String {
        let Some(page) = PAGES.get(self.0) else { return path.to_owned() };
        let given: Vec<&str> = path.split('/').collect();
        let parts = page.split('/').enumerate().map(|(n, part)| match part.starts_with('{') {
            true => given.get(n).copied().unwrap_or_default(),
            false => part,
        });
        parts.collect::<Vec<_>>().join("/")
    }
}

/// `GET` of an address that only takes a form.
pub(super) fn to_page(pattern: Pattern, uri: &Uri) -> Response {
    let page = pattern.page_of(uri.path());
    let query = uri.query().map(|it| format!("?{it}")).unwrap_or_default();
    Redirect::to(&format!("{page}{query}")).into_response()
}
