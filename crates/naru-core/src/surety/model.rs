//! What is on record about an institution's surety.

use naru_base::{ClientUseCode, Id, InsurerCode, Lang, Micros, Won, in_language};
use std::fmt;

/// By what damage is covered (보증 수단).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InstrumentKind {
    /// 보증보험: guarantee insurance for one institution.
    Insurance,
    /// 통합보증: the institution's share of the operator's contract for all.
    Integrated,
    /// 예치금: money deposited with the operator.
    Deposit,
    /// 질권: a pledge on a deposit or on securities.
    Pledge,
}

impl InstrumentKind {
    /// Every kind.
    pub const ALL: [InstrumentKind; 4] = [
        InstrumentKind::Insurance,
        InstrumentKind::Integrated,
        InstrumentKind::Deposit,
        InstrumentKind::Pledge,
    ];

    /// The form in the store and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            InstrumentKind::Insurance => "insurance",
            InstrumentKind::Integrated => "integrated",
            InstrumentKind::Deposit => "deposit",
            InstrumentKind::Pledge => "pledge",
        }
    }

    /// Reads the form of `as_str`.
    pub fn parse(text: &str) -> Option<InstrumentKind> {
        InstrumentKind::ALL.into_iter().find(|it| it.as_str() == text)
    }
}

impl fmt::Display for InstrumentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Something that covers damage, with its validity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instrument {
    /// The proposal's id.
    pub id: Id,
    /// Whose.
    pub institution: ClientUseCode,
    /// What it is.
    pub kind: InstrumentKind,
    /// Who answers for it.
    pub issuer: String,
    /// The same by its code, if it is an insurer of the network.
    pub insurer: Option<InsurerCode>,
    /// The number of the policy, contract, receipt or pledge.
    pub reference: String,
    /// Won.
    pub amount: Won,
    /// From this instant.
    pub valid_from: Micros,
    /// To before this one.
    pub valid_until: Micros,
    /// When it was recorded.
    pub recorded_at: Micros,
    /// Who proposed and who confirmed.
    pub by: [Id; 2],
    /// When it was given back before its end.
    pub released_at: Option<Micros>,
    /// What it has paid for damage: so much less it covers.
    pub drawn: Won,
}

impl Instrument {
    /// To before which instant it counts.
    pub fn counts_until(&self) -> Micros {
        self.released_at.map_or(self.valid_until, |at| at.min(self.valid_until))
    }

    /// What its issuer is called in a language.
    pub fn issuer_in(&self, lang: Lang) -> &str {
        in_language(lang, &self.issuer)
    }

    /// What it still covers.
    pub fn left(&self) -> Won {
        self.amount.minus(self.drawn).unwrap_or(Won::ZERO).max(Won::ZERO)
    }
}

/// What an instrument paid for damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    /// Which.
    pub instrument: Id,
    /// How much.
    pub amount: Won,
    /// When.
    pub at: Micros,
}

/// An item that makes the factor higher or lower.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// The proposal's id.
    pub id: Id,
    /// Which: one of [`super::ITEMS`].
    pub item: &'static str,
    /// From this instant.
    pub valid_from: Micros,
    /// To before this one; `None`: until another takes its place.
    pub valid_until: Option<Micros>,
    /// Who proposed and who confirmed.
    pub by: [Id; 2],
}

/// Everything on record about one institution, in the order of the book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What covers it, or did.
    pub instruments: Vec<Instrument>,
    /// What makes its factor another than the base.
    pub adjustments: Vec<Adjustment>,
}
