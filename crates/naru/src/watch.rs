//! The watch: takes the figures of every call, reads what is open from the book once a second, and
//! shows both to the console and to the demo's status line.

use naru_base::{Answer, Clock, Micros, Won};
use naru_core::admission;
use naru_core::glance::{
    self, AuditFacts, BankAnswer, BankState, CallKind, CallOutcome, DoubtRow, Doubts, Event,
    EventKind, Facts, Glance, GlanceSource, LiveMeter, Measured, MoneyProof, Name, NodeFacts,
    Standing, Thresholds,
};
use naru_core::hub::Directory;
use naru_core::notify::{self, Channel, Outcome};
use naru_core::relay::line::Breaker;
use naru_core::relay::{self, InDoubt, OpenTransfers};
use naru_core::{incident, ledger};
use naru_store::{Tx, chain};
use naru_web::api::Endpoint;
use naru_web::metrics::{Metrics, Readings};
use naru_web::wire::RspCode;
use naru_web::{CallFacts, Meter, Node};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Transfers in doubt that are listed.
const DOUBTS_MAX: i64 = 12;
/// Events that are kept.
const EVENTS_MAX: usize = 50;

/// The figures and facts of one node.
pub struct Watch {
    clock: Arc<dyn Clock>,
    meter: Mutex<LiveMeter>,
    state: Mutex<State>,
    store: &'static str,
}

#[derive(Default)]
struct State {
    facts: Option<Facts>,
    notices: notify::Counts,
    events: VecDeque<Event>,
    banks: BTreeMap<String, (BankState, Micros)>,
    doubts: u64,
    last_resolved_at: Option<Micros>,
    verified: Option<(Micros, bool)>,
}

/// What one look into the book brings.
struct Look {
    totals: ledger::Totals,
    open: OpenTransfers,
    by_bank: Vec<(naru_base::BankCode, i64)>,
    oldest: Vec<InDoubt>,
    head: chain::Head,
    notices: notify::Counts,
    incidents: i64,
}

impl Watch {
    /// A watch that has seen nothing; `store` names the engine.
    pub fn new(clock: Arc<dyn Clock>, store: &'static str) -> Self {
        let started = Event { at: clock.now(), kind: EventKind::Started };
        let state = State { events: VecDeque::from([started]), ..State::default() };
        Watch { clock, meter: Mutex::default(), state: Mutex::new(state), store }
    }

    /// Reads the book, and notes what changed since the last time.
    pub async fn look(&self, node: &Node) -> Answer<()> {
        let look = node.book.read(look).await?;
        let now = self.clock.now();
        let doubts = count(look.open.doubt_count);
        lock(&self.meter).note_doubts(now, doubts);
        let facts = self.facts(node, &look, now);
        let glance = glance::build(&lock(&self.meter), facts.clone(), &Thresholds::default(), now);
        let mut state = lock(&self.state);
        state.facts = Some(facts);
        state.notices = look.notices;
        state.note_banks(&glance, now);
        state.note_doubts(doubts, now);
        Ok(())
    }

    /// What Prometheus is told of the last look.
    pub fn readings(&self, node: &Node) -> Readings {
        let under_way = i64::try_from(node.under_way()).unwrap_or(i64::MAX);
        let state = lock(&self.state);
        let facts = state.facts.as_ref();
        let money = facts.and_then(|it| it.money.as_ref());
        Readings {
            under_way,
            doubts: facts.map_or(0, |it| i64::try_from(it.doubts.count).unwrap_or(i64::MAX)),
            reserved_won: money.map_or(0, |it| it.reserved.get()),
            money_holds: money.is_some_and(MoneyProof::holds),
            audit_head: facts.map_or(0, |it| i64::try_from(it.audit.head).unwrap_or(i64::MAX)),
            notices: state.notices,
        }
    }

    /// Notes that the chain was verified from end to end.
    pub fn verified(&self, is_whole: bool) {
        let now = self.clock.now();
        let mut state = lock(&self.state);
        if state.verified.is_none_or(|(_, before)| before != is_whole) {
            state.tell(now, EventKind::ChainVerified(is_whole));
        }
        state.verified = Some((now, is_whole));
    }

