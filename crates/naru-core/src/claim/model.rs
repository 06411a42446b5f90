//! The words and records of compensation claims.

use crate::relay::Key;
use naru_base::{BankCode, BusinessDate, ClientUseCode, Id, InsurerCode, Micros, Won, words};
use std::fmt;

words! {
    /// Where a claim stands.
    State {
        /// It is on record, and the receiving banks are being asked.
        Reported "reported",
        /// Every receiving bank has answered, or there was none to ask.
        Frozen "frozen",
        /// The consumer was paid first.
        Paid "paid",
        /// Two people have said why it happened, and so who bears it.
        Decided "decided",
        /// The institution's share is claimed of its surety.
        SuretyClaimed "surety-claimed",
        /// Somebody who bears a share has paid.
        Recourse "recourse",
        /// Nothing is owed any more. Final.
        Closed "closed",
        /// It was no damage of this kind. Final.
        Rejected "rejected",
        /// Whoever reported it took it back. Final.
        Withdrawn "withdrawn",
    }

    /// What can happen to a claim.
    Event {
        /// The last receiving bank has answered.
        Freeze "freeze",
        /// The consumer is paid.
        Pay "pay",
        /// The cause is decided.
        Decide "decide",
        /// The surety is asked to pay.
        ClaimSurety "claim-surety",
        /// The surety says no.
        RefuseSurety "refuse-surety",
        /// Frozen money comes back from the bank that received it.
        Return "return",
        /// Somebody pays what it bears, or that is given up.
        Recover "recover",
        /// Nothing is owed any more.
        Close "close",
        /// It is no damage of this kind.
        Reject "reject",
        /// It is taken back.
        Withdraw "withdraw",
    }

    /// Why it happened.
    Cause {
        /// 접근매체 위조·변조: means of access were forged or altered.
        ForgedMeans "forged-means",
        /// 전송·처리 사고: an accident in transmission or processing.
        Processing "processing",
        /// 침입으로 획득한 접근매체: means of access were got by intrusion.
        Intrusion "intrusion",
        /// The institution's own fault: a leaked key, an open door.
        InstitutionFault "institution-fault",
        /// The bank's own fault.
        BankFault "bank-fault",
        /// The operator's own fault.
        OperatorFault "operator-fault",
        /// 명의도용: an account was registered under a stolen identity.
        StolenIdentity "stolen-identity",
        /// 이용자의 중과실: gross negligence of the user.
        UserNegligence "user-negligence",
        /// 이용자의 고의: the user's intent, or no damage at all.
        UserIntent "user-intent",
    }

    /// Who pays the consumer first.
    Payer {
        /// The operator of the network.
        Operator "operator",
        /// The financial company through which it happened.
        Institution "institution",
    }

    /// What became of the request to freeze what is on an account.
    TraceState {
        /// The bank is being asked.
        Waiting "waiting",
        /// All of it is frozen.
        Frozen "frozen",
        /// A part of it is.
        Partly "partly",
        /// Nothing was left.
        Nothing "nothing",
        /// The bank said no, with its code.
        Refused "refused",
        /// The bank is none of this network's: people ask it.
        Outside "outside",
        /// The bank is being asked to let it go.
        Releasing "releasing",
        /// It was let go.
        Released "released",
    }

    /// What a line of the book says.
    LineKind {
        /// What may have to be paid is set aside.
        Report "report",
        /// The consumer is paid.
        Payment "payment",
        /// What was set aside is given back: there is nothing to pay.
        Ended "ended",
        /// Frozen money came back from a bank that received it.
        Returned "returned",
        /// Who bears how much.
        Share "share",
        /// The institution's share is asked of its surety.
        Surety "surety",
        /// The surety said no.
        SuretyRefused "surety-refused",
        /// Somebody paid what it bears.
        Recourse "recourse",
        /// Whoever paid first gives up on a share.
        WriteOff "write-off",
    }

    /// What the requests to freeze have come to.
    Freezing {
        /// Nobody knows where the money went: there is nowhere to freeze it.
        Nowhere "nowhere",
        /// It went to banks outside the network only: people ask them.
        Outside "outside",
        /// A bank has still to answer.
        Asked "asked",
        /// Some or all of it is frozen.
        Held "held",
        /// What was frozen is let go, or is about to be.
        Released "released",
        /// No bank froze anything, and one at least said no.
        Refused "refused",
        /// The banks had nothing left to freeze.
        Nothing "nothing",
    }

    /// What has a time limit.
    Step {
        /// The receiving banks have answered.
        Freeze "freeze",
        /// The consumer is paid.
        Payment "payment",
        /// The cause is decided.
        Cause "cause",
        /// The surety is asked.
        Surety "surety",
    }
}

