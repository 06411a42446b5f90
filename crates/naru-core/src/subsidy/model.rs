//! The words and records of subsidy.

use naru_base::{BusinessDate, ClientUseCode, Id, Micros, Won, words};

/// SHA-256 of a document.
pub type Sha256 = [u8; 32];

words! {
    /// Who may be helped.
    Class {
        /// 오픈뱅킹 참여기업.
        OpenBanking "open-banking",
        /// 혁신금융서비스로 지정된 기업, also outside the network.
        InnovativeService "innovative-service",
    }

    /// What was or will be checked.
    Check {
        /// 이용기관 보안점검.
        Organisation "organisation",
        /// 핀테크서비스 취약점 점검.
        Service "service",
    }

    /// Where an application stands.
    State {
        /// Waits for a decision.
        Applied "applied",
        /// Money is promised, and set aside.
        Awarded "awarded",
        /// It is not helped. Final.
        Declined "declined",
        /// The firm took it back. Final.
        Withdrawn "withdrawn",
        /// The money was paid. Final.
        Paid "paid",
        /// The promise was taken back, and the money is free again. Final.
        Released "released",
    }

    /// Where an application stands for whoever looks for work: as its state says, and of what is
    /// promised whether its payment is claimed.
    Standing {
        /// Waits for a decision.
        Applied "applied",
        /// Its check was done, and payment is claimed: two people are to pay.
        Claimed "claimed",
        /// Money is promised; the check is awaited.
        Awarded "awarded",
        /// It is not helped.
        Declined "declined",
        /// The firm took it back.
        Withdrawn "withdrawn",
        /// The money was paid.
        Paid "paid",
        /// The promise was taken back.
        Released "released",
    }

    /// What can happen to an application.
    Event {
        /// Two people promise money.
        Award "award",
        /// Two people say no.
        Decline "decline",
        /// The firm takes it back.
        Withdraw "withdraw",
        /// Two people pay.
        Pay "pay",
        /// Two people take the promise back.
        Release "release",
    }

    /// Why a firm is not helped.
    Grounds {
        /// It is of none of the programme's classes.
        Class "class",
        /// Its papers are not complete.
        Papers "papers",
        /// The check is none that the programme helps with.
        Check "check",
        /// The inspector is not recognised.
        Inspector "inspector",
        /// The programme's money is promised already.
        Money "money",
        /// Something else, told by letter.
        Other "other",
    }

    /// What moves a programme's money.
    JournalKind {
        /// It comes.
        Appropriation "appropriation",
        /// It is promised to a firm.
        Award "award",
        /// It is paid; what was promised and not needed is free again.
        Payment "payment",
        /// A promise is taken back.
        Release "release",
        /// It is carried over into another programme (이월).
        CarryOver "carry-over",
    }
}

impl State {
    /// Where an event leads; nothing if it cannot happen here.
    pub const fn next(self, event: Event) -> Option<State> {
        match (self, event) {
            (State::Applied, Event::Award) => Some(State::Awarded),
            (State::Applied, Event::Decline) => Some(State::Declined),
            (State::Applied, Event::Withdraw) => Some(State::Withdrawn),
            (State::Awarded, Event::Pay) => Some(State::Paid),
            (State::Awarded, Event::Release) => Some(State::Released),
            _ => None,
        }
    }
}

/// A programme: whose checks are helped with, with how much, and by which right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Its code: small letters, digits and hyphens.
    pub code: String,
    /// Its name in Korean.
    pub name_ko: String,
    /// Its name in English.
    pub name_en: String,
    /// Where its money and its rules come from.
    pub basis: String,
    /// The budget year.
    pub year: i64,
    /// From when applications are taken, one by one as they come.
    pub opens_at: Micros,
    /// From when no more.
    pub closes_at: Micros,
    /// The money that it begins with.
    pub appropriation: Won,
    /// The share of a check's cost that it pays.
    pub share_percent: i64,
    /// The most that one firm is granted.
    pub firm_cap: Won,
    /// Whom it helps.
    pub classes: Vec<Class>,
}

/// Where a programme's money is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fund {
    /// What it began with.
    pub appropriation: Won,
    /// What came from an earlier programme.
    pub carried_in: Won,
    /// What went to a later one.
    pub carried_out: Won,
    /// Promised and not yet paid.
    pub committed: Won,
    /// Paid.
    pub paid: Won,
}

