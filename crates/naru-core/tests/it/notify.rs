//! Notices: told once, attempted until they arrive or are given up, read and acknowledged.

use crate::bed::{Bed, institution};
use naru_base::role::Role;
use naru_base::secret::SecretText;
use naru_base::{Id, Lang, Micros, No};
use naru_core::notify::{
    self, ChangedContact, Channel, Content, Filter, Message, NewContact, Outcome, Outgoing, Party,
    Room, Severity, State, Status, Why,
};
use naru_core::policy::NotifyRules;
use naru_store::args;
use std::collections::BTreeMap;

const RULES: NotifyRules = NotifyRules {
    retry_first_ms: 1_000,
    retry_max_ms: 4_000,
    attempts_max: 4,
    lease_ms: 60_000,
    secret_overlap_s: 100,
};
const SENTINEL: &str = "밝혀지면 안 되는 말";

fn desk() -> Party {
    Party::Staff(Role::Operator)
}

fn house() -> Party {
    Party::Institution(institution(1))
}

fn message(event: &str, to: Vec<Party>, severity: Severity) -> Message {
    Message {
        event: event.to_owned(),
        severity,
        status: Status::Actual,
        to,
        content: Content::IncidentOpened {
            incident: "01J".into(),
            grade: 2,
            title: SENTINEL.into(),
        },
    }
}

fn enqueue(bed: &Bed, message: &Message) -> notify::Queued {
    let message = message.clone();
    bed.write(move |tx, hub, env| notify::enqueue(tx, env, &hub.keys, &message)).expect("enqueued")
}

fn contact(n: u64, party: Party, channel: Channel, severity_min: Severity) -> NewContact {
    let (address, secret) = match channel {
        Channel::Inbox => ("", None),
        Channel::Webhook => ("https://hooks.narae.example/n", Some("whsec_first")),
        Channel::Email => ("ops@narae.example", None),
    };
    NewContact {
        id: Id::from_parts(n, 0),
        party,
        channel,
        address: address.to_owned(),
        secret: secret.map(|it| SecretText::new(it.to_owned())),
        severity_min,
        lang: Lang::Ko,
    }
}

fn add(bed: &Bed, it: &NewContact) -> Result<(), &'static str> {
    let it = it.clone();
    let added =
        bed.write(move |tx, hub, env| notify::add_contact(tx, env, &hub.keys, "staff:t", &it));
    refusal(added.map(drop))
}

fn refusal(answer: Result<(), No>) -> Result<(), &'static str> {
    match answer {
        Ok(()) => Ok(()),
        Err(No::Refusal(it)) => Err(it.code),
        Err(No::Fault(fault)) => panic!("a fault: {fault}"),
    }
}

fn claim(bed: &Bed) -> Vec<Outgoing> {
    let room = Room { places: 100, places_of_one: 4, busy: BTreeMap::new() };
    bed.write(move |tx, hub, env| notify::claim(tx, env, &hub.keys, &RULES, &room))
        .expect("claimed")
}

fn conclude(bed: &Bed, it: (Id, i64), outcome: Outcome) -> State {
    bed.write(move |tx, hub, env| notify::conclude(tx, env, &hub.keys, &RULES, it, &outcome))
        .expect("concluded")
}

fn later(bed: &Bed, ms: i64) {
    bed.set_clock(bed.now().plus_ms(ms));
}

fn inbox(bed: &Bed, party: Party, filter: Filter) -> Vec<notify::Notice> {
    bed.write(move |tx, hub, _| notify::inbox(tx, &hub.keys, &party, &filter)).expect("read")
}

fn all() -> Filter {
    Filter { limit: 50, ..Filter::default() }
}

fn audited(bed: &Bed, action: &'static str) -> i64 {
    let count = "SELECT count(*) FROM audit_record WHERE action = $1";
    let read =
        bed.store.read_blocking(move |tx| Ok(tx.one(count, args![action], |row| row.get(0))?));
    read.expect("counted")
}

