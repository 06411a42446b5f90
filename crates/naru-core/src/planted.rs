//! Deliberate bugs, planted to prove that the simulator's auditor finds what it promises to find.
//!
//! Exists only for tests: without the feature `planted-bugs` every question is answered `false`
//! at compile time, and a build without debug assertions refuses the feature.

#[cfg(all(feature = "planted-bugs", not(debug_assertions)))]
compile_error!("planted-bugs is for tests only: a release build must not carry it");

/// A bug that can be planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bug {
    /// A doubt is taken for "not paid": the reservation is given back although the bank may pay.
    DoubtIsFailure,
    /// The limit check reads what was taken without what is reserved.
    LimitForgetsReservations,
    /// A conclusion that comes again is booked again.
    ConclusionBooksTwice,
    /// The fee is charged and nobody receives it; the ledger's own check is off.
    FeeOneSided,
    /// An id that stands for another order is sent to the bank with the new content.
    ConflictApplied,
    /// A deposit is booked as if the customer had paid.
    DepositBackwards,
    /// The check of the paying account reads what is booked without what is reserved.
    FundsForgetReservations,
    /// The institution's limit of the month is not looked at.
    MonthForgotten,
    /// A claim does not count what was claimed of the same deposit before.
    ReturnsUncounted,
    /// The check of the surety's cover reads what was collected without what is reserved.
    CoverForgetsReservations,
    /// The check of the surety's cover does not count the damage that was reported.
    CoverForgetsClaims,
}

impl Bug {
    /// Every bug.
    pub const ALL: [Bug; 11] = [
        Bug::DoubtIsFailure,
        Bug::LimitForgetsReservations,
        Bug::ConclusionBooksTwice,
        Bug::FeeOneSided,
        Bug::ConflictApplied,
        Bug::DepositBackwards,
        Bug::FundsForgetReservations,
        Bug::MonthForgotten,
        Bug::ReturnsUncounted,
        Bug::CoverForgetsReservations,
        Bug::CoverForgetsClaims,
    ];
}

#[cfg(feature = "planted-bugs")]
mod switch {
    use super::Bug;
    use std::cell::Cell;

    thread_local! {
        // Of the thread, not of the process: tests run beside each other.
        static PLANTED: Cell<Option<Bug>> = const { Cell::new(None) };
    }

    /// Plants a bug on this thread, or removes it.
    pub fn plant(bug: Option<Bug>) {
        PLANTED.with(|it| it.set(bug));
    }

    /// Whether the bug is planted on this thread.
    pub(crate) fn active(bug: Bug) -> bool {
        PLANTED.with(|it| it.get() == Some(bug))
    }
}

#[cfg(not(feature = "planted-bugs"))]
mod switch {
    /// Whether the bug is planted: never, in this build.
    pub(crate) const fn active(_bug: super::Bug) -> bool {
        false
    }
}

pub(crate) use switch::active;
#[cfg(feature = "planted-bugs")]
pub use switch::plant;
