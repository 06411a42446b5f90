//! Gates on the wire: a fourth fintech goes from application to live, its key works at that moment
//! and not before; its check expires, and the relay refuses it from that instant on.

use super::bed::*;
use super::returns;
use crate::bed::TestClock;
use naru_base::env::SystemClock;
use naru_base::role::{Post, Role};
use naru_base::{BankTranId, ClientUseCode, Clock as _, Env, Id, Micros};
use naru_core::admission::{Gate, PATH, Standing, decide::MeasureWish, deeds};
use naru_core::proposal::{self, Deciding, Draft};
use naru_core::relay::{self, Decline};
use naru_lab::admission::{Applicant, Panel, PlainSealer, apply, pass};
use naru_store::Tx;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const FOURTH: &str = "M202600004";
const DAY_S: i64 = 86_400;

struct Story {
    bed: Bed,
    clock: Arc<TestClock>,
}

async fn story(place: impl AsyncFnOnce(With) -> Option<Bed>) -> Option<Story> {
    let clock = Arc::new(TestClock(AtomicI64::new(SystemClock.now().get())));
    let with = With { clock: clock.clone(), ..With::default() };
    let bed = place(with).await?;
    Some(Story { bed, clock })
}

fn who(n: u128) -> Id {
    Id::from_parts(1, n)
}

impl Story {
    fn set(&self, at: Micros) {
        self.clock.0.store(at.get(), Ordering::SeqCst);
    }

    /// Writes, and takes the change into memory with the commit.
    async fn write(
        &self,
        f: impl Fn(&mut Tx<'_>, &Env, &Applicant<'_>) -> naru_base::Answer<()> + Send + 'static,
    ) {
        let (hub, env) = (self.bed.node().hub.clone(), self.bed.node().env());
        let write = move |tx: &mut Tx<'_>| {
            let code = ClientUseCode::parse(FOURTH).expect("a code");
            let panel = Panel { operators: [who(1), who(2)], inspectors: [who(3), who(4)] };
            let services = &["web:pado:1.0"];
            f(tx, &env, &Applicant { code: &code, services, panel, sealer: &PlainSealer })?;
            Ok(hub.directory_changed(tx)?)
        };
        self.bed.node().book.write(write).await.expect("written");
    }

    async fn pass(&self, gate: Gate, until: Option<Micros>) {
        self.write(move |tx, env, it| pass(tx, env, it, gate, until)).await;
    }

    async fn live(&self) {
        self.bed.newcomer(FOURTH, "파도페이").await;
        self.write(apply).await;
        for step in &PATH {
            self.pass(step.gate, None).await;
        }
    }

    /// Whether the token endpoint gives the fourth institution a token.
    async fn may_log_in(&self) -> bool {
        let answer = self.bed.token_with(&token_form(FOURTH, "oob")).await;
        let refused = answer["rsp_code"].as_str();
        assert!(refused.is_none_or(|code| code == "O0001"), "{answer}");
        answer["access_token"].is_string()
    }

    fn deposit_order(&self, amount: i64) -> Value {
        let mut order = self.bed.deposit_order(amount);
        order["req_list"][0]["bank_tran_id"] = json!(self.bed.id_of(FOURTH));
        order
    }

    async fn ask(&self, token: &str, path: &str, body: &Value) -> Value {
        let request = self.bed.post(path, token, body.to_string());
        self.bed.send(request).await.expect("an answer").1
    }

    async fn deposit(&self, token: &str, order: &Value) -> String {
        let answer = self.ask(token, DEPOSIT, order).await;
        answer["rsp_code"].as_str().expect("text").to_owned()
    }

    async fn banks(&self, token: &str) -> String {
        let request = self.bed.get("/v2.0/bank/status", token, "");
        let answer = self.bed.send(request).await.expect("an answer").1;
        answer["rsp_code"].as_str().expect("text").to_owned()
    }

    /// Why the book declined an order.
    async fn declined(&self, order: &Value) -> Option<Decline> {
        let id = order["req_list"][0]["bank_tran_id"].as_str().expect("text");
        let key = relay::Key { date: self.bed.today(), id: BankTranId::parse(id).expect("an id") };
        let row = self.bed.node().book.read(move |tx| Ok(relay::row_facts(tx, &key)?)).await;
        row.expect("reads").expect("recorded").listed.reason.as_deref().and_then(Decline::parse)
    }

    /// Two operators decide on a measure.
    async fn measure(&self, standing: Standing) -> Id {
        let (hub, env) = (self.bed.node().hub.clone(), self.bed.node().env());
        let id = env.id(7);
        let write = move |tx: &mut Tx<'_>| {
            let wish = MeasureWish {
                standing,
                rule: "이용약관 제12조".to_owned(),
                due_at: env.now,
                ends_at: None,
                is_urgent: true,
            };
            let code = ClientUseCode::parse(FOURTH).expect("a code");
            let draft = Draft {
                id,
                kind: deeds::MEASURE.to_owned(),
                subject: deeds::subject(&code, None),
                body: deeds::measure_body(&wish),
                sealed_reason: b"because".to_vec(),
                code: None,
            };
            two(tx, &env, &draft)?;
            Ok(hub.directory_changed(tx)?)
        };
        self.bed.node().book.write(write).await.expect("imposed");
        id
    }

    async fn lift(&self, measure: Id) {
        let (hub, env) = (self.bed.node().hub.clone(), self.bed.node().env());
        let write = move |tx: &mut Tx<'_>| {
            let code = ClientUseCode::parse(FOURTH).expect("a code");
            let draft = Draft {
                id: env.id(7),
                kind: deeds::LIFT.to_owned(),
                subject: deeds::subject(&code, None),
                body: deeds::lift_body(measure),
                sealed_reason: b"because".to_vec(),
                code: None,
            };
            two(tx, &env, &draft)?;
            Ok(hub.directory_changed(tx)?)
        };
        self.bed.node().book.write(write).await.expect("lifted");
    }
}

