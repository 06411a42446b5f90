//! Claims of consumers at every stage of their way, by the same proposals as everybody's: for the
//! demonstration and for beds.
//!
//! **Must never know** a way around the two people: there is none.

use crate::subsidy::Clerks;
use naru_base::role::{Post, Role};
use naru_base::{Answer, Env, Id, Micros, Won};
use naru_core::claim::deeds::{self, Wish};
use naru_core::claim::{self, Cause, Claim, Party, TraceState};
use naru_core::proposal::{self, Deciding, Draft};
use naru_core::surety;
use naru_store::Tx;

/// How far a claim of the sample goes. Each stage has been through those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Nobody has decided anything.
    Reported,
    /// It was no such damage.
    Rejected,
    /// One person proposes to pay; the other has not confirmed.
    Proposed,
    /// The consumer was paid.
    Paid,
    /// What a bank froze came back.
    Returned,
    /// The cause is known, and who bears it.
    Decided,
    /// The surety is asked for the institution's share.
    Asked,
    /// Whoever else bears a share has paid it.
    Recovered,
    /// Nobody owes anything.
    Closed,
}

/// One desk at work on one claim.
struct Desk<'d, 'c, 't> {
    tx: &'d mut Tx<'t>,
    env: &'d Env,
    clerks: &'d Clerks<'c>,
    id: Id,
    /// The place of the last deed among those of the command.
    place: u32,
}

impl Desk<'_, '_, '_> {
    fn claim(&mut self) -> Answer<Claim> {
        claim::find(self.tx, self.id)
    }

    /// The environment of the next deed: a moment after the one before, as of people who decide
    /// one after the other.
    fn next_env(&mut self) -> Env {
        self.place += 1;
        let mut seed = [0; 16];
        seed[4..].copy_from_slice(&self.env.nonce(self.place));
        let now = Micros::new(self.env.now.get() + i64::from(self.place & 0xFF));
        Env::fixed(now, u128::from_be_bytes(seed))
    }

    fn propose(&mut self, env: &Env, kind: &str, wish: &Wish) -> Answer<Id> {
        let id = env.id(0);
        let context = format!("proposal.reason:{id}");
        let reason =
            "신고와 이체 기록을 대조하여 확인했음 / The report was compared with the transfers";
        let sealed_reason = self.clerks.sealer.seal(&context, reason.as_bytes())?;
        let (subject, body) = deeds::wish_draft(self.id, wish);
        let kind = kind.to_owned();
        let draft = Draft { id, kind, subject, body, sealed_reason, code: None };
        let post = operator();
        let by = Deciding { who: self.clerks.operators[0], post: &post };
        proposal::propose(self.tx, env, &deeds::KINDS, &by, &draft)?;
        Ok(id)
    }

    fn decide(&mut self, kind: &str, wish: &Wish) -> Answer<()> {
        let env = self.next_env();
        let id = self.propose(&env, kind, wish)?;
        let post = operator();
        let by = Deciding { who: self.clerks.operators[1], post: &post };
        proposal::confirm(self.tx, &env, &deeds::KINDS, &by, id, (&[0; 32], &[]))
    }

    fn document(&self, kind: &str) -> String {
        format!("{kind}-{}", self.place)
    }

    fn pay(&mut self) -> Wish {
        let amount = self.claim().map_or(0, |it| it.loss.get());
        Wish { amount, evidence: self.document("PAY"), ..Wish::default() }
    }

    /// What the first bank that froze something has sent back.
    fn give_back(&mut self) -> Answer<()> {
        let traces = claim::traces(self.tx, self.id)?;
        let frozen = |state| matches!(state, TraceState::Frozen | TraceState::Partly);
        let Some(it) = traces.into_iter().find(|it| frozen(it.state)) else { return Ok(()) };
        let half = it.frozen.get() / 2;
        let party = it.bank.to_string();
        let evidence = self.document("RETURN");
        self.decide(deeds::RETURN, &Wish { amount: half, party, evidence, ..Wish::default() })
    }

    fn cause(&mut self) -> Answer<()> {
        let cause = self.claim()?.said;
        self.decide(deeds::DECIDE, &Wish { cause: cause.to_string(), ..Wish::default() })
    }

    /// Asks the instrument that is valid for the institution's share.
    fn ask_surety(&mut self) -> Answer<()> {
        let it = self.claim()?;
        let share = claim::money_of(self.tx, self.id)?.on_institution;
        let facts = surety::facts_of(self.tx, &it.institution)?;
        let at = it.reported_at;
        let valid = facts.instruments.iter().find(|known| {
            known.valid_from <= at && at < known.counts_until() && known.left() >= share
        });
        let (Some(valid), true) = (valid, share > Won::ZERO) else { return Ok(()) };
        let (amount, instrument) = (share.get(), valid.id.to_string());
        let wish = Wish { amount, instrument, ..Wish::default() };
        self.decide(deeds::SURETY, &wish)
    }

    /// Everybody who owes has paid; or everybody but the institution and its surety.
    fn recover(&mut self, only_others: bool) -> Answer<()> {
        let institution = self.claim()?.institution;
        let own = Party::Institution(institution.clone());
        let open = claim::money_of(self.tx, self.id)?.open(&institution);
        for (party, amount) in open.into_iter().filter(|it| it.1 > Won::ZERO) {
            if only_others && (party == Party::Surety || party == own) {
                continue;
            }
            let (amount, party) = (amount.get(), party.to_string());
            let evidence = self.document("RECEIPT");
            self.decide(deeds::RECOVER, &Wish { amount, party, evidence, ..Wish::default() })?;
        }
        Ok(())
    }
}

