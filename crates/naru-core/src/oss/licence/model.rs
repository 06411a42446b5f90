//! The words of licences: forms of use, what is licensed how, what clashes, notices.

use naru_base::{Id, Micros};
use naru_practice::Duty;
use naru_sbom::licence::{UseCase, Verdict};

/// The longest address at which source code is asked for.
pub const CONTACT_CHARS_MAX: usize = 120;
/// The shortest.
pub const CONTACT_CHARS_MIN: usize = 5;
/// For how many years source code is offered at most.
pub const YEARS_MAX: i64 = 20;

words! {
    /// In which form a system is used: what a licence asks for hangs on it.
    Form {
        /// Offered over a network, not handed on.
        Service "service",
        /// Handed on as a program: an app, a device.
        Binary "binary",
        /// Handed on as source text.
        Source "source",
        /// Neither: for the house itself.
        Internal "internal",
    }

    /// Why licences clash.
    ClashWhy {
        /// It reaches into the system, whose source is not opened.
        Reach "reach",
        /// It may not be combined with another one in it.
        Combined "combined",
        /// Whether it may be combined is not known, or hangs on how.
        Unclear "unclear",
        /// It allows some uses only.
        Restricted "restricted",
    }
}

impl Form {
    /// The use, as licences tell uses apart. For the house itself nothing is handed on.
    pub const fn used(self) -> UseCase {
        match self {
            Form::Service | Form::Internal => UseCase::Service,
            Form::Binary => UseCase::Combined,
            Form::Source => UseCase::Source,
        }
    }
}

/// What was said of a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// In which form it is used.
    pub form: Form,
    /// Its own licence; empty: not opened.
    pub own: String,
}

impl Default for Terms {
    /// Until somebody says so: it serves over a network and is not opened.
    fn default() -> Terms {
        Terms { form: Form::Service, own: String::new() }
    }
}

/// Components of a system under one licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licensed {
    /// The expression as the bill has it; empty: it says nothing.
    pub licence: String,
    /// What it asks for, in one word.
    pub duty: Duty,
    /// Components.
    pub count: i64,
    /// One of them.
    pub example: String,
}

/// A system with its licences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemLicences {
    /// The system.
    pub system: Id,
    /// Its name.
    pub name: String,
    /// What was said of it; none: nobody has said.
    pub terms: Option<Terms>,
    /// Its licences; none without a bill.
    pub licences: Vec<Licensed>,
    /// Whether it has a bill.
    pub is_billed: bool,
    /// Its newest notice is of the bill in force, and names this contact.
    pub noticed: Option<String>,
    /// Whether a notice was ever published of it.
    pub has_notice: bool,
}

/// Whether a notice must go with a system, in the form in which it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeDuty {
    /// A licence in it asks for one.
    Must,
    /// None that is known does, but not all are known.
    Unclear,
    /// None does.
    Needless,
}

impl SystemLicences {
    /// Whether somebody must be offered source code, in the form in which it is used.
    pub fn needs_source(&self) -> bool {
        let form = self.terms.clone().unwrap_or_default().form;
        self.licences.iter().any(|it| match form {
            Form::Internal => false,
            Form::Service => it.duty == Duty::NetworkSource,
            Form::Binary | Form::Source => it.duty.needs_source(),
        })
    }

    /// Components whose duties nobody knows.
    pub fn unknown(&self) -> i64 {
        self.licences.iter().filter(|it| it.duty == Duty::Unknown).map(|it| it.count).sum()
    }
}

/// Two licences, or a licence and a use, that do not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The licence.
    pub licence: String,
    /// With which other; empty: with the use.
    pub with: String,
    /// Why.
    pub why: ClashWhy,
    /// What the matrix says.
    pub verdict: Verdict,
}

/// A published notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its id.
    pub id: Id,
    /// The bill that it is of.
    pub bill: String,
    /// Where source code is asked for.
    pub contact: String,
    /// For how many years.
    pub years: i64,
    /// Components in it, and those of them whose duties nobody knew.
    pub components: (i64, i64),
    /// SHA-256 of the Korean and of the English text.
    pub sha256: [[u8; 32]; 2],
    /// When.
    pub at: Micros,
    /// By whom.
    pub by: String,
}

/// The licences of an institution's live systems, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// Live systems with a bill.
    pub billed: usize,
    /// Their components.
    pub parts: i64,
    /// Those whose duties nobody knows.
    pub unknown: i64,
    /// Systems of which nobody has said in which form they are used.
    pub unsaid: usize,
    /// Clashes; none: there is no matrix to ask.
    pub clashes: Option<usize>,
    /// Systems whose newest notice is of the bill in force.
    pub noticed: usize,
    /// Systems with which a notice must go, and those of them whose notice is of the bill in force.
    pub notices: (usize, usize),
    /// Systems without one of which it is not known whether one must go with them.
    pub unclear: usize,
    /// Systems that must offer source, and those of them whose notice does.
    pub offers: (usize, usize),
}
