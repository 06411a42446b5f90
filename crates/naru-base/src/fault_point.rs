//! Named places where a fault can be injected: by the simulator, by chaos tests, by drills.
//!
//! Production wires [`Calm`]. The floors stay clean because only the trait lives here; who throws
//! the stone is decided by the binary.

/// Where the product lets a fault be thrown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultPoint {
    /// Before the reserve is handed to the store.
    BeforeReserve,
    /// The reserve is durable, nothing was sent to the bank yet.
    AfterReserve,
    /// The bank answered, the conclusion is not yet recorded.
    BeforeConclude,
    /// The conclusion is durable, the institution has not been answered.
    AfterConclude,
    /// A bank answered an inquiry that is not on record yet.
    BeforeRecord,
    /// Before the sweep asks a bank about a transfer in doubt.
    BeforeInquiry,
}

/// What happens at a fault point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stone {
    /// Nothing.
    Pass,
    /// Wait this many milliseconds first.
    DelayMs(u32),
    /// The work is dropped here, as if the process had died.
    Drop,
}

/// Decides what happens at each fault point.
pub trait FaultPoints: Send + Sync + 'static {
    /// Asked each time the point is passed; `subject` is the transaction id.
    fn at(&self, point: FaultPoint, subject: &str) -> Stone;
}

/// No faults: production.
#[derive(Clone, Copy, Debug, Default)]
pub struct Calm;

impl FaultPoints for Calm {
    fn at(&self, _point: FaultPoint, _subject: &str) -> Stone {
        Stone::Pass
    }
}
