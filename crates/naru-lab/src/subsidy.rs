//! A subsidy programme with applications at every stage, by the same proposals as everybody's: for
//! the demonstration and for beds. Its firms, inspectors and numbers are made up; the appropriation
//! and the share are those of the first Korean programme (2019).
//!
//! **Must never know** a way around the two people: there is none.

use naru_base::role::{Post, Role};
use naru_base::{Answer, BusinessDate, ClientUseCode, Env, Fault, FaultKind, Id, Micros, Won};
use naru_core::proposal::{self, Deciding, Draft};
use naru_core::staff::StaffSealer;
use naru_core::subsidy::{
    self, Application, Check, Class, Firm, Grounds, Inspector, NewClaim, Programme, deeds,
};
use naru_store::Tx;
use ring::digest::{SHA256, digest};

/// Two operators, and what seals their reasons.
pub struct Clerks<'a> {
    /// Who proposes, and who confirms.
    pub operators: [Id; 2],
    /// Seals the reasons.
    pub sealer: &'a dyn StaffSealer,
}

/// Proposes and confirms a deed. `n` keeps the ids of one command apart.
pub fn decide(
    tx: &mut Tx<'_>,
    env: &Env,
    clerks: &Clerks<'_>,
    (n, kind): (u32, &str),
    (subject, body): (String, String),
) -> Answer<()> {
    let id = env.id(0x5B5_0000 + n);
    let context = format!("proposal.reason:{id}");
    let sealed_reason = clerks
        .sealer
        .seal(&context, "서류와 한도를 확인했음 / Papers and limits were looked at".as_bytes())?;
    let kind = kind.to_owned();
    let draft = Draft { id, kind, subject, body, sealed_reason, code: None };
    let post = Post::of_network(Role::Operator).expect("the role is held for the whole network");
    let [proposer, confirmer] = clerks.operators.map(|who| Deciding { who, post: &post });
    proposal::propose(tx, env, &deeds::KINDS, &proposer, &draft)?;
    proposal::confirm(tx, env, &deeds::KINDS, &confirmer, id, (&[0; 32], &[]))
}

/// The programme of a year: the appropriation and the share of 2019, the cap made up.
pub fn programme(year: i64) -> Answer<Programme> {
    let day = |date: i64| {
        let date = BusinessDate::from_yyyymmdd(date);
        date.ok_or_else(|| Fault::new(FaultKind::Permanent, "a year has no first day"))
    };
    Ok(Programme {
        code: format!("check-{year}"),
        name_ko: format!("{year}년 핀테크 보안점검 예산지원"),
        name_en: format!("Fintech security check subsidy {year}"),
        basis:
            "An example of the demonstration: sums and shares of the supplementary budget of 2019"
                .to_owned(),
        year,
        opens_at: day(year * 10_000 + 101)?.starts_at(),
        closes_at: day((year + 1) * 10_000 + 101)?.starts_at(),
        appropriation: Won::new(985_000_000),
        share_percent: 75,
        firm_cap: Won::new(15_000_000),
        classes: Class::ALL.to_vec(),
    })
}

/// The inspectors of the lab.
pub fn inspectors() -> [Inspector; 2] {
    let one = |code: &str, ko: &str, en: &str| Inspector {
        code: code.to_owned(),
        name_ko: ko.to_owned(),
        name_en: en.to_owned(),
        basis: "An example of the demonstration: institutions that evaluate security".to_owned(),
        from: BusinessDate::from_yyyymmdd(20_190_101).map_or(Micros::new(0), |day| day.starts_at()),
        until: None,
    };
    [one("pureun", "푸른점검원", "Pureun Inspection"), one("haneul", "하늘보안", "Haneul Security")]
}

/// A made-up business registration number: its last digit proves the others.
pub fn registration(n: u32) -> String {
    let first = format!("{:09}", 120_800_000 + n % 1_000_000);
    let all = (0..10).map(|last| format!("{first}{last}"));
    all.into_iter().find(|it| subsidy::is_registration(it)).unwrap_or_default()
}

