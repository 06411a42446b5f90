//! Real names: checked by the bank; the number passes through and is kept nowhere.

use super::super::bed::*;
use super::{has_fields, logged, text};
use naru_base::ClientUseCode;
use naru_core::relay::inquiry::{self, Permit};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

/// A made-up number in the form of a resident number: the check digit is wrong, so nobody has it.
const NUMBER: &str = "9001011999990";

fn question(bed: &Bed, kind: &str, info: &str) -> Value {
    json!({
        "bank_tran_id": bed.id_of(NARAE),
        "bank_code_std": BANK,
        "account_num": ACCOUNT,
        "account_seq": "",
        "account_holder_info_type": kind,
        "account_holder_info": info,
        "tran_dtime": "20261122101921",
    })
}

on_both_stores!(a_holder_is_told_and_checked);

async fn a_holder_is_told_and_checked(bed: Bed) {
    let answer = bed.ask(REAL_NAME, &question(&bed, " ", "900101")).await;
    assert_eq!(answer["rsp_code"], "A0000", "{answer}");
    has_fields(
        &answer,
        &[
            "bank_code_std",
            "bank_code_sub",
            "bank_name",
            "savings_bank_name",
            "account_num",
            "account_seq",
            "account_holder_info_type",
            "account_holder_info",
            "account_holder_name",
            "account_type",
        ],
    );
    assert_eq!(
        (text(&answer, "account_holder_name"), text(&answer, "account_type")),
        ("김가람", "1")
    );
    assert_eq!(
        (text(&answer, "account_holder_info_type"), text(&answer, "account_holder_info")),
        (" ", "900101")
    );
    let other = bed.ask(REAL_NAME, &question(&bed, " ", "900102")).await;
    assert_eq!((text(&other, "rsp_code"), text(&other, "bank_rsp_code")), ("A0002", "463"));
    assert_eq!(text(&other, "account_holder_name"), "", "no name for a wrong guess");
    let unchecked = bed.ask(REAL_NAME, &question(&bed, "N", "")).await;
    assert_eq!(
        (text(&unchecked, "rsp_code"), text(&unchecked, "account_holder_name")),
        ("A0000", "김가람")
    );
    let mut nobody = question(&bed, "N", "");
    nobody["account_num"] = json!("1");
    let nobody = bed.ask(REAL_NAME, &nobody).await;
    assert_eq!((text(&nobody, "rsp_code"), text(&nobody, "bank_rsp_code")), ("A0002", "412"));
    let oob = bed.token_of(NARAE, "oob").await;
    let by_oob = bed.post(REAL_NAME, &oob, question(&bed, "N", "").to_string());
    assert_eq!(bed.send(by_oob).await.expect("an answer").1["rsp_code"], "A0000");
    let outcomes: Vec<String> = logged(&bed).await.into_iter().map(|(_, _, o)| o).collect();
    assert_eq!(outcomes, ["A0000", "A0002", "A0000", "A0002", "A0000"]);
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_has_the_form_of_its_type_and_needs_a_right() {
    let bed = Bed::new().await;
    for (kind, info) in [(" ", "19900101"), (" ", "901301"), ("1", "900101"), ("6", "123")] {
        let answer = bed.ask(REAL_NAME, &question(&bed, kind, info)).await;
        assert_eq!(answer["rsp_code"], "A0321", "{kind} {info}: {answer}");
    }
    let missing = bed.ask(REAL_NAME, &question(&bed, " ", "")).await;
    assert_eq!(missing["rsp_code"], "A0004", "{missing}");
    assert!(logged(&bed).await.is_empty(), "no inquiry was made");
    for kind in ["1", "2", "3"] {
        let answer = bed.ask(REAL_NAME, &question(&bed, kind, NUMBER)).await;
        assert_eq!(answer["rsp_code"], "A0320", "{kind}: {answer}");
    }
    assert_eq!(logged(&bed).await.len(), 3, "who tried is on record");
    permit(&bed).await;
    let answer = bed.ask(REAL_NAME, &question(&bed, "1", NUMBER)).await;
    assert_eq!(
        (text(&answer, "rsp_code"), text(&answer, "account_holder_info")),
        ("A0000", NUMBER)
    );
    assert_eq!(bed.audited("relay.permit.granted").await, 1);
    bed.verify().await;
}

async fn permit(bed: &Bed) {
    let env = bed.node().env();
    let narae = ClientUseCode::parse(NARAE).expect("a code");
    let grant = move |tx: &mut naru_store::Tx<'_>| {
        inquiry::grant_permit(tx, &env, "staff:test", &narae, Permit::FullNumber, "a test")
    };
    bed.node().book.write(grant).await.expect("granted");
}

/// Takes down everything that is said to the log, at every level, spans and fields included.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<String>>);

struct Words<'w>(&'w mut String);

impl tracing::field::Visit for Words<'_> {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}

impl tracing::Subscriber for Ear {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        let mut heard = self.0.lock().expect("no panic");
        span.record(&mut Words(&mut heard));
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut Words(&mut self.0.lock().expect("no panic")));
    }
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        let mut heard = self.0.lock().expect("no panic");
        event.record(&mut Words(&mut heard));
        heard.push('\n');
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

/// Whether a file, or a file under a directory, has these bytes.
fn found_in(path: &std::path::Path, needle: &[u8], files: &mut usize) -> Option<String> {
    if path.is_dir() {
        let mut entries = std::fs::read_dir(path).expect("a directory");
        return entries.find_map(|e| found_in(&e.expect("an entry").path(), needle, files));
    }
    *files += 1;
    let bytes = std::fs::read(path).unwrap_or_default();
    bytes.windows(needle.len()).any(|w| w == needle).then(|| path.display().to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resident_number_is_kept_nowhere() {
    let ear = Ear::default();
    tracing::subscriber::set_global_default(ear.clone()).expect("the only one in this process");
    let mut bed = Bed::new().await;
    permit(&bed).await;
    let mut ids = Vec::new();
    // Told, refused by the bank, of an unknown account, repeated, at a silent bank, wrongly typed.
    for change in [None, Some(("account_num", "77")), Some(("bank_code_std", EMPTY_BANK))] {
        let mut asked = question(&bed, "1", NUMBER);
        if let Some((name, value)) = change {
            asked[name] = json!(value);
        }
        ids.push(asked["bank_tran_id"].as_str().expect("text").to_owned());
        bed.ask(REAL_NAME, &asked).await;
        assert_eq!(bed.ask(REAL_NAME, &asked).await["rsp_code"], "A0326");
    }
    bed.ask(REAL_NAME, &question(&bed, "2", NUMBER)).await;
    bed.ask(REAL_NAME, &question(&bed, " ", NUMBER)).await;
    let mut broken = question(&bed, "1", NUMBER);
    broken["bank_tran_id"] = json!(NUMBER);
    bed.ask(REAL_NAME, &broken).await;
    bed.stop().await;
    let bank = bed.bank.take().expect("runs");
    bank.stop().await;
    let mut files = 0;
    let found = found_in(bed.dir(), NUMBER.as_bytes(), &mut files);
    assert_eq!(found, None, "the number is in a file");
    assert!(files >= 3, "the book, the calls and the bank's books were looked through: {files}");
    let found = found_in(bed.dir(), ids[0].as_bytes(), &mut files);
    assert!(found.is_some(), "what is kept can be found this way");
    let heard = ear.0.lock().expect("no panic").clone();
    assert!(!heard.contains(NUMBER), "the number is in the log");
    assert!(heard.len() > 1_000, "the log was listened to");
}
