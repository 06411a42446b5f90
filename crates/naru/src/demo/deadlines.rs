//! Rules with a date to look at: the two of 2020, one of the demonstration's own, answers, and an
//! extension that waits for its second person; in a large network a list as long as it gets.

use super::admission::two;
use crate::problem::Problem;
use crate::sealer::DataKeySealer;
use naru_base::keyring::Keyring;
use naru_base::role::{Post, Role};
use naru_base::{Answer, ClientUseCode, Env, Id, Micros};
use naru_core::admission::deadline::decide::Lower;
use naru_core::admission::deadline::{self, Answered, Concerned, Finding, Rule, Text, deeds};
use naru_core::admission::{self, Class, Evidence, EvidenceKind, Gate, Standing};
use naru_core::policy;
use naru_core::proposal::{self, Deciding, Draft};
use naru_core::reactions;
use naru_core::staff::StaffSealer;
use naru_lab::admission::{Applicant, Panel};
use naru_lab::crowd::{Member, Visit, Work, look_at, member};
use naru_store::Tx;
use naru_web::Node;

const ACTOR: &str = "system:demo";
/// What an institution answers that needs more time.
const LATE: &str = "점검 대상 서버를 맡은 클라우드 사업자의 이전이 늦어져 그 뒤에 점검을 받겠습니다. / \
     The cloud provider that runs the servers to be checked is late with its move; the check \
     comes after it.";
const DAY_S: i64 = 86_400;
/// The shipped rule that concerns whoever is listed.
const FORMER: &str = "2020q1-former-platform-users";
/// Whoever has applied is checked again.
const RECHECK: &str = "sample-recheck";
/// Those listed have a service that changed.
const CHANGED: &str = "sample-change-recheck";
/// When the two of the demonstration are due, in days.
const RECHECK_DAYS: i64 = 45;
const CHANGED_DAYS: i64 = 10;

/// Brings them, once.
pub(super) async fn samples(node: &Node, own: &[ClientUseCode], crowd: u32) -> Result<(), Problem> {
    let own = own.to_vec();
    let (hub, env) = (node.hub.clone(), node.env());
    let write = move |tx: &mut Tx<'_>| {
        if deadline::rules(tx)?.iter().any(|it| it.id == RECHECK) {
            return Ok(());
        }
        let sealer = DataKeySealer(hub.keys.clone());
        let clerk = Clerk { operators: two(tx, &sealer, Role::Operator)?, sealer: &sealer };
        rules(tx, &env, crowd > 0)?;
        for code in own.iter().filter(|it| super::admission::is_former(it)) {
            deadline::list_in(tx, &env, ACTOR, (code, FORMER))?;
        }
        for it in (0..crowd).map(member) {
            match it.n % 20 {
                8..=15 => deadline::list_in(tx, &env, ACTOR, (&it.code, CHANGED))?,
                _ if it.is_former() => deadline::list_in(tx, &env, ACTOR, (&it.code, FORMER))?,
                _ => {}
            }
        }
        let inspectors = two(tx, &sealer, Role::Inspector)?;
        let panel = Panel { operators: clerk.operators, inspectors };
        for it in (0..crowd).map(member).filter(|it| it.n % 20 == 9) {
            checked(tx, &env, (&hub.keys, &sealer), panel, &it)?;
        }
        reactions::follow_checks(tx, &env, None)?;
        for it in (0..crowd).map(member).filter(|it| it.n % 20 == 8) {
            clerk.of_crowd(tx, &env, (it.n, &it.code))?;
        }
        if let Some(late) = own.iter().find(|it| it.as_str() == super::admission::ENDS_SOON.0) {
            clerk.asks_for_time(tx, &env, (late, RECHECK))?;
        }
        Ok(hub.directory_changed(tx)?)
    };
    Ok(node.book.write(write).await?)
}

