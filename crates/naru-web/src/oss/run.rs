//! The portfolio's background: looks whether there is a newer file of advisories, takes it, judges
//! everything by it, and carries what follows to the book.

use super::Portfolio;
use crate::serve::told_to_stop;
use naru_base::Answer;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::sync::watch;

/// Pause between two looks at the file.
const LOOK: Duration = Duration::from_millis(100);
/// After so many looks everything else is looked at too, if nothing happens here before.
const LOOKS: u32 = 5;

/// How a file looks from outside: when it was written, and how long it is.
type Look = (SystemTime, u64);

/// Keeps the portfolio up to date until told to stop. `file` is where `naru oss db import` writes;
/// it need not be there.
pub async fn run(portfolio: Arc<Portfolio>, file: PathBuf, mut stop: watch::Receiver<bool>) {
    let mut seen: Option<Look> = None;
    while !*stop.borrow() {
        if let Err(no) = step(&portfolio, &file, &mut seen).await {
            tracing::error!(why = %no, "the portfolio is not up to date; tried again");
        }
        for _ in 0..LOOKS {
            tokio::select! {
                () = tokio::time::sleep(LOOK) => {}
                () = portfolio.changed.notified() => break,
                () = told_to_stop(&mut stop) => break,
            }
            let look = look(&file).await;
            if look.is_some() && look != seen {
                break;
            }
        }
    }
}

async fn step(portfolio: &Portfolio, file: &Path, seen: &mut Option<Look>) -> Answer<()> {
    let look = look(file).await;
    if look.is_some() && look != *seen {
        let path = file.to_owned();
        match super::off(move || std::fs::read(path)).await? {
            Err(e) => portfolio.set_trouble(Some(e.to_string())),
            Ok(bytes) => match portfolio.take(bytes).await {
                Ok(is_new) => {
                    portfolio.set_trouble(None);
                    tracing::info!(is_new, "took the file of advisories");
                }
                Err(no) => {
                    portfolio.set_trouble(Some(no.to_string()));
                    tracing::error!(why = %no, "the file of advisories is not taken");
                }
            },
        }
        // Looked at once: a file that cannot be used is not read again before it changes.
        *seen = look;
    }
    let renewed = portfolio.renew().await?;
    if renewed > 0 {
        tracing::info!(versions = renewed, "versions are judged otherwise than before");
        // Whoever is exposed is told before anything else is looked at.
        portfolio.follow().await?;
    }
    let lapsed = portfolio.lapse().await?;
    if lapsed > 0 {
        tracing::info!(stances = lapsed, "exceptions and VEX are over");
    }
    let changed = portfolio.watch_approvals().await?;
    if changed > 0 {
        tracing::info!(approvals = changed, "approvals are over, or looked at again");
    }
    let lapsed = portfolio.lapse_crossings().await?;
    if lapsed > 0 {
        tracing::info!(crossings = lapsed, "files did not cross the zone's border in time");
    }
    let lapsed = portfolio.lapse_seats().await?;
    if lapsed > 0 {
        tracing::info!(changes = lapsed, "changes of offices were not confirmed in time");
    }
    let told = portfolio.tell().await?;
    if told > 0 {
        tracing::info!(told, "questions, answers and reopened approvals were told");
    }
    portfolio.follow().await
}

async fn look(file: &Path) -> Option<Look> {
    let path = file.to_owned();
    let found = super::off(move || std::fs::metadata(path)).await.ok()?.ok()?;
    Some((found.modified().ok()?, found.len()))
}
