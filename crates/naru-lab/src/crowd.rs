//! Institutions by the hundred, everywhere on the path of admission: so that a board, a queue or a
//! list can be seen as full as it gets. They come in by the commands that everybody's come by, and
//! nobody holds their keys.
//!
//! **Must never know** a way around the path: there is none.

use crate::admission::{
    Applicant, COMPARED, Panel, apply_as, check as whole_check, first_checks, first_hour, hand_in,
    pass,
};
use crate::eligibility::{self, Firm};
use crate::subsidy::Stage;
use naru_base::keyring::Keyring;
use naru_base::{Answer, BankCode, ClientUseCode, Env, Fault, FaultKind, Id, Micros};
use naru_core::admission::{self, Class, Gate, PATH, ServiceKey, Timeline};
use naru_core::check::{self, How, Item, Request, Value, decide};
use naru_core::desk;
use naru_core::identity::{
    self, Contract, ContractPurpose, Institution, NewInstitution, Scope, secret_hash,
};
use naru_core::staff::StaffSealer;
use naru_store::Tx;
use std::collections::BTreeMap;

/// So many have names that differ.
pub const MEMBERS_MAX: u32 = 288;
/// The place of a request's id among those of its command.
const REQUEST: u32 = 1 << 30;
const DAY_S: i64 = 86_400;

const FIRST: [(&str, &str); 24] = [
    ("푸른", "Pureun"),
    ("맑은", "Malgeun"),
    ("고운", "Goun"),
    ("새벽", "Saebyeok"),
    ("아침", "Achim"),
    ("노을", "Noeul"),
    ("바람", "Baram"),
    ("구름", "Gureum"),
    ("이슬", "Iseul"),
    ("달빛", "Dalbit"),
    ("별빛", "Byeolbit"),
    ("햇살", "Haetsal"),
    ("솔잎", "Sollip"),
    ("들꽃", "Deulkkot"),
    ("산들", "Sandeul"),
    ("강물", "Gangmul"),
    ("하늬", "Hanui"),
    ("마루", "Maru"),
    ("잔물", "Janmul"),
    ("여린", "Yeorin"),
    ("도란", "Doran"),
    ("보라", "Bora"),
    ("시내", "Sinae"),
    ("온새", "Onsae"),
];
const SECOND: [(&str, &str); 12] = [
    ("페이", "Pay"),
    ("지갑", "Wallet"),
    ("송금", "Remit"),
    ("자산관리", "Assets"),
    ("금융", "Finance"),
    ("보험비교", "Cover"),
    ("중개", "Broker"),
    ("대출비교", "Loans"),
    ("가계부", "Budget"),
    ("투자", "Invest"),
    ("결제", "Checkout"),
    ("테크", "Tech"),
];
/// What an institution of the crowd has to put right.
const TO_WRITE_DOWN: &str = "절차를 문서로 정하고 최근 기록을 제출해야 함 / \
     The procedure must be written down, and its latest records handed in";
const TO_EXTEND: &str = "남은 대상까지 같은 조치를 적용해야 함 / \
     The same must be done for what is left";
const MODEL: &str = "이용자가 동의한 계좌를 모아 보여 주고, 그 계좌에서 보냅니다. / \
     It shows the accounts to which users have agreed in one place, and sends from them.";
const BANKS: [&str; 4] = ["901", "902", "903", "904"];
const SERVICES: [&[&str]; 4] = [
    &["web:main:1.0"],
    &["web:main:2.3", "app:main:2.3"],
    &["app:wallet:1.4"],
    &["web:main:1.0", "app:main:1.1", "app:family:0.9"],
];

/// How far a check that was asked for has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Nobody has taken it.
    Requested,
    /// An inspector has, from so many days on.
    Scheduled(i64),
    /// So many items are answered.
    UnderWay(usize),
    /// What was found was told.
    Findings,
    /// The institution puts it right.
    Fixing,
    /// It says that everything is put right.
    ReCheck,
}

