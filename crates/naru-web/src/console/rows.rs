//! Lists that the address cuts: a part of a name or code, and the row that the page before ended
//! with. Two hundred institutions are too many for one look.

use super::format::query_value;
use super::pieces::{Span, Ways, filter, pages, pages_of_institutions};
use super::words;
use maud::{Markup, html};
use naru_base::Lang;
use serde::Deserialize;

/// Rows of one page.
pub(crate) const ROWS_MAX: usize = 50;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Look {
    /// Which kind of rows: what the chips of the page say.
    pub(crate) show: String,
    /// A part of a name or of a code.
    pub(crate) name: String,
    /// The code that the page before ended with.
    pub(crate) after: String,
}

impl Look {
    /// Whether a row with these names is looked for.
    pub(crate) fn finds(&self, names: &[&str]) -> bool {
        let wanted = self.name.trim().to_lowercase();
        wanted.is_empty() || names.iter().any(|it| it.to_lowercase().contains(&wanted))
    }

    /// The address of the page that follows the row of this code; the first without one.
    fn address(&self, path: &str, code: &str) -> String {
        let parts = [("show", self.show.as_str()), ("name", &self.name), ("after", code)];
        let given = parts.iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<String> =
            given.map(|(name, value)| format!("{name}={}", query_value(value))).collect();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
    }

    /// The rows of this page, and where among all it is.
    pub(crate) fn page<'r, R>(
        &self,
        rows: &'r [R],
        code: impl Fn(&R) -> String,
    ) -> (&'r [R], Paged) {
        let begin = rows.iter().position(|it| code(it) == self.after).map_or(0, |at| at + 1);
        let rest = &rows[begin..];
        let shown = &rest[..rest.len().min(ROWS_MAX)];
        let next = (rest.len() > shown.len()).then(|| shown.last().map(&code)).flatten();
        let back = (begin > 0).then(|| match begin.checked_sub(ROWS_MAX + 1) {
            Some(at) => code(&rows[at]),
            None => String::new(),
        });
        let span = Span { before: begin, shown: shown.len(), all: rows.len() };
        (shown, Paged { span, back, next })
    }
}

/// Where a page stands among all rows, and after which codes the pages beside it begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paged {
    span: Span,
    back: Option<String>,
    next: Option<String>,
}

impl Paged {
    /// The ways to the pages beside it.
    pub(crate) fn ways(&self, lang: Lang, address: impl Fn(&str) -> String) -> Ways {
        let back = self.back.as_ref().map(|it| (words::previous_page(lang), address(it)));
        Ways { back, next: self.next.as_ref().map(|it| address(it)) }
    }

    /// After which code the page behind it begins, if there is one.
    pub(crate) fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }

    /// Which rows it shows.
    pub(crate) const fn span(&self) -> Span {
        self.span
    }
}

/// The form that finds a row. Rows that are seen at one look need none.
pub(crate) fn finder(lang: Lang, path: &str, look: &Look, all: usize) -> Markup {
    html! {
        @if all > ROWS_MAX || !look.name.is_empty() {
            form class="filter" method="get" action=(path) {
                @if !look.show.is_empty() { input type="hidden" name="show" value=(look.show); }
                (filter("name", &words::find_label(lang), "search", &look.name))
                div class="acts" {
                    button class="btn" { (words::find_button(lang)) }
                    @if !look.name.is_empty() {
                        a class="btn" href=(path) { (words::find_clear(lang)) }
                    }
                }
            }
        }
    }
}

/// What stands below a page of rows: which of how many, where it goes on and back.
pub(crate) fn foot(lang: Lang, path: &str, look: &Look, all: usize, paged: Paged) -> Markup {
    html! {
        @if all == 0 && !look.name.is_empty() {
            p class="none" { (words::find_none(lang, &look.name)) }
        }
        (pages(lang, paged.span(), &paged.ways(lang, |code| look.address(path, code))))
    }
}

/// The same below rows of institutions, which Korean counts as places.
pub(crate) fn foot_of_institutions(
    lang: Lang,
    path: &str,
    look: &Look,
    all: usize,
    paged: Paged,
) -> Markup {
    html! {
        @if all == 0 { (foot(lang, path, look, all, paged)) }
        @else {
            (pages_of_institutions(lang, paged.span(),
                &paged.ways(lang, |code| look.address(path, code))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_goes_on_after_the_row_that_the_last_one_ended_with() {
        let rows: Vec<String> = (0..120).map(|n| format!("M{n:03}")).collect();
        let page = |after: &str| {
            let look = Look { after: after.to_owned(), ..Look::default() };
            let (shown, paged) = look.page(&rows, String::clone);
            assert_eq!(paged.span.all, rows.len());
            (shown[0].clone(), (paged.span.before, paged.span.shown), paged.back, paged.next)
        };
        let to = |code: &str| Some(code.to_owned());
        assert_eq!(page(""), ("M000".to_owned(), (0, 50), None, to("M049")));
        assert_eq!(page("M049"), ("M050".to_owned(), (50, 50), to(""), to("M099")));
        assert_eq!(page("M099"), ("M100".to_owned(), (100, 20), to("M049"), None));
        assert_eq!(page("gone").0, "M000", "a row that is gone begins anew");
    }

    #[test]
    fn a_part_of_a_name_or_code_finds() {
        let look = Look { name: " pay".to_owned(), ..Look::default() };
        assert!(look.finds(&["나래페이", "Narae Pay", "M202600001"]));
        assert!(!look.finds(&["도래핀", "Dorae Fin", "M202600002"]));
        assert!(Look::default().finds(&["도래핀"]));
    }
}
