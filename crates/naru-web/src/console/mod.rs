//! The console: what members of staff see in a browser. Login, enrolment, the network page.
//!
//! Pages are functions from facts to HTML; the fragments pushed to an open page are made by the
//! very functions that make the page. Works without script; `live.js` only keeps it fresh.
//!
//! **Must never know** SQL or how a decision is made: it asks `naru_core::staff` and
//! `naru_core::glance`.

pub(crate) mod accounts;
mod assets;
mod audit;
mod checks;
mod claims;
mod consents;
mod deadlines;
mod door;
mod eligibility;
mod format;
mod frame;
mod functional;
mod funds;
mod gates;
mod guard;
mod inbox;
mod incidents;
mod letter;
mod lines;
mod live;
mod me;
mod menu;
mod names;
mod network;
mod notices;
mod oss;
mod papers;
mod participants;
mod pieces;
mod programs;
mod routes;
mod rows;
mod settlement;
mod shape;
mod sources;
mod spreadsheet;
mod subsidy;
mod surety;
mod transfers;
mod typed;
mod watch;
mod words;

pub(crate) use assets::{asset_at, consent_css, css, docs_css, icon, serve as serve_asset};
pub(crate) use frame::mark;
pub(crate) use guard::is_from_elsewhere;
pub use routes::{Access, listed, router};

use crate::functional::SandboxPlace;
use crate::notify::Guard;
use crate::oss::Portfolio;
use crate::vault::Vault;
use naru_base::keyring::Keyring;
use naru_base::{Clock, Entropy};
use naru_core::glance::GlanceSource;
use naru_core::hub::Hub;
use naru_core::staff::StaffSealer;
use naru_store::Store;
use std::sync::{Arc, Mutex};
use tokio::sync::Semaphore;

/// Passwords verified at the same time. Each takes 19 MiB and a core.
const PASSWORDS_AT_ONCE: usize = 2;
/// Logins that may wait for their turn; one more is told to come back.
const PASSWORDS_WAITING: usize = 32;
/// Open live streams; one more falls back to the page's own reload.
const STREAMS_MAX: usize = 256;
/// Files of evidence that are read at the same time; one more is told to come back.
const UPLOADS_AT_ONCE: usize = 1;

/// What the console needs, all of it handed in.
#[derive(Clone)]
pub struct ConsoleState {
    pub(crate) parts: Arc<ConsoleParts>,
    pub(crate) passwords: Arc<Semaphore>,
    pub(crate) queue: Arc<Semaphore>,
    pub(crate) streams: Arc<Semaphore>,
    pub(crate) uploads: Arc<Semaphore>,
    pub(crate) painted: Arc<[Mutex<Option<live::Painted>>; live::SLOTS]>,
}

/// The parts of a [`ConsoleState`].
pub struct ConsoleParts {
    /// The book: accounts and sessions are in it.
    pub store: Store,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes tokens and secrets.
    pub entropy: Arc<dyn Entropy>,
    /// Seals names and TOTP secrets.
    pub sealer: Arc<dyn StaffSealer>,
    /// Participants and rules in memory, which some deeds need.
    pub hub: Arc<Hub>,
    /// Opens what transfers hold of persons.
    pub keys: Arc<Keyring>,
    /// What institutions' systems are made of.
    pub portfolio: Arc<Portfolio>,
    /// The network's present state.
    pub source: Arc<dyn GlanceSource>,
    /// Where files of evidence are kept.
    pub evidence: Arc<Vault>,
    /// The sandbox of functional tests, if this node has one.
    pub sandbox: Option<SandboxPlace>,
    /// Where webhooks may lead.
    pub guard: Guard,
    /// Whether browsers come by TLS: then cookies are `__Host-` and `Secure`.
    pub tls: bool,
}

impl ConsoleState {
    /// Takes the parts.
    pub fn new(parts: ConsoleParts) -> ConsoleState {
        ConsoleState {
            parts: Arc::new(parts),
            passwords: Arc::new(Semaphore::new(PASSWORDS_AT_ONCE)),
            queue: Arc::new(Semaphore::new(PASSWORDS_WAITING)),
            streams: Arc::new(Semaphore::new(STREAMS_MAX)),
            uploads: Arc::new(Semaphore::new(UPLOADS_AT_ONCE)),
            painted: Arc::new(std::array::from_fn(|_| Mutex::new(None))),
        }
    }

    /// Ends the live streams within a second, so that a server that stops need not wait for them.
    pub fn close(&self) {
        self.streams.close();
    }
}
