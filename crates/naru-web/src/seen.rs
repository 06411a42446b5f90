//! What the node sees of each institution's calls, counted in memory and written down every few
//! seconds: addresses, codes, scopes, clocks. The signals of security checks are made of it.
//!
//! Off the money's path: a call costs one lock and a few counters; what a node saw in its last
//! seconds is lost with it.
//!
//! **Must never know** what a count means.

use crate::api::Endpoint;
use crate::node::Node;
use crate::serve::told_to_stop;
use crate::wire::RspCode;
use naru_base::{Answer, BusinessDate, ClientUseCode, Micros};
use naru_core::access::{Denied, Peer};
use naru_core::check::signal::{Seen as Counted, What};
use naru_core::check::{Sighting, note_seen};
use naru_core::identity::{self, Scope};
use naru_store::Tx;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// Pause between two times of writing down.
const PAUSE: Duration = Duration::from_secs(5);
/// Rows of one commit: the book's writer has other work.
const ROWS_MAX: usize = 100;
/// Different things of one institution on one day; whatever comes more is counted under one name.
const DETAILS_MAX: usize = 400;
/// Dead tokens that wait to be looked up.
const DEAD_MAX: usize = 1_000;

/// Which one of what was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Detail {
    None,
    Endpoint(Endpoint),
    Code(RspCode),
    Address(IpAddr),
    Certificate([u8; 32]),
    Word(&'static str),
    /// More than are counted one by one.
    Others,
}

impl Detail {
    fn text(self) -> String {
        match self {
            Detail::None => String::new(),
            Detail::Endpoint(it) => it.path().to_owned(),
            Detail::Code(it) => it.as_str().to_owned(),
            Detail::Address(it) => it.to_string(),
            Detail::Certificate(it) => data_encoding::HEXLOWER.encode(&it),
            Detail::Word(it) => it.to_owned(),
            Detail::Others => "others".to_owned(),
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Tally {
    count: i64,
    most: i64,
    first_at: Micros,
    last_at: Micros,
}

/// What is written down at once: whose, of which day, what, how often.
type Row = (ClientUseCode, BusinessDate, (What, Detail), Tally);
type Day = BTreeMap<(What, Detail), Tally>;

#[derive(Default)]
struct Memory {
    days: BTreeMap<(ClientUseCode, BusinessDate), Day>,
    dead: Vec<(String, Micros)>,
}

/// Whose call, and when.
type Whose<'c> = (&'c ClientUseCode, Micros);

/// What was seen and is not written down yet.
#[derive(Default)]
pub(crate) struct Seen(Mutex<Memory>);

/// One answered call.
pub(crate) struct Seeing<'c> {
    pub(crate) institution: &'c ClientUseCode,
    pub(crate) at: Micros,
    pub(crate) peer: &'c Peer,
    pub(crate) endpoint: Endpoint,
    pub(crate) code: RspCode,
    /// The scope that let it in.
    pub(crate) scope: Option<&'static str>,
    /// The caller's own clock, as it wrote it.
    pub(crate) clock: Option<Micros>,
}

impl Seen {
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, (institution, at): Whose<'_>, what: What, detail: Detail) {
        count(self.memory().day(institution, at), at, (what, detail), 0);
    }

    /// Counts a call that came from elsewhere than it may.
    pub(crate) fn denied(&self, whose: Whose<'_>, peer: &Peer, why: Denied) {
        let what = match why {
            Denied::Source => What::SourceRefused,
            Denied::Certificate => What::CertificateRefused,
        };
        self.note(whose, what, Detail::Address(peer.address));
    }

    /// Counts a wrong secret of a client that there is.
    pub(crate) fn wrong_secret(&self, of: Option<&ClientUseCode>, peer: &Peer, at: Micros) {
        if let Some(institution) = of {
            self.note((institution, at), What::SecretWrong, Detail::Address(peer.address));
        }
    }

    /// Counts the scopes of a token that was given out.
    pub(crate) fn given(&self, whose: Whose<'_>, scopes: &[Scope]) {
        for scope in scopes {
            self.note(whose, What::ScopeGiven, Detail::Word(scope.as_str()));
        }
    }

    /// Counts an answered call.
    pub(crate) fn call(&self, it: &Seeing<'_>) {
        let mut memory = self.memory();
        let day = memory.day(it.institution, it.at);
        count(day, it.at, (What::Call, Detail::Endpoint(it.endpoint)), 0);
        count(day, it.at, (What::Code, Detail::Code(it.code)), 0);
        count(day, it.at, (What::Source, Detail::Address(it.peer.address)), 0);
        count(day, it.at, (What::Tls, Detail::Word(it.peer.tls.unwrap_or("none"))), 0);
        if let Some(thumbprint) = it.peer.certificate {
            count(day, it.at, (What::Certificate, Detail::Certificate(thumbprint)), 0);
        }
        if let Some(scope) = it.scope {
            count(day, it.at, (What::ScopeUsed, Detail::Word(scope)), 0);
        }
        if let Some(clock) = it.clock {
            let off = it.at.since(clock).unsigned_abs() / 1_000;
            let off = i64::try_from(off).unwrap_or(i64::MAX);
            // Its clock is written in whole seconds.
            count(day, it.at, (What::Skew, Detail::None), off.saturating_sub(999).max(0));
        }
    }

    /// A genuine token that does not work any more: whose it was is looked up later.
    pub(crate) fn dead_token(&self, id: String, at: Micros) {
        let mut memory = self.memory();
        if memory.dead.len() < DEAD_MAX {
            memory.dead.push((id, at));
        }
    }

