//! Bad input: every field, every way to get it wrong. Each gets its code, changes nothing, and
//! tells nothing of the inside.

use super::bed::*;
use bytes::Bytes;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What no field takes, whatever its form: types, and characters that never belong.
fn never() -> Vec<Value> {
    vec![
        json!(true),
        json!(false),
        json!(1.5),
        json!(1e30),
        json!([]),
        json!({}),
        json!([["a"]]),
        json!({"a": "b"}),
        json!("a\u{0}b"),
        json!("a\nb"),
        json!("a\u{202e}b"),
        json!("\u{feff}"),
        json!("x".repeat(200)),
        json!("가".repeat(200)),
    ]
}

struct Case {
    name: &'static str,
    required: bool,
    wrong: &'static [&'static str],
    right: &'static [&'static str],
}

const fn case(
    name: &'static str,
    required: bool,
    wrong: &'static [&'static str],
    right: &'static [&'static str],
) -> Case {
    Case { name, required, wrong, right }
}

const DIGITS: &[&str] = &["", "12a", "１２３", " 123", "+1", "1,000", "0x10"];

fn withdraw_cases() -> Vec<Case> {
    const ID: &[&str] = &[
        "M202600001U00000000",
        "M202600001U0000000000",
        "M202600001O000000001",
        "m202600001U000000001",
        "M202600001Uabc000001",
        "M202600002U000000001",
        "M202600001U00000-001",
        "가202600001U0000001",
    ];
    const ACCOUNT: &[&str] = &["1234-5678", "12345678901234567", "１２３４", "12 34"];
    const TEXT: &[&str] = &["가나다라마바사아자차카", "aaaaaaaaaaaaaaaaaaaaa", "a\tb"];
    const BANK: &[&str] = &["90", "9011", "90a", "９０１"];
    const AMOUNT: &[&str] = &[
        "0",
        "00",
        "-1",
        "+1",
        "1.0",
        "1e3",
        "1000000000000",
        "9999999999999999999999",
        "10,000",
        "１",
        " 1",
        "1 ",
    ];
    const DTIME: &[&str] = &[
        "2026112210192",
        "202611221019211",
        "20260230101921",
        "20261322101921",
        "20261122251921",
        "2026-11-22 10:",
    ];
    vec![
        case("bank_tran_id", true, ID, &[]),
        case("cntr_account_type", true, &["X", "n", "NN", "１"], &[]),
        case("cntr_account_num", true, ACCOUNT, &[]),
        case("dps_print_content", true, TEXT, &["가나다라마바사아자차", "a b-c(1)/2"]),
        case("wd_bank_code_std", true, BANK, &[]),
        case("wd_account_num", true, ACCOUNT, &[]),
        case("user_seq_no", true, &["110000000", "11000000011", "11000000a1"], &[]),
        case("wd_print_content", false, TEXT, &["", "가나다라마바사아자차"]),
        case("tran_amt", true, AMOUNT, &["1", "01"]),
        case("tran_dtime", true, DTIME, &["19990101000000", "20991231235959"]),
        case("req_client_name", true, TEXT, &["김 가람", "Garam Kim Jr."]),
        case("req_client_bank_code", true, BANK, &[]),
        case("req_client_account_num", true, ACCOUNT, &["A1"]),
        case("req_client_num", true, &["lower", "A-1", "가", "A12345678901234567890"], &["A1"]),
        case("transfer_purpose", true, &["AU", "XX", "tr", "T", "TRR"], &["ST", "WD", "EX"]),
        case(
            "sub_frnc_name",
            false,
            &["가가가가가가가가가가가가가가가가가가가가가"],
            &["", "가맹점"],
        ),
        case("sub_frnc_num", false, &["A-1", "123456789012345678901"], &["", "S1"]),
        case("sub_frnc_business_num", false, &["123-45", "12345678901"], &["", "1234567890"]),
        case("recv_client_name", false, TEXT, &["", "이나래"]),
        case("recv_client_bank_code", false, BANK, &["", "902"]),
        case("recv_client_account_num", false, ACCOUNT, &["", "1"]),
    ]
}

