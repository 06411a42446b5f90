//! What a proof says.

use serde::Serialize;

/// Findings listed for each check; the rest are counted.
const FINDINGS_MAX: usize = 20;

/// One thing that was proven, or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Its stable name, in kebab-case.
    pub name: String,
    /// Whether nothing was found.
    pub ok: bool,
    /// How many things were looked at.
    pub count: u64,
    /// How many findings there were in all.
    pub found: u64,
    /// The first of them.
    pub findings: Vec<String>,
}

impl Check {
    pub(super) fn new(name: impl Into<String>) -> Self {
        Check { name: name.into(), ok: true, count: 0, found: 0, findings: Vec::new() }
    }

    /// A check made elsewhere, of one thing, with what it found.
    pub fn of(name: impl Into<String>, findings: Vec<String>) -> Self {
        let mut check = Check::new(name);
        check.looked();
        findings.into_iter().for_each(|it| check.find(|| it));
        check
    }

    pub(super) const fn looked(&mut self) {
        self.count += 1;
    }

    pub(super) fn find(&mut self, what: impl FnOnce() -> String) {
        self.ok = false;
        self.found += 1;
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(what());
        }
    }
}

/// Everything that was proven, or not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The checks, always all of them and in the same order.
    pub checks: Vec<Check>,
}

impl Report {
    /// Whether everything holds.
    pub fn holds(&self) -> bool {
        self.checks.iter().all(|c| c.ok)
    }
}
