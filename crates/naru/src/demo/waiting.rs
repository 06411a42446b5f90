//! What waits for somebody, to look at: a paper of a gate, proposals of every part of the gates
//! that wait for their second person, appeals, an incident with its entries.

use super::admission::{SERVICES, applicant, two};
use crate::installation::Installation;
use crate::problem::Problem;
use crate::sealer::DataKeySealer;
use naru_base::env::SystemEntropy;
use naru_base::role::{Post, Role};
use naru_base::{Answer, ClientUseCode, Env, Id, Micros, Won};
use naru_core::admission::decide::{MeasureWish, Wish};
use naru_core::admission::{
    self, Appeal, Evidence, EvidenceKind, Gate, PaperKind, Ruling, Standing, Verdict, deeds,
};
use naru_core::hub::Hub;
use naru_core::incident::{self, Grade, NewIncident};
use naru_core::program::{self, Scope};
use naru_core::proposal::{self, Deciding, Draft, Kind};
use naru_core::staff::StaffSealer;
use naru_core::surety::{self, InstrumentKind};
use naru_core::{reactions, subsidy};
use naru_lab::admission::{check_to_confirm, document_text};
use naru_store::Tx;
use naru_web::Node;
use naru_web::vault::Vault;
use std::collections::BTreeSet;
use std::sync::Arc;

const ACTOR: &str = "system:demo";
const DAY_S: i64 = 86_400;
/// A contract is renewed for as long as one may hold.
const CONTRACT_DAYS: i64 = 1_095;

/// A measure of the demonstration with its appeal.
struct Dispute {
    /// The rule that the measure rests on, and why it was proposed.
    rule: &'static str,
    reason: &'static str,
    /// When it bites and when it ends, in days.
    due: i64,
    ends: i64,
    /// What the institution says against it.
    appeal: &'static str,
    /// Why the appeal is dismissed, if it is answered.
    answer: Option<&'static str>,
}

const DISPUTES: [Dispute; 2] = [
    Dispute {
        rule: "시연용 예시: 보안점검 자료 제출 요청에 답하지 않음 / \
               An example: it did not answer a request for papers of the check",
        reason: "두 차례 요청했음 / It was asked twice",
        due: 30,
        ends: 90,
        appeal: "요청을 받은 담당자가 퇴사하여 전달되지 않았습니다. 자료를 제출했습니다. / \
                 Whoever got the request has left and did not pass it on. The papers are handed in.",
        answer: None,
    },
    Dispute {
        rule: "시연용 예시: 접속 기록을 정한 기간만큼 보관하지 않음 / \
               An example: it did not keep access logs as long as it must",
        reason: "지난 분기의 접속 기록을 제출하지 못했음 / The access logs of the last quarter were not handed in",
        due: 21,
        ends: 60,
        appeal: "보관 장치를 바꾸는 동안의 기록이 다른 장치에 있어 옮기고 있습니다. / \
                 Logs of the time in which storage was replaced are on another device and are moved.",
        answer: Some(
            "옮겼다는 기록에 지난 분기의 접속 기록이 없음 / \
             What was moved does not hold the logs of the last quarter",
        ),
    },
];

/// Brings them, once.
pub(super) async fn samples(
    node: &Node,
    installation: &Installation,
    own: &[ClientUseCode],
) -> Result<(), Problem> {
    let Some(first) = own.first().cloned() else { return Ok(()) };
    let read = {
        let code = first.clone();
        move |tx: &mut Tx<'_>| Ok(admission::papers(tx, &code)?.is_empty())
    };
    if node.book.read(read).await? {
        let paper = paper(node, installation, &first)?;
        let (hub, env) = (node.hub.clone(), node.env());
        let codes = own.to_vec();
        let write = move |tx: &mut Tx<'_>| cases(tx, (&hub, &env), &codes, &paper);
        node.book.write(write).await?;
    }
    incident(node).await
}

/// A paper that is kept, on the shelf; the book does not know of it yet.
fn paper(
    node: &Node,
    installation: &Installation,
    code: &ClientUseCode,
) -> Result<Evidence, Problem> {
    let (dir, keys) = (installation.dir.path(), installation.keys.clone());
    let vault = Vault::beside(dir, keys, Arc::new(SystemEntropy::default()));
    let text = "보안점검 자료 목록\n\n1. 정보보호 정책\n2. 접속 기록 보관 절차\n3. 비상 연락망\n";
    let now = node.env().now;
    Ok(Evidence {
        sha256: vault.put_for(code.as_str(), text.as_bytes())?,
        kind: EvidenceKind::Document,
        title: "보안점검 자료 목록 / List of papers for the check".to_owned(),
        size_bytes: i64::try_from(text.len()).unwrap_or(0),
        observed_at: now,
        received_at: now,
        received_by: ACTOR.to_owned(),
    })
}

