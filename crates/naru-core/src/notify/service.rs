//! The commands: what is to be told is enqueued, attempted, read and acknowledged.

use super::content::{Called, Content};
use super::model::{
    Channel, Delivery, Event, Message, Notice, Outcome, Outgoing, Party, Queued, Room, Severity,
    State, Status, WebhookSecret,
};
use super::topic::Topic;
use super::why::Why;
use super::{decide, seal, sql, sql_roster};
use crate::policy::NotifyRules;
use naru_base::keyring::Keyring;
use naru_base::role::Role;
use naru_base::{Answer, AuditRecord, Env, Fault, Id, Lang, Micros, Refusal};
use naru_store::Tx;

/// The longest name of an event.
const EVENT_BYTES_MAX: usize = 200;
/// Waiting deliveries that are given up with their contact, in one commit.
const OF_CONTACT_MAX: i64 = 1_000;

/// The id of what is told of an event: the same whenever it is enqueued.
fn message_id(keys: &Keyring, event: &str, at: Micros) -> Id {
    derived(keys, "notify.message", &[event], at)
}

/// An id made from what it names, so that one command can enqueue any number.
fn derived(keys: &Keyring, domain: &str, parts: &[&str], at: Micros) -> Id {
    let parts: Vec<&[u8]> = parts.iter().map(|it| it.as_bytes()).collect();
    let hash = keys.lookup(domain, &parts);
    let mut low = [0; 16];
    low.copy_from_slice(&hash.as_bytes()[..16]);
    Id::from_parts(at.unix_ms(), u128::from_be_bytes(low))
}

/// Has a message told, in the transaction of the event it tells of. An event that was enqueued
/// before keeps its words; recipients that it did not have are added.
pub fn enqueue(tx: &mut Tx<'_>, env: &Env, keys: &Keyring, message: &Message) -> Answer<Queued> {
    if message.event.is_empty() || message.event.len() > EVENT_BYTES_MAX {
        return Err(Refusal::new("notify/event-malformed").into());
    }
    message.content.check()?;
    let fresh = message_id(keys, &message.event, env.now);
    let recipients = recipients(tx, message)?;
    if recipients.is_empty() {
        return Ok(Queued { notice: fresh, new_count: 0 });
    }
    let sealed = seal::seal_content(keys, fresh, &message.content)?;
    let notice = match sql::add(tx, fresh, message, &sealed, env.now)? {
        true => fresh,
        false => sql::notice_of(tx, &message.event)?,
    };
    let mut new_count = 0;
    for (party, channel, recipient) in recipients {
        let parts = [message.event.as_str(), channel.as_str(), &recipient];
        let id = derived(keys, "notify.delivery", &parts, env.now);
        let new = sql::NewDelivery { id, notice, party, channel, recipient: &recipient };
        new_count += usize::from(sql::add_delivery(tx, &new, env.now)?);
    }
    if new_count > 0 {
        let body = format!(
            r#"{{"deliveries":{new_count},"event":{},"kind":"{}","status":"{}"}}"#,
            json(&message.event),
            message.content.kind(),
            message.status.as_str()
        );
        let subject = format!("notice:{notice}");
        let (actor, action) = ("system:notify".to_owned(), "notify.enqueued");
        tx.audit(AuditRecord { at: env.now, actor, action, subject, body });
    }
    Ok(Queued { notice, new_count })
}