/// How far a member of the crowd has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// The last gate it passed, if any.
    pub last: Option<Gate>,
    /// A gate that holds for so many seconds only.
    pub short: Option<(Gate, i64)>,
    /// Whether it came in a year ago, and its organisation check ended yesterday, not renewed.
    pub is_lapsed: bool,
    /// A check that it has asked for: of itself, or of its first service.
    pub check: Option<(Gate, Work)>,
    /// Whether its organisation check was a whole check, with a dossier.
    pub is_checked: bool,
    /// Whether it asks for public money, and what became of that.
    pub subsidy: Option<Stage>,
}

/// A member of the crowd.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its number, from 0.
    pub n: u32,
    /// Its code.
    pub code: ClientUseCode,
    /// Its name.
    pub name_ko: String,
    /// Its name in English.
    pub name_en: String,
    /// Its services.
    pub services: &'static [&'static str],
    /// How far it has come.
    pub way: Way,
}

/// The member of this number.
pub fn member(n: u32) -> Member {
    let at = usize::try_from(n).unwrap_or(0);
    let (first, second) = (FIRST[at % 24], SECOND[at / 24 % 12]);
    Member {
        n,
        code: ClientUseCode::parse(&format!("M2025{:05}", n + 1)).expect("a code in its form"),
        name_ko: format!("{}{}", first.0, second.0),
        name_en: format!("{} {}", first.1, second.1),
        services: SERVICES[at % 4],
        way: way(n),
    }
}

/// Where the member of this number stands: of twenty, eight are on their way, eight have something
/// that ends or is looked at, four are at rest.
fn way(n: u32) -> Way {
    let on_way = |last, check| Way { last, check, ..Way::default() };
    let live = |short, check, subsidy| Way {
        last: Some(Gate::Start),
        short,
        check,
        subsidy,
        ..Way::default()
    };
    let days = |gate, days: i64| Some((gate, days * DAY_S));
    match n % 20 {
        0 => on_way(None, None),
        1 => on_way(Some(Gate::Eligibility), None),
        2 => on_way(Some(Gate::Functional), Some((Gate::Organisation, Work::UnderWay(18)))),
        3 => on_way(Some(Gate::Organisation), Some((Gate::Service, Work::Requested))),
        4 => on_way(Some(Gate::Service), None),
        5 => on_way(Some(Gate::Surety), None),
        6 => on_way(Some(Gate::Contract), None),
        7 => on_way(Some(Gate::Functional), Some((Gate::Organisation, Work::Scheduled(6)))),
        8 => {
            let asked = Some((Gate::Organisation, Work::Scheduled(2)));
            live(days(Gate::Organisation, 5), asked, Some(Stage::Applied))
        }
        9 => Way { is_lapsed: true, ..live(None, None, None) },
        10 => live(days(Gate::Service, 12), Some((Gate::Service, Work::Findings)), None),
        11 => live(None, Some((Gate::Organisation, Work::Fixing)), Some(Stage::Awarded)),
        12 => live(None, Some((Gate::Organisation, Work::ReCheck)), Some(Stage::Awarded)),
        13 => live(days(Gate::Surety, 20), None, None),
        14 => live(days(Gate::Eligibility, 45), None, Some(Stage::Claimed)),
        15 => live(None, Some((Gate::Organisation, Work::Requested)), Some(Stage::Applied)),
        _ => {
            let is_even = n.is_multiple_of(2);
            let way = live(None, None, Some(Stage::Paid).filter(|_| is_even));
            Way { is_checked: is_even, ..way }
        }
    }
}

impl Way {
    /// When a gate ends, if that is to be soon: with a whole day, as what somebody enters does.
    fn end_of(&self, gate: Gate, now: Micros) -> Option<Micros> {
        let (_, s) = self.short.filter(|(which, _)| *which == gate)?;
        Some(now.plus_seconds(s).business_date().starts_at())
    }

    /// How many days ago a gate was decided, or without one, when it applied. What else a year
    /// counts for than the organisation check was decided later, and holds still.
    const fn days_ago(&self, gate: Option<Gate>) -> i64 {
        if !self.is_lapsed {
            return 0;
        }
        match gate {
            None => 390,
            Some(Gate::Eligibility) => 380,
            Some(Gate::Functional) => 373,
            Some(Gate::Organisation) => 366,
            Some(Gate::Service | Gate::Surety | Gate::Contract | Gate::Start) => 300,
        }
    }

