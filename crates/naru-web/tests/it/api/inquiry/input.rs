//! Bad input of every inquiry: each field, each way to get it wrong, in a body or in a query.

use super::super::bed::*;
use super::{receive, text};
use hyper::Method;
use naru_web::api::Endpoint;
use naru_web::relay::inquiry as tables;
use naru_web::wire::{Field, Kind, Need};
use serde_json::{Value, json};

/// A good question for each endpoint.
pub fn good(bed: &Bed, endpoint: Endpoint) -> Value {
    let id = bed.id_of(NARAE);
    let dtime = "20261122101921";
    let range = json!({
        "inquiry_type": "A", "inquiry_base": "T", "from_date": PAST_FROM, "from_time": "000000",
        "to_date": "20261101", "to_time": "235959", "sort_order": "D",
    });
    let mut fields = match endpoint {
        Endpoint::BalanceFin => json!({ "fintech_use_num": HANDLE }),
        Endpoint::Transactions | Endpoint::TransactionsFin | Endpoint::RemitList => range,
        Endpoint::RealName => json!({
            "bank_code_std": BANK, "account_num": ACCOUNT, "account_holder_info_type": " ",
            "account_holder_info": "900101",
        }),
        Endpoint::Receive => receive::question(bed),
        Endpoint::FdsDetect => {
            return json!({
                "inquiry_date": "20261101", "from_time": "000000", "to_time": "235959",
            });
        }
        _ => bed.balance(),
    };
    match endpoint {
        Endpoint::TransactionsFin => fields["fintech_use_num"] = json!(HANDLE),
        Endpoint::Transactions => {
            fields["bank_code_std"] = json!(BANK);
            fields["account_num"] = json!(ACCOUNT);
            fields["user_seq_no"] = json!(USER);
        }
        Endpoint::RemitList => {
            let map = fields.as_object_mut().expect("an object");
            map.remove("inquiry_type");
            map.remove("inquiry_base");
            fields["bank_code_std"] = json!(BANK);
            fields["account_num"] = json!(CONTRACT);
        }
        _ => {}
    }
    fields["bank_tran_id"] = json!(id);
    if endpoint != Endpoint::Receive {
        fields["tran_dtime"] = json!(dtime);
    }
    fields
}

const ALL: [(Endpoint, &[Field]); 7] = [
    (Endpoint::BalanceFin, tables::BALANCE_FIN),
    (Endpoint::Transactions, tables::TRANSACTIONS),
    (Endpoint::TransactionsFin, tables::TRANSACTIONS_FIN),
    (Endpoint::RealName, tables::REAL_NAME),
    (Endpoint::Receive, tables::RECEIVE),
    (Endpoint::RemitList, tables::REMIT_LIST),
    (Endpoint::FdsDetect, tables::FDS_DETECT),
];

pub async fn ask(bed: &Bed, endpoint: Endpoint, fields: &Value) -> Value {
    if endpoint.method() == Method::GET {
        bed.look(endpoint.path(), fields).await
    } else {
        bed.ask(endpoint.path(), fields).await
    }
}

