//! Cover where gates are shown: whoever has less than it must, or none free, is told so there.
//!
//! **Must never know** how cover is made up: `naru_core::surety` does.

use super::plain::date_time;
use super::words as w;
use crate::console::format;
use crate::console::shape::Shape;
use naru_base::{Lang, Micros, Won};
use naru_core::surety::Position;

/// What is wrong with the cover of an institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Short {
    /// How much less is active than must be; zero if only nothing is free.
    missing: Won,
    /// Since when.
    since: Option<Micros>,
    /// Whether withdrawals are refused.
    pub(super) is_out: bool,
}

impl Short {
    /// Nothing, if as much is covered as must be and some of it is free.
    pub(super) fn of(it: &Position) -> Option<Short> {
        let (missing, is_out) = (it.missing(), it.is_out());
        let is_short = is_out || missing > Won::ZERO;
        is_short.then_some(Short { missing, since: it.short_since, is_out })
    }

    /// Whether less is active than must be.
    pub(super) fn is_short(&self) -> bool {
        self.missing > Won::ZERO
    }

    /// In a sentence or two.
    pub(super) fn said(&self, lang: Lang) -> String {
        let missing = format::won(lang, self.missing);
        let short = (self.missing > Won::ZERO).then(|| match self.since {
            Some(at) => w::cover_short_since(lang, &date_time(at), &missing),
            None => w::cover_short(lang, &missing),
        });
        let out = self.is_out.then(|| w::cover_out(lang));
        let all: Vec<String> = short.into_iter().chain(out).collect();
        all.join(" ")
    }

    /// On the board, in a line.
    pub(super) fn line(&self, lang: Lang) -> String {
        let what = match self.is_out {
            true => w::cover_out_word(lang),
            false => w::cover_short_word(lang),
        };
        match self.since {
            Some(at) => w::since(lang, &what, &date_time(at)),
            None => what,
        }
    }

    /// As the gate of surety looks: class, shape and word.
    pub(super) fn look(&self, lang: Lang) -> (&'static str, Shape, String) {
        match self.is_out {
            true => ("stop", Shape::Square, w::cover_out_cell(lang)),
            false => ("warn", Shape::Triangle, w::cover_short_cell(lang)),
        }
    }
}
