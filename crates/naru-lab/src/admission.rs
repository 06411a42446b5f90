//! Brings an institution through the whole admission path, by the same proposals as everybody: two
//! operators and two inspectors of the lab propose and confirm at each gate.
//!
//! **Must never know** a way around the path: there is none.

use naru_base::keyring::Keyring;
use naru_base::role::{Post, Right, Role};
use naru_base::{
    Answer, BusinessDate, ClientUseCode, Env, Fault, FaultKind, Id, InsurerCode, Micros,
};
use naru_core::admission::{
    self, Application, Class, Evidence, EvidenceKind, Gate, PATH, ServiceKey, Sha256, Step,
    Verdict, deeds,
};
use naru_core::check::{self, deeds::Conclusion};
use naru_core::desk;
use naru_core::functional;
use naru_core::policy::{self, Parameter};
use naru_core::proposal::{self, Deciding, Draft};
use naru_core::staff::StaffSealer;
use naru_core::surety::{self, InstrumentKind};
use naru_store::Tx;

/// The insurer of the lab's network.
const INSURER: &str = "G202600001";
/// How long cover lasts where a gate has no end.
const COVER_S: i64 = 20 * 31_536_000;
/// The place of the cover's proposal among those of one institution in one command.
const COVER_PLACE: u32 = 9_999;
/// On what an inspector of the lab rests an answer.
pub const COMPARED: &str = "담당자와 함께 문서와 화면, 기록을 하나씩 대조하여 확인함 / \
     Compared documents, screens and records one by one with the person in charge";
/// The place of a check whose result waits.
const TO_CONFIRM: u32 = 20_000;

/// Who decides.
#[derive(Clone, Copy, Debug)]
pub struct Panel {
    /// At the operator's gates: who proposes, and who confirms.
    pub operators: [Id; 2],
    /// On security checks.
    pub inspectors: [Id; 2],
}

/// An institution on its way.
pub struct Applicant<'a> {
    /// Its code. It is on the book already.
    pub code: &'a ClientUseCode,
    /// Its services, `kind:name:version`.
    pub services: &'a [&'a str],
    /// Who decides about it.
    pub panel: Panel,
    /// Seals the reasons.
    pub sealer: &'a dyn StaffSealer,
}

/// Keeps bytes as they are, for beds whose book nobody else reads.
pub struct PlainSealer;

impl StaffSealer for PlainSealer {
    fn seal(&self, _: &str, plain: &[u8]) -> Result<Vec<u8>, Fault> {
        Ok(plain.to_vec())
    }
    fn open(&self, _: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        Ok(sealed.to_vec())
    }
}

/// Lets a gate hold for twenty years, for beds whose clock is turned by more than one.
pub fn long_lives(tx: &mut Tx<'_>) -> Result<(), Fault> {
    PATH.iter().filter_map(|step| step.life).try_for_each(|name| {
        let (value, source) = (20 * 31_536_000, "lab".to_owned());
        let valid_from = Micros::new(1);
        policy::add(tx, &Parameter { name: name.to_owned(), valid_from, value, source })
    })
}

/// An institution of a test bed, before people who have no accounts.
pub fn of_bed(code: &ClientUseCode) -> Applicant<'_> {
    let [a, b, c, d] = [0xA, 0xB, 0xC, 0xD].map(|n| Id::from_parts(1, n));
    let panel = Panel { operators: [a, b], inspectors: [c, d] };
    Applicant { code, services: &["web:main:1.0"], panel, sealer: &PlainSealer }
}

/// Brings an institution of a test bed to live.
pub fn admit(tx: &mut Tx<'_>, env: &Env, code: &ClientUseCode) -> Answer<()> {
    let applicant = of_bed(code);
    apply(tx, env, &applicant)?;
    PATH.iter().try_for_each(|step| pass(tx, env, &applicant, step.gate, None))
}

