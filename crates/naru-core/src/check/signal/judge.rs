//! What the facts say: one function for each signal, from facts to an opinion with its figures.

use super::facts::{Limits, What, Witnessed};
use crate::admission::words;
use crate::check::list::Item;
use crate::check::model::Opinion;
use naru_base::Micros;

words! {
    /// One thing that the machine can say.
    Signal {
        /// Somebody outside the console is told of the gravest.
        ContactRoster "contact-roster",
        /// Urgent notices are acknowledged in time.
        UrgentAnswerTime "urgent-answer-time",
        /// Warnings are read in time.
        NoticesUnread "notices-unread",
        /// An exercise was answered.
        ExerciseAnswered "exercise-answered",
        /// What is told reaches its addressee.
        NoticesReach "notices-reach",
        /// Accounts are not left unfinished.
        UnfinishedAccounts "unfinished-accounts",
        /// Accounts that nobody uses are not left open.
        DormantAccounts "dormant-accounts",
        /// Every account has a second factor.
        SecondFactor "second-factor",
        /// The institution looks through its accounts.
        AccessReviewed "access-reviewed",
        /// Secrets are replaced.
        SecretAge "secret-age",
        /// Nobody guesses secrets.
        SecretRefused "secret-refused",
        /// Calls come only from what is declared.
        UndeclaredPlaces "undeclared-places",
        /// Places are declared at all.
        RegisteredPlaces "registered-places",
        /// Calls come with a certificate.
        CertificateUsed "certificate-used",
        /// Calls come by TLS.
        TlsNegotiated "tls-negotiated",
        /// Scopes that were asked for are used.
        ScopeUnused "scope-unused",
        /// Nothing is called that the scope does not open.
        ScopeExceeded "scope-exceeded",
        /// Tokens that were taken back are not used any more.
        RevokedTokenUsed "revoked-token-used",
        /// What users agreed to is not used after its end.
        AgreementOverUsed "agreement-over-used",
        /// Cover for damage holds.
        SuretyHolds "surety-holds",
        /// New versions are checked.
        UncheckedVersion "unchecked-version",
        /// New versions have a bill of materials.
        BillOfVersion "bill-of-version",
        /// The bill of materials is not old.
        BillAge "bill-age",
        /// Customers' accounts are not looked up in bulk.
        InquiryRatio "inquiry-ratio",
        /// The clock is right.
        ClockSkew "clock-skew",
        /// Calls are in their form.
        MalformedShare "malformed-share",
        /// An id is not used again for something else.
        IdReused "id-reused",
        /// An unknown outcome is asked after.
        DoubtFollowed "doubt-followed",
    }
}

/// What one signal came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Which.
    pub signal: Signal,
    /// What it says.
    pub opinion: Opinion,
    /// Two figures that it turned on; what they count is the signal's to say.
    pub figures: [i64; 2],
    /// What was seen, by name: addresses, scopes, versions.
    pub details: Vec<String>,
}

/// The most names that an observation carries.
const DETAILS_MAX: usize = 6;
const DAY_US: i64 = 86_400_000_000;

fn days_since(at: Micros, now: Micros) -> i64 {
    now.since(at).div_euclid(DAY_US)
}

/// Refuted if `is_bad`, else supported if there is something to go by.
const fn judged(is_bad: bool, is_known: bool) -> Opinion {
    match (is_bad, is_known) {
        (true, _) => Opinion::Refutes,
        (false, true) => Opinion::Supports,
        (false, false) => Opinion::Unknown,
    }
}

type Said = (Opinion, [i64; 2], Vec<String>);

const fn plain(opinion: Opinion, first: i64, second: i64) -> Said {
    (opinion, [first, second], Vec::new())
}

fn named(opinion: Opinion, figures: [i64; 2], names: Vec<&str>) -> Said {
    let names = names.into_iter().take(DETAILS_MAX).map(str::to_owned);
    (opinion, figures, names.collect())
}