impl State {
    /// Where an event leads; nothing if it cannot happen here.
    pub const fn next(self, event: Event) -> Option<State> {
        use State::{Closed, Decided, Frozen, Paid, Recourse, Rejected, Reported, SuretyClaimed};
        match (self, event) {
            (Reported, Event::Freeze) => Some(Frozen),
            // A payment does not wait for a bank that does not answer.
            (Reported | Frozen, Event::Pay) => Some(Paid),
            (Reported | Frozen, Event::Reject) => Some(Rejected),
            (Reported | Frozen, Event::Withdraw) => Some(State::Withdrawn),
            // Banks may answer after the payment, and frozen money may come back ever after.
            (Paid, Event::Freeze) => Some(Paid),
            (Paid | Decided | SuretyClaimed | Recourse, Event::Return) => Some(self),
            (Paid, Event::Decide) => Some(Decided),
            (Decided | Recourse, Event::ClaimSurety) => Some(SuretyClaimed),
            (SuretyClaimed, Event::RefuseSurety) => Some(Decided),
            (Decided | Recourse, Event::Recover) => Some(Recourse),
            (SuretyClaimed, Event::Recover) => Some(SuretyClaimed),
            (Decided | SuretyClaimed | Recourse, Event::Freeze) => Some(self),
            (Decided | SuretyClaimed | Recourse, Event::Close) => Some(Closed),
            _ => None,
        }
    }

    /// Whether nothing can happen to it any more.
    pub const fn is_final(self) -> bool {
        matches!(self, State::Closed | State::Rejected | State::Withdrawn)
    }
}

impl TraceState {
    /// Whether a bank is being asked.
    pub const fn is_open(self) -> bool {
        matches!(self, TraceState::Waiting | TraceState::Releasing)
    }
}

/// Who pays or bears something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// The operator of the network.
    Operator,
    /// A user institution.
    Institution(ClientUseCode),
    /// A bank.
    Bank(BankCode),
    /// The consumer.
    Consumer,
    /// The surety of the claim's institution.
    Surety,
}

impl Party {
    /// Reads the form of `Display`.
    pub fn parse(text: &str) -> Option<Party> {
        match text {
            "operator" => Some(Party::Operator),
            "consumer" => Some(Party::Consumer),
            "surety" => Some(Party::Surety),
            _ => match ClientUseCode::parse(text) {
                Ok(code) => Some(Party::Institution(code)),
                Err(_) => BankCode::parse(text).ok().map(Party::Bank),
            },
        }
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Party::Operator => f.write_str("operator"),
            Party::Consumer => f.write_str("consumer"),
            Party::Surety => f.write_str("surety"),
            Party::Institution(code) => f.write_str(code.as_str()),
            Party::Bank(code) => f.write_str(code.as_str()),
        }
    }
}

/// The requests to freeze of a claim, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Requests {
    /// Of banks of the network and outside it.
    pub all: i64,
    /// Of banks outside the network.
    pub outside: i64,
    /// That a bank has still to answer.
    pub waiting: i64,
    /// That a bank said no to.
    pub refused: i64,
    /// That were or are being let go.
    pub released: i64,
    /// What is frozen by all of them.
    pub frozen: Won,
}

impl Requests {
    /// What they have come to.
    pub fn freezing(&self) -> Freezing {
        match self {
            it if it.all == 0 => Freezing::Nowhere,
            it if it.waiting > 0 => Freezing::Asked,
            it if it.released > 0 => Freezing::Released,
            it if it.frozen > Won::ZERO => Freezing::Held,
            it if it.refused > 0 => Freezing::Refused,
            it if it.outside == it.all => Freezing::Outside,
            _ => Freezing::Nothing,
        }
    }
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its id.
    pub id: Id,
    /// Through whom it happened.
    pub institution: ClientUseCode,
    /// What whoever reported it says.
    pub said: Cause,
    /// Where it stands.
    pub state: State,
    /// What the consumer lost.
    pub loss: Won,
    /// Who pays first, as the rule said when it was reported.
    pub payer: Payer,
    /// When it came.
    pub reported_at: Micros,
    /// From whom: `staff:…`.
    pub reported_by: String,
    /// Until when each step is due, in the order of [`Step::ALL`]; of the surety once the cause is
    /// decided and there is something to ask of it.
    pub due_at: [Option<Micros>; Step::ALL.len()],
    /// When each was done.
    pub done_at: [Option<Micros>; Step::ALL.len()],
    /// Why it happened, as two people decided.
    pub cause: Option<Cause>,
    /// When that was.
    pub decided_at: Option<Micros>,
    /// Of which instrument the institution's share is claimed.
    pub instrument: Option<Id>,
    /// Which insurer answers for it, if it is one of the network's.
    pub insurer: Option<InsurerCode>,
    /// When it ended.
    pub closed_at: Option<Micros>,
    /// When the consumer's link was made, if there is one.
    pub link_at: Option<Micros>,
    /// The requests to freeze, as they stand.
    pub requests: Requests,
}

impl Claim {
    /// Who pays first.
    pub fn payer(&self) -> Party {
        match self.payer {
            Payer::Operator => Party::Operator,
            Payer::Institution => Party::Institution(self.institution.clone()),
        }
    }
}