    fn take(&self) -> Memory {
        std::mem::take(&mut *self.memory())
    }

    /// Puts back what could not be written down.
    fn put_back(&self, rows: &[Row]) {
        let mut memory = self.memory();
        for (institution, date, key, it) in rows {
            let day = memory.days.entry((institution.clone(), *date)).or_default();
            let tally = day.entry(*key).or_insert(Tally { count: 0, ..*it });
            tally.count = tally.count.saturating_add(it.count);
            tally.most = tally.most.max(it.most);
            tally.first_at = tally.first_at.min(it.first_at);
        }
    }
}

impl Memory {
    fn day(&mut self, institution: &ClientUseCode, at: Micros) -> &mut Day {
        let date = at.business_date();
        self.days.entry((institution.clone(), date)).or_default()
    }
}

fn count(day: &mut Day, at: Micros, (what, detail): (What, Detail), measured: i64) {
    let is_full = day.len() >= DETAILS_MAX && !day.contains_key(&(what, detail));
    let detail = if is_full { Detail::Others } else { detail };
    let new = Tally { count: 0, most: 0, first_at: at, last_at: at };
    let tally = day.entry((what, detail)).or_insert(new);
    tally.count = tally.count.saturating_add(1);
    tally.most = tally.most.max(measured);
    tally.last_at = tally.last_at.max(at);
}

/// The clock in a request, if it has one: `tran_dtime`, fourteen digits of Korean time.
pub(crate) fn clock_of(given: &[u8]) -> Option<Micros> {
    const NAME: &[u8] = b"tran_dtime";
    let at = given.windows(NAME.len()).position(|it| it == NAME)?;
    let rest = given.get(at.saturating_add(NAME.len())..)?;
    let digits = rest.iter().position(u8::is_ascii_digit).filter(|n| *n <= 6)?;
    let text = rest.get(digits..digits.saturating_add(14))?;
    Micros::parse_kst_dtime14(std::str::from_utf8(text).ok()?)
}

fn sighting((institution, date, (what, detail), it): &Row) -> Sighting {
    let seen = Counted {
        what: *what,
        detail: detail.text(),
        count: it.count,
        most: it.most,
        first_at: it.first_at,
        last_at: it.last_at,
    };
    Sighting { institution: institution.clone(), date: *date, seen }
}

impl Node {
    /// Writes down what was seen since the last time.
    pub async fn write_down_seen(&self) -> Answer<()> {
        let memory = self.seen.take();
        let days = memory.days.into_iter();
        let rows: Vec<Row> = days
            .flat_map(|((code, date), day)| {
                day.into_iter().map(move |(key, it)| (code.clone(), date, key, it))
            })
            .collect();
        for (n, part) in rows.chunks(ROWS_MAX).enumerate() {
            let sightings: Vec<Sighting> = part.iter().map(sighting).collect();
            let done = self.book.write(move |tx| Ok(note_seen(tx, &sightings)?)).await;
            if let Err(no) = done {
                self.seen.put_back(&rows[n * ROWS_MAX..]);
                return Err(no);
            }
        }
        self.write_down_dead(memory.dead).await
    }

    async fn write_down_dead(&self, dead: Vec<(String, Micros)>) -> Answer<()> {
        if dead.is_empty() {
            return Ok(());
        }
        let write = move |tx: &mut Tx<'_>| {
            for (id, at) in &dead {
                let Some(institution) = identity::token_owner(tx, id)? else { continue };
                let (detail, first_at, last_at) = (String::new(), *at, *at);
                let what = What::TokenDead;
                let seen = Counted { what, detail, count: 1, most: 0, first_at, last_at };
                let date = at.business_date();
                note_seen(tx, &[Sighting { institution, date, seen }])?;
            }
            Ok(())
        };
        self.book.write(write).await
    }
}

/// Writes down every few seconds until told to stop, and then once more.
pub(crate) async fn run(node: Arc<Node>, mut stopping: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = told_to_stop(&mut stopping) => {}
        }
        if let Err(no) = node.write_down_seen().await {
            tracing::warn!(why = %no, "what was seen of institutions' calls is not written down yet");
        }
        if *stopping.borrow() {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> ClientUseCode {
        ClientUseCode::parse("M202600001").unwrap()
    }

    #[test]
    fn the_clock_of_a_request_is_found_in_a_body_and_in_a_query() {
        let want = Micros::parse_kst_dtime14("20261126103000");
        assert!(want.is_some());
        for given in [
            r#"{"a":1,"tran_dtime":"20261126103000","b":"2"}"#,
            r#"{"tran_dtime" : "20261126103000"}"#,
            "bank_tran_id=M1&tran_dtime=20261126103000",
        ] {
            assert_eq!(clock_of(given.as_bytes()), want, "{given}");
        }
        for given in ["", r#"{"tran_dtime":""}"#, r#"{"tran_dtime":"2026"}"#, "tran_dtime"] {
            assert_eq!(clock_of(given.as_bytes()), None, "{given}");
        }
    }

    #[test]
    fn more_different_things_than_are_kept_apart_are_counted_under_one_name() {
        let (seen, at) = (Seen::default(), Micros::new(1_800_000_000_000_000));
        for n in 0..1_000_u32 {
            let address = IpAddr::V4(n.into());
            seen.note((&code(), at), What::SourceRefused, Detail::Address(address));
        }
        let memory = seen.take();
        let day = memory.days.values().next().unwrap();
        assert_eq!(day.len(), DETAILS_MAX + 1);
        assert_eq!(day.values().map(|it| it.count).sum::<i64>(), 1_000, "none is lost");
        assert!(seen.take().days.is_empty());
    }
}
