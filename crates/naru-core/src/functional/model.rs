//! What a functional test is made of: the sandbox, its tenants, their runs, the calls seen, and
//! what was found of each case.

use super::list::ListKey;
use crate::admission::Standing;
use crate::admission::words;
use naru_base::{BankCode, ClientUseCode, Id, Micros};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A book that is a sandbox, with whoever may call in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sandbox {
    /// Its one bank.
    pub bank: BankCode,
    /// Who may call, by the code they call under.
    pub tenants: BTreeMap<ClientUseCode, Tenant>,
}

impl Sandbox {
    /// What a tenant may do at `now`: everything, until its time is over. There is no gate here,
    /// because there is nothing here to protect.
    pub fn standing(&self, tenant: &ClientUseCode, now: Micros) -> Standing {
        match self.tenants.get(tenant) {
            Some(it) if now < it.closes_at => Standing::Live,
            _ => Standing::NotAdmitted,
        }
    }
}

/// An applicant's place in the sandbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    /// The code it calls under: `T` and the applicant's nine digits.
    pub code: ClientUseCode,
    /// Whose it is.
    pub applicant: ClientUseCode,
    /// Since when.
    pub opened_at: Micros,
    /// From then on its credentials open nothing.
    pub closes_at: Micros,
}

/// One run through the cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its id.
    pub id: Id,
    /// Whose.
    pub tenant: ClientUseCode,
    /// By which list it is judged.
    pub list: ListKey,
    /// When it began; calls count from then on.
    pub begun_at: Micros,
    /// When it ended.
    pub ended_at: Option<Micros>,
}

/// One call as it was seen. Not personal: accounts and users are keyed hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Its `api_tran_id`.
    pub id: String,
    /// When it came.
    pub at: Micros,
    /// The path.
    pub endpoint: String,
    /// The id of the token it came with; empty if none was genuine.
    pub token: String,
    /// Whether that token had been taken back.
    pub is_dead: bool,
    /// The code it was answered with.
    pub code: String,
    /// The caller's clock, if it wrote it.
    pub clock: Option<Micros>,
    /// The `scope` it names.
    pub wish: String,
    /// The user it names.
    pub user: String,
    /// The place in a list that it asks to go on from.
    pub cursor_sent: String,
    /// The place in a list that it was told to go on from; empty on the last page.
    pub cursor_given: String,
    /// The transactions that it is about.
    pub items: Vec<Item>,
}

/// A transaction that a call is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// `bank_tran_id`, or the original's.
    pub id: String,
    /// The account.
    pub about: String,
    /// The amount in won; 0 if there is none.
    pub amount: i64,
    /// The bank's code; empty if no bank was asked.
    pub bank_code: String,
}

words! {
    /// How a case stands.
    State {
        /// Not seen yet.
        Waiting "waiting",
        /// Seen, as it must be.
        Passed "passed",
        /// Seen, as it must not be.
        Failed "failed",
    }

    /// Why a case is failed.
    Why {
        /// An unknown transfer was ordered again under another id.
        Resent "resent",
        /// A refused order was ordered again.
        RefusedAgain "refused-again",
        /// A token was used again after it had been refused.
        DeadToken "dead-token",
        /// Something was asked about what had been cancelled, or who had left.
        AfterEnd "after-end",
        /// An id is not in its form.
        IdMalformed "id-malformed",
        /// Two different calls share an id.
        IdReused "id-reused",
        /// The caller's clock is off.
        ClockOff "clock-off",
        /// A page was asked for by a place that was never given.
        CursorInvented "cursor-invented",
    }

    /// How a whole run stands.
    Overall {
        /// Cases are open.
        UnderWay "under-way",
        /// Every case is passed.
        Passed "passed",
        /// A case is failed.
        Failed "failed",
    }
}

/// What was found of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Which case.
    pub case: String,
    /// How it stands.
    pub state: State,
    /// Why it is failed.
    pub why: Option<Why>,
    /// The call that decided it.
    pub call: Option<String>,
}