/// Texts that a field of this kind does not take.
fn wrong(field: &Field) -> Vec<&'static str> {
    let mut wrong = vec!["a\u{0}b", "a\nb", "a\u{202e}b", "\u{feff}"];
    wrong.extend(match field.kind {
        Kind::Text => &["가나다라마바사아자차카타파하가나다라마바사아자차카타파하"][..],
        Kind::OneOf(_) => &["?", "XX", "１"],
        Kind::Date => &["20260230", "2026-1-1", "2026110", "202611011", "２０２６１１０１"],
        Kind::Time => &["240000", "126000", "12:000", "12000", "1200000"],
        Kind::Dtime => &["20260230101921", "2026112210192", "202611221019211"],
        Kind::BankTranId => {
            &["M202600002U000000001", "M202600001O000000001", "1", "m202600001U000000001"]
        }
        Kind::BankCode => &["90", "9011", "90a"],
        Kind::UserSeqNo => &["110000000", "11000000011", "11000000a1"],
        Kind::Handle => {
            &["12026000010000000000000", "1202600001000000000000000", "12026000010000000000000a"]
        }
        Kind::Amount => &["0", "-1", "1.0", "1e3", "1000000000000"],
        Kind::Digits => &["a", "-1", "12345678901"],
        Kind::UpperAlnum => &["lower", "A-1", "A12345678901234567890"],
        Kind::Alnum => &["1234-5678", "123456789012345678901234567890123", "１２３"],
        Kind::List { .. } => &["x"],
    });
    wrong
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_of_every_inquiry() {
    let bed = Bed::new().await;
    let before = bed.dump().await;
    for (endpoint, table) in ALL {
        let refused = async |field: &Field, fields: &Value| {
            let answer = ask(&bed, endpoint, fields).await;
            let name = field.name;
            assert_eq!(answer["rsp_code"], "A0004", "{endpoint:?} {name}: {fields} {answer}");
            assert!(text(&answer, "rsp_message").contains(name), "{endpoint:?} {name}: {answer}");
            assert_eq!(answer.as_object().expect("an object").len(), 4, "only a head: {answer}");
        };
        for field in table {
            for value in wrong(field) {
                let mut fields = good(&bed, endpoint);
                fields[field.name] = json!(value);
                refused(field, &fields).await;
            }
            if field.need == Need::Required {
                let mut fields = good(&bed, endpoint);
                fields[field.name] = json!("");
                refused(field, &fields).await;
                fields.as_object_mut().expect("an object").remove(field.name);
                refused(field, &fields).await;
            }
            if endpoint.method() == Method::POST {
                for value in [json!(true), json!(1.5), json!([]), json!({"a": "b"})] {
                    let mut fields = good(&bed, endpoint);
                    fields[field.name] = value;
                    refused(field, &fields).await;
                }
            }
        }
    }
    assert_eq!(bed.dump().await, before, "nothing changed, nobody was asked");
    for (endpoint, _) in ALL {
        let answer = ask(&bed, endpoint, &good(&bed, endpoint)).await;
        assert_eq!(answer["rsp_code"], "A0000", "{endpoint:?}: {answer}");
        let mut more = good(&bed, endpoint);
        more["no_such_field"] = json!("ignored");
        assert_eq!(ask(&bed, endpoint, &more).await["rsp_code"], "A0000", "{endpoint:?}");
    }
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_call_what_and_how() {
    let bed = Bed::new().await;
    let oob = bed.token_of(NARAE, "oob").await;
    let before = bed.dump().await;
    let needs_sa = [
        Endpoint::Balance,
        Endpoint::BalanceFin,
        Endpoint::Transactions,
        Endpoint::TransactionsFin,
    ];
    let inquiries = Endpoint::ALL.iter().copied().filter(|e| e.is_inquiry());
    for endpoint in inquiries {
        let path = endpoint.path();
        let code = async |request| -> String {
            let (_, answer) = bed.send(request).await.expect("an answer");
            text(&answer, "rsp_code").to_owned()
        };
        let is_get = endpoint.method() == Method::GET;
        let request = |token: &str| match is_get {
            true => bed.get(path, token, "tran_dtime=x&inquiry_date=x"),
            false => bed.post(path, token, "{}"),
        };
        let other =
            if is_get { bed.post(path, &bed.token, "{}") } else { bed.get(path, &bed.token, "") };
        assert_eq!(code(other).await, "O0010", "{path}");
        let mut bare = request("x");
        bare.headers_mut().remove("authorization");
        assert_eq!(code(bare).await, "O0001", "{path}");
        assert_eq!(code(request("x")).await, "O0002", "{path}");
        let good = if endpoint == Endpoint::BankStatus { "A0000" } else { "A0004" };
        let may = if needs_sa.contains(&endpoint) { "O0004" } else { good };
        assert_eq!(code(request(&oob)).await, may, "{path}");
        assert_eq!(code(request(&bed.token)).await, good, "{path}");
    }
    assert_eq!(bed.dump().await, before, "nothing changed");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_is_read_like_a_body() {
    let bed = Bed::new().await;
    let code = async |query: String| {
        let (_, answer) =
            bed.send(bed.get(BALANCE_FIN, &bed.token, &query)).await.expect("an answer");
        text(&answer, "rsp_code").to_owned()
    };
    let fields = || query(&good(&bed, Endpoint::BalanceFin));
    for bad in ["a=%", "a=%zz", "a=%ff", "tran_dtime=20261122101921", "fintech_use_num=1"] {
        assert_eq!(code(format!("{}&{bad}", fields())).await, "A0004", "{bad}");
    }
    assert_eq!(code(String::new()).await, "A0004");
    assert_eq!(code("&&&".to_owned()).await, "A0004");
    let many = "a=1&".repeat(1000);
    assert_eq!(code(format!("{many}{}", fields())).await, "A0004", "a bound on parameters");
    assert_eq!(code(format!("{}&&other=%EA%B0%80+x&empty=&bare", fields())).await, "A0000");
    let mut with_body = bed.get(BALANCE_FIN, &bed.token, &fields());
    *with_body.body_mut() = http_body_util::Full::new("{\"fintech_use_num\":1}".into());
    assert_eq!(bed.send(with_body).await.expect("an answer").1["rsp_code"], "A0000");
    bed.verify().await;
}