/// How far an application of the sample goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It waits.
    Applied,
    /// It is declined.
    Declined(Grounds),
    /// Money is promised.
    Awarded,
    /// The check was done, and payment claimed.
    Claimed,
    /// It is paid.
    Paid,
}

/// One firm of the sample.
pub struct Wanted<'a> {
    /// A number that no other has.
    pub n: u32,
    /// Its code, if it takes part in the network.
    pub institution: Option<ClientUseCode>,
    /// Its name.
    pub name: &'a str,
    /// For which check.
    pub check: Check,
    /// What the check is to cost.
    pub quote: i64,
    /// How far it goes.
    pub stage: Stage,
}

/// Brings one application so far, in a programme that is open.
pub fn bring(
    tx: &mut Tx<'_>,
    env: &Env,
    clerks: &Clerks<'_>,
    programme: &str,
    it: &Wanted<'_>,
) -> Answer<Id> {
    let is_inside = it.institution.is_some();
    let class = if is_inside { Class::OpenBanking } else { Class::InnovativeService };
    let designation = if is_inside { String::new() } else { format!("혁신-{:04}", it.n) };
    let (institution, name) = (it.institution.clone(), it.name.to_owned());
    let new = subsidy::Draft {
        id: env.id(0x5B4_0000 + it.n),
        programme: programme.to_owned(),
        class,
        firm: Firm { institution, name, registration: registration(it.n) },
        designation,
        check: it.check,
        inspector: "pureun".to_owned(),
        quote: Won::new(it.quote),
    };
    let actor = "system:lab";
    let id = subsidy::apply(tx, env, actor, &new)?;
    let at = subsidy::find(tx, id)?;
    if let Stage::Declined(why) = it.stage {
        let no = deeds::wish_draft(&at, Won::ZERO, Some(why));
        decide(tx, env, clerks, (it.n * 10, deeds::DECLINE), no)?;
    }
    if matches!(it.stage, Stage::Awarded | Stage::Claimed | Stage::Paid) {
        let most = subsidy::most(tx, &at)?;
        decide(tx, env, clerks, (it.n * 10, deeds::AWARD), deeds::wish_draft(&at, most, None))?;
    }
    if matches!(it.stage, Stage::Claimed | Stage::Paid) {
        subsidy::claim(tx, env, actor, id, &claim(env, it))?;
    }
    if it.stage == Stage::Paid {
        let claimed = subsidy::find(tx, id)?;
        pay(tx, env, clerks, it.n * 10 + 1, &claimed)?;
    }
    Ok(id)
}

/// A check that cost a tenth less than its quote.
fn claim(env: &Env, it: &Wanted<'_>) -> NewClaim {
    let hash = |what: &str| {
        let hash = digest(&SHA256, format!("Naru lab, {what} {}", it.n).as_bytes());
        hash.as_ref().try_into().expect("SHA-256 has 32 bytes")
    };
    NewClaim {
        engagement: format!("P-{:05}", it.n),
        // The application is as old: a check that ended before would not be paid for.
        checked_on: env.now.business_date(),
        cost: Won::new(it.quote / 10 * 9),
        report: hash("report"),
        invoice: hash("invoice"),
    }
}

/// Pays what the claim comes to.
fn pay(tx: &mut Tx<'_>, env: &Env, clerks: &Clerks<'_>, n: u32, it: &Application) -> Answer<()> {
    let payment = subsidy::payable(tx, it)??;
    decide(tx, env, clerks, (n, deeds::PAY), deeds::wish_draft(it, payment.paid, None))
}

/// Opens the programme of a year, recognises the inspectors.
pub fn begin(tx: &mut Tx<'_>, env: &Env, clerks: &Clerks<'_>, year: i64) -> Answer<String> {
    let it = programme(year)?;
    decide(tx, env, clerks, (1, deeds::PROGRAMME), deeds::programme_draft(&it))?;
    for (n, inspector) in (2..).zip(inspectors()) {
        decide(tx, env, clerks, (n, deeds::INSPECTOR), deeds::inspector_draft(&inspector))?;
    }
    Ok(it.code)
}
