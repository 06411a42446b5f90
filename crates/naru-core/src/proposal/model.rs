//! A proposal, its states, and what a kind of deed must say of itself.

use naru_base::role::{Post, Right};
use naru_base::{Answer, Env, Id, Micros};
use naru_store::Tx;

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Waits for another person.
    Open,
    /// Confirmed, and done in the same commit. Final.
    Executed,
    /// Another person said no. Final.
    Rejected,
    /// The proposer took it back. Final.
    Withdrawn,
    /// Nobody decided in time. Final.
    Expired,
}

impl State {
    /// Every state.
    pub const ALL: [State; 5] =
        [State::Open, State::Executed, State::Rejected, State::Withdrawn, State::Expired];

    /// The form in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Executed => "executed",
            State::Rejected => "rejected",
            State::Withdrawn => "withdrawn",
            State::Expired => "expired",
        }
    }

    /// Reads the form in the store.
    pub fn parse(text: &str) -> Option<State> {
        State::ALL.into_iter().find(|it| it.as_str() == text)
    }
}

/// A proposal as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its id, made by the form that proposed it: sending the form twice proposes once.
    pub id: Id,
    /// The kind of deed.
    pub kind: String,
    /// On which thing: `staff:01J…`.
    pub subject: String,
    /// What exactly, as a JSON object of plain words and numbers.
    pub body: String,
    /// Why, sealed.
    pub sealed_reason: Vec<u8>,
    /// Where it stands in the store; see [`Case::state_at`].
    pub state: State,
    /// Who proposed it.
    pub proposed_by: Id,
    /// When.
    pub proposed_at: Micros,
    /// From when it can no longer be confirmed.
    pub expires_at: Micros,
    /// Who decided.
    pub decided_by: Option<Id>,
    /// When.
    pub decided_at: Option<Micros>,
    /// Hash of the code that the proposer hands over, for deeds that give somebody a link.
    pub code_hash: Option<[u8; 32]>,
    /// That code, sealed, for the proposer's eyes.
    pub sealed_code: Option<Vec<u8>>,
    /// The link's token, sealed, for the confirmer's eyes.
    pub sealed_link: Option<Vec<u8>>,
    /// Why the second person said no, sealed. What was rejected before reasons were asked for has
    /// none.
    pub sealed_refusal: Option<Vec<u8>>,
}

/// When a proposal was over, and which it is: where a list of such goes on.
pub type Moment = (Micros, Id);

impl Case {
    /// Where it stands now: a proposal past its time is expired before anybody writes so.
    pub fn state_at(&self, now: Micros) -> State {
        match self.state {
            State::Open if now >= self.expires_at => State::Expired,
            state => state,
        }
    }

    /// When it was decided, or lapsed.
    pub fn over_at(&self) -> Micros {
        self.decided_at.unwrap_or(self.expires_at)
    }
}

/// What somebody proposes.
#[derive(Clone, Debug)]
pub struct Draft {
    /// See [`Case::id`].
    pub id: Id,
    /// The kind of deed.
    pub kind: String,
    /// On which thing.
    pub subject: String,
    /// What exactly.
    pub body: String,
    /// Why, sealed.
    pub sealed_reason: Vec<u8>,
    /// The code for the proposer: its hash, and the code sealed.
    pub code: Option<([u8; 32], Vec<u8>)>,
}

/// Who acts on a proposal.
#[derive(Clone, Debug)]
pub struct Deciding<'a> {
    /// The account.
    pub who: Id,
    /// What the person may do.
    pub post: &'a Post,
}

/// A dangerous deed, as its slice describes it.
pub struct Kind {
    /// Its name, `slice.deed`; never changes.
    pub name: &'static str,
    /// The right to propose it, and to confirm it.
    pub right: Right,
    /// Whether the confirmer gets a link to hand over.
    pub gives_link: bool,
    /// Whether it can be done as things are; asked at the proposal and again at the confirmation.
    pub check: fn(&mut Tx<'_>, &Case) -> Answer<()>,
    /// Does it. `link` is the hash of the token that the confirmer is given.
    pub execute: fn(&mut Tx<'_>, &Env, &Case, link: &[u8; 32]) -> Answer<()>,
}