fn two(tx: &mut Tx<'_>, env: &Env, draft: &Draft) -> naru_base::Answer<()> {
    let post = Post::of_network(Role::Operator).expect("a role");
    let [one, other] = [1, 2].map(|n| Deciding { who: who(n), post: &post });
    proposal::propose(tx, env, &deeds::KINDS, &one, draft)?;
    proposal::confirm(tx, env, &deeds::KINDS, &other, draft.id, (&[0; 32], &[]))
}

async fn a_key_works_from_the_start_and_not_before_and_its_check_ends_it(it: Story) {
    it.bed.newcomer(FOURTH, "파도페이").await;
    it.write(apply).await;
    let began = it.clock.now();
    let over = began.plus_seconds(3_600);
    for step in &PATH {
        assert!(!it.may_log_in().await, "before {}", step.gate);
        // The organisation check is short: it ends in an hour.
        it.pass(step.gate, (step.gate == Gate::Organisation).then_some(over)).await;
    }
    // At once: on the very next call.
    let token = it.bed.token_of(FOURTH, "oob").await;
    it.bed.fund(FOURTH, 1, FUNDS).await;
    assert_eq!(it.banks(&token).await, "A0000");
    assert_eq!(it.deposit(&token, &it.deposit_order(1_000)).await, "A0000");
    it.set(Micros::new(over.get() - 1));
    let last = it.deposit_order(1_000);
    assert_eq!(it.deposit(&token, &last).await, "A0000", "to the last microsecond");
    it.set(over);
    let refused = it.deposit_order(1_000);
    assert_eq!(it.deposit(&token, &refused).await, "A0011", "from that instant on");
    assert_eq!(it.declined(&refused).await, Some(Decline::InquiryOnly));
    assert_eq!(it.deposit(&token, &refused).await, "A0011", "and again: it is on record");
    assert_eq!(it.banks(&token).await, "A0000", "inquiries go on");
    assert!(it.may_log_in().await);
    // Checked again, it goes on at once.
    it.pass(Gate::Organisation, None).await;
    assert_eq!(it.deposit(&token, &it.deposit_order(1_000)).await, "A0000");
    it.bed.verify().await;
}

/// A claim of the whole deposit.
fn claim_of(bed: &Bed, deposit: &Value) -> Value {
    let mut claim = returns::claim(bed, &deposit["req_list"][0]);
    claim["org_tran_amt"] = deposit["req_list"][0]["tran_amt"].clone();
    claim
}

