//! Who paid in, which banks can be asked, what was detected.

use super::super::bed::*;
use super::{all_texts, has_fields, names, sorted, text};
use naru_base::{BankCode, BankTranId, ClientUseCode, Micros, Won};
use naru_core::fds::{self, Action, Detection};
use naru_lab::bank::fault::{Down, Mode, Rule};
use serde_json::{Value, json};

fn remitters(bed: &Bed) -> Value {
    json!({
        "bank_tran_id": bed.id_of(NARAE),
        "bank_code_std": BANK,
        "account_num": CONTRACT,
        "from_date": PAST_FROM,
        "from_time": "000000",
        "to_date": bed.today().to_string(),
        "to_time": "235959",
        "sort_order": "A",
        "tran_dtime": "20261122101921",
    })
}

on_both_stores!(remitters_are_told_page_by_page, detections_are_the_institution_s_own);

async fn remitters_are_told_page_by_page(bed: Bed) {
    let mut asked = remitters(&bed);
    let mut all = Vec::new();
    loop {
        let answer = bed.ask(REMIT_LIST, &asked).await;
        assert_eq!(answer["rsp_code"], "A0000", "{answer}");
        has_fields(
            &answer,
            &[
                "bank_code_std",
                "bank_name",
                "savings_bank_name",
                "account_num",
                "page_record_cnt",
                "next_page_yn",
                "befor_inquiry_trace_info",
                "res_list",
            ],
        );
        all.extend(answer["res_list"].as_array().expect("a list").clone());
        if answer["next_page_yn"] == "N" {
            break;
        }
        assert_eq!(text(&answer, "page_record_cnt"), "25");
        asked["bank_tran_id"] = json!(bed.id_of(NARAE));
        asked["befor_inquiry_trace_info"] = answer["befor_inquiry_trace_info"].clone();
    }
    let own = [
        "tran_date",
        "tran_time",
        "tran_amt",
        "print_content",
        "remitter_name",
        "remitter_bank_code_std",
        "remitter_account_num",
    ];
    assert!(all.iter().all(|line| names(line) == sorted(&own)));
    let paid: Vec<_> = all.iter().filter(|l| !text(l, "remitter_account_num").is_empty()).collect();
    assert_eq!(paid.len(), 60, "every payment, none twice, nothing that went out");
    assert!(paid.iter().all(|l| text(l, "remitter_bank_code_std") == BANK));
    assert!(paid.iter().all(|l| text(l, "remitter_name") == text(l, "print_content")));
    for (name, value, code) in
        [("account_num", ACCOUNT, "A0322"), ("bank_code_std", EMPTY_BANK, "A0322")]
    {
        let mut asked = remitters(&bed);
        asked[name] = json!(value);
        let answer = bed.ask(REMIT_LIST, &asked).await;
        assert_eq!(answer["rsp_code"], code, "nobody else's account: {answer}");
    }
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bank_that_does_not_answer_is_shown_so() {
    let rules = vec![("breaker_failures", 1)];
    let down = With::bank(vec![Rule::always(Mode::Down { how: Down::Unavailable })]);
    let bed = Bed::with(With { rules, ..down }).await;
    let states = async || -> Vec<(String, String)> {
        let answer = bed.look(BANK_STATUS, &json!({})).await;
        assert_eq!(answer["rsp_code"], "A0000", "{answer}");
        all_texts(&answer);
        let list = answer["res_list"].as_array().expect("a list");
        assert_eq!(text(&answer, "res_cnt"), list.len().to_string());
        let own = ["bank_code_std", "bank_name", "bank_status"];
        assert!(list.iter().all(|bank| names(bank) == sorted(&own)));
        list.iter()
            .map(|b| (text(b, "bank_code_std").into(), text(b, "bank_status").into()))
            .collect()
    };
    let shown = |a: &str, b: &str| vec![(BANK.into(), a.into()), (EMPTY_BANK.into(), b.into())];
    assert_eq!(states().await, shown("1", "1"));
    assert_ne!(bed.ask(BALANCE, &bed.balance()).await["rsp_code"], "A0000");
    assert_eq!(states().await, shown("2", "1"));
    let oob = bed.token_of(MARU, "oob").await;
    let by_oob = bed.send(bed.get(BANK_STATUS, &oob, "")).await.expect("an answer").1;
    assert_eq!(by_oob["rsp_code"], "A0000");
    bed.verify().await;
}

async fn detections_are_the_institution_s_own(bed: Bed) {
    let today = bed.today();
    let at = |time: &str| Micros::parse_kst_dtime14(&format!("{today}{time}")).expect("a time");
    let found = |whose: &str, n: u32, time: &str| Detection {
        id: bed.node().env().id(n),
        institution: ClientUseCode::parse(whose).expect("a code"),
        at: at(time),
        transfer_date: today,
        transfer_id: BankTranId::parse(&bed.id_of(whose)).expect("an id"),
        bank: BankCode::parse(BANK).expect("a code"),
        amount: Won::new(10_000),
        rule: "velocity".into(),
        action: if n == 1 { Action::Blocked } else { Action::Noticed },
    };
    let all = [found(NARAE, 1, "101500"), found(NARAE, 2, "103000"), found(MARU, 3, "102000")];
    let first = all[0].clone();
    let write = move |tx: &mut naru_store::Tx<'_>| {
        all.iter().try_for_each(|it| fds::record(tx, it)).map_err(Into::into)
    };
    bed.node().book.write(write).await.expect("recorded");
    let ask = async |from: &str, to: &str| {
        let asked = json!({
            "inquiry_date": today.to_string(), "from_time": from, "to_time": to,
        });
        let answer = bed.look(FDS_DETECT, &asked).await;
        all_texts(&answer);
        answer
    };
    let answer = ask("101500", "102959").await;
    assert_eq!((text(&answer, "rsp_code"), text(&answer, "res_cnt")), ("A0000", "1"), "{answer}");
    let line = &answer["res_list"][0];
    let own = [
        "detect_id",
        "detect_dtime",
        "bank_tran_id",
        "bank_tran_date",
        "bank_code_std",
        "tran_amt",
        "detect_rule",
        "detect_action",
    ];
    assert_eq!(names(line), sorted(&own));
    assert_eq!(text(line, "bank_tran_id"), first.transfer_id.as_str());
    assert_eq!(text(line, "detect_dtime"), format!("{today}101500"));
    assert_eq!((text(line, "detect_rule"), text(line, "detect_action")), ("velocity", "blocked"));
    assert_eq!(text(&ask("000000", "235959").await, "res_cnt"), "2");
    assert_eq!(text(&ask("103000", "103000").await, "res_cnt"), "1", "the whole last second");
    assert_eq!(text(&ask("110000", "120000").await, "res_cnt"), "0");
    assert_eq!(text(&ask("120000", "110000").await, "rsp_code"), "A0004");
    bed.verify().await;
}