    fn facts(&self, node: &Node, look: &Look, now: Micros) -> Facts {
        let directory = node.hub.directory();
        let institution = |it: &naru_core::identity::Institution| {
            let standing = match it.active {
                true => rungs(directory.standing(&it.code, now)),
                false => Standing::Suspended,
            };
            let name = Name { ko: it.name_ko.clone(), en: it.name_en.clone() };
            (it.code.to_string(), name, standing)
        };
        let bank = |it: &relay::Bank| {
            let is_open = !matches!(node.line(&it.code).breaker(), Breaker::Closed { .. });
            let doubts = look.by_bank.iter().find(|(code, _)| *code == it.code);
            let doubts = doubts.map_or(0, |(_, n)| count(*n));
            (it.code.to_string(), bank_name(it), is_open, doubts)
        };
        let state = lock(&self.state);
        Facts {
            institutions: directory.institutions.values().map(institution).collect(),
            banks: directory.banks.values().map(bank).collect(),
            doubts: Doubts {
                count: count(look.open.doubt_count),
                amount: look.open.doubt_amount,
                oldest: look.oldest.iter().map(|it| doubt_row(it, &directory)).collect(),
                last_resolved_at: state.last_resolved_at,
                history: Vec::new(),
            },
            money: Some(proof(look, now)),
            audit: AuditFacts { head: count(look.head.commit_no), verified: state.verified },
            incidents: count(look.incidents),
            events: state.events.iter().cloned().collect(),
            node: NodeFacts {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                store: self.store.to_owned(),
            },
        }
    }
}

/// A standing as screens draw it.
const fn rungs(it: admission::Standing) -> Standing {
    match it {
        admission::Standing::Live => Standing::Normal,
        admission::Standing::Warned => Standing::Warned,
        admission::Standing::LimitCut => Standing::LimitCut,
        admission::Standing::InquiryOnly => Standing::InquiryOnly,
        admission::Standing::Suspended => Standing::Suspended,
        admission::Standing::NotAdmitted => Standing::NotAdmitted,
    }
}

fn look(tx: &mut Tx<'_>) -> Answer<Look> {
    Ok(Look {
        totals: ledger::totals(tx)?,
        open: relay::open_transfers(tx)?,
        by_bank: relay::doubts_by_bank(tx)?,
        oldest: relay::oldest_in_doubt(tx, DOUBTS_MAX)?,
        head: chain::head(tx)?,
        notices: notify::counts(tx)?,
        incidents: incident::open_count(tx)?,
    })
}

/// What is reserved on transfers that have ended is what is reserved beyond the open ones. What
/// does not fit a number is as bad as a difference.
fn proof(look: &Look, now: Micros) -> MoneyProof {
    let reserved = look.totals.reserved;
    let left = reserved.minus(look.open.amount).unwrap_or(Won::new(i64::MAX));
    let uneven = look.totals.pending_debits != look.totals.pending_credits;
    MoneyProof {
        at: now,
        debits: look.totals.debits,
        credits: look.totals.credits,
        reserved,
        reserved_in_doubt: look.open.doubt_amount,
        left_on_finished: if uneven { Won::new(i64::MAX) } else { left },
    }
}

fn doubt_row(it: &InDoubt, directory: &Directory) -> DoubtRow {
    let institution = directory.institutions.get(&it.institution);
    let bank = directory.banks.get(&it.bank);
    DoubtRow {
        at: it.at,
        institution: institution.map_or_else(Name::default, |it| Name {
            ko: it.name_ko.clone(),
            en: it.name_en.clone(),
        }),
        bank_code: it.bank.to_string(),
        bank: bank.map_or_else(Name::default, bank_name),
        amount: it.amount,
        inquiries: count(it.inquiries),
        last_answer: match it.why.as_deref() {
            Some("processing") => BankAnswer::InProcess,
            Some("unreadable" | "contradictory" | "not-found-yet") => BankAnswer::CannotTell,
            _ => BankAnswer::NoAnswer,
        },
    }
}

