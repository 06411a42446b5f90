//! What the incident slice knows.

use crate::notify::Status;
use naru_base::{Id, Micros};

/// The longest title.
pub const TITLE_CHARS_MAX: usize = 120;
/// The longest entry of a timeline.
pub const TEXT_CHARS_MAX: usize = 2_000;

/// How grave an incident is (등급): 1 is the gravest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// The network, or money of many people, is in danger.
    One,
    /// A participant, or a service of the network, is down.
    Two,
    /// Some calls or people are affected.
    Three,
    /// To be watched.
    Four,
}

impl Grade {
    /// Every grade, the gravest first.
    pub const ALL: [Grade; 4] = [Grade::One, Grade::Two, Grade::Three, Grade::Four];

    /// The number, 1 to 4.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Reads the number.
    pub fn of_number(number: i64) -> Option<Grade> {
        Grade::ALL.into_iter().find(|it| i64::from(it.number()) == number)
    }
}

/// Where an incident stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// People are at work on it.
    Open,
    /// It is over. Final.
    Closed,
}

/// What happens to an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Somebody writes something down.
    Noted,
    /// It has another grade.
    Regraded,
    /// It is over.
    Closed,
}

impl State {
    /// Every state.
    pub const ALL: [State; 2] = [State::Open, State::Closed];

    /// The form in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Closed => "closed",
        }
    }

    /// Reads the form in the store.
    pub fn parse(text: &str) -> Option<State> {
        State::ALL.into_iter().find(|it| it.as_str() == text)
    }

    /// What an event makes of it; `None`: nothing.
    pub const fn next(self, event: Event) -> Option<State> {
        match (self, event) {
            (State::Open, Event::Noted | Event::Regraded) => Some(State::Open),
            (State::Open, Event::Closed) => Some(State::Closed),
            (State::Closed, _) => None,
        }
    }
}

/// An incident to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewIncident {
    /// Its id, made by the form: sending the form twice opens one.
    pub id: Id,
    /// How grave it is.
    pub grade: Grade,
    /// Whether it is real.
    pub status: Status,
    /// What it is, in a line.
    pub title: String,
    /// What is known so far.
    pub text: String,
}

/// An incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Its id.
    pub id: Id,
    /// Where it stands.
    pub state: State,
    /// How grave it is.
    pub grade: Grade,
    /// Whether it is real.
    pub status: Status,
    /// What it is.
    pub title: String,
    /// Who opened it.
    pub opened_by: Id,
    /// When.
    pub opened_at: Micros,
    /// When it was closed.
    pub closed_at: Option<Micros>,
    /// Entries of its timeline.
    pub entries: i64,
}

/// What an entry of a timeline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// The first.
    Opened,
    /// Something was found or done.
    Note,
    /// The grade changed.
    Regraded,
    /// The last.
    Closed,
}

impl EntryKind {
    /// Every kind.
    pub const ALL: [EntryKind; 4] =
        [EntryKind::Opened, EntryKind::Note, EntryKind::Regraded, EntryKind::Closed];

    /// The form in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            EntryKind::Opened => "opened",
            EntryKind::Note => "note",
            EntryKind::Regraded => "regraded",
            EntryKind::Closed => "closed",
        }
    }

    /// Reads the form in the store.
    pub fn parse(text: &str) -> Option<EntryKind> {
        EntryKind::ALL.into_iter().find(|it| it.as_str() == text)
    }
}

/// An entry of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Counted from 1.
    pub number: i64,
    /// When.
    pub at: Micros,
    /// Who.
    pub by: Id,
    /// What.
    pub kind: EntryKind,
    /// The grade from here on.
    pub grade: Grade,
    /// What was written.
    pub text: String,
}

/// What came of a change of grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regrading {
    /// The incident as it is now.
    pub incident: Incident,
    /// The grade before.
    pub before: Grade,
    /// The entry that says so.
    pub entry: i64,
}

/// What came of closing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The incident as it is now.
    pub incident: Incident,
    /// Why it is over.
    pub reason: String,
}
