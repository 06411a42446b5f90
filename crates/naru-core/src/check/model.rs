//! The words of security checks, the states of an engagement, and what is on record about one.

use super::hand::Hand;
use super::list::{Checklist, ListKey};
use crate::admission::words;
use crate::admission::{Evidence as Document, Gate, ServiceKey, ServiceKind, Sha256};
use naru_base::{BusinessDate, ClientUseCode, Id, Micros};
use serde::{Deserialize, Serialize};

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The institution itself.
    Organisation,
    /// A service in a browser.
    Web,
    /// An application on a telephone.
    App,
}

impl Kind {
    /// Every one.
    pub const ALL: [Kind; 3] = [Kind::Organisation, Kind::Web, Kind::App];

    /// The form in the store and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Organisation => "organisation",
            Kind::Web => "web",
            Kind::App => "app",
        }
    }

    /// What a check of this service, or of the institution itself, is.
    pub const fn of(service: Option<&ServiceKey>) -> Kind {
        match service {
            None => Kind::Organisation,
            Some(ServiceKey { kind: ServiceKind::Web, .. }) => Kind::Web,
            Some(ServiceKey { kind: ServiceKind::App, .. }) => Kind::App,
        }
    }
}

words! {
    /// Where an engagement stands.
    State {
        /// The institution wants it.
        Requested "requested",
        /// An inspector has taken it, with a slot.
        Scheduled "scheduled",
        /// It is being checked.
        UnderWay "under-way",
        /// What was found was told.
        Findings "findings",
        /// The institution puts it right.
        Fixing "fixing",
        /// What was found is looked at again.
        ReCheck "re-check",
        /// Passed, by two people. Final.
        Passed "passed",
        /// Not passed, by two people. Final.
        Failed "failed",
        /// The institution took it back. Final.
        Withdrawn "withdrawn",
    }

    /// What was found about an item.
    Value {
        /// Met.
        Pass "pass",
        /// Met in part.
        Partial "partial",
        /// Not met.
        Fail "fail",
        /// Does not apply, for a stated reason.
        NotApplicable "not-applicable",
    }

    /// How it was found.
    How {
        /// By what the system itself saw.
        Machine "machine",
        /// By a person who looked.
        Person "person",
        /// By a document alone.
        Document "document",
    }

    /// What the machine says of an item.
    Opinion {
        /// What it saw fits the claim.
        Supports "supports",
        /// What it saw contradicts the claim.
        Refutes "refutes",
        /// It cannot see it, or has not seen enough.
        Unknown "unknown",
    }
}

impl Value {
    /// Whether something is to be put right.
    pub const fn is_open(self) -> bool {
        matches!(self, Value::Partial | Value::Fail)
    }
}

/// What moves an engagement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// An inspector takes it, or moves its slot.
    Schedule,
    /// The check begins.
    Begin,
    /// What was found is told.
    Issue,
    /// The institution says that it puts it right.
    Promise,
    /// It says that it has.
    Fixed,
    /// Two people pass it.
    Pass,
    /// Two people do not.
    Fail,
    /// The institution takes it back.
    Withdraw,
}

impl Event {
    /// Every one.
    pub const ALL: [Event; 8] = [
        Event::Schedule,
        Event::Begin,
        Event::Issue,
        Event::Promise,
        Event::Fixed,
        Event::Pass,
        Event::Fail,
        Event::Withdraw,
    ];
}

impl State {
    /// Where an event leads; `None`: it does not happen here.
    pub const fn next(self, event: Event) -> Option<State> {
        Some(match (self, event) {
            (State::Requested | State::Scheduled, Event::Schedule) => State::Scheduled,
            // Its end moves, or somebody takes up what was given back.
            (
                State::UnderWay | State::Findings | State::Fixing | State::ReCheck,
                Event::Schedule,
            ) => self,
            (State::Requested | State::Scheduled, Event::Withdraw) => State::Withdrawn,
            (State::Scheduled, Event::Begin) => State::UnderWay,
            (State::UnderWay | State::ReCheck, Event::Issue) => State::Findings,
            (State::Findings, Event::Promise) => State::Fixing,
            (State::Fixing, Event::Fixed) => State::ReCheck,
            (State::UnderWay | State::ReCheck, Event::Pass) => State::Passed,
            (State::UnderWay | State::Findings | State::Fixing | State::ReCheck, Event::Fail) => {
                State::Failed
            }
            _ => return None,
        })
    }

    /// Whether nothing happens any more.
    pub const fn is_final(self) -> bool {
        matches!(self, State::Passed | State::Failed | State::Withdrawn)
    }

    /// Whether an inspector looks at items now.
    pub const fn is_being_checked(self) -> bool {
        matches!(self, State::UnderWay | State::ReCheck)
    }
}

/// One check of one institution, or of one version of one of its services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engagement {
    /// Its id.
    pub id: Id,
    /// Whose.
    pub institution: ClientUseCode,
    /// Of a service check: which service.
    pub service: Option<ServiceKey>,
    /// By which list it is judged.
    pub list: ListKey,
    /// Where it stands.
    pub state: State,
    /// Who checks.
    pub inspector: Option<Id>,
    /// From which day to which.
    pub slot: Option<(BusinessDate, BusinessDate)>,
    /// Until when what was found is to be put right.
    pub fix_by: Option<Micros>,
    /// When it was asked for.
    pub requested_at: Micros,
    /// When its state last changed.
    pub changed_at: Micros,
}

