//! What the consent pages need of the world, in the demonstration: an agency that knows its
//! customers, and a file in place of their telephones.

use super::credentials::Credentials;
use crate::data_dir;
use crate::problem::Problem;
use naru_base::env::SystemClock;
use naru_base::secret::SecretText;
use naru_base::{Clock as _, Fault, FaultKind};
use naru_web::Node;
use naru_web::consent::page::{self, Claimed, CodeSender, Identifier, Pages, Soon, digits};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// The pages, for the customers of these credentials.
pub fn pages(node: Arc<Node>, credentials: &Credentials) -> Result<axum::Router, Problem> {
    let log = OtpLog::open(Path::new(&credentials.otp_log))?;
    let agency = Arc::new(Agency::of(credentials));
    Ok(page::router(Pages::new(node, agency, Arc::new(log), false)))
}

/// Knows the demonstration's customers.
struct Agency(BTreeMap<(String, String, String), String>);

impl Agency {
    fn of(credentials: &Credentials) -> Agency {
        let known = credentials.users.iter().map(|user| {
            let claim = (user.name.clone(), user.birth.clone(), digits(&user.phone));
            (claim, user.user_ci.clone())
        });
        Agency(known.collect())
    }
}

impl Identifier for Agency {
    fn identify<'a>(&'a self, who: &'a Claimed) -> Soon<'a, Option<SecretText>> {
        let claim = (who.name.clone(), who.birth.clone(), who.phone.clone());
        let found = self.0.get(&claim).cloned().map(SecretText::new);
        Box::pin(async move { Ok(found) })
    }
}

/// A line for each message: when, to which telephone, what.
struct OtpLog(Mutex<File>);

impl OtpLog {
    fn open(path: &Path) -> Result<OtpLog, Problem> {
        let file = OpenOptions::new().append(true).create(true).mode(0o600).open(path);
        Ok(OtpLog(Mutex::new(file.map_err(|e| data_dir::write_failed(path, &e))?)))
    }

    fn write(&self, phone: &str, text: &str) -> Result<(), Fault> {
        let line = format!("{}\t{phone}\t{text}\n", SystemClock.now().kst_dtm17());
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(line.as_bytes()).map_err(|e| {
            Fault::because(FaultKind::Retryable, "a one-time code could not be written down", e)
        })
    }
}

impl CodeSender for OtpLog {
    fn send<'a>(&'a self, phone: &'a str, text: &'a str) -> Soon<'a, ()> {
        let written = self.write(phone, text);
        Box::pin(async move { written })
    }
}