fn an_event_tells_a_recipient_once_on_a_channel(bed: Bed) {
    add(&bed, &contact(1, house(), Channel::Webhook, Severity::Info)).expect("added");
    let first = message("incident:1:opened", vec![desk()], Severity::Urgent);
    assert_eq!(enqueue(&bed, &first).new_count, 1);
    assert_eq!(enqueue(&bed, &first).new_count, 0, "told before");
    let wider = message("incident:1:opened", vec![desk(), house(), house()], Severity::Urgent);
    let again = enqueue(&bed, &wider);
    assert_eq!(again.new_count, 2, "the inbox and the webhook of the institution");
    assert_eq!(again.notice, enqueue(&bed, &first).notice);
    assert_eq!(bed.number("SELECT count(*) FROM notify_message"), 1);
    assert_eq!(audited(&bed, "notify.enqueued"), 2);
    let own = inbox(&bed, house(), all());
    assert_eq!((own.len(), own[0].delivery.state), (1, State::Delivered));
    assert_eq!(own[0].content, first.content);
    assert!(inbox(&bed, Party::Institution(institution(2)), all()).is_empty());
}

fn what_fails_is_tried_again_with_growing_pauses_until_it_is_given_up(bed: Bed) {
    add(&bed, &contact(1, house(), Channel::Webhook, Severity::Info)).expect("added");
    enqueue(&bed, &message("incident:1:opened", vec![house()], Severity::Urgent));
    for (attempt, pause) in [(1, 1_000), (2, 2_000), (3, 4_000)] {
        let out = claim(&bed);
        assert_eq!((out.len(), out[0].attempt), (1, attempt));
        assert_eq!(out[0].address.expose(), "https://hooks.narae.example/n");
        assert!(claim(&bed).is_empty(), "nobody else takes it meanwhile");
        let id = (out[0].notice.delivery.id, attempt);
        assert_eq!(conclude(&bed, id, Outcome::Missed(Why::Status(503))), State::Failed);
        later(&bed, pause - 1);
        assert!(claim(&bed).is_empty(), "{pause} ms are not over");
        later(&bed, 1);
    }
    let out = claim(&bed);
    let id = (out[0].notice.delivery.id, 4);
    assert_eq!(conclude(&bed, id, Outcome::Missed(Why::Status(503))), State::GivenUp);
    later(&bed, 86_400_000);
    assert!(claim(&bed).is_empty(), "given up");
    let told = inbox(&bed, desk(), all());
    assert_eq!(told.len(), 1, "the operator is told");
    assert!(matches!(&told[0].content, Content::DeliveryGivenUp { attempts: 4, .. }));
    assert_eq!(told[0].severity, Severity::Urgent);
    let counts = bed.write(|tx, _, _| Ok(notify::counts(tx)?)).expect("counted");
    assert_eq!((counts.waiting, counts.failed, counts.given_up), (0, 0, 1));
    // A person has put it right.
    let revived = bed.write(move |tx, _, env| notify::revive(tx, env, "staff:t", id.0));
    assert_eq!(refusal(revived), Ok(()));
    let out = claim(&bed);
    assert_eq!(out[0].attempt, 1);
    assert_eq!(conclude(&bed, (id.0, 1), Outcome::Sent), State::Delivered);
    let revived = bed.write(move |tx, _, env| notify::revive(tx, env, "staff:t", id.0));
    assert_eq!(refusal(revived), Err("notify/not-failed"));
    assert_eq!(audited(&bed, "notify.failed"), 3);
    assert_eq!(audited(&bed, "notify.given-up"), 1);
}