/// Applies, and hands in a document of each kind that the path asks for.
pub fn apply(tx: &mut Tx<'_>, env: &Env, it: &Applicant<'_>) -> Answer<()> {
    apply_as(tx, it, (Class::Fintech, env.now))?;
    hand_in(tx, env, it, &EvidenceKind::ALL)
}

/// Hands in a document of each of these kinds.
pub fn hand_in(
    tx: &mut Tx<'_>,
    env: &Env,
    it: &Applicant<'_>,
    kinds: &[EvidenceKind],
) -> Answer<()> {
    for kind in kinds {
        admission::hand_in(tx, env, it.code, &document(env, it.code, *kind))?;
    }
    Ok(())
}

/// Applies as an institution of this class, which did so at that instant, with the papers of the
/// first gate; those of the others come with them.
pub fn apply_as(tx: &mut Tx<'_>, it: &Applicant<'_>, (class, at): (Class, Micros)) -> Answer<()> {
    let services = it.services.iter().map(|text| ServiceKey::parse(text));
    let services: Option<Vec<ServiceKey>> = services.collect();
    let services =
        services.ok_or_else(|| Fault::new(FaultKind::Permanent, "a service has a bad name"))?;
    let then = Env::fixed(at, 0);
    admission::apply(tx, &then, "system:lab", it.code, &Application { class, services })?;
    hand_in(tx, &then, it, admission::step(Gate::Eligibility).evidence)
}

/// The text of a document of the lab; its hash is what the book keeps.
pub fn document_text(code: &ClientUseCode, kind: EvidenceKind) -> String {
    format!("Naru lab, {kind} of {code}\n")
}

fn document(env: &Env, code: &ClientUseCode, kind: EvidenceKind) -> Evidence {
    let text = document_text(code, kind);
    Evidence {
        sha256: sha256(text.as_bytes()),
        kind,
        title: title(kind).to_owned(),
        size_bytes: i64::try_from(text.len()).unwrap_or(0),
        observed_at: env.now,
        received_at: env.now,
        received_by: "system:lab".to_owned(),
    }
}

/// What people call a document of this kind.
const fn title(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Document => "신청 서류 묶음 / Papers of the application",
        EvidenceKind::Attestation => "대표자 확인서 / Statement of the representative",
        EvidenceKind::Conformance => "기능테스트 결과 기록 / Record of the functional test",
        EvidenceKind::Report => "보안점검 결과 보고서 / Report of the security check",
        EvidenceKind::Scan => "취약점 도구 결과 / Findings of a scanner",
        EvidenceKind::Sbom => "구성요소 목록 / Bill of materials",
        EvidenceKind::Cover => "보증 증권 사본 / Copy of the policy",
        EvidenceKind::Contract => "이용 계약서 / Contract of use",
        EvidenceKind::Interview => "면담과 현장 확인 기록 / Record of interview and visit",
    }
}

fn sha256(bytes: &[u8]) -> Sha256 {
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
    digest.as_ref().try_into().expect("SHA-256 has 32 bytes")
}

/// Passes one gate: for each service where there are several. `until`: how long it is to hold;
/// `None`: as long as the rules allow.
pub fn pass(
    tx: &mut Tx<'_>,
    env: &Env,
    it: &Applicant<'_>,
    gate: Gate,
    until: Option<Micros>,
) -> Answer<()> {
    let step = admission::step(gate);
    let services: Vec<Option<ServiceKey>> = match gate {
        Gate::Service => it.services.iter().map(|text| ServiceKey::parse(text)).collect(),
        _ => vec![None],
    };
    let rules = policy::list(tx)?;
    let until = match until {
        None => longest(&rules, step, env.now)?,
        until => until,
    };
    hand_in(tx, env, it, step.evidence)?;
    if gate == Gate::Surety {
        cover(tx, env, it, until)?;
    }
    if gate == Gate::Functional {
        allow_paper(tx, env)?;
    }
    for (n, service) in services.into_iter().enumerate() {
        let kinds = step.evidence.iter().map(|kind| document(env, it.code, *kind).sha256);
        let wish = admission::decide::Wish {
            gate,
            service,
            verdict: Verdict::Passed,
            holds_until: until,
            evidence: kinds.collect(),
        };
        let place = u32::try_from(gate as usize * 100 + n).unwrap_or(0);
        decide(tx, env, it, (step.right, place), &wish)?;
    }
    Ok(())
}

