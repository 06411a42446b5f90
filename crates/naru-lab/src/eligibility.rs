//! Files a form of eligibility and has it approved, by the same proposals as everybody's.
//!
//! **Must never know** a way around the two people: there is none.

use crate::admission::Applicant;
use naru_base::role::{Post, Role};
use naru_base::{Answer, Env, Micros, Won};
use naru_core::admission::{Gate, step};
use naru_core::eligibility::decide::Wish;
use naru_core::eligibility::{self, Draft, Paper, deeds};
use naru_core::identity::Scope;
use naru_core::policy;
use naru_core::proposal::{self, Deciding};
use naru_store::Tx;
use ring::digest::{SHA256, digest};
use std::collections::BTreeSet;

/// What a firm's form says.
#[derive(Clone, Debug)]
pub struct Firm<'a> {
    /// Its capital, in won.
    pub capital: i64,
    /// What it does with the network.
    pub model: &'a str,
    /// What it asks for.
    pub scopes: Vec<Scope>,
    /// Whether it is scored: a large business is.
    pub is_scored: bool,
}

/// What people call a paper.
const fn title(paper: Paper) -> &'static str {
    match paper {
        Paper::Registration => "사업자등록증",
        Paper::Licence => "인허가·등록증",
        Paper::Plan => "사업계획서",
        Paper::Finance => "재무제표",
    }
}

/// Files a form with every paper.
pub fn file(tx: &mut Tx<'_>, env: &Env, it: &Applicant<'_>, firm: &Firm<'_>) -> Answer<()> {
    let paper = |paper: Paper| {
        let text = format!("Naru lab, {paper} of {}\n", it.code);
        let hash = digest(&SHA256, text.as_bytes());
        let sha = hash.as_ref().try_into().expect("SHA-256 has 32 bytes");
        (paper, (title(paper).to_owned(), i64::try_from(text.len()).unwrap_or(0), sha))
    };
    let draft = Draft {
        id: env.id(0x0E1_1600),
        capital: Won::new(firm.capital),
        model: firm.model.to_owned(),
        scopes: firm.scopes.clone(),
        declared: BTreeSet::new(),
        papers: Paper::ALL.map(paper).into_iter().collect(),
    };
    eligibility::file(tx, env, "system:lab", it.code, &draft)
}

/// Has the form that is on file approved, scored at four fifths; for as long as the rules allow
/// unless it is said until when.
pub fn approve(
    tx: &mut Tx<'_>,
    env: &Env,
    (it, firm): (&Applicant<'_>, &Firm<'_>),
    until: Option<Micros>,
) -> Answer<()> {
    let (form, _) = eligibility::record(tx, it.code)?;
    let sheet = eligibility::sheet_at(tx, env.now)?;
    let scored = sheet.items.iter().filter(|_| firm.is_scored);
    let scores = scored.map(|it| (it.code.clone(), it.points_max * 4 / 5)).collect();
    let life = step(Gate::Eligibility).life.unwrap_or_default();
    let life_s = policy::number(&policy::list(tx)?, life, env.now)?;
    // It ends with a whole day, as what somebody enters does.
    let whole = env.now.plus_seconds(life_s).business_date().starts_at();
    let holds_until = until.or(Some(whole));
    let (subject, body) =
        deeds::wish_draft(&form, &Wish { grounds: None, note: String::new(), scores, holds_until });
    let id = env.id(0x0E1_1601);
    let context = format!("proposal.reason:{id}");
    let sealed_reason = it
        .sealer
        .seal(&context, "신청서와 서류를 확인했음 / Form and papers were looked at".as_bytes())?;
    let kind = deeds::DECIDE.to_owned();
    let draft = proposal::Draft { id, kind, subject, body, sealed_reason, code: None };
    let post = Post::of_network(Role::Operator).expect("the role is held for the whole network");
    let [proposer, confirmer] = it.panel.operators.map(|who| Deciding { who, post: &post });
    proposal::propose(tx, env, &deeds::KINDS, &proposer, &draft)?;
    proposal::confirm(tx, env, &deeds::KINDS, &confirmer, id, (&[0; 32], &[]))
}