fn an_attempt_that_nobody_concludes_is_made_again_and_counts(bed: Bed) {
    add(&bed, &contact(1, desk(), Channel::Email, Severity::Info)).expect("added");
    enqueue(&bed, &message("incident:1:opened", vec![desk()], Severity::Urgent));
    let first = claim(&bed);
    let id = first[0].notice.delivery.id;
    // The process dies here; whoever comes next finds it due when the lease is over.
    later(&bed, RULES.lease_ms);
    let second = claim(&bed);
    assert_eq!((second[0].notice.delivery.id, second[0].attempt), (id, 2));
    // The first one turns out to live: its failure says nothing any more, its success does.
    assert_eq!(conclude(&bed, (id, 1), Outcome::Missed(Why::NoAnswer)), State::Queued);
    assert_eq!(conclude(&bed, (id, 1), Outcome::Sent), State::Delivered);
    assert_eq!(conclude(&bed, (id, 2), Outcome::Missed(Why::NoAnswer)), State::Delivered);

    enqueue(&bed, &message("incident:2:opened", vec![desk()], Severity::Urgent));
    for _ in 0..RULES.attempts_max {
        assert_eq!(claim(&bed).len(), 1);
        later(&bed, RULES.lease_ms);
    }
    assert!(claim(&bed).is_empty());
    assert_eq!(bed.number("SELECT count(*) FROM notify_delivery WHERE state = 'given-up'"), 1);
}

fn a_receiver_that_is_gone_is_not_asked_again(bed: Bed) {
    add(&bed, &contact(1, house(), Channel::Webhook, Severity::Info)).expect("added");
    enqueue(&bed, &message("incident:1:opened", vec![house()], Severity::Info));
    let out = claim(&bed);
    let id = (out[0].notice.delivery.id, 1);
    assert_eq!(conclude(&bed, id, Outcome::Gone(Why::Status(410))), State::GivenUp);
    later(&bed, 86_400_000);
    assert!(claim(&bed).is_empty());
}

fn a_notice_is_read_and_acknowledged_by_its_own_people(bed: Bed) {
    enqueue(&bed, &message("incident:1:opened", vec![desk()], Severity::Urgent));
    let id = inbox(&bed, desk(), all())[0].delivery.id;
    let who = Id::from_parts(9, 9);
    let unread = |bed: &Bed| bed.write(|tx, _, _| notify::unread(tx, &desk())).expect("counted");
    assert_eq!(unread(&bed), 1);
    let foreign = bed
        .write(move |tx, hub, env| notify::open(tx, env, &hub.keys, (who, &house()), id).map(drop));
    assert_eq!(refusal(foreign), Err("notify/unknown"));
    let foreign = bed.write(move |tx, _, env| notify::acknowledge(tx, env, (who, &house()), id));
    assert_eq!(refusal(foreign), Err("notify/unknown"));
    let opened = bed
        .write(move |tx, hub, env| notify::open(tx, env, &hub.keys, (who, &desk()), id))
        .expect("opened");
    assert_eq!(opened.delivery.state, State::Read);
    assert_eq!(unread(&bed), 0);
    for _ in 0..2 {
        bed.write(move |tx, _, env| notify::acknowledge(tx, env, (who, &desk()), id))
            .expect("acknowledged");
    }
    let it = &inbox(&bed, desk(), all())[0].delivery;
    assert_eq!((it.state, it.acknowledged_by), (State::Acknowledged, Some(who)));
    assert_eq!((audited(&bed, "notify.read"), audited(&bed, "notify.acknowledged")), (1, 1));
}

fn an_inbox_is_filtered_and_paged(bed: Bed) {
    for (n, severity) in [Severity::Info, Severity::Warning, Severity::Urgent].iter().enumerate() {
        enqueue(&bed, &message(&format!("incident:{n}:opened"), vec![desk()], *severity));
        later(&bed, 1_000);
    }
    let newest = inbox(&bed, desk(), Filter { limit: 2, ..Filter::default() });
    let severities: Vec<Severity> = newest.iter().map(|it| it.severity).collect();
    assert_eq!(severities, [Severity::Urgent, Severity::Warning]);
    let before = Some(newest[1].delivery.id);
    let rest = inbox(&bed, desk(), Filter { before, limit: 2, ..Filter::default() });
    assert_eq!((rest.len(), rest[0].severity), (1, Severity::Info));
    let warned = Filter { severity_min: Some(Severity::Warning), ..all() };
    assert_eq!(inbox(&bed, desk(), warned).len(), 2);
    let consents = Filter { topic: Some(notify::Topic::Consent), ..all() };
    assert!(inbox(&bed, desk(), consents).is_empty());
    let read = Filter { state: Some(State::Read), ..all() };
    assert!(inbox(&bed, desk(), read).is_empty());
}