async fn a_suspended_institution_learns_only_what_became_of_its_money(it: Story) {
    it.live().await;
    let token = it.bed.token_of(FOURTH, "oob").await;
    it.bed.fund(FOURTH, 1, FUNDS).await;
    let done = it.deposit_order(1_000);
    assert_eq!(it.deposit(&token, &done).await, "A0000");
    let (mut claim, own) = (claim_of(&it.bed, &done), it.bed.id_of(FOURTH));
    claim["bank_tran_id"] = json!(own);
    let claimed = it.ask(&token, "/v2.0/return/claim", &claim).await;
    assert_eq!(claimed["rsp_code"], "A0000", "{claimed}");
    let measure = it.measure(Standing::Suspended).await;
    let refused = it.deposit_order(1_000);
    assert_eq!(it.deposit(&token, &refused).await, "A0013");
    assert_eq!(it.declined(&refused).await, Some(Decline::StandingSuspended));
    assert_eq!(it.banks(&token).await, "A0013");
    assert!(!it.may_log_in().await, "no new token");
    assert_eq!(it.deposit(&token, &done).await, "A0000", "a known order is told as it stands");
    let mut question = it.bed.result_of(&[&done["req_list"][0]]);
    question["check_type"] = json!("2");
    let answer = it.ask(&token, RESULT, &question).await;
    assert_eq!(answer["rsp_code"], "A0000", "{answer}");
    let answer = it.ask(&token, "/v2.0/return/result", &returns::question(&it.bed, &claim)).await;
    assert_eq!(answer["rsp_code"], "A0000", "{answer}");
    claim["bank_tran_id"] = json!(it.bed.id_of(FOURTH));
    let refused = it.ask(&token, "/v2.0/return/claim", &claim).await;
    assert_eq!(refused["rsp_code"], "A0013", "a new claim is another matter: {refused}");
    it.lift(measure).await;
    assert_eq!(it.deposit(&token, &it.deposit_order(1_000)).await, "A0000");
    it.bed.verify().await;
}

async fn cut_limits_are_half_and_a_warning_takes_nothing(it: Story) {
    it.live().await;
    let token = it.bed.token_of(FOURTH, "oob").await;
    it.bed.fund(FOURTH, 1, FUNDS).await;
    it.bed.set_rule_of(FOURTH, "deposit_once_limit_won", 10_000).await;
    it.measure(Standing::Warned).await;
    assert_eq!(it.deposit(&token, &it.deposit_order(10_000)).await, "A0000");
    let measure = it.measure(Standing::LimitCut).await;
    assert_eq!(it.deposit(&token, &it.deposit_order(5_000)).await, "A0000", "half of it");
    assert_eq!(it.deposit(&token, &it.deposit_order(5_001)).await, "A0106");
    it.lift(measure).await;
    assert_eq!(it.deposit(&token, &it.deposit_order(10_000)).await, "A0000");
    it.bed.verify().await;
}

/// A year goes by, and nobody does anything.
async fn whoever_is_not_checked_again_is_stopped_by_the_system(it: Story) {
    it.live().await;
    // This bed lets gates hold for twenty years, to the end of a whole day.
    let end = it.clock.now().plus_seconds(20 * 365 * DAY_S).business_date().starts_at();
    it.set(end.plus_seconds(-1));
    assert!(it.may_log_in().await);
    it.set(end);
    assert!(!it.may_log_in().await, "papers and contract are over too: suspended");
}

macro_rules! on_both {
    ($($name:ident => $body:ident;)*) => {
        $(mod $name {
            use super::*;
            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                let place = async |with| Some(Bed::with(with).await);
                $body(story(place).await.expect("a bed")).await;
            }
            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                if let Some(it) = story(Bed::postgres).await {
                    $body(it).await;
                }
            }
        })*
    };
}

on_both! {
    path => a_key_works_from_the_start_and_not_before_and_its_check_ends_it;
    suspended => a_suspended_institution_learns_only_what_became_of_its_money;
    limits => cut_limits_are_half_and_a_warning_takes_nothing;
    years => whoever_is_not_checked_again_is_stopped_by_the_system;
}