    /// The command by which that was done.
    fn command(&self, env: &Env, gate: Option<Gate>) -> Env {
        let mut then = *env;
        then.now = env.now.plus_seconds(-self.days_ago(gate) * DAY_S);
        then
    }
}

impl Member {
    /// As what it applied, and when: some are e-finance operators of the first hour, with the rule
    /// of 2020 that concerned them.
    fn origin(&self, now: Micros) -> Answer<(Class, Micros)> {
        Ok(match (self.is_of_2019(), self.is_former()) {
            (true, _) => (Class::EFinance, first_hour()?),
            (false, true) => (Class::Fintech, first_hour()?),
            (false, false) => (Class::Fintech, now),
        })
    }

    /// Whether it was there before the rules of 2020, as an e-finance operator.
    pub fn is_of_2019(&self) -> bool {
        matches!(self.n % 20, 14 | 19)
    }

    /// Whether it used the platform before open banking.
    pub fn is_former(&self) -> bool {
        self.n % 20 == 16
    }

    /// What it is on the book. Its secret is drawn and forgotten.
    fn entry(&self, env: &Env, keys: &Keyring) -> NewInstitution {
        let client_id = format!("crowd-{:03}", self.n);
        let bank = BANKS[usize::try_from(self.n).unwrap_or(0) % 4];
        let contract = |place: u32, purpose| Contract {
            institution: self.code.clone(),
            account_type: 'N',
            account_num: format!("{bank}02{:07}{place}", self.n),
            purpose,
            bank: BankCode::parse(bank).expect("a code of the catalogue"),
            holder_name: self.name_ko.clone(),
        };
        NewInstitution {
            institution: Institution {
                code: self.code.clone(),
                name_ko: self.name_ko.clone(),
                name_en: self.name_en.clone(),
                scopes: vec![Scope::Login, Scope::Inquiry, Scope::Transfer, Scope::Oob],
                active: true,
            },
            secret_hash: secret_hash(keys, &client_id, &env.id(REQUEST - 1).to_string()),
            client_id,
            redirect_uri: format!("https://crowd-{:03}.example/callback", self.n),
            contracts: vec![
                contract(1, ContractPurpose::Withdraw),
                contract(2, ContractPurpose::Deposit),
                contract(3, ContractPurpose::Fee),
            ],
        }
    }
}

/// Enters a member and brings it to where it stands.
pub fn bring(
    tx: &mut Tx<'_>,
    env: &Env,
    (keys, sealer): (&Keyring, &dyn StaffSealer),
    panel: Panel,
    it: &Member,
) -> Answer<()> {
    let begun = it.way.command(env, None);
    identity::add_institution(tx, &begun, "system:lab", &it.entry(env, keys))?;
    let applicant = Applicant { code: &it.code, services: it.services, panel, sealer };
    apply_as(tx, &applicant, it.origin(begun.now)?)?;
    if it.is_of_2019() || it.is_former() {
        first_checks(tx, &applicant)?;
    }
    let firm = Firm {
        capital: 300_000_000 + i64::from(it.n % 100) * 7_000_000,
        model: MODEL,
        scopes: vec![Scope::Login, Scope::Inquiry, Scope::Transfer, Scope::Oob],
        is_scored: false,
    };
    eligibility::file(tx, &begun, &applicant, &firm)?;
    if let Some(last) = it.way.last {
        let until = it.way.end_of(Gate::Eligibility, env.now);
        let then = it.way.command(env, Some(Gate::Eligibility));
        eligibility::approve(tx, &then, (&applicant, &firm), until)?;
        let rest = PATH.iter().map(|step| step.gate);
        for gate in rest.filter(|gate| *gate != Gate::Eligibility && *gate <= last) {
            let then = it.way.command(env, Some(gate));
            if gate == Gate::Organisation && it.way.is_checked {
                hand_in(tx, &then, &applicant, admission::step(gate).evidence)?;
                whole_check(tx, &then, keys, &applicant, (gate, None))?;
                continue;
            }
            pass(tx, &then, &applicant, gate, it.way.end_of(gate, env.now))?;
        }
    }
    if it.way.is_lapsed {
        note_lapse(tx, &it.code, env.now)?;
    }
    if it.way.last == Some(Gate::Service) {
        // Its paper is there: it is the operator's turn.
        hand_in(tx, env, &applicant, admission::step(Gate::Surety).evidence)?;
    }
    let today = Visit { asked_at: env.now, from: env.now };
    match it.way.check {
        Some((gate, work)) => look_at(tx, env, keys, &applicant, (gate, work, today)),
        None => Ok(()),
    }
}