/// Who hears it now: party, channel, and the contact or the party itself.
fn recipients<'m>(
    tx: &mut Tx<'_>,
    message: &'m Message,
) -> Answer<Vec<(&'m Party, Channel, String)>> {
    let (topic, mut out) = (message.content.topic(), Vec::new());
    for party in &message.to {
        let contacts = sql_roster::of_party(tx, party)?;
        for (channel, index) in decide::who_hears(&contacts, topic, message.severity) {
            let contact = index.and_then(|i| contacts.get(i));
            let recipient = contact.map_or_else(|| party.to_string(), |it| it.id.to_string());
            out.push((party, channel, recipient));
        }
    }
    Ok(out)
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Whether anything is due for an attempt.
pub fn is_due(tx: &mut Tx<'_>, now: Micros) -> Answer<bool> {
    Ok(sql::is_due(tx, now)?)
}

/// Takes what is due for an attempt now, the gravest first, as there is room. The attempt counts
/// from here, and whoever dies over it leaves a delivery that is due again after a while.
pub fn claim(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    rules: &NotifyRules,
    room: &Room,
) -> Answer<Vec<Outgoing>> {
    let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let limit = whole(room.places.saturating_add(room.busy.len() * room.places_of_one));
    let mut busy = room.busy.clone();
    let mut out = Vec::new();
    for it in sql::due(tx, env.now, whole(room.places_of_one), limit)? {
        let own = it.delivery.contact.map(|id| busy.entry(id).or_default());
        if out.len() >= room.places || own.as_ref().is_some_and(|n| **n >= room.places_of_one) {
            continue;
        }
        if let Some(own) = own {
            *own += 1;
        }
        if it.delivery.attempts >= rules.attempts_max {
            settle(tx, env, keys, &it, Event::GaveUp, (None, Some(Why::NodeEnded)))?;
            continue;
        }
        sql::claim(tx, it.delivery.id, env.now.plus_ms(rules.lease_ms))?;
        match outgoing(tx, env, keys, &it) {
            Ok(Some(outgoing)) => out.push(outgoing),
            Ok(None) => {
                settle(tx, env, keys, &it, Event::GaveUp, (None, Some(Why::ContactClosed)))?;
            }
            // One that does not open must not hold up the others. It is attempted like the rest,
            // and given up like the rest, should the keys not come.
            Err(fault) if fault.is_retryable() => return Err(fault.into()),
            Err(_) => {
                let missed = Outcome::Missed(Why::DoesNotOpen);
                after(tx, env, keys, rules, &it, it.delivery.attempts + 1, &missed)?;
            }
        }
    }
    Ok(out)
}

fn outgoing(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    it: &sql::Sealed,
) -> Result<Option<Outgoing>, Fault> {
    let Some(id) = it.delivery.contact else { return Ok(None) };
    let Some(contact) = sql_roster::find(tx, id)? else { return Ok(None) };
    let Some(sealed) = &contact.sealed_address else { return Ok(None) };
    let address = seal::open_address(keys, id, sealed)?;
    let (present, earlier, until) = sql_roster::secrets(tx, id)?;
    let earlier = earlier.filter(|_| until.is_some_and(|until| env.now < until));
    let mut secrets = Vec::new();
    for sealed in [present, earlier].into_iter().flatten() {
        secrets.push(WebhookSecret(seal::open_secret(keys, id, &sealed)?));
    }
    let (attempt, lang) = (it.delivery.attempts + 1, contact.lang);
    Ok(Some(Outgoing { notice: opened(keys, it)?, attempt, lang, address, secrets }))
}

fn opened(keys: &Keyring, it: &sql::Sealed) -> Result<Notice, Fault> {
    Ok(Notice {
        content: seal::open_content(keys, it.delivery.notice, &it.sealed)?,
        delivery: it.delivery.clone(),
        event: it.event.clone(),
        topic: it.topic,
        severity: it.severity,
        status: it.status,
    })
}

/// Writes down what came of the `attempt`-th attempt. Gives where the delivery stands.
pub fn conclude(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    rules: &NotifyRules,
    (id, attempt): (Id, i64),
    outcome: &Outcome,
) -> Answer<State> {
    let it = sql::find(tx, id)?.ok_or(Refusal::new("notify/unknown"))?;
    // Whoever took so long that another has taken over speaks only for what arrived.
    if attempt != it.delivery.attempts && *outcome != Outcome::Sent {
        return Ok(it.delivery.state);
    }
    after(tx, env, keys, rules, &it, attempt, outcome)
}

fn after(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    rules: &NotifyRules,
    it: &sql::Sealed,
    attempt: i64,
    outcome: &Outcome,
) -> Answer<State> {
    let (event, again_at) = decide::after_attempt(rules, attempt, outcome, env.now);
    let error = match outcome {
        Outcome::Sent => None,
        Outcome::Missed(why) | Outcome::Gone(why) => Some(*why),
    };
    settle(tx, env, keys, it, event, (again_at, error))
}

/// Moves a delivery, and tells the operator if that is the end of it.
fn settle(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    it: &sql::Sealed,
    event: Event,
    (again_at, error): (Option<Micros>, Option<Why>),
) -> Answer<State> {
    let before = &it.delivery;
    let Some(state) = before.state.next(event) else { return Ok(before.state) };
    let delivered_at = (event == Event::Sent).then_some(env.now);
    sql::conclude(tx, before.id, state, again_at, (error, delivered_at))?;
    let action = match event {
        Event::Sent => "notify.delivered",
        Event::Missed => "notify.failed",
        _ => "notify.given-up",
    };
    let body = match error {
        Some(why) => format!(r#"{{"why":"{why}"}}"#),
        None => "{}".to_owned(),
    };
    record(tx, env, "system:notify".to_owned(), action, before.id, body);
    // A notice that did not arrive is told once: if that does not arrive either, the inbox has it.
    if event == Event::GaveUp && it.topic != Topic::Delivery {
        let lost = lost(it, env.now);
        enqueue(tx, env, keys, &lost)?;
    }
    Ok(state)
}

fn lost(it: &sql::Sealed, now: Micros) -> Message {
    let Delivery { id, party, channel, attempts, .. } = &it.delivery;
    Message {
        event: format!("delivery:{id}:given-up:{}", now.get()),
        severity: it.severity.max(Severity::Warning),
        status: it.status,
        to: vec![Party::Staff(Role::Operator)],
        content: Content::DeliveryGivenUp {
            delivery: id.to_string(),
            party: party.to_string(),
            channel: channel.as_str().to_owned(),
            attempts: *attempts,
        },
    }
}

fn record(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: String,
    action: &'static str,
    delivery: Id,
    body: String,
) {
    let subject = format!("delivery:{delivery}");
    tx.audit(AuditRecord { at: env.now, actor, action, subject, body });
}

/// What an inbox, or the list of deliveries, is filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// In this state only.
    pub state: Option<State>,
    /// From this severity on.
    pub severity_min: Option<Severity>,
    /// About this only.
    pub topic: Option<Topic>,
    /// Older than this.
    pub before: Option<Id>,
    /// At most so many.
    pub limit: i64,
}

impl Filter {
    fn state(&self) -> &'static str {
        self.state.map_or("", State::as_str)
    }

    fn before(&self) -> String {
        self.before.map(|it| it.to_string()).unwrap_or_default()
    }
}