/// The demonstration's own rules.
fn rules(tx: &mut Tx<'_>, env: &Env, is_large: bool) -> Answer<()> {
    let text = |ko: &str, en: &str| Text { ko: ko.to_owned(), en: en.to_owned() };
    let in_days = |days: i64| env.now.plus_seconds(days * DAY_S).business_date().starts_at();
    let recheck = Rule {
        id: RECHECK.to_owned(),
        concerned: Concerned::Class(Class::Fintech),
        requirement: Gate::Organisation,
        title: text("핀테크 기관점검 갱신", "Fintech organisation checks renewed"),
        old: text("참가할 때 한 번 점검", "checked once, on admission"),
        new: text(
            "기한까지 유효한 기관점검 보유",
            "an organisation check that is valid on the date",
        ),
        effective_at: in_days(-30),
        due_at: in_days(RECHECK_DAYS),
        source: "An example of the demonstration".to_owned(),
    };
    deadline::add_rule(tx, env, ACTOR, &recheck)?;
    if is_large {
        let changed = Rule {
            id: CHANGED.to_owned(),
            concerned: Concerned::Listed,
            title: text(
                "서비스 변경 기관 추가점검",
                "Additional check after a change of a service",
            ),
            old: text("변경 신고로 갈음", "a change was only reported"),
            new: text("변경 뒤 기관점검 통과", "the organisation check is passed after it"),
            due_at: in_days(CHANGED_DAYS),
            ..recheck
        };
        deadline::add_rule(tx, env, ACTOR, &changed)?;
    }
    Ok(())
}

/// Whose check has ended asked for another in time: for some the inspector comes after the date, of
/// some what was found is being mended.
fn checked(
    tx: &mut Tx<'_>,
    env: &Env,
    (keys, sealer): (&Keyring, &DataKeySealer),
    panel: Panel,
    it: &Member,
) -> Answer<()> {
    let days = |days: i64| env.now.plus_seconds(days * DAY_S);
    let (work, from) = match it.n / 20 % 5 {
        0 | 3 => (Work::Scheduled(18), env.now),
        1 => (Work::Fixing, days(-5)),
        _ => return Ok(()),
    };
    let applicant = Applicant { code: &it.code, services: it.services, panel, sealer };
    let visit = Visit { asked_at: days(-70), from };
    // The checks of one commit have ids of their own.
    let own = Env::fixed(env.now, u128::from(it.n) << 64 | u128::from(env.now.unix_ms()));
    look_at(tx, &own, keys, &applicant, (Gate::Organisation, work, visit))
}

/// What somebody else wrote to the institution: the document of its answer.
fn letter_of_delay(env: &Env, code: &ClientUseCode) -> Evidence {
    let text = format!("Naru demonstration: the move of a cloud is late, {code}\n");
    let digest = ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
    Evidence {
        sha256: digest.as_ref().try_into().unwrap_or_default(),
        kind: EvidenceKind::Document,
        title:
            "클라우드 사업자의 이전 지연 확인서 / Statement of the cloud provider: the move is late"
                .to_owned(),
        size_bytes: i64::try_from(text.len()).unwrap_or(0),
        observed_at: env.now,
        received_at: env.now,
        received_by: ACTOR.to_owned(),
    }
}

/// Two operators, and what seals their words.
struct Clerk<'a> {
    operators: [Id; 2],
    sealer: &'a DataKeySealer,
}

