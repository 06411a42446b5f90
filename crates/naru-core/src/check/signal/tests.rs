//! Every signal: without facts it knows nothing, and one changed fact flips what it says.

use super::*;
use crate::check::list::shipped;
use crate::check::model::Opinion;
use naru_base::Micros;
use std::collections::BTreeSet;

const DAY: i64 = 86_400_000_000;
const MINUTE: i64 = 60_000_000;

const fn now() -> Micros {
    Micros::new(1_800_000_000_000_000)
}

const fn ago(us: i64) -> Micros {
    Micros::new(now().get() - us)
}

fn seen(what: What, detail: &str, count: i64) -> Seen {
    let detail = detail.to_owned();
    Seen { what, detail, count, most: count, first_at: ago(9 * DAY), last_at: ago(DAY) }
}

fn notice(severity: i64, is_exercise: bool, answered: i64) -> Notice {
    let at = ago(3 * DAY);
    let answered = (answered > 0).then(|| Micros::new(at.get() + answered));
    let (read_at, acknowledged_at) = (answered, answered);
    Notice { severity, is_exercise, at, read_at, acknowledged_at, is_given_up: false }
}

fn account(age: i64, entered: i64) -> Account {
    let entered_at = Some(ago(entered * DAY));
    Account { is_active: true, has_second_factor: true, created_at: ago(age * DAY), entered_at }
}

/// An institution of which everything that is seen speaks well.
fn good() -> Witnessed {
    let contact = Contact { is_outside: true };
    Witnessed {
        contacts: vec![contact.clone(), contact],
        notices: vec![notice(3, false, 20 * MINUTE), notice(3, true, 20 * MINUTE)],
        accounts: vec![account(200, 2), account(100, 5)],
        secrets: vec![ago(100 * DAY)],
        networks: 2,
        certificates: vec![Micros::new(now().get() + 90 * DAY)],
        releases: vec![Release { declared_at: ago(60 * DAY), is_checked: true }],
        bills: vec![ago(50 * DAY)],
        surety_holds: Some(true),
        reviewed_at: Some(ago(30 * DAY)),
        seen: vec![
            seen(What::Call, "/v2.0/transfer/withdraw/fin_num", 500),
            seen(What::Call, "/v2.0/transfer/result", 3),
            seen(What::Call, "/v2.0/account/balance/fin_num", 900),
            seen(What::Code, "A0000", 1_390),
            seen(What::Code, "A0001", 3),
            seen(What::Source, "198.51.100.21", 1_403),
            seen(What::Certificate, "ab12", 1_403),
            seen(What::Tls, "1.3", 1_403),
            seen(What::ScopeGiven, "transfer", 4),
            seen(What::ScopeUsed, "transfer", 500),
            Seen { most: 900, ..seen(What::Skew, "", 1_403) },
        ],
    }
}

fn says(signal: Signal, it: &Witnessed) -> Opinion {
    observe(signal, it, &Limits::shipped(), now()).opinion
}

fn with(change: impl Fn(&mut Witnessed)) -> Witnessed {
    let mut it = good();
    change(&mut it);
    it
}