fn operator() -> Post {
    Post::of_network(Role::Operator).expect("the role is held for the whole network")
}

/// What people report, by turns.
pub fn said(n: usize) -> (Cause, &'static str) {
    const ALL: [(Cause, &str); 6] = [
        (
            Cause::ForgedMeans,
            "본인이 만들지 않은 인증 수단으로 새벽에 돈이 나갔다고 합니다. / Money left before dawn by a means of access the customer did not make.",
        ),
        (
            Cause::Intrusion,
            "앱에 이상한 화면이 뜬 뒤 모르는 계좌로 송금되었다고 합니다. / After a strange screen in the app, money went to an unknown account.",
        ),
        (
            Cause::StolenIdentity,
            "신분증을 잃어버린 뒤 모르는 사람이 계정을 열었다고 합니다. / An identity card was lost, and a stranger opened an account.",
        ),
        (Cause::Processing, "한 번 보냈는데 두 번 나갔다고 합니다. / Sent once, it left twice."),
        (
            Cause::InstitutionFault,
            "해지한 뒤에도 자동으로 이체되었다고 합니다. / Transfers went on after the service was ended.",
        ),
        (
            Cause::UserNegligence,
            "전화로 불러 준 인증번호가 쓰였다고 합니다. / A code that was told by telephone was used.",
        ),
    ];
    ALL[n % ALL.len()]
}

/// Brings a claim that is on record so far. `n` keeps the ids of one command apart.
pub fn bring(
    tx: &mut Tx<'_>,
    env: &Env,
    clerks: &Clerks<'_>,
    (id, n): (Id, u32),
    stage: Stage,
) -> Answer<()> {
    let mut desk = Desk { tx, env, clerks, id, place: n * 0x100 };
    match stage {
        Stage::Reported => return Ok(()),
        Stage::Rejected => return desk.decide(deeds::REJECT, &Wish::default()),
        Stage::Proposed => {
            let wish = desk.pay();
            let env = desk.next_env();
            return desk.propose(&env, deeds::PAY, &wish).map(drop);
        }
        _ => {}
    }
    let wish = desk.pay();
    desk.decide(deeds::PAY, &wish)?;
    if stage >= Stage::Returned {
        desk.give_back()?;
    }
    if stage >= Stage::Decided {
        desk.cause()?;
    }
    // Whoever pays its own share asks no surety, and keeps its cover.
    if stage == Stage::Asked {
        desk.ask_surety()?;
    }
    if stage >= Stage::Recovered {
        desk.recover(stage == Stage::Recovered)?;
    }
    if stage == Stage::Closed {
        desk.decide(deeds::CLOSE, &Wish::default())?;
    }
    Ok(())
}