/// When institutions of the first hour of open banking applied, and when they passed the checks
/// that were asked of them then.
pub const FIRST_HOUR: [i64; 2] = [20_191_202, 20_200_310];
/// For how long these checks held.
const FIRST_LIFE_S: i64 = 365 * 86_400;

/// The instant at which an institution of the first hour applied.
pub fn first_hour() -> Answer<Micros> {
    moment_of(FIRST_HOUR[0])
}

fn moment_of(date: i64) -> Answer<Micros> {
    let day = BusinessDate::from_yyyymmdd(date);
    let day = day.ok_or_else(|| Fault::new(FaultKind::Permanent, "a date that is none"))?;
    Ok(day.starts_at())
}

/// Passes the gates up to the check of the organisation as an institution of the first hour did, on
/// papers of that time; they have ended since.
pub fn first_checks(tx: &mut Tx<'_>, it: &Applicant<'_>) -> Answer<()> {
    let then = Env::fixed(moment_of(FIRST_HOUR[1])?, 0);
    for gate in [Gate::Eligibility, Gate::Functional, Gate::Organisation] {
        let step = admission::step(gate);
        let mut evidence = Vec::new();
        for kind in step.evidence {
            let text = format!("{}, first hour\n", document_text(it.code, *kind));
            let sha = sha256(text.as_bytes());
            let paper = Evidence { sha256: sha, ..document(&then, it.code, *kind) };
            admission::hand_in(tx, &then, it.code, &paper)?;
            evidence.push(sha);
        }
        if gate == Gate::Functional {
            allow_paper(tx, &then)?;
        }
        let until = step.life.map(|_| then.now.plus_seconds(FIRST_LIFE_S));
        let (service, verdict) = (None, Verdict::Passed);
        let wish = admission::decide::Wish { gate, service, verdict, holds_until: until, evidence };
        let place = u32::try_from(gate as usize * 100).unwrap_or(0);
        decide(tx, &then, it, (step.right, place), &wish)?;
    }
    Ok(())
}

/// Nobody's client ran in a sandbox here: the rule that lets a paper count is in force for this one
/// instant, and stands in the book with its source.
fn allow_paper(tx: &mut Tx<'_>, env: &Env) -> Answer<()> {
    let name = functional::deeds::PAPER_RULE;
    if policy::number(&policy::list(tx)?, name, env.now)? == 1 {
        return Ok(());
    }
    let after = Micros::new(env.now.get().saturating_add(1));
    for (valid_from, value) in [(env.now, 1), (after, 0)] {
        let source = "lab: an institution that was there before, let in on paper".to_owned();
        policy::add(tx, &Parameter { name: name.to_owned(), valid_from, value, source })?;
    }
    Ok(())
}

/// Passes a gate on these documents, which are on file, for as long as the rules allow.
pub fn pass_on(
    tx: &mut Tx<'_>,
    env: &Env,
    it: &Applicant<'_>,
    (gate, evidence): (Gate, Vec<Sha256>),
) -> Answer<()> {
    let step = admission::step(gate);
    let holds_until = longest(&policy::list(tx)?, step, env.now)?;
    let verdict = Verdict::Passed;
    let wish = admission::decide::Wish { gate, service: None, verdict, holds_until, evidence };
    let place = u32::try_from(gate as usize * 100).unwrap_or(0);
    decide(tx, env, it, (step.right, place), &wish)
}

