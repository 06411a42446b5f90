//! The standing of institutions on this node: the memory is compared with the book several times a
//! second, and whoever asks while it is too old has it compared first. A standing that changed by
//! the mere passing of time is written to the audit trail.
//!
//! **Must never know** what a standing is made of.

use crate::node::Node;
use crate::serve::told_to_stop;
use crate::wire::RspCode;
use naru_base::{Answer, ClientUseCode, Fault, FaultKind, Micros, No};
use naru_core::admission::{self, Standing};
use naru_core::hub::Gates;
use naru_store::Tx;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Pause between two comparisons: four fit into the second in which a change takes effect.
const PAUSE: Duration = Duration::from_millis(200);

impl Node {
    /// What an institution may do. A memory that is too old is compared with the book first; if
    /// that cannot be done, the fault is "busy": nothing is decided on what may be stale.
    pub async fn standing(&self, institution: &ClientUseCode, now: Micros) -> Answer<Standing> {
        match self.hub.standing(institution, now) {
            Err(fault) if fault.kind == FaultKind::Busy => {
                self.confirm_standings(now).await?;
                Ok(self.hub.directory().standing(institution, now))
            }
            known => Ok(known?),
        }
    }

    /// Compares the memory of standings with the book.
    pub async fn confirm_standings(&self, now: Micros) -> Answer<()> {
        let hub = self.hub.clone();
        let read = self.book.read(move |tx| Ok(hub.confirm(tx, now)?));
        read.await.map_err(|no| {
            let what = "the standing of institutions could not be read; try again";
            let why = match no {
                No::Fault(fault) => Fault::because(FaultKind::Busy, what, fault),
                No::Refusal(refusal) => Fault::because(FaultKind::Busy, what, refusal),
            };
            why.into()
        })
    }
}

/// What speaks against a call that moves nothing; an institution that may only inquire may make
/// it.
pub(crate) const fn against_inquiry(standing: Standing) -> Option<RspCode> {
    match standing {
        Standing::Live | Standing::Warned | Standing::LimitCut | Standing::InquiryOnly => None,
        Standing::Suspended | Standing::NotAdmitted => Some(RspCode::A0013),
    }
}

/// Keeps the memory young until told to stop.
pub(crate) async fn run(node: Arc<Node>, mut stopping: watch::Receiver<bool>) {
    if node.hub.directory().gates == Gates::LeftOut {
        return;
    }
    let mut written: BTreeMap<ClientUseCode, Standing> = BTreeMap::new();
    while !*stopping.borrow() {
        let now = node.clock.now();
        match node.confirm_standings(now).await {
            Ok(()) => note(&node, &mut written, now).await,
            Err(no) => tracing::warn!(why = %no, "standings could not be compared with the book"),
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = told_to_stop(&mut stopping) => {}
        }
    }
}

/// Writes down what changed since the last look.
async fn note(node: &Node, written: &mut BTreeMap<ClientUseCode, Standing>, now: Micros) {
    let directory = node.hub.directory();
    let all = directory.standings.iter().map(|(code, it)| (code.clone(), it.at(now)));
    let present: BTreeMap<ClientUseCode, Standing> = all.collect();
    if present == *written {
        return;
    }
    // Most of what changes here is written down already by the commit that decided it.
    let standings = directory.clone();
    let found = node.book.read(move |tx| Ok(admission::changes(tx, &standings.standings, now)?));
    let noted = match found.await {
        Ok(none) if none.is_empty() => Ok(none),
        Ok(_) => {
            let note =
                move |tx: &mut Tx<'_>| admission::note_changes(tx, &directory.standings, now);
            node.book.write(note).await
        }
        Err(no) => Err(no),
    };
    match noted {
        Ok(changes) => {
            for it in changes {
                tracing::warn!(
                    institution = %it.institution, from = %it.from, to = %it.to,
                    "the standing of an institution changed"
                );
            }
            *written = present;
        }
        // It holds all the same; only the record of it is tried again.
        Err(no) => tracing::error!(why = %no, "a change of standing is not on record yet"),
    }
}