impl Engagement {
    /// What is checked.
    pub const fn kind(&self) -> Kind {
        Kind::of(self.service.as_ref())
    }

    /// The gate that it is about.
    pub const fn gate(&self) -> Gate {
        match self.service {
            None => Gate::Organisation,
            Some(_) => Gate::Service,
        }
    }
}

/// What was found about an item, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which item.
    pub item: String,
    /// The how-manieth finding about it; the last one counts.
    pub revision: i64,
    /// What.
    pub value: Value,
    /// How.
    pub how: How,
    /// What the machine said at that moment.
    pub opinion: Opinion,
    /// On what grounds, in the inspector's words; empty until the dossier is opened.
    pub grounds: String,
    /// What is to be put right; the same.
    pub demand: String,
    /// Both, as they are kept.
    pub sealed: Vec<u8>,
    /// When.
    pub at: Micros,
    /// By whom.
    pub by: String,
}

/// What the institution says of an item itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Which item.
    pub item: String,
    /// The how-manieth; the last one counts.
    pub revision: i64,
    /// What; empty until the dossier is opened.
    pub text: String,
    /// The same, as it is kept.
    pub sealed: Vec<u8>,
    /// When.
    pub at: Micros,
    /// By whom.
    pub by: String,
}

/// A document that speaks about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Which item.
    pub item: String,
    /// Which document.
    pub sha256: Sha256,
    /// When it was named.
    pub at: Micros,
    /// By whom.
    pub by: String,
}

/// Everything on record about one engagement, each in the order of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// The engagement.
    pub engagement: Engagement,
    /// The list it is judged by.
    pub list: Checklist,
    /// What was found, every revision.
    pub findings: Vec<Finding>,
    /// What the institution said, every revision.
    pub statements: Vec<Statement>,
    /// Which document speaks about which item.
    pub evidence: Vec<Evidence>,
    /// The institution's documents.
    pub documents: Vec<Document>,
    /// How it went from hand to hand.
    pub hands: Vec<Hand>,
}

impl Dossier {
    /// Whether anything was found yet: before that there is nothing to report.
    pub fn has_findings(&self) -> bool {
        !self.findings.is_empty()
    }
}

impl Dossier {
    /// What counts about an item: the last word.
    pub fn finding(&self, item: &str) -> Option<&Finding> {
        self.findings.iter().filter(|it| it.item == item).max_by_key(|it| it.revision)
    }

    /// Whether its inspector has to look at an item now: nobody has judged it, or, in a re-check,
    /// it was not met and was not looked at since.
    pub fn waits_for_look(&self, item: &str) -> bool {
        let it = &self.engagement;
        let Some(found) = self.finding(item) else { return it.state.is_being_checked() };
        let is_open = matches!(found.value, Value::Partial | Value::Fail);
        it.state == State::ReCheck && is_open && found.at <= it.changed_at
    }

    /// How many items have been judged.
    pub fn judged(&self) -> usize {
        self.list.items.iter().filter(|it| self.finding(&it.id).is_some()).count()
    }

    /// The same without what was found: for whom it is withheld.
    #[must_use]
    pub fn withheld(mut self) -> Dossier {
        self.findings.clear();
        self
    }

    /// What the institution says of an item: the last word.
    pub fn statement(&self, item: &str) -> Option<&Statement> {
        self.statements.iter().filter(|it| it.item == item).max_by_key(|it| it.revision)
    }

    /// The documents that speak about an item.
    pub fn about(&self, item: &str) -> impl Iterator<Item = &Document> {
        let named = self.evidence.iter().filter(move |it| it.item == item);
        named.filter_map(|it| self.documents.iter().find(|d| d.sha256 == it.sha256))
    }

    /// Whether the institution has said something about an item since it was found, and whether it
    /// has named a document.
    pub fn answered_since(&self, item: &str) -> (bool, bool) {
        let since = self.finding(item).map_or(Micros::new(0), |it| it.at);
        let said = self.statement(item).is_some_and(|it| it.at >= since);
        let shown = self.evidence.iter().any(|it| it.item == item && it.at >= since);
        (said, shown)
    }

    /// What was put right: the demand of an item that is met now and was not.
    pub fn put_right(&self, item: &str) -> Option<&str> {
        self.finding(item).filter(|it| !it.value.is_open())?;
        let earlier = self.findings.iter().filter(|it| it.item == item && it.value.is_open());
        earlier.max_by_key(|it| it.revision).map(|it| it.demand.as_str())
    }

    /// Since when an item has not been met, without a break; `None`: it is met, or not answered.
    pub fn open_since(&self, item: &str) -> Option<Micros> {
        let mut all: Vec<&Finding> = self.findings.iter().filter(|it| it.item == item).collect();
        all.sort_by_key(|it| it.revision);
        let is_open = |it: &&&Finding| matches!(it.value, Value::Partial | Value::Fail);
        all.iter().rev().take_while(is_open).last().map(|it| it.at)
    }
}