fn contacts_are_kept(bed: Bed) {
    let hook = contact(1, house(), Channel::Webhook, Severity::Urgent);
    assert_eq!(add(&bed, &hook), Ok(()));
    assert_eq!(add(&bed, &hook), Ok(()), "the form was sent twice");
    let quiet = contact(2, house(), Channel::Inbox, Severity::Critical);
    assert_eq!(add(&bed, &quiet), Ok(()));
    let other = contact(3, house(), Channel::Inbox, Severity::Info);
    assert_eq!(add(&bed, &other), Err("notify/inbox-listed"));
    let stranger = Party::Institution(institution(9));
    let foreign = contact(4, stranger, Channel::Email, Severity::Info);
    assert_eq!(add(&bed, &foreign), Err("notify/party-unknown"));
    let mut bad = contact(5, house(), Channel::Email, Severity::Info);
    bad.address = "nobody".into();
    assert_eq!(add(&bed, &bad), Err("notify/address-invalid"));
    enqueue(&bed, &message("incident:1:opened", vec![house()], Severity::Warning));
    assert_eq!(bed.number("SELECT count(*) FROM notify_delivery"), 0, "nobody wants to hear it");

    let louder = ChangedContact { severity_min: Severity::Info, lang: Lang::En };
    bed.write(move |tx, _, env| notify::change_contact(tx, env, "staff:t", hook.id, louder))
        .expect("changed");
    enqueue(&bed, &message("incident:2:opened", vec![house()], Severity::Warning));
    let rotate = move |bed: &Bed, secret: &'static str| {
        refusal(bed.write(move |tx, hub, env| {
            let secret = SecretText::new(secret.to_owned());
            notify::rotate_secret(tx, env, (&hub.keys, &RULES), "staff:t", hook.id, &secret)
        }))
    };
    assert_eq!(rotate(&bed, "whsec_second"), Ok(()));
    assert_eq!(rotate(&bed, "whsec_third"), Err("notify/two-secrets-live"));
    let secrets = |out: &Outgoing| -> Vec<String> {
        out.secrets.iter().map(|it| it.0.expose().clone()).collect()
    };
    let out = claim(&bed);
    assert_eq!(secrets(&out[0]), ["whsec_second", "whsec_first"]);
    assert_eq!(out[0].lang, Lang::En);
    later(&bed, RULES.secret_overlap_s * 1_000);
    let out = claim(&bed);
    assert_eq!(secrets(&out[0]), ["whsec_second"], "the overlap is over");

    bed.write(move |tx, hub, env| notify::close_contact(tx, env, &hub.keys, "staff:t", hook.id))
        .expect("closed");
    assert_eq!(bed.number("SELECT count(*) FROM notify_delivery WHERE state = 'given-up'"), 1);
    let listed = bed.write(|tx, _, _| notify::contacts(tx)).expect("listed");
    assert_eq!(listed.iter().map(|it| it.id).collect::<Vec<_>>(), [quiet.id]);
}

fn a_party_has_a_bounded_number_of_contacts(bed: Bed) {
    let most = u64::try_from(notify::CONTACTS_MAX).expect("small");
    for n in 1..=most {
        assert_eq!(add(&bed, &contact(n, desk(), Channel::Email, Severity::Info)), Ok(()));
    }
    let more = contact(most + 1, desk(), Channel::Email, Severity::Info);
    assert_eq!(add(&bed, &more), Err("notify/too-many-contacts"));
}