fn bank_name(it: &relay::Bank) -> Name {
    Name { ko: it.name_ko.clone(), en: it.name_en.clone() }
}

impl State {
    fn tell(&mut self, at: Micros, kind: EventKind) {
        self.events.truncate(EVENTS_MAX - 1);
        self.events.push_front(Event { at, kind });
    }

    fn note_banks(&mut self, glance: &Glance, now: Micros) {
        for bank in &glance.banks {
            let before = self.banks.get(&bank.code).copied().unwrap_or((BankState::Quiet, now));
            if before.0 == bank.state {
                continue;
            }
            self.banks.insert(bank.code.clone(), (bank.state, now));
            if bank.state.is_trouble() {
                self.tell(now, EventKind::BankTrouble(bank.name.clone(), bank.state));
            } else if before.0.is_trouble() {
                let seconds = count(now.since(before.1) / 1_000_000);
                self.tell(now, EventKind::BankWell(bank.name.clone(), seconds));
            }
        }
    }

    fn note_doubts(&mut self, doubts: u64, now: Micros) {
        if doubts == 0 && self.doubts > 0 {
            self.last_resolved_at = Some(now);
            self.tell(now, EventKind::DoubtCleared(self.doubts));
        }
        self.doubts = doubts;
    }
}

impl Meter for Watch {
    fn crossed(&self, facts: &CallFacts<'_>) {
        let (Some(institution), Some(kind)) = (facts.institution, kind(facts.endpoint)) else {
            return;
        };
        lock(&self.meter).record(&Measured {
            at: facts.at,
            institution: institution.as_str(),
            bank: facts.bank.map(naru_base::BankCode::as_str),
            kind,
            outcome: outcome(facts.rsp_code),
            total_us: count(facts.total_us),
            bank_us: facts.bank_us.map(count),
        });
    }
}

const fn kind(endpoint: Endpoint) -> Option<CallKind> {
    match endpoint {
        Endpoint::Withdraw | Endpoint::WithdrawFin => Some(CallKind::Withdraw),
        Endpoint::Deposit | Endpoint::DepositFin => Some(CallKind::Deposit),
        Endpoint::Result
        | Endpoint::ReturnResult
        | Endpoint::ManageFee
        | Endpoint::ManageCount
        | Endpoint::ManageWdLimit => Some(CallKind::Inquiry),
        asked if asked.is_inquiry() => Some(CallKind::Inquiry),
        Endpoint::Unknown => None,
        // Tokens, users and their accounts.
        _ => Some(CallKind::Other),
    }
}

const fn outcome(code: RspCode) -> CallOutcome {
    match code {
        RspCode::A0000 => CallOutcome::Done,
        RspCode::A0001 => CallOutcome::InDoubt,
        RspCode::A0003 | RspCode::A0016 | RspCode::A0017 => CallOutcome::Failed,
        _ => CallOutcome::Refused,
    }
}

impl GlanceSource for Watch {
    fn glance(&self) -> Glance {
        let now = self.clock.now();
        let (facts, events) = {
            let state = lock(&self.state);
            (state.facts.clone(), state.events.iter().cloned().collect())
        };
        let facts = Facts { events, ..facts.unwrap_or_else(|| self.nothing_yet()) };
        glance::build(&lock(&self.meter), facts, &Thresholds::default(), now)
    }
}

impl Watch {
    /// Before the first look: unknown, not zero.
    fn nothing_yet(&self) -> Facts {
        Facts {
            institutions: Vec::new(),
            banks: Vec::new(),
            doubts: Doubts::default(),
            money: None,
            audit: AuditFacts { head: 0, verified: None },
            incidents: 0,
            events: Vec::new(),
            node: NodeFacts {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                store: self.store.to_owned(),
            },
        }
    }
}

fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Two that take the figures of every call.
pub struct Both(pub Arc<Watch>, pub Arc<Metrics>);

impl Meter for Both {
    fn crossed(&self, facts: &CallFacts<'_>) {
        self.0.crossed(facts);
        self.1.crossed(facts);
    }

    fn told(&self, channel: Channel, outcome: &Outcome) {
        self.1.told(channel, outcome);
    }
}
