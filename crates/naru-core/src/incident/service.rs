//! The commands: open, note, change the grade, close. Each is one entry and one audit record.

use super::model::{
    Closing, Entry, EntryKind, Event, Grade, Incident, NewIncident, Regrading, State,
};
use super::{decide, sql};
use naru_base::keyring::Keyring;
use naru_base::seal::Nonce;
use naru_base::{Answer, AuditRecord, Env, Fault, FaultKind, Id, Refusal};
use naru_store::Tx;

/// Entries of one incident.
const ENTRIES_MAX: i64 = 1_000;
/// Nonces of one command: the title's and the entry's.
const TITLE: u32 = 1;
const TEXT: u32 = 2;

fn title_context(id: Id) -> String {
    format!("incident_case:{id}")
}

fn text_context(id: Id, number: i64) -> String {
    format!("incident_entry:{id}:{number}")
}

/// What came with the command is sealed under the command's own nonces.
fn seal(keys: &Keyring, env: &Env, n: u32, context: &str, text: &str) -> Vec<u8> {
    keys.seal_with_data_key(context, text.as_bytes(), Nonce::of(env, n))
}

fn unseal(keys: &Keyring, context: &str, sealed: &[u8]) -> Result<String, Fault> {
    let broken = format!("{context} does not open; check the keys");
    let opened = keys
        .open_with_data_key(context, sealed)
        .map_err(|e| Fault::because(FaultKind::Permanent, broken.clone(), e))?;
    String::from_utf8(opened.expose().clone())
        .map_err(|e| Fault::because(FaultKind::Corrupt, broken, e))
}

fn titled(keys: &Keyring, (it, sealed): sql::Sealed<Incident>) -> Result<Incident, Fault> {
    let title = unseal(keys, &title_context(it.id), &sealed)?;
    Ok(Incident { title, ..it })
}

/// Opens an incident. `None` if it is open already: the form was sent twice.
pub(crate) fn open(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    who: Id,
    new: &NewIncident,
) -> Answer<Option<Incident>> {
    decide::opening(&new.title, &new.text)?;
    let title = seal(keys, env, TITLE, &title_context(new.id), new.title.trim());
    if !sql::add(tx, new, &title, who, env.now)? {
        return Ok(None);
    }
    let mut it = known(tx, keys, new.id)?;
    enter(tx, env, keys, &mut it, (who, EntryKind::Opened, &new.text))?;
    Ok(Some(it))
}

/// Writes down what was found or done.
pub fn note(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (who, id): (Id, Id),
    text: &str,
) -> Answer<()> {
    let mut it = known(tx, keys, id)?;
    it.state = decide::may(it.state, Event::Noted, text)?;
    enter(tx, env, keys, &mut it, (who, EntryKind::Note, text))
}

/// Gives an incident another grade.
pub(crate) fn regrade(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (who, id): (Id, Id),
    (grade, reason): (Grade, &str),
) -> Answer<Regrading> {
    let mut it = known(tx, keys, id)?;
    it.state = decide::may(it.state, Event::Regraded, reason)?;
    decide::regrading(it.grade, grade)?;
    let before = std::mem::replace(&mut it.grade, grade);
    enter(tx, env, keys, &mut it, (who, EntryKind::Regraded, reason))?;
    Ok(Regrading { before, entry: it.entries, incident: it })
}

/// Closes an incident.
pub(crate) fn close(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (who, id): (Id, Id),
    reason: &str,
) -> Answer<Closing> {
    let mut it = known(tx, keys, id)?;
    it.state = decide::may(it.state, Event::Closed, reason)?;
    it.closed_at = Some(env.now);
    enter(tx, env, keys, &mut it, (who, EntryKind::Closed, reason))?;
    Ok(Closing { incident: it, reason: reason.trim().to_owned() })
}

/// Adds an entry, and writes the incident down as it is with it.
fn enter(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    it: &mut Incident,
    (by, kind, text): (Id, EntryKind, &str),
) -> Answer<()> {
    // The last place is for the end.
    if it.entries >= ENTRIES_MAX - 1 && kind != EntryKind::Closed {
        return Err(Refusal::new("incident/too-long").with("most", ENTRIES_MAX).into());
    }
    it.entries += 1;
    let text = text.trim().to_owned();
    let sealed = seal(keys, env, TEXT, &text_context(it.id, it.entries), &text);
    let entry = Entry { number: it.entries, at: env.now, by, kind, grade: it.grade, text };
    sql::add_entry(tx, it.id, &entry, &sealed)?;
    sql::change(tx, it)?;
    let action = match kind {
        EntryKind::Opened => "incident.opened",
        EntryKind::Note => "incident.noted",
        EntryKind::Regraded => "incident.regraded",
        EntryKind::Closed => "incident.closed",
    };
    tx.audit(AuditRecord {
        at: env.now,
        actor: format!("staff:{by}"),
        action,
        subject: format!("incident:{}", it.id),
        body: format!(
            r#"{{"entry":{},"grade":{},"status":"{}"}}"#,
            it.entries,
            it.grade.number(),
            it.status.as_str()
        ),
    });
    Ok(())
}

fn known(tx: &mut Tx<'_>, keys: &Keyring, id: Id) -> Answer<Incident> {
    Ok(find(tx, keys, id)?.ok_or(Refusal::new("incident/unknown"))?)
}

/// An incident.
pub fn find(tx: &mut Tx<'_>, keys: &Keyring, id: Id) -> Answer<Option<Incident>> {
    Ok(sql::find(tx, id)?.map(|it| titled(keys, it)).transpose()?)
}

/// Which incidents are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// In this state only.
    pub state: Option<State>,
    /// Older than this.
    pub before: Option<Id>,
    /// At most so many.
    pub limit: i64,
}

/// Incidents, newest first.
pub fn list(tx: &mut Tx<'_>, keys: &Keyring, filter: &Filter) -> Answer<Vec<Incident>> {
    let (state, before) = sought(filter);
    let found = sql::list(tx, state, &before, filter.limit)?;
    Ok(found.into_iter().map(|it| titled(keys, it)).collect::<Result<_, _>>()?)
}

/// How many incidents fit a filter, and how many of them stand before the page that it asks for.
pub fn placed(tx: &mut Tx<'_>, filter: &Filter) -> Answer<(i64, i64)> {
    let (state, before) = sought(filter);
    Ok(sql::placed(tx, state, &before)?)
}

fn sought(filter: &Filter) -> (&'static str, String) {
    let before = filter.before.map(|it| it.to_string()).unwrap_or_default();
    (filter.state.map_or("", State::as_str), before)
}

/// An incident's timeline, from its beginning.
pub fn timeline(tx: &mut Tx<'_>, keys: &Keyring, id: Id) -> Answer<Vec<Entry>> {
    let opened = |(it, sealed): sql::Sealed<Entry>| {
        let text = unseal(keys, &text_context(id, it.number), &sealed)?;
        Ok(Entry { text, ..it })
    };
    let found = sql::entries(tx, id, ENTRIES_MAX)?;
    Ok(found.into_iter().map(opened).collect::<Result<_, Fault>>()?)
}

/// How many incidents are open.
pub fn open_count(tx: &mut Tx<'_>) -> Answer<i64> {
    Ok(sql::open_count(tx)?)
}