/// Tries every case on one endpoint.
async fn try_all(bed: &Bed, path: &str, cases: &[Case], good: impl Fn() -> Value) {
    try_all_at(bed, path, "", cases, good).await;
}

/// The same, for the fields at a place of the body: `/req_list/0`.
async fn try_all_at(bed: &Bed, path: &str, at: &str, cases: &[Case], good: impl Fn() -> Value) {
    let place = |body: &mut Value, name: &str, value: Option<Value>| {
        let fields = body.pointer_mut(at).and_then(Value::as_object_mut).expect("an object");
        match value {
            Some(value) => drop(fields.insert(name.to_owned(), value)),
            None => drop(fields.remove(name)),
        }
    };
    let before = bed.dump().await;
    let refused = async |field: &str, value: &Value, body: &Value| {
        let answer = bed.ask(path, body).await;
        assert_eq!(answer["rsp_code"], "A0004", "{field} = {value}: {answer}");
        let message = answer["rsp_message"].as_str().expect("text");
        assert!(message.contains(field), "{field} = {value}: {message}");
        assert!(message.len() <= 300, "{message}");
        if let Some(text) = value.as_str().filter(|t| t.len() > 4) {
            assert!(!message.contains(text), "the value comes back: {message}");
        }
    };
    for case in cases {
        let mut wrong = never();
        wrong.extend(case.wrong.iter().map(|w| json!(w)));
        if case.required {
            wrong.extend([json!(""), json!(null)]);
        }
        for value in wrong {
            let mut body = good();
            place(&mut body, case.name, Some(value.clone()));
            refused(case.name, &value, &body).await;
        }
        if case.required {
            let mut body = good();
            place(&mut body, case.name, None);
            refused(case.name, &Value::Null, &body).await;
        }
        // The same field twice: which one would count?
        let text = good().to_string();
        let opening = if at.is_empty() { 1 } else { text.find("[{").expect("a list") + 2 };
        let (head, rest) = text.split_at(opening);
        let twice = format!("{head}\"{0}\":\"1\",\"{0}\":\"1\",{rest}", case.name);
        let request = bed.post(path, &bed.token, twice);
        let answer = bed.send(request).await.expect("an answer").1;
        assert_eq!(answer["rsp_code"], "A0004", "{} twice: {answer}", case.name);
    }
    assert_eq!(bed.dump().await, before, "nothing changed");
    for case in cases {
        for right in case.right {
            let mut body = good();
            place(&mut body, case.name, Some(json!(right)));
            let answer = bed.ask(path, &body).await;
            assert_ne!(answer["rsp_code"], "A0004", "{} = {right}: {answer}", case.name);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_of_a_withdrawal() {
    let bed = Bed::new().await;
    try_all(&bed, WITHDRAW, &withdraw_cases(), || bed.order(10)).await;
    bed.verify().await;
}

const HANDLES: &[&str] =
    &["12026000010000000000000", "1202600001000000000000000", "12026000010000000000000a"];

#[tokio::test(flavor = "multi_thread")]
async fn every_field_of_a_withdrawal_by_handle() {
    let bed = Bed::new().await;
    let mut cases = withdraw_cases();
    let by_number = ["wd_bank_code_std", "wd_account_num", "user_seq_no"];
    cases.retain(|c| !by_number.contains(&c.name));
    cases.push(case("fintech_use_num", true, HANDLES, &[]));
    try_all(&bed, WITHDRAW_FIN, &cases, || bed.order_fin(10)).await;
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_of_a_deposit() {
    let bed = Bed::funded().await;
    let of = |name: &str, to: &'static str| {
        let mut all = withdraw_cases();
        let at = all.iter().position(|c| c.name == name).expect("there");
        Case { name: to, right: &[], ..all.swap_remove(at) }
    };
    let head = [
        of("cntr_account_type", "cntr_account_type"),
        of("cntr_account_num", "cntr_account_num"),
        case("wd_pass_phrase", true, &[], &["other", "a+b/c="]),
        of("dps_print_content", "wd_print_content"),
        case("name_check_option", false, &["ON", "yes", "1"], &["", "off"]),
        of("tran_dtime", "tran_dtime"),
        case("req_cnt", true, &["0", "2", "x", "1.0"], &["01"]),
    ];
    let purposes = &["XX", "tr", "T", "TRR"];
    let item = [
        case("tran_no", true, &["123456", "a"], &["00001"]),
        of("bank_tran_id", "bank_tran_id"),
        of("wd_bank_code_std", "bank_code_std"),
        of("wd_account_num", "account_num"),
        case("account_seq", false, &["1234", "a"], &["", "001"]),
        of("req_client_name", "account_holder_name"),
        of("dps_print_content", "print_content"),
        of("tran_amt", "tran_amt"),
        of("req_client_name", "req_client_name"),
        of("req_client_bank_code", "req_client_bank_code"),
        of("req_client_account_num", "req_client_account_num"),
        of("req_client_num", "req_client_num"),
        case("transfer_purpose", true, purposes, &["AU", "ST"]),
        case(
            "recv_bank_tran_id",
            false,
            &["M202600002U000000001", "x"],
            &["", "M202600001U00000X001"],
        ),
        case(
            "withdraw_bank_tran_id",
            false,
            &["M202600002U000000001"],
            &["", "M202600001U0000Y0001"],
        ),
        case("cms_num", false, &["A-1"], &["", "A1"]),
    ];
    try_all_at(&bed, DEPOSIT, "", &head, || bed.deposit_order(10)).await;
    try_all_at(&bed, DEPOSIT, "/req_list/0", &item, || bed.deposit_order(10)).await;
    let handle = [case("fintech_use_num", true, HANDLES, &[])];
    try_all_at(&bed, DEPOSIT_FIN, "/req_list/0", &handle, || bed.deposit_fin(10)).await;
    let before = bed.dump().await;
    for list in [json!([]), json!(null), json!({}), json!("x"), json!([{}, {}])] {
        let mut body = bed.deposit_order(10);
        body["req_list"] = list.clone();
        assert_eq!(bed.deposit(&body).await["rsp_code"], "A0004", "{list}");
    }
    let mut two = bed.deposit_order(10);
    let second = bed.deposit_order(10)["req_list"][0].clone();
    two["req_list"].as_array_mut().expect("a list").push(second);
    two["req_cnt"] = json!("2");
    assert_eq!(bed.deposit(&two).await["rsp_code"], "A0004", "one at a time");
    assert_eq!(bed.dump().await, before, "nothing changed");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_of_what_is_asked_about_use() {
    let bed = Bed::new().await;
    let date = ["", "2026112", "20260230", "a"];
    for (path, good, fields) in [
        ("/v2.0/manage/fee", "from_date=20261101&to_date=20261130", &["from_date", "to_date"][..]),
        ("/v2.0/manage/count", "inquiry_date=20261122", &["inquiry_date"]),
    ] {
        assert_eq!(bed.fetch(path, good).await["rsp_code"], "A0000");
        for field in fields {
            for value in date {
                let query: Vec<String> = good
                    .split('&')
                    .map(|pair| match pair.split_once('=') {
                        Some((name, _)) if name == *field => format!("{name}={value}"),
                        _ => pair.to_owned(),
                    })
                    .collect();
                let answer = bed.fetch(path, &query.join("&")).await;
                assert_eq!(answer["rsp_code"], "A0004", "{path} {field}={value}: {answer}");
            }
        }
    }
    for dates in ["from_date=20261130&to_date=20261101", "from_date=20250101&to_date=20261130"] {
        assert_eq!(bed.fetch("/v2.0/manage/fee", dates).await["rsp_code"], "A0004", "{dates}");
    }
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_of_a_balance() {
    let bed = Bed::new().await;
    let of = |name: &str, to: &'static str| {
        let mut all = withdraw_cases();
        let at = all.iter().position(|c| c.name == name).expect("there");
        Case { name: to, ..all.swap_remove(at) }
    };
    let cases = [
        of("bank_tran_id", "bank_tran_id"),
        of("wd_bank_code_std", "bank_code_std"),
        of("wd_account_num", "account_num"),
        of("user_seq_no", "user_seq_no"),
        of("tran_dtime", "tran_dtime"),
    ];
    try_all(&bed, BALANCE, &cases, || bed.balance()).await;
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_of_a_result() {
    let bed = Bed::new().await;
    let cases = [
        case("check_type", true, &["0", "3", "11", "가"], &["2"]),
        case("tran_dtime", true, &["20260230101921", "2026"], &[]),
        case("req_cnt", true, DIGITS, &["01"]),
    ];
    let order = bed.order(10);
    try_all(&bed, RESULT, &cases, || bed.result_of(&[&order])).await;
    let before = bed.dump().await;
    for (field, wrong) in [
        ("tran_no", &["", "123456", "a"][..]),
        ("org_bank_tran_id", &["", "M202600001U00000000"]),
        ("org_bank_tran_date", &["", "20260230", "2026112"]),
        ("org_tran_amt", &["", "0", "-1", "1.0", "1000000000000"]),
    ] {
        let mut all = never();
        all.extend(wrong.iter().map(|w| json!(w)));
        for value in all {
            let mut body = bed.result_of(&[&order]);
            body["req_list"][0][field] = value.clone();
            let answer = bed.ask(RESULT, &body).await;
            assert_eq!(answer["rsp_code"], "A0004", "{field} = {value}: {answer}");
        }
    }
    assert_eq!(bed.dump().await, before);
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_that_go_together() {
    let bed = Bed::new().await;
    let handle = "120260000100000000000000";
    let before = bed.dump().await;
    let cases: [(&[(&str, &str)], &str); 8] = [
        (&[("req_client_fintech_use_num", handle)], "req_client_fintech_use_num"),
        (
            &[("req_client_fintech_use_num", handle), ("req_client_bank_code", "")],
            "req_client_fintech_use_num",
        ),
        (&[("req_client_bank_code", "")], "req_client_bank_code"),
        (&[("req_client_account_num", "")], "req_client_account_num"),
        (&[("transfer_purpose", "TR")], "recv_client_name"),
        (&[("transfer_purpose", "TR"), ("recv_client_name", "이나래")], "recv_client_bank_code"),
        (
            &[
                ("transfer_purpose", "TR"),
                ("recv_client_name", "이나래"),
                ("recv_client_bank_code", "902"),
            ],
            "recv_client_account_num",
        ),
        (
            &[
                ("req_client_fintech_use_num", "12026"),
                ("req_client_bank_code", ""),
                ("req_client_account_num", ""),
            ],
            "req_client_fintech_use_num",
        ),
    ];
    for (changes, field) in cases {
        let mut order = bed.order(10);
        for (name, value) in changes {
            order[*name] = json!(value);
        }
        let answer = bed.withdraw(&order).await;
        assert_eq!(answer["rsp_code"], "A0004", "{changes:?}: {answer}");
        assert!(answer["rsp_message"].as_str().expect("text").contains(field), "{answer}");
    }
    let mut twice = bed.order(10).to_string();
    twice.insert_str(1, "\"sub_frnc_bussiness_num\":\"1\",\"sub_frnc_business_num\":\"1\",");
    let request = bed.post(WITHDRAW, &bed.token, twice);
    assert_eq!(bed.send(request).await.expect("an answer").1["rsp_code"], "A0004");
    assert_eq!(bed.dump().await, before, "nothing changed");
    let mut order = bed.order(10);
    order["req_client_fintech_use_num"] = json!(handle);
    order["req_client_bank_code"] = json!("");
    order["req_client_account_num"] = json!(null);
    assert_eq!(bed.withdraw(&order).await["rsp_code"], "A0000");
    let mut order = bed.order(10);
    order["transfer_purpose"] = json!("TR");
    order["recv_client_name"] = json!("이나래");
    order["recv_client_bank_code"] = json!("902");
    order["recv_client_account_num"] = json!("77");
    assert_eq!(bed.withdraw(&order).await["rsp_code"], "A0000");
    bed.verify().await;
}

/// The first wrong field in the order of the specification is named, wherever it stands.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_wrong_field_is_named() {
    let bed = Bed::new().await;
    let body = r#"{"transfer_purpose":"??","tran_amt":"0","bank_tran_id":1}"#;
    let request = bed.post(WITHDRAW, &bed.token, body);
    let (_, answer) = bed.send(request).await.expect("an answer");
    let message = answer["rsp_message"].as_str().expect("text");
    assert!(message.contains("bank_tran_id"), "{message}");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_json_object() {
    let bed = Bed::new().await;
    let deep = |open: &str, n: usize| open.repeat(n);
    let order = bed.order(10).to_string();
    let with = |extra: &str| format!("{{{extra},{}", &order[1..]);
    let bodies: Vec<Vec<u8>> = vec![
        b"".to_vec(),
        b" ".to_vec(),
        b"null".to_vec(),
        b"[]".to_vec(),
        b"\"text\"".to_vec(),
        b"7".to_vec(),
        b"{".to_vec(),
        b"{\"a\":}".to_vec(),
        b"{'a':'b'}".to_vec(),
        b"{\"a\":\"b\",}".to_vec(),
        order.as_bytes()[..order.len() - 1].to_vec(),
        format!("{order}{order}").into_bytes(),
        format!("{order} x").into_bytes(),
        format!("\u{feff}{order}").into_bytes(),
        [b"{\"a\":\"\xff\xfe\"}".as_slice()].concat(),
        [b"{\"\xc3\x28\":\"\"}".as_slice()].concat(),
        b"{\"a\":\"\\ud800\"}".to_vec(),
        b"{\"a\":01}".to_vec(),
        b"{\"a\":NaN}".to_vec(),
        deep("[", 60_000).into_bytes(),
        deep("{\"a\":", 12_000).into_bytes(),
        with(&format!("\"a\":{}{}", deep("[", 1_000), deep("]", 1_000))).into_bytes(),
        with(&format!("\"bank_tran_id\":{}{}", deep("[", 1_000), deep("]", 1_000))).into_bytes(),
        order.bytes().flat_map(|b| [b, 0]).collect(),
    ];
    let before = bed.dump().await;
    for (i, body) in bodies.into_iter().enumerate() {
        let shown: String = String::from_utf8_lossy(&body).chars().take(60).collect();
        let request = bed.post(WITHDRAW, &bed.token, body);
        let (_, answer) = bed.send(request).await.expect("an answer");
        assert_eq!(answer["rsp_code"], "A0004", "{i} {shown}: {answer}");
    }
    for kind in ["text/plain", "application/xml", "application/jsonx", "multipart/form-data", ""] {
        let mut request = bed.post(WITHDRAW, &bed.token, order.clone());
        request.headers_mut().insert("content-type", kind.parse().expect("a value"));
        let (_, answer) = bed.send(request).await.expect("an answer");
        assert_eq!(answer["rsp_code"], "A0004", "{kind}: {answer}");
    }
    assert_eq!(bed.dump().await, before, "nothing changed");
    bed.verify().await;
}

/// Ten megabytes are read to their end and answered, however they come.
#[tokio::test(flavor = "multi_thread")]
async fn ten_megabytes_get_an_answer() {
    let bed = Bed::new().await;
    let before = bed.dump().await;
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(10 << 20));
    let request = bed.post(WITHDRAW, &bed.token, Bytes::from(long.clone()));
    let (headers, answer) = bed.send(request).await.expect("an answer");
    assert_eq!(answer["rsp_code"], "A0004", "{answer}");
    assert_eq!(headers["connection"], "close");
    let head = |how: &str| {
        format!(
            "POST {WITHDRAW} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n\
             authorization: Bearer {}\r\n{how}\r\n\r\n",
            bed.token
        )
    };
    // In pieces, without a length.
    let mut pieces = head("transfer-encoding: chunked").into_bytes();
    for _ in 0..160 {
        pieces.extend_from_slice(b"10000\r\n");
        pieces.extend(std::iter::repeat_n(b'x', 0x10000));
        pieces.extend_from_slice(b"\r\n");
    }
    pieces.extend_from_slice(b"0\r\n\r\n");
    assert!(raw(&bed, &pieces).await.contains("A0004"));
    // Waiting to be told to go on: told not to.
    let waiting = head(&format!("expect: 100-continue\r\ncontent-length: {}", long.len()));
    let answer = raw(&bed, waiting.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("A0004"), "{answer}");
    // Broken off in the middle.
    let cut = head("content-length: 100") + "{\"a\":";
    let mut stream = TcpStream::connect(bed.addr()).await.expect("connects");
    stream.write_all(cut.as_bytes()).await.expect("writes");
    stream.shutdown().await.expect("half closed");
    let mut rest = String::new();
    stream.read_to_string(&mut rest).await.expect("reads");
    assert!(rest.is_empty() || rest.contains("A0004"), "{rest}");
    assert_eq!(bed.dump().await, before, "nothing changed");
    bed.verify().await;
}

async fn raw(bed: &Bed, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(bed.addr()).await.expect("connects");
    stream.write_all(bytes).await.expect("writes all of it");
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut answer));
    read.await.expect("in time").expect("reads the answer");
    String::from_utf8(answer).expect("UTF-8")
}

pub fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,30}".prop_map(Value::from),
        "[0-9]{0,20}".prop_map(Value::from),
        "[A-Z0-9]{0,24}".prop_map(Value::from),
        "[가-힣 ]{0,24}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(".{0,8}", inner, 0..4)
                .prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

/// Whatever stands in whatever field: an answer with a code of the network, and either the order
/// is recorded or nothing at all has changed.
#[test]
fn anything_in_any_field_is_answered() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let bed = runtime.block_on(Bed::new());
    let names: Vec<&'static str> = naru_web::relay::WITHDRAW.iter().map(|f| f.name).collect();
    let changes = prop::collection::vec((prop::sample::select(names), any_json()), 1..4);
    let mut runner = TestRunner::new(Config { cases: 300, ..Config::default() });
    let checked = runner.run(&changes, |changes| {
        runtime.block_on(async {
            let before = bed.dump().await;
            let mut order = bed.order(1);
            for (name, value) in &changes {
                order[*name] = value.clone();
            }
            let answer = bed.withdraw(&order).await;
            let code = answer["rsp_code"].as_str().expect("text");
            let known = naru_web::wire::RspCode::ALL.iter().any(|c| c.as_str() == code);
            prop_assert!(known, "{order}: {answer}");
            prop_assert!(!matches!(code, "A0001" | "A0003" | "O0007"), "{order}: {answer}");
            if matches!(code, "A0004" | "A0326") {
                prop_assert_eq!(before, bed.dump().await, "{}", order);
            } else {
                prop_assert!(bed.transfer(&order).await.is_some(), "{order}: {answer}");
            }
            Ok(())
        })
    });
    checked.expect("holds");
    runtime.block_on(bed.verify());
}
