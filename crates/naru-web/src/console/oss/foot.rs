//! The foot of a list that is read onwards from the key of a row: where one is in it, and the ways
//! on and back to its beginning.

use crate::console::pieces::{Span, Ways, pager, pages, pages_of_things};
use maud::Markup;
use naru_base::Lang;
use naru_core::oss::COUNTED_MAX;

/// What the foot of a page of a list is made of.
pub(super) struct Foot<'f> {
    /// The address of the list, without where it goes on.
    pub(super) base: String,
    /// What the key is called in the address.
    pub(super) key: &'static str,
    /// The part of the page in which the list stands; empty: its top.
    pub(super) part: &'static str,
    /// The key after which this page begins and how many rows come before it, as the address has
    /// them; empty at the beginning.
    pub(super) from: (&'f str, &'f str),
    /// Rows on this page.
    pub(super) shown: usize,
    /// Rows in all; none: nobody counted them.
    pub(super) all: Option<i64>,
    /// The key after which the list goes on.
    pub(super) next: Option<String>,
    /// Rows are systems or components, not cases.
    pub(super) is_of_things: bool,
}

/// A count that stops at a bound: none beyond it.
pub(super) fn bounded(count: i64) -> Option<i64> {
    usize::try_from(count).is_ok_and(|it| it <= COUNTED_MAX).then_some(count)
}

impl<'f> Foot<'f> {
    /// Of a list that goes on `after` a key and stands at the top of its page.
    pub(super) fn of(
        base: String,
        from: (&'f str, &'f str),
        (shown, all): (usize, Option<i64>),
        next: Option<String>,
    ) -> Foot<'f> {
        Foot { base, key: "after", part: "", from, shown, all, next, is_of_things: false }
    }

    /// The same with another name of the key.
    pub(super) fn keyed(self, key: &'static str) -> Foot<'f> {
        Foot { key, ..self }
    }

    /// The same of systems or components.
    pub(super) fn of_things(self) -> Foot<'f> {
        Foot { is_of_things: true, ..self }
    }

    /// The same in a part of its page.
    pub(super) fn part(self, part: &'static str) -> Foot<'f> {
        Foot { part, ..self }
    }

    /// How many rows come before this page, of how many; none where that is not known, as with an
    /// address from elsewhere or a list that changed on the way.
    fn place(&self) -> Option<(usize, usize)> {
        let all = usize::try_from(self.all?).ok()?;
        let (after, at) = self.from;
        let before = match (after.is_empty(), self.next.is_some()) {
            (true, _) => 0,
            (false, true) => at.parse().ok()?,
            (false, false) => all.checked_sub(self.shown)?,
        };
        let end = before + self.shown;
        (if self.next.is_some() { end < all } else { end == all }).then_some((before, all))
    }

    pub(super) fn show(self, lang: Lang) -> Markup {
        let part = if self.part.is_empty() { String::new() } else { format!("#{}", self.part) };
        let sep = if self.base.contains('?') { '&' } else { '?' };
        let start = (!self.from.0.is_empty()).then(|| format!("{}{part}", self.base));
        let place = self.place();
        let next = self.next.as_ref().map(|key| {
            let at = place.map_or(String::new(), |it| format!("&at={}", it.0 + self.shown));
            format!("{}{sep}{}={key}{at}{part}", self.base, self.key)
        });
        let ways = Ways::onward(lang, start, next);
        match place {
            Some((before, all)) => {
                let span = Span { before, shown: self.shown, all };
                let said = if self.is_of_things { pages_of_things } else { pages };
                said(lang, span, &ways)
            }
            None => pager(lang, self.shown, ways),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foot(from: (&str, &str), shown: usize, all: Option<i64>, next: Option<&str>) -> String {
        let next = next.map(str::to_owned);
        let base = "/list?sort=due".to_owned();
        let part = "rows";
        let it = Foot { base, key: "after", part, from, shown, all, next, is_of_things: false };
        it.show(Lang::En).into_string()
    }

    #[test]
    fn where_one_is_is_told_where_it_is_known() {
        let first = foot(("", ""), 50, Some(52), Some("7.x"));
        assert!(first.contains("1–50 of 52"), "{first}");
        assert!(first.contains("/list?sort=due&amp;after=7.x&amp;at=50#rows"), "{first}");
        assert!(!first.contains("beginning"), "{first}");
        let last = foot(("7.x", "50"), 2, Some(52), None);
        assert!(last.contains("51–52 of 52") && last.contains("\"/list?sort=due#rows\""), "{last}");
        assert_eq!(foot(("", ""), 3, Some(3), None), "", "a whole list has no foot");
        // Not counted, from elsewhere, or changed on the way: no place is claimed.
        for it in [
            foot(("7.x", "50"), 50, None, Some("9.x")),
            foot(("7.x", ""), 50, Some(170), Some("9.x")),
            foot(("7.x", "50"), 50, Some(90), Some("9.x")),
        ] {
            assert!(it.contains("50 shown; there are more"), "{it}");
            assert!(it.contains("beginning") && !it.contains(" of "), "{it}");
        }
        assert_eq!(bounded(COUNTED_MAX as i64 + 1), None);
    }
}