/// What one signal says of what was witnessed.
pub fn observe(signal: Signal, it: &Witnessed, limits: &Limits, now: Micros) -> Observation {
    let (opinion, figures, details) = match signal {
        Signal::ContactRoster => contact_roster(it, limits),
        Signal::UrgentAnswerTime => urgent_answer_time(it, limits, now),
        Signal::NoticesUnread => notices_unread(it, limits, now),
        Signal::ExerciseAnswered => exercise_answered(it, limits, now),
        Signal::NoticesReach => notices_reach(it),
        Signal::UnfinishedAccounts => unfinished_accounts(it, limits, now),
        Signal::DormantAccounts => dormant_accounts(it, limits, now),
        Signal::SecondFactor => second_factor(it),
        Signal::AccessReviewed => access_reviewed(it, limits, now),
        Signal::SecretAge => secret_age(it, limits, now),
        Signal::SecretRefused => secret_refused(it, limits),
        Signal::UndeclaredPlaces => undeclared_places(it, limits),
        Signal::RegisteredPlaces => registered_places(it),
        Signal::CertificateUsed => certificate_used(it, limits, now),
        Signal::TlsNegotiated => tls_negotiated(it, limits),
        Signal::ScopeUnused => scope_unused(it, limits),
        Signal::ScopeExceeded => scope_exceeded(it, limits),
        Signal::RevokedTokenUsed => revoked_token_used(it, limits),
        Signal::AgreementOverUsed => agreement_over_used(it, limits),
        Signal::SuretyHolds => surety_holds(it),
        Signal::UncheckedVersion => unchecked_version(it, limits, now),
        Signal::BillOfVersion => bill_of_version(it, limits, now),
        Signal::BillAge => bill_age(it, limits, now),
        Signal::InquiryRatio => inquiry_ratio(it, limits),
        Signal::ClockSkew => clock_skew(it, limits),
        Signal::MalformedShare => malformed_share(it, limits),
        Signal::IdReused => id_reused(it),
        Signal::DoubtFollowed => doubt_followed(it),
    };
    Observation { signal, opinion, figures, details }
}

/// What the machine says of an item: every signal of it, and what they come to together. One that
/// refutes outweighs all; without any that speaks the item is unknown.
pub fn of_item(
    item: &Item,
    it: &Witnessed,
    limits: &Limits,
    now: Micros,
) -> (Opinion, Vec<Observation>) {
    let signals = item.signals.iter().filter_map(|name| Signal::parse(name));
    let all: Vec<Observation> = signals.map(|one| observe(one, it, limits, now)).collect();
    let says = |opinion| all.iter().any(|one| one.opinion == opinion);
    let opinion = judged(says(Opinion::Refutes), says(Opinion::Supports));
    (opinion, all)
}

fn contact_roster(it: &Witnessed, limits: &Limits) -> Said {
    let all = i64::try_from(it.contacts.len()).unwrap_or(i64::MAX);
    let outside = it.contacts.iter().filter(|c| c.is_outside).count();
    let outside = i64::try_from(outside).unwrap_or(i64::MAX);
    // Every contact is told the gravest; what counts is that there are ways outside the console.
    plain(judged(outside < limits.contacts_min, true), outside, all)
}

fn urgent_answer_time(it: &Witnessed, limits: &Limits, now: Micros) -> Said {
    let urgent = it.notices.iter().filter(|n| n.severity >= 3 && !n.is_exercise);
    let us = limits.urgent_answer_s.saturating_mul(1_000_000);
    // One that is not answered yet has taken as long as it has been waiting.
    let mut took: Vec<i64> = urgent.map(|n| n.acknowledged_at.unwrap_or(now).since(n.at)).collect();
    took.sort_unstable();
    let Some(median) = took.get(took.len() / 2).copied() else {
        return plain(Opinion::Unknown, 0, 0);
    };
    let count = i64::try_from(took.len()).unwrap_or(i64::MAX);
    plain(judged(median > us, true), median / 60_000_000, count)
}

fn notices_unread(it: &Witnessed, limits: &Limits, now: Micros) -> Said {
    let told: Vec<_> = it.notices.iter().filter(|n| n.severity >= 2).collect();
    let us = limits.unread_s.saturating_mul(1_000_000);
    let is_late = |n: &&&super::facts::Notice| {
        n.read_at.or(n.acknowledged_at).unwrap_or(now).since(n.at) > us
    };
    let late = i64::try_from(told.iter().filter(is_late).count()).unwrap_or(i64::MAX);
    let all = i64::try_from(told.len()).unwrap_or(i64::MAX);
    plain(judged(late > 0, all > 0), late, all)
}

fn exercise_answered(it: &Witnessed, limits: &Limits, now: Micros) -> Said {
    let counts = |at: Micros| days_since(at, now) < limits.exercise_days;
    let all: Vec<_> = it.notices.iter().filter(|n| n.is_exercise && counts(n.at)).collect();
    let answered = all.iter().filter(|n| n.acknowledged_at.is_some()).count();
    let us = limits.unread_s.saturating_mul(1_000_000);
    let is_missed = all.iter().any(|n| n.acknowledged_at.is_none() && now.since(n.at) > us);
    let answered = i64::try_from(answered).unwrap_or(i64::MAX);
    let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
    plain(judged(is_missed && answered == 0, answered > 0), answered, count)
}

