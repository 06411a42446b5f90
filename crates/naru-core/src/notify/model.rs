//! What the notify slice knows.

use super::content::Content;
use super::topic::Topic;
use super::why::Why;
use naru_base::role::{Post, Role, Scope};
use naru_base::secret::SecretText;
use naru_base::{BankCode, ClientUseCode, Id, InsurerCode, Lang, Micros};
use std::collections::BTreeMap;
use std::fmt;

/// Contacts that one party may have at once.
pub const CONTACTS_MAX: usize = 20;

/// Whether a notice is about the world or about a drill. On every notice, in every channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It happened.
    Actual,
    /// It is an exercise (훈련).
    Exercise,
}

impl Status {
    /// Both.
    pub const ALL: [Status; 2] = [Status::Actual, Status::Exercise];

    /// The form in the store and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Actual => "actual",
            Status::Exercise => "exercise",
        }
    }

    /// Reads the form of [`Status::as_str`].
    pub fn parse(text: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|it| it.as_str() == text)
    }
}

/// How much a notice matters. Contacts say from which one on they want to hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know.
    Info,
    /// Something will need to be done.
    Warning,
    /// Something needs to be done now.
    Urgent,
    /// Everybody leaves what they are doing.
    Critical,
}

impl Severity {
    /// Every one, from the least.
    pub const ALL: [Severity; 4] =
        [Severity::Info, Severity::Warning, Severity::Urgent, Severity::Critical];

    /// The form on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Urgent => "urgent",
            Severity::Critical => "critical",
        }
    }

    /// Reads the form of [`Severity::as_str`].
    pub fn parse(text: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|it| it.as_str() == text)
    }

    /// The form in the store, which compares: 1 to 4.
    pub const fn rank(self) -> i64 {
        self as i64 + 1
    }

    /// Reads the form of [`Severity::rank`].
    pub fn of_rank(rank: i64) -> Option<Severity> {
        Severity::ALL.into_iter().find(|it| it.rank() == rank)
    }
}

/// How a notice goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// The console's inbox. Every party has one.
    Inbox,
    /// A signed call of a URL.
    Webhook,
    /// E-mail.
    Email,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Channel; 3] = [Channel::Inbox, Channel::Webhook, Channel::Email];

    /// The form in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Channel::Inbox => "inbox",
            Channel::Webhook => "webhook",
            Channel::Email => "email",
        }
    }

    /// Reads the form in the store.
    pub fn parse(text: &str) -> Option<Channel> {
        Channel::ALL.into_iter().find(|it| it.as_str() == text)
    }
}

/// Who is told: a desk of the operator's house, or a participant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// Everybody who holds this role for the whole network.
    Staff(Role),
    /// A user institution.
    Institution(ClientUseCode),
    /// A bank.
    Bank(BankCode),
    /// An insurer.
    Insurer(InsurerCode),
}

impl Party {
    /// The party whose inbox a member of staff reads.
    pub fn of(post: &Post) -> Party {
        match post.scope() {
            Scope::Network => Party::Staff(post.role()),
            Scope::Institution(code) => Party::Institution(code.clone()),
            Scope::Bank(code) => Party::Bank(code.clone()),
            Scope::Insurer(code) => Party::Insurer(code.clone()),
        }
    }

    /// Reads the form in the store: `staff:operator`, `institution:M202600001`, `bank:901`.
    pub fn parse(text: &str) -> Option<Party> {
        if let Some(role) = text.strip_prefix("staff:") {
            return Role::parse(role).filter(|it| !it.is_of_participant()).map(Party::Staff);
        }
        match Scope::parse(text)? {
            Scope::Network => None,
            Scope::Institution(code) => Some(Party::Institution(code)),
            Scope::Bank(code) => Some(Party::Bank(code)),
            Scope::Insurer(code) => Some(Party::Insurer(code)),
        }
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Party::Staff(role) => write!(f, "staff:{role}"),
            Party::Institution(code) => write!(f, "institution:{code}"),
            Party::Bank(code) => write!(f, "bank:{code}"),
            Party::Insurer(code) => write!(f, "insurer:{code}"),
        }
    }
}

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// To be sent.
    Queued,
    /// Not arrived so far; tried again later.
    Failed,
    /// Arrived.
    Delivered,
    /// Opened by a person.
    Read,
    /// A person said that it is seen to. Final.
    Acknowledged,
    /// Not tried again, until a person says so.
    GivenUp,
}

/// What happens to a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// It arrived.
    Sent,
    /// An attempt failed, and there will be others.
    Missed,
    /// No further attempt will be made.
    GaveUp,
    /// A person opened it.
    Opened,
    /// A person acknowledged it.
    Acknowledged,
    /// A person wants it tried again.
    Revived,
}

