//! How old the memory of standings is, and how it is brought up to date from the book.
//!
//! On the node that writes, a commit that changes a standing changes the memory; on any other node
//! the memory may be behind. So an answer from it has an age: older than the rule allows, the book
//! is asked before anything is answered, and if it cannot be asked, nothing is.

use super::{Gates, Hub};
use crate::admission::{self, Standing};
use crate::policy;
use naru_base::{ClientUseCode, Fault, FaultKind, Micros};
use naru_store::Tx;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

impl Hub {
    /// The standing from memory, if the memory is young enough. A fault of the kind "busy"
    /// otherwise: nothing is decided on it.
    pub fn standing(&self, institution: &ClientUseCode, now: Micros) -> Result<Standing, Fault> {
        let directory = self.directory();
        if directory.gates == Gates::LeftOut {
            return Ok(directory.standing(institution, now));
        }
        let age_us = now.since(Micros::new(self.confirmed_at.load(Ordering::SeqCst)));
        let most_ms = policy::number(&directory.parameters, "standing_age_max_ms", now)?;
        // A clock that was set back says nothing of the age.
        if age_us < 0 || age_us > most_ms.saturating_mul(1_000) {
            return Err(Fault::new(
                FaultKind::Busy,
                "the standing of institutions in memory is too old to decide on; try again",
            ));
        }
        Ok(directory.standing(institution, now))
    }

    /// The standing from memory, which is first compared with the book if it is too old.
    pub fn standing_in(
        &self,
        tx: &mut Tx<'_>,
        institution: &ClientUseCode,
        now: Micros,
    ) -> Result<Standing, Fault> {
        match self.standing(institution, now) {
            Err(fault) if fault.kind == FaultKind::Busy => {
                self.confirm(tx, now)?;
                Ok(self.directory().standing(institution, now))
            }
            known => known,
        }
    }

    /// Compares the memory of standings with the book, and takes over what is newer there.
    pub fn confirm(&self, tx: &mut Tx<'_>, now: Micros) -> Result<(), Fault> {
        let version = admission::version(tx)?;
        if version > self.directory().standing_version {
            let fresh = admission::timelines(tx)?;
            let mut directory = self.directory.write().unwrap_or_else(PoisonError::into_inner);
            // Meanwhile a commit may have brought something newer still.
            if version > directory.standing_version {
                let mut next = (**directory).clone();
                (next.standings, next.standing_version) = (fresh, version);
                *directory = Arc::new(next);
            }
        }
        self.confirmed_at.store(now.get(), Ordering::SeqCst);
        Ok(())
    }
}
