//! A few words, looked for as fast as the machine can.

use aho_corasick::packed::{self, Config, Searcher};
use aho_corasick::{AhoCorasick, Input, MatchKind};

/// A search for a few words. None of them is the beginning of another.
pub(super) enum Few {
    /// By vector instructions; up to 64 words.
    Packed(Searcher),
    /// Where there are none.
    Automaton(AhoCorasick),
}

impl Few {
    pub fn of(words: &[Vec<u8>]) -> Self {
        let mut builder = Config::new().match_kind(packed::MatchKind::LeftmostFirst).builder();
        if let Some(searcher) = builder.extend(words).build() {
            return Self::Packed(searcher);
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(words);
        Self::Automaton(automaton.expect("a few words make an automaton"))
    }

    /// The first of the words from a place on: where, and which.
    pub fn find(&self, bytes: &[u8], from: usize) -> Option<(usize, usize)> {
        let span = from..bytes.len();
        let found = match self {
            Self::Packed(it) => it.find_in(bytes, span.into()),
            Self::Automaton(it) => it.find(Input::new(bytes).range(span)),
        };
        found.map(|it| (it.start(), it.pattern().as_usize()))
    }
}