/// A transfer that a claim is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Which.
    pub key: Key,
    /// Whether the consumer lost it; otherwise it shows where the money went.
    pub is_loss: bool,
    /// At which bank.
    pub bank: BankCode,
    /// Won.
    pub amount: Won,
}

/// Where money went. No Debug: the account is a person's.
#[derive(Clone, PartialEq, Eq)]
pub struct Target {
    /// The receiving bank.
    pub bank: BankCode,
    /// The account there. Personal.
    pub account_num: String,
    /// How much went there.
    pub amount: Won,
}

/// A request to freeze what is on an account, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// Its id: what the bank knows the request by.
    pub id: Id,
    /// Of which claim.
    pub claim: Id,
    /// Which bank.
    pub bank: BankCode,
    /// How much went there.
    pub amount: Won,
    /// What became of it.
    pub state: TraceState,
    /// How much is frozen.
    pub frozen: Won,
    /// The bank's code, once it answered.
    pub bank_rsp_code: Option<String>,
    /// How often it was asked.
    pub asked_count: i64,
    /// When it is asked again.
    pub next_at: Option<Micros>,
    /// When it answered.
    pub answered_at: Option<Micros>,
}

/// A line of a claim's book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What decided it: the report's id, or the proposal's.
    pub journal: Id,
    /// Which line of that.
    pub leg: i64,
    /// Of which claim.
    pub claim: Id,
    /// Through whom that happened.
    pub institution: ClientUseCode,
    /// Who pays first there.
    pub payer: Party,
    /// What it says.
    pub kind: LineKind,
    /// Of whom.
    pub party: Party,
    /// Of frozen money that came back after the decision: whose part it lowers.
    pub of: Option<Party>,
    /// How much.
    pub amount: Won,
    /// The document that shows it; of a share, the row of the table.
    pub evidence: String,
    /// On which day it was booked.
    pub date: BusinessDate,
    /// When.
    pub at: Micros,
    /// Who decided: one for a report, two for all else.
    pub by: Vec<String>,
}

/// What a party says that it paid: nothing is booked by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remittance {
    /// Its id, made with the form.
    pub id: Id,
    /// In which claim.
    pub claim: Id,
    /// Who paid.
    pub party: Party,
    /// How much: what was due when it was said.
    pub amount: Won,
    /// The number of the document.
    pub document: String,
    /// On which day it was paid.
    pub paid_on: BusinessDate,
    /// When it was said.
    pub told_at: Micros,
    /// By whom: `staff:…`.
    pub told_by: String,
    /// Which earlier one it puts right, if it does.
    pub replaces: Option<Id>,
}

/// Who bears how many percent of a damage of one cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shares {
    /// The cause.
    pub cause: Cause,
    /// From when.
    pub valid_from: Micros,
    /// Percent that the institution bears: what is left of a hundred.
    pub institution: i64,
    /// That the consumer's bank bears.
    pub bank: i64,
    /// That the operator bears.
    pub operator: i64,
    /// That the consumer bears.
    pub consumer: i64,
    /// Where that comes from.
    pub source: String,
}

/// How a time limit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockState {
    /// It was done in time.
    Met,
    /// It was done too late.
    Late,
    /// It runs.
    Running,
    /// It is over, and the step is not done.
    Overdue,
    /// Its step is not reached yet, or is not needed any more.
    Idle,
    /// It ended in time, and there was nothing to do: no money was frozen.
    Nothing,
}

/// A time limit of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Of which step.
    pub step: Step,
    /// How it stands.
    pub state: ClockState,
    /// Until when.
    pub due_at: Option<Micros>,
    /// When it was done.
    pub done_at: Option<Micros>,
}

impl Claim {
    /// The four clocks at `now`.
    pub fn clocks(&self, now: Micros) -> [Clock; Step::ALL.len()] {
        Step::ALL.map(|step| {
            let (due_at, done_at) = (self.due_at[step as usize], self.done_at[step as usize]);
            let state = match (due_at, done_at) {
                (Some(due), Some(done)) if done <= due => match step {
                    Step::Freeze if !self.has_frozen() => ClockState::Nothing,
                    _ => ClockState::Met,
                },
                (Some(_), Some(_)) => ClockState::Late,
                _ if self.state.is_final() => ClockState::Idle,
                (Some(due), None) if now < due => ClockState::Running,
                (Some(_), None) => ClockState::Overdue,
                (None, _) => ClockState::Idle,
            };
            Clock { step, state, due_at, done_at }
        })
    }

    /// Whether anything was frozen, though it may have been let go since.
    pub const fn has_frozen(&self) -> bool {
        self.requests.frozen.get() > 0 || self.requests.released > 0
    }

    /// Whether a step is over its time.
    pub fn is_late(&self, now: Micros) -> bool {
        self.clocks(now).iter().any(|it| it.state == ClockState::Overdue)
    }
}