impl Clerk<'_> {
    /// Whose check ends before the date: some answer, some are decided already.
    fn of_crowd(&self, tx: &mut Tx<'_>, env: &Env, (n, code): (u32, &ClientUseCode)) -> Answer<()> {
        let of = (code, CHANGED);
        // In a directory of an older demonstration its check holds longer.
        if deadline::under(tx, of, env.now)?.is_none_or(|it| it.finding == Finding::Met) {
            return Ok(());
        }
        match n / 20 % 5 {
            0 | 2 => self.answers(tx, env, of, "third-party"),
            1 => self.restricted(tx, env, of),
            _ => Ok(()),
        }
    }

    fn answers(
        &self,
        tx: &mut Tx<'_>,
        env: &Env,
        (code, rule): (&ClientUseCode, &str),
        ground: &str,
    ) -> Answer<()> {
        let id = env.id(place(code));
        let words = LATE;
        let sealed =
            self.sealer.seal(&format!("admission.deadline.answer:{id}"), words.as_bytes())?;
        let document = letter_of_delay(env, code);
        admission::hand_in(tx, env, code, &document)?;
        let document = Some(document.sha256);
        let until = env.now.plus_seconds((RECHECK_DAYS + 28) * DAY_S);
        let it = Answered { id, ground: ground.to_owned(), until, sealed, sha256: document };
        reactions::answer_deadline(tx, env, &self.sealer.0, (ACTOR, code, rule), &it)
    }

    /// It has answered, and one person proposes what it asks for.
    fn asks_for_time(
        &self,
        tx: &mut Tx<'_>,
        env: &Env,
        (code, rule): (&ClientUseCode, &str),
    ) -> Answer<()> {
        // In a directory of an older demonstration its check holds longer.
        let under = deadline::under(tx, (code, rule), env.now)?;
        if under.is_none_or(|it| it.finding == Finding::Met) {
            return Ok(());
        }
        self.answers(tx, env, (code, rule), "third-party")?;
        let until = env.now.plus_seconds((RECHECK_DAYS + 28) * DAY_S);
        let wish = deeds::Wish { rule: rule.to_owned(), ground: "third-party".to_owned(), until };
        let what = (deeds::EXTEND, deeds::subject(code, rule), deeds::body(&wish));
        self.propose(tx, env, place(code) + 1, what).map(drop)
    }

    /// Two people have restricted it from the date on.
    fn restricted(
        &self,
        tx: &mut Tx<'_>,
        env: &Env,
        (code, rule): (&ClientUseCode, &str),
    ) -> Answer<()> {
        let Some(under) = deadline::under(tx, (code, rule), env.now)? else { return Ok(()) };
        let Finding::Restrict { from, .. } = under.finding else { return Ok(()) };
        let notice_s = policy::number(&policy::list(tx)?, "measure_notice_s", env.now)?;
        let told: Micros = env.now.plus_seconds(notice_s);
        let wish = Lower {
            rule: rule.to_owned(),
            standing: Standing::InquiryOnly,
            due_at: from.max(told),
            ends_at: None,
        };
        let what = (deeds::LOWER, deeds::subject(code, rule), deeds::lower_body(&wish));
        let id = self.propose(tx, env, place(code) + 1, what)?;
        let post = Post::of_network(Role::Operator).expect("held for the whole network");
        let by = Deciding { who: self.operators[1], post: &post };
        proposal::confirm(tx, env, &deeds::KINDS, &by, id, (&[0; 32], &[]))
    }

    fn propose(
        &self,
        tx: &mut Tx<'_>,
        env: &Env,
        place: u32,
        (kind, subject, body): (&str, String, String),
    ) -> Answer<Id> {
        let id = env.id(place);
        let reason = "제출한 사유와 문서를 확인했음 / Ground and document were looked at";
        let sealed_reason =
            self.sealer.seal(&format!("proposal.reason:{id}"), reason.as_bytes())?;
        let kind = kind.to_owned();
        let draft = Draft { id, kind, subject, body, sealed_reason, code: None };
        let post = Post::of_network(Role::Operator).expect("held for the whole network");
        let by = Deciding { who: self.operators[0], post: &post };
        proposal::propose(tx, env, &deeds::KINDS, &by, &draft)?;
        Ok(id)
    }
}

/// A place of its own for each institution among the ids of the command.
fn place(code: &ClientUseCode) -> u32 {
    let digits: String = code.as_str().chars().filter(char::is_ascii_digit).collect();
    digits.parse::<u32>().unwrap_or(0).wrapping_mul(4)
}