/// One commit: the paper on record, proposals that wait, measures with an appeal each.
fn cases(
    tx: &mut Tx<'_>,
    (hub, env): (&Arc<Hub>, &Env),
    own: &[ClientUseCode],
    paper: &Evidence,
) -> Answer<()> {
    let Some(first) = own.first() else { return Ok(()) };
    let sealer = DataKeySealer(hub.keys.clone());
    let at = Table { env, sealer: &sealer, operators: two(tx, &sealer, Role::Operator)? };
    admission::keep_paper(tx, env, first, (paper, PaperKind::Text))?;
    at.contract_again(tx, first)?;
    at.more_cover(tx, first)?;
    at.promise(tx)?;
    at.programs(tx)?;
    let checked = applicant(tx, first, &sealer)?;
    check_to_confirm(tx, env, &hub.keys, &checked, SERVICES.first().copied().unwrap_or_default())?;
    // Whoever is there: of one institution alone both are.
    let appeals = [own.get(1).unwrap_or(first), own.get(2).unwrap_or(first)];
    for ((n, code), it) in (0..).zip(appeals).zip(&DISPUTES) {
        at.appeal(tx, hub, (n, code), it)?;
    }
    Ok(hub.directory_changed(tx)?)
}

/// Two operators at one command.
struct Table<'a> {
    env: &'a Env,
    sealer: &'a DataKeySealer,
    operators: [Id; 2],
}

impl Table<'_> {
    fn propose(
        &self,
        tx: &mut Tx<'_>,
        (place, kinds): (u32, &[Kind]),
        (kind, subject, body): (&str, String, String),
        reason: &str,
    ) -> Answer<Id> {
        let id = self.env.id(place);
        let context = format!("proposal.reason:{id}");
        let sealed_reason = self.sealer.seal(&context, reason.as_bytes())?;
        let draft = Draft { id, kind: kind.to_owned(), subject, body, sealed_reason, code: None };
        let post = Post::of_network(Role::Operator).expect("held for the whole network");
        let by = Deciding { who: self.operators[0], post: &post };
        proposal::propose(tx, self.env, kinds, &by, &draft)?;
        Ok(id)
    }

    fn confirm(&self, tx: &mut Tx<'_>, kinds: &[Kind], id: Id) -> Answer<()> {
        let post = Post::of_network(Role::Operator).expect("held for the whole network");
        let by = Deciding { who: self.operators[1], post: &post };
        proposal::confirm(tx, self.env, kinds, &by, id, (&[0; 32], &[]))
    }

    fn in_days(&self, days: i64) -> Micros {
        self.env.now.plus_seconds(days * DAY_S)
    }

    /// The contract is to hold for longer.
    fn contract_again(&self, tx: &mut Tx<'_>, code: &ClientUseCode) -> Answer<()> {
        let text = document_text(code, EvidenceKind::Contract);
        let wish = Wish {
            gate: Gate::Contract,
            service: None,
            verdict: Verdict::Passed,
            holds_until: Some(self.in_days(CONTRACT_DAYS).business_date().starts_at()),
            evidence: vec![naru_evidence::sha256(text.as_bytes())],
        };
        let what = (deeds::kind_of(wish.gate), deeds::subject(code, None), deeds::gate_body(&wish));
        self.propose(
            tx,
            (1, &deeds::KINDS),
            what,
            "변경 계약서를 확인했음 / The changed contract was looked at",
        )
        .map(drop)
    }

    /// A further instrument.
    fn more_cover(&self, tx: &mut Tx<'_>, code: &ClientUseCode) -> Answer<()> {
        let wish = surety::decide::Wish {
            kind: InstrumentKind::Deposit,
            issuer: "가온은행 / Gaon Bank".to_owned(),
            insurer: None,
            reference: format!("DEMO-{}", self.env.now.business_date()),
            amount: Won::new(50_000_000),
            valid_from: self.env.now,
            valid_until: self.in_days(300).business_date().starts_at(),
        };
        let subject = surety::deeds::subject(code, &wish.reference);
        let what = (surety::deeds::RECORD, subject, surety::deeds::record_body(&wish));
        self.propose(
            tx,
            (2, &surety::deeds::KINDS),
            what,
            "예치 증서를 확인했음 / The certificate of deposit was looked at",
        )
        .map(drop)
    }

    /// Money for an application that waits.
    fn promise(&self, tx: &mut Tx<'_>) -> Answer<()> {
        let Some((programme, _)) = subsidy::programmes(tx)?.into_iter().next() else {
            return Ok(());
        };
        let of = (programme.code.as_str(), Some(subsidy::Standing::Applied));
        let Some(waiting) = subsidy::list(tx, of, None, self.env.now)?.into_iter().next() else {
            return Ok(());
        };
        let most = subsidy::most(tx, &waiting)?;
        let (subject, body) = subsidy::deeds::wish_draft(&waiting, most, None);
        let what = (subsidy::deeds::AWARD, subject, body);
        self.propose(
            tx,
            (3, &subsidy::deeds::KINDS),
            what,
            "신청 서류를 확인했음 / The papers were looked at",
        )
        .map(drop)
    }

    /// A program that is there, and one that waits.
    fn programs(&self, tx: &mut Tx<'_>) -> Answer<()> {
        for (place, name) in
            [(4, "관문 현황판 / Board of gates"), (5, "월간 보고 / Monthly report")]
        {
            let scopes = BTreeSet::from([Scope::GatesRead, Scope::ClaimsRead]);
            let wish = program::Wish { name: name.to_owned(), scopes, until: self.in_days(60) };
            let subject = program::deeds::subject(self.env.id(place));
            let what = (program::deeds::ISSUE, subject, program::deeds::body(&wish));
            let kinds = &program::deeds::KINDS;
            let id = self.propose(
                tx,
                (place, kinds),
                what,
                "부서 현황판에서 조회함 / For the board of the department",
            )?;
            if place == 4 {
                self.confirm(tx, kinds, id)?;
            }
        }
        Ok(())
    }

    /// A warning that the institution appeals against; the second appeal is answered.
    fn appeal(
        &self,
        tx: &mut Tx<'_>,
        hub: &Hub,
        (n, code): (u32, &ClientUseCode),
        of: &Dispute,
    ) -> Answer<()> {
        let wish = MeasureWish {
            standing: Standing::Warned,
            rule: of.rule.to_owned(),
            due_at: self.in_days(of.due),
            ends_at: Some(self.in_days(of.ends)),
            is_urgent: false,
        };
        let subject = deeds::subject(code, None);
        let what = (deeds::MEASURE, subject.clone(), deeds::measure_body(&wish));
        let kinds = &deeds::KINDS;
        let measure = self.propose(tx, (10 + n * 2, kinds), what, of.reason)?;
        self.confirm(tx, kinds, measure)?;
        let context = format!("admission.appeal:{measure}");
        let sealed = self.sealer.seal(&context, of.appeal.as_bytes())?;
        let it = Appeal { at: self.env.now, by: ACTOR.to_owned(), sealed, answer: None };
        reactions::appeal(tx, self.env, &hub.keys, (code, measure), &it)?;
        if let Some(reason) = of.answer {
            let body = deeds::answer_body(measure, Ruling::Dismissed);
            let what = (deeds::ANSWER, subject, body);
            let id = self.propose(tx, (11 + n * 2, kinds), what, reason)?;
            self.confirm(tx, kinds, id)?;
        }
        Ok(())
    }
}