/// Guarantee insurance of what is required, for as long as the gate is to hold. What there is
/// already is left as it is.
fn cover(tx: &mut Tx<'_>, env: &Env, it: &Applicant<'_>, until: Option<Micros>) -> Answer<()> {
    let position = surety::position(tx, it.code, env.now)?;
    if position.active >= position.required {
        return Ok(());
    }
    let until = until.unwrap_or(env.now.plus_seconds(COVER_S));
    let wish = surety::decide::Wish {
        kind: InstrumentKind::Insurance,
        issuer: "한울보증 / Hanul Guarantee".to_owned(),
        insurer: InsurerCode::parse(INSURER).ok(),
        reference: format!("LAB-{}-{}", it.code, env.now.business_date()),
        amount: position.required,
        valid_from: env.now,
        valid_until: until,
    };
    insure(tx, env, it, &wish).map(drop)
}

/// Two operators record an instrument; gives its id.
pub fn insure(
    tx: &mut Tx<'_>,
    env: &Env,
    it: &Applicant<'_>,
    wish: &surety::decide::Wish,
) -> Answer<Id> {
    let subject = surety::deeds::subject(it.code, &wish.reference);
    let what = (surety::deeds::RECORD, subject, surety::deeds::record_body(wish));
    by_operators(tx, env, it, what)
}

/// Two operators give an instrument back.
pub fn give_back(tx: &mut Tx<'_>, env: &Env, it: &Applicant<'_>, instrument: Id) -> Answer<()> {
    let subject = surety::deeds::subject(it.code, &instrument.to_string());
    let what = (surety::deeds::RELEASE, subject, surety::deeds::release_body(instrument));
    by_operators(tx, env, it, what).map(drop)
}

/// One operator proposes a deed of surety, another confirms it.
fn by_operators(
    tx: &mut Tx<'_>,
    env: &Env,
    it: &Applicant<'_>,
    (kind, subject, body): (&str, String, String),
) -> Answer<Id> {
    let id = env.id(number(it.code).wrapping_add(COVER_PLACE));
    let sealed_reason = reason(it, id, "보증 증권을 확인했음 / The policy was looked at")?;
    let kind = kind.to_owned();
    let draft = Draft { id, kind, subject, body, sealed_reason, code: None };
    let post = Post::of_network(Role::Operator).expect("held for the whole network");
    let [proposer, confirmer] = it.panel.operators.map(|who| Deciding { who, post: &post });
    proposal::propose(tx, env, &surety::deeds::KINDS, &proposer, &draft)?;
    proposal::confirm(tx, env, &surety::deeds::KINDS, &confirmer, id, (&[0; 32], &[]))?;
    Ok(id)
}

/// Why somebody proposes something, sealed.
fn reason(it: &Applicant<'_>, id: Id, text: &str) -> Result<Vec<u8>, Fault> {
    it.sealer.seal(&format!("proposal.reason:{id}"), text.as_bytes())
}

/// It ends with a whole day, as what somebody enters does.
fn longest(rules: &[Parameter], step: &Step, now: Micros) -> Answer<Option<Micros>> {
    let Some(name) = step.life else { return Ok(None) };
    let until = now.plus_seconds(policy::number(rules, name, now)?);
    Ok(Some(until.business_date().starts_at()))
}

fn decide(
    tx: &mut Tx<'_>,
    env: &Env,
    it: &Applicant<'_>,
    (right, place): (Right, u32),
    wish: &admission::decide::Wish,
) -> Answer<()> {
    let (role, people) = match right {
        Right::ChecksDecide => (Role::Inspector, it.panel.inspectors),
        _ => (Role::Operator, it.panel.operators),
    };
    let post = Post::of_network(role).expect("both roles are held for the whole network");
    let [proposer, confirmer] = people.map(|who| Deciding { who, post: &post });
    let id = env.id(number(it.code).wrapping_add(place));
    let draft = Draft {
        id,
        kind: deeds::kind_of(wish.gate).to_owned(),
        subject: deeds::subject(it.code, wish.service.as_ref()),
        body: deeds::gate_body(wish),
        sealed_reason: reason(it, id, "점검 결과 적합 / What was looked at is as it must be")?,
        code: None,
    };
    proposal::propose(tx, env, &deeds::KINDS, &proposer, &draft)?;
    proposal::confirm(tx, env, &deeds::KINDS, &confirmer, id, (&[0; 32], &[]))
}