/// A party's inbox, newest first.
pub fn inbox(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    party: &Party,
    filter: &Filter,
) -> Answer<Vec<Notice>> {
    let topic = filter.topic.map_or("", Topic::as_str);
    let rank = filter.severity_min.map_or(1, Severity::rank);
    let by = (filter.state(), rank, topic);
    let found = sql::inbox(tx, party, by, &filter.before(), filter.limit)?;
    Ok(found.iter().map(|it| opened(keys, it)).collect::<Result<_, _>>()?)
}

/// What goes out by webhook and e-mail, newest first, by state and page only.
pub fn deliveries(tx: &mut Tx<'_>, keys: &Keyring, filter: &Filter) -> Answer<Vec<Notice>> {
    let found = sql::out(tx, filter.state(), &filter.before(), filter.limit)?;
    Ok(found.iter().map(|it| opened(keys, it)).collect::<Result<_, _>>()?)
}

/// How many notices of a party's inbox nobody has opened.
pub fn unread(tx: &mut Tx<'_>, party: &Party) -> Answer<i64> {
    Ok(sql::unread(tx, party)?)
}

/// One delivery with what it says.
pub fn find(tx: &mut Tx<'_>, keys: &Keyring, id: Id) -> Answer<Option<Notice>> {
    Ok(sql::find(tx, id)?.map(|it| opened(keys, &it)).transpose()?)
}

/// A person opens a notice of the party's inbox: it is read from now on.
pub fn open(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (who, party): (Id, &Party),
    id: Id,
) -> Answer<Notice> {
    let it = of_inbox(tx, party, id)?;
    if it.delivery.state.next(Event::Opened).is_some() {
        sql::read(tx, id, who, env.now)?;
        record(tx, env, format!("staff:{who}"), "notify.read", id, "{}".to_owned());
    }
    let it = of_inbox(tx, party, id)?;
    Ok(opened(keys, &it)?)
}

/// A person says that it is seen to. Saying it again changes nothing.
pub fn acknowledge(tx: &mut Tx<'_>, env: &Env, (who, party): (Id, &Party), id: Id) -> Answer<()> {
    let it = of_inbox(tx, party, id)?;
    if it.delivery.state.next(Event::Acknowledged).is_some() {
        sql::acknowledge(tx, id, who, env.now)?;
        record(tx, env, format!("staff:{who}"), "notify.acknowledged", id, "{}".to_owned());
    }
    Ok(())
}

/// What is in another party's inbox is not there for this one.
fn of_inbox(tx: &mut Tx<'_>, party: &Party, id: Id) -> Answer<sql::Sealed> {
    let found = sql::find(tx, id)?;
    let own = found.filter(|it| it.delivery.channel == Channel::Inbox);
    let own = own.filter(|it| it.delivery.party == *party);
    Ok(own.ok_or(Refusal::new("notify/unknown"))?)
}

/// A person wants it tried again, now and as often as a new one.
pub fn revive(tx: &mut Tx<'_>, env: &Env, actor: &str, id: Id) -> Answer<()> {
    let it = sql::find(tx, id)?.ok_or(Refusal::new("notify/unknown"))?;
    if it.delivery.state.next(Event::Revived).is_none() {
        let state = it.delivery.state.as_str();
        return Err(Refusal::new("notify/not-failed").with("state", state).into());
    }
    sql::revive(tx, id, env.now)?;
    record(tx, env, actor.to_owned(), "notify.revived", id, "{}".to_owned());
    Ok(())
}

/// Gives up what waits for a contact that is closed.
pub(super) fn give_up_with(tx: &mut Tx<'_>, env: &Env, keys: &Keyring, contact: Id) -> Answer<()> {
    for it in sql::of_recipient(tx, contact, OF_CONTACT_MAX)? {
        settle(tx, env, keys, &it, Event::GaveUp, (None, Some(Why::ContactClosed)))?;
    }
    Ok(())
}

impl Notice {
    /// One line, with the word for an exercise in front if it is one.
    pub fn title(&self, lang: Lang, called: &Called<'_>) -> String {
        let title = self.content.title(lang, called);
        match self.status {
            Status::Actual => title,
            Status::Exercise => super::words::exercise(lang, &title),
        }
    }
}