/// An entry of an incident by somebody: who, and in which.
type Entry = fn(&mut Tx<'_>, &Hub, &Env, (Id, Id)) -> Answer<()>;

/// An incident with an entry of each kind but its end.
async fn incident(node: &Node) -> Result<(), Problem> {
    let hub = node.hub.clone();
    let known = move |tx: &mut Tx<'_>| {
        Ok(incident::list(tx, &hub.keys, &incident::Filter::default())?.is_empty())
    };
    if !node.book.read(known).await? {
        return Ok(());
    }
    let id = node.env().id(0);
    let steps: [Entry; 3] = [opened, noted, regraded];
    for step in steps {
        let (hub, env) = (node.hub.clone(), node.env());
        let write = move |tx: &mut Tx<'_>| {
            let sealer = DataKeySealer(hub.keys.clone());
            let [desk, _] = two(tx, &sealer, Role::SecurityDesk)?;
            step(tx, &hub, &env, (desk, id))
        };
        node.book.write(write).await?;
    }
    Ok(())
}

fn opened(tx: &mut Tx<'_>, hub: &Hub, env: &Env, (who, id): (Id, Id)) -> Answer<()> {
    let new = NewIncident {
        id,
        grade: Grade::Three,
        status: incident::Status::Exercise,
        title: "은행 응답 지연 / Slow answers of a bank".to_owned(),
        text: "한 은행의 응답이 평소보다 늦습니다. 거절은 아직 없습니다. / A bank answers slower than usual. Nothing is refused so far.".to_owned(),
    };
    reactions::open_incident(tx, env, &hub.keys, who, &new)
}

fn noted(tx: &mut Tx<'_>, hub: &Hub, env: &Env, at: (Id, Id)) -> Answer<()> {
    let said = "은행 담당자에게 연락하여 점검 중임을 확인했습니다. / \
                The bank was called: it is looking into it.";
    incident::note(tx, env, &hub.keys, at, said)
}

fn regraded(tx: &mut Tx<'_>, hub: &Hub, env: &Env, at: (Id, Id)) -> Answer<()> {
    let to = (Grade::Four, "응답이 회복되고 있어 지켜봅니다. / It is recovering, and watched.");
    reactions::regrade_incident(tx, env, &hub.keys, at, to)
}
