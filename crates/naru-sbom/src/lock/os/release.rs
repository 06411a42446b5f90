//! `os-release`: which distribution this is.

use super::super::model::Beside;

/// A distribution as package URLs name it.
#[derive(Debug, Default)]
pub(super) struct Release {
    /// Its id, such as `debian`.
    pub(super) id: Option<String>,
    /// Its version, such as `12`.
    version: Option<String>,
}

impl Release {
    pub(super) fn of(beside: &Beside<'_>) -> Release {
        let mut found = Release::default();
        for line in beside.text("os-release").unwrap_or_default().lines() {
            let Some((key, value)) = line.trim().split_once('=') else { continue };
            let value = value.trim_matches(['"', '\'']).to_lowercase();
            match key {
                "ID" => found.id = Some(value),
                "VERSION_ID" => found.version = Some(value),
                _ => {}
            }
        }
        found
    }

    /// The qualifier `distro`, such as `debian-12`.
    pub(super) fn distro(&self) -> Option<String> {
        let id = self.id.as_ref()?;
        Some(match &self.version {
            Some(version) => format!("{id}-{version}"),
            None => id.clone(),
        })
    }
}