/// Passes the gate of a security check by a whole check: asked for, taken, every item answered by
/// an inspector, the result proposed and confirmed. Of services one check each.
pub fn check(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    it: &Applicant<'_>,
    (gate, until): (Gate, Option<Micros>),
) -> Answer<()> {
    let services: Vec<Option<ServiceKey>> = match gate {
        Gate::Service => it.services.iter().map(|text| ServiceKey::parse(text)).collect(),
        _ => vec![None],
    };
    let until = match until {
        None => longest(&policy::list(tx)?, admission::step(gate), env.now)?,
        until => until,
    };
    for (n, service) in services.into_iter().enumerate() {
        let place = u32::try_from(10_000 + gate as usize * 100 + n * 2).unwrap_or(0);
        check_one(tx, env, keys, it, (service, until, number(it.code).wrapping_add(place)))?;
    }
    Ok(())
}

/// A check of one service that is done but for the second inspector: its result is proposed.
pub fn check_to_confirm(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    it: &Applicant<'_>,
    service: &str,
) -> Answer<()> {
    let until = longest(&policy::list(tx)?, admission::step(Gate::Service), env.now)?;
    let place = number(it.code).wrapping_add(TO_CONFIRM);
    check_up_to(tx, env, keys, it, (ServiceKey::parse(service), until, place)).map(drop)
}

fn check_one(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    it: &Applicant<'_>,
    what: (Option<ServiceKey>, Option<Micros>, u32),
) -> Answer<()> {
    let case = check_up_to(tx, env, keys, it, what)?;
    let post = Post::of_network(Role::Inspector).expect("the role is held for the whole network");
    let confirmer = Deciding { who: it.panel.inspectors[1], post: &post };
    proposal::confirm(tx, env, &check::deeds::KINDS, &confirmer, case, (&[0; 32], &[]))
}

/// Asked for, taken, every item answered, the result proposed; gives the proposal.
fn check_up_to(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    it: &Applicant<'_>,
    (service, holds_until, place): (Option<ServiceKey>, Option<Micros>, u32),
) -> Answer<Id> {
    let [inspector, _] = it.panel.inspectors;
    let id = env.id(place);
    let asked = check::Request { id, institution: it.code.clone(), service };
    check::request(tx, env, "system:lab", &asked)?;
    let today = env.now.business_date();
    check::schedule(tx, env, inspector, id, (today, today.next()))?;
    check::begin(tx, env, inspector, id)?;
    let lost = || Fault::new(FaultKind::Corrupt, "a check that was just begun is gone");
    let begun = check::dossier(tx, id)?.ok_or_else(lost)?;
    for item in &begun.list.items {
        let word = check::decide::Answer {
            item: item.id.clone(),
            value: check::Value::Pass,
            how: check::How::Person,
            grounds: COMPARED.to_owned(),
            demand: String::new(),
        };
        desk::find_item(tx, env, keys, (inspector, id), &word)?;
    }
    let done = check::dossier(tx, id)?.ok_or_else(lost)?;
    let report = check::report::digest(&done);
    let case = env.id(place.wrapping_add(1));
    let draft = Draft {
        id: case,
        kind: check::deeds::VERDICT.to_owned(),
        subject: check::deeds::subject(it.code, id),
        body: check::deeds::body(&Conclusion { is_pass: true, holds_until, report }),
        sealed_reason: it.sealer.seal(
            &format!("proposal.reason:{case}"),
            "모든 항목을 확인함 / Every item was looked at".as_bytes(),
        )?,
        code: None,
    };
    let post = Post::of_network(Role::Inspector).expect("the role is held for the whole network");
    let proposer = Deciding { who: inspector, post: &post };
    proposal::propose(tx, env, &check::deeds::KINDS, &proposer, &draft)?;
    Ok(case)
}

/// A number for each code, so that the ids of two institutions in one command differ.
fn number(code: &ClientUseCode) -> u32 {
    code.as_str().bytes().fold(0x811C_9DC5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}