fn notices_reach(it: &Witnessed) -> Said {
    let lost = it.notices.iter().filter(|n| n.is_given_up).count();
    let lost = i64::try_from(lost).unwrap_or(i64::MAX);
    let all = i64::try_from(it.notices.len()).unwrap_or(i64::MAX);
    plain(judged(lost > 0, all > 0), lost, all)
}

fn unfinished_accounts(it: &Witnessed, limits: &Limits, now: Micros) -> Said {
    let is_left = |a: &&super::facts::Account| {
        !a.is_active && days_since(a.created_at, now) > limits.unfinished_days
    };
    let left = i64::try_from(it.accounts.iter().filter(is_left).count()).unwrap_or(i64::MAX);
    let all = i64::try_from(it.accounts.len()).unwrap_or(i64::MAX);
    plain(judged(left > 0, all > 0), left, all)
}

fn dormant_accounts(it: &Witnessed, limits: &Limits, now: Micros) -> Said {
    let active = || it.accounts.iter().filter(|a| a.is_active);
    let last = |a: &super::facts::Account| a.entered_at.unwrap_or(a.created_at);
    let dormant = active().filter(|a| days_since(last(a), now) > limits.dormant_days).count();
    let (dormant, all) = (count(dormant), count(active().count()));
    plain(judged(dormant > 0, all > 0), dormant, all)
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn second_factor(it: &Witnessed) -> Said {
    let active = || it.accounts.iter().filter(|a| a.is_active);
    let bare = count(active().filter(|a| !a.has_second_factor).count());
    let all = count(active().count());
    plain(judged(bare > 0, all > 0), bare, all)
}

fn access_reviewed(it: &Witnessed, limits: &Limits, now: Micros) -> Said {
    match it.reviewed_at.map(|at| days_since(at, now)) {
        None => plain(Opinion::Unknown, 0, limits.review_days),
        Some(days) => plain(judged(days > limits.review_days, true), days, limits.review_days),
    }
}

fn secret_age(it: &Witnessed, limits: &Limits, now: Micros) -> Said {
    let oldest = it.secrets.iter().map(|at| days_since(*at, now)).max();
    let is_old = oldest.is_some_and(|days| days > limits.secret_days);
    plain(judged(is_old, oldest.is_some()), oldest.unwrap_or(0), count(it.secrets.len()))
}

fn secret_refused(it: &Witnessed, limits: &Limits) -> Said {
    let (wrong, given) = (it.count(What::SecretWrong), it.count(What::ScopeGiven));
    plain(judged(wrong > limits.secret_wrong_max, given > 0), wrong, given)
}

/// Whether enough calls were seen to say anything.
fn is_enough(it: &Witnessed, limits: &Limits) -> bool {
    it.count(What::Call) >= limits.calls_min
}

fn undeclared_places(it: &Witnessed, limits: &Limits) -> Said {
    let refused = it.count(What::SourceRefused).saturating_add(it.count(What::CertificateRefused));
    let opinion = judged(refused > 0, it.networks > 0 && is_enough(it, limits));
    let names = match refused {
        0 => it.details(What::Source),
        _ => it.details(What::SourceRefused),
    };
    named(opinion, [refused, it.count(What::Source)], names)
}

fn registered_places(it: &Witnessed) -> Said {
    let used = it.details(What::Source);
    named(judged(it.networks == 0, true), [it.networks, count(used.len())], used)
}

fn certificate_used(it: &Witnessed, limits: &Limits, now: Micros) -> Said {
    let live = count(it.certificates.iter().filter(|until| **until > now).count());
    let is_over = live == 0 && !it.certificates.is_empty();
    let used = it.count(What::Certificate);
    let is_bare = live > 0 && used == 0 && is_enough(it, limits);
    plain(judged(is_over || is_bare, live > 0 && used > 0), used, live)
}

fn tls_negotiated(it: &Witnessed, limits: &Limits) -> Said {
    let bare = it.count_of(What::Tls, |version| version == "none");
    let versions = it.details(What::Tls);
    named(judged(bare > 0, is_enough(it, limits)), [bare, it.count(What::Tls)], versions)
}

fn scope_unused(it: &Witnessed, limits: &Limits) -> Said {
    let used = it.details(What::ScopeUsed);
    let given = it.details(What::ScopeGiven);
    let idle: Vec<&str> = given.iter().copied().filter(|scope| !used.contains(scope)).collect();
    let is_known = !given.is_empty() && is_enough(it, limits);
    let figures = [count(idle.len()), count(given.len())];
    let names = if idle.is_empty() { used } else { idle.clone() };
    named(judged(is_known && !idle.is_empty(), is_known), figures, names)
}

fn code(it: &Witnessed, codes: &[&str]) -> i64 {
    it.count_of(What::Code, |code| codes.contains(&code))
}

fn scope_exceeded(it: &Witnessed, limits: &Limits) -> Said {
    let beyond = code(it, &["O0004"]);
    plain(judged(beyond > 0, is_enough(it, limits)), beyond, it.count(What::Call))
}

fn revoked_token_used(it: &Witnessed, limits: &Limits) -> Said {
    let dead = it.count(What::TokenDead);
    plain(judged(dead > 0, is_enough(it, limits)), dead, it.count(What::Call))
}

fn share(part: i64, all: i64) -> i64 {
    part.saturating_mul(1_000).checked_div(all).unwrap_or(0)
}

fn agreement_over_used(it: &Witnessed, limits: &Limits) -> Said {
    let over = code(it, &["A0316", "A0319", "A0332", "A0334"]);
    let all = it.count(What::Call);
    let is_much = share(over, all) > limits.over_permille_max;
    plain(judged(is_much, is_enough(it, limits)), over, all)
}

const fn surety_holds(it: &Witnessed) -> Said {
    let opinion = match it.surety_holds {
        None => Opinion::Unknown,
        Some(true) => Opinion::Supports,
        Some(false) => Opinion::Refutes,
    };
    plain(opinion, 0, 0)
}

fn unchecked_version(it: &Witnessed, limits: &Limits, now: Micros) -> Said {
    let is_late = |r: &&super::facts::Release| {
        !r.is_checked && days_since(r.declared_at, now) > limits.unchecked_days
    };
    let late = count(it.releases.iter().filter(is_late).count());
    let checked = it.releases.iter().filter(|r| r.is_checked).count();
    plain(judged(late > 0, checked > 0), late, count(it.releases.len()))
}

fn bill_of_version(it: &Witnessed, limits: &Limits, now: Micros) -> Said {
    let newest = it.releases.iter().map(|r| r.declared_at).max();
    let bill = it.bills.iter().max();
    let Some(newest) = newest else { return plain(Opinion::Unknown, 0, 0) };
    let has_one = bill.is_some_and(|at| *at >= newest);
    let waited = days_since(newest, now);
    plain(
        judged(!has_one && waited > limits.bill_late_days, has_one),
        waited,
        count(it.bills.len()),
    )
}

fn bill_age(it: &Witnessed, limits: &Limits, now: Micros) -> Said {
    match it.bills.iter().max() {
        None => plain(Opinion::Unknown, 0, limits.bill_age_days),
        Some(at) => {
            let days = days_since(*at, now);
            plain(judged(days > limits.bill_age_days, true), days, limits.bill_age_days)
        }
    }
}

fn inquiry_ratio(it: &Witnessed, limits: &Limits) -> Said {
    let is_transfer = |path: &str| path.contains("/transfer/") && !path.ends_with("/result");
    let transfers = it.count_of(What::Call, is_transfer);
    let inquiries = it.count_of(What::Call, |path| {
        path.contains("/account/balance/") || path.contains("/account/transaction_list/")
    });
    let is_much = inquiries > limits.inquiries_max.saturating_mul(transfers.max(1));
    let is_known = is_enough(it, limits);
    plain(judged(is_much && is_known, is_known), inquiries, transfers)
}

fn clock_skew(it: &Witnessed, limits: &Limits) -> Said {
    let most = it.most(What::Skew);
    let is_off = most.is_some_and(|ms| ms > limits.skew_ms_max);
    plain(judged(is_off, most.is_some()), most.unwrap_or(0), limits.skew_ms_max)
}

fn malformed_share(it: &Witnessed, limits: &Limits) -> Said {
    let (bad, all) = (code(it, &["A0004", "O0005", "O0010"]), it.count(What::Call));
    let is_much = share(bad, all) > limits.malformed_permille_max;
    let is_known = is_enough(it, limits);
    plain(judged(is_much && is_known, is_known), share(bad, all), all)
}

fn id_reused(it: &Witnessed) -> Said {
    let again = code(it, &["A0326"]);
    let transfers = it.count_of(What::Call, |path| path.contains("/transfer/"));
    plain(judged(again > 0, transfers > 0), again, transfers)
}

fn doubt_followed(it: &Witnessed) -> Said {
    let doubts = code(it, &["A0001"]);
    let asked = it.count_of(What::Call, |path| path.ends_with("/transfer/result"));
    plain(judged(doubts > 0 && asked == 0, doubts > 0), doubts, asked)
}