impl Fund {
    /// What may still be promised. Nothing if the sums contradict each other.
    pub fn free(&self) -> Option<Won> {
        let there = self.appropriation.plus(self.carried_in)?;
        let gone = self.carried_out.plus(self.committed)?.plus(self.paid)?;
        there.minus(gone).filter(|it| *it >= Won::ZERO)
    }
}

/// Whose checks count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspector {
    /// Its code: small letters, digits and hyphens.
    pub code: String,
    /// Its name in Korean.
    pub name_ko: String,
    /// Its name in English.
    pub name_en: String,
    /// By what it is recognised.
    pub basis: String,
    /// Since when.
    pub from: Micros,
    /// Until when, if that is known.
    pub until: Option<Micros>,
}

impl Inspector {
    /// Whether its checks count at an instant.
    pub fn is_recognised(&self, at: Micros) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

/// Who applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Firm {
    /// Its code, if it takes part in the network.
    pub institution: Option<ClientUseCode>,
    /// Its name.
    pub name: String,
    /// Its business registration number, ten digits.
    pub registration: String,
}

/// The weights of the first nine digits of a business registration number.
const REGISTRATION_WEIGHTS: [u32; 9] = [1, 3, 7, 1, 3, 7, 1, 3, 5];

/// Whether ten digits are a business registration number (사업자등록번호): the last one proves the
/// others.
pub fn is_registration(text: &str) -> bool {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits.filter(|it| it.len() == 10) else { return false };
    let sum: u32 = digits.iter().zip(REGISTRATION_WEIGHTS).map(|(d, w)| d * w).sum();
    (sum + digits[8] * 5 / 10 + digits[9]).is_multiple_of(10)
}

/// An application and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Its id.
    pub id: Id,
    /// Of which programme.
    pub programme: String,
    /// As what.
    pub class: Class,
    /// Whose.
    pub firm: Firm,
    /// The number of the designation as an innovative financial service; else empty.
    pub designation: String,
    /// For which check.
    pub check: Check,
    /// By which inspector.
    pub inspector: String,
    /// What the check is to cost.
    pub quote: Won,
    /// Where it stands.
    pub state: State,
    /// When it came.
    pub applied_at: Micros,
    /// From whom: `staff:…`.
    pub applied_by: String,
    /// What was promised.
    pub awarded: Option<Won>,
    /// What was paid.
    pub paid: Option<Won>,
    /// Why not.
    pub grounds: Option<Grounds>,
    /// When it was last decided.
    pub decided_at: Option<Micros>,
    /// Whether payment was claimed, ever.
    pub is_claimed: bool,
}

impl Application {
    /// Where it stands for whoever looks for work.
    pub const fn standing(&self) -> Standing {
        match self.state {
            State::Applied => Standing::Applied,
            State::Awarded if self.is_claimed => Standing::Claimed,
            State::Awarded => Standing::Awarded,
            State::Declined => Standing::Declined,
            State::Withdrawn => Standing::Withdrawn,
            State::Paid => Standing::Paid,
            State::Released => Standing::Released,
        }
    }
}

/// A claim for payment: the check was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// When it came.
    pub at: Micros,
    /// From whom.
    pub by: String,
    /// The inspector's number of the engagement.
    pub engagement: String,
    /// The day on which the check ended.
    pub checked_on: BusinessDate,
    /// What it cost.
    pub cost: Won,
    /// The inspector's report.
    pub report: Sha256,
    /// The inspector's invoice.
    pub invoice: Sha256,
}

/// A line of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    /// Its id: the proposal's.
    pub id: Id,
    /// Whose money.
    pub programme: String,
    /// What moves it.
    pub kind: JournalKind,
    /// For which application.
    pub application: Option<Id>,
    /// Into which programme it is carried over.
    pub to: Option<String>,
    /// How much.
    pub amount: Won,
    /// Of a payment: what of the promise is free again.
    pub returned: Won,
    /// The legal basis.
    pub basis: String,
    /// On which day it was booked.
    pub date: BusinessDate,
    /// When.
    pub at: Micros,
    /// Who proposed, and who confirmed.
    pub by: [Id; 2],
}
