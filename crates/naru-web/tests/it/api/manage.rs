//! What an institution has moved and owes, and what it may still move.

use super::bed::*;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn use_and_fees_are_told_from_the_book() {
    let bed = Bed::funded().await;
    for amount in [10_000, 5_000] {
        assert_eq!(bed.withdraw(&bed.order(amount)).await["rsp_code"], "A0000");
    }
    assert_eq!(bed.deposit(&bed.deposit_order(3_000)).await["rsp_code"], "A0000");
    let mut refused = bed.order(7_000);
    refused["wd_account_num"] = json!("999");
    assert_eq!(bed.withdraw(&refused).await["rsp_code"], "A0323");
    let today = bed.today();
    let answer = bed.fetch("/v2.0/manage/count", &format!("inquiry_date={today}")).await;
    let wanted = [
        ("inquiry_date", today.to_string()),
        ("wd_cnt", "2".into()),
        ("wd_amt", "15000".into()),
        ("dps_cnt", "1".into()),
        ("dps_amt", "3000".into()),
    ];
    for (name, value) in &wanted {
        assert_eq!(answer[*name], **value, "{name}: {answer}");
    }
    assert_eq!(answer.as_object().expect("an object").len(), wanted.len() + 4, "{answer}");
    let dates = format!("from_date={}&to_date={today}", today.previous());
    let answer = bed.fetch("/v2.0/manage/fee", &dates).await;
    let wanted = [("wd_cnt", "2"), ("wd_fee", "60"), ("dps_cnt", "1"), ("dps_fee", "20")];
    for (name, value) in wanted.into_iter().chain([("total_fee", "80")]) {
        assert_eq!(answer[name], value, "{name}: {answer}");
    }
    let yesterday = format!("inquiry_date={}", today.previous());
    assert_eq!(bed.fetch("/v2.0/manage/count", &yesterday).await["wd_cnt"], "0");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_still_be_withdrawn_is_told() {
    let bed = Bed::new().await;
    bed.set_rule_of(NARAE, "withdraw_daily_limit_won", 20_000).await;
    bed.set_rule_of(NARAE, "withdraw_monthly_limit_won", 30_000).await;
    bed.withdraw(&bed.order(15_000)).await;
    let answer = bed.fetch("/v2.0/manage/wd_limit", "").await;
    let wanted = [
        ("rsp_code", "A0000"),
        ("wd_limit_once_amt", "10000000"),
        ("wd_limit_daily_amt", "20000"),
        ("wd_limit_daily_remain_amt", "5000"),
        ("wd_limit_monthly_amt", "30000"),
        ("wd_limit_monthly_remain_amt", "15000"),
    ];
    for (name, value) in wanted {
        assert_eq!(answer[name], value, "{name}: {answer}");
    }
    assert_eq!(bed.withdraw(&bed.order(5_001)).await["rsp_code"], "A0103");
    for (rule, code) in
        [("withdraw_monthly_limit_won", "A0104"), ("withdraw_once_limit_won", "A0105")]
    {
        bed.set_rule_of(NARAE, rule, 15_000).await;
        let amount = if code == "A0105" { 15_001 } else { 1_000 };
        assert_eq!(bed.withdraw(&bed.order(amount)).await["rsp_code"], code);
    }
    bed.verify().await;
}

/// Nobody reads another's figures: the token says whose they are.
#[tokio::test(flavor = "multi_thread")]
async fn figures_are_the_tokens_own() {
    let mut bed = Bed::new().await;
    bed.withdraw(&bed.order(15_000)).await;
    bed.token = bed.token_of(MARU, "oob").await;
    let date = format!("inquiry_date={}", bed.today());
    assert_eq!(bed.fetch("/v2.0/manage/count", &date).await["wd_cnt"], "0");
    bed.verify().await;
}