/// Writes down that its standing fell with its organisation check, when it did.
fn note_lapse(tx: &mut Tx<'_>, code: &ClientUseCode, now: Micros) -> Answer<()> {
    let timeline = Timeline::of(&admission::facts_of(tx, code)?, &PATH);
    let at = now.plus_seconds(-DAY_S).business_date().starts_at();
    admission::note_changes(tx, &BTreeMap::from([(code.clone(), timeline)]), at).map(drop)
}

/// When a check was asked for, and from when on an inspector is there.
#[derive(Clone, Copy, Debug)]
pub struct Visit {
    /// When it was asked for.
    pub asked_at: Micros,
    /// From when on, unless its work says so many days from now.
    pub from: Micros,
}

/// A check of the institution or of its first service, brought so far.
pub fn look_at(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    it: &Applicant<'_>,
    (gate, work, visit): (Gate, Work, Visit),
) -> Answer<()> {
    let mut then = *env;
    then.now = visit.asked_at;
    let first = it.services.first().and_then(|text| ServiceKey::parse(text));
    let service = first.filter(|_| gate == Gate::Service);
    let (id, actor) = (env.id(REQUEST), "system:lab");
    let asked = Request { id, institution: it.code.clone(), service };
    check::request(tx, &then, actor, &asked)?;
    if work == Work::Requested {
        return Ok(());
    }
    let from = match work {
        Work::Scheduled(days) => env.now.plus_seconds(days * DAY_S),
        _ => visit.from,
    };
    let slot = (from.business_date(), from.plus_seconds(2 * DAY_S).business_date());
    let inspector = it.panel.inspectors[0];
    check::schedule(tx, &then, inspector, id, slot)?;
    if matches!(work, Work::Scheduled(_)) {
        return Ok(());
    }
    then.now = from;
    check::begin(tx, &then, inspector, id)?;
    let answered = match work {
        Work::UnderWay(items) => items,
        _ => usize::MAX,
    };
    answer(tx, &then, keys, (inspector, id), answered)?;
    if matches!(work, Work::UnderWay(_)) {
        return Ok(());
    }
    check::issue(tx, env, inspector, id)?;
    if work == Work::Findings {
        return Ok(());
    }
    check::promise(tx, env, actor, id)?;
    if work == Work::ReCheck { check::fixed(tx, env, actor, id) } else { Ok(()) }
}

/// The first items of a check: every fifth met in part, every eleventh not, the others met.
fn answer(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (inspector, id): (Id, Id),
    items: usize,
) -> Answer<()> {
    let gone = || Fault::new(FaultKind::Corrupt, "a check that was just begun is gone");
    let begun = check::dossier(tx, id)?.ok_or_else(gone)?;
    for (n, item) in begun.list.items.iter().take(items).enumerate() {
        desk::find_item(tx, env, keys, (inspector, id), &word(n, item))?;
    }
    Ok(())
}

fn word(n: usize, item: &Item) -> decide::Answer {
    let (value, demand) = match n {
        n if n % 11 == 10 => (Value::Fail, TO_WRITE_DOWN),
        n if n % 5 == 4 => (Value::Partial, TO_EXTEND),
        _ => (Value::Pass, ""),
    };
    decide::Answer {
        item: item.id.clone(),
        value,
        how: How::Person,
        grounds: COMPARED.to_owned(),
        demand: demand.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{MEMBERS_MAX, member};
    use std::collections::BTreeSet;

    #[test]
    fn every_member_has_a_name_and_a_code_of_its_own() {
        let all: Vec<_> = (0..MEMBERS_MAX).map(member).collect();
        let count = |of: fn(&super::Member) -> String| {
            all.iter().map(of).collect::<BTreeSet<String>>().len()
        };
        assert_eq!(count(|it| it.name_ko.clone()), all.len());
        assert_eq!(count(|it| it.name_en.clone()), all.len());
        assert_eq!(count(|it| it.code.to_string()), all.len());
    }
}