impl State {
    /// Every state.
    pub const ALL: [State; 6] = [
        State::Queued,
        State::Failed,
        State::Delivered,
        State::Read,
        State::Acknowledged,
        State::GivenUp,
    ];

    /// The form in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            State::Queued => "queued",
            State::Failed => "failed",
            State::Delivered => "delivered",
            State::Read => "read",
            State::Acknowledged => "acknowledged",
            State::GivenUp => "given-up",
        }
    }

    /// Reads the form in the store.
    pub fn parse(text: &str) -> Option<State> {
        State::ALL.into_iter().find(|it| it.as_str() == text)
    }

    /// Whether it waits for an attempt.
    pub const fn is_waiting(self) -> bool {
        matches!(self, State::Queued | State::Failed)
    }

    /// What an event makes of it; `None`: nothing.
    pub const fn next(self, event: Event) -> Option<State> {
        match (self, event) {
            // Given up, and then the answer of an attempt comes after all: it arrived.
            (State::Queued | State::Failed | State::GivenUp, Event::Sent) => Some(State::Delivered),
            (State::Queued | State::Failed, Event::Missed) => Some(State::Failed),
            (State::Queued | State::Failed, Event::GaveUp) => Some(State::GivenUp),
            (State::Delivered, Event::Opened) => Some(State::Read),
            (State::Delivered | State::Read, Event::Acknowledged) => Some(State::Acknowledged),
            (State::Failed | State::GivenUp, Event::Revived) => Some(State::Queued),
            _ => None,
        }
    }
}

/// Something to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What happened, in a form that is the same whenever it is told: `incident:01J…:opened`.
    pub event: String,
    /// How much it matters.
    pub severity: Severity,
    /// Whether it is real.
    pub status: Status,
    /// Who is told.
    pub to: Vec<Party>,
    /// What.
    pub content: Content,
}

/// What came of enqueuing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queued {
    /// The notice.
    pub notice: Id,
    /// Deliveries that were not there before.
    pub new_count: usize,
}

/// Where a party hears. No Debug of the address: it is sealed, and opened only to be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Its id.
    pub id: Id,
    /// Whose it is.
    pub party: Party,
    /// By which channel.
    pub channel: Channel,
    /// From which severity on.
    pub severity_min: Severity,
    /// In which language, where a channel has only one.
    pub lang: Lang,
    /// URL or mailbox, sealed; an inbox has none.
    pub sealed_address: Option<Vec<u8>>,
    /// Since when.
    pub created_at: Micros,
    /// Until when the secret before the present one signs too.
    pub earlier_secret_until: Option<Micros>,
}

/// One notice on its way to one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its id; also what a receiver tells repetitions by.
    pub id: Id,
    /// The notice.
    pub notice: Id,
    /// Who is told.
    pub party: Party,
    /// By which channel.
    pub channel: Channel,
    /// The contact; an inbox needs none.
    pub contact: Option<Id>,
    /// Where it stands.
    pub state: State,
    /// Attempts made.
    pub attempts: i64,
    /// When it is tried, while it waits.
    pub next_attempt_at: Option<Micros>,
    /// What the last attempt failed of.
    pub last_error: Option<Why>,
    /// When it was enqueued.
    pub created_at: Micros,
    /// When it arrived.
    pub delivered_at: Option<Micros>,
    /// When a person opened it.
    pub read_at: Option<Micros>,
    /// When a person acknowledged it.
    pub acknowledged_at: Option<Micros>,
    /// Who that was.
    pub acknowledged_by: Option<Id>,
}

/// A delivery with what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The delivery.
    pub delivery: Delivery,
    /// What happened, as [`Message::event`].
    pub event: String,
    /// What it is about.
    pub topic: Topic,
    /// How much it matters.
    pub severity: Severity,
    /// Whether it is real.
    pub status: Status,
    /// What it says.
    pub content: Content,
}

/// What signs a webhook: at most two at once, so that one can replace the other.
#[derive(Clone)]
pub struct WebhookSecret(pub SecretText);

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret(…)")
    }
}

/// A delivery that is to be attempted now. No Debug: it holds the address in the clear.
pub struct Outgoing {
    /// What is said.
    pub notice: Notice,
    /// Which attempt this is, from 1.
    pub attempt: i64,
    /// In which language, where a channel has only one.
    pub lang: Lang,
    /// URL or mailbox.
    pub address: SecretText,
    /// What signs, the present one first.
    pub secrets: Vec<WebhookSecret>,
}

/// How many deliveries may be taken, so that one contact cannot take all places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// In all.
    pub places: usize,
    /// To one contact, those under way included.
    pub places_of_one: usize,
    /// Under way by contact.
    pub busy: BTreeMap<Id, usize>,
}

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It arrived.
    Sent,
    /// It did not.
    Missed(Why),
    /// It never will.
    Gone(Why),
}
