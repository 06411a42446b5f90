//! The facts of the network page.

use naru_base::{BusinessDate, Lang, Micros, Won};

/// A proper name in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// 한국어.
    pub ko: String,
    /// Romanised.
    pub en: String,
}

impl Name {
    /// The name in one language.
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ko => &self.ko,
            Lang::En => &self.en,
        }
    }
}

/// What an institution may do (자격). Ordered from everything to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// 정상.
    Normal,
    /// 주의.
    Warned,
    /// 한도 축소.
    LimitCut,
    /// 조회 전용.
    InquiryOnly,
    /// 이용 정지.
    Suspended,
    /// 심사 중: production has not begun.
    NotAdmitted,
}

impl Standing {
    /// Whether anything at all may be called.
    pub const fn is_open(self) -> bool {
        !matches!(self, Standing::Suspended | Standing::NotAdmitted)
    }
}

/// How a bank does. Ordered from good to bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BankState {
    /// No call in the last minute: nothing can be said.
    Quiet,
    /// 정상.
    Normal,
    /// 느림: late answers, or more failures than usual.
    Slow,
    /// 장애: most calls fail.
    Down,
    /// 차단: Naru does not call it for now.
    BreakerOpen,
}

impl BankState {
    /// Whether a person should look.
    pub const fn is_trouble(self) -> bool {
        matches!(self, BankState::Slow | BankState::Down | BankState::BreakerOpen)
    }
}

/// Two minutes of one bank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// No calls, or nothing measured.
    #[default]
    None,
    /// As it should be.
    Calm,
    /// A little trouble.
    Light,
    /// Clear trouble.
    Heavy,
    /// Most calls failed.
    Severe,
}

/// An institution's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstitutionRow {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Name,
    /// What it may do.
    pub standing: Standing,
    /// Requests per 10 seconds, which is tenths per second.
    pub rate_tenths: u64,
    /// 99th percentile of the whole answer, last minute.
    pub p99_us: Option<u64>,
    /// Share of failed calls of the last minute, in hundredths of a percent.
    pub error_share: Option<u64>,
}

/// A bank's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankRow {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Name,
    /// How it does.
    pub state: BankState,
    /// Since when it does badly; `None` while it does well.
    pub since: Option<Micros>,
    /// Tenths of a request per second.
    pub rate_tenths: u64,
    /// Median of the bank's own time, last minute.
    pub p50_us: Option<u64>,
    /// 99th percentile of the bank's own time, last minute.
    pub p99_us: Option<u64>,
    /// Share of failed calls of the last minute, in hundredths of a percent.
    pub failure_share: Option<u64>,
    /// Its transfers in doubt.
    pub in_doubt: u64,
    /// The last hour, oldest first: 30 cells of two minutes.
    pub cells: Vec<Cell>,
}

/// A stream of requests from an institution to a bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The institution's code.
    pub institution: String,
    /// The bank's code.
    pub bank: String,
    /// Tenths of a request per second.
    pub rate_tenths: u64,
}

/// What the requests of the last minute were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mix {
    /// Inquiries: balances, results, real names.
    pub inquiry: u64,
    /// Withdrawals.
    pub withdraw: u64,
    /// Deposits.
    pub deposit: u64,
    /// The rest.
    pub other: u64,
}

/// Histories have 40 points of 15 seconds, oldest first; `None` is a gap.
pub type History = Vec<Option<u64>>;

/// All requests together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// Tenths of a request per second.
    pub rate_tenths: u64,
    /// The highest rate of the history.
    pub peak_tenths: u64,
    /// What they were.
    pub mix: Mix,
    /// Tenths per second.
    pub history: History,
}

/// Transfers of the last five minutes that came to an end or went into doubt. A refusal for a
/// reason of the customer's (no cover, over the limit) is an answer, not a failure, and not
/// counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Success {
    /// Settled.
    pub settled: u64,
    /// Settled, failed or in doubt.
    pub ended: u64,
    /// Hundredths of a percent.
    pub history: History,
}

impl Success {
    /// The share in hundredths of a percent, rounded down so that 100 % means all.
    pub fn share(&self) -> Option<u64> {
        self.settled.saturating_mul(10_000).checked_div(self.ended)
    }
}