fn one_receiver_has_a_few_places_and_the_gravest_goes_first(bed: Bed) {
    add(&bed, &contact(1, house(), Channel::Webhook, Severity::Info)).expect("added");
    add(&bed, &contact(2, desk(), Channel::Email, Severity::Info)).expect("added");
    for n in 0..9 {
        enqueue(&bed, &message(&format!("consent:{n}"), vec![house()], Severity::Info));
    }
    later(&bed, 1);
    enqueue(&bed, &message("incident:1:opened", vec![house(), desk()], Severity::Critical));
    let take = |places, busy: &[(Id, usize)]| -> Vec<(Channel, Severity)> {
        let busy: BTreeMap<Id, usize> = busy.iter().copied().collect();
        let room = Room { places, places_of_one: 4, busy };
        let taken = bed
            .write(move |tx, hub, env| notify::claim(tx, env, &hub.keys, &RULES, &room))
            .expect("claimed");
        taken.iter().map(|it| (it.notice.delivery.channel, it.notice.severity)).collect()
    };
    let hook = Id::from_parts(1, 0);
    let full = take(16, &[(hook, 4)]);
    assert_eq!(full, [(Channel::Email, Severity::Critical)], "the other one is not held up");
    let (grave, light) = (Severity::Critical, Severity::Info);
    let few = take(16, &[(hook, 1)]);
    let hooks = [grave, light, light].map(|it| (Channel::Webhook, it));
    assert_eq!(few, hooks, "three of its four places are free");
    assert_eq!(take(2, &[]).len(), 2, "two places in all");
}

fn nothing_is_told_if_the_event_is_taken_back(bed: Bed) {
    let told = message("incident:1:opened", vec![desk()], Severity::Urgent);
    let back = bed.write(move |tx, hub, env| {
        notify::enqueue(tx, env, &hub.keys, &told)?;
        Err::<(), No>(naru_base::Refusal::new("test/back").into())
    });
    assert_eq!(refusal(back), Err("test/back"));
    assert_eq!(bed.number("SELECT count(*) FROM notify_delivery"), 0);
    assert_eq!(audited(&bed, "notify.enqueued"), 0);
}

/// What people wrote, and where they are reached, is in no column and no audit record in clear.
fn nothing_personal_lies_open(bed: Bed) {
    add(&bed, &contact(1, desk(), Channel::Email, Severity::Info)).expect("added");
    enqueue(&bed, &message("incident:1:opened", vec![desk()], Severity::Urgent));
    let texts = bed
        .store
        .read_blocking(|tx| {
            let mut all = tx.all("SELECT body FROM audit_record", &[], |row| row.get(0))?;
            all.extend(tx.all("SELECT event FROM notify_message", &[], |row| row.get(0))?);
            let mut sealed: Vec<Vec<u8>> =
                tx.all("SELECT sealed FROM notify_message", &[], |row| row.get(0))?;
            let column = "SELECT sealed_address FROM notify_contact";
            sealed.extend(tx.all(column, &[], |row| row.get::<Vec<u8>>(0))?);
            all.extend(sealed.iter().map(|it| String::from_utf8_lossy(it).into_owned()));
            Ok::<Vec<String>, No>(all)
        })
        .expect("read");
    assert!(texts.len() >= 4);
    for text in texts {
        assert!(!text.contains(SENTINEL) && !text.contains("ops@narae.example"), "{text}");
    }
    assert!(bed.now() > Micros::new(0));
}

crate::on_both_engines!(
    an_event_tells_a_recipient_once_on_a_channel,
    what_fails_is_tried_again_with_growing_pauses_until_it_is_given_up,
    an_attempt_that_nobody_concludes_is_made_again_and_counts,
    a_receiver_that_is_gone_is_not_asked_again,
    a_notice_is_read_and_acknowledged_by_its_own_people,
    an_inbox_is_filtered_and_paged,
    contacts_are_kept,
    a_party_has_a_bounded_number_of_contacts,
    one_receiver_has_a_few_places_and_the_gravest_goes_first,
    nothing_is_told_if_the_event_is_taken_back,
    nothing_personal_lies_open,
);
