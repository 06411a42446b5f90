//! The words of the desk: questions, answers, who sees what.

use naru_base::{ClientUseCode, Id, Micros};

/// The longest title.
pub const TITLE_CHARS_MAX: usize = 120;
/// The shortest.
pub const TITLE_CHARS_MIN: usize = 5;
/// The longest question or answer.
pub const TEXT_CHARS_MAX: usize = 4_000;
/// The shortest.
pub const TEXT_CHARS_MIN: usize = 10;

words! {
    /// Where a question stands.
    Standing {
        /// Nobody has answered.
        Asked "asked",
        /// It is answered.
        Answered "answered",
        /// Whoever asked took it back.
        Withdrawn "withdrawn",
    }
}

/// Who looks: an institution, or with none the network's people.
pub type Viewer = Option<ClientUseCode>;

/// A question on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its id.
    pub id: Id,
    /// Its count.
    pub seq: i64,
    /// Whose.
    pub institution: ClientUseCode,
    /// One line.
    pub title: String,
    /// The question.
    pub words: String,
    /// When.
    pub at: Micros,
    /// By whom.
    pub by: String,
    /// Where it stands.
    pub standing: Standing,
    /// Since when.
    pub since: Micros,
    /// Whether everybody may read it.
    pub is_published: bool,
    /// What was answered, the oldest first.
    pub answers: Vec<Said>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its count within the question.
    pub seq: i64,
    /// The words.
    pub words: String,
    /// When.
    pub at: Micros,
    /// By whom.
    pub by: String,
}

impl Asked {
    /// Whether this viewer may read it.
    pub fn is_seen_by(&self, viewer: &Viewer) -> bool {
        self.is_published || viewer.as_ref().is_none_or(|code| *code == self.institution)
    }

    /// Whether this viewer may know whose it is.
    pub fn is_named_to(&self, viewer: &Viewer) -> bool {
        viewer.as_ref().is_none_or(|code| *code == self.institution)
    }

    /// The answer that counts.
    pub fn answer(&self) -> Option<&Said> {
        self.answers.last()
    }
}

/// Which questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Which {
    /// Who looks.
    pub viewer: Viewer,
    /// In one standing; none: in any.
    pub standing: Option<Standing>,
    /// Only what everybody may read.
    pub only_published: bool,
    /// Only the viewer's own.
    pub only_own: bool,
    /// What was asked first comes first; else the newest.
    pub is_oldest_first: bool,
    /// The page goes on from this count, which it has shown.
    pub from: Option<i64>,
}

/// Something that is to be told: that it was asked, or the answer of this count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untold {
    /// The question.
    pub question: Id,
    /// Whose.
    pub institution: ClientUseCode,
    /// Its title.
    pub title: String,
    /// The answers that there are; 0: that it was asked.
    pub answers: i64,
}

/// A component that is in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The package, to ask on.
    pub package: i64,
    /// Its ecosystem.
    pub ecosystem: String,
    /// Its name.
    pub name: String,
}

/// What a search found on the shelf; the guide is searched beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Questions with all the words, those with them in the title first.
    pub questions: Vec<Asked>,
    /// Components that go by one of the words.
    pub components: Vec<Hit>,
}