/// Times of the last minute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Latency {
    /// Median that Naru adds to the bank's own time.
    pub added_p50_us: Option<u64>,
    /// 99th percentile that Naru adds.
    pub added_p99_us: Option<u64>,
    /// 99th percentile of the whole answer.
    pub whole_p99_us: Option<u64>,
    /// 99th percentile that Naru adds, microseconds.
    pub history: History,
}

/// What a bank last said of a transfer in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankAnswer {
    /// Nothing at all.
    NoAnswer,
    /// It does not know either (400).
    CannotTell,
    /// It is working on it.
    InProcess,
    /// An answer came after its deadline.
    Late,
}

/// A transfer in doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoubtRow {
    /// When the institution asked.
    pub at: Micros,
    /// The institution's name.
    pub institution: Name,
    /// The bank's code.
    pub bank_code: String,
    /// The bank's name.
    pub bank: Name,
    /// How much.
    pub amount: Won,
    /// How often Naru has asked the bank again.
    pub inquiries: u64,
    /// What the bank last said.
    pub last_answer: BankAnswer,
}

/// The transfers in doubt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    /// All of them.
    pub count: u64,
    /// Their sum.
    pub amount: Won,
    /// The oldest, oldest first; at most as many as the page shows.
    pub oldest: Vec<DoubtRow>,
    /// When the last one was resolved.
    pub last_resolved_at: Option<Micros>,
    /// How many there were.
    pub history: History,
}

/// The proof that no won is out of place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyProof {
    /// When it was computed.
    pub at: Micros,
    /// All debits.
    pub debits: Won,
    /// All credits.
    pub credits: Won,
    /// Reserved for transfers that have not ended.
    pub reserved: Won,
    /// Of which in doubt.
    pub reserved_in_doubt: Won,
    /// Reserved on transfers that have ended: must be 0.
    pub left_on_finished: Won,
}

impl MoneyProof {
    /// Debits minus credits; must be 0. `None` if it does not fit, which is as bad.
    pub const fn difference(&self) -> Option<Won> {
        self.debits.minus(self.credits)
    }
    /// Whether everything is where it belongs.
    pub fn holds(&self) -> bool {
        self.difference() == Some(Won::ZERO) && self.left_on_finished == Won::ZERO
    }
}

/// Where the audit chain stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditFacts {
    /// Number of the last link.
    pub head: u64,
    /// When the chain was last verified from end to end, and whether it was whole.
    pub verified: Option<(Micros, bool)>,
}

/// Something that happened. The page has the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Micros,
    /// What.
    pub kind: EventKind,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// The server began to serve.
    Started,
    /// A bank became slow, went down or was cut off.
    BankTrouble(Name, BankState),
    /// A bank does well again, after so many seconds.
    BankWell(Name, u64),
    /// Transfers of a bank went into doubt.
    DoubtRose(Name, u64),
    /// All transfers in doubt were resolved.
    DoubtCleared(u64),
    /// An institution's standing changed.
    StandingChanged(Name, Standing),
    /// The audit chain was verified; `false` if it is broken.
    ChainVerified(bool),
}

/// The machine behind the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeFacts {
    /// Naru's version.
    pub version: String,
    /// The store's engine.
    pub store: String,
}

/// Everything the network page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// When this was collected.
    pub at: Micros,
    /// The business date.
    pub business_date: BusinessDate,
    /// Institutions, the busiest first.
    pub institutions: Vec<InstitutionRow>,
    /// Banks by code.
    pub banks: Vec<BankRow>,
    /// Who calls whom.
    pub flows: Vec<Flow>,
    /// All requests.
    pub total: Total,
    /// Transfers that succeed.
    pub success: Success,
    /// Times.
    pub latency: Latency,
    /// Transfers in doubt.
    pub doubts: Doubts,
    /// The proof, if it was computed.
    pub money: Option<MoneyProof>,
    /// The audit chain.
    pub audit: AuditFacts,
    /// Open incidents.
    pub incidents: u64,
    /// What happened, newest first.
    pub events: Vec<Event>,
    /// The machine.
    pub node: NodeFacts,
}