/// A change of the facts of which everything speaks well, after which the signal speaks against.
fn turned(signal: Signal) -> Witnessed {
    let old = |days: i64| move |it: &mut Micros| *it = ago(days * DAY);
    with(|it| match signal {
        Signal::ContactRoster => it.contacts[1].is_outside = false,
        Signal::UrgentAnswerTime => it.notices[0] = notice(3, false, 90 * MINUTE),
        Signal::NoticesUnread => it.notices[0] = notice(2, false, 0),
        Signal::ExerciseAnswered => it.notices[1] = notice(3, true, 0),
        Signal::NoticesReach => it.notices[0].is_given_up = true,
        Signal::UnfinishedAccounts => it.accounts[1].is_active = false,
        Signal::DormantAccounts => it.accounts[1] = account(200, 91),
        Signal::SecondFactor => it.accounts[1].has_second_factor = false,
        Signal::AccessReviewed => it.reviewed_at = Some(ago(93 * DAY)),
        Signal::SecretAge => it.secrets.iter_mut().for_each(old(366)),
        Signal::SecretRefused => it.seen.push(seen(What::SecretWrong, "", 21)),
        Signal::UndeclaredPlaces => it.seen.push(seen(What::SourceRefused, "203.0.113.77", 1)),
        Signal::RegisteredPlaces => it.networks = 0,
        Signal::CertificateUsed => it.certificates.iter_mut().for_each(old(1)),
        Signal::TlsNegotiated => it.seen.push(seen(What::Tls, "none", 1)),
        Signal::ScopeUnused => it.seen.push(seen(What::ScopeGiven, "inquiry", 1)),
        Signal::ScopeExceeded => it.seen.push(seen(What::Code, "O0004", 1)),
        Signal::RevokedTokenUsed => it.seen.push(seen(What::TokenDead, "", 1)),
        Signal::AgreementOverUsed => it.seen.push(seen(What::Code, "A0319", 100)),
        Signal::SuretyHolds => it.surety_holds = Some(false),
        Signal::UncheckedVersion => it.releases[0].is_checked = false,
        Signal::BillOfVersion => it.releases[0].declared_at = ago(40 * DAY),
        Signal::BillAge => it.bills.iter_mut().for_each(old(91)),
        Signal::InquiryRatio => {
            it.seen.push(seen(What::Call, "/v2.0/account/balance/acnt_num", 200_000));
        }
        Signal::ClockSkew => it.seen.push(seen(What::Skew, "", 5_001)),
        Signal::MalformedShare => it.seen.push(seen(What::Code, "A0004", 100)),
        Signal::IdReused => it.seen.push(seen(What::Code, "A0326", 1)),
        Signal::DoubtFollowed => it.seen.retain(|s| !s.detail.ends_with("/result")),
    })
}

#[test]
fn a_changed_fact_flips_each_signal_from_support_to_contradiction() {
    for signal in Signal::ALL {
        assert_eq!(says(signal, &good()), Opinion::Supports, "{signal} of a good institution");
        assert_eq!(says(signal, &turned(signal)), Opinion::Refutes, "{signal} after the change");
    }
}

#[test]
fn what_nobody_saw_supports_nothing() {
    // What is absent by itself: nobody to tell, and no place that is declared.
    let absent = [Signal::ContactRoster, Signal::RegisteredPlaces];
    for signal in Signal::ALL {
        let want = if absent.contains(&signal) { Opinion::Refutes } else { Opinion::Unknown };
        assert_eq!(says(signal, &Witnessed::default()), want, "{signal} of nothing");
    }
}

#[test]
fn a_handful_of_calls_supports_nothing() {
    let few = with(|it| it.seen.iter_mut().for_each(|s| s.count = 1));
    for signal in [
        Signal::UndeclaredPlaces,
        Signal::TlsNegotiated,
        Signal::ScopeExceeded,
        Signal::RevokedTokenUsed,
        Signal::InquiryRatio,
        Signal::MalformedShare,
    ] {
        assert_eq!(says(signal, &few), Opinion::Unknown, "{signal}");
    }
}

/// At least 20 of the 30 items of the organisation check have a live signal, and a changed fact
/// flips what the machine says of each of them.
#[test]
fn at_least_twenty_items_of_the_organisation_check_are_watched() {
    let list = shipped().iter().find(|it| it.id == "org").unwrap();
    let limits = Limits::shipped();
    let watched: Vec<_> = list.items.iter().filter(|it| !it.signals.is_empty()).collect();
    assert!(watched.len() >= 20, "{}", watched.len());
    for item in watched {
        assert_eq!(of_item(item, &good(), &limits, now()).0, Opinion::Supports, "{}", item.id);
        for name in &item.signals {
            let signal = Signal::parse(name).unwrap();
            let (opinion, all) = of_item(item, &turned(signal), &limits, now());
            assert_eq!(opinion, Opinion::Refutes, "{} by {name}", item.id);
            assert_eq!(all.len(), item.signals.len());
        }
    }
    let unwatched = list.items.iter().find(|it| it.signals.is_empty()).unwrap();
    assert_eq!(of_item(unwatched, &good(), &limits, now()).0, Opinion::Unknown);
}

#[test]
fn every_signal_is_of_some_item() {
    let used: BTreeSet<&str> = shipped()
        .iter()
        .flat_map(|l| &l.items)
        .flat_map(|it| &it.signals)
        .map(|it| &**it)
        .collect();
    for signal in Signal::ALL {
        assert!(used.contains(signal.as_str()), "{signal} is said of no item");
    }
}
